#!/usr/bin/env python3
"""inside.py PDF: does every word stand on its page, a little off the edges? Prints those that do not."""
import re
import subprocess
import sys

EDGE = 12  # pt


def main():
    text = subprocess.run(['pdftotext', '-bbox', sys.argv[1], '-'], capture_output=True, text=True, check=True).stdout
    page, width, height, outside, words = 0, 0, 0, 0, 0
    for line in text.splitlines():
        if found := re.search(r'<page width="([\d.]+)" height="([\d.]+)"', line):
            page, width, height = page + 1, float(found[1]), float(found[2])
        elif found := re.search(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*)</word>', line):
            left, top, right, bottom = (float(found[i]) for i in range(1, 5))
            words += 1
            if left < EDGE or top < EDGE or right > width - EDGE or bottom > height - EDGE:
                outside += 1
                if outside <= 10:
                    print(f'page {page}: "{found[5]}" at {left:.0f}-{right:.0f} of {width:.0f}, '
                          f'{top:.0f}-{bottom:.0f} of {height:.0f}')
    print(f'{words} words on {page} pages, {outside} outside')
    return outside > 0 or words == 0


sys.exit(main())

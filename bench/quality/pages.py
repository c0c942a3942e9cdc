#!/usr/bin/env python3
"""pages.py PDF: the pages of the text, as first-last: those before the first chapter (title,
contents) are left out. A page of contents is known by its leaders."""
import re
import subprocess
import sys

text = subprocess.run(['pdftotext', '-layout', sys.argv[1], '-'], capture_output=True, text=True).stdout
pages = text.split('\f')[:-1]
first = 0
for i, page in enumerate(pages):
    if len(re.findall(r'(?:\. ?){5,}\W*\d+ *$', page, re.M)) >= 2:
        first = i + 1
    elif i > first + 3:
        break
if first == 0 and len(pages) > 2 and len(pages[0].split()) < 20:
    first = 1
print(f'{first + 1}-{len(pages)}')

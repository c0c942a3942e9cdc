"""The two documents of math.sh, and the comparison of their pages."""

import os
import subprocess
import sys

DPI = 600
LIMIT = 0.03  # of width and height; or half a pixel's worth of a point

HEAD = r"""\documentclass{article}
\usepackage{amsmath,amssymb,mathtools}
\usepackage{unicode-math}
\setmainfont{TeX Gyre Pagella}
\setmathfont{TeX Gyre Pagella Math}
\usepackage{xeCJK}
\setCJKmainfont{Noto Serif CJK SC}
\usepackage[paperwidth=260bp,paperheight=140bp,margin=10bp]{geometry}
\pagestyle{empty}\parindent0pt
\begin{document}
\let\mathsf\symsf\let\mathtt\symtt
"""


def formulas(path):
    with open(path, encoding="utf-8") as f:
        return [line.rstrip("\n") for line in f if line.strip()]


def write(path, out):
    book = os.path.join(out, "book")
    os.makedirs(book, exist_ok=True)
    with open(os.path.join(out, "xetex.tex"), "w", encoding="utf-8") as f:
        f.write(HEAD)
        for tex in formulas(path):
            f.write("\\hbox{$\\displaystyle " + tex + "$}\\newpage\n")
        f.write("\\end{document}\n")
    with open(os.path.join(book, "book.toml"), "w", encoding="utf-8") as f:
        f.write('[book]\ntitle = "m"\nchapters = ["m.md"]\n[style]\ncss = ["m.css"]\n'
                '[output.pdf]\npaper = "260pt x 140pt"\nmargin = "10pt"\n')
    with open(os.path.join(book, "m.css"), "w", encoding="utf-8") as f:
        f.write("body { font-size: 10pt; line-height: 12pt; }\n"
                ".math-display { break-before: page; margin: 0; }\n"
                "@page :left { @top-left { content: none; } @top-center { content: none; } "
                "@top-right { content: none; } @bottom-center { content: none; } }\n"
                "@page :right { @top-left { content: none; } @top-center { content: none; } "
                "@top-right { content: none; } @bottom-center { content: none; } }\n")
    with open(os.path.join(book, "m.md"), "w", encoding="utf-8") as f:
        f.write("# m\n\ntext\n")
        for tex in formulas(path):
            f.write("\n$$\n" + tex + "\n$$\n")


def pages(pdf):
    """Width and height in pt of the ink of each page."""
    info = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True).stdout
    n = next(int(line.split()[1]) for line in info.splitlines() if line.startswith("Pages:"))
    boxes = []
    for page in range(1, n + 1):
        pgm = subprocess.run(["pdftoppm", "-gray", "-r", str(DPI), "-f", str(page), "-l",
                              str(page), pdf], capture_output=True).stdout
        head = pgm.split(b"\n", 3)
        width, height = map(int, head[1].split())
        data = head[3]
        left, right, rows = width, 0, []
        blank = b"\xff" * width
        for y in range(height):
            row = data[y * width:(y + 1) * width]
            if row == blank:
                continue
            rows.append(y)
            left = min(left, width - len(row.lstrip(b"\xff")))
            right = max(right, len(row.rstrip(b"\xff")))
        boxes.append(((right - left) * 72 / DPI, (rows[-1] + 1 - rows[0]) * 72 / DPI, left,
                      rows[0]) if rows else (0, 0, 0, 0))
    return boxes


def off(a, b):
    return abs(a - b) / max(a, b, 0.01) if abs(a - b) > 0.13 else 0


def compare(path, out):
    tex = formulas(path)
    mine = pages(os.path.join(out, "mkbook.pdf"))[-len(tex):]
    theirs = [[v * 72.27 / 72 for v in box]  # its points are smaller
              for box in pages(os.path.join(out, "xetex.pdf"))[:len(tex)]]
    good = 0
    for i, t in enumerate(tex):
        a, b = mine[i], theirs[i]
        worst = max(off(a[0], b[0]), off(a[1], b[1]))
        if worst <= LIMIT:
            good += 1
            continue
        print("%3d %5.1f%% %+6.2f %+6.2f  (%6.2f x %5.2f)  %s" % (
            i + 1, 100 * worst, a[0] - b[0], a[1] - b[1], b[0], b[1], t))
    print("%d of %d within %g %%" % (good, len(tex), 100 * LIMIT))


if sys.argv[1] == "write":
    write(sys.argv[2], sys.argv[3])
else:
    compare(sys.argv[2], sys.argv[3])

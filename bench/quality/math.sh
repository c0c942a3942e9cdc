#!/usr/bin/env bash
# Sets the formulas of math.txt with mkbook and with XeTeX (unicode-math) in the same fonts and size,
# each on a page of its own, and compares the width and height of their ink.
# One difference stays: XeTeX takes a fraction's gaps from the font of the last character that it has set in
# it, so around parts that end in a script they are smaller than the font's MATH table says for that style.
# Fractions of fractions are about four per cent lower there.
#   bench/quality/math.sh MKBOOK [OUT]
# OUT (default build/bench/math) keeps both PDFs and the table. Needs texlive-xetex, poppler-utils.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkbook=$(realpath "$1")
out=$(mkdir -p "${2:-$here/../../build/bench/math}" && cd "${2:-$here/../../build/bench/math}" && pwd)
python3 "$here/math.py" write "$here/math.txt" "$out"
if [ ! -f "$out/xetex.pdf" ] || ! cmp -s "$out/xetex.tex" "$out/xetex.done"; then
    (cd "$out" && xelatex -interaction=batchmode xetex.tex >/dev/null || true)
    cp "$out/xetex.tex" "$out/xetex.done"
fi
"$mkbook" -C "$out/book" pdf --no-cache -q -o "$out/mkbook.pdf"
python3 "$here/math.py" compare "$here/math.txt" "$out" | tee "$out/table.txt"

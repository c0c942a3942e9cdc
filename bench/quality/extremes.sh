#!/usr/bin/env bash
# Sets the book of extremes (tests/corpus/extremes) with mkbook, XeLaTeX by pandoc, and Typst, for a look
# at what each makes of it, and tells each one's pages, seconds and words off the page.
#   bench/quality/extremes.sh MKBOOK [OUT]
# OUT (default build/bench/extremes) keeps the PDFs. Needs what run.sh needs; run that first.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkbook=$(realpath "$1")
out=$(mkdir -p "${2:-$here/../../build/bench/extremes}" && cd "${2:-$here/../../build/bench/extremes}" && pwd)
export BENCH_MODULES=${BENCH_MODULES:-$here/../../build/bench}
corpus=$here/../../tests/corpus
python3 "$corpus/extremes/make.py" "$out/book"

set_mkbook() { # LANG PDF
    "$mkbook" -C "$out/book" pdf --lang "$1" --no-cache -q -o "$2" 2>/dev/null
}

set_xelatex() { # LANG PDF
    local work=$out/xelatex-$1
    mkdir -p "$work"
    sed 's/@LEADING@/14.7/' "$here/preamble.tex" >"$work/preamble.tex"
    printf '\\usepackage{xeCJK}\n\\setCJKmainfont[Scale=1]{Noto Serif CJK SC}\n%s\n%s\n' \
        '\setCJKsansfont[Scale=1]{Noto Sans CJK SC}' \
        '\setCJKmonofont[Scale=0.88]{Noto Sans Mono CJK SC}' >>"$work/preamble.tex"
    cp "$out/book/$1"/* "$work/"
    (cd "$work" && pandoc -f gfm+tex_math_dollars -t latex-smart -s -V documentclass=article -V indent=true \
        -H preamble.tex -o book.tex ./*.md &&
        for _ in 1 2; do timeout 600 xelatex -interaction=batchmode book.tex >xelatex.log 2>&1 || true; done)
    cp "$work/book.pdf" "$2"
}

set_typst() { # LANG PDF
    local work=$out/typst-$1
    mkdir -p "$work"
    "$mkbook" -C "$out/book" epub --lang "$1" --no-cache -q -o "$work/book.epub" 2>/dev/null
    python3 "$here/../to_typst.py" "$work/book.epub" "$work" "$1"
    node "$here/../typst.mjs" "$work" "$2"
}

for lang in en zh; do
    for tool in ${TOOLS:-mkbook xelatex typst}; do
        pdf=$out/$lang-$tool.pdf start=$(date +%s%N)
        if "set_$tool" "$lang" "$pdf"; then
            ms=$((($(date +%s%N) - start) / 1000000))
            printf '%s %-8s %4d.%01d s  ' "$lang" "$tool" $((ms / 1000)) $((ms / 100 % 10))
            python3 "$corpus/inside.py" "$pdf" | tail -1 || true
        else
            printf '%s %-8s failed\n' "$lang" "$tool"
        fi
    done
done

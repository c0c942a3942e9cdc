#!/usr/bin/env bash
# Sets prose chapters with mkbook, XeLaTeX (ctex, xeCJK, microtype) and Typst in the same fonts, size,
# measure and leading, and prints what a measuring program finds in the pages, side by side; then
# mkbook's whole books.
#   bench/quality/run.sh MKBOOK FOLDER MEASURE [OUT]
# TOOLS (default "mkbook xelatex typst") and BOOKS (default "en zh") in the environment choose what is
# set anew; the table shows all that OUT holds.
# FOLDER is the corpus; MEASURE a script that takes PDFs and writes one JSON object for each
# (--json FILE); OUT (default build/bench/quality) keeps the PDFs. Needs pandoc, texlive-xetex,
# texlive-lang-chinese, texlive-latex-extra, texlive-fonts-recommended, npm, poppler-utils.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkbook=$(realpath "$1") folder=$(realpath "$2") measure=$(realpath "$3")
out=$(mkdir -p "${4:-$here/../../build/bench/quality}" && cd "${4:-$here/../../build/bench/quality}" && pwd)
export BENCH_MODULES=$here/../../build/bench
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chapters="rlhf/slime/mismatch/blog-cn:zh rlhf/slime/mismatch/blog-en:en
    transformers/omni/readme:zh transformers/omni/readme-en:en"

# body FILE: the pages after the title and the contents, as first-last
body() {
    python3 "$here/pages.py" "$1"
}

manifest() { # FOLDER NAME LANG
    printf '[book]\ntitle = "%s"\nlanguages = ["%s"]\nchapters = ["%s.md"]\n' "$2" "$3" "$2" \
        >"$1/book.toml"
}

set_mkbook() { # FOLDER NAME LANG PDF
    "$mkbook" -C "$1" pdf --no-cache -q -o "$4" 2>/dev/null
}

set_xelatex() { # FOLDER NAME LANG PDF
    local leading=14.7 class=article
    [ "$3" = zh ] && leading=17.325 class=ctexart
    sed "s/@LEADING@/$leading/" "$here/preamble.tex" >"$1/preamble.tex"
    if [ "$class" = article ]; then
        printf '\\usepackage{xeCJK}\n\\setlength{\\parindent}{1.2em}\n' >>"$1/preamble.tex"
    fi
    printf '\\setCJKmainfont[Scale=1]{Noto Serif CJK SC}\n\\setCJKsansfont[Scale=1]{Noto Sans CJK SC}\n%s\n' \
        '\setCJKmonofont[Scale=0.88]{Noto Sans Mono CJK SC}' >>"$1/preamble.tex"
    [ "$class" = ctexart ] && options="-V classoption=fontset=none -V indent=true" ||
        options="-V indent=true"
    # shellcheck disable=SC2086
    (cd "$1" && pandoc -f gfm+tex_math_dollars -t latex-smart --lua-filter "$here/text_only.lua" \
        -s -V documentclass=$class $options -H preamble.tex -o "$2.tex" "$2.md" &&
        for _ in 1 2; do xelatex -interaction=batchmode "$2.tex" >xelatex.log 2>&1 || true; done)
    cp "$1/$2.pdf" "$4"
}

set_typst() { # FOLDER NAME LANG PDF
    "$mkbook" -C "$1" epub --no-cache -q -o "$1/book.epub" 2>/dev/null
    python3 "$here/../to_typst.py" "$1/book.epub" "$1/typst" "$3"
    node "$here/../typst.mjs" "$1/typst" "$4"
}

if [ ! -d "$BENCH_MODULES/node_modules/@myriaddreamin" ]; then
    mkdir -p "$BENCH_MODULES"
    echo '{"private": true}' >"$BENCH_MODULES/package.json"
    (cd "$BENCH_MODULES" && npm install --no-audit --no-fund --loglevel=error \
        @myriaddreamin/typst-ts-node-compiler@0.7.0 >/dev/null)
fi
for entry in $chapters; do
    path=${entry%:*} lang=${entry#*:} name=$(basename "${entry%:*}")
    id=$(basename "$(dirname "$path")")-$lang
    cp -r "$folder/$(dirname "$path")" "$work/$id"
    manifest "$work/$id" "$name" "$lang"
    for tool in ${TOOLS:-mkbook xelatex typst}; do
        pdf=$out/$id-$tool.pdf edges=
        "set_$tool" "$work/$id" "$name" "$lang" "$pdf"
        [ "$tool" = xelatex ] && edges="--edges 62.4,425.2" # tables beyond them would be taken for text
        # shellcheck disable=SC2086
        python3 "$measure" --quiet --examples 100 $edges --pages "$(body "$pdf")" \
            --json "${pdf%.pdf}.json" "$pdf"
    done
done
for lang in ${BOOKS-en zh}; do
    pdf=$out/book-$lang-mkbook.pdf
    (cd "$folder" && "$mkbook" pdf --lang "$lang" -q --no-cache -o "$pdf" 2>/dev/null)
    python3 "$measure" --quiet --examples 100 --pages "$(body "$pdf")" --json "${pdf%.pdf}.json" "$pdf"
done
python3 "$here/table.py" "$out"

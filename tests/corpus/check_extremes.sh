#!/usr/bin/env bash
# check_extremes.sh MKBOOK OUT: makes the book of extremes and checks both languages: valid, complete,
# and no word off its page.
set -u
here=$(cd "$(dirname "$0")" && pwd)
mkbook=$1 out=$2 failed=0
rm -rf "$out"
mkdir -p "$out"
python3 "$here/extremes/make.py" "$out/book" || exit 1
for lang in en zh; do
    moved=1 "$here/check_book.sh" "$mkbook" "$out/book" "$lang" "$out" || failed=1
    python3 "$here/inside.py" "$out/$lang.pdf" || failed=1
done
exit $failed

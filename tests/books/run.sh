#!/usr/bin/env bash
# run.sh MKBOOK KIND: makes both outputs of the fixture (with its build.toml, where another tool's
# book.toml is not the manifest itself) and looks for the words of words.txt in the EPUB's text: those
# that must be there, and after a `!` those that must not. What is reported is compared with
# build.diag, where there is one; else nothing but notes may be.
set -u
mkbook=$1 kind=$2
command -v unzip >/dev/null || { echo "skipped: no unzip"; exit 77; }
top=$(mktemp -d)
trap 'rm -rf "$top"' EXIT
cp -R "$(dirname "$0")/../fixtures/$kind" "$top/book"
cd "$top/book" || exit 3
manifest=book.toml
[ -e build.toml ] && manifest=build.toml
failed=0
complain() { echo "$kind: $*"; failed=1; }

"$mkbook" build --book "$manifest" --no-cache --color never >"$top/out" 2>"$top/err"
[ $? = 0 ] || complain "exit status $?"
grep -v '^build/' "$top/err" >"$top/diag"
if [ -e build.diag ]; then
    diff -u build.diag "$top/diag" || failed=1
else
    grep -E ': (warning|error):' "$top/diag" && complain "reports"
fi
for suffix in epub pdf; do
    ls build/*.$suffix >/dev/null || complain "no $suffix"
done
unzip -p build/*.epub '*.xhtml' | sed 's/<title>.*<\/title>//; s/alttext="[^"]*"//g' |
    perl -0777 -pe 's/<annotation.*?<\/annotation>//gs; s/<[^>]*>//g; s/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&#39;/\x27/g; s/&amp;/&/g; s/\xc2\xad//g; s/\s+/ /g' >"$top/text"
while IFS= read -r words; do
    case $words in
    '!'*) grep -qF -- "${words#!}" "$top/text" && complain "\"${words#!}\" is in the book" ;;
    *) grep -qF -- "$words" "$top/text" || complain "\"$words\" is not in the book" ;;
    esac
done <words.txt
exit $failed

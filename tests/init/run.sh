#!/usr/bin/env bash
# run.sh [--update] MKBOOK NAME: `mkbook init` in a copy of the folder fixtures/NAME, here or in tests/, with the arguments of
# NAME.args if there is such a file. The book.toml that is written must be NAME.toml (no such file: none is written), and what is said NAME.report.
# The manifest must be one that mkbook reads without a word about it, its book must have no errors, and become an EPUB and a PDF in each
# language; a second init must refuse. Of a fixture without a report only the books are made.
set -u
update=false
[ "$1" = --update ] && { update=true && shift; }
mkbook=$(realpath "$1") name=$2
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export SOURCE_DATE_EPOCH=1700000000 GIT_CEILING_DIRECTORIES=$scratch XDG_CACHE_HOME=$scratch/cache
failed=0
complain() { echo "FAILED: $1"; failed=1; }

# The books of the manifest that was written: an EPUB and a PDF in each language.
make_books() {
    languages=$(grep -m1 '^languages = ' book.toml | sed 's/#.*//' | grep -oE '"[^"]+"' | tr -d '"')
    [ -n "$languages" ] || complain "book.toml names no languages"
    "$mkbook" build --no-cache --color never >"$scratch/stdout" 2>"$scratch/build" </dev/null ||
        { complain "mkbook build fails" && cat "$scratch/build"; }
    for lang in $languages; do
        for suffix in epub pdf; do
            books=(build/*-"$lang.$suffix")
            [ -s "${books[0]}" ] || complain "there is no $suffix in $lang"
        done
    done
    rm -rf build
}

fixture=$here/fixtures/$name
[ -d "$fixture" ] || fixture=$here/../fixtures/$name
cp -r "$fixture" "$scratch/$name" && cd "$scratch/$name" || exit 3
if ! $update && [ ! -e "$here/$name.report" ]; then
    "$mkbook" init --force >"$scratch/stdout" 2>"$scratch/report" </dev/null ||
        { complain "mkbook init fails" && cat "$scratch/report"; }
    [ -e book.toml ] && make_books
    exit $failed
fi
find . -type f -exec sha256sum {} + | LC_ALL=C sort >"$scratch/before"
mapfile -t arguments < <([ -f "$here/$name.args" ] && cat "$here/$name.args")
"$mkbook" init "${arguments[@]}" >"$scratch/stdout" 2>"$scratch/report" </dev/null
status=$?

want=0
grep -q ': error: ' "$scratch/report" && want=1
[ $status = $want ] || complain "exit status $status, not $want"
[ -s "$scratch/stdout" ] && complain "there is text on standard output"
if $update; then
    cp "$scratch/report" "$here/$name.report"
    rm -f "$here/$name.toml"
    [ $status = 0 ] && cp book.toml "$here/$name.toml"
fi
diff -u "$here/$name.report" "$scratch/report" || complain "the report differs"
if [ -f "$here/$name.toml" ]; then
    diff -u "$here/$name.toml" book.toml || complain "book.toml differs"
    # nothing else was touched
    find . -type f ! -name book.toml -exec sha256sum {} + | LC_ALL=C sort >"$scratch/after"
    diff <(grep -v ' \./book\.toml$' "$scratch/before") "$scratch/after" || complain "a source was touched"
    # twice the same
    "$mkbook" init "${arguments[@]}" --force --dry-run >"$scratch/again" 2>/dev/null
    cmp "$scratch/again" book.toml || complain "a second run gives another book.toml"
    "$mkbook" check >"$scratch/stdout" 2>"$scratch/check" </dev/null || complain "mkbook check finds errors"
    grep -E '^book\.toml:.*(error|warning)|: error:' "$scratch/check" &&
        complain "mkbook check complains"
    make_books
    if ! grep -qxF -- --force "$here/$name.args" 2>/dev/null; then
        "$mkbook" init "${arguments[@]}" >"$scratch/stdout" 2>"$scratch/second" </dev/null && complain "a second init overwrites"
        grep -qF '[init-exists]' "$scratch/second" || complain "a second init does not say why it refuses"
    fi
else
    [ $status = 0 ] && complain "there is no $name.toml to compare with"
    [ ! -e book.toml ] || grep -q ' \./book\.toml$' "$scratch/before" || complain "a book.toml was written"
fi
exit $failed

#!/usr/bin/env bash
# Golden tests: run.sh MKBOOK golden/AREA/NAME compares what mkbook makes of NAME.md (or NAME.ipynb) with NAME.<suffix>;
# the suffixes that exist decide what runs: tree xhtml css lines frames tags are stops of `mkbook dump`,
# diag is what the run reports, check what `mkbook check` says of a book of that file alone (with the pictures
# beside it, NAME.toml as its manifest where there is one, and what is in the folder NAME). A folder
# whose file `languages` names some is a parallel edition in those.
#   run.sh --update MKBOOK [golden/AREA/NAME ...]   rewrites the expected files that exist
#                                                    (all cases when none is named)
set -u
cd "$(dirname "$0")" || exit 3
update=false
[ "${1:-}" = --update ] && { update=true; shift; }
mkbook=${1:?usage: run.sh [--update] MKBOOK [CASE ...]}
shift
[ $# -gt 0 ] || mapfile -t all < <(find golden -name '*.md' -o -name '*.ipynb' | LC_ALL=C sort | sed 's/\.[a-z]*$//')
[ $# -gt 0 ] || set -- "${all[@]}"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
make_book() { # in $scratch/book, of $case
    rm -rf "$scratch/book"
    mkdir "$scratch/book"
    cp "$case.md" "$scratch/book"
    for picture in "$dir"/*.png "$dir"/*.svg; do [ -e "$picture" ] && cp "$picture" "$scratch/book"; done
    [ -d "$case" ] && cp -r "$case/." "$scratch/book"
    if [ -e "$case.toml" ]; then
        cp "$case.toml" "$scratch/book/book.toml"
    else
        printf '[book]\ntitle = "Check"\nchapters = ["%s.md"]\n' "$name" >"$scratch/book/book.toml"
    fi
}
failed=0 ran=0
for case in "$@"; do
    dir=$(dirname "$case") name=$(basename "$case") languages=()
    [ -e "$dir/languages" ] && languages=(--lang "$(<"$dir/languages")")
    file=$name.md
    [ -e "$case.ipynb" ] && file=$name.ipynb
    for want in "$case".*; do
        [ -f "$want" ] || continue
        suffix=${want##*.}
        case $suffix in
        md | ipynb | toml) continue ;;
        css) stop=--style ;;
        tree | xhtml | lines | frames | tags) stop=--$suffix ;;
        diag) # what the furthest stop that the case looks at reports
            stop=--tree
            [ -e "$case.css" ] && stop=--style
            for laid in tags frames lines; do [ -e "$case.$laid" ] && stop=--$laid; done
            ;;
        check) ;;
        *) echo "$want: no such kind of golden"; failed=1; continue ;;
        esac
        if [ "$suffix" = check ]; then
            make_book
            "$mkbook" -C "$scratch/book" --color never check 2>"$scratch/diag"
        else
            "$mkbook" -C "$dir" --color never dump "$stop" "${languages[@]}" "$file" >"$scratch/out" 2>"$scratch/diag"
        fi
        status=$?
        got=$scratch/out
        case $suffix in diag | check) got=$scratch/diag ;; esac
        if [ $status -gt 1 ]; then
            echo "$case: exit status $status"
            cat "$scratch/diag"
            failed=1
        elif $update; then
            cp "$got" "$want"
        elif ! diff -u "$want" "$got"; then
            failed=1
        fi
        ran=$((ran + 1))
    done
done
[ $ran -gt 0 ] || { echo "$*: nothing expected, nothing tested"; failed=1; }
exit $failed

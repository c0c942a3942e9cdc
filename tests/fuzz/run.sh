#!/usr/bin/env bash
# run.sh [SECONDS [TARGET ...]]: fuzzes each target for that long (60), with the golden tests'
# inputs as seeds. What it finds is in build/fuzz/found/; exit status 1 when there is any.
set -u
cd "$(dirname "$0")/../.." || exit 3
seconds=${1:-60}
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- markdown html css manifest svg image tex math
build=build/fuzz
declare -A suffix=([markdown]=md [html]=md [css]=css [manifest]=toml [svg]=svg [image]=png [tex]=md [math]=tex)
status=0
for target in "$@"; do
    corpus=$build/corpus/$target found=$build/found/$target
    mkdir -p "$corpus" "$found"
    find tests styles chapters book.toml -name "*.${suffix[$target]}" -size -64k \
        -exec cp -f -t "$corpus" --backup=numbered {} +
    [ "$target" = image ] && find tests -name '*.gif' -o -name '*.jpg' -o -name '*.webp' |
        xargs -r cp -f -t "$corpus"
    # formulas by themselves: those of the manual's gallery and of the goldens
    [ "$target" = math ] &&
        sed -n 's/^| `\(.*\)` | \$.*/\1/p' chapters/en/14-math.md | split -l 1 - "$corpus/gallery-" &&
        find tests/golden/math -name '*.md' -exec cp -f -t "$corpus" --backup=numbered {} +
    dictionary=()
    [[ $target == tex || $target == math ]] && dictionary=(-dict=tests/fuzz/math.dict)
    ASAN_OPTIONS=detect_leaks=0 LC_ALL=C.UTF-8 "$build/tests/fuzz/fuzz-$target" \
        -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=8192 \
        -artifact_prefix="$found/" "${dictionary[@]}" "$corpus" 2>"$build/found/$target.log" || status=1
    grep -E '^(SUMMARY|==.*ERROR|Done|stat)|Test unit written' "$build/found/$target.log" |
        sed "s/^/$target: /"
done
exit $status

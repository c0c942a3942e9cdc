#!/usr/bin/env bash
# Times mkbook against its peers on the same chapters, in one run, and prints the ratios.
#   bench/run.sh MKBOOK FOLDER [LANG] [RUNS]
# EPUB against pandoc (package pandoc), PDF against Typst (npm, installed once below build/). Best wall
# time of RUNS (default 3) each, with that run's processor seconds and peak memory; mkbook's PDF also
# without its cache. The pictures are in all four: pandoc 2.17 rebases the paths of ![](...) only, so
# for those of raw <img> it gets the chapters' folders as its resource path.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkbook=$(realpath "$1") folder=$(realpath "$2") lang=${3:-en} runs=${4:-3}
export BENCH_MODULES=$here/../build/bench
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
declare -A seconds

best() { # best NAME COMMAND...: wall seconds and peak MB of the best run
    local name=$1 least="" busy=0 memory=0 wall user system kilobytes
    shift
    for _ in $(seq "$runs"); do
        /usr/bin/env time -f '%e %U %S %M' -o "$work/time" "$@" >"$work/log" 2>&1 ||
            { echo "$name failed:"; tail -5 "$work/log"; exit 1; }
        read -r wall user system kilobytes < <(tail -1 "$work/time")
        if [ -z "$least" ] || awk "BEGIN { exit !($wall < $least) }"; then
            least=$wall busy=$(awk "BEGIN { print $user + $system }") memory=$kilobytes
        fi
    done
    printf '%-22s %8.2f s %8.2f s of processor %8d MB\n' "$name" "$least" "$busy" \
        "$((memory / 1024))"
    seconds[$name]=$least
}

if [ ! -d "$BENCH_MODULES/node_modules/@myriaddreamin" ]; then
    mkdir -p "$BENCH_MODULES"
    echo '{"private": true}' >"$BENCH_MODULES/package.json"
    (cd "$BENCH_MODULES" && npm install --no-audit --no-fund --loglevel=error \
        @myriaddreamin/typst-ts-node-compiler@0.7.0 >/dev/null)
fi
mapfile -t chapters < <(python3 -c "
import sys; sys.path.insert(0, '$here/../tests/corpus')
import source
print('\n'.join(source.chapters('$folder', '$lang')))")
folders=$(printf '%s\n' "${chapters[@]}" | sed 's|[^/]*$|.|' | sort -u | paste -sd:)

cd "$folder"
best mkbook-epub "$mkbook" epub --lang "$lang" -o "$work/m.epub" -q
best pandoc-epub pandoc -f gfm+rebase_relative_paths --resource-path=".:$folders" -t epub3 --toc \
    --metadata title=Book --metadata lang="$lang" -o "$work/p.epub" "${chapters[@]}"
best mkbook-pdf-no-cache "$mkbook" pdf --lang "$lang" -o "$work/m.pdf" -q --no-cache
best mkbook-pdf "$mkbook" pdf --lang "$lang" -o "$work/m.pdf" -q
python3 "$here/to_typst.py" "$work/m.epub" "$work/typst"
best typst-pdf node "$here/typst.mjs" "$work/typst" "$work/t.pdf"
for file in "$work"/*.epub "$work"/*.pdf; do
    printf '%-10s %12d bytes\n' "$(basename "$file")" "$(stat -c %s "$file")"
done
for file in m p; do
    printf '%-10s %12d pictures\n' "$file.epub" \
        "$(unzip -Z1 "$work/$file.epub" | grep -ciE '\.(png|jpe?g|gif|webp|svg)$')"
done
for file in m t; do pdfinfo "$work/$file.pdf" | sed -n "s/^Pages: */$file.pdf pages: /p"; done
awk "BEGIN {
    printf \"EPUB: pandoc takes %.1f times as long as mkbook\n\",
        ${seconds[pandoc-epub]} / ${seconds[mkbook-epub]}
    printf \"PDF: Typst takes %.1f times as long as mkbook, %.1f times without mkbook's cache\n\",
        ${seconds[typst-pdf]} / ${seconds[mkbook-pdf]},
        ${seconds[typst-pdf]} / ${seconds[mkbook-pdf-no-cache]} }"

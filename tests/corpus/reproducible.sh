#!/usr/bin/env bash
# reproducible.sh MKBOOK FOLDER: two builds in two folders, under two time zones, locales and thread counts, with
# and without the cache, are the same to the byte.
set -u
mkbook=$1 folder=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
[ -f "$folder/book.toml" ] || { echo "SKIP: $folder is not here"; exit 77; }
for copy in one another/place; do
    mkdir -p "$scratch/$copy"
    (cd "$folder" && tar -c --exclude=./build --exclude=./.git .) | tar -x -C "$scratch/$copy"
done
# file times are part of the input; copies keep them (tar does)
(cd "$scratch/one" && TZ=Asia/Shanghai LC_ALL=C "$mkbook" build -j 1 --no-cache -q) || exit 1
(cd "$scratch/another/place" && TZ=America/New_York LC_ALL=de_DE.UTF-8 XDG_CACHE_HOME=$scratch/cache \
    "$mkbook" build -j 8 -q) || exit 1
failed=0 compared=0
for file in "$scratch"/one/build/*.epub "$scratch"/one/build/*.pdf; do
    if cmp "$file" "$scratch/another/place/build/$(basename "$file")"; then
        compared=$((compared + 1))
    else
        failed=1
    fi
done
[ $compared -ge 2 ] || { echo "only $compared files were compared"; failed=1; }
echo "$compared files are identical"
exit $failed

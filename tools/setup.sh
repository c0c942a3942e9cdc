#!/usr/bin/env bash
# Everything from a fresh Debian 12 to books: installs packages, builds, installs into a prefix, and makes
# the repo's own book in both languages and formats.
#   tools/setup.sh [--prefix DIR] [--no-packages] [--no-tests] [--no-book]
# The prefix is build/prefix unless told; nothing else outside build/ is touched.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=tools/packages.sh
. tools/packages.sh
prefix=$PWD/build/prefix packages=true tests=true book=true
while [ $# -gt 0 ]; do
    case $1 in
    --prefix) prefix=${2:?--prefix needs a folder}; shift ;;
    --no-packages) packages=false ;;
    --no-tests) tests=false ;; # leaves out what only the tests need
    --no-book) book=false ;;
    *) echo "usage: $0 [--prefix DIR] [--no-packages] [--no-tests] [--no-book]" >&2; exit 2 ;;
    esac
    shift
done

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

if $packages; then
    wanted=("${BUILD_PACKAGES[@]}" "${RUN_PACKAGES[@]}")
    if $tests; then
        wanted+=("${TEST_PACKAGES[@]}")
        command -v npm >/dev/null || wanted+=(nodejs npm) # for the EPUB validators
    fi
    missing=()
    for package in "${wanted[@]}"; do
        dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed ||
            missing+=("$package")
    done
    if [ ${#missing[@]} -gt 0 ]; then
        as_root apt-get update -q
        as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -q --no-install-recommends "${missing[@]}"
    fi
fi

cmake --preset release -DCMAKE_INSTALL_PREFIX="$prefix" -DBUILD_TESTING="$($tests && echo ON || echo OFF)"
cmake --build --preset release
cmake --install build/release >/dev/null
echo "installed: $prefix/bin/mkbook"
if $book; then
    "$prefix/bin/mkbook" build
fi

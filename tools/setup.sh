#!/usr/bin/env bash
# Everything from a fresh Debian 12 to books: installs packages, builds, installs into a prefix, and makes
# the repo's own book in both languages and formats.
#   tools/setup.sh [--prefix DIR] [--no-packages] [--no-tests] [--no-book] [-DVARIABLE=VALUE ...]
# The prefix is build/prefix unless told; nothing else outside build/ is touched.
set -euo pipefail
start=$PWD
cd "$(dirname "$0")/.."
prefix=$PWD/build/prefix packages=true tests=true book=true options=()
while [ $# -gt 0 ]; do
    case $1 in
    --prefix)
        prefix=${2:?--prefix needs a folder}
        [[ $prefix == /* ]] || prefix=$start/$prefix
        shift
        ;;
    --no-packages) packages=false ;;
    --no-tests) tests=false ;; # leaves out what only the tests need
    --no-book) book=false ;;
    -D*) options+=("$1") ;; # for CMake
    *)
        echo "usage: $0 [--prefix DIR] [--no-packages] [--no-tests] [--no-book] [-DVARIABLE=VALUE ...]" >&2
        exit 2
        ;;
    esac
    shift
done

if $packages; then
    groups=(build run)
    ! $tests || groups+=(test)
    tools/packages.sh "${groups[@]}"
fi
cmake --preset release -DCMAKE_INSTALL_PREFIX="$prefix" \
    -DBUILD_TESTING="$($tests && echo ON || echo OFF)" "${options[@]}"
cmake --build --preset release
cmake --install build/release >/dev/null
echo "installed: $prefix/bin/mkbook"
if $book; then
    "$prefix/bin/mkbook" build
fi

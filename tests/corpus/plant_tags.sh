#!/usr/bin/env bash
# plant_tags.sh MKBOOK FOLDER: the check of tags finds none in a book, and each of the faults it plants.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$1" pdf -q -C "$2" -o "$scratch/book.pdf"
/usr/bin/python3 "$here/tags.py" --self-test "$scratch/book.pdf"

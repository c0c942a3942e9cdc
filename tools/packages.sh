#!/usr/bin/env bash
# The Debian packages mkbook needs, in one place. Installs those that are missing:
#   tools/packages.sh GROUP...    build, run, test, release
set -euo pipefail

# to compile
build=(
    gcc g++ cmake ninja-build pkg-config libglib2.0-dev libglib2.0-bin
    libcmark-gfm-dev libcmark-gfm-extensions-dev libtomlplusplus-dev libyaml-dev libjansson-dev
    libxml2-dev libzip-dev zlib1g-dev libqpdf-dev libxxhash-dev
    libcairo2-dev libpango1.0-dev libharfbuzz-dev libfontconfig-dev libfreetype-dev
    libhyphen-dev librsvg2-dev libwebp-dev
)
# to make books: the default fonts and the hyphenation patterns
run=(
    fonts-texgyre fonts-texgyre-math fonts-stix fonts-noto-cjk fonts-noto-core fonts-dejavu-core
    fonts-dejavu-extra fonts-noto-color-emoji hyphen-en-us
)
# for the tests: readers and validators that are not mkbook's own
test=(
    libpng-dev libjpeg-dev python3 python3-pikepdf qpdf poppler-utils unzip default-jre-headless
    chromium hyphen-de
)
command -v npm >/dev/null || test+=(nodejs npm) # brings the EPUB validators
# for tools/release.sh: dpkg-shlibdeps and what it calls
release=(git dpkg-dev file)

wanted=()
for group in "$@"; do
    case $group in
    build) wanted+=("${build[@]}") ;;
    run) wanted+=("${run[@]}") ;;
    test) wanted+=("${test[@]}") ;;
    release) wanted+=("${release[@]}") ;;
    *) echo "usage: $0 build|run|test|release ..." >&2; exit 2 ;;
    esac
done
missing=()
for package in "${wanted[@]}"; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed ||
        missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
[ "$(id -u)" = 0 ] || as_root=(sudo)
"${as_root[@]}" apt-get update -q
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -q --no-install-recommends "${missing[@]}"

# The Debian packages mkbook needs, in one place: sourced by setup.sh, the Dockerfile and the release.
# shellcheck shell=bash disable=SC2034

# to compile
BUILD_PACKAGES=(
    gcc g++ cmake ninja-build pkg-config libglib2.0-dev libglib2.0-bin
    libcmark-gfm-dev libcmark-gfm-extensions-dev libtomlplusplus-dev libyaml-dev libjansson-dev
    libxml2-dev libzip-dev zlib1g-dev libqpdf-dev
    libcairo2-dev libpango1.0-dev libharfbuzz-dev libfontconfig-dev libfreetype-dev libhyphen-dev
    librsvg2-dev libwebp-dev libpng-dev libjpeg-dev libxxhash-dev
)
# to make books: the default fonts and the hyphenation patterns
RUN_PACKAGES=(
    fonts-texgyre fonts-texgyre-math fonts-noto-cjk fonts-noto-core fonts-noto-mono fonts-dejavu-core
    fonts-dejavu-extra fonts-noto-color-emoji hyphen-en-us
)
# for the tests: validators and PDF readers that are not mkbook's own
TEST_PACKAGES=(
    git python3 qpdf poppler-utils mupdf-tools unzip default-jre-headless chromium dpkg-dev
)

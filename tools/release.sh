#!/usr/bin/env bash
# Makes dist/ for a release: tools/release.sh VERSION
# The book in both languages as EPUB and PDF, a source archive, a binary archive and a .deb, SHA256SUMS.
set -euo pipefail
cd "$(dirname "$0")/.."
version=${1:?usage: tools/release.sh VERSION}
declared=$(sed -n 's/^project(mkbook VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
[ "$version" = "$declared" ] ||
    { echo "release: CMakeLists.txt says $declared, not $version" >&2; exit 2; }
[ -z "$(git status --porcelain --untracked-files=no)" ] ||
    { echo "release: there are changes that are not committed" >&2; exit 2; }
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
umask 022 # the folders in the archives

rm -rf dist build/package
mkdir -p dist
tools/packages.sh build run release
cmake --preset package
cmake --build --preset package
build/package/mkbook build --no-cache
for lang in en zh; do
    for suffix in epub pdf; do
        cp "build/mkbook-$lang.$suffix" "dist/mkbook-$version-$lang.$suffix"
    done
done
git archive --format=tar --prefix="mkbook-$version/" HEAD | gzip -n -9 >"dist/mkbook-$version.tar.gz"
(cd build/package && cpack -G 'TGZ;DEB' -B "$PWD/packages" >cpack.log) ||
    { cat build/package/cpack.log; exit 1; }
cp build/package/packages/*.tar.gz build/package/packages/*.deb dist/
(cd dist && LC_ALL=C sha256sum -- * >../SHA256SUMS && mv ../SHA256SUMS .)
ls -l dist

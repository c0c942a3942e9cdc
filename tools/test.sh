#!/usr/bin/env bash
# Runs every test. The sanitized build of the same tests: tools/test.sh dev
#   tools/test.sh [PRESET [ctest argument...]]
set -euo pipefail
cd "$(dirname "$0")/.."
preset=${1:-release}
shift || true
cmake --preset "$preset" -DBUILD_TESTING=ON >/dev/null # a set-up may have left the tests out
cmake --build --preset "$preset"
tests/validators.sh || echo "the EPUB validators could not be installed: their tests are skipped"
ctest --preset "$preset" -j "$(nproc)" "$@"

#!/usr/bin/env bash
# CPU time of shaping and breaking the corpus's prose, against PangoLayout on the same text.
#   bench/quality/cost.sh BUILD FOLDER      builds the target quality-cost in BUILD and runs it
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
build=$(realpath "$1") folder=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cmake --build "$build" --target quality-cost >/dev/null
for lang in en zh; do
    (cd "$folder" && TESTS=$here/../../tests/corpus python3 - "$lang" <<'PYTHON' >"$work/$lang.txt"
import os
import re
import sys
sys.path.insert(0, os.environ['TESTS'])
import source
for path in source.chapters('.', sys.argv[1]):
    code = False
    for line in open(path, encoding='utf-8'):
        line = line.strip()
        if line.startswith('```'):
            code = not code
        elif not code and len(line) > 40 and line[0] not in '|#<!$':
            print(re.sub(r'\[([^\]]*)\]\([^)]*\)|[*`]', r'\1', line))
PYTHON
    )
    "$build/quality-cost" "$lang" "$work/$lang.txt"
done

#!/usr/bin/env bash
# The size limits: a .c file 1,500 lines, a header 250, a function 100 lines, a line 100 columns
# (the rows of diags.h and langs.c, which are data, may be longer).
set -u
cd "$(dirname "$0")/.." || exit 3
find src tests -name '*.[ch]' -o -name '*.cpp' | LC_ALL=C sort | xargs awk '
    function end_file() {
        limit = file ~ /\.h$/ ? 250 : file == "src/read/toml.cpp" ? 150 : 1500
        if (lines > limit) { print file ": " lines " lines, the limit is " limit; bad = 1 }
    }
    FNR == 1 { end_file(); file = FILENAME; start = 0; data = file ~ /(diags|langs)\.[ch]$/ }
    { lines = FNR }
    /^[{]/ { start = FNR }
    /^[A-Za-z_].*\)[ ]*[{]$/ { start = FNR }
    /^}/ { if (start && FNR - start > 100) { print file ":" start ": function of " FNR - start " lines"; bad = 1 } start = 0 }
    !data && length($0) > 100 { t = $0; gsub(/[\200-\277]/, "", t); if (length(t) > 100) { print file ":" FNR ": line of " length(t) " columns"; bad = 1 } }
    END { end_file(); exit bad }'

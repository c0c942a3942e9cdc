#!/usr/bin/env bash
# The size limits: a .c file 1,500 lines, a header 250, a function 100 lines, a line 100 columns
# (the rows of diags.h and langs.c, which are data, may be longer).
set -u
cd "$(dirname "$0")/.." || exit 3
failed=0
while IFS= read -r file; do
    limit=1500
    [[ $file == *.h ]] && limit=250
    [[ $file == src/read/toml.cpp ]] && limit=150
    lines=$(wc -l <"$file")
    [ "$lines" -le $limit ] || { echo "$file: $lines lines, the limit is $limit"; failed=1; }
    awk -v file="$file" '
        /^[{]/ { start = NR }
        /^[A-Za-z_].*\)[ ]*[{]$/ { start = NR }
        /^}/ { if (start && NR - start > 100) { print file ":" start ": function of " NR - start " lines"; bad = 1 } start = 0 }
        file !~ /(diags|langs)\.[ch]$/ { t = $0; gsub(/[\200-\277]/, "", t); if (length(t) > 100) { print file ":" NR ": line of " length(t) " columns"; bad = 1 } }
        END { exit bad }' "$file" || failed=1
done < <(find src tests -name '*.[ch]' -o -name '*.cpp' | LC_ALL=C sort)
exit $failed

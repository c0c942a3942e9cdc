#!/usr/bin/env bash
# Every diagnostic of src/base/diags.h is reported somewhere in src/, shown by a test, and explained
# in the manual in each language, with an example whose message is the one that mkbook prints; the
# manual explains no other.
set -u
cd "$(dirname "$0")/.." || exit 3
failed=0
complain() { echo "$*"; failed=1; }

rows() { # NAME code severity, one a line
    sed -n 's/^DIAG(\([A-Z_]*\), "\([a-z-]*\)", DIAG_\([A-Z]*\),.*/\1 \2 \3/p' src/base/diags.h
}
[ "$(rows | wc -l)" = "$(grep -c '^DIAG(' src/base/diags.h)" ] ||
    complain "src/base/diags.h: a row that this script cannot read"

# codes in the goldens, names in the unit tests, codes that cli.sh and hostile.sh expect
shown=$(find tests/golden tests/init '(' -name '*.diag' -o -name '*.check' -o -name '*.report' ')' -exec grep -ohE '\[[a-z-]+\]$' {} + | sort -u)
unit=$(grep -ohE 'DIAG_[A-Z_]+' tests/unit/*.c | sort -u)
scripts=$(grep -hE "^ *expect [0-9] |grep -qF '\[|^ *says " tests/hostile/hostile.sh tests/cli/cli.sh | grep -oE '\b[a-z]+(-[a-z]+)*\b' | sort -u)
reported=$(grep -rohE '\bDIAG_[A-Z_]+' src --include='*.c' --include='*.cpp' | sort -u)
has() { [[ $'\n'$1$'\n' == *$'\n'"$2"$'\n'* ]]; }
codes=$(rows | cut -d' ' -f2)

manual_en=$(<chapters/en/09-diagnostics.md) manual_zh=$(<chapters/zh/09-diagnostics.md)
declare -A words_en=([ERROR]=error [WARNING]=warning [NOTE]=note)
declare -A words_zh=([ERROR]=错误 [WARNING]=警告 [NOTE]=提示)
while read -r name code severity; do
    has "$reported" "DIAG_$name" || complain "$code: reported nowhere in src/"
    has "$shown" "[$code]" || has "$unit" "DIAG_$name" || has "$scripts" "$code" ||
        complain "$code: no test shows it"
    [[ $manual_en == *"- **\`$code\`** (${words_en[$severity]}):"* ]] ||
        complain "$code: chapters/en/09-diagnostics.md has no entry, or another severity"
    [[ $manual_zh == *"- **\`$code\`**（${words_zh[$severity]}）："* ]] ||
        complain "$code: chapters/zh/09-diagnostics.md has no entry, or another severity"
done < <(rows)

for lang in en zh; do
    while read -r code; do
        has "$codes" "$code" ||
            complain "$code: in the manual ($lang), and there is no such code"
    done < <(sed -n 's/^- \*\*`\([a-z-]*\)`.*/\1/p' "chapters/$lang/09-diagnostics.md")
done

# The example below an entry: a fence that holds `error|warning|note: TEXT [code]`, TEXT being the row's with words in place of {}.
for lang in en zh; do
    awk -v page="chapters/$lang/09-diagnostics.md" '
        function pattern(text) {
            gsub(/\\"/, "\"", text); gsub(/\\\\/, "\\", text)
            gsub(/[].[()*+?^$|\\\/]/, "\\\\&", text)
            gsub(/\{\}/, "\001", text); gsub(/\{/, "[{]", text); gsub(/\}/, "[}]", text); gsub(/\001/, ".*", text)
            return text
        }
        FNR == NR {
            if (!/^DIAG\(/) next
            split($0, part, "\""); code = part[2]
            severity[code] = /DIAG_ERROR/ ? "error" : /DIAG_WARNING/ ? "warning" : "note"
            text = $0; sub(/^DIAG\([A-Z_]*, "[a-z-]*", DIAG_[A-Z]*, "/, "", text); sub(/"\)$/, "", text)
            wanted[code] = "^[^ ].*: " severity[code] ": " pattern(text) " \\[" code "\\]$"
            order[++n] = code
            next
        }
        /^- \*\*`/ { split($0, part, "`"); entry = part[2]; fence = 0 }
        match($0, /^  ```+/) && (!fence || RLENGTH == fence) { fence = fence ? 0 : RLENGTH }
        entry != "" && substr($0, 3) ~ wanted[entry] { shown[entry] = fence }
        END {
            for (i = 1; i <= n; i++)
                if (!shown[order[i]]) { print order[i] ": " page " has no example with its message"; bad = 1 }
            exit bad
        }' src/base/diags.h "chapters/$lang/09-diagnostics.md" || failed=1
done
exit $failed

#!/usr/bin/env bash
# Every diagnostic of src/base/diags.h is reported somewhere in src/, shown by a test, and explained
# in the manual in each language; the manual explains no other.
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
shown=$(find tests/golden tests/init \( -name '*.diag' -o -name '*.report' \) -exec grep -ohE '\[[a-z-]+\]$' {} + | sort -u)
unit=$(grep -ohE 'DIAG_[A-Z_]+' tests/unit/*.c | sort -u)
scripts=$(grep -hE "^ *expect [0-9] |grep -qF '\[|^ *says " tests/hostile/hostile.sh tests/cli/cli.sh | grep -oE '\b[a-z]+(-[a-z]+)*\b' | sort -u)
reported=$(grep -rohE '\bDIAG_[A-Z_]+' src --include='*.c' --include='*.cpp' | sort -u)
has() { grep -qxF -- "$2" <<<"$1"; }

declare -A words_en=([ERROR]=error [WARNING]=warning [NOTE]=note)
declare -A words_zh=([ERROR]=错误 [WARNING]=警告 [NOTE]=提示)
while read -r name code severity; do
    has "$reported" "DIAG_$name" || complain "$code: reported nowhere in src/"
    has "$shown" "[$code]" || has "$unit" "DIAG_$name" || has "$scripts" "$code" ||
        complain "$code: no test shows it"
    grep -qF -- "- **\`$code\`** (${words_en[$severity]}):" chapters/en/09-diagnostics.md ||
        complain "$code: chapters/en/09-diagnostics.md has no entry, or another severity"
    grep -qF -- "- **\`$code\`**（${words_zh[$severity]}）：" chapters/zh/09-diagnostics.md ||
        complain "$code: chapters/zh/09-diagnostics.md has no entry, or another severity"
done < <(rows)

for lang in en zh; do
    while read -r code; do
        rows | cut -d' ' -f2 | grep -qxF -- "$code" ||
            complain "$code: in the manual ($lang), and there is no such code"
    done < <(sed -n 's/^- \*\*`\([a-z-]*\)`.*/\1/p' "chapters/$lang/09-diagnostics.md")
done
exit $failed

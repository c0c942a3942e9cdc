#!/usr/bin/env bash
# plant_ace.sh MKBOOK: Ace as ace.js runs it finds nothing in a sound book, and each of the faults planted in it.
set -u
here=$(cd "$(dirname "$0")" && pwd)
[ -f "$here/../../build/validators/complete" ] && [ -x /usr/bin/chromium ] || { echo "skipped: no ace"; exit 77; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
printf '[book]\ntitle = "T"\nlanguage = "en"\nauthors = ["A"]\nslug = "book"\nchapters = ["a.md"]\n' >book.toml
printf '# A\n\n## B\n\nText.\n' >a.md
"$1" epub -q -o sound.epub || exit 1
node "$here/ace.js" -E -f -s -o sound sound.epub || { echo "FAILED: a sound book"; cat sound/report.json; exit 1; }
python3 - <<'P'
import zipfile
faults = '<p>nothing wrong here</p>' * 50 + ('<img src="x.png"/><p style="color: #eee; background: #fff">pale</p><a href="#a"></a>'
    '<h5>too deep</h5><table><tr><th></th></tr></table>') * 2
with zipfile.ZipFile('sound.epub') as sound, zipfile.ZipFile('planted.epub', 'w') as planted:
    for item in sound.infolist():
        data = sound.read(item)
        if item.filename.endswith('c001.xhtml'):
            assert b'</body>' in data
            data = data.replace(b'</body>', faults.encode() + b'</body>')
        planted.writestr(item, data)
P
node "$here/ace.js" -E -f -s -o planted planted.epub
[ $? = 2 ] || { echo "FAILED: planted faults are not seen"; exit 1; }
failed=0
for fault in image-alt:2 color-contrast:2 link-name:2 heading-order:1 empty-table-header:2; do
    want=${fault#*:} fault=${fault%:*}
    n=$(grep -c "\"dct:title\": \"$fault\"" planted/report.json)
    [ "$n" = "$want" ] || { echo "FAILED: $fault is seen $n times instead of $want"; failed=1; }
done
exit $failed

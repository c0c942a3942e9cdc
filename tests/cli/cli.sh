#!/usr/bin/env bash
# cli.sh MKBOOK NAME: one test of the command line, on a small book made here. `expect STATUS arguments...` runs
# mkbook with its streams in $out and $err; the tests are the functions test_NAME.
# shellcheck disable=SC2317 # the functions are called by name
set -u
mkbook=$1 name=$2 golden=$(realpath "$(dirname "$0")/../golden")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
out=$scratch/stdout err=$scratch/stderr book=$scratch/book
failed=0
unset NO_COLOR
export XDG_CACHE_HOME=$scratch/cache TERM=xterm SOURCE_DATE_EPOCH=1700000000

complain() {
    echo "FAILED: $1"
    sed 's/^/    /' "$err" | head -20
    failed=1
}

expect() {
    local want=$1 status
    shift
    "$mkbook" "$@" >"$out" 2>"$err" </dev/null
    status=$?
    [ "$status" = "$want" ] || complain "mkbook $*: exit status $status, not $want"
}

says() { grep -qE -- "$1" "$err" || complain "standard error does not say: $1"; }
silent() { [ ! -s "$1" ] || complain "there is text in $(basename "$1")"; }
exists() { [ -s "$1" ] || complain "no $1"; }
absent() { [ ! -e "$1" ] || complain "there is a $1"; }

# On a terminal of its own: both streams are the terminal and end in $out.
on_terminal() {
    local want=$1 line status
    shift
    printf -v line '%q ' "$mkbook" "$@"
    script -qec "$line" /dev/null >"$out" 2>"$err" </dev/null
    status=$?
    [ "$status" = "$want" ] || { complain "on a terminal, mkbook $*: exit status $status, not $want"; cat "$out"; }
}

has_terminal() { # what was tried before still counts
    script -qec true /dev/null >/dev/null 2>&1 </dev/null && return
    [ $failed = 0 ] || exit 1
    echo "SKIP: no script(1) or no terminals"
    exit 77
}

make_book() {
    mkdir -p "$book"
    printf '%s\n' '[book]' 'title = { en = "Notes", zh = "笔记" }' 'languages = ["en", "zh-Hans"]' \
        'slug = "notes"' 'chapters = [{ en = "one_en.md", zh-Hans = "one.md" }, "two.md"]' >"$book/book.toml"
    printf '# One\n\nText with a [link](two.md).\n' >"$book/one_en.md"
    printf '# 一\n\n正文。\n' >"$book/one.md"
    printf '# Two\n\nMore.\n' >"$book/two.md"
}

add_warning() { printf '\n[broken](none.md#x)\n' >>"$book/two.md"; }
add_error() { sed -i 's/"two.md"/"two.md", "missing.md"/' "$book/book.toml"; }

test_help() {
    expect 0 --version
    grep -qE '^mkbook [0-9]+\.[0-9]+\.[0-9]+$' "$out" || complain "--version"
    silent "$err"
    expect 0 --help
    for word in epub pdf build check init status dump --lang --strict --from --dry-run 'Exit status'; do
        grep -q -e "$word" "$out" || complain "--help does not name $word"
    done
    for command in epub pdf build check init status dump; do
        expect 0 $command --help
        grep -q "^Usage: mkbook $command " "$out" || complain "$command --help"
        silent "$err"
    done
    [ "$(wc -L <"$out")" -le 80 ] || complain "a line of the help is longer than 80 columns"
    expect 0 -h
}

test_usage() {
    for line in '' nonsense 'epub extra' 'epub --nonsense' 'epub -Z' 'epub --lang' 'epub -j' 'epub -j many' \
        'epub -j 0' 'epub -j -2' 'epub -j4x' 'epub --color sometimes' 'epub --progress maybe' \
        'epub --diagnostics xml' 'epub --tree' dump 'dump two.md' 'dump --tree --lines two.md' \
        'dump --tree one.md two.md' 'build -o x' 'check -o x' 'epub --lang all -o x' '--help nonsense' \
        'init a b' 'init --lang en' 'init --book x' 'init -o x' 'init --tree' 'init --from' 'epub --force' 'check --dry-run' \
        'build --from README.md'; do
        # shellcheck disable=SC2086 # the words of the line
        expect 2 -C "$book" $line
        says '^mkbook: .'
        says "^Try 'mkbook --help'"
        silent "$out"
        absent "$book/build"
    done
    expect 2 $'\033[31mred' # what a terminal would obey is not sent to it
    grep -q $'\033' "$err" && complain "a control byte got through"
}

# A folder of notes with an index in two languages.
make_notes() {
    notes=$scratch/notes
    mkdir -p "$notes"
    printf '# My Notes\n\n[English](README.md) | [中文](README_zh.md)\n\n- [One](one_en.md)\n- [Two](two.md)\n' >"$notes/README.md"
    printf '# 我的笔记\n\n[English](README.md) | [中文](README_zh.md)\n\n- [第一章](one.md)\n' >"$notes/README_zh.md"
    cp "$book/one_en.md" "$book/one.md" "$book/two.md" "$notes"
}

test_init() {
    make_notes
    expect 0 init "$notes" --dry-run
    grep -qF 'languages = ["en", "zh"]' "$out" || complain "--dry-run does not show the manifest"
    absent "$notes/book.toml"
    cp "$out" "$scratch/shown"
    expect 0 init -C "$notes"
    silent "$out"
    cmp "$scratch/shown" "$notes/book.toml" || complain "--dry-run shows another manifest"
    says '^read README\.md and README_zh\.md'
    says '^book\.toml: 2 chapters; 2 in en, 1 in zh, 1 in both$'
    expect 0 check -C "$notes" --strict
    expect 0 build -C "$notes" -q
    exists "$notes/build/notes-zh.pdf"
    rm -r "$notes/build"

    expect 1 init "$notes" # there is one
    says '^book\.toml: error: .*--force.*\[init-exists\]$'
    cmp "$scratch/shown" "$notes/book.toml" || complain "a refused init changed the manifest"
    expect 0 init "$notes" --force -q
    silent "$err"
    expect 0 init "$notes" --force --from README_zh.md --from "$notes/README.md" # the first decides
    says '^read README_zh\.md and README\.md'
    [ "$(find "$notes" -name '.*' -type f | wc -l)" = 0 ] || complain "litter"
    cd "$scratch" && expect 0 init notes --force --from notes/README.md # as it is typed
    expect 0 init notes --force --from .
    says '^read the pages in the folder'

    expect 1 init "$notes" --force --from ../book/two.md
    says '"\.\./book/two\.md" leaves the book.*\[file-outside\]$'
    expect 1 init "$notes" --force --from "$book/two.md"
    says '\[file-outside\]$'
    expect 3 init "$notes" --force --from none.md
    says 'none\.md'
    expect 3 init "$scratch/nowhere"
    says 'nowhere'
    cmp -s "$scratch/shown" "$notes/book.toml" && complain "--force did nothing"
    mkdir "$scratch/empty"
    expect 1 init "$scratch/empty"
    says 'error: .*lists no chapters.*\[import-empty\]$'
    absent "$scratch/empty/book.toml"
    printf '# Caf\xe9\n' >"$scratch/empty/latin.md"
    expect 1 init "$scratch/empty"
    says 'error: .*\[init-empty\]$'
    absent "$scratch/empty/book.toml"
    mkdir "$scratch/empty/book.toml"
    cp "$book/one.md" "$scratch/empty"
    expect 3 init "$scratch/empty" --force
    says '\[io-write\]'
}

# Everything that is left out, for programs and with -v.
test_init-left() {
    make_notes
    printf -- '- [Gone](gone.md)\n- [Web](https://example.org/)\n' >>"$notes/README.md"
    cp "$book/two.md" "$notes/extra.md"
    expect 0 init "$notes" --dry-run
    says '^  1 page on the web: Web \(README\.md:8\)$'
    says '^  1 file that does not exist: Gone \(README\.md:7\)$'
    says '^  1 page that no list names: extra\.md$'
    expect 0 init "$notes" --dry-run -v
    says '^README\.md:7:[0-9]+: note: "Gone" is left out: .*\[init-left\]$'
    says '^extra\.md: note: .*\[init-orphan\]$'
    expect 0 init "$notes" --diagnostics json
    python3 - "$err" <<'EOF' || complain "json"
import json, sys
rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
assert {row["code"] for row in rows} == {"init-left", "init-orphan"}, rows
EOF
}

# The address of the repository, as a web page; what git cannot say is not said.
test_init-git() {
    make_notes
    command -v git >/dev/null || { echo "SKIP: no git"; exit 77; }
    export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null GIT_CEILING_DIRECTORIES=$scratch
    git init -q "$notes" && git -C "$notes" remote add origin x && git -C "$notes" symbolic-ref HEAD refs/heads/main
    while read -r remote web; do
        git -C "$notes" remote set-url origin "$remote"
        expect 0 init "$notes" --dry-run
        grep -qxE "repository = \"$web\"( #.*)?" "$out" || complain "$remote: $(grep repository "$out")"
        grep -q '^branch' "$out" && complain "main is no branch worth saying"
    done <<'EOF'
git@github.com:owner/name.git https://github.com/owner/name
ssh://git@host.example:2222/owner/name.git https://host.example/owner/name
https://user:secret@host.example/owner/name.git https://host.example/owner/name
https://github.com/owner/name/ https://github.com/owner/name
http://host.example:8080/o/n https?://host.example:8080/o/n
EOF
    expect 0 init "$notes" --dry-run
    grep -q '^authors = \["o"\]' "$out" || complain "the owner is no author"
    git -C "$notes" remote set-url origin /srv/name.git
    expect 0 init "$notes" --dry-run
    grep -q '^# repository' "$out" || complain "a folder is an address"
    git -C "$notes" remote set-url origin git@host:o/n
    git -C "$notes" symbolic-ref HEAD refs/heads/trunk
    expect 0 init "$notes" --dry-run
    grep -qx 'branch = "trunk"' "$out" || complain "the branch"
    mkdir "$notes/part" && cp "$notes"/*.md "$notes/part"
    expect 0 init "$notes/part" --dry-run # links into a part of a repository would lead elsewhere
    grep -q '^# repository' "$out" || complain "a folder in a repository takes its address"
    PATH='' expect 0 init "$notes" --dry-run
    grep -q '^# repository' "$out" || complain "without git"
}

test_no-manifest() {
    rm "$book/book.toml"
    expect 3 -C "$book" epub
    says 'book\.toml.*mkbook init.*\[io-read\]'
    expect 3 epub -C "$book" --book none.toml
    says 'none\.toml'
    expect 3 epub -C "$scratch/nowhere"
    says 'nowhere: No such file'
    echo 'book = [' >"$book/book.toml"
    expect 1 epub -C "$book"
    says '^book\.toml:[0-9]+:[0-9]+: error: '
    absent "$book/build"
}

test_output() {
    expect 0 epub -C "$book" -o "$scratch/a.epub"
    exists "$scratch/a.epub"
    expect 0 pdf -C "$book" --output "$scratch/a.pdf" -j4
    exists "$scratch/a.pdf"
    expect 0 pdf -C "$book" -j 1 -o"$scratch/b.pdf"
    cmp "$scratch/a.pdf" "$scratch/b.pdf" || complain "-j4 and -j 1 differ"
    absent "$book/build"
    expect 0 build -C "$book"
    for file in notes-en.epub notes-en.pdf notes-zh-Hans.epub notes-zh-Hans.pdf; do exists "$book/build/$file"; done
    [ "$(find "$book/build" -type f | wc -l)" = 4 ] || complain "litter in build/"
    says '^build/notes-en\.pdf: [0-9]+ pages?, [0-9.]+ k?B, [0-9.]+ s$'
    expect 0 epub -C "$book" -q
    silent "$err"
    rm -r "$book/build"
    expect 0 check -C "$book"
    absent "$book/build"
}

test_streams() {
    for format in epub pdf; do
        expect 0 $format -C "$book" -o "$scratch/file"
        expect 0 $format -C "$book" -o - --progress always
        cmp "$scratch/file" "$out" || complain "$format: -o - and -o FILE differ"
        "$mkbook" $format -C "$book" -o - -q 2>"$err" | cat >"$scratch/piped"
        cmp "$scratch/file" "$scratch/piped" || complain "$format: into a pipe"
    done
    expect 0 dump --tree -C "$book" two.md
    grep -q heading "$out" || complain "dump --tree"
    silent "$err"
    if [ -e /dev/full ]; then
        "$mkbook" dump --tree -C "$book" two.md >/dev/full 2>"$err"
        [ $? = 3 ] || complain "dump into a full device does not give 3"
        "$mkbook" pdf -C "$book" -o - >/dev/full 2>"$err"
        [ $? = 3 ] || complain "-o - into a full device does not give 3"
    fi
    has_terminal
    on_terminal 2 epub -C "$book" -o -
    grep -q 'standard output is a terminal' "$out" || complain "-o - on a terminal: no reason"
}

test_languages() {
    expect 0 epub -C "$book" && exists "$book/build/notes-en.epub"
    absent "$book/build/notes-zh-Hans.epub"
    expect 0 epub -C "$book" --lang zh && exists "$book/build/notes-zh-Hans.epub"
    rm -r "$book/build"
    expect 0 epub -C "$book" --lang all
    exists "$book/build/notes-en.epub"
    exists "$book/build/notes-zh-Hans.epub"
    rm -r "$book/build"
    expect 2 epub -C "$book" --lang fr
    says '"fr".*en, zh-Hans'
    absent "$book/build"
}

# Chapters by language: the table, for a pipe and for a terminal, and the same for programs.
test_status() {
    local sources=(one.md one_en.md two.md) git=(git -c user.name=n -c user.email=a@b -c commit.gpgsign=false)
    printf '\n[[part]]\ntitle = "Part"\nchapters = [{ zh-Hans = "three.md" }, { en = "gone.md" }]\n' >>"$book/book.toml"
    printf '# 三\n\n$x$\n' >"$book/three.md"
    (cd "$book" && touch -d @1600000000 "${sources[@]}")
    expect 0 status -C "$book"
    silent "$err"
    grep -qE '^ *1  One +en +✓ +5 +0 +0 +0 +0$' "$out" || complain "no row of the first chapter"
    grep -qE '^ +一 +zh-Hans ✓ +3 ' "$out" || complain "no row of its translation"
    grep -qE '^ *3  三 +en +↺  zh-Hans stands in$' "$out" || complain "no fallback"
    grep -qE '^ *4  gone\.md +en +–  no such file: gone\.md$' "$out" || complain "no missing file"
    grep -qE '^Part$' "$out" || complain "no part"
    grep -qE '^en +✓ 2 present   ↺ 1 fallback   – 1 missing$' "$out" || complain "no totals"
    grep -q 'no git history' "$out" || complain "nothing says where the times are from"
    grep -q $'\033' "$out" && complain "colour in a pipe"
    [ "$(grep -c ' $' "$out")" = 0 ] || complain "blanks at the end of a line"
    expect 1 status -C "$book" --strict
    sed -i 's/, { en = "gone.md" }//' "$book/book.toml"
    expect 0 status -C "$book" --strict
    touch -d @1600086400 "$book/one_en.md"
    expect 1 status -C "$book" --strict --lang zh
    grep -qE '!.* 1 day behind en$' "$out" || complain "a change by time is not seen"
    grep -q 'One' "$out" && complain "--lang zh shows English"
    expect 0 status -C "$book" --strict --lang en
    expect 2 status -C "$book" --lang fr
    silent "$out"
    expect 2 status -C "$book" -o x
    expect 2 check -C "$book" --json
    expect 3 status -C "$scratch/nowhere"
    expect 0 status -C "$book" --color always
    grep -q $'\033\[33m!' "$out" || complain "--color always has none"
    if command -v git >/dev/null; then
        (cd "$book" && git init -q && git add . && "${git[@]}" commit -qm one && echo More. >>one_en.md && "${git[@]}" commit -qam two &&
            printf '\n## Section\n' >>one_en.md)
        expect 0 status -C "$book"
        grep -qE '! .* 1 commit, uncommitted changes behind en; 1 heading fewer' "$out" || complain "no history"
        grep -q 'no git history' "$out" && complain "there is a history"
    fi
    expect 0 status -C "$book" --json
    python3 - "$out" <<'PY' || complain "json"
import json, sys
report = json.load(open(sys.argv[1], encoding="utf-8"))
assert report["schema"] == 1 and report["languages"] == ["en", "zh-Hans"] and report["title"]["zh-Hans"] == "笔记"
one, two, three = report["chapters"]
assert one["number"] == "1" and one["part"] is None and one["versions"]["en"]["words"] >= 5, one
assert one["versions"]["zh-Hans"]["state"] == "stale" and one["versions"]["zh-Hans"]["behind"]["language"] == "en", one
assert two["versions"]["en"]["path"] == two["versions"]["zh-Hans"]["path"] == "two.md", two
assert three["part"] == "Part" and three["versions"]["en"] == {"state": "fallback", "path": None, "from": "zh-Hans"}, three
assert three["versions"]["zh-Hans"]["formulas"] == 1, three
for lang in report["languages"]:
    total = report["totals"][lang]
    assert total["chapters"] == 3 == sum(total[s] for s in ("present", "stale", "fallback", "missing", "unreadable")), total
PY
    has_terminal
    on_terminal 0 status -C "$book"
    grep -q $'\033\[32m✓' "$out" || complain "no colour on a terminal"
    NO_COLOR=1 on_terminal 0 status -C "$book"
    grep -q $'\033' "$out" && complain "NO_COLOR is not honoured"
}

# Two languages in one edition: names, metadata, what leads.
test_parallel() {
    printf '\n[[part]]\ntitle = { en = "Part", zh-Hans = "部分" }\nchapters = [{ zh-Hans = "three.md" }]\n' >>"$book/book.toml"
    printf '# 三\n' >"$book/three.md"
    expect 0 build -C "$book" --lang zh+en
    exists "$book/build/notes-zh-Hans+en.epub"
    exists "$book/build/notes-zh-Hans+en.pdf"
    [ "$(find "$book/build" -type f | wc -l)" = 2 ] || complain "more than the parallel edition was made"
    says '^build/notes-zh-Hans\+en\.epub: 3 chapters, '
    mkdir "$scratch/epub"
    python3 -m zipfile -e "$book/build/notes-zh-Hans+en.epub" "$scratch/epub"
    cd "$scratch/epub/EPUB" || exit 1
    tr -d '\n' <package.opf >opf
    for want in '<dc:language>zh-Hans</dc:language><dc:language>en</dc:language>' '<dc:title id="title">笔记</dc:title>' \
        '<meta refines="#title" property="alternate-script" xml:lang="en">Notes</meta>'; do
        grep -qF "$want" opf || complain "no $want in the package"
    done
    grep -qF '<p class="book-title parallel-second" lang="en" xml:lang="en">Notes</p>' title.xhtml || complain "no second title"
    grep -qF 'class="parallel-title parallel-second parallel-part" lang="en" xml:lang="en">Part</p>' p01.xhtml || complain "no second title of the part"
    grep -qF '>1 一<' nav.xhtml || grep -qF '>第 1 章 一<' nav.xhtml || complain "the first language does not lead the contents"
    grep -qF 'One' nav.xhtml && complain "the second language is in the contents"
    grep -qF 'only available in Chinese' c003.xhtml || complain "no note in the second language"
    cd "$scratch" || exit 1
    expect 0 epub -C "$book" --lang en+zh -o "$scratch/other.epub" -j1
    expect 0 epub -C "$book" --lang en+zh -o "$scratch/again.epub" -j4
    cmp "$scratch/other.epub" "$scratch/again.epub" || complain "-j1 and -j4 differ"
    cmp -s "$scratch/other.epub" "$book/build/notes-zh-Hans+en.epub" && complain "the order of the languages makes no difference"
    expect 2 epub -C "$book" --lang en+fr
    says '"fr".*en, zh-Hans'
    expect 2 epub -C "$book" --lang zh+zh-Hans
    says 'names the language zh-Hans twice.*\[usage-twice\]$'
    cp -r "$golden/parallel-whole" "$scratch/whole"
    expect 0 check -C "$scratch/whole" --lang zh+en
    says '^chapter\.md:1: note: .*\[parallel-chapter\]$'
    grep -qF '[heading-several]' "$err" && complain "the title of the second language counts as a heading of the first"
}

test_folders() {
    (cd "$scratch" && "$mkbook" epub --book book/book.toml >"$out" 2>"$err") || complain "--book in another folder"
    exists "$book/build/notes-en.epub"
    rm -r "$book/build"
    mv "$book/book.toml" "$book/other.toml"
    expect 0 epub -C "$book" --book other.toml -o relative.epub
    exists "$book/relative.epub"
}

test_strict() {
    expect 0 build -C "$book" --strict
    cp -r "$book/build" "$scratch/before"
    add_warning
    for format in epub pdf build check; do
        expect 1 $format -C "$book" --strict
        says '^two\.md:5(:[0-9]+)?: warning: .*\[[a-z-]+\]$'
        says '^0 errors, [12] warnings?$'
    done
    diff -r "$scratch/before" "$book/build" || complain "--strict replaced the book"
    expect 0 epub -C "$book"
    cmp -s "$scratch/before/notes-en.epub" "$book/build/notes-en.epub" && complain "a warning stopped the book"
    cp -r "$book/build" "$scratch/warned"
    add_error
    expect 1 build -C "$book"
    says 'missing\.md.*\[chapter-missing\]$'
    diff -r "$scratch/warned" "$book/build" || complain "an error replaced the book"
}

test_diagnostics() {
    add_warning
    add_error
    expect 1 check -C "$book" --diagnostics json
    silent "$out"
    python3 - "$err" <<'EOF' || complain "json"
import json, sys
rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
assert len(rows) >= 2
for row in rows:
    assert set(row) == {"file", "line", "col", "severity", "code", "message"}, row
    assert row["severity"] in ("error", "warning", "note"), row
assert rows == sorted(rows, key=lambda r: (r["file"], r["line"], r["col"])), rows
EOF
    expect 1 check -C "$book" --diagnostics sarif
    python3 - "$err" <<'EOF' || complain "sarif"
import json, sys
log = json.load(open(sys.argv[1], encoding="utf-8"))
assert log["version"] == "2.1.0"
(run,) = log["runs"]
driver = run["tool"]["driver"]
assert driver["name"] == "mkbook" and driver["version"]
rules = driver["rules"]
assert len({rule["id"] for rule in rules}) == len(rules)
for rule in rules:
    assert rule["shortDescription"]["text"] and "{}" not in rule["shortDescription"]["text"], rule
    assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note"), rule
assert run["columnKind"] == "unicodeCodePoints"
assert len(run["results"]) >= 2
for result in run["results"]:
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"], result
    assert result["level"] in ("error", "warning", "note"), result
    assert result["message"]["text"]
    for place in result["locations"]:
        place = place["physicalLocation"]
        assert place["region"]["startLine"] >= 1
        uri = place["artifactLocation"]["uri"]
        assert not uri.startswith("/") and ":" not in uri and " " not in uri and uri.isascii(), uri
EOF
    expect 1 check -C "$book" --diagnostics github
    grep -vqE '^::(error|warning|notice) (file=[^:,]+,line=[0-9]+,(col=[0-9]+,)?)?title=[a-z-]+::.' "$err" &&
        complain "a line that GitHub does not read"
    says '^::warning file=two\.md,line=5,'
    says '^::error file='
    # annotations name files from where the run began
    (cd "$scratch" && "$mkbook" check -C book --diagnostics github 2>"$err")
    says '^::warning file=book/two\.md,line=5,'
    says '^::error file=book/book\.toml,'
    (cd "$book" && mkdir sub && cd sub && "$mkbook" check --book ../book.toml --diagnostics github 2>"$err")
    says '^::warning file=two\.md,line=5,'
    (cd "$scratch" && "$mkbook" check --book book/book.toml --diagnostics sarif 2>"$err")
    says '"uri":"book/two\.md"'
}

# What [check] makes of a code holds for the exit status, --strict, and what is published.
test_severities() {
    add_warning
    check() { sed -i '/^\[check\]/,$d' "$book/book.toml"; printf '%s\n' '[check]' "$@" >>"$book/book.toml"; }
    expect 1 build -C "$book" --strict
    check 'link-target = "note"'
    expect 0 build -C "$book" --strict
    says '^two\.md:5:[0-9]+: note: '
    cp -r "$book/build" "$scratch/before"
    printf 'More.\n' >>"$book/one.md"
    printf 'More.\n' >>"$book/one_en.md"
    check 'link-target = "error"'
    expect 1 build -C "$book"
    says '^1 error, 0 warnings$'
    diff -r "$scratch/before" "$book/build" || complain "an error replaced the book"
    check 'link-target = false'
    expect 0 build -C "$book" -q
    silent "$err"
    cmp -s "$scratch/before/notes-en.epub" "$book/build/notes-en.epub" && complain "nothing was built"
    # an error of the pages leaves the PDF; the EPUB has none
    cp -r "$book/build" "$scratch/after"
    printf 'More, and %s.\n' $'\U10fffd' >>"$book/one_en.md"
    check 'link-target = false' 'glyph-missing = "error"'
    expect 1 build -C "$book" --lang en
    cmp "$scratch/after/notes-en.pdf" "$book/build/notes-en.pdf" || complain "an error replaced the PDF"
    cmp -s "$scratch/after/notes-en.epub" "$book/build/notes-en.epub" && complain "no EPUB was built"
    # what is fatal stays so
    add_error
    check 'chapter-missing = "off"'
    expect 1 check -C "$book"
    says 'chapter-missing.*\[manifest-value\]$'
    says '\[chapter-missing\]$'
}

# Lints are check's alone.
test_lints() {
    printf '\n### Deep\n\nText [^none].\n' >>"$book/two.md"
    printf 'Words.\n' >"$book/alone.md"
    expect 0 build -C "$book"
    grep -q . <(grep -v '^build/' "$err") && complain "a build lints"
    expect 0 check -C "$book"
    says '^two\.md:5:1: note: .*\[heading-skip\]$'
    says '^two\.md:7: warning: .*\[footnote-missing\]$'
    says '^alone\.md: note: .*\[page-orphan\]$'
    [ "$(grep -c footnote-missing "$err")" = 1 ] || complain "a file of both languages is reported twice"
    expect 0 check -C "$book" -q
    grep -q note: "$err" && complain "-q leaves notes"
    expect 1 check -C "$book" --strict
    expect 0 check -C "$book" --lang zh # orphans are those of the whole book
    grep -q one_en "$err" && complain "another language's chapter is an orphan"
    # the same with one thread and with many
    expect 0 check -C "$book" -j1
    cp "$err" "$scratch/one"
    expect 0 check -C "$book" -j4
    cmp "$scratch/one" "$err" || complain "-j1 and -j4 differ"
}

test_progress() {
    expect 0 build -C "$book"
    grep -q $'\r' "$err" && complain "progress where there is no terminal"
    expect 0 build -C "$book" --progress always
    grep -q $'\r\033\[K.*reading 2' "$err" || complain "--progress always draws nothing"
    silent "$out"
    has_terminal
    on_terminal 0 build -C "$book" --progress never
    grep -q $'\033' "$out" && complain "--progress never draws"
    on_terminal 0 build -C "$book"
    grep -q $'\033\[K' "$out" || complain "no progress on a terminal"
    on_terminal 0 build -C "$book" -q
    [ ! -s "$out" ] || complain "-q is not quiet on a terminal"
    TERM=dumb on_terminal 0 build -C "$book"
    grep -q $'\033' "$out" && complain "a dumb terminal gets escapes"
}

test_colour() {
    local red=$'\033\\[1;3[13]m'
    add_warning
    expect 0 check -C "$book"
    grep -q $'\033' "$err" && complain "colour in a file"
    expect 0 check -C "$book" --color always
    says "$red"
    NO_COLOR=1 expect 0 check -C "$book" --color always # what is asked for outright counts
    says "$red"
    has_terminal
    on_terminal 0 check -C "$book" --progress never
    grep -qE "$red" "$out" || complain "no colour on a terminal"
    NO_COLOR=1 on_terminal 0 check -C "$book" --progress never
    grep -q $'\033' "$out" && complain "NO_COLOR is not honoured"
    NO_COLOR='' on_terminal 0 check -C "$book" --progress never
    grep -qE "$red" "$out" || complain "an empty NO_COLOR counts"
    on_terminal 0 check -C "$book" --progress never --color never
    grep -q $'\033' "$out" && complain "--color never is not honoured"
}

# a picture whose conversion is worth keeping: 8 x 8 opaque RGBA
add_picture() {
    python3 - "$book/p.png" <<'EOF'
import struct, sys, zlib
def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
rows = b"".join(b"\0" + bytes((x * 30, y * 30, 99, 255)[i] for x in range(8) for i in range(4)) for y in range(8))
with open(sys.argv[1], "wb") as f:
    f.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 6, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
EOF
    printf '\n![a picture](p.png)\n' >>"$book/two.md"
}

test_cache() {
    add_picture
    expect 0 pdf -C "$book" --no-cache -o "$scratch/a.pdf"
    absent "$XDG_CACHE_HOME/mkbook/objects"
    expect 0 pdf -C "$book" -o "$scratch/b.pdf"
    [ -n "$(find "$XDG_CACHE_HOME/mkbook/objects" -type f)" ] || complain "nothing was cached"
    expect 0 pdf -C "$book" -o "$scratch/c.pdf"
    find "$XDG_CACHE_HOME/mkbook/objects" -type f -exec sh -c 'echo damage >"$1"' sh {} \;
    expect 0 pdf -C "$book" -o "$scratch/d.pdf"
    chmod -R a-w "$XDG_CACHE_HOME"
    expect 0 pdf -C "$book" -o "$scratch/e.pdf"
    silent "$out"
    chmod -R u+w "$XDG_CACHE_HOME"
    # /proc takes no folders, not even from root; a file is no folder
    XDG_CACHE_HOME=/proc expect 0 pdf -C "$book" -o "$scratch/f.pdf"
    XDG_CACHE_HOME=$book/book.toml expect 0 pdf -C "$book" -o "$scratch/g.pdf"
    for copy in b c d e f g; do
        cmp "$scratch/a.pdf" "$scratch/$copy.pdf" || complain "the cache changes the book ($copy)"
    done
}

test_unwritable() {
    for format in epub pdf; do
        mkdir -p "$scratch/folder"
        for place in "$scratch/folder" /proc/book.out "$book/book.toml/book.out"; do
            expect 3 $format -C "$book" -o "$place"
            says '\[io-write\]'
            silent "$out"
        done
        [ -z "$(ls -A "$scratch/folder")" ] || complain "litter"
    done
    echo "not a folder" >"$book/build"
    expect 3 build -C "$book"
    says '\[io-write\]'
    [ "$(cat "$book/build")" = "not a folder" ] || complain "build was overwritten"
    if [ "$(id -u)" != 0 ]; then # root may write everywhere
        mkdir -m 555 "$scratch/closed"
        expect 3 epub -C "$book" -o "$scratch/closed/book.epub"
    fi
}

# Running heads say what @page and string-set tell them to.
test_margin-boxes() {
    command -v pdftotext >/dev/null || { echo "SKIP: no pdftotext"; exit 77; }
    cat >"$book/heads.css" <<'CSS'
@page chapter, chapter:first { @top-left { content: none } @top-center { content: none }
    @top-right { content: none } @bottom-center { content: "[" string(topic) "|" string(topic, last) "|" string(topic, start) "] "
        counter(page) " of " counter(pages) " of " string(book) } }
@page chapter:first { @top-right-corner { content: "corner" } }
h3 { string-set: topic content(before) " " content() }
h4 { break-before: page }
CSS
    printf '\n[style]\ncss = ["heads.css"]\n' >>"$book/book.toml"
    printf '%s\n\n' '# One' '## A' '### Red' '### Blue' '#### Next' 'Text.' '### Green' '#### Last' 'End.' >"$book/one_en.md"
    expect 0 pdf -C "$book" --lang en -o "$scratch/heads.pdf"
    silent <(grep -v ' pages, ' "$err")
    local first
    first=$(pdftotext "$scratch/heads.pdf" - | tr -d '\f' | grep -c '^corner$')
    [ "$first" = 2 ] || complain "$first chapters' first pages have the corner box, not 2"
    for want in '[1.1.1 Red|1.1.2 Blue|1.1.1 Red] 1 of 4 of Notes' \
        '[1.1.3 Green|1.1.3 Green|1.1.2 Blue] 2 of 4 of Notes' \
        '[1.1.3 Green|1.1.3 Green|1.1.3 Green] 3 of 4 of Notes' '[||] 4 of 4 of Notes'; do
        pdftotext "$scratch/heads.pdf" - | grep -qxF "$want" || complain "no foot $want"
    done
}

# Cover, half title, title, imprint, contents, preface: what order they stand in, on which side, and
# what their pages are called.
test_front-matter() {
    command -v pdftotext >/dev/null && command -v qpdf >/dev/null || { echo "SKIP: no pdftotext or qpdf"; exit 77; }
    local front=$scratch/front labels
    mkdir "$front"
    cat >"$front/book.toml" <<'TOML'
[book]
title = "A title of a book that is long enough for several lines, which are made about equally long"
authors = ["A. Writer", "B. Writer"]
publisher = "A Press"
version = "1.2"
identifier = "urn:isbn:978-0-00-000000-2"
repository = "https://example.org/book"
cover = "cover.svg"
chapters = ["preface.md", "one.md", "two.md"]
[tables]
list = true
[output.pdf]
half-title = true
TOML
    printf -- '---\nnumbered: false\n---\n# Preface\n' >"$front/preface.md"
    printf '# One\n\n## Section\n' >"$front/one.md"
    printf '# Two\n\n| a |\n|---|\n\n: Costs\n' >"$front/two.md"
    echo '<svg xmlns="http://www.w3.org/2000/svg" width="3" height="4"><rect width="3" height="4"/></svg>' >"$front/cover.svg"
    expect 0 pdf -C "$front" -o "$scratch/front.pdf"
    silent <(grep -v ' pages, ' "$err")
    page() { pdftotext -layout -f "$1" -l "$1" "$scratch/front.pdf" - | tr -d '\f'; }
    page 8 | grep -q 'Table 2.1 *Costs .* 2$' || complain "no list of tables"
    for blank in 1 2 4 10; do
        [ -z "$(page $blank)" ] || complain "page $blank has text"
    done
    page 3 | grep -q 'A title' || complain "no half title"
    page 5 | grep -q 'A. Writer, B. Writer' || complain "no authors on the title page"
    page 5 | grep -q 'A Press' || complain "no publisher on the title page"
    for want in 'Version 1.2' 'ISBN 978-0-00-000000-2' 'https://example.org/book'; do
        page 6 | grep -qF "$want" || complain "no $want in the imprint"
    done
    page 7 | grep -q 'Preface .* vii$' || complain "the contents do not say that the preface is on page vii"
    page 7 | grep -q '1 *Section .* 1$' || complain "the contents do not say that the section is on page 1"
    page 11 | grep -q 'Chapter 1' || complain "page 11 is not the first of the body"
    labels=$(qpdf --json --json-key=pagelabels "$scratch/front.pdf" | tr -d ' \n')
    for want in '"index":0,"label":{"/P":"*Cover"' '"index":2,"label":{"/S":"/r"' '"index":10,"label":{"/S":"/D"'; do
        [[ $labels == *$want* ]] || complain "no page label $want in $labels"
    done
    sed -i 's/^half-title.*/half-title = "yes"/' "$front/book.toml"
    expect 1 pdf -C "$front" -o "$scratch/front.pdf"
}

# References tell the page that they lead to, whatever their own words do to the pages.
test_page-references() {
    command -v pdftotext >/dev/null || { echo "SKIP: no pdftotext"; exit 77; }
    local refs=$scratch/refs page
    mkdir "$refs"
    printf '[book]\ntitle = "T"\nchapters = ["one.md", "two.md"]\n[output.pdf]\ntoc-depth = 0\npage-references = true\n' >"$refs/book.toml"
    { printf '# One\n\n'; for _ in $(seq 300); do printf '[see](two.md#far) and [there](two.md) '; done; } >"$refs/one.md"
    { printf '# Two\n\n'; for _ in $(seq 60); do printf 'Words.\n\n'; done; printf '## Far {#far}\n\n[](one.md)\n'; } >"$refs/two.md"
    expect 0 pdf -C "$refs" -o "$scratch/refs.pdf"
    for want in Two 'Far'; do
        page=$(pdftotext "$scratch/refs.pdf" - | awk -v want="$want" 'BEGIN { RS = "\f" } $0 ~ "(^|\n|2.1 *)" want "\n" { print NR - 2; exit }')
        [ -n "$page" ] && pdftotext "$scratch/refs.pdf" - | tr '\n' ' ' | grep -q "(page.$page)" || complain "no reference to page $page"
    done
    [ "$(pdftotext "$scratch/refs.pdf" - | tr '\n' ' ' | grep -oE '\(page.[0-9]+\)' | sort -u | wc -l)" = 3 ] ||
        complain "other references than to three pages"
    pdftotext "$scratch/refs.pdf" - | grep -q 'Chapter 1 (page.1)' || complain "a link without words has no label"
}

make_book
: >"$err"
"test_$name"
exit $failed

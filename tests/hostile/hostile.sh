#!/usr/bin/env bash
# hostile.sh MKBOOK CASE: input meant to harm. In every case the run ends by itself in 10 s of
# processor time (60 with sanitizers) with the promised exit status, says what there is to say in
# lines of `place: severity: text [code]` without control characters, leaves no litter, and leaves
# the previous book as it was unless it makes a new one.
set -u
mkbook=$1 case=$2
top=$(mktemp -d)
trap 'rm -rf "$top"' EXIT
book=$top/book
mkdir -p "$book/build"
cd "$book" || exit 3
failed=0
seconds=10
grep -q __asan_init "$mkbook" && seconds=60

complain() {
    echo "FAILED: $*"
    [ -f a.md ] && sed -n 3p a.md | cut -c1-60
    sed 's/^/    /' "$top/err" | cut -c1-300 | head -12
    failed=1
}
skip() { echo "skipped: $*"; exit 77; }
have() { command -v "$1" >/dev/null || skip "no $1"; }
repeat() { perl -e 'print $ARGV[1] x $ARGV[0]' -- "$1" "$2"; } # COUNT STRING
manifest() { # CHAPTER ...
    printf '[book]\ntitle = "T"\nslug = "book"\nchapters = ['
    printf '"%s", ' "$@"
    printf ']\n'
}
litter() { find . -name '.?*' -type f -print -delete | grep .; }

# expect STATUS [CODE ...]: builds both formats over a previous book.
expect() {
    local want=$1
    shift
    for format in epub pdf; do
        echo previous >"build/book-en.$format"
        (ulimit -t $seconds; exec timeout 120 "$mkbook" "$format" --no-cache -j2) >"$top/out" \
            2>"$top/err" </dev/null
        local got=$?
        [ $got = "$want" ] || complain "$format: exit status $got instead of $want"
        for code in "$@"; do
            grep -qF "[$code]" "$top/err" || complain "$format: no [$code]"
        done
        grep -aqP '[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]' "$top/err" && complain "$format: control characters"
        grep -avP ': (error|warning|note): .* \[[a-z-]+\]$|^\d+ errors?, \d+ warnings?$|^build/book-en' \
            "$top/err" | grep -q . && complain "$format: other lines"
        litter && complain "$format: litter"
        if [ "$want" = 0 ]; then
            whole "build/book-en.$format" || complain "$format: not a whole book"
        elif [ "$(cat "build/book-en.$format")" != previous ]; then
            complain "$format: the previous book was harmed"
        fi
    done
}
whole() {
    case $1 in
    *.pdf) head -c 5 "$1" | grep -q '%PDF-' && tail -c 8 "$1" | grep -q '%%EOF' ;;
    *) head -c 58 "$1" | grep -aq 'mimetypeapplication/epub+zip' && tail -c 22 "$1" | grep -aq PK ;;
    esac
}
secret_is_out() { # what stands outside the book's folder must be in no output
    have unzip
    unzip -p build/book-en.epub | grep -aq SECRET
}

case_traversal() {
    echo 'SECRET-OUTSIDE' >"$top/secret.md"
    printf '<svg xmlns="http://www.w3.org/2000/svg"><text>SECRET</text></svg>' >"$top/secret.svg"
    echo 'p::before { content: "SECRET" }' >"$top/secret.css"
    for path in ../secret.md a/../../secret.md; do
        manifest "$path" >book.toml
        expect 1 file-outside
    done
    manifest "$top/secret.md" >book.toml # the leading slash is the book's folder
    expect 1 chapter-missing
    manifest a.md >book.toml
    { echo '# A'
        for path in ../secret.svg "$top/secret.svg" /../secret.svg %2e%2e/secret.svg a/../../secret.svg; do
            printf '![alt](%s) [link](%s) <img src="%s">\n\n' "$path" "$path" "$path"
        done; } >a.md
    expect 0 image-outside link-outside
    secret_is_out && complain "a picture from outside"
    { manifest a.md; printf 'cover = "../secret.svg"\n'; } >book.toml
    sed -i 's/^chapters.*//; $a chapters = ["a.md"]' book.toml
    expect 1
    { manifest a.md; printf '[style]\ncss = ["../secret.css"]\n'; } >book.toml
    expect 1
    { manifest a.md; printf '[fonts]\ndir = "../"\n'; } >book.toml
    expect 1
}

case_symlinks() {
    echo 'SECRET-OUTSIDE' >"$top/secret.md"
    printf '<svg xmlns="http://www.w3.org/2000/svg"><text>SECRET</text></svg>' >"$top/secret.svg"
    ln -s "$top/secret.md" link.md
    ln -s "$top/secret.svg" link.svg
    ln -s "$top" folder
    manifest link.md >book.toml
    expect 1 file-outside
    manifest folder/secret.md >book.toml
    expect 1 file-outside
    printf '# A\n\n![alt](link.svg) ![alt](folder/secret.svg) [x](folder/secret.md)\n' >a.md
    manifest a.md >book.toml
    expect 0 image-outside
    secret_is_out && complain "a picture behind a link"
    ln -s loop1 loop2
    ln -s loop2 loop1
    printf '# A\n\n![alt](loop1)\n' >a.md
    expect 0
    ln -s a.md within.md
    manifest within.md >book.toml
    expect 0
}

case_fifo() {
    mkfifo pipe.md
    mkdir folder.md
    for path in pipe.md folder.md; do
        manifest "$path" >book.toml
        expect 1 chapter-missing
    done
    printf '# A\n\n![alt](pipe.md) ![alt](folder.md)\n' >a.md
    manifest a.md >book.toml
    expect 0 image-missing
    rm book.toml
    mkfifo book.toml
    expect 3 io-read
}

case_network() {
    have strace
    manifest a.md >book.toml
    printf '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="http://127.0.0.1:9/x.png" width="9" height="9"/><style>@import url(http://127.0.0.1:9/x.css)</style></svg>' >a.svg
    printf '# A\n\n![alt](http://127.0.0.1:9/a.png) <img src="//127.0.0.1/a"> ![b](a.svg)\n' >a.md
    printf '[style]\ncss = ["a.css"]\n' >>book.toml
    printf '@import url(http://127.0.0.1:9/x.css);\n@font-face { font-family: X; src: url(http://127.0.0.1:9/f) }\n' >a.css
    expect 0 image-remote svg-unsafe
    for format in epub pdf; do
        strace -f -qq -e trace=socket,connect -o "$top/trace" "$mkbook" "$format" --no-cache \
            >/dev/null 2>"$top/err"
        [ -s "$top/trace" ] && grep -v exited "$top/trace" | grep -q AF_INET &&
            complain "$format: opened a connection"
    done
}

case_svg-bombs() {
    local open='<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="40"'
    { echo '<!DOCTYPE svg [<!ENTITY a "ha">'
        for i in b:a c:b d:c e:d f:e g:f h:g i:h; do
            printf '<!ENTITY %s "%s">' "${i%:*}" "$(repeat 10 "&${i#*:};")"
        done
        echo "]>$open><text>&i;</text></svg>"; } >laughs.svg
    { printf '<!DOCTYPE svg [<!ENTITY a "'; repeat 100000 x; printf '">]>%s><text>' "$open"
        repeat 100000 '&a;'; echo '</text></svg>'; } >quadratic.svg
    echo "<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>$open><text>&x;</text></svg>" >external.svg
    { echo "$open><g id=\"g0\"><rect width=\"1\" height=\"1\"/></g>"
        for i in $(seq 1 24); do
            printf '<g id="g%s">' "$i"; repeat 10 "<use xlink:href=\"#g$((i - 1))\"/>"; echo '</g>'
        done; echo '<use xlink:href="#g24"/></svg>'; } >use.svg
    { echo "$open><filter id=\"f\">"; repeat 3000 '<feGaussianBlur stdDeviation="999"/>'
        echo '</filter><rect width="40" height="40" filter="url(#f)"/></svg>'; } >filter.svg
    { echo "$open><pattern id=\"p\" width=\".0001\" height=\".0001\" patternUnits=\"userSpaceOnUse\"><rect width=\"1\" height=\"1\"/></pattern>"
        repeat 500 '<rect width="40" height="40" fill="url(#p)"/>'; echo '</svg>'; } >pattern.svg
    { echo "$open>"; repeat 100000 '<g>'; repeat 100000 '</g>'; echo '</svg>'; } >deep.svg
    echo '<svg xmlns="http://www.w3.org/2000/svg" width="1e9" height="1e9" viewBox="0 0 1e-9 1e-9"><rect width="1e30" height="1e30" stroke-dasharray="1e-9" stroke="red"/></svg>' >huge.svg
    { printf '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0'
        repeat 300000 'l1 1 '; echo '" stroke="red" stroke-width="9" stroke-dasharray=".01"/></svg>'; } >path.svg
    manifest a.md >book.toml
    for f in *.svg; do
        printf '# A\n\n![%s](%s)\n' "$f" "$f" >a.md
        expect 0
    done
}

case_picture-bombs() {
    have python3
    python3 - <<'P'
import struct, zlib
def chunk(t, d): return struct.pack('>I', len(d)) + t + d + struct.pack('>I', zlib.crc32(t + d))
def png(w, h, kind, data, depth=8):
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', w, h, depth, kind, 0, 0, 0)) +
            chunk(b'IDAT', data) + chunk(b'IEND', b''))
zeros = zlib.compress(bytes(5001 * 4 * 5000), 9)
open('claims.png', 'wb').write(png(60000, 60000, 2, zlib.compress(b'x')))
open('wide.png', 'wb').write(png(0x7fffffff, 1, 2, zlib.compress(b'x')))
open('zero.png', 'wb').write(png(0, 0, 2, b''))
open('alpha.png', 'wb').write(png(5000, 5000, 6, zeros))
open('short.png', 'wb').write(png(10000, 10000, 6, zlib.compress(b'\0')))
open('palette.png', 'wb').write(png(4, 4, 3, zlib.compress(bytes([0, 255, 255, 255, 255] * 4))))
open('chunk.png', 'wb').write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 4, 4, 8, 2, 0, 0, 0)) +
                              struct.pack('>I', 0xfffffff0) + b'IDAT')
open('text.png', 'wb').write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 1, 1, 8, 0, 0, 0, 0)) +
                             b''.join(chunk(b'zTXt', b'a\0\0' + zeros) for _ in range(50)) +
                             chunk(b'IDAT', zlib.compress(b'\0\0')) + chunk(b'IEND', b''))
gif = b'GIF89a' + struct.pack('<HHBBB', 65535, 65535, 0x80, 0, 0) + bytes(6)
open('claims.gif', 'wb').write(gif + b',' + struct.pack('<HHHHB', 0, 0, 65535, 65535, 0) + b'\x02\x02\x4c\x01\x00;')
open('lzw.gif', 'wb').write(b'GIF89a' + struct.pack('<HHBBB', 5000, 5000, 0x80, 0, 0) + bytes(6) + b',' +
                            struct.pack('<HHHHB', 0, 0, 5000, 5000, 0) + b'\x0c' + b'\xff' * 100 + b'\0;')
open('claims.jpg', 'wb').write(b'\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03\x01\x11\0\x02\x11\0\x03\x11\0\xff\xd9')
open('loop.jpg', 'wb').write(b'\xff\xd8' + b'\xff\xe1\x00\x02' * 200000)
open('claims.webp', 'wb').write(b'RIFF' + struct.pack('<I', 4000) + b'WEBPVP8X' + struct.pack('<I', 10) + b'\x10\0\0\0' + b'\xff' * 6 + bytes(50))
P
    manifest a.md >book.toml
    for f in *.png *.gif *.jpg *.webp; do
        printf '# A\n\n![%s](%s)\n' "$f" "$f" >a.md
        expect 0
    done
    printf '# A\n\n![a](claims.png)\n' >a.md
    expect 0 image-large
    head -c 70000000 /dev/zero >zeros.png
    printf '# A\n\n![a](zeros.png)\n' >a.md
    expect 0 image-large
}

bomb() { # STRING COUNT [BEFORE [AFTER]]
    { printf '# A\n\n%s' "${3:-}"; repeat "$2" "$1"; printf '%s\n' "${4:-}"; } >a.md
    expect 0
}

case_markdown-bombs() {
    manifest a.md >book.toml
    for s in '*a **a ' '[' '![[](' '](' '<' '`a``' '\\' '&' '$' '$a ' '~~' '_a__ ' '[^a]' '[a][' '<!--' '<?' \
        '<![CDATA[' '<!A ' '**中。**' 'a|' '\"' '![a](' '<a href="' 'http://a.b/(' 'www.a' 'a@b' ':' '$$'; do
        bomb "$s" 20000
    done
    for s in '> ' '- ' '* * ' '1. ' '#'; do
        bomb "$s" 5000
    done
    bomb '|' 40000 $'a|b\n-|-\n'
    { echo '# A'; seq 1 20000 | sed 's/.*/[a&]: b&\n/'; seq 1 20000 | sed 's/.*/[a&]/'; } >a.md
    expect 0
    { echo '# A'; seq 1 5000 | sed 's/.*/[^n&]/'; seq 1 5000 | sed 's/.*/\n[^n&]: note [^n&]/'; } >a.md
    expect 0
    { echo '# A'; seq 1 5000 | sed 's/.*/# A\n/'; } >a.md
    expect 0
}

case_html-bombs() {
    manifest a.md >book.toml
    for s in '<b>' '<div>' '<details>' '<details><summary>' '<table><tr><td>' '<ul><li>' '</b>' '<style>' '<script>' \
        '<svg>' '<template>' '<rp>' '<a id=x>' '<img src=x ' '<p align=center>' '<pre>' '<title>' '<dl><dt>' \
        '<a href=javascript:>' '<input>' '<td colspan=1000 rowspan=65534>' '<picture>' '<video src=x>'; do
        bomb "$s" 5000
        bomb "$s"$'\n\n' 3000
        bomb "$s" 5000 'text '
    done
    printf '# A\n\n<table><tr><td colspan="1000000000" rowspan="1000000000">x</table>\n' >a.md
    expect 0
    { echo '<table>'; repeat 300 "<tr>$(repeat 30 '<td colspan=1000 rowspan=1000>')"; } >a.md
    expect 0
    { echo '# A'; printf '<p '; repeat 100000 'a=1 '; echo '>x</p>'; } >a.md
    expect 0
}

case_nesting() {
    manifest a.md >book.toml
    bomb '> ' 300 '' x
    bomb '- ' 300 '' x
    { echo '# A'; for i in $(seq 0 400); do printf '%*s- x\n' $((2 * i)) ''; done; } >a.md
    expect 0 nesting
    bomb '<div>' 20000
    grep -qF '[nesting]' "$top/err" || complain "no [nesting]"
    bomb '<blockquote>' 300 '' "$(repeat 300 '</blockquote>')"
    bomb '*a _b ' 2000 '' "$(repeat 2000 '_ *')"
    bomb '[' 5000 '' "$(repeat 5000 '](x)')"
    bomb '\\left(' 5000 '$$' '$$'
}

case_long-lines() {
    manifest a.md >book.toml
    bomb x 300000
    bomb '中' 100000
    bomb 'word ' 60000
    bomb x 300000 '# '
    bomb x 100000 '`' '`'
    bomb 'a+b ' 50000 $'```c\n' $'\n```'
    bomb x 300000 $'```\n' $'\n```'
    bomb x 100000 $'|a|\n|-|\n|' '|'
    bomb x 100000 '[a](' ')'
    bomb x 100000 '![' '](a.png)'
    bomb $'x\n' 60000 $'```python\n' '```'
    bomb x 100000 '<a id="' '">x</a>'
}

case_long-table() {
    manifest a.md >book.toml
    { printf '# A\n\n|a|b|c|\n|-|-|-|\n'; seq 1 100000 | sed 's/.*/|&|中文|c|/'; } >a.md
    seconds=$((3 * seconds)) expect 0 # 3,700 pages
    command -v pdftotext >/dev/null || return
    [ "$(pdftotext build/book-en.pdf - | grep -c '中文')" = 100000 ] || complain "rows are lost"
}

case_escapes() {
    local name=$'\e[31m\a\xc2\x9bz\n.md'
    manifest '\u001b[31m\u0007\u009bz\n.md' >book.toml
    expect 1 chapter-missing
    printf '# A\n' >"$name"
    expect 0
    printf '# \e]0;title\a\n\n[x](\e[2J.md) ![\e31m](\e[2J.png) <\e[1m> `\e[0m`\n\n<b\e[1m>\n\n\xe2\x80\xaetxet\n' >a.md
    manifest a.md >book.toml
    expect 0 link-target image-missing
    unzip -p build/book-en.epub '*.xhtml' '*.opf' '*.ncx' | grep -aq $'\e' && complain "an escape in the EPUB"
    printf '[book]\ntitle = "\\u001b[31m"\n"\\u001b[2J" = 1\nchapters = ["a.md"]\nslug = "book"\n' >book.toml
    expect 0 manifest-unknown
}

case_empty() {
    : >a.md
    manifest a.md >book.toml
    expect 0
    printf ' \n\t\n   \n\n' >a.md
    expect 0
    printf '\xef\xbb\xbf' >a.md
    expect 0
    printf -- '---\n---\n' >a.md
    expect 0
    printf -- '---\ntitle: x\n' >a.md
    expect 0
    printf '<!-- only a comment -->\n' >a.md
    expect 0
    printf '\0\0\0' >a.md
    expect 0
    printf '\xff\xfe\x41' >a.md
    expect 1 file-encoding
    printf '[book]\ntitle = "T"\nslug = "book"\nchapters = []\n' >book.toml
    expect 1 manifest-empty
    : >book.toml
    expect 1 manifest-empty
    printf '[book]\nslug = "book"\ntitle = "T"\n[[part]]\ntitle = "P"\n' >book.toml
    expect 1 manifest-empty
    printf -- '---\ndraft: true\n---\n# A\n' >a.md
    manifest a.md >book.toml
    expect 1 manifest-empty
}

case_toml-bombs() {
    echo '# A' >a.md
    for s in '[' '{a=' '[a.' 'a.'; do
        { printf 'x = '; repeat 50000 "$s"; echo; } >book.toml
        expect 1 manifest-syntax
        { repeat 50000 "$s"; echo ' = 1'; } >book.toml
        expect 1 manifest-syntax
    done
    { manifest a.md; repeat 2000000 '#'; } >book.toml
    expect 3 io-read
    { manifest a.md; seq 1 20000 | sed 's/.*/k& = 1/'; } >book.toml
    expect 0 manifest-unknown
    printf '[book]\ntitle = "T"\nslug = "book"\n[[part]]\nchapters = [{ path = "a.md", chapters = [{ path = "a.md", chapters = [{ path = "a.md", chapters = [{ path = "a.md", chapters = [{ path = "a.md", chapters = [{ path = "a.md", chapters = [{ path = "a.md", chapters = ["a.md"] }] }] }] }] }] }] }]\n' >book.toml
    (cd "$book" && timeout 60 "$mkbook" check >/dev/null 2>"$top/err")
    [ $? -le 1 ] || complain "deep sub-chapters"
    head -c 5000 /dev/urandom >book.toml
    expect 1
}

case_css-bombs() {
    printf '# A\n\ntext\n' >a.md
    manifest a.md >book.toml
    printf '[style]\ncss = ["a.css"]\n' >>book.toml
    for s in '{' 'a{' '(' '[' '@media x {' '/*' '"' 'a,' 'a>' 'a ' ':not(' ':lang(' 'p{color:red}' 'p{color:' '\\' \
        '@import "a.css";' '@page{' '.a.b' '*+*' 'p:nth-child(2n+1) ' 'p{margin:calc(' '<!--' ';' '}' \
        ':is(' ':not(p)' ':not(.a,' '[a^="b"]' ':root{--a:var(--a,' ':root{--a:var(--a,1) var(--a,2)}p{margin:var(--a)}' \
        'p::before{content:counters(i,"xxxxxxxx")}' 'p{counter-reset:a b c d e f g;counter-increment:a}'; do
        repeat 20000 "$s" >a.css
        expect 0
    done
    printf 'p { font-size: 1e30pt; margin: -1e30em; line-height: 99999999; width: 1e300%%; text-indent: 99999999mm }\n@page { size: 1e9mm 0mm; margin: 1e9mm }\n' >a.css
    expect 0
    printf 'p { font-size: 0; line-height: 0; letter-spacing: -999em; padding: 99999em; border: 9999px solid red }\n' >a.css
    expect 0
    { printf 'p::before { content: "'; repeat 100000 x; printf '" }\n'; } >a.css
    expect 0
    # a folio beyond the edge of a page that has nothing else
    printf '[output.pdf]\npaper = "260pt x 140pt"\nmargin = "10pt"\n' >>book.toml
    printf '# A\n\n$$\nx\n$$\n' >a.md
    printf '.math-display { break-before: page }\n@page :left { @bottom-center { content: none } }\n' >a.css
    expect 0
    printf 'p { color: \xff }' >a.css
    expect 1 css-file
}

case_limits() {
    manifest a.md >book.toml
    head -c 34000000 /dev/zero | tr '\0' 'x' >a.md
    expect 1 file-limit
    truncate -s 5T a.md 2>/dev/null && expect 1 file-limit
    : >a.md
}

case_input-output() {
    expect 3 io-read
    printf '# A\n' >a.md
    manifest a.md >book.toml
    for format in epub pdf; do
        "$mkbook" $format -o build 2>"$top/err"
        [ $? = 3 ] || complain "$format: a folder as output"
        grep -qF '[io-write]' "$top/err" || complain "$format: no [io-write]"
        "$mkbook" $format -o a.md/x 2>"$top/err"
        [ $? = 3 ] || complain "$format: a file as folder"
        (trap '' XFSZ; ulimit -f 1; exec "$mkbook" $format -o "big.$format") 2>"$top/err"
        [ $? = 3 ] || complain "$format: a limit on file sizes"
        [ -e "big.$format" ] && complain "$format: a part of a file was published"
    done
    litter && complain "litter"
    "$mkbook" epub -C /nonexistent 2>"$top/err"
    [ $? = 3 ] || complain "a folder that does not exist"
    "$mkbook" epub --lang xx 2>"$top/err"
    [ $? = 2 ] || complain "a language that the book does not have"
    grep -qF '[usage-language]' "$top/err" || complain "no [usage-language]"
    "$mkbook" epub --lang en+en 2>"$top/err"
    [ $? = 2 ] || complain "a language with itself"
    grep -qF '[usage-twice]' "$top/err" || complain "no [usage-twice]"
    for langs in en+ +en en++ + en+xx all+en; do
        "$mkbook" epub --lang "$langs" 2>"$top/err"
        [ $? = 2 ] || complain "--lang $langs"
    done
    "$mkbook" frobnicate 2>"$top/err"
    [ $? = 2 ] || complain "an unknown command"
}

case_names() {
    local long
    long=$(repeat 250 n)
    for name in 'a b.md' '100%.md' 'a%20b.md' "q'uote.md" 'a#b.md' 'a?b.md' '中文.md' '-v.md' 'a:b.md' '&<>.md' "$long.md"; do
        printf '# A\n\n[self](%s)\n' "$name" >"$name"
        manifest "$name" >book.toml
        expect 0
    done
    manifest "$(repeat 5000 n).md" >book.toml
    expect 1 chapter-missing
    manifest "$(repeat 5000 n/)x.md" >book.toml
    expect 1 chapter-missing
}

dialect() { # DIALECT CHAPTER ...
    local name=$1
    shift
    manifest "$@"
    printf '[markdown]\ndialects = ["%s"]\n' "$name"
}

case_includes() {
    echo 'SECRET-OUTSIDE' >"$top/secret.txt"
    ln -s "$top/secret.txt" link.txt
    mkfifo pipe
    printf '# A\n\n{{#include ../secret.txt}}\n\n{{#include %s}}\n\n{{#include link.txt}}\n\n{{#include pipe}}\n\n{{#include /proc/self/environ}}\n' \
        "$top/secret.txt" >a.md
    dialect mdbook a.md >book.toml
    expect 0 include
    secret_is_out && complain "a file from outside"
    printf '# A\n\n{{#include a.md}}\n\n{{#include b.txt}}\n' >a.md
    echo '{{#include c.txt}}{{#include c.txt}}' >b.txt
    echo '{{#include b.txt}}' >c.txt
    expect 0 include
    # each file takes the next one in ten times: 10,000,000 in all
    for i in 1 2 3 4 5 6 7 8; do
        for k in 1 2 3 4 5 6 7 8 9 10; do echo "{{#include f$((i + 1)).txt}}"; done >"f$i.txt"
    done
    echo x >f9.txt
    printf '# A\n\n{{#include f1.txt}}\n' >a.md
    expect 0 include
    head -c 50000000 /dev/zero | tr '\0' x >big.txt
    printf '# A\n\n{{#include big.txt}}\n' >a.md
    expect 0 include
    rm big.txt
    { echo '# A'; echo; repeat 100000 '{{#include '; echo; repeat 100000 '{{#include x}} '; } >a.md
    expect 0 include
    { echo '# A'; for i in $(seq 1 200); do printf '%s\n' '--8<--'; done; } >a.md
    dialect mkdocs a.md >book.toml
    expect 0
    { echo '# A'; repeat 20000 $'--8<-- "none"\n'; } >a.md
    expect 0 include
}

case_containers() {
    manifest a.md >book.toml
    { echo '# A'; repeat 10000 $'\n::: note\n'; repeat 10000 $'\n:::\n'; } >a.md
    expect 0 nesting
    { echo '# A'; repeat 30000 $'::: note\n'; } >a.md
    expect 0 container-unclosed
    { echo '# A'; repeat 20000 $'::::: a\n'; repeat 20000 $':::\n'; } >a.md
    expect 0
    { echo '# A'; repeat 20000 $'{% hint %}\n'; repeat 20000 $'{% endtab %}\n'; } >a.md
    expect 0 container-stray
    { echo '# A'; for i in $(seq 0 400); do printf '%*s!!! note\n' $((4 * i)) ''; done; } >a.md
    expect 0
    { echo '# A'; repeat 20000 $'!!! note\n\n'; repeat 20000 $'=== "x"\n    y\n'; } >a.md
    expect 0
    { echo '# A'; repeat 60000 '{% a %} '; echo; repeat 60000 '{% '; echo; repeat 30000 '{{< x'; } >a.md
    expect 0 tag-unknown
    { echo '# A'; repeat 30000 '`{% x'; echo; repeat 30000 '[a]({{< ref '; } >a.md
    expect 0
    { echo '# A'; repeat 20000 $'```{note}\n'; repeat 20000 $'```\n'; } >a.md
    expect 0
    { echo '# A'; repeat 20000 $'> [!note]- x\n>\n'; } >a.md
    expect 0
}

case_dialects() {
    dialect docusaurus a.mdx >book.toml
    { echo '# A'; repeat 30000 '<A b={'; echo; repeat 20000 '<A '; echo; repeat 30000 '<A>'; } >a.mdx
    expect 0 component
    { echo '# A'; repeat 20000 $'<Tabs>\n  <TabItem>\n'; echo; echo; repeat 20000 $'</TabItem>\n'; } >a.mdx
    expect 0
    { echo '# A'; echo; repeat 30000 $'export const a = {\n'; } >a.mdx
    expect 0 mdx-code
    { echo '# A'; echo; repeat 20000 $'{/* \n'; repeat 20000 '{/* '; } >a.mdx
    expect 0
    dialect mkdocs a.md >book.toml
    { echo '# A'; repeat 20000 '==a ^b~c '; echo; repeat 20000 '++ctrl'; } >a.md
    expect 0
    { echo '# A'; repeat 5000 $'word HTML word\n\n'; for i in $(seq 1 500); do echo "*[A$i]: x"; done; } >a.md
    expect 0
    { echo '# A'; repeat 20000 ':material-'; echo; repeat 20000 ':material-x:{ .a }'; } >a.md
    expect 0
    dialect myst a.md >book.toml
    { echo '# A'; repeat 30000 '{ref}`x` @fig-x '; echo; repeat 30000 $'(a)=\n\n'; } >a.md
    expect 0 link-anchor
    dialect mdbook a.md >book.toml
    printf '[output.html]\nmathjax-support = true\nsmart-punctuation = true\n' >>book.toml
    { echo '# A'; repeat 20000 $'\\\\( x\n'; echo; repeat 20000 "\"' "; repeat 20000 '"a '; repeat 20000 '--'; } >a.md
    expect 0
    { echo '# A'; repeat 20000 $'a\n: b\n'; repeat 20000 $': c\n'; } >a.md
    expect 0
    { echo '# A'; repeat 20000 '{.a '; echo; repeat 20000 $'x {: .a}\n{: .b}\n\n'; } >a.md
    expect 0
}

case_notebooks() {
    manifest a.ipynb >book.toml
    echo '[1, 2]' >a.ipynb
    expect 1 notebook
    repeat 100000 '[' >a.ipynb
    expect 1 notebook
    printf '{"cells": [{"cell_type": "markdown", "source": "\xff"}]}' >a.ipynb
    expect 1 notebook
    printf '{"cells": [5, {}, {"cell_type": 7}, {"cell_type": "code", "source": {}, "outputs": 1}, {"cell_type": "code", "source": "x", "outputs": [3, {"output_type": []}, {"output_type": "stream", "text": 4}]}], "metadata": 3, "nbformat": {}}' >a.ipynb
    expect 0 notebook-part
    cell() { printf '{"nbformat": 4, "cells": [{"cell_type": "code", "source": "x", "outputs": [%s]}]}' "$1"; }
    # 40 MB of base64 that is no picture
    { printf '{"cells": [{"cell_type": "code", "source": "x", "outputs": [{"output_type": "display_data", "data": {"image/png": "'
        head -c 40000000 /dev/zero | tr '\0' A
        printf '"}}]}]}'; } >a.ipynb
    expect 0 image-format
    { printf '{"cells": [{"cell_type": "code", "source": "x", "outputs": [{"output_type": "stream", "text": "'
        repeat 200000 '\u001b[31m\r\b'
        repeat 100000 '\u001b]'
        printf '"}]}]}'; } >a.ipynb
    expect 0
    { printf '{"cells": ['
        repeat 20000 '{"cell_type": "markdown", "source": "<details> ```"},'
        printf '{}]}'; } >a.ipynb
    expect 0 notebook-part
    cell '{"output_type": "display_data", "data": {"text/html": "<script>alert(1)</script><img src=\"file:///etc/passwd\"><iframe src=\"http://x\"></iframe>", "text/latex": "$\\\\input{/etc/passwd}$"}}' >a.ipynb
    expect 0
    head -c 140000000 /dev/zero | tr '\0' ' ' >a.ipynb
    expect 1 file-limit
}

case_together() {
    { echo '# A'; seq 1 200 | sed 's/.*/word &\n/'; } >a.md
    manifest a.md >book.toml
    local pids=()
    for i in 1 2 3 4 5 6 7 8; do
        "$mkbook" build --lang en -q 2>>"$top/err" &
        pids+=($!)
    done
    for pid in "${pids[@]}"; do
        wait "$pid" || complain "a build beside others failed"
    done
    for format in epub pdf; do
        whole "build/book-en.$format" || complain "$format: not a whole book"
    done
    litter && complain "litter"
}

: >"$top/err"
"case_$case"
exit $failed

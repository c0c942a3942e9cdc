#!/usr/bin/env bash
# Who may include whom, and which files may know an outside library: ARCHITECTURE in one table.
set -u
cd "$(dirname "$0")/../src" || exit 3
failed=0
complain() { echo "$1"; failed=1; }

declare -A may=(
    [base]="base"
    [doc]="doc base"
    [read]="read doc base"
    [style]="style doc base"
    [layout]="layout style doc base"
    [epub]="epub style doc base"
    [pdf]="pdf layout style doc base"
)
for folder in "${!may[@]}"; do
    for file in "$folder"/*.[ch] "$folder"/*.cpp; do
        [ -f "$file" ] || continue
        while IFS= read -r header; do
            [[ $header == */* ]] || { complain "$file: include \"$header\" with its folder"; continue; }
            ok=false
            for allowed in ${may[$folder]}; do
                [[ $header == "$allowed"/* ]] && ok=true
            done
            [[ $folder == epub && $header == layout/frame.h ]] && ok=true
            $ok || complain "$file: may not include $header"
        done < <(sed -n 's/^#include "\([^"]*\)".*/\1/p' "$file")
    done
done

# library: its headers, then the files that may include them
libraries="
cmark-gfm|cmark-gfm|read/markdown.c read/md_ext.c read/md_block.c read/md_inline.c read/md_ext.h read/md_ext_int.h
libxml2|libxml/|main.c read/html_token.c read/svg.c epub/
toml++|toml\+\+|read/toml.cpp
pango|pango/|layout/font.c layout/shape.c layout/shape_run.c
harfbuzz|hb|layout/font.c layout/font_outline.c layout/font_paint.c layout/shape.c layout/shape_run.c layout/math_font.c
hyphen|hyphen\.h|layout/patterns.c
graphviz|graphviz/|layout/diagram.c
cairo|cairo|pdf/paint.c pdf/svg.c layout/font_paint.c
librsvg|librsvg/|pdf/svg.c
libzip|zip\.h|epub/zip.c
libqpdf|qpdf/|pdf/finish.c pdf/finish_image.c pdf/finish_image.h pdf/finish_copy.c pdf/finish_copy.h pdf/finish_tags.c pdf/finish_tags.h
libsoup|libsoup/|serve.c
yaml|yaml\.h|read/yaml.c
jansson|jansson\.h|base/diag.c read/json.c status_json.c
"
while IFS='|' read -r name pattern files; do
    [ -n "$name" ] || continue
    while IFS= read -r file; do
        ok=false
        for allowed in $files; do
            [[ $file == "$allowed" || ($allowed == */ && $file == "$allowed"*) ]] && ok=true
        done
        $ok || complain "$file: may not know $name"
    done < <(grep -lE "^#include <$pattern" -r . --include='*.[ch]' --include='*.cpp' | sed 's|^\./||')
done <<<"$libraries"

# printing is main's and build's: everything else reports to the sink
while IFS= read -r hit; do
    complain "$hit: prints; report to the sink instead"
done < <(grep -nE '\b(printf|puts|fprintf|g_print|g_printerr|perror)\(' -r base doc read style layout epub pdf |
         grep -vE 'snprintf|_printf')
exit $failed

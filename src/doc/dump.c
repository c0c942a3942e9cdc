#include "doc/dump.h"

#include "doc/book.h"
#include "doc/math.h"

#include <string.h>

/* A quoted string with the usual escapes, so that a node stays on its line. */
static void quote(GString *out, const char *s, size_t n)
{
    g_string_append_c(out, '"');
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '\n')
            g_string_append(out, "\\n");
        else if (s[i] == '\t')
            g_string_append(out, "\\t");
        else if (s[i] == '\r')
            g_string_append(out, "\\r");
        else if (s[i] == '"' || s[i] == '\\')
            g_string_append_printf(out, "\\%c", s[i]);
        else
            g_string_append_c(out, s[i]);
    }
    g_string_append_c(out, '"');
}

static void field(GString *out, const char *name, const char *value)
{
    if (value == NULL)
        return;
    g_string_append_printf(out, " %s=", name);
    quote(out, value, strlen(value));
}

static const char *align_name(enum align align)
{
    static const char *const names[] = {[ALIGN_NONE] = "none",
                                        [ALIGN_LEFT] = "left",
                                        [ALIGN_CENTER] = "center",
                                        [ALIGN_RIGHT] = "right"};

    return names[align];
}

static void dump_code(const struct node *n, GString *out)
{
    field(out, "language", n->u.code.language);
    field(out, "info", n->u.code.info);
    field(out, "title", n->u.code.title);
    g_string_append_c(out, ' ');
    quote(out, n->u.code.text, strlen(n->u.code.text));
    for (size_t i = 0; i < n->u.code.n_spans; i++) {
        const struct code_span *s = &n->u.code.spans[i];
        g_string_append_printf(out, " %s:", token_class_name(s->class));
        quote(out, n->u.code.text + s->start, s->end - s->start);
    }
}

static void dump_link(const struct node *n, GString *out)
{
    switch (n->u.link.kind) {
    case LINK_UNRESOLVED:
    case LINK_EXTERNAL:
        field(out, "url", n->u.link.url);
        break;
    case LINK_INTERNAL:
        field(out, "chapter", n->u.link.chapter->path);
        if (n->u.link.node != NULL)
            field(out, "anchor", n->u.link.node->id);
        break;
    case LINK_BROKEN:
        g_string_append(out, " broken");
        field(out, "url", n->u.link.url);
        break;
    }
    field(out, "title", n->u.link.title);
}

static void dump_list(const struct node *n, GString *out)
{
    if (n->u.list.ordered)
        g_string_append_printf(out, " ordered start=%d delimiter=%c", n->u.list.start,
                               n->u.list.delimiter);
    g_string_append(out, n->u.list.tight ? " tight" : " loose");
}

static void dump_cell(const struct node *n, GString *out)
{
    if (n->u.cell.head)
        g_string_append(out, " head");
    if (n->u.cell.align != ALIGN_NONE)
        g_string_append_printf(out, " align=%s", align_name(n->u.cell.align));
    if (n->u.cell.colspan != 1)
        g_string_append_printf(out, " colspan=%d", n->u.cell.colspan);
    if (n->u.cell.rowspan != 1)
        g_string_append_printf(out, " rowspan=%d", n->u.cell.rowspan);
}

static void dump_image(const struct node *n, GString *out)
{
    field(out, "url", n->u.image.url);
    if (n->u.image.image != NULL)
        field(out, "file", n->u.image.image->path);
    field(out, "alt", n->u.image.alt);
    field(out, "title", n->u.image.title);
    field(out, "width", n->u.image.width);
    field(out, "height", n->u.image.height);
}

static void dump_payload(const struct node *n, GString *out)
{
    switch (n->kind) {
    case NODE_HEADING:
        g_string_append_printf(out, " level=%d", n->u.heading.level);
        if (n->u.heading.rank > 0)
            g_string_append_printf(out, " rank=%d", n->u.heading.rank);
        field(out, "number", n->u.heading.number);
        break;
    case NODE_ALERT:
        g_string_append_printf(out, " %s", alert_type_name(n->u.alert.type));
        break;
    case NODE_LIST:
        dump_list(n, out);
        break;
    case NODE_ITEM:
        if (n->u.item.number != 0)
            g_string_append_printf(out, " number=%d", n->u.item.number);
        if (n->u.item.task != TASK_NONE)
            g_string_append(out, n->u.item.task == TASK_DONE ? " task=done" : " task=open");
        break;
    case NODE_FIGURE:
        field(out, "number", n->u.figure.number);
        field(out, "label", n->u.figure.label);
        break;
    case NODE_FOOTNOTE:
        field(out, "label", n->u.footnote.label);
        if (n->u.footnote.number > 0)
            g_string_append_printf(out, " number=%d refs=%d", n->u.footnote.number,
                                   n->u.footnote.n_refs);
        break;
    case NODE_FOOTNOTE_REF:
        field(out, "label", n->u.ref.label);
        break;
    case NODE_CODE_BLOCK:
        dump_code(n, out);
        break;
    case NODE_MATH_BLOCK:
    case NODE_MATH:
        g_string_append_c(out, ' ');
        quote(out, n->u.math.tex, strlen(n->u.math.tex));
        break;
    case NODE_TABLE:
        g_string_append_printf(out, " columns=%d", n->u.table.n_columns);
        field(out, "label", n->u.table.label);
        break;
    case NODE_ROW:
        if (n->u.row.head)
            g_string_append(out, " head");
        if (n->u.row.foot)
            g_string_append(out, " foot");
        break;
    case NODE_CELL:
        dump_cell(n, out);
        break;
    case NODE_TEXT:
    case NODE_CODE:
    case NODE_HTML_BLOCK:
    case NODE_HTML_INLINE:
        g_string_append_c(out, ' ');
        quote(out, n->u.text, strlen(n->u.text));
        break;
    case NODE_LINK:
        dump_link(n, out);
        break;
    case NODE_IMAGE:
        dump_image(n, out);
        break;
    case NODE_DOCUMENT:
    case NODE_QUOTE:
    case NODE_DETAILS:
    case NODE_SUMMARY:
    case NODE_DIV:
    case NODE_CAPTION:
    case NODE_DEF_LIST:
    case NODE_DEFINITION:
    case NODE_PARAGRAPH:
    case NODE_TERM:
    case NODE_RULE:
    case NODE_SOFT_BREAK:
    case NODE_HARD_BREAK:
    case NODE_EMPH:
    case NODE_STRONG:
    case NODE_STRIKE:
    case NODE_UNDERLINE:
    case NODE_MARK:
    case NODE_SUB:
    case NODE_SUP:
    case NODE_SMALL:
    case NODE_KBD:
    case NODE_SPAN:
    case NODE_ANCHOR:
    case NODE_KIND_COUNT:
        break;
    }
}

/* " :3", and of what another file gave " part.md:3". */
static void dump_place(const struct node *n, const char *file, GString *out)
{
    bool here = g_strcmp0(n->loc.file, file) == 0;

    g_string_append_printf(out, " %s:%d", here || n->loc.file == NULL ? "" : n->loc.file,
                           n->loc.line);
}

static void dump_node(const struct node *n, int depth, const char *file, GString *out)
{
    g_string_append_printf(out, "%*s%s", 2 * depth, "", node_kind_name(n->kind));
    if (node_is_block(n->kind) && n->kind != NODE_DOCUMENT)
        dump_place(n, file, out);
    field(out, "id", n->id);
    field(out, "class", n->classes);
    field(out, "lang", n->lang);
    for (const struct attr *a = n->attrs; a != NULL; a = a->next)
        field(out, a->name, a->value);
    dump_payload(n, out);
    g_string_append_c(out, '\n');
    bool math = n->kind == NODE_MATH || n->kind == NODE_MATH_BLOCK;
    if (math && n->u.math.formula != NULL)
        math_dump(n->u.math.formula->root, depth + 1, out);
}

/* The last source line that a child of the document covers: up to where the next one begins. */
static bool covers(const struct node *block, int line)
{
    return block->loc.line <= line && (block->next == NULL || block->next->loc.line > line);
}

void dump_tree(const struct node *top, int line, GString *out)
{
    int depth = 0;
    const struct node *n = top;

    while (n != NULL) {
        bool skip = line > 0 && n->parent == top && !covers(n, line);
        if (!skip)
            dump_node(n, depth, top->loc.file, out);
        if (!skip && n->first != NULL) {
            n = n->first;
            depth++;
            continue;
        }
        while (n != top && n->next == NULL) {
            n = n->parent;
            depth--;
        }
        n = n == top ? NULL : n->next;
    }
}

#include "read/markdown.h"

#include "read/expand.h"
#include "read/front.h"
#include "read/html.h"
#include "read/image_data.h"
#include "read/md_attr.h"
#include "read/md_code.h"
#include "read/md_container.h"
#include "read/md_dialect.h"
#include "read/md_ext.h"
#include "read/md_finish.h"
#include "read/md_ignore.h"
#include "read/md_lint.h"
#include "read/md_math.h"
#include "read/md_smart.h"
#include "read/md_source.h"
#include "read/notebook.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <string.h>

enum {
    MAX_SIZE = 32 * 1024 * 1024,
    /* blocks leave some levels to inlines, so that a deep quote keeps its links */
    MAX_BLOCK_DEPTH = NODE_MAX_DEPTH - 20,
    SEARCH_LINES = 3, /* how far ahead an inline is looked for in the source */
    SEARCH_BYTES = 4096
};

/* cmark-gfm exports these, but no installed header declares them. */
extern cmark_node_type CMARK_NODE_TABLE, CMARK_NODE_TABLE_ROW, CMARK_NODE_TABLE_CELL,
    CMARK_NODE_STRIKETHROUGH;

struct reader {
    struct arena *a;
    struct diags *d;
    struct chapter *c;
    const struct md_source *src;
    unsigned dialects;
    struct block_plan *plan;
    struct node *doc;
    GPtrArray *parents; /* our node for each open cmark node; the same one again where flattened */
    GPtrArray *footnotes;
    GArray *contained;        /* struct md_contained */
    GPtrArray *abbreviations; /* "[HTML]: ..." */
    bool defines;             /* there are definitions */
    int depth;                /* of the top of parents in our tree */
    /* the deepest item whose lists are flattened, and the last of the items that follow from it */
    const struct node *flat;
    struct node *flat_last;
    bool nested; /* too deep a nesting was reported */
    bool lint;
    GString *text; /* of TEXT nodes that follow each other */
    struct loc text_loc;
    struct md_smart *smart; /* NULL: punctuation stays as it is typed */
    /* where the inlines of the open block are in the source */
    int line;
    size_t pos;
    int last_line;
};

static struct node *opened(const struct reader *r)
{
    return r->parents->pdata[r->parents->len - 1];
}

/* Where what comes next goes: behind the items that a flattened list has put after its own. */
static struct node *top(const struct reader *r)
{
    return opened(r) == r->flat ? r->flat_last : opened(r);
}

static struct loc file_loc(const struct reader *r, int line, int col)
{
    return (struct loc){r->c->path, line > 0 ? line + r->src->offset : 0, col};
}

/* --- places of inlines -------------------------------------------------------------------- */

/* cmark's inline positions are not to be trusted: they are searched for in the block's source. */
static void begin_block(struct reader *r, cmark_node *node)
{
    r->line = cmark_node_get_start_line(node);
    r->last_line = MAX(cmark_node_get_end_line(node), r->line);
    r->pos = 0;
    if (cmark_node_get_start_column(node) > 0)
        r->pos = (size_t)cmark_node_get_start_column(node) - 1;
    if (r->smart != NULL)
        md_smart_begin(r->smart);
}

static void next_line(struct reader *r)
{
    if (r->line < r->last_line) {
        r->line++;
        r->pos = 0;
    }
}

/* Moves behind the needle when it is near; its column, 0 when it is not found. */
static int find_inline(struct reader *r, const char *needle, size_t n)
{
    size_t pos = r->pos;

    for (int line = r->line; line <= r->last_line && line < r->line + SEARCH_LINES; line++) {
        size_t len;
        const char *s = md_source_line(r->src, line, &len);
        size_t window = MIN(len - MIN(pos, len), (size_t)SEARCH_BYTES);
        const char *p = memmem(s + MIN(pos, len), window, needle, n);
        if (p != NULL) {
            r->line = line;
            r->pos = (size_t)(p - s) + n;
            return p - s > SEARCH_BYTES ? 0 : md_source_column(r->src, line, (size_t)(p - s)) + 1;
        }
        pos = 0;
    }
    return 0;
}

/* The place of an inline that shows the literal somewhere: its column is known only when a needle
 * long enough to be no coincidence is found. */
static struct loc inline_loc(struct reader *r, const char *literal)
{
    size_t n = literal != NULL ? strcspn(literal, "\n") : 0;
    int col = 0;

    if (n > 0)
        col = find_inline(r, literal, MIN(n, (size_t)200));
    return file_loc(r, r->line, n >= 4 ? col : 0);
}

static struct loc text_loc(struct reader *r, const char *literal)
{
    size_t n = strlen(literal);

    if (n > 24) { /* the start suffices, whole characters of it */
        for (n = 24; ((unsigned char)literal[n] & 0xc0) == 0x80; n--)
            ;
    }
    if (n > 0)
        (void)find_inline(r, literal, n);
    return file_loc(r, r->line, 0);
}

/* The place of a block; its column in characters, unknown far out. */
static struct loc block_loc(const struct reader *r, cmark_node *node)
{
    int line = cmark_node_get_start_line(node), col = cmark_node_get_start_column(node);

    if (line < 1)
        return file_loc(r, 0, 0);
    bool known = col > 0 && col < SEARCH_BYTES;
    return file_loc(r, line, known ? md_source_column(r->src, line, (size_t)col - 1) + 1 : 0);
}

/* --- building ----------------------------------------------------------------------------- */

static void flush_text(struct reader *r)
{
    if (r->text->len == 0)
        return;
    struct node *n = node_new(r->a, NODE_TEXT, r->text_loc);
    if (r->smart != NULL)
        md_smart_text(r->smart, r->text, n);
    n->u.text = md_source_restore(r->src, r->a, r->text->str);
    if (*n->u.text != '\0')
        node_append(top(r), n);
    g_string_truncate(r->text, 0);
}

static struct node *add(struct reader *r, enum node_kind kind, struct loc loc)
{
    struct node *n = node_new(r->a, kind, loc);

    flush_text(r);
    if (r->smart != NULL && !node_is_block(kind))
        md_smart_inline(r->smart, kind);
    node_append(top(r), n);
    return n;
}

static void add_text(struct reader *r, const char *literal)
{
    struct loc loc = text_loc(r, literal);

    if (r->text->len == 0)
        r->text_loc = loc;
    g_string_append(r->text, literal);
}

/* Opens a container; NULL when it is too deep, and its content goes to the one around it. */
static struct node *open_node(struct reader *r, enum node_kind kind, struct loc loc)
{
    bool block = node_is_block(kind);
    int inner = kind == NODE_LIST; /* a list takes only items */
    struct node *n = NULL;

    if (r->depth + 1 + inner < (block ? MAX_BLOCK_DEPTH : NODE_MAX_DEPTH - 2)) {
        n = add(r, kind, loc);
    } else {
        flush_text(r);
        if (!r->nested)
            diag_add(r->d, DIAG_NESTING, loc, block ? "80" : "98", NULL);
        r->nested = true;
    }
    r->depth += n != NULL;
    g_ptr_array_add(r->parents, n != NULL ? n : opened(r));
    return n;
}

static void close_node(struct reader *r)
{
    flush_text(r);
    struct node *n = opened(r);
    g_ptr_array_set_size(r->parents, (int)r->parents->len - 1);
    if (r->parents->len > 0 && opened(r) != n)
        r->depth--;
}

static char *restore(const struct reader *r, const char *text)
{
    return md_source_restore(r->src, r->a, text != NULL ? text : "");
}

static const char *restore_or_null(const struct reader *r, const char *text)
{
    return text != NULL && *text != '\0' ? restore(r, text) : NULL;
}

static char *without_last_newline(char *text)
{
    size_t n = strlen(text);

    if (n > 0 && text[n - 1] == '\n')
        text[n - 1] = '\0';
    return text;
}

/* A fence without its end makes code of all that follows in its container. */
static void check_fence(const struct reader *r, cmark_node *node, struct loc loc, char fence,
                        int length)
{
    int first = cmark_node_get_start_line(node), last = cmark_node_get_end_line(node);

    if (md_lint_is_closed(r->src, first, last, fence, length))
        return;
    g_autofree char *code = g_strchomp(g_strdup(cmark_node_get_literal(node)));
    int lines = *code != '\0';
    for (const char *p = code; *p != '\0'; p++)
        lines += *p == '\n';
    g_autofree char *taken = lines == 1 ? g_strdup("the line below is taken")
                                        : g_strdup_printf("%d lines below are taken", lines);
    diag_add(r->d, DIAG_FENCE_UNCLOSED, loc, taken, NULL);
}

static void read_code_block(struct reader *r, cmark_node *node)
{
    struct loc loc = block_loc(r, node);
    char *text = without_last_newline(restore(r, cmark_node_get_literal(node)));
    int length, offset;
    char character;
    bool fenced = cmark_node_get_fenced(node, &length, &offset, &character) != 0;
    struct node *n = add(r, NODE_CODE_BLOCK, loc);

    n->u.code.first_line = loc.line > 0 ? loc.line + fenced : 0;
    md_code_set(r->c, n, text, restore_or_null(r, cmark_node_get_fence_info(node)));
    if (fenced)
        check_fence(r, node, loc, character, length);
}

static bool blank_before(const struct reader *r, cmark_node *node)
{
    size_t len;
    const char *s = md_source_line(r->src, cmark_node_get_start_line(node) - 1, &len);

    return strspn(s, " \t>") >= len;
}

/* The lines of a math block are blank to cmark, which makes the list around it loose: looks again
 * whether there is a blank line between items or between blocks of an item. */
static bool is_tight(const struct reader *r, cmark_node *list)
{
    bool math = false, blank = false;

    for (cmark_node *i = cmark_node_first_child(list); i != NULL; i = cmark_node_next(i)) {
        blank |= cmark_node_previous(i) != NULL && blank_before(r, i);
        for (cmark_node *c = cmark_node_first_child(i); c != NULL; c = cmark_node_next(c)) {
            blank |= cmark_node_previous(c) != NULL && blank_before(r, c);
            math |= md_ext_kind(c) == MD_MATH_BLOCK;
        }
    }
    return cmark_node_get_list_tight(list) != 0 || (math && !blank);
}

static void read_list(struct reader *r, cmark_node *node)
{
    struct node *n = open_node(r, NODE_LIST, block_loc(r, node));

    if (n == NULL)
        return;
    n->u.list.ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    n->u.list.tight = is_tight(r, node);
    n->u.list.start = n->u.list.ordered ? cmark_node_get_list_start(node) : 0;
    if (n->u.list.ordered)
        n->u.list.delimiter = cmark_node_get_list_delim(node) == CMARK_PAREN_DELIM ? ')' : '.';
}

/* An item of a list that was too deep becomes one of the list around it; NULL: that is none. */
static struct node *open_flat_item(struct reader *r, struct loc loc)
{
    struct node *around = opened(r);

    flush_text(r);
    g_ptr_array_add(r->parents, around);
    if (around->kind != NODE_ITEM)
        return NULL;
    r->flat = around;
    r->flat_last = node_new(r->a, NODE_ITEM, loc);
    node_append(around->parent, r->flat_last);
    return r->flat_last;
}

static void read_item(struct reader *r, cmark_node *node)
{
    struct loc loc = block_loc(r, node);
    bool flat = opened(r)->kind != NODE_LIST;
    struct node *n = flat ? open_flat_item(r, loc) : open_node(r, NODE_ITEM, loc);

    if (n == NULL || strcmp(cmark_node_get_type_string(node), "tasklist") != 0)
        return;
    n->u.item.task = cmark_gfm_extensions_get_tasklist_item_checked(node) ? TASK_DONE : TASK_OPEN;
}

static enum align align_of(uint8_t c)
{
    return c == 'l' ? ALIGN_LEFT : c == 'c' ? ALIGN_CENTER : c == 'r' ? ALIGN_RIGHT : ALIGN_NONE;
}

static void read_table(struct reader *r, cmark_node *node)
{
    struct node *n = open_node(r, NODE_TABLE, block_loc(r, node));
    const uint8_t *aligns = cmark_gfm_extensions_get_table_alignments(node);

    if (n == NULL)
        return;
    n->u.table.n_columns = cmark_gfm_extensions_get_table_columns(node);
    n->u.table.aligns = arena_array(r->a, (size_t)n->u.table.n_columns, sizeof(enum align));
    for (int i = 0; i < n->u.table.n_columns; i++)
        n->u.table.aligns[i] = align_of(aligns[i]);
}

static void read_row(struct reader *r, cmark_node *node)
{
    struct node *n = open_node(r, NODE_ROW, block_loc(r, node));
    int line = cmark_node_get_start_line(node);

    begin_block(r, node);
    r->last_line = line;
    if (n != NULL)
        n->u.row.head = cmark_gfm_extensions_get_table_row_is_header(node) != 0;
    if (g_hash_table_contains(r->src->wide_rows, GSIZE_TO_POINTER((size_t)line)))
        diag_add(r->d, DIAG_TABLE_CELLS, file_loc(r, line, 0), NULL);
}

static void read_cell(struct reader *r)
{
    struct node *row = top(r);
    struct node *n = open_node(r, NODE_CELL, file_loc(r, r->line, 0));

    if (r->smart != NULL)
        md_smart_begin(r->smart);
    if (n == NULL || row->kind != NODE_ROW || row->parent->kind != NODE_TABLE)
        return;
    int column = 0;
    for (const struct node *c = n->prev; c != NULL; c = c->prev)
        column++;
    n->u.cell.head = row->u.row.head;
    if (column < row->parent->u.table.n_columns)
        n->u.cell.align = row->parent->u.table.aligns[column];
}

/* The lines of a container that holds code. */
static void read_contained_code(struct reader *r, cmark_node *node, const struct container *c)
{
    struct node *n = add(r, NODE_CODE_BLOCK, block_loc(r, node));
    char *text = without_last_newline(restore(r, md_ext_text(node)));
    const char *language = restore_or_null(r, c->argument);

    n->id = c->attrs.id;
    n->u.code.first_line = n->loc.line > 0 ? n->loc.line + 1 + c->options - c->line : 0;
    md_code_set(r->c, n, text, language != NULL ? language : restore_or_null(r, c->class));
    if (n->kind == NODE_CODE_BLOCK && c->title != NULL)
        n->u.code.title = restore(r, c->title);
}

static void read_container(struct reader *r, cmark_node *node)
{
    struct container *c = md_ext_container(node);
    struct node *before = opened(r);

    if (c->role == CONTAINER_CODE)
        read_contained_code(r, node, c);
    if (c->role == CONTAINER_CODE || c->role == CONTAINER_NOTHING) {
        g_ptr_array_add(r->parents, before);
        return;
    }
    struct md_contained pair = {open_node(r, md_container_kind(c), block_loc(r, node)), c};
    if (pair.node != NULL)
        g_array_append_val(r->contained, pair);
}

static void read_footnote(struct reader *r, cmark_node *node)
{
    struct node *n = open_node(r, NODE_FOOTNOTE, block_loc(r, node));

    if (n == NULL)
        return;
    n->u.footnote.label = restore(r, md_ext_text(node));
    g_ptr_array_add(r->footnotes, n);
}

/* Each of them has an end: pushes one parent. */
static void read_ext_block(struct reader *r, cmark_node *node)
{
    struct node *n;

    switch (md_ext_kind(node)) {
    case MD_FOOTNOTE:
        read_footnote(r, node);
        return;
    case MD_CONTAINER:
        read_container(r, node);
        return;
    case MD_DEFINITION:
        r->defines = open_node(r, NODE_DEFINITION, block_loc(r, node)) != NULL || r->defines;
        return;
    case MD_MATH_BLOCK:
        n = add(r, NODE_MATH_BLOCK, block_loc(r, node));
        struct loc first = {n->loc.file, n->loc.line, n->loc.col > 0 ? n->loc.col + 2 : 0};
        md_math_set(n, first, restore(r, md_ext_text(node)));
        break;
    case MD_ABBREVIATION:
        g_ptr_array_add(r->abbreviations, restore(r, md_ext_text(node)));
        break;
    case MD_NONE:
    case MD_MATH:
    case MD_MATH_DISPLAY:
    case MD_TITLE:
    case MD_NOTHING:
    case MD_MARK:
    case MD_INSERT:
    case MD_STRIKE:
    case MD_SUB:
    case MD_SUP:
    case MD_KEYS:
        break;
    }
    g_ptr_array_add(r->parents, opened(r));
}

/* "ctrl+alt+del", a key for each. */
static void read_keys(struct reader *r, cmark_node *node)
{
    struct loc loc = inline_loc(r, md_ext_text(node));
    g_auto(GStrv) keys = g_strsplit(md_ext_text(node), "+", -1);

    for (char **key = keys; *key != NULL; key++) {
        if (key != keys)
            add(r, NODE_TEXT, loc)->u.text = "+";
        struct node *kbd = add(r, NODE_KBD, loc);
        node_append(kbd, node_new_text(r->a, loc, md_key_name(r->a, *key)));
    }
}

static void read_ext_inline(struct reader *r, cmark_node *node)
{
    if (md_ext_kind(node) == MD_KEYS) {
        read_keys(r, node);
        return;
    }
    struct node *n = add(r, NODE_MATH, inline_loc(r, md_ext_text(node)));

    n->u.math.tex = restore(r, md_ext_text(node));
    n->u.math.loc = n->loc;
    if (md_ext_kind(node) == MD_MATH_DISPLAY)
        node_add_class(r->a, n, "display");
}

/* The plain text below an image; the iterator is left at its end. */
static char *read_alt(struct reader *r, cmark_iter *iter, cmark_node *image)
{
    g_autoptr(GString) alt = g_string_new(NULL);
    cmark_event_type event;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *n = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(n);
        if (n == image)
            break;
        if (event != CMARK_EVENT_ENTER)
            continue;
        if (type == CMARK_NODE_CODE && md_ext_kind(n) != MD_NONE)
            g_string_append_printf(alt, "$%s$", md_ext_text(n)); /* md_math.c reads it */
        else if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
            g_string_append(alt, cmark_node_get_literal(n));
        else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
            g_string_append_c(alt, ' ');
    }
    return restore(r, alt->str);
}

static void read_image(struct reader *r, cmark_iter *iter, cmark_node *node)
{
    struct node *n = add(r, NODE_IMAGE, file_loc(r, r->line, 0));

    n->u.image.title = restore_or_null(r, cmark_node_get_title(node));
    n->u.image.alt = read_alt(r, iter, node);
    n->loc = inline_loc(r, cmark_node_get_url(node));
    n->u.image.url = restore(r, cmark_node_get_url(node));
}

static void read_link(struct reader *r, cmark_node *node)
{
    struct node *n = open_node(r, NODE_LINK, file_loc(r, r->line, 0));

    if (n == NULL)
        return;
    n->u.link.url = restore(r, cmark_node_get_url(node));
    n->u.link.title = restore_or_null(r, cmark_node_get_title(node));
}

/* The URL stands behind the text, except in an autolink, which is nothing else. */
static void close_link(struct reader *r, cmark_node *node)
{
    struct node *n = opened(r);

    close_node(r);
    if (n->kind == NODE_LINK && n != opened(r))
        n->loc = inline_loc(r, cmark_node_get_url(node));
}

static void read_leaf_text(struct reader *r, enum node_kind kind, cmark_node *node)
{
    struct node *n = add(r, kind, inline_loc(r, cmark_node_get_literal(node)));

    n->u.text = restore(r, cmark_node_get_literal(node));
}

static void read_break(struct reader *r, enum node_kind kind)
{
    add(r, kind, file_loc(r, r->line, 0));
    next_line(r);
}

static void read_html_block(struct reader *r, cmark_node *node)
{
    struct node *n = add(r, NODE_HTML_BLOCK, block_loc(r, node));

    n->u.text = without_last_newline(restore(r, cmark_node_get_literal(node)));
}

/* True of a paragraph that goes on behind a display: no blank line is between them. */
static bool goes_on(const struct reader *r, cmark_node *node)
{
    const struct node *before = top(r)->last;
    cmark_node *previous = cmark_node_previous(node);

    return before != NULL && before->kind == NODE_MATH_BLOCK && previous != NULL &&
           (cmark_node_get_start_line(previous) == cmark_node_get_start_line(node) ||
            !blank_before(r, node));
}

static void enter_inlines(struct reader *r, cmark_node *node, enum node_kind kind)
{
    bool continued = kind == NODE_PARAGRAPH && goes_on(r, node);
    struct node *n = open_node(r, kind, block_loc(r, node));

    begin_block(r, node);
    if (n != NULL && continued)
        n->classes = "continued";
    if (n != NULL && kind == NODE_HEADING)
        n->u.heading.level = cmark_node_get_heading_level(node);
}

static enum node_kind emphasis_kind(cmark_node *node)
{
    switch (md_ext_kind(node)) {
    case MD_MARK:
        return NODE_MARK;
    case MD_INSERT:
        return NODE_UNDERLINE;
    case MD_STRIKE:
        return NODE_STRIKE;
    case MD_SUB:
        return NODE_SUB;
    case MD_SUP:
        return NODE_SUP;
    case MD_NONE:
    case MD_MATH:
    case MD_MATH_DISPLAY:
    case MD_MATH_BLOCK:
    case MD_FOOTNOTE:
    case MD_CONTAINER:
    case MD_TITLE:
    case MD_DEFINITION:
    case MD_ABBREVIATION:
    case MD_NOTHING:
    case MD_KEYS:
        break;
    }
    return NODE_EMPH;
}

/* The kinds that extensions register are numbers known at run time only. */
static void enter_extension(struct reader *r, cmark_node *node, cmark_node_type type)
{
    if (type == CMARK_NODE_TABLE)
        read_table(r, node);
    else if (type == CMARK_NODE_TABLE_ROW)
        read_row(r, node);
    else if (type == CMARK_NODE_TABLE_CELL)
        read_cell(r);
    else if (type == CMARK_NODE_STRIKETHROUGH)
        open_node(r, NODE_STRIKE, file_loc(r, r->line, 0));
    else /* ours */
        g_ptr_array_add(r->parents, opened(r));
}

/* Leaves have no exit event; every other node pushes one parent here. */
static void enter(struct reader *r, cmark_iter *iter, cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);

    if (type == CMARK_NODE_TEXT)
        add_text(r, cmark_node_get_literal(node));
    else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
        read_break(r, type == CMARK_NODE_SOFTBREAK ? NODE_SOFT_BREAK : NODE_HARD_BREAK);
    else if (type == CMARK_NODE_CODE && md_ext_kind(node) != MD_NONE)
        read_ext_inline(r, node);
    else if (type == CMARK_NODE_CODE)
        read_leaf_text(r, NODE_CODE, node);
    else if (type == CMARK_NODE_HTML_INLINE)
        read_leaf_text(r, NODE_HTML_INLINE, node);
    else if (type == CMARK_NODE_HTML_BLOCK)
        read_html_block(r, node);
    else if (type == CMARK_NODE_CODE_BLOCK)
        read_code_block(r, node);
    else if (type == CMARK_NODE_THEMATIC_BREAK)
        add(r, NODE_RULE, block_loc(r, node));
    else if (type == CMARK_NODE_IMAGE)
        read_image(r, iter, node);
    else if (type == CMARK_NODE_LINK)
        read_link(r, node);
    else if (type == CMARK_NODE_PARAGRAPH)
        enter_inlines(r, node, NODE_PARAGRAPH);
    else if (type == CMARK_NODE_HEADING)
        enter_inlines(r, node,
                      md_ext_kind(node) == MD_TITLE ? md_title_kind(top(r)) : NODE_HEADING);
    else if (type == CMARK_NODE_EMPH || type == CMARK_NODE_STRONG)
        open_node(r, type == CMARK_NODE_EMPH ? emphasis_kind(node) : NODE_STRONG,
                  file_loc(r, r->line, 0));
    else if (type == CMARK_NODE_BLOCK_QUOTE)
        open_node(r, NODE_QUOTE, block_loc(r, node));
    else if (type == CMARK_NODE_LIST)
        read_list(r, node);
    else if (type == CMARK_NODE_ITEM)
        read_item(r, node);
    else if (type == CMARK_NODE_CUSTOM_BLOCK && md_ext_kind(node) != MD_NONE)
        read_ext_block(r, node);
    else
        enter_extension(r, node, type);
}

/* The end of an emphasis. Marks right inside of it (md_source.h) let it begin or end there. */
static void close_emphasis(struct reader *r, cmark_node *node)
{
    const char *first = cmark_node_get_literal(cmark_node_first_child(node));
    const char *last = cmark_node_get_literal(cmark_node_last_child(node));
    struct node *n = top(r);

    close_node(r);
    if (r->lint &&
        (md_source_begins_flanked(r->src, first) || md_source_ends_flanked(r->src, last)))
        md_lint_emphasis(r->d, n);
}

static void convert(struct reader *r, cmark_node *root)
{
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (node == root)
            continue;
        if (event == CMARK_EVENT_ENTER)
            enter(r, iter, node);
        else if (cmark_node_get_type(node) == CMARK_NODE_LINK)
            close_link(r, node);
        else if (cmark_node_get_type(node) == CMARK_NODE_STRONG ||
                 cmark_node_get_type(node) == CMARK_NODE_EMPH ||
                 cmark_node_get_type(node) == CMARK_NODE_STRIKETHROUGH)
            close_emphasis(r, node);
        else
            close_node(r);
    }
    flush_text(r);
    cmark_iter_free(iter);
    /* definitions stand at the end, in the order of the source */
    for (unsigned i = 0; i < r->footnotes->len; i++)
        node_append(r->doc, r->footnotes->pdata[i]);
}

/* cmark-gfm keeps the characters that extensions ask for in tables of the process, which it fills
 * and empties with each parse: one at a time. What comes before and after is done in parallel. */
static GMutex parser_lock;

static cmark_node *parse_locked(struct reader *r, struct md_ext **ext)
{
    static const char *const extensions[] = {"table", "strikethrough", "autolink", "tasklist"};

    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
    /* ours first: in a paragraph the table's syntax never passes a line on */
    *ext = md_ext_attach(parser, r->a, r->src, r->plan);
    for (size_t i = 0; i < G_N_ELEMENTS(extensions); i++)
        if ((r->dialects & DIALECT_MKDOCS) == 0 || strcmp(extensions[i], "strikethrough") != 0)
            cmark_parser_attach_syntax_extension(parser,
                                                 cmark_find_syntax_extension(extensions[i]));
    cmark_parser_feed(parser, r->src->text->str, r->src->text->len);
    cmark_node *root = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return root;
}

static void parse(struct reader *r)
{
    struct md_ext *ext;

    r->plan = block_plan_new(r->a, r->d, r->c->path, r->src);
    g_mutex_lock(&parser_lock);
    cmark_node *root = parse_locked(r, &ext);
    g_mutex_unlock(&parser_lock);
    convert(r, root);
    cmark_node_free(root);
    md_ext_free(ext);
    block_plan_free(r->plan);
}

static void finish(struct reader *r)
{
    if (r->defines)
        md_definitions_finish(r->a, r->doc);
    md_attr_finish(r->a, r->doc, r->src, r->dialects);
    md_container_finish(r->c, r->src, (const struct md_contained *)(void *)r->contained->data,
                        r->contained->len);
    md_dialect_finish(r->c, r->d, r->doc, r->dialects, r->abbreviations);
    md_finish_alerts(r->a, r->c->lang, r->doc);
    md_finish_footnotes(r->a, r->doc, r->src);
    if ((r->dialects & (DIALECT_GITBOOK | DIALECT_HUGO)) != 0)
        md_finish_dollars(r->doc);
    md_finish_displays(r->a, r->doc);
    html_rewrite(r->a, r->d, r->doc);
    if (strstr(r->src->text->str, "data:image") != NULL)
        image_data_finish(r->c, r->doc);
    md_finish_breaks(r->doc);
    md_finish_text(r->a, r->doc);
}

/* A text that is read by itself: a chapter's, or a part of one. */
static struct node *read_tree(struct diags *d, struct chapter *c, const struct md_source *src)
{
    struct reader r = {.a = c->arena, .d = d, .c = c, .src = src};

    r.lint = c->edition != NULL && c->edition->book->check;
    r.dialects = src->options.dialects;
    r.doc = node_new(r.a, NODE_DOCUMENT, (struct loc){c->path, 1, 0});
    r.text = g_string_new(NULL);
    r.smart = src->options.smart ? md_smart_new(src) : NULL;
    r.parents = g_ptr_array_new();
    r.footnotes = g_ptr_array_new();
    r.contained = g_array_new(FALSE, FALSE, sizeof(struct md_contained));
    r.abbreviations = g_ptr_array_new();
    g_ptr_array_add(r.parents, r.doc);
    parse(&r);
    md_smart_free(r.smart);
    finish(&r);
    if (r.lint)
        md_lint_tree(d, c, r.doc, src);
    g_string_free(r.text, TRUE);
    g_ptr_array_unref(r.parents);
    g_ptr_array_unref(r.footnotes);
    g_array_unref(r.contained);
    g_ptr_array_unref(r.abbreviations);
    return r.doc;
}

static struct node *read_source(struct markdown *m, struct diags *d, const GString *text,
                                size_t start, int offset)
{
    const struct edition *e = m->chapter->edition;
    struct md_options options = {0};

    if (e != NULL)
        options = (struct md_options){e->book->dialects, e->book->markdown.smart_punctuation,
                                      e->book->markdown.definition_lists};
    struct md_source *src = md_source_new(text, start, offset, &options);
    struct node *doc = read_tree(d, m->chapter, src);

    md_source_free(src);
    md_math_read(&m->tex, d, m->chapter, doc);
    return doc;
}

struct node *markdown_part(struct markdown *m, const GString *text, const struct line_map *map)
{
    if (m->own == NULL)
        m->own = diags_new();
    struct node *doc = read_source(m, m->own, text, 0, 0);
    line_map_report(map, m->own, m->diags);
    line_map_settle(map, doc);
    return doc;
}

void markdown_end(struct markdown *m)
{
    tex_free(m->tex);
    diags_free(m->own);
    m->tex = NULL;
    m->own = NULL;
}

static void report_encoding(struct diags *d, const struct chapter *c, const char *text, size_t size,
                            size_t bad)
{
    g_autofree char *offset = md_source_bad(text, size, bad);
    int line = 1;

    for (size_t i = 0; i < bad; i++)
        line += text[i] == '\n';
    diag_add(d, DIAG_FILE_ENCODING, (struct loc){c->path, line, 0}, offset, NULL);
}

bool markdown_read(struct diags *d, struct chapter *c, const char *text, size_t size)
{
    size_t bad;

    if (notebook_is(c->path))
        return notebook_read(d, c, text, size);
    c->doc = NULL;
    if (size > MAX_SIZE) {
        diag_add(d, DIAG_FILE_LIMIT, (struct loc){c->path, 0, 0}, c->path, "32 MiB", NULL);
        return false;
    }
    g_autoptr(GString) clean = md_source_clean(text, size, &bad);
    if (clean == NULL) {
        report_encoding(d, c, text, size, bad);
        return false;
    }
    md_ignore_read(d, c, clean->str);
    md_lint_encoding(d, c, clean);
    if (c->edition != NULL && c->edition->book->check)
        md_lint_bytes(d, c, text, size);
    int lines;
    size_t start = front_read(d, c, clean->str, &lines);
    struct markdown m = {.diags = d, .chapter = c};
    struct expansion *x = expand(d, c, clean->str + start, lines);
    c->doc =
        x != NULL ? markdown_part(&m, x->text, x->map) : read_source(&m, d, clean, start, lines);
    expansion_free(x);
    markdown_end(&m);
    return true;
}

bool markdown_read_file(struct book *b, struct chapter *c)
{
    GBytes *bytes;
    size_t size;
    bool notebook = notebook_is(c->path);
    size_t limit = notebook ? (size_t)NOTEBOOK_MAX_SIZE : MAX_SIZE;
    enum file_status status = file_read(b->root, c->path, limit, &bytes, &c->mtime);
    struct loc loc = c->entry != NULL ? c->entry->loc : (struct loc){c->path, 0, 0};

    c->doc = NULL;
    if (status == FILE_OUTSIDE) {
        diag_add(b->diags, DIAG_FILE_OUTSIDE, loc, c->path, NULL);
    } else if (status == FILE_TOO_LARGE) {
        diag_add(b->diags, DIAG_FILE_LIMIT, loc, c->path, notebook ? "128 MiB" : "32 MiB", NULL);
    } else if (status != FILE_OK) {
        diag_add(b->diags, DIAG_CHAPTER_MISSING, loc, c->path, file_status_text(status), NULL);
    } else {
        const char *text = g_bytes_get_data(bytes, &size);
        bool ok = markdown_read(b->diags, c, text != NULL ? text : "", size);
        g_bytes_unref(bytes);
        return ok;
    }
    return false;
}

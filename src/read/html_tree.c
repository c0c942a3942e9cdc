#include "read/html_tree.h"

#include "base/lang.h"
#include "read/md_math.h"

#include <string.h>

enum {
    MAX_BLOCK_DEPTH = NODE_MAX_DEPTH - 6, /* leaves room for a list's item, a paragraph, inlines */
    MAX_INLINE_DEPTH = NODE_MAX_DEPTH - 1
};

struct html_element *html_at(const struct html_builder *b, size_t index)
{
    return &g_array_index(b->stack, struct html_element, index);
}

static size_t home_index(const struct html_builder *b)
{
    return b->stack->len == 0 ? 0 : html_at(b, b->stack->len - 1)->home;
}

static struct node *home_at(const struct html_builder *b, size_t home)
{
    return home == 0 ? b->root : html_at(b, home - 1)->node;
}

static int home_depth(const struct html_builder *b)
{
    size_t home = home_index(b);

    return home == 0 ? b->root_depth : html_at(b, home - 1)->depth;
}

struct node *html_home(const struct html_builder *b)
{
    return home_at(b, home_index(b));
}

/* A node whose children can only be inlines. A CELL takes both; a <p> gives way to a block. */
static bool is_line(const struct node *n)
{
    return n->kind == NODE_HEADING || n->kind == NODE_SUMMARY || n->kind == NODE_TERM ||
           n->kind == NODE_CAPTION || !node_is_block(n->kind);
}

bool html_takes_only_inlines(const struct html_builder *b)
{
    return is_line(html_home(b));
}

void html_report_nesting(struct html_builder *b, struct loc loc)
{
    char limit[16];

    if (b->nesting_reported)
        return;
    b->nesting_reported = true;
    g_snprintf(limit, sizeof limit, "%d", NODE_MAX_DEPTH);
    diag_add(b->diags, DIAG_NESTING, loc, limit, NULL);
}

void html_report_unclosed(struct html_builder *b, const char *name, struct loc loc,
                          const char *where)
{
    diag_add(b->diags, DIAG_HTML_UNCLOSED, loc, name, where, NULL);
}

size_t html_find_tag(const struct html_builder *b, const struct html_tag *tag)
{
    bool any_heading = tag->role == HTML_HEADING;

    for (size_t i = b->stack->len; i > 0; i--) {
        const struct html_element *e = html_at(b, i - 1);
        if ((e->tag == tag || (any_heading && e->tag->role == HTML_HEADING)) && !e->implied)
            return i;
        if (e->node != NULL && e->node->kind == NODE_CELL && tag->kind != NODE_TABLE &&
            tag->role != HTML_ROW && tag->role != HTML_SECTION)
            return 0;
        if (e->node != NULL && e->node->kind == NODE_TABLE && tag->kind != NODE_TABLE)
            return 0;
    }
    return 0;
}

size_t html_find_role(const struct html_builder *b, enum html_role role, bool in_table)
{
    for (size_t i = b->stack->len; i > 0; i--) {
        const struct html_element *e = html_at(b, i - 1);
        if (e->tag->role == role)
            return i;
        if (e->node != NULL &&
            (e->node->kind == NODE_TABLE || (!in_table && e->node->kind == NODE_CELL)))
            return 0;
    }
    return 0;
}

struct html_element *html_push(struct html_builder *b, const struct html_tag *tag, struct loc loc)
{
    struct html_element e = {.tag = tag, .loc = loc, .home = home_index(b)};

    g_array_append_val(b->stack, e);
    return html_at(b, b->stack->len - 1);
}

static void remove_element(struct html_builder *b, size_t index)
{
    g_array_remove_index(b->stack, (guint)index);
    for (size_t i = index; i < b->stack->len; i++) {
        struct html_element *e = html_at(b, i);
        bool block = e->node != NULL && node_is_block(e->node->kind);
        e->home = block ? i + 1 : i == 0 ? 0 : html_at(b, i - 1)->home;
    }
}

void html_apply_traits(struct html_builder *b, struct node *n, const struct html_traits *t)
{
    if (t->id != NULL)
        n->id = arena_strdup(b->arena, t->id);
    if (t->classes != NULL)
        n->classes = t->classes;
    if (t->lang != NULL)
        n->lang = t->lang;
    if (t->dir != NULL)
        node_set_attr(b->arena, n, "dir", t->dir);
    if (t->title != NULL && n->kind != NODE_LINK)
        node_set_attr(b->arena, n, "title", t->title);
    if (t->align != NULL && n->kind != NODE_CELL && n->kind != NODE_ROW)
        node_set_attr(b->arena, n, "align", t->align);
}

/* Puts the collected text into its node. */
static void seal_run(struct html_builder *b)
{
    if (b->run_node == NULL)
        return;
    struct node *run = b->run_node, *last = run;

    run->u.text = arena_strndup(b->arena, b->run->str, b->run->len);
    if (run->kind == NODE_TEXT && b->math == 0 && memchr(b->run->str, '$', b->run->len) != NULL)
        last = md_math_split(b->arena, run);
    if (b->last == run)
        b->last = last;
    b->run_node = NULL;
    g_string_truncate(b->run, 0);
}

/* True when an inline node shows nothing: only spaces. */
static bool is_blank(const struct node *n)
{
    if (n->kind != NODE_TEXT || n->u.text == NULL)
        return node_is_break(n);
    for (const char *p = n->u.text; *p != '\0'; p = g_utf8_next_char(p))
        if (!g_ascii_isspace(*p) && g_utf8_get_char(p) != 0xA0)
            return false;
    return true;
}

static bool holds_nothing(const struct node *n)
{
    for (const struct node *c = n->first; c != NULL; c = c->next)
        if (!is_blank(c))
            return false;
    return true;
}

/* Breaks at the end of a paragraph show nothing. */
static void trim_end(const struct node *para)
{
    for (;;) {
        struct node *n = para->last;
        while (n != NULL && n->last != NULL)
            n = n->last;
        if (n == NULL || (n->kind != NODE_HARD_BREAK && n->kind != NODE_SOFT_BREAK))
            return;
        while (n->parent != para && n->prev == NULL && n->parent->id == NULL)
            n = n->parent;
        node_unlink(n);
    }
}

void html_end_para(struct html_builder *b)
{
    struct node *para = b->para;

    seal_run(b);
    b->para = b->last = NULL;
    b->last_char = 0;
    b->space = b->newline = b->line_break = false;
    if (para == NULL || !node_is_block(para->kind))
        return;
    trim_end(para);
    /* One that has an element on the stack goes when that is closed. */
    if (para != html_home(b) && holds_nothing(para))
        node_unlink(para);
}

/* A list item where a list holds something else, and so on: its place must be made first. */
static void prepare_home(struct html_builder *b, enum node_kind kind, struct loc loc)
{
    struct node *home = html_home(b);
    struct html_traits none = {0};

    if (home->kind == NODE_LIST && kind != NODE_ITEM)
        html_open_block(b, html_tag_find("li"), NODE_ITEM, loc, &none)->implied = true;
    else if (home->kind == NODE_DEF_LIST && kind != NODE_TERM && kind != NODE_DEFINITION)
        html_open_block(b, html_tag_find("dd"), NODE_DEFINITION, loc, &none)->implied = true;
}

/* Puts a block into the home, or before the table it cannot be in. */
static void place_block(struct html_builder *b, struct node *block)
{
    struct node *home = html_home(b);

    if (home->kind == NODE_ROW && block->kind != NODE_CELL)
        home = home->parent;
    if (home->kind == NODE_TABLE && block->kind != NODE_ROW && block->kind != NODE_CAPTION)
        node_insert_before(home, block);
    else
        node_append(home, block);
}

/* Where an inline goes now. */
static struct node *inline_home(struct html_builder *b, struct loc loc)
{
    if (b->para != NULL)
        return b->para;
    prepare_home(b, NODE_PARAGRAPH, loc);
    struct node *home = html_home(b);
    b->para_depth = home_depth(b);
    if (is_line(home) || home->kind == NODE_PARAGRAPH || home->kind == NODE_CELL) {
        b->para = home;
    } else {
        struct node *para = node_new(b->arena, NODE_PARAGRAPH, loc);
        place_block(b, para);
        b->para = para;
        b->para_depth++;
    }
    b->last = NULL;
    return b->para;
}

/* Continues the run of text when it goes on in the same place, else begins one. */
static void append_run(struct html_builder *b, struct node *parent, enum node_kind kind,
                       struct loc loc, const char *text, size_t size)
{
    unsigned code = kind == NODE_CODE ? b->code_serial : 0;

    if (b->run_node == NULL || b->run_node->parent != parent || b->run_node != parent->last ||
        b->run_node->kind != kind || b->run_code != code) {
        seal_run(b);
        b->run_node = node_new(b->arena, kind, loc);
        b->run_node->u.text = "";
        b->run_code = code;
        node_append(parent, b->run_node);
    }
    g_string_append_len(b->run, text, (gssize)size);
    b->last = b->run_node;
}

/* Puts the space or break that waits for the next inline, which begins with character `next`. */
static void flush_space(struct html_builder *b, struct node *parent, gunichar next, struct loc loc)
{
    bool space = b->space, joined = b->newline && next != 0 && uc_is_spaceless(next) &&
                                    b->last_char != 0 && uc_is_spaceless(b->last_char);
    bool line_break = b->line_break;

    b->space = b->newline = b->line_break = false;
    if (b->last == NULL || b->last->kind == NODE_HARD_BREAK || b->last->kind == NODE_SOFT_BREAK)
        return;
    if (line_break) {
        seal_run(b);
        b->last = node_new(b->arena, NODE_HARD_BREAK, loc);
        node_append(parent, b->last);
    } else if (space && !joined) {
        bool code = b->code > 0 && b->run_node != NULL && b->run_code == b->code_serial;
        append_run(b, parent, code ? NODE_CODE : NODE_TEXT, loc, " ", 1);
    }
}

static bool makes_node(const struct html_element *e)
{
    return e->tag->role == HTML_INLINE || (e->tag->role == HTML_LINK && e->traits.url != NULL);
}

/* The node the next inline goes into: the open inline elements are made nodes here, as far as the
 * depth allows; `link` leaves the open <a> out. */
static struct node *inline_parent(struct html_builder *b, bool link, gunichar next, struct loc loc)
{
    struct node *parent = inline_home(b, loc);
    int depth = b->para_depth;
    bool flushed = false;

    for (size_t i = 0; i < b->stack->len; i++) {
        struct html_element *e = html_at(b, i);
        if (!makes_node(e) || (link && e->tag->role == HTML_LINK))
            continue;
        if (depth + 1 >= MAX_INLINE_DEPTH) {
            html_report_nesting(b, e->loc);
            break;
        }
        if (e->node == NULL || e->node->parent != parent || parent->last != e->node) {
            if (!flushed)
                flush_space(b, parent, next, loc);
            flushed = true;
            struct html_traits traits = e->traits;
            e->node = node_new(b->arena, e->tag->kind, e->loc);
            if (e->used)
                traits.id = NULL;
            e->used = true;
            html_apply_traits(b, e->node, &traits);
            if (e->tag->role == HTML_LINK) {
                e->node->u.link.url = traits.url;
                e->node->u.link.title = traits.title;
            }
            node_append(parent, e->node);
        }
        parent = e->node;
        depth++;
    }
    if (!flushed)
        flush_space(b, parent, next, loc);
    return parent;
}

void html_put_leaf(struct html_builder *b, struct node *leaf)
{
    struct node *parent = inline_parent(b, leaf->kind == NODE_LINK, 0, leaf->loc);

    seal_run(b);
    node_append(parent, leaf);
    b->last = leaf;
    b->last_char = 0;
}

void html_put_text(struct html_builder *b, const char *text, size_t size, struct loc loc)
{
    const char *end = text + size;

    while (text < end) {
        const char *word = text;
        while (text < end && strchr(" \t\n\f\r", *text) != NULL) {
            b->space = true;
            b->newline |= *text == '\n';
            loc.line += *text++ == '\n';
        }
        word = text;
        while (text < end && strchr(" \t\n\f\r", *text) == NULL)
            text++;
        if (text == word)
            continue;
        struct node *parent = inline_parent(b, false, g_utf8_get_char_validated(word, -1), loc);
        append_run(b, parent, b->code > 0 ? NODE_CODE : NODE_TEXT, loc, word,
                   (size_t)(text - word));
        b->last_char = g_utf8_get_char(g_utf8_prev_char(text));
    }
}

/* A break at the start of a paragraph shows nothing; spaces before one neither. */
void html_put_break(struct html_builder *b, struct loc loc)
{
    struct node *para = inline_home(b, loc);

    b->space = b->newline = b->line_break = false;
    if (b->last == NULL && node_is_block(para->kind))
        return;
    if (b->last != NULL && b->last->kind == NODE_SOFT_BREAK) {
        node_unlink(b->last);
    } else if (b->last != NULL && b->last->kind == NODE_TEXT && b->last != b->run_node) {
        size_t n = strlen(b->last->u.text);
        while (n > 0 && b->last->u.text[n - 1] == ' ')
            n--;
        b->last->u.text = arena_strndup(b->arena, b->last->u.text, n);
    }
    html_put_leaf(b, node_new(b->arena, NODE_HARD_BREAK, loc));
}

void html_wrap_inlines(struct arena *a, struct node *n)
{
    struct node *para = NULL, *next;

    for (struct node *c = n->first; c != NULL; c = next) {
        next = c->next;
        if (node_is_block(c->kind)) {
            para = NULL;
            continue;
        }
        if (para == NULL) {
            para = node_new(a, NODE_PARAGRAPH, c->loc);
            node_insert_before(c, para);
        }
        node_append(para, c);
        if (next == NULL || node_is_block(next->kind)) {
            trim_end(para);
            if (holds_nothing(para))
                node_unlink(para);
        }
    }
}

/* A cell takes blocks or inlines: when it got both, the inlines get paragraphs. */
static void finish_cell(struct arena *a, struct node *cell)
{
    for (const struct node *c = cell->first; c != NULL; c = c->next)
        if (node_is_block(c->kind)) {
            html_wrap_inlines(a, cell);
            return;
        }
}

/* Blocks that their parent already made room for. */
static bool is_part(enum node_kind kind)
{
    return kind == NODE_ITEM || kind == NODE_TERM || kind == NODE_DEFINITION || kind == NODE_ROW ||
           kind == NODE_CELL || kind == NODE_CAPTION || kind == NODE_SUMMARY;
}

/* An element without content leaves nothing, or the target its id makes. */
static void drop_empty(struct arena *a, struct node *n)
{
    if (n->id != NULL && is_part(n->kind) && n->parent->id == NULL)
        n->parent->id = n->id;
    if (n->id == NULL || is_part(n->kind)) {
        node_unlink(n);
        return;
    }
    while (n->first != NULL)
        node_unlink(n->first);
    struct node *anchor = node_new(a, NODE_ANCHOR, n->loc);
    anchor->id = n->id;
    n->id = NULL;
    n->kind = NODE_PARAGRAPH;
    memset(&n->u, 0, sizeof n->u);
    node_append(n, anchor);
}

/* Explicit paragraphs in an item make its list loose, as in Markdown. */
static void finish_list(struct node *list)
{
    bool tight = true;

    for (const struct node *item = list->first; item != NULL; item = item->next)
        for (const struct node *c = item->first; c != NULL; c = c->next)
            tight &=
                c->kind != NODE_PARAGRAPH || c->prev == NULL || c->prev->kind != NODE_PARAGRAPH;
    list->u.list.tight = tight;
}

static void finish_block(struct html_builder *b, struct node *n)
{
    struct node *first = n->first;

    if (n == b->root)
        return;
    if (n->kind == NODE_CELL) {
        finish_cell(b->arena, n);
    } else if (n->kind == NODE_TABLE) {
        html_table_finish(b->arena, n);
    } else if (n->kind == NODE_ROW) {
        return; /* the table drops empty ones */
    } else if (n->kind == NODE_HEADING || n->kind == NODE_PARAGRAPH || is_line(n)) {
        if (holds_nothing(n))
            drop_empty(b->arena, n);
    } else if (first == NULL) {
        drop_empty(b->arena, n);
    } else if (n->kind == NODE_LIST) {
        finish_list(n);
    } else if (n->kind == NODE_DETAILS) {
        for (struct node *c = first; c != NULL; c = c->next)
            if (c->kind == NODE_SUMMARY && c != first) {
                node_insert_before(first, c);
                break;
            }
    }
}

/* Ends <pre>: its text becomes a code block, or code where only inlines can be. */
static void finish_pre(struct html_builder *b, struct loc loc)
{
    GString *s = b->pre;
    const char *text = s->str;

    b->pre = NULL;
    if (*text == '\n')
        text++;
    size_t n = strlen(text);
    while (n > 0 && text[n - 1] == '\n')
        n--;
    if (n > 0 && html_takes_only_inlines(b)) {
        struct node *code = node_new(b->arena, NODE_CODE, loc);
        code->u.text = arena_strndup(b->arena, text, n);
        html_put_leaf(b, code);
    } else if (n > 0) {
        struct node *code = node_new(b->arena, NODE_CODE_BLOCK, loc);
        code->u.code.text = arena_strndup(b->arena, text, n);
        code->u.code.language = b->pre_lang;
        code->u.code.info = b->pre_lang;
        html_put_block(b, code);
    }
    g_string_free(s, TRUE);
}

/* What is left of an element after it has been taken off the stack. */
static void after_close(struct html_builder *b, const struct html_element *e)
{
    bool is_block = html_tag_is_block(e->tag);

    if (e->tag->role == HTML_CODE) {
        b->code--;
    } else if (e->tag->role == HTML_QUOTATION) {
        bool ruby = e->tag->name[0] == 'r';
        html_put_text(b, ruby ? ")" : "\u201D", strlen(ruby ? ")" : "\u201D"), e->loc);
    } else if (e->tag->kind == NODE_MATH) {
        b->math--;
    } else if (e->tag->role == HTML_PRE && b->pre != NULL) {
        finish_pre(b, e->loc);
    } else if (e->tag->role == HTML_MEDIA) {
        diag_add(b->diags, e->url != NULL ? DIAG_HTML_MEDIA : DIAG_HTML_UNKNOWN, e->loc,
                 e->tag->name, NULL);
    } else if (is_block && e->node == NULL && e->tag->role != HTML_SECTION) {
        b->line_break = b->last != NULL;
    } else if (!is_block && e->traits.id != NULL && !e->used) {
        struct node *anchor = node_new(b->arena, NODE_ANCHOR, e->loc);
        anchor->id = e->traits.id;
        html_put_leaf(b, anchor);
    }
}

void html_close_inline(struct html_builder *b, size_t index)
{
    struct html_element e = *html_at(b, index);

    remove_element(b, index);
    after_close(b, &e);
}

/* Closes the innermost element. */
static void pop(struct html_builder *b, bool report)
{
    struct html_element e = *html_at(b, b->stack->len - 1);
    bool block = e.node != NULL && node_is_block(e.node->kind);

    if (block)
        html_end_para(b);
    g_array_set_size(b->stack, b->stack->len - 1);
    if (block)
        finish_block(b, e.node);
    after_close(b, &e);
    bool literal = e.tag->role == HTML_MEDIA && e.url == NULL;
    if (report && !e.implied && !e.tag->optional_end && !literal)
        html_report_unclosed(b, e.tag->name, e.loc, "at the end of its parent");
}

void html_pop_to(struct html_builder *b, size_t index)
{
    while (b->stack->len > index)
        pop(b, b->stack->len > index + 1);
}

void html_end_p(struct html_builder *b)
{
    size_t home = home_index(b);

    if (home == 0 || html_at(b, home - 1)->node->kind != NODE_PARAGRAPH)
        return;
    struct node *p = html_at(b, home - 1)->node;
    html_end_para(b);
    remove_element(b, home - 1); /* inlines that are open in it go on after it */
    finish_block(b, p);
}

/* A block tag where there can be no block: its content stays in the line or paragraph. */
static struct html_element *open_flat(struct html_builder *b, const struct html_tag *tag,
                                      struct loc loc, const struct html_traits *traits)
{
    if (html_takes_only_inlines(b)) {
        b->line_break = b->last != NULL;
    } else {
        html_end_para(b);
        html_report_nesting(b, loc);
    }
    if (traits->id != NULL) {
        struct node *anchor = node_new(b->arena, NODE_ANCHOR, loc);
        anchor->id = traits->id;
        html_put_leaf(b, anchor);
    }
    return html_push(b, tag, loc);
}

struct html_element *html_open_block(struct html_builder *b, const struct html_tag *tag,
                                     enum node_kind kind, struct loc loc,
                                     const struct html_traits *traits)
{
    html_end_p(b);
    if (!html_takes_only_inlines(b))
        prepare_home(b, kind, loc);
    if (html_takes_only_inlines(b) || (home_depth(b) >= MAX_BLOCK_DEPTH && !is_part(kind)))
        return open_flat(b, tag, loc, traits);
    html_end_para(b);
    int depth = home_depth(b) + 1;
    struct node *n = node_new(b->arena, kind, loc);
    place_block(b, n);
    html_apply_traits(b, n, traits);
    struct html_element *e = html_push(b, tag, loc);
    e->node = n;
    e->depth = depth;
    e->home = b->stack->len;
    e->traits = *traits;
    return e;
}

/* The home a finished block can be put into; a line is passed over, never left. */
int html_put_block(struct html_builder *b, struct node *block)
{
    size_t home = home_index(b);

    if (home > 0 && html_home(b)->kind == NODE_PARAGRAPH) {
        struct node *p = html_home(b);
        if (node_attr(p, "align") == NULL) {
            html_end_p(b);
        } else { /* <p align> around Markdown: a division with that alignment */
            html_end_para(b);
            p->kind = NODE_DIV;
            html_wrap_inlines(b->arena, p);
        }
    }
    if (!html_takes_only_inlines(b)) {
        prepare_home(b, block->kind, block->loc);
        html_end_para(b);
        place_block(b, block);
        return home_depth(b) + 1;
    }
    size_t i = home_index(b);
    while (i > 0 && is_line(home_at(b, i)))
        i = i == 1 ? 0 : html_at(b, i - 2)->home;
    struct node *to = home_at(b, i);
    if (to->kind == NODE_DEF_LIST) { /* out of a term */
        node_append(to, node_new(b->arena, NODE_DEFINITION, block->loc));
        to = to->last;
    }
    if (to->kind == NODE_TABLE) /* out of a caption */
        node_insert_before(to, block);
    else
        node_append(to, block);
    return (i == 0 ? b->root_depth : html_at(b, i - 1)->depth) + 2;
}

int html_put_inline(struct html_builder *b, struct node *node)
{
    if (b->code > 0 && (node->kind == NODE_TEXT || node->kind == NODE_SOFT_BREAK)) {
        const char *text = node->kind == NODE_TEXT ? node->u.text : " ";
        html_put_text(b, text, strlen(text), node->loc);
        return 0;
    }
    inline_home(b, node->loc);
    bool at_start = b->last == NULL && node_is_block(b->para->kind);
    bool after_break = b->last != NULL && b->last->kind == NODE_HARD_BREAK;
    if (node->kind == NODE_SOFT_BREAK && (at_start || after_break))
        return 0;
    bool spaced = b->last != NULL && b->last->kind == NODE_TEXT && b->last != b->run_node &&
                  g_str_has_suffix(b->last->u.text, " ");
    if (node->kind == NODE_TEXT && (spaced || at_start || after_break || b->line_break)) {
        while (*node->u.text == ' ')
            node->u.text++;
        if (*node->u.text == '\0')
            return 0;
    }
    html_put_leaf(b, node);
    int depth = 0;
    for (const struct node *n = node; n != b->para; n = n->parent)
        depth++;
    return b->para_depth + depth;
}

void html_end_line(struct html_builder *b)
{
    if (b->para != NULL && b->para != html_home(b))
        html_end_para(b);
}

void html_open_paragraph(struct html_builder *b, struct node *paragraph)
{
    if (html_takes_only_inlines(b)) {
        b->line_break = b->last != NULL;
        return;
    }
    int depth = html_put_block(b, paragraph);
    struct html_element *e = html_push(b, html_tag_find("p"), paragraph->loc);
    e->node = paragraph;
    e->depth = depth;
    e->home = b->stack->len;
    e->implied = true;
}

void html_close_paragraph(struct html_builder *b, struct node *paragraph)
{
    if (html_takes_only_inlines(b)) {
        b->line_break = b->last != NULL;
        return;
    }
    for (size_t i = b->stack->len; i > 0; i--)
        if (html_at(b, i - 1)->node == paragraph) {
            html_pop_to(b, i - 1);
            return;
        }
    html_end_para(b);
}

const char *html_waiting(const struct html_builder *b)
{
    const struct node *home = html_home(b);

    if (b->gone != NULL)
        return b->gone->name;
    if (b->pre != NULL)
        return "pre";
    if (home_index(b) == 0)
        return NULL;
    if (is_line(home) || (home->kind == NODE_PARAGRAPH && node_attr(home, "align") != NULL))
        return html_at(b, home_index(b) - 1)->tag->name;
    return NULL;
}

void html_give_up(struct html_builder *b)
{
    size_t i = b->stack->len;

    if (b->gone != NULL) {
        html_report_unclosed(b, b->gone->name, b->gone_loc, "right there");
        b->gone = NULL;
        return;
    }
    if (b->pre != NULL) {
        while (i > 0 && html_at(b, i - 1)->tag->role != HTML_PRE)
            i--;
    } else {
        i = home_index(b);
    }
    if (i == 0)
        return;
    const struct html_element *e = html_at(b, i - 1);
    if (!e->tag->optional_end)
        html_report_unclosed(b, e->tag->name, e->loc, "before the next block");
    html_pop_to(b, i - 1);
}

bool html_has_inlines_open(const struct html_builder *b)
{
    for (size_t i = 0; i < b->stack->len; i++)
        if (makes_node(html_at(b, i)) || html_at(b, i)->tag->role == HTML_CODE)
            return true;
    return false;
}

void html_builder_init(struct html_builder *b, struct arena *a, struct diags *d, struct node *root,
                       int depth, bool inside_link)
{
    memset(b, 0, sizeof *b);
    b->arena = a;
    b->diags = d;
    b->root = root;
    b->root_depth = depth;
    b->inside_link = inside_link;
    b->stack = g_array_new(FALSE, TRUE, sizeof(struct html_element));
    b->run = g_string_new(NULL);
    b->overflow = g_hash_table_new(NULL, NULL);
}

void html_builder_end(struct html_builder *b)
{
    if (b->gone != NULL)
        html_give_up(b);
    while (b->stack->len > 0)
        pop(b, true);
    html_end_para(b);
    if (b->root->kind == NODE_CELL)
        finish_cell(b->arena, b->root);
    g_array_free(b->stack, TRUE);
    g_string_free(b->run, TRUE);
    g_hash_table_destroy(b->overflow);
}

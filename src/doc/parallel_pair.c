#include "doc/parallel_pair.h"

#include "doc/parallel.h"
#include "doc/parallel_unit.h"

#include <string.h>

/* ---- marks ---- */

bool parallel_is_twin(const struct node *n)
{
    return node_has_class(n, "parallel-twin");
}

bool parallel_is_second(const struct node *n)
{
    return node_has_class(n, "parallel-second");
}

/* What the text that comes in says by itself. */
void pair_mark(struct join *j, struct node *n)
{
    if (n->lang == NULL)
        n->lang = j->lang;
    node_add_class(j->a, n, "parallel-second");
}

void pair_stand_in(struct join *j, struct node *gone, struct node *for_it)
{
    g_hash_table_insert(j->stand_in, gone, for_it);
    if (for_it->id == NULL)
        for_it->id = gone->id; /* made unique when all are joined */
}

/* The same for everything below it. */
void pair_stand_in_whole(struct join *j, struct node *gone, struct node *for_it)
{
    for (struct node *n = gone; n != NULL; n = node_next(gone, n))
        if (n == gone || n->id != NULL)
            pair_stand_in(j, n, for_it);
}

bool pair_is_same(const struct node *x, const struct node *y)
{
    struct arena *scratch = arena_new();
    const char *print = unit_print(scratch, y);
    bool same = print != NULL && g_strcmp0(unit_print(scratch, x), print) == 0;

    arena_free(scratch);
    return same;
}

/* ---- inline texts ---- */

/* A line below what is there: of captions, terms, cells. */
void pair_inlines(struct join *j, struct node *x, struct node *y)
{
    if (y->first == NULL || pair_is_same(x, y)) {
        pair_stand_in_whole(j, y, x);
        return;
    }
    struct node *span = node_new(j->a, NODE_SPAN, y->loc);
    pair_mark(j, span);
    node_move_children(y, span);
    if (x->first != NULL)
        node_append(x, node_new(j->a, NODE_HARD_BREAK, y->loc));
    node_append(x, span);
    pair_stand_in(j, y, x);
}

static struct node *caption_of(const struct node *n)
{
    for (struct node *c = n->first; c != NULL; c = c->next)
        if (c->kind == NODE_CAPTION)
            return c;
    return NULL;
}

/* `y`'s caption, at x's own place for one. */
static void join_captions(struct join *j, struct node *x, struct node *y)
{
    struct node *to = caption_of(x), *from = caption_of(y);

    if (from == NULL)
        return;
    if (to != NULL) {
        pair_inlines(j, to, from);
        return;
    }
    pair_mark(j, from);
    if (x->kind == NODE_TABLE && x->first != NULL)
        node_insert_before(x->first, from);
    else
        node_append(x, from);
}

/* ---- pictures ---- */

static const char *both_texts(struct arena *a, const char *x, const char *y)
{
    if (y == NULL || *y == '\0' || g_strcmp0(x, y) == 0)
        return x;
    return x == NULL || *x == '\0' ? y : arena_join(a, x, " / ", y, NULL);
}

static bool is_one_picture(const struct node *x, const struct node *y)
{
    const struct image *of_x = x->u.image.image, *of_y = y->u.image.image;

    return of_x == of_y || (of_x->hash != NULL && g_strcmp0(of_x->hash, of_y->hash) == 0);
}

/* The same pictures: once, with the words of both. The one that stays may become a figure. */
static struct node *join_pictures(struct join *j, struct node *x, struct node *y)
{
    g_autoptr(GPtrArray) there = g_ptr_array_new(), here = g_ptr_array_new();

    if (!unit_pictures(x, here) || !unit_pictures(y, there) || here->len != there->len)
        return NULL;
    for (guint i = 0; i < here->len; i++)
        if (!is_one_picture(here->pdata[i], there->pdata[i]))
            return NULL;
    for (guint i = 0; i < here->len; i++) {
        struct node *to = here->pdata[i], *from = there->pdata[i];
        to->u.image.alt = both_texts(j->a, to->u.image.alt, from->u.image.alt);
        to->u.image.title = both_texts(j->a, to->u.image.title, from->u.image.title);
    }
    struct node *figure = x;
    if (x->kind == NODE_PARAGRAPH && caption_of(y) != NULL) {
        figure = node_new(j->a, NODE_FIGURE, x->loc);
        if (x->parent != NULL)
            node_insert_before(x, figure);
        node_append(figure, x);
    }
    join_captions(j, figure, y);
    pair_stand_in_whole(j, y, figure);
    return figure;
}

/* ---- tables ---- */

static struct node *next_row(struct node *n)
{
    while (n != NULL && n->kind != NODE_ROW)
        n = n->next;
    return n;
}

/* Cell by cell, rows and columns are alike. */
static bool same_grid(const struct node *x, const struct node *y)
{
    struct node *r = next_row(x->first), *s = next_row(y->first);

    for (; r != NULL && s != NULL; r = next_row(r->next), s = next_row(s->next)) {
        const struct node *c = r->first, *d = s->first;
        for (; c != NULL && d != NULL; c = c->next, d = d->next)
            if (c->kind != d->kind || c->u.cell.colspan != d->u.cell.colspan ||
                c->u.cell.rowspan != d->u.cell.rowspan || c->u.cell.head != d->u.cell.head)
                return false;
        if (c != NULL || d != NULL || r->u.row.head != s->u.row.head)
            return false;
    }
    return r == NULL && s == NULL;
}

/* Rows in one order: those that could tell share what a translation keeps. */
static bool same_rows(const struct node *x, const struct node *y)
{
    struct arena *scratch = arena_new();
    struct node *r = next_row(x->first), *s = next_row(y->first);
    size_t told = 0, alike = 0;

    for (; r != NULL && s != NULL; r = next_row(r->next), s = next_row(s->next)) {
        struct unit of_r = unit_new(scratch, r), of_s = unit_new(scratch, s);
        if (r->u.row.head || of_r.n_words == 0 || of_s.n_words == 0)
            continue;
        told++;
        for (uint32_t i = 0, k = 0; i < of_r.n_words && k < of_s.n_words;) {
            if (of_r.words[i] == of_s.words[k]) {
                alike++;
                break;
            }
            if (of_r.words[i] < of_s.words[k])
                i++;
            else
                k++;
        }
    }
    arena_free(scratch);
    return alike * 10 >= told * 6;
}

static bool join_tables(struct join *j, struct node *x, struct node *y)
{
    if (!same_grid(x, y) || !same_rows(x, y))
        return false;
    join_captions(j, x, y);
    struct node *r = next_row(x->first), *s = next_row(y->first);
    for (; r != NULL && s != NULL; r = next_row(r->next), s = next_row(s->next))
        for (struct node *c = r->first, *d = s->first, *next; c != NULL && d != NULL;
             c = c->next, d = next) {
            next = d->next;
            join_contents(j, c, d);
        }
    pair_stand_in(j, y, x);
    return true;
}

/* ---- headings ---- */

void pair_title(struct join *j, struct node *to, struct node *from)
{
    if (pair_is_same(to, from)) {
        pair_stand_in_whole(j, from, to);
        node_unlink(from);
        return;
    }
    from->kind = NODE_PARAGRAPH;
    memset(&from->u, 0, sizeof from->u);
    node_add_class(j->a, from, "parallel-title");
    pair_mark(j, from);
    struct node *last = to;
    while (last->next != NULL && parallel_is_second(last->next))
        last = last->next;
    node_insert_after(last, from);
    g_hash_table_insert(j->stand_in, from, to);
    g_ptr_array_add(j->titles, from);
}

/* ---- blocks ---- */

static bool same_box(const struct node *x, const struct node *y)
{
    return x->kind == y->kind && g_strcmp0(x->classes, y->classes) == 0 &&
           g_strcmp0(node_attr(x, "align"), node_attr(y, "align")) == 0 &&
           (x->kind != NODE_ALERT || x->u.alert.type == y->u.alert.type);
}

/* Code or a formula that is written alike. */
static bool is_one_source(const struct node *x, const struct node *y)
{
    bool code = x->kind == NODE_CODE_BLOCK, formula = x->kind == NODE_MATH_BLOCK;

    if (x->kind != y->kind || !(code || formula))
        return false;
    struct arena *scratch = arena_new();
    const char *of_x = unit_print_source(scratch, code ? x->u.code.text : x->u.math.tex);
    const char *of_y = unit_print_source(scratch, code ? y->u.code.text : y->u.math.tex);
    bool same = strcmp(of_x, of_y) == 0;
    arena_free(scratch);
    return same;
}

/* Containers of one sort; a summary that both have is one. */
static bool join_boxes(struct join *j, struct node *x, struct node *y)
{
    struct node *summary = y->first;

    if (!same_box(x, y))
        return false;
    if (summary != NULL && summary->kind == NODE_SUMMARY && x->first != NULL &&
        x->first->kind == NODE_SUMMARY) {
        pair_inlines(j, x->first, summary);
        node_unlink(summary);
    }
    join_contents(j, x, y);
    return true;
}

/* Makes y part of x, which `*stays` then is; false when both must stand. */
bool pair_absorb(struct join *j, struct node *x, struct node *y, struct node **stays)
{
    struct node *picture = join_pictures(j, x, y);

    *stays = picture != NULL ? picture : x;
    if (picture != NULL)
        return true;
    if (is_one_source(x, y) || pair_is_same(x, y)) {
        if (x->kind == NODE_CODE_BLOCK)
            x->u.code.title = both_texts(j->a, x->u.code.title, y->u.code.title);
        pair_stand_in_whole(j, y, x);
        return true;
    }
    if (x->kind != y->kind)
        return false;
    switch (x->kind) {
    case NODE_QUOTE:
    case NODE_ALERT:
    case NODE_DETAILS:
    case NODE_DIV:
    case NODE_DEF_LIST:
    case NODE_DEFINITION:
    case NODE_ITEM:
        return join_boxes(j, x, y);
    case NODE_LIST:
        return join_lists(j, x, y);
    case NODE_TABLE:
        return join_tables(j, x, y);
    case NODE_SUMMARY:
    case NODE_TERM:
    case NODE_CAPTION:
        pair_inlines(j, x, y);
        return true;
    case NODE_RULE:
        pair_stand_in(j, y, x);
        return true;
    case NODE_DOCUMENT:
    case NODE_FIGURE:
    case NODE_FOOTNOTE:
    case NODE_HEADING:
    case NODE_PARAGRAPH:
    case NODE_CODE_BLOCK:
    case NODE_MATH_BLOCK:
    case NODE_HTML_BLOCK:
    case NODE_ROW:
    case NODE_CELL:
    case NODE_TEXT:
    case NODE_SOFT_BREAK:
    case NODE_HARD_BREAK:
    case NODE_CODE:
    case NODE_MATH:
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
    case NODE_LINK:
    case NODE_IMAGE:
    case NODE_ANCHOR:
    case NODE_FOOTNOTE_REF:
    case NODE_HTML_INLINE:
    case NODE_KIND_COUNT:
        break;
    }
    return false;
}

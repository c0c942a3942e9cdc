#include "doc/parallel_join.h"

#include "doc/parallel.h"
#include "doc/parallel_align.h"
#include "doc/parallel_pair.h"
#include "doc/parallel_unit.h"

/* The blocks of one side. A block that other languages say below it has them as followers. */
struct side {
    struct node **nodes;
    struct unit *units;
    size_t n;
};

/* ---- one side after the other ---- */

static void put_one(GPtrArray *out, struct node *lead)
{
    struct node *next = lead->next;

    g_ptr_array_add(out, lead);
    for (; next != NULL && parallel_is_second(next); next = next->next)
        g_ptr_array_add(out, next);
}

static void put_first(GPtrArray *out, const struct side *x, size_t from, size_t n)
{
    for (size_t i = from; i < from + n; i++)
        put_one(out, x->nodes[i]);
}

static void put_second(struct join *j, GPtrArray *out, const struct side *y, size_t from, size_t n)
{
    for (size_t i = from; i < from + n; i++) {
        pair_mark(j, y->nodes[i]);
        g_ptr_array_add(out, y->nodes[i]);
    }
}

static bool shares_number(const struct node *x, const struct node *y)
{
    return x->kind == y->kind &&
           (x->kind == NODE_FIGURE || x->kind == NODE_TABLE || x->kind == NODE_MATH_BLOCK);
}

static void put_pair(struct join *j, GPtrArray *out, struct node *x, struct node *y)
{
    struct node *stays;
    guint at = out->len;

    put_one(out, x);
    if (x->kind == NODE_HEADING && y->kind == NODE_HEADING) {
        pair_title(j, x, y);
        g_ptr_array_set_size(out, (gint)at);
        put_one(out, x);
    } else if (pair_absorb(j, x, y, &stays)) {
        out->pdata[at] = stays;
    } else {
        if (shares_number(x, y))
            node_add_class(j->a, y, "parallel-twin");
        pair_mark(j, y);
        g_ptr_array_add(out, y);
    }
}

/* ---- sections ---- */

/* A stretch of both sides between two headings that are pairs; it begins with them, but for the
 * first. */
struct section {
    size_t x, n_x, y, n_y;
    bool headed;
    struct alignment blocks; /* of what stands below its heading */
    int share;
};

struct sections {
    struct section *list;
    size_t n;
};

static struct side part_of(const struct side *s, size_t from, size_t n)
{
    return (struct side){s->nodes + from, s->units + from, n};
}

static struct side side_new(struct arena *a, struct node *parent, bool leads)
{
    struct side s = {0};
    size_t room = 0;

    for (const struct node *c = parent->first; c != NULL; c = c->next)
        room++;
    s.nodes = arena_array(a, room + 1, sizeof *s.nodes);
    s.units = arena_array(a, room + 1, sizeof *s.units);
    for (struct node *c = parent->first; c != NULL; c = c->next) {
        bool bare = c->kind == NODE_DIV && c->first == NULL && c->id == NULL;
        if (c->kind == NODE_FOOTNOTE || (leads ? s.n > 0 && parallel_is_second(c) : bare))
            continue;
        s.units[s.n] = unit_new(a, c);
        s.nodes[s.n++] = c;
    }
    return s;
}

/* The places of the headings; sets what stands below each. */
static size_t *headings_of(struct arena *a, struct side *s, struct unit **headings, size_t *count)
{
    size_t *at = arena_array(a, s->n + 1, sizeof *at), n = 0;

    *headings = arena_array(a, s->n + 1, sizeof **headings);
    for (size_t i = 0; i < s->n; i++)
        if (s->units[i].class == UNIT_HEADING)
            at[n++] = i;
    for (size_t i = 0; i < n; i++) {
        size_t end = i + 1 < n ? at[i + 1] : s->n, start = at[i] + 1;
        struct unit *below = arena_one(a, struct unit);
        *below = unit_section(a, s->units + start, end - start);
        s->units[at[i]].section = below;
        (*headings)[i] = s->units[at[i]];
    }
    *count = n;
    return at;
}

static void align_section(struct arena *a, const struct side *x, const struct side *y,
                          struct section *s)
{
    size_t skip = s->headed ? 1 : 0;
    struct side p = part_of(x, s->x + skip, s->n_x - skip);
    struct side q = part_of(y, s->y + skip, s->n_y - skip);

    s->blocks = align_blocks(a, p.units, p.n, q.units, q.n);
    s->share = align_share(&s->blocks, p.units, p.n, q.units, q.n);
}

static struct sections cut_sections(struct arena *a, struct side *x, struct side *y)
{
    struct unit *of_x, *of_y;
    size_t n_x, n_y;
    size_t *in_x = headings_of(a, x, &of_x, &n_x), *in_y = headings_of(a, y, &of_y, &n_y);
    struct alignment l = align_headings(a, of_x, n_x, of_y, n_y);
    struct sections s = {arena_array(a, l.n + 1, sizeof(struct section)), 0};
    struct section *open = &s.list[s.n++];

    for (size_t i = 0; i < l.n; i++) {
        if (l.beads[i].n_a != 1 || l.beads[i].n_b != 1)
            continue;
        struct section *next = &s.list[s.n++];
        next->x = in_x[l.beads[i].a];
        next->y = in_y[l.beads[i].b];
        next->headed = true;
        open->n_x = next->x - open->x;
        open->n_y = next->y - open->y;
        open = next;
    }
    open->n_x = x->n - open->x;
    open->n_y = y->n - open->y;
    for (size_t i = 0; i < s.n; i++)
        align_section(a, x, y, &s.list[i]);
    return s;
}

/* ---- putting it together ---- */

enum { LEAST_SHARE = 500, LEAST_LENGTH = 200, LEAST_CHAPTER = 300 };

static uint64_t length_of(const struct side *s)
{
    uint64_t length = 0;

    for (size_t i = 0; i < s->n; i++)
        length += s->units[i].length;
    return length;
}

static bool is_one_thing(const struct side *x, const struct side *y, const struct bead *b)
{
    return b->n_a == 1 && b->n_b == 1 && x->units[b->a].same != 0 &&
           x->units[b->a].same == y->units[b->b].same;
}

/* Each side whole, but that what is one thing stands once, between what is before and after it. */
static void put_whole(struct join *j, GPtrArray *out, const struct side *x, const struct side *y,
                      const struct alignment *l)
{
    size_t done_x = 0, done_y = 0;

    for (size_t i = 0; i < l->n; i++) {
        const struct bead *b = &l->beads[i];
        if (!is_one_thing(x, y, b))
            continue;
        put_first(out, x, done_x, b->a - done_x);
        put_second(j, out, y, done_y, b->b - done_y);
        put_pair(j, out, x->nodes[b->a], y->nodes[b->b]);
        done_x = b->a + 1;
        done_y = b->b + 1;
    }
    put_first(out, x, done_x, x->n - done_x);
    put_second(j, out, y, done_y, y->n - done_y);
}

static void put_beads(struct join *j, GPtrArray *out, const struct side *x, const struct side *y,
                      const struct alignment *l)
{
    for (size_t i = 0; i < l->n; i++) {
        const struct bead *b = &l->beads[i];
        if (b->n_a == 1 && b->n_b == 1) {
            put_pair(j, out, x->nodes[b->a], y->nodes[b->b]);
            continue;
        }
        put_first(out, x, b->a, b->n_a);
        put_second(j, out, y, b->b, b->n_b);
    }
}

static void report(struct join *j, const struct side *x, const struct side *y,
                   const struct section *s)
{
    struct loc at = x->n > 0 ? x->nodes[MIN(s->x, x->n - 1)]->loc : (struct loc){NULL, 0, 0};
    int line = y->n > 0 ? y->nodes[MIN(s->y, y->n - 1)]->loc.line : 0;

    diag_add(j->diags, DIAG_PARALLEL_SECTION, at, j->lang,
             arena_printf(j->a, "%s:%d", j->path, line), NULL);
}

static void put_section(struct join *j, GPtrArray *out, const struct side *x, const struct side *y,
                        const struct section *s)
{
    size_t skip = s->headed ? 1 : 0;
    struct side p = part_of(x, s->x + skip, s->n_x - skip);
    struct side q = part_of(y, s->y + skip, s->n_y - skip);
    bool long_enough = length_of(&p) >= LEAST_LENGTH && length_of(&q) >= LEAST_LENGTH;

    if (s->headed)
        put_pair(j, out, x->nodes[s->x], y->nodes[s->y]);
    if (!long_enough || s->share >= LEAST_SHARE) {
        put_beads(j, out, &p, &q, &s->blocks);
        return;
    }
    report(j, x, y, s);
    put_whole(j, out, &p, &q, &s->blocks);
}

/* In the order of `out`, below `parent`; notes behind. */
static void settle(struct node *parent, const GPtrArray *out)
{
    for (guint i = 0; i < out->len; i++)
        node_append(parent, out->pdata[i]);
    for (struct node *note = parent->first, *next; out->len > 0 && note->kind == NODE_FOOTNOTE;
         note = next) {
        next = note->next;
        node_append(parent, note);
    }
}

/* What the sides hold becomes the children of x. */
static void put_sections(struct join *j, struct node *x, const struct side *p, const struct side *q,
                         const struct sections *s)
{
    GPtrArray *out = g_ptr_array_new();

    for (size_t i = 0; i < s->n; i++)
        put_section(j, out, p, q, &s->list[i]);
    settle(x, out);
    g_ptr_array_unref(out);
}

static void join_children(struct join *j, struct node *x, struct node *y)
{
    struct arena *scratch = arena_new();
    struct side p = side_new(scratch, x, true), q = side_new(scratch, y, false);
    struct sections s = cut_sections(scratch, &p, &q);

    put_sections(j, x, &p, &q, &s);
    arena_free(scratch);
}

/* Runs of inlines among the blocks of a cell or an item become paragraphs. */
static void wrap_inlines(struct join *j, struct node *n)
{
    struct node *par = NULL;

    for (struct node *c = n->first, *next; c != NULL; c = next) {
        next = c->next;
        if (node_is_block(c->kind)) {
            par = NULL;
            continue;
        }
        if (par == NULL) {
            par = node_new(j->a, NODE_PARAGRAPH, c->loc);
            node_insert_before(c, par);
        }
        node_append(par, c);
    }
}

static bool has_blocks(const struct node *n)
{
    for (const struct node *c = n->first; c != NULL; c = c->next)
        if (node_is_block(c->kind))
            return true;
    return false;
}

/* What two cells, items or containers hold, be it words or blocks. */
void join_contents(struct join *j, struct node *x, struct node *y)
{
    if (y->first == NULL || pair_is_same(x, y)) {
        pair_stand_in_whole(j, y, x);
        return;
    }
    if (!has_blocks(x) && !has_blocks(y)) {
        pair_inlines(j, x, y);
        return;
    }
    wrap_inlines(j, x);
    wrap_inlines(j, y);
    join_children(j, x, y);
    pair_stand_in(j, y, x);
}

/* ---- lists ---- */

/* Items in order where there are as many; of a list without numbers also some that only one side
 * has. A task that is done in one language only is told in both. */
bool join_lists(struct join *j, struct node *x, struct node *y)
{
    struct arena *scratch = arena_new();
    struct side p = side_new(scratch, x, true), q = side_new(scratch, y, false);
    struct alignment l = align_blocks(scratch, p.units, p.n, q.units, q.n);
    bool fits = x->u.list.ordered == y->u.list.ordered && (p.n == q.n || !x->u.list.ordered) &&
                align_share(&l, p.units, p.n, q.units, q.n) >= LEAST_SHARE;
    size_t pairs = 0;

    for (size_t i = 0; i < l.n; i++) {
        const struct bead *b = &l.beads[i];
        pairs += b->n_a == 1 && b->n_b == 1;
        fits = fits && (b->n_a <= 1 || b->n_b == 0) && (b->n_b <= 1 || b->n_a == 0) &&
               (b->n_a != 1 || b->n_b != 1 ||
                p.nodes[b->a]->u.item.task == q.nodes[b->b]->u.item.task);
    }
    fits = fits && (x->u.list.ordered ? pairs == p.n : pairs * 10 >= MAX(p.n, q.n) * 6);
    if (fits) {
        GPtrArray *out = g_ptr_array_new();
        put_beads(j, out, &p, &q, &l);
        settle(x, out);
        g_ptr_array_unref(out);
        pair_stand_in(j, y, x);
    }
    arena_free(scratch);
    return fits;
}

/* ---- documents ---- */

static struct node *opening_of(struct node *doc)
{
    for (struct node *n = doc; n != NULL; n = node_next(doc, n))
        if (n->kind == NODE_HEADING && n->u.heading.rank == 1)
            return n;
    return NULL;
}

static size_t count_headings(const struct side *s)
{
    size_t n = 0;

    for (size_t i = 0; i < s->n; i++)
        n += s->units[i].class == UNIT_HEADING && s->units[i].rank > 1;
    return n;
}

/* How far two texts are translations of each other, in permille. */
static int share_of(const struct sections *s, const struct side *x, const struct side *y)
{
    uint64_t all = 0, shared = 0;

    for (size_t i = 0; i < s->n; i++) {
        struct side p = part_of(x, s->list[i].x, s->list[i].n_x);
        struct side q = part_of(y, s->list[i].y, s->list[i].n_y);
        uint64_t least = MIN(length_of(&p), length_of(&q));
        all += least;
        shared += least * (uint64_t)s->list[i].share;
    }
    size_t headings = MIN(count_headings(x), count_headings(y)), pairs = 0;
    for (size_t i = 0; i < s->n; i++)
        pairs += s->list[i].headed && x->units[s->list[i].x].rank > 1;
    uint64_t whole = MIN(length_of(x), length_of(y));
    if (whole == 0 || (headings > 0 && pairs * 2 >= headings)) /* of one build at large */
        return 1000;
    return (int)(shared / MAX(all, whole));
}

/* The one text and then the other, as a section of its own. */
static void put_after(struct join *j, struct node *to, struct node *from)
{
    for (struct node *n = from; n != NULL; n = node_next(from, n))
        if (n->kind == NODE_HEADING)
            n->u.heading.rank = MIN(n->u.heading.rank + 1, 6);
    for (struct node *n = from->first, *next; n != NULL; n = next) {
        next = n->next;
        if (n->kind == NODE_FOOTNOTE)
            continue;
        pair_mark(j, n);
        node_append(to, n);
    }
}

void join_documents(struct join *j, struct node *to, struct node *from)
{
    struct arena *scratch = arena_new();
    struct node *opening = opening_of(to), *title = opening_of(from);
    struct node *parent = title != NULL ? title->parent : NULL;
    struct node *next = title != NULL ? title->next : NULL;

    for (struct node *n = from; n != NULL; n = node_next(from, n))
        if (n->kind == NODE_HEADING)
            n->u.heading.number = NULL; /* the other language's stand for all */
    if (title != NULL)
        node_unlink(title); /* it is no block that could have a pair */
    struct side p = side_new(scratch, to, true), q = side_new(scratch, from, false);
    struct sections s = cut_sections(scratch, &p, &q);
    bool apart = share_of(&s, &p, &q) < LEAST_CHAPTER;
    if (title != NULL && !apart && opening != NULL)
        pair_title(j, opening, title);
    else if (next != NULL)
        node_insert_before(next, title);
    else if (title != NULL)
        node_append(parent, title);
    if (apart) {
        diag_add(j->diags, DIAG_PARALLEL_CHAPTER, to->loc, j->lang, j->path, NULL);
        put_after(j, to, from);
    } else {
        put_sections(j, to, &p, &q, &s);
    }
    for (struct node *n = from->first; n != NULL; n = next) {
        next = n->next;
        if (n->kind == NODE_FOOTNOTE) {
            pair_mark(j, n);
            node_append(to, n);
        }
    }
    arena_free(scratch);
}

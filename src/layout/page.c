#include "layout/page.h"

#include <string.h>

enum { FORBIDDEN_COST = 1000 * 1000, OVERFULL_COST = 1000 * 1000 * 1000 };
enum { PAGE_COST = 10, NOTE_SPLIT_COST = 300, NOTE_CARRY_COST = 200, STUB_COST = 1500 };
enum { STUB_FILL = 200, HOLLOW = 350, HOLLOW_COST = 20 * 1000 }; /* permille of the height */

/* The best way to end a page before a box. */
struct way {
    int64_t cost; /* of all pages so far; negative: no way yet */
    size_t from;  /* the box that begins the page */
    size_t notes; /* notes placed so far */
};

/* Running sums over the boxes before an index. */
struct sums {
    int64_t height, space, stretch, shrink, give;
};

struct breaker {
    const struct vbox *boxes, *notes;
    size_t n, n_notes;
    const struct page_options *options;
    struct sums *sums;     /* n + 1 of them; index i: boxes [0, i) with the glue before each */
    int64_t *note_heights; /* n_notes + 1 */
    struct way *ways;      /* n + 1 */
};

/* One page tried: boxes [from, to). */
struct trial {
    int64_t text; /* natural height */
    int64_t stretch, shrink, give;
    int64_t slack; /* empty space at natural height; negative: too high */
    size_t notes;
    int64_t note_height;
    int64_t cost; /* negative: does not fit */
};

static void sums_make(struct arena *a, struct breaker *b)
{
    b->sums = arena_array(a, b->n + 1, sizeof *b->sums);
    for (size_t i = 0; i < b->n; i++) {
        const struct vbox *box = &b->boxes[i];
        const struct sums *s = &b->sums[i];
        b->sums[i + 1] =
            (struct sums){s->height + box->height, s->space + box->space, s->stretch + box->stretch,
                          s->shrink + box->shrink, s->give + box->give};
    }
    b->note_heights = arena_array(a, b->n_notes + 1, sizeof *b->note_heights);
    for (size_t i = 0; i < b->n_notes; i++)
        b->note_heights[i + 1] = b->note_heights[i] + b->notes[i].space + b->notes[i].height;
}

/* Height of notes [start, end); the glue before the first counts, being part of the gap. */
static int64_t notes_height(const struct breaker *b, size_t start, size_t end)
{
    return end > start ? b->options->note_gap + b->note_heights[end] - b->note_heights[start] : 0;
}

/* How many of the notes due on the page fit into `room`, breaking them where they like it. */
static size_t notes_fit(const struct breaker *b, size_t start, size_t due, int64_t room)
{
    size_t fit = start;
    while (fit < due && notes_height(b, start, fit + 1) <= room)
        fit++;
    if (fit == due)
        return due;
    size_t good = fit;
    while (good > start && b->notes[good].penalty >= PENALTY_FORBID)
        good--;
    return good > start ? good : fit;
}

static size_t notes_due(const struct breaker *b, size_t to)
{
    size_t due = to ? b->boxes[to - 1].notes_end : 0;
    return MIN(due, b->n_notes);
}

static int64_t ratio_cost(int64_t used, int64_t possible, int64_t full)
{
    if (possible <= 0 || used <= 0)
        return 0;
    int64_t r = MIN(used, possible) * 1000 / possible;
    return full * r / 1000 * r / 1000;
}

/* The cost of the emptiness or tightness of a page. */
static int64_t fill_cost(const struct breaker *b, const struct trial *t, size_t to)
{
    if (t->slack < 0)
        return ratio_cost(-t->slack, t->shrink, 100) +
               ratio_cost(-t->slack - t->shrink, t->give, 150);
    if (to == b->n) { /* a chapter's last page is not to look forgotten */
        int64_t filled = MIN(t->text * 1000 / MAX(1, b->options->height), STUB_FILL);
        return ratio_cost(STUB_FILL - filled, STUB_FILL, STUB_COST);
    }
    if (b->boxes[to].penalty <= PENALTY_FORCE)
        return 0;
    int64_t empty = MAX(0, t->slack - t->stretch);
    int64_t u = empty * 1000 / MAX(1, b->options->height);
    return u / 2 + u * u / 50 + (u > HOLLOW ? HOLLOW_COST : 0) +
           ratio_cost(t->slack, t->stretch, 20);
}

static struct trial page_try(const struct breaker *b, size_t from, size_t to)
{
    const struct sums *s = &b->sums[from], *e = &b->sums[to], *first = &b->sums[from + 1];
    const struct vrepeat *repeat = from ? b->boxes[from].repeat : NULL;
    struct trial t = {.text = e->height - s->height + e->space - first->space,
                      .stretch = e->stretch - first->stretch,
                      .shrink = e->shrink - first->shrink,
                      .give = e->give - s->give};
    if (repeat)
        t.text += repeat->frame->height;
    int64_t height = b->options->height;
    if (t.text - t.shrink - t.give > height) {
        t.cost = to == from + 1 ? OVERFULL_COST : -1;
        t.slack = height - t.text;
        t.notes = b->ways[from].notes;
        return t;
    }
    size_t start = b->ways[from].notes, due = notes_due(b, to);
    t.notes = MAX(start, due);
    if (due > start) {
        t.notes = notes_fit(b, start, due, height - t.text + t.shrink);
        t.note_height = notes_height(b, start, t.notes);
    }
    t.slack = height - t.text - t.note_height;
    t.cost = PAGE_COST + fill_cost(b, &t, to);
    if (t.notes < due)
        t.cost += NOTE_SPLIT_COST + NOTE_CARRY_COST * (int64_t)(due - t.notes);
    return t;
}

static int64_t break_cost(const struct breaker *b, size_t to)
{
    int penalty = to < b->n ? b->boxes[to].penalty : 0;
    if (penalty <= PENALTY_FORCE)
        return 0;
    return penalty >= PENALTY_FORBID ? FORBIDDEN_COST : penalty;
}

/* Tries every page that begins with box `from`. */
static void pages_from(struct breaker *b, size_t from)
{
    for (size_t to = from + 1; to <= b->n; to++) {
        struct trial t = page_try(b, from, to);
        if (t.cost < 0)
            return;
        /* a bonus for a good place must not make a cost negative: the sums only grow */
        int64_t cost = b->ways[from].cost + MAX(0, t.cost + break_cost(b, to));
        struct way *w = &b->ways[to];
        if (w->cost < 0 || cost < w->cost)
            *w = (struct way){cost, from, t.notes};
        if (to < b->n && b->boxes[to].penalty <= PENALTY_FORCE)
            return;
    }
}

static struct page_range range_make(const struct breaker *b, size_t from, size_t to)
{
    struct trial t = page_try(b, from, to);
    struct page_range p = {
        .set = {.start = from, .end = to, .repeat = from && b->boxes[from].repeat},
        .notes_start = b->ways[from].notes,
        .notes_end = t.notes,
        .text_height = (len)t.text,
        .note_height = (len)t.note_height};
    bool ends = to == b->n || b->boxes[to].penalty <= PENALTY_FORCE;
    if (t.slack < 0) {
        p.set.total = (len)t.shrink;
        p.set.slack = (len)-MIN(-t.slack, t.shrink);
        p.set.total_give = (len)t.give;
        p.set.give = (len)MIN(-t.slack + p.set.slack, t.give);
    } else if (!ends) {
        p.set.total = (len)t.stretch;
        p.set.slack = (len)MIN(t.slack, t.stretch);
    }
    return p;
}

/* Pages of nothing but notes, for what is left at the end. */
static void pages_of_notes(const struct breaker *b, size_t start, GArray *out)
{
    while (start < b->n_notes) {
        size_t end = notes_fit(b, start, b->n_notes, b->options->height);
        if (end == start)
            end++;
        struct page_range p = {.set = {.start = b->n, .end = b->n},
                               .notes_start = start,
                               .notes_end = end,
                               .note_height = (len)notes_height(b, start, end)};
        g_array_append_val(out, p);
        start = end;
    }
}

size_t page_break(struct arena *a, const struct vbox *boxes, size_t n, const struct vbox *notes,
                  size_t n_notes, const struct page_options *options, struct page_range **pages)
{
    struct arena *scratch = arena_new();
    struct breaker b = {
        .boxes = boxes, .notes = notes, .n = n, .n_notes = n_notes, .options = options};
    sums_make(scratch, &b);
    b.ways = arena_array(scratch, n + 1, sizeof *b.ways);
    for (size_t i = 1; i <= n; i++)
        b.ways[i].cost = -1;
    for (size_t i = 0; i < n; i++)
        if (b.ways[i].cost >= 0)
            pages_from(&b, i);

    GArray *out = g_array_new(FALSE, FALSE, sizeof(struct page_range));
    for (size_t to = n; to > 0; to = b.ways[to].from) {
        struct page_range p = range_make(&b, b.ways[to].from, to);
        g_array_append_val(out, p);
    }
    for (guint i = 0; i < out->len / 2; i++) {
        struct page_range *x = &g_array_index(out, struct page_range, i);
        struct page_range *y = &g_array_index(out, struct page_range, out->len - 1 - i), z = *x;
        *x = *y;
        *y = z;
    }
    if (n)
        pages_of_notes(&b, b.ways[n].notes, out);
    size_t count = out->len;
    *pages = arena_memdup(a, out->data, count * sizeof(struct page_range));
    g_array_free(out, TRUE);
    arena_free(scratch);
    return count;
}

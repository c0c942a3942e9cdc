#include "layout/page.h"

#include <string.h>

enum { FORBIDDEN_COST = 1000 * 1000, OVERFULL_COST = 1000 * 1000 * 1000 };
enum {
    PAGE_COST = 10,
    NOTE_SPLIT_COST = 300,
    NOTE_CARRY_COST = 200,
    NOTE_LATE_COST = 8000,
    STUB_COST = 1500
};
enum { WAIT_COST = 400, HEADED_COST = 3000, PASS_COST = 700, PAIR_COST = 20, UNEVEN_COST = 40 };
enum { STUB_FILL = 200, HOLLOW = 350, HOLLOW_COST = 20 * 1000 }; /* permille of the height */

/* A page may end before a box in several states, of which each has its best way: a figure waits for
 * the next page; the next page is a right-hand one; the page that ends here, on the left, is a line
 * short. */
enum { WAITING = 1, RECTO = 2, SHORT = 4, STATES = 8 };

/* The best way to end a page before a box in a state. */
struct way {
    int64_t cost;   /* of all pages so far; negative: no way yet */
    size_t from;    /* the box that begins the page */
    int from_state; /* in which the page before ended */
    size_t notes;   /* notes placed so far */
};

/* Running sums over the boxes before an index. */
struct sums {
    int64_t height, space, stretch, shrink, give, headings;
};

struct breaker {
    const struct vbox *boxes, *notes;
    size_t n, n_notes;
    const struct page_options *options;
    struct sums *sums;            /* n + 1 of them; i: boxes [0, i) with the glue before each */
    int64_t *note_heights;        /* n_notes + 1 */
    const struct vfloat **passed; /* n: the figure that may wait when a page ends before the box */
    const struct vfloat **inside; /* n: the figure that holds the box */
    struct way *ways;             /* (n + 1) * STATES */
};

/* One page tried: boxes [from, to). */
struct trial {
    const struct vfloat *lead, *skip;
    int64_t text; /* natural height */
    int64_t stretch, shrink, give;
    int64_t slack; /* empty space at natural height; negative: too high */
    size_t notes;
    int64_t note_height;
    bool is_short; /* by about a line */
    int64_t cost;  /* negative: does not fit */
};

static struct way *way_at(const struct breaker *b, size_t to, int state)
{
    return &b->ways[to * STATES + (size_t)state];
}

/* Sums over boxes [from, to) with the glue between them. */
static struct sums sums_between(const struct breaker *b, size_t from, size_t to)
{
    const struct sums *s = &b->sums[from], *e = &b->sums[to], *first = &b->sums[from + 1];
    return (struct sums){.height = e->height - s->height,
                         .space = e->space - first->space,
                         .stretch = e->stretch - first->stretch,
                         .shrink = e->shrink - first->shrink,
                         .give = e->give - s->give,
                         .headings = e->headings - s->headings};
}

static void sums_make(struct arena *a, struct breaker *b)
{
    b->sums = arena_array(a, b->n + 1, sizeof *b->sums);
    for (size_t i = 0; i < b->n; i++) {
        const struct vbox *box = &b->boxes[i];
        const struct sums *s = &b->sums[i];
        b->sums[i + 1] = (struct sums){.height = s->height + box->height,
                                       .space = s->space + box->space,
                                       .stretch = s->stretch + box->stretch,
                                       .shrink = s->shrink + box->shrink,
                                       .give = s->give + box->give,
                                       .headings = s->headings + box->begins};
    }
    b->note_heights = arena_array(a, b->n_notes + 1, sizeof *b->note_heights);
    for (size_t i = 0; i < b->n_notes; i++)
        b->note_heights[i + 1] = b->note_heights[i] + b->notes[i].space + b->notes[i].height;
}

/* Whether a figure may leave its place when a page ends before `to`: it holds no notes, and what is
 * below can go on without it. What keeps with a heading leaves it only when two boxes of text take
 * its place. */
static bool can_wait(const struct breaker *b, const struct vfloat *f, size_t to)
{
    if (f->start == 0 || f->start >= f->end || f->end >= to)
        return false;
    const struct vbox *below = &b->boxes[f->end], *end = &b->boxes[to];
    if (below->penalty <= PENALTY_FORCE || end->penalty <= PENALTY_FORCE || end->repeat ||
        b->boxes[f->end - 1].notes_end != b->boxes[f->start - 1].notes_end)
        return false;
    if (b->boxes[f->start].penalty >= PENALTY_FORBID && (below->begins || to < f->end + 2))
        return false;
    return sums_between(b, f->start, f->end).height < b->options->height * 4 / 5;
}

/* For each box the figure that holds it, and the last one before it when that may wait. */
static void figures_find(struct arena *a, struct breaker *b)
{
    const struct page_options *o = b->options;
    b->passed = arena_array(a, b->n + 1, sizeof(struct vfloat *));
    b->inside = arena_array(a, b->n + 1, sizeof(struct vfloat *));
    for (size_t f = 0; f < o->n_floats; f++) {
        const struct vfloat *figure = &o->floats[f];
        for (size_t i = figure->start; i < figure->end; i++)
            b->inside[i] = figure;
        size_t next = f + 1 < o->n_floats ? o->floats[f + 1].start : b->n - 1;
        for (size_t to = figure->end + 1; to <= next && to < b->n; to++) {
            if (b->boxes[to - 1].penalty <= PENALTY_FORCE)
                break;
            if (can_wait(b, figure, to))
                b->passed[to] = figure;
        }
    }
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
    while (fit > start && b->notes[fit].penalty >= PENALTY_FORBID)
        fit--;
    return fit;
}

/* A note that goes on to the next page costs by what is carried; one that does not even begin on
 * the page that refers to it, much. */
static int64_t carry_cost(const struct breaker *b, size_t placed, size_t due)
{
    if (placed >= due)
        return 0;
    int64_t cost = NOTE_SPLIT_COST + NOTE_CARRY_COST * (int64_t)(due - placed);
    for (size_t i = placed; i < due; i++)
        cost += b->notes[i].begins ? NOTE_LATE_COST : 0;
    return cost;
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

static bool is_last(const struct breaker *b, size_t to)
{
    return to == b->n || b->boxes[to].penalty <= PENALTY_FORCE;
}

static int64_t empty_space(const struct trial *t)
{
    return MAX(0, t->slack - t->stretch);
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
    if (is_last(b, to))
        return 0;
    int64_t u = empty_space(t) * 1000 / MAX(1, b->options->height);
    return u / 2 + u * u / 50 + (u > HOLLOW ? HOLLOW_COST : 0) +
           ratio_cost(t->slack, t->stretch, 20);
}

/* The natural height and glue of boxes [from, to) with a figure above them or one left out. */
static void trial_sum(const struct breaker *b, struct trial *t, size_t from, size_t to)
{
    struct sums s = sums_between(b, from, to);
    const struct vrepeat *repeat = from ? b->boxes[from].repeat : NULL;
    t->text = s.height + s.space + (repeat ? repeat->frame->height : 0);
    t->stretch = s.stretch;
    t->shrink = s.shrink;
    t->give = s.give;
    if (t->lead) {
        struct sums f = sums_between(b, t->lead->start, t->lead->end);
        const struct vbox *below = &b->boxes[t->lead->end];
        t->text += f.height + f.space + below->space;
        t->stretch += f.stretch + below->stretch;
        t->shrink += f.shrink + below->shrink;
        t->give += f.give;
    }
    if (t->skip) { /* and the glue above and below it */
        struct sums f = sums_between(b, t->skip->start, t->skip->end);
        struct sums g = sums_between(b, t->skip->start - 1, t->skip->end + 1);
        const struct glue *joined = &t->skip->joined;
        t->text += joined->space - f.height - g.space;
        t->stretch += joined->stretch - g.stretch;
        t->shrink += joined->shrink - g.shrink;
        t->give -= f.give;
    }
}

/* What it costs to let a figure wait: as much as a page an eighth empty, more where text announced
 * it or headings come between it and its place. */
static int64_t wait_cost(const struct breaker *b, const struct vfloat *f, size_t to)
{
    if (!f)
        return 0;
    int announced = CLAMP(b->boxes[f->start].penalty, 0, HEADED_COST);
    return WAIT_COST + announced / 2 + PASS_COST * sums_between(b, f->end, to).headings;
}

/* The page of boxes [from, to), the page before having ended in `state`; `waits`: its last figure
 * is left to the next page. */
static struct trial page_try(const struct breaker *b, size_t from, int state, size_t to, bool waits)
{
    struct trial t = {.lead = state & WAITING ? b->passed[from] : NULL,
                      .skip = waits ? b->passed[to] : NULL,
                      .notes = way_at(b, from, state)->notes};
    trial_sum(b, &t, from, to);
    int64_t height = b->options->height;
    t.slack = height - t.text;
    if (t.text - t.shrink - t.give > height) {
        t.cost = to == from + 1 && !t.lead ? OVERFULL_COST : -1;
        return t;
    }
    size_t start = t.notes, due = notes_due(b, to);
    t.notes = MAX(start, due);
    if (due > start) {
        t.notes = notes_fit(b, start, due, height - t.text + t.shrink);
        t.note_height = notes_height(b, start, t.notes);
    }
    t.slack = height - t.text - t.note_height;
    t.cost =
        PAGE_COST + fill_cost(b, &t, to) + wait_cost(b, t.skip, to) + carry_cost(b, t.notes, due);
    int64_t empty = empty_space(&t), line = b->options->line;
    t.is_short = !is_last(b, to) && empty * 2 > line && empty * 2 < line * 3;
    return t;
}

/* Two pages that face each other may both be a line short; that one alone is, is seen. */
static int64_t facing_cost(const struct breaker *b, const struct trial *t, size_t from, int state,
                           size_t to)
{
    if (!(state & RECTO) || from == 0 || is_last(b, from) || is_last(b, to) || !b->options->line)
        return 0;
    bool before = state & SHORT;
    if (before && t->is_short)
        return MIN(0, PAIR_COST - fill_cost(b, t, to)); /* no more than that */
    return before != t->is_short ? UNEVEN_COST : 0;
}

static int64_t break_cost(const struct breaker *b, size_t to)
{
    int penalty = to < b->n ? b->boxes[to].penalty : 0;
    if (penalty <= PENALTY_FORCE)
        return 0;
    return penalty >= PENALTY_FORBID ? FORBIDDEN_COST : penalty;
}

static void page_consider(struct breaker *b, size_t from, int state, size_t to,
                          const struct trial *t)
{
    /* a bonus for a good place must not make a cost negative: the sums only grow */
    int64_t cost = way_at(b, from, state)->cost +
                   MAX(0, t->cost + break_cost(b, to) + facing_cost(b, t, from, state, to));
    int next = (t->skip ? WAITING : 0) | ((state & RECTO) ^ RECTO);
    if ((next & RECTO) && t->is_short)
        next |= SHORT;
    struct way *w = way_at(b, to, next);
    if (w->cost < 0 || cost < w->cost)
        *w = (struct way){cost, from, state, t->notes};
}

/* The states in which a page may begin with a box and all that it holds is the same: they differ in
 * what it costs beside the page before. */
struct group {
    int states[STATES], n;
};

static void group_consider(struct breaker *b, const struct group *g, size_t from, size_t to,
                           const struct trial *t)
{
    for (int i = 0; i < g->n && t->cost >= 0; i++)
        page_consider(b, from, g->states[i], to, t);
}

/* Tries every page that begins with box `from`. */
static void pages_from(struct breaker *b, size_t from, const struct group *g)
{
    int state = g->states[0];
    int64_t movable = 0; /* height of the highest figure that could wait */
    for (size_t to = from + 1; to <= b->n; to++) {
        const struct vfloat *skip = to < b->n ? b->passed[to] : NULL;
        if (skip && skip->start > from) {
            struct trial t = page_try(b, from, state, to, true);
            group_consider(b, g, from, to, &t);
        }
        struct trial t = page_try(b, from, state, to, false);
        group_consider(b, g, from, to, &t);
        const struct vfloat *figure = b->inside[to - 1];
        if (figure && figure->start > from && figure->end < b->n) {
            struct sums s = sums_between(b, figure->start - 1, figure->end + 1);
            movable = MAX(movable, s.height + s.space);
        }
        if (t.cost < 0 && t.text - t.shrink - t.give > b->options->height + movable)
            return;
        if (to < b->n && b->boxes[to].penalty <= PENALTY_FORCE)
            return;
    }
}

/* Goes on from all states in which a page may end before box `from`. */
static void groups_from(struct breaker *b, size_t from)
{
    bool done[STATES] = {false};
    for (int s = 0; s < STATES; s++) {
        struct group g = {.n = 0};
        for (int k = s; k < STATES; k++) {
            bool alike = (k & WAITING) == (s & WAITING) &&
                         way_at(b, from, k)->notes == way_at(b, from, s)->notes;
            if (!done[k] && way_at(b, from, k)->cost >= 0 && alike) {
                g.states[g.n++] = k;
                done[k] = true;
            }
        }
        if (g.n)
            pages_from(b, from, &g);
    }
}

static struct page_range range_make(const struct breaker *b, size_t to, int end_state)
{
    const struct way *w = way_at(b, to, end_state);
    struct trial t = page_try(b, w->from, w->from_state, to, end_state & WAITING);
    struct page_range p = {.set = {.start = w->from,
                                   .end = to,
                                   .repeat = w->from && b->boxes[w->from].repeat,
                                   .lead = t.lead,
                                   .skip = t.skip},
                           .notes_start = way_at(b, w->from, w->from_state)->notes,
                           .notes_end = t.notes,
                           .text_height = (len)t.text,
                           .note_height = (len)t.note_height};
    if (t.slack < 0) {
        p.set.total = (len)t.shrink;
        p.set.slack = (len)-MIN(-t.slack, t.shrink);
        p.set.total_give = (len)t.give;
        p.set.give = (len)MIN(-t.slack + p.set.slack, t.give);
    } else if (!is_last(b, to)) {
        p.set.total = (len)t.stretch;
        p.set.slack = (len)MIN(t.slack, t.stretch);
    }
    return p;
}

/* The pages of the cheapest way to the end, first one first. */
static void pages_collect(const struct breaker *b, GArray *out)
{
    int state = 0;
    for (int s = 1; s < STATES; s++) {
        int64_t cost = way_at(b, b->n, s)->cost, best = way_at(b, b->n, state)->cost;
        if (cost >= 0 && (best < 0 || cost < best))
            state = s;
    }
    for (size_t to = b->n; to > 0;) {
        const struct way *w = way_at(b, to, state);
        struct page_range p = range_make(b, to, state);
        g_array_append_val(out, p);
        to = w->from;
        state = w->from_state;
    }
    for (guint i = 0; i < out->len / 2; i++) {
        struct page_range *x = &g_array_index(out, struct page_range, i);
        struct page_range *y = &g_array_index(out, struct page_range, out->len - 1 - i), z = *x;
        *x = *y;
        *y = z;
    }
}

/* Pages of nothing but notes, for what is left at the end. */
static void pages_of_notes(const struct breaker *b, size_t start, GArray *out)
{
    while (start < b->n_notes) {
        size_t end = notes_fit(b, start, b->n_notes, b->options->height);
        while (end == start || (end < b->n_notes && b->notes[end].penalty >= PENALTY_FORBID &&
                                notes_height(b, start, end + 1) <= b->options->height))
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
    figures_find(scratch, &b);
    b.ways = arena_array(scratch, (n + 1) * STATES, sizeof *b.ways);
    for (size_t i = 0; i < (n + 1) * STATES; i++)
        b.ways[i].cost = -1;
    way_at(&b, 0, options->recto ? RECTO : 0)->cost = 0;
    for (size_t i = 0; i < n; i++)
        groups_from(&b, i);

    GArray *out = g_array_new(FALSE, FALSE, sizeof(struct page_range));
    if (n) {
        pages_collect(&b, out);
        pages_of_notes(&b, g_array_index(out, struct page_range, out->len - 1).notes_end, out);
    }
    size_t count = out->len;
    *pages = arena_memdup(a, out->data, count * sizeof(struct page_range));
    g_array_free(out, TRUE);
    arena_free(scratch);
    return count;
}

#include "layout/linebreak.h"

#include <stddef.h>
#include <string.h>

/* Plain TeX's values where it has the parameter (The TeXbook, ch. 14). The first pass is stricter
 * than TeX's tolerance, and neighbours of different fitness cost less: the glue here gives less. */
const struct break_options break_defaults = {
    .pretolerance = 100,
    .tolerance = 1000,
    .line_penalty = 10,
    .double_hyphen_demerits = 10000,
    .triple_hyphen_demerits = 1000000,
    .final_hyphen_demerits = 15000,
    .fitness_demerits = 3000,
    .runt_penalty = 2000,
    .river_demerits = 20000,
};

/* BADNESS_MAX is what a line may have in the passes before the last. The last takes any line, and
 * must still tell a hole from a wider one: there badness goes on, up to BADNESS_HOLE. */
enum { BADNESS_MAX = 10000, BADNESS_HOLE = 100000, RATIO_MAX = 1000000, FITNESS_CLASSES = 4 };

/* A river: word spaces that stand below one another on as many lines. Paragraphs of more than
 * RIVER_LINES_MAX lines, thirty pages, are not broken a second time for one. */
enum { RIVER_LINES = 4, RIVER_LINES_MAX = 1000, LINE_GAPS_MAX = 64 };

enum { PASSES = 3 };

/* What an overfull line costs: more than any sum of feasible lines a short detour could have. */
#define DEMERITS_OVERFULL ((int64_t)1 << 44)
/* And for each unit it sticks out: a point more is worse than a line set with a hole. */
#define DEMERITS_EXCESS ((int64_t)10000000)

/* The word spaces of a line from left to right: where their middles are, and on how many lines up
 * to this one such spaces stand below one another. */
struct gaps {
    size_t n;
    int deepest; /* the largest depth */
    struct {
        int64_t x;
        int depth;
    } g[LINE_GAPS_MAX];
};

/* A way to break the paragraph up to `at`: the best one among those that end there with a line of
 * this fitness. Sums are those of all items before `after`, the first box of the next line. */
struct breakpoint {
    struct breakpoint *prev, *next; /* the line before; the next in the active list */
    uint32_t at, after;
    uint32_t line; /* number of the line that ends here, from 1; 0 for the start */
    int8_t fitness;
    bool overfull;
    uint16_t hyphens;
    int64_t demerits, line_demerits;
    int64_t width, stretch, shrink;
    int badness, ratio;
    len line_width, line_stretch, line_shrink;
    const struct gaps *gaps; /* of the line, when rivers are looked for */
};

/* One candidate per fitness class for the break being looked at. */
struct candidate {
    struct breakpoint *from;
    int64_t demerits, line_demerits;
    int64_t width, stretch, shrink;
    int badness, ratio;
    bool overfull;
};

struct pass {
    struct arena *a;
    const struct break_item *items;
    size_t n;
    const struct break_options *o;
    enum break_rank rank;     /* penalties up to this rank count */
    int tolerance, ratio_max; /* the badness a line may have; the ratio that comes to it */
    len emergency;
    bool last, rivers;
    bool fill; /* the current break is one where lines may end short */
    struct breakpoint *active;
    int64_t width, stretch, shrink; /* sums of all items before the current one */
};

static int badness_of(int64_t ratio, bool last)
{
    if (ratio >= 4642 && !last) /* 100 * 4.642^3 = 10000 */
        return BADNESS_MAX;
    if (ratio >= 4642) /* in proportion from there on */
        return (int)MIN(ratio * 10000 / 4642, BADNESS_HOLE);
    return (int)((ratio * ratio * ratio + 5000000) / 10000000);
}

/* The fitness classes of Knuth and Plass: tight, decent, loose, very loose. */
static int fitness_of(int ratio)
{
    if (ratio < -500)
        return 0;
    if (ratio <= 500)
        return 1;
    return ratio <= 1000 ? 2 : 3;
}

/* The largest ratio of a line whose badness is no more than `tolerance`. */
static int ratio_max(int tolerance, bool last)
{
    int low = 0, high = RATIO_MAX;

    while (low < high) {
        int middle = low + (high - low + 1) / 2;
        if (badness_of(middle, last) <= tolerance)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

static len measure_of(const struct break_options *o, size_t line)
{
    return o->widths[MIN(line, o->n_widths - 1)];
}

/* The set ratio of a line in permille; stretch and shrink include what the pass allows. */
static int ratio_of(int64_t slack, int64_t stretch, int64_t shrink)
{
    if (slack > 0)
        return stretch > 0 ? (int)MIN(slack * 1000 / stretch, RATIO_MAX) : RATIO_MAX;
    if (slack < 0)
        return shrink > 0 ? (int)MAX(slack * 1000 / shrink, -RATIO_MAX) : -RATIO_MAX;
    return 0;
}

/* Whether the line from `from` to the current break lacks so much that its badness would be beyond
 * the tolerance: what most pairs of breaks come to, and all that need be known of them. */
static bool is_too_loose(const struct pass *p, const struct breakpoint *from, int extra)
{
    const struct break_options *o = p->o;
    int64_t slack = measure_of(o, from->line) - (p->width - from->width + extra);
    int64_t stretch = o->ragged > 0 ? o->ragged : p->stretch - from->stretch + p->emergency;

    return slack > 0 && !p->fill && p->ratio_max < RATIO_MAX &&
           slack * 1000 >= stretch * (p->ratio_max + 1);
}

/* Rates the line from `from` to the current break; false when it is too wide to be set. */
static bool rate_line(const struct pass *p, struct breakpoint *from, int penalty, bool flagged,
                      int extra, bool final, struct candidate *c)
{
    const struct break_options *o = p->o;
    bool forced = penalty <= PENALTY_FORCE;
    len measure = measure_of(o, from->line);
    bool ragged = o->ragged > 0;

    c->from = from;
    c->width = p->width - from->width + extra;
    c->stretch = p->stretch - from->stretch;
    c->shrink = ragged ? 0 : p->shrink - from->shrink;
    int64_t slack = measure - c->width;
    bool fits = c->width - c->shrink <= measure;
    if (slack >= 0 && (forced || p->fill))
        c->ratio = 0;
    else if (ragged)
        c->ratio = ratio_of(slack, o->ragged, 0);
    else
        c->ratio = ratio_of(slack, c->stretch + p->emergency, c->shrink);
    c->overfull = !fits;
    c->badness = fits ? badness_of(ABS(c->ratio), p->last) : BADNESS_MAX;

    int64_t rating = o->line_penalty + c->badness;
    int64_t d = rating * rating;
    if (penalty > 0)
        d += (int64_t)penalty * penalty;
    else if (!forced)
        d -= (int64_t)penalty * penalty;
    if (final && from->line > 0 && c->width < o->runt_width)
        d += (int64_t)o->runt_penalty * o->runt_penalty;
    if (from->hyphens > 0 && flagged)
        d += o->double_hyphen_demerits;
    if (from->hyphens > 1 && flagged)
        d += o->triple_hyphen_demerits;
    if (from->hyphens > 0 && final)
        d += o->final_hyphen_demerits;
    if (ABS(fitness_of(c->ratio) - from->fitness) > 1)
        d += o->fitness_demerits;
    if (c->overfull)
        d += DEMERITS_OVERFULL + MIN(c->width - measure, LEN_PT * 1000) * DEMERITS_EXCESS;
    c->line_demerits = d;
    c->demerits = from->demerits + d;
    return fits;
}

/* ---- rivers ---- */

/* The gaps of the line of items [start, end) with `ratio`, below the line with the gaps `above`
 * (NULL: none). Returns how many of them prolong a river. */
static size_t find_gaps(const struct break_item *items, size_t start, size_t end, len left,
                        int ratio, len near, const struct gaps *above, struct gaps *out)
{
    int64_t x = left;
    size_t rivers = 0, k = 0;

    out->n = 0;
    out->deepest = 0;
    for (size_t i = start; i < end && out->n < LINE_GAPS_MAX; i++) {
        const struct break_item *item = &items[i];
        if (item->kind == BREAK_PENALTY)
            continue;
        int64_t width =
            item->width + (int64_t)(ratio > 0 ? item->stretch : item->shrink) * ratio / 1000;
        if (item->kind == BREAK_GLUE && item->width > 0) {
            int64_t middle = x + width / 2;
            int depth = 1;
            while (above != NULL && k < above->n && above->g[k].x < middle - near)
                k++;
            for (size_t j = k; above != NULL && j < above->n && above->g[j].x <= middle + near; j++)
                depth = MAX(depth, above->g[j].depth + 1);
            rivers += depth >= RIVER_LINES;
            out->deepest = MAX(out->deepest, depth);
            out->g[out->n].x = middle;
            out->g[out->n++].depth = depth;
        }
        x += width;
    }
    return rivers;
}

static len left_of(const struct break_options *o, size_t line)
{
    return o->widths[o->n_widths - 1] - measure_of(o, line);
}

/* Ratio without what the last pass pretends. */
static int true_ratio(const struct pass *p, const struct candidate *c)
{
    return ratio_of(measure_of(p->o, c->from->line) - c->width, c->stretch, c->shrink);
}

static size_t candidate_gaps(const struct pass *p, const struct candidate *c, size_t at,
                             struct gaps *out)
{
    return find_gaps(p->items, c->from->after, at, left_of(p->o, c->from->line),
                     at + 1 == p->n ? 0 : MIN(true_ratio(p, c), 20000), p->o->river_width,
                     c->from->gaps, out);
}

static size_t count_rivers(const struct break_item *items, const struct break_options *o,
                           const struct break_line *lines, size_t n)
{
    struct gaps gaps[2] = {0};
    size_t rivers = 0;

    for (size_t i = 0; i < n; i++)
        rivers +=
            find_gaps(items, lines[i].start, lines[i].end, left_of(o, i),
                      MIN(lines[i].ratio, 20000), o->river_width, &gaps[(i + 1) % 2], &gaps[i % 2]);
    return rivers;
}

/* ---- the active list ---- */

/* The first item of the line that follows a break at `at`, and the sums before it. */
static void skip_discardable(const struct pass *p, size_t at, struct breakpoint *b)
{
    size_t i = at;

    b->width = p->width;
    b->stretch = p->stretch;
    b->shrink = p->shrink;
    for (; i < p->n && p->items[i].kind != BREAK_BOX; i++) {
        const struct break_item *item = &p->items[i];
        if (item->kind == BREAK_PENALTY && item->penalty <= PENALTY_FORCE && i > at)
            break;
        if (item->kind == BREAK_GLUE) {
            b->width += item->width;
            b->stretch += item->stretch;
            b->shrink += item->shrink;
        }
    }
    b->after = (uint32_t)i;
}

static struct breakpoint *accept(struct pass *p, size_t at, const struct candidate *c, int fitness,
                                 bool flagged)
{
    struct breakpoint *b = arena_one(p->a, struct breakpoint);

    b->prev = c->from;
    b->at = (uint32_t)at;
    b->line = c->from->line + 1;
    b->fitness = (int8_t)fitness;
    b->hyphens = flagged ? (uint16_t)(c->from->hyphens + 1) : 0;
    b->demerits = c->demerits;
    b->line_demerits = c->line_demerits;
    b->badness = c->badness;
    b->ratio = c->ratio;
    b->overfull = c->overfull;
    b->line_width = (len)MIN(c->width, LEN_MAX);
    b->line_stretch = (len)MIN(c->stretch, LEN_MAX);
    b->line_shrink = (len)MIN(c->shrink, LEN_MAX);
    if (p->rivers) {
        struct gaps gaps; /* kept without the room that is not used */
        candidate_gaps(p, c, at, &gaps);
        b->gaps = arena_memdup(p->a, &gaps, offsetof(struct gaps, g) + gaps.n * sizeof gaps.g[0]);
    }
    skip_discardable(p, at, b);
    return b;
}

static void add_river_demerits(const struct pass *p, struct candidate *c, size_t at)
{
    struct gaps gaps;

    if (c->from->gaps == NULL || c->from->gaps->deepest + 1 < RIVER_LINES)
        return;
    int64_t d = (int64_t)candidate_gaps(p, c, at, &gaps) * p->o->river_demerits;

    c->line_demerits += d;
    c->demerits += d;
}

/* Looks at the break at item `at` from every active breakpoint: drops those too far back, keeps the
 * best way for each fitness class. Lines whose measure differs are kept apart by the caller's
 * widths: the active list is in order of line number only as long as that matters. */
static void try_break(struct pass *p, size_t at, int penalty, bool flagged, len extra)
{
    struct candidate best[FITNESS_CLASSES], late;
    bool forced = penalty <= PENALTY_FORCE, final = at + 1 == p->n;
    struct breakpoint *added = NULL, **link = &p->active;

    p->fill = p->items[at].kind == BREAK_PENALTY && p->items[at].fill;
    late.from = NULL;
    for (int k = 0; k < FITNESS_CLASSES; k++)
        best[k].from = NULL;
    while (*link != NULL) {
        struct breakpoint *from = *link;
        struct candidate c;

        /* nothing but discardable items since, or not enough of others */
        if (!forced && (from->after > at || is_too_loose(p, from, extra))) {
            link = &from->next;
            continue;
        }
        bool fits = rate_line(p, from, penalty, flagged, extra, final, &c);
        if (fits && c.badness <= p->tolerance) {
            int k = p->rank == RANK_EMERGENCY ? 1 : fitness_of(c.ratio);
            if (p->rivers && (best[k].from == NULL || c.demerits < best[k].demerits))
                add_river_demerits(p, &c, at);
            if (best[k].from == NULL || c.demerits < best[k].demerits)
                best[k] = c;
        } else if (!fits && (late.from == NULL || c.demerits < late.demerits)) {
            late = c;
        }
        if (!fits || forced) {
            *link = from->next;
        } else {
            link = &from->next;
        }
    }
    for (int k = 0; k < FITNESS_CLASSES; k++) {
        if (best[k].from == NULL)
            continue;
        struct breakpoint *b = accept(p, at, &best[k], fitness_of(best[k].ratio), flagged);
        b->next = added;
        added = b;
    }
    /* Nothing led here and nothing can lead further: in the last pass the line is overfull. */
    if (added == NULL && p->active == NULL && p->last && late.from != NULL)
        added = accept(p, at, &late, 1, flagged);
    while (*link != NULL)
        link = &(*link)->next;
    *link = added;
}

/* Returns the best way to the end, or NULL when the pass finds none. */
static struct breakpoint *run_pass(struct pass *p)
{
    struct breakpoint *start = arena_one(p->a, struct breakpoint);

    start->fitness = 1;
    p->width = p->stretch = p->shrink = 0;
    p->active = start;
    for (size_t i = 0; i < p->n && p->active != NULL; i++) {
        const struct break_item *item = &p->items[i];
        switch (item->kind) {
        case BREAK_BOX:
            p->width += item->width;
            p->stretch += item->stretch;
            p->shrink += item->shrink;
            break;
        case BREAK_GLUE:
            if (i > 0 && p->items[i - 1].kind == BREAK_BOX)
                try_break(p, i, 0, false, 0);
            p->width += item->width;
            p->stretch += item->stretch;
            p->shrink += item->shrink;
            break;
        case BREAK_PENALTY:
            if (item->penalty < PENALTY_FORBID && item->rank <= p->rank)
                try_break(p, i, item->penalty, item->flagged, item->width);
            break;
        }
    }
    struct breakpoint *best = NULL;
    for (struct breakpoint *b = p->active; b != NULL; b = b->next)
        if (best == NULL || b->demerits < best->demerits)
            best = b;
    return best;
}

/* Writes the chain of breakpoints as lines, first to last. */
static size_t collect(struct arena *a, const struct breakpoint *end, struct break_line **lines)
{
    size_t n = end->line;

    *lines = arena_array(a, n, sizeof **lines);
    for (const struct breakpoint *b = end; b->prev != NULL; b = b->prev) {
        struct break_line *line = &(*lines)[b->line - 1];
        line->start = b->prev->after;
        line->end = b->at;
        line->width = b->line_width;
        line->stretch = b->line_stretch;
        line->shrink = b->line_shrink;
        line->badness = b->badness;
        line->ratio = b->ratio;
        line->demerits = b->line_demerits;
        line->overfull = b->overfull;
    }
    return n;
}

/* A last line so short that the next pass is worth a try. */
static bool ends_in_runt(const struct break_line *lines, size_t n, const struct break_options *o)
{
    return n > 1 && lines[n - 1].width < o->runt_width;
}

/* The passes: without hyphens, with them, and with whatever there is. */
static size_t run(struct arena *a, const struct break_item *items, size_t n, size_t pass,
                  bool rivers, const struct break_options *o, struct break_line **lines)
{
    const struct {
        enum break_rank rank;
        int tolerance;
        len emergency;
    } passes[PASSES] = {
        {RANK_ALWAYS, o->pretolerance, 0},
        {RANK_HYPHEN, o->tolerance, 0},
        {RANK_EMERGENCY, BADNESS_HOLE, o->emergency_stretch},
    };
    struct pass p = {.a = arena_new(),
                     .items = items,
                     .n = n,
                     .o = o,
                     .rank = passes[pass].rank,
                     .tolerance = passes[pass].tolerance,
                     .emergency = passes[pass].emergency,
                     .ratio_max = ratio_max(passes[pass].tolerance, pass + 1 == PASSES),
                     .last = pass + 1 == PASSES,
                     .rivers = rivers};
    const struct breakpoint *end = run_pass(&p);
    size_t count = end != NULL ? collect(a, end, lines) : 0;

    arena_free(p.a);
    return count;
}

/* Breaks anew where a river runs, which few paragraphs have: looking at the spaces of every line
 * costs as much again as breaking. */
static size_t avoid_rivers(struct arena *a, const struct break_item *items, size_t n, size_t pass,
                           const struct break_options *o, struct break_line **lines, size_t count)
{
    bool looked_for = o->river_width > 0 && count >= RIVER_LINES && count <= RIVER_LINES_MAX;
    size_t rivers = looked_for ? count_rivers(items, o, *lines, count) : 0;

    for (; rivers > 0 && pass < PASSES; pass++) {
        struct break_line *other = NULL;
        size_t k = run(a, items, n, pass, true, o, &other);
        size_t left = k > 0 ? count_rivers(items, o, other, k) : rivers;
        if (left < rivers) {
            rivers = left;
            *lines = other;
            count = k;
        }
        if (pass >= RANK_HYPHEN)
            break;
    }
    return count;
}

size_t linebreak(struct arena *a, const struct break_item *items, size_t n,
                 const struct break_options *options, struct break_line **lines)
{
    size_t count = 0, used = 0;

    *lines = NULL;
    for (size_t i = 0; i < PASSES && n > 0; i++) {
        struct break_line *found = NULL;
        if (count > 0 && !ends_in_runt(*lines, count, options))
            break;
        size_t k = run(a, items, n, i, false, options, &found);
        /* the emergency's way is worse, unless it mends the runt */
        if (k > 0 && (count == 0 || i + 1 < PASSES || !ends_in_runt(found, k, options))) {
            *lines = found;
            count = k;
            used = i;
        }
    }
    return avoid_rivers(a, items, n, used, options, lines, count);
}

#include "doc/parallel_align.h"

#include <string.h>

/* ---- the cost of a pair ---- */

enum {
    SKIP = 450,      /* a unit that has no pair */
    JOIN = 230,      /* two units that make a pair with one */
    NEVER = 1 << 20, /* more than any path of pairs */
    SURE = -600,
    DOUBTLESS_WORDS = 4 /* so many shared ones and no others leave no doubt */
};

/* Of a number up to 1,600. */
static uint32_t root(uint64_t n)
{
    uint32_t low = 0, high = 40;

    while (low < high) {
        uint32_t middle = (low + high + 1) / 2;
        if (middle * middle <= n)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

/* -100 log P of so different a length: 0 to 900. Gale and Church's distance is normal with a
 * variance of 6.8 by letter; between scripts it is greater, and short texts differ most. */
static int length_cost(uint32_t x, uint32_t y)
{
    enum { VARIANCE = 12, SLACK = 12, MOST = 900 };
    uint64_t mean = ((uint64_t)x + y) / 2 + SLACK, gap = x > y ? x - y : y - x;
    uint64_t squared = 100 * gap * gap / (VARIANCE * mean); /* a hundredth of delta squared */

    if (squared > 1600)
        return MOST;
    /* 1/2 delta^2 + 0.65 delta comes near -log(2 (1 - Phi(delta))) */
    return MIN(MOST, (int)(squared / 2 + 65 * root(squared) / 10));
}

static uint32_t shared(const struct unit *x, const struct unit *y)
{
    uint32_t n = 0;

    for (uint32_t i = 0, k = 0; i < x->n_words && k < y->n_words;) {
        n += x->words[i] == y->words[k];
        if (x->words[i] <= y->words[k])
            i++;
        else
            k++;
    }
    return n;
}

/* What the words that both have say for the pair: as much as `most` where all are shared, and up to
 * a third of that against it where none are. Of the side with fewer, since only names stay in a
 * translation to another script. */
static int words_cost(const struct unit *x, const struct unit *y, int most)
{
    uint32_t few = MIN(x->n_words, y->n_words);

    if (few == 0)
        return 0;
    int common = (int)shared(x, y), weight = (int)MIN(few, DOUBTLESS_WORDS);
    if (common == 0)
        return few >= 2 ? most / 3 * weight / DOUBTLESS_WORDS : 0;
    return -(int)((int64_t)most * common / few) * weight / DOUBTLESS_WORDS;
}

/* The cost of two units with nothing between them. */
static int pair_cost(const struct unit *x, const struct unit *y)
{
    bool alike = x->class == y->class && x->kind == y->kind;

    if ((x->class == UNIT_HEADING) != (y->class == UNIT_HEADING))
        return NEVER;
    if (x->same != 0 && x->same == y->same && x->class == y->class)
        return SURE;
    int lengths = length_cost(x->length, y->length), words = words_cost(x, y, 300);
    switch (x->class) {
    case UNIT_TEXT:
    case UNIT_HEADING:
    case UNIT_BOX:
        break;
    case UNIT_LIST:
    case UNIT_TABLE:
        if (alike && x->shape == y->shape)
            return lengths / 2 + words - 100;
        break;
    case UNIT_CODE: /* its lines are its words; comments may be translated */
    case UNIT_FORMULA:
        if (alike)
            return lengths / 4 + words_cost(x, y, 600) + 100;
        return SKIP * 3;
    case UNIT_PICTURE:
        if (alike)
            return x->n_words > 0 ? 300 + words_cost(x, y, 600) : 300;
        return SKIP * 3;
    case UNIT_RULE:
        return alike ? 0 : SKIP * 3;
    }
    if (x->class == y->class)
        return lengths + words + (alike ? 0 : 150);
    if (y->class == UNIT_CODE || y->class == UNIT_FORMULA || y->class == UNIT_PICTURE ||
        y->class == UNIT_RULE)
        return SKIP * 3;
    return lengths + words + 420; /* only the words that both have can make a pair of them */
}

/* Two paragraphs that are one on the other side. */
static int joined_cost(const struct unit *one, const struct unit *two)
{
    if (one->class != UNIT_TEXT || two[0].class != UNIT_TEXT || two[1].class != UNIT_TEXT)
        return NEVER;
    int first = words_cost(one, &two[0], 150), second = words_cost(one, &two[1], 150);
    return JOIN + length_cost(one->length, two[0].length + two[1].length) + first + second;
}

/* ---- headings ---- */

static int heading_cost(const struct unit *x, const struct unit *y)
{
    int cost = 250 + 250 * ABS(x->rank - y->rank);

    if ((x->rank == 1) != (y->rank == 1)) /* the chapter's title */
        return NEVER;
    if (x->number != NULL && y->number != NULL)
        cost += strcmp(x->number, y->number) == 0 ? -350 : 400;
    if (x->same != 0 && x->same == y->same)
        cost -= 400;
    else
        cost += words_cost(x, y, 250);
    cost += words_cost(x->section, y->section, 450);
    return cost + length_cost(x->section->length, y->section->length) / 4;
}

/* ---- the best path ---- */

struct sides {
    const struct unit *x, *y;
    bool headings;
};

enum move { MOVE_NONE, MOVE_PAIR, MOVE_TWO_ONE, MOVE_ONE_TWO, MOVE_X, MOVE_Y };
static const struct {
    uint8_t a, b;
} steps[] = {[MOVE_NONE] = {0, 0},    [MOVE_PAIR] = {1, 1}, [MOVE_TWO_ONE] = {2, 1},
             [MOVE_ONE_TWO] = {1, 2}, [MOVE_X] = {1, 0},    [MOVE_Y] = {0, 1}};

/* The cost of the move that ends before units i and k. */
static int move_cost(const struct sides *s, enum move move, size_t i, size_t k)
{
    switch (move) {
    case MOVE_PAIR:
        return s->headings ? heading_cost(&s->x[i - 1], &s->y[k - 1])
                           : pair_cost(&s->x[i - 1], &s->y[k - 1]);
    case MOVE_TWO_ONE:
        return s->headings ? NEVER : joined_cost(&s->y[k - 1], &s->x[i - 2]);
    case MOVE_ONE_TWO:
        return s->headings ? NEVER : joined_cost(&s->x[i - 1], &s->y[k - 2]);
    case MOVE_X:
    case MOVE_Y:
        return SKIP;
    case MOVE_NONE:
        break;
    }
    return NEVER;
}

/* Of every row of the table only `width` columns, about the diagonal, are kept. */
struct table {
    size_t n_x, n_y, width;
    uint8_t *moves;
    int64_t *costs[3]; /* of this row and the two before it, by turns */
};

enum { WHOLE_TABLE = 250000, BAND = 128 };

static size_t first_column(const struct table *t, size_t i)
{
    size_t columns = t->n_y + 1;

    if (t->width >= columns || t->n_x == 0)
        return 0;
    size_t centre = (size_t)((uint64_t)i * t->n_y / t->n_x);
    return MIN(centre > t->width / 2 ? centre - t->width / 2 : 0, columns - t->width);
}

static int64_t *cell(const struct table *t, size_t i, size_t k)
{
    size_t first = first_column(t, i);

    return k < first || k - first >= t->width ? NULL : &t->costs[i % 3][k - first];
}

static void fill(const struct table *t, const struct sides *s, size_t i, size_t k)
{
    int64_t best = INT64_MAX;
    enum move found = MOVE_NONE;

    for (enum move m = MOVE_PAIR; m <= MOVE_Y; m++) {
        if (steps[m].a > i || steps[m].b > k)
            continue;
        const int64_t *from = cell(t, i - steps[m].a, k - steps[m].b);
        if (from == NULL || *from == INT64_MAX)
            continue;
        int cost = move_cost(s, m, i, k);
        if (cost < NEVER && *from + cost < best) {
            best = *from + cost;
            found = m;
        }
    }
    size_t column = k - first_column(t, i);
    t->costs[i % 3][column] = i + k == 0 ? 0 : best;
    t->moves[i * t->width + column] = (uint8_t)found;
}

/* The beads of the best path, from its end. False when the band has none: one side is many times
 * the other. */
static bool trace(struct arena *a, const struct table *t, const struct sides *s,
                  struct alignment *out)
{
    size_t i = t->n_x, k = t->n_y, n = 0;

    out->beads = arena_array(a, t->n_x + t->n_y + 1, sizeof *out->beads);
    while (i + k > 0) {
        enum move m = (enum move)t->moves[i * t->width + (k - first_column(t, i))];
        if (m == MOVE_NONE)
            return false;
        struct bead *bead = &out->beads[n++];
        bead->cost = move_cost(s, m, i, k);
        i -= bead->n_a = steps[m].a;
        k -= bead->n_b = steps[m].b;
        bead->a = i;
        bead->b = k;
    }
    for (size_t from = 0; from < n / 2; from++) {
        struct bead swap = out->beads[from];
        out->beads[from] = out->beads[n - 1 - from];
        out->beads[n - 1 - from] = swap;
    }
    out->n = n;
    return true;
}

static struct alignment align(struct arena *a, const struct sides *s, size_t n_x, size_t n_y)
{
    struct alignment out = {NULL, 0};
    struct table t = {.n_x = n_x, .n_y = n_y, .width = n_y + 1};
    struct arena *scratch = arena_new();

    if ((uint64_t)(n_x + 1) * (n_y + 1) > WHOLE_TABLE)
        t.width = MIN(t.width, BAND);
    t.moves = arena_array(scratch, n_x + 1, t.width);
    for (size_t i = 0; i < 3; i++)
        t.costs[i] = arena_array(scratch, t.width, sizeof **t.costs);
    for (size_t i = 0; i <= n_x; i++)
        for (size_t k = 0; k < t.width; k++)
            fill(&t, s, i, first_column(&t, i) + k);
    if (!trace(a, &t, s, &out)) {
        out.n = 0;
        out.beads[out.n++] = (struct bead){0, n_x, 0, n_y, NEVER};
    }
    arena_free(scratch);
    return out;
}

struct alignment align_headings(struct arena *a, const struct unit *x, size_t n_x,
                                const struct unit *y, size_t n_y)
{
    return align(a, &(struct sides){x, y, true}, n_x, n_y);
}

/* ---- blocks ---- */

static bool is_pair(const struct bead *b)
{
    return b->n_a > 0 && b->n_b > 0 && b->cost < NEVER;
}

/* A doubtful pair holds where pairs stand on both sides of it: then it is its place that says it.
 */
static void drop_doubtful(struct alignment *l)
{
    bool after_pair = true;

    for (size_t i = 0; i < l->n; i++) {
        bool pair = is_pair(&l->beads[i]), before_pair = i + 1 == l->n || is_pair(&l->beads[i + 1]);
        if (pair && l->beads[i].cost > ALIGN_DOUBT && !(after_pair && before_pair))
            l->beads[i].cost = NEVER;
        after_pair = pair;
    }
}

/* Collects what stands alone between two pairs: first what the one side has, then the other. */
static void gather_alone(struct alignment *l)
{
    size_t n = 0;

    for (size_t i = 0; i < l->n;) {
        if (is_pair(&l->beads[i])) {
            l->beads[n++] = l->beads[i++];
            continue;
        }
        struct bead x = l->beads[i], y = x;
        x.n_b = y.n_a = x.n_a = y.n_b = 0;
        for (; i < l->n && !is_pair(&l->beads[i]); i++) {
            x.n_a += l->beads[i].n_a;
            y.n_b += l->beads[i].n_b;
        }
        y.a = x.a + x.n_a;
        if (x.n_a > 0)
            l->beads[n++] = x;
        if (y.n_b > 0)
            l->beads[n++] = y;
    }
    l->n = n;
}

struct alignment align_blocks(struct arena *a, const struct unit *x, size_t n_x,
                              const struct unit *y, size_t n_y)
{
    struct alignment l = align(a, &(struct sides){x, y, false}, n_x, n_y);

    drop_doubtful(&l);
    gather_alone(&l);
    return l;
}

static uint64_t length_of(const struct unit *units, size_t from, size_t n)
{
    uint64_t length = 0;

    for (size_t i = from; i < from + n; i++)
        length += units[i].length;
    return length;
}

/* A few blocks alone on one side and a few on the other, in one place and as long: a list, and the
 * paragraphs it is elsewhere. */
static bool is_group(const struct unit *x, const struct bead *b, const struct unit *y,
                     const struct bead *c)
{
    enum { FEW = 3 };

    return b->n_a > 0 && b->n_a <= FEW && b->n_b == 0 && c->n_a == 0 && c->n_b > 0 &&
           c->n_b <= FEW &&
           length_cost((uint32_t)length_of(x, b->a, b->n_a),
                       (uint32_t)length_of(y, c->b, c->n_b)) <= ALIGN_DOUBT;
}

int align_share(const struct alignment *l, const struct unit *x, size_t n_x, const struct unit *y,
                size_t n_y)
{
    uint64_t all_x = length_of(x, 0, n_x), all_y = length_of(y, 0, n_y), in_x = 0, in_y = 0;

    if (all_x == 0 || all_y == 0)
        return 1000;
    for (size_t i = 0; i < l->n; i++) {
        const struct bead *b = &l->beads[i], *beside = i + 1 < l->n ? b + 1 : b;
        bool pair = is_pair(b);
        if (!pair && !is_group(x, b, y, beside))
            continue;
        in_x += length_of(x, b->a, b->n_a);
        in_y += pair ? length_of(y, b->b, b->n_b) : length_of(y, beside->b, beside->n_b);
    }
    return (int)MAX(in_x * 1000 / all_x, in_y * 1000 / all_y);
}

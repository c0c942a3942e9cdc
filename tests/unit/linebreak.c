/* The line breaker against cases computed by hand. */
#include "layout/linebreak.h"

#include <string.h>

struct list {
    struct break_item items[64];
    size_t n;
};

static void box(struct list *l, len width)
{
    l->items[l->n++] = (struct break_item){.kind = BREAK_BOX, .width = width};
}

static void glue(struct list *l, len width, len stretch, len shrink)
{
    l->items[l->n++] = (struct break_item){
        .kind = BREAK_GLUE, .width = width, .stretch = stretch, .shrink = shrink};
}

static void penalty(struct list *l, int p, enum break_rank rank, bool flagged, len width)
{
    l->items[l->n++] = (struct break_item){.kind = BREAK_PENALTY,
                                           .penalty = (int16_t)p,
                                           .rank = rank,
                                           .flagged = flagged,
                                           .width = width};
}

static void finish(struct list *l)
{
    penalty(l, PENALTY_FORCE, RANK_ALWAYS, false, 0);
}

static size_t run_with(struct arena *a, const struct list *l, len width, struct break_options o,
                       struct break_line **lines)
{
    len widths[1] = {width};

    o.widths = widths;
    o.n_widths = 1;
    o.emergency_stretch = 0;
    return linebreak(a, l->items, l->n, &o, lines);
}

static size_t run(struct arena *a, const struct list *l, len width, struct break_line **lines)
{
    return run_with(a, l, width, break_defaults, lines);
}

/* Words of 30 with spaces of 10+5-3: three fill 110 exactly, the fourth is the last line. */
static void test_exact(void)
{
    struct arena *a = arena_new();
    struct list l = {.n = 0};
    struct break_line *lines;

    for (int i = 0; i < 4; i++) {
        if (i > 0)
            glue(&l, 10, 5, 3);
        box(&l, 30);
    }
    finish(&l);
    g_assert_cmpuint(run(a, &l, 110, &lines), ==, 2);
    g_assert_cmpuint(lines[0].start, ==, 0);
    g_assert_cmpuint(lines[0].end, ==, 5); /* the third glue */
    g_assert_cmpint(lines[0].width, ==, 110);
    g_assert_cmpint(lines[0].ratio, ==, 0);
    g_assert_cmpint(lines[0].badness, ==, 0);
    g_assert_cmpint(lines[0].demerits, ==, 100); /* (10 + 0)^2 */
    g_assert_cmpuint(lines[1].start, ==, 6);
    g_assert_cmpint(lines[1].width, ==, 30);
    arena_free(a);
}

/* 104 for three words of 30 and two spaces of 10-3: shrinks by all it can, ratio -1, badness 100.
 */
static void test_shrink(void)
{
    struct arena *a = arena_new();
    struct list l = {.n = 0};
    struct break_line *lines;

    for (int i = 0; i < 4; i++) {
        if (i > 0)
            glue(&l, 10, 5, 3);
        box(&l, 30);
    }
    finish(&l);
    g_assert_cmpuint(run(a, &l, 104, &lines), ==, 2);
    g_assert_cmpuint(lines[0].end, ==, 5);
    g_assert_cmpint(lines[0].ratio, ==, -1000);
    g_assert_cmpint(lines[0].badness, ==, 100);
    g_assert_false(lines[0].overfull);
    arena_free(a);
}

/* Total fit, not greedy: 40 30 10 would fill the first line and leave 70 alone on the second, which
 * nothing can stretch; a word less on the first mends both. */
static void test_total(void)
{
    struct arena *a = arena_new();
    struct list l = {.n = 0};
    struct break_line *lines;
    static const len words[] = {40, 30, 10, 70, 100, 30};

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if (i > 0)
            glue(&l, 10, 10, 3);
        box(&l, words[i]);
    }
    finish(&l);
    size_t n = run(a, &l, 100, &lines);
    g_assert_cmpuint(n, ==, 4);
    g_assert_cmpuint(lines[0].end, ==, 3);
    g_assert_cmpuint(lines[1].end, ==, 7);
    arena_free(a);
}

/* A hyphen is used only when the first pass fails, and its width counts. */
static void test_hyphen(void)
{
    struct arena *a = arena_new();
    struct list l = {.n = 0};
    struct break_line *lines;

    box(&l, 50);
    glue(&l, 10, 5, 3);
    box(&l, 35);
    penalty(&l, 50, RANK_HYPHEN, true, 5);
    box(&l, 40);
    glue(&l, 10, 5, 3);
    box(&l, 50);
    finish(&l);
    g_assert_cmpuint(run(a, &l, 100, &lines), ==, 2);
    g_assert_cmpuint(lines[0].end, ==, 3);
    g_assert_cmpint(lines[0].width, ==, 100);
    g_assert_cmpuint(lines[1].start, ==, 4);
    g_assert_cmpint(lines[1].width, ==, 100);
    arena_free(a);
}

/* The first line is tight (110 for 100, ratio -10/12, badness 58, demerits 68^2 = 4624). The second
 * is either loose (85, ratio 15/20, badness 42, 52^2 = 2704) or tight again (4624), so the loose
 * one wins, unless a loose line below a tight one costs more than the 1920 between them. */
static void test_fitness(void)
{
    static const len words[] = {10, 30, 15, 25, 15, 30, 20, 15, 10};
    struct arena *a = arena_new();
    struct list l = {.n = 0};
    struct break_line *lines;
    struct break_options o = break_defaults;

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if (i > 0)
            glue(&l, 10, 10, 4);
        box(&l, words[i]);
    }
    finish(&l);
    o.fitness_demerits = 1900;
    g_assert_cmpuint(run_with(a, &l, 100, o, &lines), ==, 3);
    g_assert_cmpint(lines[0].ratio, ==, -833);
    g_assert_cmpint(lines[1].ratio, ==, 750);
    g_assert_cmpint(lines[1].demerits, ==, 2704 + 1900);
    o.fitness_demerits = 2000;
    g_assert_cmpuint(run_with(a, &l, 100, o, &lines), ==, 3);
    g_assert_cmpint(lines[0].ratio, ==, -833);
    g_assert_cmpint(lines[1].ratio, ==, -833);
    g_assert_cmpint(lines[1].demerits, ==, 4624);
    arena_free(a);
}

/* Lines of exactly 100 that may end in a hyphen (10^2 + 50^2 = 2600) or, a hair later, without one
 * at a penalty of 900 (810,100). A second hyphen costs 10,000 more and is taken, a third a million
 * and is not; nor is one above the last line, where it costs 15,000. */
static void test_ladder(void)
{
    struct arena *a = arena_new();
    struct list l = {.n = 0};
    struct break_line *lines;

    for (int i = 0; i < 3; i++) {
        box(&l, 100);
        penalty(&l, 50, RANK_ALWAYS, true, 0);
        box(&l, 0);
        penalty(&l, 900, RANK_ALWAYS, false, 0);
    }
    box(&l, 50);
    finish(&l);
    g_assert_cmpuint(run(a, &l, 100, &lines), ==, 4);
    g_assert_cmpuint(lines[0].end, ==, 1);
    g_assert_cmpint(lines[0].demerits, ==, 2600);
    g_assert_cmpuint(lines[1].end, ==, 5);
    g_assert_cmpint(lines[1].demerits, ==, 12600);
    g_assert_cmpuint(lines[2].end, ==, 11);
    g_assert_cmpint(lines[2].demerits, ==, 810100);
    g_assert_cmpint(lines[3].demerits, ==, 100); /* 15,000 more below a hyphen */
    arena_free(a);
}

/* 20 20 40 fill the line and leave a last line of 10. Where that is a runt (2000^2), one word less
 * on the first line is better: ratio 1, badness 100, demerits 110^2. */
static void test_runt(void)
{
    static const len words[] = {20, 20, 40, 10};
    struct arena *a = arena_new();
    struct list l = {.n = 0};
    struct break_line *lines;
    struct break_options o = break_defaults;

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if (i > 0)
            glue(&l, 10, 50, 3);
        box(&l, words[i]);
    }
    finish(&l);
    g_assert_cmpuint(run_with(a, &l, 100, o, &lines), ==, 2);
    g_assert_cmpuint(lines[0].end, ==, 5);
    o.runt_width = 20;
    g_assert_cmpuint(run_with(a, &l, 100, o, &lines), ==, 2);
    g_assert_cmpuint(lines[0].end, ==, 3);
    g_assert_cmpint(lines[0].demerits, ==, 12100);
    g_assert_cmpint(lines[1].width, ==, 60);
    arena_free(a);
}

/* What does not fit anywhere makes an overfull line of its own and is said so. */
static void test_overfull(void)
{
    struct arena *a = arena_new();
    struct list l = {.n = 0};
    struct break_line *lines;

    box(&l, 30 * LEN_PT);
    glue(&l, 10 * LEN_PT, 5 * LEN_PT, 3 * LEN_PT);
    box(&l, 300 * LEN_PT);
    glue(&l, 10 * LEN_PT, 5 * LEN_PT, 3 * LEN_PT);
    box(&l, 30 * LEN_PT);
    finish(&l);
    g_assert_cmpuint(run(a, &l, 100 * LEN_PT, &lines), ==, 3);
    g_assert_false(lines[0].overfull);
    g_assert_true(lines[1].overfull);
    g_assert_false(lines[2].overfull);
    arena_free(a);
}

/* A forbidden penalty keeps the glue after it whole; a forced one ends a line at once. */
static void test_forbidden_forced(void)
{
    struct arena *a = arena_new();
    struct list l = {.n = 0};
    struct break_line *lines;

    box(&l, 40);
    glue(&l, 10, 50, 3);
    box(&l, 40);
    penalty(&l, PENALTY_FORBID, RANK_ALWAYS, false, 0);
    glue(&l, 10, 5, 3);
    box(&l, 20);
    finish(&l);
    g_assert_cmpuint(run(a, &l, 95, &lines), ==, 2);
    g_assert_cmpuint(lines[0].end, ==, 1);

    l.n = 0;
    box(&l, 10);
    finish(&l);
    finish(&l);
    box(&l, 10);
    finish(&l);
    g_assert_cmpuint(run(a, &l, 95, &lines), ==, 3); /* the one between is empty */
    g_assert_cmpint(lines[1].width, ==, 0);
    arena_free(a);
}

/* What only the last pass takes: 10 10 20 30 would fill the first line and leave 30 alone on the
 * second, a hole without measure; two lines with a lesser hole each are better. */
static void test_holes(void)
{
    struct arena *a = arena_new();
    struct list l = {.n = 0};
    struct break_line *lines;
    static const len words[] = {10, 10, 20, 30, 30, 95, 10};

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if (i > 0)
            glue(&l, 10, 1, 0);
        box(&l, words[i]);
    }
    finish(&l);
    g_assert_cmpuint(run(a, &l, 100, &lines), ==, 4);
    g_assert_cmpuint(lines[0].end, ==, 5);
    g_assert_cmpint(lines[0].ratio, ==, 20000);
    g_assert_cmpint(lines[0].badness, ==, 43084); /* 10000 * 20 / 4.642 */
    g_assert_cmpuint(lines[1].end, ==, 9);
    g_assert_cmpint(lines[1].ratio, ==, 30000);
    arena_free(a);
}

/* Words of 20 with spaces of 10, four to a line of 110: on the fourth line each space stands below
 * three others. With rivers looked for, and a paragraph that can also be set with three to a line
 * at ratio 1 (60 + 2 spaces of 10+15: 110), the spaces go elsewhere. */
static size_t break_river(struct arena *a, size_t words, len river_width, struct break_line **lines)
{
    struct break_item *items = arena_array(a, 2 * words, sizeof *items);
    len widths[1] = {110};
    struct break_options o = break_defaults;

    for (size_t i = 0; i < words; i++) {
        items[2 * i] = (struct break_item){.kind = BREAK_BOX, .width = 20};
        items[2 * i + 1] =
            (struct break_item){.kind = BREAK_GLUE, .width = 10, .stretch = 15, .shrink = 3};
    }
    items[2 * words - 1] = (struct break_item){.kind = BREAK_PENALTY, .penalty = PENALTY_FORCE};
    o.widths = widths;
    o.n_widths = 1;
    o.river_width = river_width;
    return linebreak(a, items, 2 * words, &o, lines);
}

static size_t count_natural(const struct break_line *lines, size_t n)
{
    size_t natural = 0;

    for (size_t i = 0; i < n; i++)
        natural += lines[i].ratio == 0;
    return natural;
}

static void test_river(void)
{
    struct arena *a = arena_new();
    struct break_line *lines;
    size_t n;

    g_assert_cmpuint(break_river(a, 20, 0, &lines), ==, 5);
    g_assert_cmpuint(count_natural(lines, 5), ==, 5);
    n = break_river(a, 20, 2, &lines);
    for (size_t i = 0; i + 3 < n; i++) /* no four lines alike */
        g_assert_false(lines[i].ratio == lines[i + 1].ratio &&
                       lines[i].ratio == lines[i + 2].ratio &&
                       lines[i].ratio == lines[i + 3].ratio);
    arena_free(a);
}

/* Up to a thousand lines they are looked for, and not in a longer paragraph. */
static void test_river_of_many_lines(void)
{
    struct arena *a = arena_new();
    struct break_line *lines;
    size_t n = break_river(a, 4000, 2, &lines);

    g_assert_cmpuint(count_natural(lines, n), <, n);
    n = break_river(a, 4004, 2, &lines);
    g_assert_cmpuint(n, ==, 1001);
    g_assert_cmpuint(count_natural(lines, n), ==, n);
    arena_free(a);
}

static void test_empty(void)
{
    struct arena *a = arena_new();
    struct list l = {.n = 0};
    struct break_line *lines;

    g_assert_cmpuint(run(a, &l, 95, &lines), ==, 0);
    finish(&l);
    g_assert_cmpuint(run(a, &l, 95, &lines), ==, 1);
    arena_free(a);
}

/* A million characters of words: four times the text takes about four times as long. */
static void break_words(size_t n)
{
    struct arena *a = arena_new();
    struct break_item *items = g_new0(struct break_item, 2 * n);
    len widths[1] = {340 * LEN_PT};
    struct break_options o = break_defaults;
    struct break_line *lines;
    uint32_t seed = 1;

    for (size_t i = 0; i < n; i++) {
        seed = seed * 1664525u + 1013904223u;
        items[2 * i] =
            (struct break_item){.kind = BREAK_BOX, .width = (len)(8 + seed % 40) * LEN_PT};
        items[2 * i + 1] = (struct break_item){
            .kind = BREAK_GLUE, .width = 3 * LEN_PT, .stretch = 1536, .shrink = LEN_PT};
    }
    items[2 * n - 1] = (struct break_item){.kind = BREAK_PENALTY, .penalty = PENALTY_FORCE};
    o.widths = widths;
    o.n_widths = 1;
    g_assert_cmpuint(linebreak(a, items, 2 * n, &o, &lines), >, n / 20);
    g_free(items);
    arena_free(a);
}

/* A paragraph of some 7 MB: an active list that grew with it would run into the time limit. */
static void test_linear(void)
{
    break_words(1200000);
}

/* A wide box fits on no line with others: where the break before it may leave a line short, the
 * lines above stay as they are; else they are all stretched to reach it. */
static void test_fill(void)
{
    struct arena *a = arena_new();
    struct break_line *lines;

    for (int fill = 0; fill < 2; fill++) {
        struct list l = {.n = 0};
        for (int i = 0; i < 5; i++) {
            if (i > 0)
                glue(&l, 10, 5, 3);
            box(&l, 20);
        }
        penalty(&l, 0, RANK_ALWAYS, false, 0);
        l.items[l.n - 1].fill = fill;
        glue(&l, 10, 5, 3);
        box(&l, 110);
        finish(&l);
        g_assert_cmpuint(run(a, &l, 110, &lines), ==, 3);
        g_assert_cmpuint(lines[0].end, ==, fill ? 7 : 3);
        g_assert_cmpint(lines[1].ratio, ==, fill ? 0 : 3000);
        g_assert_cmpint(lines[2].width, ==, 110);
    }
    arena_free(a);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/linebreak/exact", test_exact);
    g_test_add_func("/linebreak/shrink", test_shrink);
    g_test_add_func("/linebreak/total-fit", test_total);
    g_test_add_func("/linebreak/hyphen", test_hyphen);
    g_test_add_func("/linebreak/fitness", test_fitness);
    g_test_add_func("/linebreak/ladder", test_ladder);
    g_test_add_func("/linebreak/runt", test_runt);
    g_test_add_func("/linebreak/overfull", test_overfull);
    g_test_add_func("/linebreak/forbidden-and-forced", test_forbidden_forced);
    g_test_add_func("/linebreak/holes", test_holes);
    g_test_add_func("/linebreak/river", test_river);
    g_test_add_func("/linebreak/river-of-many-lines", test_river_of_many_lines);
    g_test_add_func("/linebreak/fill", test_fill);
    g_test_add_func("/linebreak/empty", test_empty);
    g_test_add_func("/linebreak/linear", test_linear);
    return g_test_run();
}

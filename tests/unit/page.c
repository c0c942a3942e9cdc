/* The page builder on lists of integers: a line is 10 high, a page 100 unless said. */
#include "layout/page.h"

struct list {
    struct vbox boxes[200];
    size_t n;
    struct vbox notes[200];
    size_t n_notes;
    struct vfloat floats[10];
    size_t n_floats;
    len line;
    bool recto;
    struct page_range *pages;
    size_t n_pages;
    struct arena *arena;
};

static struct list *list_new(void)
{
    struct list *l = g_new0(struct list, 1);
    l->arena = arena_new();
    return l;
}

static void list_free(struct list *l)
{
    arena_free(l->arena);
    g_free(l);
}

static struct vbox *add(struct list *l, len height, int penalty)
{
    struct vbox *b = &l->boxes[l->n++];
    *b = (struct vbox){.height = height, .penalty = penalty, .notes_end = l->n_notes};
    return b;
}

/* n lines that keep two together at either end. */
static void paragraph(struct list *l, int n)
{
    for (int i = 0; i < n; i++)
        add(l, 10, i > 0 && (i < 2 || n - i < 2) ? PENALTY_FORBID : 0);
}

static void note(struct list *l, int lines)
{
    for (int i = 0; i < lines; i++)
        l->notes[l->n_notes++] = (struct vbox){
            .height = 10,
            .penalty = i > 0 && (i < 2 || lines - i < 2) ? PENALTY_FORBID : 0,
            .begins = i == 0};
    l->boxes[l->n - 1].notes_end = l->n_notes;
}

static void run(struct list *l)
{
    struct page_options o = {.height = 100,
                             .note_gap = 10,
                             .line = l->line,
                             .recto = l->recto,
                             .floats = l->floats,
                             .n_floats = l->n_floats};
    l->n_pages = page_break(l->arena, l->boxes, l->n, l->notes, l->n_notes, &o, &l->pages);
    size_t at = 0, notes = 0; /* nothing lost, nothing twice */
    for (size_t i = 0; i < l->n_pages; i++) {
        g_assert_cmpuint(l->pages[i].set.start, ==, at);
        g_assert_cmpuint(l->pages[i].notes_start, ==, notes);
        /* what waits comes at the top of the very next page */
        g_assert_true(l->pages[i].set.lead == (i ? l->pages[i - 1].set.skip : NULL));
        at = l->pages[i].set.end;
        notes = l->pages[i].notes_end;
    }
    g_assert_cmpuint(at, ==, l->n);
    g_assert_cmpuint(notes, ==, l->n_notes);
}

static void test_empty(void)
{
    struct list *l = list_new();
    run(l);
    g_assert_cmpuint(l->n_pages, ==, 0);
    list_free(l);
}

static void test_full(void)
{
    struct list *l = list_new();
    for (int i = 0; i < 25; i++)
        add(l, 10, 0);
    run(l);
    g_assert_cmpuint(l->n_pages, ==, 3);
    g_assert_cmpuint(l->pages[0].set.end, ==, 10);
    g_assert_cmpuint(l->pages[1].set.end, ==, 20);
    list_free(l);
}

static void test_widow(void)
{
    struct list *l = list_new();
    paragraph(l, 5);
    paragraph(l, 6); /* its last line would stand alone on page 2 */
    paragraph(l, 5);
    run(l);
    g_assert_cmpuint(l->n_pages, ==, 2);
    g_assert_cmpuint(l->pages[0].set.end, ==, 9);
    list_free(l);
}

static void test_orphan(void)
{
    struct list *l = list_new();
    paragraph(l, 9);
    paragraph(l, 6); /* its first line would stand alone on page 1 */
    run(l);
    g_assert_cmpuint(l->pages[0].set.end, ==, 9);
    list_free(l);
}

static void test_heading(void)
{
    struct list *l = list_new();
    paragraph(l, 8);
    add(l, 20, 0)->space = 5; /* a heading: glue above, no break below */
    add(l, 10, PENALTY_FORBID);
    add(l, 10, PENALTY_FORBID);
    for (int i = 0; i < 5; i++)
        add(l, 10, 0);
    run(l);
    g_assert_cmpuint(l->pages[0].set.end, ==, 8);
    list_free(l);
}

static void test_forced(void)
{
    struct list *l = list_new();
    add(l, 10, 0);
    add(l, 10, PENALTY_FORCE);
    add(l, 10, PENALTY_FORCE);
    run(l);
    g_assert_cmpuint(l->n_pages, ==, 3);
    g_assert_cmpint(l->pages[0].set.slack, ==, 0);
    list_free(l);
}

static void test_chain(void)
{
    struct list *l = list_new();
    for (int i = 0; i < 30; i++) /* nothing but headings: broken all the same */
        add(l, 10, PENALTY_FORBID);
    run(l);
    g_assert_cmpuint(l->n_pages, ==, 3);
    list_free(l);
}

static void test_overlong(void)
{
    struct list *l = list_new();
    add(l, 10, 0);
    add(l, 250, 0);
    add(l, 10, 0);
    run(l);
    g_assert_cmpuint(l->n_pages, ==, 3);
    g_assert_cmpuint(l->pages[1].set.start, ==, 1);
    g_assert_cmpuint(l->pages[1].set.end, ==, 2);
    list_free(l);
}

static void test_stretch(void)
{
    struct list *l = list_new();
    for (int i = 0; i < 9; i++)
        add(l, 10, 0);
    l->boxes[4].space = 4;
    l->boxes[4].stretch = 6;
    add(l, 40, 0); /* does not fit */
    run(l);
    g_assert_cmpuint(l->pages[0].set.end, ==, 9);
    g_assert_cmpint(l->pages[0].set.slack, ==, 6);
    g_assert_cmpint(l->pages[0].set.total, ==, 6);
    list_free(l);
}

static void test_shrink(void)
{
    struct list *l = list_new();
    for (int i = 0; i < 10; i++)
        add(l, 10, i == 9 ? PENALTY_FORBID : 0);
    l->boxes[4].space = 6;
    l->boxes[4].shrink = 8;
    add(l, 10, PENALTY_FORCE);
    run(l);
    g_assert_cmpuint(l->n_pages, ==, 2);
    g_assert_cmpint(l->pages[0].set.slack, ==, -6);
    list_free(l);
}

static void test_picture_gives(void)
{
    struct list *l = list_new();
    paragraph(l, 4);
    add(l, 70, 0)->give = 20;
    paragraph(l, 4);
    run(l);
    g_assert_cmpuint(l->pages[0].set.end, ==, 5);
    g_assert_cmpint(l->pages[0].set.give, ==, 10);
    list_free(l);
}

static void test_note_on_its_page(void)
{
    struct list *l = list_new();
    for (int i = 0; i < 12; i++) {
        add(l, 10, 0);
        if (i == 6)
            note(l, 2); /* 7 lines, gap 1, note 2: the page is full */
    }
    run(l);
    g_assert_cmpuint(l->n_pages, ==, 2);
    g_assert_cmpuint(l->pages[0].set.end, ==, 7);
    g_assert_cmpuint(l->pages[0].notes_end, ==, 2);
    list_free(l);
}

static void test_note_split(void)
{
    struct list *l = list_new();
    for (int i = 0; i < 8; i++) {
        add(l, 10, 0);
        if (i == 0)
            note(l, 14); /* longer than the page: goes on at the foot of the next */
    }
    run(l);
    g_assert_cmpuint(l->pages[0].set.start, ==, 0);
    g_assert_cmpuint(l->pages[0].notes_end, >=, 2);
    g_assert_cmpuint(l->pages[0].notes_end, <, 14);
    list_free(l);
}

/* A note of five lines to the ninth line of text: there is no room for two of it, so that line goes
 * to the next page with it. To the seventh: two of its lines stand below, three overleaf. */
static void test_note_begins_on_its_page(void)
{
    static const struct {
        size_t line, end, notes;
    } cases[] = {{9, 8, 0}, {7, 7, 2}};
    for (size_t k = 0; k < G_N_ELEMENTS(cases); k++) {
        struct list *l = list_new();
        for (size_t i = 1; i <= 14; i++) {
            add(l, 10, 0);
            if (i == cases[k].line)
                note(l, 5);
        }
        run(l);
        g_assert_cmpuint(l->pages[0].set.end, ==, cases[k].end);
        g_assert_cmpuint(l->pages[0].notes_end, ==, cases[k].notes);
        list_free(l);
    }
}

static void test_note_after_the_end(void)
{
    struct list *l = list_new();
    add(l, 10, 0);
    note(l, 30);
    run(l);
    g_assert_cmpuint(l->n_pages, ==, 4);
    g_assert_cmpuint(l->pages[3].set.start, ==, l->pages[3].set.end);
    list_free(l);
}

static void test_repeat(void)
{
    struct frame head = {.height = 20};
    struct vrepeat repeat = {.frame = &head};
    struct list *l = list_new();
    add(l, 20, 0);
    for (int i = 0; i < 20; i++)
        add(l, 10, i ? 0 : PENALTY_FORBID)->repeat = &repeat;
    run(l);
    g_assert_cmpuint(l->n_pages, ==, 3);
    g_assert_cmpuint(l->pages[0].set.end, ==, 9);
    g_assert_cmpuint(l->pages[1].set.end, ==, 17); /* 20 + 8 x 10 */
    g_assert_true(l->pages[1].set.repeat);
    g_assert_false(l->pages[0].set.repeat);
    list_free(l);
}

static void test_look_ahead(void)
{
    struct list *l = list_new();
    for (int i = 0; i < 9; i++)
        add(l, 10, 0);
    add(l, 10, 900); /* a poor place: better to leave the page one line short */
    add(l, 10, 900);
    for (int i = 0; i < 5; i++)
        add(l, 10, 0);
    run(l);
    g_assert_cmpuint(l->pages[0].set.end, ==, 8);
    list_free(l);
}

static void figure(struct list *l, len height)
{
    add(l, height, 0);
    l->floats[l->n_floats++] = (struct vfloat){.start = l->n - 1, .end = l->n};
}

/* Seven lines and a figure of 50: 30 of 100 would stay empty. */
static void test_figure_waits(void)
{
    struct list *l = list_new();
    paragraph(l, 7);
    figure(l, 50);
    paragraph(l, 6);
    run(l);
    g_assert_cmpuint(l->n_pages, ==, 2);
    g_assert_true(l->pages[0].set.skip == &l->floats[0]);
    g_assert_cmpuint(l->pages[0].set.end, ==, 11); /* seven and three lines */
    g_assert_cmpint(l->pages[0].text_height, ==, 100);
    g_assert_cmpint(l->pages[1].text_height, ==, 80);
    list_free(l);
}

/* 10 of 100: the figure stays in its place. */
static void test_figure_stays(void)
{
    struct list *l = list_new();
    paragraph(l, 9);
    figure(l, 50);
    paragraph(l, 8);
    run(l);
    g_assert_null(l->pages[0].set.skip);
    g_assert_cmpuint(l->pages[0].set.end, ==, 9);
    list_free(l);
}

/* A second figure does not overtake the first, nor does text go on without the figure it needs:
 * both stand on page 2. */
static void test_figures_in_order(void)
{
    struct list *l = list_new();
    paragraph(l, 7);
    figure(l, 50);
    paragraph(l, 2);
    figure(l, 20);
    paragraph(l, 3);
    run(l);
    g_assert_cmpuint(l->n_pages, ==, 2);
    g_assert_true(l->pages[0].set.skip == &l->floats[0]);
    g_assert_cmpuint(l->pages[0].set.end, ==, 10); /* not past the second figure */
    g_assert_cmpint(l->pages[1].text_height, ==, 100);
    list_free(l);
}

/* Nine lines, for the tenth may not end the page. The page beside it is a line short as well; one
 * overleaf is full. */
static void test_facing(void)
{
    for (int recto = 0; recto < 2; recto++) {
        struct list *l = list_new();
        l->line = 10;
        l->recto = recto;
        for (int i = 0; i < 28; i++)
            add(l, 10, i == 10 ? PENALTY_FORBID : 0);
        run(l);
        g_assert_cmpuint(l->pages[0].set.end, ==, 9);
        g_assert_cmpuint(l->pages[1].set.end, ==, recto ? 19 : 18);
        list_free(l);
    }
}

/* What flow.c says of a heading: one line of an item is not enough to stay with it. */
static void test_keep_next(void)
{
    struct arena *a = arena_new();
    struct vlist *v = vlist_new(a);
    static const struct frame line = {.height = 10, .baseline = 8};
    vlist_add(v, &line, 0, 20);
    vlist_keep_next(v, 15);
    for (int i = 0; i < 3; i++)
        vlist_add(v, &line, 0, 10);
    g_assert_cmpint(v->boxes[1].penalty, ==, PENALTY_FORBID);
    g_assert_cmpint(v->boxes[2].penalty, ==, PENALTY_FORBID);
    g_assert_cmpint(v->boxes[3].penalty, ==, 0);
    vlist_keep_next(v, 15);
    vlist_add(v, NULL, 0, 60); /* a picture is enough; what is below it is free */
    vlist_add(v, &line, 0, 10);
    g_assert_cmpint(v->boxes[4].penalty, ==, PENALTY_FORBID);
    g_assert_cmpint(v->boxes[5].penalty, ==, 0);
    arena_free(a);
}

/* Nine lines, then a block of 60 that the last of them announces: to keep that line with it leaves
 * 20 of 100 empty (200 / 2 + 200^2 / 50 = 900) rather than 10 (250 and the penalty). Of seven lines
 * 40 would stay empty, and nothing short of a forbidden break is worth that. */
static void test_announced(void)
{
    static const struct {
        int lines, penalty;
        size_t end;
    } cases[] = {{9, 600, 9}, {9, 700, 8}, {7, 1500, 7}, {7, 9000, 7}, {7, PENALTY_FORBID, 6}};
    for (size_t k = 0; k < G_N_ELEMENTS(cases); k++) {
        struct list *l = list_new();
        for (int i = 0; i < cases[k].lines; i++)
            add(l, 10, 0);
        add(l, 60, cases[k].penalty);
        add(l, 20, 0);
        run(l);
        g_assert_cmpuint(l->pages[0].set.end, ==, cases[k].end);
        list_free(l);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/page/empty", test_empty);
    g_test_add_func("/page/full", test_full);
    g_test_add_func("/page/widow", test_widow);
    g_test_add_func("/page/orphan", test_orphan);
    g_test_add_func("/page/heading", test_heading);
    g_test_add_func("/page/forced", test_forced);
    g_test_add_func("/page/chain", test_chain);
    g_test_add_func("/page/overlong", test_overlong);
    g_test_add_func("/page/stretch", test_stretch);
    g_test_add_func("/page/shrink", test_shrink);
    g_test_add_func("/page/picture-gives", test_picture_gives);
    g_test_add_func("/page/note-on-its-page", test_note_on_its_page);
    g_test_add_func("/page/note-split", test_note_split);
    g_test_add_func("/page/note-after-the-end", test_note_after_the_end);
    g_test_add_func("/page/repeat", test_repeat);
    g_test_add_func("/page/look-ahead", test_look_ahead);
    g_test_add_func("/page/figure-waits", test_figure_waits);
    g_test_add_func("/page/figure-stays", test_figure_stays);
    g_test_add_func("/page/figures-in-order", test_figures_in_order);
    g_test_add_func("/page/facing", test_facing);
    g_test_add_func("/page/note-begins-on-its-page", test_note_begins_on_its_page);
    g_test_add_func("/page/keep-next", test_keep_next);
    g_test_add_func("/page/announced", test_announced);
    return g_test_run();
}

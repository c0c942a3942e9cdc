/* Formulas laid out from trees made by hand: spacing, styles, scripts, fractions, growing glyphs,
 * breaks, depth. Needs TeX Gyre Pagella Math; skips without it. */
#include "layout/math.h"

#include "kit.h"

#include <string.h>

static bool have_fonts(void)
{
    struct kit k;

    kit_open(&k);
    struct style math = k.style;
    math.font_family = "math";
    const struct font *font = face_list_primary(fonts_list(k.fonts, &math, "en"), false);
    bool have = font != NULL && strcmp(font->family, "TeX Gyre Pagella Math") == 0;
    kit_close(&k);
    return have;
}

/* ---- trees ---- */

static struct math *node(struct kit *k, enum math_kind kind, enum math_class class)
{
    struct math *m = arena_one(k->a, struct math);

    m->kind = kind;
    m->class = class;
    return m;
}

static struct math *symbol(struct kit *k, const char *text, enum math_class class)
{
    struct math *m = node(k, MATH_SYMBOL, class);

    m->text = text;
    m->u.symbol.alphabet = ALPHABET_ITALIC;
    return m;
}

static struct math *row(struct kit *k, struct math *first, ...)
{
    struct math *m = node(k, MATH_ROW, MATH_ORD), **end = &m->first;
    va_list more;

    va_start(more, first);
    for (struct math *next = first; next != NULL; next = va_arg(more, struct math *)) {
        *end = next;
        end = &next->next;
    }
    va_end(more);
    return m;
}

static struct math *scripts(struct kit *k, struct math *base, struct math *sub, struct math *sup)
{
    struct math *m = node(k, MATH_SCRIPTS, base->class);

    m->first = row(k, base, NULL);
    m->u.scripts.sub = sub;
    m->u.scripts.sup = sup;
    return m;
}

static struct math *fraction(struct kit *k, struct math *above, struct math *below)
{
    struct math *m = node(k, MATH_FRACTION, MATH_INNER);

    m->u.fraction.above = above;
    m->u.fraction.below = below;
    m->u.fraction.ruled = true;
    m->u.fraction.thickness.amount = -1;
    return m;
}

static struct math_job job_for(struct kit *k, struct math *root)
{
    struct formula *f = arena_one(k->a, struct formula);

    f->root = root;
    return (struct math_job){
        .shaper = k->shaper, .formula = f, .tex = "tex", .style = &k->style, .lang = "en"};
}

static const struct frame *set(struct kit *k, struct math *root, bool display)
{
    struct math_job job = job_for(k, root);
    const struct frame *f = math_frame(&job, display);

    g_assert_nonnull(f);
    return f;
}

/* ---- tests ---- */

static void test_spacing(void)
{
    struct kit k;

    kit_open(&k);
    len a = set(&k, row(&k, symbol(&k, "a", MATH_ORD), NULL), true)->width;
    len b = set(&k, row(&k, symbol(&k, "b", MATH_ORD), NULL), true)->width;
    len equal = set(&k, row(&k, symbol(&k, "=", MATH_ORD), NULL), true)->width;
    len together = set(&k,
                       row(&k, symbol(&k, "a", MATH_ORD), symbol(&k, "=", MATH_REL),
                           symbol(&k, "b", MATH_ORD), NULL),
                       true)
                       ->width;
    len thick = 10 * LEN_PT * 5 / 18;
    g_assert_cmpint(together, ==, a + b + equal + 2 * thick);
    /* none in scripts */
    struct math *styled = node(&k, MATH_STYLED, MATH_ORD);
    styled->u.styled.style = MATH_SCRIPT;
    styled->first = row(&k, symbol(&k, "a", MATH_ORD), symbol(&k, "=", MATH_REL),
                        symbol(&k, "b", MATH_ORD), NULL);
    len small = set(&k, row(&k, styled, NULL), true)->width;
    g_assert_cmpint(small, <, (a + b + equal) * 85 / 100);
    kit_close(&k);
}

static void test_scripts(void)
{
    struct kit k;

    kit_open(&k);
    const struct frame *x = set(&k, row(&k, symbol(&k, "x", MATH_ORD), NULL), true);
    const struct frame *both =
        set(&k,
            row(&k,
                scripts(&k, symbol(&k, "x", MATH_ORD), row(&k, symbol(&k, "i", MATH_ORD), NULL),
                        row(&k, symbol(&k, "n", MATH_ORD), NULL)),
                NULL),
            true);
    g_assert_cmpint(both->baseline, >, x->baseline);
    g_assert_cmpint(both->height - both->baseline, >, x->height - x->baseline);
    g_assert_cmpint(both->width, >, x->width);
    kit_close(&k);
}

static void test_fraction(void)
{
    struct kit k;

    kit_open(&k);
    struct math *root = row(&k,
                            fraction(&k, row(&k, symbol(&k, "a", MATH_ORD), NULL),
                                     row(&k, symbol(&k, "b", MATH_ORD), NULL)),
                            NULL);
    const struct frame *display = set(&k, root, true), *text = set(&k, root, false);
    g_assert_cmpint(display->height, >, text->height);
    g_assert_cmpint(display->height, >, 18 * LEN_PT);
    kit_close(&k);
}

static void test_fence_grows(void)
{
    struct kit k;
    struct math *inner;
    len before = 0;

    kit_open(&k);
    inner = symbol(&k, "x", MATH_ORD);
    for (int i = 0; i < 12; i++) { /* a tower of fractions in parentheses */
        struct math *fence = node(&k, MATH_FENCE, MATH_INNER);
        fence->u.fence.open = "(";
        fence->u.fence.close = ")";
        fence->first = row(&k, fraction(&k, row(&k, inner, NULL), row(&k, NULL)), NULL);
        struct math *styled = node(&k, MATH_STYLED, MATH_ORD);
        styled->u.styled.style = MATH_DISPLAY;
        styled->first = row(&k, fence, NULL);
        inner = styled;
        len height = set(&k, row(&k, inner, NULL), true)->height;
        g_assert_cmpint(height, >, before);
        before = height;
    }
    kit_close(&k);
}

static void test_pieces(void)
{
    struct kit k;

    kit_open(&k);
    struct math_job job = job_for(&k, row(&k, symbol(&k, "a", MATH_ORD), symbol(&k, "=", MATH_REL),
                                          symbol(&k, "b", MATH_ORD), symbol(&k, "+", MATH_BIN),
                                          symbol(&k, "c", MATH_ORD), NULL));
    struct math_pieces p = math_inline(&job);
    g_assert_cmpuint(p.n, ==, 3);
    g_assert_cmpint(p.pieces[0].penalty, ==, 500);
    g_assert_cmpint(p.pieces[1].penalty, ==, 700);
    len whole = math_frame(&job, false)->width, sum = 0;
    for (size_t i = 0; i < p.n; i++)
        sum += p.pieces[i].frame->width + p.pieces[i].space;
    g_assert_cmpint(sum, ==, whole);
    struct math_job empty = job_for(&k, row(&k, NULL));
    g_assert_cmpuint(math_inline(&empty).n, ==, 0);
    kit_close(&k);
}

/* a = b = ... : no line is wider than the measure, whatever that is. */
static void test_display_fits(void)
{
    struct kit k;
    struct math *root, **end;

    kit_open(&k);
    root = row(&k, NULL);
    end = &root->first;
    for (int i = 0; i < 60; i++) {
        *end = symbol(&k, i % 2 == 0 ? "a" : "=", i % 2 == 0 ? MATH_ORD : MATH_REL);
        end = &(*end)->next;
    }
    for (len measure = 60 * LEN_PT; measure < 600 * LEN_PT; measure += 60 * LEN_PT) {
        struct math_job job = job_for(&k, root);
        struct math_lines lines = math_display(&job, measure);
        g_assert_cmpuint(lines.n, >=, 1);
        g_assert_cmpint(lines.width, <=, measure);
        for (size_t i = 0; i < lines.n; i++)
            g_assert_cmpint(lines.lines[i].frame->width, ==, measure);
    }
    kit_close(&k);
}

/* What cannot be broken is set smaller, and is never left out. */
static void test_display_shrinks(void)
{
    struct kit k;

    kit_open(&k);
    struct math *name = node(&k, MATH_NAME, MATH_ORD);
    name->text = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz";
    struct math_job job = job_for(&k, row(&k, name, NULL));
    struct math_lines lines = math_display(&job, 200 * LEN_PT);
    g_assert_cmpuint(lines.n, ==, 1);
    g_assert_cmpint(lines.width, <=, 200 * LEN_PT);
    g_assert_cmpuint(diags_count_code(k.diags, DIAG_MATH_SHRUNK), ==, 1);
    lines = math_display(&job, 10 * LEN_PT);
    g_assert_cmpuint(lines.n, ==, 1);
    g_assert_nonnull(lines.lines[0].frame->first);
    kit_close(&k);
}

static void test_depth(void)
{
    struct kit k;
    struct math *inner;

    kit_open(&k);
    inner = symbol(&k, "x", MATH_ORD);
    for (int i = 0; i < 2000; i++)
        inner = scripts(&k, inner, NULL, row(&k, symbol(&k, "n", MATH_ORD), NULL));
    set(&k, row(&k, inner, NULL), true);
    kit_close(&k);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    if (!have_fonts())
        return 77;
    g_test_add_func("/math/spacing", test_spacing);
    g_test_add_func("/math/scripts", test_scripts);
    g_test_add_func("/math/fraction", test_fraction);
    g_test_add_func("/math/fence-grows", test_fence_grows);
    g_test_add_func("/math/pieces", test_pieces);
    g_test_add_func("/math/display-fits", test_display_fits);
    g_test_add_func("/math/display-shrinks", test_display_shrinks);
    g_test_add_func("/math/depth", test_depth);
    return g_test_run();
}

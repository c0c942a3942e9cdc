/* Frames as SVG: units, repeated glyphs, colours, paths, links. The outlines are made up. */
#include "epub/svg.h"

#include <string.h>

enum { EM = 10 * LEN_PT, TEXT = 0xff202020u };

static const struct path_step triangle[] = {{PATH_MOVE, {0}, {0}},
                                            {PATH_LINE, {500}, {0}},
                                            {PATH_LINE, {500}, {1000}},
                                            {PATH_CLOSE, {0}, {0}}};

/* Glyph 0 has no ink. */
static const struct path_step *outline(struct arena *a, const struct font *font, uint32_t glyph,
                                       size_t *n, int *upem)
{
    (void)a;
    (void)font;
    *n = glyph == 0 ? 0 : G_N_ELEMENTS(triangle);
    *upem = 1000;
    return triangle;
}

static const struct svg_formulas formulas = {.outline = outline, .em = EM, .colour = TEXT};

static struct item *add_glyphs(struct arena *a, struct frame *f, size_t n, const uint32_t *ids)
{
    struct item *item = frame_add(a, f, ITEM_GLYPHS, 0, EM);
    struct glyph *glyphs = arena_array(a, n, sizeof *glyphs);

    for (size_t i = 0; i < n; i++)
        glyphs[i] = (struct glyph){.id = ids[i], .x = (len)i * EM / 2};
    item->u.glyphs.glyphs = glyphs;
    item->u.glyphs.n_glyphs = (uint32_t)n;
    item->u.glyphs.size = EM;
    item->u.glyphs.colour = TEXT;
    return item;
}

/* What stands in the element, after its start tag. */
static char *content(const struct frame *f, bool in_link)
{
    GString *out = g_string_new(NULL);

    svg_write(out, &formulas, f, NULL, 7, in_link);
    g_assert_true(g_str_has_suffix(out->str, "</svg>"));
    g_string_truncate(out, out->len - strlen("</svg>"));
    char *inside = g_strdup(strchr(out->str, '>') + 1);
    g_string_free(out, TRUE);
    return inside;
}

static void test_element(void)
{
    struct arena *a = arena_new();
    struct frame *f = frame_new(a, EM * 3 / 2, EM * 5 / 4);
    GString *out = g_string_new(NULL);

    f->baseline = EM;
    svg_write(out, &formulas, f, "a<b", 1, false);
    g_assert_cmpstr(out->str, ==,
                    "<svg xmlns=\"http://www.w3.org/2000/svg\""
                    " xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"1.5em\""
                    " height=\"1.25em\" viewBox=\"0 0 1500 1250\""
                    " style=\"vertical-align:-0.25em\" fill=\"currentColor\" role=\"img\""
                    " aria-label=\"a&lt;b\"><title>a&lt;b</title></svg>");
    g_string_free(out, TRUE);
    arena_free(a);
}

/* One too small to be scaled by its size is larger, and takes no more room for it. */
static void test_small(void)
{
    struct arena *a = arena_new();
    struct frame *f = frame_new(a, 0, 0);
    GString *out = g_string_new(NULL);

    svg_write(out, &formulas, f, NULL, 1, false);
    g_assert_nonnull(strstr(out->str, " width=\"0.1em\" height=\"0.1em\" viewBox=\"0 0 100 100\""
                                      " style=\"vertical-align:-0.1em;margin-right:-0.1em\""));
    g_string_free(out, TRUE);
    arena_free(a);
}

/* Points are relative and turned over; what comes once has no place in <defs>. */
static void test_glyphs(void)
{
    struct arena *a = arena_new();
    struct frame *f = frame_new(a, EM * 2, EM);

    add_glyphs(a, f, 4, (const uint32_t[]){5, 0, 6, 5})->u.glyphs.size = EM / 2;
    g_autofree char *got = content(f, false);
    g_assert_cmpstr(got, ==,
                    "<defs><path id=\"_.g7-1\" d=\"m0 0l250 0 0-500z\"/></defs>"
                    "<use x=\"0\" y=\"1000\" xlink:href=\"#_.g7-1\"/>"
                    "<path d=\"m1000 1000l250 0 0-500z\"/>"
                    "<use x=\"1500\" y=\"1000\" xlink:href=\"#_.g7-1\"/>");
    arena_free(a);
}

static void test_looks(void)
{
    struct arena *a = arena_new();
    struct frame *f = frame_new(a, EM, EM);
    struct item *item = add_glyphs(a, f, 1, (const uint32_t[]){1});

    item->u.glyphs.slanted = true;
    item->u.glyphs.colour = 0x80ff0000;
    item = add_glyphs(a, f, 1, (const uint32_t[]){1});
    item->u.glyphs.emboldened = true;
    g_autofree char *got = content(f, false);
    g_assert_cmpstr(got, ==,
                    "<path d=\"m0 1000l500 0 213-1000z\" fill=\"#ff0000\""
                    " fill-opacity=\"0.501\"/>"
                    "<path d=\"m0 1000l500 0 0-1000z\" stroke-width=\"30\""
                    " stroke=\"currentColor\"/>");
    arena_free(a);
}

/* A rule is never thinner than a unit; a line has no ground. */
static void test_paths(void)
{
    static const struct path_step line[] = {{PATH_MOVE, {0}, {0}}, {PATH_LINE, {EM}, {-EM}}};
    struct arena *a = arena_new();
    struct frame *f = frame_new(a, EM, EM), *inner = frame_new(a, EM, EM);

    frame_rect(a, inner, EM / 10, 0, EM / 2, 1, TEXT);
    frame_place(a, f, inner, 0, EM / 5);
    struct item *item = frame_add(a, f, ITEM_PATH, 0, EM);
    item->u.path.steps = line;
    item->u.path.n_steps = G_N_ELEMENTS(line);
    item->u.path.stroke = TEXT;
    item->u.path.line_width = EM / 20;
    item->u.path.dash = EM / 10;
    g_autofree char *got = content(f, false);
    g_assert_cmpstr(got, ==,
                    "<path d=\"M100 200h500v1h-500z\"/>"
                    "<path d=\"m0 1000l1000-1000\" fill=\"none\" stroke=\"currentColor\""
                    " stroke-width=\"50\" stroke-dasharray=\"100\"/>");
    arena_free(a);
}

static void test_links(void)
{
    struct arena *a = arena_new();
    struct frame *f = frame_new(a, EM, EM);
    struct item *item = frame_add(a, f, ITEM_LINK, 0, 0);

    item->u.link.width = item->u.link.height = EM;
    item->u.link.uri = "https://example.org/?a&b";
    g_autofree char *alone = content(f, false), *inside = content(f, true);
    g_assert_cmpstr(alone, ==,
                    "<a xlink:href=\"https://example.org/?a&amp;b\"><rect fill-opacity=\"0\""
                    " x=\"0\" y=\"0\" width=\"1000\" height=\"1000\"/></a>");
    g_assert_cmpstr(inside, ==, "");
    arena_free(a);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/svg/element", test_element);
    g_test_add_func("/svg/small", test_small);
    g_test_add_func("/svg/glyphs", test_glyphs);
    g_test_add_func("/svg/looks", test_looks);
    g_test_add_func("/svg/paths", test_paths);
    g_test_add_func("/svg/links", test_links);
    return g_test_run();
}

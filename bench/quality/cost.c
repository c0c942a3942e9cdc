/* What lines cost: CPU time of shaping and breaking the paragraphs of a text, against PangoLayout on
 * the same text, fonts and measure, in one run.
 *   quality-cost LANG FILE      a paragraph on each line
 * Takes turns, five times each, every turn from cold caches (ours: the fonts' table and files, the
 * shaper, the hyphenation patterns; Pango's: its font map); prints the best of each. */
#include "base/diag.h"
#include "layout/par.h"

#include <pango/pangocairo.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { TURNS = 5, MEASURE = 363 * LEN_PT, SIZE = LEN_PT * 21 / 2 };

static double cpu_seconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double run_mkbook(struct book *book, char **texts, const char *lang, size_t *lines)
{
    struct arena *a = arena_new();
    struct style style = {.font_family = "serif",
                          .font_size = SIZE,
                          .font_weight = 400,
                          .colour = 0xff000000,
                          .line_height = SIZE * 3 / 2,
                          .hyphens = HYPHENS_AUTO};
    struct par_shape shape = {.width = MEASURE, .align = TEXT_JUSTIFY};
    double start = cpu_seconds();
    struct fonts *fonts = fonts_new(book);
    struct shaper *s = shaper_new(fonts, NULL, book->diags);

    *lines = 0;
    shaper_set_arena(s, a);
    for (char **t = texts; *t != NULL; t++)
        *lines += par_break(par_new_text(s, *t, &style, lang), &shape).n;
    double taken = cpu_seconds() - start;
    shaper_free(s);
    fonts_free(fonts);
    arena_free(a);
    return taken;
}

static double run_pango(char **texts, const char *lang, size_t *lines)
{
    double start = cpu_seconds();
    PangoFontMap *map = pango_cairo_font_map_new();
    PangoContext *context = pango_font_map_create_context(map);
    PangoFontDescription *font =
        pango_font_description_from_string("TeX Gyre Pagella, Noto Serif CJK SC");
    PangoLayout *layout = pango_layout_new(context);

    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 72);
    pango_context_set_language(context, pango_language_from_string(lang));
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_font_description_set_absolute_size(font, SIZE);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_width(layout, MEASURE);
    pango_layout_set_justify(layout, TRUE);
    *lines = 0;
    for (char **t = texts; *t != NULL; t++) {
        pango_layout_set_text(layout, *t, -1);
        *lines += (size_t)pango_layout_get_line_count(layout);
    }
    double taken = cpu_seconds() - start;
    pango_font_description_free(font);
    g_object_unref(layout);
    g_object_unref(context);
    g_object_unref(map);
    return taken;
}

int main(int argc, char **argv)
{
    g_autofree char *text = NULL;
    size_t ours = 0, theirs = 0;
    double best[2] = {1e9, 1e9};

    if (argc != 3 || !g_file_get_contents(argv[2], &text, NULL, NULL)) {
        fprintf(stderr, "usage: quality-cost LANG FILE\n");
        return 2;
    }
    g_auto(GStrv) texts = g_strsplit(g_strchomp(text), "\n", -1);
    const char *languages[] = {argv[1], NULL};
    struct arena *a = arena_new();
    struct diags *diags = diags_new();
    struct book *book = book_new(a, diags);
    book->languages = languages;
    for (int i = 0; i < TURNS; i++) {
        double m = run_mkbook(book, texts, argv[1], &ours);
        double p = run_pango(texts, argv[1], &theirs);
        best[0] = MIN(best[0], m);
        best[1] = MIN(best[1], p);
    }
    printf("%s: mkbook %.3f s, %zu lines; PangoLayout %.3f s, %zu lines; ratio %.2f\n", argv[1],
           best[0], ours, best[1], theirs, best[0] / best[1]);
    book_close(book);
    diags_free(diags);
    arena_free(a);
    return 0;
}

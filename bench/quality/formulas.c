/* What formulas cost: CPU time of reading and of laying out, on one core.
 *   quality-formulas FILE       a formula on each line
 * Every formula is set as a display and as part of a line, a hundred times over, each time with a
 * reader of its own and an empty arena; prints the best of five turns, the fonts open before. */
#include "base/diag.h"
#include "layout/math.h"
#include "read/tex.h"

#include <stdio.h>
#include <time.h>

enum { TURNS = 5, TIMES = 100, MEASURE = 363 * LEN_PT, SIZE = LEN_PT * 21 / 2 };

static double cpu_seconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Reads the lines once in each style, and sets them unless `s` is NULL; how many there were. */
static size_t run(char **lines, struct shaper *s, const struct style *style, struct diags *d)
{
    struct arena *a = arena_new();
    struct tex *t = tex_new(d);
    size_t n = 0;

    if (s != NULL)
        shaper_set_arena(s, a);
    for (char **line = lines; *line != NULL; line++)
        for (int display = 0; display < 2; display++, n++) {
            struct formula *f = tex_read(t, a, *line, display, (struct loc){"f", 1, 1});
            struct math_job job = {
                .shaper = s, .formula = f, .tex = *line, .style = style, .lang = "zh"};
            if (f == NULL || s == NULL)
                continue;
            if (display)
                math_display(&job, MEASURE);
            else
                math_inline(&job);
        }
    tex_free(t);
    arena_free(a);
    return n;
}

int main(int argc, char **argv)
{
    g_autofree char *text = NULL;
    const char *languages[] = {"zh", NULL};
    struct style style = {.font_family = "serif",
                          .font_size = SIZE,
                          .font_weight = 400,
                          .colour = 0xff000000,
                          .line_height = SIZE * 3 / 2};
    double best[2] = {1e9, 1e9};
    size_t n = 0;

    if (argc != 2 || !g_file_get_contents(argv[1], &text, NULL, NULL)) {
        fprintf(stderr, "usage: quality-formulas FILE\n");
        return 2;
    }
    g_auto(GStrv) lines = g_strsplit(g_strchomp(text), "\n", -1);
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    struct book *book = book_new(a, d);
    book->languages = languages;
    struct fonts *fonts = fonts_new(book);
    struct shaper *s = shaper_new(fonts, NULL, d);
    run(lines, s, &style, d);
    for (int turn = 0; turn < TURNS; turn++)
        for (int set = 0; set < 2; set++) {
            double start = cpu_seconds();
            n = 0;
            for (int i = 0; i < TIMES; i++)
                n += run(lines, set ? s : NULL, &style, d);
            best[set] = MIN(best[set], cpu_seconds() - start);
        }
    printf("%zu formulas: read %.0f a second; read and set %.0f a second\n", n, (double)n / best[0],
           (double)n / best[1]);
    shaper_free(s);
    fonts_free(fonts);
    book_close(book);
    diags_free(d);
    arena_free(a);
    return 0;
}

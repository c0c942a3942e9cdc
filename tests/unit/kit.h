/* What a unit test of layout/ needs: a book without chapters, its fonts, a shaper and a style of 10
 * on 15 pt. Included by the tests that set text. */
#ifndef TESTS_UNIT_KIT_H
#define TESTS_UNIT_KIT_H

#include "base/diag.h"
#include "layout/shape.h"

struct kit {
    struct arena *a;
    struct diags *diags;
    struct book *book;
    struct fonts *fonts;
    struct shaper *shaper;
    struct style style;
};

static inline void kit_open(struct kit *k)
{
    static const char *languages[] = {"en", "zh", NULL};

    k->a = arena_new();
    k->diags = diags_new();
    k->book = book_new(k->a, k->diags);
    k->book->languages = languages;
    k->fonts = fonts_new(k->book);
    k->shaper = shaper_new(k->fonts, NULL, k->diags);
    shaper_set_arena(k->shaper, k->a);
    k->style = (struct style){.font_family = "serif",
                              .font_size = 10 * LEN_PT,
                              .font_weight = 400,
                              .colour = 0xff000000,
                              .line_height = 15 * LEN_PT,
                              .hyphens = HYPHENS_AUTO};
}

static inline void kit_close(struct kit *k)
{
    shaper_free(k->shaper);
    fonts_free(k->fonts);
    book_close(k->book);
    diags_free(k->diags);
    arena_free(k->a);
}

#endif

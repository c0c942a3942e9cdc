/* A formula as a stranger writes it, read, laid out in both styles, to narrow and wide measures,
 * and written as MathML and as plain text. Needs the fonts that the unit tests need. */
#include "fuzz.h"

#include "../unit/kit.h"
#include "epub/mathml.h"
#include "layout/math.h"
#include "read/tex.h"

#include <string.h>

/* Opening the fonts takes as long as a hundred formulas; what the shaper remembers of their words
 * is to stay small. */
enum { INPUTS_PER_KIT = 2000 };

static void lay_out(struct kit *k, struct formula *f, const char *tex)
{
    const len measures[] = {60 * LEN_PT, 300 * LEN_PT};
    struct math_job job = {.shaper = k->shaper,
                           .formula = f,
                           .tex = tex,
                           .style = &k->style,
                           .lang = "zh",
                           .height = 400 * LEN_PT};

    math_inline(&job);
    for (size_t i = 0; i < G_N_ELEMENTS(measures); i++)
        math_display(&job, measures[i]);
    struct frame *frame = math_frame(&job, true);
    if (frame != NULL)
        frame_scaled(k->a, frame, 1, 3);
}

static void try_formula(struct kit *k, struct tex *t, const char *source, bool display)
{
    struct formula *f = tex_read(t, k->a, source, display, (struct loc){"t.md", 1, 1});

    if (f == NULL)
        return;
    GString *out = g_string_new(NULL);
    lay_out(k, f, source);
    mathml_write(out, f, source, false);
    math_text(f->root, out);
    g_assert_true(g_utf8_validate(out->str, (gssize)out->len, NULL));
    g_string_free(out, TRUE);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct kit k;
    static int left;
    g_autofree char *text = g_utf8_make_valid((const char *)data, (gssize)size);

    if (left-- == 0) {
        if (k.book != NULL)
            kit_close(&k);
        kit_open(&k);
        left = INPUTS_PER_KIT;
    }
    struct arena *kept = k.a;
    struct diags *d = diags_new();
    struct tex *t = tex_new(d);
    k.a = arena_new();
    shaper_set_arena(k.shaper, k.a);
    try_formula(&k, t, text, true);
    try_formula(&k, t, text, false);
    shaper_set_arena(k.shaper, kept);
    arena_free(k.a);
    k.a = kept;
    tex_free(t);
    diags_free(d);
    return 0;
}

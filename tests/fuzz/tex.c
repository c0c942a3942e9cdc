/* Formulas, as lines of the input and as the whole, with macros that live on, and their dump. */
#include "fuzz.h"

#include "read/tex.h"

#include <string.h>

static void read_one(struct tex *t, struct arena *a, const char *source, GString *out)
{
    struct formula *f = tex_read(t, a, source, true, (struct loc){"t.md", 1, 1});

    if (f != NULL)
        math_dump(f->root, 0, out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = g_utf8_make_valid((const char *)data, (gssize)size);
    g_auto(GStrv) lines = g_strsplit(text, "\n", 50);
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    struct tex *t = tex_new(d);
    GString *out = g_string_new(NULL);

    tex_macro(t, "\\R", lines[0] != NULL ? lines[0] : "", (struct loc){"book.toml", 1, 1});
    read_one(t, a, text, out);
    for (size_t i = 0; lines[i] != NULL; i++)
        read_one(t, a, lines[i], out);
    diags_print(d, DIAG_JSON, false, false, out);
    g_string_free(out, TRUE);
    tex_free(t);
    diags_free(d);
    arena_free(a);
    return 0;
}

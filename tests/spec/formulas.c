/* Reads formulas, separated by \x01, from standard input; writes for each the code and text of what
 * was reported, or "ok" and the characters of its tree, on a line. For katex.py. */
#include "read/tex.h"

#include <stdio.h>
#include <string.h>

static void answer(const char *source)
{
    struct diags *d = diags_new();
    struct arena *a = arena_new();
    struct tex *t = tex_new(d);
    GString *out = g_string_new(NULL);
    struct formula *f = tex_read(t, a, source, true, (struct loc){NULL, 0, 0});

    if (f != NULL) {
        math_dump(f->root, 0, out);
        g_strdelimit(out->str, "\n", ' ');
        printf("ok %s\n", out->str);
    } else {
        diags_print(d, DIAG_TEXT, false, false, out);
        printf("%.*s\n", (int)strcspn(out->str, "\n"), out->str);
    }
    g_string_free(out, TRUE);
    tex_free(t);
    arena_free(a);
    diags_free(d);
}

int main(void)
{
    g_autoptr(GString) input = g_string_new(NULL);
    char buffer[65536];

    for (size_t n; (n = fread(buffer, 1, sizeof buffer, stdin)) > 0;)
        g_string_append_len(input, buffer, (gssize)n);
    g_auto(GStrv) formulas = g_strsplit(input->str, "\x01", -1);
    for (size_t i = 0; formulas[i] != NULL; i++)
        answer(formulas[i]);
    return 0;
}

/* The style sheet reader, the cascade over a small tree, and the sheet written for the EPUB. */
#include "fuzz.h"

#include "style/sheet.h"
#include "style/style.h"

#include <string.h>

static void apply(struct book *b, struct sheets *s)
{
    struct chapter c = {.lang = "zh", .arena = arena_new()};
    static const enum node_kind kinds[] = {NODE_PARAGRAPH, NODE_QUOTE, NODE_CODE_BLOCK, NODE_RULE};

    c.doc = node_new(c.arena, NODE_DOCUMENT, (struct loc){0});
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        struct node *n = node_new(c.arena, kinds[i], (struct loc){0});
        n->id = "a";
        n->classes = "a note";
        node_append(c.doc, n);
    }
    style_apply(s, &c);
    style_page(s, b);
    arena_free(c.arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = g_utf8_make_valid((const char *)data, (gssize)size);
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    struct book *b = book_new(a, d);
    struct sheets *s = sheets_load(b, size % 2 ? "print" : "screen");
    GString *out = g_string_new(NULL);

    sheet_parse(s, "t.css", text, strlen(text));
    apply(b, s);
    style_write(s, false, out);
    diags_print(d, DIAG_JSON, false, false, out);
    g_string_free(out, TRUE);
    sheets_free(s);
    book_close(b);
    diags_free(d);
    arena_free(a);
    return 0;
}

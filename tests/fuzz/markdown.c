/* The Markdown reader: front matter, our extensions of cmark, raw HTML, the tree's rules. */
#include "fuzz.h"

#include "doc/dump.h"
#include "read/markdown.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct diags *d = diags_new();
    /* with everything that check looks for, and text read back that was encoded twice */
    struct book book = {.check = true, .repair_encoding = true};
    struct edition edition = {.book = &book, .lang = "zh"};
    struct chapter c = {
        .arena = arena_new(), .edition = &edition, .path = "t.md", .lang = "zh", .numbered = true};
    GString *out = g_string_new(NULL);

    if (markdown_read(d, &c, (const char *)data, size)) {
        node_check(c.doc);
        dump_tree(c.doc, 0, out);
    }
    diags_print(d, DIAG_SARIF, false, false, out);
    g_string_free(out, TRUE);
    arena_free(c.arena);
    diags_free(d);
    return 0;
}

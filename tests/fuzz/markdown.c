/* The Markdown reader: front matter, our extensions of cmark, raw HTML, the tree's rules. */
#include "fuzz.h"

#include "doc/dump.h"
#include "read/markdown.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct diags *d = diags_new();
    /* with everything that check looks for, text read back that was encoded twice, and each set of
     * other tools' dialects in its turn */
    struct book book = {.check = true,
                        .dialects = (unsigned)size % (2 * DIALECT_MYST),
                        .markdown = {.repair_encoding = true,
                                     .smart_punctuation = size % 3 == 0,
                                     .definition_lists = size % 5 == 0,
                                     .mathjax = size % 7 == 0}};
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

/* html_rewrite on siblings that no Markdown parser would make: lines of the input are in turn HTML
 * blocks, paragraphs of inline HTML (those that begin with %) and headings (#). */
#include "fuzz.h"

#include "doc/dump.h"
#include "read/html.h"

#include <string.h>

static void add_inlines(struct arena *a, struct node *parent, const char *text)
{
    while (*text != '\0') {
        size_t n = *text == '<' ? strcspn(text, ">") : strcspn(text, "<");
        n += *text == '<' && text[n] == '>';
        struct node *c = node_new(a, *text == '<' ? NODE_HTML_INLINE : NODE_TEXT, parent->loc);
        c->u.text = arena_strndup(a, text, n);
        node_append(parent, c);
        text += n;
    }
}

static void add_block(struct arena *a, struct node *doc, const char *line, int number)
{
    struct loc loc = {"t.md", number, 1};
    enum node_kind kind = *line == '%'   ? NODE_PARAGRAPH
                          : *line == '#' ? NODE_HEADING
                                         : NODE_HTML_BLOCK;
    struct node *n = node_new(a, kind, loc);

    node_append(doc, n);
    if (kind == NODE_HTML_BLOCK) {
        n->u.text = arena_strdup(a, line);
        return;
    }
    if (kind == NODE_HEADING)
        n->u.heading.level = 2;
    add_inlines(a, n, line + 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = g_utf8_make_valid((const char *)data, (gssize)size);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    struct node *doc = node_new(a, NODE_DOCUMENT, (struct loc){"t.md", 1, 0});
    GString *out = g_string_new(NULL);

    for (int i = 0; lines[i] != NULL; i++)
        if (*lines[i] != '\0')
            add_block(a, doc, lines[i], i + 1);
    html_rewrite(a, d, doc);
    node_check(doc);
    dump_tree(doc, 0, out);
    html_url_is_safe(text);
    g_string_free(out, TRUE);
    diags_free(d);
    arena_free(a);
    return 0;
}

/* Many Markdown texts through the reader and the XHTML writer in one process: standard input and
 * output are records of a line with the number of bytes and the bytes. */
#include "epub/epub.h"
#include "read/markdown.h"

#include <stdio.h>
#include <stdlib.h>

/* Every image counts as one that can be shown. */
static void show_images(struct arena *a, struct node *doc)
{
    for (struct node *n = doc; n != NULL; n = node_next(doc, n)) {
        if (n->kind != NODE_IMAGE)
            continue;
        struct image *image = arena_one(a, struct image);
        image->status = IMAGE_OK;
        image->name = n->u.image.url;
        n->u.image.image = image;
    }
}

static void answer(struct diags *d, const char *text, size_t size)
{
    struct chapter c = {.arena = arena_new(), .path = "spec.md", .lang = "en"};
    GString *out = g_string_new(NULL);

    if (markdown_read(d, &c, text, size)) {
        show_images(c.arena, c.doc);
        xhtml_body(&c, NULL, out);
    }
    printf("%zu\n", out->len);
    fwrite(out->str, 1, out->len, stdout);
    g_string_free(out, TRUE);
    arena_free(c.arena);
}

int main(void)
{
    struct diags *d = diags_new();
    char line[32];

    while (fgets(line, sizeof line, stdin) != NULL) {
        size_t size = strtoul(line, NULL, 10);
        char *text = g_malloc(size + 1);
        if (fread(text, 1, size, stdin) != size)
            return 1;
        answer(d, text, size);
        g_free(text);
    }
    diags_free(d);
    return 0;
}

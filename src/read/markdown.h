/* Markdown to node tree. Hides cmark-gfm and its extensions (md_ext.c).
 *
 * cmark-gfm keeps process-wide state: markdown_read must not run in two threads at once, and needs
 * no lock when called serially. Included by build.c, html.c (for nothing but options) and tests. */
#ifndef READ_MARKDOWN_H
#define READ_MARKDOWN_H

#include "doc/book.h"
#include "read/line_map.h"

struct tex;

/* Parses the chapter's text (front matter and Markdown) into chapter->doc and fills the chapter's
 * front-matter fields. The tree is complete: raw HTML is already nodes (read/html), code is not yet
 * highlighted. Reports everything; false when nothing could be made (invalid UTF-8, a limit). */
bool markdown_read(struct diags *d, struct chapter *chapter, const char *text, size_t size);

/* Reads the chapter's file from the root and parses it. */
bool markdown_read_file(struct book *b, struct chapter *chapter);

/* For chapters that are put together from several texts (read/notebook): each is read by itself, so
 * that nothing which one leaves open swallows the next, but what one formula defines the later ones
 * know. */
struct markdown {
    struct diags *diags;
    struct chapter *chapter;
    struct diags *own; /* reports at places of the text, not yet of its files */
    struct tex *tex;   /* NULL before the first formula */
};

/* The tree of clean text (md_source_clean), a DOCUMENT; the map tells where its lines stand. */
struct node *markdown_part(struct markdown *m, const GString *text, const struct line_map *map);
void markdown_end(struct markdown *m);

#endif

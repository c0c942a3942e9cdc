/* What a chapter's text becomes before Markdown is read: other files taken in, and lines of other
 * tools rewritten to what the reader knows.
 *
 * Everything here is line by line, for a chapter of another tool is text to that tool as well: its
 * includes reach into code, its tags stand anywhere. What can be said of blocks is said to cmark
 * instead (read/md_block.h). Which handlers run is decided by one look at the text and by the
 * book's dialects; a text without any such syntax is not copied. The files a chapter takes in are
 * read below the book's root only, each place keeps its own file and line (read/line_map.h), and
 * what cannot be taken in stays as it is written, reported.
 * Included by markdown.c and the tests. */
#ifndef READ_EXPAND_H
#define READ_EXPAND_H

#include "doc/book.h"
#include "read/line_map.h"

struct expansion {
    GString *text;
    struct line_map *map;
};

/* Expands the chapter's clean text (md_source_clean) without its front matter, which took `offset`
 * lines. NULL: there is nothing to expand. */
struct expansion *expand(struct diags *d, struct chapter *c, const char *text, int offset);
void expansion_free(struct expansion *x);

#endif

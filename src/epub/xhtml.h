/* Chapters as XHTML, and what the package must know about them. Included by epub/ only; the two
 * functions that others may call are in epub.h. */
#ifndef EPUB_XHTML_H
#define EPUB_XHTML_H

#include "doc/book.h"

/* The start of a document of the edition up to and with <body ...>, and its end. `type` is the
 * body's epub:type, NULL for none. */
void xhtml_head(GString *out, const char *lang, const char *title, const char *type);
void xhtml_tail(GString *out);

/* "c003.xhtml", and with the fragment where the node has an id. */
void xhtml_href(GString *out, const struct chapter *chapter, const struct node *node);

/* The path of an image in the package, as the documents write it: "images/img-0123.png". */
char *xhtml_image_path(const struct image *image);

#endif

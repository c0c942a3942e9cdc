/* EPUB 3.3: an edition in, one file out. Included by build.c and tests. */
#ifndef EPUB_EPUB_H
#define EPUB_EPUB_H

#include "base/file.h"
#include "doc/book.h"
#include "style/style.h"

/* Writes the whole EPUB to `out` (which the caller commits or aborts). `cover_png` is the drawn
 * cover when the book names none (NULL: no cover page). Reports failures; false when the file must
 * not be published. Chapters' XHTML is made on `threads` threads. */
bool epub_write(struct edition *e, const struct sheets *s, GBytes *cover_png, unsigned threads,
                struct output *out);

/* One chapter's XHTML body, for `mkbook dump --xhtml`, the golden tests and the spec tests: the
 * content of <body> without the document around it. */
void xhtml_body(const struct chapter *c, GString *out);
/* The whole XHTML document of a chapter. */
void xhtml_document(const struct chapter *c, GString *out);

#endif

/* EPUB 3.3: an edition in, one file out. Included by build.c and tests. */
#ifndef EPUB_EPUB_H
#define EPUB_EPUB_H

#include "base/file.h"
#include "doc/book.h"
#include "epub/svg.h"
#include "style/style.h"

/* Draws the cover of a book that names none, as PNG; NULL: it cannot. May run in another thread. */
struct epub_cover {
    GBytes *(*draw)(void *context);
    void *context;
};

/* Writes the whole EPUB to `out` (which the caller commits or aborts). `cover` NULL: the book names
 * its cover, or has none. `formulas`: those to be written as SVG; NULL: MathML. Reports failures;
 * false when the file must not be published. Chapters and the cover are made on `threads` threads
 * while the images are written. */
bool epub_write(struct edition *e, const struct sheets *s, const struct epub_cover *cover,
                const struct svg_formulas *formulas, unsigned threads, struct output *out);

/* One chapter's XHTML body, for `mkbook dump --xhtml`, the golden tests and the spec tests: the
 * content of <body> without the document around it. */
void xhtml_body(const struct chapter *c, const struct svg_formulas *formulas, GString *out);
/* The whole XHTML document of a chapter. */
void xhtml_document(const struct chapter *c, const struct svg_formulas *formulas, GString *out);

#endif

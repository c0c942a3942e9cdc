/* The margin boxes of pages: running heads, folios, whatever @page puts there.
 *
 * Each box is one line; what is too long for it is cut, with an ellipsis. The boxes of a row share
 * it as CSS Paged Media says: the middle one stands in the middle, or has what the fixed widths of
 * the others leave. Included by layout.c. */
#ifndef LAYOUT_MARGIN_H
#define LAYOUT_MARGIN_H

#include "layout/chapter.h"

struct margin_page {
    struct page_place place;
    const char *lang;
    const char *folio, *pages; /* counter(page), counter(pages) */
    const char *book, *part;   /* string(book), string(part), unless the text sets them */
    const struct body *body;   /* its strings; NULL: none */
};

/* Draws the boxes of a page into `out`, as an artifact. */
void margins_set(struct shaper *s, struct arena *arena, const struct page_style *paper,
                 const struct margin_page *page, struct frame *out);

#endif

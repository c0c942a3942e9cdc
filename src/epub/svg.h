/* Frames as SVG: formulas for readers that have no MathML.
 *
 * An <svg> stands in the text as a letter does: its lengths are in em, its baseline is the line's,
 * what has the text's colour takes the reader's. Glyphs are outlines, so that no font is needed;
 * one that comes more than once in a frame is in its <defs>. Units inside are thousandths of an em.
 * Included by epub/, build.c and tests. */
#ifndef EPUB_SVG_H
#define EPUB_SVG_H

#include "doc/book.h"
#include "layout/frame.h"

/* What epub/ does not know of layout: the frames of formulas, and the outlines of glyphs. All
 * functions may be called in any thread. */
struct svg_formulas {
    const void *context;
    /* The frames of a formula from left to right, *n of them; NULL: it is not written as SVG. */
    const struct frame *const *(*find)(const void *context, const struct node *n, size_t *count);
    /* A glyph's outline in font units, y up; in the arena. */
    const struct path_step *(*outline)(struct arena *a, const struct font *font, uint32_t glyph,
                                       size_t *n, int *upem);
    len em;        /* the size of the text that the frames were made for */
    colour colour; /* and its colour */
};

/* Appends an <svg> element. `title`: the words for it, NULL when it is a part of what has been
 * named before. `number`: differs for each in a document, for its ids. In a link (`in_link`) its
 * own links are left out. */
void svg_write(GString *out, const struct svg_formulas *f, const struct frame *frame,
               const char *title, unsigned number, bool in_link);

#endif

/* An edition's formulas by themselves, for an EPUB that shows them as pictures.
 *
 * They are set as in the PDF, at the size and in the faces of its running text, each as one frame
 * or, a long one in a line of text, as several between which the line may be broken: what stands
 * between two is part of the first one's width. A display is as wide as it is, with its numbers.
 * Included by build.c and tests. */
#ifndef LAYOUT_FORMULAS_H
#define LAYOUT_FORMULAS_H

#include "layout/font.h"
#include "layout/frame.h"

struct formulas;

/* Lays the formulas of all chapters out, on `threads` threads. Reports what the layout of pages
 * does. The fonts and sheets must outlive the result. */
struct formulas *formulas_new(struct edition *e, struct sheets *s, struct fonts *f,
                              unsigned threads);
void formulas_free(struct formulas *f);

/* The frames of a MATH or MATH_BLOCK node, *n of them; NULL for one that has no formula, shows
 * nothing, or has glyphs that are pictures themselves. For any thread. */
const struct frame *const *formulas_find(const struct formulas *f, const struct node *node,
                                         size_t *n);
/* The size of the text they were set for, and its colour. */
len formulas_em(const struct formulas *f);
colour formulas_colour(const struct formulas *f);

#endif

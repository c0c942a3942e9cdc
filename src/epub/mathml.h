/* Formulas in XHTML: the one place that knows how they are written, which is MathML Core.
 *
 * The tree's spaces are TeX's: where a reader's operator dictionary would space otherwise, the
 * operator says so. What Core has no element for (boxes, strokes, lines of tables, alignment) is
 * classes and declarations; the classes begin with "math-" and are in styles/book.css. A formula
 * that has no tree is written as its source. Included by epub/ and tests. */
#ifndef EPUB_MATHML_H
#define EPUB_MATHML_H

#include "doc/math.h"

/* The <math> element. `tex` is the source: what a screen reader says and a copy gives. In a link
 * (`in_link`) the formula's own links are words. */
void mathml_write(GString *out, const struct formula *f, const char *tex, bool in_link);

/* The place of an equation's label in its document, as the fragment of an address. */
void mathml_label_id(GString *out, const char *label);

/* Ends the start tag of the element that holds a formula without a tree (adding attributes) and
 * writes its content: the TeX source, which is also what a screen reader says. */
void mathml_write_source(GString *out, const char *tex);

#endif

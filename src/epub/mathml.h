/* Formulas in XHTML: the one place that knows how they are written. Included by epub/ only. */
#ifndef EPUB_MATHML_H
#define EPUB_MATHML_H

#include <glib.h>
#include <stdbool.h>

/* Ends the start tag of the formula's element (adding attributes) and writes its content: for now
 * the TeX source, which is also what a screen reader says. */
void mathml_write(GString *out, const char *tex, bool display);

#endif

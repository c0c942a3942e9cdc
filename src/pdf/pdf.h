/* PDF: a layout in, one file out. Painted by Cairo (paint.c), finished with libqpdf (finish.c).
 * Included by build.c and tests. */
#ifndef PDF_PDF_H
#define PDF_PDF_H

#include "base/file.h"
#include "layout/layout.h"

/* Writes the whole PDF to `out` (which the caller commits or aborts). Reports failures; false when
 * the file must not be published. On more than one thread the images are written while the pages
 * are painted. A failed write is not reported here: the commit fails by it. */
bool pdf_write(const struct layout *l, unsigned threads, struct output *out);

/* Converts an image to what the PDF holds (header and ready streams), the costly step, done in
 * parallel and cached by content hash: PNG data passes through or has its alpha lane split off,
 * JPEG as is, GIF and WebP decoded once, SVG drawn as vectors, with the fonts of the last
 * fonts_new. NULL when the data is damaged; then *problem says why. Deterministic, and for any
 * thread. */
GBytes *pdf_image_convert(const struct image *image, const char **problem);
/* Bumped when the result of pdf_image_convert changes: part of the cache key. */
extern const char pdf_image_version[];

/* A frame as PNG, for the cover; `scale` is px per pt. */
GBytes *pdf_paint_png(const struct frame *f, double scale);

/* The structure tree as text, for `mkbook dump --tags`. */
void pdf_dump_tags(const struct layout *l, GString *out);

#endif

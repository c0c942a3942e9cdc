/* Painting: frames to pages by Cairo. What Cairo cannot say (images as they are, links, outline,
 * labels, information) is added by finish. Included by src/pdf/. */
#ifndef PDF_PAINT_H
#define PDF_PAINT_H

#include "pdf/shown.h"
#include "pdf/tags.h"

/* Cairo has no door for ready-made image streams, so each distinct image is painted as a stand-in
 * of two pixels: the first is STAND_IN_MARK, the second the image's index, 0xRRGGBB. */
enum { STAND_IN_MARK = 0x6D6B62, STAND_IN_MAX = 0xFFFFFF };

/* Paints all pages and appends the PDF to `file`; false with *problem set when Cairo could not.
 * With `tags` (NULL: none) each mark is bracketed as Cairo can: "/P << /MCID n >> BDC", artifacts
 * too. */
bool paint_pages(const struct layout *l, const struct shown_images *images, const struct tags *tags,
                 GByteArray *file, const char **problem);

#endif

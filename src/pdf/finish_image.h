/* Images in the finishing pass. Included by finish.c and finish_image.c. */
#ifndef PDF_FINISH_IMAGE_H
#define PDF_FINISH_IMAGE_H

#include "pdf/shown.h"

#include <qpdf/qpdf-c.h>

/* Puts each image in the place of its stand-in, which the pages' resources lead to (not all objects
 * are looked at: cairo writes one for every mark): `numbers` (guint32, by number in q) gets the
 * numbers of those that are in the file. The PDFs of drawn SVGs are added to `open`: they must stay
 * open until q is copied, because q reads their streams only then. */
void finish_images(qpdf_data q, const qpdf_oh *pages, size_t n_pages,
                   const struct shown_images *images, GArray *numbers, GPtrArray *open);
/* The element-free function of `open`. */
void finish_image_close(gpointer q);

#endif

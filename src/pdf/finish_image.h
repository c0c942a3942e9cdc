/* Images in the finishing pass. Included by finish.c and finish_image.c. */
#ifndef PDF_FINISH_IMAGE_H
#define PDF_FINISH_IMAGE_H

#include "pdf/file.h"
#include "pdf/paint.h"

#include <qpdf/qpdf-c.h>

/* Puts each image in the place of its stand-in: pixels go to the file at once and their numbers
 * there to `numbers` (guint32, by number in q). The PDFs of drawn SVGs are added to `open`: they
 * must stay open until q is copied, because q reads their streams only then. */
void finish_images(qpdf_data q, const struct painted *painted, struct pdf_file *file,
                   GArray *numbers, GPtrArray *open);
/* The element-free function of `open`. */
void finish_image_close(gpointer q);

#endif

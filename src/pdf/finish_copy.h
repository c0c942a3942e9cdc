/* The last step of the finishing pass: from libqpdf into the file. Included by finish.c and
 * finish_copy.c. */
#ifndef PDF_FINISH_COPY_H
#define PDF_FINISH_COPY_H

#include "pdf/file.h"

#include <qpdf/qpdf-c.h>

/* Copies every object that can be reached from the catalog and the document information, which it
 * leaves in *root and *info, and numbers them anew in the order in which they are met. `numbers`
 * (guint32, by number in q) holds those that are in the file already: they are referred to, not
 * copied. */
void finish_copy(qpdf_data q, struct pdf_file *file, GArray *numbers, guint32 *root, guint32 *info);

#endif

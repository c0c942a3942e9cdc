/* The finishing pass: a painted PDF in, the published one out. The only door to libqpdf.
 *
 * Adds what Cairo cannot write or writes wrongly: the real images in place of their stand-ins, link
 * annotations, outline, page labels, document information, XMP, language, a fixed identifier; packs
 * objects into streams. libqpdf edits the objects; file.c writes them. Included by pdf.c. */
#ifndef PDF_FINISH_H
#define PDF_FINISH_H

#include "pdf/shown.h"
#include "pdf/source.h"
#include "pdf/tags.h"

struct finish_job {
    const struct layout *layout;
    const GByteArray *painted; /* the PDF of the pages */
    const struct shown_images *images;
    const struct tags *tags; /* those it was painted with; NULL: none */
    const struct pdf_info *info;
    unsigned threads;
};

/* Writes the rest of the file, which has the images already. False with *problem (in the arena)
 * when libqpdf failed. A failed write is left to the commit. */
bool finish_pdf(struct arena *a, const struct finish_job *job, struct pdf_file *file,
                const char **problem);

#endif

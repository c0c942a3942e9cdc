/* The images that a layout shows: each content once, in the order of the pages.
 *
 * Known before anything is painted, so that they are written while the pages are. Included by
 * src/pdf/. */
#ifndef PDF_SHOWN_H
#define PDF_SHOWN_H

#include "layout/layout.h"
#include "pdf/file.h"
#include "pdf/image.h"

struct shown {
    struct pdf_image converted;
    guint32 number; /* in the file, set by shown_images_write; 0: a drawing, which libqpdf adds */
};

struct shown_images;

struct shown_images *shown_images_new(const struct layout *l);
void shown_images_free(struct shown_images *s);
/* Writes those of pixels. */
void shown_images_write(struct shown_images *s, struct pdf_file *file);
/* The image's index; -1 when it has no converted data. */
int shown_images_find(const struct shown_images *s, const struct image *image);
/* NULL when there is no such index. */
const struct shown *shown_images_get(const struct shown_images *s, long index);

#endif

/* The pictures of a book: what is known of each file, once, wherever it is used.
 *
 * Made by book_image (doc/book.h), filled by read/image, once each; pdf/image adds what the PDF
 * holds. Every module above base/ may include this header. */
#ifndef DOC_IMAGE_H
#define DOC_IMAGE_H

#include <glib.h>
#include <stdbool.h>

enum image_format { IMAGE_UNKNOWN, IMAGE_PNG, IMAGE_JPEG, IMAGE_GIF, IMAGE_WEBP, IMAGE_SVG };
enum image_status {
    IMAGE_NEW, /* not looked at yet */
    IMAGE_OK,
    IMAGE_MISSING, /* no such file, or not readable */
    IMAGE_OUTSIDE,
    IMAGE_FOREIGN, /* not one of the formats */
    IMAGE_BROKEN,
    IMAGE_LARGE
};

/* An image file of the book; the same file is one struct wherever it is used. */
struct image {
    const char *path; /* relative to the root */
    const char *name; /* in the EPUB: "img-<12 hex>.png", from the content; set by read/image */
    enum image_status status;
    const char *problem; /* for IMAGE_BROKEN and IMAGE_LARGE: what is wrong */
    enum image_format format;
    int width, height; /* px; of an SVG its natural size in CSS px, rounded */
    int orientation;   /* EXIF, 1-8 (JPEG only); width and height are as displayed */
    double dpi;        /* from the file; 0: it says nothing */
    bool alpha;        /* has an alpha channel that is not fully opaque, or may have */
    bool cut;          /* the file ends too early, and what there is of it can be shown */
    GBytes *bytes;     /* of an SVG the sanitised text; while NEW: set when it is in no file */
    const char *hash;  /* XXH3-128 of bytes, hex */
    GBytes *pdf;       /* what pdf/image made of it; NULL before */
};

#endif

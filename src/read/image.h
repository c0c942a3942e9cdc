/* Image files: format by magic bytes, size, resolution, limits; SVG is sanitised here.
 * Never decodes pixels. Included by build.c and tests. */
#ifndef READ_IMAGE_H
#define READ_IMAGE_H

#include "doc/book.h"

enum {
    IMAGE_MAX_SIDE = 32768, /* px */
    IMAGE_MAX_PIXELS = 120 * 1000 * 1000,
    IMAGE_MAX_BYTES = 64 * 1024 * 1024
};

/* Reads the file and fills the struct; sets status (never IMAGE_NEW). Thread-safe for different
 * images of one book. Reports only what concerns the file itself (svg-unsafe, image-extension); the
 * places that use a bad image are reported by doc/resolve. */
void image_read(struct book *b, struct image *image);

/* Fills format, size, dpi and alpha from the bytes; false with image->status and problem set. */
bool image_probe(struct arena *a, struct image *image, const void *bytes, size_t size);

/* The sanitised SVG: no DOCTYPE, script, handler, foreign object, external reference; NULL with
 * *problem set when it is not SVG or cannot be made safe. `removed` (may be NULL) lists what went.
 */
GBytes *svg_sanitise(const void *bytes, size_t size, const char **problem, GString *removed);

#endif

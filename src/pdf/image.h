/* Images as the PDF holds them: what pdf_image_convert makes and paint and finish read.
 *
 * The converted image is one block of bytes, so that it can be cached by content: a header, then
 * for each stream its dictionary as PDF source (without /Length and /SMask) and its data, ready to
 * be copied. The block is in this machine's byte order and belongs to it. Included by src/pdf/. */
#ifndef PDF_IMAGE_H
#define PDF_IMAGE_H

#include "doc/book.h"

#include <zlib.h>

enum pdf_image_kind {
    PDF_IMAGE_RASTER, /* an image XObject and, perhaps, its soft mask */
    PDF_IMAGE_PAGE    /* main.data is a whole one-page PDF, to become a form XObject */
};

struct pdf_stream {
    const char *dict; /* not terminated */
    size_t dict_size;
    const guint8 *data;
    size_t size;
};

struct pdf_image {
    enum pdf_image_kind kind;
    int orientation; /* EXIF: how the stored pixels are to be turned */
    bool has_mask;
    struct pdf_stream main, mask;
};

/* Fills `out` with pointers into the block; false when it is not one (a damaged cache file). */
bool pdf_image_open(GBytes *block, struct pdf_image *out);

/* What a converter fills in. Dictionaries and data are empty at first. */
struct pdf_parts {
    enum pdf_image_kind kind;
    bool has_mask;
    GString *dict, *mask_dict;
    GByteArray *data, *mask;
    const char *problem; /* set with a false result */
};

/* One per format. `image` has passed image_probe; its data may still be anything. */
bool pdf_convert_png(const struct image *image, struct pdf_parts *parts);
bool pdf_convert_jpeg(const struct image *image, struct pdf_parts *parts);
bool pdf_convert_gif(const struct image *image, struct pdf_parts *parts);
bool pdf_convert_webp(const struct image *image, struct pdf_parts *parts);
bool pdf_convert_svg(const struct image *image, struct pdf_parts *parts);

/* One thread draws text at a time: Cairo 1.16 keeps ten FreeType faces open for the whole process
 * and may close the one another thread is using. (Shaping is HarfBuzz's and needs no lock.) */
void cairo_text_lock(void);
void cairo_text_unlock(void);

/* Deflates what it is given into `out`. */
struct deflater {
    z_stream z;
    GByteArray *out;
};

void deflate_begin(struct deflater *d, GByteArray *out);
void deflate_add(struct deflater *d, const void *data, size_t size);
void deflate_end(struct deflater *d);

/* Rows of samples as PNG and PDF's predictor 15 hold them: a filter byte, then the filtered bytes.
 * The last of `channels` is alpha when has_alpha. */
struct raster {
    int width, height, channels, depth;
    bool has_alpha;
};

size_t raster_row_bytes(const struct raster *r); /* without the filter byte */

/* Undoes the filter of a row in place. `row` is n bytes after its filter byte; `prior` the row
 * above, zeros for the first; `step` bytes from one pixel to the next, at least 1. */
void row_unfilter(int filter, guint8 *row, const guint8 *prior, size_t n, size_t step);
/* The filter of PNG's five that promises most (least sum of absolute differences); out gets the
 * filter byte and n bytes. */
void row_filter(const guint8 *row, const guint8 *prior, size_t n, size_t step, guint8 *out);

/* Takes filtered rows one by one and writes colour and alpha apart. Filters work byte lane by byte
 * lane, so no row is unfiltered for that: the lanes of each pixel are dealt to two streams. */
struct row_writer {
    struct raster raster;
    struct deflater colour, alpha;
    guint8 *row, *lane, *prior; /* scratch: a colour row, an alpha row, the alpha row above */
    GByteArray *mask;
    bool opaque;     /* every alpha so far is the maximum, and `alpha` is not begun */
    int opaque_rows; /* how many those are */
};

void row_writer_begin(struct row_writer *w, const struct raster *r, struct pdf_parts *parts);
void row_writer_add(struct row_writer *w, const guint8 *filtered);
/* Also writes the dictionaries; the mask is dropped when all of it is opaque. */
void row_writer_end(struct row_writer *w, struct pdf_parts *parts);

/* Takes plain rows of 8-bit samples and writes a picture smaller by a whole factor. Over that many
 * pixels a picture as wide as a page has four times what print resolves, and every viewer unpacks
 * all of them to show the page. */
enum { SHRINK_PIXELS = 24 * 1000 * 1000 };

struct shrinker {
    struct raster from, to;
    int factor, lines; /* lines that the sums hold */
    guint32 *sums;
    guint8 *row, *prior, *out; /* scratch: rows of the smaller picture */
    struct row_writer writer;
};

int shrink_factor(int width, int height); /* 1: none needed */
void shrinker_begin(struct shrinker *s, const struct raster *r, int factor,
                    struct pdf_parts *parts);
void shrinker_add(struct shrinker *s, const guint8 *row);
void shrinker_end(struct shrinker *s, struct pdf_parts *parts);

/* Appends the start of an image dictionary, without its closing brackets. */
void pdf_image_dict(GString *dict, int width, int height, const char *space, int depth);
/* Appends the /Filter and /DecodeParms of PNG rows. */
void pdf_png_filter(GString *dict, int width, int colours, int depth);

#endif

/* WebP to PDF: decoded by libwebp, written as PNG rows. Of an animation the first picture. */
#include "pdf/image.h"

#include <string.h>
#include <webp/decode.h>

static guint32 le32(const guint8 *p)
{
    return (guint32)p[3] << 24 | (guint32)p[2] << 16 | (guint32)p[1] << 8 | p[0];
}

/* The first frame of an animation (RFC 9649, 2.7.1.1) as a file of its own; NULL when there is
 * none. */
static GByteArray *webp_first_frame(const guint8 *p, size_t size)
{
    for (size_t at = 12; at + 8 <= size;) {
        size_t length = le32(p + at + 4);
        if (length > size - at - 8)
            return NULL;
        if (memcmp(p + at, "ANMF", 4) == 0 && length > 16) {
            const guint8 *frame = p + at + 8, *chunks = frame + 16;
            guint32 riff = (guint32)(length - 16 + 4 + 18);
            guint8 header[30] = "RIFF....WEBPVP8X\x0a\0\0\0\x10";
            for (int i = 0; i < 4; i++)
                header[4 + i] = (guint8)(riff >> (8 * i));
            memcpy(header + 24, frame + 6, 6); /* width - 1 and height - 1, 24 bits each */
            GByteArray *file = g_byte_array_new();
            bool lossless = length >= 20 && memcmp(chunks, "VP8L", 4) == 0;
            if (lossless) /* needs, and allows, no extended header */
                memcpy(header + 4,
                       (guint8[]){(guint8)(riff - 18), (guint8)((riff - 18) >> 8),
                                  (guint8)((riff - 18) >> 16), (guint8)((riff - 18) >> 24)},
                       4);
            g_byte_array_append(file, header, lossless ? 12 : 30);
            return g_byte_array_append(file, chunks, (guint)(length - 16));
        }
        at += 8 + length + (length & 1);
    }
    return NULL;
}

/* RGBA pixels to rows; the alpha lane is dropped by the writer when it is opaque. */
static void write_rows(const guint8 *pixels, int width, int height, struct pdf_parts *parts)
{
    struct raster raster = {
        .width = width, .height = height, .channels = 4, .depth = 8, .has_alpha = true};
    size_t n = raster_row_bytes(&raster);
    g_autofree guint8 *row = g_malloc(n + 1), *zero = g_malloc0(n);
    struct row_writer writer;
    row_writer_begin(&writer, &raster, parts);
    for (int y = 0; y < height; y++) {
        const guint8 *plain = pixels + (size_t)y * n;
        row_filter(plain, y > 0 ? plain - n : zero, n, 4, row);
        row_writer_add(&writer, row);
    }
    row_writer_end(&writer, parts);
}

bool pdf_convert_webp(const struct image *image, struct pdf_parts *parts)
{
    size_t size;
    const guint8 *p = g_bytes_get_data(image->bytes, &size);
    WebPBitstreamFeatures features;
    g_autoptr(GByteArray) frame = NULL;
    parts->problem = "its pixels cannot be decoded";
    if (WebPGetFeatures(p, size, &features) != VP8_STATUS_OK)
        return false;
    if (features.has_animation) {
        frame = webp_first_frame(p, size);
        if (!frame)
            return false;
        p = frame->data;
        size = frame->len;
    }
    int width, height;
    if (!WebPGetInfo(p, size, &width, &height) || (gint64)width * height > 120 * 1000 * 1000)
        return false;
    uint8_t *pixels = WebPDecodeRGBA(p, size, &width, &height);
    if (!pixels)
        return false;
    write_rows(pixels, width, height, parts);
    WebPFree(pixels);
    return true;
}

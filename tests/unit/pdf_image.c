/* Images as the PDF holds them: every PNG type must come out pixel for pixel. libpng, which knows
 * nothing of our converters, writes the source and reads back what they made of it. */
#include "pdf/image.h"
#include "pdf/pdf.h"
#include "read/image.h"

#include <png.h>
#include <string.h>
#include <webp/encode.h>

static void png_append(png_structp png, png_bytep data, png_size_t size)
{
    g_byte_array_append(png_get_io_ptr(png), data, (guint)size);
}

static void png_flush(png_structp png)
{
    (void)png;
}

enum { WIDTH = 37, HEIGHT = 29 };

struct kind {
    int type, depth;
    bool interlaced, trns, opaque;
    int opaque_rows; /* so many at the top, when not all */
};

/* Gradients with noise, so that all filters are used; alpha from 0 to the maximum, or the maximum.
 */
static void fill_row(const struct kind *k, int y, guint8 *row, size_t n)
{
    int channels = k->type == PNG_COLOR_TYPE_RGB_ALPHA    ? 4
                   : k->type == PNG_COLOR_TYPE_GRAY_ALPHA ? 2
                                                          : 0;
    size_t sample = (size_t)k->depth / 8;
    for (size_t i = 0; i < n; i++) {
        row[i] = (guint8)(i * 3 + (size_t)y * 5 + (i * i * (size_t)(y + 1)) % 7);
        if (channels > 0 && (k->opaque || y < k->opaque_rows) &&
            i / sample % (size_t)channels == (size_t)channels - 1)
            row[i] = 255;
    }
}

static void set_transparency(png_structp png, png_infop info, const struct kind *k)
{
    png_byte alphas[3] = {0, 128, 200};
    png_color_16 key = {.gray = 5, .red = 0x21, .green = 0x24, .blue = 0x29};
    if (k->trns)
        png_set_tRNS(png, info, alphas, k->type == PNG_COLOR_TYPE_PALETTE ? 3 : 0, &key);
}

static GByteArray *png_make(const struct kind *k)
{
    GByteArray *out = g_byte_array_new();
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_set_write_fn(png, out, png_append, png_flush);
    png_set_IHDR(png, info, WIDTH, HEIGHT, k->depth, k->type,
                 k->interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_BASE, PNG_FILTER_TYPE_BASE);
    png_set_filter(png, 0, PNG_ALL_FILTERS);
    png_set_compression_buffer_size(png, 100); /* many IDAT chunks */
    if (k->type == PNG_COLOR_TYPE_PALETTE) {
        png_color palette[256];
        for (int i = 0; i < 256; i++)
            palette[i] = (png_color){(png_byte)i, (png_byte)(255 - i), (png_byte)(i * 7)};
        png_set_PLTE(png, info, palette, 1 << k->depth);
    }
    set_transparency(png, info, k);
    png_write_info(png, info);
    size_t n = png_get_rowbytes(png, info);
    g_autofree guint8 *all = g_malloc(n * HEIGHT);
    png_bytep rows[HEIGHT];
    for (int y = 0; y < HEIGHT; y++) {
        rows[y] = all + n * (size_t)y;
        fill_row(k, y, rows[y], n);
    }
    png_write_image(png, rows);
    png_write_end(png, NULL);
    png_destroy_write_struct(&png, &info);
    return out;
}

struct source {
    const guint8 *p;
    size_t left;
};

static void png_take(png_structp png, png_bytep out, png_size_t size)
{
    struct source *source = png_get_io_ptr(png);
    g_assert_cmpuint(size, <=, source->left);
    memcpy(out, source->p, size);
    source->p += size;
    source->left -= size;
}

/* The pixels as RGBA, 16 bits a sample, without any colour management. */
static guint16 *png_pixels(const guint8 *data, size_t size)
{
    struct source source = {data, size};
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_set_read_fn(png, &source, png_take);
    png_read_info(png, info);
    png_set_expand_16(png);
    png_set_gray_to_rgb(png);
    png_set_add_alpha(png, 0xFFFF, PNG_FILLER_AFTER);
    png_set_swap(png);
    png_set_interlace_handling(png);
    png_read_update_info(png, info);
    guint32 width = png_get_image_width(png, info), height = png_get_image_height(png, info);
    g_assert_cmpuint(png_get_rowbytes(png, info), ==, (size_t)width * 8);
    guint16 *pixels = g_new(guint16, (size_t)width * height * 4);
    g_autofree png_bytep *rows = g_new(png_bytep, height);
    for (guint32 y = 0; y < height; y++)
        rows[y] = (png_bytep)(pixels + (size_t)y * width * 4);
    png_read_image(png, rows);
    png_read_end(png, NULL);
    png_destroy_read_struct(&png, &info, NULL);
    return pixels;
}

static void chunk_add(GByteArray *out, const char *type, const guint8 *data, size_t size)
{
    guint32 head = GUINT32_TO_BE((guint32)size), crc;
    g_byte_array_append(out, (guint8 *)&head, 4);
    g_byte_array_append(out, (const guint8 *)type, 4);
    g_byte_array_append(out, data, (guint)size);
    crc = GUINT32_TO_BE((guint32)crc32(0, out->data + out->len - size - 4, (uInt)size + 4));
    g_byte_array_append(out, (guint8 *)&crc, 4);
}

static int dict_int(const char *dict, const char *key)
{
    const char *p = strstr(dict, key);
    g_assert_nonnull(p);
    return atoi(p + strlen(key));
}

/* The stream inside a PNG file again: predictor 15 is just that. Without a predictor the rows get
 * their filter bytes here. */
static GByteArray *png_of_stream(const struct pdf_stream *s)
{
    g_autofree char *dict = g_strndup(s->dict, s->dict_size);
    const char *indexed = strstr(dict, "[/Indexed /DeviceRGB ");
    int type = indexed                       ? PNG_COLOR_TYPE_PALETTE
               : strstr(dict, "/DeviceGray") ? PNG_COLOR_TYPE_GRAY
                                             : PNG_COLOR_TYPE_RGB;
    guint32 width = (guint32)dict_int(dict, "/Width "),
            height = (guint32)dict_int(dict, "/Height ");
    guint8 header[13] = {0,
                         0,
                         (guint8)(width >> 8),
                         (guint8)width,
                         0,
                         0,
                         (guint8)(height >> 8),
                         (guint8)height,
                         (guint8)dict_int(dict, "/BitsPerComponent "),
                         (guint8)type};
    GByteArray *out = g_byte_array_new();
    g_byte_array_append(out, (const guint8 *)"\x89PNG\r\n\x1a\n", 8);
    chunk_add(out, "IHDR", header, sizeof header);
    if (indexed) {
        guint8 palette[768];
        int n = dict_int(indexed, "/DeviceRGB ") + 1;
        const char *hex = strchr(indexed, '<') + 1;
        for (int i = 0; i < 3 * n; i++)
            palette[i] = (guint8)(g_ascii_xdigit_value(hex[2 * i]) << 4 |
                                  g_ascii_xdigit_value(hex[2 * i + 1]));
        chunk_add(out, "PLTE", palette, 3 * (size_t)n);
    }
    if (strstr(dict, "/Predictor 15")) {
        chunk_add(out, "IDAT", s->data, s->size);
    } else {
        uLongf size = (uLongf)width * height;
        g_autofree guint8 *raw = g_malloc(size);
        g_assert_cmpint(uncompress(raw, &size, s->data, s->size), ==, Z_OK);
        g_autoptr(GByteArray) idat = g_byte_array_new();
        struct deflater d;
        deflate_begin(&d, idat);
        for (guint32 y = 0; y < height; y++) {
            deflate_add(&d, "\0", 1);
            deflate_add(&d, raw + (size_t)y * width, width);
        }
        deflate_end(&d);
        chunk_add(out, "IDAT", idat->data, idat->len);
    }
    chunk_add(out, "IEND", NULL, 0);
    return out;
}

/* What a reader of the PDF would show, as RGBA: colours, soft mask, colour key. */
static guint16 *block_pixels(GBytes *block, int *width, int *height)
{
    struct pdf_image image;
    g_assert_true(pdf_image_open(block, &image));
    g_autofree char *dict = g_strndup(image.main.dict, image.main.dict_size);
    *width = dict_int(dict, "/Width ");
    *height = dict_int(dict, "/Height ");
    g_autoptr(GByteArray) main = png_of_stream(&image.main);
    guint16 *pixels = png_pixels(main->data, main->len);
    if (image.has_mask) {
        g_autoptr(GByteArray) mask = png_of_stream(&image.mask);
        g_autofree guint16 *alpha = png_pixels(mask->data, mask->len);
        for (int i = 0; i < *width * *height; i++)
            pixels[4 * i + 3] = alpha[4 * i];
    }
    return pixels;
}

static struct image image_of(struct arena *a, const void *data, size_t size)
{
    struct image image = {.path = "x", .bytes = g_bytes_new(data, size)};
    g_assert_true(image_probe(a, &image, data, size));
    return image;
}

static GBytes *convert(const void *data, size_t size)
{
    struct arena *a = arena_new();
    struct image image = image_of(a, data, size);
    const char *problem = NULL;
    GBytes *block = pdf_image_convert(&image, &problem);
    g_assert_true((block == NULL) == (problem != NULL));
    g_bytes_unref(image.bytes);
    arena_free(a);
    return block;
}

static bool block_has_mask(GBytes *block)
{
    struct pdf_image image;
    g_assert_true(pdf_image_open(block, &image));
    return image.has_mask;
}

static void check_png(const struct kind *k)
{
    g_test_message("type %d depth %d interlaced %d trns %d opaque %d", k->type, k->depth,
                   k->interlaced, k->trns, k->opaque);
    g_autoptr(GByteArray) png = png_make(k);
    g_autoptr(GBytes) block = convert(png->data, png->len);
    g_assert_nonnull(block);
    int width, height;
    g_autofree guint16 *got = block_pixels(block, &width, &height);
    g_autofree guint16 *want = png_pixels(png->data, png->len);
    bool key = k->trns && k->type != PNG_COLOR_TYPE_PALETTE;
    for (int i = 0; key && i < WIDTH * HEIGHT; i++)
        want[4 * i + 3] = 0xFFFF; /* compared as a dictionary entry instead */
    g_assert_cmpmem(got, (size_t)width * (size_t)height * 8, want, WIDTH * HEIGHT * 8);
    bool alpha = (k->type & PNG_COLOR_MASK_ALPHA) && !k->opaque;
    g_assert_true(block_has_mask(block) == (alpha || (k->trns && !key)));
    struct pdf_image image;
    g_assert_true(pdf_image_open(block, &image));
    g_autofree char *dict = g_strndup(image.main.dict, image.main.dict_size);
    const char *mask = strstr(dict, "/Mask [");
    g_assert_true((mask != NULL) == key);
    if (key)
        g_assert_true(g_str_has_prefix(
            mask, k->type == PNG_COLOR_TYPE_GRAY ? "/Mask [5 5]" : "/Mask [33 33 36 36 41 41]"));
}

static void test_png(void)
{
    static const int kinds[][2] = {{0, 1}, {0, 2}, {0, 4}, {0, 8}, {0, 16}, {2, 8}, {2, 16}, {3, 1},
                                   {3, 2}, {3, 4}, {3, 8}, {4, 8}, {4, 16}, {6, 8}, {6, 16}};
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        for (int flags = 0; flags < 8; flags++) {
            struct kind k = {kinds[i][0], kinds[i][1], flags & 1, flags & 2, flags & 4, 0};
            bool has_alpha = (k.type & PNG_COLOR_MASK_ALPHA) != 0;
            if ((k.trns && (has_alpha || (k.type == 0 && k.depth < 4))) ||
                (k.opaque && !has_alpha) || (k.trns && k.type == 3 && k.depth == 1))
                continue;
            check_png(&k);
            k.opaque_rows = 11;
            if (has_alpha && !k.opaque)
                check_png(&k);
        }
    }
}

/* A pass-through really is one: the compressed bytes are those of the file. */
static void test_png_unchanged(void)
{
    struct kind k = {2, 8, false, false, false, 0};
    g_autoptr(GByteArray) png = png_make(&k);
    g_autoptr(GBytes) block = convert(png->data, png->len);
    g_assert_cmpuint(g_bytes_get_size(block), <, png->len + 500);
}

static void test_png_damaged(void)
{
    for (int interlaced = 0; interlaced < 2; interlaced++) {
        struct kind k = {6, 8, interlaced, false, false, 0};
        g_autoptr(GByteArray) png = png_make(&k);
        for (guint i = 60; i < png->len; i += 7) {
            g_autofree guint8 *copy = g_memdup2(png->data, png->len);
            copy[i] ^= 0x55;
            struct arena *a = arena_new();
            struct image image = {.path = "x", .bytes = g_bytes_new(copy, png->len)};
            const char *problem = NULL;
            GBytes *block = NULL;
            if (image_probe(a, &image, copy, png->len))
                block = pdf_image_convert(&image, &problem);
            if (block)
                g_bytes_unref(block);
            g_bytes_unref(image.bytes);
            arena_free(a);
        }
        /* cut inside the data */
        guint8 *cut = g_memdup2(png->data, png->len / 2);
        struct image image = {.format = IMAGE_PNG, .bytes = g_bytes_new_take(cut, png->len / 2)};
        const char *problem = NULL;
        g_assert_null(pdf_image_convert(&image, &problem));
        g_assert_nonnull(problem);
        g_bytes_unref(image.bytes);
    }
}

/* A 3 x 2 picture of 4 colours, index 3 transparent: 0 1 2 / 3 0 1, uncompressed codes. */
#define GIF_HEAD "GIF89a\3\0\2\0\x81\0\0\xff\0\0\0\xff\0\0\0\xff\xff\xff\xff"

static void test_gif(void)
{
    /* codes of 3, then 4 bits: clear 0 1 2 3 0 1 end */
    static const guint8 codes[] = {4, 0, 1, 2, 3, 0, 1, 5};
    static const int widths[] = {3, 3, 3, 3, 4, 4, 4, 4};
    guint8 data[8] = {0};
    int bit = 0;
    for (size_t i = 0; i < sizeof codes; i++) {
        for (int b = 0; b < widths[i]; b++, bit++)
            data[bit / 8] |= (guint8)((codes[i] >> b & 1) << (bit % 8));
    }
    g_autoptr(GByteArray) gif = g_byte_array_new();
    g_byte_array_append(gif, (const guint8 *)GIF_HEAD, sizeof GIF_HEAD - 1);
    g_byte_array_append(gif, (const guint8 *)"!\xF9\4\1\0\0\3\0,\0\0\0\0\3\0\2\0\0\2", 19);
    guint8 length = (guint8)((bit + 7) / 8);
    g_byte_array_append(gif, &length, 1);
    g_byte_array_append(gif, data, length);
    g_byte_array_append(gif, (const guint8 *)"\0;", 2);
    g_autoptr(GBytes) block = convert(gif->data, gif->len);
    g_assert_nonnull(block);
    int width, height;
    g_autofree guint16 *got = block_pixels(block, &width, &height);
    static const guint8 want[] = {255, 0,   0,   255, 0,   255, 0, 255, 0, 0,   255, 255,
                                  255, 255, 255, 0,   255, 0,   0, 255, 0, 255, 0,   255};
    g_assert_cmpint(width * height * 4, ==, sizeof want);
    for (size_t i = 0; i < sizeof want; i++)
        g_assert_cmpint(got[i], ==, want[i] * 257);
    for (guint n = 30; n < gif->len - 2; n++) { /* cut anywhere: a problem, not a fault */
        struct image image = {
            .format = IMAGE_GIF, .width = 3, .height = 2, .bytes = g_bytes_new(gif->data, n)};
        const char *problem = NULL;
        GBytes *cut = pdf_image_convert(&image, &problem);
        g_assert_true((cut == NULL) == (problem != NULL));
        g_clear_pointer(&cut, g_bytes_unref);
        g_bytes_unref(image.bytes);
    }
}

/* Lossless, then as the only frame of an animation. */
static void test_webp(void)
{
    static const guint8 pixels[] = {255, 0, 0, 255, 0, 255, 0, 128, 0, 0, 255, 255, 9, 9, 9, 0};
    uint8_t *file = NULL;
    size_t size = WebPEncodeLosslessRGBA(pixels, 2, 2, 8, &file);
    g_autoptr(GByteArray) moving = g_byte_array_new();
    guint32 payload = (guint32)size - 12;
    guint32 sizes[] = {GUINT32_TO_LE(4 + 18 + 8 + 16 + payload), GUINT32_TO_LE(16 + payload)};
    g_byte_array_append(moving, (const guint8 *)"RIFF", 4);
    g_byte_array_append(moving, (const guint8 *)&sizes[0], 4);
    g_byte_array_append(moving, (const guint8 *)"WEBPVP8X\x0a\0\0\0\x12\0\0\0\1\0\0\1\0\0ANMF", 26);
    g_byte_array_append(moving, (const guint8 *)&sizes[1], 4);
    g_byte_array_append(moving, (const guint8 *)"\0\0\0\0\0\0\1\0\0\1\0\0\x64\0\0\0", 16);
    g_byte_array_append(moving, file + 12, payload);
    for (int i = 0; i < 2; i++) {
        g_autoptr(GBytes) block = i == 0 ? convert(file, size) : convert(moving->data, moving->len);
        g_assert_nonnull(block);
        g_assert_true(block_has_mask(block));
        int width, height;
        g_autofree guint16 *got = block_pixels(block, &width, &height);
        for (size_t k = 0; k < 12; k++)
            g_assert_cmpint(got[k], ==, pixels[k] * 257);
        g_assert_cmpint(got[15], ==, 0);
    }
    struct image cut = {.format = IMAGE_WEBP, .bytes = g_bytes_new(file, size - 6)};
    const char *problem = NULL;
    g_assert_null(pdf_image_convert(&cut, &problem));
    g_assert_nonnull(problem);
    g_bytes_unref(cut.bytes);
    WebPFree(file);
}

static void test_jpeg(void)
{
    static const char jpeg[] =
        "\xFF\xD8\xFF\xEE\0\x0e"
        "Adobe\0\x64\0\0\0\0\2"
        "\xFF\xC0\0\x14\x08\0\x20\0\x10\4\1\x22\0\2\x11\1\3\x11\1\4\x11\1\xFF\xDA\0\2data";
    g_autoptr(GBytes) block = convert(jpeg, sizeof jpeg - 1);
    struct pdf_image image;
    g_assert_true(pdf_image_open(block, &image));
    g_autofree char *dict = g_strndup(image.main.dict, image.main.dict_size);
    g_assert_cmpstr(
        dict, ==,
        "<< /Type /XObject /Subtype /Image /Width 16 /Height 32 /ColorSpace /DeviceCMYK "
        "/BitsPerComponent 8 /Filter /DCTDecode /Decode [1 0 1 0 1 0 1 0] >>");
    g_assert_cmpuint(image.main.size, ==, sizeof jpeg - 1 + 2);
    g_assert_null(convert(jpeg, sizeof jpeg - 9)); /* no scan */
}

static void test_block_damaged(void)
{
    struct kind k = {6, 8, false, false, false, 0};
    g_autoptr(GByteArray) png = png_make(&k);
    g_autoptr(GBytes) block = convert(png->data, png->len);
    struct pdf_image image;
    for (size_t n = 0; n < g_bytes_get_size(block); n += 5) {
        g_autoptr(GBytes) part = g_bytes_new_from_bytes(block, 0, n);
        g_assert_false(pdf_image_open(part, &image));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pdf-image/png", test_png);
    g_test_add_func("/pdf-image/png-unchanged", test_png_unchanged);
    g_test_add_func("/pdf-image/png-damaged", test_png_damaged);
    g_test_add_func("/pdf-image/gif", test_gif);
    g_test_add_func("/pdf-image/webp", test_webp);
    g_test_add_func("/pdf-image/jpeg", test_jpeg);
    g_test_add_func("/pdf-image/block-damaged", test_block_damaged);
    return g_test_run();
}

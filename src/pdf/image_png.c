/* PNG to PDF. The compressed rows pass through as they are wherever they can: PDF's predictor 15 is
 * PNG's filtering. They are inflated all the same, to find damage before a reader does. Alpha is
 * dealt out lane by lane (image_rows.c); only interlaced pictures are really decoded. Colour
 * management chunks are ignored: samples are taken as the device's, which screens treat as sRGB. */
#include "pdf/image.h"

#include <string.h>

enum { PNG_GREY = 0, PNG_RGB = 2, PNG_PALETTE = 3, PNG_GREY_ALPHA = 4, PNG_RGB_ALPHA = 6 };
/* The most that an interlaced picture may take unpacked. */
#define PNG_MAX_INTERLACED ((size_t)512 * 1024 * 1024)

struct span {
    const guint8 *data;
    size_t size;
};

struct png {
    struct raster raster;
    int type;
    bool interlaced;
    struct span palette, transparency;
    GArray *idat; /* of struct span, none empty */
    /* the inflater's place in them */
    z_stream z;
    guint next;
    bool ended;
};

static guint32 be32(const guint8 *p)
{
    return (guint32)p[0] << 24 | (guint32)p[1] << 16 | (guint32)p[2] << 8 | p[3];
}

static bool png_parse(struct png *png, const guint8 *p, size_t size)
{
    static const int channels[] = {[PNG_GREY] = 1,
                                   [PNG_RGB] = 3,
                                   [PNG_PALETTE] = 1,
                                   [PNG_GREY_ALPHA] = 2,
                                   [PNG_RGB_ALPHA] = 4};
    if (size < 33 || p[25] > PNG_RGB_ALPHA || channels[p[25]] == 0)
        return false;
    png->type = p[25];
    png->interlaced = p[28] == 1;
    png->raster = (struct raster){.width = (int)be32(p + 16),
                                  .height = (int)be32(p + 20),
                                  .channels = channels[png->type],
                                  .depth = p[24],
                                  .has_alpha = png->type >= PNG_GREY_ALPHA};
    for (size_t at = 33; size - at >= 12;) {
        struct span span = {p + at + 8, be32(p + at)};
        if (span.size > size - at - 12)
            return false;
        const guint8 *type = p + at + 4;
        if (memcmp(type, "PLTE", 4) == 0)
            png->palette = span;
        else if (memcmp(type, "tRNS", 4) == 0)
            png->transparency = span;
        else if (memcmp(type, "IDAT", 4) == 0 && span.size > 0)
            g_array_append_val(png->idat, span);
        else if (memcmp(type, "IEND", 4) == 0)
            break;
        at += span.size + 12;
    }
    size_t entries = png->palette.size / 3;
    return png->idat->len > 0 && (png->type != PNG_PALETTE || (entries > 0 && entries <= 256));
}

/* Inflates exactly n bytes; false when the data is damaged or ends before. */
static bool png_inflate(struct png *png, guint8 *out, size_t n)
{
    while (n > 0) {
        uInt step = (uInt)MIN(n, (size_t)1 << 30);
        png->z.next_out = out;
        png->z.avail_out = step;
        while (png->z.avail_out > 0) {
            if (png->ended)
                return false;
            if (png->z.avail_in == 0 && png->next < png->idat->len) {
                struct span *span = &g_array_index(png->idat, struct span, png->next++);
                memcpy(&png->z.next_in, &span->data, sizeof span->data);
                png->z.avail_in = (uInt)span->size;
            }
            int status = inflate(&png->z, Z_NO_FLUSH);
            png->ended = status == Z_STREAM_END;
            if (status != Z_OK && status != Z_STREAM_END)
                return false; /* Z_BUF_ERROR too: nothing is left to inflate */
        }
        out += step;
        n -= step;
    }
    return true;
}

/* After the last row: true when the stream ends here and its checksum holds. */
static bool png_inflate_end(struct png *png)
{
    guint8 extra;
    return png->ended || (!png_inflate(png, &extra, 1) && png->ended);
}

/* The columns and rows of one of Adam7's seven passes. */
struct pass {
    int x, y, dx, dy, width, height;
};

static struct pass adam7_pass(const struct raster *r, int i)
{
    static const int start[7][4] = {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4},
                                    {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}};
    struct pass p = {start[i][0], start[i][1], start[i][2], start[i][3], 0, 0};
    p.width = r->width > p.x ? (r->width - p.x + p.dx - 1) / p.dx : 0;
    p.height = r->height > p.y ? (r->height - p.y + p.dy - 1) / p.dy : 0;
    return p;
}

/* Puts the pixels of a pass's row where they belong in the picture's row. */
static void adam7_scatter(const struct raster *r, const struct pass *p, const guint8 *from,
                          guint8 *to)
{
    size_t bits = (size_t)r->channels * (size_t)r->depth;
    for (int i = 0; i < p->width; i++) {
        size_t x = (size_t)p->x + (size_t)i * (size_t)p->dx;
        if (bits >= 8) {
            memcpy(to + x * bits / 8, from + (size_t)i * bits / 8, bits / 8);
            continue;
        }
        size_t in = (size_t)i * bits, out = x * bits, mask = ((size_t)1 << bits) - 1;
        size_t value = from[in / 8] >> (8 - bits - in % 8) & mask;
        to[out / 8] |= (guint8)(value << (8 - bits - out % 8));
    }
}

static size_t pixel_step(const struct raster *r)
{
    return (size_t)MAX(1, r->channels * r->depth / 8);
}

/* The whole interlaced picture, unfiltered rows one after the other; NULL when damaged. */
static guint8 *png_deinterlace(struct png *png)
{
    const struct raster *r = &png->raster;
    size_t row_bytes = raster_row_bytes(r);
    g_autofree guint8 *row = g_malloc(row_bytes + 1), *prior = g_malloc(row_bytes + 1);
    guint8 *all = g_malloc0(row_bytes * (size_t)r->height);
    for (int i = 0; i < 7; i++) {
        struct pass pass = adam7_pass(r, i);
        struct raster part = *r;
        part.width = pass.width;
        size_t n = raster_row_bytes(&part);
        memset(prior, 0, row_bytes + 1);
        for (int y = 0; pass.width > 0 && y < pass.height; y++) {
            if (!png_inflate(png, row, n + 1) || row[0] > 4) {
                g_free(all);
                return NULL;
            }
            row_unfilter(row[0], row + 1, prior + 1, n, pixel_step(r));
            size_t line = (size_t)pass.y + (size_t)y * (size_t)pass.dy;
            adam7_scatter(r, &pass, row + 1, all + line * row_bytes);
            guint8 *swap = prior;
            prior = row;
            row = swap;
        }
    }
    return all;
}

/* The mask of a palette picture: each pixel's index becomes the alpha of its entry. */
static void palette_mask_row(const struct png *png, const guint8 *row, guint8 *alpha)
{
    size_t depth = (size_t)png->raster.depth, mask = ((size_t)1 << depth) - 1;
    for (size_t x = 0; x < (size_t)png->raster.width; x++) {
        size_t bit = x * depth;
        size_t index = row[bit / 8] >> (8 - depth - bit % 8) & mask;
        alpha[x] = index < png->transparency.size ? png->transparency.data[index] : 255;
    }
}

/* Reads the rows one by one, from the interlaced picture (`all`) or the inflater, and hands each
 * to what needs it. Both writers may be NULL: then this only checks. */
static bool png_rows(struct png *png, const guint8 *all, struct row_writer *writer,
                     struct deflater *mask)
{
    const struct raster *r = &png->raster;
    size_t n = raster_row_bytes(r);
    bool small = png->type == PNG_PALETTE || r->depth < 8; /* filters do not help these */
    g_autofree guint8 *row = g_malloc(n + 1), *prior = g_malloc0(n + 1);
    g_autofree guint8 *alpha = g_malloc((size_t)r->width);
    g_autofree guint8 *zero = g_malloc0(n + 1);
    for (int y = 0; y < r->height; y++) {
        const guint8 *plain = all ? all + (size_t)y * n : NULL;
        const guint8 *above = y > 0 && all ? plain - n : zero;
        if (plain && small) {
            row[0] = 0;
            memcpy(row + 1, plain, n);
        } else if (plain) {
            row_filter(plain, above, n, pixel_step(r), row);
        } else if (!png_inflate(png, row, n + 1) || row[0] > 4) {
            return false;
        }
        if (writer)
            row_writer_add(writer, row);
        if (mask) {
            row_unfilter(row[0], row + 1, prior + 1, n, pixel_step(r));
            palette_mask_row(png, row + 1, alpha);
            deflate_add(mask, alpha, (size_t)r->width);
            guint8 *swap = prior;
            prior = row;
            row = swap;
        }
    }
    return png_inflate_end(png);
}

static void palette_space(const struct png *png, GString *space)
{
    size_t entries = MIN(png->palette.size / 3, (size_t)1 << png->raster.depth);
    g_string_append_printf(space, "[/Indexed /DeviceRGB %zu <", entries - 1);
    for (size_t i = 0; i < entries * 3; i++)
        g_string_append_printf(space, "%02X", png->palette.data[i]);
    g_string_append(space, ">]");
}

/* The one transparent colour of a grey or RGB picture: a colour key mask says the same. */
static void colour_key(const struct png *png, GString *dict)
{
    size_t n = png->type == PNG_RGB ? 3 : 1;
    if (png->type == PNG_PALETTE || png->raster.has_alpha || png->transparency.size < n * 2)
        return;
    g_string_append(dict, " /Mask [");
    for (size_t i = 0; i < n; i++) {
        const guint8 *p = png->transparency.data + 2 * i;
        int value = (p[0] << 8 | p[1]) & ((1 << png->raster.depth) - 1);
        g_string_append_printf(dict, "%s%d %d", i > 0 ? " " : "", value, value);
    }
    g_string_append_c(dict, ']');
}

static void png_dict(const struct png *png, GString *dict)
{
    const struct raster *r = &png->raster;
    g_autoptr(GString) space = g_string_new(NULL);
    if (png->type == PNG_PALETTE)
        palette_space(png, space);
    else
        g_string_append(space, r->channels == 3 ? "/DeviceRGB" : "/DeviceGray");
    pdf_image_dict(dict, r->width, r->height, space->str, r->depth);
    pdf_png_filter(dict, r->width, r->channels, r->depth);
    colour_key(png, dict);
    g_string_append(dict, " >>");
}

static bool png_write(struct png *png, const guint8 *all, struct pdf_parts *parts)
{
    const struct raster *r = &png->raster;
    bool masked = png->type == PNG_PALETTE && png->transparency.size > 0;
    bool rewritten = all || r->has_alpha;
    struct row_writer writer;
    struct deflater mask;
    if (rewritten)
        row_writer_begin(&writer, r, parts);
    if (masked)
        deflate_begin(&mask, parts->mask);
    bool ok = png_rows(png, all, rewritten ? &writer : NULL, masked ? &mask : NULL);
    if (rewritten)
        row_writer_end(&writer, parts);
    if (masked) {
        deflate_end(&mask);
        parts->has_mask = true;
        pdf_image_dict(parts->mask_dict, r->width, r->height, "/DeviceGray", 8);
        g_string_append(parts->mask_dict, " /Filter /FlateDecode >>");
    }
    if (r->has_alpha)
        return ok; /* the writer made the dictionary: colours without alpha */
    g_string_truncate(parts->dict, 0);
    png_dict(png, parts->dict);
    for (guint i = 0; !rewritten && i < png->idat->len; i++) {
        struct span *span = &g_array_index(png->idat, struct span, i);
        g_byte_array_append(parts->data, span->data, (guint)span->size);
    }
    return ok;
}

/* Pictures of true colours or greys without a transparent one; palettes stay as they are. */
static bool png_is_shrunk(const struct png *png)
{
    const struct raster *r = &png->raster;
    return png->type != PNG_PALETTE && r->depth == 8 && png->transparency.size == 0 &&
           shrink_factor(r->width, r->height) > 1;
}

static bool png_shrink(struct png *png, const guint8 *all, struct pdf_parts *parts)
{
    const struct raster *r = &png->raster;
    size_t n = raster_row_bytes(r);
    g_autofree guint8 *row = g_malloc(n + 1), *prior = g_malloc0(n + 1);
    struct shrinker s;
    bool ok = true;
    shrinker_begin(&s, r, shrink_factor(r->width, r->height), parts);
    for (int y = 0; ok && y < r->height; y++) {
        if (all) {
            shrinker_add(&s, all + (size_t)y * n);
            continue;
        }
        ok = png_inflate(png, row, n + 1) && row[0] <= 4;
        if (!ok)
            break;
        row_unfilter(row[0], row + 1, prior + 1, n, pixel_step(r));
        shrinker_add(&s, row + 1);
        guint8 *swap = prior;
        prior = row;
        row = swap;
    }
    shrinker_end(&s, parts);
    return ok && (all || png_inflate_end(png));
}

bool pdf_convert_png(const struct image *image, struct pdf_parts *parts)
{
    size_t size;
    const guint8 *p = g_bytes_get_data(image->bytes, &size);
    struct png png = {.idat = g_array_new(FALSE, FALSE, sizeof(struct span))};
    bool ok = png_parse(&png, p, size) && inflateInit(&png.z) == Z_OK;
    parts->problem = "its pixels cannot be decoded";
    if (ok && png.interlaced &&
        raster_row_bytes(&png.raster) * (size_t)png.raster.height > PNG_MAX_INTERLACED) {
        parts->problem = "interlaced and over 512 MB unpacked";
        ok = false;
    }
    g_autofree guint8 *all = ok && png.interlaced ? png_deinterlace(&png) : NULL;
    ok = ok && (all || !png.interlaced) &&
         (png_is_shrunk(&png) ? png_shrink(&png, all, parts) : png_write(&png, all, parts));
    inflateEnd(&png.z);
    g_array_unref(png.idat);
    return ok;
}

/* GIF to PDF: the first picture on its logical screen, as an indexed image; what it leaves free and
 * its transparent colour become the soft mask (GIF89a specification, and its appendix F for LZW).
 */
#include "pdf/image.h"

#include <string.h>

enum { LZW_CODES = 4096 };

/* Reads codes of growing width out of length-prefixed sub-blocks. */
struct lzw {
    const guint8 *p, *end; /* what follows the sub-block's bytes read so far */
    size_t block;          /* bytes left in this sub-block */
    guint32 bits;
    int n_bits;
    guint16 prefix[LZW_CODES];
    guint8 suffix[LZW_CODES];
    guint8 stack[LZW_CODES];
};

/* The next code, -1 when the data is at an end. */
static int lzw_code(struct lzw *z, int width)
{
    while (z->n_bits < width) {
        if (z->block == 0) {
            if (z->p >= z->end || *z->p == 0)
                return -1;
            z->block = *z->p++;
        }
        if (z->p >= z->end)
            return -1;
        z->bits |= (guint32)*z->p++ << z->n_bits;
        z->n_bits += 8;
        z->block--;
    }
    int code = (int)(z->bits & ((1u << width) - 1));
    z->bits >>= width;
    z->n_bits -= width;
    return code;
}

/* Puts the string of a code on the stack, last byte first, and returns its length; 0 when the chain
 * is broken. Prefixes always point to lower codes, so that it ends. */
static size_t lzw_string(struct lzw *z, int code, int clear)
{
    size_t n = 0;
    while (code > clear + 1 && n < LZW_CODES - 1) {
        z->stack[n++] = z->suffix[code];
        code = z->prefix[code];
    }
    z->stack[n++] = (guint8)code;
    return code < clear ? n : 0;
}

/* Decodes up to n indices; returns how many came out before the data ended or broke. */
static size_t lzw_decode(struct lzw *z, int min_width, guint8 *out, size_t n)
{
    int clear = 1 << min_width, next = clear + 2, width = min_width + 1, last = -1;
    guint8 first = 0;
    size_t done = 0;
    while (done < n) {
        int code = lzw_code(z, width);
        if (code < 0 || code == clear + 1)
            break;
        if (code == clear) {
            next = clear + 2;
            width = min_width + 1;
            last = -1;
            continue;
        }
        if (code > next || (last < 0 && code >= clear) || (code == next && next >= LZW_CODES))
            break;
        bool unknown = code == next; /* the string just being built: last + its own first byte */
        size_t length = lzw_string(z, unknown ? last : code, clear);
        if (length == 0)
            break;
        first = z->stack[length - 1];
        while (length > 0 && done < n)
            out[done++] = z->stack[--length];
        if (unknown && done < n)
            out[done++] = first;
        if (last >= 0 && next < LZW_CODES) {
            z->prefix[next] = (guint16)last;
            z->suffix[next] = first;
            next++;
            if (next == 1 << width && width < 12)
                width++;
        }
        last = code;
    }
    return done;
}

struct gif {
    int width, height;            /* the screen */
    int left, top, columns, rows; /* the first picture's place on it */
    const guint8 *palette;        /* RGB */
    int n_colours, transparent;   /* index, -1 none */
    bool interlaced;
    const guint8 *data, *end; /* the code size byte and what follows */
};

static int le16(const guint8 *p)
{
    return p[1] << 8 | p[0];
}

static bool gif_parse(struct gif *gif, const guint8 *p, size_t size)
{
    gif->transparent = -1;
    size_t at = 13;
    if (size >= 13 && (p[10] & 0x80)) {
        gif->palette = p + 13;
        gif->n_colours = 2 << (p[10] & 7);
        at += 3 * (size_t)gif->n_colours;
    }
    while (at < size && p[at] == 0x21) {
        if (at + 8 <= size && p[at + 1] == 0xF9 && (p[at + 3] & 1))
            gif->transparent = p[at + 6];
        for (at += 2; at < size && p[at] != 0;)
            at += (size_t)p[at] + 1;
        at++;
    }
    if (at >= size || size - at < 12 || p[at] != 0x2C)
        return false;
    gif->left = le16(p + at + 1);
    gif->top = le16(p + at + 3);
    gif->columns = le16(p + at + 5);
    gif->rows = le16(p + at + 7);
    int flags = p[at + 9];
    gif->interlaced = (flags & 0x40) != 0;
    at += 10;
    if (flags & 0x80) {
        gif->palette = p + at;
        gif->n_colours = 2 << (flags & 7);
        at += 3 * (size_t)gif->n_colours;
    }
    if (at >= size || !gif->palette || p[at] < 2 || p[at] > 8)
        return false;
    gif->data = p + at;
    gif->end = p + size;
    return gif->columns > 0 && gif->rows > 0;
}

/* The line of the picture that the n-th line of an interlaced one is. */
static int gif_line(const struct gif *gif, int n)
{
    static const int start[] = {0, 4, 2, 1}, step[] = {8, 8, 4, 2};
    if (!gif->interlaced)
        return n;
    for (int pass = 0; pass < 4; pass++) {
        int lines = gif->rows > start[pass] ? (gif->rows - start[pass] - 1) / step[pass] + 1 : 0;
        if (n < lines)
            return start[pass] + n * step[pass];
        n -= lines;
    }
    return 0;
}

/* Lays the indices on the screen. Pixels without one, or with the transparent one, get alpha 0. */
static bool gif_place(const struct gif *gif, const guint8 *indices, size_t n, guint8 *screen,
                      guint8 *alpha)
{
    bool full = n == (size_t)gif->columns * (size_t)gif->rows && gif->left == 0 && gif->top == 0 &&
                gif->columns >= gif->width && gif->rows >= gif->height;
    for (size_t i = 0; i < n; i++) {
        int x = gif->left + (int)(i % (size_t)gif->columns);
        int y = gif->top + gif_line(gif, (int)(i / (size_t)gif->columns));
        if (x >= gif->width || y >= gif->height)
            continue;
        size_t at = (size_t)y * (size_t)gif->width + (size_t)x;
        screen[at] = indices[i] < gif->n_colours ? indices[i] : 0;
        alpha[at] = indices[i] == gif->transparent ? 0 : 255;
        full = full && alpha[at] == 255;
    }
    return full;
}

static void gif_write(const struct gif *gif, const guint8 *screen, const guint8 *alpha, bool opaque,
                      struct pdf_parts *parts)
{
    size_t pixels = (size_t)gif->width * (size_t)gif->height;
    g_autoptr(GString) space = g_string_new(NULL);
    g_string_append_printf(space, "[/Indexed /DeviceRGB %d <", gif->n_colours - 1);
    for (int i = 0; i < gif->n_colours * 3; i++)
        g_string_append_printf(space, "%02X", gif->palette[i]);
    g_string_append(space, ">]");
    pdf_image_dict(parts->dict, gif->width, gif->height, space->str, 8);
    g_string_append(parts->dict, " /Filter /FlateDecode >>");
    struct deflater d;
    deflate_begin(&d, parts->data);
    deflate_add(&d, screen, pixels);
    deflate_end(&d);
    if (opaque)
        return;
    parts->has_mask = true;
    pdf_image_dict(parts->mask_dict, gif->width, gif->height, "/DeviceGray", 8);
    g_string_append(parts->mask_dict, " /Filter /FlateDecode >>");
    deflate_begin(&d, parts->mask);
    deflate_add(&d, alpha, pixels);
    deflate_end(&d);
}

bool pdf_convert_gif(const struct image *image, struct pdf_parts *parts)
{
    size_t size;
    const guint8 *p = g_bytes_get_data(image->bytes, &size);
    struct gif gif = {.width = image->width, .height = image->height};
    parts->problem = "its pixels cannot be decoded";
    if (!gif_parse(&gif, p, size))
        return false;
    size_t n = (size_t)gif.columns * (size_t)gif.rows;
    if (n > 120 * 1000 * 1000) {
        parts->problem = "its first picture is too large";
        return false;
    }
    size_t pixels = (size_t)gif.width * (size_t)gif.height;
    g_autofree guint8 *indices = g_malloc(n), *screen = g_malloc0(pixels);
    g_autofree guint8 *alpha = g_malloc0(pixels);
    g_autofree struct lzw *z = g_new0(struct lzw, 1);
    z->p = gif.data + 1;
    z->end = gif.end;
    size_t done = lzw_decode(z, gif.data[0], indices, n);
    if (done < n)
        return false;
    bool opaque = gif_place(&gif, indices, done, screen, alpha);
    gif_write(&gif, screen, alpha, opaque, parts);
    return true;
}

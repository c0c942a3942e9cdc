#include "read/image.h"

#include <math.h>
#include <string.h>

/* Reads numbers at an offset of the file; the callers have checked that the bytes are there. */
static guint32 be16(const guint8 *p)
{
    return (guint32)p[0] << 8 | p[1];
}
static guint32 be32(const guint8 *p)
{
    return be16(p) << 16 | be16(p + 2);
}
static guint32 le16(const guint8 *p)
{
    return (guint32)p[1] << 8 | p[0];
}
static guint32 le24(const guint8 *p)
{
    return le16(p) | (guint32)p[2] << 16;
}
static guint32 le32(const guint8 *p)
{
    return le16(p) | le16(p + 2) << 16;
}

static bool broken(struct image *image, const char *problem)
{
    image->status = IMAGE_BROKEN;
    image->problem = problem;
    return false;
}

static bool png_depth_is_valid(int type, int depth)
{
    switch (type) {
    case 0:
        return depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
    case 3:
        return depth == 1 || depth == 2 || depth == 4 || depth == 8;
    case 2:
    case 4:
    case 6:
        return depth == 8 || depth == 16;
    default:
        return false;
    }
}

/* From the first IDAT on, every chunk ends inside the file, up to IEND. Files that only lack that
 * last one are let through: all their pixels are there. */
static bool png_data_is_whole(const guint8 *p, size_t size)
{
    size_t at = 0;

    while (size - at >= 12 && be32(p + at) <= size - at - 12) {
        if (memcmp(p + at + 4, "IEND", 4) == 0)
            return true;
        at += be32(p + at) + 12;
    }
    return at == size;
}

/* PNG (ISO 15948): signature, IHDR, then chunks up to the first IDAT; pHYs is in pixels per metre.
 */
static bool probe_png(struct image *image, const guint8 *p, size_t size)
{
    if (size < 33 || be32(p + 8) != 13 || memcmp(p + 12, "IHDR", 4) != 0)
        return broken(image, "no PNG header");
    guint32 width = be32(p + 16), height = be32(p + 20);
    if (width == 0 || height == 0 || width > G_MAXINT32 || height > G_MAXINT32)
        return broken(image, "impossible size");
    int depth = p[24], type = p[25];
    if (!png_depth_is_valid(type, depth) || p[26] != 0 || p[27] != 0 || p[28] > 1)
        return broken(image, "impossible PNG header");
    image->width = (int)width;
    image->height = (int)height;
    image->alpha = type == 4 || type == 6;
    for (size_t at = 33; at + 12 <= size;) {
        size_t length = be32(p + at);
        if (length > size - at - 12)
            return broken(image, "the file is cut off");
        const guint8 *chunk = p + at + 8;
        if (memcmp(p + at + 4, "IDAT", 4) == 0)
            return png_data_is_whole(p + at, size - at) || broken(image, "the file is cut off");
        if (memcmp(p + at + 4, "tRNS", 4) == 0)
            image->alpha = true;
        if (memcmp(p + at + 4, "pHYs", 4) == 0 && length == 9 && chunk[8] == 1)
            image->dpi = be32(chunk) * 0.0254;
        at += length + 12;
    }
    return broken(image, "no image data");
}

static guint32 tiff16(const guint8 *p, bool little)
{
    return little ? le16(p) : be16(p);
}
static guint32 tiff32(const guint8 *p, bool little)
{
    return little ? le32(p) : be32(p);
}

/* The first directory of an EXIF block, a small TIFF file: orientation (0x0112), horizontal
 * resolution (0x011A) and its unit (0x0128: 2 inch, 3 centimetre). Anything odd is passed over. */
static void probe_exif(struct image *image, const guint8 *p, size_t size)
{
    if (size < 8 || (memcmp(p, "II*\0", 4) != 0 && memcmp(p, "MM\0*", 4) != 0))
        return;
    bool little = p[0] == 'I';
    size_t at = tiff32(p + 4, little);
    if (at > size - 2)
        return;
    size_t n = tiff16(p + at, little);
    double resolution = 0, per_inch = 1;
    at += 2;
    for (size_t i = 0; i < n && size - at >= 12; i++, at += 12) {
        guint32 tag = tiff16(p + at, little), value = tiff16(p + at + 8, little);
        size_t offset = tiff32(p + at + 8, little);
        if (tag == 0x0112 && value >= 1 && value <= 8)
            image->orientation = (int)value;
        if (tag == 0x0128 && value == 3)
            per_inch = 2.54;
        if (tag == 0x011A && size >= 8 && offset <= size - 8 && tiff32(p + offset + 4, little) > 0)
            resolution = (double)tiff32(p + offset, little) / tiff32(p + offset + 4, little);
    }
    if (image->dpi == 0 && resolution > 0)
        image->dpi = resolution * per_inch;
}

/* The application segments that matter: JFIF density (0: only an aspect ratio, 1: dots per inch,
 * 2: per centimetre) and EXIF. */
static void probe_jpeg_app(struct image *image, int marker, const guint8 *p, size_t size)
{
    if (marker == 0xE0 && size >= 12 && memcmp(p, "JFIF\0", 5) == 0) {
        guint32 density = be16(p + 8);
        if (p[7] == 1)
            image->dpi = density;
        else if (p[7] == 2)
            image->dpi = density * 2.54;
    } else if (marker == 0xE1 && size >= 14 && memcmp(p, "Exif\0", 5) == 0) {
        probe_exif(image, p + 6, size - 6);
    }
}

/* A frame header (SOF0-SOF15): precision, height, width, components. */
static bool probe_jpeg_frame(struct image *image, int marker, const guint8 *p, size_t size)
{
    if (size < 6)
        return broken(image, "short JPEG header");
    if (marker > 0xC2)
        return broken(image, "lossless, hierarchical or arithmetic JPEG, which no reader shows");
    if (p[0] != 8)
        return broken(image, "12-bit JPEG, which no reader shows");
    if (be16(p + 1) == 0 || be16(p + 3) == 0)
        return broken(image, "impossible size");
    if (p[5] != 1 && p[5] != 3 && p[5] != 4)
        return broken(image, "impossible number of colours");
    bool turned = image->orientation >= 5;
    image->width = (int)be16(p + (turned ? 1 : 3));
    image->height = (int)be16(p + (turned ? 3 : 1));
    return true;
}

/* Whether the compressed data after the frame header go on to an end-of-image marker. Without one
 * the file is cut off: readers show what there is of it and paint the rest grey. */
static bool jpeg_has_end(const guint8 *p, size_t size)
{
    for (size_t at = size; at >= 2; at--)
        if (p[at - 2] == 0xFF && p[at - 1] == 0xD9)
            return true;
    return false;
}

/* JPEG (ITU T.81): segments up to the first frame header; EXIF comes before it. */
static bool probe_jpeg(struct image *image, const guint8 *p, size_t size)
{
    for (size_t at = 2; at + 4 <= size;) {
        if (p[at] != 0xFF)
            return broken(image, "no JPEG marker where one must be");
        int marker = p[at + 1];
        if (marker == 0xFF) { /* fill byte */
            at++;
            continue;
        }
        if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7)) { /* markers without a segment */
            at += 2;
            continue;
        }
        size_t length = be16(p + at + 2);
        if (length < 2 || length > size - at - 2)
            return broken(image, "the file is cut off");
        const guint8 *segment = p + at + 4;
        bool table = marker == 0xC4 || marker == 0xC8 || marker == 0xCC;
        if (marker >= 0xC0 && marker <= 0xCF && !table) {
            image->cut = !jpeg_has_end(segment + length - 2, size - at - 2 - length);
            return probe_jpeg_frame(image, marker, segment, length - 2);
        }
        if (marker == 0xDA || marker == 0xD9)
            return broken(image, "image data before its header");
        probe_jpeg_app(image, marker, segment, length - 2);
        at += length + 2;
    }
    return broken(image, "no JPEG header");
}

/* The first picture, from its descriptor to the block of no bytes that ends it. */
static bool gif_data_is_whole(const guint8 *p, size_t size)
{
    size_t at = 11 + ((p[9] & 0x80) ? (size_t)3 << ((p[9] & 7) + 1) : 0);

    while (at < size && p[at] != 0)
        at += (size_t)p[at] + 1;
    return at < size;
}

/* GIF: the logical screen, then blocks up to the first picture; a graphic control extension before
 * it says whether a colour is transparent. */
static bool probe_gif(struct image *image, const guint8 *p, size_t size)
{
    if (size < 14)
        return broken(image, "no GIF header");
    image->width = (int)le16(p + 6);
    image->height = (int)le16(p + 8);
    size_t at = 13 + ((p[10] & 0x80) ? (size_t)3 << ((p[10] & 7) + 1) : 0);
    while (at < size && p[at] == 0x21) {
        if (at + 8 <= size && p[at + 1] == 0xF9 && p[at + 2] == 4)
            image->alpha = (p[at + 3] & 1) != 0;
        for (at += 2; at < size && p[at] != 0;)
            at += (size_t)p[at] + 1;
        at++;
    }
    if (at >= size || size - at < 11 || p[at] != 0x2C)
        return broken(image, "no picture in the GIF");
    int left = (int)le16(p + at + 1), top = (int)le16(p + at + 3);
    int width = (int)le16(p + at + 5), height = (int)le16(p + at + 7);
    if (image->width == 0 || image->height == 0) {
        image->width = left + width;
        image->height = top + height;
    }
    if (width == 0 || height == 0)
        return broken(image, "impossible size");
    if (!gif_data_is_whole(p + at, size - at))
        return broken(image, "the file is cut off");
    if (left > 0 || top > 0 || width < image->width || height < image->height)
        image->alpha = true;
    return true;
}

/* WebP (RFC 9649): the first chunk is the lossy, the lossless or the extended header. */
static bool probe_webp(struct image *image, const guint8 *p, size_t size)
{
    bool lossless = size >= 25 && memcmp(p + 12, "VP8L", 4) == 0;
    if (size < 30 && !lossless)
        return broken(image, "no WebP header");
    if (le32(p + 4) > size - 8)
        return broken(image, "the file is cut off");
    const guint8 *chunk = p + 20;
    if (memcmp(p + 12, "VP8 ", 4) == 0) {
        if (memcmp(chunk + 3, "\x9d\x01\x2a", 3) != 0)
            return broken(image, "no WebP header");
        image->width = (int)(le16(chunk + 6) & 0x3FFF);
        image->height = (int)(le16(chunk + 8) & 0x3FFF);
    } else if (lossless) {
        if (chunk[0] != 0x2F)
            return broken(image, "no WebP header");
        guint32 bits = le32(chunk + 1);
        image->width = (int)(bits & 0x3FFF) + 1;
        image->height = (int)(bits >> 14 & 0x3FFF) + 1;
        image->alpha = (bits >> 28 & 1) != 0;
    } else if (memcmp(p + 12, "VP8X", 4) == 0) {
        image->width = (int)le24(chunk + 4) + 1;
        image->height = (int)le24(chunk + 7) + 1;
        image->alpha = (chunk[0] & 0x10) != 0;
    } else {
        return broken(image, "no WebP header");
    }
    if (image->width == 0 || image->height == 0)
        return broken(image, "impossible size");
    return true;
}

/* The offset of the root element's name in an SVG file, past byte order mark, XML declaration,
 * comments and DOCTYPE; NULL when the root is not `svg`, whatever its prefix. */
static const char *svg_root(const char *p, const char *end)
{
    if (end - p >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0)
        p += 3;
    for (;;) {
        while (p < end && g_ascii_isspace(*p))
            p++;
        if (end - p < 5 || *p != '<')
            return NULL;
        const char *close = ">";
        if (memcmp(p, "<!--", 4) == 0)
            close = "-->";
        else if (p[1] == '?')
            close = "?>";
        else if (p[1] != '!')
            break;
        const char *stop = g_strstr_len(p, end - p, close);
        if (p[1] == '!' && close[0] == '>') { /* a DOCTYPE may hold an internal subset */
            const char *subset = stop ? memchr(p, '[', (size_t)(stop - p)) : NULL;
            if (subset)
                stop = g_strstr_len(subset, end - subset, "]>");
            close = subset ? "]>" : ">";
        }
        if (!stop)
            return NULL;
        p = stop + strlen(close);
    }
    const char *name = ++p;
    while (p < end && (g_ascii_isalnum(*p) || *p == '-' || *p == '_' || *p == '.' || *p == ':'))
        p++;
    bool svg = p - name >= 3 && memcmp(p - 3, "svg", 3) == 0;
    return svg && (p - name == 3 || p[-4] == ':') ? p : NULL;
}

/* The value of an attribute in the start tag that continues at p, copied to the arena. */
static char *svg_attribute(struct arena *a, const char *p, const char *end, const char *name)
{
    while (p < end) {
        while (p < end && g_ascii_isspace(*p))
            p++;
        const char *start = p;
        while (p < end && !g_ascii_isspace(*p) && *p != '=' && *p != '>')
            p++;
        size_t length = (size_t)(p - start);
        while (p < end && (g_ascii_isspace(*p) || *p == '='))
            p++;
        if (p >= end || (*p != '"' && *p != '\''))
            return NULL;
        const char *value = p + 1;
        const char *stop = memchr(value, *p, (size_t)(end - value));
        if (!stop)
            return NULL;
        if (length == strlen(name) && memcmp(start, name, length) == 0)
            return arena_strndup(a, value, (size_t)(stop - value));
        p = stop + 1;
    }
    return NULL;
}

/* A CSS length in px; 0 when it is absent, a percentage or not a length. */
static double svg_length(const char *text)
{
    static const struct {
        const char *unit;
        double px;
    } units[] = {{"px", 1},         {"pt", 96.0 / 72}, {"pc", 16},        {"in", 96},
                 {"cm", 96 / 2.54}, {"mm", 96 / 25.4}, {"Q", 96 / 101.6}, {"em", 16},
                 {"rem", 16},       {"ex", 8},         {"ch", 8},         {"", 1}};
    if (!text)
        return 0;
    char *end;
    double value = g_ascii_strtod(text, &end);
    if (end == text || !isfinite(value) || value <= 0)
        return 0;
    g_autofree char *unit = g_strstrip(g_strdup(end));
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
        if (g_ascii_strcasecmp(unit, units[i].unit) == 0)
            return value * units[i].px;
    }
    return 0;
}

static int svg_round(double px)
{
    return px < 1 ? 1 : (int)lround(px);
}

/* The natural size: width and height, else those of the viewBox; one that is missing follows from
 * the viewBox's proportions; else CSS's 300 by 150. Vectors have no limit: a larger one is scaled.
 */
static bool probe_svg(struct arena *a, struct image *image, const char *p, size_t size)
{
    const char *end = p + size, *tag = svg_root(p, end);
    if (!tag)
        return broken(image, "no <svg> element");
    double width = svg_length(svg_attribute(a, tag, end, "width"));
    double height = svg_length(svg_attribute(a, tag, end, "height"));
    double box[4] = {0};
    const char *text = svg_attribute(a, tag, end, "viewBox");
    for (int i = 0; text && i < 4; i++) {
        char *next;
        box[i] = g_ascii_strtod(text + strspn(text, ", \t\r\n"), &next);
        text = next;
    }
    bool has_box = isfinite(box[2]) && isfinite(box[3]) && box[2] > 0 && box[3] > 0;
    if (has_box && width == 0 && height == 0) {
        width = box[2];
        height = box[3];
    } else if (has_box && width == 0) {
        width = height * box[2] / box[3];
    } else if (has_box && height == 0) {
        height = width * box[3] / box[2];
    }
    if (width == 0)
        width = 300;
    if (height == 0)
        height = 150;
    double largest = fmax(width, height);
    double scale = largest > IMAGE_MAX_SIDE ? IMAGE_MAX_SIDE / largest : 1;
    image->width = svg_round(width * scale);
    image->height = svg_round(height * scale);
    image->alpha = true;
    return true;
}

static enum image_format sniff(const guint8 *p, size_t size)
{
    if (size >= 8 && memcmp(p, "\x89PNG\r\n\x1a\n", 8) == 0)
        return IMAGE_PNG;
    if (size >= 3 && memcmp(p, "\xFF\xD8\xFF", 3) == 0)
        return IMAGE_JPEG;
    if (size >= 6 && (memcmp(p, "GIF87a", 6) == 0 || memcmp(p, "GIF89a", 6) == 0))
        return IMAGE_GIF;
    if (size >= 12 && memcmp(p, "RIFF", 4) == 0 && memcmp(p + 8, "WEBP", 4) == 0)
        return IMAGE_WEBP;
    if (svg_root((const char *)p, (const char *)p + size))
        return IMAGE_SVG;
    return IMAGE_UNKNOWN;
}

static bool probe_format(struct arena *a, struct image *image, const guint8 *p, size_t size)
{
    switch (image->format) {
    case IMAGE_PNG:
        return probe_png(image, p, size);
    case IMAGE_JPEG:
        return probe_jpeg(image, p, size);
    case IMAGE_GIF:
        return probe_gif(image, p, size);
    case IMAGE_WEBP:
        return probe_webp(image, p, size);
    case IMAGE_SVG:
        return probe_svg(a, image, (const char *)p, size);
    case IMAGE_UNKNOWN:
        break;
    }
    static const char lfs[] = "version https://git-lfs";
    if (size == 0)
        return broken(image, "the file is empty");
    if (size >= sizeof lfs - 1 && memcmp(p, lfs, sizeof lfs - 1) == 0)
        return broken(image, "a Git LFS pointer, the picture itself was not fetched");
    image->status = IMAGE_FOREIGN;
    return false;
}

bool image_probe(struct arena *a, struct image *image, const void *bytes, size_t size)
{
    image->format = sniff(bytes, size);
    image->orientation = 1;
    image->dpi = 0;
    image->alpha = image->cut = false;
    if (!probe_format(a, image, bytes, size))
        return false;
    if (!(image->dpi >= 1 && image->dpi <= 100000))
        image->dpi = 0;
    bool vector = image->format == IMAGE_SVG;
    if (image->width > IMAGE_MAX_SIDE || image->height > IMAGE_MAX_SIDE ||
        (!vector && (gint64)image->width * image->height > IMAGE_MAX_PIXELS)) {
        image->status = IMAGE_LARGE;
        image->problem = arena_printf(a, "%d × %d px", image->width, image->height);
        return false;
    }
    image->status = IMAGE_OK;
    image->problem = NULL;
    return true;
}

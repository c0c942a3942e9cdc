/* JPEG to PDF: the file passes through as it is (/DCTDecode); only its header is read, for the size
 * as stored, the colours and whether an Adobe program wrote it (ITU T.81; Adobe TN 5116). */
#include "pdf/image.h"

#include <string.h>

struct jpeg {
    int width, height, colours;
    bool adobe;     /* an Adobe segment: four colours are then stored inverted */
    bool jfif;      /* always luminance and chrominance */
    bool named_rgb; /* components called R, G, B: no transform */
};

static int be16(const guint8 *p)
{
    return p[0] << 8 | p[1];
}

/* The frame header: size, components and their names. */
static bool jpeg_frame(struct jpeg *jpeg, const guint8 *p, size_t size)
{
    if (size < 6 || size < 6 + 3 * (size_t)p[5])
        return false;
    jpeg->height = be16(p + 1);
    jpeg->width = be16(p + 3);
    jpeg->colours = p[5];
    jpeg->named_rgb = p[5] == 3 && p[6] == 'R' && p[9] == 'G' && p[12] == 'B';
    return p[5] == 1 || p[5] == 3 || p[5] == 4;
}

/* Walks the segments to the start of the scan; false when there is none or no frame before it. */
static bool jpeg_parse(struct jpeg *jpeg, const guint8 *p, size_t size)
{
    for (size_t at = 2; at + 4 <= size;) {
        int marker = p[at + 1];
        bool alone = marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7);
        if (p[at] != 0xFF)
            return false;
        if (marker == 0xFF || alone) {
            at += alone ? 2 : 1;
            continue;
        }
        size_t length = (size_t)be16(p + at + 2);
        if (length < 2 || length > size - at - 2)
            return false;
        const guint8 *segment = p + at + 4;
        if (marker == 0xDA)
            return jpeg->colours > 0 && size - at - 2 > length;
        if (marker >= 0xC0 && marker <= 0xC2 && !jpeg_frame(jpeg, segment, length - 2))
            return false;
        if (marker == 0xEE && length >= 14 && memcmp(segment, "Adobe", 5) == 0)
            jpeg->adobe = true;
        if (marker == 0xE0 && length >= 7 && memcmp(segment, "JFIF", 5) == 0)
            jpeg->jfif = true;
        at += length + 2;
    }
    return false;
}

bool pdf_convert_jpeg(const struct image *image, struct pdf_parts *parts)
{
    static const char *const spaces[] = {
        [1] = "/DeviceGray", [3] = "/DeviceRGB", [4] = "/DeviceCMYK"};
    size_t size;
    const guint8 *p = g_bytes_get_data(image->bytes, &size);
    struct jpeg jpeg = {0};
    if (!jpeg_parse(&jpeg, p, size)) {
        parts->problem = "its pixels cannot be decoded";
        return false;
    }
    pdf_image_dict(parts->dict, jpeg.width, jpeg.height, spaces[jpeg.colours], 8);
    g_string_append(parts->dict, " /Filter /DCTDecode");
    if (jpeg.named_rgb && !jpeg.adobe && !jpeg.jfif)
        g_string_append(parts->dict, " /DecodeParms << /ColorTransform 0 >>");
    if (jpeg.colours == 4 && jpeg.adobe)
        g_string_append(parts->dict, " /Decode [1 0 1 0 1 0 1 0]");
    g_string_append(parts->dict, " >>");
    g_byte_array_append(parts->data, p, (guint)size);
    if (p[size - 2] != 0xFF || p[size - 1] != 0xD9) /* cut off: readers show what there is */
        g_byte_array_append(parts->data, (const guint8 *)"\xFF\xD9", 2);
    return true;
}

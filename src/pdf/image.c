/* Converting images: the choice of the converter, and the block its result is kept in. */
#include "pdf/image.h"

#include "pdf/pdf.h"

#include <string.h>

/* Part of the cache key: bump it when a converter's result changes. */
const char pdf_image_version[] = "2";

static const char magic[8] = "mkimg01";

struct block_header {
    char magic[8];
    guint32 kind, orientation, has_mask, reserved;
    guint64 sizes[4]; /* of dict, data, mask dict, mask data, which follow in this order */
};

bool pdf_image_open(GBytes *block, struct pdf_image *out)
{
    struct block_header header;
    size_t size;
    const guint8 *p = g_bytes_get_data(block, &size);
    if (size < sizeof header)
        return false;
    memcpy(&header, p, sizeof header);
    size_t left = size - sizeof header;
    const guint8 *starts[4];
    p += sizeof header;
    for (int i = 0; i < 4; i++) {
        if (header.sizes[i] > left)
            return false;
        starts[i] = p;
        p += header.sizes[i];
        left -= header.sizes[i];
    }
    if (memcmp(header.magic, magic, sizeof magic) != 0 || left != 0 ||
        header.kind > PDF_IMAGE_PAGE || header.orientation < 1 || header.orientation > 8)
        return false;
    *out = (struct pdf_image){
        .kind = (enum pdf_image_kind)header.kind,
        .orientation = (int)header.orientation,
        .has_mask = header.has_mask != 0,
        .main = {(const char *)starts[0], header.sizes[0], starts[1], header.sizes[1]},
        .mask = {(const char *)starts[2], header.sizes[2], starts[3], header.sizes[3]},
    };
    return true;
}

static GBytes *block_new(const struct pdf_parts *parts, int orientation)
{
    struct block_header header = {
        .kind = parts->kind,
        .orientation = orientation >= 1 && orientation <= 8 ? (guint32)orientation : 1,
        .has_mask = parts->has_mask,
        .sizes = {parts->dict->len, parts->data->len, parts->has_mask ? parts->mask_dict->len : 0,
                  parts->has_mask ? parts->mask->len : 0},
    };
    memcpy(header.magic, magic, sizeof magic);
    size_t size = sizeof header;
    for (int i = 0; i < 4; i++)
        size += header.sizes[i];
    guint8 *block = g_malloc(size), *p = block;
    p = (guint8 *)mempcpy(p, &header, sizeof header);
    p = (guint8 *)mempcpy(p, parts->dict->str, header.sizes[0]);
    if (header.sizes[1] > 0)
        p = (guint8 *)mempcpy(p, parts->data->data, header.sizes[1]);
    if (header.sizes[2] > 0)
        p = (guint8 *)mempcpy(p, parts->mask_dict->str, header.sizes[2]);
    if (header.sizes[3] > 0)
        memcpy(p, parts->mask->data, header.sizes[3]);
    return g_bytes_new_take(block, size);
}

static bool convert(const struct image *image, struct pdf_parts *parts)
{
    switch (image->format) {
    case IMAGE_PNG:
        return pdf_convert_png(image, parts);
    case IMAGE_JPEG:
        return pdf_convert_jpeg(image, parts);
    case IMAGE_GIF:
        return pdf_convert_gif(image, parts);
    case IMAGE_WEBP:
        return pdf_convert_webp(image, parts);
    case IMAGE_SVG:
        return pdf_convert_svg(image, parts);
    case IMAGE_UNKNOWN:
        break;
    }
    parts->problem = "unknown format";
    return false;
}

GBytes *pdf_image_convert(const struct image *image, const char **problem)
{
    struct pdf_parts parts = {
        .dict = g_string_new(NULL),
        .mask_dict = g_string_new(NULL),
        .data = g_byte_array_new(),
        .mask = g_byte_array_new(),
    };
    GBytes *block = NULL;
    if (convert(image, &parts))
        block = block_new(&parts, image->format == IMAGE_JPEG ? image->orientation : 1);
    else
        *problem = parts.problem;
    g_string_free(parts.dict, TRUE);
    g_string_free(parts.mask_dict, TRUE);
    g_byte_array_unref(parts.data);
    g_byte_array_unref(parts.mask);
    return block;
}

void pdf_image_dict(GString *dict, int width, int height, const char *space, int depth)
{
    g_string_append_printf(dict,
                           "<< /Type /XObject /Subtype /Image /Width %d /Height %d "
                           "/ColorSpace %s /BitsPerComponent %d",
                           width, height, space, depth);
}

void pdf_png_filter(GString *dict, int width, int colours, int depth)
{
    g_string_append_printf(dict,
                           " /Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors %d "
                           "/BitsPerComponent %d /Columns %d >>",
                           colours, depth, width);
}

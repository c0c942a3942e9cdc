/* Pictures: the header's reader, and what passes it on to the PDF's converters. Libraries decode
 * what claims to be large slowly; those are left to the limits' own tests. */
#include "fuzz.h"

#include "pdf/image.h"
#include "pdf/pdf.h"
#include "read/image.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct image image = {.path = "t", .status = IMAGE_NEW};
    struct pdf_image out;

    if (image_probe(a, &image, data, size) && image.format != IMAGE_SVG &&
        (int64_t)image.width * image.height < 1 << 20) {
        const char *problem = NULL;
        image.bytes = g_bytes_new(data, size);
        GBytes *block = pdf_image_convert(&image, &problem);
        if (block != NULL) {
            pdf_image_open(block, &out);
            g_bytes_unref(block);
        }
        g_bytes_unref(image.bytes);
    }
    arena_free(a);
    return 0;
}

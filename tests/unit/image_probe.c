/* Image headers: format, size, resolution, alpha and damage, from tiny files made here. */
#include "read/image.h"

#include <string.h>

static struct image probe(const char *bytes, size_t size)
{
    struct arena *a = arena_new();
    struct image image = {.path = "x"};
    guint8 *copy = g_memdup2(bytes, size); /* of exactly this size, for the address sanitizer */
    bool ok = image_probe(a, &image, copy, size);
    g_assert_cmpint(ok, ==, image.status == IMAGE_OK);
    g_free(copy);
    static char problem[200];
    g_strlcpy(problem, image.problem ? image.problem : "", sizeof problem);
    image.problem = problem;
    arena_free(a);
    return image;
}

#define PROBE(literal) probe(literal, sizeof(literal) - 1)
#define PNG_SIGNATURE  "\x89PNG\r\n\x1a\n"
#define PNG_IDAT       "\0\0\0\0IDATcccc"

static void check(struct image image, enum image_format format, int width, int height)
{
    g_assert_cmpstr(image.problem, ==, "");
    g_assert_cmpint(image.status, ==, IMAGE_OK);
    g_assert_cmpint(image.format, ==, format);
    g_assert_cmpint(image.width, ==, width);
    g_assert_cmpint(image.height, ==, height);
}

static void test_png(void)
{
    struct image image = PROBE(PNG_SIGNATURE "\0\0\0\rIHDR\0\0\1\0\0\0\0\2\x08\2\0\0\0cccc"
                                             "\0\0\0\tpHYs\0\0\x16\x25\0\0\x16\x25\1cccc" PNG_IDAT);
    check(image, IMAGE_PNG, 256, 2);
    g_assert_cmpint((int)(image.dpi + 0.5), ==, 144);
    g_assert_false(image.alpha);
    image = PROBE(PNG_SIGNATURE "\0\0\0\rIHDR\0\0\0\1\0\0\0\2\x08\6\0\0\0cccc" PNG_IDAT);
    g_assert_true(image.alpha);
    image = PROBE(PNG_SIGNATURE "\0\0\0\rIHDR\0\0\0\1\0\0\0\2\1\3\0\0\1cccc"
                                "\0\0\0\1tRNS\0cccc" PNG_IDAT);
    check(image, IMAGE_PNG, 1, 2);
    g_assert_true(image.alpha);
}

static void test_png_damaged(void)
{
    g_assert_cmpint(PROBE(PNG_SIGNATURE).status, ==, IMAGE_BROKEN);
    static const char header[] =
        PNG_SIGNATURE "\0\0\0\rIHDR\0\0\0\0\0\0\0\2\x08\2\0\0\0cccc" PNG_IDAT;
    g_assert_cmpstr(PROBE(header).problem, ==, "impossible size");
    g_assert_cmpstr(PROBE(PNG_SIGNATURE "\0\0\0\rIHDR\0\0\0\1\0\0\0\2\3\2\0\0\0cccc").problem, ==,
                    "impossible PNG header");
    g_assert_cmpstr(
        PROBE(PNG_SIGNATURE "\0\0\0\rIHDR\0\0\0\1\0\0\0\2\x08\2\0\0\0cccc\xff\xff\xff\xffIDAT....")
            .problem,
        ==, "the file is cut off");
    g_assert_cmpstr(PROBE(PNG_SIGNATURE "\0\0\0\rIHDR\0\0\0\1\0\0\0\2\x08\2\0\0\0cccc").problem, ==,
                    "no image data");
    g_assert_cmpstr(PROBE(PNG_SIGNATURE "\0\0\0\rIHDR\0\0\0\1\0\0\0\2\x08\2\0\0\0cccc" PNG_IDAT
                                        "\0\0\1\0IDATcut").problem,
                    ==, "the file is cut off");
    g_assert_cmpint(
        PROBE(PNG_SIGNATURE "\0\0\0\rIHDR\0\0\x80\1\0\0\0\2\x08\2\0\0\0cccc" PNG_IDAT).status, ==,
        IMAGE_LARGE);
    struct image large =
        PROBE(PNG_SIGNATURE "\0\0\0\rIHDR\0\0\x50\0\0\0\x50\0\x08\2\0\0\0cccc" PNG_IDAT);
    g_assert_cmpstr(large.problem, ==, "20480 × 20480 px");
}

#define JPEG_SOF "\xFF\xC2\0\x11\x08\0\x20\0\x10\3\1\x22\0\2\x11\1\3\x11\1"

static void test_jpeg(void)
{
    struct image image = PROBE("\xFF\xD8\xFF\xE0\0\x10JFIF\0\1\1\2\0\x28\0\x28\0\0" JPEG_SOF);
    check(image, IMAGE_JPEG, 16, 32);
    g_assert_cmpint((int)(image.dpi * 10 + 0.5), ==, 1016);
    g_assert_cmpint(image.orientation, ==, 1);
    g_assert_true(image.cut);
    image = PROBE("\xFF\xD8" JPEG_SOF "\xFF\xDA\0\2data\xFF\xD9 and more");
    check(image, IMAGE_JPEG, 16, 32);
    g_assert_false(image.cut);
    /* turned by EXIF, with a fill byte before the frame header */
    image = PROBE("\xFF\xD8\xFF\xE1\0\x22"
                  "Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6\0\0"
                  "\0\0\0\0\xFF" JPEG_SOF);
    check(image, IMAGE_JPEG, 32, 16);
    g_assert_cmpint(image.orientation, ==, 6);
}

static void test_jpeg_damaged(void)
{
    g_assert_cmpstr(PROBE("\xFF\xD8\xFF").problem, ==, "no JPEG header");
    g_assert_cmpstr(PROBE("\xFF\xD8\xFF\xE0\0\x90JFIF").problem, ==, "the file is cut off");
    g_assert_cmpstr(PROBE("\xFF\xD8\xFF\xE0\0\1JFIF").problem, ==, "the file is cut off");
    g_assert_cmpint(PROBE("\xFF\xD8\xFF\xC3\0\x0b\x08\0\1\0\1\1\1\x11\0").status, ==, IMAGE_BROKEN);
    g_assert_cmpint(PROBE("\xFF\xD8\xFF\xC0\0\x0b\x08\0\0\0\1\1\1\x11\0").status, ==, IMAGE_BROKEN);
    /* an EXIF directory that points outside its segment is passed over */
    check(PROBE("\xFF\xD8\xFF\xE1\0\x10"
                "Exif\0\0II*\0\xff\xff\xff\x7f" JPEG_SOF),
          IMAGE_JPEG, 16, 32);
}

static void test_gif(void)
{
    struct image image =
        PROBE("GIF89a\3\0\2\0\x80\0\0aaabbb!\xF9\4\1\0\0\0\0,\0\0\0\0\3\0\2\0\0\2\0");
    check(image, IMAGE_GIF, 3, 2);
    g_assert_true(image.alpha);
    image = PROBE("GIF87a\3\0\2\0\0\0\0,\0\0\0\0\3\0\2\0\0\2\0");
    g_assert_false(image.alpha);
    g_assert_cmpstr(PROBE("GIF87a\3\0\2\0\0\0\0,\0\0\0\0\3\0\2\0\0\2\4ab").problem, ==,
                    "the file is cut off");
    g_assert_cmpint(PROBE("GIF87a\3\0\2\0\0\0\0;").status, ==, IMAGE_BROKEN);
    g_assert_cmpint(PROBE("GIF87a\3\0\2\0\x87\0\0,,,,,,,,,,,,").status, ==, IMAGE_BROKEN);
}

static void test_webp(void)
{
    check(PROBE("RIFF\x16\0\0\0WEBPVP8 \x0a\0\0\0\0\0\0\x9d\x01\x2a\x10\0\x20\0"), IMAGE_WEBP, 16,
          32);
    struct image image = PROBE("RIFF\x16\0\0\0WEBPVP8L\x05\0\0\0\x2f\x0f\xc0\x07\x10\0\0\0\0\0");
    check(image, IMAGE_WEBP, 16, 32);
    g_assert_true(image.alpha);
    image = PROBE("RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\x00\0\0\0\x0f\0\0\x1f\0\0");
    check(image, IMAGE_WEBP, 16, 32);
    g_assert_false(image.alpha);
    g_assert_cmpstr(PROBE("RIFF\xff\xff\0\0WEBPVP8X\x0a\0\0\0\x00\0\0\0\x0f\0\0\x1f\0\0").problem,
                    ==, "the file is cut off");
}

static void test_svg(void)
{
    check(PROBE("<svg width='20mm' height=\"1in\">"), IMAGE_SVG, 76, 96);
    check(
        PROBE(
            "\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- a > b -->\n<!DOCTYPE svg [ <!ENTITY a '>'> ]>"
            "<s:svg xmlns:s='x' viewBox='0,0 40 30'/>"),
        IMAGE_SVG, 40, 30);
    check(PROBE("<svg width='100%' viewBox='0 0 40 30' height='60'>"), IMAGE_SVG, 80, 60);
    check(PROBE("<svg width='1e9' height='1e9'>"), IMAGE_SVG, IMAGE_MAX_SIDE, IMAGE_MAX_SIDE);
    check(PROBE("<svg width='nan' viewBox='a b'>"), IMAGE_SVG, 300, 150);
    check(PROBE("<svg width"), IMAGE_SVG, 300, 150);
    check(PROBE("<svg data-width='7' width = '2em' height='12pt'>"), IMAGE_SVG, 32, 16);
}

static void test_others(void)
{
    g_assert_cmpint(PROBE("<html><svg/></html>").status, ==, IMAGE_FOREIGN);
    g_assert_cmpint(PROBE("<!-- never closed").status, ==, IMAGE_FOREIGN);
    g_assert_cmpint(PROBE("BM......").status, ==, IMAGE_FOREIGN);
    g_assert_cmpint(PROBE("").status, ==, IMAGE_BROKEN);
    g_assert_nonnull(strstr(
        PROBE("version https://git-lfs.github.com/spec/v1\noid sha256:00\n").problem, "Git LFS"));
}

/* Every beginning of a file, and every byte of it turned over, must be answered without a fault. */
static void test_every_cut(void)
{
    static const char *const files[] = {PNG_SIGNATURE,
                                        "<svg width='20mm' viewBox='0 0 1 1' height=\"1in\">",
                                        "<!DOCTYPE a [ ]><svg>"};
    for (size_t f = 0; f < G_N_ELEMENTS(files); f++) {
        for (size_t n = 0; n <= strlen(files[f]); n++)
            probe(files[f], n);
    }
    static const char jpeg[] = "\xFF\xD8\xFF\xE1\0\x22"
                               "Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6"
                               "\0\0\0\0\0\0" JPEG_SOF;
    static const char gif[] = "GIF89a\3\0\2\0\x80\0\0aaabbb!\xF9\4\1\0\0\0\0,\0\0\0\0\3\0\2\0\0\2";
    char copy[sizeof jpeg > sizeof gif ? sizeof jpeg : sizeof gif];
    for (size_t n = 0; n < sizeof jpeg; n++) {
        probe(jpeg, n);
        memcpy(copy, jpeg, sizeof jpeg);
        copy[n] = (char)~copy[n];
        probe(copy, sizeof jpeg - 1);
    }
    for (size_t n = 0; n < sizeof gif; n++) {
        probe(gif, n);
        memcpy(copy, gif, sizeof gif);
        copy[n] = (char)~copy[n];
        probe(copy, sizeof gif - 1);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/image/png", test_png);
    g_test_add_func("/image/png-damaged", test_png_damaged);
    g_test_add_func("/image/jpeg", test_jpeg);
    g_test_add_func("/image/jpeg-damaged", test_jpeg_damaged);
    g_test_add_func("/image/gif", test_gif);
    g_test_add_func("/image/webp", test_webp);
    g_test_add_func("/image/svg", test_svg);
    g_test_add_func("/image/others", test_others);
    g_test_add_func("/image/every-cut", test_every_cut);
    return g_test_run();
}

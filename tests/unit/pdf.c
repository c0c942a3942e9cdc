/* The whole way from frames to a PDF, with a layout made by hand: text that copies out, images,
 * links, outline, labels, and the same bytes each time. Checked by qpdf and poppler where they are
 * installed. */
#include "pdf/pdf.h"

#include "layout/shape.h"
#include "pdf/source.h"
#include "read/image.h"

#include <glib/gstdio.h>
#include <jpeglib.h>
#include <stdio.h>
#include <string.h>

#define PT(x) ((len)((x)*1024))

/* --- source text --- */

static void check_source(GString *s, const char *want)
{
    g_assert_cmpstr(s->str, ==, want);
    g_string_truncate(s, 0);
}

static void test_source(void)
{
    g_autoptr(GString) s = g_string_new(NULL);
    source_text(s, "a (b) \\");
    check_source(s, "(a \\(b\\) \\\\)");
    source_text(s, "文\xff");
    check_source(s, "<FEFF6587FFFD>");
    source_uri(s, "https://x/(a)?b=文 <\\>'\n");
    check_source(s, "(https://x/\\(a\\)?b=%E6%96%87%20%3C%5C%3E'%0A)");
    source_len(s, PT(1.5));
    check_source(s, "1.5");
    source_len(s, -PT(72));
    check_source(s, "-72");
    source_len(s, 1);
    check_source(s, "0.001");
    source_date(s, 86400);
    check_source(s, "(D:19700102000000Z)");
}

static void test_labels(void)
{
    struct layout_page pages[] = {{NULL, ""},   {NULL, "i"}, {NULL, "ii"},  {NULL, "iv"},
                                  {NULL, "1"},  {NULL, "2"}, {NULL, "A-1"}, {NULL, "X"},
                                  {NULL, "XI"}, {NULL, "07"}};
    g_autoptr(GString) s = g_string_new(NULL);
    source_page_labels(s, pages, G_N_ELEMENTS(pages));
    check_source(s, "<< /Nums [0 << >> 1 << /S /r >> 3 << /S /r /St 4 >> 4 << /S /D >> "
                    "6 << /P (A-1) >> 7 << /S /R /St 10 >> 9 << /P (07) >>] >>");
}

/* --- a layout made by hand --- */

/* The layout here has its own look-up: there is no reader or page maker in this test. */
const struct layout_anchor *layout_find_anchor(const struct layout *l, const char *key)
{
    for (size_t i = 0; i < l->n_anchors; i++) {
        if (strcmp(l->anchors[i].key, key) == 0)
            return &l->anchors[i];
    }
    return NULL;
}

struct sample {
    struct arena *a;
    struct diags *diags;
    struct book *book;
    struct edition edition;
    struct fonts *fonts;
    struct shaper *shaper;
    struct style style;
    struct layout layout;
    struct image images[4];
};

static void say(struct sample *s, struct frame *f, len y, const char *text)
{
    shape_text(s->shaper, f, PT(20), y, text, strlen(text), &s->style, "en", 0, (struct loc){0});
}

static void add_image(struct sample *s, int i, const void *data, size_t size)
{
    struct image *image = &s->images[i];
    const char *problem = NULL;
    image->path = arena_printf(s->a, "%d", i == 2 ? 1 : i); /* 1 and 2 are the same file */
    image->bytes = g_bytes_new(data, size);
    g_assert_true(image_probe(s->a, image, data, size));
    image->pdf = pdf_image_convert(image, &problem);
    g_assert_cmpstr(problem, ==, NULL);
}

static void place_image(struct sample *s, struct frame *f, int i, len x, len y, len size)
{
    struct item *item = frame_add(s->a, f, ITEM_IMAGE, x, y);
    item->u.image.image = &s->images[i];
    item->u.image.width = item->u.image.height = size;
}

static void place_link(struct sample *s, struct frame *f, const char *uri, const char *anchor)
{
    struct item *item = frame_add(s->a, f, ITEM_LINK, PT(20), uri ? PT(20) : PT(60));
    item->u.link.width = PT(50);
    item->u.link.height = PT(10);
    item->u.link.dest = uri ? DEST_URI : DEST_INTERNAL;
    item->u.link.uri = uri;
    item->u.link.anchor = anchor;
    item->u.link.text = "见 link";
}

static void make_pages(struct sample *s)
{
    struct layout_page *pages = arena_array(s->a, 3, sizeof *pages);
    static const char *const labels[] = {"i", "1", "2"};
    for (int i = 0; i < 3; i++) {
        struct frame *f = frame_new(s->a, PT(300), PT(400));
        pages[i] = (struct layout_page){f, labels[i]};
        struct frame *inner = frame_new(s->a, PT(200), PT(20));
        say(s, f, PT(30), "The office's difficult (affix)");
        say(s, inner, PT(10), "中文文字、繁體。");
        frame_place(s->a, f, inner, 0, PT(60));
        say(s, f, PT(100), "Rocket 🚀 and 👍🏽 end");
        frame_rect(s->a, f, PT(20), PT(120), PT(100), PT(1), 0xFF204080);
        for (int k = 0; k < 4; k++)
            place_image(s, f, k, PT(20 + 60 * k), PT(150), PT(50));
    }
    struct frame *first = (struct frame *)(uintptr_t)pages[0].frame;
    place_link(s, first, "https://example.org/a_(b)?q=文", NULL);
    place_link(s, first, NULL, "c001#two");
    place_link(s, first, NULL, "nowhere");
    s->layout.pages = pages;
    s->layout.n_pages = 3;
}

static void make_outline(struct sample *s)
{
    static struct layout_anchor anchors[] = {{"c001", 1, PT(20), PT(20)},
                                             {"c001#two", 2, 0, PT(50)}};
    static struct layout_outline outline[] = {
        {1, "第一章", "c001"}, {3, "Deep", "c001#two"}, {2, "Less", "c001"}, {1, "", "nowhere"}};
    s->layout.anchors = anchors;
    s->layout.n_anchors = G_N_ELEMENTS(anchors);
    s->layout.outline = outline;
    s->layout.n_outline = G_N_ELEMENTS(outline);
}

/* 2 x 2, RGBA: red, green, blue, half transparent white; made by hand, stored blocks. */
static const guint8 rgba_png[] = {
    0x89, 'P', 'N', 'G', 13,  10,  26,  10,   0,    0,    0,   13,  'I',  'H',  'D',  'R',  0,
    0,    0,   2,   0,   0,   0,   2,   8,    6,    0,    0,   0,   0x72, 0xb6, 0x0d, 0x24, 0,
    0,    0,   29,  'I', 'D', 'A', 'T', 0x78, 0x01, 0x01, 18,  0,   0xed, 0xff, 0,    255,  0,
    0,    255, 0,   255, 0,   255, 0,   0,    0,    255,  255, 255, 255,  255,  128};

static GByteArray *png_of_rgba(void)
{
    GByteArray *out = g_byte_array_new();
    g_byte_array_append(out, rgba_png, sizeof rgba_png);
    const guint8 *rows = out->data + sizeof rgba_png - 18;
    guint32 low = 1, high = 0;
    for (int i = 0; i < 18; i++) { /* Adler-32 */
        low = (low + rows[i]) % 65521;
        high = (high + low) % 65521;
    }
    guint8 tail[] = {(guint8)(high >> 8),
                     (guint8)high,
                     (guint8)(low >> 8),
                     (guint8)low,
                     0,
                     0,
                     0,
                     0,
                     0,
                     0,
                     0,
                     0,
                     'I',
                     'E',
                     'N',
                     'D',
                     0xae,
                     0x42,
                     0x60,
                     0x82};
    return g_byte_array_append(out, tail, sizeof tail);
}

static void sample_begin(struct sample *s)
{
    *s = (struct sample){.a = arena_new(), .diags = diags_new()};
    s->book = book_new(s->a, s->diags);
    static const char *authors[] = {"A. Writer", "作者", NULL};
    s->book->authors = authors;
    s->book->title = arena_one(s->a, struct localised);
    s->book->title->text = "A <title> & 书名";
    /* what looks like a reference to an object, but is text */
    s->book->description = arena_one(s->a, struct localised);
    s->book->description->text = "(see) 12 0 R \\) 3 0 R <1 0 R> /N 2 0 R";
    s->edition = (struct edition){.book = s->book, .lang = "en", .arena = s->a};
    s->fonts = fonts_new(s->book);
    s->shaper = shaper_new(s->fonts, NULL, s->diags);
    shaper_set_arena(s->shaper, s->a);
    s->style = (struct style){
        .font_family = "serif", .font_size = PT(12), .font_weight = 400, .colour = 0xFF000000};
    s->layout = (struct layout){.arena = s->a, .edition = &s->edition, .fonts = s->fonts};
    g_autoptr(GByteArray) png = png_of_rgba();
    add_image(s, 0, png->data, png->len);
    static const char svg[] =
        "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'>"
        "<rect width='40' height='20' fill='red' opacity='.5'/>"
        "<text x='1' y='35' font-size='12' font-family='serif'>Vector</text></svg>";
    add_image(s, 1, svg, sizeof svg - 1);
    add_image(s, 2, svg, sizeof svg - 1);
    static const char gif[] =
        "GIF89a\1\0\1\0\x80\0\0\xff\0\0\0\0\xff!\xF9\4\1\0\0\1\0,\0\0\0\0\1\0\1\0\0\2\2"
        "\x44\1\0;";
    add_image(s, 3, gif, sizeof gif - 1);
    make_pages(s);
    make_outline(s);
}

static void sample_end(struct sample *s)
{
    for (int i = 0; i < 4; i++) {
        g_bytes_unref(s->images[i].bytes);
        g_bytes_unref(s->images[i].pdf);
    }
    shaper_free(s->shaper);
    fonts_free(s->fonts);
    book_close(s->book);
    diags_free(s->diags);
    arena_free(s->a);
}

static void write_pdf(struct sample *s, const char *path)
{
    struct output *out = output_open(path);
    g_assert_nonnull(out);
    g_assert_true(pdf_write(&s->layout, 2, out));
    g_assert_true(output_commit(out));
}

/* What the command prints (@ is the file); NULL when it is not installed. Its exit status must be
 * 0.
 */
static char *run(const char *command, const char *path)
{
    g_auto(GStrv) words = g_strsplit(command, " ", -1);
    g_autofree char *found = g_find_program_in_path(words[0]);
    char *out = NULL;
    int status = 0;
    for (char **word = words; *word; word++) {
        if (strcmp(*word, "@") == 0) {
            g_free(*word);
            *word = g_strdup(path);
        }
    }
    if (!found)
        return NULL;
    g_assert_true(g_spawn_sync(NULL, words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, NULL,
                               &status, NULL));
    if (status != 0)
        g_test_message("%s: %s", command, out);
    g_assert_cmpint(status, ==, 0);
    return out;
}

static void check_contains(const char *text, const char *const *words)
{
    for (; text && *words; words++) {
        if (!strstr(text, *words))
            g_test_message("\"%s\" is not in: %s", *words, text);
        g_assert_nonnull(strstr(text, *words));
    }
}

static void check_file(const char *path)
{
    g_autofree char *checked = run("qpdf --check @", path);
    if (checked)
        g_assert_null(strstr(checked, "WARNING"));
    g_autofree char *text = run("pdftotext -enc UTF-8 -raw @ -", path);
    check_contains(text, (const char *const[]){"The office's difficult (affix)", "中文文字、繁體。",
                                               "Rocket 🚀 and 👍🏽 end", "Vector", NULL});
    g_autofree char *info = run("pdfinfo -enc UTF-8 @", path);
    check_contains(info, (const char *const[]){"A <title> & 书名", "A. Writer, 作者",
                                               "(see) 12 0 R \\) 3 0 R <1 0 R> /N 2 0 R",
                                               "Pages:           3", "300 x 400 pts", NULL});
    g_autofree char *objects = run("qpdf --json=2 --json-key=qpdf @", path);
    check_contains(objects, (const char *const[]){"\"u:https://example.org/a_(b)?q=%E6%96%87\"",
                                                  "\"/DisplayDocTitle\": true", "\"/Count\": -2",
                                                  "\"/Lang\": \"u:en\"", "\"/SMask\"",
                                                  "\"/Subtype\": \"/Form\"", "\"/XYZ\"",
                                                  "\"/Contents\": \"u:见 link\"", NULL});
}

static void test_write(void)
{
    struct sample s;
    g_autofree char *dir = g_dir_make_tmp("mkbook-pdf-XXXXXX", NULL);
    g_autofree char *one = g_build_filename(dir, "one.pdf", NULL);
    g_autofree char *two = g_build_filename(dir, "two.pdf", NULL);
    g_setenv("SOURCE_DATE_EPOCH", "1700000000", TRUE);
    sample_begin(&s);
    write_pdf(&s, one);
    sample_end(&s);
    sample_begin(&s);
    write_pdf(&s, two);
    sample_end(&s);
    char *a, *b;
    gsize na, nb;
    g_assert_true(g_file_get_contents(one, &a, &na, NULL));
    g_assert_true(g_file_get_contents(two, &b, &nb, NULL));
    check_file(one);
    g_assert_cmpmem(a, na, b, nb);
    g_free(a);
    g_free(b);
    if (!g_getenv("KEEP_OUTPUT")) {
        g_unlink(one);
        g_unlink(two);
        g_rmdir(dir);
    }
}

static void test_cover(void)
{
    struct sample s;
    sample_begin(&s);
    g_autoptr(GBytes) png = pdf_paint_png(s.layout.pages[0].frame, 2);
    g_assert_nonnull(png);
    struct image image = {.path = "x"};
    g_assert_true(image_probe(s.a, &image, g_bytes_get_data(png, NULL), g_bytes_get_size(png)));
    g_assert_cmpint(image.width, ==, 600);
    g_assert_cmpint(image.height, ==, 800);
    sample_end(&s);
}

/* A 16 x 16 JPEG of four squares, red, green / blue, black, that EXIF says to turn. */
static void make_jpeg(int orientation, unsigned char **data, unsigned long *size)
{
    struct jpeg_compress_struct c;
    struct jpeg_error_mgr errors;
    c.err = jpeg_std_error(&errors);
    jpeg_create_compress(&c);
    jpeg_mem_dest(&c, data, size);
    c.image_width = c.image_height = 16;
    c.input_components = 3;
    c.in_color_space = JCS_RGB;
    jpeg_set_defaults(&c);
    jpeg_set_quality(&c, 100, TRUE);
    jpeg_start_compress(&c, TRUE);
    guint8 exif[] = "Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0.\0\0\0\0\0\0";
    exif[25] = (guint8)orientation;
    jpeg_write_marker(&c, JPEG_APP0 + 1, exif, sizeof exif - 1);
    for (int y = 0; y < 16; y++) {
        guint8 row[48] = {0};
        for (int x = 0; x < 16; x++) {
            row[3 * x] = y < 8 && x < 8 ? 255 : 0;
            row[3 * x + 1] = y < 8 && x >= 8 ? 255 : 0;
            row[3 * x + 2] = y >= 8 && x < 8 ? 255 : 0;
        }
        JSAMPROW rows[] = {row};
        jpeg_write_scanlines(&c, rows, 1);
    }
    jpeg_finish_compress(&c);
    jpeg_destroy_compress(&c);
}

/* The colour of a page of 40 x 40 px, drawn by poppler, at (x, y): r, g, b or k. */
static char colour_at(const char *ppm, size_t size, int x, int y)
{
    const guint8 *p = (const guint8 *)ppm + size - 40 * 40 * 3 + (y * 40 + x) * 3;
    return p[0] > 128 ? 'r' : p[1] > 128 ? 'g' : p[2] > 128 ? 'b' : 'k';
}

/* All eight EXIF orientations: what stands at the top left and at the top right. */
static void test_orientation(void)
{
    static const char *const corners[] = {"", "rg", "gr", "kb", "bk", "rb", "br", "kg", "gk"};
    g_autofree char *found = g_find_program_in_path("pdftoppm");
    if (!found) {
        g_test_skip("no pdftoppm");
        return;
    }
    g_autofree char *dir = g_dir_make_tmp("mkbook-pdf-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(dir, "turned.pdf", NULL);
    for (int orientation = 1; orientation <= 8; orientation++) {
        struct sample s;
        sample_begin(&s);
        unsigned char *jpeg = NULL;
        unsigned long n = 0;
        make_jpeg(orientation, &jpeg, &n);
        g_bytes_unref(s.images[3].bytes);
        g_bytes_unref(s.images[3].pdf);
        add_image(&s, 3, jpeg, n);
        free(jpeg);
        g_assert_cmpint(s.images[3].orientation, ==, orientation);
        struct frame *f = frame_new(s.a, PT(40), PT(40));
        place_image(&s, f, 3, 0, 0, PT(40));
        struct layout_page page = {f, ""};
        s.layout.pages = &page;
        s.layout.n_pages = 1;
        s.layout.n_outline = 0;
        write_pdf(&s, path);
        char *ppm = NULL;
        g_autofree char *base = g_build_filename(dir, "page", NULL);
        g_autofree char *line = g_strdup_printf("%s -r 72 -singlefile %s %s", found, path, base);
        g_autofree char *file = g_strconcat(base, ".ppm", NULL);
        gsize size;
        g_assert_true(g_spawn_command_line_sync(line, NULL, NULL, NULL, NULL));
        g_assert_true(g_file_get_contents(file, &ppm, &size, NULL));
        g_assert_cmpint(colour_at(ppm, size, 8, 8), ==, corners[orientation][0]);
        g_assert_cmpint(colour_at(ppm, size, 32, 8), ==, corners[orientation][1]);
        g_free(ppm);
        g_unlink(file);
        sample_end(&s);
    }
    g_unlink(path);
    g_rmdir(dir);
}

/* A book without pages must not be taken for one, nor bring the program down. */
static void test_empty(void)
{
    struct sample s;
    g_autofree char *dir = g_dir_make_tmp("mkbook-pdf-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(dir, "empty.pdf", NULL);
    sample_begin(&s);
    s.layout.n_pages = 0;
    s.layout.n_anchors = 0;
    struct output *out = output_open(path);
    g_assert_false(pdf_write(&s.layout, 1, out));
    g_assert_cmpuint(diags_count_code(s.diags, DIAG_OUTPUT_INVALID), ==, 1);
    output_abort(out);
    sample_end(&s);
    g_rmdir(dir);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pdf/source", test_source);
    g_test_add_func("/pdf/labels", test_labels);
    g_test_add_func("/pdf/write", test_write);
    g_test_add_func("/pdf/orientation", test_orientation);
    g_test_add_func("/pdf/empty", test_empty);
    g_test_add_func("/pdf/cover", test_cover);
    return g_test_run();
}

/* Reading image files of a book: statuses, names from the content, what is reported. */
#include "read/image.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

struct fixture {
    struct arena *a;
    struct diags *diags;
    struct book *book;
    char *dir;
};

static void begin(struct fixture *f)
{
    f->a = arena_new();
    f->diags = diags_new();
    f->book = book_new(f->a, f->diags);
    f->dir = g_dir_make_tmp("mkbook-image-XXXXXX", NULL);
    f->book->root = root_open(f->dir);
}

static void end(struct fixture *f)
{
    g_autofree char *command = g_strdup_printf("rm -r '%s'", f->dir);
    g_assert_cmpint(system(command), ==, 0);
    g_free(f->dir);
    book_close(f->book);
    diags_free(f->diags);
    arena_free(f->a);
}

static const struct image *read_file(struct fixture *f, const char *name, const char *data,
                                     gssize n)
{
    g_autofree char *path = g_build_filename(f->dir, name, NULL);
    if (data)
        g_assert_true(g_file_set_contents(path, data, n, NULL));
    struct image *image = book_image(f->book, name);
    image_read(f->book, image);
    return image;
}

static void test_statuses(void)
{
    static const char gif[] = "GIF87a\3\0\2\0\0\0\0,\0\0\0\0\3\0\2\0\0\2\0";
    struct fixture f;
    begin(&f);
    g_assert_cmpint(read_file(&f, "none.png", NULL, 0)->status, ==, IMAGE_MISSING);
    g_assert_cmpint(read_file(&f, "text.png", "text", -1)->status, ==, IMAGE_FOREIGN);
    g_assert_cmpint(read_file(&f, "empty.png", "", 0)->status, ==, IMAGE_BROKEN);
    g_assert_cmpint(read_file(&f, "../out.png", NULL, 0)->status, ==, IMAGE_OUTSIDE);
    g_autofree char *link = g_build_filename(f.dir, "link.png", NULL);
    g_assert_cmpint(symlink("/etc/hostname", link), ==, 0);
    g_assert_cmpint(read_file(&f, "link.png", NULL, 0)->status, ==, IMAGE_OUTSIDE);
    g_assert_cmpuint(diags_count_code(f.diags, DIAG_IMAGE_EXTENSION), ==, 0);
    const struct image *image = read_file(&f, "pic.PNG", gif, sizeof gif - 1);
    g_assert_cmpint(image->status, ==, IMAGE_OK);
    g_assert_cmpuint(diags_count_code(f.diags, DIAG_IMAGE_EXTENSION), ==, 1);
    g_autofree char *name = g_strdup_printf("img-%.12s.gif", image->hash);
    g_assert_cmpuint(strlen(image->hash), ==, 32);
    g_assert_cmpuint(strspn(image->hash, "0123456789abcdef"), ==, 32);
    g_assert_cmpstr(image->name, ==, name);
    g_assert_cmpint(read_file(&f, "pic.gif", gif, sizeof gif - 1)->status, ==, IMAGE_OK);
    g_assert_cmpint(read_file(&f, "noext", gif, sizeof gif - 1)->status, ==, IMAGE_OK);
    g_assert_cmpuint(diags_count_code(f.diags, DIAG_IMAGE_EXTENSION), ==, 1);
    end(&f);
}

static void test_svg(void)
{
    static const char svg[] =
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 30 20' onload='x()'>"
        "<script>x()</script><rect width='3' height='3'/></svg>";
    struct fixture f;
    begin(&f);
    const struct image *image = read_file(&f, "a.svg", svg, -1);
    g_assert_cmpint(image->status, ==, IMAGE_OK);
    g_assert_cmpint(image->width, ==, 30);
    g_assert_null(strstr(g_bytes_get_data(image->bytes, NULL), "script"));
    g_assert_cmpuint(diags_count_code(f.diags, DIAG_SVG_UNSAFE), ==, 1);
    image = read_file(&f, "b.svg", "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg>&a;</svg>", -1);
    g_assert_cmpint(image->status, ==, IMAGE_BROKEN);
    g_assert_nonnull(image->problem);
    end(&f);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/image-read/statuses", test_statuses);
    g_test_add_func("/image-read/svg", test_svg);
    return g_test_run();
}

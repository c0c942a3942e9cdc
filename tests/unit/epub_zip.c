/* The container's bytes: order, header fields, and nothing of the machine in them. */
#include "epub/zip.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned u16(const guint8 *p)
{
    return p[0] | (unsigned)p[1] << 8;
}

static unsigned u32(const guint8 *p)
{
    return u16(p) | u16(p + 2) << 16;
}

static void add(struct container *c, const char *name, GBytes *bytes, bool deflate)
{
    struct packed packed;

    packed_init(&packed, bytes, deflate);
    container_add(c, name, &packed);
    packed_clear(&packed);
}

static char *make(time_t time, gsize *size)
{
    g_autofree char *dir = g_dir_make_tmp("mkbook-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(dir, "a.epub", NULL);
    struct output *out = output_open(path);
    struct container *c = container_new(out, time);
    g_autofree char *problem = NULL;
    char *bytes = NULL;

    g_autoptr(GBytes) text = g_bytes_new_static("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 40);
    add(c, "META-INF/container.xml", text, true);
    add(c, "EPUB/images/a.png", text, false);
    g_assert_true(container_finish(c, &problem));
    g_assert_null(problem);
    g_assert_true(output_commit(out));
    g_assert_true(g_file_get_contents(path, &bytes, size, NULL));
    g_unlink(path);
    g_rmdir(dir);
    return bytes;
}

/* EPUB 3.3, 4.3.3: what a reader finds at fixed offsets. */
static void test_mimetype(void)
{
    gsize size;
    g_autofree char *bytes = make(1700000000, &size);
    const guint8 *p = (const guint8 *)bytes;

    g_assert_cmpmem(p, 4, "PK\3\4", 4);
    g_assert_cmpuint(u16(p + 8), ==, 0);   /* stored */
    g_assert_cmpuint(u32(p + 18), ==, 20); /* both sizes */
    g_assert_cmpuint(u32(p + 22), ==, 20);
    g_assert_cmpuint(u16(p + 26), ==, 8); /* name */
    g_assert_cmpuint(u16(p + 28), ==, 0); /* no extra field */
    g_assert_cmpmem(p + 30, 28, "mimetypeapplication/epub+zip", 28);
}

static void test_directory(void)
{
    static const struct {
        const char *name;
        unsigned method;
    } want[] = {{"mimetype", 0}, {"META-INF/container.xml", 8}, {"EPUB/images/a.png", 0}};
    gsize size;
    g_autofree char *bytes = make(1700000000, &size);
    const guint8 *end = (const guint8 *)bytes + size - 22;

    g_assert_cmpmem(end, 4, "PK\5\6", 4);
    g_assert_cmpuint(u16(end + 10), ==, 3);
    g_assert_cmpuint(u16(end + 20), ==, 0); /* no comment */
    const guint8 *p = (const guint8 *)bytes + u32(end + 16);
    for (size_t i = 0; i < G_N_ELEMENTS(want); i++) {
        const guint8 *local = (const guint8 *)bytes + u32(p + 42);
        g_assert_cmpmem(p, 4, "PK\1\2", 4);
        g_assert_cmpuint(p[5], ==, 3);           /* made on Unix, as the attributes say */
        g_assert_cmpuint(u16(p + 6), <=, 20);    /* version needed */
        g_assert_cmpuint(u16(p + 8) & 1, ==, 0); /* not encrypted */
        g_assert_cmpuint(u16(p + 10), ==, want[i].method);
        g_assert_cmpuint(u16(p + 12), ==, 22 << 11 | 13 << 5 | 10); /* 22:13:20 UTC */
        g_assert_cmpuint(u16(p + 14), ==, (2023 - 1980) << 9 | 11 << 5 | 14);
        g_assert_cmpuint(u16(p + 30) + u16(p + 32), ==, 0); /* extra, comment */
        g_assert_cmpuint(u32(p + 38), ==, 0100644u << 16);
        g_assert_cmpmem(p + 46, u16(p + 28), want[i].name, strlen(want[i].name));
        g_assert_cmpuint(u16(local + 28), ==, 0);
        p += 46 + u16(p + 28);
    }
}

static void test_time_zone(void)
{
    gsize size, other;
    g_setenv("TZ", "Asia/Shanghai", TRUE);
    tzset();
    g_autofree char *east = make(1700000000, &size);
    g_setenv("TZ", "America/Los_Angeles", TRUE);
    tzset();
    g_autofree char *west = make(1700000000, &other);

    g_assert_cmpmem(east, size, west, other);
}

static void test_time_limits(void)
{
    static const struct {
        time_t time;
        unsigned date;
    } cases[] = {{0, 1 << 5 | 1}, {(time_t)1 << 33, 127u << 9 | 12 << 5 | 31}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        gsize size;
        g_autofree char *bytes = make(cases[i].time, &size);
        g_assert_cmpuint(u16((const guint8 *)bytes + 12), ==, cases[i].date);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/epub/zip/mimetype", test_mimetype);
    g_test_add_func("/epub/zip/directory", test_directory);
    g_test_add_func("/epub/zip/time-zone", test_time_zone);
    g_test_add_func("/epub/zip/time-limits", test_time_limits);
    return g_test_run();
}

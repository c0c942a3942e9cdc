/* Pictures made smaller by a whole factor: sums, edges, alpha. */
#include "pdf/image.h"

#include <string.h>

/* The plain rows of a stream that the row writer made. */
static void unpack(const GByteArray *data, guint8 *rows, size_t n, int height, size_t step)
{
    z_stream z = {.next_in = data->data, .avail_in = data->len};
    g_autofree guint8 *prior = g_malloc0(n);

    g_assert_cmpint(inflateInit(&z), ==, Z_OK);
    for (int y = 0; y < height; y++) {
        guint8 filter;
        z.next_out = &filter;
        z.avail_out = 1;
        inflate(&z, Z_SYNC_FLUSH);
        z.next_out = rows + (size_t)y * n;
        z.avail_out = (uInt)n;
        inflate(&z, Z_SYNC_FLUSH);
        g_assert_cmpuint(z.avail_out, ==, 0);
        row_unfilter(filter, rows + (size_t)y * n, prior, n, step);
        memcpy(prior, rows + (size_t)y * n, n);
    }
    inflateEnd(&z);
}

static void shrink(struct pdf_parts *parts, const struct raster *r, const guint8 *rows)
{
    struct shrinker s;

    parts->dict = g_string_new(NULL);
    parts->mask_dict = g_string_new(NULL);
    parts->data = g_byte_array_new();
    parts->mask = g_byte_array_new();
    shrinker_begin(&s, r, 2, parts);
    for (int y = 0; y < r->height; y++)
        shrinker_add(&s, rows + (size_t)y * raster_row_bytes(r));
    shrinker_end(&s, parts);
}

static void parts_clear(struct pdf_parts *parts)
{
    g_string_free(parts->dict, TRUE);
    g_string_free(parts->mask_dict, TRUE);
    g_byte_array_unref(parts->data);
    g_byte_array_unref(parts->mask);
}

static void test_edges(void)
{
    static const guint8 rows[] = {0, 10, 20, 30, 7, 20, 30, 40, 50, 9, 1, 3, 5, 7, 200};
    const struct raster r = {.width = 5, .height = 3, .channels = 1, .depth = 8};
    struct pdf_parts parts = {0};
    guint8 out[6];

    shrink(&parts, &r, rows);
    unpack(parts.data, out, 3, 2, 1);
    g_assert_cmpmem(out, 6, ((const guint8[]){15, 35, 8, 2, 6, 200}), 6);
    g_assert_nonnull(strstr(parts.dict->str, "/Width 3 /Height 2"));
    parts_clear(&parts);
}

/* A transparent pixel's colour does not show through. */
static void test_alpha(void)
{
    static const guint8 rows[] = {100, 255, 0, 0, 50, 255, 0, 0};
    const struct raster r = {.width = 2, .height = 2, .channels = 2, .depth = 8, .has_alpha = true};
    struct pdf_parts parts = {0};
    guint8 colour, alpha;

    shrink(&parts, &r, rows);
    unpack(parts.data, &colour, 1, 1, 1);
    unpack(parts.mask, &alpha, 1, 1, 1);
    g_assert_cmpint(colour, ==, 75);
    g_assert_cmpint(alpha, ==, 128);
    g_assert_true(parts.has_mask);
    parts_clear(&parts);
}

static void test_factor(void)
{
    g_assert_cmpint(shrink_factor(6000, 4000), ==, 1);
    g_assert_cmpint(shrink_factor(13041, 3977), ==, 2);
    g_assert_cmpint(shrink_factor(32768, 3600), ==, 3);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/shrink/edges", test_edges);
    g_test_add_func("/shrink/alpha", test_alpha);
    g_test_add_func("/shrink/factor", test_factor);
    return g_test_run();
}

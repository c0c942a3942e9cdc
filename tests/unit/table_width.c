/* Column widths on plain numbers. */
#include "layout/table_width.h"

static void test_max_fits(void)
{
    struct table_column c[] = {{10, 30}, {10, 50}};
    len w[2];
    table_widths(c, 2, 100, w);
    g_assert_cmpint(w[0], ==, 30);
    g_assert_cmpint(w[1], ==, 50);
}

static void test_shared(void)
{
    struct table_column c[] = {{10, 110}, {10, 310}};
    len w[2];
    table_widths(c, 2, 120, w); /* 100 to share as 100 : 300 */
    g_assert_cmpint(w[0], ==, 35);
    g_assert_cmpint(w[1], ==, 85);
}

static void test_short_column(void)
{
    struct table_column c[] = {{10, 30}, {10, 900}};
    len w[2];
    table_widths(c, 2, 120, w);
    g_assert_cmpint(w[0], ==, 30);
    g_assert_cmpint(w[1], ==, 90);
    struct table_column d[] = {{10, 30}, {100, 900}}; /* but not at the cost of the other's words */
    table_widths(d, 2, 120, w);
    g_assert_cmpint(w[1], >=, 100);
}

static void test_min_does_not_fit(void)
{
    struct table_column c[] = {{100, 100}, {300, 300}};
    len w[2];
    table_widths(c, 2, 200, w);
    g_assert_cmpint(w[0], ==, 50);
    g_assert_cmpint(w[1], ==, 150);
}

static void test_empty_columns(void)
{
    struct table_column c[] = {{0, 0}, {0, 0}};
    len w[2];
    table_widths(c, 2, 200, w);
    g_assert_cmpint(w[0] + w[1], <=, 200);
}

static void test_span(void)
{
    struct table_extent cells[] = {{0, 0, 2, 90, 200}, {1, 0, 1, 10, 30}, {1, 1, 1, 20, 60}};
    struct table_column c[2];
    table_columns(cells, 3, c, 2);
    g_assert_cmpint(c[0].min + c[1].min, >=, 90);
    g_assert_cmpint(c[1].max, >, c[0].max);
    g_assert_cmpint(c[0].max + c[1].max, >=, 190);
}

static void test_balance(void)
{
    /* two long cells in different rows: the one that is longer needs more */
    struct table_extent cells[] = {
        {0, 0, 1, 10, 100}, {0, 1, 1, 10, 100}, {1, 0, 1, 10, 100}, {1, 1, 1, 10, 2000}};
    struct table_column c[2];
    len w[2], before;
    table_columns(cells, 4, c, 2);
    table_widths(c, 2, 300, w);
    before = w[0] + w[1];
    table_balance(cells, 4, c, 2, 2, w);
    g_assert_cmpint(w[0] + w[1], ==, before);
    g_assert_cmpint(w[0], >=, c[0].min);
    g_assert_cmpint(w[1], >, w[0]);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/table-width/max-fits", test_max_fits);
    g_test_add_func("/table-width/shared", test_shared);
    g_test_add_func("/table-width/short-column", test_short_column);
    g_test_add_func("/table-width/min-does-not-fit", test_min_does_not_fit);
    g_test_add_func("/table-width/empty-columns", test_empty_columns);
    g_test_add_func("/table-width/span", test_span);
    g_test_add_func("/table-width/balance", test_balance);
    return g_test_run();
}

/* Column widths on plain numbers. */
#include "layout/table_width.h"

static void test_max_fits(void)
{
    struct table_column c[] = {{10, 30, 0}, {10, 50, 0}};
    len w[2];
    table_widths(c, 2, 100, w);
    g_assert_cmpint(w[0], ==, 30);
    g_assert_cmpint(w[1], ==, 50);
}

static void test_shared(void)
{
    struct table_column c[] = {{10, 110, 0}, {10, 310, 0}};
    len w[2];
    table_widths(c, 2, 120, w); /* 100 to share as 100 : 300 */
    g_assert_cmpint(w[0], ==, 35);
    g_assert_cmpint(w[1], ==, 85);
}

static void test_short_column(void)
{
    struct table_column c[] = {{10, 30, 0}, {10, 900, 0}};
    len w[2];
    table_widths(c, 2, 120, w);
    g_assert_cmpint(w[0], ==, 30);
    g_assert_cmpint(w[1], ==, 90);
    struct table_column d[] = {{10, 30, 0},
                               {100, 900, 0}}; /* but not at the cost of the other's words */
    table_widths(d, 2, 120, w);
    g_assert_cmpint(w[1], >=, 100);
}

static void test_min_does_not_fit(void)
{
    struct table_column c[] = {{120, 120, 0}, {360, 360, 0}};
    len w[2];
    table_widths(c, 2, 200, w); /* half alike, half as 1 : 3 */
    g_assert_cmpint(w[0], ==, 75);
    g_assert_cmpint(w[1], ==, 125);
    struct table_column d[] = {{30, 30, 0}, {900, 900, 0}}; /* the narrow one keeps its words */
    table_widths(d, 2, 200, w);
    g_assert_cmpint(w[0], ==, 30);
    g_assert_cmpint(w[1], ==, 170);
}

static void test_keep_words(void)
{
    struct table_column c[] = {{20, 80, 40}, {20, 900, 70}, {20, 900, 300}};
    table_keep_words(c, 3, 200); /* the cheapest first; what is too wide is broken anyway */
    g_assert_cmpint(c[0].min, ==, 40);
    g_assert_cmpint(c[1].min, ==, 70);
    g_assert_cmpint(c[2].min, ==, 20);
    struct table_column d[] = {{20, 80, 40}, {20, 900, 42}, {20, 90, 41}};
    table_keep_words(d, 3, 105);
    g_assert_cmpint(d[0].min, ==, 40);
    g_assert_cmpint(d[1].min, ==, 20);
    g_assert_cmpint(d[2].min, ==, 41);
}

/* Many rows whose second cell is long: the width goes there, but not by breaking the first. */
static void test_balance_words(void)
{
    enum { ROWS = 500 };
    struct table_extent *cells = g_new0(struct table_extent, 2 * ROWS);
    struct table_column c[2];
    len w[2] = {150 * LEN_PT, 150 * LEN_PT};
    for (int i = 0; i < ROWS; i++) {
        cells[2 * i] = (struct table_extent){
            .row = i, .span = 1, .min = 20 * LEN_PT, .max = 60 * LEN_PT, .word = 60 * LEN_PT};
        cells[2 * i + 1] = (struct table_extent){
            .row = i, .column = 1, .span = 1, .min = 30 * LEN_PT, .max = 900 * LEN_PT};
    }
    table_columns(cells, (size_t)2 * ROWS, c, 2);
    table_balance(cells, (size_t)2 * ROWS, c, 2, ROWS, w);
    g_assert_cmpint(w[0] + w[1], ==, 300 * LEN_PT);
    g_assert_cmpint(w[0], >=, 60 * LEN_PT);
    g_assert_cmpint(w[0], <, 75 * LEN_PT);
    g_free(cells);
}

static void test_empty_columns(void)
{
    struct table_column c[] = {{0, 0, 0}, {0, 0, 0}};
    len w[2];
    table_widths(c, 2, 200, w);
    g_assert_cmpint(w[0] + w[1], <=, 200);
}

static void test_span(void)
{
    struct table_extent cells[] = {
        {0, 0, 2, 90, 200, 0, 0, 0}, {1, 0, 1, 10, 30, 0, 0, 0}, {1, 1, 1, 20, 60, 0, 0, 0}};
    struct table_column c[2];
    table_columns(cells, 3, c, 2);
    g_assert_cmpint(c[0].min + c[1].min, >=, 90);
    g_assert_cmpint(c[1].max, >, c[0].max);
    g_assert_cmpint(c[0].max + c[1].max, >=, 190);
}

static void test_balance(void)
{
    /* two long cells in different rows: the one that is longer needs more */
    struct table_extent cells[] = {{0, 0, 1, 10, 100, 0, 0, 0},
                                   {0, 1, 1, 10, 100, 0, 0, 0},
                                   {1, 0, 1, 10, 100, 0, 0, 0},
                                   {1, 1, 1, 10, 2000, 0, 0, 0}};
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
    g_test_add_func("/table-width/keep-words", test_keep_words);
    g_test_add_func("/table-width/balance-words", test_balance_words);
    return g_test_run();
}

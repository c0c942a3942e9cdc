/* What is a number in a table's cell, and where its decimal point is. */
#include "layout/table_number.h"

#include <glib.h>

static void check(const char *text, enum number_kind kind, size_t point)
{
    struct number n = number_parse(text);
    if (n.kind != kind || (kind == NUMBER_VALUE && n.point != point))
        g_error("%s: kind %d, point %zu; expected %d, %zu", text, n.kind, n.point, kind, point);
}

static void test_numbers(void)
{
    check("12", NUMBER_VALUE, 2);
    check("1.5", NUMBER_VALUE, 1);
    check("0.00001", NUMBER_VALUE, 1);
    check(".5", NUMBER_VALUE, 0);
    check("12,345.6", NUMBER_VALUE, 6);
    check("12,345", NUMBER_VALUE, 6);
    check("1,5", NUMBER_VALUE, 1); /* a decimal comma */
    check("-3.25", NUMBER_VALUE, 2);
    check("\u22123.25", NUMBER_VALUE, 4);
    check("~ 80 %", NUMBER_VALUE, 4);
    check("< 1%", NUMBER_VALUE, 3);
    check("$1,250.00", NUMBER_VALUE, 6);
    check("2.5e-4", NUMBER_VALUE, 1);
}

static void test_company(void)
{
    check("12.25x", NUMBER_VALUE, 2);
    check("3,400 ms", NUMBER_VALUE, 5);
    check("3 tokens/s", NUMBER_VALUE, 1);
    check("12.25 倍", NUMBER_VALUE, 2);
    check("120.5 ± 1.2", NUMBER_VALUE, 3);
    check("80 +/- 0.5 ms", NUMBER_VALUE, 2);
    check("9.75 (+3.2 %)", NUMBER_VALUE, 1);
    check("9.75*", NUMBER_VALUE, 1);
}

static void test_no_numbers(void)
{
    static const char *const words[] = {
        "2024-01-05", "0.4.1",      "v0.4",       "10-20", "12:30",
        "1/2",        "8 x 80 GB",  "Step 3",     "a1b2",  "3 of the four there",
        "yes",        "1) do this", "192.168.0.1"};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        check(words[i], NUMBER_NONE, 0);
}

static void test_blanks(void)
{
    static const char *const blanks[] = {"",   "-", "\u2014", "N/A", "none",
                                         "无", "?", "\u2026", "OOM"};
    for (size_t i = 0; i < G_N_ELEMENTS(blanks); i++)
        check(blanks[i], NUMBER_BLANK, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/table-number/numbers", test_numbers);
    g_test_add_func("/table-number/company", test_company);
    g_test_add_func("/table-number/no-numbers", test_no_numbers);
    g_test_add_func("/table-number/blanks", test_blanks);
    return g_test_run();
}

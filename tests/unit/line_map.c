/* Places of a text that is put together from lines of several files. */
#include "read/line_map.h"

#include <string.h>

static struct line_map *example(void)
{
    struct line_map *m = line_map_new("a.md");

    line_map_add(m, "a.md", 5, true);
    line_map_add(m, "b.md", 1, true);
    line_map_add(m, "a.md", 6, false);
    return m;
}

static void check(const struct line_map *m, struct loc from, const char *file, int line, int col)
{
    struct loc to = line_map_loc(m, from);

    g_assert_cmpstr(to.file, ==, file);
    g_assert_cmpint(to.line, ==, line);
    g_assert_cmpint(to.col, ==, col);
}

static void test_places(void)
{
    struct line_map *m = example();

    check(m, (struct loc){"a.md", 1, 4}, "a.md", 5, 4);
    check(m, (struct loc){"a.md", 2, 4}, "b.md", 1, 4);
    check(m, (struct loc){"a.md", 3, 4}, "a.md", 6, 0); /* changed: no column */
    check(m, (struct loc){"a.md", 9, 1}, "a.md", 6, 0); /* behind the end */
    check(m, (struct loc){"a.md", 0, 0}, "a.md", 0, 0); /* the file as a whole */
    check(m, (struct loc){"book.toml", 2, 1}, "book.toml", 2, 1);
    check(m, (struct loc){NULL, 0, 0}, NULL, 0, 0);
    line_map_free(m);
    m = line_map_new("a.md");
    check(m, (struct loc){"a.md", 1, 1}, "a.md", 1, 1);
    line_map_free(m);
}

static void test_tree(void)
{
    struct line_map *m = example();
    struct arena *a = arena_new();
    struct node *doc = node_new(a, NODE_DOCUMENT, (struct loc){"a.md", 1, 0});
    struct node *code = node_new(a, NODE_CODE_BLOCK, (struct loc){"a.md", 1, 1});
    struct node *math = node_new(a, NODE_MATH_BLOCK, (struct loc){"a.md", 2, 1});

    code->u.code.first_line = 2;
    math->u.math.loc = (struct loc){"a.md", 3, 3};
    node_append(doc, code);
    node_append(doc, math);
    line_map_settle(m, doc);
    g_assert_cmpint(doc->loc.line, ==, 1);
    g_assert_cmpint(code->loc.line, ==, 5);
    g_assert_cmpint(code->u.code.first_line, ==, 0); /* in another file than its block */
    g_assert_cmpstr(math->loc.file, ==, "b.md");
    g_assert_cmpint(math->u.math.loc.line, ==, 6);
    arena_free(a);
    line_map_free(m);
}

static void test_reports(void)
{
    struct line_map *m = example();
    struct diags *inner = diags_new(), *all = diags_new();
    GString *out = g_string_new(NULL);

    diag_add(inner, DIAG_HTML_STRAY, (struct loc){"a.md", 2, 3}, "p", NULL);
    diag_add(inner, DIAG_HTML_STRAY, (struct loc){"book.toml", 2, 3}, "b", NULL);
    line_map_report(m, inner, all);
    g_assert_cmpuint(diags_count(inner, DIAG_WARNING), ==, 0);
    g_assert_cmpuint(diags_reported(all, DIAG_WARNING), ==, 2);
    diags_print(all, DIAG_TEXT, false, false, out);
    g_assert_cmpstr(out->str, ==,
                    "b.md:1:3: warning: </p> closes nothing; it is ignored [html-stray]\n"
                    "book.toml:2:3: warning: </b> closes nothing; it is ignored [html-stray]\n"
                    "0 errors, 2 warnings\n");
    g_string_free(out, TRUE);
    diags_free(inner);
    diags_free(all);
    line_map_free(m);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/line_map/places", test_places);
    g_test_add_func("/line_map/tree", test_tree);
    g_test_add_func("/line_map/reports", test_reports);
    return g_test_run();
}

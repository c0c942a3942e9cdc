/* The files below a folder: their order, what is passed over, and looking up. */
#include "base/listing.h"

#include "folder.h"

#include <string.h>
#include <unistd.h>

static void test_order(void)
{
    static const char *const sorted[] = {
        "README.md",   "readme_2.md", "README-cn.md",     "01-intro.md",     "1.2_x.md",
        "1.10_x.md",   "2 two.md",    "02-two/README.md", "02-two/index.md", "02-two/a.md",
        "10-ten.md",   "appendix.md", "ch1.md",           "ch1/a.md",        "ch1-2.md",
        "ch2.md",      "Ch10.md",     "第一章.md",        "第二章.md",       "第十章.md",
        "第十二章.md", "第二十章.md", "第一百〇一章.md",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(sorted); i++)
        for (size_t j = 0; j < G_N_ELEMENTS(sorted); j++) {
            int order = path_natural_cmp(sorted[i], sorted[j]);
            if ((order > 0) - (order < 0) != (i > j) - (i < j))
                g_error("%s, %s: %d", sorted[i], sorted[j], order);
        }
    /* a number too large for a word, and numbers that differ in zeros only */
    g_assert_cmpint(path_natural_cmp("99999999999999999999999", "9999999999999999999999a"), !=, 0);
    g_assert_cmpint(path_natural_cmp("1.md", "01.md"), !=, 0);
    g_assert_cmpint(path_natural_cmp("a_b.md", "a-b.md"), !=, 0);
    g_assert_cmpint(path_natural_cmp("٢.md", "١٠.md"), <, 0);
}

struct sample {
    char *dir;
    struct root *root;
    struct arena *arena;
};

static struct sample start(void)
{
    struct sample s = {.dir = g_dir_make_tmp("mkbook-XXXXXX", NULL), .arena = arena_new()};

    s.root = root_open(s.dir);
    return s;
}

static void stop(struct sample *s)
{
    folder_remove(s->dir);
    root_close(s->root);
    arena_free(s->arena);
    g_free(s->dir);
}

static void put(const struct sample *s, const char *path, const char *text)
{
    folder_put(s->dir, path, text);
}

static char *joined(const struct listing *l)
{
    GString *out = g_string_new(NULL);

    for (size_t i = 0; i < l->n; i++)
        g_string_append_printf(out, "%s\n", l->paths[i]);
    return g_string_free(out, FALSE);
}

static void test_passed_over(void)
{
    struct sample s = start();

    put(&s, ".gitignore", "# comment\n/generated/\ntmp\n*.md\nout*/\n!out-kept/\n**/deep/\na/b/\n");
    put(&s, "README.md", "");
    put(&s, "docs/2.md", "");
    put(&s, "docs/10.md", "");
    put(&s, "docs/generated/x.md", "");
    put(&s, "docs/deep/x.md", "");
    put(&s, "docs/tmp/x.md", "");
    put(&s, "docs/build/x.md", "");
    put(&s, "docs/a/b/x.md", "");
    put(&s, "a/b/x.md", "");
    put(&s, "generated/x.md", "");
    put(&s, "outer/x.md", "");
    put(&s, "out-kept/x.md", "");
    put(&s, "build/x.md", "");
    put(&s, ".git/x.md", "");
    put(&s, "node_modules/x/README.md", "");
    put(&s, "py/pyvenv.cfg", "");
    put(&s, "py/x.md", "");
    put(&s, "target/CACHEDIR.TAG", "");
    put(&s, "target/x.md", "");
    g_autofree char *paths = joined(listing_new(s.arena, s.root));
    g_assert_cmpstr(paths, ==,
                    "README.md\ndocs/2.md\ndocs/10.md\ndocs/a/b/x.md\ndocs/build/x.md\n"
                    "docs/generated/x.md\nout-kept/x.md\n");
    stop(&s);
}

static void link_to(const struct sample *s, const char *target, const char *path)
{
    g_autofree char *full = g_build_filename(s->dir, path, NULL);

    g_assert_cmpint(symlink(target, full), ==, 0);
}

/* Links that lead out of the folder, in circles, and to files inside; names that are no UTF-8. */
static void test_links(void)
{
    struct sample s = start();

    put(&s, "a/x.md", "");
    link_to(&s, "..", "a/circle");
    link_to(&s, "/etc", "etc");
    link_to(&s, "/etc/passwd", "passwd.md");
    link_to(&s, "a/x.md", "y.md");
    link_to(&s, "nowhere", "z.md");
    put(&s, "a/\xff.md", "");
    struct listing *l = listing_new(s.arena, s.root);
    g_autofree char *paths = joined(l);
    g_assert_cmpstr(paths, ==, "a/x.md\ny.md\n");
    g_assert_cmpstr(l->odd, ==, "a/\xff.md");
    g_assert_false(l->cut);
    stop(&s);
}

static void test_look_up(void)
{
    struct sample s = start();
    size_t from, to;

    put(&s, "Docs/Café.md", "");
    put(&s, "docs2/a.md", "");
    put(&s, "docs2/A.md", "");
    put(&s, "docs2/b/c.md", "");
    struct listing *l = listing_new(s.arena, s.root);
    g_assert_true(listing_has(l, "docs2/a.md"));
    g_assert_false(listing_has(l, "docs2"));
    g_assert_false(listing_has(l, "docs2/a"));
    g_assert_cmpstr(listing_find_case(l, "docs/cafe\xcc\x81.md"), ==, "Docs/Café.md");
    g_assert_null(listing_find_case(l, "DOCS2/a.md"));
    g_assert_null(listing_find_case(l, "none.md"));
    listing_folder(l, "docs2", &from, &to);
    g_assert_cmpuint(to - from, ==, 3);
    listing_folder(l, "docs2/b", &from, &to);
    g_assert_cmpuint(to - from, ==, 1);
    listing_folder(l, "Docs/Caf", &from, &to);
    g_assert_cmpuint(to - from, ==, 0);
    listing_folder(l, "", &from, &to);
    g_assert_cmpuint(to - from, ==, l->n);
    stop(&s);
}

static void test_many(void)
{
    struct sample s = start();
    GString *deep = g_string_new(NULL);

    for (int i = 0; i < 40; i++)
        g_string_append(deep, "d/");
    g_string_append(deep, "x.md");
    put(&s, deep->str, "");
    g_assert_true(listing_new(s.arena, s.root)->cut);
    g_string_free(deep, TRUE);
    for (int i = 0; i < 5000; i++) {
        g_autofree char *path = g_strdup_printf("many/%d.md", (i * 7919) % 5000);
        put(&s, path, "");
    }
    struct listing *l = listing_new(s.arena, s.root);
    size_t from, to;
    listing_folder(l, "many", &from, &to);
    g_assert_cmpuint(to - from, ==, 5000);
    g_assert_cmpstr(l->paths[from + 4321], ==, "many/4321.md");
    stop(&s);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/listing/order", test_order);
    g_test_add_func("/listing/passed-over", test_passed_over);
    g_test_add_func("/listing/links", test_links);
    g_test_add_func("/listing/look-up", test_look_up);
    g_test_add_func("/listing/many", test_many);
    return g_test_run();
}

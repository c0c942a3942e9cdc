/* URLs: schemes, safety, percent-encoding. */
#include "base/url.h"

static void test_safe(void)
{
    static const char *const good[] = {"a.md",     "#x",         "/a/b:c",     "https://x",
                                       "HTTP://x", "mailto:a@b", "12:30.md",   "图：一.md",
                                       "?a:b",     "",           "./a b:c.md", "//host/x"};
    static const char *const bad[] = {"javascript:x",       "JavaScript:x",     " java\nscript:x",
                                      "\x01javascript:x",   "data:text/html,x", "vbscript:x",
                                      "file:///etc/passwd", "java\tscript:x",   "blob:x"};

    for (size_t i = 0; i < G_N_ELEMENTS(good); i++)
        if (!url_is_safe(good[i]))
            g_error("refused: %s", good[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
        if (url_is_safe(bad[i]))
            g_error("let through: %s", bad[i]);
    g_assert_cmpuint(url_scheme("https://x"), ==, 5);
    g_assert_cmpuint(url_scheme("a/b:c"), ==, 0);
    g_assert_cmpuint(url_scheme("图:c"), ==, 0);
}

static void test_coding(void)
{
    struct arena *a = arena_new();

    g_assert_cmpstr(url_decode(a, "a%20b%E4%B8%80"), ==, "a b一");
    g_assert_cmpstr(url_decode(a, "100%"), ==, "100%");
    g_assert_cmpstr(url_decode(a, "%4"), ==, "%4");
    g_assert_cmpstr(url_decode(a, "%00x%zz"), ==, "%00x%zz");
    g_assert_null(url_decode(a, "%ff"));
    g_assert_cmpstr(url_encode(a, "https://x/一?q=a b#%41%"), ==,
                    "https://x/%E4%B8%80?q=a%20b#%41%25");
    g_assert_cmpstr(url_encode_path(a, "a b/c#d?e%41.md"), ==, "a%20b/c%23d%3Fe%2541.md");
    arena_free(a);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/url/safe", test_safe);
    g_test_add_func("/url/coding", test_coding);
    return g_test_run();
}

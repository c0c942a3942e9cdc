/* URLs: schemes, safety, percent-encoding, and which can exist. */
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

static void expect_url(const char *url, const char *want)
{
    GString *out = g_string_new("before ");
    bool ok = url_append_absolute(out, url);

    g_assert_cmpint(ok, ==, want != NULL);
    g_assert_cmpstr(out->str + 7, ==, want != NULL ? want : "");
    if (ok) { /* what came out is such a URL itself */
        GString *again = g_string_new("before ");
        g_assert_true(url_append_absolute(again, want));
        g_assert_cmpstr(again->str, ==, out->str);
        g_string_free(again, TRUE);
    }
    g_string_free(out, TRUE);
}

static void test_absolute_encoding(void)
{
    expect_url("https://example.org/a b", "https://example.org/a%20b");
    expect_url("https://example.org/a|b{c}[d]^`\"<>\\",
               "https://example.org/a%7Cb%7Bc%7D%5Bd%5D%5E%60%22%3C%3E%5C");
    expect_url("https://example.org/中?q=文#节",
               "https://example.org/%E4%B8%AD?q=%E6%96%87#%E8%8A%82");
    expect_url("https://example.org/100%", "https://example.org/100%25");
    expect_url("https://example.org/%e4%b8%ad%zz", "https://example.org/%e4%b8%ad%25zz");
    expect_url("https://example.org/#a#b", "https://example.org/#a%23b");
    expect_url("HTTPS://Example.org", "https://Example.org");
    expect_url("  https://example.org/ ", "https://example.org/");
    expect_url("//example.org/a", "https://example.org/a");
    expect_url("https://user:p w@example.org:8080/a", "https://user:p%20w@example.org:8080/a");
    expect_url("mailto:a b@example.org?subject=x y", "mailto:a%20b@example.org?subject=x%20y");
    expect_url("tel:+86-10-1234", "tel:+86-10-1234");
}

static void test_absolute_host(void)
{
    expect_url("https://中文.com/a", "https://xn--fiq228c.com/a");
    expect_url("http://[::1]:8000/", "http://[::1]:8000/");
    expect_url("http://127.0.0.1:30000/v1", "http://127.0.0.1:30000/v1");
    expect_url("http://localhost", "http://localhost");
    expect_url("https://xn--fiq228c.com/", "https://xn--fiq228c.com/");
    expect_url("https://xn--zzzz/", NULL);
    expect_url("https://example.org\\a", "https://example.org/a");
    expect_url("http://<ip>:8000/", NULL);
    expect_url("http://[host]/", NULL);
    expect_url("http://a b/", NULL);
    expect_url("http://", NULL);
    expect_url("http:///x", NULL);
    expect_url("http:x", NULL);
    expect_url("http://a..b/", NULL);
    expect_url("http://1.2.3.4.5/", NULL);
    expect_url("http://localhost:99999/", NULL);
    expect_url("http://localhost:{port}/", NULL);
}

static void test_absolute_scheme(void)
{
    expect_url("javascript:alert(1)", NULL);
    expect_url("java\nscript:alert(1)", NULL);
    expect_url("data:text/html,x", NULL);
    expect_url("file:///etc/passwd", NULL);
    expect_url("vscode://x", NULL);
    expect_url("a/b.md", NULL);
    expect_url("", NULL);
    expect_url("mailto:", NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/url/safe", test_safe);
    g_test_add_func("/url/coding", test_coding);
    g_test_add_func("/url/absolute-encoding", test_absolute_encoding);
    g_test_add_func("/url/absolute-host", test_absolute_host);
    g_test_add_func("/url/absolute-scheme", test_absolute_scheme);
    return g_test_run();
}

/* Escaping, ids and addresses as EPUB allows them. */
#include "epub/markup.h"

static void expect_url(const char *url, const char *want)
{
    GString *out = g_string_new("before ");
    bool ok = markup_url(out, url);

    g_assert_cmpint(ok, ==, want != NULL);
    g_assert_cmpstr(out->str + 7, ==, want != NULL ? want : "");
    g_string_free(out, TRUE);
}

static void test_url_encoding(void)
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

static void test_url_host(void)
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

static void test_url_scheme(void)
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

static void expect_fragment(const char *id, const char *want)
{
    GString *out = g_string_new(NULL);

    markup_fragment(out, id);
    g_assert_cmpstr(out->str, ==, want);
    g_string_free(out, TRUE);
}

static void test_fragment(void)
{
    expect_fragment("intro", "intro");
    expect_fragment("第一章-简介", "第一章-简介");
    expect_fragment("1-intro", "_.1-intro");
    expect_fragment("a b", "_.a.20.b");
    expect_fragment("a:b", "_.a.3a.b");
    expect_fragment("-x", "_.-x");
    expect_fragment("a.b", "a.b");
    expect_fragment(".b", "_..2e.b");
    expect_fragment("_.1-intro", "_._.2e.1-intro"); /* never the same as that of "1-intro" */
    expect_fragment("_.fn-1", "_._.2e.fn-1");       /* nor as one of the program's own */
    expect_fragment("😀", "😀");                      /* an XML name may hold any plane-1 character */
    expect_fragment("a\xff", "_.a.1100ff.");
}

static void test_text(void)
{
    GString *out = g_string_new(NULL);

    markup_text(out, "a<b> & \"c\" \x01\x1b[0m 中\xEF\xBF\xBE \xff\t\n");
    g_assert_cmpstr(out->str, ==, "a&lt;b&gt; &amp; \"c\" \uFFFD\uFFFD[0m 中\uFFFD \uFFFD\t\n");
    g_string_truncate(out, 0);
    markup_attr(out, "title", "a \"b\"\n<c>\t\r");
    g_assert_cmpstr(out->str, ==, " title=\"a &quot;b&quot;&#10;&lt;c&gt;&#9;&#13;\"");
    g_string_truncate(out, 0);
    markup_lang(out, "zh-Hans");
    markup_lang(out, "\"><script>");
    g_assert_cmpstr(out->str, ==, " lang=\"zh-Hans\" xml:lang=\"zh-Hans\"");
    g_string_free(out, TRUE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/epub/markup/url-encoding", test_url_encoding);
    g_test_add_func("/epub/markup/url-host", test_url_host);
    g_test_add_func("/epub/markup/url-scheme", test_url_scheme);
    g_test_add_func("/epub/markup/fragment", test_fragment);
    g_test_add_func("/epub/markup/text", test_text);
    return g_test_run();
}

/* Escaping and ids as EPUB allows them. */
#include "epub/markup.h"

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
    g_test_add_func("/epub/markup/fragment", test_fragment);
    g_test_add_func("/epub/markup/text", test_text);
    return g_test_run();
}

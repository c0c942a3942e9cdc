/* SVG: what passes, what goes, what is refused. */
#include "read/image.h"

#include <string.h>

#define HEAD                                                                                       \
    "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\""

/* The cleaned text without its declaration and root start tag; "!problem" when refused. */
static char *clean(const char *source, char **removed)
{
    const char *problem = NULL;
    GString *list = g_string_new(NULL);
    GBytes *bytes = svg_sanitise(source, strlen(source), &problem, list);
    char *text;

    if (bytes == NULL) {
        g_assert_nonnull(problem);
        text = g_strdup_printf("!%s", problem);
    } else {
        size_t size;
        const char *all = g_bytes_get_data(bytes, &size);
        text = g_strndup(all, size);
        const char *again_problem = NULL;
        GBytes *again = svg_sanitise(text, size, &again_problem, NULL);
        g_assert_nonnull(again);
        g_assert_true(g_bytes_equal(bytes, again));
        g_bytes_unref(again);
        const char *body = strchr(strstr(text, "<svg"), '>') + 1;
        char *cut = g_strdup(body);
        g_free(text);
        text = cut;
        char *end =
            g_strrstr(text, g_str_has_suffix(text, "<g/></svg>\n") ? "<g/></svg>" : "</svg>");
        if (end != NULL)
            *end = '\0';
        g_bytes_unref(bytes);
    }
    *removed = g_string_free(list, FALSE);
    return text;
}

struct sample {
    const char *body, *result, *removed;
};

static void check_samples(const struct sample *samples, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char *removed, *source = g_strconcat(HEAD ">", samples[i].body, "<g/></svg>", NULL);
        char *got = clean(source, &removed);
        g_assert_cmpstr(got, ==, samples[i].result);
        g_assert_cmpstr(removed, ==, samples[i].removed);
        g_free(got);
        g_free(removed);
        g_free(source);
    }
}

static void test_kept(void)
{
    static const struct sample samples[] = {
        {"<g id=\"a\" transform=\"scale(2)\"><path d=\"M0 0\" fill=\"url(#g)\"/></g>",
         "<g id=\"a\" transform=\"scale(2)\"><path d=\"M0 0\" fill=\"url(#g)\"/></g>", ""},
        {"<text>a &lt; b <tspan>中</tspan></text>", "<text>a &lt; b <tspan>中</tspan></text>", ""},
        {"<style>.a{fill:red}/* don't */ .b{font:x}</style>",
         "<style type=\"text/css\">.a{fill:red}  .b{font:x}</style>", ""},
        {"<style>@font-face{src:url(data:font/woff2;base64,AA==)}</style>",
         "<style type=\"text/css\">@font-face{src:url(data:font/woff2;base64,AA==)}</style>", ""},
        {"<metadata>x</metadata><!-- c --><rect data-x=\"1\" width=\"2\"/>", "<rect width=\"2\"/>",
         ""},
        {"<use xlink:href=\"#a\"/><use href=\"#a\"/>",
         "<use xlink:href=\"#a\"/><use xlink:href=\"#a\"/>", ""},
        {"<g id=\"1 a\"/><g id=\"b\"/><g id=\"b\"/><use href=\"#1 a\"/>",
         "<g id=\"_1_a\"/><g id=\"b\"/><g/><use xlink:href=\"#_1_a\"/>", ""},
        {"<image href=\"data:image/png;base64,AA\nBB\"/>",
         "<image xlink:href=\"data:image/png;base64,AABB\"/>", ""},
        {"<a href=\"http://x\"><text><a>t</a></text></a>", "<g><text><tspan>t</tspan></text></g>",
         ""},
    };
    check_samples(samples, G_N_ELEMENTS(samples));
}

static void test_removed(void)
{
    static const struct sample samples[] = {
        {"<script>x</script><rect onclick=\"x\"/>", "<rect/>", "script, event handlers"},
        {"<image href=\"http://x/a.png\"/><use href=\"b.svg#x\"/>", "<image/><use/>",
         "external references"},
        {"<image href=\"data:image/svg+xml;base64,AA\"/>", "<image/>", "external references"},
        {"<rect fill=\"url(http://x)\" stroke='url( \"//x\" )'/>", "<rect/>",
         "external references"},
        {"<style>@import 'x'; .a{fill:url(http://x)} b{behavior:url(#x)}</style>",
         "<style type=\"text/css\"> .a{fill:none} b{}</style>", "unsafe style"},
        {"<style>.a{fill:u\\72l(http://x)}</style>", "", "unsafe style"},
        {"<rect style=\"fill:url(x);width:expression(1)\"/>",
         "<rect style=\"fill:none;width:none\"/>", "unsafe style"},
        {"<rect><animate attributeName=\"href\" to=\"javascript:x\"/></rect>", "<rect/>",
         "animation"},
        {"<flowRoot>x</flowRoot>", "", "<flowRoot>"},
        {"<h:iframe xmlns:h=\"http://www.w3.org/1999/xhtml\" src=\"x\"/>", "", ""},
        {"<filter id=\"f\"><feGaussianBlur stdDeviation=\"9999\"/><feImage href=\"x\"/></filter>",
         "<filter id=\"f\"><feGaussianBlur/></filter>", "filters beyond the limit, <feImage>"},
    };
    check_samples(samples, G_N_ELEMENTS(samples));
}

static void test_labels(void)
{
    static const struct sample samples[] = {
        {"<foreignObject x=\"10\" width=\"60\" height=\"24\"><div "
         "xmlns=\"http://www.w3.org/1999/xhtml\"><span class=\"nodeLabel\">one\n two<br/>three"
         "</span></div></foreignObject>",
         "<text x=\"40\" y=\"12\" text-anchor=\"middle\" class=\"nodeLabel\"><tspan x=\"40\" "
         "dy=\"-0.25em\">one two</tspan><tspan x=\"40\" dy=\"1.2em\">three</tspan></text>",
         "HTML (its text is kept)"},
        {"<switch><foreignObject><p>x</p></foreignObject><text>x</text></switch>",
         "<switch><text>x</text></switch>", ""},
    };
    check_samples(samples, G_N_ELEMENTS(samples));
}

static void test_refused(void)
{
    static const struct {
        const char *source, *result;
    } samples[] = {
        {"", "!it is not well-formed XML"},
        {"<svg", "!it is not well-formed XML"},
        {"<html/>", "!it is not SVG"},
        {"<svg xmlns=\"urn:x\"/>", "!it is not SVG"},
        {"<!DOCTYPE svg [<!ENTITY a \"x\">]>" HEAD ">&a;</svg>", "!its DOCTYPE declares entities"},
        {HEAD "><g id=\"a\"><use href=\"#a\"/></g></svg>", "!its references expand without bound"},
        {"\xFFgarbage", "!its encoding cannot be read"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
        char *removed, *got = clean(samples[i].source, &removed);
        g_assert_cmpstr(got, ==, samples[i].result);
        g_free(got);
        g_free(removed);
    }
}

static void test_doctype_and_encoding(void)
{
    static const char *const sources[] = {
        "<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" "
        "\"http://www.w3.org/x.dtd\">" HEAD "><text>\u00E9</text></svg>",
        "\xEF\xBB\xBF" HEAD "><text>\u00E9</text></svg>",
        "<?xml version='1.0' encoding='ISO-8859-1'?>" HEAD "><text>\xE9</text></svg>",
        "<svg><text>\u00E9</text></svg>",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(sources); i++) {
        char *removed, *got = clean(sources[i], &removed);
        g_assert_cmpstr(got, ==, "<text>\u00E9</text>");
        g_free(got);
        g_free(removed);
    }
}

/* <use> that doubles with every step, a chain of them, deep nesting: refused, and at once. */
static void test_bombs(void)
{
    GString *s = g_string_new(HEAD "><g id=\"g0\"><rect/></g>");
    char *removed, *got;

    for (int i = 1; i < 40; i++)
        g_string_append_printf(s, "<g id=\"g%d\"><use href=\"#g%d\"/><use href=\"#g%d\"/></g>", i,
                               i - 1, i - 1);
    g_string_append(s, "</svg>");
    got = clean(s->str, &removed);
    g_assert_cmpstr(got, ==, "!its references expand without bound");
    g_free(got);
    g_free(removed);

    g_string_assign(s, HEAD ">");
    for (int i = 0; i < 100000; i++)
        g_string_append_printf(s, "<use id=\"u%d\" href=\"#u%d\"/>", i, i + 1);
    g_string_append(s, "</svg>");
    got = clean(s->str, &removed);
    g_assert_cmpstr(got, ==, "!its references expand without bound");
    g_free(got);
    g_free(removed);

    g_string_assign(s, HEAD ">");
    for (int i = 0; i < 100000; i++)
        g_string_append(s, "<g>");
    got = clean(s->str, &removed);
    g_assert_cmpstr(got, ==, "!it is not well-formed XML");
    g_free(got);
    g_free(removed);
    g_string_free(s, TRUE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/svg/kept", test_kept);
    g_test_add_func("/svg/removed", test_removed);
    g_test_add_func("/svg/labels", test_labels);
    g_test_add_func("/svg/refused", test_refused);
    g_test_add_func("/svg/doctype-and-encoding", test_doctype_and_encoding);
    g_test_add_func("/svg/bombs", test_bombs);
    return g_test_run();
}

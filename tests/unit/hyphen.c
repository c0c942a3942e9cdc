#include "layout/hyphen.h"
#include "layout/patterns.h"

#include <glib.h>
#include <string.h>

static char *divided(const struct patterns *p, const char *word)
{
    bool points[PATTERNS_WORD_MAX + 1];
    GString *out = g_string_new(NULL);

    patterns_divide(p, word, strlen(word), points);
    for (size_t i = 0; word[i] != '\0'; i++) {
        if (points[i])
            g_string_append_c(out, '-');
        g_string_append_c(out, word[i]);
    }
    return g_string_free(out, FALSE);
}

static void check(const char *text, const char *word, const char *expected)
{
    struct patterns *p = patterns_parse(text, strlen(text));

    g_assert_nonnull(p);
    g_autofree char *got = divided(p, word);
    g_assert_cmpstr(got, ==, expected);
    patterns_free(p);
}

/* The example of Liang's thesis. */
static void test_liang(void)
{
    check("UTF-8\n% comment\nLEFTHYPHENMIN 2\nRIGHTHYPHENMIN 3\nhy3ph\nhe2n\nhena4\nhen5at\n1na\n"
          "n2at\n1tio\n2io\no2n\n",
          "hyphenation", "hy-phen-ation");
}

static void test_edges(void)
{
    check("UTF-8\na1b\n", "ab", "a-b");
    check("UTF-8\nLEFTHYPHENMIN 2\na1b\n", "abab", "aba-b");
    check("UTF-8\n.a1b\nb1c.\n", "abcabc", "a-bcab-c");
    check("UTF-8\n", "word", "word");
    check("UTF-8\na1b", "cab", "ca-b");
}

static void test_encodings(void)
{
    check("ISO8859-1\n\xfc" "1b\n", "über", "ü-ber");
    check("KOI8-R\n\xc1" "1\xc2\n", "аб", "а-б");
    check("microsoft-cp1251\n\xe0" "1\xe1\n", "аб", "а-б");
    g_assert_null(patterns_parse("no such encoding\na1b\n", 21));
    g_assert_null(patterns_parse("", 0));
}

/* Parts of compound words are words of their own. */
static void test_levels(void)
{
    check("UTF-8\nf1s\nNEXTLEVEL\n.s2a\na1a\n1ho\n", "schiffsahoi", "schiff-sa-hoi");
}

static void test_spelling_change(void)
{
    check("UTF-8\nc1k/k=k,1,2\na1b\n", "ckab", "cka-b");
}

/* The German patterns are 1 MB; a quadratic reader of them takes half a minute. */
static void test_many(void)
{
    GString *text = g_string_new("UTF-8\n");

    for (int i = 0; i < 200000; i++)
        g_string_append_printf(text, "%c%c%c%c%c1%c\n", 'a' + i % 26, 'a' + i / 26 % 26,
                               'a' + i / 676 % 26, 'a' + i / 17576 % 26, 'a' + i % 23,
                               'a' + i % 19);
    check(text->str, "zzzzz", "zzzzz");
    g_string_free(text, TRUE);
}

static void test_words(void)
{
    struct hyphenator *h = hyphenator_new();
    uint16_t points[HYPHEN_POINTS_MAX];

    g_assert_cmpuint(hyphenate(h, "en", "tokenizer", 9, points), ==, 2);
    g_assert_cmpuint(points[0], ==, 2);
    g_assert_cmpuint(hyphenate(h, "en", "NASA", 4, points), ==, 0);
    g_assert_cmpuint(hyphenate(h, "tlh", "language", 8, points), ==, 0);
    hyphenator_free(h);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/hyphen/liang", test_liang);
    g_test_add_func("/hyphen/edges", test_edges);
    g_test_add_func("/hyphen/encodings", test_encodings);
    g_test_add_func("/hyphen/levels", test_levels);
    g_test_add_func("/hyphen/spelling-change", test_spelling_change);
    g_test_add_func("/hyphen/many", test_many);
    g_test_add_func("/hyphen/words", test_words);
    return g_test_run();
}

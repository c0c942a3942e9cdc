#include "layout/hyphen.h"
#include "layout/patterns.h"

#include <glib.h>
#include <string.h>

#define GERMAN "/usr/share/hyphen/hyph_de_DE.dic"
#define FRENCH "/usr/share/hyphen/hyph_fr.dic"

static char *divided(struct patterns *p, const char *word)
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

static void check_one(struct patterns *p, const char *word, const char *expected)
{
    g_assert_nonnull(p);
    g_autofree char *got = divided(p, word);
    g_assert_cmpstr(got, ==, expected);
    patterns_free(p);
}

/* Whole, by a dictionary for the word alone, and by one for the words expected. */
static void check(const char *text, const char *word, const char *expected)
{
    check_one(patterns_parse(text, strlen(text), SIZE_MAX), word, expected);
    check_one(patterns_parse(text, strlen(text), 0), word, expected);
    struct patterns *p = patterns_parse(text, strlen(text), 0);
    patterns_expect(p, "Some other ", 11);
    patterns_expect(p, word, strlen(word));
    check_one(p, word, expected);
}

static void test_patterns(void)
{
    check("UTF-8\nLEFTHYPHENMIN 2\nRIGHTHYPHENMIN 3\nhy3ph\nhen5a2t\n1tio\n", "hyphenation",
          "hy-phen-ation");
    check("UTF-8\n% comment\n.aa1b\nb1cc.\n", "aabcabcc", "aa-bcab-cc");
    check("UTF-8\n", "word", "word");
    check("UTF-8\naa1b", "caabb", "caa-bb");
}

static void test_minimums(void)
{
    const char *text = "UTF-8\nLEFTHYPHENMIN 3\nRIGHTHYPHENMIN 4\na1b\n";

    check(text, "ababababab", "aba-ba-babab");
    check("UTF-8\nLEFTHYPHENMIN 3\nRIGHTHYPHENMIN 2\nä1b\n", "äbäbäb", "äbä-bäb");
}

static void test_encodings(void)
{
    check("ISO8859-1\nx\xfc"
          "1b\n",
          "xübung", "xü-bung");
    check("KOI8-R\n\xc1"
          "1\xc2\n",
          "ааба", "аа-ба");
    check("microsoft-cp1251\n\xe0"
          "1\xe1\n",
          "ааба", "аа-ба");
    g_assert_null(patterns_parse("no such encoding\na1b\n", 21, SIZE_MAX));
    g_assert_null(patterns_parse("", 0, SIZE_MAX));
}

/* Parts of compound words are words of their own, with edges of their own. */
static void test_levels(void)
{
    check("UTF-8\nCOMPOUNDLEFTHYPHENMIN 2\nCOMPOUNDRIGHTHYPHENMIN 2\nf1s\nNEXTLEVEL\n.sa1h\n",
          "schiffsahoi", "schiff-sa-hoi");
}

static void test_spelling_change(void)
{
    check("UTF-8\nc1k/k=k,1,2\na1b\n", "xxckabx", "xxcka-bx");
}

/* libhyphen follows the longest pattern begun: one that is left out must still be begun. */
static void test_longest(void)
{
    const char *text = "UTF-8\nab1c\nxxabcdef\n";

    struct patterns *p = patterns_parse(text, strlen(text), SIZE_MAX);
    g_autofree char *whole = divided(p, "xxabcxyz");
    patterns_free(p);
    check(text, "xxabcxyz", whole);
}

/* A large dictionary answers the same by what is expected, without it, and word for word. */
static void test_german(void)
{
    static const char *const words[][2] = {
        {"donaudampfschifffahrt", "do-nau-dampf-schiff-fahrt"},
        {"silbentrennung", "sil-ben-tren-nung"},
        {"aber", "aber"},
        {"abgefragt", "ab-ge-fragt"},
        {"übertragung", "über-tra-gung"},
        {"handshake", "hand-shake"},
        {"datenausgabe", "da-ten-aus-ga-be"},
        {"beobachten", "beo-b-ach-ten"},
    };
    struct patterns *some = patterns_load(GERMAN), *none = patterns_load(GERMAN);

    if (some == NULL) {
        g_test_skip("no German dictionary");
        return;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        patterns_expect(some, words[i][0], strlen(words[i][0]));
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        g_autofree char *a = divided(some, words[i][0]), *b = divided(none, words[i][0]);
        g_assert_cmpstr(a, ==, words[i][1]);
        g_assert_cmpstr(b, ==, words[i][1]);
    }
    patterns_free(some);
    patterns_free(none);
}

static void check_word(const char *lang, const char *word, const char *expected)
{
    struct hyphenator *h = hyphenator_new();
    uint16_t points[HYPHEN_POINTS_MAX];

    for (int again = 0; again < 2; again++) {
        g_autoptr(GString) out = g_string_new(word);
        size_t n = hyphenate(h, lang, word, strlen(word), points);
        while (n > 0)
            g_string_insert_c(out, points[--n], '-');
        g_assert_cmpstr(out->str, ==, expected);
    }
    hyphenator_free(h);
}

static void test_words(void)
{
    check_word("en", "hyphenation", "hy-phen-ation");
    check_word("en-GB", "Hyphenation", "Hy-phen-ation");
    check_word("zh-Hans", "computer", "com-puter"); /* Latin words in Chinese are English */
    check_word("en", "about", "about");             /* never a letter alone, never two last */
    check_word("en", "only", "only");
}

static void test_exceptions(void)
{
    check_word("en", "tokenization", "to-ken-iza-tion");
    check_word("en", "Tokenizer", "To-ken-izer");
    check_word("en", "tokens", "to-kens");
    check_word("en", "dataset", "data-set");
}

/* Capitals, identifiers and numbers are not words; a language without a dictionary has none. */
static void test_no_words(void)
{
    check_word("en", "NASA", "NASA");
    check_word("en", "INTRODUCTION", "INTRODUCTION");
    check_word("en", "camelCaseWord", "camelCaseWord");
    check_word("en", "snake_case_name", "snake_case_name");
    check_word("en", "float32vector", "float32vector");
    check_word("en", "1234567890", "1234567890");
    check_word("en", "", "");
    check_word("tlh", "language", "language");
    check_word("", "language", "language");
}

static void test_others(void)
{
    if (g_file_test(GERMAN, G_FILE_TEST_EXISTS)) {
        check_word("de", "Silbentrennung", "Sil-ben-tren-nung");
        check_word("de-AT", "Zeilenumbruch", "Zei-len-um-bruch");
    }
    if (g_file_test(FRENCH, G_FILE_TEST_EXISTS))
        check_word("fr", "développement", "dé-ve-lop-pe-ment");
}

/* libhyphen loses the first of two patterns of the same letters; the French have some. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:hnj_malloc\n";
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/hyphen/patterns", test_patterns);
    g_test_add_func("/hyphen/minimums", test_minimums);
    g_test_add_func("/hyphen/encodings", test_encodings);
    g_test_add_func("/hyphen/levels", test_levels);
    g_test_add_func("/hyphen/spelling-change", test_spelling_change);
    g_test_add_func("/hyphen/longest", test_longest);
    g_test_add_func("/hyphen/german", test_german);
    g_test_add_func("/hyphen/words", test_words);
    g_test_add_func("/hyphen/exceptions", test_exceptions);
    g_test_add_func("/hyphen/no-words", test_no_words);
    g_test_add_func("/hyphen/others", test_others);
    return g_test_run();
}

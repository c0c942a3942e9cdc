#include "layout/hyphen.h"

#include "base/lang.h"
#include "layout/patterns.h"

#include <glib.h>
#include <string.h>

enum { WORD_MIN = 5, LEFT_MIN = 2, RIGHT_MIN = 3 };

struct hyphenator {
    GHashTable *dicts; /* primary subtag -> struct patterns, NULL value when there is none */
    GHashTable *words; /* "lang\nword" -> divided word, '-' at each point */
};

struct hyphenator *hyphenator_new(void)
{
    struct hyphenator *h = g_new0(struct hyphenator, 1);

    h->dicts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    h->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    return h;
}

void hyphenator_free(struct hyphenator *h)
{
    GHashTableIter iter;
    gpointer dict;

    if (h == NULL)
        return;
    g_hash_table_iter_init(&iter, h->dicts);
    while (g_hash_table_iter_next(&iter, NULL, &dict))
        patterns_free(dict);
    g_hash_table_destroy(h->dicts);
    g_hash_table_destroy(h->words);
    g_free(h);
}

/* Dictionaries by language; where a language has several, the one that its readers mostly use. */
static const char *const files[] = {
    "en\0hyph_en_US", "de\0hyph_de_DE", "fr\0hyph_fr",    "es\0hyph_es",    "it\0hyph_it_IT",
    "pt\0hyph_pt_PT", "nl\0hyph_nl_NL", "pl\0hyph_pl_PL", "ru\0hyph_ru_RU", "sv\0hyph_sv",
    "da\0hyph_da_DK", "cs\0hyph_cs_CZ", "hu\0hyph_hu_HU", "uk\0hyph_uk_UA", "el\0hyph_el_GR",
};

static struct patterns *load_file(const char *name)
{
    static const char *const folders[] = {"/usr/share/hyphen", "/usr/local/share/hyphen"};
    struct patterns *dict = NULL;

    for (size_t i = 0; dict == NULL && i < G_N_ELEMENTS(folders); i++) {
        g_autofree char *path = g_strdup_printf("%s/%s.dic", folders[i], name);
        dict = patterns_load(path);
    }
    return dict;
}

static struct patterns *dict_for(struct hyphenator *h, const char *lang)
{
    g_autofree char *primary = g_ascii_strdown(lang, (gssize)strcspn(lang, "-"));
    gpointer dict = NULL;

    if (g_hash_table_lookup_extended(h->dicts, primary, NULL, &dict))
        return dict;
    for (size_t i = 0; dict == NULL && i < G_N_ELEMENTS(files); i++)
        if (strcmp(files[i], primary) == 0)
            dict = load_file(files[i] + strlen(files[i]) + 1);
    g_hash_table_insert(h->dicts, g_steal_pointer(&primary), dict);
    return dict;
}

/* Words the patterns get wrong, and terms of art they do not know. */
static const char *exception(const char *word)
{
    static const char *const words[] = {
        "to-ken",        "to-kens",         "to-ken-ize",    "to-ken-ized",     "to-ken-izer",
        "to-ken-iz-ers", "to-ken-iza-tion", "to-ken-iz-ing", "ten-sor",         "ten-sors",
        "data-set",      "data-sets",       "meta-data",     "time-stamp",      "work-load",
        "work-loads",    "through-put",     "data-base",     "pa-ram-e-ter",    "pa-ram-e-ters",
        "in-fer-ence",   "ker-nel",         "ker-nels",      "soft-max",        "back-end",
        "front-end",     "check-point",     "check-points",  "check-point-ing", "quan-ti-za-tion",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        const char *a = words[i], *b = word;
        while (*a != '\0' && (*a == '-' || *a == *b))
            b += *a++ != '-';
        if (*a == '\0' && *b == '\0')
            return words[i];
    }
    return NULL;
}

static bool is_vowel(gunichar c)
{
    gunichar base[4];

    g_unichar_fully_decompose(c, FALSE, base, 4);
    return c > 0x24f || (base[0] < 0x80 && strchr("aeiouy", (int)base[0]) != NULL);
}

/* Drops points too near an edge, and those that cut off letters without a vowel ("to-k-en"). */
static char *filter(const char *word, const bool *marks)
{
    GString *out = g_string_new(NULL);
    glong n = g_utf8_strlen(word, -1), i = 0;
    bool vowel = false;
    gssize last = -1;

    for (const char *p = word; *p != '\0'; p = g_utf8_next_char(p), i++) {
        const char *next = g_utf8_next_char(p);
        vowel |= is_vowel(g_utf8_get_char(p));
        g_string_append_len(out, p, next - p);
        bool point = *next != '\0' && marks[next - word];
        if (!point || i + 1 < LEFT_MIN || n - i - 1 < RIGHT_MIN)
            continue;
        if (!vowel) {
            if (last >= 0)
                g_string_erase(out, last, 1);
            last = -1;
            continue;
        }
        last = (gssize)out->len;
        g_string_append_c(out, '-');
        vowel = false;
    }
    if (!vowel && last >= 0)
        g_string_erase(out, last, 1);
    return g_string_free(out, FALSE);
}

/* `word` is in lower case. Returns it with '-' at its points. */
static char *divide(const struct patterns *dict, const char *word)
{
    bool marks[PATTERNS_WORD_MAX + 1];

    patterns_divide(dict, word, strlen(word), marks);
    return filter(word, marks);
}

static size_t points_of(const char *divided, uint16_t *points)
{
    size_t n = 0, bytes = 0;

    for (const char *p = divided; *p != '\0' && n < HYPHEN_POINTS_MAX; p++) {
        if (*p == '-')
            points[n++] = (uint16_t)bytes;
        else
            bytes++;
    }
    return n;
}

/* Letters only, at least WORD_MIN, no capital but the first. Returns the word in lower case if it
 * is as long as the word itself. */
static char *plain_word(const char *word, size_t bytes)
{
    glong letters = 0;

    if (bytes > PATTERNS_WORD_MAX)
        return NULL;
    for (const char *p = word; p < word + bytes; p = g_utf8_next_char(p), letters++) {
        gunichar c = g_utf8_get_char(p);
        if (!g_unichar_isalpha(c) || (letters > 0 && g_unichar_isupper(c)))
            return NULL;
    }
    if (letters < WORD_MIN)
        return NULL;
    char *lower = g_utf8_strdown(word, (gssize)bytes);
    if (strlen(lower) != bytes)
        g_clear_pointer(&lower, g_free);
    return lower;
}

size_t hyphenate(struct hyphenator *h, const char *lang, const char *word, size_t bytes,
                 uint16_t points[HYPHEN_POINTS_MAX])
{
    g_autofree char *lower = plain_word(word, bytes);
    const char *use = lang_is_cjk(lang) ? "en" : lang;

    if (lower == NULL)
        return 0;
    g_autofree char *key = g_strdup_printf("%.8s\n%s", use, lower);
    const char *divided = g_hash_table_lookup(h->words, key);
    if (divided == NULL) {
        struct patterns *dict = dict_for(h, use);
        const char *known = lang_same_primary(use, "en") ? exception(lower) : NULL;
        char *made = known != NULL  ? g_strdup(known)
                     : dict != NULL ? divide(dict, lower)
                                    : g_strdup(lower);
        g_hash_table_insert(h->words, g_steal_pointer(&key), made);
        divided = made;
    }
    return points_of(divided, points);
}

#include "layout/hyphen.h"

#include "base/lang.h"
#include "layout/patterns.h"

#include <glib.h>
#include <string.h>

enum { WORD_MIN = 5, LEFT_MIN = 2, RIGHT_MIN = 3 };

/* One language: its patterns and the words divided so far. */
struct language {
    char primary[9];
    struct patterns *patterns; /* NULL: there are none */
    GHashTable *words;         /* word -> divided word, '-' at each point */
};

struct hyphenator {
    GPtrArray *languages;
    const struct edition *edition; /* whose words are expected; NULL: none yet */
    struct language *last;         /* the last one asked for, as `last_lang` */
    char last_lang[16];
};

static void language_free(void *data)
{
    struct language *l = data;

    if (l->patterns != NULL)
        patterns_free(l->patterns);
    g_hash_table_destroy(l->words);
    g_free(l);
}

struct hyphenator *hyphenator_new(void)
{
    struct hyphenator *h = g_new0(struct hyphenator, 1);

    h->languages = g_ptr_array_new_with_free_func(language_free);
    return h;
}

void hyphenator_free(struct hyphenator *h)
{
    if (h == NULL)
        return;
    g_ptr_array_free(h->languages, TRUE);
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

static void expect_edition(struct language *l, const struct edition *e)
{
    for (size_t i = 0; e != NULL && l->patterns != NULL && i < e->n_chapters; i++) {
        const struct node *top = e->chapters[i]->doc;
        for (const struct node *n = top; n != NULL; n = node_next(top, n))
            if (n->kind == NODE_TEXT)
                patterns_expect(l->patterns, n->u.text, strlen(n->u.text));
    }
}

void hyphenator_expect(struct hyphenator *h, const struct edition *e)
{
    if (h->edition == e)
        return;
    h->edition = e;
    for (guint i = 0; i < h->languages->len; i++)
        expect_edition(g_ptr_array_index(h->languages, i), e);
}

static struct language *language_for(struct hyphenator *h, const char *lang)
{
    size_t n = MIN(strcspn(lang, "-"), sizeof((struct language *)0)->primary - 1);

    for (guint i = 0; i < h->languages->len; i++) {
        struct language *l = g_ptr_array_index(h->languages, i);
        if (g_ascii_strncasecmp(l->primary, lang, n) == 0 && l->primary[n] == '\0')
            return l;
    }
    struct language *l = g_new0(struct language, 1);
    for (size_t i = 0; i < n; i++)
        l->primary[i] = g_ascii_tolower(lang[i]);
    l->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (size_t i = 0; l->patterns == NULL && i < G_N_ELEMENTS(files); i++)
        if (strcmp(files[i], l->primary) == 0)
            l->patterns = load_file(files[i] + strlen(files[i]) + 1);
    expect_edition(l, h->edition);
    g_ptr_array_add(h->languages, l);
    return l;
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
static char *divide(struct patterns *dict, const char *word)
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

/* Letters only, at least WORD_MIN, no capital but the first. Writes the word in lower case; false
 * when it is not such a word, or its lower case has another length. */
static bool plain_word(const char *word, size_t bytes, char lower[PATTERNS_WORD_MAX + 8])
{
    glong letters = 0;
    size_t n = 0;

    if (bytes < WORD_MIN || bytes > PATTERNS_WORD_MAX)
        return false;
    for (const char *p = word; p < word + bytes; letters++) {
        gunichar c = g_utf8_get_char(p);
        bool ascii = c < 0x80;
        if (ascii ? !g_ascii_isalpha(c) || (letters > 0 && g_ascii_isupper(c))
                  : !g_unichar_isalpha(c) || (letters > 0 && g_unichar_isupper(c)))
            return false;
        n += (size_t)g_unichar_to_utf8(ascii ? c | 0x20 : g_unichar_tolower(c), lower + n);
        p = g_utf8_next_char(p);
        if (n != (size_t)(p - word))
            return false;
    }
    lower[n] = '\0';
    return letters >= WORD_MIN;
}

size_t hyphenate(struct hyphenator *h, const char *lang, const char *word, size_t bytes,
                 uint16_t points[HYPHEN_POINTS_MAX])
{
    char lower[PATTERNS_WORD_MAX + 8];

    if (!plain_word(word, bytes, lower))
        return 0;
    struct language *l = h->last;
    if (l == NULL || strcmp(lang, h->last_lang) != 0) {
        l = language_for(h, lang_is_cjk(lang) ? "en" : lang);
        bool fits = g_strlcpy(h->last_lang, lang, sizeof h->last_lang) < sizeof h->last_lang;
        h->last = fits ? l : NULL;
    }
    const char *divided = g_hash_table_lookup(l->words, lower);
    if (divided == NULL) {
        const char *known = strcmp(l->primary, "en") == 0 ? exception(lower) : NULL;
        char *made = known != NULL         ? g_strdup(known)
                     : l->patterns != NULL ? divide(l->patterns, lower)
                                           : g_strdup(lower);
        g_hash_table_insert(l->words, g_strdup(lower), made);
        divided = made;
    }
    return points_of(divided, points);
}

#include "layout/patterns.h"

#include <glib.h>
#include <hyphen.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* GRAM: the longest piece of a word (bytes) that is kept of those expected. STRANGERS: after so
 * many words that were not expected the whole dictionary is loaded. */
enum { WHOLE_MAX = 256 << 10, FILE_MAX = 32 << 20, GRAM = 5, GRAM_BITS = 21, STRANGERS_MAX = 64 };

/* The pieces of up to GRAM bytes of some words: bits by hash. That one seems to be there which is
 * not keeps a pattern too many, and changes nothing. */
struct grams {
    uint8_t bits[1 << (GRAM_BITS - 3)];
};

struct patterns {
    char *text; /* of the dictionary, in UTF-8, its first line says so */
    size_t bytes;
    HyphenDict *dict;       /* NULL: not loaded yet, or stale */
    struct grams *expected; /* NULL: the dictionary is small, and whole */
    size_t strangers;
};

/* ------------------------------------------------------------------ grams */

/* The bit of the last n bytes of the window. */
static size_t gram_bit(uint64_t window, size_t n)
{
    uint64_t gram = window & ((UINT64_C(1) << 8 * n) - 1);

    return (size_t)(gram * UINT64_C(0x9e3779b97f4a7c15) >> (64 - GRAM_BITS));
}

static bool grams_have(const struct grams *g, uint64_t window, size_t n)
{
    size_t at = gram_bit(window, n);

    return (g->bits[at / 8] >> at % 8 & 1) != 0;
}

/* Adds the pieces that end with this byte. Returns whether all were there. */
static bool add_byte(struct grams *g, uint64_t *window, char byte)
{
    bool had = true;

    *window = *window << 8 | (unsigned char)byte;
    for (size_t n = 1; n <= GRAM; n++) {
        size_t at = gram_bit(*window, n);
        had &= grams_have(g, *window, n);
        g->bits[at / 8] |= (uint8_t)(1 << at % 8);
    }
    return had;
}

/* Adds the words of a text, with something between that is in no pattern. Returns whether all was
 * there. */
static bool grams_add_text(struct grams *g, const char *text, size_t bytes)
{
    uint64_t window = ' ';
    bool had = true;

    for (const char *p = text; p < text + bytes; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        char out[6] = " ";
        int n = 1;
        if (g_unichar_isalpha(c))
            n = g_unichar_to_utf8(g_unichar_tolower(c), out);
        for (int i = 0; i < n; i++)
            had &= add_byte(g, &window, out[i]);
    }
    return had;
}

static bool grams_have_word(const struct grams *g, const char *word, size_t bytes)
{
    uint64_t window = 0;

    for (size_t i = 0; i < bytes; i++) {
        window = window << 8 | (unsigned char)word[i];
        for (size_t n = 1; n <= MIN(i + 1, GRAM); n++)
            if (!grams_have(g, window, n))
                return false;
    }
    return true;
}

/* Writes the letters of a pattern ("a1bc", what follows a slash left out) up to the first with
 * which they cannot be in a word. Returns whether there is none. The dots of a word's edges may be
 * anywhere: parts of compound words have edges too. */
static bool grams_have_pattern(const struct grams *g, const char *line, size_t bytes,
                               GString *letters)
{
    uint64_t window = 0;
    size_t n = 0;

    g_string_truncate(letters, 0);
    for (size_t i = 0; i < bytes && line[i] != '/'; i++) {
        if (g_ascii_isdigit(line[i]))
            continue;
        g_string_append_c(letters, line[i]);
        if (line[i] == '.')
            continue;
        window = window << 8 | (unsigned char)line[i];
        if (!grams_have(g, window, MIN(++n, GRAM)))
            return false;
    }
    return true;
}

/* ------------------------------------------------------------------ loading */

static HyphenDict *load_text(char *text, size_t bytes)
{
    FILE *file = fmemopen(text, bytes, "r");
    HyphenDict *dict = file != NULL ? hnj_hyphen_load_file(file) : NULL;

    if (file != NULL)
        fclose(file);
    return dict;
}

static void keep_line(GString *kept, const char *line, size_t bytes)
{
    g_string_append_len(kept, line, (gssize)bytes);
    g_string_append_c(kept, '\n');
}

/* The dictionary of the patterns that can be in words of these pieces; its commands and levels all
 * stay. Of a pattern that cannot, the beginning stays, without digits: libhyphen reads on in the
 * longest pattern that has begun, and does not see the shorter ones that end meanwhile. */
static HyphenDict *load_for(const struct patterns *p, const struct grams *grams)
{
    g_autoptr(GString) kept = g_string_new(NULL);
    g_autoptr(GString) letters = g_string_new(NULL);
    g_autoptr(GHashTable) begun = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (const char *line = p->text, *end = p->text + p->bytes; line < end;) {
        const char *newline = memchr(line, '\n', (size_t)(end - line));
        const char *next = newline != NULL ? newline + 1 : end;
        size_t n = (size_t)((newline != NULL ? newline : end) - line);
        while (n > 0 && g_ascii_isspace(line[n - 1]))
            n--;
        bool comment = n == 0 || *line == '#' || *line == '%';
        if (n >= 9 && memcmp(line, "NEXTLEVEL", 9) == 0)
            g_hash_table_remove_all(begun);
        if (!comment && (g_ascii_isupper(*line) || grams_have_pattern(grams, line, n, letters)))
            keep_line(kept, line, n);
        else if (!comment && letters->len > 1 &&
                 g_hash_table_add(begun, g_strndup(letters->str, letters->len)))
            keep_line(kept, letters->str, letters->len);
        line = next;
    }
    return load_text(kept->str, kept->len);
}

struct patterns *patterns_parse(const char *text, size_t bytes, size_t whole)
{
    const char *newline = bytes <= FILE_MAX ? memchr(text, '\n', bytes) : NULL;

    if (newline == NULL)
        return NULL;
    g_autofree char *name = g_strstrip(g_strndup(text, (gsize)(newline - text)));
    const char *encoding = g_str_has_prefix(name, "microsoft-cp") ? name + 10 : name;
    g_autofree char *utf8 = g_convert(newline, (gssize)(bytes - (size_t)(newline - text)), "UTF-8",
                                      encoding, NULL, NULL, NULL);
    if (utf8 == NULL)
        return NULL;
    struct patterns *p = g_new0(struct patterns, 1);
    p->text = g_strconcat("UTF-8", utf8, NULL);
    p->bytes = strlen(p->text);
    if (p->bytes > whole)
        p->expected = g_new0(struct grams, 1);
    else
        p->dict = load_text(p->text, p->bytes);
    return p;
}

struct patterns *patterns_load(const char *path)
{
    g_autofree char *text = NULL;
    gsize bytes = 0;

    return g_file_get_contents(path, &text, &bytes, NULL) ? patterns_parse(text, bytes, WHOLE_MAX)
                                                          : NULL;
}

static void forget(struct patterns *p)
{
    if (p->dict != NULL)
        hnj_hyphen_free(p->dict);
    p->dict = NULL;
}

void patterns_free(struct patterns *p)
{
    if (p == NULL)
        return;
    forget(p);
    g_free(p->expected);
    g_free(p->text);
    g_free(p);
}

void patterns_expect(struct patterns *p, const char *text, size_t bytes)
{
    if (p->expected != NULL && !grams_add_text(p->expected, text, bytes))
        forget(p);
}

/* ------------------------------------------------------------------ dividing */

static void divide(HyphenDict *dict, const char *word, size_t bytes, bool *points)
{
    char marks[PATTERNS_WORD_MAX + 8] = {0};
    char **rep = NULL;
    int *pos = NULL, *cut = NULL;
    size_t i = 0;

    if (hnj_hyphen_hyphenate2(dict, word, (int)bytes, marks, NULL, &rep, &pos, &cut) != 0)
        return;
    /* the marks stand by characters, behind each */
    for (const char *c = word; c < word + bytes; i++) {
        c = g_utf8_next_char(c);
        bool changes = rep != NULL && rep[i] != NULL;
        points[c - word] = c < word + bytes && (marks[i] & 1) != 0 && !changes;
    }
    for (i = 0; rep != NULL && i < bytes; i++)
        free(rep[i]);
    free(rep);
    free(pos);
    free(cut);
}

void patterns_divide(struct patterns *p, const char *word, size_t bytes, bool *points)
{
    memset(points, 0, bytes + 1);
    if (bytes > PATTERNS_WORD_MAX)
        return;
    if (p->expected != NULL && !grams_have_word(p->expected, word, bytes)) {
        if (++p->strangers <= STRANGERS_MAX) {
            g_autofree struct grams *own = g_new0(struct grams, 1);
            grams_add_text(own, word, bytes);
            HyphenDict *dict = load_for(p, own);
            if (dict == NULL)
                return;
            divide(dict, word, bytes, points);
            hnj_hyphen_free(dict);
            return;
        }
        memset(p->expected, 0xff, sizeof *p->expected);
        forget(p);
    }
    if (p->dict == NULL)
        p->dict = p->expected != NULL ? load_for(p, p->expected) : NULL;
    if (p->dict != NULL)
        divide(p->dict, word, bytes, points);
}

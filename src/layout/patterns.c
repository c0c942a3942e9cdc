#include "layout/patterns.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* A pattern of more letters than this is none: it bounds the look-ups of a word. */
enum { PATTERN_MAX = 40, LEVELS = 2, FILE_MAX = 32 << 20 };

struct level {
    GHashTable *set; /* letters; behind their NUL one digit more than bytes of letters */
    size_t longest;  /* bytes of the longest letters */
};

struct patterns {
    struct level levels[LEVELS]; /* the last is that of simple words */
    char *pool;                  /* all letters and digits */
    size_t left_min, right_min;  /* characters before the first and behind the last point */
};

/* ------------------------------------------------------------------ reading */

/* The value of a line "NAME 3"; false: it is another line. */
static bool command(const char *line, size_t bytes, const char *name, size_t *value)
{
    size_t n = strlen(name);

    if (bytes < n || memcmp(line, name, n) != 0)
        return false;
    if (value != NULL)
        *value = (size_t)CLAMP(atoi(line + n), 0, PATTERN_MAX);
    return true;
}

/* "a1b/=,1,1": the part before the slash. Its odd digits become even: no point. */
static size_t spelling_change(const char *line, size_t bytes)
{
    const char *slash = memchr(line, '/', bytes);

    return slash != NULL ? (size_t)(slash - line) : bytes;
}

/* Writes the letters and the digits to `to`. Returns the end of what was written. */
static char *add_pattern(struct level *level, char *to, const char *line, size_t bytes)
{
    char digits[PATTERN_MAX + 2];
    size_t n = 0, use = spelling_change(line, bytes);
    char *letters = to;

    memset(digits, '0', sizeof digits);
    for (size_t i = 0; i < use; i++) {
        if (g_ascii_isdigit(line[i])) {
            digits[n] = use < bytes ? (char)(line[i] + (line[i] & 1)) : line[i];
        } else if (n < PATTERN_MAX) {
            letters[n++] = line[i];
        } else {
            return to;
        }
    }
    if (n == 0)
        return to;
    letters[n] = '\0';
    memcpy(letters + n + 1, digits, n + 1);
    g_hash_table_add(level->set, letters);
    level->longest = MAX(level->longest, n);
    return letters + 2 * n + 2;
}

static void parse_lines(struct patterns *p, const char *text, size_t bytes)
{
    const char *end = text + bytes;
    struct level *level = &p->levels[LEVELS - 1];
    char *to = p->pool;

    while (text < end) {
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        const char *stop = newline != NULL ? newline : end;
        size_t n = (size_t)(stop - text);
        while (n > 0 && g_ascii_isspace(text[n - 1]))
            n--;
        if (command(text, n, "NEXTLEVEL", NULL)) {
            /* what came before was about compound words */
            struct level compound = p->levels[LEVELS - 1];
            p->levels[LEVELS - 1] = p->levels[0];
            p->levels[0] = compound;
        } else if (!command(text, n, "LEFTHYPHENMIN", &p->left_min) &&
                   !command(text, n, "RIGHTHYPHENMIN", &p->right_min) &&
                   !command(text, n, "COMPOUND", NULL) && !command(text, n, "NOHYPHEN", NULL) &&
                   n > 0 && *text != '%' && *text != '#') {
            to = add_pattern(level, to, text, n);
        }
        text = stop + 1;
    }
}

struct patterns *patterns_parse(const char *text, size_t bytes)
{
    const char *newline = bytes <= FILE_MAX ? memchr(text, '\n', bytes) : NULL;
    gsize size = 0;

    if (newline == NULL)
        return NULL;
    g_autofree char *name = g_strstrip(g_strndup(text, (gsize)(newline - text)));
    const char *encoding = g_str_has_prefix(name, "microsoft-cp") ? name + 10 : name;
    g_autofree char *utf8 = g_convert(newline, (gssize)(bytes - (size_t)(newline - text)), "UTF-8",
                                      encoding, NULL, &size, NULL);
    if (utf8 == NULL)
        return NULL;
    struct patterns *p = g_new0(struct patterns, 1);
    for (int i = 0; i < LEVELS; i++)
        p->levels[i].set = g_hash_table_new(g_str_hash, g_str_equal);
    /* a line of n letters takes at most 2 n + 2 bytes, its newline one of them */
    p->pool = g_malloc(2 * size + 2);
    parse_lines(p, utf8, size);
    return p;
}

struct patterns *patterns_load(const char *path)
{
    g_autofree char *text = NULL;
    gsize bytes = 0;

    return g_file_get_contents(path, &text, &bytes, NULL) ? patterns_parse(text, bytes) : NULL;
}

void patterns_free(struct patterns *p)
{
    if (p == NULL)
        return;
    for (int i = 0; i < LEVELS; i++)
        g_hash_table_destroy(p->levels[i].set);
    g_free(p->pool);
    g_free(p);
}

/* ------------------------------------------------------------------ dividing */

/* The highest digit of any pattern at each byte of the word: digits[i] stands before byte i. */
static void match(const struct level *level, const char *word, size_t bytes, char *digits)
{
    char dotted[PATTERNS_WORD_MAX + 3];
    size_t n = bytes + 2;

    dotted[0] = dotted[n - 1] = '.';
    dotted[n] = '\0';
    memcpy(dotted + 1, word, bytes);
    memset(digits, '0', bytes + 1);
    for (size_t from = 0; from < n; from++) {
        for (size_t to = from + 1; to <= n && to - from <= level->longest; to++) {
            char saved = dotted[to];
            dotted[to] = '\0';
            const char *letters = g_hash_table_lookup(level->set, dotted + from);
            dotted[to] = saved;
            for (size_t i = 0; letters != NULL && i <= to - from; i++) {
                char digit = letters[to - from + 1 + i];
                if (from + i >= 1 && from + i <= n - 1)
                    digits[from + i - 1] = MAX(digits[from + i - 1], digit);
            }
        }
    }
}

/* Marks the points of one word, or part of a compound word, that keep their distance. */
static void divide_level(const struct patterns *p, int at, const char *word, size_t bytes,
                         bool *points)
{
    char digits[PATTERNS_WORD_MAX + 1];
    glong n = g_utf8_strlen(word, (gssize)bytes), before = 0;

    match(&p->levels[at], word, bytes, digits);
    for (const char *c = word; c < word + bytes; c = g_utf8_next_char(c), before++)
        if (c > word && (digits[c - word] & 1) != 0 && (size_t)before >= p->left_min &&
            (size_t)(n - before) >= p->right_min)
            points[c - word] = true;
}

void patterns_divide(const struct patterns *p, const char *word, size_t bytes, bool *points)
{
    bool parts[PATTERNS_WORD_MAX + 1] = {false};
    size_t from = 0;

    memset(points, 0, bytes + 1);
    if (bytes > PATTERNS_WORD_MAX)
        return;
    divide_level(p, 0, word, bytes, parts);
    memcpy(points, parts, bytes);
    for (size_t i = 1; i <= bytes; i++) {
        if (i == bytes || parts[i]) {
            divide_level(p, LEVELS - 1, word + from, i - from, points + from);
            from = i;
        }
    }
}

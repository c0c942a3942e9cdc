#include "doc/own_number.h"

#include <glib.h>
#include <string.h>

enum { MAX_DIGITS = 3, MAX_DEPTH = 6, MAX_LETTERS = 6 }; /* a year is no number of a section */

static bool one_of(gunichar c, const char *set)
{
    return c != 0 && g_utf8_strchr(set, -1, c) != NULL;
}

/* The bytes of the character of `set` that p begins with; 0: none. */
static size_t begins_with(const char *p, const char *set)
{
    return one_of(g_utf8_get_char(p), set) ? (size_t)(g_utf8_next_char(p) - p) : 0;
}

/* ---- numerals: each returns its bytes, 0 for none, and its value ---- */

/* 3, 3.2, 3.2.1 */
static size_t arabic(struct arena *a, const char *p, const char **value, int *depth)
{
    const char *at = p;

    for (*depth = 0; *depth < MAX_DEPTH && g_ascii_isdigit(*at); ++*depth) {
        const char *start = at;
        while (g_ascii_isdigit(*at))
            at++;
        if (at - start > MAX_DIGITS)
            return 0;
        if (*at != '.' || !g_ascii_isdigit(at[1])) {
            ++*depth;
            break;
        }
        at++;
    }
    if (at == p || g_ascii_isdigit(*at))
        return 0;
    *value = arena_strndup(a, p, (size_t)(at - p));
    return (size_t)(at - p);
}

/* 三, 十二, 二十三, 一百零五 */
static size_t han(struct arena *a, const char *p, const char **value)
{
    static const char digits[] = "零一二三四五六七八九";
    const char *at = p;
    int total = 0, digit = 0;

    for (; one_of(g_utf8_get_char(at), "零〇一二三四五六七八九十百"); at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        const char *found = g_utf8_strchr(digits, -1, c);
        if (found != NULL) {
            digit = (int)g_utf8_pointer_to_offset(digits, found);
        } else if (c != 0x3007) { /* 十 or 百 */
            total += MAX(1, digit) * (c == 0x5341 ? 10 : 100);
            digit = 0;
        }
        if (at - p > 24 || total > 999)
            return 0;
    }
    if (at > p)
        *value = arena_printf(a, "%d", total + digit);
    return (size_t)(at - p);
}

/* IV, XII: capitals only; their value is what they spell. */
static size_t roman(struct arena *a, const char *p, const char **value)
{
    static const char letters[] = "IVXLC";
    static const int values[] = {1, 5, 10, 50, 100};
    int total = 0, before = 0;
    size_t n = strspn(p, letters);

    if (n == 0 || n > MAX_LETTERS || g_ascii_isalnum(p[n]))
        return 0;
    for (size_t i = n; i-- > 0;) {
        int one = values[strchr(letters, p[i]) - letters];
        total += one < before ? -one : one;
        before = MAX(before, one);
    }
    *value = arena_printf(a, "%d", total);
    return n;
}

/* A single capital. */
static size_t letter(struct arena *a, const char *p, const char **value)
{
    if (!g_ascii_isupper(*p) || g_ascii_isalnum(p[1]))
        return 0;
    *value = arena_strndup(a, p, 1);
    return 1;
}

/* Arabic, Han, roman or a letter: what may follow a word such as "Chapter". */
static size_t any_numeral(struct arena *a, const char *p, const char **value, bool letters)
{
    int depth;
    size_t n = arabic(a, p, value, &depth);

    if (n == 0)
        n = han(a, p, value);
    if (n == 0 && letters)
        n = letter(a, p, value);
    if (n == 0)
        n = roman(a, p, value);
    return n;
}

/* ---- what surrounds them ---- */

/* Past marks and spaces between a number and its words. */
static size_t separators(const char *p)
{
    const char *at = p;
    size_t n;

    while ((n = begins_with(at, " \u3000.:,)、．：，）·|｜\u2013\u2014-")) > 0)
        at += n;
    return (size_t)(at - p);
}

static struct own_number made(const char *title, const char *end, const char *value)
{
    return (struct own_number){(size_t)(end - title) + separators(end), value, false};
}

static const struct own_number none = {0, NULL, false};

/* "Chapter 3", "Appendix A": the word, its number, and the end of a word. */
static struct own_number by_word(struct arena *a, const char *title, bool part)
{
    static const struct {
        const char *word;
        bool letters, part;
    } words[] = {{"part", false, true},      {"teil", false, true},      {"partie", false, true},
                 {"parte", false, true},     {"chapter", false, false},  {"chap.", false, false},
                 {"lesson", false, false},   {"lecture", false, false},  {"unit", false, false},
                 {"module", false, false},   {"section", false, false},  {"kapitel", false, false},
                 {"chapitre", false, false}, {"lektion", false, false},  {"leçon", false, false},
                 {"capítulo", false, false}, {"capitolo", false, false}, {"appendix", true, false},
                 {"anhang", true, false},    {"annexe", true, false},    {"apéndice", true, false},
                 {"附录", true, false},      {"附錄", true, false},      {"付録", true, false},
                 {"부록", true, false}};
    const char *value;
    g_autofree char *folded = g_utf8_strdown(title, 64);

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if ((words[i].part && !part) || !g_str_has_prefix(folded, words[i].word))
            continue;
        const char *at = g_utf8_offset_to_pointer(title, g_utf8_strlen(words[i].word, -1));
        bool ascii = g_ascii_isalpha(words[i].word[0]);
        if (ascii && *at != ' ')
            return none;
        at += *at == ' ';
        size_t n = any_numeral(a, at, &value, words[i].letters);
        if (n == 0 || g_ascii_isalnum(at[n]))
            return none;
        return made(title, at + n, value);
    }
    return none;
}

/* 第三章, 第 3 节, 第3步, 제3장 */
static struct own_number by_ordinal(struct arena *a, const char *title)
{
    const char *value, *at = title;
    size_t n = begins_with(at, "第제");

    if (n == 0)
        return none;
    at += n;
    at += *at == ' ';
    n = any_numeral(a, at, &value, false);
    if (n == 0)
        return none;
    at += n;
    at += *at == ' ';
    n = begins_with(at, "章节節课課讲講回篇卷编編条條步部期장절과부");
    if (n == 0)
        return none;
    at += n;
    if (g_str_has_prefix(at, "分")) /* 第一部分 */
        at += strlen("分");
    return made(title, at, value);
}

/* （一）, (1), 【1】 */
static struct own_number in_brackets(struct arena *a, const char *title)
{
    const char *value;
    size_t open = begins_with(title, "(（[【");
    size_t n = open > 0 ? any_numeral(a, title + open, &value, false) : 0;
    size_t close = n > 0 ? begins_with(title + open + n, ")）]】") : 0;

    return close > 0 ? made(title, title + open + n + close, value) : none;
}

/* ①, and the key of an emoji: 1️⃣ */
static struct own_number in_a_sign(struct arena *a, const char *title)
{
    enum { CIRCLED_1 = 0x2460, CIRCLED_20 = 0x2473 };
    gunichar c = g_utf8_get_char(title);

    if (c >= CIRCLED_1 && c <= CIRCLED_20)
        return made(title, g_utf8_next_char(title),
                    arena_printf(a, "%d", (int)(c - CIRCLED_1 + 1)));
    const char *at = title + 1;
    if (!g_ascii_isdigit(*title))
        return none;
    if (g_str_has_prefix(at, "\uFE0F"))
        at += strlen("\uFE0F");
    if (!g_str_has_prefix(at, "\u20E3"))
        return none;
    return made(title, at + strlen("\u20E3"), arena_strndup(a, title, 1));
}

/* 0x01 */
static struct own_number hexadecimal(struct arena *a, const char *title)
{
    size_t n = 2;

    if (title[0] != '0' || (title[1] != 'x' && title[1] != 'X'))
        return none;
    while (g_ascii_isxdigit(title[n]))
        n++;
    if (n == 2 || n > 4 || g_ascii_isalnum(title[n]))
        return none;
    return made(title, title + n, arena_printf(a, "%d", (int)g_ascii_strtoll(title + 2, NULL, 16)));
}

/* True when what stands at p ends a number: a mark, or the end. */
static bool is_mark(const char *p)
{
    return begins_with(p, ":)、．：）") > 0 || *p == '\0';
}

/* 3., 3.2 Cache, 3), 3、缓存, 1.缓存; "3 Cache" is bare. Not 3D, 1.5B or 2.0. */
static struct own_number by_digits(struct arena *a, const char *title)
{
    const char *value;
    int depth;
    size_t n = arabic(a, title, &value, &depth);
    const char *end = title + n;

    if (n == 0)
        return none;
    if (is_mark(end))
        return *end != '\0' || depth == 1 ? made(title, end, value) : none;
    if (*end == '.') {
        bool words = end[1] == ' ' || end[1] == '\0' || g_unichar_isalpha(g_utf8_get_char(end + 1));
        return words ? made(title, end, value) : none;
    }
    gunichar next = g_utf8_get_char(*end == ' ' ? end + 1 : end);
    if (*end != ' ' && g_unichar_get_script(next) != G_UNICODE_SCRIPT_HAN)
        return none;
    struct own_number own = made(title, end, value);
    own.bare = depth == 1;
    if (own.bare && (*end != ' ' || !g_unichar_isalpha(next)))
        return none; /* 3种, "2 + 2" */
    return own;
}

/* 一、概述, "II. Method", "A. Setup", "B) Run" */
static struct own_number by_letters(struct arena *a, const char *title)
{
    const char *value;
    size_t n = han(a, title, &value);

    if (n > 0) {
        bool mark = is_mark(title + n) || begins_with(title + n, ".，") > 0;
        return mark && title[n] != '\0' ? made(title, title + n, value) : none;
    }
    n = roman(a, title, &value);
    if (n == 0)
        n = letter(a, title, &value);
    if (n == 0 || strchr(".)", title[n]) == NULL || title[n] == '\0' || title[n + 1] != ' ')
        return none;
    return made(title, title + n, value);
}

struct own_number own_number_find(struct arena *a, const char *title, bool part)
{
    static struct own_number (*const forms[])(struct arena *, const char *) = {
        by_ordinal, in_brackets, in_a_sign, hexadecimal, by_digits, by_letters};
    struct own_number own = by_word(a, title, part);

    for (size_t i = 0; i < G_N_ELEMENTS(forms) && own.bytes == 0; i++)
        own = forms[i](a, title);
    return own;
}

#include "layout/table_number.h"

#include <glib.h>
#include <string.h>

enum { UNIT_CHARS = 14, UNIT_WORDS = 2, REMARK_CHARS = 24 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static const char *skip_spaces(const char *p)
{
    while (*p && g_unichar_isspace(g_utf8_get_char(p)))
        p = g_utf8_next_char(p);
    return p;
}

static bool one_of(gunichar c, const char *set)
{
    return g_utf8_strchr(set, -1, c) != NULL;
}

/* What authors write where there is no number. */
static bool is_placeholder(const char *text)
{
    static const char *const words[] = {"n/a",  "na",  "n.a.", "none", "nan",
                                        "null", "nil", "tbd",  "oom",  "inf",
                                        "--",   "无",  "暂无", "未测", "不适用"};
    bool letters = false;
    for (const char *p = text; *p; p = g_utf8_next_char(p))
        letters |= g_unichar_isalnum(g_utf8_get_char(p));
    if (!letters)
        return g_utf8_strlen(text, -1) <= 4;
    g_autofree char *lower = g_utf8_strdown(text, -1);
    g_strstrip(lower);
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (!strcmp(lower, words[i]))
            return true;
    return false;
}

/* Signs, marks and currencies before the digits; NULL: too many. */
static const char *skip_marks(const char *p)
{
    for (int n = 0; *p && !is_digit(*p) && *p != '.'; n++) {
        gunichar c = g_utf8_get_char(p);
        bool currency = g_unichar_type(c) == G_UNICODE_CURRENCY_SYMBOL;
        if (n > 4 || (!currency && !g_unichar_isspace(c) &&
                      !one_of(c, "+-\u2212\u2013\u00b1<>=~\u2248\u2264\u2265\u2191\u2193\u00d7("
                                 "\u2243\u223c\u25b2\u25bc\u0394")))
            return NULL;
        p = g_utf8_next_char(p);
    }
    return p;
}

static const char *skip_digits(const char *p)
{
    while (is_digit(*p))
        p++;
    return p;
}

/* After a group's mark: exactly three digits. */
static bool group_follows(const char *p)
{
    return is_digit(p[0]) && is_digit(p[1]) && is_digit(p[2]) && !is_digit(p[3]);
}

/* Digits in groups of three behind commas, thin or no-break spaces, apostrophes or underscores. */
static const char *skip_whole(const char *p)
{
    p = skip_digits(p);
    for (;;) {
        gunichar c = g_utf8_get_char(p);
        const char *next = *p ? g_utf8_next_char(p) : p;
        if (!*p || !one_of(c, ",\u2009\u202f\u00a0'\u2019_") || !group_follows(next))
            return p;
        p = skip_digits(next);
    }
}

/* "e-5", "E+10". */
static const char *skip_exponent(const char *p)
{
    if (*p != 'e' && *p != 'E')
        return p;
    const char *q = p + 1;
    if (*q == '-' || *q == '+')
        q++;
    return is_digit(*q) ? skip_digits(q) : p;
}

/* "± 0.2", "+/- 3". */
static const char *skip_tolerance(const char *p)
{
    const char *q = skip_spaces(p);
    if (g_utf8_get_char(q) == 0xb1)
        q = g_utf8_next_char(q);
    else if (!strncmp(q, "+/-", 3))
        q += 3;
    else
        return p;
    q = skip_spaces(q);
    if (!is_digit(*q))
        return p;
    q = skip_whole(q);
    return *q == '.' ? skip_digits(q + 1) : q;
}

/* A unit of a word or two without digits, then perhaps a remark in parentheses, and the end. */
static bool ends_well(const char *p)
{
    int chars = 0, words = 0;
    bool space = true;
    for (; *p && *p != '(' && strncmp(p, "\uff08", 3) != 0; p = g_utf8_next_char(p), chars++) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_isdigit(c) || one_of(c, ":;=") || (chars == 0 && one_of(c, "-\u2013_.~/")))
            return false; /* a range, a date, a fraction */
        words += space && !g_unichar_isspace(c);
        space = g_unichar_isspace(c);
    }
    if (chars > UNIT_CHARS || words > UNIT_WORDS)
        return false;
    return !*p || g_utf8_strlen(p, -1) <= REMARK_CHARS;
}

struct number number_parse(const char *text)
{
    if (is_placeholder(text))
        return (struct number){NUMBER_BLANK, strlen(text)};
    const char *p = skip_marks(text);
    if (!p || (!is_digit(*p) && !(*p == '.' && is_digit(p[1]))))
        return (struct number){NUMBER_NONE, 0};
    const char *point = skip_whole(p), *end = point;
    if ((*point == '.' || *point == ',') && is_digit(point[1]))
        end = skip_digits(point + 1);
    if (*end == '.' && is_digit(end[1]))
        return (struct number){NUMBER_NONE, 0}; /* a version */
    end = skip_tolerance(skip_exponent(end));
    if (!ends_well(end))
        return (struct number){NUMBER_NONE, 0};
    return (struct number){NUMBER_VALUE, (size_t)(point - text)};
}

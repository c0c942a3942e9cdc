#include "read/md_dollar.h"

#include <string.h>

/* Braces nested deeper than that close as if they were one. */
enum { MAX_BRACES = 32 };

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

static bool is_dollar(const char *p, const char *end, bool two)
{
    return *p == '$' && (!two || (p + 1 < end && p[1] == '$'));
}

/* The first `$`, or `$$`, from p on that is neither escaped nor in a group; `*open`: a group is
 * still open at the end, and the dollar is the first in it. NULL when there is none. */
static const char *find_dollar(const char *p, const char *end, bool two, bool *open)
{
    const char *first[MAX_BRACES + 1] = {NULL}; /* of each group that is open */
    int depth = 0;

    *open = false;
    for (; p < end; p++) {
        if (*p == '\\') {
            p++;
        } else if (*p == '{') {
            if (depth++ < MAX_BRACES)
                first[depth] = NULL;
        } else if (*p == '}') {
            depth -= depth > 0;
        } else if (is_dollar(p, end, two)) {
            if (depth == 0)
                return p;
            if (first[MIN(depth, MAX_BRACES)] == NULL)
                first[MIN(depth, MAX_BRACES)] = p;
            p += two;
        }
    }
    *open = depth > 0;
    for (int i = 1; i <= MIN(depth, MAX_BRACES); i++)
        if (first[i] != NULL)
            return first[i]; /* those of outer groups come first, or else are none */
    return NULL;
}

/* True when text between dollars that begins with a blank reads as a formula all the same: on one
 * line, without CJK, and with a blank before the closing dollar too or with a TeX command. */
static bool spaced_is_math(const char *start, const char *stop)
{
    bool any = false, command = false;

    for (const char *p = start; p < stop; p++) {
        if ((unsigned char)*p >= 0xe2 || *p == '\n')
            return false;
        any |= !is_blank(*p);
        command |= *p == '\\' && g_ascii_isalpha(p[1]);
    }
    return any && (command || is_blank(stop[-1]));
}

/* Letters that make a word of a formula: the $n$th, two $x$s, $3$D. */
static bool is_ending(const char *p, const char *end)
{
    static const char *const endings[] = {"th", "st", "nd", "rd", "s", "D"};

    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
        size_t n = strlen(endings[i]);
        if ((size_t)(end - p) >= n && strncmp(p, endings[i], n) == 0 &&
            (p + n == end || (!g_ascii_isalnum(p[n]) && p[n] != '$' && p[n] != '_')))
            return true;
    }
    return false;
}

/* True of a formula that such letters may follow, and not of $A:$s or $HOME$s. */
static bool takes_ending(const char *start, const char *stop)
{
    const char *p = start;

    while (p < stop && (g_ascii_isalnum(*p) || *p == '_'))
        p++;
    return !is_blank(*start) && strchr(":/.,-+=@", stop[-1]) == NULL &&
           (p < stop || stop - start < 3);
}

/* True when what follows the closing dollar lets it be one. */
static bool may_follow(const char *p, const char *end, const char *start, const char *stop)
{
    if (p == end)
        return true;
    if (g_ascii_isalpha(*p))
        return is_ending(p, end) && takes_ending(start, stop);
    return !g_ascii_isdigit(*p) && *p != '{' && *p != '_';
}

size_t md_dollar_inline(const char *s, const char *end, bool *open)
{
    bool unclosed;
    const char *start = s + 1, *stop = find_dollar(start, end, false, &unclosed);

    *open = unclosed || stop == NULL || stop + 1 == end;
    if (stop == NULL || stop == start || memchr(start, '`', (size_t)(stop - start)) != NULL)
        return 0;
    if ((is_blank(*start) || is_blank(stop[-1])) &&
        (!is_blank(*start) || !spaced_is_math(start, stop)))
        return 0;
    return may_follow(stop + 1, end, start, stop) ? (size_t)(stop + 1 - s) : 0;
}

size_t md_dollar_display(const char *s, const char *end, bool *open)
{
    bool unclosed;
    const char *stop = find_dollar(s + 2, end, true, &unclosed);

    *open = unclosed || stop == NULL;
    for (const char *p = s + 2; stop != NULL && p < stop; p++)
        if (!is_blank(*p))
            return (size_t)(stop + 2 - s);
    return 0;
}

size_t md_dollar_quoted(const char *s, const char *end, bool *open)
{
    const char *stop = g_strstr_len(s + 2, end - s - 2, "`$");

    *open = stop == NULL;
    return stop != NULL && stop > s + 2 ? (size_t)(stop + 2 - s) : 0;
}

size_t md_dollar_length(const char *s, const char *end, char before, bool *open)
{
    char next = s + 1 < end ? s[1] : '\0';

    *open = s + 1 == end;
    if (next == '$')
        return md_dollar_display(s, end, open);
    if (next == '`')
        return md_dollar_quoted(s, end, open);
    return next == '\0' || g_ascii_isalnum(before) ? 0 : md_dollar_inline(s, end, open);
}

size_t md_dollar_mark(const char *p, const char *end)
{
    static const char *const marks[] = {".",  ",",  ";",  ":",  "!",  "?", "。",
                                        "，", "；", "：", "、", "！", "？"};

    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
        size_t n = strlen(marks[i]);
        if ((size_t)(end - p) >= n && strncmp(p, marks[i], n) == 0)
            return p + n < end && g_ascii_ispunct(p[n]) ? 0 : n;
    }
    return 0;
}

/* The label between `open` and `close` at p; behind it, NULL when there is none. In parentheses
 * only what looks like a label. */
static const char *find_label(const char *p, const char *end, const char **name, size_t *length)
{
    bool braces = end - p > 2 && p[0] == '{' && p[1] == '#', sign = false;
    const char *q = *name = p + 1 + braces;

    if (p == end || (!braces && *p != '('))
        return NULL;
    for (; q < end && (g_ascii_isalnum(*q) || strchr("-_:.", *q) != NULL); q++)
        sign |= strchr("-_:", *q) != NULL;
    *length = (size_t)(q - *name);
    if (q == end || *q != (braces ? '}' : ')') || !g_ascii_isalpha(**name) || (!braces && !sign))
        return NULL;
    return q + 1;
}

static void append_mark(GString *tex, const char *mark, size_t n)
{
    bool wide = (unsigned char)*mark >= 0x80;

    g_string_append(tex, wide ? "\\text{" : "");
    g_string_append_len(tex, mark, (gssize)n);
    g_string_append(tex, wide ? "}" : "");
}

bool md_dollar_tail(const char *p, const char *end, GString *tex)
{
    int marks = 0, labels = 0;

    while (p < end) {
        const char *next = g_utf8_next_char(p), *name, *behind;
        size_t length;
        if (is_blank(*p)) {
            p = next;
        } else if ((behind = find_label(p, end, &name, &length)) != NULL && labels++ == 0) {
            if (tex != NULL)
                g_string_append_printf(tex, "\\label{%.*s}", (int)length, name);
            p = behind;
        } else if (g_unichar_ispunct(g_utf8_get_char(p)) && marks++ == 0) {
            if (tex != NULL)
                append_mark(tex, p, (size_t)(next - p));
            p = next;
        } else {
            return false;
        }
    }
    return true;
}

const char *md_dollar_fence(const char *p, const char *end)
{
    bool unclosed;

    return find_dollar(p, end, true, &unclosed);
}

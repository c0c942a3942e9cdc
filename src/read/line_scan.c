#include "read/line_scan.h"

#include <string.h>

enum { REACH = 4096 }; /* bytes of a code span that is looked for */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

size_t line_fence(const char *p, const char *end, char *fence)
{
    size_t n = 0;

    if (p == end || (*p != '`' && *p != '~'))
        return 0;
    while (p + n < end && p[n] == *p)
        n++;
    if (n < 3 || (*p == '`' && memchr(p + n, '`', (size_t)(end - p) - n) != NULL))
        return 0;
    *fence = *p;
    return n;
}

static size_t backticks(const char *p, const char *end)
{
    size_t n = 0;

    while (p + n < end && p[n] == '`')
        n++;
    return n;
}

const char *line_code_end(const char *p, const char *end)
{
    size_t n = backticks(p, end);
    const char *start = p + n, *stop = end - start > REACH ? start + REACH : end;

    for (p = start; p < stop && (p = memchr(p, '`', (size_t)(stop - p))) != NULL;) {
        size_t m = backticks(p, end);
        p += m;
        if (m == n)
            return p;
    }
    return start;
}

/* A place in a line: the byte and its column, tabs counted. */
struct place {
    const char *p;
    size_t column;
};

static void skip_blanks(struct place *at, const char *end)
{
    for (; at->p < end && is_blank(*at->p); at->p++)
        at->column += *at->p == '\t' ? 4 - at->column % 4 : 1;
}

/* The length of a list item's marker at p with one blank behind it; 0: there is none. */
static size_t item_marker(const char *p, const char *end)
{
    const char *q = p;

    if (q < end && (*q == '-' || *q == '*' || *q == '+')) {
        q++;
    } else {
        while (q < end && *q >= '0' && *q <= '9' && q - p < 9)
            q++;
        if (q == p || q == end || (*q != '.' && *q != ')'))
            return 0;
        q++;
    }
    return q == end || is_blank(*q) ? (size_t)(q - p) : 0;
}

/* `!!! note`, `??? note`, `=== "Tab"`: what is indented below is no code. */
static bool opens_indented(const char *p, const char *end)
{
    return end - p > 4 &&
           (memcmp(p, "!!! ", 4) == 0 || memcmp(p, "??? ", 4) == 0 || memcmp(p, "???+", 4) == 0 ||
            memcmp(p, "=== ", 4) == 0 || memcmp(p, "===!", 4) == 0 || memcmp(p, "===+", 4) == 0);
}

static void push(struct line_scan *s, size_t column)
{
    if (s->depth < LINE_SCAN_DEPTH)
        s->columns[s->depth++] = column;
}

static size_t inner(const struct line_scan *s)
{
    return s->depth > 0 ? s->columns[s->depth - 1] : 0;
}

/* Passes the marks of quotes; how many there are. */
static size_t skip_quotes(struct place *at, const char *end)
{
    struct place next = *at;
    size_t quotes = 0;

    for (skip_blanks(&next, end); next.p < end && *next.p == '>'; skip_blanks(&next, end)) {
        next.p++;
        next.column = 0; /* columns are counted from the last mark and its blank on */
        if (next.p < end && *next.p == ' ')
            next.p++;
        *at = next;
        quotes++;
    }
    return quotes;
}

/* A line while a fence is open; true when it stays so. */
static enum line_kind scan_fenced(struct line_scan *s, const char *p, const char *end)
{
    char c;
    size_t n = line_fence(p, end, &c);
    const char *rest = p + n;

    while (rest < end && is_blank(*rest))
        rest++;
    if (n < s->length || c != s->fence || rest < end)
        return LINE_CODE;
    s->fence = '\0';
    s->gap = false;
    return LINE_FENCE;
}

/* Passes list markers, and keeps the columns of what they hold. */
static void enter_items(struct line_scan *s, struct place *at, const char *end)
{
    for (;;) {
        size_t n = item_marker(at->p, end);
        if (n == 0)
            break;
        struct place content = {at->p + n, at->column + n};
        skip_blanks(&content, end);
        if (content.p == end || content.column > at->column + n + 4) /* indented code in it */
            content = (struct place){at->p + n + (at->p + n < end), at->column + n + 1};
        *at = content;
        push(s, at->column);
        if (at->p == end)
            break;
    }
    if (opens_indented(at->p, end))
        push(s, at->column + 4);
}

enum line_kind line_scan(struct line_scan *s, const char *line, size_t n)
{
    struct place at = {line, 0};
    const char *end = line + n;
    bool gap = s->gap;
    size_t quotes = skip_quotes(&at, end);

    skip_blanks(&at, end);
    s->prefix = s->marker = (size_t)(at.p - line);
    if (s->fence != '\0' && quotes >= s->quotes && (at.p == end || at.column >= s->column))
        return scan_fenced(s, at.p, end);
    s->fence = '\0';
    s->gap = at.p == end;
    if (at.p == end)
        return LINE_BLANK;
    while (s->depth > 0 && at.column < inner(s))
        s->depth--;
    if (gap && at.column >= inner(s) + 4) {
        s->gap = true;
        return LINE_CODE;
    }
    enter_items(s, &at, end);
    s->prefix = (size_t)(at.p - line);
    s->length = line_fence(at.p, end, &s->fence);
    s->quotes = quotes;
    s->column = inner(s);
    if (s->length == 0)
        s->fence = '\0';
    return s->length > 0 ? LINE_FENCE : LINE_TEXT;
}

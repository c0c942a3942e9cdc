#include "read/md_smart.h"

#include <string.h>

enum { FIRST_CJK = 0x2e80 }; /* from here on there are no spaces between words */

#define OPEN_SINGLE  "\xe2\x80\x98"
#define CLOSE_SINGLE "\xe2\x80\x99" /* and the apostrophe */
#define OPEN_DOUBLE  "\xe2\x80\x9c"
#define CLOSE_DOUBLE "\xe2\x80\x9d"
#define EN_DASH      "\xe2\x80\x93"
#define EM_DASH      "\xe2\x80\x94"
#define ELLIPSIS     "\xe2\x80\xa6"

struct md_smart {
    const struct md_source *src;
    GString *out;
    gunichar before; /* the character before, 0 at the block's start */
    bool open;       /* a double quote is */
    /* the single quote that opened last: an apostrophe after all when nothing closes it */
    struct node *single;
    size_t single_index; /* among those of its node's text */
    struct node *node;   /* the text at work; NULL: none is */
    size_t n_single;     /* how many opening ones there are in it */
};

struct md_smart *md_smart_new(const struct md_source *src)
{
    struct md_smart *s = g_new0(struct md_smart, 1);

    s->src = src;
    s->out = g_string_new(NULL);
    return s;
}

/* Makes the quote that was left open an apostrophe: both take three bytes. */
static void close_single(struct md_smart *s)
{
    char *p = NULL;

    if (s->single != NULL)
        p = s->single == s->node ? s->out->str : (char *)(uintptr_t)s->single->u.text;
    for (size_t i = 0; p != NULL && (p = strstr(p, OPEN_SINGLE)) != NULL; i++, p += 3)
        if (i == s->single_index) {
            memcpy(p, CLOSE_SINGLE, 3);
            s->n_single -= s->single == s->node;
            break;
        }
    s->single = NULL;
}

void md_smart_free(struct md_smart *s)
{
    if (s == NULL)
        return;
    close_single(s);
    g_string_free(s->out, TRUE);
    g_free(s);
}

void md_smart_begin(struct md_smart *s)
{
    close_single(s);
    s->before = 0;
    s->open = false;
}

void md_smart_inline(struct md_smart *s, enum node_kind kind)
{
    if (kind == NODE_SOFT_BREAK || kind == NODE_HARD_BREAK)
        s->before = ' ';
    else if (kind == NODE_CODE || kind == NODE_MATH || kind == NODE_IMAGE)
        s->before = 'x';
}

static bool is_space(gunichar c)
{
    return c == 0 || g_unichar_isspace(c);
}

static bool opens_after(gunichar c)
{
    GUnicodeType t = g_unichar_type(c);

    return is_space(c) || t == G_UNICODE_OPEN_PUNCTUATION || t == G_UNICODE_INITIAL_PUNCTUATION ||
           t == G_UNICODE_DASH_PUNCTUATION || c == '/' || c == '=';
}

static bool closes_before(gunichar c)
{
    GUnicodeType t = g_unichar_type(c);

    return (c != 0 && g_unichar_isspace(c)) || t == G_UNICODE_CLOSE_PUNCTUATION ||
           t == G_UNICODE_FINAL_PUNCTUATION || (c != 0 && c < 0x80 && strchr(".,;:!?", (char)c)) ||
           c == 0x3002 || c == 0xff0c;
}

/* Whether the quote opens, seen from its neighbours; `after` 0: not known, or the block's end. */
static bool quote_opens(const struct md_smart *s, gunichar after, bool open)
{
    bool left = opens_after(s->before), right = closes_before(after);

    if (left != right)
        return left;
    return !open && (left || s->before >= FIRST_CJK);
}

static void append_double(struct md_smart *s, gunichar after)
{
    bool opens = quote_opens(s, after, s->open);

    g_string_append(s->out, opens ? OPEN_DOUBLE : CLOSE_DOUBLE);
    s->open = opens;
    s->before = opens ? 0x201c : 0x201d;
}

/* A single quote: between letters, and before the digits of a decade, an apostrophe. */
static void append_single(struct md_smart *s, const char *after)
{
    gunichar next = g_utf8_get_char(after);
    bool letter = s->before < FIRST_CJK && g_unichar_isalnum(s->before);
    bool decade = g_ascii_isdigit(after[0]) && g_ascii_isdigit(after[1]) && after[2] == 's';

    if (letter || decade || !quote_opens(s, next, s->single != NULL)) {
        g_string_append(s->out, CLOSE_SINGLE);
        if (!decade && !(letter && next < FIRST_CJK && g_unichar_isalnum(next)))
            s->single = NULL;
        s->before = 0x2019;
        return;
    }
    close_single(s);
    s->single = s->node;
    s->single_index = s->n_single++;
    g_string_append(s->out, OPEN_SINGLE);
    s->before = 0x2018;
}

/* As cmark has it: as many long dashes as can be, short ones for the rest. */
static void append_dashes(struct md_smart *s, size_t n)
{
    size_t em = n % 3 == 0 ? n / 3 : n % 2 == 0 ? 0 : n % 3 == 2 ? (n - 2) / 3 : (n - 4) / 3;
    size_t en = (n - 3 * em) / 2;

    for (size_t i = 0; i < em; i++)
        g_string_append(s->out, EM_DASH);
    for (size_t i = 0; i < en; i++)
        g_string_append(s->out, EN_DASH);
    s->before = 0x2014;
}

/* True when a mark of md_source stands at p that keeps the character before it. */
static bool is_literal(const struct md_smart *s, const char *p)
{
    return s->src->marks[MARK_LITERAL] != 0 && (unsigned char)p[0] == 0xef &&
           (unsigned char)p[1] == 0xb7 && (unsigned char)p[2] == s->src->marks[MARK_LITERAL];
}

/* The number of the same characters from p on, but for one that is escaped. */
static size_t run_length(const struct md_smart *s, const char *p)
{
    size_t n = 1;

    while (p[n] == *p)
        n++;
    return is_literal(s, p + n) ? n - 1 : n;
}

/* The length of an attribute list at p, whose quotes are no text; 0: it is none. */
static size_t list_length(const char *p)
{
    const char *word = p + 1 + (p[1] == ':'), *end;

    word += strspn(word, " ");
    end = word + strspn(word, "abcdefghijklmnopqrstuvwxyz-");
    if (*p != '{' || (*word != '#' && *word != '.' && (end == word || *end != '=')))
        return 0;
    end = strchr(word, '}');
    return end != NULL ? (size_t)(end + 1 - p) : 0;
}

static const char *append_next(struct md_smart *s, const char *p)
{
    size_t n = list_length(p);

    if (n > 0) {
        g_string_append_len(s->out, p, (gssize)n);
        return p + n;
    }
    n = *p == '-' || *p == '.' ? run_length(s, p) : 0;

    if (n > 1 && *p == '-') {
        append_dashes(s, n);
        return p + n;
    }
    if (n >= 3 && *p == '.') {
        g_string_append(s->out, ELLIPSIS);
        s->before = 0x2026;
        return p + 3;
    }
    if (*p == '"' && !is_literal(s, p + 1)) {
        append_double(s, g_utf8_get_char(p + 1));
        return p + 1;
    }
    if (*p == '\'' && !is_literal(s, p + 1)) {
        append_single(s, p + 1);
        return p + 1;
    }
    const char *next = g_utf8_next_char(p);
    gunichar c = g_utf8_get_char(p);
    if (c < 0xfdd0 || c > 0xfdef) /* no mark of md_source */
        s->before = c;
    s->n_single += c == 0x2018;
    g_string_append_len(s->out, p, next - p);
    return next;
}

void md_smart_text(struct md_smart *s, GString *text, struct node *node)
{
    s->node = node;
    s->n_single = 0;
    g_string_truncate(s->out, 0);
    for (const char *p = text->str; *p != '\0';)
        p = append_next(s, p);
    g_string_assign(text, s->out->str);
    s->node = NULL;
}

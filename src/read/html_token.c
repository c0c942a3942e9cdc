#include "read/html_token.h"

#include <libxml/HTMLparser.h>
#include <string.h>

enum { MAX_ATTRS = 64, MAX_REFERENCE = 32 };

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

static bool is_name_end(char c)
{
    return is_space(c) || c == '/' || c == '>' || c == '<' || c == '\0';
}

/* What HTML makes of a number: Windows-1252 in the C1 range, U+FFFD for what is no character. */
static gunichar numeric_reference(gunichar c)
{
    static const gunichar windows[32] = {
        0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
        0x2039, 0x152,  0x8D,   0x17D,  0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178,
    };

    if (c >= 0x80 && c <= 0x9F)
        c = windows[c - 0x80];
    if (c == '\t' || c == '\n' || c == '\r')
        return ' ';
    if (c < 0x20 || (c >= 0x7F && c <= 0x9F) || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF) ||
        (c & 0xFFFE) == 0xFFFE)
        return 0xFFFD;
    return c;
}

/* The length of the reference at p (which is an &), with its character; 0 when it is none. */
static size_t read_reference(const char *p, const char *end, gunichar *c)
{
    const char *q = p + 1;
    char name[MAX_REFERENCE];
    size_t n = 0;

    if (q < end && *q == '#') {
        bool hex = ++q < end && (*q == 'x' || *q == 'X');
        q += hex;
        const char *digits = q;
        guint64 value = 0;
        for (; q < end && q - digits < MAX_REFERENCE &&
               (hex ? g_ascii_isxdigit(*q) : g_ascii_isdigit(*q));
             q++)
            value = MIN(value * (hex ? 16 : 10) + (guint64)g_ascii_xdigit_value(*q), 0x110000);
        if (q == digits || q == end || *q != ';')
            return 0;
        *c = numeric_reference((gunichar)value);
        return (size_t)(q + 1 - p);
    }
    while (q < end && n + 1 < sizeof name && g_ascii_isalnum(*q))
        name[n++] = *q++;
    name[n] = '\0';
    if (n == 0 || q == end || *q != ';')
        return 0;
    const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)name);
    if (entity != NULL)
        *c = entity->value;
    else if (strcmp(name, "apos") == 0)
        *c = '\'';
    else
        return 0;
    return (size_t)(q + 1 - p);
}

char *html_decode(struct arena *a, const char *text, size_t size)
{
    const char *end = text + size, *amp = memchr(text, '&', size);

    if (amp == NULL)
        return arena_strndup(a, text, size);
    GString *s = g_string_sized_new(size);
    for (const char *p = text; p < end;) {
        gunichar c = 0;
        size_t n = *p == '&' ? read_reference(p, end, &c) : 0;
        if (n > 0)
            g_string_append_unichar(s, c);
        else
            g_string_append_c(s, *p);
        p += n > 0 ? n : 1;
    }
    char *decoded = arena_strdup(a, s->str);
    g_string_free(s, TRUE);
    return decoded;
}

static size_t last_of(const char *text, size_t size, char c)
{
    const char *p = memrchr(text, c, size);

    return p == NULL ? 0 : (size_t)(p - text) + 1;
}

void html_lexer_init(struct html_lexer *lx, struct arena *a, const char *text, size_t size)
{
    memset(lx, 0, sizeof *lx);
    lx->arena = a;
    lx->text = text;
    lx->size = size;
    lx->last_gt = last_of(text, size, '>');
    lx->last_single = last_of(text, size, '\'');
    lx->last_double = last_of(text, size, '"');
    lx->budget = 8 * size + 64;
}

/* The place of the last end tag of that name; 0: none. */
static size_t last_end(const struct html_lexer *lx, const char *name)
{
    size_t n = strlen(name);

    for (size_t p = lx->size; p > 0; p--) {
        const char *t = lx->text + p - 1;
        if (t[0] == '<' && lx->size - p > n && t[1] == '/' &&
            g_ascii_strncasecmp(t + 2, name, n) == 0 && is_name_end(t[2 + n]))
            return p - 1;
    }
    return 0;
}

bool html_lexer_has_end(struct html_lexer *lx, const char *name)
{
    int i = 0;

    while (i < lx->n_ends && strcmp(lx->ends[i].name, name) != 0)
        i++;
    if (i == HTML_RAW_NAMES)
        return true;
    if (i == lx->n_ends) {
        lx->ends[i].name = name;
        lx->ends[i].after = last_end(lx, name);
        lx->n_ends++;
    }
    return lx->ends[i].after >= lx->at;
}

const char *html_token_attr(const struct html_token *token, const char *name)
{
    for (const struct html_attr *a = token->attrs; a != NULL; a = a->next)
        if (strcmp(a->name, name) == 0)
            return a->value;
    return NULL;
}

/* Reads `name = value` at *at; false when the tag breaks off here. */
static bool read_attr(struct html_lexer *lx, size_t *at, struct html_token *token,
                      struct html_attr ***link, int *count)
{
    const char *t = lx->text;
    size_t p = *at, name = p, value = 0, value_end = 0;

    while (p < lx->size && !is_name_end(t[p]) && t[p] != '=')
        p++;
    size_t name_end = p;
    if (name_end == name)
        return false;
    while (p < lx->size && is_space(t[p]))
        p++;
    if (p < lx->size && t[p] == '=') {
        for (p++; p < lx->size && is_space(t[p]);)
            p++;
        if (p < lx->size && (t[p] == '"' || t[p] == '\'')) {
            char quote = t[p];
            size_t last = quote == '"' ? lx->last_double : lx->last_single;
            const char *close = last > p + 1 ? memchr(t + p + 1, quote, last - p - 1) : NULL;
            if (close == NULL)
                return false;
            value = p + 1;
            value_end = (size_t)(close - t);
            p = value_end + 1;
        } else {
            for (value = p; p < lx->size && !is_space(t[p]) && t[p] != '>' && t[p] != '<';)
                p++;
            value_end = p;
        }
    } else {
        p = name_end;
    }
    *at = p;
    if (*count >= MAX_ATTRS)
        return true;
    char *lower = g_ascii_strdown(t + name, (gssize)(name_end - name));
    if (html_token_attr(token, lower) == NULL) {
        struct html_attr *attr = arena_one(lx->arena, struct html_attr);
        attr->name = arena_strdup(lx->arena, lower);
        attr->value = html_decode(lx->arena, t + value, value_end - value);
        **link = attr;
        *link = &attr->next;
        ++*count;
    }
    g_free(lower);
    return true;
}

/* A start or end tag at lx->at; false (and *scanned bytes looked at) when it is none. */
static bool read_tag(struct html_lexer *lx, struct html_token *token, size_t *scanned)
{
    const char *t = lx->text;
    size_t p = lx->at + 1;
    bool close = p < lx->size && t[p] == '/';
    struct html_attr **link = &token->attrs;
    int count = 0;

    *scanned = 1;
    p += close;
    size_t name = p;
    if (p >= lx->size || !g_ascii_isalpha(t[p]) || lx->last_gt <= p)
        return false;
    while (p < lx->size && !is_name_end(t[p]))
        p++;
    size_t name_end = p;
    for (;;) {
        while (p < lx->size && (is_space(t[p]) || t[p] == '/'))
            p++;
        *scanned = p - lx->at;
        if (p >= lx->size || t[p] == '<')
            return false;
        if (t[p] == '>')
            break;
        if (!read_attr(lx, &p, token, &link, &count))
            return false;
    }
    token->kind = close ? HTML_TOKEN_CLOSE : HTML_TOKEN_OPEN;
    char *lower = g_ascii_strdown(t + name, (gssize)(name_end - name));
    token->name = arena_strdup(lx->arena, lower);
    g_free(lower);
    token->self_closing = t[p - 1] == '/';
    token->size = p + 1 - lx->at;
    return true;
}

/* The end of a stretch that `close` ends, or 0; nothing is scanned twice for a close that is not
 * there, because the stretch then is the rest. */
static size_t find_close(const struct html_lexer *lx, size_t from, const char *close)
{
    if (from > lx->size)
        return 0;
    const char *p = memmem(lx->text + from, lx->size - from, close, strlen(close));

    return p == NULL ? 0 : (size_t)(p - lx->text) + strlen(close);
}

/* <!-- -->, <!DOCTYPE >, <![CDATA[ ]]>, <? ?> at lx->at; false when it is none of them. */
static bool read_declaration(struct html_lexer *lx, struct html_token *token)
{
    const char *p = lx->text + lx->at;
    size_t left = lx->size - lx->at, end = 0;

    if (left >= 4 && memcmp(p, "<!--", 4) == 0) {
        token->kind = HTML_TOKEN_COMMENT;
        if (left >= 5 && p[4] == '>')
            end = lx->at + 5;
        else if (left >= 6 && memcmp(p + 4, "->", 2) == 0)
            end = lx->at + 6;
        else
            end = find_close(lx, lx->at + 4, "-->");
        token->unclosed = end == 0;
        token->size = end == 0 ? left : end - lx->at;
        return true;
    }
    token->kind = HTML_TOKEN_DECLARATION;
    if (left >= 2 && p[1] == '?') {
        token->name = "?";
        end = lx->last_gt > lx->at ? find_close(lx, lx->at + 2, ">") : 0;
    } else if (left >= 9 && memcmp(p, "<![CDATA[", 9) == 0) {
        end = lx->open_cdata ? 0 : find_close(lx, lx->at + 9, "]]>");
        lx->open_cdata = end == 0;
        token->kind = HTML_TOKEN_TEXT;
        token->name = "![cdata[";
    } else if (left >= 3 && p[1] == '!' && g_ascii_isalpha(p[2])) {
        token->name = "!doctype";
        end = lx->last_gt > lx->at ? find_close(lx, lx->at + 2, ">") : 0;
    }
    token->size = end - lx->at;
    return end != 0;
}

/* The content of <script> and the like, up to its end tag. */
static void read_raw(struct html_lexer *lx, struct html_token *token)
{
    const char *t = lx->text;
    size_t n = strlen(lx->raw_name), p = lx->at;

    for (; p < lx->size; p++)
        if (t[p] == '<' && p + 2 + n <= lx->size && t[p + 1] == '/' &&
            g_ascii_strncasecmp(t + p + 2, lx->raw_name, n) == 0 &&
            (p + 2 + n == lx->size || is_name_end(t[p + 2 + n])))
            break;
    token->kind = HTML_TOKEN_TEXT;
    token->size = p - lx->at;
    lx->raw_name = NULL;
}

/* Text up to the next < that begins a tag or declaration. */
static void read_text(struct html_lexer *lx, struct html_token *token)
{
    const char *t = lx->text;
    size_t p = lx->at + 1;

    while (p < lx->size &&
           !(t[p] == '<' && p + 1 < lx->size &&
             (g_ascii_isalpha(t[p + 1]) || t[p + 1] == '/' || t[p + 1] == '!' || t[p + 1] == '?')))
        p++;
    token->kind = HTML_TOKEN_TEXT;
    token->size = p - lx->at;
}

static bool read_markup(struct html_lexer *lx, struct html_token *token)
{
    size_t scanned = 0;

    if (lx->budget == 0 || lx->at + 1 >= lx->size)
        return false;
    if (lx->text[lx->at + 1] == '!' || lx->text[lx->at + 1] == '?')
        return read_declaration(lx, token);
    if (read_tag(lx, token, &scanned))
        return true;
    lx->budget -= MIN(lx->budget, scanned);
    return false;
}

/* True when only blanks stand beside [from, to) on its line. */
static bool is_alone(const struct html_lexer *lx, size_t from, size_t to)
{
    while (from > 0 && (lx->text[from - 1] == ' ' || lx->text[from - 1] == '\t'))
        from--;
    while (to < lx->size && (lx->text[to] == ' ' || lx->text[to] == '\t'))
        to++;
    return (from == 0 || lx->text[from - 1] == '\n') && (to == lx->size || lx->text[to] == '\n');
}

void html_lexer_next(struct html_lexer *lx, struct html_token *token)
{
    static const char *const raw[] = {"script", "style", "xmp", "noembed", "noframes"};

    memset(token, 0, sizeof *token);
    token->raw = lx->text + lx->at;
    token->line = lx->line;
    if (lx->at >= lx->size)
        return;
    if (lx->raw_name != NULL)
        read_raw(lx, token);
    if (token->size == 0 && (lx->text[lx->at] != '<' || !read_markup(lx, token))) {
        memset(token, 0, sizeof *token);
        token->raw = lx->text + lx->at;
        token->line = lx->line;
        read_text(lx, token);
    }
    for (size_t i = 0; token->kind == HTML_TOKEN_OPEN && i < G_N_ELEMENTS(raw); i++)
        if (strcmp(token->name, raw[i]) == 0)
            lx->raw_name = raw[i];
    if (token->kind == HTML_TOKEN_OPEN || token->kind == HTML_TOKEN_CLOSE)
        token->alone = is_alone(lx, lx->at, lx->at + token->size);
    for (size_t i = 0; i < token->size; i++)
        lx->line += token->raw[i] == '\n';
    lx->at += token->size;
    if (token->kind == HTML_TOKEN_TEXT && token->name != NULL) {
        token->raw += 9; /* the content of a CDATA section */
        token->size -= 12;
    }
}

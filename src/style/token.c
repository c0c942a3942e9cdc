/* CSS Syntax Level 3, section 4: text to tokens, as far as style sheets of books go. */
#include "style/value.h"

#include <string.h>

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_name_start(char c)
{
    return g_ascii_isalpha(c) || c == '_' || (unsigned char)c >= 0x80;
}

static bool is_name(char c)
{
    return is_name_start(c) || g_ascii_isdigit(c) || c == '-';
}

static char peek(const struct lexer *l, size_t n)
{
    return n < (size_t)(l->end - l->p) ? l->p[n] : '\0';
}

static bool is_escape(const struct lexer *l, size_t n)
{
    return peek(l, n) == '\\' && peek(l, n + 1) != '\n' && peek(l, n + 1) != '\0';
}

static bool starts_name(const struct lexer *l)
{
    size_t n = peek(l, 0) == '-' ? 1 : 0;
    return is_name_start(peek(l, n)) || is_escape(l, n) || (n == 1 && peek(l, 1) == '-');
}

static bool starts_number(const struct lexer *l)
{
    size_t n = peek(l, 0) == '-' || peek(l, 0) == '+' ? 1 : 0;
    if (peek(l, n) == '.')
        n++;
    return g_ascii_isdigit(peek(l, n));
}

static void newline(struct lexer *l, const char *at)
{
    l->loc.line++;
    l->loc.col = 1;
    l->counted = at + 1;
}

/* At a backslash: the character it stands for. */
static void read_escape(struct lexer *l, GString *out)
{
    l->p++;
    if (!g_ascii_isxdigit(peek(l, 0))) {
        const char *next = g_utf8_next_char(l->p);
        g_string_append_len(out, l->p, next - l->p);
        l->p = next;
        return;
    }
    gunichar c = 0;
    for (int i = 0; i < 6 && g_ascii_isxdigit(peek(l, 0)); i++)
        c = c * 16 + (gunichar)g_ascii_xdigit_value(*l->p++);
    if (is_space(peek(l, 0))) {
        if (*l->p == '\n')
            newline(l, l->p);
        l->p++;
    }
    g_string_append_unichar(out, c != 0 && g_unichar_validate(c) ? c : 0xFFFD);
}

static const char *read_name(struct lexer *l)
{
    g_autoptr(GString) name = g_string_new(NULL);
    for (;;) {
        if (is_name(peek(l, 0)))
            g_string_append_c(name, *l->p++);
        else if (is_escape(l, 0))
            read_escape(l, name);
        else
            return arena_strndup(l->arena, name->str, name->len);
    }
}

static void read_string(struct lexer *l, struct token *t)
{
    g_autoptr(GString) text = g_string_new(NULL);
    char quote = *l->p++;
    t->kind = TOK_BAD;
    while (l->p < l->end && *l->p != '\n') {
        if (*l->p == quote) {
            l->p++;
            t->kind = TOK_STRING;
            break;
        }
        if (is_escape(l, 0)) {
            read_escape(l, text);
        } else if (*l->p == '\\') { /* before a line's end: goes on in the next */
            if (peek(l, 1) == '\n')
                newline(l, l->p + 1);
            l->p += MIN(2, l->end - l->p);
        } else {
            g_string_append_c(text, *l->p++);
        }
    }
    t->text = arena_strndup(l->arena, text->str, text->len);
}

static void read_number(struct lexer *l, struct token *t)
{
    const int64_t limit = (int64_t)1000000000 * UNIT_ONE;
    bool negative = peek(l, 0) == '-';
    int64_t value = 0, scale = UNIT_ONE;
    t->integer = true;
    if (negative || peek(l, 0) == '+')
        l->p++;
    for (; g_ascii_isdigit(peek(l, 0)); l->p++)
        value = MIN(value * 10 + (*l->p - '0') * (int64_t)UNIT_ONE, limit);
    if (peek(l, 0) == '.' && g_ascii_isdigit(peek(l, 1))) {
        t->integer = false;
        for (l->p++; g_ascii_isdigit(peek(l, 0)); l->p++) {
            scale /= 10;
            value += (*l->p - '0') * scale;
        }
    }
    if ((peek(l, 0) | 32) == 'e' && g_ascii_isdigit(peek(l, 1))) { /* 1e3: read, never written */
        int exponent = 0;
        for (l->p++; g_ascii_isdigit(peek(l, 0)); l->p++)
            exponent = MIN(exponent * 10 + (*l->p - '0'), 12);
        while (exponent-- > 0)
            value = MIN(value * 10, limit);
    }
    t->number = negative ? -value : value;
    if (peek(l, 0) == '%') {
        l->p++;
        t->kind = TOK_PERCENT;
    } else if (starts_name(l)) {
        t->kind = TOK_DIMENSION;
        t->text = read_name(l);
    } else {
        t->kind = TOK_NUMBER;
    }
}

/* After `url(`: an unquoted address, or the function token when a string follows. */
static void read_url(struct lexer *l, struct token *t)
{
    size_t n = 0;
    while (is_space(peek(l, n)))
        n++;
    if (peek(l, n) == '"' || peek(l, n) == '\'') {
        t->kind = TOK_FUNCTION;
        return;
    }
    const char *start = l->p;
    while (l->p < l->end && *l->p != ')' && *l->p != '\n')
        l->p++;
    t->text = arena_strndup(l->arena, start, (size_t)(l->p - start));
    t->kind = peek(l, 0) == ')' ? TOK_URL : TOK_BAD;
    if (t->kind == TOK_URL)
        l->p++;
}

static void read_ident(struct lexer *l, struct token *t)
{
    t->text = read_name(l);
    t->kind = TOK_IDENT;
    if (peek(l, 0) != '(')
        return;
    l->p++;
    t->kind = TOK_FUNCTION;
    if (g_ascii_strcasecmp(t->text, "url") == 0)
        read_url(l, t);
}

static void skip_comments(struct lexer *l)
{
    while (peek(l, 0) == '/' && peek(l, 1) == '*') {
        for (l->p += 2; l->p < l->end && !(*l->p == '*' && peek(l, 1) == '/'); l->p++)
            if (*l->p == '\n')
                newline(l, l->p);
        l->p += MIN(2, l->end - l->p);
    }
}

struct token lexer_next(struct lexer *l)
{
    skip_comments(l);
    l->loc.col += (int)g_utf8_strlen(l->counted, l->p - l->counted);
    l->counted = l->p;
    struct token t = {.kind = TOK_END, .text = "", .raw = l->p, .loc = l->loc};
    if (l->p >= l->end)
        return t;
    if (is_space(*l->p)) {
        t.kind = TOK_SPACE;
        for (; is_space(peek(l, 0)); l->p++)
            if (*l->p == '\n')
                newline(l, l->p);
    } else if (*l->p == '"' || *l->p == '\'') {
        read_string(l, &t);
    } else if (starts_number(l)) {
        read_number(l, &t);
    } else if (starts_name(l)) {
        read_ident(l, &t);
    } else if (*l->p == '#' && (is_name(peek(l, 1)) || is_escape(l, 1))) {
        l->p++;
        t.kind = TOK_HASH;
        t.text = read_name(l);
    } else if (*l->p == '@' && (is_name_start(peek(l, 1)) || peek(l, 1) == '-')) {
        l->p++;
        t.kind = TOK_AT;
        t.text = read_name(l);
    } else {
        t.kind = TOK_DELIM;
        t.delim = *l->p++;
    }
    t.raw_size = (size_t)(l->p - t.raw);
    return t;
}

void tokens_write(const struct token *tokens, size_t n, GString *out)
{
    size_t start = out->len;
    for (size_t i = 0; i < n; i++) {
        const struct token *t = &tokens[i];
        if (t->kind == TOK_SPACE) {
            if (out->len > start && out->str[out->len - 1] != ' ')
                g_string_append_c(out, ' ');
            continue;
        }
        /* A comment stood between two words; without it they would be one. */
        if (i > 0 && t->raw_size > 0 && t->raw != tokens[i - 1].raw + tokens[i - 1].raw_size &&
            out->len > start && is_name(out->str[out->len - 1]) && is_name(t->raw[0]))
            g_string_append(out, "/**/");
        g_string_append_len(out, t->raw, (gssize)t->raw_size);
    }
    while (out->len > start && out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
}

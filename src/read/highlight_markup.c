/* HTML, XML, JSX tags, and CSS. */
#include "read/lex.h"

#include <string.h>

static char peek_at(const struct lexer *lx, uint32_t at)
{
    return at < lx->end ? lx->text[at] : '\0';
}

static uint32_t find(const struct lexer *lx, uint32_t from, const char *what)
{
    size_t n = strlen(what);
    const char *p = from < lx->end ? memmem(lx->text + from, lx->end - from, what, n) : NULL;

    return p == NULL ? lx->end : (uint32_t)(p - lx->text);
}

static bool is_tag_name(char c)
{
    return g_ascii_isalnum(c) || strchr("-_:.", c) != NULL || (unsigned char)c >= 0x80;
}

static uint32_t tag_name_end(const struct lexer *lx, uint32_t at)
{
    while (at < lx->end && lx->text[at] != '\0' && is_tag_name(lx->text[at]))
        at++;
    return at;
}

void lex_tag(struct lexer *lx)
{
    uint32_t name = lx->at + 1 + (lex_peek(lx, 1) == '/');
    bool inside = (lx->lang->flags & LANG_TAGS) != 0;

    lex_take(lx, MAX(tag_name_end(lx, name), name), TOKEN_TAG);
    while (lx->at < lx->end && lx->text[lx->at] != '>') {
        char c = lx->text[lx->at];
        if (c == '"' || c == '\'') {
            const char *close = memchr(lx->text + lx->at + 1, c, lx->end - lx->at - 1);
            if (close == NULL)
                return;
            lex_take(lx, (uint32_t)(close - lx->text) + 1, TOKEN_STRING);
        } else if (c == '{' && inside) {
            return; /* an expression: the code scanner goes on */
        } else if (c == '<') {
            return;
        } else if (c == '/') {
            lex_take(lx, lx->at + 1, TOKEN_TAG);
        } else if (is_tag_name(c) || c == '@') {
            uint32_t end = MAX(tag_name_end(lx, lx->at), lx->at + 1);
            bool value = lx->text[lx->at - 1] == '=';
            lex_take(lx, end, value ? TOKEN_STRING : TOKEN_ATTRIBUTE);
        } else {
            lx->at++;
        }
    }
    if (lx->at < lx->end)
        lex_take(lx, lx->at + 1, TOKEN_TAG);
}

/* <script> and <style> hold another language. */
static void lex_embedded(struct lexer *lx, const char *name, const char *language)
{
    char close[16];

    g_snprintf(close, sizeof close, "</%s", name);
    lex_part(lx, lang_find(language, strlen(language)), find(lx, lx->at, close));
}

void lex_markup(struct lexer *lx)
{
    while (lx->at < lx->end) {
        char c = lx->text[lx->at], next = lex_peek(lx, 1);
        if (lex_comment(lx)) {
            continue;
        } else if (lex_has(lx, lx->at, "<![CDATA[")) {
            lex_take(lx, MIN(find(lx, lx->at, "]]>") + 3, lx->end), TOKEN_STRING);
        } else if (c == '<' && (next == '!' || next == '?')) {
            lex_take(lx, MIN(find(lx, lx->at, ">") + 1, lx->end), TOKEN_ATTRIBUTE);
        } else if (c == '<' && (g_ascii_isalpha(next) || next == '/')) {
            bool script = lex_has(lx, lx->at, "<script"), style = lex_has(lx, lx->at, "<style");
            lex_tag(lx);
            if (script && lx->text[lx->at - 1] == '>')
                lex_embedded(lx, "script", "javascript");
            else if (style && lx->text[lx->at - 1] == '>')
                lex_embedded(lx, "style", "css");
        } else if (c == '&') {
            uint32_t end = lx->at + 1;
            while (end < lx->at + 12 &&
                   (g_ascii_isalnum(peek_at(lx, end)) || peek_at(lx, end) == '#'))
                end++;
            if (peek_at(lx, end) == ';')
                lex_take(lx, end + 1, TOKEN_CONSTANT);
            else
                lx->at++;
        } else {
            lx->at++;
        }
    }
}

/* A name in a declaration block: a property when a colon follows. */
static void css_word(struct lexer *lx, int depth)
{
    uint32_t end = MAX(lex_name_end(lx, lx->at), lx->at + 1);
    char next = peek_at(lx, lex_skip_blanks(lx, end));

    if (depth > 0 && next == ':' && peek_at(lx, end + 1) != ':') {
        lex_take(lx, end, TOKEN_ATTRIBUTE);
    } else if (next == '(') {
        bool url = end - lx->at == 3 && lex_has(lx, lx->at, "url");
        lex_take(lx, end, TOKEN_FUNCTION);
        if (url) /* its argument has colons and slashes of its own */
            lx->at = lex_after_in_line(lx, lx->at, ')');
    } else if (depth == 0) {
        lex_take(lx, end, TOKEN_TAG);
    } else {
        lx->at = end;
    }
}

void lex_css(struct lexer *lx)
{
    int depth = 0;

    while (lx->at < lx->end) {
        char c = lx->text[lx->at];
        bool url = lx->at > 0 && lx->text[lx->at - 1] == ':';
        if ((!url || c != '/') && (lex_comment(lx) || lex_string(lx))) {
            continue;
        } else if (c == '{' || c == '}') {
            depth = MAX(0, depth + (c == '{' ? 1 : -1));
            lx->at++;
        } else if (c == '@' || (c == '$' && g_ascii_isalpha(lex_peek(lx, 1)))) {
            lex_take(lx, lex_name_end(lx, lx->at + 1), c == '@' ? TOKEN_KEYWORD : TOKEN_VARIABLE);
        } else if (c == '#' && depth > 0 && g_ascii_isxdigit(lex_peek(lx, 1))) {
            lex_take(lx, lex_name_end(lx, lx->at + 1), TOKEN_NUMBER);
        } else if ((c == '.' || c == '#' || c == ':') && depth == 0 &&
                   lex_is_name(lx, lx->at + 1)) {
            lex_take(lx, lex_name_end(lx, lx->at + 1), c == ':' ? TOKEN_KEYWORD : TOKEN_TYPE);
        } else if (lex_number(lx)) {
            if (peek_at(lx, lx->at) == '%')
                lex_take(lx, lx->at + 1, TOKEN_NUMBER);
        } else if (lex_is_name(lx, lx->at)) {
            css_word(lx, depth);
        } else {
            lx->at++;
        }
    }
}

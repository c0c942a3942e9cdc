/* TeX's tokens with its usual category codes. Names are looked up here, once. */
#include "read/tex_int.h"

#include <string.h>

struct tex_name *tex_name(struct tex *t, const char *text, size_t len)
{
    struct tex_name key = {.text = text, .len = len};
    struct tex_name *name = g_hash_table_lookup(t->names, &key);

    if (name != NULL)
        return name;
    name = arena_one(t->keep, struct tex_name);
    name->text = arena_strndup(t->keep, text, len);
    name->len = len;
    g_hash_table_add(t->names, name);
    return name;
}

bool tex_is(const struct tex_token *token, gunichar c)
{
    return token->kind == TEX_CHAR && token->c == c;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

static const char *skip_space(const char *p)
{
    while (is_space(*p))
        p++;
    return p;
}

/* Behind a character and the combining marks on it. */
static const char *skip_char(const char *p)
{
    if ((unsigned char)*p < 0x80 && (unsigned char)p[1] < 0x80)
        return p + 1;
    for (p = g_utf8_next_char(p); (unsigned char)*p >= 0x80; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (!(c >= 0x300 && c <= 0x36F) && !(c >= 0x20D0 && c <= 0x20F0) &&
            !(c >= 0xFE00 && c <= 0xFE0F))
            break;
    }
    return p;
}

/* \verb|..|: its words; p is behind the name. NULL when it does not end. */
static const char *verb(const char *p, struct tex_token *token)
{
    if (*p == '*')
        p++;
    if (*p == '\0')
        return NULL;
    const char *next = g_utf8_next_char(p);
    g_autofree char *fence = g_strndup(p, (gsize)(next - p));
    const char *stop = strstr(next, fence);
    if (stop == NULL || memchr(next, '\n', (size_t)(stop - next)) != NULL)
        return NULL;
    token->kind = TEX_STRING;
    token->s = next;
    token->len = (uint32_t)(stop - next);
    return stop + (next - p);
}

/* The braced address after \href and \url, in which % and # are characters. NULL when there is
 * none; `token` is the string's. */
static const char *address(struct tex *t, const char *p, struct tex_token *token)
{
    int depth = 0;
    const char *start = skip_space(p);

    if (*start != '{')
        return NULL;
    for (p = start; *p != '\0'; p++) {
        if (*p == '\\' && p[1] != '\0')
            p++;
        else if (*p == '{')
            depth++;
        else if (*p == '}' && --depth == 0)
            break;
    }
    if (*p == '\0') {
        tex_fail(t, token->at, "a { that is never closed");
        return NULL;
    }
    token->kind = TEX_STRING;
    token->s = start + 1;
    token->len = (uint32_t)(p - start - 1);
    return p + 1;
}

static bool name_is(const struct tex_token *token, const char *name)
{
    return strcmp(token->name->text, name) == 0;
}

/* From the backslash at p; what follows the name and belongs to it too. */
static const char *command(struct tex *t, const char *p, struct tex_token token, GArray *out)
{
    const char *start = ++p, *next;

    if (*p == '\0') {
        tex_fail(t, token.at, "a backslash at the end");
        return p;
    }
    while (g_ascii_isalpha(*p) || *p == '@')
        p++;
    bool word = p > start;
    if (!word)
        p = is_space(*p) ? p + 1 : g_utf8_next_char(p);
    token.kind = TEX_COMMAND;
    token.s = start;
    token.len = (uint32_t)(p - start);
    token.name = is_space(*start) ? tex_name(t, " ", 1) : tex_name(t, start, token.len);
    g_array_append_val(out, token);
    if (!word)
        return p;
    struct tex_token string = {.at = token.at};
    if (name_is(&token, "verb")) {
        next = verb(p, &string);
        if (next == NULL) {
            tex_fail(t, token.at, "\\verb without its end");
            return p;
        }
        p = next;
        g_array_append_val(out, string);
        return p;
    }
    if ((name_is(&token, "href") || name_is(&token, "url")) &&
        (next = address(t, p, &string)) != NULL) {
        p = next;
        g_array_append_val(out, string);
    }
    return skip_space(p);
}

/* Behind the comment at p, its line's end and the blanks that begin the next line. */
static const char *comment(const char *p)
{
    p += strcspn(p, "\n");
    return skip_space(p);
}

void tex_tokenise(struct tex *t, const char *text, bool own_place, GArray *out)
{
    const char *p = text;

    while (*p != '\0' && !t->failed) {
        struct tex_token token = {.kind = TEX_CHAR,
                                  .at = own_place ? (uint32_t)(p - text) : TEX_NOWHERE,
                                  .s = p,
                                  .len = 1,
                                  .c = (unsigned char)*p};
        if (*p == '\\') {
            p = command(t, p, token, out);
            continue;
        }
        if (*p == '%') {
            p = comment(p);
            continue;
        }
        if (is_space(*p)) {
            token.kind = TEX_SPACE;
            p = skip_space(p);
        } else if (*p == '{' || *p == '}') {
            token.kind = *p++ == '{' ? TEX_OPEN : TEX_CLOSE;
        } else if (*p == '#' && p[1] >= '1' && p[1] <= '9') {
            token.kind = TEX_PARAM;
            token.c = (gunichar)(p[1] - '0');
            p += 2;
        } else if (*p == '#' && p[1] == '#') { /* in a macro within a macro */
            p += 2;
        } else {
            p = skip_char(p);
            token.c = g_utf8_get_char(token.s);
        }
        token.len = tex_is(&token, '#') ? 1 : (uint32_t)(p - token.s);
        g_array_append_val(out, token);
    }
}

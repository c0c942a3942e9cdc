/* Custom properties: `--name: value` on the whole book, and var(--name, fallback) for it. A book
 * has one set of them, the last one read before its use wins; they do not cascade. */
#include "style/sheet.h"

#include <string.h>

enum { VARIABLE_MAX = 512, EXPANDED_MAX = 2048, FALLBACKS_MAX = 8 }; /* tokens; depth */

struct variable {
    struct token *tokens;
    size_t n;
};

static bool is_delim(const struct token *t, char delim)
{
    return t->kind == TOK_DELIM && t->delim == delim;
}

static bool is_var(const struct token *t)
{
    return t->kind == TOK_FUNCTION && g_ascii_strcasecmp(t->text, "var") == 0;
}

bool variable_is_global(const char *selectors)
{
    static const char *const whole[] = {":root", "html", "body", "*", NULL};
    g_auto(GStrv) each = g_strsplit(selectors, ",", -1);
    for (char **s = each; *s != NULL; s++)
        if (!g_strv_contains(whole, g_strstrip(*s)))
            return false;
    return true;
}

void variable_set(struct sheets *s, const char *name, const struct token *tokens, size_t n)
{
    struct variable *v = arena_one(s->arena, struct variable);
    v->n = MIN(n, VARIABLE_MAX);
    v->tokens = arena_memdup(s->arena, tokens, v->n * sizeof *tokens);
    for (size_t i = 0; i < v->n; i++) /* what is written is the sheet's, which does not stay */
        v->tokens[i].raw = arena_strndup(s->arena, tokens[i].raw, tokens[i].raw_size);
    g_hash_table_insert(s->variables, (void *)(uintptr_t)sheets_name(s, name)->text, v);
}

static bool expand(const struct sheets *s, const struct token *t, size_t n, int depth, GArray *out);

/* The arguments t[0, n) of one var(). */
static bool expand_one(const struct sheets *s, const struct token *t, size_t n, int depth,
                       GArray *out)
{
    while (n > 0 && t->kind == TOK_SPACE) {
        t++;
        n--;
    }
    if (n == 0 || t->kind != TOK_IDENT || depth == FALLBACKS_MAX)
        return false;
    const struct variable *v = g_hash_table_lookup(s->variables, t->text);
    if (v != NULL && out->len + v->n <= EXPANDED_MAX) {
        g_array_append_vals(out, v->tokens, (guint)v->n);
        return true;
    }
    size_t comma = 1;
    while (comma < n && t[comma].kind == TOK_SPACE)
        comma++;
    if (comma >= n || !is_delim(&t[comma], ','))
        return false;
    comma++;
    while (comma < n && t[comma].kind == TOK_SPACE)
        comma++;
    return expand(s, t + comma, n - comma, depth + 1, out);
}

static bool expand(const struct sheets *s, const struct token *t, size_t n, int depth, GArray *out)
{
    for (size_t i = 0; i < n; i++) {
        if (!is_var(&t[i])) {
            if (out->len >= EXPANDED_MAX)
                return false;
            g_array_append_val(out, t[i]);
            continue;
        }
        size_t start = i + 1;
        int open = 1;
        for (i = start; i < n; i++) {
            if (t[i].kind == TOK_FUNCTION || is_delim(&t[i], '('))
                open++;
            if (is_delim(&t[i], ')') && --open == 0)
                break;
        }
        if (i == n || !expand_one(s, t + start, i - start, depth, out))
            return false;
    }
    return true;
}

bool variable_expand(const struct sheets *s, const struct token **t, size_t *n, GArray *out)
{
    size_t i = 0;
    while (i < *n && !is_var(&(*t)[i]))
        i++;
    if (i == *n)
        return true;
    if (!expand(s, *t, *n, 0, out))
        return false;
    *t = (const struct token *)(void *)out->data;
    *n = out->len;
    while (*n > 0 && (*t)->kind == TOK_SPACE) {
        ++*t;
        --*n;
    }
    while (*n > 0 && (*t)[*n - 1].kind == TOK_SPACE)
        --*n;
    return true;
}

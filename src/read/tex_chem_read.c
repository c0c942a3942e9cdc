/* \ce and \pu: their argument as it was typed, and what it stands for as tokens. */
#include "read/tex_chem.h"
#include "read/tex_int.h"

#include <string.h>

/* Bytes of an argument: brackets without end are looked for again and again. */
enum { MAX_ARGUMENT = 4000 };

/* The source of the tokens; a blank ends a command's name where a letter follows. *table: they have
 * an & or \\ that belongs to a table around. */
static char *source_of(const GArray *tokens, bool *table)
{
    GString *out = g_string_new(NULL);
    int depth = 0;

    for (guint i = 0; i < tokens->len; i++) {
        const struct tex_token *token = &g_array_index(tokens, struct tex_token, i);
        bool command = token->kind == TEX_COMMAND;
        bool word = out->len > 0 && i > 0 && (token - 1)->kind == TEX_COMMAND &&
                    g_ascii_isalpha(out->str[out->len - 1]);
        depth += token->kind == TEX_OPEN ? 1 : token->kind == TEX_CLOSE ? -1 : 0;
        *table |=
            depth == 0 && (tex_is(token, '&') || (command && strcmp(token->name->text, "\\") == 0));
        if (token->kind == TEX_SPACE) {
            g_string_append_c(out, ' ');
            continue;
        }
        if (word && token->kind == TEX_CHAR && g_ascii_isalpha(*token->s))
            g_string_append_c(out, ' ');
        if (command)
            g_string_append_c(out, '\\');
        g_string_append_len(out, token->s, token->len);
    }
    return g_string_free(out, FALSE);
}

/* arg: whether it is a quantity */
static struct math *chem(struct tex *t, const struct tex_command *c)
{
    g_autoptr(GArray) argument = g_array_new(FALSE, FALSE, sizeof(struct tex_token));
    g_autoptr(GArray) made = g_array_new(FALSE, FALSE, sizeof(struct tex_token));
    g_autoptr(GString) tex = g_string_new(NULL);
    struct tex_state state = t->s;
    uint32_t at = t->token.at;
    bool table = false;

    if (!tex_raw_argument(t, argument))
        return NULL;
    g_autofree char *source = source_of(argument, &table);
    if (strlen(source) > MAX_ARGUMENT) {
        tex_fail(t, at, "\\%s of more than %d bytes", c->name, MAX_ARGUMENT);
        return NULL;
    }
    if (c->arg == 0)
        tex_chem(source, tex);
    else
        tex_chem_unit(source, tex);
    if (!table) {
        g_string_prepend_c(tex, '{');
        g_string_append_c(tex, '}');
    }
    tex_tokenise(t, arena_strdup(t->a, tex->str), false, made);
    tex_push(t, (const struct tex_token *)(void *)made->data, made->len, at);
    if (table) /* its parts are cells of the table around */
        return NULL;
    t->s.text = false;
    t->s.level = true;
    t->s.alphabet = -1;
    struct math *m = tex_wrap(t, MATH_STYLED, MATH_ORD, tex_argument_unsettled(t));
    t->s = state;
    return m;
}

const struct tex_command tex_chem_commands[] = {
    {"ce", .role = TEX_ATOM, .read = chem},
    {"cee", .role = TEX_ATOM, .read = chem},
    {"cf", .role = TEX_ATOM, .read = chem},
    {"pu", .role = TEX_ATOM, .read = chem, .arg = 1},
    {"ce@forth", TEX_MACRO,
     "\\mathrel{\\raisebox{.13em}{$\\xrightharpoonup{\\hspace{1.6em}}$}"
     "\\mathllap{\\raisebox{-.13em}{$\\leftharpoondown$}\\hspace{.15em}}}",
     NULL, 0, MATH_ORD, 0},
    {"ce@back", TEX_MACRO,
     "\\mathrel{\\raisebox{-.13em}{$\\xleftharpoondown{\\hspace{1.6em}}$}"
     "\\mathllap{\\raisebox{.13em}{$\\rightharpoonup$}\\hspace{.15em}}}",
     NULL, 0, MATH_ORD, 0},
    {0},
};

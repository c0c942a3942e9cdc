/* Plain TeX's ways of saying things, which MathJax takes too: arguments that end at a word, boxes
 * moved by bare lengths. */
#include "read/tex_int.h"

#include <string.h>

/* The tokens up to the command, which is read too, in braces. */
static bool read_until(struct tex *t, const char *command, GArray *out)
{
    struct tex_token brace = {.kind = TEX_OPEN, .at = TEX_NOWHERE, .s = "{", .len = 1};
    uint32_t at = t->token.at;
    int depth = 0;

    g_array_append_val(out, brace);
    for (;;) {
        struct tex_token token = tex_raw(t);
        depth += token.kind == TEX_OPEN ? 1 : token.kind == TEX_CLOSE ? -1 : 0;
        if (token.kind == TEX_END || depth < 0) {
            tex_fail(t, at, "a \\%s is missing", command);
            return false;
        }
        if (depth == 0 && token.kind == TEX_COMMAND && strcmp(token.name->text, command) == 0)
            break;
        g_array_append_val(out, token);
    }
    brace.kind = TEX_CLOSE;
    brace.s = "}";
    g_array_append_val(out, brace);
    return true;
}

/* Reads the tokens as an argument. */
static struct math *argument_of(struct tex *t, const GArray *tokens, enum math_style style)
{
    tex_push(t, (const struct tex_token *)(const void *)tokens->data, tokens->len,
             g_array_index(tokens, struct tex_token, 1).at);
    return tex_argument_style(t, style);
}

/* \buildrel a \over b */
static struct math *buildrel(struct tex *t, const struct tex_command *c)
{
    g_autoptr(GArray) over = g_array_new(FALSE, FALSE, sizeof(struct tex_token));

    (void)c;
    if (!read_until(t, "over", over))
        return NULL;
    struct math *label = argument_of(t, over, tex_smaller(t->s.style));
    struct math *m = tex_wrap(t, MATH_STACK, MATH_REL, tex_argument(t));
    m->u.stack.over = label;
    return m;
}

/* \root 3 \of x */
static struct math *root(struct tex *t, const struct tex_command *c)
{
    g_autoptr(GArray) degree = g_array_new(FALSE, FALSE, sizeof(struct tex_token));

    (void)c;
    if (!read_until(t, "of", degree))
        return NULL;
    struct math *above = argument_of(t, degree, MATH_SCRIPT_SCRIPT);
    struct math *m = tex_wrap(t, MATH_RADICAL, MATH_ORD, tex_argument(t));
    m->u.radical.degree = above;
    return m;
}

/* \raise 2pt \hbox{..}; arg: 1 up, -1 down */
static struct math *raise_(struct tex *t, const struct tex_command *c)
{
    struct math_length by;

    if (!tex_read_length(t, &by))
        return NULL;
    by.amount *= c->arg;
    struct math *m = tex_wrap(t, MATH_RAISE, MATH_ORD, tex_argument(t));
    m->u.raise.by = by;
    return m;
}

/* \moveright 2pt \hbox{..}; arg: -1 to the left. What follows stays where it is. */
static struct math *move(struct tex *t, const struct tex_command *c)
{
    struct math_length by;

    if (!tex_read_length(t, &by))
        return NULL;
    struct math *row = tex_row(t, tex_space(t, by.amount * c->arg, by.unit));
    tex_append(row, tex_argument(t));
    tex_append(row, tex_space(t, -by.amount * c->arg, by.unit));
    return row;
}

/* \ensuremath{x}, in words too */
static struct math *ensuremath(struct tex *t, const struct tex_command *c)
{
    bool text = t->s.text;

    (void)c;
    t->s.text = false;
    struct math *m = tex_wrap(t, MATH_STYLED, MATH_ORD, tex_argument_unsettled(t));
    t->s.text = text;
    return m;
}

#define FUNCTION(name, read, arg)                                                                  \
    {                                                                                              \
        name, TEX_ATOM, NULL, read, arg, MATH_ORD, 0                                               \
    }

const struct tex_command tex_plain_commands[] = {
    FUNCTION("buildrel", buildrel, 0),     FUNCTION("root", root, 0),
    FUNCTION("raise", raise_, 1),          FUNCTION("lower", raise_, -1),
    FUNCTION("moveright", move, 1),        FUNCTION("moveleft", move, -1),
    FUNCTION("ensuremath", ensuremath, 0), {0},
};

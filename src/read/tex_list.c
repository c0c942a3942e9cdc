/* Lists of atoms with their scripts, groups and arguments. */
#include "read/tex_int.h"

#include <string.h>

struct math *tex_node(struct tex *t, enum math_kind kind, enum math_class class)
{
    struct math *m = arena_one(t->a, struct math);

    m->kind = kind;
    m->class = class;
    return m;
}

struct math *tex_wrap(struct tex *t, enum math_kind kind, enum math_class class, struct math *row)
{
    struct math *m = tex_node(t, kind, class);

    m->first = row;
    return m;
}

struct math *tex_row(struct tex *t, struct math *only)
{
    return tex_wrap(t, MATH_ROW, MATH_ORD, only);
}

void tex_append(struct math *row, struct math *node)
{
    struct math **link = &row->first;

    while (*link != NULL)
        link = &(*link)->next;
    *link = node;
}

/* --- binary operators --------------------------------------------------------------------- */

struct settler {
    enum math_class before; /* OPEN at the start */
    struct math *bin;       /* the operator that was seen last, when nothing followed it */
};

static void settle_list(struct settler *s, struct math *first)
{
    for (struct math *m = first; m != NULL; m = m->next) {
        if (m->kind == MATH_SPACE || (m->kind == MATH_PHANTOM && m->first == NULL))
            continue;
        if (m->kind == MATH_STYLED || m->kind == MATH_LINK) {
            settle_list(s, m->first->first);
            continue;
        }
        bool joins = s->before == MATH_ORD || s->before == MATH_CLOSE || s->before == MATH_INNER;
        if (m->class == MATH_BIN && !joins)
            m->class = MATH_ORD;
        bool middle = m->kind == MATH_DELIMITER && m->u.delimiter.size == 0;
        bool ends = m->class == MATH_REL || m->class == MATH_CLOSE || m->class == MATH_PUNCT;
        if ((ends || middle) && s->bin != NULL)
            s->bin->class = MATH_ORD;
        s->bin = m->class == MATH_BIN ? m : NULL;
        s->before = m->class;
    }
}

void tex_settle(struct math *row)
{
    struct settler s = {.before = MATH_OPEN};

    settle_list(&s, row->first);
    if (s.bin != NULL)
        s.bin->class = MATH_ORD;
}

/* --- scripts ------------------------------------------------------------------------------ */

/* A brace or bracket, whose scripts label it. */
static bool is_brace(const struct math *m)
{
    static const char *const braces[] = {"⏞", "⏟", "⎴", "⎵"};

    if (m->kind == MATH_ACCENT && m->text != NULL)
        for (size_t i = 0; i < G_N_ELEMENTS(braces); i++)
            if (strcmp(m->text, braces[i]) == 0)
                return true;
    return false;
}

static int prime_count(const struct tex_token *token)
{
    if (token->kind != TEX_CHAR)
        return 0;
    if (token->c == '\'' || token->c == 0x2032)
        return 1;
    return token->c >= 0x2033 && token->c <= 0x2034 ? (int)(token->c - 0x2031)
                                                    : (token->c == 0x2057 ? 4 : 0);
}

/* Primes that follow each other are one sign as far as there is one. */
static void append_primes(struct tex *t, struct math *row, int count)
{
    static const char *const signs[] = {"", "′", "″", "‴", "⁗"};

    for (struct math **link = &row->first; count > 0; count -= 4) {
        *link = tex_symbol(t, signs[MIN(count, 4)], MATH_ORD);
        link = &(*link)->next;
    }
}

/* Characters such as ² and ₁ that follow each other. */
static struct math *read_script_chars(struct tex *t, bool sup)
{
    struct math *row = tex_row(t, NULL), **link = &row->first;
    bool is_sup;
    gunichar base;

    for (const struct tex_token *token; (token = tex_peek(t))->kind == TEX_CHAR; tex_next(t)) {
        base = tex_script_base(token->c, &is_sup);
        if (base == 0 || is_sup != sup)
            break;
        char utf8[8] = "";
        int len = g_unichar_to_utf8(base, utf8);
        struct math *m = tex_character(t, base, utf8, (size_t)len);
        if (m != NULL) {
            *link = m;
            link = &m->next;
        }
    }
    tex_settle(row);
    return row;
}

/* One of ^ _ ' ² ₁ \limits; false when none of them is next. */
static bool read_script(struct tex *t, struct math *m, int *primes)
{
    const struct tex_token *token = tex_peek(t);
    bool sup = tex_is(token, '^'), is_sup;
    uint32_t at = token->at;

    if (token->kind == TEX_COMMAND && token->name->command != NULL &&
        token->name->command->role == TEX_LIMITS) {
        m->u.scripts.limits = token->name->command->arg == LIMITS_ALWAYS;
        m->u.scripts.beside = token->name->command->arg == LIMITS_NEVER;
        tex_next(t);
        return true;
    }
    if (token->kind != TEX_CHAR)
        return false;
    int more = prime_count(token);
    if (more > 0 && m->u.scripts.sup == NULL) {
        *primes += more;
        tex_next(t);
        return true;
    }
    gunichar base = tex_script_base(token->c, &is_sup);
    if (!sup && !tex_is(token, '_') && base == 0 && more == 0)
        return false;
    sup = base != 0 ? is_sup : sup || more > 0;
    struct math **slot = sup ? &m->u.scripts.sup : &m->u.scripts.sub;
    if (*slot != NULL) {
        tex_fail(t, at, "two %s at one place", sup ? "superscripts" : "subscripts");
        return false;
    }
    if (base == 0)
        tex_next(t);
    *slot = base != 0 ? read_script_chars(t, sup) : tex_argument_style(t, tex_smaller(t->s.style));
    return !t->failed;
}

static bool may_script(const struct tex_token *token)
{
    bool sup;

    if (token->kind == TEX_COMMAND)
        return token->name->command != NULL && token->name->command->role == TEX_LIMITS;
    if (token->kind != TEX_CHAR)
        return false;
    return token->c == '^' || token->c == '_' || prime_count(token) > 0 ||
           (token->c > 0x7F && tex_script_base(token->c, &sup) != 0);
}

/* Scripts before a base, \prescript: those that follow stand on the same base. */
static bool is_prescript(const struct math *m)
{
    return m != NULL && m->kind == MATH_SCRIPTS && m->u.scripts.sub == NULL &&
           m->u.scripts.sup == NULL &&
           (m->u.scripts.before_sub != NULL || m->u.scripts.before_sup != NULL);
}

/* The atom with the scripts that follow it; `base` NULL: they have none. */
static struct math *read_scripts(struct tex *t, struct math *base)
{
    int primes = 0;
    bool before = is_prescript(base);
    struct math *m =
        before ? base : tex_node(t, MATH_SCRIPTS, base != NULL ? base->class : MATH_ORD);

    if (!before)
        m->first = base != NULL && base->kind == MATH_ROW && base->class == MATH_ORD
                       ? base
                       : tex_row(t, base);
    m->u.scripts.limits = base != NULL && is_brace(base);
    m->u.scripts.beside = base != NULL && base == t->beside;
    m->u.scripts.level = t->s.level;
    while (!t->failed && read_script(t, m, &primes))
        ;
    if (primes > 0) {
        struct math *row = tex_row(t, NULL);
        append_primes(t, row, primes);
        if (m->u.scripts.sup != NULL)
            tex_append(row, m->u.scripts.sup->first);
        m->u.scripts.sup = row;
    }
    if (m->u.scripts.sub == NULL && m->u.scripts.sup == NULL && base != NULL)
        return base; /* \limits with nothing to place */
    return m;
}

/* --- lists -------------------------------------------------------------------------------- */

static bool ends_list(const struct tex *t, const struct tex_token *token)
{
    switch (token->kind) {
    case TEX_END:
    case TEX_CLOSE:
        return true;
    case TEX_CHAR:
        return token->c == '&' || (token->c == ']' && t->s.bracket) ||
               (token->c == '$' && t->s.dollar) || (token->c == '@' && t->s.arrows);
    case TEX_COMMAND:
        if (token->name->command == NULL || token->name->command->role != TEX_STOP)
            return false;
        return token->name->command->read == NULL || t->s.cells; /* \\ reads itself elsewhere */
    case TEX_SPACE:
    case TEX_OPEN:
    case TEX_PARAM:
    case TEX_STRING:
        return false;
    }
    return true;
}

static bool is_infix(const struct tex_token *token)
{
    return token->kind == TEX_COMMAND && token->name->command != NULL &&
           token->name->command->role == TEX_INFIX;
}

/* The atoms up to an end or an infix command. */
static struct math *read_atoms(struct tex *t)
{
    struct math *row = tex_row(t, NULL), **link = &row->first;

    for (;;) {
        const struct tex_token *token = tex_peek(t);
        if (t->failed || ends_list(t, token) || is_infix(token))
            return row;
        bool bare = may_script(token); /* scripts without a base */
        struct math *m = bare ? NULL : tex_atom(t, true);
        if (m == NULL && !bare)
            continue;
        bool spaces = m != NULL && m->kind == MATH_SPACE;
        *link = spaces || !may_script(tex_peek(t)) ? m : read_scripts(t, m);
        while (*link != NULL)
            link = &(*link)->next;
    }
}

static struct math *read_list(struct tex *t, bool settled)
{
    struct math *row = read_atoms(t);

    if (is_infix(tex_peek(t))) {
        struct tex_token infix = tex_next(t);
        struct math_length thickness = {.amount = infix.name->command->arg};
        bool fenced = (infix.name->command->flags & TEX_DELIMITER) != 0;
        const char *open = fenced ? tex_delimiter(t) : NULL;
        const char *close = fenced ? tex_delimiter(t) : NULL;
        if (thickness.amount > 0) /* \above says it itself */
            tex_read_length(t, &thickness);
        struct math *rest = read_atoms(t);
        if (is_infix(tex_peek(t)))
            tex_fail(t, t->token.at, "two \\over in one group");
        tex_settle(row);
        tex_settle(rest);
        t->numerator = row;
        t->denominator = rest;
        t->thickness = thickness;
        t->open = open;
        t->close = close;
        return tex_row(t, infix.name->command->read(t, infix.name->command));
    }
    if (settled)
        tex_settle(row);
    return row;
}

struct math *tex_list(struct tex *t, bool settled)
{
    struct math *row = NULL;

    if (tex_enter(t, tex_peek(t)->at))
        row = t->s.text ? tex_text_list(t) : read_list(t, settled);
    tex_leave(t);
    return row != NULL ? row : tex_row(t, NULL);
}

/* The group whose brace is next. */
static struct math *read_group(struct tex *t, bool settled)
{
    struct tex_state state = t->s;
    uint32_t at = tex_next(t).at;

    t->s.bracket = t->s.cells = t->s.arrows = t->s.dollar = false;
    struct math *row = tex_list(t, settled);
    const struct tex_token *stop = tex_peek(t);
    if (stop->kind == TEX_CHAR)
        tex_fail(t, stop->at, "%.*s in a group", (int)stop->len, stop->s);
    else if (stop->kind != TEX_CLOSE)
        tex_fail(t, at, "a { that is never closed");
    t->s = state;
    tex_next(t);
    return row;
}

static struct math *read_argument(struct tex *t, bool settled)
{
    struct math *row = NULL;

    if (t->s.text)
        return tex_text_argument(t, t->s.words);
    const struct tex_token *token = tex_peek(t);
    if (token->kind == TEX_OPEN)
        return read_group(t, settled);
    bool none = ends_list(t, token) || is_infix(token) || may_script(token);
    if (none) {
        tex_fail(t, token->at, "an argument is missing");
        return tex_row(t, NULL);
    }
    struct tex_state state = t->s;
    if (tex_enter(t, token->at))
        row = tex_row(t, tex_atom(t, false));
    tex_leave(t);
    t->s = state;
    if (row == NULL)
        return tex_row(t, NULL);
    if (settled)
        tex_settle(row);
    return row;
}

struct math *tex_argument(struct tex *t)
{
    return read_argument(t, true);
}

struct math *tex_argument_unsettled(struct tex *t)
{
    return read_argument(t, false);
}

struct math *tex_argument_style(struct tex *t, enum math_style style)
{
    enum math_style outer = t->s.style;

    if (t->s.style != MATH_STYLE_NONE)
        t->s.style = style;
    struct math *row = read_argument(t, true);
    t->s.style = outer;
    return row;
}

struct math *tex_optional(struct tex *t)
{
    struct tex_state state = t->s;

    if (!tex_is(tex_peek(t), '['))
        return NULL;
    uint32_t at = tex_next(t).at;
    t->s.bracket = true;
    t->s.cells = t->s.arrows = false;
    struct math *row = tex_list(t, true);
    t->s = state;
    if (!tex_is(tex_peek(t), ']'))
        tex_fail(t, at, "a [ that is never closed");
    tex_next(t);
    return row;
}

struct math *tex_rest(struct tex *t, enum math_kind kind)
{
    return tex_wrap(t, kind, MATH_ORD, tex_list(t, false));
}

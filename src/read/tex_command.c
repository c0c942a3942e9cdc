/* Fractions, radicals, delimiters, accents, stacks, operators. */
#include "read/tex_int.h"

#include <string.h>

/* --- fractions ---------------------------------------------------------------------------- */

static enum math_style part_style(enum math_style style)
{
    switch (style) {
    case MATH_DISPLAY:
        return MATH_TEXT_STYLE;
    case MATH_TEXT_STYLE:
        return MATH_SCRIPT;
    case MATH_SCRIPT:
    case MATH_SCRIPT_SCRIPT:
        return MATH_SCRIPT_SCRIPT;
    case MATH_STYLE_NONE:
        break;
    }
    return style;
}

struct math *tex_fence(struct tex *t, const char *open, const char *close, struct math *row)
{
    struct math *m = tex_wrap(t, MATH_FENCE, MATH_INNER, row);

    m->u.fence.open = open;
    m->u.fence.close = close;
    return m;
}

static struct math *fraction(struct tex *t, struct math *above, struct math *below, bool ruled)
{
    struct math *m = tex_node(t, MATH_FRACTION, MATH_ORD);

    m->u.fraction.above = above;
    m->u.fraction.below = below;
    m->u.fraction.ruled = ruled;
    m->u.fraction.thickness.amount = -1;
    return m;
}

/* Between the two delimiters of `pair`: "()", "{}". */
static struct math *between(struct tex *t, const char *pair, struct math *m)
{
    if (pair == NULL)
        return m;
    struct math *fence = tex_fence(t, arena_strndup(t->a, pair, 1), pair + 1, tex_row(t, m));
    fence->class = MATH_ORD;
    return fence;
}

/* arg: its style; text: its delimiters, without a rule */
static struct math *frac(struct tex *t, const struct tex_command *c)
{
    enum math_style style = (enum math_style)c->arg;
    enum math_style inner = part_style(style != MATH_STYLE_NONE ? style : t->s.style);
    struct math *above = tex_argument_style(t, inner);
    struct math *below = tex_argument_style(t, inner);
    struct math *m = fraction(t, above, below, c->text == NULL);

    m->u.fraction.style = style;
    return between(t, c->text, m);
}

static struct math *cfrac(struct tex *t, const struct tex_command *c)
{
    char *align = tex_optional_string(t);
    struct math *above = tex_argument_style(t, MATH_TEXT_STYLE);
    struct math *m = fraction(t, above, tex_argument_style(t, MATH_TEXT_STYLE), true);

    (void)c;
    m->u.fraction.style = MATH_DISPLAY;
    m->u.fraction.continued = true;
    if (align != NULL && (*align == 'l' || *align == 'r'))
        m->u.fraction.align = *align == 'l' ? MATH_LEFT : MATH_RIGHT;
    return m;
}

/* A delimiter in braces, which may be empty. */
static const char *braced_delimiter(struct tex *t)
{
    if (tex_peek(t)->kind != TEX_OPEN)
        return tex_delimiter(t);
    tex_next(t);
    const char *text = tex_peek(t)->kind == TEX_CLOSE ? "" : tex_delimiter(t);
    struct tex_token close = tex_next(t);
    if (close.kind != TEX_CLOSE)
        tex_fail(t, close.at, "more than a delimiter");
    return text;
}

static struct math *genfrac(struct tex *t, const struct tex_command *c)
{
    static const enum math_style styles[] = {MATH_DISPLAY, MATH_TEXT_STYLE, MATH_SCRIPT,
                                             MATH_SCRIPT_SCRIPT};
    struct math_length thickness = {.amount = -1};
    const char *open = braced_delimiter(t), *close = braced_delimiter(t);
    const char *width = tex_string(t), *style = tex_string(t);

    (void)c;
    if (width == NULL || style == NULL || (*width != '\0' && !tex_length(t, width, &thickness)))
        return NULL;
    enum math_style s = *style >= '0' && *style <= '3' ? styles[*style - '0'] : MATH_STYLE_NONE;
    enum math_style inner = part_style(s != MATH_STYLE_NONE ? s : t->s.style);
    struct math *above = tex_argument_style(t, inner);
    struct math *m = fraction(t, above, tex_argument_style(t, inner), thickness.amount != 0);
    m->u.fraction.thickness = thickness;
    m->u.fraction.style = s;
    if (open == NULL || close == NULL || (*open == '\0' && *close == '\0'))
        return m;
    m = tex_fence(t, open, close, tex_row(t, m));
    m->class = MATH_ORD;
    return m;
}

/* \over and its like; arg: < 0 a rule, 0 none, > 0 one of t->thickness */
static struct math *infix(struct tex *t, const struct tex_command *c)
{
    struct math *m = fraction(t, t->numerator, t->denominator, c->arg != 0);

    if (c->arg > 0)
        m->u.fraction.thickness = t->thickness;
    if ((c->flags & TEX_DELIMITER) == 0)
        return between(t, c->text, m);
    m = tex_fence(t, t->open != NULL ? t->open : "", t->close != NULL ? t->close : "",
                  tex_row(t, m));
    m->class = MATH_ORD;
    return m;
}

static struct math *sqrt_(struct tex *t, const struct tex_command *c)
{
    enum math_style style = t->s.style;

    (void)c;
    t->s.style = MATH_SCRIPT_SCRIPT;
    struct math *degree = tex_optional(t);
    t->s.style = style;
    struct math *m = tex_wrap(t, MATH_RADICAL, MATH_ORD, tex_argument(t));
    m->u.radical.degree = degree;
    return m;
}

/* --- delimiters --------------------------------------------------------------------------- */

/* What a character stands for as a delimiter; NULL when it is none. */
static const char *delimiter_char(struct tex *t, const struct tex_token *token)
{
    static const struct {
        gunichar c;
        const char *text;
    } chars[] = {
        {'(', "("},    {')', ")"},    {'[', "["},    {']', "]"},    {'/', "/"},    {'|', "|"},
        {'<', "⟨"},    {'>', "⟩"},    {'.', ""},     {0x2223, "|"}, {0x2225, "‖"}, {0x2016, "‖"},
        {0x2329, "⟨"}, {0x232A, "⟩"}, {0x3008, "⟨"}, {0x3009, "⟩"}, {0x27EE, "⟮"}, {0x27EF, "⟯"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(chars); i++)
        if (chars[i].c == token->c)
            return chars[i].text;
    const struct tex_command *sign = g_hash_table_lookup(t->signs, GUINT_TO_POINTER(token->c));
    return sign != NULL && (sign->flags & TEX_DELIMITER) != 0 && token->c > 0x7F ? sign->text
                                                                                 : NULL;
}

const char *tex_delimiter(struct tex *t)
{
    struct tex_token token = tex_next(t);
    const char *text = NULL;

    if (token.kind == TEX_CHAR) {
        text = delimiter_char(t, &token);
    } else if (token.kind == TEX_OPEN) { /* {\langle} */
        text = tex_delimiter(t);
        if (tex_next(t).kind != TEX_CLOSE)
            tex_fail(t, token.at, "more than a delimiter");
        return text;
    } else if (token.kind == TEX_COMMAND && token.name->command != NULL) {
        const struct tex_command *c = token.name->command;
        if ((c->flags & TEX_DELIMITER) != 0)
            text = c->text;
        else if (c->text != NULL && c->role == TEX_SIGN && strchr("<>", *c->text) != NULL)
            text = *c->text == '<' ? "⟨" : "⟩";
    } else if (token.kind == TEX_COMMAND) {
        g_autofree char *name = g_strconcat("\\", token.name->text, NULL);
        tex_fail_command(t, token.at, name);
    }
    if (text == NULL)
        tex_fail(t, token.at, "a delimiter is missing");
    return text;
}

static struct math *left(struct tex *t, const struct tex_command *c)
{
    struct tex_state state = t->s;
    uint32_t at = t->token.at;
    const char *open = tex_delimiter(t);

    (void)c;
    t->s.fence = true;
    t->s.bracket = t->s.cells = t->s.arrows = false;
    struct math *row = tex_list(t, true);
    t->s = state;
    struct tex_token stop = tex_next(t);
    if (stop.kind != TEX_COMMAND || strcmp(stop.name->text, "right") != 0) {
        tex_fail(t, at, "a \\left without its \\right");
        return NULL;
    }
    return tex_fence(t, open, tex_delimiter(t), row);
}

/* arg: the size */
static struct math *big(struct tex *t, const struct tex_command *c)
{
    if (c->arg == 0 && !t->s.fence) {
        tex_fail(t, t->token.at, "a \\middle without its \\left");
        return NULL;
    }
    struct math *m = tex_node(t, MATH_DELIMITER, c->class);
    m->text = tex_delimiter(t);
    m->u.delimiter.size = c->arg;
    return m;
}

/* --- accents and stacks ------------------------------------------------------------------- */

enum { UNDER = 1, STRETCHY = 2 };

static struct math *accent(struct tex *t, const struct tex_command *c)
{
    struct math *m = tex_wrap(t, MATH_ACCENT, MATH_ORD, tex_argument(t));

    m->text = c->text;
    m->u.accent.under = (c->arg & UNDER) != 0;
    m->u.accent.stretchy = (c->arg & STRETCHY) != 0;
    m->u.accent.rule = c->text == NULL;
    return m;
}

/* arg: whether the first argument goes under */
static struct math *overset(struct tex *t, const struct tex_command *c)
{
    struct math *label = tex_argument_style(t, tex_smaller(t->s.style));
    struct math *base = tex_argument_unsettled(t);
    struct math *m = tex_wrap(t, MATH_STACK, c->class, base);

    if (base->first == NULL || base->first->next != NULL)
        tex_settle(base);
    else if (c->class != MATH_REL)
        m->class = base->first->class;
    if (c->arg != 0)
        m->u.stack.under = label;
    else
        m->u.stack.over = label;
    return m;
}

static struct math *arrow(struct tex *t, const struct tex_command *c)
{
    enum math_style style = t->s.style;
    struct math *base = tex_symbol(t, c->text, MATH_REL);
    struct math *m = tex_wrap(t, MATH_STACK, MATH_REL, tex_row(t, base));

    base->u.symbol.stretchy = true;
    t->s.style = tex_smaller(style);
    m->u.stack.under = tex_optional(t);
    m->u.stack.over = tex_argument(t);
    t->s.style = style;
    if (m->u.stack.over->first == NULL)
        m->u.stack.over = NULL;
    return m;
}

/* --- classes and operators ---------------------------------------------------------------- */

static struct math *class_of(struct tex *t, const struct tex_command *c)
{
    struct math *row = tex_argument(t);

    row->class = c->class;
    return row;
}

static struct math *name_node(struct tex *t, const char *text, enum math_limits limits)
{
    struct math *m = tex_node(t, MATH_NAME, MATH_OP);

    m->text = text;
    m->u.name.limits = limits;
    return m;
}

/* \sin; arg: its limits */
static struct math *operator_(struct tex *t, const struct tex_command *c)
{
    return name_node(t, c->text != NULL ? c->text : c->name, (enum math_limits)c->arg);
}

/* The letters of an operator's name; false when it is more than letters. */
static bool name_text(const struct math *row, GString *out)
{
    for (const struct math *m = row->first; m != NULL; m = m->next) {
        if (m->kind == MATH_SPACE)
            g_string_append(out, m->u.space.width.unit == MATH_MU ? "\u2009" : " ");
        else if (m->kind == MATH_SYMBOL && strcmp(m->text, "−") == 0)
            g_string_append_c(out, '-');
        else if (m->kind == MATH_SYMBOL && strcmp(m->text, "∗") == 0)
            g_string_append_c(out, '*');
        else if (m->kind == MATH_NAME || m->kind == MATH_TEXT ||
                 ((m->kind == MATH_SYMBOL || m->kind == MATH_NUMBER) &&
                  m->u.symbol.alphabet == ALPHABET_UPRIGHT))
            g_string_append(out, m->text);
        else if (m->kind != MATH_ROW || !name_text(m, out))
            return false;
    }
    return out->len > 0;
}

/* arg: it takes limits without a star */
static struct math *operatorname(struct tex *t, const struct tex_command *c)
{
    struct tex_state state = t->s;
    g_autoptr(GString) text = g_string_new(NULL);
    bool star = c->arg != 0;

    if (tex_is(tex_peek(t), '*')) {
        tex_next(t);
        star = true;
    }
    t->s.alphabet = ALPHABET_UPRIGHT;
    struct math *row = tex_argument(t);
    t->s = state;
    if (!state.bold && name_text(row, text))
        return name_node(t, arena_strdup(t->a, text->str), star ? LIMITS_DISPLAY : LIMITS_NEVER);
    row->class = MATH_OP;
    if (!star)
        t->beside = row;
    return row;
}

/* A slash through the sign that follows: its own character where there is one. */
static struct math *not_(struct tex *t, const struct tex_command *c)
{
    struct tex_token next = *tex_peek(t);
    struct math *row = tex_argument_unsettled(t), *sign = row->first;
    gunichar composed;
    char utf8[8] = "";

    (void)c;
    while (sign != NULL && sign->kind != MATH_SYMBOL && sign->first != NULL)
        sign = sign->first;
    if (sign == NULL || sign->kind != MATH_SYMBOL) {
        tex_fail(t, next.at, "\\not without a sign");
        return NULL;
    }
    if (g_unichar_compose(g_utf8_get_char(sign->text), 0x338, &composed)) {
        g_unichar_to_utf8(composed, utf8);
        sign->text = arena_strdup(t->a, utf8);
    } else {
        sign->u.symbol.negated = true;
    }
    if (row->first == sign && sign->next == NULL)
        return sign;
    tex_settle(row);
    return row;
}

/* Dots at the height of what follows: amsmath's \dots. arg: whether they are centred always. */
static struct math *dots(struct tex *t, const struct tex_command *c)
{
    static const char *const closing[] = {
        "right", "rangle", "rbrace", "rbrack", "rceil", "rfloor", "}",      "bigr",
        "Bigr",  "biggr",  "Biggr",  "rvert",  "rVert", "rgroup", "rparen", "rmoustache"};
    const struct tex_token *next = tex_peek(t);
    const struct tex_command *command = next->kind == TEX_COMMAND ? next->name->command : NULL;
    bool centred = c->arg != 0, closes = tex_is(next, ')') || tex_is(next, ']');

    if (command != NULL && command->role == TEX_SIGN)
        centred |=
            command->class == MATH_BIN || command->class == MATH_REL || command->class == MATH_OP;
    if (next->kind == TEX_CHAR && next->c < 0x80)
        centred |= strchr("+-*=<>", (int)next->c) != NULL && next->c != 0;
    for (size_t i = 0; i < G_N_ELEMENTS(closing) && next->kind == TEX_COMMAND; i++)
        closes |= strcmp(next->name->text, closing[i]) == 0;
    struct math *m = tex_symbol(t, centred ? "⋯" : "…", MATH_INNER);
    if (!closes || !centred)
        return m;
    struct math *row = tex_row(t, m); /* amsmath's thin space */
    m->next = tex_space(t, 3000, MATH_MU);
    row->class = MATH_INNER;
    return row;
}

/* The one of four that the style asks for is read in their place. */
static struct math *mathchoice(struct tex *t, const struct tex_command *c)
{
    int chosen = t->s.style == MATH_DISPLAY         ? 0
                 : t->s.style == MATH_SCRIPT        ? 2
                 : t->s.style == MATH_SCRIPT_SCRIPT ? 3
                                                    : 1;
    g_autoptr(GArray) kept = g_array_new(FALSE, FALSE, sizeof(struct tex_token));
    uint32_t at = t->token.at;

    (void)c;
    for (int i = 0; i < 4; i++) {
        g_autoptr(GArray) other = g_array_new(FALSE, FALSE, sizeof(struct tex_token));
        if (!tex_raw_argument(t, i == chosen ? kept : other))
            return NULL;
    }
    tex_push(t, (const struct tex_token *)(void *)kept->data, kept->len, at);
    return NULL;
}

/* --- scripts before ----------------------------------------------------------------------- */

/* Scripts of nothing, in an argument: {_a^b}. */
static void bare_scripts(struct tex *t, struct math **sub, struct math **sup)
{
    struct math *row = tex_argument(t);

    if (row->first != NULL && row->first->kind == MATH_SCRIPTS) {
        *sub = row->first->u.scripts.sub;
        *sup = row->first->u.scripts.sup;
    }
}

static struct math *sideset(struct tex *t, const struct tex_command *c)
{
    struct math *m = tex_node(t, MATH_SCRIPTS, MATH_OP);

    (void)c;
    bare_scripts(t, &m->u.scripts.before_sub, &m->u.scripts.before_sup);
    bare_scripts(t, &m->u.scripts.sub, &m->u.scripts.sup);
    m->first = tex_argument(t);
    m->u.scripts.beside = true;
    return m;
}

static struct math *prescript(struct tex *t, const struct tex_command *c)
{
    struct math *m = tex_node(t, MATH_SCRIPTS, MATH_ORD);

    (void)c;
    m->u.scripts.before_sup = tex_argument_style(t, tex_smaller(t->s.style));
    m->u.scripts.before_sub = tex_argument_style(t, tex_smaller(t->s.style));
    m->first = tex_argument(t);
    return m;
}

/* --- the table ---------------------------------------------------------------------------- */

#define FUNCTION(name, read, text, arg, class)                                                     \
    {                                                                                              \
        name, TEX_ATOM, text, read, arg, class, 0                                                  \
    }
#define ACCENT(name, text, arg) FUNCTION(name, accent, text, arg, MATH_ORD)
#define ARROW(name, text)       FUNCTION(name, arrow, text, 0, MATH_REL)
#define OPERATOR(name)          FUNCTION(name, operator_, NULL, LIMITS_NEVER, MATH_OP)
#define LIMIT(name, text)       FUNCTION(name, operator_, text, LIMITS_DISPLAY, MATH_OP)
#define BIG(name, size, class)  FUNCTION(name, big, NULL, size, class)
#define CLASS(name, class)      FUNCTION(name, class_of, NULL, 0, class)

const struct tex_command tex_commands[] = {
    FUNCTION("frac", frac, NULL, MATH_STYLE_NONE, MATH_ORD),
    FUNCTION("dfrac", frac, NULL, MATH_DISPLAY, MATH_ORD),
    FUNCTION("tfrac", frac, NULL, MATH_TEXT_STYLE, MATH_ORD),
    FUNCTION("binom", frac, "()", MATH_STYLE_NONE, MATH_ORD),
    FUNCTION("dbinom", frac, "()", MATH_DISPLAY, MATH_ORD),
    FUNCTION("tbinom", frac, "()", MATH_TEXT_STYLE, MATH_ORD),
    FUNCTION("cfrac", cfrac, NULL, 0, MATH_ORD),
    FUNCTION("genfrac", genfrac, NULL, 0, MATH_ORD),
    {"over", TEX_INFIX, NULL, infix, -1, MATH_ORD, 0},
    {"atop", TEX_INFIX, NULL, infix, 0, MATH_ORD, 0},
    {"above", TEX_INFIX, NULL, infix, 1, MATH_ORD, 0},
    {"overwithdelims", TEX_INFIX, NULL, infix, -1, MATH_ORD, TEX_DELIMITER},
    {"atopwithdelims", TEX_INFIX, NULL, infix, 0, MATH_ORD, TEX_DELIMITER},
    {"abovewithdelims", TEX_INFIX, NULL, infix, 1, MATH_ORD, TEX_DELIMITER},
    {"choose", TEX_INFIX, "()", infix, 0, MATH_ORD, 0},
    {"brace", TEX_INFIX, "{}", infix, 0, MATH_ORD, 0},
    {"brack", TEX_INFIX, "[]", infix, 0, MATH_ORD, 0},
    FUNCTION("sqrt", sqrt_, NULL, 0, MATH_ORD),
    FUNCTION("left", left, NULL, 0, MATH_INNER),
    {"right", .role = TEX_STOP},
    BIG("middle", 0, MATH_OPEN),
    BIG("big", 1, MATH_ORD),
    BIG("Big", 2, MATH_ORD),
    BIG("bigg", 3, MATH_ORD),
    BIG("Bigg", 4, MATH_ORD),
    BIG("bigl", 1, MATH_OPEN),
    BIG("Bigl", 2, MATH_OPEN),
    BIG("biggl", 3, MATH_OPEN),
    BIG("Biggl", 4, MATH_OPEN),
    BIG("bigr", 1, MATH_CLOSE),
    BIG("Bigr", 2, MATH_CLOSE),
    BIG("biggr", 3, MATH_CLOSE),
    BIG("Biggr", 4, MATH_CLOSE),
    BIG("bigm", 1, MATH_REL),
    BIG("Bigm", 2, MATH_REL),
    BIG("biggm", 3, MATH_REL),
    BIG("Biggm", 4, MATH_REL),
    /* accents */
    ACCENT("acute", "\u0301", 0),
    ACCENT("grave", "\u0300", 0),
    ACCENT("bar", "\u0304", 0),
    ACCENT("breve", "\u0306", 0),
    ACCENT("check", "\u030C", 0),
    ACCENT("dot", "\u0307", 0),
    ACCENT("ddot", "\u0308", 0),
    ACCENT("dddot", "\u20DB", 0),
    ACCENT("ddddot", "\u20DC", 0),
    ACCENT("hat", "\u0302", 0),
    ACCENT("mathring", "\u030A", 0),
    ACCENT("tilde", "\u0303", 0),
    ACCENT("vec", "\u20D7", 0),
    ACCENT("widehat", "\u0302", STRETCHY),
    ACCENT("widetilde", "\u0303", STRETCHY),
    ACCENT("widecheck", "\u030C", STRETCHY),
    ACCENT("utilde", "\u0330", UNDER | STRETCHY),
    ACCENT("overline", NULL, 0),
    ACCENT("underline", NULL, UNDER),
    ACCENT("overrightarrow", "→", STRETCHY),
    ACCENT("overleftarrow", "←", STRETCHY),
    ACCENT("overleftrightarrow", "↔", STRETCHY),
    ACCENT("Overrightarrow", "⇒", STRETCHY),
    ACCENT("overleftharpoon", "↼", STRETCHY),
    ACCENT("overrightharpoon", "⇀", STRETCHY),
    ACCENT("overgroup", "⏠", STRETCHY),
    ACCENT("overlinesegment", NULL, 0),
    ACCENT("overparen", "⏜", STRETCHY),
    ACCENT("overarc", "⏜", STRETCHY),
    ACCENT("wideparen", "⏜", STRETCHY),
    ACCENT("underrightarrow", "→", UNDER | STRETCHY),
    ACCENT("underleftarrow", "←", UNDER | STRETCHY),
    ACCENT("underleftrightarrow", "↔", UNDER | STRETCHY),
    ACCENT("undergroup", "⏡", UNDER | STRETCHY),
    ACCENT("underparen", "⏝", UNDER | STRETCHY),
    ACCENT("underlinesegment", NULL, UNDER),
    ACCENT("overbrace", "⏞", STRETCHY),
    ACCENT("underbrace", "⏟", UNDER | STRETCHY),
    ACCENT("overbracket", "⎴", STRETCHY),
    ACCENT("underbracket", "⎵", UNDER | STRETCHY),
    /* stacks */
    FUNCTION("overset", overset, NULL, 0, MATH_ORD),
    FUNCTION("underset", overset, NULL, 1, MATH_ORD),
    FUNCTION("stackrel", overset, NULL, 0, MATH_REL),
    ARROW("xrightarrow", "→"),
    ARROW("xleftarrow", "←"),
    ARROW("xleftrightarrow", "↔"),
    ARROW("xRightarrow", "⇒"),
    ARROW("xLeftarrow", "⇐"),
    ARROW("xLeftrightarrow", "⇔"),
    ARROW("xhookleftarrow", "↩"),
    ARROW("xhookrightarrow", "↪"),
    ARROW("xmapsto", "↦"),
    ARROW("xrightharpoonup", "⇀"),
    ARROW("xrightharpoondown", "⇁"),
    ARROW("xleftharpoonup", "↼"),
    ARROW("xleftharpoondown", "↽"),
    ARROW("xrightleftharpoons", "⇌"),
    ARROW("xleftrightharpoons", "⇋"),
    ARROW("xlongequal", "="),
    ARROW("xtwoheadrightarrow", "↠"),
    ARROW("xtwoheadleftarrow", "↞"),
    ARROW("xtofrom", "⇄"),
    ARROW("xrightleftarrows", "⇄"),
    ARROW("xrightequilibrium", "⇌"),
    ARROW("xleftequilibrium", "⇋"),
    /* classes and operators */
    CLASS("mathord", MATH_ORD),
    CLASS("mathop", MATH_OP),
    CLASS("mathbin", MATH_BIN),
    CLASS("mathrel", MATH_REL),
    CLASS("mathopen", MATH_OPEN),
    CLASS("mathclose", MATH_CLOSE),
    CLASS("mathpunct", MATH_PUNCT),
    CLASS("mathinner", MATH_INNER),
    OPERATOR("arccos"),
    OPERATOR("arcctg"),
    OPERATOR("arcsin"),
    OPERATOR("arctan"),
    OPERATOR("arctg"),
    OPERATOR("arg"),
    OPERATOR("ch"),
    OPERATOR("cos"),
    OPERATOR("cosec"),
    OPERATOR("cosh"),
    OPERATOR("cot"),
    OPERATOR("cotg"),
    OPERATOR("coth"),
    OPERATOR("csc"),
    OPERATOR("ctg"),
    OPERATOR("cth"),
    OPERATOR("deg"),
    OPERATOR("dim"),
    OPERATOR("exp"),
    OPERATOR("hom"),
    OPERATOR("ker"),
    OPERATOR("lg"),
    OPERATOR("ln"),
    OPERATOR("log"),
    OPERATOR("sec"),
    OPERATOR("sh"),
    OPERATOR("sin"),
    OPERATOR("sinh"),
    OPERATOR("tan"),
    OPERATOR("tanh"),
    OPERATOR("tg"),
    OPERATOR("th"),
    OPERATOR("sech"),
    OPERATOR("csch"),
    LIMIT("det", NULL),
    LIMIT("gcd", NULL),
    LIMIT("inf", NULL),
    LIMIT("lim", NULL),
    LIMIT("max", NULL),
    LIMIT("min", NULL),
    LIMIT("Pr", NULL),
    LIMIT("sup", NULL),
    LIMIT("liminf", "lim\u2009inf"),
    LIMIT("limsup", "lim\u2009sup"),
    FUNCTION("operatorname", operatorname, NULL, 0, MATH_OP),
    FUNCTION("operatornamewithlimits", operatorname, NULL, 1, MATH_OP),
    {"limits", .role = TEX_LIMITS, .arg = LIMITS_ALWAYS},
    {"nolimits", .role = TEX_LIMITS, .arg = LIMITS_NEVER},
    {"displaylimits", .role = TEX_LIMITS, .arg = LIMITS_DISPLAY},
    FUNCTION("not", not_, NULL, 0, MATH_REL),
    FUNCTION("dots", dots, NULL, 0, MATH_INNER),
    FUNCTION("cdots", dots, NULL, 1, MATH_INNER),
    FUNCTION("mathchoice", mathchoice, NULL, 0, MATH_ORD),
    FUNCTION("sideset", sideset, NULL, 0, MATH_OP),
    FUNCTION("prescript", prescript, NULL, 0, MATH_ORD),
    {0},
};

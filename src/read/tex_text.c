/* Text in formulas: words with their looks, accents, quotes and dashes, and formulas in it. */
#include "read/tex_int.h"

#include <string.h>

static bool same_look(struct tex_words a, struct tex_words b)
{
    return a.bold == b.bold && a.italic == b.italic && a.sans == b.sans &&
           a.monospace == b.monospace && a.small_caps == b.small_caps;
}

struct math *tex_words_node(struct tex *t, const char *s, size_t len)
{
    struct math *m = tex_node(t, MATH_TEXT, MATH_ORD);

    m->text = arena_strndup(t->a, s, len);
    m->u.words.bold = t->s.words.bold;
    m->u.words.italic = t->s.words.italic;
    m->u.words.sans = t->s.words.sans;
    m->u.words.monospace = t->s.words.monospace;
    m->u.words.small_caps = t->s.words.small_caps;
    return m;
}

/* --- building ----------------------------------------------------------------------------- */

struct builder {
    struct tex *t;
    struct math *row, **link;
    GString *words; /* not yet a node */
    struct tex_words look;
};

static void flush(struct builder *b)
{
    struct tex_words look = b->t->s.words;

    if (b->words->len == 0)
        return;
    b->t->s.words = b->look;
    *b->link = tex_words_node(b->t, b->words->str, b->words->len);
    b->link = &(*b->link)->next;
    b->t->s.words = look;
    g_string_truncate(b->words, 0);
}

static void add_words(struct builder *b, const char *s, size_t len)
{
    if (!same_look(b->look, b->t->s.words))
        flush(b);
    b->look = b->t->s.words;
    g_string_append_len(b->words, s, (gssize)len);
}

static struct tex_words look_of(const struct math *m)
{
    return (struct tex_words){m->u.words.bold, m->u.words.italic, m->u.words.sans,
                              m->u.words.monospace, m->u.words.small_caps};
}

/* A node, or the list of a group; words join those before. */
static void add_node(struct builder *b, struct math *m)
{
    if (m->kind == MATH_ROW && m->class == MATH_ORD)
        m = m->first;
    while (m != NULL) {
        struct math *next = m->next;
        if (m->kind == MATH_TEXT) {
            struct tex_words look = b->t->s.words;
            b->t->s.words = look_of(m);
            add_words(b, m->text, strlen(m->text));
            b->t->s.words = look;
        } else {
            flush(b);
            m->next = NULL;
            *b->link = m;
            b->link = &m->next;
        }
        m = next;
    }
}

/* --- characters --------------------------------------------------------------------------- */

/* How many of the character follow, at most `max`; they are read. */
static int run_of(struct tex *t, gunichar c, int max)
{
    int n = 0;

    for (; n < max && tex_is(tex_peek(t), c); n++)
        tex_next(t);
    return n;
}

static void add_char(struct builder *b)
{
    struct tex *t = b->t;
    struct tex_token token = tex_next(t);
    const char *text = NULL;

    if (token.c == '~')
        text = "\u00A0";
    else if (token.c == '-' && !t->s.words.monospace)
        text = ((const char *const[]){"-", "–", "—"})[run_of(t, '-', 2)];
    else if (token.c == '`' && !t->s.words.monospace)
        text = run_of(t, '`', 1) > 0 ? "“" : "‘";
    else if (token.c == '\'' && !t->s.words.monospace)
        text = run_of(t, '\'', 1) > 0 ? "”" : "’";
    if (text != NULL)
        add_words(b, text, strlen(text));
    else if (token.c >= 0x20 && token.c != 0x7F)
        add_words(b, token.s, token.len);
}

/* --- formulas in text --------------------------------------------------------------------- */

/* Math up to its end, which is left there. */
static struct math *inner_formula(struct tex *t, bool dollar)
{
    struct tex_state state = t->s;

    t->s.text = t->s.bracket = t->s.cells = t->s.arrows = false;
    t->s.dollar = dollar;
    t->s.style = MATH_TEXT_STYLE;
    t->s.alphabet = -1;
    struct math *m = tex_wrap(t, MATH_STYLED, MATH_ORD, tex_list(t, true));
    m->u.styled.style = MATH_TEXT_STYLE;
    t->s = state;
    return m;
}

static struct math *dollars(struct tex *t)
{
    uint32_t at = tex_next(t).at;
    struct math *m = inner_formula(t, true);

    if (!tex_is(tex_peek(t), '$'))
        tex_fail(t, at, "a $ that is never closed");
    tex_next(t);
    return m;
}

static struct math *parentheses(struct tex *t, const struct tex_command *c)
{
    uint32_t at = t->token.at;

    (void)c;
    if (!t->s.text) {
        tex_fail(t, at, "\\( in a formula");
        return NULL;
    }
    struct math *m = inner_formula(t, false);
    struct tex_token stop = tex_next(t);
    if (stop.kind != TEX_COMMAND || strcmp(stop.name->text, ")") != 0)
        tex_fail(t, at, "a \\( that is never closed");
    return m;
}

/* --- lists -------------------------------------------------------------------------------- */

static bool ends_text(const struct tex *t, const struct tex_token *token)
{
    if (token->kind == TEX_END || token->kind == TEX_CLOSE)
        return true;
    if (token->kind == TEX_COMMAND && token->name->command != NULL)
        return token->name->command->role == TEX_STOP &&
               (token->name->command->read == NULL || t->s.cells);
    if (tex_is(token, '&') && t->s.cells)
        return true;
    return tex_is(token, ']') && t->s.bracket;
}

static void add_command(struct builder *b)
{
    struct tex *t = b->t;
    const struct tex_token *token = tex_peek(t);
    const struct tex_command *c = token->name->command;
    bool words = c != NULL && (c->role == TEX_SIGN || c->role == TEX_WORDS);

    if (words || strcmp(token->name->text, " ") == 0) {
        const char *text = words ? c->text : " ";
        tex_next(t);
        add_words(b, text, strlen(text));
        return;
    }
    struct math *m = tex_atom(t, false);
    if (m != NULL)
        add_node(b, m);
}

struct math *tex_text_list(struct tex *t)
{
    struct builder b = {.t = t, .row = tex_row(t, NULL), .look = t->s.words};

    b.link = &b.row->first;
    b.words = g_string_new(NULL);
    for (;;) {
        const struct tex_token *token = tex_peek(t);
        if (t->failed || ends_text(t, token))
            break;
        if (token->kind == TEX_SPACE) {
            tex_next(t);
            add_words(&b, " ", 1);
        } else if (tex_is(token, '$')) {
            add_node(&b, dollars(t));
        } else if (token->kind == TEX_CHAR) {
            add_char(&b);
        } else if (token->kind == TEX_COMMAND) {
            add_command(&b);
        } else if (token->kind == TEX_OPEN) {
            add_node(&b, tex_argument(t));
        } else { /* #1, and what belongs to a command that did not take it */
            struct tex_token other = tex_next(t);
            add_words(&b, other.s, other.len);
        }
    }
    flush(&b);
    g_string_free(b.words, TRUE);
    return b.row;
}

struct math *tex_text_argument(struct tex *t, struct tex_words words)
{
    struct tex_state state = t->s;
    struct math *row;

    t->s.text = false; /* skips spaces */
    const struct tex_token *token = tex_peek(t);
    uint32_t at = token->at;
    bool group = token->kind == TEX_OPEN;
    if (!group &&
        (ends_text(t, token) || (token->kind != TEX_CHAR && token->kind != TEX_COMMAND))) {
        tex_fail(t, at, "an argument is missing");
        return tex_row(t, NULL);
    }
    if (group)
        tex_next(t);
    t->s.text = true;
    t->s.words = words;
    t->s.bracket = t->s.cells = t->s.arrows = t->s.dollar = false;
    if (group) {
        row = tex_list(t, true);
        if (tex_peek(t)->kind != TEX_CLOSE)
            tex_fail(t, at, "a { that is never closed");
    } else if (token->kind == TEX_CHAR) {
        struct tex_token only = tex_next(t);
        row = tex_row(t, tex_words_node(t, only.s, only.len));
    } else {
        row = tex_enter(t, at) ? tex_row(t, tex_atom(t, false)) : tex_row(t, NULL);
        tex_leave(t);
    }
    t->s = state;
    if (group)
        tex_next(t);
    return row;
}

/* --- commands ----------------------------------------------------------------------------- */

enum { PLAIN, BOLD, ITALIC, EMPHASIS, SANS, MONO, SMALL_CAPS, UPRIGHT, MEDIUM, ROMAN };

/* \text and its family; arg: how it changes the look */
static struct math *text(struct tex *t, const struct tex_command *c)
{
    struct tex_words w = t->s.words;

    switch (c->arg) {
    case BOLD:
        w.bold = true;
        break;
    case ITALIC:
        w.italic = true;
        break;
    case EMPHASIS:
        w.italic = !w.italic;
        break;
    case SANS:
        w.sans = true;
        w.monospace = false;
        break;
    case MONO:
        w.monospace = true;
        w.sans = false;
        break;
    case SMALL_CAPS:
        w.small_caps = true;
        break;
    case UPRIGHT:
        w.italic = w.small_caps = false;
        break;
    case MEDIUM:
        w.bold = false;
        break;
    case ROMAN:
        w.sans = w.monospace = false;
        break;
    }
    struct math *row = tex_text_argument(t, w);
    struct math *only = row->first;
    return only != NULL && only->next == NULL && only->kind == MATH_TEXT ? only : row;
}

/* \'e: the letter with the mark; text: the mark, combining */
static struct math *mark(struct tex *t, const struct tex_command *c)
{
    if (!t->s.text) {
        struct math *m = tex_wrap(t, MATH_ACCENT, MATH_ORD, tex_argument(t));
        m->text = c->text;
        return m;
    }
    struct math *row = tex_text_argument(t, t->s.words);
    if (row->first == NULL || row->first->kind != MATH_TEXT)
        return row;
    const char *base = row->first->text, *rest = g_utf8_next_char(base);
    g_autoptr(GString) marked = g_string_new_len(base, rest - base);
    if (strcmp(marked->str, "ı") == 0)
        g_string_assign(marked, "i");
    else if (strcmp(marked->str, "ȷ") == 0)
        g_string_assign(marked, "j");
    g_string_append(marked, c->text);
    g_autofree char *composed = g_utf8_normalize(marked->str, -1, G_NORMALIZE_NFC);
    row->first->text = arena_join(t->a, composed != NULL ? composed : marked->str, rest, NULL);
    return row;
}

/* \textcircled{1}: one of the characters in circles where there is one. */
static struct math *circled(struct tex *t, const struct tex_command *c)
{
    struct math *row = tex_text_argument(t, t->s.words), *only = row->first;
    gunichar base = only != NULL && only->kind == MATH_TEXT ? g_utf8_get_char(only->text) : 0;
    bool one = base != 0 && *g_utf8_next_char(only->text) == '\0' && base < 0x80;
    gunichar whole = !one                           ? 0
                     : base == '0'                  ? 0x24EA
                     : g_ascii_isdigit((gchar)base) ? 0x2460 + base - '1'
                     : g_ascii_isupper((gchar)base) ? 0x24B6 + base - 'A'
                     : g_ascii_islower((gchar)base) ? 0x24D0 + base - 'a'
                                                    : 0;
    char utf8[8] = "";

    if (whole != 0)
        return tex_words_node(t, utf8, (size_t)g_unichar_to_utf8(whole, utf8));
    if (only != NULL && only->kind == MATH_TEXT)
        only->text = arena_join(t->a, only->text, c->text, NULL);
    return row;
}

static struct math *verb(struct tex *t, const struct tex_command *c)
{
    struct tex_token token = tex_raw(t);
    struct tex_words words = t->s.words;

    (void)c;
    if (token.kind != TEX_STRING) {
        tex_fail(t, token.at, "\\verb without its end");
        return NULL;
    }
    t->s.words = (struct tex_words){.monospace = true};
    struct math *m = tex_words_node(t, token.s, token.len);
    t->s.words = words;
    return m;
}

static struct math *code_point(struct tex *t, gint64 c, uint32_t at)
{
    char utf8[8] = "";

    if (c < 0x20 || c > 0x10FFFF || !g_unichar_validate((gunichar)c)) {
        tex_fail(t, at, "no character has that number");
        return NULL;
    }
    size_t len = (size_t)g_unichar_to_utf8((gunichar)c, utf8);
    return t->s.text ? tex_words_node(t, utf8, len) : tex_character(t, (gunichar)c, utf8, len);
}

/* \char98, \char"62, \char'142, \char`b */
static struct math *char_(struct tex *t, const struct tex_command *c)
{
    struct tex_token token = tex_next(t);
    int base = tex_is(&token, '"') ? 16 : tex_is(&token, '\'') ? 8 : 10;
    gint64 n = 0;

    (void)c;
    if (tex_is(&token, '`')) {
        struct tex_token of = tex_raw(t);
        gunichar meant = of.kind == TEX_COMMAND ? g_utf8_get_char(of.name->text) : of.c;
        return code_point(t, of.kind == TEX_END ? 0 : meant, token.at);
    }
    if (base == 10)
        tex_back(t, token);
    while (tex_peek(t)->kind == TEX_CHAR && n < 0x110000) {
        int digit = t->token.c < 0x80 ? g_ascii_xdigit_value((gchar)t->token.c) : -1;
        if (digit < 0 || digit >= base)
            break;
        n = n * base + digit;
        tex_next(t);
    }
    return code_point(t, n, token.at);
}

/* \unicode{x2211} */
static struct math *unicode(struct tex *t, const struct tex_command *c)
{
    uint32_t at = t->token.at;
    char *text = tex_string(t);

    (void)c;
    if (text == NULL)
        return NULL;
    text += strspn(text, "U+");
    bool hex = *text == 'x' || *text == 'X';
    return code_point(t, g_ascii_strtoll(text + hex, NULL, hex ? 16 : 10), at);
}

#define TEXT(name, arg)                                                                            \
    {                                                                                              \
        name, TEX_ATOM, NULL, text, arg, MATH_ORD, 0                                               \
    }
#define MARK(name, combining)                                                                      \
    {                                                                                              \
        name, TEX_ATOM, combining, mark, 0, MATH_ORD, 0                                            \
    }
#define FUNCTION(name, read)                                                                       \
    {                                                                                              \
        name, TEX_ATOM, NULL, read, 0, MATH_ORD, 0                                                 \
    }

const struct tex_command tex_text_commands[] = {
    TEXT("text", PLAIN),
    TEXT("textnormal", PLAIN),
    TEXT("hbox", PLAIN),
    TEXT("mbox", PLAIN),
    TEXT("textrm", ROMAN),
    TEXT("textbf", BOLD),
    TEXT("textit", ITALIC),
    TEXT("textsl", ITALIC),
    TEXT("emph", EMPHASIS),
    TEXT("textsf", SANS),
    TEXT("texttt", MONO),
    TEXT("textsc", SMALL_CAPS),
    TEXT("textup", UPRIGHT),
    TEXT("textmd", MEDIUM),
    MARK("'", "\u0301"),
    MARK("`", "\u0300"),
    MARK("^", "\u0302"),
    MARK("~", "\u0303"),
    MARK("=", "\u0304"),
    MARK("u", "\u0306"),
    MARK(".", "\u0307"),
    MARK("\"", "\u0308"),
    MARK("c", "\u0327"),
    MARK("r", "\u030A"),
    MARK("H", "\u030B"),
    MARK("v", "\u030C"),
    MARK("k", "\u0328"),
    {"textcircled", TEX_ATOM, "\u20DD", circled, 0, MATH_ORD, 0},
    FUNCTION("verb", verb),
    FUNCTION("char", char_),
    FUNCTION("unicode", unicode),
    FUNCTION("(", parentheses),
    {")", .role = TEX_STOP},
    {"]", .role = TEX_STOP},
    {0},
};

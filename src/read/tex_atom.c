/* Atoms: characters by what they are, groups, commands. */
#include "read/tex_int.h"

#include <string.h>

/* --- letters ------------------------------------------------------------------------------ */

static enum math_alphabet bold_of(enum math_alphabet alphabet)
{
    switch (alphabet) {
    case ALPHABET_UPRIGHT:
        return ALPHABET_BOLD;
    case ALPHABET_ITALIC:
        return ALPHABET_BOLD_ITALIC;
    case ALPHABET_SCRIPT:
        return ALPHABET_BOLD_SCRIPT;
    case ALPHABET_FRAKTUR:
        return ALPHABET_BOLD_FRAKTUR;
    case ALPHABET_SANS:
        return ALPHABET_SANS_BOLD;
    case ALPHABET_SANS_ITALIC:
        return ALPHABET_SANS_BOLD_ITALIC;
    case ALPHABET_BOLD:
    case ALPHABET_BOLD_ITALIC:
    case ALPHABET_BOLD_SCRIPT:
    case ALPHABET_BOLD_FRAKTUR:
    case ALPHABET_DOUBLE_STRUCK:
    case ALPHABET_SANS_BOLD:
    case ALPHABET_SANS_BOLD_ITALIC:
    case ALPHABET_MONOSPACE:
        break;
    }
    return alphabet;
}

enum math_alphabet tex_alphabet(const struct tex *t, enum math_alphabet own)
{
    enum math_alphabet alphabet = t->s.alphabet < 0 ? own : (enum math_alphabet)t->s.alphabet;

    return t->s.bold ? bold_of(alphabet) : alphabet;
}

struct math *tex_symbol(struct tex *t, const char *text, enum math_class class)
{
    struct math *m = tex_node(t, MATH_SYMBOL, class);

    m->text = text;
    m->u.symbol.alphabet = t->s.bold ? ALPHABET_BOLD : ALPHABET_UPRIGHT;
    return m;
}

struct math *tex_sign(struct tex *t, const struct tex_command *c)
{
    struct math *m = tex_symbol(t, c->text, c->class);

    if ((c->flags & TEX_LETTER) != 0)
        m->u.symbol.alphabet =
            tex_alphabet(t, (c->flags & TEX_ROMAN) != 0 ? ALPHABET_UPRIGHT : ALPHABET_ITALIC);
    m->u.symbol.large = (c->flags & TEX_LARGE) != 0;
    if ((c->flags & TEX_NO_LIMITS) != 0)
        m->u.symbol.limits = LIMITS_NEVER;
    return m;
}

static struct math *letter(struct tex *t, const char *s, size_t len, enum math_alphabet own)
{
    struct math *m = tex_node(t, MATH_SYMBOL, MATH_ORD);

    m->text = arena_strndup(t->a, s, len);
    m->u.symbol.alphabet = tex_alphabet(t, own);
    return m;
}

static struct math *number(struct tex *t, const char *s, size_t len)
{
    struct math *m = tex_node(t, MATH_NUMBER, MATH_ORD);

    m->text = arena_strndup(t->a, s, len);
    m->u.symbol.alphabet = tex_alphabet(t, ALPHABET_UPRIGHT);
    return m;
}

/* --- characters --------------------------------------------------------------------------- */

/* Characters that no command stands for, or that are shown as another: the sign, its class. */
static const struct {
    gunichar c;
    enum math_class class;
    const char *text;
} signs[] = {
    {'+', MATH_BIN, "+"},      {'-', MATH_BIN, "−"},    {'*', MATH_BIN, "∗"},
    {'=', MATH_REL, "="},      {'<', MATH_REL, "<"},    {'>', MATH_REL, ">"},
    {':', MATH_REL, ":"},      {',', MATH_PUNCT, ","},  {';', MATH_PUNCT, ";"},
    {'(', MATH_OPEN, "("},     {'[', MATH_OPEN, "["},   {')', MATH_CLOSE, ")"},
    {']', MATH_CLOSE, "]"},    {'!', MATH_CLOSE, "!"},  {'?', MATH_CLOSE, "?"},
    {'.', MATH_ORD, "."},      {'/', MATH_ORD, "/"},    {'|', MATH_ORD, "|"},
    {'"', MATH_ORD, "”"},      {'`', MATH_ORD, "‘"},    {'@', MATH_ORD, "@"},
    {'\'', MATH_ORD, "’"},     {0x2212, MATH_BIN, "−"}, {0xB7, MATH_BIN, "⋅"},
    {0x22EF, MATH_INNER, "⋯"}, {0x2236, MATH_REL, "∶"}, {0x2215, MATH_ORD, "∕"},
};

/* Letters and marks of scripts that mathematics has no alphabet for are words. */
static bool is_word(gunichar c)
{
    if (c < 0x250 || (c >= 0x370 && c <= 0x3FF) || (c >= 0x2000 && c <= 0x2BFF) ||
        (c >= 0x1D400 && c <= 0x1D7FF))
        return false;
    return g_unichar_isalpha(c) || g_unichar_ismark(c) || (c >= 0x3000 && c <= 0x30FF) ||
           (c >= 0xFF00 && c <= 0xFFEF);
}

/* ½: a small fraction. */
static struct math *vulgar(struct tex *t, gunichar c)
{
    gunichar parts[8];
    gsize n = g_unichar_fully_decompose(c, TRUE, parts, G_N_ELEMENTS(parts)), slash = 0;

    while (slash < n && parts[slash] != 0x2044)
        slash++;
    if (slash == 0 || slash + 1 >= n)
        return NULL;
    g_autofree char *above = g_ucs4_to_utf8(parts, (glong)slash, NULL, NULL, NULL);
    g_autofree char *below =
        g_ucs4_to_utf8(parts + slash + 1, (glong)(n - slash - 1), NULL, NULL, NULL);
    struct math *m = tex_node(t, MATH_FRACTION, MATH_ORD);
    m->u.fraction.above = tex_row(t, number(t, above, strlen(above)));
    m->u.fraction.below = tex_row(t, number(t, below, strlen(below)));
    m->u.fraction.ruled = true;
    m->u.fraction.thickness.amount = -1;
    m->u.fraction.style = MATH_TEXT_STYLE;
    return m;
}

/* é: a letter under an accent. NULL when it does not come apart so. */
static struct math *accented(struct tex *t, gunichar c)
{
    gunichar base, mark;
    char utf8[8] = "", mark_utf8[8] = "";

    if (!g_unichar_decompose(c, &base, &mark) || mark < 0x300 || mark > 0x30C)
        return NULL;
    size_t len = (size_t)g_unichar_to_utf8(base, utf8);
    g_unichar_to_utf8(mark, mark_utf8);
    struct math *inner = tex_character(t, base, utf8, len);
    if (inner == NULL)
        return NULL;
    struct math *m = tex_wrap(t, MATH_ACCENT, MATH_ORD, tex_row(t, inner));
    m->text = arena_strdup(t->a, mark_utf8);
    return m;
}

static enum math_class class_by_block(gunichar c)
{
    bool arrow = (c >= 0x2190 && c <= 0x21FF) || (c >= 0x27F0 && c <= 0x27FF) ||
                 (c >= 0x2900 && c <= 0x297F);

    if (arrow || (c >= 0x2208 && c <= 0x220D) || (c >= 0x223C && c <= 0x228B) ||
        (c >= 0x22A2 && c <= 0x22B8) || (c >= 0x2A66 && c <= 0x2AF7))
        return MATH_REL;
    if (c >= 0x2A00 && c <= 0x2A21)
        return MATH_OP;
    return c >= 0x2A22 && c <= 0x2A65 ? MATH_BIN : MATH_ORD;
}

/* A character beyond ASCII. */
static struct math *wide(struct tex *t, gunichar c, const char *s, size_t len)
{
    const struct tex_command *sign = g_hash_table_lookup(t->signs, GUINT_TO_POINTER(c));
    struct math *m;
    gunichar base;
    enum math_alphabet alphabet;
    char utf8[8] = "";

    if (math_letter_base(c, &base, &alphabet)) {
        m = letter(t, utf8, (size_t)g_unichar_to_utf8(base, utf8), alphabet);
        m->kind = g_unichar_isdigit(base) ? MATH_NUMBER : MATH_SYMBOL;
        m->u.symbol.alphabet = t->s.bold ? bold_of(alphabet) : alphabet;
        return m;
    }
    if (sign != NULL && len == (size_t)g_unichar_to_utf8(c, utf8)) {
        m = tex_sign(t, sign);
        return m;
    }
    if (is_word(c))
        return tex_words_node(t, s, len);
    if ((m = vulgar(t, c)) != NULL || (m = accented(t, c)) != NULL)
        return m;
    if (c < 0x250 && g_unichar_isalpha(c))
        return tex_words_node(t, s, len);
    m = tex_symbol(t, arena_strndup(t->a, s, len), class_by_block(c));
    m->u.symbol.large = m->class == MATH_OP;
    return m;
}

struct math *tex_character(struct tex *t, gunichar c, const char *s, size_t len)
{
    if (g_ascii_isdigit((gchar)(c < 0x80 ? c : 0)))
        return number(t, s, len);
    if (c < 0x80 && g_ascii_isalpha((gchar)c))
        return letter(t, s, len, ALPHABET_ITALIC);
    size_t own = c < 0x80 ? 1 : c < 0x800 ? 2 : 3; /* more: there are marks on it */
    for (size_t i = 0; i < G_N_ELEMENTS(signs) && len == own; i++)
        if (signs[i].c == c)
            return tex_symbol(t, signs[i].text, signs[i].class);
    if (c >= 0x80)
        return wide(t, c == 0xB5 ? 0x3BC : c, s, len); /* the micro sign is a mu */
    return tex_symbol(t, arena_strndup(t->a, s, len), MATH_ORD);
}

/* --- several characters that are one ------------------------------------------------------ */

static bool is_digit(const struct tex_token *token)
{
    return token->kind == TEX_CHAR && token->c >= '0' && token->c <= '9' && token->len == 1;
}

static bool is_letter(const struct tex_token *token)
{
    return token->kind == TEX_CHAR && token->c < 0x80 && g_ascii_isalpha((gchar)token->c) &&
           token->len == 1;
}

/* Digits, with a point between or before them. The first token was read. */
static struct math *read_number(struct tex *t, const struct tex_token *first)
{
    char small[64];
    size_t len = 0;

    small[len++] = (char)first->c;
    for (bool point = first->c == '.'; len < sizeof small - 2;) {
        const struct tex_token *token = tex_peek(t);
        if (is_digit(token)) {
            small[len++] = (char)tex_next(t).c;
        } else if (!point && tex_is(token, '.') && token->len == 1) {
            struct tex_token dot = tex_next(t);
            if (!is_digit(tex_peek(t))) {
                struct tex_token after = tex_next(t);
                tex_back(t, after);
                tex_back(t, dot);
                break;
            }
            small[len++] = '.';
            point = true;
        } else {
            break;
        }
    }
    return number(t, small, len);
}

/* Upright letters are one word: \mathrm{abc}. */
static struct math *read_name(struct tex *t, const struct tex_token *first)
{
    char small[64];
    size_t len = 0;

    small[len++] = (char)first->c;
    while (len < sizeof small - 1 && is_letter(tex_peek(t)))
        small[len++] = (char)tex_next(t).c;
    if (len == 1)
        return letter(t, small, 1, ALPHABET_UPRIGHT);
    struct math *m = tex_node(t, MATH_NAME, MATH_ORD);
    m->text = arena_strndup(t->a, small, len);
    m->u.name.limits = LIMITS_NEVER;
    return m;
}

static struct math *read_words(struct tex *t, const struct tex_token *first)
{
    g_autoptr(GString) words = g_string_new_len(first->s, first->len);

    for (const struct tex_token *token = tex_peek(t); token->kind == TEX_CHAR && is_word(token->c);
         token = tex_peek(t))
        g_string_append_len(words, token->s, tex_next(t).len);
    return tex_words_node(t, words->str, words->len);
}

/* Spaces and controls, which mean nothing in a formula. */
static bool is_invisible(gunichar c)
{
    return c < 0x20 || c == 0x7F || c == 0xFEFF || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2060 && c <= 0x2064) || g_unichar_isspace(c);
}

static struct math *read_char(struct tex *t, bool several)
{
    struct tex_token token = tex_next(t);

    if (several && is_digit(&token))
        return read_number(t, &token);
    if (several && tex_is(&token, '.') && token.len == 1 && is_digit(tex_peek(t)))
        return read_number(t, &token);
    if (several && is_letter(&token) && t->s.alphabet == ALPHABET_UPRIGHT && !t->s.bold)
        return read_name(t, &token);
    if (several && is_word(token.c) && token.c != 0x3000)
        return read_words(t, &token);
    if (token.c == '~')
        return tex_space(t, 250, MATH_EM);
    if (token.c == '$' || token.c == '#' || token.c == '&') {
        tex_fail(t, token.at, "a bare %.*s", (int)token.len, token.s);
        return NULL;
    }
    if (token.c == 0xA0)
        return tex_space(t, 250, MATH_EM);
    if (is_invisible(token.c))
        return NULL;
    return tex_character(t, token.c, token.s, token.len);
}

/* --- atoms -------------------------------------------------------------------------------- */

static struct math *read_command(struct tex *t)
{
    struct tex_token token = tex_next(t);
    const struct tex_command *c = token.name->command;
    struct math *m = NULL;

    if (c == NULL) {
        g_autofree char *name = g_strconcat("\\", token.name->text, NULL);
        tex_fail_command(t, token.at, name);
        return NULL;
    }
    if (c->role == TEX_SIGN)
        return tex_sign(t, c);
    if (c->role == TEX_WORDS)
        return tex_words_node(t, c->text, strlen(c->text));
    if (c->read == NULL) {
        tex_fail(t, token.at, "\\%s at a wrong place", token.name->text);
        return NULL;
    }
    if (tex_enter(t, token.at))
        m = c->read(t, c);
    tex_leave(t);
    return t->failed ? NULL : m;
}

/* A letter alone in braces is that letter, and an accented one too (TeXbook, appendix G). */
static struct math *unwrap(struct math *row)
{
    struct math *only = row->first;

    bool alone = only != NULL && only->next == NULL && only->class == MATH_ORD;
    bool plain = alone && (only->kind == MATH_SYMBOL || only->kind == MATH_NUMBER ||
                           only->kind == MATH_NAME || only->kind == MATH_ACCENT);

    return plain ? only : row;
}

struct math *tex_atom(struct tex *t, bool several)
{
    const struct tex_token *token = tex_peek(t);

    switch (token->kind) {
    case TEX_CHAR:
        return read_char(t, several);
    case TEX_COMMAND:
        return read_command(t);
    case TEX_OPEN:
        return unwrap(tex_argument(t));
    case TEX_PARAM:
        tex_fail(t, token->at, "a bare #");
        return NULL;
    case TEX_STRING:
        tex_fail(t, token->at, "an address at a wrong place");
        return NULL;
    case TEX_SPACE:
        tex_next(t);
        return NULL;
    case TEX_END:
    case TEX_CLOSE:
        break;
    }
    return NULL;
}

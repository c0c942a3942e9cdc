/* Symbols: letters, digits and operators. */
#include "epub/mathml_int.h"

#include "base/lang.h"
#include "epub/markup.h"

#include <string.h>

/* ------------------------------------------------------------------ what reads as what */

struct range {
    gunichar first, last;
};

static bool in_ranges(gunichar c, const struct range *ranges, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    return false;
}

static bool is_words(gunichar c)
{
    return uc_is_spaceless(c) || (c >= 0xac00 && c <= 0xd7a3);
}

/* Of class ORD: signs that join or bracket something, not names. */
static bool is_operator_sign(gunichar c)
{
    static const char ascii[] = "+-*/<>=|!:;,()[]\\~^_'?`";
    static const struct range names[] = {{0x2202, 0x2202}, {0x2205, 0x2207}, {0x220E, 0x220E},
                                         {0x221E, 0x2222}, {0x22A4, 0x22A5}, {0x22BE, 0x22BF}};
    static const struct range signs[] = {
        {0xAC, 0xAC},     {0xB1, 0xB1},     {0xB7, 0xB7},     {0xD7, 0xD7},     {0xF7, 0xF7},
        {0x2016, 0x2016}, {0x2022, 0x2022}, {0x2026, 0x2026}, {0x2032, 0x2037}, {0x2057, 0x2057},
        {0x2190, 0x21FF}, {0x2200, 0x22FF}, {0x2308, 0x230B}, {0x27C2, 0x27FF}, {0x2900, 0x29FF},
        {0x2A00, 0x2AFF}, {0x2B00, 0x2B11}};

    if (c < 0x80)
        return c != '\0' && strchr(ascii, (int)c) != NULL;
    return in_ranges(c, signs, G_N_ELEMENTS(signs)) && !in_ranges(c, names, G_N_ELEMENTS(names));
}

bool mathml_symbol_is_mo(const struct math *m)
{
    gunichar c = g_utf8_get_char(m->text);

    if (m->class != MATH_ORD)
        return !g_unichar_isalpha(c) || m->u.symbol.large;
    return is_operator_sign(c);
}

static bool is_prime(const struct math *m)
{
    return m->kind == MATH_SYMBOL &&
           (strcmp(m->text, "\xE2\x80\xB2") == 0 || strcmp(m->text, "'") == 0);
}

static bool is_han(const struct math *m)
{
    return m->kind == MATH_SYMBOL && m->class == MATH_ORD && is_words(g_utf8_get_char(m->text));
}

int mathml_run(const struct math *m)
{
    int n = 1;

    if (is_prime(m))
        for (const struct math *k = m->next; k != NULL && is_prime(k) && n < 4; k = k->next)
            n++;
    else if (is_han(m))
        for (const struct math *k = m->next; k != NULL && is_han(k); k = k->next)
            n++;
    return n;
}

/* ------------------------------------------------------------------ what readers know */

/* Relations and operators that every operator dictionary spaces as TeX does; infix only. Of the
 * others the dictionaries' editions and the readers' say different things. */
static const struct range known_relations[] = {
    {'<', '>'},       {0x2190, 0x2199}, {0x21A6, 0x21A6}, {0x21D0, 0x21D5}, {0x2208, 0x220D},
    {0x221D, 0x221D}, {0x2243, 0x228B}, {0x2291, 0x2292}, {0x22A2, 0x22A3}, {0x22D6, 0x22ED},
    {0x27F5, 0x27FF}, {0x2A7D, 0x2A7E}, {0x2AAF, 0x2AB0}};
static const struct range known_binary[] = {{'+', '+'},       {0xB1, 0xB1},     {0x2212, 0x2213},
                                            {0x2227, 0x222A}, {0x2293, 0x2296}, {0x228E, 0x228E}};
static const struct range known_prefix[] = {{'+', '+'},       {0xAC, 0xAC},     {0xB1, 0xB1},
                                            {0x2200, 0x2200}, {0x2203, 0x2204}, {0x2212, 0x2213}};
static const char known_open[] = "([{\xE2\x8C\x88\xE2\x8C\x8A\xE2\x9F\xA8";
static const char known_close[] =
    ")]}\xE2\x8C\x89\xE2\x8C\x8B\xE2\x9F\xA9!\xE2\x80\xB2\xE2\x80\xB3";

/* The spaces that a reader gives the operator in that form by itself; false: it depends. */
static bool known_spaces(const char *text, enum mathml_form form, int *left, int *right)
{
    gunichar c = g_utf8_get_char(text);
    bool single = *g_utf8_next_char(text) == '\0';

    *left = *right = 0;
    if (!single || form == FORM_UNSURE)
        return false;
    if (g_utf8_strchr(known_open, -1, c) != NULL || g_utf8_strchr(known_close, -1, c) != NULL)
        return true; /* nothing in any form */
    if (c == 0x2211 || (c >= 0x222B && c <= 0x2230)) {
        *left = *right = 3; /* they are prefix operators wherever they stand */
        return true;
    }
    if (c == ',' || c == ';') {
        *right = 3;
        return true;
    }
    if (form == FORM_PREFIX)
        return in_ranges(c, known_prefix, G_N_ELEMENTS(known_prefix));
    if (form != FORM_INFIX)
        return false;
    bool relation = in_ranges(c, known_relations, G_N_ELEMENTS(known_relations));
    *left = *right = relation ? 5 : 4;
    return relation || in_ranges(c, known_binary, G_N_ELEMENTS(known_binary));
}

/* An attribute in em for so many mu. */
static void space_attr(GString *out, const char *name, int mu)
{
    g_string_append_printf(out, " %s=\"", name);
    mathml_length(out, (struct math_length){mu * 1000, MATH_MU});
    g_string_append_c(out, '"');
}

/* form, or lspace and rspace, when the operator would get other spaces by itself. An operator that
 * joins two things is never said to be a sign before or after one, however tight it stands. */
static void write_spaces(GString *out, const char *text, bool joins, struct mathml_place p)
{
    static const char *const names[] = {
        [FORM_PREFIX] = "prefix", [FORM_INFIX] = "infix", [FORM_POSTFIX] = "postfix"};
    static const enum mathml_form forms[] = {FORM_INFIX, FORM_PREFIX, FORM_POSTFIX};
    int left = 0, right = 0;

    if (known_spaces(text, p.form, &left, &right) && left == p.left && right == p.right)
        return;
    for (size_t i = 0; i < (joins ? 1 : G_N_ELEMENTS(forms)); i++)
        if (known_spaces(text, forms[i], &left, &right) && left == p.left && right == p.right) {
            g_string_append_printf(out, " form=\"%s\"", names[forms[i]]);
            return;
        }
    space_attr(out, "lspace", p.left);
    space_attr(out, "rspace", p.right);
}

/* Grow with what stands beside them unless told not to: brackets and vertical arrows. */
static bool grows_by_itself(gunichar c)
{
    static const struct range ranges[] = {
        {'(', ')'},       {'[', '['},       {']', ']'},       {'{', '}'},       {0x2016, 0x2016},
        {0x2191, 0x2191}, {0x2193, 0x2193}, {0x2195, 0x2195}, {0x21D1, 0x21D1}, {0x21D3, 0x21D3},
        {0x21D5, 0x21D5}, {0x2308, 0x230B}, {0x2223, 0x2226}, {0x2329, 0x232A}, {0x2772, 0x2773},
        {0x27E6, 0x27EF}, {0x2980, 0x2980}, {0x2983, 0x2998}, {0x29FC, 0x29FD}};

    return in_ranges(c, ranges, G_N_ELEMENTS(ranges));
}

static bool grows_sideways(gunichar c)
{
    static const struct range ranges[] = {{'=', '='},       {'^', '_'},       {'~', '~'},
                                          {0xAF, 0xAF},     {0x2190, 0x21FF}, {0x27F5, 0x27FF},
                                          {0x2900, 0x297F}, {0x2B04, 0x2B11}};

    return in_ranges(c, ranges, G_N_ELEMENTS(ranges));
}

/* ------------------------------------------------------------------ characters */

void mathml_letters(GString *out, const char *text, enum math_alphabet alphabet)
{
    GString *letters = g_string_new(NULL);

    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
        g_string_append_unichar(letters, math_letter(alphabet, g_utf8_get_char(p)));
    markup_text(out, letters->str);
    g_string_free(letters, TRUE);
}

/* The character that the text is, slashed when it is negated. */
static void symbol_text(GString *out, const struct math *m)
{
    gunichar c = g_utf8_get_char(m->text), slashed = 0;

    if (strcmp(m->text, "-") == 0)
        c = 0x2212;
    if (m->u.symbol.negated && *g_utf8_next_char(m->text) == '\0') {
        if (g_unichar_compose(c, 0x338, &slashed))
            c = slashed;
        g_string_append_unichar(out, c);
        if (slashed == 0)
            g_string_append(out, "\xCC\xB8");
        return;
    }
    g_string_append_unichar(out, c);
    g_string_append(out, g_utf8_next_char(m->text));
    if (m->u.symbol.negated)
        g_string_append(out, "\xCC\xB8");
}

static bool is_bold(enum math_alphabet alphabet)
{
    return alphabet == ALPHABET_BOLD || alphabet == ALPHABET_BOLD_ITALIC ||
           alphabet == ALPHABET_SANS_BOLD || alphabet == ALPHABET_SANS_BOLD_ITALIC;
}

/* <mi>: one letter is italic by itself, so that an upright one says what it is. */
static void write_letter(struct mathml *c, const struct math *m)
{
    gunichar base = g_utf8_get_char(m->text);
    enum math_alphabet alphabet = m->u.symbol.alphabet;
    bool marked = *g_utf8_next_char(m->text) != '\0' || m->u.symbol.negated;
    gunichar italic = math_letter(ALPHABET_ITALIC, base), letter = math_letter(alphabet, base);
    GString *text = g_string_new(NULL);

    g_string_append(c->out, "<mi");
    if (letter == base && is_bold(alphabet))
        g_string_append(c->out, " class=\"math-bold\"");
    if (alphabet == ALPHABET_ITALIC && !marked)
        letter = base;
    else if (letter == base && italic != base && !marked)
        g_string_append(c->out, " mathvariant=\"normal\"");
    g_string_append_c(c->out, '>');
    g_string_append_unichar(text, letter);
    g_string_append(text, g_utf8_next_char(m->text));
    if (m->u.symbol.negated)
        g_string_append(text, "\xCC\xB8");
    markup_text(c->out, text->str);
    g_string_free(text, TRUE);
    g_string_append(c->out, "</mi>");
}

/* ------------------------------------------------------------------ operators */

static void write_operator(struct mathml *c, const struct math *m, struct mathml_place p)
{
    static const char *const primes[] = {"", "\xE2\x80\xB2", "\xE2\x80\xB3", "\xE2\x80\xB4",
                                         "\xE2\x81\x97"};
    gunichar base = g_utf8_get_char(m->text);
    GString *text = g_string_new(NULL);

    if (is_prime(m))
        g_string_append(text, primes[CLAMP(p.run, 1, 4)]);
    else
        symbol_text(text, m);
    g_string_append(c->out, "<mo");
    if (is_bold(m->u.symbol.alphabet))
        g_string_append(c->out, " class=\"math-bold\"");
    write_spaces(c->out, text->str, m->class == MATH_BIN || m->class == MATH_REL, p);
    bool sum = base == 0x2140 || (base >= 0x220F && base <= 0x2211) ||
               (base >= 0x222B && base <= 0x2233) || (base >= 0x22C0 && base <= 0x22C3) ||
               (base >= 0x2A00 && base <= 0x2A1C) || base == 0x2AFC || base == 0x2AFF;
    if (m->u.symbol.large != sum)
        g_string_append(c->out, m->u.symbol.large ? " largeop=\"true\"" : " largeop=\"false\"");
    if (c->limits_fixed && sum)
        g_string_append(c->out, " movablelimits=\"false\"");
    if (m->u.symbol.stretchy)
        g_string_append(c->out, " stretchy=\"true\"");
    else if (grows_by_itself(base) || (c->under_over && grows_sideways(base)))
        g_string_append(c->out, " stretchy=\"false\"");
    g_string_append_c(c->out, '>');
    markup_text(c->out, text->str);
    g_string_append(c->out, "</mo>");
    g_string_free(text, TRUE);
}

static void write_han(struct mathml *c, const struct math *m, int run)
{
    g_string_append(c->out, "<mtext>");
    for (int i = 0; i < MAX(run, 1); i++, m = m->next)
        markup_text(c->out, m->text);
    g_string_append(c->out, "</mtext>");
}

void mathml_symbol(struct mathml *c, const struct math *m, struct mathml_place p)
{
    gunichar base = g_utf8_get_char(m->text);

    if (mathml_symbol_is_mo(m)) {
        write_operator(c, m, p);
    } else if (is_words(base)) {
        write_han(c, m, p.run);
    } else if (g_unichar_isdigit(base) && !m->u.symbol.negated) {
        g_string_append(c->out, "<mn>");
        mathml_letters(c->out, m->text, m->u.symbol.alphabet);
        g_string_append(c->out, "</mn>");
    } else {
        write_letter(c, m);
    }
}

void mathml_delimiter(struct mathml *c, const char *text, int size, struct mathml_place p)
{
    static const char *const sizes[] = {"", "1.2em", "1.8em", "2.4em", "3em"};

    g_string_append(c->out, "<mo");
    write_spaces(c->out, text, false, p);
    g_string_append(c->out, size == MATHML_FLAT ? " stretchy=\"false\""
                                                : " stretchy=\"true\" symmetric=\"true\"");
    if (size > 0 && size < (int)G_N_ELEMENTS(sizes))
        g_string_append_printf(c->out, " minsize=\"%s\" maxsize=\"%s\"", sizes[size], sizes[size]);
    g_string_append_c(c->out, '>');
    markup_text(c->out, text);
    g_string_append(c->out, "</mo>");
}

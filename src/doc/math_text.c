/* A formula as one line of plain text: for contents, running heads and names of links. */
#include "doc/math.h"

#include <string.h>

struct writer {
    GString *out;
    bool script; /* no spaces */
};

static void write_list(struct writer *w, const struct math *first);

static void write_row(struct writer *w, const struct math *row)
{
    if (row != NULL)
        write_list(w, row->kind == MATH_ROW ? row->first : row);
}

/* As the row's text by itself. */
static char *row_text(const struct math *row)
{
    struct writer w = {g_string_new(NULL), true};

    write_row(&w, row);
    return g_string_free(w.out, FALSE);
}

/* ---- scripts ---- */

/* The characters that Unicode has raised and lowered, where both do not look alike. */
static const struct {
    gunichar plain, sup, sub;
} scripts[] = {
    {'0', 0x2070, 0x2080}, {'1', 0xB9, 0x2081},   {'2', 0xB2, 0x2082},   {'3', 0xB3, 0x2083},
    {'4', 0x2074, 0x2084}, {'5', 0x2075, 0x2085}, {'6', 0x2076, 0x2086}, {'7', 0x2077, 0x2087},
    {'8', 0x2078, 0x2088}, {'9', 0x2079, 0x2089}, {'+', 0x207A, 0x208A}, {0x2212, 0x207B, 0x208B},
    {'=', 0x207C, 0x208C}, {'(', 0x207D, 0x208D}, {')', 0x207E, 0x208E}, {'i', 0x2071, 0x1D62},
    {'n', 0x207F, 0x2099}, {'a', 0, 0x2090},      {'e', 0, 0x2091},      {'h', 0, 0x2095},
    {'j', 0, 0x2C7C},      {'k', 0, 0x2096},      {'l', 0, 0x2097},      {'m', 0, 0x2098},
    {'o', 0, 0x2092},      {'p', 0, 0x209A},      {'r', 0, 0x1D63},      {'s', 0, 0x209B},
    {'t', 0, 0x209C},      {'u', 0, 0x1D64},      {'v', 0, 0x1D65},      {'x', 0, 0x2093},
    {0x2032, 0x2032, 0},   {0x2033, 0x2033, 0},   {0x2034, 0x2034, 0},
};

static gunichar script_char(gunichar c, bool sup)
{
    for (size_t i = 0; i < G_N_ELEMENTS(scripts); i++)
        if (scripts[i].plain == c)
            return sup ? scripts[i].sup : scripts[i].sub;
    return 0;
}

static void write_script(struct writer *w, const struct math *row, bool sup)
{
    g_autofree char *text = row != NULL ? row_text(row) : g_strdup("");
    bool raised = true;

    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
        raised = raised && script_char(g_utf8_get_char(p), sup) != 0;
    if (raised) {
        for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
            g_string_append_unichar(w->out, script_char(g_utf8_get_char(p), sup));
        return;
    }
    bool one = g_utf8_strlen(text, -1) == 1;
    g_string_append_printf(w->out, one ? "%c%s" : "%c(%s)", sup ? '^' : '_', text);
}

/* ---- parts ---- */

/* In parentheses when it is more than one sign or word. */
static void write_part(struct writer *w, const struct math *row)
{
    g_autofree char *text = row_text(row);
    const struct math *only = row;

    while (only != NULL && only->kind == MATH_ROW && only->first != NULL &&
           only->first->next == NULL)
        only = only->first;
    bool whole = only != NULL && (only->kind == MATH_SYMBOL || only->kind == MATH_NUMBER ||
                                  only->kind == MATH_NAME || only->kind == MATH_TEXT ||
                                  only->kind == MATH_SCRIPTS || only->kind == MATH_FENCE);
    g_string_append_printf(w->out, whole ? "%s" : "(%s)", text);
}

static void write_fraction(struct writer *w, const struct math *m)
{
    write_part(w, m->u.fraction.above);
    g_string_append(w->out, m->u.fraction.ruled ? "/" : " ");
    write_part(w, m->u.fraction.below);
}

static void write_radical(struct writer *w, const struct math *m)
{
    g_autofree char *degree = m->u.radical.degree != NULL ? row_text(m->u.radical.degree) : NULL;
    bool cube = degree != NULL && strcmp(degree, "3") == 0;
    bool fourth = degree != NULL && strcmp(degree, "4") == 0;

    if (degree != NULL && !cube && !fourth)
        write_script(w, m->u.radical.degree, true);
    g_string_append(w->out, cube ? "∛" : fourth ? "∜" : "√");
    write_part(w, m->first);
}

static void write_accent(struct writer *w, const struct math *m)
{
    g_autofree char *text = row_text(m->first);
    gunichar mark = m->u.accent.rule  ? (m->u.accent.under ? 0x332 : 0x305)
                    : m->text != NULL ? g_utf8_get_char(m->text)
                                      : 0;

    g_string_append(w->out, text);
    if (g_utf8_strlen(text, -1) == 1 && g_unichar_ismark(mark))
        g_string_append_unichar(w->out, mark);
}

static void write_table(struct writer *w, const struct math *m)
{
    for (size_t y = 0; y < m->u.table.n_rows; y++) {
        const struct math_row *row = &m->u.table.rows[y];
        g_string_append(w->out, y > 0 ? "; " : "");
        write_row(w, row->words);
        for (size_t x = 0; x < row->n_cells; x++) {
            bool apart = m->u.table.kind != TABLE_ALIGNED && math_cell_columns(row, x) > 0;
            g_string_append(w->out, x > 0 && apart ? ", " : "");
            write_row(w, row->cells[x]);
        }
    }
}

static void write_symbol(struct writer *w, const struct math *m)
{
    gunichar c = m->text != NULL ? g_utf8_get_char(m->text) : 0, joined;

    if (c == 0)
        return;
    if (m->u.symbol.negated && g_unichar_compose(c, 0x338, &joined)) {
        g_string_append_unichar(w->out, joined);
        return;
    }
    g_string_append_unichar(w->out, math_copied_letter(m));
    g_string_append(w->out, g_utf8_next_char(m->text));
}

static void write_node(struct writer *w, const struct math *m)
{
    switch (m->kind) {
    case MATH_SYMBOL:
        write_symbol(w, m);
        break;
    case MATH_NAME:
    case MATH_NUMBER:
    case MATH_TEXT:
    case MATH_DELIMITER:
        g_string_append(w->out, m->text != NULL ? m->text : "");
        break;
    case MATH_SPACE:
        if (m->u.space.width.amount >= 3000 || (m->u.space.width.unit != MATH_MU && !w->script))
            g_string_append_c(w->out, ' ');
        break;
    case MATH_SCRIPTS:
        write_script(w, m->u.scripts.before_sup, true);
        write_script(w, m->u.scripts.before_sub, false);
        write_row(w, m->first);
        write_script(w, m->u.scripts.sub, false);
        write_script(w, m->u.scripts.sup, true);
        break;
    case MATH_STACK:
        write_row(w, m->first);
        write_script(w, m->u.stack.under, false);
        write_script(w, m->u.stack.over, true);
        break;
    case MATH_FRACTION:
        write_fraction(w, m);
        break;
    case MATH_RADICAL:
        write_radical(w, m);
        break;
    case MATH_FENCE:
        g_string_append(w->out, m->u.fence.open);
        write_row(w, m->first);
        g_string_append(w->out, m->u.fence.close);
        break;
    case MATH_ACCENT:
        write_accent(w, m);
        break;
    case MATH_TABLE:
        write_table(w, m);
        break;
    case MATH_PHANTOM:
        if ((m->u.phantom.bits & PHANTOM_INK) == 0)
            write_row(w, m->first);
        break;
    case MATH_REFERENCE:
        g_string_append(w->out, m->u.reference.number != NULL ? m->u.reference.number
                                                              : m->u.reference.label);
        break;
    case MATH_ROW:
    case MATH_ENCLOSE:
    case MATH_STYLED:
    case MATH_RAISE:
    case MATH_LINK:
        write_list(w, m->first);
        break;
    case MATH_RULE:
    case MATH_KIND_COUNT:
        break;
    }
}

/* ---- lists ---- */

static bool is_word(const struct math *m)
{
    return m->kind == MATH_NAME || (m->kind == MATH_SCRIPTS && m->class == MATH_OP);
}

static void blank(struct writer *w)
{
    if (!w->script && w->out->len > 0 && w->out->str[w->out->len - 1] != ' ')
        g_string_append_c(w->out, ' ');
}

static void write_list(struct writer *w, const struct math *first)
{
    for (const struct math *m = first; m != NULL; m = m->next) {
        bool sign = m->class == MATH_BIN || m->class == MATH_REL;
        if (sign)
            blank(w);
        write_node(w, m);
        bool letters = m->next != NULL && is_word(m) && m->next->class == MATH_ORD &&
                       m->next->kind != MATH_SPACE;
        if (m->next != NULL && (sign || m->class == MATH_PUNCT || letters))
            blank(w);
    }
}

void math_text(const struct math *root, GString *out)
{
    struct writer w = {g_string_new(NULL), false};

    write_row(&w, root);
    g_string_append(out, g_strstrip(w.out->str));
    g_string_free(w.out, TRUE);
}

/* Lists of atoms as siblings, with TeX's spaces between them (TeXbook, chapter 18). */
#include "epub/mathml_int.h"

#include <string.h>

const struct mathml_place mathml_alone = {0, 0, FORM_INFIX, 0};

/* ------------------------------------------------------------------ spaces by class */

/* mu between a class and the next; negative: only in display and text style. */
static const signed char spaces[8][8] = {
    [MATH_ORD] = {0, 3, -4, -5, 0, 0, 0, -3},       [MATH_OP] = {3, 3, 0, -5, 0, 0, 0, -3},
    [MATH_BIN] = {-4, -4, 0, 0, -4, 0, 0, -4},      [MATH_REL] = {-5, -5, 0, 0, -5, 0, 0, -5},
    [MATH_OPEN] = {0, 0, 0, 0, 0, 0, 0, 0},         [MATH_CLOSE] = {0, 3, -4, -5, 0, 0, 0, -3},
    [MATH_PUNCT] = {-3, -3, 0, -3, -3, -3, -3, -3}, [MATH_INNER] = {-3, 3, -4, -5, -3, 0, -3, -3},
};

static int space_between(const struct mathml *c, int left, int right)
{
    bool script = c->style == MATH_SCRIPT || c->style == MATH_SCRIPT_SCRIPT;

    if (left < 0 || right < 0)
        return 0;
    int mu = spaces[left][right];
    return mu >= 0 ? mu : script ? 0 : -mu;
}

/* ------------------------------------------------------------------ edges */

static bool is_transparent(const struct math *m)
{
    return m->kind == MATH_STYLED || m->kind == MATH_LINK;
}

/* Atoms are what has a class; a space has none. */
static bool is_atom(const struct math *m);

static const struct math *edge_atom(const struct math *first, bool last)
{
    const struct math *found = NULL;

    for (const struct math *m = first; m != NULL && (last || found == NULL); m = m->next)
        if (is_atom(m))
            found = m;
    return found;
}

static bool is_atom(const struct math *m)
{
    if (m->kind == MATH_SPACE)
        return false;
    if (is_transparent(m))
        return m->first != NULL && edge_atom(m->first->first, false) != NULL;
    return true;
}

/* The class that a neighbour sees; m is an atom. */
static int edge_class(const struct math *m, bool last)
{
    while (is_transparent(m))
        m = edge_atom(m->first->first, last);
    return m->class;
}

const struct math *mathml_only(const struct math *row)
{
    const struct math *only = row;

    while (only != NULL && (only->kind == MATH_ROW || is_transparent(only))) {
        only = only->kind == MATH_ROW ? only->first : only->first->first;
        if (only != NULL && only->next != NULL)
            return NULL;
    }
    return only;
}

bool mathml_is_operator(const struct math *m)
{
    m = m != NULL && (m->kind == MATH_ROW || is_transparent(m)) ? mathml_only(m) : m;
    if (m == NULL)
        return false;
    if (m->kind == MATH_SYMBOL)
        return mathml_symbol_is_mo(m);
    if (m->kind == MATH_SCRIPTS || m->kind == MATH_STACK || m->kind == MATH_ACCENT)
        return mathml_is_operator(m->first);
    return m->kind == MATH_DELIMITER && *m->text != '\0';
}

/* True when the space on that side of the element can stand on an <mo> at its edge. */
static bool carries(const struct math *m, bool last)
{
    const struct math *edge = NULL;

    if (mathml_is_operator(m))
        return true;
    if (m->kind == MATH_FENCE)
        return *(last ? m->u.fence.close : m->u.fence.open) != '\0';
    if (!is_transparent(m))
        return false;
    edge = edge_atom(m->first->first, last);
    return edge != NULL && (last ? edge->next == NULL : edge == m->first->first) &&
           carries(edge, last);
}

/* Which of two neighbours the space between them belongs to: the one that makes it. */
static int rank(int class)
{
    switch ((enum math_class) class) {
    case MATH_REL:
    case MATH_BIN:
        return 4;
    case MATH_OP:
    case MATH_PUNCT:
        return 3;
    case MATH_INNER:
        return 2;
    case MATH_ORD:
    case MATH_OPEN:
    case MATH_CLOSE:
        break;
    }
    return 1;
}

/* ------------------------------------------------------------------ lists */

struct item {
    const struct math *m;
    int left, right; /* mu */
    int run;
};

static bool writes_nothing(const struct math *m)
{
    if (m->kind == MATH_SPACE)
        return m->u.space.width.amount == 0;
    if (m->kind == MATH_ROW || is_transparent(m)) {
        for (const struct math *k = m->kind == MATH_ROW ? m->first : m->first->first; k != NULL;
             k = k->next)
            if (!writes_nothing(k))
                return false;
        return true;
    }
    return m->kind == MATH_DELIMITER && *m->text == '\0';
}

/* MathML leaves these out when it looks for what an operator's form is. */
static bool is_space_like(const struct math *m)
{
    return m->kind == MATH_SPACE || m->kind == MATH_TEXT || m->kind == MATH_PHANTOM;
}

static void share(struct mathml *c, struct item *a, struct item *b)
{
    int left = edge_class(a->m, true), right = edge_class(b->m, false);
    int mu = space_between(c, left, right);
    bool can_left = carries(a->m, true), can_right = carries(b->m, false);
    bool to_right = can_right && (!can_left || rank(right) > rank(left));

    if (writes_nothing(a->m) || (to_right && !writes_nothing(b->m)))
        b->left = mu;
    else
        a->right = mu;
}

static GArray *items_of(struct mathml *c, const struct math *first, int before, int after,
                        struct mathml_place p)
{
    GArray *items = g_array_new(FALSE, FALSE, sizeof(struct item));
    int last = -1, any = -1;

    for (const struct math *m = first; m != NULL; m = m->next) {
        struct item item = {m, 0, 0, mathml_run(m)};
        g_array_append_val(items, item);
        for (int i = 1; i < item.run; i++)
            m = m->next;
    }
    for (guint i = 0; i < items->len; i++) {
        struct item *item = &g_array_index(items, struct item, i);
        if (!is_atom(item->m))
            continue;
        if (last >= 0)
            share(c, &g_array_index(items, struct item, last), item);
        else
            item->left = p.left + space_between(c, before, edge_class(item->m, false));
        last = (int)i;
        any = (int)i;
    }
    if (any >= 0) {
        struct item *item = &g_array_index(items, struct item, any);
        item->right = p.right + space_between(c, edge_class(item->m, true), after);
    }
    /* what is not seen leaves its space to its neighbour */
    for (guint i = 0; i < items->len;) {
        struct item *item = &g_array_index(items, struct item, i);
        int mu = item->left + item->right;
        if (!writes_nothing(item->m)) {
            i++;
            continue;
        }
        g_array_remove_index(items, i);
        if (i < items->len && mu != 0)
            g_array_index(items, struct item, i).left += mu;
        else if (i > 0 && mu != 0)
            g_array_index(items, struct item, i - 1).right += mu;
    }
    return items;
}

static guint count(const GArray *items)
{
    guint n = 0;

    for (guint i = 0; i < items->len; i++) {
        const struct item *item = &g_array_index(items, struct item, i);
        n += 1u + (item->left != 0 && !carries(item->m, false)) +
             (item->right != 0 && !carries(item->m, true));
    }
    return n;
}

static enum mathml_form form_of(const GArray *items, guint i)
{
    guint first = 0, last = items->len - 1;

    while (first < last && is_space_like(g_array_index(items, struct item, first).m))
        first++;
    while (last > first && is_space_like(g_array_index(items, struct item, last).m))
        last--;
    if (i == first && i == last)
        return FORM_UNSURE;
    if (i == first)
        return first == 0 ? FORM_PREFIX : FORM_UNSURE;
    if (i == last)
        return last == items->len - 1 ? FORM_POSTFIX : FORM_UNSURE;
    return FORM_INFIX;
}

static void write_items(struct mathml *c, const GArray *items, guint n, enum mathml_form alone)
{
    for (guint i = 0; i < items->len; i++) {
        const struct item *item = &g_array_index(items, struct item, i);
        struct mathml_place p = {item->left, item->right, n == 1 ? alone : form_of(items, i),
                                 item->run};
        if (!carries(item->m, false)) {
            mathml_space(c, p.left);
            p.left = 0;
        }
        if (!carries(item->m, true))
            p.right = 0;
        mathml_element(c, item->m, p);
        if (!carries(item->m, true))
            mathml_space(c, item->right);
    }
}

void mathml_list(struct mathml *c, const struct math *first, int before, int after,
                 struct mathml_place p)
{
    GArray *items = items_of(c, first, before, after, p);

    write_items(c, items, count(items), p.form);
    g_array_free(items, TRUE);
}

void mathml_row(struct mathml *c, const struct math *row, enum math_style style,
                struct mathml_place p)
{
    enum math_style around = c->style;

    c->style = style != MATH_STYLE_NONE ? style : around;
    GArray *items = items_of(c, row != NULL ? row->first : NULL, -1, -1, p);
    guint n = count(items);
    /* one that grows alone does so in an <mrow> only */
    bool grows = n == 1 && g_array_index(items, struct item, 0).m->kind == MATH_DELIMITER;
    if (n != 1 || grows)
        g_string_append(c->out, n == 0 ? "<mrow/>" : "<mrow>");
    write_items(c, items, n, p.form);
    if (n > 1 || grows)
        g_string_append(c->out, "</mrow>");
    g_array_free(items, TRUE);
    c->style = around;
}

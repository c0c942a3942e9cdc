#include "layout/table_int.h"

#include "layout/table_number.h"

#include <string.h>

/* ---- columns of numbers ---- */

/* Text and what goes round it: nothing that has another line or a shape of its own. */
static bool is_plain(const struct node *cell)
{
    for (const struct node *n = node_next(cell, cell); n; n = node_next(cell, n))
        if (node_is_block(n->kind) || n->kind == NODE_IMAGE || n->kind == NODE_HARD_BREAK ||
            n->kind == NODE_MATH)
            return false;
    return true;
}

static struct number cell_number(const struct node *cell, GString *buffer)
{
    if (!is_plain(cell))
        return (struct number){NUMBER_NONE, 0};
    g_string_truncate(buffer, 0);
    node_plain_text(cell, buffer);
    while (buffer->len && g_ascii_isspace(buffer->str[buffer->len - 1]))
        g_string_truncate(buffer, buffer->len - 1);
    return number_parse(buffer->str);
}

void table_find_figures(struct table *t)
{
    enum { WORDS = -1 };
    g_autofree int *numbers = g_new0(int, t->n_columns);
    g_autoptr(GString) buffer = g_string_new(NULL);
    t->figures = arena_array(t->flow->arena, (size_t)t->n_columns, sizeof *t->figures);
    for (size_t i = 0; i < t->n_cells; i++) {
        struct table_cell *c = &t->cells[i];
        int *count = &numbers[c->column];
        if (c->row < t->n_head || c->colspan > 1 || *count == WORDS)
            continue;
        enum align align = c->node->u.cell.align;
        struct number n = cell_number(c->node, buffer);
        if (n.kind == NUMBER_NONE || align == ALIGN_LEFT) {
            *count = WORDS; /* `:---` is what the author asked for */
            continue;
        }
        *count += n.kind == NUMBER_VALUE;
        if (t->figures[c->column].align == ALIGN_NONE)
            t->figures[c->column].align = align;
    }
    for (int i = 0; i < t->n_columns; i++)
        t->figures[i].on = numbers[i] > 0;
    for (size_t i = 0; i < t->n_cells; i++) {
        struct table_cell *c = &t->cells[i];
        c->number = c->row >= t->n_head && c->colspan == 1 && t->figures[c->column].on;
    }
}

enum table_variant table_cell_variant(const struct table *t, const struct table_cell *c)
{
    if (c->number)
        return VARIANT_FIGURES;
    if (c->row >= t->n_head || c->node->u.cell.align != ALIGN_NONE)
        return VARIANT_PLAIN;
    if (c->colspan > 1)
        return VARIANT_CENTER;
    return t->figures[c->column].on ? VARIANT_RIGHT : VARIANT_PLAIN;
}

/* ---- widths around the point ---- */

/* Width of the first `bytes` of the cell's text. */
static len text_before(struct table *t, const struct node *cell, size_t bytes)
{
    len width = 0;
    struct flow *f = t->flow;
    for (const struct node *n = node_next(cell, cell); n && bytes > 0; n = node_next(cell, n)) {
        if (n->kind != NODE_TEXT && n->kind != NODE_CODE)
            continue;
        size_t have = strlen(n->u.text), use = MIN(have, bytes);
        const char *part = use < have ? arena_strndup(f->arena, n->u.text, use) : n->u.text;
        const struct style *s = n->style ? n->style : cell->style;
        width += par_max_width(par_new_text(f->shaper, part, s, f->lang));
        bytes -= use;
    }
    return width;
}

void table_measure_figure(struct table *t, struct table_cell *c, len width)
{
    struct table_figures *column = &t->figures[c->column];
    g_autoptr(GString) text = g_string_new(NULL);
    struct number n = cell_number(c->node, text);
    len before = n.point == text->len ? width : text_before(t, c->node, n.point);
    c->after = MAX(0, width - before);
    column->before = MAX(column->before, before);
    column->after = MAX(column->after, c->after);
}

len table_figure_margin(const struct table *t, const struct table_cell *c, len width)
{
    const struct table_figures *column = &t->figures[c->column];
    len spare = width - column->before - column->after;
    if (!c->number || spare < 0)
        return 0; /* too narrow: just set to the right */
    return column->after - c->after + (column->align == ALIGN_CENTER ? spare / 2 : 0);
}

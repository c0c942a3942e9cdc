#include "layout/table_int.h"

enum { SCALES = 3 };
static const int scales[SCALES] = {1000, 900, 800};

/* ---- type sizes ---- */

static void scale_len(len *l, int permille)
{
    if (*l != LEN_AUTO)
        *l = (len)((int64_t)*l * permille / 1000);
}

static struct style *style_scaled(struct arena *a, const struct style *style, int permille)
{
    struct style *s = arena_memdup(a, style, sizeof *s);
    len *lens[] = {&s->font_size,    &s->line_height, &s->text_indent,   &s->letter_spacing,
                   &s->valign_shift, &s->padding.top, &s->padding.right, &s->padding.bottom,
                   &s->padding.left, &s->margin.top,  &s->margin.right,  &s->margin.bottom,
                   &s->margin.left};
    for (size_t i = 0; i < G_N_ELEMENTS(lens); i++)
        scale_len(lens[i], permille);
    return s;
}

static void restyle_apply(struct restyle *r, struct arena *a, const struct node *table,
                          int permille)
{
    g_autoptr(GHashTable) scaled = g_hash_table_new(NULL, NULL);
    r->nodes = g_ptr_array_new();
    r->styles = g_ptr_array_new();
    for (struct node *n = node_next(table, table); n; n = node_next(table, n)) {
        if (!n->style)
            continue;
        void *key = (void *)(uintptr_t)n->style;
        struct style *s = g_hash_table_lookup(scaled, key);
        if (!s) {
            s = style_scaled(a, n->style, permille);
            g_hash_table_insert(scaled, key, s);
        }
        g_ptr_array_add(r->nodes, n);
        g_ptr_array_add(r->styles, key);
        n->style = s;
    }
}

void table_restyle_undo(struct restyle *r)
{
    if (!r->nodes)
        return;
    for (guint i = 0; i < r->nodes->len; i++)
        ((struct node *)r->nodes->pdata[i])->style = r->styles->pdata[i];
    g_ptr_array_free(r->nodes, TRUE);
    g_ptr_array_free(r->styles, TRUE);
    *r = (struct restyle){NULL, NULL};
}

/* ---- widths ---- */

static struct table_extent *measure(struct table *t, struct table_column *columns)
{
    struct table_extent *e = arena_array(t->flow->arena, t->n_cells, sizeof *e);
    for (size_t i = 0; i < t->n_cells; i++) {
        const struct table_cell *c = &t->cells[i];
        struct extent inner = flow_extent(t->flow, c->node);
        len frame = cell_frame(c->node->style);
        e[i] = (struct table_extent){c->row, c->column, c->colspan, inner.min + frame,
                                     MIN(inner.max, LEN_MAX / 4) + frame};
    }
    table_columns(e, t->n_cells, columns, t->n_columns);
    return e;
}

struct extent table_extent(struct flow *f, const struct node *node)
{
    struct table *t = table_grid(f, node);
    struct table_column *columns = g_new0(struct table_column, t->n_columns);
    measure(t, columns);
    struct table_column sum = table_total(columns, t->n_columns);
    g_free(columns);
    return (struct extent){sum.min, sum.max};
}

struct limits table_limits(struct table *t)
{
    struct limits l;
    l.columns = arena_array(t->flow->arena, (size_t)t->n_columns, sizeof *l.columns);
    l.cells = measure(t, l.columns);
    l.total = table_total(l.columns, t->n_columns);
    return l;
}

/* Finds the type size at which the narrowest content fits; leaves the styles at that size. */
struct limits table_choose_size(struct table *t, len room, struct restyle *restyle)
{
    struct limits l = table_limits(t);
    int scale = 0;
    while (scale < SCALES - 1 && l.total.min > room) {
        table_restyle_undo(restyle);
        restyle_apply(restyle, t->flow->arena, t->node, scales[++scale]);
        l = table_limits(t);
    }
    if (scale > 0 && !t->flow->plain)
        diag_add(t->flow->book->diags, DIAG_TABLE_SHRUNK, t->node->loc,
                 arena_printf(t->flow->arena, "%d", scales[scale] / 10), NULL);
    return l;
}

void table_choose_widths(struct table *t, const struct limits *l, len room)
{
    table_widths(l->columns, t->n_columns, room, t->widths);
    if (l->total.max > room && l->total.min <= room)
        table_balance(l->cells, t->n_cells, l->columns, t->n_columns, t->n_rows, t->widths);
    t->tight = l->total.min > room;
    t->width = 0;
    for (int i = 0; i < t->n_columns; i++)
        t->width += t->widths[i];
}

#include "layout/table_int.h"

enum { COLUMNS_MAX = 1000 };

static int row_count(const struct node *table)
{
    int n = 0;
    for (const struct node *r = table->first; r; r = r->next)
        n += r->kind == NODE_ROW;
    return n;
}

/* Puts the cells of one row into the free places of the grid; `taken` counts the rows each column
 * is still covered for. */
static void grid_row(struct table *t, int row, int *taken)
{
    int column = 0;
    for (const struct node *c = t->rows[row]->first; c; c = c->next) {
        if (c->kind != NODE_CELL)
            continue;
        while (column < COLUMNS_MAX - 1 && taken[column] > 0)
            column++;
        int span = 0, want = CLAMP(c->u.cell.colspan, 1, COLUMNS_MAX - column);
        while (span < want && (span == 0 || taken[column + span] <= 0))
            span++;
        struct table_cell *cell = &t->cells[t->n_cells++];
        *cell = (struct table_cell){.node = c,
                                    .row = row,
                                    .column = column,
                                    .colspan = span,
                                    .rowspan = CLAMP(c->u.cell.rowspan, 1, t->n_rows - row)};
        /* a head does not reach into the body, which may stand on another page */
        if (row < t->n_head)
            cell->rowspan = MIN(cell->rowspan, t->n_head - row);
        for (int k = 0; k < span; k++)
            taken[column + k] = cell->rowspan;
        column = MIN(column + span, COLUMNS_MAX - 1);
        t->n_columns = MAX(t->n_columns, cell->column + span);
    }
    for (int k = 0; k < COLUMNS_MAX; k++)
        taken[k] -= taken[k] > 0;
}

struct table *table_grid(struct flow *f, const struct node *node)
{
    struct table *t = arena_one(f->arena, struct table);
    size_t n_cells = 0;
    int taken[COLUMNS_MAX] = {0}, at = 0;
    t->flow = f;
    t->node = node;
    t->n_rows = row_count(node);
    t->rows = arena_array(f->arena, (size_t)t->n_rows, sizeof *t->rows);
    t->tags = arena_array(f->arena, (size_t)t->n_rows, sizeof *t->tags);
    for (const struct node *r = node->first; r; r = r->next) {
        if (r->kind != NODE_ROW)
            continue;
        t->rows[at++] = r;
        for (const struct node *c = r->first; c; c = c->next)
            n_cells += c->kind == NODE_CELL;
    }
    while (t->n_head < t->n_rows && t->rows[t->n_head]->u.row.head)
        t->n_head++;
    t->cells = arena_array(f->arena, n_cells, sizeof *t->cells);
    t->n_columns = 1;
    t->row_cells = arena_array(f->arena, (size_t)t->n_rows + 1, sizeof(size_t));
    for (int row = 0; row < t->n_rows; row++) {
        grid_row(t, row, taken);
        t->row_cells[row + 1] = t->n_cells;
    }
    t->widths = arena_array(f->arena, (size_t)t->n_columns, sizeof(len));
    t->tops = arena_array(f->arena, (size_t)t->n_rows + 1, sizeof(len));
    t->heights = arena_array(f->arena, (size_t)t->n_rows + 1, sizeof(len));
    return t;
}

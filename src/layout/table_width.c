#include "layout/table_width.h"

#include <string.h>

void table_columns(const struct table_extent *cells, size_t n_cells, struct table_column *columns,
                   int n)
{
    memset(columns, 0, (size_t)n * sizeof *columns);
    for (size_t i = 0; i < n_cells; i++)
        if (cells[i].span == 1) {
            struct table_column *c = &columns[cells[i].column];
            c->min = MAX(c->min, cells[i].min);
            c->max = MAX(c->max, MAX(cells[i].min, cells[i].max));
        }
    for (size_t i = 0; i < n_cells; i++) {
        const struct table_extent *cell = &cells[i];
        if (cell->span <= 1)
            continue;
        struct table_column *first = &columns[cell->column];
        struct table_column sum = table_total(first, cell->span);
        len more_min = MAX(0, cell->min - sum.min);
        len more_max = MAX(0, MAX(cell->min, cell->max) - MAX(sum.max, sum.min + more_min));
        for (int k = 0; k < cell->span; k++) {
            len min = sum.max > 0 ? (len)((int64_t)more_min * first[k].max / sum.max)
                                  : more_min / cell->span;
            len max = sum.max > 0 ? (len)((int64_t)more_max * first[k].max / sum.max)
                                  : more_max / cell->span;
            first[k].min += min + 1;
            first[k].max = MAX(first[k].max + max, first[k].min);
        }
    }
}

struct table_column table_total(const struct table_column *columns, int n)
{
    int64_t min = 0, max = 0;
    for (int i = 0; i < n; i++) {
        min += columns[i].min;
        max += columns[i].max;
    }
    return (struct table_column){(len)MIN(min, LEN_MAX), (len)MIN(max, LEN_MAX)};
}

/* Columns that need no more than an even share get what they need: a column of numbers does not
 * wrap because another one holds sentences. Returns the room left; `fixed` columns have their
 * width.
 */
static len fix_short(const struct table_column *columns, int n, len room, len *widths, bool *fixed)
{
    int left = n;
    len least = table_total(columns, n).min;
    for (bool changed = true; changed && left > 0;) {
        changed = false;
        for (int i = 0; i < n; i++) {
            const struct table_column *c = &columns[i];
            if (fixed[i] || c->max > room / left || least - c->min > room - c->max)
                continue;
            widths[i] = c->max;
            fixed[i] = changed = true;
            room -= c->max;
            least -= c->min;
            if (--left == 0)
                break;
        }
    }
    return room;
}

void table_widths(const struct table_column *columns, int n, len room, len *widths)
{
    struct table_column sum = table_total(columns, n);
    bool *fixed = g_new0(bool, n);
    if (sum.max > room && sum.min <= room) {
        room = fix_short(columns, n, room, widths, fixed);
        for (int i = 0; i < n; i++) {
            sum.min -= fixed[i] ? columns[i].min : 0;
            sum.max -= fixed[i] ? columns[i].max : 0;
        }
    }
    for (int i = 0; i < n; i++) {
        const struct table_column *c = &columns[i];
        if (fixed[i])
            continue;
        if (sum.max <= room)
            widths[i] = c->max;
        else if (sum.min <= room && sum.max > sum.min)
            widths[i] =
                c->min + (len)((int64_t)(room - sum.min) * (c->max - c->min) / (sum.max - sum.min));
        else
            widths[i] = MAX(1, (len)((int64_t)room * c->min / MAX(1, sum.min)));
    }
    g_free(fixed);
}

/* Lines of a cell in that width, in tenths: whole lines count, less decides ties. */
static int64_t cell_height(const struct table_extent *cell, len width)
{
    int64_t lines = (cell->max + width - 1) / MAX(1, width);
    return lines * 10 + (int64_t)cell->max * 3 / MAX(1, width);
}

static int64_t table_height(const struct table_extent *cells, size_t n_cells, const len *widths,
                            int64_t *rows, int n_rows)
{
    int64_t total = 0;
    memset(rows, 0, (size_t)n_rows * sizeof *rows);
    for (size_t i = 0; i < n_cells; i++) {
        len width = 0;
        for (int k = 0; k < cells[i].span; k++)
            width += widths[cells[i].column + k];
        int64_t height = cell_height(&cells[i], width);
        total += MAX(0, height - rows[cells[i].row]);
        rows[cells[i].row] = MAX(rows[cells[i].row], height);
    }
    return total;
}

void table_balance(const struct table_extent *cells, size_t n_cells,
                   const struct table_column *columns, int n, int n_rows, len *widths)
{
    enum { STEPS = 24, CELLS_MOST = 600, COLUMNS_MOST = 12 };
    if (n < 2 || n > COLUMNS_MOST || n_cells > CELLS_MOST)
        return;
    len room = 0;
    for (int i = 0; i < n; i++)
        room += widths[i];
    int64_t *rows = g_new(int64_t, n_rows);
    len delta = MAX(1, room / 40);
    int64_t best = table_height(cells, n_cells, widths, rows, n_rows);
    for (int step = 0; step < STEPS; step++) {
        int from = -1, to = -1;
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) {
                if (i == j || widths[i] - delta < columns[i].min || widths[j] >= columns[j].max)
                    continue;
                widths[i] -= delta;
                widths[j] += delta;
                int64_t height = table_height(cells, n_cells, widths, rows, n_rows);
                widths[i] += delta;
                widths[j] -= delta;
                if (height < best) {
                    best = height;
                    from = i;
                    to = j;
                }
            }
        if (from < 0)
            break;
        widths[from] -= delta;
        widths[to] += delta;
    }
    g_free(rows);
}

#include "layout/table_width.h"

#include <string.h>

/* A column's share of what a cell over several lacks, rounded up: the cell must fit. */
static len share(len more, len max, len sum, int span)
{
    return sum > 0 ? (len)(((int64_t)more * max + sum - 1) / sum) : (more + span - 1) / span;
}

void table_columns(const struct table_extent *cells, size_t n_cells, struct table_column *columns,
                   int n)
{
    memset(columns, 0, (size_t)n * sizeof *columns);
    for (size_t i = 0; i < n_cells; i++)
        if (cells[i].span == 1) {
            struct table_column *c = &columns[cells[i].column];
            c->min = MAX(c->min, cells[i].min);
            c->word = MAX(c->word, MAX(cells[i].min, cells[i].word));
            c->max = MAX(c->max, MAX(c->word, cells[i].max));
        }
    for (size_t i = 0; i < n_cells; i++) {
        const struct table_extent *cell = &cells[i];
        if (cell->span <= 1)
            continue;
        struct table_column *first = &columns[cell->column];
        struct table_column sum = table_total(first, cell->span);
        len more_min = MAX(0, cell->min - sum.min);
        len more_word = MAX(0, MAX(cell->min, cell->word) - sum.word);
        len more_max = MAX(0, MAX(cell->min, cell->max) - MAX(sum.max, sum.min + more_min));
        for (int k = 0; k < cell->span; k++) {
            first[k].min += share(more_min, first[k].max, sum.max, cell->span);
            first[k].word += share(more_word, first[k].max, sum.max, cell->span);
            first[k].max += share(more_max, first[k].max, sum.max, cell->span);
            first[k].word = MAX(first[k].word, first[k].min);
            first[k].max = MAX(first[k].max, first[k].word);
        }
    }
}

struct table_column table_total(const struct table_column *columns, int n)
{
    int64_t min = 0, max = 0, word = 0;
    for (int i = 0; i < n; i++) {
        min += columns[i].min;
        max += columns[i].max;
        word += MAX(columns[i].min, columns[i].word);
    }
    return (struct table_column){(len)MIN(min, LEN_MAX), (len)MIN(max, LEN_MAX),
                                 (len)MIN(word, LEN_MAX)};
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

void table_keep_words(struct table_column *columns, int n, len room)
{
    bool *done = g_new0(bool, n);
    int64_t left = (int64_t)room - table_total(columns, n).min;
    for (;;) {
        int best = -1;
        for (int i = 0; i < n; i++) {
            len more = columns[i].word - columns[i].min;
            if (!done[i] && more > 0 && columns[i].word <= room / 5 * 2 && more <= left &&
                (best < 0 || more < columns[best].word - columns[best].min))
                best = i;
        }
        if (best < 0)
            break;
        left -= columns[best].word - columns[best].min;
        columns[best].min = columns[best].word;
        done[best] = true;
    }
    g_free(done);
}

/* Not even the narrowest content fits: the narrow columns have theirs, the wide ones share. */
static void squeeze(const struct table_column *columns, int n, len room, len *widths)
{
    bool *fixed = g_new0(bool, n);
    int left = n;
    for (bool changed = true; changed && left > 0;) {
        changed = false;
        for (int i = 0; i < n && left > 0; i++)
            if (!fixed[i] && columns[i].min <= room / left) {
                widths[i] = MAX(1, columns[i].min);
                room -= widths[i];
                fixed[i] = changed = true;
                left--;
            }
    }
    int64_t sum = 0;
    for (int i = 0; i < n; i++)
        sum += fixed[i] ? 0 : columns[i].min;
    /* half alike, half by what they lack */
    for (int i = 0; i < n; i++)
        if (!fixed[i])
            widths[i] = MAX(1, room / 2 / left + (len)((int64_t)room / 2 * columns[i].min / sum));
    g_free(fixed);
}

void table_widths(const struct table_column *columns, int n, len room, len *widths)
{
    struct table_column sum = table_total(columns, n);
    if (sum.min > room) {
        squeeze(columns, n, room, widths);
        return;
    }
    bool *fixed = g_new0(bool, n);
    if (sum.max > room) {
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
        else
            widths[i] =
                c->min + (len)((int64_t)(room - sum.min) * (c->max - c->min) / (sum.max - sum.min));
    }
    g_free(fixed);
}

/* ---- the height of a table, estimated ---- */

enum { LINE = 10, BROKEN = 8 }; /* in tenths of a line; a broken word costs nearly one */

struct balance {
    const struct table_extent *cells;
    size_t n_cells;
    const struct table_column *columns;
    int n, n_rows;
    int64_t *rows;  /* their heights */
    int64_t *gains; /* of each column: how fast the table gets lower as it widens */
    len *widths;
};

static len cell_width(const struct balance *b, const struct table_extent *cell)
{
    len width = 0;
    for (int k = 0; k < cell->span; k++)
        width += b->widths[cell->column + k];
    return width;
}

/* What a cell's text comes to in that width: whole lines count, less decides ties. Ragged lines
 * lose about a twentieth. */
static int64_t cell_height(const struct table_extent *cell, len width)
{
    len inner = MAX(1, width - cell->frame);
    int64_t text = cell->length > 0 ? cell->length : cell->max - cell->frame;
    int64_t height = LINE;
    if (cell->max > width) {
        text += text / 20;
        height = MAX(2, (text + inner - 1) / inner) * LINE + text * 3 / inner;
    }
    return height;
}

static int64_t table_height(const struct balance *b)
{
    int64_t total = 0;
    memset(b->rows, 0, (size_t)b->n_rows * sizeof *b->rows);
    for (size_t i = 0; i < b->n_cells; i++) {
        len width = cell_width(b, &b->cells[i]);
        int64_t height = cell_height(&b->cells[i], width);
        int64_t *row = &b->rows[b->cells[i].row];
        total += MAX(0, height - *row) + (b->cells[i].word > width ? BROKEN : 0);
        *row = MAX(*row, height);
    }
    return total;
}

/* The derivative of the height by the columns' widths: each row's highest cells count. Needs the
 * rows of table_height. */
static void find_gains(const struct balance *b)
{
    memset(b->gains, 0, (size_t)b->n * sizeof *b->gains);
    for (size_t i = 0; i < b->n_cells; i++) {
        const struct table_extent *cell = &b->cells[i];
        len width = cell_width(b, cell);
        int64_t height = cell_height(cell, width);
        if (height < b->rows[cell->row] || cell->max <= width)
            continue;
        for (int k = 0; k < cell->span; k++)
            b->gains[cell->column + k] += height * 1000 / MAX(1, width / LEN_PT);
    }
}

/* The column of most gain (or least, for sign -1) among those not tried. */
static int extreme(const struct balance *b, const bool *tried, int sign)
{
    int best = -1;
    for (int i = 0; i < b->n; i++)
        if (!tried[i] && (best < 0 || sign * (b->gains[i] - b->gains[best]) > 0))
            best = i;
    return best;
}

/* Width moved from one column to another, and the height the table has then. */
struct step {
    int from, to;
    len delta;
    int64_t height;
};

static void try_step(struct balance *b, int from, int to, len delta, struct step *best)
{
    if (delta <= 0 || b->widths[from] - delta < b->columns[from].min)
        return;
    b->widths[from] -= delta;
    b->widths[to] += delta;
    int64_t height = table_height(b);
    b->widths[from] += delta;
    b->widths[to] -= delta;
    if (height < best->height)
        *best = (struct step){from, to, delta, height};
}

/* The best step among the `most` columns of most gain and of least: by `delta`, or to where words
 * are whole. False: none makes the table lower than *height. */
static bool move(struct balance *b, len delta, int most, int64_t *height)
{
    g_autofree bool *tried_to = g_new0(bool, b->n);
    struct step best = {.from = -1, .height = *height};
    for (int i = 0; i < most; i++) {
        int to = extreme(b, tried_to, 1);
        tried_to[to] = true;
        if (b->widths[to] >= b->columns[to].max)
            continue;
        g_autofree bool *tried = g_new0(bool, b->n);
        tried[to] = true;
        for (int k = 0; k < MIN(most, b->n - 1); k++) {
            int from = extreme(b, tried, -1);
            tried[from] = true;
            try_step(b, from, to, delta, &best);
            try_step(b, from, to, b->columns[to].word - b->widths[to], &best);
        }
    }
    if (best.from < 0)
        return false;
    b->widths[best.from] -= best.delta;
    b->widths[best.to] += best.delta;
    *height = best.height;
    return true;
}

void table_balance(const struct table_extent *cells, size_t n_cells,
                   const struct table_column *columns, int n, int n_rows, len *widths)
{
    enum { STEPS = 40, SMALL = 8, FEW = 3, SMALL_CELLS = 600, FIRST = 12, LAST = 100 };
    if (n < 2)
        return;
    struct balance b = {
        cells, n_cells, columns, n, n_rows, g_new(int64_t, n_rows), g_new(int64_t, n), widths};
    int64_t room = 0;
    for (int i = 0; i < n; i++)
        room += widths[i];
    int most = n <= SMALL && n_cells <= SMALL_CELLS ? n : MIN(n, FEW);
    len delta = (len)MAX(1, room / FIRST);
    int64_t height = table_height(&b);
    for (int step = 0; step < STEPS && delta > room / LAST; step++) {
        (void)table_height(&b);
        find_gains(&b);
        if (!move(&b, delta, most, &height))
            delta = delta * 2 / 3;
    }
    g_free(b.rows);
    g_free(b.gains);
}

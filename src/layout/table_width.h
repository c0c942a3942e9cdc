/* Column widths of tables, as a pure function on numbers (CSS 2.2, 17.5.2.2, and the note on sizing
 * it comes from): no fonts, no nodes. Included by table.c and the unit tests. */
#ifndef LAYOUT_TABLE_WIDTH_H
#define LAYOUT_TABLE_WIDTH_H

#include "base/arena.h"
#include "style/style.h"

struct table_column {
    len min, max; /* narrowest it can be set, and the widest of use; padding included */
};

/* A cell's limits, padding included. */
struct table_extent {
    int row, column, span;
    len min, max;
};

/* Limits of the columns from those of the cells; a cell over several columns adds what they lack,
 * shared in proportion to their widest. */
void table_columns(const struct table_extent *cells, size_t n_cells, struct table_column *columns,
                   int n);
/* Sum of the columns' min or max; at most LEN_MAX. */
struct table_column table_total(const struct table_column *columns, int n);

/* Widths for the room there is: max when that fits; else max for columns that need no more than an
 * even share, and for the others min and a share of the rest in proportion to max - min; when not
 * even min fits, shares of the room in proportion to min. Never wider than `room` together unless
 * room is below n. */
void table_widths(const struct table_column *columns, int n, len room, len *widths);

/* Moves width between columns as long as that makes the table lower, as estimated from the cells'
 * max: a few steps, for tables of moderate size. */
void table_balance(const struct table_extent *cells, size_t n_cells,
                   const struct table_column *columns, int n, int n_rows, len *widths);

#endif

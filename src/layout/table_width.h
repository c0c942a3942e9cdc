/* Column widths of tables, as a pure function on numbers (CSS 2.2, 17.5.2.2, and the note on sizing
 * it comes from): no fonts, no nodes. Included by table.c and the unit tests. */
#ifndef LAYOUT_TABLE_WIDTH_H
#define LAYOUT_TABLE_WIDTH_H

#include "base/arena.h"
#include "style/style.h"

struct table_column {
    len min, max; /* narrowest it can be set, and the widest of use; padding included */
    len word;     /* narrowest that breaks no word or identifier; 0: as min */
};

/* A cell's limits, padding included. */
struct table_extent {
    int row, column, span;
    len min, max;
    len word;   /* as a column's */
    len frame;  /* of these, padding and borders */
    len length; /* of its text on one line, over all its paragraphs; 0: max without the frame */
};

/* Limits of the columns from those of the cells; a cell over several columns adds what they lack,
 * shared in proportion to their widest. */
void table_columns(const struct table_extent *cells, size_t n_cells, struct table_column *columns,
                   int n);
/* Sum of the columns' min or max; at most LEN_MAX. */
struct table_column table_total(const struct table_column *columns, int n);

/* Raises the columns' min to what breaks no word, the cheapest first, as far as there is room.
 * Words wider than two fifths of it are left to be broken. */
void table_keep_words(struct table_column *columns, int n, len room);

/* Widths for the room there is: max when that fits; else max for columns that need no more than an
 * even share, and for the others min and a share of the rest in proportion to max - min; when not
 * even min fits, min for columns that need no more than an even share, the others share the rest.
 * Never wider than `room` together unless room is below n. */
void table_widths(const struct table_column *columns, int n, len room, len *widths);

/* Moves width between columns, to those whose text makes the rows high, as long as that makes the
 * table lower (with a cost for every cell whose words break): steps down the gradient of its
 * estimated height. Time is linear in the cells. */
void table_balance(const struct table_extent *cells, size_t n_cells,
                   const struct table_column *columns, int n, int n_rows, len *widths);

#endif

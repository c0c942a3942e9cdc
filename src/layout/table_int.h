/* Inside a table: the grid, its columns' limits, and rows as bands. Included by table*.c only.
 *
 *   table_grid.c   nodes   -> cells in a grid
 *   table_align.c  texts   -> columns of numbers, and how the cells of each are aligned
 *   table_size.c   cells   -> column widths and the size of the type
 *   table_rows.c   rows    -> boxes of the vertical list, cut where a page may end
 *   table.c        the order of it all, repeated heads, tables that are too wide */
#ifndef LAYOUT_TABLE_INT_H
#define LAYOUT_TABLE_INT_H

#include "layout/flow.h"
#include "layout/table_width.h"

struct table_cell {
    const struct node *node;
    int row, column, rowspan, colspan;
    bool again; /* shown before: leads another part of a table that is too wide */
    struct vlist *list;
    len x, width;              /* of its border box */
    len height;                /* it needs */
    bool number;               /* its decimal point stands under the others' */
    len after;                 /* of a number: width from the decimal point on */
    size_t placed;             /* boxes set so far */
    len top;                   /* of the next, from the table's top; LEN_MAX: nothing left */
    const struct frame *label; /* of a cell over several rows: its words, to be shown again */
    const struct tag *tag;     /* NULL: not drawn yet */
};

/* How a column is set. */
struct table_figures {
    bool on;           /* its cells are numbers, aligned at the decimal point */
    enum align align;  /* of the block of numbers */
    len before, after; /* widest parts left and right of the point */
};

struct table {
    struct flow *flow;
    const struct node *node;
    int n_rows, n_columns, n_head;
    const struct node **rows;
    const struct tag **tags;  /* of the rows; NULL: not drawn yet */
    struct table_cell *cells; /* in order of row, then column */
    size_t n_cells;
    len *widths, width;
    struct table_figures *figures; /* of the columns */
    bool tight;                    /* not even the narrowest content fits */
    int scale;                     /* permille: of the type */
    len *heights;                  /* of the rows */
    len *tops;                     /* n_rows + 1: from the top of the band in hand: of its rows, and
                                    * the last one's bottom */
    size_t *row_cells;             /* n_rows + 1: the first cell that begins in each row or below */
    const struct vrepeat *repeat, *inside; /* the head again: before a row, in one; or NULL */
    int break_cost;                        /* of a page break between rows */
};

/* The styles below a table at another size, and back: a node's style is changed while the table is
 * set, because the paragraphs read it there. Only this thread sees the chapter's tree. */
struct restyle {
    GPtrArray *nodes, *styles;
};

/* The limits of a table's columns at the type size it is set in. */
struct limits {
    struct table_column *columns;
    struct table_extent *cells;
    struct table_column total;
};

/* Rows that stay together, because cells span them. */
struct band {
    int first, end; /* rows */
    len height;
};

/* Costs of page breaks, as in flow.h. */
enum {
    COST_BAND = 120, /* between rows that a cell ties together */
    COST_ROW = 1000  /* in a row that would fit a page: rather a page a fifth empty */
};

static inline len cell_frame(const struct style *s)
{
    return s->padding.left + s->padding.right + s->border_left.width + s->border_right.width;
}

static inline len cell_top(const struct style *s)
{
    return s->padding.top + s->border_top.width;
}

static inline len cell_bottom(const struct style *s)
{
    return s->padding.bottom + s->border_bottom.width;
}

/* How a cell differs from its style. */
enum table_variant {
    VARIANT_PLAIN,
    VARIANT_FIGURES, /* a number: set to the right, digits all as wide */
    VARIANT_RIGHT,   /* the head over numbers */
    VARIANT_CENTER   /* a head over several columns */
};

struct table *table_grid(struct flow *f, const struct node *node);

/* Finds the columns of numbers. */
void table_find_figures(struct table *t);
enum table_variant table_cell_variant(const struct table *t, const struct table_cell *c);
/* Measures a number left of its point, given its width; raises `min` of the cell's column. */
void table_measure_figure(struct table *t, struct table_cell *c, len width);
/* What a number of this cell leaves empty at the right of a cell that is `width` wide inside. */
len table_figure_margin(const struct table *t, const struct table_cell *c, len width);

struct limits table_limits(struct table *t);
/* How a table fits into a width: with its words whole (identifiers broken at their marks), with the
 * longest broken anywhere, with words broken in all its columns, not at all. */
enum table_fit { FIT_WORDS, FIT_BROKEN, FIT_SQUEEZED, FIT_NONE };
/* Finds the largest type size of 100, 90 and 80 % at which it does; leaves the styles at that size
 * (the smallest when it does not), notes it in t->scale, and gives the columns' limits at it. */
enum table_fit table_fit(struct table *t, len room, struct restyle *restyle, struct limits *l);
void table_restyle_undo(struct restyle *r);
void table_choose_widths(struct table *t, const struct limits *l, len room);

/* The band that begins with row `first`; t->tops are set for its rows, from its own top: a table
 * may be higher than a len holds. */
struct band band_at(struct table *t, int first);
/* Appends the band's rows as boxes, between which a page may end; rows higher than a third of the
 * page as several, rows of more than `limit` in any case. */
void band_set(struct table *t, struct vlist *v, const struct band *b, len x, len limit);

#endif

/* Displays of several equations: their numbers, the words between them, rows too wide for the
 * page. */
#include "layout/math_display.h"

#include "layout/flow.h"

enum {
    COST_ROW = 400,     /* of a page break between two equations, */
    COST_EDGE = 700,    /* after the first or before the last, */
    COST_ALIGNED = 900, /* between the lines of one equation */
    KEPT_ROWS = 6,      /* so many lines of one equation stay together */
    TOLERANCE = 1111    /* permille: what is wider is broken rather than made smaller */
};

/* ---- which rows ---- */

static bool has_lines(const struct math *table)
{
    enum math_table_kind kind = table->u.table.kind;

    return table->u.table.display || kind == TABLE_ALIGNED || kind == TABLE_GATHERED ||
           kind == TABLE_MULTLINE;
}

const struct math *display_rows(const struct math *root)
{
    const struct math *table = math_sole(root, MATH_TABLE);

    return table != NULL && has_lines(table) ? table : NULL;
}

/* An equation of one row that is itself a table of many: these are the lines then, so that pages
 * may part them, and its number stands at the middle one. NULL: it is not. */
static const struct math *inner_rows(const struct math *table)
{
    const struct math_row *only = table->u.table.n_rows == 1 ? table->u.table.rows : NULL;
    const struct math *inner =
        only != NULL && only->n_cells == 1 ? math_sole(only->cells[0], MATH_TABLE) : NULL;

    return inner != NULL && has_lines(inner) && inner->u.table.n_rows > KEPT_ROWS ? inner : NULL;
}

/* ---- numbers ---- */

static struct math_box *number_of(const struct display_setter *d, const struct math_row *row)
{
    struct math_context c = math_in_style(&d->c, MATH_TEXT_STYLE);
    struct math_box *b = box_new(&c);

    c.opened = c.words = 0;
    if (row->tag != NULL) {
        if (!row->tag_bare)
            box_append(b, box_words(&c, "(", NULL), 0);
        box_append(b, math_set_row(&c, row->tag), 0);
        if (!row->tag_bare)
            box_append(b, box_words(&c, ")", NULL), 0);
        return b;
    }
    if (!row->numbered || row->number == NULL)
        return NULL;
    return box_words(&c, arena_join(d->m.a, "(", row->number, ")", NULL), NULL);
}

/* What is added between the pairs of columns, so that they stand evenly. */
static len spread_of(const struct display_setter *d, const struct math *table, len width,
                     len numbers)
{
    size_t n = table->u.table.n_columns;

    if (!table->u.table.display)
        return 0;
    if (table->u.table.kind == TABLE_MULTLINE)
        return d->measure - 2 * display_em(d, 1000) - numbers;
    for (size_t r = 0; r < table->u.table.n_rows; r++)
        n = MAX(n, table->u.table.rows[r].n_cells);
    if (table->u.table.kind != TABLE_ALIGNED || n < 3)
        return 0;
    size_t pairs = (n + 1) / 2;
    len free = d->measure - numbers - width;
    if (table->u.table.flush)
        return free > 0 ? free / (len)(pairs - 1) : 0;
    return free > 0 ? MIN(free / (len)(pairs + 1), display_em(d, 4000)) : 0;
}

static len row_end(const struct math_box *row)
{
    len end = 0;

    for (const struct math_box *b = row->first; b != NULL; b = b->next)
        end = MAX(end, b->x + b->width);
    return end;
}

/* ---- words between rows ---- */

struct words {
    struct display_setter *d;
    struct math_context c;
    struct math_box *line;
    len space;   /* that the next line is to have above it */
    int penalty; /* of a page break before it */
};

static void end_words(struct words *w)
{
    display_line(w->d, w->line, NULL, 0, w->space, w->penalty);
    w->line = box_new(&w->c);
    w->space = 0;
    w->penalty = COST_ROW;
}

/* As a paragraph at the left, each line filled as far as it goes. */
static void set_words(struct display_setter *d, const struct math *row, len space, int penalty)
{
    struct words w = {d, math_in_style(&d->c, MATH_TEXT_STYLE), NULL, space, penalty};
    struct math_list list = {0};

    w.line = box_new(&w.c);
    w.c.words = 1; /* every word by itself */
    math_collect(&w.c, row->first, &list);
    math_space(&list);
    for (const struct math_entry *e = list.first; e != NULL; e = e->next) {
        if (w.line->width > 0 && w.line->width + e->before + e->box->width > d->measure)
            end_words(&w);
        else
            w.line->width += e->before;
        box_append(w.line, e->box, 0);
    }
    end_words(&w);
}

static struct math *add_text(struct display_setter *d, struct math **link, const char *text)
{
    struct math *m = *link = arena_one(d->m.a, struct math);

    m->kind = MATH_TEXT;
    m->text = text;
    return m;
}

/* A number on a line of its own; a tag that is wider than that goes on over several. */
static void set_number(struct display_setter *d, const struct math_row *row,
                       struct math_box *number)
{
    struct math whole = {.kind = MATH_ROW}, **link = &whole.first;

    if (row->tag == NULL || number->width <= d->measure) {
        display_line(d, box_new(&d->c), number, 0, 0, PENALTY_FORBID);
        return;
    }
    if (!row->tag_bare)
        link = &add_text(d, link, "(")->next;
    for (const struct math *m = row->tag->first; m != NULL; m = m->next) {
        *link = arena_memdup(d->m.a, m, sizeof *m);
        link = &(*link)->next;
    }
    *link = NULL;
    if (!row->tag_bare)
        add_text(d, link, ")");
    set_words(d, &whole, 0, PENALTY_FORBID);
}

/* ---- rows that are broken ---- */

/* One row in parts: what stands before its relation or column, and the lines of the rest. */
struct broken {
    struct math_box *left; /* NULL: none */
    struct math_list rest;
    GPtrArray *starts; /* in the rest; NULL: it does not fit */
};

/* The width that all lefts take together; 0 when one of them is too wide to stand before anything.
 */
static bool measure_lefts(const struct display_setter *d, const struct math *table,
                          struct broken *rows, len *width)
{
    *width = 0;
    for (size_t r = 0; r < table->u.table.n_rows; r++) {
        const struct math_row *row = &table->u.table.rows[r];
        struct math_context c = math_in_style(&d->c, math_cell_style(table));
        bool pair = table->u.table.kind == TABLE_ALIGNED && row->n_cells == 2;
        if (row->n_cells > 2 || (row->n_cells == 2 && !pair))
            return false;
        if (pair) {
            rows[r].left = math_set_row(&c, row->cells[0]);
            *width = MAX(*width, rows[r].left->width);
        }
        if (row->n_cells > 0) {
            const struct math *cell = row->cells[row->n_cells - 1];
            math_collect(&c, cell->kind == MATH_ROW ? cell->first : cell, &rows[r].rest);
            math_space(&rows[r].rest);
        }
    }
    return *width <= d->measure / 2;
}

/* Breaks each row's rest behind `left`; false when a line does not fit. */
static bool break_rests(const struct display_setter *d, struct broken *rows, size_t n, len left,
                        len *widest)
{
    bool fits = true;

    *widest = 0;
    for (size_t r = 0; r < n; r++) {
        len start = rows[r].left != NULL ? left : 0, width;
        rows[r].starts = display_break(d, &rows[r].rest, d->measure - start, &width);
        fits = fits && rows[r].starts != NULL;
        *widest = MAX(*widest, start + width);
    }
    return fits;
}

/* The lines of one row, the number beside the last of them when it fits there. */
static void add_broken(struct display_setter *d, struct broken *b, const struct math_row *row,
                       len x, len left, int penalty)
{
    struct math_box *number = number_of(d, row);
    len start = x + (b->left != NULL ? left : 0);
    guint n = b->starts->len;

    for (guint i = 0; i < MAX(n, 1); i++) {
        struct math_entry *end = i + 1 < n ? b->starts->pdata[i + 1] : NULL;
        struct math_box *line = box_new(&d->c);
        struct math_box *part = n > 0 ? display_part(d, b->starts->pdata[i], end) : box_new(&d->c);
        len at = start + (i > 0 ? display_indent(d) : 0);
        if (i == 0 && b->left != NULL)
            box_put(line, b->left, x + left - b->left->width, 0);
        box_put(line, part, at, 0);
        bool last = i + 1 >= n,
             room = number != NULL && last &&
                    at + part->width + number->width + display_em(d, 1000) <= d->measure;
        display_line(d, line, room ? number : NULL, 0,
                     i == 0 && d->lines->len == 0 ? 0 : display_gap(d),
                     i == 0 ? penalty : PENALTY_FORBID);
        if (number != NULL && last && !room)
            set_number(d, row, number);
    }
}

/* Rows of one or two columns, each broken as a formula by itself is. */
static bool set_broken_rows(struct display_setter *d, const struct math *table)
{
    size_t n = table->u.table.n_rows;
    struct broken *rows = arena_array(d->m.a, n + 1, sizeof *rows);
    len left, widest;
    bool fits = measure_lefts(d, table, rows, &left) && break_rests(d, rows, n, left, &widest);

    for (size_t r = 0; r < n && fits; r++) {
        const struct math_row *row = &table->u.table.rows[r];
        bool gathered = table->u.table.kind != TABLE_ALIGNED && rows[r].starts->len <= 1;
        len width = 0;
        for (const struct math_entry *e = rows[r].rest.first; gathered && e != NULL; e = e->next)
            width = math_sum(width, e->box->width + (e == rows[r].rest.first ? 0 : e->before));
        if (row->words != NULL)
            set_words(d, row->words, d->lines->len > 0 ? display_gap(d) : 0, COST_ROW);
        else
            add_broken(d, &rows[r], row, display_start(d, gathered ? width : widest), left,
                       COST_ROW);
    }
    for (size_t r = 0; r < n; r++)
        if (rows[r].starts != NULL)
            g_ptr_array_free(rows[r].starts, TRUE);
    d->width = MAX(d->width, fits ? widest : 0);
    return fits;
}

/* ---- rows ---- */

/* Where the rows begin: centred, further to the left when a number needs the room, or, with *below,
 * centred above numbers that have lines of their own. */
static len rows_start(const struct display_setter *d, const struct math_table_rows *rows,
                      struct math_box **numbers, bool *below)
{
    len x = display_start(d, rows->width), gap = display_em(d, 1000);

    *below = false;
    for (size_t r = 0; r < rows->n; r++)
        if (numbers[r] != NULL)
            x = MIN(x, d->measure - numbers[r]->width - gap - row_end(rows->rows[r].box));
    if (x < 0) {
        *below = true;
        x = display_start(d, rows->width);
    }
    return x;
}

/* Of a page break before the row. */
static int row_cost(const struct math_table_rows *rows, size_t r, bool one)
{
    if (r > 0 && rows->rows[r - 1].row->words != NULL)
        return PENALTY_FORBID;
    if (one)
        return rows->n <= KEPT_ROWS         ? PENALTY_FORBID
               : r == 1 || r + 1 == rows->n ? 2 * COST_ALIGNED
                                            : COST_ALIGNED;
    return rows->n > 2 && (r == 1 || r + 1 == rows->n) ? COST_EDGE : COST_ROW;
}

/* The numbers of the rows, and the width of the widest with the space before it. */
static struct math_box **find_numbers(const struct display_setter *d, const struct math *table,
                                      const struct math_row *whole, len *width)
{
    size_t n = table->u.table.n_rows;
    struct math_box **numbers = arena_array(d->m.a, n + 1, sizeof *numbers);

    *width = 0;
    for (size_t r = 0; r < n; r++) {
        const struct math_row *row = whole == NULL ? &table->u.table.rows[r]
                                     : r == n / 2  ? whole
                                                   : NULL;
        numbers[r] = row != NULL ? number_of(d, row) : NULL;
        if (numbers[r] != NULL)
            *width = MAX(*width, numbers[r]->width + display_em(d, 1000));
    }
    return numbers;
}

bool display_set_rows(struct display_setter *d, const struct math *outer, len *widest)
{
    const struct math *inner = inner_rows(outer), *table = inner != NULL ? inner : outer;
    const struct math_row *whole = inner != NULL ? outer->u.table.rows : NULL;
    struct math_table_rows rows = math_table_set(&d->c, table, 0);
    len number, spread;
    struct math_box **numbers = find_numbers(d, table, whole, &number);
    bool below, one = !table->u.table.display;

    if ((spread = spread_of(d, table, rows.width, number)) > 0)
        rows = math_table_set(&d->c, table, spread);
    *widest = rows.width;
    if (rows.width > d->measure && !d->force)
        return (int64_t)rows.width * 1000 > (int64_t)d->measure * TOLERANCE && whole == NULL &&
               set_broken_rows(d, table);
    len x = rows_start(d, &rows, numbers, &below);
    if (table->u.table.flush)
        x = 0;
    for (size_t r = 0; r < rows.n; r++) {
        struct math_table_row *row = &rows.rows[r];
        struct math_box *line = box_new(&d->c);
        len above = r > 0 ? row->above : 0;
        if (row->row->words != NULL) {
            set_words(d, row->row->words, above, COST_ROW);
            continue;
        }
        box_put(line, row->box, x, 0);
        display_line(d, line, below ? NULL : numbers[r], 0, above, row_cost(&rows, r, one));
        if (numbers[r] != NULL && below)
            set_number(d, whole != NULL ? whole : row->row, numbers[r]);
    }
    d->width = MAX(d->width, rows.width + number);
    return true;
}

#include "layout/math_int.h"

/* LaTeX's lengths at 10 pt in thousandths of the size. */
enum {
    STRUT_HEIGHT = 840, /* .7 and .3 of a baseline skip of 12 pt */
    STRUT_DEPTH = 360,
    COLUMN_GAP = 1000, /* twice \arraycolsep */
    PAIR_GAP = 1000,   /* \minalignsep */
    RULE_WIDTH = 40,   /* \arrayrulewidth */
    RULE_GAP = 200,    /* \doublerulesep */
    CASES_STRETCH = 1200
};

struct column {
    len x, width;
    len before; /* the gap, with the rules in it */
    int rules;
};

struct table {
    const struct math_context *c;
    const struct math *m;
    struct math_context cell;
    len em;
    struct column *columns; /* one more for the rules after the last */
    size_t n;
    struct math_box ***cells;
    len width;
    bool words; /* those between rows are set too */
};

static len of_em(const struct table *t, int thousandths)
{
    return (len)((int64_t)t->em * thousandths / 1000);
}

static len own_gap(const struct table *t, size_t column, len spread)
{
    switch (t->m->u.table.kind) {
    case TABLE_ARRAY:
        return of_em(t, column == 0 ? COLUMN_GAP / 2 : COLUMN_GAP);
    case TABLE_CASES:
        return column == 0 ? 0 : of_em(t, 1000);
    case TABLE_SMALL:
        return column == 0 ? 0 : of_em(t, 278);
    case TABLE_ALIGNED:
        return column == 0 || column % 2 == 1 ? 0 : of_em(t, PAIR_GAP) + spread;
    case TABLE_GATHERED:
    case TABLE_MULTLINE:
        break;
    }
    return 0;
}

/* The width of rules that stand together. */
static len rules_width(const struct table *t, int n)
{
    return n <= 0 ? 0 : n * of_em(t, RULE_WIDTH) + (n - 1) * of_em(t, RULE_GAP);
}

static void set_cells(struct table *t)
{
    const struct math *m = t->m;

    t->cells = arena_array(t->c->m->a, m->u.table.n_rows, sizeof *t->cells);
    for (size_t r = 0; r < m->u.table.n_rows; r++) {
        const struct math_row *row = &m->u.table.rows[r];
        t->cells[r] = arena_array(t->c->m->a, row->n_cells, sizeof **t->cells);
        for (size_t i = 0; i < row->n_cells; i++) {
            t->cells[r][i] = math_set_row(&t->cell, row->cells[i]);
            if (math_cell_columns(row, i) == 1)
                t->columns[i].width = MAX(t->columns[i].width, t->cells[r][i]->width);
        }
    }
}

/* In a diagram the arrows across are as wide as their column. */
static void widen_arrows(struct table *t)
{
    for (size_t r = 0; r < t->m->u.table.n_rows; r++) {
        const struct math_row *row = &t->m->u.table.rows[r];
        for (size_t i = 1; i < row->n_cells; i += 2) {
            struct math_context cell = t->cell;
            cell.arrow = t->columns[i].width;
            if (row->cells[i]->first != NULL)
                t->cells[r][i] = math_set_row(&cell, row->cells[i]);
        }
    }
}

/* The last of the columns that the cell covers. */
static size_t last_column(const struct table *t, const struct math_row *row, size_t i)
{
    return MIN(i + MAX(math_cell_columns(row, i), 1), t->n) - 1;
}

/* As TeX's \halign does it: the last column of a span has what its columns lack. */
static void widen_columns(struct table *t)
{
    for (size_t r = 0; r < t->m->u.table.n_rows; r++) {
        const struct math_row *row = &t->m->u.table.rows[r];
        for (size_t i = 0; row->spans != NULL && i < row->n_cells; i++) {
            size_t last = last_column(t, row, i);
            len width = t->columns[i].width;
            for (size_t k = i + 1; k <= last; k++)
                width = math_sum(width, t->columns[k].before + t->columns[k].width);
            t->columns[last].width += MAX(t->cells[r][i]->width - width, 0);
        }
    }
}

/* The gaps before the columns, with the lines in them. */
static void find_gaps(struct table *t, len spread)
{
    const struct math *m = t->m;

    for (size_t i = 0; i < t->n; i++) {
        struct column *k = &t->columns[i];
        const struct math_column *as = i < m->u.table.n_columns ? &m->u.table.columns[i] : NULL;
        k->rules = as != NULL ? CLAMP(as->rules, 0, 8) : 0;
        k->before =
            as != NULL && as->gap.amount >= 0 ? math_length(t->c, as->gap) : own_gap(t, i, spread);
        k->before += rules_width(t, k->rules);
    }
    struct column *end = &t->columns[t->n];
    end->rules = CLAMP(m->u.table.rules_after, 0, 8);
    /* at the right side as much as at the left */
    bool open = t->n > 0 && t->columns[0].before > rules_width(t, t->columns[0].rules);
    if (m->u.table.kind == TABLE_ARRAY && (open || end->rules > 0))
        end->before = of_em(t, COLUMN_GAP / 2);
    end->before += rules_width(t, end->rules);
}

static void place_columns(struct table *t, len spread)
{
    len x = 0;

    find_gaps(t, spread);
    widen_columns(t);
    for (size_t i = 0; i <= t->n; i++) {
        struct column *k = &t->columns[i];
        k->x = math_sum(x, k->before);
        x = math_sum(k->x, k->width);
    }
    t->width = t->columns[t->n].x;
}

static void begin(struct table *t, const struct math_context *c, const struct math *m, len spread)
{
    *t =
        (struct table){.c = c, .m = m, .cell = math_in_style(c, math_cell_style(m)), .em = c->base};
    if (m->u.table.kind != TABLE_SMALL)
        t->cell.cramped = false;
    t->n = m->u.table.n_columns;
    for (size_t r = 0; r < m->u.table.n_rows; r++)
        t->n = MAX(t->n, m->u.table.rows[r].n_cells);
    t->columns = arena_array(c->m->a, t->n + 1, sizeof *t->columns);
    set_cells(t);
    if (m->u.table.arrows)
        widen_arrows(t);
    if (m->u.table.kind == TABLE_MULTLINE) /* its rows stand apart */
        t->columns[0].width = MAX(t->columns[0].width, spread);
    place_columns(t, spread);
}

static void add_strut(const struct table *t, struct math_box *b)
{
    int64_t stretch = t->m->u.table.stretch > 0 ? t->m->u.table.stretch : 1000;

    if (t->m->u.table.kind == TABLE_SMALL)
        return;
    if (t->m->u.table.kind == TABLE_CASES && stretch == 1000)
        stretch = CASES_STRETCH;
    b->height = MAX(b->height, (len)(of_em(t, STRUT_HEIGHT) * stretch / 1000));
    b->depth = MAX(b->depth, (len)(of_em(t, STRUT_DEPTH) * stretch / 1000));
}

/* TeX's baseline, line skip and line skip limit between rows that are not arrays'. */
static len interline(const struct table *t, const struct math_box *above,
                     const struct math_box *below)
{
    len together = above->depth + below->height;

    switch (t->m->u.table.kind) {
    case TABLE_ARRAY:
    case TABLE_CASES:
        break;
    case TABLE_SMALL:
        return MAX(of_em(t, 600) - together, of_em(t, 150));
    case TABLE_ALIGNED:
    case TABLE_GATHERED:
    case TABLE_MULTLINE:
        return of_em(t, 1500) - together >= of_em(t, 300) ? of_em(t, 1500) - together
                                                          : of_em(t, 400);
    }
    return 0;
}

static struct math_box *set_words(const struct table *t, const struct math_row *row)
{
    struct math_context text = math_in_style(t->c, MATH_TEXT_STYLE);

    return math_set_row(&text, row->words);
}

static struct math_box *set_row(const struct table *t, size_t r)
{
    const struct math_row *row = &t->m->u.table.rows[r];
    struct math_box *b = box_new(t->c);

    for (size_t i = 0; i < row->n_cells; i++) {
        const struct column *k = &t->columns[i], *last = &t->columns[last_column(t, row, i)];
        struct math_box *cell = t->cells[r][i];
        enum math_align align = math_cell_align(t->m, r, i);
        if (math_cell_columns(row, i) > 0)
            box_put(b, cell, k->x + box_aligned(align, last->x + last->width - k->x - cell->width),
                    0);
    }
    if (row->words != NULL && t->words)
        box_put(b, set_words(t, row), 0, 0);
    add_strut(t, b);
    b->width = t->width;
    return b;
}

/* Words between rows stand in the table; in a display they have lines of their own. */
static void find_words(struct table *t)
{
    t->words = true;
    for (size_t r = 0; r < t->m->u.table.n_rows; r++)
        if (t->m->u.table.rows[r].words != NULL)
            t->width = MAX(t->width, set_words(t, &t->m->u.table.rows[r])->width);
}

static struct math_table_rows set_rows(const struct table *t)
{
    size_t n = t->m->u.table.n_rows;
    struct math_table_rows out = {
        .rows = arena_array(t->c->m->a, n, sizeof *out.rows), .n = n, .width = t->width};

    for (size_t r = 0; r < n; r++) {
        const struct math_row *row = &t->m->u.table.rows[r];
        struct math_table_row *to = &out.rows[r];
        to->row = row;
        to->box = set_row(t, r);
        if (r > 0)
            to->above = interline(t, out.rows[r - 1].box, to->box) +
                        math_length(t->c, t->m->u.table.rows[r - 1].gap);
        to->above += rules_width(t, CLAMP(row->above.n, 0, 8));
    }
    return out;
}

struct math_table_rows math_table_set(const struct math_context *c, const struct math *m,
                                      len spread)
{
    struct table t;

    begin(&t, c, m, spread);
    return set_rows(&t);
}

/* ---- as a box ---- */

/* `n` rules along a row or a column, the first at (x, y). */
static void add_rules(const struct table *t, struct math_box *b, int n, bool dashed, len x, len y,
                      len width, len height)
{
    len thick = of_em(t, RULE_WIDTH), step = thick + of_em(t, RULE_GAP);

    for (int i = 0; i < n; i++) {
        if (dashed)
            box_put(b, box_line(t->c, width, height, thick, of_em(t, 300)), x, y);
        else if (width > 0)
            box_put(b, box_rule(t->c, width, 0, thick), x, y);
        else
            box_put(b, box_rule(t->c, thick, 0, height), x, y);
        x += width > 0 ? 0 : step;
        y += width > 0 ? step : 0;
    }
}

/* Where the lines before a column begin: in the middle of its gap, or at the table's side. */
static len edge_of(const struct table *t, size_t column)
{
    const struct column *k = &t->columns[column];
    len lines = rules_width(t, k->rules);

    return column == 0      ? 0
           : column == t->n ? k->x - lines
                            : k->x - k->before + (k->before - lines) / 2;
}

/* The lines across that end at y. Parts of one take no room. */
static void add_across(const struct table *t, struct math_box *b, const struct math_rules *rules,
                       len y)
{
    int n = CLAMP(rules->n, 0, 8);
    len thick = of_em(t, RULE_WIDTH);

    add_rules(t, b, n, rules->dashed, 0, y - rules_width(t, n), t->width, 0);
    for (size_t i = 0; i < rules->n_parts; i++) {
        size_t from = MIN(rules->parts[i].from, t->n), to = MIN(rules->parts[i].to + 1, t->n);
        len x = edge_of(t, from), end = edge_of(t, to) + rules_width(t, t->columns[to].rules);
        if (end > x)
            add_rules(t, b, 1, false, x, y - thick, end - x, 0);
    }
}

/* The lines before a column, each as far as rows go on having it. */
static void add_down(const struct table *t, struct math_box *b, size_t column, const len *ends)
{
    size_t n_rows = t->m->u.table.n_rows;
    bool dashed, same;

    for (size_t r = 0, next; r < n_rows; r = next) {
        int n = CLAMP(math_lines_before(t->m, r, column, &dashed), 0, 8);
        for (next = r + 1;
             next < n_rows && math_lines_before(t->m, next, column, &same) == n && same == dashed;)
            next++;
        add_rules(t, b, n, dashed, edge_of(t, column), ends[r], 0, ends[next] - ends[r]);
    }
}

static len rows_height(const struct math_table_rows *rows)
{
    len height = 0;

    for (size_t r = 0; r < rows->n; r++)
        height = math_sum(height, rows->rows[r].above + rows->rows[r].box->height +
                                      rows->rows[r].box->depth);
    return height;
}

struct math_box *math_table(const struct math_context *c, const struct math *m)
{
    struct table t;

    begin(&t, c, m, 0);
    find_words(&t);
    struct math_table_rows rows = set_rows(&t);
    struct math_box *b = box_new(c);
    len below = rules_width(&t, CLAMP(m->u.table.below.n, 0, 8));
    len height = math_sum(rows_height(&rows), below), up, y;
    len *ends = arena_array(c->m->a, rows.n + 1, sizeof *ends); /* where each row begins */
    up = math_constant(c, MC_AXIS_HEIGHT) + height / 2;
    if (m->u.table.at == MATH_LEFT)
        up = rows.n > 0 ? rows.rows[0].above + rows.rows[0].box->height : 0;
    else if (m->u.table.at == MATH_RIGHT && rows.n > 0)
        up = height - below - rows.rows[rows.n - 1].box->depth;
    y = -up;
    for (size_t r = 0; r < rows.n; r++) {
        const struct math_table_row *row = &rows.rows[r];
        ends[r] = y;
        y = math_sum(y, row->above);
        add_across(&t, b, &row->row->above, y);
        box_put(b, row->box, 0, y + row->box->height);
        y = math_sum(y, row->box->height + row->box->depth);
    }
    y = math_sum(y, below);
    ends[rows.n] = y;
    add_across(&t, b, &m->u.table.below, y);
    for (size_t i = 0; i <= t.n && rows.n > 0; i++)
        add_down(&t, b, i, ends);
    b->width = t.width;
    b->height = MAX(b->height, up);
    b->depth = MAX(b->depth, height - up);
    return b;
}

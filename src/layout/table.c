/* Tables: a grid of cells, each a vertical list; column widths by table_size.c; rows to boxes by
 * table_rows.c. Rows that a rowspan ties together are one band.
 */
#include "layout/table_int.h"

#include "doc/labels.h"

#include <string.h>

/* ---- content ---- */

static void fill_cell(struct table *t, struct table_cell *c)
{
    const struct style *s = c->node->style;
    c->x = 0;
    c->width = 0;
    for (int k = 0; k < c->column; k++)
        c->x += t->widths[k];
    for (int k = 0; k < c->colspan; k++)
        c->width += t->widths[c->column + k];
    if (t->node->style->direction == DIRECTION_RTL) /* the first column is at the right */
        c->x = t->width - c->x - c->width;
    len left = s->border_left.width + s->padding.left;
    len width = c->width - cell_frame(s);
    if (t->tight && width < c->width * 3 / 4) { /* the text needs the room more than the padding */
        left = c->width / 8;
        width = c->width - 2 * left;
    }
    width -= table_figure_margin(t, c, width);
    c->list = vlist_new(t->flow->arena);
    bool plain = t->flow->plain;
    len narrowest = t->flow->narrowest;
    t->flow->plain |= c->again;
    t->flow->narrowest = CLAMP(width / 2, 1, 72 * LEN_PT); /* padding of code shows here too */
    if (!t->flow->plain)
        vlist_anchor(c->list, c->node->id);
    flow_blocks(t->flow, c->list, c->node, left, MAX(1, width));
    t->flow->plain = plain;
    t->flow->narrowest = narrowest;
    vlist_finish(c->list);
    c->height = cell_top(s) + vlist_height(c->list, 0, c->list->n) + cell_bottom(s);
    if (!c->list->n)
        c->height += s->line_height;
}

static void row_heights(struct table *t)
{
    memset(t->heights, 0, (size_t)t->n_rows * sizeof(len));
    for (size_t i = 0; i < t->n_cells; i++)
        if (t->cells[i].rowspan == 1)
            t->heights[t->cells[i].row] = MAX(t->heights[t->cells[i].row], t->cells[i].height);
    for (size_t i = 0; i < t->n_cells; i++) {
        const struct table_cell *c = &t->cells[i];
        len have = 0;
        for (int k = 0; k < c->rowspan; k++)
            have += t->heights[c->row + k];
        t->heights[c->row + c->rowspan - 1] += MAX(0, c->height - have);
    }
}

/* Whether all rows together are no higher. */
static bool is_low(const struct table *t, len limit)
{
    len height = 0;
    for (int row = 0; row < t->n_rows && height <= limit; row++)
        height += t->heights[row];
    return height <= limit;
}

/* ---- the table ---- */

/* The head once more, for the pages the table goes on to, under "continued". */
static const struct vrepeat *repeated_head(struct flow *f, const struct node *node, len x,
                                           const struct table *shown)
{
    static const struct tag artifact = {.role = "Artifact"};
    bool plain = f->plain;
    f->plain = true;
    struct table *t = arena_memdup(f->arena, shown, sizeof *t);
    t->cells = arena_memdup(f->arena, shown->cells, shown->n_cells * sizeof *t->cells);
    t->heights = arena_array(f->arena, (size_t)t->n_rows + 1, sizeof(len));
    t->tops = arena_array(f->arena, (size_t)t->n_rows + 1, sizeof(len));
    struct vlist *v = vlist_new(f->arena);
    flow_text(f, v, label_text(f->lang, LABEL_CONTINUED),
              flow_style(f, node->style, "table-continued", NULL), NULL, 0, t->width);
    while (t->n_cells && t->cells[t->n_cells - 1].row >= t->n_head)
        t->n_cells--;
    t->n_rows = t->n_head;
    for (size_t i = 0; i < t->n_cells; i++)
        fill_cell(t, &t->cells[i]);
    row_heights(t);
    vlist_strut(v, 2 * LEN_PT);
    size_t line = v->n;
    for (int row = 0; row < t->n_head;) {
        struct band b = band_at(t, row);
        band_set(t, v, &b, 0, f->height);
        row = b.end;
    }
    struct frame *content = vlist_frame(v, t->width, NULL);
    struct frame *frame = frame_new(f->arena, t->width, content->height);
    const struct border *top = &node->style->border_top;
    frame_tag(f->arena, frame, TAG_OPEN, &artifact);
    if (top->width > 0)
        frame_rect(f->arena, frame, 0, vlist_height(v, 0, line) - top->width, t->width, top->width,
                   top->colour);
    frame_place(f->arena, frame, content, 0, 0);
    frame_tag(f->arena, frame, TAG_CLOSE, &artifact);
    f->plain = plain;
    if (frame->height > f->height / 3)
        return NULL;
    struct vrepeat *repeat = arena_one(f->arena, struct vrepeat);
    *repeat = (struct vrepeat){frame, x};
    return repeat;
}

/* The same head with a little room below, for text that goes on in the middle of a row. */
static const struct vrepeat *spaced(struct arena *a, const struct vrepeat *repeat)
{
    if (!repeat)
        return NULL;
    struct vrepeat *s = arena_memdup(a, repeat, sizeof *s);
    struct frame *frame = arena_memdup(a, repeat->frame, sizeof *frame);
    frame->height += 4 * LEN_PT;
    s->frame = frame;
    return s;
}

/* The words of the cells that go over several rows, to be shown again on a further page. */
static void make_labels(struct table *t)
{
    struct flow *f = t->flow;
    bool plain = f->plain;
    if (plain)
        return;
    f->plain = true;
    for (size_t i = 0; i < t->n_cells; i++) {
        struct table_cell *c = &t->cells[i];
        if (c->rowspan == 1 || c->row < t->n_head || !c->list->n || c->height > f->height / 6)
            continue;
        struct table_cell copy = *c;
        fill_cell(t, &copy);
        c->label = vlist_frame(copy.list, c->width, NULL);
    }
    f->plain = plain;
}

static void set_rows(struct table *t, struct vlist *v, len x)
{
    struct flow *f = t->flow;
    const struct vrepeat *repeat =
        t->n_head && t->n_head < t->n_rows && !f->plain ? repeated_head(f, t->node, x, t) : NULL;
    len limit = f->height - (repeat ? repeat->frame->height + 4 * LEN_PT : 0);
    size_t start = v->n;
    int body = 0;
    t->break_cost = is_low(t, f->height / 3) ? COST_SHORT : COST_LINE;
    make_labels(t);
    for (int row = 0; row < t->n_rows;) {
        struct band b = band_at(t, row);
        bool head = row < t->n_head, last = b.end == t->n_rows;
        size_t at = v->n;
        if (at > start) /* the head keeps two rows, and the last row is not alone */
            vlist_penalty(v, head || body == 0   ? PENALTY_FORBID
                             : body == 1 || last ? COST_SHORT
                                                 : t->break_cost);
        if (!head && body == 0) {
            vlist_keep(v, start);
            t->repeat = repeat;
            t->inside = spaced(f->arena, repeat);
        }
        band_set(t, v, &b, x, limit);
        if (!head && body++ == 0 && v->n > at)
            v->boxes[at].repeat = NULL;
        row = b.end;
    }
}

/* Sets a table whose widths are chosen, in a box that is as wide. */
static void set_table(struct table *t, struct vlist *v, len x, len width)
{
    struct flow *f = t->flow;
    struct style *style = arena_memdup(f->arena, t->node->style, sizeof *style);
    style->padding = (struct edges){0, 0, 0, 0};
    style->width = t->width + style->border_left.width + style->border_right.width;
    style->width_permille = style->max_width_permille = 0;
    style->max_width = LEN_AUTO;
    style->break_inside = BREAK_AUTO;
    if (f->narrowest > 0) /* in a cell: with its text */
        style->margin.left = 0;
    for (size_t i = 0; i < t->n_cells; i++)
        fill_cell(t, &t->cells[i]);
    row_heights(t);
    struct flow_box box = flow_open(f, v, style, NULL, x, width);
    set_rows(t, v, box.x);
    flow_close(f, v, &box);
}

/* ---- too wide a table: some columns after the others, each part led by the first column ---- */

/* Columns [first, end) as a table of their own. */
static struct table *part_new(const struct table *t, int first, int end)
{
    struct arena *a = t->flow->arena;
    struct table *part = arena_memdup(a, t, sizeof *part);
    int lead = first > 0;
    part->cells = arena_array(a, t->n_cells, sizeof *part->cells);
    part->n_cells = 0;
    part->n_columns = end - first + lead;
    part->widths = arena_array(a, (size_t)part->n_columns, sizeof(len));
    part->heights = arena_array(a, (size_t)part->n_rows + 1, sizeof(len));
    part->tops = arena_array(a, (size_t)part->n_rows + 1, sizeof(len));
    part->row_cells = arena_array(a, (size_t)part->n_rows + 1, sizeof(size_t));
    part->tags = arena_array(a, (size_t)part->n_rows, sizeof *part->tags);
    part->figures = arena_array(a, (size_t)part->n_columns, sizeof *part->figures);
    for (int i = 0; i < part->n_columns; i++)
        part->figures[i] = t->figures[lead && i == 0 ? 0 : first + i - lead];
    for (size_t i = 0; i < t->n_cells; i++) {
        struct table_cell cell = t->cells[i];
        bool key = lead && cell.column == 0;
        if (!key && (cell.column < first || cell.column >= end))
            continue;
        cell.again = key;
        cell.colspan = key ? 1 : MIN(cell.colspan, end - cell.column);
        cell.column = key ? 0 : cell.column - first + lead;
        part->cells[part->n_cells++] = cell;
        part->row_cells[cell.row + 1] = part->n_cells;
    }
    for (int row = 0; row < part->n_rows; row++) /* rows without a cell of their own */
        part->row_cells[row + 1] = MAX(part->row_cells[row], part->row_cells[row + 1]);
    return part;
}

/* How many columns from `first` on fit beside the leading one; at least one. */
static int part_end(const struct table *t, const struct limits *l, int first, len room)
{
    len width = first > 0 ? l->columns[0].min : 0;
    int end = first;
    while (end < t->n_columns && (end == first || width + l->columns[end].min <= room))
        width += l->columns[end++].min;
    return end;
}

static void set_parts(struct table *t, const struct limits *l, struct vlist *v, len room, len x,
                      len width)
{
    int n = 0;
    for (int first = 0, end; first < t->n_columns; first = end, n++) {
        end = part_end(t, l, first, room);
        struct table *part = part_new(t, first, end);
        struct limits limits = table_limits(part);
        table_choose_widths(part, &limits, room);
        size_t span = vlist_open(v, t->flow->plain ? NULL : "Table", NULL, x, width);
        set_table(part, v, x, width);
        vlist_close(v, span);
    }
    if (!t->flow->plain)
        diag_add(t->flow->book->diags, DIAG_TABLE_PARTS, t->node->loc,
                 arena_printf(t->flow->arena, "%d", n), NULL);
}

/* ---- the steps for a table that is too wide ---- */

static void note_fit(const struct table *t, enum table_fit fit)
{
    struct flow *f = t->flow;
    if (f->plain)
        return;
    if (t->scale < 1000)
        diag_add(f->book->diags, DIAG_TABLE_SHRUNK, t->node->loc,
                 arena_printf(f->arena, "%d", t->scale / 10), NULL);
    if (fit != FIT_WORDS && fit != FIT_NONE)
        diag_add(f->book->diags, DIAG_TABLE_BROKEN, t->node->loc, NULL);
}

/* `role` is "Div" around a table that is set in parts, each a table to a listener. */
static size_t open_table(struct flow *f, struct vlist *v, const struct node *node, const char *role,
                         len x, len width)
{
    size_t outer = vlist_open(v, f->plain ? NULL : role, NULL, x, width);
    if (node->first && node->first->kind == NODE_CAPTION) {
        vlist_space(v, node->style->margin.top == LEN_AUTO ? 0 : node->style->margin.top, true);
        flow_block(f, v, node->first, x, width);
        vlist_penalty(v, PENALTY_FORBID);
    }
    return outer;
}

/* What the borders of the table's own box leave of a width. */
static len inner_width(const struct node *table, len width)
{
    return width - table->style->border_left.width - table->style->border_right.width;
}

/* Sets the table on pages of its own, turned on their side; a line in its place says so. False,
 * with nothing set: it does not fit there either, or cannot be turned. */
static bool set_turned(struct table *t, struct vlist *v, struct restyle *restyle, len x, len width)
{
    struct flow *f = t->flow;
    struct limits l;
    if (!f->can_turn || f->plain || f->narrowest > 0 || f->height <= width)
        return false;
    enum table_fit fit = table_fit(t, inner_width(t->node, f->height), restyle, &l);
    if (fit > FIT_BROKEN)
        return false;
    diag_add(f->book->diags, DIAG_TABLE_TURNED, t->node->loc, NULL);
    note_fit(t, fit);
    struct flow turned = *f;
    turned.width = f->height;
    turned.height = f->width;
    turned.can_turn = false;
    t->flow = &turned;
    struct vlist *list = vlist_new(f->arena);
    size_t outer = open_table(&turned, list, t->node, "Table", 0, turned.width);
    table_choose_widths(t, &l, inner_width(t->node, turned.width));
    set_table(t, list, 0, turned.width);
    vlist_close(list, outer);
    t->flow = f;
    size_t at = v->n;
    flow_text(f, v, label_text(f->lang, LABEL_TURNED), flow_style(f, NULL, "table-turned", NULL),
              "P", x, width);
    if (v->n == at) /* hidden by a style */
        vlist_add(v, NULL, 0, 0);
    v->boxes[v->n - 1].turned = list;
    return true;
}

void flow_table(struct flow *f, struct vlist *v, const struct node *node, len x, len width)
{
    struct table *t = table_grid(f, node);
    struct restyle restyle = {NULL, NULL};
    struct limits l;
    len room = inner_width(node, width);
    enum table_fit fit = table_fit(t, room, &restyle, &l);
    if (fit > FIT_BROKEN) {
        if (set_turned(t, v, &restyle, x, width)) {
            table_restyle_undo(&restyle);
            return;
        }
        fit = table_fit(t, room, &restyle, &l);
    }
    bool parts = fit == FIT_NONE && t->n_columns > 2 && l.columns[0].min <= room / 2;
    size_t outer = open_table(f, v, node, parts ? "Div" : "Table", x, width);
    note_fit(t, fit == FIT_NONE && !parts ? FIT_SQUEEZED : fit);
    if (parts) {
        set_parts(t, &l, v, room, x, width);
    } else {
        table_choose_widths(t, &l, room);
        set_table(t, v, x, width);
    }
    vlist_close(v, outer);
    table_restyle_undo(&restyle);
}

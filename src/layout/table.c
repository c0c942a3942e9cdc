/* Tables: a grid of cells, each a vertical list; column widths by table_width.c; rows to boxes.
 * Rows that a rowspan ties together are one band; a band higher than a page is cut between lines.
 */
#include "layout/flow.h"

#include "doc/labels.h"
#include "layout/table_width.h"

#include <string.h>

enum { COLUMNS_MAX = 1000, SCALES = 3 };
static const int scales[SCALES] = {1000, 900, 800};

struct table_cell {
    const struct node *node;
    int row, column, rowspan, colspan;
    bool again; /* shown before: leads another part of a table that is too wide */
    struct vlist *list;
    len x, width;  /* of its border box */
    len height;    /* it needs */
    len y, shift;  /* in its band: of the border box, of the content in it */
    size_t placed; /* boxes set so far, while a band is cut */
};

struct table {
    struct flow *flow;
    const struct node *node;
    int n_rows, n_columns, n_head;
    const struct node **rows;
    struct table_cell *cells; /* in order of row, then column */
    size_t n_cells;
    len *widths, width;
    bool tight;   /* not even the narrowest content fits */
    len *heights; /* of the rows */
};

/* ---- the grid ---- */

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

static struct table *grid_new(struct flow *f, const struct node *node)
{
    struct table *t = arena_one(f->arena, struct table);
    size_t n_cells = 0;
    int taken[COLUMNS_MAX] = {0}, at = 0;
    t->flow = f;
    t->node = node;
    t->n_rows = row_count(node);
    t->rows = arena_array(f->arena, (size_t)t->n_rows, sizeof *t->rows);
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
    for (int row = 0; row < t->n_rows; row++)
        grid_row(t, row, taken);
    t->widths = arena_array(f->arena, (size_t)t->n_columns, sizeof(len));
    t->heights = arena_array(f->arena, (size_t)t->n_rows + 1, sizeof(len));
    return t;
}

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

/* The styles below a table at another size, and back: a node's style is changed while the table is
 * set, because the paragraphs read it there. Only this thread sees the chapter's tree. */
struct restyle {
    GPtrArray *nodes, *styles;
};

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

static void restyle_undo(struct restyle *r)
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

static len cell_frame(const struct style *s)
{
    return s->padding.left + s->padding.right + s->border_left.width + s->border_right.width;
}

static len cell_top(const struct style *s)
{
    return s->padding.top + s->border_top.width;
}

static len cell_bottom(const struct style *s)
{
    return s->padding.bottom + s->border_bottom.width;
}

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
    struct table *t = grid_new(f, node);
    struct table_column *columns = g_new0(struct table_column, t->n_columns);
    measure(t, columns);
    struct table_column sum = table_total(columns, t->n_columns);
    g_free(columns);
    return (struct extent){sum.min, sum.max};
}

/* The limits of a table's columns at the type size it is set in. */
struct limits {
    struct table_column *columns;
    struct table_extent *cells;
    struct table_column total;
};

static struct limits limits_make(struct table *t)
{
    struct limits l;
    l.columns = arena_array(t->flow->arena, (size_t)t->n_columns, sizeof *l.columns);
    l.cells = measure(t, l.columns);
    l.total = table_total(l.columns, t->n_columns);
    return l;
}

/* Finds the type size at which the narrowest content fits; leaves the styles at that size. */
static struct limits choose_size(struct table *t, len room, struct restyle *restyle)
{
    struct limits l = limits_make(t);
    int scale = 0;
    while (scale < SCALES - 1 && l.total.min > room) {
        restyle_undo(restyle);
        restyle_apply(restyle, t->flow->arena, t->node, scales[++scale]);
        l = limits_make(t);
    }
    if (scale > 0 && !t->flow->plain)
        diag_add(t->flow->book->diags, DIAG_TABLE_SHRUNK, t->node->loc,
                 arena_printf(t->flow->arena, "%d", scales[scale] / 10), NULL);
    return l;
}

static void choose_widths(struct table *t, const struct limits *l, len room)
{
    table_widths(l->columns, t->n_columns, room, t->widths);
    if (l->total.max > room && l->total.min <= room)
        table_balance(l->cells, t->n_cells, l->columns, t->n_columns, t->n_rows, t->widths);
    t->tight = l->total.min > room;
    t->width = 0;
    for (int i = 0; i < t->n_columns; i++)
        t->width += t->widths[i];
}

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
    c->list = vlist_new(t->flow->arena);
    bool plain = t->flow->plain;
    t->flow->plain |= c->again;
    if (!t->flow->plain)
        vlist_anchor(c->list, c->node->id);
    flow_blocks(t->flow, c->list, c->node, left, MAX(1, width));
    t->flow->plain = plain;
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

/* ---- bands: rows that stay together, because cells span them ---- */

struct band {
    int first, end;        /* rows */
    size_t cells, n_cells; /* of t->cells */
    len height;
};

/* The band that begins with row `first`; no cell before index `from` is in it. */
static struct band band_at(const struct table *t, int first, size_t from)
{
    struct band b = {.first = first, .end = first + 1, .cells = from};
    while (b.cells < t->n_cells && t->cells[b.cells].row < first)
        b.cells++;
    for (size_t i = b.cells; i < t->n_cells && t->cells[i].row < b.end; i++) {
        b.end = MAX(b.end, t->cells[i].row + t->cells[i].rowspan);
        b.n_cells = i + 1 - b.cells;
    }
    for (int row = b.first; row < b.end; row++)
        b.height += t->heights[row];
    return b;
}

static len rows_height(const struct table *t, int from, int to)
{
    len height = 0;
    for (int row = from; row < to; row++)
        height += t->heights[row];
    return height;
}

/* Where each cell stands in its band. */
static void band_place(struct table *t, const struct band *b)
{
    for (size_t i = b->cells; i < b->cells + b->n_cells; i++) {
        struct table_cell *c = &t->cells[i];
        const struct style *s = c->node->style;
        len spare = rows_height(t, c->row, c->row + c->rowspan) - c->height;
        c->y = rows_height(t, b->first, c->row);
        c->shift = cell_top(s);
        c->placed = 0;
        if (s->valign == VALIGN_MIDDLE)
            c->shift += spare / 2;
        else if (s->valign == VALIGN_BOTTOM)
            c->shift += spare;
    }
}

/* One piece of a band: each cell's boxes [placed, ends[i]) at tops[i] from the piece's top. */
struct piece {
    size_t *ends;
    len *tops;
    len from, to; /* in the band */
    bool last;
};

/* Tints and rules are no content. */
static void box_artifact(struct table *t, struct frame *frame, const struct style *s, len x, len y,
                         len width, len height, bool open_top, bool open_bottom)
{
    static const struct tag artifact = {.role = "Artifact"};
    struct arena *a = t->flow->arena;
    if (!frame_box_visible(s))
        return;
    if (!t->flow->plain) /* else the whole head is one */
        frame_tag(a, frame, TAG_OPEN, &artifact);
    frame_box(a, frame, s, x, y, width, height, open_top, open_bottom);
    if (!t->flow->plain)
        frame_tag(a, frame, TAG_CLOSE, &artifact);
}

/* A cell's own extent within the piece, from its top. */
static void draw_cell(struct table *t, const struct band *b, const struct piece *p, size_t i,
                      struct frame *frame, struct vanchor **anchors)
{
    struct table_cell *c = &t->cells[b->cells + i];
    len bottom = c->y + rows_height(t, c->row, c->row + c->rowspan);
    len top = MAX(c->y, p->from) - p->from;
    len end = (p->last ? bottom : MIN(bottom, p->to)) - p->from;
    bool ends_here = p->last || bottom <= p->to;
    if (end > top)
        box_artifact(t, frame, c->node->style, c->x, top, c->width, end - top, c->y < p->from,
                     !ends_here);
    struct vset set = {.start = c->placed, .end = p->ends[i]};
    vlist_draw(c->list, &set, frame, c->x, p->tops[i], anchors);
}

static void draw_row_box(struct table *t, const struct band *b, const struct piece *p, int row,
                         struct frame *frame)
{
    const struct style *s = t->rows[row]->style;
    len y = rows_height(t, b->first, row), height = t->heights[row];
    len top = MAX(y, p->from), end = p->last ? y + height : MIN(y + height, p->to);
    if (s && end > top)
        box_artifact(t, frame, s, 0, top - p->from, t->width, end - top, y < p->from,
                     end < y + height);
}

static const struct tag *cell_tag(struct table *t, const struct table_cell *c)
{
    return tag_new(t->flow->arena, c->node->u.cell.head ? "TH" : "TD");
}

static struct frame *draw_piece(struct table *t, const struct band *b, const struct piece *p,
                                struct vanchor **anchors)
{
    struct arena *a = t->flow->arena;
    struct frame *frame = frame_new(a, t->width, p->to - p->from);
    bool tags = !t->flow->plain;
    for (int row = b->first; row < b->end; row++)
        draw_row_box(t, b, p, row, frame);
    for (int row = b->first; row < b->end; row++) {
        const struct tag *tr = tags ? tag_new(a, "TR") : NULL;
        if (tr)
            frame_tag(a, frame, TAG_OPEN, tr);
        for (size_t i = 0; i < b->n_cells; i++) {
            if (t->cells[b->cells + i].row != row)
                continue;
            const struct tag *td = tags ? cell_tag(t, &t->cells[b->cells + i]) : NULL;
            if (td)
                frame_tag(a, frame, TAG_OPEN, td);
            draw_cell(t, b, p, i, frame, anchors);
            if (td)
                frame_tag(a, frame, TAG_CLOSE, td);
        }
        if (tr)
            frame_tag(a, frame, TAG_CLOSE, tr);
    }
    return frame;
}

/* The footnotes of the boxes that the piece holds. */
static const struct node **piece_notes(struct table *t, const struct band *b, const struct piece *p)
{
    GPtrArray *notes = g_ptr_array_new();
    for (size_t i = 0; i < b->n_cells; i++) {
        const struct table_cell *c = &t->cells[b->cells + i];
        for (size_t k = c->placed; k < p->ends[i]; k++)
            for (const struct node **s = c->list->boxes[k].notes; s && *s; s++)
                g_ptr_array_add(notes, (void *)(uintptr_t)*s);
    }
    g_ptr_array_add(notes, NULL);
    const struct node **result =
        notes->len > 1 ? arena_memdup(t->flow->arena, notes->pdata, notes->len * sizeof(void *))
                       : NULL;
    g_ptr_array_free(notes, TRUE);
    return result;
}

static void add_piece(struct table *t, struct vlist *v, const struct band *b, const struct piece *p,
                      len x)
{
    struct vanchor *anchors = NULL;
    struct frame *frame = draw_piece(t, b, p, &anchors);
    struct vbox *box = vlist_add(v, frame, x, frame->height);
    box->notes = piece_notes(t, b, p);
    while (anchors) {
        struct vanchor *next = anchors->next;
        anchors->next = box->anchors;
        box->anchors = anchors;
        anchors = next;
    }
    for (size_t i = 0; i < b->n_cells; i++)
        t->cells[b->cells + i].placed = p->ends[i];
}

static struct piece piece_new(struct table *t, const struct band *b)
{
    return (struct piece){.ends = arena_array(t->flow->arena, b->n_cells, sizeof(size_t)),
                          .tops = arena_array(t->flow->arena, b->n_cells, sizeof(len))};
}

static void band_whole(struct table *t, struct vlist *v, const struct band *b, len x)
{
    struct piece p = piece_new(t, b);
    p.to = b->height;
    p.last = true;
    for (size_t i = 0; i < b->n_cells; i++) {
        const struct table_cell *c = &t->cells[b->cells + i];
        p.ends[i] = c->list->n;
        p.tops[i] = c->y + c->shift;
    }
    add_piece(t, v, b, &p, x);
}

/* ---- cutting a band ---- */

/* How far a cell is set: its next box and where that begins in the band. */
struct progress {
    size_t at;
    len top; /* LEN_MAX: nothing left */
};

static len take_box(const struct table_cell *c, struct progress *g)
{
    len bottom = g->top + c->list->boxes[g->at].height;
    g->at++;
    g->top = g->at < c->list->n ? bottom + c->list->boxes[g->at].space : LEN_MAX;
    return bottom;
}

static size_t topmost(const struct progress *g, size_t n)
{
    size_t best = 0;
    for (size_t i = 1; i < n; i++)
        if (g[i].top < g[best].top)
            best = i;
    return best;
}

/* The next box, and every box that lies beside one taken: no line is cut. Returns the bottom. */
static len take_group(const struct table_cell *cells, struct progress *g, size_t n)
{
    size_t first = topmost(g, n);
    len cut = take_box(&cells[first], &g[first]), before;
    do {
        before = cut;
        for (size_t i = 0; i < n; i++)
            while (g[i].top < cut) {
                len bottom = take_box(&cells[i], &g[i]);
                cut = MAX(cut, bottom);
            }
    } while (cut > before);
    return cut;
}

/* Where such a group is higher than the page: what ends above the limit; the rest moves down. */
static len take_fitting(const struct table_cell *cells, struct progress *g, size_t n, len limit)
{
    len cut = 0;
    for (size_t i = 0; i < n; i++)
        while (g[i].top < LEN_MAX && g[i].top + cells[i].list->boxes[g[i].at].height <= limit) {
            len bottom = take_box(&cells[i], &g[i]);
            cut = MAX(cut, bottom);
        }
    if (!cut) {
        size_t first = topmost(g, n);
        cut = take_box(&cells[first], &g[first]);
    }
    for (size_t i = 0; i < n; i++)
        g[i].top = MAX(g[i].top, cut);
    return cut;
}

static bool band_empty(const struct table *t, const struct band *b)
{
    for (size_t i = 0; i < b->n_cells; i++)
        if (t->cells[b->cells + i].list->n > 0)
            return false;
    return true;
}

static void band_cut(struct table *t, struct vlist *v, const struct band *b, len x, len limit)
{
    struct table_cell *cells = t->cells + b->cells;
    size_t n = b->n_cells;
    struct progress *g = g_new0(struct progress, n), *saved = g_new0(struct progress, n);
    for (size_t i = 0; i < n; i++)
        g[i].top = cells[i].list->n ? cells[i].y + cells[i].shift : LEN_MAX;
    len from = 0;
    for (bool last = false; !last; from = MAX(from, 1)) {
        struct piece p = piece_new(t, b);
        memcpy(saved, g, n * sizeof *g);
        len cut = take_group(cells, g, n);
        if (cut - from > limit) {
            memcpy(g, saved, n * sizeof *g);
            cut = take_fitting(cells, g, n, from + limit);
        }
        last = g[topmost(g, n)].top == LEN_MAX;
        p.from = from;
        p.to = last ? MAX(cut, MIN(b->height, from + limit)) : cut;
        p.last = last;
        for (size_t i = 0; i < n; i++) {
            p.ends[i] = g[i].at;
            p.tops[i] = saved[i].top == LEN_MAX ? 0 : saved[i].top - from;
        }
        if (from > 0)
            vlist_penalty(v, COST_LINE);
        add_piece(t, v, b, &p, x);
        from = p.to;
    }
    g_free(saved);
    g_free(g);
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
    size_t cell = 0;
    for (int row = 0; row < t->n_head;) {
        struct band b = band_at(t, row, cell);
        band_place(t, &b);
        band_whole(t, v, &b, 0);
        row = b.end;
        cell = b.cells + b.n_cells;
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

static void set_rows(struct table *t, struct vlist *v, len x)
{
    struct flow *f = t->flow;
    const struct vrepeat *repeat =
        t->n_head && t->n_head < t->n_rows && !f->plain ? repeated_head(f, t->node, x, t) : NULL;
    len limit = f->height - (repeat ? repeat->frame->height + 4 * LEN_PT : 0);
    size_t start = v->n, cell = 0;
    int body = 0;
    for (int row = 0; row < t->n_rows;) {
        struct band b = band_at(t, row, cell);
        bool head = row < t->n_head, last = b.end == t->n_rows;
        band_place(t, &b);
        size_t at = v->n;
        if (at > start) /* the head keeps two rows, and the last row is not alone */
            vlist_penalty(v, head || body == 0   ? PENALTY_FORBID
                             : body == 1 || last ? COST_SHORT
                                                 : COST_LINE);
        if (band_empty(t, &b))
            b.height = MIN(b.height, limit); /* a page of nothing is enough */
        if (b.height <= limit || !b.n_cells)
            band_whole(t, v, &b, x);
        else
            band_cut(t, v, &b, x, limit);
        if (!head) {
            const struct vrepeat *inside = v->n - at > 1 ? spaced(f->arena, repeat) : NULL;
            for (size_t i = at + (body == 0); i < v->n; i++)
                v->boxes[i].repeat = i > at ? inside : repeat;
            body++;
        }
        row = b.end;
        cell = b.cells + b.n_cells;
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
    for (size_t i = 0; i < t->n_cells; i++) {
        struct table_cell cell = t->cells[i];
        bool key = lead && cell.column == 0;
        if (!key && (cell.column < first || cell.column >= end))
            continue;
        cell.again = key;
        cell.colspan = key ? 1 : MIN(cell.colspan, end - cell.column);
        cell.column = key ? 0 : cell.column - first + lead;
        part->cells[part->n_cells++] = cell;
    }
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
        struct limits limits = limits_make(part);
        choose_widths(part, &limits, room);
        set_table(part, v, x, width);
    }
    if (!t->flow->plain)
        diag_add(t->flow->book->diags, DIAG_TABLE_PARTS, t->node->loc,
                 arena_printf(t->flow->arena, "%d", n), NULL);
}

void flow_table(struct flow *f, struct vlist *v, const struct node *node, len x, len width)
{
    struct table *t = grid_new(f, node);
    struct restyle restyle = {NULL, NULL};
    size_t outer = vlist_open(v, f->plain ? NULL : "Table", NULL, x, width);
    if (node->first && node->first->kind == NODE_CAPTION) {
        vlist_space(v, node->style->margin.top == LEN_AUTO ? 0 : node->style->margin.top, true);
        flow_block(f, v, node->first, x, width);
        vlist_penalty(v, PENALTY_FORBID);
    }
    len room = width - node->style->border_left.width - node->style->border_right.width;
    struct limits l = choose_size(t, room, &restyle);
    /* a little too narrow breaks words; much too narrow would leave columns of letters */
    if (t->n_columns > 2 && l.total.min > room * 6 / 5 && l.columns[0].min <= room / 2) {
        set_parts(t, &l, v, room, x, width);
    } else {
        choose_widths(t, &l, room);
        set_table(t, v, x, width);
    }
    vlist_close(v, outer);
    restyle_undo(&restyle);
}

#include "layout/table_int.h"

#include <string.h>

/* ---- bands: rows that stay together, because cells span them ---- */

struct band band_at(const struct table *t, int first, size_t from)
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

void band_place(struct table *t, const struct band *b)
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

/* In a head of several rows, the rule under a cell over several columns holds these together and
 * ends short of the neighbours'; the others have theirs under the last row. */
static void head_box(struct table *t, const struct table_cell *c, struct frame *frame, len y,
                     len height)
{
    const struct style *s = c->node->style;
    struct style open = *s;
    open.border_bottom.width = 0;
    open.border_bottom.style = BORDER_NONE;
    box_artifact(t, frame, &open, c->x, y, c->width, height, false, false);
    len inset = MIN(MAX(s->padding.left, s->padding.right), c->width / 4);
    if (c->colspan < 2 || s->border_bottom.width <= 0)
        return;
    open = (struct style){.border_bottom = s->border_bottom};
    box_artifact(t, frame, &open, c->x + inset, y, c->width - 2 * inset, height, true, false);
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
    if (c->row + c->rowspan < t->n_head && ends_here && c->y >= p->from)
        head_box(t, c, frame, top, end - top);
    else if (end > top)
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

void band_whole(struct table *t, struct vlist *v, const struct band *b, len x)
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

bool band_empty(const struct table *t, const struct band *b)
{
    for (size_t i = 0; i < b->n_cells; i++)
        if (t->cells[b->cells + i].list->n > 0)
            return false;
    return true;
}

void band_cut(struct table *t, struct vlist *v, const struct band *b, len x, len limit)
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

#include "layout/table_int.h"

#include <string.h>

/* ---- bands: rows that cells tie together ---- */

struct band band_at(struct table *t, int first)
{
    struct band b = {.first = first, .end = first + 1};
    size_t i = t->row_cells[first];
    for (; i < t->n_cells && t->cells[i].row < b.end; i++)
        b.end = MAX(b.end, t->cells[i].row + t->cells[i].rowspan);
    t->tops[first] = 0;
    for (int row = first; row < b.end; row++)
        t->tops[row + 1] = MIN(LEN_MAX, t->tops[row] + t->heights[row]);
    b.height = t->tops[b.end];
    return b;
}

/* Where each cell stands. */
static void band_place(struct table *t, const struct band *b)
{
    for (size_t i = t->row_cells[b->first]; i < t->row_cells[b->end]; i++) {
        struct table_cell *c = &t->cells[i];
        const struct style *s = c->node->style;
        len spare = t->tops[c->row + c->rowspan] - t->tops[c->row] - c->height;
        len shift = cell_top(s);
        if (s->valign == VALIGN_MIDDLE)
            shift += spare / 2;
        else if (s->valign == VALIGN_BOTTOM)
            shift += spare;
        c->placed = 0;
        c->top = c->list->n ? t->tops[c->row] + shift : LEN_MAX;
    }
}

/* ---- units: rows between whose ends no line of a cell is cut ---- */

struct unit {
    int first, end;
    size_t *cells, n; /* that have a part in it: of t->cells */
    size_t *ends;     /* up to which box each goes */
    len from, to;
};

/* One piece of a unit: each cell's boxes [placed, ends[i]) at tops[i] from the piece's top. */
struct piece {
    const struct unit *unit;
    size_t *ends;
    len *tops;
    len from, to;
    bool last;
};

static void unit_add_row(const struct table *t, GArray *cells, int row)
{
    for (size_t i = t->row_cells[row]; i < t->row_cells[row + 1]; i++)
        g_array_append_val(cells, i);
}

/* Follows a cell's boxes to the last that begins above `limit`; its bottom. */
static len follow(const struct table_cell *c, len limit, size_t *end)
{
    size_t at = c->placed;
    len top = c->top, bottom = 0;
    while (at < c->list->n && top < limit) {
        bottom = top + c->list->boxes[at].height;
        at++;
        top = at < c->list->n ? bottom + c->list->boxes[at].space : LEN_MAX;
    }
    *end = at;
    return bottom;
}

/* The rows from `row` on that a page break below them cuts no line of; of a head all. `open` holds
 * the cells that come from rows above, and then those that go on below. */
static struct unit unit_next(struct table *t, const struct band *b, int row, GArray *open)
{
    struct unit u = {.first = row, .end = row + 1, .from = t->tops[row]};
    g_autoptr(GArray) cells = g_array_new(FALSE, FALSE, sizeof(size_t));
    g_autoptr(GArray) ends = g_array_new(FALSE, FALSE, sizeof(size_t));
    g_array_append_vals(cells, open->data, open->len);
    unit_add_row(t, cells, row);
    for (int checked = row; checked < u.end;) {
        len lowest = 0;
        checked = u.end;
        g_array_set_size(ends, cells->len);
        for (guint i = 0; i < cells->len; i++) {
            len bottom = follow(&t->cells[g_array_index(cells, size_t, i)], t->tops[u.end],
                                &g_array_index(ends, size_t, i));
            lowest = MAX(lowest, bottom);
        }
        while (u.end < b->end && (row < t->n_head || t->tops[u.end] < lowest))
            unit_add_row(t, cells, u.end++);
    }
    u.to = t->tops[u.end];
    u.n = cells->len;
    u.cells = arena_memdup(t->flow->arena, cells->data, u.n * sizeof(size_t));
    u.ends = arena_memdup(t->flow->arena, ends->data, u.n * sizeof(size_t));
    g_array_set_size(open, 0);
    for (size_t i = 0; i < u.n; i++) {
        const struct table_cell *c = &t->cells[u.cells[i]];
        if (c->row + c->rowspan > u.end)
            g_array_append_val(open, u.cells[i]);
        else
            u.ends[i] = c->list->n; /* what stands lower than it should goes here */
    }
    return u;
}

/* ---- drawing ---- */

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
    frame_box(a, frame, s, x, y, width, height,
              (open_top ? OPEN_TOP : 0) | (open_bottom ? OPEN_BOTTOM : 0));
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
static void draw_cell(struct table *t, const struct piece *p, size_t i, struct frame *frame,
                      struct vanchor **anchors)
{
    struct table_cell *c = &t->cells[p->unit->cells[i]];
    len y = t->tops[c->row], bottom = t->tops[c->row + c->rowspan];
    bool ends_here = p->last ? bottom <= p->unit->to : bottom <= p->to;
    len top = MAX(y, p->from) - p->from;
    len end = (p->last && bottom >= p->unit->to ? p->to : MIN(bottom, p->to)) - p->from;
    if (c->row + c->rowspan < t->n_head && ends_here && y >= p->from)
        head_box(t, c, frame, top, end - top);
    else if (end > top)
        box_artifact(t, frame, c->node->style, c->x, top, c->width, end - top, y < p->from,
                     !ends_here);
    struct vset set = {.start = c->placed, .end = p->ends[i]};
    vlist_draw(c->list, &set, frame, c->x, p->tops[i], anchors);
}

static void draw_row_box(struct table *t, const struct piece *p, int row, struct frame *frame)
{
    const struct style *s = t->rows[row]->style;
    len y = t->tops[row], bottom = t->tops[row + 1];
    len top = MAX(y, p->from),
        end = p->last && row == p->unit->end - 1 ? p->to : MIN(bottom, p->to);
    if (s && end > top)
        box_artifact(t, frame, s, 0, top - p->from, t->width, end - top, y < p->from, end < bottom);
}

static const struct tag *row_tag(struct table *t, int row)
{
    if (!t->tags[row])
        t->tags[row] = tag_new(t->flow->arena, "TR");
    return t->tags[row];
}

static const struct tag *cell_tag(struct table *t, struct table_cell *c)
{
    bool head = c->node->u.cell.head;
    if (!c->tag) {
        struct tag *tag = tag_new(t->flow->arena, head ? "TH" : "TD");
        if (head)
            tag->scope = c->row < t->n_head ? SCOPE_COLUMN : SCOPE_ROW;
        tag->colspan = c->colspan;
        tag->rowspan = c->rowspan;
        c->tag = tag;
    }
    return c->tag;
}

/* The cells of one row; what goes on in cells from rows above is of the unit's first row. */
static void draw_row(struct table *t, const struct piece *p, int row, struct frame *frame,
                     struct vanchor **anchors)
{
    struct arena *a = t->flow->arena;
    const struct unit *u = p->unit;
    const struct tag *tr = t->flow->plain ? NULL : row_tag(t, row);
    if (tr)
        frame_tag(a, frame, TAG_OPEN, tr);
    for (size_t i = 0; i < u->n; i++) {
        struct table_cell *c = &t->cells[u->cells[i]];
        if (MAX(c->row, u->first) != row)
            continue;
        bool empty = c->row < row && p->ends[i] == c->placed;
        const struct tag *td = tr && !empty ? cell_tag(t, c) : NULL;
        if (td)
            frame_tag(a, frame, TAG_OPEN, td);
        draw_cell(t, p, i, frame, anchors);
        if (td)
            frame_tag(a, frame, TAG_CLOSE, td);
    }
    if (tr)
        frame_tag(a, frame, TAG_CLOSE, tr);
}

static struct frame *draw_piece(struct table *t, const struct piece *p, struct vanchor **anchors)
{
    struct frame *frame = frame_new(t->flow->arena, t->width, p->to - p->from);
    for (int row = p->unit->first; row < p->unit->end; row++)
        draw_row_box(t, p, row, frame);
    for (int row = p->unit->first; row < p->unit->end; row++)
        draw_row(t, p, row, frame, anchors);
    return frame;
}

/* The footnotes of the boxes that the piece holds. */
static const struct node **piece_notes(struct table *t, const struct piece *p)
{
    GPtrArray *notes = g_ptr_array_new();
    for (size_t i = 0; i < p->unit->n; i++) {
        const struct table_cell *c = &t->cells[p->unit->cells[i]];
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

static void cell_move_on(struct table_cell *c, size_t end, len bottom)
{
    c->placed = end;
    c->top = end < c->list->n ? bottom + c->list->boxes[end].space : LEN_MAX;
}

/* Appends the piece and moves its cells on to what follows it. */
static void add_piece(struct table *t, struct vlist *v, const struct piece *p, len x)
{
    struct vanchor *anchors = NULL;
    struct frame *frame = draw_piece(t, p, &anchors);
    struct vbox *box = vlist_add(v, frame, x, frame->height);
    box->notes = piece_notes(t, p);
    while (anchors) {
        struct vanchor *next = anchors->next;
        anchors->next = box->anchors;
        box->anchors = anchors;
        anchors = next;
    }
    for (size_t i = 0; i < p->unit->n; i++) {
        struct table_cell *c = &t->cells[p->unit->cells[i]];
        if (p->ends[i] == c->placed)
            continue;
        len bottom = p->from + p->tops[i] + vlist_height(c->list, c->placed, p->ends[i]);
        cell_move_on(c, p->ends[i], bottom);
    }
}

/* Where a piece that begins at `from` has the boxes of its cells. */
static struct piece piece_new(struct table *t, const struct unit *u, len from)
{
    struct piece p = {.unit = u,
                      .ends = arena_array(t->flow->arena, u->n, sizeof(size_t)),
                      .tops = arena_array(t->flow->arena, u->n, sizeof(len)),
                      .from = from};
    for (size_t i = 0; i < u->n; i++) {
        const struct table_cell *c = &t->cells[u->cells[i]];
        p.tops[i] = c->top == LEN_MAX ? 0 : c->top - from;
        p.ends[i] = c->placed;
    }
    return p;
}

static void unit_whole(struct table *t, struct vlist *v, const struct unit *u, len x, len height)
{
    struct piece p = piece_new(t, u, u->from);
    memcpy(p.ends, u->ends, u->n * sizeof(size_t));
    p.to = u->from + height;
    p.last = true;
    add_piece(t, v, &p, x);
}

/* ---- cutting a unit between lines ---- */

/* How far a cell is set: its next box and where that begins. */
struct progress {
    size_t at, end;
    len top; /* LEN_MAX: nothing left */
};

static len take_box(const struct table_cell *c, struct progress *g)
{
    len bottom = g->top + c->list->boxes[g->at].height;
    g->at++;
    g->top = g->at < g->end ? bottom + c->list->boxes[g->at].space : LEN_MAX;
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

static const struct table_cell *unit_cell(const struct table *t, const struct unit *u, size_t i)
{
    return &t->cells[u->cells[i]];
}

/* The next box, and every box that lies beside one taken: no line is cut. Returns the bottom. */
static len take_group(const struct table *t, const struct unit *u, struct progress *g)
{
    size_t first = topmost(g, u->n);
    len cut = take_box(unit_cell(t, u, first), &g[first]), before;
    do {
        before = cut;
        for (size_t i = 0; i < u->n; i++)
            while (g[i].top < cut) {
                len bottom = take_box(unit_cell(t, u, i), &g[i]);
                cut = MAX(cut, bottom);
            }
    } while (cut > before);
    return cut;
}

/* Where such a group is higher than the page: what ends above the limit; the rest moves down. */
static len take_fitting(const struct table *t, const struct unit *u, struct progress *g, len limit)
{
    len cut = 0;
    for (size_t i = 0; i < u->n; i++)
        while (g[i].top < LEN_MAX &&
               g[i].top + unit_cell(t, u, i)->list->boxes[g[i].at].height <= limit) {
            len bottom = take_box(unit_cell(t, u, i), &g[i]);
            cut = MAX(cut, bottom);
        }
    if (!cut) {
        size_t first = topmost(g, u->n);
        cut = take_box(unit_cell(t, u, first), &g[first]);
    }
    for (size_t i = 0; i < u->n; i++)
        if (g[i].top < LEN_MAX)
            g[i].top = MAX(g[i].top, cut);
    return cut;
}

/* A page may end between two pieces where all the cells' lines allow it. */
static int cut_penalty(const struct table *t, const struct unit *u, int penalty)
{
    for (size_t i = 0; i < u->n; i++) {
        const struct table_cell *c = unit_cell(t, u, i);
        if (c->placed > 0 && c->placed < u->ends[i])
            penalty = MAX(penalty, c->list->boxes[c->placed].penalty);
    }
    return MIN(penalty, PENALTY_FORBID);
}

static void unit_cut(struct table *t, struct vlist *v, const struct unit *u, len x, len limit,
                     int penalty)
{
    struct progress *g = g_new0(struct progress, u->n), *saved = g_new0(struct progress, u->n);
    len from = u->from;
    for (bool last = false; !last;) {
        struct piece p = piece_new(t, u, from);
        for (size_t i = 0; i < u->n; i++) {
            const struct table_cell *c = unit_cell(t, u, i);
            g[i] =
                (struct progress){c->placed, u->ends[i], c->placed < u->ends[i] ? c->top : LEN_MAX};
        }
        memcpy(saved, g, u->n * sizeof *g);
        len cut = take_group(t, u, g);
        if (cut - from > limit) {
            memcpy(g, saved, u->n * sizeof *g);
            cut = take_fitting(t, u, g, from + limit);
        }
        last = g[topmost(g, u->n)].top == LEN_MAX;
        p.to = last ? MAX(cut, MIN(u->to, from + limit)) : cut;
        p.last = last;
        for (size_t i = 0; i < u->n; i++)
            p.ends[i] = g[i].at;
        if (from > u->from)
            vlist_penalty(v, cut_penalty(t, u, penalty));
        add_piece(t, v, &p, x);
        for (size_t i = 0; i < u->n; i++) /* what moved down */
            if (t->cells[u->cells[i]].top < LEN_MAX)
                t->cells[u->cells[i]].top = MAX(t->cells[u->cells[i]].top, p.to);
        from = p.to;
    }
    g_free(saved);
    g_free(g);
}

/* ---- a band to boxes ---- */

static bool unit_empty(const struct table *t, const struct unit *u)
{
    for (size_t i = 0; i < u->n; i++)
        if (u->ends[i] > t->cells[u->cells[i]].placed)
            return false;
    return true;
}

/* The head for a page that begins with a later row of a band: with it the words of the cells that
 * reach down to there, which ended on a page before. They stand below the head, over the row. */
static const struct vrepeat *unit_repeat(struct table *t, const struct band *b,
                                         const struct unit *u, len x)
{
    static const struct tag artifact = {.role = "Artifact"};
    struct arena *a = t->flow->arena;
    len height = t->repeat ? t->repeat->frame->height : 0;
    struct frame *frame = NULL;
    for (size_t i = 0; i < u->n; i++) {
        const struct table_cell *c = unit_cell(t, u, i);
        len room = t->tops[b->end] - u->from;
        if (c->row >= u->first || !c->label || c->placed < c->list->n ||
            c->label->height + cell_top(c->node->style) >
                MIN(room, t->tops[c->row + c->rowspan] - u->from))
            continue;
        if (!frame) {
            frame = frame_new(a, t->width, height);
            frame_tag(a, frame, TAG_OPEN, &artifact);
            if (t->repeat)
                frame_place(a, frame, t->repeat->frame, 0, 0);
        }
        frame_place(a, frame, c->label, c->x, height + cell_top(c->node->style));
    }
    if (!frame)
        return t->repeat;
    frame_tag(a, frame, TAG_CLOSE, &artifact);
    struct vrepeat *repeat = arena_one(a, struct vrepeat);
    *repeat = (struct vrepeat){frame, x};
    return repeat;
}

void band_set(struct table *t, struct vlist *v, const struct band *b, len x, len limit)
{
    g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(size_t));
    band_place(t, b);
    for (int row = b->first; row < b->end;) {
        struct unit u = unit_next(t, b, row, open);
        size_t at = v->n;
        len height = u.to - u.from;
        if (row > b->first)
            vlist_penalty(v, MAX(COST_BAND, t->break_cost));
        const struct vrepeat *repeat = row > b->first ? unit_repeat(t, b, &u, x) : t->repeat;
        if (unit_empty(t, &u))
            unit_whole(t, v, &u, x, MIN(height, limit)); /* a page of nothing is enough */
        else if (height <= t->flow->height / 3 || t->flow->plain)
            unit_whole(t, v, &u, x, height);
        else
            unit_cut(t, v, &u, x, limit, height > limit ? COST_LINE : COST_ROW);
        for (size_t i = at; i < v->n; i++)
            v->boxes[i].repeat = i > at ? t->inside : repeat;
        row = u.end;
    }
}

#include "layout/table_int.h"

enum { SCALES = 3, TIGHT = 650 /* permille: of the space between columns */ };
static const int scales[SCALES] = {1000, 900, 800};

/* ---- type sizes ---- */

static void scale_len(len *l, int permille)
{
    if (*l != LEN_AUTO)
        *l = (len)((int64_t)*l * permille / 1000);
}

static void vary(struct arena *a, struct style *s, enum table_variant variant)
{
    switch (variant) {
    case VARIANT_PLAIN:
        break;
    case VARIANT_FIGURES:
        s->font_features = s->font_features
                               ? arena_printf(a, "%s, tnum=1, lnum=1", s->font_features)
                               : "tnum=1, lnum=1";
        s->align = TEXT_RIGHT;
        break;
    case VARIANT_RIGHT:
        s->align = TEXT_RIGHT;
        break;
    case VARIANT_CENTER:
        s->align = TEXT_CENTER;
        break;
    }
}

static struct style *style_scaled(struct arena *a, const struct style *style, int permille,
                                  enum table_variant variant)
{
    struct style *s = arena_memdup(a, style, sizeof *s);
    len *lens[] = {&s->font_size,    &s->line_height, &s->text_indent,   &s->letter_spacing,
                   &s->valign_shift, &s->padding.top, &s->padding.right, &s->padding.bottom,
                   &s->padding.left, &s->margin.top,  &s->margin.right,  &s->margin.bottom,
                   &s->margin.left};
    for (size_t i = 0; permille != 1000 && i < G_N_ELEMENTS(lens); i++)
        scale_len(lens[i], permille);
    vary(a, s, variant);
    return s;
}

static void restyle_node(struct restyle *r, struct arena *a, struct node *n, int permille,
                         enum table_variant variant, GHashTable *scaled)
{
    void *key = (void *)(uintptr_t)n->style;
    if (!key)
        return;
    struct style *s = g_hash_table_lookup(scaled, key);
    if (!s) {
        s = style_scaled(a, n->style, permille, variant);
        g_hash_table_insert(scaled, key, s);
    }
    g_ptr_array_add(r->nodes, n);
    g_ptr_array_add(r->styles, key);
    n->style = s;
}

/* Makes the space between columns smaller. */
static void tighten_all(GHashTable *cells, int permille)
{
    GHashTableIter i;
    gpointer style;
    if (permille == 1000)
        return;
    g_hash_table_iter_init(&i, cells);
    while (g_hash_table_iter_next(&i, NULL, &style)) {
        struct style *s = style;
        scale_len(&s->padding.left, permille);
        scale_len(&s->padding.right, permille);
    }
}

/* Gives the cells and all below them their style at that size and in their variant. */
static void restyle_apply(struct restyle *r, struct table *t, int permille, int padding)
{
    GHashTable *scaled[VARIANT_CENTER + 1], *cells[VARIANT_CENTER + 1];
    for (int v = 0; v <= VARIANT_CENTER; v++) {
        scaled[v] = g_hash_table_new(NULL, NULL);
        cells[v] = g_hash_table_new(NULL, NULL);
    }
    r->nodes = g_ptr_array_new();
    r->styles = g_ptr_array_new();
    for (size_t i = 0; i < t->n_cells; i++) {
        enum table_variant v = table_cell_variant(t, &t->cells[i]);
        if (permille == 1000 && padding == 1000 && v == VARIANT_PLAIN)
            continue;
        struct node *cell = (struct node *)(uintptr_t)t->cells[i].node;
        for (struct node *n = node_next(cell, cell); n; n = node_next(cell, n))
            restyle_node(r, t->flow->arena, n, permille, v, scaled[v]);
        restyle_node(r, t->flow->arena, cell, permille, v, cells[v]);
    }
    for (int v = 0; v <= VARIANT_CENTER; v++) {
        tighten_all(cells[v], padding);
        g_hash_table_destroy(scaled[v]);
        g_hash_table_destroy(cells[v]);
    }
}

void table_restyle_undo(struct restyle *r)
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

static struct table_extent *measure(struct table *t, struct table_column *columns)
{
    struct table_extent *e = arena_array(t->flow->arena, t->n_cells, sizeof *e);
    for (int i = 0; i < t->n_columns; i++)
        t->figures[i].before = t->figures[i].after = 0;
    for (size_t i = 0; i < t->n_cells; i++) {
        struct table_cell *c = &t->cells[i];
        struct extent inner = flow_extent(t->flow, c->node);
        len frame = cell_frame(c->node->style);
        if (c->number) {
            inner.min = inner.word;
            table_measure_figure(t, c, inner.max);
        }
        e[i] = (struct table_extent){.row = c->row,
                                     .column = c->column,
                                     .span = c->colspan,
                                     .min = inner.min + frame,
                                     .max = MIN(inner.max, LEN_MAX / 4) + frame,
                                     .word = inner.word + frame,
                                     .frame = frame,
                                     .length = inner.length};
    }
    for (size_t i = 0; i < t->n_cells; i++) /* all numbers with room for the widest parts */
        if (t->cells[i].number) {
            const struct table_figures *f = &t->figures[t->cells[i].column];
            e[i].max = e[i].word = MAX(e[i].max, f->before + f->after + e[i].frame);
        }
    table_columns(e, t->n_cells, columns, t->n_columns);
    return e;
}

struct limits table_limits(struct table *t)
{
    struct limits l;
    l.columns = arena_array(t->flow->arena, (size_t)t->n_columns, sizeof *l.columns);
    l.cells = measure(t, l.columns);
    l.total = table_total(l.columns, t->n_columns);
    return l;
}

struct extent table_extent(struct flow *f, const struct node *node)
{
    struct table *t = table_grid(f, node);
    struct restyle restyle = {NULL, NULL};
    table_find_figures(t);
    restyle_apply(&restyle, t, 1000, 1000);
    struct table_column sum = table_limits(t).total;
    table_restyle_undo(&restyle);
    len frame = node->style->border_left.width + node->style->border_right.width;
    return (struct extent){
        .min = sum.min + frame, .max = sum.max + frame, .word = sum.word + frame};
}

/* Words as wide as this are broken anywhere, before anything else is done for a table. */
static len widest_word(int n_columns, len room)
{
    return n_columns > 1 ? room / 5 * 2 : room;
}

/* How narrow the columns may be when their longest words are broken anywhere. */
static int64_t broken_min(const struct limits *l, int n, len room)
{
    int64_t sum = 0;
    for (int i = 0; i < n; i++)
        sum += MIN(l->columns[i].min, widest_word(n, room));
    return sum;
}

/* The space between columns becomes smaller faster than the type: half of it at 80 %. */
static int scaled_padding(int permille)
{
    return permille == 1000 ? 1000 : permille * 5 / 2 - 1375;
}

static void set_size(struct table *t, int permille, int padding, struct restyle *restyle,
                     struct limits *l)
{
    table_restyle_undo(restyle);
    restyle_apply(restyle, t, permille, padding);
    t->scale = permille;
    *l = table_limits(t);
}

/* Whether the rows below the head would all be one line high with a little less space between the
 * columns. */
static bool nearly_one_line(const struct table *t, const struct limits *l, len room)
{
    int64_t need = 0, space = 0;
    g_autofree len *widest = g_new0(len, t->n_columns);
    g_autofree len *frame = g_new0(len, t->n_columns);
    for (size_t i = 0; i < t->n_cells; i++) {
        const struct table_extent *e = &l->cells[i];
        if (e->span > 1)
            continue;
        widest[e->column] = MAX(widest[e->column], e->row < t->n_head ? e->min : e->max);
        frame[e->column] = MAX(frame[e->column], e->frame);
    }
    for (int i = 0; i < t->n_columns; i++) {
        need += widest[i];
        space += frame[i];
    }
    return need > room && need - space * (1000 - TIGHT) / 1000 <= room;
}

enum table_fit table_fit(struct table *t, len room, struct restyle *restyle, struct limits *l)
{
    bool broken[SCALES]; /* fits at that size with long words broken */
    table_find_figures(t);
    for (int i = 0; i < SCALES; i++) {
        set_size(t, scales[i], scaled_padding(scales[i]), restyle, l);
        if (l->total.min <= room) {
            if (i == 0 && nearly_one_line(t, l, room))
                set_size(t, 1000, TIGHT, restyle, l);
            return FIT_WORDS;
        }
        broken[i] = broken_min(l, t->n_columns, room) <= room;
    }
    for (int i = 0; i < SCALES; i++)
        if (broken[i]) {
            if (i < SCALES - 1)
                set_size(t, scales[i], scaled_padding(scales[i]), restyle, l);
            return FIT_BROKEN;
        }
    /* a little too narrow breaks words; much too narrow would leave columns of letters */
    return l->total.min <= room / 5 * 6 ? FIT_SQUEEZED : FIT_NONE;
}

/* When all rows but the head's fit one line each, they have it. */
static void keep_lines(const struct table *t, const struct limits *l, struct table_column *columns,
                       len room)
{
    int64_t sum = 0;
    g_autofree len *widest = g_new0(len, t->n_columns);
    for (size_t i = 0; i < t->n_cells; i++)
        if (l->cells[i].span == 1 && l->cells[i].row >= t->n_head)
            widest[l->cells[i].column] = MAX(widest[l->cells[i].column], l->cells[i].max);
    for (int i = 0; i < t->n_columns; i++)
        sum += MAX(widest[i], columns[i].min);
    for (int i = 0; i < t->n_columns && sum <= room; i++)
        columns[i].min = MAX(widest[i], columns[i].min);
}

void table_choose_widths(struct table *t, const struct limits *l, len room)
{
    size_t n = (size_t)t->n_columns;
    struct table_column *least = arena_memdup(t->flow->arena, l->columns, n * sizeof *least);
    bool fits = l->total.min <= room;
    if (!fits && broken_min(l, t->n_columns, room) <= room) {
        for (size_t i = 0; i < n; i++)
            least[i].min = MIN(least[i].min, widest_word(t->n_columns, room));
        fits = true;
    }
    struct table_column *kept = arena_memdup(t->flow->arena, least, n * sizeof *kept);
    keep_lines(t, l, kept, room);
    table_keep_words(kept, t->n_columns, room);
    table_widths(kept, t->n_columns, room, t->widths);
    if (l->total.max > room && fits) {
        for (int i = 0; i < t->n_columns; i++) /* what is short stays on its line */
            kept[i].min = kept[i].max <= MIN(t->widths[i], room / (2 * t->n_columns))
                              ? kept[i].max
                              : least[i].min;
        table_balance(l->cells, t->n_cells, kept, t->n_columns, t->n_rows, t->widths);
    }
    t->tight = !fits;
    t->width = 0;
    for (int i = 0; i < t->n_columns; i++)
        t->width += t->widths[i];
}

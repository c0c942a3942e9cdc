#include "layout/formulas.h"

#include "base/jobs.h"
#include "layout/math.h"

/* A line of text has its formula in parts when it is wider than this; a display is broken when it
 * is wider than that. In em. */
enum { WHOLE = 8, WIDEST = 40 };

struct formula_frames {
    const struct node *node;
    const struct frame **frames;
    size_t n;
};

struct formulas {
    struct edition *edition;
    struct style style;            /* of all formulas */
    struct shaper **shapers;       /* one per thread */
    struct arena *arena, **arenas; /* one per chapter */
    GArray **chapters;             /* struct formula_frames */
    GHashTable *found;             /* node to its formula_frames */
};

/* Has glyphs without outlines: emoji in \text. */
static bool has_pictures(const struct frame *f)
{
    for (const struct item *i = f->first; i != NULL; i = i->next)
        if ((i->kind == ITEM_GROUP && has_pictures(i->u.group.frame)) ||
            (i->kind == ITEM_GLYPHS && i->u.glyphs.font->colour) || i->kind == ITEM_IMAGE)
            return true;
    return false;
}

static void set_inline(const struct math_job *job, struct arena *a, struct formula_frames *out)
{
    struct frame *whole = math_frame(job, job->formula->display);

    if (whole != NULL && whole->width <= WHOLE * job->style->font_size) {
        out->frames = arena_array(a, 1, sizeof *out->frames);
        out->frames[out->n++] = whole;
        return;
    }
    struct math_pieces pieces = math_inline(job);
    out->frames = arena_array(a, pieces.n, sizeof *out->frames);
    for (size_t i = 0; i < pieces.n; i++) {
        const struct math_piece *p = &pieces.pieces[i];
        struct frame *f = frame_new(a, p->frame->width + p->space, p->frame->height);
        f->baseline = p->frame->baseline;
        frame_place(a, f, p->frame, 0, 0);
        out->frames[out->n++] = f;
    }
}

/* Twice: first to know how wide it is. */
static void set_display(const struct math_job *job, struct arena *a, struct formula_frames *out)
{
    len widest = WIDEST * job->style->font_size, y = 0;
    struct math_lines lines = math_display(job, widest);

    if (lines.n == 0)
        return;
    if (lines.width > 0 && lines.width < widest - job->style->font_size)
        lines = math_display(job, widest = lines.width);
    struct frame *f = frame_new(a, widest, 0);
    for (size_t i = 0; i < lines.n; i++) {
        const struct math_line *l = &lines.lines[i];
        y += i > 0 ? l->space : 0;
        frame_place(a, f, l->frame, 0, y);
        if (i == 0)
            f->baseline = l->frame->baseline;
        y += l->frame->height;
    }
    f->height = y;
    out->frames = arena_array(a, 1, sizeof *out->frames);
    out->frames[out->n++] = f;
}

static void set_formula(const struct formulas *f, struct shaper *s, const struct node *n,
                        GArray *chapter)
{
    struct formula_frames out = {.node = n};
    struct math_job job = {.shaper = s,
                           .formula = n->u.math.formula,
                           .style = &f->style,
                           .loc = n->loc,
                           .plain = true};

    for (const struct node *p = n; p != NULL && job.lang == NULL; p = p->parent)
        job.lang = p->lang;
    if (n->kind == NODE_MATH_BLOCK)
        set_display(&job, shaper_arena(s), &out);
    else
        set_inline(&job, shaper_arena(s), &out);
    for (size_t i = 0; i < out.n; i++)
        if (has_pictures(out.frames[i]))
            return;
    if (out.n > 0)
        g_array_append_val(chapter, out);
}

static void chapter_job(size_t i, unsigned worker, void *context)
{
    struct formulas *f = context;
    const struct chapter *c = f->edition->chapters[i];
    struct shaper *s = f->shapers[worker];

    shaper_set_arena(s, f->arenas[i]);
    shaper_set_chapter(s, c);
    for (const struct node *n = c->doc; n != NULL; n = node_next(c->doc, n))
        if ((n->kind == NODE_MATH || n->kind == NODE_MATH_BLOCK) && n->u.math.formula != NULL)
            set_formula(f, s, n, f->chapters[i]);
}

struct formulas *formulas_new(struct edition *e, struct sheets *s, struct fonts *fonts,
                              unsigned threads)
{
    struct formulas *f = g_new0(struct formulas, 1);
    size_t n = e->n_chapters;

    f->edition = e;
    f->arena = arena_new();
    f->style = *style_for(s, NULL, "p", NULL, e->lang);
    f->style.align = TEXT_CENTER;
    f->found = g_hash_table_new(NULL, NULL);
    f->arenas = arena_array(f->arena, n, sizeof(struct arena *));
    f->chapters = arena_array(f->arena, n, sizeof(GArray *));
    f->shapers = arena_array(f->arena, threads, sizeof(struct shaper *));
    for (size_t i = 0; i < n; i++) {
        f->arenas[i] = arena_new();
        f->chapters[i] = g_array_new(FALSE, FALSE, sizeof(struct formula_frames));
    }
    for (unsigned i = 0; i < threads; i++)
        f->shapers[i] = shaper_new(fonts, s, e->book->diags);
    jobs_run(threads, n, chapter_job, f);
    for (size_t i = 0; i < n; i++)
        for (guint k = 0; k < f->chapters[i]->len; k++) {
            struct formula_frames *row = &g_array_index(f->chapters[i], struct formula_frames, k);
            g_hash_table_insert(f->found, (gpointer)(uintptr_t)row->node, row);
        }
    for (unsigned i = 0; i < threads; i++)
        shaper_free(f->shapers[i]);
    return f;
}

void formulas_free(struct formulas *f)
{
    if (f == NULL)
        return;
    for (size_t i = 0; i < f->edition->n_chapters; i++) {
        g_array_free(f->chapters[i], TRUE);
        arena_free(f->arenas[i]);
    }
    g_hash_table_destroy(f->found);
    arena_free(f->arena);
    g_free(f);
}

const struct frame *const *formulas_find(const struct formulas *f, const struct node *node,
                                         size_t *n)
{
    const struct formula_frames *row = g_hash_table_lookup(f->found, node);

    *n = row != NULL ? row->n : 0;
    return row != NULL ? row->frames : NULL;
}

len formulas_em(const struct formulas *f)
{
    return f->style.font_size;
}

colour formulas_colour(const struct formulas *f)
{
    return f->style.colour;
}

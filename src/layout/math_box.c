#include "layout/math_int.h"

#include "layout/vlist.h"

#include <string.h>

/* The longest that a formula may ask for: nothing on a page is longer, and sums stay small. */
enum { LENGTH_MAX = 2000 * LEN_PT };

/* ---- contexts ---- */

len math_size(const struct math_context *c)
{
    switch (c->style) {
    case MATH_STYLE_NONE:
    case MATH_DISPLAY:
    case MATH_TEXT_STYLE:
        return c->base;
    case MATH_SCRIPT:
        return (len)((int64_t)c->base * math_units(c->m->fonts, MC_SCRIPT_PERCENT) / 100);
    case MATH_SCRIPT_SCRIPT:
        return (len)((int64_t)c->base * math_units(c->m->fonts, MC_SCRIPT_SCRIPT_PERCENT) / 100);
    }
    return c->base;
}

len math_constant(const struct math_context *c, enum math_constant k)
{
    return math_scale(math_units(c->m->fonts, k), math_upem(c->m->fonts), math_size(c));
}

len math_mu(const struct math_context *c, int thousandths)
{
    return (len)((int64_t)math_size(c) * thousandths / 18000);
}

len math_length(const struct math_context *c, struct math_length l)
{
    int64_t v = 0;

    switch (l.unit) {
    case MATH_MU:
        v = (int64_t)math_size(c) * l.amount / 18000;
        break;
    case MATH_EM:
        v = (int64_t)math_size(c) * l.amount / 1000;
        break;
    case MATH_EX:
        v = (int64_t)math_size(c) * l.amount * 45 / 100000;
        break;
    case MATH_PT:
        v = (int64_t)LEN_PT * l.amount / 1000;
        break;
    }
    return (len)CLAMP(v, -LENGTH_MAX, LENGTH_MAX);
}

struct math_context math_in_style(const struct math_context *c, enum math_style style)
{
    struct math_context inner = *c;

    inner.depth++;
    if (style != MATH_STYLE_NONE)
        inner.style = style;
    return inner;
}

struct math_context math_for_sup(const struct math_context *c)
{
    return math_in_style(c, math_is_script(c) ? MATH_SCRIPT_SCRIPT : MATH_SCRIPT);
}

struct math_context math_for_sub(const struct math_context *c)
{
    struct math_context sup = math_for_sup(c);

    return math_cramped(&sup);
}

struct math_context math_cramped(const struct math_context *c)
{
    struct math_context inner = math_in_style(c, MATH_STYLE_NONE);

    inner.cramped = true;
    return inner;
}

struct math_context math_for_numerator(const struct math_context *c)
{
    return c->style == MATH_DISPLAY ? math_in_style(c, MATH_TEXT_STYLE) : math_for_sup(c);
}

struct math_context math_for_denominator(const struct math_context *c)
{
    struct math_context above = math_for_numerator(c);

    return math_cramped(&above);
}

void math_begin(const struct math_job *job, bool display, int permille, struct math_setter *m,
                struct math_context *c)
{
    const char *lang = job->lang != NULL ? job->lang : shaper_lang(job->shaper);

    *m = (struct math_setter){.job = job,
                              .shaper = job->shaper,
                              .a = shaper_scratch(job->shaper),
                              .fonts = math_fonts_of(job->shaper, lang),
                              .lang = lang};
    *c = (struct math_context){.m = m,
                               .base = (len)((int64_t)job->style->font_size * permille / 1000),
                               .style = display ? MATH_DISPLAY : MATH_TEXT_STYLE,
                               .colour = job->style->colour};
}

/* ---- boxes ---- */

struct math_box *box_new(const struct math_context *c)
{
    struct math_box *b = arena_one(c->m->a, struct math_box);

    b->colour = c->colour;
    return b;
}

void box_put(struct math_box *outer, struct math_box *inner, len x, len y)
{
    inner->x = x;
    inner->y = y;
    if (outer->last != NULL)
        outer->last->next = inner;
    else
        outer->first = inner;
    outer->last = inner;
    outer->height = MAX(outer->height, inner->height - y);
    outer->depth = MAX(outer->depth, inner->depth + y);
}

void box_append(struct math_box *outer, struct math_box *inner, len up)
{
    box_put(outer, inner, outer->width, -up);
    outer->width = math_sum(outer->width, inner->width);
}

len box_aligned(enum math_align align, len room)
{
    switch (align) {
    case MATH_LEFT:
        return 0;
    case MATH_RIGHT:
        return room;
    case MATH_CENTER:
        break;
    }
    return room / 2;
}

struct math_box *box_glyph(const struct math_context *c, const struct math_glyph *g, gunichar text,
                           len size)
{
    struct math_box *b = box_new(c);

    b->kind = BOX_GLYPH;
    b->width = math_scale(g->advance, g->upem, size);
    b->height = math_scale(g->height, g->upem, size);
    b->depth = math_scale(g->depth, g->upem, size);
    b->u.glyph.glyph = g;
    b->u.glyph.size = size;
    b->u.glyph.text = text;
    return b;
}

struct math_box *box_rule(const struct math_context *c, len width, len height, len depth)
{
    struct math_box *b = box_new(c);

    b->kind = BOX_RULE;
    b->width = width;
    b->height = height;
    b->depth = depth;
    return b;
}

struct math_box *box_line(const struct math_context *c, len x, len y, len thick, len dash)
{
    struct math_box *b = box_new(c);

    b->kind = BOX_LINE;
    b->u.line.x = x;
    b->u.line.y = y;
    b->u.line.thick = thick;
    b->u.line.dash = dash;
    return b;
}

/* The ink of a frame of one line whose baseline is at y = 0. */
static void measure_words(struct math_fonts *f, const struct frame *frame, struct math_box *b)
{
    bool any = false;

    for (const struct item *i = frame->first; i != NULL; i = i->next)
        for (uint32_t k = 0; i->kind == ITEM_GLYPHS && k < i->u.glyphs.n_glyphs; k++) {
            const struct glyph *at = &i->u.glyphs.glyphs[k];
            const struct math_glyph *g = math_measure_glyph(f, i->u.glyphs.font, at->id);
            len h = math_scale(g->height, g->upem, i->u.glyphs.size) - at->y;
            len d = math_scale(g->depth, g->upem, i->u.glyphs.size) + at->y;
            if (g->height == 0 && g->depth == 0)
                continue;
            b->height = any ? MAX(b->height, h) : h;
            b->depth = any ? MAX(b->depth, d) : d;
            any = true;
        }
}

static void look_of_words(const struct math *m, struct style *s)
{
    if (m == NULL || m->kind != MATH_TEXT)
        return;
    if (m->u.words.bold)
        s->font_weight = 700;
    if (m->u.words.italic)
        s->font_slant = SLANT_ITALIC;
    if (m->u.words.sans)
        s->font_family = "sans-serif";
    if (m->u.words.monospace)
        s->font_family = "monospace";
    s->small_caps |= m->u.words.small_caps;
}

struct math_box *box_words(const struct math_context *c, const char *text, const struct math *m)
{
    struct math_box *b = box_new(c);
    struct style style = *c->m->job->style;
    struct frame *frame = frame_new(c->m->a, 0, 0);

    style.font_size = math_size(c);
    style.letter_spacing = 0;
    style.transform = TRANSFORM_NONE;
    style.colour = c->colour;
    look_of_words(m, &style);
    b->kind = BOX_FRAME;
    b->u.frame.frame = frame;
    b->width = shape_text(c->m->shaper, frame, 0, 0, text, strlen(text), &style, c->m->lang, 0,
                          c->m->job->loc);
    measure_words(c->m->fonts, frame, b);
    return b;
}

/* ---- to a frame ---- */

/* Glyphs of one look, gathered to one item. */
struct gatherer {
    struct arena *a; /* of the result */
    struct frame *frame;
    struct item look;
    len x, y, end;
    GArray *glyphs, *clusters;
    GString *text;
};

static void flush(struct gatherer *g)
{
    if (g->glyphs->len == 0)
        return;
    struct item *item = frame_add(g->a, g->frame, ITEM_GLYPHS, g->x, g->y);
    item->u.glyphs = g->look.u.glyphs;
    item->u.glyphs.width = g->end - g->x;
    item->u.glyphs.text = arena_strndup(g->a, g->text->str, g->text->len);
    item->u.glyphs.text_bytes = (uint32_t)g->text->len;
    item->u.glyphs.n_clusters = g->clusters->len;
    item->u.glyphs.clusters =
        arena_memdup(g->a, g->clusters->data, g->clusters->len * sizeof(struct cluster));
    item->u.glyphs.n_glyphs = g->glyphs->len;
    item->u.glyphs.glyphs =
        arena_memdup(g->a, g->glyphs->data, g->glyphs->len * sizeof(struct glyph));
    g_array_set_size(g->glyphs, 0);
    g_array_set_size(g->clusters, 0);
    g_string_truncate(g->text, 0);
}

/* `b` is a glyph. One without text belongs to the glyph before it: parts of one sign. */
static void add_glyph(struct gatherer *g, const struct math_box *b, len x, len y)
{
    const struct font *font = b->u.glyph.glyph->font;
    len size = b->u.glyph.size;

    if (g->glyphs->len > 0 && (g->look.u.glyphs.font != font || g->look.u.glyphs.size != size ||
                               g->look.u.glyphs.colour != b->colour))
        flush(g);
    if (g->glyphs->len == 0) {
        g->look = (struct item){.kind = ITEM_GLYPHS};
        g->look.u.glyphs.font = font;
        g->look.u.glyphs.size = size;
        g->look.u.glyphs.colour = b->colour;
        g->x = g->end = x;
        g->y = y;
    }
    struct glyph glyph = {.id = b->u.glyph.glyph->id, .x = x - g->x, .y = y - g->y};
    gsize before = g->text->len;
    g_array_append_val(g->glyphs, glyph);
    g->end = MAX(g->end, x + b->width);
    if (b->u.glyph.text == 0 && g->clusters->len > 0) {
        g_array_index(g->clusters, struct cluster, g->clusters->len - 1).glyphs++;
        return;
    }
    g_string_append_unichar(g->text, b->u.glyph.text != 0 ? b->u.glyph.text : ' ');
    struct cluster cluster = {.bytes = (uint16_t)(g->text->len - before), .glyphs = 1};
    g_array_append_val(g->clusters, cluster);
}

static void add_words(struct gatherer *g, const struct math_box *b, len x, len y)
{
    flush(g);
    for (const struct item *i = b->u.frame.frame->first; i != NULL; i = i->next) {
        struct item *copy = frame_add(g->a, g->frame, i->kind, x + i->x, y + i->y);
        copy->u = i->u;
    }
}

static void add_line(struct gatherer *g, const struct math_box *b, len x, len y)
{
    struct path_step *steps = arena_array(g->a, 2, sizeof *steps);

    flush(g);
    struct item *item = frame_add(g->a, g->frame, ITEM_PATH, x, y);
    steps[0] = (struct path_step){.op = PATH_MOVE};
    steps[1] = (struct path_step){.op = PATH_LINE, .x = {b->u.line.x}, .y = {b->u.line.y}};
    item->u.path.steps = steps;
    item->u.path.n_steps = 2;
    item->u.path.stroke = b->colour;
    item->u.path.line_width = b->u.line.thick;
    item->u.path.dash = b->u.line.dash;
}

static void add_link(struct gatherer *g, const struct math_box *b, len x, len y)
{
    flush(g);
    struct item *item = frame_add(g->a, g->frame, ITEM_LINK, x, y - b->height);
    item->u.link.width = b->width;
    item->u.link.height = b->height + b->depth;
    item->u.link.dest = DEST_URI;
    item->u.link.uri = arena_strdup(g->a, b->u.link.uri);
    item->u.link.text = arena_strdup(g->a, b->u.link.uri);
    item->u.link.tag = tag_new(g->a, "Link");
}

/* As deep as the boxes are nested, which the parser bounds. */
static void add_box(struct gatherer *g, const struct math_box *b, len x, len y)
{
    switch (b->kind) {
    case BOX_LIST:
        for (const struct math_box *inner = b->first; inner != NULL; inner = inner->next)
            add_box(g, inner, math_sum(x, inner->x), math_sum(y, inner->y));
        break;
    case BOX_GLYPH:
        add_glyph(g, b, x, y);
        break;
    case BOX_RULE:
        if (b->width > 0 && b->height + b->depth > 0) {
            flush(g);
            frame_rect(g->a, g->frame, x, y - b->height, b->width, b->height + b->depth, b->colour);
        }
        break;
    case BOX_LINE:
        add_line(g, b, x, y);
        break;
    case BOX_FRAME:
        add_words(g, b, x, y);
        break;
    case BOX_LINK:
        add_link(g, b, x, y);
        break;
    }
}

struct frame *box_frame(const struct math_setter *m, const struct math_box *box, len x, len width)
{
    struct arena *a = shaper_arena(m->shaper);
    len height = MAX(box->height, 0), depth = MAX(box->depth, 0);
    struct frame *frame = frame_new(a, width, height + depth);
    struct gatherer g = {.a = a,
                         .frame = frame,
                         .glyphs = g_array_sized_new(FALSE, FALSE, sizeof(struct glyph), 32),
                         .clusters = g_array_sized_new(FALSE, FALSE, sizeof(struct cluster), 32),
                         .text = g_string_sized_new(64)};

    frame->baseline = height;
    add_box(&g, box, x, height);
    flush(&g);
    g_array_free(g.glyphs, TRUE);
    g_array_free(g.clusters, TRUE);
    g_string_free(g.text, TRUE);
    return frame;
}

const struct tag *math_tag(const struct math_job *job)
{
    if (job->plain || job->tex == NULL)
        return NULL;
    struct arena *a = shaper_arena(job->shaper);
    struct tag *tag = tag_new(a, "Formula");

    tag->alt = tag->actual_text = arena_strdup(a, job->tex);
    return tag;
}

const struct frame *math_tagged(const struct math_job *job, const struct tag *tag,
                                const struct frame *frame)
{
    struct arena *a = shaper_arena(job->shaper);

    if (tag == NULL)
        return frame;
    struct frame *outer = frame_new(a, frame->width, frame->height);
    outer->baseline = frame->baseline;
    frame_tag(a, outer, TAG_OPEN, tag);
    frame_place(a, outer, frame, 0, 0);
    frame_tag(a, outer, TAG_CLOSE, tag);
    return outer;
}

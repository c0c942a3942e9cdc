#include "layout/math_int.h"

#include <string.h>

/* ---- assemblies ---- */

/* Walks the parts with each extender `n` times: their sum with the least overlaps, and how much
 * more they may overlap. False when there is no extender. */
static bool measure_assembly(const struct math_stretch *s, int n, int64_t *size, int64_t *give)
{
    int32_t before = 0;
    bool extends = false, first = true;

    *size = *give = 0;
    for (size_t i = 0; i < s->n_parts; i++) {
        const struct math_part *p = &s->parts[i];
        extends |= p->extender;
        for (int k = 0; k < (p->extender ? n : 1); k++) {
            int32_t most = MIN(p->start, before), least = MIN(most, s->overlap);
            *size += p->full - (first ? 0 : least);
            *give += first ? 0 : most - least;
            before = p->end;
            first = false;
        }
    }
    return extends;
}

/* From its bottom or left end, `want` font units long if that can be had by overlapping more. */
static struct math_box *assemble(const struct math_context *c, const struct math_stretch *s,
                                 gunichar text, int64_t want, bool vertical)
{
    struct math_box *b = box_new(c);
    len size = math_size(c);
    int64_t whole, give, at = 0, given = 0, taken = 0;
    int32_t upem = s->parts[0].glyph->upem, before = 0;
    int n = 0;

    while (measure_assembly(s, n, &whole, &give) && whole < want && n < 2000)
        n++;
    int64_t excess = CLAMP(whole - want, 0, give);
    for (size_t i = 0; i < s->n_parts; i++) {
        const struct math_part *p = &s->parts[i];
        for (int k = 0; k < (p->extender ? n : 1); k++) {
            int32_t most = MIN(p->start, before), least = MIN(most, s->overlap);
            if (b->first != NULL) {
                given += most - least;
                int64_t upto = give > 0 ? excess * given / give : 0;
                at -= least + (upto - taken);
                taken = upto;
            }
            struct math_box *g = box_glyph(c, p->glyph, b->first == NULL ? text : ' ', size);
            len place = math_scale(at, upem, size);
            if (vertical)
                box_put(b, g, 0, -place - g->depth);
            else
                box_put(b, g, place, 0);
            b->width = vertical ? MAX(b->width, g->width) : place + g->width;
            at += p->full;
            before = p->end;
        }
    }
    if (vertical) { /* its box is that of the parts, not of their ink */
        b->height = math_scale(at, upem, size);
        b->depth = 0;
    } else {
        b->width = math_scale(at, upem, size);
    }
    return b;
}

struct math_box *math_grow(const struct math_context *c, const struct math_glyph *g, gunichar text,
                           len want, enum math_growth growth)
{
    bool vertical = growth == GROW_HEIGHT, below = growth == GROW_ACCENT;
    const struct math_stretch *s = math_find_stretch(c->m->fonts, g, vertical);
    len size = math_size(c);
    const struct math_glyph *best = g;
    int32_t reached = vertical ? g->height + g->depth : g->advance;

    if (!below && math_scale(reached, g->upem, size) >= want)
        return box_glyph(c, g, text, size);
    if (growth == GROW_WIDTH && s->n_parts > 0) /* an arrow is as long as it need be */
        return assemble(c, s, text, (int64_t)want * g->upem / size, vertical);
    for (size_t i = 0; i < s->n_variants; i++) {
        len got = math_scale(s->sizes[i], g->upem, size);
        if (below && got > want)
            return box_glyph(c, best, text, size);
        best = s->variants[i];
        if (!below && got >= want)
            return box_glyph(c, best, text, size);
    }
    if (s->n_parts == 0)
        return box_glyph(c, best, text, size);
    return assemble(c, s, text, (int64_t)want * g->upem / size, vertical);
}

/* ---- delimiters ---- */

struct math_box *math_delimiter(const struct math_context *c, const char *text, len want)
{
    const struct math_glyph *g;
    struct math_box *b = box_new(c);
    len axis = math_constant(c, MC_AXIS_HEIGHT);

    if (text == NULL || *text == '\0') { /* TeX's \nulldelimiterspace */
        b->width = (len)((int64_t)c->base * 12 / 100);
        return b;
    }
    g = math_find_glyph(c->m->fonts, g_utf8_get_char(text), 0);
    struct math_box *grown = g != NULL ? math_grow(c, g, g_utf8_get_char(text), want, GROW_HEIGHT)
                                       : box_words(c, text, NULL);
    box_append(b, grown, axis - (grown->height - grown->depth) / 2);
    return b;
}

/* TeX's \delimiterfactor 901 and \delimitershortfall 5pt, the latter as half an em. */
static len fence_height(const struct math_context *c, len height, len depth)
{
    len axis = math_constant(c, MC_AXIS_HEIGHT);
    len reach = MAX(height - axis, depth + axis);

    return MAX((len)((int64_t)reach * 901 / 500), 2 * reach - math_size(c) / 2);
}

/* TeX's delimiters of \binom and its like: of one size, unless what they hold is really large. */
static len stack_height(const struct math_context *c, len fence)
{
    len want = (len)((int64_t)math_size(c) * (c->style == MATH_DISPLAY ? 239 : 101) / 100);

    return fence > want * 5 / 4 ? fence : want;
}

static struct math_entry *delimiter_entry(const struct math_context *c, const char *text, len want,
                                          enum math_class class)
{
    struct math_entry *e = arena_one(c->m->a, struct math_entry);

    e->box = math_delimiter(c, text, want);
    e->class = (int)class;
    e->em = math_size(c);
    e->script = math_is_script(c);
    e->context = *c;
    return e;
}

void math_fence_list(const struct math_context *c, const struct math *m, struct math_list *out)
{
    struct math_list list = {0};
    const struct math *row = m->first;
    len height = 0, depth = 0;

    if (row != NULL && row->kind == MATH_ROW && row->next == NULL)
        row = row->first;
    math_collect(c, row, &list);
    for (struct math_entry *e = list.first; e != NULL; e = e->next) {
        height = MAX(height, e->box->height);
        depth = MAX(depth, e->box->depth);
    }
    len want = fence_height(c, height, depth);
    const struct math *stack = m->first != NULL ? math_sole(m->first, MATH_FRACTION) : NULL;
    if (stack != NULL && !stack->u.fraction.ruled) {
        struct math_context own = math_in_style(c, stack->u.fraction.style);
        want = stack_height(&own, want);
    }
    for (struct math_entry *e = list.first; e != NULL; e = e->next)
        if (e->middle != NULL) {
            e->box = math_delimiter(&e->context, e->middle->text, want);
            e->middle = NULL;
        }
    out->first = delimiter_entry(c, m->u.fence.open, want, MATH_OPEN);
    out->first->next = list.first;
    out->last = list.last != NULL ? list.last : out->first;
    out->last->next = delimiter_entry(c, m->u.fence.close, want, MATH_CLOSE);
    out->last = out->last->next;
}

struct math_box *math_fence(const struct math_context *c, const struct math *m)
{
    struct math_list list = {0};

    math_fence_list(c, m, &list);
    math_space(&list);
    return math_join(c, &list);
}

struct math_box *math_sized_delimiter(const struct math_context *c, const struct math *m)
{
    /* amsmath's \big: a fence around 1.2 times a parenthesis, \Big 1.5 times that, ... */
    static const int heights[] = {1000, 1000, 1500, 2000, 2500};
    const struct math_glyph *paren = math_find_glyph(c->m->fonts, '(', 0);
    int size = CLAMP(m->u.delimiter.size, 0, 4);
    int64_t height = c->base;

    if (m->text == NULL || *m->text == '\0')
        return box_new(c);
    if (paren != NULL)
        height = math_scale(paren->height + paren->depth, paren->upem, c->base);
    len axis = math_constant(c, MC_AXIS_HEIGHT), half = (len)(height * 12 * heights[size] / 20000);
    return math_delimiter(c, m->text, size == 0 ? 0 : fence_height(c, axis + half, half - axis));
}

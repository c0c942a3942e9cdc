/* Pictures as blocks: natural size within resolution bounds, never wider than the measure nor
 * higher than most of the page, several side by side when they fit. */
#include "layout/flow.h"

#include <stdlib.h>
#include <string.h>

enum { PICTURES_MAX = 200, CSS_DPI = 96, DPI_LEAST = 110, DPI_MOST = 300 };

struct picture {
    const struct node *image, *link;
    bool new_row; /* after a hard break */
    len width, height;
};

struct gallery {
    struct picture pictures[PICTURES_MAX];
    size_t n;
    bool broken; /* something else is in it */
    bool new_row;
};

static bool blank(const char *text)
{
    return text[strspn(text, " \t\r\n")] == '\0';
}

static void gather(struct gallery *g, const struct node *parent, const struct node *link)
{
    for (const struct node *c = parent->first; c && !g->broken; c = c->next) {
        if (c->kind == NODE_IMAGE && c->u.image.image && c->u.image.image->status == IMAGE_OK &&
            c->u.image.image->width > 0 && c->u.image.image->height > 0 && g->n < PICTURES_MAX) {
            g->pictures[g->n++] = (struct picture){.image = c, .link = link, .new_row = g->new_row};
            g->new_row = false;
        } else if (c->kind == NODE_LINK) {
            gather(g, c, c);
        } else if (c->kind == NODE_SPAN || c->kind == NODE_STRONG || c->kind == NODE_EMPH) {
            gather(g, c, link);
        } else if (c->kind == NODE_HARD_BREAK) {
            g->new_row = true;
        } else if (c->kind != NODE_SOFT_BREAK && c->kind != NODE_ANCHOR &&
                   !(c->kind == NODE_TEXT && blank(c->u.text))) {
            g->broken = true;
        }
    }
}

/* "300" and "300px" are CSS px, "50%" of the measure; other units as CSS has them. 0: none. */
static len given_size(const char *text, len measure, len em)
{
    if (!text)
        return 0;
    char *end = NULL;
    double number = g_ascii_strtod(text, &end);
    if (end == text || !(number > 0) || number > 100000)
        return 0;
    double unit = 0.75 * LEN_PT;
    if (*end == '%')
        unit = measure / 100.0;
    else if (!strncmp(end, "em", 2))
        unit = em;
    else if (!strncmp(end, "pt", 2))
        unit = LEN_PT;
    else if (!strncmp(end, "in", 2))
        unit = 72.0 * LEN_PT;
    else if (!strncmp(end, "cm", 2))
        unit = 72.0 / 2.54 * LEN_PT;
    else if (!strncmp(end, "mm", 2))
        unit = 7.2 / 2.54 * LEN_PT;
    return (len)MIN(number * unit, (double)LEN_MAX);
}

static void picture_size(const struct flow *f, struct picture *p, len measure)
{
    const struct image *image = p->image->u.image.image;
    len em = p->image->style ? p->image->style->font_size : 10 * LEN_PT;
    double dpi = image->dpi > 0 ? image->dpi : CSS_DPI;
    dpi = image->format == IMAGE_SVG ? CSS_DPI : CLAMP(dpi, DPI_LEAST, DPI_MOST);
    double w = image->width * 72.0 / dpi * LEN_PT, h = image->height * 72.0 / dpi * LEN_PT;
    double ratio = h / w;
    len width = given_size(p->image->u.image.width, measure, em);
    len height = given_size(p->image->u.image.height, f->height, em);
    if (width) {
        w = width;
        h = height && !strchr(p->image->u.image.height, '%') ? height : w * ratio;
    } else if (height) {
        h = height;
        w = h / ratio;
    }
    double limit = f->height * 0.85, scale = 1;
    if (w > measure)
        scale = measure / w;
    if (h * scale > limit)
        scale = limit / h;
    p->width = MAX(LEN_PT, (len)(w * scale));
    p->height = MAX(LEN_PT, (len)(h * scale));
}

/* An own caption only where the author wrote a title for one. */
static void title_caption(struct flow *f, struct vlist *v, const struct node *image, len x,
                          len width)
{
    const char *title = image->u.image.title;
    const struct node *up = image->parent;
    while (up && up->kind != NODE_FIGURE)
        up = up->parent;
    if (!title || !*title || up)
        return;
    size_t at = v->n;
    vlist_penalty(v, PENALTY_FORBID);
    flow_text(f, v, title, flow_style(f, image->parent->style, "figcaption", NULL), "Caption", x,
              width);
    vlist_keep(v, at);
}

static void set_single(struct flow *f, struct vlist *v, const struct picture *p,
                       enum text_align align, len x, len width)
{
    struct vpicture *picture = arena_one(f->arena, struct vpicture);
    *picture = (struct vpicture){.image = p->image->u.image.image,
                                 .alt = p->image->u.image.alt,
                                 .width = p->width,
                                 .link = p->link};
    len left = (width - p->width) / 2;
    if (align == TEXT_LEFT)
        left = 0;
    else if (align == TEXT_RIGHT || align == TEXT_END)
        left = width - p->width;
    if (!f->plain)
        vlist_anchor(v, p->image->id);
    size_t span = vlist_open(v, f->plain ? NULL : "Figure", NULL, x, width);
    if (v->spans[span].tag)
        ((struct tag *)(uintptr_t)v->spans[span].tag)->alt = p->image->u.image.alt;
    struct vbox *box = vlist_add(v, NULL, x + left, p->height);
    box->picture = picture;
    if (p->height > f->height / 5)
        box->give = p->height / 4;
    title_caption(f, v, p->image, x, width);
    vlist_close(v, span);
}

/* Pictures [0, n) of one row, all scaled by permille, centred with equal gaps. */
static void set_row(struct flow *f, struct vlist *v, struct picture *row, size_t n, int permille,
                    len gap, len x, len width)
{
    len total = gap * (len)(n - 1), height = 0;
    for (size_t i = 0; i < n; i++) {
        row[i].width = (len)((int64_t)row[i].width * permille / 1000);
        row[i].height = (len)((int64_t)row[i].height * permille / 1000);
        total += row[i].width;
        height = MAX(height, row[i].height);
    }
    struct frame *frame = frame_new(f->arena, width, height);
    len at = (width - total) / 2;
    for (size_t i = 0; i < n; i++) {
        struct vlist *one = vlist_new(f->arena);
        set_single(f, one, &row[i], TEXT_LEFT, 0, row[i].width);
        struct vset all = {.end = MIN(one->n, 1)};
        struct vanchor *anchors = NULL;
        vlist_draw(one, &all, frame, at, height - row[i].height, &anchors);
        for (struct vanchor *s = anchors; s; s = s->next)
            vlist_anchor(v, s->id);
        at += row[i].width + gap;
    }
    size_t span = vlist_open(v, NULL, NULL, x, width);
    vlist_add(v, frame, x, height);
    for (size_t i = 0; i < n; i++)
        title_caption(f, v, row[i].image, x, width);
    vlist_close(v, span);
}

/* Fills rows greedily; a row may shrink to 60 % so that one more picture fits. */
static void set_rows(struct flow *f, struct vlist *v, struct gallery *g, len x, len width)
{
    len gap = 6 * LEN_PT;
    for (size_t i = 0; i < g->n;) {
        int64_t total = g->pictures[i].width;
        size_t n = 1;
        while (i + n < g->n && !g->pictures[i + n].new_row) {
            int64_t more = total + g->pictures[i + n].width;
            if (more * 6 > (int64_t)(width - gap * (len)n) * 10)
                break;
            total = more;
            n++;
        }
        len room = width - gap * (len)(n - 1);
        int permille = total > room ? (int)((int64_t)room * 1000 / total) : 1000;
        if (i)
            vlist_space(v, gap, true);
        set_row(f, v, g->pictures + i, n, permille, gap, x, width);
        i += n;
    }
}

static bool is_break(const struct node *n)
{
    return n->kind == NODE_SOFT_BREAK || n->kind == NODE_HARD_BREAK;
}

/* The child after the line of source that begins at `first`. */
static const struct node *line_end(const struct node *first)
{
    while (first && !is_break(first))
        first = first->next;
    return first;
}

/* The children [first, end) of a paragraph as one of their own. Copies, because the tree is not
 * changed; what hangs below the children is shared. */
static struct node *part_new(struct arena *a, const struct node *par, const struct node *first,
                             const struct node *end)
{
    struct node *part = arena_memdup(a, par, sizeof *part);
    part->first = part->last = part->prev = NULL;
    for (const struct node *c = first; c && c != end; c = c->next) {
        struct node *copy = arena_memdup(a, c, sizeof *copy);
        copy->parent = part;
        copy->prev = part->last;
        copy->next = NULL;
        if (part->last)
            part->last->next = copy;
        else
            part->first = copy;
        part->last = copy;
    }
    if (first != par->first) {
        struct style *style = arena_memdup(a, par->style, sizeof *style);
        style->text_indent = 0;
        part->style = style;
        part->id = NULL;
    }
    part->next = NULL;
    return part;
}

/* A line of source that holds pictures alone, and one of them is no mere sign in the text. */
static bool is_picture_line(struct flow *f, const struct node *par, const struct node *first,
                            const struct node *end, len width)
{
    struct gallery *g = g_new0(struct gallery, 1);
    gather(g, part_new(f->arena, par, first, end), NULL);
    bool large = false;
    for (size_t i = 0; i < g->n && !g->broken; i++) {
        picture_size(f, &g->pictures[i], width);
        large |= g->pictures[i].height > 4 * par->style->line_height;
    }
    bool result = large && !g->broken;
    g_free(g);
    return result;
}

/* Text with pictures on lines of their own ("as follows:", then the picture) is set as text, then
 * pictures as blocks, then text. */
static bool split_paragraph(struct flow *f, struct vlist *v, const struct node *par, len x,
                            len width)
{
    const struct node *text = NULL; /* where the text not set yet begins */
    bool split = false;
    for (const struct node *c = par->first; c;) {
        const struct node *end = line_end(c), *next = end ? end->next : NULL;
        if (!is_picture_line(f, par, c, end, width)) {
            text = text ? text : c;
        } else {
            if (text) {
                flow_block(f, v, part_new(f->arena, par, text, c->prev), x, width);
                vlist_penalty(v, COST_INTRO);
            }
            flow_pictures(f, v, part_new(f->arena, par, c, end), x, width);
            text = NULL;
            split = true;
        }
        c = next;
    }
    if (split && text)
        flow_block(f, v, part_new(f->arena, par, text, NULL), x, width);
    return split;
}

static bool set_gallery(struct flow *f, struct vlist *v, struct gallery *g, const struct node *par,
                        len x, len width)
{
    if (!g->n || g->broken)
        return false;
    struct style *style =
        arena_memdup(f->arena, flow_style(f, par->style, "figure", NULL), sizeof *style);
    if (par->parent && (par->parent->kind == NODE_FIGURE || par->parent->kind == NODE_ITEM))
        style->margin = (struct edges){par->style->margin.top, 0, par->style->margin.bottom, 0};
    bool may_float = flow_is_loose(f, par);
    if (may_float)
        vlist_float_open(v);
    struct flow_box box = flow_open(f, v, style, NULL, x, width);
    for (size_t i = 0; i < g->n; i++)
        picture_size(f, &g->pictures[i], box.width);
    if (g->n == 1)
        set_single(f, v, &g->pictures[0], par->style->align, box.x, box.width);
    else
        set_rows(f, v, g, box.x, box.width);
    flow_close(f, v, &box);
    if (may_float)
        vlist_float_close(v);
    return true;
}

static bool holds_image(const struct node *par)
{
    for (const struct node *n = node_next(par, par); n; n = node_next(par, n))
        if (n->kind == NODE_IMAGE)
            return true;
    return false;
}

bool flow_pictures(struct flow *f, struct vlist *v, const struct node *par, len x, len width)
{
    if (!holds_image(par))
        return false;
    struct gallery *g = g_new0(struct gallery, 1);
    gather(g, par, NULL);
    bool alone = set_gallery(f, v, g, par, x, width);
    g_free(g);
    return alone || split_paragraph(f, v, par, x, width);
}

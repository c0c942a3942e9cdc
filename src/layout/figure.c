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
    const char *anchors[PICTURES_MAX]; /* empty targets between them */
    size_t n, n_anchors;
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
        } else if (c->kind == NODE_ANCHOR) {
            if (c->id && g->n_anchors < PICTURES_MAX)
                g->anchors[g->n_anchors++] = c->id;
        } else if (c->kind != NODE_SOFT_BREAK && !(c->kind == NODE_TEXT && blank(c->u.text))) {
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

static void picture_size(const struct flow *f, struct picture *p, len measure, len limit)
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
    double largest = image->width * 72.0 / CSS_DPI * 1.25 * LEN_PT, scale = 1;
    if (image->format != IMAGE_SVG && w > largest) /* its pixels would be seen */
        scale = largest / w;
    if (w * scale > measure)
        scale = measure / w;
    if (h * scale > limit)
        scale = limit / h;
    p->width = MAX(LEN_PT, (len)(w * scale));
    p->height = MAX(LEN_PT, (len)(h * scale));
}

/* Most of the page, together with the caption; under a caption as long as a page still something.
 */
static len height_limit(struct flow *f, const struct node *par, len width)
{
    const struct node *caption = par->next;
    if (!caption || caption->kind != NODE_CAPTION)
        return (len)(f->height * 0.85);
    struct vlist *set = vlist_new(f->arena);
    struct flow measured = *f;
    measured.plain = true;
    vlist_strut(set, 1); /* the margin above counts */
    flow_block(&measured, set, caption, 0, width);
    len words = vlist_height(set, 0, set->n);
    return MAX((len)(f->height * 0.85) - words, f->height / 3);
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
    /* what shows the picture tags it as a Figure, in its link */
    size_t span = vlist_open(v, !f->plain && p->link ? "P" : NULL, NULL, x, width);
    struct vbox *box = vlist_add(v, NULL, x + left, p->height);
    box->picture = picture;
    if (p->height > f->height / 5)
        box->give = p->height / 4;
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
    for (size_t i = 0; i < g->n_anchors && !f->plain; i++)
        vlist_anchor(v, g->anchors[i]);
    struct flow_box box = flow_open(f, v, style, NULL, x, width);
    len limit = height_limit(f, par, box.width);
    for (size_t i = 0; i < g->n; i++)
        picture_size(f, &g->pictures[i], box.width, limit);
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
    return alone;
}

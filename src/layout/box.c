#include "layout/box.h"

/* One border, drawn as its style says. */
static void edge(struct arena *a, struct frame *f, const struct border *b, len x, len y, len w,
                 len h)
{
    if (b->width <= 0 || b->style == BORDER_NONE || !(b->colour >> 24))
        return;
    bool across = w >= h;
    if (b->style == BORDER_DASHED || b->style == BORDER_DOTTED) {
        struct item *item = frame_add(a, f, ITEM_PATH, x, y);
        struct path_step *steps = arena_array(a, 2, sizeof *steps);
        steps[0] = (struct path_step){
            .op = PATH_MOVE, .x = {across ? 0 : w / 2}, .y = {across ? h / 2 : 0}};
        steps[1] = (struct path_step){
            .op = PATH_LINE, .x = {across ? w : w / 2}, .y = {across ? h / 2 : h}};
        item->u.path.steps = steps;
        item->u.path.n_steps = 2;
        item->u.path.stroke = b->colour;
        item->u.path.line_width = b->width;
        item->u.path.dash = b->style == BORDER_DASHED ? 3 * b->width : b->width;
    } else if (b->style == BORDER_DOUBLE && b->width >= 3) {
        len third = b->width / 3;
        frame_rect(a, f, x, y, across ? w : third, across ? third : h, b->colour);
        frame_rect(a, f, across ? x : x + w - third, across ? y + h - third : y, across ? w : third,
                   across ? third : h, b->colour);
    } else {
        frame_rect(a, f, x, y, w, h, b->colour);
    }
}

static bool same_border(const struct border *a, const struct border *b)
{
    return a->width == b->width && a->colour == b->colour && a->style == b->style;
}

/* Round corners are drawn where they meet alike: no borders, or four of one kind. */
static bool is_round(const struct style *s, unsigned open)
{
    const struct border *b = &s->border_top;
    if (s->border_radius <= 0 || !same_border(b, &s->border_left) ||
        !same_border(b, &s->border_right) || !same_border(b, &s->border_bottom))
        return false;
    return b->width == 0 || (open == 0 && b->style == BORDER_SOLID);
}

/* A rectangle whose corners are quarters of circles, but for those at an open side: Bezier curves
 * with the usual 0.5523 of the radius. */
static void rounded(struct arena *a, struct item *item, len w, len h, len radius, unsigned open)
{
    len r = MIN(radius, MIN(w, h) / 2);
    len tl = open & (OPEN_TOP | OPEN_LEFT) ? 0 : r, tr = open & (OPEN_TOP | OPEN_RIGHT) ? 0 : r;
    len br = open & (OPEN_BOTTOM | OPEN_RIGHT) ? 0 : r;
    len bl = open & (OPEN_BOTTOM | OPEN_LEFT) ? 0 : r;
    struct path_step *p = arena_array(a, 10, sizeof *p);
    size_t n = 0;
    p[n++] = (struct path_step){.op = PATH_MOVE, .x = {tl}, .y = {0}};
    p[n++] = (struct path_step){.op = PATH_LINE, .x = {w - tr}, .y = {0}};
    if (tr > 0)
        p[n++] = (struct path_step){
            PATH_CURVE, {w - tr + tr * 55 / 100, w, w}, {0, tr - tr * 55 / 100, tr}};
    p[n++] = (struct path_step){.op = PATH_LINE, .x = {w}, .y = {h - br}};
    if (br > 0)
        p[n++] = (struct path_step){
            PATH_CURVE, {w, w - br + br * 55 / 100, w - br}, {h - br + br * 55 / 100, h, h}};
    p[n++] = (struct path_step){.op = PATH_LINE, .x = {bl}, .y = {h}};
    if (bl > 0)
        p[n++] = (struct path_step){
            PATH_CURVE, {bl - bl * 55 / 100, 0, 0}, {h, h - bl + bl * 55 / 100, h - bl}};
    p[n++] = (struct path_step){.op = PATH_LINE, .x = {0}, .y = {tl}};
    if (tl > 0)
        p[n++] =
            (struct path_step){PATH_CURVE, {0, tl - tl * 55 / 100, tl}, {tl - tl * 55 / 100, 0, 0}};
    p[n++] = (struct path_step){.op = PATH_CLOSE};
    item->u.path.steps = p;
    item->u.path.n_steps = (uint32_t)n;
}

static void round_box(struct arena *a, struct frame *f, const struct style *s, len x, len y,
                      len width, len height, unsigned open)
{
    len line = s->border_top.width;
    if (s->background >> 24) {
        struct item *item = frame_add(a, f, ITEM_PATH, x, y);
        rounded(a, item, width, height, s->border_radius, open);
        item->u.path.fill = s->background;
    }
    if (line > 0) {
        struct item *item = frame_add(a, f, ITEM_PATH, x + line / 2, y + line / 2);
        rounded(a, item, width - line, height - line, MAX(0, s->border_radius - line / 2), 0);
        item->u.path.stroke = s->border_top.colour;
        item->u.path.line_width = line;
    }
}

void frame_box(struct arena *a, struct frame *f, const struct style *s, len x, len y, len width,
               len height, unsigned open)
{
    len line = 2 * s->border_top.width;
    if (is_round(s, open) && width > line && height > line) {
        round_box(a, f, s, x, y, width, height, open);
        return;
    }
    if (s->background >> 24)
        frame_rect(a, f, x, y, width, height, s->background);
    if (!(open & OPEN_TOP))
        edge(a, f, &s->border_top, x, y, width, s->border_top.width);
    if (!(open & OPEN_BOTTOM))
        edge(a, f, &s->border_bottom, x, y + height - s->border_bottom.width, width,
             s->border_bottom.width);
    if (!(open & OPEN_LEFT))
        edge(a, f, &s->border_left, x, y, s->border_left.width, height);
    if (!(open & OPEN_RIGHT))
        edge(a, f, &s->border_right, x + width - s->border_right.width, y, s->border_right.width,
             height);
}

bool frame_box_visible(const struct style *s)
{
    return s && ((s->background >> 24) || s->border_top.width > 0 || s->border_right.width > 0 ||
                 s->border_bottom.width > 0 || s->border_left.width > 0);
}

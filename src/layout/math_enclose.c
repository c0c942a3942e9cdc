#include "layout/math_int.h"

/* LaTeX's \fboxsep and \fboxrule at 10 pt, in thousandths of the size. */
enum { BOX_PADDING = 300, BOX_RULE_WIDTH = 40 };

/* A frame of four lines around (0, -height) .. (width, depth). */
static void add_frame(const struct math_context *c, struct math_box *b, len width, len height,
                      len depth, len thick)
{
    box_put(b, box_rule(c, width, height, -(height - thick)), 0, 0);
    box_put(b, box_rule(c, width, -(depth - thick), depth), 0, 0);
    box_put(b, box_rule(c, thick, height, depth), 0, 0);
    box_put(b, box_rule(c, thick, height, depth), width - thick, 0);
}

/* The strokes through or along it. */
static void add_strokes(const struct math_context *c, struct math_box *b, int bits, len thick)
{
    len w = b->width, h = b->height, d = b->depth;

    if (bits & ENCLOSE_UP)
        box_put(b, box_line(c, w, -(h + d), thick, 0), 0, d);
    if (bits & ENCLOSE_DOWN)
        box_put(b, box_line(c, w, h + d, thick, 0), 0, -h);
    if (bits & ENCLOSE_STRIKE)
        box_put(b, box_line(c, w, 0, thick, 0), 0, -math_constant(c, MC_AXIS_HEIGHT));
    if (bits & ENCLOSE_ANGLE) {
        box_put(b, box_line(c, w, 0, thick, 0), 0, d + thick);
        box_put(b, box_line(c, (h + d) / 2, -(h + d + thick), thick, 0), 0, d + thick);
    }
    if (bits & ENCLOSE_ACTUARIAL) {
        box_put(b, box_line(c, w + thick, 0, thick, 0), 0, -(h + thick));
        box_put(b, box_line(c, 0, h + d + thick, thick, 0), w + thick, -(h + thick));
    }
}

struct math_box *math_enclose(const struct math_context *c, const struct math *m)
{
    int bits = m->u.enclose.bits;
    bool boxed = bits & ENCLOSE_BOX, ground = m->u.enclose.ground >> 24 != 0;
    len size = math_size(c), thick = size * BOX_RULE_WIDTH / 1000;
    struct math_box *x = math_set_row(c, m->first), *b = box_new(c);
    len pad = boxed || ground ? size * BOX_PADDING / 1000 + (boxed ? thick : 0) : 0;
    struct math_context lines = *c;

    if (bits & ENCLOSE_ANGLE) /* room for the leg */
        b->width = (x->height + x->depth) / 2;
    if (m->u.enclose.colour != 0)
        lines.colour = m->u.enclose.colour;
    len width = x->width + 2 * pad, height = x->height + pad, depth = x->depth + pad;
    if (ground) {
        struct math_context fill = *c;
        fill.colour = m->u.enclose.ground;
        box_put(b, box_rule(&fill, width, height, depth), 0, 0);
    }
    if (boxed)
        add_frame(&lines, b, width, height, depth, thick);
    b->width += pad;
    box_append(b, x, 0);
    b->width += pad;
    add_strokes(&lines, b, bits, thick);
    if (bits & ENCLOSE_ACTUARIAL)
        b->width += 2 * thick;
    return b;
}

struct math_box *math_phantom(const struct math_context *c, const struct math *m)
{
    struct math_box *x = math_set_row(c, m->first), *b = box_new(c);
    int bits = m->u.phantom.bits;
    len hang = 0;

    if (bits & PHANTOM_WIDTH)
        hang = m->u.phantom.align == MATH_LEFT    ? 0
               : m->u.phantom.align == MATH_RIGHT ? -x->width
                                                  : -x->width / 2;
    if (!(bits & PHANTOM_INK))
        box_put(b, x, hang, 0);
    b->width = bits & PHANTOM_WIDTH ? 0 : x->width;
    b->height = bits & PHANTOM_HEIGHT ? 0 : x->height;
    b->depth = bits & PHANTOM_DEPTH ? 0 : x->depth;
    return b;
}

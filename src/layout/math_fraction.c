#include "layout/math_int.h"

/* ---- fractions ---- */

/* Shifts of numerator and denominator from the baseline, up and down. */
struct shifts {
    len up, down;
};

static struct shifts ruled_shifts(const struct math_context *c, const struct math_box *above,
                                  const struct math_box *below, len thick)
{
    bool display = c->style == MATH_DISPLAY;
    len axis = math_constant(c, MC_AXIS_HEIGHT);
    len top = axis + thick / 2, bottom = axis - (thick - thick / 2);
    struct shifts s = {.up = math_constant(c, display ? MC_FRACTION_NUMERATOR_DISPLAY_SHIFT_UP
                                                      : MC_FRACTION_NUMERATOR_SHIFT_UP),
                       .down = math_constant(c, display ? MC_FRACTION_DENOMINATOR_DISPLAY_SHIFT_DOWN
                                                        : MC_FRACTION_DENOMINATOR_SHIFT_DOWN)};

    s.up = MAX(s.up, above->depth + top +
                         math_constant(c, display ? MC_FRACTION_NUMERATOR_DISPLAY_GAP_MIN
                                                  : MC_FRACTION_NUMERATOR_GAP_MIN));
    s.down = MAX(s.down, below->height - bottom +
                             math_constant(c, display ? MC_FRACTION_DENOMINATOR_DISPLAY_GAP_MIN
                                                      : MC_FRACTION_DENOMINATOR_GAP_MIN));
    return s;
}

static struct shifts stack_shifts(const struct math_context *c, const struct math_box *above,
                                  const struct math_box *below)
{
    bool display = c->style == MATH_DISPLAY;
    struct shifts s = {
        .up = math_constant(c, display ? MC_STACK_TOP_DISPLAY_SHIFT_UP : MC_STACK_TOP_SHIFT_UP),
        .down = math_constant(c, display ? MC_STACK_BOTTOM_DISPLAY_SHIFT_DOWN
                                         : MC_STACK_BOTTOM_SHIFT_DOWN)};
    len gap = math_constant(c, display ? MC_STACK_DISPLAY_GAP_MIN : MC_STACK_GAP_MIN) -
              ((s.up - above->depth) - (below->height - s.down));

    if (gap > 0) {
        s.up += gap / 2;
        s.down += gap - gap / 2;
    }
    return s;
}

/* A continued fraction has parts of one height, that of a line of text. */
static void add_strut(const struct math_context *c, struct math_box *b)
{
    len size = math_size(c);

    b->height = MAX(b->height, size * 84 / 100);
    b->depth = MAX(b->depth, size * 36 / 100);
}

struct math_box *math_fraction(const struct math_context *outer, const struct math *m)
{
    struct math_context asked = math_in_style(outer, m->u.fraction.style), *c = &asked;
    struct math_context top = math_for_numerator(c), bottom = math_for_denominator(c);
    /* TeX's \nulldelimiterspace; parts without a rule have delimiters */
    len side = m->u.fraction.ruled ? (len)((int64_t)c->base * 12 / 100) : 0;

    struct math_box *above = math_set_row(&top, m->u.fraction.above);
    struct math_box *below = math_set_row(&bottom, m->u.fraction.below);
    struct math_box *b = box_new(c);
    len thick = !m->u.fraction.ruled                 ? 0
                : m->u.fraction.thickness.amount < 0 ? math_constant(c, MC_FRACTION_RULE_THICKNESS)
                                                     : math_length(c, m->u.fraction.thickness);
    if (m->u.fraction.continued)
        add_strut(&top, above);
    struct shifts s =
        thick > 0 ? ruled_shifts(c, above, below, thick) : stack_shifts(c, above, below);
    len width = MAX(above->width, below->width), axis = math_constant(c, MC_AXIS_HEIGHT);
    box_put(b, above, side + box_aligned(m->u.fraction.align, width - above->width), -s.up);
    if (thick > 0)
        box_put(b, box_rule(c, width, axis + thick / 2, -(axis - (thick - thick / 2))), side, 0);
    box_put(b, below, side + (width - below->width) / 2, s.down);
    /* amsmath's \cfrac takes the space behind it back */
    b->width = width + (m->u.fraction.continued ? side : 2 * side);
    return b;
}

/* ---- radicals ---- */

/* The sign grown to cover the height, its top at the rule's. */
static struct math_box *radical_sign(const struct math_context *c, len want)
{
    const struct math_glyph *g = math_find_glyph(c->m->fonts, 0x221a, 0);

    return g != NULL ? math_grow(c, g, 0x221a, want, GROW_HEIGHT)
                     : box_words(c, "\xe2\x88\x9a", NULL);
}

static void add_degree(const struct math_context *c, struct math_box *b, const struct math *degree,
                       const struct math_box *sign, len sign_depth)
{
    struct math_context inner = math_in_style(c, MATH_SCRIPT_SCRIPT);
    struct math_box *d = math_set_row(&inner, degree);
    len before = math_constant(c, MC_RADICAL_KERN_BEFORE_DEGREE);
    len after = math_constant(c, MC_RADICAL_KERN_AFTER_DEGREE);
    len raise = (len)((int64_t)(sign->height + sign->depth) *
                      math_units(c->m->fonts, MC_RADICAL_DEGREE_RAISE_PERCENT) / 100);

    b->width = MAX(before, 0);
    box_append(b, d, raise - sign_depth + d->depth);
    b->width = MAX(b->width + after, 0);
}

struct math_box *math_radical(const struct math_context *c, const struct math *m)
{
    struct math_context inner = math_cramped(c);
    struct math_box *x = math_set_row(&inner, m->first), *b = box_new(c);
    len thick = math_constant(c, MC_RADICAL_RULE_THICKNESS);
    len gap = math_constant(c, c->style == MATH_DISPLAY ? MC_RADICAL_DISPLAY_VERTICAL_GAP
                                                        : MC_RADICAL_VERTICAL_GAP);
    len covered = MAX(x->height + x->depth, 0);
    struct math_box *sign = radical_sign(c, covered + gap + thick);
    len spare = sign->height + sign->depth - thick - covered - gap;

    if (spare > 0)
        gap += spare / 2;
    len top = x->height + gap + thick; /* of the rule */
    len down = sign->height - top, sign_depth = sign->depth + down;
    if (m->u.radical.degree != NULL)
        add_degree(c, b, m->u.radical.degree, sign, sign_depth);
    box_append(b, sign, -down);
    box_put(b, box_rule(c, x->width, top, -(top - thick)), b->width, 0);
    box_append(b, x, 0);
    b->height = MAX(b->height, top + math_constant(c, MC_RADICAL_EXTRA_ASCENDER));
    return b;
}

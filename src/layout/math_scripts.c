#include "layout/math_int.h"

/* What scripts hang on. */
struct base {
    struct math_box *box;
    len italic;     /* by which a superscript stands further to the right than a subscript */
    bool character; /* one glyph: the drops of appendix G do not count */
};

static enum math_limits limits_of(const struct math *base)
{
    const struct math *m = base;

    for (int i = 0; m != NULL && i < MATH_DEPTH_MAX; i++) {
        if (m->kind == MATH_SYMBOL)
            return m->class == MATH_OP ? m->u.symbol.limits : LIMITS_NEVER;
        if (m->kind == MATH_NAME)
            return m->u.name.limits;
        if (m->kind != MATH_ROW || m->first == NULL || m->first->next != NULL)
            return m->class == MATH_OP ? LIMITS_DISPLAY : LIMITS_NEVER;
        m = m->first;
    }
    return LIMITS_NEVER;
}

static bool has_limits(const struct math_context *c, const struct math *m)
{
    enum math_limits limits = limits_of(m->first);

    if (m->u.scripts.limits || m->u.scripts.beside)
        return m->u.scripts.limits;
    return limits == LIMITS_ALWAYS || (limits == LIMITS_DISPLAY && c->style == MATH_DISPLAY);
}

/* ---- limits ---- */

struct math_box *math_limits(const struct math_context *c, struct math_box *base,
                             struct math_box *over, struct math_box *under, len slant)
{
    struct math_box *b = box_new(c);
    len width = MAX(base->width, MAX(over != NULL ? over->width : 0, under ? under->width : 0));

    b->width = width;
    box_put(b, base, (width - base->width) / 2, 0);
    len padding = (len)((int64_t)math_size(c) / 10); /* TeX's \fontdimen 13 of its extension font */
    if (over != NULL) {
        len gap = MAX(math_constant(c, MC_UPPER_LIMIT_GAP_MIN),
                      math_constant(c, MC_UPPER_LIMIT_BASELINE_RISE_MIN) - over->depth);
        box_put(b, over, (width - over->width) / 2 + slant / 2,
                -(base->height + gap + over->depth));
        b->height += padding;
    }
    if (under != NULL) {
        len gap = MAX(math_constant(c, MC_LOWER_LIMIT_GAP_MIN),
                      math_constant(c, MC_LOWER_LIMIT_BASELINE_DROP_MIN) - under->height);
        box_put(b, under, (width - under->width) / 2 - slant / 2,
                base->depth + gap + under->height);
        b->depth += padding;
    }
    return b;
}

/* ---- beside ---- */

static len baseline_drop(const struct math_context *script, enum math_constant k)
{
    return math_constant(script, k);
}

static len shift_of_sup(const struct math_context *c, const struct base *base,
                        const struct math_box *sup)
{
    struct math_context inner = math_for_sup(c);
    len shift = base->character
                    ? 0
                    : base->box->height - baseline_drop(&inner, MC_SUPERSCRIPT_BASELINE_DROP_MAX);

    shift = MAX(shift, math_constant(c, c->cramped ? MC_SUPERSCRIPT_SHIFT_UP_CRAMPED
                                                   : MC_SUPERSCRIPT_SHIFT_UP));
    return MAX(shift, sup->depth + math_constant(c, MC_SUPERSCRIPT_BOTTOM_MIN));
}

static len shift_of_sub(const struct math_context *c, const struct base *base)
{
    struct math_context inner = math_for_sub(c);
    len shift = base->character
                    ? 0
                    : base->box->depth + baseline_drop(&inner, MC_SUBSCRIPT_BASELINE_DROP_MIN);

    return MAX(shift, math_constant(c, MC_SUBSCRIPT_SHIFT_DOWN));
}

/* Both: they are kept apart, first by lowering the subscript, then by raising both. */
static void part_shifts(const struct math_context *c, const struct math_box *sup,
                        const struct math_box *sub, len *up, len *down)
{
    len gap =
        math_constant(c, MC_SUB_SUPERSCRIPT_GAP_MIN) - ((*up - sup->depth) - (sub->height - *down));

    if (gap <= 0)
        return;
    *down += gap;
    len raise = math_constant(c, MC_SUPERSCRIPT_BOTTOM_MAX_WITH_SUBSCRIPT) - (*up - sup->depth);
    if (raise > 0) {
        *up += raise;
        *down -= raise;
    }
}

static void find_shifts(const struct math_context *c, const struct base *base,
                        const struct math_box *sup, const struct math_box *sub, len *up, len *down)
{
    *up = sup != NULL ? shift_of_sup(c, base, sup) : 0;
    *down = sub != NULL ? shift_of_sub(c, base) : 0;
    if (sup != NULL && sub != NULL)
        part_shifts(c, sup, sub, up, down);
    else if (sub != NULL)
        *down = MAX(*down, sub->height - math_constant(c, MC_SUBSCRIPT_TOP_MAX));
}

static struct math_box *set_script(const struct math_context *c, const struct math *row, bool sub)
{
    struct math_context inner = sub ? math_for_sub(c) : math_for_sup(c);

    inner.cramped |= c->cramped;
    return row != NULL ? math_set_row(&inner, row) : NULL;
}

static struct math_box *attach(const struct math_context *c, const struct base *base,
                               struct math_box *sup, struct math_box *sub)
{
    struct math_box *b = box_new(c);
    len up, down, space = math_constant(c, MC_SPACE_AFTER_SCRIPT), width = 0;

    find_shifts(c, base, sup, sub, &up, &down);
    box_append(b, base->box, 0);
    if (sup != NULL) {
        box_put(b, sup, b->width + base->italic, -up);
        width = base->italic + sup->width + space;
    }
    if (sub != NULL) {
        box_put(b, sub, b->width, down);
        width = MAX(width, sub->width + space);
    }
    b->width += width;
    return b;
}

/* Before the base: their right edges meet it. */
static struct math_box *attach_before(const struct math_context *c, const struct base *base,
                                      struct math_box *sup, struct math_box *sub)
{
    struct math_box *b = box_new(c);
    len up, down, space = math_constant(c, MC_SPACE_AFTER_SCRIPT);

    find_shifts(c, base, sup, sub, &up, &down);
    b->width = MAX(sup != NULL ? sup->width : 0, sub != NULL ? sub->width : 0) + space;
    if (sup != NULL)
        box_put(b, sup, b->width - space - sup->width, -up);
    if (sub != NULL)
        box_put(b, sub, b->width - space - sub->width, down);
    return b;
}

/* An accent over one letter takes its scripts as the letter does. */
static bool is_accented_letter(const struct math *row)
{
    const struct math *accent = math_sole(row, MATH_ACCENT);

    return accent != NULL && !accent->u.accent.rule &&
           math_sole(accent->first, MATH_SYMBOL) != NULL;
}

static struct base set_base(const struct math_context *c, const struct math *m, bool limits)
{
    const struct math *symbol = math_sole(m->first, MATH_SYMBOL);
    struct base base = {0};

    if (symbol == NULL) {
        struct math_context inner = *c;
        inner.bare = m->u.scripts.sub != NULL && is_accented_letter(m->first);
        base.box = math_set_row(&inner, m->first);
        base.character = is_accented_letter(m->first) || math_sole(m->first, MATH_NUMBER) != NULL;
        if (base.box->first == NULL) /* {}^a: as tall as the row it stands in */
            base.character = true;
        return base;
    }
    bool bare = m->u.scripts.sub != NULL && !limits;
    base.box = math_symbol(c, symbol, bare, &base.italic);
    base.character = symbol->class != MATH_OP;
    if (!bare && !limits) /* the width has it */
        base.italic = 0;
    return base;
}

struct math_box *math_scripts(const struct math_context *c, const struct math *m)
{
    bool limits = has_limits(c, m);
    struct base base = set_base(c, m, limits);
    base.character |= m->u.scripts.level;
    struct math_box *sup = set_script(c, m->u.scripts.sup, false);
    struct math_box *sub = set_script(c, m->u.scripts.sub, true);
    struct math_box *b;

    if (m->u.scripts.before_sub != NULL || m->u.scripts.before_sup != NULL) {
        struct math_box *before =
            attach_before(c, &base, set_script(c, m->u.scripts.before_sup, false),
                          set_script(c, m->u.scripts.before_sub, true));
        struct math_box *whole = box_new(c), *after = attach(c, &base, sup, sub);
        box_append(whole, before, 0);
        box_append(whole, after, 0);
        return whole;
    }
    b = limits ? math_limits(c, base.box, sup, sub, base.italic) : attach(c, &base, sup, sub);
    return b;
}

struct math_box *math_scripts_on(const struct math_context *c, const struct math *m,
                                 struct math_box *box)
{
    struct base base = {.box = box};

    return attach(c, &base, set_script(c, m->u.scripts.sup, false),
                  set_script(c, m->u.scripts.sub, true));
}

/* ---- over and under ---- */

/* An arrow grows until it reaches beyond its labels. */
static struct math_box *long_arrow(const struct math_context *c, const struct math *symbol,
                                   const struct math_box *over, const struct math_box *under)
{
    const struct math_glyph *g = math_symbol_glyph(c, symbol);
    struct math_context script = math_for_sup(c);
    len want = MAX(over != NULL ? over->width : 0, under != NULL ? under->width : 0);

    if (g == NULL)
        return math_set_row(c, symbol);
    want = MAX(want + math_mu(&script, 10000), c->arrow);
    return math_grow(c, g, g_utf8_get_char(symbol->text), want, GROW_WIDTH);
}

struct math_box *math_stack(const struct math_context *c, const struct math *m)
{
    const struct math *symbol = math_sole(m->first, MATH_SYMBOL);
    struct math_box *over = set_script(c, m->u.stack.over, false);
    struct math_box *under = set_script(c, m->u.stack.under, true);
    struct math_box *base = symbol != NULL && symbol->u.symbol.stretchy
                                ? long_arrow(c, symbol, over, under)
                                : math_set_row(c, m->first);

    return math_limits(c, base, over, under, 0);
}

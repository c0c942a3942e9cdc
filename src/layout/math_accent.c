#include "layout/math_int.h"

/* Accents of type and their combining forms, which fonts draw to be attached. */
static gunichar combining(gunichar c, bool under)
{
    static const struct {
        gunichar plain, over, under;
    } pairs[] = {
        {'^', 0x302, 0x32d},     {0x2c6, 0x302, 0x32d},    {'~', 0x303, 0x330},
        {0x2dc, 0x303, 0x330},   {0xaf, 0x304, 0x331},     {0x2c9, 0x304, 0x331},
        {0xb4, 0x301, 0x301},    {0x2ca, 0x301, 0x301},    {'`', 0x300, 0x300},
        {0x2cb, 0x300, 0x300},   {'.', 0x307, 0x323},      {0x2d9, 0x307, 0x323},
        {0xa8, 0x308, 0x324},    {0x2d8, 0x306, 0x32e},    {0x2c7, 0x30c, 0x32c},
        {0x2da, 0x30a, 0x325},   {0x2190, 0x20d6, 0x20ee}, {0x2192, 0x20d7, 0x20ef},
        {0x2194, 0x20e1, 0x34d},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++)
        if (pairs[i].plain == c)
            return under ? pairs[i].under : pairs[i].over;
    return c;
}

/* A line over or under the whole. */
static struct math_box *ruled(const struct math_context *c, const struct math *m)
{
    struct math_context inner = math_cramped(c);
    bool under = m->u.accent.under;
    struct math_box *x = math_set_row(under ? c : &inner, m->first), *b = box_new(c);
    len thick = math_constant(c, under ? MC_UNDERBAR_RULE_THICKNESS : MC_OVERBAR_RULE_THICKNESS);
    len gap = math_constant(c, under ? MC_UNDERBAR_VERTICAL_GAP : MC_OVERBAR_VERTICAL_GAP);

    box_append(b, x, 0);
    if (under)
        box_put(b, box_rule(c, x->width, -(x->depth + gap), x->depth + gap + thick), 0, 0);
    else
        box_put(b, box_rule(c, x->width, x->height + gap + thick, -(x->height + gap)), 0, 0);
    return b;
}

/* An arrow, bracket or wave that has no combining form: it stands clear of what it is over. */
static bool is_attached(const struct math_glyph *g)
{
    return g->height > 0 && g->depth < 0;
}

static struct math_box *over(const struct math_context *c, const struct math *m, struct math_box *x,
                             const struct math_glyph *g)
{
    const struct math *letter = math_sole(m->first, MATH_SYMBOL);
    gunichar text = g_utf8_get_char(m->text);
    struct math_box *accent = m->u.accent.stretchy ? math_grow(c, g, text, x->width, GROW_ACCENT)
                                                   : box_glyph(c, g, text, math_size(c));
    struct math_box *b = box_new(c);
    len middle = x->width / 2, own = accent->width / 2, up = 0;

    if (letter != NULL) {
        const struct math_glyph *l = math_symbol_glyph(c, letter);
        if (l != NULL)
            middle = math_scale(l->accent, l->upem, math_size(c));
    }
    if (accent->kind == BOX_GLYPH)
        own = math_scale(accent->u.glyph.glyph->accent, g->upem, math_size(c));
    if (!is_attached(g))
        up = x->height + accent->depth + math_constant(c, MC_OVERBAR_VERTICAL_GAP);
    else
        up = x->height - MIN(x->height, math_constant(c, MC_ACCENT_BASE_HEIGHT));
    box_append(b, x, 0);
    box_put(b, accent, middle - own, -up);
    return b;
}

static struct math_box *under(const struct math_context *c, const struct math *m,
                              struct math_box *x, const struct math_glyph *g)
{
    gunichar text = g_utf8_get_char(m->text);
    struct math_box *accent = m->u.accent.stretchy ? math_grow(c, g, text, x->width, GROW_ACCENT)
                                                   : box_glyph(c, g, text, math_size(c));
    struct math_box *b = box_new(c);
    len down = x->depth;
    len own = accent->kind == BOX_GLYPH
                  ? math_scale(accent->u.glyph.glyph->accent, g->upem, math_size(c))
                  : accent->width / 2;

    if (g->height > 0)
        down += accent->height + math_constant(c, MC_UNDERBAR_VERTICAL_GAP);
    box_append(b, x, 0);
    box_put(b, accent, x->width / 2 - own, down);
    return b;
}

struct math_box *math_accent(const struct math_context *c, const struct math *m)
{
    if (m->u.accent.rule || m->text == NULL)
        return ruled(c, m);
    struct math_context inner = math_cramped(c);
    const struct math *letter = math_sole(m->first, MATH_SYMBOL);
    len italic;
    inner.bare = false;
    struct math_box *x = c->bare && letter != NULL ? math_symbol(&inner, letter, true, &italic)
                                                   : math_set_row(&inner, m->first);
    gunichar text = g_utf8_get_char(m->text);
    const struct math_glyph *g =
        math_find_glyph(c->m->fonts, combining(text, m->u.accent.under), 0);

    if (g == NULL)
        g = math_find_glyph(c->m->fonts, text, 0);
    if (g == NULL) { /* reports it */
        struct math_box *mark = box_words(c, m->text, NULL);
        return m->u.accent.under ? math_limits(c, x, NULL, mark, 0)
                                 : math_limits(c, x, mark, NULL, 0);
    }
    return m->u.accent.under ? under(c, m, x, g) : over(c, m, x, g);
}

/* From the declarations that won to computed values: inheritance, units, what depends on what. */
#include "style/sheet.h"

#include <string.h>

enum { LINE_NORMAL = 12000, WEIGHT_NORMAL = 400, WEIGHT_BOLD = 700, SIZE_MAX_PT = 2000 };
enum { BORDER_MEDIUM = LEN_PT * 9 / 4 };

void style_initial(struct style *out)
{
    *out = (struct style){
        .font_family = "serif",
        .font_size = 12 * LEN_PT,
        .font_weight = WEIGHT_NORMAL,
        .colour = 0xFF000000,
        .line_height = 12 * LEN_PT * 6 / 5,
        .line_factor = LINE_NORMAL,
        .hyphens = HYPHENS_MANUAL,
        .orphans = 2,
        .widows = 2,
        .width = LEN_AUTO,
        .height = LEN_AUTO,
        .max_width = LEN_AUTO,
        .marker = MARKER_DISC,
    };
}

static void *field(struct style *s, enum prop prop)
{
    return (char *)s + prop_rows[prop].offset;
}

static const void *const_field(const struct style *s, enum prop prop)
{
    return (const char *)s + prop_rows[prop].offset;
}

static len clamp_len(int64_t n)
{
    return (len)CLAMP(n, -(int64_t)LEN_MAX, (int64_t)LEN_MAX);
}

/* n * factor, the factor times UNIT_ONE; rounded, and within a len however large they are. */
static len times(len n, int64_t factor)
{
    int64_t product;

    if (__builtin_mul_overflow((int64_t)n, factor, &product))
        return (n < 0) == (factor < 0) ? LEN_MAX : -LEN_MAX;
    return clamp_len(product / UNIT_ONE + (product % UNIT_ONE) / (UNIT_ONE / 2));
}

/* A length, with em of the given size; percentages are of `whole`. */
static len resolve(const struct sheets *s, const struct value *v, len em, len whole)
{
    if (v->kind == VALUE_PERCENT)
        return times(whole, v->number / 100);
    if (v->kind != VALUE_LENGTH)
        return 0;
    switch (v->unit) {
    case LENGTH_ABSOLUTE:
        return clamp_len(v->number);
    case LENGTH_EM:
        return times(em, v->number);
    case LENGTH_REM:
        return times(s->root_size, v->number);
    case LENGTH_EX:
        return times(em, v->number / 2);
    }
    return 0;
}

static void compute_size(const struct sheets *s, const struct style *parent, const struct decl *d,
                         struct style *out)
{
    if (d != NULL && d->value.kind == VALUE_LENGTH)
        out->font_size = resolve(s, &d->value, parent->font_size, 0);
    out->font_size = CLAMP(out->font_size, 0, SIZE_MAX_PT * LEN_PT);
}

static void compute_line_height(const struct sheets *s, const struct decl *d, struct style *out)
{
    if (d != NULL && d->value.kind == VALUE_LENGTH) {
        out->line_factor = 0;
        out->line_height = resolve(s, &d->value, out->font_size, 0);
    } else if (d != NULL && d->value.kind == VALUE_NUMBER) {
        out->line_factor = (int)MIN(d->value.number, 1000 * (int64_t)UNIT_ONE);
        if (out->line_factor == 0)
            out->line_height = 0;
    } else if (d != NULL && d->value.kind == VALUE_AUTO) {
        out->line_factor = LINE_NORMAL;
    }
    if (out->line_factor > 0)
        out->line_height = times(out->font_size, out->line_factor);
}

/* CSS Fonts 4, 2.2.1: one step from what is inherited. */
static int relative_weight(int weight, bool bolder)
{
    if (bolder)
        return weight < 350 ? WEIGHT_NORMAL : weight < 550 ? WEIGHT_BOLD : MAX(weight, 900);
    return weight < 550 ? MIN(weight, 100) : weight < 750 ? WEIGHT_NORMAL : WEIGHT_BOLD;
}

static void compute_weight(const struct style *parent, const struct value *v, struct style *out)
{
    if (v->kind == VALUE_KEYWORD)
        out->font_weight =
            v->keyword < 0 ? relative_weight(parent->font_weight, v->keyword == -2) : v->keyword;
}

static void compute_valign(const struct sheets *s, const struct value *v, struct style *out)
{
    if (v->kind == VALUE_KEYWORD)
        out->valign = (enum vertical_align)v->keyword;
    else
        out->valign_shift = resolve(s, v, out->font_size, out->line_height);
}

static void compute_sized(const struct sheets *s, const struct value *v, len *length, int *permille,
                          len em)
{
    *length = LEN_AUTO;
    *permille = 0;
    if (v->kind == VALUE_PERCENT)
        *permille = (int)MIN(v->number / (UNIT_ONE / 10), 100000);
    else if (v->kind == VALUE_LENGTH)
        *length = resolve(s, v, em, 0);
}

/* Every syntax that is not simply a word, by its field. */
static void compute_other(const struct sheets *s, const struct style *parent, enum prop prop,
                          const struct value *v, struct style *out)
{
    void *to = field(out, prop);
    len em = out->font_size;
    int unused;
    switch (prop_rows[prop].syntax) {
    case SYNTAX_KEYWORD:
    case SYNTAX_COUNT:
    case SYNTAX_EMPHASIS:
        memcpy(to, &v->keyword, sizeof v->keyword);
        break;
    case SYNTAX_MARKER:
        out->marker = v->kind == VALUE_TEXT ? MARKER_STRING : (enum list_marker)v->keyword;
        out->marker_string = v->text;
        break;
    case SYNTAX_SWITCH:
        *(bool *)to = v->keyword != 0;
        break;
    case SYNTAX_FAMILY:
    case SYNTAX_FEATURES:
        *(const char **)to = v->text;
        break;
    case SYNTAX_WEIGHT:
        compute_weight(parent, v, out);
        break;
    case SYNTAX_COLOUR:
        if (v->kind == VALUE_COLOUR)
            *(colour *)to = v->colour;
        else /* currentcolor; of `color` itself: the parent's, which is there already */
            *(colour *)to = out->colour;
        break;
    case SYNTAX_DECORATION:
        out->decoration |= v->keyword;
        break;
    case SYNTAX_VALIGN:
        compute_valign(s, v, out);
        break;
    case SYNTAX_MARGIN:
        *(len *)to = v->kind == VALUE_AUTO ? LEN_AUTO : resolve(s, v, em, s->measure);
        if (v->kind == VALUE_AUTO && prop != PROP_MARGIN_LEFT && prop != PROP_MARGIN_RIGHT)
            *(len *)to = 0;
        break;
    case SYNTAX_SPACING:
    case SYNTAX_LENGTH:
    case SYNTAX_PADDING:
    case SYNTAX_BORDER_WIDTH:
        *(len *)to = resolve(s, v, em, s->measure);
        break;
    case SYNTAX_SIZE:
        compute_sized(s, v, to,
                      prop == PROP_WIDTH       ? &out->width_permille
                      : prop == PROP_MAX_WIDTH ? &out->max_width_permille
                                               : &unused,
                      em);
        break;
    case SYNTAX_CONTENT:
        *(const struct content_piece **)to = v->content;
        break;
    case SYNTAX_COUNTERS:
        *(const struct counter_op **)to = v->counters;
        break;
    case SYNTAX_STRING_SET:
        *(const struct string_set **)to = v->strings;
        break;
    case SYNTAX_FONT_SIZE:   /* done before */
    case SYNTAX_LINE_HEIGHT: /* likewise */
        break;
    }
}

/* The fields that belong together with a property's own. */
static void copy_value(struct style *out, const struct style *from, enum prop prop)
{
    memcpy(field(out, prop), const_field(from, prop), prop_rows[prop].size);
    if (prop == PROP_LINE_HEIGHT)
        out->line_factor = from->line_factor;
    if (prop == PROP_WIDTH)
        out->width_permille = from->width_permille;
    if (prop == PROP_MAX_WIDTH)
        out->max_width_permille = from->max_width_permille;
    if (prop == PROP_VERTICAL_ALIGN)
        out->valign_shift = from->valign_shift;
    if (prop == PROP_LIST_STYLE_TYPE)
        out->marker_string = from->marker_string;
}

static void finish_border(struct border *b, const struct decl *width, const struct decl *tint,
                          colour text)
{
    if (b->style == BORDER_NONE)
        b->width = 0;
    else if (width == NULL || width->value.kind == VALUE_INITIAL)
        b->width = BORDER_MEDIUM;
    if (tint == NULL || tint->value.kind == VALUE_INITIAL)
        b->colour = text;
    if (b->width == 0)
        *b = (struct border){.style = BORDER_NONE};
}

static void finish_borders(const struct cascade *c, struct style *out)
{
    struct border *sides[4] = {&out->border_top, &out->border_right, &out->border_bottom,
                               &out->border_left};
    for (int i = 0; i < 4; i++)
        finish_border(sides[i], c->won[PROP_BORDER_TOP_WIDTH + i],
                      c->won[PROP_BORDER_TOP_COLOR + i], out->colour);
}

void style_compute(const struct sheets *s, const struct style *parent, const struct cascade *c,
                   struct style *out)
{
    struct style initial;
    style_initial(&initial);
    style_initial(out);
    for (int i = 0; i < PROP_COUNT; i++) {
        const struct decl *d = c->won[i];
        bool inherits = d == NULL ? prop_rows[i].inherited : d->value.kind == VALUE_INHERIT;
        if (inherits)
            copy_value(out, parent, (enum prop)i);
        else if (d != NULL && d->value.kind == VALUE_INITIAL)
            copy_value(out, &initial, (enum prop)i);
        else if (d != NULL && prop_rows[i].inherited)
            copy_value(out, parent, (enum prop)i); /* what relative values start from */
    }
    compute_size(s, parent, c->won[PROP_FONT_SIZE], out);
    compute_line_height(s, c->won[PROP_LINE_HEIGHT], out);
    for (int i = 0; i < PROP_COUNT; i++) {
        const struct decl *d = c->won[i];
        if (d != NULL && d->value.kind != VALUE_INHERIT && d->value.kind != VALUE_INITIAL)
            compute_other(s, parent, (enum prop)i, &d->value, out);
    }
    out->direction = c->direction;
    out->decoration |= parent->decoration;
    finish_borders(c, out);
    const struct decl *content = c->won[PROP_CONTENT];
    out->generated = content != NULL ? content->value.text : NULL;
}

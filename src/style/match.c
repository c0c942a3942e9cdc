/* Which rules an element's declarations come from, and which of them win. */
#include "style/sheet.h"

#include "base/lang.h"

#include <string.h>

static bool has_class(const struct context *e, const struct name *class)
{
    for (size_t i = 0; e->classes != NULL && i < e->classes->n; i++)
        if (e->classes->names[i] == class)
            return true;
    return false;
}

static bool choices_match(const struct choice *choice, const struct context *e);

/* Choices nest as deep as selector.c lets them. */
static bool simple_matches(const struct compound *c, const struct context *e)
{
    if ((c->type != NULL && c->type != e->element) || (c->id != NULL && c->id != e->id) ||
        (c->tests & ~e->state) != 0 || (c->root && e->parent != NULL))
        return false;
    for (size_t i = 0; i < c->n_classes; i++)
        if (!has_class(e, c->classes[i]))
            return false;
    bool spoken = c->langs == NULL;
    for (const char **lang = c->langs; !spoken && *lang != NULL; lang++)
        spoken = e->lang != NULL && lang_covers(*lang, e->lang);
    return spoken && choices_match(c->choices, e);
}

static bool choices_match(const struct choice *choice, const struct context *e)
{
    for (; choice != NULL; choice = choice->next) {
        bool any = false;
        for (size_t i = 0; i < choice->n && !any; i++)
            any = simple_matches(choice->list[i], e);
        if (any == choice->not )
            return false;
    }
    return true;
}

/* NEVER: not even with the element moved further up. A search for an ancestor that reached the root
 * in vain need not be tried again from a higher one, which keeps the work at depth * length. */
enum matched { NO, YES, NEVER };

static enum matched match_from(const struct compound *c, const struct context *e)
{
    if (!simple_matches(c, e))
        return NO;
    if (c->combinator == COMBINE_NONE)
        return YES;
    if (c->combinator == COMBINE_CHILD)
        return e->parent == NULL ? NEVER : match_from(c->left, e->parent);
    for (e = e->parent; e != NULL; e = e->parent) {
        enum matched m = match_from(c->left, e);
        if (m != NO)
            return m;
    }
    return NEVER;
}

bool compound_matches(const struct compound *c, const struct context *e)
{
    return match_from(c, e) == YES;
}

static void gather(const GPtrArray *list, const struct context *e, GPtrArray *out)
{
    for (guint i = 0; list != NULL && i < list->len; i++) {
        struct selector *selector = list->pdata[i];
        if (compound_matches(selector->key, e))
            g_ptr_array_add(out, selector);
    }
}

static int by_strength(const void *a, const void *b)
{
    const struct selector *x = *(const struct selector *const *)a;
    const struct selector *y = *(const struct selector *const *)b;
    if (x->specificity != y->specificity)
        return x->specificity < y->specificity ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

static void declare(const struct decl **slot, const struct decl *d)
{
    if (*slot == NULL || d->important || !(*slot)->important)
        *slot = d;
}

/* The direction: what the style sheet says, else dir (which doc/resolve_direction sets where a
 * language asks for it), else that of the parent; of the root, that of its language. */
static enum direction find_direction(const struct decl *d, const struct context *e)
{
    const struct context *above = e->parent;

    if (d != NULL && d->value.kind == VALUE_KEYWORD)
        return (enum direction)d->value.keyword;
    if (d != NULL && d->value.kind == VALUE_INITIAL)
        return DIRECTION_LTR;
    if (d == NULL && e->dir != DIR_NONE)
        return e->dir == DIR_RTL ? DIRECTION_RTL : DIRECTION_LTR;
    if (above != NULL)
        return above->style.direction;
    return lang_is_rtl(e->lang) ? DIRECTION_RTL : DIRECTION_LTR;
}

/* The property a declaration is of: start is the right side, and end the left, where text runs from
 * right to left. */
static enum prop sided(const struct decl *d, enum direction direction)
{
    static const enum prop sides[][2] = {
        {PROP_MARGIN_LEFT, PROP_MARGIN_RIGHT},
        {PROP_PADDING_LEFT, PROP_PADDING_RIGHT},
        {PROP_BORDER_LEFT_WIDTH, PROP_BORDER_RIGHT_WIDTH},
        {PROP_BORDER_LEFT_STYLE, PROP_BORDER_RIGHT_STYLE},
        {PROP_BORDER_LEFT_COLOR, PROP_BORDER_RIGHT_COLOR},
    };

    if (!d->logical || direction == DIRECTION_LTR)
        return d->prop;
    for (size_t i = 0; i < G_N_ELEMENTS(sides); i++)
        for (size_t k = 0; k < 2; k++)
            if (sides[i][k] == d->prop)
                return sides[i][1 - k];
    return d->prop;
}

static void match_direction(const GPtrArray *found, const struct context *e, struct cascade *out)
{
    const struct decl *won = NULL;

    for (guint i = 0; i < found->len; i++) {
        const struct selector *selector = found->pdata[i];
        for (size_t k = 0; k < selector->rule->n_decls && selector->pseudo == PSEUDO_NONE; k++)
            if (selector->rule->decls[k].prop == PROP_DIRECTION)
                declare(&won, &selector->rule->decls[k]);
    }
    out->direction = find_direction(won, e);
}

void match_cascade(const struct sheets *s, const struct context *e, struct cascade out[3])
{
    g_autoptr(GPtrArray) found = g_ptr_array_new();
    memset(out, 0, 3 * sizeof *out);
    gather(s->universal, e, found);
    gather(e->element->by_type, e, found);
    for (size_t i = 0; e->classes != NULL && i < e->classes->n; i++)
        gather(e->classes->names[i]->by_class, e, found);
    if (e->id != NULL)
        gather(e->id->by_id, e, found);
    g_ptr_array_sort(found, by_strength);
    match_direction(found, e, out);
    out[PSEUDO_BEFORE].direction = out[PSEUDO_AFTER].direction = out->direction;
    for (guint i = 0; i < found->len; i++) {
        const struct selector *selector = found->pdata[i];
        for (size_t k = 0; k < selector->rule->n_decls; k++) {
            const struct decl *d = &selector->rule->decls[k];
            declare(&out[selector->pseudo].won[sided(d, out->direction)], d);
        }
    }
}

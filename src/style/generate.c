/* Generated content: counters in the order of a chapter's elements, as CSS counts, and the texts of
 * ::before and ::after that are made of them and of attributes. They are the element's own, so the
 * element gets a copy of its interned style; all others keep sharing theirs. */
#include "style/sheet.h"

#include <string.h>

enum { COUNTER_LIMIT = 1000000 };

/* One level of a counter: made by an element at `depth`, seen by it, what follows it under the same
 * parent, and what is in those. */
struct counter {
    const char *name;
    int value, depth;
};

struct generator {
    struct arena *arena;
    GArray *counters; /* of struct counter; inner levels behind outer ones */
};

/* ---- forms of numbers ---- */

static char *alphabetic(struct arena *a, int n, char first)
{
    char buffer[16];
    size_t at = sizeof buffer - 1;
    buffer[at] = '\0';
    for (; n > 0 && at > 0; n = (n - 1) / 26)
        buffer[--at] = (char)(first + (n - 1) % 26);
    return arena_strdup(a, buffer + at);
}

static char *roman(struct arena *a, int n, bool upper)
{
    static const struct {
        int value;
        const char *digits;
    } steps[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"},
                 {90, "xc"},  {50, "l"},   {40, "xl"}, {10, "x"},   {9, "ix"},
                 {5, "v"},    {4, "iv"},   {1, "i"}};
    g_autoptr(GString) out = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++)
        for (; n >= steps[i].value; n -= steps[i].value)
            g_string_append(out, steps[i].digits);
    for (gsize i = 0; upper && i < out->len; i++)
        out->str[i] = g_ascii_toupper(out->str[i]);
    return arena_strdup(a, out->str);
}

char *style_number(struct arena *a, enum list_marker marker, int number)
{
    switch (marker) {
    case MARKER_NONE:
    case MARKER_STRING:
        return arena_strdup(a, "");
    case MARKER_DISC:
        return arena_strdup(a, "\u2022");
    case MARKER_CIRCLE:
        return arena_strdup(a, "\u25e6");
    case MARKER_SQUARE:
        return arena_strdup(a, "\u25aa");
    case MARKER_LOWER_ALPHA:
    case MARKER_UPPER_ALPHA:
        if (number > 0)
            return alphabetic(a, number, marker == MARKER_LOWER_ALPHA ? 'a' : 'A');
        break;
    case MARKER_LOWER_ROMAN:
    case MARKER_UPPER_ROMAN:
        if (number > 0 && number < 4000)
            return roman(a, number, marker == MARKER_UPPER_ROMAN);
        break;
    case MARKER_CJK_DECIMAL:
    case MARKER_DECIMAL:
        break;
    }
    return arena_printf(a, "%d", number);
}

/* ---- counters ---- */

struct generator *generator_new(struct arena *a)
{
    struct generator *g = g_new0(struct generator, 1);
    g->arena = a;
    g->counters = g_array_new(FALSE, FALSE, sizeof(struct counter));
    return g;
}

void generator_free(struct generator *g)
{
    g_array_free(g->counters, TRUE);
    g_free(g);
}

static struct counter *innermost(const struct generator *g, const char *name)
{
    for (guint i = g->counters->len; i-- > 0;) {
        struct counter *c = &g_array_index(g->counters, struct counter, i);
        if (strcmp(c->name, name) == 0)
            return c;
    }
    return NULL;
}

static struct counter *create(struct generator *g, const char *name, int depth)
{
    struct counter *found = innermost(g, name);
    if (found != NULL && found->depth == depth)
        return found;
    struct counter new = {.name = name, .depth = depth};
    g_array_append_val(g->counters, new);
    return &g_array_index(g->counters, struct counter, g->counters->len - 1);
}

static void count(struct generator *g, const struct style *s, int depth)
{
    for (const struct counter_op *op = s->counter_reset; op != NULL; op = op->next)
        create(g, op->name, depth)->value = op->value;
    for (const struct counter_op *op = s->counter_increment; op != NULL; op = op->next) {
        struct counter *c = innermost(g, op->name);
        if (c == NULL)
            c = create(g, op->name, depth);
        c->value = CLAMP(c->value + op->value, -COUNTER_LIMIT, COUNTER_LIMIT);
    }
}

/* ---- texts ---- */

const char *element_attribute(const struct node *n, const char *name)
{
    if (strcmp(name, "id") == 0)
        return n->id;
    if (strcmp(name, "class") == 0)
        return n->classes;
    if (strcmp(name, "lang") == 0)
        return n->lang;
    if (n->kind == NODE_LINK && strcmp(name, "href") == 0)
        return n->u.link.url;
    if (n->kind == NODE_IMAGE && strcmp(name, "src") == 0)
        return n->u.image.url;
    return node_attr(n, name);
}

static void append_counters(const struct generator *g, const struct content_piece *c, GString *out)
{
    bool any = false;
    for (guint i = 0; i < g->counters->len && out->len < GENERATED_MAX; i++) {
        const struct counter *one = &g_array_index(g->counters, struct counter, i);
        if (strcmp(one->name, c->text) != 0)
            continue;
        g_string_append(out, any ? c->separator : "");
        g_string_append(out, style_number(g->arena, c->marker, one->value));
        any = true;
    }
    if (!any)
        g_string_append(out, style_number(g->arena, c->marker, 0));
}

static void append_piece(const struct generator *g, const struct node *n,
                         const struct content_piece *c, GString *out)
{
    const struct counter *counter;
    const char *value;
    switch (c->kind) {
    case CONTENT_TEXT:
        g_string_append(out, c->text);
        break;
    case CONTENT_COUNTER:
        counter = innermost(g, c->text);
        g_string_append(out, style_number(g->arena, c->marker, counter ? counter->value : 0));
        break;
    case CONTENT_COUNTERS:
        append_counters(g, c, out);
        break;
    case CONTENT_ATTR:
        value = element_attribute(n, c->text);
        g_string_append(out, value != NULL ? value : "");
        break;
    case CONTENT_STRING:
    case CONTENT_STRING_LAST:
    case CONTENT_STRING_START:
    case CONTENT_PAGE:
    case CONTENT_PAGES:
    case CONTENT_ELEMENT:
    case CONTENT_BEFORE:
        break; /* of pages: noted when the sheet was read */
    }
}

/* Counts for ::before or ::after; a copy of its style when its text is not known from the sheet. */
static const struct style *generate(struct generator *g, const struct node *n,
                                    const struct style *s, int depth)
{
    if (s == NULL)
        return NULL;
    count(g, s, depth + 1);
    if (s->generated != NULL || !content_is_generated(s->content))
        return s;
    g_autoptr(GString) text = g_string_new(NULL);
    for (const struct content_piece *c = s->content; c != NULL && text->len < GENERATED_MAX;
         c = c->next)
        append_piece(g, n, c, text);
    struct style *own = arena_memdup(g->arena, s, sizeof *s);
    own->generated = text->len > 0 ? arena_strdup(g->arena, text->str) : NULL;
    return own;
}

static bool is_own(const struct style *s)
{
    return s != NULL && s->generated == NULL && content_is_generated(s->content);
}

struct style *generate_enter(struct generator *g, const struct node *n, const struct style *s,
                             int depth)
{
    struct style *own = (struct style *)(uintptr_t)s;
    if (s->counter_reset != NULL || s->counter_increment != NULL)
        count(g, s, depth);
    if (is_own(s->before) || is_own(s->after))
        own = arena_memdup(g->arena, s, sizeof *s);
    const struct style *before = generate(g, n, s->before, depth);
    if (own != s)
        own->before = before;
    return own;
}

void generate_leave(struct generator *g, const struct node *n, struct style *s, int depth)
{
    const struct style *after = generate(g, n, s->after, depth);
    if (after != s->after)
        s->after = after; /* generate_enter made it a copy */
    while (g->counters->len > 0 &&
           g_array_index(g->counters, struct counter, g->counters->len - 1).depth > depth)
        g_array_set_size(g->counters, g->counters->len - 1);
}

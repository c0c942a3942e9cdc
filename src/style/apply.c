/* Trees to styles: every element becomes an interned context, and a context has one style, computed
 * when it is first met. Elements that are alike then cost one look-up. */
#include "style/sheet.h"

#include <string.h>

/* Counts of a child among the elements of its parent. */
struct place {
    int index; /* from 1 */
    bool last;
    const struct context *before; /* the element before it */
};

struct name *sheets_name(struct sheets *s, const char *text)
{
    struct name *found = g_hash_table_lookup(s->names, text);
    if (found == NULL) {
        found = arena_one(s->arena, struct name);
        found->text = arena_strdup(s->arena, text);
        g_hash_table_insert(s->names, (void *)(uintptr_t)found->text, found);
    }
    return found;
}

/* The interned list of those classes that a selector asks for; others change nothing. */
static struct class_list *class_list(struct sheets *s, const char *text)
{
    enum { CLASSES_MAX = 32 };
    const struct name *names[CLASSES_MAX];
    size_t n = 0;
    if (text == NULL || *text == '\0')
        return NULL;
    struct class_list *found = g_hash_table_lookup(s->class_lists, text);
    if (found != NULL)
        return found->n > 0 ? found : NULL;
    g_auto(GStrv) words = g_strsplit_set(text, " \t\r\n", -1);
    g_autoptr(GString) key = g_string_new(NULL);
    for (char **w = words; *w != NULL && n < CLASSES_MAX; w++) {
        const struct name *name = g_hash_table_lookup(s->names, *w);
        bool again = false;
        for (size_t i = 0; i < n; i++)
            again |= names[i] == name;
        if (name == NULL || !name->as_class || again)
            continue;
        names[n++] = name;
        g_string_append_printf(key, "%s%s", n > 1 ? " " : "", name->text);
    }
    /* The list of "x a b" is that of "a b": few contexts however many classes a book has. */
    if (strcmp(key->str, text) == 0 || n == 0) {
        found = arena_alloc(s->arena, sizeof *found + n * sizeof *names);
        found->n = n;
        memcpy(found->names, names, n * sizeof *names);
    } else {
        found = class_list(s, key->str);
    }
    g_hash_table_insert(s->class_lists, arena_strdup(s->arena, text), found);
    return n > 0 ? found : NULL;
}

static bool neighbour_matches(const struct test *t, const struct context *before)
{
    return compound_matches(t->neighbour, before);
}

/* a*n + b for some n >= 0. */
static bool nth_matches(const struct test *t, int index)
{
    int rest = index - t->b;
    if (t->a == 0)
        return rest == 0;
    return rest % t->a == 0 && rest / t->a >= 0;
}

static uint64_t place_state(const struct sheets *s, const struct place *p)
{
    uint64_t state = 0;
    for (unsigned i = 0; i < s->n_tests; i++) {
        const struct test *t = &s->tests[i];
        uint64_t bit = (uint64_t)1 << i;
        bool holds = false;
        switch (t->kind) {
        case TEST_FIRST:
            holds = p->index == 1;
            break;
        case TEST_LAST:
            holds = p->last;
            break;
        case TEST_NTH:
            holds = p->index > 0 && nth_matches(t, p->index);
            break;
        case TEST_NEXT_TO:
            holds = p->before != NULL && neighbour_matches(t, p->before);
            break;
        case TEST_AFTER:
            holds = p->before != NULL &&
                    ((p->before->state & bit) != 0 || neighbour_matches(t, p->before));
            break;
        }
        state |= holds ? bit : 0;
    }
    return state;
}

guint context_hash(const void *key)
{
    const struct context *c = key;
    uintptr_t h = (uintptr_t)c->parent;
    h = h * 31 + (uintptr_t)c->element;
    h = h * 31 + (uintptr_t)c->classes;
    h = h * 31 + (uintptr_t)c->id;
    h = h * 31 + (uintptr_t)c->lang;
    h = h * 31 + (uintptr_t)c->dir;
    h = h * 31 + (uintptr_t)c->state;
    return (guint)(h ^ h >> 17);
}

gboolean context_equal(const void *a, const void *b)
{
    const struct context *x = a, *y = b;
    return x->parent == y->parent && x->element == y->element && x->classes == y->classes &&
           x->id == y->id && x->lang == y->lang && x->dir == y->dir && x->state == y->state;
}

static const struct context *intern(struct sheets *s, const struct context *key)
{
    struct context *found = g_hash_table_lookup(s->contexts, key);
    struct style start;
    struct cascade cascade;
    if (found != NULL)
        return found;
    found = arena_memdup(s->arena, key, sizeof *key);
    style_initial(&start);
    match_cascade(s, found, &cascade);
    style_compute(s, found->parent != NULL ? &found->parent->style : &start, &cascade,
                  &found->style);
    found->style.context = found;
    g_hash_table_add(s->contexts, found);
    return found;
}

static const char *intern_lang(struct sheets *s, const char *lang, const struct context *parent)
{
    if (lang == NULL)
        return parent != NULL ? parent->lang : NULL;
    if (parent != NULL && parent->lang != NULL && strcmp(parent->lang, lang) == 0)
        return parent->lang;
    return sheets_name(s, lang)->text;
}

static const struct context *child(struct sheets *s, const struct context *parent,
                                   const char *element, const char *classes, const char *id,
                                   const char *lang, enum dir_attr dir, const struct place *place)
{
    const struct name *name = id != NULL ? g_hash_table_lookup(s->names, id) : NULL;
    struct name *type = sheets_name(s, element);
    uint64_t asked = type->tests | s->any_tests;
    struct context key = {
        .parent = parent,
        .element = type,
        .classes = class_list(s, classes),
        .id = name != NULL && name->as_id ? name : NULL,
        .lang = intern_lang(s, lang, parent),
        .dir = dir,
        .state = place != NULL && asked != 0 ? place_state(s, place) & asked : 0,
    };
    return intern(s, &key);
}

const struct context *context_root(struct sheets *s, const char *lang)
{
    bool same = s->root != NULL && g_strcmp0(s->root->lang, lang) == 0;
    if (!same)
        s->root = child(s, NULL, "html", NULL, NULL, lang, DIR_NONE, NULL);
    return s->root;
}

static const struct context *body(struct sheets *s, const char *lang)
{
    struct place only = {.index = 1, .last = true};
    return child(s, context_root(s, lang), "body", NULL, NULL, NULL, DIR_NONE, &only);
}

/* The kind's classes and the node's own. */
static const char *node_classes(const struct node *n, GString *buffer)
{
    const char *kind = style_classes(n);
    if (kind == NULL || n->classes == NULL)
        return kind != NULL ? kind : n->classes;
    g_string_printf(buffer, "%s %s", kind, n->classes);
    return buffer->str;
}

/* Rows stand in a thead, tbody or tfoot, which no node is. */
static const char *row_group(const struct node *row)
{
    return row->u.row.head ? "thead" : row->u.row.foot ? "tfoot" : "tbody";
}

static bool same_group(const struct node *a, const struct node *b)
{
    if ((a->kind == NODE_ROW) != (b->kind == NODE_ROW))
        return false;
    return a->kind != NODE_ROW || strcmp(row_group(a), row_group(b)) == 0;
}

static bool is_last(const struct node *n)
{
    const struct node *c = n->next;
    while (c != NULL && style_element(c) == NULL)
        c = c->next;
    return c == NULL || !same_group(n, c);
}

static enum dir_attr node_dir(const struct node *n)
{
    const char *dir = node_attr(n, "dir");
    if (dir == NULL)
        return DIR_NONE;
    return g_ascii_strcasecmp(dir, "rtl") == 0   ? DIR_RTL
           : g_ascii_strcasecmp(dir, "ltr") == 0 ? DIR_LTR
                                                 : DIR_NONE;
}

static void apply_children(struct sheets *s, struct node *parent, const struct context *context,
                           GString *buffer)
{
    struct place place = {.index = 0};
    struct place group_place = {.index = 0};
    const struct context *group = context;
    const struct node *before = NULL;
    for (struct node *n = parent->first; n != NULL; n = n->next) {
        const char *element = style_element(n);
        if (element == NULL) {
            n->style = &context->style;
            continue;
        }
        bool row = n->kind == NODE_ROW && parent->kind == NODE_TABLE;
        if (row && (before == NULL || !same_group(before, n))) {
            group_place.index++;
            group_place.last = !n->u.row.head;
            group = child(s, context, row_group(n), NULL, NULL, NULL, DIR_NONE, &group_place);
            group_place.before = group;
            place = (struct place){.index = 0};
        }
        place.index++;
        place.last = is_last(n);
        const struct context *c = child(s, row ? group : context, element, node_classes(n, buffer),
                                        n->id, n->lang, node_dir(n), &place);
        n->style = &c->style;
        place.before = c;
        before = n;
        if (n->first != NULL)
            apply_children(s, n, c, buffer);
    }
}

void style_apply(struct sheets *s, struct chapter *chapter)
{
    struct node *doc = chapter->doc;
    if (doc == NULL)
        return;
    const char *lang = doc->lang != NULL ? doc->lang : chapter->lang;
    g_autoptr(GString) buffer = g_string_new(NULL);
    /* One lock for the whole tree: a look-up is far shorter than taking it would be. */
    g_mutex_lock(&s->lock);
    const struct context *top = body(s, lang);
    doc->style = &top->style;
    apply_children(s, doc, top, buffer);
    g_mutex_unlock(&s->lock);
}

static bool is_html(const char *name)
{
    static const char *const names[] = {
        "a",      "aside",   "blockquote", "body",  "br",    "caption", "code",       "dd",
        "del",    "details", "div",        "dl",    "dt",    "em",      "figcaption", "figure",
        "footer", "h1",      "h2",         "h3",    "h4",    "h5",      "h6",         "header",
        "hr",     "img",     "kbd",        "li",    "main",  "mark",    "nav",        "ol",
        "p",      "pre",     "section",    "small", "span",  "strong",  "sub",        "summary",
        "sup",    "table",   "tbody",      "td",    "tfoot", "th",      "thead",      "tr",
        "u",      "ul",      NULL};
    return g_strv_contains(names, name);
}

const struct style *style_for(struct sheets *s, const struct style *parent, const char *element,
                              const char *classes, const char *lang)
{
    g_autofree char *joined = NULL;
    if (!is_html(element)) {
        joined = classes != NULL ? g_strdup_printf("%s %s", element, classes) : g_strdup(element);
        classes = joined;
        element = "div";
    }
    g_mutex_lock(&s->lock);
    const struct context *above = parent != NULL ? parent->context : body(s, lang);
    const struct context *c = child(s, above, element, classes, NULL, lang, DIR_NONE, NULL);
    g_mutex_unlock(&s->lock);
    return &c->style;
}

const struct style *style_token(struct sheets *s, const struct style *pre, enum token_class class)
{
    g_autofree char *name = g_strdup_printf("tok-%s", token_class_name(class));
    const struct style *code = style_for(s, pre, "code", NULL, NULL);
    return style_for(s, code, "span", name, NULL);
}

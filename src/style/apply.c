/* Trees to styles: every element becomes an interned context, and a context has one style, computed
 * when it is first met. Elements that are alike then cost one look-up. */
#include "style/sheet.h"

#include <string.h>

/* Counts of a child among the elements of its parent. */
struct place {
    int index, type_index; /* from 1 */
    bool last, last_type;
    const struct node *node;      /* whose attributes are asked for; NULL: it has none */
    const char *classes;          /* all of its classes; NULL: none */
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

static bool attribute_matches(const struct test *t, const struct place *p)
{
    const char *has = p->node == NULL                 ? NULL
                      : strcmp(t->name, "class") == 0 ? p->classes
                                                      : element_attribute(p->node, t->name);
    size_t size = t->value != NULL ? strlen(t->value) : 0;
    if (has == NULL || t->match == '\0')
        return has != NULL;
    if (t->match == '=')
        return strcmp(has, t->value) == 0;
    if (t->match == '|')
        return strncmp(has, t->value, size) == 0 && (has[size] == '\0' || has[size] == '-');
    if (size == 0)
        return false;
    if (t->match == '^')
        return g_str_has_prefix(has, t->value);
    if (t->match == '$')
        return g_str_has_suffix(has, t->value);
    if (t->match == '*')
        return strstr(has, t->value) != NULL;
    for (const char *at = has; (at = strstr(at, t->value)) != NULL; at++) /* ~: one of its words */
        if ((at == has || g_ascii_isspace(at[-1])) &&
            (at[size] == '\0' || g_ascii_isspace(at[size])))
            return true;
    return false;
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
        case TEST_NTH_TYPE:
            holds = p->type_index > 0 && nth_matches(t, p->type_index);
            break;
        case TEST_LAST_TYPE:
            holds = p->last_type;
            break;
        case TEST_ATTRIBUTE:
            holds = attribute_matches(t, p);
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

/* The style of ::before or ::after; NULL when it makes nothing. */
static const struct style *pseudo_style(struct sheets *s, const struct context *e,
                                        const struct cascade *c)
{
    const struct decl *content = c->won[PROP_CONTENT];
    if (content == NULL ||
        (content->value.text == NULL && !content_of_elements(content->value.content)))
        return NULL;
    if (content->value.text != NULL && strlen(content->value.text) > GENERATED_MAX)
        return NULL; /* noted when the sheet was read */
    struct style *style = arena_one(s->arena, struct style);
    style_compute(s, &e->style, c, style);
    style->context = e;
    return style->display != DISPLAY_NONE ? style : NULL;
}

static const struct context *intern(struct sheets *s, const struct context *key)
{
    struct context *found = g_hash_table_lookup(s->contexts, key);
    struct style start;
    struct cascade cascade[3];
    if (found != NULL)
        return found;
    found = arena_memdup(s->arena, key, sizeof *key);
    style_initial(&start);
    match_cascade(s, found, cascade);
    style_compute(s, found->parent != NULL ? &found->parent->style : &start, cascade,
                  &found->style);
    found->style.context = found;
    found->style.before = pseudo_style(s, found, &cascade[PSEUDO_BEFORE]);
    found->style.after = pseudo_style(s, found, &cascade[PSEUDO_AFTER]);
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

/* How many children of each element there have been, for :nth-of-type(). */
struct types {
    struct {
        const char *element; /* style_element's: one pointer for each */
        int n;
    } rows[64];
    size_t n;
};

static void count_type(struct types *types, const struct node *n, const char *element,
                       struct place *p)
{
    size_t i = 0;
    while (i < types->n && types->rows[i].element != element)
        i++;
    if (i == types->n && i < G_N_ELEMENTS(types->rows)) {
        types->rows[i].element = element;
        types->rows[i].n = 0;
        types->n++;
    }
    p->type_index = i < types->n ? ++types->rows[i].n : 0;
    const struct node *c = n->next;
    while (c != NULL && style_element(c) != element)
        c = c->next;
    p->last_type = c == NULL;
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

/* What the walk through a chapter carries along. */
struct walk {
    struct sheets *sheets;
    struct generator *generator;
    GString *buffer;
};

static void apply_children(const struct walk *w, struct node *parent, const struct context *context,
                           int depth)
{
    struct sheets *s = w->sheets;
    struct place place = {.index = 0};
    struct place group_place = {.index = 0};
    const struct context *group = context;
    const struct node *before = NULL;
    struct types types = {.n = 0};
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
        place.node = n;
        if (row) { /* rows are all there is in a group */
            place.type_index = place.index;
            place.last_type = place.last;
        } else if (s->of_type) {
            count_type(&types, n, element, &place);
        }
        place.classes = node_classes(n, w->buffer);
        const struct context *c = child(s, row ? group : context, element, place.classes, n->id,
                                        n->lang, node_dir(n), &place);
        struct style *style = generate_enter(w->generator, n, &c->style, depth);
        n->style = style;
        place.before = c;
        before = n;
        if (n->first != NULL)
            apply_children(w, n, c, depth + 1);
        generate_leave(w->generator, n, style, depth);
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
    struct walk walk = {s, generator_new(chapter->arena), buffer};
    struct style *style = generate_enter(walk.generator, doc, &top->style, 0);
    doc->style = style;
    apply_children(&walk, doc, top, 1);
    generate_leave(walk.generator, doc, style, 0);
    generator_free(walk.generator);
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

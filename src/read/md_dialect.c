#include "read/md_dialect.h"

#include "read/container.h"
#include "read/md_roles.h"

#include <string.h>

/* ---- keys ---- */

const char *md_key_name(struct arena *a, const char *key)
{
    static const struct {
        const char *key, *name;
    } names[] = {
        {"ctrl", "Ctrl"},
        {"control", "Ctrl"},
        {"cmd", "Cmd"},
        {"command", "Cmd"},
        {"alt", "Alt"},
        {"option", "Option"},
        {"shift", "Shift"},
        {"enter", "Enter"},
        {"return", "Enter"},
        {"esc", "Esc"},
        {"escape", "Esc"},
        {"tab", "Tab"},
        {"space", "Space"},
        {"del", "Del"},
        {"delete", "Del"},
        {"ins", "Ins"},
        {"insert", "Ins"},
        {"backspace", "Backspace"},
        {"bksp", "Backspace"},
        {"home", "Home"},
        {"end", "End"},
        {"page-up", "Page Up"},
        {"page-down", "Page Down"},
        {"up", "Up"},
        {"arrow-up", "Up"},
        {"down", "Down"},
        {"arrow-down", "Down"},
        {"left", "Left"},
        {"arrow-left", "Left"},
        {"right", "Right"},
        {"arrow-right", "Right"},
        {"win", "Win"},
        {"windows", "Win"},
        {"super", "Super"},
        {"meta", "Meta"},
        {"fn", "Fn"},
        {"caps-lock", "Caps Lock"},
        {"plus", "+"},
        {"minus", "-"},
        {"print-screen", "Print Screen"},
    };
    size_t n = strlen(key);

    if (n > 1 && (*key == '"' || *key == '\'') && key[n - 1] == *key) /* as it is */
        return arena_strndup(a, key + 1, n - 2);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (strcmp(names[i].key, key) == 0)
            return names[i].name;
    bool function = *key == 'f' && g_ascii_isdigit(key[1]);
    if (n != 1 && !function)
        return arena_strdup(a, key);
    g_autofree char *upper = g_ascii_strup(key, -1);
    return arena_strdup(a, upper);
}

/* ---- MkDocs ---- */

/* The length of an icon's short code at p, ":material-home:"; 0: it is none. */
static size_t icon_length(const char *p)
{
    static const char *const sets[] = {":material-", ":fontawesome-", ":octicons-", ":simple-"};

    for (size_t i = 0; i < G_N_ELEMENTS(sets); i++) {
        size_t n = strlen(sets[i]);
        if (strncmp(p, sets[i], n) != 0)
            continue;
        n += strspn(p + n, "abcdefghijklmnopqrstuvwxyz0123456789-");
        return p[n] == ':' ? n + 1 : 0;
    }
    return 0;
}

/* Icons are pictures of a web font: they go, with the blank behind them. */
static void drop_icons(struct arena *a, struct node *text)
{
    char *out = NULL, *copy = NULL;
    struct md_attrs unused;

    for (const char *p = strchr(text->u.text, ':'); p != NULL; p = strchr(p + 1, ':')) {
        size_t n = icon_length(p);
        if (n == 0)
            continue;
        copy = out = arena_strdup(a, text->u.text);
        break;
    }
    if (copy == NULL)
        return;
    for (const char *p = text->u.text; *p != '\0';) {
        size_t n = *p == ':' ? icon_length(p) : 0;
        if (n == 0) {
            *out++ = *p++;
            continue;
        }
        p += n;
        p += md_attrs_parse(a, p, &unused);
        p += *p == ' ' && (out == copy || out[-1] == ' ');
    }
    *out = '\0';
    text->u.text = copy;
}

struct abbreviation {
    const char *name, *meaning;
    size_t n;
    bool used;
};

static GArray *read_abbreviations(struct arena *a, const GPtrArray *lines)
{
    GArray *list = g_array_new(FALSE, FALSE, sizeof(struct abbreviation));

    for (guint i = 0; i < lines->len; i++) {
        const char *line = lines->pdata[i], *close = strstr(line, "]:");
        if (*line != '[' || close == NULL)
            continue;
        g_autofree char *meaning = g_strstrip(g_strdup(close + 2));
        struct abbreviation x = {.name = arena_strndup(a, line + 1, (size_t)(close - line) - 1),
                                 .meaning = arena_strdup(a, meaning)};
        x.n = strlen(x.name);
        if (x.n > 0 && *meaning != '\0')
            g_array_append_val(list, x);
    }
    return list;
}

static bool is_word(gunichar c)
{
    return g_unichar_isalnum(c) || c == '_';
}

/* The abbreviation that stands at p as a word of its own; NULL: none. */
static struct abbreviation *find_abbreviation(GArray *list, const char *text, const char *p)
{
    struct abbreviation *best = NULL;

    if (p > text && is_word(g_utf8_get_char(g_utf8_prev_char(p))) && g_ascii_isalnum(*p))
        return NULL;
    for (guint i = 0; i < list->len; i++) {
        struct abbreviation *x = &g_array_index(list, struct abbreviation, i);
        if (strncmp(p, x->name, x->n) == 0 && (best == NULL || x->n > best->n) &&
            !(g_ascii_isalnum(p[x->n - 1]) && is_word(g_utf8_get_char(p + x->n))))
            best = x;
    }
    return best;
}

/* What an abbreviation stands for is an attribute; the style sheet shows the first of each. */
static struct node *new_abbreviation(struct arena *a, struct loc loc, struct abbreviation *x)
{
    struct node *span = node_new(a, NODE_SPAN, loc);

    node_append(span, node_new_text(a, loc, x->name));
    node_add_class(a, span, "abbr");
    if (!x->used)
        node_add_class(a, span, "abbr-first");
    node_set_attr(a, span, "title", x->meaning);
    x->used = true;
    return span;
}

static void split_abbreviations(struct arena *a, GArray *list, struct node *text)
{
    const char *s = text->u.text, *from = s;

    for (const char *p = s; *p != '\0';) {
        struct abbreviation *x = find_abbreviation(list, s, p);
        if (x == NULL) {
            p = g_utf8_next_char(p);
            continue;
        }
        if (p > from) {
            struct node *before = node_new(a, NODE_TEXT, text->loc);
            before->u.text = arena_strndup(a, from, (size_t)(p - from));
            node_insert_before(text, before);
        }
        node_insert_before(text, new_abbreviation(a, text->loc, x));
        p += x->n;
        from = p;
    }
    if (from == s)
        return;
    text->u.text = from;
    if (*from == '\0')
        node_unlink(text);
}

static void finish_mkdocs(struct arena *a, struct node *doc, const GPtrArray *abbreviations)
{
    g_autoptr(GArray) list = read_abbreviations(a, abbreviations);

    for (struct node *n = doc, *next; n != NULL; n = next) {
        next = node_next(doc, n);
        if (n->kind != NODE_TEXT)
            continue;
        if (strchr(n->u.text, ':') != NULL)
            drop_icons(a, n);
        if (list->len > 0 && n->parent->kind != NODE_HEADING)
            split_abbreviations(a, list, n);
    }
}

/* ---- contents ---- */

/* A line that a site replaces by its contents; the book has its own. */
static bool is_contents(const struct node *n, unsigned dialects)
{
    const char *s = n->first != NULL && n->first == n->last && n->first->kind == NODE_TEXT
                        ? n->first->u.text
                        : "";

    if (n->kind != NODE_PARAGRAPH)
        return false;
    if ((dialects & DIALECT_MKDOCS) != 0 && strcmp(s, "[TOC]") == 0)
        return true;
    return (dialects & DIALECT_DOCUSAURUS) != 0 && g_ascii_strcasecmp(s, "[[toc]]") == 0;
}

static void drop_contents(struct node *doc, unsigned dialects)
{
    for (struct node *n = doc->first, *next; n != NULL; n = next) {
        next = n->next;
        if (is_contents(n, dialects))
            node_unlink(n);
    }
}

/* ---- callouts by class ---- */

/* The type that one of the classes names; NULL: none does. "note-title": the first line is a
 * title. */
static const struct container_name *class_type(const char *classes, bool *titled)
{
    g_auto(GStrv) words = g_strsplit(classes, " ", -1);

    for (char **w = words; *w != NULL; w++) {
        bool title = g_str_has_suffix(*w, "-title");
        size_t n = strlen(*w) - (title ? strlen("-title") : 0);
        const struct container_name *name = container_find(*w, n);
        if (name == NULL || name->role != CONTAINER_ALERT)
            continue;
        *titled = title;
        return name;
    }
    return NULL;
}

/* Jekyll themes make boxes of blocks with a class: `> text` and `{: .prompt-tip }` below it. */
static void finish_callout(struct arena *a, struct node *n)
{
    bool titled = false;
    const struct container_name *type = class_type(n->classes, &titled);

    if (type == NULL || (n->kind != NODE_QUOTE && n->kind != NODE_PARAGRAPH))
        return;
    if (n->kind == NODE_PARAGRAPH) {
        struct node *alert = node_new(a, NODE_ALERT, n->loc);
        node_insert_before(n, alert);
        node_append(alert, n);
        alert->id = n->id;
        n->id = n->classes = NULL;
        n = alert;
    } else if (titled && n->first != NULL && n->first->kind == NODE_PARAGRAPH) {
        n->first->kind = NODE_CAPTION;
    }
    n->kind = NODE_ALERT;
    n->classes = NULL;
    n->u.alert.type = type->alert;
    if (strcmp(type->name, alert_type_name(type->alert)) != 0)
        node_add_class(a, n, type->name);
}

static void finish_callouts(struct arena *a, struct node *doc)
{
    for (struct node *n = doc, *next; n != NULL; n = next) {
        next = node_next(doc, n);
        if (n->classes != NULL)
            finish_callout(a, n);
    }
}

void md_dialect_finish(struct chapter *c, struct diags *d, struct node *doc, unsigned dialects,
                       const GPtrArray *abbreviations)
{
    if ((dialects & (DIALECT_MKDOCS | DIALECT_DOCUSAURUS)) != 0)
        drop_contents(doc, dialects);
    if ((dialects & DIALECT_HUGO) != 0)
        finish_callouts(c->arena, doc);
    if ((dialects & DIALECT_MKDOCS) != 0)
        finish_mkdocs(c->arena, doc, abbreviations);
    if ((dialects & DIALECT_MYST) != 0)
        md_roles_finish(c->arena, d, doc);
}

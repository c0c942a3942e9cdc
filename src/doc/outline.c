#include "doc/outline.h"

#include "doc/book.h"

#include <string.h>

struct outline *outline_new(struct arena *a, const char *source, const char *format)
{
    struct outline *o = arena_one(a, struct outline);

    o->source = arena_strdup(a, source);
    o->format = format;
    return o;
}

struct outline_item *outline_add(struct arena *a, struct outline *o, struct outline_item *parent,
                                 enum outline_kind kind, struct loc loc)
{
    struct outline_item *item = arena_one(a, struct outline_item);
    struct outline_item **first = parent != NULL ? &parent->first : &o->first;
    struct outline_item **last = parent != NULL ? &parent->last : &o->last;

    item->kind = kind;
    item->loc = loc;
    item->parent = parent;
    if (*last != NULL)
        (*last)->next = item;
    else
        *first = item;
    *last = item;
    return item;
}

void outline_add_twin(struct arena *a, struct outline_item *item, const char *lang,
                      const char *path, const char *title, struct loc loc)
{
    struct outline_twin **link = &item->twins;

    while (*link != NULL)
        link = &(*link)->next;
    *link = arena_one(a, struct outline_twin);
    (*link)->lang = arena_strdup(a, lang);
    (*link)->path = arena_strdup(a, path);
    (*link)->title = arena_strdup(a, title);
    (*link)->loc = loc;
}

void outline_leave(struct arena *a, struct outline *o, enum outline_reason reason, struct loc loc,
                   const char *text, const char *target)
{
    struct outline_left *left = arena_one(a, struct outline_left);

    left->reason = reason;
    left->loc = loc;
    left->text = arena_strdup(a, text);
    left->target = arena_strdup(a, target);
    if (o->left_last != NULL)
        o->left_last->next = left;
    else
        o->left = left;
    o->left_last = left;
}

struct outline_item *outline_next(const struct outline *o, const struct outline_item *item)
{
    if (item == NULL)
        return o->first;
    if (item->first != NULL)
        return item->first;
    while (item != NULL && item->next == NULL)
        item = item->parent;
    return item == NULL ? NULL : item->next;
}

size_t outline_chapters(const struct outline *o)
{
    size_t n = 0;

    for (const struct outline_item *i = o->first; i != NULL; i = outline_next(o, i))
        n += i->kind == OUTLINE_CHAPTER && i->path != NULL;
    return n;
}

struct outline_item *outline_find(const struct outline *o, const char *path)
{
    for (struct outline_item *i = o->first; i != NULL; i = outline_next(o, i)) {
        if (i->path != NULL && strcmp(i->path, path) == 0)
            return i;
        for (const struct outline_twin *t = i->twins; t != NULL; t = t->next)
            if (t->path != NULL && strcmp(t->path, path) == 0)
                return i;
    }
    return NULL;
}

/* ------------------------------------------------------------------ as text */

static void quote(GString *out, const char *s)
{
    g_string_append_c(out, '"');
    for (; *s != '\0'; s++) {
        if (*s == '\n')
            g_string_append(out, "\\n");
        else if (*s == '"' || *s == '\\')
            g_string_append_printf(out, "\\%c", *s);
        else
            g_string_append_c(out, *s);
    }
    g_string_append_c(out, '"');
}

static void field(GString *out, const char *name, const char *value)
{
    if (value == NULL)
        return;
    g_string_append_printf(out, "%s: ", name);
    quote(out, value);
    g_string_append_c(out, '\n');
}

static const char *reason_name(enum outline_reason reason)
{
    static const char *const names[] = {
        [LEFT_OUTSIDE] = "outside",     [LEFT_MISSING] = "missing", [LEFT_FORMAT] = "format",
        [LEFT_DUPLICATE] = "duplicate", [LEFT_ANCHOR] = "anchor",   [LEFT_EMPTY] = "empty",
        [LEFT_UNSAFE] = "unsafe",       [LEFT_UNREAD] = "unread",
    };

    return names[reason];
}

static void dump_head(const struct outline *o, GString *out)
{
    static const struct {
        unsigned bit;
        const char *name;
    } dialects[] = {
        {DIALECT_MDBOOK, "mdbook"}, {DIALECT_GITBOOK, "gitbook"},
        {DIALECT_MKDOCS, "mkdocs"}, {DIALECT_DOCUSAURUS, "docusaurus"},
        {DIALECT_HUGO, "hugo"},     {DIALECT_MYST, "myst"},
    };

    g_string_append_printf(out, "%s: ", o->format);
    g_string_append_printf(out, "%s\n", o->source != NULL ? o->source : "-");
    for (size_t i = 0; i < G_N_ELEMENTS(dialects); i++)
        if ((o->dialect & dialects[i].bit) != 0)
            g_string_append_printf(out, "dialect: %s\n", dialects[i].name);
    field(out, "title", o->title);
    field(out, "subtitle", o->subtitle);
    field(out, "description", o->description);
    for (const char **author = o->authors; author != NULL && *author != NULL; author++)
        field(out, "author", *author);
    field(out, "lang", o->lang);
    field(out, "date", o->date);
    field(out, "repository", o->repository);
    field(out, "cover", o->cover);
}

static void dump_item(const struct outline_item *item, int depth, GString *out)
{
    g_string_append_printf(out, "%*s%d: %s ", 2 * depth, "", item->loc.line,
                           item->kind == OUTLINE_PART ? "part" : "chapter");
    if (item->title != NULL)
        quote(out, item->title);
    else
        g_string_append_c(out, '-');
    if (item->kind == OUTLINE_CHAPTER || item->path != NULL)
        g_string_append_printf(out, " %s", item->path != NULL ? item->path : "(draft)");
    if (item->lang != NULL)
        g_string_append_printf(out, " [%s]", item->lang);
    g_string_append_printf(out, "%s%s%s\n", item->unnumbered ? " unnumbered" : "",
                           item->appendix ? " appendix" : "", item->promised ? " promised" : "");
    for (const struct outline_twin *t = item->twins; t != NULL; t = t->next) {
        g_string_append_printf(out, "%*stwin", 2 * depth + 4, "");
        if (t->title != NULL) {
            g_string_append_c(out, ' ');
            quote(out, t->title);
        }
        g_string_append_printf(out, " %s [%s]\n", t->path != NULL ? t->path : "(absent)",
                               t->lang != NULL ? t->lang : "?");
    }
}

void outline_dump(const struct outline *o, GString *out)
{
    dump_head(o, out);
    for (const struct outline_item *i = o->first; i != NULL; i = outline_next(o, i)) {
        int depth = 0;
        for (const struct outline_item *p = i->parent; p != NULL; p = p->parent)
            depth++;
        dump_item(i, depth, out);
    }
    for (const struct outline_left *l = o->left; l != NULL; l = l->next) {
        g_string_append_printf(out, "left %d: %s ", l->loc.line, reason_name(l->reason));
        if (l->text != NULL)
            quote(out, l->text);
        else
            g_string_append_c(out, '-');
        g_string_append_printf(out, " %s\n", l->target != NULL ? l->target : "-");
    }
}

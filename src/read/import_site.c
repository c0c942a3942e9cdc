#include "read/import_int.h"

#include "doc/book.h"

#include <string.h>

/* Sidebars of sites made with Vue or React, as far as they are data: VitePress (text, link, items),
 * VuePress (title or text, path or link, children) and Docusaurus (type, label, id, items). */

struct site {
    struct import_source *s;
    GHashTable *ids; /* Docusaurus: id -> path; NULL: links are paths */
};

static const char *first_text(const struct yaml_value *map, const char *const *keys, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (yaml_get_text(map, keys[i]) != NULL)
            return yaml_get_text(map, keys[i]);
    return NULL;
}

/* ------------------------------------------------------------------ VitePress, VuePress */

static void read_items(struct site *k, struct outline_item *parent, const struct yaml_value *list,
                       const char *base);

static struct outline_item *add_link(struct site *k, struct outline_item *parent, const char *title,
                                     const char *link, const char *base, struct loc loc)
{
    struct import_link l = {.title = title, .url = link, .loc = loc};

    if (base != NULL && *link != '/' && strstr(link, "://") == NULL)
        l.url = arena_join(k->s->scratch, base, g_str_has_suffix(base, "/") ? "" : "/", link, NULL);
    return import_chapter(k->s, parent, &l);
}

static void read_item(struct site *k, struct outline_item *parent, const struct yaml_value *v,
                      const char *base)
{
    static const char *const titles[] = {"text", "title"}, *const links[] = {"link", "path"};
    static const char *const lists[] = {"items", "children"};
    const char *title = first_text(v, titles, G_N_ELEMENTS(titles));
    const char *link = first_text(v, links, G_N_ELEMENTS(links));
    const char *own = yaml_get_text(v, "base");
    bool children = yaml_get(v, lists[0]) != NULL || yaml_get(v, lists[1]) != NULL;
    struct outline_item *item = NULL;

    base = own != NULL ? own : base;
    if (link != NULL)
        item = add_link(k, parent, title, link, base, v->loc);
    if (item == NULL && title != NULL && (children || link == NULL))
        item = import_part(k->s, parent, title, v->loc);
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
        const struct yaml_value *list = yaml_get(v, lists[i]);
        if (list != NULL)
            read_items(k, item != NULL ? item : parent, list, base);
    }
}

/* An entry is a link, a pair of link and title, or a map. Recursion is bounded by the depth of the
 * values. */
static void read_items(struct site *k, struct outline_item *parent, const struct yaml_value *list,
                       const char *base)
{
    for (const struct yaml_value *v = list->first; v != NULL; v = v->next) {
        if (v->kind == YAML_SCALAR && v->text != NULL)
            add_link(k, parent, NULL, v->text, base, v->loc);
        else if (v->kind == YAML_LIST && yaml_text(v->first) != NULL)
            add_link(k, parent, v->first->next != NULL ? yaml_text(v->first->next) : NULL,
                     yaml_text(v->first), base, v->loc);
        else if (v->kind == YAML_MAP)
            read_item(k, parent, v, base);
    }
}

/* One list for all, or one for each of several folders. */
static void read_sidebar(struct site *k, const struct yaml_value *sidebar)
{
    if (sidebar == NULL || sidebar->kind == YAML_SCALAR)
        return;
    if (sidebar->kind == YAML_LIST) {
        read_items(k, NULL, sidebar, NULL);
        return;
    }
    for (const struct yaml_value *v = sidebar->first; v != NULL; v = v->next) {
        const struct yaml_value *items = yaml_get(v, "items");
        const char *base = yaml_get_text(v, "base");
        if (v->kind != YAML_SCALAR)
            read_items(k, NULL, items != NULL ? items : v, base != NULL ? base : v->key);
    }
}

/* The sidebar of a language of VitePress or VuePress stands under that. */
static void read_locales(struct site *k, const struct yaml_value *top)
{
    const struct yaml_value *locales = yaml_get(top, "locales");
    const struct yaml_value *theme = yaml_get(yaml_get(top, "themeConfig"), "locales");

    if (theme != NULL)
        locales = theme;
    for (const struct yaml_value *v = locales != NULL ? locales->first : NULL; v != NULL;
         v = v->next) {
        const struct yaml_value *inner = yaml_get(v, "themeConfig");
        read_sidebar(k, yaml_get(inner != NULL ? inner : v, "sidebar"));
    }
}

static struct outline *read_vue(struct site *k, const struct yaml_value *top)
{
    struct import_source *s = k->s;
    const struct yaml_value *theme = yaml_get(top, "themeConfig");
    bool press = strstr(s->path, ".vuepress/") != NULL;
    const char *src = yaml_get_text(top, "srcDir"), *repo = yaml_get_text(theme, "repo");
    const char *folder =
        g_str_has_suffix(s->base, ".vuepress") || g_str_has_suffix(s->base, ".vitepress")
            ? path_dir(s->a, s->base)
            : s->base;

    s->o->format = press ? "VuePress sidebar" : "VitePress sidebar";
    s->base = s->top = folder;
    if (src != NULL && path_resolve(s->scratch, arena_join(s->scratch, folder, "/x", NULL), src))
        s->base = s->top = path_resolve(s->a, arena_join(s->scratch, folder, "/x", NULL), src);
    import_set_all(s, top);
    if (repo != NULL && strstr(repo, "://") == NULL)
        repo = arena_join(s->scratch, "https://github.com/", repo, NULL);
    import_set(s, &s->o->repository, repo);
    read_sidebar(k, yaml_get(theme, "sidebar"));
    if (s->o->first == NULL)
        read_locales(k, top);
    return import_finish(s, "list them under themeConfig: sidebar");
}

/* ------------------------------------------------------------------ Docusaurus */

/* The id of a page is its path without numbers and suffix. */
static void add_ids(struct site *k, const char *docs)
{
    struct import_source *s = k->s;
    size_t n = strlen(docs) + 1, from, to;

    k->ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    listing_folder(s->i->listing, docs, &from, &to);
    for (size_t i = from; i < to; i++) {
        const char *path = s->i->listing->paths[i];
        if (!import_is_page(path))
            continue;
        g_autofree char *stem = g_strndup(path + n, strlen(path + n) - strlen(path_suffix(path)));
        g_auto(GStrv) parts = g_strsplit(stem, "/", -1);
        for (char **p = parts; *p != NULL; p++) {
            size_t digits = strspn(*p, "0123456789"), gap = strspn(*p + digits, "-_. ");
            if (digits > 0 && gap > 0 && (*p)[digits + gap] != '\0')
                memmove(*p, *p + digits + gap, strlen(*p + digits + gap) + 1);
        }
        char *id = g_strjoinv("/", parts);
        if (g_hash_table_contains(k->ids, id))
            g_free(id);
        else
            g_hash_table_insert(k->ids, id, (char *)(uintptr_t)path);
    }
}

static struct outline_item *add_id(struct site *k, struct outline_item *parent, const char *title,
                                   const char *id, struct loc loc)
{
    struct import_source *s = k->s;
    const char *path = g_hash_table_lookup(k->ids, id);
    struct import_link link = {.title = title, .url = id, .loc = loc};

    if (path != NULL) { /* the root's own, whatever folder links start from */
        const char *base = s->base;
        s->base = "";
        link.url = path;
        struct outline_item *item = import_chapter(s, parent, &link);
        s->base = base;
        return item;
    }
    return import_chapter(s, parent, &link);
}

static void read_docs(struct site *k, struct outline_item *parent, const struct yaml_value *list);

static void read_category(struct site *k, struct outline_item *parent, const struct yaml_value *v,
                          const char *label)
{
    const struct yaml_value *link = yaml_get(v, "link"), *items = yaml_get(v, "items");
    const char *id = yaml_get_text(link, "id");
    struct outline_item *item = id != NULL ? add_id(k, parent, label, id, v->loc) : NULL;

    if (item == NULL)
        item = import_part(k->s, parent, label, v->loc);
    read_docs(k, item, items != NULL ? items : v);
}

static void read_doc(struct site *k, struct outline_item *parent, const struct yaml_value *v)
{
    const char *type = yaml_get_text(v, "type"), *label = yaml_get_text(v, "label");

    if (type == NULL) { /* { Category: [...] } */
        for (const struct yaml_value *c = v->first; c != NULL; c = c->next)
            read_category(k, parent, c, c->key);
    } else if (strcmp(type, "category") == 0) {
        read_category(k, parent, v, label);
    } else if (strcmp(type, "autogenerated") == 0) {
        const char *dir = yaml_get_text(v, "dirName");
        const char *base = arena_join(k->s->scratch, k->s->base, "/x", NULL);
        const char *folder = path_resolve(k->s->a, base, dir != NULL ? dir : ".");
        if (folder != NULL)
            import_folder(k->s, parent, folder, v->loc);
    } else if (yaml_get_text(v, "id") != NULL) {
        add_id(k, parent, label, yaml_get_text(v, "id"), v->loc);
    } else if (yaml_get_text(v, "href") != NULL) {
        import_leave(k->s, LEFT_OUTSIDE,
                     &(struct import_link){label, yaml_get_text(v, "href"), NULL, v->loc});
    }
}

static void read_docs(struct site *k, struct outline_item *parent, const struct yaml_value *list)
{
    if (list->kind == YAML_MAP) {
        read_doc(k, parent, list);
        return;
    }
    for (const struct yaml_value *v = list->first; v != NULL; v = v->next) {
        if (v->kind == YAML_SCALAR && v->text != NULL)
            add_id(k, parent, NULL, v->text, v->loc);
        else if (v->kind != YAML_SCALAR)
            read_docs(k, parent, v);
    }
}

static struct outline *read_docusaurus(struct site *k, const struct yaml_value *top)
{
    struct import_source *s = k->s;
    const char *docs = *s->base != '\0' ? arena_join(s->a, s->base, "/docs", NULL) : "docs";

    s->o->format = "Docusaurus sidebar";
    s->base = s->top = docs;
    s->plain = true;
    add_ids(k, docs);
    for (const struct yaml_value *v = top->first; v != NULL; v = v->next)
        read_docs(k, NULL, v); /* each key is a sidebar */
    g_hash_table_unref(k->ids);
    return import_finish(s, "list the ids of the pages in docs");
}

struct outline *import_read_site(struct import_source *s, const struct yaml_value *top)
{
    struct site k = {.s = s};
    bool docusaurus = g_ascii_strncasecmp(path_base(s->path), "sidebar", strlen("sidebar")) == 0;

    s->o->dialect = DIALECT_DOCUSAURUS;
    return docusaurus ? read_docusaurus(&k, top) : read_vue(&k, top);
}

struct outline *import_read_json(struct import_source *s)
{
    const struct yaml_value *top = import_json(s, s->path, true);

    return top != NULL ? import_read_site(s, top) : NULL;
}

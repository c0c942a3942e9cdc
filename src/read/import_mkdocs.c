#include "read/import_int.h"

#include "base/lang.h"
#include "doc/book.h"
#include "read/html_token.h"
#include "read/import_walk.h"

#include <string.h>

enum { MAX_LOCALES = 64 };

struct mkdocs {
    struct import_source *s;
    const struct yaml_value *top, *parent; /* parent: what INHERIT names; NULL: none */
    bool indexes;                          /* an index page without a title is its section */
    bool suffixes;                         /* other languages are "x.zh.md"; else folders */
    const char *docs;                      /* docs_dir */
    const char *locales[MAX_LOCALES];      /* of the other languages, as the files write them */
    size_t n_locales;
};

static const struct yaml_value *get(const struct mkdocs *m, const char *key)
{
    const struct yaml_value *v = yaml_get(m->top, key);

    return v != NULL ? v : yaml_get(m->parent, key);
}

static const char *inside(struct import_source *s, const char *folder, const char *name)
{
    return *folder != '\0' ? arena_join(s->a, folder, "/", name, NULL) : arena_strdup(s->a, name);
}

/* A folder of docs that a script makes is not there: "build/docs" is made of "docs". */
static const char *find_docs(struct mkdocs *m)
{
    struct import_source *s = m->s;
    const char *written = yaml_text(get(m, "docs_dir"));
    const char *base = arena_join(s->scratch, s->base, "/x", NULL);
    const char *docs = path_resolve(s->a, base, written != NULL ? written : "docs");

    if (docs != NULL && file_is_folder(s->i->root, docs))
        return docs;
    const char *own = inside(s, s->base, "docs");
    return file_is_folder(s->i->root, own) || docs == NULL ? own : docs;
}

/* A plugin is a word, or a map whose key is that. */
static const struct yaml_value *find_plugin(const struct mkdocs *m, const char *name)
{
    const struct yaml_value *plugins = get(m, "plugins");

    for (const struct yaml_value *v = plugins != NULL ? plugins->first : NULL; v != NULL;
         v = v->next) {
        if (v->kind == YAML_SCALAR && g_strcmp0(v->text, name) == 0)
            return v;
        if (yaml_get(v, name) != NULL)
            return yaml_get(v, name);
        if (v->key != NULL && strcmp(v->key, name) == 0) /* plugins as a map */
            return v;
    }
    return NULL;
}

static bool has_feature(const struct mkdocs *m, const char *name)
{
    const struct yaml_value *theme = get(m, "theme"), *features = yaml_get(theme, "features");

    for (const struct yaml_value *v = features != NULL ? features->first : NULL; v != NULL;
         v = v->next)
        if (g_strcmp0(yaml_text(v), name) == 0)
            return true;
    return false;
}

/* ------------------------------------------------------------------ nav */

/* Titles are HTML to the site. */
static const char *title_of(struct import_source *s, const char *text)
{
    return text != NULL ? html_decode(s->scratch, text, strlen(text)) : NULL;
}

static bool is_index(const struct yaml_value *v)
{
    const char *path = v->kind == YAML_SCALAR ? yaml_text(v) : NULL;
    const char *name = path != NULL ? path_base(path) : "";

    return strcmp(name, "index.md") == 0 || g_ascii_strcasecmp(name, "README.md") == 0;
}

static void read_nav(struct mkdocs *m, struct outline_item *parent, const struct yaml_value *list);

/* "Title: [ ... ]": a part, or the chapter that its index page is. */
static void read_section(struct mkdocs *m, struct outline_item *parent, const struct yaml_value *v)
{
    const struct yaml_value *first = v->first;
    const char *title = title_of(m->s, v->key);
    struct outline_item *section = NULL;

    if (m->indexes && first != NULL && first->key == NULL && is_index(first))
        section = import_value(m->s, parent, title, first);
    if (section == NULL)
        section = import_part(m->s, parent, title, v->key_loc);
    else
        first = first->next;
    struct yaml_value rest = {.kind = YAML_LIST, .first = (struct yaml_value *)(uintptr_t)first};
    read_nav(m, section, &rest);
}

/* Recursion is bounded by the depth of YAML. */
static void read_nav(struct mkdocs *m, struct outline_item *parent, const struct yaml_value *list)
{
    for (const struct yaml_value *v = list->first; v != NULL; v = v->next) {
        if (v->kind == YAML_SCALAR) {
            import_value(m->s, parent, NULL, v);
            continue;
        }
        if (v->kind == YAML_LIST) {
            read_nav(m, parent, v);
            continue;
        }
        for (const struct yaml_value *e = v->first; e != NULL; e = e->next) {
            if (e->kind == YAML_SCALAR)
                import_value(m->s, parent, title_of(m->s, e->key), e);
            else
                read_section(m, parent, e);
        }
    }
}

/* ------------------------------------------------------------------ languages */

static void add_locale(struct mkdocs *m, const char *locale)
{
    if (locale != NULL && strcmp(locale, "null") != 0 && m->n_locales < MAX_LOCALES)
        m->locales[m->n_locales++] = locale;
}

/* mkdocs-static-i18n: a list of languages, in its first version a map. */
static void read_i18n(struct mkdocs *m)
{
    const struct yaml_value *plugin = find_plugin(m, "i18n");
    const struct yaml_value *languages = yaml_get(plugin, "languages");
    const char *own = yaml_get_text(plugin, "default_language");
    bool folders = g_strcmp0(yaml_get_text(plugin, "docs_structure"), "folder") == 0;

    for (const struct yaml_value *v = languages != NULL ? languages->first : NULL; v != NULL;
         v = v->next) {
        const char *locale = v->key != NULL ? v->key : yaml_get_text(v, "locale");
        if (own == NULL && yaml_bool(yaml_get(v, "default"), false))
            own = locale;
        else if (g_strcmp0(locale, own) != 0)
            add_locale(m, g_strcmp0(locale, "default") == 0 ? NULL : locale);
    }
    import_set_lang(m->s, own);
    m->suffixes = !folders;
    if (folders && own != NULL && file_is_folder(m->s->i->root, inside(m->s, m->docs, own)))
        m->s->base = m->s->top = inside(m->s, m->docs, own);
}

static void add_twins(struct mkdocs *m)
{
    struct import_source *s = m->s;
    size_t n = *s->base != '\0' ? strlen(s->base) + 1 : 0;
    bool weak;

    for (struct outline_item *i = s->o->first; i != NULL; i = outline_next(s->o, i)) {
        if (i->kind != OUTLINE_CHAPTER || i->path == NULL || strlen(i->path) < n)
            continue;
        size_t stem = strlen(i->path) - strlen(path_suffix(i->path));
        for (size_t k = 0; k < m->n_locales; k++) {
            const char *locale = m->locales[k];
            const char *path =
                m->suffixes
                    ? arena_printf(s->a, "%.*s.%s%s", (int)stem, i->path, locale,
                                   path_suffix(i->path))
                    : inside(s, m->docs, arena_join(s->scratch, locale, "/", i->path + n, NULL));
            if (!listing_has(s->i->listing, path) || g_hash_table_contains(s->listed, path))
                continue;
            const char *lang = lang_named(s->a, locale, strlen(locale), &weak);
            outline_add_twin(s->a, i, lang != NULL ? lang : locale, path, NULL, i->loc);
            g_hash_table_insert(s->listed, (char *)(uintptr_t)path, i);
        }
    }
}

/* ------------------------------------------------------------------ the whole */

static void set_meta(struct mkdocs *m)
{
    struct outline *o = m->s->o;
    const struct yaml_value *theme = get(m, "theme");

    o->format = "MkDocs manifest";
    o->dialect = DIALECT_MKDOCS;
    import_set(m->s, &o->title, title_of(m->s, yaml_text(get(m, "site_name"))));
    import_set(m->s, &o->description, yaml_text(get(m, "site_description")));
    import_set(m->s, &o->repository, yaml_text(get(m, "repo_url")));
    import_set_authors(m->s, get(m, "site_author"));
    import_set_lang(m->s, yaml_get_text(theme, "language"));
    import_set_lang(m->s, yaml_get_text(theme, "locale"));
}

/* Without a nav: what mkdocs-literate-nav reads, or the folder. */
static void read_without_nav(struct mkdocs *m)
{
    struct import_source *s = m->s;
    const struct yaml_value *plugin = find_plugin(m, "literate-nav");
    const char *file = yaml_get_text(plugin, "nav_file");
    const char *path = inside(s, m->docs, file != NULL ? file : "SUMMARY.md");
    const struct node *doc = plugin != NULL ? import_markdown(s, path, false, NULL) : NULL;
    struct import_walk walk = {.s = s};

    s->plain = false;
    if (doc != NULL)
        import_walk(&walk, doc);
    else
        import_folder(s, NULL, s->base, (struct loc){s->o->source, 0, 0});
}

struct outline *import_read_mkdocs(struct import_source *s, const struct yaml_value *top)
{
    struct mkdocs m = {.s = s, .top = top};
    const char *inherit = yaml_get_text(top, "INHERIT");
    const char *base = arena_join(s->scratch, s->base, "/x", NULL);

    if (inherit != NULL && path_resolve(s->scratch, base, inherit) != NULL)
        m.parent = import_yaml(s, path_resolve(s->scratch, base, inherit), false);
    m.docs = find_docs(&m);
    m.indexes = has_feature(&m, "navigation.indexes") || find_plugin(&m, "section-index") != NULL;
    s->base = s->top = m.docs;
    s->plain = s->whole_folders = true;
    read_i18n(&m);
    set_meta(&m);
    const struct yaml_value *nav = get(&m, "nav");
    if (nav == NULL)
        nav = get(&m, "pages"); /* before version 1.0 */
    if (nav != NULL && nav->kind == YAML_LIST)
        read_nav(&m, NULL, nav);
    else
        read_without_nav(&m);
    add_twins(&m);
    return import_finish(s, "list them under nav");
}

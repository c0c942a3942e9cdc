#include "read/import_int.h"

#include "doc/book.h"

#include <string.h>

/* Tables of contents of the Sphinx family: Jupyter Book's _toc.yml in its several formats, MyST's
 * project.toc, the _toctree.yml of courses. Each entry is a page, a pattern, a link or a title, and
 * may have a list of entries. */

static const char *const pages[] = {"file", "path", "local", "root"};
static const char *const titles[] = {"title", "caption", "part"};
static const char *const lists[] = {"chapters", "sections", "parts",
                                    "subtrees", "entries",  "children"};

static const struct yaml_value *first_of(const struct yaml_value *map, const char *const *keys,
                                         size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (yaml_get(map, keys[i]) != NULL)
            return yaml_get(map, keys[i]);
    return NULL;
}

static void read_entries(struct import_source *s, struct outline_item *parent,
                         const struct yaml_value *list);

static void read_lists(struct import_source *s, struct outline_item *item,
                       const struct yaml_value *map)
{
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
        const struct yaml_value *list = yaml_get(map, lists[i]);
        if (list != NULL && list->kind == YAML_LIST)
            read_entries(s, item, list);
    }
}

static void read_entry(struct import_source *s, struct outline_item *parent,
                       const struct yaml_value *map)
{
    const char *title = yaml_text(first_of(map, titles, G_N_ELEMENTS(titles)));
    const struct yaml_value *page = first_of(map, pages, G_N_ELEMENTS(pages));
    const struct yaml_value *url = yaml_get(map, "url"), *pattern = yaml_get(map, "glob");
    struct outline_item *item = NULL;

    if (pattern == NULL)
        pattern = yaml_get(map, "pattern");
    if (page != NULL)
        item = import_value(s, parent, title, page);
    else if (url != NULL)
        import_value(s, parent, title, url);
    else if (pattern != NULL)
        import_glob(s, title != NULL ? import_part(s, parent, title, map->loc) : parent, pattern);
    else if (title != NULL)
        item = import_part(s, parent, title, map->loc);
    if (item != NULL && yaml_get(map, "numbered") != NULL && item->kind == OUTLINE_CHAPTER)
        item->unnumbered = !yaml_bool(yaml_get(map, "numbered"), true);
    if (item != NULL && yaml_bool(yaml_get(map, "not_numbered"), false))
        item->unnumbered = true;
    read_lists(s, item != NULL ? item : parent, map);
}

/* `header: Title` among the entries is over those that follow. Recursion is bounded by the depth of
 * YAML. */
static void read_entries(struct import_source *s, struct outline_item *parent,
                         const struct yaml_value *list)
{
    struct outline_item *header = parent;

    for (const struct yaml_value *v = list->first; v != NULL; v = v->next) {
        const char *title = yaml_get_text(v, "header");
        if (title != NULL)
            header = import_part(s, parent, title, v->loc);
        else if (v->kind == YAML_SCALAR)
            import_value(s, header, NULL, v);
        else
            read_entry(s, header, v);
    }
}

/* The configuration of Jupyter Book stands beside its table of contents. */
static void set_config(struct import_source *s)
{
    const char *slash = *s->base != '\0' ? "/" : "";
    const struct yaml_value *config =
        import_yaml(s, arena_join(s->scratch, s->base, slash, "_config.yml", NULL), false);

    import_set_all(s, config);
    import_set(s, &s->o->repository, yaml_get_text(yaml_get(config, "repository"), "url"));
    import_set_lang(s, yaml_get_text(yaml_get(yaml_get(config, "sphinx"), "config"), "language"));
}

static struct outline *read_myst(struct import_source *s, const struct yaml_value *project)
{
    const struct yaml_value *toc = yaml_get(project, "toc");

    s->o->format = "MyST manifest";
    import_set_all(s, project);
    import_set(s, &s->o->repository, yaml_get_text(project, "github"));
    if (toc != NULL)
        read_entries(s, NULL, toc);
    else
        import_folder(s, NULL, s->base, (struct loc){s->o->source, 0, 0});
    return import_finish(s, "list the files under project: toc:");
}

struct outline *import_read_toc(struct import_source *s, const struct yaml_value *top)
{
    s->o->dialect = DIALECT_MYST;
    s->plain = true;
    if (yaml_get(top, "project") != NULL)
        return read_myst(s, yaml_get(top, "project"));
    s->o->format = "table of contents";
    import_set_folder_lang(s);
    set_config(s);
    if (top->kind == YAML_LIST) {
        read_entries(s, NULL, top);
    } else {
        const struct yaml_value *root = yaml_get(top, "root");
        struct outline_item *first = root != NULL ? import_value(s, NULL, NULL, root) : NULL;
        if (first != NULL)
            first->unnumbered = true;
        read_lists(s, NULL, top);
    }
    return import_finish(s, "list the files under chapters");
}

#include "read/import_int.h"

#include "doc/book.h"

#include <string.h>

static void read_list(struct import_source *s, struct outline_item *parent,
                      const struct yaml_value *list);

static bool is_pattern(const char *text)
{
    return strpbrk(text, "*?") != NULL || strcmp(text, "auto") == 0;
}

static void read_word(struct import_source *s, struct outline_item *parent,
                      const struct yaml_value *v)
{
    const char *text = yaml_text(v);

    if (text == NULL || strspn(text, "-") == strlen(text)) /* a separator */
        return;
    if (strcmp(text, "auto") == 0)
        import_folder(s, parent, s->base, v->loc);
    else if (is_pattern(text))
        import_glob(s, parent, v);
    else
        import_value(s, parent, NULL, v);
}

/* { part: Title or file, chapters: [...] }, { section: ..., contents: [...] }, { file/href: ... }
 */
static void read_entry(struct import_source *s, struct outline_item *parent,
                       const struct yaml_value *map)
{
    static const char *const parts[] = {"part", "section"}, *const files[] = {"file", "href"};
    static const char *const lists[] = {"chapters", "contents"};
    const char *title = yaml_get_text(map, "text");
    const struct yaml_value *file = NULL;
    struct outline_item *item = NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(files) && file == NULL; i++)
        file = yaml_get(map, files[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        const struct yaml_value *part = yaml_get(map, parts[i]);
        const char *text = yaml_text(part);
        if (text != NULL && file == NULL && import_is_page(text))
            file = part;
        else if (text != NULL)
            title = text;
    }
    if (file != NULL)
        item = import_value(s, parent, title, file);
    else if (title != NULL && strspn(title, "-") != strlen(title))
        item = import_part(s, parent, title, map->loc);
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
        const struct yaml_value *list = yaml_get(map, lists[i]);
        if (list != NULL)
            read_list(s, item != NULL ? item : parent, list);
    }
}

/* Recursion is bounded by the depth of YAML. */
static void read_list(struct import_source *s, struct outline_item *parent,
                      const struct yaml_value *list)
{
    if (list->kind == YAML_SCALAR) {
        read_word(s, parent, list);
        return;
    }
    if (list->kind == YAML_MAP) {
        read_entry(s, parent, list);
        return;
    }
    for (const struct yaml_value *v = list->first; v != NULL; v = v->next)
        read_list(s, parent, v);
}

/* A sidebar, or several; contents by themselves, or under `contents`. */
static void read_sidebars(struct import_source *s, const struct yaml_value *sidebar)
{
    if (sidebar == NULL)
        return;
    if (sidebar->kind == YAML_MAP) {
        const struct yaml_value *contents = yaml_get(sidebar, "contents");
        if (contents != NULL)
            read_list(s, NULL, contents);
        return;
    }
    for (const struct yaml_value *v = sidebar->first; v != NULL; v = v->next) {
        struct outline_item *part = import_part(s, NULL, yaml_get_text(v, "title"), v->loc);
        const struct yaml_value *contents = yaml_get(v, "contents");
        if (contents != NULL)
            read_list(s, part, contents);
    }
}

struct outline *import_read_quarto(struct import_source *s, const struct yaml_value *top)
{
    const struct yaml_value *book = yaml_get(top, "book"), *site = yaml_get(top, "website");
    const struct yaml_value *chapters = yaml_get(book, "chapters");
    const struct yaml_value *appendices = yaml_get(book, "appendices");

    s->o->format = "Quarto manifest";
    s->o->dialect = DIALECT_MYST;
    s->plain = s->whole_folders = true;
    import_set_all(s, book != NULL ? book : site);
    import_set_all(s, top);
    import_set(s, &s->o->description, yaml_get_text(book, "description-meta"));
    import_set(s, &s->o->repository, yaml_get_text(book != NULL ? book : site, "repo-url"));
    if (s->o->authors == NULL)
        import_set_authors(s, yaml_get(book, "author-meta"));
    if (chapters != NULL)
        read_list(s, NULL, chapters);
    else
        read_sidebars(s, yaml_get(site, "sidebar"));
    if (appendices != NULL) {
        struct outline_item *part = import_part(s, NULL, NULL, appendices->key_loc);
        part->appendix = true;
        read_list(s, part, appendices);
    }
    return import_finish(s, "list the files under book: chapters:");
}

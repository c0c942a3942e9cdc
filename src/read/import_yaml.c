#include "read/import_int.h"

#include <fnmatch.h>
#include <string.h>

enum {
    MAX_STARS = 4, /* in a pattern: fnmatch tries every way to fill them */
    MAX_PATTERNS = 200
};

struct outline_item *import_value(struct import_source *s, struct outline_item *parent,
                                  const char *title, const struct yaml_value *path)
{
    struct import_link link = {.title = title, .url = yaml_text(path), .loc = path->loc};

    return link.url != NULL ? import_chapter(s, parent, &link) : NULL;
}

void import_glob(struct import_source *s, struct outline_item *parent,
                 const struct yaml_value *pattern)
{
    struct import_link link = {.url = yaml_text(pattern), .loc = pattern->loc};
    size_t n = *s->base != '\0' ? strlen(s->base) + 1 : 0, from, to, stars = 0;

    for (const char *p = link.url != NULL ? link.url : ""; *p != '\0'; p++)
        stars += *p == '*';
    if (link.url == NULL || stars > MAX_STARS || ++s->patterns > MAX_PATTERNS) {
        import_leave(s, LEFT_UNREAD, &link);
        return;
    }
    listing_folder(s->i->listing, s->base, &from, &to);
    bool any = false;
    for (size_t i = from; i < to; i++) {
        const char *path = s->i->listing->paths[i];
        g_autofree char *stem = g_strndup(path + n, strlen(path + n) - strlen(path_suffix(path)));
        int flags = strstr(link.url, "**") != NULL ? 0 : FNM_PATHNAME;
        bool same = fnmatch(link.url, path + n, flags) == 0 || fnmatch(link.url, stem, flags) == 0;
        if (!same || !import_is_page(path) || g_hash_table_contains(s->listed, path))
            continue;
        struct outline_item *item = outline_add(s->a, s->o, parent, OUTLINE_CHAPTER, pattern->loc);
        item->path = path;
        g_hash_table_insert(s->listed, (char *)(uintptr_t)path, item);
        any = true;
    }
    if (!any)
        import_leave(s, LEFT_MISSING, &link);
}

/* ------------------------------------------------------------------ smaller manifests */

/* Re:VIEW: lists of files, or of parts with lists; all of them .re, as a rule. */
static void read_catalog(struct import_source *s, struct outline_item *parent,
                         const struct yaml_value *list, bool unnumbered)
{
    for (const struct yaml_value *v = list != NULL ? list->first : NULL; v != NULL; v = v->next) {
        if (v->kind == YAML_SCALAR) {
            struct outline_item *item = import_value(s, parent, NULL, v);
            if (item != NULL)
                item->unnumbered = unnumbered;
            continue;
        }
        for (const struct yaml_value *p = v->kind == YAML_MAP ? v->first : NULL; p != NULL;
             p = p->next)
            read_catalog(s, import_part(s, parent, p->key, p->key_loc), p, unnumbered);
    }
}

static struct outline *read_review(struct import_source *s, const struct yaml_value *top)
{
    const struct yaml_value *config = import_yaml(
        s, arena_join(s->scratch, s->base, *s->base != '\0' ? "/" : "", "config.yml", NULL), false);

    s->o->format = "Re:VIEW catalog";
    s->plain = true;
    import_set(s, &s->o->title, yaml_get_text(config, "booktitle"));
    import_set_authors(s, yaml_get(config, "aut"));
    import_set_lang(s, yaml_get_text(config, "language"));
    read_catalog(s, NULL, yaml_get(top, "PREDEF"), true);
    read_catalog(s, NULL, yaml_get(top, "CHAPS"), false);
    const struct yaml_value *appendix = yaml_get(top, "APPENDIX");
    if (appendix != NULL && appendix->first != NULL) {
        struct outline_item *part = import_part(s, NULL, NULL, appendix->key_loc);
        part->appendix = true;
        read_catalog(s, part, appendix, false);
    }
    read_catalog(s, NULL, yaml_get(top, "POSTDEF"), true);
    return import_finish(s, "Re:VIEW's own .re files are not read; convert them to Markdown");
}

/* bookdown: the files it names, or all of its folder, index.Rmd first. */
static struct outline *read_bookdown(struct import_source *s, const struct yaml_value *top)
{
    const struct yaml_value *files = yaml_get(top, "rmd_files");

    s->o->format = "bookdown manifest";
    s->plain = true;
    if (files != NULL && files->kind == YAML_MAP) /* per output: the first says it */
        files = files->first;
    for (const struct yaml_value *v = files != NULL ? files->first : NULL; v != NULL; v = v->next)
        import_value(s, NULL, NULL, v);
    if (files == NULL)
        import_folder(s, NULL, s->base, (struct loc){s->o->source, 0, 0});
    import_set_lang(s, yaml_get_text(yaml_get(top, "language"), "lang"));
    return import_finish(s, "list the files under rmd_files");
}

/* ------------------------------------------------------------------ which kind */

static bool has_any(const struct yaml_value *top, const char *const *keys)
{
    for (; *keys != NULL; keys++)
        if (yaml_get(top, *keys) != NULL)
            return true;
    return false;
}

struct outline *import_read_yaml(struct import_source *s)
{
    static const char *const mkdocs[] = {"nav", "site_name", "docs_dir", "INHERIT", NULL};
    static const char *const quarto[] = {"book", "website", NULL};
    static const char *const toc[] = {"format",   "root",     "parts",   "chapters",
                                      "subtrees", "sections", "project", NULL};
    static const char *const review[] = {"CHAPS", "PREDEF", "POSTDEF", NULL};
    static const char *const bookdown[] = {"rmd_files", "book_filename", NULL};
    static const char *const site[] = {"themeConfig", NULL};
    const struct yaml_value *top = import_yaml(s, s->path, true);

    if (top == NULL)
        return NULL;
    if (has_any(top, mkdocs))
        return import_read_mkdocs(s, top);
    if (has_any(top, quarto))
        return import_read_quarto(s, top);
    if (has_any(top, review))
        return read_review(s, top);
    if (has_any(top, bookdown))
        return read_bookdown(s, top);
    if (has_any(top, site))
        return import_read_site(s, top);
    if (top->kind == YAML_LIST || has_any(top, toc))
        return import_read_toc(s, top);
    s->o->format = "YAML file";
    return import_finish(s, "it is none that mkbook knows (mkdocs.yml, _quarto.yml, _toc.yml, "
                            "myst.yml)");
}

#include "read/import_walk.h"

#include "base/lang.h"
#include "doc/book.h"

#include <string.h>

static const char advice[] = "list them as links, \"- [Title](file.md)\"";

/* Without a file beside it that says so: what only GitBook reads as parts. */
static bool looks_like_gitbook(const struct node *doc)
{
    for (const struct node *n = doc->first; n != NULL; n = n->next)
        if (n->kind == NODE_HEADING && n->u.heading.level > 1)
            return true;
    return false;
}

/* The language of "SUMMARY.zh.md", "SUMMARY-zh.md". */
static void set_name_lang(struct import_source *s)
{
    const char *name = path_base(s->path);
    size_t n = strlen("summary"), end = strlen(name) - strlen(path_suffix(name));

    if (end > n + 1 && strchr("._-", name[n]) != NULL)
        import_set_lang(s, arena_strndup(s->scratch, name + n + 1, end - n - 1));
}

/* Titles that only say what the file is. */
static bool is_own_title(const char *title)
{
    static const char words[] = "|summary|contents|table of contents|toc|index|目录|目次|概要|"
                                "目錄|sommaire|índice|inhalt|inhaltsverzeichnis|содержание|"
                                "оглавление|목차|summary.md|";
    g_autofree char *lower = title != NULL ? g_utf8_strdown(title, -1) : g_strdup("");
    g_autofree char *key = g_strdup_printf("|%s|", lower);

    return *lower != '\0' && strstr(words, key) == NULL;
}

/* GitBook shows the README first and the glossary last, whether or not they are listed. */
static void add_unlisted(struct import_source *s, const char *readme, const char *glossary)
{
    struct import_link first = {.url = readme != NULL ? readme : "README.md"};
    struct import_link last = {.url = glossary != NULL ? glossary : "GLOSSARY.md"};
    struct import_target t = import_target(s, first.url);

    first.loc = last.loc = (struct loc){s->o->source, 0, 0};
    if (t.kind == TARGET_PAGE && !g_hash_table_contains(s->listed, t.path)) {
        struct outline_item *item = import_chapter(s, NULL, &first);
        item->unnumbered = true;
        import_move_first(s->o);
    }
    t = import_target(s, last.url);
    if (t.kind == TARGET_PAGE && !g_hash_table_contains(s->listed, t.path)) {
        struct outline_item *part = import_part(s, NULL, NULL, last.loc);
        part->appendix = true;
        import_chapter(s, part, &last);
    }
}

struct outline *import_read_summary(struct import_source *s)
{
    const struct node *doc = import_markdown(s, s->path, true, NULL);
    struct import_walk walk = {.s = s};
    const char *readme = NULL, *glossary = NULL;

    s->o->format = "summary";
    if (doc == NULL)
        return NULL;
    set_name_lang(s);
    import_set_folder_lang(s);
    import_set_book(s, &readme, &glossary);
    if (s->o->dialect == 0 && looks_like_gitbook(doc)) {
        s->o->dialect = DIALECT_GITBOOK;
        s->o->format = "GitBook summary";
    }
    walk.rules_end_parts = s->o->dialect == DIALECT_GITBOOK;
    walk.loose_links = s->o->dialect != DIALECT_GITBOOK;
    import_walk(&walk, doc);
    if (is_own_title(walk.title))
        import_set(s, &s->o->title, walk.title);
    if (s->o->dialect == DIALECT_GITBOOK)
        add_unlisted(s, readme, glossary);
    return import_finish(s, advice);
}

/* ------------------------------------------------------------------ LANGS.md */

enum { MAX_LANGUAGES = 100 };

struct edition_source {
    const char *lang, *folder;
    struct outline *outline;
};

/* The folder of a language that a link leads to, or that the page it leads to is in. */
static const char *language_folder(struct import_source *s, const char *url)
{
    struct import_target t = import_target(s, url);

    if (t.kind == TARGET_PAGE)
        return path_dir(s->a, t.path);
    return t.kind == TARGET_FOLDER ? t.path : NULL;
}

static void add_language(struct import_source *s, const struct node *link, GArray *languages)
{
    g_autofree char *words = NULL;
    GString *text = g_string_new(NULL);
    struct edition_source e = {.folder = language_folder(s, link->u.link.url)};
    bool weak;

    node_plain_text(link, text);
    words = g_string_free(text, FALSE);
    for (guint i = 0; i < languages->len && e.folder != NULL; i++)
        if (strcmp(g_array_index(languages, struct edition_source, i).folder, e.folder) == 0)
            return;
    if (e.folder == NULL || *e.folder == '\0' || languages->len == MAX_LANGUAGES)
        return;
    const char *path = import_find_summary(s, e.folder), *name = path_base(e.folder);
    e.lang = lang_named(s->a, name, strlen(name), &weak);
    if (e.lang == NULL || weak)
        e.lang = import_language(s, words) != NULL ? import_language(s, words) : e.lang;
    e.outline = path != NULL ? import_read_as(s->i, path, import_read_summary) : NULL;
    if (e.outline != NULL)
        g_array_append_val(languages, e);
}

/* What stands at the same place in the folder of another language is the same chapter. */
static void add_twins(struct import_source *s, struct outline *o, const struct edition_source *main,
                      const struct edition_source *other)
{
    g_autoptr(GHashTable) items = g_hash_table_new(g_str_hash, g_str_equal);
    size_t n = strlen(main->folder), m = strlen(other->folder);

    for (struct outline_item *i = other->outline->first; i != NULL;
         i = outline_next(other->outline, i))
        if (i->path != NULL && strlen(i->path) > m)
            g_hash_table_insert(items, (char *)(uintptr_t)i->path + m, i);
    for (struct outline_item *i = o->first; i != NULL; i = outline_next(o, i)) {
        const struct outline_item *twin =
            i->path != NULL && strlen(i->path) > n ? g_hash_table_lookup(items, i->path + n) : NULL;
        if (twin != NULL)
            outline_add_twin(s->a, i, other->lang, twin->path, twin->title, twin->loc);
    }
}

struct outline *import_read_langs(struct import_source *s)
{
    const struct node *doc = import_markdown(s, s->path, true, NULL);
    g_autoptr(GArray) languages = g_array_new(FALSE, FALSE, sizeof(struct edition_source));

    s->o->format = "list of languages";
    s->whole_folders = true;
    for (const struct node *n = doc; n != NULL; n = node_next(doc, n))
        if (n->kind == NODE_LINK)
            add_language(s, n, languages);
    if (languages->len == 0)
        return doc != NULL ? import_finish(s, "each language needs a folder with a SUMMARY.md")
                           : NULL;
    const struct edition_source *main = &g_array_index(languages, struct edition_source, 0);
    struct outline *o = main->outline;
    o->source = s->path;
    o->lang = main->lang;
    for (struct outline_item *i = o->first; i != NULL; i = outline_next(o, i))
        i->lang = i->kind == OUTLINE_CHAPTER ? main->lang : NULL;
    for (guint i = 1; i < languages->len; i++)
        add_twins(s, o, main, &g_array_index(languages, struct edition_source, i));
    return o;
}

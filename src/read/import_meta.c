#include "read/import_int.h"

#include "base/lang.h"
#include "doc/book.h"
#include "read/manifest_import.h"
#include "read/toml.h"

#include <string.h>

void import_set(struct import_source *s, const char **field, const char *text)
{
    if (*field == NULL && text != NULL)
        *field = import_clean(s, text);
}

void import_set_lang(struct import_source *s, const char *lang)
{
    bool weak;

    if (s->o->lang != NULL || lang == NULL || *lang == '\0')
        return;
    const char *named = lang_named(s->a, lang, strlen(lang), &weak);
    g_autofree char *tag = g_strdelimit(g_strdup(lang), "_", '-');
    if (named != NULL)
        s->o->lang = named;
    else if (lang_is_valid(tag))
        s->o->lang = arena_strdup(s->a, tag);
}

void import_set_folder_lang(struct import_source *s)
{
    const char *name = path_base(s->base);
    bool weak;
    const char *lang = lang_named(s->a, name, strlen(name), &weak);

    if (s->o->lang == NULL && lang != NULL && !weak)
        s->o->lang = lang;
}

static void take_authors(struct import_source *s, GPtrArray *names)
{
    if (s->o->authors != NULL || names->len == 0)
        return;
    g_ptr_array_add(names, NULL);
    s->o->authors = arena_memdup(s->a, names->pdata, names->len * sizeof *names->pdata);
}

/* A name, or a map of one: Quarto's and MyST's have parts. */
static void add_author(struct import_source *s, GPtrArray *names, const struct yaml_value *v)
{
    const struct yaml_value *name = v->kind == YAML_MAP ? yaml_get(v, "name") : v;
    const char *given = yaml_get_text(name, "given"), *family = yaml_get_text(name, "family");
    char *text = import_clean(s, yaml_text(name));

    if (text == NULL && (given != NULL || family != NULL)) {
        g_autofree char *both =
            g_strjoin(" ", given != NULL ? given : "", family != NULL ? family : "", NULL);
        text = import_clean(s, both);
    }
    if (text != NULL)
        g_ptr_array_add(names, text);
}

void import_set_authors(struct import_source *s, const struct yaml_value *v)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();

    if (v == NULL)
        return;
    if (v->kind == YAML_LIST)
        for (const struct yaml_value *n = v->first; n != NULL; n = n->next)
            add_author(s, names, n);
    else
        add_author(s, names, v);
    take_authors(s, names);
}

void import_set_all(struct import_source *s, const struct yaml_value *map)
{
    static const char *const covers[] = {"cover", "cover-image", "cover_image"};

    import_set(s, &s->o->title, yaml_get_text(map, "title"));
    import_set(s, &s->o->subtitle, yaml_get_text(map, "subtitle"));
    import_set(s, &s->o->description, yaml_get_text(map, "description"));
    import_set_authors(s, yaml_get(map, "authors"));
    import_set_authors(s, yaml_get(map, "author"));
    import_set_lang(s, yaml_get_text(map, "lang"));
    import_set_lang(s, yaml_get_text(map, "language"));
    const char *date = yaml_get_text(map, "date");
    if (date != NULL && g_ascii_isdigit(*date))
        import_set(s, &s->o->date, date);
    for (size_t i = 0; i < G_N_ELEMENTS(covers); i++) {
        const char *cover = yaml_get_text(map, covers[i]);
        const char *base = arena_join(s->scratch, s->base, "/x", NULL);
        if (cover != NULL && s->o->cover == NULL && path_resolve(s->scratch, base, cover) != NULL)
            s->o->cover = path_resolve(s->a, base, cover);
    }
}

/* ------------------------------------------------------------------ SUMMARY.md's neighbours */

static const char *inside(struct import_source *s, const char *folder, const char *name)
{
    return *folder != '\0' ? arena_join(s->scratch, folder, "/", name, NULL) : name;
}

static const struct toml_value *load_toml(struct import_source *s, const char *path)
{
    const char *text = import_load(s, path, false), *error;
    struct loc where;

    if (text == NULL)
        return NULL;
    const struct toml_value *top =
        toml_parse(s->scratch, arena_strdup(s->a, path), text, strlen(text), &error, &where);
    if (top == NULL)
        diag_add(s->i->diags, DIAG_IMPORT_SYNTAX, where, arena_strdup(s->a, error), NULL);
    return top;
}

static const char *toml_text(const struct toml_value *table, const char *key)
{
    const struct toml_value *v = toml_get(table, key);

    return v != NULL && v->kind == TOML_STRING ? v->u.string : NULL;
}

/* The folder that a book.toml's chapters are in; NULL: it is no mdBook. */
static const char *mdbook_src(struct import_source *s, const char *folder,
                              const struct toml_value *top)
{
    const char *src = toml_text(toml_get(top, "book"), "src");
    const char *base = arena_join(s->scratch, folder, "/x", NULL);

    bool ours = top != NULL && manifest_lists_chapters(top); /* an earlier run of init made it */
    return top == NULL || ours ? NULL : path_resolve(s->scratch, base, src != NULL ? src : "src");
}

static void set_mdbook(struct import_source *s, const struct toml_value *top)
{
    const struct toml_value *book = toml_get(top, "book");
    const struct toml_value *html = toml_get(toml_get(top, "output"), "html");
    const struct toml_value *authors = toml_get(book, "authors");
    g_autoptr(GPtrArray) names = g_ptr_array_new();

    s->o->dialect = DIALECT_MDBOOK;
    s->o->format = "mdBook summary";
    import_set(s, &s->o->title, toml_text(book, "title"));
    import_set(s, &s->o->description, toml_text(book, "description"));
    import_set(s, &s->o->repository, toml_text(html, "git-repository-url"));
    import_set_lang(s, toml_text(book, "language"));
    for (const struct toml_value *v =
             authors != NULL && authors->kind == TOML_ARRAY ? authors->first : NULL;
         v != NULL; v = v->next)
        if (v->kind == TOML_STRING && import_clean(s, v->u.string) != NULL)
            g_ptr_array_add(names, import_clean(s, v->u.string));
    take_authors(s, names);
}

/* book.json or .gitbook.yaml of a folder; NULL: it has none. */
static const struct yaml_value *load_gitbook(struct import_source *s, const char *folder)
{
    const struct yaml_value *v = import_json(s, inside(s, folder, "book.json"), false);

    if (v == NULL)
        v = import_yaml(s, inside(s, folder, ".gitbook.yaml"), false);
    return v;
}

static const char *gitbook_root(struct import_source *s, const char *folder,
                                const struct yaml_value *v)
{
    const char *root = yaml_get_text(v, "root");
    const char *base = arena_join(s->scratch, folder, "/x", NULL);

    return root == NULL ? folder : path_resolve(s->scratch, base, root);
}

void import_set_book(struct import_source *s, const char **readme, const char **glossary)
{
    for (const char *folder = s->base;; folder = path_dir(s->scratch, folder)) {
        const struct toml_value *toml = load_toml(s, inside(s, folder, "book.toml"));
        const struct yaml_value *gitbook = load_gitbook(s, folder);
        const struct yaml_value *structure = yaml_get(gitbook, "structure");
        if (s->o->dialect != DIALECT_GITBOOK &&
            g_strcmp0(mdbook_src(s, folder, toml), s->base) == 0)
            set_mdbook(s, toml);
        if (gitbook != NULL && s->o->dialect != DIALECT_MDBOOK) {
            s->o->dialect = DIALECT_GITBOOK;
            s->o->format = "GitBook summary";
            import_set_all(s, gitbook);
            import_set(s, readme, yaml_get_text(structure, "readme"));
            import_set(s, glossary, yaml_get_text(structure, "glossary"));
        }
        if (*folder == '\0')
            break;
    }
}

const char *import_find_summary(struct import_source *s, const char *folder)
{
    const struct toml_value *toml = load_toml(s, inside(s, folder, "book.toml"));
    const struct yaml_value *gitbook = load_gitbook(s, folder);
    const char *name = yaml_get_text(yaml_get(gitbook, "structure"), "summary");
    const char *const folders[] = {mdbook_src(s, folder, toml), gitbook_root(s, folder, gitbook),
                                   folder, inside(s, folder, "src")};

    for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
        if (folders[i] == NULL)
            continue;
        const char *path = inside(s, folders[i], name != NULL ? name : "SUMMARY.md");
        if (file_probe(s->i->root, path) == FILE_OK)
            return arena_strdup(s->a, path);
        if (listing_find_case(s->i->listing, path) != NULL) /* "summary.md" */
            return listing_find_case(s->i->listing, path);
    }
    return NULL;
}

#include "read/manifest_entry.h"

#include "base/lang.h"

#include <string.h>

enum { MAX_DEPTH = 6 }; /* of sub-chapters: HTML has six heading levels, readers' contents fewer */

void manifest_entry_append(struct manifest_reader *r, struct entry *parent, struct entry *e)
{
    struct entry **first = parent != NULL ? &parent->first : &r->book->entries;
    struct entry **last = parent != NULL ? &parent->last : &r->book->last_entry;

    e->parent = parent;
    if (*last != NULL)
        (*last)->next = e;
    else
        *first = e;
    *last = e;
}

/* ---- a chapter's files ---- */

static char *replace_lang(struct arena *a, const char *pattern, const char *lang)
{
    g_auto(GStrv) parts = g_strsplit(pattern, "{lang}", -1);
    g_autofree char *path = g_strjoinv(lang, parts);

    return arena_strdup(a, path);
}

/* A pattern with {lang} stands for the files that exist; where none does, for all of them, so that
 * reading them reports what was looked for. */
static struct localised *expand_lang(struct manifest_reader *r, const struct toml_value *v,
                                     const char *pattern)
{
    struct localised *found = NULL, **link = &found, *all = NULL, **all_link = &all;

    for (size_t i = 0; r->book->languages[i] != NULL; i++) {
        const char *lang = r->book->languages[i];
        const char *path = manifest_path(r, v, replace_lang(r->arena, pattern, lang));
        if (path == NULL)
            return NULL;
        struct localised *l = arena_one(r->arena, struct localised);
        l->lang = lang;
        l->text = path;
        *all_link = arena_memdup(r->arena, l, sizeof *l);
        all_link = &(*all_link)->next;
        if (file_probe(r->book->root, path) == FILE_MISSING)
            continue;
        *link = l;
        link = &l->next;
    }
    return found != NULL ? found : all;
}

static struct localised *read_path(struct manifest_reader *r, const struct toml_value *v)
{
    if (v->kind == TOML_STRING && strstr(v->u.string, "{lang}") != NULL)
        return expand_lang(r, v, v->u.string);
    if (v->kind == TOML_STRING && *v->u.string == '\0') {
        manifest_wrong_type(r, v, "a path that is not empty");
        return NULL;
    }
    return manifest_texts(r, v, true);
}

/* Adds the file of one language: `zh = "a.md"` in a chapter's table. False when what is wrong with
 * it leaves the chapter without this file and has been reported. */
static bool add_language(struct manifest_reader *r, const struct toml_value *v, struct entry *e,
                         const char *nearest)
{
    struct localised **link = &e->path;
    bool tag = nearest == NULL && lang_is_valid(v->key) && strcspn(v->key, "-") <= 3;

    if (book_language(r->book, v->key) == NULL && tag) {
        diag_add(r->book->diags, DIAG_MANIFEST_LANGUAGE, v->loc, v->key, manifest_languages(r),
                 NULL);
        return false;
    }
    if (book_language(r->book, v->key) == NULL) {
        manifest_unknown(r, v, nearest);
        return true;
    }
    if (v->kind != TOML_STRING) {
        manifest_wrong_type(r, v, "a path");
        return false;
    }
    const char *path = manifest_path(r, v, v->u.string);
    if (path == NULL)
        return false;
    while (*link != NULL)
        link = &(*link)->next;
    *link = arena_one(r->arena, struct localised);
    (*link)->lang = v->key;
    (*link)->text = path;
    return true;
}

/* ---- lists ---- */

struct list {
    const struct toml_value *array;
    struct entry *parent;
    bool appendix;
    int depth;
};

static void read_chapters(struct manifest_reader *r, struct list list);

/* Never called: the rows name the keys for suggestions only. */
static void known(struct manifest_reader *r, const struct toml_value *v,
                  const struct manifest_key *key)
{
    (void)r, (void)v, (void)key;
}

const struct manifest_key manifest_chapter_keys[] = {{"path", known, 0, NULL},
                                                     {"title", known, 0, NULL},
                                                     {"chapters", known, 0, NULL},
                                                     {"numbered", known, 0, NULL},
                                                     {0}};

const struct manifest_key manifest_part_keys[] = {
    {"title", known, 0, NULL}, {"chapters", known, 0, NULL}, {0}};

static void read_numbered(struct manifest_reader *r, const struct toml_value *v, struct entry *e)
{
    if (v->kind == TOML_BOOL)
        e->unnumbered = !v->u.boolean;
    else
        manifest_wrong_type(r, v, "true or false");
}

static void read_chapter_table(struct manifest_reader *r, const struct toml_value *table,
                               struct entry *e, int depth)
{
    const char *outer = r->table;
    const struct toml_value *chapters = NULL;
    bool reported = false;

    r->table = arena_join(r->arena, outer, ".chapters", NULL);
    for (const struct toml_value *v = table->first; v != NULL; v = v->next) {
        if (strcmp(v->key, "path") == 0)
            reported |= (e->path = read_path(r, v)) == NULL;
        else if (strcmp(v->key, "title") == 0)
            e->title = manifest_texts(r, v, false);
        else if (strcmp(v->key, "chapters") == 0)
            chapters = v;
        else if (strcmp(v->key, "numbered") == 0)
            read_numbered(r, v, e);
        else
            reported |= !add_language(r, v, e, manifest_nearest(manifest_chapter_keys, v->key));
    }
    if (e->path == NULL && !reported)
        diag_add(r->book->diags, DIAG_MANIFEST_CHAPTER, table->value_loc, NULL);
    if (chapters != NULL)
        read_chapters(r, (struct list){chapters, e, e->appendix, depth + 1});
    r->table = outer;
}

/* Recursion ends at MAX_DEPTH. */
static void read_chapters(struct manifest_reader *r, struct list list)
{
    if (list.array->kind != TOML_ARRAY) {
        manifest_wrong_type(r, list.array, "a list of chapters");
        return;
    }
    if (list.depth > MAX_DEPTH) {
        manifest_wrong_type(r, list.array, "nested at most 6 deep");
        return;
    }
    for (const struct toml_value *v = list.array->first; v != NULL; v = v->next) {
        if (v->kind != TOML_STRING && v->kind != TOML_TABLE) {
            manifest_wrong_type(r, v, "a path, or a table with a path per language");
            continue;
        }
        struct entry *e = arena_one(r->arena, struct entry);
        e->loc = v->value_loc;
        e->appendix = list.appendix;
        manifest_entry_append(r, list.parent, e);
        if (v->kind == TOML_STRING)
            e->path = read_path(r, v);
        else
            read_chapter_table(r, v, e, list.depth);
    }
}

void manifest_chapters(struct manifest_reader *r, const struct toml_value *v, struct entry *parent,
                       bool appendix)
{
    read_chapters(r, (struct list){v, parent, appendix, 1});
}

/* `title = ""`: nothing opens, the chapters stand between the parts. */
static bool is_untitled(const struct toml_value *title)
{
    return title != NULL && title->kind == TOML_STRING && *title->u.string == '\0';
}

/* Moves the chapters of a part to the top level, behind what is there. */
static void dissolve(struct manifest_reader *r, struct entry *part)
{
    for (struct entry *e = part->first, *next; e != NULL; e = next) {
        next = e->next;
        e->next = NULL;
        manifest_entry_append(r, NULL, e);
    }
}

static void read_part(struct manifest_reader *r, const struct toml_value *table, bool appendix)
{
    struct entry *e = arena_one(r->arena, struct entry);

    const char *outer = r->table;

    r->table = appendix ? "appendix" : "part";
    e->loc = table->value_loc;
    e->part = true;
    e->appendix = appendix;
    for (const struct toml_value *v = table->first; v != NULL; v = v->next) {
        if (strcmp(v->key, "title") == 0)
            e->title = manifest_texts(r, v, false);
        else if (strcmp(v->key, "chapters") == 0)
            manifest_chapters(r, v, e, appendix);
        else
            manifest_unknown(r, v, manifest_nearest(manifest_part_keys, v->key));
    }
    r->table = outer;
    if (is_untitled(toml_get(table, "title")))
        dissolve(r, e);
    else if (e->first != NULL)
        manifest_entry_append(r, NULL, e);
}

void manifest_parts(struct manifest_reader *r, const struct toml_value *v, bool appendix)
{
    const struct toml_value *item = v->kind == TOML_ARRAY ? v->first : v;

    for (; item != NULL; item = item == v ? NULL : item->next) {
        if (item->kind == TOML_TABLE)
            read_part(r, item, appendix);
        else
            manifest_wrong_type(r, item, "a table with title and chapters");
    }
}

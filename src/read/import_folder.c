#include "read/import_int.h"

#include "base/lang.h"
#include "doc/book.h"
#include "read/front.h"
#include "read/toml.h"

#include <string.h>

enum {
    MAX_DEPTH = 32,
    LANG_MAX = 12,    /* bytes of a language in a page's name */
    MAX_MIRRORS = 64, /* folders of other languages */
    MIN_NUMBERED = 2  /* numbered entries that make a folder a numbered one */
};

/* ------------------------------------------------------------------ what pages say themselves */

/* The front matter of a page, or what a _category_ file says of a folder. */
struct front {
    const char *title;
    double order;
    bool ordered;
    bool empty;  /* nothing stands behind the front matter */
    bool placed; /* the folder's own list says where, whatever the names say */
    bool hidden; /* ... or that it is not in it */
};

static void set_order(struct front *f, const char *text)
{
    char *end;

    if (text == NULL || f->ordered)
        return;
    f->order = g_ascii_strtod(text, &end);
    f->ordered = end != text && *end == '\0';
}

static void read_values(struct import_source *s, struct front *f, const struct yaml_value *v)
{
    static const char *const orders[] = {"weight", "order", "sidebar_position", "nav_order",
                                         "position"};

    f->title = import_clean(s, yaml_get_text(v, "title"));
    if (f->title == NULL)
        f->title = import_clean(s, yaml_get_text(v, "label"));
    for (size_t i = 0; i < G_N_ELEMENTS(orders); i++)
        set_order(f, yaml_get_text(v, orders[i]));
}

/* Hugo's: TOML between `+++` lines. What is wrong in it is the page's own matter. */
static size_t read_plus(struct import_source *s, struct front *f, const char *text)
{
    const char *end = strstr(text, "\n+++"), *error;
    struct loc where;

    if (!g_str_has_prefix(text, "+++\n") || end == NULL)
        return 0;
    const struct toml_value *top = toml_parse(
        s->scratch, "", text + 4, (size_t)(MAX(end, text + 4) - text - 4), &error, &where);
    const struct toml_value *title = toml_get(top, "title"), *weight = toml_get(top, "weight");
    if (title != NULL && title->kind == TOML_STRING)
        f->title = import_clean(s, title->u.string);
    f->ordered = weight != NULL && weight->kind == TOML_INTEGER;
    f->order = f->ordered ? (double)weight->u.integer : 0;
    return (size_t)(end - text) + strlen("\n+++");
}

static struct front read_front(struct import_source *s, const char *path)
{
    struct front f = {0};
    struct yaml_error error;
    size_t bytes;
    int lines;
    const char *text = g_str_has_suffix(path, ".ipynb") ? NULL : import_load_quietly(s, path);

    if (text == NULL)
        return f;
    const struct yaml_value *v = front_parse(s->scratch, path, text, &bytes, &lines, &error);
    read_values(s, &f, v);
    if (bytes == 0)
        bytes = read_plus(s, &f, text);
    f.empty = bytes > 0 && strspn(text + bytes, " \t\n") == strlen(text + bytes);
    return f;
}

const char *import_heading(struct import_source *s, const char *path)
{
    const char *title = NULL;
    const struct node *doc = import_markdown_quietly(s, path, &title);

    for (const struct node *n = doc; n != NULL && title == NULL; n = node_next(doc, n))
        if (n->kind == NODE_HEADING)
            return n->u.heading.level == 1 ? import_clean(s, node_text(s->scratch, n)) : NULL;
    return import_clean(s, title);
}

/* ------------------------------------------------------------------ names */

/* What stands before a name to order it: "01-", "1.2_", "3. "; 0: nothing. */
static size_t number_length(const char *name)
{
    size_t digits = strspn(name, "0123456789."), gap = strspn(name + digits, "-_. ");

    if (digits == 0 || !g_ascii_isdigit(*name) || gap + digits == 0)
        return 0;
    bool parted = gap > 0 || name[digits - 1] == '.';
    return parted && name[digits + gap] != '\0' ? digits + gap : 0;
}

/* "01-getting_started" becomes "Getting started". */
static char *pretty(struct import_source *s, const char *name)
{
    g_autofree char *words = g_strdelimit(g_strdup(name + number_length(name)), "-_", ' ');

    *words = g_ascii_toupper(*words);
    return import_clean(s, words);
}

bool import_is_numbered(const char *name)
{
    static const char *const words[] = {"chapter", "ch",   "part",   "lesson",  "day", "week",
                                        "section", "unit", "module", "lecture", "lec"};

    if (g_ascii_isdigit(*name) || g_str_has_prefix(name, "第"))
        return true;
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        size_t n = strlen(words[i]);
        if (g_ascii_strncasecmp(name, words[i], n) == 0 &&
            g_ascii_isdigit(name[n + strspn(name + n, "-_. ")]))
            return true;
    }
    return false;
}

/* Where a name without a number stands in a series: before it, behind it, or nowhere (0). */
static int matter(const char *name)
{
    static const char front[] =
        "|preface|foreword|intro|introduction|overview|welcome|about|prologue|getting-started|"
        "getting started|quickstart|前言|序|序言|自序|绪论|緒論|引言|导读|概述|简介|はじめに|"
        "einleitung|vorwort|prólogo|introducción|préface|введение|предисловие|";
    static const char back[] =
        "|conclusion|conclusions|epilogue|afterword|appendix|appendices|glossary|references|"
        "bibliography|extra|extras|bonus|faq|acknowledgements|附录|附錄|后记|後記|总结|總結|结语|"
        "结论|番外|术语表|参考文献|おわりに|付録|anhang|schluss|épilogue|заключение|приложение|";
    g_autofree char *lower = g_utf8_strdown(name, -1);
    g_autofree char *key = g_strdup_printf("|%s|", g_strdelimit(lower, "_", '-'));

    if (strstr(front, key) != NULL)
        return -1;
    bool appendix = g_str_has_prefix(key, "|appendix-") || g_str_has_prefix(key, "|附录");
    return appendix || strstr(back, key) != NULL ? 1 : 0;
}

/* The language that a page's name ends in, and how long it is without: "x.zh-CN.md", "x_EN.md". The
 * longest ending that names one counts. */
static const char *name_language(struct import_source *s, const char *stem, size_t *length)
{
    size_t n = strlen(stem);
    const char *found = NULL;

    for (size_t i = n; i > 1 && n - i <= LANG_MAX; i--) {
        bool weak;
        if (strchr(".-_", stem[i - 1]) == NULL)
            continue;
        const char *lang = lang_named(s->scratch, stem + i, n - i, &weak);
        if (lang != NULL) {
            found = lang;
            *length = i - 1;
        }
    }
    return found;
}

/* ------------------------------------------------------------------ a folder's entries */

struct member {
    const char *path, *name; /* of a folder without a slash */
    const char *lang;        /* that its name says; NULL: none */
    const char *stem;        /* the name without suffix and language */
    size_t index;            /* in natural order */
    bool folder, twin;
    struct front front;
};

struct folder {
    struct import_source *s;
    struct loc loc;
    /* a folder of one language, and those of the others */
    const char *base, *lang;
    const char *mirrors[MAX_MIRRORS], *langs[MAX_MIRRORS];
    size_t n_mirrors;
};

static bool holds_pages(struct import_source *s, const char *folder)
{
    size_t from, to;

    listing_folder(s->i->listing, folder, &from, &to);
    for (size_t i = from; i < to; i++)
        if (import_is_page(s->i->listing->paths[i]) && !import_is_meta(s->i->listing->paths[i]))
            return true;
    return false;
}

static void add_entry(struct import_source *s, GArray *entries, const char *path, bool folder)
{
    struct member e = {.path = path, .name = path_base(path), .folder = folder};
    size_t length = strlen(e.name) - (folder ? 0 : strlen(path_suffix(path)));

    e.index = entries->len;
    e.stem = arena_strndup(s->scratch, e.name, length);
    if (folder ? holds_pages(s, path) : import_is_page(path) && !import_is_meta(path)) {
        e.lang = folder ? NULL : name_language(s, e.stem, &length);
        e.stem = arena_strndup(s->scratch, e.name, length);
        g_array_append_val(entries, e);
    }
}

/* The pages and folders in a folder, in natural order. */
static GArray *list_entries(struct import_source *s, const char *folder)
{
    GArray *entries = g_array_new(FALSE, TRUE, sizeof(struct member));
    size_t n = *folder != '\0' ? strlen(folder) + 1 : 0, from, to;

    listing_folder(s->i->listing, folder, &from, &to);
    for (size_t i = from; i < to;) {
        const char *path = s->i->listing->paths[i], *slash = strchr(path + n, '/');
        if (slash == NULL) {
            add_entry(s, entries, path, false);
            i++;
            continue;
        }
        const char *inner = arena_strndup(s->a, path, (size_t)(slash - path));
        size_t first;
        listing_folder(s->i->listing, inner, &first, &i);
        add_entry(s, entries, inner, true);
    }
    return entries;
}

/* A name says a language where the same name has none, or another. */
static void settle_languages(struct import_source *s, GArray *entries)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

    for (int pass = 0; pass < 2; pass++)
        for (guint i = 0; i < entries->len; i++) {
            struct member *e = &g_array_index(entries, struct member, i);
            guint n = GPOINTER_TO_UINT(g_hash_table_lookup(seen, e->stem));
            if (e->folder)
                continue;
            if (pass == 0) {
                g_hash_table_insert(seen, (char *)(uintptr_t)e->stem, GUINT_TO_POINTER(n + 1));
            } else if (n < 2 && e->lang != NULL) {
                e->lang = NULL;
                e->stem = arena_strndup(s->scratch, e->name,
                                        strlen(e->name) - strlen(path_suffix(e->name)));
            }
        }
}

static const char *category_file(struct import_source *s, const char *folder, const char *suffix)
{
    return arena_join(s->scratch, folder, "/_category_", suffix, NULL);
}

/* What mkdocs-awesome-pages says of a folder; NULL: nothing. */
static const struct yaml_value *load_pages(struct import_source *s, const char *folder)
{
    const char *slash = *folder != '\0' ? "/" : "";

    return s->o->dialect == DIALECT_MKDOCS
               ? import_yaml(s, arena_join(s->scratch, folder, slash, ".pages", NULL), false)
               : NULL;
}

/* What is said of a folder: in its _category_ file, its .pages or its index page. */
static struct front folder_front(struct import_source *s, const char *folder)
{
    static const char *const yaml[] = {".yml", ".yaml"};
    const char *index = import_index(s, folder);
    struct front f = {0};
    const struct yaml_value *v = NULL;

    if (listing_has(s->i->listing, category_file(s, folder, ".json")))
        v = import_json(s, category_file(s, folder, ".json"), true);
    for (size_t i = 0; i < G_N_ELEMENTS(yaml) && v == NULL; i++)
        if (listing_has(s->i->listing, category_file(s, folder, yaml[i])))
            v = import_yaml(s, category_file(s, folder, yaml[i]), true);
    const struct yaml_value *pages = v == NULL ? load_pages(s, folder) : NULL;
    if (v != NULL || yaml_get(pages, "title") != NULL)
        read_values(s, &f, v != NULL ? v : pages);
    else if (index != NULL)
        f = read_front(s, index);
    if (f.title == NULL && index != NULL)
        f.title = import_heading(s, index);
    if (f.title == NULL)
        f.title = pretty(s, path_base(folder));
    return f;
}

static bool opens_folder(const struct member *e)
{
    return !e->folder && (g_ascii_strcasecmp(e->stem, "readme") == 0 ||
                          g_ascii_strcasecmp(e->stem, "index") == 0 ||
                          g_ascii_strcasecmp(e->stem, "_index") == 0);
}

/* The opening page first, then what says its place, front matter, numbers, pages, folders, back
 * matter; each in natural order. */
static int group_of(const struct member *e)
{
    if (e->front.placed)
        return 1;
    if (opens_folder(e) || e->front.ordered)
        return opens_folder(e) ? 0 : 1;
    if (import_is_numbered(e->name))
        return 3;
    int place = matter(e->stem);
    return place < 0 ? 2 : place > 0 ? 6 : e->folder ? 5 : 4;
}

static int compare_entries(const void *a, const void *b)
{
    const struct member *x = a, *y = b;
    int x_group = group_of(x), y_group = group_of(y);

    if (x_group != y_group)
        return x_group - y_group;
    if ((x->front.ordered || x->front.placed) && x->front.order != y->front.order)
        return x->front.order < y->front.order ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

/* The entries by name; a folder may be written with a slash. */
static GHashTable *by_name(GArray *entries)
{
    GHashTable *table = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < entries->len; i++) {
        struct member *e = &g_array_index(entries, struct member, i);
        g_hash_table_insert(table, (char *)(uintptr_t)e->name, e);
    }
    return table;
}

static struct member *find_member(GHashTable *names, const char *name)
{
    g_autofree char *plain = g_strdup(name);

    for (size_t n = strlen(plain); n > 0 && plain[n - 1] == '/'; n--)
        plain[n - 1] = '\0';
    return g_hash_table_lookup(names, plain);
}

/* The nav of .pages: names, titles of names, and "..." for all the others; without that they are
 * not in it.
 */
static void place_by_pages(struct import_source *s, const char *folder, GArray *entries)
{
    const struct yaml_value *nav = yaml_get(load_pages(s, folder), "nav");
    double place = 1, others = 0;

    if (nav == NULL || nav->kind != YAML_LIST)
        return;
    g_autoptr(GHashTable) names = by_name(entries);
    for (const struct yaml_value *v = nav->first; v != NULL; v = v->next, place++) {
        const struct yaml_value *target = v->kind == YAML_MAP ? v->first : v;
        const char *name = yaml_text(target);
        struct member *e = name != NULL ? find_member(names, name) : NULL;
        if (name != NULL && g_str_has_prefix(name, "..."))
            others = place;
        if (e == NULL)
            continue;
        e->front.order = place;
        e->front.placed = true;
        if (v->kind == YAML_MAP)
            e->front.title = import_clean(s, target->key);
    }
    for (guint i = 0; i < entries->len; i++) {
        struct member *e = &g_array_index(entries, struct member, i);
        if (e->front.placed)
            continue;
        e->front.hidden = others == 0;
        e->front.order = others;
        e->front.placed = true;
    }
}

/* A number before the name is a place too, where others have one in their front matter. */
static void sort_entries(struct import_source *s, const char *folder, GArray *entries)
{
    bool any = false;

    for (guint i = 0; i < entries->len; i++) {
        struct member *e = &g_array_index(entries, struct member, i);
        e->front = e->folder ? folder_front(s, e->path) : read_front(s, e->path);
        any |= e->front.ordered;
    }
    for (guint i = 0; i < entries->len && any; i++) {
        struct member *e = &g_array_index(entries, struct member, i);
        if (!e->front.ordered && number_length(e->name) > 0) {
            e->front.order = g_ascii_strtod(e->name, NULL);
            e->front.ordered = true;
        }
    }
    place_by_pages(s, folder, entries);
    if (entries->len > 1)
        qsort(entries->data, entries->len, sizeof(struct member), compare_entries);
}

/* ------------------------------------------------------------------ items */

static void add_mirrors(struct folder *f, struct outline_item *item)
{
    struct import_source *s = f->s;
    size_t n = f->base != NULL && *f->base != '\0' ? strlen(f->base) + 1 : 0;

    for (size_t i = 0; i < f->n_mirrors; i++) {
        const char *path = arena_join(s->a, f->mirrors[i], "/", item->path + n, NULL);
        if (!listing_has(s->i->listing, path) || g_hash_table_contains(s->listed, path))
            continue;
        outline_add_twin(s->a, item, f->langs[i], path, NULL, f->loc);
        g_hash_table_insert(s->listed, (char *)(uintptr_t)path, item);
    }
}

/* The item of another language's page in this folder that was added before; NULL: none. */
static struct outline_item *twin_of(GHashTable *stems, const struct member *e)
{
    return e->folder ? NULL : g_hash_table_lookup(stems, e->stem);
}

static void add_page(struct folder *f, struct outline_item *parent, const struct member *e,
                     GHashTable *stems, bool top)
{
    struct import_source *s = f->s;
    struct outline_item *twin = twin_of(stems, e);

    if (g_hash_table_contains(s->listed, e->path) || e->front.empty || e->front.hidden ||
        strcmp(e->path, s->path) == 0)
        return;
    if (twin != NULL) {
        outline_add_twin(s->a, twin, e->lang, e->path, e->front.title, f->loc);
        g_hash_table_insert(s->listed, (char *)(uintptr_t)e->path, twin);
        return;
    }
    struct outline_item *item = outline_add(s->a, s->o, parent, OUTLINE_CHAPTER, f->loc);
    item->path = e->path;
    item->title = e->front.placed ? e->front.title : NULL;
    item->lang = arena_strdup(s->a, e->lang != NULL ? e->lang : f->lang);
    item->unnumbered = top && opens_folder(e);
    g_hash_table_insert(s->listed, (char *)(uintptr_t)e->path, item);
    g_hash_table_insert(stems, (char *)(uintptr_t)e->stem, item);
    add_mirrors(f, item);
}

/* Where a series is numbered, other folders beside it are programs and tests. */
static bool is_series(const GArray *entries)
{
    size_t numbered = 0;

    for (guint i = 0; i < entries->len; i++)
        numbered += import_is_numbered(g_array_index(entries, struct member, i).name);
    return numbered >= MIN_NUMBERED;
}

/* Recursion ends at MAX_DEPTH, which listings keep to. */
static void add_folder(struct folder *f, struct outline_item *parent, const char *folder, int depth)
{
    g_autoptr(GArray) entries = list_entries(f->s, folder);
    g_autoptr(GHashTable) stems = g_hash_table_new(g_str_hash, g_str_equal);
    bool series = is_series(entries);

    settle_languages(f->s, entries);
    sort_entries(f->s, folder, entries);
    for (guint i = 0; i < entries->len; i++) {
        const struct member *e = &g_array_index(entries, struct member, i);
        if (!e->folder) {
            add_page(f, parent, e, stems, depth == 0 && parent == NULL);
            continue;
        }
        if (depth == MAX_DEPTH || e->front.hidden ||
            (series && !import_is_numbered(e->name) && matter(e->stem) == 0))
            continue;
        struct outline_item *part = import_part(f->s, parent, e->front.title, f->loc);
        add_folder(f, part, e->path, depth + 1);
        /* a folder of one page is that page */
        if (part->first != NULL && part->first->next == NULL &&
            part->first->kind == OUTLINE_CHAPTER)
            part->title = NULL;
        else if (part->first == NULL)
            part->title = NULL;
    }
}

/* Folders of languages: takes the one with the most pages, and the others as its mirrors. */
static void find_mirrors(struct folder *f, const char *folder)
{
    g_autoptr(GArray) entries = list_entries(f->s, folder);
    size_t most = 0;

    for (guint i = 0; i < entries->len && f->n_mirrors < MAX_MIRRORS; i++) {
        const struct member *e = &g_array_index(entries, struct member, i);
        size_t from, to, last = f->n_mirrors;
        bool weak;
        const char *lang = lang_named(f->s->a, e->name, strlen(e->name), &weak);
        if (!e->folder || lang == NULL || weak)
            continue;
        listing_folder(f->s->i->listing, e->path, &from, &to);
        f->mirrors[f->n_mirrors] = to - from > most ? f->base : e->path;
        f->langs[f->n_mirrors] = to - from > most ? f->lang : lang;
        f->n_mirrors += f->mirrors[last] != NULL;
        if (to - from <= most)
            continue;
        f->base = e->path;
        f->lang = lang;
        most = to - from;
    }
    if (f->n_mirrors == 0)
        f->base = f->lang = NULL;
}

void import_folder(struct import_source *s, struct outline_item *parent, const char *folder,
                   struct loc loc)
{
    struct folder f = {.s = s, .loc = loc};

    if (!g_hash_table_add(s->folders, arena_strdup(s->scratch, folder)))
        return; /* all of it is listed */
    find_mirrors(&f, folder);
    add_folder(&f, parent, f.base != NULL ? f.base : folder, 0);
}

/* What the files of a site say of all its pages. */
static void set_site(struct import_source *s)
{
    for (size_t i = 0; i < s->i->listing->n && s->o->dialect == 0; i++) {
        const char *name = path_base(s->i->listing->paths[i]);
        if (strcmp(name, "_index.md") == 0)
            s->o->dialect = DIALECT_HUGO;
        else if (g_str_has_prefix(name, "_category_."))
            s->o->dialect = DIALECT_DOCUSAURUS;
    }
    const struct yaml_value *jekyll = import_yaml(s, "_config.yml", false);
    if (jekyll != NULL && s->o->dialect == 0)
        s->o->dialect = DIALECT_HUGO;
    import_set_all(s, jekyll);
}

struct outline *import_read_folder(struct import_source *s)
{
    const char *index = import_index(s, s->path);

    set_site(s);
    if (index == NULL)
        index = import_index(s, "");
    if (index != NULL)
        import_set(s, &s->o->title, import_heading(s, index));
    import_folder(s, NULL, s->path, (struct loc){0});
    return import_finish(s, "put the chapters there as .md files, or name a file that lists them");
}

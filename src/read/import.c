#include "read/import_int.h"

#include <fnmatch.h>
#include <string.h>

/* ------------------------------------------------------------------ kinds of sources */

static struct outline *read_unknown(struct import_source *s)
{
    s->o->format = "file";
    return import_finish(s, "name a SUMMARY.md, mkdocs.yml, _quarto.yml, _toc.yml, myst.yml, "
                            "_sidebar.md or Book.txt, a page of links, or a folder");
}

/* book.toml, book.json and .gitbook.yaml only say where the list is. */
static struct outline *read_pointer(struct import_source *s)
{
    const char *summary = import_find_summary(s, s->base);

    if (summary != NULL)
        return import_read_as(s->i, summary, import_read_summary);
    s->o->format = "manifest";
    return import_finish(s, "it needs a SUMMARY.md");
}

/* The folder of a site's pages: where its configuration is, or `docs` there. */
static const char *site_folder(struct import_source *s)
{
    const char *name = path_base(s->base);

    if (strcmp(name, ".vitepress") == 0 || strcmp(name, ".vuepress") == 0)
        return path_dir(s->a, s->base);
    const char *docs = *s->base != '\0' ? arena_join(s->a, s->base, "/docs", NULL) : "docs";
    return file_is_folder(s->i->root, docs) ? docs : s->base;
}

/* A configuration in JavaScript could be told what it says only by running it. */
static struct outline *read_script(struct import_source *s)
{
    const char *folder = site_folder(s);
    g_autofree char *instead =
        *folder != '\0'
            ? g_strdup_printf("the pages of \"%s\" are taken in the order of their names", folder)
            : g_strdup("the pages are taken in the order of their names");

    diag_add(s->i->diags, DIAG_IMPORT_SCRIPT, (struct loc){s->o->source, 0, 0}, instead, NULL);
    return import_read(s->i, folder);
}

/* Where sources are looked for, best first; a source that only works where nothing better is, is
 * never found. */
enum rank {
    RANK_SUMMARY,
    RANK_MKDOCS,
    RANK_QUARTO,
    RANK_TOC,
    RANK_MYST,
    RANK_SITE,
    RANK_SIDEBAR,
    RANK_LINES,
    RANK_INDEX,
    RANK_SCRIPT,
    RANK_NONE
};

/* The first row whose pattern the name in lower case matches reads the source. */
struct importer {
    const char *pattern;
    enum rank rank;
    struct outline *(*read)(struct import_source *s);
};

static const struct importer importers[] = {
    {"langs.md", RANK_NONE, import_read_langs},
    {"summary.md", RANK_SUMMARY, import_read_summary},
    {"summary[._-]*.md", RANK_SUMMARY, import_read_summary},
    {"book.toml", RANK_NONE, read_pointer},
    {"book.json", RANK_NONE, read_pointer},
    {".gitbook.yaml", RANK_NONE, read_pointer},
    {"mkdocs.yml", RANK_MKDOCS, import_read_yaml},
    {"mkdocs.yaml", RANK_MKDOCS, import_read_yaml},
    {"mkdocs[._-]*.y*ml", RANK_MKDOCS, import_read_yaml},
    {"_quarto.y*ml", RANK_QUARTO, import_read_yaml},
    {"_bookdown.yml", RANK_QUARTO, import_read_yaml},
    {"_toc.yml", RANK_TOC, import_read_yaml},
    {"_toctree.yml", RANK_TOC, import_read_yaml},
    {"myst.yml", RANK_MYST, import_read_yaml},
    {"sidebars.json", RANK_SITE, import_read_json},
    {"catalog.yml", RANK_LINES, import_read_yaml},
    {"*.yml", RANK_NONE, import_read_yaml},
    {"*.yaml", RANK_NONE, import_read_yaml},
    {"*.json", RANK_NONE, import_read_json},
    {"_sidebar.md", RANK_SIDEBAR, import_read_sidebar},
    {"_sidebar[._-]*.md", RANK_SIDEBAR, import_read_sidebar},
    {"book.txt", RANK_LINES, import_read_leanpub},
    {"*.book", RANK_LINES, import_read_crowbook},
    {"readme*.md", RANK_INDEX, import_read_index},
    {"*.md", RANK_NONE, import_read_index},
    {"*.markdown", RANK_NONE, import_read_index},
    {"*.qmd", RANK_NONE, import_read_index},
    {"sidebars.[jt]s", RANK_SCRIPT, read_script},
    {"*.[jt]s", RANK_NONE, read_script},
    {"*.[cm][jt]s", RANK_NONE, read_script},
    {"*", RANK_NONE, read_unknown},
};

static const struct importer *find_importer(const char *path)
{
    g_autofree char *lower = g_ascii_strdown(path_base(path), -1);
    size_t i = 0;

    while (fnmatch(importers[i].pattern, lower, 0) != 0)
        i++;
    return &importers[i];
}

/* ------------------------------------------------------------------ reading one */

static void source_open(struct import_source *s, const struct import *i, const char *path)
{
    bool folder = file_is_folder(i->root, path);

    *s = (struct import_source){.i = i, .a = i->arena, .scratch = arena_new()};
    s->path = arena_strdup(s->a, path);
    s->o = outline_new(s->a, folder ? NULL : s->path, "folder");
    s->base = s->top = folder ? s->path : path_dir(s->a, path);
    s->repository = i->repository;
    s->listed = g_hash_table_new(g_str_hash, g_str_equal);
    s->linked = g_hash_table_new(g_str_hash, g_str_equal);
    s->folders = g_hash_table_new(g_str_hash, g_str_equal);
    s->later = g_ptr_array_new();
}

static void source_close(struct import_source *s)
{
    if (s->wiki != NULL)
        g_hash_table_unref(s->wiki);
    g_hash_table_unref(s->listed);
    g_hash_table_unref(s->linked);
    g_hash_table_unref(s->folders);
    g_ptr_array_unref(s->later);
    arena_free(s->scratch);
}

struct outline *import_read_as(const struct import *i, const char *path,
                               struct outline *(*read)(struct import_source *s))
{
    struct import_source s;

    source_open(&s, i, path);
    struct outline *o = s.o->source == NULL ? import_read_folder(&s) : read(&s);
    source_close(&s);
    return o;
}

struct outline *import_read(const struct import *i, const char *path)
{
    const char *inside = path_resolve(i->arena, "", path);

    if (inside != NULL)
        return import_read_as(i, inside, find_importer(inside)->read);
    diag_add(i->diags, DIAG_FILE_OUTSIDE, (struct loc){0}, path, NULL);
    return NULL;
}

/* ------------------------------------------------------------------ finding */

enum {
    MAX_FOLDERS = 3,   /* how deep sources are looked for */
    MAX_SOURCES = 200, /* how many are read to see whether they list anything, */
    MAX_INDEXES = 64,  /* and how many READMEs */
    MIN_CHAPTERS = 2   /* of a README that is an index */
};

struct source {
    const char *path;
    enum rank rank;
    int depth;
    size_t place; /* among languages that an order is said for, else in natural order */
};

static int folders_in(const char *path)
{
    int n = 0;

    for (; *path != '\0'; path++)
        n += *path == '/';
    return n;
}

/* "docs/README.md" is an index, "src/queue/README.md" a chapter. */
static bool may_be_index(const char *path)
{
    static const char *const folders[] = {"docs", "doc", "book", "notes"};
    int depth = folders_in(path);

    for (size_t i = 0; i < G_N_ELEMENTS(folders); i++)
        if (depth == 1 && g_str_has_prefix(path, folders[i]) && path[strlen(folders[i])] == '/')
            return true;
    return depth == 0;
}

/* Whether it can be read and lists enough; what is wrong with its syntax or its bytes shall be
 * heard of. */
static bool is_worth(const struct import *i, const char *path, size_t chapters)
{
    struct import trial = *i;

    trial.arena = arena_new();
    trial.diags = diags_new();
    const struct outline *o = import_read(&trial, path);
    size_t n = o != NULL ? outline_chapters(o) : 0;
    bool broken = diags_count_code(trial.diags, DIAG_IMPORT_SYNTAX) > 0;
    diags_free(trial.diags);
    arena_free(trial.arena);
    return n >= chapters || (broken && (chapters < MIN_CHAPTERS || !import_is_text(i, path)));
}

static void add_source(const struct import *i, GArray *sources, const char *path, enum rank rank)
{
    struct source s = {path, rank, folders_in(path), sources->len};

    if (sources->len < MAX_SOURCES && is_worth(i, path, rank == RANK_INDEX ? MIN_CHAPTERS : 1))
        g_array_append_val(sources, s);
}

/* Configurations in folders that listings pass over. */
static void add_hidden(const struct import *i, GArray *sources)
{
    static const char *const folders[] = {"", "docs/", "doc/", "website/", "site/", "src/"};
    static const struct {
        const char *name;
        enum rank rank;
    } files[] = {
        {".vitepress/config.json", RANK_SITE},  {".vuepress/config.json", RANK_SITE},
        {".vuepress/config.yml", RANK_SITE},    {".vuepress/config.yaml", RANK_SITE},
        {".vitepress/config.js", RANK_SCRIPT},  {".vitepress/config.ts", RANK_SCRIPT},
        {".vitepress/config.mjs", RANK_SCRIPT}, {".vitepress/config.mts", RANK_SCRIPT},
        {".vuepress/config.js", RANK_SCRIPT},   {".vuepress/config.ts", RANK_SCRIPT},
    };

    for (size_t f = 0; f < G_N_ELEMENTS(folders); f++)
        for (size_t n = 0; n < G_N_ELEMENTS(files); n++) {
            const char *path = arena_join(i->arena, folders[f], files[n].name, NULL);
            if (file_probe(i->root, path) == FILE_OK)
                add_source(i, sources, path, files[n].rank);
        }
}

/* A summary that book.json or .gitbook.yaml calls otherwise: "toc.md". */
static void add_pointers(const struct import *i, GArray *sources)
{
    static const char *const files[] = {"book.json", ".gitbook.yaml", "docs/book.json"};

    for (size_t n = 0; n < G_N_ELEMENTS(files); n++) {
        struct import_source s;
        if (file_probe(i->root, files[n]) != FILE_OK)
            continue;
        source_open(&s, i, files[n]);
        const char *summary = import_find_summary(&s, s.base);
        if (summary != NULL && find_importer(summary)->rank != RANK_SUMMARY)
            add_source(i, sources, files[n], RANK_SUMMARY);
        source_close(&s);
    }
}

static int compare_sources(const void *a, const void *b)
{
    const struct source *x = a, *y = b;

    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    if (x->depth != y->depth)
        return x->depth - y->depth;
    return (x->place > y->place) - (x->place < y->place);
}

/* LANGS.md says which language comes first: the folders in it, in order. */
static void order_languages(const struct import *i, GArray *sources)
{
    struct import_source s;

    source_open(&s, i, "LANGS.md");
    const struct node *doc = import_markdown(&s, "LANGS.md", false, NULL);
    s.whole_folders = true;
    size_t place = 0;
    for (const struct node *n = doc; n != NULL; n = node_next(doc, n)) {
        struct import_target t = {.kind = TARGET_SELF};
        if (n->kind == NODE_LINK)
            t = import_target(&s, n->u.link.url);
        if (t.kind != TARGET_FOLDER && t.kind != TARGET_PAGE)
            continue;
        const char *folder = t.kind == TARGET_PAGE ? path_dir(s.scratch, t.path) : t.path;
        for (guint k = 0; k < sources->len; k++) {
            struct source *source = &g_array_index(sources, struct source, k);
            if (strcmp(path_dir(s.scratch, source->path), folder) == 0)
                source->place = place++;
        }
    }
    source_close(&s);
}

/* The folder whose pages are the chapters: the root where its entries are numbered, else one whose
 * name says so. */
static const char *find_folder(const struct import *i)
{
    static const char *const names[] = {
        "docs",      "book",    "chapters", "content",    "contents", "notes", "tutorial",
        "tutorials", "lessons", "doc",      "manuscript", "articles", "src",   "posts"};
    size_t numbered = 0, pages = 0, last = 0;

    for (size_t k = 0; k < i->listing->n; k++) {
        const char *path = i->listing->paths[k];
        size_t n = strcspn(path, "/");
        bool page = import_is_page(path) && !import_is_meta(path);
        bool same = k > 0 && path[n] == '/' && strncmp(i->listing->paths[last], path, n + 1) == 0;
        if (!page || same) /* a folder counts once */
            continue;
        last = k;
        numbered += import_is_numbered(path);
        pages += path[n] == '\0' && g_ascii_strncasecmp(path, "readme", strlen("readme")) != 0;
    }
    for (size_t n = 0; n < G_N_ELEMENTS(names) && numbered < 2 && pages < 2; n++)
        if (is_worth(i, names[n], MIN_CHAPTERS))
            return names[n];
    return ".";
}

/* A folder of folders of languages is several sources, the first with the most pages. */
static void add_folders(const struct import *i, GPtrArray *paths)
{
    const char *folder = find_folder(i);

    if (is_worth(i, folder, 1))
        g_ptr_array_add(paths, (char *)(uintptr_t)folder);
}

static void report_listing(const struct import *i)
{
    if (i->listing->odd != NULL)
        diag_add(i->diags, DIAG_IMPORT_NAME, (struct loc){0}, i->listing->odd, NULL);
    g_autofree char *most = g_strdup_printf("%d", LISTING_MAX);
    if (i->listing->cut)
        diag_add(i->diags, DIAG_IMPORT_MANY, (struct loc){0}, most, NULL);
}

const char **import_find(const struct import *i)
{
    g_autoptr(GArray) sources = g_array_new(FALSE, FALSE, sizeof(struct source));
    g_autoptr(GPtrArray) paths = g_ptr_array_new();
    size_t indexes = 0;

    report_listing(i);
    for (size_t k = 0; k < i->listing->n; k++) {
        const char *path = i->listing->paths[k];
        enum rank rank = find_importer(path)->rank;
        if (rank == RANK_NONE || folders_in(path) > MAX_FOLDERS ||
            (rank == RANK_INDEX && (!may_be_index(path) || indexes++ >= MAX_INDEXES)))
            continue;
        add_source(i, sources, path, rank);
    }
    add_pointers(i, sources);
    add_hidden(i, sources);
    if (listing_has(i->listing, "LANGS.md"))
        order_languages(i, sources);
    if (sources->len > 1)
        qsort(sources->data, sources->len, sizeof(struct source), compare_sources);
    for (guint k = 0; k < sources->len; k++)
        g_ptr_array_add(paths, (char *)(uintptr_t)g_array_index(sources, struct source, k).path);
    add_folders(i, paths);
    g_ptr_array_add(paths, NULL);
    return arena_memdup(i->arena, paths->pdata, paths->len * sizeof *paths->pdata);
}

/* ------------------------------------------------------------------ orphans */

static void note_paths(GHashTable *known, const struct outline *o)
{
    if (o->source != NULL)
        g_hash_table_add(known, (char *)(uintptr_t)o->source);
    for (const struct outline_item *i = o->first; i != NULL; i = outline_next(o, i)) {
        if (i->path != NULL)
            g_hash_table_add(known, (char *)(uintptr_t)i->path);
        for (const struct outline_twin *t = i->twins; t != NULL; t = t->next)
            if (t->path != NULL)
                g_hash_table_add(known, (char *)(uintptr_t)t->path);
    }
}

const char **import_orphans(const struct import *i, struct outline *const *outlines, size_t n)
{
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    const char **orphans = arena_array(i->arena, i->listing->n + 1, sizeof *orphans);
    size_t count = 0;

    report_listing(i);
    for (size_t k = 0; k < n; k++)
        if (outlines[k] != NULL)
            note_paths(known, outlines[k]);
    for (size_t k = 0; k < i->listing->n; k++) {
        const char *path = i->listing->paths[k];
        if (import_is_page(path) && !import_is_meta(path) && !g_hash_table_contains(known, path))
            orphans[count++] = path;
    }
    return orphans;
}

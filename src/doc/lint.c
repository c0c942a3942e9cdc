#include "doc/lint.h"

#include "doc/resolve_ids.h"
#include "doc/resolve_target.h"

#include <string.h>

enum {
    MIN_COPY = 200,   /* bytes: shorter texts may be the same for good reason */
    MAX_SINGLE = 10,  /* orphans that are named one by one */
    MAX_FOLDERS = 20, /* folders of orphans; with more, the outermost are named */
    MAX_NAMES = 3
};

struct lint {
    struct book *book;
    struct arena *arena;
    GHashTable *used;   /* paths of chapters, in any edition, and of what they take in */
    GHashTable *linked; /* path of a page outside the book -> struct loc * of the first link */
};

static struct diags *sink(const struct lint *l)
{
    return l->book->diags;
}

/* ---- chapters ---- */

struct seen {
    GHashTable *paths; /* path -> struct chapter * */
    GHashTable *texts; /* plain text -> struct chapter * */
};

static void report_copy(const struct lint *l, const struct chapter *c, const char *how)
{
    diag_add(sink(l), DIAG_CHAPTER_DUPLICATE, c->entry->loc, c->path, how, NULL);
}

static void lint_copies(const struct lint *l, struct seen *seen, const struct chapter *c)
{
    const struct chapter *same = g_hash_table_lookup(seen->paths, c->path);

    if (same != NULL) {
        g_autofree char *how =
            g_strdup_printf("in the book already (line %d)", same->entry->loc.line);
        report_copy(l, c, how);
        return;
    }
    g_hash_table_insert(seen->paths, (void *)(uintptr_t)c->path, (void *)(uintptr_t)c);
    GString *text = g_string_new(NULL);
    node_plain_text(c->doc, text);
    same = g_hash_table_lookup(seen->texts, text->str);
    if (same != NULL && text->len >= MIN_COPY) {
        g_autofree char *how = g_strdup_printf("word for word the text of \"%s\"", same->path);
        report_copy(l, c, how);
    }
    if (same != NULL || text->len < MIN_COPY)
        g_string_free(text, TRUE);
    else
        g_hash_table_insert(seen->texts, g_string_free(text, FALSE), (void *)(uintptr_t)c);
}

/* Nothing but a title, in a chapter that does not stand above others. */
static void lint_empty(const struct lint *l, const struct chapter *c)
{
    for (const struct node *n = c->doc->first; n != NULL; n = n->next)
        if (n->kind != NODE_HEADING && !node_has_class(n, "fallback-note"))
            return;
    if (c->entry->first == NULL)
        diag_add(sink(l), DIAG_CHAPTER_EMPTY, (struct loc){c->path, 0, 0}, NULL);
}

/* ---- headings ---- */

static void lint_headings(const struct lint *l, const struct chapter *c)
{
    int before = 0, tops = 0, skips = 0;
    struct loc second = {0}, skip = {0};
    char from[2] = "", to[2] = "";

    for (const struct node *n = c->doc; n != NULL; n = node_next(c->doc, n)) {
        if (n->kind != NODE_HEADING || n->loc.line == 0) /* not the author's */
            continue;
        if (node_has_class(n, "parallel-second")) /* of a chapter of its own */
            continue;
        if (n->first == NULL)
            diag_add(sink(l), DIAG_HEADING_EMPTY, n->loc, NULL);
        if (!resolve_in_outline(n))
            continue;
        int level = n->u.heading.level;
        if (level == 1 && tops++ == 1)
            second = n->loc;
        if (before > 0 && level > before + 1 && skips++ == 0) {
            skip = n->loc;
            from[0] = (char)('0' + before);
            to[0] = (char)('0' + level);
        }
        before = level;
    }
    if (tops > 1) {
        g_autofree char *count = g_strdup_printf("%d", tops);
        diag_add(sink(l), DIAG_HEADING_SEVERAL, second, count, NULL);
    }
    if (skips > 0) {
        g_autofree char *more =
            skips == 1 ? g_strdup("") : g_strdup_printf(" (and so %d more)", skips - 1);
        diag_add(sink(l), DIAG_HEADING_SKIP, skip, to, from, more, NULL);
    }
}

/* ---- pictures ---- */

/* The figure around a picture has words that a listener hears instead. */
static bool has_caption(const struct node *n)
{
    for (const struct node *p = n->parent; p != NULL; p = p->parent)
        if (p->kind == NODE_FIGURE)
            for (const struct node *c = p->first; c != NULL; c = c->next)
                if (c->kind == NODE_CAPTION)
                    return true;
    return false;
}

static void lint_image(const struct lint *l, const struct node *n)
{
    if (n->u.image.image == NULL || n->u.image.decorative || has_caption(n))
        return;
    if (n->u.image.alt[strspn(n->u.image.alt, " ")] == '\0')
        diag_add(sink(l), DIAG_IMAGE_ALT, n->loc, n->u.image.url, NULL);
}

/* ---- pages outside the book ---- */

static bool is_page(const char *path)
{
    static const char *const suffixes[] = {".md", ".markdown", ".mkd", ".mdown"};

    for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++)
        if (g_ascii_strcasecmp(path_suffix(path), suffixes[i]) == 0)
            return true;
    return false;
}

/* Remembers the first link to a page of the folder that is no chapter. */
static void note_link(struct lint *l, const struct chapter *c, const struct node *n)
{
    const char *url = n->u.link.url;

    if (n->u.link.kind == LINK_EXTERNAL)
        url = target_in_repository(l->arena, l->book, url);
    if (n->u.link.kind == LINK_INTERNAL || url == NULL || *url == '\0' || *url == '#')
        return;
    struct target t = target_parse(l->arena, c->path, url);
    if (t.path == NULL || !is_page(t.path) || g_hash_table_contains(l->linked, t.path))
        return;
    struct loc *loc = arena_one(l->arena, struct loc);
    *loc = (struct loc){arena_strdup(l->arena, n->loc.file), n->loc.line, 0};
    g_hash_table_insert(l->linked, arena_strdup(l->arena, t.path), loc);
}

/* Pages about the folder, not of the book: of any folder by these names, of the top by others. */
static bool is_about(const char *path)
{
    static const char *const anywhere[] = {"license",
                                           "licence",
                                           "changelog",
                                           "changes",
                                           "history",
                                           "contributing",
                                           "copying",
                                           "security",
                                           "code_of_conduct",
                                           "authors",
                                           "contributors",
                                           "notice",
                                           "maintainers",
                                           "governance",
                                           "summary",
                                           "claude",
                                           "agents",
                                           "release_notes",
                                           "pull_request_template"};
    static const char *const top[] = {"readme", "index", "todo", "roadmap", "news"};
    g_autofree char *name = g_ascii_strdown(path_base(path), -1);
    size_t n = strcspn(name, ".");

    g_strdelimit(name, "- ", '_');
    for (size_t i = 0; i < G_N_ELEMENTS(anywhere); i++)
        if (strlen(anywhere[i]) == n && strncmp(name, anywhere[i], n) == 0)
            return true;
    for (size_t i = 0; i < G_N_ELEMENTS(top) && strchr(path, '/') == NULL; i++)
        if (g_str_has_prefix(name, top[i]) && !g_ascii_isalnum(name[strlen(top[i])]))
            return true;
    return *name == '_' || *name == '.';
}

static GPtrArray *find_orphans(const struct lint *l, const struct listing *listing)
{
    GPtrArray *orphans = g_ptr_array_new();

    for (size_t i = 0; i < listing->n; i++)
        if (is_page(listing->paths[i]) && !is_about(listing->paths[i]) &&
            !g_hash_table_contains(l->used, listing->paths[i]))
            g_ptr_array_add(orphans, (void *)(uintptr_t)listing->paths[i]);
    return orphans;
}

static void report_orphan(const struct lint *l, const char *path)
{
    const struct loc *link = g_hash_table_lookup(l->linked, path);
    g_autofree char *how = link == NULL ? g_strdup("")
                                        : g_strdup_printf(", though \"%s\" links to it (line %d)",
                                                          link->file, link->line);

    diag_add(sink(l), DIAG_PAGE_ORPHAN, (struct loc){path, 0, 0}, "the page is", how, NULL);
}

/* The orphans of a folder. */
struct group {
    const char *folder; /* "" is the book's */
    GPtrArray *paths;
};

static void group_free(gpointer p)
{
    struct group *g = p;

    g_ptr_array_unref(g->paths);
    g_free(g);
}

static void report_group(const struct lint *l, const struct group *g)
{
    g_autofree char *count = g_strdup_printf("%u pages of this folder are", g->paths->len);
    g_autoptr(GString) names = g_string_new(":");
    guint shown = MIN(g->paths->len, MAX_NAMES);

    if (g->paths->len <= 2) {
        for (guint i = 0; i < g->paths->len; i++)
            report_orphan(l, g->paths->pdata[i]);
        return;
    }
    for (guint i = 0; i < shown; i++) {
        const char *name = (const char *)g->paths->pdata[i] + strlen(g->folder);
        g_string_append_printf(names, "%s \"%s\"", i > 0 ? "," : "", name + (*name == '/'));
    }
    if (g->paths->len > shown)
        g_string_append_printf(names, " and %u more", g->paths->len - shown);
    diag_add(sink(l), DIAG_PAGE_ORPHAN, (struct loc){*g->folder != '\0' ? g->folder : ".", 0, 0},
             count, names->str, NULL);
}

/* By the folder that each is in, or by the outermost around it. */
static GPtrArray *group_orphans(const struct lint *l, const GPtrArray *orphans, bool outermost)
{
    GPtrArray *groups = g_ptr_array_new_with_free_func(group_free);
    g_autoptr(GHashTable) by_folder = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < orphans->len; i++) {
        const char *path = orphans->pdata[i];
        char *folder = path_dir(l->arena, path);
        if (outermost)
            folder[strcspn(folder, "/")] = '\0';
        struct group *g = g_hash_table_lookup(by_folder, folder);
        if (g == NULL) {
            g = g_new0(struct group, 1);
            g->folder = folder;
            g->paths = g_ptr_array_new();
            g_hash_table_insert(by_folder, folder, g);
            g_ptr_array_add(groups, g);
        }
        g_ptr_array_add(g->paths, (void *)(uintptr_t)path);
    }
    return groups;
}

void lint_folder(struct lint *l, const struct listing *listing)
{
    g_autoptr(GPtrArray) orphans = find_orphans(l, listing);

    if (orphans->len <= MAX_SINGLE) {
        for (guint i = 0; i < orphans->len; i++)
            report_orphan(l, orphans->pdata[i]);
        return;
    }
    GPtrArray *groups = group_orphans(l, orphans, false);
    if (groups->len > MAX_FOLDERS) {
        g_ptr_array_unref(groups);
        groups = group_orphans(l, orphans, true);
    }
    for (guint i = 0; i < groups->len; i++)
        report_group(l, groups->pdata[i]);
    g_ptr_array_unref(groups);
}

/* ------------------------------------------------------------------------------------------ */

static void use_entries(struct lint *l, const struct entry *e)
{
    for (; e != NULL; e = e->next) {
        for (const struct localised *p = e->path; p != NULL; p = p->next)
            g_hash_table_add(l->used, (void *)(uintptr_t)p->text);
        use_entries(l, e->first);
    }
}

struct lint *lint_new(struct book *b)
{
    struct lint *l = g_new0(struct lint, 1);

    l->book = b;
    l->arena = arena_new();
    l->used = g_hash_table_new(g_str_hash, g_str_equal);
    l->linked = g_hash_table_new(g_str_hash, g_str_equal);
    use_entries(l, b->entries);
    return l;
}

void lint_free(struct lint *l)
{
    if (l == NULL)
        return;
    g_hash_table_unref(l->used);
    g_hash_table_unref(l->linked);
    arena_free(l->arena);
    g_free(l);
}

void lint_edition(struct lint *l, const struct edition *e)
{
    struct seen seen = {g_hash_table_new(g_str_hash, g_str_equal),
                        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};

    for (size_t i = 0; i < e->n_chapters; i++) {
        const struct chapter *c = e->chapters[i];
        if (c->doc == NULL || c->kind != CHAPTER_TEXT)
            continue;
        lint_copies(l, &seen, c);
        lint_empty(l, c);
        lint_headings(l, c);
        for (const struct node *n = c->doc; n != NULL; n = node_next(c->doc, n)) {
            if (n->loc.file != c->path && n->loc.file != NULL) /* a file that it takes in */
                g_hash_table_add(l->used, arena_strdup(l->arena, n->loc.file));
            if (n->kind == NODE_IMAGE)
                lint_image(l, n);
            else if (n->kind == NODE_LINK)
                note_link(l, c, n);
        }
    }
    g_hash_table_unref(seen.paths);
    g_hash_table_unref(seen.texts);
}

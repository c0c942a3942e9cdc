#include "doc/resolve.h"
#include "doc/resolve_other.h"
#include "doc/resolve_target.h"

#include "base/url.h"

#include <string.h>

/* What the links of an edition can reach. */
struct linker {
    struct edition *edition;
    struct book *book;
    GHashTable *paths;  /* every language's source path -> the edition's struct chapter */
    GHashTable *folded; /* the same paths, case-folded -> the path */
    GHashTable *keys;   /* struct chapter -> GHashTable of anchor key -> id, made when needed */
    GHashTable *others; /* path -> struct other *, another language's file, read when needed */
};

/* ---- chapters by path ---- */

static void add_path(struct linker *l, const char *path, struct chapter *c)
{
    if (g_hash_table_contains(l->paths, path))
        return;
    g_hash_table_insert(l->paths, (char *)(uintptr_t)path, c);
    char *folded = g_utf8_casefold(path, -1);
    if (g_hash_table_contains(l->folded, folded))
        g_free(folded);
    else
        g_hash_table_insert(l->folded, folded, (char *)(uintptr_t)path);
}

/* The texts of the edition first; then the other languages' files of its chapters, so that a link
 * to one of them leads to the reader's own language. */
static void find_paths(struct linker *l)
{
    struct edition *e = l->edition;

    for (size_t i = 0; i < e->n_chapters; i++)
        if (e->chapters[i]->path != NULL)
            add_path(l, e->chapters[i]->path, e->chapters[i]);
    for (size_t i = 0; i < e->n_chapters; i++)
        if (e->chapters[i]->kind == CHAPTER_TEXT)
            for (const struct localised *p = e->chapters[i]->entry->path; p != NULL; p = p->next)
                add_path(l, p->text, e->chapters[i]);
}

static struct chapter *chapter_at(const struct linker *l, const char *path)
{
    return g_hash_table_lookup(l->paths, path);
}

/* The chapter a folder stands for: its readme, as GitHub shows it, or its index. */
static struct chapter *chapter_of_folder(const struct linker *l, struct arena *a, const char *path)
{
    static const char *const names[] = {"README.md", "readme.md", "Readme.md",
                                        "index.md",  "INDEX.md",  "_index.md"};
    struct chapter *found = NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(names) && found == NULL; i++)
        found = chapter_at(l, *path != '\0' ? arena_join(a, path, "/", names[i], NULL) : names[i]);
    return found;
}

/* "a" and "a.html" as site generators write them, for "a.md". */
static struct chapter *chapter_of_page(const struct linker *l, struct arena *a, const char *path)
{
    const char *suffix = path_suffix(path);
    char *stem = arena_strdup(a, path);

    if (g_ascii_strcasecmp(suffix, ".html") == 0 || g_ascii_strcasecmp(suffix, ".htm") == 0)
        stem[strlen(path) - strlen(suffix)] = '\0';
    struct chapter *found = chapter_at(l, arena_join(a, stem, ".md", NULL));
    return found != NULL ? found : chapter_at(l, arena_join(a, stem, ".markdown", NULL));
}

static struct chapter *chapter_folded(const struct linker *l, const char *path, const char **spelt)
{
    g_autofree char *folded = g_utf8_casefold(path, -1);

    *spelt = g_hash_table_lookup(l->folded, folded);
    return *spelt != NULL ? chapter_at(l, *spelt) : NULL;
}

/* ---- anchors ---- */

/* key -> id of a chapter; ids that share a key keep the smallest, whatever the table's order is. */
static GHashTable *anchor_keys(struct linker *l, const struct chapter *c)
{
    GHashTable *keys = g_hash_table_lookup(l->keys, c);
    GHashTableIter iter;
    void *id;

    if (keys != NULL)
        return keys;
    keys = g_hash_table_new(g_str_hash, g_str_equal);
    g_hash_table_iter_init(&iter, c->ids);
    while (g_hash_table_iter_next(&iter, &id, NULL)) {
        char *key = resolve_anchor_key(c->arena, id);
        const char *other = g_hash_table_lookup(keys, key);
        if (other == NULL || strcmp(id, other) < 0)
            g_hash_table_insert(keys, key, id);
    }
    g_hash_table_insert(l->keys, (void *)(uintptr_t)c, keys);
    return keys;
}

static bool differs_in_case(const char *x, const char *y)
{
    g_autofree char *lower_x = g_utf8_strdown(x, -1), *lower_y = g_utf8_strdown(y, -1);

    return strcmp(lower_x, lower_y) == 0;
}

/* The node a fragment names in a chapter; NULL when none does. */
static const struct node *find_anchor(struct linker *l, struct chapter *from, struct node *n,
                                      const struct chapter *to, const char *fragment)
{
    static const char github[] = "user-content-"; /* what GitHub puts before every id */

    if (to->ids == NULL)
        return NULL;
    if (g_str_has_prefix(fragment, github) && !g_hash_table_contains(to->ids, fragment))
        fragment += strlen(github);
    const struct node *found = g_hash_table_lookup(to->ids, fragment);
    if (found != NULL)
        return found;
    const char *id =
        g_hash_table_lookup(anchor_keys(l, to), resolve_anchor_key(from->arena, fragment));
    if (id == NULL)
        return NULL;
    if (differs_in_case(id, fragment))
        diag_add(l->book->diags, DIAG_LINK_CASE, n->loc, n->u.link.url,
                 arena_join(from->arena, "#", id, NULL), NULL);
    return g_hash_table_lookup(to->ids, id);
}

/* The node that stands where a fragment's does in another language's file of the chapter. */
static const struct node *find_translated(struct linker *l, const struct chapter *to,
                                          const char *path, const char *fragment)
{
    if (path == NULL || to->path == NULL || strcmp(path, to->path) == 0 || to->doc == NULL)
        return NULL;
    struct other *other = g_hash_table_lookup(l->others, path);
    if (other == NULL) {
        other = other_read(l->edition, path);
        g_hash_table_insert(l->others, (char *)(uintptr_t)path, other);
    }
    return other_counterpart(other, to, fragment);
}

/* The node of that label in any chapter: references name labels, which are the whole book's. */
static const struct node *find_label(struct linker *l, const char *label,
                                     const struct chapter **chapter)
{
    for (size_t i = 0; i < l->edition->n_chapters; i++) {
        const struct chapter *c = l->edition->chapters[i];
        const struct node *found = c->ids != NULL ? g_hash_table_lookup(c->ids, label) : NULL;
        if (found == NULL)
            continue;
        *chapter = c;
        return found;
    }
    return NULL;
}

/* `path` is the file the link names, which may be another language's than `to`. */
static void link_to(struct linker *l, struct chapter *from, struct node *n, struct chapter *to,
                    const char *path, const char *fragment)
{
    n->u.link.kind = LINK_INTERNAL;
    n->u.link.chapter = to;
    n->u.link.node = NULL;
    if (fragment == NULL || *fragment == '\0' || strcmp(fragment, "top") == 0)
        return;
    n->u.link.node = find_anchor(l, from, n, to, fragment);
    if (n->u.link.node == NULL)
        n->u.link.node = find_translated(l, to, path, fragment);
    if (n->u.link.node == NULL && path == NULL && node_attr(n, "ref") != NULL)
        n->u.link.node = find_label(l, fragment, &n->u.link.chapter);
    if (n->u.link.node == NULL)
        diag_add(l->book->diags, DIAG_LINK_ANCHOR, n->loc, n->u.link.url, NULL);
}

static void break_link(struct linker *l, struct node *n, enum diag_code code)
{
    n->u.link.kind = LINK_BROKEN;
    diag_add(l->book->diags, code, n->loc, n->u.link.url, NULL);
}

/* RFC 9110 asks programs to support 8,000 bytes. Longer ones are mistakes, and an output may hold
 * the URL once for every line that its text runs over. */
enum { MAX_URL = 8000 };

static void link_out(struct linker *l, struct chapter *from, struct node *n, const char *url)
{
    GString *absolute = g_string_new(NULL);

    if (url_append_absolute(absolute, url) && absolute->len <= MAX_URL) {
        n->u.link.kind = LINK_EXTERNAL;
        n->u.link.url = arena_strdup(from->arena, absolute->str);
    } else {
        break_link(l, n, DIAG_LINK_URL);
    }
    g_string_free(absolute, TRUE);
}

/* ---- relative links ---- */

/* Finds the chapter for a path; `*spelt` is its name where that differs in case. */
static struct chapter *find_chapter(struct linker *l, struct arena *a, const char *path,
                                    const char **spelt)
{
    struct chapter *c = chapter_at(l, path);

    *spelt = NULL;
    if (c == NULL)
        c = chapter_of_folder(l, a, path);
    if (c == NULL && file_probe(l->book->root, path) != FILE_OK) {
        c = chapter_of_page(l, a, path);
        if (c == NULL)
            c = chapter_folded(l, path, spelt);
    }
    return c;
}

/* True when the link only leads from a picture to the picture's own file. */
static bool is_own_picture(const struct node *n, const char *path)
{
    for (const struct node *child = n->first; child != NULL; child = child->next)
        if (child->kind == NODE_IMAGE && child->u.image.image != NULL &&
            strcmp(child->u.image.image->path, path) == 0)
            return true;
    return false;
}

/* A link to what is there but no chapter. False when nothing is there. */
static bool link_file(struct linker *l, struct chapter *from, struct node *n, const char *path,
                      const char *suffix)
{
    bool folder = file_is_folder(l->book->root, path);

    if (!folder && file_probe(l->book->root, path) != FILE_OK)
        return false;
    if (is_own_picture(n, path)) {
        n->u.link.kind = LINK_BROKEN; /* nothing is lost: the picture is here */
        return true;
    }
    char *url = target_repository_url(from->arena, l->book, path, folder, suffix);
    if (url == NULL) {
        break_link(l, n, DIAG_LINK_FOREIGN);
        return true;
    }
    diag_add(l->book->diags, DIAG_LINK_REPOSITORY, n->loc, n->u.link.url, NULL);
    link_out(l, from, n, url);
    return true;
}

static bool link_path(struct linker *l, struct chapter *from, struct node *n, const char *path,
                      const struct target *t)
{
    const char *spelt;
    struct chapter *to = find_chapter(l, from->arena, path, &spelt);

    if (to == NULL)
        return link_file(l, from, n, path, t->suffix);
    if (spelt != NULL)
        diag_add(l->book->diags, DIAG_LINK_CASE, n->loc, n->u.link.url, spelt, NULL);
    link_to(l, from, n, to, spelt != NULL ? spelt : path, t->fragment);
    return true;
}

/* A page that mdBook's manifest says has moved: the link goes where it says, once. False when it is
 * none. */
static bool link_moved(struct linker *l, struct chapter *from, struct node *n,
                       const struct target *t)
{
    const struct redirect *r = l->book->redirects;
    const char *page = t->path;

    if (r != NULL && g_str_has_suffix(page, ".md"))
        page = arena_join(from->arena, arena_strndup(from->arena, page, strlen(page) - 3), ".html",
                          NULL);
    while (r != NULL && strcmp(r->from, page) != 0)
        r = r->next;
    if (r == NULL)
        return false;
    if (url_scheme(r->to) > 0) {
        link_out(l, from, n, r->to);
        return true;
    }
    const char *src = l->book->src != NULL && *r->to == '/' ? l->book->src : "";
    struct target to = target_parse(
        from->arena, r->from, arena_join(from->arena, *src != '\0' ? "/" : "", src, r->to, NULL));
    if (to.path == NULL)
        return false;
    if (to.fragment == NULL)
        to.fragment = t->fragment;
    return link_path(l, from, n, to.path, &to);
}

static void resolve_relative(struct linker *l, struct chapter *from, struct node *n,
                             const char *url)
{
    struct target t = target_parse(from->arena, from->path, url);

    if (t.path == NULL) {
        break_link(l, n, DIAG_LINK_OUTSIDE);
        return;
    }
    if (link_path(l, from, n, t.path, &t))
        return;
    if (t.raw_path != NULL && strcmp(t.raw_path, t.path) != 0 &&
        link_path(l, from, n, t.raw_path, &t))
        return;
    if (link_moved(l, from, n, &t))
        return;
    const char *spelt = target_find_case(from->arena, l->book->root, t.path);
    if (spelt != NULL && link_file(l, from, n, spelt, t.suffix))
        diag_add(l->book->diags, DIAG_LINK_CASE, n->loc, url, spelt, NULL);
    else if (g_ascii_strncasecmp(url, "www.", 4) == 0)
        link_out(l, from, n, arena_join(from->arena, "https://", url, NULL));
    else
        break_link(l, n, DIAG_LINK_TARGET);
}

/* ---- links with a scheme ---- */

/* A page of the book's own repository that shows a chapter is that chapter. */
static bool link_own_page(struct linker *l, struct chapter *from, struct node *n, const char *url)
{
    const char *local = target_in_repository(from->arena, l->book, url), *spelt;

    if (local == NULL)
        return false;
    struct target t = target_parse(from->arena, from->path, local);
    struct chapter *to = t.path != NULL ? find_chapter(l, from->arena, t.path, &spelt) : NULL;
    if (to == NULL)
        return false;
    /* "#L12" counts the lines of the source, which the book does not show */
    bool line = t.fragment != NULL && t.fragment[0] == 'L' && g_ascii_isdigit(t.fragment[1]);
    link_to(l, from, n, to, spelt != NULL ? spelt : t.path, line ? NULL : t.fragment);
    return true;
}

static void resolve_link(struct linker *l, struct chapter *from, struct node *n)
{
    const char *url = target_trim(from->arena, n->u.link.url != NULL ? n->u.link.url : "");

    n->u.link.url = url;
    if (*url == '\0') {
        break_link(l, n, DIAG_LINK_EMPTY);
    } else if (*url == '#') {
        struct target t = target_parse(from->arena, from->path, url);
        link_to(l, from, n, from, NULL, t.fragment);
    } else if (url_is_local(url)) {
        break_link(l, n, DIAG_LINK_LOCAL);
    } else if (!url_is_safe(url)) {
        break_link(l, n, DIAG_LINK_UNSAFE);
    } else if (g_str_has_prefix(url, "//")) {
        link_out(l, from, n, arena_join(from->arena, "https:", url, NULL));
    } else if (url_scheme(url) > 0) {
        if (!link_own_page(l, from, n, url))
            link_out(l, from, n, url);
    } else {
        resolve_relative(l, from, n, url);
    }
}

void resolve_links(struct edition *e)
{
    g_autoptr(GHashTable) paths = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GHashTable) folded = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) keys =
        g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_hash_table_unref);
    g_autoptr(GHashTable) others =
        g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)other_free);
    struct linker l = {e, e->book, paths, folded, keys, others};

    find_paths(&l);
    for (size_t i = 0; i < e->n_chapters; i++) {
        struct chapter *c = e->chapters[i];
        if (c->doc == NULL || c->kind != CHAPTER_TEXT)
            continue;
        for (struct node *n = c->doc; n != NULL; n = node_next(c->doc, n))
            if (n->kind == NODE_LINK)
                resolve_link(&l, c, n);
    }
}

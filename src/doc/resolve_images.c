#include "doc/resolve.h"
#include "doc/resolve_target.h"

#include "base/url.h"

#include <string.h>

/* ---- remote pictures ---- */

static bool inside_link(const struct node *n)
{
    for (n = n->parent; n != NULL; n = n->parent)
        if (n->kind == NODE_LINK)
            return true;
    return false;
}

/* A remote picture becomes a link to it; inside another link its alt text alone. */
static void replace_remote(struct chapter *c, struct node *n, const char *url)
{
    struct arena *a = c->arena;
    const char *words = *n->u.image.alt != '\0' ? n->u.image.alt : url;
    struct node *text = node_new_text(a, n->loc, words), *instead = text;

    if (!inside_link(n)) {
        instead = node_new(a, NODE_LINK, n->loc);
        instead->u.link.url = url;
        instead->u.link.title = n->u.image.title;
        node_append(instead, text);
    }
    instead->id = n->id; /* a link may point at the picture */
    instead->classes = n->classes;
    if (n->id != NULL && c->ids != NULL && g_hash_table_lookup(c->ids, n->id) == n)
        g_hash_table_insert(c->ids, (char *)(uintptr_t)n->id, instead);
    node_insert_before(n, instead);
    node_unlink(n);
}

/* ---- local pictures ---- */

/* The file meant: the path decoded, else as written, else the one that differs in case only. */
static const char *find_file(struct chapter *c, struct node *n, const struct target *t,
                             enum file_status *status)
{
    struct book *b = c->edition->book;

    *status = file_probe(b->root, t->path);
    if (*status != FILE_MISSING)
        return t->path;
    if (t->raw_path != NULL && file_probe(b->root, t->raw_path) == FILE_OK) {
        *status = FILE_OK;
        return t->raw_path;
    }
    const char *other = target_find_case(c->arena, b->root, t->path);
    if (other != NULL && file_probe(b->root, other) == FILE_OK) {
        diag_add(b->diags, DIAG_IMAGE_CASE, n->loc, n->u.image.url, other, NULL);
        *status = FILE_OK;
        return other;
    }
    return t->path;
}

/* Folders whose files a site has at its top: "/img/a.png" is static/img/a.png. NULL: none has it.
 */
static const char *find_static(struct chapter *c, const char *path)
{
    static const char *const folders[] = {"static", "public", "docs/public", "assets"};
    struct book *b = c->edition->book;

    if ((b->dialects & (DIALECT_HUGO | DIALECT_DOCUSAURUS)) == 0)
        return NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
        const char *there = arena_join(c->arena, folders[i], "/", path, NULL);
        if (file_probe(b->root, there) == FILE_OK)
            return there;
    }
    return NULL;
}

static void resolve_local(struct chapter *c, struct node *n, const char *url)
{
    struct book *b = c->edition->book;
    struct target t = target_parse(c->arena, c->path, url);
    enum file_status status = FILE_OUTSIDE;
    const char *path = *url == '/' && t.path != NULL ? find_static(c, t.path) : NULL;

    if (path != NULL)
        status = FILE_OK;
    else if (t.path != NULL)
        path = find_file(c, n, &t, &status);

    if (status == FILE_OUTSIDE)
        diag_add(b->diags, DIAG_IMAGE_OUTSIDE, n->loc, n->u.image.url, NULL);
    else if (status != FILE_OK)
        diag_add(b->diags, DIAG_IMAGE_MISSING, n->loc, n->u.image.url, NULL);
    else
        n->u.image.image = book_image(b, path);
}

/* True, with the local URL, when an absolute URL shows a picture that the book has itself. */
static bool is_own(struct chapter *c, const char *url, const char **local)
{
    const struct book *b = c->edition->book;

    *local = target_in_repository(c->arena, b, url);
    if (*local == NULL)
        return false;
    struct target t = target_parse(c->arena, c->path, *local);
    return t.path != NULL && file_probe(b->root, t.path) == FILE_OK;
}

static void resolve_image(struct chapter *c, struct node *n)
{
    struct diags *d = c->edition->book->diags;
    const char *url = target_trim(c->arena, n->u.image.url != NULL ? n->u.image.url : "");
    const char *local = url;

    if (n->u.image.alt == NULL)
        n->u.image.alt = "";
    if (n->u.image.image != NULL) /* it is in the text itself, and was read with it */
        return;
    if (*url == '\0') {
        diag_add(d, DIAG_IMAGE_MISSING, n->loc, "", NULL);
        return;
    }
    if (g_ascii_strncasecmp(url, "data:", 5) == 0) {
        diag_add(d, DIAG_IMAGE_DATA, n->loc, NULL);
        return;
    }
    if (url_is_local(url)) {
        diag_add(d, DIAG_IMAGE_OUTSIDE, n->loc, n->u.image.url, NULL);
        return;
    }
    if (g_str_has_prefix(url, "//"))
        url = arena_join(c->arena, "https:", url, NULL);
    if (url_scheme(url) > 0 && !is_own(c, url, &local)) {
        diag_add(d, DIAG_IMAGE_REMOTE, n->loc, url, NULL);
        replace_remote(c, n, url);
        return;
    }
    resolve_local(c, n, local);
}

void resolve_images(struct edition *e)
{
    const char *cover = localised_get(e->book->cover, e->lang);

    if (cover != NULL)
        book_image(e->book, cover); /* so that it is read with the others */
    for (size_t i = 0; i < e->n_chapters; i++) {
        struct chapter *c = e->chapters[i];
        if (c->doc == NULL || c->kind != CHAPTER_TEXT)
            continue;
        for (struct node *n = c->doc, *next; n != NULL; n = next) {
            next = node_next(c->doc, n);
            if (n->kind == NODE_IMAGE) /* it has no children: `next` stays when it is replaced */
                resolve_image(c, n);
        }
    }
}

static void report_image(struct diags *d, struct node *n)
{
    const struct image *image = n->u.image.image;
    const char *problem = image->problem != NULL ? image->problem : "unreadable";

    switch (image->status) {
    case IMAGE_OK:
        if (image->cut)
            diag_add(d, DIAG_IMAGE_CUT, n->loc, n->u.image.url, NULL);
        return;
    case IMAGE_NEW:
    case IMAGE_MISSING:
        diag_add(d, DIAG_IMAGE_MISSING, n->loc, n->u.image.url, NULL);
        break;
    case IMAGE_OUTSIDE:
        diag_add(d, DIAG_IMAGE_OUTSIDE, n->loc, n->u.image.url, NULL);
        break;
    case IMAGE_FOREIGN:
        diag_add(d, DIAG_IMAGE_FORMAT, n->loc, n->u.image.url, NULL);
        break;
    case IMAGE_BROKEN:
        diag_add(d, DIAG_IMAGE_BROKEN, n->loc, n->u.image.url, problem, NULL);
        break;
    case IMAGE_LARGE:
        diag_add(d, DIAG_IMAGE_LARGE, n->loc, n->u.image.url, problem, NULL);
        break;
    }
    n->u.image.image = NULL;
}

static void report_cover(const struct edition *e)
{
    static const char *const problems[] = {
        [IMAGE_NEW] = "it was not read",
        [IMAGE_OK] = NULL,
        [IMAGE_MISSING] = "no such file",
        [IMAGE_OUTSIDE] = "it leaves the book's folder",
        [IMAGE_FOREIGN] = "not a PNG, JPEG, GIF, WebP or SVG",
        [IMAGE_BROKEN] = "it is damaged",
        [IMAGE_LARGE] = "it is too large",
    };
    const char *cover = localised_get(e->book->cover, e->lang);
    const struct image *image = cover == NULL ? NULL : book_image(e->book, cover);
    struct loc loc = {e->book->manifest, 0, 0};

    if (image != NULL && image->status != IMAGE_OK)
        diag_add(e->book->diags, DIAG_COVER, loc, cover, problems[image->status], NULL);
}

void resolve_report_images(struct edition *e)
{
    report_cover(e);
    for (size_t i = 0; i < e->n_chapters; i++) {
        struct node *doc = e->chapters[i]->doc;
        for (struct node *n = doc; n != NULL; n = node_next(doc, n))
            if (n->kind == NODE_IMAGE && n->u.image.image != NULL)
                report_image(e->book->diags, n);
    }
}

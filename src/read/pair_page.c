#include "read/pair_int.h"

#include "base/encoding.h"
#include "base/lang.h"
#include "base/url.h"

#include <stdint.h>
#include <string.h>

enum {
    MAX_PAGE = 8 * 1024 * 1024, /* what is larger is told by its name */
    HEAD = 4096,                /* bytes at the head of a page in which it links to its versions */
    HEAD_LINES = 20,
    LABEL = 80,    /* bytes of a link's words */
    SURE = 600,    /* permille of a text that are its language's beyond doubt */
    MAX_LINKS = 64 /* to versions of a page */
};

bool lang_is_close(const char *a, const char *b)
{
    static const char *const families[] = {" da nb sv ", " cs sk ", " es gl pt ca ",
                                           " hr sl sr ", " nl af ", " ru uk be bg sr mk ",
                                           " hi mr ne ", " fi et "};

    if (lang_same_primary(a, b))
        return true;
    g_autofree char *x = g_strdup_printf(" %.*s ", (int)strcspn(a, "-"), a);
    g_autofree char *y = g_strdup_printf(" %.*s ", (int)strcspn(b, "-"), b);
    for (size_t i = 0; i < G_N_ELEMENTS(families); i++)
        if (strstr(families[i], x) != NULL && strstr(families[i], y) != NULL)
            return true;
    return false;
}

bool lang_collides(const char *a, const char *b)
{
    if (!lang_same_primary(a, b))
        return false;
    if (lang_is_chinese(a))
        return lang_covers("zh-Hant", a) == lang_covers("zh-Hant", b);
    return strchr(a, '-') == NULL || strchr(b, '-') == NULL || g_ascii_strcasecmp(a, b) == 0;
}

/* ---- links to versions ---- */

/* The page of this folder that a link leads to; NULL: none. */
static const char *link_target(const struct import *i, const char *from, const char *url, size_t n)
{
    g_autofree char *raw = g_strndup(url, n);
    const char *path = raw;

    raw[strcspn(raw, "?# ")] = '\0';
    if (i->repository != NULL && g_str_has_prefix(path, i->repository)) {
        const char *rest = path + strlen(i->repository); /* "/blob/main/x.md" */
        if (!g_str_has_prefix(rest, "/blob/") && !g_str_has_prefix(rest, "/tree/"))
            return NULL;
        rest = strchr(rest + strlen("/blob/"), '/');
        path = rest != NULL ? rest : "";
    } else if (url_scheme(path) > 0 || g_str_has_prefix(path, "//")) {
        return NULL;
    }
    const char *decoded = *path != '\0' ? url_decode(i->arena, path) : NULL;
    const char *target = decoded != NULL ? path_resolve(i->arena, from, decoded) : NULL;
    if (target == NULL || strcmp(target, from) == 0)
        return NULL;
    return listing_has(i->listing, target) ? target : listing_find_case(i->listing, target);
}

struct head {
    const struct import *i;
    struct page *page;
    const char *text, *end;
    const char *at; /* up to here `line` is counted */
    int line, n;
};

static void add_link(struct head *h, const char *where, const char *words, size_t words_size,
                     const char *url, size_t url_size)
{
    struct page_link **link = &h->page->links;

    if (words_size > LABEL || h->n == MAX_LINKS)
        return;
    g_autofree char *label = g_strndup(words, words_size);
    const char *lang = lang_mentioned(h->i->arena, label);
    const char *path = lang != NULL ? link_target(h->i, h->page->path, url, url_size) : NULL;
    if (path == NULL)
        return;
    for (; h->at < where; h->at++)
        h->line += *h->at == '\n';
    while (*link != NULL)
        link = &(*link)->next;
    *link = arena_one(h->i->arena, struct page_link);
    (*link)->path = path;
    (*link)->lang = lang;
    (*link)->loc = (struct loc){h->page->path, h->line, 0};
    h->n++;
}

static const char *find(const char *p, const char *end, const char *s)
{
    return p < end ? memmem(p, (size_t)(end - p), s, strlen(s)) : NULL;
}

/* [words](url) and [words](<url>) */
static void find_markdown_links(struct head *h)
{
    for (const char *p = h->text; (p = find(p, h->end, "](")) != NULL; p += 2) {
        const char *open = p, *close = memchr(p, ')', (size_t)(h->end - p));
        while (open > h->text && *open != '[' && p - open <= LABEL)
            open--;
        if (close != NULL && *open == '[')
            add_link(h, p, open + 1, (size_t)(p - open - 1), p + 2 + (p[2] == '<'),
                     (size_t)(close - p - 2 - (p[2] == '<') - (close[-1] == '>')));
    }
}

/* <a href="url">words</a> */
static void find_html_links(struct head *h)
{
    for (const char *p = h->text; (p = find(p, h->end, "href=")) != NULL; p += strlen("href=")) {
        const char *url = p + strlen("href=") + 1, *words = find(url, h->end, ">");
        const char *after = find(url, h->end, "</");
        const char *close = url < h->end && strchr("\"'", url[-1]) != NULL
                                ? memchr(url, url[-1], (size_t)(h->end - url))
                                : NULL;
        if (close != NULL && words != NULL && after != NULL && after > words)
            add_link(h, p, words + 1, (size_t)(after - words - 1), url, (size_t)(close - url));
    }
}

static void read_head(const struct import *i, struct page *page, const char *text, size_t size)
{
    struct head h = {.i = i, .page = page, .text = text, .at = text, .line = 1};
    const char *p = text, *end = text + MIN(size, HEAD);

    for (int lines = 0; p < end && lines < HEAD_LINES; lines++) {
        const char *n = memchr(p, '\n', (size_t)(end - p));
        p = n != NULL ? n + 1 : end;
    }
    h.end = p;
    find_markdown_links(&h);
    find_html_links(&h);
}

/* ---- pages ---- */

/* As it was before it was encoded twice, if it was: no language looks like what came of it. */
static void read_text(const struct import *i, struct page *page, const char *text, size_t size)
{
    struct arena *scratch = arena_new();
    const struct encoding_repair *r = encoding_repair(scratch, text, size);

    if (r != NULL) {
        text = r->text;
        size = strlen(text);
    }
    page->told = lang_tell(text, size, &page->share);
    page->size = size;
    read_head(i, page, text, size);
    arena_free(scratch);
}

struct page *pairing_page(struct pairing *p, const char *path)
{
    struct page *page = g_hash_table_lookup(p->pages, path);
    g_autoptr(GBytes) bytes = NULL;
    gsize size;

    if (page != NULL)
        return page;
    page = arena_one(p->a, struct page);
    page->path = arena_strdup(p->a, path);
    page->name = page_name(p->a, path);
    if (file_read(p->i->root, path, MAX_PAGE, &bytes, NULL) == FILE_OK) {
        const char *text = g_bytes_get_data(bytes, &size);
        if (text != NULL && g_utf8_validate(text, (gssize)size, NULL))
            read_text(p->i, page, text, size);
    }
    g_hash_table_insert(p->pages, (char *)(uintptr_t)page->path, page);
    g_ptr_array_add(p->order, page);
    return page;
}

static void index_path(struct pairing *p, const char *key, const char *path)
{
    GPtrArray *paths = g_hash_table_lookup(p->stems, key);

    if (paths == NULL) {
        paths = g_ptr_array_new();
        g_hash_table_insert(p->stems, (char *)(uintptr_t)key, paths);
    }
    g_ptr_array_add(paths, (char *)(uintptr_t)path);
}

static bool is_page(const char *path)
{
    static const char *const suffixes[] = {".md",  ".markdown", ".mdown", ".mkd",  ".mkdn",
                                           ".mdx", ".qmd",      ".rmd",   ".myst", ".ipynb"};

    for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++)
        if (g_ascii_strcasecmp(path_suffix(path), suffixes[i]) == 0)
            return true;
    return false;
}

void pairing_index(struct pairing *p)
{
    for (size_t k = 0; k < p->i->listing->n; k++) {
        const char *path = p->i->listing->paths[k];
        if (!is_page(path))
            continue;
        struct page_name name = page_name(p->a, path);
        g_autofree char *lower = g_utf8_strdown(path, -1);
        index_path(p, name.stem, path);
        if (strcmp(lower, name.stem) != 0)
            index_path(p, arena_strdup(p->a, lower), path);
    }
}

/* ---- languages ---- */

/* What a page with a language in its name and another in its text is taken for. A text is right
 * about itself, but what is taken for its neighbour, or is in two languages, may be what its name
 * says. */
static const char *settle_named(struct page *page)
{
    const char *lang = page->name.lang;

    page->named = true;
    if (page->told == NULL)
        return lang;
    if (lang_same_primary(lang, page->told))
        return strcmp(page->told, "zh-Hant") == 0 ? page->told : lang;
    if (!page->name.weak && (page->share < SURE || lang_is_close(lang, page->told)))
        return lang;
    page->named = false;
    return page->told;
}

static const char *settle(const struct pairing *p, struct page *page)
{
    const char *lang = NULL;

    if (page->name.lang != NULL && !(page->name.weak && page->told == NULL))
        lang = settle_named(page);
    else if (page->told != NULL)
        lang = page->told;
    if (page->said == NULL)
        return lang != NULL ? lang : p->usual;
    /* a link's word holds, unless the text is sure to say otherwise */
    if (lang == NULL || lang_same_primary(lang, page->said))
        return lang != NULL && strlen(lang) >= strlen(page->said) ? lang : page->said;
    return page->told != NULL && page->share >= SURE && !lang_is_close(page->told, page->said)
               ? lang
               : page->said;
}

/* The language of most pages whose names say none: what others are that are too short to tell. */
static const char *usual_language(const struct pairing *p)
{
    g_autoptr(GHashTable) counts = g_hash_table_new(g_str_hash, g_str_equal);
    const char *best = NULL;
    guint most = 0;

    for (guint k = 0; k < p->order->len; k++) {
        const struct page *page = p->order->pdata[k];
        if (page->told == NULL || page->name.lang != NULL)
            continue;
        guint n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, page->told)) + 1;
        g_hash_table_insert(counts, (char *)(uintptr_t)page->told, GUINT_TO_POINTER(n));
        if (n > most) {
            most = n;
            best = page->told;
        }
    }
    for (size_t k = 0; best == NULL && k < p->n; k++)
        best = p->outlines[k]->lang;
    return best != NULL ? best : "en";
}

void pairing_settle(struct pairing *p)
{
    if (p->usual == NULL)
        p->usual = usual_language(p);
    for (; p->settled < p->order->len; p->settled++) {
        struct page *page = p->order->pdata[p->settled];
        page->lang = settle(p, page);
    }
}

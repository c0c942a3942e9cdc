#include "init_int.h"

#include "base/lang.h"
#include "doc/resolve.h"
#include "read/markdown.h"

#include <stdint.h>
#include <string.h>

enum { ALIKE = 50 /* percent of the letter pairs of two titles that say the same */ };

/* ---- the page as a chapter ---- */

/* The outermost headings, before resolving moves them. */
struct headings {
    int n_h1;
    bool first_is_h1, opens; /* the first of all; it stands first in the text, and has no equal */
};

static struct headings look_at_headings(struct node *doc)
{
    struct headings h = {0};
    const struct node *first = NULL;
    int equals = 0;

    for (struct node *n = doc; n != NULL; n = node_next(doc, n)) {
        if (n->kind != NODE_HEADING)
            continue;
        if (first == NULL) {
            first = n;
            h.first_is_h1 = n->u.heading.level == 1;
        }
        h.n_h1 += n->u.heading.level == 1;
        equals += n->u.heading.level <= first->u.heading.level;
    }
    h.opens = first != NULL && first == doc->first && equals == 1;
    return h;
}

/* Why the page cannot be a chapter, from what reading it has reported. */
static const char *problem_of(struct diags *d)
{
    if (diags_count_code(d, DIAG_FILE_ENCODING) > 0)
        return "not valid UTF-8";
    if (diags_count_code(d, DIAG_FILE_LIMIT) > 0)
        return "too large";
    return "not readable";
}

static void read_page(struct init *t, struct init_page *page, const char *path, const char *lang)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    struct book *book = book_new(a, d);
    struct entry entry = {.path = &(struct localised){NULL, path, NULL}};
    const char *languages[] = {lang, NULL};

    book->root = t->root;
    book->languages = languages;
    book->entries = &entry;
    book->dialects = t->pairs.outline->dialect;
    book->markdown.repair_encoding = true; /* as the manifest will say, if it matters */
    struct edition *e = edition_new(book, lang);
    struct chapter *c = e->chapters[0];
    if (markdown_read_file(book, c)) {
        struct headings h = look_at_headings(c->doc);
        page->own = c->title != NULL || (h.n_h1 == 1 && h.first_is_h1) || (h.n_h1 == 0 && h.opens);
        bool none = !page->own && h.n_h1 == 0;
        resolve_structure(e);
        page->title = none ? "" : arena_strdup(t->arena, c->title);
    } else {
        page->problem = problem_of(d);
    }
    page->garbled = diags_count_code(d, DIAG_DOUBLE_ENCODED) > 0;
    edition_free(e);
    book->root = NULL; /* ours */
    book_close(book);
    diags_free(d);
    arena_free(a);
}

const struct init_page *init_page(struct init *t, const char *path, const char *lang)
{
    struct init_page *page = g_hash_table_lookup(t->pages, path);

    if (page != NULL)
        return page;
    page = arena_one(t->arena, struct init_page);
    read_page(t, page, path, lang != NULL ? lang : "en");
    g_hash_table_insert(t->pages, (char *)(uintptr_t)path, page);
    return page;
}

void init_read_pages(struct init *t)
{
    const struct outline *o = t->pairs.outline;

    for (struct outline_item *i = o->first; i != NULL; i = outline_next(o, i)) {
        if (i->path != NULL)
            init_page(t, i->path, i->lang);
        for (const struct outline_twin *twin = i->twins; twin != NULL; twin = twin->next)
            if (twin->path != NULL)
                init_page(t, twin->path, twin->lang);
    }
}

static bool is_readable(const struct init *t, const char *path)
{
    const struct init_page *page = path != NULL ? g_hash_table_lookup(t->pages, path) : NULL;

    return page != NULL && page->problem == NULL;
}

bool init_is_written(const struct init *t, const struct outline_item *item)
{
    bool written = is_readable(t, item->path);

    for (const struct outline_twin *twin = item->twins; twin != NULL; twin = twin->next)
        written |= is_readable(t, twin->path);
    return written && item->kind == OUTLINE_CHAPTER;
}

static bool is_garbled(const struct init *t, const char *path)
{
    const struct init_page *page = path != NULL ? g_hash_table_lookup(t->pages, path) : NULL;

    return page != NULL && page->problem == NULL && page->garbled;
}

bool init_has_garbled(const struct init *t)
{
    const struct outline *o = t->pairs.outline;

    for (const struct outline_item *i = o->first; i != NULL; i = outline_next(o, i)) {
        if (is_garbled(t, i->path))
            return true;
        for (const struct outline_twin *twin = i->twins; twin != NULL; twin = twin->next)
            if (is_garbled(t, twin->path))
                return true;
    }
    return false;
}

/* The depth is bounded by the importers. */
bool init_has_written(const struct init *t, const struct outline_item *item)
{
    for (const struct outline_item *i = item->first; i != NULL; i = i->next)
        if (init_is_written(t, i) || init_has_written(t, i))
            return true;
    return false;
}

/* ---- titles ---- */

/* Letters and digits only, without regard to case. */
static GArray *letters_of(const char *text)
{
    GArray *out = g_array_new(FALSE, FALSE, sizeof(gunichar));
    g_autofree char *folded = g_utf8_casefold(text, -1);

    for (const char *p = folded; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_isalnum(c))
            g_array_append_val(out, c);
    }
    return out;
}

bool init_same_title(const char *a, const char *b)
{
    g_autoptr(GArray) x = letters_of(a), y = letters_of(b);

    return x->len == y->len && memcmp(x->data, y->data, x->len * sizeof(gunichar)) == 0;
}

/* Dice's coefficient of the pairs of neighbouring letters, in percent. */
static int likeness(const char *x, const char *y)
{
    g_autoptr(GArray) a = letters_of(x), b = letters_of(y);
    g_autoptr(GHashTable) pairs = g_hash_table_new(g_int64_hash, g_int64_equal);
    g_autoptr(GArray) keys = g_array_sized_new(FALSE, FALSE, sizeof(gint64), a->len + 1);
    int common = 0;

    if (a->len < 2 || b->len < 2)
        return a->len > 0 && init_same_title(x, y) ? 100 : 0;
    for (guint i = 0; i + 1 < a->len; i++) {
        gint64 key =
            (gint64)g_array_index(a, gunichar, i) << 32 | g_array_index(a, gunichar, i + 1);
        g_array_append_val(keys, key);
        gint64 *own = &g_array_index(keys, gint64, i);
        guint n = GPOINTER_TO_UINT(g_hash_table_lookup(pairs, own));
        g_hash_table_replace(pairs, own, GUINT_TO_POINTER(n + 1));
    }
    for (guint i = 0; i + 1 < b->len; i++) {
        gint64 key =
            (gint64)g_array_index(b, gunichar, i) << 32 | g_array_index(b, gunichar, i + 1);
        guint n = GPOINTER_TO_UINT(g_hash_table_lookup(pairs, &key));
        gpointer own;
        if (n == 0 || !g_hash_table_lookup_extended(pairs, &key, &own, NULL))
            continue;
        g_hash_table_replace(pairs, own, GUINT_TO_POINTER(n - 1));
        common++;
    }
    return 200 * common / (int)(a->len + b->len - 2);
}

static bool has_lost(const char *text)
{
    return strstr(text, "\xef\xbf\xbd") != NULL; /* U+FFFD */
}

const char *init_better_title(struct init *t, const char *path, const char *lang, const char *words)
{
    if (words == NULL)
        return NULL;
    const struct init_page *page = init_page(t, path, lang);
    /* Words of a list that was encoded twice may lack characters that the page has. */
    if (has_lost(words) && page->title != NULL && *page->title != '\0' && !has_lost(page->title))
        return NULL;
    /* A page that opens with its one H1 would show it below another title, as a section. Of
     * several the first may be the title, or just the first section. */
    if (page->own || page->title == NULL || likeness(page->title, words) >= ALIKE)
        return NULL;
    return words;
}

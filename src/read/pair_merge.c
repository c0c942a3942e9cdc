#include "read/pair_int.h"

#include "base/lang.h"

#include <stdint.h>
#include <string.h>

enum { AHEAD = 64 /* siblings that are looked through for one that has its place already */ };

struct merge {
    struct pairing *p;
    struct outline *out;
    GHashTable *at;   /* item of an outline -> its item in `out` */
    GHashTable *from; /* item of `out` -> the outline that has met it last */
    GHashTable *last; /* parent of an outline (itself for the top) -> the child met last */
    GHashTable *part; /* part of an outline -> the part of `out` that it is, decided beforehand */
};

/* ---- titles ---- */

/* "English version", "中文": what a link to a twin says is no title. */
static bool is_label(struct arena *a, const char *title)
{
    return g_utf8_strlen(title, -1) < 24 && lang_mentioned(a, title) != NULL;
}

static void add_title(struct merge *m, struct outline_item *item, const char *lang,
                      const char *title, struct loc loc)
{
    if (title == NULL || *title == '\0')
        return;
    for (const struct outline_twin *t = item->twins; t != NULL; t = t->next)
        if (lang_collides(t->lang, lang))
            return;
    outline_add_twin(m->p->a, item, lang, NULL, title, loc);
}

/* The words of an index are in its language, or in that of the page they lead to. Few words tell
 * nothing: in a list of all pages in all languages they are in their page's. */
static const char *title_language(struct merge *m, const struct outline *o,
                                  const struct outline_item *item, const struct page_group *g)
{
    const char *told = lang_tell(item->title, strlen(item->title), NULL);

    for (size_t k = 0; told != NULL && g != NULL && k < g->n; k++)
        if (lang_same_primary(told, g->pages[k]->lang))
            return g->pages[k]->lang;
    if (told == NULL && !m->p->apart && item->path != NULL && item->kind == OUTLINE_CHAPTER)
        return pairing_page(m->p, item->path)->lang;
    return o->lang;
}

static void take_titles(struct merge *m, const struct outline *o, const struct outline_item *from,
                        struct outline_item *to, const struct page_group *g)
{
    if (from->title != NULL)
        add_title(m, to,
                  from->lang != NULL && g == NULL ? from->lang : title_language(m, o, from, g),
                  from->title, from->loc);
    for (const struct outline_twin *t = from->twins; t != NULL; t = t->next) {
        const struct page *page = t->path != NULL ? pairing_page(m->p, t->path) : NULL;
        const char *lang = page != NULL ? page->lang : t->lang;
        if (lang != NULL && t->title != NULL && !is_label(m->p->a, t->title))
            add_title(m, to, lang, t->title, t->loc);
    }
}

/* ---- places ---- */

static void insert_after(struct merge *m, struct outline_item *parent, struct outline_item *prev,
                         struct outline_item *item)
{
    struct outline_item **first = parent != NULL ? &parent->first : &m->out->first;
    struct outline_item **last = parent != NULL ? &parent->last : &m->out->last;
    struct outline_item **link = prev != NULL ? &prev->next : first;

    item->parent = parent;
    item->next = *link;
    *link = item;
    if (item->next == NULL)
        *last = item;
}

static void insert_before(struct merge *m, struct outline_item *next, struct outline_item *item)
{
    struct outline_item *prev = NULL;
    struct outline_item *first = next->parent != NULL ? next->parent->first : m->out->first;

    for (struct outline_item *i = first; i != next; i = i->next)
        prev = i;
    insert_after(m, next->parent, prev, item);
}

/* A part does not come to stand inside another part by standing behind a chapter of it. */
static struct outline_item *climb(struct outline_item *at, const struct outline_item *item)
{
    while (item->kind == OUTLINE_PART && item->parent == NULL && at->parent != NULL)
        at = at->parent;
    return at;
}

static struct outline_item *next_placed(const struct merge *m, const struct outline_item *item)
{
    int n = 0;

    for (const struct outline_item *i = item->next; i != NULL && n < AHEAD; i = i->next, n++) {
        struct outline_item *at = g_hash_table_lookup(m->part, i);
        const struct page *page =
            i->path != NULL ? g_hash_table_lookup(m->p->pages, i->path) : NULL;
        if (at == NULL && page != NULL && page->group != NULL)
            at = page->group->item;
        if (at != NULL)
            return at;
    }
    return NULL;
}

/* A new item in the joined outline, where the neighbours of `item` are. */
static struct outline_item *place(struct merge *m, const struct outline *o,
                                  const struct outline_item *item)
{
    struct outline_item *new = arena_one(m->p->a, struct outline_item);
    struct outline_item *above =
        item->parent != NULL ? g_hash_table_lookup(m->at, item->parent) : NULL;
    const void *parent = item->parent != NULL ? (const void *)item->parent : o;
    const struct outline_item *met = g_hash_table_lookup(m->last, parent);
    bool first = o == m->p->outlines[0]; /* which decides the order */
    struct outline_item *prev = met != NULL && !first ? g_hash_table_lookup(m->at, met) : NULL;
    struct outline_item *next = first ? NULL : next_placed(m, item);

    *new = (struct outline_item){.kind = item->kind,
                                 .loc = item->loc,
                                 .unnumbered = item->unnumbered,
                                 .appendix = item->appendix,
                                 .promised = item->promised};
    if (prev != NULL && (above == NULL || prev->parent == above)) {
        prev = climb(prev, item);
        insert_after(m, prev->parent, prev, new);
    } else if (next != NULL && (above == NULL || next->parent == above)) {
        insert_before(m, climb(next, item), new);
    } else {
        insert_after(m, above, above != NULL ? above->last : m->out->last, new);
    }
    return new;
}

/* ---- parts ---- */

static int part_depth(const struct outline_item *item)
{
    int depth = 0;

    for (; item != NULL; item = item->parent)
        depth += item->kind == OUTLINE_PART;
    return depth;
}

/* The part around an item at that depth. */
static struct outline_item *part_around(struct outline_item *item, int depth)
{
    int have = part_depth(item);

    for (; item != NULL; item = item->parent) {
        if (item->kind != OUTLINE_PART)
            continue;
        if (have == depth)
            return item;
        have--;
    }
    return NULL;
}

/* The item behind all that stands below this one. */
static const struct outline_item *behind(const struct outline_item *item)
{
    while (item != NULL && item->next == NULL)
        item = item->parent;
    return item != NULL ? item->next : NULL;
}

/* The part of the joined outline that has most chapters of this one. */
static struct outline_item *best_part(const struct merge *m, const struct outline *o,
                                      const struct outline_item *part, guint *most)
{
    g_autoptr(GHashTable) counts = g_hash_table_new(NULL, NULL);
    const struct outline_item *end = behind(part);
    struct outline_item *best = NULL;
    int depth = part_depth(part);

    *most = 0;
    for (const struct outline_item *i = part; i != end; i = outline_next(o, i)) {
        const struct page *page =
            i->path != NULL ? g_hash_table_lookup(m->p->pages, i->path) : NULL;
        struct outline_item *at = page != NULL && page->group != NULL ? page->group->item : NULL;
        at = at != NULL ? part_around(at, depth) : NULL;
        if (at == NULL)
            continue;
        guint n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, at)) + 1;
        g_hash_table_insert(counts, at, GUINT_TO_POINTER(n));
        if (n > *most) {
            *most = n;
            best = at;
        }
    }
    return best;
}

static guint count_parts(const struct outline_item *list)
{
    guint n = 0;

    for (; list != NULL; list = list->next)
        n += list->kind == OUTLINE_PART;
    return n;
}

static struct outline_item *nth_part(struct outline_item *list, guint n)
{
    for (; list != NULL; list = list->next)
        if (list->kind == OUTLINE_PART && n-- == 0)
            return list;
    return NULL;
}

/* Decides which parts of an outline are which of the joined one: those with the most chapters in
 * common; where two have as many parts, the ones that are left by their places. */
static void match_parts(struct merge *m, const struct outline *o)
{
    g_autoptr(GHashTable) taken = g_hash_table_new(NULL, NULL);  /* part of `out` -> how well */
    g_autoptr(GHashTable) owners = g_hash_table_new(NULL, NULL); /* part of `out` -> part of `o` */
    guint most, place = 0;

    for (const struct outline_item *i = o->first; i != NULL; i = outline_next(o, i)) {
        struct outline_item *best = i->kind == OUTLINE_PART ? best_part(m, o, i, &most) : NULL;
        if (best == NULL || GPOINTER_TO_UINT(g_hash_table_lookup(taken, best)) >= most)
            continue;
        const void *owner = g_hash_table_lookup(owners, best);
        if (owner != NULL)
            g_hash_table_remove(m->part, owner);
        g_hash_table_insert(taken, best, GUINT_TO_POINTER(most));
        g_hash_table_insert(owners, best, (void *)(uintptr_t)i);
        g_hash_table_insert(m->part, (void *)(uintptr_t)i, best);
    }
    if (count_parts(o->first) != count_parts(m->out->first))
        return;
    for (struct outline_item *i = o->first; i != NULL; i = i->next) {
        if (i->kind != OUTLINE_PART)
            continue;
        struct outline_item *same = nth_part(m->out->first, place++);
        if (g_hash_table_lookup(m->part, i) == NULL && g_hash_table_lookup(taken, same) == NULL)
            g_hash_table_insert(m->part, i, same);
    }
}

/* ---- the walk ---- */

static struct page_group *item_group(struct merge *m, const struct outline_item *item)
{
    struct page *page = item->kind != OUTLINE_PART ? pairing_anchor(m->p, item) : NULL;

    if (page == NULL)
        return NULL;
    if (page->group == NULL) {
        page->group = arena_one(m->p->a, struct page_group);
        page->group->pages[page->group->n++] = page;
    }
    return page->group;
}

static void merge_item(struct merge *m, const struct outline *o, const struct outline_item *item)
{
    struct page_group *g = item_group(m, item);
    struct outline_item *at =
        g != NULL ? g->item : g_hash_table_lookup(m->part, (void *)(uintptr_t)item);
    const void *parent = item->parent != NULL ? (const void *)item->parent : o;

    if (at == NULL)
        at = place(m, o, item);
    else if (g != NULL && m->p->apart && item->path != NULL &&
             g_hash_table_lookup(m->from, at) == o)
        diag_add(m->p->i->diags, DIAG_PAIR_TWICE, item->loc, item->path, NULL);
    g_hash_table_insert(m->from, at, (void *)(uintptr_t)o);
    if (g != NULL)
        g->item = at;
    take_titles(m, o, item, at, g);
    g_hash_table_insert(m->at, (void *)(uintptr_t)item, at);
    g_hash_table_insert(m->last, (void *)(uintptr_t)parent, (void *)(uintptr_t)item);
}

struct outline *pair_merge(struct pairing *p)
{
    const struct outline *first = p->outlines[0];
    struct merge m = {.p = p,
                      .out = outline_new(p->a, first->source, first->format),
                      .at = g_hash_table_new(NULL, NULL),
                      .from = g_hash_table_new(NULL, NULL),
                      .last = g_hash_table_new(NULL, NULL),
                      .part = g_hash_table_new(NULL, NULL)};

    for (size_t k = 0; k < p->n; k++) {
        const struct outline *o = p->outlines[k];
        m.out->dialect |= o->dialect;
        if (k > 0)
            match_parts(&m, o);
        for (const struct outline_item *i = o->first; i != NULL; i = outline_next(o, i))
            if (i->first != NULL || !pairing_is_source(p, i->path))
                merge_item(&m, o, i);
    }
    g_hash_table_unref(m.at);
    g_hash_table_unref(m.from);
    g_hash_table_unref(m.last);
    g_hash_table_unref(m.part);
    return m.out;
}

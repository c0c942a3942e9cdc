#include "doc/parallel.h"

#include "base/jobs.h"
#include "doc/parallel_pair.h"

#include <string.h>

/* What has become of a chapter of another edition. */
struct taken {
    struct chapter *into;
    GHashTable *stand_in; /* NULL: its text is another chapter's, which is there */
    GPtrArray *titles;
};

struct joining {
    struct edition *const *editions;
    size_t n;
    GHashTable **by_entry; /* of each edition: struct entry -> its chapter */
    GHashTable *taken;     /* chapters of the others -> struct taken */
};

static struct edition *first_of(const struct joining *j)
{
    return j->editions[0];
}

/* ---- one chapter ---- */

/* "Only available in Chinese" stands in every language that has no text of its own. */
static void take_note(struct chapter *to, const struct chapter *from)
{
    struct node *after = to->doc->first;

    for (struct node *n = from->doc->first; n != NULL; n = n->next) {
        if (!node_has_class(n, "fallback-note"))
            continue;
        while (after->next != NULL && node_has_class(after->next, "fallback-note"))
            after = after->next;
        node_insert_after(after, n);
        return;
    }
}

static void join_chapter(const struct joining *all, struct chapter *to, struct chapter *from)
{
    struct taken *taken = g_hash_table_lookup(all->taken, from);
    struct join j = {.a = to->arena,
                     .diags = to->edition->book->diags,
                     .lang = from->lang,
                     .path = from->path,
                     .stand_in = taken->stand_in,
                     .titles = taken->titles};

    to->mtime = MAX(to->mtime, from->mtime);
    if (from->kind != CHAPTER_PART) {
        join_documents(&j, to->doc, from->doc);
        return;
    }
    if (strcmp(from->lang, from->edition->lang) != 0) /* it has borrowed another's title */
        return;
    struct node *title = from->doc->first;
    pair_title(&j, to->doc->first, title);
    node_add_class(to->arena, title, "parallel-part");
}

/* ---- names ---- */

/* Those that the other languages' nodes have, where the first one's have them as well, get the
 * language behind: "cache-en". */
static void settle_ids(struct chapter *c)
{
    for (struct node *n = c->doc; n != NULL; n = node_next(c->doc, n)) {
        if (n->id == NULL || g_hash_table_lookup(c->ids, n->id) == n)
            continue;
        const char *lang = node_lang(n) != NULL ? node_lang(n) : c->lang, *id = n->id;
        for (int i = 1; g_hash_table_contains(c->ids, id); i++)
            id = i == 1 ? arena_join(c->arena, n->id, "-", lang, NULL)
                        : arena_printf(c->arena, "%s-%s-%d", n->id, lang, i);
        n->id = id;
        g_hash_table_insert(c->ids, (char *)(uintptr_t)id, n);
    }
}

static void join_job(size_t i, unsigned worker, void *context)
{
    const struct joining *j = context;
    struct chapter *to = first_of(j)->chapters[i];

    (void)worker;
    for (size_t k = 1; k < j->n && to->doc != NULL; k++) {
        struct chapter *from = g_hash_table_lookup(j->by_entry[k], to->entry);
        const struct taken *taken = from != NULL ? g_hash_table_lookup(j->taken, from) : NULL;
        if (taken == NULL || from->doc == NULL)
            continue;
        if (taken->stand_in != NULL)
            join_chapter(j, to, from);
        else if (from->fallback)
            take_note(to, from);
    }
    if (to->doc != NULL)
        settle_ids(to);
}

/* ---- links ---- */

static bool is_twin_title(const struct taken *t, const struct node *n)
{
    return t->titles != NULL && g_ptr_array_find(t->titles, n, NULL);
}

/* A link of another edition leads to the chapter that took its target. */
static void relink(const struct joining *j, struct chapter *c, struct node *n)
{
    const struct taken *t = g_hash_table_lookup(j->taken, n->u.link.chapter);
    const struct node *target = n->u.link.node, *other = NULL;

    if (t == NULL) { /* the first language has it as a draft */
        n->u.link.kind = LINK_BROKEN;
        diag_add(c->edition->book->diags, DIAG_LINK_TARGET, n->loc, n->u.link.url, NULL);
        return;
    }
    n->u.link.chapter = t->into;
    if (target == NULL)
        return;
    if (t->stand_in == NULL)
        other = target->id != NULL ? g_hash_table_lookup(t->into->ids, target->id) : NULL;
    else
        other = g_hash_table_contains(t->stand_in, target)
                    ? g_hash_table_lookup(t->stand_in, target)
                    : target;
    n->u.link.node = other;
    /* what it would be called by is the heading in its own language */
    if (n->first == NULL && is_twin_title(t, target) && other != NULL &&
        other->kind == NODE_HEADING && other->u.heading.number == NULL)
        node_append(n, node_new_text(c->arena, n->loc, node_text(c->arena, target)));
}

static void relink_all(const struct joining *j)
{
    struct edition *e = first_of(j);

    for (size_t i = 0; i < e->n_chapters; i++) {
        struct chapter *c = e->chapters[i];
        for (struct node *n = c->doc; n != NULL; n = node_next(c->doc, n))
            if (n->kind == NODE_LINK && n->u.link.kind == LINK_INTERNAL &&
                n->u.link.chapter != NULL && n->u.link.chapter->edition != e)
                relink(j, c, n);
    }
}

/* ---- editions ---- */

static void taken_free(void *p)
{
    struct taken *t = p;

    g_clear_pointer(&t->stand_in, g_hash_table_unref);
    g_clear_pointer(&t->titles, g_ptr_array_unref);
    g_free(t);
}

static void match_chapters(struct joining *j)
{
    for (size_t k = 0; k < j->n; k++) {
        struct edition *e = j->editions[k];
        j->by_entry[k] = g_hash_table_new(NULL, NULL);
        for (size_t i = 0; i < e->n_chapters; i++) {
            struct chapter *c = e->chapters[i];
            g_hash_table_insert(j->by_entry[k], (void *)(uintptr_t)c->entry, c);
            struct chapter *to = g_hash_table_lookup(j->by_entry[0], c->entry);
            if (k == 0 || to == NULL)
                continue;
            struct taken *t = g_new0(struct taken, 1);
            t->into = to;
            if (c->kind == CHAPTER_PART || (!c->fallback && strcmp(c->path, to->path) != 0)) {
                t->stand_in = g_hash_table_new(NULL, NULL);
                t->titles = g_ptr_array_new();
            }
            g_hash_table_insert(j->taken, c, t);
        }
    }
}

/* Paths of the other languages lead to the chapters that have their text. */
static void add_paths(struct joining *j)
{
    struct edition *e = first_of(j);

    for (size_t k = 1; k < j->n; k++)
        for (size_t i = 0; i < j->editions[k]->n_chapters; i++) {
            struct chapter *c = j->editions[k]->chapters[i];
            struct taken *t = g_hash_table_lookup(j->taken, c);
            if (t != NULL && c->path != NULL && !g_hash_table_contains(e->by_path, c->path))
                g_hash_table_insert(e->by_path, (char *)(uintptr_t)c->path, t->into);
        }
}

void parallel_join(struct edition *const *editions, size_t n, unsigned threads)
{
    struct joining j = {.editions = editions, .n = n};
    struct edition *e = editions[0];

    j.by_entry = g_new0(GHashTable *, n);
    j.taken = g_hash_table_new_full(NULL, NULL, NULL, taken_free);
    match_chapters(&j);
    jobs_run(threads, e->n_chapters, join_job, &j);
    relink_all(&j);
    add_paths(&j);
    e->joined = g_ptr_array_new_with_free_func((GDestroyNotify)edition_free);
    for (size_t k = 0; k < n; k++)
        g_hash_table_unref(j.by_entry[k]);
    for (size_t k = 1; k < n; k++)
        g_ptr_array_add(e->joined, editions[k]);
    g_hash_table_unref(j.taken);
    g_free(j.by_entry);
}

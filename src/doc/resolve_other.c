#include "doc/resolve_other.h"

#include "doc/resolve.h"
#include "doc/resolve_ids.h"

#include <string.h>

enum { MAX_SIZE = 64 * 1024 * 1024 };

struct other {
    struct arena *arena;
    struct chapter *chapter; /* its doc is NULL when it could not be read */
};

struct other *other_read(struct edition *e, const char *path)
{
    struct other *o = g_new0(struct other, 1);
    struct diags *unheard = diags_new(); /* the edition it belongs to reports its faults */
    struct book *b = e->book;
    g_autoptr(GBytes) bytes = NULL;
    gsize size;

    o->arena = arena_new();
    struct book *quiet = arena_memdup(o->arena, b, sizeof *b);
    struct edition *edition = arena_memdup(o->arena, e, sizeof *e);
    struct chapter *c = o->chapter = arena_one(o->arena, struct chapter);
    quiet->diags = unheard;
    edition->book = quiet;
    c->edition = edition;
    c->path = path;
    c->lang = e->lang;
    c->arena = o->arena;
    if (e->parse != NULL && file_read(b->root, path, MAX_SIZE, &bytes, NULL) == FILE_OK) {
        const char *text = g_bytes_get_data(bytes, &size);
        if (!e->parse(unheard, c, text != NULL ? text : "", size))
            c->doc = NULL;
    }
    resolve_ids(c, NULL);
    diags_free(unheard);
    return o;
}

void other_free(struct other *o)
{
    if (o == NULL)
        return;
    g_clear_pointer(&o->chapter->ids, g_hash_table_unref);
    arena_free(o->arena);
    g_free(o);
}

/* The outline's headings that the author wrote. */
static GPtrArray *outline(struct node *doc)
{
    GPtrArray *headings = g_ptr_array_new();

    for (struct node *n = doc; n != NULL; n = node_next(doc, n))
        if (n->kind == NODE_HEADING && n->loc.line > 0 && resolve_in_outline(n))
            g_ptr_array_add(headings, n);
    return headings;
}

static int level_at(const GPtrArray *headings, guint i)
{
    const struct node *n = headings->pdata[i];

    return n->u.heading.level;
}

/* The same levels in the same order, up to the heading wanted, and the same sections altogether:
 * a translation may lag behind in its last subsections, but must not have moved them. */
static bool same_outline(const GPtrArray *x, const GPtrArray *y, guint upto)
{
    int sections = 0;

    if (upto >= y->len)
        return false;
    for (guint i = 0; i <= upto; i++)
        if (level_at(x, i) != level_at(y, i))
            return false;
    for (guint i = 0; i < x->len; i++)
        sections += level_at(x, i) <= 2;
    for (guint i = 0; i < y->len; i++)
        sections -= level_at(y, i) <= 2;
    return sections == 0;
}

const struct node *other_counterpart(const struct other *o, const struct chapter *to,
                                     const char *fragment)
{
    const struct node *there = g_hash_table_lookup(o->chapter->ids, fragment), *found = NULL;
    guint at;

    if (there == NULL || to->doc == NULL)
        return NULL;
    g_autoptr(GPtrArray) x = outline(o->chapter->doc), y = outline(to->doc);
    if (g_ptr_array_find(x, there, &at) && same_outline(x, y, at))
        found = y->pdata[at];
    return found;
}

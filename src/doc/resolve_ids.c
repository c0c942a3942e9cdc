#include "doc/resolve_ids.h"

#include "doc/math.h"
#include "doc/resolve.h"

#include <string.h>

struct claim {
    struct node *node;
    const char *id;
    bool written; /* by the author, not made from a heading's text */
};

struct ids {
    struct chapter *chapter;
    GHashTable *counts;       /* slug -> how many repetitions it had; GitHub's numbering */
    GHashTable *written;      /* ids that an author's node has */
    GArray *losers, *aliases; /* of struct claim */
};

bool resolve_in_outline(const struct node *heading)
{
    for (const struct node *n = heading->parent; n != NULL; n = n->parent)
        if (n->kind != NODE_DOCUMENT && n->kind != NODE_DIV && n->kind != NODE_DETAILS)
            return false;
    return true;
}

/* `tex`: formulas as they are written, which names keep. */
static char *heading_text(struct arena *a, const struct node *heading, bool tex)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (const struct node *n = node_next(heading, heading); n != NULL; n = node_next(heading, n)) {
        if (n->kind == NODE_TEXT || n->kind == NODE_CODE)
            g_string_append(text, n->u.text);
        else if (n->kind == NODE_MATH && (tex || n->u.math.formula == NULL))
            g_string_append(text, n->u.math.tex);
        else if (n->kind == NODE_MATH)
            math_text(n->u.math.formula->root, text);
        else if (node_is_break(n))
            g_string_append_c(text, ' ');
    }
    return arena_strdup(a, g_strstrip(text->str));
}

char *resolve_heading_text(struct arena *a, const struct node *heading)
{
    return heading_text(a, heading, false);
}

static int count_of(GHashTable *counts, const char *name)
{
    return GPOINTER_TO_INT(g_hash_table_lookup(counts, name));
}

/* "x", "x-1", "x-2", ... : the first that `taken` does not hold. `counts` remembers how far a name
 * has come, so a thousand repetitions cost a thousand steps. */
static const char *next_free(struct arena *a, GHashTable *counts, GHashTable *taken,
                             const char *name)
{
    const char *id = name;

    while (g_hash_table_contains(taken, id)) {
        int n = count_of(counts, name) + 1;
        g_hash_table_insert(counts, (char *)(uintptr_t)name, GINT_TO_POINTER(n));
        id = arena_printf(a, "%s-%d", name, n);
    }
    return id;
}

/* The name GitHub gives a heading: among headings alone, whatever other ids there are. */
static const char *github_id(struct ids *ids, const struct node *heading)
{
    struct arena *a = ids->chapter->arena;
    const char *slug = resolve_slug(a, heading_text(a, heading, true));
    const char *id = next_free(a, ids->counts, ids->counts, *slug != '\0' ? slug : "section");

    g_hash_table_insert(ids->counts, (char *)(uintptr_t)id, GINT_TO_POINTER(0));
    return id;
}

/* No spaces: the fragment of a link could not name it. */
static const char *clean_id(struct arena *a, const char *id)
{
    g_autoptr(GString) out = g_string_new(NULL);

    for (const char *p = id; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_isspace(c) || g_unichar_iscntrl(c))
            g_string_append_c(out, '-');
        else
            g_string_append_unichar(out, c);
    }
    return arena_strdup(a, out->str);
}

static bool enter(struct ids *ids, const char *id, struct node *node)
{
    if (g_hash_table_contains(ids->chapter->ids, id))
        return false;
    g_hash_table_insert(ids->chapter->ids, (char *)(uintptr_t)id, node);
    return true;
}

static void claim(struct ids *ids, struct node *node, const char *id, bool written)
{
    struct claim c = {node, id, written};

    if (!enter(ids, id, node)) {
        g_array_append_val(ids->losers, c);
        return;
    }
    node->id = id;
    if (written)
        g_hash_table_add(ids->written, (char *)(uintptr_t)id);
}

static void claim_all(struct ids *ids, const struct node *made)
{
    struct node *doc = ids->chapter->doc;

    for (struct node *n = doc; n != NULL; n = node_next(doc, n)) {
        if (n == made)
            continue;
        const char *slug = n->kind == NODE_HEADING ? github_id(ids, n) : NULL;
        if (n->id != NULL && *n->id != '\0') {
            struct claim raw = {n, n->id, true}, other = {n, slug, false};
            g_array_append_val(ids->aliases, raw);
            if (slug != NULL)
                g_array_append_val(ids->aliases, other);
            claim(ids, n, clean_id(ids->chapter->arena, n->id), true);
        } else {
            n->id = NULL;
            if (slug != NULL)
                claim(ids, n, slug, false);
        }
    }
}

void resolve_ids(struct chapter *c, struct node *made)
{
    g_autoptr(GHashTable) counts = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GHashTable) written = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GHashTable) repeats = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GArray) losers = g_array_new(FALSE, FALSE, sizeof(struct claim));
    g_autoptr(GArray) aliases = g_array_new(FALSE, FALSE, sizeof(struct claim));
    struct ids ids = {c, counts, written, losers, aliases};

    g_clear_pointer(&c->ids, g_hash_table_unref);
    c->ids = g_hash_table_new(g_str_hash, g_str_equal);
    if (c->doc == NULL)
        return;
    claim_all(&ids, made);
    if (made != NULL) {
        const char *slug = resolve_slug(c->arena, heading_text(c->arena, made, true));
        claim(&ids, made, *slug != '\0' ? slug : "section", false);
    }
    for (guint i = 0; i < losers->len; i++) {
        struct claim *l = &g_array_index(losers, struct claim, i);
        l->node->id = next_free(c->arena, repeats, c->ids, l->id);
        enter(&ids, l->node->id, l->node);
        /* the first that gives way to a heading's name is no fault of the author's */
        if (l->written && !g_hash_table_add(written, (char *)(uintptr_t)l->id))
            diag_add(c->edition->book->diags, DIAG_ID_DUPLICATE, l->node->loc, l->id, l->node->id,
                     NULL);
    }
    for (guint i = 0; i < aliases->len; i++) {
        struct claim *l = &g_array_index(aliases, struct claim, i);
        enter(&ids, l->id, l->node);
    }
}

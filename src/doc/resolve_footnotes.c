#include "doc/resolve.h"

#include <string.h>

struct notes {
    struct chapter *chapter;
    GHashTable *by_label; /* folded label -> struct node *, the first definition */
    GPtrArray *used;      /* definitions in order of first reference */
};

/* Labels are compared like link labels in CommonMark: case and white space do not count. */
static char *fold_label(struct arena *a, const char *label)
{
    g_autofree char *folded = g_utf8_casefold(label, -1);
    g_auto(GStrv) words = g_strsplit_set(folded, " \t\r\n", -1);
    g_autoptr(GString) out = g_string_new(NULL);

    for (size_t i = 0; words[i] != NULL; i++) {
        if (*words[i] == '\0')
            continue;
        if (out->len > 0)
            g_string_append_c(out, ' ');
        g_string_append(out, words[i]);
    }
    return arena_strdup(a, out->str);
}

static void find_definitions(struct notes *notes)
{
    struct chapter *c = notes->chapter;

    for (struct node *n = c->doc; n != NULL; n = node_next(c->doc, n)) {
        if (n->kind != NODE_FOOTNOTE || n->u.footnote.label == NULL)
            continue;
        char *label = fold_label(c->arena, n->u.footnote.label);
        n->u.footnote.number = n->u.footnote.n_refs = 0;
        if (!g_hash_table_contains(notes->by_label, label))
            g_hash_table_insert(notes->by_label, label, n);
    }
}

/* A reference to nothing is text, as in CommonMark. */
static void to_text(struct chapter *c, struct node *n)
{
    const char *label = n->u.ref.label != NULL ? n->u.ref.label : "";

    n->kind = NODE_TEXT;
    n->u.text = arena_join(c->arena, "[^", label, "]", NULL);
}

static void resolve_ref(struct notes *notes, struct node *n)
{
    struct arena *a = notes->chapter->arena;
    const char *label = n->u.ref.label != NULL ? fold_label(a, n->u.ref.label) : "";
    struct node *note = (struct node *)(uintptr_t)n->u.ref.footnote;

    if (note == NULL)
        note = g_hash_table_lookup(notes->by_label, label);
    if (note == NULL) {
        to_text(notes->chapter, n);
        return;
    }
    if (note->u.footnote.number == 0) {
        g_ptr_array_add(notes->used, note);
        note->u.footnote.number = (int)notes->used->len;
    }
    n->u.ref.footnote = note;
    n->u.ref.ordinal = ++note->u.footnote.n_refs;
}

/* The references under `top`; those in definitions are left for the definition's turn. */
static void resolve_refs(struct notes *notes, struct node *top)
{
    for (struct node *n = top, *next; n != NULL; n = next) {
        bool definition = n->kind == NODE_FOOTNOTE && n != top;
        next = definition ? node_skip(top, n) : node_next(top, n);
        if (n->kind == NODE_FOOTNOTE_REF)
            resolve_ref(notes, n);
    }
}

static void resolve_chapter(struct chapter *c)
{
    g_autoptr(GHashTable) by_label = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GPtrArray) used = g_ptr_array_new();
    g_autoptr(GPtrArray) unused = g_ptr_array_new();
    struct notes notes = {c, by_label, used};

    find_definitions(&notes);
    resolve_refs(&notes, c->doc);
    for (guint i = 0; i < used->len; i++) /* grows while notes refer to further notes */
        resolve_refs(&notes, used->pdata[i]);
    for (struct node *n = c->doc; n != NULL; n = node_next(c->doc, n))
        if (n->kind == NODE_FOOTNOTE && n->u.footnote.number == 0)
            g_ptr_array_add(unused, n);
    for (guint i = 0; i < unused->len; i++) { /* what only they refer to is numbered after all */
        struct node *n = unused->pdata[i];
        if (n->u.footnote.number == 0)
            diag_add(c->edition->book->diags, DIAG_FOOTNOTE_UNUSED, n->loc,
                     n->u.footnote.label != NULL ? n->u.footnote.label : "", NULL);
        resolve_refs(&notes, n);
    }
    for (guint i = 0; i < used->len; i++)
        node_append(c->doc, used->pdata[i]);
    for (guint i = 0; i < unused->len; i++)
        if (((struct node *)unused->pdata[i])->u.footnote.number == 0)
            node_append(c->doc, unused->pdata[i]);
}

void resolve_footnotes(struct edition *e)
{
    for (size_t i = 0; i < e->n_chapters; i++)
        if (e->chapters[i]->doc != NULL)
            resolve_chapter(e->chapters[i]);
}

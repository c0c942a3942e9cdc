/* Equations: the numbers of displays, and what \ref and \eqref say. */
#include "doc/math.h"
#include "doc/parallel.h"
#include "doc/resolve.h"

#include <string.h>

/* What a label names. */
struct equation {
    const struct chapter *chapter;
    const struct node *node; /* the display */
    const char *text;        /* its number or its tag's text, without parentheses */
};

struct counter {
    const char *prefix; /* the chapter's number; "": of no chapter */
    int n;
};

struct equations {
    struct edition *e;
    GHashTable *book;     /* label -> struct equation *, the first of the book */
    GHashTable **chapter; /* the same of each chapter */
    GPtrArray *queue;     /* of struct math *, the nodes to look at in turn */
    bool twin;            /* what is numbered is the display before in another language */
};

/* ---- the tree ---- */

static void add_list(GPtrArray *queue, struct math *first)
{
    for (struct math *m = first; m != NULL; m = m->next)
        g_ptr_array_add(queue, m);
}

static void add_one(GPtrArray *queue, struct math *m)
{
    if (m != NULL)
        g_ptr_array_add(queue, m);
}

static void add_parts(GPtrArray *queue, struct math *m)
{
    add_list(queue, m->first);
    if (m->kind == MATH_SCRIPTS) {
        add_one(queue, m->u.scripts.sub);
        add_one(queue, m->u.scripts.sup);
        add_one(queue, m->u.scripts.before_sub);
        add_one(queue, m->u.scripts.before_sup);
    } else if (m->kind == MATH_FRACTION) {
        add_one(queue, m->u.fraction.above);
        add_one(queue, m->u.fraction.below);
    } else if (m->kind == MATH_RADICAL) {
        add_one(queue, m->u.radical.degree);
    } else if (m->kind == MATH_STACK) {
        add_one(queue, m->u.stack.over);
        add_one(queue, m->u.stack.under);
    } else if (m->kind == MATH_TABLE) {
        for (size_t y = 0; y < m->u.table.n_rows; y++)
            for (size_t x = 0; x < m->u.table.rows[y].n_cells; x++)
                add_one(queue, m->u.table.rows[y].cells[x]);
    }
}

/* The formula's nodes, those further in later, so that no depth needs a stack. */
static GPtrArray *nodes_of(struct equations *q, const struct formula *f)
{
    g_ptr_array_set_size(q->queue, 0);
    add_one(q->queue, f->root);
    for (guint i = 0; i < q->queue->len; i++)
        add_parts(q->queue, q->queue->pdata[i]);
    return q->queue;
}

static const struct formula *formula_of(const struct node *n)
{
    return n->kind == NODE_MATH || n->kind == NODE_MATH_BLOCK ? n->u.math.formula : NULL;
}

/* What a tag says, as text: "*", "A.1". */
static const char *tag_text(struct arena *a, const struct math *tag)
{
    g_autoptr(GPtrArray) queue = g_ptr_array_new();
    g_autoptr(GString) text = g_string_new(NULL);

    add_list(queue, tag->first);
    for (guint i = 0; i < queue->len; i++) {
        const struct math *m = queue->pdata[i];
        if (m->text != NULL && m->kind != MATH_ACCENT)
            g_string_append(text, m->text);
        add_parts(queue, queue->pdata[i]);
    }
    return arena_strdup(a, text->str);
}

/* ---- numbers ---- */

/* An id for the display, which the author has given none. */
static void add_id(struct chapter *c, struct node *n, const char *label)
{
    g_autoptr(GString) id = g_string_new("eq-");

    if (n->id != NULL)
        return;
    if (g_str_has_prefix(label, "eq:") || g_str_has_prefix(label, "eq-"))
        label += 3;
    for (const char *p = label; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar ch = g_utf8_get_char(p);
        g_string_append_unichar(id, g_unichar_isalnum(ch) || ch == '_' ? ch : '-');
    }
    while (c->ids != NULL && g_hash_table_contains(c->ids, id->str))
        g_string_append_c(id, '-');
    char *key = arena_strdup(c->arena, id->str);
    n->id = key;
    if (c->ids != NULL)
        g_hash_table_insert(c->ids, key, n);
}

/* False when the chapter has such a label already. */
static bool add_label(struct equations *q, size_t i, struct node *n, const char *label,
                      const char *text)
{
    struct chapter *c = q->e->chapters[i];
    struct equation *eq = arena_one(c->arena, struct equation);
    char *key = arena_strdup(c->arena, label);

    if (q->chapter[i] == NULL)
        q->chapter[i] = g_hash_table_new(g_str_hash, g_str_equal);
    if (g_hash_table_contains(q->chapter[i], label)) {
        diag_add(q->e->book->diags, DIAG_MATH_LABEL, n->loc, label, NULL);
        return false;
    }
    add_id(c, n, label);
    *eq = (struct equation){c, n, text};
    g_hash_table_insert(q->chapter[i], key, eq);
    if (!g_hash_table_contains(q->book, label))
        g_hash_table_insert(q->book, key, eq);
    return true;
}

static const char *next_number(struct arena *a, struct counter *counter)
{
    counter->n++;
    return *counter->prefix != '\0' ? arena_printf(a, "%s.%d", counter->prefix, counter->n)
                                    : arena_printf(a, "%d", counter->n);
}

/* `label` is the row's, or of a multline, whose last row has its number, any row's. */
static void number_row(struct equations *q, size_t i, struct node *n, struct math_row *row,
                       const char *label, struct counter *counter)
{
    struct arena *a = q->e->chapters[i]->arena;

    row->number = NULL;
    if (row->tag == NULL && (label != NULL || (row->numbered && q->e->book->math_numbering))) {
        row->numbered = true;
        row->number = next_number(a, counter);
    }
    const char *text = row->tag != NULL ? tag_text(a, row->tag) : row->number;
    if (label != NULL && (q->twin || !add_label(q, i, n, label, text)))
        row->label = NULL; /* an anchor of its name would be a second one */
}

/* The parts of a multline are one equation. */
static void number_multline(struct equations *q, size_t i, struct node *n, struct math *table,
                            struct counter *counter)
{
    size_t n_rows = table->u.table.n_rows;
    struct math_row *rows = table->u.table.rows, *last = n_rows > 0 ? &rows[n_rows - 1] : NULL;
    const char *label = NULL;
    bool numbered = true;

    for (size_t y = 0; y < n_rows; y++) {
        label = label == NULL ? rows[y].label : label;
        numbered = numbered && rows[y].numbered;
        if (&rows[y] != last && rows[y].tag != NULL && last->tag == NULL) {
            last->tag = rows[y].tag;
            last->tag_bare = rows[y].tag_bare;
        }
        if (&rows[y] != last) {
            rows[y].tag = NULL;
            rows[y].numbered = false;
        }
        rows[y].label = NULL;
    }
    if (last == NULL)
        return;
    last->numbered = numbered;
    last->label = label;
    number_row(q, i, n, last, label, counter);
}

/* Only what is the whole display has a margin for numbers. */
static void number_formula(struct equations *q, size_t i, struct node *n, const struct formula *f,
                           struct counter *counter)
{
    struct math *m = f->root;

    while (m->kind == MATH_ROW && m->first != NULL && m->first->next == NULL)
        m = m->first;
    if (m->kind != MATH_TABLE || !m->u.table.display)
        return;
    if (m->u.table.kind == TABLE_MULTLINE) {
        number_multline(q, i, n, m, counter);
        return;
    }
    for (size_t y = 0; y < m->u.table.n_rows; y++) {
        struct math_row *row = &m->u.table.rows[y];
        number_row(q, i, n, row, row->label, counter);
    }
}

static void number_equations(struct equations *q)
{
    struct counter in_chapter = {"", 0}, outside = {"", 0};

    for (size_t i = 0; i < q->e->n_chapters; i++) {
        struct chapter *c = q->e->chapters[i];
        const char *number = q->e->book->pdf.numbering && c->number != NULL ? c->number : "";
        const char *top = arena_strndup(c->arena, number, strcspn(number, "."));
        if (c->doc == NULL || c->kind != CHAPTER_TEXT)
            continue;
        if (*top != '\0' && strcmp(top, in_chapter.prefix) != 0)
            in_chapter = (struct counter){top, 0};
        struct counter *counter = *top != '\0' ? &in_chapter : &outside, before = *counter;
        for (struct node *n = c->doc; n != NULL; n = node_next(c->doc, n)) {
            const struct formula *f = formula_of(n);
            q->twin = f != NULL && parallel_is_twin(n);
            if (f == NULL)
                continue;
            before = q->twin ? before : *counter;
            struct counter again = before;
            number_formula(q, i, n, f, q->twin ? &again : counter);
        }
    }
}

/* ---- references ---- */

static const struct equation *find(const struct equations *q, size_t i, const char *label)
{
    struct equation *eq = q->chapter[i] != NULL ? g_hash_table_lookup(q->chapter[i], label) : NULL;

    return eq != NULL ? eq : g_hash_table_lookup(q->book, label);
}

static bool in_link(const struct node *n)
{
    for (n = n->parent; n != NULL; n = n->parent)
        if (n->kind == NODE_LINK)
            return true;
    return false;
}

/* A reference alone between its dollars is words of the text: it becomes a link. */
static void to_link(struct chapter *c, struct node *n, const struct math *reference,
                    const struct equation *eq)
{
    struct arena *a = c->arena;
    const char *text =
        reference->u.reference.parentheses ? arena_join(a, "(", eq->text, ")", NULL) : eq->text;
    const char *file = eq->chapter != c && eq->chapter->path != NULL ? eq->chapter->path : "";

    n->kind = NODE_LINK;
    memset(&n->u, 0, sizeof n->u);
    n->u.link.url = arena_join(a, file, "#", eq->node->id, NULL);
    n->u.link.kind = LINK_INTERNAL;
    n->u.link.chapter = eq->chapter;
    n->u.link.node = eq->node;
    node_append(n, node_new_text(a, n->loc, text));
}

static void resolve_formula(struct equations *q, size_t i, struct node *n, const struct formula *f)
{
    GPtrArray *nodes = nodes_of(q, f);
    const struct math *sole = f->root->first;

    for (guint k = 0; k < nodes->len; k++) {
        struct math *m = nodes->pdata[k];
        if (m->kind != MATH_REFERENCE)
            continue;
        const char *label = m->u.reference.label;
        const struct equation *eq = find(q, i, label);
        if (eq == NULL) {
            diag_add(q->e->book->diags, DIAG_MATH_REFERENCE, n->loc, label, NULL);
            continue;
        }
        m->u.reference.number = eq->text;
        if (n->kind == NODE_MATH && m == sole && m->next == NULL && !in_link(n)) {
            to_link(q->e->chapters[i], n, m, eq);
            return;
        }
    }
}

void resolve_equations(struct edition *e)
{
    struct equations q = {.e = e,
                          .book = g_hash_table_new(g_str_hash, g_str_equal),
                          .chapter = g_new0(GHashTable *, e->n_chapters + 1),
                          .queue = g_ptr_array_new()};

    number_equations(&q);
    for (size_t i = 0; i < e->n_chapters; i++) {
        struct chapter *c = e->chapters[i];
        for (struct node *n = c->doc; n != NULL; n = node_next(c->doc, n))
            if (formula_of(n) != NULL)
                resolve_formula(&q, i, n, formula_of(n));
    }
    for (size_t i = 0; i < e->n_chapters; i++)
        if (q.chapter[i] != NULL)
            g_hash_table_unref(q.chapter[i]);
    g_free(q.chapter);
    g_hash_table_unref(q.book);
    g_ptr_array_unref(q.queue);
}

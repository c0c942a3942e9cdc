/* Equations: the numbers of displays, and what \ref and \eqref say. */
#include "doc/math.h"
#include "doc/parallel.h"
#include "doc/resolve.h"

#include <string.h>

struct counter {
    const char *prefix; /* the chapter's number; "": of no chapter */
    int n;
};

/* ---- the tree ---- */

/* The formula's nodes, those further in later, so that no depth needs a stack. */
static void find_nodes(const struct formula *f, GPtrArray *out)
{
    g_ptr_array_set_size(out, 0);
    g_ptr_array_add(out, f->root);
    for (guint i = 0; i < out->len; i++)
        math_parts(out->pdata[i], out);
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

    math_parts(tag, queue);
    for (guint i = 0; i < queue->len; i++) {
        const struct math *m = queue->pdata[i];
        if (m->text != NULL && m->kind != MATH_ACCENT)
            g_string_append(text, m->text);
        math_parts(m, queue);
    }
    return arena_strdup(a, text->str);
}

/* ---- labels ---- */

/* The id that a label makes: "eq-one" of "eq:one" and of "one". */
static char *label_id(struct arena *a, const char *label)
{
    g_autoptr(GString) id = g_string_new("eq-");

    if (g_str_has_prefix(label, "eq:") || g_str_has_prefix(label, "eq-"))
        label += 3;
    for (const char *p = label; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar ch = g_utf8_get_char(p);
        g_string_append_unichar(id, g_unichar_isalnum(ch) || ch == '_' ? ch : '-');
    }
    return arena_strdup(a, id->str);
}

/* What links may call the display; the first of them is its id, when the author has given none. */
static void add_anchors(struct chapter *c, struct node *n, const char *label)
{
    char *made = label_id(c->arena, label), *id = made;

    if (c->ids == NULL)
        return;
    if (n->id == NULL) {
        while (g_hash_table_contains(c->ids, id))
            id = arena_join(c->arena, id, "-", NULL);
        n->id = id;
    }
    const char *names[] = {id, made, arena_strdup(c->arena, label)};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (!g_hash_table_contains(c->ids, names[i]))
            g_hash_table_insert(c->ids, (char *)(uintptr_t)names[i], n);
}

static void add_name(GHashTable *names, const char *name, struct equation *eq)
{
    if (!g_hash_table_contains(names, name))
        g_hash_table_insert(names, (char *)(uintptr_t)name, eq);
}

/* False when the chapter has such a label already. */
static bool add_label(struct edition *e, struct chapter *c, struct node *n, const char *label,
                      const struct math_row *row)
{
    struct equation *eq = arena_one(c->arena, struct equation);
    const char *key = arena_strdup(c->arena, label);
    const struct equation *known = g_hash_table_lookup(c->equations, label);

    if (known != NULL && strcmp(known->label, label) == 0) {
        diag_add(e->book->diags, DIAG_MATH_LABEL, n->loc, label, NULL);
        return false;
    }
    add_anchors(c, n, label);
    eq->chapter = c;
    eq->node = n;
    eq->label = key;
    eq->text = row->tag != NULL ? tag_text(c->arena, row->tag) : row->number;
    eq->bare = row->tag_bare;
    g_hash_table_insert(c->equations, (char *)(uintptr_t)key, eq);
    add_name(c->equations, label_id(c->arena, label), eq);
    add_name(e->equations, key, eq);
    return true;
}

const struct equation *resolve_equation(const struct edition *e, const struct chapter *c,
                                        const char *label)
{
    const struct equation *eq =
        c->equations != NULL ? g_hash_table_lookup(c->equations, label) : NULL;

    return eq != NULL || e == NULL ? eq : g_hash_table_lookup(e->equations, label);
}

/* ---- numbers ---- */

static const char *next_number(struct arena *a, struct counter *counter)
{
    counter->n++;
    return *counter->prefix != '\0' ? arena_printf(a, "%s.%d", counter->prefix, counter->n)
                                    : arena_printf(a, "%d", counter->n);
}

/* A display of another language has no labels of its own where the first language's has them; its
 * id leads to the same number. */
static void add_second(struct edition *e, struct chapter *c, struct node *n, struct math_row *row)
{
    struct math_label **link = &row->labels;

    while (*link != NULL) {
        struct equation *eq = g_hash_table_lookup(c->equations, (*link)->name);
        if (eq != NULL && n->id != NULL)
            add_name(c->equations, n->id, eq);
        if (eq == NULL && add_label(e, c, n, (*link)->name, row))
            link = &(*link)->next;
        else
            *link = (*link)->next;
    }
}

static void number_row(struct edition *e, struct chapter *c, struct node *n, struct math_row *row,
                       struct counter *counter)
{
    struct math_label **link = &row->labels;

    row->number = NULL;
    if (row->tag == NULL && (row->labels != NULL || (row->numbered && e->book->math_numbering))) {
        row->numbered = true;
        row->number = next_number(c->arena, counter);
    }
    if (parallel_is_twin(n) || parallel_is_second(n)) {
        add_second(e, c, n, row);
        return;
    }
    while (*link != NULL) /* without those that would be there twice */
        if (add_label(e, c, n, (*link)->name, row))
            link = &(*link)->next;
        else
            *link = (*link)->next;
}

/* The parts of a multline are one equation: its last row has the number. */
static void join_multline(struct math *table)
{
    size_t n_rows = table->u.table.n_rows;
    struct math_row *rows = table->u.table.rows, *last = &rows[n_rows - 1];
    struct math_label *labels = NULL, **link = &labels;
    bool numbered = true;

    for (size_t y = 0; y < n_rows; y++) {
        *link = rows[y].labels;
        rows[y].labels = NULL;
        while (*link != NULL)
            link = &(*link)->next;
        numbered = numbered && rows[y].numbered;
        if (&rows[y] == last)
            break;
        if (rows[y].tag != NULL && last->tag == NULL) {
            last->tag = rows[y].tag;
            last->tag_bare = rows[y].tag_bare;
        }
        rows[y].tag = NULL;
        rows[y].numbered = false;
    }
    last->numbered = numbered;
    last->labels = labels;
}

/* Only what is the whole display has a margin for numbers. */
static void number_formula(struct edition *e, struct chapter *c, struct node *n,
                           const struct formula *f, struct counter *counter)
{
    struct math *m = f->root;

    while (m->kind == MATH_ROW && m->first != NULL && m->first->next == NULL)
        m = m->first;
    if (m->kind != MATH_TABLE || !m->u.table.display)
        return;
    if (m->u.table.kind == TABLE_MULTLINE && m->u.table.n_rows > 0)
        join_multline(m);
    for (size_t y = 0; y < m->u.table.n_rows; y++)
        number_row(e, c, n, &m->u.table.rows[y], counter);
}

/* A display that says in another language what the one before it says has its number. */
static void number_chapter(struct edition *e, struct chapter *c, struct counter *counter)
{
    struct counter before = *counter;

    for (struct node *n = c->doc; n != NULL; n = node_next(c->doc, n)) {
        const struct formula *f = formula_of(n);
        if (f == NULL)
            continue;
        bool twin = parallel_is_twin(n);
        if (!twin)
            before = *counter;
        struct counter again = before;
        number_formula(e, c, n, f, twin ? &again : counter);
    }
}

void resolve_equations(struct edition *e)
{
    struct counter in_chapter = {"", 0}, outside = {"", 0};

    g_clear_pointer(&e->equations, g_hash_table_unref);
    e->equations = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < e->n_chapters; i++) {
        struct chapter *c = e->chapters[i];
        const char *number = e->book->pdf.numbering && c->number != NULL ? c->number : "";
        const char *top = arena_strndup(c->arena, number, strcspn(number, "."));
        if (c->doc == NULL || c->kind != CHAPTER_TEXT)
            continue;
        if (*top != '\0' && strcmp(top, in_chapter.prefix) != 0)
            in_chapter = (struct counter){top, 0};
        g_clear_pointer(&c->equations, g_hash_table_unref);
        c->equations = g_hash_table_new(g_str_hash, g_str_equal);
        number_chapter(e, c, *top != '\0' ? &in_chapter : &outside);
    }
}

/* ---- references ---- */

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

static void resolve_formula(struct edition *e, struct chapter *c, struct node *n, GPtrArray *nodes)
{
    const struct math *sole = formula_of(n)->root->first;

    find_nodes(formula_of(n), nodes);
    for (guint k = 0; k < nodes->len; k++) {
        struct math *m = nodes->pdata[k];
        if (m->kind != MATH_REFERENCE)
            continue;
        const char *label = m->u.reference.label;
        const struct equation *eq = resolve_equation(e, c, label);
        if (eq == NULL) {
            diag_add(e->book->diags, DIAG_MATH_REFERENCE, n->loc, label, NULL);
            continue;
        }
        m->u.reference.number = eq->text;
        if (n->kind == NODE_MATH && m == sole && m->next == NULL && !in_link(n)) {
            to_link(c, n, m, eq);
            return;
        }
    }
}

void resolve_equation_references(struct edition *e)
{
    g_autoptr(GPtrArray) nodes = g_ptr_array_new();

    for (size_t i = 0; i < e->n_chapters; i++) {
        struct chapter *c = e->chapters[i];
        for (struct node *n = c->doc; n != NULL; n = node_next(c->doc, n))
            if (formula_of(n) != NULL)
                resolve_formula(e, c, n, nodes);
    }
}

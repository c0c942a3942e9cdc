/* Displays: their lines, their tags and labels, and references to them. */
#include "read/tex_int.h"

#include <string.h>

/* --- tags and labels ---------------------------------------------------------------------- */

static struct math *tag(struct tex *t, const struct tex_command *c)
{
    uint32_t at = t->token.at;
    bool bare = tex_is(tex_peek(t), '*');

    (void)c;
    if (bare)
        tex_next(t);
    struct math *row = tex_text_argument(t, (struct tex_words){0});
    if (t->row->tag != NULL)
        tex_fail(t, at, "two \\tag in one row");
    t->row->tag = row;
    t->row->tag_bare = bare;
    t->row->numbered = false;
    t->named = true;
    return NULL;
}

static struct math *notag(struct tex *t, const struct tex_command *c)
{
    (void)c;
    t->row->numbered = false;
    return NULL;
}

static void add_labels(struct math_row *row, struct math_label *labels)
{
    struct math_label **link = &row->labels;

    while (*link != NULL)
        link = &(*link)->next;
    *link = labels;
}

static struct math *label(struct tex *t, const struct tex_command *c)
{
    struct math_label *l = arena_one(t->a, struct math_label);

    (void)c;
    l->name = tex_string(t);
    if (l->name == NULL)
        return NULL;
    add_labels(t->row, l);
    t->named = true;
    return NULL;
}

/* arg: in parentheses */
static struct math *ref(struct tex *t, const struct tex_command *c)
{
    struct math *m = tex_node(t, MATH_REFERENCE, MATH_ORD);

    m->u.reference.label = tex_string(t);
    m->u.reference.parentheses = c->arg != 0;
    return m;
}

/* --- lines of a display ------------------------------------------------------------------- */

/* \\ where there is no table */
static struct math *newline(struct tex *t, const struct tex_command *c)
{
    struct math_length ignored;
    struct math *m = tex_space(t, 0, MATH_EM);

    (void)c;
    tex_row_gap(t, &ignored);
    m->u.space.penalty = -10000;
    return m;
}

static bool is_newline(const struct math *m)
{
    return m->kind == MATH_SPACE && m->u.space.penalty == -10000;
}

/* The lines of the display become rows of a table; the tag is the last one's. */
static struct math *lines_table(struct tex *t, struct math *root, const struct math_row *tags)
{
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(struct math_row));
    struct math *table = tex_node(t, MATH_TABLE, MATH_ORD);

    for (struct math *m = root->first, *next; m != NULL; m = next) {
        struct math *row = tex_row(t, m);
        while (m != NULL && m->next != NULL && !is_newline(m) && !is_newline(m->next))
            m = m->next;
        if (m != NULL && is_newline(m))
            row->first = NULL;
        struct math *stop = is_newline(m) ? m : m->next;
        next = stop != NULL ? stop->next : NULL;
        m->next = is_newline(m) ? m->next : NULL;
        struct math_row r = {.n_cells = 1};
        r.cells = arena_memdup(t->a, &row, sizeof row);
        g_array_append_val(rows, r);
    }
    if (rows->len == 0) {
        struct math *row = tex_row(t, NULL);
        struct math_row r = {.n_cells = 1, .cells = arena_memdup(t->a, &row, sizeof row)};
        g_array_append_val(rows, r);
    }
    struct math_row *last = &g_array_index(rows, struct math_row, rows->len - 1);
    last->tag = tags->tag;
    last->tag_bare = tags->tag_bare;
    last->labels = tags->labels;
    struct math_column column = {.align = MATH_CENTER, .gap.amount = -1};
    table->u.table.kind = TABLE_GATHERED;
    table->u.table.style = MATH_DISPLAY;
    table->u.table.display = true;
    table->u.table.stretch = 1000;
    table->u.table.columns = arena_memdup(t->a, &column, sizeof column);
    table->u.table.n_columns = 1;
    table->u.table.rows = arena_memdup(t->a, rows->data, rows->len * sizeof(struct math_row));
    table->u.table.n_rows = rows->len;
    return tex_row(t, table);
}

/* --- tags in what is no display ----------------------------------------------------------- */

/* The only node of a row, through rows, spaces apart; NULL: none, or several. */
static struct math *only_node(struct math *row)
{
    struct math *only = NULL;

    for (struct math *m = row->first; m != NULL; m = m->next) {
        if (m->kind == MATH_SPACE && !is_newline(m))
            continue;
        if (only != NULL)
            return NULL;
        only = m;
    }
    return only != NULL && only->kind == MATH_ROW && only->class == MATH_ORD ? only_node(only)
                                                                             : only;
}

static struct math *only_table(struct math *row)
{
    struct math *only = only_node(row);

    return only != NULL && only->kind == MATH_TABLE ? only : NULL;
}

/* Gives the row's tag and labels to another. */
static void move_names(struct tex *t, struct math_row *from, struct math_row *to)
{
    if (from->tag != NULL && to->tag != NULL)
        tex_fail(t, 0, "two \\tag for one equation");
    if (from->tag != NULL) {
        to->tag = from->tag;
        to->tag_bare = from->tag_bare;
        to->numbered = false;
    }
    add_labels(to, from->labels);
    from->labels = NULL;
    from->tag = NULL;
}

/* Equations that align themselves inside a formula, as aligned does, are numbered one by one when
 * some have a tag, or several a label. */
static bool wants_numbers(const struct math *table)
{
    size_t tags = 0, labels = 0;

    if (table->u.table.display)
        return true;
    for (size_t y = 0; y < table->u.table.n_rows; y++) {
        tags += table->u.table.rows[y].tag != NULL;
        labels += table->u.table.rows[y].labels != NULL;
    }
    return tags > 0 || labels > 1;
}

/* The table that is the whole display and has its rows numbered; NULL: there is none. Of displays
 * in each other the inmost one: equation around align. */
static struct math *find_rows(struct tex *t, struct math *root, struct math_row *names)
{
    struct math *table = only_table(root);

    if (table == NULL || table->u.table.n_rows == 0 || !wants_numbers(table))
        return NULL;
    while (table->u.table.display && table->u.table.n_rows == 1 &&
           table->u.table.rows[0].n_cells == 1) {
        struct math_row *outer = &table->u.table.rows[0];
        struct math *inner = only_table(outer->cells[0]);
        if (inner == NULL || inner->u.table.n_rows == 0 || !wants_numbers(inner))
            break;
        move_names(t, outer, names);
        table = inner;
    }
    table->u.table.display = true;
    root->first = table;
    table->next = NULL;
    move_names(t, names, &table->u.table.rows[table->u.table.n_rows - 1]);
    return table;
}

/* The tags and labels of tables inside belong to the equation that these are in. */
static void take_names(struct tex *t, struct math *part, struct math_row *to)
{
    g_autoptr(GPtrArray) queue = g_ptr_array_new();

    g_ptr_array_add(queue, part);
    for (guint i = 0; i < queue->len; i++) {
        struct math *m = queue->pdata[i];
        math_parts(m, queue);
        for (size_t y = 0; m->kind == MATH_TABLE && y < m->u.table.n_rows; y++) {
            move_names(t, &m->u.table.rows[y], to);
            m->u.table.rows[y].numbered = false;
        }
        if (m->kind == MATH_TABLE)
            m->u.table.display = false;
    }
}

static void settle_names(struct tex *t, struct math *root, struct math_row *names)
{
    struct math *table = find_rows(t, root, names);

    if (!t->named && t->displays == (table != NULL))
        return;
    if (table == NULL)
        take_names(t, root, names);
    for (size_t y = 0; table != NULL && y < table->u.table.n_rows; y++)
        for (size_t x = 0; x < table->u.table.rows[y].n_cells; x++)
            take_names(t, table->u.table.rows[y].cells[x], &table->u.table.rows[y]);
}

/* --- the formula -------------------------------------------------------------------------- */

static bool is_mark(const struct math *m)
{
    return (m->kind == MATH_SYMBOL && (m->class == MATH_PUNCT || strcmp(m->text, ".") == 0)) ||
           (m->kind == MATH_TEXT && g_utf8_strlen(m->text, 8) == 1 &&
            g_unichar_ispunct(g_utf8_get_char(m->text)));
}

/* Equations of their own lines, which end like lines of text. */
static bool has_lines(const struct math *m)
{
    return m != NULL && m->kind == MATH_TABLE && m->u.table.n_rows > 0 &&
           (m->u.table.display || m->u.table.kind == TABLE_ALIGNED ||
            m->u.table.kind == TABLE_GATHERED || m->u.table.kind == TABLE_MULTLINE);
}

/* A full stop or comma behind equations that are the whole display stands at their last line's
 * end. */
static void take_mark(struct math *root)
{
    struct math *table = root->first, *mark = table != NULL ? table->next : NULL;

    while (mark != NULL && mark->kind == MATH_SPACE && !is_newline(mark))
        mark = mark->next;
    if (mark == NULL || mark->next != NULL || !has_lines(table) || !is_mark(mark))
        return;
    for (struct math *inner = table; has_lines(inner);) {
        const struct math_row *last = &inner->u.table.rows[inner->u.table.n_rows - 1];
        if (last->n_cells == 0)
            return;
        table->next = NULL;
        struct math *cell = last->cells[last->n_cells - 1];
        inner = only_node(cell);
        if (!has_lines(inner))
            tex_append(cell, mark);
    }
}

struct math *tex_display(struct tex *t, bool display)
{
    struct math_row names = {0};
    bool lines = false;

    t->row = &names;
    struct math *root = tex_list(t, true);
    t->row = NULL;
    tex_name(t, "arraystretch", strlen("arraystretch"))->macro = NULL; /* this formula's only */
    if (t->failed)
        return root;
    if (!display) {
        if (t->named || t->displays > 0)
            take_names(t, root, &names);
        if (names.tag != NULL)
            tex_fail(t, 0, "\\tag in a formula that is no display");
        return root;
    }
    take_mark(root);
    settle_names(t, root, &names);
    for (const struct math *m = root->first; m != NULL; m = m->next)
        lines |= is_newline(m);
    bool named = names.tag != NULL || names.labels != NULL;
    return !t->failed && (lines || named) ? lines_table(t, root, &names) : root;
}

#define FUNCTION(name, read, arg)                                                                  \
    {                                                                                              \
        name, TEX_ATOM, NULL, read, arg, MATH_ORD, 0                                               \
    }
#define BREAK(name)                                                                                \
    {                                                                                              \
        name, TEX_STOP, NULL, newline, 0, MATH_ORD, 0                                              \
    }

const struct tex_command tex_display_commands[] = {
    FUNCTION("tag", tag, 0),
    FUNCTION("notag", notag, 0),
    FUNCTION("nonumber", notag, 0),
    FUNCTION("label", label, 0),
    FUNCTION("ref", ref, 0),
    FUNCTION("eqref", ref, 1),
    BREAK("\\"),
    BREAK("cr"),
    BREAK("newline"),
    {0},
};

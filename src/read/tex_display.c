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
    return NULL;
}

static struct math *notag(struct tex *t, const struct tex_command *c)
{
    (void)c;
    t->row->numbered = false;
    return NULL;
}

static struct math *label(struct tex *t, const struct tex_command *c)
{
    (void)c;
    t->row->label = tex_string(t);
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
    last->label = tags->label;
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

struct math *tex_display(struct tex *t, bool display)
{
    struct math_row tags = {0};
    bool lines = false;

    t->row = &tags;
    struct math *root = tex_list(t, true);
    t->row = NULL;
    tex_name(t, "arraystretch", strlen("arraystretch"))->macro = NULL; /* this formula's only */
    for (const struct math *m = root->first; m != NULL; m = m->next)
        lines |= is_newline(m);
    bool tagged = tags.tag != NULL || tags.label != NULL;
    if (tags.tag != NULL && !display)
        tex_fail(t, 0, "\\tag in a formula that is no display");
    return display && !t->failed && (lines || tagged) ? lines_table(t, root, &tags) : root;
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

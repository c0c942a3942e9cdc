/* Commutative diagrams, amscd's CD: objects and arrows in turn, with @ before each arrow. Objects
 * stand in the even columns of the table, and upright arrows in rows of their own under them. */
#include "read/tex_int.h"

#include <string.h>

/* Thousandths of an em: beside an arrow across, below a row. */
enum { MAX_COLUMNS = 100, ROOM = 250, ROW_GAP = 200 };

struct diagram {
    struct tex *t;
    GArray *rows;
    GPtrArray *cells;
    size_t object; /* the next one's number in the row */
    size_t n_columns;
};

static void put(struct diagram *d, size_t column, struct math *cell)
{
    if (column >= MAX_COLUMNS) {
        tex_fail(d->t, tex_peek(d->t)->at, "more than %d columns", MAX_COLUMNS);
        return;
    }
    while (d->cells->len <= column)
        g_ptr_array_add(d->cells, tex_row(d->t, NULL));
    d->cells->pdata[column] = cell;
    d->n_columns = MAX(d->n_columns, d->cells->len);
}

static void end_row(struct diagram *d)
{
    struct math_row row = {.n_cells = d->cells->len, .gap = {ROW_GAP, MATH_EM}};

    row.cells = arena_memdup(d->t->a, d->cells->pdata, d->cells->len * sizeof(struct math *));
    g_array_append_val(d->rows, row);
    g_ptr_array_set_size(d->cells, 0);
    d->object = 0;
}

/* What stands up to the sign that ends a label, as a script. */
static struct math *read_label(struct tex *t, const struct tex_token *sign)
{
    g_autoptr(GArray) tokens = g_array_new(FALSE, FALSE, sizeof(struct tex_token));
    struct tex_token brace = {.kind = TEX_OPEN, .at = sign->at, .s = "{", .len = 1};
    int depth = 0;

    g_array_append_val(tokens, brace);
    for (;;) {
        struct tex_token token = tex_raw(t);
        if (token.kind == TEX_END) {
            tex_fail(t, sign->at, "an arrow without its end");
            return NULL;
        }
        if (depth == 0 && tex_is(&token, sign->c))
            break;
        depth += token.kind == TEX_OPEN ? 1 : token.kind == TEX_CLOSE ? -1 : 0;
        g_array_append_val(tokens, token);
    }
    brace.kind = TEX_CLOSE;
    brace.s = "}";
    g_array_append_val(tokens, brace);
    tex_push(t, (const struct tex_token *)(void *)tokens->data, tokens->len, sign->at);
    struct math *row = tex_argument_style(t, MATH_SCRIPT);
    return row->first != NULL ? row : NULL;
}

/* The label with some room at its sides, or alone as much as makes an arrow. */
static struct math *with_room(struct tex *t, struct math *label)
{
    struct math *row = tex_row(t, tex_space(t, label != NULL ? 2 * ROOM : 6 * ROOM, MATH_EM));

    if (label != NULL) {
        tex_append(row, label);
        tex_append(row, tex_space(t, 2 * ROOM, MATH_EM));
    }
    return row;
}

static struct math *across(struct tex *t, const char *sign, struct math *over, struct math *under)
{
    struct math *arrow = tex_symbol(t, sign, MATH_REL);
    struct math *m = tex_wrap(t, MATH_STACK, MATH_ORD, tex_row(t, arrow));

    arrow->u.symbol.stretchy = true;
    m->u.stack.over = with_room(t, over);
    m->u.stack.under = under != NULL ? with_room(t, under) : NULL;
    return tex_row(t, m);
}

/* A label beside an upright arrow takes no room, so that the arrow stays under its object. */
static struct math *beside(struct tex *t, struct math *label, enum math_align align)
{
    struct math *script = tex_wrap(t, MATH_STYLED, MATH_ORD, label);
    struct math *m = tex_wrap(t, MATH_PHANTOM, MATH_ORD, tex_row(t, script));

    script->u.styled.style = MATH_SCRIPT;
    m->u.phantom.bits = PHANTOM_WIDTH;
    m->u.phantom.align = align;
    return m;
}

static struct math *down(struct tex *t, const char *sign, struct math *left, struct math *right)
{
    struct math *row = tex_row(t, NULL), *arrow = tex_node(t, MATH_DELIMITER, MATH_ORD);

    arrow->text = sign;
    arrow->u.delimiter.size = 2;
    if (left != NULL)
        tex_append(row, beside(t, left, MATH_RIGHT));
    tex_append(row, arrow);
    if (right != NULL)
        tex_append(row, beside(t, right, MATH_LEFT));
    return row;
}

/* Behind an @. */
static void read_arrow(struct diagram *d)
{
    struct tex *t = d->t;
    struct tex_token sign = tex_next(t);
    gunichar c = sign.kind == TEX_CHAR ? sign.c : 0;
    bool bar = c == '|' || (sign.kind == TEX_COMMAND && (strcmp(sign.name->text, "vert") == 0 ||
                                                         strcmp(sign.name->text, "Vert") == 0 ||
                                                         strcmp(sign.name->text, "|") == 0));
    bool labels = c != 0 && c < 0x80 && strchr("<>()AV", (int)c) != NULL;
    struct math *first = labels ? read_label(t, &sign) : NULL;
    struct math *second = labels && !t->failed ? read_label(t, &sign) : NULL;

    if (c == '>' || c == ')')
        put(d, 2 * d->object + 1, across(t, "→", first, second));
    else if (c == '<' || c == '(')
        put(d, 2 * d->object + 1, across(t, "←", first, second));
    else if (c == '=')
        put(d, 2 * d->object + 1, across(t, "=", NULL, NULL));
    else if (c == 'V' || c == 'A' || bar)
        put(d, 2 * d->object, down(t, c == 'V' ? "↓" : c == 'A' ? "↑" : "‖", first, second));
    else if (c != '.')
        tex_fail(t, sign.at, "an @ without its arrow");
    d->object++;
}

static bool ends_row(const struct tex_token *token)
{
    return token->kind == TEX_COMMAND && token->name->command != NULL &&
           token->name->command->role == TEX_STOP && token->name->command->read != NULL;
}

static void read_rows(struct diagram *d)
{
    struct tex *t = d->t;

    while (!t->failed) {
        struct math *object = tex_list(t, true);
        const struct tex_token *token = tex_peek(t);
        if (object->first != NULL)
            put(d, 2 * d->object, object);
        if (tex_is(token, '@')) {
            tex_next(t);
            read_arrow(d);
        } else if (tex_is(token, '&')) { /* says what is clear */
            tex_next(t);
        } else if (ends_row(token)) {
            struct math_length ignored;
            tex_next(t);
            tex_row_gap(t, &ignored);
            end_row(d);
        } else {
            break;
        }
    }
    if (d->cells->len > 0)
        end_row(d);
}

struct math *tex_diagram(struct tex *t)
{
    struct math *table = tex_node(t, MATH_TABLE, MATH_ORD);
    struct tex_state outer = t->s;
    struct diagram d = {.t = t,
                        .rows = g_array_new(FALSE, FALSE, sizeof(struct math_row)),
                        .cells = g_ptr_array_new()};

    t->s.text = t->s.bracket = t->s.dollar = t->s.fence = false;
    t->s.cells = t->s.arrows = true;
    t->s.style = MATH_DISPLAY;
    read_rows(&d);
    t->s = outer;
    table->u.table.kind = TABLE_ARRAY;
    table->u.table.style = MATH_DISPLAY;
    table->u.table.arrows = true;
    table->u.table.stretch = 1000;
    table->u.table.n_rows = d.rows->len;
    table->u.table.rows = arena_memdup(t->a, d.rows->data, d.rows->len * sizeof(struct math_row));
    table->u.table.n_columns = d.n_columns;
    table->u.table.columns = arena_array(t->a, d.n_columns, sizeof(struct math_column));
    for (size_t i = 0; i < d.n_columns; i++)
        table->u.table.columns[i].gap = (struct math_length){i > 0 ? ROOM : 0, MATH_EM};
    g_array_unref(d.rows);
    g_ptr_array_unref(d.cells);
    return table;
}

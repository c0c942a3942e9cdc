#include "read/html_tree.h"

/* Columns beyond this are counted, but no cell spans them: what no page can hold must not cost. */
enum { MAX_SPAN_COLUMNS = 1000 };

static bool all_heads(const struct node *row)
{
    for (const struct node *c = row->first; c != NULL; c = c->next)
        if (!c->u.cell.head)
            return false;
    return row->first != NULL;
}

/* Rows without cells go; so does anything that is no row but the first caption. */
static int tidy(struct node *table)
{
    struct node *caption = NULL, *next;
    int rows = 0;

    for (struct node *c = table->first; c != NULL; c = next) {
        next = c->next;
        if (c->kind == NODE_ROW && c->first != NULL)
            rows++;
        else if (c->kind == NODE_CAPTION && caption == NULL)
            caption = c;
        else if (c->kind == NODE_CAPTION)
            node_move_children(c, caption), node_unlink(c);
        else
            node_unlink(c);
    }
    if (caption != NULL && table->first != caption)
        node_insert_before(table->first, caption);
    return rows;
}

/* The rows of a <tfoot>, wherever it was written, are the last. */
static void move_feet(struct node *table)
{
    struct node *next, *last = table->last;

    for (struct node *row = table->first; row != NULL; row = next) {
        next = row != last ? row->next : NULL;
        if (row->kind != NODE_ROW || !row->u.row.foot)
            continue;
        node_unlink(row);
        node_append(table, row);
    }
}

/* Head rows are the <thead>, or the first rows that hold nothing but <th>. */
static void mark_heads(struct node *table)
{
    bool body = false, head = false;

    for (struct node *row = table->first; row != NULL; row = row->next) {
        if (row->kind != NODE_ROW)
            continue;
        bool is_head = !body && (row->u.row.head || (!head && all_heads(row)));
        head |= is_head;
        body |= !is_head;
        row->u.row.head = is_head;
        row->u.row.foot &= !is_head;
        for (struct node *c = row->first; is_head && c != NULL; c = c->next)
            c->u.cell.head = true;
    }
}

/* Bounds the spans and counts the columns. until[c] is the first row in which column c is free. */
static int place_cells(struct node *table, int rows)
{
    GArray *until = g_array_new(FALSE, TRUE, sizeof(int));
    int y = 0, columns = 0;

    for (struct node *row = table->first; row != NULL; row = row->next) {
        int x = 0;
        if (row->kind != NODE_ROW)
            continue;
        for (struct node *c = row->first; c != NULL; c = c->next) {
            while (x < (int)until->len && g_array_index(until, int, (guint)x) > y)
                x++;
            if (x + c->u.cell.colspan > MAX_SPAN_COLUMNS)
                c->u.cell.colspan = MAX(1, MAX_SPAN_COLUMNS - x);
            c->u.cell.rowspan = MIN(c->u.cell.rowspan, rows - y);
            if (x >= MAX_SPAN_COLUMNS)
                c->u.cell.rowspan = 1;
            for (int k = 0; k < c->u.cell.colspan; k++, x++) {
                if (x >= MAX_SPAN_COLUMNS)
                    continue;
                if (x >= (int)until->len)
                    g_array_set_size(until, (guint)x + 1);
                g_array_index(until, int, (guint)x) = y + c->u.cell.rowspan;
            }
        }
        columns = MAX(columns, MAX(x, (int)until->len));
        y++;
    }
    g_array_free(until, TRUE);
    return columns;
}

void html_table_finish(struct arena *a, struct node *table)
{
    int rows = tidy(table);

    if (rows == 0) {
        struct node *caption = table->first;
        if (caption != NULL) {
            caption->kind = NODE_PARAGRAPH;
            node_insert_before(table, caption);
        }
        node_unlink(table);
        return;
    }
    move_feet(table);
    mark_heads(table);
    table->u.table.n_columns = place_cells(table, rows);
    table->u.table.aligns = arena_array(a, (size_t)table->u.table.n_columns, sizeof(enum align));
}

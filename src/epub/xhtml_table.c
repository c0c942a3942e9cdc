#include "epub/writer.h"

#include "epub/markup.h"

#include <string.h>

/* A word that a narrow column could not hold; the style sheet lets it be cut in such cells only. */
static bool has_long_word(const struct node *cell)
{
    enum { LONG_WORD = 20 };

    for (const struct node *n = cell; n != NULL; n = node_next(cell, n)) {
        if (n->kind != NODE_TEXT && n->kind != NODE_CODE)
            continue;
        int run = 0;
        for (const char *p = n->u.text; *p != '\0'; p++) {
            run = g_ascii_isgraph(*p) && *p != '-' ? run + 1 : 0;
            if (run > LONG_WORD)
                return true;
        }
    }
    return false;
}

static void write_cell(struct writer *w, const struct node *n, bool head_row, bool headers)
{
    bool head = headers && (n->u.cell.head || head_row) && !writer_is_blank(n);
    const char *name = head ? "th" : "td";
    bool inlines = node_holds_inlines(n);

    writer_open(w, name, n, has_long_word(n) ? "long" : NULL);
    if (head)
        markup_attr(w->out, "scope", head_row ? "col" : "row");
    if (n->u.cell.colspan > 1)
        g_string_append_printf(w->out, " colspan=\"%d\"", MIN(n->u.cell.colspan, 1000));
    if (n->u.cell.rowspan > 1)
        g_string_append_printf(w->out, " rowspan=\"%d\"", MIN(n->u.cell.rowspan, 65534));
    g_string_append(w->out, inlines ? ">" : ">\n");
    writer_children(w, n, head ? CONTENT_NO_SECTIONS : CONTENT_FLOW);
    writer_close(w, name, true);
}

static void write_row(struct writer *w, const struct node *n, bool headers)
{
    const char *lang = w->lang;

    writer_open(w, "tr", n, NULL);
    g_string_append(w->out, ">\n");
    for (const struct node *c = n->first; c != NULL; c = c->next) {
        const char *cell_lang = w->lang;
        if (c->kind == NODE_CELL) {
            write_cell(w, c, n->u.row.head, headers);
        } else {
            g_string_append(w->out, "<td>");
            writer_node(w, c);
            g_string_append(w->out, "</td>\n");
        }
        w->lang = cell_lang;
    }
    writer_close(w, "tr", true);
    w->lang = lang;
}

/* Cells are headers only where there are cells to head. */
static bool has_data(const struct node *table)
{
    for (const struct node *row = table->first; row != NULL; row = row->next)
        for (const struct node *c = row->first; row->kind == NODE_ROW && c != NULL; c = c->next)
            if (!row->u.row.head && (c->kind != NODE_CELL || !c->u.cell.head))
                return true;
    return false;
}

void writer_table(struct writer *w, const struct node *n)
{
    const char *section = NULL;
    bool headers = has_data(n);

    writer_open(w, "table", n, n->u.table.n_columns > 6 ? "wide" : NULL);
    g_string_append(w->out, ">\n");
    if (n->first != NULL && n->first->kind == NODE_CAPTION)
        writer_phrasing(w, n->first, "caption", NULL);
    for (const struct node *c = n->first; c != NULL; c = c->next) {
        if (c->kind == NODE_CAPTION && c == n->first)
            continue;
        bool head = c->kind == NODE_ROW && c->u.row.head;
        const char *want = head && (section == NULL || *section == 'h') ? "head"
                           : c->kind == NODE_ROW && c->u.row.foot       ? "foot"
                                                                        : "body";
        if (section == NULL || strcmp(section, want) != 0) {
            if (section != NULL)
                g_string_append_printf(w->out, "</t%s>\n", section);
            g_string_append_printf(w->out, "<t%s>\n", want);
            section = want;
        }
        if (c->kind == NODE_ROW) {
            write_row(w, c, headers);
        } else {
            g_string_append(w->out, "<tr><td>");
            writer_node(w, c);
            g_string_append(w->out, "</td></tr>\n");
        }
    }
    if (section != NULL)
        g_string_append_printf(w->out, "</t%s>\n", section);
    writer_close(w, "table", true);
}

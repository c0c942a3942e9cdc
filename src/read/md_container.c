#include "read/md_container.h"

#include "doc/labels.h"

#include <string.h>

struct finisher {
    struct arena *a;
    struct chapter *chapter;
    const struct md_source *src;
};

enum node_kind md_container_kind(const struct container *c)
{
    switch (c->role) {
    case CONTAINER_ALERT:
        return NODE_ALERT;
    case CONTAINER_DETAILS:
        return NODE_DETAILS;
    case CONTAINER_FIGURE:
        return NODE_FIGURE;
    case CONTAINER_BOX:
    case CONTAINER_TABS:
    case CONTAINER_TAB:
    case CONTAINER_TABLE:
    case CONTAINER_ROWS:
    case CONTAINER_TITLED:
    case CONTAINER_LINK:
    case CONTAINER_CODE:
    case CONTAINER_WRAPPER:
    case CONTAINER_NOTHING:
        break;
    }
    return NODE_DIV;
}

enum node_kind md_title_kind(const struct node *holder)
{
    if (holder->kind == NODE_ALERT)
        return NODE_CAPTION;
    return holder->kind == NODE_DETAILS ? NODE_SUMMARY : NODE_PARAGRAPH;
}

static const char *restored(const struct finisher *f, const char *text)
{
    return text != NULL ? md_source_restore(f->src, f->a, text) : NULL;
}

static void prepend(struct node *parent, struct node *child)
{
    if (parent->first != NULL)
        node_insert_before(parent->first, child);
    else
        node_append(parent, child);
}

/* ---- titles ---- */

/* The node that a Markdown title has become; NULL: there was none, or it is plain. */
static struct node *title_node(const struct node *n, const struct container *c)
{
    bool given = c->title != NULL && *c->title != '\0' && !c->plain;

    return given && n->first != NULL && n->first->kind == md_title_kind(n) ? n->first : NULL;
}

static struct node *add_title(const struct finisher *f, struct node *n, const char *text)
{
    struct node *title = node_new(f->a, md_title_kind(n), n->loc);

    if (*text != '\0')
        node_append(title, node_new_text(f->a, n->loc, text));
    prepend(n, title);
    return title;
}

static bool is_heading(const struct node *n)
{
    return n != NULL && n->kind == NODE_HEADING;
}

/* The title of an alert or details, from wherever it comes. */
static void finish_title(const struct finisher *f, struct node *n, const struct container *c)
{
    if (title_node(n, c) != NULL)
        return;
    if (c->title != NULL && (c->plain || *c->title == '\0')) {
        add_title(f, n, restored(f, c->title));
    } else if (c->headed && is_heading(n->first)) {
        n->first->kind = md_title_kind(n);
        memset(&n->first->u, 0, sizeof n->first->u);
    } else if (n->kind == NODE_DETAILS && c->class != NULL &&
               container_find(c->class, strlen(c->class)) != NULL &&
               container_find(c->class, strlen(c->class))->role == CONTAINER_ALERT) {
        add_title(f, n, label_alert(f->chapter->lang, c->alert));
    }
}

/* Makes a line of its own of a title, in bold type. */
static void embolden(const struct finisher *f, struct node *title, const char *class)
{
    struct node *strong = node_new(f->a, NODE_STRONG, title->loc);

    node_move_children(title, strong);
    node_append(title, strong);
    node_add_class(f->a, title, class);
}

static void finish_group(const struct finisher *f, struct node *n, const struct container *c,
                         const char *class)
{
    struct node *title = title_node(n, c);

    if (title == NULL && c->title != NULL && *c->title != '\0')
        title = add_title(f, n, restored(f, c->title));
    if (title != NULL)
        embolden(f, title, class);
}

/* ---- tabs ---- */

static bool is_tab(const struct node *n)
{
    return n != NULL && n->kind == NODE_DIV && node_has_class(n, "tab");
}

/* Tabs that follow each other without a group around them get one. */
static void group_tabs(const struct finisher *f, struct node *first)
{
    if (is_tab(first->prev) ||
        (first->parent->kind == NODE_DIV && node_has_class(first->parent, "tabs")))
        return;
    struct node *group = node_new(f->a, NODE_DIV, first->loc);
    node_add_class(f->a, group, "tabs");
    node_insert_before(first, group);
    while (is_tab(group->next))
        node_append(group, group->next);
}

/* Quarto's tabs are what stands below headings. */
static void headings_to_tabs(const struct finisher *f, struct node *n)
{
    struct node *tab = NULL;
    int level = is_heading(n->first) ? n->first->u.heading.level : 0;

    for (struct node *c = n->first, *next; c != NULL && level > 0; c = next) {
        next = c->next;
        if (is_heading(c) && c->u.heading.level <= level) {
            tab = node_new(f->a, NODE_DIV, c->loc);
            node_add_class(f->a, tab, "tab");
            node_insert_before(c, tab);
            c->kind = NODE_PARAGRAPH;
            memset(&c->u, 0, sizeof c->u);
            embolden(f, c, "tab-title");
        }
        node_append(tab, c);
    }
}

/* ---- figures ---- */

static bool is_picture(const struct node *n)
{
    bool any = false;

    if (n->kind != NODE_PARAGRAPH)
        return n->kind == NODE_FIGURE;
    for (const struct node *c = n->first; c != NULL; c = c->next) {
        const struct node *inner =
            c->kind == NODE_LINK && c->first != NULL && c->first == c->last ? c->first : c;
        any |= inner->kind == NODE_IMAGE;
        if (inner->kind != NODE_IMAGE && inner->kind != NODE_SOFT_BREAK &&
            inner->kind != NODE_HARD_BREAK)
            return false;
    }
    return any;
}

/* Without words of its own it has those of its title. */
static struct node *add_picture(const struct finisher *f, struct node *figure,
                                const struct container *c, const struct node *title)
{
    struct node *p = node_new(f->a, NODE_PARAGRAPH, figure->loc);
    struct node *image = node_new(f->a, NODE_IMAGE, figure->loc);

    image->u.image.url = restored(f, c->argument);
    image->u.image.alt = c->alt != NULL  ? restored(f, c->alt)
                         : title != NULL ? node_text(f->a, title)
                                         : "";
    image->u.image.width = restored(f, c->attrs.width);
    image->u.image.height = restored(f, c->attrs.height);
    node_append(p, image);
    prepend(figure, p);
    return p;
}

/* The paragraphs below the pictures are the caption; other blocks stay above it. */
static void add_caption(const struct finisher *f, struct node *figure, struct node *title)
{
    struct node *caption = NULL;

    for (struct node *n = figure->first, *next; n != NULL; n = next) {
        next = n->next;
        if (n->kind != NODE_PARAGRAPH || is_picture(n) || n == title)
            continue;
        if (caption == NULL) {
            caption = n;
            caption->kind = NODE_CAPTION;
            continue;
        }
        node_append(caption, node_new(f->a, NODE_HARD_BREAK, n->loc));
        node_move_children(n, caption);
        node_unlink(n);
    }
    if (title != NULL && caption == NULL) {
        title->kind = NODE_CAPTION;
        caption = title;
    } else if (title != NULL) {
        node_append(title, node_new(f->a, NODE_HARD_BREAK, title->loc));
        node_move_children(caption, title);
        node_move_children(title, caption);
        node_unlink(title);
    }
    if (caption != NULL)
        node_append(figure, caption);
}

static void finish_figure(const struct finisher *f, struct node *n, const struct container *c)
{
    struct node *title = title_node(n, c);

    if (title == NULL && c->title != NULL && *c->title != '\0')
        title = add_title(f, n, restored(f, c->title));
    if (c->argument != NULL)
        add_picture(f, n, c, title);
    add_caption(f, n, title);
    n->kind = NODE_FIGURE;
    memset(&n->u, 0, sizeof n->u);
    if (n->first == n->last && n->first != NULL) { /* a picture alone is a paragraph */
        n->first->id = n->first->id != NULL ? n->first->id : n->id;
        node_splice(n);
    }
}

/* ---- tables ---- */

static struct node *find_child(const struct node *n, enum node_kind kind)
{
    for (struct node *c = n->first; c != NULL; c = c->next)
        if (c->kind == kind)
            return c;
    return NULL;
}

/* Gives the table its caption and id, and takes the container away. */
static void finish_table(struct node *n, const struct container *c)
{
    struct node *table = find_child(n, NODE_TABLE), *title = title_node(n, c);

    if (table != NULL && title != NULL) {
        title->kind = NODE_CAPTION;
        prepend(table, title);
    }
    if (table != NULL && n->id != NULL)
        table->id = n->id;
    node_splice(n);
}

/* Quarto's `::: {#tbl-x}`: a table, and below it the paragraph that is its caption. */
static void finish_numbered_table(struct node *n)
{
    struct node *table = find_child(n, NODE_TABLE);
    struct node *p = table != NULL ? table->next : NULL;

    if (table == NULL)
        return;
    if (p != NULL && p->kind == NODE_PARAGRAPH && find_child(table, NODE_CAPTION) == NULL) {
        p->kind = NODE_CAPTION;
        prepend(table, p);
    }
    table->id = n->id;
    node_splice(n);
}

static struct node *row_of_item(const struct finisher *f, struct node *item, int *columns)
{
    struct node *row = node_new(f->a, NODE_ROW, item->loc), *list = find_child(item, NODE_LIST);
    int n = 0;

    while (list != NULL && list->first != NULL) {
        struct node *from = list->first, *cell = node_new(f->a, NODE_CELL, from->loc);
        cell->u.cell.colspan = cell->u.cell.rowspan = 1;
        node_move_children(from, cell);
        if (cell->first != NULL && cell->first == cell->last && cell->first->kind == NODE_PARAGRAPH)
            node_splice(cell->first);
        node_unlink(from);
        node_append(row, cell);
        n++;
    }
    *columns = MAX(*columns, n);
    return row;
}

/* A list of lists becomes a table: the outer items are rows, the first of them its head. */
static void finish_rows(const struct finisher *f, struct node *n, const struct container *c)
{
    struct node *list = find_child(n, NODE_LIST);
    int columns = 0;

    if (list == NULL) {
        node_splice(n);
        return;
    }
    struct node *table = node_new(f->a, NODE_TABLE, list->loc);
    while (list->first != NULL) {
        struct node *item = list->first;
        struct node *row = row_of_item(f, item, &columns);
        row->u.row.head = table->first == NULL && c->headed;
        for (struct node *cell = row->first; cell != NULL; cell = cell->next)
            cell->u.cell.head = row->u.row.head;
        node_append(table, row);
        node_unlink(item);
    }
    table->u.table.n_columns = columns;
    table->u.table.aligns = arena_array(f->a, (size_t)columns, sizeof(enum align));
    for (struct node *row = table->first; row != NULL; row = row->next) {
        int have = 0;
        for (const struct node *cell = row->first; cell != NULL; cell = cell->next)
            have++;
        for (; have < columns; have++) {
            struct node *cell = node_new(f->a, NODE_CELL, row->loc);
            cell->u.cell.colspan = cell->u.cell.rowspan = 1;
            cell->u.cell.head = row->u.row.head;
            node_append(row, cell);
        }
    }
    node_insert_before(list, table);
    node_unlink(list);
    finish_table(n, c);
}

/* ---- links, titles of code ---- */

static bool holds_link(const struct node *n)
{
    for (const struct node *c = node_next(n, n); c != NULL; c = node_next(n, c))
        if (c->kind == NODE_LINK)
            return true;
    return false;
}

/* What a book cannot show becomes a link; a line of text inside is what it says. */
static void finish_link(const struct finisher *f, struct node *n, const struct container *c)
{
    const char *url = restored(f, c->argument);
    struct node *p = n->first;

    if (url != NULL && !holds_link(n)) {
        struct node *link = node_new(f->a, NODE_LINK, n->loc);
        link->u.link.url = url;
        if (p != NULL && p == n->last && p->kind == NODE_PARAGRAPH) {
            node_move_children(p, link);
        } else {
            p = node_new(f->a, NODE_PARAGRAPH, n->loc);
            prepend(n, p);
            const char *words = c->title != NULL && *c->title != '\0' ? c->title : url;
            node_append(link, node_new_text(f->a, n->loc, restored(f, words)));
        }
        node_append(p, link);
    }
    node_splice(n);
}

static void finish_titled(const struct finisher *f, struct node *n, const struct container *c)
{
    struct node *code = find_child(n, NODE_CODE_BLOCK);

    if (code != NULL && c->title != NULL && *c->title != '\0')
        code->u.code.title = restored(f, c->title);
    else if (c->title != NULL && *c->title != '\0')
        embolden(f, add_title(f, n, restored(f, c->title)), "box-title");
    node_splice(n);
}

/* ---------------------------------------------------------------------------------------- */

static void set_attributes(const struct finisher *f, struct node *n, const struct container *c)
{
    struct md_attrs attrs = c->attrs;

    if (n->kind == NODE_ALERT)
        n->u.alert.type = c->alert;
    if (c->class != NULL && c->role != CONTAINER_FIGURE && strcmp(c->class, "details") != 0 &&
        (n->kind != NODE_ALERT || strcmp(c->class, alert_type_name(c->alert)) != 0))
        node_add_class(f->a, n, c->class);
    attrs.width = attrs.height = attrs.title = NULL;
    md_attrs_apply(f->a, &attrs, n);
}

static void finish(const struct finisher *f, struct node *n, const struct container *c)
{
    set_attributes(f, n, c);
    switch (c->role) {
    case CONTAINER_ALERT:
    case CONTAINER_DETAILS:
        finish_title(f, n, c);
        break;
    case CONTAINER_TABS:
        n->classes = NULL;
        node_add_class(f->a, n, "tabs");
        if (c->headed)
            headings_to_tabs(f, n);
        break;
    case CONTAINER_TAB:
        n->classes = NULL;
        node_add_class(f->a, n, "tab");
        finish_group(f, n, c, "tab-title");
        break;
    case CONTAINER_BOX:
        finish_group(f, n, c, "box-title");
        if (n->id != NULL && g_str_has_prefix(n->id, "tbl-"))
            finish_numbered_table(n);
        else if (n->id != NULL && g_str_has_prefix(n->id, "fig-"))
            finish_figure(f, n, &(struct container){.role = CONTAINER_FIGURE});
        break;
    case CONTAINER_FIGURE:
        finish_figure(f, n, c);
        break;
    case CONTAINER_TABLE:
        finish_table(n, c);
        break;
    case CONTAINER_ROWS:
        finish_rows(f, n, c);
        break;
    case CONTAINER_TITLED:
        finish_titled(f, n, c);
        break;
    case CONTAINER_LINK:
        finish_link(f, n, c);
        break;
    case CONTAINER_WRAPPER:
        node_splice(n);
        break;
    case CONTAINER_CODE:
    case CONTAINER_NOTHING:
        break;
    }
}

void md_container_finish(struct chapter *c, const struct md_source *src,
                         const struct md_contained *pairs, size_t n)
{
    struct finisher f = {c->arena, c, src};

    for (size_t i = 0; i < n; i++)
        finish(&f, pairs[i].node, pairs[i].container);
    for (size_t i = 0; i < n; i++)
        if (pairs[i].container->role == CONTAINER_TAB && pairs[i].node->parent != NULL)
            group_tabs(&f, pairs[i].node);
}

/* ---- definitions ---- */

/* Splits the lines of a paragraph into terms. */
static void add_terms(struct arena *a, struct node *list, struct node *p)
{
    struct node *term = NULL;

    while (p->first != NULL) {
        struct node *n = p->first;
        if (node_is_break(n)) {
            node_unlink(n);
            term = NULL;
            continue;
        }
        if (term == NULL) {
            term = node_new(a, NODE_TERM, (struct loc){p->loc.file, n->loc.line, 0});
            node_append(list, term);
        }
        node_append(term, n);
    }
    node_unlink(p);
}

/* pandoc's caption of a table looks the same: a single line right above or below one. */
static bool is_caption(const struct node *n)
{
    const struct node *p = n->first;
    bool one = p != NULL && p == n->last && p->kind == NODE_PARAGRAPH;
    bool alone = n->prev == NULL || n->prev->kind != NODE_DEFINITION;

    return one && alone && n->next != NULL && n->next->kind == NODE_TABLE;
}

static void restore_caption(struct arena *a, struct node *n)
{
    struct node *p = n->first;

    prepend(p, node_new_text(a, p->loc, ": "));
    node_splice(n);
}

void md_definitions_finish(struct arena *a, struct node *doc)
{
    for (struct node *n = doc, *next; n != NULL; n = next) {
        next = node_next(doc, n);
        if (n->kind != NODE_DEFINITION || n->parent->kind == NODE_DEF_LIST)
            continue;
        if (is_caption(n)) {
            restore_caption(a, n);
            continue;
        }
        struct node *before = n->prev;
        struct node *list = before != NULL && before->kind == NODE_PARAGRAPH ? before->prev : NULL;
        if (before != NULL && before->kind == NODE_DEF_LIST) {
            list = before;
            before = NULL;
        }
        if (list == NULL || list->kind != NODE_DEF_LIST) {
            list = node_new(a, NODE_DEF_LIST, before != NULL ? before->loc : n->loc);
            node_insert_before(before != NULL ? before : n, list);
        }
        if (before != NULL && before->kind == NODE_PARAGRAPH)
            add_terms(a, list, before);
        node_append(list, n);
    }
}

#include "read/import_walk.h"

#include <string.h>

enum {
    MAX_LEVELS = 64,   /* of headings, lists and containers around an item */
    BOLD_LEVEL = 7,    /* a bold line is a heading below all real ones */
    SUMMARY_LEVEL = 8, /* the title of a <details> */
    COLON_LEVEL = 9,   /* "For users:" */
    TITLE_MAX = 160,   /* bytes; what is longer is a sentence */
    INDENT = 2         /* columns that make a list item a child, whatever CommonMark says */
};

/* A title that holds what follows it: of a heading. */
struct level {
    int rank;
    struct outline_item *item; /* NULL: it holds nothing by itself, as "Contents" does */
    bool aside;                /* nothing below it is a chapter */
};

/* A list item that may have children: by its column, as other tools nest lists. */
struct bullet {
    const struct node *list;
    int col, line;
    struct outline_item *item;
};

struct walker {
    struct import_walk *w;
    struct import_source *s;
    struct level levels[MAX_LEVELS];
    int n_levels;
    struct bullet bullets[MAX_LEVELS];
    int n_bullets;
    bool titled; /* the page's own title was found, or cannot come any more */
    bool parted; /* a part has begun */
    bool listed; /* some list has been read: what stands alone now is back matter */
    int quotes;  /* block quotes around: lines in them are prose */
};

static struct outline_item *holder(const struct walker *k)
{
    for (int i = k->n_levels; i > 0; i--)
        if (k->levels[i - 1].item != NULL)
            return k->levels[i - 1].item;
    return NULL;
}

static bool is_aside(const struct walker *k)
{
    for (int i = 0; i < k->n_levels; i++)
        if (k->levels[i].aside)
            return true;
    return false;
}

static GArray *pieces_of(struct walker *k, const struct node *block)
{
    GArray *pieces = g_array_new(FALSE, FALSE, sizeof(struct import_piece));

    import_pieces(k->s, block, pieces);
    return pieces;
}

static struct import_line line_of(const struct walker *k, const GArray *pieces)
{
    return (struct import_line){.pieces = (const struct import_piece *)(const void *)pieces->data,
                                .n = pieces->len,
                                .top = !k->parted,
                                .parent = holder(k)};
}

static bool has_link(const struct import_line *line)
{
    for (size_t i = 0; i < line->n; i++)
        if (line->pieces[i].kind == PIECE_LINK && *line->pieces[i].text != '\0')
            return true;
    return false;
}

static bool is_local(struct walker *k, const struct import_piece *p)
{
    if (p->kind != PIECE_LINK || *p->text == '\0')
        return false;
    enum import_kind kind = import_target(k->s, p->url).kind;
    return kind == TARGET_PAGE || kind == TARGET_FOLDER;
}

/* ------------------------------------------------------------------ headings */

/* Headings that only say that a list of chapters follows. */
static bool says_contents(const char *title)
{
    static const char words[] =
        "|contents|table of contents|toc|index|summary|outline|syllabus|curriculum|chapters|"
        "lessons|目录|目次|章节|章节目录|大纲|课程大纲|内容|导航|内容导航|目錄|章節|목차|índice|"
        "indice|sommaire|table des matières|inhalt|inhaltsverzeichnis|содержание|оглавление|"
        "içindekiler|mục lục|spis treści|";
    g_autofree char *lower = g_utf8_strdown(title, -1);

    for (char *p = lower; *p != '\0';) { /* without emoji and signs around */
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_isalnum(c))
            break;
        memmove(lower, g_utf8_next_char(p), strlen(g_utf8_next_char(p)) + 1);
    }
    size_t n = strlen(lower);
    while (n > 0) {
        const char *last = g_utf8_find_prev_char(lower, lower + n);
        if (g_unichar_isalnum(g_utf8_get_char(last)) || g_unichar_ismark(g_utf8_get_char(last)))
            break;
        n = (size_t)(last - lower);
    }
    g_autofree char *key = g_strdup_printf("|%.*s|", (int)n, lower);
    return n > 0 && strstr(words, key) != NULL;
}

static void push(struct walker *k, int rank, struct outline_item *item, bool aside)
{
    if (k->n_levels < MAX_LEVELS)
        k->levels[k->n_levels++] = (struct level){rank, item, aside};
    k->n_bullets = 0;
}

static void pop_to(struct walker *k, int rank)
{
    while (k->n_levels > 0 && k->levels[k->n_levels - 1].rank >= rank)
        k->n_levels--;
    k->n_bullets = 0;
}

/* The page's title: its first heading, if that is of the first level. */
static bool take_title(struct walker *k, int rank, const char *title)
{
    bool first = !k->titled;

    k->titled = true;
    if (!first || rank != 1)
        return false;
    k->w->title = title;
    push(k, 1, NULL, false);
    return true;
}

/* A heading that is a link to a page is that chapter; what is listed below are its sub-chapters. */
static struct outline_item *heading_chapter(struct walker *k, struct import_line *line)
{
    for (size_t i = 0; i < line->n; i++)
        if (is_local(k, &line->pieces[i]))
            return import_line(k->s, line) ? line->main : NULL;
    return NULL;
}

static void read_heading(struct walker *k, const struct node *block, int rank)
{
    g_autoptr(GArray) pieces = pieces_of(k, block);
    struct import_line line = line_of(k, pieces);
    char *title = import_pieces_text(k->s, line.pieces, line.n);

    if (title == NULL || import_is_switch(k->s, &line))
        return;
    pop_to(k, rank);
    if (take_title(k, rank, title))
        return;
    k->parted = true;
    if (k->s->prose && import_is_aside(title)) {
        push(k, rank, NULL, true);
        return;
    }
    line.parent = holder(k);
    struct outline_item *item = is_aside(k) ? NULL : heading_chapter(k, &line);
    if (item == NULL && !says_contents(title))
        item = import_part(k->s, holder(k), title, block->loc);
    push(k, rank, item, false);
}

/* "**Part one**" alone in its paragraph. */
static bool is_bold_line(const struct import_line *line)
{
    bool bold = false;

    for (size_t i = 0; i < line->n; i++) {
        const struct import_piece *p = &line->pieces[i];
        if (p->kind == PIECE_LINK ||
            (p->kind == PIECE_TEXT && !p->strong && strspn(p->text, " :：") != strlen(p->text)))
            return false;
        bold |= p->strong;
    }
    return bold;
}

/* ------------------------------------------------------------------ paragraphs */

/* The title of a heading that nothing stands below yet: of the page that the line after it, which
 * only says "English | 中文" or "Read", leads to. */
static const char *fresh_title(const struct outline_item *part)
{
    return part != NULL && part->kind == OUTLINE_PART && part->first == NULL ? part->title : NULL;
}

static void read_line(struct walker *k, struct import_line line)
{
    struct outline_item *before = k->s->o->last;

    line.paragraph = true;
    line.title = k->s->prose ? fresh_title(line.parent) : NULL;
    if (k->w->loose_links)
        line.parent = NULL;
    if (!import_line(k->s, &line))
        return;
    for (struct outline_item *i = before != NULL ? before->next : k->s->o->first;
         i != NULL && k->w->loose_links; i = i->next)
        i->unnumbered = true;
    if (k->w->loose_links && k->listed)
        k->n_levels = 0; /* no part holds what comes after the last one */
}

/* Lines that hard breaks part are looked at one by one. */
static void read_lines(struct walker *k, struct import_line line)
{
    size_t start = 0;

    for (size_t i = 0; i <= line.n; i++) {
        if (i < line.n && line.pieces[i].kind != PIECE_BREAK)
            continue;
        struct import_line part = line;
        part.pieces += start;
        part.n = i - start;
        read_line(k, part);
        start = i + 1;
    }
}

static bool leads_list(const struct node *block)
{
    const struct node *next = block->next;

    return next != NULL && (next->kind == NODE_LIST || next->kind == NODE_TABLE);
}

static void read_paragraph(struct walker *k, const struct node *block)
{
    g_autoptr(GArray) pieces = pieces_of(k, block);
    struct import_line line = line_of(k, pieces);
    char *title = import_pieces_text(k->s, line.pieces, line.n);
    bool colon = title != NULL && (g_str_has_suffix(title, ":") || g_str_has_suffix(title, "："));

    if (title == NULL || is_aside(k) || k->quotes > 0)
        return;
    int rank = 0;
    if (leads_list(block) && strlen(title) <= TITLE_MAX && is_bold_line(&line))
        rank = BOLD_LEVEL;
    else if (leads_list(block) && colon && k->w->colons_begin_parts && !has_link(&line))
        rank = COLON_LEVEL;
    if (rank > 0) {
        bool aside = k->s->prose && import_is_aside(title);
        pop_to(k, rank);
        push(k, rank, aside ? NULL : import_part(k->s, holder(k), title, block->loc), aside);
    } else if (has_link(&line) && !import_is_switch(k->s, &line)) {
        read_lines(k, line);
    }
}

/* ------------------------------------------------------------------ lists */

/* The item that an item with this place is under: bullets of other tools nest by their columns. */
static struct outline_item *find_parent(struct walker *k, const struct node *item)
{
    const struct node *list = item->parent;

    while (k->n_bullets > 0) {
        const struct bullet *b = &k->bullets[k->n_bullets - 1];
        bool known = item->loc.col > 0 && b->col > 0 && item->loc.line > b->line;
        if (b->list != list && (!known || item->loc.col > b->col))
            break;
        if (b->list == list && known && item->loc.col >= b->col + INDENT)
            break;
        k->n_bullets--;
    }
    return k->n_bullets > 0 ? k->bullets[k->n_bullets - 1].item : holder(k);
}

static const struct node *nested_list(const struct node *item)
{
    const struct node *n = item->first;

    while (n != NULL && n->kind != NODE_LIST)
        n = n->next;
    return n;
}

/* The words of an item without a chapter, over those below it: "**Sorting** - putting in order". */
static char *group_title(struct walker *k, const struct import_line *line)
{
    g_autoptr(GString) bold = g_string_new(NULL);
    size_t i = 0;

    for (; i < line->n && line->pieces[i].strong; i++)
        g_string_append(bold, line->pieces[i].text);
    char *title = bold->len > 0 ? import_clean(k->s, bold->str) : NULL;
    if (title == NULL && line->n > 0 && line->pieces[0].kind == PIECE_LINK)
        title = import_clean(k->s, line->pieces[0].text);
    if (title == NULL)
        title = import_pieces_text(k->s, line->pieces, line->n);
    return title != NULL && strlen(title) <= TITLE_MAX ? title : NULL;
}

/* A page that is only announced: "- [ ] Chapter 5" in a manifest. */
static bool has_list_after(const struct node *item)
{
    const struct node *next = item->next;

    return nested_list(item) != NULL ||
           (next != NULL && next->loc.col >= item->loc.col + INDENT && item->loc.col > 0);
}

/* The item's own line: its paragraphs before a list. */
static void read_item(struct walker *k, const struct node *item)
{
    g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(struct import_piece));

    for (const struct node *n = item->first; n != NULL && n->kind != NODE_LIST; n = n->next) {
        struct import_piece piece = {.kind = PIECE_BREAK, .text = "", .loc = n->loc};
        if (pieces->len > 0)
            g_array_append_val(pieces, piece);
        if (n->kind == NODE_PARAGRAPH || n->kind == NODE_HEADING)
            import_pieces(k->s, n, pieces);
    }
    struct import_line line = line_of(k, pieces);
    struct outline_item *parent = find_parent(k, item), *made = parent;
    line.parent = parent;
    bool outside = k->s->prose && has_list_after(item) && line.n > 0 &&
                   line.pieces[0].kind == PIECE_LINK && !is_local(k, &line.pieces[0]);
    if (line.n > 0 && has_link(&line) && !outside)
        import_line(k->s, &line);
    if (line.main != NULL)
        made = line.main;
    else if (has_list_after(item) && !import_is_switch(k->s, &line))
        made = import_part(k->s, parent, group_title(k, &line), item->loc);
    if (k->n_bullets < MAX_LEVELS)
        k->bullets[k->n_bullets++] =
            (struct bullet){item->parent, item->loc.col, item->loc.line, made};
    k->listed = true;
}

/* A list of one page's languages: each item is a link that says one. */
static bool is_language_list(struct walker *k, const struct node *list, GArray *pieces)
{
    for (const struct node *n = list->first; n != NULL; n = n->next) {
        guint before = pieces->len, links = 0;
        import_pieces(k->s, n, pieces);
        for (guint i = before; i < pieces->len; i++) {
            const struct import_piece *p = &g_array_index(pieces, struct import_piece, i);
            links += p->kind == PIECE_LINK;
            if (p->kind == PIECE_LINK ? p->lang == NULL : strspn(p->text, " |*") != strlen(p->text))
                return false;
        }
        if (links != 1)
            return false;
    }
    return list->first != list->last;
}

/* Items in order, whatever they are nested in; what else an item holds is prose. */
static void read_list(struct walker *k, const struct node *list)
{
    g_autoptr(GArray) languages = g_array_new(FALSE, FALSE, sizeof(struct import_piece));

    if (k->s->prose && !is_aside(k) && is_language_list(k, list, languages)) {
        struct import_line line = line_of(k, languages);
        line.title = fresh_title(line.parent);
        import_line(k->s, &line);
        return;
    }
    if (list->prev == NULL || list->prev->kind != NODE_LIST)
        k->n_bullets = 0; /* a list right behind another may be meant to be in it */
    for (const struct node *n = list; n != NULL; n = node_next(list, n))
        if (n->kind == NODE_ITEM && !is_aside(k))
            read_item(k, n);
}

/* ------------------------------------------------------------------ tables */

enum { MAX_COLUMNS = 32 };

struct table {
    const char *langs[MAX_COLUMNS]; /* of columns whose heads name one */
    const char *last;               /* the title of the row before */
};

static void read_table_head(struct walker *k, const struct node *row, struct table *t)
{
    size_t i = 0;

    for (const struct node *c = row->first; c != NULL && i < MAX_COLUMNS; c = c->next, i++) {
        g_autoptr(GArray) pieces = pieces_of(k, c);
        struct import_line line = line_of(k, pieces);
        char *text = import_pieces_text(k->s, line.pieces, line.n);
        t->langs[i] = text != NULL && k->s->prose ? import_language(k->s, text) : NULL;
    }
}

static bool is_number(const char *text)
{
    for (; *text != '\0'; text = g_utf8_next_char(text))
        if (g_unichar_isalpha(g_utf8_get_char(text)))
            return false;
    return true;
}

/* What names a row: its first cell with words that are no link, before the first with one. */
static const char *row_title(struct walker *k, const struct node *row)
{
    for (const struct node *c = row->first; c != NULL; c = c->next) {
        g_autoptr(GArray) pieces = pieces_of(k, c);
        struct import_line line = line_of(k, pieces);
        const char *text = import_pieces_text(k->s, line.pieces, line.n);
        if (has_link(&line))
            return NULL;
        if (text != NULL && !is_number(text))
            return strlen(text) <= TITLE_MAX ? text : NULL;
    }
    return NULL;
}

static void read_cell(struct walker *k, const struct node *cell, struct import_line row,
                      struct outline_item **main)
{
    g_autoptr(GArray) pieces = pieces_of(k, cell);
    struct import_line all = line_of(k, pieces);
    size_t start = 0;

    if (row.lang != NULL && !has_link(&all) && *main != NULL) {
        const char *text = import_pieces_text(k->s, all.pieces, all.n);
        struct import_link link = {.lang = row.lang, .loc = cell->loc};
        if (text != NULL && import_is_promise(text))
            import_twin(k->s, *main, &link);
    }
    for (size_t i = 0; i <= all.n; i++) {
        if (i < all.n && all.pieces[i].kind != PIECE_BREAK)
            continue;
        struct import_line part = row;
        part.pieces = all.pieces + start;
        part.n = i - start;
        part.main = *main;
        if (has_link(&part))
            import_line(k->s, &part);
        *main = part.main;
        start = i + 1;
    }
}

static void read_row(struct walker *k, const struct node *row, struct table *t)
{
    const char *title = row_title(k, row);
    bool again = title != NULL && g_strcmp0(title, t->last) == 0; /* of several rows, none's own */
    struct outline_item *main = NULL;
    size_t i = 0;

    for (const struct node *c = row->first; c != NULL; c = c->next, i++) {
        struct import_line line = {.top = !k->parted,
                                   .row = true,
                                   .title = again ? NULL : title,
                                   .lang = i < MAX_COLUMNS ? t->langs[i] : NULL,
                                   .parent = holder(k)};
        read_cell(k, c, line, &main);
    }
    t->last = title;
}

static void read_table(struct walker *k, const struct node *table)
{
    struct table t = {0};

    if (is_aside(k))
        return;
    for (const struct node *row = table->first; row != NULL; row = row->next) {
        if (row->kind != NODE_ROW)
            continue;
        if (row->u.row.head && row->next != NULL)
            read_table_head(k, row, &t);
        else
            read_row(k, row, &t);
    }
}

/* ------------------------------------------------------------------ blocks */

static void read_blocks(struct walker *k, const struct node *parent);

static void read_container(struct walker *k, const struct node *block)
{
    int levels = k->n_levels, quote = block->kind == NODE_QUOTE || block->kind == NODE_ALERT;

    k->quotes += quote;
    read_blocks(k, block);
    k->quotes -= quote;
    if (block->kind == NODE_DETAILS)
        k->n_levels = MIN(k->n_levels, levels);
}

/* Recursion is bounded by NODE_MAX_DEPTH. */
static void read_blocks(struct walker *k, const struct node *parent)
{
    for (const struct node *n = parent->first; n != NULL; n = n->next) {
        if (n->kind == NODE_HEADING)
            read_heading(k, n, n->u.heading.level);
        else if (n->kind == NODE_SUMMARY)
            read_heading(k, n, SUMMARY_LEVEL);
        else if (n->kind == NODE_PARAGRAPH || n->kind == NODE_TERM || n->kind == NODE_CAPTION)
            read_paragraph(k, n);
        else if (n->kind == NODE_LIST)
            read_list(k, n);
        else if (n->kind == NODE_TABLE)
            read_table(k, n);
        else if (n->kind == NODE_RULE && k->w->rules_end_parts)
            k->n_levels = 0;
        else if (n->kind == NODE_QUOTE || n->kind == NODE_ALERT || n->kind == NODE_DETAILS ||
                 n->kind == NODE_DIV || n->kind == NODE_FIGURE || n->kind == NODE_DEF_LIST ||
                 n->kind == NODE_DEFINITION)
            read_container(k, n);
    }
}

void import_walk(struct import_walk *w, const struct node *doc)
{
    struct walker k = {.w = w, .s = w->s, .titled = w->title != NULL};

    read_blocks(&k, doc);
}

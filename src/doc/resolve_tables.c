/* Tables: which words are a table's caption, and which number it has. */
#include "doc/labels.h"
#include "doc/parallel.h"
#include "doc/resolve.h"
#include "doc/resolve_caption.h"

#include "base/lang.h"

#include <string.h>

enum { LONGEST_CAPTION = 400 }; /* characters of a paragraph that may be one */

/* ---- captions ---- */

static struct node *first_text(struct node *n)
{
    while (n != NULL && n->kind != NODE_TEXT)
        n = n->first;
    return n;
}

static struct node *caption_of(const struct node *table)
{
    return table->first != NULL && table->first->kind == NODE_CAPTION ? table->first : NULL;
}

/* The bytes that only say that a paragraph is a caption: ": ", "Table: ". Where an author's number
 * stands instead, 0 and `*own`. -1: it is none. */
static int caption_start(const struct node *par, bool *own)
{
    const struct node *text = par != NULL && par->kind == NODE_PARAGRAPH
                                  ? first_text((struct node *)(uintptr_t)par->first)
                                  : NULL;
    g_autofree char *all = NULL;

    *own = false;
    if (text == NULL)
        return -1;
    GString *words = g_string_new(NULL);
    node_plain_text(par, words);
    all = g_string_free(words, FALSE);
    if (g_utf8_strlen(all, -1) > LONGEST_CAPTION)
        return -1;
    bool bold = par->first->kind == NODE_STRONG || par->first->kind == NODE_EMPH;
    if (caption_own_table_number(text->u.text, !bold, NULL) > 0) {
        *own = true;
        return 0;
    }
    if (text != par->first)
        return -1;
    size_t bare = g_str_has_prefix(text->u.text, ": ") ? 2 : caption_bare_table_label(text->u.text);
    return bare > 0 && (text->u.text[bare] != '\0' || text->next != NULL) ? (int)bare : -1;
}

/* The paragraph that is the table's caption: below it as pandoc writes it, or above, where one with
 * a number that stands between two tables belongs. */
static struct node *find_caption(const struct node *table, int *start)
{
    bool own;

    *start = caption_start(table->next, &own);
    if (*start >= 0 && !(own && table->next->next != NULL && table->next->next->kind == NODE_TABLE))
        return table->next;
    *start = caption_start(table->prev, &own);
    return *start >= 0 ? table->prev : NULL;
}

/* Takes `{#id}` from the end of a caption; NULL when there is none. */
static const char *take_id(struct arena *a, struct node *caption)
{
    struct node *text = caption->last;

    if (text == NULL || text->kind != NODE_TEXT || !g_str_has_suffix(text->u.text, "}"))
        return NULL;
    const char *open = g_strrstr(text->u.text, "{#");
    if (open == NULL || strpbrk(open, " \t") != NULL || open[2] == '}')
        return NULL;
    char *id = arena_strndup(a, open + 2, strlen(open) - 3);
    text->u.text = g_strchomp(arena_strndup(a, text->u.text, (size_t)(open - text->u.text)));
    if (*text->u.text == '\0')
        node_unlink(text);
    return id;
}

static void make_caption(struct chapter *c, struct node *table)
{
    struct arena *a = c->arena;
    int start;
    struct node *par = find_caption(table, &start);

    if (par == NULL)
        return;
    struct node *caption = node_new(a, NODE_CAPTION, par->loc);
    caption->id = par->id;
    if (par->id != NULL && g_hash_table_lookup(c->ids, par->id) == par)
        g_hash_table_insert(c->ids, (char *)(uintptr_t)par->id, caption);
    caption->lang = par->lang;
    node_move_children(par, caption);
    node_unlink(par);
    struct node *text = first_text(caption->first);
    if (start > 0 && text != NULL) {
        text->u.text = arena_strdup(a, text->u.text + start);
    }
    if (table->first != NULL)
        node_insert_before(table->first, caption);
    else
        node_append(table, caption);
    const char *id = take_id(a, caption);
    if (id != NULL && table->id == NULL && !g_hash_table_contains(c->ids, id)) {
        table->id = id;
        g_hash_table_insert(c->ids, (char *)(uintptr_t)id, table);
    }
}

/* ---- numbers ---- */

static bool is_captioned(const struct node *n)
{
    return n->kind == NODE_TABLE && caption_of(n) != NULL && caption_of(n)->first != NULL;
}

static struct node *new_label(struct arena *a, const struct node *caption, const char *text)
{
    struct node *span = node_new(a, NODE_SPAN, caption->loc);

    span->classes = "caption-label";
    node_append(span, node_new_text(a, caption->loc, text));
    return span;
}

/* "Table 3: " at the start of a caption becomes its label; true when there is one. */
static bool take_own_number(struct arena *a, struct node *table)
{
    struct node *caption = caption_of(table), *text = first_text(caption->first);
    size_t whole = 0, n = text != NULL ? caption_own_table_number(text->u.text, false, &whole) : 0;

    if (n == 0)
        return false;
    table->u.table.label = arena_strndup(a, text->u.text, n);
    if (text->parent != caption) /* set off already, as by **Table 1** */
        return true;
    char *mark = g_strchomp(arena_strndup(a, text->u.text, whole));
    node_insert_before(text, new_label(a, caption, mark));
    text->u.text = arena_strdup(a, text->u.text + strlen(mark));
    return true;
}

static void add_number(struct chapter *c, struct node *table, const char *chapter, int number)
{
    struct arena *a = c->arena;
    struct node *caption = caption_of(table);
    const char *lang = node_lang(caption) != NULL ? node_lang(caption) : c->lang;
    bool cjk = lang != NULL && (lang_is_chinese(lang) || lang_same_primary(lang, "ja"));

    table->u.table.label = label_table(a, lang, chapter, number);
    node_insert_before(caption->first, node_new_text(a, caption->loc, cjk ? "\u3000" : "\u2002"));
    node_insert_before(caption->first, new_label(a, caption, table->u.table.label));
}

/* As of figures: where the author numbered some of a chapter, nobody numbers the others. */
static void number_tables(struct chapter *c, const char *prefix, int *count, bool wanted)
{
    bool own = false;

    for (struct node *n = c->doc; n != NULL; n = node_next(c->doc, n))
        if (is_captioned(n))
            own = take_own_number(c->arena, n) || own;
    for (struct node *n = c->doc; wanted && !own && n != NULL; n = node_next(c->doc, n))
        if (is_captioned(n))
            add_number(c, n, *prefix != '\0' ? prefix : NULL, *count += !parallel_is_twin(n));
}

/* ---- ids for the lists of figures and tables ---- */

static void add_id(struct chapter *c, struct node *n, const char *what, int ordinal)
{
    char *id = arena_printf(c->arena, "%s-%d", what, ordinal);

    while (g_hash_table_contains(c->ids, id))
        id = arena_join(c->arena, id, "-", NULL);
    n->id = id;
    g_hash_table_insert(c->ids, id, n);
}

static void add_ids(struct chapter *c)
{
    const struct book *b = c->edition->book;
    int figures = 0, tables = 0;

    for (struct node *n = c->doc; n != NULL; n = node_next(c->doc, n)) {
        if (n->kind == NODE_FIGURE && b->figures.list && ++figures > 0 && n->id == NULL &&
            n->u.figure.label != NULL)
            add_id(c, n, "figure", figures);
        if (n->kind == NODE_TABLE && b->tables.list && ++tables > 0 && n->id == NULL &&
            n->u.table.label != NULL)
            add_id(c, n, "table", tables);
    }
}

void resolve_tables(struct edition *e)
{
    for (size_t i = 0; i < e->n_chapters; i++) {
        struct chapter *c = e->chapters[i];
        if (c->doc == NULL || c->kind != CHAPTER_TEXT)
            continue;
        for (struct node *n = c->doc; n != NULL; n = node_next(c->doc, n))
            if (n->kind == NODE_TABLE && caption_of(n) == NULL)
                make_caption(c, n);
    }
}

void resolve_table_numbers(struct edition *e)
{
    enum figure_numbering numbering = e->book->figures.numbering;
    const char *last = "";
    int in_chapter = 0, outside = 0;

    for (size_t i = 0; i < e->n_chapters; i++) {
        struct chapter *c = e->chapters[i];
        if (c->doc == NULL || c->kind != CHAPTER_TEXT)
            continue;
        const char *number = c->number != NULL && numbering == FIGURES_BY_CHAPTER ? c->number : "";
        const char *top = arena_strndup(c->arena, number, strcspn(number, "."));
        if (*top != '\0' && strcmp(top, last) != 0) {
            in_chapter = 0;
            last = top;
        }
        number_tables(c, top, *top != '\0' ? &in_chapter : &outside, numbering != FIGURES_NONE);
        add_ids(c);
    }
}

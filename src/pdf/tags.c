#include "pdf/tags.h"

#include "doc/labels.h"

#include <string.h>

/* An open tag; element NULL: it means nothing there, or is an artifact. */
struct open_tag {
    const struct tag *tag;
    struct element *element;
};

struct walk {
    struct tags *tags;
    const char *lang; /* of the edition */
    GHashTable *by_tag;
    GArray *open;  /* struct open_tag */
    guint hidden;  /* of the open ones, from which on tags mean nothing; 0: none */
    bool fresh;    /* the next item begins a mark */
    guint page, n; /* n: marks of the page that are no artifacts */
    bool texts;
};

static bool has_role(const struct tag *tag, const char *role)
{
    return tag && strcmp(tag->role, role) == 0;
}

static struct element *element_new(struct walk *w, const struct tag *tag, struct element *parent)
{
    struct element *e = arena_one(w->tags->arena, struct element);
    e->tag = tag;
    e->parent = parent;
    e->kids = g_array_new(FALSE, FALSE, sizeof(struct kid));
    g_ptr_array_add(w->tags->elements, e);
    if (parent) {
        struct kid kid = {.kind = KID_ELEMENT, .element = e};
        g_array_append_val(parent->kids, kid);
    }
    return e;
}

/* What the next item belongs to; NULL in an artifact. */
static struct element *current(const struct walk *w)
{
    guint n = w->hidden ? w->hidden : w->open->len;
    return n ? g_array_index(w->open, struct open_tag, n - 1).element : w->tags->root;
}

static void open_tag(struct walk *w, const struct tag *tag)
{
    struct open_tag open = {.tag = tag};
    if (!w->hidden && !has_role(tag, "Artifact")) {
        open.element = g_hash_table_lookup(w->by_tag, tag);
        if (!open.element) {
            open.element = element_new(w, tag, current(w));
            g_hash_table_insert(w->by_tag, (gpointer)(uintptr_t)tag, open.element);
        }
    }
    g_array_append_val(w->open, open);
    if (!w->hidden && (!open.element || tag->actual_text))
        w->hidden = w->open->len;
    w->fresh = true;
}

static void close_tag(struct walk *w, const struct tag *tag)
{
    guint n = w->open->len;
    if (n == 0 || g_array_index(w->open, struct open_tag, n - 1).tag != tag)
        return;
    if (w->hidden == n)
        w->hidden = 0;
    g_array_set_size(w->open, n - 1);
    w->fresh = true;
}

/* A formula that is set in pieces is copied out with the first of them. */
static const char *actual_text_of(const struct element *e)
{
    const char *text = e && e->tag ? e->tag->actual_text : NULL;
    for (guint i = 0; text && i < e->kids->len; i++)
        if (g_array_index(e->kids, struct kid, i).kind == KID_MARK)
            text = "";
    return text;
}

/* Pieces of one element that follow each other, as of a formula or a row that was cut, are one. */
static bool continues(const struct walk *w, const struct element *e)
{
    const GArray *marks = w->tags->marks;
    if (marks->len == g_array_index(w->tags->pages, guint, w->page))
        return false;
    return g_array_index(marks, struct mark, marks->len - 1).element == e;
}

static void begin_mark(struct walk *w, struct element *e)
{
    if (continues(w, e))
        return;
    struct mark mark = {.element = e,
                        .actual_text = actual_text_of(e),
                        .page = w->page,
                        .mcid = e ? w->n++ : 0,
                        .text = w->texts ? g_string_new(NULL) : NULL};
    if (e) {
        struct kid kid = {.kind = KID_MARK, .index = w->tags->marks->len};
        g_array_append_val(e->kids, kid);
    }
    g_array_append_val(w->tags->marks, mark);
}

static bool in_figure(const struct walk *w)
{
    for (guint i = 0; i < w->open->len; i++)
        if (has_role(g_array_index(w->open, struct open_tag, i).tag, "Figure"))
            return true;
    return false;
}

/* A picture's own element. */
static struct element *figure(struct walk *w, const struct item *item, struct element *parent)
{
    struct tag *tag = tag_new(w->tags->arena, "Figure");
    const char *alt = item->u.image.alt;
    tag->alt = alt && *alt ? alt : label_text(w->lang, LABEL_PICTURE);
    return element_new(w, tag, parent);
}

/* Text that nobody has tagged is a paragraph; lines and tints are no content. */
static struct element *stray(struct walk *w, const struct item *item, struct element *parent)
{
    if (item->kind != ITEM_GLYPHS)
        return NULL;
    return element_new(w, tag_new(w->tags->arena, "P"), parent);
}

static void see_content(struct walk *w, const struct item *item)
{
    struct element *e = current(w);
    bool picture = item->kind == ITEM_IMAGE && e && !w->hidden && !in_figure(w);
    bool loose = e && (!e->tag || has_role(e->tag, "Sect"));
    if (picture || loose || w->fresh)
        begin_mark(w, picture ? figure(w, item, e) : loose ? stray(w, item, e) : e);
    w->fresh = picture || loose;
    struct mark *mark = &g_array_index(w->tags->marks, struct mark, w->tags->marks->len - 1);
    mark->n_items++;
    if (mark->text && item->kind == ITEM_GLYPHS)
        g_string_append_len(mark->text, item->u.glyphs.text, item->u.glyphs.text_bytes);
}

/* A link whose words have no element of their own, as those of a formula, is one without words. */
static void see_link(struct walk *w, const struct item *item)
{
    const struct tag *tag = item->u.link.tag;
    struct element *e = tag ? g_hash_table_lookup(w->by_tag, tag) : NULL, *around = current(w);
    if (!e && around) {
        e = element_new(w, tag ? tag : tag_new(w->tags->arena, "Link"), around);
        g_hash_table_insert(w->by_tag, (gpointer)(uintptr_t)e->tag, e);
    }
    if (e) {
        struct kid kid = {.kind = KID_LINK, .index = w->tags->links->len};
        g_array_append_val(e->kids, kid);
    }
    g_ptr_array_add(w->tags->links, e);
}

/* Frames nest as deep as the node tree, which the readers bound. */
static void see_frame(struct walk *w, const struct frame *f)
{
    for (const struct item *i = f->first; i; i = i->next) {
        switch (i->kind) {
        case ITEM_GROUP:
            see_frame(w, i->u.group.frame);
            break;
        case ITEM_GLYPHS:
        case ITEM_PATH:
        case ITEM_IMAGE:
            see_content(w, i);
            break;
        case ITEM_LINK:
            see_link(w, i);
            break;
        case ITEM_TAG:
            if (i->u.tag.action == TAG_OPEN)
                open_tag(w, i->u.tag.tag);
            else
                close_tag(w, i->u.tag.tag);
            break;
        }
    }
}

/* An empty cell is a cell all the same: without it those after it would be in wrong columns. */
static void find_needed(struct tags *t)
{
    for (guint i = t->elements->len; i > 0; i--) { /* kids are opened after their parents */
        struct element *e = t->elements->pdata[i - 1];
        e->needed |= !e->parent || has_role(e->tag, "TD") || has_role(e->tag, "TH");
        for (guint k = 0; k < e->kids->len && !e->needed; k++)
            e->needed = g_array_index(e->kids, struct kid, k).kind != KID_ELEMENT;
        if (e->needed && e->parent)
            e->parent->needed = true;
    }
    for (guint i = 0; i < t->elements->len; i++) {
        struct element *e = t->elements->pdata[i];
        if (e->needed)
            e->number = t->n_needed++;
    }
}

struct tags *tags_new(const struct layout *l, bool texts)
{
    struct tags *t = g_new0(struct tags, 1);
    t->arena = arena_new();
    t->elements = g_ptr_array_new();
    t->marks = g_array_new(FALSE, FALSE, sizeof(struct mark));
    t->pages = g_array_new(FALSE, FALSE, sizeof(guint));
    t->links = g_ptr_array_new();
    struct walk w = {.tags = t,
                     .lang = l->edition->lang,
                     .by_tag = g_hash_table_new(NULL, NULL),
                     .open = g_array_new(FALSE, FALSE, sizeof(struct open_tag)),
                     .texts = texts};
    t->root = element_new(&w, NULL, NULL);
    for (size_t i = 0; i <= l->n_pages; i++) {
        guint first = t->marks->len;
        g_array_append_val(t->pages, first);
        if (i == l->n_pages)
            break;
        w.page = (guint)i;
        w.n = 0;
        w.fresh = true;
        see_frame(&w, l->pages[i].frame);
    }
    g_hash_table_unref(w.by_tag);
    g_array_unref(w.open);
    find_needed(t);
    return t;
}

void tags_free(struct tags *t)
{
    if (!t)
        return;
    for (guint i = 0; i < t->elements->len; i++)
        g_array_unref(((struct element *)t->elements->pdata[i])->kids);
    for (guint i = 0; i < t->marks->len; i++) {
        struct mark *mark = &g_array_index(t->marks, struct mark, i);
        if (mark->text)
            g_string_free(mark->text, TRUE);
    }
    g_ptr_array_unref(t->elements);
    g_array_unref(t->marks);
    g_array_unref(t->pages);
    g_ptr_array_unref(t->links);
    arena_free(t->arena);
    g_free(t);
}

/* --- dump --- */

static void dump_tag(const struct tag *tag, int depth, GString *out)
{
    static const char *const scopes[] = {NULL, "column", "row"};
    const char *const fields[][2] = {{"alt", tag->alt},
                                     {"actual", tag->actual_text},
                                     {"lang", tag->lang},
                                     {"numbering", tag->numbering},
                                     {"scope", scopes[tag->scope]}};
    g_string_append_printf(out, "%*s%s", 2 * depth, "", tag->role);
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        if (fields[i][1])
            g_string_append_printf(out, " %s=\"%s\"", fields[i][0], fields[i][1]);
    if (tag->colspan > 1)
        g_string_append_printf(out, " colspan=%d", tag->colspan);
    if (tag->rowspan > 1)
        g_string_append_printf(out, " rowspan=%d", tag->rowspan);
    g_string_append_c(out, '\n');
}

static void dump_kid(const struct tags *t, const struct kid *kid, int depth, GString *out);

/* Elements nest as deep as the node tree, which the readers bound. */
static void dump_element(const struct tags *t, const struct element *e, int depth, GString *out)
{
    static const struct tag document = {.role = "Document"};
    if (!e->needed)
        return;
    dump_tag(e->tag ? e->tag : &document, depth, out);
    for (guint i = 0; i < e->kids->len; i++)
        dump_kid(t, &g_array_index(e->kids, struct kid, i), depth + 1, out);
}

static void dump_kid(const struct tags *t, const struct kid *kid, int depth, GString *out)
{
    switch (kid->kind) {
    case KID_ELEMENT:
        dump_element(t, kid->element, depth, out);
        break;
    case KID_MARK: {
        const struct mark *mark = &g_array_index(t->marks, struct mark, kid->index);
        g_string_append_printf(out, "%*s\"%s\" page %u\n", 2 * depth, "",
                               mark->actual_text ? mark->actual_text : mark->text->str,
                               mark->page + 1);
        break;
    }
    case KID_LINK:
        g_string_append_printf(out, "%*slink\n", 2 * depth, "");
        break;
    }
}

void tags_dump(const struct tags *t, GString *out)
{
    dump_element(t, t->root, 0, out);
}

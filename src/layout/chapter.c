#include "layout/chapter.h"

#include "doc/labels.h"
#include "layout/page.h"

#include <stdlib.h>

/* Whole lines of the book's text only, so that the last lines of all pages stand at one height. A
 * third of a line may reach into the margin below rather than a whole one be lost. */
static len text_height(const struct page_style *page, const struct style *text)
{
    len height = MAX(72 * LEN_PT, page->height - page->top - page->bottom);
    len line = text->line_height;
    return line > 0 && line < height ? (height + line / 3) / line * line : height;
}

struct flow flow_new(struct shaper *s, struct arena *arena, const struct edition *e,
                     const struct chapter *chapter)
{
    shaper_set_arena(s, arena);
    shaper_set_chapter(s, chapter);
    struct sheets *sheets = shaper_sheets(s);
    struct page_style page = style_page(sheets, e->book);
    const char *lang = chapter && chapter->lang ? chapter->lang : e->lang;
    return (struct flow){.shaper = s,
                         .arena = arena,
                         .sheets = sheets,
                         .book = e->book,
                         .chapter = chapter,
                         .lang = lang,
                         .width = MAX(72 * LEN_PT, page.width - page.inside - page.outside),
                         .height =
                             text_height(&page, style_for(sheets, NULL, "p", NULL, e->lang))};
}

/* ---- footnotes ---- */

struct notes {
    struct vlist *list;
    GHashTable *placed; /* struct node * of the notes that are in the list */
};

static void note_add(struct flow *f, struct notes *n, const struct node *ref)
{
    const struct node *note = ref->u.ref.footnote;
    if (note && g_hash_table_add(n->placed, (void *)(uintptr_t)note))
        flow_footnote(f, n->list, note, f->width);
}

/* Sets the notes in the order of their first references; notes that notes refer to follow them. */
static struct vlist *notes_set(struct flow *f, struct vlist *v)
{
    struct notes n = {vlist_new(f->arena), g_hash_table_new(NULL, NULL)};
    size_t seen = 0;
    for (size_t i = 0; i < v->n; i++) {
        for (const struct node **s = v->boxes[i].notes; s && *s; s++)
            note_add(f, &n, *s);
        for (; seen < n.list->n; seen++)
            for (const struct node **s = n.list->boxes[seen].notes; s && *s; s++)
                note_add(f, &n, *s);
        v->boxes[i].notes_end = n.list->n;
    }
    vlist_finish(n.list);
    g_hash_table_destroy(n.placed);
    return n.list;
}

/* Footnotes that nothing refers to stand at the end of the text. */
static void unused_notes(struct flow *f, struct vlist *v)
{
    if (!f->chapter || !f->chapter->doc)
        return;
    for (const struct node *c = f->chapter->doc->first; c; c = c->next)
        if (c->kind == NODE_FOOTNOTE && c->u.footnote.n_refs == 0)
            flow_footnote(f, v, c, f->width);
}

/* ---- pages ---- */

static const struct style *rule_style(struct flow *f)
{
    return flow_style(f, NULL, "footnote-rule", NULL);
}

static len rule_height(const struct style *s)
{
    len top = s->margin.top == LEN_AUTO ? 0 : s->margin.top;
    len bottom = s->margin.bottom == LEN_AUTO ? 0 : s->margin.bottom;
    return top + s->border_top.width + bottom;
}

static void draw_notes(struct flow *f, const struct vlist *notes, const struct page_range *p,
                       struct body *body)
{
    static const struct tag artifact = {.role = "Artifact"};
    if (p->notes_end <= p->notes_start)
        return;
    const struct style *rule = rule_style(f);
    len y = f->height - p->note_height;
    if (rule->margin.top != LEN_AUTO)
        y += rule->margin.top;
    len width = f->width;
    if (rule->width_permille > 0)
        width = (len)((int64_t)width * rule->width_permille / 1000);
    len x = rule->direction == DIRECTION_RTL ? f->width - width : 0;
    frame_tag(f->arena, body->frame, TAG_OPEN, &artifact);
    frame_rect(f->arena, body->frame, x, y, width, rule->border_top.width, rule->border_top.colour);
    frame_tag(f->arena, body->frame, TAG_CLOSE, &artifact);
    struct vset set = {.start = p->notes_start, .end = p->notes_end};
    y = f->height - p->note_height + rule_height(rule) + notes->boxes[p->notes_start].space;
    vlist_draw(notes, &set, body->frame, 0, y, &body->anchors);
}

/* The heading of rank 2 that a page's running head names. */
static const struct node *page_section(const struct vlist *v, const struct page_range *p,
                                       const struct node **current)
{
    const struct node *first = NULL;
    for (size_t i = p->set.start; i < p->set.end; i++) {
        const struct node *mark = v->boxes[i].mark;
        if (!mark || mark->u.heading.rank != 2)
            continue;
        if (!first)
            first = mark;
        *current = mark;
    }
    return first ? first : *current;
}

struct bodies bodies_make(struct flow *f, struct vlist *v)
{
    vlist_finish(v);
    struct vlist *notes = notes_set(f, v);
    struct page_options options = {.height = f->height, .note_gap = rule_height(rule_style(f))};
    struct page_range *ranges = NULL;
    size_t n = page_break(f->arena, v->boxes, v->n, notes->boxes, notes->n, &options, &ranges);
    struct bodies b = {arena_array(f->arena, n, sizeof *b.pages), n};
    const struct node *section = NULL;
    for (size_t i = 0; i < n; i++) {
        struct body *body = &b.pages[i];
        const struct node *before = section;
        body->frame = frame_new(f->arena, f->width, f->height);
        vlist_draw(v, &ranges[i].set, body->frame, 0, 0, &body->anchors);
        draw_notes(f, notes, &ranges[i], body);
        body->section = page_section(v, &ranges[i], &section);
        /* a section that begins far down does not name a page that another one fills */
        if (before && body->section != before && ranges[i].set.start < v->n &&
            !v->boxes[ranges[i].set.start].mark)
            body->section = before;
    }
    if (n)
        b.pages[0].opener = true;
    return b;
}

/* ---- chapters ---- */

static struct bodies part_set(struct flow *f, const struct chapter *c)
{
    struct vlist *v = vlist_new(f->arena);
    const struct style *number = flow_style(f, NULL, "part-number", NULL);
    const struct style *title = flow_style(f, NULL, "part-title", NULL);
    vlist_strut(v, flow_style(f, NULL, "part-page", NULL)->padding.top);
    if (c->number && f->book->pdf.numbering) {
        flow_text(f, v, label_part(f->arena, f->lang, atoi(c->number)), number, "P", 0, f->width);
        vlist_penalty(v, PENALTY_FORBID);
    }
    flow_text(f, v, c->title, title, "H1", 0, f->width);
    for (const struct node *n = c->doc ? c->doc->first : NULL; n; n = n->next) {
        if (n->kind == NODE_HEADING && n->u.heading.rank == 1)
            vlist_anchor(v, n->id); /* it is the title above */
        else
            flow_block(f, v, n, 0, f->width);
    }
    return bodies_make(f, v);
}

struct bodies chapter_set(struct shaper *s, struct arena *arena, const struct edition *e,
                          const struct chapter *c)
{
    struct flow f = flow_new(s, arena, e, c);
    if (c->kind == CHAPTER_PART)
        return part_set(&f, c);
    if (!c->doc)
        return (struct bodies){NULL, 0};
    struct vlist *v = vlist_new(arena);
    flow_blocks(&f, v, c->doc, 0, f.width);
    unused_notes(&f, v);
    if (!v->n)
        vlist_strut(v, LEN_PT);
    return bodies_make(&f, v);
}

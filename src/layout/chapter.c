#include "layout/chapter.h"

#include "doc/labels.h"
#include "layout/page.h"

#include <stdlib.h>
#include <string.h>

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
                         .can_turn = chapter != NULL,
                         .lang = lang,
                         .width = MAX(72 * LEN_PT, page.width - page.inside - page.outside),
                         .height = text_height(&page, style_for(sheets, NULL, "p", NULL, e->lang))};
}

/* ---- footnotes ---- */

struct notes {
    struct vlist *list;
    GHashTable *placed; /* struct node * of the notes that are in the list */
};

static void note_add(struct flow *f, struct notes *n, const struct node *ref)
{
    const struct node *note = ref->u.ref.footnote;
    if (!note || !g_hash_table_add(n->placed, (void *)(uintptr_t)note))
        return;
    size_t at = n->list->n;
    flow_footnote(f, n->list, note, f->width);
    if (n->list->n > at)
        n->list->boxes[at].begins = true;
}

/* The book or its style sheets (float: none) may have notes at the chapter's end instead. */
static bool notes_at_end(struct flow *f)
{
    return f->book->pdf.notes == NOTES_CHAPTER ||
           !flow_style(f, NULL, "aside", "footnote")->footnote_float;
}

/* Sets the notes in the order of their first references; notes that notes refer to follow them. */
static struct vlist *notes_set(struct flow *f, struct vlist *v)
{
    struct notes n = {vlist_new(f->arena), g_hash_table_new(NULL, NULL)};
    size_t seen = 0;
    for (size_t i = 0; i < v->n && !notes_at_end(f); i++) {
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

static void end_note_add(struct flow *f, struct vlist *v, GHashTable *placed,
                         const struct node *ref)
{
    const struct node *note = ref->u.ref.footnote;
    if (!note || g_hash_table_contains(placed, note))
        return;
    if (!g_hash_table_size(placed)) {
        const struct style *title = flow_style(f, NULL, "h2", NULL);
        flow_text(f, v, label_text(f->lang, LABEL_FOOTNOTES), title, "H2", 0, f->width);
        flow_keep_next(v, title);
    }
    g_hash_table_add(placed, (void *)(uintptr_t)note);
    flow_footnote(f, v, note, f->width);
}

/* The notes as the chapter's last section, in the order of their first references. */
static void end_notes(struct flow *f, struct vlist *v)
{
    GHashTable *placed = g_hash_table_new(NULL, NULL);
    for (size_t i = 0; i < v->n; i++) { /* which grows */
        const struct vlist *turned = v->boxes[i].turned;
        for (const struct node **s = v->boxes[i].notes; s && *s; s++)
            end_note_add(f, v, placed, *s);
        for (size_t k = 0; turned && k < turned->n; k++)
            for (const struct node **s = turned->boxes[k].notes; s && *s; s++)
                end_note_add(f, v, placed, *s);
    }
    g_hash_table_destroy(placed);
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

/* ---- strings for the margin boxes ---- */

struct strings {
    struct flow *flow;
    GArray *list;              /* struct page_string; their state after the last page */
    const struct node *opener; /* the chapter's own heading, which speaks first */
};

static const char *stripped(struct arena *a, const char *text)
{
    while (*text && g_unichar_isspace(g_utf8_get_char(text)))
        text = g_utf8_next_char(text);
    const char *end = text + strlen(text);
    while (end > text && g_unichar_isspace(g_utf8_get_char(g_utf8_prev_char(end))))
        end = g_utf8_prev_char(end);
    return end > text ? arena_strndup(a, text, (size_t)(end - text)) : NULL;
}

/* The value of a string whose element has that text, and that number before it. */
static const char *string_text(struct arena *a, const struct content_piece *list, const char *text,
                               const char *number)
{
    g_autoptr(GString) out = g_string_new(NULL);
    for (const struct content_piece *c = list; c; c = c->next) {
        const char *piece = c->kind == CONTENT_TEXT      ? c->text
                            : c->kind == CONTENT_ELEMENT ? text
                            : c->kind == CONTENT_BEFORE  ? number
                                                         : NULL;
        g_string_append(out, piece ? piece : "");
    }
    return stripped(a, out->str);
}

static struct page_string *string_find(GArray *list, const char *name)
{
    for (guint i = 0; i < list->len; i++) {
        struct page_string *p = &g_array_index(list, struct page_string, i);
        if (strcmp(p->name, name) == 0)
            return p;
    }
    struct page_string new = {.name = name};
    g_array_append_val(list, new);
    return &g_array_index(list, struct page_string, list->len - 1);
}

/* `top`: nothing stands before the element on its page. */
static void strings_set(struct strings *s, const struct style *style, const char *text,
                        const char *number, bool top)
{
    for (const struct string_set *set = style->strings; set; set = set->next) {
        struct page_string *p = string_find(s->list, set->name);
        p->last = string_text(s->flow->arena, set->content, text, number);
        if (!p->first)
            p->first = p->last;
        if (top || !p->start)
            p->start = p->last;
    }
}

static void strings_of_node(struct strings *s, const struct node *n, bool top)
{
    bool heading = n->kind == NODE_HEADING;
    if (heading && n->u.heading.rank == 1 && !s->opener)
        s->opener = n; /* said already */
    else
        strings_set(s, n->style, node_text(s->flow->arena, n), heading ? n->u.heading.number : NULL,
                    top);
}

/* What holds from the first page on: the chapter's own title, by the rule for h1. */
static void strings_begin(struct strings *s)
{
    struct flow *f = s->flow;
    const struct chapter *c = f->chapter;
    const char *title = !c               ? label_text(f->lang, LABEL_CONTENTS)
                        : c->short_title ? c->short_title
                                         : c->title;
    strings_set(s, flow_style(f, NULL, "h1", NULL), title, c ? chapter_printed_number(c) : NULL,
                true);
}

/* The strings of the page, and the state after it. */
static void strings_page(struct strings *s, const struct vlist *v, const struct page_range *p,
                         struct body *body)
{
    for (size_t i = p->set.start; i < p->set.end; i++)
        if (v->boxes[i].mark)
            strings_of_node(s, v->boxes[i].mark, i == p->set.start);
    for (guint i = 0; i < s->list->len; i++) {
        struct page_string *one = &g_array_index(s->list, struct page_string, i);
        if (!one->first)
            one->first = one->last;
    }
    body->n_strings = s->list->len;
    body->strings =
        arena_memdup(s->flow->arena, s->list->data, s->list->len * sizeof(struct page_string));
    for (guint i = 0; i < s->list->len; i++) {
        struct page_string *one = &g_array_index(s->list, struct page_string, i);
        one->start = one->last;
        one->first = NULL;
    }
}

/* ---- pages ---- */

static struct draft list_draft(const struct flow *f, struct vlist *v)
{
    struct draft d = {.flow = *f, .list = v};
    struct tag *section = tag_new(f->arena, "Sect");
    if (f->chapter && g_ascii_strcasecmp(f->lang, f->chapter->edition->lang) != 0)
        section->lang = f->lang;
    d.section = section;
    vlist_finish(v);
    d.flow.can_turn = false; /* what is set from here on is notes */
    d.notes = notes_set(&d.flow, v);
    return d;
}

/* The lists of tables too wide for the pages have the text block turned on its side. They hold no
 * such lists themselves. */
static void find_turned(struct draft *d)
{
    struct vlist *v = d->list;
    for (size_t i = 0; i < v->n; i++)
        d->n_turned += v->boxes[i].turned != NULL;
    d->turned = arena_array(d->flow.arena, d->n_turned, sizeof *d->turned);
    size_t n = 0;
    for (size_t i = 0; i < v->n; i++) {
        if (!v->boxes[i].turned)
            continue;
        struct flow turned = d->flow;
        turned.width = d->flow.height;
        turned.height = d->flow.width;
        d->turned[n] = list_draft(&turned, v->boxes[i].turned);
        d->turned[n++].section = d->section;
    }
}

struct draft draft_new(const struct flow *f, struct vlist *v)
{
    struct draft d = list_draft(f, v);
    find_turned(&d);
    return d;
}

size_t draft_break(struct draft *d, bool recto)
{
    struct flow *f = &d->flow;
    if (!d->list)
        return 0;
    struct page_options options = {.height = f->height,
                                   .note_gap = rule_height(rule_style(f)),
                                   .line = flow_style(f, NULL, "p", NULL)->line_height,
                                   .recto = recto,
                                   .floats = d->list->floats,
                                   .n_floats = d->list->n_floats};
    d->n_pages = page_break(f->arena, d->list->boxes, d->list->n, d->notes->boxes, d->notes->n,
                            &options, &d->pages);
    size_t n = d->n_pages;
    for (size_t i = 0; i < d->n_turned; i++)
        n += draft_break(&d->turned[i], true);
    return n;
}

/* Draws a draft's own pages, each followed by the turned ones whose place is on it. */
static void draw_pages(struct draft *d, struct strings *strings, GArray *out)
{
    struct flow *f = &d->flow;
    size_t turned = 0;
    for (size_t i = 0; i < d->n_pages; i++) {
        struct body body = {.frame = frame_new(f->arena, f->width, f->height)};
        const struct vset *set = &d->pages[i].set;
        frame_tag(f->arena, body.frame, TAG_OPEN, d->section);
        vlist_draw(d->list, set, body.frame, 0, 0, &body.anchors);
        draw_notes(f, d->notes, &d->pages[i], &body);
        frame_tag(f->arena, body.frame, TAG_CLOSE, d->section);
        strings_page(strings, d->list, &d->pages[i], &body);
        g_array_append_val(out, body);
        for (size_t k = set->start; k < set->end; k++) {
            if (!d->list->boxes[k].turned)
                continue;
            guint first = out->len;
            draw_pages(&d->turned[turned++], strings, out);
            for (guint p = first; p < out->len; p++)
                g_array_index(out, struct body, p).turned = true;
        }
    }
}

struct bodies draft_draw(struct draft *d)
{
    struct flow *f = &d->flow;
    GArray *pages = g_array_new(FALSE, FALSE, sizeof(struct body));
    struct strings strings = {f, g_array_new(FALSE, FALSE, sizeof(struct page_string)), NULL};
    strings_begin(&strings);
    draw_pages(d, &strings, pages);
    size_t n = pages->len;
    struct bodies b = {arena_memdup(f->arena, pages->data, n * sizeof *b.pages), n};
    g_array_free(strings.list, TRUE);
    g_array_free(pages, TRUE);
    return b;
}

struct bodies bodies_make(struct flow *f, struct vlist *v)
{
    struct draft d = draft_new(f, v);
    draft_break(&d, true);
    return draft_draw(&d);
}

/* ---- chapters ---- */

static struct draft part_draft(struct flow *f, const struct chapter *c)
{
    struct vlist *v = vlist_new(f->arena);
    const struct style *number = flow_style(f, NULL, "part-number", NULL);
    const struct style *title = flow_style(f, NULL, "part-title", NULL);
    vlist_strut(v, flow_style(f, NULL, "part-page", NULL)->padding.top);
    const char *printed = chapter_printed_number(c);
    if (printed) {
        flow_text(f, v, label_part(f->arena, f->lang, atoi(printed)), number, "P", 0, f->width);
        vlist_penalty(v, PENALTY_FORBID);
    }
    flow_text(f, v, c->title, title, "H1", 0, f->width);
    for (const struct node *n = c->doc ? c->doc->first : NULL; n; n = n->next) {
        if (n->kind == NODE_HEADING && n->u.heading.rank == 1)
            vlist_anchor(v, n->id); /* it is the title above */
        else
            flow_block(f, v, n, 0, f->width);
    }
    return draft_new(f, v);
}

static void report_wide(const struct flow *f)
{
    const struct wide_code *w = f->wide_code;
    if (!w || !w->lines)
        return;
    const char *more = w->lines == 1
                     ? ""
                     : arena_printf(f->arena, " (and so %d more of the chapter)", w->lines - 1);
    diag_add(f->book->diags, DIAG_CODE_WIDE, w->loc, arena_printf(f->arena, "%d", w->columns),
             arena_printf(f->arena, "%d", w->fit), more, NULL);
}

struct draft chapter_draft(struct shaper *s, struct arena *arena, const struct edition *e,
                           const struct chapter *c)
{
    struct flow f = flow_new(s, arena, e, c);
    if (c->kind == CHAPTER_PART)
        return part_draft(&f, c);
    if (!c->doc)
        return (struct draft){.flow = f};
    struct vlist *v = vlist_new(arena);
    if (e->book->check)
        f.wide_code = arena_one(arena, struct wide_code);
    flow_blocks(&f, v, c->doc, 0, f.width);
    report_wide(&f);
    if (notes_at_end(&f))
        end_notes(&f, v);
    unused_notes(&f, v);
    if (!v->n)
        vlist_strut(v, LEN_PT);
    return draft_new(&f, v);
}

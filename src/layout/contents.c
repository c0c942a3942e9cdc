#include "layout/contents.h"

#include "base/lang.h"
#include "doc/labels.h"
#include "doc/parallel.h"

#include <stdlib.h>
#include <string.h>

/* ---- what stands in it ---- */

/* White space to single spaces; a word for nothing at all. */
static const char *tidy(struct arena *a, const char *lang, const char *title)
{
    g_autoptr(GString) out = g_string_new(NULL);
    bool space = false;
    for (const char *p = title; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_isspace(c)) {
            space = out->len > 0;
            continue;
        }
        if (space)
            g_string_append_c(out, ' ');
        space = false;
        g_string_append_unichar(out, c);
    }
    if (!out->len)
        g_string_append(out, label_text(lang, LABEL_UNTITLED));
    return arena_strdup(a, out->str);
}

static void add(struct arena *a, GArray *lines, struct contents_line line)
{
    line.page = -1;
    if (line.number && line.title == line.words)
        line.title = arena_printf(a, "%s\u2002%s", line.number, line.words);
    g_array_append_val(lines, line);
}

static const char *chapter_number(struct arena *a, const struct chapter *c)
{
    const char *number = chapter_printed_number(c);
    if (number && c->kind == CHAPTER_PART)
        return label_part(a, c->lang, atoi(number));
    return number ? label_in_contents(a, c->edition->lang, number, c->appendix) : NULL;
}

/* A line whose title has a number of the author's in its first `own` bytes, or none. */
static struct contents_line with_title(struct arena *a, const struct chapter *c, const char *title,
                                       size_t own)
{
    struct contents_line line = {.words = tidy(a, c->lang, title)};
    const char *words = own && own < strlen(line.words) ? line.words + own : NULL;
    line.title = line.words;
    if (words && g_utf8_validate(words, -1, NULL)) {
        line.number = g_strchomp(arena_strndup(a, line.words, own));
        line.own = true;
        line.words = words;
    }
    return line;
}

/* Blocks whose headings are not sections of the chapter. */
static bool hides_headings(const struct node *n)
{
    return n->kind == NODE_QUOTE || n->kind == NODE_ALERT || n->kind == NODE_TABLE ||
           n->kind == NODE_FOOTNOTE || n->kind == NODE_FIGURE || n->kind == NODE_LIST ||
           n->kind == NODE_DETAILS;
}

static void add_headings(struct arena *a, GArray *lines, const struct chapter *c, int depth)
{
    for (const struct node *n = c->doc; n;
         n = hides_headings(n) ? node_skip(c->doc, n) : node_next(c->doc, n)) {
        if (n->kind != NODE_HEADING || !n->id || n->u.heading.rank < 2 || n->u.heading.rank > depth)
            continue;
        struct contents_line line = with_title(a, c, node_text(a, n), n->u.heading.own_number);
        line.level = c->depth + n->u.heading.rank;
        line.class = MIN(n->u.heading.rank + 1, 4);
        line.indent = MAX(0, c->depth - 1);
        if (n->u.heading.number)
            line.number = n->u.heading.number;
        line.anchor = arena_printf(a, "%s#%s", c->name, n->id);
        add(a, lines, line);
    }
}

struct contents contents_collect(struct arena *a, const struct edition *e, int depth)
{
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(struct contents_line));
    for (size_t i = 0; i < e->n_chapters; i++) {
        const struct chapter *c = e->chapters[i];
        if (c->kind == CHAPTER_TEXT && !c->doc)
            continue;
        bool part = c->kind == CHAPTER_PART;
        struct contents_line line = with_title(a, c, c->title, c->own_number);
        line.level = c->depth + 1;
        line.class = part ? 1 : 2;
        line.indent = part ? 0 : MAX(0, c->depth - 1);
        if (!c->own_number)
            line.number = chapter_number(a, c);
        line.anchor = c->name;
        add(a, lines, line);
        if (c->doc)
            add_headings(a, lines, c, depth);
    }
    struct contents result = {arena_memdup(a, lines->data, lines->len * sizeof *result.lines),
                              lines->len};
    g_array_free(lines, TRUE);
    return result;
}

/* The words of a caption without its label. */
static const char *caption_words(struct arena *a, const char *lang, const struct node *captioned)
{
    enum { LONGEST = 160 };
    g_autoptr(GString) words = g_string_new(NULL);
    const struct node *caption = captioned->first;
    while (caption && caption->kind != NODE_CAPTION)
        caption = caption->next;
    for (const struct node *n = caption ? caption->first : NULL; n; n = n->next)
        if (!node_has_class(n, "caption-label") && !parallel_is_second(n))
            node_plain_text(n, words);
    const char *tidied = words->len ? tidy(a, lang, words->str) : "";
    if (g_utf8_strlen(tidied, -1) <= LONGEST)
        return tidied;
    const char *end = g_utf8_offset_to_pointer(tidied, LONGEST);
    return arena_printf(a, "%.*s\u2026", (int)(end - tidied), tidied);
}

struct contents contents_list(struct arena *a, const struct edition *e, enum node_kind kind)
{
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(struct contents_line));
    for (size_t i = 0; i < e->n_chapters; i++) {
        const struct chapter *c = e->chapters[i];
        for (const struct node *n = c->doc; n; n = node_next(c->doc, n)) {
            const char *label = n->kind != kind      ? NULL
                                : kind == NODE_TABLE ? n->u.table.label
                                                     : n->u.figure.label;
            const char *words = label && n->id ? caption_words(a, c->lang, n) : NULL;
            if (!words)
                continue;
            const char *title = *words ? words : label;
            add(a, lines,
                (struct contents_line){.level = 1,
                                       .class = 5,
                                       .number = *words ? label : NULL,
                                       .words = title,
                                       .title = title,
                                       .anchor = arena_printf(a, "%s#%s", c->name, n->id)});
        }
    }
    struct contents result = {arena_memdup(a, lines->data, lines->len * sizeof *result.lines),
                              lines->len};
    g_array_free(lines, TRUE);
    return result;
}

/* ---- its pages ---- */

enum { INDENT_STEP = 16 * LEN_PT, N_CLASSES = 6, N_INDENTS = 8 };

/* Where something of that width is when it begins `x` from the side where lines start. */
static len from_start(const struct flow *f, const struct style *style, len x, len width)
{
    return style->direction == DIRECTION_RTL ? f->width - x - width : x;
}

static len text_width(struct flow *f, const char *text, const struct style *style)
{
    struct frame *scratch = frame_new(f->arena, 0, 0);
    return shape_text(f->shaper, scratch, 0, 0, text, strlen(text), style, f->lang, 0,
                      (struct loc){NULL, 0, 0});
}

/* Dots at places that are the same on every line, counted from the edge where lines end. */
static void leader(struct flow *f, struct frame *frame, const struct style *style, len from, len to,
                   len baseline)
{
    len dot = text_width(f, ".", style);
    static const struct tag artifact = {.role = "Artifact"};
    len step = style->font_size * 7 / 10, gap = style->font_size / 2;
    len first = f->width - (f->width - to + gap + step - 1) / step * step;
    frame_tag(f->arena, frame, TAG_OPEN, &artifact);
    for (len x = first; x >= from + gap; x -= step)
        shape_text(f->shaper, frame, from_start(f, style, x, dot), baseline, ".", 1, style, f->lang,
                   0, (struct loc){NULL, 0, 0});
    frame_tag(f->arena, frame, TAG_CLOSE, &artifact);
}

static const struct style *entry_style(struct flow *f, const struct contents_line *entry)
{
    char class[] = "contents-1";
    class[9] = (char)('0' + entry->class);
    return flow_style(f, NULL, class, NULL);
}

/* The end of an entry's last line: dots from x on, the folio at the edge. */
static void end_line(struct flow *f, struct frame *frame, const struct contents_line *entry, len x,
                     const char *folio)
{
    const struct style *page = flow_style(f, entry_style(f, entry), "contents-page", NULL);
    len width = text_width(f, folio, page), at = f->width - width;
    if (entry->class > 1)
        leader(f, frame, page, x, at, frame->baseline);
    shape_text(f->shaper, frame, from_start(f, page, at, width), frame->baseline, folio,
               strlen(folio), page, f->lang, 0, (struct loc){NULL, 0, 0});
}

static void add_link(struct flow *f, struct frame *frame, const struct contents_line *entry,
                     const struct tag *tag, len x)
{
    len width = f->width - x;
    struct item *item =
        frame_add(f->arena, frame, ITEM_LINK, from_start(f, entry_style(f, entry), x, width), 0);
    item->u.link.width = width;
    item->u.link.height = frame->height;
    item->u.link.dest = DEST_INTERNAL;
    item->u.link.anchor = entry->anchor;
    item->u.link.text = entry->title;
    item->u.link.tag = tag;
}

static len number_width(struct flow *f, const struct contents_line *entry)
{
    if (!entry->number)
        return 0;
    const struct style *style = entry_style(f, entry);
    return text_width(f, arena_printf(f->arena, "%s\u2002", entry->number), style);
}

/* `hang`: from an entry's number to its words. */
static void set_entry(struct flow *f, struct vlist *v, const struct contents_line *entry, len hang,
                      const char *folio)
{
    const struct style *style = entry_style(f, entry);
    struct style *flat = arena_memdup(f->arena, style, sizeof *style);
    flat->margin.left = flat->margin.right = 0;
    len margin = style->direction == DIRECTION_RTL ? style->margin.right : style->margin.left;
    len x = margin + entry->indent * INDENT_STEP;
    x = CLAMP(x, 0, f->width / 3);
    struct flow_box box = flow_open(f, v, flat, "TOCI", 0, f->width);
    len number = x;
    x += entry->number ? MIN(hang, f->width / 4) : 0;
    struct par_shape shape = {
        .width = f->width - x - 3 * style->font_size, .align = TEXT_START, .no_hyphens = true};
    struct par_lines lines =
        par_break(par_new_text(f->shaper, entry->words, style, f->lang), &shape);
    const struct tag *link = tag_new(f->arena, "Link");
    for (size_t i = 0; i < lines.n; i++) {
        const struct par_line *line = &lines.lines[i];
        struct frame *frame = frame_new(f->arena, f->width, line->frame->height);
        frame->baseline = line->ascent;
        frame_tag(f->arena, frame, TAG_OPEN, link);
        if (!i && entry->number) {
            bool rtl = style->direction == DIRECTION_RTL; /* the space stands before the words */
            const char *text = arena_printf(f->arena, rtl ? "%s" : "%s\u2002", entry->number);
            len place = from_start(f, style, number, rtl ? text_width(f, text, style) : 0);
            shape_text(f->shaper, frame, place, line->ascent, text, strlen(text), style, f->lang, 0,
                       (struct loc){NULL, 0, 0});
        }
        frame_place(f->arena, frame, line->frame, from_start(f, style, x, shape.width), 0);
        if (i + 1 == lines.n)
            end_line(f, frame, entry, x + line->width, folio);
        add_link(f, frame, entry, link, i ? x : number);
        frame_tag(f->arena, frame, TAG_CLOSE, link);
        if (i)
            vlist_penalty(v, PENALTY_FORBID);
        vlist_add(v, frame, 0, frame->height);
    }
    flow_close(f, v, &box);
}

/* Words of one class and indent begin in one column; those of parts follow their numbers. */
struct columns {
    len hang[N_CLASSES][N_INDENTS];
};

static len *column_of(struct columns *c, const struct contents_line *line)
{
    return &c->hang[CLAMP(line->class, 0, N_CLASSES - 1)][CLAMP(line->indent, 0, N_INDENTS - 1)];
}

/* The room that the columns' numbers need. What an author wrote may be much longer than our
 * numbers, "Chapter 7": among those it makes no column. */
static struct columns columns_find(struct flow *f, const struct contents *c)
{
    struct columns ours = {0}, all = {0};
    for (size_t i = 0; i < c->n; i++) {
        const struct contents_line *line = &c->lines[i];
        len width = number_width(f, line);
        len *column = column_of(&all, line);
        *column = MAX(*column, width);
        column = column_of(&ours, line);
        if (!line->own)
            *column = MAX(*column, width);
    }
    for (int i = 0; i < N_CLASSES; i++)
        for (int j = 0; j < N_INDENTS; j++)
            if (ours.hang[i][j] > 0 && all.hang[i][j] > ours.hang[i][j] * 3 / 2)
                all.hang[i][j] = ours.hang[i][j];
    return all;
}

static len hang_of(struct flow *f, struct columns *c, const struct contents_line *line)
{
    len own = number_width(f, line);
    return line->class > 1 ? MAX(own, *column_of(c, line)) : own;
}

struct bodies contents_set(struct shaper *s, struct arena *arena, const struct edition *e,
                           const struct contents *c, enum label heading, const char *anchor,
                           const char *(*folio)(const void *, int page), const void *context)
{
    struct flow f = flow_new(s, arena, e, NULL);
    struct vlist *v = vlist_new(arena);
    const struct style *title = flow_style(&f, NULL, "contents-title", NULL);
    struct style *flat = arena_memdup(arena, title, sizeof *title);
    vlist_strut(v, MAX(0, title->margin.top));
    flat->margin.top = 0;
    vlist_anchor(v, anchor);
    flow_text(&f, v, label_text(f.lang, heading), flat, "H1", 0, f.width);
    size_t toc = vlist_open(v, "TOC", NULL, 0, f.width);
    struct columns columns = columns_find(&f, c);
    for (size_t i = 0; i < c->n; i++) {
        const struct contents_line *line = &c->lines[i];
        set_entry(&f, v, line, hang_of(&f, &columns, line),
                  folio ? folio(context, line->page) : "0");
        if (line->class < 3 && i + 1 < c->n && line[1].class > line->class)
            vlist_penalty(v, PENALTY_FORBID);
    }
    vlist_close(v, toc);
    return bodies_make(&f, v);
}

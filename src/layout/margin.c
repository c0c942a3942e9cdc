#include "layout/margin.h"

#include <string.h>

enum { MAX_TEXT = 400 };    /* characters: more than a line holds */
enum { GAP = 12 * LEN_PT }; /* between boxes of one row, at least */

struct setter {
    struct shaper *shaper;
    struct arena *arena;
    const struct page_style *paper;
    const struct margin_page *page;
    struct frame *out;
};

struct box {
    const struct style *style;
    const char *text; /* NULL: the box is not there */
    len x, width;
    enum text_align align; /* unless the style has another */
};

/* ---- texts ---- */

static const char *string_value(const struct setter *s, const struct content_piece *c)
{
    const struct body *body = s->page->body;
    for (size_t i = 0; body && i < body->n_strings; i++) {
        const struct page_string *p = &body->strings[i];
        if (strcmp(p->name, c->text) == 0)
            return c->kind == CONTENT_STRING_LAST    ? p->last
                   : c->kind == CONTENT_STRING_START ? p->start
                                                     : p->first;
    }
    return strcmp(c->text, "book") == 0   ? s->page->book
           : strcmp(c->text, "part") == 0 ? s->page->part
                                          : NULL;
}

static const char *piece_text(const struct setter *s, const struct content_piece *c)
{
    switch (c->kind) {
    case CONTENT_TEXT:
        return c->text;
    case CONTENT_STRING:
    case CONTENT_STRING_LAST:
    case CONTENT_STRING_START:
        return string_value(s, c);
    case CONTENT_PAGE:
        return s->page->folio;
    case CONTENT_PAGES:
        return s->page->pages;
    case CONTENT_ELEMENT:
    case CONTENT_BEFORE:
    case CONTENT_COUNTER:
    case CONTENT_COUNTERS:
    case CONTENT_ATTR:
        return NULL; /* there is no element */
    }
    return NULL;
}

static const char *box_text(const struct setter *s, const struct content_piece *list)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (const struct content_piece *c = list; c; c = c->next) {
        const char *piece = piece_text(s, c);
        g_string_append(text, piece ? piece : "");
    }
    return text->len ? arena_strdup(s->arena, text->str) : NULL;
}

/* ---- lines ---- */

static bool is_in_word(gunichar c)
{
    return g_unichar_isalnum(c) && !g_unichar_iswide(c);
}

/* The place at or a little before character n of the text where no word is cut in two, without the
 * space and the marks that would stand before an ellipsis. */
static const char *whole_words(const char *text, long n)
{
    enum { FAR = 16 };
    const char *end = g_utf8_offset_to_pointer(text, n), *at = end;
    int steps = 0;
    while (at > text && steps++ < FAR && is_in_word(g_utf8_get_char(at)) &&
           is_in_word(g_utf8_get_char(g_utf8_prev_char(at))))
        at = g_utf8_prev_char(at);
    if (at > text && steps <= FAR)
        end = at;
    for (at = end; at > text; at = g_utf8_prev_char(at)) {
        gunichar before = g_utf8_get_char(g_utf8_prev_char(at));
        if (g_unichar_isalnum(before) || before == ')' || before == 0xff09)
            break;
    }
    return at > text ? at : end;
}

/* One line that fits: cut after a word, with an ellipsis, when it is too long. */
static struct par *fitting(const struct setter *s, const struct box *box)
{
    const char *text = box->text, *lang = s->page->lang;
    len width = MAX(0, box->width);
    long n = g_utf8_strlen(text, -1);
    if (n > MAX_TEXT) {
        n = MAX_TEXT;
        text = arena_strndup(s->arena, text, (size_t)(g_utf8_offset_to_pointer(text, n) - text));
    }
    struct par *par = par_new_text(s->shaper, text, box->style, lang);
    while (par_max_width(par) > width && n > 4) {
        long shorter = (long)((int64_t)n * width / MAX(1, par_max_width(par)));
        n = MIN(n - 1, MAX(shorter, n / 2));
        const char *end = whole_words(text, n);
        par = par_new_text(s->shaper, arena_printf(s->arena, "%.*s\u2026", (int)(end - text), text),
                           box->style, lang);
    }
    return par;
}

static len text_width(const struct setter *s, const struct box *box)
{
    return box->text ? par_max_width(par_new_text(s->shaper, box->text, box->style, s->page->lang))
                     : 0;
}

static len height_of(const struct style *s)
{
    return s->line_height + s->padding.top + s->padding.bottom + s->border_top.width +
           s->border_bottom.width;
}

static len positive(len margin)
{
    return margin == LEN_AUTO ? 0 : margin;
}

/* The top of a box in a margin [0, room) of the page. */
static len place(const struct style *style, len room)
{
    len height = height_of(style), top = positive(style->margin.top);
    len bottom = room - positive(style->margin.bottom) - height;
    switch (style->valign) {
    case VALIGN_TOP:
        return top;
    case VALIGN_BOTTOM:
        return bottom;
    case VALIGN_BASELINE:
    case VALIGN_SUB:
    case VALIGN_SUPER:
    case VALIGN_MIDDLE:
        break;
    }
    return (top + bottom) / 2;
}

static void draw(const struct setter *s, const struct box *box, bool above)
{
    static const struct tag artifact = {.role = "Artifact"};
    const struct style *style = box->style;
    const struct page_style *paper = s->paper;
    if (!box->text || box->width <= 0)
        return;
    len y = above ? place(style, paper->top)
                  : paper->height - paper->bottom + place(style, paper->bottom);
    frame_tag(s->arena, s->out, TAG_OPEN, &artifact);
    if (frame_box_visible(style))
        frame_box(s->arena, s->out, style, box->x, y, box->width, height_of(style), 0);
    struct box inner = *box;
    inner.x += style->padding.left + style->border_left.width;
    inner.width -= style->padding.left + style->padding.right + style->border_left.width +
                   style->border_right.width;
    bool given = style->align != TEXT_START && style->align != TEXT_JUSTIFY;
    struct par_shape shape = {
        .width = inner.width, .align = given ? style->align : box->align, .no_hyphens = true};
    struct par_lines lines = par_break(fitting(s, &inner), &shape);
    if (lines.n)
        frame_place(s->arena, s->out, lines.lines[0].frame, inner.x,
                    y + style->border_top.width + style->padding.top);
    frame_tag(s->arena, s->out, TAG_CLOSE, &artifact);
}

/* ---- rows ---- */

static struct box box_make(const struct setter *s, const char *side, const char *name,
                           enum text_align align)
{
    g_autofree char *full = g_strconcat(side, "-", name, NULL);
    struct box b = {.align = align};
    b.style = style_page_box(shaper_sheets(s->shaper), &s->page->place, full, s->page->lang);
    b.text = box_text(s, b.style->content);
    return b;
}

/* The width a box asks for, with a text or without; "content: none" makes no box. */
static len wanted(const struct setter *s, const struct box *b, len measure)
{
    if (!b->style->content)
        return 0;
    if (b->style->width_permille > 0)
        return (len)((int64_t)measure * b->style->width_permille / 1000);
    if (b->style->width != LEN_AUTO)
        return MIN(b->style->width, measure);
    const struct style *style = b->style;
    len sides = style->padding.left + style->padding.right + style->border_left.width +
                style->border_right.width;
    return b->text ? MIN(text_width(s, b) + sides, measure) : 0;
}

static bool width_given(const struct box *b)
{
    return b->style->content && (b->style->width != LEN_AUTO || b->style->width_permille > 0);
}

/* Shares the measure among the three boxes of a row. */
static void share(const struct setter *s, struct box row[3], len left, len measure)
{
    struct box *a = &row[0], *b = &row[1], *c = &row[2];
    a->width = wanted(s, a, measure);
    c->width = wanted(s, c, measure);
    if (b->text) {
        /* beside a middle box the outer ones have a third at most, unless they say more */
        if (!width_given(a))
            a->width = MIN(a->width, measure / 3);
        if (!width_given(c))
            c->width = MIN(c->width, measure / 3);
        len side = a->text && c->text ? MAX(a->width, c->width) + GAP : 0;
        len rest = side ? measure - 2 * side : measure - a->width - c->width;
        b->width = width_given(b) ? wanted(s, b, measure) : MAX(0, rest);
        b->x = side || width_given(b) ? left + (measure - b->width) / 2 : left + a->width;
    } else if (a->width > 0 && c->width > 0 && a->width + c->width + GAP > measure) {
        len half = (measure - GAP) / 2; /* the longer one gives way */
        a->width = a->width > half ? MAX(half, measure - GAP - c->width) : a->width;
        c->width = MIN(c->width, measure - GAP - a->width);
    }
    a->x = left;
    c->x = left + measure - c->width;
}

static void row_set(const struct setter *s, bool above)
{
    const char *side = above ? "top" : "bottom";
    const struct page_style *paper = s->paper;
    len before = s->page->place.left ? paper->outside : paper->inside;
    len after = s->page->place.left ? paper->inside : paper->outside;
    len measure = paper->width - before - after;
    struct box row[3] = {box_make(s, side, "left", TEXT_LEFT),
                         box_make(s, side, "center", TEXT_CENTER),
                         box_make(s, side, "right", TEXT_RIGHT)};
    share(s, row, before, measure);
    for (int i = 0; i < 3; i++)
        draw(s, &row[i], above);
    struct box corners[2] = {box_make(s, side, "left-corner", TEXT_RIGHT),
                             box_make(s, side, "right-corner", TEXT_LEFT)};
    corners[0].width = before;
    corners[1].x = paper->width - after;
    corners[1].width = after;
    for (int i = 0; i < 2; i++)
        draw(s, &corners[i], above);
}

void margins_set(struct shaper *shaper, struct arena *arena, const struct page_style *paper,
                 const struct margin_page *page, struct frame *out)
{
    struct setter s = {shaper, arena, paper, page, out};
    row_set(&s, true);
    row_set(&s, false);
}

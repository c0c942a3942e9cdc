#include "layout/flow.h"

#include "doc/labels.h"
#include "layout/inline.h"
#include "layout/math.h"

#include <string.h>

const struct style *flow_style(struct flow *f, const struct style *parent, const char *element,
                               const char *classes)
{
    return style_for(f->sheets, parent, element, classes, f->lang);
}

/* ---- boxes ---- */

static void break_rule(struct vlist *v, enum break_rule rule)
{
    switch (rule) {
    case BREAK_AUTO:
        break;
    case BREAK_AVOID:
        vlist_penalty(v, PENALTY_FORBID);
        break;
    case BREAK_PAGE:
    case BREAK_RECTO: /* which page is a recto is not known before numbering */
        vlist_penalty(v, PENALTY_FORCE);
        break;
    }
}

/* An indent that leaves room for text: boxes nested ever deeper stop moving to the right. */
static len indent_fit(const struct flow *f, len indent, len width)
{
    len narrowest = f->narrowest > 0 ? f->narrowest : 72 * LEN_PT;
    return indent > 0 ? MIN(indent, MAX(0, width - narrowest)) : indent;
}

/* The border box of a block in its containing box: widths, and margins that are auto. */
static void box_width(const struct flow *f, const struct style *s, len *x, len *width)
{
    len left = indent_fit(f, s->margin.left == LEN_AUTO ? 0 : s->margin.left, *width);
    len right = indent_fit(f, s->margin.right == LEN_AUTO ? 0 : s->margin.right, *width - left);
    len room = *width - left - right;
    len want = room;
    if (s->width_permille > 0)
        want = (len)((int64_t)*width * s->width_permille / 1000);
    else if (s->width != LEN_AUTO && s->width > 0)
        want = s->width;
    if (s->max_width_permille > 0)
        want = MIN(want, (len)((int64_t)*width * s->max_width_permille / 1000));
    else if (s->max_width != LEN_AUTO && s->max_width > 0)
        want = MIN(want, s->max_width);
    want = MIN(want, room);
    *x += left;
    if (s->margin.left == LEN_AUTO)
        *x += (room - want) / (s->margin.right == LEN_AUTO ? 2 : 1);
    else if (s->margin.right != LEN_AUTO && s->direction == DIRECTION_RTL)
        *x += room - want;
    *width = want;
}

struct flow_box flow_open(struct flow *f, struct vlist *v, const struct style *style,
                          const char *role, len x, len width)
{
    bool text = role && (!strcmp(role, "P") || !strcmp(role, "Caption"));
    bool heading = role && role[0] == 'H';
    struct flow_box b = {.style = style, .flexible = !text && !heading};
    vlist_space(v, style->margin.top == LEN_AUTO ? 0 : style->margin.top, !text);
    break_rule(v, style->break_before);
    box_width(f, style, &x, &width);
    b.span = vlist_open(v, f->plain ? NULL : role, style, x, width);
    b.start = v->n;
    len left = indent_fit(f, style->border_left.width + style->padding.left, width);
    len right = indent_fit(f, style->border_right.width + style->padding.right, width - left);
    b.x = x + left;
    b.width = width - left - right;
    len top = style->border_top.width + style->padding.top;
    if (top > 0) {
        vlist_strut(v, top);
        vlist_penalty(v, PENALTY_FORBID);
    }
    return b;
}

void flow_close(struct flow *f, struct vlist *v, const struct flow_box *b)
{
    const struct style *s = b->style;
    /* a negative margin of what ends the box takes of its padding */
    len pull = MIN(-MIN(0, v->margins.space + v->margins.negative), MAX(0, s->padding.bottom));
    v->margins.negative += pull;
    len bottom = s->border_bottom.width + s->padding.bottom - pull;
    if (bottom > 0) {
        v->penalty = PENALTY_FORBID;
        vlist_strut(v, bottom);
    }
    vlist_close(v, b->span);
    if (s->break_inside == BREAK_AVOID && vlist_height(v, b->start, v->n) <= f->height * 2 / 3)
        vlist_keep(v, b->start);
    vlist_space(v, s->margin.bottom == LEN_AUTO ? 0 : s->margin.bottom, b->flexible);
    break_rule(v, s->break_after);
}

/* ---- paragraphs ---- */

static int line_penalty(const struct style *s, const struct par_lines *lines, size_t i)
{
    size_t orphans = (size_t)MAX(1, s->orphans), widows = (size_t)MAX(1, s->widows);
    if (i < orphans || lines->n - i < widows)
        return PENALTY_FORBID;
    return lines->lines[i - 1].hyphenated ? COST_HYPHEN : COST_LINE;
}

void flow_par(struct flow *f, struct vlist *v, struct par *par, const struct style *style, len x,
              len width)
{
    struct par_shape shape = {.width = width,
                              .indent = style->text_indent,
                              .align = style->align,
                              .no_hyphens = style->hyphens == HYPHENS_NONE};
    struct par_lines lines = par_break(par, &shape);
    for (size_t i = 0; i < lines.n; i++) {
        const struct par_line *line = &lines.lines[i];
        if (i)
            vlist_penalty(v, line_penalty(style, &lines, i));
        if (!f->plain)
            for (const struct node **s = line->anchors; s && *s; s++)
                vlist_anchor(v, (*s)->id);
        struct vbox *box = vlist_add(v, line->frame, x, line->frame->height);
        box->notes = f->plain ? NULL : line->footnotes;
    }
}

void flow_text(struct flow *f, struct vlist *v, const char *text, const struct style *style,
               const char *role, len x, len width)
{
    struct flow_box box = flow_open(f, v, style, role, x, width);
    flow_par(f, v, par_new_text(f->shaper, text, style, f->lang), style, box.x, box.width);
    flow_close(f, v, &box);
}

bool flow_is_loose(const struct flow *f, const struct node *node)
{
    const struct node *up = node->parent;
    while (up && up->kind == NODE_DIV && !frame_box_visible(up->style))
        up = up->parent;
    return up && up->kind == NODE_DOCUMENT && !f->plain;
}

void flow_keep_next(struct vlist *v, const struct style *text)
{
    vlist_keep_next(v, text->line_height * 3 / 2); /* smaller lines, as of code, are two as well */
}

/* Inline content of a block, or the inlines from `first` on. */
static void inline_block(struct flow *f, struct vlist *v, const struct node *block,
                         const struct style *style, const char *role, const char *prefix, len x,
                         len width)
{
    struct par *par = par_new(f->shaper, block, style, prefix);
    if (par_is_empty(par))
        return;
    struct flow_box box = flow_open(f, v, style, role, x, width);
    flow_par(f, v, par, style, box.x, box.width);
    flow_close(f, v, &box);
}

/* "As follows:" and then what follows. */
static bool announces(const struct node *last)
{
    while (last && last->last)
        last = last->last;
    if (!last || last->kind != NODE_TEXT)
        return false;
    const char *text = last->u.text;
    size_t n = strlen(text);
    while (n && (text[n - 1] == ' ' || text[n - 1] == '\n'))
        n--;
    return (n && text[n - 1] == ':') || (n >= 3 && !strncmp(text + n - 3, "\uff1a", 3));
}

/* A paragraph of strong text alone: what authors write for a heading of low rank. */
static bool is_bold_line(const struct node *n)
{
    return n && n->kind == NODE_PARAGRAPH && n->first && n->first == n->last &&
           n->first->kind == NODE_STRONG;
}

static void paragraph(struct flow *f, struct vlist *v, const struct node *node, len x, len width)
{
    if (flow_pictures(f, v, node, x, width))
        return;
    size_t before = v->n;
    inline_block(f, v, node, node->style, "P", NULL, x, width);
    if (v->n > before && node->next && announces(node->last))
        vlist_penalty(v, COST_INTRO);
    if (v->n == before + 1 && is_bold_line(node) && node->next && !is_bold_line(node->next))
        flow_keep_next(v, node->style);
}

/* What ends a list may be the announcement of what follows it, and a list of a single line is often
 * a heading of low rank: "3. Combine". */
static void list(struct flow *f, struct vlist *v, const struct node *node, len x, len width)
{
    size_t before = v->n;
    flow_list(f, v, node, x, width);
    if (!node->next)
        return;
    if (announces(node->last))
        vlist_penalty(v, COST_INTRO);
    if (v->n == before + 1)
        flow_keep_next(v, node->style);
}

/* ---- headings ---- */

/* "Chapter 3" above the title, in the edition's language also where the text is in another; false
 * when the chapter has none: sub-chapters ("3.1") carry the bare number before the title. The drop
 * of an opener is a strut, since glue vanishes at a page top. */
static bool chapter_label(struct flow *f, struct vlist *v, const struct node *heading, len x,
                          len width)
{
    const struct chapter *c = f->chapter;
    const char *number = chapter_printed_number(c);
    if (!number || c->kind == CHAPTER_PART || strchr(number, '.'))
        return false;
    const struct style *style = flow_style(f, heading->parent->style, "chapter-number", NULL);
    vlist_strut(v, style->margin.top == LEN_AUTO ? 0 : style->margin.top);
    flow_text(f, v,
              c->appendix ? label_appendix(f->arena, c->edition->lang, number)
                          : label_chapter(f->arena, c->edition->lang, number),
              style, "P", x, width);
    return true;
}

static const char *heading_prefix(struct flow *f, const struct node *heading)
{
    const char *number = heading->u.heading.number;
    if (!number && heading->u.heading.rank == 1) {
        const char *own = chapter_printed_number(f->chapter);
        number = own && strchr(own, '.') ? own : NULL;
    }
    return number ? arena_printf(f->arena, "%s\u2002", number) : NULL;
}

/* How far a block comes nearer to what is above it: a negative margin. */
static len pull_of(const struct node *next)
{
    return next && next->style && next->style->margin.top != LEN_AUTO
               ? MAX(0, -next->style->margin.top)
               : 0;
}

static void heading(struct flow *f, struct vlist *v, const struct node *node, len x, len width)
{
    static const char *const roles[] = {"H1", "H2", "H3", "H4", "H5", "H6"};
    int rank = node->u.heading.rank > 0 ? node->u.heading.rank : node->u.heading.level;
    rank = CLAMP(rank, 1, 6);
    const struct style *style = node->style;
    len sink = 0; /* fixed space below an opener, the same on each */
    if (rank == 1 && v->n == 0) {
        struct style *opener = arena_memdup(f->arena, style, sizeof *style);
        bool label = chapter_label(f, v, node, x, width);
        vlist_penalty(v, label ? PENALTY_FORBID : 0);
        vlist_strut(v, label ? style->font_size / 3 : MAX(0, style->margin.top));
        opener->margin.top = 0;
        opener->break_before = BREAK_AVOID;
        sink = MAX(0, opener->margin.bottom - pull_of(node->next));
        opener->margin.bottom = 0;
        style = opener;
    }
    size_t at = v->n;
    inline_block(f, v, node, style, roles[rank - 1], heading_prefix(f, node), x, width);
    if (v->n > at) {
        v->boxes[at].begins = true;
        if (style->strings)
            v->boxes[at].mark = node;
        vlist_keep(v, at);
        flow_keep_next(v, node->parent->style);
    }
    if (sink) {
        vlist_strut(v, sink);
        vlist_space(v, -sink, false); /* the margin of what follows is in it */
    }
}

/* ---- blocks that hold blocks ---- */

static void container(struct flow *f, struct vlist *v, const struct node *node, const char *role,
                      len x, len width)
{
    struct flow_box box = flow_open(f, v, node->style, role, x, width);
    flow_blocks(f, v, node, box.x, box.width);
    flow_close(f, v, &box);
}

/* With its caption: both float together. The picture alone is tagged as a Figure, since of that a
 * listener hears the alternative text and nothing else. */
static void figure(struct flow *f, struct vlist *v, const struct node *node, len x, len width)
{
    bool may_float = flow_is_loose(f, node);
    if (may_float)
        vlist_float_open(v);
    container(f, v, node, "Div", x, width);
    if (may_float)
        vlist_float_close(v);
}

/* For the words that are put into a block: in the language that its own are in. */
static struct flow in_its_language(const struct flow *f, const struct node *node)
{
    struct flow own = *f;
    const char *lang = node_lang(node);
    own.lang = lang ? lang : f->lang;
    return own;
}

static void alert(struct flow *f, struct vlist *v, const struct node *node, len x, len width)
{
    struct flow_box box = flow_open(f, v, node->style, "Div", x, width);
    struct flow own = in_its_language(f, node);
    if (!node->first || node->first->kind != NODE_CAPTION) { /* it has no title of its own */
        flow_text(&own, v, label_alert(own.lang, node->u.alert.type),
                  flow_style(&own, node->style, "p", "alert-title"), "P", box.x, box.width);
        flow_keep_next(v, node->style);
    }
    flow_blocks(f, v, node, box.x, box.width);
    flow_close(f, v, &box);
}

static void details(struct flow *f, struct vlist *v, const struct node *node, len x, len width)
{
    if (f->book->pdf.details == DETAILS_DROP)
        return;
    struct flow_box box = flow_open(f, v, node->style, "Div", x, width);
    if (!node->first || node->first->kind != NODE_SUMMARY) {
        struct flow own = in_its_language(f, node);
        flow_text(&own, v, label_text(own.lang, LABEL_DETAILS),
                  flow_style(&own, node->style, "summary", NULL), "P", box.x, box.width);
        flow_keep_next(v, node->style);
    }
    flow_blocks(f, v, node, box.x, box.width);
    flow_close(f, v, &box);
}

static struct math_job math_job_of(struct flow *f, const struct node *node)
{
    return (struct math_job){.shaper = f->shaper,
                             .formula = node->u.math.formula,
                             .tex = node->u.math.tex,
                             .style = node->style,
                             .lang = f->lang,
                             .loc = node->loc,
                             .height = f->height,
                             .plain = f->plain};
}

static void math_display_block(struct flow *f, struct vlist *v, const struct node *node, len x,
                               len width)
{
    struct flow_box box = flow_open(f, v, node->style, "P", x, width);
    struct math_job job = math_job_of(f, node);
    struct math_lines lines = math_display(&job, box.width);

    for (size_t i = 0; i < lines.n; i++) {
        const struct math_line *line = &lines.lines[i];
        if (i > 0) {
            vlist_penalty(v, line->penalty);
            vlist_space(v, line->space, false);
        }
        vlist_add(v, line->frame, box.x, line->frame->height);
    }
    flow_close(f, v, &box);
}

/* TeX source as it was written, a line each: the place of a formula that could not be read. */
static void math_block(struct flow *f, struct vlist *v, const struct node *node, len x, len width)
{
    struct flow_box box = flow_open(f, v, node->style, "P", x, width);
    struct style *style =
        arena_memdup(f->arena, flow_style(f, node->style, "code", NULL), sizeof *style);
    style->align = TEXT_CENTER;
    style->text_indent = 0;
    style->hyphens = HYPHENS_NONE;
    g_auto(GStrv) lines = g_strsplit(node->u.math.tex ? node->u.math.tex : "", "\n", -1);
    for (char **line = lines; *line; line++)
        if (*g_strstrip(*line))
            flow_par(f, v, par_new_text(f->shaper, arena_strdup(f->arena, *line), style, f->lang),
                     style, box.x, box.width);
    flow_close(f, v, &box);
}

/* ::before or ::after beside blocks: a paragraph of its own. */
static void generated(struct flow *f, struct vlist *v, const struct style *pseudo, len x, len width)
{
    if (!pseudo || !pseudo->generated)
        return;
    size_t span = vlist_open(v, f->plain ? NULL : "P", NULL, x, width);
    flow_par(f, v, par_new_text(f->shaper, pseudo->generated, pseudo, f->lang), pseudo, x, width);
    vlist_close(v, span);
}

static void rule(struct flow *f, struct vlist *v, const struct node *node, len x, len width)
{
    struct flow_box box = flow_open(f, v, node->style, NULL, x, width);
    generated(f, v, node->style->before, box.x, box.width);
    if (v->n == box.start) /* no border at all: still a space */
        vlist_strut(v, node->style->line_height / 2);
    flow_close(f, v, &box);
}

/* A picture's or a table's words: below the one, above the other. Or an alert's title; one that the
 * author wants empty is not there. */
static void caption(struct flow *f, struct vlist *v, const struct node *node, len x, len width)
{
    if (node->parent->kind == NODE_ALERT) {
        if (node->first)
            inline_block(f, v, node, node->style, "P", NULL, x, width);
        flow_keep_next(v, node->style);
        return;
    }
    bool below = node->prev != NULL;
    size_t at = v->n;
    if (below)
        vlist_penalty(v, PENALTY_FORBID);
    inline_block(f, v, node, node->style, "Caption", NULL, x, width);
    if (v->n > at && v->n - at <= 6)
        vlist_keep(v, at);
    if (!below)
        vlist_penalty(v, PENALTY_FORBID);
}

void flow_block(struct flow *f, struct vlist *v, const struct node *node, len x, len width)
{
    if (node->style && node->style->display == DISPLAY_NONE)
        return;
    if (!f->plain)
        vlist_anchor(v, node->id);
    size_t at = v->n, span = v->n_spans;
    switch (node->kind) {
    case NODE_QUOTE:
        container(f, v, node, "BlockQuote", x, width);
        break;
    case NODE_DIV:
    case NODE_DOCUMENT:
        container(f, v, node, node->lang ? "Div" : NULL, x, width);
        break;
    case NODE_FIGURE:
        figure(f, v, node, x, width);
        break;
    case NODE_DEF_LIST:
    case NODE_DEFINITION:
    case NODE_ITEM:
    case NODE_ROW:
    case NODE_CELL:
        container(f, v, node, "Div", x, width);
        break;
    case NODE_ALERT:
        alert(f, v, node, x, width);
        break;
    case NODE_DETAILS:
        details(f, v, node, x, width);
        break;
    case NODE_LIST:
        list(f, v, node, x, width);
        break;
    case NODE_HEADING:
        heading(f, v, node, x, width);
        break;
    case NODE_PARAGRAPH:
        paragraph(f, v, node, x, width);
        break;
    case NODE_SUMMARY:
    case NODE_TERM:
        inline_block(f, v, node, node->style, "P", NULL, x, width);
        flow_keep_next(v, node->style);
        break;
    case NODE_CAPTION:
        caption(f, v, node, x, width);
        break;
    case NODE_CODE_BLOCK:
        flow_code(f, v, node, x, width);
        break;
    case NODE_MATH_BLOCK:
        if (node->u.math.formula)
            math_display_block(f, v, node, x, width);
        else
            math_block(f, v, node, x, width);
        break;
    case NODE_TABLE:
        flow_table(f, v, node, x, width);
        break;
    case NODE_RULE:
        rule(f, v, node, x, width);
        break;
    case NODE_FOOTNOTE: /* set as notes */
    case NODE_HTML_BLOCK:
    case NODE_HTML_INLINE:
    case NODE_TEXT:
    case NODE_SOFT_BREAK:
    case NODE_HARD_BREAK:
    case NODE_CODE:
    case NODE_MATH:
    case NODE_EMPH:
    case NODE_STRONG:
    case NODE_STRIKE:
    case NODE_UNDERLINE:
    case NODE_MARK:
    case NODE_SUB:
    case NODE_SUP:
    case NODE_SMALL:
    case NODE_KBD:
    case NODE_SPAN:
    case NODE_LINK:
    case NODE_IMAGE:
    case NODE_ANCHOR:
    case NODE_FOOTNOTE_REF:
    case NODE_KIND_COUNT:
        break;
    }
    if (v->n > at && node->style && node->style->strings && node->kind != NODE_HEADING)
        v->boxes[at].mark = node;
    if (node->lang && span < v->n_spans && v->spans[span].tag)
        v->spans[span].tag->lang = node->lang;
}

void flow_blocks(struct flow *f, struct vlist *v, const struct node *parent, len x, len width)
{
    const struct style *s = parent->style;
    if (s && s->before && parent->first && node_is_block(parent->first->kind) &&
        !inline_is_tight(parent->first)) {
        generated(f, v, s->before, x, width);
        flow_keep_next(v, s);
    }
    for (const struct node *c = parent->first; c;) {
        if (node_is_block(c->kind)) {
            flow_block(f, v, c, x, width);
            c = c->next;
            continue;
        }
        /* a run of inlines: the text of a tight item */
        struct par *par = par_new(f->shaper, c, parent->style, NULL);
        if (!par_is_empty(par)) {
            size_t span = vlist_open(v, f->plain ? NULL : "P", NULL, x, width);
            flow_par(f, v, par, parent->style, x, width);
            vlist_close(v, span);
        }
        const struct node *last = c;
        for (; c && !node_is_block(c->kind); c = c->next)
            last = c;
        if (c && announces(last))
            vlist_penalty(v, COST_INTRO);
    }
    if (s && s->after && parent->last && node_is_block(parent->last->kind) &&
        !inline_is_tight(parent->last)) {
        vlist_penalty(v, PENALTY_FORBID);
        generated(f, v, s->after, x, width);
    }
}

/* ---- footnotes ---- */

void flow_footnote(struct flow *f, struct vlist *v, const struct node *footnote, len width)
{
    const struct style *style = footnote->style;
    struct font_metrics m = shaper_metrics(f->shaper, style, f->lang);
    /* a note that nothing refers to has no number */
    const char *number = footnote->u.footnote.number > 0
                             ? arena_printf(f->arena, "%d", footnote->u.footnote.number)
                             : footnote->u.footnote.label;
    vlist_anchor(v, footnote->id);
    struct flow_box box = flow_open(f, v, style, "Note", 0, width);
    struct frame *lead = frame_new(f->arena, 0, m.ascent + m.descent);
    lead->baseline = m.ascent;
    struct tag *label = tag_new(f->arena, "Lbl");
    frame_tag(f->arena, lead, TAG_OPEN, label);
    len advance = shape_text(f->shaper, lead, 0, m.ascent, number, strlen(number), style, f->lang,
                             0, footnote->loc);
    frame_tag(f->arena, lead, TAG_CLOSE, label);
    len hang = MAX(advance + style->font_size / 2, style->font_size * 3 / 2);
    v->spans[box.span].lead = lead;
    bool rtl = style->direction == DIRECTION_RTL;
    v->spans[box.span].lead_x = rtl ? box.x + box.width - advance : box.x;
    flow_blocks(f, v, footnote, rtl ? box.x : box.x + hang, box.width - hang);
    if (v->n == box.start) /* an empty note still has its number */
        vlist_strut(v, style->line_height);
    flow_close(f, v, &box);
}

/* ---- widths ---- */

static void extent_add(struct extent *e, struct extent inner, len frame)
{
    e->min = MAX(e->min, inner.min + frame);
    e->max = MAX(e->max, inner.max + frame);
    e->word = MAX(e->word, MAX(inner.min, inner.word) + frame);
    e->length = MIN(LEN_MAX, e->length + MAX(inner.max, inner.length));
}

static len style_frame(const struct style *s)
{
    len left = s->margin.left == LEN_AUTO ? 0 : s->margin.left;
    len right = s->margin.right == LEN_AUTO ? 0 : s->margin.right;
    return left + right + s->padding.left + s->padding.right + s->border_left.width +
           s->border_right.width;
}

static struct extent math_block_extent(struct flow *f, const struct node *node)
{
    struct math_job job = math_job_of(f, node);
    struct extent e = {0};

    math_extent(&job, &e.min, &e.max);
    e.word = e.max;
    return e;
}

struct extent flow_extent(struct flow *f, const struct node *parent)
{
    struct extent e = {0};
    for (const struct node *c = parent->first; c;) {
        if (!node_is_block(c->kind)) {
            struct par *par = par_new(f->shaper, c, parent->style, NULL);
            struct extent text = {
                .min = par_min_width(par), .max = par_max_width(par), .word = par_word_width(par)};
            extent_add(&e, text, 0);
            while (c && !node_is_block(c->kind))
                c = c->next;
            continue;
        }
        struct extent inner = {0};
        if (c->kind == NODE_CODE_BLOCK)
            inner = code_extent(f, c);
        else if (c->kind == NODE_TABLE)
            inner = table_extent(f, c);
        else if (c->kind == NODE_MATH_BLOCK && c->u.math.formula)
            inner = math_block_extent(f, c);
        else if (c->kind != NODE_MATH_BLOCK && c->kind != NODE_RULE && c->kind != NODE_FOOTNOTE)
            inner = flow_extent(f, c);
        extent_add(&e, inner, c->style ? style_frame(c->style) : 0);
        c = c->next;
    }
    return e;
}

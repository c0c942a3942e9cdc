#include "layout/inline.h"

#include "doc/labels.h"
#include "layout/math.h"
#include "layout/shape_run.h"

#include <string.h>

/* A CSS px, and how high a picture in the text may be. */
enum { PX = LEN_PT * 3 / 4, IMAGE_HEIGHT_MAX = 360 * LEN_PT, SIGN_HEIGHT_MAX = 64 * PX };

#define OBJECT_MARK "\xef\xbf\xbc" /* U+FFFC */

/* What is in force at a place in the tree. */
struct context {
    const struct style *style;
    const char *lang;
    len rise;
    int decoration;
    colour decoration_colour;
    bool code;
    struct loc loc;
};

struct collector {
    struct arena *a;
    struct shaper *s;
    GString *text;
    GArray *spans, *boxes, *links, *objects, *marks, *isolates;
    bool after_space; /* a space here would be the second, or the line's first */
};

static bool keeps_space(const struct style *s)
{
    return s->white_space == WS_PRE || s->white_space == WS_PRE_WRAP;
}

static bool same_span(const struct text_span *span, const struct context *c)
{
    return span->style == c->style && span->rise == c->rise && span->decoration == c->decoration &&
           span->lang == c->lang && span->code == c->code && span->loc.line == c->loc.line;
}

/* Lets the last span reach to the end of the text, opening a new one where the context differs. */
static void extend_span(struct collector *k, const struct context *c, uint32_t start)
{
    struct text_span *last =
        k->spans->len > 0 ? &g_array_index(k->spans, struct text_span, k->spans->len - 1) : NULL;

    if (last != NULL && same_span(last, c)) {
        last->end = (uint32_t)k->text->len;
        return;
    }
    struct text_span span = {
        .start = start,
        .end = (uint32_t)k->text->len,
        .style = c->style,
        .lang = c->lang,
        .rise = c->rise,
        .decoration = c->decoration,
        .decoration_colour = c->decoration_colour,
        .code = c->code,
        .nowrap = c->style->white_space == WS_NOWRAP || c->style->white_space == WS_PRE,
        .loc = c->loc,
    };
    g_array_append_val(k->spans, span);
}

static char *transform_text(const char *text, enum text_transform transform)
{
    switch (transform) {
    case TRANSFORM_UPPER:
        return g_utf8_strup(text, -1);
    case TRANSFORM_LOWER:
        return g_utf8_strdown(text, -1);
    case TRANSFORM_CAPITALIZE:
    case TRANSFORM_NONE:
        break;
    }
    GString *out = g_string_new(NULL);
    bool inside = transform == TRANSFORM_NONE;
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        g_string_append_unichar(out, inside ? c : g_unichar_totitle(c));
        inside = transform == TRANSFORM_NONE || g_unichar_isalnum(c) || c == '\'' || c == 0x2019;
    }
    return g_string_free(out, FALSE);
}

static void add_text(struct collector *k, const struct context *c, const char *raw)
{
    g_autofree char *changed =
        c->style->transform != TRANSFORM_NONE ? transform_text(raw, c->style->transform) : NULL;
    const char *text = changed != NULL ? changed : raw;
    uint32_t start = (uint32_t)k->text->len;
    bool keep = keeps_space(c->style);

    for (const char *p = text; *p != '\0'; p++) {
        bool blank = *p == ' ' || *p == '\t' || *p == '\n' || *p == '\r' || *p == '\f';
        if (keep && blank) {
            g_string_append(k->text, *p == '\n' ? "\n" : "\xc2\xa0");
            k->after_space = *p == '\n';
        } else if (blank) {
            if (!k->after_space)
                g_string_append_c(k->text, ' ');
            k->after_space = true;
        } else {
            g_string_append_c(k->text, *p);
            k->after_space = false;
        }
    }
    if (k->text->len > start)
        extend_span(k, c, start);
}

static void add_object(struct collector *k, const struct context *c, struct text_object object)
{
    uint32_t start = (uint32_t)k->text->len;

    object.at = start;
    g_string_append(k->text, OBJECT_MARK);
    g_array_append_val(k->objects, object);
    extend_span(k, c, start);
    if (object.kind == OBJECT_IMAGE || object.kind == OBJECT_FRAME)
        k->after_space = false;
}

static void add_break(struct collector *k, const struct context *c)
{
    uint32_t start = (uint32_t)k->text->len;

    if (start > 0 && k->text->str[start - 1] == ' ') /* a space before a break is not seen */
        k->text->str[start - 1] = '\n';
    else
        g_string_append_c(k->text, '\n');
    k->after_space = true;
    extend_span(k, c, start);
}

static void add_mark(struct collector *k, const struct node *n)
{
    struct text_mark mark = {.at = (uint32_t)k->text->len, .node = n};

    g_array_append_val(k->marks, mark);
}

/* ---- pictures ---- */

/* "300", "300px", "12em", "50%" of HTML attributes; sets permille for a percentage. */
static len parse_size(const char *value, len em, int *permille)
{
    char *end;

    if (value == NULL)
        return LEN_AUTO;
    double v = g_ascii_strtod(value, &end);
    if (end == value || !(v > 0) || v > 10000)
        return LEN_AUTO;
    if (*end == '%') {
        *permille = (int)MIN(v * 10, 1000);
        return LEN_AUTO;
    }
    if (strncmp(end, "em", 2) == 0 || strncmp(end, "rem", 3) == 0)
        return (len)MIN(v * em, LEN_MAX);
    if (strncmp(end, "pt", 2) == 0)
        return (len)(v * LEN_PT);
    return (len)(v * PX);
}

static void add_image(struct collector *k, const struct context *c, const struct node *n)
{
    const struct image *image = n->u.image.image;

    if (image == NULL || image->status != IMAGE_OK || image->width <= 0 || image->height <= 0) {
        add_text(k, c, n->u.image.alt != NULL ? n->u.image.alt : "");
        return;
    }
    struct text_object o = {.kind = OBJECT_IMAGE, .image = image, .alt = n->u.image.alt};
    int tall = 0;
    len height = parse_size(n->u.image.height, c->style->font_size, &tall);
    o.width = parse_size(n->u.image.width, c->style->font_size, &o.permille);
    if (o.width == LEN_AUTO)
        o.width = height != LEN_AUTO
                      ? (len)MIN((int64_t)height * image->width / image->height, LEN_MAX)
                      : (len)MIN((int64_t)image->width * PX, LEN_MAX);
    int64_t high = height != LEN_AUTO && n->u.image.width != NULL
                       ? height
                       : (int64_t)o.width * image->height / image->width;
    bool free = n->u.image.width == NULL && n->u.image.height == NULL;
    if (free && high > c->style->line_height && high <= SIGN_HEIGHT_MAX) {
        o.width = (len)((int64_t)o.width * c->style->line_height / high);
        high = c->style->line_height; /* a sign keeps the leading */
    }
    if (high > IMAGE_HEIGHT_MAX) {
        o.width = (len)((int64_t)o.width * IMAGE_HEIGHT_MAX / high);
        high = IMAGE_HEIGHT_MAX;
    }
    o.height = (len)MAX(high, 1);
    if (c->style->valign == VALIGN_MIDDLE)
        o.depth = o.height / 2 - c->style->font_size / 4;
    else if (o.height <= c->style->line_height * 3 / 2) /* badges, icons: about the text's middle */
        o.depth = MAX(0, (o.height - c->style->font_size * 7 / 10) / 2);
    add_object(k, c, o);
}

/* ---- elements ---- */

static bool has_box(const struct style *s)
{
    return s->background >> 24 != 0 || s->border_top.width > 0 || s->border_right.width > 0 ||
           s->border_bottom.width > 0 || s->border_left.width > 0;
}

/* Enters an element: its style, its baseline, its language. */
static struct context enter(const struct context *outer, const struct node *n)
{
    struct context c = *outer;

    c.loc = n->loc;
    if (n->lang != NULL)
        c.lang = n->lang;
    if (n->style == NULL || n->style == outer->style)
        return c;
    c.style = n->style;
    if (c.style->valign == VALIGN_SUPER)
        c.rise += outer->style->font_size * 33 / 100;
    else if (c.style->valign == VALIGN_SUB)
        c.rise -= outer->style->font_size * 16 / 100;
    c.rise += c.style->valign_shift;
    if ((c.style->decoration & ~c.decoration) != 0)
        c.decoration_colour = c.style->colour;
    c.decoration |= c.style->decoration;
    return c;
}

static void add_node(struct collector *k, const struct context *outer, const struct node *n);

/* The text of ::before or ::after, in its own style. */
static void add_generated(struct collector *k, const struct context *outer,
                          const struct style *pseudo)
{
    if (pseudo == NULL || pseudo->generated == NULL)
        return;
    struct context c = *outer;
    c.style = pseudo;
    c.rise += pseudo->valign_shift;
    if ((pseudo->decoration & ~c.decoration) != 0)
        c.decoration_colour = pseudo->colour;
    c.decoration |= pseudo->decoration;
    add_text(k, &c, pseudo->generated);
}

static void add_children(struct collector *k, const struct context *c, const struct node *n)
{
    if (n->style == c->style)
        add_generated(k, c, n->style->before);
    for (const struct node *child = n->first; child != NULL; child = child->next)
        add_node(k, c, child);
    if (n->style == c->style)
        add_generated(k, c, n->style->after);
}

/* The element of a link, in the frames' arena. */
static const struct tag *link_tag(struct collector *k)
{
    struct tag *tag = arena_one(shaper_arena(k->s), struct tag);

    tag->role = "Link";
    return tag;
}

static bool link_target(struct collector *k, const struct node *n, struct text_link *link)
{
    const struct chapter *chapter = n->u.link.chapter;

    if (n->u.link.kind == LINK_EXTERNAL) {
        link->dest = DEST_URI;
        link->uri = n->u.link.url;
        return link->uri != NULL;
    }
    if (n->u.link.kind != LINK_INTERNAL || chapter == NULL || chapter->name == NULL)
        return false;
    link->dest = DEST_INTERNAL;
    link->anchor = n->u.link.node != NULL && n->u.link.node->id != NULL
                       ? arena_join(k->a, chapter->name, "#", n->u.link.node->id, NULL)
                       : chapter->name;
    return true;
}

static bool in_heading(const struct node *n)
{
    while (n != NULL && n->kind != NODE_HEADING)
        n = n->parent;
    return n != NULL;
}

/* " (page 37)" behind a reference: three figures where the page is not known yet. */
static void add_page(struct collector *k, const struct context *outer, const struct node *link,
                     const char *anchor)
{
    GHashTable *folios = shaper_folios(k->s);

    if (folios == NULL || in_heading(link))
        return;
    const char *folio = g_hash_table_lookup(folios, anchor);
    struct context c = *outer;
    c.style = style_for(shaper_sheets(k->s), outer->style, "span", "page-reference", c.lang);
    add_text(k, &c, label_page(k->a, c.lang, folio != NULL ? folio : "000"));
}

static void add_link(struct collector *k, const struct context *outer, const struct context *inner,
                     const struct node *n)
{
    struct text_link link = {.start = (uint32_t)k->text->len};
    bool live = link_target(k, n, &link);
    guint index = k->links->len;

    if (live) {
        link.tag = link_tag(k);
        g_array_append_val(k->links, link);
    }
    /* what leads nowhere does not look like a link */
    add_children(k, live ? inner : outer, n);
    if (live)
        g_array_index(k->links, struct text_link, index).end = (uint32_t)k->text->len;
    if (live && link.dest == DEST_INTERNAL && (uint32_t)k->text->len > link.start)
        add_page(k, outer, n, link.anchor);
}

static void add_footnote_ref(struct collector *k, const struct context *c, const struct node *n)
{
    const struct node *note = n->u.ref.footnote;
    const char *chapter = shaper_chapter_name(k->s);
    char number[16];

    if (note == NULL) {
        g_autofree char *label = g_strconcat("[^", n->u.ref.label, "]", NULL);
        add_text(k, c, label);
        return;
    }
    if (n->id == NULL) /* with an id it is marked already */
        add_mark(k, n);
    struct text_link link = {.start = (uint32_t)k->text->len, .dest = DEST_INTERNAL};
    g_snprintf(number, sizeof number, "%d", note->u.footnote.number);
    add_text(k, c, number);
    link.end = (uint32_t)k->text->len;
    if (note->id != NULL && chapter != NULL) {
        link.anchor = arena_join(k->a, chapter, "#", note->id, NULL);
        link.tag = link_tag(k);
        g_array_append_val(k->links, link);
    }
}

/* A formula's pieces, each an object, between which the line may be broken. */
static void add_formula(struct collector *k, const struct context *c, const struct node *n)
{
    struct math_job job = {.shaper = k->s,
                           .formula = n->u.math.formula,
                           .tex = n->u.math.tex,
                           .style = c->style,
                           .lang = c->lang,
                           .loc = n->loc};
    struct math_pieces pieces = math_inline(&job);
    len widest = 0;

    for (size_t i = 0; i < pieces.n; i++)
        widest = MAX(widest, pieces.pieces[i].frame->width);
    for (size_t i = 0; i < pieces.n; i++) {
        const struct math_piece *piece = &pieces.pieces[i];
        struct text_object o = {.kind = OBJECT_FRAME,
                                .width = piece->frame->width,
                                .height = piece->frame->height,
                                .depth = piece->frame->height - piece->frame->baseline,
                                .frame = piece->frame,
                                .widest = widest,
                                .joined = i + 1 < pieces.n,
                                .space = piece->space,
                                .fixed = piece->fixed,
                                .penalty = piece->penalty};
        add_object(k, c, o);
    }
}

/* A formula that could not be read, which is reported, is its source in the typewriter face. */
static void add_math(struct collector *k, const struct context *c, const struct node *n)
{
    struct context math = *c;

    if (n->u.math.formula != NULL) {
        add_formula(k, c, n);
        return;
    }
    if (n->style == NULL || n->style->font_family == NULL ||
        strstr(n->style->font_family, "mono") == NULL) {
        struct style *mono = arena_memdup(k->a, c->style, sizeof *mono);
        mono->font_family = "monospace";
        mono->font_size = c->style->font_size * 9 / 10;
        mono->font_slant = SLANT_ITALIC;
        math.style = mono;
    }
    math.code = true;
    add_text(k, &math, n->u.math.tex);
}

static void add_content(struct collector *k, const struct context *outer, struct context *c,
                        const struct node *n)
{
    switch (n->kind) {
    case NODE_TEXT:
        add_text(k, c, n->u.text);
        break;
    case NODE_SOFT_BREAK:
        add_text(k, c, " ");
        break;
    case NODE_HARD_BREAK:
        add_break(k, c);
        break;
    case NODE_CODE:
        c->code = true;
        add_text(k, c, n->u.text);
        break;
    case NODE_MATH:
        add_math(k, c, n);
        break;
    case NODE_LINK:
        add_link(k, outer, c, n);
        break;
    case NODE_IMAGE:
        add_image(k, c, n);
        break;
    case NODE_FOOTNOTE_REF:
        add_footnote_ref(k, c, n);
        break;
    case NODE_ANCHOR:
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
    case NODE_HTML_INLINE:
        add_children(k, c, n);
        break;
    /* Blocks do not stand among inlines; if one does, its text is kept. */
    case NODE_DOCUMENT:
    case NODE_QUOTE:
    case NODE_ALERT:
    case NODE_LIST:
    case NODE_ITEM:
    case NODE_DETAILS:
    case NODE_SUMMARY:
    case NODE_DIV:
    case NODE_FIGURE:
    case NODE_CAPTION:
    case NODE_FOOTNOTE:
    case NODE_DEF_LIST:
    case NODE_DEFINITION:
    case NODE_HEADING:
    case NODE_PARAGRAPH:
    case NODE_TERM:
    case NODE_CODE_BLOCK:
    case NODE_MATH_BLOCK:
    case NODE_RULE:
    case NODE_HTML_BLOCK:
    case NODE_TABLE:
    case NODE_ROW:
    case NODE_CELL:
    case NODE_KIND_COUNT:
        add_children(k, c, n);
        break;
    }
}

/* Depth is bounded by the readers (NODE_MAX_DEPTH). */
static void add_node(struct collector *k, const struct context *outer, const struct node *n)
{
    bool plain = n->kind == NODE_TEXT || node_is_break(n);
    struct context c = plain ? *outer : enter(outer, n);

    c.loc = n->loc.line > 0 ? n->loc : outer->loc;
    if (n->style != NULL && !plain && n->style->display == DISPLAY_NONE)
        return;
    if (n->id != NULL)
        add_mark(k, n);
    bool boxed = !plain && n->style == c.style && c.style != outer->style && has_box(c.style) &&
                 n->kind != NODE_IMAGE;
    guint index = k->boxes->len, isolate = k->isolates->len;
    const char *dir = plain ? NULL : node_attr(n, "dir");
    if (dir != NULL) {
        struct text_isolate range = {.start = (uint32_t)k->text->len,
                                     .rtl = g_ascii_strcasecmp(dir, "rtl") == 0};
        g_array_append_val(k->isolates, range);
    }
    if (boxed) {
        struct text_box box = {.start = (uint32_t)k->text->len, .style = c.style, .rise = c.rise};
        struct text_object pad = {.kind = OBJECT_PAD_OPEN,
                                  .width = c.style->padding.left + c.style->border_left.width};
        g_array_append_val(k->boxes, box);
        add_object(k, &c, pad);
    }
    add_content(k, outer, &c, n);
    if (boxed) {
        struct text_object pad = {.kind = OBJECT_PAD_CLOSE,
                                  .width = c.style->padding.right + c.style->border_right.width};
        add_object(k, &c, pad);
        g_array_index(k->boxes, struct text_box, index).end = (uint32_t)k->text->len;
    }
    if (dir != NULL)
        g_array_index(k->isolates, struct text_isolate, isolate).end = (uint32_t)k->text->len;
}

/* Takes a space at the very end away. */
static void trim_end(struct collector *k)
{
    if (k->text->len == 0 || k->text->str[k->text->len - 1] != ' ')
        return;
    g_string_truncate(k->text, k->text->len - 1);
    for (guint i = k->spans->len; i-- > 0;) {
        struct text_span *span = &g_array_index(k->spans, struct text_span, i);
        if (span->end <= k->text->len)
            break;
        span->end = (uint32_t)k->text->len;
        span->start = MIN(span->start, span->end);
    }
}

static void *take(struct arena *a, GArray *array, uint32_t *n)
{
    void *copy = array->len > 0
                     ? arena_memdup(a, array->data, array->len * g_array_get_element_size(array))
                     : NULL;

    *n = array->len;
    g_array_free(array, TRUE);
    return copy;
}

bool inline_is_tight(const struct node *block)
{
    const struct node *item = block->parent, *list = item != NULL ? item->parent : NULL;

    return block->kind == NODE_PARAGRAPH && list != NULL && item->kind == NODE_ITEM &&
           list->kind == NODE_LIST && list->u.list.tight && item->style != NULL;
}

struct inline_text *inline_collect(struct arena *a, struct shaper *s, const struct node *first,
                                   const struct style *style, const char *lang, const char *prefix)
{
    struct collector k = {
        .a = a,
        .s = s,
        .text = g_string_new(NULL),
        .spans = g_array_new(FALSE, FALSE, sizeof(struct text_span)),
        .boxes = g_array_new(FALSE, FALSE, sizeof(struct text_box)),
        .links = g_array_new(FALSE, FALSE, sizeof(struct text_link)),
        .objects = g_array_new(FALSE, FALSE, sizeof(struct text_object)),
        .marks = g_array_new(FALSE, FALSE, sizeof(struct text_mark)),
        .isolates = g_array_new(FALSE, FALSE, sizeof(struct text_isolate)),
        .after_space = true,
    };
    struct context c = {.style = style,
                        .lang = lang,
                        .decoration = style->decoration,
                        .decoration_colour = style->colour};
    struct inline_text *t = arena_one(a, struct inline_text);

    if (first != NULL)
        c.loc = first->loc;
    /* of the block whose first or last words these are */
    const struct node *block = first != NULL ? first->parent : NULL, *n = first;
    const struct style *whole = block != NULL ? block->style : NULL;
    if (block != NULL && inline_is_tight(block) && block->prev == NULL)
        add_generated(&k, &c, block->parent->style->before);
    if (whole != NULL && first->prev == NULL)
        add_generated(&k, &c, whole->before);
    if (prefix != NULL)
        add_text(&k, &c, prefix);
    for (; n != NULL && !node_is_block(n->kind); n = n->next)
        add_node(&k, &c, n);
    if (whole != NULL && n == NULL)
        add_generated(&k, &c, whole->after);
    if (block != NULL && n == NULL && inline_is_tight(block) && block->next == NULL)
        add_generated(&k, &c, block->parent->style->after);
    trim_end(&k);
    t->text = arena_strndup(a, k.text->str, k.text->len);
    t->bytes = (uint32_t)strlen(t->text);
    g_string_free(k.text, TRUE);
    t->spans = take(a, k.spans, &t->n_spans);
    t->boxes = take(a, k.boxes, &t->n_boxes);
    t->links = take(a, k.links, &t->n_links);
    t->objects = take(a, k.objects, &t->n_objects);
    t->marks = take(a, k.marks, &t->n_marks);
    t->isolates = take(a, k.isolates, &t->n_isolates);
    return t;
}

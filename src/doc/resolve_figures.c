/* Figures: which pictures are one, what words are its caption, which number it has. */
#include "doc/labels.h"
#include "doc/parallel.h"
#include "doc/resolve.h"
#include "doc/resolve_caption.h"

#include "base/lang.h"

#include <string.h>

/* Sizes here are guesses in pt for a page of the default theme: they tell a picture from a sign in
 * the text and a row from a column; the true ones are layout's. */
enum {
    MEASURE = 363,
    EM = 10,
    LEAST = 48,
    BLOCK = 72,
    CSS_DPI = 96,
    DPI_LEAST = 110,
    DPI_MOST = 300
};

struct size {
    double width, height;
};

/* ---- pictures ---- */

/* "300" and "300px", "50%" of `whole`, "20em", "3cm" in pt; 0 for none. */
static double given(const char *text, double whole)
{
    static const struct {
        const char *unit;
        double pt;
    } units[] = {{"px", 0.75}, {"", 0.75},        {"pt", 1},          {"em", EM},
                 {"rem", EM},  {"cm", 72 / 2.54}, {"mm", 7.2 / 2.54}, {"in", 72}};
    char *end = NULL;
    double number = text != NULL ? g_ascii_strtod(text, &end) : 0;

    if (!(number > 0 && number < 100000))
        return 0;
    if (*end == '%')
        return number * whole / 100;
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++)
        if (strcmp(end, units[i].unit) == 0)
            return number * units[i].pt;
    return number * 0.75;
}

static struct size picture_size(const struct node *n)
{
    const struct image *image = n->u.image.image;
    double dpi = image->dpi > 0 ? image->dpi : CSS_DPI;
    dpi = image->format == IMAGE_SVG ? CSS_DPI : CLAMP(dpi, DPI_LEAST, DPI_MOST);
    struct size s = {image->width * 72.0 / dpi, image->height * 72.0 / dpi};
    double ratio = s.height / s.width, width = given(n->u.image.width, MEASURE),
           height = given(n->u.image.height, 2 * MEASURE);

    if (width > 0)
        s = (struct size){width, height > 0 ? height : width * ratio};
    else if (height > 0)
        s = (struct size){height / ratio, height};
    if (s.width > MEASURE)
        s = (struct size){MEASURE, s.height * MEASURE / s.width};
    return s;
}

static bool is_picture(const struct node *n)
{
    return n->kind == NODE_IMAGE && n->u.image.image != NULL &&
           n->u.image.image->status == IMAGE_OK && n->u.image.image->width > 0 &&
           n->u.image.image->height > 0;
}

static bool is_blank(const char *text)
{
    return text[strspn(text, " \t\r\n")] == '\0';
}

/* Adds the pictures of a paragraph, or those at and below an inline; false when there is anything
 * else to be seen. */
static bool gather(struct node *n, GPtrArray *pictures)
{
    for (struct node *c = n->kind == NODE_PARAGRAPH ? n->first : n; c != NULL;
         c = node_next(n, c)) {
        if (is_picture(c))
            g_ptr_array_add(pictures, c);
        else if (c->kind != NODE_LINK && c->kind != NODE_SPAN && c->kind != NODE_STRONG &&
                 c->kind != NODE_EMPH && c->kind != NODE_ANCHOR && !node_is_break(c) &&
                 !(c->kind == NODE_TEXT && is_blank(c->u.text)))
            return false;
    }
    return true;
}

static bool is_large(const struct node *picture)
{
    struct size s = picture_size(picture);

    return s.height >= LEAST && s.width >= LEAST;
}

/* ---- lines of pictures in a paragraph ---- */

/* A line of source: children [first, end) of a paragraph. */
struct line {
    struct node *first, *end;
    GPtrArray *pictures; /* when it holds nothing else, and one is no mere sign; else NULL */
    bool unseen;         /* empty targets at most: it goes with what follows */
};

static void line_clear(void *line)
{
    g_clear_pointer(&((struct line *)line)->pictures, g_ptr_array_unref);
}

static GArray *lines_of(struct node *par)
{
    GArray *lines = g_array_new(FALSE, TRUE, sizeof(struct line));

    g_array_set_clear_func(lines, line_clear);
    for (struct node *c = par->first; c != NULL; c = c != NULL ? c->next : NULL) {
        struct line line = {.first = c, .pictures = g_ptr_array_new()};
        bool alone = true, large = false;
        for (; c != NULL && !node_is_break(c); c = c->next)
            alone = alone && gather(c, line.pictures);
        for (guint i = 0; alone && i < line.pictures->len; i++)
            large = large || is_large(line.pictures->pdata[i]);
        line.unseen = alone && line.pictures->len == 0;
        if (!large)
            g_clear_pointer(&line.pictures, g_ptr_array_unref);
        line.end = c;
        g_array_append_val(lines, line);
        if (c == NULL)
            break;
    }
    return lines;
}

/* As layout fills rows: they may shrink to 60 %. */
static bool fits_beside(const struct line *x, const struct line *y)
{
    double width = 0;

    for (guint i = 0; i < x->pictures->len; i++)
        width += picture_size(x->pictures->pdata[i]).width;
    for (guint i = 0; i < y->pictures->len; i++)
        width += picture_size(y->pictures->pdata[i]).width;
    return width * 6 <= MEASURE * 10;
}

/* Whether a paragraph must end between two lines of it: before and after pictures. */
static bool parted(const struct line *x, const struct line *y)
{
    if ((x->pictures == NULL && y->pictures == NULL) || x->unseen)
        return false;
    return x->pictures == NULL || y->pictures == NULL || !fits_beside(x, y);
}

/* The large picture that an inline is, alone or in a link. */
static bool is_large_inline(struct node *n)
{
    while (n->kind == NODE_LINK && n->first != NULL && n->first == n->last)
        n = n->first;
    return is_picture(n) && is_large(n) && picture_size(n).height >= BLOCK;
}

/* Puts a large picture at the start or end of a line of text on a line of its own. */
static void free_pictures(struct arena *a, struct node *par)
{
    for (struct node *c = par->first; c != NULL; c = c->next) {
        if (!is_large_inline(c))
            continue;
        bool starts = c->prev == NULL || node_is_break(c->prev);
        bool ends = c->next == NULL || node_is_break(c->next);
        if (starts && !ends && !is_large_inline(c->next))
            node_insert_after(c, node_new(a, NODE_SOFT_BREAK, c->loc));
        else if (ends && !starts && !is_large_inline(c->prev))
            node_insert_before(c, node_new(a, NODE_SOFT_BREAK, c->loc));
    }
}

static struct node *paragraph_like(struct arena *a, const struct node *par, struct loc loc)
{
    struct node *n = node_new(a, NODE_PARAGRAPH, loc);

    n->lang = par->lang;
    n->attrs = par->attrs;
    n->classes = par->classes;
    return n;
}

static void trim_breaks(struct node *par)
{
    while (par->first != NULL && node_is_break(par->first))
        node_unlink(par->first);
    while (par->last != NULL && node_is_break(par->last))
        node_unlink(par->last);
}

/* Makes paragraphs of their own of the lines of pictures in it and of the text between them. The
 * text that goes on below a picture is marked, since it begins no thought. Adds all to `parts`. */
static void split_paragraph(struct arena *a, struct node *par, GPtrArray *parts)
{
    g_autoptr(GArray) lines = lines_of(par);
    struct node *at = par;
    bool text = false;

    for (guint i = 0; i < lines->len; i++) {
        const struct line *l = &g_array_index(lines, struct line, i);
        if (i > 0 && parted(l - 1, l)) {
            struct node *part = paragraph_like(a, par, l->first->loc);
            if (l->pictures == NULL && text)
                node_add_class(a, part, "continued");
            node_insert_after(at, part);
            at = part;
        }
        text = text || (l->pictures == NULL && !l->unseen);
        if (at == par)
            continue;
        for (struct node *c = l->first, *next; c != NULL; c = next) {
            bool last = c == l->end;
            next = c->next;
            node_append(at, c);
            if (last)
                break;
        }
    }
    for (struct node *n = par;; n = n->next) {
        trim_breaks(n);
        g_ptr_array_add(parts, n);
        if (n == at)
            break;
    }
}

/* ---- captions ---- */

/* The paragraph that a block is or holds alone. */
static struct node *sole_paragraph(struct node *n)
{
    while (n != NULL && n->kind == NODE_DIV && n->first != NULL && n->first == n->last)
        n = n->first;
    return n != NULL && n->kind == NODE_PARAGRAPH ? n : NULL;
}

/* The block below: in a `div` around the picture, else below the `div`. */
static struct node *block_below(const struct node *n)
{
    while (n->next == NULL && n->parent != NULL && n->parent->kind == NODE_DIV)
        n = n->parent;
    return n->next;
}

static bool is_emphasis(const struct node *n)
{
    return n->kind == NODE_EMPH || n->kind == NODE_SMALL || n->kind == NODE_SUB;
}

/* The text that a paragraph begins with, inside whatever it is set in. */
static struct node *first_text(struct node *n)
{
    while (n != NULL && n->kind != NODE_TEXT)
        n = n->first;
    return n;
}

/* A paragraph that is a caption: of emphasis alone, or with the number of a figure before it. Below
 * a picture that has a title, emphasis stays what it is, and is only set like a caption. */
static struct node *find_caption(struct arena *a, struct node *n, bool titled)
{
    struct node *par = sole_paragraph(block_below(n));
    struct node *text = par != NULL ? first_text(par->first) : NULL;

    if (text == NULL)
        return NULL;
    bool emphasis = par->first == par->last && is_emphasis(par->first);
    bool marked = emphasis || par->first->kind == NODE_STRONG || par->first->kind == NODE_EMPH;
    if (caption_own_number(text->u.text, !marked, NULL) > 0 || caption_bare_label(text->u.text) > 0)
        return par;
    if (!emphasis || par->first->kind != NODE_EMPH)
        return NULL;
    if (titled)
        node_add_class(a, par, "picture-caption");
    return titled ? NULL : par;
}

static struct node *find_kind(const struct node *figure, enum node_kind kind)
{
    for (struct node *c = figure->first; c != NULL; c = c->next)
        if (c->kind == kind)
            return c;
    return NULL;
}

static struct node *new_span(struct arena *a, struct loc loc, const char *class, const char *text)
{
    struct node *span = node_new(a, NODE_SPAN, loc);

    span->classes = class;
    if (text != NULL)
        node_append(span, node_new_text(a, loc, text));
    return span;
}

/* The author's paragraph as the caption; emphasis around all of it only said that it is one. */
static struct node *caption_from_paragraph(struct chapter *c, struct node *par)
{
    struct node *caption = node_new(c->arena, NODE_CAPTION, par->loc), *box = par;

    caption->id = par->id;
    if (par->id != NULL && g_hash_table_lookup(c->ids, par->id) == par)
        g_hash_table_insert(c->ids, (char *)(uintptr_t)par->id, caption);
    caption->lang = par->lang;
    node_move_children(par, caption);
    if (caption->first == caption->last && is_emphasis(caption->first))
        node_splice(caption->first);
    while (box->parent != NULL && box->parent->kind == NODE_DIV && box->parent->first == box &&
           box->parent->last == box && box->parent->id == NULL)
        box = box->parent;
    node_unlink(box);
    return caption;
}

static const char *caption_words(const struct book *b, const struct node *picture)
{
    const char *title = picture->u.image.title, *alt = picture->u.image.alt;

    if (title != NULL && !is_blank(title))
        return title;
    return b->figures.alt_captions && is_large(picture) &&
                   caption_is_meaningful(alt, picture->u.image.image->path)
               ? alt
               : NULL;
}

/* Titles, else alternative texts. Of several pictures each part has its letter: (a), (b). What only
 * repeats the alternative text is not read out twice. NULL where there are no words. */
static struct node *caption_from_pictures(const struct book *b, struct arena *a,
                                          const GPtrArray *pictures)
{
    struct node *caption = NULL;
    const char *last = NULL;
    unsigned n = 0;

    for (guint i = 0; i < pictures->len; i++) {
        const char *words = caption_words(b, pictures->pdata[i]);
        n += words != NULL && g_strcmp0(words, last) != 0;
        last = words != NULL ? words : last;
    }
    for (guint i = 0, at = 0; n > 0 && i < pictures->len; i++) {
        struct node *picture = pictures->pdata[i];
        const char *words = caption_words(b, picture);
        picture->u.image.title = NULL; /* it is said */
        if (caption == NULL)
            caption = node_new(a, NODE_CAPTION, picture->loc);
        if (words == NULL || (n == 1 && at > 0))
            continue;
        if (at > 0)
            node_append(caption, node_new_text(a, picture->loc, "\u2003"));
        const char *part = n > 1 && i < 26 ? arena_printf(a, "(%c)\u00a0", 'a' + (int)i) : "";
        struct node *span =
            new_span(a, picture->loc, "caption-text", arena_join(a, part, words, NULL));
        if (strcmp(words, picture->u.image.alt) == 0)
            node_set_attr(a, span, "aria-hidden", "true");
        node_append(caption, span);
        at++;
    }
    return caption;
}

/* ---- figures ---- */

static bool inside(const struct node *n, enum node_kind kind)
{
    for (n = n->parent; n != NULL; n = n->parent)
        if (n->kind == kind)
            return true;
    return false;
}

static bool is_titled(const GPtrArray *pictures)
{
    for (guint i = 0; i < pictures->len; i++) {
        const char *title = ((const struct node *)pictures->pdata[i])->u.image.title;
        if (title != NULL && !is_blank(title))
            return true;
    }
    return false;
}

/* `<a id="fig-x"></a>` on the line before a picture is the picture's. */
static void take_anchors(struct node *figure, struct node *par)
{
    struct node *above = figure->prev;
    bool any = false;

    if (above == NULL || above->kind != NODE_PARAGRAPH)
        return;
    for (const struct node *c = above->first; c != NULL; c = c->next) {
        if (c->kind != NODE_ANCHOR && !node_is_break(c) &&
            !(c->kind == NODE_TEXT && is_blank(c->u.text)))
            return;
        any = any || c->kind == NODE_ANCHOR;
    }
    if (!any || above->id != NULL)
        return;
    node_move_children(par, above);
    node_move_children(above, par);
    node_unlink(above);
}

/* A paragraph of nothing but pictures, and what is known of its words: a figure around it. */
static void make_figure(struct chapter *c, struct node *par)
{
    struct arena *a = c->arena;
    g_autoptr(GPtrArray) pictures = g_ptr_array_new();
    struct node *figure = par->parent;

    if (!gather(par, pictures) || pictures->len == 0)
        return;
    bool given_figure = figure->kind == NODE_FIGURE;
    if (given_figure && (find_kind(figure, NODE_CAPTION) != NULL || figure->first != figure->last))
        return;
    struct node *below = given_figure ? NULL : find_caption(a, par, is_titled(pictures));
    bool signs = below == NULL && inside(par, NODE_CELL); /* a cell is narrow, and has its column */
    struct node *caption = below != NULL ? caption_from_paragraph(c, below)
                           : signs       ? NULL
                                         : caption_from_pictures(c->edition->book, a, pictures);
    const char *id = ((const struct node *)pictures->pdata[0])->id;
    if (caption == NULL && (id == NULL || !g_str_has_prefix(id, "fig")))
        return;
    if (!given_figure) {
        figure = node_new(a, NODE_FIGURE, par->loc);
        node_insert_before(par, figure);
        node_append(figure, par);
        take_anchors(figure, par);
    }
    node_append(figure, caption != NULL ? caption : node_new(a, NODE_CAPTION, par->loc));
}

static void find_figures(struct chapter *c)
{
    g_autoptr(GPtrArray) found = g_ptr_array_new(), parts = g_ptr_array_new();

    for (struct node *n = c->doc; n != NULL; n = node_next(c->doc, n)) {
        if (n->kind != NODE_IMAGE || n->u.image.image == NULL)
            continue;
        struct node *par = n->parent;
        while (par != NULL && !node_is_block(par->kind))
            par = par->parent;
        if (par != NULL && par->kind == NODE_PARAGRAPH &&
            (found->len == 0 || found->pdata[found->len - 1] != par))
            g_ptr_array_add(found, par);
    }
    for (guint i = 0; i < found->len; i++) {
        g_autoptr(GPtrArray) pictures = g_ptr_array_new();
        struct node *par = found->pdata[i];
        if (!gather(par, pictures) && !inside(par, NODE_CELL))
            free_pictures(c->arena, par);
    }
    for (guint i = 0; i < found->len; i++)
        split_paragraph(c->arena, found->pdata[i], parts);
    for (guint i = 0; i < parts->len; i++) {
        struct node *par = parts->pdata[i];
        if (par->parent != NULL) /* else it became a caption */
            make_figure(c, par);
    }
}

/* ---- numbers ---- */

struct counter {
    const char *prefix; /* the chapter's number; "": of no chapter */
    int n;
};

static bool has_picture(const struct node *figure)
{
    for (const struct node *n = figure; n != NULL; n = node_next(figure, n))
        if (is_picture(n) && is_large(n))
            return true;
    return false;
}

static bool is_captioned(const struct node *n)
{
    return n->kind == NODE_FIGURE && find_kind(n, NODE_CAPTION) != NULL;
}

static bool is_numbered(const struct node *n)
{
    return is_captioned(n) && has_picture(n) && !inside(n, NODE_FOOTNOTE) &&
           !inside(n, NODE_FIGURE);
}

/* "Figure:" at the start of a caption goes, with what it is set in. */
static void drop_bare_label(struct arena *a, struct node *text)
{
    size_t bare = text != NULL ? caption_bare_label(text->u.text) : 0;
    struct node *box = text, *next;

    if (bare == 0)
        return;
    if (text->u.text[bare] != '\0') {
        text->u.text = arena_strdup(a, text->u.text + bare);
        return;
    }
    while (box->parent != NULL && box->parent->kind != NODE_CAPTION &&
           box->parent->first == box->parent->last)
        box = box->parent;
    next = box->next;
    if (next == NULL)
        return;
    node_unlink(box);
    if (next->kind == NODE_TEXT)
        next->u.text = arena_strdup(a, next->u.text + strspn(next->u.text, " "));
}

/* "Figure 1." at the start of a caption becomes its label; true when there is one. A label without
 * a number goes, where another is put in its place. */
static bool take_own_number(struct arena *a, struct node *figure)
{
    struct node *text = first_text(find_kind(figure, NODE_CAPTION));
    size_t whole = 0, n = text != NULL ? caption_own_number(text->u.text, false, &whole) : 0;

    if (n == 0)
        return false;
    char *label = arena_strndup(a, text->u.text, n);
    size_t digits = strcspn(label, "0123456789");
    figure->u.figure.label = label;
    figure->u.figure.number = label[digits] != '\0' ? label + digits : NULL;
    if (text->parent->kind != NODE_CAPTION) /* set off already, as by **Figure 1** */
        return true;
    char *mark = arena_strndup(a, text->u.text, whole);
    node_insert_before(text, new_span(a, text->loc, "caption-label", g_strchomp(mark)));
    node_insert_before(text, node_new_text(a, text->loc, text->u.text + strlen(mark)));
    node_unlink(text);
    return true;
}

static void add_number(struct chapter *c, struct node *figure, struct counter *counter)
{
    struct arena *a = c->arena;
    struct node *caption = find_kind(figure, NODE_CAPTION);
    const char *lang = node_lang(caption) != NULL ? node_lang(caption) : c->lang;
    const char *chapter = *counter->prefix != '\0' ? counter->prefix : NULL;
    bool cjk = lang != NULL && (lang_is_chinese(lang) || lang_same_primary(lang, "ja"));

    drop_bare_label(a, first_text(caption));
    counter->n += !parallel_is_twin(figure);
    figure->u.figure.label = label_figure(a, lang, chapter, counter->n);
    figure->u.figure.number = chapter != NULL ? arena_printf(a, "%s.%d", chapter, counter->n)
                                              : arena_printf(a, "%d", counter->n);
    struct node *label = new_span(a, caption->loc, "caption-label", figure->u.figure.label);
    if (caption->first == NULL) {
        node_append(caption, label);
        return;
    }
    node_insert_before(caption->first, label);
    node_insert_after(label, node_new_text(a, caption->loc, cjk ? "\u3000" : "\u2002"));
}

/* Two systems of numbers in a chapter would only confuse: where the author numbered, nobody else
 * does. */
static void number_figures(struct chapter *c, struct counter *counter, bool wanted)
{
    bool own = false;

    for (struct node *n = c->doc; n != NULL; n = node_next(c->doc, n))
        if (is_captioned(n))
            own = take_own_number(c->arena, n) || own;
    for (struct node *n = c->doc; wanted && !own && n != NULL; n = node_next(c->doc, n))
        if (is_numbered(n))
            add_number(c, n, counter);
}

void resolve_figures(struct edition *e)
{
    for (size_t i = 0; i < e->n_chapters; i++)
        if (e->chapters[i]->doc != NULL && e->chapters[i]->kind == CHAPTER_TEXT)
            find_figures(e->chapters[i]);
}

void resolve_figure_numbers(struct edition *e)
{
    struct counter in_chapter = {"", 0}, outside = {"", 0};
    enum figure_numbering numbering = e->book->figures.numbering;

    for (size_t i = 0; i < e->n_chapters; i++) {
        struct chapter *c = e->chapters[i];
        if (c->doc == NULL || c->kind != CHAPTER_TEXT)
            continue;
        const char *number = c->number != NULL && numbering == FIGURES_BY_CHAPTER ? c->number : "";
        char *top = arena_strndup(c->arena, number, strcspn(number, "."));
        if (*top != '\0' && strcmp(top, in_chapter.prefix) != 0)
            in_chapter = (struct counter){top, 0};
        number_figures(c, *top != '\0' ? &in_chapter : &outside, numbering != FIGURES_NONE);
    }
}

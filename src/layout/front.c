/* The pages before the contents: cover, half title, title page, imprint. */
#include "layout/front.h"

#include "doc/labels.h"

#include <string.h>

static void line(struct flow *f, struct vlist *v, const char *text, const char *class,
                 const char *role)
{
    if (text && *text)
        flow_text(f, v, text, flow_style(f, NULL, class, NULL), role, 0, f->width);
}

static char *authors_text(struct flow *f)
{
    const char *separator = label_text(f->lang, LABEL_AUTHOR_SEPARATOR);
    g_autoptr(GString) out = g_string_new(NULL);
    for (const char **s = f->book->authors; *s; s++) {
        g_string_append(out, s == f->book->authors ? "" : separator);
        g_string_append(out, *s);
    }
    return arena_strdup(f->arena, out->str);
}

/* ---- titles, large as they may be and in lines of about one length ---- */

static struct par_lines try_lines(struct flow *f, const char *text, const struct style *style,
                                  len width)
{
    struct par_shape shape = {.width = width, .align = style->align, .no_hyphens = true};
    return par_break(par_new_text(f->shaper, text, style, f->lang), &shape);
}

/* Whether a line had to be broken inside a word. */
static bool breaks_words(const struct par_lines *lines)
{
    for (size_t i = 0; i < lines->n; i++)
        if (lines->lines[i].end == PAR_BREAK_EMERGENCY || lines->lines[i].end == PAR_BREAK_PIECE)
            return true;
    return false;
}

enum { TITLE_LINES = 4, SMALLEST_TITLE = 13 * LEN_PT };

/* The style, or a smaller one in which the text has no more than four lines. */
static const struct style *fit_style(struct flow *f, const char *text, const struct style *style)
{
    struct style *fit = arena_memdup(f->arena, style, sizeof *style);
    for (;;) {
        struct par_lines lines = try_lines(f, text, fit, f->width);
        len smaller = fit->font_size * 9 / 10;
        if ((lines.n <= TITLE_LINES && !breaks_words(&lines)) || smaller < SMALLEST_TITLE)
            return fit;
        fit->line_height = (len)((int64_t)fit->line_height * smaller / fit->font_size);
        fit->font_size = smaller;
    }
}

/* The narrowest measure that needs no more lines: the last one is then about as long as others. */
static len balanced_width(struct flow *f, const char *text, const struct style *style)
{
    struct par_lines full = try_lines(f, text, style, f->width);
    len low = f->width / 3, high = f->width;
    if (full.n < 2 || full.n > 2 * TITLE_LINES)
        return f->width;
    while (high - low > 4 * LEN_PT) {
        len middle = (low + high) / 2;
        struct par_lines lines = try_lines(f, text, style, middle);
        if (lines.n > full.n || breaks_words(&lines))
            low = middle;
        else
            high = middle;
    }
    return high;
}

static void title(struct flow *f, struct vlist *v, const char *text, const struct style *style,
                  const char *role)
{
    if (!text || !*text)
        return;
    const struct style *fit = fit_style(f, text, style);
    len width = balanced_width(f, text, fit), x = 0;
    if (fit->align == TEXT_CENTER)
        x = (f->width - width) / 2;
    else if (fit->align == TEXT_RIGHT || fit->direction == DIRECTION_RTL)
        x = f->width - width;
    flow_text(f, v, text, fit, role, x, width);
}

/* ---- pages ---- */

/* Puts `block` at the foot of the page that `v` has begun. */
static void at_foot(struct flow *f, struct vlist *v, const struct vlist *block)
{
    len above = vlist_height(v, 0, v->n), height = vlist_height(block, 0, block->n);
    if (block->n && above + height < f->height)
        vlist_strut(v, f->height - height - above);
    vlist_append(v, block);
}

struct bodies front_half_title(struct shaper *s, struct arena *arena, const struct edition *e)
{
    struct flow f = flow_new(s, arena, e, NULL);
    struct vlist *v = vlist_new(arena);
    struct style *style =
        arena_memdup(arena, flow_style(&f, NULL, "half-title", NULL), sizeof *style);
    vlist_strut(v, style->padding.top);
    style->padding.top = 0;
    title(&f, v, edition_title(e), style, "P");
    return bodies_make(&f, v);
}

/* A title of the book as the edition's further languages have it, below the first one's. */
static void further_titles(const struct flow *f, struct vlist *v, const struct edition *e,
                           const struct localised *text, const char *class)
{
    for (size_t i = 1; i < edition_languages(e); i++) {
        struct flow own = *f;
        own.lang = e->langs[i];
        title(&own, v, edition_further(e, text, i),
              flow_style(&own, NULL, class, "parallel-second"), "P");
    }
}

struct bodies front_title(struct shaper *s, struct arena *arena, const struct edition *e)
{
    struct flow f = flow_new(s, arena, e, NULL);
    struct vlist *v = vlist_new(arena), *foot = vlist_new(arena);
    const char *authors = authors_text(&f);
    vlist_strut(v, flow_style(&f, NULL, "title-page", NULL)->padding.top);
    title(&f, v, edition_title(e), flow_style(&f, NULL, "book-title", NULL), "H1");
    further_titles(&f, v, e, e->book->title, "book-title");
    title(&f, v, localised_get(e->book->subtitle, e->lang),
          flow_style(&f, NULL, "book-subtitle", NULL), "P");
    further_titles(&f, v, e, e->book->subtitle, "book-subtitle");
    title(&f, v, *authors ? label_by(arena, e->lang, authors) : NULL,
          flow_style(&f, NULL, "book-author", NULL), "P");
    line(&f, foot, localised_get(e->book->publisher, e->lang), "book-publisher", "P");
    line(&f, foot, localised_get(e->book->date, e->lang), "book-date", "P");
    at_foot(&f, v, foot);
    return bodies_make(&f, v);
}

/* ---- imprint ---- */

/* A paragraph that is a link to where it says. */
static void address(struct flow *f, struct vlist *v, const char *url)
{
    struct loc nowhere = {NULL, 0, 0};
    const struct style *style = flow_style(f, NULL, "imprint", NULL);
    struct node *block = node_new(f->arena, NODE_PARAGRAPH, nowhere);
    struct node *link = node_new(f->arena, NODE_LINK, nowhere);
    struct node *text = node_new_text(f->arena, nowhere, url);
    link->u.link.url = url;
    link->u.link.kind = LINK_EXTERNAL;
    block->style = style;
    link->style = text->style = flow_style(f, style, "a", NULL);
    node_append(block, link);
    node_append(link, text);
    struct flow_box box = flow_open(f, v, style, "P", 0, f->width);
    flow_par(f, v, par_new(f->shaper, block, style, NULL), style, box.x, box.width);
    flow_close(f, v, &box);
}

/* "ISBN 978-..." of an identifier that is one; NULL for others, which say nothing to a reader. */
static const char *isbn(struct arena *a, const char *identifier)
{
    static const char urn[] = "urn:isbn:";
    if (g_ascii_strncasecmp(identifier, urn, strlen(urn)) == 0)
        return arena_printf(a, "ISBN %s", identifier + strlen(urn));
    return g_ascii_strncasecmp(identifier, "isbn", 4) == 0 ? identifier : NULL;
}

struct bodies front_imprint(struct shaper *s, struct arena *arena, const struct edition *e)
{
    struct flow f = flow_new(s, arena, e, NULL);
    const struct book *b = e->book;
    const char *rights = localised_get(b->rights, e->lang);
    const char *description = localised_get(b->description, e->lang);
    const char *version = localised_get(b->version, e->lang);
    const char *subtitle = localised_get(b->subtitle, e->lang), *authors = authors_text(&f);
    const char *number = isbn(arena, b->identifier);
    if (!rights && !description && !b->repository && !version && !number)
        return (struct bodies){NULL, 0};
    struct vlist *v = vlist_new(arena), *block = vlist_new(arena);
    line(&f, block, edition_title(e), "imprint-title", "P");
    line(&f, block, subtitle, "imprint", "P");
    line(&f, block, *authors ? label_by(arena, e->lang, authors) : NULL, "imprint", "P");
    line(&f, block, description, "imprint-description", "P");
    line(&f, block, rights, "imprint-rights", "P");
    line(&f, block, localised_get(b->publisher, e->lang), "imprint", "P");
    line(&f, block, localised_get(b->date, e->lang), "imprint", "P");
    line(&f, block, version ? label_version(arena, e->lang, version) : NULL, "imprint", "P");
    line(&f, block, number, "imprint", "P");
    if (b->repository)
        address(&f, block, b->repository);
    at_foot(&f, v, block);
    return bodies_make(&f, v);
}

/* ---- cover ---- */

enum { BLEED = 120 }; /* permille by which the picture may differ from the page and still fill it */

struct frame *front_cover(struct arena *a, const struct edition *e, len width, len height)
{
    const char *path = localised_get(e->book->cover, e->lang);
    const struct image *image = path ? book_image(e->book, path) : NULL;
    if (!image || image->status != IMAGE_OK || image->width <= 0 || image->height <= 0)
        return NULL;
    struct frame *frame = frame_new(a, width, height);
    int64_t high = (int64_t)width * image->height / image->width;
    bool fills = high * 1000 > (int64_t)height * (1000 - BLEED) &&
                 (int64_t)height * 1000 > high * (1000 - BLEED);
    bool by_width = (high >= height) == fills; /* else the height is the page's */
    len w = by_width ? width : (len)((int64_t)height * image->width / image->height);
    len h = by_width ? (len)high : height;
    struct tag *tag = tag_new(a, "Figure");
    tag->alt = label_text(e->lang, LABEL_COVER);
    frame_tag(a, frame, TAG_OPEN, tag);
    struct item *item = frame_add(a, frame, ITEM_IMAGE, (width - w) / 2, (height - h) / 2);
    item->u.image.image = image;
    item->u.image.width = w;
    item->u.image.height = h;
    item->u.image.alt = edition_title(e);
    frame_tag(a, frame, TAG_CLOSE, tag);
    return frame;
}

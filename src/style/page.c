/* @page: the paper and its margins. */
#include "style/sheet.h"

#include <math.h>
#include <string.h>

struct paper {
    const char *name;
    int width, height; /* 1/100 mm */
};

static const struct paper papers[] = {
    {"a3", 29700, 42000},     {"a4", 21000, 29700},     {"a5", 14800, 21000},
    {"a6", 10500, 14800},     {"b4", 25000, 35300},     {"b5", 17600, 25000},
    {"jis-b4", 25700, 36400}, {"jis-b5", 18200, 25700}, {"letter", 21590, 27940},
    {"legal", 21590, 35560},  {"ledger", 27940, 43180},
};

static bool absolute(const struct token *t, len *out)
{
    struct value v;
    if (!value_length(t, false, &v) || v.unit != LENGTH_ABSOLUTE)
        return false;
    *out = (len)v.number;
    return true;
}

/* A5, "A5 landscape", "170mm 240mm" */
static bool declare_size(struct page_rule *page, const struct token *t, size_t n)
{
    len size[2] = {LEN_AUTO, LEN_AUTO};
    int given = 0, turned = 0;
    for (size_t i = 0; i < n; i++) {
        if (t[i].kind == TOK_SPACE)
            continue;
        if (t[i].kind != TOK_IDENT) {
            if (given == 2 || !absolute(&t[i], &size[given]) || size[given] < 72 * LEN_PT ||
                size[given] > 14400 * LEN_PT)
                return false;
            given++;
            continue;
        }
        if (g_ascii_strcasecmp(t[i].text, "landscape") == 0) {
            turned = 1;
            continue;
        }
        if (g_ascii_strcasecmp(t[i].text, "portrait") == 0)
            continue;
        size_t k = 0;
        while (k < G_N_ELEMENTS(papers) && g_ascii_strcasecmp(t[i].text, papers[k].name) != 0)
            k++;
        if (k == G_N_ELEMENTS(papers) || given > 0)
            return false;
        size[0] = (len)((int64_t)papers[k].width * 72 * LEN_PT / 2540);
        size[1] = (len)((int64_t)papers[k].height * 72 * LEN_PT / 2540);
        given = 2;
    }
    if (given == 0)
        return false;
    if (given == 1)
        size[1] = size[0];
    page->width = turned ? MAX(size[0], size[1]) : size[0];
    page->height = turned ? MIN(size[0], size[1]) : size[1];
    return true;
}

/* One to four lengths: top, right, bottom, left. */
static bool margin_list(const struct token *t, size_t n, len out[4])
{
    int given = 0;
    for (size_t i = 0; i < n; i++) {
        if (t[i].kind == TOK_SPACE)
            continue;
        if (given == 4 || !absolute(&t[i], &out[given++]))
            return false;
    }
    if (given == 1)
        out[1] = out[0];
    if (given <= 2)
        out[2] = out[0];
    if (given <= 3)
        out[3] = out[1];
    return given > 0;
}

/* Left of a right-hand page is the inside; @page without a side speaks of right-hand pages. */
static void set_side(struct page_rule *page, enum page_side side, bool left, len value)
{
    if (left == (side == PAGE_LEFT))
        page->outside = value;
    else
        page->inside = value;
}

bool page_declare(struct sheets *s, enum page_side side, const char *name, const struct token *t,
                  size_t n)
{
    len margin[4];
    struct page_rule *page = &s->page;
    if (strcmp(name, "size") == 0)
        return declare_size(page, t, n);
    if (!margin_list(t, n, margin))
        return false;
    if (strcmp(name, "margin") == 0) {
        page->top = margin[0];
        page->bottom = margin[2];
        set_side(page, side, false, margin[1]);
        set_side(page, side, true, margin[3]);
    } else if (strcmp(name, "margin-top") == 0) {
        page->top = margin[0];
    } else if (strcmp(name, "margin-bottom") == 0) {
        page->bottom = margin[0];
    } else if (strcmp(name, "margin-left") == 0 || strcmp(name, "margin-right") == 0) {
        set_side(page, side, name[7] == 'l', margin[0]);
    } else if (strcmp(name, "margin-inside") == 0) {
        page->inside = margin[0];
    } else if (strcmp(name, "margin-outside") == 0) {
        page->outside = margin[0];
    } else {
        return false;
    }
    return true;
}

static len from_pt(double pt)
{
    return (len)lround(CLAMP(pt, 0.0, 14400.0) * LEN_PT);
}

static len scale(len n, len to, len from)
{
    return (len)((int64_t)n * to / MAX(from, 1));
}

/* The default margins belong to the default paper. On another they grow or shrink with it, but the
 * lines do not become longer than can be read: what is over goes to the margins, 9 to 11. */
static void fit_margins(struct page_style *p, const struct page_rule *design, len longest)
{
    p->top = scale(p->top, p->height, design->height);
    p->bottom = scale(p->bottom, p->height, design->height);
    p->inside = scale(p->inside, p->width, design->width);
    p->outside = scale(p->outside, p->width, design->width);
    len over = p->width - p->inside - p->outside - longest;
    if (over > 0) {
        p->inside += over * 9 / 20;
        p->outside += over - over * 9 / 20;
    }
}

struct page_style style_page(struct sheets *s, const struct book *b)
{
    const struct page_rule *page = &s->page, *design = &s->page_default;
    struct page_style p = {page->width,  page->height, page->top,
                           page->bottom, page->inside, page->outside};
    if (b->pdf.width > 0 && b->pdf.height > 0) {
        p.width = from_pt(b->pdf.width);
        p.height = from_pt(b->pdf.height);
    }
    bool other_paper = p.width != design->width || p.height != design->height;
    bool own_margins = page->inside != design->inside || page->outside != design->outside ||
                       page->top != design->top || page->bottom != design->bottom;
    if (other_paper && !own_margins)
        fit_margins(&p, design, 36 * s->root_size);
    if (b->pdf.top >= 0)
        p.top = from_pt(b->pdf.top);
    if (b->pdf.bottom >= 0)
        p.bottom = from_pt(b->pdf.bottom);
    if (b->pdf.inside >= 0)
        p.inside = from_pt(b->pdf.inside);
    if (b->pdf.outside >= 0)
        p.outside = from_pt(b->pdf.outside);
    /* Margins that leave no room for text: a third of the paper each. */
    if ((int64_t)p.inside + p.outside > p.width - 36 * LEN_PT)
        p.inside = p.outside = p.width / 3;
    if ((int64_t)p.top + p.bottom > p.height - 36 * LEN_PT)
        p.top = p.bottom = p.height / 3;
    return p;
}

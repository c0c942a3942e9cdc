/* @page: the paper, its margins, and the boxes in them. */
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

/* ---- selectors and margin boxes ---- */

static const char *const page_names[] = {"title", "contents", "part", "chapter", NULL};
static const char *const box_names[] = {"top-left-corner",
                                        "top-left",
                                        "top-center",
                                        "top-right",
                                        "top-right-corner",
                                        "bottom-left-corner",
                                        "bottom-left",
                                        "bottom-center",
                                        "bottom-right",
                                        "bottom-right-corner",
                                        NULL};

bool page_is_box(const char *name)
{
    return g_strv_contains(box_names, name);
}

static bool is_colon(const struct token *t)
{
    return t->kind == TOK_DELIM && t->delim == ':';
}

bool page_select(const struct token *t, size_t n, struct page_selector *out)
{
    *out = (struct page_selector){.side = PAGE_ALL};
    size_t i = 0;
    if (n > 0 && t[0].kind == TOK_IDENT) {
        if (!g_strv_contains(page_names, t[0].text))
            return false;
        out->name = t[i++].text;
    }
    for (; i + 1 < n && is_colon(&t[i]) && t[i + 1].kind == TOK_IDENT; i += 2) {
        const char *word = t[i + 1].text;
        bool left = g_ascii_strcasecmp(word, "left") == 0;
        if (g_ascii_strcasecmp(word, "first") == 0)
            out->first = true;
        else if (g_ascii_strcasecmp(word, "blank") == 0)
            out->blank = true;
        else if (left || g_ascii_strcasecmp(word, "right") == 0)
            out->side = left ? PAGE_LEFT : PAGE_RIGHT;
        else
            return false;
    }
    return i == n;
}

void page_box_rule(struct sheets *s, const struct page_selector *selector, const char *box,
                   struct rule *rule)
{
    const char *classes[5];
    size_t n = 0;
    classes[n++] = arena_join(s->arena, "@", box, NULL);
    if (selector->name != NULL)
        classes[n++] = arena_join(s->arena, "@", selector->name, NULL);
    if (selector->first) /* of the book, or of what the name says */
        classes[n++] = selector->name != NULL ? "@first" : "@book";
    if (selector->blank)
        classes[n++] = "@blank";
    if (selector->side != PAGE_ALL)
        classes[n++] = selector->side == PAGE_LEFT ? "@left" : "@right";
    /* above any class of the box itself; then, as CSS counts: names, :first and :blank, sides */
    unsigned specificity = 1U << 16;
    specificity += selector->name != NULL ? 1U << 20 : 0;
    specificity += selector->first ? 1U << 17 : 0;
    specificity += selector->blank ? 1U << 17 : 0;
    specificity += selector->side != PAGE_ALL ? 1U << 10 : 0;
    selector_of_classes(s, rule, classes, n, specificity);
}

const struct style *style_page_box(struct sheets *s, const struct page_place *at, const char *box,
                                   const char *lang)
{
    g_autofree char *element = g_strdup_printf("@%s", box);
    g_autofree char *classes = g_strdup_printf(
        "%s @%s%s%s%s @%s", g_str_has_prefix(box, "top") ? "running-head" : "running-foot",
        at->name, at->first ? " @first" : "", at->book ? " @book" : "", at->blank ? " @blank" : "",
        at->left ? "left" : "right");
    return style_for(s, NULL, element, classes, lang);
}

/* ---- the page ---- */

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

#include "layout/math_display.h"

#include <string.h>

enum {
    SMALLEST = 700, /* permille: smaller only when a line would be cut */
    VERY_SMALLEST = 250,
    LEAST = 50, /* for what is taller than a page */
    INDENT = 2, /* em, of continued lines */
    STRUT_HEIGHT = 840,
    STRUT_DEPTH = 360,
    LINE_GAP = 300 /* \jot */
};

/* ---- lines ---- */

static bool is_centred(const struct display_setter *d)
{
    enum text_align align = d->job->style->align;

    return align != TEXT_LEFT && align != TEXT_START && align != TEXT_JUSTIFY;
}

len display_start(const struct display_setter *d, len width)
{
    if (d->job->style->align == TEXT_RIGHT || d->job->style->align == TEXT_END)
        return MAX(d->measure - width, 0);
    return is_centred(d) ? MAX((d->measure - width) / 2, 0) : 0;
}

len display_gap(const struct display_setter *d)
{
    return display_em(d, LINE_GAP);
}

len display_indent(const struct display_setter *d)
{
    return display_em(d, 1000 * INDENT);
}

/* The formula's part of a line and its number, which is no part of the formula's source. */
static const struct frame *line_frame(const struct display_setter *d, struct math_box *box,
                                      struct math_box *number, len x)
{
    struct arena *a = shaper_arena(d->job->shaper);
    const struct frame *formula = math_tagged(d->job, d->tag, box_frame(&d->m, box, x, d->measure));

    if (number == NULL)
        return formula;
    struct frame *line = frame_new(a, d->measure, formula->height);
    const struct tag *tag = d->tag != NULL ? tag_new(a, "Span") : NULL;
    const struct frame *words = box_frame(&d->m, number, 0, number->width);
    line->baseline = formula->baseline;
    frame_place(a, line, formula, 0, 0);
    if (tag != NULL)
        frame_tag(a, line, TAG_OPEN, tag);
    frame_place(a, line, words, d->measure - number->width, line->baseline - words->baseline);
    if (tag != NULL)
        frame_tag(a, line, TAG_CLOSE, tag);
    return line;
}

void display_line(struct display_setter *d, struct math_box *box, struct math_box *number, len x,
                  len space, int penalty)
{
    struct math_line line = {.space = space, .penalty = d->lines->len > 0 ? penalty : 0};

    box->height = MAX(box->height, display_em(d, STRUT_HEIGHT));
    box->depth = MAX(box->depth, display_em(d, STRUT_DEPTH));
    if (number != NULL) {
        box->height = MAX(box->height, number->height);
        box->depth = MAX(box->depth, number->depth);
    }
    line.frame = line_frame(d, box, number, x);
    d->tallest = MAX(d->tallest, line.frame->height);
    g_array_append_val(d->lines, line);
}

/* ---- one formula ---- */

static len list_width(const struct math_entry *from, const struct math_entry *to)
{
    len width = 0;

    for (const struct math_entry *e = from; e != NULL && e != to; e = e->next)
        width = math_sum(width, e->box->width + (e == from ? 0 : e->before));
    return width;
}

/* Whether a line may begin with the entry: before relations, then before operators, then after
 * commas, then in brackets, in brackets that stand in brackets, between factors. */
static bool may_begin(const struct math_entry *before, const struct math_entry *e, int rank,
                      int depth)
{
    if (before == NULL || (depth == 1 && rank < 3) || (depth > 1 && rank < 4))
        return false;
    if (e->word)
        return rank >= 2;
    if (e->class == MATH_REL && before->class != MATH_REL)
        return true;
    if (rank >= 1 && e->class == MATH_BIN)
        return true;
    if (rank >= 5 && (e->class == MATH_OP || e->class == MATH_INNER) && before->class >= 0 &&
        before->class != MATH_OPEN && before->class != MATH_OP && before->class != MATH_BIN)
        return true; /* a product without a sign */
    return rank >= 2 && before->class == MATH_PUNCT;
}

static bool fits_in(const struct math_entry *first, len room)
{
    len width = 0;

    for (const struct math_entry *e = first; e != NULL && width <= room; e = e->next)
        width = math_sum(width, e->box->width + (e == first ? 0 : e->before));
    return width <= room;
}

/* Where the line that begins with `first` ends: the last place of the lowest rank that fits; NULL
 * when all that is left fits. `*fits` false: there is no such place. */
static struct math_entry *line_end(struct math_entry *first, len room, int ranks, bool *fits)
{
    *fits = true;
    if (fits_in(first, room))
        return NULL;
    for (int rank = 0; rank < ranks; rank++) {
        struct math_entry *found = NULL, *before = NULL;
        int depth = 0;
        len width = 0;
        for (struct math_entry *e = first; e != NULL && width <= room; before = e, e = e->next) {
            if (e != first && may_begin(before, e, rank, depth))
                found = e;
            width = math_sum(width, e->box->width + (e == first ? 0 : e->before));
            depth = MAX(0, depth + (e->class == MATH_OPEN) - (e->class == MATH_CLOSE));
        }
        /* rather a line at least a third full than the best place */
        if (found != NULL && (rank > 0 || list_width(first, found) > room / 3))
            return found;
    }
    *fits = false;
    return NULL;
}

GPtrArray *display_break(const struct display_setter *d, struct math_list *list, len room,
                         len *widest)
{
    GPtrArray *starts = g_ptr_array_new();
    bool fits = true;

    *widest = 0;
    for (struct math_entry *e = list->first; e != NULL && fits;) {
        len shift = starts->len > 0 ? display_indent(d) : 0;
        g_ptr_array_add(starts, e);
        struct math_entry *end = line_end(e, room - shift, d->open ? 6 : 4, &fits);
        *widest = MAX(*widest, shift + list_width(e, end));
        e = end;
    }
    if (!fits)
        g_ptr_array_free(g_steal_pointer(&starts), TRUE);
    return starts;
}

struct math_box *display_part(const struct display_setter *d, struct math_entry *first,
                              struct math_entry *end)
{
    struct math_list part = {.first = first};

    for (struct math_entry *e = first; e != NULL && e != end; e = e->next)
        part.last = e;
    if (part.last != NULL)
        part.last->next = NULL;
    if (first != NULL)
        first->before = 0;
    return math_join(&d->c, &part);
}

/* Breaks the list; false, with nothing set, when some line does not fit. */
static bool set_broken(struct display_setter *d, struct math_list *list)
{
    len widest;
    GPtrArray *starts = display_break(d, list, d->measure, &widest);

    d->width = MAX(d->width, widest);
    for (guint i = 0; starts != NULL && i < starts->len; i++) {
        struct math_entry *end = i + 1 < starts->len ? starts->pdata[i + 1] : NULL;
        display_line(d, display_part(d, starts->pdata[i], end), NULL,
                     display_start(d, widest) + (i > 0 ? display_indent(d) : 0),
                     i > 0 ? display_gap(d) : 0, PENALTY_FORBID);
    }
    if (starts == NULL)
        return false;
    g_ptr_array_free(starts, TRUE);
    return true;
}

/* Ends the list at a line break that the author forced; returns what follows it, if anything. */
static struct math_entry *cut_forced(struct math_entry *first)
{
    for (struct math_entry *e = first; e->next != NULL; e = e->next)
        if (e->is_space && e->penalty <= PENALTY_FORCE) {
            struct math_entry *rest = e->next;
            e->next = NULL;
            return rest;
        }
    return NULL;
}

/* False when some line is too wide, with *widest. */
static bool set_formula(struct display_setter *d, len *widest)
{
    struct math_list list = {0};
    bool first = true;

    math_collect(&d->c, d->job->formula->root->first, &list);
    math_space(&list);
    for (struct math_entry *e = list.first, *rest; e != NULL; e = rest, first = false) {
        struct math_list part = {.first = e};
        rest = cut_forced(e);
        e->before = 0;
        len width = list_width(e, NULL);
        if (width > d->measure && !d->force) {
            *widest = MAX(*widest, width);
            if (!set_broken(d, &part))
                return false;
            continue;
        }
        d->width = MAX(d->width, width);
        display_line(d, math_join(&d->c, &part), NULL, display_start(d, width),
                     first ? 0 : display_gap(d), PENALTY_FORBID);
    }
    return true;
}

/* ---- the display ---- */

/* False when it is too wide, or taller than a page; *reach: as wide as what is too wide, or as much
 * wider than the measure as it is too tall. */
static bool set_at(struct display_setter *d, int permille, len *reach)
{
    const struct math *root = d->job->formula->root, *table = display_rows(root);

    math_begin(d->job, true, permille, &d->m, &d->c);
    d->c.opened = d->open ? d->measure / 3 : 0;
    d->c.words = d->measure / 2;
    g_array_set_size(d->lines, 0);
    d->width = d->tallest = *reach = 0;
    if (!(table != NULL ? display_set_rows(d, table, reach) : set_formula(d, reach)))
        return false;
    if (d->job->height <= 0 || d->tallest <= d->job->height)
        return true;
    *reach = (len)MIN((int64_t)d->measure * d->tallest / d->job->height, LEN_MAX);
    return false;
}

/* Sets it as large as it may be; that size in permille. */
static int set_fitting(struct display_setter *d)
{
    int permille = 1000;
    len reach;

    while (!set_at(d, permille, &reach) && reach > 0) {
        bool tall = d->job->height > 0 && d->tallest > d->job->height;
        int least = tall ? LEAST : VERY_SMALLEST;
        if (permille <= least)
            break;
        /* somewhat smaller it may fit broken, if not whole */
        int next = (int)((int64_t)permille * d->measure / reach) - 1;
        if (!tall)
            next = MAX(next, permille * 9 / 10);
        if (permille > SMALLEST && next < SMALLEST && next > SMALLEST * 8 / 10)
            next = SMALLEST;
        if (next < SMALLEST && !d->open && !tall) { /* rather broken where formulas are best not */
            d->open = true;
            permille = 1000;
            continue;
        }
        permille = CLAMP(next, least, permille - 1);
        d->force |= permille <= VERY_SMALLEST;
    }
    return permille;
}

struct math_lines math_display(const struct math_job *job, len measure)
{
    struct display_setter d = {.job = job,
                               .measure = MAX(measure, job->style->font_size),
                               .tag = math_tag(job),
                               .lines = g_array_new(FALSE, FALSE, sizeof(struct math_line))};
    struct math_lines out = {0};
    int permille = set_fitting(&d);

    if (permille < 1000) {
        char percent[16];
        g_snprintf(percent, sizeof percent, "%d", permille / 10);
        diag_add(shaper_diags(job->shaper), DIAG_MATH_SHRUNK, job->loc, percent, NULL);
    }
    out.n = d.lines->len;
    out.width = d.width;
    out.lines = arena_memdup(shaper_scratch(job->shaper), d.lines->data,
                             d.lines->len * sizeof(struct math_line));
    g_array_free(d.lines, TRUE);
    return out;
}

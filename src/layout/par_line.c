#include "layout/box.h"
#include "layout/par_int.h"

#include <string.h>

/* A part of a line in the order of the text: a word, a blank, an object. */
struct element {
    const struct piece *piece; /* NULL: a blank without text, or the added hyphen */
    const struct shaped *shaped;
    const char *text; /* copied out */
    uint32_t bytes;
    uint32_t start, end; /* bytes of the paragraph; equal for what has no text */
    uint32_t span;
    len x, width, stretch, shrink;
    len tracking; /* added to the letter spacing */
    int widened;  /* permille, of the letters */
    uint8_t gap;  /* enum gap, for a blank */
    bool blank;
    uint8_t level;
};

/* What of a formula stands out of its line's strut below: `depth` from the line's lower edge. */
struct overhang {
    len left, right, depth;
};

enum { OVERHANGS = 256 /* the most of a line that are looked at */ };

struct line_room {
    struct element *elements;
    size_t *order;
    size_t n; /* of each of the two */
    struct runs runs;
    struct overhang hanging[OVERHANGS]; /* of the line before, then of this one */
    size_t n_hanging;
};

struct line {
    const struct line_job *job;
    struct line_room *room;
    const struct par *p;
    struct arena *a;
    struct element *e;
    size_t n;
    struct frame *frame;
    len measure, ascent, descent, left, right;
    len out_left, out_right; /* what stands out of the measure */
    uint32_t from, to;       /* the bytes shown */
};

/* ---- what is on the line ---- */

static const struct break_item *item_at(const struct line *l, size_t i)
{
    return &l->job->items->items[i];
}

static const struct item_source *source_at(const struct line *l, size_t i)
{
    return &l->job->items->sources[i];
}

static void add_box(struct line *l, const struct break_item *item, const struct item_source *src)
{
    const struct piece *piece = &l->p->pieces[src->piece];
    uint32_t start = piece->start + src->from, end = piece->start + src->to;
    struct element *last = l->n > 0 ? &l->e[l->n - 1] : NULL;

    if (last != NULL && last->piece == piece && last->end == start) {
        last->end = end;
        last->bytes = end - last->start;
        last->width += item->width;
        return;
    }
    l->e[l->n++] = (struct element){.piece = piece,
                                    .text = l->p->text->text + start,
                                    .bytes = end - start,
                                    .start = start,
                                    .end = end,
                                    .span = piece->span,
                                    .width = item->width,
                                    .level = piece->level};
}

static void add_blank(struct line *l, const struct break_item *item, const struct item_source *src)
{
    const struct piece *space = src->space >= 0 ? &l->p->pieces[src->space] : NULL;
    const struct piece *after = &l->p->pieces[src->piece];
    uint32_t start = space != NULL ? space->start : after->start;

    l->e[l->n++] = (struct element){.blank = true,
                                    .text = space != NULL ? l->p->text->text + start : "",
                                    .bytes = space != NULL ? space->bytes : 0,
                                    .start = start,
                                    .end = start + (space != NULL ? space->bytes : 0),
                                    .span = space != NULL ? space->span : after->span,
                                    .width = item->width,
                                    .stretch = item->stretch,
                                    .shrink = item->shrink,
                                    .gap = src->gap,
                                    .level = space != NULL ? space->level : after->level};
}

static void add_hyphen(struct line *l)
{
    const struct element *last = l->n > 0 ? &l->e[l->n - 1] : NULL;

    if (last == NULL || last->piece == NULL)
        return;
    const struct text_span *span = piece_span(l->p, last->piece);
    const struct shaped *w = par_hyphen(l->p, last->piece->span);
    bool typed = last->bytes >= 2 && memcmp(last->text + last->bytes - 2, "\xc2\xad", 2) == 0;
    l->e[l->n++] = (struct element){
        .shaped = w,
        .text = "\xc2\xad",     /* U+00AD: readers of the file join the word again */
        .bytes = typed ? 0 : 2, /* a soft hyphen of the author's is there already */
        .start = last->end,
        .end = last->end,
        .span = last->piece->span,
        .width = shaped_width(w, span->style->font_size, span->style->letter_spacing),
        .level = last->level,
    };
}

/* The blank side of a full stop that keeps it at the line's end: what the break adds. */
static void add_end_blank(struct line *l)
{
    const struct element *last = l->n > 0 ? &l->e[l->n - 1] : NULL;
    const struct break_item *at = item_at(l, l->job->line->end);

    if (last == NULL || at->kind != BREAK_PENALTY || at->width <= 0)
        return;
    l->e[l->n++] = (struct element){.blank = true,
                                    .text = "",
                                    .start = last->end,
                                    .end = last->end,
                                    .span = last->span,
                                    .width = at->width,
                                    .gap = GAP_STOP,
                                    .level = last->level};
}

/* A word of which only a part is on the line is shaped anew: kerning and ligatures end with it. */
static void shape_elements(struct line *l)
{
    for (size_t i = 0; i < l->n; i++) {
        struct element *e = &l->e[i];
        if (e->piece == NULL || e->piece->shaped == NULL)
            continue;
        const struct text_span *span = piece_span(l->p, e->piece);
        e->shaped = e->piece->shaped;
        if (e->bytes != e->piece->bytes) {
            enum shape_mode mode = e->piece->kind == PIECE_CJK ? SHAPE_CJK
                                   : e->level % 2 == 1         ? SHAPE_RTL
                                                               : SHAPE_TEXT;
            e->shaped = shape_word(l->p->s, l->p->faces[e->piece->span], e->piece->shaped->font,
                                   e->text, e->bytes, mode);
            e->width = shaped_width(e->shaped, span->style->font_size, span->style->letter_spacing);
        } else {
            e->width = e->piece->width;
        }
    }
}

static struct element *room_for(struct line_room *room, size_t n)
{
    if (n > room->n) {
        room->n = MAX(n, 2 * room->n);
        room->elements = g_renew(struct element, room->elements, room->n);
        room->order = g_renew(size_t, room->order, room->n);
    }
    return room->elements;
}

static void collect(struct line *l)
{
    const struct break_line *b = l->job->line;

    l->e = room_for(l->room, b->end - b->start + 2);
    for (size_t i = b->start; i < b->end; i++) {
        const struct break_item *item = item_at(l, i);
        if (item->kind == BREAK_BOX)
            add_box(l, item, source_at(l, i));
        else if (item->kind == BREAK_GLUE)
            add_blank(l, item, source_at(l, i));
    }
    while (l->n > 0 && l->e[l->n - 1].blank) /* before a forced break */
        l->n--;
    if (l->job->end == PAR_BREAK_HYPHEN)
        add_hyphen(l);
    else
        add_end_blank(l);
    shape_elements(l);
    l->from = l->n > 0 ? l->e[0].start : 0;
    l->to = l->n > 0 ? l->e[l->n - 1].end : 0;
}

/* ---- sharing out the slack ---- */

static bool is_gap(const struct element *e, unsigned gaps)
{
    return e->blank && (gaps & 1u << e->gap) != 0;
}

/* Gives `slack` (> 0) to the blanks of these kinds in proportion to what each may take, no more
 * than `times` that; returns what is left. Remainders go to the first ones. */
static len share(struct line *l, len slack, unsigned gaps, bool stretch, int times)
{
    int64_t total = 0, done = 0, given = 0;

    for (size_t i = 0; i < l->n; i++)
        if (is_gap(&l->e[i], gaps))
            total += stretch ? l->e[i].stretch : l->e[i].shrink;
    if (total <= 0 || slack <= 0)
        return slack;
    int64_t amount = MIN(slack, total * times);
    for (size_t i = 0; i < l->n; i++) {
        struct element *e = &l->e[i];
        if (!is_gap(e, gaps))
            continue;
        done += stretch ? e->stretch : e->shrink;
        int64_t upto = amount * done / total;
        e->width += (len)(stretch ? upto - given : given - upto);
        given = upto;
    }
    return slack - (len)amount;
}

/* The same to every blank of these kinds; a negative slack is taken away. */
static len share_equally(struct line *l, len slack, unsigned gaps)
{
    int64_t count = 0, k = 0;

    for (size_t i = 0; i < l->n; i++)
        count += is_gap(&l->e[i], gaps);
    if (count == 0 || slack == 0)
        return slack;
    for (size_t i = 0; i < l->n; i++)
        if (is_gap(&l->e[i], gaps)) {
            l->e[i].width += (len)(slack * (k + 1) / count - slack * k / count);
            k++;
        }
    return 0;
}

/* Between the letters of a word; the blank after the last is not theirs. */
static len letter_gaps(const struct element *e)
{
    return e->shaped->n_clusters > 0 ? (len)e->shaped->n_clusters - 1 : 0;
}

enum { EXPANSION_STEP = 5 }; /* few scaled fonts are worth more than the last trace of evenness */

/* What widening a word by so much adds to it. */
static len widening(const struct element *e, int permille)
{
    return (len)((int64_t)e->width * permille / 1000);
}

/* Widens or narrows the letters by their part of the slack, in steps; returns what is left. `wide`
 * is what they may give at most, `room` what all else may. The step above the exact part is taken
 * where it fits, so that the spaces have the lesser half. */
static len expand(struct line *l, len slack, int64_t wide, int64_t room)
{
    int64_t need = ABS((int64_t)slack), most = 0;

    for (size_t i = 0; i < l->n; i++)
        if (l->e[i].piece != NULL && l->e[i].shaped != NULL)
            most = MAX(most, par_expansion(l->p, l->e[i].piece));
    int64_t exact = most * MIN(need * 1000 / (wide + room), 1000);
    int steps = (int)((exact + EXPANSION_STEP * 1000 - 1) / (EXPANSION_STEP * 1000));
    if (wide * steps * EXPANSION_STEP > need * most)
        steps--;
    for (size_t i = 0; i < l->n; i++) {
        struct element *e = &l->e[i];
        const struct element *word = e->piece == NULL && i > 0 ? e - 1 : e; /* of the hyphen */
        if (e->blank || e->shaped == NULL || word->piece == NULL ||
            par_expansion(l->p, word->piece) == 0)
            continue;
        e->widened = slack < 0 ? -steps * EXPANSION_STEP : steps * EXPANSION_STEP;
        len more = widening(e, e->widened);
        e->width += more;
        slack -= more;
    }
    return slack;
}

/* Lets the letters take their share of the slack (or, below 0, of the excess), in proportion to
 * what the blanks may take; returns what is left for those. */
static len track(struct line *l, len slack)
{
    int64_t room = 0, give = 0, wide = 0;

    for (size_t i = 0; i < l->n; i++) {
        const struct element *e = &l->e[i];
        if (e->blank)
            room += slack > 0 ? e->stretch : e->shrink;
        else if (e->piece != NULL && e->shaped != NULL)
            give += (int64_t)par_tracking(l->p, e->piece) * letter_gaps(e);
        if (!e->blank && e->piece != NULL && e->shaped != NULL)
            wide += widening(e, par_expansion(l->p, e->piece));
    }
    if (wide > 0)
        slack = expand(l, slack, wide, room + give);
    if (give == 0)
        return slack;
    int64_t limit = MIN(ABS((int64_t)slack), room + give);
    for (size_t i = 0; i < l->n; i++) {
        struct element *e = &l->e[i];
        if (e->blank || e->piece == NULL || e->shaped == NULL)
            continue;
        len each = (len)(par_tracking(l->p, e->piece) * limit / (room + give));
        e->tracking = slack > 0 ? each : -each;
        e->width += e->tracking * letter_gaps(e);
        slack -= e->tracking * letter_gaps(e);
    }
    return slack;
}

/* Where the blanks have what they may take: moves the letters of all words apart, code too, as far
 * as is less ugly than a hole. Returns what is left. A line without blanks that lacks more is left
 * as it is, and ends short. */
static len track_last(struct line *l, len slack)
{
    int64_t give = 0, blanks = 0;

    for (size_t i = 0; i < l->n; i++) {
        const struct element *e = &l->e[i];
        blanks += e->blank;
        if (e->piece != NULL && e->shaped != NULL)
            give += (int64_t)par_tracking_last(l->p, e->piece) * letter_gaps(e);
    }
    if (slack <= 0 || give == 0 || (blanks == 0 && slack > give))
        return slack;
    int64_t limit = MIN(slack, give);
    for (size_t i = 0; i < l->n; i++) {
        struct element *e = &l->e[i];
        if (e->blank || e->piece == NULL || e->shaped == NULL)
            continue;
        len each = (len)(par_tracking_last(l->p, e->piece) * limit / give);
        e->tracking += each;
        e->width += each * letter_gaps(e);
        slack -= each * letter_gaps(e);
    }
    return slack;
}

enum {
    G_SPACE = 1u << GAP_SPACE,
    G_LATIN = 1u << GAP_HAN_LATIN,
    G_MIDDLE = 1u << GAP_MIDDLE,
    G_BRACKET = 1u << GAP_BRACKET,
    G_COMMA = 1u << GAP_COMMA,
    G_STOP = 1u << GAP_STOP,
    G_NONE = 1u << GAP_NONE,
    G_ALL = (1u << GAP_MATH) - 1 /* those before it */
};

/* Stretching. In CJK text first every blank by what it may take unseen, the gaps beside Latin to
 * half an em at the most; then the letters of words; then the word spaces to twice theirs, then the
 * rest to a seventh of an em (clreq, "line adjustment"). In other text the word spaces, the
 * letters, then the rest; at most to what is no hole yet. What is still left leaves the line short.
 */
static void stretch_line(struct line *l, len slack)
{
    slack = track(l, slack);
    if (l->p->cjk) {
        slack = share(l, slack, G_ALL, true, CJK_TIMES);
        slack = track_last(l, slack);
        slack = share(l, slack, G_SPACE, true, 2);
        slack = share(l, slack, G_SPACE | G_NONE | G_BRACKET | G_COMMA | G_STOP, true, 5);
    } else {
        slack = share(l, slack, G_SPACE | G_LATIN, true, 3);
        slack = track_last(l, slack);
        slack = share(l, slack, G_NONE | G_BRACKET | G_COMMA | G_STOP, true, 30);
        slack = share(l, slack, G_SPACE | G_LATIN, true, 1);
    }
    if (slack > 0 && slack < 2 * l->p->style->font_size) /* a line that is all formula */
        share_equally(l, slack, 1u << GAP_MATH);
}

/* The last trace of excess, where there is no blank to take it. */
static void squeeze_letters(struct line *l, len excess)
{
    len n = 0;

    for (size_t i = 0; i < l->n; i++)
        n += l->e[i].shaped != NULL && l->e[i].piece != NULL ? letter_gaps(&l->e[i]) : 0;
    for (size_t i = 0; i < l->n && n > 0; i++) {
        struct element *e = &l->e[i];
        if (e->shaped == NULL || e->piece == NULL)
            continue;
        len each = (excess + n - 1) / n;
        e->tracking -= each;
        e->width -= each * letter_gaps(e);
    }
}

/* Shrinking, in clreq's order (the mark at the line's end is trimmed already). */
static void shrink_line(struct line *l, len excess)
{
    static const unsigned orders[2][6] = {
        {G_SPACE, G_MIDDLE, G_BRACKET, G_COMMA, G_LATIN, G_STOP},
        {G_SPACE, G_MIDDLE, G_BRACKET, G_COMMA, G_STOP, G_LATIN}, /* jlreq 3.8.3 */
    };
    const unsigned *order = orders[l->p->japanese];

    excess = -track(l, -excess);
    for (size_t i = 0; i < G_N_ELEMENTS(orders[0]) && excess > 0; i++)
        excess = share(l, excess, order[i], false, 1);
    /* A divided word may be a trace wider than its part of the whole was. */
    if (excess > 0 && excess < l->p->style->font_size / 4 &&
        share_equally(l, -excess, G_SPACE | G_LATIN) != 0)
        squeeze_letters(l, excess);
}

static len natural_width(const struct line *l)
{
    int64_t width = 0;

    for (size_t i = 0; i < l->n; i++)
        width += l->e[i].width;
    return (len)MIN(width, LEN_MAX);
}

/* ---- order and place ---- */

/* UAX 9, L2: reverses every run of levels at least k, from the highest k down. `order` gets the
 * elements from left to right. */
static void reorder(const struct line *l, size_t *order)
{
    uint8_t top = 0;

    for (size_t i = 0; i < l->n; i++) {
        order[i] = i;
        top = MAX(top, l->e[i].level);
    }
    for (uint8_t k = top; k > 0; k--)
        for (size_t i = 0; i < l->n; i++) {
            size_t j = i;
            while (j < l->n && l->e[order[j]].level >= k)
                j++;
            for (size_t a = i, b = j; a + 1 < b; a++) {
                size_t t = order[a];
                order[a] = order[--b];
                order[b] = t;
            }
            i = MAX(i, j);
        }
}

static len start_x(const struct line *l, len slack)
{
    bool rtl = l->p->rtl;
    len indent = l->job->first ? l->job->shape->indent : 0, x = rtl ? 0 : indent;

    switch (l->job->shape->align) {
    case TEXT_CENTER:
        return x + slack / 2;
    case TEXT_RIGHT:
        return x + slack;
    case TEXT_END:
        return rtl ? x : x + slack;
    case TEXT_LEFT:
        return x;
    case TEXT_START:
    case TEXT_JUSTIFY:
        return rtl ? x + slack : x;
    }
    return x;
}

/* Optical margins: a line of justified text may stand out by its last and first character. */
static void find_margins(struct line *l)
{
    if (l->n == 0 || l->job->shape->align != TEXT_JUSTIFY)
        return;
    const struct element *first = &l->e[0], *last = &l->e[l->n - 1];
    const struct piece *pieces = l->p->pieces;

    if (first->piece != NULL && first->start == first->piece->start)
        l->out_left = par_protrusion(l->p, (uint32_t)(first->piece - pieces), 0, false);
    if (l->job->end == PAR_BREAK_END || l->job->end == PAR_BREAK_FORCED || last->blank)
        return;
    len hang = last->piece != NULL ? par_hanging(l->p, (uint32_t)(last->piece - pieces)) : 0;
    if (hang != 0) /* when the breaker would have it */
        l->out_right = item_at(l, l->job->line->end)->width < 0 ? hang : 0;
    else if (last->piece != NULL)
        l->out_right = par_protrusion(l->p, (uint32_t)(last->piece - pieces),
                                      last->end - last->piece->start, true);
    else
        l->out_right = par_hyphen_protrusion(l->p, last->span);
}

static void place(struct line *l)
{
    size_t *order = l->room->order;
    len indent = l->job->first ? l->job->shape->indent : 0;
    find_margins(l);
    len measure = l->measure + l->out_left + l->out_right;
    len slack = measure - indent - natural_width(l);
    bool full = l->job->shape->align == TEXT_JUSTIFY && l->job->end != PAR_BREAK_END &&
                l->job->end != PAR_BREAK_FORCED;

    if (slack > 0 && full)
        stretch_line(l, slack);
    else if (slack < 0)
        shrink_line(l, -slack);
    slack = MAX(measure - indent - natural_width(l), 0);
    reorder(l, order);
    len x = start_x(l, slack) - l->out_left;
    l->left = x;
    for (size_t i = 0; i < l->n; i++) {
        l->e[order[i]].x = x;
        x += l->e[order[i]].width;
    }
    l->right = x - l->out_right;
}

/* The place from left to right of a range of bytes on this line; false when it shows nothing. */
static bool extent(const struct line *l, uint32_t start, uint32_t end, len *left, len *right)
{
    bool any = false;

    for (size_t i = 0; i < l->n; i++) {
        const struct element *e = &l->e[i];
        bool hyphen = e->start == e->end && !e->blank && e->start > start && e->start <= end;
        if (!hyphen && (e->start == e->end || e->end <= start || e->start >= end))
            continue;
        if (!any || e->x < *left)
            *left = e->x;
        if (!any || e->x + e->width > *right)
            *right = e->x + e->width;
        any = true;
    }
    return any;
}

/* ---- height ---- */

/* The strut: the style's line height around its first face; and its ink, for boxes. */
static void strut_of(struct shaper *s, const struct style *style, const char *lang, len *ascent,
                     len *descent)
{
    struct font_metrics m = shaper_metrics(s, style, lang);
    len height = style->line_height > 0 ? style->line_height : m.ascent + m.descent;

    *ascent = (height + m.ascent - m.descent) / 2;
    *descent = height - *ascent;
}

/* How far a formula may stand out of the line's strut: half of what its neighbours have between
 * their own strut and their letters. */
static len formula_room(const struct line *l)
{
    return MAX(0, (l->ascent + l->descent - l->p->style->font_size) / 4);
}

/* A formula was given room on the narrowest of the lines (par_break). */
static void object_size(const struct line *l, const struct element *e, len *width, len *height,
                        len *depth)
{
    const struct text_object *o = &l->p->text->objects[e->piece->object];
    len indented = MAX(l->measure - l->job->shape->indent, l->p->style->font_size);
    len measure = o->kind == OBJECT_FRAME ? MIN(l->measure, indented) : l->measure;

    par_object_size(o, measure, width, height, depth);
}

/* How far the line must move down, so that a formula whose top is `up` above the lower edge of the
 * line before does not meet one that hangs down from there. */
static len clearance(const struct line *l, len left, len right, len up)
{
    len gap = l->p->style->font_size / 20, most = 0;

    for (size_t i = 0; i < l->room->n_hanging; i++) {
        const struct overhang *o = &l->room->hanging[i];
        if (o->left < right + gap && left < o->right + gap)
            most = MAX(most, o->depth + up + gap);
    }
    return most;
}

/* Two formulas one above the other may stand out of their lines towards each other: the lines part
 * then, by what they need and no more. */
static void part_formulas(struct line *l)
{
    struct overhang own[OVERHANGS];
    size_t n = 0;
    len more = 0;

    for (size_t i = 0; i < l->n; i++) {
        const struct element *e = &l->e[i];
        if (e->piece == NULL || e->piece->kind != PIECE_OBJECT || e->width <= 0 ||
            l->p->text->objects[e->piece->object].kind != OBJECT_FRAME)
            continue;
        len width, height, depth, rise = piece_span(l->p, e->piece)->rise;
        object_size(l, e, &width, &height, &depth);
        more = MAX(more, clearance(l, e->x, e->x + width, rise + height - depth - l->ascent));
        if (n < OVERHANGS && depth - rise > l->descent)
            own[n++] = (struct overhang){e->x, e->x + width, depth - rise - l->descent};
    }
    l->ascent += more;
    memcpy(l->room->hanging, own, n * sizeof *own);
    l->room->n_hanging = n;
}

/* A line grows only for what really needs the room: pictures, larger text, raised text. Text of
 * other faces at the same size does not, so that the leading stays even. */
static void measure_height(struct line *l)
{
    strut_of(l->p->s, l->p->style, l->p->lang, &l->ascent, &l->descent);
    len room = formula_room(l);
    for (size_t i = 0; i < l->n; i++) {
        const struct element *e = &l->e[i];
        if (e->piece == NULL)
            continue;
        const struct text_span *span = piece_span(l->p, e->piece);
        len up = span->rise + span->style->font_size * 78 / 100;
        len down = span->style->font_size * 22 / 100 - span->rise;
        if (e->piece->kind == PIECE_OBJECT) {
            len width, height, depth;
            object_size(l, e, &width, &height, &depth);
            up = span->rise + height - depth;
            down = depth - span->rise;
            if (l->p->text->objects[e->piece->object].kind == OBJECT_FRAME) {
                up -= room;
                down -= room;
            }
        }
        l->ascent = MAX(l->ascent, up);
        l->descent = MAX(l->descent, down);
    }
}

/* ---- painting ---- */

/* The background and borders of the boxes that lie on the line; behind the text. */
static void paint_boxes(struct line *l)
{
    const struct inline_text *t = l->p->text;
    len left = 0, right = 0;

    for (uint32_t i = 0; i < t->n_boxes && t->boxes[i].start < l->to; i++) {
        const struct text_box *box = &t->boxes[i];
        const struct style *s = box->style;
        if (box->end <= l->from || !extent(l, box->start, box->end, &left, &right))
            continue;
        len y = l->ascent - box->rise - s->font_size * 80 / 100 - s->padding.top;
        len h = s->font_size + s->padding.top + s->padding.bottom;
        len w = right - left;
        unsigned open = box->start < l->from ? OPEN_LEFT : 0;
        open |= box->end > l->to ? OPEN_RIGHT : 0;
        frame_box(l->a, l->frame, s, left, y, w, h, open);
    }
}

/* One that is too wide for the line is set smaller. */
static void place_formula(struct line *l, const struct element *e, const struct text_object *o,
                          len width, len y)
{
    char percent[16];

    if (width >= o->width) {
        frame_place(l->a, l->frame, o->frame, e->x, y);
        return;
    }
    frame_place(l->a, l->frame, frame_scaled(l->a, o->frame, width, o->width), e->x, y);
    g_snprintf(percent, sizeof percent, "%d", (int)((int64_t)width * 100 / o->width));
    diag_add(shaper_diags(l->p->s), DIAG_MATH_SHRUNK, piece_span(l->p, e->piece)->loc, percent,
             NULL);
}

static void paint_object(struct line *l, const struct element *e)
{
    const struct text_object *o = &l->p->text->objects[e->piece->object];
    len rise = piece_span(l->p, e->piece)->rise, width, height, depth;

    object_size(l, e, &width, &height, &depth);
    len y = l->ascent - rise - (height - depth);
    switch (o->kind) {
    case OBJECT_IMAGE: {
        struct item *item = frame_add(l->a, l->frame, ITEM_IMAGE, e->x, y);
        item->u.image.image = o->image;
        item->u.image.width = width;
        item->u.image.height = height;
        item->u.image.alt = arena_strdup(l->a, o->alt);
        break;
    }
    case OBJECT_FRAME:
        place_formula(l, e, o, width, y);
        break;
    case OBJECT_PAD_OPEN:
    case OBJECT_PAD_CLOSE:
        break;
    }
}

/* An emphasis mark (着重号) under the middle of a Han: a disc, not a character, so that it is not
 * copied out. */
static void paint_dot(struct line *l, const struct element *e, const struct text_span *span)
{
    len size = span->style->font_size, r = size * 7 / 100, k = r * 5523 / 10000;
    len x = e->x + e->width / 2, y = l->ascent - span->rise + size * 24 / 100;
    struct path_step *steps = arena_array(l->a, 6, sizeof *steps);
    struct item *item = frame_add(l->a, l->frame, ITEM_PATH, x, y);

    steps[0] = (struct path_step){PATH_MOVE, {r}, {0}};
    steps[1] = (struct path_step){PATH_CURVE, {r, k, 0}, {k, r, r}};
    steps[2] = (struct path_step){PATH_CURVE, {-k, -r, -r}, {r, k, 0}};
    steps[3] = (struct path_step){PATH_CURVE, {-r, -k, 0}, {-k, -r, -r}};
    steps[4] = (struct path_step){PATH_CURVE, {k, r, r}, {-r, -k, 0}};
    steps[5] = (struct path_step){PATH_CLOSE, {0}, {0}};
    item->u.path.steps = steps;
    item->u.path.n_steps = 6;
    item->u.path.fill = span->style->colour;
}

/* Opens and closes the tags of links, before an element is painted: *at is the link in hand, or the
 * one after. */
static void tag_links(struct line *l, const struct element *e, uint32_t *at, bool *open)
{
    const struct inline_text *t = l->p->text;
    struct runs *runs = &l->room->runs;

    while (*at < t->n_links && t->links[*at].end <= e->start) {
        if (*open) {
            runs_flush(runs);
            frame_tag(l->a, l->frame, TAG_CLOSE, t->links[*at].tag);
        }
        *open = false;
        (*at)++;
    }
    if (!*open && *at < t->n_links && t->links[*at].start <= e->start) {
        runs_flush(runs);
        frame_tag(l->a, l->frame, TAG_OPEN, t->links[*at].tag);
        *open = true;
    }
}

static void paint_text(struct line *l)
{
    struct runs *runs = &l->room->runs;
    uint32_t link = 0;
    bool open = false;

    runs_start(runs, l->frame);
    for (size_t i = 0; i < l->n; i++) { /* in the order in which it is read */
        const struct element *e = &l->e[i];
        const struct text_span *span = &l->p->text->spans[e->span];
        len y = l->ascent - span->rise;
        if (!e->blank) /* a blank goes with the word before it */
            tag_links(l, e, &link, &open);
        if (e->blank) {
            if (e->bytes > 0)
                runs_add_space(runs, e->x, e->width, e->level % 2 == 1, " ", 1);
        } else if (e->shaped != NULL && e->shaped->font != NULL) {
            bool cjk = e->piece != NULL && e->piece->kind == PIECE_CJK;
            struct run_look look = run_look(span->style, e->shaped->font, cjk);
            len trim = cjk ? e->piece->trim_left : 0;
            look.letter_spacing += e->tracking;
            look.widened = (int16_t)e->widened;
            runs_add(runs, &look, e->shaped, e->text, e->bytes, e->x - trim, y);
        } else if (e->piece != NULL && e->piece->kind == PIECE_OBJECT &&
                   l->p->text->objects[e->piece->object].kind <= OBJECT_FRAME) {
            runs_flush(runs);
            paint_object(l, e);
        }
    }
    runs_flush(runs);
    if (open)
        frame_tag(l->a, l->frame, TAG_CLOSE, l->p->text->links[link].tag);
}

/* What is copied out of the line. */
static const char *line_text(const struct line *l)
{
    size_t bytes = 0;

    for (size_t i = 0; i < l->n; i++)
        bytes += l->e[i].bytes;
    char *text = arena_alloc(l->a, bytes + 1), *end = text;
    for (size_t i = 0; i < l->n; i++) {
        const struct element *e = &l->e[i];
        if (e->blank || e->shaped != NULL) {
            memcpy(end, e->text, e->bytes);
            end += e->bytes;
        }
    }
    return text;
}

static void paint_dots(struct line *l)
{
    for (size_t i = 0; i < l->n; i++) {
        const struct element *e = &l->e[i];
        const struct text_span *span = &l->p->text->spans[e->span];
        if (e->piece != NULL && e->piece->kind == PIECE_CJK &&
            (e->piece->class == CJK_IDEO || e->piece->class == CJK_HANGUL) &&
            span->style->emphasis == EMPHASIS_DOT)
            paint_dot(l, e, span);
    }
}

/* The first span that reaches beyond the line's first byte. */
static uint32_t first_span(const struct line *l)
{
    uint32_t low = 0, high = l->p->text->n_spans;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (l->p->text->spans[middle].end <= l->from)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Underline and strike-through, one stroke for spans that follow one another alike. */
static void paint_decorations(struct line *l)
{
    const struct inline_text *t = l->p->text;
    len left = 0, right = 0;

    for (uint32_t i = first_span(l); i < t->n_spans && t->spans[i].start < l->to;) {
        const struct text_span *span = &t->spans[i];
        uint32_t end = span->end;
        for (i++; i < t->n_spans && t->spans[i].decoration == span->decoration &&
                  t->spans[i].start < l->to && t->spans[i].rise == span->rise &&
                  t->spans[i].decoration_colour == span->decoration_colour;
             i++)
            end = t->spans[i].end;
        if (span->decoration == 0 || end <= l->from || !extent(l, span->start, end, &left, &right))
            continue;
        len size = span->style->font_size, thick = MAX(size / 18, 1);
        len base = l->ascent - span->rise;
        if (span->decoration & DECORATION_UNDERLINE)
            frame_rect(l->a, l->frame, left, base + size / 9, right - left, thick,
                       span->decoration_colour);
        if (span->decoration & DECORATION_STRIKE)
            frame_rect(l->a, l->frame, left, base - size * 3 / 11, right - left, thick,
                       span->decoration_colour);
    }
}

static void add_links(struct line *l)
{
    const struct inline_text *t = l->p->text;
    len left = 0, right = 0;

    for (uint32_t i = 0; i < t->n_links && t->links[i].start < l->to; i++) {
        const struct text_link *link = &t->links[i];
        if (link->end <= l->from || !extent(l, link->start, link->end, &left, &right))
            continue;
        struct item *item = frame_add(l->a, l->frame, ITEM_LINK, left, 0);
        item->u.link.width = right - left;
        item->u.link.height = l->ascent + l->descent;
        item->u.link.dest = link->dest;
        item->u.link.uri = arena_strdup(l->a, link->uri);
        item->u.link.anchor = arena_strdup(l->a, link->anchor);
        /* the whole link's words on each of its lines: half a phrase tells a listener nothing */
        item->u.link.text = arena_strndup(l->a, t->text + link->start, link->end - link->start);
        item->u.link.tag = link->tag;
    }
}

/* ---- marks ---- */

static uint32_t first_mark(const struct line *l, uint32_t from)
{
    uint32_t low = 0, high = l->p->text->n_marks;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (l->p->text->marks[middle].at < from)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void add_marks(struct line *l, struct par_line *out)
{
    const struct inline_text *t = l->p->text;
    uint32_t from = l->job->first ? 0 : l->from, to = l->job->next_byte;
    uint32_t first = first_mark(l, from);
    size_t n = 0, notes = 0, anchors = 0;

    while (first + n < t->n_marks && t->marks[first + n].at < to)
        n++;
    if (n == 0)
        return;
    const struct node **f = arena_array(l->a, n + 1, sizeof *f);
    const struct node **a = arena_array(l->a, n + 1, sizeof *a);
    for (uint32_t i = first; i < first + n; i++) {
        const struct node *node = t->marks[i].node;
        if (node->kind == NODE_FOOTNOTE_REF && node->u.ref.footnote != NULL)
            f[notes++] = node;
        if (node->id != NULL)
            a[anchors++] = node;
    }
    out->footnotes = notes > 0 ? f : NULL;
    out->anchors = anchors > 0 ? a : NULL;
}

struct line_room *line_room_new(const struct par *p)
{
    struct line_room *room = g_new0(struct line_room, 1);

    runs_init(&room->runs, shaper_arena(p->s));
    return room;
}

void line_room_free(struct line_room *room)
{
    runs_end(&room->runs);
    g_free(room->elements);
    g_free(room->order);
    g_free(room);
}

void par_set_line(const struct line_job *job, struct line_room *room, struct par_line *out)
{
    const struct par *p = job->p;
    struct line l = {.job = job,
                     .room = room,
                     .p = p,
                     .a = shaper_arena(p->s),
                     .measure = MAX(job->shape->width, p->style->font_size)};

    collect(&l);
    place(&l);
    measure_height(&l);
    part_formulas(&l);
    if (p->n_pieces == 0) /* nothing but anchors */
        l.ascent = l.descent = 0;
    l.frame = frame_new(l.a, job->shape->width, l.ascent + l.descent);
    l.frame->baseline = l.ascent;
    paint_boxes(&l);
    paint_text(&l);
    paint_dots(&l);
    paint_decorations(&l);
    add_links(&l);
    add_marks(&l, out);

    out->frame = l.frame;
    out->ascent = l.ascent;
    out->descent = l.descent;
    out->width = p->rtl ? l.measure - l.left : l.right;
    out->hyphenated = job->end == PAR_BREAK_HYPHEN;
    out->last = job->last;
    out->text = line_text(&l);
    out->end = job->end;
    out->ratio = job->line->ratio;
    out->badness = job->line->badness;
    out->demerits = job->line->demerits;
}

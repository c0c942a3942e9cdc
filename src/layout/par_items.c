#include "base/lang.h"
#include "layout/hyphen.h"
#include "layout/math.h"
#include "layout/par_int.h"

#include <string.h>

/* Penalties, in TeX's scale. */
enum {
    PENALTY_HYPHEN = 190,      /* dividing a word */
    PENALTY_HYPHEN_CJK = 6000, /* dividing a Latin word in CJK text, where lines rarely need it */
    PENALTY_HYPHEN_COLUMN = 3500, /* in a narrow column of it */
    PENALTY_COMPOUND = 50,        /* after a typed hyphen */
    PENALTY_COMPOUND_CJK = 5000,
    PENALTY_COMPOUND_PART = 200,
    PENALTY_DASH = 20,
    PENALTY_SLASH = 80, /* after a character of a path or an identifier */
    PENALTY_DOT = 100,
    PENALTY_CAMEL = 400,
    PENALTY_LONG_START = 200, /* a line that begins with —— or …… (clreq "strict") */
    PENALTY_SYLLABLE = 2000,  /* in code and identifiers, without a hyphen */
    PENALTY_SYLLABLE_CJK = 6000,
    PENALTY_SHORT_END = 15, /* a line that ends with a word of two letters; of one: twice that */
    PENALTY_PICTURE = 1000, /* a line that ends short before or after a wide picture */
    PENALTY_ANYWHERE = 9000,
    PENALTY_RULE_BROKEN = 9900 /* a prohibition given up because nothing else fits */
};

/* What glue gives at a ratio of 1. In CJK text little, in permille of the em, so that the breaker
 * looks for lines near their natural width; what a line lacks beyond that par_line shares out.
 * Between Han no more than nobody sees. In other text in percent of the word space, which mostly is
 * not to grow beyond one and a half nor to fall below three quarters. */
enum {
    SOLID_STRETCH = 16,
    SOLID_STRETCH_LATIN = 4, /* Han in Latin text: its word spaces give first */
    LATIN_STRETCH = 62,
    SPACE_STRETCH_CJK = 12,
    SPACE_STRETCH = 45,
    SPACE_SHRINK = 27
};

/* How much wider or narrower than drawn letters may be, in permille: microtype's limit, which no
 * eye sees. */
enum { EXPANSION = 20 };

/* What tracking may add where a line would else have a hole, in permille of the size. */
enum { TRACKING_LAST = 20 };

/* A formula too wide for the line is made that much smaller at most. */
enum { FORMULA_SMALLEST = 4 };

enum { POINTS_MAX = 64, CAMEL_BYTES_MIN = 9, SYLLABLES_MIN = 6 };

struct builder {
    const struct par *p;
    const struct items_options *o;
    struct par_items *out;
    int64_t prev, space; /* pieces: the last visible one, the space since; -1: none */
    bool forbid, allow;  /* an invisible mark since says so */
    GArray *openers;     /* the padding before the next piece (indexes of pieces) */
};

void par_items_init(struct par_items *i)
{
    i->n = 0;
    i->room = 256;
    i->items = g_new(struct break_item, i->room);
    i->sources = g_new(struct item_source, i->room);
}

void par_items_free(struct par_items *i)
{
    g_free(i->items);
    g_free(i->sources);
}

static void push(struct builder *b, struct break_item item, struct item_source source)
{
    struct par_items *out = b->out;

    if (out->n == out->room) {
        out->room *= 2;
        out->items = g_renew(struct break_item, out->items, out->room);
        out->sources = g_renew(struct item_source, out->sources, out->room);
    }
    out->items[out->n] = item;
    out->sources[out->n++] = source;
}

len par_tracking(const struct par *p, const struct piece *piece)
{
    if (!(piece->flags & PIECE_LETTERS))
        return 0;
    return piece_span(p, piece)->style->font_size * (p->cjk ? 10 : 5) / 1000;
}

len par_tracking_last(const struct par *p, const struct piece *piece)
{
    const struct text_span *span = piece_span(p, piece);
    bool joined = par_tracking(p, piece) == 0 && !span->code;

    if (piece->kind != PIECE_WORD || piece->class != CJK_NONE || piece->shaped->rtl || joined)
        return 0;
    return span->style->font_size * TRACKING_LAST / 1000;
}

int par_expansion(const struct par *p, const struct piece *piece)
{
    return p->cjk || !(piece->flags & PIECE_LETTERS) ? 0 : EXPANSION;
}

/* By how much a character may stand out of the text block, in permille of the size: so that the
 * edge looks straight, marks that are mostly white hang a little (the optical margins of microtype,
 * Thanh 2000). */
static int protrusion_of(gunichar c, bool right)
{
    switch (c) {
    case '.':
    case ',':
        return right ? 150 : 0;
    case '-':
    case 0x2010:
        return right ? 165 : 0;
    case 0x2013: /* – */
    case 0x2014: /* — */
        return right ? 80 : 0;
    case ':':
    case ';':
    case ')':
    case ']':
        return right ? 60 : 0;
    case '(':
    case '[':
        return right ? 0 : 40;
    case '!':
    case '?':
        return right ? 40 : 0;
    case '\'':
    case '"':
    case 0x2018: /* ‘ */
    case 0x2019:
    case 0x201c: /* “ */
    case 0x201d:
        return 85;
    default:
        return 0;
    }
}

len par_protrusion(const struct par *p, uint32_t piece, uint32_t byte, bool right)
{
    const struct piece *at = &p->pieces[piece];
    const struct text_span *span = piece_span(p, at);
    const char *text = p->text->text + at->start;

    if (at->kind != PIECE_WORD || at->class != CJK_NONE || span->code || span->rise != 0 ||
        at->shaped->rtl || p->rtl || at->bytes == 0)
        return 0;
    gunichar c = right ? g_utf8_get_char(g_utf8_prev_char(text + byte)) : g_utf8_get_char(text);
    return (len)((int64_t)span->style->font_size * protrusion_of(c, right) / 1000);
}

len par_hyphen_protrusion(const struct par *p, uint32_t span)
{
    return p->rtl ? 0
                  : (len)((int64_t)p->text->spans[span].style->font_size *
                          protrusion_of('-', true) / 1000);
}

len par_hanging(const struct par *p, uint32_t piece)
{
    const struct piece *at = &p->pieces[piece];

    if (at->kind != PIECE_CJK || at->class != CJK_STOP ||
        piece_span(p, at)->style->hanging == HANGING_NONE)
        return 0;
    gunichar c = g_utf8_get_char(p->text->text + at->start);
    return c == 0x3001 || c == 0x3002 || c == 0xff0c || c == 0xff0e ? at->width : 0;
}

/* What a mark at a line's end keeps of its blank side: all as the style says; in Japanese, that of
 * a full stop (jlreq 3.1.9); else nothing (GB/T 15834, 5.1.10). */
static len end_blank(const struct par *p, const struct piece *piece)
{
    if (piece->kind != PIECE_CJK || piece->trim_right == 0)
        return 0;
    gunichar c = g_utf8_get_char(p->text->text + piece->start);
    switch (piece_span(p, piece)->style->spacing_trim) {
    case SPACING_TRIM_AUTO:
        return p->japanese && (c == 0x3002 || c == 0xff0e) ? piece->trim_right : 0;
    case SPACING_TRIM_START:
        return piece->trim_right;
    case SPACING_TRIM_BOTH:
    case SPACING_TRIM_NONE:
        return 0;
    }
    return 0;
}

static void push_box(struct builder *b, uint32_t piece, uint32_t from, uint32_t to, len width)
{
    /* bytes for letters: near enough for what is a tolerance */
    len letters = (len)(to - from) - (to == b->p->pieces[piece].bytes);
    len give = par_tracking(b->p, &b->p->pieces[piece]) * letters +
               (len)((int64_t)width * par_expansion(b->p, &b->p->pieces[piece]) / 1000);

    /* in CJK text glue is worth several times its stretch (par_line.c), tracking only itself */
    len stretch = b->p->cjk ? give / CJK_TIMES : give;
    push(b,
         (struct break_item){.kind = BREAK_BOX, .width = width, .stretch = stretch, .shrink = give},
         (struct item_source){.piece = piece, .from = from, .to = to, .space = -1});
}

static void push_penalty(struct builder *b, int penalty, enum break_rank rank, enum par_break end,
                         len width)
{
    push(b,
         (struct break_item){.kind = BREAK_PENALTY,
                             .penalty = (int16_t)penalty,
                             .rank = rank,
                             .flagged = end == PAR_BREAK_HYPHEN,
                             .width = width},
         (struct item_source){.space = -1, .end = (uint8_t)end});
}

/* A break before which the line is not stretched. */
static void push_fill(struct builder *b, int penalty)
{
    push(b, (struct break_item){.kind = BREAK_PENALTY, .penalty = (int16_t)penalty, .fill = true},
         (struct item_source){.space = -1, .end = PAR_BREAK_FORCED});
}

void par_object_size(const struct text_object *o, len measure, len *width, len *height, len *depth)
{
    *width = o->permille > 0 ? (len)((int64_t)measure * o->permille / 1000) : o->width;
    *height = o->height;
    *depth = o->depth;
    if (o->kind == OBJECT_FRAME) { /* all of the formula is as small as its widest piece must be */
        len room = MAX(measure, o->widest / FORMULA_SMALLEST);
        if (o->widest > room)
            *width = (len)((int64_t)o->width * room / o->widest);
    } else if (o->kind == OBJECT_IMAGE) {
        *width = MAX(MIN(*width, measure), 1);
    }
    if (*width != o->width && o->width > 0) {
        *height = (len)((int64_t)o->height * *width / o->width);
        *depth = (len)((int64_t)o->depth * *width / o->width);
    }
}

const struct shaped *par_hyphen(const struct par *p, uint32_t span)
{
    struct text_face *face = p->faces[span];
    const struct font *font = text_face_font(face, '-', FACE_TEXT);

    return shape_char(p->s, face, font, '-', false);
}

/* ---- inside words ---- */

/* Places inside a word, by byte, ascending. */
struct points {
    struct {
        uint32_t at;
        int16_t penalty;
        uint8_t rank, end;
    } p[POINTS_MAX];
    size_t n;
};

static void add_point(struct points *points, uint32_t at, int penalty, enum break_rank rank,
                      enum par_break end)
{
    if (points->n == POINTS_MAX || (points->n > 0 && points->p[points->n - 1].at >= at))
        return;
    points->p[points->n].at = at;
    points->p[points->n].penalty = (int16_t)penalty;
    points->p[points->n].rank = (uint8_t)rank;
    points->p[points->n++].end = (uint8_t)end;
}

/* A path, an address, an identifier: has a mark between letters that prose does not have. */
static bool is_technical(const char *s, size_t n)
{
    for (size_t i = 1; i + 1 < n; i++) {
        bool inner = g_ascii_isalnum(s[i + 1]) || (unsigned char)s[i + 1] >= 0x80 ||
                     s[i + 1] == s[i] || s[i + 1] == '/';
        if (inner && strchr("/_=&\\@:", s[i]) != NULL)
            return true;
        if (s[i] == '.' && g_ascii_isalpha(s[i - 1]) && g_ascii_isalpha(s[i + 1]) && i > 1)
            return true;
    }
    return false;
}

/* Breaks without a hyphen, after marks that join parts. Never inside a number, never so that a
 * single character is cut off. */
static void technical_points(const char *s, size_t n, struct points *points)
{
    for (uint32_t i = 1; i + 2 < n; i++) {
        char c = s[i], next = s[i + 1];
        bool number = g_ascii_isdigit(s[i - 1]) && g_ascii_isdigit(next);
        if ((unsigned char)next >= 0x80 && (next & 0xc0) == 0x80)
            continue;
        bool bracket = strchr("([", next) != NULL && next != '\0';
        if (next == '\\' && c != '\\') /* a path's part, a command of TeX */
            add_point(points, i + 1, PENALTY_SLASH, RANK_HYPHEN, PAR_BREAK_PIECE);
        else if (c == '\\' || (strchr("_^", c) != NULL && strchr("([{", next) != NULL))
            continue;
        else if (strchr("/_;&?=@|+", c) != NULL && c != '\0' && next != c)
            add_point(points, i + 1, PENALTY_SLASH, RANK_HYPHEN, PAR_BREAK_PIECE);
        else if (c == '.' && n - i <= 4) /* the kind of a file stays with its name */
            continue;
        else if (strchr(".,:-", c) != NULL && c != '\0' && next != c && next != '/' && !number &&
                 i >= 2)
            add_point(points, i + 1, PENALTY_DOT, RANK_HYPHEN, PAR_BREAK_PIECE);
        else if (bracket && i >= 2)
            add_point(points, i + 1, PENALTY_DOT, RANK_HYPHEN, PAR_BREAK_PIECE);
        else if (i >= 3 && g_ascii_isupper(next) &&
                 (g_ascii_islower(c) || (g_ascii_isdigit(c) && g_ascii_islower(s[i + 2]))))
            add_point(points, i + 1, PENALTY_CAMEL, RANK_HYPHEN, PAR_BREAK_PIECE);
    }
}

/* The capital at `at` begins a part of a name in camel case. */
static bool is_hump(const char *s, size_t at)
{
    return g_ascii_isupper(s[at]) && g_ascii_islower(s[at - 1]);
}

static bool is_camel(const char *s, size_t n)
{
    for (size_t i = 3; i + 3 < n; i++)
        if (n >= CAMEL_BYTES_MIN && is_hump(s, i))
            return true;
    return false;
}

/* Where nothing else fits, words in code and identifiers are divided as in prose, but without a
 * hyphen, which could be taken for a part of them. Adds to the points that are there. */
static void syllable_points(struct builder *b, const struct text_span *span, const char *s,
                            size_t n, struct points *points)
{
    struct points found = *points;
    uint16_t at[HYPHEN_POINTS_MAX];
    size_t k = 0;

    points->n = 0;
    for (uint32_t from = 0, to; from < n; from = to) {
        for (to = from; to < n && g_ascii_isalpha(s[to]) && (to == from || !is_hump(s, to));)
            to++;
        size_t count = to - from < SYLLABLES_MIN ? 0
                                                 : hyphenate(shaper_hyphenator(b->p->s), span->lang,
                                                             s + from, to - from, at);
        for (size_t i = 0; i < count; i++) {
            while (k < found.n && found.p[k].at <= from + at[i]) {
                add_point(points, found.p[k].at, found.p[k].penalty, found.p[k].rank,
                          found.p[k].end);
                k++;
            }
            add_point(points, from + at[i], b->p->cjk ? PENALTY_SYLLABLE_CJK : PENALTY_SYLLABLE,
                      RANK_EMERGENCY, PAR_BREAK_PIECE);
        }
        to += to < n && !g_ascii_isalpha(s[to]);
    }
    for (; k < found.n; k++)
        add_point(points, found.p[k].at, found.p[k].penalty, found.p[k].rank, found.p[k].end);
}

static bool is_dash(gunichar c)
{
    return c == 0x2014 || c == 0x2015;
}

/* A letter or what goes with one. */
static bool is_alphabetic(gunichar c)
{
    return c < 0x80 ? g_ascii_isalpha((char)c) : g_unichar_isalpha(c) || g_unichar_ismark(c);
}

/* Hyphenation of one run of letters [from, to) of the word. */
static void letter_points(struct builder *b, const struct text_span *span, const char *s,
                          uint32_t from, uint32_t to, int penalty, struct points *points)
{
    uint16_t at[HYPHEN_POINTS_MAX];
    size_t n = hyphenate(shaper_hyphenator(b->p->s), span->lang, s + from, to - from, at);

    for (size_t i = 0; i < n; i++)
        add_point(points, from + at[i], penalty, RANK_HYPHEN, PAR_BREAK_HYPHEN);
}

/* Prose: typed and soft hyphens, dashes, and the dictionary's points in runs of letters. */
static void prose_points(struct builder *b, const struct text_span *span, const char *s, size_t n,
                         struct points *points)
{
    bool automatic = b->o->hyphens && span->style->hyphens == HYPHENS_AUTO;
    bool column = par_is_column(b->p, b->o->measure);
    int penalty = !b->p->cjk ? PENALTY_HYPHEN : column ? PENALTY_HYPHEN_COLUMN : PENALTY_HYPHEN_CJK;
    bool compound = memchr(s, '-', n) != NULL, digits = false;
    int part = compound && !b->p->cjk ? PENALTY_COMPOUND_PART : penalty;
    uint32_t run = 0;
    gunichar before = 0;

    for (size_t i = 0; i < n; i++)
        digits |= g_ascii_isdigit(s[i]);
    gunichar c = g_utf8_get_char(s), next;
    for (uint32_t at = 0, after; at <= n; at = after, before = c, c = next) {
        after = at + (at < n ? (uint32_t)g_utf8_skip[(unsigned char)s[at]] : 1);
        next = after < n ? g_utf8_get_char(s + after) : 0;
        if (!is_alphabetic(c)) {
            if (automatic && !digits && at > run && before != 0xad)
                letter_points(b, span, s, run, at, part, points);
            run = c != 0 ? after : at;
        }
        if (c == 0x5be && before != 0 && next != 0) /* maqaf */
            add_point(points, at + 2, PENALTY_COMPOUND, RANK_ALWAYS, PAR_BREAK_PIECE);
        else if ((c == '-' || c == 0x2010) && before != 0 && g_unichar_isalnum(before) &&
                 g_unichar_isalpha(next) && at >= 2)
            add_point(points, at + (c == '-' ? 1 : 3),
                      b->p->cjk ? PENALTY_COMPOUND_CJK : PENALTY_COMPOUND,
                      b->p->cjk ? RANK_HYPHEN : RANK_ALWAYS, PAR_BREAK_PIECE);
        else if (is_dash(c) && before != 0 && next != 0 && !is_dash(next))
            add_point(points, at + 3, PENALTY_DASH, RANK_ALWAYS, PAR_BREAK_PIECE);
        else if (c == '/' && g_unichar_isalpha(before) && g_unichar_isalpha(next) && at >= 2)
            add_point(points, at + 1, PENALTY_SLASH, RANK_HYPHEN, PAR_BREAK_PIECE);
        else if (n >= CAMEL_BYTES_MIN && at >= 3 && at + 3 < n && g_unichar_islower(c) &&
                 g_unichar_isupper(next))
            add_point(points, at + 1, PENALTY_CAMEL, RANK_EMERGENCY, PAR_BREAK_PIECE);
        else if (c == 0xad && next != 0 && span->style->hyphens != HYPHENS_NONE && b->o->hyphens)
            add_point(points, at + 2, penalty / 2, RANK_HYPHEN, PAR_BREAK_HYPHEN);
    }
}

/* Even where a word is cut anywhere no letter stands alone, no mark is parted from what it closes,
 * and a command of TeX stays whole. */
static bool may_cut(const char *s, size_t n, uint32_t at)
{
    uint32_t from = at;

    if (at < 2 || at + 2 >= n || strchr(")]}>,.;:!?\"'", s[at]) != NULL)
        return false;
    while (from > 0 && g_ascii_isalpha(s[from - 1]))
        from--;
    return from == 0 || s[from - 1] != '\\' || !g_ascii_isalpha(s[at]);
}

/* Breaks anywhere: the word with a break at every cluster, those of `points` at their price;
 * `free`: because the style wants it so, not for want of another. */
static void push_shredded(struct builder *b, uint32_t index, const struct points *points, bool free)
{
    const struct piece *piece = &b->p->pieces[index];
    const struct shaped *w = piece->shaped;
    const struct text_span *span = piece_span(b->p, piece);
    len hyphen = shaped_width(par_hyphen(b->p, piece->span), span->style->font_size, 0);
    const char *s = b->p->text->text + piece->start;
    uint32_t from = 0;
    size_t k = 0;
    int64_t pen = 0;

    for (uint32_t i = 0; i < w->n_glyphs; i++) {
        uint32_t next = i + 1 < w->n_glyphs ? shaped_at(w, i + 1)->cluster : piece->bytes;
        pen += shaped_at(w, i)->advance;
        if (next <= from)
            continue;
        len width = shaped_len(w, pen, span->style->font_size) + span->style->letter_spacing;
        pen = 0;
        push_box(b, index, from, next, width);
        from = next;
        while (k < points->n && points->p[k].at < next)
            k++;
        if (next == piece->bytes)
            break;
        if (k < points->n && points->p[k].at == next)
            push_penalty(b, points->p[k].penalty, points->p[k].rank, points->p[k].end,
                         points->p[k].end == PAR_BREAK_HYPHEN ? hyphen : 0);
        else if (free)
            push_penalty(b, 0, RANK_ALWAYS, PAR_BREAK_PIECE, 0);
        else if (may_cut(s, piece->bytes, next))
            push_penalty(b, PENALTY_ANYWHERE, RANK_EMERGENCY, PAR_BREAK_EMERGENCY, 0);
    }
    if (from < piece->bytes && from == 0) /* a word of no glyphs */
        push_box(b, index, 0, piece->bytes, piece->width);
}

/* What a break inside a word adds to the line: the hyphen, less what stands out. */
static len part_end(const struct builder *b, uint32_t index, uint32_t at, enum par_break end,
                    len hyphen)
{
    if (!b->o->protrude)
        return end == PAR_BREAK_HYPHEN ? hyphen : 0;
    if (end != PAR_BREAK_HYPHEN)
        return -par_protrusion(b->p, index, at, true);
    return hyphen - par_hyphen_protrusion(b->p, b->p->pieces[index].span);
}

static void push_parts(struct builder *b, uint32_t index, const struct points *points)
{
    const struct piece *piece = &b->p->pieces[index];
    const struct text_span *span = piece_span(b->p, piece);
    len size = span->style->font_size, spacing = span->style->letter_spacing;
    len hyphen = shaped_width(par_hyphen(b->p, piece->span), size, 0), done = 0;
    uint32_t from = 0;

    for (size_t i = 0; i < points->n; i++) {
        uint32_t at = points->p[i].at;
        if (at >= piece->bytes)
            break;
        len to = shaped_width_to(piece->shaped, at, size, spacing);
        push_box(b, index, from, at, to - done);
        done = to;
        from = at;
        push_penalty(b, points->p[i].penalty, points->p[i].rank, points->p[i].end,
                     part_end(b, index, at, points->p[i].end, hyphen));
    }
    push_box(b, index, from, piece->bytes, piece->width - done);
}

static void push_word(struct builder *b, uint32_t index)
{
    const struct piece *piece = &b->p->pieces[index];
    const struct text_span *span = piece_span(b->p, piece);
    const char *s = b->p->text->text + piece->start;
    struct points points;

    points.n = 0;
    bool technical = false;
    bool any =
        span->style->word_break == WORD_BREAK_ALL || span->style->line_break == LINE_BREAK_ANYWHERE;
    if (piece->bytes >= 4 && !any && !span->nowrap) {
        technical = span->code || is_technical(s, piece->bytes);
        if (technical)
            technical_points(s, piece->bytes, &points);
        else
            prose_points(b, span, s, piece->bytes, &points);
        if ((technical || is_camel(s, piece->bytes)) && b->o->long_word > 0 && b->o->hyphens)
            syllable_points(b, span, s, piece->bytes, &points);
    }
    bool wide = b->o->long_word > 0 && piece->width > b->o->long_word &&
                (!b->o->only_code || (technical && b->p->cjk));
    if ((any && !span->nowrap) || wide)
        push_shredded(b, index, &points, any);
    else if (points.n > 0)
        push_parts(b, index, &points);
    else
        push_box(b, index, 0, piece->bytes, piece->width);
}

/* ---- between pieces ---- */

/* What is between two visible pieces. */
struct boundary {
    len width, stretch, shrink;
    enum gap gap;
    bool glue;  /* else there is nothing */
    bool legal; /* a line may break here */
    int penalty;
};

static enum gap gap_of_mark(const struct par *p, const struct piece *mark)
{
    gunichar c = g_utf8_get_char(p->text->text + mark->start);

    if (mark->class == CJK_OPEN || mark->class == CJK_CLOSE)
        return GAP_BRACKET;
    return c == 0x3002 || c == 0xff01 || c == 0xff1f || c == 0xff0e ? GAP_STOP : GAP_COMMA;
}

static bool is_ideo(const struct piece *p)
{
    return p->class == CJK_IDEO || p->class == CJK_SMALL;
}

/* Latin that a gap keeps off Han: letters, digits and the like, code, formulas; not marks. */
static bool takes_gap(const struct par *p, const struct piece *piece, bool at_start)
{
    const char *s = p->text->text + piece->start;

    if (piece->kind == PIECE_OBJECT)
        return p->text->objects[piece->object].kind == OBJECT_FRAME;
    if (piece->kind != PIECE_WORD || piece->class != CJK_NONE)
        return false;
    if (piece_span(p, piece)->code)
        return true;
    gunichar c =
        at_start ? g_utf8_get_char(s) : g_utf8_get_char(g_utf8_prev_char(s + piece->bytes));
    if (at_start)
        return g_unichar_isalnum(c) || strchr("$#@+~&\\", (int)MIN(c, 127)) != NULL;
    return g_unichar_isalnum(c) || c == '%' || c == '+' || c == '#' || c == 0xb0 || c == 0x2103;
}

static void set_glue(struct boundary *r, enum gap gap, len width, len stretch, len shrink)
{
    r->glue = true;
    r->gap = gap;
    r->width = width;
    r->stretch = stretch;
    r->shrink = shrink;
}

static len solid_stretch(const struct par *p, len em)
{
    return em * (p->cjk ? SOLID_STRETCH : SOLID_STRETCH_LATIN) / 1000;
}

/* Marks stay with their text however wide the line is stretched: a closing one with what is before
 * it, an opening one with what follows, a connector with both; the two halves of a dash touch. */
static bool is_close_set(const struct piece *prev, const struct piece *cur)
{
    return cur->class == CJK_STOP || cur->class == CJK_CLOSE || prev->class == CJK_OPEN ||
           cur->class == CJK_CONNECT || prev->class == CJK_CONNECT ||
           (prev->class == CJK_LONG && cur->class == CJK_LONG);
}

/* The blank sides of two neighbours: two that meet share one (C6), a blank before a mark that
 * closes, or after one that opens, goes (the mark stays close to what it encloses). */
static bool blank_between(const struct builder *b, const struct piece *prev,
                          const struct piece *cur, struct boundary *r)
{
    len right = prev->trim_right, left = cur->trim_left;

    if (right == 0 && left == 0)
        return false;
    if (right > 0 && left == 0 && (cur->class == CJK_STOP || cur->class == CJK_CLOSE))
        return true;
    if (left > 0 && right == 0 && prev->class == CJK_OPEN)
        return true;
    len blank = MAX(right, left), em = piece_span(b->p, prev)->style->font_size;
    enum gap gap = gap_of_mark(b->p, right >= left ? prev : cur);
    if (right > 0 && left > 0)
        gap = GAP_BRACKET;
    set_glue(r, gap, blank, solid_stretch(b->p, em), blank / 2);
    return true;
}

/* The formula's piece that `prev` is, when `cur` is the next one. */
static const struct text_object *joined(const struct builder *b, const struct piece *prev,
                                        const struct piece *cur)
{
    const struct text_object *o =
        prev->kind == PIECE_OBJECT ? &b->p->text->objects[prev->object] : NULL;

    return o != NULL && o->joined && cur->kind == PIECE_OBJECT ? o : NULL;
}

static void space_between(const struct builder *b, const struct piece *prev,
                          const struct piece *cur, struct boundary *r)
{
    const struct piece *space = b->space >= 0 ? &b->p->pieces[b->space] : NULL;
    const struct text_span *ps = piece_span(b->p, prev), *cs = piece_span(b->p, cur);
    bool apart = !ps->style->no_autospace && !cs->style->no_autospace && !b->p->korean;
    bool han_latin = (is_ideo(prev) && takes_gap(b->p, cur, true)) ||
                     (takes_gap(b->p, prev, false) && is_ideo(cur));
    len em = is_ideo(prev) ? ps->style->font_size : cs->style->font_size;
    bool code = ps->code && cs->code && prev->span == cur->span; /* spaced as it was written */

    if (blank_between(b, prev, cur, r))
        return;
    if (space != NULL && space->class == CJK_SPACE) {
        set_glue(r, GAP_SPACE, space->width, 0, 0);
    } else if (space != NULL &&
               (cur->class == CJK_STOP || cur->class == CJK_CLOSE || prev->class == CJK_OPEN)) {
        return; /* a space typed beside a mark that has its own blank */
    } else if (space != NULL && is_ideo(prev) && is_ideo(cur) && prev->span != cur->span) {
        /* between Han a space is typed so that Markdown sees the mark of bold or emphasis */
        set_glue(r, GAP_NONE, 0, solid_stretch(b->p, em), 0);
    } else if (space != NULL && b->p->cjk && !b->p->korean && is_ideo(prev) && is_ideo(cur)) {
        /* in a name or by a slip of the hand: seen, but never a hole in solid text */
        set_glue(r, GAP_NONE, em / 8, 0, 0);
    } else if (space != NULL && code) {
        set_glue(r, GAP_SPACE, space->width, space->width / 6, space->width / 8);
    } else if (space != NULL && (is_ideo(prev) != is_ideo(cur)) && b->p->cjk && apart &&
               !((prev->flags | cur->flags) & PIECE_EMOJI)) {
        set_glue(r, GAP_HAN_LATIN, em / 4, em * LATIN_STRETCH / 1000, em / 8);
    } else if (space != NULL) {
        len room = space->width;
        if (b->p->cjk)
            set_glue(r, GAP_SPACE, room, room * SPACE_STRETCH_CJK / 100, room / 8);
        else
            set_glue(r, GAP_SPACE, room, room * SPACE_STRETCH / 100, room * SPACE_SHRINK / 100);
    } else if (han_latin && apart && !code && ps->rise == cs->rise &&
               !((prev->flags | cur->flags) & PIECE_EMOJI)) {
        set_glue(r, GAP_HAN_LATIN, em / 4, em * LATIN_STRETCH / 1000, em / 8);
    } else if (prev->class != CJK_NONE && cur->class != CJK_NONE && prev->class != CJK_HANGUL &&
               cur->class != CJK_HANGUL && !is_close_set(prev, cur)) {
        set_glue(r, GAP_NONE, 0, solid_stretch(b->p, em), 0);
    }
}

static bool is_lone_closer(const struct par *p, const struct piece *piece)
{
    return piece->kind == PIECE_WORD && piece->bytes == 1 &&
           strchr("!?:;,.)]}%", p->text->text[piece->start]) != NULL;
}

static bool is_lone_opener(const struct par *p, const struct piece *piece)
{
    return piece->kind == PIECE_WORD && piece->bytes == 1 &&
           strchr("([{", p->text->text[piece->start]) != NULL;
}

/* Never first on a line, as strictly as the style has it (CSS Text 3, 5.3). */
static bool bad_start(const struct par *p, const struct piece *cur)
{
    gunichar c = g_utf8_get_char(p->text->text + cur->start);

    switch (piece_span(p, cur)->style->line_break) {
    case LINE_BREAK_AUTO:
        break;
    case LINE_BREAK_LOOSE:
        return cjk_bad_start(cur->class) && cur->class != CJK_SMALL && cur->class != CJK_CONNECT;
    case LINE_BREAK_NORMAL:
        return cjk_bad_start(cur->class) && (cur->class != CJK_SMALL || cjk_is_iteration(c));
    case LINE_BREAK_STRICT:
        return cjk_bad_start(cur->class) || cur->class == CJK_LONG;
    case LINE_BREAK_ANYWHERE:
        return false;
    }
    return cjk_bad_start(cur->class);
}

/* Part of a word, to word-break: keep-all. */
static bool is_letter(const struct piece *p)
{
    return p->kind != PIECE_OBJECT && !(p->flags & PIECE_EMOJI) &&
           (p->class == CJK_NONE || p->class == CJK_IDEO || p->class == CJK_HANGUL ||
            p->class == CJK_SMALL);
}

/* Korean does, unless the style says otherwise. */
static bool keeps_words(const struct text_span *span)
{
    return span->style->word_break == WORD_BREAK_KEEP_ALL ||
           (span->style->word_break == WORD_BREAK_AUTO && lang_same_primary(span->lang, "ko"));
}

static bool is_kept(const struct text_span *ps, const struct text_span *cs,
                    const struct piece *prev, const struct piece *cur)
{
    return keeps_words(ps) && keeps_words(cs) && is_letter(prev) && is_letter(cur);
}

/* What a line pays that ends with a word of one or two letters ("a", "of"): the reader had better
 * find it beside what it belongs to. */
static int short_end(const struct par *p, const struct piece *piece)
{
    const char *s = p->text->text + piece->start;

    if (p->cjk || piece->kind != PIECE_WORD || piece->bytes > 2 || piece_span(p, piece)->code)
        return 0;
    for (uint32_t i = 0; i < piece->bytes; i++)
        if (!g_ascii_isalpha(s[i]))
            return 0;
    return piece->bytes == 1 ? 2 * PENALTY_SHORT_END : PENALTY_SHORT_END;
}

static void break_between(const struct builder *b, const struct piece *prev,
                          const struct piece *cur, struct boundary *r)
{
    const struct text_span *ps = piece_span(b->p, prev), *cs = piece_span(b->p, cur);
    const struct piece *space = b->space >= 0 ? &b->p->pieces[b->space] : NULL;
    bool cjk = prev->class != CJK_NONE || cur->class != CJK_NONE;

    if (b->forbid || (space != NULL && space->flags & PIECE_NO_BREAK) ||
        (ps->nowrap && cs->nowrap)) {
        r->legal = false;
    } else if (cs->style->line_break == LINE_BREAK_ANYWHERE) {
        r->legal = true;
    } else if (cjk_bad_end(prev->class) || bad_start(b->p, cur) || is_lone_closer(b->p, cur) ||
               is_lone_opener(b->p, prev)) {
        r->legal = false;
    } else if (space != NULL || b->allow) {
        r->legal = true;
    } else if (cs->rise != 0 && cs->rise != ps->rise) {
        r->legal = false; /* a footnote mark stays with its word */
    } else if (is_kept(ps, cs, prev, cur)) {
        r->legal = false;
        r->penalty = PENALTY_ANYWHERE; /* when nothing else fits */
    } else if (cjk) {
        r->legal = !(prev->flags & PIECE_OPENS) && !(cur->flags & PIECE_CLOSES);
    } else {
        r->legal = (cur->flags & PIECE_BREAK_BEFORE) ||
                   (prev->kind == PIECE_OBJECT && cur->kind == PIECE_OBJECT);
    }
    if (r->legal && cur->class == CJK_LONG)
        r->penalty = PENALTY_LONG_START;
    else if (r->legal && space != NULL)
        r->penalty = short_end(b->p, prev);
}

/* Too wide to share a line with more than a few words. */
static bool is_wide_picture(const struct builder *b, const struct piece *piece)
{
    len width, height, depth;

    if (piece->kind != PIECE_OBJECT || b->p->text->objects[piece->object].kind != OBJECT_IMAGE)
        return false;
    par_object_size(&b->p->text->objects[piece->object], b->o->measure, &width, &height, &depth);
    return width > b->o->measure / 3;
}

/* In brackets only where a line cannot be set otherwise. */
static void push_formula_break(struct builder *b, const struct text_object *formula, uint32_t index)
{
    const struct break_item glue = {.kind = BREAK_GLUE, .width = formula->space};
    const uint8_t gap = formula->fixed ? GAP_FIXED : GAP_MATH;
    int penalty = MAX(formula->penalty, PENALTY_FORCE);

    push_penalty(b, penalty, penalty >= MATH_BREAK_INSIDE ? RANK_EMERGENCY : RANK_ALWAYS,
                 penalty <= PENALTY_FORCE ? PAR_BREAK_FORCED : PAR_BREAK_SPACE, 0);
    push(b, glue, (struct item_source){.piece = index, .space = -1, .gap = gap});
}

static void push_boundary(struct builder *b, uint32_t index)
{
    const struct piece *prev = &b->p->pieces[b->prev], *cur = &b->p->pieces[index];
    const struct text_span *ps = piece_span(b->p, prev);
    struct boundary r = {0};
    struct break_item glue = {.kind = BREAK_GLUE};
    const struct text_object *formula = joined(b, prev, cur);

    if (formula != NULL) {
        push_formula_break(b, formula, index);
        return;
    }
    space_between(b, prev, cur, &r);
    break_between(b, prev, cur, &r);
    len out = b->o->protrude ? par_protrusion(b->p, (uint32_t)b->prev, prev->bytes, true) : 0;
    len hang = b->o->protrude ? par_hanging(b->p, (uint32_t)b->prev) : 0;
    out += hang != 0 ? hang : -end_blank(b->p, prev);
    if (!r.legal && b->o->rules_broken)
        push_penalty(b, r.penalty != 0 ? r.penalty : PENALTY_RULE_BROKEN, RANK_EMERGENCY,
                     PAR_BREAK_EMERGENCY, 0);
    else if (!r.legal && (r.glue || b->space >= 0))
        push_penalty(b, PENALTY_FORBID, RANK_ALWAYS, PAR_BREAK_SPACE, 0);
    if (r.legal && (r.penalty != 0 || out != 0 || !r.glue))
        push_penalty(b, r.penalty, RANK_ALWAYS, PAR_BREAK_SPACE, -out);
    if (r.legal && (is_wide_picture(b, cur) || is_wide_picture(b, prev)))
        push_fill(b, PENALTY_PICTURE);
    if (r.legal && hang != 0 && ps->style->hanging == HANGING_ALLOW_END) /* it may stay inside */
        push_penalty(b, r.penalty, RANK_ALWAYS, PAR_BREAK_SPACE, 0);
    if (!r.glue && b->space < 0)
        return;
    glue.width = r.width;
    glue.stretch = r.stretch;
    glue.shrink = r.shrink;
    push(b, glue,
         (struct item_source){.piece = index,
                              .space = (int32_t)b->space,
                              .gap = (uint8_t)(r.glue ? r.gap : GAP_NONE)});
}

/* ---- the paragraph ---- */

static void push_object(struct builder *b, uint32_t index)
{
    len width, height, depth;

    const struct text_object *o = &b->p->text->objects[b->p->pieces[index].object];
    bool whole = b->o->whole && o->kind == OBJECT_FRAME;
    par_object_size(o, whole ? LEN_MAX : b->o->measure, &width, &height, &depth);
    push_box(b, index, 0, b->p->pieces[index].bytes, width);
}

static void flush_openers(struct builder *b)
{
    if (b->openers->len == 0)
        return;
    for (guint i = 0; i < b->openers->len; i++)
        push_object(b, g_array_index(b->openers, uint32_t, i));
    g_array_set_size(b->openers, 0);
}

static void push_visible(struct builder *b, uint32_t index)
{
    if (b->prev >= 0) {
        push_boundary(b, index);
    } else if (b->space >= 0) { /* a kept space begins the line: an indent */
        const struct piece *space = &b->p->pieces[b->space];
        push_box(b, (uint32_t)b->space, 0, space->bytes, space->width);
    }
    flush_openers(b);
    if (b->p->pieces[index].kind == PIECE_OBJECT)
        push_object(b, index);
    else if (b->p->pieces[index].kind == PIECE_WORD)
        push_word(b, index);
    else
        push_box(b, index, 0, b->p->pieces[index].bytes, b->p->pieces[index].width);
    b->prev = index;
    b->space = -1;
    b->forbid = b->allow = false;
}

/* A line's end by force. A <br> that ends the paragraph does not make an empty line. */
static void push_end(struct builder *b, enum par_break end)
{
    struct par_items *out = b->out;

    flush_openers(b);
    if (end == PAR_BREAK_END && out->n > 0) {
        struct item_source *last = &out->sources[out->n - 1];
        if (last->end == PAR_BREAK_FORCED) {
            last->end = PAR_BREAK_END;
            return;
        }
    }
    push_penalty(b, PENALTY_FORCE, RANK_ALWAYS, end, 0);
    b->prev = b->space = -1;
    b->forbid = b->allow = false;
}

static void push_piece(struct builder *b, uint32_t index)
{
    const struct piece *piece = &b->p->pieces[index];
    enum object_kind object;

    switch ((enum piece_kind)piece->kind) {
    case PIECE_WORD:
    case PIECE_CJK:
        push_visible(b, index);
        break;
    case PIECE_SPACE:
        if (b->space >= 0 && piece->flags & PIECE_NO_BREAK) /* several kept spaces: all but one */
            push_box(b, index, 0, piece->bytes, piece->width); /* are set as they are */
        else
            b->space = index;
        break;
    case PIECE_OBJECT:
        object = b->p->text->objects[piece->object].kind;
        if (object == OBJECT_PAD_OPEN)
            g_array_append_val(b->openers, index);
        else if (object == OBJECT_PAD_CLOSE && b->openers->len == 0)
            push_object(b, index);
        else if (object == OBJECT_PAD_CLOSE)
            g_array_append_val(b->openers, index); /* an empty box */
        else
            push_visible(b, index);
        break;
    case PIECE_BREAK:
        push_end(b, PAR_BREAK_FORCED);
        break;
    case PIECE_MARK:
        if (piece->flags & PIECE_NO_BREAK)
            b->forbid = true;
        else
            b->allow = true;
        break;
    }
}

void par_items_build(const struct par *p, const struct items_options *o, struct par_items *out)
{
    struct builder b = {.p = p,
                        .o = o,
                        .out = out,
                        .prev = -1,
                        .space = -1,
                        .openers = g_array_new(FALSE, FALSE, sizeof(uint32_t))};

    out->n = 0;
    for (size_t i = 0; i < p->n_pieces; i++)
        push_piece(&b, (uint32_t)i);
    push_end(&b, PAR_BREAK_END);
    g_array_free(b.openers, TRUE);
}

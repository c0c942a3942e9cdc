#include "layout/par.h"

#include "base/lang.h"
#include "layout/par_int.h"

#include <string.h>

enum { WORD_BYTES_MAX = 4096, EMERGENCY_PARTS = 5 };

/* ---- text to pieces ---- */

struct cutter {
    struct par *p;
    GArray *pieces;
    const gunichar *chars;
    const uint32_t *offsets; /* of the characters; one more at the end */
    const uint8_t *context, *levels, *breaks;
    size_t n;
    uint32_t span, object;
    bool quote_open; /* a straight double quote is waiting for its partner */
};

static uint32_t span_at(struct cutter *k, uint32_t byte)
{
    while (k->span + 1 < k->p->text->n_spans && k->p->text->spans[k->span].end <= byte)
        k->span++;
    return k->span;
}

static bool is_dictionary_script(gunichar c)
{
    return (c >= 0x0e00 && c <= 0x0eff) || (c >= 0x1000 && c <= 0x109f) ||
           (c >= 0x1780 && c <= 0x17ff) || (c >= 0x1950 && c <= 0x19ff) ||
           (c >= 0xa9e0 && c <= 0xa9ff) || (c >= 0xaa60 && c <= 0xaadf);
}

/* The marks, embeddings, overrides and isolates of UAX 9. */
static bool is_bidi_control(gunichar c)
{
    return c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069);
}

static bool is_opening(gunichar c)
{
    return c == '(' || c == '[' || c == '{' || c == 0x201c || c == 0x2018 || c == 0xab ||
           c == 0xbf || c == 0xa1;
}

static bool is_closing(gunichar c)
{
    return c == ')' || c == ']' || c == '}' || c == ',' || c == '.' || c == ';' || c == ':' ||
           c == '!' || c == '?' || c == '%' || c == 0x201d || c == 0x2019 || c == 0xbb ||
           c == 0x2030 || c == 0x2103 || c == 0xb0 || c == 0x2026;
}

static struct piece *add_piece(struct cutter *k, enum piece_kind kind, size_t from, size_t to)
{
    struct piece piece = {.start = k->offsets[from],
                          .bytes = k->offsets[to] - k->offsets[from],
                          .span = k->span,
                          .kind = (uint8_t)kind,
                          .level = k->levels != NULL ? k->levels[from] : 0};

    g_array_append_val(k->pieces, piece);
    return &g_array_index(k->pieces, struct piece, k->pieces->len - 1);
}

static void shape_piece(struct cutter *k, struct piece *piece, const struct shaped *w)
{
    const struct text_span *span = piece_span(k->p, piece);
    len size = span->style->font_size;

    piece->shaped = w;
    if (span->style->spacing_trim != SPACING_TRIM_NONE) {
        piece->trim_left = shaped_len(w, w->trim_left, size);
        piece->trim_right = shaped_len(w, w->trim_right, size);
    }
    piece->width =
        shaped_width(w, size, span->style->letter_spacing) - piece->trim_left - piece->trim_right;
    if (w->missing)
        shaper_report_missing(k->p->s, w, k->p->text->text + piece->start, piece->bytes, span->loc);
}

/* Characters [from, to) as one word in one face. */
static void add_word(struct cutter *k, size_t from, size_t to, const struct font *font, bool emoji)
{
    struct piece *piece = add_piece(k, PIECE_WORD, from, to);
    struct text_face *face = k->p->faces[k->span];
    gunichar first = k->chars[from], last = k->chars[to - 1];

    if (emoji) {
        piece->flags |= PIECE_EMOJI;
        piece->class = CJK_IDEO;
    }
    if (k->breaks != NULL && k->breaks[from] && is_dictionary_script(first))
        piece->flags |= PIECE_BREAK_BEFORE;
    bool opens = is_opening(last), closes = is_closing(first);
    for (size_t i = from; i < to; i++)
        if (k->chars[i] == '"') {
            opens |= i + 1 == to && !k->quote_open;
            closes |= i == from && k->quote_open;
            k->quote_open = !k->quote_open;
        }
    piece->flags |= (opens ? PIECE_OPENS : 0) | (closes ? PIECE_CLOSES : 0);
    shape_piece(k, piece,
                shape_word(k->p->s, face, font, k->p->text->text + piece->start, piece->bytes,
                           piece->level % 2 == 1 ? SHAPE_RTL : SHAPE_TEXT));
    /* between the two: more Latin and Greek, quotes */
    bool joined = (first >= 0x590 && first < 0x1e00) || first >= 0x2c00;
    if (!emoji && !joined && !piece->shaped->rtl && !piece_span(k->p, piece)->code)
        piece->flags |= PIECE_LETTERS;
}

/* A CJK character with what joins it; a dash or an ellipsis takes its twin along (C4). */
static size_t add_cjk(struct cutter *k, size_t i, enum cjk_class class)
{
    size_t end = i + 1;
    gunichar c = k->chars[i];
    struct text_face *face = k->p->faces[k->span];
    uint32_t limit = k->p->text->spans[k->span].end;

    if (class == CJK_LONG && end < k->n && k->chars[end] == c && k->offsets[end] < limit)
        end++;
    while (end < k->n && k->offsets[end] < limit && shape_joins(k->chars[end - 1], k->chars[end]))
        end++;
    const struct font *font = text_face_font(face, c, FACE_CJK);
    struct piece *piece = add_piece(k, PIECE_CJK, i, end);
    piece->class = (uint8_t) class;
    const struct shaped *w = end == i + 1
                                 ? shape_char(k->p->s, face, font, c, true)
                                 : shape_word(k->p->s, face, font, k->p->text->text + piece->start,
                                              piece->bytes, SHAPE_CJK);
    shape_piece(k, piece, w);
    return end;
}

/* How far the word that begins at i goes: one span, one face, one script, one level. */
static size_t add_word_from(struct cutter *k, size_t i)
{
    struct text_face *face = k->p->faces[k->span];
    uint32_t limit = k->p->text->spans[k->span].end;
    gunichar next = i + 1 < k->n ? k->chars[i + 1] : 0;
    const struct font *font =
        text_face_cluster(face, k->chars + i, k->n - i, shape_choice(k->chars[i], next, 0));
    bool emoji = font != NULL && font->colour;
    gunichar script = k->chars[i]; /* the last character that has one */
    size_t end = i + 1;

    for (; end < k->n && k->offsets[end] < limit; end++) {
        gunichar c = k->chars[end], before = k->chars[end - 1];
        next = end + 1 < k->n ? k->chars[end + 1] : 0;
        bool flag =
            c >= 0x1f1e6 && c <= 0x1f1ff && before >= 0x1f1e6 && before <= 0x1f1ff && end == i + 1;
        if (shape_joins(before, c) || flag || c == 0xad)
            continue;
        if (emoji || c <= ' ' || c == 0xa0 || c == 0x202f || c == 0x200b || c == 0x2060 ||
            c == 0xfeff || c == 0xfffc || k->context[end] || cjk_class_of(c, false) != CJK_NONE ||
            k->offsets[end] - k->offsets[i] > WORD_BYTES_MAX)
            break;
        if (k->levels != NULL && k->levels[end] != k->levels[i])
            break;
        if (k->breaks != NULL && k->breaks[end] && is_dictionary_script(c))
            break;
        if (c >= 0x80 && !shape_same_script(script, c))
            break;
        if (c < 0x80 ? g_ascii_isalpha(c) : g_unichar_isalpha(c))
            script = c;
        if (text_face_cluster(face, k->chars + end, k->n - end, shape_choice(c, next, false)) !=
            font)
            break;
    }
    add_word(k, i, end, font, emoji);
    return end;
}

static size_t add_space(struct cutter *k, size_t i)
{
    const struct style *style = k->p->text->spans[k->span].style;
    struct text_face *face = k->p->faces[k->span];
    struct piece *piece = add_piece(k, PIECE_SPACE, i, i + 1);
    gunichar c = k->chars[i];

    if (c == 0x3000) {
        piece->width = style->font_size;
        piece->class = CJK_SPACE;
        return i + 1;
    }
    if (c != ' ' || k->p->text->spans[k->span].nowrap)
        piece->flags |= PIECE_NO_BREAK;
    const struct shaped *w =
        shape_char(k->p->s, face, text_face_font(face, ' ', FACE_TEXT), ' ', false);
    piece->width = shaped_width(w, style->font_size, style->letter_spacing);
    if (c == 0x202f)
        piece->width = piece->width * 2 / 3;
    return i + 1;
}

static bool is_object(struct cutter *k, size_t i)
{
    const struct inline_text *t = k->p->text;

    while (k->object < t->n_objects && t->objects[k->object].at < k->offsets[i])
        k->object++;
    return k->object < t->n_objects && t->objects[k->object].at == k->offsets[i];
}

static size_t cut_one(struct cutter *k, size_t i)
{
    gunichar c = k->chars[i];

    span_at(k, k->offsets[i]);
    if (c == '\n') {
        add_piece(k, PIECE_BREAK, i, i + 1);
        return i + 1;
    }
    if (c == ' ' || c == 0xa0 || c == 0x202f || c == 0x3000)
        return add_space(k, i);
    if (c == 0xfffc && is_object(k, i)) {
        add_piece(k, PIECE_OBJECT, i, i + 1)->object = k->object;
        return i + 1;
    }
    if (c == 0x200b || c == 0x2060 || c == 0xfeff) {
        struct piece *piece = add_piece(k, PIECE_MARK, i, i + 1);
        piece->flags |= c == 0x200b ? 0 : PIECE_NO_BREAK;
        return i + 1;
    }
    enum cjk_class class = cjk_class_of(c, k->context[i]);
    if (class != CJK_NONE)
        return add_cjk(k, i, class);
    return add_word_from(k, i);
}

/* Levels of the characters, with those of the isolates in between. A forced line break does not end
 * the paragraph: to UAX 9 it is white space. */
static void find_levels(const struct par *p, const gunichar *chars, const uint32_t *offsets,
                        size_t n, uint8_t *levels)
{
    const struct inline_text *t = p->text;
    size_t length = 0, next = 0, room = n + 2 * (size_t)t->n_isolates;
    g_autofree gunichar *text = g_new(gunichar, room + 1);
    g_autofree uint8_t *found = g_new(uint8_t, room + 1);
    g_autofree size_t *place = g_new(size_t, n + 1); /* of each character in the text */
    g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(uint32_t));

    for (size_t i = 0; i <= n; i++) {
        while (open->len > 0 && g_array_index(open, uint32_t, open->len - 1) <= offsets[i]) {
            text[length++] = 0x2069; /* PDI */
            g_array_set_size(open, open->len - 1);
        }
        for (; next < t->n_isolates && t->isolates[next].start <= offsets[i]; next++)
            if (t->isolates[next].end > t->isolates[next].start && i < n) {
                text[length++] = t->isolates[next].rtl ? 0x2067 : 0x2066; /* RLI, LRI */
                g_array_append_val(open, t->isolates[next].end);
            }
        if (i == n)
            break;
        place[i] = length;
        text[length++] = chars[i] == '\n' ? 0x2028 : chars[i];
    }
    shape_levels(text, length, p->rtl, found);
    for (size_t i = 0; i < n; i++)
        levels[i] = found[place[i]];
}

/* How a paragraph is set follows its characters: one in English is set as English in a Chinese book
 * too, and an untranslated Chinese one as Chinese in an English book. A Han stands for as much text
 * as some letters do. */
static bool is_cjk_text(const gunichar *chars, size_t n, bool cjk)
{
    size_t han = 0, letters = 0;

    for (size_t i = 0; i < n; i++) {
        if (chars[i] < 0x80)
            letters += g_ascii_isalpha(chars[i]) != 0;
        else if (uc_is_spaceless(chars[i]))
            han++;
        else
            letters += g_unichar_isalpha(chars[i]) != 0;
    }
    if (han == 0)
        return cjk && letters == 0;
    return cjk ? han * 8 >= letters : han * 2 >= letters;
}

static void cut_text(struct par *p)
{
    const char *text = p->text->text;
    glong count = 0;
    g_autofree gunichar *chars = g_utf8_to_ucs4_fast(text, p->text->bytes, &count);
    size_t n = (size_t)count;
    g_autofree uint32_t *offsets = g_new(uint32_t, n + 1);
    g_autofree uint8_t *context = g_new0(uint8_t, n + 1);
    g_autofree uint8_t *levels = NULL, *breaks = NULL;
    bool rtl = p->rtl, dictionary = false;
    struct cutter k = {.p = p,
                       .pieces = g_array_sized_new(FALSE, FALSE, sizeof(struct piece), 256),
                       .chars = chars,
                       .offsets = offsets,
                       .context = context,
                       .n = n};

    offsets[0] = 0;
    for (size_t i = 0; i < n; i++) {
        offsets[i + 1] = offsets[i] + (uint32_t)g_utf8_skip[(unsigned char)text[offsets[i]]];
        if (chars[i] < 0x590) /* Latin, Greek, Cyrillic */
            continue;
        rtl |= uc_is_rtl(chars[i]) || is_bidi_control(chars[i]);
        dictionary |= is_dictionary_script(chars[i]);
    }
    cjk_contexts(chars, n, p->cjk, context);
    p->cjk = !p->korean && is_cjk_text(chars, n, p->cjk);
    if (rtl) {
        levels = g_new0(uint8_t, n + 1);
        find_levels(p, chars, offsets, n, levels);
        k.levels = levels;
    }
    if (dictionary) {
        breaks = g_new0(uint8_t, n + 1);
        shape_word_breaks(text, p->text->bytes, p->lang, breaks, n);
        k.breaks = breaks;
    }
    for (size_t i = 0; i < n;)
        i = cut_one(&k, i);
    p->n_pieces = k.pieces->len;
    p->pieces = k.pieces->len > 0 ? arena_memdup(shaper_scratch(p->s), k.pieces->data,
                                                 k.pieces->len * sizeof(struct piece))
                                  : NULL;
    g_array_free(k.pieces, TRUE);
}

static struct par *make(struct shaper *s, const struct node *first, const struct style *style,
                        const char *lang, const char *prefix)
{
    struct arena *a = shaper_scratch(s);
    struct par *p = arena_one(a, struct par);

    p->s = s;
    p->style = style;
    p->lang = lang != NULL ? lang : shaper_lang(s);
    p->japanese = lang_same_primary(p->lang, "ja");
    p->korean = lang_same_primary(p->lang, "ko");
    p->cjk = lang_is_cjk(p->lang) && !p->korean;
    p->rtl = style->direction == DIRECTION_RTL;
    p->text = inline_collect(a, s, first, style, p->lang, prefix);
    p->faces = arena_array(a, p->text->n_spans, sizeof *p->faces);
    for (uint32_t i = 0; i < p->text->n_spans; i++)
        p->faces[i] = shaper_face(s, p->text->spans[i].style, p->text->spans[i].lang);
    cut_text(p);
    return p;
}

struct par *par_new(struct shaper *s, const struct node *block, const struct style *style,
                    const char *prefix)
{
    const struct node *first = node_is_block(block->kind) ? block->first : block;

    return make(s, first, style, node_lang(block), prefix);
}

struct par *par_new_text(struct shaper *s, const char *text, const struct style *style,
                         const char *lang)
{
    return make(s, NULL, style, lang, text);
}

bool par_is_empty(const struct par *p)
{
    return p->n_pieces == 0 && p->text->n_marks == 0;
}

/* ---- widths ---- */

/* The widest piece between breaks of the rank or of a lower one. */
static len widest_piece(struct par *p, enum break_rank rank)
{
    struct par_items items;
    struct items_options o = {.measure = 4 * p->style->font_size, .whole = true};
    int64_t width = 0, widest = 0;

    par_items_init(&items);
    par_items_build(p, &o, &items);
    for (size_t i = 0; i < items.n; i++) {
        const struct break_item *item = &items.items[i];
        bool after_box = i > 0 && items.items[i - 1].kind == BREAK_BOX;
        bool cut = item->kind == BREAK_GLUE
                       ? after_box
                       : item->kind == BREAK_PENALTY && item->penalty < PENALTY_FORBID &&
                             item->rank <= rank;
        if (cut) {
            widest = MAX(widest, width);
            width = 0;
        } else if (item->kind != BREAK_PENALTY && (width > 0 || item->kind == BREAK_BOX)) {
            width += item->width;
        }
    }
    par_items_free(&items);
    return (len)MIN(widest, LEN_MAX);
}

len par_min_width(struct par *p)
{
    return widest_piece(p, RANK_EMERGENCY);
}

len par_word_width(struct par *p)
{
    return widest_piece(p, RANK_ALWAYS);
}

len par_max_width(struct par *p)
{
    struct par_items items;
    struct items_options o = {.measure = LEN_MAX};
    int64_t width = 0, widest = 0;

    par_items_init(&items);
    par_items_build(p, &o, &items);
    for (size_t i = 0; i < items.n; i++) {
        const struct break_item *item = &items.items[i];
        if (item->kind == BREAK_PENALTY && item->penalty <= PENALTY_FORCE) {
            widest = MAX(widest, width);
            width = 0;
        } else if (item->kind != BREAK_PENALTY) {
            width += item->width;
        }
    }
    par_items_free(&items);
    return (len)MIN(widest, LEN_MAX);
}

/* ---- breaking ---- */

bool par_is_column(const struct par *p, len measure)
{
    return measure <= 20 * p->style->font_size;
}

static struct break_options break_options_for(const struct par *p, const struct par_shape *shape,
                                              const len widths[2])
{
    struct break_options o = break_defaults;
    bool column = par_is_column(p, widths[1]);

    o.widths = widths;
    o.n_widths = 2;
    o.emergency_stretch = p->style->font_size / (column ? 1 : 4);
    if (p->cjk) { /* the glue is set narrowly: see par_items.c */
        o.pretolerance = 2700;
        o.tolerance = 6400; /* the ratio CJK_TIMES */
        o.emergency_stretch = p->style->font_size / (column ? 3 : 8);
        o.runt_penalty = 12000;
    }
    o.runt_width = p->style->font_size * 21 / 10; /* one Han and two marks are as bad as one */
    if (shape->align == TEXT_JUSTIFY && !p->cjk)
        o.river_width = p->style->font_size * 22 / 100;
    if (shape->align != TEXT_JUSTIFY) {
        o.ragged = MAX(4 * p->style->font_size, shape->width / 5);
        o.pretolerance = 1500;
        o.tolerance = 5000;
    }
    return o;
}

/* What can mend a paragraph: nothing, or it needs nothing; breaks inside code and identifiers, for
 * lines that take more than their glue may give (the last pass does not know how wide a line will
 * be stretched) and for a last line that is a runt; breaks inside any long word, where else
 * nothing fits or, in a measure that is no narrow column, a line would have holes; or breaks where
 * none may be, which look worse than any hole, so that no line sticks out. */
enum remedy { REMEDY_NONE, REMEDY_CODE, REMEDY_WORDS, REMEDY_RULES };

static enum remedy find_remedy(const struct par *p, const struct break_options *o,
                               const struct break_line *lines, size_t n, bool justify,
                               enum remedy tried)
{
    bool runt = n > 1 && lines[n - 1].width < o->runt_width && justify &&
                !par_is_column(p, o->widths[o->n_widths - 1]);
    enum remedy found = runt ? REMEDY_CODE : REMEDY_NONE;

    for (size_t i = 0; i < n; i++) {
        len measure = o->widths[MIN(i, o->n_widths - 1)];
        int64_t slack = measure - lines[i].width, stretch = lines[i].stretch;
        bool stretched = justify && lines[i].ratio > 0;
        bool column = par_is_column(p, measure);
        int64_t most = column   ? 6 * (stretch + o->emergency_stretch)
                       : p->cjk ? 3 * CJK_TIMES * stretch
                                : 6 * (stretch + p->style->font_size);
        if (lines[i].overfull && tried >= REMEDY_WORDS)
            return REMEDY_RULES;
        if (lines[i].overfull || (stretched && slack > most))
            found = REMEDY_WORDS;
        if (stretched && slack > CJK_TIMES * stretch && (p->cjk || !column))
            found =
                MAX(found,
                    REMEDY_CODE); /* to spaces of other text too that is as much as they may grow */
    }
    return found;
}

static size_t break_items(const struct par *p, const struct par_shape *shape,
                          struct par_items *items, struct break_line **lines)
{
    len measure = MAX(shape->width, p->style->font_size);
    len widths[2] = {MAX(measure - shape->indent, p->style->font_size), measure};
    struct break_options bo = break_options_for(p, shape, widths);
    struct items_options io = {.measure = MIN(widths[0], widths[1]),
                               .hyphens = !shape->no_hyphens,
                               .protrude = shape->align == TEXT_JUSTIFY};
    size_t n;

    for (enum remedy tried = REMEDY_NONE;;) {
        par_items_build(p, &io, items);
        n = linebreak(shaper_scratch(p->s), items->items, items->n, &bo, lines);
        enum remedy remedy = find_remedy(p, &bo, *lines, n, shape->align == TEXT_JUSTIFY, tried);
        if (remedy <= tried)
            return n;
        io.long_word = io.measure / EMERGENCY_PARTS;
        io.only_code = remedy == REMEDY_CODE;
        io.rules_broken = remedy == REMEDY_RULES;
        tried = remedy;
    }
}

/* The first byte of a line's text. */
static uint32_t line_start(const struct par *p, const struct par_items *items, size_t item)
{
    for (size_t i = item; i < items->n; i++)
        if (items->items[i].kind == BREAK_BOX) {
            const struct item_source *src = &items->sources[i];
            return p->pieces[src->piece].start + src->from;
        }
    return p->text->bytes + 1;
}

struct par_lines par_break(struct par *p, const struct par_shape *shape)
{
    struct par_lines out = {0};
    struct par_items items;
    struct break_line *lines;

    if (par_is_empty(p))
        return out;
    par_items_init(&items);
    out.n = break_items(p, shape, &items, &lines);
    out.lines = arena_array(shaper_arena(p->s), out.n, sizeof *out.lines);
    struct line_room *room = line_room_new(p);
    for (size_t i = 0; i < out.n; i++) {
        const struct break_item *at = &items.items[lines[i].end];
        const struct item_source *src = &items.sources[lines[i].end];
        struct line_job job = {.p = p,
                               .items = &items,
                               .shape = shape,
                               .line = &lines[i],
                               .first = i == 0,
                               .last = i + 1 == out.n,
                               .end = at->kind == BREAK_GLUE ? PAR_BREAK_SPACE : src->end,
                               .next_byte = i + 1 < out.n
                                                ? line_start(p, &items, lines[i + 1].start)
                                                : p->text->bytes + 1};
        par_set_line(&job, room, &out.lines[i]);
    }
    line_room_free(room);
    par_items_free(&items);
    return out;
}

void par_dump(const struct par_lines *lines, GString *out)
{
    static const char *const ends[] = {
        [PAR_BREAK_END] = "end",
        [PAR_BREAK_SPACE] = "space",
        [PAR_BREAK_HYPHEN] = "hyphen",
        [PAR_BREAK_PIECE] = "piece",
        [PAR_BREAK_EMERGENCY] = "emergency",
        [PAR_BREAK_FORCED] = "forced",
    };

    for (size_t i = 0; i < lines->n; i++) {
        const struct par_line *l = &lines->lines[i];
        g_string_append_printf(out, "|%s| %s ratio=%s%d.%03d demerits=%" G_GINT64_FORMAT "\n",
                               l->text, ends[l->end], l->ratio < 0 ? "-" : "", ABS(l->ratio) / 1000,
                               ABS(l->ratio) % 1000, l->demerits);
    }
}

#include "layout/shape.h"

#include "base/lang.h"
#include "layout/cjk.h"
#include "layout/hyphen.h"
#include "layout/shape_run.h"

#include <hb-ot.h>
#include <hb.h>
#include <string.h>

enum { FEATURES_MAX = 16, CACHED_BYTES = 64, CHOICES = 3 };

struct char_page {
    const struct font *fonts[CHOICES][256];
    const struct shaped *shaped[2][256]; /* by `cjk` */
};

struct text_face {
    struct shaper *shaper;
    const struct face_list *list;
    const char *lang, *cjk_lang;
    hb_language_t hb_lang, hb_cjk_lang;
    hb_feature_t features[FEATURES_MAX];
    unsigned n_features;
    struct char_page *pages[256]; /* the BMP */
};

/* Key and value of the word cache. */
struct cached_word {
    const struct text_face *face;
    const struct font *font;
    const char *text;
    uint32_t bytes;
    enum shape_mode mode;
    const struct shaped *shaped;
};

struct shaper {
    struct fonts *fonts;
    struct sheets *sheets;
    struct diags *diags;
    struct arena *arena;   /* of the results; the caller's */
    struct arena *own;     /* caches: as long as the shaper */
    struct arena *scratch; /* until the next shaper_set_arena */
    const struct chapter *chapter;
    const char *lang;
    GHashTable *folios;
    hb_buffer_t *buffer;
    GHashTable *faces;   /* key string -> struct text_face */
    GHashTable *words;   /* struct cached_word, itself the key */
    GHashTable *missing; /* characters reported in this chapter */
    struct hyphenator *hyphenator;
    struct text_face *last_face; /* the last answer of shaper_face: styles come in long runs */
    struct style last_style;     /* a copy: the style itself may be on a caller's stack */
    struct math_fonts *math;     /* math_font.c's, in `own` */
};

static guint word_hash(gconstpointer key)
{
    const struct cached_word *w = key;
    uint32_t h = 2166136261u ^ (uint32_t)((guintptr)w->font >> 4);

    for (uint32_t i = 0; i < w->bytes; i++)
        h = (h ^ (unsigned char)w->text[i]) * 16777619u;
    return h ^ (uint32_t)((guintptr)w->face >> 4);
}

static gboolean word_equal(gconstpointer a, gconstpointer b)
{
    const struct cached_word *v = a, *w = b;

    return v->face == w->face && v->font == w->font && v->bytes == w->bytes && v->mode == w->mode &&
           memcmp(v->text, w->text, v->bytes) == 0;
}

struct shaper *shaper_new(struct fonts *f, struct sheets *sheets, struct diags *d)
{
    struct shaper *s = g_new0(struct shaper, 1);

    s->fonts = f;
    s->sheets = sheets;
    s->diags = d;
    s->own = arena_new();
    s->scratch = arena_new();
    s->arena = s->scratch;
    s->lang = "en";
    s->buffer = hb_buffer_create();
    s->faces = g_hash_table_new(g_str_hash, g_str_equal);
    s->words = g_hash_table_new(word_hash, word_equal);
    s->missing = g_hash_table_new(NULL, NULL);
    s->hyphenator = hyphenator_new();
    return s;
}

void shaper_free(struct shaper *s)
{
    if (s == NULL)
        return;
    hb_buffer_destroy(s->buffer);
    g_hash_table_destroy(s->faces);
    g_hash_table_destroy(s->words);
    g_hash_table_destroy(s->missing);
    hyphenator_free(s->hyphenator);
    arena_free(s->scratch);
    arena_free(s->own);
    g_free(s);
}

void shaper_set_arena(struct shaper *s, struct arena *a)
{
    arena_free(s->scratch);
    s->scratch = arena_new();
    s->arena = a;
    g_hash_table_remove_all(s->missing);
}

void shaper_set_chapter(struct shaper *s, const struct chapter *c)
{
    s->chapter = c;
    s->lang = c != NULL && c->lang != NULL ? c->lang : "en";
    if (c != NULL)
        hyphenator_expect(s->hyphenator, c->edition);
}

struct arena *shaper_arena(const struct shaper *s)
{
    return s->arena;
}

struct arena *shaper_scratch(const struct shaper *s)
{
    return s->scratch;
}

struct sheets *shaper_sheets(const struct shaper *s)
{
    return s->sheets;
}

const char *shaper_lang(const struct shaper *s)
{
    return s->lang;
}

void shaper_set_folios(struct shaper *s, GHashTable *folios)
{
    s->folios = folios;
}

GHashTable *shaper_folios(const struct shaper *s)
{
    return s->folios;
}

const char *shaper_chapter_name(const struct shaper *s)
{
    return s->chapter != NULL ? s->chapter->name : NULL;
}

struct fonts *shaper_fonts(const struct shaper *s)
{
    return s->fonts;
}

struct diags *shaper_diags(const struct shaper *s)
{
    return s->diags;
}

struct arena *shaper_caches(const struct shaper *s)
{
    return s->own;
}

struct math_fonts **shaper_math_fonts(struct shaper *s)
{
    return &s->math;
}

struct hyphenator *shaper_hyphenator(struct shaper *s)
{
    return s->hyphenator;
}

/* ---- faces ---- */

static void add_feature(struct text_face *f, const char *text)
{
    if (f->n_features < FEATURES_MAX - 1 && /* room for halt */
        hb_feature_from_string(text, -1, &f->features[f->n_features]))
        f->n_features++;
}

static void add_features(struct text_face *f, const struct style *style)
{
    if (style->small_caps)
        add_feature(f, "smcp");
    if (style->letter_spacing != 0) {
        add_feature(f, "-liga");
        add_feature(f, "-clig");
    }
    if (style->font_features == NULL)
        return;
    g_auto(GStrv) parts = g_strsplit(style->font_features, ",", FEATURES_MAX);
    for (char **p = parts; *p != NULL; p++)
        add_feature(f, g_strstrip(*p));
}

/* What a style means to the shaper is the same. */
static bool same_face(const struct style *a, const struct style *b)
{
    return a->font_family == b->font_family && a->font_weight == b->font_weight &&
           a->font_slant == b->font_slant && a->small_caps == b->small_caps &&
           (a->letter_spacing != 0) == (b->letter_spacing != 0) &&
           a->font_features == b->font_features;
}

static struct text_face *face_new(struct shaper *s, const struct style *style, const char *lang)
{
    struct text_face *f = arena_one(s->own, struct text_face);

    f->shaper = s;
    f->list = fonts_list(s->fonts, style, lang);
    f->lang = arena_strdup(s->own, lang);
    f->cjk_lang = fonts_cjk_lang(s->fonts, f->lang);
    f->hb_lang = hb_language_from_string(f->lang, -1);
    f->hb_cjk_lang = hb_language_from_string(f->cjk_lang, -1);
    add_features(f, style);
    return f;
}

struct text_face *shaper_face(struct shaper *s, const struct style *style, const char *lang)
{
    if (s->last_face != NULL && same_face(style, &s->last_style) &&
        strcmp(lang, s->last_face->lang) == 0)
        return s->last_face;
    g_autofree char *key = g_strdup_printf(
        "%s\n%s\n%d %d %d %d\n%s", lang, style->font_family != NULL ? style->font_family : "",
        style->font_weight, style->font_slant, style->small_caps, style->letter_spacing != 0,
        style->font_features != NULL ? style->font_features : "");
    struct text_face *f = g_hash_table_lookup(s->faces, key);

    if (f == NULL) {
        f = face_new(s, style, lang);
        g_hash_table_insert(s->faces, arena_strdup(s->own, key), f);
    }
    s->last_style = *style;
    s->last_face = f;
    return f;
}

const struct face_list *text_face_list(const struct text_face *f)
{
    return f->list;
}

static struct char_page *page_of(struct text_face *f, gunichar c)
{
    struct char_page **page = &f->pages[c >> 8];

    if (*page == NULL)
        *page = arena_one(f->shaper->own, struct char_page);
    return *page;
}

static const struct font *find_font(const struct text_face *f, gunichar c, enum face_choice choice)
{
    const struct font *font = face_list_find(f->list, c, choice);

    return font != NULL ? font : face_list_primary(f->list, choice == FACE_CJK);
}

const struct font *text_face_font(struct text_face *f, gunichar c, enum face_choice choice)
{
    if (c > 0xffff)
        return find_font(f, c, choice);
    const struct font **font = &page_of(f, c)->fonts[choice][c & 0xff];
    if (*font == NULL)
        *font = find_font(f, c, choice);
    return *font;
}

static bool has_glyph(const struct font *font, gunichar c)
{
    hb_codepoint_t id;

    return font != NULL && hb_font_get_nominal_glyph(font_hb(font), c, &id);
}

/* What of the cluster the face lacks: a mark, or 0. HarfBuzz composes what the face has composed.
 */
static gunichar lacking_mark(const struct font *font, const gunichar *chars, size_t n)
{
    gunichar base = chars[0], composed;

    for (size_t i = 1; i < n && g_unichar_ismark(chars[i]); i++) {
        if (base != 0 && g_unichar_compose(base, chars[i], &composed) &&
            has_glyph(font, composed)) {
            base = composed;
        } else if (chars[i] >= 0xfe00 && !has_glyph(font, chars[i])) {
            continue; /* selectors of variants that the face does not have */
        } else if (!has_glyph(font, chars[i])) {
            return chars[i];
        } else {
            base = 0;
        }
    }
    return 0;
}

const struct font *text_face_cluster(struct text_face *f, const gunichar *chars, size_t n,
                                     enum face_choice choice)
{
    const struct font *font = text_face_font(f, chars[0], choice);

    if (n < 2 || chars[1] < 0x300 || !g_unichar_ismark(chars[1]))
        return font;
    gunichar mark = lacking_mark(font, chars, n);
    const struct font *other = mark != 0 ? text_face_font(f, mark, choice) : NULL;

    return has_glyph(other, chars[0]) && has_glyph(other, mark) ? other : font;
}

/* ---- shaping ---- */

static void set_properties(struct shaper *s, const struct text_face *f, enum shape_mode mode)
{
    bool cjk = mode == SHAPE_CJK;

    hb_buffer_guess_segment_properties(s->buffer);
    hb_buffer_set_language(s->buffer, cjk ? f->hb_cjk_lang : f->hb_lang);
    hb_script_t script = hb_buffer_get_script(s->buffer);
    if (script == HB_SCRIPT_INVALID || script == HB_SCRIPT_COMMON)
        hb_buffer_set_script(s->buffer, cjk ? HB_SCRIPT_HAN : HB_SCRIPT_LATIN);
    /* not what the script says: Arabic digits run to the right */
    hb_buffer_set_direction(s->buffer, mode == SHAPE_RTL ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
}

/* Shapes into the shaper's buffer. */
static void run_hb(struct shaper *s, const struct text_face *f, const struct font *font,
                   const char *text, size_t bytes, enum shape_mode mode, bool half)
{
    hb_feature_t features[FEATURES_MAX];
    unsigned n = f->n_features;

    memcpy(features, f->features, n * sizeof *features);
    if (half)
        hb_feature_from_string("halt", -1, &features[n++]);
    hb_buffer_reset(s->buffer);
    hb_buffer_add_utf8(s->buffer, text, (int)bytes, 0, (int)bytes);
    set_properties(s, f, mode);
    hb_shape(font_hb(font), s->buffer, features, n);
}

static struct shaped *take_glyphs(struct shaper *s, struct arena *a, const struct font *font)
{
    unsigned n;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(s->buffer, &n);
    const hb_glyph_position_t *pos = hb_buffer_get_glyph_positions(s->buffer, NULL);
    struct shaped *w = arena_alloc(a, sizeof *w + n * sizeof w->glyphs[0]);

    w->font = font;
    w->upem = font_upem(font);
    w->n_glyphs = n;
    w->rtl = HB_DIRECTION_IS_BACKWARD(hb_buffer_get_direction(s->buffer));
    for (unsigned i = 0; i < n; i++) {
        w->glyphs[i] = (struct shaped_glyph){.id = info[i].codepoint,
                                             .cluster = info[i].cluster,
                                             .x = pos[i].x_offset,
                                             .y = pos[i].y_offset,
                                             .advance = pos[i].x_advance};
        w->advance += pos[i].x_advance;
        w->missing |= info[i].codepoint == 0;
        w->n_clusters += i + 1 == n || info[i + 1].cluster != info[i].cluster;
    }
    return w;
}

/* The word with U+FFFD for what has no glyph. */
static void replace_missing(const struct text_face *f, struct shaped *w)
{
    const struct font *font = face_list_find(f->list, 0xfffd, FACE_TEXT);
    hb_codepoint_t id = 0;

    if (font != w->font) /* the glyph must come from the word's face: its .notdef box stays */
        return;
    hb_font_get_nominal_glyph(font_hb(font), 0xfffd, &id);
    hb_position_t advance = hb_font_get_glyph_h_advance(font_hb(font), id);
    for (uint32_t i = 0; i < w->n_glyphs; i++)
        if (w->glyphs[i].id == 0) {
            w->advance += advance - w->glyphs[i].advance;
            w->glyphs[i].id = id;
            w->glyphs[i].advance = advance;
        }
}

/* What of a full-width mark is blank, from the font's half-width form (`halt`), else by class. */
static void measure_mark(struct shaper *s, struct text_face *f, struct shaped *w, gunichar c,
                         const char *text, size_t bytes)
{
    enum cjk_class class = cjk_class_of(c, true);
    hb_glyph_position_t *pos;
    unsigned n;

    if (c == 0xb7) { /* fonts disagree (.33 em, 1 em): half an em, the dot in its middle */
        int32_t want = w->upem / 2;
        w->glyphs[0].x += (want - w->advance) / 2;
        w->advance = w->glyphs[0].advance = want;
        return;
    }
    if (w->n_glyphs != 1 || w->advance < w->upem * 9 / 10 ||
        (class != CJK_STOP && class != CJK_CLOSE && class != CJK_OPEN))
        return;
    run_hb(s, f, w->font, text, bytes, SHAPE_CJK, true);
    pos = hb_buffer_get_glyph_positions(s->buffer, &n);
    int32_t half = n == 1 ? pos[0].x_advance : w->advance;
    if (half < w->advance) {
        w->trim_left = CLAMP(w->glyphs[0].x - pos[0].x_offset, 0, w->advance - half);
        w->trim_right = w->advance - half - w->trim_left;
    } else if (class == CJK_OPEN) {
        w->trim_left = w->advance / 2;
    } else if (class == CJK_CLOSE || c == 0x3001 || c == 0x3002 || c == 0xff0c) {
        w->trim_right = w->advance / 2;
    }
    /* centred stops (traditional Chinese) keep their width */
    if (class == CJK_STOP && w->trim_left > 0 && w->trim_right > 0)
        w->trim_left = w->trim_right = 0;
}

static const struct shaped *shape(struct shaper *s, struct arena *a, struct text_face *f,
                                  const struct font *font, const char *text, size_t bytes,
                                  enum shape_mode mode)
{
    if (font == NULL) {
        struct shaped *none = arena_one(a, struct shaped);
        none->upem = 1000;
        none->advance = 500 * (int32_t)MIN(bytes, 1000);
        none->missing = true;
        return none;
    }
    run_hb(s, f, font, text, bytes, mode, false);
    struct shaped *w = take_glyphs(s, a, font);
    if (w->missing)
        replace_missing(f, w);
    gunichar c = mode == SHAPE_CJK ? g_utf8_get_char(text) : 0;
    if (c != 0 && w->n_glyphs == 1 && (size_t)(g_utf8_next_char(text) - text) == bytes)
        measure_mark(s, f, w, c, text, bytes);
    return w;
}

const struct shaped *shape_word(struct shaper *s, struct text_face *f, const struct font *font,
                                const char *text, size_t bytes, enum shape_mode mode)
{
    if (bytes > CACHED_BYTES)
        return shape(s, s->scratch, f, font, text, bytes, mode);
    struct cached_word key = {f, font, text, (uint32_t)bytes, mode, NULL};
    const struct cached_word *hit = g_hash_table_lookup(s->words, &key);
    if (hit == NULL) {
        struct cached_word *w = arena_memdup(s->own, &key, sizeof key);
        w->text = arena_memdup(s->own, text, bytes);
        w->shaped = shape(s, s->own, f, font, text, bytes, mode);
        g_hash_table_add(s->words, w);
        hit = w;
    }
    return hit->shaped;
}

const struct shaped *shape_char(struct shaper *s, struct text_face *f, const struct font *font,
                                gunichar c, bool cjk)
{
    char text[6];
    size_t bytes = (size_t)g_unichar_to_utf8(c, text);

    enum shape_mode mode = cjk ? SHAPE_CJK : SHAPE_TEXT;

    if (c > 0xffff)
        return shape_word(s, f, font, text, bytes, mode);
    const struct shaped **slot = &page_of(f, c)->shaped[cjk][c & 0xff];
    if (*slot == NULL || (*slot)->font != font)
        *slot = shape(s, s->own, f, font, text, bytes, mode);
    return *slot;
}

void shaper_report_missing(struct shaper *s, const struct shaped *w, const char *text, size_t bytes,
                           struct loc loc)
{
    hb_codepoint_t id;

    if (!w->missing)
        return;
    for (const char *p = text; p < text + bytes; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (w->font != NULL && (hb_font_get_nominal_glyph(font_hb(w->font), c, &id) ||
                                (g_unichar_iszerowidth(c) && !g_unichar_ismark(c))))
            continue;
        if (!g_hash_table_add(s->missing, GUINT_TO_POINTER(c)))
            continue;
        char shown[8] = {0}, code[16];
        g_unichar_to_utf8(c, shown);
        g_snprintf(code, sizeof code, "U+%04X", c);
        diag_add(s->diags, DIAG_GLYPH_MISSING, loc, shown, code, NULL);
    }
}

/* ---- metrics and plain lines ---- */

struct font_metrics shaper_metrics(struct shaper *s, const struct style *style, const char *lang)
{
    struct text_face *f = shaper_face(s, style, lang != NULL ? lang : s->lang);
    const struct font *font = face_list_primary(f->list, false);
    len size = style->font_size;
    struct font_metrics m = {.ascent = size * 4 / 5,
                             .descent = size / 5,
                             .zero = size / 2,
                             .x_height = size * 9 / 20,
                             .cap_height = size * 7 / 10,
                             .space = size / 4};

    if (font == NULL)
        return m;
    const struct shaped *zero = shape_char(s, f, text_face_font(f, '0', FACE_TEXT), '0', false);
    const struct shaped *space = shape_char(s, f, text_face_font(f, ' ', FACE_TEXT), ' ', false);
    hb_font_extents_t e;
    hb_position_t x = 0, cap = 0;
    m.zero = shaped_len(zero, zero->advance, size);
    m.space = shaped_len(space, space->advance, size);
    if (hb_font_get_h_extents(font_hb(font), &e)) {
        m.ascent = shaped_len(zero, e.ascender, size);
        m.descent = shaped_len(zero, -e.descender, size);
    }
    if (hb_ot_metrics_get_position(font_hb(font), HB_OT_METRICS_TAG_X_HEIGHT, &x) && x > 0)
        m.x_height = shaped_len(zero, x, size);
    if (hb_ot_metrics_get_position(font_hb(font), HB_OT_METRICS_TAG_CAP_HEIGHT, &cap) && cap > 0)
        m.cap_height = shaped_len(zero, cap, size);
    return m;
}

struct plain_line {
    struct shaper *s;
    struct text_face *face;
    const struct style *style;
    struct runs runs;
    len x, y, cell, start;
    int columns;
    struct loc loc;
};

/* Numbers in a circle would not be legible in one cell. */
static int cell_columns(gunichar c)
{
    return (c >= 0x2460 && c <= 0x24ff) || (c >= 0x2776 && c <= 0x2793) ? 2 : uc_columns(c);
}

const char *shape_cluster(const char *text, const char *end, int *columns)
{
    gunichar before = g_utf8_get_char(text);
    const char *p = g_utf8_next_char(text);

    *columns = cell_columns(before);
    for (; p < end && !g_unichar_iscntrl(before); p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (!shape_joins(before, c))
            break;
        *columns = c == 0xfe0f ? 2 : MAX(*columns, uc_columns(c));
        before = c;
    }
    return p;
}

static void plain_word(struct plain_line *p, const struct font *font, const char *text,
                       size_t bytes, enum shape_mode mode)
{
    const struct shaped *w = shape_word(p->s, p->face, font, text, bytes, mode);
    struct run_look look = run_look(p->style, font, mode == SHAPE_CJK);
    len width = shaped_width(w, look.size, look.letter_spacing), x = p->x;

    shaper_report_missing(p->s, w, text, bytes, p->loc);
    if (p->cell > 0) {
        int columns = 0, more;
        for (const char *q = text; q < text + bytes; columns += more)
            q = shape_cluster(q, text + bytes, &more);
        len room = p->cell * columns;
        /* joined letters do not stand in cells; symbols of other faces may be too wide */
        if (width > (mode == SHAPE_RTL ? room : room + room / 16) && room > 0) {
            look.size = (len)((int64_t)look.size * room / width);
            width = shaped_width(w, look.size, look.letter_spacing);
        }
        if (mode != SHAPE_RTL && columns == 2 && width > 0 && width < room) {
            /* Han stand close, as in running text */
            look.size = (len)MIN((int64_t)look.size * room / width, (int64_t)look.size * 23 / 20);
            width = shaped_width(w, look.size, look.letter_spacing);
        }
        x = p->start + p->columns * p->cell + (room - width) / 2;
        p->columns += columns;
        p->x = p->start + p->columns * p->cell;
    } else {
        p->x += width;
    }
    if (font != NULL)
        runs_add(&p->runs, &look, w, text, bytes, x, p->y);
}

static void plain_space(struct plain_line *p, const char *text, size_t bytes)
{
    const struct shaped *w =
        shape_char(p->s, p->face, text_face_font(p->face, ' ', FACE_TEXT), ' ', false);
    struct run_look look = run_look(p->style, w->font, false);
    len x = p->x;

    if (p->cell > 0) {
        p->columns++;
        p->x = p->start + p->columns * p->cell;
    } else {
        p->x += shaped_width(w, look.size, look.letter_spacing);
    }
    if (p->runs.open)
        runs_add_space(&p->runs, x, p->x - x, false, text, bytes);
    else if (w->font != NULL)
        runs_add(&p->runs, &look, w, text, bytes, x, p->y);
}

/* Characters that go with the one before them: marks, joiners, variation selectors, and what a
 * joiner joins; a pair of regional indicators. */
bool shape_joins(gunichar before, gunichar c)
{
    if (c < 0x300) /* nothing below joins to what precedes it */
        return before == 0x200d;
    return g_unichar_ismark(c) || (c >= 0x1160 && c <= 0x11ff) || /* Hangul vowels and finals */
           c == 0x200d || c == 0x200c || before == 0x200d || (c >= 0xfe00 && c <= 0xfe0f) ||
           (c >= 0xe0100 && c <= 0xe01ef) || (c >= 0x1f3fb && c <= 0x1f3ff) || c == 0x20e3;
}

enum face_choice shape_choice(gunichar c, gunichar next, bool cjk)
{
    if (cjk)
        return FACE_CJK;
    if (next == 0xfe0f || next == 0x20e3 || (next != 0xfe0e && uc_is_emoji(c)))
        return FACE_EMOJI;
    return FACE_TEXT;
}

struct plain_part {
    const char *text;
    size_t bytes;
    const struct font *font; /* NULL: a blank */
    bool rtl;
};

/* Characters [from, to), which run from right to left as a whole: words of one face and level and
 * the blanks between them, from the last to the first. */
static void plain_rtl(struct plain_line *p, const char *text, const gunichar *chars,
                      const uint8_t *levels, glong from, glong to)
{
    g_autoptr(GArray) parts = g_array_new(FALSE, FALSE, sizeof(struct plain_part));
    const char *at = text;

    for (glong i = from; i < to; i++, at = g_utf8_next_char(at)) {
        size_t bytes = (size_t)(g_utf8_next_char(at) - at);
        struct plain_part *last =
            parts->len > 0 ? &g_array_index(parts, struct plain_part, parts->len - 1) : NULL;
        bool blank = chars[i] == ' ' || chars[i] == 0xa0;
        const struct font *font =
            blank ? NULL : text_face_cluster(p->face, chars + i, (size_t)(to - i), FACE_TEXT);
        bool rtl = levels[i] % 2 == 1;
        if (last != NULL && last->font != NULL &&
            (shape_joins(chars[i - 1], chars[i]) || (last->font == font && last->rtl == rtl))) {
            last->bytes += bytes;
            continue;
        }
        struct plain_part part = {at, bytes, font, rtl};
        g_array_append_val(parts, part);
    }
    for (guint i = parts->len; i > 0; i--) {
        struct plain_part *part = &g_array_index(parts, struct plain_part, i - 1);
        if (part->font == NULL)
            plain_space(p, part->text, part->bytes);
        else
            plain_word(p, part->font, part->text, part->bytes, part->rtl ? SHAPE_RTL : SHAPE_TEXT);
    }
}

/* In code only words turn, and the blank between two of them: quotes, brackets and numbers are the
 * language's and stay where they are. */
static void code_levels(const gunichar *chars, glong n, uint8_t *levels)
{
    for (glong i = 0; i < n; i++)
        levels[i] =
            uc_is_rtl(chars[i]) || (i > 0 && levels[i - 1] > 0 &&
                                    (shape_joins(chars[i - 1], chars[i]) ||
                                     (chars[i] == ' ' && i + 1 < n && uc_is_rtl(chars[i + 1]))));
}

/* Levels of the characters of a line that begins on the left; NULL: all run from left to right. */
static uint8_t *plain_levels(const gunichar *chars, glong n, bool code)
{
    bool rtl = false;

    for (glong i = 0; i < n; i++)
        rtl |= uc_is_rtl(chars[i]);
    if (!rtl)
        return NULL;
    uint8_t *levels = g_new0(uint8_t, (size_t)n + 1);
    if (code) {
        code_levels(chars, n, levels);
        return levels;
    }
    shape_levels(chars, (size_t)n, false, levels);
    return levels;
}

static void plain_text(struct plain_line *p, const char *text, size_t bytes, bool cjk_paragraph)
{
    glong n = 0;
    g_autofree gunichar *chars = g_utf8_to_ucs4_fast(text, (glong)bytes, &n);
    g_autofree uint8_t *context = g_new0(uint8_t, (size_t)n + 1);
    g_autofree uint8_t *levels = plain_levels(chars, n, p->cell > 0);
    const char *at = text, *start = text;
    const struct font *word_font = NULL;
    enum shape_mode word_mode = SHAPE_TEXT;

    cjk_contexts(chars, (size_t)n, cjk_paragraph, context);
    for (glong i = 0; i < n && p->cell > 0; i++) /* in one cell, the marks both scripts have */
        context[i] = context[i] && cell_columns(chars[i]) == 2;
    for (glong i = 0; i < n; i++, at = g_utf8_next_char(at)) {
        gunichar c = chars[i], next = i + 1 < n ? chars[i + 1] : 0;
        if (levels != NULL && levels[i] > 0) {
            glong end = i;
            if (start < at)
                plain_word(p, word_font, start, (size_t)(at - start), word_mode);
            while (end < n && levels[end] > 0)
                end++;
            plain_rtl(p, at, chars, levels, i, end);
            start = g_utf8_offset_to_pointer(at, end - i);
            at = g_utf8_prev_char(start);
            i = end - 1;
            word_font = NULL;
            continue;
        }
        if (i > 0 && start < at && shape_joins(chars[i - 1], c))
            continue;
        bool blank = c == ' ' || c == '\t' || c == '\n' || c == 0xa0;
        const struct font *font = blank ? NULL
                                        : text_face_cluster(p->face, chars + i, (size_t)(n - i),
                                                            shape_choice(c, next, context[i]));
        bool cut =
            blank || p->cell > 0 || font != word_font || context[i] || word_mode == SHAPE_CJK;
        if (cut && start < at)
            plain_word(p, word_font, start, (size_t)(at - start), word_mode);
        if (cut)
            start = at;
        if (blank) {
            plain_space(p, at, (size_t)(g_utf8_next_char(at) - at));
            start = g_utf8_next_char(at);
        }
        word_font = font;
        word_mode = context[i] ? SHAPE_CJK : SHAPE_TEXT;
    }
    if (start < at)
        plain_word(p, word_font, start, (size_t)(at - start), word_mode);
}

len shape_text(struct shaper *s, struct frame *f, len x, len y, const char *text, size_t bytes,
               const struct style *style, const char *lang, len cell, struct loc loc)
{
    if (lang == NULL)
        lang = s->lang;
    struct plain_line p = {.s = s,
                           .face = shaper_face(s, style, lang),
                           .style = style,
                           .x = x,
                           .y = y,
                           .cell = cell,
                           .start = x,
                           .loc = loc};

    runs_init(&p.runs, s->arena);
    runs_start(&p.runs, f);
    plain_text(&p, text, bytes, lang_is_cjk(lang));
    runs_end(&p.runs);
    return p.x - x;
}

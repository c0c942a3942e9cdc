#include "layout/math_font.h"

#include <hb-ot.h>
#include <hb.h>

#include <string.h>

enum { BUCKETS = 1024, PARTS_MAX = 16, VARIANTS_MAX = 32 };

/* What was asked for once, by a number that says what. */
struct found {
    uint64_t key;
    const void *value;
    struct found *next;
};

struct cache {
    struct found *buckets[BUCKETS];
};

struct math_fonts {
    struct arena *a;
    const char *lang;
    struct math_fonts *next; /* of another language */
    struct text_face *face;
    const struct font *main; /* NULL: no font at all is installed */
    int32_t upem;
    int32_t units[MC_COUNT];
    const struct font **fonts; /* those met, for the keys of the caches */
    size_t n_fonts, room;
    struct cache glyphs, chars, stretches;
};

/* ---- caches ---- */

static struct found **bucket(struct cache *c, uint64_t key)
{
    return &c->buckets[(key * 0x9e3779b97f4a7c15u) >> 54];
}

static const struct found *cache_find(struct cache *c, uint64_t key)
{
    const struct found *f = *bucket(c, key);

    while (f != NULL && f->key != key)
        f = f->next;
    return f;
}

static void cache_add(struct arena *a, struct cache *c, uint64_t key, const void *value)
{
    struct found *f = arena_one(a, struct found), **b = bucket(c, key);

    f->key = key;
    f->value = value;
    f->next = *b;
    *b = f;
}

static uint64_t font_number(struct math_fonts *f, const struct font *font)
{
    for (size_t i = 0; i < f->n_fonts; i++)
        if (f->fonts[i] == font)
            return i;
    if (f->n_fonts == f->room) {
        size_t room = f->room * 2 + 8;
        const struct font **fonts = arena_array(f->a, room, sizeof *fonts);
        if (f->n_fonts > 0)
            memcpy(fonts, f->fonts, f->n_fonts * sizeof *fonts);
        f->fonts = fonts;
        f->room = room;
    }
    f->fonts[f->n_fonts] = font;
    return f->n_fonts++;
}

/* ---- constants ---- */

static bool is_percent(int c)
{
    return c == MC_SCRIPT_PERCENT || c == MC_SCRIPT_SCRIPT_PERCENT ||
           c == MC_RADICAL_DEGREE_RAISE_PERCENT;
}

/* What a font without the table is set by: the values of TeX's Computer Modern, in thousandths. */
static const int16_t plain_units[MC_COUNT] = {
    [MC_SCRIPT_PERCENT] = 70,
    [MC_SCRIPT_SCRIPT_PERCENT] = 50,
    [MC_DISPLAY_OPERATOR_MIN_HEIGHT] = 1300,
    [MC_AXIS_HEIGHT] = 250,
    [MC_ACCENT_BASE_HEIGHT] = 450,
    [MC_SUBSCRIPT_SHIFT_DOWN] = 200,
    [MC_SUBSCRIPT_TOP_MAX] = 344,
    [MC_SUBSCRIPT_BASELINE_DROP_MIN] = 200,
    [MC_SUPERSCRIPT_SHIFT_UP] = 363,
    [MC_SUPERSCRIPT_SHIFT_UP_CRAMPED] = 289,
    [MC_SUPERSCRIPT_BOTTOM_MIN] = 108,
    [MC_SUPERSCRIPT_BASELINE_DROP_MAX] = 250,
    [MC_SUB_SUPERSCRIPT_GAP_MIN] = 160,
    [MC_SUPERSCRIPT_BOTTOM_MAX_WITH_SUBSCRIPT] = 344,
    [MC_SPACE_AFTER_SCRIPT] = 50,
    [MC_UPPER_LIMIT_GAP_MIN] = 111,
    [MC_UPPER_LIMIT_BASELINE_RISE_MIN] = 111,
    [MC_LOWER_LIMIT_GAP_MIN] = 167,
    [MC_LOWER_LIMIT_BASELINE_DROP_MIN] = 600,
    [MC_STACK_TOP_SHIFT_UP] = 444,
    [MC_STACK_TOP_DISPLAY_SHIFT_UP] = 677,
    [MC_STACK_BOTTOM_SHIFT_DOWN] = 345,
    [MC_STACK_BOTTOM_DISPLAY_SHIFT_DOWN] = 686,
    [MC_STACK_GAP_MIN] = 120,
    [MC_STACK_DISPLAY_GAP_MIN] = 280,
    [MC_FRACTION_NUMERATOR_SHIFT_UP] = 394,
    [MC_FRACTION_NUMERATOR_DISPLAY_SHIFT_UP] = 677,
    [MC_FRACTION_DENOMINATOR_SHIFT_DOWN] = 345,
    [MC_FRACTION_DENOMINATOR_DISPLAY_SHIFT_DOWN] = 686,
    [MC_FRACTION_NUMERATOR_GAP_MIN] = 40,
    [MC_FRACTION_NUMERATOR_DISPLAY_GAP_MIN] = 120,
    [MC_FRACTION_RULE_THICKNESS] = 40,
    [MC_FRACTION_DENOMINATOR_GAP_MIN] = 40,
    [MC_FRACTION_DENOMINATOR_DISPLAY_GAP_MIN] = 120,
    [MC_OVERBAR_VERTICAL_GAP] = 120,
    [MC_OVERBAR_RULE_THICKNESS] = 40,
    [MC_UNDERBAR_VERTICAL_GAP] = 120,
    [MC_UNDERBAR_RULE_THICKNESS] = 40,
    [MC_RADICAL_VERTICAL_GAP] = 50,
    [MC_RADICAL_DISPLAY_VERTICAL_GAP] = 148,
    [MC_RADICAL_RULE_THICKNESS] = 40,
    [MC_RADICAL_EXTRA_ASCENDER] = 40,
    [MC_RADICAL_KERN_BEFORE_DEGREE] = 278,
    [MC_RADICAL_KERN_AFTER_DEGREE] = -556,
    [MC_RADICAL_DEGREE_RAISE_PERCENT] = 60,
};

static void read_constants(struct math_fonts *f)
{
    bool has = f->main != NULL && hb_ot_math_has_data(hb_font_get_face(font_hb(f->main)));

    for (int c = 0; c < MC_COUNT; c++)
        f->units[c] = has ? hb_ot_math_get_constant(font_hb(f->main), (hb_ot_math_constant_t)c)
                      : is_percent(c) ? plain_units[c]
                                      : plain_units[c] * f->upem / 1000;
    /* a script must neither vanish nor grow */
    f->units[MC_SCRIPT_PERCENT] = CLAMP(f->units[MC_SCRIPT_PERCENT], 40, 100);
    f->units[MC_SCRIPT_SCRIPT_PERCENT] = CLAMP(f->units[MC_SCRIPT_SCRIPT_PERCENT], 30, 100);
}

struct math_fonts *math_fonts_of(struct shaper *s, const char *lang)
{
    struct math_fonts **place = shaper_math_fonts(s);
    struct style style = {
        .font_family = "math", .font_size = LEN_PT, .font_weight = 400, .line_height = LEN_PT};

    for (; *place != NULL; place = &(*place)->next)
        if (strcmp((*place)->lang, lang) == 0)
            return *place;
    struct math_fonts *f = arena_one(shaper_caches(s), struct math_fonts);
    *place = f;
    f->a = shaper_caches(s);
    f->lang = arena_strdup(f->a, lang);
    f->face = shaper_face(s, &style, f->lang);
    f->main = fonts_math(shaper_fonts(s), f->lang);
    if (f->main == NULL)
        f->main = face_list_primary(text_face_list(f->face), false);
    f->upem = f->main != NULL ? font_upem(f->main) : 1000;
    read_constants(f);
    return f;
}

int32_t math_units(const struct math_fonts *f, enum math_constant c)
{
    return f->units[c];
}

int32_t math_upem(const struct math_fonts *f)
{
    return f->upem;
}

/* ---- glyphs ---- */

const struct math_glyph *math_measure_glyph(struct math_fonts *f, const struct font *font,
                                            uint32_t id)
{
    uint64_t key = font_number(f, font) << 32 | id;
    const struct found *known = cache_find(&f->glyphs, key);
    hb_glyph_extents_t e;

    if (known != NULL)
        return known->value;
    struct math_glyph *g = arena_one(f->a, struct math_glyph);
    hb_font_t *hb = font_hb(font);
    g->font = font;
    g->id = id;
    g->upem = font_upem(font);
    g->advance = hb_font_get_glyph_h_advance(hb, id);
    if (hb_font_get_glyph_extents(hb, id, &e)) {
        g->height = e.y_bearing;
        g->depth = -(e.y_bearing + e.height);
    }
    g->italic = hb_ot_math_get_glyph_italics_correction(hb, id);
    g->accent = hb_ot_math_get_glyph_top_accent_attachment(hb, id);
    cache_add(f->a, &f->glyphs, key, g);
    return g;
}

/* The form for scripts, where the face has one. */
static uint32_t script_form(const struct font *font, gunichar c, uint32_t id, int script)
{
    hb_feature_t ssty = {HB_TAG('s', 's', 't', 'y'), (uint32_t)script, 0, (unsigned)-1};
    hb_buffer_t *buffer = hb_buffer_create();
    unsigned n = 0;

    hb_buffer_add_utf32(buffer, &c, 1, 0, 1);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, HB_SCRIPT_MATH);
    hb_shape(font_hb(font), buffer, &ssty, 1);
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &n);
    if (n == 1 && info[0].codepoint != 0)
        id = info[0].codepoint;
    hb_buffer_destroy(buffer);
    return id;
}

static const struct math_glyph *find_char(struct math_fonts *f, gunichar c, int script)
{
    const struct font *font = f->main;
    hb_codepoint_t id;

    if (font == NULL)
        return NULL;
    if (!hb_font_get_nominal_glyph(font_hb(font), c, &id)) {
        font = text_face_font(f->face, c, FACE_TEXT);
        if (font_is_cjk(font) || font->colour || !hb_font_get_nominal_glyph(font_hb(font), c, &id))
            return NULL;
    }
    if (script > 0)
        id = script_form(font, c, id, script);
    return math_measure_glyph(f, font, id);
}

const struct math_glyph *math_find_glyph(struct math_fonts *f, gunichar c, int script)
{
    uint64_t key = (uint64_t)script << 32 | c;
    const struct found *known = cache_find(&f->chars, key);

    if (known != NULL)
        return known->value;
    const struct math_glyph *g = find_char(f, c, script);
    cache_add(f->a, &f->chars, key, g);
    return g;
}

/* ---- growing ---- */

static void read_variants(struct math_fonts *f, const struct math_glyph *g, hb_direction_t d,
                          struct math_stretch *s)
{
    hb_ot_math_glyph_variant_t v[VARIANTS_MAX];
    unsigned n = VARIANTS_MAX;

    hb_ot_math_get_glyph_variants(font_hb(g->font), g->id, d, 0, &n, v);
    s->variants = arena_array(f->a, n, sizeof *s->variants);
    s->sizes = arena_array(f->a, n, sizeof *s->sizes);
    s->n_variants = n;
    for (unsigned i = 0; i < n; i++) {
        s->variants[i] = math_measure_glyph(f, g->font, v[i].glyph);
        s->sizes[i] = v[i].advance;
    }
}

static void read_parts(struct math_fonts *f, const struct math_glyph *g, hb_direction_t d,
                       struct math_stretch *s)
{
    hb_ot_math_glyph_part_t p[PARTS_MAX];
    unsigned n = PARTS_MAX;
    hb_position_t italic;

    hb_ot_math_get_glyph_assembly(font_hb(g->font), g->id, d, 0, &n, p, &italic);
    s->parts = arena_array(f->a, n, sizeof *s->parts);
    s->n_parts = n;
    s->overlap = hb_ot_math_get_min_connector_overlap(font_hb(g->font), d);
    for (unsigned i = 0; i < n; i++)
        s->parts[i] =
            (struct math_part){.glyph = math_measure_glyph(f, g->font, p[i].glyph),
                               .start = p[i].start_connector_length,
                               .end = p[i].end_connector_length,
                               .full = p[i].full_advance,
                               .extender = (p[i].flags & HB_OT_MATH_GLYPH_PART_FLAG_EXTENDER) != 0};
}

const struct math_stretch *math_find_stretch(struct math_fonts *f, const struct math_glyph *g,
                                             bool vertical)
{
    uint64_t key = (uint64_t)vertical << 63 | font_number(f, g->font) << 32 | g->id;
    const struct found *known = cache_find(&f->stretches, key);
    hb_direction_t d = vertical ? HB_DIRECTION_BTT : HB_DIRECTION_LTR;

    if (known != NULL)
        return known->value;
    struct math_stretch *s = arena_one(f->a, struct math_stretch);
    read_variants(f, g, d, s);
    read_parts(f, g, d, s);
    cache_add(f->a, &f->stretches, key, s);
    return s;
}

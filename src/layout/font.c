#include "layout/font.h"

#include "base/lang.h"

#include <fontconfig/fontconfig.h>
#include <hb-ot.h>
#include <hb.h>
#include <string.h>

/* A face in use: what the header shows, and what opens it. */
struct face {
    struct font pub;
    hb_font_t *hb;
    hb_face_t *hb_face;
    int upem;
    bool cjk;
};

/* A face that could be used: one pattern of the private configuration. */
struct installed {
    const char *family, *file;
    unsigned index; /* FC_INDEX; bit 31: the variable font itself, bits 16-30: a named instance */
    int weight_min, weight_max, width;
    bool italic, colour, mono, own; /* own: from the book's fonts folder */
};

enum role { ROLE_SERIF, ROLE_SANS, ROLE_MONO, ROLE_MATH, ROLE_EMOJI, ROLE_COUNT };

struct face_list {
    const struct font **faces; /* NULL-terminated, in order of preference */
    const struct font *primary, *primary_cjk, *emoji;
    const struct font *kai; /* looked in first for what stands in Chinese text; NULL: none asked */
    bool cjk; /* of a CJK language: symbols the primary face lacks come from a CJK face */
};

struct fonts {
    struct book *book;
    FcConfig *config;
    struct arena *arena; /* under the lock, once threads run */
    GMutex lock;
    GHashTable *families; /* family name in lower case -> GPtrArray of struct installed */
    GHashTable *faces;    /* "file\nindex\nvariations" -> struct face */
    GHashTable *lists;    /* "family\nweight\nslant\nlang" -> struct face_list */
    GHashTable *reported; /* missing families */
    GPtrArray *open;      /* the faces, to be closed */
    const char *own_dir;  /* absolute; NULL: none */
};

static const char *const latin_defaults[ROLE_COUNT][4] = {
    [ROLE_SERIF] = {"TeX Gyre Pagella", "Noto Serif", "DejaVu Serif"},
    [ROLE_SANS] = {"TeX Gyre Heros", "Noto Sans", "DejaVu Sans"},
    [ROLE_MONO] = {"DejaVu Sans Mono", "Noto Sans Mono", "Noto Mono"},
    [ROLE_MATH] = {"TeX Gyre Pagella Math", "Latin Modern Math", "STIX"},
    [ROLE_EMOJI] = {"Noto Color Emoji"},
};

/* The like for Hebrew and Arabic, which the first two have not; before DejaVu, which has both. */
static const char *const rtl_defaults[ROLE_COUNT][2] = {
    [ROLE_SERIF] = {"Noto Serif Hebrew", "Noto Naskh Arabic"},
    [ROLE_SANS] = {"Noto Sans Hebrew", "Noto Sans Arabic"},
};

/* For characters no family of the role has: symbols, then scripts, in a fixed order. */
static const char *const fallbacks[] = {
    "DejaVu Sans",
    "Noto Sans Symbols2",
    "Noto Sans Symbols",
    "Noto Sans Math",
    "STIX",
    "TeX Gyre Pagella Math",
    "Noto Sans",
    "Noto Serif",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Devanagari",
    "Noto Sans Bengali",
    "Noto Sans Tamil",
    "Noto Sans Telugu",
    "Noto Sans Gujarati",
    "Noto Sans Gurmukhi",
    "Noto Sans Kannada",
    "Noto Sans Malayalam",
    "Noto Sans Sinhala",
    "Noto Sans Thai",
    "Noto Looped Thai",
    "Noto Sans Lao",
    "Noto Looped Lao",
    "Noto Sans Khmer",
    "Noto Sans Myanmar",
    "Noto Serif Tibetan",
    "Noto Sans Mongolian",
    "Noto Sans Georgian",
    "Noto Sans Armenian",
    "Noto Sans Ethiopic",
    "Noto Sans Cherokee",
    "Noto Music",
    "DejaVu Math TeX Gyre",
    "Noto Color Emoji",
};

static const char *const cjk_regions[] = {"SC", "TC", "HK", "JP", "KR"};

/* The suffix of Noto's CJK families for a language tag. */
static const char *cjk_region(const char *lang)
{
    if (lang_same_primary(lang, "ja"))
        return "JP";
    if (lang_same_primary(lang, "ko"))
        return "KR";
    if (lang_covers("zh-HK", lang) || lang_covers("zh-Hant-HK", lang) || lang_covers("yue", lang))
        return "HK";
    if (lang_covers("zh-Hant", lang) || lang_covers("zh-TW", lang) || lang_covers("zh-MO", lang))
        return "TC";
    return "SC";
}

/* ---- the private configuration ---- */

static void put_element(GString *xml, const char *name, const char *dir, const char *sub)
{
    g_autofree char *path = g_build_filename(dir, sub, NULL);
    g_autofree char *escaped = g_markup_escape_text(path, -1);

    g_string_append_printf(xml, "<%s>%s</%s>\n", name, escaped, name);
}

static void put_alias(GString *xml, const char *name, const char *latin, const char *cjk)
{
    g_string_append_printf(xml,
                           "<alias binding=\"same\"><family>%s</family><prefer><family>%s</family>"
                           "<family>%s</family></prefer></alias>\n",
                           name, latin, cjk);
}

/* Folders that packages put fonts in; the user's own; the book's. The aliases serve text in SVG
 * images, which librsvg resolves through this configuration. */
static char *config_text(const struct fonts *f)
{
    GString *xml = g_string_new("<?xml version=\"1.0\"?>\n<fontconfig>\n");
    const char *home = g_get_home_dir();

    if (f->own_dir != NULL)
        put_element(xml, "dir", f->own_dir, NULL);
    put_element(xml, "dir", g_get_user_data_dir(), "fonts");
    if (home != NULL)
        put_element(xml, "dir", home, ".fonts");
    for (const char *const *d = g_get_system_data_dirs(); *d != NULL; d++)
        put_element(xml, "dir", *d, "fonts");
    put_element(xml, "dir", "/usr/share/fonts", NULL);
    put_element(xml, "dir", "/usr/local/share/fonts", NULL);
    put_element(xml, "dir", "/usr/share/texmf/fonts/opentype", NULL);
    /* Written to when it can be; the system's is read when it is fresh, which saves the first run
     * a scan of every font. Without either every run scans. */
    put_element(xml, "cachedir", g_get_user_cache_dir(), "mkbook/fontconfig");
    put_element(xml, "cachedir", "/var/cache/fontconfig", NULL);
    put_alias(xml, "serif", latin_defaults[ROLE_SERIF][0], "Noto Serif CJK SC");
    put_alias(xml, "Times New Roman", latin_defaults[ROLE_SERIF][0], "Noto Serif CJK SC");
    put_alias(xml, "sans-serif", latin_defaults[ROLE_SANS][0], "Noto Sans CJK SC");
    put_alias(xml, "Helvetica", latin_defaults[ROLE_SANS][0], "Noto Sans CJK SC");
    put_alias(xml, "Arial", latin_defaults[ROLE_SANS][0], "Noto Sans CJK SC");
    put_alias(xml, "monospace", latin_defaults[ROLE_MONO][0], "Noto Sans Mono CJK SC");
    g_string_append(xml, "</fontconfig>\n");
    return g_string_free(xml, FALSE);
}

static int weight_to_css(double fc)
{
    int css = (int)(FcWeightToOpenTypeDouble(fc) + 0.5);

    return CLAMP(css, 1, 1000);
}

/* A number or a range (of a variable font) of the pattern. */
static void get_weights(const FcPattern *p, int *min, int *max)
{
    FcRange *range;
    double low, high;

    *min = *max = 400;
    if (FcPatternGetDouble(p, FC_WEIGHT, 0, &low) == FcResultMatch) {
        *min = *max = weight_to_css(low);
    } else if (FcPatternGetRange(p, FC_WEIGHT, 0, &range) == FcResultMatch &&
               FcRangeGetDouble(range, &low, &high)) {
        *min = weight_to_css(low);
        *max = weight_to_css(high);
    }
}

/* A font of the book's folder must be inside it when links are followed; others are the system's.
 */
static bool file_allowed(const struct fonts *f, const char *file, bool *own)
{
    *own = f->own_dir != NULL && g_str_has_prefix(file, f->own_dir);
    if (!*own)
        return true;
    const char *relative = file + strlen(root_path(f->book->root));
    return file_probe(f->book->root, relative + strspn(relative, "/")) == FILE_OK;
}

static void add_installed(struct fonts *f, const FcPattern *p)
{
    FcChar8 *file, *family;
    int index = 0, slant = FC_SLANT_ROMAN, spacing = FC_PROPORTIONAL;
    double width = FC_WIDTH_NORMAL;
    FcBool outline = FcTrue, coloured = FcFalse;

    if (FcPatternGetString(p, FC_FILE, 0, &file) != FcResultMatch)
        return;
    FcPatternGetInteger(p, FC_INDEX, 0, &index);
    FcPatternGetInteger(p, FC_SLANT, 0, &slant);
    FcPatternGetInteger(p, FC_SPACING, 0, &spacing);
    FcPatternGetDouble(p, FC_WIDTH, 0, &width);
    FcPatternGetBool(p, FC_OUTLINE, 0, &outline);
    FcPatternGetBool(p, FC_COLOR, 0, &coloured);
    if (!outline && !coloured) /* bitmap fonts cannot be embedded */
        return;
    struct installed *in = arena_one(f->arena, struct installed);
    if (!file_allowed(f, (const char *)file, &in->own))
        return;
    in->file = arena_strdup(f->arena, (const char *)file);
    in->index = (unsigned)index;
    get_weights(p, &in->weight_min, &in->weight_max);
    in->width = (int)width;
    in->italic = slant != FC_SLANT_ROMAN;
    in->colour = coloured;
    in->mono = spacing >= FC_DUAL;
    for (int i = 0; FcPatternGetString(p, FC_FAMILY, i, &family) == FcResultMatch; i++) {
        if (in->family == NULL)
            in->family = arena_strdup(f->arena, (const char *)family);
        g_autofree char *key = g_utf8_casefold((const char *)family, -1);
        GPtrArray *list = g_hash_table_lookup(f->families, key);
        if (list == NULL) {
            list = g_ptr_array_new();
            g_hash_table_insert(f->families, g_steal_pointer(&key), list);
        }
        g_ptr_array_add(list, in);
    }
}

static void load_installed(struct fonts *f)
{
    g_autofree char *text = config_text(f);

    f->config = FcConfigCreate();
    if (f->config == NULL)
        return;
    FcConfigParseAndLoadFromMemory(f->config, (const FcChar8 *)text, FcFalse);
    FcConfigBuildFonts(f->config);
    FcConfigSetCurrent(f->config); /* librsvg, which draws SVG, can be given none of its own */
    const FcFontSet *set = FcConfigGetFonts(f->config, FcSetSystem);
    for (int i = 0; set != NULL && i < set->nfont; i++)
        add_installed(f, set->fonts[i]);
}

static void free_list(gpointer list)
{
    g_ptr_array_free(list, TRUE);
}

struct fonts *fonts_new(struct book *b)
{
    struct fonts *f = g_new0(struct fonts, 1);

    f->book = b;
    f->arena = arena_new();
    g_mutex_init(&f->lock);
    f->families = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_list);
    f->faces = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    f->lists = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    f->reported = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    f->open = g_ptr_array_new();
    if (b->root != NULL && b->font_dir != NULL && file_is_folder(b->root, b->font_dir)) {
        char *dir = path_resolve(f->arena, "", b->font_dir);
        if (dir != NULL)
            f->own_dir = arena_join(f->arena, root_path(b->root), "/", dir, NULL);
    }
    load_installed(f);
    return f;
}

void fonts_free(struct fonts *f)
{
    if (f == NULL)
        return;
    for (guint i = 0; i < f->open->len; i++) {
        struct face *face = g_ptr_array_index(f->open, i);
        hb_font_destroy(face->hb);
        hb_face_destroy(face->hb_face);
    }
    g_ptr_array_free(f->open, TRUE);
    g_hash_table_destroy(f->families);
    g_hash_table_destroy(f->faces);
    g_hash_table_destroy(f->lists);
    g_hash_table_destroy(f->reported);
    if (f->config != NULL)
        FcConfigDestroy(f->config);
    g_mutex_clear(&f->lock);
    arena_free(f->arena);
    g_free(f);
}

struct _FcConfig *fonts_config(const struct fonts *f)
{
    return f->config;
}

/* ---- choosing and opening a face ---- */

/* How far a face is from what is asked for; the order of CSS Fonts 4, 5.2: width, slant, weight. */
static int distance(const struct installed *in, int weight, bool italic)
{
    int have = CLAMP(weight, in->weight_min, in->weight_max);
    int d = ABS(have - weight);
    /* bold text rather bolder than lighter, light text rather lighter than bolder */
    if ((weight > 500 && have < weight) || (weight < 400 && have > weight))
        d += 300;

    d += 2000 * (in->italic != italic);
    d += 100 * ABS(in->width - FC_WIDTH_NORMAL);
    return d;
}

static const struct installed *choose(const struct fonts *f, const char *family, int weight,
                                      bool italic)
{
    g_autofree char *key = g_utf8_casefold(family, -1);
    const GPtrArray *list = g_hash_table_lookup(f->families, key);
    const struct installed *best = NULL;
    int best_distance = 0;

    for (guint i = 0; list != NULL && i < list->len; i++) {
        const struct installed *in = g_ptr_array_index(list, i);
        int d = distance(in, weight, italic);
        int order = best == NULL ? -1 : d - best_distance;
        if (order == 0)
            order = (int)best->own - (int)in->own;
        if (order == 0)
            order = strcmp(in->file, best->file);
        if (order == 0)
            order = in->index < best->index ? -1 : 1;
        if (order < 0) {
            best = in;
            best_distance = d;
        }
    }
    return best;
}

static void open_hb(struct face *face, unsigned index, int weight)
{
    hb_blob_t *blob = hb_blob_create_from_file(face->pub.file);

    face->hb_face = hb_face_create(blob, index & 0xffff);
    hb_blob_destroy(blob);
    hb_face_make_immutable(face->hb_face);
    face->upem = (int)hb_face_get_upem(face->hb_face);
    face->hb = hb_font_create(face->hb_face);
    hb_font_set_scale(face->hb, face->upem, face->upem);
    if (index >> 31 != 0) {
        hb_variation_t wght = {HB_TAG('w', 'g', 'h', 't'), (float)weight};
        hb_font_set_variations(face->hb, &wght, 1);
    } else if (index >> 16 != 0) {
        hb_font_set_var_named_instance(face->hb, (index >> 16) - 1);
    }
    hb_font_make_immutable(face->hb);
    hb_codepoint_t glyph;
    face->cjk = hb_font_get_nominal_glyph(face->hb, 0x4e00, &glyph);
}

static const struct font *face_open(struct fonts *f, const struct installed *in, int weight)
{
    int have = CLAMP(weight, in->weight_min, in->weight_max);
    bool variable = in->index >> 31 != 0;
    g_autofree char *key = g_strdup_printf("%s\n%u\n%d", in->file, in->index, have);
    struct face *face = g_hash_table_lookup(f->faces, key);

    if (face == NULL) {
        face = arena_one(f->arena, struct face);
        face->pub.family = in->family;
        face->pub.file = in->file;
        face->pub.index = (int)(in->index & 0x7fffffff);
        face->pub.weight = have;
        face->pub.italic = in->italic;
        face->pub.colour = in->colour;
        face->pub.mono = in->mono;
        face->pub.variations = variable ? arena_printf(f->arena, "wght=%d", have) : NULL;
        open_hb(face, in->index, have);
        g_ptr_array_add(f->open, face);
        g_hash_table_insert(f->faces, g_steal_pointer(&key), face);
    }
    return &face->pub;
}

/* pub is the first member. */
static const struct face *face_of(const struct font *font)
{
    return (const struct face *)(const void *)font;
}

struct hb_font_t *font_hb(const struct font *font)
{
    return face_of(font)->hb;
}

int font_upem(const struct font *font)
{
    return face_of(font)->upem;
}

bool font_is_cjk(const struct font *font)
{
    return face_of(font)->cjk;
}

/* ---- lists ---- */

struct list_builder {
    struct fonts *f;
    GPtrArray *faces; /* struct font */
    int weight;
    bool italic;
    const char *lang, *cjk_lang;
    const struct font *kai;
};

static bool add_family(struct list_builder *b, const char *family)
{
    const struct installed *in = choose(b->f, family, b->weight, b->italic);

    if (in == NULL)
        return false;
    const struct font *font = face_open(b->f, in, b->weight);
    if (!g_ptr_array_find(b->faces, font, NULL))
        g_ptr_array_add(b->faces, (gpointer)(guintptr)font);
    return true;
}

static const char **role_families(const struct font_options *o, enum role role)
{
    switch (role) {
    case ROLE_SERIF:
        return o->serif;
    case ROLE_SANS:
        return o->sans;
    case ROLE_MONO:
        return o->mono;
    case ROLE_MATH:
        return o->math;
    case ROLE_EMOJI:
    case ROLE_COUNT:
        break;
    }
    return NULL;
}

/* The first default of the role that is there: what a missing family is replaced by. */
static const char *role_substitute(const struct fonts *f, enum role role)
{
    for (int i = 0; i < 4 && latin_defaults[role][i] != NULL; i++)
        if (choose(f, latin_defaults[role][i], 400, false) != NULL)
            return latin_defaults[role][i];
    return "nothing";
}

static void report_missing(const struct fonts *f, const char *family, const char *substitute)
{
    struct loc loc = {.file = f->book->manifest};

    if (g_hash_table_add(f->reported, g_strdup(family)))
        diag_add(f->book->diags, DIAG_FONT_MISSING, loc, family, substitute, NULL);
}

/* The book's own families for the role: those for the language, then those for all. */
static void add_options(struct list_builder *b, enum role role)
{
    for (int all = 0; all < 2; all++)
        for (const struct font_options *o = b->f->book->fonts; o != NULL; o = o->next) {
            const char **families = role_families(o, role);
            bool mine = all ? o->lang == NULL : o->lang != NULL && lang_covers(o->lang, b->lang);
            for (; mine && families != NULL && *families != NULL; families++)
                if (!add_family(b, *families))
                    report_missing(b->f, *families, role_substitute(b->f, role));
        }
}

static void add_cjk(struct list_builder *b, enum role role)
{
    const char *kind = role == ROLE_SANS   ? "Noto Sans CJK"
                       : role == ROLE_MONO ? "Noto Sans Mono CJK"
                                           : "Noto Serif CJK";
    g_autofree char *family = g_strdup_printf("%s %s", kind, cjk_region(b->cjk_lang));
    bool found = add_family(b, family);

    /* The faces of the collection hold all regions' glyphs; `locl` chooses by language. */
    for (size_t i = 0; !found && i < G_N_ELEMENTS(cjk_regions); i++) {
        g_autofree char *other = g_strdup_printf("%s %s", kind, cjk_regions[i]);
        found = add_family(b, other);
    }
    if (!found && role != ROLE_SANS) {
        g_autofree char *sans = g_strdup_printf("Noto Sans CJK %s", cjk_region(b->cjk_lang));
        found = add_family(b, sans);
    }
    if (!found && lang_is_cjk(b->lang))
        report_missing(b->f, family, "nothing");
}

/* `kai`: the first of the regular-script faces that is installed. Only Han and the marks between
 * them are taken from it: its Latin letters are rarely of use. The Arphic faces are not looked for:
 * they are much smaller than Song of the same size and their marks float. */
static void find_kai(struct list_builder *b)
{
    static const char *const simplified[] = {"LXGW WenKai", "Kaiti SC", "STKaiti", "KaiTi"};
    static const char *const traditional[] = {"LXGW WenKai TC", "Kaiti TC", "BiauKai", "DFKai-SB"};
    const char *region = cjk_region(b->cjk_lang);
    bool hant = strcmp(region, "TC") == 0 || strcmp(region, "HK") == 0;

    if (!lang_same_primary(b->cjk_lang, "zh"))
        return;
    for (size_t i = 0; b->kai == NULL && i < G_N_ELEMENTS(simplified); i++) {
        const struct installed *in =
            choose(b->f, hant ? traditional[i] : simplified[i], b->weight, false);
        if (in != NULL)
            b->kai = face_open(b->f, in, b->weight);
    }
}

static void add_role(struct list_builder *b, enum role role)
{
    guint before = b->faces->len;

    add_options(b, role);
    for (int i = 0; i < 4 && latin_defaults[role][i] != NULL; i++) {
        for (int k = 0; k < 2 && i == 2 && rtl_defaults[role][k] != NULL; k++)
            add_family(b, rtl_defaults[role][k]);
        add_family(b, latin_defaults[role][i]);
    }
    if (b->faces->len == before)
        report_missing(b->f, latin_defaults[role][0], "another");
    add_cjk(b, role);
}

static enum role role_of(const char *name)
{
    static const struct {
        const char *name;
        enum role role;
    } names[] = {
        {"serif", ROLE_SERIF},        {"ui-serif", ROLE_SERIF}, {"sans-serif", ROLE_SANS},
        {"sans", ROLE_SANS},          {"system-ui", ROLE_SANS}, {"ui-sans-serif", ROLE_SANS},
        {"monospace", ROLE_MONO},     {"mono", ROLE_MONO},      {"ui-monospace", ROLE_MONO},
        {"math", ROLE_MATH},          {"emoji", ROLE_EMOJI},    {"fangsong", ROLE_SERIF},
        {"ui-rounded", ROLE_SANS},    {"cursive", ROLE_SERIF},  {"fantasy", ROLE_SERIF},
        {"-apple-system", ROLE_SANS},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (g_ascii_strcasecmp(name, names[i].name) == 0)
            return names[i].role;
    return ROLE_COUNT;
}

/* The families of a font-family value in order; a list that names no generic family ends in the
 * serif ones. */
static void add_value(struct list_builder *b, const char *value)
{
    g_auto(GStrv) names = g_strsplit(value != NULL ? value : "serif", ",", 64);
    const char *missing = NULL;
    bool generic = false;

    for (char **p = names; *p != NULL; p++) {
        char *name = g_strstrip(*p);
        size_t n = strlen(name);
        if (n >= 2 && (*name == '"' || *name == '\'') && name[n - 1] == *name) {
            name[n - 1] = '\0';
            name++;
        }
        enum role role = role_of(name);
        if (g_ascii_strcasecmp(name, "kai") == 0) {
            find_kai(b);
        } else if (role != ROLE_COUNT) {
            if (missing != NULL && b->faces->len == 0)
                report_missing(b->f, missing, role_substitute(b->f, role));
            add_role(b, role);
            generic = true;
        } else if (*name != '\0' && !add_family(b, name) && missing == NULL) {
            missing = name;
        }
    }
    if (missing != NULL && b->faces->len == 0)
        report_missing(b->f, missing, role_substitute(b->f, ROLE_SERIF));
    if (!generic)
        add_role(b, ROLE_SERIF);
}

static struct face_list *list_new(struct fonts *f, const struct style *style, const char *lang)
{
    struct list_builder b = {.f = f,
                             .faces = g_ptr_array_new(),
                             .weight = style->font_weight != 0 ? style->font_weight : 400,
                             .italic = style->font_slant == SLANT_ITALIC,
                             .lang = lang,
                             .cjk_lang = fonts_cjk_lang(f, lang)};
    struct face_list *l = arena_one(f->arena, struct face_list);

    add_value(&b, style->font_family);
    b.italic = false;
    for (size_t i = 0; i < G_N_ELEMENTS(fallbacks); i++)
        add_family(&b, fallbacks[i]);
    g_ptr_array_add(b.faces, NULL);
    l->faces = arena_memdup(f->arena, b.faces->pdata, b.faces->len * sizeof *b.faces->pdata);
    g_ptr_array_free(b.faces, TRUE);

    l->kai = b.kai;
    l->cjk =
        lang_is_cjk(lang) && g_strcmp0(style->font_family, "math") != 0; /* its own signs first */
    l->primary = l->faces[0];
    l->primary_cjk = l->primary;
    for (const struct font **p = l->faces; *p != NULL; p++) {
        if (l->emoji == NULL && (*p)->colour)
            l->emoji = *p;
        if (font_is_cjk(*p) && !font_is_cjk(l->primary_cjk))
            l->primary_cjk = *p;
    }
    return l;
}

const char *fonts_cjk_lang(const struct fonts *f, const char *lang)
{
    return lang_is_cjk(lang) ? lang : book_cjk_language(f->book);
}

const struct face_list *fonts_list(struct fonts *f, const struct style *style, const char *lang)
{
    g_autofree char *key =
        g_strdup_printf("%s\n%d\n%d\n%s", style->font_family != NULL ? style->font_family : "",
                        style->font_weight, style->font_slant, lang);

    g_mutex_lock(&f->lock);
    struct face_list *l = g_hash_table_lookup(f->lists, key);
    if (l == NULL) {
        l = list_new(f, style, lang);
        g_hash_table_insert(f->lists, g_steal_pointer(&key), l);
    }
    g_mutex_unlock(&f->lock);
    return l;
}

/* ---- formulas ---- */

static const struct font *open_math(struct fonts *f, const char *family)
{
    const struct installed *in = choose(f, family, 400, false);
    const struct font *font = in != NULL ? face_open(f, in, 400) : NULL;

    return font != NULL && hb_ot_math_has_data(hb_font_get_face(font_hb(font))) ? font : NULL;
}

/* The first with the table among those the book names; `refused`: those named before it. */
static const struct font *find_math(struct fonts *f, const char *lang, GPtrArray *refused)
{
    for (int all = 0; all < 2; all++)
        for (const struct font_options *o = f->book->fonts; o != NULL; o = o->next) {
            bool mine = all ? o->lang == NULL : o->lang != NULL && lang_covers(o->lang, lang);
            for (const char **name = o->math; mine && name != NULL && *name != NULL; name++) {
                const struct font *font = open_math(f, *name);
                if (font != NULL)
                    return font;
                if (choose(f, *name, 400, false) != NULL) /* else its absence is reported */
                    g_ptr_array_add(refused, (gpointer)(guintptr)*name);
            }
        }
    return NULL;
}

const struct font *fonts_math(struct fonts *f, const char *lang)
{
    g_autoptr(GPtrArray) refused = g_ptr_array_new();
    struct loc loc = {.file = f->book->manifest};

    g_mutex_lock(&f->lock);
    const struct font *font = find_math(f, lang, refused);
    for (int i = 0; font == NULL && i < 4 && latin_defaults[ROLE_MATH][i] != NULL; i++)
        font = open_math(f, latin_defaults[ROLE_MATH][i]);
    for (guint i = 0; i < refused->len; i++) {
        const char *name = refused->pdata[i];
        if (g_hash_table_add(f->reported, g_strconcat("math ", name, NULL)))
            diag_add(f->book->diags, DIAG_FONT_MATH, loc, name,
                     font != NULL ? font->family : "nothing", NULL);
    }
    g_mutex_unlock(&f->lock);
    return font;
}

static bool has_glyph(const struct font *font, gunichar c)
{
    hb_codepoint_t glyph;

    return hb_font_get_nominal_glyph(font_hb(font), c, &glyph);
}

const struct font *face_list_find(const struct face_list *l, gunichar c, enum face_choice choice)
{
    if (choice == FACE_EMOJI && l->emoji != NULL && has_glyph(l->emoji, c))
        return l->emoji;
    if (choice == FACE_TEXT && l->cjk && l->primary != NULL && !g_unichar_isalpha(c) &&
        !has_glyph(l->primary, c))
        choice = FACE_CJK;
    if (choice == FACE_CJK && l->kai != NULL && has_glyph(l->kai, c))
        return l->kai;
    for (const struct font **p = l->faces; choice == FACE_CJK && *p != NULL; p++)
        if (font_is_cjk(*p) && has_glyph(*p, c))
            return *p;
    for (const struct font **p = l->faces; *p != NULL; p++)
        if (has_glyph(*p, c))
            return *p;
    return NULL;
}

const struct font *face_list_primary(const struct face_list *l, bool cjk)
{
    return cjk ? l->primary_cjk : l->primary;
}

/* The value of one longhand: tokens in, struct value out. */
#include "style/value.h"

#include "base/colour.h"

#include <string.h>

#define FIELD_SIZE(field) sizeof(((struct style *)NULL)->field)

const struct prop_row prop_rows[PROP_COUNT] = {
#define PROP(name, text, field, syntax, inherited)                                                 \
    [PROP_##name] = {text, offsetof(struct style, field), FIELD_SIZE(field), SYNTAX_##syntax,      \
                     inherited},
#include "style/props.h"
#undef PROP
};

struct keyword {
    const char *name;
    int value;
};

/* The first word for a value is the one style_dump writes. */
static const struct keyword display_words[] = {{"inline", DISPLAY_INLINE},
                                               {"block", DISPLAY_BLOCK},
                                               {"list-item", DISPLAY_LIST_ITEM},
                                               {"table", DISPLAY_TABLE},
                                               {"none", DISPLAY_NONE},
                                               {"flow-root", DISPLAY_BLOCK},
                                               {NULL, 0}};
static const struct keyword slant_words[] = {
    {"normal", SLANT_NORMAL}, {"italic", SLANT_ITALIC}, {"oblique", SLANT_ITALIC}, {NULL, 0}};
static const struct keyword caps_words[] = {
    {"normal", false}, {"small-caps", true}, {"all-small-caps", true}, {NULL, 0}};
static const struct keyword emphasis_words[] = {
    {"none", EMPHASIS_NONE},         {"dot", EMPHASIS_DOT},      {"circle", EMPHASIS_DOT},
    {"double-circle", EMPHASIS_DOT}, {"triangle", EMPHASIS_DOT}, {"sesame", EMPHASIS_DOT},
    {"filled", EMPHASIS_DOT},        {"open", EMPHASIS_DOT},     {NULL, 0}};
static const struct keyword transform_words[] = {{"none", TRANSFORM_NONE},
                                                 {"uppercase", TRANSFORM_UPPER},
                                                 {"lowercase", TRANSFORM_LOWER},
                                                 {"capitalize", TRANSFORM_CAPITALIZE},
                                                 {NULL, 0}};
static const struct keyword valign_words[] = {{"baseline", VALIGN_BASELINE},
                                              {"sub", VALIGN_SUB},
                                              {"super", VALIGN_SUPER},
                                              {"top", VALIGN_TOP},
                                              {"middle", VALIGN_MIDDLE},
                                              {"bottom", VALIGN_BOTTOM},
                                              {"text-top", VALIGN_TOP},
                                              {"text-bottom", VALIGN_BOTTOM},
                                              {NULL, 0}};
static const struct keyword align_words[] = {{"start", TEXT_START},
                                             {"end", TEXT_END},
                                             {"left", TEXT_LEFT},
                                             {"right", TEXT_RIGHT},
                                             {"center", TEXT_CENTER},
                                             {"justify", TEXT_JUSTIFY},
                                             {NULL, 0}};
static const struct keyword direction_words[] = {
    {"ltr", DIRECTION_LTR}, {"rtl", DIRECTION_RTL}, {NULL, 0}};
static const struct keyword hyphens_words[] = {
    {"none", HYPHENS_NONE}, {"manual", HYPHENS_MANUAL}, {"auto", HYPHENS_AUTO}, {NULL, 0}};
static const struct keyword line_break_words[] = {
    {"auto", LINE_BREAK_AUTO},     {"loose", LINE_BREAK_LOOSE},       {"normal", LINE_BREAK_NORMAL},
    {"strict", LINE_BREAK_STRICT}, {"anywhere", LINE_BREAK_ANYWHERE}, {NULL, 0}};
static const struct keyword word_break_words[] = {{"auto", WORD_BREAK_AUTO},
                                                  {"normal", WORD_BREAK_NORMAL},
                                                  {"keep-all", WORD_BREAK_KEEP_ALL},
                                                  {"break-all", WORD_BREAK_ALL},
                                                  {NULL, 0}};
static const struct keyword autospace_words[] = {
    {"normal", false}, {"no-autospace", true}, {"auto", false}, {NULL, 0}};
static const struct keyword spacing_trim_words[] = {{"auto", SPACING_TRIM_AUTO},
                                                    {"trim-both", SPACING_TRIM_BOTH},
                                                    {"trim-start", SPACING_TRIM_START},
                                                    {"space-all", SPACING_TRIM_NONE},
                                                    {NULL, 0}};
static const struct keyword hanging_words[] = {{"none", HANGING_NONE},
                                               {"allow-end", HANGING_ALLOW_END},
                                               {"force-end", HANGING_FORCE_END},
                                               {NULL, 0}};
static const struct keyword space_words[] = {
    {"normal", WS_NORMAL},     {"nowrap", WS_NOWRAP},         {"pre", WS_PRE},
    {"pre-wrap", WS_PRE_WRAP}, {"break-spaces", WS_PRE_WRAP}, {NULL, 0}};
static const struct keyword border_words[] = {{"none", BORDER_NONE},
                                              {"solid", BORDER_SOLID},
                                              {"dashed", BORDER_DASHED},
                                              {"dotted", BORDER_DOTTED},
                                              {"double", BORDER_DOUBLE},
                                              {"hidden", BORDER_NONE},
                                              {"groove", BORDER_SOLID},
                                              {"ridge", BORDER_SOLID},
                                              {"inset", BORDER_SOLID},
                                              {"outset", BORDER_SOLID},
                                              {NULL, 0}};
static const struct keyword break_words[] = {{"auto", BREAK_AUTO},   {"avoid", BREAK_AVOID},
                                             {"page", BREAK_PAGE},   {"recto", BREAK_RECTO},
                                             {"always", BREAK_PAGE}, {"avoid-page", BREAK_AVOID},
                                             {"right", BREAK_RECTO}, {"verso", BREAK_PAGE},
                                             {"left", BREAK_PAGE},   {NULL, 0}};
static const struct keyword marker_words[] = {{"none", MARKER_NONE},
                                              {"disc", MARKER_DISC},
                                              {"circle", MARKER_CIRCLE},
                                              {"square", MARKER_SQUARE},
                                              {"decimal", MARKER_DECIMAL},
                                              {"lower-alpha", MARKER_LOWER_ALPHA},
                                              {"upper-alpha", MARKER_UPPER_ALPHA},
                                              {"lower-roman", MARKER_LOWER_ROMAN},
                                              {"upper-roman", MARKER_UPPER_ROMAN},
                                              {"cjk-decimal", MARKER_CJK_DECIMAL},
                                              {"lower-latin", MARKER_LOWER_ALPHA},
                                              {"upper-latin", MARKER_UPPER_ALPHA},
                                              {"simp-chinese-informal", MARKER_CJK_DECIMAL},
                                              {"trad-chinese-informal", MARKER_CJK_DECIMAL},
                                              {NULL, 0}};
static const struct keyword float_words[] = {{"none", false}, {"footnote", true}, {NULL, 0}};

static const struct keyword *const prop_words[PROP_COUNT] = {
    [PROP_DISPLAY] = display_words,
    [PROP_FONT_STYLE] = slant_words,
    [PROP_FONT_VARIANT_CAPS] = caps_words,
    [PROP_TEXT_EMPHASIS] = emphasis_words,
    [PROP_TEXT_TRANSFORM] = transform_words,
    [PROP_VERTICAL_ALIGN] = valign_words,
    [PROP_DIRECTION] = direction_words,
    [PROP_TEXT_ALIGN] = align_words,
    [PROP_HYPHENS] = hyphens_words,
    [PROP_WHITE_SPACE] = space_words,
    [PROP_BORDER_TOP_STYLE] = border_words,
    [PROP_BORDER_RIGHT_STYLE] = border_words,
    [PROP_BORDER_BOTTOM_STYLE] = border_words,
    [PROP_BORDER_LEFT_STYLE] = border_words,
    [PROP_BREAK_BEFORE] = break_words,
    [PROP_BREAK_AFTER] = break_words,
    [PROP_BREAK_INSIDE] = break_words,
    [PROP_LINE_BREAK] = line_break_words,
    [PROP_WORD_BREAK] = word_break_words,
    [PROP_TEXT_AUTOSPACE] = autospace_words,
    [PROP_SPACING_TRIM] = spacing_trim_words,
    [PROP_HANGING] = hanging_words,
    [PROP_LIST_STYLE_TYPE] = marker_words,
    [PROP_FLOAT] = float_words,
};

const char *prop_keyword_name(enum prop prop, int keyword)
{
    for (const struct keyword *k = prop_words[prop]; k != NULL && k->name != NULL; k++)
        if (k->value == keyword)
            return k->name;
    return NULL;
}

/* Words that are CSS but mean something only a browser's layout can do. "float: left" and the like:
 * the EPUB keeps them, the PDF reports them. */
static const char *const foreign_words =
    " inline-block inline-table flex inline-flex grid inline-grid contents ruby table-row "
    "table-cell"
    " table-row-group table-header-group table-footer-group table-caption table-column"
    " table-column-group run-in left right inline-start inline-end match-parent justify-all"
    " column avoid-column region min-content max-content fit-content pre-line unset revert"
    " open-quote close-quote no-open-quote no-close-quote armenian georgian lower-greek hebrew"
    " cjk-ideographic hiragana katakana cjk-earthly-branch cjk-heavenly-stem arabic-indic"
    " decimal-leading-zero disclosure-open disclosure-closed overline blink petite-caps"
    " all-petite-caps unicase titling-caps full-width full-size-kana text stretch"
    " break-word auto-phrase ideograph-alpha ideograph-numeric insert replace space-first"
    " trim-all first last ";

static bool is_foreign_word(const char *word)
{
    g_autofree char *lower = g_ascii_strdown(word, -1);
    g_autofree char *padded = g_strdup_printf(" %s ", lower);
    if (g_str_has_prefix(lower, "-webkit-") || g_str_has_prefix(lower, "-moz-"))
        return true; /* one engine's own word beside the standard's */
    return strchr(lower, ' ') == NULL && strstr(foreign_words, padded) != NULL;
}

static bool is_foreign(const struct token *tokens, size_t n)
{
    static const char *const units[] = {"vw", "vh", "vmin", "vmax", "cap", "ic", "lh", "rlh", NULL};
    static const char *const functions[] = {"calc",
                                            "min",
                                            "max",
                                            "clamp",
                                            "env",
                                            "attr",
                                            "counter",
                                            "counters",
                                            "hsl",
                                            "hsla",
                                            "hwb",
                                            "lab",
                                            "lch",
                                            "oklab",
                                            "oklch",
                                            "color",
                                            "string",
                                            "target-counter",
                                            "leader",
                                            "fit-content",
                                            "linear-gradient",
                                            "radial-gradient",
                                            NULL};
    bool foreign = false;
    for (size_t i = 0; i < n; i++) {
        const struct token *t = &tokens[i];
        if (t->kind == TOK_BAD)
            return false;
        if ((t->kind == TOK_DIMENSION && g_strv_contains(units, t->text)) ||
            (t->kind == TOK_FUNCTION && g_strv_contains(functions, t->text)) ||
            (t->kind == TOK_IDENT && is_foreign_word(t->text)))
            foreign = true;
    }
    return foreign;
}

static bool word_is(const struct token *t, const char *word)
{
    return t->kind == TOK_IDENT && g_ascii_strcasecmp(t->text, word) == 0;
}

bool value_length(const struct token *t, bool percent, struct value *out)
{
    static const struct {
        const char *name;
        enum length_unit unit;
        int times, over; /* len for one: LEN_PT * times / over; relative: the factor */
    } units[] = {
        {"pt", LENGTH_ABSOLUTE, 1, 1},     {"px", LENGTH_ABSOLUTE, 3, 4},
        {"mm", LENGTH_ABSOLUTE, 720, 254}, {"cm", LENGTH_ABSOLUTE, 7200, 254},
        {"in", LENGTH_ABSOLUTE, 72, 1},    {"pc", LENGTH_ABSOLUTE, 12, 1},
        {"q", LENGTH_ABSOLUTE, 180, 254},  {"em", LENGTH_EM, 1, 1},
        {"rem", LENGTH_REM, 1, 1},         {"ex", LENGTH_EX, 1, 1},
        {"ch", LENGTH_EX, 1, 1},           {"ic", LENGTH_EM, 1, 1},
    };
    *out = (struct value){.kind = VALUE_LENGTH};
    if (t->kind == TOK_NUMBER)
        return t->number == 0;
    if (t->kind == TOK_PERCENT && percent) {
        out->kind = VALUE_PERCENT;
        out->number = t->number;
        return true;
    }
    for (size_t i = 0; t->kind == TOK_DIMENSION && i < G_N_ELEMENTS(units); i++) {
        if (g_ascii_strcasecmp(t->text, units[i].name) != 0)
            continue;
        out->unit = units[i].unit;
        out->number = t->number;
        const int64_t limit = 100000 * (int64_t)UNIT_ONE;
        if (out->unit == LENGTH_ABSOLUTE) {
            int64_t one = (int64_t)LEN_PT * units[i].times;
            int64_t n = CLAMP(t->number, -limit, limit) * one / units[i].over / UNIT_ONE;
            out->number = CLAMP(n, -(int64_t)LEN_MAX, (int64_t)LEN_MAX);
        }
        return true;
    }
    return false;
}

static int hex_pair(const char *s, bool doubled)
{
    int high = g_ascii_xdigit_value(s[0]);
    return high * 16 + g_ascii_xdigit_value(s[doubled ? 0 : 1]);
}

static bool colour_hex(const char *s, colour *out)
{
    size_t n = strlen(s);
    if ((n != 3 && n != 4 && n != 6 && n != 8) || strspn(s, "0123456789abcdefABCDEF") != n)
        return false;
    bool one = n <= 4;
    size_t step = one ? 1 : 2;
    unsigned part[4] = {0, 0, 0, 255};
    for (size_t i = 0; i * step < n; i++)
        part[i] = (unsigned)hex_pair(s + i * step, one);
    *out = part[3] << 24 | part[0] << 16 | part[1] << 8 | part[2];
    return true;
}

/* rgb(1, 2, 3), rgb(10% 20% 30% / .5), rgba(...): the arguments after the name. */
static bool colour_rgb(const struct token *tokens, size_t n, colour *out, size_t *used)
{
    int64_t part[4] = {0, 0, 0, 255};
    size_t count = 0, i = 1;
    for (; i < n && !(tokens[i].kind == TOK_DELIM && tokens[i].delim == ')'); i++) {
        const struct token *t = &tokens[i];
        bool separator =
            t->kind == TOK_SPACE || (t->kind == TOK_DELIM && (t->delim == ',' || t->delim == '/'));
        if (separator)
            continue;
        if ((t->kind != TOK_NUMBER && t->kind != TOK_PERCENT) || count == 4)
            return false;
        int64_t full = t->kind == TOK_PERCENT ? 100 : count == 3 ? 1 : 255;
        int64_t value = (t->number * 255 / full + UNIT_ONE / 2) / UNIT_ONE;
        part[count++] = CLAMP(value, 0, 255);
    }
    if (i == n || count < 3)
        return false;
    *used = i + 1;
    *out = (colour)(part[3] << 24 | part[0] << 16 | part[1] << 8 | part[2]);
    return true;
}

bool value_colour(const struct token *tokens, size_t n, struct value *out, size_t *used)
{
    *out = (struct value){.kind = VALUE_COLOUR};
    *used = 1;
    if (n == 0)
        return false;
    if (tokens[0].kind == TOK_HASH)
        return colour_hex(tokens[0].text, &out->colour);
    if (tokens[0].kind == TOK_FUNCTION && (g_ascii_strcasecmp(tokens[0].text, "rgb") == 0 ||
                                           g_ascii_strcasecmp(tokens[0].text, "rgba") == 0))
        return colour_rgb(tokens, n, &out->colour, used);
    if (word_is(&tokens[0], "currentcolor")) {
        out->kind = VALUE_CURRENT_COLOUR;
        return true;
    }
    return tokens[0].kind == TOK_IDENT && colour_named(tokens[0].text, &out->colour);
}

static bool parse_keyword(enum prop prop, const struct token *t, struct value *out)
{
    for (const struct keyword *k = prop_words[prop]; k != NULL && k->name != NULL; k++) {
        if (word_is(t, k->name)) {
            *out = (struct value){.kind = VALUE_KEYWORD, .keyword = k->value};
            return true;
        }
    }
    return false;
}

/* The comma list, each family without quotes: "TeX Gyre Pagella, serif". */
static bool parse_family(struct arena *a, const struct token *tokens, size_t n, struct value *out)
{
    g_autoptr(GString) text = g_string_new(NULL);
    bool string = false, word = false; /* in the family being read */
    for (size_t i = 0; i < n; i++) {
        const struct token *t = &tokens[i];
        if (t->kind == TOK_DELIM && t->delim == ',') {
            if (!string && !word)
                return false;
            string = word = false;
            g_string_append(text, ", ");
        } else if (t->kind == TOK_STRING && !string && !word && *t->text != '\0') {
            string = true;
            for (const char *p = t->text; *p != '\0'; p++)
                g_string_append_c(text, *p == ',' ? ' ' : *p);
        } else if (t->kind == TOK_IDENT && !string) {
            g_string_append_printf(text, "%s%s", word ? " " : "", t->text);
            word = true;
        } else if (t->kind != TOK_SPACE) {
            return false;
        }
    }
    *out = (struct value){.kind = VALUE_TEXT, .text = arena_strdup(a, text->str)};
    return string || word;
}

/* "tnum" 1, "liga" off -> tnum=1, liga=0 */
static bool parse_features(struct arena *a, const struct token *tokens, size_t n, struct value *out)
{
    g_autoptr(GString) text = g_string_new(NULL);
    *out = (struct value){.kind = VALUE_TEXT};
    if (n == 1 && word_is(&tokens[0], "normal"))
        return true;
    for (size_t i = 0; i < n; i++) {
        const struct token *t = &tokens[i];
        if (t->kind != TOK_STRING || strlen(t->text) != 4 ||
            strspn(t->text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != 4)
            return false;
        int64_t value = 1;
        while (++i < n && tokens[i].kind == TOK_SPACE)
            ;
        if (i < n && (tokens[i].kind == TOK_NUMBER || tokens[i].kind == TOK_IDENT)) {
            if (tokens[i].kind == TOK_NUMBER)
                value = CLAMP(tokens[i].number / UNIT_ONE, 0, 99);
            else if (word_is(&tokens[i], "off"))
                value = 0;
            else if (!word_is(&tokens[i], "on"))
                return false;
            i++;
        }
        g_string_append_printf(text, "%s%s=%d", text->len > 0 ? ", " : "", t->text, (int)value);
        while (i < n && tokens[i].kind == TOK_SPACE)
            i++;
        if (i < n && !(tokens[i].kind == TOK_DELIM && tokens[i].delim == ','))
            return false;
        while (i + 1 < n && tokens[i + 1].kind == TOK_SPACE)
            i++;
    }
    out->text = arena_strdup(a, text->str);
    return text->len > 0;
}

static bool parse_font_size(const struct token *t, struct value *out)
{
    static const struct {
        const char *name;
        int permille; /* of the root's size; 0: relative to the parent */
        int em;
    } words[] = {{"xx-small", 600, 0},  {"x-small", 750, 0}, {"small", 889, 0},
                 {"medium", 1000, 0},   {"large", 1200, 0},  {"x-large", 1500, 0},
                 {"xx-large", 2000, 0}, {"smaller", 0, 833}, {"larger", 0, 1200}};
    if (value_length(t, true, out)) {
        if (out->kind == VALUE_PERCENT)
            *out = (struct value){VALUE_LENGTH, .unit = LENGTH_EM, .number = t->number / 100};
        return t->number >= 0;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if (!word_is(t, words[i].name))
            continue;
        *out = (struct value){.kind = VALUE_LENGTH,
                              .unit = words[i].em > 0 ? LENGTH_EM : LENGTH_REM,
                              .number = (words[i].em + words[i].permille) * (UNIT_ONE / 1000)};
        return true;
    }
    return false;
}

static bool parse_weight(const struct token *t, struct value *out)
{
    *out = (struct value){.kind = VALUE_KEYWORD, .keyword = 400};
    if (word_is(t, "normal"))
        return true;
    if (word_is(t, "bold") || word_is(t, "bolder") || word_is(t, "lighter")) {
        out->keyword = word_is(t, "lighter") ? -1 : word_is(t, "bolder") ? -2 : 700;
        return true;
    }
    out->keyword = (int)(t->number / UNIT_ONE);
    return t->kind == TOK_NUMBER && out->keyword >= 1 && out->keyword <= 1000;
}

static bool parse_line_height(const struct token *t, struct value *out)
{
    *out = (struct value){.kind = VALUE_AUTO};
    if (word_is(t, "normal"))
        return true;
    if (t->kind == TOK_NUMBER) {
        *out = (struct value){.kind = VALUE_NUMBER, .number = t->number};
        return t->number >= 0;
    }
    if (!value_length(t, true, out) || t->number < 0)
        return false;
    if (out->kind == VALUE_PERCENT)
        *out = (struct value){VALUE_LENGTH, .unit = LENGTH_EM, .number = t->number / 100};
    return true;
}

/* underline line-through, in any order; overline only elsewhere. */
static bool parse_decoration(const struct token *tokens, size_t n, struct value *out)
{
    *out = (struct value){.kind = VALUE_KEYWORD};
    if (n == 1 && word_is(&tokens[0], "none"))
        return true;
    for (size_t i = 0; i < n; i++) {
        if (word_is(&tokens[i], "underline"))
            out->keyword |= DECORATION_UNDERLINE;
        else if (word_is(&tokens[i], "line-through"))
            out->keyword |= DECORATION_STRIKE;
        else if (tokens[i].kind != TOK_SPACE)
            return false;
    }
    return out->keyword != 0;
}

static bool parse_emphasis(const struct token *tokens, size_t n, struct value *out)
{
    bool some = false;
    struct value one;
    *out = (struct value){.kind = VALUE_KEYWORD, .keyword = EMPHASIS_DOT};
    for (size_t i = 0; i < n; i++) {
        if (tokens[i].kind == TOK_SPACE)
            continue;
        if (tokens[i].kind != TOK_STRING) {
            if (!parse_keyword(PROP_TEXT_EMPHASIS, &tokens[i], &one))
                return false;
            out->keyword = one.keyword;
        }
        some = true;
    }
    return some;
}

static bool parse_border_width(const struct token *t, struct value *out)
{
    static const char *const words[] = {"thin", "medium", "thick"};
    for (int i = 0; i < 3; i++) {
        if (!word_is(t, words[i]))
            continue;
        *out = (struct value){.kind = VALUE_LENGTH, .number = LEN_PT * 3 / 4 * (2 * i + 1)};
        return true;
    }
    return value_length(t, false, out) && t->number >= 0;
}

static bool parse_auto(const struct token *t, const char *word, struct value *out)
{
    *out = (struct value){.kind = VALUE_AUTO};
    return word_is(t, word);
}

static bool parse_one(enum prop prop, const struct token *t, struct value *out)
{
    size_t used;
    switch (prop_rows[prop].syntax) {
    case SYNTAX_KEYWORD:
    case SYNTAX_SWITCH:
        return parse_keyword(prop, t, out);
    case SYNTAX_FONT_SIZE:
        return parse_font_size(t, out);
    case SYNTAX_WEIGHT:
        return parse_weight(t, out);
    case SYNTAX_COLOUR:
        return value_colour(t, 1, out, &used);
    case SYNTAX_LINE_HEIGHT:
        return parse_line_height(t, out);
    case SYNTAX_SPACING:
        return parse_auto(t, "normal", out) || value_length(t, false, out);
    case SYNTAX_VALIGN:
        return parse_keyword(prop, t, out) || value_length(t, true, out);
    case SYNTAX_LENGTH:
        return value_length(t, true, out);
    case SYNTAX_COUNT:
        *out = (struct value){.kind = VALUE_KEYWORD, .keyword = (int)(t->number / UNIT_ONE)};
        return t->kind == TOK_NUMBER && t->integer && t->number > 0;
    case SYNTAX_MARGIN:
        return parse_auto(t, "auto", out) || value_length(t, true, out);
    case SYNTAX_PADDING:
        return value_length(t, true, out) && t->number >= 0;
    case SYNTAX_BORDER_WIDTH:
        return parse_border_width(t, out);
    case SYNTAX_SIZE:
        return parse_auto(t, prop == PROP_MAX_WIDTH ? "none" : "auto", out) ||
               (value_length(t, true, out) && t->number >= 0);
    case SYNTAX_MARKER:
        *out = (struct value){.kind = VALUE_TEXT, .text = t->text};
        return t->kind == TOK_STRING || parse_keyword(prop, t, out);
    case SYNTAX_FAMILY:
    case SYNTAX_FEATURES:
    case SYNTAX_DECORATION:
    case SYNTAX_EMPHASIS:
    case SYNTAX_CONTENT:
    case SYNTAX_STRING_SET:
        break; /* of several tokens: value_parse */
    }
    return false;
}

static bool parse_several(struct arena *a, enum prop prop, const struct token *tokens, size_t n,
                          struct value *out)
{
    size_t used;
    enum prop_syntax syntax = prop_rows[prop].syntax;
    if (syntax == SYNTAX_FAMILY)
        return parse_family(a, tokens, n, out);
    if (syntax == SYNTAX_FEATURES)
        return parse_features(a, tokens, n, out);
    if (syntax == SYNTAX_DECORATION)
        return parse_decoration(tokens, n, out);
    if (syntax == SYNTAX_EMPHASIS)
        return parse_emphasis(tokens, n, out);
    if (syntax == SYNTAX_CONTENT)
        return content_parse(a, tokens, n, out);
    if (syntax == SYNTAX_STRING_SET)
        return string_set_parse(a, tokens, n, out);
    if (syntax == SYNTAX_COLOUR && n > 1)
        return value_colour(tokens, n, out, &used) && used == n;
    return n == 1 && parse_one(prop, &tokens[0], out);
}

enum value_result value_parse(struct arena *a, enum prop prop, const struct token *tokens, size_t n,
                              struct value *out)
{
    if (n == 1 && (word_is(&tokens[0], "inherit") || word_is(&tokens[0], "initial"))) {
        *out =
            (struct value){.kind = word_is(&tokens[0], "inherit") ? VALUE_INHERIT : VALUE_INITIAL};
        return VALUE_OK;
    }
    if (n > 0 && parse_several(a, prop, tokens, n, out))
        return prop == PROP_HEIGHT && out->kind == VALUE_PERCENT ? VALUE_FOREIGN : VALUE_OK;
    return is_foreign(tokens, n) ? VALUE_FOREIGN : VALUE_BAD;
}

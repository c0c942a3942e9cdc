/* Shorthands and other spellings to the longhands of props.h. */
#include "style/value.h"

#include <string.h>

/* A run of tokens without space outside parentheses: one value of a list. */
struct part {
    const struct token *tokens;
    size_t n;
};

enum { PARTS_MAX = 16 };

static size_t split(const struct token *tokens, size_t n, struct part *parts)
{
    size_t count = 0, start = 0;
    int depth = 0;
    for (size_t i = 0; i <= n; i++) {
        bool end = i == n || (tokens[i].kind == TOK_SPACE && depth == 0);
        if (end && i > start) {
            if (count == PARTS_MAX)
                return PARTS_MAX + 1;
            parts[count++] = (struct part){tokens + start, i - start};
        }
        if (end)
            start = i + 1;
        else if (tokens[i].kind == TOK_FUNCTION)
            depth++;
        else if (tokens[i].kind == TOK_DELIM && tokens[i].delim == ')')
            depth--;
    }
    return count;
}

static void add(GArray *decls, enum prop prop, const struct value *value)
{
    struct decl d = {.prop = prop, .value = *value};
    g_array_append_val(decls, d);
}

static const struct value initial = {.kind = VALUE_INITIAL};

/* inherit and initial stand for every longhand of a shorthand. */
static bool add_wide(const struct token *tokens, size_t n, const enum prop *props, size_t n_props,
                     GArray *decls)
{
    struct value value;
    if (n != 1 || tokens[0].kind != TOK_IDENT ||
        value_parse(NULL, PROP_DISPLAY, tokens, n, &value) != VALUE_OK ||
        value.kind == VALUE_KEYWORD)
        return false;
    for (size_t i = 0; i < n_props; i++)
        add(decls, props[i], &value);
    return true;
}

/* One to four values for top, right, bottom, left. */
static enum value_result parse_edges(struct arena *a, enum prop top, size_t step,
                                     const struct token *tokens, size_t n, GArray *decls)
{
    static const int from[4][4] = {{0, 0, 0, 0}, {0, 1, 0, 1}, {0, 1, 2, 1}, {0, 1, 2, 3}};
    struct part parts[PARTS_MAX];
    struct value values[4];
    size_t count = split(tokens, n, parts);
    if (count == 0 || count > 4)
        return VALUE_BAD;
    for (size_t i = 0; i < count; i++) {
        enum value_result r = value_parse(a, top, parts[i].tokens, parts[i].n, &values[i]);
        if (r != VALUE_OK)
            return r;
    }
    for (size_t i = 0; i < 4; i++)
        add(decls, (enum prop)(top + i * step), &values[from[count - 1][i]]);
    return VALUE_OK;
}

/* width || style || color, for `n_sides` sides from `side` (0 top ... 3 left). */
static enum value_result parse_border(struct arena *a, size_t side, size_t n_sides,
                                      const struct token *tokens, size_t n, GArray *decls)
{
    static const enum prop first[3] = {PROP_BORDER_TOP_WIDTH, PROP_BORDER_TOP_STYLE,
                                       PROP_BORDER_TOP_COLOR};
    struct part parts[PARTS_MAX];
    struct value values[3] = {initial, initial, initial};
    bool set[3] = {false, false, false};
    size_t count = split(tokens, n, parts);
    if (count == 0 || count > 3)
        return VALUE_BAD;
    for (size_t i = 0; i < count; i++) {
        enum value_result worst = VALUE_BAD;
        size_t k;
        for (k = 0; k < 3; k++) {
            struct value v;
            enum value_result r = value_parse(a, first[k], parts[i].tokens, parts[i].n, &v);
            if (r == VALUE_OK && !set[k]) {
                values[k] = v;
                set[k] = true;
                break;
            }
            if (r == VALUE_FOREIGN)
                worst = r;
        }
        if (k == 3)
            return worst;
    }
    for (size_t i = side; i < side + n_sides; i++)
        for (size_t k = 0; k < 3; k++)
            add(decls, (enum prop)(first[k] + i), &values[k]);
    return VALUE_OK;
}

/* [style || variant || weight] size [/ line-height] family */
static enum value_result parse_font(struct arena *a, const struct token *tokens, size_t n,
                                    GArray *decls)
{
    static const enum prop all[] = {PROP_FONT_STYLE,  PROP_FONT_VARIANT_CAPS, PROP_FONT_WEIGHT,
                                    PROP_LINE_HEIGHT, PROP_FONT_SIZE,         PROP_FONT_FAMILY};
    struct value values[6] = {initial, initial, initial, {.kind = VALUE_AUTO}, initial, initial};
    size_t i = 0;
    if (add_wide(tokens, n, all, G_N_ELEMENTS(all), decls))
        return VALUE_OK;
    while (i < n && value_parse(a, PROP_FONT_SIZE, &tokens[i], 1, &values[4]) != VALUE_OK) {
        bool taken = tokens[i].kind == TOK_SPACE;
        for (size_t k = 0; k < 3 && !taken; k++) {
            struct value v;
            taken = value_parse(a, all[k], &tokens[i], 1, &v) == VALUE_OK;
            if (taken && v.kind == VALUE_KEYWORD)
                values[k] = v;
        }
        if (!taken)
            return VALUE_BAD;
        i++;
    }
    i++;
    if (i + 1 < n && tokens[i].kind == TOK_DELIM && tokens[i].delim == '/') {
        if (value_parse(a, PROP_LINE_HEIGHT, &tokens[i + 1], 1, &values[3]) != VALUE_OK)
            return VALUE_BAD;
        i += 2;
    }
    while (i < n && tokens[i].kind == TOK_SPACE)
        i++;
    if (i >= n || value_parse(a, PROP_FONT_FAMILY, tokens + i, n - i, &values[5]) != VALUE_OK)
        return VALUE_BAD;
    for (size_t k = 0; k < G_N_ELEMENTS(all); k++)
        add(decls, all[k], &values[k]);
    return VALUE_OK;
}

/* The parts that `prop` understands; the others (positions, images, styles of lines) are left to
 * readers that know them. */
static enum value_result parse_some(struct arena *a, enum prop prop, const struct token *tokens,
                                    size_t n, GArray *decls)
{
    struct part parts[PARTS_MAX];
    struct value value = initial;
    size_t count = split(tokens, n, parts);
    bool foreign = false;
    if (count == 0 || count > PARTS_MAX)
        return VALUE_BAD;
    for (size_t i = 0; i < count; i++) {
        struct value v;
        if (value_parse(a, prop, parts[i].tokens, parts[i].n, &v) != VALUE_OK)
            foreign = true;
        else if (prop == PROP_TEXT_DECORATION && value.kind == VALUE_KEYWORD)
            value.keyword |= v.keyword;
        else if (value.kind == VALUE_INITIAL)
            value = v;
    }
    bool none = prop == PROP_BACKGROUND_COLOR && count == 1 && parts[0].n == 1 &&
                parts[0].tokens->kind == TOK_IDENT &&
                g_ascii_strcasecmp(parts[0].tokens->text, "none") == 0;
    if (foreign && !none) {
        for (size_t i = 0; i < n; i++)
            if (tokens[i].kind == TOK_BAD)
                return VALUE_BAD;
        if (value.kind == VALUE_INITIAL && count == 1 && parts[0].tokens->kind != TOK_FUNCTION &&
            parts[0].tokens->kind != TOK_URL)
            return VALUE_BAD;
    }
    add(decls, prop, &value);
    return foreign && !none ? VALUE_FOREIGN : VALUE_OK;
}

/* lining-nums, tabular-nums and so on are OpenType features. */
static enum value_result parse_numeric(struct arena *a, const struct token *tokens, size_t n,
                                       GArray *decls)
{
    static const char *const words[][2] = {
        {"lining-nums", "lnum"},       {"oldstyle-nums", "onum"},      {"tabular-nums", "tnum"},
        {"proportional-nums", "pnum"}, {"diagonal-fractions", "frac"}, {"ordinal", "ordn"},
        {"stacked-fractions", "afrc"}, {"slashed-zero", "zero"},       {"normal", ""}};
    g_autoptr(GString) text = g_string_new(NULL);
    for (size_t i = 0; i < n; i++) {
        size_t k = 0;
        if (tokens[i].kind == TOK_SPACE)
            continue;
        while (k < G_N_ELEMENTS(words) && (tokens[i].kind != TOK_IDENT ||
                                           g_ascii_strcasecmp(tokens[i].text, words[k][0]) != 0))
            k++;
        if (k == G_N_ELEMENTS(words))
            return VALUE_BAD;
        if (*words[k][1] != '\0')
            g_string_append_printf(text, "%s%s=1", text->len > 0 ? ", " : "", words[k][1]);
    }
    struct value value = {.kind = VALUE_TEXT,
                          .text = text->len > 0 ? arena_strdup(a, text->str) : NULL};
    add(decls, PROP_FONT_FEATURES, &value);
    return VALUE_OK;
}

/* small-caps oldstyle-nums, in any order: a word for capitals, the others for figures. */
static enum value_result parse_variant(struct arena *a, const struct token *tokens, size_t n,
                                       GArray *decls)
{
    g_autoptr(GArray) figures = g_array_new(FALSE, FALSE, sizeof(struct token));
    struct value caps = initial, one;
    static const enum prop all[] = {PROP_FONT_VARIANT_CAPS};
    if (add_wide(tokens, n, all, 1, decls))
        return VALUE_OK;
    for (size_t i = 0; i < n; i++) {
        if (tokens[i].kind == TOK_SPACE)
            continue;
        if (value_parse(a, PROP_FONT_VARIANT_CAPS, &tokens[i], 1, &one) == VALUE_OK)
            caps = one;
        else
            g_array_append_val(figures, tokens[i]);
    }
    if (figures->len == 1) /* perhaps one that only readers of EPUB know */
        if (value_parse(a, PROP_FONT_VARIANT_CAPS, (struct token *)(void *)figures->data, 1,
                        &one) == VALUE_FOREIGN)
            return VALUE_FOREIGN;
    add(decls, PROP_FONT_VARIANT_CAPS, &caps);
    return figures->len == 0
               ? VALUE_OK
               : parse_numeric(a, (struct token *)(void *)figures->data, figures->len, decls);
}

/* Two values for the start and the end of a direction: margin-inline and the like. */
static enum value_result parse_pair(struct arena *a, enum prop start, enum prop end,
                                    const struct token *tokens, size_t n, GArray *decls)
{
    struct part parts[PARTS_MAX];
    struct value values[2];
    size_t count = split(tokens, n, parts);
    if (count == 0 || count > 2)
        return VALUE_BAD;
    for (size_t i = 0; i < 2; i++) {
        struct part *p = &parts[i < count ? i : 0];
        enum value_result r = value_parse(a, start, p->tokens, p->n, &values[i]);
        if (r != VALUE_OK)
            return r;
    }
    add(decls, start, &values[0]);
    add(decls, end, &values[1]);
    return VALUE_OK;
}

/* Names that are shorthands for several longhands, or for a part of one. */
static enum value_result parse_shorthand(struct arena *a, const char *name,
                                         const struct token *tokens, size_t n, GArray *decls,
                                         bool *known)
{
    enum { EDGES, BORDER, SOME, PAIR, FONT, VARIANT, NUMERIC };
    static const struct {
        const char *name;
        int how;
        enum prop first, second;
        size_t side, sides;
    } rows[] = {
        {"margin", EDGES, PROP_MARGIN_TOP, 0, 0, 0},
        {"padding", EDGES, PROP_PADDING_TOP, 0, 0, 0},
        {"border-width", EDGES, PROP_BORDER_TOP_WIDTH, 0, 0, 0},
        {"border-style", EDGES, PROP_BORDER_TOP_STYLE, 0, 0, 0},
        {"border-color", EDGES, PROP_BORDER_TOP_COLOR, 0, 0, 0},
        {"border", BORDER, 0, 0, 0, 4},
        {"border-top", BORDER, 0, 0, 0, 1},
        {"border-right", BORDER, 0, 0, 1, 1},
        {"border-bottom", BORDER, 0, 0, 2, 1},
        {"border-left", BORDER, 0, 0, 3, 1},
        {"border-inline-start", BORDER, 0, 0, 3, 1},
        {"border-inline-end", BORDER, 0, 0, 1, 1},
        {"background", SOME, PROP_BACKGROUND_COLOR, 0, 0, 0},
        {"list-style", SOME, PROP_LIST_STYLE_TYPE, 0, 0, 0},
        {"text-decoration", SOME, PROP_TEXT_DECORATION, 0, 0, 0},
        {"text-emphasis", SOME, PROP_TEXT_EMPHASIS, 0, 0, 0},
        {"margin-block", PAIR, PROP_MARGIN_TOP, PROP_MARGIN_BOTTOM, 0, 0},
        {"margin-inline", PAIR, PROP_MARGIN_LEFT, PROP_MARGIN_RIGHT, 0, 0},
        {"padding-block", PAIR, PROP_PADDING_TOP, PROP_PADDING_BOTTOM, 0, 0},
        {"padding-inline", PAIR, PROP_PADDING_LEFT, PROP_PADDING_RIGHT, 0, 0},
        {"font", FONT, 0, 0, 0, 0},
        {"font-variant", VARIANT, 0, 0, 0, 0},
        {"font-variant-numeric", NUMERIC, 0, 0, 0, 0},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (strcmp(name, rows[i].name) != 0)
            continue;
        if (rows[i].how == EDGES)
            return parse_edges(a, rows[i].first, 1, tokens, n, decls);
        if (rows[i].how == BORDER)
            return parse_border(a, rows[i].side, rows[i].sides, tokens, n, decls);
        if (rows[i].how == SOME)
            return parse_some(a, rows[i].first, tokens, n, decls);
        if (rows[i].how == PAIR)
            return parse_pair(a, rows[i].first, rows[i].second, tokens, n, decls);
        if (rows[i].how == VARIANT)
            return parse_variant(a, tokens, n, decls);
        return rows[i].how == FONT ? parse_font(a, tokens, n, decls)
                                   : parse_numeric(a, tokens, n, decls);
    }
    *known = false;
    return VALUE_FOREIGN;
}

/* One longhand under another name. */
static const char *longhand_name(const char *name)
{
    static const char *const same[][2] = {
        {"page-break-before", "break-before"},
        {"page-break-after", "break-after"},
        {"page-break-inside", "break-inside"},
        {"margin-block-start", "margin-top"},
        {"margin-block-end", "margin-bottom"},
        {"margin-inline-start", "margin-left"},
        {"margin-inline-end", "margin-right"},
        {"padding-block-start", "padding-top"},
        {"padding-block-end", "padding-bottom"},
        {"padding-inline-start", "padding-left"},
        {"padding-inline-end", "padding-right"},
        {"border-inline-start-width", "border-left-width"},
        {"border-inline-start-style", "border-left-style"},
        {"border-inline-start-color", "border-left-color"},
        {"border-inline-end-width", "border-right-width"},
        {"border-inline-end-style", "border-right-style"},
        {"border-inline-end-color", "border-right-color"},
        {"inline-size", "width"},
        {"max-inline-size", "max-width"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(same); i++)
        if (strcmp(name, same[i][0]) == 0)
            return same[i][1];
    return name;
}

static enum value_result parse_any(struct arena *a, const char *name, const struct token *tokens,
                                   size_t n, GArray *decls, bool *known)
{
    const char *longhand = longhand_name(name);
    *known = true;
    for (int i = 0; i < PROP_COUNT; i++) {
        struct value value;
        if (strcmp(longhand, prop_rows[i].name) != 0)
            continue;
        enum value_result r = value_parse(a, (enum prop)i, tokens, n, &value);
        if (r == VALUE_OK)
            add(decls, (enum prop)i, &value);
        return r;
    }
    return parse_shorthand(a, name, tokens, n, decls, known);
}

enum value_result shorthand_parse(struct arena *a, const char *name, const struct token *tokens,
                                  size_t n, GArray *decls, bool *known)
{
    guint first = decls->len;
    enum value_result r = parse_any(a, name, tokens, n, decls, known);

    for (guint i = first; i < decls->len && strstr(name, "-inline") != NULL; i++)
        g_array_index(decls, struct decl, i).logical = true;
    return r;
}

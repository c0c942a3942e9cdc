/* The two ways out: the sheets as CSS text for the EPUB, and one style as text for `dump`. */
#include "style/sheet.h"

#include <string.h>

/* Declarations, a line each, with sides for start and end. */
static void write_sides(const char *text, GString *out)
{
    static const char *const sides[][2] = {
        {"margin-inline-start: ", "margin-left: "},
        {"margin-inline-end: ", "margin-right: "},
        {"padding-inline-start: ", "padding-left: "},
        {"padding-inline-end: ", "padding-right: "},
        {"border-inline-start: ", "border-left: "},
        {"border-inline-end: ", "border-right: "},
        {"border-inline-start-color: ", "border-left-color: "},
        {"border-inline-end-color: ", "border-right-color: "},
        {"text-align: start;", "text-align: left;"},
        {"text-align: end;", "text-align: right;"},
    };

    while (*text != '\0') {
        size_t indent = strspn(text, " "), end = strcspn(text, "\n"), skip = 0;
        g_string_append_len(out, text, (gssize)indent);
        for (size_t i = 0; i < G_N_ELEMENTS(sides) && skip == 0; i++)
            if (g_str_has_prefix(text + indent, sides[i][0])) {
                g_string_append(out, sides[i][1]);
                skip = strlen(sides[i][0]);
            }
        end += text[end] == '\n';
        g_string_append_len(out, text + indent + skip, (gssize)(end - indent - skip));
        text += end;
    }
}

void style_write(const struct sheets *s, bool bidi, GString *out)
{
    const char *media = NULL; /* of the block that is open */
    g_string_append(out, "@charset \"UTF-8\";\n");
    for (guint i = 0; i < s->rules->len; i++) {
        const struct rule *r = s->rules->pdata[i];
        if (*r->text == '\0')
            continue;
        if (g_strcmp0(r->media, media) != 0) {
            g_string_append(out, media != NULL ? "}\n" : "");
            media = r->media;
            if (media != NULL)
                g_string_append_printf(out, "@media %s {\n", media);
        }
        g_string_append_printf(out, "%s {\n", r->selectors);
        if (bidi)
            g_string_append(out, r->text);
        else
            write_sides(r->text, out);
        g_string_append(out, "}\n");
    }
    g_string_append(out, media != NULL ? "}\n" : "");
}

/* Points with up to three decimals: "10.5pt". */
static void write_len(len n, GString *out)
{
    if (n == LEN_AUTO) {
        g_string_append(out, "auto");
        return;
    }
    int64_t thousandths = ((int64_t)(n < 0 ? -(int64_t)n : n) * 1000 + LEN_PT / 2) / LEN_PT;
    g_string_append_printf(out, "%s%" G_GINT64_FORMAT, n < 0 ? "-" : "", thousandths / 1000);
    int rest = (int)(thousandths % 1000);
    if (rest != 0) {
        char digits[8];
        g_snprintf(digits, sizeof digits, ".%03d", rest);
        for (size_t k = strlen(digits); digits[k - 1] == '0'; k--)
            digits[k - 1] = '\0';
        g_string_append(out, digits);
    }
    g_string_append(out, "pt");
}

static void write_colour(colour c, GString *out)
{
    unsigned alpha = c >> 24;
    if (alpha == 0)
        g_string_append(out, "transparent");
    else
        g_string_append_printf(out, "#%06x", c & 0xFFFFFFU);
    if (alpha != 0 && alpha != 255)
        g_string_append_printf(out, "%02x", alpha);
}

static void write_decoration(int bits, GString *out)
{
    g_string_append(out, bits == 0 ? "none" : "");
    g_string_append(out, bits & DECORATION_UNDERLINE ? "underline" : "");
    g_string_append(out, bits == (DECORATION_UNDERLINE | DECORATION_STRIKE) ? " " : "");
    g_string_append(out, bits & DECORATION_STRIKE ? "line-through" : "");
}

static void write_valign(const struct style *s, GString *out)
{
    if (s->valign_shift != 0 && s->valign == VALIGN_BASELINE)
        write_len(s->valign_shift, out);
    else
        g_string_append(out, prop_keyword_name(PROP_VERTICAL_ALIGN, (int)s->valign));
}

static void write_permille(int permille, GString *out)
{
    g_string_append_printf(out, "%d", permille / 10);
    if (permille % 10 != 0)
        g_string_append_printf(out, ".%d", permille % 10);
    g_string_append_c(out, '%');
}

static void write_value(const struct style *s, enum prop prop, GString *out)
{
    const void *field = (const char *)s + prop_rows[prop].offset;
    const char *word = NULL;
    int permille = prop == PROP_WIDTH       ? s->width_permille
                   : prop == PROP_MAX_WIDTH ? s->max_width_permille
                                            : 0;
    switch (prop_rows[prop].syntax) {
    case SYNTAX_KEYWORD:
    case SYNTAX_EMPHASIS:
        word = prop_keyword_name(prop, *(const int *)field);
        g_string_append(out, word != NULL ? word : "?");
        break;
    case SYNTAX_MARKER:
        if (s->marker == MARKER_STRING)
            g_string_append_printf(out, "\"%s\"", s->marker_string);
        else
            g_string_append(out, prop_keyword_name(prop, (int)s->marker));
        break;
    case SYNTAX_SWITCH:
        g_string_append(out, prop_keyword_name(prop, *(const bool *)field));
        break;
    case SYNTAX_FAMILY:
    case SYNTAX_FEATURES:
        word = *(const char *const *)field;
        g_string_append(out, word != NULL ? word : "normal");
        break;
    case SYNTAX_WEIGHT:
    case SYNTAX_COUNT:
        g_string_append_printf(out, "%d", *(const int *)field);
        break;
    case SYNTAX_COLOUR:
        write_colour(*(const colour *)field, out);
        break;
    case SYNTAX_DECORATION:
        write_decoration(s->decoration, out);
        break;
    case SYNTAX_VALIGN:
        write_valign(s, out);
        break;
    case SYNTAX_SIZE:
        if (permille != 0) {
            write_permille(permille, out);
            break;
        }
        write_len(*(const len *)field, out);
        break;
    case SYNTAX_FONT_SIZE:
    case SYNTAX_LINE_HEIGHT:
    case SYNTAX_SPACING:
    case SYNTAX_LENGTH:
    case SYNTAX_MARGIN:
    case SYNTAX_PADDING:
    case SYNTAX_BORDER_WIDTH:
        write_len(*(const len *)field, out);
        break;
    case SYNTAX_CONTENT:
        content_write(*(const struct content_piece *const *)field, out);
        break;
    case SYNTAX_COUNTERS:
        counters_write(*(const struct counter_op *const *)field, out);
        break;
    case SYNTAX_STRING_SET:
        string_set_write(*(const struct string_set *const *)field, out);
        break;
    }
}

static bool differs(const struct style *a, const struct style *b, enum prop prop)
{
    size_t offset = prop_rows[prop].offset;
    if (prop == PROP_VERTICAL_ALIGN && a->valign_shift != b->valign_shift)
        return true;
    if ((prop == PROP_WIDTH && a->width_permille != 0) ||
        (prop == PROP_MAX_WIDTH && a->max_width_permille != 0))
        return true;
    if (prop_rows[prop].syntax == SYNTAX_FAMILY || prop_rows[prop].syntax == SYNTAX_FEATURES)
        return g_strcmp0(*(const char *const *)((const char *)a + offset),
                         *(const char *const *)((const char *)b + offset)) != 0;
    return memcmp((const char *)a + offset, (const char *)b + offset, prop_rows[prop].size) != 0;
}

void style_dump(const struct style *s, GString *out)
{
    struct style initial;
    style_initial(&initial);
    initial.line_height = 0; /* always told */
    for (int i = 0; i < PROP_COUNT; i++) {
        if (!differs(s, &initial, (enum prop)i))
            continue;
        g_string_append_printf(out, "%s: ", prop_rows[i].name);
        write_value(s, (enum prop)i, out);
        g_string_append_c(out, '\n');
    }
    if (s->before != NULL && s->before->generated != NULL)
        g_string_append_printf(out, "::before: \"%s\"\n", s->before->generated);
    if (s->after != NULL && s->after->generated != NULL)
        g_string_append_printf(out, "::after: \"%s\"\n", s->after->generated);
}

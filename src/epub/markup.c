#include "epub/markup.h"

#include "base/lang.h"

#include <string.h>

/* ------------------------------------------------------------------ characters */

static const char REPLACEMENT[] = "\xEF\xBF\xBD"; /* U+FFFD */

/* XML 1.0, production 2 (Char), for what valid UTF-8 can hold. */
static bool is_xml_char(gunichar c)
{
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF);
}

static const char *entity(unsigned char c, bool attribute)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return attribute ? "&quot;" : NULL;
    case '\n':
        return attribute ? "&#10;" : NULL;
    case '\t':
        return attribute ? "&#9;" : NULL;
    case '\r':
        return "&#13;"; /* written raw it would be read as a line feed */
    default:
        return NULL;
    }
}

static void escape(GString *out, const char *text, size_t n, bool attribute)
{
    const char *run = text, *end = text + n;

    for (const char *p = text; p < end;) {
        unsigned char byte = (unsigned char)*p;
        const char *instead = entity(byte, attribute);
        size_t length = 1;
        if (byte >= 0x80) {
            gunichar c = g_utf8_get_char_validated(p, end - p);
            bool valid = c != (gunichar)-1 && c != (gunichar)-2;
            length = valid ? (size_t)(g_utf8_next_char(p) - p) : 1;
            instead = valid && is_xml_char(c) ? NULL : REPLACEMENT;
        } else if (instead == NULL && !is_xml_char(byte)) {
            instead = REPLACEMENT;
        }
        if (instead != NULL) {
            g_string_append_len(out, run, p - run);
            g_string_append(out, instead);
            run = p + length;
        }
        p += length;
    }
    g_string_append_len(out, run, end - run);
}

void markup_text(GString *out, const char *text)
{
    escape(out, text, strlen(text), false);
}

void markup_text_len(GString *out, const char *text, size_t n)
{
    escape(out, text, n, false);
}

void markup_attr(GString *out, const char *name, const char *value)
{
    g_string_append_printf(out, " %s=\"", name);
    escape(out, value, strlen(value), true);
    g_string_append_c(out, '"');
}

void markup_lang(GString *out, const char *lang)
{
    if (lang == NULL || !lang_is_valid(lang))
        return;
    markup_attr(out, "lang", lang);
    markup_attr(out, "xml:lang", lang);
}

/* ------------------------------------------------------------------ ids */

/* XML 1.0 (fifth edition), productions 4 and 4a, without the colon. */
static bool is_name_start(gunichar c)
{
    static const struct {
        gunichar first, last;
    } ranges[] = {
        {'A', 'Z'},       {'_', '_'},       {'a', 'z'},       {0xC0, 0xD6},     {0xD8, 0xF6},
        {0xF8, 0x2FF},    {0x370, 0x37D},   {0x37F, 0x1FFF},  {0x200C, 0x200D}, {0x2070, 0x218F},
        {0x2C00, 0x2FEF}, {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(ranges); i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    return false;
}

static bool is_name_char(gunichar c)
{
    return is_name_start(c) || c == '-' || c == '.' || (c >= '0' && c <= '9') || c == 0xB7 ||
           (c >= 0x300 && c <= 0x36F) || c == 0x203F || c == 0x2040;
}

static bool is_name(const char *s)
{
    if (!g_utf8_validate(s, -1, NULL) || !is_name_start(g_utf8_get_char(s)))
        return false;
    for (const char *p = s; *p != '\0'; p = g_utf8_next_char(p))
        if (!is_name_char(g_utf8_get_char(p)))
            return false;
    return true;
}

void markup_fragment(GString *out, const char *id)
{
    if (is_name(id) && !g_str_has_prefix(id, "_.")) {
        g_string_append(out, id);
        return;
    }
    g_string_append(out, "_.");
    for (const char *p = id; *p != '\0';) {
        gunichar c = g_utf8_get_char_validated(p, -1);
        bool valid = c != (gunichar)-1 && c != (gunichar)-2;
        size_t length = valid ? (size_t)(g_utf8_next_char(p) - p) : 1;
        if (valid && is_name_char(c) && c != '.')
            g_string_append_len(out, p, (gssize)length);
        else
            g_string_append_printf(out, ".%x.", valid ? c : (unsigned char)*p + 0x110000u);
        p += length;
    }
}

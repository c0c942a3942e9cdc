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

bool markup_is_rtl(const char *lang)
{
    static const char *const languages[] = {"ar", "he", "fa", "ur", "yi", "ps", "ckb", "dv", "ug"};

    for (size_t i = 0; lang != NULL && i < G_N_ELEMENTS(languages); i++)
        if (lang_covers(languages[i], lang))
            return true;
    return false;
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

/* ------------------------------------------------------------------ addresses */

/* Appends [s, end), percent-encoding what RFC 3986 has no place for; `keep` are the reserved
 * characters that stay. A per cent sign that begins no escape is one itself. */
static void append_encoded(GString *out, const char *s, const char *end, const char *keep)
{
    for (const char *p = s; p < end; p++) {
        bool escaped = *p == '%' && end - p > 2 && g_ascii_isxdigit(p[1]) && g_ascii_isxdigit(p[2]);
        if (escaped || g_ascii_isalnum(*p) || strchr("-._~!$&'()*+,;=", *p) != NULL ||
            strchr(keep, *p) != NULL)
            g_string_append_c(out, *p);
        else
            g_string_append_printf(out, "%%%02X", (unsigned char)*p);
    }
}

/* A name of labels, or an IPv4 address: a name whose last label is a number is nothing else. */
static bool is_host(const char *host)
{
    const char *label = host;

    for (const char *p = host;; p++) {
        if (*p == '.' || *p == '\0') {
            if (p == label && !(*p == '\0' && p > host))
                return false;
            if (*p == '\0')
                break;
            label = p + 1;
        } else if (!g_ascii_isalnum(*p) && *p != '-' && *p != '_') {
            return false;
        }
    }
    bool number = *label != '\0' && strspn(label, "0123456789") == strlen(label);
    return !number || g_hostname_is_ip_address(host);
}

/* False where a label says it is Punycode ("xn--") and is not. */
static bool is_idna(const char *host)
{
    if (!g_hostname_is_ascii_encoded(host))
        return true;
    g_autofree char *text = g_hostname_to_unicode(host);
    g_autofree char *again = text == NULL ? NULL : g_hostname_to_ascii(text);

    return again != NULL && g_ascii_strcasecmp(host, again) == 0;
}

static bool append_host(GString *out, const char *s, const char *end)
{
    g_autofree char *raw = g_strndup(s, (gsize)(end - s));

    if (*raw == '[') {
        size_t n = strlen(raw);
        if (n < 4 || raw[n - 1] != ']')
            return false;
        g_autofree char *address = g_strndup(raw + 1, n - 2);
        if (strchr(address, '%') != NULL || !g_hostname_is_ip_address(address))
            return false;
        g_string_append(out, raw);
        return true;
    }
    g_autofree char *plain = g_uri_unescape_string(raw, NULL);
    if (plain == NULL || !g_utf8_validate(plain, -1, NULL))
        return false;
    g_autofree char *ascii =
        g_hostname_is_non_ascii(plain) ? g_hostname_to_ascii(plain) : g_strdup(plain);
    if (ascii == NULL || !is_host(ascii) || !is_idna(ascii))
        return false;
    g_string_append(out, ascii);
    return true;
}

/* [user@]host[:port] between s and end. */
static bool append_authority(GString *out, const char *s, const char *end)
{
    const char *at = g_strrstr_len(s, end - s, "@");
    const char *host = at == NULL ? s : at + 1;
    const char *close = g_strrstr_len(host, end - host, "]");
    const char *colon = g_strrstr_len(host, end - host, ":");

    if (colon != NULL && close != NULL && colon < close)
        colon = NULL;
    if (at != NULL) {
        append_encoded(out, s, at, ":");
        g_string_append_c(out, '@');
    }
    if (!append_host(out, host, colon == NULL ? end : colon))
        return false;
    if (colon == NULL || colon + 1 == end)
        return true;
    unsigned port = 0;
    for (const char *p = colon + 1; p < end; p++) {
        if (!g_ascii_isdigit(*p) || (port = port * 10 + (unsigned)(*p - '0')) > 65535)
            return false;
    }
    g_string_append_printf(out, ":%u", port);
    return true;
}

static bool append_url(GString *out, const char *url)
{
    static const struct {
        const char *name;
        bool host;
    } schemes[] = {
        {"http", true}, {"https", true}, {"ftp", true}, {"mailto", false}, {"tel", false},
    };
    const char *rest = url + strcspn(url, ":/?#");
    size_t i = 0;

    if (g_str_has_prefix(url, "//")) {
        i = 1; /* the page that it would take its scheme from is in a book */
        rest = url;
    } else if (*rest == ':') {
        while (i < G_N_ELEMENTS(schemes) &&
               (strlen(schemes[i].name) != (size_t)(rest - url) ||
                g_ascii_strncasecmp(schemes[i].name, url, (size_t)(rest - url)) != 0))
            i++;
        rest++;
    } else {
        return false;
    }
    if (i == G_N_ELEMENTS(schemes))
        return false;
    g_string_append_printf(out, "%s:", schemes[i].name);
    if (schemes[i].host) {
        if (!g_str_has_prefix(rest, "//"))
            return false;
        const char *end = rest + 2 + strcspn(rest + 2, "/?#\\");
        g_string_append(out, "//");
        if (!append_authority(out, rest + 2, end))
            return false;
        rest = end;
        if (*rest == '\\') { /* browsers take it for a slash */
            g_string_append_c(out, '/');
            rest++;
        }
    } else if (*rest == '\0') {
        return false;
    }
    const char *hash = rest + strcspn(rest, "#");
    append_encoded(out, rest, hash, ":@/?");
    if (*hash == '#') {
        g_string_append_c(out, '#');
        append_encoded(out, hash + 1, hash + strlen(hash), ":@/?");
    }
    return true;
}

bool markup_url(GString *out, const char *url)
{
    g_autofree char *trimmed = g_strstrip(g_strdup(url));
    gsize before = out->len;
    bool ok = append_url(out, trimmed);

    if (!ok)
        g_string_truncate(out, before);
    return ok;
}

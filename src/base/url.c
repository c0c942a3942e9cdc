#include "base/url.h"

#include <string.h>

size_t url_scheme(const char *url)
{
    size_t n = 0;

    if (!g_ascii_isalpha(url[0]))
        return 0;
    while (g_ascii_isalnum(url[n]) || (url[n] != '\0' && strchr("+-.", url[n]) != NULL))
        n++;
    return url[n] == ':' ? n : 0;
}

bool url_is_safe(const char *url)
{
    static const char *const safe[] = {"http", "https", "mailto", "ftp", "tel"};
    char scheme[16];
    size_t n = 0;
    bool ignored = false;
    const char *p = url;

    for (; *p != '\0' && strchr(":/?#", *p) == NULL; p++) {
        if ((unsigned char)*p <= ' ' || *p == 0x7f)
            ignored = true;
        else if (n + 1 < sizeof scheme)
            scheme[n++] = g_ascii_tolower(*p);
    }
    scheme[n] = '\0';
    if (*p != ':') /* no scheme */
        return true;
    for (size_t i = 0; i < G_N_ELEMENTS(safe); i++)
        if (strcmp(scheme, safe[i]) == 0)
            return true;
    /* a file may be called "12:30.md" or "图: 一.md": only a scheme's characters make a scheme */
    return !ignored && url_scheme(url) == 0;
}

static int hex_byte(const char *p)
{
    int high = g_ascii_xdigit_value(p[0]);
    int low = high < 0 ? -1 : g_ascii_xdigit_value(p[1]);

    return low < 0 ? -1 : high * 16 + low;
}

bool url_is_local(const char *url)
{
    bool drive = g_ascii_isalpha(url[0]) && url[1] == ':' && (url[2] == '\\' || url[2] == '/');

    return drive || g_ascii_strncasecmp(url, "file:", 5) == 0;
}

char *url_decode(struct arena *a, const char *s)
{
    char *out = arena_strdup(a, s), *q = out;

    for (const char *p = s; *p != '\0'; p++) {
        int byte = *p == '%' ? hex_byte(p + 1) : -1;
        if (byte > 0) {
            *q++ = (char)byte;
            p += 2;
        } else {
            *q++ = *p;
        }
    }
    *q = '\0';
    return g_utf8_validate(out, -1, NULL) ? out : NULL;
}

static char *encode(struct arena *a, const char *s, const char *forbidden, bool keep_sequences)
{
    g_autoptr(GString) out = g_string_new(NULL);

    for (const char *p = s; *p != '\0'; p++) {
        unsigned char c = (unsigned char)*p;
        bool bad = c <= ' ' || c >= 0x7f || strchr(forbidden, c) != NULL;
        if (c == '%' && keep_sequences)
            bad = hex_byte(p + 1) < 0;
        if (bad)
            g_string_append_printf(out, "%%%02X", c);
        else
            g_string_append_c(out, (char)c);
    }
    return arena_strdup(a, out->str);
}

char *url_encode(struct arena *a, const char *url)
{
    return encode(a, url, "\"<>\\^`{|}", true);
}

char *url_encode_path(struct arena *a, const char *path)
{
    return encode(a, path, "\"<>\\^`{|}?#%[]", false);
}

/* ------------------------------------------------------------------ absolute URLs */

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

bool url_append_absolute(GString *out, const char *url)
{
    g_autofree char *trimmed = g_strstrip(g_strdup(url));
    gsize before = out->len;
    bool ok = append_url(out, trimmed);

    if (!ok)
        g_string_truncate(out, before);
    return ok;
}

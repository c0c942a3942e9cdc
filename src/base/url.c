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

#include "read/import_int.h"

#include "base/encoding.h"

#include <fnmatch.h>
#include <string.h>

enum { MAX_TRIES = 200 /* each goes through all files */ };

#define LOST "\xef\xbf\xbd" /* U+FFFD */

/* Appends a character to a pattern of fnmatch. */
static void append_plain(GString *out, const char *c, size_t n)
{
    if (n == 1 && strchr("*?[]\\", *c) != NULL)
        g_string_append_c(out, '\\');
    g_string_append_len(out, c, (gssize)n);
}

/* The path, any characters in place of each run of those that are lost. */
static void readable_pattern(const char *path, GString *out)
{
    for (const char *p = path; *p != '\0'; p = g_utf8_next_char(p)) {
        if (!g_str_has_prefix(p, LOST))
            append_plain(out, p, (size_t)(g_utf8_next_char(p) - p));
        else if (out->len == 0 || out->str[out->len - 1] != '*')
            g_string_append_c(out, '*');
    }
}

/* The path as the encoding garbles it, byte for byte: any characters, or none, where that has none
 * for a byte. */
static void garbled_pattern(const char *path, const char *encoding, GString *out)
{
    for (const char *p = path; *p != '\0'; p++) {
        gsize n = 0;
        bool lost = g_str_has_prefix(p, LOST);
        g_autofree char *c = lost ? NULL : g_convert(p, 1, "UTF-8", encoding, NULL, &n, NULL);
        if (c != NULL)
            append_plain(out, c, n);
        else if (out->len == 0 || out->str[out->len - 1] != '*')
            g_string_append_c(out, '*');
        p += lost ? strlen(LOST) - 1 : 0;
    }
}

/* The one file that a pattern fits; NULL: none, or several. */
static const char *find_one(struct import_source *s, const char *pattern)
{
    const char *found = NULL;
    size_t from, to, folder = strcspn(pattern, "*?[\\");

    while (folder > 0 && pattern[folder] != '/')
        folder--;
    listing_folder(s->i->listing, arena_strndup(s->scratch, pattern, folder), &from, &to);
    for (size_t i = from; i < to; i++) {
        const char *path = s->i->listing->paths[i];
        if (g_str_is_ascii(path) || fnmatch(pattern, path, FNM_PATHNAME) != 0)
            continue;
        if (found != NULL)
            return NULL;
        found = path;
    }
    return found;
}

const char *import_garbled(struct import_source *s, const char *path)
{
    g_autoptr(GString) pattern = g_string_new(NULL);
    const char *found = NULL;

    if (g_str_is_ascii(path) || ++s->garbled > MAX_TRIES)
        return NULL;
    if (strstr(path, LOST) != NULL) {
        readable_pattern(path, pattern);
        found = find_one(s, pattern->str);
    }
    if (found == NULL) {
        g_string_truncate(pattern, 0);
        garbled_pattern(path, s->repair->encoding, pattern);
        found = find_one(s, pattern->str);
    }
    return found;
}

/* The texts of a notebook: lists of lines, and what programs write for terminals. */
#include "read/notebook_int.h"

#include "read/md_source.h"

#include <string.h>

/* Appends a string; each of its lines stands on the line of the file that the string does. */
static void append(const struct notebook *nb, GString *out, const struct nb_value *v,
                   struct line_map *map, bool *fresh)
{
    for (const char *p = v->u.string; *p != '\0';) {
        size_t n = strcspn(p, "\n");
        bool end = p[n] == '\n';
        if (*fresh && map != NULL)
            line_map_add(map, nb->md.chapter->path, v->line, false);
        g_string_append_len(out, p, (gssize)(n + end));
        *fresh = end;
        p += n + end;
    }
}

GString *nb_text(const struct notebook *nb, const struct nb_value *v, struct line_map *map)
{
    bool fresh = true;
    size_t bad;

    if (v == NULL || (v->kind != NB_STRING && v->kind != NB_LIST))
        return NULL;
    g_autoptr(GString) raw = g_string_new(NULL);
    if (v->kind == NB_STRING)
        append(nb, raw, v, map, &fresh);
    for (const struct nb_value *s = v->kind == NB_LIST ? v->first : NULL; s != NULL; s = s->next)
        if (s->kind == NB_STRING)
            append(nb, raw, s, map, &fresh);
    /* line ends; they are no more lines than before but for a lone carriage return */
    GString *clean =
        strchr(raw->str, '\r') != NULL ? md_source_clean(raw->str, raw->len, &bad) : NULL;
    return clean != NULL ? clean : g_steal_pointer(&raw);
}

/* ---- terminals ---- */

/* Behind the escape sequence at p: CSI, OSC and the short ones of ECMA-48. */
static const char *skip_sequence(const char *p)
{
    if (p[1] == '[') {
        for (p += 2; *p >= 0x20 && *p < 0x40; p++)
            continue;
        return *p >= 0x40 && *p < 0x7f ? p + 1 : p;
    }
    if (p[1] == ']' || p[1] == 'P' || p[1] == '_' || p[1] == '^') {
        for (p += 2; *p != '\0' && *p != '\a' && *p != '\n'; p++)
            if (*p == 033 && p[1] == '\\')
                return p + 2;
        return *p == '\a' ? p + 1 : p;
    }
    for (p++; *p >= 0x20 && *p < 0x30; p++)
        continue;
    return *p >= 0x30 && *p < 0x7f ? p + 1 : p;
}

/* A line as it stands at last: `at` is where the next character goes. */
struct row {
    GArray *chars; /* gunichar */
    guint at;
};

static void put_char(struct row *r, gunichar c)
{
    if (r->at == r->chars->len)
        g_array_append_val(r->chars, c);
    else
        g_array_index(r->chars, gunichar, r->at) = c;
    r->at++;
}

static void end_row(struct row *r, GString *out)
{
    for (guint i = 0; i < r->chars->len; i++)
        g_string_append_unichar(out, g_array_index(r->chars, gunichar, i));
    g_array_set_size(r->chars, 0);
    r->at = 0;
}

/* A sequence that empties the line: "\x1b[2K", "\x1b[K". */
static bool erases(const char *p, const char *end)
{
    return end - p >= 3 && p[1] == '[' && end[-1] == 'K';
}

char *nb_terminal_text(struct arena *a, const char *text)
{
    struct row row = {g_array_new(FALSE, FALSE, sizeof(gunichar)), 0};
    g_autoptr(GString) out = g_string_new(NULL);

    for (const char *p = text; *p != '\0';) {
        unsigned char c = (unsigned char)*p;
        if (c == 033) {
            const char *end = skip_sequence(p);
            if (erases(p, end))
                g_array_set_size(row.chars, row.at);
            p = end;
            continue;
        }
        if (c == '\n') {
            end_row(&row, out);
            g_string_append_c(out, '\n');
        } else if (c == '\r') {
            row.at = p[1] == '\n' ? row.at : 0;
        } else if (c == '\b') {
            row.at -= row.at > 0;
        } else if (c == '\t' || (c >= 0x20 && c != 0x7f)) {
            put_char(&row, g_utf8_get_char(p));
        }
        p = g_utf8_next_char(p);
    }
    end_row(&row, out);
    g_array_unref(row.chars);
    return arena_strndup(a, out->str, out->len);
}

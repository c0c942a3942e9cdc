/* Python-Markdown's snippets, as MkDocs has them: --8<-- "file", the same with lines or a section,
 * and the block of several files between two such marks. Code is no exception to them. */
#include "read/expand_int.h"

#include <string.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* The length of a mark ("--8<--", any number of hyphens) at p; 0: there is none. */
static size_t mark_length(const char *p, const char *end)
{
    const char *q = p;

    while (q < end && *q == '-')
        q++;
    if (q == p || end - q < 3 || q[0] != '8' || q[1] != '<' || q[2] != '-')
        return 0;
    for (q += 2; q < end && *q == '-';)
        q++;
    return (size_t)(q - p);
}

/* A line that is a mark, or a mark and a file's name. */
struct mark {
    size_t indent; /* bytes of blanks before it */
    bool escaped;  /* a semicolon keeps it */
    char *file;    /* NULL: the mark of a block */
};

static bool parse_mark(const struct xline *l, struct mark *m)
{
    const char *p = l->s, *end = p + l->n;

    *m = (struct mark){0};
    while (end > p && is_blank(end[-1]))
        end--;
    while (p < end && is_blank(*p))
        p++;
    m->indent = (size_t)(p - l->s);
    for (; p < end && *p == ';'; p++)
        m->escaped = true;
    size_t n = mark_length(p, end);
    if (n == 0)
        return false;
    p += n;
    if (p == end)
        return true;
    while (p < end && is_blank(*p))
        p++;
    if (end - p < 3 || (*p != '"' && *p != '\'') || end[-1] != *p)
        return false;
    m->file = g_strndup(p + 1, (size_t)(end - p) - 2);
    return true;
}

/* ---- parts of a file ---- */

/* "[start:name]" or "[end:name]" behind a mark in the line; *name is in the line. */
static bool section_mark(const struct xline *l, bool *start, const char **name, size_t *n)
{
    const char *end = l->s + l->n;
    const char *p = memmem(l->s, l->n, "8<", 2);

    if (p == NULL)
        return false;
    while (p < end && *p != '[')
        p++;
    if (p == end)
        return false;
    *start = end - p > 7 && memcmp(p, "[start:", 7) == 0;
    if (!*start && (end - p < 6 || memcmp(p, "[end:", 5) != 0))
        return false;
    p += *start ? 7 : 5;
    while (p < end && is_blank(*p))
        p++;
    const char *close = memchr(p, ']', (size_t)(end - p));
    if (close == NULL)
        return false;
    *name = p;
    while (close > p && is_blank(close[-1]))
        close--;
    *n = (size_t)(close - p);
    return true;
}

/* Keeps a section (NULL: everything), without the lines that mark sections. */
static bool keep_section(GArray *lines, const char *section)
{
    bool inside = section == NULL, found = inside, start;
    guint kept = 0;

    for (guint i = 0; i < lines->len; i++) {
        struct xline l = *xline_at(lines, i);
        const char *name;
        size_t n;
        if (!section_mark(&l, &start, &name, &n)) {
            if (inside)
                g_array_index(lines, struct xline, kept++) = l;
        } else if (section != NULL && strlen(section) == n && memcmp(section, name, n) == 0) {
            inside = start;
            found |= start;
        }
    }
    g_array_set_size(lines, kept);
    return found;
}

/* A line's number; negative ones count from the end. */
static long read_line(const char *s, long fallback, long n_lines)
{
    char *end;
    long value = strtol(s, &end, 10);

    if (end == s)
        return fallback;
    return value < 0 ? MAX(n_lines + value + 1, 0) : value;
}

/* "2:5,8:9": keeps these lines. */
static void keep_ranges(GArray *lines, const char *ranges)
{
    g_auto(GStrv) parts = g_strsplit(ranges, ",", -1);
    GArray *kept = g_array_new(FALSE, FALSE, sizeof(struct xline));
    long n = (long)lines->len;

    for (char **part = parts; *part != NULL; part++) {
        const char *colon = strchr(*part, ':');
        long first = read_line(*part, 1, n);
        long last = colon != NULL ? read_line(colon + 1, n, n) : first;
        for (long i = MAX(first, 1); i <= MIN(last, n) && kept->len < 2 * lines->len; i++)
            g_array_append_val(kept, g_array_index(lines, struct xline, i - 1));
    }
    g_array_set_size(lines, 0);
    g_array_append_vals(lines, kept->data, kept->len);
    g_array_unref(kept);
}

/* ---- taking in ---- */

static void expand_lines(struct expander *x, const struct include *from, const GArray *in,
                         GArray *out);

/* Takes the file in, its lines indented as the mark is; false, reported. */
static bool take_in(struct expander *x, const struct include *from, const struct xline *like,
                    size_t indent, const char *what, GArray *out)
{
    const char *here = path_dir(x->a, from->path);
    const char *roots[] = {"", here, "docs", NULL};
    const char *colon = strchr(what, ':'), *part = colon != NULL ? colon + 1 : NULL;
    g_autofree char *file = g_strndup(what, colon != NULL ? (size_t)(colon - what) : strlen(what));
    struct include frame = {.outer = from};

    if (strstr(what, "://") != NULL) {
        include_complain(x, like, what, "it is an address, and nothing is fetched");
        return false;
    }
    GArray *lines = include_read(x, from, like, file, roots, &frame.path);
    if (lines == NULL)
        return false;
    bool section = part != NULL && g_ascii_isalpha(*part);
    if (part != NULL && !section)
        keep_ranges(lines, part);
    if (!keep_section(lines, section ? part : NULL)) {
        g_autofree char *reason = g_strdup_printf("there is no section \"%s\" in it", part);
        include_complain(x, like, file, reason);
        g_array_unref(lines);
        return false;
    }
    bool fits = include_count(x, like, what, lines);
    GArray *expanded = g_array_new(FALSE, FALSE, sizeof(struct xline));
    if (fits)
        expand_lines(x, &frame, lines, expanded);
    for (guint i = 0; i < expanded->len; i++) {
        const struct xline *l = xline_at(expanded, i);
        g_autofree char *prefix = g_strndup(like->s, indent);
        g_autofree char *text = g_strndup(l->s, l->n);
        g_autofree char *whole = g_strconcat(prefix, text, NULL);
        if (indent == 0)
            g_array_append_val(out, *l);
        else
            xline_put(x, out, l, whole, indent + l->n);
    }
    g_array_unref(expanded);
    g_array_unref(lines);
    return fits;
}

/* The index of the mark that closes the block at `i`; 0: none does. */
static guint block_end(const GArray *in, guint i)
{
    for (guint k = i + 1; k < in->len; k++) {
        struct mark m;
        bool end = parse_mark(xline_at(in, k), &m);
        bool bare = end && m.file == NULL && !m.escaped;
        g_free(m.file);
        if (bare)
            return k;
    }
    return 0;
}

static void take_block(struct expander *x, const struct include *from, const GArray *in, guint i,
                       guint end, size_t indent, GArray *out)
{
    for (guint k = i + 1; k < end; k++) {
        const struct xline *l = xline_at(in, k);
        g_autofree char *file = g_strstrip(g_strndup(l->s, l->n));
        if (*file == ';')
            x->changed = true;
        else if (*file == '\0' || !take_in(x, from, l, indent, file, out))
            g_array_append_val(out, *l);
    }
    x->changed = true;
}

static void expand_lines(struct expander *x, const struct include *from, const GArray *in,
                         GArray *out)
{
    guint no_end = 0; /* from here on no block is closed */

    for (guint i = 0; i < in->len; i++) {
        const struct xline *l = xline_at(in, i);
        struct mark m;
        if (!xline_has(l, "8<-") || !parse_mark(l, &m)) {
            g_array_append_val(out, *l);
            continue;
        }
        guint end = 0;
        if (m.file == NULL && !m.escaped && no_end == 0) {
            end = block_end(in, i);
            no_end = end == 0;
        }
        if (m.escaped) { /* shown, without its semicolon */
            g_autoptr(GString) text = g_string_new_len(l->s, (gssize)l->n);
            g_string_erase(text, (gssize)m.indent, 1);
            xline_put(x, out, l, text->str, text->len);
        } else if (end > 0) {
            take_block(x, from, in, i, end, m.indent, out);
            i = end;
        } else if (m.file == NULL || !take_in(x, from, l, m.indent, m.file, out)) {
            g_array_append_val(out, *l);
        }
        g_free(m.file);
    }
}

void expand_snippets(struct expander *x, const GArray *in, GArray *out)
{
    const struct include chapter = {.path = x->c->path};

    expand_lines(x, &chapter, in, out);
}

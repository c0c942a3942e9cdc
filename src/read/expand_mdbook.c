/* mdBook's {{#include}} and its kin, as its preprocessor "links" has them: anywhere in a line, in
 * code too, before anything else is looked at. */
#include "read/expand_int.h"

#include <string.h>

/* A line that is put together: what stands before an include, its first line, and so on. */
struct pending {
    struct xline line;
    GString *text; /* NULL: line is one slice */
    bool any;
};

static void add_slice(struct expander *x, struct pending *p, const struct xline *slice)
{
    if (slice->n == 0 && p->any)
        return;
    if (!p->any) {
        p->line = *slice;
        p->any = slice->n > 0;
        return;
    }
    if (p->text == NULL)
        p->text = g_string_new_len(p->line.s, (gssize)p->line.n);
    g_string_append_len(p->text, slice->s, (gssize)slice->n);
    p->line.same = false;
    x->changed = true;
}

static void end_line(struct expander *x, struct pending *p, const struct xline *like, GArray *out)
{
    if (!p->any)
        xline_put(x, out, like, "", 0);
    else if (p->text != NULL)
        xline_put(x, out, &p->line, p->text->str, p->text->len);
    else
        g_array_append_val(out, p->line);
    if (p->text != NULL)
        g_string_free(p->text, TRUE);
    *p = (struct pending){0};
}

/* ---- which lines ---- */

/* The name behind a mark such as "ANCHOR:" in the line; NULL when there is none. */
static const char *anchor_name(const struct xline *l, const char *mark, size_t *n)
{
    const char *end = l->s + l->n, *p = memmem(l->s, l->n, mark, strlen(mark));

    if (p == NULL)
        return NULL;
    for (p += strlen(mark); p < end && g_ascii_isspace(*p);)
        p++;
    const char *q = p;
    while (q < end && (g_ascii_isalnum(*q) || *q == '_' || *q == '-' || (unsigned char)*q >= 0x80))
        q++;
    *n = (size_t)(q - p);
    return q > p ? p : NULL;
}

static bool is_anchor(const struct xline *l, const char *mark, const char *name)
{
    size_t n;
    const char *found = anchor_name(l, mark, &n);

    return found != NULL && (name == NULL || (strlen(name) == n && memcmp(found, name, n) == 0));
}

/* Keeps the lines between the marks of that name, without other marks; `all`: every such stretch,
 * not the first alone. False when there is none. */
static bool keep_anchor(GArray *lines, const char *name, bool all)
{
    bool inside = false, found = false, done = false;
    guint kept = 0;

    for (guint i = 0; i < lines->len && !done; i++) {
        struct xline l = *xline_at(lines, i);
        if (inside && is_anchor(&l, "ANCHOR_END:", NULL)) {
            inside = !is_anchor(&l, "ANCHOR_END:", name);
            done = !inside && !all;
        } else if (!inside && is_anchor(&l, "ANCHOR:", name)) {
            inside = found = true;
        } else if (inside && !is_anchor(&l, "ANCHOR:", NULL)) {
            g_array_index(lines, struct xline, kept++) = l;
        }
    }
    g_array_set_size(lines, kept);
    return found;
}

/* A line number, or NULL where the text is none. */
static bool read_number(const char *s, size_t *number)
{
    char *end;

    if (!g_ascii_isdigit(*s))
        return false;
    guint64 value = g_ascii_strtoull(s, &end, 10);
    *number = value > G_MAXINT ? G_MAXINT : (size_t)value;
    return *end == '\0';
}

/* "2", "2:", ":10", "2:10" or an anchor; false when there is no such anchor. */
static bool select_lines(GArray *lines, const char *what, bool all)
{
    g_auto(GStrv) parts = g_strsplit(what, ":", 3);
    const char *from = parts[0] != NULL ? parts[0] : "", *to = NULL;
    size_t first = 1, last = 0;

    if (parts[0] != NULL)
        to = parts[1];
    bool numbered = read_number(from, &first);
    if (!numbered && *from != '\0')
        return keep_anchor(lines, from, all);
    if (to != NULL && read_number(to, &last) && last < MAX(first, 1))
        g_array_set_size(lines, 0); /* an empty range */
    else
        include_keep(lines, first, to == NULL && numbered ? MAX(first, 1) : last);
    return true;
}

/* ---- directives ---- */

enum directive { INCLUDE, RUSTDOC_INCLUDE, PLAYGROUND, TITLE, UNKNOWN };

struct call {
    enum directive kind;
    char *target; /* path and lines */
    char *rest;   /* what follows the path */
    size_t length;
};

static enum directive directive_of(const char *name, size_t n)
{
    static const struct {
        const char *name;
        enum directive kind;
    } names[] = {{"include", INCLUDE},
                 {"rustdoc_include", RUSTDOC_INCLUDE},
                 {"playground", PLAYGROUND},
                 {"playpen", PLAYGROUND},
                 {"title", TITLE}};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (strlen(names[i].name) == n && memcmp(names[i].name, name, n) == 0)
            return names[i].kind;
    return UNKNOWN;
}

/* `{{#name target rest}}` at p; false when that is none that is known. */
static bool parse_call(const char *p, const char *end, struct call *call)
{
    const char *s = p + 2, *close;

    while (s < end && g_ascii_isspace(*s))
        s++;
    if (s >= end || *s != '#')
        return false;
    const char *name = ++s;
    while (s < end && (g_ascii_isalnum(*s) || *s == '_'))
        s++;
    call->kind = directive_of(name, (size_t)(s - name));
    close = memchr(s, '}', (size_t)(end - s));
    if (call->kind == UNKNOWN || close == NULL || close + 1 >= end || close[1] != '}' ||
        !g_ascii_isspace(*s))
        return false;
    g_autofree char *inside = g_strstrip(g_strndup(s, (size_t)(close - s)));
    if (*inside == '\0')
        return false;
    size_t n = call->kind == TITLE ? strlen(inside) : strcspn(inside, " \t");
    call->target = g_strndup(inside, n);
    call->rest = g_strstrip(g_strdup(inside + n));
    call->length = (size_t)(close + 2 - p);
    return true;
}

static void expand_line(struct expander *x, const struct include *from, const struct xline *l,
                        GArray *out);

static void expand_lines(struct expander *x, const struct include *from, const GArray *in,
                         GArray *out)
{
    for (guint i = 0; i < in->len; i++) {
        const struct xline *l = xline_at(in, i);
        if (xline_has(l, "{{"))
            expand_line(x, from, l, out);
        else
            g_array_append_val(out, *l);
    }
}

/* The lines that a call stands for, with what they take in themselves; NULL, reported. */
static GArray *take_in(struct expander *x, const struct include *from, const struct xline *l,
                       const struct call *call)
{
    g_auto(GStrv) parts = g_strsplit(call->target, ":", 2);
    struct include frame = {.outer = from};
    GArray *lines = include_read(x, from, l, parts[0], NULL, &frame.path);

    if (lines == NULL)
        return NULL;
    if (parts[1] != NULL && !select_lines(lines, parts[1], call->kind == RUSTDOC_INCLUDE)) {
        g_autofree char *reason = g_strdup_printf("there is no anchor \"%s\" in it", parts[1]);
        include_complain(x, l, parts[0], reason);
        g_array_unref(lines);
        return NULL;
    }
    if (!include_count(x, l, call->target, lines)) {
        g_array_unref(lines);
        return NULL;
    }
    GArray *expanded = g_array_sized_new(FALSE, FALSE, sizeof(struct xline), lines->len);
    expand_lines(x, &frame, lines, expanded);
    g_array_unref(lines);
    return expanded;
}

/* The lines around a program: a fence longer than any in it, with mdBook's properties. */
static void put_fence(struct expander *x, struct pending *p, const struct xline *l,
                      const struct call *call, const GArray *lines, bool closing, GArray *out)
{
    g_autoptr(GString) fence = g_string_new("```");

    for (guint i = 0; i < lines->len; i++)
        while (xline_has(xline_at(lines, i), fence->str))
            g_string_append_c(fence, '`');
    if (!closing) {
        g_auto(GStrv) words = g_strsplit_set(call->rest, " \t", -1);
        g_string_append(fence, "rust");
        for (char **w = words; *w != NULL; w++)
            if (**w != '\0')
                g_string_append_printf(fence, ",%s", *w);
    }
    struct xline made = *l;
    made.s = arena_strndup(x->a, fence->str, fence->len);
    made.n = fence->len;
    made.same = false;
    add_slice(x, p, &made);
    end_line(x, p, l, out);
}

/* Puts what the call stands for; false when it stays as it is. */
static bool put_call(struct expander *x, const struct include *from, const struct xline *l,
                     const struct call *call, struct pending *p, GArray *out)
{
    if (call->kind == TITLE) { /* of the page: the running head is what a book has of that kind */
        if (x->c->short_title == NULL)
            x->c->short_title = arena_strdup(x->c->arena, call->target);
        x->changed = true;
        return true;
    }
    GArray *lines = take_in(x, from, l, call);
    if (lines == NULL)
        return false;
    if (call->kind == PLAYGROUND)
        put_fence(x, p, l, call, lines, false, out);
    for (guint i = 0; i < lines->len; i++) {
        add_slice(x, p, xline_at(lines, i));
        if (i + 1 < lines->len || call->kind == PLAYGROUND)
            end_line(x, p, xline_at(lines, i), out);
    }
    if (call->kind == PLAYGROUND)
        put_fence(x, p, l, call, lines, true, out);
    g_array_unref(lines);
    return true;
}

/* The end of what a backslash keeps: mdBook's pattern runs to the line's last braces. */
static const char *escaped_end(const char *p, const char *end)
{
    const char *last = NULL;

    for (; p + 1 < end; p++)
        if (p[0] == '}' && p[1] == '}')
            last = p + 2;
    return last;
}

static void expand_line(struct expander *x, const struct include *from, const struct xline *l,
                        GArray *out)
{
    struct pending pending = {0};
    const char *at = l->s, *end = l->s + l->n, *p = at;
    struct xline slice = *l;

    while (p + 1 < end) {
        struct call call = {0};
        if (p[0] == '\\' && end - p > 4 && memcmp(p + 1, "{{#", 3) == 0 &&
            escaped_end(p, end) != NULL) {
            slice.s = at, slice.n = (size_t)(p - at), slice.same = false;
            add_slice(x, &pending, &slice);
            x->changed = true;
            at = p + 1;
            p = escaped_end(p, end);
        } else if (p[0] == '{' && p[1] == '{' && parse_call(p, end, &call)) {
            slice.s = at, slice.n = (size_t)(p - at), slice.same = false;
            add_slice(x, &pending, &slice);
            if (put_call(x, from, l, &call, &pending, out))
                at = p + call.length;
            else
                at = p;
            p += call.length;
            g_free(call.target);
            g_free(call.rest);
        } else {
            p++;
        }
    }
    slice.s = at, slice.n = (size_t)(end - at), slice.same = at == l->s;
    add_slice(x, &pending, &slice);
    end_line(x, &pending, l, out);
}

void expand_mdbook(struct expander *x, const GArray *in, GArray *out)
{
    const struct include chapter = {.path = x->c->path};

    expand_lines(x, &chapter, in, out);
}

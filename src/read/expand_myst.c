/* Fences that are no code: MyST's and Sphinx's ```{note}, and mdBook's ```admonish. Those that hold
 * Markdown become fences of colons, line for line; those that take a file in become what they take;
 * the others are code, and read/md_code.c knows their names. */
#include "read/container.h"
#include "read/expand_int.h"
#include "read/langs.h"
#include "read/line_scan.h"

#include <string.h>

enum { MAX_OPEN = 32 };

/* A fence whose lines are Markdown. */
struct fence {
    char c;
    size_t length, quotes;
    bool bare; /* its own lines go: raw HTML */
};

struct rewriter {
    struct expander *x;
    const GArray *in;
    GArray *out;
    struct line_scan scan;
    struct fence open[MAX_OPEN];
    size_t n_open;
};

/* The line that a fence opens in: its prefix, length and info string. */
struct opening {
    const struct xline *line;
    size_t prefix, marker, length;
    char c;
    char *info;
};

static bool parse_name(const char *info, char **name, char **rest)
{
    size_t n = 1;

    if (*info != '{')
        return false;
    while (g_ascii_isalnum(info[n]) ||
           (n > 1 && strchr("-_:.", info[n]) != NULL && info[n] != '\0'))
        n++;
    if (n == 1 || info[n] != '}')
        return false;
    *name = g_strndup(info + 1, n - 1);
    *rest = g_strstrip(g_strdup(info + n + 1));
    return true;
}

static void put_text(struct rewriter *r, const struct xline *like, GString *text)
{
    line_scan(&r->scan, text->str, text->len);
    xline_put(r->x, r->out, like, text->str, text->len);
}

static void put_colons(struct rewriter *r, const struct opening *o, const char *rest)
{
    g_autoptr(GString) text = g_string_new_len(o->line->s, (gssize)o->prefix);

    for (size_t i = 0; i < o->length; i++)
        g_string_append_c(text, ':');
    g_string_append(text, rest);
    put_text(r, o->line, text);
}

/* The line's first bytes, with list markers as blanks: what a line below it begins with. */
static GString *next_prefix(const struct opening *o)
{
    GString *text = g_string_new_len(o->line->s, (gssize)o->marker);

    for (size_t i = o->marker; i < o->prefix; i++)
        g_string_append_c(text, ' ');
    return text;
}

static void push(struct rewriter *r, const struct opening *o, bool bare)
{
    r->open[r->n_open++] = (struct fence){o->c, o->length, r->scan.quotes, bare};
}

/* ---- mdbook-admonish ---- */

static char *admonish_value(const char *info, const char *key)
{
    const char *p = strstr(info, key);
    size_t n = strlen(key);

    while (p != NULL && (p[n] != '=' || (p > info && strchr(" ,", p[-1]) == NULL)))
        p = strstr(p + n, key);
    if (p == NULL)
        return NULL;
    p += n + 1;
    bool quoted = *p == '"' || *p == '\'';
    const char *end = quoted ? strchr(p + 1, *p) : p + strcspn(p, " ,");
    return end != NULL ? g_strndup(p + quoted, (size_t)(end - p) - quoted) : NULL;
}

static void put_option(struct rewriter *r, const struct opening *o, const char *key,
                       const char *value)
{
    GString *text = next_prefix(o);

    g_string_append_printf(text, ":%s: %s", key, value);
    xline_put(r->x, r->out, o->line, text->str, text->len);
    g_string_free(text, TRUE);
}

/* "admonish warning "Title"", "admonish type="x", title='y', collapsible=true". */
static void rewrite_admonish(struct rewriter *r, const struct opening *o)
{
    const char *rest = o->info + strlen("admonish") + strspn(o->info + strlen("admonish"), " ");
    size_t n = strcspn(rest, " ,=\"");
    bool word = n > 0 && rest[n] != '=';
    g_autofree char *type = word ? g_strndup(rest, n) : admonish_value(rest, "type");
    g_autofree char *title = admonish_value(rest, "title");
    g_autofree char *id = admonish_value(rest, "id");
    g_autofree char *folded = admonish_value(rest, "collapsible");
    const char *quote = word ? rest + n + strspn(rest + n, " ") : "";

    if (title == NULL && *quote == '"' && strchr(quote + 1, '"') != NULL)
        title = g_strndup(quote + 1, (size_t)(strchr(quote + 1, '"') - quote) - 1);
    put_colons(r, o, "{admonition}");
    put_option(r, o, "class", type != NULL ? type : "note");
    if (title != NULL)
        put_option(r, o, "title", title);
    if (id != NULL)
        put_option(r, o, "name", id);
    if (g_strcmp0(folded, "true") == 0)
        put_option(r, o, "collapsible", "true");
    push(r, o, false);
}

/* ---- directives that take files in ---- */

struct options {
    char *lines, *start_after, *end_before, *start_at, *end_at, *start_line, *end_line;
    char *language, *caption, *label;
};

static void read_option(struct options *p, const char *s)
{
    const struct {
        const char *key;
        char **value;
    } keys[] = {{":lines:", &p->lines},
                {":start-after:", &p->start_after},
                {":end-before:", &p->end_before},
                {":start-at:", &p->start_at},
                {":end-at:", &p->end_at},
                {":start-line:", &p->start_line},
                {":end-line:", &p->end_line},
                {":language:", &p->language},
                {":lang:", &p->language},
                {":caption:", &p->caption},
                {":filename:", &p->caption},
                {":name:", &p->label},
                {":label:", &p->label}};

    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        if (g_str_has_prefix(s, keys[i].key)) {
            g_free(*keys[i].value);
            *keys[i].value = g_strstrip(g_strdup(s + strlen(keys[i].key)));
        }
}

static void options_clear(struct options *p)
{
    char **all[] = {&p->lines,      &p->start_after, &p->end_before, &p->start_at, &p->end_at,
                    &p->start_line, &p->end_line,    &p->language,   &p->caption,  &p->label};

    for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
        g_clear_pointer(all[i], g_free);
}

/* Cuts the lines before (or with) the first that holds the text, or behind it. */
static void cut_at(GArray *lines, const char *text, bool start, bool with)
{
    if (text == NULL || *text == '\0')
        return;
    for (guint i = 0; i < lines->len; i++) {
        if (!xline_has(xline_at(lines, i), text))
            continue;
        if (start)
            g_array_remove_range(lines, 0, i + !with);
        else
            g_array_set_size(lines, i + with);
        return;
    }
}

/* "1-5,8,10-" */
static void keep_lines(GArray *lines, const char *spec)
{
    g_auto(GStrv) parts = g_strsplit(spec, ",", -1);
    GArray *kept = g_array_new(FALSE, FALSE, sizeof(struct xline));

    for (char **part = parts; *part != NULL; part++) {
        const char *s = g_strstrip(*part), *dash = strchr(s, '-');
        guint64 first = g_ascii_isdigit(*s) ? g_ascii_strtoull(s, NULL, 10) : 1, last = first;
        if (dash != NULL)
            last = g_ascii_isdigit(dash[1]) ? g_ascii_strtoull(dash + 1, NULL, 10) : lines->len;
        for (guint64 i = MAX(first, 1); i <= MIN(last, lines->len) && kept->len < 2 * lines->len;
             i++)
            g_array_append_val(kept, g_array_index(lines, struct xline, i - 1));
    }
    g_array_set_size(lines, 0);
    g_array_append_vals(lines, kept->data, kept->len);
    g_array_unref(kept);
}

static void select_lines(GArray *lines, const struct options *p)
{
    guint64 from = p->start_line != NULL ? g_ascii_strtoull(p->start_line, NULL, 10) : 0;
    guint64 to = p->end_line != NULL ? g_ascii_strtoull(p->end_line, NULL, 10) : 0;

    if (from > 0 || to > 0) /* counted from 0, the last not with them */
        include_keep(lines, (size_t)MIN(from, G_MAXINT) + 1, (size_t)MIN(to, G_MAXINT));
    cut_at(lines, p->start_after, true, false);
    cut_at(lines, p->start_at, true, true);
    cut_at(lines, p->end_before, false, false);
    cut_at(lines, p->end_at, false, true);
    if (p->lines != NULL)
        keep_lines(lines, p->lines);
}

/* The index of the line that closes the fence at `i`; its options on the way. 0: none does. */
static guint read_body(const struct rewriter *r, guint i, const struct opening *o,
                       struct options *p)
{
    for (guint k = i + 1; k < r->in->len; k++) {
        const struct xline *l = xline_at(r->in, k);
        g_autofree char *text = g_strstrip(g_strndup(l->s, l->n));
        const char *s = text + strspn(text, "> ");
        char c;
        size_t n = line_fence(s, s + strlen(s), &c);
        if (n >= o->length && c == o->c && s[n] == '\0')
            return k;
        read_option(p, s);
    }
    return 0;
}

/* Lines that are taken in, each behind what the block they stand in begins its lines with. */
static void put_lines(struct rewriter *r, const GString *prefix, const GArray *lines)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint i = 0; i < lines->len; i++) {
        const struct xline *l = xline_at(lines, i);
        g_string_assign(text, prefix->str);
        g_string_append_len(text, l->s, (gssize)l->n);
        line_scan(&r->scan, text->str, text->len);
        if (prefix->len == 0)
            g_array_append_val(r->out, *l);
        else
            xline_put(r->x, r->out, l, text->str, text->len);
    }
}

static void take_code(struct rewriter *r, const struct opening *o, const struct options *p,
                      const char *file, const GArray *lines)
{
    g_autoptr(GString) prefix = next_prefix(o), text = g_string_new(NULL);
    g_autoptr(GString) ticks = g_string_new("```");
    const char *suffix = path_suffix(file);

    for (guint i = 0; i < lines->len; i++)
        while (xline_has(xline_at(lines, i), ticks->str))
            g_string_append_c(ticks, '`');
    g_string_append_len(text, o->line->s, (gssize)o->prefix);
    g_string_append_printf(text, "%s%s", ticks->str,
                           p->language != NULL ? p->language : suffix + (*suffix == '.'));
    if (p->caption != NULL)
        g_string_append_printf(text, " title=\"%s\"", p->caption);
    put_text(r, o->line, text);
    put_lines(r, prefix, lines);
    g_string_assign(text, prefix->str);
    g_string_append(text, ticks->str);
    put_text(r, o->line, text);
}

static void rewrite_lines(struct rewriter *r, const struct include *from);

static void take_page(struct rewriter *r, const struct include *frame, const struct opening *o,
                      const GArray *lines)
{
    g_autoptr(GString) prefix = next_prefix(o);
    struct rewriter inner = {.x = r->x, .in = lines};

    inner.out = g_array_new(FALSE, FALSE, sizeof(struct xline));
    rewrite_lines(&inner, frame);
    put_lines(r, prefix, inner.out);
    g_array_unref(inner.out);
}

/* {include} and {literalinclude}; the index of the last line they take, 0: they stay as they are.
 */
static guint take_in(struct rewriter *r, const struct include *from, guint i,
                     const struct opening *o, const char *name, const char *file)
{
    bool code = strcmp(name, "literalinclude") == 0;
    struct include frame = {.outer = from};
    struct options p = {0};
    guint end = read_body(r, i, o, &p);
    GArray *lines = NULL;

    if (end > 0 && *file != '\0')
        lines = include_read(r->x, from, o->line, file, NULL, &frame.path);
    if (lines == NULL) {
        options_clear(&p);
        return 0;
    }
    if (!code)
        include_skip_front(lines);
    select_lines(lines, &p);
    bool fits = include_count(r->x, o->line, file, lines);
    if (fits && code)
        take_code(r, o, &p, file, lines);
    else if (fits)
        take_page(r, &frame, o, lines);
    g_array_unref(lines);
    options_clear(&p);
    return fits ? end : 0;
}

/* ---- any fence ---- */

static bool is_markdown(const struct rewriter *r, const struct container *c)
{
    bool myst = (r->x->dialects & DIALECT_MYST) != 0;

    if (c->role == CONTAINER_CODE)
        return false;
    return myst || (c->role != CONTAINER_LINK && c->role != CONTAINER_NOTHING);
}

/* A name that is neither a container nor a language: told once. */
static void report_unknown(struct rewriter *r, const struct opening *o, const char *name)
{
    g_autofree char *text = g_strdup_printf("{%s}", name);

    if ((r->x->dialects & DIALECT_MYST) == 0 || lang_find(name, strlen(name)) != NULL ||
        strcmp(name, "math") == 0 || strcmp(name, "r") == 0 || strcmp(name, "mermaid") == 0 ||
        !expand_first(r->x, text))
        return;
    diag_add(r->x->d, DIAG_TAG_UNKNOWN, xline_loc(o->line), text, NULL);
}

/* Rewrites the line that opens a fence; the index of the last line that is done with, G_MAXUINT:
 * the line stays. */
static guint rewrite_opening(struct rewriter *r, const struct include *from, guint i,
                             const struct opening *o)
{
    g_autofree char *name = NULL, *rest = NULL, *colons = NULL;
    bool admonish = (r->x->dialects & DIALECT_MDBOOK) != 0 &&
                    g_str_has_prefix(o->info, "admonish") &&
                    (o->info[8] == '\0' || o->info[8] == ' ' || o->info[8] == ',');

    if (r->n_open == MAX_OPEN)
        return G_MAXUINT;
    if (admonish) {
        rewrite_admonish(r, o);
        return i;
    }
    if (strcmp(o->info, "{=html}") == 0 && (r->x->dialects & DIALECT_MYST) != 0) {
        xline_put(r->x, r->out, o->line, "", 0);
        push(r, o, true);
        return i;
    }
    if (!parse_name(o->info, &name, &rest))
        return G_MAXUINT;
    bool file = strcmp(name, "include") == 0 || strcmp(name, "literalinclude") == 0;
    if (file && (r->x->dialects & DIALECT_MYST) != 0) {
        guint end = take_in(r, from, i, o, name, rest);
        return end > 0 ? end : G_MAXUINT;
    }
    const struct container *c = container_of_directive(r->x->a, name, rest);
    if (c == NULL)
        report_unknown(r, o, name);
    if (c == NULL || !is_markdown(r, c))
        return G_MAXUINT;
    colons = g_strdup_printf("{%s} %s", name, rest);
    put_colons(r, o, g_strchomp(colons));
    push(r, o, false);
    return i;
}

/* The line that closes the innermost fence of Markdown. */
static bool closes(const struct rewriter *r, const struct opening *o)
{
    const struct fence *f = r->n_open > 0 ? &r->open[r->n_open - 1] : NULL;

    return f != NULL && *o->info == '\0' && o->c == f->c && o->length >= f->length;
}

static void rewrite_closing(struct rewriter *r, struct opening *o)
{
    const struct fence *f = &r->open[--r->n_open];

    o->length = f->length;
    if (f->bare)
        xline_put(r->x, r->out, o->line, "", 0);
    else
        put_colons(r, o, "");
}

static void rewrite_lines(struct rewriter *r, const struct include *from)
{
    for (guint i = 0; i < r->in->len; i++) {
        const struct xline *l = xline_at(r->in, i);
        struct line_scan next = r->scan;
        bool opens = line_scan(&next, l->s, l->n) == LINE_FENCE && next.fence != '\0';
        guint done = G_MAXUINT;
        if (opens) {
            struct opening o = {l, next.prefix, next.marker, next.length, next.fence, NULL};
            const char *info = l->s + next.prefix + next.length;
            o.info = g_strstrip(g_strndup(info, (size_t)(l->s + l->n - info)));
            if (closes(r, &o)) {
                rewrite_closing(r, &o);
                done = i;
            } else {
                done = rewrite_opening(r, from, i, &o);
            }
            g_free(o.info);
        }
        if (done == G_MAXUINT) {
            r->scan = next;
            g_array_append_val(r->out, *l);
        } else {
            i = done;
        }
    }
}

void expand_myst(struct expander *x, const GArray *in, GArray *out)
{
    const struct include chapter = {.path = x->c->path};
    struct rewriter r = {.x = x, .in = in, .out = out};

    rewrite_lines(&r, &chapter);
}

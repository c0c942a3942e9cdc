/* Pages that other tools take in with a line of their own: GitBook's and Jekyll's {% include %},
 * Quarto's {{< include >}}, VitePress's comments, HonKit's [import](file). */
#include "read/expand_int.h"
#include "read/line_scan.h"
#include "read/shortcode.h"

#include <string.h>

/* What a line takes in. */
struct page {
    char *file;
    char *part;     /* "2-5", "#region", a marker's name; NULL: all of it */
    char *language; /* code in that language; NULL: Markdown */
    char *title;    /* of the code; NULL: none */
    const char *const *roots;
};

static void page_clear(struct page *p)
{
    g_free(p->file);
    g_free(p->part);
    g_free(p->language);
    g_free(p->title);
}

/* The suffix of the file as a language: "a/b.rs" is rust to the highlighter by that name too. */
static char *language_of(const char *file)
{
    const char *suffix = path_suffix(file);

    return g_ascii_strdown(*suffix == '.' ? suffix + 1 : suffix, -1);
}

/* ---- what a line says ---- */

static bool parse_tag(struct expander *x, const char *p, const char *end, struct page *page)
{
    static const char *const jekyll[] = {"_includes", "", NULL};
    static const char *const keys[] = {"file", "path", NULL};
    struct shortcode t;

    if (!shortcode_parse(x->a, p, end, &t) || t.close || p + t.length != end)
        return false;
    const char *file = shortcode_any(&t, keys, 0);
    bool liquid = t.form == SHORTCODE_LIQUID;
    bool gitbook = liquid && (x->dialects & DIALECT_GITBOOK) != 0;
    bool hugo = liquid && (x->dialects & DIALECT_HUGO) != 0;
    bool quarto = t.form == SHORTCODE_HUGO && (x->dialects & DIALECT_MYST) != 0;
    if (file == NULL)
        return false;
    if (strcmp(t.name, "include") == 0 && hugo && !gitbook) {
        if (!g_str_has_suffix(file, ".md") && !g_str_has_suffix(file, ".markdown"))
            return false; /* a template */
        page->roots = jekyll;
    } else if (!(strcmp(t.name, "include") == 0 && (gitbook || quarto)) &&
               !(strcmp(t.name, "include_relative") == 0 && hugo)) {
        return false;
    }
    page->file = g_strdup(file);
    return true;
}

/* `<!--@include: ./part.md{3,5}-->` and `<<< @/file.js#region{2} [title]` */
static bool parse_vitepress(struct expander *x, const char *p, const char *end, struct page *page)
{
    static const char *const site[] = {"", "docs", NULL};
    bool code = end - p > 4 && memcmp(p, "<<<", 3) == 0;
    const char *from = memmem(p, (size_t)(end - p), "@include:", 9);

    if ((x->dialects & DIALECT_DOCUSAURUS) == 0)
        return false;
    if (!code && (from == NULL || end - p < 16 || memcmp(p, "<!--", 4) != 0 ||
                  memcmp(end - 3, "-->", 3) != 0))
        return false;
    from = code ? p + 3 : from + 9;
    g_autofree char *text = g_strstrip(g_strndup(from, (size_t)((code ? end : end - 3) - from)));
    size_t n = strcspn(text, "{# ");
    page->file = g_strndup(text, n);
    if (text[n] == '#')
        page->part = g_strndup(text + n, strcspn(text + n, "{ "));
    else if (text[n] == '{' && !code)
        page->part = g_strdelimit(g_strndup(text + n + 1, strcspn(text + n + 1, "}")), ",", '-');
    const char *label = code ? strchr(text + n, '[') : NULL;
    if (label != NULL)
        page->title = g_strndup(label + 1, strcspn(label + 1, "]"));
    if (code)
        page->language = language_of(page->file);
    if (g_str_has_prefix(page->file, "@/")) {
        memmove(page->file, page->file + 2, strlen(page->file) - 1);
        page->roots = site;
    }
    return *page->file != '\0';
}

/* The value of `key:"value"` or `key=value` in an import's options. */
static char *import_option(const char *options, const char *key)
{
    const char *p = strstr(options, key);

    if (p == NULL)
        return NULL;
    p += strlen(key);
    p += strspn(p, ":= ");
    bool quoted = *p == '"' || *p == '\'';
    size_t n = quoted ? strcspn(p + 1, "\"'") : strcspn(p, ", ]");
    return g_strndup(p + quoted, n);
}

/* `[import:1-10,title:"x"](file)`, `[include](file)`: the plug-in include-codeblock */
static bool parse_import(struct expander *x, const char *p, const char *end, struct page *page)
{
    const char *close = memchr(p, ']', (size_t)(end - p));
    size_t n = end - p > 8 && memcmp(p, "[import", 7) == 0    ? 7
               : end - p > 9 && memcmp(p, "[include", 8) == 0 ? 8
                                                              : 0;

    if ((x->dialects & DIALECT_GITBOOK) == 0 || n == 0 || close == NULL || close + 2 >= end ||
        close[1] != '(' || end[-1] != ')' || strchr("],: ", p[n]) == NULL)
        return false;
    page->file = g_strstrip(g_strndup(close + 2, (size_t)(end - close) - 3));
    if (strstr(page->file, "://") != NULL) {
        g_clear_pointer(&page->file, g_free);
        return false;
    }
    g_autofree char *options = g_strndup(p + n, (size_t)(close - p) - n);
    const char *first = options + strspn(options, ":, ");
    size_t length = strcspn(first, ", ");
    if (g_ascii_isdigit(*first) || (*first == '-' && g_ascii_isdigit(first[1])))
        page->part = g_strndup(first, length);
    else if ((*first == '"' || *first == '\'') && length > 2)
        page->part = g_strdup_printf("[%.*s]", (int)length - 2, first + 1);
    page->title = import_option(options, "title");
    page->language = import_option(options, "lang");
    if (page->language == NULL)
        page->language = language_of(page->file);
    return true;
}

/* ---- parts ---- */

static bool has_region(const struct xline *l, const char *mark, const char *name)
{
    const char *p = memmem(l->s, l->n, mark, strlen(mark)), *end = l->s + l->n;

    if (p == NULL)
        return false;
    for (p += strlen(mark); p < end && (*p == ' ' || *p == '\t');)
        p++;
    size_t n = strlen(name);
    return (size_t)(end - p) >= n && memcmp(p, name, n) == 0 &&
           (p + n == end || !g_ascii_isalnum(p[n]));
}

/* The lines between two marks of one name: "#region x" and "#endregion", "[x]" and "[x]". */
static bool keep_between(GArray *lines, const char *part)
{
    bool region = *part == '#', inside = false, found = false;
    guint kept = 0;

    for (guint i = 0; i < lines->len; i++) {
        struct xline l = *xline_at(lines, i);
        bool mark = region ? has_region(&l, inside ? "#endregion" : "#region", part + 1)
                           : xline_has(&l, part);
        if (mark && inside) {
            inside = false;
            break;
        }
        if (mark)
            inside = found = true;
        else if (inside)
            g_array_index(lines, struct xline, kept++) = l;
    }
    g_array_set_size(lines, kept);
    return found;
}

static bool keep_part(GArray *lines, const char *part)
{
    if (part == NULL)
        return true;
    if (!g_ascii_isdigit(*part) && *part != '-')
        return keep_between(lines, part);
    const char *dash = strchr(part, '-');
    guint64 first = g_ascii_strtoull(part, NULL, 10);
    guint64 last = dash != NULL ? g_ascii_strtoull(dash + 1, NULL, 10) : first;
    include_keep(lines, (size_t)MIN(first, G_MAXINT), (size_t)MIN(last, G_MAXINT));
    return true;
}

/* ---- taking in ---- */

static void put_line(struct expander *x, const char *prefix, size_t n, const struct xline *l,
                     GArray *out)
{
    g_autoptr(GString) text = g_string_new_len(prefix, (gssize)n);

    if (n == 0) {
        g_array_append_val(out, *l);
        return;
    }
    g_string_append_len(text, l->s, (gssize)l->n);
    xline_put(x, out, l, text->str, text->len);
}

static void put_fence(struct expander *x, const struct xline *like, size_t indent,
                      const struct page *page, const GArray *lines, GArray *out)
{
    g_autoptr(GString) fence = g_string_new_len(like->s, (gssize)indent);
    g_autoptr(GString) ticks = g_string_new("```");

    for (guint i = 0; i < lines->len; i++)
        while (xline_has(xline_at(lines, i), ticks->str))
            g_string_append_c(ticks, '`');
    g_string_append(fence, ticks->str);
    size_t closing = fence->len;
    g_string_append(fence, page->language);
    if (page->title != NULL)
        g_string_append_printf(fence, " title=\"%s\"", page->title);
    xline_put(x, out, like, fence->str, fence->len);
    for (guint i = 0; i < lines->len; i++)
        put_line(x, like->s, indent, xline_at(lines, i), out);
    xline_put(x, out, like, fence->str, closing);
}

static void expand_lines(struct expander *x, const struct include *from, const GArray *in,
                         GArray *out);

/* Puts what the line takes in; false, reported. */
static bool take_in(struct expander *x, const struct include *from, const struct xline *like,
                    size_t indent, const struct page *page, GArray *out)
{
    struct include frame = {.outer = from};
    GArray *lines = include_read(x, from, like, page->file, page->roots, &frame.path);

    if (lines == NULL)
        return false;
    if (page->language == NULL)
        include_skip_front(lines);
    bool ok = keep_part(lines, page->part);
    if (!ok) {
        g_autofree char *reason = g_strdup_printf("there is no part \"%s\" in it", page->part);
        include_complain(x, like, page->file, reason);
    }
    ok = ok && include_count(x, like, page->file, lines);
    if (ok && page->language != NULL) {
        put_fence(x, like, indent, page, lines, out);
    } else if (ok) {
        GArray *expanded = g_array_new(FALSE, FALSE, sizeof(struct xline));
        expand_lines(x, &frame, lines, expanded);
        for (guint i = 0; i < expanded->len; i++)
            put_line(x, like->s, indent, xline_at(expanded, i), out);
        g_array_unref(expanded);
    }
    g_array_unref(lines);
    return ok;
}

/* A tag that was reported is text from now on: what looks at tags later must not report it again.
 */
static void put_failed(struct expander *x, const struct xline *l, const char *tag, GArray *out)
{
    size_t n = (size_t)(tag - l->s) + (tag[1] == '{' ? 2 : 1);
    g_autoptr(GString) text = g_string_new_len(l->s, (gssize)n);

    if (*tag != '{') {
        g_array_append_val(out, *l);
        return;
    }
    g_string_append(text, l->s[n] == '<' ? "&lt;" : "&#37;");
    g_string_append_len(text, l->s + n + 1, (gssize)(l->n - n - 1));
    xline_put(x, out, l, text->str, text->len);
}

static void expand_lines(struct expander *x, const struct include *from, const GArray *in,
                         GArray *out)
{
    struct line_scan scan = {0};

    for (guint i = 0; i < in->len; i++) {
        const struct xline *l = xline_at(in, i);
        const char *end = l->s + l->n;
        bool text = line_scan(&scan, l->s, l->n) == LINE_TEXT;
        const char *p = l->s + (text ? scan.prefix : 0);
        struct page page = {0};
        while (end > p && (end[-1] == ' ' || end[-1] == '\t'))
            end--;
        bool is_page = text && end - p > 6 && strchr("{<[", *p) != NULL &&
                       (parse_tag(x, p, end, &page) || parse_vitepress(x, p, end, &page) ||
                        parse_import(x, p, end, &page));
        if (!is_page)
            g_array_append_val(out, *l);
        else if (!take_in(x, from, l, scan.marker, &page, out))
            put_failed(x, l, p, out);
        page_clear(&page);
    }
}

void expand_pages(struct expander *x, const GArray *in, GArray *out)
{
    const struct include chapter = {.path = x->c->path};

    expand_lines(x, &chapter, in, out);
}

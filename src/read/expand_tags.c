/* Template tags in lines of text: links that name a page with one, tags that share a line with text
 * or with each other. What stands alone in its line is left to the plan of containers. */
#include "read/expand_int.h"
#include "read/line_scan.h"
#include "read/shortcode.h"

#include <string.h>

struct rewriter {
    struct expander *x;
    const struct xline *line;
    GString *out;
    bool changed;
};

/* ---- pages named by tags ---- */

static bool is_page(const struct expander *x, const char *path)
{
    return path != NULL && x->book != NULL && x->book->root != NULL &&
           file_probe(x->book->root, path) == FILE_OK;
}

/* The link that leads to a page as Hugo's ref and Jekyll's link name it: by its path from here,
 * from the top, or from the folder of all content, with or without its suffix. */
static const char *page_link(const struct expander *x, const char *name)
{
    static const char *const folders[] = {"", "content/", "docs/", "_posts/"};
    static const char *const suffixes[] = {"", ".md", "/_index.md", "/index.md"};
    size_t n = strcspn(name, "#?");
    g_autofree char *bare = g_strndup(name, n);
    const char *from = *bare == '/' ? "" : x->c->path;

    if (n == 0)
        return name;
    for (size_t f = 0; f < G_N_ELEMENTS(folders); f++)
        for (size_t s = 0; s < G_N_ELEMENTS(suffixes); s++) {
            const char *relative = f == 0 ? bare : bare + (*bare == '/');
            g_autofree char *try = g_strconcat(folders[f], relative, suffixes[s], NULL);
            const char *path = path_resolve(x->a, f == 0 ? from : "", try);
            if (is_page(x, path))
                return arena_join(x->a, "/", path, name + n, NULL);
        }
    return name;
}

/* The page of a tag that names one; NULL: it is another. */
static const char *tag_page(const struct expander *x, const struct shortcode *t)
{
    static const char *const path[] = {"path", NULL};
    const char *name = shortcode_any(t, path, 0);
    bool jekyll = t->form == SHORTCODE_LIQUID && (x->dialects & DIALECT_HUGO) != 0;

    if (name == NULL || t->close)
        return NULL;
    if (t->form != SHORTCODE_LIQUID)
        return strcmp(t->name, "ref") == 0 || strcmp(t->name, "relref") == 0 ? page_link(x, name)
                                                                             : NULL;
    if (jekyll && strcmp(t->name, "link") == 0)
        return page_link(x, arena_join(x->a, "/", name, NULL));
    if (jekyll && strcmp(t->name, "post_url") == 0)
        return page_link(x, arena_join(x->a, "/", name, NULL));
    return NULL;
}

/* Jekyll's `{{ site.baseurl }}` and `{{ "/x" | relative_url }}` before or as an address; the
 * length, 0 when it is none. */
static size_t read_variable(const struct expander *x, const char *p, const char *end,
                            const char **url)
{
    const char *close = memmem(p, (size_t)(end - p), "}}", 2);

    if ((x->dialects & DIALECT_HUGO) == 0 || close == NULL)
        return 0;
    g_autofree char *inside = g_strstrip(g_strndup(p + 2, (size_t)(close - p) - 2));
    bool site = strcmp(inside, "site.baseurl") == 0 || strcmp(inside, "site.url") == 0;
    const char *quote = *inside == '"' || *inside == '\'' ? strchr(inside + 1, *inside) : NULL;

    *url = "";
    if (quote != NULL && (strstr(quote, "relative_url") != NULL ||
                          strstr(quote, "absolute_url") != NULL || quote[1] == '\0'))
        *url = arena_strndup(x->a, inside + 1, (size_t)(quote - inside) - 1);
    else if (!site)
        return 0;
    return (size_t)(close + 2 - p);
}

static void append_url(struct rewriter *r, const char *url)
{
    for (; *url != '\0'; url++) /* a link's address ends at a blank */
        if (*url == ' ')
            g_string_append(r->out, "%20");
        else
            g_string_append_c(r->out, *url);
    r->changed = true;
}

/* Rewrites the tags in the address that begins at p; where it goes on. */
static const char *rewrite_address(struct rewriter *r, const char *p, const char *end)
{
    while (p < end && *p != ')' && *p != '"' && *p != ' ' && *p != '>') {
        struct shortcode t;
        const char *url = NULL;
        size_t n = 0;
        if (end - p > 4 && p[0] == '{' && (p[1] == '{' || p[1] == '%')) {
            if (shortcode_parse(r->x->a, p, end, &t) && (url = tag_page(r->x, &t)) != NULL)
                n = t.length;
            else if (p[1] == '{')
                n = read_variable(r->x, p, end, &url);
        }
        if (n == 0) {
            g_string_append_c(r->out, *p++);
            continue;
        }
        append_url(r, url);
        p += n;
    }
    return p;
}

/* ---- tags within text ---- */

/* What a tag in a line of text becomes; false: it stays. */
static bool rewrite_tag(struct rewriter *r, const struct shortcode *t)
{
    static const char *const none[] = {NULL};
    const char *first = shortcode_any(t, none, 0);

    if (t->close || first == NULL)
        return false;
    if (t->form == SHORTCODE_HUGO && strcmp(t->name, "kbd") == 0) {
        g_string_append_printf(r->out, "<kbd>%s</kbd>", first);
        return true;
    }
    const char *url = shortcode_role(t) == TAG_LINK ? shortcode_url(r->x->a, t) : NULL;
    if (url == NULL || strstr(url, "://") == NULL || strpbrk(url, " <>") != NULL)
        return false;
    g_string_append_printf(r->out, "<%s>", url);
    return true;
}

/* Hugo's {{</ * name * />}} is a tag to be seen. In text the plan of containers must not take it
 * for one. */
static void append_escaped(struct rewriter *r, const char *p, const struct shortcode *t, bool code)
{
    bool angle = t->form == SHORTCODE_HUGO;
    const char *close = p + t->length - 3, *from = p + 5;

    if (close - from >= 2 && close[-1] == '/' && close[-2] == '*')
        close -= 2;
    g_string_append(r->out, code ? (angle ? "{{<" : "{{%") : angle ? "{{&lt;" : "{{&#37;");
    g_string_append_len(r->out, from, close - from);
    g_string_append(r->out, angle ? ">}}" : "%}}");
    r->changed = true;
}

/* In code Hugo takes the marks of an escaped tag away too. */
static void append_code(struct rewriter *r, const char *p, const char *end)
{
    struct shortcode t;

    while (p < end) {
        if (*p == '{' && shortcode_parse(r->x->a, p, end, &t) && t.escaped) {
            append_escaped(r, p, &t, true);
            p += t.length;
        } else {
            g_string_append_c(r->out, *p++);
        }
    }
}

static bool unescape_code(struct rewriter *r)
{
    r->changed = false;
    g_string_truncate(r->out, 0);
    append_code(r, r->line->s, r->line->s + r->line->n);
    return r->changed;
}

/* Where an address begins at p (behind its mark), NULL: none does. */
static const char *address_start(const char *p, const char *end)
{
    if (end - p > 2 && p[0] == ']' && p[1] == '(')
        return p + 2;
    if (end - p > 3 && p[0] == ']' && p[1] == ':' && p[2] == ' ')
        return p + 3;
    if (end - p > 2 && p[0] == '=' && p[1] == '"')
        return p + 2;
    return NULL;
}

/* The line with its addresses and inline tags rewritten. `alone`: a tag is all of the line. */
static void rewrite_line(struct rewriter *r, const char *p, const char *end, bool alone)
{
    while (p < end) {
        const char *address = address_start(p, end), *next = p + 1;
        struct shortcode t;
        if (*p == '`') {
            next = line_code_end(p, end);
            if ((r->x->dialects & DIALECT_HUGO) != 0) {
                append_code(r, p, next);
                p = next;
                continue;
            }
        } else if (address != NULL) {
            g_string_append_len(r->out, p, address - p);
            p = rewrite_address(r, address, end);
            continue;
        } else if (*p == '{' && shortcode_parse(r->x->a, p, end, &t)) {
            next = p + t.length;
            if (t.escaped) {
                append_escaped(r, p, &t, false);
                p = next;
                continue;
            }
            if (!alone && rewrite_tag(r, &t)) {
                r->changed = true;
                p = next;
                continue;
            }
        }
        g_string_append_len(r->out, p, next - p);
        p = next;
    }
}

/* ---- tags that share a line ---- */

struct piece {
    const char *s, *end;
    bool tag, close;
};

enum { MAX_PIECES = 64 };

static bool is_block_tag(const struct shortcode *t)
{
    enum shortcode_role role = shortcode_role(t);

    return !t->escaped && role != TAG_UNKNOWN && role != TAG_INLINE;
}

static void add_piece(struct piece *pieces, size_t *n, const char *s, const char *end)
{
    while (s < end && (*s == ' ' || *s == '\t'))
        s++;
    while (end > s && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    if (s < end && *n < MAX_PIECES)
        pieces[(*n)++] = (struct piece){.s = s, .end = end};
}

/* Cuts the line at its block tags. */
static size_t cut(struct rewriter *r, const char *p, const char *end, struct piece *pieces)
{
    const char *from = p;
    size_t n = 0;

    while (p < end && n < MAX_PIECES - 1) {
        struct shortcode t;
        if (*p == '`') {
            p = line_code_end(p, end);
        } else if (*p == '{' && shortcode_parse(r->x->a, p, end, &t)) {
            if (is_block_tag(&t)) {
                add_piece(pieces, &n, from, p);
                pieces[n++] = (struct piece){p, p + t.length, true, t.close};
                from = p + t.length;
            }
            p += t.length;
        } else {
            p++;
        }
    }
    if (n < MAX_PIECES)
        add_piece(pieces, &n, from, end);
    return n;
}

/* Puts each tag on a line of its own where the first thing in the line is one, or the last thing
 * closes one: elsewhere it is part of a sentence. False: the line stays whole. */
static bool split_line(struct rewriter *r, const struct line_scan *scan, const char *s,
                       const char *end, GArray *out)
{
    struct piece pieces[MAX_PIECES];
    size_t n = cut(r, s + scan->prefix, end, pieces);
    g_autoptr(GString) line = g_string_new(NULL);

    if (n < 2 || (!pieces[0].tag && !(pieces[n - 1].tag && pieces[n - 1].close)))
        return false;
    for (size_t i = 0; i < n; i++) {
        g_string_truncate(line, 0);
        g_string_append_len(line, s, (gssize)(i == 0 ? scan->prefix : scan->marker));
        for (size_t k = scan->marker; i > 0 && k < scan->prefix; k++)
            g_string_append_c(line, ' ');
        g_string_append_len(line, pieces[i].s, pieces[i].end - pieces[i].s);
        xline_put(r->x, out, r->line, line->str, line->len);
    }
    return true;
}

/* A tag that is all of the line. */
static bool is_alone(struct rewriter *r, const char *p, const char *end)
{
    struct shortcode t;

    if (!shortcode_parse(r->x->a, p, end, &t))
        return false;
    p += t.length;
    while (p < end && (*p == ' ' || *p == '\t'))
        p++;
    return p == end;
}

static void look_at_line(struct rewriter *r, const struct line_scan *scan, GArray *out)
{
    const struct xline *l = r->line;
    const char *s = l->s, *end = s + l->n;
    bool alone = is_alone(r, s + scan->prefix, end);

    r->changed = false;
    g_string_truncate(r->out, 0);
    if (!alone && split_line(r, scan, s, end, out))
        return;
    rewrite_line(r, s, end, alone);
    if (r->changed)
        xline_put(r->x, out, l, r->out->str, r->out->len);
    else
        g_array_append_val(out, *l);
}

void expand_tags(struct expander *x, const GArray *in, GArray *out)
{
    struct rewriter r = {.x = x, .out = g_string_new(NULL)};
    struct line_scan scan = {0};

    for (guint i = 0; i < in->len; i++) {
        r.line = xline_at(in, i);
        enum line_kind kind = line_scan(&scan, r.line->s, r.line->n);
        if (kind == LINE_TEXT && (xline_has(r.line, "{%") || xline_has(r.line, "{{")))
            look_at_line(&r, &scan, out);
        else if (kind == LINE_CODE && (x->dialects & DIALECT_HUGO) != 0 &&
                 xline_has(r.line, "/*") && unescape_code(&r))
            xline_put(x, out, r.line, r.out->str, r.out->len);
        else
            g_array_append_val(out, *r.line);
    }
    g_string_free(r.out, TRUE);
}

/* ---- what is cut out of a page before anything else looks at it ---- */

/* Takes Jekyll's and GitBook's {% raw %} marks, which keep templates from being filled in, code
 * included, and comments with what is in them. */
void expand_liquid(struct expander *x, const GArray *in, GArray *out)
{
    g_autoptr(GString) line = g_string_new(NULL);
    bool comment = false, raw = false;

    for (guint i = 0; i < in->len; i++) {
        const struct xline *l = xline_at(in, i);
        const char *p = l->s, *end = p + l->n;
        bool changed = comment;
        if (!comment && !xline_has(l, "{%")) {
            g_array_append_val(out, *l);
            continue;
        }
        g_string_truncate(line, 0);
        while (p < end) {
            struct shortcode t;
            bool tag =
                p[0] == '{' && shortcode_parse(x->a, p, end, &t) && t.form == SHORTCODE_LIQUID;
            bool ends = tag && t.close;
            if (tag && !comment && strcmp(t.name, "raw") == 0 && raw == ends) {
                raw = !ends;
            } else if (tag && !raw && strcmp(t.name, "comment") == 0 && comment == ends) {
                comment = !ends;
            } else {
                if (!comment)
                    g_string_append_c(line, *p);
                p++;
                continue;
            }
            changed = true;
            p += t.length;
        }
        if (!changed)
            g_array_append_val(out, *l);
        else if (line->str[strspn(line->str, " \t")] != '\0' || l->n == 0)
            xline_put(x, out, l, line->str, line->len);
        else
            x->changed = true; /* the line held nothing else */
    }
}

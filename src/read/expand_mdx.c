/* MDX, as Docusaurus and its kin have it: imports and exports go, components that mean something
 * become containers, of the others what they hold stays. Markdown inside a component may be
 * indented with it, so it is set back; nothing is code by its indent in MDX. */
#include "read/expand_int.h"
#include "read/line_scan.h"

#include <string.h>

enum {
    MAX_OPEN = 32,
    MAX_TAG = 8192, /* bytes, */
    MAX_TAG_LINES = 50,
    MAX_ATTRS = 24,
    MAX_ESM_LINES = 1000
};

/* A tag of JSX, taken apart. */
struct jsx {
    char *name; /* "" for a fragment */
    bool close, alone, braces;
    struct {
        char *key, *value; /* value "": none; NULL: an expression that is no text */
    } attrs[MAX_ATTRS];
    size_t n_attrs, length;
};

/* An element that is open. */
struct element {
    char *name;
    const char *end; /* the tag that closes its container; NULL: none */
    size_t strip;    /* columns that were taken from its own lines */
    size_t indent;   /* its column after that */
    bool seen;       /* its first line was, from which the columns of its content follow */
};

struct rewriter {
    struct expander *x;
    const GArray *in;
    GArray *out;
    struct line_scan scan;
    struct element open[MAX_OPEN];
    size_t n_open, strip;
    bool comment; /* between braces and stars */
};

/* ---- the syntax of a tag ---- */

static void jsx_clear(struct jsx *t)
{
    g_free(t->name);
    for (size_t i = 0; i < t->n_attrs; i++) {
        g_free(t->attrs[i].key);
        g_free(t->attrs[i].value);
    }
}

static bool is_name(char c)
{
    return g_ascii_isalnum(c) || c == '_' || c == '-' || c == '.' || c == ':';
}

/* Behind the string or template that opens at p. */
static const char *skip_string(const char *p, const char *end)
{
    char quote = *p++;

    for (; p < end && *p != quote; p++)
        if (*p == '\\' && p + 1 < end)
            p++;
    return p < end ? p + 1 : end;
}

/* Behind the brace that closes the one at p; NULL: it does not close. */
static const char *skip_braces(const char *p, const char *end)
{
    int depth = 0;

    while (p < end) {
        if (*p == '"' || *p == '\'' || *p == '`') {
            p = skip_string(p, end);
            continue;
        }
        depth += (*p == '{') - (*p == '}');
        p++;
        if (depth == 0)
            return p;
    }
    return NULL;
}

/* What an expression says as text: a string or number, the strings of a list with commas between,
 * the file of require('x') or useBaseUrl('x'). NULL: nothing. */
static char *expression_text(const char *p, const char *end, bool object)
{
    g_autoptr(GString) all = g_string_new(NULL);
    g_autofree char *whole = g_strstrip(g_strndup(p, (size_t)(end - p)));
    size_t n = strlen(whole);

    if (n > 0 && strspn(whole, "0123456789.%") == n)
        return g_strdup(whole);
    if (*whole == '{' && !object) /* styles and the like */
        return NULL;
    for (const char *s = whole; *s != '\0';) {
        if (*s != '"' && *s != '\'' && *s != '`') {
            s++;
            continue;
        }
        const char *close = skip_string(s, whole + n);
        if (all->len > 0)
            g_string_append_c(all, ',');
        g_string_append_len(all, s + 1, close - s - 2 >= 0 ? close - s - 2 : 0);
        s = close;
    }
    return all->len > 0 ? g_strdup(all->str) : NULL;
}

/* `key`, `key="value"` or `key={expression}` at p; behind it, NULL: none of these. */
static const char *read_attr(const char *p, const char *end, struct jsx *t)
{
    const char *q = p;

    if (*p == '{') { /* {...props} */
        t->braces = true;
        return skip_braces(p, end);
    }
    while (q < end && is_name(*q))
        q++;
    if (q == p || t->n_attrs == MAX_ATTRS)
        return NULL;
    char *key = g_strndup(p, (size_t)(q - p)), *value = NULL;
    if (q < end && *q == '=' && q + 1 < end && q[1] == '{') {
        const char *close = skip_braces(q + 1, end);
        t->braces = true;
        if (close != NULL)
            value = expression_text(q + 2, close - 1, strcmp(key, "sources") == 0);
        q = close;
    } else if (q < end && *q == '=' && q + 1 < end && (q[1] == '"' || q[1] == '\'')) {
        const char *close = memchr(q + 2, q[1], (size_t)(end - q) - 2);
        if (close != NULL)
            value = g_strndup(q + 2, (size_t)(close - q) - 2);
        q = close != NULL ? close + 1 : NULL;
    } else {
        value = g_strdup("");
    }
    t->attrs[t->n_attrs].key = key;
    t->attrs[t->n_attrs++].value = value;
    return q;
}

static bool parse_tag(const char *s, const char *end, struct jsx *t)
{
    const char *p = s + 1, *name;

    *t = (struct jsx){0};
    end = end - s > MAX_TAG ? s + MAX_TAG : end;
    if (p < end && *p == '/') {
        t->close = true;
        p++;
    }
    name = p;
    while (p < end && is_name(*p))
        p++;
    t->name = g_strndup(name, (size_t)(p - name));
    while (p != NULL && p < end && *p != '>') {
        if (g_ascii_isspace(*p)) {
            p++;
        } else if (*p == '/' && p + 1 < end && p[1] == '>') {
            t->alone = true;
            p++;
        } else {
            p = read_attr(p, end, t);
        }
    }
    if (p == NULL || p >= end || (*t->name != '\0' && !g_ascii_isalpha(*t->name))) {
        jsx_clear(t);
        return false;
    }
    t->length = (size_t)(p + 1 - s);
    return true;
}

static const char *attr(const struct jsx *t, const char *key)
{
    for (size_t i = 0; i < t->n_attrs; i++)
        if (strcmp(t->attrs[i].key, key) == 0)
            return t->attrs[i].value;
    return NULL;
}

static bool is_component(const struct jsx *t)
{
    return *t->name == '\0' || g_ascii_isupper(*t->name) || strchr(t->name, '.') != NULL;
}

/* ---- what components mean ---- */

static const struct {
    const char *name, *tag; /* tag NULL: it only holds what is in it */
} components[] = {
    {"tabs", "tabs"},
    {"tabitem", "tab"},
    {"tab", "tab"},
    {"tabs.tab", "tab"},
    {"codegroup", NULL},
    {"admonition", "hint"},
    {"callout", "hint"},
    {"aside", "hint"},
    {"note", "hint"},
    {"info", "hint"},
    {"tip", "hint"},
    {"warning", "hint"},
    {"danger", "hint"},
    {"caution", "hint"},
    {"check", "hint"},
    {"details", "details"},
    {"accordion", "details"},
    {"expandable", "details"},
    {"collapsible", "details"},
    {"steps", "stepper"},
    {"step", "step"},
    {"card", "column"},
    {"cards", NULL},
    {"cardgroup", NULL},
    {"cardgrid", NULL},
    {"columns", "columns"},
    {"column", "column"},
    {"frame", NULL},
    {"accordiongroup", NULL},
    {"br", NULL},
};

static const char *const no_component = "";

/* The tag of GitBook's kind that a component is the same as; NULL: it only holds something;
 * no_component: it is not known. */
static const char *component_tag(const struct jsx *t)
{
    if (*t->name == '\0')
        return NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(components); i++)
        if (g_ascii_strcasecmp(components[i].name, t->name) == 0)
            return components[i].tag;
    return no_component;
}

static void append_arg(GString *out, const char *key, const char *value)
{
    char quote = strchr(value, '"') == NULL ? '"' : strchr(value, '\'') == NULL ? '\'' : '`';
    g_autofree char *line = g_strdelimit(g_strdup(value), "\n", ' ');

    g_string_append_printf(out, " %s=%c%s%c", key, quote, line, quote);
}

/* "{% tab title="x" %}" for the element. */
static char *opening_tag(const struct jsx *t, const char *tag)
{
    static const char *const titles[] = {"label", "title", "summary", "name", "header", "value"};
    GString *out = g_string_new("{% ");
    const char *title = NULL;

    g_string_append(out, tag);
    for (size_t i = 0; i < G_N_ELEMENTS(titles) && title == NULL; i++)
        if (strcmp(titles[i], "value") != 0 || strcmp(tag, "tab") == 0)
            title = attr(t, titles[i]);
    if (strcmp(tag, "hint") == 0) {
        const char *type = attr(t, "type");
        g_autofree char *name = g_ascii_strdown(t->name, -1);
        bool own = strcmp(name, "admonition") != 0 && strcmp(name, "callout") != 0 &&
                   strcmp(name, "aside") != 0;
        append_arg(out, "style", type != NULL && *type != '\0' ? type : own ? name : "note");
    }
    if (strcmp(tag, "tabs") == 0 && attr(t, "items") != NULL)
        append_arg(out, "items", attr(t, "items"));
    else if (title != NULL && *title != '\0')
        append_arg(out, "title", title);
    g_string_append(out, " %}");
    return g_string_free(out, FALSE);
}

static void report(struct rewriter *r, const struct xline *l, const char *name)
{
    if (expand_first(r->x, name))
        diag_add(r->x->d, DIAG_COMPONENT, xline_loc(l), name, NULL);
}

static void report_code(struct rewriter *r, const struct xline *l, const char *word)
{
    if (expand_first(r->x, word))
        diag_add(r->x->d, DIAG_MDX_CODE, xline_loc(l), word, NULL);
}

/* An image of a component or of JSX as Markdown; NULL: it shows none. */
static char *image_text(struct arena *a, const struct jsx *t)
{
    const char *src = attr(t, "src"), *alt = attr(t, "alt");

    if (src == NULL)
        src = attr(t, "sources");
    if (src == NULL || *src == '\0')
        return NULL;
    g_autofree char *first = g_strndup(src, strcspn(src, ","));
    g_autofree char *words = g_strdelimit(g_strdup(alt != NULL ? alt : ""), "[]\n", ' ');
    return arena_join(a, "![", words, "](<", first, ">)", NULL);
}

static bool is_image(const struct jsx *t)
{
    return g_ascii_strcasecmp(t->name, "image") == 0 ||
           g_ascii_strcasecmp(t->name, "themedimage") == 0 ||
           (strcmp(t->name, "img") == 0 && t->braces);
}

/* A tag of HTML whose attributes are JSX's, as HTML; expressions that are no text go. */
static void append_html(GString *out, const struct jsx *t)
{
    g_string_append_printf(out, "<%s", t->name);
    for (size_t i = 0; i < t->n_attrs; i++) {
        const char *key = t->attrs[i].key, *value = t->attrs[i].value;
        if (value == NULL)
            continue;
        g_string_append_printf(out, " %s", strcmp(key, "className") == 0 ? "class" : key);
        if (*value != '\0')
            g_string_append_printf(out, strchr(value, '"') == NULL ? "=\"%s\"" : "='%s'", value);
    }
    g_string_append(out, t->alone ? " />" : ">");
}

/* ---- lines ---- */

static size_t indent_of(const char *s, size_t n)
{
    size_t column = 0;

    for (size_t i = 0; i < n && (s[i] == ' ' || s[i] == '\t'); i++)
        column += s[i] == '\t' ? 4 - column % 4 : 1;
    return column;
}

/* The line's first byte behind at most so many columns of blanks. */
static size_t strip_columns(const char *s, size_t n, size_t columns)
{
    size_t column = 0, i = 0;

    while (i < n && column < columns && (s[i] == ' ' || s[i] == '\t')) {
        column += s[i] == '\t' ? 4 - column % 4 : 1;
        i++;
    }
    return i;
}

static void put(struct rewriter *r, const struct xline *like, size_t indent, const char *text)
{
    g_autofree char *blanks = g_strnfill(indent, ' ');
    g_autofree char *whole = *text != '\0' ? g_strconcat(blanks, text, NULL) : g_strdup("");

    line_scan(&r->scan, whole, strlen(whole));
    xline_put(r->x, r->out, like, whole, strlen(whole));
}

static void push_element(struct rewriter *r, const struct jsx *t, const char *tag, size_t indent)
{
    struct element *e = &r->open[r->n_open++];

    e->name = g_strdup(t->name);
    e->end =
        tag != NULL && tag != no_component ? arena_join(r->x->a, "{% end", tag, " %}", NULL) : NULL;
    e->strip = r->strip;
    e->indent = indent;
    e->seen = false;
}

/* Closes the innermost element of that name, and those inside it. */
static void close_element(struct rewriter *r, const struct xline *l, const char *name)
{
    size_t i = r->n_open;

    while (i > 0 && strcmp(r->open[i - 1].name, name) != 0)
        i--;
    if (i == 0) {
        put(r, l, 0, "");
        return;
    }
    while (r->n_open >= i) {
        struct element *e = &r->open[--r->n_open];
        put(r, l, e->indent, e->end != NULL ? e->end : "");
        r->strip = e->strip;
        g_free(e->name);
    }
}

/* A tag that begins a line. */
static void put_tag(struct rewriter *r, const struct xline *l, const struct jsx *t, size_t indent)
{
    const char *tag = component_tag(t);

    if (t->close) {
        close_element(r, l, t->name);
        return;
    }
    char *image = is_image(t) ? image_text(r->x->a, t) : NULL;
    if (image != NULL) {
        put(r, l, indent, image);
    } else if (tag == NULL || tag == no_component) {
        if (tag == no_component)
            report(r, l, t->name);
        put(r, l, indent, "");
    } else {
        g_autofree char *opening = opening_tag(t, tag);
        put(r, l, indent, opening);
        if (t->alone) {
            g_autofree char *end = g_strdup_printf("{%% end%s %%}", tag);
            put(r, l, indent, end);
        }
    }
    if (!t->alone && image == NULL && r->n_open < MAX_OPEN)
        push_element(r, t, tag, indent);
}

/* ---- text with tags in it ---- */

/* A heading's id is written as a comment in newer MDX. */
static void append_id(GString *out, const char *p, const char *end)
{
    g_autofree char *text = g_strstrip(g_strndup(p, (size_t)(end - p)));

    if (*text == '#' && strpbrk(text, " \t") == NULL)
        g_string_append_printf(out, "{%s}", text);
}

/* Appends the text with components taken out, and JSX attributes as HTML; true when it changed. */
static bool rewrite_inline(struct rewriter *r, const struct xline *l, const char *p,
                           const char *end, GString *out)
{
    bool changed = false;

    while (p < end) {
        struct jsx t;
        const char *next = p + 1;
        if (*p == '`') {
            next = line_code_end(p, end);
        } else if (p[0] == '{' && end - p > 4 && p[1] == '/' && p[2] == '*') {
            const char *close = memmem(p + 3, (size_t)(end - p) - 3, "*/}", 3);
            r->comment = close == NULL;
            if (close != NULL)
                append_id(out, p + 3, close);
            p = close != NULL ? close + 3 : end;
            p += p < end && *p == ' ' && out->len > 0 && out->str[out->len - 1] == ' ';
            changed = true;
            continue;
        } else if (*p == '<' && end - p > 2 &&
                   (g_ascii_isalpha(p[1]) || p[1] == '/' || p[1] == '>') && parse_tag(p, end, &t)) {
            char *image = is_image(&t) && !t.close ? image_text(r->x->a, &t) : NULL;
            bool component = is_component(&t), known = component_tag(&t) != no_component;
            bool html = !component && t.braces && !t.close;
            next = p + t.length;
            if (image != NULL)
                g_string_append(out, image);
            else if (html)
                append_html(out, &t);
            else if (component && !known && !t.close)
                report(r, l, t.name);
            jsx_clear(&t);
            if (component || html || image != NULL) {
                changed = true;
                p = next;
                continue;
            }
        }
        g_string_append_len(out, p, next - p);
        p = next;
    }
    return changed;
}

/* ---- imports and exports ---- */

static bool is_esm(const char *s, const char *end)
{
    static const char *const exports[] = {"const ",     "let ",   "var ",   "function",
                                          "default ",   "async ", "class ", "type ",
                                          "interface ", "{",      "*"};
    size_t n = (size_t)(end - s);
    g_autofree char *line = g_strndup(s, n);

    if (g_str_has_prefix(line, "import ")) {
        const char *rest = line + 7 + strspn(line + 7, " ");
        return *rest == '"' || *rest == '\'' || *rest == '{' || *rest == '*' ||
               (strstr(rest, " from ") != NULL && strpbrk(rest, "\"'") != NULL);
    }
    if (!g_str_has_prefix(line, "export "))
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(exports); i++)
        if (g_str_has_prefix(line + 7, exports[i]))
            return true;
    return false;
}

/* The index behind the imports and exports at `i`: they end with a blank line outside of braces. */
static guint esm_end(const struct rewriter *r, guint i)
{
    guint first_blank = r->in->len;
    int depth = 0;

    for (guint k = i; k < r->in->len && k < i + MAX_ESM_LINES; k++) {
        const struct xline *l = xline_at(r->in, k);
        const char *end = l->s + l->n;
        if (indent_of(l->s, l->n) == l->n) {
            first_blank = MIN(first_blank, k);
            if (depth <= 0)
                return k;
        }
        for (const char *p = l->s; p < end;) {
            if (*p == '"' || *p == '\'') {
                p = skip_string(p, end);
                continue;
            }
            depth += strchr("{([", *p) != NULL;
            depth -= strchr("})]", *p) != NULL;
            p++;
        }
    }
    return first_blank;
}

/* ---------------------------------------------------------------------------------------- */

/* A tag at `from` of the line at `i` that goes on over the lines below. */
static bool parse_lines(const struct rewriter *r, guint i, size_t from, struct jsx *t)
{
    const struct xline *l = xline_at(r->in, i);
    g_autoptr(GString) text = g_string_new_len(l->s + from, (gssize)(l->n - from));

    if (text->len > MAX_TAG)
        return false;
    for (guint k = i + 1; k < r->in->len && k < i + MAX_TAG_LINES && text->len < MAX_TAG; k++) {
        g_string_append_c(text, '\n');
        g_string_append_len(text, xline_at(r->in, k)->s, (gssize)xline_at(r->in, k)->n);
    }
    return parse_tag(text->str, text->str + text->len, t);
}

/* The line from `s` on as it is. */
static void put_raw(struct rewriter *r, const struct xline *l, const char *s, size_t n)
{
    line_scan(&r->scan, s, n);
    if (s == l->s && n == l->n)
        g_array_append_val(r->out, *l);
    else
        xline_put(r->x, r->out, l, s, n);
}

static void put_text(struct rewriter *r, const struct xline *l, const char *s, size_t n)
{
    g_autoptr(GString) out = g_string_new(NULL);

    if (r->comment) {
        const char *close = memmem(s, n, "*/}", 3);
        r->comment = close == NULL;
        g_string_append_len(out, s, close != NULL ? close + 3 - s : (gssize)n);
        s += out->len;
        n -= out->len;
        g_string_truncate(out, 0);
        rewrite_inline(r, l, s, s + n, out);
        put(r, l, 0, out->str);
    } else if (rewrite_inline(r, l, s, s + n, out)) {
        put(r, l, 0, out->str);
    } else {
        put_raw(r, l, s, n);
    }
}

/* True when a tag begins or ends a container, or shows a picture: text stands before or behind it,
 * never around it. */
static bool is_block(const struct rewriter *r, const struct jsx *t)
{
    if (!is_component(t))
        return t->braces && is_image(t);
    if (!t->close)
        return is_image(t) || (component_tag(t) != NULL && component_tag(t) != no_component);
    for (size_t i = r->n_open; i-- > 0;)
        if (strcmp(r->open[i].name, t->name) == 0)
            return r->open[i].end != NULL;
    return false;
}

/* The length of the text up to the next such tag, outside of code. */
static size_t text_length(const struct rewriter *r, const char *s, size_t n)
{
    const char *p = s, *end = s + n;

    while (p < end) {
        struct jsx t;
        if (*p == '`') {
            p = line_code_end(p, end);
        } else if (*p == '<' && parse_tag(p, end, &t)) {
            bool block = is_block(r, &t);
            size_t length = t.length;
            jsx_clear(&t);
            if (block)
                return (size_t)(p - s);
            p += length;
        } else {
            p++;
        }
    }
    return n;
}

/* The tags that begin a line and others behind them, with the text between; the index of the last
 * line that is done with. `from`: where the tag is in the line, `start`: where the line begins. */
static guint rewrite_tags(struct rewriter *r, guint i, size_t start, size_t from, size_t indent)
{
    for (bool first = true;; first = false) {
        const struct xline *l = xline_at(r->in, i);
        const char *s = l->s + from, *end = l->s + l->n;
        struct jsx t;
        bool tag = *s == '<' && (parse_tag(s, end, &t) || parse_lines(r, i, from, &t));
        if (tag && !is_component(&t) && !is_block(r, &t)) {
            jsx_clear(&t);
            tag = false;
        }
        if (!tag) {
            size_t n = text_length(r, s, l->n - from);
            g_autofree char *blanks = g_strnfill(indent, ' ');
            g_autofree char *part = g_strdup_printf("%s%.*s", blanks, (int)n, s);
            if (first && n == l->n - from)
                put_text(r, l, l->s + start, l->n - start);
            else
                put_text(r, l, part, strlen(part));
            from += n;
        } else {
            put_tag(r, l, &t, indent);
            from += t.length;
            jsx_clear(&t);
        }
        /* to the place behind it, perhaps some lines below */
        while (from > xline_at(r->in, i)->n) {
            from -= xline_at(r->in, i)->n + 1;
            i++;
        }
        l = xline_at(r->in, i);
        while (from < l->n && (l->s[from] == ' ' || l->s[from] == '\t'))
            from++;
        if (from == l->n)
            return i;
    }
}

/* Sets how far the content of the innermost element is set back, at its first line. */
static void measure(struct rewriter *r, const struct xline *l)
{
    struct element *e = r->n_open > 0 ? &r->open[r->n_open - 1] : NULL;
    size_t indent = indent_of(l->s, l->n);

    if (e == NULL || e->seen || indent == l->n)
        return;
    e->seen = true;
    r->strip = indent > e->indent ? indent - e->indent : e->strip;
}

void expand_mdx(struct expander *x, const GArray *in, GArray *out)
{
    struct rewriter r = {.x = x, .in = in, .out = out};
    bool blank = true;

    for (guint i = 0; i < in->len; i++) {
        const struct xline *l = xline_at(in, i);
        bool closing = indent_of(l->s, l->n) + 1 < l->n &&
                       memcmp(l->s + strip_columns(l->s, l->n, SIZE_MAX), "</", 2) == 0;
        if (!closing)
            measure(&r, l);
        size_t from = strip_columns(l->s, l->n, r.strip);
        struct line_scan next = r.scan;
        enum line_kind kind = line_scan(&next, l->s + from, l->n - from);
        bool was_blank = blank;
        blank = kind == LINE_BLANK;
        const char *s = l->s + from, *p = s + (kind == LINE_TEXT ? next.prefix : 0);
        if (kind != LINE_TEXT && !r.comment) {
            put_raw(&r, l, s, l->n - from);
        } else if (was_blank && p == s && is_esm(s, l->s + l->n)) {
            guint end = esm_end(&r, i);
            report_code(&r, l, g_str_has_prefix(s, "import") ? "import" : "export");
            x->changed = true;
            i = end - 1;
        } else if (!r.comment && next.prefix == next.marker && *p == '<') {
            i = rewrite_tags(&r, i, from, (size_t)(p - l->s), indent_of(s, next.prefix));
        } else {
            put_text(&r, l, s, l->n - from);
        }
    }
    while (r.n_open > 0)
        g_free(r.open[--r.n_open].name);
}

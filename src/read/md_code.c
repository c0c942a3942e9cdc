#include "read/md_code.h"

#include "read/md_math.h"

#include <string.h>

/* The language of an info string: "Python,ignore" and "{.python}" are "python". */
static const char *info_language(struct arena *a, const char *info)
{
    info += strspn(info, " {.");
    size_t n = strcspn(info, " \t,{}:;");
    if (n == 0)
        return NULL;
    g_autofree char *word = g_utf8_strdown(info, (gssize)n);
    return arena_strdup(a, word);
}

/* The value of `key=` in an info string, in quotes or up to the next blank; NULL: none. */
static const char *info_value(struct arena *a, const char *info, const char *key)
{
    size_t n = strlen(key);
    for (const char *p = strstr(info, key); p != NULL; p = strstr(p + n, key)) {
        if ((p > info && strchr(" \t,{", p[-1]) == NULL) || p[n] != '=')
            continue;
        const char *value = p + n + 1;
        bool quoted = *value == '"' || *value == '\'';
        const char *end = quoted ? strchr(value + 1, *value) : value + strcspn(value, " \t,}");
        value += quoted;
        if (end != NULL && end > value)
            return arena_strndup(a, value, (size_t)(end - value));
    }
    return NULL;
}

/* VitePress names a block in brackets: "js {1,3} [config.js]". Numbers alone are lines. */
static const char *info_label(struct arena *a, const char *info)
{
    const char *open = strchr(info, '['), *close = open != NULL ? strchr(open, ']') : NULL;
    bool apart = close != NULL && open > info && strchr(" \t}", open[-1]) != NULL;

    if (!apart || strspn(open + 1, "0123456789,- ") == (size_t)(close - open) - 1)
        return NULL;
    return arena_strndup(a, open + 1, (size_t)(close - open) - 1);
}

/* What an info string says the code is: title="a.py" and its like in Docusaurus, Quarto, Jupyter
 * Book and listings; "python:src/a.py". */
static const char *info_title(struct arena *a, const char *info)
{
    static const char *const keys[] = {"title", "filename", "file", "caption"};
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        const char *value = info_value(a, info, keys[i]);
        if (value != NULL)
            return value;
    }
    if (info_label(a, info) != NULL)
        return info_label(a, info);
    const char *colon = info + strcspn(info, " \t,{}:");
    size_t n = *colon == ':' ? strcspn(colon + 1, " \t,{}") : 0;
    bool name = memchr(colon, '.', n + 1) != NULL || memchr(colon, '/', n + 1) != NULL;
    return n > 0 && colon > info && name ? arena_strndup(a, colon + 1, n) : NULL;
}

/* ---- hidden lines ---- */

/* Which lines of a block mdBook hides. */
struct hiding {
    bool rust;          /* those of a `#` and a blank, as rustdoc has them */
    const char *prefix; /* those that begin with it; NULL: none */
};

static struct hiding hiding_of(struct chapter *c, const struct node *n)
{
    const struct book *b = c->edition != NULL ? c->edition->book : NULL;
    const char *language = n->u.code.language, *info = n->u.code.info;
    struct hiding h = {0};

    if (b == NULL || (b->dialects & DIALECT_MDBOOK) == 0 || language == NULL)
        return h;
    h.rust = strcmp(language, "rust") == 0;
    if (h.rust)
        return h;
    h.prefix = info_value(c->arena, info, "hidelines");
    for (const struct hide_rule *r = b->markdown.hide; r != NULL && h.prefix == NULL; r = r->next)
        if (strcmp(r->language, language) == 0)
            h.prefix = r->prefix;
    return h;
}

/* True when the line is hidden; a doubled `#` of Rust, which is not, loses one, at *twin. */
static bool is_hidden(const struct hiding *h, const char *line, size_t n, const char **twin)
{
    const char *p = line, *end = line + n;

    while (p < end && (*p == ' ' || *p == '\t'))
        p++;
    *twin = NULL;
    if (!h->rust)
        return (size_t)(end - p) >= strlen(h->prefix) &&
               memcmp(p, h->prefix, strlen(h->prefix)) == 0;
    if (p == end || *p != '#')
        return false;
    if (p + 1 < end && p[1] == '#')
        *twin = p;
    return p + 1 == end || p[1] == ' ';
}

/* Takes the hidden lines out; false when nothing else was there. */
static bool hide_lines(struct node *n, char *text, const struct hiding *h)
{
    char *out = text;
    bool any = false, hid = false;

    for (char *p = text;;) {
        size_t len = strcspn(p, "\n");
        const char *twin;
        bool more = p[len] == '\n';
        if (is_hidden(h, p, len, &twin)) {
            n->u.code.first_line += !any && n->u.code.first_line > 0;
            hid = true;
        } else {
            size_t before = twin != NULL ? (size_t)(twin - p) : len;
            if (any)
                *out++ = '\n';
            memmove(out, p, before);
            out += before;
            if (twin != NULL) {
                memmove(out, twin + 1, len - before - 1);
                out += len - before - 1;
            }
            any = true;
        }
        p += len + more;
        if (!more)
            break;
    }
    *out = '\0';
    return any || !hid;
}

/* ---- directives ---- */

/* What "{code-block} python" and Quarto's "{python}" say, and the options in their first lines. */
struct directive {
    bool math;
    const char *language, *title, *label;
};

static char *copy_value(struct arena *a, const char *p, size_t n)
{
    g_autofree char *value = g_strstrip(g_strndup(p, n));
    size_t length = strlen(value);

    if (length > 1 && (*value == '"' || *value == '\'') && value[length - 1] == *value) {
        value[length - 1] = '\0';
        return arena_strdup(a, value + 1);
    }
    return arena_strdup(a, value);
}

static void set_option(struct arena *a, struct directive *d, const char *s, size_t n)
{
    const char *colon = memchr(s, ':', n);

    if (colon == NULL)
        return;
    g_autofree char *key = g_strstrip(g_strndup(s, (size_t)(colon - s)));
    char *value = copy_value(a, colon + 1, n - (size_t)(colon - s) - 1);
    if (*value == '\0')
        return;
    if (strcmp(key, "caption") == 0 || strcmp(key, "filename") == 0 || strcmp(key, "lst-cap") == 0)
        d->title = value;
    else if (strcmp(key, "name") == 0 || strcmp(key, "label") == 0 || strcmp(key, "lst-label") == 0)
        d->label = value;
}

/* The mark that Quarto's options have in the language of the code: a comment and a bar. */
static size_t cell_mark(const char *line)
{
    static const char *const marks[] = {"#|", "//|", "--|", "%%|", "%|"};

    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
        if (g_str_has_prefix(line, marks[i]))
            return strlen(marks[i]);
    return 0;
}

/* Reads the options at the start of the text; how many lines and bytes they take. `cell`: Quarto's,
 * else ":key: value" or a block between lines of hyphens. */
static size_t read_options(struct arena *a, struct directive *d, const char *text, bool cell,
                           int *lines)
{
    const char *p = text;
    bool yaml = false;

    for (*lines = 0; *p != '\0'; ++*lines) {
        size_t n = strcspn(p, "\n"), mark = cell ? cell_mark(p) : 0;
        bool rule = !cell && n >= 3 && strspn(p, "-") == 3 && strspn(p + 3, " ") == n - 3;
        if (rule && (p == text || yaml)) {
            yaml = p == text;
            p += n + (p[n] == '\n');
            if (!yaml) {
                ++*lines;
                break;
            }
            continue;
        }
        if (mark > 0)
            set_option(a, d, p + mark, n - mark);
        else if (yaml)
            set_option(a, d, p, n);
        else if (!cell && *p == ':' && memchr(p + 1, ':', n - MIN(n, 1)) != NULL)
            set_option(a, d, p + 1, n - 1);
        else
            break;
        p += n + (p[n] == '\n');
    }
    if (*lines > 0 && *p == '\n' && !cell) { /* a blank line parts them from the code */
        p++;
        ++*lines;
    }
    return (size_t)(p - text);
}

/* False when the info string is no directive for code. */
static bool parse_directive(struct arena *a, const char *info, struct directive *d, bool *cell)
{
    static const char *const names[] = {"code", "code-block", "sourcecode", "code-cell"};
    size_t n = 1 + strcspn(info + 1, "} ,");

    *d = (struct directive){0};
    *cell = false;
    if (*info != '{' || n == 1 || !g_ascii_isalpha(info[1]))
        return false;
    const char *close = strchr(info, '}');
    if (close == NULL)
        return false;
    const char *rest = close + 1 + strspn(close + 1, " ");
    size_t word = strcspn(rest, " ,");
    g_autofree char *name = g_strndup(info + 1, n - 1);
    d->math = strcmp(name, "math") == 0;
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (strcmp(names[i], name) == 0) {
            bool ipython = g_str_has_prefix(rest, "ipython");
            g_autofree char *lower = g_ascii_strdown(rest, (gssize)word);
            d->language = word > 0 ? ipython ? "python" : arena_strdup(a, lower) : "";
            return true;
        }
    g_autofree char *lower = g_ascii_strdown(name, -1);
    d->language = arena_strdup(a, lower);
    *cell = !d->math;
    return true;
}

/* ---------------------------------------------------------------------------------------- */

static void set_math(struct arena *a, struct node *n, char *text, int skipped, const char *label)
{
    struct loc first = {n->loc.file, n->loc.line > 0 ? n->loc.line + 1 + skipped : 0,
                        n->loc.col == 1};

    n->kind = NODE_MATH_BLOCK;
    memset(&n->u, 0, sizeof n->u);
    if (label != NULL)
        text = arena_join(a, text, "\n\\label{", label, "}", NULL);
    md_math_set(n, first, text);
}

void md_code_set(struct chapter *c, struct node *n, char *text, const char *info)
{
    const char *language = info != NULL ? info_language(c->arena, info) : NULL;
    struct directive d = {0};
    bool cell;
    int skipped = 0;

    if (info != NULL && parse_directive(c->arena, info, &d, &cell)) {
        text += read_options(c->arena, &d, text, cell, &skipped);
        language = *d.language != '\0' ? d.language : NULL;
        n->u.code.first_line += n->u.code.first_line > 0 ? skipped : 0;
        n->id = !d.math && d.label != NULL ? d.label : n->id;
    }
    if (language != NULL && strcmp(language, "math") == 0) {
        set_math(c->arena, n, text, skipped, d.label);
        return;
    }
    n->u.code.text = text;
    n->u.code.info = info;
    n->u.code.language = language;
    n->u.code.title = d.title != NULL ? d.title : info != NULL ? info_title(c->arena, info) : NULL;
    struct hiding h = hiding_of(c, n);
    if ((h.rust || h.prefix != NULL) && !hide_lines(n, text, &h))
        node_unlink(n);
}

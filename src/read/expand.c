#include "read/expand.h"

#include "read/expand_int.h"

#include <string.h>

static const struct {
    unsigned triggers, dialects; /* dialects 0: in every book */
    expand_pass *run;
} passes[] = {
    {TRIGGER_LINK, DIALECT_MDBOOK, expand_mdbook},
    {TRIGGER_SNIPPET, DIALECT_MKDOCS, expand_snippets},
    {TRIGGER_TAG, DIALECT_GITBOOK | DIALECT_HUGO, expand_liquid},
    {TRIGGER_TAG | TRIGGER_SHORTCODE | TRIGGER_PAGE,
     DIALECT_GITBOOK | DIALECT_HUGO | DIALECT_MYST | DIALECT_DOCUSAURUS, expand_pages},
    {TRIGGER_DIRECTIVE, 0, expand_myst},
    {TRIGGER_MDX, 0, expand_mdx},
    {TRIGGER_TAG | TRIGGER_SHORTCODE | TRIGGER_VARIABLE, 0, expand_tags},
    {TRIGGER_MATHJAX, 0, expand_mathjax},
};

void xline_put(struct expander *x, GArray *out, const struct xline *like, const char *s, size_t n)
{
    struct xline l = *like;

    l.s = arena_strndup(x->a, s, n);
    l.n = n;
    l.same = false;
    x->changed = true;
    g_array_append_val(out, l);
}

bool xline_has(const struct xline *l, const char *text)
{
    return memmem(l->s, l->n, text, strlen(text)) != NULL;
}

bool expand_first(struct expander *x, const char *kind)
{
    return g_hash_table_add(x->noted, arena_strdup(x->a, kind));
}

/* True when the text has components, program code or expressions of MDX. */
static bool has_mdx(const char *text)
{
    if (strstr(text, "={") != NULL || strstr(text, "{/*") != NULL ||
        g_str_has_prefix(text, "import ") || g_str_has_prefix(text, "export ") ||
        strstr(text, "\nimport ") != NULL || strstr(text, "\nexport ") != NULL)
        return true;
    for (const char *p = strchr(text, '<'); p != NULL; p = strchr(p + 1, '<'))
        if (g_ascii_isupper(p[1]) || (p[1] == '/' && g_ascii_isupper(p[2])) || p[1] == '>')
            return true;
    return false;
}

/* What there is to expand. Nearly all of it begins with a brace, and braces are rare. */
static unsigned look(const char *text, const char *path, const struct book *book)
{
    unsigned found = 0, dialects = book != NULL ? book->dialects : 0;

    if (((book != NULL && book->markdown.mathjax) ||
         (dialects & (DIALECT_MKDOCS | DIALECT_HUGO)) != 0) &&
        (strstr(text, "\\(") != NULL || strstr(text, "\\[") != NULL))
        found |= TRIGGER_MATHJAX;
    if ((dialects & DIALECT_MKDOCS) != 0 && strstr(text, "8<-") != NULL)
        found |= TRIGGER_SNIPPET;
    if ((dialects & DIALECT_MDBOOK) != 0 && strstr(text, "admonish") != NULL)
        found |= TRIGGER_DIRECTIVE;
    if (((dialects & DIALECT_GITBOOK) != 0 &&
         (strstr(text, "[import") != NULL || strstr(text, "[include") != NULL)) ||
        ((dialects & DIALECT_DOCUSAURUS) != 0 &&
         (strstr(text, "@include:") != NULL || strstr(text, "<<<") != NULL)))
        found |= TRIGGER_PAGE;
    if (((dialects & DIALECT_DOCUSAURUS) != 0 || g_str_has_suffix(path, ".mdx")) && has_mdx(text))
        found |= TRIGGER_MDX;
    for (const char *p = strchr(text, '{'); p != NULL; p = strchr(p + 1, '{')) {
        if (p[1] == '%')
            found |= TRIGGER_TAG;
        else if (p > text && (p[-1] == '`' || p[-1] == '~'))
            found |= TRIGGER_DIRECTIVE;
        if (p[1] != '{')
            continue;
        found |= p[2] == '#'                  ? TRIGGER_LINK
                 : p[2] == '<' || p[2] == '%' ? TRIGGER_SHORTCODE
                                              : TRIGGER_VARIABLE;
        p++;
    }
    return found;
}

static GArray *split(const char *text, const char *file, int offset)
{
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(struct xline));

    for (const char *p = text; *p != '\0';) {
        size_t n = strcspn(p, "\n");
        struct xline l = {p, n, file, ++offset, true};
        g_array_append_val(lines, l);
        p += n + (p[n] == '\n');
    }
    return lines;
}

static struct expansion *join(const struct expander *x, const GArray *lines)
{
    struct expansion *e = g_new0(struct expansion, 1);
    size_t size = 0;

    for (guint i = 0; i < lines->len; i++)
        size += xline_at(lines, i)->n + 1;
    e->text = g_string_sized_new(size + 1);
    e->map = line_map_new(x->c->path);
    for (guint i = 0; i < lines->len; i++) {
        const struct xline *l = xline_at(lines, i);
        g_string_append_len(e->text, l->s, (gssize)l->n);
        g_string_append_c(e->text, '\n');
        line_map_add(e->map, l->file, l->line, l->same);
    }
    return e;
}

static void buffer_free(void *p)
{
    g_string_free(p, TRUE);
}

struct expansion *expand(struct diags *d, struct chapter *c, const char *text, int offset)
{
    const struct book *book = c->edition != NULL ? c->edition->book : NULL;
    unsigned dialects = book != NULL ? book->dialects : 0, found = look(text, c->path, book);
    struct expander x = {.d = d, .c = c, .book = book, .dialects = dialects};
    struct expansion *e = NULL;

    if (found == 0)
        return NULL;
    x.a = arena_new();
    x.files = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, buffer_free);
    x.noted = g_hash_table_new(g_str_hash, g_str_equal);
    GArray *lines = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(passes); i++) {
        if ((found & passes[i].triggers) == 0 ||
            (passes[i].dialects != 0 && (dialects & passes[i].dialects) == 0))
            continue;
        if (lines == NULL)
            lines = split(text, c->path, offset);
        GArray *out = g_array_sized_new(FALSE, FALSE, sizeof(struct xline), lines->len);
        passes[i].run(&x, lines, out);
        g_array_unref(lines);
        lines = out;
    }
    if (x.changed)
        e = join(&x, lines);
    if (lines != NULL)
        g_array_unref(lines);
    g_hash_table_unref(x.noted);
    g_hash_table_unref(x.files);
    arena_free(x.a);
    return e;
}

void expansion_free(struct expansion *x)
{
    if (x == NULL)
        return;
    g_string_free(x->text, TRUE);
    line_map_free(x->map);
    g_free(x);
}

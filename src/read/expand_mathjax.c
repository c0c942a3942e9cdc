/* Formulas between MathJax's marks. mdBook (with mathjax-support) and Jekyll have \\( .. \\) and
 * \\[ .. \\]: Markdown takes one backslash away before MathJax looks, there and in the TeX between,
 * so the same is done here. MkDocs and Hugo have \( .. \) and \[ .. \], and leave the TeX alone; as
 * these are escaped brackets in all other Markdown, those of displays must stand at the ends of
 * lines. What comes out stands between GitHub's marks. */
#include "read/expand_int.h"
#include "read/line_scan.h"

#include <string.h>

enum { REACH = 200 }; /* lines of a formula */

struct mark {
    const char *open, *close;    /* in the source */
    const char *opened, *closed; /* what stands for them */
    bool alone;                  /* at the ends of lines only */
    bool escaped;                /* so is the TeX */
};

static const struct mark marks[] = {
    {"\\\\(", "\\\\)", "$`", "`$", false, true},
    {"\\\\[", "\\\\]", "$$", "$$", false, true},
    {"\\(", "\\)", "$`", "`$", false, false},
    {"\\[", "\\]", "$$", "$$", true, false},
};

struct scanner {
    struct expander *x;
    const GArray *in;
    bool single, twofold;    /* the marks that the book has */
    GString *text;           /* of the line being written */
    const struct mark *open; /* of the formula that is open; NULL: none is */
};

static bool has_mark(const struct scanner *s, const struct mark *m)
{
    return m->escaped ? s->twofold : s->single;
}

static bool is_last(const char *p, const char *end)
{
    while (p < end && (*p == ' ' || *p == '\t'))
        p++;
    return p == end;
}

/* Where in [p, end) the formula is closed; NULL: it is not. */
static const char *find_close(const char *p, const char *end, const struct mark *m)
{
    size_t n = strlen(m->close);

    while (p + n <= end) {
        if (memcmp(p, m->close, n) == 0 && (!m->alone || is_last(p + n, end)))
            return p;
        if (*p == '\\' && end - p > 1)
            p += 2;
        else
            p = *p == '`' ? line_code_end(p, end) : p + 1;
    }
    return NULL;
}

/* The mark that opens a formula at p of a line whose text begins at `start`; NULL: none does. */
static const struct mark *mark_at(const struct scanner *s, const char *start, const char *p,
                                  const char *end)
{
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
        const struct mark *m = &marks[i];
        size_t n = strlen(m->open);
        if (has_mark(s, m) && (size_t)(end - p) >= n && memcmp(p, m->open, n) == 0 &&
            (!m->alone || p == start))
            return m;
    }
    return NULL;
}

/* True when the close comes in the line or in the paragraph below it. */
static bool is_closed(const struct scanner *s, guint i, const char *from, const struct mark *m)
{
    const struct xline *l = xline_at(s->in, i);
    struct line_scan blank = {0};

    if (find_close(from, l->s + l->n, m) != NULL)
        return true;
    for (guint last = i + REACH; ++i < s->in->len && i <= last;) {
        l = xline_at(s->in, i);
        if (line_scan(&blank, l->s, l->n) != LINE_TEXT)
            return false;
        if (find_close(l->s, l->s + l->n, m) != NULL)
            return true;
    }
    return false;
}

/* What Markdown leaves of the TeX. */
static void append_tex(GString *out, const char *p, const char *end, bool escaped)
{
    for (; p < end; p++) {
        if (escaped && *p == '\\' && p + 1 < end && g_ascii_ispunct(p[1]))
            p++;
        g_string_append_c(out, *p);
    }
}

/* Appends what of the line is inside the open formula; where that ends in it, or its end. */
static const char *close_formula(struct scanner *s, const char *p, const char *end)
{
    const struct mark *m = s->open;
    const char *close = find_close(p, end, m);

    append_tex(s->text, p, close != NULL ? close : end, m->escaped);
    if (close == NULL)
        return end;
    g_string_append(s->text, m->closed);
    s->open = NULL;
    return close + strlen(m->close);
}

/* Rewrites a line whose text begins at its byte `prefix`; true when it was changed. */
static bool rewrite(struct scanner *s, guint i, size_t prefix)
{
    const struct xline *l = xline_at(s->in, i);
    const char *p = l->s, *end = l->s + l->n, *start = l->s + prefix;
    bool changed = s->open != NULL;

    g_string_truncate(s->text, 0);
    if (s->open != NULL)
        p = close_formula(s, p, end);
    for (const char *at = p; at < end;) {
        const struct mark *m = *at == '\\' ? mark_at(s, start, at, end) : NULL;
        size_t n = m != NULL ? strlen(m->open) : 0;
        if (m != NULL && is_closed(s, i, at + n, m)) {
            g_string_append_len(s->text, p, at - p);
            g_string_append(s->text, m->opened);
            s->open = m;
            at = p = close_formula(s, at + n, end);
            changed = true;
        } else if (*at == '\\' && end - at > 1) {
            at += 2;
        } else {
            at = *at == '`' ? line_code_end(at, end) : at + 1;
        }
    }
    g_string_append_len(s->text, p, end - p);
    return changed;
}

void expand_mathjax(struct expander *x, const GArray *in, GArray *out)
{
    struct scanner s = {.x = x, .in = in, .text = g_string_new(NULL)};
    struct line_scan code = {0};

    s.single = (x->dialects & (DIALECT_MKDOCS | DIALECT_HUGO)) != 0;
    s.twofold = (x->dialects & DIALECT_HUGO) != 0 || (x->book != NULL && x->book->markdown.mathjax);
    for (guint i = 0; i < in->len; i++) {
        const struct xline *l = xline_at(in, i);
        bool text = line_scan(&code, l->s, l->n) == LINE_TEXT;
        if (text && (s.open != NULL || memchr(l->s, '\\', l->n) != NULL) &&
            rewrite(&s, i, code.prefix)) {
            xline_put(x, out, l, s.text->str, s.text->len);
        } else {
            s.open = NULL;
            g_array_append_val(out, *l);
        }
    }
    g_string_free(s.text, TRUE);
}

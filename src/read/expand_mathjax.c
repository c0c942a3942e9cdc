/* Formulas as mdBook has them with mathjax-support: \\( .. \\) and \\[ .. \\]. Markdown takes one
 * backslash away before MathJax looks, there and in the TeX between, so the same is done here; what
 * comes out stands between GitHub's marks. */
#include "read/expand_int.h"
#include "read/line_scan.h"

#include <string.h>

enum { REACH = 200 }; /* lines of a formula */

struct scanner {
    struct expander *x;
    const GArray *in;
    GString *text;   /* of the line being written */
    const char *end; /* what closes the formula that is open; NULL: none is */
};

/* The next place in [p, end) where the mark stands outside of code; NULL: none. */
static const char *find_mark(const char *p, const char *end, const char *mark)
{
    size_t n = strlen(mark);

    while (p + n <= end) {
        if (memcmp(p, mark, n) == 0)
            return p;
        if (*p == '\\' && end - p > 1) {
            p += 2;
        } else if (*p == '`') {
            p = line_code_end(p, end);
        } else {
            p++;
        }
    }
    return NULL;
}

/* True when the mark comes in the line or in the paragraph below it. */
static bool is_closed(const struct scanner *s, guint i, const char *from, const char *mark)
{
    const struct xline *l = xline_at(s->in, i);
    struct line_scan blank = {0};

    if (find_mark(from, l->s + l->n, mark) != NULL)
        return true;
    for (guint last = i + REACH; ++i < s->in->len && i <= last;) {
        l = xline_at(s->in, i);
        if (line_scan(&blank, l->s, l->n) != LINE_TEXT)
            return false;
        if (find_mark(l->s, l->s + l->n, mark) != NULL)
            return true;
    }
    return false;
}

/* What Markdown leaves of the TeX. */
static void append_tex(GString *out, const char *p, const char *end)
{
    for (; p < end; p++) {
        if (*p == '\\' && p + 1 < end && g_ascii_ispunct(p[1]))
            p++;
        g_string_append_c(out, *p);
    }
}

/* Appends what of the line is inside the open formula; where that ends in it, or its end. */
static const char *close_formula(struct scanner *s, const char *p, const char *end)
{
    size_t n = strlen(s->end);
    const char *close = find_mark(p, end, s->end);

    append_tex(s->text, p, close != NULL ? close : end);
    if (close == NULL)
        return end;
    g_string_append(s->text, s->end[2] == ')' ? "`$" : "$$");
    s->end = NULL;
    return close + n;
}

/* Rewrites a line of text; true when it was changed. */
static bool rewrite(struct scanner *s, guint i)
{
    const struct xline *l = xline_at(s->in, i);
    const char *p = l->s, *end = l->s + l->n;
    bool changed = s->end != NULL;

    g_string_truncate(s->text, 0);
    if (s->end != NULL)
        p = close_formula(s, p, end);
    for (const char *from = p; from < end;) {
        const char *open = find_mark(from, end, "\\\\");
        if (open == NULL || end - open < 3)
            break;
        const char *close = open[2] == '(' ? "\\\\)" : open[2] == '[' ? "\\\\]" : NULL;
        if (close == NULL || !is_closed(s, i, open + 3, close)) {
            from = open + 2;
            continue;
        }
        g_string_append_len(s->text, p, open - p);
        g_string_append(s->text, open[2] == '(' ? "$`" : "$$");
        s->end = close;
        from = p = close_formula(s, open + 3, end);
        changed = true;
    }
    g_string_append_len(s->text, p, end - p);
    return changed;
}

void expand_mathjax(struct expander *x, const GArray *in, GArray *out)
{
    struct scanner s = {.x = x, .in = in, .text = g_string_new(NULL)};
    struct line_scan code = {0};

    for (guint i = 0; i < in->len; i++) {
        const struct xline *l = xline_at(in, i);
        bool text = line_scan(&code, l->s, l->n) == LINE_TEXT;
        if (text && (s.end != NULL || xline_has(l, "\\\\")) && rewrite(&s, i)) {
            xline_put(x, out, l, s.text->str, s.text->len);
        } else {
            s.end = NULL;
            g_array_append_val(out, *l);
        }
    }
    g_string_free(s.text, TRUE);
}

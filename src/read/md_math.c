#include "read/md_math.h"

#include "doc/math.h"
#include "read/md_dollar.h"

#include <string.h>

void md_math_set(struct node *block, struct loc loc, char *raw)
{
    bool verbatim = block->loc.col == 1; /* nothing stood before its lines that is not in raw */
    const char *p = raw;

    for (; g_ascii_isspace(*p); p++) {
        if (*p == '\n') {
            loc.line += loc.line > 0;
            loc.col = verbatim;
        } else {
            loc.col += loc.col > 0;
        }
    }
    block->u.math.loc = loc;
    block->u.math.tex = g_strstrip(raw);
}

/* The next formula between dollars from p on, which begins at `start`; its length with them, and
 * that of each fence; 0: there is none. */
static size_t find_formula(const char *start, const char **p, size_t *fence)
{
    const char *end = *p + strlen(*p);
    bool open;

    for (; (*p = strchr(*p, '$')) != NULL; (*p)++) {
        char before = *p > start ? (*p)[-1] : ' ';
        const char *reach = end - *p > MD_DOLLAR_REACH ? *p + MD_DOLLAR_REACH : end;
        size_t n = before != '\\' ? md_dollar_length(*p, reach, before, &open) : 0;
        *fence = (*p)[1] == '$' || (*p)[1] == '`' ? 2 : 1;
        if (n > 0)
            return n;
        *p += (*p)[1] == '$';
    }
    return 0;
}

struct node *md_math_split(struct arena *a, struct node *text)
{
    const char *start = text->u.text, *rest = start, *p = start;
    struct node *last = text;
    size_t n, fence;

    while ((n = find_formula(start, &p, &fence)) > 0) {
        if (p > rest)
            node_insert_before(
                text, node_new_text(a, text->loc, arena_strndup(a, rest, (size_t)(p - rest))));
        struct node *math = node_new(a, NODE_MATH, text->loc);
        math->u.math.tex = g_strstrip(arena_strndup(a, p + fence, n - 2 * fence));
        math->u.math.loc = (struct loc){text->loc.file, text->loc.line, 0};
        if (p[1] == '$')
            node_add_class(a, math, "display");
        node_insert_before(text, math);
        last = math;
        rest = p += n;
    }
    if (rest == start)
        return text;
    text->u.text = arena_strdup(a, rest);
    if (*rest != '\0')
        return text;
    node_unlink(text);
    return last;
}

/* Made at the first formula: most chapters of most books have none. */
static struct tex *reader_new(struct diags *d, const struct chapter *c)
{
    struct tex *t = tex_new(d);
    const struct book *b = c->edition != NULL ? c->edition->book : NULL;

    for (const struct math_macro *m = b != NULL ? b->math_macros : NULL; m != NULL; m = m->next)
        tex_macro(t, m->name, m->body, m->loc);
    return t;
}

struct readers {
    struct diags *diags;
    const struct chapter *chapter;
    struct tex **tex; /* NULL in it: no formula yet */
};

static struct formula *read_formula(struct readers *r, const char *tex, bool display,
                                    struct loc loc)
{
    if (*r->tex == NULL)
        *r->tex = reader_new(r->diags, r->chapter);
    return tex_read(*r->tex, r->chapter->arena, tex, display, loc);
}

/* The words of a picture with their formulas as plain text. */
static const char *plain_words(struct readers *r, const char *words, struct loc loc)
{
    g_autoptr(GString) out = NULL;
    const char *p = words, *rest = words;
    size_t n, fence;

    while (words != NULL && (n = find_formula(words, &p, &fence)) > 0) {
        g_autofree char *tex = g_strndup(p + fence, n - 2 * fence);
        struct formula *f = read_formula(r, tex, false, loc);
        out = out != NULL ? out : g_string_new(NULL);
        g_string_append_len(out, rest, p - rest);
        if (f != NULL)
            math_text(f->root, out);
        else
            g_string_append(out, tex);
        rest = p += n;
    }
    return out != NULL ? arena_join(r->chapter->arena, out->str, rest, NULL) : words;
}

void md_math_read(struct tex **t, struct diags *d, const struct chapter *c, struct node *top)
{
    struct readers r = {d, c, t};

    for (struct node *n = top; n != NULL; n = node_next(top, n)) {
        struct loc line = {n->loc.file, n->loc.line, 0};
        if (n->kind == NODE_IMAGE) {
            n->u.image.alt = plain_words(&r, n->u.image.alt, line);
            n->u.image.title = plain_words(&r, n->u.image.title, line);
        }
        if (n->kind != NODE_MATH && n->kind != NODE_MATH_BLOCK)
            continue;
        struct formula *f =
            read_formula(&r, n->u.math.tex, n->kind == NODE_MATH_BLOCK, n->u.math.loc);
        if (f != NULL && n->kind == NODE_MATH && node_has_class(n, "display"))
            f->display = true; /* in a cell: it has no line of its own */
        n->u.math.formula = f;
    }
}

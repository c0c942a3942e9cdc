#include "read/md_math.h"

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

/* Made at the first formula: most chapters of most books have none. */
static struct tex *reader_new(struct diags *d, const struct chapter *c)
{
    struct tex *t = tex_new(d);
    const struct book *b = c->edition != NULL ? c->edition->book : NULL;

    for (const struct math_macro *m = b != NULL ? b->math_macros : NULL; m != NULL; m = m->next)
        tex_macro(t, m->name, m->body, m->loc);
    return t;
}

void md_math_read(struct tex **t, struct diags *d, const struct chapter *c, struct node *top)
{
    for (struct node *n = top; n != NULL; n = node_next(top, n)) {
        if (n->kind != NODE_MATH && n->kind != NODE_MATH_BLOCK)
            continue;
        if (*t == NULL)
            *t = reader_new(d, c);
        n->u.math.formula =
            tex_read(*t, c->arena, n->u.math.tex, n->kind == NODE_MATH_BLOCK, n->u.math.loc);
    }
}

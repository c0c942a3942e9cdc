#include "epub/mathml.h"
#include "epub/writer.h"

/* Where links to its numbered equations lead; MathML has these places itself. */
static void write_label_places(struct writer *w, const struct formula *f)
{
    for (const struct math *m = f->root->first; m != NULL; m = m->next)
        for (size_t i = 0; m->kind == MATH_TABLE && i < m->u.table.n_rows; i++)
            if (m->u.table.rows[i].labels != NULL) {
                g_string_append(w->out, "<span id=\"");
                mathml_label_id(w->out, m->u.table.rows[i].labels->name);
                g_string_append(w->out, "\"></span>");
            }
}

/* The first of several pictures is named for all. */
bool writer_svg(struct writer *w, const struct node *n)
{
    const struct svg_formulas *f = w->formulas;
    size_t count = 0;
    const struct frame *const *frames = f != NULL ? f->find(f->context, n, &count) : NULL;

    if (frames == NULL)
        return false;
    write_label_places(w, n->u.math.formula);
    g_autofree char *tex = g_strstrip(g_strdelimit(g_strdup(n->u.math.tex), "\t\r\n", ' '));
    for (size_t i = 0; i < count; i++)
        svg_write(w->out, f, frames[i], i == 0 ? tex : NULL, ++w->n_svg, w->in_link);
    return true;
}

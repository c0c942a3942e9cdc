#include "layout/math_int.h"

#include "layout/linebreak.h"

/* Penalties of a break after a relation, an operator, a comma: TeX's, and those of breaks that only
 * a line takes which cannot be set otherwise: in parentheses, between words, between factors. */
enum {
    PENALTY_RELATION = 500,
    PENALTY_OPERATOR = 700,
    PENALTY_COMMA = 1500,
    PENALTY_WORDS = MATH_BREAK_INSIDE + 200,
    PENALTY_FACTORS = MATH_BREAK_INSIDE + 1000,
    WIDE_FENCE = 10 /* em */
};

static const struct math_entry *next_atom(const struct math_entry *e, bool *forbidden)
{
    for (e = e->next; e != NULL && e->class < 0; e = e->next)
        if (e->is_space && e->penalty >= PENALTY_FORBID)
            *forbidden = true;
    return e;
}

/* A product without a sign between its factors: behind brackets, before a function. */
static bool is_product(const struct math_entry *e, const struct math_entry *next)
{
    if (e->class == MATH_CLOSE || e->class == MATH_INNER)
        return next->class == MATH_ORD || next->class == MATH_OPEN || next->class == MATH_OP ||
               next->class == MATH_INNER;
    return e->class == MATH_ORD && next->class == MATH_OP;
}

/* What a break after the entry costs; PENALTY_FORBID: none may be. `depth`: open brackets. */
static int penalty_after(const struct math_entry *e, int depth)
{
    bool forbidden = false;
    const struct math_entry *next = next_atom(e, &forbidden);
    int penalty = PENALTY_FORBID;

    if (e->is_space && e->penalty != 0)
        return e->next != NULL ? e->penalty : PENALTY_FORBID;
    if (next == NULL || forbidden || e->class < 0)
        return PENALTY_FORBID;
    if (e->class == MATH_REL && next->class != MATH_REL)
        penalty = PENALTY_RELATION;
    else if (e->class == MATH_BIN)
        penalty = PENALTY_OPERATOR;
    else if (e->class == MATH_PUNCT)
        penalty = PENALTY_COMMA;
    else if (next->word)
        return PENALTY_WORDS;
    else if (is_product(e, next))
        return PENALTY_FACTORS + (depth > 0 ? PENALTY_COMMA : 0);
    if (penalty != PENALTY_FORBID && depth > 0)
        penalty += MATH_BREAK_INSIDE;
    return penalty;
}

struct math_pieces math_inline(const struct math_job *job)
{
    struct math_setter m;
    struct math_context c;
    struct math_list list = {0}, part = {0};
    struct math_pieces out = {0};
    int depth = 0;
    size_t n = 0;

    math_begin(job, job->formula->display, 1000, &m, &c);
    c.opened = c.words =
        WIDE_FENCE * c.base; /* in which a line may be broken when nothing else fits */
    math_collect(&c, job->formula->root->first, &list);
    math_space(&list);
    for (struct math_entry *e = list.first; e != NULL; e = e->next)
        n++;
    if (n == 0)
        return out;
    out.pieces = arena_array(m.a, n, sizeof *out.pieces);
    const struct tag *tag = math_tag(job);
    part.first = list.first;
    for (struct math_entry *e = list.first, *next; e != NULL; e = next) {
        next = e->next;
        depth = MAX(0, depth + (e->class == MATH_OPEN) - (e->class == MATH_CLOSE));
        int penalty = next != NULL ? penalty_after(e, depth) : PENALTY_FORBID;
        if (next != NULL && penalty >= PENALTY_FORBID)
            continue;
        struct math_piece *to = &out.pieces[out.n];
        len glue = 0;
        for (; next != NULL && next->is_space && next->penalty == 0; next = next->next)
            glue += next->before + next->box->width; /* it vanishes at a line's end */
        glue += next != NULL ? next->before : 0;
        e->next = NULL;
        part.first->before = 0;
        const struct math_box *box = math_join(&c, &part);
        to->frame = math_tagged(job, tag, box_frame(&m, box, 0, box->width));
        to->space = glue;
        to->penalty = penalty;
        to->fixed = penalty >= PENALTY_FACTORS && penalty < PENALTY_FORBID;
        out.n++;
        part.first = next;
    }
    return out;
}

struct frame *math_frame(const struct math_job *job, bool display)
{
    struct math_setter m;
    struct math_context c;

    math_begin(job, display, 1000, &m, &c);
    const struct math_box *box = math_set_row(&c, job->formula->root);
    return box->first == NULL ? NULL : box_frame(&m, box, 0, box->width);
}

void math_extent(const struct math_job *job, len *min, len *max)
{
    struct math_setter m;
    struct math_context c;

    math_begin(job, true, 1000, &m, &c);
    *max = math_set_row(&c, job->formula->root)->width;
    *min = *max * 7 / 10; /* as small as a display is set */
}

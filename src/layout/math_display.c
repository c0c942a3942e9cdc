#include "layout/math_int.h"

#include "layout/flow.h"

#include <string.h>

enum {
    SMALLEST = 700, /* permille: smaller only when a line would be cut */
    VERY_SMALLEST = 250,
    INDENT = 2,     /* em, of continued lines */
    COST_ROW = 400, /* of a page break between two equations */
    STRUT_HEIGHT = 840,
    STRUT_DEPTH = 360,
    LINE_GAP = 300 /* \jot */
};

struct display_setter {
    const struct math_job *job;
    struct math_setter m;
    struct math_context c;
    len measure;
    GArray *lines; /* struct math_line */
    len width;
    const struct tag *tag;
    bool open;  /* lines may be broken in fences */
    bool force; /* set it, even if it sticks out */
};

static len of_em(const struct display_setter *d, int thousandths)
{
    return (len)((int64_t)d->c.base * thousandths / 1000);
}

static bool is_centred(const struct display_setter *d)
{
    enum text_align align = d->job->style->align;

    return align != TEXT_LEFT && align != TEXT_START && align != TEXT_JUSTIFY;
}

static len start_of(const struct display_setter *d, len width)
{
    if (d->job->style->align == TEXT_RIGHT || d->job->style->align == TEXT_END)
        return MAX(d->measure - width, 0);
    return is_centred(d) ? MAX((d->measure - width) / 2, 0) : 0;
}

/* The formula's part of a line and its number, which is no part of the formula's source. */
static const struct frame *line_frame(const struct display_setter *d, struct math_box *box,
                                      struct math_box *number, len x)
{
    struct arena *a = shaper_arena(d->job->shaper);
    const struct frame *formula = math_tagged(d->job, d->tag, box_frame(&d->m, box, x, d->measure));

    if (number == NULL)
        return formula;
    struct frame *line = frame_new(a, d->measure, formula->height);
    const struct tag *tag = d->tag != NULL ? tag_new(a, "Span") : NULL;
    const struct frame *words = box_frame(&d->m, number, 0, number->width);
    line->baseline = formula->baseline;
    frame_place(a, line, formula, 0, 0);
    if (tag != NULL)
        frame_tag(a, line, TAG_OPEN, tag);
    frame_place(a, line, words, d->measure - number->width, line->baseline - words->baseline);
    if (tag != NULL)
        frame_tag(a, line, TAG_CLOSE, tag);
    return line;
}

/* `number`: NULL for none. */
static void add_row(struct display_setter *d, struct math_box *box, struct math_box *number, len x,
                    len space, int penalty)
{
    struct math_line line = {.space = space, .penalty = d->lines->len > 0 ? penalty : 0};

    box->height = MAX(box->height, of_em(d, STRUT_HEIGHT));
    box->depth = MAX(box->depth, of_em(d, STRUT_DEPTH));
    if (number != NULL) {
        box->height = MAX(box->height, number->height);
        box->depth = MAX(box->depth, number->depth);
    }
    line.frame = line_frame(d, box, number, x);
    g_array_append_val(d->lines, line);
}

static void add_line(struct display_setter *d, struct math_box *box, len x, len space, int penalty)
{
    add_row(d, box, NULL, x, space, penalty);
}

/* ---- one formula ---- */

static len list_width(const struct math_entry *from, const struct math_entry *to)
{
    len width = 0;

    for (const struct math_entry *e = from; e != NULL && e != to; e = e->next)
        width = math_sum(width, e->box->width + (e == from ? 0 : e->before));
    return width;
}

/* Whether a line may begin with the entry: before relations, then before operators, then after
 * commas, then in brackets, in brackets that stand in brackets, between factors. */
static bool may_begin(const struct math_entry *before, const struct math_entry *e, int rank,
                      int depth)
{
    if (before == NULL || (depth == 1 && rank < 3) || (depth > 1 && rank < 4))
        return false;
    if (e->word)
        return rank >= 2;
    if (e->class == MATH_REL && before->class != MATH_REL)
        return true;
    if (rank >= 1 && e->class == MATH_BIN)
        return true;
    if (rank >= 5 && (e->class == MATH_OP || e->class == MATH_INNER) && before->class >= 0 &&
        before->class != MATH_OPEN && before->class != MATH_OP && before->class != MATH_BIN)
        return true; /* a product without a sign */
    return rank >= 2 && before->class == MATH_PUNCT;
}

/* Where the line that begins with `first` ends: the last place of the lowest rank that fits; NULL
 * when all that is left fits. `*fits` false: there is no such place. */
static struct math_entry *line_end(struct math_entry *first, len room, int ranks, bool *fits)
{
    *fits = true;
    if (list_width(first, NULL) <= room)
        return NULL;
    for (int rank = 0; rank < ranks; rank++) {
        struct math_entry *found = NULL, *before = NULL;
        int depth = 0;
        len width = 0;
        for (struct math_entry *e = first; e != NULL; before = e, e = e->next) {
            if (e != first && may_begin(before, e, rank, depth) && width <= room)
                found = e;
            width = math_sum(width, e->box->width + (e == first ? 0 : e->before));
            depth = MAX(0, depth + (e->class == MATH_OPEN) - (e->class == MATH_CLOSE));
        }
        /* rather a line at least a third full than the best place */
        if (found != NULL && (rank > 0 || list_width(first, found) > room / 3))
            return found;
    }
    *fits = false;
    return NULL;
}

/* Breaks the list; false, with nothing set, when some line does not fit. */
static bool set_broken(struct display_setter *d, struct math_list *list)
{
    GPtrArray *starts = g_ptr_array_new();
    len indent = of_em(d, 1000 * INDENT), widest = 0;
    bool fits = true;

    for (struct math_entry *e = list->first; e != NULL && fits;) {
        len shift = starts->len > 0 ? indent : 0;
        g_ptr_array_add(starts, e);
        struct math_entry *end = line_end(e, d->measure - shift, d->open ? 6 : 4, &fits);
        widest = MAX(widest, shift + list_width(e, end));
        e = end;
    }
    for (guint i = 0; i < starts->len && fits; i++) {
        struct math_list part = {.first = g_ptr_array_index(starts, i)};
        struct math_entry *end = i + 1 < starts->len ? g_ptr_array_index(starts, i + 1) : NULL;
        for (struct math_entry *e = part.first; e != NULL && e != end; e = e->next)
            part.last = e;
        if (part.last == NULL)
            continue;
        part.last->next = NULL;
        part.first->before = 0;
        add_line(d, math_join(&d->c, &part), start_of(d, widest) + (i > 0 ? indent : 0),
                 i > 0 ? of_em(d, LINE_GAP) : 0, PENALTY_FORBID);
    }
    d->width = MAX(d->width, widest);
    g_ptr_array_free(starts, TRUE);
    return fits;
}

/* Ends the list at a line break that the author forced; returns what follows it, if anything. */
static struct math_entry *cut_forced(struct math_entry *first)
{
    for (struct math_entry *e = first; e->next != NULL; e = e->next)
        if (e->is_space && e->penalty <= PENALTY_FORCE) {
            struct math_entry *rest = e->next;
            e->next = NULL;
            return rest;
        }
    return NULL;
}

/* False when some line is too wide, with *widest. */
static bool set_formula(struct display_setter *d, len *widest)
{
    struct math_list list = {0};
    bool first = true;

    math_collect(&d->c, d->job->formula->root->first, &list);
    math_space(&list);
    for (struct math_entry *e = list.first, *rest; e != NULL; e = rest, first = false) {
        struct math_list part = {.first = e};
        rest = cut_forced(e);
        e->before = 0;
        len width = list_width(e, NULL);
        if (width > d->measure && !d->force) {
            *widest = MAX(*widest, width);
            if (!set_broken(d, &part))
                return false;
            continue;
        }
        d->width = MAX(d->width, width);
        add_line(d, math_join(&d->c, &part), start_of(d, width), first ? 0 : of_em(d, LINE_GAP),
                 PENALTY_FORBID);
    }
    return true;
}

/* ---- equations with numbers ---- */

static struct math_box *number_of(const struct display_setter *d, const struct math_row *row)
{
    struct math_context c = math_in_style(&d->c, MATH_TEXT_STYLE);
    struct math_box *b = box_new(&c);

    c.opened = c.words = 0;
    if (row->tag != NULL) {
        if (!row->tag_bare)
            box_append(b, box_words(&c, "(", NULL), 0);
        box_append(b, math_set_row(&c, row->tag), 0);
        if (!row->tag_bare)
            box_append(b, box_words(&c, ")", NULL), 0);
        return b;
    }
    if (!row->numbered || row->number == NULL)
        return NULL;
    return box_words(&c, arena_join(d->m.a, "(", row->number, ")", NULL), NULL);
}

/* What is added between the pairs of columns, so that they stand evenly. */
static len spread_of(const struct display_setter *d, const struct math *table, len width,
                     len numbers)
{
    size_t n = table->u.table.n_columns;

    if (table->u.table.kind == TABLE_MULTLINE)
        return d->measure - 2 * of_em(d, 1000) - numbers;
    for (size_t r = 0; r < table->u.table.n_rows; r++)
        n = MAX(n, table->u.table.rows[r].n_cells);
    if (table->u.table.kind != TABLE_ALIGNED || n < 3)
        return 0;
    size_t pairs = (n + 1) / 2;
    len free = d->measure - numbers - width;
    return free > 0 ? MIN(free / (len)(pairs + 1), of_em(d, 4000)) : 0;
}

static len row_end(const struct math_box *row)
{
    len end = 0;

    for (const struct math_box *b = row->first; b != NULL; b = b->next)
        end = MAX(end, b->x + b->width);
    return end;
}

/* Where the rows begin: centred, further to the left when a number needs the room, or, with *below,
 * centred above numbers that have lines of their own. */
static len rows_start(const struct display_setter *d, const struct math_table_rows *rows,
                      struct math_box **numbers, bool *below)
{
    len x = start_of(d, rows->width), gap = of_em(d, 1000);

    *below = false;
    for (size_t r = 0; r < rows->n; r++)
        if (numbers[r] != NULL)
            x = MIN(x, d->measure - numbers[r]->width - gap - row_end(rows->rows[r].box));
    if (x < 0) {
        *below = true;
        x = start_of(d, rows->width);
    }
    return x;
}

/* ---- words between rows ---- */

struct words {
    struct display_setter *d;
    struct math_context c;
    struct math_box *line;
    len space;   /* that the next line is to have above it */
    int penalty; /* of a page break before it */
};

static void end_words(struct words *w)
{
    add_line(w->d, w->line, 0, w->space, w->penalty);
    w->line = box_new(&w->c);
    w->space = 0;
    w->penalty = COST_ROW;
}

/* As a paragraph at the left, each line filled as far as it goes. */
static void set_words(struct display_setter *d, const struct math *row, len space, int penalty)
{
    struct words w = {d, math_in_style(&d->c, MATH_TEXT_STYLE), NULL, space, penalty};
    struct math_list list = {0};

    w.line = box_new(&w.c);
    w.c.words = 1; /* every word by itself */
    math_collect(&w.c, row->first, &list);
    math_space(&list);
    for (const struct math_entry *e = list.first; e != NULL; e = e->next) {
        if (w.line->width > 0 && w.line->width + e->before + e->box->width > d->measure)
            end_words(&w);
        else
            w.line->width += e->before;
        box_append(w.line, e->box, 0);
    }
    end_words(&w);
}

static struct math *add_text(struct display_setter *d, struct math **link, const char *text)
{
    struct math *m = *link = arena_one(d->m.a, struct math);

    m->kind = MATH_TEXT;
    m->text = text;
    return m;
}

/* A number on a line of its own; a tag that is wider than that goes on over several. */
static void set_number(struct display_setter *d, const struct math_row *row,
                       struct math_box *number)
{
    struct math whole = {.kind = MATH_ROW}, **link = &whole.first;

    if (row->tag == NULL || number->width <= d->measure) {
        add_row(d, box_new(&d->c), number, 0, 0, PENALTY_FORBID);
        return;
    }
    if (!row->tag_bare)
        link = &add_text(d, link, "(")->next;
    for (const struct math *m = row->tag->first; m != NULL; m = m->next) {
        *link = arena_memdup(d->m.a, m, sizeof *m);
        link = &(*link)->next;
    }
    *link = NULL;
    if (!row->tag_bare)
        add_text(d, link, ")");
    set_words(d, &whole, 0, PENALTY_FORBID);
}

/* ---- rows ---- */

static bool set_rows(struct display_setter *d, const struct math *table, len *widest)
{
    struct math_table_rows rows = math_table_set(&d->c, table, 0);
    struct math_box **numbers = arena_array(d->m.a, rows.n + 1, sizeof *numbers);
    len number = 0;
    bool below;

    for (size_t r = 0; r < rows.n; r++) {
        numbers[r] = number_of(d, rows.rows[r].row);
        if (numbers[r] != NULL)
            number = MAX(number, numbers[r]->width + of_em(d, 1000));
    }
    len spread = spread_of(d, table, rows.width, number);
    if (spread > 0)
        rows = math_table_set(&d->c, table, spread);
    *widest = rows.width;
    if (rows.width > d->measure && !d->force)
        return false;
    len x = rows_start(d, &rows, numbers, &below);
    for (size_t r = 0; r < rows.n; r++) {
        struct math_table_row *row = &rows.rows[r];
        struct math_box *line = box_new(&d->c);
        bool words = r > 0 && rows.rows[r - 1].row->words != NULL;
        if (row->row->words != NULL) {
            set_words(d, row->row->words, r > 0 ? row->above : 0, COST_ROW);
            continue;
        }
        box_put(line, row->box, x, 0);
        add_row(d, line, below ? NULL : numbers[r], 0, r > 0 ? row->above : 0,
                words ? PENALTY_FORBID : COST_ROW);
        if (below && numbers[r] != NULL)
            set_number(d, row->row, numbers[r]);
    }
    d->width = MAX(d->width, rows.width + number);
    return true;
}

/* ---- the display ---- */

static bool set_at(struct display_setter *d, int permille, len *widest)
{
    const struct math *root = d->job->formula->root, *table = math_sole(root, MATH_TABLE);

    math_begin(d->job, true, permille, &d->m, &d->c);
    d->c.opened = d->open ? d->measure / 3 : 0;
    d->c.words = d->measure / 2;
    g_array_set_size(d->lines, 0);
    d->width = *widest = 0;
    return table != NULL && table->u.table.display ? set_rows(d, table, widest)
                                                   : set_formula(d, widest);
}

struct math_lines math_display(const struct math_job *job, len measure)
{
    struct display_setter d = {.job = job,
                               .measure = MAX(measure, job->style->font_size),
                               .tag = math_tag(job),
                               .lines = g_array_new(FALSE, FALSE, sizeof(struct math_line))};
    struct math_lines out = {0};
    int permille = 1000;
    len widest;

    while (!set_at(&d, permille, &widest) && permille > VERY_SMALLEST && widest > 0) {
        /* somewhat smaller it may fit broken, if not whole */
        int next = MAX((int)((int64_t)permille * d.measure / widest) - 1, permille * 9 / 10);
        if (permille > SMALLEST && next < SMALLEST && next > SMALLEST * 8 / 10)
            next = SMALLEST;
        if (next < SMALLEST && !d.open) { /* rather broken where formulas are best not */
            d.open = true;
            next = permille = 1000;
            continue;
        }
        permille = CLAMP(next, VERY_SMALLEST, permille - 1);
        d.force = permille == VERY_SMALLEST;
    }
    if (permille < 1000) {
        char percent[16];
        g_snprintf(percent, sizeof percent, "%d", permille / 10);
        diag_add(shaper_diags(job->shaper), DIAG_MATH_SHRUNK, job->loc, percent, NULL);
    }
    out.n = d.lines->len;
    out.width = d.width;
    out.lines = arena_memdup(shaper_scratch(job->shaper), d.lines->data,
                             d.lines->len * sizeof(struct math_line));
    g_array_free(d.lines, TRUE);
    return out;
}

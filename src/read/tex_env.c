/* Environments: arrays and matrices, amsmath's alignments. */
#include "read/tex_int.h"

#include <string.h>

enum { MAX_COLUMNS = 200 };

enum {
    SPEC = 1,     /* an argument says the columns */
    LOOSE = 2,    /* [l] may say how its columns are aligned */
    PAIRS = 4,    /* its pairs of columns have no gaps */
    PLACE = 8,    /* [t], [b] may say what stands on the line */
    DISPLAY = 16, /* a display of its own: its rows take tags */
    NUMBERED = 32,
    LEFT = 64,     /* columns to the left */
    DIAGRAM = 128, /* objects and arrows: tex_cd.c */
    WORDED = 256,  /* the second column is words */
    COUNTED = 512, /* an argument counts the pairs of columns */
    GROUP = 1024,  /* no table: only its content */
    FLUSH = 2048   /* as wide as the page */
};

struct environment {
    const char *name;
    enum math_table_kind kind;
    enum math_style style; /* of its cells */
    int flags;
    const char *open, *close; /* NULL: no fence */
};

#define MATRIX(name, open, close)                                                                  \
    {name, TABLE_ARRAY, MATH_TEXT_STYLE, 0, open, close},                                          \
    {                                                                                              \
        name "*", TABLE_ARRAY, MATH_TEXT_STYLE, LOOSE, open, close                                 \
    }
#define SMALL(name, open, close)                                                                   \
    {name, TABLE_SMALL, MATH_SCRIPT, 0, open, close},                                              \
    {                                                                                              \
        name "*", TABLE_SMALL, MATH_SCRIPT, LOOSE, open, close                                     \
    }
#define CASES(name, style, open, close)                                                            \
    {name, TABLE_CASES, style, LEFT, open, close},                                                 \
    {                                                                                              \
        name "*", TABLE_CASES, style, LEFT | WORDED, open, close                                   \
    }
#define SHOWN(name, kind, flags)                                                                   \
    {name, kind, MATH_DISPLAY, DISPLAY | NUMBERED | (flags), NULL, NULL},                          \
    {                                                                                              \
        name "*", kind, MATH_DISPLAY, DISPLAY | (flags), NULL, NULL                                \
    }
#define INNER(name, kind, flags)                                                                   \
    {                                                                                              \
        name, kind, MATH_DISPLAY, flags, NULL, NULL                                                \
    }

static const struct environment environments[] = {
    {"array", TABLE_ARRAY, MATH_TEXT_STYLE, SPEC | PLACE, NULL, NULL},
    {"darray", TABLE_ARRAY, MATH_DISPLAY, SPEC | PLACE, NULL, NULL},
    {"subarray", TABLE_SMALL, MATH_SCRIPT, SPEC, NULL, NULL},
    MATRIX("matrix", NULL, NULL),
    MATRIX("pmatrix", "(", ")"),
    MATRIX("bmatrix", "[", "]"),
    MATRIX("Bmatrix", "{", "}"),
    MATRIX("vmatrix", "|", "|"),
    MATRIX("Vmatrix", "‖", "‖"),
    SMALL("smallmatrix", NULL, NULL),
    SMALL("psmallmatrix", "(", ")"),
    SMALL("bsmallmatrix", "[", "]"),
    SMALL("Bsmallmatrix", "{", "}"),
    SMALL("vsmallmatrix", "|", "|"),
    SMALL("Vsmallmatrix", "‖", "‖"),
    CASES("cases", MATH_TEXT_STYLE, "{", ""),
    CASES("dcases", MATH_DISPLAY, "{", ""),
    CASES("rcases", MATH_TEXT_STYLE, "", "}"),
    CASES("drcases", MATH_DISPLAY, "", "}"),
    INNER("aligned", TABLE_ALIGNED, PLACE),
    INNER("alignedat", TABLE_ALIGNED, PAIRS | COUNTED | PLACE),
    INNER("split", TABLE_ALIGNED, 0),
    INNER("gathered", TABLE_GATHERED, PLACE),
    INNER("multlined", TABLE_MULTLINE, PLACE),
    SHOWN("align", TABLE_ALIGNED, 0),
    SHOWN("flalign", TABLE_ALIGNED, FLUSH),
    SHOWN("alignat", TABLE_ALIGNED, PAIRS | COUNTED),
    SHOWN("xalignat", TABLE_ALIGNED, COUNTED),
    SHOWN("xxalignat", TABLE_ALIGNED, COUNTED | FLUSH),
    SHOWN("gather", TABLE_GATHERED, 0),
    SHOWN("equation", TABLE_GATHERED, 0),
    SHOWN("multline", TABLE_MULTLINE, 0),
    SHOWN("eqnarray", TABLE_ARRAY, 0),
    {"displaymath", TABLE_GATHERED, MATH_DISPLAY, DISPLAY, NULL, NULL},
    {"math", TABLE_GATHERED, MATH_TEXT_STYLE, 0, NULL, NULL},
    {"CD", TABLE_ARRAY, MATH_DISPLAY, DIAGRAM, NULL, NULL},
    {"subequations", TABLE_GATHERED, MATH_DISPLAY, GROUP, NULL, NULL},
};

static const struct environment *find_environment(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(environments); i++)
        if (strcmp(environments[i].name, name) == 0)
            return &environments[i];
    return NULL;
}

bool tex_has_environment(const char *name)
{
    return find_environment(name) != NULL;
}

/* --- column specifications ---------------------------------------------------------------- */

struct spec {
    GArray *columns;
    bool display;            /* some are in display style */
    struct math_column next; /* what was said of the column to come */
};

static void add_column(struct spec *s, enum math_align align)
{
    s->next.align = align;
    if (s->columns->len < MAX_COLUMNS)
        g_array_append_val(s->columns, s->next);
    s->next = (struct math_column){.gap.amount = -1};
}

/* Behind the group at p, its content in `out`; NULL when there is none. */
static const char *spec_group(const char *p, char **out)
{
    int depth = 0;
    const char *start = p + 1;

    if (*p != '{')
        return NULL;
    for (; *p != '\0'; p++) {
        depth += *p == '{' ? 1 : *p == '}' ? -1 : 0;
        if (depth == 0) {
            *out = g_strndup(start, (gsize)(p - start));
            return p + 1;
        }
    }
    return NULL;
}

/* What stands between two columns instead of their gap: a space, or nothing. */
static bool spec_gap(struct tex *t, char *text, struct math_length *gap)
{
    static const struct {
        const char *name;
        struct math_length width;
    } spaces[] = {{"", {0, MATH_EM}},           {"\\quad", {1000, MATH_EM}},
                  {"\\qquad", {2000, MATH_EM}}, {"\\enspace", {500, MATH_EM}},
                  {"\\,", {3000, MATH_MU}},     {"\\:", {4000, MATH_MU}},
                  {"\\;", {5000, MATH_MU}},     {"\\ ", {250, MATH_EM}}};

    g_strstrip(text);
    for (size_t i = 0; i < G_N_ELEMENTS(spaces); i++)
        if (strcmp(text, spaces[i].name) == 0) {
            *gap = spaces[i].width;
            return true;
        }
    size_t n = strlen(text);
    if (g_str_has_prefix(text, "\\hspace{") && text[n - 1] == '}') {
        text[n - 1] = '\0';
        return tex_length(t, text + strlen("\\hspace{"), gap);
    }
    return false;
}

static bool read_spec(struct tex *t, struct spec *s, const char *p, int depth);

/* *{n}{columns} */
static const char *repeat(struct tex *t, struct spec *s, const char *p, int depth)
{
    g_autofree char *count = NULL;
    g_autofree char *columns = NULL;

    p = spec_group(p, &count);
    p = p != NULL ? spec_group(p, &columns) : NULL;
    for (gint64 n = p != NULL ? g_ascii_strtoll(count, NULL, 10) : 0;
         n > 0 && s->columns->len < MAX_COLUMNS && p != NULL; n--)
        if (*columns == '\0' || depth > 4 || !read_spec(t, s, columns, depth + 1))
            p = NULL;
    return p;
}

static bool read_spec(struct tex *t, struct spec *s, const char *p, int depth)
{
    while (p != NULL && *p != '\0') {
        g_autofree char *group = NULL;
        char c = *p++;
        if (c == 'l' || c == 'c' || c == 'r') {
            add_column(s, c == 'l' ? MATH_LEFT : c == 'r' ? MATH_RIGHT : MATH_CENTER);
        } else if (c == '|' || c == ':') {
            s->next.rules++;
            s->next.dashed = c == ':';
        } else if (c == '@' || c == '!') {
            p = spec_group(p, &group);
            if (p == NULL || !spec_gap(t, group, &s->next.gap))
                return false;
        } else if (c == 'p' || c == 'm' || c == 'b') {
            p = spec_group(p, &group);
            add_column(s, MATH_LEFT);
        } else if (c == '*') {
            p = repeat(t, s, p, depth);
        } else if (c == '>' || c == '<') { /* of what such a group may say the cells need nothing */
            p = spec_group(p, &group);
            if (p == NULL ||
                (strcmp(group, "\\displaystyle") != 0 && strcmp(group, "\\centering") != 0 &&
                 strcmp(group, "\\raggedright\\arraybackslash") != 0 && *group != '\0'))
                return false;
            s->display |= strcmp(group, "\\displaystyle") == 0;
        } else if (c != ' ') {
            return false;
        }
    }
    return p != NULL;
}

/* --- rows --------------------------------------------------------------------------------- */

struct reader {
    struct tex *t;
    const struct environment *env;
    GArray *rows;
    GPtrArray *cells; /* of the row */
    GArray *spans;    /* struct math_span of each of them */
    GArray *parts;    /* struct math_range: \cline above the row */
    bool special;     /* some span says something */
    struct math_row row;
    struct tex_state state; /* of each cell */
};

enum { LINE, DASHED_LINE, PART, WORDS };

/* What stands between rows, elsewhere. */
static struct math *between_rows(struct tex *t, const struct tex_command *c)
{
    tex_fail(t, t->token.at, "\\%s inside a row", c->name);
    return NULL;
}

static struct math *multicolumn(struct tex *t, const struct tex_command *c)
{
    tex_fail(t, t->token.at, "\\%s inside a cell", c->name);
    return NULL;
}

/* Glue that fills a cell puts its content to the other side. */
static struct math *fill(struct tex *t, const struct tex_command *c)
{
    struct math *m = tex_space(t, 1000, MATH_EM);

    (void)c;
    m->u.space.fill = true;
    return m;
}

/* \cline{2-3} */
static void read_part(struct reader *r)
{
    uint32_t at = r->t->token.at;
    const char *text = tex_string(r->t);
    char *rest = NULL;
    guint64 from = text != NULL ? g_ascii_strtoull(text, &rest, 10) : 0, to = from;

    if (rest != NULL && *rest == '-')
        to = g_ascii_strtoull(rest + 1, &rest, 10);
    if (rest == NULL || *rest != '\0' || from < 1 || to < from || to > MAX_COLUMNS) {
        tex_fail(r->t, at, "\\cline without its columns");
        return;
    }
    struct math_range range = {from - 1, to - 1};
    g_array_append_val(r->parts, range);
}

static void end_row(struct reader *r)
{
    struct arena *a = r->t->a;

    r->row.n_cells = r->cells->len;
    r->row.cells = arena_memdup(a, r->cells->pdata, r->cells->len * sizeof(struct math *));
    if (r->special)
        r->row.spans = arena_memdup(a, r->spans->data, r->spans->len * sizeof(struct math_span));
    g_array_append_val(r->rows, r->row);
}

static void clear_row(struct reader *r)
{
    r->row = (struct math_row){.numbered = (r->env->flags & NUMBERED) != 0};
    r->special = false;
    g_ptr_array_set_size(r->cells, 0);
    g_array_set_size(r->spans, 0);
    g_array_set_size(r->parts, 0);
}

/* \intertext{..} is a row of its own. */
static void read_between(struct reader *r)
{
    r->row = (struct math_row){.above = r->row.above};
    r->row.words = tex_text_argument(r->t, (struct tex_words){0});
    end_row(r);
    clear_row(r);
}

/* The lines and words that come before the row. */
static void begin_row(struct reader *r)
{
    struct tex *t = r->t;

    clear_row(r);
    t->s = r->state;
    while (!t->failed) {
        const struct tex_token *token = tex_peek(t);
        const struct tex_command *c = token->kind == TEX_COMMAND ? token->name->command : NULL;
        if (c == NULL || c->read != between_rows)
            break;
        tex_next(t);
        if (c->arg == PART) {
            read_part(r);
        } else if (c->arg == WORDS) {
            read_between(r);
        } else {
            r->row.above.n++;
            r->row.above.dashed = c->arg == DASHED_LINE;
        }
    }
    r->row.above.n_parts = r->parts->len;
    if (r->parts->len > 0)
        r->row.above.parts =
            arena_memdup(t->a, r->parts->data, r->parts->len * sizeof(struct math_range));
}

/* \multicolumn{2}{c}{..}: its content; what it says goes to `span`. */
static struct math *read_span(struct reader *r, struct math_span *span)
{
    struct tex *t = r->t;
    struct spec spec = {
        g_array_new(FALSE, FALSE, sizeof(struct math_column)), false, {.gap.amount = -1}};
    uint32_t at = tex_next(t).at;
    const char *count = tex_string(t), *columns = tex_string(t);
    guint64 n = count != NULL ? g_ascii_strtoull(count, NULL, 10) : 0;

    if (columns == NULL || n < 1 || n > MAX_COLUMNS || !read_spec(t, &spec, columns, 0) ||
        spec.columns->len != 1) {
        tex_fail(t, at, "\\multicolumn without its columns");
    } else {
        const struct math_column *only = &g_array_index(spec.columns, struct math_column, 0);
        *span = (struct math_span){n, true, only->align, only->rules, spec.next.rules};
    }
    g_array_unref(spec.columns);
    r->special = true;
    return t->failed ? tex_row(t, NULL) : tex_argument_unsettled(t);
}

static bool is_fill(const struct math *m)
{
    return m != NULL && m->kind == MATH_SPACE && m->u.space.fill;
}

/* \hfill at the cell's start or end. */
static void take_fills(struct reader *r, struct math *row, struct math_span *span)
{
    struct math **last = &row->first;
    bool before = is_fill(row->first), after = false;

    if (before)
        row->first = row->first->next;
    while (*last != NULL && (*last)->next != NULL)
        last = &(*last)->next;
    after = is_fill(*last);
    if (after)
        *last = NULL;
    if (!before && !after)
        return;
    span->aligned = r->special = true;
    span->align = before && after ? MATH_CENTER : before ? MATH_RIGHT : MATH_LEFT;
}

static bool is_multicolumn(const struct tex_token *token)
{
    return token->kind == TEX_COMMAND && token->name->command != NULL &&
           token->name->command->read == multicolumn;
}

static void read_cell(struct reader *r)
{
    struct tex *t = r->t;
    bool after = (r->env->kind == TABLE_ALIGNED && r->cells->len % 2 == 1) ||
                 r->env->kind == TABLE_MULTLINE;
    struct math_span span = {.columns = 1, .before = -1, .after = -1};
    struct math *row = NULL;

    t->s = r->state;
    if (is_multicolumn(tex_peek(t)))
        row = read_span(r, &span);
    t->s.text = (r->env->flags & WORDED) != 0 && r->cells->len == 1;
    struct math *rest = tex_list(t, false);
    t->s = r->state;
    if (row == NULL)
        row = rest;
    else
        tex_append(row, rest->first);
    take_fills(r, row, &span);
    if (after) { /* TeX's {} before the relation */
        struct math *empty = tex_row(t, NULL);
        empty->next = row->first;
        row->first = empty;
    }
    tex_settle(row);
    g_ptr_array_add(r->cells, row);
    g_array_append_val(r->spans, span);
    for (size_t i = 1; i < span.columns; i++) {
        struct math_span covered = {.before = -1, .after = -1};
        g_ptr_array_add(r->cells, tex_row(t, NULL));
        g_array_append_val(r->spans, covered);
    }
}

void tex_row_gap(struct tex *t, struct math_length *gap)
{
    struct tex_token token = tex_raw(t);

    if (tex_is(&token, '*'))
        token = tex_raw(t);
    tex_back(t, token);
    if (!tex_is(&token, '['))
        return;
    char *text = tex_optional_string(t);
    if (text != NULL)
        tex_length(t, text, gap);
}

static bool ends_row(const struct tex_token *token)
{
    return token->kind == TEX_COMMAND && token->name->command != NULL &&
           token->name->command->role == TEX_STOP && token->name->command->read != NULL;
}

/* Rows up to the \end, which is left there. */
static void read_rows(struct reader *r)
{
    struct tex *t = r->t;

    begin_row(r);
    while (!t->failed) {
        read_cell(r);
        const struct tex_token *token = tex_peek(t);
        if (tex_is(token, '&')) {
            tex_next(t);
        } else if (ends_row(token)) {
            tex_next(t);
            tex_row_gap(t, &r->row.gap);
            end_row(r);
            begin_row(r);
        } else {
            break;
        }
        if (r->cells->len > MAX_COLUMNS)
            tex_fail(t, token->at, "more than %d columns", MAX_COLUMNS);
    }
}

/* After the last \\ there is no row, but there may be lines. */
static void end_rows(struct reader *r, struct math *table)
{
    struct math *only = r->cells->len == 1 ? r->cells->pdata[0] : NULL;
    bool empty = only != NULL && only->first == NULL && r->row.tag == NULL;

    if (empty && r->rows->len > 0) {
        table->u.table.below = r->row.above;
    } else {
        end_row(r);
    }
    table->u.table.n_rows = r->rows->len;
    table->u.table.rows =
        arena_memdup(r->t->a, r->rows->data, r->rows->len * sizeof(struct math_row));
}

/* --- tables ------------------------------------------------------------------------------- */

/* Columns that no specification names. */
static void fill_columns(struct math *table, const struct environment *env, enum math_align align,
                         GArray *columns)
{
    size_t n = columns->len;

    for (size_t i = 0; i < table->u.table.n_rows; i++)
        n = MAX(n, table->u.table.rows[i].n_cells);
    for (size_t i = columns->len; i < n; i++) {
        struct math_column column = {.align = align, .gap.amount = -1};
        if (env->kind == TABLE_ALIGNED)
            column.align = i % 2 == 0 ? MATH_RIGHT : MATH_LEFT;
        else if (g_str_has_prefix(env->name, "eqnarray"))
            column.align = i == 0 ? MATH_RIGHT : i == 1 ? MATH_CENTER : MATH_LEFT;
        /* amsmath's matrices have no space at their sides, as arrays have */
        if ((env->flags & PAIRS) != 0 || (env->kind == TABLE_ARRAY && i == 0))
            column.gap.amount = 0;
        g_array_append_val(columns, column);
    }
}

/* \arraystretch in permille. */
static int array_stretch(struct tex *t)
{
    const struct tex_macro *m = tex_name(t, "arraystretch", strlen("arraystretch"))->macro;
    g_autoptr(GString) text = g_string_new(NULL);

    for (size_t i = 0; m != NULL && i < m->n_body && i < 16; i++)
        g_string_append_len(text, m->body[i].s, m->body[i].len);
    double stretch = g_ascii_strtod(text->str, NULL);
    return stretch > 0.1 && stretch < 20 ? (int)(stretch * 1000 + 0.5) : 1000;
}

static enum math_align place_of(const char *place)
{
    if (place != NULL && (*place == 't' || *place == 'b'))
        return *place == 't' ? MATH_LEFT : MATH_RIGHT;
    return MATH_CENTER;
}

/* The arguments of an environment. False after an error. */
static bool read_arguments(struct tex *t, const struct environment *env, struct math *table,
                           struct spec *spec, enum math_align *align)
{
    uint32_t at = tex_peek(t)->at;

    *align = (env->flags & LEFT) != 0 ? MATH_LEFT : MATH_CENTER;
    if ((env->flags & PLACE) != 0)
        table->u.table.at = place_of(tex_optional_string(t));
    if ((env->flags & LOOSE) != 0) {
        char *all = tex_optional_string(t);
        if (all != NULL)
            *align = *all == 'l' ? MATH_LEFT : *all == 'r' ? MATH_RIGHT : MATH_CENTER;
    }
    if ((env->flags & COUNTED) != 0)
        tex_string(t);
    if ((env->flags & SPEC) == 0)
        return !t->failed;
    char *text = tex_string(t);
    if (text != NULL && !read_spec(t, spec, text, 0))
        tex_fail(t, at, "columns \"%s\" are not understood", text);
    table->u.table.rules_after = spec->next.rules;
    table->u.table.dashed_after = spec->next.dashed;
    return !t->failed;
}

static bool read_end(struct tex *t, const char *name, uint32_t at)
{
    struct tex_token stop = tex_next(t);

    if (stop.kind == TEX_COMMAND && strcmp(stop.name->text, "end") == 0) {
        char *end = tex_string(t);
        if (end != NULL && strcmp(end, name) != 0)
            tex_fail(t, stop.at, "\\end{%s} where \\end{%s} is missing", end, name);
    } else {
        tex_fail(t, at, "\\begin{%s} without its \\end", name);
    }
    return !t->failed;
}

static struct math *read_table(struct tex *t, const struct environment *env, uint32_t at)
{
    struct math *table = tex_node(t, MATH_TABLE, MATH_ORD);
    struct spec spec = {
        g_array_new(FALSE, FALSE, sizeof(struct math_column)), false, {.gap.amount = -1}};
    struct tex_state outer = t->s;
    struct math_row *outer_row = t->row;
    struct reader r = {.t = t, .env = env};
    enum math_align align;

    r.rows = g_array_new(FALSE, FALSE, sizeof(struct math_row));
    r.cells = g_ptr_array_new();
    r.spans = g_array_new(FALSE, FALSE, sizeof(struct math_span));
    r.parts = g_array_new(FALSE, FALSE, sizeof(struct math_range));
    if (read_arguments(t, env, table, &spec, &align)) {
        r.state = t->s;
        r.state.text = r.state.bracket = r.state.dollar = r.state.fence = r.state.arrows = false;
        r.state.cells = true;
        r.state.style = env->style;
        if ((env->flags & DISPLAY) != 0 || env->kind == TABLE_ALIGNED ||
            env->kind == TABLE_GATHERED || env->kind == TABLE_MULTLINE)
            t->row = &r.row;
        t->displays += (env->flags & DISPLAY) != 0;
        read_rows(&r);
        end_rows(&r, table);
        fill_columns(table, env, align, spec.columns);
    }
    t->s = outer;
    t->row = outer_row;
    table->u.table.kind = env->kind;
    table->u.table.style = spec.display ? MATH_DISPLAY : env->style;
    table->u.table.display = (env->flags & DISPLAY) != 0;
    table->u.table.flush = (env->flags & FLUSH) != 0;
    table->u.table.stretch = array_stretch(t);
    table->u.table.n_columns = spec.columns->len;
    table->u.table.columns =
        arena_memdup(t->a, spec.columns->data, spec.columns->len * sizeof(struct math_column));
    g_array_unref(spec.columns);
    g_array_unref(r.rows);
    g_ptr_array_unref(r.cells);
    g_array_unref(r.spans);
    g_array_unref(r.parts);
    return read_end(t, env->name, at) ? table : NULL;
}

static struct math *begin(struct tex *t, const struct tex_command *c)
{
    uint32_t at = t->token.at;
    char *name = tex_string(t);

    (void)c;
    if (name == NULL)
        return NULL;
    if (tex_expand_begin(t, name, at))
        return NULL;
    const struct environment *env = find_environment(name);
    if (env == NULL) {
        g_autofree char *command = g_strdup_printf("\\begin{%s}", name);
        tex_fail_command(t, at, command);
        return NULL;
    }
    if ((env->flags & DIAGRAM) != 0) {
        struct math *diagram = tex_diagram(t);
        return read_end(t, name, at) ? diagram : NULL;
    }
    if ((env->flags & GROUP) != 0) {
        struct math *row = tex_list(t, true);
        return read_end(t, name, at) ? row : NULL;
    }
    struct math *table = read_table(t, env, at);
    if (table == NULL || env->open == NULL)
        return table;
    return tex_fence(t, env->open, env->close, tex_row(t, table));
}

#define FUNCTION(name, read, arg)                                                                  \
    {                                                                                              \
        name, TEX_ATOM, NULL, read, arg, MATH_ORD, 0                                               \
    }

const struct tex_command tex_env_commands[] = {
    FUNCTION("begin", begin, 0),
    {"end", .role = TEX_STOP},
    FUNCTION("hline", between_rows, LINE),
    FUNCTION("hdashline", between_rows, DASHED_LINE),
    FUNCTION("cline", between_rows, PART),
    FUNCTION("intertext", between_rows, WORDS),
    FUNCTION("shortintertext", between_rows, WORDS),
    FUNCTION("multicolumn", multicolumn, 0),
    FUNCTION("hfil", fill, 0),
    FUNCTION("hfill", fill, 0),
    FUNCTION("hfilll", fill, 0),
    {0},
};

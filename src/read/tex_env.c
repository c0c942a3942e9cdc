/* Environments: arrays and matrices, amsmath's alignments, and what numbers their rows. */
#include "read/tex_int.h"

#include <string.h>

enum { MAX_COLUMNS = 200 };

enum {
    SPEC = 1,     /* an argument says the columns */
    LOOSE = 2,    /* [l] may say how its columns are aligned */
    PAIRS = 4,    /* an argument counts the pairs of columns, which have no gaps */
    PLACE = 8,    /* [t], [b] may say what stands on the line */
    DISPLAY = 16, /* a display of its own: its rows take tags */
    NUMBERED = 32,
    LEFT = 64 /* columns to the left */
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
    {                                                                                              \
        name, TABLE_SMALL, MATH_SCRIPT, 0, open, close                                             \
    }
#define CASES(name, style, open, close)                                                            \
    {                                                                                              \
        name, TABLE_CASES, style, LEFT, open, close                                                \
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
    INNER("alignedat", TABLE_ALIGNED, PAIRS | PLACE),
    INNER("split", TABLE_ALIGNED, 0),
    INNER("gathered", TABLE_GATHERED, PLACE),
    INNER("multlined", TABLE_MULTLINE, PLACE),
    SHOWN("align", TABLE_ALIGNED, 0),
    SHOWN("flalign", TABLE_ALIGNED, 0),
    SHOWN("alignat", TABLE_ALIGNED, PAIRS),
    SHOWN("gather", TABLE_GATHERED, 0),
    SHOWN("equation", TABLE_GATHERED, 0),
    SHOWN("multline", TABLE_MULTLINE, 0),
    SHOWN("eqnarray", TABLE_ARRAY, 0),
    {"displaymath", TABLE_GATHERED, MATH_DISPLAY, DISPLAY, NULL, NULL},
    {"math", TABLE_GATHERED, MATH_TEXT_STYLE, 0, NULL, NULL},
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
    struct math_row row;
    struct tex_state state; /* of each cell */
};

static struct math *hline(struct tex *t, const struct tex_command *c)
{
    tex_fail(t, t->token.at, "\\%s inside a row", c->name);
    return NULL;
}

static void begin_row(struct reader *r)
{
    r->row = (struct math_row){.numbered = (r->env->flags & NUMBERED) != 0};
    r->t->s = r->state;
    g_ptr_array_set_size(r->cells, 0);
    for (;;) {
        const struct tex_token *token = tex_peek(r->t);
        if (token->kind != TEX_COMMAND || token->name->command == NULL ||
            token->name->command->read != hline)
            return;
        r->row.rules++;
        r->row.dashed = token->name->command->arg != 0;
        tex_next(r->t);
    }
}

static void end_row(struct reader *r)
{
    r->row.n_cells = r->cells->len;
    r->row.cells = arena_memdup(r->t->a, r->cells->pdata, r->cells->len * sizeof(struct math *));
    g_array_append_val(r->rows, r->row);
}

static void read_cell(struct reader *r)
{
    struct tex *t = r->t;
    bool after = r->env->kind == TABLE_ALIGNED && r->cells->len % 2 == 1;

    t->s = r->state;
    struct math *row = tex_list(t, false);
    t->s = r->state;
    if (after) { /* TeX's {} before the relation */
        struct math *empty = tex_row(t, NULL);
        empty->next = row->first;
        row->first = empty;
    }
    tex_settle(row);
    g_ptr_array_add(r->cells, row);
}

/* Behind \\: a star, and the [2pt] that follows at once. */
static void read_gap(struct tex *t, struct math_length *gap)
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
            read_gap(t, &r->row.gap);
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
        table->u.table.rules_below = r->row.rules;
        table->u.table.dashed_below = r->row.dashed;
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
    if ((env->flags & PAIRS) != 0)
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
    struct spec spec = {g_array_new(FALSE, FALSE, sizeof(struct math_column)), {.gap.amount = -1}};
    struct tex_state outer = t->s;
    struct math_row *outer_row = t->row;
    struct reader r = {.t = t, .env = env};
    enum math_align align;

    r.rows = g_array_new(FALSE, FALSE, sizeof(struct math_row));
    r.cells = g_ptr_array_new();
    if (read_arguments(t, env, table, &spec, &align)) {
        r.state = t->s;
        r.state.text = r.state.bracket = r.state.dollar = r.state.fence = false;
        r.state.cells = true;
        r.state.style = env->style;
        if ((env->flags & DISPLAY) != 0)
            t->row = &r.row;
        read_rows(&r);
        end_rows(&r, table);
        fill_columns(table, env, align, spec.columns);
    }
    t->s = outer;
    t->row = outer_row;
    table->u.table.kind = env->kind;
    table->u.table.style = env->style;
    table->u.table.display = (env->flags & DISPLAY) != 0;
    table->u.table.stretch = array_stretch(t);
    table->u.table.n_columns = spec.columns->len;
    table->u.table.columns =
        arena_memdup(t->a, spec.columns->data, spec.columns->len * sizeof(struct math_column));
    g_array_unref(spec.columns);
    g_array_unref(r.rows);
    g_ptr_array_unref(r.cells);
    return read_end(t, env->name, at) ? table : NULL;
}

static struct math *begin(struct tex *t, const struct tex_command *c)
{
    uint32_t at = t->token.at;
    char *name = tex_string(t);

    (void)c;
    if (name == NULL)
        return NULL;
    const struct environment *env = find_environment(name);
    if (env == NULL) {
        g_autofree char *command = g_strdup_printf("\\begin{%s}", name);
        tex_fail_command(t, at, command);
        return NULL;
    }
    struct math *table = read_table(t, env, at);
    if (table == NULL || env->open == NULL)
        return table;
    return tex_fence(t, env->open, env->close, tex_row(t, table));
}

/* --- tags and labels ---------------------------------------------------------------------- */

static struct math *tag(struct tex *t, const struct tex_command *c)
{
    uint32_t at = t->token.at;
    bool bare = tex_is(tex_peek(t), '*');

    (void)c;
    if (bare)
        tex_next(t);
    struct math *row = tex_text_argument(t, (struct tex_words){0});
    if (t->row->tag != NULL)
        tex_fail(t, at, "two \\tag in one row");
    t->row->tag = row;
    t->row->tag_bare = bare;
    t->row->numbered = false;
    return NULL;
}

static struct math *notag(struct tex *t, const struct tex_command *c)
{
    (void)c;
    t->row->numbered = false;
    return NULL;
}

static struct math *label(struct tex *t, const struct tex_command *c)
{
    (void)c;
    t->row->label = tex_string(t);
    return NULL;
}

/* arg: in parentheses */
static struct math *ref(struct tex *t, const struct tex_command *c)
{
    struct math *m = tex_node(t, MATH_REFERENCE, MATH_ORD);

    m->u.reference.label = tex_string(t);
    m->u.reference.parentheses = c->arg != 0;
    return m;
}

/* --- lines of a display ------------------------------------------------------------------- */

/* \\ where there is no table */
static struct math *newline(struct tex *t, const struct tex_command *c)
{
    struct math_length ignored;
    struct math *m = tex_space(t, 0, MATH_EM);

    (void)c;
    read_gap(t, &ignored);
    m->u.space.penalty = -10000;
    return m;
}

static bool is_newline(const struct math *m)
{
    return m->kind == MATH_SPACE && m->u.space.penalty == -10000;
}

/* The lines of the display become rows of a table; the tag is the last one's. */
static struct math *lines_table(struct tex *t, struct math *root, const struct math_row *tags)
{
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(struct math_row));
    struct math *table = tex_node(t, MATH_TABLE, MATH_ORD);

    for (struct math *m = root->first, *next; m != NULL; m = next) {
        struct math *row = tex_row(t, m);
        while (m != NULL && m->next != NULL && !is_newline(m) && !is_newline(m->next))
            m = m->next;
        if (m != NULL && is_newline(m))
            row->first = NULL;
        struct math *stop = is_newline(m) ? m : m->next;
        next = stop != NULL ? stop->next : NULL;
        m->next = is_newline(m) ? m->next : NULL;
        struct math_row r = {.n_cells = 1};
        r.cells = arena_memdup(t->a, &row, sizeof row);
        g_array_append_val(rows, r);
    }
    if (rows->len == 0) {
        struct math *row = tex_row(t, NULL);
        struct math_row r = {.n_cells = 1, .cells = arena_memdup(t->a, &row, sizeof row)};
        g_array_append_val(rows, r);
    }
    struct math_row *last = &g_array_index(rows, struct math_row, rows->len - 1);
    last->tag = tags->tag;
    last->tag_bare = tags->tag_bare;
    last->label = tags->label;
    struct math_column column = {.align = MATH_CENTER, .gap.amount = -1};
    table->u.table.kind = TABLE_GATHERED;
    table->u.table.style = MATH_DISPLAY;
    table->u.table.display = true;
    table->u.table.stretch = 1000;
    table->u.table.columns = arena_memdup(t->a, &column, sizeof column);
    table->u.table.n_columns = 1;
    table->u.table.rows = arena_memdup(t->a, rows->data, rows->len * sizeof(struct math_row));
    table->u.table.n_rows = rows->len;
    return tex_row(t, table);
}

struct math *tex_display(struct tex *t, bool display)
{
    struct math_row tags = {0};
    bool lines = false;

    t->row = &tags;
    struct math *root = tex_list(t, true);
    t->row = NULL;
    tex_name(t, "arraystretch", strlen("arraystretch"))->macro = NULL; /* this formula's only */
    for (const struct math *m = root->first; m != NULL; m = m->next)
        lines |= is_newline(m);
    bool tagged = tags.tag != NULL || tags.label != NULL;
    if (tags.tag != NULL && !display)
        tex_fail(t, 0, "\\tag in a formula that is no display");
    return display && !t->failed && (lines || tagged) ? lines_table(t, root, &tags) : root;
}

#define FUNCTION(name, read, arg)                                                                  \
    {                                                                                              \
        name, TEX_ATOM, NULL, read, arg, MATH_ORD, 0                                               \
    }
#define BREAK(name)                                                                                \
    {                                                                                              \
        name, TEX_STOP, NULL, newline, 0, MATH_ORD, 0                                              \
    }

const struct tex_command tex_env_commands[] = {
    FUNCTION("begin", begin, 0),
    {"end", .role = TEX_STOP},
    FUNCTION("hline", hline, 0),
    FUNCTION("hdashline", hline, 1),
    FUNCTION("tag", tag, 0),
    FUNCTION("notag", notag, 0),
    FUNCTION("nonumber", notag, 0),
    FUNCTION("label", label, 0),
    FUNCTION("ref", ref, 0),
    FUNCTION("eqref", ref, 1),
    BREAK("\\"),
    BREAK("cr"),
    BREAK("newline"),
    {0},
};

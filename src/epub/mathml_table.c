/* Tables: matrices, cases, aligned equations with their numbers. MathML Core leaves alignment,
 * lines and room to CSS. */
#include "epub/mathml_int.h"

#include "base/lang.h"
#include "epub/markup.h"

#include <string.h>

enum { WORDS_COLUMNS = 56 }; /* of a line of words between rows */

static const struct math_column no_column = {MATH_CENTER, 0, false, {-1, MATH_EM}};
/* what keeps an equation in the middle, and stands where it has no number */
static const char left_margin[] = "<mtd class=\"math-margin\"/>";
static const char no_number[] = "<mtd class=\"math-number\"></mtd>";

static const char *class_of(enum math_table_kind kind)
{
    switch (kind) {
    case TABLE_ARRAY:
        return "math-array";
    case TABLE_SMALL:
        return "math-small";
    case TABLE_CASES:
        return "math-cases";
    case TABLE_ALIGNED:
        return "math-aligned";
    case TABLE_GATHERED:
    case TABLE_MULTLINE:
        break;
    }
    return "math-gathered";
}

static bool has_number(const struct math_row *row)
{
    return row->tag != NULL || row->number != NULL;
}

static bool is_numbered(const struct math *m)
{
    for (size_t i = 0; i < m->u.table.n_rows; i++)
        if (has_number(&m->u.table.rows[i]))
            return true;
    return false;
}

static size_t column_count(const struct math *m)
{
    size_t n = m->u.table.n_columns;

    for (size_t i = 0; i < m->u.table.n_rows; i++)
        n = MAX(n, m->u.table.rows[i].n_cells);
    return n;
}

static const struct math_column *column_of(const struct math *m, size_t x)
{
    return x < m->u.table.n_columns ? &m->u.table.columns[x] : &no_column;
}

/* ------------------------------------------------------------------ the looks of a cell */

static void declare(GString *style, const char *property)
{
    g_string_append_printf(style, "%s%s: ", style->len > 0 ? "; " : "", property);
}

static void declare_line(GString *style, const char *side, int rules, bool dashed)
{
    if (rules <= 0)
        return;
    declare(style, side);
    g_string_append(style, dashed ? "1px dashed" : rules > 1 ? "3px double" : "1px solid");
}

/* What the row adds to the room above and below it, in ten-thousandths of an em: \arraystretch
 * and \\[..]. */
static void declare_room(GString *style, const struct math *m, size_t y)
{
    const struct math_row *row = &m->u.table.rows[y];
    int stretch = m->u.table.stretch > 0 ? m->u.table.stretch : 1000;
    int64_t half = ((int64_t)stretch - 1000) * 6; /* of a line of 1.2 em */
    int64_t plain = m->u.table.kind == TABLE_SMALL ? 500 : 2000;
    struct math_length gap = row->gap;
    bool ex = gap.unit == MATH_EX;
    int64_t below = plain + half, more = 0;

    if (ex) /* an ex is less than half an em in most fonts */
        gap = (struct math_length){(int32_t)((int64_t)gap.amount * 43 / 100), MATH_EM};
    more = gap.unit == MATH_PT   ? gap.amount
           : gap.unit == MATH_MU ? (int64_t)gap.amount * 10 / 18
                                 : (int64_t)gap.amount * 10;
    below += more;
    if (half != 0) {
        declare(style, "padding-top");
        mathml_decimal(style, MAX(plain + half, 0));
        g_string_append(style, "em");
    }
    if (half != 0 || more != 0) {
        declare(style, "padding-bottom");
        mathml_decimal(style, MAX(below, 0));
        g_string_append(style, "em");
    }
}

/* The line across above or below the cell: over the whole table, or over its column. */
static void declare_across(GString *style, const char *side, const struct math_rules *rules,
                           size_t x)
{
    int n = rules->n;

    for (size_t i = 0; i < rules->n_parts && n == 0; i++)
        n = x >= rules->parts[i].from && x <= rules->parts[i].to;
    declare_line(style, side, n, rules->dashed);
}

/* `next`: the column behind the cell. */
static char *cell_style(const struct math *m, size_t y, size_t x, size_t next, size_t n_columns)
{
    const struct math_column *column = column_of(m, x);
    GString *style = g_string_new(NULL);
    bool dashed, dashed_after;
    int before = math_lines_before(m, y, x, &dashed);
    int after = next == n_columns ? math_lines_before(m, y, next, &dashed_after) : 0;

    declare_line(style, "border-left", before, dashed);
    if (after > 0)
        declare_line(style, "border-right", after, dashed_after);
    declare_across(style, "border-top", &m->u.table.rows[y].above, x);
    if (y + 1 == m->u.table.n_rows)
        declare_across(style, "border-bottom", &m->u.table.below, x);
    if (x == 0 && before > 0) {
        declare(style, "padding-left");
        g_string_append(style, "0.5em");
    } else if (x > 0 && x < m->u.table.n_columns && column->gap.amount >= 0) {
        declare(style, "padding-left");
        mathml_length(style, column->gap);
    }
    if (after > 0) {
        declare(style, "padding-right");
        g_string_append(style, "0.5em");
    } else if (next < m->u.table.n_columns && column_of(m, next)->gap.amount >= 0) {
        declare(style, "padding-right");
        g_string_append(style, "0");
    }
    declare_room(style, m, y);
    return g_string_free(style, FALSE);
}

/* ------------------------------------------------------------------ rows */

static void write_cell(struct mathml *c, const struct math *m, size_t y, size_t x, size_t n_columns)
{
    const struct math_row *row = &m->u.table.rows[y];
    enum math_align align = math_cell_align(m, y, x);
    size_t columns = math_cell_columns(row, x);
    g_autofree char *style = cell_style(m, y, x, MIN(x + MAX(columns, 1), n_columns), n_columns);

    if (columns == 0)
        return;
    g_string_append(c->out, "<mtd");
    if (columns > 1)
        g_string_append_printf(c->out, " columnspan=\"%zu\"", columns);
    bool next = m->u.table.kind == TABLE_ALIGNED && x > 0 && x % 2 == 0;
    if (align != MATH_CENTER)
        markup_attr(c->out, "class",
                    align == MATH_LEFT ? "math-left"
                    : next             ? "math-right math-next"
                                       : "math-right");
    if (*style != '\0')
        markup_attr(c->out, "style", style);
    g_string_append_c(c->out, '>');
    if (x < row->n_cells)
        mathml_list(c, row->cells[x]->first, -1, -1, mathml_alone);
    g_string_append(c->out, "</mtd>");
}

/* The equation's number at the right margin; as much room at the left keeps the equation in the
 * middle. */
static void write_number(struct mathml *c, const struct math_row *row)
{
    enum math_style around = c->style;

    g_string_append(c->out, "<mtd class=\"math-number\">");
    c->style = MATH_TEXT_STYLE;
    const struct math *tag = row->tag != NULL ? row->tag->first : NULL;
    bool words = tag != NULL && tag->kind == MATH_TEXT && tag->next == NULL;
    bool bare = row->tag != NULL && row->tag_bare;
    const char *number = words ? tag->text : row->tag == NULL ? row->number : NULL;
    if (number != NULL) {
        g_autofree char *text = g_strconcat(bare ? "" : "(", number, bare ? "" : ")", NULL);
        mathml_words(c, text, NULL);
    } else if (tag != NULL) {
        if (!bare)
            mathml_words(c, "(", NULL);
        mathml_list(c, tag, -1, -1, mathml_alone);
        if (!bare)
            mathml_words(c, ")", NULL);
    }
    c->style = around;
    g_string_append(c->out, "</mtd>");
}

/* How much of the text stands on a line that has `column` of its columns already; to a space, or
 * beside a Han. */
static size_t words_length(const char *text, int *column)
{
    size_t length = 0;
    int at = *column;

    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        at += uc_columns(g_utf8_get_char(p));
        const char *next = g_utf8_next_char(p);
        if (*next != '\0' && *p != ' ' && !uc_is_spaceless(g_utf8_get_char(next)))
            continue;
        if (at > WORDS_COLUMNS && *column + (int)length > 0)
            break;
        length = (size_t)(next - text);
        *column = at;
    }
    return length;
}

/* Words between rows, from the left on; they are not broken by themselves, so by their length. */
static void write_words(struct mathml *c, const struct math_row *row, size_t n_columns,
                        bool numbered)
{
    g_autofree char *start =
        g_strdup_printf("<mtd columnspan=\"%zu\" class=\"math-left\">", MAX(n_columns, 1));
    enum math_style around = c->style;
    int column = 0;

    c->style = MATH_TEXT_STYLE;
    g_string_append(c->out, start);
    for (const struct math *m = row->words->first; m != NULL; m = m->next) {
        if (m->kind != MATH_TEXT) {
            struct math one = *m;
            one.next = NULL;
            mathml_element(c, &one, mathml_alone);
            column += 4;
            continue;
        }
        for (const char *p = m->text; *p != '\0';) {
            size_t n = words_length(p, &column);
            g_autofree char *words = g_strndup(p, n);
            if (n > 0)
                mathml_words(c, words, NULL);
            p += n;
            if (*p == '\0')
                break;
            p += strspn(p, " ");
            g_string_append_printf(c->out, "</mtd>%s</mtr><mtr>%s%s", numbered ? no_number : "",
                                   numbered ? left_margin : "", start);
            column = 0;
        }
    }
    c->style = around;
    g_string_append(c->out, "</mtd>");
}

static void write_row(struct mathml *c, const struct math *m, size_t y, bool numbered)
{
    const struct math_row *row = &m->u.table.rows[y];
    size_t n_columns = column_count(m);

    g_string_append(c->out, "<mtr");
    if (row->labels != NULL) {
        g_string_append(c->out, " id=\"");
        mathml_label_id(c->out, row->labels->name);
        g_string_append_c(c->out, '"');
    }
    g_string_append_c(c->out, '>');
    if (numbered)
        g_string_append(c->out, left_margin);
    if (row->words != NULL)
        write_words(c, row, n_columns, numbered);
    for (size_t x = 0; x < n_columns && row->words == NULL; x++)
        write_cell(c, m, y, x, n_columns);
    if (numbered)
        write_number(c, row);
    g_string_append(c->out, "</mtr>");
}

/* For readers that know the attribute and not the style sheet. */
static void write_columnalign(struct mathml *c, const struct math *m, bool numbered)
{
    static const char *const names[] = {
        [MATH_CENTER] = "center", [MATH_LEFT] = "left", [MATH_RIGHT] = "right"};
    size_t n = column_count(m);
    bool any = numbered;

    for (size_t x = 0; x < n; x++)
        any |= math_cell_align(m, m->u.table.n_rows, x) != MATH_CENTER;
    if (!any || m->u.table.kind == TABLE_MULTLINE)
        return;
    g_string_append_printf(c->out, " columnalign=\"%s", numbered ? "left " : "");
    for (size_t x = 0; x < n; x++)
        g_string_append_printf(c->out, "%s%s", x > 0 ? " " : "",
                               names[math_cell_align(m, m->u.table.n_rows, x)]);
    g_string_append(c->out, numbered ? " right\"" : "\"");
}

void mathml_table(struct mathml *c, const struct math *m)
{
    enum math_style around = c->style, style = math_cell_style(m);
    bool numbered = is_numbered(m), small = style == MATH_SCRIPT || style == MATH_SCRIPT_SCRIPT;
    bool was_small = around == MATH_SCRIPT || around == MATH_SCRIPT_SCRIPT;
    bool sized = small != was_small;

    c->style = style;
    if (sized)
        g_string_append_printf(c->out, "<mstyle scriptlevel=\"%d\">", small ? 1 : 0);
    if (m->u.table.display && !numbered && m->u.table.n_rows == 1 && column_count(m) == 1 &&
        m->u.table.rows[0].labels == NULL) {
        const struct math_row *row = &m->u.table.rows[0];
        mathml_row(c, row->n_cells > 0 ? row->cells[0] : NULL, MATH_STYLE_NONE, mathml_alone);
    } else {
        g_string_append_printf(c->out, "<mtable class=\"%s%s\"", class_of(m->u.table.kind),
                               numbered ? " math-numbered" : "");
        if (style == MATH_DISPLAY)
            g_string_append(c->out, " displaystyle=\"true\"");
        write_columnalign(c, m, numbered);
        g_string_append_c(c->out, '>');
        for (size_t y = 0; y < m->u.table.n_rows; y++)
            write_row(c, m, y, numbered);
        g_string_append(c->out, "</mtable>");
    }
    if (sized)
        g_string_append(c->out, "</mstyle>");
    c->style = around;
}

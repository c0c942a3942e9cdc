#include "doc/math.h"

size_t math_cell_columns(const struct math_row *row, size_t column)
{
    return row->spans != NULL && column < row->n_cells ? row->spans[column].columns : 1;
}

int math_lines_before(const struct math *table, size_t row, size_t column, bool *dashed)
{
    const struct math_row *r = &table->u.table.rows[row];
    size_t n = table->u.table.n_columns, last = column;

    *dashed = column < n ? table->u.table.columns[column].dashed : table->u.table.dashed_after;
    if (r->words != NULL)
        return 0;
    int lines = column < n ? table->u.table.columns[column].rules : table->u.table.rules_after;
    if (r->spans == NULL)
        return lines;
    if (column < r->n_cells && r->spans[column].columns == 0)
        return 0;
    if (column < r->n_cells && r->spans[column].before >= 0)
        lines = column == 0 ? r->spans[column].before : MAX(lines, r->spans[column].before);
    while (last > 0 && last <= r->n_cells && r->spans[last - 1].columns == 0)
        last--;
    if (last > 0 && last <= r->n_cells && r->spans[last - 1].after >= 0)
        lines = r->spans[last - 1].after;
    return lines;
}

enum math_style math_cell_style(const struct math *table)
{
    if (table->u.table.style != MATH_STYLE_NONE)
        return table->u.table.style;
    switch (table->u.table.kind) {
    case TABLE_SMALL:
        return MATH_SCRIPT;
    case TABLE_ALIGNED:
    case TABLE_GATHERED:
    case TABLE_MULTLINE:
        return MATH_DISPLAY;
    case TABLE_ARRAY:
    case TABLE_CASES:
        break;
    }
    return MATH_TEXT_STYLE;
}

enum math_align math_cell_align(const struct math *table, size_t row, size_t column)
{
    const struct math_row *r = row < table->u.table.n_rows ? &table->u.table.rows[row] : NULL;

    if (r != NULL && r->spans != NULL && column < r->n_cells && r->spans[column].aligned)
        return r->spans[column].align;
    switch (table->u.table.kind) {
    case TABLE_ALIGNED:
        return column % 2 == 0 ? MATH_RIGHT : MATH_LEFT;
    case TABLE_CASES:
        return MATH_LEFT;
    case TABLE_MULTLINE:
        return row == 0 ? MATH_LEFT : row + 1 == table->u.table.n_rows ? MATH_RIGHT : MATH_CENTER;
    case TABLE_ARRAY:
    case TABLE_SMALL:
    case TABLE_GATHERED:
        break;
    }
    return column < table->u.table.n_columns ? table->u.table.columns[column].align : MATH_CENTER;
}

/* Tables in formulas: matrices, cases, aligned equations, and displays of numbered rows. Part of
 * doc/math.h, which every folder includes. */
#ifndef DOC_MATH_TABLE_H
#define DOC_MATH_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct math;

enum math_unit { MATH_MU, MATH_EM, MATH_EX, MATH_PT }; /* 18 mu are an em */

/* A length as the author wrote it, in thousandths of its unit. */
struct math_length {
    int32_t amount;
    enum math_unit unit;
};

/* Display, text, script and scriptscript; NONE leaves it as it is around. */
enum math_style { MATH_STYLE_NONE, MATH_DISPLAY, MATH_TEXT_STYLE, MATH_SCRIPT, MATH_SCRIPT_SCRIPT };

enum math_align { MATH_CENTER, MATH_LEFT, MATH_RIGHT };

struct math_column {
    enum math_align align;
    int rules;              /* lines before it: |, || */
    bool dashed;            /* they are */
    struct math_length gap; /* space before it, instead of the table's own; amount < 0: that */
};

struct math_range {
    size_t from, to; /* both are in it */
};

/* Lines across a table. */
struct math_rules {
    int n; /* over its whole width: \hline */
    bool dashed;
    const struct math_range *parts; /* over some columns: \cline */
    size_t n_parts;
};

/* What a cell has of its own: \multicolumn, \hfill. */
struct math_span {
    size_t columns; /* that it covers; 0: covered by one before it, and empty */
    bool aligned;   /* as it says, not as its column does */
    enum math_align align;
    int before, after; /* lines at its sides; < 0: its columns' */
};

/* A name for an equation; the first stands first. */
struct math_label {
    const char *name;
    struct math_label *next;
};

/* A row of a TABLE. */
struct math_row {
    struct math **cells;           /* n_cells of them; ROWs, never NULL */
    const struct math_span *spans; /* of each cell; NULL: none has anything of its own */
    size_t n_cells;
    struct math *words; /* \intertext: stands in place of cells; NULL: none */
    struct math_rules above;
    struct math_length gap; /* added below it: \\[2pt] */
    /* the equation's number */
    bool numbered;          /* by itself, unless \tag or \notag */
    const struct math *tag; /* \tag{..}, what stands between the parentheses; NULL: none */
    bool tag_bare;          /* \tag*: no parentheses */
    struct math_label *labels;
    const char *number; /* set by resolve for rows that number themselves: "2.3" */
};

enum math_table_kind {
    TABLE_ARRAY,   /* array, matrix: cells in text style */
    TABLE_SMALL,   /* smallmatrix, substack: cells in script style, tight */
    TABLE_CASES,   /* cells to the left, text style (dcases: display, by `style`) */
    TABLE_ALIGNED, /* pairs of columns, right and left: the left one begins with an empty ROW, TeX's
                      {}, so that its relation or operator is spaced */
    TABLE_GATHERED, /* one column, centred */
    TABLE_MULTLINE  /* one column: the first row to the left, the last to the right; {} too */
};

/* How many columns the cell covers; 0: one before it covers it. */
size_t math_cell_columns(const struct math_row *row, size_t column);
/* The number of lines before a column in a row, `column` being the number of columns for those
 * after the last; *dashed: they are. */
int math_lines_before(const struct math *table, size_t row, size_t column, bool *dashed);
/* The style of a TABLE's cells, its own or that of its kind. */
enum math_style math_cell_style(const struct math *table);
/* Where a cell stands in its column. */
enum math_align math_cell_align(const struct math *table, size_t row, size_t column);

#endif

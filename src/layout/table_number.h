/* Columns of numbers: what a cell's text is, and where its decimal point stands. A pure function on
 * text: no fonts, no nodes. Included by table_size.c and the unit tests. */
#ifndef LAYOUT_TABLE_NUMBER_H
#define LAYOUT_TABLE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

enum number_kind {
    NUMBER_NONE,  /* words: its column is set as text */
    NUMBER_BLANK, /* nothing, a dash, "N/A": may stand among numbers */
    NUMBER_VALUE
};

struct number {
    enum number_kind kind;
    size_t point; /* bytes of the text that stand left of the alignment: before the decimal point,
                   * or all digits of a whole number */
};

/* One number with what may go with it: a sign or mark before ("~", "<", "$", "±"), groups of three
 * digits, an exponent, a unit of one or two words, a tolerance ("± 0.2"), a remark in parentheses.
 * Dates, versions, ranges and times are no numbers. */
struct number number_parse(const char *text);

#endif

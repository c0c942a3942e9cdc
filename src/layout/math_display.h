/* A display being set: math_display.c has its lines and the steps of its size, math_rows.c the rows
 * of numbered and aligned equations. Included by these two. */
#ifndef LAYOUT_MATH_DISPLAY_H
#define LAYOUT_MATH_DISPLAY_H

#include "layout/math_int.h"

#include "layout/vlist.h"

struct display_setter {
    const struct math_job *job;
    struct math_setter m;
    struct math_context c;
    len measure;
    const struct tag *tag; /* the formula's */
    GArray *lines;         /* struct math_line */
    len width;             /* of the widest line, with its number */
    len tallest;
    bool open;  /* lines may be broken in fences */
    bool force; /* set it, even if it sticks out */
};

static inline len display_em(const struct display_setter *d, int thousandths)
{
    return (len)((int64_t)d->c.base * thousandths / 1000);
}

/* Where something of the width begins, by the display's alignment. */
len display_start(const struct display_setter *d, len width);
/* A line whose box is at x, with its number at the right (NULL: none), `space` below the one
 * before; penalty: of a page break between them. */
void display_line(struct display_setter *d, struct math_box *box, struct math_box *number, len x,
                  len space, int penalty);
/* The space between lines of one equation: \jot. */
len display_gap(const struct display_setter *d);
/* Parts of the list that fit into the room, each a struct math_entry * that begins a line, those
 * after the first with less room, for their indent; NULL when some line does not fit. The list is
 * not cut. */
GPtrArray *display_break(const struct display_setter *d, struct math_list *list, len room,
                         len *widest);
/* The entries from `first` up to `end` as one box. Cuts the list. */
struct math_box *display_part(const struct display_setter *d, struct math_entry *first,
                              struct math_entry *end);
len display_indent(const struct display_setter *d);

/* --- math_rows.c */
/* The table whose rows are lines of the display, to be parted by pages; NULL: there is none. */
const struct math *display_rows(const struct math *root);
/* False when some line is too wide, with *widest. */
bool display_set_rows(struct display_setter *d, const struct math *table, len *widest);

#endif

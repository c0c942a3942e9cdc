/* The page builder: boxes to pages of least total cost, with footnotes at the foot.
 *
 * A pure function on numbers: of the boxes it reads height, give, glue, penalty, repeat, notes_end
 * and begins. Breaks are chosen over the whole chapter at once, as Knuth and Plass
 * choose lines. Costs: what stays empty of a page after its glue has stretched counts
 * u / 2 + u^2 / 50, u in permille of the height (a line: 25, 10 %: 250, 25 %: 1,375), and 20,000
 * more beyond 35 %; the penalty before the box that begins the next page is in the same units. A
 * break at PENALTY_FORBID is made only when there is no other way; PENALTY_FORCE always breaks. A
 * box higher than the page gets one of its own. A figure may wait for the top of the next page, one
 * at a time and never past another. Two facing pages may both be a line short. Included by layout.c
 * and the unit tests. */
#ifndef LAYOUT_PAGE_H
#define LAYOUT_PAGE_H

#include "layout/vlist.h"

struct page_options {
    len height;
    len note_gap;                /* between text and notes, the rule included */
    len line;                    /* of the text: facing pages may both be one short; 0: no matter */
    bool recto;                  /* the first page is a right-hand one */
    const struct vfloat *floats; /* in the order of the boxes */
    size_t n_floats;
};

struct page_range {
    struct vset set;               /* the boxes and how their glue is set */
    size_t notes_start, notes_end; /* in the list of notes */
    len text_height;               /* natural height of the boxes */
    len note_height;
};

/* Breaks boxes [0, n) with the notes (a list of its own; a note may be split before any of its
 * boxes). Returns the number of pages in *pages: at least 1 unless n is 0. */
size_t page_break(struct arena *a, const struct vbox *boxes, size_t n, const struct vbox *notes,
                  size_t n_notes, const struct page_options *options, struct page_range **pages);

#endif

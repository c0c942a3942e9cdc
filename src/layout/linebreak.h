/* Total-fit line breaking (Knuth and Plass 1981) on integers: no fonts, no Pango, no nodes.
 *
 * Pure functions. Lengths are `len`. Included by par.c and the unit tests. */
#ifndef LAYOUT_LINEBREAK_H
#define LAYOUT_LINEBREAK_H

#include "base/arena.h"
#include "style/style.h"

enum break_item_kind { BREAK_BOX, BREAK_GLUE, BREAK_PENALTY };
enum { PENALTY_FORCE = -10000, PENALTY_FORBID = 10000 };

struct break_item {
    enum break_item_kind kind;
    bool flagged;        /* PENALTY: a hyphen; two in a row cost more */
    len width;           /* of a PENALTY: what the line gains when broken there (the hyphen) */
    len stretch, shrink; /* GLUE */
    int penalty;         /* PENALTY: -10000 .. 10000 */
};

struct break_options {
    const len *widths; /* measure of line 0, 1, ...; the last holds for all that follow */
    size_t n_widths;
    int tolerance; /* TeX's: 200 the first pass, 1000 the second */
    int line_penalty, double_hyphen_demerits, final_hyphen_demerits, fitness_demerits;
    int runt_penalty; /* for a last line shorter than runt_width */
    len runt_width;
    len emergency_stretch;
};

extern const struct break_options break_defaults;

struct break_line {
    size_t start, end; /* items [start, end); the break is at item `end` (glue or penalty) */
    len width, stretch, shrink; /* natural sums of the line, discardable edges left out */
    int badness;                /* 0 .. 10000 */
    double ratio;               /* glue set ratio: < 0 shrinks, > 0 stretches */
};

/* Breaks items[0..n), which end with a forced penalty. Returns the lines in *lines (arena); never
 * fails: when no feasible way exists an overfull line is made, cut as late as fits. */
size_t linebreak(struct arena *a, const struct break_item *items, size_t n,
                 const struct break_options *options, struct break_line **lines);

#endif

/* Total-fit line breaking (Knuth and Plass, "Breaking Paragraphs into Lines", 1981) on integers:
 * no fonts, no Pango, no nodes.
 *
 * Pure functions; lengths are `len`, ratios permille, so the result is the same on every machine.
 * A break is allowed at a glue that follows a box, and at a penalty below PENALTY_FORBID; glue and
 * penalties after a break vanish up to the next box. Included by par*.c and the unit tests. */
#ifndef LAYOUT_LINEBREAK_H
#define LAYOUT_LINEBREAK_H

#include "base/arena.h"
#include "style/style.h"

enum break_item_kind { BREAK_BOX, BREAK_GLUE, BREAK_PENALTY };
enum { PENALTY_FORCE = -10000, PENALTY_FORBID = 10000 };

/* Which passes may break at a penalty: all of them; not the first, which does without hyphens; only
 * the last, when a paragraph cannot be set otherwise. */
enum break_rank { RANK_ALWAYS, RANK_HYPHEN, RANK_EMERGENCY };

struct break_item {
    enum break_item_kind kind : 8;
    enum break_rank rank : 8; /* PENALTY */
    bool flagged;             /* PENALTY: a hyphen; two in a row cost more */
    bool fill;                /* PENALTY: the line may end short there, like a paragraph's last */
    int16_t penalty;          /* PENALTY: -10000 .. 10000 */
    len width;                /* of a PENALTY: what the line gains when broken there (the hyphen) */
    len stretch, shrink;      /* GLUE; of a BOX: what tracking its letters may give */
};

struct break_options {
    const len *widths; /* measure of line 0, 1, ...; the last holds for all that follow */
    size_t n_widths;
    int pretolerance, tolerance; /* TeX's: badness allowed in the first and second pass */
    int line_penalty, double_hyphen_demerits, final_hyphen_demerits, fitness_demerits;
    int triple_hyphen_demerits; /* for a third hyphen in a row and each that follows */
    int runt_penalty;           /* for a last line shorter than runt_width */
    len runt_width;
    int river_demerits;    /* for a word space that stands below those of three lines or more ... */
    len river_width;       /* ... no further aside than this; 0: rivers are not looked for. Nor are
                            * they in a paragraph of more than a thousand lines */
    len emergency_stretch; /* every line may claim it in the last pass */
    len ragged;            /* > 0: lines keep their natural spaces and end ragged; what a
                            * line may lack as if it were that much stretch */
};

extern const struct break_options break_defaults;

struct break_line {
    size_t start, end; /* items [start, end); the break is at item `end` (glue or penalty) */
    len width, stretch, shrink; /* natural sums of the line, discardable edges left out */
    int badness;                /* 0 .. 10000; of a line of the last pass more, when it is a hole */
    int ratio;                  /* glue set ratio, permille: < 0 shrinks, > 0 stretches */
    int64_t demerits;           /* of this line */
    bool overfull;              /* sticks out even when shrunk */
};

/* Breaks items[0..n), which end with a forced penalty. Returns the lines in *lines (arena); never
 * fails: when no feasible way exists an overfull line is made. Time is linear in n for lines of
 * bounded length. */
size_t linebreak(struct arena *a, const struct break_item *items, size_t n,
                 const struct break_options *options, struct break_line **lines);

#endif

/* Formulas to frames, by the MATH table of the font (OpenType, "MATH"; the rules are those of the
 * TeXbook's appendix G as MathML Core states them).
 *
 * The font is the first of the book's `fonts.math` that has the table; symbols it lacks come from
 * the next ones, words and Han from the paragraph's own faces. Glyphs carry the
 * characters they show; the formula's source is the ActualText of its tag. Frames are in the
 * shaper's arena. Used by inline.c, flow.c and the tests; math_int.h is the inside. */
#ifndef LAYOUT_MATH_H
#define LAYOUT_MATH_H

#include "doc/math.h"
#include "layout/shape.h"

/* What a formula is set for. */
struct math_job {
    struct shaper *shaper;
    const struct formula *formula;
    const char *tex;           /* without delimiters: the tag's Alt and ActualText; NULL: no tag */
    const struct style *style; /* of the text around: size, colour, faces of words */
    const char *lang;          /* NULL: the chapter's */
    struct loc loc;            /* for reports */
    len height;                /* of a page: no line of a display is taller; 0: any may be */
    bool plain;                /* without tags */
};

/* From this penalty on a break is in brackets or a fence: only where nothing else will do. */
enum { MATH_BREAK_INSIDE = 3000 };

/* A part of a formula in a line of text, and what follows it: glue at which the line may be broken
 * for `penalty`, as at any other glue of the paragraph. */
struct math_piece {
    const struct frame *frame; /* its baseline is set */
    len space;
    int penalty;
    bool fixed; /* the space is no wider in a line that is stretched */
};

struct math_pieces {
    struct math_piece *pieces;
    size_t n; /* 0 when there is nothing to show */
};

/* In text style, cut where a line may end: after relations and binary operators that stand neither
 * in a fence nor in a group. */
struct math_pieces math_inline(const struct math_job *job);

/* A line of a display: a frame as wide as the measure, whose ink may stand anywhere in it. */
struct math_line {
    const struct frame *frame;
    len space;   /* between it and the one before */
    int penalty; /* of a page break before it: PENALTY_FORBID inside an equation */
};

struct math_lines {
    struct math_line *lines;
    size_t n;
    len width; /* of the widest: natural, with its number */
};

/* In display style: centred (or as style->align says), with numbers at the right margin. What is
 * too wide is broken before relations, then before binary operators; else set smaller, and that is
 * reported. */
struct math_lines math_display(const struct math_job *job, len measure);

/* The formula as one frame, unbroken, not larger than it is. NULL when there is nothing to show. */
struct frame *math_frame(const struct math_job *job, bool display);

/* Widths for table columns: of the widest piece, and of all on one line. */
void math_extent(const struct math_job *job, len *min, len *max);

#endif

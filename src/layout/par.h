/* Paragraphs: inline nodes to lines.
 *
 * par_new collects the inline children of a block (or a list of nodes), resolves fonts by run,
 * shapes words, and makes the items (box, glue, penalty) for layout/linebreak. par_break sets them
 * to a measure: total fit, the CJK rules, then the slack shared out. Everything is allocated from
 * the shaper's chapter arena. Used by flow.c, table.c and layout.c. Not thread-safe: one shaper per
 * thread. */
#ifndef LAYOUT_PAR_H
#define LAYOUT_PAR_H

#include "layout/frame.h"
#include "layout/shape.h"

/* A thing that sits in the text with its own box: an inline image, later a formula. */
struct par;

struct par_line {
    const struct frame *frame; /* width: the measure; height: ascent + descent of this line */
    len ascent, descent;       /* around the baseline; at least those of the strut */
    len width;                 /* natural end of the ink line, without trailing space */
    bool hyphenated, last;
    const struct node *
        *footnotes; /* FOOTNOTE_REF nodes on this line, in order; NULL-terminated or NULL */
    const struct node **anchors; /* nodes with an id that start on this line; as above */
};

struct par_lines {
    struct par_line *lines;
    size_t n;
};

struct par_shape {
    len width;  /* the measure */
    len indent; /* of the first line; may be negative (hanging) */
    enum text_align align;
    bool no_hyphens;
};

/* The inline content of `block` (its children up to `end`, NULL for all). `style` governs the
 * strut; `prefix` (may be NULL) is text set before it in the style (a number, a marker). */
struct par *par_new(struct shaper *s, const struct node *block, const struct style *style,
                    const char *prefix);
/* A paragraph of one plain text: contents lines, running heads, markers. */
struct par *par_new_text(struct shaper *s, const char *text, const struct style *style,
                         const char *lang);
/* The widest unbreakable piece and the width on one line; for table columns. */
len par_min_width(struct par *p);
len par_max_width(struct par *p);
/* True when there is nothing to set. */
bool par_is_empty(const struct par *p);
struct par_lines par_break(struct par *p, const struct par_shape *shape);

#endif

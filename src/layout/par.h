/* Paragraphs: inline nodes to lines.
 *
 * par_new collects the inline children of a block (or a list of nodes), resolves fonts by run and
 * shapes words. par_break makes the items (box, glue, penalty) for layout/linebreak and sets the
 * lines to a measure: total fit, the CJK rules, then the slack shared out. A par may be broken
 * several times, to different measures.
 *
 * Lifetimes: a struct par belongs to the shaper and lives until shaper_set_arena is called again
 * (the next chapter); the lines, frames and texts of par_break are in the arena. Lines hold no
 * pointer to their par. Used by flow.c, table.c and layout.c. Not thread-safe: one shaper per
 * thread. */
#ifndef LAYOUT_PAR_H
#define LAYOUT_PAR_H

#include "layout/frame.h"
#include "layout/shape.h"

struct par;

enum par_break {
    PAR_BREAK_END,       /* the paragraph's last line */
    PAR_BREAK_SPACE,     /* at a space, or between CJK characters */
    PAR_BREAK_HYPHEN,    /* in a word; a hyphen was added */
    PAR_BREAK_PIECE,     /* after a character of a compound, a path, an identifier */
    PAR_BREAK_EMERGENCY, /* anywhere, because nothing else would fit */
    PAR_BREAK_FORCED     /* <br> */
};

struct par_line {
    const struct frame *frame; /* width: the measure; height: ascent + descent of this line */
    len ascent, descent;       /* around the baseline; at least those of the strut */
    len width;                 /* natural end of the line, from where text starts, without
                                * trailing space and what stands out of the margin */
    bool hyphenated, last;
    const struct node *
        *footnotes; /* FOOTNOTE_REF nodes on this line, in order; NULL-terminated or NULL */
    const struct node **anchors; /* nodes with an id that start on this line; as above */
    /* for par_dump and the tests */
    const char *text; /* what is copied out of the line */
    enum par_break end;
    int ratio; /* permille of the glue's stretch (> 0) or shrink (< 0) */
    int badness;
    int64_t demerits;
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

/* The inline content of `block`: all its children, or, when `block` is itself an inline, that node
 * and the siblings that follow it (a tight list item's text). Stops before the first block node.
 * `style` governs the strut; `prefix` (may be NULL) is text set before it in the style (a number,
 * a marker). The language is node_lang(block), else the chapter's (shaper_set_chapter). */
struct par *par_new(struct shaper *s, const struct node *block, const struct style *style,
                    const char *prefix);
/* A paragraph of one plain text: contents lines, running heads, markers. lang NULL: the chapter's.
 */
struct par *par_new_text(struct shaper *s, const char *text, const struct style *style,
                         const char *lang);
/* The widest unbreakable piece and the width on one line; for table columns. The widest word is
 * that of what a line need not break: an identifier or a path may have narrower pieces. */
len par_min_width(struct par *p);
len par_word_width(struct par *p);
len par_max_width(struct par *p);
/* True when there is nothing to set. */
bool par_is_empty(const struct par *p);
struct par_lines par_break(struct par *p, const struct par_shape *shape);
/* Each line's text, ratio, demerits and kind of break, one line each. */
void par_dump(const struct par_lines *lines, GString *out);

#endif

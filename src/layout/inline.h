/* Inline nodes flattened: one string with the spans, boxes, links, objects and marks that lie on
 * it, all as byte ranges. No fonts here.
 *
 * White space is collapsed as CSS Text 3, 4.1 says; a '\n' in the text is a forced break, U+FFFC at
 * an object's place stands for it. Everything lives in the arena given. Included by par*.c. */
#ifndef LAYOUT_INLINE_H
#define LAYOUT_INLINE_H

#include "layout/frame.h"
#include "layout/shape.h"

/* Bytes [start, end) in one style; spans follow one another without gaps. */
struct text_span {
    uint32_t start, end;
    const struct style *style;
    const char *lang;
    len rise;       /* of the baseline, up */
    int decoration; /* DECORATION_* bits of this span and what it is in */
    colour decoration_colour;
    bool code;   /* no hyphens, breaks at its marks */
    bool nowrap; /* white-space: nowrap, pre */
    struct loc loc;
};

/* A range with a background or border of its own. */
struct text_box {
    uint32_t start, end;
    const struct style *style;
    len rise;
};

struct text_link {
    uint32_t start, end;
    enum link_dest dest;
    const char *uri, *anchor;
    const struct tag *tag; /* lives as long as the frames */
};

enum object_kind { OBJECT_IMAGE, OBJECT_FRAME, OBJECT_PAD_OPEN, OBJECT_PAD_CLOSE };

/* What stands at a U+FFFC: a picture, a frame (a formula), or the padding at a box's edge. */
struct text_object {
    uint32_t at;
    enum object_kind kind;
    len width, height, depth; /* depth: below the baseline, part of height */
    int permille;             /* > 0: the width is this much of the measure */
    const struct image *image;
    const struct frame *frame;
    const char *alt;
    len widest; /* FRAME: of the formula's pieces */
    /* FRAME, a piece of a formula: another follows after this much glue, where the line may be
     * broken for the penalty */
    bool joined;
    len space;
    int penalty;
    bool fixed; /* no line makes the space wider */
};

/* A node with an id, or a footnote reference, at its place. */
struct text_mark {
    uint32_t at;
    const struct node *node;
};

/* A range with a direction of its own: what is in it does not order what is around it (UAX 9,
 * isolates). */
struct text_isolate {
    uint32_t start, end;
    bool rtl;
};

struct inline_text {
    const char *text;
    uint32_t bytes;
    struct text_span *spans;
    struct text_box *boxes;        /* by start */
    struct text_link *links;       /* by start */
    struct text_object *objects;   /* by place */
    struct text_mark *marks;       /* by place */
    struct text_isolate *isolates; /* by start; they nest */
    uint32_t n_spans, n_boxes, n_links, n_objects, n_marks, n_isolates;
};

/* A paragraph whose lines are those of the tight list's item itself. */
bool inline_is_tight(const struct node *block);
/* Flattens the nodes from `first` up to the first block among its siblings. `prefix`: see par_new.
 */
struct inline_text *inline_collect(struct arena *a, struct shaper *s, const struct node *first,
                                   const struct style *style, const char *lang, const char *prefix);

#endif

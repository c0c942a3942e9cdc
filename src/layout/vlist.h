/* The vertical list: what flow.c makes of blocks and page.c breaks into pages.
 *
 * A list of boxes from top to bottom. Each carries the glue before it (which vanishes at the top of
 * a page), the penalty of a page break before it, and what must go with it: footnotes, anchors, a
 * mark for the running head. Spans over the boxes hold what may be broken over pages: frames and
 * tints of blocks, and structure tags. No fonts here. Memory is the list's arena; growing leaves
 * the old array behind, at most as much again. Included by the block half of layout/. */
#ifndef LAYOUT_VLIST_H
#define LAYOUT_VLIST_H

#include "layout/box.h"
#include "layout/frame.h"
#include "layout/linebreak.h" /* PENALTY_* */

/* An id at (x, y) from the top left corner of the box it goes with. */
struct vanchor {
    const char *id;
    len x, y;
    struct vanchor *next;
};

/* Set again at the top of a page that begins before a box which names it: a table's head. */
struct vrepeat {
    const struct frame *frame;
    len x;
};

/* A picture that may be made a little smaller to fit the page; drawn when the page is composed. */
struct vpicture {
    const struct image *image;
    const char *alt;
    len width;               /* at full size; the box's height goes with it */
    const struct node *link; /* LINK around it; NULL: none */
};

struct vbox {
    const struct frame *frame;      /* NULL: empty */
    const struct vpicture *picture; /* NULL: none; centred about x + width / 2 */
    len x;                          /* of the frame, from the list's left edge */
    len height;
    len give;                     /* how much lower a picture may become */
    len space, stretch, shrink;   /* the glue before it */
    int penalty;                  /* of a page break before it, in the units of page.h */
    const struct vrepeat *repeat; /* NULL: none */
    const struct node **notes;    /* FOOTNOTE_REFs in it; NULL-terminated or NULL */
    size_t notes_end;             /* set for page.c: its notes end there in the list of notes */
    struct vanchor *anchors;
    const struct node *mark; /* that begins here and sets strings; NULL: none */
    bool begins;             /* a heading, or in the list of notes a note, begins here */
    struct vlist *turned;    /* fills pages turned on their side, after the page that has this box;
                              * NULL: none */
};

/* Boxes [start, end), drawn and tagged together, also over a page break. Spans nest. */
struct vspan {
    size_t start, end;
    struct tag *tag;           /* NULL: none */
    const struct style *style; /* its background and borders; NULL: none */
    len x, width;              /* of the border box */
    const struct frame *lead;  /* set on the first baseline, after the tag: a marker; or NULL */
    len lead_x;
    size_t outer; /* 1 + the span it is in; 0: none */
};

struct glue {
    len space, stretch, shrink;
};

/* Boxes [start, end), a figure with its caption, that may stand at the top of the next page instead
 * while the text after them moves up. Such boxes share no tag or tint with their neighbours. */
struct vfloat {
    size_t start, end;
    struct glue joined; /* between what is above and what is below when the figure is gone */
};

/* Adjoining margins, collapsed. */
struct margins {
    len space, negative;
    bool flexible;
};

struct vlist {
    struct arena *arena;
    struct vbox *boxes;
    size_t n, room;
    struct vspan *spans;
    size_t n_spans, spans_room;
    size_t open; /* 1 + the innermost span that is open; 0: none */
    struct vfloat *floats;
    size_t n_floats, floats_room;
    /* what the next box will have before it */
    struct margins margins;
    struct margins joined; /* as if the figure before were not there */
    bool joining;
    int penalty;
    len keep; /* of what follows must stay with what is above */
    struct vanchor *anchors;
};

struct vlist *vlist_new(struct arena *a);
/* Space before the next box: adjoining margins collapse to the larger one, negative ones are
 * added. `flexible` glue may stretch by three quarters and shrink by a fifth, unless no page may be
 * broken at it. */
void vlist_space(struct vlist *v, len space, bool flexible);
/* Raises the penalty of a page break before the next box; PENALTY_FORCE beats all others. */
void vlist_penalty(struct vlist *v, int penalty);
/* Forbids page breaks before the next boxes until their contents are that high: what a heading
 * keeps with it, be it text, items of a list, code or rows. */
void vlist_keep_next(struct vlist *v, len height);
/* An anchor at the top of the next box. `id` must outlive the list. */
void vlist_anchor(struct vlist *v, const char *id);
/* Appends a box with the pending glue and penalty; valid until the next call. */
struct vbox *vlist_add(struct vlist *v, const struct frame *frame, len x, len height);
/* Appends the boxes and spans of another list, which has no floats. */
void vlist_append(struct vlist *v, const struct vlist *other);
/* An empty box: padding, a sink. Nothing when height is 0. */
void vlist_strut(struct vlist *v, len height);

/* Opens and closes a span; the tag is made in the arena when role is not NULL. */
size_t vlist_open(struct vlist *v, const char *role, const struct style *style, len x, len width);
void vlist_close(struct vlist *v, size_t span);
/* Brackets a figure that may float; the margins around it come inside the brackets. Figures with
 * nothing between them float together. */
void vlist_float_open(struct vlist *v);
void vlist_float_close(struct vlist *v);
/* Forbids page breaks inside boxes [start, n). */
void vlist_keep(struct vlist *v, size_t start);
/* Natural height of boxes [start, end), the glue before the first left out. */
len vlist_height(const struct vlist *v, size_t start, size_t end);
/* Takes what is pending for the next box to the last one (ids at the very end). */
void vlist_finish(struct vlist *v);

/* Where the glue of a stretch of boxes is set. */
struct vset {
    size_t start, end;
    const struct vfloat *lead; /* from the page before, set above box `start`; NULL: none */
    const struct vfloat *skip; /* left out, for the next page; NULL: none */
    len slack;                 /* > 0 shared by stretch, < 0 by shrink; 0: natural */
    len total;                 /* of the stretch or shrink */
    len give, total_give;      /* how much lower the pictures are, of how much they could */
    bool repeat;               /* begin with the repeat of box `start` */
};
/* Draws boxes [start, end) into `out` with its list's left edge at x, the first box at y; anchors
 * (with frame coordinates) are put before *anchors, which may be NULL. Returns the y below the last
 * box. `width` is that of the list, for nothing but pictures. */
len vlist_draw(const struct vlist *v, const struct vset *set, struct frame *out, len x, len y,
               struct vanchor **anchors);
/* The whole list at its natural height. */
struct frame *vlist_frame(const struct vlist *v, len width, struct vanchor **anchors);
/* All the notes of the boxes, in order; NULL when there are none. */
const struct node **vlist_notes(const struct vlist *v);

#endif

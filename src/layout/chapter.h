/* A chapter, a part or a piece of front matter to the text blocks of its pages, in three steps: the
 * draft, a list of boxes, for all chapters at once; the breaks, in order, for which page faces
 * which depends on the pages before; the drawing, at once again. Knows no page numbers. Included by
 * layout.c, contents.c and front.c. */
#ifndef LAYOUT_CHAPTER_H
#define LAYOUT_CHAPTER_H

#include "layout/flow.h"
#include "layout/page.h"

/* What the elements of a page let its margin boxes say (string-set). NULL: nothing yet. */
struct page_string {
    const char *name;
    const char *start, *first, *last; /* in force at the top; set first and last on the page */
};

/* The text block of one page: as wide as the measure, as high as the text area. */
struct body {
    struct frame *frame;
    struct vanchor *anchors;
    const struct page_string *strings;
    size_t n_strings;
    bool turned; /* the page is turned on its side: as wide as others are high */
};

struct bodies {
    struct body *pages;
    size_t n;
};

/* Prepares a flow; results go to `arena`. `chapter` NULL: front matter in the edition's language.
 */
struct flow flow_new(struct shaper *s, struct arena *arena, const struct edition *e,
                     const struct chapter *chapter);

struct draft {
    struct flow flow;           /* its shaper serves no longer than the making of the draft */
    struct vlist *list, *notes; /* NULL: nothing could be read */
    struct page_range *pages;
    size_t n_pages;
    struct draft *turned; /* of the boxes' turned lists, in order */
    size_t n_turned;
    const struct tag *section; /* the element that holds all its pages */
};

/* Takes a list that is complete and sets the notes of its boxes. */
struct draft draft_new(const struct flow *f, struct vlist *v);
/* Breaks it into pages, the first of which is a right-hand one or not; how many. */
size_t draft_break(struct draft *d, bool recto);
struct bodies draft_draw(struct draft *d);
/* All three, for a list that begins on the right. */
struct bodies bodies_make(struct flow *f, struct vlist *v);

/* The draft of one chapter or part opener. It has no pages when it could not be read. */
struct draft chapter_draft(struct shaper *s, struct arena *arena, const struct edition *e,
                           const struct chapter *c);

#endif

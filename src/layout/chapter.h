/* A chapter, a part or a piece of front matter to the text blocks of its pages. Knows no page
 * numbers: those come when all are done. Included by layout.c, contents.c and front.c. */
#ifndef LAYOUT_CHAPTER_H
#define LAYOUT_CHAPTER_H

#include "layout/flow.h"

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
};

struct bodies {
    struct body *pages;
    size_t n;
};

/* Prepares a flow; results go to `arena`. `chapter` NULL: front matter in the edition's language.
 */
struct flow flow_new(struct shaper *s, struct arena *arena, const struct edition *e,
                     const struct chapter *chapter);
/* Breaks a list into pages. The notes of its boxes are set here. */
struct bodies bodies_make(struct flow *f, struct vlist *v);

/* Lays out one chapter or part opener. n is 0 when it could not be read. */
struct bodies chapter_set(struct shaper *s, struct arena *arena, const struct edition *e,
                          const struct chapter *c);

/* The title page, and the imprint on its back (n is 1 where there is nothing to say). */
struct bodies front_set(struct shaper *s, struct arena *arena, const struct edition *e);

#endif

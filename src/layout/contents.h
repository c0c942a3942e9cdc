/* The contents: what stands in it and on which page, and its own pages. Included by layout.c. */
#ifndef LAYOUT_CONTENTS_H
#define LAYOUT_CONTENTS_H

#include "doc/labels.h"
#include "layout/chapter.h"

struct contents_line {
    int level;          /* in the outline: 1 for a part or a chapter without one */
    int class;          /* 1 part, 2 chapter, 3 section, 4 subsection, 5 figure: contents-1 ... */
    int indent;         /* sub-chapters: steps to the right */
    const char *number; /* NULL: none */
    bool own;           /* the number is the author's */
    const char *title;  /* with its number */
    const char *words;  /* without it */
    const char *anchor; /* "c003", "c003#id" */
    int page;           /* index; set by the layout, -1: not known */
};

struct contents {
    struct contents_line *lines;
    size_t n;
};

/* Parts, chapters, and headings up to rank `depth`, in reading order. Chapters without pages are
 * left out. */
struct contents contents_collect(struct arena *a, const struct edition *e, int depth);
/* All figures or tables (`kind`) that have a label and an id. */
struct contents contents_list(struct arena *a, const struct edition *e, enum node_kind kind);
/* Its pages, under that title, which has the anchor. `folio` gives the folio of a page index; NULL:
 * not known yet, a first pass that only counts pages. */
struct bodies contents_set(struct shaper *s, struct arena *arena, const struct edition *e,
                           const struct contents *c, enum label heading, const char *anchor,
                           const char *(*folio)(const void *, int page), const void *context);

#endif

/* Layout: an edition with styled trees in, pages out. The only folder that knows fonts and Pango.
 *
 * Chapters are laid out in parallel, then numbered, paged, given running heads and a contents in
 * order. The result owns its frames. Included by pdf/, build.c and tests. */
#ifndef LAYOUT_LAYOUT_H
#define LAYOUT_LAYOUT_H

#include "layout/font.h"
#include "layout/frame.h"

struct layout_page {
    const struct frame *frame;
    const char *label; /* the printed folio: "iv", "12"; "" for none */
};

/* Where an anchor is: page index from 0, and the place on it. */
struct layout_anchor {
    const char *key; /* "c003" for a chapter, "c003#id" for an id in it */
    int page;
    len x, y;
};

struct layout_outline {
    int level; /* 1 for a part or top chapter, one more for each step down */
    const char *title;
    const char *anchor;
};

struct layout {
    struct arena *arena;
    struct arena **arenas; /* of the chapters' frames */
    size_t n_arenas;
    const struct edition *edition;
    struct fonts *fonts;
    struct layout_page *pages;
    size_t n_pages;
    struct layout_anchor *anchors; /* sorted by key */
    size_t n_anchors;
    struct layout_outline *outline; /* in reading order */
    size_t n_outline;
};

/* Lays the edition out, whose trees have their styles. `threads` is at least 1. Reports missing
 * glyphs and what had to be shrunk. Never NULL. */
struct layout *layout_edition(struct edition *e, struct sheets *s, struct fonts *f,
                              unsigned threads);
void layout_free(struct layout *l);

const struct layout_anchor *layout_find_anchor(const struct layout *l, const char *key);

/* A page of the given size with the book's title, authors and subtitle, for an EPUB without a
 * cover. */
struct frame *layout_cover(struct arena *a, struct edition *e, struct sheets *s, struct fonts *f,
                           len width, len height);

/* One styled chapter's pages, or the lines of its paragraphs, as text: `mkbook dump
 * --frames|--lines`. `line` 0: all. */
void layout_dump(struct edition *e, struct sheets *s, struct fonts *f, const struct chapter *c,
                 int line, bool lines, GString *out);

#endif

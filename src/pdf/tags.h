/* The structure tree: elements made of the frames' tags, and which marks on the pages are theirs.
 *
 * Made by a walk over the pages in the order in which they are painted. What stands between two
 * tags is one mark: consecutive items of one element, or an artifact. paint.c brackets the marks in
 * the pages' contents, finish_tags.c writes the elements. Pictures that stand in no Figure get one
 * of their own. Knows nothing of PDF source. Included by src/pdf/. */
#ifndef PDF_TAGS_H
#define PDF_TAGS_H

#include "layout/layout.h"

enum kid_kind { KID_ELEMENT, KID_MARK, KID_LINK };

struct element;

struct kid {
    enum kid_kind kind;
    guint index; /* MARK: of tags->marks; LINK: the how many-eth ITEM_LINK of the pages */
    struct element *element;
};

struct element {
    const struct tag *tag;
    struct element *parent; /* NULL: the root, a Document */
    GArray *kids;           /* struct kid */
    bool needed;            /* it or one below has content, or is the cell of a table */
    guint number;           /* among the needed ones, in the order of their opening */
};

/* A stretch of a page's contents. */
struct mark {
    const struct element *element; /* NULL: an artifact */
    const char *actual_text;       /* copied out in its place; NULL: the text it shows */
    guint n_items;                 /* glyphs, paths and images, in the order of painting */
    guint page, mcid;              /* mcid: on its page, artifacts not counted */
    bool painted;  /* in the file: cairo leaves out what is beyond the page's edge */
    GString *text; /* what it shows; NULL when nobody asked */
};

struct tags {
    struct arena *arena;
    struct element *root;
    GPtrArray *elements; /* struct element *: all, in the order of their opening, the root first */
    GArray *marks;       /* struct mark, page by page */
    GArray *pages;       /* guint: each page's first mark; one more at the end */
    GPtrArray *links;    /* const struct element *, by ITEM_LINK; NULL: it has none */
    guint n_needed;
};

/* `texts`: for tags_dump. */
struct tags *tags_new(const struct layout *l, bool texts);
void tags_free(struct tags *t);
/* Appends the tree as text: an element a line, with its texts; artifacts are left out. */
void tags_dump(const struct tags *t, GString *out);

#endif

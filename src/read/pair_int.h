/* Pairing, between its steps: names (pair_name.c), pages and their languages (pair_page.c), joining
 * (pair.c), and the joined outline (pair_merge.c). Included by these files only. */
#ifndef READ_PAIR_INT_H
#define READ_PAIR_INT_H

#include "read/pair.h"

struct page_name {
    const char *stem;  /* without what says a language, lower case */
    const char *shape; /* the same with marks in its places: twins written alike have one shape */
    const char *lang;  /* NULL: it says none */
    bool weak;         /* it may mean something else: "it", "id" */
};
struct page_name page_name(struct arena *a, const char *path);

struct page_link {
    const char *path, *lang; /* the language that the link's words name */
    struct loc loc;
    struct page_link *next;
};

struct page {
    const char *path;
    struct page_name name;
    const char *told; /* by its text; NULL: too little of it */
    int share;        /* permille of the text */
    size_t size;      /* bytes */
    const char *said; /* by a source that links to it; NULL: nothing */
    const char *lang; /* settled */
    bool named;       /* its name is believed to say a language */
    bool listed;      /* by a source, as a chapter or its twin */
    unsigned sources; /* a bit per outline that lists it as a chapter of its own */
    struct loc loc;   /* where it is listed first */
    struct page_link *links;
    struct page_group *group;
};

/* A chapter: its pages, each in another language. */
struct page_group {
    struct page *pages[64]; /* as many as there are languages */
    size_t n;
    struct outline_item *item; /* in the joined outline; NULL: not there yet */
};

struct pairing {
    const struct import *i;
    struct arena *a;
    struct outline *const *outlines;
    size_t n;
    bool own;           /* the lists are chapters as well */
    bool apart;         /* chapters of their own in one outline are no pair */
    GHashTable *pages;  /* path -> struct page *, read */
    GPtrArray *order;   /* pages, as they were met */
    GHashTable *stems;  /* stem, or path in lower case -> GPtrArray of listed paths */
    GHashTable *unlike; /* "path\npath" of those that are said to be no pair */
    guint settled;      /* how many of them have a language */
    const char *usual;  /* the language of a page that says nothing */
};

/* The page at the path, read when first asked for; never NULL. */
struct page *pairing_page(struct pairing *p, const char *path);
void pairing_index(struct pairing *p);
/* Sets page->lang of all that were met so far; again when more are. */
void pairing_settle(struct pairing *p);
/* One of the lists, which is no chapter of the book. */
bool pairing_is_source(const struct pairing *p, const char *path);
/* The page of an item or of its first twin; NULL: it has none. */
struct page *pairing_anchor(struct pairing *p, const struct outline_item *item);
/* Primary languages that a text is easily taken for one another. */
bool lang_is_close(const char *a, const char *b);
/* True when a book cannot have both: "en" and "en-US", not "zh" and "zh-Hant". */
bool lang_collides(const char *a, const char *b);

/* The outlines as one. */
struct outline *pair_merge(struct pairing *p);

#endif

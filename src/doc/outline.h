/* Outlines: the ordered contents of a book as another tool's manifest, an index page or a folder
 * says it. Every importer (read/import.h) makes one; read/pair joins those of several languages;
 * init writes book.toml of the result, and read/manifest makes entries of it where a book.toml
 * lists no chapters. An outline only says what its source says: nothing here was looked up on disk
 * but where a comment says so. Lives in the arena it was made in. Every module above base/ may
 * include this header. */
#ifndef DOC_OUTLINE_H
#define DOC_OUTLINE_H

#include "base/arena.h"
#include "base/loc.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

enum outline_kind {
    OUTLINE_PART,   /* a title over chapters; children are what stands below it */
    OUTLINE_CHAPTER /* children are sub-chapters */
};

/* The same chapter in another language, as the source says ("中文版", "also available in"). */
struct outline_twin {
    const char *lang; /* BCP 47; NULL: the source does not say which */
    const char *path; /* relative to the root; NULL: promised but absent ("English TODO") */
    const char *title;
    struct loc loc;
    struct outline_twin *next;
};

struct outline_item {
    enum outline_kind kind;
    struct loc loc;             /* in the source */
    const char *title;          /* plain text; NULL: the source gives none */
    const char *path;           /* of a chapter, relative to the root, normalised; NULL: a draft */
    const char *lang;           /* BCP 47, when the source says it; NULL: not said */
    bool unnumbered;            /* front or back matter */
    bool appendix;              /* of a part */
    bool promised;              /* listed as not written yet: a draft */
    struct outline_twin *twins; /* of a chapter */
    struct outline_item *parent, *first, *last, *next;
};

/* What the source lists and the book will not have. */
enum outline_reason {
    LEFT_OUTSIDE,   /* a web page */
    LEFT_MISSING,   /* no such file */
    LEFT_FORMAT,    /* a file that is no chapter: a picture, a program, a PDF */
    LEFT_DUPLICATE, /* listed before; the first stands */
    LEFT_ANCHOR,    /* a place inside a page that is listed */
    LEFT_EMPTY,     /* a folder without pages, a part without chapters */
    LEFT_UNSAFE,    /* leaves the book's folder */
    LEFT_UNREAD     /* a part of the source that is not understood: code, a plugin's macro */
};
struct outline_left {
    enum outline_reason reason;
    struct loc loc;
    const char *text;   /* title or words; NULL: none */
    const char *target; /* path or URL as written */
    struct outline_left *next;
};

struct outline {
    const char *source; /* the file it was read from, relative to the root; NULL: the folder */
    const char *format; /* "mdBook summary", "index page", ...: the importer's name */
    unsigned dialect;   /* a bit of enum markdown_dialect (doc/book.h); 0: GitHub's Markdown */
    /* what the source says of the whole book; NULL: nothing */
    const char *title, *subtitle, *description, *repository, *cover, *lang, *date;
    const char **authors;                  /* NULL-terminated; NULL: none */
    struct outline_item *first, *last;     /* the top level */
    struct outline_left *left, *left_last; /* in source order */
};

struct outline *outline_new(struct arena *a, const char *source, const char *format);
/* Appends an item under `parent` (NULL: the top level). */
struct outline_item *outline_add(struct arena *a, struct outline *o, struct outline_item *parent,
                                 enum outline_kind kind, struct loc loc);
void outline_add_twin(struct arena *a, struct outline_item *item, const char *lang,
                      const char *path, const char *title, struct loc loc);
void outline_leave(struct arena *a, struct outline *o, enum outline_reason reason, struct loc loc,
                   const char *text, const char *target);
/* Pre-order walk: the item after `item`, the first one after NULL; NULL at the end. */
struct outline_item *outline_next(const struct outline *o, const struct outline_item *item);
size_t outline_chapters(const struct outline *o); /* how many have a path */
/* The item, or one of whose twins, has that path; NULL: none. Walks the outline: who has many paths
 * to look up makes a table. */
struct outline_item *outline_find(const struct outline *o, const char *path);
/* Appends the outline as text for the tests: what is said of the book, then an item a line, two
 * spaces an indent, then what was left. */
void outline_dump(const struct outline *o, GString *out);

#endif

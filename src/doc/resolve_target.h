/* What a URL in a chapter points at: the part that links and images share.
 * Included by resolve_*.c only. */
#ifndef DOC_RESOLVE_TARGET_H
#define DOC_RESOLVE_TARGET_H

#include "doc/book.h"

/* A relative URL taken apart. */
struct target {
    const char *path;     /* relative to the root, decoded; NULL: it leaves the root */
    const char *raw_path; /* the same without decoding, for names that hold a `%` */
    const char *fragment; /* decoded, without `#`; NULL: none */
    const char *suffix;   /* the fragment as written, with `#`; "" for none */
};

/* Takes a relative URL (no scheme) of a text at `base` apart; the query is dropped. */
struct target target_parse(struct arena *a, const char *base, const char *url);

/* When an absolute URL shows a file or folder of the book's own repository (its blob, tree or raw
 * pages, on any branch), the rest of it as a URL relative to the root: "/docs/a.md#x". Else NULL.
 */
const char *target_in_repository(struct arena *a, const struct book *b, const char *url);
/* The page of the repository that shows a path of the book; NULL when the book names none. */
char *target_repository_url(struct arena *a, const struct book *b, const char *path, bool folder,
                            const char *suffix);
/* The path as the file system spells it, when only case differs; NULL when there is none such. */
const char *target_find_case(struct arena *a, const struct root *r, const char *path);
/* The URL without white space at its ends. */
char *target_trim(struct arena *a, const char *url);

#endif

/* The files below a book's folder, for commands that look for chapters nobody has listed.
 *
 * Regular files only, by paths relative to the root in natural order; what is
 * hidden, folders that hold no sources (node_modules, build output, virtual environments) and what
 * a .gitignore at the root names as a folder are passed over. A link to a file inside counts as
 * one, a link to a folder is not followed. Bounded in number and depth. Any module may include it.
 */
#ifndef BASE_LISTING_H
#define BASE_LISTING_H

#include "base/file.h"

struct listing_key;

struct listing {
    const char **paths; /* in natural order, folder by folder */
    size_t n;
    bool cut;        /* there are more than LISTING_MAX, or deeper ones */
    const char *odd; /* a file that is passed over as its name is no UTF-8; NULL: none */
    struct listing_key *by_case; /* listing.c's own */
};

enum { LISTING_MAX = 100000, LISTING_DEPTH = 32 };

struct listing *listing_new(struct arena *a, const struct root *r);
bool listing_has(const struct listing *l, const char *path);
/* The index of the first path in the folder ("" is the root) and below it, and behind the last. */
void listing_folder(const struct listing *l, const char *folder, size_t *from, size_t *to);
/* The path that equals this one but for case, or for the form of its accents (NFC, NFD); NULL:
 * none, or several. */
const char *listing_find_case(const struct listing *l, const char *path);

/* Order of names as people number them: digits by value (2 before 10), 第二章 before 第十章, roman
 * numerals not; README and index first; else by code point without regard to case. Paths are UTF-8
 * and compared folder by folder; a page stands before the folder that has its name. 0 for equal
 * paths only. */
int path_natural_cmp(const char *a, const char *b);

#endif

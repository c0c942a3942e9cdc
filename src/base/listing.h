/* The files below a book's folder, for commands that look for chapters nobody has listed.
 *
 * Regular files only, by paths relative to the root in natural order; folders that hold no sources
 * (hidden ones, node_modules, build output, virtual environments) and what a .gitignore at the root
 * names as a folder are passed over. Never follows a link out of the root. Bounded in number and
 * depth. Any module may include it. */
#ifndef BASE_LISTING_H
#define BASE_LISTING_H

#include "base/file.h"

struct listing {
    const char **paths; /* in natural order, folder by folder */
    size_t n;
    bool cut; /* there are more than LISTING_MAX */
};

enum { LISTING_MAX = 100000, LISTING_DEPTH = 32 };

struct listing *listing_new(struct arena *a, const struct root *r);
bool listing_has(const struct listing *l, const char *path);
/* The path that equals this one but for case, or for the form of its accents (NFC, NFD); NULL:
 * none, or several. */
const char *listing_find_case(const struct listing *l, const char *path);

/* Order of names as people number them: digits by value (2 before 10), 第二章 before 第十章, roman
 * numerals not; README and index first; else by code point without regard to case. */
int path_natural_cmp(const char *a, const char *b);

#endif

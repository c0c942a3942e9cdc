/* Reads book.toml into a struct book. Hides TOML (read/toml.h) and the manifest's shape.
 * Included by build.c and the tests. */
#ifndef READ_MANIFEST_H
#define READ_MANIFEST_H

#include "doc/book.h"

/* Opens the manifest's folder as book->root and fills the book. Every problem is reported with its
 * line and column; false when the book cannot be made (unreadable, syntax error, no chapters). */
bool manifest_read(struct book *b, const char *path);

/* A name that is safe as a part of a file name, as `slug` must be: letters, digits, ".", "_", "-";
 * "book" when nothing of it is left. */
char *manifest_slug(struct arena *a, const char *name);

#endif

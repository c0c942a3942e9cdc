/* Importers: manifests of other tools, index pages and folders as outlines (doc/outline.h).
 *
 * Each importer is a row of importers[] in import.c. Importers never read a chapter's file but to
 * learn whether it is one, and never write. What they cannot understand is in the outline's list of
 * what was left, or reported. Included by init.c, manifest.c and the tests. */
#ifndef READ_IMPORT_H
#define READ_IMPORT_H

#include "base/diag.h"
#include "base/listing.h"
#include "doc/outline.h"

struct import {
    struct arena *arena;
    struct diags *diags;
    const struct root *root;
    const struct listing *listing;
    const char *repository; /* the folder's own address on the web, to know links to itself by;
                             * NULL: not known */
};

/* Reads a source by its name and content, relative to the root. A folder stands for the pages in
 * it. NULL, reported, when it cannot be read or lists no chapters. */
struct outline *import_read(const struct import *i, const char *path);
/* The sources that stand in the folder, best first: NULL-terminated paths. */
const char **import_find(const struct import *i);
/* Pages that the outlines do not name: NULL-terminated, in natural order. */
const char **import_orphans(const struct import *i, struct outline *const *outlines, size_t n);

#endif

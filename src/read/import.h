/* Importers: manifests of other tools, index pages and folders as outlines (doc/outline.h).
 *
 * Each importer is a row of importers[] in import.c. Importers never write, and read of a chapter
 * no more than the front matter that gives it its place in a folder, and the heading that gives the
 * folder its title. What they cannot understand is in the outline's list of what was left, or
 * reported. Included by init.c, manifest.c and the tests. */
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

/* Reads a source by its name and content, relative to the root. A folder ("" or "." is the root)
 * stands for the pages in it. Parts stand at the top level of the outline only, with the titles of
 * those around them joined ("A · B"), and hold chapters; sub-chapters are at most six deep. NULL,
 * reported, when it cannot be read or lists no chapters. */
struct outline *import_read(const struct import *i, const char *path);
/* False for a file that is not UTF-8, and of which nothing can be read. */
bool import_is_text(const struct import *i, const char *path);
/* The sources that stand in the folder and list chapters, best first: NULL-terminated paths. The
 * same list in several languages is as many sources, one after the other. The last is a folder,
 * where there are pages. A manifest that cannot be read is among them, so that its errors are
 * heard. */
const char **import_find(const struct import *i);
/* Pages that the outlines do not name: NULL-terminated, in natural order. */
const char **import_orphans(const struct import *i, struct outline *const *outlines, size_t n);

#endif

/* The OCF container (EPUB 3.3, 4): a ZIP file whose bytes depend on nothing but its entries.
 *
 * Hides libzip. Packing (checksum, deflate) is apart, for any thread; what is added is referenced,
 * and written when the container is finished.
 * Entries stand in the order they are added, all with one time; no extra fields. Names are ours
 * ([a-z0-9._/-] but for META-INF). Included by epub/ and tests. */
#ifndef EPUB_ZIP_H
#define EPUB_ZIP_H

#include "base/file.h"

#include <glib.h>
#include <stdbool.h>
#include <time.h>

struct container;

/* A file ready to be added. */
struct packed {
    GBytes *bytes; /* as they stand in the container; owned */
    gsize size;    /* of the file itself */
    guint32 crc;   /* of the file itself, when deflated */
    bool deflated;
    gsize read; /* by libzip, so far */
};

/* Packs a file: deflated, or as it is (images, which are compressed already). */
void packed_init(struct packed *p, GBytes *bytes, bool deflate);
void packed_clear(struct packed *p);

/* A container with its first entry, `mimetype`. `time` is written in UTC, within what ZIP can say
 * (1980 to 2107, even seconds). Never NULL; what fails is told by container_finish. */
struct container *container_new(struct output *out, time_t time);
/* Adds a packed file, which the caller clears. */
void container_add(struct container *c, const char *name, const struct packed *p);
/* Writes everything to `out` and frees c. False with *problem set (to be freed) when libzip fails.
 * A failed write is left to output_commit, which has the cause and the path. */
bool container_finish(struct container *c, char **problem);

#endif

/* The OCF container (EPUB 3.3, 4): a ZIP file whose bytes depend on nothing but its entries.
 *
 * Written from front to back: each entry goes out as it is added, so nothing is held twice and the
 * disk works while the rest is still made. Packing (checksum, deflate) is apart, for any thread.
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
    guint32 crc;
    bool deflated;
};

/* Packs a file: deflated, or as it is (images, which are compressed already). */
void packed_init(struct packed *p, GBytes *bytes, bool deflate);
void packed_clear(struct packed *p);

/* A container with its first entry, `mimetype`, on its way to `out`. `time` is written in UTC,
 * within what ZIP can say (1980 to 2107, even seconds). Never NULL. */
struct container *container_new(struct output *out, time_t time);
/* Adds a packed file, which the caller clears. */
void container_add(struct container *c, const char *name, const struct packed *p);
/* Writes the directory and frees c. False with *problem set (static) when there is more than ZIP
 * can say. A failed write is left to output_commit, which has the cause and the path. */
bool container_finish(struct container *c, const char **problem);

#endif

/* The OCF container (EPUB 3.3, 4): a ZIP file whose bytes depend on nothing but its entries.
 *
 * Hides libzip. Entries stand in the order they are added, all with one time; no extra fields.
 * Names are ours ([a-z0-9._/-] but for META-INF). Included by epub/ and tests. */
#ifndef EPUB_ZIP_H
#define EPUB_ZIP_H

#include "base/file.h"

#include <glib.h>
#include <stdbool.h>
#include <time.h>

struct container;

/* A container with its first entry, `mimetype`. `time` is written in UTC, within what ZIP can say
 * (1980 to 2107, even seconds). Never NULL: what goes wrong is said by container_write. */
struct container *container_new(time_t time);
/* Adds a file; keeps a reference to the bytes. Stored where `deflate` is false (images, which are
 * compressed already). */
void container_add(struct container *c, const char *name, GBytes *bytes, bool deflate);
/* Writes everything to `out` and frees c. False with *problem set (the caller frees it) when libzip
 * failed. A failed write is left to output_commit, which has the cause and the path. */
bool container_write(struct container *c, struct output *out, char **problem);

#endif

/* The cache: bytes by key, on disk, between runs. Only for what can be made again.
 *
 * Lives in $XDG_CACHE_HOME/mkbook (else ~/.cache/mkbook); a folder that cannot be used means no
 * cache, never an error. Entries are checked when read, written whole or not at all, and the
 * oldest go when there are too many. Thread-safe. Included by build.c. */
#ifndef CACHE_H
#define CACHE_H

#include <glib.h>
#include <stdbool.h>

struct cache;

/* NULL when there is no usable folder; the functions below accept NULL and then do nothing. */
struct cache *cache_open(void);
/* Removes the oldest entries while all together hold more than 1 GiB; frees c. */
void cache_close(struct cache *c);

/* `key`: letters, digits, `-` and `.` only. NULL when absent or damaged. */
GBytes *cache_get(struct cache *c, const char *key);
void cache_put(struct cache *c, const char *key, GBytes *bytes);

#endif

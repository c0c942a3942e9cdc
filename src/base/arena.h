/* Arenas: memory that is freed all at once.
 *
 * mkbook has three lifetimes (build, chapter, scratch) and an arena for each. A function that
 * allocates takes the arena as its first argument; nothing in an arena has a free function of its
 * own. Memory comes zeroed and aligned for any type. Running out of memory aborts, as in GLib.
 * An arena belongs to one thread at a time. Any module may include this header. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <glib.h>
#include <stddef.h>

G_BEGIN_DECLS

struct arena;

struct arena *arena_new(void);
/* Frees every block of the arena; NULL is allowed. */
void arena_free(struct arena *a);

/* Zeroed memory of `size` bytes (one byte when size is 0), aligned to 16. */
void *arena_alloc(struct arena *a, size_t size);
/* A zeroed array of n elements; aborts when n * size overflows. */
void *arena_array(struct arena *a, size_t n, size_t size);
/* One zeroed object of the type. */
#define arena_one(a, type) ((type *)arena_alloc((a), sizeof(type)))

/* Copies; a NULL source gives NULL. arena_strndup stops at `n` bytes and always terminates. */
char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, size_t n);
void *arena_memdup(struct arena *a, const void *p, size_t size);
char *arena_printf(struct arena *a, const char *format, ...) G_GNUC_PRINTF(2, 3);
char *arena_join(struct arena *a, const char *first, ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS

#endif

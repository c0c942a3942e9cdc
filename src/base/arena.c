#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <string.h>

/* Blocks double from the first size to the last: many arenas hold little and live briefly. */
enum { BLOCK_FIRST = 4 * 1024, BLOCK_SIZE = 64 * 1024, ALIGN = 16 };

struct block {
    struct block *next;
    size_t used, size; /* of the bytes that follow the header */
};

struct arena {
    struct block *blocks; /* the newest first; only it has room worth looking for */
};

static size_t round_up(size_t n)
{
    return (n + ALIGN - 1) & ~(size_t)(ALIGN - 1);
}

static char *block_bytes(struct block *b)
{
    return (char *)b + round_up(sizeof *b);
}

struct arena *arena_new(void)
{
    return g_new0(struct arena, 1);
}

void arena_free(struct arena *a)
{
    if (a == NULL)
        return;
    for (struct block *b = a->blocks, *next; b != NULL; b = next) {
        next = b->next;
        g_free(b);
    }
    g_free(a);
}

static struct block *block_new(size_t size)
{
    struct block *b = g_malloc0(round_up(sizeof *b) + size);

    b->size = size;
    return b;
}

void *arena_alloc(struct arena *a, size_t size)
{
    struct block *b = a->blocks;

    if (size > SIZE_MAX / 2)
        g_error("arena: request of %zu bytes", size);
    size = round_up(size == 0 ? 1 : size);
    if (size >
        BLOCK_SIZE / 4) { /* a large object gets a block of its own, behind the current one */
        struct block *big = block_new(size);
        big->used = size;
        if (b != NULL) {
            big->next = b->next;
            b->next = big;
        } else {
            a->blocks = big;
        }
        return block_bytes(big);
    }
    if (b == NULL || b->size - b->used < size) {
        size_t next = b == NULL ? BLOCK_FIRST : MIN(2 * b->size, BLOCK_SIZE);
        b = block_new(MAX(next, size));
        b->next = a->blocks;
        a->blocks = b;
    }
    void *p = block_bytes(b) + b->used;
    b->used += size;
    return p;
}

void *arena_array(struct arena *a, size_t n, size_t size)
{
    size_t bytes;

    if (__builtin_mul_overflow(n, size, &bytes))
        g_error("arena: array of %zu x %zu bytes", n, size);
    return arena_alloc(a, bytes);
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
    if (s == NULL)
        return NULL;
    n = strnlen(s, n);
    char *p = arena_alloc(a, n + 1);
    memcpy(p, s, n);
    return p;
}

char *arena_strdup(struct arena *a, const char *s)
{
    return s == NULL ? NULL : arena_strndup(a, s, strlen(s));
}

void *arena_memdup(struct arena *a, const void *p, size_t size)
{
    if (p == NULL)
        return NULL;
    void *copy = arena_alloc(a, size);
    memcpy(copy, p, size);
    return copy;
}

char *arena_printf(struct arena *a, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_autofree char *s = g_strdup_vprintf(format, args);
    va_end(args);
    return arena_strdup(a, s);
}

char *arena_join(struct arena *a, const char *first, ...)
{
    size_t total = 0;
    va_list args;

    va_start(args, first);
    for (const char *s = first; s != NULL; s = va_arg(args, const char *))
        total += strlen(s);
    va_end(args);

    char *out = arena_alloc(a, total + 1), *p = out;
    va_start(args, first);
    for (const char *s = first; s != NULL; s = va_arg(args, const char *))
        p = stpcpy(p, s);
    va_end(args);
    return out;
}

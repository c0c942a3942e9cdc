/* TOML as a plain C tree; the only door to toml++ (toml.cpp). Included by manifest.c only. */
#ifndef READ_TOML_H
#define READ_TOML_H

#include "base/arena.h"
#include "base/loc.h"

#include <stdbool.h>
#include <stdint.h>

enum toml_kind {
    TOML_TABLE,
    TOML_ARRAY,
    TOML_STRING,
    TOML_INTEGER,
    TOML_FLOAT,
    TOML_BOOL,
    TOML_DATE
};

struct toml {
    enum toml_kind kind;
    const char *key; /* in a table; NULL in an array */
    struct loc loc;  /* of the key in a table, of the value in an array */
    struct loc value_loc;
    union {
        const char *string; /* STRING, and DATE in its ISO form */
        int64_t integer;
        double number;
        bool boolean;
    } u;
    struct toml *first, *next; /* children in source order */
};

/* Parses the text. On a syntax error returns NULL with the message in *error and its place in
 * *where. Limits: 1 MB, nesting 32. */
struct toml *toml_parse(struct arena *a, const char *file, const char *text, size_t size,
                        const char **error, struct loc *where);
/* The child of a table with that key; NULL when absent or when t is no table. */
const struct toml *toml_get(const struct toml *t, const char *key);

#endif

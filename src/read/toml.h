/* TOML as a plain C tree; the only door to toml++ (toml.cpp). Included by the manifest's files and
 * the importers. */
#ifndef READ_TOML_H
#define READ_TOML_H

#include "base/arena.h"
#include "base/loc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

G_BEGIN_DECLS

enum toml_kind {
    TOML_TABLE,
    TOML_ARRAY,
    TOML_STRING,
    TOML_INTEGER,
    TOML_FLOAT,
    TOML_BOOL,
    TOML_DATE
};

struct toml_value {
    enum toml_kind kind;
    const char *key; /* in a table; elements of an array have the array's, to be named by */
    struct loc loc;  /* of the key in a table, of the value in an array */
    struct loc value_loc;
    union {
        const char *string; /* STRING, and DATE in its ISO form */
        int64_t integer;
        double number;
        bool boolean;
    } u;
    struct toml_value *first, *next; /* children in source order */
};

/* Parses the text. On a syntax error returns NULL with the message in *error and its place in
 * *where. Limits: 1 MB, nesting 32. */
struct toml_value *toml_parse(struct arena *a, const char *file, const char *text, size_t size,
                              const char **error, struct loc *where);
/* The line of the first key with more than 32 dotted parts, 0 when there is none. toml++ nests a
 * table for each part and recurses as deeply, without a limit of its own. */
int toml_overlong_key(const char *text, size_t size);
/* The child of a table with that key; NULL when absent or when t is no table. */
const struct toml_value *toml_get(const struct toml_value *t, const char *key);

G_END_DECLS

#endif

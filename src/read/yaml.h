/* YAML and JSON as one plain C tree; the only doors to libyaml (yaml.c) and jansson (json.c).
 *
 * What other tools' manifests and front matter say is text: a scalar is its text, whatever type a
 * tag or YAML itself would give it, and `!!python/name:x` or `!ENV [A, b]` is only a node with a
 * tag. An alias stands for a copy of what it names; the copies are bounded, so a "billion laughs"
 * is an error. Values live in the arena. Included by the readers of front matter and manifests. */
#ifndef READ_YAML_H
#define READ_YAML_H

#include "base/arena.h"
#include "base/loc.h"

#include <stdbool.h>
#include <stddef.h>

enum yaml_kind { YAML_SCALAR, YAML_LIST, YAML_MAP };

struct yaml_value {
    enum yaml_kind kind;
    const char *key;                 /* of an entry of a map; NULL: of a list */
    const char *tag;                 /* as written: "!ENV"; NULL: none */
    const char *text;                /* of a scalar; NULL: null */
    struct loc key_loc, loc;         /* line 0 in JSON: not known */
    struct yaml_value *first, *next; /* entries in source order */
};

struct yaml_error {
    const char *text; /* NULL: none */
    struct loc loc;
};

/* The first document of the text, which is UTF-8. `line` is the file's line that it begins on. At
 * an error the tree is what was complete before it; NULL when that is nothing. An empty text is
 * no error and NULL. Limits: 200 levels, 500,000 values. */
struct yaml_value *yaml_parse(struct arena *a, const char *file, int line, const char *text,
                              size_t size, struct yaml_error *error);
/* The same of JSON, comments and trailing commas not allowed; NULL at an error. */
struct yaml_value *json_parse(struct arena *a, const char *file, const char *text, size_t size,
                              struct yaml_error *error);

/* The value of a map's key; NULL when absent, or when `map` is NULL or no map. */
const struct yaml_value *yaml_get(const struct yaml_value *map, const char *key);
/* The text of a scalar, of `!ENV NAME` none and of `!ENV [NAME, default]` the default; NULL when
 * there is none. */
const char *yaml_text(const struct yaml_value *v);
/* yaml_text of a map's key. */
const char *yaml_get_text(const struct yaml_value *map, const char *key);
/* True for `true`, `yes` and `on`; `otherwise` where it is neither that nor its opposite. */
bool yaml_bool(const struct yaml_value *v, bool otherwise);

#endif

/* YAML front matter: a mapping between `---` lines at the start of a chapter.
 * Included by markdown.c and the importers. */
#ifndef READ_FRONT_H
#define READ_FRONT_H

#include "doc/book.h"
#include "read/yaml.h"

/* Reads the front matter of clean text (md_source_clean) into the chapter's fields. Unknown keys
 * are left alone, wrong values reported. Returns the number of bytes it takes, closing line
 * included, and its lines; 0 when the text has none. */
size_t front_read(struct diags *d, struct chapter *c, const char *text, int *lines);

/* The front matter as a tree, for those who look for other keys; NULL: none. *bytes and *lines are
 * what it takes, 0 for none, whether or not it could be read. */
struct yaml_value *front_parse(struct arena *a, const char *file, const char *text, size_t *bytes,
                               int *lines, struct yaml_error *error);

#endif

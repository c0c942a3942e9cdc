/* YAML front matter: a mapping between `---` lines at the start of a chapter. Hides libyaml.
 * Included by markdown.c only. */
#ifndef READ_FRONT_H
#define READ_FRONT_H

#include "doc/book.h"

/* Reads the front matter of clean text (md_source_clean) into the chapter's fields. Unknown keys
 * are left alone, wrong values reported. Returns the number of bytes it takes, closing line
 * included, and its lines; 0 when the text has none. */
size_t front_read(struct diags *d, struct chapter *c, const char *text, int *lines);

#endif

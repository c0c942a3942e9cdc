/* Blocks as parallel_align sees them: what of a tree a translation keeps, and what it changes.
 * Included by parallel_*.c and tests. */
#ifndef DOC_PARALLEL_UNIT_H
#define DOC_PARALLEL_UNIT_H

#include "doc/doc.h"
#include "doc/parallel_align.h"

/* The unit of a block (or an item of a list). */
struct unit unit_new(struct arena *a, const struct node *block);
/* What stands between two headings, as one unit: its words are the things in it that no translation
 * changes. */
struct unit unit_section(struct arena *a, const struct unit *units, size_t n);

/* Everything that is seen of a node, in a form that is equal where two look and lead alike; NULL
 * where a node is not to be put in another's place: it holds references to notes. */
char *unit_print(struct arena *a, const struct node *node);
/* Code or TeX with its white space made single spaces: how lines are indented makes no other thing
 * of it. */
char *unit_print_source(struct arena *a, const char *source);
/* The pictures of a block that holds nothing else, beside the caption of a figure; false for
 * others. */
bool unit_pictures(const struct node *block, GPtrArray *pictures);

#endif

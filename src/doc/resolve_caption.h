/* Words of captions: what an author means as one, and the number he gave it himself.
 *
 * Pure functions on text and small trees. Included by resolve_figures.c,
 * resolve_tables.c and tests. */
#ifndef DOC_RESOLVE_CAPTION_H
#define DOC_RESOLVE_CAPTION_H

#include "doc/doc.h"

/* The bytes of "Figure 3", "Fig. 2-1" or 图 4 at the start of a text, without the mark after it; 0:
 * no number. `*whole` takes in the mark and the spaces after it. With `strict` the mark ("3.", 3：)
 * must be there, as it is not in "Figure 3 shows". */
size_t caption_own_number(const char *text, bool strict, size_t *whole);
/* The bytes of "Figure:" or 图： without a number; 0: none. */
size_t caption_bare_label(const char *text);
/* The same of "Table 3" and "Table:". */
size_t caption_own_table_number(const char *text, bool strict, size_t *whole);
size_t caption_bare_table_label(const char *text);

/* True where an alternative text is fit to be printed: words about the picture, not the name of a
 * file or what a program puts there ("image", "alt text", 截图, "Screenshot 2024-05-01"), not the
 * long description that only a listener wants. `path` is the picture's. */
bool caption_is_meaningful(const char *alt, const char *path);

#endif

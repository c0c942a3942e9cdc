/* Lint: what a book does in spite of its author, told to him by `mkbook check`. Over resolved
 * trees, which stay as they are. Source text is read/md_lint's, lengths are layout's.
 * Included by build.c. */
#ifndef DOC_LINT_H
#define DOC_LINT_H

#include "base/listing.h"
#include "doc/book.h"

struct lint;

struct lint *lint_new(struct book *b);
void lint_free(struct lint *l);
/* An edition after resolve_*: chapters given twice or empty, headings, pictures without words. */
void lint_edition(struct lint *l, const struct edition *e);
/* After all editions: the pages of the book's folder that no chapter is made of. */
void lint_folder(struct lint *l, const struct listing *listing);

#endif

/* Parallel editions: a book in several languages at once.
 *
 * The first language leads: its chapters, titles, numbers and labels are the book's. What the
 * others say of the same stands below it, block by block, marked with its language and the class
 * "parallel-second"; what is one thing in both (code, a formula, a picture, a name) stands once.
 * Which blocks belong together is parallel_align's to find, what becomes of two is
 * parallel_join's. Included by build.c, the resolve passes that count, and tests. */
#ifndef DOC_PARALLEL_H
#define DOC_PARALLEL_H

#include "doc/book.h"

/* Moves the texts of editions[1] ... into the chapters of editions[0], which owns them from then
 * on. All are of one book and made by edition_new_in with the same languages, each its own first;
 * all are resolved up to their footnotes (doc/resolve.h), and no further. Chapters are joined in
 * parallel. Reports chapters and sections that are built too differently to be joined. */
void parallel_join(struct edition *const *editions, size_t n, unsigned threads);

/* True for a figure, table or display that says in another language what the one before it says:
 * it has the same number. */
bool parallel_is_twin(const struct node *n);
/* True for what another language than the edition's first says, where it stands by itself. */
bool parallel_is_second(const struct node *n);

#endif

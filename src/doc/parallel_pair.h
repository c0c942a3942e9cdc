/* What becomes of two blocks that say the same in two languages. Included by parallel_*.c. */
#ifndef DOC_PARALLEL_PAIR_H
#define DOC_PARALLEL_PAIR_H

#include "doc/parallel_join.h"

/* Makes y part of x, which `*stays` then is (a picture may get a figure around it); false when both
 * must stand. */
bool pair_absorb(struct join *j, struct node *x, struct node *y, struct node **stays);
/* The heading `from` as a line below `to`; gone where it says the same. */
void pair_title(struct join *j, struct node *to, struct node *from);
/* y's words below x's, of captions, terms, cells. */
void pair_inlines(struct join *j, struct node *x, struct node *y);
/* True where two nodes are seen alike, and one may be left out. */
bool pair_is_same(const struct node *x, const struct node *y);

/* Marks what the text that comes in says by itself. */
void pair_mark(struct join *j, struct node *n);
/* Links to a node that is gone lead to another; `whole`: to everything below it as well. */
void pair_stand_in(struct join *j, struct node *gone, struct node *for_it);
void pair_stand_in_whole(struct join *j, struct node *gone, struct node *for_it);

#endif

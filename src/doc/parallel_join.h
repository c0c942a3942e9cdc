/* Two trees that say the same in two languages become one. Included by parallel_*.c. */
#ifndef DOC_PARALLEL_JOIN_H
#define DOC_PARALLEL_JOIN_H

#include "doc/book.h"

struct join {
    struct arena *a; /* of the chapter that takes the other's text */
    struct diags *diags;
    const char *lang;     /* of the text that comes in */
    const char *path;     /* its file, for messages */
    GHashTable *stand_in; /* its nodes that are gone -> those that stand for them */
    GPtrArray *titles;    /* its headings that became lines below others */
};

/* Moves everything below `from` into `to`: what is one thing in both stays once, what says the same
 * stands beside it, the rest where it was said. Definitions of footnotes come last. */
void join_documents(struct join *j, struct node *to, struct node *from);
/* The same of two cells, items or containers, be it words or blocks. */
void join_contents(struct join *j, struct node *x, struct node *y);
/* Of two lists; false, with nothing done, where their items are no pairs. */
bool join_lists(struct join *j, struct node *x, struct node *y);

#endif

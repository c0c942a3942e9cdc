/* Another language's file of a chapter, read only to find what an anchor in it stands for: a link
 * to it leads to the reader's language, where the heading has another name.
 * Included by resolve_links.c only. */
#ifndef DOC_RESOLVE_OTHER_H
#define DOC_RESOLVE_OTHER_H

#include "doc/book.h"

struct other;

/* Reads the file with the edition's parser; reports nothing. Never NULL. */
struct other *other_read(struct edition *e, const char *path);
void other_free(struct other *o);
/* The heading of `to` at the place that the heading named by `fragment` has in the other file, when
 * both have the same outline up to there and equally many sections; else NULL. */
const struct node *other_counterpart(const struct other *o, const struct chapter *to,
                                     const char *fragment);

#endif

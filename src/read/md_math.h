/* The formulas of a tree: from their source to struct formula. Included by markdown.c and the
 * reader of HTML. */
#ifndef READ_MD_MATH_H
#define READ_MD_MATH_H

#include "base/diag.h"
#include "doc/book.h"

/* Gives a block its source, without the blanks around it; `loc` is where `raw` begins. */
void md_math_set(struct node *block, struct loc loc, char *raw);
/* Takes the formulas between dollars out of a TEXT of raw HTML, as nodes beside it; returns the
 * last of what is there then in its place. */
struct node *md_math_split(struct arena *a, struct node *text);
/* Reads every formula of the chapter, in order, with the manifest's macros; those in the words of
 * pictures become plain text. */
void md_math_read(struct diags *d, struct chapter *c);

#endif

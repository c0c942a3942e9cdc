/* The formulas of a tree: from their source to struct formula. Included by markdown.c. */
#ifndef READ_MD_MATH_H
#define READ_MD_MATH_H

#include "base/diag.h"
#include "doc/book.h"

/* Gives a block its source, without the blanks around it; `loc` is where `raw` begins. */
void md_math_set(struct node *block, struct loc loc, char *raw);
/* Reads every formula of the chapter, in order, with the manifest's macros. */
void md_math_read(struct diags *d, struct chapter *c);

#endif

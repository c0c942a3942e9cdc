/* The formulas of a tree: from their source to struct formula. Included by markdown.c. */
#ifndef READ_MD_MATH_H
#define READ_MD_MATH_H

#include "base/diag.h"
#include "doc/book.h"
#include "read/tex.h"

/* Gives a block its source, without the blanks around it; `loc` is where `raw` begins. */
void md_math_set(struct node *block, struct loc loc, char *raw);
/* Reads every formula below `top`, in order. The reader is made with the first one, with the
 * manifest's macros, and knows those that a chapter's part before has defined; tex_free ends it. */
void md_math_read(struct tex **t, struct diags *d, const struct chapter *c, struct node *top);

#endif

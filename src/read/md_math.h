/* The formulas of a tree: from their source to struct formula. Included by markdown.c and the
 * reader of HTML. */
#ifndef READ_MD_MATH_H
#define READ_MD_MATH_H

#include "base/diag.h"
#include "doc/book.h"
#include "read/tex.h"

/* Gives a block its source, without the blanks around it; `loc` is where `raw` begins. */
void md_math_set(struct node *block, struct loc loc, char *raw);
/* Takes the formulas between dollars out of a TEXT of raw HTML, as nodes beside it; returns the
 * last of what is there then in its place. */
struct node *md_math_split(struct arena *a, struct node *text);
/* Reads every formula below `top`, in order; those in the words of pictures become plain text. The
 * reader is made with the first one, with the manifest's macros, and knows those that a chapter's
 * part before has defined; tex_free ends it. */
void md_math_read(struct tex **t, struct diags *d, const struct chapter *c, struct node *top);

#endif

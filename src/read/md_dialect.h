/* What single dialects write into text and mean as structure: MyST's roles and targets, Quarto's
 * references, MkDocs' abbreviations and icons, contents that a book has already. Works on the tree;
 * knows no cmark. Included by markdown.c. */
#ifndef READ_MD_DIALECT_H
#define READ_MD_DIALECT_H

#include "doc/book.h"

/* A key's name as it is printed: "ctrl" is "Ctrl". */
const char *md_key_name(struct arena *a, const char *key);

/* `abbreviations`: lines such as "[HTML]: Hyper Text Markup Language". */
void md_dialect_finish(struct chapter *c, struct diags *d, struct node *doc, unsigned dialects,
                       const GPtrArray *abbreviations);

#endif

/* Syntax highlighting: code text to spans. A table-driven lexer; the languages are data in langs.c.
 * Pure and thread-safe. Included by build.c and tests. */
#ifndef READ_HIGHLIGHT_H
#define READ_HIGHLIGHT_H

#include "doc/doc.h"

/* Sets the spans of a CODE_BLOCK from its language (aliases known: "py", "sh", "c++"). An unknown
 * or absent language leaves it plain. Linear in the text; allocates from a. */
void highlight_block(struct arena *a, struct node *code_block);
/* Every code block below `doc`. */
void highlight_tree(struct arena *a, struct node *doc);
/* The language's canonical name for a fence's word; NULL when unknown. */
const char *highlight_language(const char *word);

#endif

/* Code blocks: what their info string says, and which of their lines are shown.
 * Included by markdown.c and notebook.c. */
#ifndef READ_MD_CODE_H
#define READ_MD_CODE_H

#include "doc/book.h"

/* Fills a CODE_BLOCK whose place and first_line are set; `text` (without its last line end) and
 * `info` (NULL: none) live in the chapter's arena. A block in the language "math" becomes a
 * MATH_BLOCK; one of which nothing is to be shown is unlinked. */
void md_code_set(struct chapter *c, struct node *n, char *text, const char *info);

#endif

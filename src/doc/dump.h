/* The node tree as text, for `mkbook dump --tree` and the golden tests: one node a line, two spaces
 * an indent, only fields that are set. Included by main.c and the tests. */
#ifndef DOC_DUMP_H
#define DOC_DUMP_H

#include "doc/doc.h"

/* line 0: the whole tree; else only the blocks that cover that source line. */
void dump_tree(const struct node *top, int line, GString *out);

#endif

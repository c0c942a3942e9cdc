/* How much there is in a tree: words, formulas, pictures and so on.
 *
 * A pure function. Words are counted as the field does: in scripts that are written without spaces
 * every character is one, elsewhere what stands between spaces and marks. Code and formulas are
 * counted apart and have no words. Every module above base/ may include this header. */
#ifndef DOC_COUNT_H
#define DOC_COUNT_H

#include "doc/doc.h"

struct counts {
    unsigned words;
    unsigned formulas; /* in lines and displayed */
    unsigned images;
    unsigned tables;
    unsigned code_lines; /* of code blocks */
    unsigned headings;
    unsigned blocks; /* paragraphs, code, displays, tables */
};

struct counts count_tree(const struct node *top);

#endif

/* Inside the extensions of cmark: the user data of our nodes, and the steps they share.
 * Included by md_ext.c, md_block.c and md_inline.c only. */
#ifndef READ_MD_EXT_INT_H
#define READ_MD_EXT_INT_H

#include "read/md_ext.h"

#include <cmark-gfm-extension_api.h>

struct md_ext {
    struct arena *a;
    const struct md_source *src;
    const struct block_plan *plan;
    cmark_syntax_extension *math, *footnotes, *blocks;
    cmark_syntax_extension *inlines; /* NULL: the book has none */
};

struct md_node {
    enum md_ext_kind kind;
    GString *text;
    bool closed; /* its end was seen */
    struct container *container;
    /* of a math block */
    char *environment; /* its \end closes it; NULL: `$$` does */
    int depth;         /* of environments of that name in each other */
};

struct md_node *md_node_attach(cmark_node *node, enum md_ext_kind kind, const char *text, size_t n);
/* Passes over the rest of the line. */
void md_skip_line(cmark_parser *parser, const char *input, int len);

/* md_block.c: the extension for containers and definitions. */
cmark_syntax_extension *md_block_extension(struct md_ext *e);
/* md_inline.c: the extension for MkDocs' inlines. It takes the tilde from strikethrough's. */
cmark_syntax_extension *md_inline_extension(void);

#endif

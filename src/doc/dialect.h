/* What the book says of the Markdown its chapters are written in. Every module above base/ may
 * include this header; doc/book.h does. */
#ifndef DOC_DIALECT_H
#define DOC_DIALECT_H

#include <stdbool.h>

/* Dialects of Markdown that are read besides GitHub's: bits of book.dialects. A chapter's own
 * containers and shortcodes are read in every book; what reaches into code blocks, or takes other
 * files in, only where the book says that it is written so. */
enum markdown_dialect {
    DIALECT_MDBOOK = 1,
    DIALECT_GITBOOK = 2,
    DIALECT_MKDOCS = 4,
    DIALECT_DOCUSAURUS = 8, /* and VitePress, VuePress */
    DIALECT_HUGO = 16,      /* and Jekyll */
    DIALECT_MYST = 32,      /* and Quarto */
};

/* Lines of code that begin so are not shown: mdBook's hidden lines. */
struct hide_rule {
    const char *language, *prefix;
    struct hide_rule *next;
};

struct markdown_options {
    bool smart_punctuation; /* quotes, dashes and ellipses are set as such */
    bool definition_lists;  /* `: ` begins a definition */
    bool mathjax;           /* \\( \\) and \\[ \\] are formulas */
    bool repair_encoding;   /* text that was encoded twice is read back */
    struct hide_rule *hide; /* lines of code that are not shown; NULL: none */
};

/* A page of the book's site that has moved: mdBook's redirects. */
struct redirect {
    const char *from; /* relative to the root */
    const char *to;   /* a URL, relative to that page */
    struct redirect *next;
};

#endif

/* Attribute lists: what stands in braces behind a heading, a picture, a link, or below a block.
 *
 * `{#id .class key=value}` is pandoc's, Python-Markdown's and mdBook's, `{: .class}` kramdown's.
 * Behind headings and pictures they are read in every book, elsewhere the form with the colon is;
 * the other one only where the book's dialect has it, for a word in braces is text to GitHub.
 * Included by the Markdown reader's files. */
#ifndef READ_MD_ATTR_H
#define READ_MD_ATTR_H

#include "doc/book.h"
#include "read/md_source.h"

struct md_attrs {
    const char *id, *classes;                          /* NULL: none */
    const char *width, *height, *align, *title, *lang; /* NULL: none */
    bool colon;                                        /* kramdown's form */
    bool toc;                                          /* {:toc} */
    bool collapse;                                     /* collapse=true */
};

/* The list that begins at s, with its braces; its length, 0 when there is none. */
size_t md_attrs_parse(struct arena *a, const char *s, struct md_attrs *out);
/* The words of a list without its braces; false when they are none. */
bool md_attrs_words(struct arena *a, const char *s, struct md_attrs *out);
void md_attrs_apply(struct arena *a, const struct md_attrs *t, struct node *n);

/* Finds the lists of a fresh tree, takes them out of its text and sets what they say. */
void md_attr_finish(struct arena *a, struct node *doc, const struct md_source *src,
                    unsigned dialects);

#endif

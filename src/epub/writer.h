/* The XHTML writer's inside: where it stands in the document, tags, and the parts it is made of.
 *
 * writer_node writes any node where any may stand. HTML's content models are kept by `content`:
 * what may not stand there is written as something that may, with the same words. Depth is that of
 * the tree, which the readers bound. Included by epub/xhtml*.c only. */
#ifndef EPUB_WRITER_H
#define EPUB_WRITER_H

#include "doc/book.h"
#include "epub/svg.h"

enum content {
    CONTENT_FLOW,
    CONTENT_NO_SECTIONS, /* in <th>: no headings, no <aside> */
    CONTENT_PHRASING     /* in <p>, <h1>, <span>, ...: a block becomes a <span> */
};

struct writer {
    GString *out;
    const struct chapter *chapter;
    const char *lang; /* in force */
    enum content content;
    const struct svg_formulas *formulas; /* NULL: MathML */
    unsigned n_svg;                      /* written so far */
    bool in_link;                        /* an <a> may hold no other */
};

/* `<name` with the node's id, classes (the kind's, `extra`, its own), language, direction and
 * title; the tag stays open for more attributes. */
void writer_open(struct writer *w, const char *name, const struct node *n, const char *extra);
void writer_close(struct writer *w, const char *name, bool newline);
/* The children where the content model is this, or the one in force when that is narrower. */
void writer_children(struct writer *w, const struct node *n, enum content content);
/* An element whose content is phrasing (a paragraph, emphasis), and one that holds blocks. */
void writer_phrasing(struct writer *w, const struct node *n, const char *name, const char *extra);
void writer_flow(struct writer *w, const struct node *n, const char *name);
/* True when nothing below the node is seen. */
bool writer_is_blank(const struct node *top);

/* xhtml.c */
void writer_node(struct writer *w, const struct node *n);
/* xhtml_inline.c */
void writer_inline(struct writer *w, const struct node *n);
void writer_math(struct writer *w, const struct node *n);
/* xhtml_svg.c: a formula as pictures; false when it is to be MathML. */
bool writer_svg(struct writer *w, const struct node *n);
/* The id of a footnote (ordinal 0) or of the ordinal-th reference to it: see markup_fragment. */
void writer_note_id(GString *out, const struct node *footnote, int ordinal);
/* xhtml_block.c */
void writer_block(struct writer *w, const struct node *n);
void writer_block_in_phrasing(struct writer *w, const struct node *n);
/* xhtml_table.c */
void writer_table(struct writer *w, const struct node *n);
/* xhtml_note.c: one footnote where it stands, and all those at the document's end. */
void writer_footnote(struct writer *w, const struct node *n);
void writer_footnotes(struct writer *w, const struct node *doc);

#endif

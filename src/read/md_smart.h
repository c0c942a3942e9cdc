/* Smart punctuation: straight quotes, hyphens and full stops become the marks they stand for.
 *
 * Works on the text of one block after the other as it comes from cmark, so code, formulas, raw
 * HTML and addresses are never touched, and the marks of md_source tell what was escaped. A quote
 * opens or closes by what stands before and after it; where that does not tell, as between Chinese
 * characters, the first opens and the second closes. Included by markdown.c only. */
#ifndef READ_MD_SMART_H
#define READ_MD_SMART_H

#include "doc/doc.h"
#include "read/md_source.h"

struct md_smart;

struct md_smart *md_smart_new(const struct md_source *src);
void md_smart_free(struct md_smart *s);
/* A new block (a cell, a heading) begins. */
void md_smart_begin(struct md_smart *s);
/* An inline that is no text follows. */
void md_smart_inline(struct md_smart *s, enum node_kind kind);
/* Replaces the punctuation of raw text, which is going to be that of `node`. */
void md_smart_text(struct md_smart *s, GString *text, struct node *node);

#endif

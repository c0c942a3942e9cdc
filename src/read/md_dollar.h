/* Where formulas between dollars end in Markdown: plain scanning of the source, for cmark's
 * extension (md_ext.c) and for the pipes of table rows (md_source.c), which must agree. A dollar in
 * braces, as in \text{if $x$}, closes nothing, as MathJax and KaTeX have it; where a brace is never
 * closed, the first dollar does. Included by the Markdown reader's files only. */
#ifndef READ_MD_DOLLAR_H
#define READ_MD_DOLLAR_H

#include <glib.h>
#include <stdbool.h>

/* An inline formula is looked for no farther than this, so that many openers stay linear. */
enum { MD_DOLLAR_REACH = 64 * 8 * 8 };

/* The length of the formula that begins at s, with its dollars; 0 when it is none. *open: `end`
 * comes before that can be told. */

/* `$..$`. A price, a shell variable and a pair of them stay text: nothing blank inside the dollars,
 * no letter, digit or brace after the closing one. */
size_t md_dollar_inline(const char *s, const char *end, bool *open);
/* `$$..$$` */
size_t md_dollar_display(const char *s, const char *end, bool *open);
/* `` $`..`$ `` */
size_t md_dollar_quoted(const char *s, const char *end, bool *open);
/* Whichever of them begins at s; `before`: the byte before it. */
size_t md_dollar_length(const char *s, const char *end, char before, bool *open);

/* True when nothing but what belongs to a display stands from p to the line's end: a mark of
 * punctuation, a label as pandoc's filters have it, {#eq-one}, or MyST, (eq-one). Their TeX is
 * appended to `tex`, unless that is NULL. */
bool md_dollar_tail(const char *p, const char *end, GString *tex);
/* The length of the mark at p that ends a sentence or a part of one and so belongs to the display
 * before it: `,`, `。`; 0: there is none, or another one follows. */
size_t md_dollar_mark(const char *p, const char *end);

/* The `$$` that closes a block, on the line from p to `end`; NULL when it has none. */
const char *md_dollar_fence(const char *p, const char *end);

#endif

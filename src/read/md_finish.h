/* The passes over a fresh tree: what Markdown writes as text but means as structure. Breaks and
 * text come after raw HTML was read, the others before. Knows no cmark. Included by markdown.c. */
#ifndef READ_MD_FINISH_H
#define READ_MD_FINISH_H

#include "base/diag.h"
#include "doc/doc.h"
#include "read/md_source.h"

/* GitHub's alerts: a quote whose first line is `[!NOTE]`; Obsidian's `[!tip]- Title`. */
void md_finish_alerts(struct arena *a, const char *lang, struct node *doc);
/* `[^label]` in text becomes a reference where a FOOTNOTE of the document has that label; the
 * source is asked whether the bracket is escaped. */
void md_finish_footnotes(struct arena *a, struct node *doc, const struct md_source *src);
/* In GitBook and kramdown `$$x$$` among words, or in a cell, is a formula of the line: takes the
 * class "display" from it. */
void md_finish_dollars(struct node *doc);
/* A display formula (class "display") that is a paragraph's child becomes a MATH_BLOCK between two
 * paragraphs, as GitHub shows it; the second gets the class "continued". */
void md_finish_displays(struct arena *a, struct node *doc);
/* Removes soft breaks between characters of a script without spaces, and beside CJK punctuation. */
void md_finish_breaks(struct node *doc);
/* Joins TEXT nodes that follow each other. The last pass. */
void md_finish_text(struct arena *a, struct node *doc);

#endif

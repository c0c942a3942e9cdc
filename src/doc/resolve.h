/* Resolving: ids, numbers, images, links and footnotes of a read edition.
 *
 * Runs in this order, over all chapters, serially; reports what cannot be resolved. Afterwards the
 * trees are not changed any more, so both outputs may read them at once. Of a parallel edition the
 * passes up to resolve_footnotes see each language by itself, as its author wrote it; then
 * doc/parallel joins them, and the rest, which counts, sees the whole. Included by build.c. */
#ifndef DOC_RESOLVE_H
#define DOC_RESOLVE_H

#include "doc/book.h"

/* Ids as GitHub makes them for headings without one (Unicode lower case, punctuation dropped,
 * spaces to `-`, duplicates `-1`, `-2`); duplicates of explicit ids renamed and reported; fills
 * chapter->ids. Titles (front matter, manifest, first H1, file name), a title heading where the
 * text has none, heading ranks, and numbers of chapters (and headings, when the book asks). */
void resolve_structure(struct edition *e);

/* Images: puts every local image into the book's table and sets node->u.image.image; remote ones
 * are reported. Reading them is read/image's work, afterwards; then resolve_report_images reports
 * and unsets what cannot be shown. */
void resolve_images(struct edition *e);
void resolve_report_images(struct edition *e);

/* Figures: pictures that stand alone become FIGUREs with a CAPTION where the author has words for
 * one (a line of emphasis below, a title, a meaningful alternative text). A line of pictures inside
 * a paragraph of text becomes a block of its own. */
void resolve_figures(struct edition *e);

/* Tables: a paragraph beside one that says so ("Table: ", ": ", "Table 3. ") becomes its CAPTION.
 */
void resolve_tables(struct edition *e);

/* Equations: numbers of the displays' rows that have a label, or number themselves where the book
 * asks ([math] numbering), as "2.3" in a numbered chapter; their labels are anchors. */
void resolve_equations(struct edition *e);
/* What a label names in the chapter, or else (with an edition) in the book; NULL: nothing. */
const struct equation *resolve_equation(const struct edition *e, const struct chapter *c,
                                        const char *label);

/* Links: the graph of INTERFACE.md; sets kind, chapter, node and url of every LINK. */
void resolve_links(struct edition *e);

/* Footnotes: numbers by order of first reference in the chapter; unused ones are reported and kept.
 * May run again when the tree has changed: references keep the notes they have. */
void resolve_footnotes(struct edition *e);

/* Numbers of figures and tables that have captions, unless the author numbered his own; ids for
 * what the lists of figures and tables name. */
void resolve_figure_numbers(struct edition *e);
void resolve_table_numbers(struct edition *e);

/* Links without words, `[](#id)`, get those that say where they lead: "Section 3.2", "Chapter 3",
 * "Table 1.2", "Equation (2.3)", or a title. */
void resolve_references(struct edition *e);

/* Footnotes: numbers by order of first reference in the chapter; unused ones are reported and kept.
 */
void resolve_footnotes(struct edition *e);

/* What \ref and \eqref say, from the chapter's own labels, then the book's. A reference alone in
 * its formula becomes a LINK. After resolve_links. */
void resolve_equation_references(struct edition *e);

/* Writing directions, as `dir` attributes of "ltr" and "rtl" where a node differs from what is
 * around it: from `dir="auto"`, from its language, from the letters of a block that nothing else is
 * said of; code, formulas and the numbers of notes run from left to right anywhere. Sets
 * edition->bidi. */
void resolve_direction(struct edition *e);

/* GitHub's anchor for a heading's plain text, before duplicates are numbered. */
char *resolve_slug(struct arena *a, const char *text);
/* What two anchors have in common that differ only in case or in the invisible parts of emoji. */
char *resolve_anchor_key(struct arena *a, const char *id);

#endif

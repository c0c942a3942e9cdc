/* The parts of resolve_structure that give every heading and target its name and its number.
 * Included by resolve_*.c only. */
#ifndef DOC_RESOLVE_IDS_H
#define DOC_RESOLVE_IDS_H

#include "doc/book.h"

/* Makes every id of the chapter unique and fills chapter->ids: each node under its id, and headings
 * also under the name GitHub gives them where their id is another. In document order the first one
 * keeps a name. `made` (may be NULL) is a heading the author did not write: it yields to all. */
void resolve_ids(struct chapter *c, struct node *made);

/* Numbers of parts, chapters and headings; those that authors have written are left alone. After
 * titles and ranks. */
void resolve_numbers(struct edition *e);

/* True for a heading of the chapter's own outline, not of something quoted or listed in it. */
bool resolve_in_outline(const struct node *heading);
/* The text a heading is known by: like node_text, without its pictures. */
char *resolve_heading_text(struct arena *a, const struct node *heading);

#endif

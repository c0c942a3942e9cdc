/* Where the lines of a text stand.
 *
 * A chapter is not always read from its file as it is: other files are taken into it, lines are
 * rewritten, a notebook's cells are put one below the other. The readers know nothing of that. They
 * read one text and give nodes and reports the places they have there, lines counted from 1, under
 * the chapter's path; when they are done, one pass moves all of these to the file and line each
 * stands in. So no reader can forget to, and a text that is its file as it is needs no map and no
 * pass. The column goes where the line was changed: a wrong one is worse than none.
 * Included by the Markdown reader's files and the tests. */
#ifndef READ_LINE_MAP_H
#define READ_LINE_MAP_H

#include "base/diag.h"
#include "doc/doc.h"

struct line_map;

/* `path` is the file that the readers name: the chapter's. Paths must outlive the nodes. */
struct line_map *line_map_new(const char *path);
void line_map_free(struct line_map *m);
/* The next line of the text is `line` of `file`; `same`: with the same characters. */
void line_map_add(struct line_map *m, const char *file, int line, bool same);
size_t line_map_lines(const struct line_map *m);

/* The place a place of the text stands at. Others (another file, line 0) stay. What lies behind the
 * last line is there. */
struct loc line_map_loc(const struct line_map *m, struct loc loc);
/* Moves the nodes of a tree. */
void line_map_settle(const struct line_map *m, struct node *top);
/* Moves the reports of one reader to the sink of all. */
void line_map_report(const struct line_map *m, struct diags *from, struct diags *to);

#endif

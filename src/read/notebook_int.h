/* Inside the reader of notebooks. Included by notebook.c, notebook_output.c and notebook_text.c. */
#ifndef READ_NOTEBOOK_INT_H
#define READ_NOTEBOOK_INT_H

#include "read/markdown.h"
#include "read/nb_json.h"

struct notebook {
    struct markdown md;
    struct arena *a;       /* the chapter's */
    struct arena *scratch; /* of the JSON */
    int major;             /* of its format */
    const char *language;  /* of the kernel; NULL: not said */
    int cell;              /* counted from 1 */
};

static inline struct loc nb_loc(const struct notebook *nb, int line)
{
    return (struct loc){nb->md.chapter->path, line, 0};
}

/* The text of a string, or of a list of them, one behind the other; `map` (may be NULL) gets the
 * line of the file that each line of the text stands on. NULL when it is neither. */
GString *nb_text(const struct notebook *nb, const struct nb_value *v, struct line_map *map);
/* Text for a terminal as it is seen there: colours and other sequences gone, what a carriage return
 * or backspace has written over gone too. */
char *nb_terminal_text(struct arena *a, const char *text);

/* Reads Markdown into children of `parent`. */
void nb_markdown(struct notebook *nb, const struct nb_value *v, struct node *parent);
/* Appends a code block of the text; NULL when there is none. */
struct node *nb_code(struct notebook *nb, const struct nb_value *v, const char *language,
                     struct node *parent);

/* notebook_output.c: appends what there is to see of a cell's outputs. */
void nb_outputs(struct notebook *nb, const struct nb_value *outputs, struct node *parent);
/* HTML into children of `parent`; false when it shows nothing. */
bool nb_html(struct notebook *nb, const struct nb_value *v, struct node *parent);

#endif

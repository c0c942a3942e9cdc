/* Blocks to a vertical list. One struct flow is one chapter being set by one thread.
 *
 * flow_blocks walks the children of a node and appends boxes to a list whose left edge is x = 0;
 * every block is set at (x, width) inside it. All spacing, borders, indents and break rules come
 * from the computed styles. Notes stay as references in the boxes (vlist_notes). Inside layout/
 * only: flow.c, list.c, code.c, table.c, figure.c, chapter.c. */
#ifndef LAYOUT_FLOW_H
#define LAYOUT_FLOW_H

#include "layout/par.h"
#include "layout/vlist.h"

/* The lines of code in a chapter that are wrapped: how many, and the first. */
struct wide_code {
    int lines, columns, fit;
    struct loc loc;
};

struct flow {
    struct shaper *shaper;
    struct arena *arena;
    struct sheets *sheets;
    struct book *book;
    const struct chapter *chapter;
    const char *lang;  /* of the chapter's text, for labels */
    len width, height; /* of the text block */
    bool plain;        /* set without tags and anchors: a table's head, repeated */
    len narrowest;     /* indents leave that much for text; 0: 72 pt */
    bool can_turn;     /* into a list that becomes pages: wide tables may have pages of their own */
    struct wide_code *wide_code; /* to be told to the author; NULL: he does not ask */
};

/* Costs of page breaks, in the units of page.h. */
enum {
    COST_LINE = 10,      /* in a paragraph rather than between two */
    COST_HYPHEN = 150,   /* after a hyphenated line */
    COST_INTRO = 1500,   /* between "as follows:" and what follows */
    COST_SHORT = 1250,   /* in a block of few lines: rather a page a quarter empty */
    COST_STANZA = 60,    /* one line of code apart from those between the same blank lines */
    COST_BLANK_TOP = 400 /* a blank line of code at the top of a page */
};

/* The children of `parent`, blocks and inlines mixed. */
void flow_blocks(struct flow *f, struct vlist *v, const struct node *parent, len x, len width);
void flow_block(struct flow *f, struct vlist *v, const struct node *node, len x, len width);

/* A block's box: margins, border, padding, break rules and tag. Between the two calls the content
 * is set at box.x, box.width. `role` NULL: no tag. */
struct flow_box {
    const struct style *style;
    size_t span, start;
    len x, width;
    bool flexible; /* the space below may stretch and shrink */
};
struct flow_box flow_open(struct flow *f, struct vlist *v, const struct style *style,
                          const char *role, len x, len width);
void flow_close(struct flow *f, struct vlist *v, const struct flow_box *box);
/* A block of the chapter's own text, not of a list, a note or a box: its place may change. */
bool flow_is_loose(const struct flow *f, const struct node *node);
/* Keeps two lines of whatever follows with what is above. */
void flow_keep_next(struct vlist *v, const struct style *text);

/* The lines of a paragraph, with orphans and widows kept; no margins of its own. */
void flow_par(struct flow *f, struct vlist *v, struct par *par, const struct style *style, len x,
              len width);
/* A paragraph of one plain text in its own box. */
void flow_text(struct flow *f, struct vlist *v, const char *text, const struct style *style,
               const char *role, len x, len width);
const struct style *flow_style(struct flow *f, const struct style *parent, const char *element,
                               const char *classes);

/* The kinds with a file of their own. */
void flow_list(struct flow *f, struct vlist *v, const struct node *list, len x, len width);
void flow_code(struct flow *f, struct vlist *v, const struct node *block, len x, len width);
void flow_table(struct flow *f, struct vlist *v, const struct node *table, len x, len width);
/* Sets a paragraph that holds nothing but pictures (and links around them) as a block. False, with
 * nothing set, for any other. */
bool flow_pictures(struct flow *f, struct vlist *v, const struct node *par, len x, len width);

/* A footnote's text with its number, for the list of notes. */
void flow_footnote(struct flow *f, struct vlist *v, const struct node *footnote, len width);

/* Width limits of a block for table columns: the narrowest it may be set, and the widest of use. */
struct extent {
    len min, max;
    len word;   /* narrowest that breaks no word or identifier */
    len length; /* of its text on one line, over all paragraphs */
};
struct extent flow_extent(struct flow *f, const struct node *parent);
struct extent code_extent(struct flow *f, const struct node *block);
struct extent table_extent(struct flow *f, const struct node *table);

#endif

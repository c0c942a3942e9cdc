/* Pages of Markdown that list chapters: from blocks to items. import_line.c tells what a line with
 * links is, import_walk.c goes through headings, lists and tables. Included by import*.c only. */
#ifndef READ_IMPORT_WALK_H
#define READ_IMPORT_WALK_H

#include "read/import_int.h"

/* ---- lines (import_line.c) ---- */

struct import_piece {
    enum { PIECE_TEXT, PIECE_LINK, PIECE_BREAK } kind;
    bool strong;      /* in bold */
    const char *text; /* of a LINK its words, "" when it is around a picture */
    const char *url;
    const char *lang; /* of a LINK in prose: the language that its words name; NULL: none */
    struct loc loc;
};

/* Appends the text and links of a block's inlines (struct import_piece), in the scratch arena.
 * `[words](a b.md)` and `[[Page]]`, which are no Markdown, are links where the page exists. */
void import_pieces(struct import_source *s, const struct node *block, GArray *out);
/* The plain text of the pieces, cleaned; NULL when there is none. */
char *import_pieces_text(struct import_source *s, const struct import_piece *pieces, size_t n);

struct import_line {
    const struct import_piece *pieces;
    size_t n;
    bool paragraph;              /* mostly prose, unless it is mainly links */
    bool top;                    /* before all parts: links to languages are the page's own */
    const char *title;           /* what stands beside it in a row, or above it; NULL */
    const char *lang;            /* of its column; NULL */
    bool row;                    /* a cell of a table: "notes" names a column, no page */
    struct outline_item *parent; /* where its chapters go */
    struct outline_item *main;   /* set: its chapter, whose twins follow; NULL: it has none */
};

/* Adds the chapters and twins that the line lists. False when it is no entry of a list. */
bool import_line(struct import_source *s, struct import_line *line);
/* Nothing but links to the page's other languages. */
bool import_is_switch(struct import_source *s, const struct import_line *line);

/* ---- blocks (import_walk.c) ---- */

struct import_walk {
    struct import_source *s;
    bool rules_end_parts;    /* GitBook: `----` begins a part without a title */
    bool colons_begin_parts; /* wikis: "For users:" before a list is a heading */
    bool loose_links;        /* mdBook: chapters outside lists are unnumbered */
    const char *title;       /* set: the first heading of level 1; NULL: none */
};

void import_walk(struct import_walk *w, const struct node *doc);

#endif

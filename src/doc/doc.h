/* The node tree: what every reader makes and every writer walks.
 *
 * A tree lives in its chapter's arena and is freed with it. Text is UTF-8. Depth is bounded by the
 * readers (NODE_MAX_DEPTH), so passes may recurse. After read/ there are no HTML_BLOCK and
 * HTML_INLINE nodes; after doc/resolve every id is unique in its chapter and every link and image
 * knows its target. Every module above base/ may include this header. */
#ifndef DOC_DOC_H
#define DOC_DOC_H

#include "base/arena.h"
#include "base/loc.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

enum { NODE_MAX_DEPTH = 100 };

enum node_kind {
#define KIND(name, text, block) NODE_##name,
#include "doc/kinds.h"
#undef KIND
    NODE_KIND_COUNT
};

enum alert_type { ALERT_NOTE, ALERT_TIP, ALERT_IMPORTANT, ALERT_WARNING, ALERT_CAUTION };
enum align { ALIGN_NONE, ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };
enum task { TASK_NONE, TASK_OPEN, TASK_DONE };

/* Classes of highlighted code; the CSS class is "tok-" and the name in token_class_name(). */
enum token_class {
    TOKEN_COMMENT,
    TOKEN_STRING,
    TOKEN_NUMBER,
    TOKEN_KEYWORD,
    TOKEN_TYPE,
    TOKEN_FUNCTION,
    TOKEN_VARIABLE,
    TOKEN_CONSTANT,
    TOKEN_ATTRIBUTE,
    TOKEN_TAG,
    TOKEN_OPERATOR,
    TOKEN_PROMPT,
    TOKEN_INSERTED,
    TOKEN_DELETED,
    TOKEN_HEADING,
    TOKEN_CLASS_COUNT
};

/* A highlighted stretch of a code block, bytes [start, end); sorted, not overlapping. */
struct code_span {
    uint32_t start, end;
    enum token_class class;
};

enum link_kind {
    LINK_UNRESOLVED, /* as read */
    LINK_EXTERNAL,   /* url is absolute and safe */
    LINK_INTERNAL,   /* chapter, and node when it is not the chapter's start */
    LINK_BROKEN      /* reported; children are shown as plain text */
};

struct attr {
    const char *name, *value;
    struct attr *next;
};

struct style;
struct chapter;
struct formula; /* doc/math.h */
struct image;

struct node {
    enum node_kind kind;
    struct loc loc;
    struct node *parent, *first, *last, *prev, *next;
    const char *id;            /* NULL: none */
    const char *classes;       /* separated by single spaces; NULL: none */
    const char *lang;          /* BCP 47, where it differs from the parent's; NULL: inherited */
    struct attr *attrs;        /* others that mean something: align, width, height, dir, title */
    const struct style *style; /* set by style/apply; NULL before */
    union {
        const char *text; /* TEXT, CODE, HTML_* */
        struct {
            int level;          /* 1-6 as written (of an <h3> too) */
            int rank;           /* set by resolve: 1 the chapter's title, 2 its sections, ... */
            const char *number; /* set by resolve when headings are numbered: "3.2"; else NULL */
            size_t own_number;  /* set by resolve: bytes of its text that are the author's number */
        } heading;
        struct {
            enum alert_type type;
        } alert;
        struct {
            bool ordered, tight;
            int start;
            char delimiter; /* '.' or ')' */
        } list;
        struct {
            enum task task;
            int number; /* of an ordered list's item that says so itself; 0: the next */
        } item;
        struct {                /* set by resolve, of pictures; NULL: it has none */
            const char *number; /* "2.3", or the author's own: "3" */
            const char *label;  /* "Figure 2.3": what a reference calls it */
        } figure;
        struct {
            const char *text;     /* without the last newline; not NULL */
            const char *language; /* first word of the info string, lower case; NULL: none */
            const char *info;     /* the info string as written; NULL: none */
            const char *title;    /* its title or file name; NULL: none */
            const struct code_span *spans;
            size_t n_spans;
            int first_line; /* number of its first line in the source, 0 unknown */
        } code;
        struct {
            const char *tex;               /* without its delimiters */
            struct loc loc;                /* of the first character of tex */
            const struct formula *formula; /* NULL: ill-formed, reported; the source is shown */
        } math;
        struct {
            enum align *aligns; /* n_columns of them */
            int n_columns;
            const char *label; /* set by resolve: "Table 2.3"; NULL: it has no number */
        } table;
        struct {
            bool head, foot; /* of a <tfoot>: the last rows */
        } row;
        struct {
            enum align align;
            int colspan, rowspan; /* at least 1 */
            bool head;            /* <th>, or a cell of a head row */
        } cell;
        struct {
            const char *url;   /* as written; absolute after resolve for LINK_EXTERNAL */
            const char *title; /* NULL: none */
            enum link_kind kind;
            const struct chapter *chapter;
            const struct node *node;
        } link;
        struct {
            const char *url, *title; /* url as written; title NULL: none */
            const char *alt;         /* plain text, "" for none */
            bool decorative; /* the author says that there is nothing to tell: <img alt=""> */
            const struct image *image;  /* set by resolve; NULL: show the alt text */
            const char *width, *height; /* "300", "50%", "20em" as written; NULL: none */
        } image;
        struct {
            const char *label; /* as written: "1", "note" */
            int number;        /* set by resolve: order of first reference, from 1 */
            int n_refs;        /* set by resolve */
        } footnote;
        struct {
            const char *label;
            const struct node *footnote; /* set by resolve */
            int ordinal; /* set by resolve: 1 for the first reference to that footnote */
        } ref;
    } u;
};

struct node *node_new(struct arena *a, enum node_kind kind, struct loc loc);
/* A TEXT node with a copy of the text. */
struct node *node_new_text(struct arena *a, struct loc loc, const char *text);

/* Linking. A node that is put somewhere is first taken from where it was. */
void node_append(struct node *parent, struct node *child);
void node_insert_before(struct node *sibling, struct node *node);
void node_insert_after(struct node *sibling, struct node *node);
void node_unlink(struct node *node);
/* Puts the children of `node` in its place and unlinks it. */
void node_splice(struct node *node);
/* Moves all the children of `from` to the end of `to`. */
void node_move_children(struct node *from, struct node *to);

/* Pre-order walk of the tree under `top`: the node after `node`, NULL at the end. node_skip is the
 * same but passes over the children of `node`. */
struct node *node_next(const struct node *top, const struct node *node);
struct node *node_skip(const struct node *top, const struct node *node);

bool node_is_block(enum node_kind kind);
/* A soft or hard break; false for NULL. */
bool node_is_break(const struct node *node);
/* True when the children of such a node are inlines (a CELL may be either; this looks). */
bool node_holds_inlines(const struct node *node);
const char *node_kind_name(enum node_kind kind);
const char *token_class_name(enum token_class class);
const char *alert_type_name(enum alert_type type); /* "note", "tip", ... */

/* Attributes: NULL when absent. node_set_attr copies the value, replacing an earlier one. */
const char *node_attr(const struct node *node, const char *name);
void node_set_attr(struct arena *a, struct node *node, const char *name, const char *value);
void node_add_class(struct arena *a, struct node *node, const char *class);
bool node_has_class(const struct node *node, const char *class);
/* The language in force at the node: its own or the nearest ancestor's; NULL when none says. */
const char *node_lang(const struct node *node);

/* Appends the plain text below the node: code and math as source, images as alt text, breaks as a
 * space, footnote references left out. */
void node_plain_text(const struct node *node, GString *out);
char *node_text(struct arena *a, const struct node *node);

/* Debug check of every link in the tree; aborts with the place that is wrong. */
void node_check(const struct node *top);

#endif

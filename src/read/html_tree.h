/* The tree builder of read/html.c: tags, text and finished nodes in, a valid node tree out.
 *
 * A builder fills one parent node. Open elements stand on a stack. A block element is a node at
 * once. An inline element is only remembered: its node is made when text or an image arrives, and
 * made again in the next paragraph, so that misnested tags (`<b><p>x</p></b>`) never put a block
 * into an inline. Text in a place that holds blocks gets a PARAGRAPH of its own; items outside
 * lists, cells outside rows and text in tables find or make their place.
 * Included by html.c only. */
#ifndef READ_HTML_TREE_H
#define READ_HTML_TREE_H

#include "base/diag.h"
#include "doc/doc.h"
#include "read/html_token.h"

#include <stdint.h>

/* What is done with a tag. */
enum html_role {
    HTML_INLINE,     /* node kind `kind` */
    HTML_CODE,       /* text inside becomes CODE */
    HTML_LINK,       /* a */
    HTML_QUOTATION,  /* q, rt: adds marks around */
    HTML_BLOCK,      /* node kind `kind` */
    HTML_PARAGRAPH,  /* p */
    HTML_HEADING,    /* h1-h6 */
    HTML_LINE,       /* summary, figcaption, caption, dt: node kind `kind`, holds inlines */
    HTML_ITEM,       /* li */
    HTML_DEFINITION, /* dd */
    HTML_SECTION,    /* thead, tbody, tfoot */
    HTML_ROW,
    HTML_CELL,
    HTML_PRE,
    HTML_BREAK,
    HTML_WORD_BREAK,
    HTML_RULE,
    HTML_IMAGE,
    HTML_SOURCE,
    HTML_PICTURE,
    HTML_MEDIA,
    HTML_INPUT,
    HTML_PLAIN,    /* the tag means nothing here; its content is kept */
    HTML_REPORTED, /* the same, and the reader is told */
    HTML_GONE,     /* goes with its content */
    HTML_VOID      /* goes; has no content */
};

struct html_tag {
    const char *name;
    enum html_role role;
    enum node_kind kind;
    bool optional_end;
};

/* The tag of that (lower-case) name; NULL when HTML has none. */
const struct html_tag *html_tag_find(const char *name);
/* True for tags that cannot stand inside a paragraph. */
bool html_tag_is_block(const struct html_tag *tag);

/* What an element says about the nodes made for it. */
struct html_traits {
    const char *id, *classes, *lang, *dir, *title, *align, *url;
};

struct html_element {
    const struct html_tag *tag;
    struct node *node; /* a block; an inline's latest node; NULL: none */
    size_t home;       /* index + 1 of the nearest block element at or below; 0: the root */
    int depth;         /* of node, in the whole tree */
    struct loc loc;
    struct html_traits traits;
    const char *url; /* PICTURE: its light variant; MEDIA: what it plays */
    bool closed;     /* its end tag is known to come */
    bool implied;    /* no tag of its own: Markdown's paragraph, a repaired list */
    bool used;       /* an inline that was made a node at least once */
};

struct html_builder {
    struct arena *arena;
    struct diags *diags;
    struct node *root;
    int root_depth;
    bool inside_link; /* the root is (in) a LINK */
    GArray *stack;    /* of struct html_element */

    struct node *para; /* where inlines go now; NULL: to be made */
    int para_depth;
    struct node *last;  /* the inline put last into para; NULL at its start */
    gunichar last_char; /* of the text put last; 0: something else */
    GString *run;       /* text of the TEXT or CODE node `run_node`, not yet in it */
    struct node *run_node;
    unsigned run_code;   /* which code element the run is in */
    bool space, newline; /* white space to put before the next inline; it holds a newline */
    bool line_break;     /* a HARD_BREAK to put before the next inline */
    int code, math;      /* open elements of these roles */
    unsigned code_serial;

    GString *pre;                /* inside <pre>: its text so far */
    const char *pre_lang;        /* and language; NULL: none */
    const struct html_tag *gone; /* inside an element that is dropped; NULL: no */
    int gone_depth;
    struct loc gone_loc;
    GHashTable *overflow; /* start tags beyond the stack's limit: tag -> count */
    bool nesting_reported;
};

void html_builder_init(struct html_builder *b, struct arena *a, struct diags *d, struct node *root,
                       int depth, bool inside_link);
/* Closes what is open, with a report, and finishes the root. */
void html_builder_end(struct html_builder *b);

/* Below: the stack and the places, shared by html_tree.c and html_open.c. */
struct html_element *html_at(const struct html_builder *b, size_t index);
struct node *html_home(const struct html_builder *b);
/* The index + 1 of the innermost open element of that tag or role; 0: none. Elements outside the
 * innermost table cell are not seen, nor outside the innermost table when asked for. */
size_t html_find_tag(const struct html_builder *b, const struct html_tag *tag);
size_t html_find_role(const struct html_builder *b, enum html_role role, bool in_table);
struct html_element *html_push(struct html_builder *b, const struct html_tag *tag, struct loc loc);
/* Takes one inline element off the stack; those above it stay open. */
void html_close_inline(struct html_builder *b, size_t index);
/* Closes every element above `index`, and it; those above are reported. */
void html_pop_to(struct html_builder *b, size_t index);
/* Opens a block of the kind; in a place for inlines only a line break is left. */
struct html_element *html_open_block(struct html_builder *b, const struct html_tag *tag,
                                     enum node_kind kind, struct loc loc,
                                     const struct html_traits *traits);
/* html-unclosed, for the place where it is closed instead: "before ...", "at the end of ...". */
void html_report_unclosed(struct html_builder *b, const char *name, struct loc loc,
                          const char *where);
void html_report_nesting(struct html_builder *b, struct loc loc);
/* Gives the inlines of a node paragraphs of their own. */
void html_wrap_inlines(struct arena *a, struct node *n);
/* Closes the <p> in force, if any. */
void html_end_p(struct html_builder *b);
void html_end_para(struct html_builder *b);
void html_put_leaf(struct html_builder *b, struct node *leaf);
void html_put_text(struct html_builder *b, const char *text, size_t size, struct loc loc);
void html_put_break(struct html_builder *b, struct loc loc);
void html_apply_traits(struct html_builder *b, struct node *node, const struct html_traits *traits);

/* html_attr.c: what attributes say. Handlers and styles that go are reported. */
void html_traits_read(struct html_builder *b, const struct html_token *token, struct loc loc,
                      struct html_traits *traits);
struct node *html_image_new(struct html_builder *b, const struct html_token *token,
                            const char *instead, struct loc loc);
/* The first URL of a srcset. */
char *html_srcset_first(struct arena *a, const char *srcset);

/* html_table.c: rows and columns counted, spans bounded, the caption first. */
void html_table_finish(struct arena *a, struct node *table);

/* Feeding. `loc` is the place of the token. */
void html_open(struct html_builder *b, const struct html_token *token, struct loc loc);
void html_close(struct html_builder *b, const struct html_token *token, struct loc loc);
void html_text(struct html_builder *b, const char *text, size_t size, struct loc loc);
/* Text that is shown as it stands: an unknown tag. */
void html_literal(struct html_builder *b, const char *text, size_t size, struct loc loc);
/* A finished block or inline; returns its depth in the tree, to rewrite what is below it. */
int html_put_block(struct html_builder *b, struct node *block);
int html_put_inline(struct html_builder *b, struct node *node);
/* The end of an HTML block: a blank line parts text, where no element holds it together. */
void html_end_line(struct html_builder *b);
/* A Markdown paragraph whose inlines are fed one by one between these two calls. */
void html_open_paragraph(struct html_builder *b, struct node *paragraph);
void html_close_paragraph(struct html_builder *b, struct node *paragraph);

/* The innermost open element that needs its end tag before Markdown siblings may be taken as
 * meant for it: <summary>, <h1>, <p align>, <pre>, <script>. NULL: none. */
const char *html_waiting(const struct html_builder *b);
/* Closes that element because its end never comes. */
void html_give_up(struct html_builder *b);
bool html_has_inlines_open(const struct html_builder *b);
bool html_takes_only_inlines(const struct html_builder *b);

#endif

/* HTML tokens: raw HTML text to tags, comments and text.
 *
 * Hides the syntax of tags and character references. The tokeniser never fails and is linear:
 * whatever is no complete tag is text, as it stands. Strings of a token point into the tokeniser's
 * arena. Included by html.c, html_tree.c, import_mkdocs.c and tests. */
#ifndef READ_HTML_TOKEN_H
#define READ_HTML_TOKEN_H

#include "base/arena.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

enum html_token_kind {
    HTML_TOKEN_END, /* of the text */
    HTML_TOKEN_TEXT,
    HTML_TOKEN_OPEN,
    HTML_TOKEN_CLOSE,
    HTML_TOKEN_COMMENT,
    HTML_TOKEN_DECLARATION /* <!DOCTYPE ...>, <? ... ?> */
};

struct html_attr {
    const char *name;  /* lower case */
    const char *value; /* decoded; "" when it has none */
    struct html_attr *next;
};

struct html_token {
    enum html_token_kind kind;
    const char *raw; /* the source of the token, `size` bytes */
    size_t size;
    const char *name;        /* OPEN, CLOSE: lower case; DECLARATION: "!doctype", "?";
                              * of a TEXT that is a CDATA section "![cdata[" */
    struct html_attr *attrs; /* OPEN: in source order, the first of a name only */
    bool self_closing;
    bool alone;    /* a tag that has its line for itself */
    bool unclosed; /* a comment that runs to the end of the text */
    int line;      /* newlines before the token */
};

enum { HTML_RAW_NAMES = 8 }; /* elements that are asked after */

struct html_lexer {
    struct arena *arena;
    const char *text;
    size_t size, at;
    int line;
    size_t last_gt, last_single, last_double; /* last places of > ' " */
    size_t budget;                            /* bytes that may still be scanned in vain */
    const char *raw_name;                     /* inside <script> and the like: its name */
    bool open_cdata;                          /* a CDATA section without an end was seen */
    struct {
        const char *name;
        size_t after; /* the place of its last end tag, 0: none */
    } ends[HTML_RAW_NAMES];
    int n_ends;
};

void html_lexer_init(struct html_lexer *lx, struct arena *a, const char *text, size_t size);
void html_lexer_next(struct html_lexer *lx, struct html_token *token);

/* True when an end tag of that name is still to come in the text. Asked for the few elements that
 * go with their content only; the name is kept. */
bool html_lexer_has_end(struct html_lexer *lx, const char *name);

/* The value of an attribute; NULL when the tag does not have it. */
const char *html_token_attr(const struct html_token *token, const char *name);

/* The text with its character references replaced; invalid ones stay as they are. */
char *html_decode(struct arena *a, const char *text, size_t size);

#endif

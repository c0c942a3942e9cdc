/* Which lines of a Markdown text are code, told line by line without a parser.
 *
 * For what is done to a text before cmark sees it. Knows fences, at any depth of quotes and list
 * items, and indented code, for which it keeps the columns where the items' and indented
 * containers' content begins. It may be wrong where only a parser can tell (lazy lines, HTML
 * blocks), and then takes the line for text. Linear. Included by the Markdown reader's files and
 * the tests. */
#ifndef READ_LINE_SCAN_H
#define READ_LINE_SCAN_H

#include <stdbool.h>
#include <stddef.h>

enum line_kind {
    LINE_TEXT,
    LINE_BLANK,
    LINE_FENCE, /* opens or closes fenced code */
    LINE_CODE   /* of fenced or indented code */
};

enum { LINE_SCAN_DEPTH = 32 };

struct line_scan {
    char fence;                      /* the open fence's character; 0: none is open */
    size_t length;                   /* and length */
    size_t quotes;                   /* the quotes it stands in, */
    size_t column;                   /* and where the content of its item begins */
    bool gap;                        /* the line before was blank, or indented code */
    size_t columns[LINE_SCAN_DEPTH]; /* where the content of open items begins */
    size_t depth;
    /* of the line looked at last */
    size_t prefix; /* bytes of the marks of quotes and items, and of blanks, before its text */
    size_t marker; /* bytes of those that repeat on the next lines: quotes and blanks */
};

/* The kind of the next line (`n` bytes, no line end). Start with a zeroed struct. */
enum line_kind line_scan(struct line_scan *s, const char *line, size_t n);
/* The number of backticks or tildes of a fence at p (three at least), the character in *fence; 0:
 * there is none. An opening one has no backtick behind it. */
size_t line_fence(const char *p, const char *end, char *fence);
/* The end of the code span that begins with the backticks at p, behind the run that closes it; when
 * none does nearby (so that many of them stay linear), behind those at p. */
const char *line_code_end(const char *p, const char *end);

#endif

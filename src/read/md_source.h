/* The Markdown source as cmark-gfm is to see it.
 *
 * cmark's parser cannot be taught some things from outside, but its input can be prepared: a few
 * Unicode noncharacters that the text does not use ("marks") are put in, and taken out of every
 * string that comes back (md_source_restore), so nothing of this can be seen afterwards:
 *   - between CJK punctuation and a run of `*` or `~`, so that the run may close or open where
 *     CommonMark's flanking rule, made for words between spaces, would keep it as text;
 *   - in place of a pipe in a code span or formula of a table row, of pipes beyond the table's last
 *     column, and of pipes in lines with so many that the table parser takes quadratic time;
 *   - in place of `<` where `<?` or `<!` is never closed, and of `[` in a thousand others
 *     (quadratic too);
 *   - in place of a hyphen where a comment holds two, which older CommonMark does not take;
 *   - with a `<` before it, where CJK punctuation ends a bare URL (cmark stops at a space or `<`);
 *   - with `</style>` after it, where the paragraph ends that begins with a script or style that is
 *     never closed (its HTML block would be the rest of the text);
 *   - in place of the single tilde of a range (`3~5`), which is no strikethrough;
 *   - after an escaped quote, hyphen or full stop, which smart punctuation is to leave alone.
 * Line ends become `\n` and U+0000 becomes U+FFFD. Lines are numbered from 1 as cmark does;
 * `offset` is what front matter took away before: 0 when the text was put together from other lines
 * (read/expand), whose places a map tells in the end (read/line_map.h).
 * Included by the Markdown reader's files only. */
#ifndef READ_MD_SOURCE_H
#define READ_MD_SOURCE_H

#include "base/arena.h"
#include "base/loc.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

enum md_mark {
    MARK_FLANK,
    MARK_PIPE,
    MARK_LESS,
    MARK_BRACKET,
    MARK_TILDE,
    MARK_HYPHEN,
    MARK_URL,
    MARK_END,
    MARK_LITERAL,
    MARK_COUNT
};

/* What of a text depends on the book. */
struct md_options {
    unsigned dialects;     /* bits of enum markdown_dialect */
    bool smart;            /* punctuation */
    bool definition_lists; /* `: ` */
};

struct md_source {
    struct md_options options;
    GString *text;
    GArray *lines;         /* size_t: where each line of text starts */
    int offset;            /* lines of the file before the first of text */
    GHashTable *wide_rows; /* numbers of table rows with more cells than the table has columns */
    unsigned char marks[MARK_COUNT]; /* last byte of U+FDD0..U+FDEF (EF B7 xx); 0: all are in use */
};

/* Plain UTF-8 with `\n` line ends and without a byte order mark. NULL when it is not UTF-8; *bad is
 * then the offset of the first wrong byte. */
GString *md_source_clean(const char *text, size_t size, size_t *bad);
/* That offset, for a message, and what the text is instead where that is sure: "0, but UTF-16". */
char *md_source_bad(const char *text, size_t size, size_t bad);

/* Prepares clean text from its byte `start` on; `offset` lines were before that. */
struct md_source *md_source_new(const GString *clean, size_t start, int offset,
                                const struct md_options *options);
void md_source_free(struct md_source *s);

/* A copy of a string that cmark made, with the marks undone. */
char *md_source_restore(const struct md_source *s, struct arena *a, const char *text);

/* True when a string that cmark made begins or ends with the mark that lets a run of `*` open or
 * close there. NULL has none. */
bool md_source_begins_flanked(const struct md_source *s, const char *text);
bool md_source_ends_flanked(const struct md_source *s, const char *text);

size_t md_source_n_lines(const struct md_source *s);
/* A line without its `\n`; lines beyond the last are empty. */
const char *md_source_line(const struct md_source *s, int line, size_t *len);
/* The number of characters before byte `pos` of the line, marks that add something not counted. */
int md_source_column(const struct md_source *s, int line, size_t pos);

#endif

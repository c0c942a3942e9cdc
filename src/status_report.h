/* What the command status found, as its two writers take it. Included by status*.c and tests. */
#ifndef STATUS_REPORT_H
#define STATUS_REPORT_H

#include "doc/book.h"
#include "doc/count.h"
#include "history.h"

enum state {
    STATE_PRESENT,
    STATE_STALE,    /* there, and behind another language's */
    STATE_FALLBACK, /* not there: another language's stands in the edition */
    STATE_MISSING,  /* listed and no file; or not listed, and the chapter is left out */
    STATE_UNREADABLE,
    STATE_COUNT
};

/* How far a stale text is behind another; of several the one that changed last. */
struct behind {
    const char *lang;
    unsigned commits;
    bool uncommitted;     /* that one has changes that are in no commit */
    int days;             /* from this one's last change to that one's */
    int headings, blocks; /* so many fewer (negative) or more than that one has */
};

/* A chapter in one language. */
struct version {
    enum state state;
    bool draft;
    const char *path;     /* NULL: none is listed */
    const char *title;    /* NULL: it could not be read */
    const char *from;     /* of a fallback: the language that stands in */
    struct counts counts; /* of its own text */
    bool dated;
    struct change change;
    struct behind behind; /* lang NULL: it is not stale */
};

struct status_row {
    const struct entry *entry;
    const char *part; /* the title of a part: no chapter */
    int depth;
    const char *number;       /* NULL: none */
    struct version *versions; /* one for each of the languages; NULL for a part */
};

struct status_total {
    unsigned chapters, states[STATE_COUNT];
    uint64_t words, formulas, images, tables, code_lines;
};

struct status_report {
    struct book *book;
    const char **languages; /* NULL-terminated */
    size_t n_languages;
    struct status_row *rows;
    size_t n_rows;
    struct status_total *totals; /* one for each of the languages */
    enum history_source source;
    bool shallow, cut;
};

/* The table: `width` columns at most, 0 for as many as it needs; signs and colours for a terminal.
 */
struct table_look {
    int width;
    bool colour;
};
void status_table(const struct status_report *r, const struct table_look *look, GString *out);
/* One JSON object, as the manual says. */
void status_json(const struct status_report *r, GString *out);
/* "present", "stale", ... */
const char *state_name(enum state state);

#endif

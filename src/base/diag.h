/* Diagnostics: what is reported, collected in one sink and printed at the end.
 *
 * Rules: the function that knows the cause reports it, once; callers that get `false` or NULL back
 * say nothing more. The text says what was done about it. Codes, severities and texts are rows of
 * diags.h. A sink may be used from several threads; printing sorts by file, line, column, code and
 * text and drops repetitions, so the result does not depend on the order of the jobs.
 * Any module may include this header. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "base/loc.h"

#include <glib.h>
#include <stdbool.h>

enum diag_severity {
    DIAG_ERROR,
    DIAG_WARNING,
    DIAG_NOTE,
    DIAG_OFF /* not reported at all: where the author says so */
};

enum diag_code {
#define DIAG(name, code, severity, text) DIAG_##name,
#include "base/diags.h"
#undef DIAG
    DIAG_COUNT
};

enum diag_format { DIAG_TEXT, DIAG_JSON, DIAG_SARIF, DIAG_GITHUB };

struct diags;

struct diags *diags_new(void);
void diags_free(struct diags *d);

/* What the author wants a code to be, in place of its own severity: it holds for the whole run, for
 * what was reported before too. False, and nothing changes, for the errors without which there is
 * no book or no file. */
bool diags_set_severity(struct diags *d, enum diag_code code, enum diag_severity severity);
/* Lines of a file in which the author wants to hear nothing of a code; `last` 0: the whole file.
 * False for the same errors. Before anything is reported there. */
bool diags_ignore(struct diags *d, enum diag_code code, const char *file, int first, int last);

/* Reports `code` at `loc`. The strings that follow, ended by NULL, replace the `{}` of the code's
 * text in order. All are copied, long ones cut short; invalid UTF-8 and control bytes are allowed
 * (shown as \xNN). */
void diag_add(struct diags *d, enum diag_code code, struct loc loc, ...) G_GNUC_NULL_TERMINATED;

/* Moves all that `from` holds to `to`, each after `place` has made its place another one: for a
 * reader that works on a text whose lines stand elsewhere. A file that `place` sets is copied. */
void diags_move(struct diags *from, struct diags *to,
                void (*place)(struct loc *loc, const void *context), const void *context);

/* So far, by the severity that the author wants, repetitions included: it has grown when a step has
 * reported something, even if another edition had the same. */
unsigned diags_reported(struct diags *d, enum diag_severity severity);

/* After the run: how many distinct ones there are. diags_count_code is for exit statuses, tests and
 * statistics: it counts what the author does not want to hear of, too. */
unsigned diags_count(struct diags *d, enum diag_severity severity);
unsigned diags_count_code(struct diags *d, enum diag_code code);

/* The folder that the files are in, from where the run began: GitHub and SARIF want paths from
 * there, the other formats give them from the book's folder. NULL or "": the same. */
void diags_set_folder(struct diags *d, const char *folder);
/* Appends everything to `out`, sorted, in the format; colour only applies to text. The text
 * format ends with the line "2 errors, 7 warnings" when there is either. `quiet` leaves notes out.
 */
void diags_print(struct diags *d, enum diag_format format, bool colour, bool quiet, GString *out);

const char *diag_code_name(enum diag_code code); /* "link-anchor" */
bool diag_code_find(const char *name, enum diag_code *code);
enum diag_severity diag_code_severity(enum diag_code code); /* its own */
/* The text with its `{}`, for the manual's list and its test. */
const char *diag_code_text(enum diag_code code);

/* Appends `s` with C0, C1, DEL, bidi controls and invalid UTF-8 as \xNN. Tabs become a space. */
void diag_escape(GString *out, const char *s);

#endif

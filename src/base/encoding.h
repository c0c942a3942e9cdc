/* Text that was saved as UTF-8, read as another encoding and saved again: "ç®€ä½“" for 简体,
 * "cafÃ©" for café. Told by its bytes alone: written in the wrong encoding again, the characters of
 * such a text are UTF-8 once more, which those of no honest text are over whole lines.
 *
 * Only whole lines count, so that a few such words that a text shows as an example are none of it,
 * and code (between backquotes, in fences) neither speaks for it nor against it. Lines that are
 * sound stay as they are. Any module may include this header. */
#ifndef BASE_ENCODING_H
#define BASE_ENCODING_H

#include "base/arena.h"
#include "base/diag.h"

#include <stdbool.h>

struct encoding_repair {
    const char *encoding;  /* as which it was read: "windows-1254", ..., a name that iconv knows */
    int times;             /* how often that happened to it: mostly 1 */
    int line;              /* the first line that it happened to, from 1 */
    const char *example;   /* words of that line, readable, one line of at most a few dozen
                            * characters; the longest such line's where that one says little */
    size_t lines, of;      /* so many lines are damaged, of those that are not all ASCII */
    size_t restored, lost; /* characters beyond ASCII: read back, and beyond recovery because bytes
                            * are missing */
    const char *text;      /* all of it, repaired; U+FFFD stands for what is lost */
    size_t size;
};

/* NULL when the text, valid UTF-8 with or without a byte order mark, is what its author wrote, or
 * too little of it is not. What is returned, and its text, are in the arena. Linear in the size. */
struct encoding_repair *encoding_repair(struct arena *a, const char *text, size_t size);

/* Reports it of a file; `done` is what is done about it ("shown as it stands"). */
void encoding_report(struct diags *d, const char *file, const struct encoding_repair *r,
                     const char *done);

#endif

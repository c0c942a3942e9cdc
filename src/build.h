/* The pipeline: manifest -> chapters -> resolve -> style -> EPUB, or layout -> PDF.
 * build.c holds it, one pass per line. Included by main.c (and serve.c). */
#ifndef BUILD_H
#define BUILD_H

#include "base/diag.h"

#include <stdbool.h>

enum { EXIT_DONE = 0, EXIT_BOOK = 1, EXIT_USAGE = 2, EXIT_IO = 3 };
enum build_format { BUILD_EPUB = 1, BUILD_PDF = 2 };

struct build_options {
    const char *manifest; /* path of book.toml */
    const char *lang;     /* NULL: the first; "all" */
    const char *output;   /* -o; NULL: build/<slug>-<lang>.<suffix> */
    unsigned formats;     /* BUILD_* bits; 0: check only */
    unsigned threads;
    bool strict, cache;
    int verbosity; /* -1 quiet, 0, 1 verbose */
    bool progress; /* a status line on standard error */
    bool colour;
    enum diag_format diagnostics;
    const char *folder; /* the manifest's, from where the run began; NULL: there, or elsewhere */
};

/* Runs and prints; returns the exit status. */
int build_run(const struct build_options *options);

enum dump_kind { DUMP_TREE, DUMP_STYLE, DUMP_LINES, DUMP_FRAMES, DUMP_TAGS, DUMP_XHTML };
/* `what` is FILE[:LINE]; FILE may be any Markdown file, in the book or not. */
int build_dump(const struct build_options *options, enum dump_kind kind, const char *what);

#endif

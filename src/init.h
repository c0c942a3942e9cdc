/* The command init: from a repository of notes to a book.toml. Writes nothing else, and touches no
 * source. Included by main.c. */
#ifndef INIT_H
#define INIT_H

#include "build.h"

struct init_options {
    const char *folder;      /* NULL: the working folder */
    const char *const *from; /* NULL-terminated paths relative to the folder; empty: found */
    bool force;              /* an existing book.toml is replaced */
    bool dry_run;            /* book.toml on standard output, nothing is written */
    int verbosity;
    bool colour;
    enum diag_format diagnostics;
};

/* Runs and prints; returns the exit status. */
int init_run(const struct init_options *options);

#endif

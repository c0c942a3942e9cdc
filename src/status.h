/* The command status: what there is of each chapter in each language, and whether it is up to date.
 * Writes nothing. Included by main.c. */
#ifndef STATUS_H
#define STATUS_H

#include "build.h"

/* Runs and prints a table, or one JSON object; returns the exit status. Under options->strict that
 * is EXIT_BOOK where a text is missing, stale or cannot be read. */
int status_run(const struct build_options *options, bool json);

#endif

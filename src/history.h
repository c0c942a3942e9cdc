/* When the text of each file below a folder last changed.
 *
 * From the history of the git repository that the folder is in, asked for once, for all files: a
 * file that was only moved, or only made executable, has not changed. What is not committed yet is
 * newer than any commit. Where there is no git or no repository, and for files that git ignores,
 * the time of modification counts. Runs git with a limit of time and size, without hooks, filters
 * or the network; of a history that is cut short the newer part is used. Included by status.c and
 * tests. */
#ifndef HISTORY_H
#define HISTORY_H

#include "base/file.h"

struct history;

/* Reads the history of the files at `paths` (relative to the root, NULL-terminated). Never NULL. */
struct history *history_read(const struct root *r, const char *const *paths);
void history_free(struct history *h);

enum history_source { HISTORY_GIT, HISTORY_TIMES };
enum history_source history_source(const struct history *h);
/* A clone that has only the newest commits: what is older counts as of one time. */
bool history_is_shallow(const struct history *h);
/* Not all commits could be read in time. */
bool history_is_cut(const struct history *h);

/* The last change of a file's text. */
struct change {
    time_t time;        /* of the commit, or of modification */
    const char *commit; /* NULL: not committed, or not known */
    bool uncommitted;
};

/* False for a file that is not there. */
bool history_last(const struct history *h, const char *path, struct change *change);
/* True when `path` changed after `than` did last; false when they changed together. */
bool history_is_newer(const struct history *h, const char *path, const char *than);
/* How many commits changed `path` after `than` did last. */
unsigned history_commits_since(const struct history *h, const char *path, const char *than);

#endif

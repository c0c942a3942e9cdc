/* When the text of each file below a folder last changed, and which of two translations is behind.
 *
 * From the history of the git repository that the folder is in, asked for once, for all files. A
 * change of one text alone puts the other behind, unless it was behind itself: then it has caught
 * up. What changes both keeps them in step. A file that was only moved, or only made executable,
 * has not changed; what is not committed yet is newer than any commit. Where there is no git or no
 * repository, and for files that git ignores, the time of modification counts. Runs git with a
 * limit of time and size, without hooks or the network; of a history that is cut short the newer
 * part is used. Included by status.c and tests. */
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
struct lag {
    unsigned commits; /* that one text has and the other does not follow */
    bool uncommitted; /* nor what is in no commit yet */
    bool by_time;     /* only the times of the files tell */
};

/* How far the text at `path` is behind its translation at `other`; false when it is not. */
bool history_behind(const struct history *h, const char *path, const char *other, struct lag *lag);

#endif

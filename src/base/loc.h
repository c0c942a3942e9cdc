/* Source locations. Every node, entry and diagnostic carries one.
 *
 * `file` is the path relative to the manifest's folder, in the build arena, so it may be compared
 * by strcmp and printed as it is. Lines and columns count from 1; column = characters, not bytes.
 * Any module may include this header. */
#ifndef BASE_LOC_H
#define BASE_LOC_H

struct loc {
    const char *file; /* NULL: no file (the command line, the environment) */
    int line;         /* 0: the file as a whole */
    int col;          /* 0: unknown; never a guess */
};

#endif

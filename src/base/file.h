/* Files: reading below the book's folder, and publishing results.
 *
 * struct root is an open folder (the manifest's). Every read names a path relative to it and is
 * done with openat2(RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS), so neither `..` nor a symbolic link
 * can leave it. Only regular files are read. struct output writes beside the target under a
 * temporary name and renames at commit, so a failed or killed build leaves the old file as it was;
 * SIGINT, SIGTERM and SIGHUP remove what is open, and die by the same signal.
 * Nothing here reports diagnostics: callers know what the file was for. Any module may include it.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/arena.h"

#include <glib.h>
#include <stdbool.h>
#include <time.h>

enum file_status {
    FILE_OK,
    FILE_MISSING,
    FILE_OUTSIDE,     /* the path or a link on it leaves the root */
    FILE_NOT_REGULAR, /* a folder, a FIFO, a device */
    FILE_TOO_LARGE,
    FILE_UNREADABLE /* permission, input/output error */
};

struct root;

/* Opens the folder `dir` (relative to the working folder); NULL and errno when it cannot. */
struct root *root_open(const char *dir);
void root_close(struct root *r);
/* The folder's own name ("ml-sys-tutorial"), the default slug. */
const char *root_name(const struct root *r);
/* Its absolute path, for libraries that open files themselves (fontconfig); check with file_probe
 * that what they open is inside. */
const char *root_path(const struct root *r);

/* Reads a whole file of at most `limit` bytes. *bytes is set on FILE_OK only; the caller unrefs it.
 * `mtime` (may be NULL) gets the modification time in seconds. */
enum file_status file_read(const struct root *r, const char *path, size_t limit, GBytes **bytes,
                           time_t *mtime);
/* What is at the path, without reading it: FILE_OK for a regular file, FILE_NOT_REGULAR for others.
 */
enum file_status file_probe(const struct root *r, const char *path);
bool file_is_folder(const struct root *r, const char *path);
struct file_entry {
    const char *name; /* may be no UTF-8 */
    bool folder;      /* a folder of its own, not a link to one */
    bool link;        /* a symbolic link, to whatever */
};

/* What is in folder `dir` ("" is the root), in the disk's order, without `.` and `..`: *n entries,
 * at most `limit`. Neither devices nor FIFOs. NULL when it cannot be read, or is empty. */
struct file_entry *file_list(struct arena *a, const struct root *r, const char *dir, size_t limit,
                             size_t *n);
/* The entry of folder `dir` ("" is the root) that equals `name` but for case; NULL when none. */
char *file_find_case(struct arena *a, const struct root *r, const char *dir, const char *name);
/* "no such file", "is not a regular file", ... for the `{}` of a diagnostic. */
const char *file_status_text(enum file_status status);

/* Resolves `relative` (already percent-decoded, `/` separated) against the folder of `base` (a file
 * path relative to the root); a leading `/` means the root. The result is normalised: no `.`, `..`
 * or empty parts, no trailing `/`; "" is the root itself. NULL when it would leave the root. */
char *path_resolve(struct arena *a, const char *base, const char *relative);
/* The relative path that leads from the folder of `base` to `target`; both relative to the root. */
char *path_relative(struct arena *a, const char *base, const char *target);
/* The folder part without trailing slash ("" for none), the last part, and the suffix with its dot
 * ("" for none; a leading dot is no suffix). */
char *path_dir(struct arena *a, const char *path);
const char *path_base(const char *path);
const char *path_suffix(const char *path);

struct output;

/* Opens a temporary file beside `path` (relative to the working folder; folders on the way are
 * made). NULL with errno set when it cannot, or when `path` is a folder. "-" is standard output. */
struct output *output_open(const char *path);
/* Appends; false with errno set on the first failed write, and from then on. */
bool output_write(struct output *o, const void *data, size_t size);
/* The bytes written so far. */
size_t output_size(const struct output *o);
/* Flushes, syncs and renames; false with errno set when any step failed (the old file is intact).
 * Frees o in either case. */
bool output_commit(struct output *o);
/* Drops the temporary file and frees o; NULL is allowed. */
void output_abort(struct output *o);
/* Whole-buffer convenience: open, write, commit. */
bool output_publish(const char *path, const void *data, size_t size);

/* Installs the signal handlers that remove open temporary files. Called once, by main. */
void output_guard_signals(void);

#endif

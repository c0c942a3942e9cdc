#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

struct root {
    int fd;
    char *name, *path;
};

struct root *root_open(const char *dir)
{
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0)
        return NULL;
    struct root *r = g_new0(struct root, 1);
    r->fd = fd;
    g_autofree char *full = realpath(dir, NULL);
    r->path = g_strdup(full != NULL ? full : dir);
    r->name = g_path_get_basename(r->path);
    return r;
}

void root_close(struct root *r)
{
    if (r == NULL)
        return;
    close(r->fd);
    g_free(r->name);
    g_free(r->path);
    g_free(r);
}

const char *root_name(const struct root *r)
{
    return r->name;
}

const char *root_path(const struct root *r)
{
    return r->path;
}

/* O_NONBLOCK: opening a FIFO must not wait for a writer. O_PATH opens nothing, and refuses it. */
static int open_beneath(const struct root *r, const char *path, int flags)
{
    struct open_how how = {
        .flags =
            (unsigned)(flags | O_CLOEXEC | ((flags & O_PATH) != 0 ? 0 : O_NONBLOCK | O_NOCTTY)),
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS,
    };

    return (int)syscall(SYS_openat2, r->fd, *path != '\0' ? path : ".", &how, sizeof how);
}

static enum file_status status_of(int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
    case ENAMETOOLONG:
        return FILE_MISSING;
    case EXDEV:
    case ELOOP:
        return FILE_OUTSIDE;
    case ENXIO:
        return FILE_NOT_REGULAR;
    default:
        return FILE_UNREADABLE;
    }
}

static enum file_status read_all(int fd, size_t size, GBytes **bytes)
{
    size_t room = size + 1, have = 0; /* one more, to see a file that grows */
    char *data = g_malloc(room);

    for (;;) {
        ssize_t n = read(fd, data + have, room - have);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            g_free(data);
            return FILE_UNREADABLE;
        }
        have += (size_t)n;
        if (n == 0 || have == room)
            break;
    }
    *bytes = g_bytes_new_take(data, MIN(have, size));
    return FILE_OK;
}

enum file_status file_read(const struct root *r, const char *path, size_t limit, GBytes **bytes,
                           time_t *mtime)
{
    int fd = open_beneath(r, path, O_RDONLY);
    struct stat st;
    enum file_status status;

    if (fd < 0)
        return status_of(errno);
    if (fstat(fd, &st) != 0)
        status = FILE_UNREADABLE;
    else if (!S_ISREG(st.st_mode))
        status = FILE_NOT_REGULAR;
    else if ((size_t)st.st_size > limit)
        status = FILE_TOO_LARGE;
    else
        status = read_all(fd, (size_t)st.st_size, bytes);
    if (status == FILE_OK && mtime != NULL)
        *mtime = st.st_mtime;
    close(fd);
    return status;
}

enum file_status file_probe(const struct root *r, const char *path)
{
    int fd = open_beneath(r, path, O_PATH);
    struct stat st;

    if (fd < 0)
        return status_of(errno);
    bool regular = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
    close(fd);
    return regular ? FILE_OK : FILE_NOT_REGULAR;
}

bool file_is_folder(const struct root *r, const char *path)
{
    int fd = open_beneath(r, path, O_RDONLY | O_DIRECTORY);

    if (fd < 0)
        return false;
    close(fd);
    return true;
}

static DIR *open_folder(const struct root *r, const char *dir)
{
    int fd = open_beneath(r, dir, O_RDONLY | O_DIRECTORY);
    DIR *d = fd < 0 ? NULL : fdopendir(fd);

    if (d == NULL && fd >= 0)
        close(fd);
    return d;
}

struct file_entry *file_list(struct arena *a, const struct root *r, const char *dir, size_t limit,
                             size_t *n)
{
    g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(struct file_entry));
    DIR *d = open_folder(r, dir);

    *n = 0;
    if (d == NULL)
        return NULL;
    for (struct dirent *e = readdir(d); e != NULL && entries->len < limit; e = readdir(d)) {
        struct stat st;
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0 ||
            fstatat(dirfd(d), e->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0 ||
            !(S_ISREG(st.st_mode) || S_ISDIR(st.st_mode) || S_ISLNK(st.st_mode)))
            continue;
        struct file_entry entry = {arena_strdup(a, e->d_name), S_ISDIR(st.st_mode),
                                   S_ISLNK(st.st_mode)};
        g_array_append_val(entries, entry);
    }
    closedir(d);
    *n = entries->len;
    return *n == 0 ? NULL : arena_memdup(a, entries->data, *n * sizeof(struct file_entry));
}

char *file_find_case(struct arena *a, const struct root *r, const char *dir, const char *name)
{
    DIR *d = open_folder(r, dir);

    if (d == NULL)
        return NULL;
    g_autofree char *want = g_utf8_casefold(name, -1);
    char *found = NULL;
    for (struct dirent *e = readdir(d); e != NULL; e = readdir(d)) {
        if (!g_utf8_validate(e->d_name, -1, NULL))
            continue;
        g_autofree char *folded = g_utf8_casefold(e->d_name, -1);
        /* several may match on a case-sensitive disk: the smallest, whatever the disk's order */
        if (strcmp(want, folded) == 0 && (found == NULL || strcmp(e->d_name, found) < 0))
            found = arena_strdup(a, e->d_name);
    }
    closedir(d);
    return found;
}

const char *file_status_text(enum file_status status)
{
    static const char *const texts[] = {
        [FILE_OK] = "no error",
        [FILE_MISSING] = "no such file",
        [FILE_OUTSIDE] = "it leaves the book's folder",
        [FILE_NOT_REGULAR] = "not a regular file",
        [FILE_TOO_LARGE] = "it is too large",
        [FILE_UNREADABLE] = "it cannot be opened or read",
    };

    return texts[status];
}

/* ------------------------------------------------------------------ paths */

char *path_dir(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash == NULL ? arena_strdup(a, "") : arena_strndup(a, path, (size_t)(slash - path));
}

const char *path_base(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash == NULL ? path : slash + 1;
}

const char *path_suffix(const char *path)
{
    const char *base = path_base(path), *dot = strrchr(base, '.');

    return dot == NULL || dot == base ? base + strlen(base) : dot;
}

char *path_resolve(struct arena *a, const char *base, const char *relative)
{
    GString *out = g_string_new(NULL);
    bool inside = true;

    if (*relative != '/') {
        const char *slash = strrchr(base, '/');
        if (slash != NULL)
            g_string_append_len(out, base, slash - base);
    }
    for (const char *p = relative; *p != '\0' && inside;) {
        size_t n = strcspn(p, "/");
        if (n == 2 && p[0] == '.' && p[1] == '.') {
            inside = out->len > 0;
            const char *slash = strrchr(out->str, '/');
            g_string_truncate(out, slash == NULL ? 0 : (gsize)(slash - out->str));
        } else if (n > 0 && !(n == 1 && p[0] == '.')) {
            if (out->len > 0)
                g_string_append_c(out, '/');
            g_string_append_len(out, p, (gssize)n);
        }
        p += n;
        p += *p == '/';
    }
    char *result = inside ? arena_strdup(a, out->str) : NULL;
    g_string_free(out, TRUE);
    return result;
}

char *path_relative(struct arena *a, const char *base, const char *target)
{
    size_t common = 0;

    for (size_t i = 0; base[i] != '\0' && base[i] == target[i]; i++)
        if (base[i] == '/')
            common = i + 1;
    GString *out = g_string_new(NULL);
    for (const char *p = base + common; *p != '\0'; p++)
        if (*p == '/')
            g_string_append(out, "../");
    g_string_append(out, target + common);
    char *result = arena_strdup(a, out->str);
    g_string_free(out, TRUE);
    return result;
}

/* ------------------------------------------------------------------ publishing */

struct output {
    int fd;
    char *path, *temp;    /* temp NULL: standard output */
    int error;            /* errno of the first failure */
    int slot;             /* in open_temps, -1 for none */
    size_t size, started; /* written; of that, handed to the disk already */
};

/* What a signal handler has to remove. Slots are taken with a compare-and-swap. */
enum { MAX_OPEN = 64 };
static char *volatile open_temps[MAX_OPEN];

static int slot_take(char *temp)
{
    for (int i = 0; i < MAX_OPEN; i++) {
        char *expected = NULL;
        if (__atomic_compare_exchange_n(&open_temps[i], &expected, temp, false, __ATOMIC_SEQ_CST,
                                        __ATOMIC_SEQ_CST))
            return i;
    }
    return -1;
}

static void slot_release(int slot)
{
    if (slot >= 0)
        __atomic_store_n(&open_temps[slot], NULL, __ATOMIC_SEQ_CST);
}

static void on_signal(int signal_number)
{
    for (int i = 0; i < MAX_OPEN; i++) {
        const char *temp = __atomic_load_n(&open_temps[i], __ATOMIC_SEQ_CST);
        if (temp != NULL)
            unlink(temp);
    }
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

void output_guard_signals(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};

    for (size_t i = 0; i < G_N_ELEMENTS(signals); i++) {
        struct sigaction action = {.sa_handler = on_signal};
        sigemptyset(&action.sa_mask);
        sigaction(signals[i], &action, NULL);
    }
    signal(SIGPIPE, SIG_IGN); /* a closed pipe and a file limit become write errors */
    signal(SIGXFSZ, SIG_IGN);
}

/* The mode the published file gets: that of the file it replaces, else 0666 less the umask. */
static mode_t mode_for(const char *path)
{
    struct stat st;

    if (stat(path, &st) == 0)
        return st.st_mode & 07777;
    mode_t mask = umask(022);
    umask(mask);
    return 0666 & ~mask;
}

static void output_free(struct output *o)
{
    slot_release(o->slot);
    g_free(o->temp);
    g_free(o->path);
    g_free(o);
}

struct output *output_open(const char *path)
{
    struct output *o = g_new0(struct output, 1);
    struct stat st;

    o->slot = -1;
    o->path = g_strdup(path);
    if (strcmp(path, "-") == 0) {
        o->fd = STDOUT_FILENO;
        return o;
    }
    g_autofree char *dir = g_path_get_dirname(path);
    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode)) {
        errno = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
    } else if (g_mkdir_with_parents(dir, 0777) == 0) {
        g_autofree char *base = g_path_get_basename(path);
        o->temp = g_strdup_printf("%s/.%s.XXXXXX", dir, base);
        o->slot = slot_take(o->temp); /* before there is a file: a signal may come at once */
        o->fd = mkostemp(o->temp, O_CLOEXEC);
        if (o->fd >= 0)
            return o;
    }
    int error = errno;
    output_free(o);
    errno = error;
    return NULL;
}

/* Lets the disk begin on what is written, so that the sync at the end finds little left to do. */
static void start_write_back(struct output *o)
{
    enum { STEP = 8 << 20 };

    if (o->temp == NULL || o->size - o->started < STEP)
        return;
    (void)sync_file_range(o->fd, (off_t)o->started, (off_t)(o->size - o->started),
                          SYNC_FILE_RANGE_WRITE);
    o->started = o->size;
}

bool output_write(struct output *o, const void *data, size_t size)
{
    const char *p = data;

    while (size > 0 && o->error == 0) {
        ssize_t n = write(o->fd, p, size);
        if (n < 0 && errno != EINTR)
            o->error = errno;
        if (n > 0) {
            p += n;
            size -= (size_t)n;
            o->size += (size_t)n;
        }
    }
    start_write_back(o);
    errno = o->error;
    return o->error == 0;
}

size_t output_size(const struct output *o)
{
    return o->size;
}

void output_abort(struct output *o)
{
    if (o == NULL)
        return;
    if (o->temp != NULL) {
        close(o->fd);
        unlink(o->temp);
    }
    output_free(o);
}

/* After the rename the folder is synced, so that a power failure keeps the new name; a file system
 * that cannot do this is no failure. */
static void sync_folder(const char *path)
{
    g_autofree char *dir = g_path_get_dirname(path);
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd >= 0) {
        (void)fsync(fd);
        close(fd);
    }
}

bool output_commit(struct output *o)
{
    int error = o->error;

    if (o->temp == NULL) {
        output_free(o);
        errno = error;
        return error == 0;
    }
    if (error == 0 && (fchmod(o->fd, mode_for(o->path)) != 0 || fsync(o->fd) != 0))
        error = errno;
    if (close(o->fd) != 0 && error == 0)
        error = errno;
    if (error == 0 && rename(o->temp, o->path) != 0)
        error = errno;
    if (error == 0)
        sync_folder(o->path);
    else
        unlink(o->temp);
    output_free(o);
    errno = error;
    return error == 0;
}

bool output_publish(const char *path, const void *data, size_t size)
{
    struct output *o = output_open(path);

    if (o == NULL)
        return false;
    (void)output_write(o, data, size); /* a failure is remembered and fails the commit */
    return output_commit(o);
}

#include "history.h"

#include <errno.h>
#include <gio/gio.h>
#include <poll.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_SECONDS = 15, MAX_OUTPUT = 256 << 20, MAX_COMMITS = 50000 };

/* Positions count from the newest commit, which is 0; smaller is newer. */
enum { NOW = -1, NOT_SEEN = G_MAXINT };

struct file {
    GArray *commits; /* positions (int) of those that changed its text, the newest first */
    bool uncommitted;
    bool there;
    time_t mtime;
};

struct commit {
    char id[65];
    time_t time;
};

struct history {
    enum history_source source;
    bool shallow, cut;
    GArray *commits;   /* struct commit */
    GHashTable *files; /* path -> struct file */
    gint64 deadline;
};

/* ---- git ---- */

/* Adds what can be read at once; false at the end, or when it is too much. */
static bool read_some(int fd, GString *out, bool *cut)
{
    char buffer[65536];
    ssize_t n = read(fd, buffer, sizeof buffer);

    if (n > 0)
        g_string_append_len(out, buffer, n);
    *cut = *cut || out->len > MAX_OUTPUT;
    return n > 0 && !*cut;
}

/* All that the program writes; `*cut` when it had to be stopped. */
static void collect(const struct history *h, GSubprocess *process, GString *out, bool *cut)
{
    int fd = -1;

    g_object_get(g_subprocess_get_stdout_pipe(process), "fd", &fd, NULL);
    for (bool more = true; more;) {
        gint64 left = (h->deadline - g_get_monotonic_time()) / 1000;
        struct pollfd ready = {.fd = fd, .events = POLLIN};
        int n = left > 0 ? poll(&ready, 1, (int)left) : 0;
        if (n < 0 && errno == EINTR)
            continue;
        *cut = *cut || n <= 0;
        more = n > 0 && read_some(fd, out, cut);
    }
    if (*cut)
        g_subprocess_force_exit(process);
}

/* What git says; false when it fails. A part of its answer is one if `cut` may be told so. */
static bool run_git(const struct history *h, const char *folder, const char *const *arguments,
                    GString *out, bool *cut)
{
    static const char *const always[] = {"git",
                                         "--no-optional-locks",
                                         "--no-pager",
                                         "-c",
                                         "core.fsmonitor=false",
                                         "-c",
                                         "log.showSignature=false",
                                         "-c",
                                         "log.follow=false",
                                         "-c",
                                         "log.diffMerges=off",
                                         "-c",
                                         "log.showRoot=true",
                                         "-c",
                                         "diff.ignoreSubmodules=all"};
    g_autoptr(GPtrArray) argv = g_ptr_array_new();
    g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new(
        G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
    bool stopped = false;

    for (size_t i = 0; i < G_N_ELEMENTS(always); i++)
        g_ptr_array_add(argv, (gpointer)(uintptr_t)always[i]);
    for (; *arguments != NULL; arguments++)
        g_ptr_array_add(argv, (gpointer)(uintptr_t)*arguments);
    g_ptr_array_add(argv, NULL);
    g_subprocess_launcher_set_cwd(launcher, folder);
    g_subprocess_launcher_setenv(launcher, "GIT_TERMINAL_PROMPT", "0", TRUE);
    g_subprocess_launcher_setenv(launcher, "GIT_NO_LAZY_FETCH", "1", TRUE);
    g_subprocess_launcher_setenv(launcher, "GIT_ALLOW_PROTOCOL", "none", TRUE);
    g_autoptr(GSubprocess) process =
        g_subprocess_launcher_spawnv(launcher, (const char *const *)argv->pdata, NULL);
    if (process == NULL)
        return false;
    collect(h, process, out, &stopped);
    bool ok = g_subprocess_wait(process, NULL, NULL) && !stopped &&
              g_subprocess_get_if_exited(process) && g_subprocess_get_exit_status(process) == 0;
    if (cut != NULL)
        *cut = stopped;
    return ok || (cut != NULL && stopped);
}

/* ---- commits ---- */

/* The next of the strings that end with NUL; NULL at the end, or when the last has no end. */
static const char *next_field(const char **at, const char *end)
{
    const char *field = *at,
               *stop = field < end ? memchr(field, '\0', (size_t)(end - field)) : NULL;

    if (stop == NULL)
        return NULL;
    *at = stop + 1;
    return field;
}

/* ":100644 100644 <id> <id> M": the letter of what was done, '\0' where the text stayed as it was.
 */
static char change_of(const char *record)
{
    g_auto(GStrv) words = g_strsplit(record, " ", 5);

    if (g_strv_length(words) != 5)
        return '\0';
    bool same = strcmp(words[2], words[3]) == 0 && words[4][0] != 'R' && words[4][0] != 'C';
    return same ? '\0' : words[4][0];
}

struct log_reader {
    struct history *h;
    GHashTable *names; /* what a file was called before -> its path now */
    int position;
};

static const char *path_now(const struct log_reader *r, const char *path)
{
    const char *now = g_hash_table_lookup(r->names, path);

    return now != NULL ? now : path;
}

static void note_change(struct log_reader *r, const char *path)
{
    struct file *f = g_hash_table_lookup(r->h->files, path_now(r, path));

    if (f != NULL)
        g_array_append_val(f->commits, r->position);
}

static void note_name(struct log_reader *r, const char *before, const char *after)
{
    const char *now = path_now(r, after);

    if (g_hash_table_contains(r->h->files, now))
        g_hash_table_insert(r->names, g_strdup(before), g_strdup(now));
}

static void begin_commit(struct log_reader *r, const char *header)
{
    struct commit c = {.time = 0};
    const char *space = strchr(header, ' ');

    if (space != NULL && (size_t)(space - header) < sizeof c.id)
        memcpy(c.id, header, (size_t)(space - header));
    if (space != NULL)
        c.time = (time_t)g_ascii_strtoll(space + 1, NULL, 10);
    g_array_append_val(r->h->commits, c);
    r->position++;
}

/* The log's answer, the newest commit first. A move without a change goes back under the old name.
 */
static void read_log(struct history *h, const GString *log)
{
    g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    struct log_reader r = {h, names, -1};
    const char *at = log->str, *end = log->str + log->len, *field;

    while ((field = next_field(&at, end)) != NULL) {
        field += *field == '\n';
        if (*field == '\001') {
            begin_commit(&r, field + 1);
            continue;
        }
        char change = *field == ':' ? change_of(field) : '\0';
        bool moved = *field == ':' && strpbrk(field, "RC") != NULL;
        const char *path = next_field(&at, end), *after = moved ? next_field(&at, end) : NULL;
        if (path == NULL || (moved && after == NULL))
            return;
        if (moved)
            note_name(&r, path, after);
        else if (change != '\0' && change != 'D')
            note_change(&r, path);
    }
}

/* "XY path": all that is not as the last commit has it. */
static void read_status(struct history *h, const GString *status, const char *prefix)
{
    const char *at = status->str, *end = status->str + status->len, *field;

    while ((field = next_field(&at, end)) != NULL) {
        if (strlen(field) < 4 || !g_str_has_prefix(field + 3, prefix))
            continue;
        struct file *f = g_hash_table_lookup(h->files, field + 3 + strlen(prefix));
        if (f != NULL)
            f->uncommitted = true;
    }
}

/* False: no git, no repository, or none that answers. */
static bool ask_git(struct history *h, const char *folder)
{
    static const char *const where[] = {"rev-parse", "--show-prefix", "--is-shallow-repository",
                                        NULL};
    static const char *const status[] = {
        "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--", ".", NULL};
    g_autofree char *limit = g_strdup_printf("--max-count=%d", MAX_COMMITS);
    const char *const log[] = {"log",
                               limit,
                               "--date-order",
                               "--raw",
                               "-z",
                               "--no-abbrev",
                               "--find-renames=100%",
                               "--relative",
                               "--no-color",
                               "--no-ext-diff",
                               "--format=tformat:%x01%H %ct",
                               "--",
                               ".",
                               NULL};
    g_autoptr(GString) place = g_string_new(NULL), changed = g_string_new(NULL);
    g_autoptr(GString) commits = g_string_new(NULL);

    h->deadline = g_get_monotonic_time() + MAX_SECONDS * G_USEC_PER_SEC;
    if (!run_git(h, folder, where, place, NULL))
        return false;
    g_auto(GStrv) lines = g_strsplit(place->str, "\n", -1);
    if (g_strv_length(lines) < 2 || !run_git(h, folder, status, changed, NULL))
        return false;
    h->shallow = strcmp(lines[1], "true") == 0;
    read_status(h, changed, lines[0]);
    /* without a commit there is nothing to read, and everything is new */
    if (run_git(h, folder, log, commits, &h->cut))
        read_log(h, commits);
    h->cut = h->cut || h->commits->len >= MAX_COMMITS;
    return true;
}

/* ---- files ---- */

static void file_free(void *p)
{
    struct file *f = p;

    g_array_unref(f->commits);
    g_free(f);
}

static void add_file(struct history *h, const struct root *r, const char *path)
{
    g_autofree char *full = g_build_filename(root_path(r), path, NULL);
    struct stat st;

    if (g_hash_table_contains(h->files, path))
        return;
    struct file *f = g_new0(struct file, 1);
    f->commits = g_array_new(FALSE, FALSE, sizeof(int));
    f->there = file_probe(r, path) == FILE_OK;
    if (f->there && stat(full, &st) == 0)
        f->mtime = st.st_mtime;
    g_hash_table_insert(h->files, g_strdup(path), f);
}

struct history *history_read(const struct root *r, const char *const *paths)
{
    struct history *h = g_new0(struct history, 1);

    h->commits = g_array_new(FALSE, FALSE, sizeof(struct commit));
    h->files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, file_free);
    for (; *paths != NULL; paths++)
        add_file(h, r, *paths);
    h->source = ask_git(h, root_path(r)) ? HISTORY_GIT : HISTORY_TIMES;
    return h;
}

void history_free(struct history *h)
{
    if (h == NULL)
        return;
    g_array_unref(h->commits);
    g_hash_table_unref(h->files);
    g_free(h);
}

enum history_source history_source(const struct history *h)
{
    return h->source;
}

bool history_is_shallow(const struct history *h)
{
    return h->shallow;
}

bool history_is_cut(const struct history *h)
{
    return h->cut;
}

/* ---- changes ---- */

static const struct file *find(const struct history *h, const char *path)
{
    const struct file *f = g_hash_table_lookup(h->files, path);

    return f != NULL && f->there ? f : NULL;
}

static int position_of(const struct file *f)
{
    if (f->uncommitted)
        return NOW;
    return f->commits->len > 0 ? g_array_index(f->commits, int, 0) : NOT_SEEN;
}

/* Of files that git ignores nothing but the time is known; of those that are older than what could
 * be read, that they are. */
static bool by_time(const struct history *h, const struct file *f)
{
    return h->source == HISTORY_TIMES || (position_of(f) == NOT_SEEN && !h->cut);
}

static time_t time_of(const struct history *h, const struct file *f)
{
    int position = position_of(f);

    if (by_time(h, f) || position == NOW)
        return f->mtime;
    return position != NOT_SEEN ? g_array_index(h->commits, struct commit, position).time : 0;
}

bool history_last(const struct history *h, const char *path, struct change *change)
{
    const struct file *f = find(h, path);
    int position = f != NULL ? position_of(f) : NOT_SEEN;

    *change = (struct change){.time = f != NULL ? time_of(h, f) : 0};
    if (f == NULL)
        return false;
    change->uncommitted = position == NOW;
    if (position != NOW && position != NOT_SEEN)
        change->commit = g_array_index(h->commits, struct commit, position).id;
    return true;
}

/* One step of the history: who changed, and who is behind then. */
static void change_one(unsigned *own, unsigned *others)
{
    if (*own > 0)
        *own = 0;
    else
        ++*others;
}

/* From the oldest commit to the newest. */
static void follow(const struct file *f, const struct file *g, unsigned *f_behind,
                   unsigned *g_behind)
{
    guint i = f->commits->len, k = g->commits->len;

    while (i > 0 || k > 0) {
        int at_f = i > 0 ? g_array_index(f->commits, int, i - 1) : NOW;
        int at_g = k > 0 ? g_array_index(g->commits, int, k - 1) : NOW;
        if (at_f == at_g)
            *f_behind = *g_behind = 0;
        else if (at_f > at_g)
            change_one(f_behind, g_behind);
        else
            change_one(g_behind, f_behind);
        i -= at_f >= at_g;
        k -= at_g >= at_f;
    }
}

bool history_behind(const struct history *h, const char *path, const char *other, struct lag *lag)
{
    const struct file *f = find(h, path), *g = find(h, other);
    unsigned behind = 0, others = 0;

    *lag = (struct lag){.commits = 0};
    if (f == NULL || g == NULL || f == g)
        return false;
    if (by_time(h, f) || by_time(h, g)) {
        lag->by_time = true;
        return time_of(h, f) < time_of(h, g);
    }
    follow(f, g, &behind, &others);
    if (f->uncommitted) /* someone is at it */
        return false;
    lag->commits = behind;
    lag->uncommitted = g->uncommitted && others == 0;
    return behind > 0 || lag->uncommitted;
}

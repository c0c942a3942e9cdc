#include "cache.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

static const guint64 size_limit = (guint64)1 << 30;

/* What stands before the bytes of an entry. The cache is of one machine: host byte order. */
struct header {
    char magic[8];
    uint64_t size;
    uint32_t crc, reserved;
};
static const char magic[8] = "mkbook\1\n";

struct cache {
    char *dir;
    bool written; /* by this run: only then is there something to prune */
};

struct cache *cache_open(void)
{
    g_autofree char *dir = g_build_filename(g_get_user_cache_dir(), "mkbook", "objects", NULL);

    if (g_mkdir_with_parents(dir, 0777) != 0 || access(dir, W_OK | X_OK) != 0)
        return NULL;
    struct cache *c = g_new0(struct cache, 1);
    c->dir = g_steal_pointer(&dir);
    return c;
}

struct old {
    char *path;
    guint64 size;
    time_t time;
};

static void old_free(gpointer p)
{
    struct old *o = p;

    g_free(o->path);
    g_free(o);
}

static int old_compare(gconstpointer a, gconstpointer b)
{
    const struct old *x = *(struct old *const *)a, *y = *(struct old *const *)b;

    return (x->time > y->time) - (x->time < y->time);
}

static void prune(const struct cache *c)
{
    DIR *d = opendir(c->dir);
    guint64 total = 0;

    if (d == NULL)
        return;
    GPtrArray *all = g_ptr_array_new_with_free_func(old_free);
    for (struct dirent *e = readdir(d); e != NULL; e = readdir(d)) {
        struct stat st;
        char *path = g_build_filename(c->dir, e->d_name, NULL);
        if (lstat(path, &st) != 0 || !S_ISREG(st.st_mode)) {
            g_free(path);
            continue;
        }
        struct old *o = g_new(struct old, 1);
        *o = (struct old){path, (guint64)st.st_size, st.st_mtime};
        g_ptr_array_add(all, o);
        total += o->size;
    }
    closedir(d);
    g_ptr_array_sort(all, old_compare);
    for (unsigned i = 0; i < all->len && total > size_limit; i++) {
        const struct old *o = all->pdata[i];
        if (unlink(o->path) == 0)
            total -= o->size;
    }
    g_ptr_array_unref(all);
}

void cache_close(struct cache *c)
{
    if (c == NULL)
        return;
    if (__atomic_load_n(&c->written, __ATOMIC_RELAXED))
        prune(c);
    g_free(c->dir);
    g_free(c);
}

GBytes *cache_get(struct cache *c, const char *key)
{
    struct header h;
    char *data;
    gsize size;

    if (c == NULL)
        return NULL;
    g_autofree char *path = g_build_filename(c->dir, key, NULL);
    if (!g_file_get_contents(path, &data, &size, NULL))
        return NULL;
    GBytes *all = g_bytes_new_take(data, size), *bytes = NULL;
    if (size >= sizeof h) {
        memcpy(&h, data, sizeof h);
        if (memcmp(h.magic, magic, sizeof magic) == 0 && h.size == size - sizeof h &&
            crc32_z(0, (const Bytef *)data + sizeof h, h.size) == h.crc)
            bytes = g_bytes_new_from_bytes(all, sizeof h, h.size);
    }
    g_bytes_unref(all);
    if (bytes != NULL) /* so that pruning takes what was not used for long */
        (void)utimensat(AT_FDCWD, path, NULL, 0);
    return bytes;
}

static bool write_entry(int fd, GBytes *bytes)
{
    struct header h = {.size = g_bytes_get_size(bytes)};
    const char *data = g_bytes_get_data(bytes, NULL);

    memcpy(h.magic, magic, sizeof magic);
    h.crc = (uint32_t)crc32_z(0, (const Bytef *)data, h.size);
    if (write(fd, &h, sizeof h) != sizeof h)
        return false;
    for (uint64_t done = 0; done < h.size;) {
        ssize_t n = write(fd, data + done, h.size - done);
        if (n <= 0)
            return false;
        done += (uint64_t)n;
    }
    return true;
}

/* Not synced: after a power failure the checksum tells, and the entry is made again. */
void cache_put(struct cache *c, const char *key, GBytes *bytes)
{
    if (c == NULL)
        return;
    g_autofree char *path = g_build_filename(c->dir, key, NULL);
    g_autofree char *temp = g_strconcat(path, ".XXXXXX", NULL);
    int fd = mkostemp(temp, O_CLOEXEC);
    if (fd < 0)
        return;
    bool ok = write_entry(fd, bytes);
    ok = close(fd) == 0 && ok;
    if (!ok || rename(temp, path) != 0)
        unlink(temp);
    else
        __atomic_store_n(&c->written, true, __ATOMIC_RELAXED);
}

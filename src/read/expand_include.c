/* Files that a chapter takes in. */
#include "read/expand_int.h"
#include "read/md_source.h"

#include <string.h>

enum {
    MAX_BYTES = 32 * 1024 * 1024,  /* of a file, and of all that is taken: as much as a chapter may
                                    * have */
    MAX_SEEN = 1024 * 1024 * 1024, /* of all files, as often as they are looked through */
    MAX_DEPTH = 10,                /* as in mdBook */
    MAX_INCLUDES = 10000
};

void include_complain(struct expander *x, const struct xline *like, const char *target,
                      const char *reason)
{
    diag_add(x->d, DIAG_INCLUDE, xline_loc(like), target, reason, NULL);
}

/* Why the file must not be taken in here; NULL: it may. */
static const char *find_fault(struct expander *x, const struct include *from, const char *path)
{
    int depth = 0;

    do {
        if (strcmp(from->path, path) == 0)
            return "it would take itself in";
        from = from->outer;
        depth++;
    } while (from != NULL);
    if (depth > MAX_DEPTH)
        return "files are taken in more than 10 deep";
    return x->n_includes >= MAX_INCLUDES ? "the chapter takes in more than 10,000 files" : NULL;
}

/* The book's path of the target; NULL: outside. With several folders the first that has the file.
 */
static const char *find_file(struct expander *x, const struct include *from, const char *target,
                             const char *const *roots)
{
    const char *first = NULL;

    if (roots == NULL)
        return path_resolve(x->c->arena, from->path, target);
    for (; *roots != NULL; roots++) {
        g_autofree char *base = g_strconcat(*roots, *roots[0] != '\0' ? "/" : "", "x", NULL);
        const char *path = path_resolve(x->c->arena, base, target);
        if (path != NULL && file_probe(x->book->root, path) == FILE_OK)
            return path;
        first = first != NULL ? first : path;
    }
    return first;
}

static GArray *split_file(const char *path, const GString *text)
{
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(struct xline));
    int line = 0;

    for (const char *p = text->str; *p != '\0';) {
        size_t n = strcspn(p, "\n");
        struct xline l = {p, n, path, ++line, true};
        g_array_append_val(lines, l);
        p += n + (p[n] == '\n');
    }
    return lines;
}

/* The file's text, read once for a chapter; NULL with its fault. */
static const GString *read_text(struct expander *x, const char *path, const char **fault)
{
    GString *text = g_hash_table_lookup(x->files, path);
    GBytes *bytes;
    size_t size, bad;
    time_t mtime;

    if (text != NULL)
        return text;
    enum file_status status = file_read(x->book->root, path, MAX_BYTES, &bytes, &mtime);
    if (status != FILE_OK) {
        *fault = status == FILE_TOO_LARGE ? "it is larger than 32 MiB" : file_status_text(status);
        return NULL;
    }
    const char *data = g_bytes_get_data(bytes, &size);
    text = md_source_clean(data != NULL ? data : "", size, &bad);
    g_bytes_unref(bytes);
    x->c->mtime = MAX(x->c->mtime, mtime);
    if (text != NULL)
        g_hash_table_insert(x->files, (char *)(uintptr_t)path, text);
    else
        *fault = "it is not valid UTF-8";
    return text;
}

GArray *include_read(struct expander *x, const struct include *from, const struct xline *like,
                     const char *target, const char *const *roots, const char **path)
{
    const char *fault = "it leaves the book's folder";
    const GString *text = NULL;

    if (x->book == NULL || x->book->root == NULL)
        return NULL;
    *path = find_file(x, from, target, roots);
    if (*path != NULL)
        fault = find_fault(x, from, *path);
    if (fault == NULL)
        text = read_text(x, *path, &fault);
    if (text != NULL && (x->seen += text->len) > MAX_SEEN) {
        fault = "the chapter takes in too much";
        text = NULL;
    }
    if (text == NULL) {
        include_complain(x, like, target, fault);
        return NULL;
    }
    x->n_includes++;
    return split_file(*path, text);
}

bool include_count(struct expander *x, const struct xline *like, const char *target,
                   const GArray *lines)
{
    for (guint i = 0; i < lines->len; i++)
        x->size += xline_at(lines, i)->n + 1;
    x->changed = true;
    if (x->size <= MAX_BYTES)
        return true;
    include_complain(x, like, target, "the chapter would be larger than 32 MiB");
    return false;
}

void include_keep(GArray *lines, size_t first, size_t last)
{
    if (last > 0 && last < lines->len)
        g_array_set_size(lines, (guint)last);
    if (first > 1)
        g_array_remove_range(lines, 0, (guint)MIN(first - 1, lines->len));
}

static bool is_rule(const struct xline *l)
{
    size_t n = l->n;

    while (n > 3 && (l->s[n - 1] == ' ' || l->s[n - 1] == '\t'))
        n--;
    return n == 3 && memcmp(l->s, "---", 3) == 0;
}

void include_skip_front(GArray *lines)
{
    if (lines->len == 0 || !is_rule(xline_at(lines, 0)))
        return;
    for (guint i = 1; i < lines->len; i++)
        if (is_rule(xline_at(lines, i))) {
            g_array_remove_range(lines, 0, i + 1);
            return;
        }
}

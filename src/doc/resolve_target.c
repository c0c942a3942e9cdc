#include "doc/resolve_target.h"

#include "base/url.h"

#include <string.h>

char *target_trim(struct arena *a, const char *url)
{
    g_autofree char *copy = g_strdup(url);

    return arena_strdup(a, g_strstrip(copy));
}

struct target target_parse(struct arena *a, const char *base, const char *url)
{
    struct target t = {.suffix = ""};
    size_t end = strcspn(url, "?#");
    const char *hash = strchr(url, '#');
    const char *raw = arena_strndup(a, url, end), *decoded = url_decode(a, raw);

    if (hash != NULL) {
        t.suffix = hash;
        t.fragment = url_decode(a, hash + 1);
        if (t.fragment == NULL)
            t.fragment = hash + 1;
    }
    t.raw_path = path_resolve(a, base, raw);
    t.path = decoded != NULL ? path_resolve(a, base, decoded) : t.raw_path;
    return t;
}

/* ---- the repository's own pages ---- */

static const char *skip_prefix(const char *s, const char *prefix)
{
    size_t n = strlen(prefix);

    return g_ascii_strncasecmp(s, prefix, n) == 0 ? s + n : NULL;
}

/* "github.com/o/r" of "https://www.github.com/o/r"; NULL when it is no web address. */
static const char *host_and_path(const char *url)
{
    const char *p = skip_prefix(url, "https://");

    if (p == NULL)
        p = skip_prefix(url, "http://");
    if (p == NULL)
        return NULL;
    const char *bare = skip_prefix(p, "www.");
    return bare != NULL ? bare : p;
}

/* Passes over a branch, tag or commit and the slash after it; NULL when nothing follows. A branch
 * with a slash in its name can only be the book's own. */
static const char *skip_revision(const struct book *b, const char *p)
{
    static const char *const spaces[] = {"refs/heads/", "refs/tags/"};

    for (size_t i = 0; i < G_N_ELEMENTS(spaces); i++)
        if (skip_prefix(p, spaces[i]) != NULL)
            p = skip_prefix(p, spaces[i]);
    size_t own = strlen(b->branch), n = strcspn(p, "/?#");
    if (strncmp(p, b->branch, own) == 0 && (p[own] == '/' || p[own] == '\0'))
        n = own;
    if (n == 0)
        return NULL;
    return p[n] == '/' ? p + n + 1 : p + n;
}

const char *target_in_repository(struct arena *a, const struct book *b, const char *url)
{
    static const char *const pages[] = {"blob/", "tree/",       "raw/", "blame/",
                                        "edit/", "src/branch/", "src/"};
    const char *repository = b->repository != NULL ? host_and_path(b->repository) : NULL;
    const char *p = host_and_path(url), *rest = NULL;

    if (repository == NULL || p == NULL)
        return NULL;
    const char *raw_host = skip_prefix(p, "raw.githubusercontent.com/");
    const char *on_github = skip_prefix(repository, "github.com/");
    if (raw_host != NULL && on_github != NULL) {
        rest = skip_prefix(raw_host, on_github);
        rest = rest != NULL && *rest == '/' ? skip_revision(b, rest + 1) : NULL;
    } else {
        p = skip_prefix(p, repository);
        if (p == NULL || *p != '/')
            return NULL;
        p++;
        if (g_str_has_prefix(p, "-/")) /* GitLab */
            p += 2;
        for (size_t i = 0; i < G_N_ELEMENTS(pages) && rest == NULL; i++) {
            const char *revision = skip_prefix(p, pages[i]);
            if (revision != NULL)
                rest = skip_revision(b, revision);
        }
    }
    return rest != NULL ? arena_join(a, "/", rest, NULL) : NULL;
}

char *target_repository_url(struct arena *a, const struct book *b, const char *path, bool folder,
                            const char *suffix)
{
    const char *page = folder ? "tree" : "blob";

    if (b->repository == NULL)
        return NULL;
    return arena_join(a, b->repository, strstr(b->repository, "gitlab") != NULL ? "/-/" : "/", page,
                      "/", url_encode(a, b->branch), *path != '\0' ? "/" : "",
                      url_encode_path(a, path), url_encode(a, suffix), NULL);
}

/* ---- the file system ---- */

const char *target_find_case(struct arena *a, const struct root *r, const char *path)
{
    g_auto(GStrv) parts = g_strsplit(path, "/", -1);
    const char *found = "";

    for (size_t i = 0; parts[i] != NULL; i++) {
        const char *exact =
            *found != '\0' ? arena_join(a, found, "/", parts[i], NULL) : arena_strdup(a, parts[i]);
        if (parts[i + 1] != NULL && file_is_folder(r, exact)) {
            found = exact;
            continue;
        }
        const char *name = file_find_case(a, r, found, parts[i]);
        if (name == NULL)
            return NULL;
        found = *found != '\0' ? arena_join(a, found, "/", name, NULL) : name;
    }
    return strcmp(found, path) != 0 && *found != '\0' ? found : NULL;
}

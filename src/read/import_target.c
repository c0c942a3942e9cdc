#include "read/import_int.h"

#include "base/url.h"

#include <string.h>

enum {
    MAX_BRANCH = 3,  /* parts of a branch's name that are looked for in a URL: "feature/x/y" */
    LOOK_AHEAD = 100 /* how many READMEs and indexes a folder may have: one per language */
};

static const char *const page_suffixes[] = {".md",  ".markdown", ".mdx",   ".qmd", ".Rmd",
                                            ".rmd", ".ipynb",    ".mdown", ".mkd"};

bool import_is_page(const char *path)
{
    const char *suffix = path_suffix(path);

    for (size_t i = 0; i < G_N_ELEMENTS(page_suffixes); i++)
        if (g_ascii_strcasecmp(suffix, page_suffixes[i]) == 0)
            return true;
    return false;
}

/* ------------------------------------------------------------------ what is on disk */

static bool has_folder(const struct import_source *s, const char *path)
{
    size_t from, to;

    listing_folder(s->i->listing, path, &from, &to);
    return from < to;
}

const char *import_index(const struct import_source *s, const char *folder)
{
    static const char *const names[] = {"readme", "index", "_index"};
    size_t n = strlen(folder), from, to;

    listing_folder(s->i->listing, folder, &from, &to);
    to = MIN(to, from + LOOK_AHEAD); /* they stand first */
    for (size_t k = 0; k < G_N_ELEMENTS(names); k++)
        for (size_t i = from; i < to; i++) {
            const char *path = s->i->listing->paths[i], *name = path + n + (n > 0);
            size_t stem = strlen(name) - strlen(path_suffix(name));
            if (stem == strlen(names[k]) && g_ascii_strncasecmp(name, names[k], stem) == 0 &&
                import_is_page(name))
                return path;
        }
    return NULL;
}

/* The path with each suffix of a chapter in turn; NULL: none is listed. */
static const char *with_suffix(struct import_source *s, const char *stem)
{
    for (size_t i = 0; i < G_N_ELEMENTS(page_suffixes); i++) {
        const char *path = arena_join(s->scratch, stem, page_suffixes[i], NULL);
        if (listing_has(s->i->listing, path))
            return path;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(page_suffixes); i++) {
        const char *path = arena_join(s->scratch, stem, page_suffixes[i], NULL);
        if (listing_find_case(s->i->listing, path) != NULL)
            return listing_find_case(s->i->listing, path);
    }
    return NULL;
}

static struct import_target found(struct import_source *s, enum import_kind kind, const char *path)
{
    return (struct import_target){.kind = kind, .path = arena_strdup(s->a, path)};
}

/* A page of a site is "x/" or "x.html" where its source is "x.md". */
static const char *site_page(struct import_source *s, const char *path)
{
    static const char *const web[] = {".html", ".htm"};
    const char *page = *path_base(path) != '\0' ? with_suffix(s, path) : NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(web) && page == NULL; i++)
        if (g_str_has_suffix(path, web[i]))
            page = with_suffix(s, arena_strndup(s->scratch, path, strlen(path) - strlen(web[i])));
    return page;
}

/* A page without its suffix that is not written in Markdown. */
static bool foreign_page(struct import_source *s, const char *path)
{
    static const char *const suffixes[] = {".rst", ".adoc", ".html", ".tex", ".re", ".org", ".txt"};

    for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++)
        if (listing_has(s->i->listing, arena_join(s->scratch, path, suffixes[i], NULL)))
            return true;
    return false;
}

/* The folder that the source is in, or one around that: all of the book. */
static bool is_around(const struct import_source *s, const char *path)
{
    size_t n = strlen(path);

    return n == 0 || (strncmp(s->path, path, n) == 0 && s->path[n] == '/');
}

static struct import_target folder_target(struct import_source *s, const char *path)
{
    if (s->whole_folders)
        return is_around(s, path) ? (struct import_target){.kind = TARGET_SELF}
                                  : found(s, TARGET_FOLDER, path);
    const char *index = import_index(s, path);
    if (index == NULL && *path != '\0')
        index = with_suffix(s, path); /* "x.md" beside "x/" */
    return found(s, index != NULL ? TARGET_PAGE : TARGET_FOLDER, index != NULL ? index : path);
}

static struct import_target file_target(struct import_source *s, const char *path)
{
    return found(s, import_is_page(path) ? TARGET_PAGE : TARGET_FORMAT, path);
}

struct import_target import_target_at(struct import_source *s, const char *path)
{
    if (strcmp(path, s->path) == 0)
        return (struct import_target){.kind = TARGET_SELF};
    if (listing_has(s->i->listing, path))
        return file_target(s, path);
    if (has_folder(s, path))
        return folder_target(s, path);
    const char *other = site_page(s, path);
    if (other == NULL)
        other = listing_find_case(s->i->listing, path);
    if (other != NULL)
        return file_target(s, other);
    switch (file_probe(s->i->root, path)) { /* what listings pass over */
    case FILE_OUTSIDE:
        return (struct import_target){.kind = TARGET_UNSAFE};
    case FILE_OK:
        return file_target(s, path);
    case FILE_NOT_REGULAR:
        return file_is_folder(s->i->root, path) ? folder_target(s, path)
                                                : (struct import_target){.kind = TARGET_FORMAT};
    case FILE_MISSING:
    case FILE_TOO_LARGE:
    case FILE_UNREADABLE:
        break;
    }
    return (struct import_target){.kind = foreign_page(s, path) ? TARGET_FORMAT : TARGET_MISSING};
}

/* ------------------------------------------------------------------ repositories on the web */

static size_t part_length(const char *p)
{
    return strcspn(p, "/?#");
}

/* Moves behind the next part of a URL's path; false when there is none. */
static bool next_part(const char **p)
{
    size_t n = part_length(*p);

    *p += n + ((*p)[n] == '/');
    return n > 0;
}

static bool is_part(const char *p, const char *const *names)
{
    for (; *names != NULL; names++)
        if (strlen(*names) == part_length(p) && strncmp(*names, p, part_length(p)) == 0)
            return true;
    return false;
}

char *import_repository(struct arena *a, const char *url, const char **path)
{
    static const char *const views[] = {"blob", "tree", "raw", "edit", "src", "blame", NULL};
    static const char *const dash[] = {"-", NULL};
    static const char raw[] = "raw.githubusercontent.com/";
    const char *host = g_str_has_prefix(url, "https://")  ? url + strlen("https://")
                       : g_str_has_prefix(url, "http://") ? url + strlen("http://")
                                                          : NULL;
    const char *p = host;

    if (host == NULL)
        return NULL;
    if (g_str_has_prefix(host, raw)) { /* owner/name/branch/path */
        p = host + strlen(raw);
        if (!next_part(&p) || !next_part(&p))
            return NULL;
        *path = p;
        g_autofree char *name = g_strndup(host + strlen(raw), (gsize)(p - host) - strlen(raw) - 1);
        return arena_join(a, "https://github.com/", name, NULL);
    }
    /* host/owner/name, on GitLab with groups between */
    for (int parts = 0; next_part(&p); parts++) {
        const char *end = p - 1;
        if (parts < 2 || parts > 6)
            continue;
        if (is_part(p, dash))
            next_part(&p);
        if (!is_part(p, views))
            continue;
        next_part(&p);
        *path = p;
        g_autofree char *name = g_strndup(host, (gsize)(end - host));
        return arena_join(a, "https://", name, NULL);
    }
    return NULL;
}

static bool same_repository(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);

    while (n > 0 && a[n - 1] == '/')
        n--;
    while (m > 0 && b[m - 1] == '/')
        m--;
    if (n > 4 && memcmp(a + n - 4, ".git", 4) == 0)
        n -= 4;
    if (m > 4 && memcmp(b + m - 4, ".git", 4) == 0)
        m -= 4;
    return n == m && g_ascii_strncasecmp(a, b, n) == 0;
}

static bool is_own(const struct import_source *s, const char *repository)
{
    return (s->repository != NULL && same_repository(repository, s->repository)) ||
           (s->alias != NULL && same_repository(repository, s->alias));
}

/* ------------------------------------------------------------------ links */

/* The path of a relative link, decoded as it is; where nothing has that name, once more as written:
 * files may be called "C%2B%2B.md". */
static struct import_target local_target(struct import_source *s, const char *base,
                                         const char *written)
{
    const char *plain = s->plain ? NULL : url_decode(s->scratch, written);
    const char *const forms[] = {plain, written};
    struct import_target t = {.kind = TARGET_UNSAFE};

    for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
        char *form = arena_strdup(s->scratch, forms[i]);
        if (form == NULL || (i > 0 && g_strcmp0(plain, written) == 0))
            continue;
        g_strdelimit(form, "\\", '/');
        const char *path = path_resolve(s->scratch, base, form);
        if (path == NULL)
            continue;
        struct import_target next = import_target_at(s, path);
        if (t.kind == TARGET_UNSAFE || next.kind != TARGET_MISSING)
            t = next;
        if (t.kind != TARGET_MISSING)
            return t;
        const char *other = s->repair != NULL ? import_garbled(s, path) : NULL;
        if (other != NULL)
            return import_target_at(s, other);
    }
    return t;
}

/* `base` and its folders, from the inside out: where a site's own root is, only its server knows.
 */
static struct import_target rooted_target(struct import_source *s, const char *path)
{
    const char *folder = s->top;
    struct import_target first = {.kind = TARGET_MISSING};

    for (bool inner = true;; inner = false) {
        const char *base = arena_join(s->scratch, folder, "/x", NULL);
        struct import_target t = local_target(s, base, path + strspn(path, "/"));
        if (inner)
            first = t;
        if (t.kind != TARGET_MISSING)
            return t;
        if (*folder == '\0')
            return first;
        folder = path_dir(s->scratch, folder);
    }
}

/* The path behind "blob/", without the branch: however many parts of it are there. */
static struct import_target repository_target(struct import_source *s, const char *path)
{
    for (int i = 0; i < MAX_BRANCH && next_part(&path); i++) {
        struct import_target t = local_target(s, "", path);
        if (t.kind != TARGET_MISSING && *path != '\0')
            return t;
    }
    return (struct import_target){.kind = *path == '\0' ? TARGET_SELF : TARGET_OUTSIDE};
}

/* Cuts what begins with one of the characters off, and returns it without that. */
static char *cut(char *text, const char *characters)
{
    char *p = text + strcspn(text, characters);

    if (*p == '\0')
        return NULL;
    *p = '\0';
    return p + 1;
}

/* Beyond the scheme: one of the repository's own pages, or a file that has a colon in its name. */
static struct import_target absolute_target(struct import_source *s, const char *url)
{
    const char *behind;
    const char *repository = import_repository(s->scratch, url, &behind);
    struct import_target t = {.kind = TARGET_OUTSIDE};

    if (repository != NULL && is_own(s, repository))
        return repository_target(s, arena_strndup(s->scratch, behind, strcspn(behind, "?")));
    if (*url != '/' && strstr(url, "//") == NULL)
        t = local_target(s, arena_join(s->scratch, s->base, "/x", NULL), url);
    return t.kind == TARGET_PAGE ? t : (struct import_target){.kind = TARGET_OUTSIDE};
}

static struct import_target find_target(struct import_source *s, const char *url)
{
    g_autofree char *trimmed = g_strstrip(g_strdup(url));
    char *written = arena_strdup(s->scratch, trimmed);
    bool absolute = url_scheme(written) > 0 || g_str_has_prefix(written, "//");
    char *anchor = s->plain && !absolute ? NULL : cut(written, "#");
    struct import_target t;

    if (*written == '\0' && anchor != NULL &&
        *anchor == '/') { /* "#/page", in docsify and others */
        written = anchor;
        anchor = NULL;
    }
    const char *query = absolute || s->plain ? NULL : cut(written, "?");
    if (query != NULL && g_str_has_prefix(query, "id=")) /* docsify's anchors */
        anchor = arena_strdup(s->scratch, query + strlen("id="));
    if (*written == '\0')
        return (struct import_target){.kind = TARGET_SELF};
    if (absolute)
        t = absolute_target(s, written);
    else if (*written == '/')
        t = rooted_target(s, written);
    else
        t = local_target(s, arena_join(s->scratch, s->base, "/x", NULL), written);
    if (t.kind == TARGET_MISSING && s->rooted && !absolute)
        t = rooted_target(s, written);
    if (anchor == NULL || *anchor == '\0')
        return t;
    t.anchor = arena_strdup(s->a, anchor);
    if (t.kind == TARGET_FOLDER && import_index(s, t.path) != NULL) { /* the page it shows */
        t.kind = TARGET_PAGE;
        t.path = import_index(s, t.path);
    }
    return t;
}

/* A link is asked about more than once, by those who look at its line. */
struct import_target import_target(struct import_source *s, const char *url)
{
    struct import_asked *last = &s->asked;

    if (last->url == NULL || last->base != s->base || last->alias != s->alias ||
        strcmp(last->url, url) != 0)
        *last = (struct import_asked){arena_strdup(s->scratch, url), s->base, s->alias,
                                      find_target(s, url)};
    return last->target;
}

/* LICENSE is one in whatever case, HISTORY only in capitals: a chapter may be called history. */
bool import_is_meta(const char *path)
{
    static const char any_case[] =
        "|license|licence|contributing|code_of_conduct|code-of-conduct|changelog|"
        "pull_request_template|issue_template|_sidebar|_navbar|_coverpage|_footer|_404|";
    static const char capitals[] =
        "|NOTICE|COPYING|CONTRIBUTORS|CONTRIBUTION|CONTRIBUTE|SECURITY|SUPPORT|CHANGES|HISTORY|"
        "AUTHORS|CREDITS|MAINTAINERS|GOVERNANCE|CITATION|TRANSLATIONS|TRANSLATION|TRANSLATING|"
        "SUMMARY|LANGS|AGENTS|CLAUDE|TODO|BACKERS|SPONSORS|";
    const char *name = path_base(path);
    g_autofree char *stem = g_strndup(name, strlen(name) - strlen(path_suffix(name)));
    g_autofree char *key = g_strdup_printf("|%s|", stem);
    g_autofree char *lower = g_ascii_strdown(key, -1);

    return strstr(any_case, lower) != NULL || strstr(capitals, key) != NULL ||
           (g_str_has_prefix(stem, "SUMMARY") && strchr("._-", stem[strlen("SUMMARY")]) != NULL);
}

#include "read/import_walk.h"

#include <string.h>

/* How often a page links to files of one repository that are here, and that are not. */
struct count {
    const char *repository;
    size_t here, elsewhere;
};

static void count_link(struct import_source *s, const char *url, GPtrArray *counts)
{
    const char *path;
    char *repository = import_repository(s->scratch, url, &path);
    struct count *count = NULL;

    if (repository == NULL)
        return;
    for (guint i = 0; i < counts->len && count == NULL; i++) {
        struct count *c = counts->pdata[i];
        if (g_ascii_strcasecmp(c->repository, repository) == 0)
            count = c;
    }
    if (count == NULL) {
        count = arena_one(s->scratch, struct count);
        count->repository = repository;
        g_ptr_array_add(counts, count);
    }
    s->alias = repository;
    enum import_kind kind = import_target(s, url).kind;
    s->alias = NULL;
    if (kind == TARGET_PAGE || kind == TARGET_FOLDER || kind == TARGET_FORMAT)
        count->here++;
    else
        count->elsewhere++;
}

/* Where the page says the long way what is here, that repository is this one, whatever its address
 * has become since. */
static void guess_repository(struct import_source *s, const struct node *doc)
{
    enum { MAX_REPOSITORIES = 50 };
    g_autoptr(GPtrArray) counts = g_ptr_array_new();
    const struct count *best = NULL;

    for (const struct node *n = doc; n != NULL; n = node_next(doc, n))
        if (n->kind == NODE_LINK && counts->len < MAX_REPOSITORIES)
            count_link(s, n->u.link.url, counts);
    for (guint i = 0; i < counts->len; i++) {
        const struct count *c = counts->pdata[i];
        if (c->here > c->elsewhere && (best == NULL || c->here > best->here))
            best = c;
    }
    if (best != NULL)
        s->alias = best->repository;
    if (s->repository == NULL)
        s->repository = arena_strdup(s->a, s->alias);
}

struct outline *import_read_index(struct import_source *s)
{
    const char *title;
    const struct node *doc = import_markdown(s, s->path, true, &title);
    struct import_walk walk = {.s = s, .title = title};

    s->o->format = "index page";
    s->prose = s->whole_folders = true;
    if (doc == NULL)
        return NULL;
    guess_repository(s, doc);
    import_walk(&walk, doc);
    s->o->title = import_clean(s, walk.title);
    return import_finish(s, "make the title of each chapter a link to its file, or name a "
                            "SUMMARY.md or a folder instead");
}

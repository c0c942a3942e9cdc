#include "read/manifest_import.h"

#include "read/import.h"
#include "read/manifest_entry.h"

#include <string.h>

bool manifest_lists_chapters(const struct toml_value *t)
{
    return toml_get(toml_get(t, "book"), "chapters") != NULL || toml_get(t, "part") != NULL ||
           toml_get(t, "appendix") != NULL;
}

const char *manifest_summary(struct manifest_reader *r, const struct toml_value *top)
{
    const struct toml_value *src = toml_get(toml_get(top, "book"), "src");
    const struct root *root = r->book->root;
    const char *folder = src != NULL && src->kind == TOML_STRING ? src->u.string : "src";

    if (manifest_lists_chapters(top) ||
        manifest_lists_chapters(toml_get(toml_get(top, "output"), "mkbook")))
        return NULL;
    folder = path_resolve(r->arena, "", folder);
    if (folder == NULL)
        return NULL;
    char *path = arena_join(r->arena, folder, *folder != '\0' ? "/" : "", "SUMMARY.md", NULL);
    if (file_probe(root, path) != FILE_OK) {
        const char *name = file_find_case(r->arena, root, folder, "SUMMARY.md");
        if (name == NULL)
            return NULL;
        path = arena_join(r->arena, folder, *folder != '\0' ? "/" : "", name, NULL);
    }
    r->book->src = *folder != '\0' ? folder : NULL;
    return path;
}

/* ---- what is left out ---- */

/* NULL: nothing of the book is missing for it. */
static const char *reason_text(enum outline_reason reason)
{
    switch (reason) {
    case LEFT_OUTSIDE:
        return "it is a page of the web";
    case LEFT_MISSING:
        return "there is no such file";
    case LEFT_FORMAT:
        return "the file is no chapter";
    case LEFT_DUPLICATE:
        return "it is listed before";
    case LEFT_UNSAFE:
        return "it leaves the book's folder";
    case LEFT_UNREAD:
        return "it is not understood";
    case LEFT_ANCHOR:
    case LEFT_EMPTY:
        break;
    }
    return NULL;
}

static void report_left(struct manifest_reader *r, const struct outline *o)
{
    for (const struct outline_left *l = o->left; l != NULL; l = l->next) {
        const char *what = l->target != NULL ? l->target : l->text != NULL ? l->text : "";
        if (reason_text(l->reason) != NULL)
            diag_add(r->book->diags, DIAG_SUMMARY_LEFT, l->loc, what, reason_text(l->reason), NULL);
    }
}

/* ---- entries ---- */

static struct localised *one_text(struct arena *a, const char *text)
{
    struct localised *l = NULL;

    if (text == NULL || *text == '\0')
        return NULL;
    l = arena_one(a, struct localised);
    l->text = text;
    return l;
}

/* Adds the items of a list, which the importer nests a few levels deep at most. A chapter that is
 * not written yet is left out; what it holds takes its place. */
static void add_items(struct manifest_reader *r, const struct outline_item *item,
                      struct entry *parent, bool appendix)
{
    for (; item != NULL; item = item->next) {
        if (item->kind == OUTLINE_CHAPTER && item->path == NULL) {
            diag_add(r->book->diags, DIAG_CHAPTER_DRAFT, item->loc, NULL);
            add_items(r, item->first, parent, appendix);
            continue;
        }
        struct entry *e = arena_one(r->arena, struct entry);
        e->loc = item->loc;
        e->part = item->kind == OUTLINE_PART;
        e->appendix = appendix || item->appendix;
        e->unnumbered = item->unnumbered;
        e->listed = true;
        e->title = one_text(r->arena, item->title);
        e->path = one_text(r->arena, item->path);
        add_items(r, item->first, e, e->appendix);
        if (!e->part || e->first != NULL)
            manifest_entry_append(r, parent, e);
    }
}

void manifest_import(struct manifest_reader *r, const char *summary)
{
    struct book *b = r->book;
    struct import i = {.arena = r->arena,
                       .diags = b->diags,
                       .root = b->root,
                       .listing = listing_new(r->arena, b->root),
                       .repository = b->repository};
    const struct outline *o = import_read(&i, summary);

    if (o == NULL)
        return;
    b->dialects |= o->dialect;
    report_left(r, o);
    add_items(r, o->first, NULL, false);
}

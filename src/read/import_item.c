#include "read/import_int.h"

#include <stdint.h>
#include <string.h>

enum { MAX_CHAPTER_DEPTH = 6 }; /* as in a manifest */

/* A link that is decided when all the others are known. */
struct import_later {
    struct outline_item *item;
    struct import_link link;
    const char *folder; /* NULL: a place in the item's page */
};

void import_leave(struct import_source *s, enum outline_reason reason,
                  const struct import_link *link)
{
    outline_leave(s->a, s->o, reason, link->loc, link->title, link->url);
}

struct outline_item *import_part(struct import_source *s, struct outline_item *parent,
                                 const char *title, struct loc loc)
{
    struct outline_item *part = outline_add(s->a, s->o, parent, OUTLINE_PART, loc);

    part->title = import_clean(s, title);
    return part;
}

struct outline_item *import_draft(struct import_source *s, struct outline_item *parent,
                                  const char *title, struct loc loc)
{
    struct outline_item *item = outline_add(s->a, s->o, parent, OUTLINE_CHAPTER, loc);

    item->title = import_clean(s, title);
    item->promised = true;
    return item;
}

static void wait(struct import_source *s, struct outline_item *item, const struct import_link *link,
                 const char *folder)
{
    struct import_later *later = arena_one(s->scratch, struct import_later);

    *later = (struct import_later){item, *link, folder};
    g_ptr_array_add(s->later, later);
}

static struct outline_item *add_page(struct import_source *s, struct outline_item *parent,
                                     const struct import_link *link,
                                     const struct import_target *target)
{
    if (target->anchor == NULL && g_hash_table_contains(s->listed, target->path)) {
        import_leave(s, LEFT_DUPLICATE, link);
        return NULL;
    }
    struct outline_item *item = outline_add(s->a, s->o, parent, OUTLINE_CHAPTER, link->loc);
    item->title = import_clean(s, link->title);
    item->path = target->path;
    item->lang = arena_strdup(s->a, link->lang);
    if (target->anchor != NULL)
        wait(s, item, link, NULL);
    else
        g_hash_table_insert(s->listed, (char *)(uintptr_t)target->path, item);
    return item;
}

struct outline_item *import_own_page(struct import_source *s, struct outline_item *parent,
                                     const struct import_link *link)
{
    struct import_target own = {.kind = TARGET_PAGE, .path = s->path};

    return add_page(s, parent, link, &own);
}

struct outline_item *import_chapter(struct import_source *s, struct outline_item *parent,
                                    const struct import_link *link)
{
    struct import_target target = import_target(s, link->url);

    switch (target.kind) {
    case TARGET_PAGE:
        return add_page(s, parent, link, &target);
    case TARGET_FOLDER: {
        if (!g_hash_table_add(s->linked, (char *)(uintptr_t)target.path)) {
            import_leave(s, LEFT_DUPLICATE, link);
            break;
        }
        struct outline_item *part = import_part(s, parent, link->title, link->loc);
        part->lang = arena_strdup(s->a, link->lang);
        wait(s, part, link, target.path);
        return part;
    }
    case TARGET_OUTSIDE:
        import_leave(s, LEFT_OUTSIDE, link);
        break;
    case TARGET_MISSING:
        import_leave(s, LEFT_MISSING, link);
        break;
    case TARGET_FORMAT:
        import_leave(s, LEFT_FORMAT, link);
        break;
    case TARGET_UNSAFE:
        import_leave(s, LEFT_UNSAFE, link);
        break;
    case TARGET_SELF:
        break;
    }
    return NULL;
}

void import_move_first(struct outline *o)
{
    struct outline_item *last = o->last, *before = o->first;

    if (o->first == last)
        return;
    while (before->next != last)
        before = before->next;
    before->next = NULL;
    last->next = o->first;
    o->first = last;
    o->last = before;
}

void import_twin(struct import_source *s, struct outline_item *item, const struct import_link *link)
{
    struct import_target target = {.kind = TARGET_SELF};

    if (link->url != NULL)
        target = import_target(s, link->url);
    if (target.kind == TARGET_FOLDER && import_index(s, target.path) != NULL)
        target = (struct import_target){TARGET_PAGE, import_index(s, target.path), NULL};
    bool same = target.kind == TARGET_PAGE && g_strcmp0(target.path, item->path) == 0;
    if (same && item->lang == NULL)
        item->lang = arena_strdup(s->a, link->lang);
    if (same || (link->url != NULL && target.kind == TARGET_SELF))
        return;
    if (target.kind == TARGET_MISSING)
        import_leave(s, LEFT_MISSING, link);
    if (link->url != NULL &&
        (target.kind != TARGET_PAGE || g_hash_table_contains(s->listed, target.path)))
        return;
    outline_add_twin(s->a, item, link->lang, target.path, import_clean(s, link->title), link->loc);
    if (target.path != NULL)
        g_hash_table_insert(s->listed, (char *)(uintptr_t)target.path, item);
}

/* ------------------------------------------------------------------ what had to wait */

/* A place in a page that is listed elsewhere is no chapter; the first one in another page is. */
static void settle_place(struct import_source *s, struct import_later *later)
{
    if (g_hash_table_contains(s->listed, later->item->path)) {
        import_leave(s, LEFT_ANCHOR, &later->link);
        later->item->kind = OUTLINE_PART; /* what it holds goes to its parent */
        later->item->path = later->item->title = NULL;
        return;
    }
    later->item->title = NULL; /* it is the section's */
    g_hash_table_insert(s->listed, (char *)(uintptr_t)later->item->path, later->item);
}

/* The part is a chapter after all. */
static void become(struct outline_item *part, struct outline_item *chapter)
{
    part->kind = OUTLINE_CHAPTER;
    part->path = chapter->path;
    part->twins = chapter->twins;
    part->lang = part->lang != NULL ? part->lang : chapter->lang;
    chapter->kind = OUTLINE_PART; /* an empty one without a title: nothing */
    chapter->path = NULL;
    chapter->twins = NULL;
}

/* A folder is the chapter that its README is, with its other pages below; the only page in it; or a
 * part of the pages in it. They stand before what the source lists under it. */
static void settle_folder(struct import_source *s, struct import_later *later)
{
    struct outline_item *part = later->item, *listed = part->first;
    struct outline_item *inside, *first;

    part->first = part->last = NULL;
    inside = import_part(s, part, NULL, later->link.loc);
    import_folder(s, inside, later->folder, later->link.loc);
    first = inside->first;
    inside->next = listed;
    if (first == NULL && listed == NULL) {
        import_leave(s, LEFT_EMPTY, &later->link);
        part->title = NULL;
    } else if (first != NULL && first->kind == OUTLINE_CHAPTER && first->first == NULL) {
        const char *index = import_index(s, later->folder);
        if (g_strcmp0(first->path, index) == 0 || (first->next == NULL && listed == NULL))
            become(part, first);
    }
}

/* The innermost folder first: a page is where the nearest link to it is. */
static int compare_later(const void *a, const void *b)
{
    const struct import_later *x = *(struct import_later *const *)a;
    const struct import_later *y = *(struct import_later *const *)b;
    size_t n = x->folder != NULL ? strlen(x->folder) : SIZE_MAX;
    size_t m = y->folder != NULL ? strlen(y->folder) : SIZE_MAX;

    return (n < m) - (n > m);
}

static void settle(struct import_source *s)
{
    g_ptr_array_sort(s->later, compare_later);
    for (guint i = 0; i < s->later->len; i++) {
        struct import_later *later = s->later->pdata[i];
        if (later->folder != NULL)
            settle_folder(s, later);
        else
            settle_place(s, later);
    }
}

/* ------------------------------------------------------------------ form */

/* Parts at the top, chapters in them: `owner` is the part of the source that `open` stands for. */
struct form {
    struct import_source *s;
    struct outline *to;
    GPtrArray *titles; /* of the parts around */
    const struct outline_item *owner;
    struct outline_item *open;
    bool deep; /* chapters below the deepest level were reported */
};

/* "Group：" announces what follows. */
static char *part_title(struct arena *a, const char *title)
{
    size_t n = strlen(title);

    while (n > 0 && (title[n - 1] == ':' || title[n - 1] == ' '))
        n--;
    if (n > 3 && memcmp(title + n - 3, "：", 3) == 0)
        n -= 3;
    return arena_strndup(a, title, n);
}

static char *joined_title(struct form *f)
{
    g_autoptr(GString) all = g_string_new(NULL);

    for (guint i = 0; i < f->titles->len; i++)
        if (i == 0 || strcmp(f->titles->pdata[i], f->titles->pdata[i - 1]) != 0)
            g_string_append_printf(all, "%s%s", i > 0 ? " · " : "", (char *)f->titles->pdata[i]);
    return all->len > 0 ? arena_strdup(f->s->a, all->str) : NULL;
}

/* The part at the top that chapters of `owner` go to; NULL: none. */
static struct outline_item *open_part(struct form *f, const struct outline_item *owner)
{
    if (f->titles->len == 0 && (owner == NULL || !owner->appendix))
        return NULL;
    if (f->open == NULL || f->owner != owner) {
        f->open = outline_add(f->s->a, f->to, NULL, OUTLINE_PART, owner->loc);
        f->open->title = joined_title(f);
        f->open->appendix = owner->appendix;
        f->open->lang = owner->lang;
        f->owner = owner;
    }
    return f->open;
}

/* A title over sub-chapters, in a chapter: they are the chapter's own. */
static bool is_group(const struct outline_item *item)
{
    return item->kind == OUTLINE_PART ||
           (item->kind == OUTLINE_CHAPTER && item->path == NULL && item->first != NULL);
}

static struct outline_item *copy_chapter(struct form *f, const struct outline_item *item,
                                         struct outline_item *parent)
{
    struct outline_item *copy = outline_add(f->s->a, f->to, parent, OUTLINE_CHAPTER, item->loc);

    copy->title = item->title;
    copy->path = item->path;
    copy->lang = item->lang;
    copy->unnumbered = item->unnumbered;
    copy->promised = item->promised;
    copy->twins = item->twins;
    return copy;
}

/* Once for a source: its chapters stand one below the other, as before, on fewer levels. */
static void note_depth(struct form *f, struct loc loc)
{
    char limit[16];

    if (f->deep)
        return;
    f->deep = true;
    g_snprintf(limit, sizeof limit, "%d", MAX_CHAPTER_DEPTH);
    diag_add(f->s->i->diags, DIAG_IMPORT_DEPTH, loc, limit, NULL);
}

/* Recursion is bounded by the sources' own depth (MAX_DEPTH of YAML, NODE_MAX_DEPTH of Markdown).
 */
static void form_chapters(struct form *f, const struct outline_item *first,
                          struct outline_item *parent, int depth)
{
    for (const struct outline_item *i = first; i != NULL; i = i->next) {
        if (is_group(i)) {
            if (i->title != NULL && i->first != NULL)
                outline_leave(f->s->a, f->to, LEFT_UNREAD, i->loc, i->title, NULL);
            form_chapters(f, i->first, parent, depth);
            continue;
        }
        struct outline_item *copy = copy_chapter(f, i, parent);
        if (depth == MAX_CHAPTER_DEPTH && i->first != NULL)
            note_depth(f, i->first->loc);
        form_chapters(f, i->first, depth < MAX_CHAPTER_DEPTH ? copy : parent,
                      MIN(depth + 1, MAX_CHAPTER_DEPTH));
    }
}

static bool holds_chapters(const struct outline_item *part)
{
    for (const struct outline_item *i = part->first; i != NULL; i = i->next)
        if (!is_group(i) || holds_chapters(i))
            return true;
    return false;
}

/* A part of one chapter that has the same title is that chapter: a heading over a line of links. */
static bool is_one_chapter(const struct outline_item *part)
{
    const struct outline_item *only = part->first;

    return only != NULL && only->next == NULL && !is_group(only) && !part->appendix &&
           g_strcmp0(part->title, only->title) == 0;
}

static void form_parts(struct form *f, const struct outline_item *first,
                       const struct outline_item *owner)
{
    for (const struct outline_item *i = first; i != NULL; i = i->next) {
        if (!is_group(i)) {
            struct outline_item *part = open_part(f, owner);
            struct outline_item *copy = copy_chapter(f, i, part);
            if (part == NULL)
                f->owner = NULL;
            form_chapters(f, i->first, copy, 2);
        } else if (!holds_chapters(i)) {
            if (i->title != NULL && !f->s->prose)
                outline_leave(f->s->a, f->to, LEFT_EMPTY, i->loc, i->title, NULL);
        } else if ((i->title == NULL && !i->appendix) || is_one_chapter(i)) {
            form_parts(f, i->first, owner);
        } else {
            if (i->title != NULL)
                g_ptr_array_add(f->titles, part_title(f->s->a, i->title));
            form_parts(f, i->first, i);
            if (i->title != NULL)
                g_ptr_array_set_size(f->titles, (gint)f->titles->len - 1);
        }
    }
}

/* ------------------------------------------------------------------ the end */

static void report_empty(struct import_source *s, const char *advice)
{
    const struct outline_left *missing = NULL;
    size_t outside = 0, n = 0;
    g_autofree char *found = NULL;

    for (const struct outline_left *l = s->o->left; l != NULL; l = l->next, n++) {
        outside += l->reason == LEFT_OUTSIDE;
        if (l->reason == LEFT_MISSING && missing == NULL)
            missing = l;
    }
    if (missing != NULL)
        found = g_strdup_printf("the files that it names do not exist, such as \"%s\"",
                                missing->target);
    else if (outside > 0)
        found = g_strdup_printf("its %zu %s elsewhere", outside,
                                outside == 1 ? "link leads" : "links lead");
    else
        found = g_strdup(n > 0 ? "nothing in it is a page" : "no entry of it leads to a page");
    diag_add(s->i->diags, DIAG_IMPORT_EMPTY, (struct loc){s->o->source, 0, 0}, s->o->format, found,
             advice, NULL);
}

static int compare_left(const void *a, const void *b)
{
    const struct outline_left *const *x = a, *const *y = b;

    return ((*x)->loc.line > (*y)->loc.line) - ((*x)->loc.line < (*y)->loc.line);
}

/* What had to wait was left last; a stable sort, as g_ptr_array_sort is one. */
static void sort_left(struct outline *o)
{
    g_autoptr(GPtrArray) all = g_ptr_array_new();

    for (struct outline_left *l = o->left; l != NULL; l = l->next)
        g_ptr_array_add(all, l);
    g_ptr_array_sort(all, compare_left);
    o->left = o->left_last = NULL;
    for (guint i = 0; i < all->len; i++) {
        struct outline_left *l = all->pdata[i];
        l->next = NULL;
        if (o->left_last != NULL)
            o->left_last->next = l;
        else
            o->left = l;
        o->left_last = l;
    }
}

struct outline *import_finish(struct import_source *s, const char *advice)
{
    struct form f = {.s = s, .to = s->o, .titles = g_ptr_array_new()};

    settle(s);
    const struct outline_item *first = s->o->first;
    s->o->first = s->o->last = NULL;
    form_parts(&f, first, NULL);
    g_ptr_array_unref(f.titles);
    sort_left(s->o);
    if (s->o->repository == NULL)
        s->o->repository = arena_strdup(s->a, s->repository);
    if (outline_chapters(s->o) > 0)
        return s->o;
    report_empty(s, advice);
    return NULL;
}

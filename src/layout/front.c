/* The title page and the imprint. */
#include "layout/chapter.h"

#include "doc/labels.h"

#include <string.h>

static void line(struct flow *f, struct vlist *v, const char *text, const char *class,
                 const char *role)
{
    if (text && *text)
        flow_text(f, v, text, flow_style(f, NULL, class, NULL), role, 0, f->width);
}

static char *authors_text(struct flow *f)
{
    const char *separator = label_text(f->lang, LABEL_AUTHOR_SEPARATOR);
    g_autoptr(GString) out = g_string_new(NULL);
    for (const char **s = f->book->authors; *s; s++) {
        g_string_append(out, s == f->book->authors ? "" : separator);
        g_string_append(out, *s);
    }
    return arena_strdup(f->arena, out->str);
}

static void title_page(struct flow *f, struct vlist *v, const struct edition *e)
{
    const struct style *page = flow_style(f, NULL, "title-page", NULL);
    vlist_strut(v, page->padding.top);
    line(f, v, edition_title(e), "book-title", "H1");
    line(f, v, localised_get(f->book->subtitle, e->lang), "book-subtitle", "P");
    line(f, v, authors_text(f), "book-author", "P");
    line(f, v, localised_get(f->book->publisher, e->lang), "book-publisher", "P");
    line(f, v, localised_get(f->book->date, e->lang), "book-date", "P");
}

/* What the back of the title page says, at its foot; false when there is nothing. */
static bool imprint(struct flow *f, struct vlist *v, const struct edition *e)
{
    const char *rights = localised_get(f->book->rights, e->lang);
    const char *description = localised_get(f->book->description, e->lang);
    if (!rights && !description && !f->book->repository)
        return false;
    struct vlist *block = vlist_new(f->arena);
    line(f, block, edition_title(e), "imprint", "P");
    line(f, block, authors_text(f), "imprint", "P");
    line(f, block, description, "imprint", "P");
    line(f, block, rights, "imprint", "P");
    line(f, block, localised_get(f->book->publisher, e->lang), "imprint", "P");
    line(f, block, localised_get(f->book->date, e->lang), "imprint", "P");
    line(f, block, f->book->repository, "imprint", "P");
    len height = vlist_height(block, 0, block->n);
    vlist_penalty(v, PENALTY_FORCE);
    if (height < f->height)
        vlist_strut(v, f->height - height);
    for (size_t i = 0; i < block->n; i++) {
        struct vbox *box =
            vlist_add(v, block->boxes[i].frame, block->boxes[i].x, block->boxes[i].height);
        box->space = i ? block->boxes[i].space : 0;
        box->penalty = block->boxes[i].penalty;
    }
    return true;
}

struct bodies front_set(struct shaper *s, struct arena *arena, const struct edition *e)
{
    struct flow f = flow_new(s, arena, e, NULL);
    struct vlist *v = vlist_new(arena);
    title_page(&f, v, e);
    imprint(&f, v, e);
    return bodies_make(&f, v);
}

#include "pdf/pdf.h"

#include "pdf/finish.h"
#include "pdf/paint.h"

static struct pdf_info info_of(const struct edition *e)
{
    const struct book *b = e->book;
    return (struct pdf_info){.title = edition_title(e),
                             .description = localised_get(b->description, e->lang),
                             .publisher = localised_get(b->publisher, e->lang),
                             .rights = localised_get(b->rights, e->lang),
                             .lang = e->lang,
                             .creator = "mkbook " MKBOOK_VERSION,
                             .authors = (const char *const *)b->authors,
                             .time = edition_time(e)};
}

bool pdf_write(const struct layout *l, struct output *out)
{
    struct arena *a = arena_new();
    struct pdf_info info = info_of(l->edition);
    struct painted painted = {0};
    const char *problem = NULL;
    bool ok =
        paint_pages(l, &painted, &problem) && finish_pdf(a, l, &painted, &info, out, &problem);
    if (!ok)
        diag_add(l->edition->book->diags, DIAG_OUTPUT_INVALID, (struct loc){0}, "PDF", problem,
                 NULL);
    painted_clear(&painted);
    arena_free(a);
    return ok;
}

/* --- dump --- */

static void dump_tag(const struct item *item, int *depth, GString *out)
{
    const struct tag *tag = item->u.tag.tag;
    if (item->u.tag.action == TAG_CLOSE) {
        *depth = MAX(0, *depth - 1);
        return;
    }
    g_string_append_printf(out, "%*s%s", 2 * *depth, "", tag->role);
    const char *const fields[][2] = {
        {"alt", tag->alt}, {"actual", tag->actual_text}, {"lang", tag->lang}};
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
        if (fields[i][1])
            g_string_append_printf(out, " %s=\"%s\"", fields[i][0], fields[i][1]);
    }
    g_string_append_c(out, '\n');
    ++*depth;
}

static void dump_frame(const struct frame *f, int *depth, GString *out)
{
    for (const struct item *i = f->first; i; i = i->next) {
        switch (i->kind) {
        case ITEM_GROUP:
            dump_frame(i->u.group.frame, depth, out);
            break;
        case ITEM_TAG:
            dump_tag(i, depth, out);
            break;
        case ITEM_GLYPHS:
            g_string_append_printf(out, "%*s\"%.*s\"\n", 2 * *depth, "",
                                   (int)i->u.glyphs.text_bytes, i->u.glyphs.text);
            break;
        case ITEM_PATH:
        case ITEM_IMAGE:
        case ITEM_LINK:
            break;
        }
    }
}

void pdf_dump_tags(const struct layout *l, GString *out)
{
    int depth = 0;
    for (size_t i = 0; i < l->n_pages; i++) {
        g_string_append_printf(out, "page %s\n", l->pages[i].label);
        dump_frame(l->pages[i].frame, &depth, out);
    }
}

#include "pdf/pdf.h"

#include "base/jobs.h"
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
                             .langs = (const char *const *)e->langs,
                             .time = edition_time(e)};
}

/* What the jobs share: one paints the pages, which are text and lines, the other writes the images,
 * which are most of the file. */
struct writing {
    const struct layout *layout;
    struct shown_images *images;
    struct pdf_file *file; /* the second job's while the jobs run */
    GByteArray *painted;
    bool is_painted;
    const char *problem;
};

enum { JOB_PAINT, JOB_IMAGES, N_JOBS };

static void job(size_t index, unsigned worker, void *context)
{
    struct writing *w = context;
    (void)worker;
    if (index == JOB_PAINT)
        w->is_painted = paint_pages(w->layout, w->images, w->painted, &w->problem);
    else
        shown_images_write(w->images, w->file);
}

bool pdf_write(const struct layout *l, unsigned threads, struct output *out)
{
    struct arena *a = arena_new();
    struct pdf_info info = info_of(l->edition);
    struct writing w = {.layout = l, .images = shown_images_new(l), .file = pdf_file_new(out)};
    w.painted = g_byte_array_new();
    jobs_run(threads, N_JOBS, job, &w);
    bool ok = w.is_painted && finish_pdf(a, l, w.painted, w.images, &info, w.file, &w.problem);
    if (!ok)
        diag_add(l->edition->book->diags, DIAG_OUTPUT_INVALID, (struct loc){0}, "PDF", w.problem,
                 NULL);
    g_byte_array_unref(w.painted);
    shown_images_free(w.images);
    pdf_file_free(w.file);
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

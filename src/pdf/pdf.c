#include "pdf/pdf.h"

#include "base/jobs.h"
#include "pdf/finish.h"
#include "pdf/paint.h"
#include "pdf/tags.h"

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
                             .time = edition_time(e),
                             .ua = b->pdf.tagged && g_strcmp0(b->pdf.standard, "ua-1") == 0};
}

/* What the jobs share: one paints the pages, which are text and lines, the other writes the images,
 * which are most of the file. */
struct writing {
    const struct layout *layout;
    struct shown_images *images;
    struct tags *tags;
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
        w->is_painted = paint_pages(w->layout, w->images, w->tags, w->painted, &w->problem);
    else
        shown_images_write(w->images, w->file);
}

bool pdf_write(const struct layout *l, unsigned threads, struct output *out)
{
    struct arena *a = arena_new();
    struct pdf_info info = info_of(l->edition);
    struct writing w = {.layout = l, .images = shown_images_new(l), .file = pdf_file_new(out)};
    w.painted = g_byte_array_new();
    w.tags = l->edition->book->pdf.tagged ? tags_new(l, false) : NULL;
    jobs_run(threads, N_JOBS, job, &w);
    const struct finish_job finish = {.layout = l,
                                      .painted = w.painted,
                                      .images = w.images,
                                      .tags = w.tags,
                                      .info = &info,
                                      .threads = threads};
    bool ok = w.is_painted && finish_pdf(a, &finish, w.file, &w.problem);
    if (!ok)
        diag_add(l->edition->book->diags, DIAG_OUTPUT_INVALID, (struct loc){0}, "PDF", w.problem,
                 NULL);
    g_byte_array_unref(w.painted);
    shown_images_free(w.images);
    tags_free(w.tags);
    pdf_file_free(w.file);
    arena_free(a);
    return ok;
}

void pdf_dump_tags(const struct layout *l, GString *out)
{
    struct tags *tags = tags_new(l, true);
    tags_dump(tags, out);
    tags_free(tags);
}

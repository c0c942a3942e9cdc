#include "epub/epub.h"

#include "base/jobs.h"
#include "epub/package.h"
#include "epub/xhtml.h"
#include "epub/zip.h"

struct document_job {
    struct edition *edition;
    GString **documents;
};

static void make_document(size_t index, unsigned worker, void *context)
{
    struct document_job *job = context;

    (void)worker;
    job->documents[index] = g_string_sized_new(1 << 16);
    xhtml_document(job->edition->chapters[index], job->documents[index]);
}

/* Adds a text file; takes the string. */
static void add_text(struct container *c, const char *name, GString *text)
{
    g_autoptr(GBytes) bytes = g_string_free_to_bytes(text);

    container_add(c, name, bytes, true);
}

static void add_page(struct container *c, const char *name, const struct package *p,
                     void (*write)(const struct package *, GString *))
{
    GString *text = g_string_new(NULL);

    write(p, text);
    add_text(c, name, text);
}

static void add_front(struct container *c, const struct package *p, const struct sheets *s,
                      GString *const *documents)
{
    GString *opf = g_string_new(NULL), *css = g_string_new(NULL);

    add_text(c, "META-INF/container.xml",
             g_string_new(
                 "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                 "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\""
                 " version=\"1.0\">\n<rootfiles>\n<rootfile full-path=\"EPUB/package.opf\""
                 " media-type=\"application/oebps-package+xml\"/>\n</rootfiles>\n</container>\n"));
    package_opf(p, documents, opf);
    add_text(c, "EPUB/package.opf", opf);
    add_page(c, "EPUB/nav.xhtml", p, nav_document);
    add_page(c, "EPUB/toc.ncx", p, nav_ncx);
    style_write(s, css);
    add_text(c, "EPUB/style.css", css);
    if (package_has_cover(p))
        add_page(c, "EPUB/cover.xhtml", p, package_cover_page);
    add_page(c, "EPUB/title.xhtml", p, package_title_page);
}

static void add_images(struct container *c, const struct package *p)
{
    if (p->cover_png != NULL)
        container_add(c, "EPUB/images/cover.png", p->cover_png, false);
    for (guint i = 0; i < p->images->len; i++) {
        const struct image *image = g_ptr_array_index(p->images, i);
        g_autofree char *path = xhtml_image_path(image);
        g_autofree char *name = g_strdup_printf("EPUB/%s", path);
        container_add(c, name, image->bytes, image->format == IMAGE_SVG);
    }
}

bool epub_write(struct edition *e, const struct sheets *s, GBytes *cover_png, unsigned threads,
                struct output *out)
{
    struct document_job job = {e, g_new0(GString *, e->n_chapters + 1)};
    struct package *p = package_new(e, cover_png);
    struct container *c = container_new(edition_time(e));
    char *problem = NULL;

    jobs_run(threads, e->n_chapters, make_document, &job);
    add_front(c, p, s, job.documents);
    for (size_t i = 0; i < e->n_chapters; i++) {
        g_autofree char *name = g_strdup_printf("EPUB/%s.xhtml", e->chapters[i]->name);
        add_text(c, name, job.documents[i]);
    }
    add_images(c, p);
    bool ok = container_write(c, out, &problem);
    if (!ok)
        diag_add(e->book->diags, DIAG_OUTPUT_INVALID, (struct loc){0}, "EPUB", problem, NULL);
    g_free(problem);
    package_free(p);
    g_free(job.documents);
    return ok;
}

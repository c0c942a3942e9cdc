#include "epub/epub.h"

#include "base/jobs.h"
#include "epub/package.h"
#include "epub/xhtml.h"
#include "epub/zip.h"

/* What the jobs share. The first draws the cover; each of the others makes a chapter's document. */
struct writing {
    struct edition *edition;
    struct package *package;
    struct container *container;
    const struct epub_cover *cover;
    const struct svg_formulas *formulas;
    GBytes *cover_png;
    GString **documents;
    struct packed *packed; /* the documents' */
};

enum { JOB_COVER, JOB_DOCUMENTS };

static void add_bytes(struct container *c, const char *name, GBytes *bytes, bool deflate)
{
    struct packed packed;

    packed_init(&packed, bytes, deflate);
    container_add(c, name, &packed);
    packed_clear(&packed);
}

/* Adds a text file; takes the string. */
static void add_text(struct container *c, const char *name, GString *text)
{
    g_autoptr(GBytes) bytes = g_string_free_to_bytes(text);

    add_bytes(c, name, bytes, true);
}

static void add_page(struct container *c, const char *name, const struct package *p,
                     void (*write)(const struct package *, GString *))
{
    GString *text = g_string_new(NULL);

    write(p, text);
    add_text(c, name, text);
}

static void add_images(struct container *c, const struct package *p)
{
    for (guint i = 0; i < p->images->len; i++) {
        const struct image *image = g_ptr_array_index(p->images, i);
        g_autofree char *path = xhtml_image_path(image);
        g_autofree char *name = g_strdup_printf("EPUB/%s", path);
        add_bytes(c, name, image->bytes, image->format == IMAGE_SVG);
    }
}

static void make_document(struct writing *w, size_t i)
{
    GString *text = w->documents[i] = g_string_sized_new(1 << 16);

    xhtml_document(w->edition->chapters[i], w->formulas, text);
    g_autoptr(GBytes) bytes = g_bytes_new_static(text->str, text->len);
    packed_init(&w->packed[i], bytes, true);
}

static void job(size_t index, unsigned worker, void *context)
{
    struct writing *w = context;

    (void)worker;
    if (index == JOB_COVER)
        w->cover_png = w->cover != NULL ? w->cover->draw(w->cover->context) : NULL;
    else
        make_document(w, index - JOB_DOCUMENTS);
}

static void add_documents(struct writing *w)
{
    for (size_t i = 0; i < w->edition->n_chapters; i++) {
        g_autofree char *name = g_strdup_printf("EPUB/%s.xhtml", w->edition->chapters[i]->name);
        container_add(w->container, name, &w->packed[i]);
    }
}

static void add_rest(struct writing *w, const struct sheets *s)
{
    struct container *c = w->container;
    struct package *p = w->package;
    GString *opf = g_string_new(NULL), *css = g_string_new(NULL);

    package_opf(p, w->documents, opf);
    add_text(c, "EPUB/package.opf", opf);
    add_page(c, "EPUB/nav.xhtml", p, nav_document);
    add_page(c, "EPUB/toc.ncx", p, nav_ncx);
    style_write(s, w->edition->bidi, css);
    if (!w->edition->book->code.wrap)
        g_string_append(css, "\npre {\n    white-space: pre;\n    overflow-x: auto;\n}\n");
    add_text(c, "EPUB/style.css", css);
    if (p->cover_png != NULL)
        add_bytes(c, "EPUB/images/cover.png", p->cover_png, false);
    if (package_has_cover(p))
        add_page(c, "EPUB/cover.xhtml", p, package_cover_page);
    add_page(c, "EPUB/title.xhtml", p, package_title_page);
}

static void writing_end(struct writing *w)
{
    for (size_t i = 0; i < w->edition->n_chapters; i++) {
        g_string_free(w->documents[i], TRUE);
        packed_clear(&w->packed[i]);
    }
    g_clear_pointer(&w->cover_png, g_bytes_unref);
    package_free(w->package);
    g_free(w->documents);
    g_free(w->packed);
}

bool epub_write(struct edition *e, const struct sheets *s, const struct epub_cover *cover,
                const struct svg_formulas *formulas, unsigned threads, struct output *out)
{
    struct writing w = {.edition = e, .cover = cover, .formulas = formulas};
    g_autofree char *problem = NULL;

    w.package = package_new(e);
    w.package->draws_formulas = w.package->has_formulas && formulas != NULL;
    w.container = container_new(out, edition_time(e));
    w.documents = g_new0(GString *, e->n_chapters + 1);
    w.packed = g_new0(struct packed, e->n_chapters + 1);
    add_text(w.container, "META-INF/container.xml",
             g_string_new(
                 "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                 "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\""
                 " version=\"1.0\">\n<rootfiles>\n<rootfile full-path=\"EPUB/package.opf\""
                 " media-type=\"application/oebps-package+xml\"/>\n</rootfiles>\n</container>\n"));
    jobs_run(threads, e->n_chapters + JOB_DOCUMENTS, job, &w);
    if (w.package->cover == NULL)
        w.package->cover_png = w.cover_png;
    add_documents(&w);
    add_rest(&w, s);
    add_images(w.container, w.package);
    bool ok = container_finish(w.container, &problem);
    if (!ok)
        diag_add(e->book->diags, DIAG_OUTPUT_INVALID, (struct loc){0}, "EPUB", problem, NULL);
    writing_end(&w);
    return ok;
}

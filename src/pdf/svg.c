/* SVG to PDF: drawn once by librsvg on a page of its own, which the finishing pass turns into a
 * form. So drawing, which costs seconds for some, is done in parallel and cached, and text stays
 * text. The SVG is already sanitised; librsvg gets no base file, so it loads nothing. Its fonts
 * come from the process's current fontconfig configuration, which layout/font.c sets. */
#include "pdf/image.h"

#include <cairo-pdf.h>
#include <librsvg/rsvg.h>

/* Drawn where PDF has no operator for it (filters): as pixels of this resolution. */
enum { FALLBACK_DPI = 200 };

static GMutex text_mutex; /* guards Cairo's state, not ours */

void cairo_text_lock(void)
{
    g_mutex_lock(&text_mutex);
}
void cairo_text_unlock(void)
{
    g_mutex_unlock(&text_mutex);
}

static cairo_status_t append(void *closure, const unsigned char *data, unsigned size)
{
    g_byte_array_append(closure, data, size);
    return CAIRO_STATUS_SUCCESS;
}

/* The page's size is the image's natural size; a CSS pixel is 3/4 pt. */
static bool draw(RsvgHandle *handle, double width, double height, GByteArray *out)
{
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(append, out, width, height);
    cairo_surface_set_fallback_resolution(surface, FALLBACK_DPI, FALLBACK_DPI);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
    cairo_t *cr = cairo_create(surface);
    RsvgRectangle viewport = {.width = width, .height = height};
    bool ok = rsvg_handle_render_document(handle, cr, &viewport, NULL);
    cairo_show_page(cr);
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    ok = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS && ok;
    cairo_surface_destroy(surface);
    return ok;
}

bool pdf_convert_svg(const struct image *image, struct pdf_parts *parts)
{
    size_t size;
    const guint8 *p = g_bytes_get_data(image->bytes, &size);
    RsvgHandle *handle = rsvg_handle_new_from_data(p, size, NULL);
    parts->problem = "it cannot be drawn";
    if (!handle)
        return false;
    double width = image->width * 0.75, height = image->height * 0.75;
    rsvg_handle_set_dpi(handle, 96);
    cairo_text_lock();
    bool ok = draw(handle, width, height, parts->data);
    g_object_unref(handle);
    cairo_text_unlock();
    char w[G_ASCII_DTOSTR_BUF_SIZE], h[G_ASCII_DTOSTR_BUF_SIZE];
    char mw[G_ASCII_DTOSTR_BUF_SIZE], mh[G_ASCII_DTOSTR_BUF_SIZE];
    parts->kind = PDF_IMAGE_PAGE;
    /* an image is drawn on the unit square, and so shall this be */
    g_string_append_printf(parts->dict,
                           "<< /Type /XObject /Subtype /Form /BBox [0 0 %s %s] "
                           "/Matrix [%s 0 0 %s 0 0] >>",
                           g_ascii_formatd(w, sizeof w, "%.2f", width),
                           g_ascii_formatd(h, sizeof h, "%.2f", height),
                           g_ascii_formatd(mw, sizeof mw, "%.10f", 1 / width),
                           g_ascii_formatd(mh, sizeof mh, "%.10f", 1 / height));
    return ok;
}

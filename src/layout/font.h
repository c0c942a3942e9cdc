/* Fonts: the book's families, the faces behind them, and where their files are.
 *
 * struct fonts belongs to a build: a private fontconfig (system fonts by their usual folders, the
 * book's `fonts/`, a cache folder of mkbook's own), the role lists per language, and a registry of
 * the faces in use, which gives every face a number in order of its file name, not of first use.
 * Thread-safe. struct font is one face: immutable, shared by all threads. Pango and HarfBuzz
 * objects are per thread and live in struct shaper (shape.h). Included by layout/ and pdf/. */
#ifndef LAYOUT_FONT_H
#define LAYOUT_FONT_H

#include "doc/book.h"
#include "style/style.h"

struct fonts;

struct font {
    const char *family; /* as fontconfig names it */
    const char *file;
    int index;  /* in a collection; fontconfig's FC_INDEX, named instance bits included */
    int weight; /* CSS 100-900 */
    bool italic;
    bool colour; /* has colour bitmaps or layers: painted as pictures */
    bool mono;
    const char *variations; /* NULL: none */
};

struct fonts *fonts_new(struct book *b);
void fonts_free(struct fonts *f);

struct _FcConfig;
/* The private configuration, for librsvg's text in SVG images. */
struct _FcConfig *fonts_config(const struct fonts *f);

struct _cairo_font_face;
/* A new cairo face for painting, to be destroyed by the caller; for the thread that paints. */
struct _cairo_font_face *font_cairo_face(const struct fonts *f, const struct font *font);

#endif

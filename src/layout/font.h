/* Fonts: the book's families, the faces behind them, and where their files are.
 *
 * struct fonts belongs to a build: a private fontconfig (system fonts by their usual folders, the
 * book's `fonts/`, a cache folder of mkbook's own), the role lists per language, and a registry of
 * the faces in use. Thread-safe; nothing depends on the order in which threads ask.
 *
 * struct font is one face: immutable, shared by all threads, with its HarfBuzz font. Buffers and
 * caches are per thread, in struct shaper (shape.h). Included by layout/ and pdf/. */
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
/* A new cairo face for painting these glyphs (n 0: any), to be destroyed by the caller; for the
 * thread that paints. font_paint.c. */
struct _cairo_font_face *font_cairo_face(const struct font *font, const uint32_t *glyphs, size_t n);

struct path_step;
/* A glyph's outline in font units, y up: *n steps without PATH_RECT, in the arena; no steps for an
 * empty glyph and for one that is a picture. For any thread. font_outline.c. */
const struct path_step *font_outline(struct arena *a, const struct font *font, uint32_t glyph,
                                     size_t *n, int *upem);

struct hb_font_t;
/* The face for HarfBuzz, scaled to font units; immutable, for any thread. */
struct hb_font_t *font_hb(const struct font *font);
int font_upem(const struct font *font);
/* Has Han glyphs. */
bool font_is_cjk(const struct font *font);

/* The faces for a text: those of a style's families that exist, then the language's defaults, then
 * the fallbacks. Interned in the struct fonts: compare by pointer. */
struct face_list;
const struct face_list *fonts_list(struct fonts *f, const struct style *style, const char *lang);

/* In which faces a character is looked for first. */
enum face_choice {
    FACE_TEXT, /* in the order of the list */
    FACE_CJK,  /* those that have Han: the character stands in CJK text */
    FACE_EMOJI /* the colour emoji */
};
/* The first face that has the character; NULL when none has it. */
const struct font *face_list_find(const struct face_list *l, gunichar c, enum face_choice choice);
/* The face that governs the strut and the word space; NULL only when no font is installed. */
const struct font *face_list_primary(const struct face_list *l, bool cjk);

/* The face of formulas: the first of the book's families for the language, then of those for all,
 * that has the MATH table (the others are reported), else a default. NULL: none has it. */
const struct font *fonts_math(struct fonts *f, const char *lang);

/* The language Han are set in: `lang` when it is Chinese, Japanese or Korean, else the book's first
 * such language, else Simplified Chinese. */
const char *fonts_cjk_lang(const struct fonts *f, const char *lang);

#endif

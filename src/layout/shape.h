/* Shaping: text with styles to glyph runs. Hides Pango's itemisation and HarfBuzz.
 *
 * A struct shaper is one thread's workshop: font map, context, word cache, CJK advance tables, and
 * the arena that results go to. Included by par.c, inline.c, flow.c, table.c, code.c, layout.c. */
#ifndef LAYOUT_SHAPE_H
#define LAYOUT_SHAPE_H

#include "layout/font.h"
#include "layout/frame.h"

struct shaper;

struct shaper *shaper_new(struct fonts *f, struct sheets *sheets, struct diags *d);
void shaper_free(struct shaper *s);
/* Where results are allocated from now on; the arena of the chapter being laid out. Ends the life
 * of every struct par made before (par.h). Must be called before anything is shaped. */
void shaper_set_arena(struct shaper *s, struct arena *a);
/* The chapter whose text follows: its language is the default, and its name is the first part of
 * the keys that links to its footnotes lead to ("c003#fn-1"). NULL: none, the book's language. */
void shaper_set_chapter(struct shaper *s, const struct chapter *c);
/* What references print: keys of anchors ("c003#id") to folios; a key that is not there is not
 * known yet, and room is kept for it. NULL, as at first: references print no pages. Lent. */
void shaper_set_folios(struct shaper *s, GHashTable *folios);
struct arena *shaper_arena(const struct shaper *s);
struct sheets *shaper_sheets(const struct shaper *s);

/* Ascent, descent (both positive) and the advance of "0" of a style's first font, in len. */
struct font_metrics {
    len ascent, descent, zero, x_height, cap_height, space;
};
struct font_metrics shaper_metrics(struct shaper *s, const struct style *style, const char *lang);

/* One line of plain text in one style, unbroken: appends GLYPHS items to the frame with the
 * baseline at (x, y) and returns the advance. For code lines, folios, markers. `columns` > 0 sets
 * every character in cells of that width (code: CJK takes two). Missing glyphs are reported at loc.
 */
len shape_text(struct shaper *s, struct frame *f, len x, len y, const char *text, size_t bytes,
               const struct style *style, const char *lang, len cell, struct loc loc);
/* The end of the character at text[0] with the marks, selectors and joined emoji that go with it,
 * and in *columns its cells in code: two for a full-width one and for an emoji in colour. */
const char *shape_cluster(const char *text, const char *end, int *columns);

#endif

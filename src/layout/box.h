/* Backgrounds and borders: of blocks, of cells, of inline boxes and of margin boxes. Lengths are
 * `len`. Included by layout/ only. */
#ifndef LAYOUT_BOX_H
#define LAYOUT_BOX_H

#include "layout/frame.h"

/* Sides at which a box goes on elsewhere, on another page or line: they have no border. */
enum { OPEN_TOP = 1, OPEN_BOTTOM = 2, OPEN_LEFT = 4, OPEN_RIGHT = 8 };

/* Whether a box of the style has a background or a border. */
bool frame_box_visible(const struct style *style);
/* Background and borders of a box of that size, with round corners where all sides are alike. */
void frame_box(struct arena *a, struct frame *f, const struct style *style, len x, len y, len width,
               len height, unsigned open);

#endif

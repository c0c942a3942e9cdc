/* The pages before the contents. Each piece begins a page; which of them stand on the right is
 * layout.c's to know, which alone includes this. */
#ifndef LAYOUT_FRONT_H
#define LAYOUT_FRONT_H

#include "layout/chapter.h"

/* The book's cover on a whole page of that size, a little cropped where its shape is nearly the
 * page's; NULL when it names none, or none that can be shown. */
struct frame *front_cover(struct arena *a, const struct edition *e, len width, len height);
/* The title alone. */
struct bodies front_half_title(struct shaper *s, struct arena *arena, const struct edition *e);
/* Title, subtitle, authors; publisher and date at the foot. */
struct bodies front_title(struct shaper *s, struct arena *arena, const struct edition *e);
/* Rights, version, repository and the like, at the foot; no pages when there is nothing to say. */
struct bodies front_imprint(struct shaper *s, struct arena *arena, const struct edition *e);

#endif

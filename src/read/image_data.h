/* Pictures that are in the text itself: data: addresses, the attachments and outputs of notebooks.
 * Included by the readers of chapters. */
#ifndef READ_IMAGE_DATA_H
#define READ_IMAGE_DATA_H

#include "doc/book.h"

/* The picture of these bytes, base64 or not, a picture of the book under a name made of the
 * chapter's and its content; NULL when there is no book or nothing is in it. What format it has is
 * seen by read/image. */
struct image *image_of_data(const struct chapter *c, const char *data, bool base64,
                            const char *mime);
/* Gives the pictures below `top` that have a data: address their image. What cannot be decoded
 * keeps its address, for resolve to report. */
void image_data_finish(const struct chapter *c, struct node *top);

#endif

/* Comments in which an author says that he knows of something and wants to hear no more of it:
 *     <!-- mkbook-ignore link-anchor code-wide -->         for the block that follows
 *     <!-- mkbook-ignore-file heading-several -->          for the whole file
 * A block ends at the next blank line, a fenced one at its fence. Included by markdown.c. */
#ifndef READ_MD_IGNORE_H
#define READ_MD_IGNORE_H

#include "doc/book.h"

/* Looks for such comments in clean text and tells the sink; before anything else is reported of the
 * chapter. Names that mean nothing are reported. */
void md_ignore_read(struct diags *d, const struct chapter *c, const char *text);

#endif

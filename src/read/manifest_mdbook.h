/* mdBook's tables in a book.toml that both programs read. Included by manifest.c only. */
#ifndef READ_MANIFEST_MDBOOK_H
#define READ_MANIFEST_MDBOOK_H

#include "read/manifest_value.h"

/* Takes from mdBook's tables, and those of its plug-ins for EPUB and PDF, what means something for
 * a book. To be called before mkbook's own keys are read: they win. `whole`: mdBook makes this very
 * book, so its defaults hold too. Nothing here is reported but what is not done: mdBook itself
 * checks its tables. */
void manifest_mdbook(struct manifest_reader *r, const struct toml_value *top, bool whole);

#endif

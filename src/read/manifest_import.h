/* A book.toml that lists no chapters, beside the summary that mdBook builds from.
 * Included by manifest.c, import_meta.c and init.c only. */
#ifndef READ_MANIFEST_IMPORT_H
#define READ_MANIFEST_IMPORT_H

#include "read/manifest_value.h"

/* True when a table of the manifest's top level lists chapters, as mkbook's do and mdBook's never.
 */
bool manifest_lists_chapters(const struct toml_value *t);
/* The path of the summary that lists the book's chapters; NULL: book.toml lists them itself, or
 * there is none. Sets book->src. */
const char *manifest_summary(struct manifest_reader *r, const struct toml_value *top);
/* Makes the book's entries of it. What it lists and the book will not have is reported. */
void manifest_import(struct manifest_reader *r, const char *summary);

#endif

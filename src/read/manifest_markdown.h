/* What the manifest says of the Markdown its chapters are written in: [markdown], and mdBook's own
 * tables that mean the same. Included by manifest.c only. */
#ifndef READ_MANIFEST_MARKDOWN_H
#define READ_MANIFEST_MARKDOWN_H

#include "read/manifest_value.h"

extern const struct manifest_key manifest_markdown_keys[];

void manifest_markdown(struct manifest_reader *r, const struct toml_value *v,
                       const struct manifest_key *key);

#endif

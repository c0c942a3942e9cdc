/* The manifest's lists of chapters: parts, appendices, chapters and sub-chapters.
 * Included by manifest.c and manifest_import.c only. */
#ifndef READ_MANIFEST_ENTRY_H
#define READ_MANIFEST_ENTRY_H

#include "read/manifest_value.h"

/* What a part's table may hold, and a chapter's besides a path per language. */
extern const struct manifest_key manifest_part_keys[], manifest_chapter_keys[];

/* Appends an entry to the list under `parent` (NULL: the book's top level). */
void manifest_entry_append(struct manifest_reader *r, struct entry *parent, struct entry *e);
/* Appends the chapters of an array to the list under `parent` (NULL: the book's top level). */
void manifest_chapters(struct manifest_reader *r, const struct toml_value *v, struct entry *parent,
                       bool appendix);
/* Appends the [[part]]s or [[appendix]]es of an array to the book's top level. */
void manifest_parts(struct manifest_reader *r, const struct toml_value *v, bool appendix);

#endif

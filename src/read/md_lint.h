/* What the source of a chapter says that other programs read otherwise, or that its author hardly
 * meant: byte order mark and line ends, references without a definition, definitions given twice,
 * formulas that are none. Reported by `mkbook check` only, but for text in the wrong encoding,
 * which no book should be made of. Included by markdown.c. */
#ifndef READ_MD_LINT_H
#define READ_MD_LINT_H

#include "doc/book.h"
#include "read/md_source.h"

/* Of the file's bytes, valid UTF-8. */
void md_lint_bytes(struct diags *d, const struct chapter *c, const char *text, size_t size);
/* UTF-8 that was taken for something else and saved again: reported, and where the book wants it,
 * read back. Clean text (md_source_clean). */
void md_lint_encoding(struct diags *d, const struct chapter *c, GString *clean);
/* Of the tree, just read, and its source. */
void md_lint_tree(struct diags *d, const struct chapter *c, const struct node *doc,
                  const struct md_source *src);
/* An emphasis that ends or begins beside CJK punctuation, where CommonMark keeps its asterisks. */
void md_lint_emphasis(struct diags *d, const struct node *emphasis);
/* True when the fence that begins at line `first` has its like on line `last`. */
bool md_lint_is_closed(const struct md_source *src, int first, int last, char fence, int length);

#endif

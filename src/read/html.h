/* Raw HTML to nodes, the way GitHub shows it.
 *
 * The Markdown reader leaves raw HTML as HTML_BLOCK nodes (any number of tags, text and comments,
 * possibly incomplete: `<details>` here, `</details>` three siblings later) and HTML_INLINE nodes
 * (one tag or comment each). html_rewrite replaces them all: it tokenises the tags of each sibling
 * list, matches them on a stack, builds nodes and moves the siblings between a start and its end
 * tag into them. Allow-list only; everything else is dropped with its text kept, and reported. Tags
 * still open at the end of their parent are closed there, stray end tags dropped; both reported.
 * Included by markdown.c and tests. */
#ifndef READ_HTML_H
#define READ_HTML_H

#include "base/diag.h"
#include "doc/doc.h"

/* Rewrites the tree in place. Afterwards it holds no HTML_* node, no empty PARAGRAPH that an HTML
 * tag left behind, and no inline directly in a node that holds blocks. */
void html_rewrite(struct arena *a, struct diags *d, struct node *doc);

/* True for a URL with a scheme a book may carry (http, https, mailto, ftp, tel), or none. Looks
 * through entities, control characters and case: `java&#10;script:` is unsafe. */
bool html_url_is_safe(const char *url);

#endif

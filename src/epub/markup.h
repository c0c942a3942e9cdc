/* Markup: characters and ids as XML and EPUB allow them.
 *
 * Whatever the tree holds comes out well formed: bytes that XML 1.0 has no way to write become
 * U+FFFD (seen, not lost), an id becomes a fragment that is an XML name. Included by epub/ and
 * tests. */
#ifndef EPUB_MARKUP_H
#define EPUB_MARKUP_H

#include <glib.h>
#include <stdbool.h>

/* Appends text with & < > escaped. */
void markup_text(GString *out, const char *text);
void markup_text_len(GString *out, const char *text, size_t n);
/* Appends ` name="value"`; line ends and tabs in the value survive attribute normalisation. */
void markup_attr(GString *out, const char *name, const char *value);
/* Appends lang and xml:lang; nothing for NULL or a malformed tag. */
void markup_lang(GString *out, const char *lang);

/* Appends the fragment for an id: the id itself where it is an XML name, else "_." and the id with
 * other characters as ".hex.". Different ids give different fragments, and none of them is "_."
 * before an XML name without full stops, which is the form of this program's own ids. */
void markup_fragment(GString *out, const char *id);

#endif

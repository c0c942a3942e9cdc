/* PDF source text: strings, numbers, dates, and the parts of the file that are only text.
 *
 * Pure functions that append to a string; finish.c has libqpdf parse it. Included by src/pdf/ and
 * the tests. */
#ifndef PDF_SOURCE_H
#define PDF_SOURCE_H

#include "layout/layout.h"

/* What the document says of itself; texts may be NULL but for title and lang. */
struct pdf_info {
    const char *title, *description, *publisher, *rights, *lang, *creator;
    const char *const *authors; /* NULL-terminated */
    const char *const *langs;   /* all of them, NULL-terminated; NULL: just `lang` */
    time_t time;
    bool ua; /* it follows ISO 14289-1 */
};

/* A text string: literal when it is ASCII, else UTF-16 in hexadecimal. Invalid UTF-8 is mended. */
void source_text(GString *out, const char *utf8);
/* A URI as a literal string: what a URI may not hold is percent-encoded (ISO 32000, 12.6.4.7). */
void source_uri(GString *out, const char *uri);
/* The end of the string that starts at `p` with ( or <, not beyond `end`. */
const char *source_string_end(const char *p, const char *end);
/* A length in pt with three decimals at most. */
void source_len(GString *out, gint64 length);
/* (D:20250102030405Z) */
void source_date(GString *out, time_t time);

/* The document information dictionary and the XMP packet (ISO 16684-1) that says the same. */
void source_info(GString *out, const struct pdf_info *info);
void source_xmp(GString *out, const struct pdf_info *info);
/* The number tree of page labels: runs of arabic or roman numbers, anything else as a prefix. */
void source_page_labels(GString *out, const struct layout_page *pages, size_t n);

#endif

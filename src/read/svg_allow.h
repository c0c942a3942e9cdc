/* What an SVG of a book may hold: elements, attributes, references, style text.
 *
 * Allow-lists: what is not named here does not pass. Included by svg.c and tests. */
#ifndef READ_SVG_ALLOW_H
#define READ_SVG_ALLOW_H

#include <glib.h>
#include <stdbool.h>

enum svg_verdict {
    SVG_KEEP,
    SVG_KEEP_FILTER, /* a filter primitive: their number is bounded */
    SVG_SILENT,      /* goes, and nobody misses it: metadata, editor data */
    SVG_ANIMATION,
    SVG_SCRIPT,
    SVG_HTML, /* foreignObject: its text is kept */
    SVG_UNKNOWN
};

enum svg_verdict svg_element_verdict(const char *name);
bool svg_attribute_allowed(const char *name);

/* True when every url() of an attribute's value points into the same file. */
bool svg_value_is_local(const char *value);
/* data:image/png, jpeg, gif or webp in base64. */
bool svg_is_data_image(const char *url);

/* Appends the style text without what loads, runs or imports. url(#id) stays, so do fonts and
 * pictures in data: URLs. False when something was left out. */
bool svg_filter_css(const char *css, GString *out);

#endif

/* URLs as text: schemes, percent-encoding, and whether a book may carry one.
 *
 * Nothing here parses more of RFC 3986 than it needs; URLs come from authors and may be anything.
 * Any module may include this header. */
#ifndef BASE_URL_H
#define BASE_URL_H

#include "base/arena.h"

#include <stdbool.h>

/* The length of the scheme ("https" is 5); 0 when the URL is relative. */
size_t url_scheme(const char *url);
/* True for a URL with a scheme a book may carry (http, https, mailto, ftp, tel), or without one.
 * Looks through the control characters and spaces that browsers ignore inside a scheme. */
bool url_is_safe(const char *url);
/* True for what only the computer of its author can follow: "file:///home/me/a.md", "C:\\a.md". */
bool url_is_local(const char *url);
/* Replaces %XX by its byte; what is no such sequence, or would give a NUL, stays as it is. NULL
 * when the result is not UTF-8. */
char *url_decode(struct arena *a, const char *s);
/* Percent-encodes what a URL may not hold (spaces, controls, quotes, everything beyond ASCII) and
 * leaves its structure alone, `%` of an existing sequence included. */
char *url_encode(struct arena *a, const char *url);
/* Percent-encodes a path so that all of it is path: `?`, `#` and `%` too. */
char *url_encode_path(struct arena *a, const char *path);

/* Appends an absolute URL, percent-encoded where one may not hold the character, its host in ASCII.
 * False, with nothing appended, when it is not an http, https, ftp, mailto or tel URL with a host
 * that can exist ("http://<ip>:8000"): then no program will follow it. "//host/" is https. */
bool url_append_absolute(GString *out, const char *url);

#endif

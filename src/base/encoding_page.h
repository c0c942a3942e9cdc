/* Encodings that UTF-8 is taken for by mistake, from characters to bytes. Included by encoding.c.
 */
#ifndef BASE_ENCODING_PAGE_H
#define BASE_ENCODING_PAGE_H

#include <glib.h>
#include <stdbool.h>

enum { ENCODING_PAGES = 9 };

struct encoding_page {
    const char *name;
    bool loses;          /* has bytes without a character, which editors drop */
    bool pairs;          /* two bytes a character */
    GIConv iconv;        /* of a page of pairs */
    guint8 high[0x2600]; /* the byte of a character there; 0: it has none */
    struct {
        gunichar c;
        guint8 byte;
    } far[4]; /* the few that are beyond; c 0: none */
};

/* The i-th page, the likelier ones first; NULL when this system does not know it. */
struct encoding_page *encoding_page_new(int i);
void encoding_page_free(struct encoding_page *p);
/* The bytes of a character: how many, at most two; 0 when the page has it not. A control character
 * of U+0080 to U+009F is the byte without a character that some programs make it of. */
int encoding_page_bytes(const struct encoding_page *p, gunichar c, guint8 bytes[2]);

#endif

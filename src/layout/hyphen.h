/* Hyphenation: where a word may be divided. Hides libhyphen (patterns.c), where its dictionaries
 * are, and our own exceptions.
 *
 * A struct hyphenator belongs to one thread's shaper and loads a language's dictionary when first
 * asked; languages without one are not hyphenated. Every answer is kept. At least two letters stand
 * before a hyphen and three after it, or as many as the language's dictionary says where that is
 * more. Included by shape.c and par*.c. */
#ifndef LAYOUT_HYPHEN_H
#define LAYOUT_HYPHEN_H

#include "doc/book.h"

#include <stdint.h>

struct hyphenator;

enum { HYPHEN_POINTS_MAX = 16 };

struct hyphenator *hyphenator_new(void);
void hyphenator_free(struct hyphenator *h);
/* The words that follow are mostly this edition's: makes large dictionaries quick (patterns.h),
 * changes no answer. The edition's trees must not change as long as the hyphenator lives. */
void hyphenator_expect(struct hyphenator *h, const struct edition *e);

/* Writes the byte offsets at which `word` (letters only, UTF-8) may be divided, ascending, and
 * returns how many there are: 0 for words under five letters, in capitals, with capitals inside,
 * or of a language without a dictionary. `lang` is a BCP 47 tag; a CJK one means English, which is
 * what Latin words in such text mostly are. */
size_t hyphenate(struct hyphenator *h, const char *lang, const char *word, size_t bytes,
                 uint16_t points[HYPHEN_POINTS_MAX]);

#endif

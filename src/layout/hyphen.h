/* Hyphenation: where a word may be divided. Hides where the patterns are, and our own exceptions.
 *
 * A struct hyphenator belongs to one thread's shaper and loads a language's dictionary when first
 * asked; languages without one are not hyphenated. Included by shape.c and par*.c. */
#ifndef LAYOUT_HYPHEN_H
#define LAYOUT_HYPHEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hyphenator;

enum { HYPHEN_POINTS_MAX = 16 };

struct hyphenator *hyphenator_new(void);
void hyphenator_free(struct hyphenator *h);

/* Writes the byte offsets at which `word` (letters only, UTF-8) may be divided, ascending, and
 * returns how many there are: 0 for words under five letters, in capitals, with capitals inside,
 * or of a language without a dictionary. `lang` is a BCP 47 tag; a CJK one means English, which is
 * what Latin words in such text mostly are. */
size_t hyphenate(struct hyphenator *h, const char *lang, const char *word, size_t bytes,
                 uint16_t points[HYPHEN_POINTS_MAX]);

#endif

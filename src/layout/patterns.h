/* Hyphenation patterns: where libhyphen and its dictionaries (hyph_*.dic) say that a word may be
 * divided. Hides libhyphen, the dictionaries' encodings, and how a large one is made bearable.
 *
 * libhyphen's time to load a dictionary grows with the square of its states: 12 ms for English, 2.4
 * s for the 78,000 German patterns, for every thread of every build. So of a large dictionary it is
 * given only the patterns that can be in the words expected (a book's: 40 ms), so that the
 * points are the same. A word that was not expected is divided by a dictionary made for it alone.
 *
 * Patterns that change the spelling at the break ("tillå1t/l=ll") never divide a word. Belongs to
 * one thread. Included by hyphen.c. */
#ifndef LAYOUT_PATTERNS_H
#define LAYOUT_PATTERNS_H

#include <stdbool.h>
#include <stddef.h>

struct patterns;

enum { PATTERNS_WORD_MAX = 120 }; /* bytes */

/* NULL: no such file, or not one that can be read. The caller frees it. */
struct patterns *patterns_load(const char *path);
/* The same of the text of such a file. One of more than `whole` bytes is given to libhyphen by what
 * is expected of it. */
struct patterns *patterns_parse(const char *text, size_t bytes, size_t whole);
void patterns_free(struct patterns *p);

/* Words of this text (UTF-8) will be divided. Says nothing of where, only makes that quick. */
void patterns_expect(struct patterns *p, const char *text, size_t bytes);

/* Sets points[i] where `word` (UTF-8, lower case, at most PATTERNS_WORD_MAX bytes) may be divided
 * before byte i. `points` has room for bytes + 1. */
void patterns_divide(struct patterns *p, const char *word, size_t bytes, bool *points);

#endif

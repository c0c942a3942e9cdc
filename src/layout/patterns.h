/* Hyphenation patterns: the dictionaries of libhyphen and LibreOffice (hyph_*.dic), and Liang's
 * algorithm on them. Hides their format: encodings, two levels (compound words, then their parts),
 * comments, minimal distances. We read them ourselves because libhyphen builds an automaton of the
 * 78,000 German patterns in 25 s; a table of them is made in a few hundredths.
 *
 * Patterns that change the spelling at the break ("tillå1t/l=ll") never divide a word. Liang, Word
 * Hy-phen-a-tion by Com-put-er, Stanford 1983. Included by hyphen.c. */
#ifndef LAYOUT_PATTERNS_H
#define LAYOUT_PATTERNS_H

#include <stdbool.h>
#include <stddef.h>

struct patterns;

enum { PATTERNS_WORD_MAX = 120 }; /* bytes */

/* NULL: no such file, or not one that can be read. The caller frees it. */
struct patterns *patterns_load(const char *path);
/* The same of the text of such a file. */
struct patterns *patterns_parse(const char *text, size_t bytes);
void patterns_free(struct patterns *p);

/* Sets points[i] where `word` (UTF-8, lower case, at most PATTERNS_WORD_MAX bytes) may be divided
 * before byte i. `points` has room for bytes + 1. */
void patterns_divide(const struct patterns *p, const char *word, size_t bytes, bool *points);

#endif

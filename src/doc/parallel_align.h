/* Which blocks of two translations belong together: dynamic programming over units.
 *
 * A pure function on small records: no trees, no languages. The costs follow Gale and Church (A
 * Program for Aligning Sentences in Bilingual Corpora, 1993), which judges by length; where units
 * share what a translation keeps (code, formulas, pictures, numbers, names), that counts for more.
 * Time and memory grow with the number of units, not with its square: of many only a band about
 * the diagonal is looked at. Included by parallel_*.c and tests. */
#ifndef DOC_PARALLEL_ALIGN_H
#define DOC_PARALLEL_ALIGN_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

enum unit_class {
    UNIT_TEXT,
    UNIT_HEADING,
    UNIT_LIST,
    UNIT_CODE,
    UNIT_FORMULA,
    UNIT_TABLE,
    UNIT_PICTURE,
    UNIT_BOX, /* holds blocks: a quotation, a note */
    UNIT_RULE
};

/* A block as the alignment sees it. */
struct unit {
    enum unit_class class;
    uint32_t kind;   /* tells apart what is of one class but no pair: types of notes, of lists */
    uint32_t shape;  /* how many parts it has: items, rows; 0: it has none */
    uint64_t same;   /* equal where two are one thing; 0: like no other */
    uint32_t length; /* of its words; Han count as much as the letters that translate them */
    const uint32_t *words; /* hashes of what a translation keeps, sorted, each once */
    uint32_t n_words;
    /* of headings */
    int rank;
    const char *number;         /* the author's own; NULL: none */
    const struct unit *section; /* what stands below it, up to the next heading */
};

/* Units [a, a + n_a) of the one side say what [b, b + n_b) of the other do; one of the two may be
 * none. */
struct bead {
    size_t a, n_a, b, n_b;
    int cost; /* 0 fits well, ALIGN_DOUBT is a guess; negative: surely the same */
};

enum { ALIGN_DOUBT = 400 };

struct alignment {
    struct bead *beads; /* in order; together they hold every unit of both sides */
    size_t n;
};

/* Pairs the headings: one to one, or one with none. */
struct alignment align_headings(struct arena *a, const struct unit *x, size_t n_x,
                                const struct unit *y, size_t n_y);
/* Pairs blocks: one with one or two, or with none; a pair that is a mere guess is none. Between
 * pairs what is left over is put together, as a bead of n to none followed by one of none to n. */
struct alignment align_blocks(struct arena *a, const struct unit *x, size_t n_x,
                              const struct unit *y, size_t n_y);

/* How much of the texts the pairs hold, and the few blocks that stand in one place, in permille of
 * the side of which they hold more: what one side has alone does not count against them. 1000 where
 * a side has no text. */
int align_share(const struct alignment *l, const struct unit *x, size_t n_x, const struct unit *y,
                size_t n_y);

#endif

/* A formula as a tree: what read/tex.c makes of TeX, and epub/mathml.c, layout/math.c and dump.c
 * read.
 *
 * A tree is a TeX math list after the macros are gone (TeXbook, chapter 17): every node has a class
 * that spaces it, binary operators that have nothing to join are ORD already, a symbol keeps the
 * character of its alphabet's base ("x", "A") and says the alphabet beside it. No fonts and no
 * lengths but those the author wrote. Every node but ROW has one child at most, a ROW. STYLED and
 * LINK are transparent: what is in them is spaced, and its binary operators were judged, as if it
 * stood in the list around. Nodes live in the chapter's arena and do not change after reading, but
 * for the numbers that resolve sets. Included by every folder. */
#ifndef DOC_MATH_H
#define DOC_MATH_H

#include "base/arena.h"
#include "doc/math_table.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* TeXbook, chapter 18: what decides the space between neighbours. */
enum math_class {
    MATH_ORD,
    MATH_OP,
    MATH_BIN,
    MATH_REL,
    MATH_OPEN,
    MATH_CLOSE,
    MATH_PUNCT,
    MATH_INNER
};

enum math_kind {
#define MATH_KIND(name, text) MATH_##name,
#include "doc/math_kinds.h"
#undef MATH_KIND
    MATH_KIND_COUNT
};

/* The alphabets of mathematical letters. ITALIC is what a letter has by itself; upright Greek
 * capitals are UPRIGHT. */
enum math_alphabet {
    ALPHABET_UPRIGHT,
    ALPHABET_ITALIC,
    ALPHABET_BOLD,
    ALPHABET_BOLD_ITALIC,
    ALPHABET_SCRIPT, /* \mathcal, \mathscr */
    ALPHABET_BOLD_SCRIPT,
    ALPHABET_FRAKTUR,
    ALPHABET_BOLD_FRAKTUR,
    ALPHABET_DOUBLE_STRUCK,
    ALPHABET_SANS,
    ALPHABET_SANS_BOLD,
    ALPHABET_SANS_ITALIC,
    ALPHABET_SANS_BOLD_ITALIC,
    ALPHABET_MONOSPACE
};

/* Where an operator's scripts stand: above and below in display style only, always, or never. */
enum math_limits { LIMITS_DISPLAY, LIMITS_ALWAYS, LIMITS_NEVER };

/* Bits of ENCLOSE. */
enum {
    ENCLOSE_BOX = 1,
    ENCLOSE_UP = 2,        /* \cancel: from the lower left to the upper right */
    ENCLOSE_DOWN = 4,      /* \bcancel */
    ENCLOSE_STRIKE = 8,    /* \sout: through the middle */
    ENCLOSE_ANGLE = 16,    /* \phase: a leg on the left and a line below */
    ENCLOSE_ACTUARIAL = 32 /* \angl: a line above and on the right */
};

/* Bits of PHANTOM: what it does not have. */
enum {
    PHANTOM_INK = 1,
    PHANTOM_WIDTH = 2, /* the content hangs to `align`: \rlap LEFT, \llap RIGHT, \clap CENTER */
    PHANTOM_HEIGHT = 4,
    PHANTOM_DEPTH = 8
};

struct math {
    enum math_kind kind;
    enum math_class class;
    struct math *next;  /* in the list of its parent */
    struct math *first; /* children, by kind: see math_kinds.h */
    const char *text;   /* by kind */
    union {
        struct { /* SYMBOL; of a NUMBER its alphabet */
            enum math_alphabet alphabet;
            bool large;              /* grows in display style: \sum, \int */
            bool stretchy;           /* an arrow as wide as what stands over and under it */
            enum math_limits limits; /* of class OP */
            bool negated;            /* \not */
        } symbol;
        struct {
            enum math_limits limits;
        } name;
        struct {
            bool bold, italic, sans, monospace, small_caps;
        } words;
        struct {
            struct math_length width;
            int penalty; /* of a line break here; 0: the space is no place for one; 10000 forbids
                            one, -10000 forces it (\\ outside tables) */
            bool fill;   /* \hfill, inside a cell */
        } space;
        struct {
            struct math *sub, *sup;               /* ROWs; NULL: none */
            struct math *before_sub, *before_sup; /* \sideset, \prescript */
            /* where they stand; neither: as a base of class OP says, one that is no SYMBOL and no
             * NAME by LIMITS_DISPLAY; beside any other base */
            bool limits; /* \limits, and of braces: over and under in every style */
            bool beside; /* \nolimits */
            bool level;  /* as high and low as on a letter: \ce */
        } scripts;
        struct {
            struct math *above, *below;   /* ROWs */
            bool ruled;                   /* false: \binom, \atop */
            struct math_length thickness; /* amount < 0: the font's own */
            enum math_style style;        /* \dfrac, \tfrac */
            enum math_align align;        /* of the numerator: \cfrac[l] */
            bool continued;               /* \cfrac: a strut, and no space behind it */
        } fraction;
        struct {
            struct math *degree; /* NULL: none */
        } radical;
        struct {
            const char *open, *close; /* "" for none; parser turns "." into it */
        } fence;
        struct {
            int size; /* 1 .. 4: \big .. \Bigg; 0: \middle, as high as its fence */
        } delimiter;
        struct {
            bool under, stretchy;
            bool rule; /* \overline, \underline: text is NULL */
        } accent;
        struct {
            struct math *over, *under; /* ROWs; NULL: none */
        } stack;
        struct {
            enum math_table_kind kind;
            enum math_style style; /* of the cells, unless the kind's own */
            struct math_column *columns;
            size_t n_columns;
            struct math_row *rows;
            size_t n_rows;
            struct math_rules below; /* under the last row */
            int rules_after;         /* lines after the last column */
            bool dashed_after;
            enum math_align
                at;       /* \begin{array}[t]: LEFT for top, RIGHT for bottom, else the axis */
            bool arrows;  /* the odd columns hold arrows as wide as the column: CD */
            bool flush;   /* its first and last columns stand at the margins: flalign */
            bool display; /* it is a display of its own: align, gather, equation */
            int stretch;  /* \arraystretch, permille */
        } table;
        struct {
            int bits;                /* ENCLOSE_* */
            uint32_t colour, ground; /* 0xAARRGGBB; 0: the text's, none */
        } enclose;
        struct {
            int bits; /* PHANTOM_* */
            enum math_align align;
        } phantom;
        struct {
            enum math_style style;
            uint32_t colour; /* 0xAARRGGBB; 0: none */
            int size;        /* permille of the size around; 0: none */
        } styled;
        struct {
            struct math_length width, height, raise;
        } rule;
        struct {
            struct math_length by;
            bool axis; /* \vcenter: instead, centred on the axis */
        } raise;
        struct {
            const char *url;
        } link;
        struct {
            const char *label;
            bool parentheses;   /* \eqref */
            const char *number; /* set by resolve; NULL: no such label */
        } reference;
    } u;
};

/* A formula: what a MATH or MATH_BLOCK node has beside its source. */
struct formula {
    struct math *root; /* a ROW */
    bool display;
};

/* Appends the node's children and the rows it has beside them, all that it is made of. */
void math_parts(const struct math *m, GPtrArray *out);

const char *math_kind_name(enum math_kind kind);
const char *math_class_name(enum math_class class);

/* The character of an alphabet for a base letter or digit, with the holes of Unicode filled ("h" in
 * ITALIC is U+210E); the character itself where the alphabet has none. */
gunichar math_letter(enum math_alphabet alphabet, gunichar base);
/* The way back: base and alphabet of a character such as U+1D400; false for any other. */
bool math_letter_base(gunichar c, gunichar *base, enum math_alphabet *alphabet);

/* What a symbol is found by and copied as: letters as they are typed, but those of which the
 * alphabet is the meaning, as in ℝ, as what they are. */
gunichar math_copied_letter(const struct math *symbol);
/* The formula as plain text, x² + y/2, for where no formula can stand. */
void math_text(const struct math *root, GString *out);

/* The tree as text, a node a line: `mkbook dump --tree`. */
void math_dump(const struct math *m, int depth, GString *out);

#endif

/* Inside a formula: boxes, fonts, and the steps between them. Included by math*.c only.
 *
 *   math_font.c     the MATH table: constants, glyphs of characters, variants, assemblies
 *   math_box.c      boxes, and their way into a frame
 *   math.c          lists: atoms, their classes and the space between them
 *   math_scripts.c, math_fraction.c, math_delim.c, math_accent.c, math_table.c: one shape each
 *   math_words.c    words that are broken over lines
 *   math_display.c, math_rows.c   displays; math_inline.c: pieces for a paragraph
 *
 * Boxes are TeX's: a width, a height above the baseline and a depth below it; all are in the
 * shaper's scratch memory. Lengths are len, of the font units scaled and rounded once. */
#ifndef LAYOUT_MATH_INT_H
#define LAYOUT_MATH_INT_H

#include "layout/math.h"
#include "layout/math_font.h"
#include "layout/shape_run.h"

/* Nesting is bounded by the parser; this is the floor under it. */
enum { MATH_DEPTH_MAX = 250 };

/* Sums of lengths that a hostile formula may make as large as it likes. */
static inline len math_sum(len a, len b)
{
    return (len)CLAMP((int64_t)a + b, -LEN_MAX, LEN_MAX);
}

/* ---- boxes ---- */

enum math_box_kind { BOX_LIST, BOX_GLYPH, BOX_RULE, BOX_LINE, BOX_FRAME, BOX_LINK };

struct math_box {
    enum math_box_kind kind;
    len width, height, depth;
    len x, y; /* of its origin from its parent's; y down */
    colour colour;
    struct math_box *first, *last, *next;
    union {
        struct {
            const struct math_glyph *glyph;
            len size;
            gunichar text;
        } glyph;
        struct {
            len x, y, thick, dash; /* from the origin to there */
        } line;
        struct {
            const struct frame *frame;
        } frame;
        struct {
            const char *uri;
        } link;
    } u;
};

/* One formula, and one size of it, being set. */
struct math_setter {
    const struct math_job *job;
    struct shaper *shaper;
    struct arena *a; /* scratch */
    struct math_fonts *fonts;
    const char *lang;
};

struct math_entry;

struct math_context {
    struct math_setter *m;
    len base;              /* size of text style */
    enum math_style style; /* never NONE */
    bool cramped;
    colour colour;
    int depth;
    len opened; /* > 0: wider fences of the list are taken apart (math_display.c), */
    len words;  /* > 0: and wider TEXT into words */
    len arrow;  /* arrows with labels are that wide at least */
    bool bare;  /* an accent's letter has a subscript: it goes without its italic correction */
};

/* Font size of the style; a constant at that size; an 18th of its em, times mu / 1000. */
len math_size(const struct math_context *c);
len math_constant(const struct math_context *c, enum math_constant k);
len math_mu(const struct math_context *c, int thousandths);
len math_length(const struct math_context *c, struct math_length l);
static inline bool math_is_script(const struct math_context *c)
{
    return c->style == MATH_SCRIPT || c->style == MATH_SCRIPT_SCRIPT;
}
/* The contexts of what hangs on or stands in it: the styles of appendix G. */
struct math_context math_for_sup(const struct math_context *c);
struct math_context math_for_sub(const struct math_context *c);
struct math_context math_for_numerator(const struct math_context *c);
struct math_context math_for_denominator(const struct math_context *c);
struct math_context math_cramped(const struct math_context *c);
struct math_context math_in_style(const struct math_context *c, enum math_style style);

struct math_box *box_new(const struct math_context *c);
/* Puts `inner` with its origin at (x, y); the outer box grows in height and depth, not in width. */
void box_put(struct math_box *outer, struct math_box *inner, len x, len y);
/* Puts it at the right end, raised by `up`, and grows in width too. */
void box_append(struct math_box *outer, struct math_box *inner, len up);
/* How far from the left something stands that leaves so much room. */
len box_aligned(enum math_align align, len room);
/* `text` is what is copied out; 0: part of the one before. */
struct math_box *box_glyph(const struct math_context *c, const struct math_glyph *g, gunichar text,
                           len size);
/* A filled rectangle. */
struct math_box *box_rule(const struct math_context *c, len width, len height, len depth);
struct math_box *box_line(const struct math_context *c, len x, len y, len thick, len dash);
/* Words in the paragraph's face. */
struct math_box *box_words(const struct math_context *c, const char *text, const struct math *m);
/* As a frame of the width, the box at x in it. */
struct frame *box_frame(const struct math_setter *m, const struct math_box *box, len x, len width);
/* The formula's element, which names its source; NULL: it has none. All its pieces share one. */
const struct tag *math_tag(const struct math_job *job);
/* The frame in brackets of the tag. */
const struct frame *math_tagged(const struct math_job *job, const struct tag *tag,
                                const struct frame *frame);

/* ---- lists ---- */

/* An atom with what stands around it. */
struct math_entry {
    struct math_box *box;
    int class;   /* enum math_class; -1: a space, which no spacing is put beside */
    len em;      /* size of its style */
    bool script; /* no wide spaces */
    bool is_space;
    int penalty;               /* is_space: of a break here, as the author says */
    len before;                /* spacing to the one before */
    len gap;                   /* a blank of the words that is part of it */
    bool word;                 /* goes on with the words of the entry before */
    int mu;                    /* the same in mu */
    const struct math *middle; /* a delimiter as high as its fence; box is empty */
    struct math_context context;
    struct math_entry *next;
};

struct math_list {
    struct math_entry *first, *last;
};

struct math_entry *math_add_entry(const struct math_context *c, struct math_list *list);
void math_collect(const struct math_context *c, const struct math *first, struct math_list *out);
/* Finds the spacing between the entries. */
void math_space(struct math_list *list);
struct math_box *math_join(const struct math_context *c, struct math_list *list);
/* The three at once. `first` is the first of siblings. */
struct math_box *math_set(const struct math_context *c, const struct math *first);
/* A node that is its parent's only child. */
struct math_box *math_set_row(const struct math_context *c, const struct math *row);
/* The only symbol of a row (and the rows in it), else NULL. */
const struct math *math_sole(const struct math *row, enum math_kind kind);

/* A symbol; *italic is its correction, which is part of the width unless `bare`. */
struct math_box *math_symbol(const struct math_context *c, const struct math *m, bool bare,
                             len *italic);
const struct math_glyph *math_symbol_glyph(const struct math_context *c, const struct math *m);
/* Letters or digits without kerning. */
struct math_box *math_letters(const struct math_context *c, const char *text,
                              enum math_alphabet alphabet);

/* A TEXT: as one entry, or, where it is wider than what may stand on one line, as its words. */
void math_words_list(const struct math_context *c, const struct math *m, struct math_list *out);

/* ---- shapes ---- */

struct math_box *math_scripts(const struct math_context *c, const struct math *m);
/* The scripts of a SCRIPTS on a box in place of its base. */
struct math_box *math_scripts_on(const struct math_context *c, const struct math *m,
                                 struct math_box *box);
struct math_box *math_stack(const struct math_context *c, const struct math *m);
struct math_box *math_fraction(const struct math_context *c, const struct math *m);
struct math_box *math_radical(const struct math_context *c, const struct math *m);
struct math_box *math_fence(const struct math_context *c, const struct math *m);
/* Its delimiters and what is between, as entries. */
void math_fence_list(const struct math_context *c, const struct math *m, struct math_list *out);
struct math_box *math_sized_delimiter(const struct math_context *c, const struct math *m);
/* A delimiter at least `want` high, centred on the axis; "" is an empty one. */
struct math_box *math_delimiter(const struct math_context *c, const char *text, len want);
enum math_growth {
    GROW_HEIGHT, /* the first variant that reaches, else the assembly, else the largest */
    GROW_WIDTH,
    GROW_ACCENT /* in width, the largest that does not exceed it */
};
/* A glyph grown; its text is what is copied out. */
struct math_box *math_grow(const struct math_context *c, const struct math_glyph *g, gunichar text,
                           len want, enum math_growth growth);
/* Over and under a box, as limits; shifted to the sides by half of `slant`. */
struct math_box *math_limits(const struct math_context *c, struct math_box *base,
                             struct math_box *over, struct math_box *under, len slant);
struct math_box *math_accent(const struct math_context *c, const struct math *m);
struct math_box *math_enclose(const struct math_context *c, const struct math *m);
struct math_box *math_phantom(const struct math_context *c, const struct math *m);
struct math_box *math_table(const struct math_context *c, const struct math *m);

/* A table set row by row. */
struct math_table_row {
    struct math_box *box; /* all rows are as wide as the table */
    len above;            /* between it and the one before */
    const struct math_row *row;
};
struct math_table_rows {
    struct math_table_row *rows;
    size_t n;
    len width;
};
/* `spread`: added between the pairs of columns of aligned equations; the width of a MULTLINE. */
struct math_table_rows math_table_set(const struct math_context *c, const struct math *m,
                                      len spread);

/* The formula's own context. */
void math_begin(const struct math_job *job, bool display, int permille, struct math_setter *m,
                struct math_context *c);

#endif

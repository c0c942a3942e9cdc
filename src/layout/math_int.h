/* Inside a formula: boxes, fonts, and the steps between them. Included by math*.c only.
 *
 *   math_font.c     the MATH table: constants, glyphs of characters, variants, assemblies
 *   math_box.c      boxes, and their way into a frame
 *   math.c          lists: atoms, their classes and the space between them
 *   math_scripts.c, math_fraction.c, math_delim.c, math_accent.c, math_table.c: one shape each
 *   math_display.c  displays: numbers, broken lines; math_inline.c: pieces for a paragraph
 *
 * Boxes are TeX's: a width, a height above the baseline and a depth below it; all are in the
 * shaper's scratch memory. Lengths are len, of the font units scaled and rounded once. */
#ifndef LAYOUT_MATH_INT_H
#define LAYOUT_MATH_INT_H

#include "layout/math.h"
#include "layout/shape_run.h"

/* Nesting is bounded by the parser; this is the floor under it. */
enum { MATH_DEPTH_MAX = 250 };

/* ---- fonts ---- */

/* The constants of the MATH table in its order, as far as they are used. */
enum math_constant {
    MC_SCRIPT_PERCENT = 0,
    MC_SCRIPT_SCRIPT_PERCENT = 1,
    MC_DISPLAY_OPERATOR_MIN_HEIGHT = 3,
    MC_AXIS_HEIGHT = 5,
    MC_ACCENT_BASE_HEIGHT = 6,
    MC_SUBSCRIPT_SHIFT_DOWN = 8,
    MC_SUBSCRIPT_TOP_MAX,
    MC_SUBSCRIPT_BASELINE_DROP_MIN,
    MC_SUPERSCRIPT_SHIFT_UP,
    MC_SUPERSCRIPT_SHIFT_UP_CRAMPED,
    MC_SUPERSCRIPT_BOTTOM_MIN,
    MC_SUPERSCRIPT_BASELINE_DROP_MAX,
    MC_SUB_SUPERSCRIPT_GAP_MIN,
    MC_SUPERSCRIPT_BOTTOM_MAX_WITH_SUBSCRIPT,
    MC_SPACE_AFTER_SCRIPT,
    MC_UPPER_LIMIT_GAP_MIN,
    MC_UPPER_LIMIT_BASELINE_RISE_MIN,
    MC_LOWER_LIMIT_GAP_MIN,
    MC_LOWER_LIMIT_BASELINE_DROP_MIN,
    MC_STACK_TOP_SHIFT_UP,
    MC_STACK_TOP_DISPLAY_SHIFT_UP,
    MC_STACK_BOTTOM_SHIFT_DOWN,
    MC_STACK_BOTTOM_DISPLAY_SHIFT_DOWN,
    MC_STACK_GAP_MIN,
    MC_STACK_DISPLAY_GAP_MIN,
    MC_FRACTION_NUMERATOR_SHIFT_UP = 32,
    MC_FRACTION_NUMERATOR_DISPLAY_SHIFT_UP,
    MC_FRACTION_DENOMINATOR_SHIFT_DOWN,
    MC_FRACTION_DENOMINATOR_DISPLAY_SHIFT_DOWN,
    MC_FRACTION_NUMERATOR_GAP_MIN,
    MC_FRACTION_NUMERATOR_DISPLAY_GAP_MIN,
    MC_FRACTION_RULE_THICKNESS,
    MC_FRACTION_DENOMINATOR_GAP_MIN,
    MC_FRACTION_DENOMINATOR_DISPLAY_GAP_MIN,
    MC_OVERBAR_VERTICAL_GAP = 43,
    MC_OVERBAR_RULE_THICKNESS,
    MC_UNDERBAR_VERTICAL_GAP = 46,
    MC_UNDERBAR_RULE_THICKNESS,
    MC_RADICAL_VERTICAL_GAP = 49,
    MC_RADICAL_DISPLAY_VERTICAL_GAP,
    MC_RADICAL_RULE_THICKNESS,
    MC_RADICAL_EXTRA_ASCENDER,
    MC_RADICAL_KERN_BEFORE_DEGREE,
    MC_RADICAL_KERN_AFTER_DEGREE,
    MC_RADICAL_DEGREE_RAISE_PERCENT,
    MC_COUNT
};

/* A glyph and its measures in font units; height and depth are those of the ink. */
struct math_glyph {
    const struct font *font;
    uint32_t id;
    int32_t upem, advance, height, depth;
    int32_t italic; /* correction */
    int32_t accent; /* where an accent over it is attached, from its left; INT32_MIN: no word */
};

/* A part of an assembly. */
struct math_part {
    const struct math_glyph *glyph;
    int32_t start, end, full; /* connectors' lengths, and its own */
    bool extender;
};

/* How a glyph grows in one direction. */
struct math_stretch {
    const struct math_glyph **variants; /* from small to large */
    int32_t *sizes;
    size_t n_variants;
    struct math_part *parts; /* from bottom to top, from left to right */
    size_t n_parts;
    int32_t overlap; /* least, of connectors */
};

struct math_fonts;

/* Those of the shaper; lives as long as it. */
struct math_fonts *math_fonts_of(struct shaper *s);
int32_t math_units(const struct math_fonts *f, enum math_constant c);
/* A character's glyph; `script` 0-2: its form for scripts (ssty). NULL when no font has it, or only
 * one for running text that sets Han. */
const struct math_glyph *math_find_glyph(struct math_fonts *f, gunichar c, int script);
const struct math_stretch *math_find_stretch(struct math_fonts *f, const struct math_glyph *g,
                                             bool vertical);
/* The ink of a glyph of any face, in font units, up to its top and down to its bottom. */
const struct math_glyph *math_measure_glyph(struct math_fonts *f, const struct font *font,
                                            uint32_t id);
int32_t math_upem(const struct math_fonts *f);

static inline len math_scale(int64_t units, int32_t upem, len size)
{
    int64_t v = units * size, half = upem / 2;

    return (len)((v + (v < 0 ? -half : half)) / upem);
}

/* ---- boxes ---- */

enum math_box_kind { BOX_LIST, BOX_GLYPH, BOX_RULE, BOX_LINE, BOX_FRAME, BOX_LINK };

struct math_box {
    enum math_box_kind kind;
    len width, height, depth;
    len x, y;  /* of its origin from its parent's; y down */
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
    len base; /* size of text style */
    enum math_style style; /* never NONE */
    bool cramped;
    colour colour;
    int depth;
    bool bare; /* an accent's letter has a subscript: it goes without its italic correction */
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

/* ---- lists ---- */

/* An atom with what stands around it. */
struct math_entry {
    struct math_box *box;
    int class;   /* enum math_class; -1: a space, which no spacing is put beside */
    len em;      /* size of its style */
    bool script; /* no wide spaces */
    bool is_space;
    int penalty; /* is_space: of a break here, as the author says */
    len before;  /* spacing to the one before */
    int mu;      /* the same in mu */
    const struct math *middle; /* a delimiter as high as its fence; box is empty */
    struct math_context context;
    struct math_entry *next;
};

struct math_list {
    struct math_entry *first, *last;
};

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

/* ---- shapes ---- */

struct math_box *math_scripts(const struct math_context *c, const struct math *m);
struct math_box *math_stack(const struct math_context *c, const struct math *m);
struct math_box *math_fraction(const struct math_context *c, const struct math *m);
struct math_box *math_radical(const struct math_context *c, const struct math *m);
struct math_box *math_fence(const struct math_context *c, const struct math *m);
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
/* `spread`: added between the pairs of columns of aligned equations. */
struct math_table_rows math_table_set(const struct math_context *c, const struct math *m,
                                      len spread);

/* The formula's own context. */
void math_begin(const struct math_job *job, bool display, int permille, struct math_setter *m,
                struct math_context *c);

#endif

/* The fonts of formulas: the MATH table's constants, the glyphs of characters and of scripts, how
 * glyphs grow.
 *
 * One struct math_fonts for each shaper and language, made at the first formula; it lives in the
 * shaper's own memory and answers from caches. All is in font units. Included by math*.c only. */
#ifndef LAYOUT_MATH_FONT_H
#define LAYOUT_MATH_FONT_H

#include "layout/shape_run.h"

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

/* Those of the shaper for formulas in a text of that language; they live as long as it. */
struct math_fonts *math_fonts_of(struct shaper *s, const char *lang);
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

#endif

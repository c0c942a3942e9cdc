/* The colours that CSS Color 4 names; style sheets and formulas use them. Any module may include
 * this header. */
#ifndef BASE_COLOUR_H
#define BASE_COLOUR_H

#include <stdbool.h>
#include <stdint.h>

/* A colour by its name, ASCII case ignored, as 0xAARRGGBB; false when no colour has it. */
bool colour_named(const char *name, uint32_t *out);

#endif

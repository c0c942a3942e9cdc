/* The names of CSS that mkbook knows only as names: properties that the EPUB's readers may honour
 * and the PDF does not, and the nearest name to a misspelt one. */
#include "style/value.h"

#include <string.h>

static const char *const elsewhere[] = {
    "align-content",
    "align-items",
    "align-self",
    "all",
    "animation",
    "animation-delay",
    "animation-duration",
    "animation-name",
    "appearance",
    "aspect-ratio",
    "backface-visibility",
    "background-attachment",
    "background-blend-mode",
    "background-clip",
    "background-image",
    "background-origin",
    "background-position",
    "background-repeat",
    "background-size",
    "block-size",
    "border-block",
    "border-collapse",
    "border-end-end-radius",
    "border-end-start-radius",
    "border-image",
    "border-inline",
    "border-spacing",
    "border-bottom-left-radius",
    "border-bottom-right-radius",
    "border-start-end-radius",
    "border-start-start-radius",
    "border-top-left-radius",
    "border-top-right-radius",
    "bottom",
    "box-decoration-break",
    "box-shadow",
    "box-sizing",
    "caption-side",
    "caret-color",
    "clear",
    "clip",
    "clip-path",
    "color-adjust",
    "color-scheme",
    "column-count",
    "column-fill",
    "column-gap",
    "column-rule",
    "column-span",
    "column-width",
    "columns",
    "contain",
    "counter-set",
    "cursor",
    "empty-cells",
    "filter",
    "flex",
    "flex-basis",
    "flex-direction",
    "flex-flow",
    "flex-grow",
    "flex-shrink",
    "flex-wrap",
    "font-kerning",
    "font-language-override",
    "font-optical-sizing",
    "font-palette",
    "font-size-adjust",
    "font-stretch",
    "font-synthesis",
    "font-variant-alternates",
    "font-variant-east-asian",
    "font-variant-ligatures",
    "font-variant-position",
    "font-variation-settings",
    "forced-color-adjust",
    "gap",
    "grid",
    "grid-area",
    "grid-auto-columns",
    "grid-auto-flow",
    "grid-auto-rows",
    "grid-column",
    "grid-row",
    "grid-template",
    "grid-template-areas",
    "grid-template-columns",
    "grid-template-rows",
    "hyphenate-character",
    "hyphenate-limit-chars",
    "image-orientation",
    "image-rendering",
    "inset",
    "isolation",
    "justify-content",
    "justify-items",
    "justify-self",
    "left",
    "list-style-image",
    "list-style-position",
    "mask",
    "max-height",
    "min-block-size",
    "min-height",
    "min-inline-size",
    "min-width",
    "mix-blend-mode",
    "object-fit",
    "object-position",
    "opacity",
    "order",
    "outline",
    "outline-color",
    "outline-offset",
    "outline-style",
    "outline-width",
    "overflow",
    "overflow-wrap",
    "overflow-x",
    "overflow-y",
    "page",
    "perspective",
    "place-content",
    "place-items",
    "place-self",
    "pointer-events",
    "position",
    "print-color-adjust",
    "quotes",
    "resize",
    "right",
    "row-gap",
    "ruby-align",
    "ruby-position",
    "scroll-behavior",
    "shape-margin",
    "shape-outside",
    "speak",
    "tab-size",
    "table-layout",
    "text-align-all",
    "text-align-last",
    "text-combine-upright",
    "text-decoration-color",
    "text-decoration-skip-ink",
    "text-decoration-style",
    "text-decoration-thickness",
    "text-emphasis-color",
    "text-emphasis-position",
    "text-justify",
    "text-orientation",
    "text-overflow",
    "text-rendering",
    "text-shadow",
    "text-size-adjust",
    "text-spacing",
    "text-underline-offset",
    "text-underline-position",
    "text-wrap",
    "top",
    "touch-action",
    "transform",
    "transform-origin",
    "transition",
    "unicode-bidi",
    "user-select",
    "visibility",
    "white-space-collapse",
    "will-change",
    "word-spacing",
    "word-wrap",
    "writing-mode",
    "z-index",
    "bookmark-label",
    "bookmark-level",
    "bookmark-state",
    "footnote-display",
    "footnote-policy",
    "accent-color",
    "zoom",
};

/* Longhands are in props.h; these are the shorthands of shorthand.c, for suggestions. */
static const char *const shorthands[] = {
    "margin",
    "padding",
    "border",
    "border-top",
    "border-right",
    "border-bottom",
    "border-left",
    "border-width",
    "border-style",
    "border-color",
    "background",
    "list-style",
    "font",
    "font-variant",
    "text-decoration",
    "text-emphasis",
    "page-break-before",
    "page-break-after",
    "page-break-inside",
    "font-variant-numeric",
};

bool known_elsewhere(const char *name)
{
    if (name[0] == '-' && name[1] != '-') /* a vendor's: -webkit-, -epub- */
        return true;
    for (size_t i = 0; i < G_N_ELEMENTS(elsewhere); i++)
        if (strcmp(name, elsewhere[i]) == 0)
            return true;
    return false;
}

/* Edits (insert, delete, replace, swap of neighbours) between two short words; 99 for far ones. */
static int distance(const char *a, const char *b)
{
    enum { LONGEST = 40 };
    int rows[3][LONGEST + 1];
    size_t na = strlen(a), nb = strlen(b);
    if (na > LONGEST || nb > LONGEST || na > nb + 2 || nb > na + 2)
        return 99;
    int *before = rows[0], *last = rows[1], *row = rows[2];
    for (size_t j = 0; j <= nb; j++)
        last[j] = before[j] = (int)j;
    for (size_t i = 1; i <= na; i++) {
        row[0] = (int)i;
        for (size_t j = 1; j <= nb; j++) {
            int best = last[j - 1] + (a[i - 1] != b[j - 1]);
            best = MIN(best, MIN(last[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                best = MIN(best, before[j - 2] + 1);
            row[j] = best;
        }
        int *free_row = before;
        before = last;
        last = row;
        row = free_row;
    }
    return last[nb];
}

const char *known_nearest(const char *name)
{
    const char *best = NULL;
    int least = strlen(name) < 5 ? 2 : 3; /* one edit in a short word, two in others */
    for (size_t i = 0; i < PROP_COUNT + G_N_ELEMENTS(shorthands); i++) {
        const char *known = i < PROP_COUNT ? prop_rows[i].name : shorthands[i - PROP_COUNT];
        int d = distance(name, known);
        if (d < least) {
            least = d;
            best = known;
        }
    }
    return best;
}

/* Every CSS property that the PDF honours: PROP(NAME, "name", field of struct style, value syntax,
 * inherited). Included several times; see sheet.h. Shorthands and other spellings are expanded to
 * these in shorthand.c; the words of the KEYWORD ones stand in value.c. A new row needs a field of
 * struct style, one consumer in layout/, and a line in the manual. */

PROP(DISPLAY, "display", display, KEYWORD, false)
/* font */
PROP(FONT_FAMILY, "font-family", font_family, FAMILY, true)
PROP(FONT_SIZE, "font-size", font_size, FONT_SIZE, true)
PROP(FONT_WEIGHT, "font-weight", font_weight, WEIGHT, true)
PROP(FONT_STYLE, "font-style", font_slant, KEYWORD, true)
PROP(FONT_VARIANT_CAPS, "font-variant-caps", small_caps, SWITCH, true)
PROP(FONT_FEATURES, "font-feature-settings", font_features, FEATURES, true)
PROP(COLOR, "color", colour, COLOUR, true)
PROP(BACKGROUND_COLOR, "background-color", background, COLOUR, false)
PROP(LINE_HEIGHT, "line-height", line_height, LINE_HEIGHT, true)
PROP(LETTER_SPACING, "letter-spacing", letter_spacing, SPACING, true)
PROP(TEXT_DECORATION, "text-decoration-line", decoration, DECORATION, false) /* drawn below too */
PROP(TEXT_EMPHASIS, "text-emphasis-style", emphasis, EMPHASIS, true)
PROP(TEXT_TRANSFORM, "text-transform", transform, KEYWORD, true)
PROP(VERTICAL_ALIGN, "vertical-align", valign, VALIGN, false) /* and valign_shift */
/* paragraph */
PROP(DIRECTION, "direction", direction, KEYWORD, true) /* see match.c: dir, lang */
PROP(TEXT_ALIGN, "text-align", align, KEYWORD, true)
PROP(TEXT_INDENT, "text-indent", text_indent, LENGTH, true)
PROP(HYPHENS, "hyphens", hyphens, KEYWORD, true)
PROP(LINE_BREAK, "line-break", line_break, KEYWORD, true)
PROP(WORD_BREAK, "word-break", word_break, KEYWORD, true)
PROP(TEXT_AUTOSPACE, "text-autospace", no_autospace, SWITCH, true)
PROP(SPACING_TRIM, "text-spacing-trim", spacing_trim, KEYWORD, true)
PROP(HANGING, "hanging-punctuation", hanging, KEYWORD, true)
PROP(WHITE_SPACE, "white-space", white_space, KEYWORD, true)
PROP(ORPHANS, "orphans", orphans, COUNT, true)
PROP(WIDOWS, "widows", widows, COUNT, true)
/* box */
PROP(MARGIN_TOP, "margin-top", margin.top, MARGIN, false)
PROP(MARGIN_RIGHT, "margin-right", margin.right, MARGIN, false)
PROP(MARGIN_BOTTOM, "margin-bottom", margin.bottom, MARGIN, false)
PROP(MARGIN_LEFT, "margin-left", margin.left, MARGIN, false)
PROP(PADDING_TOP, "padding-top", padding.top, PADDING, false)
PROP(PADDING_RIGHT, "padding-right", padding.right, PADDING, false)
PROP(PADDING_BOTTOM, "padding-bottom", padding.bottom, PADDING, false)
PROP(PADDING_LEFT, "padding-left", padding.left, PADDING, false)
PROP(BORDER_TOP_WIDTH, "border-top-width", border_top.width, BORDER_WIDTH, false)
PROP(BORDER_RIGHT_WIDTH, "border-right-width", border_right.width, BORDER_WIDTH, false)
PROP(BORDER_BOTTOM_WIDTH, "border-bottom-width", border_bottom.width, BORDER_WIDTH, false)
PROP(BORDER_LEFT_WIDTH, "border-left-width", border_left.width, BORDER_WIDTH, false)
PROP(BORDER_TOP_STYLE, "border-top-style", border_top.style, KEYWORD, false)
PROP(BORDER_RIGHT_STYLE, "border-right-style", border_right.style, KEYWORD, false)
PROP(BORDER_BOTTOM_STYLE, "border-bottom-style", border_bottom.style, KEYWORD, false)
PROP(BORDER_LEFT_STYLE, "border-left-style", border_left.style, KEYWORD, false)
PROP(BORDER_TOP_COLOR, "border-top-color", border_top.colour, COLOUR, false)
PROP(BORDER_RIGHT_COLOR, "border-right-color", border_right.colour, COLOUR, false)
PROP(BORDER_BOTTOM_COLOR, "border-bottom-color", border_bottom.colour, COLOUR, false)
PROP(BORDER_LEFT_COLOR, "border-left-color", border_left.colour, COLOUR, false)
PROP(BORDER_RADIUS, "border-radius", border_radius, PADDING, false)
PROP(WIDTH, "width", width, SIZE, false)             /* and width_permille */
PROP(HEIGHT, "height", height, SIZE, false)          /* no percentages */
PROP(MAX_WIDTH, "max-width", max_width, SIZE, false) /* and max_width_permille */
PROP(BREAK_BEFORE, "break-before", break_before, KEYWORD, false)
PROP(BREAK_AFTER, "break-after", break_after, KEYWORD, false)
PROP(BREAK_INSIDE, "break-inside", break_inside, KEYWORD, false)
PROP(LIST_STYLE_TYPE, "list-style-type", marker, MARKER, true) /* and marker_string */
PROP(FLOAT, "float", footnote_float, SWITCH, false)
PROP(CONTENT, "content", content, CONTENT, false) /* of ::before, ::after and margin boxes only */
PROP(COUNTER_RESET, "counter-reset", counter_reset, COUNTERS, false)
PROP(COUNTER_INCREMENT, "counter-increment", counter_increment, COUNTERS, false)
PROP(STRING_SET, "string-set", strings, STRING_SET, false)

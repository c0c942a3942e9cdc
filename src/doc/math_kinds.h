/* The kinds of struct math: MATH_KIND(NAME, "name"). Beside each: what `first` and `text` are. */
MATH_KIND(ROW, "row")             /* first: its list; a group {..} */
MATH_KIND(SYMBOL, "symbol")       /* text: one character, with its combining marks */
MATH_KIND(NAME, "name")           /* text: upright letters that are one word: "sin", \mathrm{abc} */
MATH_KIND(NUMBER, "number")       /* text: digits with their point: "3.14" */
MATH_KIND(TEXT, "text")           /* text: words in the paragraph's font; formulas in it beside */
MATH_KIND(SPACE, "space")         /* u.space */
MATH_KIND(SCRIPTS, "scripts")     /* first: the base, a ROW; u.scripts */
MATH_KIND(FRACTION, "fraction")   /* u.fraction; delimiters are a FENCE around it */
MATH_KIND(RADICAL, "radical")     /* first: its list, a ROW; u.radical */
MATH_KIND(FENCE, "fence")         /* first: a ROW; \left .. \right */
MATH_KIND(DELIMITER, "delimiter") /* text: one delimiter of a given size; "": none */
MATH_KIND(ACCENT, "accent")       /* first: a ROW; text: U+0302 and its like, an arrow, a brace */
MATH_KIND(STACK, "stack")         /* first: the base, a ROW; \overset, arrows with labels */
MATH_KIND(TABLE, "table")         /* u.table */
MATH_KIND(ENCLOSE, "enclose")     /* first: a ROW; boxes and strokes */
MATH_KIND(PHANTOM, "phantom")     /* first: a ROW */
MATH_KIND(STYLED, "styled")       /* first: a ROW; style, colour, size */
MATH_KIND(RULE, "rule")           /* u.rule */
MATH_KIND(RAISE, "raise")         /* first: a ROW */
MATH_KIND(LINK, "link")           /* first: a ROW */
MATH_KIND(REFERENCE, "reference") /* \ref, \eqref */

/* Every kind of node: KIND(NAME, "dump name", block?). Included several times; see doc.h.
 * A new row makes the compiler list every switch that must learn it. */

/* blocks that hold blocks */
KIND(DOCUMENT, "document", true)
KIND(QUOTE, "quote", true)
KIND(ALERT, "alert", true)       /* u.alert.type; a CAPTION, its first child, is its title */
KIND(LIST, "list", true)         /* u.list; holds ITEM */
KIND(ITEM, "item", true)         /* u.item */
KIND(DETAILS, "details", true)   /* first child SUMMARY, then blocks */
KIND(SUMMARY, "summary", true)   /* inlines */
KIND(DIV, "div", true)           /* align in style attributes: node_attr(n, "align") */
KIND(FIGURE, "figure", true)     /* u.figure; blocks, and a CAPTION */
KIND(CAPTION, "caption", true)   /* inlines; of a FIGURE; first in a TABLE or ALERT */
KIND(FOOTNOTE, "footnote", true) /* a definition: u.footnote; all stand at the document's end */
KIND(DEF_LIST, "deflist", true)  /* holds TERM and DEFINITION */
KIND(DEFINITION, "definition", true)
/* blocks that hold inlines */
KIND(HEADING, "heading", true) /* u.heading; id */
KIND(PARAGRAPH, "paragraph", true)
KIND(TERM, "term", true)
/* leaf blocks */
KIND(CODE_BLOCK, "code-block", true) /* u.code */
KIND(MATH_BLOCK, "math-block", true) /* u.math */
KIND(RULE, "rule", true)
KIND(HTML_BLOCK, "html-block", true) /* u.text: raw; only between read/markdown.c and read/html.c */
/* tables: TABLE > [CAPTION] ROW* > CELL*; a cell holds blocks or inlines, never both */
KIND(TABLE, "table", true) /* u.table */
KIND(ROW, "row", true)     /* u.row.head */
KIND(CELL, "cell", true)   /* u.cell */
/* inlines */
KIND(TEXT, "text", false)            /* u.text */
KIND(SOFT_BREAK, "softbreak", false) /* a space; those between CJK characters are gone already */
KIND(HARD_BREAK, "hardbreak", false)
KIND(CODE, "code", false) /* u.text */
KIND(MATH, "math", false) /* u.math */
KIND(EMPH, "emph", false)
KIND(STRONG, "strong", false)
KIND(STRIKE, "strike", false)       /* ~~x~~, <s>, <del> */
KIND(UNDERLINE, "underline", false) /* <u>, <ins> */
KIND(MARK, "mark", false)
KIND(SUB, "sub", false)
KIND(SUP, "sup", false)
KIND(SMALL, "small", false)
KIND(KBD, "kbd", false)
KIND(SPAN, "span", false)
KIND(LINK, "link", false)                 /* u.link */
KIND(IMAGE, "image", false)               /* u.image; no children */
KIND(ANCHOR, "anchor", false)             /* an empty target: id */
KIND(FOOTNOTE_REF, "footnote-ref", false) /* u.ref */
KIND(HTML_INLINE, "html-inline", false)   /* u.text: one raw tag; as HTML_BLOCK */

/* Style sheets: one CSS subset for both outputs.
 *
 * A struct sheets holds the parsed sheets in cascade order: the embedded base.css and book.css, a
 * theme's, then the book's own. For the PDF the cascade gives every node a computed struct style,
 * interned: equal styles are the same pointer. For the EPUB the sheets are written out again as CSS
 * text. Lengths are `len`, 1/1024 pt. Properties: props.h. Included by layout/, epub/, build.c and
 * tests.
 */
#ifndef STYLE_STYLE_H
#define STYLE_STYLE_H

#include "doc/book.h"

#include <stdint.h>

typedef int32_t len; /* 1/1024 pt, Pango's unit */
enum { LEN_PT = 1024, LEN_MAX = INT32_MAX / 4, LEN_AUTO = INT32_MIN };

enum text_align { TEXT_START, TEXT_END, TEXT_LEFT, TEXT_RIGHT, TEXT_CENTER, TEXT_JUSTIFY };
enum direction { DIRECTION_LTR, DIRECTION_RTL };
enum display { DISPLAY_INLINE, DISPLAY_BLOCK, DISPLAY_LIST_ITEM, DISPLAY_TABLE, DISPLAY_NONE };
enum white_space { WS_NORMAL, WS_NOWRAP, WS_PRE, WS_PRE_WRAP };
enum hyphens { HYPHENS_NONE, HYPHENS_MANUAL, HYPHENS_AUTO };
enum line_break {
    LINE_BREAK_AUTO,
    LINE_BREAK_LOOSE,
    LINE_BREAK_NORMAL,
    LINE_BREAK_STRICT,
    LINE_BREAK_ANYWHERE
};
enum word_break {
    WORD_BREAK_AUTO, /* by language */
    WORD_BREAK_NORMAL,
    WORD_BREAK_KEEP_ALL,
    WORD_BREAK_ALL
};
enum spacing_trim {
    SPACING_TRIM_AUTO, /* by language */
    SPACING_TRIM_BOTH,
    SPACING_TRIM_START,
    SPACING_TRIM_NONE /* space-all */
};
enum hanging { HANGING_NONE, HANGING_ALLOW_END, HANGING_FORCE_END };
enum break_rule { BREAK_AUTO, BREAK_AVOID, BREAK_PAGE, BREAK_RECTO };
enum font_slant { SLANT_NORMAL, SLANT_ITALIC };
enum vertical_align {
    VALIGN_BASELINE,
    VALIGN_SUB,
    VALIGN_SUPER,
    VALIGN_TOP,
    VALIGN_MIDDLE,
    VALIGN_BOTTOM
};
enum list_marker {
    MARKER_NONE,
    MARKER_DISC,
    MARKER_CIRCLE,
    MARKER_SQUARE,
    MARKER_DECIMAL,
    MARKER_LOWER_ALPHA,
    MARKER_UPPER_ALPHA,
    MARKER_LOWER_ROMAN,
    MARKER_UPPER_ROMAN,
    MARKER_CJK_DECIMAL,
    MARKER_STRING
};
enum text_emphasis { EMPHASIS_NONE, EMPHASIS_DOT };
enum border_style { BORDER_NONE, BORDER_SOLID, BORDER_DASHED, BORDER_DOTTED, BORDER_DOUBLE };
enum { DECORATION_UNDERLINE = 1, DECORATION_STRIKE = 2 };
enum text_transform { TRANSFORM_NONE, TRANSFORM_UPPER, TRANSFORM_LOWER, TRANSFORM_CAPITALIZE };

/* 0xAARRGGBB; alpha 0 is "transparent". */
typedef uint32_t colour;

struct edges {
    len top, right, bottom, left;
};

struct border {
    len width; /* 0 when style is BORDER_NONE */
    colour colour;
    enum border_style style;
};

/* A piece of what `content` and `string-set` make a text of. */
enum content_kind {
    CONTENT_TEXT,         /* text */
    CONTENT_STRING,       /* string(text): the page's first, else the one in force */
    CONTENT_STRING_LAST,  /* string(text, last) */
    CONTENT_STRING_START, /* string(text, start): the one in force at the page's top */
    CONTENT_PAGE,         /* counter(page): the folio */
    CONTENT_PAGES,        /* counter(pages) */
    CONTENT_ELEMENT,      /* content(): the element's own text */
    CONTENT_BEFORE,       /* content(before): its number */
    CONTENT_COUNTER,      /* counter(text, marker) */
    CONTENT_COUNTERS,     /* counters(text, separator, marker): of all levels */
    CONTENT_ATTR          /* attr(text): of the element */
};

struct content_piece {
    enum content_kind kind;
    const char *text, *separator;
    enum list_marker marker;
    const struct content_piece *next;
};

/* One name of counter-reset or counter-increment. */
struct counter_op {
    const char *name;
    int value;
    const struct counter_op *next;
};

/* What an element lets the running heads say. */
struct string_set {
    const char *name;
    const struct content_piece *content;
    const struct string_set *next;
};

struct context;

/* Computed values. const and interned: elements alike in kind, classes, language and surroundings
 * share one pointer. Percentages of widths stay permille in the *_permille fields because only
 * layout knows the containing width; other percentages are of the page's text block. */
struct style {
    const struct context *context; /* style/'s own: what style_for matches below this element */
    enum display display;
    /* font */
    const char *font_family; /* comma list as written: "serif", "monospace", "Noto Serif, serif" */
    len font_size;
    int font_weight;            /* 100-900 */
    enum font_slant font_slant; /* of Latin and the like; Han, kana and hangul are never slanted */
    bool small_caps;
    const char *font_features; /* "tnum, onum" in Pango's form; NULL: none */
    colour colour, background;
    len line_height; /* of the text's lines; absolute */
    int line_factor; /* 1/10000 of the font size that it came from, which inherits; 0: a length */
    len letter_spacing;
    int decoration;              /* DECORATION_* bits */
    enum text_emphasis emphasis; /* marks on Han */
    enum text_transform transform;
    enum vertical_align valign;
    len valign_shift; /* added to valign, up */
    /* paragraph */
    enum direction direction; /* of the block; inlines inherit it, and have no use for it */
    enum text_align align;
    len text_indent;
    enum hyphens hyphens;
    enum line_break line_break;
    enum word_break word_break;
    bool no_autospace; /* no gap between Han and Latin */
    enum spacing_trim spacing_trim;
    enum hanging hanging; /* of CJK commas and full stops, beyond the line's end */
    enum white_space white_space;
    int orphans, widows;
    /* box */
    struct edges margin, padding; /* margin may be negative; left/right may be LEN_AUTO */
    struct border border_top, border_right, border_bottom, border_left;
    len border_radius;
    len width, height, max_width;           /* LEN_AUTO: not given */
    int width_permille, max_width_permille; /* of the containing block; 0: not given */
    enum break_rule break_before, break_after, break_inside;
    enum list_marker marker;
    const char *marker_string;           /* of MARKER_STRING */
    bool footnote_float;                 /* float: footnote */
    const struct content_piece *content; /* of a page's margin box; NULL: none */
    const struct string_set *strings;    /* NULL: none */
    const struct counter_op *counter_reset, *counter_increment; /* NULL: none */
    const struct style *before, *after;                         /* ::before, ::after; NULL: none */
    const char *generated;                                      /* of those two: their text */
};

/* @page, with the book's own paper and margins laid over it. */
struct page_style {
    len width, height;
    len top, bottom, inside, outside;
};

/* What @page can ask of a page. */
struct page_place {
    const char *name;              /* "title", "contents", "part", "chapter" */
    bool left, first, book, blank; /* first of its kind; of the book; without any text */
};

struct sheets;

/* Parses the embedded sheets and those the book names (its own and the output's), reporting with
 * file and line. `media` is "print" (PDF) or "screen" (EPUB): @media blocks for the other are
 * skipped. */
struct sheets *sheets_load(struct book *b, const char *media);
void sheets_free(struct sheets *s);

/* Computes node->style for every node of the chapter's tree: type selectors are the HTML element
 * names that epub/xhtml writes ("p", "h1", "blockquote", "pre", "code", "table", "td",
 * "aside.alert-note", ...), and :lang() takes the node's language. Thread-safe on different
 * chapters: the interning has a lock. */
void style_apply(struct sheets *s, struct chapter *chapter);
/* The style an element of that name and classes (may be NULL) would get under `parent` (NULL: the
 * body), for parts that are no nodes: running heads, folios, contents lines, markers. A name that
 * is no element of HTML is the class of a div: "folio" is <div class="folio">. `lang` NULL: the
 * parent's. Thread-safe. */
const struct style *style_for(struct sheets *s, const struct style *parent, const char *element,
                              const char *classes, const char *lang);
/* The style of a box in the page's margin, "top-left" to "bottom-right-corner", with its content.
 * Its class is running-head or running-foot. Thread-safe. */
const struct style *style_page_box(struct sheets *s, const struct page_place *at, const char *box,
                                   const char *lang);
struct page_style style_page(struct sheets *s, const struct book *b);

/* The style of tokens in code: colour, weight and slant of ".tok-keyword" under `pre`. */
const struct style *style_token(struct sheets *s, const struct style *pre, enum token_class class);

/* A number as a list's marker or a counter has it, without a delimiter: "iv", "c", "4". */
char *style_number(struct arena *a, enum list_marker marker, int number);

/* The element name a node is written as; NULL for kinds that have none (TEXT, SOFT_BREAK). */
const char *style_element(const struct node *n);
/* The classes that follow from the kind ("alert alert-note", "task-list-item"), NULL for none; they
 * come before the node's own. Both the cascade and epub/xhtml use these two. */
const char *style_classes(const struct node *n);

/* The sheets as CSS text for the EPUB: @page and print-only rules left out. Where no text runs from
 * right to left (`bidi` false), start and end are written as left and right, which older readers
 * know. */
void style_write(const struct sheets *s, bool bidi, GString *out);

/* The computed style, one "property: value" a line, only what differs from the initial value. */
void style_dump(const struct style *s, GString *out);

#endif

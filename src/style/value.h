/* Inside style/: CSS text to tokens, and tokens to the values of properties.
 *
 * token.c cuts text into tokens; value.c and content.c read the value of one longhand, shorthand.c
 * takes shorthands apart, known.c has the names of all others. Numbers are fixed point: no doubles.
 * Only the files of style/ include it. */
#ifndef STYLE_VALUE_H
#define STYLE_VALUE_H

#include "style/style.h"

enum { UNIT_ONE = 10000 }; /* the fixed-point 1 of struct value and struct token */

/* ---- tokens (token.c) ---- */
enum token_kind {
    TOK_END,
    TOK_SPACE,
    TOK_IDENT,
    TOK_FUNCTION, /* text is the name, the `(` is eaten */
    TOK_AT,
    TOK_HASH,
    TOK_STRING,
    TOK_URL, /* unquoted url(...) */
    TOK_BAD, /* a string or url that does not end */
    TOK_NUMBER,
    TOK_PERCENT,
    TOK_DIMENSION, /* text is the unit */
    TOK_DELIM      /* one character, in `delim` */
};

struct token {
    enum token_kind kind;
    char delim;
    bool integer;
    int64_t number;   /* times UNIT_ONE, within +-10^9 */
    const char *text; /* unescaped; identifiers keep their case */
    const char *raw;  /* as written, raw_size bytes, for writing it again */
    size_t raw_size;
    struct loc loc;
};

struct lexer {
    struct arena *arena;
    const char *p, *end;
    struct loc loc;      /* of the last token */
    const char *counted; /* where that was; columns are counted on from here */
};

struct token lexer_next(struct lexer *l);
/* Appends tokens as text: runs of white space become one space, comments vanish. */
void tokens_write(const struct token *tokens, size_t n, GString *out);

/* ---- values and declarations ---- */
enum prop {
#define PROP(name, text, field, syntax, inherited) PROP_##name,
#include "style/props.h"
#undef PROP
    PROP_COUNT
};

enum value_kind {
    VALUE_INITIAL,
    VALUE_INHERIT,
    VALUE_KEYWORD, /* keyword: the enumerator for the field */
    VALUE_NUMBER,
    VALUE_PERCENT,
    VALUE_LENGTH,
    VALUE_COLOUR,
    VALUE_CURRENT_COLOUR,
    VALUE_AUTO, /* auto, none, normal: what the property means by it */
    VALUE_TEXT  /* NULL for none */
};
enum length_unit { LENGTH_ABSOLUTE, LENGTH_EM, LENGTH_REM, LENGTH_EX };

struct value {
    enum value_kind kind;
    enum length_unit unit;
    int keyword;
    int64_t number; /* times UNIT_ONE; of an absolute length: `len` */
    colour colour;
    const char *text; /* of a `content` that is nothing but texts */
    const struct content_piece *content;
    const struct string_set *strings;
};

struct decl {
    enum prop prop;
    bool important;
    bool logical; /* of the start or the end: on the other side where text runs to the left */
    struct value value;
};

enum prop_syntax {
    SYNTAX_KEYWORD,
    SYNTAX_SWITCH, /* a KEYWORD whose field is bool */
    SYNTAX_FAMILY,
    SYNTAX_FONT_SIZE,
    SYNTAX_WEIGHT,
    SYNTAX_FEATURES,
    SYNTAX_COLOUR,
    SYNTAX_LINE_HEIGHT,
    SYNTAX_SPACING,
    SYNTAX_DECORATION,
    SYNTAX_EMPHASIS,
    SYNTAX_VALIGN,
    SYNTAX_LENGTH,
    SYNTAX_COUNT,
    SYNTAX_MARGIN,
    SYNTAX_PADDING,
    SYNTAX_BORDER_WIDTH,
    SYNTAX_SIZE,
    SYNTAX_MARKER, /* a KEYWORD or a text */
    SYNTAX_CONTENT,
    SYNTAX_STRING_SET
};

struct prop_row {
    const char *name;
    size_t offset, size; /* of the field in struct style */
    enum prop_syntax syntax;
    bool inherited;
};
extern const struct prop_row prop_rows[PROP_COUNT];
/* The word for an enumerator of a KEYWORD or SWITCH property; NULL when there is none. */
const char *prop_keyword_name(enum prop prop, int keyword);

/* What a declaration's value turned out to be. */
enum value_result {
    VALUE_OK,
    VALUE_FOREIGN, /* CSS that readers of EPUB know and the PDF does not honour */
    VALUE_BAD
};

/* The value of one longhand from the tokens (no space at either end). */
enum value_result value_parse(struct arena *a, enum prop prop, const struct token *tokens, size_t n,
                              struct value *out);
/* One length, 0 included; `percent` allows percentages. */
bool value_length(const struct token *t, bool percent, struct value *out);
bool value_colour(const struct token *tokens, size_t n, struct value *out, size_t *used);
/* content.c: the values of `content` and `string-set`, and back to text. */
bool content_parse(struct arena *a, const struct token *tokens, size_t n, struct value *out);
bool string_set_parse(struct arena *a, const struct token *tokens, size_t n, struct value *out);
void content_write(const struct content_piece *list, GString *out);
void string_set_write(const struct string_set *list, GString *out);

/* Any property, shorthands and old names included: appends its longhands to `decls`.
 * *known is false when mkbook does not honour a property of that name. */
enum value_result shorthand_parse(struct arena *a, const char *name, const struct token *tokens,
                                  size_t n, GArray *decls, bool *known);
/* True for properties that the PDF does not honour and readers of EPUB may. */
bool known_elsewhere(const char *name);
/* The known property nearest to a misspelt one; NULL when none is near. */
const char *known_nearest(const char *name);

#endif

/* Tokens, macros and the rows of the command tables. Included by tex_int.h only. */
#ifndef READ_TEX_ROW_H
#define READ_TEX_ROW_H

#include "doc/math.h"

#define TEX_NOWHERE UINT32_MAX /* `at` of a macro's own tokens */

enum tex_kind {
    TEX_END,
    TEX_CHAR,
    TEX_COMMAND,
    TEX_SPACE,
    TEX_OPEN,
    TEX_CLOSE,
    TEX_PARAM, /* #1; c: its number */
    TEX_STRING /* \verb's and \url's words as they stand */
};

struct tex_token {
    enum tex_kind kind;
    uint32_t at;  /* byte of the formula */
    gunichar c;   /* CHAR: the first of its characters, marks may follow */
    uint32_t len; /* of s */
    const char *s;
    struct tex_name *name; /* COMMAND */
};

struct tex;
struct tex_command;

typedef struct math *tex_read_fn(struct tex *t, const struct tex_command *c);

enum tex_role {
    TEX_ATOM,  /* `read` makes a node, or NULL for none */
    TEX_SIGN,  /* one character: text, class */
    TEX_MACRO, /* text is its TeX, `arg` the number of its arguments */
    TEX_WORDS, /* text: characters of text mode */
    TEX_INFIX, /* \over: `read` finds t->numerator and t->denominator */
    TEX_STOP,  /* ends a list: \right, \end, \\ */
    TEX_LIMITS,
    TEX_BEGIN_GROUP, /* \bgroup */
    TEX_END_GROUP
};

enum {
    TEX_DELIMITER = 1, /* may stand after \left */
    TEX_LARGE = 2,
    TEX_NO_LIMITS = 4, /* of class OP */
    TEX_LETTER = 8,    /* takes the alphabet in force */
    TEX_ROMAN = 16     /* LETTER that is upright by itself */
};

struct tex_command {
    const char *name; /* without the backslash */
    enum tex_role role;
    const char *text;
    tex_read_fn *read;
    int arg; /* for `read` */
    enum math_class class;
    int flags;
};

struct tex_macro {
    int n_params;
    bool has_optional; /* #1 stands in brackets and may be left out */
    const struct tex_token *optional;
    size_t n_optional;
    const struct tex_token *pattern; /* \def's: what stands between the arguments */
    size_t n_pattern;
    const struct tex_token *body;
    size_t n_body;
};

/* Everything that a name may mean; a macro comes first. */
struct tex_name {
    const char *text;
    size_t len;
    const struct tex_command *command; /* NULL: none */
    const struct tex_macro *macro;     /* NULL: none */
};

#endif

/* What the files of the formula reader share: the reader itself, and what each file offers the
 * others. tex_token.c makes tokens, tex_macro.c expands them, tex.c makes nodes of them;
 * tex_env.c, tex_text.c and tex_symbols.c hold the commands of their subject, each a row beside the
 * function that reads it. Included by tex*.c only. */
#ifndef READ_TEX_INT_H
#define READ_TEX_INT_H

#include "read/tex.h"
#include "read/tex_row.h"

enum {
    TEX_MAX_DEPTH = 200,        /* of groups, environments and arguments in each other */
    TEX_MAX_FRAMES = 400,       /* of macros in each other */
    TEX_MAX_EXPANSIONS = 10000, /* of one formula */
    TEX_MAX_TOKENS = 50000,     /* that macros may make of a formula */
    TEX_MAX_SOURCE = 1024 * 1024
};

/* A list of tokens that is being read. */
struct tex_frame {
    const struct tex_token *tokens;
    struct tex_token *owned; /* freed with the frame; NULL: none */
    size_t n, i;
    uint32_t at; /* of tokens that are nowhere */
};

struct tex_words {
    bool bold, italic, sans, monospace, small_caps;
};

/* What a group restores at its end. */
struct tex_state {
    bool text;    /* text mode */
    bool bracket; /* "]" ends the list */
    bool cells;   /* "&" and \\ end the list */
    bool arrows;  /* "@" does */
    bool fence;   /* \middle may stand here */
    bool dollar;  /* "$" ends the list */
    bool bold;    /* \boldsymbol */
    bool level;   /* scripts stand at one height, whatever they hang on */
    int alphabet; /* an enum math_alphabet; -1: each letter's own */
    enum math_style style;
    int size; /* permille of the formula's */
    struct tex_words words;
};

struct tex {
    struct diags *diags;
    struct arena *keep; /* names and macros */
    GHashTable *names;  /* struct tex_name * as key */
    GHashTable *signs;  /* a character's first sign: struct tex_command * */
    bool environments;  /* an author has made some */
    /* the formula */
    struct arena *a;
    const char *source;
    struct loc loc;
    bool failed;
    GArray *tokens; /* of the formula */
    struct tex_frame frames[TEX_MAX_FRAMES];
    size_t n_frames;
    struct tex_token token; /* the next, expanded, when `peeked` */
    bool peeked;
    int depth;
    unsigned expansions;
    size_t made; /* tokens by macros */
    struct tex_state s;
    struct math *numerator, *denominator; /* of a TEX_INFIX */
    struct math_length thickness;
    const char *open, *close; /* \atopwithdelims; NULL: none */
    const struct math *beside; /* an operator whose scripts never stand over and under */
    struct math_row *row;      /* that takes \tag */
    bool named;                /* some row has a tag or a label */
    unsigned displays;         /* environments that are displays */
};

/* --- tex_token.c */
struct tex_name *tex_name(struct tex *t, const char *text, size_t len);
/* Appends the tokens of the text, which must live as long as they do. */
void tex_tokenise(struct tex *t, const char *text, bool own_place, GArray *out);
bool tex_is(const struct tex_token *token, gunichar c);

/* --- tex_macro.c */
extern const struct tex_command tex_macro_commands[];
/* The next token, macros expanded; spaces only in text mode. TEX_END at the end and after errors.
 */
const struct tex_token *tex_peek(struct tex *t);
struct tex_token tex_next(struct tex *t);
/* The next token as it is. */
struct tex_token tex_raw(struct tex *t);
void tex_back(struct tex *t, struct tex_token token);
void tex_skip_spaces(struct tex *t);
/* The tokens of an argument, without its braces, appended. False after an error. */
bool tex_raw_argument(struct tex *t, GArray *out);
/* Reads tokens before all others; takes a copy. */
void tex_push(struct tex *t, const struct tex_token *tokens, size_t n, uint32_t at);
/* The frames of a formula that is done or has failed. */
void tex_drop_frames(struct tex *t);
/* Reads what an author's environment begins with; false when there is none of the name. */
bool tex_expand_begin(struct tex *t, const char *name, uint32_t at);
void tex_define(struct tex *t, struct tex_name *name, struct tex_macro m);
/* An argument as text, for names, labels, lengths and colours; NULL after an error. */
char *tex_string(struct tex *t);
/* The same of an argument in brackets; NULL when there is none. */
char *tex_optional_string(struct tex *t);

/* --- tex.c */
/* Reports the first problem of a formula. */
void tex_fail(struct tex *t, uint32_t at, const char *format, ...) G_GNUC_PRINTF(3, 4);
void tex_fail_command(struct tex *t, uint32_t at, const char *name);
/* The address is none that a book may link to; the formula is read on. */
void tex_bad_link(struct tex *t, uint32_t at, const char *address);
bool tex_enter(struct tex *t, uint32_t at);
void tex_leave(struct tex *t);

/* --- tex_list.c */
struct math *tex_node(struct tex *t, enum math_kind kind, enum math_class class);
/* A node around a ROW, or a ROW around a node. */
struct math *tex_wrap(struct tex *t, enum math_kind kind, enum math_class class, struct math *row);
struct math *tex_row(struct tex *t, struct math *only);
void tex_append(struct math *row, struct math *node);
/* What stands up to a token that ends a list, which is left there. Unsettled lists stand in
 * transparent nodes. */
struct math *tex_list(struct tex *t, bool settled);
/* An argument: a group or a single token. A ROW always; in text mode words. */
struct math *tex_argument(struct tex *t);
struct math *tex_argument_style(struct tex *t, enum math_style style);
struct math *tex_argument_unsettled(struct tex *t);
/* In brackets; NULL when there is none. */
struct math *tex_optional(struct tex *t);
/* What stands to the end of the group, in a node of that kind. */
struct math *tex_rest(struct tex *t, enum math_kind kind);
/* TeXbook, appendix G, rules 5 and 6: binary operators that have nothing to join become ORD. */
void tex_settle(struct math *row);

/* --- tex_atom.c */
/* One token and what belongs to it, without scripts; `several`: digits and letters that follow each
 * other are one. NULL for what makes no node, and after an error. */
struct math *tex_atom(struct tex *t, bool several);
struct math *tex_sign(struct tex *t, const struct tex_command *c);
struct math *tex_symbol(struct tex *t, const char *text, enum math_class class);
struct math *tex_character(struct tex *t, gunichar c, const char *s, size_t len);
enum math_alphabet tex_alphabet(const struct tex *t, enum math_alphabet own);

/* --- tex_command.c: fractions, radicals, delimiters, accents, stacks */
extern const struct tex_command tex_commands[];
/* A delimiter after \left, \big and their like: its character, "" for ".". NULL after an error. */
const char *tex_delimiter(struct tex *t);
struct math *tex_fence(struct tex *t, const char *open, const char *close, struct math *row);

/* --- tex_look.c: fonts, styles, colours, boxes, spaces */
extern const struct tex_command tex_look_commands[];
struct math *tex_space(struct tex *t, int32_t amount, enum math_unit unit);
/* A length in `text`; false, reported, when it is none. */
bool tex_length(struct tex *t, const char *text, struct math_length *out);
/* One in braces, or bare as after \kern. */
bool tex_read_length(struct tex *t, struct math_length *out);
enum math_style tex_smaller(enum math_style style); /* of scripts */

/* --- tex_text.c */
extern const struct tex_command tex_text_commands[];
struct math *tex_text_list(struct tex *t);
/* An argument read in text mode, with these words' looks. */
struct math *tex_text_argument(struct tex *t, struct tex_words words);
struct math *tex_words_node(struct tex *t, const char *s, size_t len);

/* --- tex_env.c */
extern const struct tex_command tex_env_commands[];
/* Behind \\\\: a star, and the [2pt] that follows at once. */
void tex_row_gap(struct tex *t, struct math_length *gap);

/* --- tex_cd.c */
/* The rows of a CD, up to its \end. */
struct math *tex_diagram(struct tex *t);

/* --- tex_display.c */
extern const struct tex_command tex_display_commands[];
/* The whole formula. A display with \\\\ or \\tag at its top is a table of one column. */
struct math *tex_display(struct tex *t, bool display);

/* --- tex_plain.c */
extern const struct tex_command tex_plain_commands[];

/* --- tex_chem_read.c */
extern const struct tex_command tex_chem_commands[];

/* --- tex_symbols.c */
extern const struct tex_command tex_symbols[];
/* The base of a superscript or subscript character; 0 for any other. */
gunichar tex_script_base(gunichar c, bool *sup);

#endif

/* The languages of code blocks, as data for read/highlight.
 *
 * A new language is a row of langs[] in langs.c; words are sorted. Included by read/highlight*.c
 * and tests. */
#ifndef READ_LANGS_H
#define READ_LANGS_H

#include <stdbool.h>
#include <stddef.h>

/* Which scanner reads the language. */
enum lang_mode {
    LANG_CODE, /* the general one: comments, strings, numbers, words */
    LANG_SHELL,
    LANG_CONSOLE, /* prompts, commands, output */
    LANG_DIFF,
    LANG_MARKUP,
    LANG_CSS,
    LANG_MARKDOWN,
    LANG_YAML,
    LANG_INI, /* also TOML */
    LANG_MAKE,
    LANG_DOCKER,
    LANG_PLAIN
};

enum lang_flag {
    LANG_CASELESS = 1 << 0,
    LANG_CAPITALS = 1 << 1,     /* Capitalised words are types, ALL_CAPS constants */
    LANG_PREPROCESSOR = 1 << 2, /* # at the start of a line */
    LANG_DECORATORS = 1 << 3,   /* @name */
    LANG_PREFIXES = 1 << 4,     /* letters before a string: r"", f'', b"" */
    LANG_RUST = 1 << 5,         /* r#""#, 'lifetime, #[attribute], macro! */
    LANG_RAW = 1 << 6,          /* R"tag( )tag" */
    LANG_REGEX = 1 << 7,        /* /x/ where a value is expected */
    LANG_DOLLAR = 1 << 8,       /* $name, ${name} */
    LANG_AT = 1 << 9,           /* @name is a variable */
    LANG_SYMBOLS = 1 << 10,     /* :name is a constant */
    LANG_KEYS = 1 << 11,        /* a string before : is a key */
    LANG_LONG = 1 << 12,        /* [==[ ]==] */
    LANG_HEREDOC = 1 << 13,     /* <<NAME */
    LANG_TAGS = 1 << 14,        /* <Tag attr> inside code */
    LANG_SUFFIXES = 1 << 15,    /* names may end in ? or ! */
    LANG_CALLS = 1 << 16        /* a Capitalised word before ( is a function */
};

/* A string: from open to close. */
struct lang_string {
    const char *open, *close;
    bool escapes, lines; /* a backslash escapes; it may go over several lines */
};

struct lang_words {
    const char *const *list;
    size_t n;
};

struct lang {
    const char *name;
    const char *const *aliases; /* NULL-terminated; NULL: none */
    enum lang_mode mode;
    unsigned flags;
    const char *line_comments[2];
    const char *block_open, *block_close;
    bool block_nests;
    const char *name_chars;            /* in names, besides letters, digits and _ */
    const struct lang_string *strings; /* ended by a row without open; longer ones first */
    struct lang_words keywords, types, constants, functions;
};

extern const struct lang langs[];
extern const size_t n_langs;

/* By name or alias; NULL when unknown. */
const struct lang *lang_find(const char *word, size_t n);

#endif

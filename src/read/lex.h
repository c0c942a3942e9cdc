/* The scanner behind read/highlight: a place in a text, and the spans found so far.
 *
 * Every scanner moves lx->at forward to lx->end and looks ahead a bounded way only, so the whole
 * is linear. Nothing is classified beyond lx->end: a scanner may run another one on a part.
 * Included by highlight*.c only. */
#ifndef READ_LEX_H
#define READ_LEX_H

#include "doc/doc.h"
#include "read/langs.h"

struct lexer {
    const char *text;
    uint32_t at, end;
    const struct lang *lang;
    GArray *spans; /* of struct code_span */
    /* The code after these places holds no such quote: an apostrophe in prose opens nothing. */
    uint32_t last_single, last_double;
    bool in_heredoc; /* on the line that opens a here-document: it opens no second one */
};

/* The byte at at + ahead; 0 beyond the end. */
static inline char lex_peek(const struct lexer *lx, uint32_t ahead)
{
    return lx->end - lx->at > ahead ? lx->text[lx->at + ahead] : '\0';
}
bool lex_has(const struct lexer *lx, uint32_t at, const char *word);
bool lex_is_name(const struct lexer *lx, uint32_t at);
/* True when only blanks stand between the start of the line and the place. */
bool lex_at_line_start(const struct lexer *lx, uint32_t at);
uint32_t lex_line_end(const struct lexer *lx, uint32_t at);
/* The place after the next such byte on this line; the line's end when it has none. */
uint32_t lex_after_in_line(const struct lexer *lx, uint32_t at, char close);
uint32_t lex_skip_blanks(const struct lexer *lx, uint32_t at);
/* The end of the name that begins at the place. */
uint32_t lex_name_end(const struct lexer *lx, uint32_t at);
bool lex_in(const struct lexer *lx, const struct lang_words *words, uint32_t start, uint32_t end,
            bool caseless);
/* A span; joined to the last one when it goes on in the same class. */
void lex_emit(struct lexer *lx, uint32_t start, uint32_t end, enum token_class class);
/* Emits [at, end) and moves there. */
void lex_take(struct lexer *lx, uint32_t end, enum token_class class);

/* Pieces of the general scanner that others use: each takes what begins at lx->at and says so. */
bool lex_comment(struct lexer *lx);
bool lex_string(struct lexer *lx);
bool lex_number(struct lexer *lx);
bool lex_variable(struct lexer *lx);
/* A double-quoted string with $variables in it (shell, make, docker). */
void lex_double_quoted(struct lexer *lx);

/* Scanners of whole languages, up to lx->end. */
void lex_code(struct lexer *lx);
void lex_shell(struct lexer *lx);
void lex_console(struct lexer *lx);
void lex_diff(struct lexer *lx);
void lex_markup(struct lexer *lx);
/* The tag at lx->at (which is its <), up to its >. */
void lex_tag(struct lexer *lx);
void lex_css(struct lexer *lx);
void lex_markdown(struct lexer *lx);
void lex_yaml(struct lexer *lx);
void lex_ini(struct lexer *lx);
void lex_make(struct lexer *lx);
void lex_docker(struct lexer *lx);
/* Any language on [at, end). */
void lex_part(struct lexer *lx, const struct lang *lang, uint32_t end);

#endif

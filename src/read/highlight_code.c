/* The general scanner: comments, strings, numbers and words, as the language's row says. */
#include "read/lex.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_REGEX = 500, MAX_WORD = 64, MAX_RAW_TAG = 16 };

bool lex_has(const struct lexer *lx, uint32_t at, const char *word)
{
    size_t n = strlen(word);

    return lx->end >= at && lx->end - at >= n && memcmp(lx->text + at, word, n) == 0;
}

static char byte_at(const struct lexer *lx, uint32_t at)
{
    return at < lx->end ? lx->text[at] : '\0';
}

static bool is_name_start(char c)
{
    return g_ascii_isalpha(c) || c == '_' || (unsigned char)c >= 0x80;
}

bool lex_is_name(const struct lexer *lx, uint32_t at)
{
    char c = byte_at(lx, at);

    return is_name_start(c) || g_ascii_isdigit(c) ||
           (c != '\0' && lx->lang->name_chars != NULL && strchr(lx->lang->name_chars, c) != NULL);
}

bool lex_at_line_start(const struct lexer *lx, uint32_t at)
{
    while (at > 0 && (lx->text[at - 1] == ' ' || lx->text[at - 1] == '\t'))
        at--;
    return at == 0 || lx->text[at - 1] == '\n';
}

uint32_t lex_line_end(const struct lexer *lx, uint32_t at)
{
    const char *p = memchr(lx->text + at, '\n', lx->end - at);

    return p == NULL ? lx->end : (uint32_t)(p - lx->text);
}

uint32_t lex_after_in_line(const struct lexer *lx, uint32_t at, char close)
{
    uint32_t end = lex_line_end(lx, at);
    const char *p = memchr(lx->text + at, close, end - at);

    return p == NULL ? end : (uint32_t)(p - lx->text) + 1;
}

uint32_t lex_skip_blanks(const struct lexer *lx, uint32_t at)
{
    while (byte_at(lx, at) == ' ' || byte_at(lx, at) == '\t')
        at++;
    return at;
}

uint32_t lex_name_end(const struct lexer *lx, uint32_t at)
{
    while (at < lx->end && lex_is_name(lx, at))
        at++;
    return at;
}

struct key {
    const char *text;
    size_t n;
    bool caseless;
};

static int compare_word(const void *key, const void *row)
{
    const struct key *k = key;
    const char *word = *(const char *const *)row;

    for (size_t i = 0; i < k->n; i++) {
        char c = k->caseless ? g_ascii_tolower(k->text[i]) : k->text[i];
        if (c != word[i])
            return (unsigned char)c < (unsigned char)word[i] ? -1 : 1;
    }
    return word[k->n] == '\0' ? 0 : -1;
}

bool lex_in(const struct lexer *lx, const struct lang_words *words, uint32_t start, uint32_t end,
            bool caseless)
{
    struct key key = {lx->text + start, end - start, caseless};

    return words->n > 0 && end - start <= MAX_WORD &&
           bsearch(&key, words->list, words->n, sizeof words->list[0], compare_word) != NULL;
}

void lex_emit(struct lexer *lx, uint32_t start, uint32_t end, enum token_class class)
{
    struct code_span span = {start, end, class};

    if (start >= end)
        return;
    if (lx->spans->len > 0) {
        struct code_span *last = &g_array_index(lx->spans, struct code_span, lx->spans->len - 1);
        if (last->end == start && last->class == class) {
            last->end = end;
            return;
        }
    }
    g_array_append_val(lx->spans, span);
}

void lex_take(struct lexer *lx, uint32_t end, enum token_class class)
{
    lex_emit(lx, lx->at, end, class);
    lx->at = end;
}

/* The place after `close`, searched from the place; the end of the code when it is not there. */
static uint32_t after(const struct lexer *lx, uint32_t from, const char *close)
{
    size_t n = strlen(close);
    const char *p = from < lx->end ? memmem(lx->text + from, lx->end - from, close, n) : NULL;

    return p == NULL ? lx->end : (uint32_t)(p - lx->text) + (uint32_t)n;
}

static uint32_t block_comment_end(const struct lexer *lx)
{
    const char *open = lx->lang->block_open, *close = lx->lang->block_close;
    uint32_t at = lx->at + (uint32_t)strlen(open);
    int depth = 1;

    if (!lx->lang->block_nests)
        return after(lx, at, close);
    while (at < lx->end && depth > 0) {
        if (lex_has(lx, at, open)) {
            depth++;
            at += (uint32_t)strlen(open);
        } else if (lex_has(lx, at, close)) {
            depth--;
            at += (uint32_t)strlen(close);
        } else {
            at++;
        }
    }
    return at;
}

bool lex_comment(struct lexer *lx)
{
    const struct lang *l = lx->lang;

    if (l->block_open != NULL && lex_has(lx, lx->at, l->block_open) &&
        (l->block_open[0] != '=' || lex_at_line_start(lx, lx->at))) {
        lex_take(lx, block_comment_end(lx), TOKEN_COMMENT);
        return true;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(l->line_comments); i++)
        if (l->line_comments[i] != NULL && lex_has(lx, lx->at, l->line_comments[i])) {
            lex_take(lx, lex_line_end(lx, lx->at), TOKEN_COMMENT);
            return true;
        }
    return false;
}

/* The end of a string whose opening mark is `open` bytes at lx->at. */
static uint32_t string_end(const struct lexer *lx, const struct lang_string *s, uint32_t from,
                           bool escapes)
{
    size_t n = strlen(s->close);

    for (uint32_t at = from; at < lx->end; at++) {
        char c = lx->text[at];
        if (c == '\\' && escapes)
            at++;
        else if (c == '\n' && !s->lines)
            return at;
        else if (c == s->close[0] && lex_has(lx, at, s->close))
            return at + (uint32_t)n;
    }
    return lx->end;
}

/* R"tag( ... )tag" */
static bool raw_string(struct lexer *lx)
{
    char close[MAX_RAW_TAG + 4] = ")";
    uint32_t tag = lx->at + 2, n = 0;

    if (!lex_has(lx, lx->at, "R\""))
        return false;
    while (n < MAX_RAW_TAG && byte_at(lx, tag + n) != '(' && byte_at(lx, tag + n) > ' ') {
        close[n + 1] = byte_at(lx, tag + n);
        n++;
    }
    if (byte_at(lx, tag + n) != '(')
        return false;
    close[n + 1] = '"';
    lex_take(lx, after(lx, tag + n, close), TOKEN_STRING);
    return true;
}

/* Where the quote after a character literal's character must stand. */
static uint32_t rust_char_end(const struct lexer *lx, uint32_t at)
{
    if (byte_at(lx, at) != '\\')
        return at < lx->end ? (uint32_t)(g_utf8_next_char(lx->text + at) - lx->text) : at;
    for (uint32_t n = 2; n < 12; n++)
        if (byte_at(lx, at + n) == '\'')
            return at + n;
    return at;
}

/* r"", r#""#, b"", 'c' and 'lifetime, #[attribute] */
static bool rust_piece(struct lexer *lx)
{
    uint32_t p = lx->at, hashes = 0;
    char close[MAX_RAW_TAG + 2] = "\"";

    if (byte_at(lx, p) == '#' && (byte_at(lx, p + 1) == '[' || lex_has(lx, p + 1, "!["))) {
        lex_take(lx, lex_after_in_line(lx, p, ']'), TOKEN_ATTRIBUTE);
        return true;
    }
    if (byte_at(lx, p) == '\'') {
        uint32_t q = rust_char_end(lx, p + 1);
        if (byte_at(lx, q) == '\'')
            lex_take(lx, q + 1, TOKEN_STRING);
        else
            lex_take(lx, lex_name_end(lx, p + 1), TOKEN_VARIABLE);
        return true;
    }
    p += byte_at(lx, p) == 'b';
    if (byte_at(lx, p) != 'r')
        return false;
    while (hashes < MAX_RAW_TAG - 1 && byte_at(lx, p + 1 + hashes) == '#')
        close[++hashes] = '#';
    if (byte_at(lx, p + 1 + hashes) != '"')
        return false;
    lex_take(lx, after(lx, p + 2 + hashes, close), TOKEN_STRING);
    return true;
}

/* [[ ]], [==[ ]==], and comments --[[ ]] */
static bool long_bracket(struct lexer *lx)
{
    uint32_t comment = lex_has(lx, lx->at, "--") ? 2 : 0, p = lx->at + comment, n = 0;
    char close[MAX_RAW_TAG + 3] = "]";

    if (byte_at(lx, p) != '[')
        return false;
    while (n < MAX_RAW_TAG && byte_at(lx, p + 1 + n) == '=')
        close[++n] = '=';
    if (byte_at(lx, p + 1 + n) != '[')
        return false;
    close[n + 1] = ']';
    lex_take(lx, after(lx, p + n + 2, close), comment > 0 ? TOKEN_COMMENT : TOKEN_STRING);
    return true;
}

static bool is_value_end(const struct lexer *lx, uint32_t at)
{
    while (at > 0 && (lx->text[at - 1] == ' ' || lx->text[at - 1] == '\t'))
        at--;
    if (at == 0)
        return false;
    char c = lx->text[at - 1];
    return g_ascii_isalnum(c) || strchr("_$)]}\"'`", c) != NULL || (unsigned char)c >= 0x80;
}

static bool regex(struct lexer *lx)
{
    bool set = false;

    if (lex_peek(lx, 0) != '/' || lex_peek(lx, 1) == ' ' || is_value_end(lx, lx->at))
        return false;
    for (uint32_t n = 1; n < MAX_REGEX; n++) {
        char c = lex_peek(lx, n);
        if (c == '\0' || c == '\n')
            return false;
        if (c == '\\')
            n++;
        else if (c == '[' || c == ']')
            set = c == '[';
        else if (c == '/' && !set) {
            uint32_t end = lx->at + n + 1;
            while (g_ascii_isalpha(byte_at(lx, end)))
                end++;
            lex_take(lx, end, TOKEN_STRING);
            return true;
        }
    }
    return false;
}

/* The letters before a string (f"", rb''); 0 when there are none or no string follows. */
static uint32_t string_prefix(const struct lexer *lx, bool *raw)
{
    uint32_t n = 0;

    *raw = false;
    while (n < 3 && lex_peek(lx, n) != '\0' && strchr("rRbBfFuUtT", lex_peek(lx, n)) != NULL) {
        *raw |= lex_peek(lx, n) == 'r' || lex_peek(lx, n) == 'R';
        n++;
    }
    return lex_peek(lx, n) == '"' || lex_peek(lx, n) == '\'' ? n : 0;
}

/* A quote that is never closed opens no string: it is an apostrophe. */
static bool never_closed(const struct lexer *lx, const struct lang_string *s, uint32_t at)
{
    return s->lines && s->open[1] == '\0' &&
           ((s->open[0] == '\'' && at + 1 >= lx->last_single) ||
            (s->open[0] == '"' && at + 1 >= lx->last_double));
}

bool lex_string(struct lexer *lx)
{
    const struct lang *l = lx->lang;
    bool raw = false;
    uint32_t prefix = l->flags & LANG_PREFIXES ? string_prefix(lx, &raw) : 0;

    if ((l->flags & LANG_RAW) != 0 && raw_string(lx))
        return true;
    if ((l->flags & LANG_RUST) != 0 && rust_piece(lx))
        return true;
    if ((l->flags & LANG_LONG) != 0 && long_bracket(lx))
        return true;
    for (const struct lang_string *s = l->strings; s != NULL && s->open != NULL; s++) {
        uint32_t open = lx->at + prefix;
        if (!lex_has(lx, open, s->open) || never_closed(lx, s, open))
            continue;
        /* A raw string keeps its backslashes, but one still guards a quote. */
        uint32_t end = string_end(lx, s, open + (uint32_t)strlen(s->open), s->escapes || raw);
        bool key = (l->flags & LANG_KEYS) != 0 && byte_at(lx, lex_skip_blanks(lx, end)) == ':';
        lex_take(lx, end, key ? TOKEN_ATTRIBUTE : TOKEN_STRING);
        return true;
    }
    return false;
}

bool lex_number(struct lexer *lx)
{
    uint32_t at = lx->at;
    char c = byte_at(lx, at);

    if (!g_ascii_isdigit(c) && !(c == '.' && g_ascii_isdigit(byte_at(lx, at + 1))))
        return false;
    if (at > 0 && (g_ascii_isalnum(lx->text[at - 1]) || lx->text[at - 1] == '_' ||
                   (c == '.' && lx->text[at - 1] == '.')))
        return false;
    bool hex = c == '0' && (byte_at(lx, at + 1) == 'x' || byte_at(lx, at + 1) == 'X');
    for (at++; at < lx->end; at++) {
        c = lx->text[at];
        char before = lx->text[at - 1];
        if ((c == '+' || c == '-') &&
            ((!hex && (before == 'e' || before == 'E')) || before == 'p' || before == 'P') &&
            g_ascii_isdigit(byte_at(lx, at + 1)))
            continue;
        if (c == '.' && (byte_at(lx, at + 1) == '.' || is_name_start(byte_at(lx, at + 1))))
            break;
        if (!g_ascii_isalnum(c) && c != '_' && c != '.' &&
            !(c == '\'' && g_ascii_isxdigit(byte_at(lx, at + 1)) &&
              (lx->lang->flags & LANG_PREPROCESSOR) != 0))
            break;
    }
    lex_take(lx, at, TOKEN_NUMBER);
    return true;
}

/* $name, ${name}, $(name), $1, $@, $env:name */
bool lex_variable(struct lexer *lx)
{
    uint32_t at = lx->at + 1;
    char c = byte_at(lx, at);

    if (byte_at(lx, lx->at) != '$')
        return false;
    if (c == '{' || (c == '(' && lx->lang->mode == LANG_MAKE)) {
        at = lex_after_in_line(lx, at, c == '{' ? '}' : ')');
    } else if (is_name_start(c)) {
        do
            at++;
        while (is_name_start(byte_at(lx, at)) || g_ascii_isdigit(byte_at(lx, at)) ||
               (byte_at(lx, at) == ':' && is_name_start(byte_at(lx, at + 1)) &&
                (lx->lang->flags & LANG_CASELESS) != 0));
    } else if (c != '\0' && (g_ascii_isdigit(c) || strchr("@#?*!$<^-", c) != NULL)) {
        at++;
    } else {
        return false;
    }
    lex_take(lx, at, TOKEN_VARIABLE);
    return true;
}

void lex_double_quoted(struct lexer *lx)
{
    uint32_t start = lx->at++;

    while (lx->at < lx->end && lx->text[lx->at] != '"') {
        uint32_t here = lx->at;
        if (lx->text[here] == '\\') {
            lx->at = MIN(here + 2, lx->end);
        } else if (lx->text[here] == '$') {
            lex_emit(lx, start, here, TOKEN_STRING);
            start = here;
            if (lex_variable(lx))
                start = lx->at;
            else
                lx->at++;
        } else {
            lx->at++;
        }
    }
    lx->at = MIN(lx->at + 1, lx->end);
    lex_emit(lx, start, lx->at, TOKEN_STRING);
}

/* <<NAME up to a line that is NAME */
static bool heredoc(struct lexer *lx)
{
    uint32_t p = lx->at + 2;

    if (lx->in_heredoc || !lex_has(lx, lx->at, "<<"))
        return false;
    p += byte_at(lx, p) == '~' || byte_at(lx, p) == '-';
    if (!g_ascii_isupper(byte_at(lx, p)))
        return false;
    uint32_t end = lex_name_end(lx, p), line = lex_line_end(lx, end);
    uint32_t n = end - p;
    lex_take(lx, end, TOKEN_OPERATOR);
    lx->in_heredoc = true;
    lex_part(lx, lx->lang, line); /* the rest of the line is code */
    lx->in_heredoc = false;
    while (line < lx->end) {
        uint32_t start = lex_skip_blanks(lx, line + 1);
        line = lex_line_end(lx, MIN(line + 1, lx->end));
        if (line >= start && line - start == n && memcmp(lx->text + start, lx->text + p, n) == 0)
            break;
    }
    lex_take(lx, line, TOKEN_STRING);
    return true;
}

static bool is_all_capitals(const struct lexer *lx, uint32_t start, uint32_t end)
{
    bool letter = false;

    for (uint32_t i = start; i < end; i++) {
        if (g_ascii_islower(lx->text[i]) || (unsigned char)lx->text[i] >= 0x80)
            return false;
        letter |= g_ascii_isupper(lx->text[i]);
    }
    return letter && end - start > 1;
}

/* PowerShell: -and, -Recurse, Get-ChildItem. */
static bool has_dashed_words(const struct lang *l)
{
    return l->keywords.n > 0 && l->keywords.list[0][0] == '-';
}

/* The class of a name; TOKEN_CLASS_COUNT: none. */
static enum token_class classify(const struct lexer *lx, uint32_t start, uint32_t end)
{
    const struct lang *l = lx->lang;
    bool caseless = (l->flags & LANG_CASELESS) != 0;
    bool member =
        start > 0 && lx->text[start - 1] == '.' && !(start > 1 && lx->text[start - 2] == '.');
    bool macro =
        (l->flags & LANG_RUST) != 0 && byte_at(lx, end) == '!' && byte_at(lx, end + 1) != '=';

    if (!member && lex_in(lx, &l->keywords, start, end, caseless))
        return TOKEN_KEYWORD;
    if (!member && lex_in(lx, &l->types, start, end, caseless))
        return TOKEN_TYPE;
    if (!member && lex_in(lx, &l->constants, start, end, caseless))
        return TOKEN_CONSTANT;
    if (macro || (!member && lex_in(lx, &l->functions, start, end, caseless)))
        return TOKEN_FUNCTION;
    bool call = byte_at(lx, lex_skip_blanks(lx, end)) == '(';
    bool capitals = is_all_capitals(lx, start, end);
    if ((l->flags & LANG_CAPITALS) != 0 && g_ascii_isupper(lx->text[start]) && end - start > 1 &&
        !(call && (capitals || (l->flags & LANG_CALLS) != 0)))
        return capitals ? TOKEN_CONSTANT : TOKEN_TYPE;
    if (has_dashed_words(l) && lx->text[start] == '-')
        return TOKEN_ATTRIBUTE;
    if (call || (has_dashed_words(l) && memchr(lx->text + start, '-', end - start) != NULL))
        return TOKEN_FUNCTION;
    return TOKEN_CLASS_COUNT;
}

static void word(struct lexer *lx)
{
    uint32_t end = lex_name_end(lx, lx->at + 1);

    if ((lx->lang->flags & LANG_SUFFIXES) != 0 &&
        (byte_at(lx, end) == '?' || byte_at(lx, end) == '!') && byte_at(lx, end + 1) != '=')
        end++;
    enum token_class class = classify(lx, lx->at, end);
    if (class == TOKEN_CLASS_COUNT)
        lx->at = end;
    else
        lex_take(lx, end, class);
}

/* #include <x>, #define NAME: the directive; what follows is code. */
static bool directive(struct lexer *lx)
{
    if (lex_peek(lx, 0) != '#' || !lex_at_line_start(lx, lx->at))
        return false;
    uint32_t name = lex_skip_blanks(lx, lx->at + 1);
    uint32_t end = lex_name_end(lx, name);
    bool include = lex_has(lx, name, "include") || lex_has(lx, name, "import");
    lex_take(lx, end, TOKEN_ATTRIBUTE);
    uint32_t path = lex_skip_blanks(lx, end);
    if (include && byte_at(lx, path) == '<') {
        lx->at = path;
        lex_take(lx, lex_after_in_line(lx, path, '>'), TOKEN_STRING);
    }
    return true;
}

/* @name, with the dots of a decorator; @ between values is an operator. */
static bool at_name(struct lexer *lx)
{
    bool decorator = (lx->lang->flags & LANG_DECORATORS) != 0;

    if (lex_peek(lx, 0) != '@' || (decorator && is_value_end(lx, lx->at)))
        return false;
    uint32_t p = lx->at + 1;
    p += byte_at(lx, p) == '@';
    if (!is_name_start(byte_at(lx, p)))
        return false;
    p = lex_name_end(lx, p);
    while (decorator && byte_at(lx, p) == '.' && is_name_start(byte_at(lx, p + 1)))
        p = lex_name_end(lx, p + 1);
    lex_take(lx, p, decorator ? TOKEN_ATTRIBUTE : TOKEN_VARIABLE);
    return true;
}

static bool symbol(struct lexer *lx)
{
    char before = lx->at == 0 ? ' ' : lx->text[lx->at - 1];
    bool fresh = strchr(" \t\n([{,", before) != NULL;

    if (lex_peek(lx, 0) != ':' || !is_name_start(lex_peek(lx, 1)) || !fresh)
        return false;
    lex_take(lx, lex_name_end(lx, lx->at + 1), TOKEN_CONSTANT);
    return true;
}

/* <Tag ...> or </Tag>; not a comparison or type arguments, which stand close to a name. */
static bool tag(struct lexer *lx)
{
    bool close = lex_peek(lx, 1) == '/';

    if (lex_peek(lx, 0) != '<' ||
        !(g_ascii_isalpha(lex_peek(lx, 1 + close)) || lex_peek(lx, 1 + close) == '>') ||
        (!close && lx->at > 0 &&
         (g_ascii_isalnum(lx->text[lx->at - 1]) || strchr("_)]", lx->text[lx->at - 1]) != NULL)))
        return false;
    lex_tag(lx);
    return true;
}

static bool special(struct lexer *lx)
{
    unsigned flags = lx->lang->flags;

    return ((flags & LANG_PREPROCESSOR) != 0 && directive(lx)) ||
           ((flags & (LANG_DECORATORS | LANG_AT)) != 0 && at_name(lx)) ||
           ((flags & LANG_DOLLAR) != 0 && lex_variable(lx)) ||
           ((flags & LANG_SYMBOLS) != 0 && symbol(lx)) ||
           ((flags & LANG_HEREDOC) != 0 && heredoc(lx)) || ((flags & LANG_TAGS) != 0 && tag(lx)) ||
           ((flags & LANG_REGEX) != 0 && regex(lx));
}

void lex_code(struct lexer *lx)
{
    bool dashed = has_dashed_words(lx->lang);

    while (lx->at < lx->end) {
        char c = lx->text[lx->at];
        if (g_ascii_isspace(c))
            lx->at++;
        else if ((lx->lang->flags & LANG_LONG) != 0 && long_bracket(lx))
            continue;
        else if (lex_comment(lx) || special(lx) || lex_string(lx) || lex_number(lx))
            continue;
        else if (is_name_start(c) || (dashed && c == '-' && g_ascii_isalpha(lex_peek(lx, 1))))
            word(lx);
        else
            lx->at++;
    }
}

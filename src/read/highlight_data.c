/* Data and text formats that go by the line: YAML, INI, TOML, diff, Markdown. */
#include "read/lex.h"

#include <string.h>

enum { MAX_URL = 2000 };

static char peek_at(const struct lexer *lx, uint32_t at)
{
    return at < lx->end ? lx->text[at] : '\0';
}

static bool ends_word(char c)
{
    return c == '\0' || g_ascii_isspace(c) || strchr(",]}#", c) != NULL;
}

/* A plain value: a constant, a number, or text up to `end`. */
static void plain_value(struct lexer *lx, uint32_t end)
{
    uint32_t word = lx->at;

    while (word < end && !ends_word(lx->text[word]))
        word++;
    if (lex_in(lx, &lx->lang->constants, lx->at, word, false)) {
        lex_take(lx, word, TOKEN_CONSTANT);
        return;
    }
    uint32_t at = lx->at;
    at += peek_at(lx, at) == '-' || peek_at(lx, at) == '+';
    bool digits = at < word && (g_ascii_isdigit(lx->text[at]) || lx->text[at] == '.');
    for (; at < word; at++)
        digits &= g_ascii_isxdigit(lx->text[at]) || strchr("._:+-TZxo", lx->text[at]) != NULL;
    if (digits && word > lx->at)
        lex_take(lx, word, TOKEN_NUMBER);
    else
        lx->at = MAX(word, lx->at + 1);
}

/* The colon that ends a YAML key which begins here, or 0. */
static uint32_t yaml_colon(const struct lexer *lx, uint32_t at, uint32_t end)
{
    char quote = peek_at(lx, at);

    if (quote == '"' || quote == '\'') {
        const char *close = memchr(lx->text + at + 1, quote, end - at - 1);
        uint32_t p = close == NULL ? end : lex_skip_blanks(lx, (uint32_t)(close - lx->text) + 1);
        return peek_at(lx, p) == ':' ? p : 0;
    }
    for (uint32_t p = at; p < end; p++) {
        if (lx->text[p] == ':' && (p + 1 >= end || lx->text[p + 1] == ' '))
            return p > at ? p : 0;
        if (strchr("{}[],\"'", lx->text[p]) != NULL || lex_has(lx, p, " #"))
            return 0;
    }
    return 0;
}

static bool yaml_string(struct lexer *lx)
{
    char quote = lx->text[lx->at];
    uint32_t at = lx->at + 1;

    if ((quote != '"' && quote != '\'') || at >= (quote == '"' ? lx->last_double : lx->last_single))
        return false;
    for (; at < lx->end && lx->text[at] != quote; at++)
        at += quote == '"' && lx->text[at] == '\\';
    lex_take(lx, MIN(at + 1, lx->end), TOKEN_STRING);
    return true;
}

/* The values of a line from lx->at on; flow mappings have keys inside. */
static void yaml_values(struct lexer *lx, uint32_t end)
{
    bool fresh = true, value = true; /* a key may stand here; a quoted value */

    while (lx->at < end) {
        char c = lx->text[lx->at];
        uint32_t colon = fresh && c != ' ' ? yaml_colon(lx, lx->at, end) : 0;
        bool apart = lx->at == 0 || g_ascii_isspace(lx->text[lx->at - 1]);
        if (colon > 0) {
            lex_emit(lx, lx->at, colon, TOKEN_ATTRIBUTE);
            lx->at = colon + 1;
            fresh = false;
            value = true;
        } else if (c == ' ') {
            lx->at++;
        } else if (c == '#' && apart) {
            lex_take(lx, end, TOKEN_COMMENT);
        } else if (strchr("{}[],", c) != NULL) {
            lx->at++;
            fresh = c == '{' || c == ',';
            value = true;
        } else if ((c == '&' || c == '*' || c == '!') && apart) {
            uint32_t word = lx->at;
            while (word < end && !g_ascii_isspace(lx->text[word]))
                word++;
            lex_take(lx, word, c == '!' ? TOKEN_TYPE : TOKEN_VARIABLE);
        } else {
            if (!value || !yaml_string(lx)) {
                if (apart || fresh)
                    plain_value(lx, end);
                else
                    lx->at++;
            }
            fresh = value = false;
        }
    }
}

/* True when the line ends in | or > (and their marks): text follows, indented further. */
static bool opens_text(const struct lexer *lx, uint32_t start, uint32_t end)
{
    while (end > start && strchr(" -+0123456789", lx->text[end - 1]) != NULL)
        end--;
    return end > start + 1 && (lx->text[end - 1] == '|' || lx->text[end - 1] == '>') &&
           lx->text[end - 2] == ' ';
}

/* The end of the lines that are indented beyond `indent`, or empty. */
static uint32_t indented_end(const struct lexer *lx, uint32_t line, uint32_t indent)
{
    uint32_t end = line;

    while (line < lx->end) {
        uint32_t next = lex_line_end(lx, line + 1), text = lex_skip_blanks(lx, line + 1);
        if (text < next && text - (line + 1) <= indent)
            break;
        if (text < next)
            end = next;
        line = next;
    }
    return end;
}

void lex_yaml(struct lexer *lx)
{
    while (lx->at < lx->end) {
        uint32_t line = lx->at, end = lex_line_end(lx, line), start = lex_skip_blanks(lx, line);
        uint32_t indent = start - line;
        lx->at = start;
        if (start == line && (lex_has(lx, line, "---") || lex_has(lx, line, "...")))
            lex_take(lx, line + 3, TOKEN_OPERATOR);
        while (lx->at < end && lx->text[lx->at] == '-' &&
               (lx->at + 1 >= end || lx->text[lx->at + 1] == ' ')) {
            lex_take(lx, lx->at + 1, TOKEN_OPERATOR);
            lx->at = lex_skip_blanks(lx, lx->at);
        }
        bool text = opens_text(lx, start, end);
        yaml_values(lx, end);
        if (text && lx->at == end) {
            lx->at = MIN(end + 1, lx->end);
            end = MAX(end, indented_end(lx, end, indent));
            lex_take(lx, MAX(end, lx->at), TOKEN_STRING);
        }
        lx->at = MIN(MAX(lx->at, end) + 1, lx->end);
    }
}

/* [section], key = value, comments; TOML's values may go over several lines. */
void lex_ini(struct lexer *lx)
{
    while (lx->at < lx->end) {
        uint32_t start = lex_skip_blanks(lx, lx->at), end = lex_line_end(lx, lx->at);
        lx->at = start;
        uint32_t p = start;
        while (p < end && strchr("=:#;\"'[{", lx->text[p]) == NULL)
            p++;
        bool key = p > start && (peek_at(lx, p) == '=' || peek_at(lx, p) == ':');
        if (peek_at(lx, start) == '[' && lx->at < end) {
            uint32_t close = end;
            while (close > start && lx->text[close - 1] != ']')
                close--;
            lex_take(lx, close > start ? close : end, TOKEN_HEADING);
        } else if (key) {
            uint32_t name = p;
            while (name > start && lx->text[name - 1] == ' ')
                name--;
            lex_take(lx, name, TOKEN_ATTRIBUTE);
            lx->at = p + 1;
        }
        while (lx->at < lx->end && lx->text[lx->at] != '\n') {
            bool apart = lx->at == 0 || strchr(" \t\n=[,", lx->text[lx->at - 1]) != NULL;
            if (strchr(" [],", lx->text[lx->at]) != NULL)
                lx->at++;
            else if ((apart && lex_comment(lx)) || lex_string(lx))
                continue;
            else if (apart)
                plain_value(lx, lex_line_end(lx, lx->at));
            else
                lx->at++;
        }
        lx->at = MIN(lx->at + 1, lx->end);
    }
}

void lex_diff(struct lexer *lx)
{
    static const struct {
        const char *start;
        enum token_class class;
    } rows[] = {
        {"+++", TOKEN_HEADING},    {"---", TOKEN_HEADING},  {"diff ", TOKEN_HEADING},
        {"index ", TOKEN_COMMENT}, {"@@", TOKEN_ATTRIBUTE}, {"+", TOKEN_INSERTED},
        {">", TOKEN_INSERTED},     {"-", TOKEN_DELETED},    {"<", TOKEN_DELETED},
        {"\\", TOKEN_COMMENT},     {"***", TOKEN_HEADING},  {"Only in", TOKEN_HEADING},
    };

    while (lx->at < lx->end) {
        uint32_t end = lex_line_end(lx, lx->at);
        for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
            if (lex_has(lx, lx->at, rows[i].start)) {
                lex_emit(lx, lx->at, end, rows[i].class);
                break;
            }
        lx->at = MIN(end + 1, lx->end);
    }
}

/* `code`, **strong**, [text](url) inside a line of Markdown. */
static void markdown_line(struct lexer *lx, uint32_t end)
{
    while (lx->at < end) {
        char c = lx->text[lx->at];
        const char *close = NULL;
        if (c == '`')
            close = memchr(lx->text + lx->at + 1, '`', end - lx->at - 1);
        else if (c == '(' && lx->at > 0 && lx->text[lx->at - 1] == ']')
            close = memchr(lx->text + lx->at, ')', MIN(end - lx->at, MAX_URL));
        if (close != NULL)
            lex_take(lx, (uint32_t)(close - lx->text) + 1, TOKEN_STRING);
        else if (lex_has(lx, lx->at, "**") || lex_has(lx, lx->at, "__"))
            lex_take(lx, lx->at + 2, TOKEN_OPERATOR);
        else if (c == '<' &&
                 (g_ascii_isalpha(peek_at(lx, lx->at + 1)) || peek_at(lx, lx->at + 1) == '/'))
            lex_tag(lx);
        else if (c == '`' || c == '(') /* none closes on this line any more */
            lx->at += 1 + (uint32_t)(c == '`' ? end - lx->at - 1 : 0);
        else if (!lex_comment(lx))
            lx->at++;
    }
}

static bool is_list_mark(const struct lexer *lx, uint32_t at, uint32_t *end)
{
    uint32_t p = at;

    while (g_ascii_isdigit(peek_at(lx, p)))
        p++;
    if (p > at && (peek_at(lx, p) == '.' || peek_at(lx, p) == ')'))
        p++;
    else if (p == at && peek_at(lx, p) != '\0' && strchr("-*+>", peek_at(lx, p)) != NULL)
        p++;
    else
        return false;
    *end = p;
    return ends_word(peek_at(lx, p));
}

void lex_markdown(struct lexer *lx)
{
    while (lx->at < lx->end) {
        uint32_t line = lx->at, end = lex_line_end(lx, line), start = lex_skip_blanks(lx, line);
        uint32_t mark;
        lx->at = start;
        if (lex_has(lx, start, "```") || lex_has(lx, start, "~~~")) {
            char fence[4] = {lx->text[start], lx->text[start], lx->text[start], '\0'};
            do { /* up to the closing fence */
                line = MIN(end + 1, lx->end);
                end = lex_line_end(lx, line);
            } while (line < lx->end && !lex_has(lx, lex_skip_blanks(lx, line), fence));
            lex_take(lx, end, TOKEN_STRING);
        } else if (peek_at(lx, start) == '#') {
            lex_take(lx, end, TOKEN_HEADING);
        } else {
            if (is_list_mark(lx, start, &mark))
                lex_take(lx, mark, TOKEN_OPERATOR);
            markdown_line(lx, end);
        }
        lx->at = MIN(MAX(lx->at, end) + 1, lx->end);
    }
}

/* Shells, sessions in them, Dockerfiles and makefiles. */
#include "read/lex.h"

#include <string.h>

static char peek_at(const struct lexer *lx, uint32_t at)
{
    return at < lx->end ? lx->text[at] : '\0';
}

static const struct lang *shell(void)
{
    return lang_find("bash", strlen("bash"));
}

/* The end of a shell word: everything up to a blank, an operator or a quote. */
static uint32_t word_end(const struct lexer *lx, uint32_t at)
{
    while (at < lx->end && strchr(" \t\n|&;<>()'\"`$\\", lx->text[at]) == NULL)
        at++;
    return at;
}

/* <<EOF, <<-'EOF': the rest of the line is shell, then text up to the word. */
static bool heredoc(struct lexer *lx)
{
    uint32_t p = lx->at + 2;

    if (lx->in_heredoc || !lex_has(lx, lx->at, "<<") || lex_has(lx, lx->at, "<<<"))
        return false;
    p += peek_at(lx, p) == '-';
    p = lex_skip_blanks(lx, p);
    char quote = peek_at(lx, p);
    bool quoted = quote == '\'' || quote == '"';
    uint32_t name = p + quoted, end = name;
    while (g_ascii_isalnum(peek_at(lx, end)) || peek_at(lx, end) == '_')
        end++;
    if (end == name)
        return false;
    uint32_t line = lex_line_end(lx, end), n = end - name;
    lex_take(lx, MIN(end + quoted, line), TOKEN_OPERATOR);
    lx->in_heredoc = true;
    lex_part(lx, lx->lang, line);
    lx->in_heredoc = false;
    while (line < lx->end) {
        uint32_t start = lex_skip_blanks(lx, line + 1);
        line = lex_line_end(lx, line + 1);
        if (line >= start && line - start == n && memcmp(lx->text + start, lx->text + name, n) == 0)
            break;
    }
    lex_take(lx, line, TOKEN_STRING);
    return true;
}

/* The end of the name in NAME=value or NAME+=value; lx->at when the word is no assignment. */
static uint32_t assigned_end(const struct lexer *lx, uint32_t end)
{
    uint32_t name = lx->at;

    if (g_ascii_isdigit(lx->text[name]))
        return lx->at;
    while (name < end && (g_ascii_isalnum(lx->text[name]) || lx->text[name] == '_'))
        name++;
    return lex_has(lx, name, "=") || lex_has(lx, name, "+=") ? name : lx->at;
}

/* A word where a command may stand: keyword, assignment, or the command itself. True when a
 * command may still follow it. */
static bool command_word(struct lexer *lx, uint32_t end)
{
    uint32_t name = assigned_end(lx, end);

    if (lex_in(lx, &lx->lang->keywords, lx->at, end, false)) {
        bool more = !lex_has(lx, lx->at, "for") && !lex_has(lx, lx->at, "case") &&
                    !(end - lx->at == 2 && lex_has(lx, lx->at, "in"));
        lex_take(lx, end, TOKEN_KEYWORD);
        return more;
    }
    if (name > lx->at) {
        lex_take(lx, name, TOKEN_VARIABLE);
        lx->at = end;
        return true;
    }
    bool wrapper = lex_has(lx, lx->at, "sudo ") || lex_has(lx, lx->at, "time ") ||
                   lex_has(lx, lx->at, "exec ") || lex_has(lx, lx->at, "nohup ");
    lex_take(lx, end, TOKEN_FUNCTION);
    return wrapper;
}

/* A word that is an argument: an option, a number, or plain. */
static void argument(struct lexer *lx, uint32_t end)
{
    uint32_t at = lx->at;

    if (lx->text[at] == '-' && end - at > 1 &&
        (at == 0 || strchr(" \t", lx->text[at - 1]) != NULL)) {
        uint32_t equals = at;
        while (equals < end && lx->text[equals] != '=')
            equals++;
        lex_take(lx, equals, TOKEN_ATTRIBUTE);
        lx->at = MAX(end, equals);
        return;
    }
    while (at < end && (g_ascii_isdigit(lx->text[at]) || lx->text[at] == '.'))
        at++;
    if (at == end)
        lex_emit(lx, lx->at, end, TOKEN_NUMBER);
    else if (end - lx->at == 2 && (lex_has(lx, lx->at, "in") || lex_has(lx, lx->at, "do")))
        lex_emit(lx, lx->at, end, TOKEN_KEYWORD);
    else
        lex_emit(lx, lx->at, assigned_end(lx, end), TOKEN_VARIABLE);
    lx->at = end;
}

static bool comment_starts(const struct lexer *lx)
{
    return lx->text[lx->at] == '#' &&
           (lx->at == 0 || strchr(" \t\n;|&(", lx->text[lx->at - 1]) != NULL);
}

/* Quotes, variables, here-documents and comments; true when one was taken. */
static bool shell_piece(struct lexer *lx)
{
    char c = lx->text[lx->at];

    if (c == '\'' && lx->at + 1 < lx->last_single) {
        const char *close = memchr(lx->text + lx->at + 1, '\'', lx->end - lx->at - 1);
        uint32_t end = close == NULL ? lx->end : (uint32_t)(close - lx->text) + 1;
        lex_take(lx, end, TOKEN_STRING);
    } else if (c == '"' && lx->at + 1 < lx->last_double) {
        lex_double_quoted(lx);
    } else if (c == '\\') {
        lx->at++;
        if (lx->at < lx->end)
            lx->at = (uint32_t)(g_utf8_next_char(lx->text + lx->at) - lx->text);
    } else if (comment_starts(lx)) {
        lex_take(lx, lex_line_end(lx, lx->at), TOKEN_COMMENT);
    } else {
        return (c == '$' && lex_variable(lx)) || (c == '<' && heredoc(lx));
    }
    return true;
}

void lex_shell(struct lexer *lx)
{
    bool command = true;

    while (lx->at < lx->end) {
        char c = lx->text[lx->at];
        if (c == ' ' || c == '\t') {
            lx->at++;
        } else if (c == '\n') {
            command = true;
            lx->at++;
        } else if (c == '$' && lex_peek(lx, 1) == ' ' && lex_at_line_start(lx, lx->at)) {
            lex_take(lx, lx->at + 2, TOKEN_PROMPT);
        } else if (command && lx->at > 0 && lx->text[lx->at - 1] == '=' && shell_piece(lx)) {
            continue; /* the value of an assignment: the command may follow */
        } else if (shell_piece(lx)) {
            bool joined =
                lx->at >= 2 && lx->text[lx->at - 2] == '\\' && lx->text[lx->at - 1] == '\n';
            command &= joined || c == '#';
        } else if (strchr("|&;(`", c) != NULL || lex_has(lx, lx->at, "$(")) {
            if (c == '|' || c == '&' || c == ';')
                lex_emit(lx, lx->at, lx->at + 1, TOKEN_OPERATOR);
            lx->at += c == '$' ? 2 : 1;
            command = true;
        } else if (c == '<' || c == '>') {
            lex_take(lx, lx->at + 1 + (lex_peek(lx, 1) == '&'), TOKEN_OPERATOR);
            command = false;
        } else if (command && strchr("){}[!", c) != NULL) {
            command = c != '[';
            lx->at++;
        } else {
            uint32_t end = MAX(word_end(lx, lx->at), lx->at + 1);
            if (command && c != '-')
                command = command_word(lx, end);
            else
                argument(lx, end);
        }
    }
}

/* The length of a prompt at the start of a line, its blank included; 0: it is output. */
static uint32_t prompt_length(const struct lexer *lx, uint32_t line, uint32_t end)
{
    static const char *const fixed[] = {"$ ", "# ", "> ", ">>> ", "... ", "% ", "PS> "};
    uint32_t at = lex_skip_blanks(lx, line);

    for (size_t i = 0; i < G_N_ELEMENTS(fixed); i++)
        if (lex_has(lx, at, fixed[i]))
            return at - line + (uint32_t)strlen(fixed[i]);
    if (at + 1 == end && lx->text[at] == '$')
        return at + 1 - line;
    /* user@host:dir$, (env) user$, PS C:\>, In [1]: */
    bool named = false;
    for (uint32_t p = at; p < end && p < at + 80; p++) {
        char c = lx->text[p];
        named |= c == '@' || c == ':' || c == ')';
        if ((c == '$' || c == '#' || c == '%' || c == '>') && named &&
            (p + 1 == end || lx->text[p + 1] == ' '))
            return MIN(p + 2, end) - line;
        if (c == ' ' && !lex_has(lx, at, "(") && !lex_has(lx, at, "PS ") &&
            !lex_has(lx, at, "In [") && !lex_has(lx, at, "["))
            return 0;
        if (c == ':' && lex_has(lx, at, "In ["))
            return MIN(p + 2, end) - line;
    }
    return 0;
}

void lex_console(struct lexer *lx)
{
    bool goes_on = false; /* the command before ended in a backslash */

    while (lx->at < lx->end) {
        uint32_t line = lx->at, end = lex_line_end(lx, line);
        uint32_t prompt = prompt_length(lx, line, end);
        bool python = prompt > 0 && (lex_has(lx, line, ">>>") || lex_has(lx, line, "...") ||
                                     lex_has(lx, line, "In ["));
        if (prompt > 0)
            lex_take(lx, line + prompt, TOKEN_PROMPT);
        if (prompt > 0 || goes_on) {
            goes_on = end > line && lx->text[end - 1] == '\\';
            lex_part(lx, python ? lang_find("python", strlen("python")) : shell(), end);
        }
        lx->at = MIN(end + 1, lx->end);
    }
}

void lex_docker(struct lexer *lx)
{
    while (lx->at < lx->end) {
        uint32_t start = lex_skip_blanks(lx, lx->at), end = lex_line_end(lx, lx->at);
        uint32_t name = lex_name_end(lx, start);
        lx->at = start;
        if (peek_at(lx, start) == '#') {
            lex_take(lx, end, TOKEN_COMMENT);
        } else if (lex_in(lx, &lx->lang->keywords, start, name, true)) {
            bool run = g_ascii_strncasecmp(lx->text + start, "run", 3) == 0;
            while (end < lx->end && lx->text[end - 1] == '\\') /* the instruction goes on */
                end = lex_line_end(lx, end + 1);
            lex_take(lx, name, TOKEN_KEYWORD);
            if (run)
                lex_part(lx, shell(), end);
        }
        while (lx->at < end) {
            char c = lx->text[lx->at];
            if (c == '#' && lex_at_line_start(lx, lx->at))
                lex_take(lx, lex_line_end(lx, lx->at), TOKEN_COMMENT);
            else if (c == '-' && lex_has(lx, lx->at, "--"))
                lex_take(lx, lex_name_end(lx, lx->at), TOKEN_ATTRIBUTE);
            else if (c == '"' && lx->at + 1 < lx->last_double)
                lex_double_quoted(lx);
            else if (!lex_variable(lx) && !lex_number(lx))
                lx->at = lex_is_name(lx, lx->at) ? lex_name_end(lx, lx->at) : lx->at + 1;
        }
        lx->at = MIN(MAX(lx->at, end) + 1, lx->end);
    }
}

/* A rule's targets, an assignment or a directive: what stands at the start of a line. */
static void make_line(struct lexer *lx, uint32_t end)
{
    uint32_t p = lx->at;

    while (p < end && strchr(":=#", lx->text[p]) == NULL)
        p++;
    uint32_t name = lex_name_end(lx, lx->at);
    bool assign =
        p < end && (lx->text[p] == '=' || peek_at(lx, p + 1) == '=' || lex_has(lx, p, "::="));
    if (lex_in(lx, &lx->lang->keywords, lx->at, name, false)) {
        lex_take(lx, name, TOKEN_KEYWORD);
    } else if (assign) {
        lex_take(lx, MAX(name, lx->at), TOKEN_VARIABLE);
    } else if (p < end && lx->text[p] == ':' &&
               memchr(lx->text + lx->at, '$', p - lx->at) == NULL) {
        lex_take(lx, p, TOKEN_FUNCTION);
    }
}

void lex_make(struct lexer *lx)
{
    while (lx->at < lx->end) {
        uint32_t end = lex_line_end(lx, lx->at);
        if (lx->text[lx->at] == '\t') {
            lx->at++;
            lx->at += strchr("@-+", peek_at(lx, lx->at)) != NULL && peek_at(lx, lx->at) != '\0';
            while (end < lx->end && lx->text[end - 1] == '\\')
                end = lex_line_end(lx, end + 1);
            lex_part(lx, shell(), end);
        } else {
            lx->at = lex_skip_blanks(lx, lx->at);
            make_line(lx, end);
        }
        while (lx->at < end) {
            if (lx->text[lx->at] == '#')
                lex_take(lx, end, TOKEN_COMMENT);
            else if (!lex_variable(lx))
                lx->at++;
        }
        lx->at = MIN(end + 1, lx->end);
    }
}

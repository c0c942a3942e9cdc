#include "read/highlight.h"

#include "read/lex.h"

#include <string.h>

/* The fence's word: "python", "Python:", "rust,ignore", "{.c++}", "python:path/file.py". */
static const struct lang *find_language(const char *word)
{
    if (word == NULL)
        return NULL;
    while (*word == '{' || *word == '.' || *word == ' ')
        word++;
    return lang_find(word, strcspn(word, " \t,:;{}()[]"));
}

const char *highlight_language(const char *word)
{
    const struct lang *lang = find_language(word);

    return lang == NULL ? NULL : lang->name;
}

void lex_part(struct lexer *lx, const struct lang *lang, uint32_t end)
{
    const struct lang *outer = lx->lang;
    uint32_t outer_end = lx->end;

    lx->lang = lang;
    lx->end = end;
    switch (lang->mode) {
    case LANG_CODE:
        lex_code(lx);
        break;
    case LANG_SHELL:
        lex_shell(lx);
        break;
    case LANG_CONSOLE:
        lex_console(lx);
        break;
    case LANG_DIFF:
        lex_diff(lx);
        break;
    case LANG_MARKUP:
        lex_markup(lx);
        break;
    case LANG_CSS:
        lex_css(lx);
        break;
    case LANG_MARKDOWN:
        lex_markdown(lx);
        break;
    case LANG_YAML:
        lex_yaml(lx);
        break;
    case LANG_INI:
        lex_ini(lx);
        break;
    case LANG_MAKE:
        lex_make(lx);
        break;
    case LANG_DOCKER:
        lex_docker(lx);
        break;
    case LANG_PLAIN:
        break;
    }
    lx->at = end;
    lx->lang = outer;
    lx->end = outer_end;
}

static uint32_t last_of(const char *text, size_t size, char c)
{
    const char *p = memrchr(text, c, size);

    return p == NULL ? 0 : (uint32_t)(p - text) + 1;
}

/* A shell block whose first line has a prompt is a session. */
static const struct lang *session_or(const struct lang *lang, const char *text)
{
    text += strspn(text, " \n");
    if (lang->mode == LANG_SHELL && text[0] == '$' && text[1] == ' ')
        return lang_find("console", strlen("console"));
    return lang;
}

void highlight_block(struct arena *a, struct node *n)
{
    const struct lang *lang = find_language(n->u.code.language);
    size_t size = strlen(n->u.code.text);

    n->u.code.spans = NULL;
    n->u.code.n_spans = 0;
    if (lang == NULL || size > INT32_MAX)
        return;
    struct lexer lx = {.text = n->u.code.text, .end = (uint32_t)size};
    lx.spans = g_array_new(FALSE, FALSE, sizeof(struct code_span));
    lx.last_single = last_of(lx.text, size, '\'');
    lx.last_double = last_of(lx.text, size, '"');
    lex_part(&lx, session_or(lang, lx.text), lx.end);
    if (lx.spans->len > 0) {
        n->u.code.n_spans = lx.spans->len;
        n->u.code.spans = arena_memdup(a, lx.spans->data, lx.spans->len * sizeof(struct code_span));
    }
    g_array_free(lx.spans, TRUE);
}

void highlight_tree(struct arena *a, struct node *doc)
{
    for (struct node *n = doc; n != NULL; n = node_next(doc, n))
        if (n->kind == NODE_CODE_BLOCK)
            highlight_block(a, n);
}

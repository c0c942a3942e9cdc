#include "read/toml.h"

#include <string.h>

enum { MAX_PARTS = 32 };

/* The index after the string that opens at `i`. One that never closes ends with its line: the
 * parser will complain about it there. */
static size_t skip_string(const char *text, size_t size, size_t i, int *line)
{
    char quote = text[i];
    bool multi = i + 2 < size && text[i + 1] == quote && text[i + 2] == quote;

    for (i += multi ? 3 : 1; i < size; i++) {
        if (text[i] == '\\' && quote == '"' && i + 1 < size && text[i + 1] != '\n') {
            i++;
        } else if (text[i] == '\n') {
            if (!multi)
                return i;
            ++*line;
        } else if (text[i] == quote) {
            if (!multi)
                return i + 1;
            if (i + 2 < size && text[i + 1] == quote && text[i + 2] == quote)
                return i + 3;
        }
    }
    return size;
}

int toml_overlong_key(const char *text, size_t size)
{
    int line = 1, parts = 1;

    for (size_t i = 0; i < size;) {
        char c = text[i];
        if (c == '"' || c == '\'') {
            i = skip_string(text, size, i, &line);
            continue;
        }
        if (c == '#') {
            const char *end = memchr(text + i, '\n', size - i);
            i = end != NULL ? (size_t)(end - text) : size;
            continue;
        }
        if (c == '.' && ++parts > MAX_PARTS)
            return line;
        if (c == '\n')
            line++;
        if (c == '\n' || c == '=' || c == ',' || c == '{' || c == '}' || c == '[' || c == ']')
            parts = 1;
        i++;
    }
    return 0;
}

const struct toml_value *toml_get(const struct toml_value *t, const char *key)
{
    if (t == NULL || t->kind != TOML_TABLE)
        return NULL;
    for (t = t->first; t != NULL; t = t->next)
        if (strcmp(t->key, key) == 0)
            return t;
    return NULL;
}

#include "read/nb_json.h"

#include <string.h>

struct parser {
    struct arena *a;
    const char *p;
    int line;
    const char *error;
};

static struct nb_value *parse_value(struct parser *p, int depth);

static void skip_space(struct parser *p)
{
    for (; *p->p == ' ' || *p->p == '\t' || *p->p == '\n' || *p->p == '\r'; p->p++)
        p->line += *p->p == '\n';
}

static struct nb_value *fail(struct parser *p, const char *error)
{
    if (p->error == NULL)
        p->error = error;
    return NULL;
}

static struct nb_value *new_value(struct parser *p, enum nb_kind kind)
{
    struct nb_value *v = arena_one(p->a, struct nb_value);

    v->kind = kind;
    v->line = p->line;
    return v;
}

/* ---- strings ---- */

/* Four hexadecimal digits at s; -1 when they are none. */
static int read_hex(const char *s)
{
    int value = 0;

    for (int i = 0; i < 4; i++) {
        int digit = g_ascii_xdigit_value(s[i]);
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

/* The character of the \u at s (behind it); two of them may be a pair. NULL: it is none. */
static const char *read_unicode(const char *s, gunichar *c)
{
    int first = read_hex(s), second;

    if (first < 0)
        return NULL;
    s += 4;
    *c = (gunichar)first;
    if (first >= 0xd800 && first < 0xdc00 && s[0] == '\\' && s[1] == 'u' &&
        (second = read_hex(s + 2)) >= 0xdc00 && second < 0xe000) {
        *c = 0x10000 + (((gunichar)first - 0xd800) << 10) + ((gunichar)second - 0xdc00);
        return s + 6;
    }
    if (*c == 0 || (*c >= 0xd800 && *c < 0xe000))
        *c = 0xfffd;
    return s;
}

/* Behind the escape at s (its backslash); NULL: there is none such. */
static const char *read_escape(const char *s, char **out)
{
    static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
    const char *at = s[1] != '\0' ? strchr(names, s[1]) : NULL;
    gunichar c;

    if (at != NULL) {
        *(*out)++ = values[at - names];
        return s + 2;
    }
    if (s[1] != 'u' || (s = read_unicode(s + 2, &c)) == NULL)
        return NULL;
    *out += g_unichar_to_utf8(c, *out);
    return s;
}

/* The string that begins at the quote; nothing in it grows when it is decoded. */
static const char *parse_string(struct parser *p)
{
    const char *start = ++p->p, *end = start;

    while (*end != '"' && *end != '\0' && *end != '\n')
        end += *end == '\\' && end[1] != '\0' ? 2 : 1;
    if (*end != '"') {
        fail(p, "a string that does not end on its line");
        return NULL;
    }
    char *text = arena_alloc(p->a, (size_t)(end - start) + 1), *out = text;
    for (const char *s = start; s < end;) {
        const char *escape = memchr(s, '\\', (size_t)(end - s));
        size_t n = (size_t)((escape != NULL ? escape : end) - s);
        memcpy(out, s, n);
        out += n;
        s += n;
        if (escape != NULL && (s = read_escape(s, &out)) == NULL) {
            fail(p, "an escape in a string that JSON does not have");
            return NULL;
        }
    }
    *out = '\0';
    p->p = end + 1;
    return text;
}

/* ---- lists and tables ---- */

static struct nb_value *parse_list(struct parser *p, int depth)
{
    struct nb_value *list = new_value(p, NB_LIST), **link = &list->first;

    p->p++;
    skip_space(p);
    while (*p->p != ']') {
        *link = parse_value(p, depth + 1);
        if (*link == NULL)
            return NULL;
        link = &(*link)->next;
        skip_space(p);
        if (*p->p == ',')
            p->p++;
        else if (*p->p != ']')
            return fail(p, "a comma or a bracket is missing");
        skip_space(p);
    }
    p->p++;
    return list;
}

static struct nb_value *parse_table(struct parser *p, int depth)
{
    struct nb_value *table = new_value(p, NB_TABLE), **link = &table->first;

    p->p++;
    skip_space(p);
    while (*p->p != '}') {
        const char *key = *p->p == '"' ? parse_string(p) : NULL;
        if (key == NULL)
            return fail(p, "a key is missing");
        skip_space(p);
        if (*p->p != ':')
            return fail(p, "a colon is missing");
        p->p++;
        *link = parse_value(p, depth + 1);
        if (*link == NULL)
            return NULL;
        (*link)->key = key;
        link = &(*link)->next;
        skip_space(p);
        if (*p->p == ',')
            p->p++;
        else if (*p->p != '}')
            return fail(p, "a comma or a brace is missing");
        skip_space(p);
    }
    p->p++;
    return table;
}

/* ---- values ---- */

static struct nb_value *parse_word(struct parser *p)
{
    static const struct {
        const char *word;
        enum nb_kind kind;
        bool boolean;
    } words[] = {{"true", NB_BOOL, true},      {"false", NB_BOOL, false},
                 {"null", NB_NONE, false},     {"NaN", NB_NONE, false}, /* Python writes these */
                 {"Infinity", NB_NONE, false}, {"-Infinity", NB_NONE, false}};

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        size_t n = strlen(words[i].word);
        if (strncmp(p->p, words[i].word, n) != 0 || g_ascii_isalnum(p->p[n]))
            continue;
        struct nb_value *v = new_value(p, words[i].kind);
        v->u.boolean = words[i].boolean;
        p->p += n;
        return v;
    }
    return fail(p, "a value is missing");
}

static struct nb_value *parse_value(struct parser *p, int depth)
{
    skip_space(p);
    if (depth > NB_DEPTH)
        return fail(p, "values are nested too deeply");
    if (*p->p == '{')
        return parse_table(p, depth);
    if (*p->p == '[')
        return parse_list(p, depth);
    if (*p->p == '"') {
        struct nb_value *v = new_value(p, NB_STRING);
        v->u.string = parse_string(p);
        return v->u.string != NULL ? v : NULL;
    }
    if (g_ascii_isdigit(*p->p) || (*p->p == '-' && g_ascii_isdigit(p->p[1]))) {
        struct nb_value *v = new_value(p, NB_NUMBER);
        char *end;
        v->u.number = g_ascii_strtod(p->p, &end);
        p->p = end;
        return v;
    }
    return parse_word(p);
}

struct nb_value *nb_parse(struct arena *a, const char *text, const char **error, int *line)
{
    struct parser p = {a, text, 1, NULL};
    struct nb_value *v = parse_value(&p, 0);

    skip_space(&p);
    if (v != NULL && *p.p != '\0')
        v = fail(&p, "there is more behind the end");
    *error = p.error;
    *line = p.line;
    return v;
}

const struct nb_value *nb_get(const struct nb_value *v, const char *key)
{
    const struct nb_value *found = NULL;

    if (v == NULL || v->kind != NB_TABLE)
        return NULL;
    for (const struct nb_value *m = v->first; m != NULL; m = m->next)
        if (strcmp(m->key, key) == 0)
            found = m;
    return found;
}

const char *nb_string(const struct nb_value *v, const char *key)
{
    const struct nb_value *m = nb_get(v, key);

    return m != NULL && m->kind == NB_STRING ? m->u.string : NULL;
}

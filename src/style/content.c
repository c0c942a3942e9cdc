/* Lists of what is made into text: `content` and `string-set`. */
#include "style/value.h"

#include <string.h>

struct list {
    struct arena *arena;
    const struct content_piece *first, **end;
};

static bool word_is(const struct token *t, const char *word)
{
    return t->kind == TOK_IDENT && g_ascii_strcasecmp(t->text, word) == 0;
}

static bool is_delim(const struct token *t, char delim)
{
    return t->kind == TOK_DELIM && t->delim == delim;
}

static struct content_piece *add(struct list *l, enum content_kind kind, const char *text)
{
    struct content_piece *c = arena_one(l->arena, struct content_piece);
    *c = (struct content_piece){.kind = kind, .text = text};
    *l->end = c;
    l->end = &c->next;
    return c;
}

enum { ARGUMENTS_MAX = 3 };

/* The words and strings between the parentheses, with commas; how many there are, or -1. */
static int arguments(const struct token *t, size_t n, const struct token *words[ARGUMENTS_MAX])
{
    int count = 0, commas = 0;
    for (size_t i = 0; i < n; i++) {
        if (t[i].kind == TOK_SPACE)
            continue;
        if (is_delim(&t[i], ',') && count == commas + 1) {
            commas++;
            continue;
        }
        bool word = t[i].kind == TOK_IDENT || t[i].kind == TOK_STRING;
        if (!word || count != commas || count == ARGUMENTS_MAX)
            return -1;
        words[count++] = &t[i];
    }
    return commas > 0 && count == commas ? -1 : count;
}

/* counter(NAME, STYLE), counters(NAME, "SEPARATOR", STYLE) */
static bool add_counter(struct list *l, const struct token *const *words, int n, bool all)
{
    int last = all ? 2 : 1;
    struct value style = {.keyword = MARKER_DECIMAL};
    if (n < last || n > last + 1 || words[0]->kind != TOK_IDENT ||
        (all && words[1]->kind != TOK_STRING))
        return false;
    if (n > last &&
        (words[last]->kind != TOK_IDENT ||
         value_parse(l->arena, PROP_LIST_STYLE_TYPE, words[last], 1, &style) != VALUE_OK))
        return false;
    struct content_piece *c = add(l, all ? CONTENT_COUNTERS : CONTENT_COUNTER, words[0]->text);
    c->separator = all ? words[1]->text : NULL;
    c->marker = (enum list_marker)style.keyword;
    return true;
}

/* string(NAME), string(NAME, first | last | start) */
static bool add_string(struct list *l, const struct token *const *words, int n)
{
    if (n < 1 || n > 2 || words[0]->kind != TOK_IDENT)
        return false;
    enum content_kind kind = CONTENT_STRING;
    if (n == 2 && word_is(words[1], "last"))
        kind = CONTENT_STRING_LAST;
    else if (n == 2 && word_is(words[1], "start"))
        kind = CONTENT_STRING_START;
    else if (n == 2 && !word_is(words[1], "first"))
        return false;
    add(l, kind, words[0]->text);
    return true;
}

/* A function with its arguments t[0, n). */
static bool add_function(struct list *l, const char *name, const struct token *t, size_t n)
{
    const struct token *words[ARGUMENTS_MAX];
    int count = arguments(t, n, words);
    if (g_ascii_strcasecmp(name, "string") == 0)
        return add_string(l, words, count);
    if (g_ascii_strcasecmp(name, "counter") == 0 && count == 1 &&
        (word_is(words[0], "pages") || word_is(words[0], "page"))) {
        add(l, word_is(words[0], "pages") ? CONTENT_PAGES : CONTENT_PAGE, NULL);
        return true;
    }
    if (g_ascii_strcasecmp(name, "counter") == 0)
        return add_counter(l, words, count, false);
    if (g_ascii_strcasecmp(name, "counters") == 0)
        return add_counter(l, words, count, true);
    if (g_ascii_strcasecmp(name, "attr") == 0 && count == 1 && words[0]->kind == TOK_IDENT) {
        add(l, CONTENT_ATTR, words[0]->text);
        return true;
    }
    if (g_ascii_strcasecmp(name, "content") == 0 && count >= 0 && count <= 1) {
        bool before = count == 1 && word_is(words[0], "before");
        if (count == 1 && !before && !word_is(words[0], "text"))
            return false;
        add(l, before ? CONTENT_BEFORE : CONTENT_ELEMENT, NULL);
        return true;
    }
    return false;
}

/* Pieces up to `*at` == n or a comma; false when one of them is something else. */
static bool read_pieces(struct list *l, const struct token *t, size_t n, size_t *at)
{
    for (; *at < n && !is_delim(&t[*at], ','); ++*at) {
        const struct token *one = &t[*at];
        if (one->kind == TOK_STRING) {
            add(l, CONTENT_TEXT, one->text);
        } else if (one->kind == TOK_FUNCTION) {
            size_t end = *at + 1;
            while (end < n && !is_delim(&t[end], ')'))
                end++;
            if (end == n || !add_function(l, one->text, one + 1, end - *at - 1))
                return false;
            *at = end;
        } else if (one->kind != TOK_SPACE) {
            return false;
        }
    }
    return true;
}

/* The text of a list of nothing but texts; NULL for others. */
static const char *plain_text(struct arena *a, const struct content_piece *list)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (const struct content_piece *c = list; c != NULL; c = c->next) {
        if (c->kind != CONTENT_TEXT)
            return NULL;
        g_string_append(text, c->text);
    }
    return text->len > 0 ? arena_strdup(a, text->str) : NULL;
}

bool content_parse(struct arena *a, const struct token *tokens, size_t n, struct value *out)
{
    *out = (struct value){.kind = VALUE_TEXT};
    if (n == 1 && (word_is(&tokens[0], "none") || word_is(&tokens[0], "normal")))
        return true;
    struct list l = {.arena = a, .end = &out->content};
    size_t at = 0;
    if (!read_pieces(&l, tokens, n, &at) || at < n)
        return false;
    out->text = plain_text(a, out->content);
    return true;
}

bool content_of_elements(const struct content_piece *list)
{
    for (; list != NULL; list = list->next)
        if (list->kind == CONTENT_COUNTER || list->kind == CONTENT_COUNTERS ||
            list->kind == CONTENT_ATTR)
            return true;
    return false;
}

bool content_is_generated(const struct content_piece *list)
{
    for (; list != NULL; list = list->next)
        if (list->kind != CONTENT_TEXT && list->kind != CONTENT_COUNTER &&
            list->kind != CONTENT_COUNTERS && list->kind != CONTENT_ATTR)
            return false;
    return true;
}

/* name 2 other ...; without a number: `initial`. */
bool counters_parse(struct arena *a, int initial, const struct token *tokens, size_t n,
                    struct value *out)
{
    enum { COUNTERS_MAX = 16, FURTHEST = 1000000 };
    *out = (struct value){.kind = VALUE_TEXT};
    if (n == 1 && word_is(&tokens[0], "none"))
        return true;
    const struct counter_op **end = &out->counters;
    struct counter_op *last = NULL;
    int count = 0;
    for (size_t i = 0; i < n; i++) {
        if (tokens[i].kind == TOK_SPACE)
            continue;
        if (tokens[i].kind == TOK_NUMBER && tokens[i].integer && last != NULL) {
            last->value = (int)CLAMP(tokens[i].number / UNIT_ONE, -FURTHEST, FURTHEST);
            last = NULL;
            continue;
        }
        if (tokens[i].kind != TOK_IDENT || count++ == COUNTERS_MAX)
            return false;
        last = arena_one(a, struct counter_op);
        last->name = tokens[i].text;
        last->value = initial;
        *end = last;
        end = &last->next;
    }
    return out->counters != NULL;
}

void counters_write(const struct counter_op *list, GString *out)
{
    for (; list != NULL; list = list->next)
        g_string_append_printf(out, "%s %d%s", list->name, list->value,
                               list->next != NULL ? " " : "");
}

bool string_set_parse(struct arena *a, const struct token *tokens, size_t n, struct value *out)
{
    *out = (struct value){.kind = VALUE_TEXT};
    if (n == 1 && word_is(&tokens[0], "none"))
        return true;
    const struct string_set **end = &out->strings;
    for (size_t at = 0; at < n; at++) {
        while (at < n && tokens[at].kind == TOK_SPACE)
            at++;
        if (at == n || tokens[at].kind != TOK_IDENT)
            return false;
        struct string_set *set = arena_one(a, struct string_set);
        set->name = tokens[at++].text;
        struct list l = {.arena = a, .end = &set->content};
        if (!read_pieces(&l, tokens, n, &at) || set->content == NULL)
            return false;
        *end = set;
        end = &set->next;
    }
    return out->strings != NULL;
}

static void write_piece(const struct content_piece *c, GString *out)
{
    switch (c->kind) {
    case CONTENT_TEXT:
        g_string_append_printf(out, "\"%s\"", c->text);
        break;
    case CONTENT_STRING:
        g_string_append_printf(out, "string(%s)", c->text);
        break;
    case CONTENT_STRING_LAST:
        g_string_append_printf(out, "string(%s, last)", c->text);
        break;
    case CONTENT_STRING_START:
        g_string_append_printf(out, "string(%s, start)", c->text);
        break;
    case CONTENT_PAGE:
        g_string_append(out, "counter(page)");
        break;
    case CONTENT_PAGES:
        g_string_append(out, "counter(pages)");
        break;
    case CONTENT_COUNTER:
        g_string_append_printf(out, "counter(%s)", c->text);
        break;
    case CONTENT_COUNTERS:
        g_string_append_printf(out, "counters(%s, \"%s\")", c->text, c->separator);
        break;
    case CONTENT_ATTR:
        g_string_append_printf(out, "attr(%s)", c->text);
        break;
    case CONTENT_ELEMENT:
        g_string_append(out, "content()");
        break;
    case CONTENT_BEFORE:
        g_string_append(out, "content(before)");
        break;
    }
}

void content_write(const struct content_piece *list, GString *out)
{
    for (const struct content_piece *c = list; c != NULL; c = c->next) {
        write_piece(c, out);
        g_string_append(out, c->next != NULL ? " " : "");
    }
}

void string_set_write(const struct string_set *list, GString *out)
{
    for (const struct string_set *s = list; s != NULL; s = s->next) {
        g_string_append_printf(out, "%s ", s->name);
        content_write(s->content, out);
        g_string_append(out, s->next != NULL ? ", " : "");
    }
}

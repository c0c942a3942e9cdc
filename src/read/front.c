#include "read/front.h"

#include "base/lang.h"

#include <string.h>

/* Where the block between the `---` lines ends: the closing line; NULL when there is none. */
static const char *find_close(const char *text, int *lines)
{
    const char *p = text + strcspn(text, "\n");

    *lines = 1;
    while (*p == '\n') {
        p++;
        ++*lines;
        size_t n = strcspn(p, "\n"), word = n;
        while (word > 0 && (p[word - 1] == ' ' || p[word - 1] == '\t'))
            word--;
        if (word == 3 && (memcmp(p, "---", 3) == 0 || memcmp(p, "...", 3) == 0))
            return p;
        p += n;
    }
    return NULL;
}

/* A chapter may also begin with a thematic break, or with two: front matter begins with a key or a
 * comment. */
static bool begins_with_key(const char *p, const char *end)
{
    while (p < end && (*p == '\n' || *p == ' '))
        p++;
    if (p == end)
        return false;
    if (*p == '#' || *p == '{')
        return true;
    if (*p == '"' || *p == '\'')
        p++;
    const char *q = p;
    while (q < end && (g_ascii_isalnum(*q) || *q == '_' || *q == '-' || *q == '"' || *q == '\'' ||
                       (unsigned char)*q >= 0x80))
        q++;
    return q > p && q < end && *q == ':' && (q + 1 == end || q[1] == ' ' || q[1] == '\n');
}

struct yaml_value *front_parse(struct arena *a, const char *file, const char *text, size_t *bytes,
                               int *lines, struct yaml_error *error)
{
    *bytes = 0;
    *lines = 0;
    *error = (struct yaml_error){0};
    if (!g_str_has_prefix(text, "---") || strspn(text + 3, " \t") != strcspn(text + 3, "\n"))
        return NULL;
    const char *start = strchr(text, '\n'), *close = find_close(text, lines);
    if (start == NULL || close == NULL || !begins_with_key(start, close)) {
        *lines = 0;
        return NULL;
    }
    const char *end = close + strcspn(close, "\n");
    *bytes = (size_t)(end + (*end == '\n') - text);
    start++;
    return yaml_parse(a, file, 2, start, (size_t)(MAX(close, start) - start), error);
}

struct reader {
    struct diags *d;
    struct chapter *c;
};

static void complain(const struct reader *r, struct loc loc, const char *text)
{
    diag_add(r->d, DIAG_FRONT_MATTER, loc, text, NULL);
}

static void set_text(struct reader *r, const char **field, const char *value)
{
    g_autofree char *text = g_strstrip(g_strdup(value));

    for (char *p = text; *p != '\0'; p++)
        if (*p == '\n')
            *p = ' ';
    if (*text != '\0')
        *field = arena_strdup(r->c->arena, text);
}

static void set_bool(struct reader *r, const struct yaml_value *v, bool *field)
{
    *field = yaml_bool(v, *field);
    if (yaml_bool(v, true) == yaml_bool(v, false))
        return;
    g_autofree char *text = g_strdup_printf("\"%s\" must be true or false", v->key);
    complain(r, v->loc, text);
}

static void set_lang(struct reader *r, const struct yaml_value *v)
{
    g_autofree char *tag = g_strdelimit(g_strdup(v->text), "_", '-');

    if (lang_is_valid(tag))
        r->c->lang = arena_strdup(r->c->arena, tag);
    else
        complain(r, v->loc, "\"lang\" must be a language tag");
}

/* `authors: [a, {name: b}]` becomes "a, b". */
static void set_authors(struct reader *r, const struct yaml_value *v)
{
    g_autoptr(GString) all = g_string_new(NULL);

    for (v = v->first; v != NULL; v = v->next) {
        const char *name = v->kind == YAML_MAP ? yaml_get_text(v, "name") : yaml_text(v);
        if (name != NULL && *name != '\0')
            g_string_append_printf(all, "%s%s", all->len > 0 ? ", " : "", name);
    }
    set_text(r, &r->c->author, all->str);
}

/* The field of a key whose value is text; NULL: none. */
static const char **text_field(struct chapter *c, const char *key)
{
    const struct {
        const char *key;
        const char **field;
    } fields[] = {
        {"title", &c->title},
        {"short_title", &c->short_title},
        {"short-title", &c->short_title},
        {"author", &c->author},
        {"authors", &c->author},
        {"date", &c->date},
        {"description", &c->description},
        {"id", &c->front_id},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        if (strcmp(fields[i].key, key) == 0)
            return fields[i].field;
    return NULL;
}

static void read_value(struct reader *r, const struct yaml_value *v)
{
    const char **field = text_field(r->c, v->key);
    bool lang = strcmp(v->key, "lang") == 0, draft = strcmp(v->key, "draft") == 0;
    bool numbered = strcmp(v->key, "numbered") == 0;

    if (field == NULL && !lang && !draft && !numbered)
        return;
    if (v->kind == YAML_LIST && field == &r->c->author) {
        set_authors(r, v);
    } else if (v->kind != YAML_SCALAR) {
        g_autofree char *text = g_strdup_printf("\"%s\" must be text", v->key);
        complain(r, v->loc, text);
    } else if (v->text == NULL) {
        return;
    } else if (field != NULL) {
        set_text(r, field, v->text);
    } else if (lang) {
        set_lang(r, v);
    } else {
        set_bool(r, v, draft ? &r->c->draft : &r->c->numbered);
    }
}

size_t front_read(struct diags *d, struct chapter *c, const char *text, int *lines)
{
    struct reader r = {.d = d, .c = c};
    struct yaml_error error;
    size_t bytes;
    const struct yaml_value *top = front_parse(c->arena, c->path, text, &bytes, lines, &error);

    if (top != NULL && top->kind == YAML_MAP)
        for (const struct yaml_value *v = top->first; v != NULL; v = v->next)
            read_value(&r, v);
    if (error.text != NULL)
        complain(&r, error.loc, error.text);
    else if (top != NULL && top->kind != YAML_MAP)
        complain(&r, top->loc, "it must be keys with values");
    return bytes;
}

#include "read/front.h"

#include "base/lang.h"

#include <string.h>
#include <yaml.h>

enum { MAX_NESTING = 50 };

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

struct reader {
    struct diags *d;
    struct chapter *c;
    yaml_parser_t parser;
};

static struct loc mark_loc(const struct reader *r, yaml_mark_t mark)
{
    return (struct loc){r->c->path, (int)mark.line + 2, (int)mark.column + 1};
}

static void complain(const struct reader *r, yaml_mark_t mark, const char *text)
{
    diag_add(r->d, DIAG_FRONT_MATTER, mark_loc(r, mark), text, NULL);
}

/* The next event; false at a syntax error, which is reported. */
static bool next_event(struct reader *r, yaml_event_t *e)
{
    if (yaml_parser_parse(&r->parser, e))
        return true;
    complain(r, r->parser.problem_mark,
             r->parser.problem != NULL ? r->parser.problem : "not valid YAML");
    return false;
}

/* Passes over the rest of the value that begins with `e`. */
static bool skip_value(struct reader *r, const yaml_event_t *e)
{
    int depth = e->type == YAML_SEQUENCE_START_EVENT || e->type == YAML_MAPPING_START_EVENT;

    while (depth > 0) {
        yaml_event_t inner;
        if (!next_event(r, &inner))
            return false;
        depth += inner.type == YAML_SEQUENCE_START_EVENT || inner.type == YAML_MAPPING_START_EVENT;
        depth -= inner.type == YAML_SEQUENCE_END_EVENT || inner.type == YAML_MAPPING_END_EVENT;
        yaml_mark_t mark = inner.start_mark;
        yaml_event_delete(&inner);
        if (depth > MAX_NESTING) {
            complain(r, mark, "nested too deeply");
            return false;
        }
    }
    return true;
}

static const char *scalar(const yaml_event_t *e)
{
    return (const char *)e->data.scalar.value;
}

static bool is_null(const yaml_event_t *e)
{
    return e->data.scalar.plain_implicit &&
           (*scalar(e) == '\0' || strcmp(scalar(e), "~") == 0 || strcmp(scalar(e), "null") == 0);
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

static void set_bool(struct reader *r, const yaml_event_t *e, const char *key, bool *field)
{
    const char *v = scalar(e);

    if (g_ascii_strcasecmp(v, "true") == 0 || g_ascii_strcasecmp(v, "yes") == 0) {
        *field = true;
    } else if (g_ascii_strcasecmp(v, "false") == 0 || g_ascii_strcasecmp(v, "no") == 0) {
        *field = false;
    } else {
        g_autofree char *text = g_strdup_printf("\"%s\" must be true or false", key);
        complain(r, e->start_mark, text);
    }
}

static void set_lang(struct reader *r, const yaml_event_t *e)
{
    g_autofree char *tag = g_strdelimit(g_strdup(scalar(e)), "_", '-');

    if (lang_is_valid(tag))
        r->c->lang = arena_strdup(r->c->arena, tag);
    else
        complain(r, e->start_mark, "\"lang\" must be a language tag");
}

static void set_scalar(struct reader *r, const char *key, const yaml_event_t *e)
{
    struct chapter *c = r->c;

    if (is_null(e))
        return;
    if (strcmp(key, "title") == 0)
        set_text(r, &c->title, scalar(e));
    else if (strcmp(key, "short_title") == 0 || strcmp(key, "short-title") == 0)
        set_text(r, &c->short_title, scalar(e));
    else if (strcmp(key, "author") == 0 || strcmp(key, "authors") == 0)
        set_text(r, &c->author, scalar(e));
    else if (strcmp(key, "date") == 0)
        set_text(r, &c->date, scalar(e));
    else if (strcmp(key, "description") == 0)
        set_text(r, &c->description, scalar(e));
    else if (strcmp(key, "id") == 0)
        set_text(r, &c->front_id, scalar(e));
    else if (strcmp(key, "lang") == 0)
        set_lang(r, e);
    else if (strcmp(key, "draft") == 0)
        set_bool(r, e, key, &c->draft);
    else if (strcmp(key, "numbered") == 0)
        set_bool(r, e, key, &c->numbered);
}

/* `authors: [a, {name: b}]` becomes "a, b". */
static bool read_authors(struct reader *r)
{
    g_autoptr(GString) all = g_string_new(NULL);
    bool is_name = true;

    for (int depth = 1; depth > 0;) {
        yaml_event_t e;
        if (!next_event(r, &e))
            return false;
        depth += e.type == YAML_MAPPING_START_EVENT || e.type == YAML_SEQUENCE_START_EVENT;
        depth -= e.type == YAML_MAPPING_END_EVENT || e.type == YAML_SEQUENCE_END_EVENT;
        if (e.type == YAML_SCALAR_EVENT && is_name && *scalar(&e) != '\0' &&
            (depth == 1 || strcmp(scalar(&e), "name") != 0))
            g_string_append_printf(all, "%s%s", all->len > 0 ? ", " : "", scalar(&e));
        /* in a mapping only the value of "name" counts */
        if (e.type == YAML_SCALAR_EVENT && depth > 1)
            is_name = strcmp(scalar(&e), "name") == 0;
        else
            is_name = depth <= 1;
        yaml_event_delete(&e);
        if (depth > MAX_NESTING)
            return false;
    }
    set_text(r, &r->c->author, all->str);
    return true;
}

static bool is_known(const char *key)
{
    static const char *const known[] = {"title", "short_title", "short-title", "author",
                                        "date",  "description", "id",          "lang",
                                        "draft", "numbered",    "authors"};

    for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
        if (strcmp(key, known[i]) == 0)
            return true;
    return false;
}

static bool read_value(struct reader *r, const char *key)
{
    yaml_event_t e;
    bool ok = true;

    if (!next_event(r, &e))
        return false;
    if (e.type == YAML_SCALAR_EVENT) {
        set_scalar(r, key, &e);
    } else if (e.type == YAML_SEQUENCE_START_EVENT &&
               (strcmp(key, "author") == 0 || strcmp(key, "authors") == 0)) {
        ok = read_authors(r);
    } else {
        ok = skip_value(r, &e);
        if (ok && is_known(key)) {
            g_autofree char *text = g_strdup_printf("\"%s\" must be text", key);
            complain(r, e.start_mark, text);
        }
    }
    yaml_event_delete(&e);
    return ok;
}

static void read_mapping(struct reader *r)
{
    bool ok = true;
    int depth = 0;

    while (ok) {
        yaml_event_t e;
        if (!next_event(r, &e))
            return;
        yaml_event_type_t type = e.type;
        if (depth == 0 && (type == YAML_SCALAR_EVENT || type == YAML_SEQUENCE_START_EVENT)) {
            complain(r, e.start_mark, "it must be keys with values");
            ok = false;
        } else if (depth == 0) {
            depth = type == YAML_MAPPING_START_EVENT;
            ok = type != YAML_STREAM_END_EVENT && type != YAML_DOCUMENT_END_EVENT;
        } else if (type == YAML_SCALAR_EVENT) {
            ok = read_value(r, scalar(&e));
        } else if (type == YAML_MAPPING_END_EVENT) {
            ok = false;
        } else {
            ok = skip_value(r, &e); /* a key that is no scalar, then its value */
            yaml_event_delete(&e);
            if (!ok || !next_event(r, &e))
                return;
            ok = skip_value(r, &e);
        }
        yaml_event_delete(&e);
    }
}

size_t front_read(struct diags *d, struct chapter *c, const char *text, int *lines)
{
    *lines = 0;
    if (!g_str_has_prefix(text, "---") || strspn(text + 3, " \t") != strcspn(text + 3, "\n"))
        return 0;
    const char *start = strchr(text, '\n'), *close = find_close(text, lines);
    if (start == NULL || close == NULL || !begins_with_key(start, close)) {
        *lines = 0;
        return 0;
    }
    struct reader r = {.d = d, .c = c};
    if (!yaml_parser_initialize(&r.parser))
        g_error("out of memory"); /* as GLib does */
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)start + 1,
                                 (size_t)(MAX(close, start + 1) - start - 1));
    read_mapping(&r);
    yaml_parser_delete(&r.parser);
    const char *end = close + strcspn(close, "\n");
    return (size_t)(end + (*end == '\n') - text);
}

#include "read/yaml.h"

#include <string.h>
#include <yaml.h>

enum { MAX_DEPTH = 200, MAX_VALUES = 500000 };

/* What an anchor names. */
struct anchor {
    const struct yaml_value *value;
    int depth;   /* levels of it */
    size_t size; /* values in it */
};

/* A list or map that is being read. */
struct level {
    struct yaml_value *value;
    struct yaml_value **link; /* where its next entry goes */
    const char *key;          /* of the next entry of a map; NULL: the key comes next */
    struct loc key_loc;
    const char *anchor;
    size_t size; /* values in it so far */
    int depth;   /* levels below it so far */
    bool odd;    /* the key is no scalar: its entry is dropped */
};

struct reader {
    struct arena *a;
    const char *file;
    int line;
    yaml_parser_t parser;
    GHashTable *anchors; /* name -> struct anchor */
    struct level levels[MAX_DEPTH];
    int n_levels;
    size_t n_values;
    struct yaml_value *root;
    struct yaml_error *error;
};

static struct loc mark_loc(const struct reader *r, yaml_mark_t mark)
{
    return (struct loc){r->file, (int)mark.line + r->line, (int)mark.column + 1};
}

static bool fail(struct reader *r, struct loc loc, const char *text)
{
    *r->error = (struct yaml_error){text, loc};
    return false;
}

static void remember(struct reader *r, const char *name, const struct yaml_value *value, int depth,
                     size_t size)
{
    if (name == NULL)
        return;
    struct anchor *anchor = arena_one(r->a, struct anchor);
    *anchor = (struct anchor){value, depth, size};
    g_hash_table_insert(r->anchors, arena_strdup(r->a, name), anchor);
}

/* Counts what was added to the innermost level and, once it is closed, to those around it. */
static bool count(struct reader *r, struct loc loc, size_t size, int depth)
{
    r->n_values += size;
    if (r->n_values > MAX_VALUES)
        return fail(r, loc, "too many values");
    if (r->n_levels + depth > MAX_DEPTH)
        return fail(r, loc, "nested too deeply");
    if (r->n_levels > 0) {
        struct level *top = &r->levels[r->n_levels - 1];
        top->size += size;
        top->depth = MAX(top->depth, depth);
    }
    return true;
}

/* Puts a value where the next one goes; a scalar may be a key. */
static void place(struct reader *r, struct yaml_value *v)
{
    if (r->n_levels == 0) {
        r->root = v;
        return;
    }
    struct level *top = &r->levels[r->n_levels - 1];
    if (top->value->kind == YAML_MAP && top->key == NULL && !top->odd) {
        top->odd = v->kind != YAML_SCALAR;
        top->key = v->kind == YAML_SCALAR && v->text == NULL ? "" : v->text;
        top->key_loc = v->loc;
        return;
    }
    if (!top->odd) {
        v->key = top->key;
        v->key_loc = top->key != NULL ? top->key_loc : v->loc;
        *top->link = v;
        top->link = &v->next;
    }
    top->key = NULL;
    top->odd = false;
}

static struct yaml_value *new_value(struct reader *r, enum yaml_kind kind, const yaml_event_t *e,
                                    const unsigned char *tag)
{
    struct yaml_value *v = arena_one(r->a, struct yaml_value);

    v->kind = kind;
    v->loc = mark_loc(r, e->start_mark);
    v->tag = arena_strdup(r->a, (const char *)tag);
    return v;
}

static bool is_null(const char *text)
{
    return *text == '\0' || strcmp(text, "~") == 0 || g_ascii_strcasecmp(text, "null") == 0;
}

static bool read_scalar(struct reader *r, const yaml_event_t *e)
{
    struct yaml_value *v = new_value(r, YAML_SCALAR, e, e->data.scalar.tag);
    const char *text = (const char *)e->data.scalar.value;

    if (!e->data.scalar.plain_implicit || !is_null(text))
        v->text = arena_strdup(r->a, text);
    remember(r, (const char *)e->data.scalar.anchor, v, 0, 1);
    place(r, v);
    return count(r, v->loc, 1, 0);
}

static bool open_level(struct reader *r, const yaml_event_t *e)
{
    bool list = e->type == YAML_SEQUENCE_START_EVENT;
    const unsigned char *tag = list ? e->data.sequence_start.tag : e->data.mapping_start.tag;
    const unsigned char *name = list ? e->data.sequence_start.anchor : e->data.mapping_start.anchor;
    struct yaml_value *v = new_value(r, list ? YAML_LIST : YAML_MAP, e, tag);

    if (!count(r, v->loc, 1, 1))
        return false;
    if (r->n_levels == 0)
        r->root = v;
    r->levels[r->n_levels++] = (struct level){
        .value = v, .link = &v->first, .anchor = arena_strdup(r->a, (const char *)name)};
    return true;
}

/* Only now has the value its place: what an error leaves open is dropped, but for the outermost. */
static void close_level(struct reader *r)
{
    const struct level *done = &r->levels[--r->n_levels];

    remember(r, done->anchor, done->value, done->depth + 1, done->size + 1);
    if (r->n_levels > 0) {
        struct level *top = &r->levels[r->n_levels - 1];
        top->size += done->size;
        top->depth = MAX(top->depth, done->depth + 1);
        place(r, done->value);
    }
}

/* An anchor is known once its value is complete, so nothing can hold itself. */
static bool read_alias(struct reader *r, const yaml_event_t *e)
{
    const struct anchor *anchor =
        g_hash_table_lookup(r->anchors, (const char *)e->data.alias.anchor);
    struct loc loc = mark_loc(r, e->start_mark);

    if (anchor == NULL)
        return fail(r, loc, "an alias of nothing");
    struct yaml_value *v = arena_memdup(r->a, anchor->value, sizeof *anchor->value);
    v->key = NULL;
    v->next = NULL;
    v->loc = loc;
    place(r, v);
    return count(r, loc, anchor->size, anchor->depth);
}

/* False at the end of the document, and at an error. */
static bool read_event(struct reader *r)
{
    yaml_event_t e;
    bool more = true;

    if (!yaml_parser_parse(&r->parser, &e)) {
        const char *problem = r->parser.problem != NULL ? r->parser.problem : "not valid YAML";
        return fail(r, mark_loc(r, r->parser.problem_mark), arena_strdup(r->a, problem));
    }
    switch (e.type) {
    case YAML_SCALAR_EVENT:
        more = read_scalar(r, &e);
        break;
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT:
        more = open_level(r, &e);
        break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        close_level(r);
        break;
    case YAML_ALIAS_EVENT:
        more = read_alias(r, &e);
        break;
    case YAML_DOCUMENT_END_EVENT:
    case YAML_STREAM_END_EVENT:
        more = false;
        break;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_DOCUMENT_START_EVENT:
        break;
    }
    yaml_event_delete(&e);
    return more;
}

struct yaml_value *yaml_parse(struct arena *a, const char *file, int line, const char *text,
                              size_t size, struct yaml_error *error)
{
    struct reader r = {.a = a, .file = file, .line = line, .error = error};

    *error = (struct yaml_error){0};
    if (!yaml_parser_initialize(&r.parser))
        g_error("out of memory"); /* as GLib does */
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)text, size);
    r.anchors = g_hash_table_new(g_str_hash, g_str_equal);
    while (read_event(&r))
        ;
    g_hash_table_unref(r.anchors);
    yaml_parser_delete(&r.parser);
    return r.root;
}

/* ------------------------------------------------------------------ looking */

const struct yaml_value *yaml_get(const struct yaml_value *map, const char *key)
{
    if (map == NULL || map->kind != YAML_MAP)
        return NULL;
    for (map = map->first; map != NULL; map = map->next)
        if (strcmp(map->key, key) == 0)
            return map;
    return NULL;
}

const char *yaml_text(const struct yaml_value *v)
{
    bool env = v != NULL && g_strcmp0(v->tag, "!ENV") == 0;

    if (v == NULL || (env && v->kind == YAML_SCALAR))
        return NULL;
    if (env && v->kind == YAML_LIST && v->first != NULL) {
        const struct yaml_value *last = v->first->next;
        while (last != NULL && last->next != NULL)
            last = last->next;
        return last != NULL ? last->text : NULL;
    }
    return v->text;
}

const char *yaml_get_text(const struct yaml_value *map, const char *key)
{
    return yaml_text(yaml_get(map, key));
}

bool yaml_bool(const struct yaml_value *v, bool otherwise)
{
    const char *text = yaml_text(v);

    if (text == NULL)
        return otherwise;
    if (g_ascii_strcasecmp(text, "true") == 0 || g_ascii_strcasecmp(text, "yes") == 0 ||
        g_ascii_strcasecmp(text, "on") == 0)
        return true;
    if (g_ascii_strcasecmp(text, "false") == 0 || g_ascii_strcasecmp(text, "no") == 0 ||
        g_ascii_strcasecmp(text, "off") == 0)
        return false;
    return otherwise;
}

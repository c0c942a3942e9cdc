#include "read/yaml.h"

#include <jansson.h>
#include <stdint.h>

enum { MAX_DEPTH = 200 };

struct reader {
    struct arena *a;
    const char *file;
    bool deep;
};

/* Recursion ends at MAX_DEPTH; what is deeper is left out, which is an error. */
static struct yaml_value *convert(struct reader *r, const json_t *json, int depth)
{
    struct yaml_value *v = arena_one(r->a, struct yaml_value), **link = &v->first;
    const char *key;
    json_t *child;
    size_t i;

    v->loc = v->key_loc = (struct loc){r->file, 0, 0};
    r->deep |= depth > MAX_DEPTH;
    if (json_is_object(json) && !r->deep) {
        v->kind = YAML_MAP;
        json_object_foreach((json_t *)(uintptr_t)json, key, child)
        {
            *link = convert(r, child, depth + 1);
            (*link)->key = arena_strdup(r->a, key);
            link = &(*link)->next;
        }
    } else if (json_is_array(json) && !r->deep) {
        v->kind = YAML_LIST;
        json_array_foreach(json, i, child)
        {
            *link = convert(r, child, depth + 1);
            link = &(*link)->next;
        }
    } else if (json_is_string(json)) {
        v->text = arena_strdup(r->a, json_string_value(json));
    } else if (json_is_boolean(json)) {
        v->text = json_is_true(json) ? "true" : "false";
    } else if (json_is_integer(json)) {
        v->text = arena_printf(r->a, "%" JSON_INTEGER_FORMAT, json_integer_value(json));
    } else if (json_is_real(json)) {
        char number[G_ASCII_DTOSTR_BUF_SIZE];
        v->text = arena_strdup(r->a, g_ascii_dtostr(number, sizeof number, json_real_value(json)));
    }
    return v;
}

struct yaml_value *json_parse(struct arena *a, const char *file, const char *text, size_t size,
                              struct yaml_error *error)
{
    struct reader r = {.a = a, .file = file};
    json_error_t problem;
    json_t *json = json_loadb(text, size, JSON_DECODE_ANY, &problem);

    *error = (struct yaml_error){0};
    if (json == NULL) {
        error->text = arena_strdup(a, problem.text);
        error->loc = (struct loc){file, problem.line, problem.column};
        return NULL;
    }
    struct yaml_value *v = convert(&r, json, 0);
    json_decref(json);
    if (!r.deep)
        return v;
    *error = (struct yaml_error){"nested too deeply", {file, 0, 0}};
    return NULL;
}

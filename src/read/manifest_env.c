#include "read/manifest_env.h"

#include <string.h>

#define PREFIX "MKBOOK_"

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The value as it would stand in the manifest, under the name `key`. */
static struct toml_value *read_value(struct arena *a, const char *key, const char *text)
{
    g_autofree char *line = g_strconcat("x = ", text, "\n", NULL);
    const char *error;
    struct loc where;
    struct toml_value *t = NULL;

    if (strchr(text, '\n') == NULL)
        t = toml_parse(a, NULL, line, strlen(line), &error, &where);
    t = t != NULL ? t->first : NULL;
    if (t == NULL) {
        t = arena_one(a, struct toml_value);
        t->kind = TOML_STRING;
        t->u.string = arena_strdup(a, text);
    }
    t->key = key;
    t->loc = t->value_loc = (struct loc){NULL, 0, 0};
    for (struct toml_value *e = t->kind == TOML_ARRAY ? t->first : NULL; e != NULL; e = e->next)
        e->key = key;
    return t;
}

/* Puts the value into the table, in place of one of its name. */
static void put(struct toml_value *table, struct toml_value *value)
{
    struct toml_value **link = &table->first;

    while (*link != NULL && strcmp((*link)->key, value->key) != 0)
        link = &(*link)->next;
    value->next = *link != NULL ? (*link)->next : NULL;
    *link = value;
}

/* The table of that name in another, made where there is none. */
static struct toml_value *step(struct arena *a, struct toml_value *table, const char *key)
{
    struct toml_value *t = table->first;

    while (t != NULL && strcmp(t->key, key) != 0)
        t = t->next;
    if (t != NULL && t->kind == TOML_TABLE)
        return t;
    t = arena_one(a, struct toml_value);
    t->kind = TOML_TABLE;
    t->key = key;
    put(table, t);
    return t;
}

static void set(struct arena *a, struct toml_value *top, const char *variable)
{
    const char *equals = strchr(variable, '=');
    g_autofree char *name =
        g_ascii_strdown(variable + strlen(PREFIX), equals - variable - (gssize)strlen(PREFIX));
    g_auto(GStrv) parts = g_strsplit(name, "__", -1);
    struct toml_value *table = top;

    for (char **p = parts; *p != NULL; p++) {
        if (**p == '\0')
            return;
        const char *key = arena_strdup(a, g_strdelimit(*p, "_", '-'));
        if (p[1] == NULL)
            put(table, read_value(a, key, equals + 1));
        else
            table = step(a, table, key);
    }
}

void manifest_environment(struct arena *a, struct toml_value *top, char *const *environment)
{
    g_autoptr(GPtrArray) ours = g_ptr_array_new();

    for (char *const *v = environment; v != NULL && *v != NULL; v++) {
        const char *equals = strchr(*v, '='), *step_mark = strstr(*v, "__");
        if (g_str_has_prefix(*v, PREFIX) && equals != NULL && step_mark != NULL &&
            step_mark < equals && g_utf8_validate(*v, -1, NULL))
            g_ptr_array_add(ours, *v);
    }
    if (ours->len > 1)
        qsort(ours->pdata, ours->len, sizeof *ours->pdata, by_name);
    for (guint i = 0; i < ours->len; i++)
        set(a, top, ours->pdata[i]);
}

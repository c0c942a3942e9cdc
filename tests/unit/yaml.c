/* YAML and JSON as a tree: what tags, anchors and broken texts become. */
#include "read/yaml.h"

#include <glib.h>
#include <string.h>

static void dump(const struct yaml_value *v, GString *out)
{
    if (v->key != NULL)
        g_string_append_printf(out, "%s=", v->key);
    if (v->tag != NULL)
        g_string_append_printf(out, "<%s>", v->tag);
    if (v->kind == YAML_SCALAR) {
        g_string_append(out, v->text != NULL ? v->text : "null");
        return;
    }
    g_string_append_c(out, v->kind == YAML_LIST ? '[' : '{');
    for (const struct yaml_value *c = v->first; c != NULL; c = c->next) {
        dump(c, out);
        if (c->next != NULL)
            g_string_append_c(out, ' ');
    }
    g_string_append_c(out, v->kind == YAML_LIST ? ']' : '}');
}

static void check(const char *text, bool json, const char *tree, const char *problem)
{
    struct arena *a = arena_new();
    struct yaml_error error;
    g_autoptr(GString) out = g_string_new(NULL);
    struct yaml_value *v = json ? json_parse(a, "f", text, strlen(text), &error)
                                : yaml_parse(a, "f", 1, text, strlen(text), &error);

    if (v != NULL)
        dump(v, out);
    g_assert_cmpstr(out->str, ==, tree);
    if (problem == NULL || error.text == NULL)
        g_assert_cmpstr(error.text, ==, problem);
    else
        g_assert_nonnull(strstr(error.text, problem));
    arena_free(a);
}

static void test_yaml(void)
{
    check("", false, "", NULL);
    check("# only a comment\n", false, "", NULL);
    check("a: 1\nb:\n  - x\n  - 'null'\n  - ~\n  - {c: d}\n---\nsecond: document\n", false,
          "{a=1 b=[x null null {c=d}]}", NULL);
    check("- !!python/name:a.b.c\n- !ENV [A, 'b c']\n- !!int 3\n", false,
          "[<tag:yaml.org,2002:python/name:a.b.c> <!ENV>[A b c] <tag:yaml.org,2002:int>3]",
          NULL);
    check("a: &x [1, 2]\nb: *x\nc: {<<: *x}\n", false, "{a=[1 2] b=[1 2] c={<<=[1 2]}}", NULL);
    check("? [a, b]\n: 1\nc: 2\n", false, "{c=2}", NULL);
    check("word", false, "word", NULL);
    /* what is not complete is dropped */
    check("a: 1\nb: [1, 2\nc: 3\n", false, "{a=1}", "did not find");
    check("a: 1\nb: *none\nc: 3\n", false, "{a=1}", "alias of nothing");
    check("a: &x [*x]\n", false, "{}", "alias of nothing");
}

static void test_json(void)
{
    check("{\"b\": [1, 2.5, true, null, \"\\ud83d\\ude00\"], \"a\": {}}", true,
          "{b=[1 2.5 true null 😀] a={}}", NULL);
    check("{\"a\": 1,}", true, "", "expected");
    check("", true, "", "expected");
}

/* Nesting, and aliases that would fill the memory. */
static void test_bounds(void)
{
    g_autoptr(GString) deep = g_string_new(NULL);
    g_autoptr(GString) bomb = g_string_new("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    struct arena *a = arena_new();
    struct yaml_error error;

    for (int i = 0; i < 10000; i++)
        g_string_append_c(deep, '[');
    yaml_parse(a, "f", 1, deep->str, deep->len, &error);
    g_assert_cmpstr(error.text, ==, "nested too deeply");
    json_parse(a, "f", deep->str, deep->len, &error);
    g_assert_nonnull(error.text);
    g_string_set_size(deep, 300);
    for (int i = 0; i < 300; i++)
        g_string_append_c(deep, ']');
    json_parse(a, "f", deep->str, deep->len, &error);
    g_assert_cmpstr(error.text, ==, "nested too deeply");
    for (int i = 1; i < 10; i++)
        g_string_append_printf(bomb, "a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n",
                               i, i, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
    yaml_parse(a, "f", 1, bomb->str, bomb->len, &error);
    g_assert_cmpstr(error.text, ==, "too many values");
    arena_free(a);
}

static void test_values(void)
{
    struct arena *a = arena_new();
    struct yaml_error error;
    const char text[] = "\n  a: !ENV X\n  b: !ENV [X, Y, z]\n  c: !ENV [X]\n  d: yes\n  e: Off\n";
    const struct yaml_value *v = yaml_parse(a, "f", 3, text, strlen(text), &error);

    g_assert_null(yaml_get_text(v, "a"));
    g_assert_cmpstr(yaml_get_text(v, "b"), ==, "z");
    g_assert_null(yaml_get_text(v, "c"));
    g_assert_true(yaml_bool(yaml_get(v, "d"), false));
    g_assert_false(yaml_bool(yaml_get(v, "e"), true));
    g_assert_true(yaml_bool(yaml_get(v, "b"), true));
    g_assert_null(yaml_get(yaml_get(v, "d"), "x"));
    g_assert_cmpint(yaml_get(v, "d")->key_loc.line, ==, 7);
    g_assert_cmpint(yaml_get(v, "d")->loc.col, ==, 6);
    arena_free(a);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/yaml/yaml", test_yaml);
    g_test_add_func("/yaml/json", test_json);
    g_test_add_func("/yaml/bounds", test_bounds);
    g_test_add_func("/yaml/values", test_values);
    return g_test_run();
}

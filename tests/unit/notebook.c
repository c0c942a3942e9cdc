/* The pieces a notebook is read with: JSON with its lines, and what a terminal would show. */
#include "read/notebook_int.h"

#include <string.h>

/* The value as JSON again, each with its line where it is not the first. */
static void show(const struct nb_value *v, GString *out)
{
    if (v->line > 1)
        g_string_append_printf(out, "@%d ", v->line);
    switch (v->kind) {
    case NB_NONE:
        g_string_append(out, "null");
        break;
    case NB_BOOL:
        g_string_append(out, v->u.boolean ? "true" : "false");
        break;
    case NB_NUMBER:
        g_string_append_printf(out, "%g", v->u.number);
        break;
    case NB_STRING:
        g_string_append_printf(out, "<%s>", v->u.string);
        break;
    case NB_LIST:
    case NB_TABLE:
        g_string_append_c(out, v->kind == NB_LIST ? '[' : '{');
        for (const struct nb_value *m = v->first; m != NULL; m = m->next) {
            if (v->kind == NB_TABLE)
                g_string_append_printf(out, "%s:", m->key);
            show(m, out);
            if (m->next != NULL)
                g_string_append_c(out, ' ');
        }
        g_string_append_c(out, v->kind == NB_LIST ? ']' : '}');
        break;
    }
}

static void check(const char *text, const char *want)
{
    struct arena *a = arena_new();
    g_autoptr(GString) got = g_string_new(NULL);
    const char *error;
    int line;
    const struct nb_value *v = nb_parse(a, text, &error, &line);

    if (v != NULL)
        show(v, got);
    else
        g_string_append_printf(got, "%d: %s", line, error);
    g_assert_cmpstr(got->str, ==, want);
    arena_free(a);
}

static void test_json(void)
{
    check("{\"a\": [1, -2.5e1, true, null],\n \"b\": {\"c\":\n\"d\"}}",
          "{a:[1 -25 true null] b:@2 {c:@3 <d>}}");
    check("\"\\\"\\\\\\/\\n\\u00e9\\ud83d\\ude00\\ud83d\\u0000é\"",
          "<\"\\/\né😀\xef\xbf\xbd\xef\xbf\xbdé>");
    check("[NaN, -Infinity]", "[null null]");
    check("[]", "[]");
    check("", "1: a value is missing");
    check("[1 2]", "1: a comma or a bracket is missing");
    check("{\n1: 2}", "2: a key is missing");
    check("{\"a\" 2}", "1: a colon is missing");
    check("{\"a\": 2", "1: a comma or a brace is missing");
    check("\"a\nb\"", "1: a string that does not end on its line");
    check("\"\\x\"", "1: an escape in a string that JSON does not have");
    check("\"\\u12\"", "1: an escape in a string that JSON does not have");
    check("1 2", "1: there is more behind the end");
    check("truex", "1: a value is missing");

    g_autoptr(GString) deep = g_string_new(NULL);
    for (int i = 0; i < 100000; i++)
        g_string_append_c(deep, '[');
    check(deep->str, "1: values are nested too deeply");
}

static void test_members(void)
{
    struct arena *a = arena_new();
    const char *error;
    int line;
    const struct nb_value *v = nb_parse(a, "{\"a\": 1, \"a\": \"last\", \"b\": []}", &error, &line);

    g_assert_cmpstr(nb_string(v, "a"), ==, "last");
    g_assert_null(nb_string(v, "b"));
    g_assert_null(nb_get(v, "c"));
    g_assert_null(nb_get(nb_get(v, "b"), "x"));
    g_assert_null(nb_get(NULL, "x"));
    arena_free(a);
}

static void check_terminal(const char *text, const char *want)
{
    struct arena *a = arena_new();

    g_assert_cmpstr(nb_terminal_text(a, text), ==, want);
    arena_free(a);
}

static void test_terminal(void)
{
    check_terminal("plain\n\ttext\n", "plain\n\ttext\n");
    check_terminal("\033[1;31mred\033[0m \033[38;5;12mx\033[m", "red x");
    check_terminal("\033]0;title\a\033]8;;u\033\\link\033]8;;\033\\", "link");
    check_terminal("\033(B\0337x\033", "x");
    check_terminal("\033[", "");
    check_terminal("\033]never ends", "");
    check_terminal("\033]never ends\nbut the line does", "\nbut the line does");
    check_terminal("10%\r50%\r100%\n", "100%\n");
    check_terminal("longer\rab", "abnger");
    check_terminal("longer\r\033[Kab", "ab");
    check_terminal("a\r\nb", "a\nb");
    check_terminal("abc\b\bX", "aXc");
    check_terminal("\b\bx", "x");
    check_terminal("é\r日本", "日本");
    check_terminal("a\001\002\177b", "ab");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/notebook/json", test_json);
    g_test_add_func("/notebook/members", test_members);
    g_test_add_func("/notebook/terminal", test_terminal);
    return g_test_run();
}

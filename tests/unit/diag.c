/* Diagnostics as they are printed: order, escapes, and the formats that other programs read. */
#include "base/diag.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static struct diags *sample(void)
{
    struct diags *d = diags_new();
    struct loc here = {"chapters/b,1:x.md", 12, 3};

    diag_add(d, DIAG_LINK_ANCHOR, here, "kv.md#\033[31m100%", NULL);
    diag_add(d, DIAG_IMAGE_EXTENSION, (struct loc){"a b.png", 0, 0}, "a b.png", "JPEG", NULL);
    diag_add(d, DIAG_IO_WRITE, (struct loc){NULL, 0, 0}, "build/x.pdf", "No space left", NULL);
    diag_add(d, DIAG_LINK_ANCHOR, here, "kv.md#\033[31m100%", NULL);
    return d;
}

static GString *printed(enum diag_format format, bool quiet)
{
    struct diags *d = sample();
    GString *out = g_string_new(NULL);

    diags_print(d, format, false, quiet, out);
    diags_free(d);
    return out;
}

static void test_text(void)
{
    g_autoptr(GString) all = printed(DIAG_TEXT, false), quiet = printed(DIAG_TEXT, true);

    g_assert_cmpstr(
        all->str, ==,
        "mkbook: error: cannot write \"build/x.pdf\": No space left; the previous file is "
        "unchanged [io-write]\n"
        "a b.png: note: image \"a b.png\" is really a JPEG; it is used as that [image-extension]\n"
        "chapters/b,1:x.md:12:3: warning: link target \"kv.md#\\x1B[31m100%\" has no such heading; "
        "linked to the chapter instead [link-anchor]\n"
        "1 error, 1 warning\n");
    g_assert_null(strstr(quiet->str, "note:"));
    g_assert_nonnull(strstr(quiet->str, "1 error, 1 warning\n"));
}

static void test_colour(void)
{
    struct diags *d = diags_new();
    g_autoptr(GString) out = g_string_new(NULL);

    diag_add(d, DIAG_MANIFEST_EMPTY, (struct loc){"book.toml", 0, 0}, NULL);
    diags_print(d, DIAG_TEXT, true, false, out);
    g_assert_true(g_str_has_prefix(out->str, "book.toml: \033[1;31merror:\033[0m the manifest"));
    diags_free(d);
}

static const char *text_at(json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    g_assert_nonnull(text);
    return text;
}

static void test_json(void)
{
    g_autoptr(GString) out = printed(DIAG_JSON, false);
    g_auto(GStrv) lines = g_strsplit(out->str, "\n", -1);

    g_assert_cmpuint(g_strv_length(lines), ==, 4); /* three, and what follows the last \n */
    json_t *last = json_loads(lines[2], 0, NULL);
    g_assert_cmpstr(text_at(last, "file"), ==, "chapters/b,1:x.md");
    g_assert_cmpint(json_integer_value(json_object_get(last, "line")), ==, 12);
    g_assert_cmpint(json_integer_value(json_object_get(last, "col")), ==, 3);
    g_assert_cmpstr(text_at(last, "severity"), ==, "warning");
    g_assert_cmpstr(text_at(last, "code"), ==, "link-anchor");
    g_assert_true(
        g_str_has_prefix(text_at(last, "message"), "link target \"kv.md#\\x1B[31m100%\""));
    json_decref(last);
    json_t *first = json_loads(lines[0], 0, NULL);
    g_assert_cmpstr(text_at(first, "file"), ==, "");
    json_decref(first);
}

static void test_github(void)
{
    g_autoptr(GString) out = printed(DIAG_GITHUB, false);

    g_assert_cmpstr(
        out->str, ==,
        "::error title=io-write::cannot write \"build/x.pdf\": No space left; the previous file is "
        "unchanged\n"
        "::notice file=a b.png,line=1,title=image-extension::image \"a b.png\" is really a JPEG; "
        "it is used as that\n"
        "::warning file=chapters/b%2C1%3Ax.md,line=12,col=3,title=link-anchor::link target "
        "\"kv.md#\\x1B[31m100%25\" has no such heading; linked to the chapter instead\n");
}

/* The properties that SARIF 2.1.0 requires, and the places. */
static void test_sarif(void)
{
    g_autoptr(GString) out = printed(DIAG_SARIF, false);
    json_t *log = json_loads(out->str, 0, NULL), *run, *driver;

    g_assert_nonnull(log);
    g_assert_cmpstr(text_at(log, "version"), ==, "2.1.0");
    g_assert_cmpuint(json_array_size(json_object_get(log, "runs")), ==, 1);
    run = json_array_get(json_object_get(log, "runs"), 0);
    driver = json_object_get(json_object_get(run, "tool"), "driver");
    g_assert_cmpstr(text_at(driver, "name"), ==, "mkbook");
    g_assert_cmpuint(json_array_size(json_object_get(driver, "rules")), ==, DIAG_COUNT);
    json_t *rules = json_object_get(driver, "rules"), *results = json_object_get(run, "results");
    g_assert_cmpuint(json_array_size(results), ==, 3);
    for (size_t i = 0; i < json_array_size(results); i++) {
        json_t *result = json_array_get(results, i);
        json_int_t index = json_integer_value(json_object_get(result, "ruleIndex"));
        json_t *rule = json_array_get(rules, (size_t)index);
        g_assert_cmpstr(text_at(rule, "id"), ==, text_at(result, "ruleId"));
        g_assert_cmpstr(text_at(json_object_get(rule, "defaultConfiguration"), "level"), ==,
                        text_at(result, "level"));
    }
    json_t *rule = json_array_get(rules, DIAG_LINK_ANCHOR);
    g_assert_cmpstr(text_at(json_object_get(rule, "shortDescription"), "text"), ==,
                    "link target \"…\" has no such heading; linked to the chapter instead");
    g_assert_null(json_object_get(json_array_get(results, 0), "locations"));
    json_t *last = json_array_get(results, 2);
    g_assert_cmpstr(text_at(last, "ruleId"), ==, "link-anchor");
    g_assert_cmpstr(text_at(last, "level"), ==, "warning");
    g_assert_nonnull(text_at(json_object_get(last, "message"), "text"));
    json_t *place =
        json_object_get(json_array_get(json_object_get(last, "locations"), 0), "physicalLocation");
    g_assert_cmpstr(text_at(json_object_get(place, "artifactLocation"), "uri"), ==,
                    "chapters/b%2C1%3Ax.md");
    json_t *region = json_object_get(place, "region");
    g_assert_cmpint(json_integer_value(json_object_get(region, "startLine")), ==, 12);
    g_assert_cmpint(json_integer_value(json_object_get(region, "startColumn")), ==, 3);
    json_decref(log);
}

/* Braces are doubled in SARIF's messages, and paths are from where the run began. */
static void test_places(void)
{
    struct diags *d = diags_new();
    g_autoptr(GString) sarif = g_string_new(NULL), github = g_string_new(NULL),
                       text = g_string_new(NULL);

    diags_set_folder(d, "docs/my book");
    diag_add(d, DIAG_LINK_TARGET, (struct loc){"一.md", 0, 0}, "{{x}}%0A", NULL);
    diags_print(d, DIAG_SARIF, false, false, sarif);
    diags_print(d, DIAG_GITHUB, false, false, github);
    diags_print(d, DIAG_TEXT, false, false, text);
    g_assert_nonnull(strstr(sarif->str, "\"uri\":\"docs/my%20book/%E4%B8%80.md\""));
    g_assert_nonnull(strstr(sarif->str, "link target \\\"{{{{x}}}}%0A\\\" does"));
    g_assert_nonnull(strstr(sarif->str, "\"region\":{\"startLine\":1}"));
    g_assert_true(g_str_has_prefix(github->str, "::warning file=docs/my book/一.md,line=1,title="));
    g_assert_nonnull(strstr(github->str, "\"{{x}}%250A\""));
    g_assert_true(g_str_has_prefix(text->str, "一.md: warning: "));
    diags_free(d);
}

/* What the author makes of codes holds for what was reported before, too. */
static void test_severity(void)
{
    struct diags *d = sample();
    g_autoptr(GString) out = g_string_new(NULL);

    g_assert_true(diags_set_severity(d, DIAG_LINK_ANCHOR, DIAG_ERROR));
    g_assert_true(diags_set_severity(d, DIAG_IMAGE_EXTENSION, DIAG_OFF));
    g_assert_false(diags_set_severity(d, DIAG_IO_WRITE, DIAG_OFF));
    g_assert_cmpuint(diags_count(d, DIAG_ERROR), ==, 2);
    g_assert_cmpuint(diags_count(d, DIAG_WARNING), ==, 0);
    g_assert_cmpuint(diags_count(d, DIAG_NOTE), ==, 0);
    g_assert_cmpuint(diags_count_code(d, DIAG_IMAGE_EXTENSION), ==, 1);
    diags_print(d, DIAG_TEXT, false, false, out);
    g_assert_nonnull(strstr(out->str, ":12:3: error: link target"));
    g_assert_null(strstr(out->str, "image-extension"));
    g_assert_true(g_str_has_suffix(out->str, "\n2 errors, 0 warnings\n"));
    diags_free(d);
}

static void test_ignore(void)
{
    struct diags *d = diags_new();

    g_assert_true(diags_ignore(d, DIAG_LINK_ANCHOR, "a.md", 3, 5));
    g_assert_true(diags_ignore(d, DIAG_LINK_TARGET, "a.md", 1, 0));
    g_assert_false(diags_ignore(d, DIAG_FILE_ENCODING, "a.md", 1, 0));
    for (int line = 2; line <= 6; line++)
        diag_add(d, DIAG_LINK_ANCHOR, (struct loc){"a.md", line, 1}, "x", NULL);
    diag_add(d, DIAG_LINK_ANCHOR, (struct loc){"b.md", 4, 1}, "x", NULL);
    diag_add(d, DIAG_LINK_TARGET, (struct loc){"a.md", 9, 1}, "x", NULL);
    g_assert_cmpuint(diags_reported(d, DIAG_WARNING), ==, 3);
    g_assert_cmpuint(diags_count(d, DIAG_WARNING), ==, 3);
    diags_free(d);
}

static void test_escape(void)
{
    g_autoptr(GString) out = g_string_new(NULL);

    diag_escape(out, "a\tb\nc\xff\x7f\xc2\x9b中\xe2\x80\xae");
    g_assert_cmpstr(out->str, ==, "a b\\x0Ac\\xFF\\x7F\\xC2\\x9B中\\xE2\\x80\\xAE");
}

static void test_long(void)
{
    struct diags *d = diags_new();
    g_autoptr(GString) out = g_string_new(NULL);
    g_autofree char *name = g_strnfill(400, 'a');

    memcpy(name + 299, "中", 3); /* the cut would fall into it */
    diag_add(d, DIAG_LINK_TARGET, (struct loc){"a.md", 1, 1}, name, NULL);
    diags_print(d, DIAG_TEXT, false, false, out);
    g_assert_nonnull(strstr(out->str, "aaa…\" does not exist"));
    g_assert_cmpuint(out->len, <, 500);
    diags_free(d);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/diag/text", test_text);
    g_test_add_func("/diag/colour", test_colour);
    g_test_add_func("/diag/json", test_json);
    g_test_add_func("/diag/github", test_github);
    g_test_add_func("/diag/sarif", test_sarif);
    g_test_add_func("/diag/places", test_places);
    g_test_add_func("/diag/severity", test_severity);
    g_test_add_func("/diag/ignore", test_ignore);
    g_test_add_func("/diag/escape", test_escape);
    g_test_add_func("/diag/long", test_long);
    return g_test_run();
}

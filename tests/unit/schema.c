/* share/book.schema.json says of book.toml what its reader says: the same keys, choices and types
 * in every table, and the manifests of this repository are valid by it. */
#include "read/manifest.h"

#include "read/manifest_value.h"

#include <jansson.h>
#include <string.h>

struct checker {
    json_t *schema;
    GString *faults;
};

static json_t *load(void)
{
    json_error_t error;
    json_t *schema = json_load_file(TEST_DATA "/../share/book.schema.json", 0, &error);

    if (schema == NULL)
        g_error("book.schema.json:%d: %s", error.line, error.text);
    return schema;
}

/* What "#/$defs/x" names. */
static const json_t *resolve(const struct checker *c, const json_t *node)
{
    const char *ref = json_string_value(json_object_get(node, "$ref"));

    if (ref == NULL)
        return node;
    g_assert_true(g_str_has_prefix(ref, "#/$defs/"));
    const json_t *target = json_object_get(json_object_get(c->schema, "$defs"), ref + 8);
    if (target == NULL)
        g_error("%s: there is no such definition", ref);
    return resolve(c, target);
}

static void fault(struct checker *c, const char *table, const char *key, const char *what)
{
    g_string_append_printf(c->faults, "%s%s%s: %s\n", table, *table != '\0' ? "." : "", key, what);
}

/* ---- the schema beside the tables of keys ---- */

/* The first node at or below that has the member; NULL: none. Looks through what a value or an
 * element of a list may be. */
static const json_t *find_member(const struct checker *c, const json_t *node, const char *member)
{
    const json_t *found, *any, *item;
    size_t i;

    node = resolve(c, node);
    if (json_object_get(node, member) != NULL)
        return node;
    if (json_object_get(node, "items") != NULL &&
        (found = find_member(c, json_object_get(node, "items"), member)) != NULL)
        return found;
    any = json_object_get(node, "anyOf");
    json_array_foreach((json_t *)(uintptr_t)any, i,
                       item) if ((found = find_member(c, item, member)) != NULL) return found;
    return NULL;
}

static void check_choices(struct checker *c, const char *table, const struct manifest_key *key,
                          const json_t *property)
{
    const json_t *holder = find_member(c, property, "enum"), *names, *name;
    size_t i, n = 0;

    if (holder == NULL) {
        fault(c, table, key->name, "has choices, which the schema does not list");
        return;
    }
    names = json_object_get(holder, "enum");
    for (const struct manifest_choice *choice = key->choices; choice->name != NULL; choice++, n++) {
        bool found = false;
        json_array_foreach((json_t *)(uintptr_t)names, i, name) found |=
            strcmp(json_string_value(name), choice->name) == 0;
        if (!found)
            fault(c, table, key->name, "lacks a choice in the schema");
    }
    if (json_array_size(names) != n)
        fault(c, table, key->name, "has another number of choices in the schema");
}

static void check_type(struct checker *c, const char *table, const struct manifest_key *key,
                       const json_t *property)
{
    const char *want = key->read == manifest_bool    ? "boolean"
                       : key->read == manifest_depth ? "integer"
                       : key->read == manifest_string || key->read == manifest_folder ||
                               key->read == manifest_paper || key->read == manifest_length
                           ? "string"
                           : NULL;
    const char *type = json_string_value(json_object_get(resolve(c, property), "type"));

    if (want != NULL && g_strcmp0(type, want) != 0)
        fault(c, table, key->name, "has another type in the schema");
}

static const struct manifest_key *find_key(const struct manifest_key *keys, const char *name)
{
    while (keys->name != NULL && strcmp(keys->name, name) != 0)
        keys++;
    return keys->name != NULL ? keys : NULL;
}

static void check_table(struct checker *c, const char *table, const json_t *node, int depth);

/* Both sides of one table, then the tables in it. */
static void check_keys(struct checker *c, const char *table, const struct manifest_key *keys,
                       const json_t *properties, int depth)
{
    const char *name;
    json_t *property;

    for (const struct manifest_key *key = keys; key->name != NULL; key++) {
        property = json_object_get(properties, key->name);
        if (property == NULL) {
            fault(c, table, key->name, "is not in the schema");
            continue;
        }
        if (key->choices != NULL)
            check_choices(c, table, key, property);
        check_type(c, table, key, property);
    }
    json_object_foreach((json_t *)(uintptr_t)properties, name, property)
    {
        g_autofree char *inner =
            *table != '\0' ? g_strdup_printf("%s.%s", table, name) : g_strdup(name);
        if (find_key(keys, name) == NULL)
            fault(c, table, name, "is in the schema only");
        check_table(c, inner, property, depth + 1);
    }
}

/* mkbook's own table holds those of the top again; chapters hold chapters. */
static const char *canonical(const char *table)
{
    while (g_str_has_prefix(table, "output.mkbook."))
        table += strlen("output.mkbook.");
    if (strcmp(table, "epub") == 0)
        return "output.epub";
    if (strcmp(table, "pdf") == 0)
        return "output.pdf";
    if (strcmp(table, "pdf.margin") == 0)
        return "output.pdf.margin";
    if (strcmp(table, "appendix") == 0)
        return "part";
    return g_str_has_suffix(table, "chapters") ? "part.chapters" : table;
}

static void check_table(struct checker *c, const char *table, const json_t *node, int depth)
{
    const json_t *holder = find_member(c, node, "properties");
    const struct manifest_key *keys = manifest_keys(canonical(table));

    if (holder == NULL || depth > 5)
        return;
    if (keys == NULL)
        fault(c, table, "", "is a table in the schema only");
    else
        check_keys(c, table, keys, json_object_get(holder, "properties"), depth);
}

static void test_keys(void)
{
    struct checker c = {load(), g_string_new(NULL)};

    check_table(&c, "", c.schema, 0);
    g_assert_cmpstr(c.faults->str, ==, "");
    g_string_free(c.faults, TRUE);
    json_decref(c.schema);
}

/* ---- manifests beside the schema: as much of JSON Schema as it uses ---- */

static bool is_valid(const struct checker *c, const json_t *node, const struct toml_value *v);

static bool has_type(const char *type, const struct toml_value *v)
{
    switch (v->kind) {
    case TOML_TABLE:
        return strcmp(type, "object") == 0;
    case TOML_ARRAY:
        return strcmp(type, "array") == 0;
    case TOML_STRING:
    case TOML_DATE:
        return strcmp(type, "string") == 0;
    case TOML_INTEGER:
        return strcmp(type, "integer") == 0 || strcmp(type, "number") == 0;
    case TOML_FLOAT:
        return strcmp(type, "number") == 0;
    case TOML_BOOL:
        return strcmp(type, "boolean") == 0;
    }
    return false;
}

static bool matches(const json_t *node, const struct toml_value *v)
{
    const char *pattern = json_string_value(json_object_get(node, "pattern"));
    const json_t *name, *names = json_object_get(node, "enum");
    const json_t *shortest = json_object_get(node, "minLength");
    bool found = names == NULL, text = v->kind == TOML_STRING;
    size_t i;

    json_array_foreach((json_t *)(uintptr_t)names, i, name) found |=
        text && strcmp(json_string_value(name), v->u.string) == 0;
    if (text && pattern != NULL && !g_regex_match_simple(pattern, v->u.string, 0, 0))
        return false;
    if (text && shortest != NULL && (json_int_t)strlen(v->u.string) < json_integer_value(shortest))
        return false;
    if (v->kind == TOML_INTEGER && json_object_get(node, "maximum") != NULL &&
        (v->u.integer > json_integer_value(json_object_get(node, "maximum")) ||
         v->u.integer < json_integer_value(json_object_get(node, "minimum"))))
        return false;
    return found;
}

static bool is_valid_member(const struct checker *c, const json_t *node, const struct toml_value *v)
{
    json_t *patterns = json_object_get(node, "patternProperties"), *more;
    const json_t *property = json_object_get(json_object_get(node, "properties"), v->key);
    const char *pattern;

    if (property != NULL)
        return is_valid(c, property, v);
    json_object_foreach(
        patterns, pattern,
        more) if (g_regex_match_simple(pattern, v->key, 0, 0)) return is_valid(c, more, v);
    more = json_object_get(node, "additionalProperties");
    return more == NULL || (!json_is_false(more) && is_valid(c, more, v));
}

static bool is_valid(const struct checker *c, const json_t *node, const struct toml_value *v)
{
    const char *type = json_string_value(json_object_get(node, "type"));
    const json_t *any = json_object_get(node, "anyOf"), *items = json_object_get(node, "items");
    const json_t *one;
    size_t i;

    if (json_object_get(node, "$ref") != NULL && !is_valid(c, resolve(c, node), v))
        return false;
    if ((type != NULL && !has_type(type, v)) || !matches(node, v))
        return false;
    if (any != NULL) {
        bool found = false;
        json_array_foreach((json_t *)(uintptr_t)any, i, one) found |= is_valid(c, one, v);
        if (!found)
            return false;
    }
    for (const struct toml_value *t = v->kind == TOML_ARRAY && items != NULL ? v->first : NULL;
         t != NULL; t = t->next)
        if (!is_valid(c, items, t))
            return false;
    for (const struct toml_value *t = v->kind == TOML_TABLE ? v->first : NULL; t != NULL;
         t = t->next)
        if (!is_valid_member(c, node, t))
            return false;
    return true;
}

static bool is_valid_text(const struct checker *c, const char *text)
{
    struct arena *a = arena_new();
    const char *error;
    struct loc where;
    struct toml_value *top = toml_parse(a, "book.toml", text, strlen(text), &error, &where);

    g_assert_nonnull(top);
    bool valid = is_valid(c, c->schema, top);
    arena_free(a);
    return valid;
}

static void check_file(const struct checker *c, const char *path, bool want)
{
    g_autofree char *text = NULL;

    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    if (is_valid_text(c, text) != want)
        g_error("%s: %s by the schema", path, want ? "not valid" : "valid");
}

/* Every book.toml below the folder, but for the goldens that are wrong on purpose. */
static void check_folder(const struct checker *c, const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;

    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (strcmp(name, "book.toml") == 0)
            check_file(c, path, true);
        else if (strcmp(name, "manifest") != 0 && g_file_test(path, G_FILE_TEST_IS_DIR))
            check_folder(c, path);
    }
}

static void test_manifests(void)
{
    static const char *const wrong[] = {
        "[bok]\n",
        "[book]\ntitel = \"x\"\n",
        "[book]\ntitle = 1\n",
        "[book]\nlanguages = [\"e_n\"]\n",
        "[book]\nslug = \"../x\"\n",
        "[book]\nchapters = [1]\n",
        "[book]\nchapters = [{ path = \"x\", chapters = \"y\" }]\n",
        "[[part]]\nname = \"x\"\n",
        "[output.pdf]\ntoc-depth = 7\n",
        "[output.pdf]\nnumbering = \"yes\"\n",
        "[output.pdf]\nmargin = { left = \"1mm\" }\n",
        "[output.mkbook.style]\ntheme = \"none\"\n",
        "[markdown]\ndialects = [\"mdbok\"]\n",
        "[fonts]\nserif = [1]\n",
        "[fonts.english]\nserif = \"x\"\n",
        "[math.macros]\nx = 1\n",
    };
    static const char right[] =
        "[book]\ntitle = { en = \"x\", zh-Hans = \"y\" }\ndate = 2026-01-02\nlanguage = \"en\"\n"
        "chapters = [\"a.md\", { en = \"b.md\" }, { path = \"c.md\", chapters = [\"d.md\"] }]\n"
        "[[part]]\ntitle = \"x\"\nchapters = []\n[markdown]\ndialects = \"mdbook\"\n"
        "[output.pdf]\nmargin = { top = \"1mm\" }\npaper-width = 8.5\n[output.html]\nx = 1\n"
        "[output.mkbook]\noptional = true\n[output.mkbook.pdf]\npaper = \"A5\"\n"
        "[fonts.zh]\nserif = [\"x\"]\n[preprocessor.x]\ncommand = \"y\"\n[build]\nbuild-dir = "
        "\"b\"\n";
    struct checker c = {load(), NULL};

    check_file(&c, TEST_DATA "/../book.toml", true);
    check_folder(&c, TEST_DATA "/golden");
    check_folder(&c, TEST_DATA "/fixtures");
    check_file(&c, TEST_DATA "/golden/manifest/values/book.toml", false);
    g_assert_true(is_valid_text(&c, right));
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++)
        if (is_valid_text(&c, wrong[i]))
            g_error("valid by the schema: %s", wrong[i]);
    json_decref(c.schema);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/schema/keys", test_keys);
    g_test_add_func("/schema/manifests", test_manifests);
    return g_test_run();
}

#include "read/manifest_value.h"

#include "base/lang.h"

#include <string.h>

enum { LONGEST_KEY = 64 };

/* ---- reports ---- */

/* "output.pdf.paper" */
static char *full_key(struct manifest_reader *r, const struct toml_value *v)
{
    const char *key = v->key != NULL ? v->key : "";

    if (*r->table == '\0' || *key == '\0')
        return arena_join(r->arena, r->table, key, NULL);
    return arena_join(r->arena, r->table, ".", key, NULL);
}

void manifest_unknown(struct manifest_reader *r, const struct toml_value *v, const char *nearest)
{
    const char *hint =
        nearest != NULL ? arena_join(r->arena, " (did you mean \"", nearest, "\"?)", NULL) : "";

    diag_add(r->book->diags, DIAG_MANIFEST_UNKNOWN, v->loc, full_key(r, v), hint, NULL);
}

void manifest_wrong_type(struct manifest_reader *r, const struct toml_value *v, const char *shape)
{
    diag_add(r->book->diags, DIAG_MANIFEST_TYPE, v->value_loc, full_key(r, v), shape, NULL);
}

void manifest_wrong_value(struct manifest_reader *r, const struct toml_value *v, const char *value,
                          const char *shape)
{
    diag_add(r->book->diags, DIAG_MANIFEST_VALUE, v->value_loc,
             arena_join(r->arena, "\"", value, "\"", NULL), full_key(r, v), shape, NULL);
}

char *manifest_languages(struct manifest_reader *r)
{
    g_autofree char *all = g_strjoinv(", ", (char **)(uintptr_t)r->book->languages);

    return arena_strdup(r->arena, all);
}

/* ---- known keys ---- */

/* The optimal string alignment distance (Levenshtein's, with neighbours that changed places),
 * without regard to case; both at most LONGEST_KEY bytes. */
static int edit_distance(const char *a, const char *b)
{
    int rows[3][LONGEST_KEY + 1];
    int *before = rows[0], *above = rows[1], *row = rows[2];
    int n = (int)strlen(b);

    for (int j = 0; j <= n; j++)
        above[j] = before[j] = j;
    for (int i = 1; a[i - 1] != '\0'; i++) {
        row[0] = i;
        for (int j = 1; j <= n; j++) {
            char x = g_ascii_tolower(a[i - 1]), y = g_ascii_tolower(b[j - 1]);
            int best = MIN(above[j], row[j - 1]) + 1;
            best = MIN(best, above[j - 1] + (x != y));
            if (i > 1 && j > 1 && x == g_ascii_tolower(b[j - 2]) && y == g_ascii_tolower(a[i - 2]))
                best = MIN(best, before[j - 2] + 1);
            row[j] = best;
        }
        int *oldest = before;
        before = above;
        above = row;
        row = oldest;
    }
    return above[n];
}

const char *manifest_nearest(const struct manifest_key *keys, const char *name)
{
    const char *nearest = NULL;
    int length = (int)strnlen(name, LONGEST_KEY + 1);
    int limit = MAX(1, length / 3);

    if (length > LONGEST_KEY)
        return NULL;
    for (; keys->name != NULL; keys++) {
        int distance = keys->read != NULL ? edit_distance(name, keys->name) : limit + 1;
        if (distance <= limit && distance < length) {
            nearest = keys->name;
            limit = distance - 1;
        }
    }
    return nearest;
}

void manifest_read_keys(struct manifest_reader *r, const struct toml_value *table, const char *name,
                        const struct manifest_key *keys)
{
    const char *outer = r->table;

    if (table->kind != TOML_TABLE) {
        manifest_wrong_type(r, table, "a table");
        return;
    }
    r->table = *outer == '\0' ? name : arena_join(r->arena, outer, ".", name, NULL);
    for (const struct toml_value *v = table->first; v != NULL; v = v->next) {
        const struct manifest_key *key = keys;
        while (key->name != NULL && strcmp(key->name, v->key) != 0)
            key++;
        if (key->name == NULL)
            manifest_unknown(r, v, manifest_nearest(keys, v->key));
        else if (key->read != NULL)
            key->read(r, v, key);
    }
    r->table = outer;
}

/* ---- plain values ---- */

static void *field(struct manifest_reader *r, const struct manifest_key *key)
{
    return (char *)r->book + key->offset;
}

void manifest_string(struct manifest_reader *r, const struct toml_value *v,
                     const struct manifest_key *key)
{
    if (v->kind == TOML_STRING && *v->u.string != '\0')
        *(const char **)field(r, key) = v->u.string;
    else
        manifest_wrong_type(r, v, "a string that is not empty");
}

void manifest_bool(struct manifest_reader *r, const struct toml_value *v,
                   const struct manifest_key *key)
{
    if (v->kind == TOML_BOOL)
        *(bool *)field(r, key) = v->u.boolean;
    else
        manifest_wrong_type(r, v, "true or false");
}

void manifest_depth(struct manifest_reader *r, const struct toml_value *v,
                    const struct manifest_key *key)
{
    if (v->kind == TOML_INTEGER && v->u.integer >= 0 && v->u.integer <= 6)
        *(int *)field(r, key) = (int)v->u.integer;
    else
        manifest_wrong_type(r, v, "a whole number from 0 to 6");
}

const struct manifest_choice *manifest_find_choice(struct manifest_reader *r,
                                                   const struct toml_value *v,
                                                   const struct manifest_key *key)
{
    g_autoptr(GString) all = g_string_new("one of");

    for (const struct manifest_choice *c = key->choices; c->name != NULL; c++) {
        if (v->kind == TOML_STRING && strcmp(c->name, v->u.string) == 0)
            return c;
        g_string_append_printf(all, "%s\"%s\"", c == key->choices ? " " : ", ", c->name);
    }
    if (v->kind == TOML_STRING)
        manifest_wrong_value(r, v, v->u.string, all->str);
    else
        manifest_wrong_type(r, v, all->str);
    return NULL;
}

void manifest_choice(struct manifest_reader *r, const struct toml_value *v,
                     const struct manifest_key *key)
{
    const struct manifest_choice *c = manifest_find_choice(r, v, key);

    if (c != NULL)
        memcpy(field(r, key), &c->value, sizeof c->value);
}

void manifest_word(struct manifest_reader *r, const struct toml_value *v,
                   const struct manifest_key *key)
{
    const struct manifest_choice *c = manifest_find_choice(r, v, key);

    if (c != NULL)
        *(const char **)field(r, key) = c->name;
}

/* ---- lists and paths ---- */

const char *manifest_path(struct manifest_reader *r, const struct toml_value *v, const char *path)
{
    const char *found = *path != '\0' ? path_resolve(r->arena, "", path) : NULL;

    if (found != NULL && *found != '\0')
        return found;
    diag_add(r->book->diags, DIAG_FILE_OUTSIDE, v->value_loc, path, NULL);
    return NULL;
}

const char **manifest_strings(struct manifest_reader *r, const struct toml_value *v, bool paths)
{
    g_autoptr(GPtrArray) list = g_ptr_array_new();
    const struct toml_value *item = v->kind == TOML_ARRAY ? v->first : v;

    for (; item != NULL; item = item == v ? NULL : item->next) {
        if (item->kind != TOML_STRING) {
            manifest_wrong_type(r, item, paths ? "a list of paths" : "a list of strings");
            return NULL;
        }
        const char *text = item->u.string;
        if (paths && *text != '\0')
            text = manifest_path(r, item, text);
        if (text != NULL && *text != '\0')
            g_ptr_array_add(list, (char *)(uintptr_t)text);
    }
    g_ptr_array_add(list, NULL);
    return arena_memdup(r->arena, list->pdata, list->len * sizeof *list->pdata);
}

void manifest_list(struct manifest_reader *r, const struct toml_value *v,
                   const struct manifest_key *key)
{
    const char **list = manifest_strings(r, v, false);

    if (list != NULL)
        *(const char ***)field(r, key) = list;
}

void manifest_paths(struct manifest_reader *r, const struct toml_value *v,
                    const struct manifest_key *key)
{
    const char **list = manifest_strings(r, v, true);

    if (list != NULL)
        *(const char ***)field(r, key) = list;
}

void manifest_folder(struct manifest_reader *r, const struct toml_value *v,
                     const struct manifest_key *key)
{
    const char *path = NULL;

    if (v->kind != TOML_STRING)
        manifest_wrong_type(r, v, "a path");
    else
        path = manifest_path(r, v, v->u.string);
    if (path != NULL)
        *(const char **)field(r, key) = path;
}

struct localised *manifest_texts(struct manifest_reader *r, const struct toml_value *v, bool paths)
{
    struct localised *first = NULL, **link = &first;
    const struct toml_value *item = v->kind == TOML_TABLE ? v->first : v;

    for (; item != NULL; item = item == v ? NULL : item->next) {
        const char *lang = item == v ? NULL : item->key;
        if (item->kind != TOML_STRING && item->kind != TOML_DATE) {
            manifest_wrong_type(r, item, "a string, or a table with a string per language");
            continue;
        }
        if (lang != NULL && book_language(r->book, lang) == NULL) {
            diag_add(r->book->diags, DIAG_MANIFEST_LANGUAGE, item->loc, lang, manifest_languages(r),
                     NULL);
            continue;
        }
        const char *text = item->u.string;
        if (*text != '\0' && paths)
            text = manifest_path(r, item, text);
        if (text == NULL || *text == '\0') /* "" says that there is none */
            continue;
        *link = arena_one(r->arena, struct localised);
        (*link)->lang = lang;
        (*link)->text = text;
        link = &(*link)->next;
    }
    return first;
}

void manifest_localised(struct manifest_reader *r, const struct toml_value *v,
                        const struct manifest_key *key)
{
    struct localised *l = manifest_texts(r, v, false);

    if (l != NULL)
        *(struct localised **)field(r, key) = l;
}

void manifest_localised_path(struct manifest_reader *r, const struct toml_value *v,
                             const struct manifest_key *key)
{
    struct localised *l = manifest_texts(r, v, true);

    if (l != NULL)
        *(struct localised **)field(r, key) = l;
}

/* ---- lengths ---- */

/* Reads a number and its unit; returns the end, NULL when there is no length. */
static const char *scan_length(const char *p, double *pt)
{
    static const struct {
        const char *unit;
        double pt;
    } units[] = {
        {"mm", 72 / 25.4}, {"cm", 72 / 2.54}, {"in", 72}, {"pt", 1}, {"pc", 12}, {"px", 0.75},
    };
    char digits[16] = "";
    size_t n = strspn(p, "0123456789."); /* no sign, exponent or hexadecimals */

    if (n == 0 || n >= sizeof digits)
        return NULL;
    memcpy(digits, p, n);
    char *rest;
    double number = g_ascii_strtod(digits, &rest);
    if (*rest != '\0')
        return NULL;
    const char *end = p + n;
    end += strspn(end, " ");
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
        if (g_ascii_strncasecmp(end, units[i].unit, 2) == 0) {
            *pt = number * units[i].pt;
            return *pt <= 14400 ? end + 2 : NULL; /* 200 in: the most a PDF page may measure */
        }
    }
    if (number == 0) {
        *pt = 0;
        return end;
    }
    return NULL;
}

bool manifest_parse_length(const char *text, double *pt)
{
    double length;
    const char *end = scan_length(text + strspn(text, " "), &length);

    if (end == NULL || end[strspn(end, " ")] != '\0')
        return false;
    *pt = length;
    return true;
}

static bool parse_two_lengths(const char *text, double *width, double *height)
{
    double w, h;
    const char *p = scan_length(text, &w);

    if (p == NULL)
        return false;
    p += strspn(p, " ");
    if (*p == 'x' || *p == 'X' || *p == '*')
        p++;
    else if (g_str_has_prefix(p, "×"))
        p += strlen("×");
    p += strspn(p, " ");
    p = scan_length(p, &h);
    if (p == NULL || p[strspn(p, " ")] != '\0' || w < 72 || h < 72)
        return false;
    *width = w;
    *height = h;
    return true;
}

bool manifest_parse_paper(const char *text, double *width, double *height)
{
    static const struct {
        const char *name;
        double width, height; /* mm */
    } papers[] = {
        {"A3", 297, 420},         {"A4", 210, 297},
        {"A5", 148, 210},         {"A6", 105, 148},
        {"B4", 250, 353},         {"B5", 176, 250},
        {"B6", 125, 176},         {"JIS-B4", 257, 364},
        {"JIS-B5", 182, 257},     {"JIS-B6", 128, 182},
        {"letter", 215.9, 279.4}, {"legal", 215.9, 355.6},
        {"ledger", 279.4, 431.8}, {"executive", 184.15, 266.7},
    };
    const double mm = 72 / 25.4;

    text += strspn(text, " ");
    for (size_t i = 0; i < G_N_ELEMENTS(papers); i++) {
        size_t n = strlen(papers[i].name);
        if (g_ascii_strncasecmp(text, papers[i].name, n) != 0)
            continue;
        const char *rest = text + n + strspn(text + n, " ");
        bool landscape = g_ascii_strcasecmp(rest, "landscape") == 0;
        if (*rest != '\0' && !landscape && g_ascii_strcasecmp(rest, "portrait") != 0)
            continue;
        *width = mm * (landscape ? papers[i].height : papers[i].width);
        *height = mm * (landscape ? papers[i].width : papers[i].height);
        return true;
    }
    return parse_two_lengths(text, width, height);
}

void manifest_paper(struct manifest_reader *r, const struct toml_value *v,
                    const struct manifest_key *key)
{
    static const char shape[] = "a paper such as \"A4\" or \"170mm x 240mm\"";

    (void)key;
    if (v->kind != TOML_STRING)
        manifest_wrong_type(r, v, shape);
    else if (!manifest_parse_paper(v->u.string, &r->book->pdf.width, &r->book->pdf.height))
        manifest_wrong_value(r, v, v->u.string, shape);
}

void manifest_length(struct manifest_reader *r, const struct toml_value *v,
                     const struct manifest_key *key)
{
    static const char shape[] = "a length such as \"20mm\"";

    if (v->kind != TOML_STRING)
        manifest_wrong_type(r, v, shape);
    else if (!manifest_parse_length(v->u.string, field(r, key)))
        manifest_wrong_value(r, v, v->u.string, shape);
}

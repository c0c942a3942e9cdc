#include "base/diag.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

enum { MAX_ARGUMENT = 300 }; /* bytes */

struct diag {
    enum diag_code code;
    struct loc loc;
    char *text;
};

struct diags {
    GMutex lock;
    GPtrArray *all;                   /* struct diag * */
    unsigned reported[DIAG_NOTE + 1]; /* by severity, repetitions included */
    bool sorted;
};

static const struct {
    const char *name;
    enum diag_severity severity;
    const char *text;
} codes[] = {
#define DIAG(name, code, severity, text) [DIAG_##name] = {code, severity, text},
#include "base/diags.h"
#undef DIAG
};

static const char *const severity_names[] = {
    [DIAG_ERROR] = "error", [DIAG_WARNING] = "warning", [DIAG_NOTE] = "note"};

const char *diag_code_name(enum diag_code code)
{
    return codes[code].name;
}

enum diag_severity diag_code_severity(enum diag_code code)
{
    return codes[code].severity;
}

const char *diag_code_text(enum diag_code code)
{
    return codes[code].text;
}

static void diag_free(gpointer p)
{
    struct diag *d = p;

    g_free(d->text);
    g_free((char *)(uintptr_t)d->loc.file);
    g_free(d);
}

struct diags *diags_new(void)
{
    struct diags *d = g_new0(struct diags, 1);

    g_mutex_init(&d->lock);
    d->all = g_ptr_array_new_with_free_func(diag_free);
    return d;
}

void diags_free(struct diags *d)
{
    if (d == NULL)
        return;
    g_ptr_array_unref(d->all);
    g_mutex_clear(&d->lock);
    g_free(d);
}

static bool is_unsafe(gunichar c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x200e || c == 0x200f ||
           (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x2028 ||
           c == 0x2029;
}

void diag_escape(GString *out, const char *s)
{
    while (*s != '\0') {
        gunichar c = g_utf8_get_char_validated(s, -1);
        size_t n = 1;
        if (c != (gunichar)-1 && c != (gunichar)-2) {
            n = (size_t)(g_utf8_next_char(s) - s);
            if (c == '\t') {
                g_string_append_c(out, ' ');
                s++;
                continue;
            }
            if (!is_unsafe(c)) {
                g_string_append_len(out, s, (gssize)n);
                s += n;
                continue;
            }
        }
        for (; n > 0; n--)
            g_string_append_printf(out, "\\x%02X", (unsigned char)*s++);
    }
}

/* Appends an argument, of one that is longer than anybody reads its start. */
static void append_argument(GString *text, const char *arg)
{
    size_t n = strlen(arg);

    if (n <= MAX_ARGUMENT) {
        diag_escape(text, arg);
        return;
    }
    for (n = MAX_ARGUMENT; n > 0 && ((unsigned char)arg[n] & 0xc0) == 0x80; n--)
        continue;
    g_autofree char *start = g_strndup(arg, n);
    diag_escape(text, start);
    g_string_append(text, "…");
}

static void add(struct diags *d, struct diag *new)
{
    g_mutex_lock(&d->lock);
    g_ptr_array_add(d->all, new);
    d->reported[codes[new->code].severity]++;
    d->sorted = false;
    g_mutex_unlock(&d->lock);
}

void diag_add(struct diags *d, enum diag_code code, struct loc loc, ...)
{
    GString *text = g_string_new(NULL);
    va_list args;
    bool more = true;

    va_start(args, loc);
    for (const char *p = codes[code].text; *p != '\0'; p++) {
        if (p[0] != '{' || p[1] != '}') {
            g_string_append_c(text, *p);
            continue;
        }
        const char *arg = more ? va_arg(args, const char *) : NULL;
        more = arg != NULL;
        append_argument(text, more ? arg : "?");
        p++;
    }
    va_end(args);

    struct diag *new = g_new0(struct diag, 1);
    new->code = code;
    new->loc = loc;
    new->loc.file = g_strdup(loc.file);
    new->text = g_string_free(text, FALSE);
    add(d, new);
}

void diags_move(struct diags *from, struct diags *to,
                void (*place)(struct loc *loc, const void *context), const void *context)
{
    for (unsigned i = 0; i < from->all->len; i++) {
        struct diag *moved = from->all->pdata[i];
        char *file = (char *)(uintptr_t)moved->loc.file;
        place(&moved->loc, context);
        if (moved->loc.file != file) {
            moved->loc.file = g_strdup(moved->loc.file);
            g_free(file);
        }
        add(to, moved);
        from->all->pdata[i] = NULL;
    }
    g_ptr_array_set_free_func(from->all, NULL);
    g_ptr_array_set_size(from->all, 0);
    g_ptr_array_set_free_func(from->all, diag_free);
}

static int diag_compare(gconstpointer pa, gconstpointer pb)
{
    const struct diag *a = *(struct diag *const *)pa, *b = *(struct diag *const *)pb;
    int c = g_strcmp0(a->loc.file, b->loc.file);

    if (c == 0)
        c = (a->loc.line > b->loc.line) - (a->loc.line < b->loc.line);
    if (c == 0)
        c = (a->loc.col > b->loc.col) - (a->loc.col < b->loc.col);
    if (c == 0)
        c = (a->code > b->code) - (a->code < b->code);
    return c != 0 ? c : strcmp(a->text, b->text);
}

/* Sorts and drops repetitions; the caller holds the lock. */
static void settle(struct diags *d)
{
    if (d->sorted)
        return;
    g_ptr_array_sort(d->all, diag_compare);
    unsigned kept = 0;
    for (unsigned i = 0; i < d->all->len; i++) {
        if (kept > 0 && diag_compare(&d->all->pdata[kept - 1], &d->all->pdata[i]) == 0)
            diag_free(d->all->pdata[i]);
        else
            d->all->pdata[kept++] = d->all->pdata[i];
    }
    for (unsigned i = kept; i < d->all->len; i++)
        d->all->pdata[i] = NULL;
    g_ptr_array_set_free_func(d->all, NULL);
    g_ptr_array_set_size(d->all, (int)kept);
    g_ptr_array_set_free_func(d->all, diag_free);
    d->sorted = true;
}

unsigned diags_reported(struct diags *d, enum diag_severity severity)
{
    g_mutex_lock(&d->lock);
    unsigned n = d->reported[severity];
    g_mutex_unlock(&d->lock);
    return n;
}

unsigned diags_count(struct diags *d, enum diag_severity severity)
{
    unsigned n = 0;

    g_mutex_lock(&d->lock);
    settle(d);
    for (unsigned i = 0; i < d->all->len; i++)
        n += codes[((struct diag *)d->all->pdata[i])->code].severity == severity;
    g_mutex_unlock(&d->lock);
    return n;
}

unsigned diags_count_code(struct diags *d, enum diag_code code)
{
    unsigned n = 0;

    g_mutex_lock(&d->lock);
    settle(d);
    for (unsigned i = 0; i < d->all->len; i++)
        n += ((struct diag *)d->all->pdata[i])->code == code;
    g_mutex_unlock(&d->lock);
    return n;
}

static void print_text(const struct diag *d, bool colour, GString *out)
{
    static const char *const paint[] = {
        [DIAG_ERROR] = "\033[1;31m", [DIAG_WARNING] = "\033[1;33m", [DIAG_NOTE] = "\033[1;36m"};
    enum diag_severity severity = codes[d->code].severity;

    diag_escape(out, d->loc.file != NULL ? d->loc.file : "mkbook");
    if (d->loc.line > 0)
        g_string_append_printf(out, ":%d", d->loc.line);
    if (d->loc.line > 0 && d->loc.col > 0)
        g_string_append_printf(out, ":%d", d->loc.col);
    g_string_append_printf(out, ": %s%s:%s %s [%s]\n", colour ? paint[severity] : "",
                           severity_names[severity], colour ? "\033[0m" : "", d->text,
                           codes[d->code].name);
}

static json_t *json_text(const char *s)
{
    GString *clean = g_string_new(NULL);

    diag_escape(clean, s != NULL ? s : "");
    json_t *j = json_stringn(clean->str, clean->len);
    g_string_free(clean, TRUE);
    return j;
}

static void append_json(json_t *j, GString *out)
{
    char *s = json_dumps(j, JSON_COMPACT);

    g_string_append(out, s);
    g_string_append_c(out, '\n');
    free(s);
    json_decref(j);
}

static void print_json(const struct diag *d, GString *out)
{
    append_json(json_pack("{s:o, s:i, s:i, s:s, s:s, s:o}", "file", json_text(d->loc.file), "line",
                          d->loc.line, "col", d->loc.col, "severity",
                          severity_names[codes[d->code].severity], "code", codes[d->code].name,
                          "message", json_text(d->text)),
                out);
}

/* The workflow-command escapes: % in any part, and also : and , in a property. */
static void github_escape(GString *out, const char *s, bool property)
{
    GString *clean = g_string_new(NULL);

    diag_escape(clean, s);
    for (const char *p = clean->str; *p != '\0'; p++) {
        if (*p == '%')
            g_string_append(out, "%25");
        else if (property && *p == ':')
            g_string_append(out, "%3A");
        else if (property && *p == ',')
            g_string_append(out, "%2C");
        else
            g_string_append_c(out, *p);
    }
    g_string_free(clean, TRUE);
}

static void print_github(const struct diag *d, GString *out)
{
    static const char *const commands[] = {
        [DIAG_ERROR] = "error", [DIAG_WARNING] = "warning", [DIAG_NOTE] = "notice"};

    g_string_append_printf(out, "::%s ", commands[codes[d->code].severity]);
    if (d->loc.file != NULL) {
        g_string_append(out, "file=");
        github_escape(out, d->loc.file, true);
        g_string_append_printf(out, ",line=%d,", MAX(d->loc.line, 1));
        if (d->loc.col > 0)
            g_string_append_printf(out, "col=%d,", d->loc.col);
    }
    g_string_append_printf(out, "title=%s::", codes[d->code].name);
    github_escape(out, d->text, false);
    g_string_append_c(out, '\n');
}

static json_t *sarif_result(const struct diag *d)
{
    json_t *region = json_pack("{s:i}", "startLine", MAX(d->loc.line, 1));
    if (d->loc.col > 0)
        json_object_set_new(region, "startColumn", json_integer(d->loc.col));
    json_t *result =
        json_pack("{s:s, s:s, s:{s:o}}", "ruleId", codes[d->code].name, "level",
                  severity_names[codes[d->code].severity], "message", "text", json_text(d->text));
    if (d->loc.file != NULL) {
        g_autofree char *uri = g_uri_escape_string(d->loc.file, "/", FALSE);
        json_object_set_new(result, "locations",
                            json_pack("[{s:{s:{s:s}, s:o}}]", "physicalLocation",
                                      "artifactLocation", "uri", uri, "region", region));
    } else {
        json_decref(region);
    }
    return result;
}

static void print_sarif(const struct diags *d, bool quiet, GString *out)
{
    json_t *rules = json_array(), *results = json_array();

    for (int i = 0; i < DIAG_COUNT; i++)
        json_array_append_new(rules, json_pack("{s:s, s:{s:s}}", "id", codes[i].name,
                                               "shortDescription", "text", codes[i].text));
    for (unsigned i = 0; i < d->all->len; i++) {
        const struct diag *one = d->all->pdata[i];
        if (!quiet || codes[one->code].severity != DIAG_NOTE)
            json_array_append_new(results, sarif_result(one));
    }
    append_json(json_pack("{s:s, s:s, s:[{s:{s:{s:s, s:s, s:o}}, s:s, s:o}]}", "$schema",
                          "https://json.schemastore.org/sarif-2.1.0.json", "version", "2.1.0",
                          "runs", "tool", "driver", "name", "mkbook", "version", MKBOOK_VERSION,
                          "rules", rules, "columnKind", "unicodeCodePoints", "results", results),
                out);
}

static void print_summary(struct diags *d, GString *out)
{
    unsigned n[DIAG_NOTE + 1] = {0};

    for (unsigned i = 0; i < d->all->len; i++)
        n[codes[((struct diag *)d->all->pdata[i])->code].severity]++;
    if (n[DIAG_ERROR] + n[DIAG_WARNING] == 0)
        return;
    g_string_append_printf(out, "%u error%s, %u warning%s\n", n[DIAG_ERROR],
                           n[DIAG_ERROR] == 1 ? "" : "s", n[DIAG_WARNING],
                           n[DIAG_WARNING] == 1 ? "" : "s");
}

void diags_print(struct diags *d, enum diag_format format, bool colour, bool quiet, GString *out)
{
    g_mutex_lock(&d->lock);
    settle(d);
    if (format == DIAG_SARIF)
        print_sarif(d, quiet, out);
    for (unsigned i = 0; i < d->all->len && format != DIAG_SARIF; i++) {
        const struct diag *one = d->all->pdata[i];
        if (quiet && codes[one->code].severity == DIAG_NOTE)
            continue;
        if (format == DIAG_TEXT)
            print_text(one, colour, out);
        else if (format == DIAG_JSON)
            print_json(one, out);
        else
            print_github(one, out);
    }
    if (format == DIAG_TEXT)
        print_summary(d, out);
    g_mutex_unlock(&d->lock);
}

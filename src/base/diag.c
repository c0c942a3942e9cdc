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

/* Where a code is not to be heard of. */
struct silence {
    enum diag_code code;
    int first, last; /* lines; last 0: the whole file */
};

struct diags {
    GMutex lock;
    GPtrArray *all; /* struct diag * */
    enum diag_severity severity[DIAG_COUNT];
    GHashTable *silences;            /* file -> GArray of struct silence */
    unsigned reported[DIAG_OFF + 1]; /* by severity, repetitions included */
    char *folder;                    /* of the files, for GitHub and SARIF; NULL: the working one */
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

bool diag_code_find(const char *name, enum diag_code *code)
{
    for (int i = 0; i < DIAG_COUNT; i++) {
        if (strcmp(codes[i].name, name) == 0) {
            *code = (enum diag_code)i;
            return true;
        }
    }
    return false;
}

/* The errors after which there is nothing to make a book of, or no file was written. */
static bool is_final(enum diag_code code)
{
    static const enum diag_code final[] = {
        DIAG_IO_READ,        DIAG_IO_WRITE,       DIAG_USAGE_LANGUAGE, DIAG_FILE_ENCODING,
        DIAG_FILE_OUTSIDE,   DIAG_FILE_LIMIT,     DIAG_OUTPUT_INVALID, DIAG_MANIFEST_SYNTAX,
        DIAG_MANIFEST_EMPTY, DIAG_CHAPTER_MISSING};

    for (size_t i = 0; i < G_N_ELEMENTS(final); i++)
        if (final[i] == code)
            return true;
    return false;
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
    for (int i = 0; i < DIAG_COUNT; i++)
        d->severity[i] = codes[i].severity;
    d->silences =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
    return d;
}

void diags_free(struct diags *d)
{
    if (d == NULL)
        return;
    g_ptr_array_unref(d->all);
    g_hash_table_unref(d->silences);
    g_free(d->folder);
    g_mutex_clear(&d->lock);
    g_free(d);
}

bool diags_set_severity(struct diags *d, enum diag_code code, enum diag_severity severity)
{
    if (is_final(code))
        return false;
    g_mutex_lock(&d->lock);
    d->severity[code] = severity;
    g_mutex_unlock(&d->lock);
    return true;
}

bool diags_ignore(struct diags *d, enum diag_code code, const char *file, int first, int last)
{
    struct silence s = {code, first, last};

    if (is_final(code))
        return false;
    g_mutex_lock(&d->lock);
    GArray *list = g_hash_table_lookup(d->silences, file);
    if (list == NULL) {
        list = g_array_new(FALSE, FALSE, sizeof s);
        g_hash_table_insert(d->silences, g_strdup(file), list);
    }
    g_array_append_val(list, s);
    g_mutex_unlock(&d->lock);
    return true;
}

/* What it is to the author; the caller holds the lock. */
static enum diag_severity severity_of(const struct diags *d, const struct diag *one)
{
    const GArray *list = one->loc.file != NULL && g_hash_table_size(d->silences) > 0
                             ? g_hash_table_lookup(d->silences, one->loc.file)
                             : NULL;

    for (guint i = 0; list != NULL && i < list->len; i++) {
        const struct silence *s = &g_array_index(list, struct silence, i);
        if (s->code == one->code &&
            (s->last == 0 || (one->loc.line >= s->first && one->loc.line <= s->last)))
            return DIAG_OFF;
    }
    return d->severity[one->code];
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
    d->reported[severity_of(d, new)]++;
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
        n += severity_of(d, d->all->pdata[i]) == severity;
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

/* One as it is printed. */
struct shown {
    const char *file; /* NULL: none */
    int line, col;
    enum diag_code code;
    enum diag_severity severity;
    const char *text;
};

static void print_text(const struct shown *d, bool colour, GString *out)
{
    static const char *const paint[] = {
        [DIAG_ERROR] = "\033[1;31m", [DIAG_WARNING] = "\033[1;33m", [DIAG_NOTE] = "\033[1;36m"};

    diag_escape(out, d->file != NULL ? d->file : "mkbook");
    if (d->line > 0)
        g_string_append_printf(out, ":%d", d->line);
    if (d->line > 0 && d->col > 0)
        g_string_append_printf(out, ":%d", d->col);
    g_string_append_printf(out, ": %s%s:%s %s [%s]\n", colour ? paint[d->severity] : "",
                           severity_names[d->severity], colour ? "\033[0m" : "", d->text,
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

static void print_json(const struct shown *d, GString *out)
{
    append_json(json_pack("{s:o, s:i, s:i, s:s, s:s, s:o}", "file", json_text(d->file), "line",
                          d->line, "col", d->col, "severity", severity_names[d->severity], "code",
                          codes[d->code].name, "message", json_text(d->text)),
                out);
}

/* The escapes of workflow commands: % in any part, and also : and , in a property. Line ends are
 * none any more. */
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

static void print_github(const struct shown *d, GString *out)
{
    static const char *const commands[] = {
        [DIAG_ERROR] = "error", [DIAG_WARNING] = "warning", [DIAG_NOTE] = "notice"};

    g_string_append_printf(out, "::%s ", commands[d->severity]);
    if (d->file != NULL) {
        g_string_append(out, "file=");
        github_escape(out, d->file, true);
        g_string_append_printf(out, ",line=%d,", MAX(d->line, 1));
        if (d->line > 0 && d->col > 0)
            g_string_append_printf(out, "col=%d,", d->col);
    }
    g_string_append_printf(out, "title=%s::", codes[d->code].name);
    github_escape(out, d->text, false);
    g_string_append_c(out, '\n');
}

/* ---- SARIF 2.1.0 ---- */

/* A message string: braces are doubled (3.11.5). */
static json_t *sarif_text(const char *s)
{
    GString *clean = g_string_new(NULL);

    diag_escape(clean, s);
    g_string_replace(clean, "{", "{{", 0);
    g_string_replace(clean, "}", "}}", 0);
    json_t *j = json_stringn(clean->str, clean->len);
    g_string_free(clean, TRUE);
    return j;
}

/* A rule's text is that of its diagnostics with the places of their words left open. */
static json_t *sarif_rule(enum diag_code code)
{
    g_auto(GStrv) parts = g_strsplit(codes[code].text, "{}", -1);
    g_autofree char *text =
        strcmp(codes[code].text, "{}") == 0 ? g_strdup(codes[code].name) : g_strjoinv("…", parts);

    return json_pack("{s:s, s:{s:o}, s:{s:s}}", "id", codes[code].name, "shortDescription", "text",
                     sarif_text(text), "defaultConfiguration", "level",
                     severity_names[codes[code].severity]);
}

/* A file as a whole is shown at its first line: a region is wanted by those who show results. */
static json_t *sarif_result(const struct shown *d)
{
    json_t *region = json_pack("{s:i}", "startLine", MAX(d->line, 1));
    if (d->line > 0 && d->col > 0)
        json_object_set_new(region, "startColumn", json_integer(d->col));
    json_t *result = json_pack("{s:s, s:i, s:s, s:{s:o}}", "ruleId", codes[d->code].name,
                               "ruleIndex", (int)d->code, "level", severity_names[d->severity],
                               "message", "text", sarif_text(d->text));
    if (d->file != NULL) {
        g_autofree char *uri = g_uri_escape_string(d->file, "/", FALSE);
        json_object_set_new(result, "locations",
                            json_pack("[{s:{s:{s:s}, s:o}}]", "physicalLocation",
                                      "artifactLocation", "uri", uri, "region", region));
    } else {
        json_decref(region);
    }
    return result;
}

static void print_sarif(json_t *results, GString *out)
{
    json_t *rules = json_array();

    for (int i = 0; i < DIAG_COUNT; i++)
        json_array_append_new(rules, sarif_rule((enum diag_code)i));
    append_json(json_pack("{s:s, s:s, s:[{s:{s:{s:s, s:s, s:o}}, s:s, s:o}]}", "$schema",
                          "https://json.schemastore.org/sarif-2.1.0.json", "version", "2.1.0",
                          "runs", "tool", "driver", "name", "mkbook", "version", MKBOOK_VERSION,
                          "rules", rules, "columnKind", "unicodeCodePoints", "results", results),
                out);
}

/* ------------------------------------------------------------------------------------------ */

void diags_set_folder(struct diags *d, const char *folder)
{
    g_free(d->folder);
    d->folder = folder != NULL && *folder != '\0' ? g_strdup(folder) : NULL;
}

static void print_summary(const unsigned n[], GString *out)
{
    if (n[DIAG_ERROR] + n[DIAG_WARNING] > 0)
        g_string_append_printf(out, "%u error%s, %u warning%s\n", n[DIAG_ERROR],
                               n[DIAG_ERROR] == 1 ? "" : "s", n[DIAG_WARNING],
                               n[DIAG_WARNING] == 1 ? "" : "s");
}

static void print_one(const struct diags *d, const struct diag *one, enum diag_severity severity,
                      enum diag_format format, bool colour, json_t *results, GString *out)
{
    struct shown shown = {one->loc.file, one->loc.line, one->loc.col,
                          one->code,     severity,      one->text};
    g_autofree char *path = NULL;

    if ((format == DIAG_GITHUB || format == DIAG_SARIF) && d->folder != NULL && shown.file != NULL)
        shown.file = path = g_strconcat(d->folder, "/", shown.file, NULL);
    switch (format) {
    case DIAG_TEXT:
        print_text(&shown, colour, out);
        break;
    case DIAG_JSON:
        print_json(&shown, out);
        break;
    case DIAG_SARIF:
        json_array_append_new(results, sarif_result(&shown));
        break;
    case DIAG_GITHUB:
        print_github(&shown, out);
        break;
    }
}

void diags_print(struct diags *d, enum diag_format format, bool colour, bool quiet, GString *out)
{
    unsigned n[DIAG_OFF + 1] = {0};
    json_t *results = format == DIAG_SARIF ? json_array() : NULL;

    g_mutex_lock(&d->lock);
    settle(d);
    for (unsigned i = 0; i < d->all->len; i++) {
        const struct diag *one = d->all->pdata[i];
        enum diag_severity severity = severity_of(d, one);
        n[severity]++;
        if (severity != DIAG_OFF && !(quiet && severity == DIAG_NOTE))
            print_one(d, one, severity, format, colour, results, out);
    }
    if (format == DIAG_SARIF)
        print_sarif(results, out);
    else if (format == DIAG_TEXT)
        print_summary(n, out);
    g_mutex_unlock(&d->lock);
}

#include "status.h"

#include "base/jobs.h"
#include "base/lang.h"
#include "doc/resolve.h"
#include "read/manifest.h"
#include "read/markdown.h"
#include "status_report.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { SECONDS_A_DAY = 24 * 60 * 60 };

/* What the run holds while it looks. */
struct survey {
    const struct build_options *options;
    struct arena *arena;
    struct diags *diags;
    struct diags *unheard; /* what check would say of the chapters */
    struct book *book;
    struct book *quiet; /* the same with that sink */
    struct edition **editions;
    GHashTable **by_entry; /* of each edition: struct entry -> its chapter */
    GHashTable *counts;    /* struct chapter -> struct counts * */
    struct history *history;
    struct status_report report;
};

const char *state_name(enum state state)
{
    static const char *const names[] = {[STATE_PRESENT] = "present",
                                        [STATE_STALE] = "stale",
                                        [STATE_FALLBACK] = "fallback",
                                        [STATE_MISSING] = "missing",
                                        [STATE_UNREADABLE] = "unreadable"};

    return names[state];
}

/* ---- reading ---- */

static void read_job(size_t i, unsigned worker, void *context)
{
    struct edition *e = context;
    struct chapter *c = e->chapters[i];

    (void)worker;
    if (c->kind == CHAPTER_TEXT && !c->fallback)
        markdown_read_file(e->book, c);
}

/* The texts as their authors wrote them are counted; then resolving finds titles and numbers. */
static void read_language(struct survey *s, size_t k)
{
    struct edition *e = s->editions[k] = edition_new(s->quiet, s->report.languages[k]);

    jobs_run(s->options->threads, e->n_chapters, read_job, e);
    s->by_entry[k] = g_hash_table_new(NULL, NULL);
    for (size_t i = 0; i < e->n_chapters; i++) {
        struct chapter *c = e->chapters[i];
        struct counts *counts = arena_one(s->arena, struct counts);
        *counts = count_tree(c->doc);
        g_hash_table_insert(s->counts, c, counts);
        g_hash_table_insert(s->by_entry[k], (void *)(uintptr_t)c->entry, c);
    }
    resolve_structure(e);
}

static void read_history(struct survey *s)
{
    g_autoptr(GPtrArray) paths = g_ptr_array_new();

    for (size_t k = 0; k < s->report.n_languages; k++)
        for (size_t i = 0; i < s->editions[k]->n_chapters; i++) {
            const struct chapter *c = s->editions[k]->chapters[i];
            if (c->path != NULL && !c->fallback)
                g_ptr_array_add(paths, (gpointer)(uintptr_t)c->path);
        }
    g_ptr_array_add(paths, NULL);
    s->history = history_read(s->book->root, (const char *const *)paths->pdata);
    s->report.source = history_source(s->history);
    s->report.shallow = history_is_shallow(s->history);
    s->report.cut = history_is_cut(s->history);
}

/* ---- states ---- */

static struct version version_of(const struct survey *s, size_t k, const struct entry *entry)
{
    const struct chapter *c = g_hash_table_lookup(s->by_entry[k], entry);
    struct version v = {.state = STATE_MISSING};

    if (c == NULL)
        return v;
    if (c->fallback) {
        v.state = STATE_FALLBACK;
        v.from = c->lang;
        return v;
    }
    v.path = c->path;
    v.dated = history_last(s->history, c->path, &v.change);
    if (c->doc != NULL) {
        v.state = STATE_PRESENT;
        v.title = c->title;
        v.draft = c->draft;
        v.counts = *(const struct counts *)g_hash_table_lookup(s->counts, c);
    } else if (file_probe(s->book->root, c->path) != FILE_MISSING) {
        v.state = STATE_UNREADABLE;
    }
    return v;
}

/* Of the other languages that it is behind the one that changed last. Where only the times of the
 * files are known, a translation was made after its original: then it is behind those alone that
 * the manifest names before it. */
static const struct version *find_newer(const struct survey *s, const struct status_row *row,
                                        const struct version *v)
{
    const struct version *newest = NULL;
    struct lag lag;

    for (size_t k = 0; k < s->report.n_languages; k++) {
        const struct version *w = &row->versions[k];
        if (w->state == STATE_PRESENT && history_behind(s->history, v->path, w->path, &lag) &&
            (!lag.by_time || w < v) && (newest == NULL || w->change.time > newest->change.time))
            newest = w;
    }
    return newest;
}

static struct behind behind_of(const struct survey *s, const struct status_row *row,
                               const struct version *v, const struct version *newer)
{
    gint64 seconds = (gint64)newer->change.time - (gint64)v->change.time;
    struct lag lag;

    history_behind(s->history, v->path, newer->path, &lag);
    return (struct behind){
        .lang = s->report.languages[newer - row->versions],
        .commits = lag.commits,
        .uncommitted = lag.uncommitted,
        .days = (int)CLAMP(seconds / SECONDS_A_DAY, 0, G_MAXINT),
        .headings = (int)v->counts.headings - (int)newer->counts.headings,
        .blocks = (int)v->counts.blocks - (int)newer->counts.blocks,
    };
}

/* After all are known to be there: a text that is stale may still be ahead of a third. */
static void find_stale(const struct survey *s, struct status_row *row)
{
    size_t n = s->report.n_languages;
    const struct version **newer = arena_array(s->arena, n, sizeof *newer);

    for (size_t k = 0; k < n; k++)
        if (row->versions[k].state == STATE_PRESENT)
            newer[k] = find_newer(s, row, &row->versions[k]);
    for (size_t k = 0; k < n; k++) {
        if (newer[k] == NULL)
            continue;
        row->versions[k].behind = behind_of(s, row, &row->versions[k], newer[k]);
        row->versions[k].state = STATE_STALE;
    }
}

/* ---- rows ---- */

/* The first of the languages that has the chapter says its number and the part's title. */
static const struct chapter *first_chapter(const struct survey *s, const struct entry *entry)
{
    const struct chapter *c = NULL;

    for (size_t k = 0; k < s->report.n_languages && c == NULL; k++)
        c = g_hash_table_lookup(s->by_entry[k], entry);
    return c;
}

static void add_entries(const struct survey *s, GArray *rows, const struct entry *entry, int depth)
{
    for (; entry != NULL; entry = entry->next) {
        const struct chapter *c = first_chapter(s, entry);
        struct status_row row = {.entry = entry, .depth = depth};
        bool shown = entry->part ? c != NULL : entry->path != NULL;
        if (entry->part && c != NULL) {
            row.part = c->title;
        } else if (shown) {
            row.number = c != NULL ? c->number : NULL;
            row.versions = arena_array(s->arena, s->report.n_languages, sizeof *row.versions);
            for (size_t k = 0; k < s->report.n_languages; k++)
                row.versions[k] = version_of(s, k, entry);
            find_stale(s, &row);
        }
        if (shown)
            g_array_append_val(rows, row);
        add_entries(s, rows, entry->first, depth + shown);
    }
}

static void add_totals(struct survey *s)
{
    struct status_report *r = &s->report;

    r->totals = arena_array(s->arena, r->n_languages, sizeof *r->totals);
    for (size_t i = 0; i < r->n_rows; i++) {
        for (size_t k = 0; r->rows[i].versions != NULL && k < r->n_languages; k++) {
            const struct version *v = &r->rows[i].versions[k];
            struct status_total *t = &r->totals[k];
            t->chapters++;
            t->states[v->state]++;
            t->words += v->counts.words;
            t->formulas += v->counts.formulas;
            t->images += v->counts.images;
            t->tables += v->counts.tables;
            t->code_lines += v->counts.code_lines;
        }
    }
}

static void survey_book(struct survey *s)
{
    struct status_report *r = &s->report;
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(struct status_row));

    s->editions = arena_array(s->arena, r->n_languages, sizeof *s->editions);
    s->by_entry = arena_array(s->arena, r->n_languages, sizeof *s->by_entry);
    for (size_t k = 0; k < r->n_languages; k++)
        read_language(s, k);
    read_history(s);
    add_entries(s, rows, s->book->entries, 0);
    r->n_rows = rows->len;
    r->rows = arena_memdup(s->arena, rows->data, rows->len * sizeof *r->rows);
    g_array_free(rows, TRUE);
    add_totals(s);
}

/* ---- the run ---- */

/* All languages count; which are shown is asked for. False: the book has no such language. */
static bool choose_languages(struct survey *s)
{
    struct status_report *r = &s->report;
    const char *want = s->options->lang;
    g_auto(GStrv) words = g_strsplit(want != NULL ? want : "all", "+", -1);
    bool all = strcmp(words[0], "all") == 0;

    r->book = s->book;
    r->languages = s->book->languages;
    r->n_languages = g_strv_length((char **)(uintptr_t)r->languages);
    for (char **word = words; !all && *word != NULL; word++) {
        bool known = false;
        for (size_t k = 0; k < r->n_languages; k++)
            known = known || lang_covers(*word, r->languages[k]);
        if (known)
            continue;
        g_autofree char *names = g_strjoinv(", ", (char **)(uintptr_t)r->languages);
        diag_add(s->diags, DIAG_USAGE_LANGUAGE, (struct loc){s->book->manifest, 0, 0}, *word, names,
                 NULL);
        return false;
    }
    return true;
}

/* Leaves the versions of the languages that were asked for. */
static void narrow(struct survey *s)
{
    struct status_report *r = &s->report;
    const char *want = s->options->lang;
    g_auto(GStrv) words = g_strsplit(want != NULL ? want : "all", "+", -1);
    const char **left = arena_array(s->arena, r->n_languages + 1, sizeof *left);
    size_t n = 0;

    if (strcmp(words[0], "all") == 0)
        return;
    for (size_t k = 0; k < r->n_languages; k++) {
        bool wanted = false;
        for (char **word = words; *word != NULL; word++)
            wanted = wanted || lang_covers(*word, r->languages[k]);
        if (!wanted)
            continue;
        for (size_t i = 0; i < r->n_rows; i++)
            if (r->rows[i].versions != NULL)
                r->rows[i].versions[n] = r->rows[i].versions[k];
        r->totals[n] = r->totals[k];
        left[n++] = r->languages[k];
    }
    r->languages = left;
    r->n_languages = n;
}

static struct table_look look_of(const struct build_options *o)
{
    struct winsize window;
    struct table_look look = {.width = 0, .colour = o->colour};

    if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0 &&
        window.ws_col > 0)
        look.width = window.ws_col;
    return look;
}

static bool is_sound(const struct status_report *r)
{
    unsigned bad = 0;

    for (size_t k = 0; k < r->n_languages; k++)
        bad += r->totals[k].states[STATE_STALE] + r->totals[k].states[STATE_MISSING] +
               r->totals[k].states[STATE_UNREADABLE];
    return bad == 0;
}

static void print(struct survey *s, bool json)
{
    struct table_look look = look_of(s->options);
    GString *out = g_string_new(NULL);

    narrow(s);
    if (json)
        status_json(&s->report, out);
    else
        status_table(&s->report, &look, out);
    fwrite(out->str, 1, out->len, stdout);
    g_string_free(out, TRUE);
}

/* What is wrong with the manifest is told as by any other command. */
static int finish(struct survey *s, bool done)
{
    const struct build_options *o = s->options;
    GString *out = g_string_new(NULL);

    diags_print(s->diags, o->diagnostics, o->colour, o->verbosity < 0, out);
    fwrite(out->str, 1, out->len, stderr);
    g_string_free(out, TRUE);
    if (diags_count_code(s->diags, DIAG_IO_READ) > 0)
        return EXIT_IO;
    if (diags_count_code(s->diags, DIAG_USAGE_LANGUAGE) > 0)
        return EXIT_USAGE;
    if (!done || diags_count(s->diags, DIAG_ERROR) > 0)
        return EXIT_BOOK;
    bool warned = diags_count(s->diags, DIAG_WARNING) > 0;
    return o->strict && (warned || !is_sound(&s->report)) ? EXIT_BOOK : EXIT_DONE;
}

static void survey_end(struct survey *s)
{
    for (size_t k = 0;
         s->editions != NULL && k < g_strv_length((char **)(uintptr_t)s->book->languages); k++) {
        edition_free(s->editions[k]);
        g_hash_table_unref(s->by_entry[k]);
    }
    history_free(s->history);
    g_hash_table_unref(s->counts);
    book_close(s->book);
    diags_free(s->unheard);
    diags_free(s->diags);
    arena_free(s->arena);
}

int status_run(const struct build_options *options, bool json)
{
    struct survey s = {.options = options};

    s.arena = arena_new();
    s.diags = diags_new();
    s.unheard = diags_new();
    s.counts = g_hash_table_new(NULL, NULL);
    s.book = book_new(s.arena, s.diags);
    bool done = manifest_read(s.book, options->manifest) && choose_languages(&s);
    if (done) {
        s.quiet = arena_memdup(s.arena, s.book, sizeof *s.book);
        s.quiet->diags = s.unheard;
        survey_book(&s);
        print(&s, json);
    }
    int status = finish(&s, done);
    survey_end(&s);
    return status;
}

/* The report of the command status as a table. */
#include "base/lang.h"
#include "status_report.h"

#include <string.h>

enum { LEAST_TITLE = 16, MOST_TITLE = 60, NOTE_ROOM = 40, N_NUMBERS = 5 };

static const char *const headings[N_NUMBERS] = {"words", "math", "images", "tables", "code"};

/* Sign, colour (SGR) and name of a state. */
static const struct {
    const char *sign, *sgr;
} looks[] = {[STATE_PRESENT] = {"✓", "32"},
             [STATE_STALE] = {"!", "33"},
             [STATE_FALLBACK] = {"↺", "36"},
             [STATE_MISSING] = {"–", "31"},
             [STATE_UNREADABLE] = {"✗", "31"}};

struct table {
    const struct status_report *report;
    const struct table_look *look;
    GString *out;
    int number, title, lang, numbers[N_NUMBERS]; /* widths of the columns */
    GString *line;
    int column; /* of the line, as a terminal counts */
    bool full;
};

/* ---- lines ---- */

static int columns_of(const char *text)
{
    int n = 0;

    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
        n += uc_columns(g_utf8_get_char(p));
    return n;
}

/* As much of the text as has room, "…" for the rest. */
static char *fit(const char *text, int room)
{
    GString *out = g_string_new(NULL);
    int n = 0;

    if (columns_of(text) <= room)
        return g_string_free(g_string_assign(out, text), FALSE);
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (n + uc_columns(c) > room - 1)
            break;
        n += uc_columns(c);
        g_string_append_unichar(out, c);
    }
    if (room > 0)
        g_string_append(out, "…");
    return g_string_free(out, FALSE);
}

/* Adds a text to the line, up to the window's edge; sgr NULL: as the rest is. */
static void put(struct table *t, const char *text, const char *sgr)
{
    int width = t->look->width, room = width > 0 ? width - t->column : G_MAXINT;

    if (t->full || *text == '\0')
        return;
    g_autofree char *cut = fit(text, room);
    t->full = columns_of(text) > room;
    bool coloured = t->look->colour && sgr != NULL;
    if (coloured)
        g_string_append_printf(t->line, "\033[%sm", sgr);
    g_string_append(t->line, cut);
    if (coloured)
        g_string_append(t->line, "\033[0m");
    t->column += columns_of(cut);
}

static void pad(struct table *t, int columns)
{
    for (int i = 0; i < columns; i++)
        put(t, " ", NULL);
}

/* In a column of that width, on its left or right side. */
static void put_left(struct table *t, const char *text, int width, const char *sgr)
{
    g_autofree char *cut = fit(text, width);

    put(t, cut, sgr);
    pad(t, width - columns_of(cut));
}

static void put_right(struct table *t, const char *text, int width, const char *sgr)
{
    pad(t, width - columns_of(text));
    put(t, text, sgr);
}

/* Blanks at the end of a line are nobody's. */
static void end_line(struct table *t)
{
    g_strchomp(t->line->str);
    g_string_append_printf(t->out, "%s\n", t->line->str);
    g_string_truncate(t->line, 0);
    t->column = 0;
    t->full = false;
}

/* ---- what stands in it ---- */

/* "12,345" */
static char *grouped(uint64_t n)
{
    g_autofree char *digits = g_strdup_printf("%" G_GUINT64_FORMAT, n);
    GString *out = g_string_new(NULL);
    size_t length = strlen(digits);

    for (size_t i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            g_string_append_c(out, ',');
        g_string_append_c(out, digits[i]);
    }
    return g_string_free(out, FALSE);
}

static void add_count(GString *out, uint64_t n, const char *one, const char *many)
{
    g_autofree char *number = grouped(n);

    g_string_append_printf(out, "%s%s %s", out->len > 0 ? ", " : "", number, n == 1 ? one : many);
}

/* "2 headings fewer" */
static void add_difference(GString *out, int n, const char *one, const char *many)
{
    if (n == 0)
        return;
    add_count(out, (uint64_t)ABS(n), one, many);
    g_string_append(out, n < 0 ? " fewer" : " more");
}

/* "3 commits, 12 days behind en; 1 heading fewer" */
static char *note_of(const struct version *v)
{
    GString *out = g_string_new(NULL), *rest = g_string_new(NULL);
    const struct behind *b = &v->behind;

    if (v->state == STATE_STALE) {
        if (b->commits > 0)
            add_count(out, b->commits, "commit", "commits");
        if (b->uncommitted)
            g_string_append(out, out->len > 0 ? ", uncommitted changes" : "uncommitted changes");
        if (b->days > 0)
            add_count(out, (uint64_t)b->days, "day", "days");
        g_string_append_printf(out, "%sbehind %s", out->len > 0 ? " " : "", b->lang);
        add_difference(rest, b->headings, "heading", "headings");
        add_difference(rest, b->blocks, "block", "blocks");
        if (rest->len > 0)
            g_string_append_printf(out, "; %s", rest->str);
    } else if (v->state == STATE_FALLBACK) {
        g_string_append_printf(out, "%s stands in", v->from);
    } else if (v->state == STATE_MISSING && v->path != NULL) {
        g_string_append_printf(out, "no such file: %s", v->path);
    } else if (v->state == STATE_UNREADABLE) {
        g_string_append_printf(out, "cannot be read: %s", v->path);
    }
    if (v->draft)
        g_string_append(out, out->len > 0 ? "; draft" : "draft");
    g_string_free(rest, TRUE);
    return g_string_free(out, FALSE);
}

/* Titles are the authors': what a terminal would obey is shown, not sent. */
static char *clean(const char *text)
{
    GString *out = g_string_new(NULL);

    diag_escape(out, text);
    return g_string_free(out, FALSE);
}

/* In the language, where it has one; the first line of a chapter says what it is about in any case.
 */
static char *title_of(const struct status_report *r, const struct status_row *row, size_t k)
{
    const struct version *v = &row->versions[k];
    const char *title = v->title;

    for (size_t i = 0; k == 0 && i < r->n_languages && title == NULL; i++)
        title = row->versions[i].title;
    if (title == NULL && v->path != NULL)
        title = path_base(v->path);
    return clean(title != NULL ? title : "");
}

static bool has_counts(const struct version *v)
{
    return v->state == STATE_PRESENT || v->state == STATE_STALE;
}

static uint64_t count_of(const struct counts *c, int i)
{
    const unsigned all[N_NUMBERS] = {c->words, c->formulas, c->images, c->tables, c->code_lines};

    return all[i];
}

/* ---- widths ---- */

static void widen(int *width, const char *text)
{
    *width = MAX(*width, columns_of(text));
}

static void measure_row(struct table *t, const struct status_row *row, int *longest)
{
    if (row->number != NULL)
        widen(&t->number, row->number);
    for (size_t k = 0; row->versions != NULL && k < t->report->n_languages; k++) {
        const struct version *v = &row->versions[k];
        g_autofree char *title = title_of(t->report, row, k), *note = note_of(v);
        for (int i = 0; i < N_NUMBERS; i++) {
            g_autofree char *number = grouped(count_of(&v->counts, i));
            widen(&t->numbers[i], number);
        }
        widen(&t->title, title);
        widen(longest, note);
    }
}

static void measure(struct table *t)
{
    const struct status_report *r = t->report;
    int note = 0, rest = 0;

    t->title = LEAST_TITLE;
    t->number = 1;
    for (int i = 0; i < N_NUMBERS; i++)
        t->numbers[i] = columns_of(headings[i]);
    for (size_t k = 0; k < r->n_languages; k++) {
        g_autofree char *words = grouped(r->totals[k].words);
        widen(&t->lang, r->languages[k]);
        widen(&t->numbers[0], words);
    }
    for (size_t i = 0; i < r->n_rows; i++)
        measure_row(t, &r->rows[i], &note);
    if (t->look->width == 0)
        return;
    rest = t->number + t->lang + 8;
    for (int i = 0; i < N_NUMBERS; i++)
        rest += t->numbers[i] + 2;
    note = MIN(note, NOTE_ROOM);
    int room = t->look->width - rest - (note > 0 ? note + 2 : 0);
    t->title = CLAMP(room, LEAST_TITLE, MIN(t->title, MOST_TITLE));
}

/* ---- rows ---- */

static void put_head(struct table *t)
{
    put_left(t, "#", t->number + 2, "2");
    put_left(t, "chapter", t->title + 2, "2");
    pad(t, t->lang + 4);
    for (int i = 0; i < N_NUMBERS; i++) {
        put_right(t, headings[i], t->numbers[i], "2");
        pad(t, 2);
    }
    end_line(t);
}

static void put_counts(struct table *t, const struct counts *c)
{
    for (int i = 0; i < N_NUMBERS; i++) {
        uint64_t n = count_of(c, i);
        g_autofree char *number = grouped(n);
        put_right(t, number, t->numbers[i], n == 0 ? "2" : NULL);
        pad(t, 2);
    }
}

static void put_version(struct table *t, const struct status_row *row, size_t k)
{
    const struct version *v = &row->versions[k];
    g_autofree char *title = title_of(t->report, row, k), *note = note_of(v);

    put_right(t, k == 0 && row->number != NULL ? row->number : "", t->number, NULL);
    pad(t, 2);
    put_left(t, title, t->title, k == 0 && v->title != NULL ? NULL : "2");
    pad(t, 2);
    put_left(t, t->report->languages[k], t->lang + 1, NULL);
    put(t, looks[v->state].sign, looks[v->state].sgr);
    pad(t, 2);
    if (has_counts(v)) /* else what is to be said has their room */
        put_counts(t, &v->counts);
    put(t, note, looks[v->state].sgr);
    end_line(t);
}

static void put_row(struct table *t, const struct status_row *row)
{
    if (row->part != NULL) {
        g_autofree char *title = clean(row->part);
        end_line(t);
        put(t, title, "1");
        end_line(t);
    }
    for (size_t k = 0; row->versions != NULL && k < t->report->n_languages; k++)
        put_version(t, row, k);
}

/* ---- totals ---- */

static void put_total(struct table *t, size_t k)
{
    const struct status_total *total = &t->report->totals[k];
    static const char *const names[][2] = {{"word", "words"},
                                           {"formula", "formulas"},
                                           {"image", "images"},
                                           {"table", "tables"},
                                           {"line of code", "lines of code"}};
    const uint64_t counts[] = {total->words, total->formulas, total->images, total->tables,
                               total->code_lines};
    g_autoptr(GString) text = g_string_new(NULL);

    put_left(t, t->report->languages[k], t->lang + 2, "1");
    for (size_t i = 0; i < STATE_COUNT; i++) {
        if (total->states[i] == 0)
            continue;
        g_autofree char *number = grouped(total->states[i]);
        put(t, looks[i].sign, looks[i].sgr);
        g_autofree char *state = g_strdup_printf(" %s %s   ", number, state_name((enum state)i));
        put(t, state, NULL);
    }
    end_line(t);
    for (size_t i = 0; i < G_N_ELEMENTS(counts); i++)
        if (counts[i] > 0)
            add_count(text, counts[i], names[i][0], names[i][1]);
    pad(t, t->lang + 2);
    put(t, text->str, "2");
    end_line(t);
}

static void put_source(struct table *t)
{
    const struct status_report *r = t->report;

    if (r->n_languages < 2)
        return;
    if (r->source == HISTORY_TIMES)
        put(t, "There is no git history here: what is stale is told by the times of the files.",
            NULL);
    else if (r->shallow)
        put(t, "The clone is shallow: what changed before its first commit is not known.", NULL);
    else if (r->cut)
        put(t, "The history is long: only its newer part was looked at.", NULL);
    if (t->line->len > 0)
        end_line(t);
}

void status_table(const struct status_report *r, const struct table_look *look, GString *out)
{
    struct table t = {.report = r, .look = look, .out = out, .line = g_string_new(NULL)};

    measure(&t);
    put_head(&t);
    for (size_t i = 0; i < r->n_rows; i++)
        put_row(&t, &r->rows[i]);
    end_line(&t);
    for (size_t k = 0; k < r->n_languages; k++)
        put_total(&t, k);
    put_source(&t);
    g_string_free(t.line, TRUE);
}

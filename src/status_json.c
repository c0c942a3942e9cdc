/* The report of the command status for programs. */
#include "status_report.h"

#include <jansson.h>

static json_t *text_or_null(const char *text)
{
    g_autofree char *valid = text != NULL ? g_utf8_make_valid(text, -1) : NULL;

    return valid != NULL ? json_string(valid) : json_null();
}

static void set(json_t *object, const char *key, json_t *value)
{
    json_object_set_new(object, key, value);
}

static json_t *localised(const struct localised *l, const char *const *languages)
{
    json_t *out = json_object();

    for (; *languages != NULL; languages++)
        set(out, *languages, text_or_null(localised_get(l, *languages)));
    return out;
}

/* 2026-08-19T10:20:30Z */
static json_t *time_or_null(time_t time)
{
    struct tm tm;
    char text[32];

    if (gmtime_r(&time, &tm) == NULL || strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &tm) == 0)
        return json_null();
    return json_string(text);
}

static void set_counts(json_t *v, const struct counts *c)
{
    set(v, "words", json_integer(c->words));
    set(v, "formulas", json_integer(c->formulas));
    set(v, "images", json_integer(c->images));
    set(v, "tables", json_integer(c->tables));
    set(v, "code_lines", json_integer(c->code_lines));
    set(v, "headings", json_integer(c->headings));
    set(v, "blocks", json_integer(c->blocks));
}

static json_t *behind(const struct behind *b)
{
    json_t *out = json_object();

    set(out, "language", json_string(b->lang));
    set(out, "commits", json_integer(b->commits));
    set(out, "uncommitted", json_boolean(b->uncommitted));
    set(out, "days", json_integer(b->days));
    set(out, "headings", json_integer(b->headings));
    set(out, "blocks", json_integer(b->blocks));
    return out;
}

static json_t *version(const struct version *v)
{
    json_t *out = json_object();

    set(out, "state", json_string(state_name(v->state)));
    set(out, "path", text_or_null(v->path));
    if (v->state == STATE_FALLBACK)
        set(out, "from", text_or_null(v->from));
    if (v->state == STATE_PRESENT || v->state == STATE_STALE) {
        set(out, "title", text_or_null(v->title));
        set(out, "draft", json_boolean(v->draft));
        set_counts(out, &v->counts);
    }
    if (v->dated) {
        set(out, "changed", time_or_null(v->change.time));
        set(out, "commit", text_or_null(v->change.commit));
        set(out, "uncommitted", json_boolean(v->change.uncommitted));
    }
    if (v->state == STATE_STALE)
        set(out, "behind", behind(&v->behind));
    return out;
}

static json_t *chapters(const struct status_report *r)
{
    json_t *out = json_array();
    const char *part = NULL;

    for (size_t i = 0; i < r->n_rows; i++) {
        const struct status_row *row = &r->rows[i];
        if (row->part != NULL || row->depth == 0)
            part = row->part;
        if (row->versions == NULL)
            continue;
        json_t *chapter = json_object(), *versions = json_object();
        set(chapter, "number", text_or_null(row->number));
        set(chapter, "part", text_or_null(part));
        set(chapter, "depth", json_integer(row->depth));
        set(chapter, "line", json_integer(row->entry->loc.line));
        for (size_t k = 0; k < r->n_languages; k++)
            set(versions, r->languages[k], version(&row->versions[k]));
        set(chapter, "versions", versions);
        json_array_append_new(out, chapter);
    }
    return out;
}

static json_t *totals(const struct status_report *r)
{
    json_t *out = json_object();

    for (size_t k = 0; k < r->n_languages; k++) {
        const struct status_total *t = &r->totals[k];
        json_t *one = json_object();
        set(one, "chapters", json_integer(t->chapters));
        for (size_t i = 0; i < STATE_COUNT; i++)
            set(one, state_name((enum state)i), json_integer(t->states[i]));
        set(one, "words", json_integer((json_int_t)t->words));
        set(one, "formulas", json_integer((json_int_t)t->formulas));
        set(one, "images", json_integer((json_int_t)t->images));
        set(one, "tables", json_integer((json_int_t)t->tables));
        set(one, "code_lines", json_integer((json_int_t)t->code_lines));
        set(out, r->languages[k], one);
    }
    return out;
}

void status_json(const struct status_report *r, GString *out)
{
    json_t *root = json_object(), *languages = json_array(), *history = json_object();

    for (size_t k = 0; k < r->n_languages; k++)
        json_array_append_new(languages, json_string(r->languages[k]));
    set(history, "source", json_string(r->source == HISTORY_GIT ? "git" : "times"));
    set(history, "shallow", json_boolean(r->shallow));
    set(history, "complete", json_boolean(!r->cut));
    set(root, "schema", json_integer(1));
    set(root, "title", localised(r->book->title, (const char *const *)r->languages));
    set(root, "languages", languages);
    set(root, "history", history);
    set(root, "chapters", chapters(r));
    set(root, "totals", totals(r));
    char *text = json_dumps(root, JSON_INDENT(2));
    g_string_append_printf(out, "%s\n", text != NULL ? text : "{}");
    free(text);
    json_decref(root);
}

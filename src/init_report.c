#include "init_int.h"

#include "base/lang.h"

#include <stdint.h>
#include <string.h>

enum {
    TITLE_COLUMNS = 66, /* of a title in the table of contents */
    MAX_ROWS = 400,     /* of that table, unless -v */
    EXAMPLES = 3
};

/* ---- counting ---- */

struct counts {
    size_t chapters, parts, by_lang[64], pairs;
};

static bool has_page(struct init *t, const struct outline_item *item, const char *lang)
{
    if (item->path != NULL && (item->lang == NULL || strcmp(item->lang, lang) == 0))
        return init_page(t, item->path, item->lang)->problem == NULL;
    for (const struct outline_twin *twin = item->twins; twin != NULL; twin = twin->next)
        if (twin->path != NULL && strcmp(twin->lang, lang) == 0)
            return init_page(t, twin->path, lang)->problem == NULL;
    return false;
}

static struct counts count(struct init *t)
{
    const struct outline *o = t->pairs.outline;
    struct counts c = {0};

    for (const struct outline_item *i = o->first; i != NULL; i = outline_next(o, i)) {
        size_t in = 0;
        c.parts += i->kind == OUTLINE_PART && init_has_written(t, i);
        if (!init_is_written(t, i))
            continue;
        c.chapters++;
        for (size_t k = 0; t->pairs.languages[k] != NULL && k < G_N_ELEMENTS(c.by_lang); k++) {
            bool has = has_page(t, i, t->pairs.languages[k]);
            c.by_lang[k] += has;
            in += has;
        }
        c.pairs += in > 1 && i->lang != NULL;
    }
    return c;
}

static void put_count(GString *out, size_t n, const char *what)
{
    g_string_append_printf(out, "%zu %s%s", n, what, n == 1 ? "" : "s");
}

/* ---- what was read, and what came out ---- */

static void put_sources(const struct init *t, GString *out)
{
    const struct outline *first = t->sources->pdata[0];
    bool more = false;

    g_string_append(out, "read ");
    if (first->source == NULL || *first->source == '\0')
        g_string_append(out, t->others != NULL
                                 ? "the pages in the folder, as there is no list of chapters"
                                 : "the pages in the folder");
    for (guint k = 0; k < t->sources->len; k++) {
        const struct outline *o = t->sources->pdata[k];
        if (o->source == NULL || *o->source == '\0')
            continue;
        g_string_append(out, k == 0 ? "" : k + 1 == t->sources->len ? " and " : ", ");
        diag_escape(out, o->source);
    }
    if (first->source != NULL && *first->source != '\0')
        g_string_append_printf(out, " (%s)", first->format);
    for (const char **other = t->others; other != NULL && *other != NULL; other++) {
        g_string_append(out, more ? ", " : "; also there, for --from: ");
        diag_escape(out, **other != '\0' ? *other : ".");
        more = true;
    }
    g_string_append_c(out, '\n');
}

static void put_result(const struct init *t, const struct counts *c, const char *written,
                       GString *out)
{
    if (written != NULL) {
        diag_escape(out, written);
        g_string_append(out, ": ");
    }
    put_count(out, c->chapters, "chapter");
    if (c->parts > 0) {
        g_string_append(out, " in ");
        put_count(out, c->parts, "part");
    }
    size_t n = g_strv_length((char **)(uintptr_t)t->pairs.languages);
    for (size_t k = 0; k < n && n > 1 && k < G_N_ELEMENTS(c->by_lang); k++)
        g_string_append_printf(out, "%s%zu in %s", k == 0 ? "; " : ", ", c->by_lang[k],
                               t->pairs.languages[k]);
    if (n > 1)
        g_string_append_printf(out, ", %zu in %s", c->pairs, n == 2 ? "both" : "more than one");
    else
        g_string_append_printf(out, "; language %s", t->pairs.languages[0]);
    g_string_append(out, "\n\n");
}

/* ---- the contents ---- */

static void put_cut(GString *out, const char *text, int columns)
{
    g_autoptr(GString) safe = g_string_new(NULL);
    int used = 0;

    diag_escape(safe, text);
    for (const char *p = safe->str; *p != '\0'; p = g_utf8_next_char(p)) {
        used += uc_columns(g_utf8_get_char(p));
        if (used >= columns && *g_utf8_next_char(p) != '\0') {
            g_string_append(out, "…");
            return;
        }
        g_string_append_len(out, p, g_utf8_next_char(p) - p);
    }
}

/* What the reader of the first language will see in the contents. */
static const char *shown_title(struct init *t, const struct outline_item *item)
{
    const char *words = item->title, *path = item->path;

    for (const struct outline_twin *twin = item->twins; twin != NULL; twin = twin->next) {
        words = words != NULL ? words : twin->title;
        path = path != NULL ? path : twin->path;
    }
    const char *better = path != NULL ? init_better_title(t, path, item->lang, words) : words;
    if (better != NULL)
        return better;
    const char *own = path != NULL ? init_page(t, path, item->lang)->title : NULL;
    return own != NULL && *own != '\0' ? own : path;
}

static void put_marks(struct init *t, const struct outline_item *item, GString *out)
{
    for (const char **lang = t->pairs.languages; *lang != NULL && t->pairs.languages[1] != NULL;
         lang++) {
        int width = (int)strlen(*lang);
        const char *mark = item == NULL                 ? *lang
                           : item->kind == OUTLINE_PART ? " "
                           : has_page(t, item, *lang)   ? "✓"
                                                        : "–";
        g_string_append_printf(out, "%*s%s ", item == NULL ? 0 : width - 1, "", mark);
    }
}

static void put_row(struct init *t, const struct outline_item *item, GString *out)
{
    int depth = 0;

    for (const struct outline_item *p = item->parent; p != NULL; p = p->parent)
        depth++;
    put_marks(t, item, out);
    g_string_append_printf(out, "%*s", 2 * depth, "");
    const char *title = item->kind == OUTLINE_PART ? item->title : shown_title(t, item);
    if (title == NULL)
        title = item->appendix ? "(appendix)" : "(no title)";
    put_cut(out, title, TITLE_COLUMNS - 2 * depth);
    g_string_append_c(out, '\n');
}

static void put_contents(struct init *t, GString *out)
{
    const struct outline *o = t->pairs.outline;
    size_t rows = 0, hidden = 0;

    if (t->pairs.languages[1] != NULL) {
        put_marks(t, NULL, out);
        out->str[out->len - 1] = '\n';
    }
    for (const struct outline_item *i = o->first; i != NULL; i = outline_next(o, i)) {
        if (i->kind == OUTLINE_PART ? !init_has_written(t, i) : !init_is_written(t, i))
            continue;
        if (rows++ < MAX_ROWS || t->options->verbosity > 0)
            put_row(t, i, out);
        else
            hidden++;
    }
    if (hidden > 0)
        g_string_append_printf(out, "... and %zu more (-v shows them)\n", hidden);
    g_string_append_c(out, '\n');
}

/* ---- what is left out ---- */

/* One word for each and for many; `{}` of a note. */
static const struct {
    const char *one, *many;
} reasons[] = {
    [LEFT_OUTSIDE] = {"page on the web", "pages on the web"},
    [LEFT_MISSING] = {"file that does not exist", "files that do not exist"},
    [LEFT_FORMAT] = {"file that is no chapter", "files that are no chapters"},
    [LEFT_DUPLICATE] = {"page that is listed before", "pages that are listed before"},
    [LEFT_ANCHOR] = {"place in a page that is listed", "places in pages that are listed"},
    [LEFT_EMPTY] = {"entry without pages", "entries without pages"},
    [LEFT_UNSAFE] = {"link out of the book's folder", "links out of the book's folder"},
    [LEFT_UNREAD] = {"entry that is not understood", "entries that are not understood"},
};

/* A group of things left out, for the report. */
struct group {
    GString *examples;
    size_t n;
    const char *one, *many;
};

static void group_add(struct group *g, struct loc loc, const char *what)
{
    if (g->n++ >= EXAMPLES)
        return;
    if (g->examples == NULL)
        g->examples = g_string_new(NULL);
    g_string_append(g->examples, g->examples->len > 0 ? ", " : "");
    put_cut(g->examples, what, TITLE_COLUMNS);
    if (loc.file != NULL && loc.line > 0) {
        g_string_append(g->examples, " (");
        diag_escape(g->examples, loc.file);
        g_string_append_printf(g->examples, ":%d)", loc.line);
    }
}

static void group_put(struct group *g, bool *any, GString *out)
{
    if (g->n > 0) {
        g_string_append(out, *any ? "" : "left out:\n");
        *any = true;
        g_string_append_printf(out, "  %zu %s: %s%s\n", g->n, g->n == 1 ? g->one : g->many,
                               g->examples->str, g->n > EXAMPLES ? ", ..." : "");
    }
    if (g->examples != NULL)
        g_string_free(g->examples, TRUE);
}

/* "中文版" says nothing without what it leads to. */
static const char *left_name(struct init *t, const struct outline_left *l)
{
    if (l->text != NULL && l->target != NULL && lang_mentioned(t->arena, l->text) != NULL)
        return l->target;
    return l->text != NULL ? l->text : l->target != NULL ? l->target : "?";
}

static const char promise[] = "chapter that is not written yet";

/* Chapters that were announced and are not there. */
static bool is_promise(const struct outline_item *item)
{
    if (item->kind != OUTLINE_CHAPTER || item->path != NULL)
        return false;
    for (const struct outline_twin *t = item->twins; t != NULL; t = t->next)
        if (t->path != NULL)
            return false;
    return item->first == NULL;
}

static void add_problems(struct init *t, const struct outline_item *item, struct group *g)
{
    const char *paths[65] = {item->path};
    size_t n = 1;

    for (const struct outline_twin *twin = item->twins; twin != NULL && n < G_N_ELEMENTS(paths);
         twin = twin->next)
        paths[n++] = twin->path;
    for (size_t k = 0; k < n; k++) {
        const struct init_page *page =
            paths[k] != NULL ? g_hash_table_lookup(t->pages, paths[k]) : NULL;
        if (page == NULL || page->problem == NULL)
            continue;
        if (g != NULL)
            group_add(g, (struct loc){0}, paths[k]);
        else
            diag_add(t->diags, DIAG_INIT_PAGE, (struct loc){paths[k], 0, 0}, page->problem, NULL);
    }
}

static void put_left(struct init *t, GString *out)
{
    const struct outline *joined = t->pairs.outline;
    struct group groups[G_N_ELEMENTS(reasons)] = {{0}};
    struct group promised = {.one = promise, .many = "chapters that are not written yet"};
    struct group broken = {.one = "page that cannot be read", .many = "pages that cannot be read"};
    struct group orphans = {.one = "page that no list names", .many = "pages that no list names"};
    bool any = false;

    for (guint k = 0; k < t->sources->len; k++) {
        const struct outline *o = t->sources->pdata[k];
        for (const struct outline_left *l = o->left; l != NULL; l = l->next)
            group_add(&groups[l->reason], l->loc, left_name(t, l));
    }
    for (const struct outline_item *i = joined->first; i != NULL; i = outline_next(joined, i)) {
        if (is_promise(i))
            group_add(&promised, i->loc, shown_title(t, i) != NULL ? shown_title(t, i) : "?");
        add_problems(t, i, &broken);
    }
    for (const char **path = t->orphans; *path != NULL; path++)
        group_add(&orphans, (struct loc){0}, *path);
    for (size_t k = 0; k < G_N_ELEMENTS(reasons); k++) {
        groups[k].one = reasons[k].one;
        groups[k].many = reasons[k].many;
        group_put(&groups[k], &any, out);
    }
    group_put(&promised, &any, out);
    group_put(&broken, &any, out);
    group_put(&orphans, &any, out);
    if (any && t->options->verbosity <= 0)
        g_string_append(out, "  (-v names them all, with their lines)\n");
    g_string_append(out, any ? "\n" : "");
}

void init_note_problems(struct init *t)
{
    const struct outline *joined = t->pairs.outline;

    for (const struct outline_item *i = joined->first; i != NULL; i = outline_next(joined, i))
        add_problems(t, i, NULL);
}

void init_note_left(struct init *t)
{
    const struct outline *joined = t->pairs.outline;

    for (guint k = 0; k < t->sources->len; k++) {
        const struct outline *o = t->sources->pdata[k];
        for (const struct outline_left *l = o->left; l != NULL; l = l->next)
            diag_add(t->diags, DIAG_INIT_LEFT, l->loc, left_name(t, l), reasons[l->reason].one,
                     NULL);
    }
    for (const struct outline_item *i = joined->first; i != NULL; i = outline_next(joined, i)) {
        const char *title = is_promise(i) ? shown_title(t, i) : NULL;
        if (title != NULL)
            diag_add(t->diags, DIAG_INIT_LEFT, i->loc, title, promise, NULL);
    }
    for (const char **path = t->orphans; *path != NULL; path++)
        diag_add(t->diags, DIAG_INIT_ORPHAN, (struct loc){*path, 0, 0}, NULL);
}

void init_report(struct init *t, const char *written, GString *out)
{
    struct counts c = count(t);

    put_sources(t, out);
    put_result(t, &c, written, out);
    put_contents(t, out);
    put_left(t, out);
    if (written != NULL)
        g_string_append(out,
                        "next: `mkbook check` says what is wrong with the book, `mkbook build` "
                        "makes it\n");
}

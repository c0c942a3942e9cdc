#include "doc/labels.h"
#include "doc/resolve.h"
#include "doc/resolve_ids.h"

#include "base/lang.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_RANK = 6 };

/* ---- titles ---- */

/* The text with runs of white space made one space, and none at the ends. */
static char *collapse(struct arena *a, const char *text)
{
    g_autoptr(GString) out = g_string_new(NULL);
    bool gap = false;

    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_isspace(c)) {
            gap = out->len > 0;
            continue;
        }
        if (gap)
            g_string_append_c(out, ' ');
        gap = false;
        g_string_append_unichar(out, c);
    }
    return arena_strdup(a, out->str);
}

static bool same_title(struct arena *a, const char *x, const char *y)
{
    g_autofree char *fx = g_utf8_casefold(collapse(a, x), -1);
    g_autofree char *fy = g_utf8_casefold(collapse(a, y), -1);

    return strcmp(fx, fy) == 0;
}

/* The title that a heading gives: its text, or its pictures' when it has none. */
static const char *heading_title(struct arena *a, const struct node *heading)
{
    char *text = collapse(a, resolve_heading_text(a, heading));

    return *text != '\0' ? text : collapse(a, node_text(a, heading));
}

static bool in_details(const struct node *n)
{
    for (; n != NULL; n = n->parent)
        if (n->kind == NODE_DETAILS)
            return true;
    return false;
}

struct headings {
    struct node *first; /* of the outline */
    struct node *first_h1;
    int lowest, n_lowest; /* the lowest level there is, and how many have it */
};

static struct headings find_headings(struct node *doc)
{
    struct headings h = {.lowest = MAX_RANK + 1};

    for (struct node *n = doc; n != NULL; n = node_next(doc, n)) {
        if (n->kind != NODE_HEADING || !resolve_in_outline(n) || in_details(n))
            continue;
        if (h.first == NULL)
            h.first = n;
        if (h.first_h1 == NULL && n->u.heading.level == 1)
            h.first_h1 = n;
        if (n->u.heading.level < h.lowest) {
            h.lowest = n->u.heading.level;
            h.n_lowest = 0;
        }
        h.n_lowest += n->u.heading.level == h.lowest;
    }
    return h;
}

/* The heading that titles the chapter: the first H1; in a text without any, a heading that opens it
 * and has no equal. NULL when there is none. */
static struct node *title_heading(struct node *doc)
{
    struct headings h = find_headings(doc);

    if (h.first_h1 != NULL)
        return h.first_h1;
    if (h.first != NULL && h.first == doc->first && h.first->u.heading.level == h.lowest &&
        h.n_lowest == 1)
        return h.first;
    return NULL;
}

/* "readme", "README_en", "index-zh-CN": what a folder shows of itself. */
static bool is_readme(const char *name)
{
    static const char *const names[] = {"readme", "index"};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        size_t n = strlen(names[i]);
        if (g_ascii_strncasecmp(name, names[i], n) != 0)
            continue;
        if (name[n] == '\0' || (strchr("-_.", name[n]) != NULL && lang_is_valid(name + n + 1)))
            return true;
    }
    return false;
}

/* "kv-cache.md" gives "kv-cache"; the readme of a folder is called like the folder. */
static const char *file_title(struct chapter *c)
{
    struct arena *a = c->arena;
    const char *base = path_base(c->path);
    char *name = arena_strndup(a, base, strlen(base) - strlen(path_suffix(base)));
    const char *folder = path_base(path_dir(a, c->path));

    if (*folder != '\0' && is_readme(name))
        return folder;
    return *name != '\0' ? name : label_text(c->edition->lang, LABEL_UNTITLED);
}

/* Sets the title: front matter (read already), manifest, the text's own heading, file name. The
 * manifest's goes first where it translates the title of a text in another language. What a summary
 * says is the short form, for running heads, of what the page itself is headed with. */
static void set_title(struct chapter *c, const struct node *heading)
{
    const char *given = localised_get(c->entry->title, c->edition->lang);

    if (given != NULL && c->entry->listed && heading != NULL && heading->u.heading.level == 1) {
        if (c->short_title == NULL &&
            !same_title(c->arena, given, heading_title(c->arena, heading)))
            c->short_title = given;
        given = NULL;
    }
    if (given != NULL && (c->title == NULL || c->fallback))
        c->title = given;
    if (c->title != NULL)
        c->title = collapse(c->arena, c->title);
    if ((c->title == NULL || *c->title == '\0') && heading != NULL)
        c->title = heading_title(c->arena, heading);
    if (c->title == NULL || *c->title == '\0')
        c->title = file_title(c);
}

/* ---- the opening heading ---- */

static struct node *new_heading(struct chapter *c, struct loc loc, const char *title)
{
    struct node *heading = node_new(c->arena, NODE_HEADING, loc);

    heading->u.heading.level = 1;
    heading->u.heading.rank = 1;
    node_append(heading, node_new_text(c->arena, loc, title));
    return heading;
}

/* Lets the chapter open with its title. A heading that says the same is used for it, and goes
 * before what stands above it (badges, a line of links to other languages); else one is made.
 * Returns the heading; `*made` tells that it is not the author's. */
static struct node *open_chapter(struct chapter *c, struct node *heading, bool *made)
{
    struct node *doc = c->doc;
    struct headings h = find_headings(doc);

    *made = heading == NULL || heading != h.first ||
            !same_title(c->arena, heading_title(c->arena, heading), c->title);
    if (*made) {
        heading = new_heading(c, (struct loc){c->path, 0, 0}, c->title);
        if (c->fallback && localised_get(c->entry->title, c->edition->lang) != NULL)
            heading->lang = c->edition->lang;
    }
    if (heading->parent == NULL || heading->parent == doc) {
        if (doc->first == NULL)
            node_append(doc, heading);
        else if (doc->first != heading)
            node_insert_before(doc->first, heading);
    }
    return heading;
}

/* The words that say why this text is not in the reader's language. */
static void add_fallback_note(struct chapter *c, struct node *opening)
{
    struct arena *a = c->arena;
    struct loc loc = {c->path, 0, 0};
    enum label label = LABEL_FALLBACK_OTHER;

    if (lang_is_chinese(c->lang))
        label = LABEL_FALLBACK_ZH;
    else if (lang_same_primary(c->lang, "en"))
        label = LABEL_FALLBACK_EN;
    struct node *note = node_new(a, NODE_PARAGRAPH, loc);
    note->lang = c->edition->lang;
    node_add_class(a, note, "fallback-note");
    node_append(note, node_new_text(a, loc, label_text(c->edition->lang, label)));
    if (opening->parent == c->doc)
        node_insert_after(opening, note);
    else
        node_insert_before(c->doc->first, note);
}

/* ---- ranks ---- */

struct ranks {
    int levels[MAX_RANK + 2]; /* of the headings that are open, outermost first */
    int depth;
};

/* A heading is one deeper than the nearest one before it of a lower level, so nothing is skipped,
 * and headings of one level under the same heading have the same rank. */
static int next_rank(struct ranks *r, int level)
{
    while (r->depth > 1 && r->levels[r->depth - 1] >= level)
        r->depth--;
    r->levels[r->depth++] = level;
    return MIN(r->depth, MAX_RANK);
}

static void set_ranks(struct node *doc, const struct node *opening)
{
    struct ranks r = {.levels = {0}, .depth = 1}; /* the title, lower than any */

    for (struct node *n = doc; n != NULL; n = node_next(doc, n)) {
        if (n->kind != NODE_HEADING)
            continue;
        if (n == opening)
            n->u.heading.rank = 1;
        else if (resolve_in_outline(n))
            n->u.heading.rank = next_rank(&r, n->u.heading.level);
        else
            n->u.heading.rank = MIN(r.depth + 1, MAX_RANK);
    }
}

/* ---- chapters ---- */

static void resolve_part(struct chapter *c)
{
    struct arena *a = c->arena;
    struct loc loc = c->entry->loc;

    if (c->title == NULL)
        c->title = label_part(a, c->edition->lang, atoi(c->number != NULL ? c->number : "0"));
    c->doc = node_new(a, NODE_DOCUMENT, loc);
    c->doc->lang = c->lang != NULL ? c->lang : c->edition->lang;
    struct node *opening = new_heading(c, loc, c->title);
    node_append(c->doc, opening);
    resolve_ids(c, opening);
}

static void resolve_text(struct chapter *c)
{
    struct node *heading = c->doc != NULL ? title_heading(c->doc) : NULL;
    bool made;

    set_title(c, heading);
    if (c->doc == NULL) {
        resolve_ids(c, NULL);
        return;
    }
    if (c->doc->lang == NULL)
        c->doc->lang = c->lang;
    struct node *opening = open_chapter(c, heading, &made);
    set_ranks(c->doc, opening);
    if (c->fallback)
        add_fallback_note(c, opening);
    resolve_ids(c, made ? opening : NULL);
    if (c->front_id != NULL && !g_hash_table_contains(c->ids, c->front_id))
        g_hash_table_insert(c->ids, (char *)(uintptr_t)c->front_id, opening);
}

void resolve_structure(struct edition *e)
{
    for (size_t i = 0; i < e->n_chapters; i++)
        if (e->chapters[i]->kind == CHAPTER_TEXT)
            resolve_text(e->chapters[i]);
    resolve_numbers(e); /* which look at the titles */
    for (size_t i = 0; i < e->n_chapters; i++)
        if (e->chapters[i]->kind == CHAPTER_PART)
            resolve_part(e->chapters[i]);
}

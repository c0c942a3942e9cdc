#include "init_int.h"

#include "base/lang.h"
#include "read/manifest.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { MAX_DEPTH = 6 /* of sub-chapters, as the manifest's reader takes them */ };

struct writer {
    struct init *t;
    GString *out;
    const char *prefix; /* of tables: "output.mkbook." in a file that mdBook reads too */
    bool many;          /* several languages */
};

/* ---- values ---- */

static void put_string(GString *out, const char *s)
{
    g_string_append_c(out, '"');
    for (; *s != '\0'; s++) {
        unsigned char c = (unsigned char)*s;
        if (c == '"' || c == '\\')
            g_string_append_printf(out, "\\%c", c);
        else if (c == '\n')
            g_string_append(out, "\\n");
        else if (c < 0x20 || c == 0x7f)
            g_string_append_printf(out, "\\u%04X", c);
        else
            g_string_append_c(out, (char)c);
    }
    g_string_append_c(out, '"');
}

static void put_pair(GString *out, bool *more, const char *key, const char *value)
{
    g_string_append_printf(out, "%s%s = ", *more ? ", " : "", key); /* tags are bare keys */
    put_string(out, value);
    *more = true;
}

/* A text that may differ from language to language. */
struct texts {
    const char *langs[64], *texts[64];
    size_t n;
};

static void add_text(struct texts *l, const char *lang, const char *text)
{
    if (text == NULL || *text == '\0' || l->n == G_N_ELEMENTS(l->texts))
        return;
    l->langs[l->n] = lang;
    l->texts[l->n++] = text;
}

/* A string where it does not differ; `one_for_all`: nor where there is only one. */
static void put_texts(const struct writer *w, const struct texts *l, bool one_for_all)
{
    bool same = true, more = false;

    for (size_t i = 1; i < l->n; i++)
        same &= strcmp(l->texts[i], l->texts[0]) == 0;
    size_t all = g_strv_length((char **)(uintptr_t)w->t->pairs.languages);
    if (!w->many || (same && (l->n == all || one_for_all))) {
        put_string(w->out, l->texts[0]);
        return;
    }
    g_string_append(w->out, "{ ");
    for (size_t i = 0; i < l->n; i++)
        put_pair(w->out, &more, l->langs[i], l->texts[i]);
    g_string_append(w->out, " }");
}

/* ---- chapters ---- */

/* The pages of an item that can be read, in the book's languages; lang NULL: of every edition. */
static void collect_pages(const struct writer *w, const struct outline_item *item, struct texts *l)
{
    for (const char **lang = w->t->pairs.languages; *lang != NULL; lang++) {
        const char *path = g_strcmp0(item->lang, *lang) == 0 ? item->path : NULL;
        for (const struct outline_twin *t = item->twins; path == NULL && t != NULL; t = t->next)
            if (strcmp(t->lang, *lang) == 0)
                path = t->path;
        if (path != NULL && init_page(w->t, path, *lang)->problem == NULL)
            add_text(l, *lang, path);
    }
    if (item->lang == NULL && item->path != NULL)
        add_text(l, NULL, item->path);
}

/* A page in another language is called so by itself. */
static bool is_own_title(const struct writer *w, const struct texts *pages, const char *words)
{
    const char *title = init_page(w->t, pages->texts[0], pages->langs[0])->title;

    return words != NULL && title != NULL && init_same_title(title, words);
}

/* What the manifest has to say of the titles: the words of a list where a page has no title of its
 * own, and translations where it has no page. */
static void collect_titles(const struct writer *w, const struct outline_item *item,
                           const struct texts *pages, struct texts *titles)
{
    for (const char **lang = w->t->pairs.languages; *lang != NULL; lang++) {
        const char *words = g_strcmp0(item->lang, *lang) == 0 ? item->title : NULL;
        const char *path = NULL;
        for (const struct outline_twin *t = item->twins; words == NULL && t != NULL; t = t->next)
            if (strcmp(t->lang, *lang) == 0)
                words = t->title;
        for (size_t i = 0; i < pages->n; i++)
            if (pages->langs[i] == NULL || strcmp(pages->langs[i], *lang) == 0)
                path = pages->texts[i];
        if (path != NULL)
            words = init_better_title(w->t, path, *lang, words);
        else if (is_own_title(w, pages, words))
            words = NULL;
        add_text(titles, *lang, words);
    }
    if (item->lang == NULL && titles->n == 0)
        add_text(titles, NULL, init_better_title(w->t, item->path, NULL, item->title));
}

/* "docs/{lang}/x.md", when replacing the tag gives each language's path; NULL: there is no such. */
static char *common_pattern(const struct writer *w, const struct texts *pages)
{
    size_t all = g_strv_length((char **)(uintptr_t)w->t->pairs.languages);
    const char *path = pages->texts[0], *tag = pages->langs[0];
    size_t n = tag != NULL ? strlen(tag) : 0;

    if (pages->n < 2 || pages->n != all || strchr(path, '{') != NULL)
        return NULL;
    for (const char *p = path; (p = strstr(p, tag)) != NULL; p += n) {
        if ((p > path && g_ascii_isalnum(p[-1])) || g_ascii_isalnum(p[n]))
            continue;
        bool fits = true;
        for (size_t i = 1; i < pages->n && fits; i++) {
            g_autofree char *other =
                g_strdup_printf("%.*s%s%s", (int)(p - path), path, pages->langs[i], p + n);
            fits = strcmp(other, pages->texts[i]) == 0;
        }
        if (fits)
            return g_strdup_printf("%.*s{lang}%s", (int)(p - path), path, p + n);
    }
    return NULL;
}

/* A name with {lang} in it is taken as it stands only where it is said for a language. */
static void name_languages(const struct writer *w, struct texts *pages)
{
    if (pages->langs[0] != NULL)
        return;
    pages->n = 0;
    for (const char **lang = w->t->pairs.languages; *lang != NULL; lang++)
        add_text(pages, *lang, pages->texts[0]);
}

static void put_chapters(const struct writer *w, const struct outline_item *first, int depth);

/* Recursion ends at MAX_DEPTH, which import_finish keeps. */
static void put_chapter(const struct writer *w, const struct outline_item *item, int depth)
{
    struct texts pages = {.n = 0}, titles = {.n = 0};
    bool more = false, children = init_has_written(w->t, item) && depth < MAX_DEPTH;

    collect_pages(w, item, &pages);
    collect_titles(w, item, &pages, &titles);
    g_autofree char *pattern = common_pattern(w, &pages);
    const char *single = pattern != NULL ? pattern : pages.texts[0];
    bool plain = pattern != NULL || !w->many || pages.langs[0] == NULL;
    if (pattern == NULL && strstr(single, "{lang}") != NULL) {
        plain = false;
        name_languages(w, &pages);
    }
    g_string_append_printf(w->out, "%*s", 2 * depth, "");
    if (plain && titles.n == 0 && !children && !item->unnumbered) {
        put_string(w->out, single);
    } else {
        g_string_append(w->out, "{ ");
        if (plain)
            put_pair(w->out, &more, "path", single);
        for (size_t i = 0; i < pages.n && !plain; i++)
            put_pair(w->out, &more, pages.langs[i], pages.texts[i]);
        if (titles.n > 0) {
            g_string_append(w->out, ", title = ");
            put_texts(w, &titles, false);
        }
        if (item->unnumbered)
            g_string_append(w->out, ", numbered = false");
        if (children) {
            g_string_append(w->out, ", chapters = [\n");
            put_chapters(w, item->first, depth + 1);
            g_string_append_printf(w->out, "%*s]", 2 * depth, "");
        }
        g_string_append(w->out, " }");
    }
    g_string_append(w->out, ",\n");
    if (!children)
        put_chapters(w, item->first, depth); /* deeper than a manifest can be */
}

static void put_chapters(const struct writer *w, const struct outline_item *first, int depth)
{
    for (const struct outline_item *i = first; i != NULL; i = i->next) {
        if (init_is_written(w->t, i))
            put_chapter(w, i, depth);
        else
            put_chapters(w, i->first,
                         depth); /* a heading among chapters, a page that is not there */
    }
}

/* ---- parts ---- */

static void put_part(const struct writer *w, const struct outline_item *part)
{
    struct texts titles = {.n = 0};

    if (!init_has_written(w->t, part))
        return;
    add_text(&titles, part->lang, part->title);
    for (const struct outline_twin *t = part->twins; t != NULL; t = t->next)
        add_text(&titles, t->lang, t->title);
    g_string_append_printf(w->out, "\n[[%s%s]]\n", w->prefix, part->appendix ? "appendix" : "part");
    if (titles.n > 0) {
        g_string_append(w->out, "title = ");
        put_texts(w, &titles, true);
        g_string_append_c(w->out, '\n');
    }
    g_string_append(w->out, "chapters = [\n");
    put_chapters(w, part->first, 1);
    g_string_append(w->out, "]\n");
}

/* Chapters at the top level: up to the next part. Returns that; NULL at the end. */
static const struct outline_item *put_run(const struct writer *w, const struct outline_item *i,
                                          bool first)
{
    const struct outline_item *end = i;
    bool any = false;

    for (; end != NULL && end->kind == OUTLINE_CHAPTER; end = end->next)
        any |= init_is_written(w->t, end) || init_has_written(w->t, end);
    if (!any)
        return end;
    if (!first)
        g_string_append_printf(w->out,
                               "\n[[%spart]]\ntitle = \"\" # no part: what follows stands by "
                               "itself\n",
                               w->prefix);
    g_string_append(w->out, "chapters = [\n");
    for (; i != end; i = i->next) {
        if (init_is_written(w->t, i))
            put_chapter(w, i, 1);
        else
            put_chapters(w, i->first, 1);
    }
    g_string_append(w->out, "]\n");
    return end;
}

static void put_contents(const struct writer *w)
{
    const struct outline_item *i = w->t->pairs.outline->first;

    i = put_run(w, i, true);
    while (i != NULL) {
        if (i->kind == OUTLINE_PART) {
            put_part(w, i);
            i = i->next;
        } else {
            i = put_run(w, i, false);
        }
    }
}

/* ---- [book] ---- */

static const char *source_text(const struct init *t, const char *lang, size_t offset)
{
    for (guint k = 0; k < t->sources->len; k++) {
        const struct outline *o = t->sources->pdata[k];
        const char *text = *(const char *const *)((const char *)o + offset);
        if (text != NULL && (lang == NULL || g_strcmp0(o->lang, lang) == 0))
            return text;
    }
    return NULL;
}

static void put_text_row(const struct writer *w, const char *key, size_t offset)
{
    struct texts l = {.n = 0};

    for (const char **lang = w->t->pairs.languages; *lang != NULL; lang++)
        add_text(&l, *lang, source_text(w->t, *lang, offset));
    if (l.n == 0)
        return;
    g_string_append_printf(w->out, "%s = ", key);
    put_texts(w, &l, true);
    g_string_append_c(w->out, '\n');
}

const char *init_book_title(const struct init *t, const char *lang)
{
    return source_text(t, lang, offsetof(struct outline, title));
}

/* What the README says that this is: the repository's, then the one beside the source, which may
 * also be the first chapter of many. */
static const char *readme_title(struct init *t)
{
    static const char *const names[] = {"README.md", "readme.md", "index.md"};
    const struct outline *first = t->sources->pdata[0];
    const char *dirs[] = {"", first->source != NULL ? path_dir(t->arena, first->source) : ""};

    for (size_t d = 0; d < G_N_ELEMENTS(dirs); d++) {
        for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
            const char *path =
                *dirs[d] == '\0' ? names[i] : arena_join(t->arena, dirs[d], "/", names[i], NULL);
            bool chapter = d > 0 && g_hash_table_contains(t->pages, path);
            if (chapter || !listing_has(t->import.listing, path))
                continue;
            const struct init_page *page = init_page(t, path, NULL);
            if (page->title != NULL && *page->title != '\0')
                return page->title;
        }
    }
    return NULL;
}

/* By the sources; by the README, for a source that has no title; the folder's name. */
static void put_title(const struct writer *w)
{
    struct init *t = w->t;
    struct texts l = {.n = 0};

    for (const char **lang = t->pairs.languages; *lang != NULL; lang++)
        add_text(&l, *lang, init_book_title(t, *lang));
    if (l.n == 0 && init_book_title(t, NULL) != NULL)
        add_text(&l, t->pairs.languages[0], init_book_title(t, NULL));
    if (l.n == 0)
        add_text(&l, t->pairs.languages[0], readme_title(t));
    if (l.n == 0)
        add_text(&l, t->pairs.languages[0], root_name(t->root));
    g_string_append(w->out, "title = ");
    put_texts(w, &l, true);
    g_string_append_c(w->out, '\n');
}

/* The owner's name in "https://host/owner/name"; NULL: there is none. */
static char *repository_owner(const struct init *t)
{
    const char *host = t->repository != NULL ? strstr(t->repository, "://") : NULL;
    const char *owner = host != NULL ? strchr(host + 3, '/') : NULL;
    size_t n = owner != NULL ? strcspn(owner + 1, "/") : 0;

    return n > 0 && owner[1 + n] == '/' ? arena_strndup(t->arena, owner + 1, n) : NULL;
}

static void put_authors(const struct writer *w)
{
    const struct init *t = w->t;
    const char *owner = repository_owner(t);

    for (guint k = 0; k < t->sources->len; k++) {
        const struct outline *o = t->sources->pdata[k];
        if (o->authors == NULL || o->authors[0] == NULL)
            continue;
        g_string_append(w->out, "authors = [");
        for (const char **a = o->authors; *a != NULL; a++) {
            g_string_append(w->out, a != o->authors ? ", " : "");
            put_string(w->out, *a);
        }
        g_string_append(w->out, "]\n");
        return;
    }
    if (owner == NULL) {
        g_string_append(w->out, "# authors = [\"...\"]\n");
        return;
    }
    g_string_append(w->out, "authors = [");
    put_string(w->out, owner);
    g_string_append(w->out, "] # the repository's owner\n");
}

static void put_languages(const struct writer *w)
{
    g_string_append(w->out, "languages = [");
    for (const char **l = w->t->pairs.languages; *l != NULL; l++) {
        g_string_append(w->out, l != w->t->pairs.languages ? ", " : "");
        put_string(w->out, *l);
    }
    g_string_append_printf(w->out, "]%s\n", w->many ? " # the first is the default" : "");
}

/* The cover that a source names, when there is such a file. */
static void put_cover(const struct writer *w)
{
    const char *cover = source_text(w->t, NULL, offsetof(struct outline, cover));

    if (cover == NULL || file_probe(w->t->root, cover) != FILE_OK)
        return;
    g_string_append(w->out, "cover = ");
    put_string(w->out, cover);
    g_string_append_c(w->out, '\n');
}

static void put_row(const struct writer *w, const char *key, const char *value, const char *note)
{
    if (value == NULL)
        return;
    g_string_append_printf(w->out, "%s = ", key);
    put_string(w->out, value);
    g_string_append_printf(w->out, "%s\n", note);
}

static void put_book(const struct writer *w)
{
    const struct init *t = w->t;
    g_string_append_printf(w->out, "[%sbook]\n", w->prefix);
    put_title(w);
    put_text_row(w, "subtitle", offsetof(struct outline, subtitle));
    put_text_row(w, "description", offsetof(struct outline, description));
    put_authors(w);
    put_languages(w);
    put_row(w, "slug", manifest_slug(t->arena, root_name(t->root)),
            " # the books are build/SLUG-LANGUAGE.epub and .pdf");
    put_row(w, "date", source_text(t, NULL, offsetof(struct outline, date)), "");
    put_row(w, "rights", t->rights, "");
    if (t->repository != NULL)
        put_row(w, "repository", t->repository, " # where links to files outside the book lead");
    else
        g_string_append(w->out,
                        "# repository = \"https://...\" # where links to files outside the book "
                        "lead\n");
    put_row(w, "branch", t->branch, "");
    put_cover(w);
}

/* ---- the rest ---- */

static void put_dialects(const struct writer *w)
{
    static const struct {
        unsigned bit;
        const char *name;
    } names[] = {{DIALECT_MDBOOK, "mdbook"}, {DIALECT_GITBOOK, "gitbook"},
                 {DIALECT_MKDOCS, "mkdocs"}, {DIALECT_DOCUSAURUS, "docusaurus"},
                 {DIALECT_HUGO, "hugo"},     {DIALECT_MYST, "myst"}};
    bool more = false;

    if (w->t->pairs.outline->dialect == 0)
        return;
    g_string_append(w->out, "dialects = [");
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        if ((w->t->pairs.outline->dialect & names[i].bit) == 0)
            continue;
        g_string_append_printf(w->out, "%s\"%s\"", more ? ", " : "", names[i].name);
        more = true;
    }
    g_string_append(w->out, "] # what its chapters are written in, besides GitHub's Markdown\n");
}

static void put_markdown(const struct writer *w)
{
    bool garbled = init_has_garbled(w->t);

    if (w->t->pairs.outline->dialect == 0 && !garbled)
        return;
    g_string_append_printf(w->out, "\n[%smarkdown]\n", w->prefix);
    put_dialects(w);
    if (garbled)
        g_string_append(w->out, "repair-encoding = true # pages that were encoded twice, which "
                                "`mkbook check` names\n");
}

static void put_options(const struct writer *w)
{
    const char *output = *w->prefix != '\0' ? "output.mkbook" : "output";

    g_string_append(w->out, "\n# What can be changed, with other values than the defaults:\n#\n");
    if (w->many)
        g_string_append_printf(w->out,
                               "# [%slanguages]\n"
                               "# missing = \"skip\"      # leave out what is not in an edition's "
                               "language\n#\n",
                               w->prefix);
    g_string_append_printf(
        w->out,
        "# [%s.pdf]\n"
        "# paper = \"A4\"          # 176 x 250 mm unless told\n"
        "# margin = \"20mm\"\n"
        "# openers = \"recto\"     # chapters begin on right-hand pages\n"
        "# numbering = false     # no numbers of parts, chapters and sections\n#\n"
        "# [%s.epub]\n"
        "# toc-depth = 2         # levels of headings in the contents\n#\n"
        "# [%sstyle]\n"
        "# theme = \"classical\"   # or \"compact\"\n"
        "# css = [\"book.css\"]\n",
        output, output, w->prefix);
}

static void put_head(const struct writer *w)
{
    const struct init *t = w->t;

    g_string_append(w->out, "# Made by `mkbook init` from ");
    for (guint k = 0; k < t->sources->len; k++) {
        const struct outline *o = t->sources->pdata[k];
        g_string_append_printf(w->out, "%s%s",
                               k == 0                    ? ""
                               : k + 1 < t->sources->len ? ", "
                                                         : " and ",
                               o->source != NULL && *o->source != '\0' ? o->source
                                                                       : "the pages in the folder");
    }
    g_string_append(w->out,
                    "; yours to change.\n"
                    "# `mkbook check` says what is wrong with it, `mkbook build` makes the books."
                    "\n\n");
}

/* mdBook's file without what an earlier run has put at its end. */
static void put_old(const struct writer *w)
{
    g_auto(GStrv) lines = g_strsplit(w->t->old, "\n", -1);
    bool ours = false;

    for (char **line = lines; *line != NULL; line++) {
        const char *p = *line + strspn(*line, " \t[");
        if (strchr(*line, '[') != NULL && p > *line && p[-1] == '[')
            ours = g_str_has_prefix(p, "output.mkbook]") || g_str_has_prefix(p, "output.mkbook.");
        ours |= g_str_has_prefix(*line, "# Made by `mkbook init` ");
        if (!ours)
            g_string_append_printf(w->out, "%s\n", *line);
    }
    while (w->out->len > 1 && g_str_has_suffix(w->out->str, "\n\n"))
        g_string_truncate(w->out, w->out->len - 1);
    g_string_append(w->out, "\n");
}

GString *init_toml(struct init *t)
{
    struct writer w = {.t = t, .out = g_string_new(NULL), .prefix = ""};

    w.many = t->pairs.languages[0] != NULL && t->pairs.languages[1] != NULL;
    if (t->existing == MANIFEST_MDBOOK) {
        put_old(&w);
        w.prefix = "output.mkbook.";
    }
    put_head(&w);
    if (*w.prefix != '\0')
        g_string_append(w.out,
                        "[output.mkbook]\noptional = true # for mdBook, which leaves it alone\n\n");
    put_book(&w);
    put_contents(&w);
    put_markdown(&w);
    put_options(&w);
    return w.out;
}

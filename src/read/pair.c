#include "read/pair_int.h"

#include "base/lang.h"

#include <stdint.h>
#include <string.h>

enum {
    SURE = 600,  /* permille of a text that are its language's beyond doubt */
    LIST = 800,  /* of a list, which may have names in several beside each other */
    MIXED = 700, /* and below which it is in two */
    MUCH = 200,  /* bytes of a page that is worth a word about its languages */
    FEW = 2,     /* chapters that do not make a book in their language, in a book of ... */
    MANY = 15,   /* ... so many */
    SOURCES = 32 /* outlines that are told apart */
};

/* ---- what the sources list ---- */

static struct page *listed_page(struct pairing *p, const char *path, const char *lang,
                                struct loc loc)
{
    struct page *page = pairing_page(p, path);
    bool weak;

    if (!page->listed)
        page->loc = loc;
    page->listed = true;
    if (page->said == NULL && lang != NULL) {
        const char *known = lang_named(p->a, lang, strlen(lang), &weak);
        page->said = known != NULL ? known : lang;
    }
    return page;
}

bool pairing_is_source(const struct pairing *p, const char *path)
{
    for (size_t k = 0; k < p->n && !p->own; k++)
        if (path != NULL && g_strcmp0(p->outlines[k]->source, path) == 0)
            return true;
    return false;
}

/* An index page that is the first of what it lists. */
static bool lists_itself(const struct outline *o)
{
    for (const struct outline_item *i = o->first; i != NULL; i = outline_next(o, i))
        if (i->path != NULL && g_strcmp0(i->path, o->source) == 0)
            return true;
    return false;
}

static void collect(struct pairing *p)
{
    for (size_t k = 0; k < p->n; k++)
        p->own |= lists_itself(p->outlines[k]);
    for (size_t k = 0; k < p->n; k++) {
        const struct outline *o = p->outlines[k];
        for (const struct outline_item *item = o->first; item != NULL;
             item = outline_next(o, item)) {
            if (item->path != NULL && !pairing_is_source(p, item->path))
                listed_page(p, item->path, item->lang, item->loc)->sources |= 1U << k % SOURCES;
            for (const struct outline_twin *t = item->twins; t != NULL; t = t->next) {
                if (t->path == NULL || pairing_is_source(p, t->path))
                    continue;
                listed_page(p, t->path, t->lang, t->loc);
                p->apart = true;
            }
        }
    }
    p->apart |= p->n > 1;
}

static const char *tell_titles(const struct outline *o)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (const struct outline_item *item = o->first; item != NULL && text->len < 64 * 1024;
         item = outline_next(o, item))
        if (item->title != NULL)
            g_string_append_printf(text, "%s\n\n", item->title);
    int share = 0;
    const char *lang = lang_tell(text->str, text->len, &share);
    return share >= SURE ? lang : NULL;
}

/* The language of most pages that an outline lists. */
static const char *most_pages(struct pairing *p, const struct outline *o)
{
    g_autoptr(GHashTable) counts = g_hash_table_new(g_str_hash, g_str_equal);
    const char *best = p->usual;
    guint most = 0;

    for (const struct outline_item *i = o->first; i != NULL; i = outline_next(o, i)) {
        const char *lang = i->path != NULL ? pairing_page(p, i->path)->lang : NULL;
        if (lang == NULL)
            continue;
        guint n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, lang)) + 1;
        g_hash_table_insert(counts, (char *)(uintptr_t)lang, GUINT_TO_POINTER(n));
        if (n > most || (n == most && strcmp(lang, p->usual) == 0)) {
            most = n;
            best = lang;
        }
    }
    return best;
}

static bool is_markdown(const char *path)
{
    return g_ascii_strncasecmp(path_suffix(path), ".m", 2) == 0;
}

/* What most chapters are said to be in: the first column of a table of languages. */
static const char *said_of_items(const struct outline *o)
{
    const char *first = NULL;
    size_t same = 0, all = 0;

    for (const struct outline_item *i = o->first; i != NULL; i = outline_next(o, i)) {
        if (i->kind != OUTLINE_CHAPTER)
            continue;
        first = first != NULL ? first : i->lang;
        same += first != NULL && g_strcmp0(i->lang, first) == 0;
        all++;
    }
    return same * 2 > all ? first : NULL;
}

/* The language of an outline's titles. */
static const char *outline_language(struct pairing *p, const struct outline *o)
{
    const char *lang = NULL;
    bool weak;

    if (o->lang == NULL && o->source != NULL && is_markdown(o->source)) { /* an index page */
        struct page *page = pairing_page(p, o->source);
        pairing_settle(p);
        lang = page->named || (page->told != NULL && page->share >= LIST) ? page->lang : NULL;
    }
    const char *said = o->lang != NULL ? o->lang : said_of_items(o);
    if (lang == NULL && said != NULL) {
        lang = lang_named(p->a, said, strlen(said), &weak);
        return lang != NULL ? lang : said;
    }
    if (lang == NULL && o->source != NULL)
        lang = tell_titles(o);
    return lang != NULL ? lang : most_pages(p, o);
}

/* ---- joining ---- */

static struct page_group *group_of(struct pairing *p, struct page *page)
{
    if (page->group == NULL) {
        page->group = arena_one(p->a, struct page_group);
        page->group->pages[page->group->n++] = page;
    }
    return page->group;
}

static bool group_has(const struct page_group *g, const char *lang)
{
    for (size_t k = 0; k < g->n; k++)
        if (lang_collides(g->pages[k]->lang, lang))
            return true;
    return false;
}

/* A page whose text says the same language as its twin's is not translated yet, or too short to
 * tell: it is what its name or a link to it says, or what is left. */
static bool yield_language(struct pairing *p, struct page *page, const struct page_group *other)
{
    const char *lang = page->said;

    if (page->group->n > 1)
        return false;
    if (lang == NULL && page->name.lang != NULL && !page->name.weak)
        lang = page->name.lang;
    for (size_t k = 0; lang == NULL && page->told == NULL && k < p->n; k++)
        if (!group_has(other, p->outlines[k]->lang))
            lang = p->outlines[k]->lang;
    if (lang == NULL && page->told == NULL)
        lang = "en";
    if (lang == NULL || group_has(other, lang))
        return false;
    page->lang = lang;
    return true;
}

static bool join(struct pairing *p, struct page *a, struct page *b)
{
    struct page_group *g = group_of(p, a), *h = group_of(p, b);

    if (g == h)
        return true;
    for (size_t k = 0; k < h->n; k++) {
        if (group_has(g, h->pages[k]->lang) && !yield_language(p, b, g) && !yield_language(p, a, h))
            return false;
    }
    if (g->n + h->n > G_N_ELEMENTS(g->pages))
        return false;
    for (size_t k = 0; k < h->n; k++) {
        h->pages[k]->group = g;
        g->pages[g->n++] = h->pages[k];
    }
    return true;
}

/* Once, though the one links to the other, and that back. */
static void complain_same(struct pairing *p, const struct page *a, const struct page *b,
                          struct loc loc)
{
    bool first = strcmp(a->path, b->path) < 0;
    char *both = arena_join(p->a, (first ? a : b)->path, "\n", (first ? b : a)->path, NULL);

    if (g_hash_table_add(p->unlike, both))
        diag_add(p->i->diags, DIAG_PAIR_SAME, loc, a->path, b->path, a->lang, NULL);
}

struct page *pairing_anchor(struct pairing *p, const struct outline_item *item)
{
    if (item->path != NULL && !pairing_is_source(p, item->path))
        return pairing_page(p, item->path);
    for (const struct outline_twin *t = item->twins; t != NULL; t = t->next)
        if (t->path != NULL && !pairing_is_source(p, t->path))
            return pairing_page(p, t->path);
    return NULL;
}

/* By the sources: what an index page links to beside a chapter. */
static void join_listed(struct pairing *p)
{
    for (size_t k = 0; k < p->n; k++) {
        const struct outline *o = p->outlines[k];
        for (const struct outline_item *item = o->first; item != NULL;
             item = outline_next(o, item)) {
            struct page *page = pairing_anchor(p, item);
            for (const struct outline_twin *t = item->twins; t != NULL; t = t->next) {
                bool list = t->path == NULL || pairing_is_source(p, t->path);
                struct page *twin = list ? NULL : pairing_page(p, t->path);
                if (twin != NULL && !join(p, page, twin))
                    complain_same(p, page, twin, t->loc);
            }
        }
    }
}

static bool links_to(const struct page *from, const struct page *to)
{
    for (const struct page_link *l = from->links; l != NULL; l = l->next)
        if (strcmp(l->path, to->path) == 0)
            return true;
    return false;
}

/* By links at the head of the pages: both ways, or one way to a page of the same name. Many pages
 * link to the index in another language. */
static void join_heads(struct pairing *p)
{
    for (guint k = 0; k < p->order->len; k++) {
        struct page *page = p->order->pdata[k];
        for (const struct page_link *l = page->links; l != NULL && page->listed; l = l->next) {
            struct page *other = pairing_page(p, l->path);
            pairing_settle(p);
            bool same = strcmp(page->name.stem, other->name.stem) == 0;
            if (!same && !links_to(other, page))
                continue;
            if (other->said == NULL && other->group == NULL)
                other->said = l->lang;
            if (!join(p, page, other))
                complain_same(p, page, other, l->loc);
        }
    }
}

/* What pages of one name have in common: its stem, or all of it where what looks like a language
 * in it is not believed to be one. */
static const char *name_key(struct pairing *p, const struct page *page)
{
    if (page->name.lang == NULL || page->named || !page->name.weak)
        return page->name.stem;
    g_autofree char *lower = g_utf8_strdown(page->path, -1);
    return arena_strdup(p->a, lower);
}

static void join_name(struct pairing *p, struct page *page, struct page *other)
{
    if (page->group != NULL && page->group == other->group)
        return;
    bool one_line = page->loc.line > 0 && page->loc.line == other->loc.line &&
                    g_strcmp0(page->loc.file, other->loc.file) == 0;
    if (p->apart && !one_line && (page->sources & other->sources) != 0) {
        bool named = page->name.lang != NULL, first = strcmp(page->path, other->path) < 0;
        bool once = other->name.lang != NULL && (!named || first);
        if (once && !lang_collides(page->lang, other->lang))
            diag_add(p->i->diags, DIAG_PAIR_APART, other->loc, other->path, page->path, NULL);
        return;
    }
    /* an old copy of a page beside it is nobody's version */
    if (!other->listed && other->name.lang == NULL && lang_collides(page->lang, other->lang))
        return;
    if (!join(p, page, other) && page->name.lang != other->name.lang)
        complain_same(p, page, other, page->loc);
}

/* By names: what is written alike but for the language goes first. */
static void join_names(struct pairing *p)
{
    for (guint k = 0; k < p->order->len; k++) {
        struct page *page = p->order->pdata[k];
        const char *key = page->listed ? name_key(p, page) : "";
        const GPtrArray *paths = g_hash_table_lookup(p->stems, key);
        for (int round = 0; round < 2 && paths != NULL && paths->len > 1; round++) {
            for (guint m = 0; m < paths->len; m++) {
                const char *path = paths->pdata[m];
                struct page *other = pairing_page(p, path);
                pairing_settle(p);
                if (other == page || (!other->listed && pairing_is_source(p, path)))
                    continue;
                bool alike = strcmp(other->name.shape, page->name.shape) == 0;
                if (alike == (round == 0) && strcmp(name_key(p, other), key) == 0)
                    join_name(p, page, other);
            }
        }
    }
}

/* ---- the languages of the book ---- */

struct tally {
    const char *lang, *final; /* as settled, and as the book says it; NULL: not its language */
    size_t n, order;
    bool listed; /* by a source, not only found beside what it lists */
    struct loc loc;
};

static struct tally *tally_find(GArray *tallies, const char *lang)
{
    for (guint k = 0; k < tallies->len; k++) {
        struct tally *t = &g_array_index(tallies, struct tally, k);
        if (g_ascii_strcasecmp(t->lang, lang) == 0)
            return t;
    }
    return NULL;
}

static size_t count_languages(struct pairing *p, GArray *tallies)
{
    size_t chapters = 0;

    for (guint k = 0; k < p->order->len; k++) {
        struct page *page = p->order->pdata[k];
        if (page->group == NULL || page->group->item == NULL)
            continue;
        chapters += page->group->pages[0] == page;
        struct tally *t = tally_find(tallies, page->lang);
        if (t == NULL) {
            struct tally new = {
                .lang = page->lang, .order = tallies->len, .loc = {page->path, 0, 0}};
            g_array_append_val(tallies, new);
            t = tally_find(tallies, page->lang);
        }
        t->n++;
        t->listed |= page->listed;
    }
    return chapters;
}

/* Whether the book is made in the language: of a tag with few pages only where a source lists
 * them, and not for one or two in a long book. */
static bool is_language(const struct tally *t, size_t chapters, size_t most)
{
    if (t->n == most || t->n * 5 >= chapters)
        return true;
    return t->listed && (chapters < MANY || t->n > FEW);
}

/* As short as it is unambiguous: "pt" for the only Portuguese, "zh-Hans" beside "zh-Hant". */
static const char *final_tag(struct pairing *p, GArray *tallies, const struct tally *t)
{
    bool alone = true;

    for (guint k = 0; k < tallies->len; k++) {
        const struct tally *other = &g_array_index(tallies, struct tally, k);
        alone &= other == t || other->final == NULL || !lang_same_primary(other->lang, t->lang);
    }
    if (strcmp(t->lang, "zh-Hant") == 0)
        return t->lang;
    if (strcmp(t->lang, "zh") == 0)
        return alone ? "zh" : "zh-Hans";
    return alone ? arena_strndup(p->a, t->lang, strcspn(t->lang, "-")) : t->lang;
}

static int compare_tallies(const void *a, const void *b)
{
    const struct tally *x = a, *y = b;

    if (x->n != y->n)
        return x->n > y->n ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

static void choose_languages(struct pairing *p, GArray *tallies, size_t chapters)
{
    const char *first = p->outlines[0]->lang;
    size_t most = 0;

    g_array_sort(tallies, compare_tallies);
    for (guint k = 0; k < tallies->len; k++) {
        struct tally *t = &g_array_index(tallies, struct tally, k);
        most = MAX(most, t->n);
        t->final = is_language(t, chapters, most) ? t->lang : NULL;
        if (t->final == NULL) {
            g_autofree char *n = g_strdup_printf("%zu", t->n);
            diag_add(p->i->diags, DIAG_PAIR_RARE, t->loc, t->lang, n, NULL);
        }
    }
    for (guint k = 0; k < tallies->len; k++) {
        struct tally *t = &g_array_index(tallies, struct tally, k);
        if (t->final != NULL)
            t->final = final_tag(p, tallies, t);
    }
    for (guint k = 1; k < tallies->len; k++) {
        struct tally t = g_array_index(tallies, struct tally, k);
        if (t.final == NULL || !lang_collides(t.lang, first) || t.n * 3 < chapters)
            continue;
        g_array_remove_index(tallies, k);
        g_array_prepend_val(tallies, t);
        break;
    }
}

/* ---- the result ---- */

/* The book's tag for a language of a page or a title; NULL: the book is not made in it. */
static const char *final_of(GArray *tallies, const char *lang)
{
    const struct tally *t = lang != NULL ? tally_find(tallies, lang) : NULL;

    for (guint k = 0; t == NULL && lang != NULL && k < tallies->len; k++)
        if (lang_collides(g_array_index(tallies, struct tally, k).lang, lang))
            t = &g_array_index(tallies, struct tally, k);
    return t != NULL ? t->final : NULL;
}

static const char *title_in(const struct outline_twin *titles, GArray *tallies, const char *lang)
{
    for (; titles != NULL; titles = titles->next)
        if (g_strcmp0(final_of(tallies, titles->lang), lang) == 0)
            return titles->title;
    return NULL;
}

static struct page *page_in(const struct page_group *g, GArray *tallies, const char *lang)
{
    for (size_t k = 0; g != NULL && k < g->n; k++)
        if (g_strcmp0(final_of(tallies, g->pages[k]->lang), lang) == 0)
            return g->pages[k];
    return NULL;
}

static bool has_titles(const struct outline_item *item)
{
    for (const struct outline_twin *t = item->twins; t != NULL; t = t->next)
        if (t->title != NULL)
            return true;
    return false;
}

static const char *first_language(GArray *tallies)
{
    for (guint k = 0; k < tallies->len; k++)
        if (g_array_index(tallies, struct tally, k).final != NULL)
            return g_array_index(tallies, struct tally, k).final;
    return NULL;
}

/* Turns the titles that merging has left among the twins, and the group's pages, into what
 * pair.h says. Returns how many languages have a page. */
static size_t finish_item(struct pairing *p, struct outline_item *item, const struct page_group *g,
                          GArray *tallies)
{
    struct outline_twin *titles = item->twins;
    size_t pages = 0;

    item->twins = NULL;
    item->path = item->title = item->lang = NULL;
    for (int with_page = 1; with_page >= 0; with_page--) {
        for (guint k = 0; k < tallies->len; k++) {
            const char *lang = g_array_index(tallies, struct tally, k).final;
            const char *title = lang != NULL ? title_in(titles, tallies, lang) : NULL;
            const struct page *page = lang != NULL ? page_in(g, tallies, lang) : NULL;
            if (lang == NULL || (page != NULL) != with_page || (page == NULL && title == NULL))
                continue;
            pages += page != NULL;
            if (item->lang == NULL) {
                item->lang = lang;
                item->title = title;
                item->path = page != NULL ? page->path : NULL;
            } else {
                outline_add_twin(p->a, item, lang, page != NULL ? page->path : NULL, title,
                                 item->loc);
            }
        }
    }
    /* words in a language that no page is written in: an English index of Chinese pages */
    if (item->title == NULL && titles != NULL && !has_titles(item)) {
        item->title = titles->title;
        item->lang = item->lang != NULL ? item->lang : first_language(tallies);
    }
    if (pages == 0 && g != NULL) { /* a language of its own that the book is not made in */
        item->lang = NULL;
        item->path = g->pages[0]->path;
        item->title = titles != NULL ? titles->title : NULL;
        item->twins = NULL;
    }
    return pages;
}

/* Takes out the parts whose chapters are all in others. True when something is left. */
static bool prune(struct outline_item **first, struct outline_item **last)
{
    bool any = false;

    *last = NULL;
    for (struct outline_item **link = first; *link != NULL;) {
        struct outline_item *item = *link;
        bool below = prune(&item->first, &item->last);
        if (item->kind == OUTLINE_PART && !below) {
            *link = item->next;
            continue;
        }
        any = true;
        *last = item;
        link = &item->next;
    }
    return any;
}

static size_t finish_outline(struct pairing *p, struct outline *o, GArray *tallies)
{
    g_autoptr(GHashTable) groups = g_hash_table_new(NULL, NULL);
    size_t pairs = 0;

    prune(&o->first, &o->last);
    for (guint k = 0; k < p->order->len; k++) {
        struct page *page = p->order->pdata[k];
        if (page->group != NULL && page->group->item != NULL)
            g_hash_table_insert(groups, page->group->item, page->group);
    }
    for (struct outline_item *item = o->first; item != NULL; item = outline_next(o, item))
        pairs += finish_item(p, item, g_hash_table_lookup(groups, item), tallies) > 1;
    return pairs;
}

/* Pages whose name and text do not agree, and such as are in two languages. */
static void report_doubts(struct pairing *p)
{
    for (guint k = 0; k < p->order->len; k++) {
        const struct page *page = p->order->pdata[k];
        struct loc loc = {page->path, 0, 0};
        if (page->group == NULL || page->group->item == NULL || page->told == NULL)
            continue;
        const char *name = page->name.weak ? NULL : page->name.lang;
        name = name != NULL ? name : page->said;
        if (name != NULL && !lang_is_close(name, page->told) && page->share >= SURE)
            diag_add(p->i->diags, DIAG_PAIR_LANGUAGE, loc, name, page->told, page->lang, NULL);
        else if (page->share < MIXED && page->size >= MUCH)
            diag_add(p->i->diags, DIAG_PAIR_MIXED, loc, page->lang, NULL);
    }
}

static const char **language_list(struct pairing *p, GArray *tallies)
{
    const char **list = arena_array(p->a, tallies->len + 2, sizeof *list);
    size_t n = 0;

    for (guint k = 0; k < tallies->len; k++)
        if (g_array_index(tallies, struct tally, k).final != NULL)
            list[n++] = g_array_index(tallies, struct tally, k).final;
    if (n == 0)
        list[0] = p->usual;
    return list;
}

static void pairing_open(struct pairing *p, const struct import *i, struct outline *const *outlines,
                         size_t n)
{
    *p = (struct pairing){.i = i, .a = i->arena, .outlines = outlines, .n = n};
    p->pages = g_hash_table_new(g_str_hash, g_str_equal);
    p->order = g_ptr_array_new();
    p->unlike = g_hash_table_new(g_str_hash, g_str_equal);
    p->stems =
        g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
}

static void pairing_close(struct pairing *p)
{
    g_hash_table_unref(p->pages);
    g_ptr_array_unref(p->order);
    g_hash_table_unref(p->unlike);
    g_hash_table_unref(p->stems);
}

struct pair_result pair_outlines(const struct import *i, struct outline *const *outlines, size_t n)
{
    g_autoptr(GArray) tallies = g_array_new(FALSE, TRUE, sizeof(struct tally));
    struct pair_result result = {0};
    struct pairing p;

    pairing_open(&p, i, outlines, n);
    collect(&p);
    pairing_index(&p);
    pairing_settle(&p);
    for (size_t k = 0; k < n; k++)
        outlines[k]->lang = outline_language(&p, outlines[k]);
    join_listed(&p);
    join_heads(&p);
    join_names(&p);
    result.outline = pair_merge(&p);
    size_t chapters = count_languages(&p, tallies);
    choose_languages(&p, tallies, chapters);
    result.n_pairs = finish_outline(&p, result.outline, tallies);
    result.languages = language_list(&p, tallies);
    for (size_t k = 0; k < n; k++)
        if (final_of(tallies, outlines[k]->lang) != NULL)
            outlines[k]->lang = final_of(tallies, outlines[k]->lang);
    report_doubts(&p);
    pairing_close(&p);
    return result;
}

/* README, index, SUMMARY, 目录: lists by their names, which are the same in every language. */
static bool is_list_name(const struct page_name *name)
{
    static const char *const names[] = {"readme", "index",    "summary", "contents", "toc",
                                        "home",   "_sidebar", "sidebar", "目录",     "目錄"};
    const char *base = path_base(name->stem);
    size_t n = strlen(base) - strlen(path_suffix(base));

    for (size_t k = 0; k < G_N_ELEMENTS(names); k++)
        if (strlen(names[k]) == n && memcmp(names[k], base, n) == 0)
            return true;
    return false;
}

/* In one folder, but for what says the language. */
static bool is_beside(struct pairing *p, const struct page *a, const struct page *b)
{
    return strcmp(path_dir(p->a, a->name.stem), path_dir(p->a, b->name.stem)) == 0;
}

static void add_version(GPtrArray *found, const char *path)
{
    if (!g_ptr_array_find_with_equal_func(found, path, g_str_equal, NULL))
        g_ptr_array_add(found, (char *)(uintptr_t)path);
}

const char **pair_versions(const struct import *i, const char *path)
{
    g_autoptr(GPtrArray) found = g_ptr_array_new();
    struct pairing p;

    pairing_open(&p, i, NULL, 0);
    struct page *page = pairing_page(&p, path);
    for (const struct page_link *l = page->links; l != NULL; l = l->next) {
        struct page *other = pairing_page(&p, l->path);
        pairing_settle(&p);
        bool near = links_to(other, page) || strcmp(other->name.stem, page->name.stem) == 0 ||
                    (is_list_name(&other->name) && is_beside(&p, other, page));
        if (near && !lang_collides(other->lang, page->lang))
            add_version(found, other->path);
    }
    for (size_t k = 0; k < i->listing->n; k++) {
        const char *other = i->listing->paths[k];
        if (g_ascii_strcasecmp(path_suffix(other), path_suffix(path)) != 0 ||
            strcmp(other, path) == 0)
            continue;
        struct page_name name = page_name(i->arena, other);
        if (strcmp(name.stem, page->name.stem) != 0)
            continue;
        const struct page *twin = pairing_page(&p, other);
        pairing_settle(&p);
        bool differ = is_markdown(path) ? !lang_collides(twin->lang, page->lang)
                                        : g_strcmp0(name.lang, page->name.lang) != 0;
        if (differ && (!name.weak || twin->named))
            add_version(found, twin->path);
    }
    g_ptr_array_add(found, NULL);
    pairing_close(&p);
    return arena_memdup(i->arena, found->pdata, found->len * sizeof *found->pdata);
}

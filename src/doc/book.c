#include "doc/book.h"

#include "base/lang.h"
#include "base/uuid.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* How well a text for `have` serves a reader of `want`: higher is better, 0 not at all. A more
 * special tag is the better one as long as it still covers the reader's. */
static size_t lang_rank(const char *have, const char *want)
{
    if (have == NULL)
        return 1;
    if (g_ascii_strcasecmp(have, want) == 0)
        return SIZE_MAX;
    if (lang_covers(have, want))
        return 100 + strlen(have);
    return lang_covers(want, have) ? 2 : 0;
}

static const struct localised *localised_find(const struct localised *l, const char *lang)
{
    const struct localised *best = NULL;
    size_t best_rank = 0;

    for (; l != NULL; l = l->next) {
        size_t rank = lang_rank(l->lang, lang);
        if (rank > best_rank) {
            best_rank = rank;
            best = l;
        }
    }
    return best;
}

const char *localised_get(const struct localised *l, const char *lang)
{
    const struct localised *found = localised_find(l, lang);

    return found != NULL ? found->text : NULL;
}

const char *book_cjk_language(const struct book *b)
{
    for (const char **p = b->languages; p != NULL && *p != NULL; p++)
        if (lang_is_cjk(*p))
            return *p;
    return "zh-Hans";
}

const char *book_language(const struct book *b, const char *lang)
{
    const char *best = NULL;
    size_t best_rank = 0;

    for (size_t i = 0; b->languages[i] != NULL; i++) {
        size_t rank = lang_rank(b->languages[i], lang);
        if (rank > best_rank) {
            best_rank = rank;
            best = b->languages[i];
        }
    }
    return best;
}

/* ---- the book ---- */

static void image_free(void *p)
{
    struct image *image = p;

    g_clear_pointer(&image->bytes, g_bytes_unref);
    g_clear_pointer(&image->pdf, g_bytes_unref);
    g_free((char *)(uintptr_t)image->path);
    g_free(image);
}

/* The caller holds the lock. */
static struct image *find_image(struct book *b, const char *path)
{
    struct image *image = g_hash_table_lookup(b->images, path);
    if (image == NULL) {
        image = g_new0(struct image, 1);
        image->path = g_strdup(path);
        g_hash_table_insert(b->images, (char *)(uintptr_t)image->path, image);
        g_ptr_array_add(b->image_order, image);
    }
    return image;
}

struct image *book_image(struct book *b, const char *path)
{
    g_mutex_lock(&b->image_lock);
    struct image *image = find_image(b, path);
    g_mutex_unlock(&b->image_lock);
    return image;
}

struct image *book_image_bytes(struct book *b, const char *path, GBytes *bytes)
{
    g_mutex_lock(&b->image_lock);
    struct image *image = find_image(b, path);
    if (image->status == IMAGE_NEW && image->bytes == NULL)
        image->bytes = g_bytes_ref(bytes);
    g_mutex_unlock(&b->image_lock);
    return image;
}

struct book *book_new(struct arena *a, struct diags *d)
{
    static const char *none[] = {NULL};
    static const char *english[] = {"en", NULL};
    struct book *b = arena_one(a, struct book);

    b->arena = a;
    b->diags = d;
    b->manifest = "book.toml";
    b->authors = none;
    b->languages = english;
    b->slug = "book";
    b->identifier = "";
    b->branch = "main";
    b->build_dir = "build";
    b->missing = MISSING_FALLBACK;
    b->css = none;
    b->epub.css = none;
    b->epub.math = "mathml";
    b->epub.toc_depth = 3;
    b->epub.details = DETAILS_OPEN;
    b->pdf.inside = b->pdf.outside = b->pdf.top = b->pdf.bottom = -1;
    b->pdf.toc_depth = 3;
    b->pdf.numbering = b->pdf.tagged = true;
    b->pdf.details = DETAILS_OPEN;
    b->pdf.standard = "none";
    b->code.wrap = true;
    b->figures.alt_captions = true;
    b->code.theme = "light";
    b->images = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, image_free);
    b->image_order = g_ptr_array_new();
    g_mutex_init(&b->image_lock);
    return b;
}

void book_close(struct book *b)
{
    if (b == NULL)
        return;
    g_clear_pointer(&b->image_order, g_ptr_array_unref);
    g_clear_pointer(&b->images, g_hash_table_unref);
    g_clear_pointer(&b->root, root_close);
    g_mutex_clear(&b->image_lock);
}

/* ---- an edition ---- */

struct edition_builder {
    struct edition *edition;
    GPtrArray *chapters;
    int n_parts, n_texts;
};

static struct chapter *chapter_new(struct edition_builder *eb, enum chapter_kind kind,
                                   const struct entry *entry, int depth)
{
    struct edition *e = eb->edition;
    struct chapter *c = arena_one(e->arena, struct chapter);

    c->kind = kind;
    c->entry = entry;
    c->edition = e;
    c->lang = e->lang;
    c->depth = depth;
    c->appendix = entry->appendix;
    c->numbered = !entry->unnumbered;
    c->arena = arena_new();
    if (kind == CHAPTER_PART) {
        c->name = arena_printf(e->arena, "p%02d", ++eb->n_parts);
        c->title = localised_get(entry->title, e->lang);
        if (c->title == NULL && entry->title != NULL) { /* better in another language than none */
            c->title = entry->title->text;
            c->lang = entry->title->lang;
        }
    } else {
        c->name = arena_printf(e->arena, "c%03d", ++eb->n_texts);
    }
    g_ptr_array_add(eb->chapters, c);
    return c;
}

/* The path in a further language of a parallel edition. */
static const struct localised *further_path(const struct edition *e, const struct entry *entry)
{
    const struct localised *l = NULL;

    for (size_t i = 1; e->langs[i] != NULL && l == NULL; i++)
        l = localised_find(entry->path, e->langs[i]);
    return l;
}

/* The path that stands in for a missing one: the book's first language that has it. */
static const struct localised *fallback_path(const struct edition *e, const struct entry *entry)
{
    for (size_t i = 0; e->book->languages[i] != NULL; i++) {
        const struct localised *l = localised_find(entry->path, e->book->languages[i]);
        if (l != NULL)
            return l;
    }
    return entry->path;
}

static bool add_text(struct edition_builder *eb, const struct entry *entry, int depth)
{
    struct edition *e = eb->edition;
    struct book *b = e->book;
    const struct localised *path = localised_find(entry->path, e->lang);

    if (path != NULL) {
        struct chapter *c = chapter_new(eb, CHAPTER_TEXT, entry, depth);
        c->path = path->text;
        return true;
    }
    if (entry->path == NULL) /* reported by the manifest's reader */
        return false;
    path = further_path(e, entry);
    if (path == NULL && b->missing == MISSING_SKIP) {
        diag_add(b->diags, DIAG_CHAPTER_SKIPPED, entry->loc, e->lang, NULL);
        return false;
    }
    if (path == NULL)
        path = fallback_path(e, entry);
    diag_add(b->diags, DIAG_CHAPTER_FALLBACK, entry->loc, e->lang, path->lang, NULL);
    struct chapter *c = chapter_new(eb, CHAPTER_TEXT, entry, depth);
    c->path = path->text;
    c->lang = path->lang;
    c->fallback = true;
    return true;
}

/* Adds the rows of a list. The depth of nesting is bounded by the manifest's reader. */
static void add_entries(struct edition_builder *eb, const struct entry *entry, int depth)
{
    for (; entry != NULL; entry = entry->next) {
        if (!entry->part) {
            bool added = add_text(eb, entry, depth);
            add_entries(eb, entry->first, added ? depth + 1 : depth);
            continue;
        }
        if (entry->appendix && entry->title == NULL) { /* nothing to open */
            add_entries(eb, entry->first, depth);
            continue;
        }
        guint at = eb->chapters->len;
        struct chapter *opener = chapter_new(eb, CHAPTER_PART, entry, depth);
        add_entries(eb, entry->first, depth + 1);
        if (eb->chapters->len == at + 1) { /* all its chapters were left out */
            arena_free(opener->arena);
            g_ptr_array_set_size(eb->chapters, (int)at);
            eb->n_parts--;
        }
    }
}

static void index_paths(struct edition *e)
{
    g_hash_table_remove_all(e->by_path);
    for (size_t i = 0; i < e->n_chapters; i++) {
        struct chapter *c = e->chapters[i];
        if (c->path != NULL && !g_hash_table_contains(e->by_path, c->path))
            g_hash_table_insert(e->by_path, (char *)(uintptr_t)c->path, c);
    }
}

/* The languages as the book names them. */
static void set_languages(struct edition *e, const char *const *langs)
{
    size_t n = g_strv_length((char **)(uintptr_t)langs);

    e->langs = arena_array(e->arena, n + 1, sizeof *e->langs);
    for (size_t i = 0; i < n; i++) {
        const char *known = book_language(e->book, langs[i]);
        e->langs[i] = known != NULL ? known : arena_strdup(e->arena, langs[i]);
    }
    g_autofree char *name = g_strjoinv("+", (char **)(uintptr_t)e->langs);
    e->lang = e->langs[0];
    e->name = arena_strdup(e->arena, name);
}

struct edition *edition_new(struct book *b, const char *lang)
{
    return edition_new_in(b, (const char *const[]){lang, NULL});
}

struct edition *edition_new_in(struct book *b, const char *const *langs)
{
    struct arena *a = arena_new();
    struct edition *e = arena_one(a, struct edition);

    e->book = b;
    e->arena = a;
    set_languages(e, langs);
    struct edition_builder eb = {.edition = e, .chapters = g_ptr_array_new()};
    add_entries(&eb, b->entries, 0);
    e->n_chapters = eb.chapters->len;
    e->chapters = arena_memdup(a, eb.chapters->pdata, e->n_chapters * sizeof *e->chapters);
    g_ptr_array_unref(eb.chapters);

    e->by_path = g_hash_table_new(g_str_hash, g_str_equal);
    index_paths(e);
    return e;
}

/* True when nothing follows the part at `i` that belongs to it. */
static bool part_is_empty(const struct edition *e, size_t i)
{
    return i + 1 == e->n_chapters || e->chapters[i + 1]->depth <= e->chapters[i]->depth;
}

void edition_drop_drafts(struct edition *e)
{
    size_t kept = 0;

    for (size_t i = 0; i < e->n_chapters; i++) {
        struct chapter *c = e->chapters[i];
        if (!c->draft) {
            e->chapters[kept++] = c;
            continue;
        }
        diag_add(e->book->diags, DIAG_CHAPTER_DRAFT, (struct loc){c->path, 1, 0}, NULL);
        arena_free(c->arena);
    }
    if (kept == e->n_chapters)
        return;
    e->n_chapters = kept;
    kept = 0;
    for (size_t i = 0; i < e->n_chapters; i++) {
        if (e->chapters[i]->kind != CHAPTER_PART || !part_is_empty(e, i))
            e->chapters[kept++] = e->chapters[i];
        else
            arena_free(e->chapters[i]->arena);
    }
    e->n_chapters = kept;
    index_paths(e);
}

void edition_free(struct edition *e)
{
    if (e == NULL)
        return;
    for (size_t i = 0; i < e->n_chapters; i++) {
        g_clear_pointer(&e->chapters[i]->ids, g_hash_table_unref);
        g_clear_pointer(&e->chapters[i]->equations, g_hash_table_unref);
        arena_free(e->chapters[i]->arena);
    }
    g_hash_table_unref(e->by_path);
    g_clear_pointer(&e->equations, g_hash_table_unref);
    g_clear_pointer(&e->joined, g_ptr_array_unref);
    arena_free(e->arena);
}

const char *edition_title(const struct edition *e)
{
    const char *title = localised_get(e->book->title, e->lang);

    if (title == NULL && e->book->title != NULL)
        title = e->book->title->text;
    return title != NULL ? title : e->book->slug;
}

size_t edition_languages(const struct edition *e)
{
    return e->langs != NULL ? g_strv_length((char **)(uintptr_t)e->langs) : 1;
}

const char *edition_further(const struct edition *e, const struct localised *l, size_t i)
{
    const char *text = localised_get(l, e->langs[i]);

    for (size_t k = 0; k < i && text != NULL; k++)
        if (g_strcmp0(localised_get(l, e->langs[k]), text) == 0)
            text = NULL;
    return text;
}

const char *edition_identifier(const struct edition *e)
{
    const struct book *b = e->book;
    const char *base = *b->identifier != '\0' ? b->identifier : b->slug;

    const char *name = e->name != NULL ? e->name : e->lang;

    if (base == b->identifier && strcmp(name, b->languages[0]) == 0)
        return base;
    return uuid_from_name(e->arena, arena_join(e->arena, base, "\n", name, NULL));
}

time_t edition_time(const struct edition *e)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    time_t newest = e->book->mtime;
    gint64 seconds;

    /* seconds up to the year 9999: what both formats can write */
    if (epoch != NULL && *epoch != '\0') {
        char *end;
        errno = 0;
        seconds = g_ascii_strtoll(epoch, &end, 10);
        if (*end == '\0' && errno == 0 && seconds >= 0 && seconds <= 253402300799)
            return (time_t)seconds;
    }
    for (size_t i = 0; i < e->n_chapters; i++)
        newest = MAX(newest, e->chapters[i]->mtime);
    return newest;
}

struct chapter *edition_find(const struct edition *e, const char *path)
{
    return g_hash_table_lookup(e->by_path, path);
}

const char *chapter_printed_number(const struct chapter *c)
{
    bool numbering = c->edition == NULL || c->edition->book->pdf.numbering;

    return numbering && c->own_number == 0 ? c->number : NULL;
}

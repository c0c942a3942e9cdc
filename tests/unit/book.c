/* The book and its editions: which language's text and file is chosen. */
#include "doc/book.h"

static struct localised *add(struct arena *a, struct localised *next, const char *lang,
                             const char *text)
{
    struct localised *l = arena_one(a, struct localised);

    l->lang = lang;
    l->text = text;
    l->next = next;
    return l;
}

static void test_localised(void)
{
    struct arena *a = arena_new();
    struct localised *l = add(a, NULL, "zh", "中");

    l = add(a, l, "en", "E");
    g_assert_cmpstr(localised_get(l, "en"), ==, "E");
    g_assert_cmpstr(localised_get(l, "EN-gb"), ==, "E");
    g_assert_cmpstr(localised_get(l, "zh-Hans"), ==, "中");
    g_assert_null(localised_get(l, "ja"));
    g_assert_null(localised_get(NULL, "ja"));
    l = add(a, l, "zh-Hant", "繁");
    g_assert_cmpstr(localised_get(l, "zh-Hant-TW"), ==, "繁");
    g_assert_cmpstr(localised_get(l, "zh-Hans"), ==, "中");
    l = add(a, l, NULL, "*");
    g_assert_cmpstr(localised_get(l, "ja"), ==, "*");
    g_assert_cmpstr(localised_get(l, "en"), ==, "E");
    l = add(a, NULL, "zh-Hans", "简");
    g_assert_cmpstr(localised_get(l, "zh"), ==, "简");
    arena_free(a);
}

static struct entry *entry(struct arena *a, struct localised *path, struct entry *next)
{
    struct entry *e = arena_one(a, struct entry);

    e->loc = (struct loc){"book.toml", 3, 1};
    e->path = path;
    e->next = next;
    return e;
}

/* One chapter before the parts, a part with both languages, a part that only Chinese has. */
static struct book *sample(struct arena *a, struct diags *d)
{
    static const char *languages[] = {"en", "zh-Hans", NULL};
    struct book *b = book_new(a, d);

    b->languages = languages;
    b->slug = "notes";
    struct entry *p2 = entry(a, NULL, NULL), *p1 = entry(a, NULL, p2);
    b->entries = entry(a, add(a, NULL, NULL, "README.md"), p1);
    p1->part = p2->part = true;
    p1->title = add(a, add(a, NULL, "zh", "基础"), "en", "Foundations");
    p2->title = add(a, NULL, "zh", "其他");
    p1->first = entry(a, add(a, add(a, NULL, "zh", "a.zh.md"), "en", "a.md"), NULL);
    p1->first->first = entry(a, add(a, NULL, NULL, "a/sub.md"), NULL);
    p2->first = entry(a, add(a, NULL, "zh", "only.md"), NULL);
    return b;
}

static void test_edition(void)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    struct book *b = sample(a, d);
    struct edition *e = edition_new(b, "zh");

    g_assert_cmpstr(e->lang, ==, "zh-Hans");
    g_assert_cmpuint(e->n_chapters, ==, 6);
    g_assert_cmpint(e->chapters[1]->kind, ==, CHAPTER_PART);
    g_assert_cmpstr(e->chapters[1]->name, ==, "p01");
    g_assert_cmpstr(e->chapters[1]->title, ==, "基础");
    g_assert_cmpstr(e->chapters[2]->path, ==, "a.zh.md");
    g_assert_cmpstr(e->chapters[2]->name, ==, "c002");
    g_assert_cmpint(e->chapters[2]->depth, ==, 1);
    g_assert_cmpint(e->chapters[3]->depth, ==, 2);
    g_assert_true(edition_find(e, "only.md") == e->chapters[5]);
    g_assert_null(edition_find(e, "a.md"));
    g_assert_cmpstr(edition_title(e), ==, "notes");
    g_assert_cmpuint(diags_count(d, DIAG_NOTE), ==, 0);
    b->identifier = "urn:isbn:1";
    g_assert_true(g_str_has_prefix(edition_identifier(e), "urn:uuid:"));
    edition_free(e);

    e = edition_new(b, "en");
    g_assert_cmpuint(e->n_chapters, ==, 6);
    g_assert_true(e->chapters[5]->fallback);
    g_assert_cmpstr(edition_identifier(e), ==, "urn:isbn:1");
    g_assert_cmpstr(e->chapters[5]->lang, ==, "zh");
    g_assert_cmpstr(e->chapters[4]->title, ==, "其他");
    g_assert_cmpuint(diags_count_code(d, DIAG_CHAPTER_FALLBACK), ==, 1);
    edition_free(e);

    b->missing = MISSING_SKIP; /* the part goes with its only chapter */
    e = edition_new(b, "en");
    g_assert_cmpuint(e->n_chapters, ==, 4);
    g_assert_cmpuint(diags_count_code(d, DIAG_CHAPTER_SKIPPED), ==, 1);
    edition_free(e);
    book_close(b);
    diags_free(d);
    arena_free(a);
}

static void test_time(void)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    struct book *b = sample(a, d);
    struct edition *e = edition_new(b, "en");

    g_unsetenv("SOURCE_DATE_EPOCH");
    b->mtime = 100;
    g_assert_cmpint(edition_time(e), ==, 100);
    e->chapters[2]->mtime = 200;
    g_assert_cmpint(edition_time(e), ==, 200);
    g_setenv("SOURCE_DATE_EPOCH", "1700000000", TRUE);
    g_assert_cmpint(edition_time(e), ==, 1700000000);
    g_setenv("SOURCE_DATE_EPOCH", "-5x", TRUE);
    g_assert_cmpint(edition_time(e), ==, 200);
    edition_free(e);
    book_close(b);
    diags_free(d);
    arena_free(a);
}

/* A draft goes, and the part that held nothing else with it; its file is no chapter any more. */
static void test_drafts(void)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    struct book *b = sample(a, d);
    struct edition *e = edition_new(b, "en");
    size_t before = e->n_chapters;
    struct chapter *draft = edition_find(e, "a.md");

    g_assert_nonnull(draft);
    draft->draft = true;
    edition_drop_drafts(e);
    g_assert_cmpuint(e->n_chapters, <, before);
    g_assert_null(edition_find(e, "a.md"));
    g_assert_nonnull(edition_find(e, "README.md"));
    g_assert_cmpuint(diags_count_code(d, DIAG_CHAPTER_DRAFT), ==, 1);
    for (size_t i = 0; i < e->n_chapters; i++)
        e->chapters[i]->draft = e->chapters[i]->kind == CHAPTER_TEXT;
    edition_drop_drafts(e);
    g_assert_cmpuint(e->n_chapters, ==, 0);
    edition_free(e);
    book_close(b);
    diags_free(d);
    arena_free(a);
}

static void test_images(void)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    struct book *b = book_new(a, d);
    struct image *one = book_image(b, "a.png");

    g_assert_true(book_image(b, "b.png") != one);
    g_assert_true(book_image(b, "a.png") == one);
    g_assert_cmpuint(b->image_order->len, ==, 2);
    g_assert_true(b->image_order->pdata[0] == one);
    book_close(b);
    diags_free(d);
    arena_free(a);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/book/localised", test_localised);
    g_test_add_func("/book/edition", test_edition);
    g_test_add_func("/book/drafts", test_drafts);
    g_test_add_func("/book/time", test_time);
    g_test_add_func("/book/images", test_images);
    return g_test_run();
}

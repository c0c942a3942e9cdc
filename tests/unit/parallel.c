/* Parallel editions: which blocks belong together, and chapters in two and three languages. */
#include "doc/parallel.h"

#include "doc/parallel_align.h"
#include "doc/parallel_unit.h"
#include "doc/resolve.h"
#include "read/manifest.h"
#include "read/markdown.h"
#include "sample.h"

#include <string.h>

/* ---- alignment ---- */

/* One letter is a unit: t, a text of its length; c, code; h, a heading. */
struct units {
    struct arena *a;
    struct unit list[64];
    uint32_t words[64][4];
    size_t n;
};

static struct unit *add(struct units *u, enum unit_class class, uint32_t length)
{
    struct unit *unit = &u->list[u->n++];

    *unit = (struct unit){.class = class, .length = length};
    return unit;
}

static void add_texts(struct units *u, const uint32_t *lengths, size_t n)
{
    for (size_t i = 0; i < n; i++)
        add(u, UNIT_TEXT, lengths[i]);
}

static void give_word(struct units *u, size_t i, uint32_t word)
{
    u->words[i][0] = word;
    u->list[i].words = u->words[i];
    u->list[i].n_words = 1;
}

/* The beads as "1-1 1-0 2-1". */
static char *beads(struct arena *a, const struct alignment *l)
{
    g_autoptr(GString) out = g_string_new(NULL);

    for (size_t i = 0; i < l->n; i++)
        g_string_append_printf(out, "%s%zu-%zu", i > 0 ? " " : "", l->beads[i].n_a,
                               l->beads[i].n_b);
    return arena_strdup(a, out->str);
}

#define LENGTHS(...) (const uint32_t[]){__VA_ARGS__}, sizeof((uint32_t[]){__VA_ARGS__}) / 4

static void expect_texts(const uint32_t *x, size_t n_x, const uint32_t *y, size_t n_y,
                         const char *want)
{
    struct units p = {.n = 0}, q = {.n = 0};
    struct arena *a = arena_new();

    add_texts(&p, x, n_x);
    add_texts(&q, y, n_y);
    struct alignment l = align_blocks(a, p.list, p.n, q.list, q.n);
    g_assert_cmpstr(beads(a, &l), ==, want);
    arena_free(a);
}

static void test_lengths(void)
{
    expect_texts(LENGTHS(100, 40, 300), LENGTHS(110, 38, 280), "1-1 1-1 1-1");
    expect_texts(LENGTHS(100, 400, 90), LENGTHS(100, 90), "1-1 1-0 1-1");
    expect_texts(LENGTHS(100, 90), LENGTHS(100, 400, 90), "1-1 0-1 1-1");
    expect_texts(LENGTHS(300, 120, 110), LENGTHS(300, 230), "1-1 2-1");
    expect_texts(LENGTHS(300, 230), LENGTHS(300, 120, 110), "1-1 1-2");
    /* a doubtful pair between two others holds, at the end of a gap it does not */
    expect_texts(LENGTHS(100, 300, 90), LENGTHS(100, 100, 90), "1-1 1-1 1-1");
    expect_texts(LENGTHS(5000), LENGTHS(10), "1-1");
    expect_texts(LENGTHS(0), LENGTHS(0), "1-1");
}

static void test_things(void)
{
    struct units p = {.n = 0}, q = {.n = 0};
    struct arena *a = arena_new();

    add(&p, UNIT_TEXT, 100);
    add(&p, UNIT_CODE, 50)->same = 7;
    add(&p, UNIT_TEXT, 60);
    add(&p, UNIT_TEXT, 20);
    add(&q, UNIT_TEXT, 500);
    add(&q, UNIT_TEXT, 95);
    add(&q, UNIT_CODE, 50)->same = 7;
    add(&q, UNIT_TEXT, 20);
    struct alignment l = align_blocks(a, p.list, p.n, q.list, q.n);
    /* the code is one thing; then the words decide which of the two texts has the pair */
    g_assert_cmpstr(beads(a, &l), ==, "0-1 1-1 1-1 1-0 1-1");
    give_word(&p, 2, 99);
    give_word(&q, 3, 99);
    for (uint32_t i = 1; i < 4; i++) {
        p.words[2][i] = q.words[3][i] = 99 + i;
        p.list[2].n_words = q.list[3].n_words = i + 1;
    }
    l = align_blocks(a, p.list, p.n, q.list, q.n);
    g_assert_cmpstr(beads(a, &l), ==, "0-1 1-1 1-1 1-1 1-0");
    /* a text is no heading, and code no text */
    p.n = q.n = 0;
    add(&p, UNIT_HEADING, 10);
    add(&p, UNIT_TEXT, 10);
    add(&q, UNIT_CODE, 10);
    l = align_blocks(a, p.list, p.n, q.list, q.n);
    g_assert_cmpstr(beads(a, &l), ==, "2-0 0-1");
    l = align_blocks(a, p.list, 0, q.list, 1);
    g_assert_cmpstr(beads(a, &l), ==, "0-1");
    l = align_blocks(a, p.list, 0, q.list, 0);
    g_assert_cmpuint(l.n, ==, 0);
    arena_free(a);
}

static void test_headings(void)
{
    static const struct unit section = {.class = UNIT_BOX, .length = 200};
    static const struct unit shorter = {.class = UNIT_BOX, .length = 20};
    struct unit x[] = {
        {.class = UNIT_HEADING, .rank = 2, .section = &section},
        {.class = UNIT_HEADING, .rank = 3, .section = &shorter},
        {.class = UNIT_HEADING, .rank = 2, .section = &section},
    };
    struct unit y[] = {
        {.class = UNIT_HEADING, .rank = 2, .section = &section},
        {.class = UNIT_HEADING, .rank = 2, .section = &section},
    };
    struct arena *a = arena_new();
    struct alignment l = align_headings(a, x, 3, y, 2);

    g_assert_cmpstr(beads(a, &l), ==, "1-1 1-0 1-1");
    x[0].number = "1"; /* the author's own numbers say more than the rank */
    x[1].number = y[0].number = "2";
    x[2].number = y[1].number = "3";
    x[1].rank = 2;
    l = align_headings(a, x, 3, y, 2);
    g_assert_cmpstr(beads(a, &l), ==, "1-0 1-1 1-1");
    x[0].rank = 1; /* a title is no section's */
    l = align_headings(a, x, 1, y, 1);
    g_assert_cmpstr(beads(a, &l), ==, "0-1 1-0");
    arena_free(a);
}

/* Many units: only a band is looked at, and every unit is still in one bead. */
static void test_many(void)
{
    enum { N = 3000, M = 2900 };
    struct arena *a = arena_new();
    struct unit *x = arena_array(a, N, sizeof *x), *y = arena_array(a, N, sizeof *y);

    for (size_t i = 0; i < N; i++) {
        x[i] = y[i] = (struct unit){.class = UNIT_TEXT, .length = 40 + (uint32_t)(i * 37 % 400)};
        x[i].same = y[i].same = i % 50 == 0 ? i + 1 : 0;
    }
    struct alignment l = align_blocks(a, x, N, y, M);
    size_t at_x = 0, at_y = 0, pairs = 0;
    for (size_t i = 0; i < l.n; i++) {
        g_assert_cmpuint(l.beads[i].a, ==, at_x);
        g_assert_cmpuint(l.beads[i].b, ==, at_y);
        at_x += l.beads[i].n_a;
        at_y += l.beads[i].n_b;
        pairs += l.beads[i].n_a == 1 && l.beads[i].n_b == 1;
    }
    g_assert_cmpuint(at_x, ==, N);
    g_assert_cmpuint(at_y, ==, M);
    g_assert_cmpuint(pairs, >, M - 100);
    g_assert_cmpint(align_share(&l, x, N, y, M), >, 950);
    l = align_blocks(a, x, N, y, 1); /* too far from the diagonal for any pair */
    at_x = at_y = 0;
    for (size_t i = 0; i < l.n; i++) {
        at_x += l.beads[i].n_a;
        at_y += l.beads[i].n_b;
    }
    g_assert_cmpuint(at_x, ==, N);
    g_assert_cmpuint(at_y, ==, 1);
    arena_free(a);
}

/* ---- units ---- */

static struct unit unit_of(struct arena *a, const char *markdown)
{
    struct diags *d = diags_new();
    struct book *b = book_new(a, d);
    struct chapter *c = arena_one(a, struct chapter);

    c->arena = a;
    c->path = "x.md";
    g_assert_true(markdown_read(d, c, markdown, strlen(markdown)));
    struct unit u = unit_new(a, c->doc->first);
    book_close(b);
    diags_free(d);
    return u;
}

static void test_units(void)
{
    struct arena *a = arena_new();
    struct unit u = unit_of(a, "缓存 KV cache，2048 个"), v = unit_of(a, "The KV cache: 2048 of");

    g_assert_cmpint(u.class, ==, UNIT_TEXT);
    g_assert_cmpuint(u.length, ==, 3 * 3 + 2 + 5 + 4);
    g_assert_cmpuint(u.n_words, ==, 3);
    g_assert_cmpuint(v.n_words, ==, 5);
    g_assert_cmpuint(u.same, !=, v.same);
    /* marks of one language are those of another */
    u = unit_of(a, "A100、H100（2）");
    v = unit_of(a, "A100, H100\n(2)");
    g_assert_cmpuint(u.same, ==, v.same);
    u = unit_of(a, "```c\nint  x;\n\n\ty;\n```");
    v = unit_of(a, "```\nint x;\ny;\n```");
    g_assert_cmpint(u.class, ==, UNIT_CODE);
    g_assert_cmpuint(u.same, ==, v.same);
    u = unit_of(a, "- a\n- b");
    v = unit_of(a, "1. a\n2. b");
    g_assert_cmpint(u.class, ==, UNIT_LIST);
    g_assert_cmpuint(u.shape, ==, 2);
    g_assert_cmpuint(u.kind, !=, v.kind);
    u = unit_of(a, "## 3.2 缓存");
    g_assert_cmpstr(u.number, ==, "3.2");
    u = unit_of(a, "see[^1]\n\n[^1]: note");
    g_assert_cmpuint(u.same, ==, 0);
    arena_free(a);
}

/* ---- editions ---- */

static struct edition *read_one(struct sample *s, const char *const *langs)
{
    struct edition *e = edition_new_in(s->book, langs);

    e->parse = markdown_read;
    for (size_t i = 0; i < e->n_chapters; i++)
        if (e->chapters[i]->kind == CHAPTER_TEXT)
            markdown_read_file(s->book, e->chapters[i]);
    edition_drop_drafts(e);
    resolve_structure(e);
    resolve_images(e);
    resolve_figures(e);
    resolve_tables(e);
    resolve_links(e);
    resolve_footnotes(e);
    return e;
}

/* The edition in up to four languages, as build.c makes it. */
static void run(struct sample *s, const char *const *langs)
{
    struct edition *all[4];
    size_t n = g_strv_length((char **)(uintptr_t)langs);
    g_autofree char *path = g_build_filename(s->dir, "book.toml", NULL);

    g_assert_true(manifest_read(s->book, path));
    for (size_t i = 0; i < n; i++) {
        const char *turned[5] = {langs[i]};
        for (size_t k = 0, to = 1; k < n; k++)
            if (k != i)
                turned[to++] = langs[k];
        all[i] = read_one(s, turned);
    }
    parallel_join(all, n, 2);
    s->edition = all[0];
    resolve_footnotes(s->edition);
    resolve_figure_numbers(s->edition);
    resolve_table_numbers(s->edition);
    resolve_references(s->edition);
    resolve_equations(s->edition);
    resolve_direction(s->edition);
    for (size_t i = 0; i < s->edition->n_chapters; i++)
        if (s->edition->chapters[i]->doc != NULL)
            node_check(s->edition->chapters[i]->doc);
}

/* The texts of a chapter's blocks, each after its language: "en|A". */
static void expect_blocks(const struct sample *s, size_t i, const char *want)
{
    g_autoptr(GString) got = g_string_new(NULL);

    g_assert_cmpuint(i, <, s->edition->n_chapters);
    const struct node *doc = s->edition->chapters[i]->doc;
    for (const struct node *n = doc->first; n != NULL; n = n->next)
        g_string_append_printf(got, "%s|%s\n", node_lang(n),
                               g_strdelimit(node_text(s->arena, n), "\n", '/'));
    g_assert_cmpstr(got->str, ==, want);
}

static const char three[] =
    "[book]\ntitle = { en = \"Three\", zh = \"三\", ja = \"三つ\" }\n"
    "languages = [\"en\", \"zh-Hans\", \"ja\"]\nidentifier = \"urn:x:1\"\n"
    "[[part]]\ntitle = { en = \"Part\", zh-Hans = \"部分\" }\n"
    "chapters = [{ en = \"a.md\", zh-Hans = \"b.md\", ja = \"c.md\" }, { ja = \"d.md\" },\n"
    "  { en = \"e.md\", zh-Hans = \"f.md\" }]\n";

static void put_three(const struct sample *s)
{
    put(s, "a.md", "# A\n\nOne sentence of words.\n\n- x\n- y\n\n| n |\n|---|\n| v |\n");
    put(s, "b.md", "# 甲\n\n一句有词的话。\n\n- 子\n- 丑\n\n| 名 |\n|---|\n| v |\n");
    put(s, "c.md", "# あ\n\n言葉のある一つの文。\n\n- か\n- き\n\n| な |\n|---|\n| v |\n");
    put(s, "d.md", "# だけ\n\n本文。\n");
    put(s, "e.md", "# E\n\n[a](a.md#a) [d](d.md)\n");
    put(s, "f.md", "# 戊\n\n[甲](b.md#甲) [だけ](d.md)\n");
}

static void test_three(void)
{
    struct sample s = start(three);
    struct edition *e;

    put_three(&s);
    run(&s, (const char *const[]){"zh", "en", "ja", NULL});
    e = s.edition;
    g_assert_cmpstr(e->name, ==, "zh-Hans+en+ja");
    g_assert_cmpstr(e->lang, ==, "zh-Hans");
    g_assert_cmpuint(edition_languages(e), ==, 3);
    g_assert_cmpstr(edition_title(e), ==, "三");
    g_assert_cmpstr(edition_further(e, s.book->title, 1), ==, "Three");
    g_assert_cmpstr(edition_further(e, s.book->title, 2), ==, "三つ");
    g_assert_cmpstr(edition_identifier(e), !=, "urn:x:1");
    expect_blocks(&s, 0, "zh-Hans|部分\nen|Part\n");
    expect_blocks(&s, 1,
                  "zh-Hans|甲\nen|A\nja|あ\nzh-Hans|一句有词的话。\nen|One sentence of words.\n"
                  "ja|言葉のある一つの文。\nzh-Hans|子/x/か/丑/y/き\nzh-Hans|名 n な/v\n");
    expect_blocks(&s, 2,
                  "ja|だけ\nzh-Hans|本章只有其他语言的版本。\n"
                  "en|This chapter is only available in another language.\nja|本文。\n");
    const struct node *link = e->chapters[3]->doc->last->first;
    g_assert_cmpint(link->kind, ==, NODE_LINK);
    g_assert_true(link->u.link.chapter == e->chapters[1]);
    g_assert_true(link->u.link.node == e->chapters[1]->doc->first);
    g_assert_true(link->next->next->u.link.chapter == e->chapters[2]);
    g_assert_true(edition_find(e, "c.md") == e->chapters[1]);
    stop(&s);
}

static void test_policies(void)
{
    struct sample s =
        start("[book]\ntitle = \"T\"\nlanguages = [\"en\", \"zh\"]\n"
              "chapters = [{ en = \"a.md\" }, { zh = \"b.md\" }, { en = \"c.md\", zh = \"d.md\" },"
              " { en = \"e.md\", zh = \"f.md\" }, { en = \"g.md\", zh = \"h.md\" "
              "}]\n[languages]\nmissing = \"skip\"\n");

    put(&s, "a.md", "# A\n");
    put(&s, "b.md", "# 乙\n");
    put(&s, "c.md", "---\ndraft: true\n---\n# C\n");
    put(&s, "d.md", "# 丁\n");
    put(&s, "e.md", "# E\n\nText.\n");
    put(&s, "f.md", "---\ndraft: true\n---\n# 己\n");
    put(&s, "g.md", "# G\n\nText.\n");
    put(&s, "h.md", "# 庚\n\n[草稿](d.md)\n");
    run(&s, (const char *const[]){"en", "zh", NULL});
    g_assert_cmpuint(s.edition->n_chapters, ==, 4);
    g_assert_null(edition_further(s.edition, s.book->title, 1));
    /* what one of them lacks the other has, whatever is said of chapters that both lack */
    g_assert_cmpuint(diags_count_code(s.diags, DIAG_CHAPTER_SKIPPED), ==, 0);
    g_assert_cmpuint(diags_count_code(s.diags, DIAG_CHAPTER_FALLBACK), ==, 2);
    g_assert_cmpuint(diags_count_code(s.diags, DIAG_CHAPTER_DRAFT), ==, 2);
    expect_blocks(&s, 2, "en|E\nen|Text.\n");
    /* a chapter that its first language still has as a draft cannot be linked to */
    g_assert_cmpuint(diags_count_code(s.diags, DIAG_LINK_TARGET), ==, 1);
    stop(&s);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/parallel/lengths", test_lengths);
    g_test_add_func("/parallel/things", test_things);
    g_test_add_func("/parallel/headings", test_headings);
    g_test_add_func("/parallel/many", test_many);
    g_test_add_func("/parallel/units", test_units);
    g_test_add_func("/parallel/three", test_three);
    g_test_add_func("/parallel/policies", test_policies);
    return g_test_run();
}

/* Resolving: ids, titles, ranks, numbers, links, images, footnotes. */
#include "doc/resolve.h"

#include "doc/math.h"
#include "read/manifest.h"
#include "read/markdown.h"
#include "sample.h"

#include <string.h>

static void run(struct sample *s, const char *lang)
{
    if (s->book->root == NULL) {
        g_autofree char *path = g_build_filename(s->dir, "book.toml", NULL);
        g_assert_true(manifest_read(s->book, path));
    }
    edition_free(s->edition);
    struct edition *e = s->edition = edition_new(s->book, lang);
    e->parse = markdown_read;
    for (size_t i = 0; i < e->n_chapters; i++)
        if (e->chapters[i]->kind == CHAPTER_TEXT)
            markdown_read_file(s->book, e->chapters[i]);
    resolve_structure(e);
    resolve_images(e);
    resolve_equations(e);
    resolve_links(e);
    resolve_footnotes(e);
    resolve_equation_references(e);
    for (size_t i = 0; i < e->n_chapters; i++)
        if (e->chapters[i]->doc != NULL)
            node_check(e->chapters[i]->doc);
}

static struct chapter *chapter(const struct sample *s, size_t i)
{
    g_assert_cmpuint(i, <, s->edition->n_chapters);
    return s->edition->chapters[i];
}

static struct node *nth(const struct chapter *c, enum node_kind kind, int i)
{
    for (struct node *n = c->doc; n != NULL; n = node_next(c->doc, n))
        if (n->kind == kind && i-- == 0)
            return n;
    g_error("%s has not so many %s nodes", c->path, node_kind_name(kind));
}

static int count(const struct chapter *c, enum node_kind kind)
{
    int found = 0;

    for (struct node *n = c->doc; n != NULL; n = node_next(c->doc, n))
        found += n->kind == kind;
    return found;
}

/* The headings as "rank:number:id:text", one a line. */
static void expect_headings(const struct sample *s, size_t i, const char *want)
{
    struct chapter *c = chapter(s, i);
    g_autoptr(GString) got = g_string_new(NULL);

    for (struct node *n = c->doc; n != NULL; n = node_next(c->doc, n))
        if (n->kind == NODE_HEADING)
            g_string_append_printf(got, "%d:%s:%s:%s\n", n->u.heading.rank,
                                   n->u.heading.number != NULL ? n->u.heading.number : "", n->id,
                                   node_text(c->arena, n));
    g_assert_cmpstr(got->str, ==, want);
}

/* Where each link of a chapter leads, one a line. */
static void expect_links(const struct sample *s, size_t i, const char *want)
{
    struct chapter *c = chapter(s, i);
    g_autoptr(GString) got = g_string_new(NULL);

    for (struct node *n = c->doc; n != NULL; n = node_next(c->doc, n)) {
        if (n->kind != NODE_LINK)
            continue;
        if (n->u.link.kind == LINK_INTERNAL)
            g_string_append_printf(got, "%s#%s\n", n->u.link.chapter->path,
                                   n->u.link.node != NULL ? n->u.link.node->id : "");
        else
            g_string_append_printf(
                got, "%s %s\n", n->u.link.kind == LINK_EXTERNAL ? "out" : "broken", n->u.link.url);
    }
    g_assert_cmpstr(got->str, ==, want);
}

static void expect_code(const struct sample *s, enum diag_code code, unsigned count)
{
    if (diags_count_code(s->diags, code) != count) {
        g_autoptr(GString) all = g_string_new(NULL);
        diags_print(s->diags, DIAG_TEXT, false, false, all);
        g_error("%u of %s, not %u, in:\n%s", diags_count_code(s->diags, code), diag_code_name(code),
                count, all->str);
    }
}

static void test_slug(void)
{
    static const char *const cases[][2] = {
        {"Getting Started", "getting-started"},
        {"What's new? (v1.2)", "whats-new-v12"},
        {"snake_case & C++", "snake_case--c"},
        {"KV Cache：缓存，管理。", "kv-cache缓存管理"},
        {"Éléments Ω ЖЁ", "éléments-ω-жё"},
        {"🚀 Launch ⚙️", "-launch-"},
        {"a\tb  c", "ab--c"},
        {"第１章 ② Ⅳ", "第１章--ⅳ"},
        {"", ""},
    };
    struct arena *a = arena_new();

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpstr(resolve_slug(a, cases[i][0]), ==, cases[i][1]);
    g_assert_cmpstr(resolve_anchor_key(a, "A-⚙️B"), ==, "a-⚙b");
    arena_free(a);
}

static void test_ids(void)
{
    struct sample s = start("[book]\ntitle = \"T\"\nchapters = [\"a.md\"]\n");

    put(&s, "a.md",
        "# A\n\n<a id=\"x\"></a>\n\n## X\n\n## B\n\n## B 1\n\n## B\n\n<a id=\"x\"></a>\n\n"
        "<a name=\"two words\"></a>\n\n## 🎉\n\n[1](#x) [2](#b-1) [3](#b-2) [4](#two%20words) "
        "[5](#user-content-b) [6](#B) [7](#none) [8](#) [9](#top)\n");
    run(&s, "en");
    expect_headings(&s, 0,
                    "1::a:A\n2:1.1:x:X\n2:1.2:b:B\n2:1.3:b-1:B 1\n2:1.4:b-2:B\n"
                    "2:1.5:section:🎉\n");
    expect_links(
        &s, 0, "a.md#x\na.md#b-1\na.md#b-2\na.md#two-words\na.md#b\na.md#b\na.md#\na.md#\na.md#\n");
    expect_code(&s, DIAG_ID_DUPLICATE, 1);
    expect_code(&s, DIAG_LINK_CASE, 1);
    expect_code(&s, DIAG_LINK_ANCHOR, 1);
    stop(&s);
}

static void test_titles(void)
{
    struct sample s =
        start("[book]\ntitle = \"T\"\nchapters = [\"a.md\", \"b.md\", { path = \"c.md\", title = "
              "\"C\" }, \"d.md\", \"kv/README_en.md\", \"f.md\", \"g.md\"]\n");

    put(&s, "a.md", "[English](a.md)\n\n# One  *two*\n\n# Three\n\n### Four\n\n## Five\n");
    put(&s, "b.md", "---\ntitle: Front\nnumbered: false\n---\n# Other\n\n## Sub\n");
    put(&s, "c.md", "# c\n\n> # quoted\n\n### deep\n\n### deep\n\n#### deeper\n");
    put(&s, "d.md", "## Only\n\ntext\n\n#### sub\n");
    put(&s, "kv/README_en.md", "text\n\n## 1. A\n\n## 2. B\n\n## C\n");
    put(&s, "f.md", "");
    put(&s, "g.md", "<div align=\"center\">\n<h1>Centred</h1>\n</div>\n\n## S\n");
    run(&s, "en");
    g_assert_cmpstr(chapter(&s, 0)->title, ==, "One two");
    g_assert_cmpint(chapter(&s, 0)->doc->first->kind, ==, NODE_HEADING);
    expect_headings(&s, 0,
                    "1::one--two:One  two\n2:1.1:three:Three\n3:1.1.1:four:Four\n"
                    "3:1.1.2:five:Five\n");
    g_assert_cmpstr(chapter(&s, 1)->title, ==, "Front");
    g_assert_null(chapter(&s, 1)->number);
    expect_headings(&s, 1, "1::front:Front\n2::other:Other\n3::sub:Sub\n");
    g_assert_cmpstr(chapter(&s, 2)->title, ==, "C"); /* the heading differs in case only */
    expect_headings(&s, 2,
                    "1::c:c\n2::quoted:quoted\n2:2.1:deep:deep\n2:2.2:deep-1:deep\n"
                    "3:2.2.1:deeper:deeper\n");
    expect_headings(&s, 3, "1::only:Only\n2:3.1:sub:sub\n");
    g_assert_cmpstr(chapter(&s, 4)->title, ==, "kv");
    expect_headings(&s, 4, "1::kv:kv\n2::1-a:1. A\n2::2-b:2. B\n2::c:C\n");
    expect_headings(&s, 5, "1::f:f\n");
    expect_headings(&s, 6, "1::centred:Centred\n2:6.1:s:S\n");
    stop(&s);
}

static void test_numbers(void)
{
    struct sample s =
        start("[book]\ntitle = \"T\"\n[[part]]\ntitle = \"P\"\nchapters = [\"a.md\", { path = "
              "\"b.md\", chapters = [\"b1.md\", { path = \"b2.md\", chapters = [\"c.md\"] }] }]\n"
              "[[part]]\nchapters = [\"d.md\"]\n[[appendix]]\ntitle = \"X\"\nchapters = "
              "[\"e.md\", { path = \"f.md\", chapters = [\"g.md\"] }]\n");
    static const char *const numbers[] = {"1", "1", "2",  "2.1", "2.2", "2.2.1",
                                          "2", "3", NULL, "A",   "B",   "B.2"};

    for (const char *p = "abcdefg"; *p != '\0'; p++) {
        char name[] = "x.md";
        name[0] = *p;
        put(&s, name, "text\n");
    }
    put(&s, "b1.md", "");
    put(&s, "b2.md", "");
    put(&s, "f.md", "# F\n\n## Section\n"); /* is B.1, so the chapter below F is B.2 */
    run(&s, "en");
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
        g_assert_cmpstr(chapter(&s, i)->number, ==, numbers[i]);
    g_assert_cmpstr(chapter(&s, 0)->title, ==, "P");
    g_assert_cmpstr(node_text(s.arena, chapter(&s, 0)->doc), ==, "P");
    g_assert_cmpstr(chapter(&s, 6)->title, ==, "Part II");
    stop(&s);
}

static void expect_chapter(struct sample *s, size_t at, const char *number, const char *printed)
{
    g_assert_cmpstr(chapter(s, at)->number, ==, number);
    g_assert_cmpstr(chapter_printed_number(chapter(s, at)), ==, printed);
}

/* The titles' numbers are the book's; a preface among such chapters has none. */
static void test_own_numbers(void)
{
    struct sample s =
        start("[book]\ntitle = \"T\"\nchapters = [\"p.md\", \"a.md\", \"b.md\", "
              "\"c.md\"]\n[[part]]\ntitle = \"Part I: More\"\nchapters = [\"d.md\"]\n");

    put(&s, "p.md", "# Preface\n\n## Who\n");
    put(&s, "a.md", "# Chapter 2: A\n\n## Sub\n");
    put(&s, "b.md", "# 3. B\n\n## 3.1 Sub\n\n### Deeper\n");
    put(&s, "c.md", "# 第四章 C\n\n## Sub\n\n### 1. X\n\n### 2. Y\n");
    put(&s, "d.md", "# 5 D\n");
    run(&s, "en");
    expect_chapter(&s, 0, NULL, NULL);
    expect_chapter(&s, 1, "2", NULL);
    expect_chapter(&s, 2, "3", NULL);
    expect_chapter(&s, 3, "4", NULL);
    expect_chapter(&s, 4, "1", NULL);
    expect_headings(&s, 0, "1::preface:Preface\n2::who:Who\n");
    expect_headings(&s, 1, "1::chapter-2-a:Chapter 2: A\n2:2.1:sub:Sub\n");
    expect_headings(&s, 2, "1::3-b:3. B\n2::31-sub:3.1 Sub\n3::deeper:Deeper\n");
    expect_headings(&s, 3, "1::第四章-c:第四章 C\n2:4.1:sub:Sub\n3::1-x:1. X\n3::2-y:2. Y\n");
    stop(&s);
}

/* One title with a number among others is left alone, and not counted. */
static void test_stray_number(void)
{
    struct sample s =
        start("[book]\ntitle = \"T\"\nchapters = [\"a.md\", \"b.md\", \"c.md\", \"d.md\"]\n");

    put(&s, "a.md", "# A\n");
    put(&s, "b.md", "# 1. B\n\n## Sub\n");
    put(&s, "c.md", "# C\n");
    put(&s, "d.md", "# 3 Ways\n");
    run(&s, "en");
    expect_chapter(&s, 0, "1", "1");
    expect_chapter(&s, 1, NULL, NULL);
    expect_chapter(&s, 2, "2", "2");
    expect_chapter(&s, 3, "3", "3");
    stop(&s);
}

static const char two_languages[] =
    "[book]\ntitle = \"T\"\nlanguages = [\"en\", \"zh\"]\n"
    "repository = \"https://github.com/o/r\"\n"
    "chapters = [{ en = \"a_en.md\", zh = \"a.md\" }, { en = \"d/readme_en.md\", zh = "
    "\"d/README.md\" }, { zh = \"只有 中文.md\" }]\n";

static struct sample bilingual(void)
{
    struct sample s = start(two_languages);

    put(&s, "a.md", "# 甲\n\n## 一\n\n## 二\n\n## Same\n");
    put(&s, "d/README.md", "# 丁\n\n## 三\n");
    put(&s, "d/readme_en.md",
        "# D\n\n[a](../a.md) [b](/a_en.md#same) [c](../a.md#%E4%BA%8C) [d](../%E5%8F%AA%E6%9C%89%20"
        "%E4%B8%AD%E6%96%87.md) [e](<../只有 中文.md#零>) [f](..) [g](/d/) "
        "[h](https://github.com/o/r/blob/dev/a.md?plain=1#L3) "
        "[i](https://github.com/O/R/tree/main/d) [j](https://github.com/o/r/blob/main/src/x.c) "
        "[k](../src/x.c#L12-L14) [l](../src) [m](../A.md) [n](../../x.md) [o](nothing.md) "
        "[p](javascript:alert(1)) [q]() [r](www.example.com/x) [s](https://x.org/一?q=1) "
        "[t](//x.org) [u](mailto:a@b.c) [v](../a.html) [w](https://github.com/o/r2/blob/main/a.md) "
        "[x](../SRC/x.c)\n");
    put(&s, "a_en.md", "# A\n\n## One\n\n## Two\n\n## Same\n");
    put(&s, "只有 中文.md", "# 只\n\n## 零\n");
    put(&s, "src/x.c", "");
    return s;
}

static void test_links(void)
{
    struct sample s = bilingual();

    run(&s, "en");
    g_assert_true(chapter(&s, 2)->fallback);
    expect_links(&s, 1,
                 "a_en.md#\na_en.md#same\na_en.md#two\n只有 中文.md#\n只有 中文.md#零\n"
                 "out https://github.com/o/r/tree/main\nd/readme_en.md#\na_en.md#\n"
                 "d/readme_en.md#\nout https://github.com/o/r/blob/main/src/x.c\n"
                 "out https://github.com/o/r/blob/main/src/x.c#L12-L14\n"
                 "out https://github.com/o/r/tree/main/src\na_en.md#\nbroken ../../x.md\n"
                 "broken nothing.md\nbroken javascript:alert(1)\nbroken \n"
                 "out https://www.example.com/x\nout https://x.org/%E4%B8%80?q=1\n"
                 "out https://x.org\nout mailto:a@b.c\na_en.md#\n"
                 "out https://github.com/o/r2/blob/main/a.md\n"
                 "out https://github.com/o/r/blob/main/src/x.c\n");
    expect_code(&s, DIAG_LINK_REPOSITORY, 4);
    expect_code(&s, DIAG_LINK_CASE, 2);
    expect_code(&s, DIAG_LINK_OUTSIDE, 1);
    expect_code(&s, DIAG_LINK_TARGET, 1);
    expect_code(&s, DIAG_LINK_UNSAFE, 1);
    expect_code(&s, DIAG_LINK_EMPTY, 1);
    expect_code(&s, DIAG_LINK_ANCHOR, 0);
    s.edition->parse = NULL; /* nobody to read the other language's file: the chapter it is */
    resolve_links(s.edition);
    expect_code(&s, DIAG_LINK_ANCHOR, 1);
    stop(&s);
}

static void test_fallback(void)
{
    struct sample s = bilingual();

    run(&s, "en");
    struct chapter *c = chapter(&s, 2);
    g_assert_cmpstr(c->doc->lang, ==, "zh");
    g_assert_cmpint(c->doc->first->kind, ==, NODE_HEADING);
    struct node *note = c->doc->first->next;
    g_assert_true(node_has_class(note, "fallback-note"));
    g_assert_cmpstr(note->lang, ==, "en");
    g_assert_cmpstr(node_text(s.arena, note), ==, "This chapter is only available in Chinese.");
    run(&s, "zh");
    g_assert_false(chapter(&s, 2)->fallback);
    stop(&s);
}

/* Without a repository a file outside the book is no target. */
static void test_foreign(void)
{
    struct sample s = start("[book]\ntitle = \"T\"\nchapters = [\"a.md\", \"a.md\"]\n");

    put(&s, "a.md", "# A\n\n[x](x.c) [![p](p.png)](p.png) [self](a.md#a)\n");
    put(&s, "x.c", "");
    put(&s, "p.png", "");
    run(&s, "en");
    expect_links(&s, 1, "broken x.c\nbroken p.png\na.md#a\n");
    g_assert_true(nth(chapter(&s, 1), NODE_LINK, 2)->u.link.chapter == chapter(&s, 0));
    expect_code(&s, DIAG_LINK_FOREIGN, 1); /* the same place twice is one report */
    stop(&s);
}

static void test_images(void)
{
    struct sample s = start("[book]\ntitle = \"T\"\nrepository = \"https://github.com/o/r\"\n"
                            "chapters = [\"d/a.md\"]\n");

    put(&s, "d/a.md",
        "# A\n\n![one](p%20q.png?raw=true) ![two](../P.PNG) "
        "![three](https://github.com/o/r/blob/main/p.png?raw=true) "
        "![four](https://raw.githubusercontent.com/o/r/main/d/p%20q.png) "
        "![five](https://x.org/p.png) [![six](https://x.org/b.svg)](https://x.org) "
        "![](https://x.org/q.png) ![seven](none.png) ![eight](../../p.png) "
        "![nine](data:image/png;base64,=) ![ten]()\n");
    put(&s, "d/p q.png", "");
    put(&s, "p.png", "");
    run(&s, "en");
    struct chapter *c = chapter(&s, 0);
    static const char *const paths[] = {"d/p q.png", "p.png", "p.png", "d/p q.png",
                                        NULL,        NULL,    NULL,    NULL};
    for (int i = 0; i < (int)G_N_ELEMENTS(paths); i++) {
        struct node *n = nth(c, NODE_IMAGE, i);
        g_assert_cmpstr(n->u.image.image != NULL ? n->u.image.image->path : NULL, ==, paths[i]);
    }
    g_assert_cmpint(count(c, NODE_IMAGE), ==, G_N_ELEMENTS(paths));
    g_assert_cmpuint(s.book->image_order->len, ==, 2);
    expect_links(&s, 0, "out https://x.org/p.png\nout https://x.org\nout https://x.org/q.png\n");
    g_assert_cmpstr(node_text(s.arena, nth(c, NODE_LINK, 0)), ==, "five");
    g_assert_cmpstr(node_text(s.arena, nth(c, NODE_LINK, 1)), ==, "six");
    g_assert_cmpstr(node_text(s.arena, nth(c, NODE_LINK, 2)), ==, "https://x.org/q.png");
    expect_code(&s, DIAG_IMAGE_REMOTE, 3);
    expect_code(&s, DIAG_IMAGE_MISSING, 2);
    expect_code(&s, DIAG_IMAGE_OUTSIDE, 1);
    expect_code(&s, DIAG_IMAGE_DATA, 1);
    expect_code(&s, DIAG_IMAGE_CASE, 1);
    g_assert_cmpint(((struct image *)s.book->image_order->pdata[0])->status, ==, IMAGE_NEW);
    ((struct image *)s.book->image_order->pdata[0])->status = IMAGE_OK;
    ((struct image *)s.book->image_order->pdata[1])->status = IMAGE_FOREIGN;
    resolve_report_images(s.edition);
    expect_code(&s, DIAG_IMAGE_FORMAT, 2);
    g_assert_nonnull(nth(c, NODE_IMAGE, 0)->u.image.image);
    g_assert_null(nth(c, NODE_IMAGE, 1)->u.image.image);
    stop(&s);
}

static void test_footnotes(void)
{
    struct sample s = start("[book]\ntitle = \"T\"\nchapters = [\"a.md\"]\n");

    put(&s, "a.md",
        "# A\n\nB[^b] a[^a] b[^b] c[^none]\n\n[^a]: first, see[^c]\n[^b]: second\n[^c]: third\n"
        "[^d]: unused\n");
    run(&s, "en");
    struct chapter *c = chapter(&s, 0);
    struct node *b = nth(c, NODE_FOOTNOTE, 0), *a = nth(c, NODE_FOOTNOTE, 1);
    g_assert_cmpstr(b->u.footnote.label, ==, "b");
    g_assert_cmpint(b->u.footnote.number, ==, 1);
    g_assert_cmpint(b->u.footnote.n_refs, ==, 2);
    g_assert_cmpint(a->u.footnote.number, ==, 2);
    g_assert_true(nth(c, NODE_FOOTNOTE_REF, 2)->u.ref.footnote == b);
    g_assert_cmpint(nth(c, NODE_FOOTNOTE_REF, 2)->u.ref.ordinal, ==, 2);
    g_assert_cmpint(nth(c, NODE_FOOTNOTE, 2)->u.footnote.number, ==, 3);
    g_assert_cmpstr(nth(c, NODE_FOOTNOTE, 3)->u.footnote.label, ==, "d");
    g_assert_cmpint(nth(c, NODE_FOOTNOTE, 3)->u.footnote.number, ==, 0);
    expect_code(&s, DIAG_FOOTNOTE_UNUSED, 1);
    stop(&s);
}

static const struct math *display_table(const struct chapter *c, int i)
{
    return nth(c, NODE_MATH_BLOCK, i)->u.math.formula->root->first;
}

static void test_equations(void)
{
    struct sample s = start("[book]\ntitle = \"T\"\nchapters = [\"a.md\", \"b.md\"]\n"
                            "[math]\nnumbering = true\n");

    put(&s, "a.md",
        "# A\n\n$$\n\\begin{align} a \\\\ b \\notag \\\\ c \\label{l} \\end{align}\n"
        "$$\n\n$$x$$\n\n$\\eqref{far}$ and $\\eqref{l}$\n");
    put(&s, "b.md",
        "# B\n\n$$\nx \\tag{*} \\label{far}\n$$\n\n"
        "$$\n\\begin{equation*} y \\label{l} \\end{equation*}\n$$\n\n$\\ref{l}$ "
        "$a \\ref{none}$\n");
    run(&s, "en");
    const struct chapter *a = chapter(&s, 0), *b = chapter(&s, 1);
    const struct math_row *rows = display_table(a, 0)->u.table.rows;
    g_assert_cmpstr(rows[0].number, ==, "1.1");
    g_assert_null(rows[1].number);
    g_assert_cmpstr(rows[2].number, ==, "1.2");
    g_assert_cmpint(display_table(a, 1)->kind, ==, MATH_SYMBOL);
    g_assert_null(display_table(b, 0)->u.table.rows[0].number);
    g_assert_cmpstr(display_table(b, 1)->u.table.rows[0].number, ==, "2.1");

    const struct node *link = nth(a, NODE_LINK, 0);
    g_assert_cmpstr(link->first->u.text, ==, "(*)");
    g_assert_true(link->u.link.chapter == b && link->u.link.node == nth(b, NODE_MATH_BLOCK, 0));
    g_assert_cmpstr(nth(a, NODE_LINK, 1)->first->u.text, ==, "(1.2)");
    g_assert_cmpstr(nth(b, NODE_LINK, 0)->first->u.text, ==, "2.1");
    g_assert_cmpuint(diags_count_code(s.diags, DIAG_MATH_REFERENCE), ==, 1);
    g_assert_cmpuint(diags_count_code(s.diags, DIAG_MATH_LABEL), ==, 0);
    stop(&s);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/resolve/slug", test_slug);
    g_test_add_func("/resolve/ids", test_ids);
    g_test_add_func("/resolve/titles", test_titles);
    g_test_add_func("/resolve/numbers", test_numbers);
    g_test_add_func("/resolve/own-numbers", test_own_numbers);
    g_test_add_func("/resolve/stray-number", test_stray_number);
    g_test_add_func("/resolve/links", test_links);
    g_test_add_func("/resolve/fallback", test_fallback);
    g_test_add_func("/resolve/foreign", test_foreign);
    g_test_add_func("/resolve/images", test_images);
    g_test_add_func("/resolve/footnotes", test_footnotes);
    g_test_add_func("/resolve/equations", test_equations);
    return g_test_run();
}

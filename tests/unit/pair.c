/* Pages in several languages: stems of names, and outlines joined to one. */
#include "read/pair.h"

#include "base/lang.h"
#include "folder.h"

#include <stdint.h>
#include <string.h>

static const char english[] = "The cache keeps what was computed before, so that it is cheaper.\n";
static const char chinese[] = "缓存保留已经算过的结果，这样下一个词的代价就小得多。\n";
static const char german[] =
    "Der Speicher behält, was schon da ist, und das ist gut für die Zeit.\n";
static const char taiwanese[] = "快取保留已經算過的結果，這樣下一個詞的代價就小得多。\n";

/* ---- a folder of pages ---- */

struct kit {
    struct import i;
    char *folder;
    GString *notes;
};

static void kit_open(struct kit *k)
{
    k->folder = g_dir_make_tmp("mkbook-pair-XXXXXX", NULL);
    k->i = (struct import){.arena = arena_new(), .diags = diags_new()};
}

static void put(const struct kit *k, const char *path, const char *text)
{
    folder_put(k->folder, path, text);
}

static void kit_close(struct kit *k)
{
    folder_remove(k->folder);
    g_free(k->folder);
    diags_free(k->i.diags);
    root_close((struct root *)(uintptr_t)k->i.root);
    arena_free(k->i.arena);
}

/* An outline of lines: "# part", "title|path", "> " for a twin of the line before: "> zh|x.md". */
static struct outline *outline(struct kit *k, const char *source, const char *const *lines)
{
    struct outline *o = outline_new(k->i.arena, source, "test");
    struct outline_item *part = NULL, *item = NULL;
    struct loc loc = {source, 0, 0};

    for (; *lines != NULL; lines++) {
        g_auto(GStrv) cells = g_strsplit(*lines, "|", 3);
        const char *path = cells[1] != NULL && *cells[1] != '\0' ? cells[1] : NULL;
        if (g_str_has_prefix(*lines, "# ")) {
            part = outline_add(k->i.arena, o, NULL, OUTLINE_PART, loc);
            part->title = arena_strdup(k->i.arena, *lines + 2);
        } else if (g_str_has_prefix(*lines, "> ")) {
            outline_add_twin(k->i.arena, item, cells[0] + 2, path, NULL, loc);
        } else {
            item = outline_add(k->i.arena, o, part, OUTLINE_CHAPTER, loc);
            item->title = *cells[0] != '\0' ? arena_strdup(k->i.arena, cells[0]) : NULL;
            item->path = arena_strdup(k->i.arena, path);
        }
    }
    return o;
}

/* Pairs, and compares languages, contents and how much was doubtful. */
static void expect(struct kit *k, struct outline **outlines, size_t n, const char *languages,
                   const char *items, unsigned notes)
{
    g_autoptr(GString) dump = g_string_new(NULL);

    k->i.root = root_open(k->folder);
    k->i.listing = listing_new(k->i.arena, k->i.root);
    struct pair_result r = pair_outlines(&k->i, outlines, n);
    g_autofree char *joined = g_strjoinv(" ", (char **)(uintptr_t)r.languages);
    g_assert_cmpstr(joined, ==, languages);
    outline_dump(r.outline, dump);
    g_assert_cmpstr(strchr(dump->str, '\n') + 1, ==, items);
    g_assert_cmpuint(diags_count(k->i.diags, DIAG_NOTE), ==, notes);
}

static void expect_note(struct kit *k, enum diag_code code, unsigned n)
{
    g_assert_cmpuint(diags_count_code(k->i.diags, code), ==, n);
}

/* ---- names ---- */

static void test_stems(void)
{
    static const struct {
        const char *path, *stem, *lang;
    } names[] = {
        {"x.md", "x.md", NULL},
        {"x.zh.md", "x.md", "zh"},
        {"x_zh.md", "x.md", "zh"},
        {"x-CN.md", "x.md", "zh"},
        {"x.zh-CN.md", "x.md", "zh"},
        {"x.zh_TW.md", "x.md", "zh-Hant"},
        {"x-zh-Hant.md", "x.md", "zh-Hant"},
        {"readme_EN.md", "readme.md", "en"},
        {"README_en-US.md", "readme.md", "en-US"},
        {"readme-5-EN.md", "readme-5.md", "en"},
        {"readme-2.md", "readme-2.md", NULL},
        {"x_origin.md", "x.md", NULL},
        {"x.pt-BR.md", "x.md", "pt-BR"},
        {"x.ptbr.md", "x.md", "pt-BR"},
        {"x_english.md", "x.md", "en"},
        {"x（英文）.md", "x.md", "en"},
        {"教程英文版.md", "教程.md", "en"},
        {"docs/zh-cn/x.md", "docs/x.md", "zh"},
        {"docs/en/x.md", "docs/x.md", "en"},
        {"zh/docs/x.md", "docs/x.md", "zh"},
        {"中文/x.md", "x.md", "zh"},
        {"docs-zh/a/x.md", "docs/a/x.md", "zh"},
        {"translations/fr/x.md", "x.md", "fr"},
        {"a/translations/README.es.md", "a/readme.md", "es"},
        {"translations/x.md", "translations/x.md", NULL},
        {"i18n/ja/docusaurus-plugin-content-docs/current/a/x.md", "docs/a/x.md", "ja"},
        {"en.md", ".md", "en"},
        {"zh_intro.md", "intro.md", "zh"},
        {"is-it.md", ".md", "is-IT"}, /* a guess that its text refutes */
        {"api-id.md", "api.md", "id"},
        {"v1.2/x.md", "v1.2/x.md", NULL},
        {"kernel.md", "kernel.md", NULL},
        {"a b/x y.md", "a b/x y.md", NULL},
    };
    struct arena *a = arena_new();

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        const char *lang;
        g_assert_cmpstr(pair_stem(a, names[i].path, &lang), ==, names[i].stem);
        g_assert_cmpstr(lang, ==, names[i].lang);
    }
    arena_free(a);
}

static void test_mentions(void)
{
    struct arena *a = arena_new();

    g_assert_cmpstr(lang_mentioned(a, "English version"), ==, "en");
    g_assert_cmpstr(lang_mentioned(a, "available in Chinese"), ==, "zh");
    g_assert_cmpstr(lang_mentioned(a, "🇨🇳 简体中文"), ==, "zh");
    g_assert_cmpstr(lang_mentioned(a, "繁體中文版"), ==, "zh-Hant");
    g_assert_cmpstr(lang_mentioned(a, "EN"), ==, "en");
    g_assert_cmpstr(lang_mentioned(a, "Português (Brasil)"), ==, "pt-BR");
    g_assert_cmpstr(lang_mentioned(a, "Русский"), ==, "ru");
    g_assert_null(lang_mentioned(a, "Germanium"));
    g_assert_null(lang_mentioned(a, "Chapter one"));
    arena_free(a);
}

/* ---- pairs ---- */

/* One list, whose twins are found by their names. */
static void test_names(void)
{
    const char *const lines[] = {"|one.md", "|two_zh.md", "|three.md", NULL};
    struct kit k;

    kit_open(&k);
    put(&k, "one.md", english);
    put(&k, "one.zh-CN.md", chinese);
    put(&k, "two_zh.md", chinese);
    put(&k, "two_en.md", english);
    put(&k, "three.md", chinese);
    put(&k, "three_origin.md", english);
    put(&k, "readme-2.md", chinese);
    expect(&k, (struct outline *[]){outline(&k, "SUMMARY.md", lines)}, 1, "zh en",
           "0: chapter - one.zh-CN.md [zh]\n"
           "    twin one.md [en]\n"
           "0: chapter - two_zh.md [zh]\n"
           "    twin two_en.md [en]\n"
           "0: chapter - three.md [zh]\n"
           "    twin three_origin.md [en]\n",
           0);
    kit_close(&k);
}

/* A list that has both versions of everything: each pair is one chapter, where the first was. */
static void test_both_listed(void)
{
    const char *const lines[] = {"Eins|a.md", "One|a_en.md", "Zwei|b.md", "Two|b_en.md", NULL};
    struct kit k;

    kit_open(&k);
    put(&k, "a.md", german);
    put(&k, "a_en.md", english);
    put(&k, "b.md", german);
    put(&k, "b_en.md", english);
    expect(&k, (struct outline *[]){outline(&k, NULL, lines)}, 1, "de en",
           "0: chapter \"Eins\" a.md [de]\n"
           "    twin \"One\" a_en.md [en]\n"
           "0: chapter \"Zwei\" b.md [de]\n"
           "    twin \"Two\" b_en.md [en]\n",
           0);
    kit_close(&k);
}

/* Two lists of one book: the first decides the order; what only the second has stands where its
 * neighbours do; parts have the titles of both. */
static void test_two_lists(void)
{
    const char *const en[] = {"# Basics",     "One|a_en.md|", "Two|b.md", "# Practice",
                              "Four|d_en.md", "Five|only.md", NULL};
    const char *const zh[] = {"# 基础",  "一|a.md",    "一点五|extra.md", "二|b-zh.md", "# 实践",
                              "四|d.md", "五|only.md", "# 附言",          "六|last.md", NULL};
    struct kit k;

    kit_open(&k);
    put(&k, "README.md", english);
    put(&k, "README-cn.md", chinese);
    put(&k, "a.md", chinese);
    put(&k, "a_en.md", english);
    put(&k, "b.md", english);
    put(&k, "b-zh.md", chinese);
    put(&k, "d.md", chinese);
    put(&k, "d_en.md", english);
    put(&k, "extra.md", chinese);
    put(&k, "only.md", chinese);
    put(&k, "last.md", chinese);
    struct outline *both[] = {outline(&k, "README.md", en), outline(&k, "README-cn.md", zh)};
    expect(&k, both, 2, "en zh",
           "0: part \"Basics\" [en]\n"
           "    twin \"基础\" (absent) [zh]\n"
           "  0: chapter \"One\" a_en.md [en]\n"
           "      twin \"一\" a.md [zh]\n"
           "  0: chapter \"一点五\" extra.md [zh]\n"
           "  0: chapter \"Two\" b.md [en]\n"
           "      twin \"二\" b-zh.md [zh]\n"
           "0: part \"Practice\" [en]\n"
           "    twin \"实践\" (absent) [zh]\n"
           "  0: chapter \"Four\" d_en.md [en]\n"
           "      twin \"四\" d.md [zh]\n"
           "  0: chapter \"五\" only.md [zh]\n"
           "      twin \"Five\" (absent) [en]\n"
           "0: part \"附言\" [zh]\n"
           "  0: chapter \"六\" last.md [zh]\n",
           0);
    g_assert_cmpstr(both[1]->lang, ==, "zh");
    kit_close(&k);
}

/* In a list that knows twins, two pages that it has as chapters are two; unless they link to each
 * other. */
static void test_apart(void)
{
    const char *const lines[] = {
        "Alpha|a_en.md", "> zh|a.md",     "Beta|b.md", "Beta in English|b_en.md",
        "Gamma|c.md",    "Delta|c_en.md", NULL};
    struct kit k;
    g_autofree char *zh = g_strconcat("# 丙\n\n[English](c_en.md) | 中文\n\n", chinese, NULL);
    g_autofree char *en = g_strconcat("# C\n\nEnglish | [中文](./c.md#top)\n\n", english, NULL);

    kit_open(&k);
    put(&k, "a.md", chinese);
    put(&k, "a_en.md", english);
    put(&k, "b.md", chinese);
    put(&k, "b_en.md", english);
    put(&k, "c.md", zh);
    put(&k, "c_en.md", en);
    expect(&k, (struct outline *[]){outline(&k, "README.md", lines)}, 1, "en zh",
           "0: chapter \"Alpha\" a_en.md [en]\n"
           "    twin a.md [zh]\n"
           "0: chapter - b.md [zh]\n"
           "    twin \"Beta\" (absent) [en]\n"
           "0: chapter \"Beta in English\" b_en.md [en]\n"
           "0: chapter \"Gamma\" c_en.md [en]\n"
           "    twin c.md [zh]\n",
           2);
    expect_note(&k, DIAG_PAIR_APART, 1);
    expect_note(&k, DIAG_PAIR_TWICE, 1);
    kit_close(&k);
}

/* Names that look like a language and are none. */
static void test_false_names(void)
{
    const char *const lines[] = {"|api.md", "|api-id.md",   "|no.md",    "|is-it.md",
                                 "|is.md",  "|it/intro.md", "|intro.md", NULL};
    struct kit k;

    kit_open(&k);
    for (const char *const *l = lines; *l != NULL; l++)
        put(&k, *l + 1, english);
    expect(&k, (struct outline *[]){outline(&k, NULL, lines)}, 1, "en",
           "0: chapter - api.md [en]\n"
           "0: chapter - api-id.md [en]\n"
           "0: chapter - no.md [en]\n"
           "0: chapter - is-it.md [en]\n"
           "0: chapter - is.md [en]\n"
           "0: chapter - it/intro.md [en]\n"
           "0: chapter - intro.md [en]\n",
           0);
    kit_close(&k);
}

/* A text that is not what its name says. */
static void test_wrong_names(void)
{
    const char *const lines[] = {"|a.md", "|b_zh.md", "|c.md", "> zh|c_x.md", "|d.md", NULL};
    struct kit k;
    g_autofree char *mixed = g_strconcat(english, "\n", chinese, "\n", english, chinese, NULL);

    kit_open(&k);
    put(&k, "a.md", english);
    put(&k, "a_zh.md", english); /* not translated yet */
    put(&k, "b_zh.md", english);
    put(&k, "c.md", english);
    put(&k, "c_x.md", german);
    put(&k, "d.md", mixed);
    expect(&k, (struct outline *[]){outline(&k, NULL, lines)}, 1, "en zh de",
           "0: chapter - a.md [en]\n"
           "    twin a_zh.md [zh]\n"
           "0: chapter - b_zh.md [en]\n"
           "0: chapter - c.md [en]\n"
           "    twin c_x.md [de]\n"
           "0: chapter - d.md [zh]\n",
           4);
    expect_note(&k, DIAG_PAIR_LANGUAGE, 3);
    expect_note(&k, DIAG_PAIR_MIXED, 1);
    kit_close(&k);
}

/* Twins by a link that are in one language. */
static void test_same(void)
{
    const char *const lines[] = {"|a.md", "> de|b.md", NULL};
    struct kit k;

    kit_open(&k);
    put(&k, "a.md", german);
    put(&k, "b.md", german);
    expect(&k, (struct outline *[]){outline(&k, "README.md", lines)}, 1, "de",
           "0: chapter - a.md [de]\n", 1);
    expect_note(&k, DIAG_PAIR_SAME, 1);
    kit_close(&k);
}

/* The same of chapters of their own that name each other: one note for both. */
static void test_same_both_ways(void)
{
    const char *const lines[] = {"|a.md", "> de|b.md", "|b.md", "> de|a.md", NULL};
    struct kit k;

    kit_open(&k);
    put(&k, "a.md", german);
    put(&k, "b.md", german);
    expect(&k, (struct outline *[]){outline(&k, "README.md", lines)}, 1, "de",
           "0: chapter - a.md [de]\n0: chapter - b.md [de]\n", 1);
    expect_note(&k, DIAG_PAIR_SAME, 1);
    kit_close(&k);
}

/* A page that was read as windows-1252 and saved again is in the language it was written in. */
static void test_garbled(void)
{
    const char *const lines[] = {"|a.md", "|b.md", NULL};
    struct kit k;
    g_autoptr(GString) garbled = g_string_new(NULL);

    for (const char *p = chinese; *p != '\0'; p++) {
        g_autofree char *c = g_convert(p, 1, "UTF-8", "ISO-8859-1", NULL, NULL, NULL);
        g_string_append(garbled, c);
    }
    kit_open(&k);
    put(&k, "a.md", chinese);
    put(&k, "b.md", garbled->str);
    expect(&k, (struct outline *[]){outline(&k, NULL, lines)}, 1, "zh",
           "0: chapter - a.md [zh]\n0: chapter - b.md [zh]\n", 0);
    kit_close(&k);
}

/* Pages with too little text are in the language of the others. */
static void test_short(void)
{
    const char *const lines[] = {"|a.md", "|b.md", "|c.md", "|d.md", NULL};
    struct kit k;

    kit_open(&k);
    put(&k, "a.md", german);
    put(&k, "b.md", "# API\n");
    put(&k, "b.en.md", "# API\n");
    put(&k, "c.md", "# 1\n");
    put(&k, "d.md", german);
    put(&k, "d.en.md", english);
    expect(&k, (struct outline *[]){outline(&k, NULL, lines)}, 1, "de en",
           "0: chapter - a.md [de]\n"
           "0: chapter - b.md [de]\n"
           "    twin b.en.md [en]\n"
           "0: chapter - c.md [de]\n"
           "0: chapter - d.md [de]\n"
           "    twin d.en.md [en]\n",
           0);
    kit_close(&k);
}

/* Trees beside each other, with a list each; two ways of writing Chinese. */
static void test_trees(void)
{
    const char *const en[] = {"A|docs/en/a.md", "B|docs/en/b.md", NULL};
    const char *const cn[] = {"甲|docs/zh-cn/a.md", NULL};
    struct kit k;

    kit_open(&k);
    put(&k, "docs/en/a.md", english);
    put(&k, "docs/en/b.md", english);
    put(&k, "docs/zh-cn/a.md", chinese);
    put(&k, "docs/zh-tw/a.md", taiwanese);
    put(&k, "docs/zh-tw/b.md", taiwanese);
    struct outline *both[] = {outline(&k, "docs/en/SUMMARY.md", en),
                              outline(&k, "docs/zh-cn/SUMMARY.md", cn)};
    expect(&k, both, 2, "en zh-Hant zh-Hans",
           "0: chapter \"A\" docs/en/a.md [en]\n"
           "    twin docs/zh-tw/a.md [zh-Hant]\n"
           "    twin \"甲\" docs/zh-cn/a.md [zh-Hans]\n"
           "0: chapter \"B\" docs/en/b.md [en]\n"
           "    twin docs/zh-tw/b.md [zh-Hant]\n",
           0);
    kit_close(&k);
}

/* One page in French among twenty is not a French book. */
static void test_rare(void)
{
    const char *lines[22] = {NULL};
    g_autofree char *french = g_strdup("Le cache garde ce qui a été calculé pour la suite.\n");
    GString *items = g_string_new(NULL);
    struct kit k;

    kit_open(&k);
    for (int n = 0; n < 20; n++) {
        lines[n] = arena_printf(k.i.arena, "|%02d.md", n);
        put(&k, lines[n] + 1, n == 7 ? french : english);
        g_string_append_printf(items, "0: chapter - %02d.md%s\n", n, n == 7 ? "" : " [en]");
    }
    put(&k, "03.de.md", german);
    expect(&k, (struct outline *[]){outline(&k, NULL, lines)}, 1, "en", items->str, 2);
    expect_note(&k, DIAG_PAIR_RARE, 2);
    g_string_free(items, TRUE);
    kit_close(&k);
}

static void test_versions(void)
{
    struct kit k;
    const char **found;

    kit_open(&k);
    put(&k, "README.md",
        "# T\n\n<a href=\"docs/LIES-MOI.md\">Français</a> [x](x.md) \n"
        "[Français](faux.md) [中文](README.en.md)\n\n"
        "This is the book that we have for you.\n");
    put(&k, "README_zh-CN.md", chinese);
    put(&k, "README-2.md", english);
    put(&k, "docs/LIES-MOI.md",
        "# T\n\n[English](../README.md)\n\nLe cache garde ce qui est là.\n");
    put(&k, "faux.md", "Le cache garde ce qui est calculé pour la suite.\n");
    put(&k, "README.en.md", english);
    put(&k, "x.md", english);
    k.i.root = root_open(k.folder);
    k.i.listing = listing_new(k.i.arena, k.i.root);
    found = pair_versions(&k.i, "README.md");
    g_autofree char *joined = g_strjoinv(" ", (char **)(uintptr_t)found);
    g_assert_cmpstr(joined, ==, "docs/LIES-MOI.md README_zh-CN.md");
    kit_close(&k);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pair/stems", test_stems);
    g_test_add_func("/pair/mentions", test_mentions);
    g_test_add_func("/pair/names", test_names);
    g_test_add_func("/pair/both-listed", test_both_listed);
    g_test_add_func("/pair/two-lists", test_two_lists);
    g_test_add_func("/pair/apart", test_apart);
    g_test_add_func("/pair/false-names", test_false_names);
    g_test_add_func("/pair/wrong-names", test_wrong_names);
    g_test_add_func("/pair/same", test_same);
    g_test_add_func("/pair/same/both-ways", test_same_both_ways);
    g_test_add_func("/pair/garbled", test_garbled);
    g_test_add_func("/pair/short", test_short);
    g_test_add_func("/pair/trees", test_trees);
    g_test_add_func("/pair/rare", test_rare);
    g_test_add_func("/pair/versions", test_versions);
    return g_test_run();
}

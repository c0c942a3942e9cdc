/* Paragraphs: CJK rules, breaking that never sticks out, links and marks, missing glyphs, texts
 * that nobody would write. Needs the fonts that a build needs; skips without them. */
#include "layout/par.h"

#include "kit.h"

#include <string.h>

static bool have_fonts(void)
{
    struct kit k;

    kit_open(&k);
    const struct face_list *list = fonts_list(k.fonts, &k.style, "zh");
    const struct font *latin = face_list_primary(list, false), *han = face_list_primary(list, true);
    bool have = latin != NULL && strcmp(latin->family, "TeX Gyre Pagella") == 0 &&
                strcmp(han->family, "Noto Serif CJK SC") == 0;
    kit_close(&k);
    return have;
}

static struct par_lines set(struct kit *k, const char *text, const char *lang, len width)
{
    struct par_shape shape = {.width = width, .align = TEXT_JUSTIFY};

    return par_break(par_new_text(k->shaper, text, &k->style, lang), &shape);
}

static len natural(struct kit *k, const char *text, const char *lang)
{
    return par_max_width(par_new_text(k->shaper, text, &k->style, lang));
}

/* Full-width marks: adjacent ones share half an em, the last of a line loses it, and so does an
 * opening one that begins a line. 10 pt type: a Han is 10,240 units. */
static void test_marks(void)
{
    struct kit k;
    const len em = 10 * LEN_PT;

    kit_open(&k);
    g_assert_cmpint(natural(&k, "中中", "zh"), ==, 2 * em);
    g_assert_cmpint(natural(&k, "中，中", "zh"), ==, 3 * em);
    g_assert_cmpint(natural(&k, "中，", "zh"), ==, 3 * em / 2);
    g_assert_cmpint(natural(&k, "（中", "zh"), ==, 3 * em / 2);
    g_assert_cmpint(natural(&k, "中）。中", "zh"), ==, 7 * em / 2);
    g_assert_cmpint(natural(&k, "中，（中", "zh"), ==, 7 * em / 2);
    g_assert_cmpint(natural(&k, "中——中", "zh"), ==, 4 * em);
    g_assert_cmpint(natural(&k, "中·中", "zh"), ==, 5 * em / 2);
    kit_close(&k);
}

/* A typed space between Han and Latin is the quarter em that would be there without it. */
static void test_gap(void)
{
    struct kit k;

    kit_open(&k);
    len typed = natural(&k, "中 GPU 中", "zh"), none = natural(&k, "中GPU中", "zh");
    g_assert_cmpint(typed, ==, none);
    g_assert_cmpint(typed, ==, natural(&k, "中", "zh") * 2 + natural(&k, "GPU", "zh") + 5 * LEN_PT);
    /* beside a full-width mark its blank serves */
    g_assert_cmpint(natural(&k, "中， GPU", "zh"), ==, natural(&k, "中，GPU", "zh"));
    kit_close(&k);
}

/* The family of the first run. */
static const char *first_family(const struct par_lines *lines)
{
    for (const struct item *i = lines->lines[0].frame->first; i != NULL; i = i->next)
        if (i->kind == ITEM_GLYPHS)
            return i->u.glyphs.font->family;
    return "none";
}

/* Quotes take the font of their context, not of the list's first font. */
static void test_quotes(void)
{
    struct kit k;

    kit_open(&k);
    struct par_lines zh = set(&k, "“中文”与“GPU”", "zh", LEN_PT * 300);
    g_assert_cmpstr(first_family(&zh), ==, "Noto Serif CJK SC");
    struct par_lines en = set(&k, "“Latin” and it’s", "zh", LEN_PT * 300);
    g_assert_cmpstr(first_family(&en), ==, "TeX Gyre Pagella");
    en = set(&k, "say “Latin” and it’s", "zh", LEN_PT * 300);
    g_assert_true(en.lines[0].frame->first == en.lines[0].frame->last); /* one run */
    en = set(&k, "“Latin” and 中文 too", "en", LEN_PT * 300);
    g_assert_cmpstr(first_family(&en), ==, "TeX Gyre Pagella");
    kit_close(&k);
}

static void check_lines(const struct par_lines *lines, len width)
{
    static const char *const bad_starts[] = {"，", "。", "、", "）", "」", "”",
                                             "！", "？", "：", "；", "》", "·"};
    static const char *const bad_ends[] = {"（", "「", "“", "《"};

    for (size_t i = 0; i < lines->n; i++) {
        const struct par_line *l = &lines->lines[i];
        g_assert_cmpint(l->width, <=, width + 2);
        if (l->end == PAR_BREAK_SPACE && width >= 120 * LEN_PT) /* the right edge is exact */
            g_assert_cmpint(l->width, >=, width - 2);
        for (size_t k = 0; k < G_N_ELEMENTS(bad_starts); k++)
            g_assert_false(g_str_has_prefix(l->text, bad_starts[k]));
        for (size_t k = 0; k < G_N_ELEMENTS(bad_ends); k++)
            g_assert_false(g_str_has_suffix(l->text, bad_ends[k]));
        g_assert_false(g_str_has_prefix(l->text, " "));
    }
}

/* Prohibitions and the exact edge at every measure from 3 to 30 em. */
static void test_prohibitions(void)
{
    static const char text[] =
        "在大模型推理中，“注意力”（attention）机制是最核心的计算；而 KV cache "
        "的管理，则决定了系统的"
        "吞吐。他说：“你好吗？”——我们把这种方法叫做《连续批处理》……它能提升100%的性能，约翰·"
        "史密斯也这么认为。「引号」、（括号）！真的吗？！";
    struct kit k;

    kit_open(&k);
    for (int w = 60; w <= 300; w += 7) {
        struct par_lines lines = set(&k, text, "zh", w * LEN_PT);
        check_lines(&lines, w * LEN_PT);
        for (size_t i = 0; i + 1 < lines.n; i++) /* —— stays whole */
            g_assert_false(g_str_has_suffix(lines.lines[i].text, "—") &&
                           g_str_has_prefix(lines.lines[i + 1].text, "—"));
    }
    kit_close(&k);
}

/* Addresses, paths, identifiers and plain nonsense break somewhere rather than stick out. */
static void test_nothing_sticks_out(void)
{
    static const char *const texts[] = {
        "see https://example.com/a/very/long/path_name/with-many-parts/file.html?query=1&more=2",
        "torch.distributed.fsdp.fully_sharded_data_parallel.FullyShardedDataParallel",
        "SglangSchedulerBatchOverlapForwardModeController and_a_snake_case_name_that_is_long",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        ("a\xc2\xa0"
         "b\xc2\xa0"
         "c\xc2\xa0"
         "d\xc2\xa0"
         "e\xc2\xa0"
         "f\xc2\xa0"
         "g\xc2\xa0"
         "h"),
        ("pneumonoultramicroscopicsilicovolcanoconiosis is a word; so is "
         "floccinaucinihilipilification"),
        "！！！！！！！！！！！！！！！！！！！！（（（（（（（（（（（（（（（（（（（",
    };
    struct kit k;

    kit_open(&k);
    for (size_t t = 0; t < G_N_ELEMENTS(texts); t++)
        for (int w = 45; w <= 240; w += 13) {
            struct par_lines lines = set(&k, texts[t], t == 6 ? "zh" : "en", w * LEN_PT);
            for (size_t i = 0; i < lines.n; i++)
                g_assert_cmpint(lines.lines[i].width, <=, w * LEN_PT + 2);
        }
    kit_close(&k);
}

/* The text of all lines together is the text, with nothing lost. */
static void test_text_kept(void)
{
    static const char text[] = "An office’s effi\xc2\xad"
                               "cient hyphenation of internationalisation, in "
                               "a narrow column: nothing of it may be lost. 中文 and 日本語。";
    struct kit k;

    kit_open(&k);
    for (int w = 50; w <= 200; w += 17) {
        struct par_lines lines = set(&k, text, "en", w * LEN_PT);
        GString *got = g_string_new(NULL), *want = g_string_new(NULL);
        for (size_t i = 0; i < lines.n; i++)
            for (const char *p = lines.lines[i].text; *p != '\0'; p++)
                if (*p != ' ' && !(p[0] == '\xc2' && p[1] == '\xad'))
                    g_string_append_c(got, *p);
                else if (*p != ' ')
                    p++;
        for (const char *p = text; *p != '\0'; p++)
            if (*p != ' ' && !(p[0] == '\xc2' && p[1] == '\xad'))
                g_string_append_c(want, *p);
            else if (*p != ' ')
                p++;
        g_assert_cmpstr(got->str, ==, want->str);
        g_string_free(got, TRUE);
        g_string_free(want, TRUE);
    }
    kit_close(&k);
}

static struct node *child(struct kit *k, struct node *parent, enum node_kind kind)
{
    struct node *n = node_new(k->a, kind, (struct loc){"x.md", 3, 0});

    node_append(parent, n);
    return n;
}

/* Links, footnote references and ids come out on the lines they are on; <br> ends a line. */
static void test_nodes(void)
{
    struct kit k;
    struct par_shape shape = {.width = 300 * LEN_PT, .align = TEXT_LEFT};

    kit_open(&k);
    struct chapter chapter = {.name = "c007", .lang = "en"};
    shaper_set_chapter(k.shaper, &chapter);
    struct node *p = node_new(k.a, NODE_PARAGRAPH, (struct loc){"x.md", 3, 0});
    node_append(p, node_new_text(k.a, p->loc, "one "));
    struct node *link = child(&k, p, NODE_LINK);
    link->u.link.kind = LINK_EXTERNAL;
    link->u.link.url = "https://example.com/";
    node_append(link, node_new_text(k.a, p->loc, "two"));
    child(&k, p, NODE_HARD_BREAK);
    struct node *anchor = child(&k, p, NODE_ANCHOR);
    anchor->id = "here";
    node_append(p, node_new_text(k.a, p->loc, "three"));
    struct node *note = node_new(k.a, NODE_FOOTNOTE, p->loc);
    note->id = "fn-1";
    note->u.footnote.number = 1;
    child(&k, p, NODE_FOOTNOTE_REF)->u.ref.footnote = note;

    struct par_lines lines = par_break(par_new(k.shaper, p, &k.style, NULL), &shape);
    g_assert_cmpuint(lines.n, ==, 2);
    g_assert_cmpstr(lines.lines[0].text, ==, "one two");
    g_assert_cmpint(lines.lines[0].end, ==, PAR_BREAK_FORCED);
    g_assert_null(lines.lines[0].anchors);
    g_assert_cmpint(lines.lines[0].frame->last->kind, ==, ITEM_LINK);
    g_assert_cmpstr(lines.lines[0].frame->last->u.link.uri, ==, "https://example.com/");
    g_assert_cmpstr(lines.lines[0].frame->last->u.link.text, ==, "two");
    g_assert_cmpstr(lines.lines[1].text, ==, "three1");
    g_assert_true(lines.lines[1].anchors[0] == anchor && lines.lines[1].anchors[1] == NULL);
    g_assert_cmpint(lines.lines[1].footnotes[0]->kind, ==, NODE_FOOTNOTE_REF);
    g_assert_cmpstr(lines.lines[1].frame->last->u.link.anchor, ==, "c007#fn-1");
    kit_close(&k);
}

/* What no font has is reported, once, and replaced by a mark that copies out as the character. */
static void test_missing(void)
{
    struct kit k;

    kit_open(&k);
    struct par_lines lines = set(&k, "a \xf3\xb0\x80\x80 b \xf3\xb0\x80\x80", "en", LEN_PT * 300);
    g_assert_cmpuint(diags_count_code(k.diags, DIAG_GLYPH_MISSING), ==, 1);
    g_assert_cmpstr(lines.lines[0].text, ==, "a \xf3\xb0\x80\x80 b \xf3\xb0\x80\x80");
    kit_close(&k);
}

/* Right to left, marks without a base, joiners, emoji of many parts, control characters, one word
 * of a megabyte: no crash, no loss of lines. */
static void test_strange(void)
{
    static const char *const texts[] = {
        "שלום עולם and العربية here",
        "\xcc\x81\xcc\x82\xcc\x83 \xe2\x80\x8d\xe2\x80\x8d x",
        "👩‍👩‍👧‍👦👍🏽🇨🇳🇩🇪1️⃣✅❌⚠️",
        "\x01\x02\x1b[0m\x7f",
        ("\xe2\x80\xae"
         "reversed\xe2\x80\xac \xe2\x81\xa6x\xe2\x81\xa9"),
        "ภาษาไทยเขียนติดกันไม่มีช่องว่างระหว่างคำ",
        "한국어는 띄어쓰기를 합니다",
        "－－－ー々〇𠀀𠮷が゙",
        "\xef\xbf\xbc\xef\xbf\xbd\xef\xbb\xbf",
        " \n \n ",
    };
    struct kit k;

    kit_open(&k);
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        for (int w = 5; w < 100; w += 30) {
            struct par_lines lines = set(&k, texts[i], "en", w * LEN_PT);
            g_assert_true(lines.n > 0 || i + 1 == G_N_ELEMENTS(texts));
        }
    GString *big = g_string_new(NULL);
    while (big->len < 300000)
        g_string_append(big, "abcdefghijklmnopqrstuvwxyz");
    struct par_lines lines = set(&k, big->str, "en", 300 * LEN_PT);
    g_assert_cmpuint(lines.n, >, 1000);
    for (size_t i = 0; i < lines.n; i++)
        g_assert_cmpint(lines.lines[i].width, <=, 300 * LEN_PT + 2);
    g_string_free(big, TRUE);
    kit_close(&k);
}

/* A paragraph runs as its style says, whatever it begins with: the first word stands at the side
 * where text starts, and the width is told from there. */
static void test_direction(void)
{
    struct kit k;

    kit_open(&k);
    struct par_lines ltr = set(&k, "shalom: שלום עולם", "en", 300 * LEN_PT);
    k.style.direction = DIRECTION_RTL;
    struct par_lines rtl = set(&k, "shalom: שלום עולם", "he", 300 * LEN_PT);
    g_assert_cmpint(ltr.lines[0].frame->first->x, ==, 0);
    g_assert_cmpint(ltr.lines[0].width, <, 150 * LEN_PT);
    g_assert_cmpint(rtl.lines[0].frame->first->x, >, 150 * LEN_PT);
    g_assert_cmpint(rtl.lines[0].width, <, 150 * LEN_PT);
    kit_close(&k);
}

/* The glyph of a character in a language: the faces of Noto's collection share their glyphs. */
static uint32_t form(struct kit *k, const char *c, const char *lang)
{
    struct par_lines lines = set(k, c, lang, 300 * LEN_PT);
    const struct item *item = lines.lines[0].frame->first;

    g_assert_nonnull(item);
    g_assert_cmpint(item->kind, ==, ITEM_GLYPHS);
    g_assert_cmpuint(item->u.glyphs.n_glyphs, ==, 1);
    return item->u.glyphs.glyphs[0].id;
}

/* Each language draws Han in its own form. */
static void test_forms(void)
{
    struct kit k;

    kit_open(&k);
    for (const char *const *c = (const char *const[]){"骨", "直", "令", NULL}; *c != NULL; c++)
        g_assert_cmpuint(form(&k, *c, "zh-Hans"), ==, form(&k, *c, "zh"));
    g_assert_cmpuint(form(&k, "骨", "zh-Hans"), !=, form(&k, "骨", "ja"));
    g_assert_cmpuint(form(&k, "骨", "zh-Hans"), !=, form(&k, "骨", "zh-Hant"));
    g_assert_cmpuint(form(&k, "骨", "zh-TW"), ==, form(&k, "骨", "zh-Hant"));
    g_assert_cmpuint(form(&k, "骨", "zh-Hant"), !=, form(&k, "骨", "zh-HK"));
    g_assert_cmpuint(form(&k, "直", "zh-Hans"), !=, form(&k, "直", "ja"));
    g_assert_cmpuint(form(&k, "令", "zh-Hans"), !=, form(&k, "令", "ko"));
    g_assert_cmpuint(form(&k, "令", "zh-Hans"), !=, form(&k, "令", "zh-Hant"));
    g_assert_cmpuint(form(&k, "令", "ja"), ==, form(&k, "令", "ko"));
    kit_close(&k);
}

/* Words from right to left are divided after a maqaf, and anywhere when they are too long; what is
 * divided is all there. */
static void test_long_rtl(void)
{
    struct kit k;
    g_autoptr(GString) text = g_string_new(NULL), got = g_string_new(NULL);

    kit_open(&k);
    k.style.direction = DIRECTION_RTL;
    for (int i = 0; i < 40; i++)
        g_string_append(text, i == 5 ? "בית־" : "שלום");
    struct par_lines lines = set(&k, text->str, "he", 100 * LEN_PT);
    g_assert_cmpuint(lines.n, >, 3);
    for (size_t i = 0; i < lines.n; i++) {
        g_string_append(got, lines.lines[i].text);
        g_assert_cmpint(lines.lines[i].width, <=, 101 * LEN_PT);
    }
    g_assert_cmpstr(got->str, ==, text->str);
    kit_close(&k);
}

/* Decomposed Hangul (file names of some systems) is one syllable, not three letters. */
static void test_jamo(void)
{
    struct kit k;

    kit_open(&k);
    g_assert_cmpint(natural(&k, "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", "ko"), ==,
                    natural(&k, "한", "ko"));
    kit_close(&k);
}

/* The letters of a justified line share its slack with the spaces: wider or narrower by a fiftieth
 * at most, all alike; those of a last line stay as drawn, and the right edge is exact. */
static void test_expansion(void)
{
    struct kit k;
    bool any = false;

    kit_open(&k);
    struct par_lines lines =
        set(&k,
            "The letters of a justified line share its slack with the spaces between them, so "
            "that fewer words need to be divided and no space is far from its natural width.",
            "en", 190 * LEN_PT);
    g_assert_cmpuint(lines.n, >, 2);
    for (size_t i = 0; i < lines.n; i++) {
        const struct frame *f = lines.lines[i].frame;
        bool last = i + 1 == lines.n;
        int of_line = 0;
        for (const struct item *item = f->first; item != NULL; item = item->next) {
            g_assert_cmpint(item->kind, ==, ITEM_GLYPHS);
            of_line = item->u.glyphs.widened;
            g_assert_cmpint(ABS(of_line), <=, last ? 0 : 20);
            g_assert_cmpint(of_line, ==, f->first->u.glyphs.widened);
        }
        any |= of_line != 0;
        if (!last)
            g_assert_cmpint(ABS(lines.lines[i].width - 190 * LEN_PT), <, LEN_PT / 10);
    }
    g_assert_true(any);
    kit_close(&k);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    if (!have_fonts())
        return 77;
    g_test_add_func("/par/marks", test_marks);
    g_test_add_func("/par/gap", test_gap);
    g_test_add_func("/par/quotes", test_quotes);
    g_test_add_func("/par/prohibitions", test_prohibitions);
    g_test_add_func("/par/nothing-sticks-out", test_nothing_sticks_out);
    g_test_add_func("/par/text-kept", test_text_kept);
    g_test_add_func("/par/nodes", test_nodes);
    g_test_add_func("/par/missing", test_missing);
    g_test_add_func("/par/direction", test_direction);
    g_test_add_func("/par/forms", test_forms);
    g_test_add_func("/par/jamo", test_jamo);
    g_test_add_func("/par/long-rtl", test_long_rtl);
    g_test_add_func("/par/strange", test_strange);
    g_test_add_func("/par/expansion", test_expansion);
    return g_test_run();
}

/* The words of every known language. */
#include "doc/labels.h"

static void test_complete(void)
{
    static const char *const langs[] = {"en", "zh", "zh-Hant", "ja", "ko", "de", "fr", "es", "xx"};

    for (size_t i = 0; i < G_N_ELEMENTS(langs); i++)
        for (int label = 0; label < LABEL_COUNT; label++)
            g_assert_nonnull(label_text(langs[i], (enum label)label));
    g_assert_cmpstr(label_text("zh-Hans-CN", LABEL_CONTENTS), ==, "目录");
    g_assert_cmpstr(label_text("zh-TW", LABEL_CONTENTS), ==, "目錄");
    g_assert_cmpstr(label_text("zh-Hans-HK", LABEL_CONTENTS), ==, "目录");
    g_assert_cmpstr(label_text("pt", LABEL_CONTENTS), ==, "Contents");
    g_assert_cmpstr(label_alert("zh", ALERT_CAUTION), ==, "小心");
    g_assert_cmpstr(label_alert(NULL, ALERT_TIP), ==, "Tip");
}

static void test_numbers(void)
{
    struct arena *a = arena_new();

    g_assert_cmpstr(label_chapter(a, "zh", "3"), ==, "第 3 章");
    g_assert_cmpstr(label_chapter(a, "en", "3"), ==, "Chapter 3");
    g_assert_cmpstr(label_part(a, "zh", 1), ==, "第一部分");
    g_assert_cmpstr(label_part(a, "zh", 10), ==, "第十部分");
    g_assert_cmpstr(label_part(a, "zh", 12), ==, "第十二部分");
    g_assert_cmpstr(label_part(a, "zh", 20), ==, "第二十部分");
    g_assert_cmpstr(label_part(a, "zh", 123), ==, "第 123 部分");
    g_assert_cmpstr(label_part(a, "en", 14), ==, "Part XIV");
    g_assert_cmpstr(label_part(a, "ja", 2), ==, "第2部");
    g_assert_cmpstr(label_appendix(a, "zh", "A"), ==, "附录 A");
    g_assert_cmpstr(label_in_contents(a, "en", "3", false), ==, "3");
    g_assert_cmpstr(label_in_contents(a, "zh", "3", false), ==, "第 3 章");
    g_assert_cmpstr(label_in_contents(a, "zh-Hant", "A", true), ==, "附錄 A");
    g_assert_cmpstr(label_in_contents(a, "zh", "3.1", false), ==, "3.1");
    g_assert_cmpstr(label_table(a, "zh", "2", 3), ==, "表 2-3");
    g_assert_cmpstr(label_section(a, "zh", "3.2"), ==, "3.2 节");
    g_assert_cmpstr(label_page(a, "en", "37"), ==, " (page\u00a037)");
    g_assert_cmpstr(label_by(a, "zh", "某某"), ==, "某某 著");
    g_assert_cmpstr(label_figure(a, "zh", "2", 3), ==, "图 2-3");
    g_assert_cmpstr(label_figure(a, "en", "2", 3), ==, "Figure 2.3");
    g_assert_cmpstr(label_figure(a, "en", NULL, 3), ==, "Figure 3");
    arena_free(a);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/labels/complete", test_complete);
    g_test_add_func("/labels/numbers", test_numbers);
    return g_test_run();
}

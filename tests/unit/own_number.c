/* Numbers that authors write before their titles. */
#include "doc/own_number.h"

#include <glib.h>

static void expect(const char *title, const char *value, const char *words)
{
    struct arena *a = arena_new();
    struct own_number own = own_number_find(a, title, false);

    g_assert_cmpstr(own.value, ==, value);
    g_assert_cmpstr(title + own.bytes, ==, words != NULL ? words : title);
    arena_free(a);
}

static void test_numbers(void)
{
    expect("1. Start", "1", "Start");
    expect("3.2 KV cache", "3.2", "KV cache");
    expect("3.2. KV cache", "3.2", "KV cache");
    expect("2) Run", "2", "Run");
    expect("1.缓存", "1", "缓存");
    expect("2.3缓存", "2.3", "缓存");
    expect("3、缓存", "3", "缓存");
    expect("（十二）缓存", "12", "缓存");
    expect("(1) Start", "1", "Start");
    expect("一、概述", "1", "概述");
    expect("二十三、概述", "23", "概述");
    expect("第三章 缓存", "3", "缓存");
    expect("第 3 节：缓存", "3", "缓存");
    expect("第十步：复盘", "10", "复盘");
    expect("第一部分自查清单", "1", "自查清单");
    expect("Chapter 3: Caching", "3", "Caching");
    expect("CHAPTER IV — Caching", "4", "Caching");
    expect("Appendix B. Tables", "B", "Tables");
    expect("附录 A 缩写", "A", "缩写");
    expect("0x0A Start", "10", "Start");
    expect("II. Method", "2", "Method");
    expect("B. Setup", "B", "Setup");
    expect("② 运行", "2", "运行");
    expect("1\uFE0F\u20E3 Filter", "1", "Filter");
    expect("3 Cache", "3", "Cache"); /* bare */
}

static void test_others(void)
{
    static const char *const titles[] = {"",
                                         "Cache",
                                         "3D parallelism",
                                         "2 + 2 = 4",
                                         "8-GPU test",
                                         "1.5B",
                                         "2026 plans",
                                         "2026.03 plans",
                                         "三种权重更新",
                                         "一文理解",
                                         "第一性原理",
                                         "第三阶段",
                                         "Chapters",
                                         "Chapter and verse",
                                         "Unit tests",
                                         "Appendix",
                                         "0xdeadbeef",
                                         "0x",
                                         "I think",
                                         "A cache",
                                         "附录：澄清",
                                         "Step 1: Run",
                                         "2.0",
                                         "三",
                                         "十"};

    for (size_t i = 0; i < G_N_ELEMENTS(titles); i++)
        expect(titles[i], NULL, NULL);
}

static void test_parts(void)
{
    struct arena *a = arena_new();

    g_assert_cmpstr(own_number_find(a, "Part I: Basics", true).value, ==, "1");
    g_assert_cmpstr(own_number_find(a, "Part 2. More", true).value, ==, "2");
    g_assert_cmpuint(own_number_find(a, "Part I: Basics", false).bytes, ==, 0);
    g_assert_cmpuint(own_number_find(a, "Partial results", true).bytes, ==, 0);
    arena_free(a);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/own-number/numbers", test_numbers);
    g_test_add_func("/own-number/others", test_others);
    g_test_add_func("/own-number/parts", test_parts);
    return g_test_run();
}

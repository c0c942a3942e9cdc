#include "doc/resolve_caption.h"

#include <string.h>

static void check_number(const char *text, bool strict, const char *label, size_t rest)
{
    size_t whole = 0, n = caption_own_number(text, strict, &whole);
    g_autofree char *got = g_strndup(text, n);

    g_assert_cmpstr(got, ==, label);
    if (n > 0)
        g_assert_cmpuint(whole, ==, rest);
}

static void test_own_numbers(void)
{
    check_number("Figure 1. A pipeline", true, "Figure 1", strlen("Figure 1. "));
    check_number("Fig. 2-1: A pipeline", true, "Fig. 2-1", strlen("Fig. 2-1: "));
    check_number("figure 1.2a) A part", true, "figure 1.2a", strlen("figure 1.2a) "));
    check_number("Figure A.1: An appendix", true, "Figure A.1", strlen("Figure A.1: "));
    check_number("图 3：流水线", true, "图 3", strlen("图 3："));
    check_number("图3-1、流水线", true, "图3-1", strlen("图3-1、"));
    check_number("그림 2. 구조", true, "그림 2", strlen("그림 2. "));
    check_number("Figure 3 shows", true, "", 0);
    check_number("Figure 3 A pipeline", false, "Figure 3", strlen("Figure 3 "));
    check_number("图 3 把整个生命周期", true, "", 0);
    check_number("Figure", false, "", 0);
    check_number("Figures 1 and 2", false, "", 0);
    check_number("Figure of the tree", false, "", 0);
    check_number("图示如下", false, "", 0);
    g_assert_cmpuint(caption_bare_label("Figure: A pipeline"), ==, strlen("Figure: "));
    g_assert_cmpuint(caption_bare_label("图：流水线"), ==, strlen("图："));
    g_assert_cmpuint(caption_bare_label("Figure it out"), ==, 0);
}

static void test_meaning(void)
{
    static const char *const good[] = {"A radix tree of four requests",
                                       "前缀树",
                                       "Cross-Attention",
                                       "DataSource",
                                       "slime整体工作流程",
                                       "moe resp_len",
                                       "training-rollout logprob diff = 0"};
    static const char *const bad[] = {"",
                                      "image",
                                      "alt text",
                                      "Image 3",
                                      "image-20250302122706407",
                                      "step-4",
                                      "fsdp1",
                                      "IMG_1234",
                                      "radix-tree.PNG",
                                      "截图",
                                      "屏幕截图 2024-05-01",
                                      "Screenshot 2024-05-01 at 10.11.12",
                                      "Pasted image 20240501",
                                      "Project logo",
                                      "在这里插入图片描述",
                                      "https://example.org/a",
                                      "42"};
    g_autofree char *longer = g_strnfill(161, 'A');

    for (size_t i = 0; i < G_N_ELEMENTS(good); i++)
        g_assert_true(caption_is_meaningful(good[i], "images/a.png"));
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
        g_assert_false(caption_is_meaningful(bad[i], "images/a.png"));
    g_assert_false(caption_is_meaningful(longer, "a.png"));
    g_assert_false(caption_is_meaningful("Radix-Tree", "images/Radix-Tree.png"));
    g_assert_true(caption_is_meaningful("Radix tree", "images/radix tree.png"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/caption/own-numbers", test_own_numbers);
    g_test_add_func("/caption/meaning", test_meaning);
    return g_test_run();
}

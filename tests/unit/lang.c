/* Languages: which run from right to left. */
#include "base/lang.h"

static void test_rtl(void)
{
    g_assert_true(lang_is_rtl("he"));
    g_assert_true(lang_is_rtl("AR-eg"));
    g_assert_true(lang_is_rtl("az-Arab"));
    g_assert_true(lang_is_rtl("pa-Arab-PK"));
    g_assert_false(lang_is_rtl("ar-Latn"));
    g_assert_false(lang_is_rtl("arn"));
    g_assert_false(lang_is_rtl("en"));
    g_assert_false(lang_is_rtl("zh-Hant"));
    g_assert_false(lang_is_rtl(NULL));
}

static void test_letters(void)
{
    g_assert_true(uc_is_rtl(0x05d0));  /* alef */
    g_assert_true(uc_is_rtl(0x0627));  /* alif */
    g_assert_false(uc_is_rtl(0x0662)); /* an Arabic digit */
    g_assert_false(uc_is_rtl('a'));
    g_assert_false(uc_is_rtl(0x4e2d));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/lang/rtl", test_rtl);
    g_test_add_func("/lang/letters", test_letters);
    return g_test_run();
}

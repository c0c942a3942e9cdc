/* Texts that were read in the wrong encoding and saved again. */
#include "base/encoding.h"

#include <string.h>

static const char chinese[] =
    "# 缓存\n\n第一章讲缓存的原理，第二章讲淘汰策略。\nplain\n参数服务器与推理系统。\n";
static const char french[] = "# Thé à la menthe\n\nOù est passé l’été ? Après la forêt, près du "
                             "château.\nIl préfère déjà les élèves.\n";

enum loss { KEPT, DROPPED, REPLACED };

/* What a program makes of the text that takes it for the encoding. Bytes that the encoding has no
 * character for stay as control characters, vanish, or become U+FFFD. */
static char *misread(const char *text, const char *encoding, enum loss loss)
{
    GString *out = g_string_new(NULL);

    for (const guchar *p = (const guchar *)text; *p != '\0'; p++) {
        char byte[2] = {(char)*p, '\0'};
        gsize n = 0;
        g_autofree char *c = g_convert(byte, 1, "UTF-8", encoding, NULL, &n, NULL);
        if (c != NULL)
            g_string_append_len(out, c, (gssize)n);
        else if (loss == KEPT)
            g_string_append_unichar(out, *p);
        else if (loss == REPLACED)
            g_string_append_unichar(out, 0xfffd);
    }
    return g_string_free(out, FALSE);
}

static struct encoding_repair *repair(struct arena *a, const char *text)
{
    return encoding_repair(a, text, strlen(text));
}

static void test_lossless(void)
{
    static const struct {
        const char *text, *encoding, *name;
    } cases[] = {
        {chinese, "ISO-8859-1", "ISO-8859-1"},
        {chinese, "WINDOWS-1252", "windows-1252"},
        {"# 🚀 起步\n\n推理系统，🔥 训练系统。\n", "WINDOWS-1254", "windows-1254"},
        {chinese, "WINDOWS-1250", "windows-1250"},
        {chinese, "WINDOWS-1251", "windows-1251"},
        {chinese, "MACINTOSH", "macintosh"},
        {chinese, "IBM437", "IBM437"},
        {chinese, "IBM850", "IBM850"},
        {french, "WINDOWS-1252", "windows-1252"},
        {"Привет, мир. Это глава о кэше.\n", "WINDOWS-1252", "windows-1252"},
        {"Привет, мир. Это глава о кэше.\n", "WINDOWS-1251", "windows-1251"},
        {"キャッシュの章です。次はメモリ。\n", "WINDOWS-1252", "windows-1252"},
        {"Die Größe der Schlüssel: für große Blöcke über zwölf.\n", "MACINTOSH", "macintosh"},
    };
    struct arena *a = arena_new();

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *bad = misread(cases[i].text, cases[i].encoding, KEPT);
        struct encoding_repair *r = repair(a, bad);
        g_assert_nonnull(r);
        g_assert_cmpstr(r->encoding, ==, cases[i].name);
        g_assert_cmpstr(r->text, ==, cases[i].text);
        g_assert_cmpuint(r->size, ==, strlen(cases[i].text));
        g_assert_cmpuint(r->lost, ==, 0);
        g_assert_cmpint(r->times, ==, 1);
        g_assert_null(repair(a, cases[i].text));
    }
    arena_free(a);
}

/* Bytes that are gone: one mark for each character that they belonged to. */
static void test_lost(void)
{
    struct arena *a = arena_new();

    for (int loss = DROPPED; loss <= REPLACED; loss++) {
        g_autofree char *bad =
            misread("如何学习：成为合格的读者。\n", "WINDOWS-1254", (enum loss)loss);
        struct encoding_repair *r = repair(a, bad);
        g_assert_nonnull(r);
        g_assert_cmpuint(r->lost, >, 0);
        g_assert_cmpuint(r->restored + r->lost, ==, 13);
        g_assert_nonnull(strstr(r->text, "的读者"));
        g_assert_null(strstr(r->text, "å"));
    }
    arena_free(a);
}

/* The no-break space that belongs to à is often a space by now. */
static void test_a_grave(void)
{
    struct arena *a = arena_new();
    struct encoding_repair *r = repair(a, "VoilÃ  lâ€™Ã©tÃ© Ã  cÃ´tÃ© de la forÃªt, dÃ©jÃ.\n"
                                          "Ã  bientÃ´t, prÃ¨s dâ€™ici, Ã la fin.\n");

    g_assert_nonnull(r);
    g_assert_cmpstr(r->text, ==,
                    "Voilà l’été à côté de la forêt, déj\xef\xbf\xbd.\n"
                    "à bientôt, près d’ici, à la fin.\n");
    g_assert_cmpuint(r->lost, ==, 1);
    arena_free(a);
}

/* Only the lines that it happened to change; line numbers and line ends stay. */
static void test_mixed(void)
{
    struct arena *a = arena_new();
    g_autofree char *bad = misread("第二节讲淘汰策略，第三节讲预取。", "WINDOWS-1252", KEPT);
    g_autofree char *text =
        g_strconcat("\xef\xbb\xbf# 缓存\r\n\r\n这一行是好的。\r\n", bad, "\r\nDéjà vu.\r\n", NULL);
    struct encoding_repair *r = repair(a, text);

    g_assert_nonnull(r);
    g_assert_cmpstr(r->text, ==,
                    "\xef\xbb\xbf# 缓存\r\n\r\n这一行是好的。\r\n第二节讲淘汰策略，第三节讲预取。"
                    "\r\nDéjà vu.\r\n");
    g_assert_cmpint(r->line, ==, 4);
    g_assert_cmpuint(r->lines, ==, 1);
    g_assert_cmpstr(r->example, ==, "第二节讲淘汰策略，第三节讲预取。");
    arena_free(a);
}

static void test_twice(void)
{
    struct arena *a = arena_new();
    g_autofree char *once = misread(chinese, "ISO-8859-1", KEPT);
    g_autofree char *twice = misread(once, "ISO-8859-1", KEPT);
    struct encoding_repair *r = repair(a, twice);

    g_assert_nonnull(r);
    g_assert_cmpint(r->times, ==, 2);
    g_assert_cmpstr(r->text, ==, chinese);
    arena_free(a);
}

/* UTF-8 that was taken for GBK: "锛" and "銆" all over. The bytes of a character pair with those of
 * its neighbours, so something is always lost. */
static void test_gbk(void)
{
    struct arena *a = arena_new();
    struct encoding_repair *r =
        repair(a, "# 浣犲ソ锛屼笘鐣岋紒\n"
                  "\n"
                  "鎺ㄧ悊绯荤粺锛岃\ue184缁冪郴缁熴�傜紦瀛樸�佹樉瀛橈紝閮藉湪杩"
                  "欓噷锛岃繕鏈夛細绠楀瓙锛岃皟搴︼紝閫氫俊銆�\n");

    g_assert_nonnull(r);
    g_assert_cmpstr(r->encoding, ==, "GBK");
    g_assert_nonnull(strstr(r->text, "你好，世界"));
    g_assert_nonnull(strstr(r->text, "推理系统，"));
    g_assert_null(repair(a, "锛和銆都不是常用字。\n"));
    arena_free(a);
}

/* What is written so on purpose, and what only looks like it. */
static void test_honest(void)
{
    static const char *const texts[] = {
        "",
        "plain ASCII\n",
        chinese,
        french,
        "ÉTÉ : «ÉTÉ», L’ÉTÉ, À L’ÉCOLE, D’ÉLÈVES, “ÉCOLE”\n",
        "Spaß“, Fuß”, Größe‘, daß’, „Maß“ „Gruß“\n",
        "Tôi không biết “Ấn Độ” ở đâu; NÃO, MAÇÃ, IRMÃ — Âgé\n",
        "Марії, Англії, Азії, лінії, «СССР», Січень, Рівне\n",
        "Ljubav je „љубав“, ај, њега, најлепше, ћирилица, већ њихов\n",
        "┌────┬────┐\n│ ├─┤ │\n└────┴────┘\n██╗  ██╗  ██╗\n██║ ██╔╝ ╚═╝\n█░█░█▓▒░\n═╗═╝─┐─┤\n",
        "UTF-8 read as Latin-1 gives Ã© instead of é, and 你好 becomes ä½ å¥½.\n",
        "Windows shows \"ä½ å¥½ä¸–ç•Œ\" and `å¥½ä¸–ç•Œ` here, and Ã¨, Ã¼, Ã§ there.\n",
        "Look:\n\n```\nä½ å¥½ä¸–ç•Œ ä½ å¥½ä¸–ç•Œ\nÃ©tÃ© dÃ©jÃ  forÃªt Ã®le\n```\n",
        "````\n```\nä½ å¥½ä¸–ç•Œ ä½ å¥½ä¸–ç•Œ\n```\nÃ©tÃ© dÃ©jÃ\u00a0 forÃªt Ã®le\n````\n",
        "`ä½ å¥½ä¸–ç•Œ`, `Ã©tÃ©`, `dÃ©jÃ `, `forÃªt`, `Ã®le` and `å¥½ä¸–ç•Œ` are all alike.\n",
        "α → β ≤ γ ≈ √2 · ∑ “x” — ∞ ± ½ × ÷ € £ © ® ™ …\n",
    };
    struct arena *a = arena_new();

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        struct encoding_repair *r = repair(a, texts[i]);
        if (r != NULL)
            g_error("\"%s\" taken for %s: \"%s\"", texts[i], r->encoding, r->text);
    }
    arena_free(a);
}

/* Many lines, and one line of as many words. */
static void test_long(void)
{
    enum { MANY = 20000 };
    struct arena *a = arena_new();
    g_autofree char *bad = misread("学习：推理 ", "WINDOWS-1252", DROPPED);
    g_autoptr(GString) text = g_string_new(NULL);

    for (int lines = 0; lines < 2; lines++) {
        g_string_truncate(text, 0);
        for (int i = 0; i < MANY; i++)
            g_string_append_printf(text, "%s\"`%s", bad, lines > 0 ? "\n" : "");
        struct encoding_repair *r = encoding_repair(a, text->str, text->len);
        g_assert_nonnull(r);
        g_assert_cmpuint(r->lines, ==, lines > 0 ? MANY : 1);
    }
    arena_free(a);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/encoding/lossless", test_lossless);
    g_test_add_func("/encoding/lost", test_lost);
    g_test_add_func("/encoding/a-grave", test_a_grave);
    g_test_add_func("/encoding/mixed", test_mixed);
    g_test_add_func("/encoding/twice", test_twice);
    g_test_add_func("/encoding/gbk", test_gbk);
    g_test_add_func("/encoding/honest", test_honest);
    g_test_add_func("/encoding/long", test_long);
    return g_test_run();
}

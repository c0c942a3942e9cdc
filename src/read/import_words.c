#include "read/import_int.h"

#include "base/lang.h"

#include <string.h>

enum { MAX_WORDS = 80 /* bytes: whoever names a language is brief */ };

/* Lower case, letters and digits, single spaces between words; scripts are parted too ("中文
 * readme"). Signs and emoji are gone. */
static char *plain_words(const char *text)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_autofree char *lower = g_utf8_strdown(text, -1);
    bool spaceless = false, gap = false;

    for (const char *p = lower; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (!g_unichar_isalnum(c) && !g_unichar_ismark(c)) {
            gap = true;
            continue;
        }
        bool han = uc_is_spaceless(c);
        if (out->len > 0 && (gap || han != spaceless))
            g_string_append_c(out, ' ');
        gap = false;
        spaceless = han;
        g_string_append_unichar(out, c);
    }
    return g_string_free(g_steal_pointer(&out), FALSE);
}

/* Whether the word is in the list, whose words are parted by single bars. */
static bool in_list(const char *list, const char *word)
{
    size_t n = strlen(word);

    for (const char *p = list; n > 0 && (p = strstr(p, word)) != NULL; p += n)
        if ((p == list || p[-1] == '|') && (p[n] == '|' || p[n] == '\0'))
            return true;
    return false;
}

/* ------------------------------------------------------------------ names of languages */

/* What stands around the name of a language: "the English version is here". */
static const char fillers[] =
    "the|a|an|is|in|on|at|of|to|for|and|here|this|also|see|view|read|available|version|versions|"
    "ver|"
    "edition|translation|translated|doc|docs|document|documentation|text|page|readme|md|link|beta|"
    "article|chapter|notes|note|full|our|language|"
    "version|française|versión|versão|em|la|en|fassung|auf|versione|версия|на|wersja|po|sürüm|"
    "bản|tiếng|بال|النسخة|النص|"
    "版本|版|文档|文檔|文章|说明|說明|教程|翻译|翻譯|译文|譯文|阅读|閱讀|原文|页面|链接|博客|笔记|"
    "バージョン|ドキュメント|はこちら|こちら|で読む|버전|문서|번역";

/* Suffixes of names in scripts that write no spaces: 中文版, 日本語版ドキュメント. */
static const char *const suffixes[] = {"版本", "版",   "文档", "文檔", "文章", "说明",
                                       "說明", "教程", "翻译", "翻譯", "译文", "譯文"};

static bool strip_suffix(char *word)
{
    for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++) {
        size_t n = strlen(word), m = strlen(suffixes[i]);
        if (n > m && strcmp(word + n - m, suffixes[i]) == 0) {
            word[n - m] = '\0';
            return true;
        }
    }
    return false;
}

static const char *named(struct import_source *s, const char *word)
{
    bool weak;
    const char *tag = lang_named(s->scratch, word, strlen(word), &weak);

    return weak ? NULL : tag;
}

/* The one language that the words name: together ("simplified chinese"), or each ("中文 简体"). */
static const char *all_named(struct import_source *s, char **words)
{
    g_autoptr(GString) joined = g_string_new(NULL);
    const char *tag = NULL;

    for (char **w = words; *w != NULL; w++)
        g_string_append_printf(joined, "%s%s", joined->len > 0 ? " " : "", *w);
    if (named(s, joined->str) != NULL)
        return named(s, joined->str);
    for (char **w = words; *w != NULL; w++) {
        const char *next = named(s, *w);
        if (next == NULL || (tag != NULL && !lang_same_primary(tag, next)))
            return NULL;
        tag = tag == NULL || strlen(next) > strlen(tag) ? next : tag;
    }
    return tag;
}

const char *import_language(struct import_source *s, const char *words)
{
    if (words == NULL || strlen(words) > MAX_WORDS || strpbrk(words, "0123456789") != NULL)
        return NULL;
    g_autofree char *trimmed = g_strstrip(g_strdup(words));
    if (*trimmed != '\0' && named(s, trimmed) != NULL)
        return named(s, trimmed); /* "zh-CN", "Português (Brasil)" */
    g_autofree char *plain = plain_words(words);
    g_auto(GStrv) all = g_strsplit(plain, " ", -1);
    g_autoptr(GPtrArray) kept = g_ptr_array_new();
    for (char **w = all; *w != NULL; w++) {
        while (named(s, *w) == NULL && strip_suffix(*w))
            ;
        if (**w != '\0' && (named(s, *w) != NULL || !in_list(fillers, *w)))
            g_ptr_array_add(kept, *w);
    }
    if (kept->len == 0)
        return NULL;
    g_ptr_array_add(kept, NULL);
    return all_named(s, (char **)kept->pdata);
}

/* ------------------------------------------------------------------ promises */

static const char *const promises[] = {
    "todo",         "wip",      "tbd",       "coming soon", "work in progress", "in progress",
    "not yet",      "pending",  "待翻译",    "待更新",      "待补充",           "待完成",
    "未完成",       "翻译中",   "敬请期待",  "待翻譯",      "翻譯中",           "準備中",
    "執筆中",       "翻訳中",   "작성 중",   "준비 중",     "번역 중",          "en cours",
    "próximamente", "em breve", "in arbeit", "в процессе",
};

/* Where the words promise something; NULL: they do not. */
static char *find_promise(char *lower, size_t *length)
{
    for (size_t i = 0; i < G_N_ELEMENTS(promises); i++) {
        char *at = strstr(lower, promises[i]);
        *length = strlen(promises[i]);
        if (at != NULL)
            return at;
    }
    return NULL;
}

const char *import_promised(struct import_source *s, const char *words)
{
    size_t n;

    if (words == NULL || strlen(words) > MAX_WORDS)
        return NULL;
    g_autofree char *lower = g_utf8_strdown(words, -1);
    char *at = find_promise(lower, &n);
    if (at == NULL)
        return NULL;
    memset(at, ' ', n);
    return import_language(s, lower);
}

bool import_is_promise(const char *words)
{
    g_autofree char *lower = g_utf8_strdown(words, -1);
    size_t n;

    return strlen(words) <= MAX_WORDS && find_promise(lower, &n) != NULL;
}

/* ------------------------------------------------------------------ other words */

enum import_words import_words(const char *words)
{
    static const char signs[] =
        "link|links|here|click here|click|learn more|more info|read|read more|more|read "
        "it|view|open|see|details|"
        "online|github|链接|連結|点击|点击这里|点击查看|这里|此处|阅读|查看|详情|原文|正文|本地|"
        "跳转|传送门|リンク|こちら|링크|바로가기|보기|lien|ici|lire|enlace|aquí|leer|ver|hier|"
        "lesen|ссылка|тут|читать|здесь|ler|aqui";
    static const char kinds[] =
        "go|start|lesson|note|notes|notebook|code|source|doc|docs|document|page|article|post|blog|"
        "text|markdown|md|html|readme|file|content|chapter|slides|tutorial|guide|"
        "笔记|文章|文档|代码|源码|教程|讲义|博客";
    g_autofree char *plain = plain_words(words);

    if (*plain == '\0' || in_list(signs, plain) || import_is_page(words))
        return WORDS_SIGN;
    return in_list(kinds, plain) ? WORDS_KIND : WORDS_TITLE;
}

bool import_is_aside(const char *heading)
{
    static const char *const starts[] = {
        "contribut",
        "how to contribute",
        "license",
        "licence",
        "acknowledg",
        "special thanks",
        "star history",
        "stargazers",
        "how to cite",
        "support us",
        "code of conduct",
        "贡献",
        "参与贡献",
        "如何贡献",
        "许可证",
        "开源协议",
        "致谢",
        "鸣谢",
        "更新日志",
        "貢獻",
        "致謝",
        "ライセンス",
        "謝辞",
        "라이선스",
        "agradecimientos",
        "remerciements",
        "danksagung",
        "благодарности",
        "лицензия",
        "赞助",
        "联系我",
        "关于作者",
        "关于我",
    };
    static const char whole[] =
        "licensing|copyright|credits|thanks|sponsors|sponsor|supporters|backers|donate|donations|"
        "citation|citing|cite|contact|contacts|community|translations|translation|changelog|"
        "release notes|maintainers|authors|author|about me|许可|版权|感谢|捐赠|联系|联系方式|引用|"
        "多语言|翻译|授權|版權|貢献|기여|contribuir|licencia|licença|lizenz|mitwirken|licenza|"
        "licence";
    g_autofree char *plain = plain_words(heading);

    for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
        if (g_str_has_prefix(plain, starts[i]))
            return true;
    return in_list(whole, plain);
}

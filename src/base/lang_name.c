#include "base/lang.h"

#include <string.h>

/* What people call a language in names of files and folders and in links, lower case, a hyphen for
 * what joins the parts: first what stands for nothing else, then what also is a word, a country or
 * an abbreviation. */
static const struct {
    const char *tag, *names, *weak;
} languages[] = {
    {"en", "en eng english anglais englisch inglés ingles inglês 英文 英语 英語 영어 английский",
     NULL},
    {"zh",
     "zh cn chs chn zho chi zhcn zhs chinese simplified-chinese chinese-simplified sc-chinese "
     "mandarin 中文 简体 简体中文 简中 汉语 中国語 중국어 китайский",
     "ch sc"},
    {"zh-Hant",
     "zhtw zht cht traditional-chinese chinese-traditional 繁體 繁体 繁體中文 繁体中文 繁中 "
     "正體中文",
     "tw hk tc"},
    {"ja", "ja jp jpn japanese 日本語 日文 日语 日語 일본어 японский", NULL},
    {"ko", "ko kr kor korean 한국어 한글 韩文 韩语 韓文 韓語 корейский", NULL},
    {"de", "de deu ger german deutsch 德文 德语 德語 немецкий", NULL},
    {"fr", "fr fra fre french français francais 法文 法语 法語 французский", NULL},
    {"es", "es spa spanish español espanol castellano 西班牙语 西班牙文 испанский", "sp"},
    {"pt", "pt por portuguese português portugues 葡萄牙语 葡萄牙文", NULL},
    {"pt-BR",
     "ptbr brazilian-portuguese português-brasileiro português-(brasil) português-do-brasil", "br"},
    {"ru", "ru rus russian русский по-русски 俄文 俄语 俄語", NULL},
    {"it", "ita italian italiano 意大利语", "it"},
    {"nl", "nld dutch nederlands 荷兰语", "nl"},
    {"pl", "polish polski 波兰语", "pl"},
    {"cs", "ces czech čeština cestina", "cs cz"},
    {"sk", "slovak slovenčina", "sk"},
    {"sv", "swe swedish svenska", "sv"},
    {"da", "danish dansk", "da dk"},
    {"nb", "norwegian norsk bokmål", "nb no"},
    {"fi", "finnish suomi", "fi"},
    {"et", "estonian eesti", "et"},
    {"tr", "turkish türkçe turkce 土耳其语", "tr"},
    {"vi", "vie vietnamese tiếng-việt tieng-viet 越南语", "vi vn"},
    {"id", "indonesian bahasa bahasa-indonesia 印尼语", "id"},
    {"ro", "romanian română romana", "ro"},
    {"hu", "hungarian magyar", "hu"},
    {"ca", "catalan català catala", "ca"},
    {"gl", "galician galego", "gl"},
    {"eu", "basque euskara", "eu"},
    {"hr", "croatian hrvatski", "hr"},
    {"sl", "slovenian slovenščina", "sl"},
    {"lt", "lithuanian lietuvių", "lt"},
    {"lv", "latvian latviešu", "lv"},
    {"is", "icelandic íslenska", "is"},
    {"eo", "esperanto", "eo"},
    {"af", "afrikaans", "af"},
    {"uk", "ukr ukrainian українська 乌克兰语", "uk ua"},
    {"be", "belarusian беларуская", "be"},
    {"bg", "bulgarian български", "bg"},
    {"sr", "serbian srpski српски", "sr"},
    {"mk", "macedonian македонски", "mk"},
    {"kk", "kazakh қазақша", "kk"},
    {"mn", "mongolian монгол", "mn"},
    {"ar", "ara arabic العربية عربي عربى 阿拉伯语", "ar"},
    {"fa", "persian farsi فارسی", "fa ir"},
    {"ur", "urdu اردو", "ur"},
    {"ckb", "kurdish sorani کوردی", "ckb"},
    {"he", "heb hebrew עברית", "he iw"},
    {"hi", "hin hindi हिन्दी हिंदी 印地语", "hi"},
    {"mr", "marathi मराठी", "mr"},
    {"ne", "nepali नेपाली", "ne np"},
    {"bn", "bengali bangla বাংলা", "bn"},
    {"ta", "tamil தமிழ்", "ta"},
    {"te", "telugu తెలుగు", "te"},
    {"kn", "kannada ಕನ್ನಡ", "kn"},
    {"ml", "malayalam മലയാളം", "ml"},
    {"gu", "gujarati ગુજરાતી", "gu"},
    {"pa", "punjabi ਪੰਜਾਬੀ", "pa"},
    {"si", "sinhala සිංහල", "si"},
    {"th", "tha thai ภาษาไทย ไทย 泰语", "th"},
    {"lo", "lao ລາວ", "lo"},
    {"km", "khmer ខ្មែរ", "km"},
    {"my", "burmese မြန်မာ", "my"},
    {"el", "ell greek ελληνικά", "el gr"},
    {"ka", "georgian ქართული", "ka"},
    {"hy", "armenian հայերեն", "hy"},
    {"am", "amharic አማርኛ", "am"},
    {"sw", "swahili kiswahili", "sw"},
    {"tl", "tagalog filipino", "tl"},
};

/* Lower case, NFC, with hyphens for spaces and underscores. */
static char *normalise(const char *word, size_t n)
{
    g_autofree char *nfc = g_utf8_validate(word, (gssize)n, NULL)
                               ? g_utf8_normalize(word, (gssize)n, G_NORMALIZE_NFC)
                               : NULL;
    if (nfc == NULL)
        return g_strdup("");
    char *lower = g_utf8_strdown(nfc, -1);
    for (char *p = lower; *p != '\0'; p++)
        if (*p == '_' || *p == ' ')
            *p = '-';
    return lower;
}

static bool in_list(const char *list, const char *word)
{
    size_t n = strlen(word);

    for (const char *p = list; p != NULL && n > 0 && (p = strstr(p, word)) != NULL; p += n)
        if ((p == list || p[-1] == ' ') && (p[n] == ' ' || p[n] == '\0'))
            return true;
    return false;
}

/* The row of a code; -1: none of ours. */
static int find_code(const char *code)
{
    for (size_t i = 0; i < G_N_ELEMENTS(languages); i++)
        if (strcmp(languages[i].tag, code) == 0)
            return (int)i;
    return strcmp(code, "no") == 0 ? find_code("nb") : -1;
}

static bool all_alpha(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!g_ascii_isalpha(p[i]))
            return false;
    return n > 0;
}

/* "zh-hans-cn", "pt-br": a code with a script, a region, or both. "is-it" may be two words. */
static const char *parse_tag(struct arena *a, const char *word, bool *weak)
{
    g_auto(GStrv) parts = g_strsplit(word, "-", 4);
    guint n = g_strv_length(parts);
    int row = n >= 2 && n <= 3 ? find_code(parts[0]) : -1;
    const char *script = "", *region = "";

    if (row < 0)
        return NULL;
    for (guint i = 1; i < n; i++) {
        size_t length = strlen(parts[i]);
        bool letters = all_alpha(parts[i], length);
        if (letters && length == 4 && i == 1)
            script = parts[i];
        else if ((letters && length == 2) || (length == 3 && g_ascii_isdigit(parts[i][0])))
            region = parts[i];
        else
            return NULL;
    }
    const char *tag = languages[row].tag;
    if (strcmp(tag, "zh") == 0) {
        bool hant = strcmp(script, "hant") == 0 || (*script == '\0' && in_list("tw hk mo", region));
        return hant ? "zh-Hant" : "zh";
    }
    *weak = in_list(languages[row].weak, tag) && !in_list(languages[row].weak, region);
    if (*region == '\0')
        return tag;
    g_autofree char *upper = g_ascii_strup(region, -1);
    return arena_join(a, tag, "-", upper, NULL);
}

const char *lang_named(struct arena *a, const char *word, size_t n, bool *weak)
{
    g_autofree char *name = normalise(word, n);

    *weak = false;
    for (size_t i = 0; i < G_N_ELEMENTS(languages); i++)
        if (in_list(languages[i].names, name))
            return languages[i].tag;
    const char *tag = parse_tag(a, name, weak);
    if (tag != NULL)
        return tag;
    *weak = true;
    for (size_t i = 0; i < G_N_ELEMENTS(languages); i++)
        if (in_list(languages[i].weak, name))
            return languages[i].tag;
    return NULL;
}

/* True when the name stands in the text as a word; in scripts without spaces, anywhere. */
static bool mentions(const char *text, const char *name, size_t n)
{
    bool spaced = uc_is_spaceless(g_utf8_get_char(name)) == false;

    for (const char *p = text; (p = strstr(p, name)) != NULL; p += n) {
        bool before = p > text && g_unichar_isalpha(g_utf8_get_char(g_utf8_prev_char(p)));
        if (!spaced || (!before && !g_unichar_isalpha(g_utf8_get_char(p + n))))
            return true;
    }
    return false;
}

const char *lang_mentioned(struct arena *a, const char *text)
{
    g_autofree char *lower = normalise(text, strlen(text));
    const char *found = NULL;
    size_t longest = 0;
    bool weak;

    for (size_t i = 0; i < G_N_ELEMENTS(languages); i++) {
        g_auto(GStrv) names = g_strsplit(languages[i].names, " ", -1);
        for (char **name = names; *name != NULL; name++) {
            size_t n = strlen(*name);
            bool code = n <= 4 && (**name & 0x80) == 0;
            if (!code && n > longest && mentions(lower, *name, n)) {
                found = languages[i].tag;
                longest = n;
            }
        }
    }
    return found != NULL ? found : lang_named(a, text, strlen(text), &weak);
}

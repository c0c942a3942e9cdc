#include "base/lang.h"

#include <string.h>

bool lang_covers(const char *range, const char *tag)
{
    size_t n = strlen(range);

    return g_ascii_strncasecmp(range, tag, n) == 0 && (tag[n] == '\0' || tag[n] == '-');
}

bool lang_same_primary(const char *a, const char *b)
{
    size_t n = strcspn(a, "-");

    return n == strcspn(b, "-") && g_ascii_strncasecmp(a, b, n) == 0;
}

bool lang_is_valid(const char *tag)
{
    size_t part = 0, parts = 0;

    for (const char *p = tag;; p++) {
        if (*p == '-' || *p == '\0') {
            if (part < 1 || part > 8 || (parts == 0 && part < 2))
                return false;
            parts++;
            part = 0;
            if (*p == '\0')
                return true;
        } else if (g_ascii_isalpha(*p) || (parts > 0 && g_ascii_isdigit(*p))) {
            part++;
        } else {
            return false;
        }
    }
}

bool lang_is_chinese(const char *tag)
{
    return tag != NULL && (lang_same_primary(tag, "zh") || lang_same_primary(tag, "yue") ||
                           lang_same_primary(tag, "lzh"));
}

bool lang_is_cjk(const char *tag)
{
    return lang_is_chinese(tag) ||
           (tag != NULL && (lang_same_primary(tag, "ja") || lang_same_primary(tag, "ko")));
}

/* The languages whose usual script runs from right to left, and those scripts (ISO 15924). */
bool lang_is_rtl(const char *tag)
{
    static const char *const languages[] = {"ar",  "he",  "fa",  "ur",  "yi",  "ps",  "ckb", "dv",
                                            "ug",  "sd",  "iw",  "ji",  "syr", "arc", "nqo", "glk",
                                            "lrc", "mzn", "pnb", "aeb", "arz", "ary", "apc"};
    static const char *const scripts[] = {"Arab", "Hebr", "Syrc", "Thaa", "Nkoo",
                                          "Adlm", "Mand", "Samr", "Rohg", "Aran"};
    const char *script = tag != NULL ? strchr(tag, '-') : NULL;

    if (script != NULL && strlen(script) >= 5 && (script[5] == '\0' || script[5] == '-') &&
        g_ascii_isalpha(script[1])) {
        for (size_t i = 0; i < G_N_ELEMENTS(scripts); i++)
            if (g_ascii_strncasecmp(script + 1, scripts[i], 4) == 0)
                return true;
        return false; /* "az-Latn" */
    }
    for (size_t i = 0; tag != NULL && i < G_N_ELEMENTS(languages); i++)
        if (lang_covers(languages[i], tag))
            return true;
    return false;
}

/* The blocks of Unicode whose letters are R or AL (UAX 9, table 4). */
bool uc_is_rtl(gunichar c)
{
    if ((c >= 0x660 && c <= 0x66c) || (c >= 0x6f0 && c <= 0x6f9))
        return false; /* digits */
    return (c >= 0x5be && c <= 0x8ff) || (c >= 0xfb1d && c <= 0xfdff) ||
           (c >= 0xfe70 && c <= 0xfeff) || c == 0x200f || (c >= 0x10800 && c <= 0x10fff) ||
           (c >= 0x1e800 && c <= 0x1efff);
}

bool uc_is_han(gunichar c)
{
    return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) ||
           (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x3ffff) ||
           (c >= 0x2e80 && c <= 0x2fdf) || c == 0x3005 || c == 0x3007;
}

bool uc_is_cjk_punct(gunichar c)
{
    return (c >= 0x3001 && c <= 0x3003) || (c >= 0x3008 && c <= 0x3011) ||
           (c >= 0x3014 && c <= 0x301f) || (c >= 0xff01 && c <= 0xff0f) || c == 0xff1a ||
           c == 0xff1b || c == 0xff1f || (c >= 0xff3b && c <= 0xff3d) || c == 0xff5b ||
           c == 0xff5d || c == 0xff5e || (c >= 0xfe30 && c <= 0xfe4f);
}

bool uc_is_spaceless(gunichar c)
{
    return uc_is_han(c) || uc_is_cjk_punct(c) || (c >= 0x3000 && c <= 0x30ff) ||
           (c >= 0x3105 && c <= 0x312f) || (c >= 0x31a0 && c <= 0x31ff) ||
           (c >= 0xff00 && c <= 0xff9f);
}

int uc_columns(gunichar c)
{
    if (g_unichar_iszerowidth(c))
        return 0;
    if (g_unichar_iswide(c) || (c >= 0x1f300 && c <= 0x1faff))
        return 2;
    return 1;
}

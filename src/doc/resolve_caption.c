#include "doc/resolve_caption.h"

#include "base/file.h"

#include <string.h>

enum { LONGEST_CAPTION = 160 }; /* characters of an alternative text */

/* ---- numbers of the author's own ---- */

#define LABELS                                                                                     \
    "(?i:Figure|Fig\\.?|Abbildung|Abb\\.?|Figura|Image|Diagram|"                                   \
    "图示|图片|图|圖|図|그림|איור|الشكل)"
#define NUMBER "[0-9A-Z]?[0-9]*(?:[.\\-–—‑][0-9]+)*(?:[a-z](?![\\w]))?"

static size_t match(const char *pattern, const char *text, size_t *whole)
{
    g_autoptr(GRegex) regex = g_regex_new(pattern, G_REGEX_ANCHORED, G_REGEX_MATCH_ANCHORED, NULL);
    g_autoptr(GMatchInfo) info = NULL;
    int start, end, last;

    if (regex == NULL || !g_regex_match(regex, text, 0, &info))
        return 0;
    g_match_info_fetch_pos(info, 1, &start, &end);
    g_match_info_fetch_pos(info, 0, &start, &last);
    if (whole != NULL)
        *whole = (size_t)last;
    return (size_t)end;
}

#define TABLE_LABELS "(?i:Table|Tab\\.|Tabelle|Tableau|Tabla|Tabella|表格|表|표|טבלה|الجدول)"
#define MARKED(labels)                                                                             \
    "(" labels "[\\s\\x{3000}]*(?=[0-9A-Z](?![a-z]))" NUMBER                                       \
    ")[\\s\\x{3000}]*(?:[:：．。、|—–]|\\.(?=\\s|$)|[)）-](?=\\s))[\\s\\x{3000}]*"
#define ANY(labels)                                                                                \
    "(" labels "[\\s\\x{3000}]*(?=[0-9A-Z](?![a-z]))" NUMBER                                       \
    ")(?:[\\s\\x{3000}]*[:：．。、|—–)）.][\\s\\x{3000}]*|[\\s\\x{3000}]+|$|(?=[^\\w]))"
#define BARE(labels) "(" labels ")[\\s\\x{3000}]*[:：][\\s\\x{3000}]*"

size_t caption_own_number(const char *text, bool strict, size_t *whole)
{
    size_t n = match(MARKED(LABELS), text, whole);

    return n == 0 && !strict ? match(ANY(LABELS), text, whole) : n;
}

size_t caption_own_table_number(const char *text, bool strict, size_t *whole)
{
    size_t n = match(MARKED(TABLE_LABELS), text, whole);

    return n == 0 && !strict ? match(ANY(TABLE_LABELS), text, whole) : n;
}

size_t caption_bare_label(const char *text)
{
    size_t whole = 0;

    return match(BARE(LABELS), text, &whole) > 0 ? whole : 0;
}

size_t caption_bare_table_label(const char *text)
{
    size_t whole = 0;

    return match(BARE(TABLE_LABELS), text, &whole) > 0 ? whole : 0;
}

/* ---- alternative texts ---- */

/* Letters in lower case, with one space for anything between them. */
static char *words_alone(const char *text)
{
    GString *out = g_string_new(NULL);
    bool gap = false;

    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (!g_unichar_isalpha(c)) {
            gap = out->len > 0;
            continue;
        }
        if (gap)
            g_string_append_c(out, ' ');
        gap = false;
        g_string_append_unichar(out, g_unichar_tolower(c));
    }
    return g_string_free(out, FALSE);
}

/* What programs and templates put where an author writes nothing. */
/* clang-format off */
static const char *const fillers[] = {
    "alt", "alt text", "alternative text", "alttext", "alt text here", "image", "images",
    "image alt text", "image alt", "image description", "image png", "image jpg", "img",
    "picture", "pic", "photo", "description", "placeholder", "untitled", "figure", "fig",
    "diagram", "enter image description here", "insert image description", "drawing",
    "screenshot", "screen shot", "screenshot at", "screen shot at", "screenshot from",
    "screenshot at am", "screenshot at pm", "screen shot at am", "screen shot at pm",
    "screen capture", "capture", "pasted image", "pasted graphic", "snipaste", "clipboard",
    "clip image", "dsc", "output", "result", "example", "test", "logo", "icon", "badge",
    "banner", "avatar", "cover", "image from ios", "wechat image", "wechatimg", "wecom temp",
    "svg", "png", "jpg", "gif", "x", "图", "图片", "图像", "图示", "插图", "配图",
    "照片", "截图", "截屏", "屏幕截图", "屏幕快照", "微信图片",
    "微信截图", "企业微信截图", "qq截图", "示例", "示意图", "图片描述",
    "替代文本", "在这里插入图片描述", "输入图片说明", "插入图片",
    "封面", "图标", "徽标", "圖片", "圖", "截圖", "螢幕截圖", "画像", "図",
    "図版", "イメージ", "スクリーンショット", "이미지", "그림",
    "스크린샷",
};
/* clang-format on */

static bool is_filler(const char *words)
{
    if (*words == '\0')
        return true;
    for (size_t i = 0; i < G_N_ELEMENTS(fillers); i++)
        if (strcmp(words, fillers[i]) == 0)
            return true;
    return false;
}

/* Pictures that say nothing of the text: signs of a project, of its state. */
static bool is_emblem(const char *words)
{
    g_auto(GStrv) all = g_strsplit(words, " ", -1);

    for (char **w = all; *w != NULL; w++)
        if (!strcmp(*w, "logo") || !strcmp(*w, "icon") || !strcmp(*w, "badge") ||
            !strcmp(*w, "avatar") || !strcmp(*w, "banner") || !strcmp(*w, "emoji"))
            return true;
    return false;
}

static bool is_file_name(const char *alt, const char *path)
{
    static const char *const suffixes[] = {".png", ".jpg",  ".jpeg", ".gif",
                                           ".svg", ".webp", ".bmp",  ".avif"};
    const char *base = path != NULL ? path_base(path) : "";
    g_autofree char *stem = g_strndup(base, strlen(base) - strlen(path_suffix(base)));
    g_autofree char *lower = g_ascii_strdown(alt, -1);

    if (*stem != '\0' && g_ascii_strcasecmp(alt, stem) == 0)
        return strpbrk(alt, " \t") == NULL || strpbrk(alt, "0123456789_") != NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++)
        if (g_str_has_suffix(lower, suffixes[i]))
            return true;
    return strstr(alt, "://") != NULL;
}

/* One word without a capital, or with signs that no prose has: "step-4", "fsdp_arch". */
static bool is_identifier(const char *alt)
{
    int digits = 0, longest = 0;

    for (const char *p = alt; *p != '\0'; p++) {
        if ((unsigned char)*p >= 0x80 || g_ascii_isspace(*p))
            return false;
        digits = g_ascii_isdigit(*p) ? digits + 1 : 0;
        longest = MAX(longest, digits);
    }
    return !g_ascii_isupper(*alt) || strpbrk(alt, "_=/\\") != NULL || longest >= 5;
}

bool caption_is_meaningful(const char *alt, const char *path)
{
    g_autofree char *copy = g_strstrip(g_strdup(alt != NULL ? alt : ""));
    g_autofree char *words = words_alone(copy);

    if (g_utf8_strlen(copy, -1) < 2 || g_utf8_strlen(copy, -1) > LONGEST_CAPTION)
        return false;
    return !is_filler(words) && !is_emblem(words) && !is_file_name(copy, path) &&
           !is_identifier(copy);
}

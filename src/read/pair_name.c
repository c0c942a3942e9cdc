#include "read/pair_int.h"

#include "base/lang.h"

#include <string.h>

enum { MAX_NAME = 256 };

/* What a translated or original version is called, without saying in which language it is. */
static bool names_version(const char *word, size_t n)
{
    static const char *const words[] = {"origin", "original", "orig", "translated", "translation",
                                        "原文",   "译文",     "翻译", "譯文"};

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strlen(words[i]) == n && g_ascii_strncasecmp(words[i], word, n) == 0)
            return true;
    return false;
}

struct naming {
    struct arena *a;
    struct page_name *name;
    GString *stem, *shape;
    bool wrapped; /* a folder that holds languages is held back: "translations" */
};

static void take_lang(struct naming *n, const char *lang, bool weak)
{
    if (lang == NULL || n->name->lang != NULL)
        return;
    n->name->lang = lang;
    n->name->weak = weak;
}

/* What stands behind a separator, without brackets: "_en", "-zh-CN", "（英文）". */
static size_t separator(const char *p)
{
    static const char *const brackets[] = {"（", "［", "【"};

    if (strchr(".-_ ([", *p) != NULL)
        return 1;
    for (size_t i = 0; i < G_N_ELEMENTS(brackets); i++)
        if (g_str_has_prefix(p, brackets[i]))
            return strlen(brackets[i]);
    return 0;
}

static size_t without_brackets(const char *p, size_t n)
{
    static const char *const closers[] = {")", "]", "）", "］", "】"};

    for (size_t i = 0; i < G_N_ELEMENTS(closers); i++) {
        size_t m = strlen(closers[i]);
        if (n > m && memcmp(p + n - m, closers[i], m) == 0)
            return n - m;
    }
    return n;
}

/* Where the part of a name begins that says a language; `size` when there is none. The longest one
 * counts: "zh-CN" before "CN". */
static size_t find_suffix(struct naming *n, const char *word, size_t size)
{
    for (size_t at = 1; at < size; at++) {
        size_t sep = separator(word + at), begin = at + sep;
        bool joined = sep == 0 && (word[at] & 0xc0) == 0xc0; /* 教程英文版 */
        if ((sep == 0 && !joined) || begin >= size)
            continue;
        size_t length = without_brackets(word + begin, size - begin);
        bool weak;
        const char *lang = lang_named(n->a, word + begin, length, &weak);
        if (lang == NULL && !names_version(word + begin, length))
            continue;
        take_lang(n, lang, weak);
        return at;
    }
    return size;
}

/* "en_intro", "zh-intro": as often a word as a language. */
static size_t find_prefix(struct naming *n, const char *word, size_t size)
{
    size_t length = strcspn(word, ".-_");
    bool weak;

    if (length == 0 || length + 1 >= size)
        return 0;
    const char *lang = lang_named(n->a, word, length, &weak);
    take_lang(n, lang, true);
    return lang != NULL ? length + 1 : 0;
}

static void append_lower(GString *out, const char *text, size_t n)
{
    g_autofree char *lower = g_utf8_validate(text, (gssize)n, NULL)
                                 ? g_utf8_strdown(text, (gssize)n)
                                 : g_strndup(text, n);

    g_string_append(out, lower);
}

static void append(struct naming *n, const char *text, size_t size)
{
    append_lower(n->stem, text, size);
    append_lower(n->shape, text, size);
}

static void append_slash(struct naming *n)
{
    if (n->stem->len > 0)
        g_string_append_c(n->stem, '/');
    if (n->shape->len > 0)
        g_string_append_c(n->shape, '/');
}

/* Folders that hold the languages and nothing else. */
static bool is_wrapper(const char *word, size_t n)
{
    static const char *const words[] = {"i18n",      "translations", "translation", "translated",
                                        "locale",    "locales",      "lang",        "langs",
                                        "languages", "l10n",         "_i18n"};

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strlen(words[i]) == n && g_ascii_strncasecmp(words[i], word, n) == 0)
            return true;
    return false;
}

/* What Docusaurus keeps below i18n/LANG/, by the folder that it translates. */
static size_t docusaurus(struct naming *n, const char *p)
{
    static const char current[] = "docusaurus-plugin-content-docs/current/";

    if (!n->wrapped || n->name->lang == NULL || !g_str_has_prefix(p, current))
        return 0;
    append_slash(n);
    append(n, "docs", 4);
    return sizeof current - 1;
}

static void take_folder(struct naming *n, const char *word, size_t size)
{
    bool weak;
    const char *lang = lang_named(n->a, word, size, &weak);

    if (lang != NULL && n->name->lang == NULL) {
        take_lang(n, lang, weak);
        g_string_append(n->shape, "/{}");
        return;
    }
    if (is_wrapper(word, size)) {
        n->wrapped = true;
        g_string_append(n->shape, "/{");
        return;
    }
    size_t keep = find_suffix(n, word, size);
    append_slash(n);
    append(n, word, keep);
    if (keep < size)
        g_string_append(n->shape, "{}");
}

static void take_file(struct naming *n, const char *word)
{
    size_t size = strlen(word) - strlen(path_suffix(word)), keep = size, skip = 0;
    bool weak;
    const char *whole = lang_named(n->a, word, size, &weak);

    append_slash(n);
    if (whole != NULL && n->name->lang == NULL) { /* zh.md beside en.md */
        take_lang(n, whole, weak);
        keep = 0;
    } else {
        keep = find_suffix(n, word, size);
        skip = keep == size ? find_prefix(n, word, size) : 0;
    }
    if (skip > 0)
        g_string_append(n->shape, "{}");
    append(n, word + skip, keep - skip);
    if (keep < size)
        g_string_append(n->shape, "{}");
    append(n, word + size, strlen(word + size));
}

/* The path as it is, for what has no language in it. */
static void keep_all(struct naming *n, const char *path)
{
    g_string_truncate(n->stem, 0);
    g_string_truncate(n->shape, 0);
    append(n, path, strlen(path));
}

struct page_name page_name(struct arena *a, const char *path)
{
    struct page_name name = {0};
    struct naming n = {a, &name, g_string_new(NULL), g_string_new(NULL), false};
    const char *p = path;

    for (const char *slash; strlen(path) <= MAX_NAME && (slash = strchr(p, '/')) != NULL;) {
        size_t skip = docusaurus(&n, p);
        if (skip == 0) {
            take_folder(&n, p, (size_t)(slash - p));
            skip = (size_t)(slash - p) + 1;
        }
        p += skip;
    }
    take_file(&n, p);
    if (n.wrapped && name.lang == NULL)
        keep_all(&n, path);
    name.stem = arena_strdup(a, n.stem->str);
    name.shape = arena_strdup(a, n.shape->str);
    g_string_free(n.stem, TRUE);
    g_string_free(n.shape, TRUE);
    return name;
}

char *pair_stem(struct arena *a, const char *path, const char **lang)
{
    struct page_name name = page_name(a, path);

    *lang = name.lang;
    return arena_strdup(a, name.stem);
}

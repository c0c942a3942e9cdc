#include "read/shortcode.h"

#include "read/container.h"

#include <string.h>

enum { MAX_TAG = 2048 }; /* bytes; many tags that never end must not be looked through each */

/* ---- syntax ---- */

static const struct {
    const char *open, *close;
} forms[] = {
    [SHORTCODE_LIQUID] = {"{%", "%}"},
    [SHORTCODE_HUGO] = {"{{<", ">}}"},
    [SHORTCODE_MARKDOWN] = {"{{%", "%}}"},
};

static bool starts(const char *p, const char *end, const char *what)
{
    size_t n = strlen(what);

    return (size_t)(end - p) >= n && memcmp(p, what, n) == 0;
}

static const char *skip_blanks(const char *p, const char *end)
{
    while (p < end && (*p == ' ' || *p == '\t'))
        p++;
    return p;
}

/* A value at p: in quotes, or a word up to a blank; *next is behind it. */
static const char *read_value(struct arena *a, const char *p, const char *end, const char **next)
{
    const char *q = p;

    if (*p == '"' || *p == '\'' || *p == '`') {
        const char *close = memchr(p + 1, *p, (size_t)(end - p) - 1);
        if (close != NULL) {
            *next = close + 1;
            return arena_strndup(a, p + 1, (size_t)(close - p) - 1);
        }
    }
    while (q < end && *q != ' ' && *q != '\t' && *q != ',')
        q++;
    *next = q > p ? q : q + 1;
    return arena_strndup(a, p, (size_t)(q - p));
}

static bool is_key_char(char c)
{
    return g_ascii_isalnum(c) || c == '_' || c == '-' || c == '.';
}

static void read_args(struct arena *a, const char *p, const char *end, struct shortcode *out)
{
    for (p = skip_blanks(p, end); p < end && out->n_args < SHORTCODE_ARGS;
         p = skip_blanks(p, end)) {
        const char *q = p;
        if (*p == ',') {
            p++;
            continue;
        }
        while (q < end && is_key_char(*q))
            q++;
        const char *equals = skip_blanks(q, end);
        out->args[out->n_args].key = NULL;
        if (q > p && equals < end && *equals == '=' && skip_blanks(equals + 1, end) < end) {
            out->args[out->n_args].key = arena_strndup(a, p, (size_t)(q - p));
            p = skip_blanks(equals + 1, end);
        }
        out->args[out->n_args++].value = read_value(a, p, end, &p);
    }
}

static bool read_name(struct arena *a, const char **p, const char *end, struct shortcode *out)
{
    const char *q = *p;

    while (q < end && (is_key_char(*q) || *q == '/'))
        q++;
    if (q == *p || !g_ascii_isalpha(**p))
        return false;
    char *name = arena_strndup(a, *p, (size_t)(q - *p));
    *p = q;
    out->name = name;
    if (out->form == SHORTCODE_LIQUID && g_str_has_prefix(name, "end") && name[3] != '\0') {
        out->close = true;
        out->name = name + 3;
    }
    return true;
}

bool shortcode_parse(struct arena *a, const char *s, const char *end, struct shortcode *out)
{
    *out = (struct shortcode){0};
    end = end - s > MAX_TAG ? s + MAX_TAG : end;
    if (starts(s, end, "{%"))
        out->form = SHORTCODE_LIQUID;
    else if (starts(s, end, "{{<"))
        out->form = SHORTCODE_HUGO;
    else if (starts(s, end, "{{%"))
        out->form = SHORTCODE_MARKDOWN;
    else
        return false;
    const char *closing = forms[out->form].close, *p = s + strlen(forms[out->form].open);
    const char *close = memmem(p, (size_t)(end - p), closing, strlen(closing));
    if (close == NULL)
        return false;
    out->length = (size_t)(close - s) + strlen(closing);
    if (out->form != SHORTCODE_LIQUID && starts(p, close, "/*")) {
        out->escaped = true;
        out->name = "";
        return true;
    }
    if (p < close && *p == '-')
        p++;
    if (close > p && (close[-1] == '-' || (out->form != SHORTCODE_LIQUID && close[-1] == '/'))) {
        close--;
        out->alone = *close == '/';
    }
    p = skip_blanks(p, close);
    if (out->form != SHORTCODE_LIQUID && p < close && *p == '/') {
        out->close = true;
        p = skip_blanks(p + 1, close);
    }
    if (!read_name(a, &p, close, out))
        return false;
    read_args(a, p, close, out);
    return true;
}

const char *shortcode_arg(const struct shortcode *t, const char *key)
{
    for (size_t i = 0; i < t->n_args; i++)
        if (t->args[i].key != NULL && strcmp(t->args[i].key, key) == 0)
            return t->args[i].value;
    return NULL;
}

const char *shortcode_nth(const struct shortcode *t, size_t n)
{
    for (size_t i = 0; i < t->n_args; i++)
        if (t->args[i].key == NULL && n-- == 0)
            return t->args[i].value;
    return NULL;
}

const char *shortcode_any(const struct shortcode *t, const char *const *keys, size_t n)
{
    for (; *keys != NULL; keys++)
        if (shortcode_arg(t, *keys) != NULL)
            return shortcode_arg(t, *keys);
    return shortcode_nth(t, n);
}

/* ---- meaning ---- */

enum { LIQUID = 1, HUGO = 2, BOTH = 3 };

static const struct {
    const char *name;
    unsigned forms;
    enum shortcode_role role;
} names[] = {
    /* boxes with a type of their own */
    {"hint", BOTH, TAG_ALERT},
    {"callout", BOTH, TAG_ALERT},
    {"notice", HUGO, TAG_ALERT},
    {"alert", HUGO, TAG_ALERT},
    {"admonition", HUGO, TAG_ALERT},
    {"details", BOTH, TAG_DETAILS},
    {"expand", HUGO, TAG_DETAILS},
    {"collapse", HUGO, TAG_DETAILS},
    {"spoiler", HUGO, TAG_DETAILS},
    {"tabs", BOTH, TAG_TABS},
    {"tabpane", HUGO, TAG_TABS},
    {"tab", BOTH, TAG_TAB},
    {"columns", BOTH, TAG_BOX},
    {"column", BOTH, TAG_BOX},
    {"stepper", LIQUID, TAG_BOX},
    {"step", LIQUID, TAG_BOX},
    {"steps", HUGO, TAG_BOX},
    {"cards", HUGO, TAG_BOX},
    {"updates", LIQUID, TAG_BOX},
    {"update", LIQUID, TAG_BOX},
    {"content-ref", LIQUID, TAG_WRAPPER},
    {"code", LIQUID, TAG_TITLED},
    {"highlight", BOTH, TAG_CODE},
    {"mermaid", HUGO, TAG_CODE},
    {"figure", HUGO, TAG_FIGURE},
    {"image", HUGO, TAG_FIGURE},
    {"img", HUGO, TAG_FIGURE},
    /* what does not fit on paper */
    {"embed", LIQUID, TAG_LINK},
    {"file", LIQUID, TAG_LINK},
    {"youtube", BOTH, TAG_LINK},
    {"vimeo", BOTH, TAG_LINK},
    {"gist", BOTH, TAG_LINK},
    {"tweet", HUGO, TAG_LINK},
    {"x", HUGO, TAG_LINK},
    {"video", HUGO, TAG_LINK},
    {"audio", HUGO, TAG_LINK},
    {"iframe", HUGO, TAG_LINK},
    {"toc", BOTH, TAG_NOTHING},
    {"pagebreak", HUGO, TAG_NOTHING},
    {"ref", HUGO, TAG_INLINE},
    {"relref", HUGO, TAG_INLINE},
    {"kbd", HUGO, TAG_INLINE},
    {"link", LIQUID, TAG_INLINE},
    {"post_url", LIQUID, TAG_INLINE},
    {"include", BOTH, TAG_INLINE},
    {"include_relative", LIQUID, TAG_INLINE},
    {"raw", LIQUID, TAG_INLINE},
    {"comment", LIQUID, TAG_INLINE},
};

enum shortcode_role shortcode_role(const struct shortcode *t)
{
    unsigned form = t->form == SHORTCODE_LIQUID ? LIQUID : HUGO;

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if ((names[i].forms & form) != 0 && strcmp(names[i].name, t->name) == 0)
            return names[i].role;
    const struct container_name *n = container_find(t->name, strlen(t->name));
    return form == HUGO && n != NULL && n->role == CONTAINER_ALERT ? TAG_ALERT : TAG_UNKNOWN;
}

bool shortcode_is_pair(enum shortcode_role role)
{
    switch (role) {
    case TAG_ALERT:
    case TAG_DETAILS:
    case TAG_TABS:
    case TAG_TAB:
    case TAG_BOX:
    case TAG_WRAPPER:
    case TAG_TITLED:
    case TAG_CODE:
        return true;
    case TAG_UNKNOWN:
    case TAG_FIGURE:
    case TAG_LINK:
    case TAG_NOTHING:
    case TAG_INLINE:
        break;
    }
    return false;
}

const char *shortcode_url(struct arena *a, const struct shortcode *t)
{
    static const char *const keys[] = {"url", "src", "href", "id", NULL};
    const char *value = shortcode_any(t, keys, 0), *second = shortcode_nth(t, 1);

    if (value == NULL || *value == '\0')
        return NULL;
    if (strstr(value, "://") != NULL || strchr(value, '/') != NULL)
        return value;
    if (strcmp(t->name, "youtube") == 0)
        return arena_join(a, "https://www.youtube.com/watch?v=", value, NULL);
    if (strcmp(t->name, "vimeo") == 0)
        return arena_join(a, "https://vimeo.com/", value, NULL);
    if (strcmp(t->name, "gist") == 0)
        return arena_join(a, "https://gist.github.com/", value, second != NULL ? "/" : "",
                          second != NULL ? second : "", NULL);
    if (strcmp(t->name, "tweet") == 0 || strcmp(t->name, "x") == 0) {
        const char *user = shortcode_arg(t, "user");
        return arena_join(a, "https://x.com/", user != NULL ? user : "i", "/status/", value, NULL);
    }
    return value;
}

#include "base/lang.h"
#include "base/url.h"
#include "read/html.h"
#include "read/html_tree.h"

#include <string.h>

bool html_url_is_safe(const char *url)
{
    struct arena *scratch = arena_new();
    bool safe = url_is_safe(html_decode(scratch, url, strlen(url)));

    arena_free(scratch);
    return safe;
}

static const char *known_word(const char *value, const char *const *words)
{
    for (; *words != NULL; words++)
        if (g_ascii_strcasecmp(value, *words) == 0)
            return *words;
    return NULL;
}

static const char *known_align(const char *value)
{
    static const char *const words[] = {"left", "center", "right", "justify", NULL};

    return g_ascii_strcasecmp(value, "middle") == 0 ? "center" : known_word(value, words);
}

/* A number with an optional unit, as width and height take: "300", "50%", "20em". */
static bool is_length(const char *value)
{
    const char *p = value;

    while (g_ascii_isdigit(*p) || *p == '.')
        p++;
    if (p == value)
        return false;
    return *p == '\0' || strcmp(p, "%") == 0 || (strlen(p) <= 3 && g_ascii_isalpha(*p));
}

/* One declaration of a style attribute; true when nothing of it is lost. */
static bool read_declaration(struct arena *a, const char *name, const char *value, bool image,
                             const char **align, const char **width, const char **height)
{
    if (strcmp(name, "text-align") == 0 && known_align(value) != NULL)
        *align = known_align(value);
    else if (image && strcmp(name, "width") == 0 && is_length(value))
        *width = arena_strdup(a, value);
    else if (image && strcmp(name, "height") == 0 && is_length(value))
        *height = arena_strdup(a, value);
    else
        return (strcmp(name, "width") == 0 && strcmp(value, "100%") == 0) ||
               (strcmp(name, "height") == 0 && strcmp(value, "auto") == 0);
    return true;
}

/* Reads what a book can honour of a style attribute; true when nothing of it is lost. */
static bool read_style(struct arena *a, const char *style, bool image, const char **align,
                       const char **width, const char **height)
{
    char **parts = g_strsplit(style, ";", 64);
    bool complete = true;

    for (char **p = parts; *p != NULL; p++) {
        char *colon = strchr(*p, ':');
        if (colon == NULL) {
            complete &= *g_strstrip(*p) == '\0';
            continue;
        }
        *colon = '\0';
        char *name = g_ascii_strdown(g_strstrip(*p), -1);
        complete &= read_declaration(a, name, g_strstrip(colon + 1), image, align, width, height);
        g_free(name);
    }
    g_strfreev(parts);
    return complete;
}

/* Class names a style sheet can name without escapes; the others are left out. */
static const char *read_classes(struct arena *a, const char *value)
{
    char **words = g_strsplit_set(value, " \t\n\f\r", 64);
    GString *kept = g_string_new(NULL);

    for (char **w = words; *w != NULL; w++) {
        bool plain = **w != '\0';
        for (const char *p = *w; *p != '\0'; p++)
            plain &= g_ascii_isalnum(*p) || *p == '_' || *p == '-';
        if (plain)
            g_string_append_printf(kept, "%s%s", kept->len > 0 ? " " : "", *w);
    }
    g_strfreev(words);
    const char *classes = kept->len > 0 ? arena_strdup(a, kept->str) : NULL;
    g_string_free(kept, TRUE);
    return classes;
}

void html_traits_read(struct html_builder *b, const struct html_token *token, struct loc loc,
                      struct html_traits *traits)
{
    static const char *const dirs[] = {"ltr", "rtl", "auto", NULL};
    const char *unused = NULL;

    memset(traits, 0, sizeof *traits);
    for (const struct html_attr *at = token->attrs; at != NULL; at = at->next) {
        const char *name = at->name, *value = at->value;
        if (strcmp(name, "id") == 0 || (strcmp(name, "name") == 0 && token->name[0] == 'a' &&
                                        token->name[1] == '\0' && traits->id == NULL)) {
            if (*value != '\0')
                traits->id = value;
        } else if (strcmp(name, "class") == 0) {
            traits->classes = read_classes(b->arena, value);
        } else if (strcmp(name, "lang") == 0 || strcmp(name, "xml:lang") == 0) {
            if (lang_is_valid(value))
                traits->lang = value;
        } else if (strcmp(name, "dir") == 0) {
            traits->dir = known_word(value, dirs);
        } else if (strcmp(name, "title") == 0) {
            traits->title = value;
        } else if (strcmp(name, "align") == 0) {
            traits->align = known_align(value);
        } else if (strcmp(name, "style") == 0) {
            bool image = strcmp(token->name, "img") == 0;
            if (!read_style(b->arena, value, image, &traits->align, &unused, &unused))
                diag_add(b->diags, DIAG_HTML_ATTRIBUTE, loc, name, token->name, NULL);
        } else if (name[0] == 'o' && name[1] == 'n') {
            diag_add(b->diags, DIAG_HTML_ATTRIBUTE, loc, name, token->name, NULL);
        }
    }
}

char *html_srcset_first(struct arena *a, const char *srcset)
{
    while (g_ascii_isspace(*srcset) || *srcset == ',')
        srcset++;
    size_t n = strcspn(srcset, " \t\n\f\r");
    while (n > 0 && srcset[n - 1] == ',')
        n--;
    return arena_strndup(a, srcset, n);
}

/* A picture inside the page itself is no danger; the reader of images decides what it can do. */
static bool is_data_image(const char *url)
{
    return g_ascii_strncasecmp(url, "data:image/", 11) == 0;
}

struct node *html_image_new(struct html_builder *b, const struct html_token *token,
                            const char *instead, struct loc loc)
{
    struct node *n = node_new(b->arena, NODE_IMAGE, loc);
    const char *src = html_token_attr(token, "src"), *set = html_token_attr(token, "srcset");
    const char *alt = html_token_attr(token, "alt"), *style = html_token_attr(token, "style");
    const char *width = html_token_attr(token, "width");
    const char *height = html_token_attr(token, "height"), *align = NULL;
    struct html_traits traits;

    html_traits_read(b, token, loc, &traits);
    if (instead != NULL)
        src = instead;
    else if ((src == NULL || *src == '\0') && set != NULL)
        src = html_srcset_first(b->arena, set);
    n->u.image.alt = alt == NULL ? "" : alt;
    n->u.image.decorative = alt != NULL && *alt == '\0';
    if (width != NULL && is_length(width))
        n->u.image.width = width;
    if (height != NULL && is_length(height))
        n->u.image.height = height;
    if (style != NULL)
        read_style(b->arena, style, true, &align, &n->u.image.width, &n->u.image.height);
    n->u.image.title = traits.title;
    traits.title = NULL;
    html_apply_traits(b, n, &traits);
    n->u.image.url = src == NULL ? "" : src;
    if (!html_url_is_safe(n->u.image.url) && !is_data_image(n->u.image.url)) {
        diag_add(b->diags, DIAG_HTML_ATTRIBUTE, loc, "src", token->name, NULL);
        n->u.image.url = "";
    }
    return n;
}

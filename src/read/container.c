#include "read/container.h"

#include <string.h>

static const struct container_name names[] = {
    {"note", CONTAINER_ALERT, ALERT_NOTE, NULL},
    {"info", CONTAINER_ALERT, ALERT_NOTE, NULL},
    {"tip", CONTAINER_ALERT, ALERT_TIP, NULL},
    {"hint", CONTAINER_ALERT, ALERT_TIP, NULL},
    {"important", CONTAINER_ALERT, ALERT_IMPORTANT, NULL},
    {"warning", CONTAINER_ALERT, ALERT_WARNING, NULL},
    {"attention", CONTAINER_ALERT, ALERT_WARNING, NULL},
    {"caution", CONTAINER_ALERT, ALERT_CAUTION, NULL},
    {"danger", CONTAINER_ALERT, ALERT_CAUTION, NULL},
    {"error", CONTAINER_ALERT, ALERT_CAUTION, NULL},
    {"abstract", CONTAINER_ALERT, ALERT_NOTE, "Abstract"},
    {"summary", CONTAINER_ALERT, ALERT_NOTE, "Summary"},
    {"tldr", CONTAINER_ALERT, ALERT_NOTE, "TL;DR"},
    {"todo", CONTAINER_ALERT, ALERT_NOTE, "Todo"},
    {"seealso", CONTAINER_ALERT, ALERT_NOTE, "See also"},
    {"question", CONTAINER_ALERT, ALERT_NOTE, "Question"},
    {"help", CONTAINER_ALERT, ALERT_NOTE, "Help"},
    {"faq", CONTAINER_ALERT, ALERT_NOTE, "FAQ"},
    {"example", CONTAINER_ALERT, ALERT_NOTE, "Example"},
    {"quote", CONTAINER_ALERT, ALERT_NOTE, "Quote"},
    {"cite", CONTAINER_ALERT, ALERT_NOTE, "Cite"},
    {"success", CONTAINER_ALERT, ALERT_TIP, "Success"},
    {"check", CONTAINER_ALERT, ALERT_TIP, "Check"},
    {"done", CONTAINER_ALERT, ALERT_TIP, "Done"},
    {"failure", CONTAINER_ALERT, ALERT_CAUTION, "Failure"},
    {"fail", CONTAINER_ALERT, ALERT_CAUTION, "Fail"},
    {"missing", CONTAINER_ALERT, ALERT_CAUTION, "Missing"},
    {"bug", CONTAINER_ALERT, ALERT_CAUTION, "Bug"},
    {"admonition", CONTAINER_ALERT, ALERT_NOTE, NULL},
    {"details", CONTAINER_DETAILS, ALERT_NOTE, NULL},
    {"dropdown", CONTAINER_DETAILS, ALERT_NOTE, NULL},
    {"collapse", CONTAINER_DETAILS, ALERT_NOTE, NULL},
    {"spoiler", CONTAINER_DETAILS, ALERT_NOTE, NULL},
    {"tabs", CONTAINER_TABS, ALERT_NOTE, NULL},
    {"tab-set", CONTAINER_TABS, ALERT_NOTE, NULL},
    {"code-tabs", CONTAINER_TABS, ALERT_NOTE, NULL},
    {"panel-tabset", CONTAINER_TABS, ALERT_NOTE, NULL},
    {"tab", CONTAINER_TAB, ALERT_NOTE, NULL},
    {"tab-item", CONTAINER_TAB, ALERT_NOTE, NULL},
};

/* Names that only MyST's and Sphinx's directives have. */
static const struct container_name directives[] = {
    {"figure", CONTAINER_FIGURE, ALERT_NOTE, NULL},
    {"image", CONTAINER_FIGURE, ALERT_NOTE, NULL},
    {"table", CONTAINER_TABLE, ALERT_NOTE, NULL},
    {"list-table", CONTAINER_ROWS, ALERT_NOTE, NULL},
    {"video", CONTAINER_LINK, ALERT_NOTE, NULL},
    {"iframe", CONTAINER_LINK, ALERT_NOTE, NULL},
    {"youtube", CONTAINER_LINK, ALERT_NOTE, NULL},
    {"code", CONTAINER_CODE, ALERT_NOTE, NULL},
    {"code-block", CONTAINER_CODE, ALERT_NOTE, NULL},
    {"sourcecode", CONTAINER_CODE, ALERT_NOTE, NULL},
    {"code-cell", CONTAINER_CODE, ALERT_NOTE, NULL},
    {"math", CONTAINER_CODE, ALERT_NOTE, NULL},
    {"mermaid", CONTAINER_CODE, ALERT_NOTE, NULL},
    {"toctree", CONTAINER_NOTHING, ALERT_NOTE, NULL},
    {"contents", CONTAINER_NOTHING, ALERT_NOTE, NULL},
    {"tableofcontents", CONTAINER_NOTHING, ALERT_NOTE, NULL},
    {"index", CONTAINER_NOTHING, ALERT_NOTE, NULL},
    {"epigraph", CONTAINER_BOX, ALERT_NOTE, NULL},
    {"sidebar", CONTAINER_BOX, ALERT_NOTE, NULL},
    {"margin", CONTAINER_BOX, ALERT_NOTE, NULL},
    {"aside", CONTAINER_BOX, ALERT_NOTE, NULL},
    {"topic", CONTAINER_BOX, ALERT_NOTE, NULL},
    {"card", CONTAINER_BOX, ALERT_NOTE, NULL},
    {"card-carousel", CONTAINER_BOX, ALERT_NOTE, NULL},
    {"grid", CONTAINER_BOX, ALERT_NOTE, NULL},
    {"grid-item", CONTAINER_BOX, ALERT_NOTE, NULL},
    {"grid-item-card", CONTAINER_BOX, ALERT_NOTE, NULL},
    {"div", CONTAINER_BOX, ALERT_NOTE, NULL},
    {"container", CONTAINER_BOX, ALERT_NOTE, NULL},
    {"exercise", CONTAINER_BOX, ALERT_NOTE, "Exercise"},
    {"solution", CONTAINER_BOX, ALERT_NOTE, "Solution"},
    {"proof", CONTAINER_BOX, ALERT_NOTE, "Proof"},
    {"theorem", CONTAINER_BOX, ALERT_NOTE, "Theorem"},
    {"lemma", CONTAINER_BOX, ALERT_NOTE, "Lemma"},
    {"definition", CONTAINER_BOX, ALERT_NOTE, "Definition"},
    {"corollary", CONTAINER_BOX, ALERT_NOTE, "Corollary"},
    {"proposition", CONTAINER_BOX, ALERT_NOTE, "Proposition"},
    {"remark", CONTAINER_BOX, ALERT_NOTE, "Remark"},
    {"algorithm", CONTAINER_BOX, ALERT_NOTE, "Algorithm"},
    {"versionadded", CONTAINER_ALERT, ALERT_NOTE, "New in version"},
    {"versionchanged", CONTAINER_ALERT, ALERT_NOTE, "Changed in version"},
    {"deprecated", CONTAINER_ALERT, ALERT_WARNING, "Deprecated since version"},
};

static const struct container_name *find_in(const struct container_name *rows, size_t n_rows,
                                            const char *name, size_t n)
{
    for (size_t i = 0; i < n_rows; i++)
        if (strlen(rows[i].name) == n && g_ascii_strncasecmp(rows[i].name, name, n) == 0)
            return &rows[i];
    return NULL;
}

const struct container_name *container_find(const char *name, size_t n)
{
    static const char *const prefixes[] = {"callout-", "admonition-", "alert-", "prompt-", "prf:"};

    for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++) {
        size_t k = strlen(prefixes[i]);
        if (n > k && g_ascii_strncasecmp(name, prefixes[i], k) == 0) {
            name += k;
            n -= k;
            break;
        }
    }
    return find_in(names, G_N_ELEMENTS(names), name, n);
}

static bool is_true(const char *value)
{
    return *value == '\0' || g_ascii_strcasecmp(value, "true") == 0 ||
           g_ascii_strcasecmp(value, "yes") == 0;
}

/* Class names that say what a block is; `keep`: the others become its classes. */
static void read_classes(struct arena *a, struct container *c, const char *classes, bool keep)
{
    g_auto(GStrv) words = g_strsplit_set(classes, " ,", -1);

    for (char **w = words; *w != NULL; w++) {
        const struct container_name *n = container_find(*w, strlen(*w));
        if (**w == '\0')
            continue;
        if (strcmp(*w, "dropdown") == 0 || strcmp(*w, "toggle") == 0) {
            c->folded = true;
        } else if (n != NULL && (c->role == CONTAINER_BOX || c->role == CONTAINER_ALERT)) {
            c->role = n->role;
            c->alert = n->alert;
            c->class = arena_strdup(a, n->name);
            c->headed |= g_str_has_prefix(*w, "callout-") || n->role == CONTAINER_TABS;
        } else if (keep) {
            c->attrs.classes = c->attrs.classes != NULL
                                   ? arena_join(a, c->attrs.classes, " ", *w, NULL)
                                   : arena_strdup(a, *w);
        }
    }
}

void container_option(struct arena *a, struct container *c, const char *key, const char *value)
{
    g_autofree char *pair = g_strdup_printf("%s=\"%s\"", key, value);
    struct md_attrs one;

    if (strcmp(key, "class") == 0) {
        read_classes(a, c, value, true);
    } else if (strcmp(key, "name") == 0 || strcmp(key, "label") == 0) {
        c->attrs.id = arena_strdup(a, value);
    } else if (strcmp(key, "alt") == 0) {
        c->alt = arena_strdup(a, value);
    } else if (strcmp(key, "title") == 0 || strcmp(key, "caption") == 0 ||
               strcmp(key, "header") == 0 || strcmp(key, "summary") == 0) {
        c->title = arena_strdup(a, value);
    } else if (strcmp(key, "header-rows") == 0) {
        c->headed = *value != '0';
    } else if (strcmp(key, "collapse") == 0 || strcmp(key, "collapsible") == 0) {
        c->folded = is_true(value);
    } else if (md_attrs_words(a, pair, &one)) {
        if (one.width != NULL)
            c->attrs.width = one.width;
        if (one.height != NULL)
            c->attrs.height = one.height;
        if (one.align != NULL)
            c->attrs.align = one.align;
    }
}

void container_settle(struct arena *a, struct container *c)
{
    const struct container_name *n =
        c->class != NULL ? container_find(c->class, strlen(c->class)) : NULL;

    if (n == NULL && c->class != NULL)
        n = find_in(directives, G_N_ELEMENTS(directives), c->class, strlen(c->class));
    if (c->attrs.classes != NULL) {
        read_classes(a, c, c->attrs.classes, false);
        n = c->class != NULL ? container_find(c->class, strlen(c->class)) : n;
    }
    if (c->title == NULL && !c->headed && n != NULL && n->label != NULL) {
        c->title = n->label;
        c->plain = true;
    }
    if (c->role == CONTAINER_ALERT && c->folded)
        c->role = CONTAINER_DETAILS;
}

struct container *container_of_name(struct arena *a, const char *name, const char *title)
{
    const struct container_name *n = container_find(name, strlen(name));
    struct container *c = arena_one(a, struct container);

    if (n != NULL) {
        c->role = n->role;
        c->alert = n->alert;
    }
    g_autofree char *lower = g_ascii_strdown(n != NULL ? n->name : name, -1);
    c->class = arena_strdup(a, lower);
    c->title = arena_strdup(a, title);
    return c;
}

struct container *container_of_directive(struct arena *a, const char *name, const char *argument)
{
    const char *bare = strrchr(name, ':') != NULL ? strrchr(name, ':') + 1 : name; /* prf:proof */
    const struct container_name *n = find_in(names, G_N_ELEMENTS(names), bare, strlen(bare));

    if (n == NULL)
        n = find_in(directives, G_N_ELEMENTS(directives), bare, strlen(bare));
    if (n == NULL)
        return NULL;
    struct container *c = arena_one(a, struct container);
    c->role = n->role;
    c->alert = n->alert;
    c->class = n->name;
    const char *text = argument != NULL && *argument != '\0' ? arena_strdup(a, argument) : NULL;
    if (c->role == CONTAINER_FIGURE || c->role == CONTAINER_LINK || c->role == CONTAINER_CODE)
        c->argument = text;
    else if (text != NULL && n->label != NULL && c->role == CONTAINER_ALERT &&
             g_ascii_isdigit(*text)) /* a version */
        c->title = arena_join(a, n->label, " ", text, NULL);
    else if (text != NULL && n->label != NULL && c->role == CONTAINER_BOX)
        c->title = arena_join(a, n->label, " (", text, ")", NULL);
    else
        c->title = text;
    return c;
}

/* ---- fences of colons ---- */

static const char *skip_blanks(const char *p, const char *end)
{
    while (p < end && (*p == ' ' || *p == '\t'))
        p++;
    return p;
}

/* The line without blanks and colons at its end. */
static const char *trim_end(const char *s, const char *end)
{
    const char *q = end;

    while (q > s && (q[-1] == ' ' || q[-1] == '\t'))
        q--;
    end = q;
    while (q > s && q[-1] == ':')
        q--;
    if (end - q < 3 || (q > s && q[-1] != ' ' && q[-1] != '}'))
        return end;
    while (q > s && (q[-1] == ' ' || q[-1] == '\t'))
        q--;
    return q;
}

static size_t word_length(const char *p, const char *end)
{
    const char *q = p;

    while (q < end && (g_ascii_isalnum(*q) || (q > p && strchr("-_:", *q) != NULL) ||
                       (unsigned char)*q >= 0x80))
        q++;
    return (size_t)(q - p);
}

/* An attribute list at p, into the container; its length, 0 when there is none. */
static size_t read_attrs(struct arena *a, struct container *c, const char *p, const char *end)
{
    g_autofree char *text = g_strndup(p, (size_t)(end - p));
    size_t n = md_attrs_parse(a, text, &c->attrs);

    if (n == 0)
        return 0;
    if (c->attrs.title != NULL)
        c->title = c->attrs.title;
    c->folded |= c->attrs.collapse;
    return n;
}

/* "{name} argument" */
static struct container *read_directive(struct arena *a, const char *p, const char *end)
{
    size_t n = word_length(p + 1, end);

    if (n == 0 || p + 1 + n >= end || p[1 + n] != '}')
        return NULL;
    g_autofree char *name = g_strndup(p + 1, n);
    const char *rest = skip_blanks(p + n + 2, end);
    g_autofree char *argument = g_strndup(rest, (size_t)(end - rest));
    struct container *c = container_of_directive(a, name, argument);
    if (c == NULL) {
        c = container_of_name(a, name, *argument != '\0' ? argument : NULL);
        c->role = CONTAINER_BOX;
    }
    c->directive = true;
    return c;
}

/* Behind the name: "[Title]{.x}", " Title {open}". */
static void read_title(struct arena *a, struct container *c, const char *p, const char *end)
{
    if (p < end && *p == '[') {
        const char *close = p + 1;
        for (int depth = 1; close < end; close++) {
            depth += (*close == '[') - (*close == ']');
            if (*close == '\\' && close + 1 < end)
                close++;
            else if (depth == 0)
                break;
        }
        if (close < end) {
            c->title = arena_strndup(a, p + 1, (size_t)(close - p) - 1);
            p = close + 1;
        }
    }
    p = skip_blanks(p, end);
    if (p < end && *p == '{')
        p = skip_blanks(p + read_attrs(a, c, p, end), end);
    if (p == end)
        return;
    g_autofree char *title = g_strndup(p, (size_t)(end - p));
    char *open = strrchr(title, '{'); /* VitePress: {open} */
    if (open != NULL && open > title && strcmp(open, "{open}") == 0)
        *open = '\0';
    g_strstrip(title);
    size_t n = strlen(title);
    if (n > 1 && *title == '"' && title[n - 1] == '"') { /* VuePress and MkDocs */
        memmove(title, title + 1, n - 1);
        title[n - 2] = '\0';
    }
    if (c->title == NULL && *title != '\0')
        c->title = arena_strdup(a, title);
    else if (*title != '\0')
        c->title = arena_join(a, c->title, " ", title, NULL);
}

struct container *container_of_fence(struct arena *a, const char *s, const char *end)
{
    s = skip_blanks(s, end);
    end = trim_end(s, end);
    if (s == end)
        return NULL;
    if (*s == '{') {
        struct container *c = arena_one(a, struct container);
        size_t n = read_attrs(a, c, s, end);
        if (n > 0 && skip_blanks(s + n, end) == end)
            return c;
        return read_directive(a, s, end);
    }
    size_t n = word_length(s, end);
    if (n == 0 || g_ascii_isdigit(*s) || s[n - 1] == ':' ||
        (s + n < end && s[n] != ' ' && s[n] != '\t' && s[n] != '[' && s[n] != '{'))
        return NULL;
    g_autofree char *name = g_strndup(s, n);
    struct container *c = container_of_name(a, name, NULL);
    read_title(a, c, s + n, end);
    return c;
}

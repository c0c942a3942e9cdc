#include "read/block_plan.h"

#include "read/line_scan.h"
#include "read/shortcode.h"

#include <string.h>

enum {
    MAX_DEPTH = 32,   /* of containers in each other; deeper ones are text */
    REACH = 1000,     /* bytes that a helper of mdBook's may have */
    MAX_LOOKBACK = 64 /* how many open ones a closing line is compared with */
};

/* A container that is open at the line being looked at. */
struct open_block {
    struct container *container;
    const char *name; /* of a tag; NULL: a fence */
    enum shortcode_form form;
    size_t colons;
    bool pair;     /* it is nothing without its end */
    bool implicit; /* it ends with the one around it */
    bool refused;  /* too deep: it is text, and so is its end */
};

struct block_plan {
    GHashTable *lines; /* number -> struct plan_line * */
    struct arena *a;
};

struct planner {
    struct block_plan *plan;
    struct diags *d;
    const char *path;
    const struct md_source *src;
    GArray *open; /* struct open_block */
    int depth;    /* how many of them have an end */
    int line;
    GHashTable *unknown;       /* names that were reported */
    bool nested;               /* too deep a nesting was reported */
    struct container *options; /* whose options may follow; NULL: none */
    bool yaml;                 /* they are in a block of their own */
};

static struct loc place(const struct planner *p, int line)
{
    return (struct loc){p->path, line + p->src->offset, 0};
}

static void put(struct planner *p, int line, enum plan_kind kind, struct container *c)
{
    struct plan_line *l = arena_one(p->plan->a, struct plan_line);

    *l = (struct plan_line){kind, c};
    g_hash_table_insert(p->plan->lines, GINT_TO_POINTER(line), l);
}

static struct open_block *open_at(const struct planner *p, guint i)
{
    return &g_array_index(p->open, struct open_block, i);
}

/* The line as it is written, for a report. */
static const char *line_text(const struct planner *p, int line)
{
    size_t n;
    const char *s = md_source_line(p->src, line, &n);
    g_autofree char *copy = g_strndup(s, n);

    return md_source_restore(p->src, p->plan->a, g_strstrip(copy));
}

/* ---- opening and closing ---- */

static void open_block(struct planner *p, struct open_block b)
{
    b.refused = b.pair && p->depth >= MAX_DEPTH;
    if (b.refused && !p->nested) {
        diag_add(p->d, DIAG_NESTING, place(p, p->line), "32", NULL);
        p->nested = true;
    }
    b.container->line = b.container->options = p->line;
    p->depth += b.pair;
    g_array_append_val(p->open, b);
    p->options = b.container->directive && !b.refused ? b.container : NULL;
    p->yaml = false;
}

static void end_block(struct planner *p, const struct open_block *b, int line)
{
    b->container->close = line;
    container_settle(p->plan->a, b->container);
    put(p, b->container->line, line > b->container->line ? PLAN_OPEN : PLAN_LEAF, b->container);
}

/* A container whose end never comes: one that needs it is text, another holds nothing. */
static void leave_open(struct planner *p, const struct open_block *b)
{
    p->depth -= b->pair;
    if (b->refused)
        return;
    if (b->implicit)
        end_block(p, b, p->line);
    else if (b->pair)
        diag_add(p->d, DIAG_CONTAINER_UNCLOSED, place(p, b->container->line),
                 line_text(p, b->container->line), NULL);
    else
        end_block(p, b, b->container->line);
}

static void leave_from(struct planner *p, guint index)
{
    for (guint i = p->open->len; i-- > index;)
        leave_open(p, open_at(p, i));
    g_array_set_size(p->open, index);
}

static void close_block(struct planner *p, guint index)
{
    struct open_block b = *open_at(p, index);

    leave_from(p, index + 1);
    g_array_set_size(p->open, index);
    p->depth -= b.pair;
    p->options = NULL;
    if (b.refused)
        return;
    end_block(p, &b, p->line);
    put(p, p->line, PLAN_CLOSE, b.container);
}

static void report_stray(struct planner *p)
{
    diag_add(p->d, DIAG_CONTAINER_STRAY, place(p, p->line), line_text(p, p->line), NULL);
}

static guint lookback(const struct planner *p)
{
    return p->open->len > MAX_LOOKBACK ? p->open->len - MAX_LOOKBACK : 0;
}

/* The innermost open tag of that name; -1: none. */
static int find_tag(const struct planner *p, enum shortcode_form form, const char *name)
{
    for (guint i = p->open->len; i-- > lookback(p);) {
        const struct open_block *b = open_at(p, i);
        if (b->name != NULL && b->form == form && strcmp(b->name, name) == 0)
            return (int)i;
    }
    return -1;
}

/* ---- fences of colons ---- */

static void close_fence(struct planner *p, size_t colons)
{
    guint inner = G_MAXUINT;

    for (guint i = p->open->len; i-- > lookback(p);) {
        const struct open_block *b = open_at(p, i);
        if (b->name != NULL)
            continue;
        if (b->colons == colons) {
            close_block(p, i);
            return;
        }
        inner = inner == G_MAXUINT ? i : inner;
    }
    if (inner != G_MAXUINT)
        close_block(p, inner);
    else
        report_stray(p);
}

static void look_at_fence(struct planner *p, const char *s, const char *end)
{
    size_t colons = 0;

    while (s + colons < end && s[colons] == ':')
        colons++;
    const char *rest = s + colons;
    while (rest < end && (*rest == ' ' || *rest == '\t'))
        rest++;
    if (rest == end) {
        close_fence(p, colons);
        return;
    }
    struct container *c = container_of_fence(p->plan->a, rest, end);
    if (c != NULL)
        open_block(p, (struct open_block){.container = c, .colons = colons, .pair = true});
}

/* `@tab Title` and `== Title` in `::: tabs`, as VuePress and VitePress have them: one ends where
 * the next begins. */
static void look_at_tab(struct planner *p, const char *s, const char *end)
{
    static const char tab[] = "@tab";
    const struct open_block *b = p->open->len > 0 ? open_at(p, p->open->len - 1) : NULL;

    if (b != NULL && b->implicit) {
        if (p->open->len < 2)
            return;
        b = open_at(p, p->open->len - 2);
    }
    if (b == NULL || b->name != NULL || b->refused || b->container->role != CONTAINER_TABS)
        return;
    if (open_at(p, p->open->len - 1)->implicit)
        leave_from(p, p->open->len - 1);
    while (s < end && *s != ' ')
        s++; /* @tab:active */
    struct container *c = container_of_name(p->plan->a, "tab", NULL);
    g_autofree char *title = g_strstrip(g_strndup(s, (size_t)(end - s)));
    c->title = arena_strdup(p->plan->a, title);
    open_block(p, (struct open_block){.container = c, .name = tab, .implicit = true});
}

/* ---- tags ---- */

static struct container *alert_of_tag(struct arena *a, const struct shortcode *t)
{
    static const char *const types[] = {"style", "type", "kind", "color", "level", "context", NULL};
    const char *type = NULL;
    size_t next = 0;

    for (size_t i = 0; types[i] != NULL && type == NULL; i++)
        type = shortcode_arg(t, types[i]);
    const char *first = shortcode_nth(t, 0);
    if (container_find(t->name, strlen(t->name)) != NULL && strcmp(t->name, "hint") != 0 &&
        strcmp(t->name, "admonition") != 0) {
        type = t->name;
    } else if (type == NULL && first != NULL && container_find(first, strlen(first)) != NULL) {
        type = first;
        next = 1;
    }
    const char *title = shortcode_arg(t, "title");
    if (title == NULL)
        title = shortcode_nth(t, next);
    struct container *c = container_of_name(a, type != NULL ? type : "note", title);
    if (c->role != CONTAINER_ALERT) { /* a colour, or a word of a theme's own */
        c->role = CONTAINER_ALERT;
        c->alert = ALERT_NOTE;
    }
    return c;
}

/* The caption that Hugo's figure has: title, caption and whose it is. */
static const char *figure_caption(struct arena *a, const struct shortcode *t)
{
    const char *parts[] = {shortcode_arg(t, "title"), shortcode_arg(t, "caption"),
                           shortcode_arg(t, "attr")};
    static const char *const between[] = {"", ": ", " "};
    const char *all = NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
        if (parts[i] != NULL && *parts[i] != '\0')
            all = all == NULL ? parts[i] : arena_join(a, all, between[i], parts[i], NULL);
    return all;
}

static struct container *figure_of_tag(struct arena *a, const struct shortcode *t)
{
    static const char *const keys[] = {"src", "url", NULL};
    static const char *const options[] = {"alt", "width", "height", "id", "class"};
    struct container *c = arena_one(a, struct container);

    c->role = CONTAINER_FIGURE;
    c->argument = shortcode_any(t, keys, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(options); i++)
        if (shortcode_arg(t, options[i]) != NULL)
            container_option(a, c, options[i], shortcode_arg(t, options[i]));
    c->title = figure_caption(a, t);
    return c->argument != NULL ? c : NULL;
}

static struct container *box_of_tag(struct arena *a, const struct shortcode *t,
                                    enum container_role role)
{
    static const char *const titles[] = {"title",   "name",    "header", "label",
                                         "summary", "tabName", NULL};
    struct container *c = arena_one(a, struct container);

    c->role = role;
    c->class = t->name;
    c->plain = true;
    c->title = shortcode_any(t, titles, role == CONTAINER_BOX ? SHORTCODE_ARGS : 0);
    if (role == CONTAINER_TABS) { /* what stands there is the group's own name */
        c->title = NULL;
        c->argument = shortcode_arg(t, "items"); /* Hextra names the tabs here */
    }
    return c;
}

/* NULL: the tag is none of these. */
static struct container *container_of_tag(struct arena *a, const struct shortcode *t,
                                          enum shortcode_role role)
{
    struct container *c = arena_one(a, struct container);

    switch (role) {
    case TAG_ALERT:
        return alert_of_tag(a, t);
    case TAG_FIGURE:
        return figure_of_tag(a, t);
    case TAG_DETAILS:
        return box_of_tag(a, t, CONTAINER_DETAILS);
    case TAG_TABS:
        return box_of_tag(a, t, CONTAINER_TABS);
    case TAG_TAB:
        return box_of_tag(a, t, CONTAINER_TAB);
    case TAG_BOX:
        return box_of_tag(a, t, CONTAINER_BOX);
    case TAG_TITLED:
        return box_of_tag(a, t, CONTAINER_TITLED);
    case TAG_WRAPPER:
        c->role = CONTAINER_WRAPPER;
        return c;
    case TAG_CODE:
        c->role = CONTAINER_CODE;
        c->argument = strcmp(t->name, "highlight") == 0 ? shortcode_nth(t, 0) : t->name;
        return c;
    case TAG_LINK:
        c->role = CONTAINER_LINK;
        c->argument = shortcode_url(a, t);
        c->title = shortcode_arg(t, "caption");
        c->plain = true;
        return c;
    case TAG_NOTHING:
        c->role = CONTAINER_NOTHING;
        return c;
    case TAG_UNKNOWN:
    case TAG_INLINE:
        break;
    }
    return NULL;
}

/* A tab without a title may have it from the list of the group around it. */
static void name_tab(struct planner *p, struct container *tab)
{
    const struct open_block *b = p->open->len > 0 ? open_at(p, p->open->len - 1) : NULL;

    if (b == NULL || b->container->role != CONTAINER_TABS || b->container->argument == NULL)
        return;
    g_auto(GStrv) names = g_strsplit(b->container->argument, ",", -1);
    guint n = (guint)b->container->n_tabs++;
    if (tab->title == NULL && n < g_strv_length(names))
        tab->title = arena_strdup(p->plan->a, g_strstrip(names[n]));
}

static void close_tag(struct planner *p, const struct shortcode *t)
{
    int i = find_tag(p, t->form, t->name);

    if (i >= 0)
        close_block(p, (guint)i);
    else
        report_stray(p);
}

static void open_tag(struct planner *p, const struct shortcode *t, enum shortcode_role role,
                     struct container *c)
{
    bool pair = shortcode_is_pair(role), optional = role == TAG_LINK || role == TAG_FIGURE;

    if (role == TAG_TAB)
        name_tab(p, c);
    if (t->alone || (!pair && !optional)) {
        c->line = c->options = p->line;
        end_block(p, &(struct open_block){.container = c}, p->line);
        return;
    }
    int before = optional ? find_tag(p, t->form, t->name) : -1;
    if (before >= 0) /* that one had no end, then */
        leave_from(p, (guint)before);
    open_block(p,
               (struct open_block){.container = c, .name = t->name, .form = t->form, .pair = pair});
}

/* Tags are reported by their names, once each: the n bytes at s. */
static void report_tag(struct planner *p, const char *name, const char *s, size_t n)
{
    if (!g_hash_table_add(p->unknown, (char *)(uintptr_t)name))
        return;
    g_autofree char *text = g_strndup(s, n);
    diag_add(p->d, DIAG_TAG_UNKNOWN, place(p, p->line), md_source_restore(p->src, p->plan->a, text),
             NULL);
}

static void report_unknown(struct planner *p, const struct shortcode *t, const char *s)
{
    if (!t->close && !t->escaped)
        report_tag(p, t->name, s, t->length);
}

/* mdBook's `{{#name ...}}` in a book that is not said to be mdBook's: its length, 0 when it is
 * none. One that has come this far there, read/expand has reported. */
static size_t report_helper(struct planner *p, const char *s, const char *end)
{
    const char *name = s + 3, *close = g_strstr_len(s, MIN(end - s, REACH), "}}");
    size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz_");

    if (!g_str_has_prefix(s, "{{#") || close == NULL || n == 0 || name + n > close)
        return 0;
    size_t length = (size_t)(close + 2 - s);
    if ((p->src->options.dialects & DIALECT_MDBOOK) == 0)
        report_tag(p, arena_strndup(p->plan->a, s, 3 + n), s, length);
    return length;
}

/* Tags within a line of text, outside of code. */
static void look_for_tags(struct planner *p, const char *s, const char *end)
{
    struct shortcode t;
    size_t n;

    for (; s < end; s++) {
        if (*s == '`') {
            s = line_code_end(s, end) - 1;
        } else if (*s == '{' && (n = report_helper(p, s, end)) > 0) {
            s += n - 1;
        } else if (*s == '{' && shortcode_parse(p->plan->a, s, end, &t)) {
            report_unknown(p, &t, s);
            s += t.length - 1;
        }
    }
}

static void look_at_tag(struct planner *p, const char *s, const char *end)
{
    struct shortcode t;
    const char *rest;

    if (!shortcode_parse(p->plan->a, s, end, &t)) {
        look_for_tags(p, s, end);
        return;
    }
    if (t.escaped)
        return;
    for (rest = s + t.length; rest < end && (*rest == ' ' || *rest == '\t');)
        rest++;
    if (rest < end) {
        look_for_tags(p, s, end);
        return;
    }
    enum shortcode_role role = shortcode_role(&t);
    if (t.close && role != TAG_UNKNOWN && role != TAG_INLINE) {
        close_tag(p, &t);
        return;
    }
    struct container *c = container_of_tag(p->plan->a, &t, role);
    if (c != NULL)
        open_tag(p, &t, role, c);
    else
        report_unknown(p, &t, s);
}

/* ---- options ---- */

/* ":key: value", or in a block between lines of hyphens "key: value". */
static bool read_option(struct planner *p, const char *s, const char *end)
{
    bool yaml = p->yaml;

    if (!yaml && (s == end || *s != ':'))
        return false;
    s += !yaml;
    const char *colon = memchr(s, ':', (size_t)(end - s));
    if (colon == NULL || colon == s)
        return yaml;
    g_autofree char *key = g_strstrip(g_strndup(s, (size_t)(colon - s)));
    g_autofree char *value = g_strstrip(g_strndup(colon + 1, (size_t)(end - colon) - 1));
    if (strpbrk(key, " \t") != NULL)
        return yaml;
    if (yaml)
        g_strstrip(g_strdelimit(value, "\"'", ' '));
    container_option(p->plan->a, p->options, key, value);
    return true;
}

/* True when the line is an option of the directive that has just begun. */
static bool look_at_option(struct planner *p, const char *s, const char *end)
{
    bool rule = end - s == 3 && memcmp(s, "---", 3) == 0;
    bool first = p->line == p->options->line + 1;

    if (rule && (first || p->yaml)) {
        p->options->options = p->line;
        p->yaml = first;
        if (!first)
            p->options = NULL;
        return true;
    }
    if (!read_option(p, s, end)) {
        p->options = NULL;
        return false;
    }
    p->options->options = p->line;
    return true;
}

/* ---------------------------------------------------------------------------------------- */

static bool has_any(const char *text)
{
    if (strstr(text, ":::") != NULL || strstr(text, "{%") != NULL)
        return true;
    for (const char *p = strstr(text, "{{"); p != NULL; p = strstr(p + 2, "{{"))
        if (p[2] == '<' || p[2] == '%' || p[2] == '#')
            return true;
    return false;
}

/* In code that a container holds there is only its end. */
static bool is_code_open(const struct planner *p)
{
    return p->open->len > 0 && open_at(p, p->open->len - 1)->container->role == CONTAINER_CODE;
}

static bool closes_code(struct planner *p, const char *s, const char *end)
{
    const struct open_block *b = open_at(p, p->open->len - 1);
    struct shortcode t;

    if (b->name != NULL)
        return shortcode_parse(p->plan->a, s, end, &t) && t.close && t.form == b->form &&
               strcmp(t.name, b->name) == 0;
    return (size_t)(end - s) >= b->colons && strspn(s, ":") >= (size_t)(end - s);
}

static void look_at_line(struct planner *p, const char *s, const char *end)
{
    size_t n = (size_t)(end - s);

    if (is_code_open(p) && p->options == NULL && !closes_code(p, s, end))
        return;
    if (p->options != NULL && look_at_option(p, s, end))
        return;
    if (n >= 3 && memcmp(s, ":::", 3) == 0)
        look_at_fence(p, s, end);
    else if (n >= 3 && s[0] == '{' && (s[1] == '%' || s[1] == '{'))
        look_at_tag(p, s, end);
    else if ((n >= 4 && memcmp(s, "@tab", 4) == 0) || (n > 3 && memcmp(s, "== ", 3) == 0))
        look_at_tab(p, s, end);
    else if (memchr(s, '{', n) != NULL)
        look_for_tags(p, s, end);
}

struct block_plan *block_plan_new(struct arena *a, struct diags *d, const char *path,
                                  const struct md_source *src)
{
    struct planner p = {.d = d, .path = path, .src = src};
    struct line_scan scan = {0};
    int last = (int)md_source_n_lines(src);

    if (!has_any(src->text->str))
        return NULL;
    p.plan = g_new0(struct block_plan, 1);
    p.plan->a = a;
    p.plan->lines = g_hash_table_new(NULL, NULL);
    p.open = g_array_new(FALSE, FALSE, sizeof(struct open_block));
    p.unknown = g_hash_table_new(g_str_hash, g_str_equal);
    for (p.line = 1; p.line <= last; p.line++) {
        size_t n;
        const char *s = md_source_line(src, p.line, &n), *end = s + n;
        enum line_kind kind = line_scan(&scan, s, n);
        while (end > s && (end[-1] == ' ' || end[-1] == '\t'))
            end--;
        if (kind == LINE_TEXT)
            look_at_line(&p, s + MIN(scan.prefix, (size_t)(end - s)), end);
        else if (!p.yaml)
            p.options = NULL;
    }
    leave_from(&p, 0);
    g_hash_table_unref(p.unknown);
    g_array_unref(p.open);
    return p.plan;
}

void block_plan_free(struct block_plan *p)
{
    if (p == NULL)
        return;
    g_hash_table_unref(p->lines);
    g_free(p);
}

struct plan_line block_plan_at(const struct block_plan *p, int line)
{
    const struct plan_line *l =
        p != NULL ? g_hash_table_lookup(p->lines, GINT_TO_POINTER(line)) : NULL;

    return l != NULL ? *l : (struct plan_line){PLAN_NONE, NULL};
}

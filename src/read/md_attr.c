#include "read/md_attr.h"

#include <string.h>

/* ---- the list itself ---- */

static bool is_name_char(char c)
{
    return g_ascii_isalnum(c) || (c != '\0' && strchr("-_:.", c) != NULL) ||
           (unsigned char)c >= 0x80;
}

static size_t name_length(const char *s)
{
    size_t n = 0;

    while (is_name_char(s[n]))
        n++;
    return n;
}

static void add_class(struct arena *a, struct md_attrs *t, const char *class)
{
    t->classes = t->classes != NULL ? arena_join(a, t->classes, " ", class, NULL) : class;
}

static const char *as_length(const char *value)
{
    return g_ascii_isdigit(*value) || *value == '.' ? value : NULL;
}

static void set_value(struct arena *a, struct md_attrs *t, const char *key, const char *value)
{
    static const struct {
        const char *key;
        size_t field;
    } keys[] = {
        {"id", offsetof(struct md_attrs, id)},          {"align", offsetof(struct md_attrs, align)},
        {"title", offsetof(struct md_attrs, title)},    {"file", offsetof(struct md_attrs, title)},
        {"filename", offsetof(struct md_attrs, title)}, {"lang", offsetof(struct md_attrs, lang)},
    };

    if (strcmp(key, "class") == 0 && *value != '\0')
        add_class(a, t, value);
    else if (strcmp(key, "collapse") == 0)
        t->collapse = g_ascii_strcasecmp(value, "false") != 0;
    else if (strcmp(key, "width") == 0 || strcmp(key, "w") == 0)
        t->width = as_length(value);
    else if (strcmp(key, "height") == 0 || strcmp(key, "h") == 0)
        t->height = as_length(value);
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        if (strcmp(keys[i].key, key) == 0 && *value != '\0')
            *(const char **)(void *)((char *)t + keys[i].field) = value;
}

/* `key=value` at s, the value in quotes or a word; its length, 0 when it is none. */
static size_t read_pair(struct arena *a, const char *s, struct md_attrs *t)
{
    size_t n = 0;

    while (g_ascii_isalnum(s[n]) || (n > 0 && (s[n] == '-' || s[n] == '_')))
        n++;
    if (n == 0 || s[n] != '=')
        return 0;
    const char *value = s + n + 1;
    bool quoted = *value == '"' || *value == '\'';
    const char *end = quoted ? strchr(value + 1, *value) : value + strcspn(value, " \t\n,}");
    if (end == NULL)
        return 0;
    set_value(a, t, arena_strndup(a, s, n),
              arena_strndup(a, value + quoted, (size_t)(end - value) - quoted));
    return (size_t)(end + quoted - s);
}

/* One word of a list; its length, 0 when it has no place there. */
static size_t read_word(struct arena *a, const char *s, struct md_attrs *t)
{
    size_t n = name_length(s + 1);

    if ((*s == '#' || *s == '.') && n > 0) {
        if (*s == '.') /* kramdown joins them: .a.b */
            n = strcspn(s + 1, ". \t,}") < n ? strcspn(s + 1, ". \t,}") : n;
        if (n == 0)
            return 0;
        if (*s == '#')
            t->id = arena_strndup(a, s + 1, n);
        else
            add_class(a, t, arena_strndup(a, s + 1, n));
        return n + 1;
    }
    n = read_pair(a, s, t);
    if (n > 0)
        return n;
    if (!t->colon || !g_ascii_isalpha(*s))
        return 0;
    n = name_length(s); /* a reference to another list */
    t->toc |= n == 3 && memcmp(s, "toc", 3) == 0;
    return n;
}

/* The words at s up to the end or the closing brace; NULL when something else is among them. */
static const char *read_words(struct arena *a, const char *s, struct md_attrs *t)
{
    bool any = false;

    for (s += strspn(s, " \t,"); *s != '\0' && *s != '}'; s += strspn(s, " \t,")) {
        size_t n = read_word(a, s, t);
        if (n == 0)
            return NULL;
        any = true;
        s += n;
    }
    return any ? s : NULL;
}

size_t md_attrs_parse(struct arena *a, const char *s, struct md_attrs *out)
{
    if (*s != '{')
        return 0;
    *out = (struct md_attrs){.colon = s[1] == ':'};
    const char *end = read_words(a, s + 1 + out->colon, out);
    return end != NULL && *end == '}' ? (size_t)(end + 1 - s) : 0;
}

bool md_attrs_words(struct arena *a, const char *s, struct md_attrs *out)
{
    *out = (struct md_attrs){0};
    const char *end = read_words(a, s, out);
    return end != NULL && *end == '\0';
}

void md_attrs_apply(struct arena *a, const struct md_attrs *t, struct node *n)
{
    if (t->id != NULL)
        n->id = t->id;
    if (t->lang != NULL)
        n->lang = t->lang;
    if (t->classes != NULL) {
        g_auto(GStrv) words = g_strsplit(t->classes, " ", -1);
        for (char **w = words; *w != NULL; w++)
            if (**w != '\0')
                node_add_class(a, n, *w);
    }
    if (n->kind == NODE_IMAGE) {
        if (t->width != NULL)
            n->u.image.width = t->width;
        if (t->height != NULL)
            n->u.image.height = t->height;
        if (t->title != NULL)
            n->u.image.title = t->title;
    } else if (n->kind == NODE_CODE_BLOCK && t->title != NULL) {
        n->u.code.title = t->title;
    }
}

/* ---- where they stand ---- */

struct finder {
    struct arena *a;
    struct node *doc;
    const struct md_source *src;
    bool plain; /* the form without a colon too */
};

static const char *text_of(const struct node *n)
{
    return n != NULL && n->kind == NODE_TEXT ? n->u.text : "";
}

/* True when the text is a list and nothing else. */
static bool is_list(const struct finder *f, const char *s, bool plain, struct md_attrs *t)
{
    s += strspn(s, " ");
    size_t n = md_attrs_parse(f->a, s, t);

    return n > 0 && (plain || t->colon) && s[n + strspn(s + n, " ")] == '\0';
}

static void cut_text(struct arena *a, struct node *text, const char *s, size_t n)
{
    while (n > 0 && s[n - 1] == ' ')
        n--;
    text->u.text = arena_strndup(a, s, n);
    if (n == 0)
        node_unlink(text);
}

/* `# Title {#id .class}`, and MDX's `{/ * #id * /}`, where braces are code. */
static void read_heading(const struct finder *f, struct node *heading)
{
    const char *s = text_of(heading->last), *brace = strrchr(s, '{');
    struct md_attrs t;

    if (brace == NULL)
        return;
    if (g_str_has_prefix(brace, "{/*") && g_str_has_suffix(brace, "*/}")) {
        g_autofree char *inside = g_strstrip(g_strndup(brace + 3, strlen(brace) - 6));
        if (*inside != '#' || !md_attrs_words(f->a, inside, &t))
            return;
    } else if (!is_list(f, brace, true, &t)) {
        return;
    }
    cut_text(f->a, heading->last, s, (size_t)(brace - s));
    md_attrs_apply(f->a, &t, heading);
}

/* A list right behind an inline. */
static void read_inline(const struct finder *f, struct node *n, bool plain)
{
    const char *s = text_of(n->next);
    struct md_attrs t;
    size_t length = *s == '{' ? md_attrs_parse(f->a, s, &t) : 0;

    if (length == 0 || (!plain && !t.colon))
        return;
    md_attrs_apply(f->a, &t, n);
    n->next->u.text = arena_strdup(f->a, s + length);
    if (*n->next->u.text == '\0')
        node_unlink(n->next);
}

/* Quarto's `$$..$$ {#eq-x}`: the id is the formula's label. */
static void read_display(const struct finder *f, struct node *n)
{
    const char *s = text_of(n->next);
    struct md_attrs t;

    if (!node_has_class(n, "display") || !is_list(f, s, f->plain, &t) || t.id == NULL)
        return;
    n->u.math.tex = arena_join(f->a, n->u.math.tex, "\n\\label{", t.id, "}", NULL);
    node_unlink(n->next);
}

/* True when the list stands at the margin although its paragraph does not: it is the outer block's,
 * which cmark lets the paragraph's text go on after. */
static bool is_lazy(const struct finder *f, const struct node *text)
{
    size_t n;
    const char *s = md_source_line(f->src, text->loc.line - f->src->offset, &n);

    return n > 0 && *s == '{' && text->parent->parent != f->doc;
}

static bool blank_above(const struct finder *f, const struct node *text)
{
    size_t n;
    const char *s = md_source_line(f->src, text->loc.line - f->src->offset - 1, &n);

    return strspn(s, " \t>") >= n;
}

static struct node *outermost(const struct finder *f, struct node *n)
{
    while (n->parent != f->doc)
        n = n->parent;
    return n;
}

static void apply_block(const struct finder *f, const struct md_attrs *t, struct node *target)
{
    struct node *first = target->first, *image = first;

    if (t->toc && target->kind == NODE_LIST) { /* the book has contents of its own */
        node_unlink(target);
        return;
    }
    /* a list below a picture is the picture's: width and the like mean nothing for a paragraph */
    if (target->kind == NODE_PARAGRAPH && image != NULL && image == target->last &&
        image->kind == NODE_IMAGE)
        target = image;
    md_attrs_apply(f->a, t, target);
}

/* A paragraph that begins with a list, ends with one, or is one. The node to go on from. */
static struct node *read_paragraph(const struct finder *f, struct node *p, struct node *next)
{
    struct node *first = p->first, *last = p->last, *target = p;
    struct md_attrs t;

    if (first == NULL)
        return next;
    if (first == last) {
        if (!is_list(f, text_of(first), f->plain, &t))
            return next;
        target = !blank_above(f, first) && p->prev != NULL ? p->prev : p->next;
        if (target == NULL)
            return next;
        next = node_skip(f->doc, p);
        if (next == target && t.toc)
            next = node_skip(f->doc, target);
        node_unlink(p);
        apply_block(f, &t, target);
        return next;
    }
    if (node_is_break(last->prev) && is_list(f, text_of(last), f->plain, &t)) {
        target = is_lazy(f, last) ? outermost(f, p) : p;
        node_unlink(last->prev);
        node_unlink(last);
    } else if (node_is_break(first->next) && is_list(f, text_of(first), false, &t)) {
        node_unlink(first->next);
        node_unlink(first);
        next = p->first;
    } else {
        return next;
    }
    if (t.toc && target->kind == NODE_LIST)
        next = node_skip(f->doc, target);
    apply_block(f, &t, target);
    return next;
}

/* A list below a table is a row to cmark. */
static void read_table(const struct finder *f, struct node *table)
{
    struct node *row = table->last;
    struct md_attrs t;

    if (row == NULL || row->kind != NODE_ROW || row == table->first || row->first == NULL)
        return;
    for (const struct node *c = row->first->next; c != NULL; c = c->next)
        if (c->first != NULL)
            return;
    const struct node *cell = row->first;
    if (cell->first == NULL || cell->first != cell->last ||
        !is_list(f, text_of(cell->first), f->plain, &t))
        return;
    node_unlink(row);
    md_attrs_apply(f->a, &t, table);
}

void md_attr_finish(struct arena *a, struct node *doc, const struct md_source *src,
                    unsigned dialects)
{
    bool plain = (dialects & (DIALECT_MKDOCS | DIALECT_HUGO | DIALECT_MYST)) != 0;
    struct finder f = {a, doc, src, plain};

    if (strchr(src->text->str, '{') == NULL)
        return;
    for (struct node *n = doc, *next; n != NULL; n = next) {
        next = node_next(doc, n);
        if (n->kind == NODE_HEADING)
            read_heading(&f, n);
        else if (n->kind == NODE_PARAGRAPH)
            next = read_paragraph(&f, n, next);
        else if (n->kind == NODE_TABLE)
            read_table(&f, n);
        else if (n->kind == NODE_MATH) {
            read_display(&f, n);
            next = node_next(doc, n);
        } else if (n->kind == NODE_IMAGE || n->kind == NODE_LINK || n->kind == NODE_CODE ||
                   n->kind == NODE_EMPH || n->kind == NODE_STRONG || n->kind == NODE_MARK) {
            read_inline(&f, n, plain || n->kind == NODE_IMAGE);
            next = node_next(doc, n);
        }
    }
}

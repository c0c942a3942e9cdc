#include "read/md_finish.h"

#include "read/md_dollar.h"

#include "base/lang.h"
#include "doc/labels.h"
#include "read/container.h"

#include <string.h>

/* --- alerts ------------------------------------------------------------------------------- */

/* What stands between the brackets at the start of the text; NULL when it is no alert's type. */
static const struct container_name *alert_of(const char *text, size_t *n)
{
    if (text[0] != '[' || text[1] != '!')
        return NULL;
    size_t len = strcspn(text + 2, "]|");
    const char *close = strchr(text + 2 + len, ']');
    const struct container_name *name = container_find(text + 2, len);
    if (close == NULL || name == NULL || name->role != CONTAINER_ALERT)
        return NULL;
    *n = (size_t)(close + 1 - text);
    return name;
}

/* Moves the rest of the first line out of the paragraph, as the title; NULL when it is empty. */
static struct node *take_title(struct arena *a, struct node *p, enum node_kind kind)
{
    struct node *title = node_new(a, kind, p->loc);

    while (p->first != NULL && !node_is_break(p->first))
        node_append(title, p->first);
    if (p->first != NULL)
        node_unlink(p->first);
    if (p->first != NULL && p->first->loc.line > 0)
        p->loc = (struct loc){p->loc.file, p->first->loc.line, 0};
    return title->first != NULL ? title : NULL;
}

static struct node *own_title(struct arena *a, const struct node *quote, enum node_kind kind,
                              const char *text)
{
    struct node *title = node_new(a, kind, quote->loc);

    node_append(title, node_new_text(a, quote->loc, text));
    return title;
}

/* GitHub's `[!NOTE]` on a line of its own; Obsidian's more types, titles behind them, and a `+` or
 * `-` for what can be folded. */
static void make_alert(struct arena *a, const char *lang, struct node *quote)
{
    struct node *p = quote->first;
    struct node *text = p != NULL && p->kind == NODE_PARAGRAPH ? p->first : NULL;
    size_t n;

    if (text == NULL || text->kind != NODE_TEXT)
        return;
    const struct container_name *type = alert_of(text->u.text, &n);
    if (type == NULL || (text->u.text[n] != '\0' && strchr(" \t+-", text->u.text[n]) == NULL))
        return;
    bool folded = text->u.text[n] == '-' || text->u.text[n] == '+';
    n += folded;
    const char *rest = text->u.text + n + strspn(text->u.text + n, " \t");
    if (text->next == NULL && p->next == NULL && *rest == '\0')
        return; /* nothing but the marker: a quote on GitHub too */
    text->u.text = rest;
    if (*rest == '\0')
        node_unlink(text);
    enum node_kind kind = folded ? NODE_SUMMARY : NODE_CAPTION;
    struct node *title = take_title(a, p, kind);
    if (p->first == NULL)
        node_unlink(p);
    if (title == NULL && type->label != NULL)
        title = own_title(a, quote, kind, type->label);
    else if (title == NULL && folded)
        title = own_title(a, quote, kind, label_alert(lang, type->alert));
    if (title != NULL && quote->first != NULL)
        node_insert_before(quote->first, title);
    else if (title != NULL)
        node_append(quote, title);
    quote->kind = folded ? NODE_DETAILS : NODE_ALERT;
    if (!folded)
        quote->u.alert.type = type->alert;
    if (folded || strcmp(type->name, alert_type_name(type->alert)) != 0)
        node_add_class(a, quote, type->name);
}

void md_finish_alerts(struct arena *a, const char *lang, struct node *doc)
{
    for (struct node *n = doc; n != NULL; n = node_next(doc, n))
        if (n->kind == NODE_QUOTE)
            make_alert(a, lang, n);
}

/* --- footnotes ---------------------------------------------------------------------------- */

static char *label_key(const char *label, size_t n)
{
    return g_utf8_casefold(label, (gssize)n);
}

/* The next `[^label]` in the text from p on; NULL when none. */
static const char *find_reference(const char *p, size_t *n)
{
    while ((p = strstr(p, "[^")) != NULL) {
        *n = 2 + strcspn(p + 2, "][ \t\n");
        if (*n > 2 && p[*n] == ']') {
            ++*n;
            return p;
        }
        p += 2;
    }
    return NULL;
}

enum { SEARCH_LINES = 50 };

/* Where the references of one block are in its source, to tell escaped ones apart. */
struct finder {
    const struct md_source *src;
    int line, last;
    size_t pos;
};

/* Moves behind the next occurrence of the reference; true when a backslash stands before it. When
 * it cannot be found (an entity, a reference link) nothing moves. */
static bool is_escaped(struct finder *f, const char *ref, size_t n)
{
    size_t pos = f->pos;

    for (int line = f->line; line <= f->last; line++, pos = 0) {
        size_t len;
        const char *s = md_source_line(f->src, line, &len);
        for (const char *p = s + MIN(pos, len); p + n <= s + len; p++) {
            if (p[0] == '\\' && p + 1 + n <= s + len && memcmp(p + 1, ref, n) == 0) {
                f->line = line;
                f->pos = (size_t)(p + 1 + n - s);
                return true;
            }
            if (p[0] == '\\') {
                p++;
            } else if (*p == '[' && memcmp(p, ref, n) == 0) {
                f->line = line;
                f->pos = (size_t)(p + n - s);
                return false;
            }
        }
    }
    return false;
}

static void split_text(struct arena *a, struct node *text, GHashTable *labels, struct finder *f)
{
    const char *p = text->u.text, *from = p;
    size_t n;

    while ((p = find_reference(p, &n)) != NULL) {
        g_autofree char *key = label_key(p + 2, n - 3);
        const struct node *def = g_hash_table_lookup(labels, key);
        if (is_escaped(f, p, n) || def == NULL) {
            p += 2;
            continue;
        }
        if (p > from) {
            struct node *before = node_new(a, NODE_TEXT, text->loc);
            before->u.text = arena_strndup(a, from, (size_t)(p - from));
            node_insert_before(text, before);
        }
        struct node *ref = node_new(a, NODE_FOOTNOTE_REF, (struct loc){text->loc.file, 0, 0});
        ref->loc.line = f->line + f->src->offset;
        ref->u.ref.label = def->u.footnote.label;
        node_insert_before(text, ref);
        p += n;
        from = p;
    }
    if (from == text->u.text)
        return;
    if (*from == '\0')
        node_unlink(text);
    else
        text->u.text = from;
}

/* The references in code are not references, but they are found in the source. */
static void pass_code(const struct node *code, struct finder *f)
{
    const char *p = code->u.text;
    size_t n;

    while ((p = find_reference(p, &n)) != NULL) {
        (void)is_escaped(f, p, n);
        p += n;
    }
}

void md_finish_footnotes(struct arena *a, struct node *doc, const struct md_source *src)
{
    g_autoptr(GHashTable) labels = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    struct finder f = {.src = src};

    for (struct node *n = doc->first; n != NULL; n = n->next) {
        if (n->kind != NODE_FOOTNOTE)
            continue;
        char *key = label_key(n->u.footnote.label, strlen(n->u.footnote.label));
        if (g_hash_table_contains(labels, key))
            g_free(key); /* the first of two definitions counts */
        else
            g_hash_table_insert(labels, key, n);
    }
    if (g_hash_table_size(labels) == 0)
        return;
    for (struct node *n = doc, *next; n != NULL; n = next) {
        next = node_next(doc, n);
        if (node_is_block(n->kind) && n->kind != NODE_CELL) {
            f.line = n->loc.line - src->offset;
            f.pos = 0;
            f.last = n->kind == NODE_ROW ? f.line : f.line + SEARCH_LINES;
        }
        if (n->kind == NODE_TEXT && strstr(n->u.text, "[^") != NULL)
            split_text(a, n, labels, &f);
        else if (n->kind == NODE_CODE && strstr(n->u.text, "[^") != NULL)
            pass_code(n, &f);
    }
}

/* --- display formulas --------------------------------------------------------------------- */

static bool is_display(const struct node *n)
{
    return n->kind == NODE_MATH && node_has_class(n, "display");
}

/* Punctuation alone after a formula, up to the line's end, and a mark right behind it that ends a
 * part of a sentence, belong to it. */
static void take_punctuation(struct arena *a, struct node *math)
{
    struct node *text = math->next;

    if (text == NULL || text->kind != NODE_TEXT)
        return;
    const char *start = text->u.text;
    bool alone = text->next == NULL || node_is_break(text->next);
    g_autofree char *s = g_strstrip(g_strdup(start));
    bool one = alone && g_utf8_strlen(s, -1) == 1 && g_unichar_ispunct(g_utf8_get_char(s));
    size_t n = md_dollar_mark(start, start + strlen(start));
    if (!one && n == 0)
        return;
    g_autofree char *mark = one ? g_strdup(s) : g_strndup(start, n);
    math->u.math.tex = (unsigned char)*mark >= 0x80
                           ? arena_join(a, math->u.math.tex, "\\text{", mark, "}", NULL)
                           : arena_join(a, math->u.math.tex, mark, NULL);
    if (one)
        node_unlink(text);
    else
        text->u.text = arena_strdup(a, start + n);
}

static void trim_start(struct arena *a, struct node *p)
{
    while (node_is_break(p->first))
        node_unlink(p->first);
    if (p->first != NULL && p->first->kind == NODE_TEXT) {
        const char *s = p->first->u.text;
        p->first->u.text = arena_strdup(a, s + strspn(s, " "));
        if (*p->first->u.text == '\0')
            node_unlink(p->first);
    }
}

static void trim_end(struct arena *a, struct node *p)
{
    while (node_is_break(p->last))
        node_unlink(p->last);
    if (p->last != NULL && p->last->kind == NODE_TEXT) {
        char *s = arena_strdup(a, p->last->u.text);
        size_t n = strlen(s);
        while (n > 0 && s[n - 1] == ' ')
            s[--n] = '\0';
        p->last->u.text = s;
        if (n == 0)
            node_unlink(p->last);
    }
}

/* Puts what stands before the formula into a paragraph of its own, then the formula; what follows
 * stays in `p`. */
static void split_paragraph(struct arena *a, struct node *p, struct node *math)
{
    struct node *before = node_new(a, NODE_PARAGRAPH, p->loc);
    struct node *block = node_new(a, NODE_MATH_BLOCK, math->loc);

    take_punctuation(a, math);
    block->u.math = math->u.math;
    while (p->first != math)
        node_append(before, p->first);
    node_unlink(math);
    trim_start(a, before);
    trim_end(a, before);
    if (before->first != NULL) {
        before->classes = p->classes;
        node_insert_before(p, before);
    }
    node_insert_before(p, block);
    p->loc = (struct loc){math->loc.file, math->loc.line, 0};
    p->classes = "continued";
}

/* Whether a sibling has words, beside a formula on its line. */
static bool has_words(const struct node *n)
{
    if (n == NULL || node_is_break(n))
        return false;
    if (n->kind != NODE_TEXT)
        return true;
    for (const char *p = n->u.text; *p != '\0'; p = g_utf8_next_char(p))
        if (g_unichar_isalnum(g_utf8_get_char(p)))
            return true;
    return false;
}

void md_finish_dollars(struct node *doc)
{
    for (struct node *n = doc; n != NULL; n = node_next(doc, n))
        if (is_display(n) &&
            (n->parent->kind != NODE_PARAGRAPH || has_words(n->prev) || has_words(n->next)))
            n->classes = NULL;
}

void md_finish_displays(struct arena *a, struct node *doc)
{
    for (struct node *n = doc, *next; n != NULL; n = next) {
        if (n->kind != NODE_PARAGRAPH) {
            next = node_next(doc, n);
            continue;
        }
        for (struct node *c = n->first, *after; c != NULL; c = after) {
            after = c->next;
            if (is_display(c)) {
                split_paragraph(a, n, c);
                after = n->first;
            }
        }
        if (n->classes != NULL) /* the rest after a formula */
            trim_start(a, n);
        next = node_skip(doc, n);
        if (n->first == NULL)
            node_unlink(n);
    }
}

/* --- soft breaks -------------------------------------------------------------------------- */

/* Marks that belong to both scripts: those around them say to which. */
static bool is_shared_mark(gunichar c)
{
    return (c >= 0x2018 && c <= 0x201D) || c == 0x2014 || c == 0x2026 || c == 0xB7;
}

/* What a leaf shows at its end or start; 0 when that is no character. A quote, dash or ellipsis
 * beside a Chinese character is a Chinese mark. */
static gunichar leaf_char(const struct node *n, bool last)
{
    if (n->kind != NODE_TEXT && n->kind != NODE_CODE)
        return 0;
    const char *s = n->u.text, *end = s + strlen(s);
    if (*s == '\0')
        return 0;
    const char *p = last ? g_utf8_find_prev_char(s, end) : s;
    gunichar outer = g_utf8_get_char(p), c = outer;
    while (is_shared_mark(c)) {
        p = last ? g_utf8_find_prev_char(s, p) : g_utf8_next_char(p);
        if (p == NULL || p == end)
            return outer;
        c = g_utf8_get_char(p);
    }
    return c != outer && (uc_is_spaceless(c) || uc_is_cjk_punct(c)) ? 0x3001 : outer;
}

static const struct node *leaf_before(const struct node *n)
{
    while (n->prev == NULL && n->parent != NULL && !node_is_block(n->parent->kind))
        n = n->parent;
    n = n->prev;
    while (n != NULL && n->last != NULL)
        n = n->last;
    return n;
}

static const struct node *leaf_after(const struct node *n)
{
    while (n->next == NULL && n->parent != NULL && !node_is_block(n->parent->kind))
        n = n->parent;
    n = n->next;
    while (n != NULL && n->first != NULL)
        n = n->first;
    return n;
}

static bool joins(gunichar before, gunichar after)
{
    if (before == 0 || after == 0)
        return false;
    return (uc_is_spaceless(before) && uc_is_spaceless(after)) || uc_is_cjk_punct(before) ||
           uc_is_cjk_punct(after);
}

void md_finish_breaks(struct node *doc)
{
    for (struct node *n = doc, *next; n != NULL; n = next) {
        next = node_next(doc, n);
        if (n->kind != NODE_SOFT_BREAK)
            continue;
        const struct node *before = leaf_before(n), *after = leaf_after(n);
        if (before != NULL && after != NULL &&
            joins(leaf_char(before, true), leaf_char(after, false)))
            node_unlink(n);
    }
}

void md_finish_text(struct arena *a, struct node *doc)
{
    g_autoptr(GString) all = g_string_new(NULL);

    for (struct node *n = doc; n != NULL; n = node_next(doc, n)) {
        if (n->kind != NODE_TEXT || n->next == NULL || n->next->kind != NODE_TEXT)
            continue;
        g_string_assign(all, n->u.text);
        while (n->next != NULL && n->next->kind == NODE_TEXT) {
            g_string_append(all, n->next->u.text);
            node_unlink(n->next);
        }
        n->u.text = arena_strndup(a, all->str, all->len);
    }
}

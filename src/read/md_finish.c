#include "read/md_finish.h"

#include "read/md_dollar.h"

#include "base/lang.h"

#include <string.h>

/* --- alerts ------------------------------------------------------------------------------- */

/* The type of the alert that the text begins; the length of the marker in *n, 0 when none. */
static enum alert_type alert_of(const char *text, size_t *n)
{
    *n = 0;
    if (text[0] != '[' || text[1] != '!')
        return ALERT_NOTE;
    for (int t = ALERT_NOTE; t <= ALERT_CAUTION; t++) {
        const char *name = alert_type_name((enum alert_type)t);
        size_t len = strlen(name);
        if (g_ascii_strncasecmp(text + 2, name, len) == 0 && text[2 + len] == ']') {
            *n = len + 3;
            return (enum alert_type)t;
        }
    }
    return ALERT_NOTE;
}

static void make_alert(struct node *quote)
{
    struct node *p = quote->first;
    struct node *text = p != NULL && p->kind == NODE_PARAGRAPH ? p->first : NULL;
    size_t n;

    if (text == NULL || text->kind != NODE_TEXT)
        return;
    enum alert_type type = alert_of(text->u.text, &n);
    if (n == 0 || text->u.text[n + strspn(text->u.text + n, " \t")] != '\0')
        return;
    struct node *after = text->next;
    if (after != NULL && after->kind != NODE_SOFT_BREAK && after->kind != NODE_HARD_BREAK)
        return;
    if (after == NULL && p->next == NULL)
        return; /* nothing but the marker: a quote on GitHub too */
    node_unlink(text);
    if (after != NULL)
        node_unlink(after);
    if (p->first == NULL)
        node_unlink(p);
    quote->kind = NODE_ALERT;
    quote->u.alert.type = type;
}

void md_finish_alerts(struct node *doc)
{
    for (struct node *n = doc; n != NULL; n = node_next(doc, n))
        if (n->kind == NODE_QUOTE)
            make_alert(n);
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

static bool is_break(const struct node *n)
{
    return n != NULL && (n->kind == NODE_SOFT_BREAK || n->kind == NODE_HARD_BREAK);
}

/* Punctuation alone after a formula, up to the line's end, and a mark right behind it that ends a
 * part of a sentence, belong to it. */
static void take_punctuation(struct arena *a, struct node *math)
{
    struct node *text = math->next;

    if (text == NULL || text->kind != NODE_TEXT)
        return;
    const char *start = text->u.text;
    bool alone = text->next == NULL || is_break(text->next);
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
    while (is_break(p->first))
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
    while (is_break(p->last))
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

/* --- attributes of headings and pictures -------------------------------------------------- */

static bool is_name(const char *s)
{
    if (*s == '\0')
        return false;
    for (; *s != '\0'; s++)
        if (!g_ascii_isalnum(*s) && strchr("-_:.", *s) == NULL && (unsigned char)*s < 0x80)
            return false;
    return true;
}

static void read_attributes(struct arena *a, struct node *heading)
{
    struct node *text = heading->last;
    const char *s = text != NULL && text->kind == NODE_TEXT ? text->u.text : "";
    const char *brace = strrchr(s, '{');

    if (brace == NULL || (brace[1] != '#' && brace[1] != '.') || !g_str_has_suffix(s, "}"))
        return;
    g_autofree char *inside = g_strndup(brace + 1, strlen(brace) - 2);
    g_auto(GStrv) words = g_strsplit(inside, " ", -1);
    for (char **w = words; *w != NULL; w++)
        if (**w != '\0' && ((**w != '#' && **w != '.') || !is_name(*w + 1)))
            return;
    for (char **w = words; *w != NULL; w++) {
        if (**w == '#')
            heading->id = arena_strdup(a, *w + 1);
        else if (**w == '.')
            node_add_class(a, heading, *w + 1);
    }
    text->u.text = arena_strndup(a, s, (size_t)(brace - s));
    trim_end(a, heading);
}

/* A word of "{#fig-x .wide width=50%}"; true when it is one, and set when `image` is not NULL. */
static bool image_attribute(struct arena *a, struct node *image, const char *word)
{
    const char *value = strchr(word, '=');
    bool width = g_str_has_prefix(word, "width="), height = g_str_has_prefix(word, "height=");

    if (*word == '#' || *word == '.') {
        if (!is_name(word + 1))
            return false;
        if (image != NULL && *word == '#')
            image->id = arena_strdup(a, word + 1);
        else if (image != NULL)
            node_add_class(a, image, word + 1);
        return true;
    }
    if (!width && !height)
        return false;
    g_autofree char *bare = g_strdup(value + 1);
    g_strdelimit(bare, "\"'", ' ');
    g_strstrip(bare);
    if (!g_ascii_isdigit(*bare) && *bare != '.')
        return false;
    if (image != NULL && width)
        image->u.image.width = arena_strdup(a, bare);
    else if (image != NULL)
        image->u.image.height = arena_strdup(a, bare);
    return true;
}

/* "{width=50%}" right behind a picture, as pandoc and its kin have it. Anything else in the braces,
 * and they are text. */
static void read_image_attributes(struct arena *a, struct node *image)
{
    struct node *text = image->next;
    const char *s = text != NULL && text->kind == NODE_TEXT ? text->u.text : "";
    const char *end = *s == '{' ? strchr(s, '}') : NULL;

    if (end == NULL || end == s + 1)
        return;
    g_autofree char *inside = g_strndup(s + 1, (size_t)(end - s) - 1);
    g_auto(GStrv) words = g_strsplit_set(inside, " \t,", -1);
    for (char **w = words; *w != NULL; w++)
        if (**w != '\0' && !image_attribute(a, NULL, *w))
            return;
    for (char **w = words; *w != NULL; w++)
        if (**w != '\0')
            image_attribute(a, image, *w);
    text->u.text = arena_strdup(a, end + 1);
    if (*text->u.text == '\0')
        node_unlink(text);
}

void md_finish_attributes(struct arena *a, struct node *doc)
{
    for (struct node *n = doc; n != NULL; n = node_next(doc, n))
        if (n->kind == NODE_HEADING)
            read_attributes(a, n);
        else if (n->kind == NODE_IMAGE)
            read_image_attributes(a, n);
}

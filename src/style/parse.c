/* A sheet's rules: at-rules, selectors with their declarations, and recovery as CSS says. */
#include "style/sheet.h"

#include <string.h>

struct parser {
    struct sheets *s;
    struct lexer lexer;
    struct token t;    /* the one not yet taken */
    const char *media; /* the condition of the @media around; NULL: none */
    int depth;         /* of @media */
};

enum { MEDIA_MAX = 8, TEXT_SHOWN = 60 };

static void next(struct parser *p)
{
    p->t = lexer_next(&p->lexer);
}

static bool at_delim(const struct parser *p, char delim)
{
    return p->t.kind == TOK_DELIM && p->t.delim == delim;
}

static bool is_delim(const struct token *t, char delim)
{
    return t->kind == TOK_DELIM && t->delim == delim;
}

/* Tokens up to one of `stops` outside brackets, or the end. A block on the way is taken whole. */
static GArray *collect(struct parser *p, const char *stops)
{
    GArray *out = g_array_new(FALSE, FALSE, sizeof(struct token));
    int depth = 0;
    for (; p->t.kind != TOK_END; next(p)) {
        const struct token *t = &p->t;
        bool opens =
            t->kind == TOK_FUNCTION || is_delim(t, '(') || is_delim(t, '[') || is_delim(t, '{');
        bool closes = is_delim(t, ')') || is_delim(t, ']') || is_delim(t, '}');
        if (depth == 0 && t->kind == TOK_DELIM && strchr(stops, t->delim) != NULL)
            break;
        g_array_append_val(out, p->t);
        if (opens)
            depth++;
        else if (closes && depth > 0)
            depth--;
    }
    return out;
}

/* Past the `}` of a block whose `{` is taken. */
static void skip_block(struct parser *p)
{
    g_autoptr(GArray) inside = collect(p, "}");
    if (p->t.kind != TOK_END)
        next(p);
}

static void trim(const struct token **t, size_t *n)
{
    while (*n > 0 && (*t)->kind == TOK_SPACE) {
        ++*t;
        --*n;
    }
    while (*n > 0 && (*t)[*n - 1].kind == TOK_SPACE)
        --*n;
}

/* The text of the tokens, cut to a length fit for a message. */
static char *shown(const struct token *t, size_t n)
{
    g_autoptr(GString) text = g_string_new(NULL);
    tokens_write(t, n, text);
    if (g_utf8_strlen(text->str, -1) <= TEXT_SHOWN)
        return g_strdup(text->str);
    char *end = g_utf8_offset_to_pointer(text->str, TEXT_SHOWN);
    g_string_truncate(text, (gsize)(end - text->str));
    return g_strdup_printf("%s...", text->str);
}

static void syntax_error(struct parser *p, struct loc loc, const char *what)
{
    diag_add(p->s->diags, DIAG_CSS_SYNTAX, loc, what, NULL);
}

/* "has no effect in ...", once for each text in a file. */
static void note_output(struct parser *p, struct loc loc, const char *what)
{
    g_autofree char *key = g_strdup_printf("%s\n%s", loc.file, what);
    if (g_hash_table_contains(p->s->noted, key))
        return;
    diag_add(p->s->diags, DIAG_CSS_OUTPUT, loc, what, p->s->print ? "PDF" : "EPUB", NULL);
    g_hash_table_add(p->s->noted, g_steal_pointer(&key));
}

/* ---- declarations ---- */

struct block {
    struct rule *rule; /* NULL in an @page */
    bool margin_box;
    const GArray *pages; /* struct page_selector, of an @page */
    GArray *decls;
    GString *text;
};

/* True when the tokens end in !important, which is then cut off. */
static bool take_important(const struct token *t, size_t *n)
{
    size_t i = *n;
    if (i == 0 || t[i - 1].kind != TOK_IDENT || g_ascii_strcasecmp(t[i - 1].text, "important") != 0)
        return false;
    for (i--; i > 0 && t[i - 1].kind == TOK_SPACE; i--)
        ;
    if (i == 0 || !is_delim(&t[i - 1], '!'))
        return false;
    for (i--; i > 0 && t[i - 1].kind == TOK_SPACE; i--)
        ;
    *n = i;
    return true;
}

/* What may not stand in an EPUB's style sheet, or has no meaning there. */
static bool epub_refuses(const char *name, const struct token *t, size_t n)
{
    static const char *const refused[] = {"direction",        "unicode-bidi",    "string-set",
                                          "bookmark-label",   "bookmark-level",  "bookmark-state",
                                          "footnote-display", "footnote-policy", NULL};
    if (g_strv_contains(refused, name))
        return true;
    for (size_t i = 0; i < n; i++) {
        bool url = t[i].kind == TOK_URL ||
                   (t[i].kind == TOK_FUNCTION && g_ascii_strcasecmp(t[i].text, "url") == 0);
        bool footnote = t[i].kind == TOK_IDENT && strcmp(name, "float") == 0 &&
                        g_ascii_strcasecmp(t[i].text, "footnote") == 0;
        bool fixed = t[i].kind == TOK_IDENT && strcmp(name, "position") == 0 &&
                     g_ascii_strcasecmp(t[i].text, "fixed") == 0;
        if (url || footnote || fixed)
            return true;
    }
    return false;
}

static void write_declaration(struct block *b, const char *name, const struct token *t, size_t n,
                              bool important)
{
    g_string_append_printf(b->text, "    %s: ", name);
    tokens_write(t, n, b->text);
    g_string_append(b->text, important ? " !important;\n" : ";\n");
}

static void report_unknown(struct parser *p, struct loc loc, const char *name)
{
    const char *near = known_nearest(name);
    g_autofree char *hint =
        near == NULL ? g_strdup("") : g_strdup_printf(" (did you mean \"%s\"?)", near);
    diag_add(p->s->diags, DIAG_CSS_PROPERTY, loc, name, hint, NULL);
}

/* A declaration that the PDF cannot honour as it stands. */
static void note_foreign(struct parser *p, struct loc loc, const char *name, const struct token *t,
                         size_t n, bool known)
{
    g_autofree char *value = shown(t, n);
    g_autofree char *both = g_strdup_printf("%s: %s", name, value);
    note_output(p, loc, known ? both : name);
}

/* content of ::before and ::after does not know its page, that of a margin box no element. */
static bool misplaced_content(const struct block *b, guint first)
{
    const struct decl *d = &g_array_index(b->decls, struct decl, first);
    if (first == b->decls->len || d->prop != PROP_CONTENT)
        return false;
    if (b->rule->pseudo && d->value.text != NULL && strlen(d->value.text) > GENERATED_MAX)
        return true;
    return b->margin_box ? content_of_elements(d->value.content)
                         : !content_is_generated(d->value.content);
}

/* Generated text is text: it has no box of its own. */
static bool is_box_property(enum prop prop)
{
    return prop == PROP_BACKGROUND_COLOR || prop == PROP_DISPLAY ||
           (prop >= PROP_MARGIN_TOP && prop <= PROP_BREAK_INSIDE) || prop == PROP_FLOAT ||
           prop == PROP_STRING_SET;
}

/* `--name: value`: readers of the EPUB know what to do with it wherever it stands. */
static void read_variable(struct parser *p, struct block *b, struct loc loc, const char *name,
                          const struct token *t, size_t n)
{
    g_autoptr(GArray) tokens = g_array_new(FALSE, FALSE, sizeof(struct token));
    const struct token *value = t;
    size_t n_value = n;
    bool whole = b->rule->selectors != NULL && b->rule->media == NULL &&
                 variable_is_global(b->rule->selectors);
    if (!p->s->print && !epub_refuses(name, t, n))
        write_declaration(b, name, t, n, false);
    if (whole && variable_expand(p->s, &value, &n_value, tokens))
        variable_set(p->s, name, value, n_value);
    else if (p->s->print) {
        g_autofree char *what = g_strdup_printf("%s outside :root", name);
        note_output(p, loc, what);
    }
}

static void read_property(struct parser *p, struct block *b, struct loc loc, const char *name,
                          const struct token *t, size_t n, bool important)
{
    bool known;
    guint first = b->decls->len;
    g_autoptr(GArray) tokens = g_array_new(FALSE, FALSE, sizeof(struct token));
    const struct token *value_t = t;
    size_t value_n = n;
    if (g_str_has_prefix(name, "--")) {
        read_variable(p, b, loc, name, t, n);
        return;
    }
    variable_expand(p->s, &value_t, &value_n, tokens); /* else: it is no value, which is told */
    enum value_result r = shorthand_parse(p->s->arena, name, value_t, value_n, b->decls, &known);
    if (!known && !known_elsewhere(name)) {
        report_unknown(p, loc, name);
        return;
    }
    if (r == VALUE_BAD) {
        g_autofree char *value = shown(t, n);
        diag_add(p->s->diags, DIAG_CSS_VALUE, loc, value, name, NULL);
        g_array_set_size(b->decls, first);
        return;
    }
    for (guint i = first; i < b->decls->len; i++)
        g_array_index(b->decls, struct decl, i).important = important;
    if (!p->s->print && epub_refuses(name, t, n))
        note_foreign(p, loc, name, t, n, known);
    else if (!p->s->print)
        write_declaration(b, name, t, n, important);
    else if (!b->rule->used)
        return; /* the selectors' own note says it */
    else if (r == VALUE_FOREIGN || misplaced_content(b, first))
        note_foreign(p, loc, name, t, n, known);
    else if (!b->margin_box && !b->rule->pseudo && strcmp(name, "content") == 0)
        note_output(p, loc, "content outside ::before and ::after");
    else if (b->rule->pseudo && first < b->decls->len &&
             is_box_property(g_array_index(b->decls, struct decl, first).prop)) {
        g_autofree char *what = g_strdup_printf("%s of ::before and ::after", name);
        note_output(p, loc, what);
    }
}

/* The paper and its margins are the same on all pages but for the sides. */
static void read_page_property(struct parser *p, const struct block *b, struct loc loc,
                               const char *name, const struct token *t, size_t n)
{
    g_autofree char *what = g_strdup_printf("@page %s", name);
    for (guint i = 0; p->s->print && i < b->pages->len; i++) {
        const struct page_selector *page = &g_array_index(b->pages, struct page_selector, i);
        if (page->name != NULL || page->first || page->blank) {
            g_autofree char *some = g_strdup_printf("%s of some pages only", what);
            note_output(p, loc, some);
        } else if (!page_declare(p->s, page->side, name, t, n)) {
            g_autofree char *value = shown(t, n);
            diag_add(p->s->diags, DIAG_CSS_VALUE, loc, value, what, NULL);
        }
    }
}

static void read_declaration(struct parser *p, struct block *b, const struct token *t, size_t n)
{
    trim(&t, &n);
    size_t colon = n > 1 && t[1].kind == TOK_SPACE ? 2 : 1;
    bool well = n > colon && t[0].kind == TOK_IDENT && is_delim(&t[colon], ':');
    for (size_t i = 0; i < n && well; i++)
        well = !is_delim(&t[i], '{') && t[i].kind != TOK_BAD;
    if (!well) {
        g_autofree char *text = shown(t, n);
        g_autofree char *what = g_strdup_printf("\"%s\" is not a declaration", text);
        syntax_error(p, t[0].loc, what);
        return;
    }
    bool custom = g_str_has_prefix(t[0].text, "--"); /* whose name keeps its case */
    g_autofree char *name = custom ? g_strdup(t[0].text) : g_ascii_strdown(t[0].text, -1);
    struct loc loc = t[0].loc;
    t += colon + 1;
    n -= colon + 1;
    trim(&t, &n);
    bool important = take_important(t, &n);
    if (b->rule != NULL)
        read_property(p, b, loc, name, t, n, important);
    else
        read_page_property(p, b, loc, name, t, n);
}

static void read_block(struct parser *p, struct block *b);

/* The block of a rule whose selectors are read; the `{` is taken. */
static void read_rule_block(struct parser *p, struct rule *rule, bool margin_box)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GArray) decls = g_array_new(FALSE, FALSE, sizeof(struct decl));
    struct block b = {.rule = rule, .margin_box = margin_box, .decls = decls, .text = text};
    read_block(p, &b);
    rule->text = arena_strdup(p->s->arena, text->str);
    rule->n_decls = decls->len;
    rule->decls = arena_memdup(p->s->arena, decls->data, decls->len * sizeof(struct decl));
}

/* An at-rule inside a block: a margin box of @page, or something that has no place there. */
static void read_inner_at(struct parser *p, const struct block *b)
{
    struct loc loc = p->t.loc;
    g_autofree char *name = g_ascii_strdown(p->t.text, -1);
    g_autofree char *what = g_strdup_printf("@%s", name);
    bool box = b->pages != NULL && page_is_box(name);
    g_autoptr(GArray) prelude = collect(p, "{;}");
    if (!box && (b->pages == NULL || p->s->print))
        note_output(p, loc, what);
    if (!at_delim(p, '{'))
        return;
    next(p);
    if (!box || !p->s->print) {
        skip_block(p);
        return;
    }
    struct rule *rule = arena_one(p->s->arena, struct rule);
    for (guint i = 0; i < b->pages->len; i++)
        page_box_rule(p->s, &g_array_index(b->pages, struct page_selector, i), name, rule);
    read_rule_block(p, rule, true);
}

/* The declarations up to the `}`; the `{` is taken. */
static void read_block(struct parser *p, struct block *b)
{
    for (;;) {
        while (p->t.kind == TOK_SPACE || at_delim(p, ';'))
            next(p);
        if (p->t.kind == TOK_END)
            return;
        if (at_delim(p, '}')) {
            next(p);
            return;
        }
        if (p->t.kind == TOK_AT) {
            read_inner_at(p, b);
            continue;
        }
        g_autoptr(GArray) tokens = collect(p, ";}"); /* never empty: spaces and `;` are past */
        read_declaration(p, b, (const struct token *)(void *)tokens->data, tokens->len);
    }
}

static void read_rule(struct parser *p)
{
    struct loc loc = p->t.loc;
    g_autoptr(GArray) prelude = collect(p, p->depth > 0 ? "{}" : "{");
    const struct token *t = (const struct token *)(void *)prelude->data;
    size_t n = prelude->len;
    trim(&t, &n);
    if (!at_delim(p, '{')) {
        g_autofree char *text = shown(t, n);
        g_autofree char *what = g_strdup_printf("\"%s\" has no block", text);
        syntax_error(p, loc, what);
        return;
    }
    next(p);
    struct rule *rule = arena_one(p->s->arena, struct rule);
    if (!selectors_parse(p->s, loc, t, n, rule)) {
        skip_block(p);
        return;
    }
    g_autoptr(GString) selectors = g_string_new(NULL);
    tokens_write(t, n, selectors);
    rule->media = p->media;
    rule->selectors = arena_strdup(p->s->arena, selectors->str);
    read_rule_block(p, rule, false);
    g_ptr_array_add(p->s->rules, rule);
}

/* ---- at-rules ---- */

/* One media query: does it hold (print), or under which condition (screen; "" for always)? NULL
 * when it never does. */
static char *media_query(struct parser *p, const struct token *t, size_t n)
{
    bool negated = false;
    trim(&t, &n);
    const struct token *all = t;
    size_t n_all = n;
    if (n > 0 && t[0].kind == TOK_IDENT &&
        (g_ascii_strcasecmp(t[0].text, "not") == 0 || g_ascii_strcasecmp(t[0].text, "only") == 0)) {
        negated = g_ascii_strcasecmp(t[0].text, "not") == 0;
        t++;
        n--;
        trim(&t, &n);
    }
    const char *type = n > 0 && t[0].kind == TOK_IDENT ? t[0].text : "all";
    bool ours = g_ascii_strcasecmp(type, "all") == 0 || g_ascii_strcasecmp(type, p->s->media) == 0;
    bool known = ours || g_ascii_strcasecmp(type, "print") == 0 ||
                 g_ascii_strcasecmp(type, "screen") == 0 || g_ascii_strcasecmp(type, "speech") == 0;
    bool features = false;
    size_t first = n;
    for (size_t i = 0; i < n; i++) {
        if (is_delim(&t[i], '(') && !features) {
            features = true;
            first = i;
        }
    }
    if (!features && known)
        return ours != negated ? g_strdup("") : NULL;
    if (p->s->print || (known && !ours && !negated))
        return NULL;
    g_autoptr(GString) text = g_string_new(NULL);
    if (known && !negated)
        tokens_write(t + first, n - first, text);
    else
        tokens_write(all, n_all, text);
    return g_strdup(text->str);
}

/* The condition for writing in *condition (NULL: none); false when the block is for others. */
static bool media_holds(struct parser *p, const struct token *t, size_t n, const char **condition)
{
    g_autoptr(GString) text = g_string_new(NULL);
    bool any = false, always = false;
    for (size_t start = 0, i = 0; i <= n; i++) {
        if (i < n && !is_delim(&t[i], ','))
            continue;
        g_autofree char *one = media_query(p, t + start, i - start);
        any |= one != NULL;
        always |= one != NULL && *one == '\0';
        if (one != NULL)
            g_string_append_printf(text, "%s%s", text->len > 0 ? ", " : "", one);
        start = i + 1;
    }
    *condition = always ? NULL : arena_strdup(p->s->arena, text->str);
    return any;
}

static void read_rules(struct parser *p);

static void read_media(struct parser *p, const struct token *t, size_t n, struct loc loc)
{
    const char *outer = p->media, *inner;
    if (!media_holds(p, t, n, &inner)) {
        skip_block(p);
        return;
    }
    bool lists = outer != NULL && inner != NULL && (strchr(outer, ',') || strchr(inner, ','));
    if (lists || p->depth == MEDIA_MAX) {
        syntax_error(p, loc, "@media inside @media is too involved");
        skip_block(p);
        return;
    }
    p->media = outer == NULL   ? inner
               : inner == NULL ? outer
                               : arena_join(p->s->arena, outer, " and ", inner, NULL);
    p->depth++;
    read_rules(p);
    p->depth--;
    p->media = outer;
}

/* `@page`, `@page :left, chapter:first`; the `{` is taken. */
static void read_page(struct parser *p, const struct token *t, size_t n, struct loc loc)
{
    g_autoptr(GArray) pages = g_array_new(FALSE, FALSE, sizeof(struct page_selector));
    for (size_t start = 0, i = 0; i <= n; i++) {
        if (i < n && !is_delim(&t[i], ','))
            continue;
        const struct token *one = t + start;
        size_t size = i - start;
        struct page_selector page;
        trim(&one, &size);
        start = i + 1;
        if (page_select(one, size, &page)) {
            g_array_append_val(pages, page);
        } else if (p->s->print) {
            g_autofree char *text = shown(one, size);
            g_autofree char *what = g_strdup_printf("@page %s", text);
            note_output(p, loc, what);
        }
    }
    struct block b = {.pages = pages};
    read_block(p, &b);
}

static void read_at_rule(struct parser *p)
{
    static const char *const elsewhere[] = {"import",
                                            "supports",
                                            "font-face",
                                            "layer",
                                            "container",
                                            "keyframes",
                                            "counter-style",
                                            "font-feature-values",
                                            "property",
                                            "font-palette-values",
                                            "scope",
                                            "starting-style",
                                            NULL};
    g_autofree char *name = g_ascii_strdown(p->t.text, -1);
    struct loc loc = p->t.loc;
    next(p);
    g_autoptr(GArray) prelude = collect(p, p->depth > 0 ? "{;}" : "{;");
    const struct token *t = (const struct token *)(void *)prelude->data;
    bool block = at_delim(p, '{');
    if (block || at_delim(p, ';'))
        next(p);
    if (block && strcmp(name, "media") == 0) {
        read_media(p, t, prelude->len, loc);
        return;
    }
    if (block && strcmp(name, "page") == 0) {
        read_page(p, t, prelude->len, loc);
        return;
    }
    g_autofree char *what = g_strdup_printf("@%s", name);
    if (g_strv_contains(elsewhere, name) || name[0] == '-') {
        note_output(p, loc, what);
    } else if (strcmp(name, "charset") != 0 && strcmp(name, "namespace") != 0) {
        g_autofree char *unknown = g_strdup_printf("@%s is not known here", name);
        syntax_error(p, loc, unknown);
    }
    if (block)
        skip_block(p);
}

/* Rules up to the end, or past the `}` of the @media around them. */
static void read_rules(struct parser *p)
{
    while (p->t.kind != TOK_END) {
        if (p->t.kind == TOK_SPACE) {
            next(p);
        } else if (at_delim(p, '}')) {
            bool closes = p->depth > 0;
            if (!closes)
                syntax_error(p, p->t.loc, "\"}\" closes nothing");
            next(p);
            if (closes)
                return;
        } else if (p->t.kind == TOK_AT) {
            read_at_rule(p);
        } else {
            read_rule(p);
        }
    }
}

void sheet_parse(struct sheets *s, const char *file, const char *text, size_t size)
{
    struct parser p = {.s = s};
    if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        size -= 3;
    }
    p.lexer = (struct lexer){.arena = s->arena,
                             .p = text,
                             .end = text + size,
                             .counted = text,
                             .loc = {.file = file, .line = 1, .col = 1}};
    next(&p);
    read_rules(&p);
}

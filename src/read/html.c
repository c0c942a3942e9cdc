#include "read/html.h"

#include "read/html_tree.h"

#include <string.h>

/* The parts that the levels of the walk share. */
struct rewrite {
    struct arena *arena;
    struct diags *diags;
    bool nesting_reported;
};

/* One sibling list while its builder is fed: what is still to come, for looking ahead. */
struct siblings {
    struct siblings *up; /* of a paragraph's inlines: the blocks around it; NULL: none */
    struct node **nodes;
    size_t n, at;
    GHashTable *ends; /* tag name -> index + 1 of the next sibling with its end tag; n + 1: none */
};

static void rewrite_children(struct rewrite *r, struct node *parent, int depth, bool in_link);

static bool is_html(const struct node *n)
{
    return n->kind == NODE_HTML_BLOCK || n->kind == NODE_HTML_INLINE;
}

static bool has_html_child(const struct node *n)
{
    for (const struct node *c = n->first; c != NULL; c = c->next)
        if (is_html(c))
            return true;
    return false;
}

static bool is_line_block(const struct node *n)
{
    return n->kind == NODE_PARAGRAPH || n->kind == NODE_HEADING;
}

static bool needs_builder(const struct node *parent)
{
    if (has_html_child(parent))
        return true;
    for (const struct node *c = parent->first; c != NULL; c = c->next)
        if (c->kind == NODE_PARAGRAPH && has_html_child(c))
            return true;
    return false;
}

static bool text_has_end(const char *text, const char *name)
{
    size_t n = strlen(name);

    for (const char *p = strstr(text, "</"); p != NULL; p = strstr(p + 2, "</"))
        if (g_ascii_strncasecmp(p + 2, name, n) == 0 && !g_ascii_isalnum(p[2 + n]))
            return true;
    return false;
}

static bool node_has_end(const struct node *n, const char *name)
{
    if (is_html(n))
        return text_has_end(n->u.text, name);
    for (const struct node *c = n->kind == NODE_PARAGRAPH ? n->first : NULL; c != NULL; c = c->next)
        if (is_html(c) && text_has_end(c->u.text, name))
            return true;
    return false;
}

/* True when a sibling from here on holds the end tag. Each sibling is looked at once per tag. */
static bool end_comes(struct siblings *s, const char *name)
{
    size_t known = GPOINTER_TO_SIZE(g_hash_table_lookup(s->ends, name));

    if (known == 0 || known - 1 < s->at) {
        size_t i = s->at;
        while (i < s->n && !node_has_end(s->nodes[i], name))
            i++;
        known = i + 1;
        g_hash_table_insert(s->ends, (gpointer)(uintptr_t)name, GSIZE_TO_POINTER(known));
    }
    return known <= s->n;
}

/* True when a later sibling, or one of the list around it, holds the end tag. */
static bool end_comes_later(struct siblings *s, const char *name)
{
    bool comes = false;

    for (; s != NULL && !comes; s = s->up) {
        s->at++;
        comes = end_comes(s, name);
        s->at--;
    }
    return comes;
}

/* How many elements of the tag the text leaves open, or closes of those open before it; *lowest is
 * the least on the way. */
static int text_balance(const char *text, const char *name, int depth, int *lowest)
{
    size_t n = strlen(name);

    for (const char *p = strchr(text, '<'); p != NULL; p = strchr(p + 1, '<')) {
        bool close = p[1] == '/';
        const char *q = p + 1 + close;
        if (g_ascii_strncasecmp(q, name, n) == 0 && !g_ascii_isalnum(q[n]))
            depth += close ? -1 : 1;
        *lowest = MIN(*lowest, depth);
    }
    return depth;
}

/* True when the innermost open element of the name is closed by a sibling from here on. */
static bool is_closed(const struct siblings *s, const char *name)
{
    int depth = 0, lowest = 0;

    for (size_t i = s->at; i < s->n && lowest == 0; i++) {
        const struct node *n = s->nodes[i];
        if (is_html(n))
            depth = text_balance(n->u.text, name, depth, &lowest);
        for (const struct node *c = n->kind == NODE_PARAGRAPH ? n->first : NULL; c != NULL;
             c = c->next)
            if (is_html(c))
                depth = text_balance(c->u.text, name, depth, &lowest);
    }
    return lowest < 0;
}

/* A <details> that is never closed ends before the next heading: it must not swallow the rest of
 * the chapter, which an output may fold away. */
static void end_details(struct html_builder *b, const struct siblings *s)
{
    const struct html_tag *details = html_tag_find("details");
    size_t open;

    while ((open = html_find_tag(b, details)) > 0) {
        struct html_element *e = html_at(b, open - 1);
        if (e->closed || is_closed(s, "details")) {
            e->closed = true;
            return;
        }
        html_report_unclosed(b, "details", e->loc, "before the next heading");
        html_pop_to(b, open - 1);
    }
}

/* A start tag whose content would go although its end tag never comes, at `rest` of the HTML: only
 * a script or style that stands in an HTML block goes as far as that reaches, for the others what
 * follows is text. True when the tag itself is to be passed over. */
static bool never_ends(struct html_builder *b, struct html_lexer *lx, struct siblings *s,
                       const struct html_token *token, const struct node *html, struct loc loc)
{
    const struct html_tag *tag = html_tag_find(token->name);

    if (b->gone != NULL || b->pre != NULL || tag == NULL || tag->role != HTML_GONE ||
        token->self_closing)
        return false;
    if (html_lexer_has_end(lx, tag->name) || end_comes_later(s, tag->name))
        return false;
    if (html->kind == NODE_HTML_BLOCK && lx->raw_name != NULL)
        return false;
    lx->raw_name = NULL;
    if (!tag->optional_end)
        html_report_unclosed(b, tag->name, loc, "right there");
    return true;
}

static void feed_html(struct rewrite *r, struct html_builder *b, struct siblings *s,
                      const struct node *html)
{
    struct html_lexer lx;
    struct html_token token;

    html_lexer_init(&lx, r->arena, html->u.text, strlen(html->u.text));
    for (;;) {
        html_lexer_next(&lx, &token);
        token.alone &= html->kind == NODE_HTML_BLOCK;
        struct loc loc = html->loc;
        loc.line += loc.line > 0 ? token.line : 0;
        loc.col = token.line > 0 ? 0 : loc.col;
        switch (token.kind) {
        case HTML_TOKEN_END:
            if (b->gone != NULL && !end_comes_later(s, b->gone->name))
                html_give_up(b);
            return;
        case HTML_TOKEN_TEXT:
            html_text(b, token.raw, token.size, loc);
            break;
        case HTML_TOKEN_OPEN:
            if (!never_ends(b, &lx, s, &token, html, loc))
                html_open(b, &token, loc);
            break;
        case HTML_TOKEN_CLOSE:
            html_close(b, &token, loc);
            break;
        case HTML_TOKEN_COMMENT:
            if (token.unclosed)
                html_report_unclosed(b, "!--", loc, "at the end of its block");
            break;
        case HTML_TOKEN_DECLARATION:
            diag_add(r->diags, DIAG_HTML_DROPPED, loc, token.name, "", NULL);
            break;
        }
    }
}

/* A link inside an open <a>: an autolink becomes its text, for links do not nest. */
static bool is_autolink(const struct node *n)
{
    return n->kind == NODE_LINK && n->first != NULL && n->first == n->last &&
           n->first->kind == NODE_TEXT && n->u.link.url != NULL &&
           g_str_has_suffix(n->u.link.url, n->first->u.text);
}

static bool inside_link(const struct html_builder *b)
{
    size_t open = html_find_role(b, HTML_LINK, false);

    return open > 0 && html_at(b, open - 1)->traits.url != NULL;
}

static void feed_inline(struct rewrite *r, struct html_builder *b, struct siblings *s,
                        struct node *n, bool in_link)
{
    if (n->kind == NODE_HTML_INLINE) {
        feed_html(r, b, s, n);
    } else if (b->gone != NULL) {
        return;
    } else if (b->pre != NULL) {
        if (node_is_break(n))
            g_string_append_c(b->pre, '\n');
        else
            node_plain_text(n, b->pre);
    } else if (is_autolink(n) && inside_link(b)) {
        html_put_inline(b, n->first);
    } else {
        for (struct node *c = n->first; b->code > 0 && c != NULL; c = node_next(n, c))
            if (c->kind == NODE_TEXT) /* what stands in <code> is code, emphasised or not */
                c->kind = NODE_CODE;
        int depth = html_put_inline(b, n);
        rewrite_children(r, n, depth, in_link || n->kind == NODE_LINK);
    }
}

/* Takes the children from their parent. */
static void siblings_take(struct siblings *s, struct siblings *up, struct node *parent)
{
    GPtrArray *nodes = g_ptr_array_new();

    while (parent->first != NULL) {
        g_ptr_array_add(nodes, parent->first);
        node_unlink(parent->first);
    }
    gsize n;
    struct node **taken = (struct node **)g_ptr_array_steal(nodes, &n);
    g_ptr_array_unref(nodes);
    *s = (struct siblings){up, taken, n, 0, g_hash_table_new(g_str_hash, g_str_equal)};
}

static void siblings_clear(struct siblings *s)
{
    g_hash_table_destroy(s->ends);
    g_free(s->nodes);
}

/* A Markdown paragraph (or heading, inside an open inline) fed inline by inline. */
static void feed_paragraph(struct rewrite *r, struct html_builder *b, struct siblings *up,
                           struct node *para, bool in_link)
{
    bool apart = b->gone == NULL && b->pre == NULL;
    struct siblings s;

    if (apart)
        html_open_paragraph(b, para);
    for (siblings_take(&s, up, para); s.at < s.n; s.at++)
        feed_inline(r, b, &s, s.nodes[s.at], in_link);
    siblings_clear(&s);
    if (apart)
        html_close_paragraph(b, para);
    else if (b->pre != NULL)
        g_string_append(b->pre, "\n\n");
}

static void feed_block(struct rewrite *r, struct html_builder *b, struct siblings *s,
                       struct node *n)
{
    const char *waiting;

    while ((waiting = html_waiting(b)) != NULL && !end_comes(s, waiting))
        html_give_up(b);
    if (n->kind == NODE_HEADING)
        end_details(b, s);
    if (is_line_block(n) && (has_html_child(n) || html_has_inlines_open(b) || b->gone != NULL ||
                             b->pre != NULL || html_takes_only_inlines(b))) {
        feed_paragraph(r, b, s, n, false);
    } else if (b->pre != NULL) {
        node_plain_text(n, b->pre);
        g_string_append(b->pre, "\n\n");
    } else if (b->gone == NULL) {
        rewrite_children(r, n, html_put_block(b, n), false);
    }
}

static void build(struct rewrite *r, struct node *parent, int depth, bool in_link)
{
    struct html_builder b;
    struct siblings s;

    siblings_take(&s, NULL, parent);
    html_builder_init(&b, r->arena, r->diags, parent, depth, in_link);
    for (; s.at < s.n; s.at++) {
        struct node *n = s.nodes[s.at];
        if (n->kind == NODE_HTML_BLOCK) {
            feed_html(r, &b, &s, n);
            html_end_line(&b);
        } else if (node_is_block(n->kind))
            feed_block(r, &b, &s, n);
        else
            feed_inline(r, &b, &s, n, in_link);
    }
    html_builder_end(&b);
    siblings_clear(&s);
}

/* What is too deep becomes one paragraph of its text. */
static void flatten(struct rewrite *r, struct node *n)
{
    bool inlines = node_holds_inlines(n);
    char limit[16];

    for (struct node *c = n; c != NULL; c = node_next(n, c))
        if (is_html(c))
            c->kind = NODE_TEXT; /* shown as it stands */
    char *text = node_text(r->arena, n);
    if (!r->nesting_reported) {
        g_snprintf(limit, sizeof limit, "%d", NODE_MAX_DEPTH);
        diag_add(r->diags, DIAG_NESTING, n->loc, limit, NULL);
    }
    r->nesting_reported = true;
    while (n->first != NULL)
        node_unlink(n->first);
    if (!inlines) {
        node_append(n, node_new(r->arena, NODE_PARAGRAPH, n->loc));
        n = n->first;
    }
    node_append(n, node_new_text(r->arena, n->loc, text));
}

static bool may_hold_paragraph(const struct node *n)
{
    return n->kind != NODE_LIST && n->kind != NODE_TABLE && n->kind != NODE_ROW &&
           n->kind != NODE_DEF_LIST && n->kind != NODE_CODE_BLOCK && n->kind != NODE_MATH_BLOCK;
}

static void rewrite_children(struct rewrite *r, struct node *parent, int depth, bool in_link)
{
    struct node *next;

    if (depth >= NODE_MAX_DEPTH - 2 && parent->first != NULL && may_hold_paragraph(parent)) {
        flatten(r, parent);
    } else if (needs_builder(parent)) {
        build(r, parent, depth, in_link);
    } else {
        for (struct node *c = parent->first; c != NULL; c = next) {
            next = c->next;
            if (c->first != NULL)
                rewrite_children(r, c, depth + 1, in_link || c->kind == NODE_LINK);
        }
    }
}

static bool holds_only_anchors(const struct node *n)
{
    for (const struct node *c = n->first; c != NULL; c = c->next)
        if (c->kind != NODE_ANCHOR)
            return false;
    return n->kind == NODE_PARAGRAPH && n->first != NULL;
}

/* A target that stands alone (`<a id="x"></a>` before a heading) must not cost a line: it moves to
 * the start of the block that follows, or the end of the one before. */
static void settle_anchors(struct node *doc)
{
    struct node *next;

    for (struct node *n = doc; n != NULL; n = next) {
        next = node_next(doc, n);
        if (!holds_only_anchors(n))
            continue;
        struct node *to = n->next;
        next = node_skip(doc, n);
        if (to != NULL && is_line_block(to)) {
            node_move_children(to, n); /* the targets first, then the text, and all back */
            node_move_children(n, to);
        } else if (to != NULL && to->id == NULL && n->first == n->last) {
            to->id = n->first->id;
        } else if (n->prev != NULL && is_line_block(n->prev)) {
            node_move_children(n, n->prev);
        } else {
            continue;
        }
        node_unlink(n);
    }
}

void html_rewrite(struct arena *a, struct diags *d, struct node *doc)
{
    struct rewrite r = {a, d, false};

    rewrite_children(&r, doc, 0, false);
    settle_anchors(doc);
}

#include "doc/doc.h"

#include "doc/math.h"

#include <string.h>

static const struct {
    const char *name;
    bool block;
} kinds[] = {
#define KIND(name, text, block) [NODE_##name] = {text, block},
#include "doc/kinds.h"
#undef KIND
};

struct node *node_new(struct arena *a, enum node_kind kind, struct loc loc)
{
    struct node *n = arena_one(a, struct node);

    n->kind = kind;
    n->loc = loc;
    if (kind == NODE_CELL)
        n->u.cell.colspan = n->u.cell.rowspan = 1;
    return n;
}

struct node *node_new_text(struct arena *a, struct loc loc, const char *text)
{
    struct node *n = node_new(a, NODE_TEXT, loc);

    n->u.text = arena_strdup(a, text);
    return n;
}

void node_unlink(struct node *n)
{
    if (n->parent != NULL && n->parent->first == n)
        n->parent->first = n->next;
    if (n->parent != NULL && n->parent->last == n)
        n->parent->last = n->prev;
    if (n->prev != NULL)
        n->prev->next = n->next;
    if (n->next != NULL)
        n->next->prev = n->prev;
    n->parent = n->prev = n->next = NULL;
}

void node_append(struct node *parent, struct node *child)
{
    node_unlink(child);
    child->parent = parent;
    child->prev = parent->last;
    if (parent->last != NULL)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
}

void node_insert_before(struct node *sibling, struct node *n)
{
    node_unlink(n);
    n->parent = sibling->parent;
    n->prev = sibling->prev;
    n->next = sibling;
    if (sibling->prev != NULL)
        sibling->prev->next = n;
    else if (sibling->parent != NULL)
        sibling->parent->first = n;
    sibling->prev = n;
}

void node_insert_after(struct node *sibling, struct node *n)
{
    if (sibling->next != NULL && sibling->next != n)
        node_insert_before(sibling->next, n);
    else if (sibling->next == NULL)
        node_append(sibling->parent, n);
}

void node_splice(struct node *n)
{
    while (n->first != NULL)
        node_insert_before(n, n->first);
    node_unlink(n);
}

void node_move_children(struct node *from, struct node *to)
{
    while (from->first != NULL)
        node_append(to, from->first);
}

struct node *node_skip(const struct node *top, const struct node *n)
{
    while (n != NULL && n != top) {
        if (n->next != NULL)
            return n->next;
        n = n->parent;
    }
    return NULL;
}

struct node *node_next(const struct node *top, const struct node *n)
{
    return n->first != NULL ? n->first : node_skip(top, n);
}

bool node_is_block(enum node_kind kind)
{
    return kinds[kind].block;
}

bool node_holds_inlines(const struct node *n)
{
    switch (n->kind) {
    case NODE_HEADING:
    case NODE_PARAGRAPH:
    case NODE_TERM:
    case NODE_SUMMARY:
    case NODE_CAPTION:
        return true;
    case NODE_CELL:
        return n->first == NULL || !node_is_block(n->first->kind);
    case NODE_DOCUMENT:
    case NODE_QUOTE:
    case NODE_ALERT:
    case NODE_LIST:
    case NODE_ITEM:
    case NODE_DETAILS:
    case NODE_DIV:
    case NODE_FIGURE:
    case NODE_FOOTNOTE:
    case NODE_DEF_LIST:
    case NODE_DEFINITION:
    case NODE_CODE_BLOCK:
    case NODE_MATH_BLOCK:
    case NODE_RULE:
    case NODE_HTML_BLOCK:
    case NODE_TABLE:
    case NODE_ROW:
        return false;
    case NODE_TEXT:
    case NODE_SOFT_BREAK:
    case NODE_HARD_BREAK:
    case NODE_CODE:
    case NODE_MATH:
    case NODE_EMPH:
    case NODE_STRONG:
    case NODE_STRIKE:
    case NODE_UNDERLINE:
    case NODE_MARK:
    case NODE_SUB:
    case NODE_SUP:
    case NODE_SMALL:
    case NODE_KBD:
    case NODE_SPAN:
    case NODE_LINK:
    case NODE_IMAGE:
    case NODE_ANCHOR:
    case NODE_FOOTNOTE_REF:
    case NODE_HTML_INLINE:
    case NODE_KIND_COUNT:
        break;
    }
    return true;
}

bool node_is_break(const struct node *node)
{
    return node != NULL && (node->kind == NODE_SOFT_BREAK || node->kind == NODE_HARD_BREAK);
}

const char *node_kind_name(enum node_kind kind)
{
    return kinds[kind].name;
}

const char *token_class_name(enum token_class class)
{
    static const char *const names[] = {
        [TOKEN_COMMENT] = "comment",     [TOKEN_STRING] = "string",
        [TOKEN_NUMBER] = "number",       [TOKEN_KEYWORD] = "keyword",
        [TOKEN_TYPE] = "type",           [TOKEN_FUNCTION] = "function",
        [TOKEN_VARIABLE] = "variable",   [TOKEN_CONSTANT] = "constant",
        [TOKEN_ATTRIBUTE] = "attribute", [TOKEN_TAG] = "tag",
        [TOKEN_OPERATOR] = "operator",   [TOKEN_PROMPT] = "prompt",
        [TOKEN_INSERTED] = "inserted",   [TOKEN_DELETED] = "deleted",
        [TOKEN_HEADING] = "heading",
    };

    return names[class];
}

const char *alert_type_name(enum alert_type type)
{
    static const char *const names[] = {
        [ALERT_NOTE] = "note",       [ALERT_TIP] = "tip",         [ALERT_IMPORTANT] = "important",
        [ALERT_WARNING] = "warning", [ALERT_CAUTION] = "caution",
    };

    return names[type];
}

const char *node_attr(const struct node *n, const char *name)
{
    for (const struct attr *a = n->attrs; a != NULL; a = a->next)
        if (strcmp(a->name, name) == 0)
            return a->value;
    return NULL;
}

void node_set_attr(struct arena *a, struct node *n, const char *name, const char *value)
{
    struct attr **link = &n->attrs;

    while (*link != NULL && strcmp((*link)->name, name) != 0)
        link = &(*link)->next;
    if (*link == NULL) {
        *link = arena_one(a, struct attr);
        (*link)->name = arena_strdup(a, name);
    }
    (*link)->value = arena_strdup(a, value);
}

bool node_has_class(const struct node *n, const char *class)
{
    size_t len = strlen(class);

    for (const char *p = n->classes; p != NULL && *p != '\0';) {
        size_t word = strcspn(p, " ");
        if (word == len && memcmp(p, class, len) == 0)
            return true;
        p += word;
        p += *p == ' ';
    }
    return false;
}

void node_add_class(struct arena *a, struct node *n, const char *class)
{
    if (node_has_class(n, class))
        return;
    n->classes =
        n->classes == NULL ? arena_strdup(a, class) : arena_join(a, n->classes, " ", class, NULL);
}

const char *node_lang(const struct node *n)
{
    for (; n != NULL; n = n->parent)
        if (n->lang != NULL)
            return n->lang;
    return NULL;
}

void node_plain_text(const struct node *top, GString *out)
{
    for (const struct node *n = top; n != NULL; n = node_next(top, n)) {
        if (n->kind == NODE_TEXT || n->kind == NODE_CODE)
            g_string_append(out, n->u.text);
        else if (n->kind == NODE_CODE_BLOCK)
            g_string_append(out, n->u.code.text);
        else if ((n->kind == NODE_MATH || n->kind == NODE_MATH_BLOCK) && n->u.math.formula != NULL)
            math_text(n->u.math.formula->root, out);
        else if (n->kind == NODE_MATH || n->kind == NODE_MATH_BLOCK)
            g_string_append(out, n->u.math.tex);
        else if (n->kind == NODE_IMAGE)
            g_string_append(out, n->u.image.alt);
        else if (node_is_break(n))
            g_string_append_c(out, ' ');
        else if (n != top && node_is_block(n->kind) && out->len > 0 &&
                 out->str[out->len - 1] != '\n')
            g_string_append_c(out, '\n');
    }
}

char *node_text(struct arena *a, const struct node *n)
{
    GString *s = g_string_new(NULL);

    node_plain_text(n, s);
    char *text = arena_strdup(a, s->str);
    g_string_free(s, TRUE);
    return text;
}

void node_check(const struct node *top)
{
    for (const struct node *n = top; n != NULL; n = node_next(top, n)) {
        const struct node *prev = NULL;
        for (const struct node *c = n->first; c != NULL; prev = c, c = c->next)
            if (c->parent != n || c->prev != prev)
                g_error("%s:%d: broken links at a %s", c->loc.file, c->loc.line,
                        node_kind_name(c->kind));
        if (n->last != prev)
            g_error("%s:%d: broken last link at a %s", n->loc.file, n->loc.line,
                    node_kind_name(n->kind));
    }
}

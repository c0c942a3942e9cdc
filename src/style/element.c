/* What a node is called: one table for the cascade and for epub/xhtml. */
#include "style/style.h"

#include <string.h>

const char *style_element(const struct node *n)
{
    static const char *const headings[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
    switch (n->kind) {
    case NODE_DOCUMENT:
        return "body";
    case NODE_QUOTE:
        return "blockquote";
    case NODE_ALERT:
    case NODE_FOOTNOTE:
        return "aside";
    case NODE_LIST:
        return n->u.list.ordered ? "ol" : "ul";
    case NODE_ITEM:
        return "li";
    case NODE_DETAILS:
        return "details";
    case NODE_SUMMARY:
        return "summary";
    case NODE_DIV:
    case NODE_MATH_BLOCK:
        return "div";
    case NODE_FIGURE:
        return "figure";
    case NODE_CAPTION:
        if (n->parent != NULL && n->parent->kind == NODE_ALERT)
            return "p";
        return n->parent != NULL && n->parent->kind == NODE_TABLE ? "caption" : "figcaption";
    case NODE_DEF_LIST:
        return "dl";
    case NODE_DEFINITION:
        return "dd";
    case NODE_HEADING: {
        int rank = n->u.heading.rank > 0 ? n->u.heading.rank : n->u.heading.level;
        return headings[CLAMP(rank, 1, 6) - 1];
    }
    case NODE_PARAGRAPH:
        return "p";
    case NODE_TERM:
        return "dt";
    case NODE_CODE_BLOCK:
        return "pre";
    case NODE_RULE:
        return "hr";
    case NODE_TABLE:
        return "table";
    case NODE_ROW:
        return "tr";
    case NODE_CELL:
        return n->u.cell.head ? "th" : "td";
    case NODE_CODE:
        return "code";
    case NODE_EMPH:
        return "em";
    case NODE_STRONG:
        return "strong";
    case NODE_STRIKE:
        return "del";
    case NODE_UNDERLINE:
        return "u";
    case NODE_MARK:
        return "mark";
    case NODE_SUB:
        return "sub";
    case NODE_SUP:
    case NODE_FOOTNOTE_REF:
        return "sup";
    case NODE_SMALL:
        return "small";
    case NODE_KBD:
        return "kbd";
    case NODE_SPAN:
    case NODE_MATH:
        return "span";
    case NODE_LINK:
    case NODE_ANCHOR:
        return "a";
    case NODE_IMAGE:
        return "img";
    case NODE_HTML_BLOCK:
    case NODE_TEXT:
    case NODE_SOFT_BREAK:
    case NODE_HARD_BREAK:
    case NODE_HTML_INLINE:
    case NODE_KIND_COUNT:
        break;
    }
    return NULL;
}

static const char *alert_classes(enum alert_type type)
{
    switch (type) {
    case ALERT_NOTE:
        return "alert alert-note";
    case ALERT_TIP:
        return "alert alert-tip";
    case ALERT_IMPORTANT:
        return "alert alert-important";
    case ALERT_WARNING:
        return "alert alert-warning";
    case ALERT_CAUTION:
        return "alert alert-caution";
    }
    return "alert";
}

static const char *list_classes(const struct node *n)
{
    bool tasks = false;
    for (const struct node *c = n->first; c != NULL && !tasks; c = c->next)
        tasks = c->kind == NODE_ITEM && c->u.item.task != TASK_NONE;
    if (tasks)
        return n->u.list.tight ? "tight task-list" : "task-list";
    return n->u.list.tight ? "tight" : NULL;
}

static const char *align_class(enum align align)
{
    switch (align) {
    case ALIGN_LEFT:
        return "align-left";
    case ALIGN_CENTER:
        return "align-center";
    case ALIGN_RIGHT:
        return "align-right";
    case ALIGN_NONE:
        break;
    }
    return NULL;
}

/* <p align="center"> and the like, as GitHub shows them. */
static const char *attribute_class(const struct node *n)
{
    const char *align = n->attrs != NULL ? node_attr(n, "align") : NULL;
    if (align == NULL)
        return NULL;
    if (g_ascii_strcasecmp(align, "left") == 0)
        return "align-left";
    if (g_ascii_strcasecmp(align, "center") == 0 || g_ascii_strcasecmp(align, "middle") == 0)
        return "align-center";
    if (g_ascii_strcasecmp(align, "right") == 0)
        return "align-right";
    return g_ascii_strcasecmp(align, "justify") == 0 ? "align-justify" : NULL;
}

static bool is_space(const char *text)
{
    while (*text == ' ' || *text == '\t' || *text == '\n')
        text++;
    return *text == '\0';
}

/* A paragraph that only holds images (perhaps in links) is set as a picture; those that cannot be
 * shown are text. */
static bool is_picture(const struct node *n)
{
    bool any = false;
    for (const struct node *c = n->first; c != NULL; c = c->next) {
        const struct node *inner =
            c->kind == NODE_LINK && c->first != NULL && c->first == c->last ? c->first : c;
        if (inner->kind == NODE_IMAGE && inner->u.image.image != NULL)
            any = true;
        else if (inner->kind != NODE_SOFT_BREAK && inner->kind != NODE_HARD_BREAK &&
                 inner->kind != NODE_ANCHOR &&
                 (inner->kind != NODE_TEXT || !is_space(inner->u.text)))
            return false;
    }
    return any;
}

const char *style_classes(const struct node *n)
{
    if (n->kind == NODE_PARAGRAPH && attribute_class(n) == NULL && is_picture(n))
        return "image";
    if (n->kind == NODE_ALERT)
        return alert_classes(n->u.alert.type);
    if (n->kind == NODE_CAPTION && n->parent != NULL && n->parent->kind == NODE_ALERT)
        return "alert-title";
    if (n->kind == NODE_LIST)
        return list_classes(n);
    if (n->kind == NODE_ITEM)
        return n->u.item.task != TASK_NONE ? "task-item" : NULL;
    if (n->kind == NODE_FOOTNOTE)
        return "footnote";
    if (n->kind == NODE_FOOTNOTE_REF)
        return "footnote-ref";
    if (n->kind == NODE_ANCHOR)
        return "anchor";
    if (n->kind == NODE_CODE_BLOCK)
        return "code";
    if (n->kind == NODE_MATH)
        return "math";
    if (n->kind == NODE_MATH_BLOCK)
        return "math math-display";
    if (n->kind == NODE_CELL && n->u.cell.align != ALIGN_NONE)
        return align_class(n->u.cell.align);
    return attribute_class(n);
}

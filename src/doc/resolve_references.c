/* Cross-references: links without words say what they lead to. */
#include "doc/labels.h"
#include "doc/resolve.h"
#include "doc/resolve_ids.h"

#include <stdlib.h>
#include <string.h>

/* Nothing of it is seen: neither words nor a picture. */
static bool is_empty(const struct node *link)
{
    for (const struct node *n = link; n != NULL; n = node_next(link, n)) {
        if (n->kind == NODE_IMAGE || n->kind == NODE_FOOTNOTE_REF || n->kind == NODE_MATH ||
            n->kind == NODE_CODE)
            return false;
        if (n->kind != NODE_TEXT)
            continue;
        for (const char *p = n->u.text; *p != '\0'; p = g_utf8_next_char(p))
            if (!g_unichar_isspace(g_utf8_get_char(p)))
                return false;
    }
    return true;
}

static bool inside(const struct node *n, enum node_kind kind)
{
    for (n = n->parent; n != NULL; n = n->parent)
        if (n->kind == kind)
            return true;
    return false;
}

/* "Chapter 3", "Appendix A", 第一部分; a chapter without a number is known by its title. */
static const char *chapter_name(struct arena *a, const char *lang, const struct chapter *c)
{
    const char *number = c->edition->book->pdf.numbering ? c->number : NULL;

    if (number == NULL || (c->kind == CHAPTER_PART && c->own_number > 0))
        return c->title;
    if (c->kind == CHAPTER_PART)
        return label_part(a, lang, atoi(number));
    if (strchr(number, '.') != NULL)
        return label_section(a, lang, number);
    return c->appendix ? label_appendix(a, lang, number) : label_chapter(a, lang, number);
}

/* "Figure 2.3", "Table 1.2"; without a number the words of the caption; NULL without those. */
static const char *captioned_name(struct arena *a, const struct node *n)
{
    const char *label = n->kind == NODE_TABLE ? n->u.table.label : n->u.figure.label;
    const struct node *caption = n->first;

    while (caption != NULL && caption->kind != NODE_CAPTION)
        caption = caption->next;
    if (label != NULL || caption == NULL || caption->first == NULL)
        return label;
    return node_text(a, caption);
}

/* "Equation (2.3)" of the row that the link's fragment names, or of the display's first; NULL: it
 * has no number. */
static const char *equation_name(struct arena *a, const char *lang, const struct node *link)
{
    const struct node *display = link->u.link.node;
    const char *fragment = strchr(link->u.link.url, '#');
    g_autofree char *name = fragment != NULL ? g_uri_unescape_string(fragment + 1, NULL) : NULL;
    const struct equation *eq =
        name != NULL ? resolve_equation(NULL, link->u.link.chapter, name) : NULL;

    if (eq == NULL || eq->node != display)
        eq = display->id != NULL ? resolve_equation(NULL, link->u.link.chapter, display->id) : NULL;
    if (eq == NULL || eq->node != display || eq->text == NULL)
        return NULL;
    return eq->bare ? eq->text : label_equation(a, lang, eq->text);
}

static const char *name_of(struct arena *a, const char *lang, const struct node *link)
{
    const struct chapter *c = link->u.link.chapter;
    const struct node *n = link->u.link.node;
    const char *equation = NULL;

    if (n != NULL && n->kind == NODE_MATH_BLOCK)
        equation = equation_name(a, lang, link);
    if (equation != NULL)
        return equation;

    while (n != NULL && n->kind != NODE_HEADING && n->kind != NODE_TABLE && n->kind != NODE_FIGURE)
        n = n->parent;
    if (n == NULL || (n->kind == NODE_HEADING && n->u.heading.rank == 1))
        return chapter_name(a, lang, c);
    if (n->kind != NODE_HEADING)
        return captioned_name(a, n) != NULL ? captioned_name(a, n) : chapter_name(a, lang, c);
    if (n->u.heading.number != NULL)
        return label_section(a, lang, n->u.heading.number);
    return resolve_heading_text(a, n);
}

/* Written as a reference (`{ref}`x``, `@fig-x`): its words only stand in for a name, and stay where
 * the label is nowhere. */
static bool is_reference(const struct node *n)
{
    return g_strcmp0(node_attr(n, "ref"), "name") == 0 &&
           (n->u.link.node != NULL || strchr(n->u.link.url, '#') == NULL);
}

/* Links in headings and those that are themselves targets, `<a id="x" href="#x"></a>`, are anchors
 * that some tool has put there. */
static bool wants_name(const struct node *n)
{
    return n->kind == NODE_LINK && n->u.link.kind == LINK_INTERNAL && n->u.link.chapter != NULL &&
           n->id == NULL && (is_empty(n) || is_reference(n)) && !inside(n, NODE_HEADING);
}

void resolve_references(struct edition *e)
{
    for (size_t i = 0; i < e->n_chapters; i++) {
        struct chapter *c = e->chapters[i];
        for (struct node *n = c->doc; n != NULL; n = node_next(c->doc, n)) {
            if (!wants_name(n))
                continue;
            const char *lang = node_lang(n) != NULL ? node_lang(n) : c->lang;
            const char *name = name_of(c->arena, lang, n);
            while (n->first != NULL)
                node_unlink(n->first);
            node_append(n, node_new_text(c->arena, n->loc, name));
        }
    }
}

#include "epub/xhtml.h"

#include "base/lang.h"
#include "doc/labels.h"
#include "epub/epub.h"
#include "epub/markup.h"
#include "epub/mathml.h"

#include <stdlib.h>
#include <string.h>

/* What may stand where the writer is, by HTML's content models. */
enum content {
    CONTENT_FLOW,
    CONTENT_NO_SECTIONS, /* in <th>: no headings, no <aside> */
    CONTENT_PHRASING     /* in <p>, <h1>, <span>, ...: a block becomes a <span> */
};

struct writer {
    GString *out;
    const struct chapter *chapter;
    const char *lang; /* in force */
    enum content content;
    bool in_link; /* an <a> may hold no other */
};

/* ------------------------------------------------------------------ tags */

static bool has_word(const char *list, const char *word, size_t n)
{
    for (const char *p = list; *p != '\0';) {
        size_t length = strcspn(p, " ");
        if (length == n && memcmp(p, word, n) == 0)
            return true;
        p += length + (p[length] == ' ');
    }
    return false;
}

/* Adds the words of `classes` (NULL: none) that are not in the list yet. */
static void add_classes(GString *list, const char *classes)
{
    for (const char *p = classes; p != NULL && *p != '\0';) {
        size_t n = strcspn(p, " \t\r\n");
        if (n > 0 && !has_word(list->str, p, n)) {
            if (list->len > 0)
                g_string_append_c(list, ' ');
            g_string_append_len(list, p, (gssize)n);
        }
        p += n + (p[n] != '\0');
    }
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

static const char *node_align_class(const struct node *n)
{
    const char *align = node_attr(n, "align");

    if (n->kind == NODE_CELL && n->u.cell.align != ALIGN_NONE)
        return align_class(n->u.cell.align);
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

/* `<name` with the node's id, classes (the kind's, `extra`, its own), language, direction and
 * title; the tag stays open for more attributes. */
static void tag_open(struct writer *w, const char *name, const struct node *n, const char *extra)
{
    GString *classes = g_string_new(NULL);
    const char *dir = node_attr(n, "dir"), *title = node_attr(n, "title");

    g_string_append_printf(w->out, "<%s", name);
    if (n->id != NULL && *n->id != '\0') {
        g_string_append(w->out, " id=\"");
        markup_fragment(w->out, n->id);
        g_string_append_c(w->out, '"');
    }
    add_classes(classes, style_classes(n));
    add_classes(classes, extra);
    add_classes(classes, node_align_class(n));
    add_classes(classes, n->classes);
    if (classes->len > 0)
        markup_attr(w->out, "class", classes->str);
    g_string_free(classes, TRUE);
    if (n->lang != NULL && lang_is_valid(n->lang) &&
        (w->lang == NULL || g_ascii_strcasecmp(n->lang, w->lang) != 0)) {
        markup_lang(w->out, n->lang);
        w->lang = n->lang;
    }
    if (dir != NULL && (g_ascii_strcasecmp(dir, "ltr") == 0 || g_ascii_strcasecmp(dir, "rtl") == 0))
        markup_attr(w->out, "dir", g_ascii_strcasecmp(dir, "rtl") == 0 ? "rtl" : "ltr");
    if (title != NULL)
        markup_attr(w->out, "title", title);
}

static void tag_close(struct writer *w, const char *name, bool newline)
{
    g_string_append_printf(w->out, newline ? "</%s>\n" : "</%s>", name);
}

static void write_node(struct writer *w, const struct node *n);

static void write_children(struct writer *w, const struct node *n)
{
    for (const struct node *c = n->first; c != NULL; c = c->next)
        write_node(w, c);
}

/* The children where the content model is narrower. */
static void write_children_as(struct writer *w, const struct node *n, enum content content)
{
    enum content outer = w->content;

    w->content = MAX(outer, content);
    write_children(w, n);
    w->content = outer;
}

/* An element whose content is phrasing: a paragraph, a heading, emphasis. */
static void write_phrasing(struct writer *w, const struct node *n, const char *name,
                           const char *extra)
{
    bool block = node_is_block(n->kind) && w->content != CONTENT_PHRASING;

    tag_open(w, name, n, extra);
    g_string_append_c(w->out, '>');
    write_children_as(w, n, CONTENT_PHRASING);
    tag_close(w, name, block);
}

/* An element that holds blocks. */
static void write_flow(struct writer *w, const struct node *n, const char *name)
{
    tag_open(w, name, n, NULL);
    g_string_append(w->out, ">\n");
    write_children(w, n);
    tag_close(w, name, true);
}

/* True when nothing below the node is seen. */
static bool is_blank(const struct node *top)
{
    for (const struct node *n = top; n != NULL; n = node_next(top, n)) {
        if (n->kind == NODE_IMAGE || n->kind == NODE_MATH || n->kind == NODE_MATH_BLOCK ||
            n->kind == NODE_FOOTNOTE_REF || n->kind == NODE_CODE || n->kind == NODE_CODE_BLOCK)
            return false;
        if (n->kind == NODE_TEXT)
            for (const char *p = n->u.text; *p != '\0'; p = g_utf8_next_char(p))
                if (!g_unichar_isspace(g_utf8_get_char(p)))
                    return false;
    }
    return true;
}

/* ------------------------------------------------------------------ addresses */

void xhtml_href(GString *out, const struct chapter *chapter, const struct node *node)
{
    g_string_append_printf(out, "%s.xhtml", chapter->name);
    if (node != NULL && node->id != NULL && *node->id != '\0') {
        g_string_append_c(out, '#');
        markup_fragment(out, node->id);
    }
}

char *xhtml_image_path(const struct image *image)
{
    return g_strdup_printf("images/%s", image->name != NULL ? image->name : "unnamed");
}

/* The href of a link, NULL when it leads nowhere. */
static char *link_href(const struct writer *w, const struct node *n)
{
    GString *href = g_string_new(NULL);
    bool ok = false;

    switch (n->u.link.kind) {
    case LINK_INTERNAL:
        ok = n->u.link.chapter != NULL && n->u.link.chapter->name != NULL;
        if (ok)
            xhtml_href(href, n->u.link.chapter, n->u.link.node);
        if (n->u.link.chapter == w->chapter && strchr(href->str, '#') != NULL)
            g_string_erase(href, 0, strchr(href->str, '#') - href->str);
        break;
    case LINK_EXTERNAL:
        ok = n->u.link.url != NULL && markup_url(href, n->u.link.url);
        if (!ok && n->u.link.url != NULL && w->chapter->edition != NULL)
            diag_add(w->chapter->edition->book->diags, DIAG_LINK_URL, n->loc, n->u.link.url, NULL);
        break;
    case LINK_UNRESOLVED: /* a tree that was never resolved: the spec tests */
        ok = n->u.link.url != NULL;
        g_string_append(href, ok ? n->u.link.url : "");
        break;
    case LINK_BROKEN:
        break;
    }
    return g_string_free(href, !ok);
}

static void write_link(struct writer *w, const struct node *n)
{
    g_autofree char *href = w->in_link ? NULL : link_href(w, n);
    const char *name = href == NULL ? "span" : "a";
    bool outer = w->in_link;

    tag_open(w, name, n, href == NULL ? "no-link" : NULL);
    if (href != NULL)
        markup_attr(w->out, "href", href);
    if (n->u.link.title != NULL && node_attr(n, "title") == NULL)
        markup_attr(w->out, "title", n->u.link.title);
    g_string_append_c(w->out, '>');
    w->in_link = outer || href != NULL;
    write_children_as(w, n, CONTENT_PHRASING);
    w->in_link = outer;
    tag_close(w, name, false);
}

/* ------------------------------------------------------------------ images */

/* A width or height: whole pixels as the attribute, other lengths as a declaration in `style`,
 * anything else not at all. */
static void write_size(GString *out, GString *style, const char *name, const char *value)
{
    static const char *const units[] = {"%",  "px", "em", "rem", "ex", "ch",
                                        "pt", "pc", "cm", "mm",  "in", "vw"};
    size_t digits = value == NULL ? 0 : strspn(value, "0123456789");
    size_t number = digits;

    if (digits == 0 || digits > 5)
        return;
    if (value[number] == '.')
        number += 1 + strspn(value + number + 1, "0123456789");
    const char *unit = value + number;
    if (number == digits && (*unit == '\0' || g_ascii_strcasecmp(unit, "px") == 0)) {
        g_string_append_printf(out, " %s=\"%.*s\"", name, (int)digits, value);
        return;
    }
    if (number > digits + 5 || number == digits + 1)
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++)
        if (g_ascii_strcasecmp(unit, units[i]) == 0 || (*unit == '\0' && i == 1))
            g_string_append_printf(style, "%s%s: %.*s%s", style->len > 0 ? "; " : "", name,
                                   (int)number, value, units[i]);
}

/* An image that cannot be shown: its alt text, or its address when it has none; a remote one as a
 * link. */
static void write_image_text(struct writer *w, const struct node *n)
{
    const char *url = n->u.image.url != NULL ? n->u.image.url : "";
    const char *alt = n->u.image.alt != NULL && *n->u.image.alt != '\0' ? n->u.image.alt : url;
    GString *href = g_string_new(NULL);
    bool link = !w->in_link && markup_url(href, url);

    tag_open(w, link ? "a" : "span", n, "image-alt");
    if (link)
        markup_attr(w->out, "href", href->str);
    g_string_append_c(w->out, '>');
    markup_text(w->out, alt);
    tag_close(w, link ? "a" : "span", false);
    g_string_free(href, TRUE);
}

static void write_image(struct writer *w, const struct node *n)
{
    const struct image *image = n->u.image.image;

    if (image == NULL || image->status != IMAGE_OK) {
        write_image_text(w, n);
        return;
    }
    g_autofree char *src = xhtml_image_path(image);
    GString *style = g_string_new(NULL);
    tag_open(w, "img", n, NULL);
    markup_attr(w->out, "src", src);
    markup_attr(w->out, "alt", n->u.image.alt != NULL ? n->u.image.alt : "");
    if (n->u.image.title != NULL && node_attr(n, "title") == NULL)
        markup_attr(w->out, "title", n->u.image.title);
    write_size(w->out, style, "width", n->u.image.width);
    write_size(w->out, style, "height", n->u.image.height);
    if (style->len > 0)
        markup_attr(w->out, "style", style->str);
    g_string_free(style, TRUE);
    g_string_append(w->out, "/>");
}

/* ------------------------------------------------------------------ footnotes */

/* The program's own ids: see markup_fragment. */
static void write_note_id(GString *out, const struct node *footnote, int ordinal)
{
    if (ordinal > 0)
        g_string_append_printf(out, "_.ref-%d-%d", footnote->u.footnote.number, ordinal);
    else
        g_string_append_printf(out, "_.fn-%d", footnote->u.footnote.number);
}

static void write_footnote_ref(struct writer *w, const struct node *n)
{
    const struct node *footnote = n->u.ref.footnote;
    bool link = !w->in_link && footnote != NULL && footnote->u.footnote.number > 0;

    g_string_append(w->out, "<sup class=\"footnote-ref\">");
    if (link) {
        g_string_append(w->out, "<a epub:type=\"noteref\" role=\"doc-noteref\"");
        if (n->u.ref.ordinal > 0) {
            g_string_append(w->out, " id=\"");
            write_note_id(w->out, footnote, n->u.ref.ordinal);
            g_string_append_c(w->out, '"');
        }
        g_string_append(w->out, " href=\"#");
        write_note_id(w->out, footnote, 0);
        g_string_append(w->out, "\">");
    }
    if (footnote != NULL && footnote->u.footnote.number > 0)
        g_string_append_printf(w->out, "%d", footnote->u.footnote.number);
    else
        markup_text(w->out, n->u.ref.label != NULL ? n->u.ref.label : "?");
    g_string_append(w->out, link ? "</a></sup>" : "</sup>");
}

/* One way back for each reference. */
static void write_backlinks(struct writer *w, const struct node *footnote)
{
    const char *label = label_text(w->chapter->lang, LABEL_BACK_TO_TEXT);

    for (int i = 1; i <= footnote->u.footnote.n_refs; i++) {
        g_string_append(w->out, " <a class=\"backlink\" epub:type=\"backlink\"");
        g_string_append(w->out, " role=\"doc-backlink\" href=\"#");
        write_note_id(w->out, footnote, i);
        g_string_append_c(w->out, '"');
        if (footnote->u.footnote.n_refs == 1) {
            markup_attr(w->out, "aria-label", label);
            g_string_append(w->out, ">↩\uFE0E</a>"); /* the text form, not the emoji */
            continue;
        }
        g_autofree char *numbered = g_strdup_printf("%s (%d)", label, i);
        markup_attr(w->out, "aria-label", numbered);
        g_string_append_printf(w->out, ">↩\uFE0E<sup>%d</sup></a>", i);
    }
}

static void write_footnote(struct writer *w, const struct node *n)
{
    bool inside = n->last != NULL && n->last->kind == NODE_PARAGRAPH;
    const char *name = w->content == CONTENT_FLOW ? "aside" : "div";

    g_string_append_printf(w->out, "<%s class=\"footnote\" epub:type=\"footnote\"", name);
    g_string_append(w->out, " role=\"doc-footnote\"");
    if (n->u.footnote.number > 0) {
        g_string_append(w->out, " id=\"");
        write_note_id(w->out, n, 0);
        g_string_append_c(w->out, '"');
    }
    g_string_append(w->out, ">\n<div class=\"footnote-label\">");
    if (n->u.footnote.number > 0)
        g_string_append_printf(w->out, "%d.", n->u.footnote.number);
    else if (n->u.footnote.label != NULL)
        markup_text(w->out, n->u.footnote.label);
    g_string_append(w->out, "</div>\n<div class=\"footnote-body\">\n");
    for (const struct node *c = n->first; c != NULL; c = c->next) {
        if (inside && c == n->last) {
            tag_open(w, "p", c, NULL);
            g_string_append_c(w->out, '>');
            write_children_as(w, c, CONTENT_PHRASING);
            write_backlinks(w, n);
            tag_close(w, "p", true);
        } else {
            write_node(w, c);
        }
    }
    if (!inside && n->u.footnote.n_refs > 0) {
        g_string_append(w->out, "<p class=\"backlinks\">");
        write_backlinks(w, n);
        tag_close(w, "p", true);
    }
    g_string_append_printf(w->out, "</div>\n</%s>\n", name);
}

static int compare_footnotes(const void *a, const void *b)
{
    const struct node *x = *(const struct node *const *)a, *y = *(const struct node *const *)b;
    int i = x->u.footnote.number, j = y->u.footnote.number;

    if (i <= 0 || j <= 0) /* those without a number after the others, as they stand */
        return (i <= 0) - (j <= 0);
    return (i > j) - (i < j);
}

static void write_footnotes(struct writer *w, const struct node *doc)
{
    GPtrArray *notes = g_ptr_array_new();

    for (const struct node *n = doc->first; n != NULL; n = n->next)
        if (n->kind == NODE_FOOTNOTE)
            g_ptr_array_add(notes, (gpointer)(uintptr_t)n);
    if (notes->len > 0) {
        g_ptr_array_sort(notes, compare_footnotes);
        g_string_append(w->out, "<section class=\"footnotes\" epub:type=\"footnotes\"");
        markup_attr(w->out, "aria-label", label_text(w->chapter->lang, LABEL_FOOTNOTES));
        g_string_append(w->out, ">\n");
        for (guint i = 0; i < notes->len; i++)
            write_footnote(w, g_ptr_array_index(notes, i));
        g_string_append(w->out, "</section>\n");
    }
    g_ptr_array_free(notes, TRUE);
}

/* ------------------------------------------------------------------ text blocks */

/* A paragraph that only holds images (perhaps in links) is set as a picture. */
static bool is_picture(const struct node *n)
{
    bool any = false;

    for (const struct node *c = n->first; c != NULL; c = c->next) {
        const struct node *inner =
            c->kind == NODE_LINK && c->first != NULL && c->first == c->last ? c->first : c;
        if (inner->kind == NODE_IMAGE)
            any = true;
        else if (inner->kind != NODE_SOFT_BREAK && inner->kind != NODE_HARD_BREAK &&
                 (inner->kind != NODE_TEXT || !is_blank(inner)))
            return false;
    }
    return any;
}

static void write_task(struct writer *w, const struct node *item)
{
    bool done = item->u.item.task == TASK_DONE;

    g_string_append(w->out, "<span class=\"task\" role=\"img\"");
    markup_attr(w->out, "aria-label",
                label_text(w->chapter->lang, done ? LABEL_TASK_DONE : LABEL_TASK_OPEN));
    g_string_append(w->out, done ? ">☑</span> " : ">☐</span> ");
}

/* The item whose state stands before this paragraph; NULL for none. */
static const struct node *task_of(const struct node *paragraph)
{
    const struct node *item = paragraph->parent;

    return item != NULL && item->kind == NODE_ITEM && item->first == paragraph &&
                   item->u.item.task != TASK_NONE
               ? item
               : NULL;
}

/* In a tight list a paragraph has no <p>, unless something hangs on it or another stands before. */
static bool is_bare(const struct node *n)
{
    const struct node *item = n->parent;

    if (item == NULL || item->kind != NODE_ITEM || item->parent == NULL ||
        item->parent->kind != NODE_LIST || !item->parent->u.list.tight)
        return false;
    return n->id == NULL && n->classes == NULL && n->lang == NULL && n->attrs == NULL &&
           (n->prev == NULL || n->prev->kind != NODE_PARAGRAPH);
}

static void write_paragraph(struct writer *w, const struct node *n)
{
    const struct node *task = task_of(n);
    bool bare = is_bare(n);

    if (w->content == CONTENT_PHRASING) {
        write_phrasing(w, n, "span", NULL);
        return;
    }
    if (!bare) {
        tag_open(w, "p", n, is_picture(n) ? "image" : NULL);
        g_string_append_c(w->out, '>');
    }
    if (task != NULL)
        write_task(w, task);
    write_children_as(w, n, CONTENT_PHRASING);
    if (!bare)
        tag_close(w, "p", true);
    else if (n->next != NULL)
        g_string_append_c(w->out, '\n');
}

static void write_heading(struct writer *w, const struct node *n)
{
    int rank = n->u.heading.rank > 0 ? n->u.heading.rank : n->u.heading.level;
    char name[8] = "h1";

    name[1] = (char)('0' + CLAMP(rank, 1, 6));
    if (w->content == CONTENT_PHRASING) {
        write_phrasing(w, n, "span", NULL);
        return;
    }
    if (w->content == CONTENT_NO_SECTIONS || (n->u.heading.rank > 0 && is_blank(n))) {
        write_phrasing(w, n, "p", name); /* an empty heading would be a stop without a name */
        return;
    }
    tag_open(w, name, n, NULL);
    g_string_append_c(w->out, '>');
    if (n->u.heading.number != NULL) {
        g_string_append(w->out, "<span class=\"heading-number\">");
        markup_text(w->out, n->u.heading.number);
        g_string_append(w->out, "</span> ");
    }
    write_children_as(w, n, CONTENT_PHRASING);
    tag_close(w, name, true);
}

static void write_code_text(struct writer *w, const struct node *n)
{
    const char *text = n->u.code.text;
    size_t size = strlen(text), at = 0;

    for (size_t i = 0; i < n->u.code.n_spans; i++) {
        const struct code_span *span = &n->u.code.spans[i];
        if (span->start < at || span->end > size || span->start >= span->end)
            continue;
        markup_text_len(w->out, text + at, span->start - at);
        g_string_append_printf(w->out, "<span class=\"tok-%s\">", token_class_name(span->class));
        markup_text_len(w->out, text + span->start, span->end - span->start);
        g_string_append(w->out, "</span>");
        at = span->end;
    }
    markup_text_len(w->out, text + at, size - at);
}

static void write_code_block(struct writer *w, const struct node *n)
{
    bool block = w->content != CONTENT_PHRASING;

    if (block) {
        tag_open(w, "pre", n, "code");
        g_string_append(w->out, "><code");
    } else {
        tag_open(w, "code", n, NULL);
    }
    if (block && n->u.code.language != NULL && *n->u.code.language != '\0') {
        g_autofree char *class = g_strdup_printf("language-%s", n->u.code.language);
        markup_attr(w->out, "class", class);
    }
    g_string_append_c(w->out, '>');
    write_code_text(w, n);
    if (block && *n->u.code.text != '\0')
        g_string_append_c(w->out, '\n');
    g_string_append(w->out, block ? "</code></pre>\n" : "</code>");
}

static void write_math(struct writer *w, const struct node *n)
{
    bool display = n->kind == NODE_MATH_BLOCK;
    const char *name = display && w->content != CONTENT_PHRASING ? "div" : "span";

    tag_open(w, name, n, display ? "math math-display" : "math");
    mathml_write(w->out, n->u.math.tex, display);
    tag_close(w, name, strcmp(name, "div") == 0);
}

/* ------------------------------------------------------------------ containers */

static void write_list(struct writer *w, const struct node *n)
{
    const char *name = n->u.list.ordered ? "ol" : "ul";

    tag_open(w, name, n, n->u.list.tight ? "tight" : NULL);
    if (n->u.list.ordered && n->u.list.start != 1)
        g_string_append_printf(w->out, " start=\"%d\"", n->u.list.start);
    g_string_append(w->out, ">\n");
    for (const struct node *c = n->first; c != NULL; c = c->next) {
        if (c->kind == NODE_ITEM) {
            write_node(w, c);
            continue;
        }
        g_string_append(w->out, "<li>");
        write_node(w, c);
        g_string_append(w->out, "</li>\n");
    }
    tag_close(w, name, true);
}

static void write_item(struct writer *w, const struct node *n)
{
    bool listed = n->parent != NULL && n->parent->kind == NODE_LIST;
    const char *name = listed ? "li" : "div";
    bool bare = n->first == NULL || (n->first->kind == NODE_PARAGRAPH && is_bare(n->first)) ||
                !node_is_block(n->first->kind);

    tag_open(w, name, n, NULL);
    g_string_append(w->out, bare ? ">" : ">\n");
    if (n->u.item.task != TASK_NONE && (n->first == NULL || n->first->kind != NODE_PARAGRAPH))
        write_task(w, n);
    write_children(w, n);
    tag_close(w, name, true);
}

/* <dl> is groups of terms, each followed by definitions. */
static void write_def_list(struct writer *w, const struct node *n)
{
    bool after_term = false, any = false;

    tag_open(w, "dl", n, NULL);
    g_string_append(w->out, ">\n");
    for (const struct node *c = n->first; c != NULL; c = c->next) {
        bool term = c->kind == NODE_TERM;
        if (!term && !any)
            g_string_append(w->out, "<dt></dt>\n");
        any = true;
        after_term = term;
        if (term) {
            write_phrasing(w, c, "dt", NULL);
        } else if (c->kind == NODE_DEFINITION) {
            write_flow(w, c, "dd");
        } else {
            g_string_append(w->out, "<dd>");
            write_node(w, c);
            g_string_append(w->out, "</dd>\n");
        }
    }
    if (after_term)
        g_string_append(w->out, "<dd></dd>\n");
    tag_close(w, "dl", true);
}

static void write_alert(struct writer *w, const struct node *n)
{
    const char *label = label_alert(w->chapter->lang, n->u.alert.type);
    const char *name = w->content == CONTENT_FLOW ? "aside" : "div";
    g_autofree char *class = g_strdup_printf("alert alert-%s", alert_type_name(n->u.alert.type));

    tag_open(w, name, n, class);
    g_string_append(w->out, " role=\"note\"");
    markup_attr(w->out, "aria-label", label);
    g_string_append(w->out, ">\n<p class=\"alert-title\">");
    markup_text(w->out, label);
    g_string_append(w->out, "</p>\n");
    write_children(w, n);
    tag_close(w, name, true);
}

static void write_details(struct writer *w, const struct node *n)
{
    const struct edition *e = w->chapter->edition;
    bool open = e == NULL || e->book->epub.details != DETAILS_CLOSED;
    const struct node *summary = NULL;

    for (const struct node *c = n->first; c != NULL && summary == NULL; c = c->next)
        if (c->kind == NODE_SUMMARY)
            summary = c;
    tag_open(w, "details", n, NULL);
    g_string_append(w->out, open ? " open=\"open\">\n" : ">\n");
    if (summary != NULL && !is_blank(summary)) {
        write_phrasing(w, summary, "summary", NULL);
    } else {
        g_string_append(w->out, "<summary>");
        markup_text(w->out, label_text(w->chapter->lang, LABEL_DETAILS));
        g_string_append(w->out, "</summary>\n");
    }
    for (const struct node *c = n->first; c != NULL; c = c->next)
        if (c != summary)
            write_node(w, c);
    tag_close(w, "details", true);
}

/* One caption, first or last, is the figure's; any other is a paragraph. */
static void write_figure(struct writer *w, const struct node *n)
{
    const struct node *caption = NULL;

    if (n->first != NULL && n->first->kind == NODE_CAPTION)
        caption = n->first;
    else if (n->last != NULL && n->last->kind == NODE_CAPTION)
        caption = n->last;
    tag_open(w, "figure", n, NULL);
    g_string_append(w->out, ">\n");
    for (const struct node *c = n->first; c != NULL; c = c->next) {
        if (c == caption)
            write_phrasing(w, c, "figcaption", NULL);
        else
            write_node(w, c);
    }
    tag_close(w, "figure", true);
}

/* ------------------------------------------------------------------ tables */

static void write_cell(struct writer *w, const struct node *n, bool head_row, bool headers)
{
    bool head = headers && (n->u.cell.head || head_row) && !is_blank(n);
    const char *name = head ? "th" : "td";
    bool inlines = node_holds_inlines(n);

    tag_open(w, name, n, NULL);
    if (head)
        markup_attr(w->out, "scope", head_row ? "col" : "row");
    if (n->u.cell.colspan > 1)
        g_string_append_printf(w->out, " colspan=\"%d\"", MIN(n->u.cell.colspan, 1000));
    if (n->u.cell.rowspan > 1)
        g_string_append_printf(w->out, " rowspan=\"%d\"", MIN(n->u.cell.rowspan, 65534));
    g_string_append(w->out, inlines ? ">" : ">\n");
    write_children_as(w, n, head ? CONTENT_NO_SECTIONS : CONTENT_FLOW);
    tag_close(w, name, true);
}

static void write_row(struct writer *w, const struct node *n, bool headers)
{
    const char *lang = w->lang;

    tag_open(w, "tr", n, NULL);
    g_string_append(w->out, ">\n");
    for (const struct node *c = n->first; c != NULL; c = c->next) {
        const char *cell_lang = w->lang;
        if (c->kind == NODE_CELL) {
            write_cell(w, c, n->u.row.head, headers);
        } else {
            g_string_append(w->out, "<td>");
            write_node(w, c);
            g_string_append(w->out, "</td>\n");
        }
        w->lang = cell_lang;
    }
    tag_close(w, "tr", true);
    w->lang = lang;
}

/* Cells are headers only where there are cells to head. */
static bool has_data(const struct node *table)
{
    for (const struct node *row = table->first; row != NULL; row = row->next)
        for (const struct node *c = row->first; row->kind == NODE_ROW && c != NULL; c = c->next)
            if (!row->u.row.head && (c->kind != NODE_CELL || !c->u.cell.head))
                return true;
    return false;
}

static void write_table(struct writer *w, const struct node *n)
{
    const char *section = NULL;
    bool headers = has_data(n);

    tag_open(w, "table", n, NULL);
    g_string_append(w->out, ">\n");
    if (n->first != NULL && n->first->kind == NODE_CAPTION)
        write_phrasing(w, n->first, "caption", NULL);
    for (const struct node *c = n->first; c != NULL; c = c->next) {
        if (c->kind == NODE_CAPTION && c == n->first)
            continue;
        bool head = c->kind == NODE_ROW && c->u.row.head;
        const char *want = head && (section == NULL || *section == 'h') ? "head" : "body";
        if (section == NULL || strcmp(section, want) != 0) {
            if (section != NULL)
                g_string_append_printf(w->out, "</t%s>\n", section);
            g_string_append_printf(w->out, "<t%s>\n", want);
            section = want;
        }
        if (c->kind == NODE_ROW) {
            write_row(w, c, headers);
        } else {
            g_string_append(w->out, "<tr><td>");
            write_node(w, c);
            g_string_append(w->out, "</td></tr>\n");
        }
    }
    if (section != NULL)
        g_string_append_printf(w->out, "</t%s>\n", section);
    tag_close(w, "table", true);
}

/* ------------------------------------------------------------------ any node */

/* A block where only phrasing may stand. The readers do not make such trees; whatever comes keeps
 * its words. */
static void write_block_in_phrasing(struct writer *w, const struct node *n)
{
    if (n->kind == NODE_CODE_BLOCK) {
        write_code_block(w, n);
    } else if (n->kind == NODE_MATH_BLOCK) {
        write_math(w, n);
    } else if (n->kind == NODE_HTML_BLOCK) {
        markup_text(w->out, n->u.text);
    } else if (n->kind == NODE_RULE) {
        g_string_append(w->out, "<br/>");
    } else {
        if (n->prev != NULL)
            g_string_append_c(w->out, ' ');
        write_phrasing(w, n, "span", NULL);
    }
}

static void write_block(struct writer *w, const struct node *n)
{
    switch (n->kind) {
    case NODE_DOCUMENT:
    case NODE_DIV:
    case NODE_DEFINITION: /* outside a list of them */
        write_flow(w, n, "div");
        break;
    case NODE_QUOTE:
        write_flow(w, n, "blockquote");
        break;
    case NODE_ALERT:
        write_alert(w, n);
        break;
    case NODE_LIST:
        write_list(w, n);
        break;
    case NODE_ITEM:
        write_item(w, n);
        break;
    case NODE_DETAILS:
        write_details(w, n);
        break;
    case NODE_SUMMARY: /* these outside their places */
    case NODE_CAPTION:
    case NODE_TERM:
        write_phrasing(w, n, "p", NULL);
        break;
    case NODE_FIGURE:
        write_figure(w, n);
        break;
    case NODE_FOOTNOTE:
        write_footnote(w, n);
        break;
    case NODE_DEF_LIST:
        write_def_list(w, n);
        break;
    case NODE_HEADING:
        write_heading(w, n);
        break;
    case NODE_PARAGRAPH:
        write_paragraph(w, n);
        break;
    case NODE_CODE_BLOCK:
        write_code_block(w, n);
        break;
    case NODE_MATH_BLOCK:
        write_math(w, n);
        break;
    case NODE_RULE:
        tag_open(w, "hr", n, NULL);
        g_string_append(w->out, "/>\n");
        break;
    case NODE_HTML_BLOCK: /* read/html leaves none; as text it is at least not lost */
        g_string_append(w->out, "<pre>");
        markup_text(w->out, n->u.text);
        g_string_append(w->out, "</pre>\n");
        break;
    case NODE_TABLE:
        write_table(w, n);
        break;
    case NODE_ROW:
    case NODE_CELL:
        write_flow(w, n, "div");
        break;
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
}

static void write_inline(struct writer *w, const struct node *n)
{
    const char *name = style_element(n);

    if (n->kind == NODE_TEXT || n->kind == NODE_HTML_INLINE) {
        markup_text(w->out, n->u.text);
    } else if (n->kind == NODE_SOFT_BREAK) {
        g_string_append_c(w->out, '\n');
    } else if (n->kind == NODE_HARD_BREAK) {
        g_string_append(w->out, "<br/>\n");
    } else if (n->kind == NODE_CODE) {
        tag_open(w, "code", n, NULL);
        g_string_append_c(w->out, '>');
        markup_text(w->out, n->u.text);
        tag_close(w, "code", false);
    } else if (n->kind == NODE_MATH) {
        write_math(w, n);
    } else if (n->kind == NODE_LINK) {
        write_link(w, n);
    } else if (n->kind == NODE_IMAGE) {
        write_image(w, n);
    } else if (n->kind == NODE_FOOTNOTE_REF) {
        write_footnote_ref(w, n);
    } else {
        write_phrasing(w, n, name != NULL ? name : "span", NULL);
    }
}

static void write_node(struct writer *w, const struct node *n)
{
    const char *lang = w->lang;

    if (!node_is_block(n->kind))
        write_inline(w, n);
    else if (w->content == CONTENT_PHRASING)
        write_block_in_phrasing(w, n);
    else
        write_block(w, n);
    w->lang = lang;
}

/* ------------------------------------------------------------------ documents */

void xhtml_body(const struct chapter *c, GString *out)
{
    struct writer w = {.out = out, .chapter = c, .lang = c->lang};

    if (c->doc == NULL)
        return;
    for (const struct node *n = c->doc->first; n != NULL; n = n->next)
        if (n->kind != NODE_FOOTNOTE)
            write_node(&w, n);
    write_footnotes(&w, c->doc);
}

void xhtml_head(GString *out, const char *lang, const char *title, const char *type)
{
    g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n"
                         "<html xmlns=\"http://www.w3.org/1999/xhtml\""
                         " xmlns:epub=\"http://www.idpf.org/2007/ops\"");
    markup_lang(out, lang);
    if (markup_is_rtl(lang))
        markup_attr(out, "dir", "rtl");
    g_string_append(out, ">\n<head>\n<title>");
    markup_text(out, title);
    g_string_append(out, "</title>\n"
                         "<link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\"/>\n"
                         "</head>\n<body");
    if (type != NULL)
        markup_attr(out, "epub:type", type);
    g_string_append(out, ">\n");
}

void xhtml_tail(GString *out)
{
    g_string_append(out, "</body>\n</html>\n");
}

void xhtml_document(const struct chapter *c, GString *out)
{
    bool part = c->kind == CHAPTER_PART;
    const char *type = part ? "part" : c->appendix ? "appendix" : "chapter";
    const char *title = c->title != NULL && *c->title != '\0'
                            ? c->title
                            : label_text(c->lang, LABEL_UNTITLED);

    xhtml_head(out, c->lang, title, "bodymatter");
    g_string_append_printf(out, "<section class=\"%s\" epub:type=\"%s\"", type, type);
    g_string_append_printf(out, " role=\"doc-%s\"", type);
    markup_attr(out, "aria-label", title);
    g_string_append(out, ">\n");
    if (c->doc == NULL || c->doc->first == NULL) {
        g_string_append(out, "<h1>");
        markup_text(out, title);
        g_string_append(out, "</h1>\n");
    }
    xhtml_body(c, out);
    g_string_append(out, "</section>\n");
    xhtml_tail(out);
}

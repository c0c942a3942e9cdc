#include "doc/labels.h"
#include "epub/markup.h"
#include "epub/writer.h"
#include "style/style.h"

#include <string.h>

/* ------------------------------------------------------------------ text */

static void write_task(struct writer *w, const struct node *item)
{
    bool done = item->u.item.task == TASK_DONE;

    g_string_append(w->out, "<span class=\"task\" role=\"img\"");
    markup_attr(w->out, "aria-label",
                label_text(w->lang, done ? LABEL_TASK_DONE : LABEL_TASK_OPEN));
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
        writer_phrasing(w, n, "span", NULL);
        return;
    }
    if (!bare) {
        writer_open(w, "p", n, NULL);
        g_string_append_c(w->out, '>');
    }
    if (task != NULL)
        write_task(w, task);
    writer_children(w, n, CONTENT_PHRASING);
    if (!bare)
        writer_close(w, "p", true);
    else if (n->next != NULL)
        g_string_append_c(w->out, '\n');
}

static void write_heading(struct writer *w, const struct node *n)
{
    int rank = n->u.heading.rank > 0 ? n->u.heading.rank : n->u.heading.level;
    char name[8] = "h1";

    name[1] = (char)('0' + CLAMP(rank, 1, 6));
    if (w->content == CONTENT_PHRASING) {
        writer_phrasing(w, n, "span", NULL);
        return;
    }
    if (w->content == CONTENT_NO_SECTIONS || (n->u.heading.rank > 0 && writer_is_blank(n))) {
        writer_phrasing(w, n, "p", name); /* an empty heading would be a stop without a name */
        return;
    }
    writer_open(w, name, n, NULL);
    g_string_append_c(w->out, '>');
    if (n->u.heading.number != NULL) {
        g_string_append(w->out, "<span class=\"heading-number\">");
        markup_text(w->out, n->u.heading.number);
        g_string_append(w->out, "</span> ");
    }
    writer_children(w, n, CONTENT_PHRASING);
    writer_close(w, name, true);
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

    if (block && n->u.code.title != NULL) {
        g_string_append(w->out, "<p class=\"code-title\">");
        markup_text(w->out, n->u.code.title);
        g_string_append(w->out, "</p>\n");
    }
    if (block) {
        writer_open(w, "pre", n, NULL);
        g_string_append(w->out, "><code");
    } else {
        writer_open(w, "code", n, NULL);
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

/* ------------------------------------------------------------------ containers */

static void write_list(struct writer *w, const struct node *n)
{
    const char *name = n->u.list.ordered ? "ol" : "ul";

    writer_open(w, name, n, NULL);
    if (n->u.list.ordered && n->u.list.start != 1)
        g_string_append_printf(w->out, " start=\"%d\"", n->u.list.start);
    g_string_append(w->out, ">\n");
    for (const struct node *c = n->first; c != NULL; c = c->next) {
        if (c->kind == NODE_ITEM) {
            writer_node(w, c);
            continue;
        }
        g_string_append(w->out, "<li>");
        writer_node(w, c);
        g_string_append(w->out, "</li>\n");
    }
    writer_close(w, name, true);
}

static void write_item(struct writer *w, const struct node *n)
{
    bool listed = n->parent != NULL && n->parent->kind == NODE_LIST;
    const char *name = listed ? "li" : "div";
    bool bare = n->first == NULL || (n->first->kind == NODE_PARAGRAPH && is_bare(n->first)) ||
                !node_is_block(n->first->kind);

    writer_open(w, name, n, NULL);
    if (listed && n->u.item.number > 0)
        g_string_append_printf(w->out, " value=\"%d\"", n->u.item.number);
    g_string_append(w->out, bare ? ">" : ">\n");
    if (n->u.item.task != TASK_NONE && (n->first == NULL || n->first->kind != NODE_PARAGRAPH))
        write_task(w, n);
    writer_children(w, n, CONTENT_FLOW);
    writer_close(w, name, true);
}

/* <dl> is groups of terms, each followed by definitions. */
static void write_def_list(struct writer *w, const struct node *n)
{
    bool after_term = false, any = false;

    writer_open(w, "dl", n, NULL);
    g_string_append(w->out, ">\n");
    for (const struct node *c = n->first; c != NULL; c = c->next) {
        bool term = c->kind == NODE_TERM;
        if (!term && !any)
            g_string_append(w->out, "<dt></dt>\n");
        any = true;
        after_term = term;
        if (term) {
            writer_phrasing(w, c, "dt", NULL);
        } else if (c->kind == NODE_DEFINITION) {
            writer_flow(w, c, "dd");
        } else {
            g_string_append(w->out, "<dd>");
            writer_node(w, c);
            g_string_append(w->out, "</dd>\n");
        }
    }
    if (after_term)
        g_string_append(w->out, "<dd></dd>\n");
    writer_close(w, "dl", true);
}

/* The author's title, its first child, stands in place of the label; an empty one for none. */
static void write_alert(struct writer *w, const struct node *n)
{
    const struct node *own = n->first != NULL && n->first->kind == NODE_CAPTION ? n->first : NULL;
    const char *label = label_alert(w->lang, n->u.alert.type);
    const char *name = w->content == CONTENT_FLOW ? "aside" : "div";

    writer_open(w, name, n, NULL);
    g_string_append(w->out, " role=\"note\"");
    markup_attr(w->out, "aria-label", label);
    g_string_append(w->out, ">\n");
    if (own == NULL) {
        g_string_append(w->out, "<p class=\"alert-title\">");
        markup_text(w->out, label);
        g_string_append(w->out, "</p>\n");
    } else if (!writer_is_blank(own)) {
        writer_phrasing(w, own, "p", NULL);
    }
    for (const struct node *c = own != NULL ? own->next : n->first; c != NULL; c = c->next)
        writer_node(w, c);
    writer_close(w, name, true);
}

static void write_details(struct writer *w, const struct node *n)
{
    const struct edition *e = w->chapter->edition;
    bool open = e == NULL || e->book->epub.details != DETAILS_CLOSED;
    const struct node *summary = NULL;

    for (const struct node *c = n->first; c != NULL && summary == NULL; c = c->next)
        if (c->kind == NODE_SUMMARY)
            summary = c;
    writer_open(w, "details", n, NULL);
    g_string_append(w->out, open ? " open=\"open\">\n" : ">\n");
    if (summary != NULL && !writer_is_blank(summary)) {
        writer_phrasing(w, summary, "summary", NULL);
    } else {
        g_string_append(w->out, "<summary>");
        markup_text(w->out, label_text(w->lang, LABEL_DETAILS));
        g_string_append(w->out, "</summary>\n");
    }
    for (const struct node *c = n->first; c != NULL; c = c->next)
        if (c != summary)
            writer_node(w, c);
    writer_close(w, "details", true);
}

/* One caption, first or last, is the figure's; any other is a paragraph. */
static void write_figure(struct writer *w, const struct node *n)
{
    const struct node *caption = NULL;

    if (n->first != NULL && n->first->kind == NODE_CAPTION)
        caption = n->first;
    else if (n->last != NULL && n->last->kind == NODE_CAPTION)
        caption = n->last;
    writer_open(w, "figure", n, NULL);
    g_string_append(w->out, ">\n");
    for (const struct node *c = n->first; c != NULL; c = c->next) {
        if (c == caption)
            writer_phrasing(w, c, "figcaption", NULL);
        else
            writer_node(w, c);
    }
    writer_close(w, "figure", true);
}

/* ------------------------------------------------------------------ any block */

/* A block where only phrasing may stand. The readers do not make such trees; whatever comes keeps
 * its words. */
void writer_block_in_phrasing(struct writer *w, const struct node *n)
{
    if (n->kind == NODE_CODE_BLOCK) {
        write_code_block(w, n);
    } else if (n->kind == NODE_MATH_BLOCK) {
        writer_math(w, n);
    } else if (n->kind == NODE_HTML_BLOCK) {
        markup_text(w->out, n->u.text);
    } else if (n->kind == NODE_RULE) {
        g_string_append(w->out, "<br/>");
    } else {
        if (n->prev != NULL)
            g_string_append_c(w->out, ' ');
        writer_phrasing(w, n, "span", NULL);
    }
}

void writer_block(struct writer *w, const struct node *n)
{
    switch (n->kind) {
    case NODE_DOCUMENT:
    case NODE_DIV:
    case NODE_DEFINITION: /* outside a list of them */
        writer_flow(w, n, "div");
        break;
    case NODE_QUOTE:
        writer_flow(w, n, "blockquote");
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
        writer_phrasing(w, n, "p", NULL);
        break;
    case NODE_FIGURE:
        write_figure(w, n);
        break;
    case NODE_FOOTNOTE:
        writer_footnote(w, n);
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
        writer_math(w, n);
        break;
    case NODE_RULE:
        writer_open(w, "hr", n, NULL);
        g_string_append(w->out, "/>\n");
        break;
    case NODE_HTML_BLOCK: /* read/html leaves none; as text it is at least not lost */
        g_string_append(w->out, "<pre>");
        markup_text(w->out, n->u.text);
        g_string_append(w->out, "</pre>\n");
        break;
    case NODE_TABLE:
        writer_table(w, n);
        break;
    case NODE_ROW:
    case NODE_CELL:
        writer_flow(w, n, "div");
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

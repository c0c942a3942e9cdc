#include "epub/writer.h"

#include "base/lang.h"
#include "epub/markup.h"
#include "style/style.h"

#include <string.h>

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

void writer_open(struct writer *w, const char *name, const struct node *n, const char *extra)
{
    const char *kind = style_classes(n);
    const char *dir = node_attr(n, "dir"), *title = node_attr(n, "title");

    g_string_append_printf(w->out, "<%s", name);
    if (n->id != NULL && *n->id != '\0') {
        g_string_append(w->out, " id=\"");
        markup_fragment(w->out, n->id);
        g_string_append_c(w->out, '"');
    }
    if (kind != NULL || extra != NULL || n->classes != NULL) {
        GString *classes = g_string_new(NULL);
        add_classes(classes, kind);
        add_classes(classes, extra);
        add_classes(classes, n->classes);
        if (classes->len > 0)
            markup_attr(w->out, "class", classes->str);
        g_string_free(classes, TRUE);
    }
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

void writer_close(struct writer *w, const char *name, bool newline)
{
    g_string_append_printf(w->out, newline ? "</%s>\n" : "</%s>", name);
}

void writer_children(struct writer *w, const struct node *n, enum content content)
{
    enum content outer = w->content;

    w->content = MAX(outer, content);
    for (const struct node *c = n->first; c != NULL; c = c->next)
        writer_node(w, c);
    w->content = outer;
}

void writer_phrasing(struct writer *w, const struct node *n, const char *name, const char *extra)
{
    bool block = node_is_block(n->kind) && w->content != CONTENT_PHRASING;

    writer_open(w, name, n, extra);
    g_string_append_c(w->out, '>');
    writer_children(w, n, CONTENT_PHRASING);
    writer_close(w, name, block);
}

void writer_flow(struct writer *w, const struct node *n, const char *name)
{
    writer_open(w, name, n, NULL);
    g_string_append(w->out, ">\n");
    writer_children(w, n, CONTENT_FLOW);
    writer_close(w, name, true);
}

bool writer_is_blank(const struct node *top)
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

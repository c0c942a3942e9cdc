#include "epub/xhtml.h"

#include "base/lang.h"
#include "doc/labels.h"
#include "epub/epub.h"
#include "epub/markup.h"
#include "epub/writer.h"

#include <stdlib.h>
#include <string.h>

void writer_node(struct writer *w, const struct node *n)
{
    const char *lang = w->lang;

    if (!node_is_block(n->kind))
        writer_inline(w, n);
    else if (w->content == CONTENT_PHRASING)
        writer_block_in_phrasing(w, n);
    else
        writer_block(w, n);
    w->lang = lang;
}

void xhtml_body(const struct chapter *c, const struct svg_formulas *formulas, GString *out)
{
    struct writer w = {.out = out, .chapter = c, .lang = c->lang, .formulas = formulas};

    if (c->doc == NULL)
        return;
    for (const struct node *n = c->doc->first; n != NULL; n = n->next)
        if (n->kind != NODE_FOOTNOTE)
            writer_node(&w, n);
    writer_footnotes(&w, c->doc);
}

void xhtml_head(GString *out, const char *lang, const char *title, const char *type)
{
    g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n"
                         "<html xmlns=\"http://www.w3.org/1999/xhtml\""
                         " xmlns:epub=\"http://www.idpf.org/2007/ops\"");
    markup_lang(out, lang);
    if (lang_is_rtl(lang))
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

/* "Chapter 3", "3.1" for a sub-chapter, "Part II", in the edition's language also where the text is
 * in another; NULL where nothing is numbered. */
static char *opener_label(struct arena *a, const struct chapter *c)
{
    const char *number = c->edition != NULL ? chapter_printed_number(c) : NULL;

    if (number == NULL)
        return NULL;
    if (c->kind == CHAPTER_PART)
        return label_part(a, c->lang, atoi(number));
    if (strchr(number, '.') != NULL)
        return arena_strdup(a, number);
    return c->appendix ? label_appendix(a, c->edition->lang, number)
                       : label_chapter(a, c->edition->lang, number);
}

static void write_opener(const struct chapter *c, const char *title, GString *out)
{
    struct arena *scratch = arena_new(); /* the chapter's may be in use by another output */
    const char *label = opener_label(scratch, c);

    if (label != NULL && strcmp(label, title) != 0) {
        g_string_append_printf(out, "<p class=\"%s-number\"",
                               c->kind == CHAPTER_PART ? "part" : "chapter");
        if (g_ascii_strcasecmp(c->edition->lang, c->lang) != 0)
            markup_lang(out, c->edition->lang);
        g_string_append_c(out, '>');
        markup_text(out, label);
        g_string_append(out, "</p>\n");
    }
    arena_free(scratch);
    if (c->doc == NULL || c->doc->first == NULL) {
        g_string_append(out, "<h1>");
        markup_text(out, title);
        g_string_append(out, "</h1>\n");
    }
}

void xhtml_document(const struct chapter *c, const struct svg_formulas *formulas, GString *out)
{
    bool part = c->kind == CHAPTER_PART;
    const char *type = part ? "part" : c->appendix ? "appendix" : "chapter";
    const char *title =
        c->title != NULL && *c->title != '\0' ? c->title : label_text(c->lang, LABEL_UNTITLED);

    xhtml_head(out, c->lang, title, "bodymatter");
    g_string_append_printf(out, "<section class=\"%s\" epub:type=\"%s\"", type, type);
    g_string_append_printf(out, " role=\"doc-%s\"", type);
    markup_attr(out, "aria-label", title);
    g_string_append(out, ">\n");
    write_opener(c, title, out);
    xhtml_body(c, formulas, out);
    g_string_append(out, "</section>\n");
    xhtml_tail(out);
}

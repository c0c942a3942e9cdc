#include "doc/labels.h"
#include "epub/markup.h"
#include "epub/writer.h"

/* One way back for each reference. */
static void write_backlinks(struct writer *w, const struct node *footnote)
{
    const char *label = label_text(w->lang, LABEL_BACK_TO_TEXT);

    for (int i = 1; i <= footnote->u.footnote.n_refs; i++) {
        g_string_append(w->out, " <a class=\"backlink\" epub:type=\"backlink\"");
        g_string_append(w->out, " role=\"doc-backlink\" href=\"#");
        writer_note_id(w->out, footnote, i);
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

static void write_label(struct writer *w, const struct node *n)
{
    g_string_append(w->out, "<span class=\"footnote-label\">");
    if (n->u.footnote.number > 0)
        g_string_append_printf(w->out, "%d.", n->u.footnote.number);
    else if (n->u.footnote.label != NULL)
        markup_text(w->out, n->u.footnote.label);
    g_string_append(w->out, "</span> ");
}

/* The label begins the first paragraph and the ways back end the last, where there are such. */
static void write_note_blocks(struct writer *w, const struct node *n)
{
    bool inside = n->last != NULL && n->last->kind == NODE_PARAGRAPH;

    if (n->first == NULL || n->first->kind != NODE_PARAGRAPH) {
        g_string_append(w->out, "<p>");
        write_label(w, n);
        writer_close(w, "p", true);
    }
    for (const struct node *c = n->first; c != NULL; c = c->next) {
        bool label = c == n->first && c->kind == NODE_PARAGRAPH;
        bool links = inside && c == n->last;
        if (!label && !links) {
            writer_node(w, c);
            continue;
        }
        writer_open(w, "p", c, NULL);
        g_string_append_c(w->out, '>');
        if (label)
            write_label(w, n);
        writer_children(w, c, CONTENT_PHRASING);
        if (links)
            write_backlinks(w, n);
        writer_close(w, "p", true);
    }
    if (!inside && n->u.footnote.n_refs > 0) {
        g_string_append(w->out, "<p class=\"backlinks\">");
        write_backlinks(w, n);
        writer_close(w, "p", true);
    }
}

void writer_footnote(struct writer *w, const struct node *n)
{
    const char *name = w->content == CONTENT_FLOW ? "aside" : "div", *lang = w->lang;

    g_string_append_printf(w->out, "<%s class=\"footnote\" epub:type=\"footnote\"", name);
    g_string_append(w->out, " role=\"doc-footnote\"");
    if (n->lang != NULL && (lang == NULL || g_ascii_strcasecmp(n->lang, lang) != 0)) {
        markup_lang(w->out, n->lang);
        w->lang = n->lang;
    }
    if (n->u.footnote.number > 0) {
        g_string_append(w->out, " id=\"");
        writer_note_id(w->out, n, 0);
        g_string_append_c(w->out, '"');
    }
    g_string_append(w->out, ">\n");
    write_note_blocks(w, n);
    g_string_append_printf(w->out, "</%s>\n", name);
    w->lang = lang;
}

static int compare_footnotes(const void *a, const void *b)
{
    const struct node *x = *(const struct node *const *)a, *y = *(const struct node *const *)b;
    int i = x->u.footnote.number, j = y->u.footnote.number;

    if (i <= 0 || j <= 0) /* those without a number after the others, as they stand */
        return (i <= 0) - (j <= 0);
    return (i > j) - (i < j);
}

void writer_footnotes(struct writer *w, const struct node *doc)
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
            writer_footnote(w, g_ptr_array_index(notes, i));
        g_string_append(w->out, "</section>\n");
    }
    g_ptr_array_free(notes, TRUE);
}

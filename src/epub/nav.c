#include "epub/markup.h"
#include "epub/package.h"
#include "epub/xhtml.h"

#include "doc/labels.h"
#include "doc/parallel.h"

#include <string.h>

/* A line of the contents. Levels begin at 0 and never rise by more than one. */
struct toc_line {
    int level;
    char *href, *label;
};

static void toc_line_clear(void *p)
{
    struct toc_line *line = p;

    g_free(line->href);
    g_free(line->label);
}

/* Takes both strings; white space in the label becomes single spaces, an empty label a word. */
static void toc_add(GArray *toc, const char *lang, int level, GString *href, GString *label)
{
    int limit = toc->len == 0 ? 0 : g_array_index(toc, struct toc_line, toc->len - 1).level + 1;
    GString *text = g_string_new(NULL);

    for (const char *p = label->str; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (!g_unichar_isspace(c))
            g_string_append_unichar(text, c);
        else if (text->len > 0 && text->str[text->len - 1] != ' ')
            g_string_append_c(text, ' ');
    }
    if (text->len > 0 && text->str[text->len - 1] == ' ')
        g_string_truncate(text, text->len - 1);
    if (text->len == 0)
        g_string_assign(text, label_text(lang, LABEL_UNTITLED));
    g_string_free(label, TRUE);
    struct toc_line line = {
        .level = MIN(level, limit),
        .href = g_string_free(href, FALSE),
        .label = g_string_free(text, FALSE),
    };
    g_array_append_val(toc, line);
}

/* Blocks whose headings are not sections of the chapter. */
static bool hides_headings(const struct node *n)
{
    return n->kind == NODE_QUOTE || n->kind == NODE_ALERT || n->kind == NODE_TABLE ||
           n->kind == NODE_FOOTNOTE || n->kind == NODE_FIGURE || n->kind == NODE_LIST;
}

static void toc_headings(GArray *toc, const struct chapter *c, int depth)
{
    const struct node *n = c->doc;

    while (n != NULL) {
        if (n->kind == NODE_HEADING && n->id != NULL && n->u.heading.rank >= 2 &&
            n->u.heading.rank <= depth) {
            GString *href = g_string_new(NULL), *label = g_string_new(NULL);
            xhtml_href(href, c, n);
            if (n->u.heading.number != NULL)
                g_string_append_printf(label, "%s ", n->u.heading.number);
            node_plain_text(n, label);
            toc_add(toc, c->lang, c->depth + n->u.heading.rank - 1, href, label);
        }
        n = hides_headings(n) ? node_skip(c->doc, n) : node_next(c->doc, n);
    }
}

/* The contents: parts, chapters, and headings to the book's depth. */
static GArray *toc_new(const struct package *p)
{
    const struct edition *e = p->edition;
    GArray *toc = g_array_new(FALSE, FALSE, sizeof(struct toc_line));

    g_array_set_clear_func(toc, toc_line_clear);
    for (size_t i = 0; i < e->n_chapters; i++) {
        const struct chapter *c = e->chapters[i];
        GString *href = g_string_new(NULL), *label = g_string_new(NULL);
        xhtml_href(href, c, NULL);
        const char *number = c->kind == CHAPTER_TEXT ? chapter_printed_number(c) : NULL;
        if (number != NULL) {
            struct arena *scratch = arena_new(); /* the chapter's may be in use */
            g_string_append_printf(label, "%s ",
                                   label_in_contents(scratch, e->lang, number, c->appendix));
            arena_free(scratch);
        }
        g_string_append(label, c->title != NULL ? c->title : "");
        toc_add(toc, c->lang, c->depth, href, label);
        toc_headings(toc, c, e->book->epub.toc_depth);
    }
    if (toc->len == 0)
        toc_add(toc, e->lang, 0, g_string_new("title.xhtml"), g_string_new(p->title));
    return toc;
}

/* ------------------------------------------------------------------ nav.xhtml */

static void write_toc(const GArray *toc, GString *out)
{
    int level = -1;

    for (guint i = 0; i < toc->len; i++) {
        const struct toc_line *line = &g_array_index(toc, struct toc_line, i);
        if (line->level > level) {
            g_string_append(out, "<ol>\n");
        } else {
            g_string_append(out, "</li>\n");
            for (; level > line->level; level--)
                g_string_append(out, "</ol>\n</li>\n");
        }
        level = line->level;
        g_string_append(out, "<li><a");
        markup_attr(out, "href", line->href);
        g_string_append_c(out, '>');
        markup_text(out, line->label);
        g_string_append(out, "</a>\n");
    }
    for (; level >= 0; level--)
        g_string_append(out, "</li>\n</ol>\n");
}

static void write_landmark(GString *out, const char *type, const char *href, const char *label)
{
    g_string_append_printf(out, "<li><a epub:type=\"%s\"", type);
    markup_attr(out, "href", href);
    g_string_append_c(out, '>');
    markup_text(out, label);
    g_string_append(out, "</a></li>\n");
}

static void write_landmarks(const struct package *p, GString *out)
{
    const struct edition *e = p->edition;

    g_string_append(out, "<nav epub:type=\"landmarks\" id=\"landmarks\" hidden=\"hidden\"");
    markup_attr(out, "aria-label", label_text(e->lang, LABEL_LANDMARKS));
    g_string_append(out, ">\n<ol>\n");
    if (package_has_cover(p))
        write_landmark(out, "cover", "cover.xhtml", label_text(e->lang, LABEL_COVER));
    write_landmark(out, "titlepage", "title.xhtml", label_text(e->lang, LABEL_TITLE_PAGE));
    write_landmark(out, "toc", "nav.xhtml#toc", label_text(e->lang, LABEL_CONTENTS));
    if (e->n_chapters > 0) {
        GString *href = g_string_new(NULL);
        xhtml_href(href, e->chapters[0], NULL);
        write_landmark(out, "bodymatter", href->str, label_text(e->lang, LABEL_BODY));
        g_string_free(href, TRUE);
    }
    g_string_append(out, "</ol>\n</nav>\n");
}

/* Of a caption in two languages the first one's. */
static void caption_text(const struct node *caption, GString *out)
{
    for (const struct node *n = caption->first; n != NULL; n = n->next)
        if (!parallel_is_second(n))
            node_plain_text(n, out);
}

/* The list of figures or tables, which EPUB readers show beside the contents. */
static void write_list(const struct edition *e, enum node_kind kind, GString *out)
{
    bool tables = kind == NODE_TABLE;
    const char *title = label_text(e->lang, tables ? LABEL_TABLES : LABEL_FIGURES);
    GArray *list = g_array_new(FALSE, FALSE, sizeof(struct toc_line));

    g_array_set_clear_func(list, toc_line_clear);
    for (size_t i = 0; i < e->n_chapters; i++) {
        const struct chapter *c = e->chapters[i];
        for (const struct node *n = c->doc; n != NULL; n = node_next(c->doc, n)) {
            if (n->kind != kind || n->id == NULL ||
                (tables ? n->u.table.label : n->u.figure.label) == NULL)
                continue;
            GString *href = g_string_new(NULL), *label = g_string_new(NULL);
            xhtml_href(href, c, n);
            for (const struct node *child = n->first; child != NULL; child = child->next)
                if (child->kind == NODE_CAPTION)
                    caption_text(child, label);
            toc_add(list, c->lang, 0, href, label);
        }
    }
    if (list->len > 0) {
        g_string_append_printf(out, "<nav epub:type=\"%s\" id=\"%s\"", tables ? "lot" : "loi",
                               tables ? "tables" : "figures");
        markup_attr(out, "aria-label", title);
        g_string_append(out, ">\n<h2>");
        markup_text(out, title);
        g_string_append(out, "</h2>\n");
        write_toc(list, out);
        g_string_append(out, "</nav>\n");
    }
    g_array_free(list, TRUE);
}

void nav_document(const struct package *p, GString *out)
{
    const char *contents = label_text(p->edition->lang, LABEL_CONTENTS);
    GArray *toc = toc_new(p);

    xhtml_head(out, p->edition->lang, contents, "frontmatter");
    g_string_append(out, "<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\"");
    markup_attr(out, "aria-label", contents);
    g_string_append(out, ">\n<h1>");
    markup_text(out, contents);
    g_string_append(out, "</h1>\n");
    write_toc(toc, out);
    g_string_append(out, "</nav>\n");
    if (p->edition->book->figures.list)
        write_list(p->edition, NODE_FIGURE, out);
    if (p->edition->book->tables.list)
        write_list(p->edition, NODE_TABLE, out);
    write_landmarks(p, out);
    xhtml_tail(out);
    g_array_free(toc, TRUE);
}

/* ------------------------------------------------------------------ toc.ncx */

static void write_nav_map(const GArray *toc, GString *out)
{
    int level = -1;

    for (guint i = 0; i < toc->len; i++) {
        const struct toc_line *line = &g_array_index(toc, struct toc_line, i);
        for (; level >= line->level; level--)
            g_string_append(out, "</navPoint>\n");
        level = line->level;
        g_string_append_printf(out, "<navPoint id=\"n%u\" playOrder=\"%u\"><navLabel><text>", i + 1,
                               i + 1);
        markup_text(out, line->label);
        g_string_append(out, "</text></navLabel><content");
        markup_attr(out, "src", line->href);
        g_string_append(out, "/>\n");
    }
    for (; level >= 0; level--)
        g_string_append(out, "</navPoint>\n");
}

void nav_ncx(const struct package *p, GString *out)
{
    GArray *toc = toc_new(p);
    int depth = 0;

    for (guint i = 0; i < toc->len; i++)
        depth = MAX(depth, g_array_index(toc, struct toc_line, i).level + 1);
    g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\"");
    markup_attr(out, "xml:lang", p->edition->lang);
    g_string_append(out, ">\n<head>\n<meta name=\"dtb:uid\"");
    markup_attr(out, "content", p->identifier);
    g_string_append_printf(out, "/>\n<meta name=\"dtb:depth\" content=\"%d\"/>\n", depth);
    g_string_append(out, "<meta name=\"dtb:totalPageCount\" content=\"0\"/>\n"
                         "<meta name=\"dtb:maxPageNumber\" content=\"0\"/>\n"
                         "</head>\n<docTitle><text>");
    markup_text(out, p->title);
    g_string_append(out, "</text></docTitle>\n<navMap>\n");
    write_nav_map(toc, out);
    g_string_append(out, "</navMap>\n</ncx>\n");
    g_array_free(toc, TRUE);
}

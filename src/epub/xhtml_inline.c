#include "epub/xhtml.h"

#include "base/lang.h"
#include "base/url.h"
#include "epub/markup.h"
#include "epub/mathml.h"
#include "epub/writer.h"
#include "style/style.h"

#include <string.h>

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
        ok = n->u.link.url != NULL && url_append_absolute(href, n->u.link.url);
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

    writer_open(w, name, n, href == NULL ? "no-link" : NULL);
    if (href != NULL)
        markup_attr(w->out, "href", href);
    if (n->u.link.title != NULL && node_attr(n, "title") == NULL)
        markup_attr(w->out, "title", n->u.link.title);
    g_string_append_c(w->out, '>');
    w->in_link = outer || href != NULL;
    writer_children(w, n, CONTENT_PHRASING);
    w->in_link = outer;
    writer_close(w, name, false);
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
    bool link = !w->in_link && url_append_absolute(href, url);

    writer_open(w, link ? "a" : "span", n, "image-alt");
    if (link)
        markup_attr(w->out, "href", href->str);
    g_string_append_c(w->out, '>');
    markup_text(w->out, alt);
    writer_close(w, link ? "a" : "span", false);
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
    writer_open(w, "img", n, NULL);
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

/* ------------------------------------------------------------------ the others */

/* The program's own ids: see markup_fragment. */
void writer_note_id(GString *out, const struct node *footnote, int ordinal)
{
    if (ordinal > 0)
        g_string_append_printf(out, "_.ref-%d-%d", footnote->u.footnote.number, ordinal);
    else
        g_string_append_printf(out, "_.fn-%d", footnote->u.footnote.number);
}

static void write_ref_id(GString *out, const struct node *n)
{
    if (n->u.ref.ordinal <= 0)
        return;
    g_string_append(out, " id=\"");
    writer_note_id(out, n->u.ref.footnote, n->u.ref.ordinal);
    g_string_append_c(out, '"');
}

static void write_footnote_ref(struct writer *w, const struct node *n)
{
    const struct node *footnote = n->u.ref.footnote;
    bool known = footnote != NULL && footnote->u.footnote.number > 0;
    bool link = known && !w->in_link;

    g_string_append(w->out, "<sup class=\"footnote-ref\"");
    if (node_attr(n, "dir") != NULL)
        markup_attr(w->out, "dir", "ltr");
    if (known && !link)
        write_ref_id(w->out, n); /* the way back leads here all the same */
    g_string_append_c(w->out, '>');
    if (link) {
        g_string_append(w->out, "<a epub:type=\"noteref\" role=\"doc-noteref\"");
        write_ref_id(w->out, n);
        g_string_append(w->out, " href=\"#");
        writer_note_id(w->out, footnote, 0);
        g_string_append(w->out, "\">");
    }
    if (known)
        g_string_append_printf(w->out, "%d", footnote->u.footnote.number);
    else
        markup_text(w->out, n->u.ref.label != NULL ? n->u.ref.label : "?");
    g_string_append(w->out, link ? "</a></sup>" : "</sup>");
}

/* Readers break lines between a formula and what stands at it, whatever that is: the marks that may
 * not begin a line, or end one, are written with their formula. */
static const char closing_marks[] = ".,;:!?)]}%-\xE2\x80\x99\xE2\x80\x9D"
                                    "，。、；：！？）】》」』〉";
static const char opening_marks[] = "([{\xE2\x80\x98\xE2\x80\x9C（【《「『〈";

static bool is_formula(const struct node *n)
{
    return n != NULL && n->kind == NODE_MATH && n->u.math.formula != NULL;
}

static bool is_text(const struct node *n)
{
    return n != NULL && n->kind == NODE_TEXT;
}

/* How much of a text's begin and end goes with the formulas beside it, in bytes. */
static size_t marks_before(const struct node *text)
{
    const char *p = text->u.text;

    while (is_formula(text->prev) && *p != '\0' &&
           g_utf8_strchr(closing_marks, -1, g_utf8_get_char(p)) != NULL)
        p = g_utf8_next_char(p);
    return (size_t)(p - text->u.text);
}

static size_t marks_after(const struct node *text)
{
    const char *from = text->u.text + marks_before(text);
    const char *end = text->u.text + strlen(text->u.text);
    const char *p = end;

    while (is_formula(text->next) && p > from) {
        const char *mark = g_utf8_prev_char(p);
        if (g_utf8_strchr(opening_marks, -1, g_utf8_get_char(mark)) == NULL)
            break;
        p = mark;
    }
    return (size_t)(end - p);
}

static void write_formula(struct writer *w, const struct node *n, const char *name)
{
    writer_open(w, name, n, n->u.math.formula == NULL ? "math-source" : NULL);
    if (n->u.math.formula == NULL) {
        mathml_write_source(w->out, n->u.math.tex);
    } else {
        /* what is wider than the screen scrolls, and must be reached without a pointer */
        g_string_append(w->out, strcmp(name, "div") == 0 ? " tabindex=\"0\">" : ">");
        if (!writer_svg(w, n))
            mathml_write(w->out, n->u.math.formula, n->u.math.tex, w->in_link);
    }
}

void writer_math(struct writer *w, const struct node *n)
{
    bool block = n->kind == NODE_MATH_BLOCK && w->content != CONTENT_PHRASING;
    const char *name = block ? "div" : "span";
    size_t before = is_formula(n) && is_text(n->prev) ? marks_after(n->prev) : 0;
    size_t after = is_formula(n) && is_text(n->next) ? marks_before(n->next) : 0;

    if (before + after > 0)
        g_string_append(w->out, "<span class=\"math-line\">");
    if (before > 0)
        markup_text(w->out, n->prev->u.text + strlen(n->prev->u.text) - before);
    write_formula(w, n, name);
    writer_close(w, name, block);
    if (after > 0)
        markup_text_len(w->out, n->next->u.text, after);
    if (before + after > 0)
        g_string_append(w->out, "</span>");
}

static bool is_hangul(gunichar c)
{
    return (c >= 0xac00 && c <= 0xd7a3) || (c >= 0x1100 && c <= 0x11ff) ||
           (c >= 0x3130 && c <= 0x318f);
}

static bool is_kana(gunichar c)
{
    return c >= 0x3041 && c <= 0x30ff && c != 0x30fb;
}

/* The end of the run of Chinese, Japanese or Korean that starts at p: up to its last letter or
 * mark, over single spaces. *lang is what its script says, or the book's own such language. */
static const char *cjk_run(const struct writer *w, const char *p, const char **lang)
{
    const struct edition *e = w->chapter->edition;
    const char *end = p, *han = e != NULL ? book_cjk_language(e->book) : "zh-Hans";
    bool kana = false, hangul = false;

    while (*p != '\0') {
        gunichar c = g_utf8_get_char(p);
        kana = kana || is_kana(c);
        hangul = hangul || is_hangul(c);
        if (!uc_is_spaceless(c) && !is_hangul(c) && !(c == ' ' && p == end))
            break;
        p = g_utf8_next_char(p);
        if (c != ' ')
            end = p;
    }
    *lang = kana ? "ja" : hangul ? "ko" : han;
    return end;
}

/* Text in a language of another script: what is Chinese, Japanese or Korean in it says so, for the
 * reader's choice of voice and font. The other way round, Latin words in Chinese text are part of
 * it. */
static void write_text(struct writer *w, const char *text)
{
    const char *from = text, *lang = NULL;

    if (lang_is_cjk(w->lang)) {
        markup_text(w->out, text);
        return;
    }
    for (const char *p = text; *p != '\0';) {
        gunichar c = g_utf8_get_char(p);
        if (!uc_is_han(c) && !is_kana(c) && !is_hangul(c)) {
            p = g_utf8_next_char(p);
            continue;
        }
        const char *end = cjk_run(w, p, &lang);
        markup_text_len(w->out, from, (size_t)(p - from));
        g_string_append(w->out, "<span");
        markup_lang(w->out, lang);
        g_string_append_c(w->out, '>');
        markup_text_len(w->out, p, (size_t)(end - p));
        g_string_append(w->out, "</span>");
        from = p = end;
    }
    markup_text(w->out, from);
}

/* Emphasis of Latin words in CJK text: slanted, as the PDF sets it, not dotted. */
static bool is_latin_emphasis(const struct writer *w, const struct node *n)
{
    if (n->kind != NODE_EMPH || !lang_is_cjk(w->lang))
        return false;
    for (const struct node *c = n; c != NULL; c = node_next(n, c))
        for (const char *p = c->kind == NODE_TEXT ? c->u.text : ""; *p; p = g_utf8_next_char(p))
            if (uc_is_spaceless(g_utf8_get_char(p)) || is_hangul(g_utf8_get_char(p)))
                return false;
    return true;
}

/* Code with places where a long name may be broken, as the PDF breaks it: else a narrow page's line
 * before it stands wide open, or a table's column is cut anywhere. They are no text. */
static void write_code(struct writer *w, const char *text)
{
    enum { LONG_NAME = 12, PIECE = 4 };
    const char *from = text, *last = text;

    for (const char *p = text; *p != '\0';) {
        size_t n = 0;
        while (g_ascii_isgraph(p[n]))
            n++;
        const char *end = p + n;
        last = p;
        for (const char *s = p + 1; n > LONG_NAME && s + PIECE <= end; s++) {
            if (s - last < PIECE || strchr("_./,=(:", s[-1]) == NULL ||
                !(g_ascii_isalnum(*s) || *s == '_') || !g_ascii_isalnum(s[-2]))
                continue;
            markup_text_len(w->out, from, (size_t)(s - from));
            g_string_append(w->out, "<wbr/>");
            from = last = s;
        }
        p = n > 0 ? end : p + 1;
    }
    markup_text(w->out, from);
}

void writer_inline(struct writer *w, const struct node *n)
{
    if (n->kind == NODE_TEXT) {
        size_t from = marks_before(n), size = strlen(n->u.text) - from - marks_after(n);
        g_autofree char *text = g_strndup(n->u.text + from, size);
        write_text(w, text);
    } else if (n->kind == NODE_HTML_INLINE) {
        write_text(w, n->u.text);
    } else if (n->kind == NODE_SOFT_BREAK) {
        g_string_append_c(w->out, '\n');
    } else if (n->kind == NODE_HARD_BREAK) {
        g_string_append(w->out, "<br/>\n");
    } else if (n->kind == NODE_CODE) {
        writer_open(w, "code", n, NULL);
        g_string_append_c(w->out, '>');
        write_code(w, n->u.text);
        writer_close(w, "code", false);
    } else if (n->kind == NODE_MATH) {
        writer_math(w, n);
    } else if (n->kind == NODE_LINK) {
        write_link(w, n);
    } else if (n->kind == NODE_IMAGE) {
        write_image(w, n);
    } else if (n->kind == NODE_FOOTNOTE_REF) {
        write_footnote_ref(w, n);
    } else if (n->kind == NODE_ANCHOR) {
        writer_phrasing(w, n, "span", NULL); /* an <a> would not do inside a link */
    } else if (n->kind == NODE_SPAN && node_attr(n, "aria-hidden") != NULL) {
        writer_open(w, "span", n, NULL); /* words that a listener has just heard */
        g_string_append(w->out, " aria-hidden=\"true\">");
        writer_children(w, n, CONTENT_PHRASING);
        writer_close(w, "span", false);
    } else {
        writer_phrasing(w, n, style_element(n), is_latin_emphasis(w, n) ? "latin" : NULL);
    }
}

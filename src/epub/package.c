#include "epub/package.h"

#include "base/lang.h"
#include "doc/labels.h"
#include "epub/markup.h"
#include "epub/xhtml.h"

#include <string.h>

/* ------------------------------------------------------------------ what the book needs */

static char *modified_of(const struct edition *e)
{
    time_t time = edition_time(e);
    struct tm tm;

    if (gmtime_r(&time, &tm) == NULL || tm.tm_year < 0 || tm.tm_year > 8099)
        return g_strdup("1980-01-01T00:00:00Z");
    return g_strdup_printf("%04d-%02d-%02dT%02d:%02d:%02dZ", tm.tm_year + 1900, tm.tm_mon + 1,
                           tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

static bool is_blank(const char *s)
{
    for (; s != NULL && *s != '\0'; s = g_utf8_next_char(s))
        if (!g_unichar_isspace(g_utf8_get_char(s)))
            return false;
    return true;
}

/* Two files with the same content have the same name, and are one file in the book. */
static const struct image *add_image(struct package *p, GHashTable *names,
                                     const struct image *image)
{
    const struct image *first = g_hash_table_lookup(names, image->name);

    if (first != NULL)
        return first;
    g_hash_table_insert(names, (gpointer)(uintptr_t)image->name, (gpointer)(uintptr_t)image);
    g_ptr_array_add(p->images, (gpointer)(uintptr_t)image);
    return image;
}

static void collect(struct package *p, GHashTable *names, const struct node *doc)
{
    for (const struct node *n = doc; n != NULL; n = node_next(doc, n)) {
        if (n->kind == NODE_MATH || n->kind == NODE_MATH_BLOCK)
            p->has_formulas = true;
        if (n->kind != NODE_IMAGE || n->u.image.image == NULL ||
            n->u.image.image->status != IMAGE_OK)
            continue;
        add_image(p, names, n->u.image.image);
        if (is_blank(n->u.image.alt))
            p->all_have_alt = false;
        if (n->u.image.image->format == IMAGE_GIF || n->u.image.image->format == IMAGE_WEBP)
            p->may_move = true;
    }
}

struct package *package_new(struct edition *e)
{
    struct package *p = g_new0(struct package, 1);
    GHashTable *names = g_hash_table_new(g_str_hash, g_str_equal);
    const char *cover = localised_get(e->book->cover, e->lang);

    p->edition = e;
    p->title = edition_title(e);
    if (is_blank(p->title))
        p->title = label_text(e->lang, LABEL_UNTITLED);
    p->identifier = g_strdup(edition_identifier(e));
    p->modified = modified_of(e);
    p->images = g_ptr_array_new();
    p->all_have_alt = true;
    if (cover != NULL) {
        const struct image *image = book_image(e->book, cover);
        if (image->status == IMAGE_OK)
            p->cover = add_image(p, names, image);
    }
    for (size_t i = 0; i < e->n_chapters; i++)
        collect(p, names, e->chapters[i]->doc);
    g_hash_table_destroy(names);
    return p;
}

void package_free(struct package *p)
{
    g_free(p->identifier);
    g_free(p->modified);
    g_ptr_array_free(p->images, TRUE);
    g_free(p);
}

bool package_has_cover(const struct package *p)
{
    return p->cover != NULL || p->cover_png != NULL;
}

/* ------------------------------------------------------------------ metadata */

static void element(GString *out, const char *name, const char *id, const char *text)
{
    if (is_blank(text))
        return;
    g_string_append_printf(out, "<dc:%s", name);
    if (id != NULL)
        markup_attr(out, "id", id);
    g_string_append_c(out, '>');
    markup_text(out, text);
    g_string_append_printf(out, "</dc:%s>\n", name);
}

static void meta(GString *out, const char *property, const char *value)
{
    g_string_append_printf(out, "<meta property=\"%s\">", property);
    markup_text(out, value);
    g_string_append(out, "</meta>\n");
}

static void refine(GString *out, const char *id, const char *property, const char *value)
{
    g_string_append_printf(out, "<meta refines=\"#%s\" property=\"%s\"%s>%s</meta>\n", id, property,
                           strcmp(property, "role") == 0 ? " scheme=\"marc:relators\"" : "", value);
}

/* dc:date is a date or year by ISO 8601; other words stand on the title page only. */
static bool is_date(const char *s)
{
    static const char *const forms[] = {"dddd", "dddd-dd", "dddd-dd-dd"};

    for (size_t i = 0; s != NULL && i < G_N_ELEMENTS(forms); i++) {
        size_t n = 0;
        while (forms[i][n] != '\0' &&
               (forms[i][n] == 'd' ? g_ascii_isdigit(s[n]) : s[n] == forms[i][n]))
            n++;
        if (forms[i][n] != '\0' || s[n] != '\0')
            continue;
        int month = n > 4 ? (int)g_ascii_strtoll(s + 5, NULL, 10) : 1;
        int day = n > 7 ? (int)g_ascii_strtoll(s + 8, NULL, 10) : 1;
        int year = (int)g_ascii_strtoll(s, NULL, 10);
        return g_date_valid_dmy((GDateDay)MIN(day, 99), (GDateMonth)MIN(month, 13),
                                (GDateYear)year);
    }
    return false;
}

static void write_authors(const struct package *p, GString *out)
{
    int number = 0;

    for (const char **author = p->edition->book->authors; *author != NULL; author++) {
        if (is_blank(*author))
            continue;
        g_autofree char *id = g_strdup_printf("author%d", ++number);
        g_autofree char *order = g_strdup_printf("%d", number);
        element(out, "creator", id, *author);
        refine(out, id, "role", "aut");
        refine(out, id, "display-seq", order);
    }
}

static void write_summary(const struct package *p, bool pictures, GString *out)
{
    const char *lang = p->edition->lang;
    const char *alternatives =
        label_text(lang, p->all_have_alt ? LABEL_ALTERNATIVES_ALL : LABEL_ALTERNATIVES_SOME);
    g_autofree char *both = g_strconcat(label_text(lang, LABEL_ACCESSIBLE),
                                        lang_is_cjk(lang) ? "" : " ", alternatives, NULL);

    meta(out, "schema:accessibilitySummary", pictures ? both : label_text(lang, LABEL_ACCESSIBLE));
}

/* EPUB Accessibility 1.1, 2.2: only what holds for this book. No claim of conformance: a program
 * cannot judge alternative texts. */
static void write_accessibility(const struct package *p, bool mathml, GString *out)
{
    bool pictures = p->images->len > 0 || p->cover_png != NULL;
    bool described = p->all_have_alt;

    pictures = pictures || p->draws_formulas; /* whose words are their source */
    meta(out, "schema:accessMode", "textual");
    if (pictures)
        meta(out, "schema:accessMode", "visual");
    if (described)
        meta(out, "schema:accessModeSufficient", "textual");
    if (pictures)
        meta(out, "schema:accessModeSufficient", "textual,visual");
    meta(out, "schema:accessibilityFeature", "tableOfContents");
    meta(out, "schema:accessibilityFeature", "structuralNavigation");
    meta(out, "schema:accessibilityFeature", "readingOrder");
    if (pictures && described)
        meta(out, "schema:accessibilityFeature", "alternativeText");
    if (p->draws_formulas)
        meta(out, "schema:accessibilityFeature", "describedMath");
    if (p->has_formulas && (mathml || !p->draws_formulas))
        meta(out, "schema:accessibilityFeature", mathml ? "MathML" : "latex");
    meta(out, "schema:accessibilityHazard", p->may_move ? "unknown" : "none");
    write_summary(p, pictures, out);
}

/* The other languages' titles say the same in another script. */
static void write_further_titles(const struct edition *e, const struct localised *text,
                                 const char *id, GString *out)
{
    for (size_t i = 1; i < edition_languages(e); i++) {
        const char *further = edition_further(e, text, i);
        if (is_blank(further))
            continue;
        g_string_append_printf(out, "<meta refines=\"#%s\" property=\"alternate-script\"", id);
        markup_attr(out, "xml:lang", e->langs[i]);
        g_string_append_c(out, '>');
        markup_text(out, further);
        g_string_append(out, "</meta>\n");
    }
}

static void write_languages(const struct edition *e, GString *out)
{
    element(out, "language", NULL, e->lang);
    for (size_t i = 1; i < edition_languages(e); i++)
        element(out, "language", NULL, e->langs[i]);
}

static void write_metadata(const struct package *p, bool mathml, GString *out)
{
    const struct edition *e = p->edition;
    const struct book *b = e->book;
    const char *subtitle = localised_get(b->subtitle, e->lang);
    const char *date = localised_get(b->date, e->lang);

    g_string_append(out, "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
    element(out, "identifier", "identifier", p->identifier);
    element(out, "title", "title", p->title);
    refine(out, "title", "title-type", "main");
    write_further_titles(e, b->title, "title", out);
    if (!is_blank(subtitle)) {
        element(out, "title", "subtitle", subtitle);
        refine(out, "subtitle", "title-type", "subtitle");
        write_further_titles(e, b->subtitle, "subtitle", out);
    }
    write_authors(p, out);
    write_languages(e, out);
    element(out, "publisher", NULL, localised_get(b->publisher, e->lang));
    if (is_date(date))
        element(out, "date", NULL, date);
    element(out, "description", NULL, localised_get(b->description, e->lang));
    element(out, "rights", NULL, localised_get(b->rights, e->lang));
    meta(out, "dcterms:modified", p->modified);
    write_accessibility(p, mathml, out);
    if (package_has_cover(p)) /* EPUB 2 readers find the cover by this */
        g_string_append(out, "<meta name=\"cover\" content=\"cover-image\"/>\n");
    g_string_append(out, "</metadata>\n");
}

/* ------------------------------------------------------------------ manifest and spine */

static void item(GString *out, const char *id, const char *href, const char *type,
                 const char *properties)
{
    g_string_append_printf(out, "<item id=\"%s\" href=\"%s\" media-type=\"%s\"", id, href, type);
    if (properties != NULL)
        markup_attr(out, "properties", properties);
    g_string_append(out, "/>\n");
}

static const char *media_type(enum image_format format)
{
    switch (format) {
    case IMAGE_PNG:
        return "image/png";
    case IMAGE_JPEG:
        return "image/jpeg";
    case IMAGE_GIF:
        return "image/gif";
    case IMAGE_WEBP:
        return "image/webp";
    case IMAGE_SVG:
        return "image/svg+xml";
    case IMAGE_UNKNOWN:
        break;
    }
    return "application/octet-stream";
}

/* What a document holds shows in its text: "<" is written for markup only. */
static const char *document_properties(const GString *document)
{
    bool math = strstr(document->str, "<math") != NULL;
    bool svg = strstr(document->str, "<svg") != NULL;

    return math && svg ? "mathml svg" : math ? "mathml" : svg ? "svg" : NULL;
}

static void write_manifest(const struct package *p, GString *const *documents, GString *out)
{
    static const char xhtml[] = "application/xhtml+xml";
    const struct edition *e = p->edition;

    g_string_append(out, "<manifest>\n");
    item(out, "nav", "nav.xhtml", xhtml, "nav");
    item(out, "ncx", "toc.ncx", "application/x-dtbncx+xml", NULL);
    item(out, "style", "style.css", "text/css", NULL);
    if (package_has_cover(p))
        item(out, "cover", "cover.xhtml", xhtml, NULL);
    item(out, "titlepage", "title.xhtml", xhtml, NULL);
    for (size_t i = 0; i < e->n_chapters; i++) {
        g_autofree char *href = g_strdup_printf("%s.xhtml", e->chapters[i]->name);
        g_autofree char *id = g_strdup_printf("doc-%s", e->chapters[i]->name);
        item(out, id, href, xhtml, document_properties(documents[i]));
    }
    if (p->cover_png != NULL)
        item(out, "cover-image", "images/cover.png", "image/png", "cover-image");
    for (guint i = 0; i < p->images->len; i++) {
        const struct image *image = g_ptr_array_index(p->images, i);
        bool cover = image == p->cover;
        g_autofree char *href = xhtml_image_path(image);
        g_autofree char *id = g_strdup_printf("image%u", i + 1);
        item(out, cover ? "cover-image" : id, href, media_type(image->format),
             cover ? "cover-image" : NULL);
    }
    g_string_append(out, "</manifest>\n");
}

static void write_spine(const struct package *p, GString *out)
{
    const struct edition *e = p->edition;

    g_string_append_printf(out, "<spine toc=\"ncx\"%s>\n",
                           lang_is_rtl(e->lang) ? " page-progression-direction=\"rtl\"" : "");
    if (package_has_cover(p))
        g_string_append(out, "<itemref idref=\"cover\"/>\n");
    g_string_append(out, "<itemref idref=\"titlepage\"/>\n<itemref idref=\"nav\"/>\n");
    for (size_t i = 0; i < e->n_chapters; i++)
        g_string_append_printf(out, "<itemref idref=\"doc-%s\"/>\n", e->chapters[i]->name);
    g_string_append(out, "</spine>\n");
}

void package_opf(const struct package *p, GString *const *documents, GString *out)
{
    bool mathml = false;

    for (size_t i = 0; i < p->edition->n_chapters; i++)
        mathml = mathml || strstr(documents[i]->str, "<math") != NULL;
    g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\""
                         " unique-identifier=\"identifier\"");
    markup_attr(out, "xml:lang", p->edition->lang);
    if (lang_is_rtl(p->edition->lang))
        markup_attr(out, "dir", "rtl");
    g_string_append(out, ">\n");
    write_metadata(p, mathml, out);
    write_manifest(p, documents, out);
    write_spine(p, out);
    g_string_append(out, "</package>\n");
}

/* ------------------------------------------------------------------ front pages */

void package_cover_page(const struct package *p, GString *out)
{
    const char *lang = p->edition->lang;
    g_autofree char *src =
        p->cover != NULL ? xhtml_image_path(p->cover) : g_strdup("images/cover.png");

    xhtml_head(out, lang, label_text(lang, LABEL_COVER), "cover");
    g_string_append(out, "<section class=\"cover\" epub:type=\"cover\"");
    markup_attr(out, "aria-label", label_text(lang, LABEL_COVER));
    g_string_append(out, ">\n<img role=\"doc-cover\"");
    markup_attr(out, "src", src);
    markup_attr(out, "alt", p->title);
    g_string_append(out, "/>\n</section>\n");
    xhtml_tail(out);
}

static void paragraph(GString *out, const char *class, const char *text)
{
    if (is_blank(text))
        return;
    g_string_append_printf(out, "<p class=\"%s\">", class);
    markup_text(out, text);
    g_string_append(out, "</p>\n");
}

static void further_paragraphs(const struct edition *e, const struct localised *text,
                               const char *class, GString *out)
{
    for (size_t i = 1; i < edition_languages(e); i++) {
        const char *further = edition_further(e, text, i);
        if (is_blank(further))
            continue;
        g_string_append_printf(out, "<p class=\"%s parallel-second\"", class);
        markup_lang(out, e->langs[i]);
        g_string_append_c(out, '>');
        markup_text(out, further);
        g_string_append(out, "</p>\n");
    }
}

void package_title_page(const struct package *p, GString *out)
{
    const struct edition *e = p->edition;
    const struct book *b = e->book;
    GString *authors = g_string_new(NULL);

    for (const char **author = b->authors; *author != NULL; author++) {
        if (authors->len > 0)
            g_string_append(authors, label_text(e->lang, LABEL_AUTHOR_SEPARATOR));
        g_string_append(authors, *author);
    }
    xhtml_head(out, e->lang, p->title, "frontmatter");
    g_string_append(out, "<section class=\"titlepage\" epub:type=\"titlepage\"");
    markup_attr(out, "aria-label", label_text(e->lang, LABEL_TITLE_PAGE));
    g_string_append(out, ">\n<h1 class=\"book-title\">");
    markup_text(out, p->title);
    g_string_append(out, "</h1>\n");
    further_paragraphs(e, b->title, "book-title", out);
    paragraph(out, "book-subtitle", localised_get(b->subtitle, e->lang));
    further_paragraphs(e, b->subtitle, "book-subtitle", out);
    paragraph(out, "book-author", authors->str);
    paragraph(out, "book-publisher", localised_get(b->publisher, e->lang));
    paragraph(out, "book-date", localised_get(b->date, e->lang));
    paragraph(out, "book-rights", localised_get(b->rights, e->lang));
    g_string_append(out, "</section>\n");
    xhtml_tail(out);
    g_string_free(authors, TRUE);
}

#include "read/manifest_mdbook.h"

#include <string.h>

static void read_bool(const struct toml_value *table, const char *key, bool *field)
{
    const struct toml_value *v = toml_get(table, key);

    if (v != NULL && v->kind == TOML_BOOL)
        *field = v->u.boolean;
}

static const char *read_string(const struct toml_value *table, const char *key)
{
    const struct toml_value *v = toml_get(table, key);

    return v != NULL && v->kind == TOML_STRING && *v->u.string != '\0' ? v->u.string : NULL;
}

/* ---- [output.html] ---- */

static void read_hidelines(struct manifest_reader *r, const struct toml_value *table)
{
    struct hide_rule **link = &r->book->markdown.hide;

    if (table == NULL || table->kind != TOML_TABLE)
        return;
    for (const struct toml_value *v = table->first; v != NULL; v = v->next) {
        if (v->kind != TOML_STRING || *v->u.string == '\0')
            continue;
        g_autofree char *language = g_ascii_strdown(v->key, -1);
        *link = arena_one(r->arena, struct hide_rule);
        **link = (struct hide_rule){arena_strdup(r->arena, language), v->u.string, NULL};
        link = &(*link)->next;
    }
}

/* "/old/page.html" = "../new.html": pages that have moved. Both become paths of the book. */
static void read_redirects(struct manifest_reader *r, const struct toml_value *table)
{
    const char *src = r->book->src != NULL ? r->book->src : "";
    struct redirect **link = &r->book->redirects;

    if (table == NULL || table->kind != TOML_TABLE)
        return;
    for (const struct toml_value *v = table->first; v != NULL; v = v->next) {
        const char *key = v->key + (*v->key == '/');
        const char *from = path_resolve(
            r->arena, "", *src != '\0' ? arena_join(r->arena, src, "/", key, NULL) : key);
        if (v->kind != TOML_STRING || from == NULL || *from == '\0')
            continue;
        *link = arena_one(r->arena, struct redirect);
        **link = (struct redirect){from, v->u.string, NULL};
        link = &(*link)->next;
    }
}

static void read_html(struct manifest_reader *r, const struct toml_value *html)
{
    struct book *b = r->book;
    bool bare = false;

    read_bool(html, "curly-quotes", &b->markdown.smart_punctuation); /* its name up to 0.4 */
    read_bool(html, "smart-punctuation", &b->markdown.smart_punctuation);
    read_bool(html, "definition-lists", &b->markdown.definition_lists);
    read_bool(html, "mathjax-support", &b->markdown.mathjax);
    read_bool(html, "no-section-label", &bare);
    if (bare)
        b->pdf.numbering = false;
    read_hidelines(r, toml_get(toml_get(html, "code"), "hidelines"));
    read_redirects(r, toml_get(html, "redirect"));
}

/* ---- plug-ins for EPUB and PDF ---- */

static void read_epub(struct manifest_reader *r, const struct toml_value *epub)
{
    bool bare = false;

    read_bool(epub, "curly-quotes", &r->book->markdown.smart_punctuation);
    read_bool(epub, "no-section-label", &bare);
    if (bare)
        r->book->pdf.numbering = false;
}

/* A length in inches, as Chrome's print options have them; `field` stays when there is none. */
static void read_inches(const struct toml_value *table, const char *key, double *field)
{
    const struct toml_value *v = toml_get(table, key);
    double inches = -1;

    if (v != NULL && v->kind == TOML_FLOAT)
        inches = v->u.number;
    else if (v != NULL && v->kind == TOML_INTEGER)
        inches = (double)v->u.integer;
    if (inches >= 0 && inches <= 200)
        *field = inches * 72;
}

static void read_pdf(struct manifest_reader *r, const struct toml_value *pdf)
{
    struct book *b = r->book;
    double width = 0, height = 0;
    bool landscape = false;

    read_inches(pdf, "margin-top", &b->pdf.top);
    read_inches(pdf, "margin-bottom", &b->pdf.bottom);
    read_inches(pdf, "margin-left", &b->pdf.inside);
    read_inches(pdf, "margin-right", &b->pdf.outside);
    read_inches(pdf, "paper-width", &width);
    read_inches(pdf, "paper-height", &height);
    read_bool(pdf, "landscape", &landscape);
    if (width < 72 || height < 72)
        return;
    b->pdf.width = landscape ? height : width;
    b->pdf.height = landscape ? width : height;
}

/* ---- [build] and [preprocessor] ---- */

static void note(struct manifest_reader *r, const struct toml_value *v, const char *key,
                 const char *what)
{
    diag_add(r->book->diags, DIAG_MANIFEST_MDBOOK, v->loc, key, what, NULL);
}

static void read_build(struct manifest_reader *r, const struct toml_value *build)
{
    const char *dir = read_string(build, "build-dir");

    if (dir == NULL)
        return;
    const char *path = *dir != '/' ? path_resolve(r->arena, "", dir) : NULL;
    if (path == NULL || *path == '\0')
        note(r, toml_get(build, "build-dir"), "build.build-dir",
             "it leaves the book's folder; build/ is written to");
    else
        r->book->build_dir = path;
}

/* What a chapter's reader does itself. */
static bool is_native(const char *name)
{
    static const char *const names[] = {"links", "index",   "admonish", "alerts",
                                        "katex", "mermaid", "footnote", "catppuccin"};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static void read_preprocessors(struct manifest_reader *r, const struct toml_value *table)
{
    if (table == NULL || table->kind != TOML_TABLE)
        return;
    for (const struct toml_value *v = table->first; v != NULL; v = v->next)
        if (v->kind == TOML_TABLE && !is_native(v->key))
            note(r, v, arena_join(r->arena, "preprocessor.", v->key, NULL),
                 "it is not run; what it would replace is shown as it is written");
}

void manifest_mdbook(struct manifest_reader *r, const struct toml_value *top, bool whole)
{
    const struct toml_value *output = toml_get(top, "output");

    if (whole) {
        r->book->dialects |= DIALECT_MDBOOK;
        r->book->markdown.smart_punctuation = r->book->markdown.definition_lists = true;
    }
    read_html(r, toml_get(output, "html"));
    read_epub(r, toml_get(output, "epub"));
    read_pdf(r, toml_get(output, "pdf"));
    read_build(r, toml_get(top, "build"));
    read_preprocessors(r, toml_get(top, "preprocessor"));
}

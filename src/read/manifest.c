#include "read/manifest.h"

#include "base/lang.h"
#include "base/uuid.h"
#include "read/manifest_entry.h"
#include "read/manifest_env.h"
#include "read/manifest_import.h"
#include "read/manifest_markdown.h"
#include "read/manifest_mdbook.h"
#include "read/manifest_value.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

enum { MAX_SIZE = 1024 * 1024 };

#define FIELD(name) offsetof(struct book, name)

static const struct manifest_choice missing_choices[] = {
    {"fallback", MISSING_FALLBACK}, {"skip", MISSING_SKIP}, {0}};
static const struct manifest_choice epub_details[] = {
    {"open", DETAILS_OPEN}, {"closed", DETAILS_CLOSED}, {0}};
static const struct manifest_choice pdf_details[] = {
    {"open", DETAILS_OPEN}, {"drop", DETAILS_DROP}, {0}};
static const struct manifest_choice opener_choices[] = {
    {"page", OPENERS_PAGE}, {"recto", OPENERS_RECTO}, {0}};
static const struct manifest_choice notes_choices[] = {
    {"page", NOTES_PAGE}, {"chapter", NOTES_CHAPTER}, {0}};
static const struct manifest_choice math_choices[] = {{"mathml", 0}, {"svg", 0}, {0}};
static const struct manifest_choice standard_choices[] = {
    {"none", 0}, {"ua-1", 0}, {"a-2b", 0}, {0}};
static const struct manifest_choice theme_choices[] = {{"light", 0}, {0}};
static const struct manifest_choice style_themes[] = {
    {"default", 0}, {"classical", 0}, {"compact", 0}, {0}}; /* style/sheets.c has their sheets */

static const struct manifest_choice figure_choices[] = {
    {"chapter", FIGURES_BY_CHAPTER}, {"book", FIGURES_BY_BOOK}, {"none", FIGURES_NONE}, {0}};

/* ---- [book] ---- */

static void read_chapter_list(struct manifest_reader *r, const struct toml_value *v,
                              const struct manifest_key *key)
{
    (void)key;
    manifest_chapters(r, v, NULL, false);
}

/* A name that is safe as a part of a file name. */
static bool slug_is_valid(const char *slug)
{
    if (*slug == '\0' || *slug == '.' || *slug == '-' || strlen(slug) > 128)
        return false;
    for (const char *p = slug; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (!g_unichar_isalnum(c) && !g_unichar_ismark(c) && c != '.' && c != '_' && c != '-')
            return false;
    }
    return true;
}

static void read_slug(struct manifest_reader *r, const struct toml_value *v,
                      const struct manifest_key *key)
{
    (void)key;
    if (v->kind != TOML_STRING)
        manifest_wrong_type(r, v, "a string");
    else if (!slug_is_valid(v->u.string))
        manifest_wrong_value(r, v, v->u.string, "letters, digits, \".\", \"_\" and \"-\"");
    else
        r->book->slug = v->u.string;
}

/* Web addresses only, and without what links to files must not have: a slash or .git at the end. */
static void read_repository(struct manifest_reader *r, const struct toml_value *v,
                            const struct manifest_key *key)
{
    (void)key;
    if (v->kind != TOML_STRING) {
        manifest_wrong_type(r, v, "a web address");
        return;
    }
    char *url = arena_strdup(r->arena, v->u.string);
    size_t n = strlen(url);
    while (n > 0 && url[n - 1] == '/')
        url[--n] = '\0';
    if (g_str_has_suffix(url, ".git"))
        url[n - strlen(".git")] = '\0';
    if ((!g_str_has_prefix(url, "https://") && !g_str_has_prefix(url, "http://")) ||
        strpbrk(url, " \t\r\n\"<>?#") != NULL)
        manifest_wrong_value(r, v, v->u.string, "a web address such as \"https://host/o/r\"");
    else
        r->book->repository = url;
}

/* Languages are read before everything else; the rows are here to be suggested. */
static void read_before(struct manifest_reader *r, const struct toml_value *v,
                        const struct manifest_key *key)
{
    (void)r, (void)v, (void)key;
}

static const struct manifest_key book_keys[] = {
    {"title", manifest_localised, FIELD(title), NULL},
    {"subtitle", manifest_localised, FIELD(subtitle), NULL},
    {"description", manifest_localised, FIELD(description), NULL},
    {"publisher", manifest_localised, FIELD(publisher), NULL},
    {"rights", manifest_localised, FIELD(rights), NULL},
    {"date", manifest_localised, FIELD(date), NULL},
    {"version", manifest_localised, FIELD(version), NULL},
    {"cover", manifest_localised_path, FIELD(cover), NULL},
    {"authors", manifest_list, FIELD(authors), NULL},
    {"author", manifest_list, FIELD(authors), NULL},
    {"languages", read_before, 0, NULL},
    {"language", read_before, 0, NULL},
    {"slug", read_slug, 0, NULL},
    {"identifier", manifest_string, FIELD(identifier), NULL},
    {"repository", read_repository, 0, NULL},
    {"branch", manifest_string, FIELD(branch), NULL},
    {"chapters", read_chapter_list, 0, NULL},
    {"src", NULL, 0, NULL}, /* mdBook's */
    {"text-direction", NULL, 0, NULL},
    {"multilingual", NULL, 0, NULL},
    {0},
};

static void read_book(struct manifest_reader *r, const struct toml_value *v,
                      const struct manifest_key *key)
{
    (void)key;
    manifest_read_keys(r, v, "book", book_keys);
}

static void read_parts(struct manifest_reader *r, const struct toml_value *v,
                       const struct manifest_key *key)
{
    (void)key;
    manifest_parts(r, v, false);
}

static void read_appendices(struct manifest_reader *r, const struct toml_value *v,
                            const struct manifest_key *key)
{
    (void)key;
    manifest_parts(r, v, true);
}

/* ---- the other tables ---- */

static const struct manifest_key languages_keys[] = {
    {"missing", manifest_choice, FIELD(missing), missing_choices}, {0}};

static void read_languages_table(struct manifest_reader *r, const struct toml_value *v,
                                 const struct manifest_key *key)
{
    (void)key;
    manifest_read_keys(r, v, "languages", languages_keys);
}

static const struct manifest_key epub_keys[] = {
    {"css", manifest_paths, FIELD(epub.css), NULL},
    {"cover", manifest_localised_path, FIELD(cover), NULL},
    {"math", manifest_word, FIELD(epub.math), math_choices},
    {"toc-depth", manifest_depth, FIELD(epub.toc_depth), NULL},
    {"details", manifest_choice, FIELD(epub.details), epub_details},
    /* mdbook-epub's */
    {"additional-css", manifest_paths, FIELD(epub.css), NULL},
    {"cover-image", manifest_localised_path, FIELD(cover), NULL},
    {"additional-resources", NULL, 0, NULL},
    {"use-default-css", NULL, 0, NULL},
    {"no-section-label", NULL, 0, NULL},
    {"curly-quotes", NULL, 0, NULL},
    {"footnote-backrefs", NULL, 0, NULL},
    {"epub-version", NULL, 0, NULL},
    {"index-template", NULL, 0, NULL},
    {"command", NULL, 0, NULL},
    {"optional", NULL, 0, NULL},
    {0},
};

static void read_epub(struct manifest_reader *r, const struct toml_value *v,
                      const struct manifest_key *key)
{
    (void)key;
    manifest_read_keys(r, v, "epub", epub_keys);
}

static const struct manifest_key margin_keys[] = {
    {"inside", manifest_length, FIELD(pdf.inside), NULL},
    {"outside", manifest_length, FIELD(pdf.outside), NULL},
    {"top", manifest_length, FIELD(pdf.top), NULL},
    {"bottom", manifest_length, FIELD(pdf.bottom), NULL},
    {0},
};

static void read_margin(struct manifest_reader *r, const struct toml_value *v,
                        const struct manifest_key *key)
{
    double all;

    (void)key;
    if (v->kind == TOML_TABLE)
        manifest_read_keys(r, v, "margin", margin_keys);
    else if (v->kind != TOML_STRING)
        manifest_wrong_type(r, v, "a length such as \"20mm\", or a table of four");
    else if (!manifest_parse_length(v->u.string, &all))
        manifest_wrong_value(r, v, v->u.string, "a length such as \"20mm\"");
    else
        r->book->pdf.inside = r->book->pdf.outside = r->book->pdf.top = r->book->pdf.bottom = all;
}

static void read_half_title(struct manifest_reader *r, const struct toml_value *v,
                            const struct manifest_key *key)
{
    (void)key;
    if (v->kind != TOML_BOOL)
        manifest_wrong_type(r, v, "true or false");
    else
        r->book->pdf.half_title = v->u.boolean ? HALF_TITLE_SET : HALF_TITLE_NONE;
}

static const struct manifest_key pdf_keys[] = {
    {"paper", manifest_paper, 0, NULL},
    {"margin", read_margin, 0, NULL},
    {"toc-depth", manifest_depth, FIELD(pdf.toc_depth), NULL},
    {"numbering", manifest_bool, FIELD(pdf.numbering), NULL},
    {"half-title", read_half_title, 0, NULL},
    {"page-references", manifest_bool, FIELD(pdf.page_references), NULL},
    {"details", manifest_choice, FIELD(pdf.details), pdf_details},
    {"openers", manifest_choice, FIELD(pdf.openers), opener_choices},
    {"notes", manifest_choice, FIELD(pdf.notes), notes_choices},
    {"tagged", manifest_bool, FIELD(pdf.tagged), NULL},
    {"standard", manifest_word, FIELD(pdf.standard), standard_choices},
    /* mdbook-pdf's, which drives a browser */
    {"browser-binary-path", NULL, 0, NULL},
    {"static-site-url", NULL, 0, NULL},
    {"landscape", NULL, 0, NULL},
    {"display-header-footer", NULL, 0, NULL},
    {"print-background", NULL, 0, NULL},
    {"theme", NULL, 0, NULL},
    {"scale", NULL, 0, NULL},
    {"paper-width", NULL, 0, NULL},
    {"paper-height", NULL, 0, NULL},
    {"margin-top", NULL, 0, NULL},
    {"margin-bottom", NULL, 0, NULL},
    {"margin-left", NULL, 0, NULL},
    {"margin-right", NULL, 0, NULL},
    {"page-ranges", NULL, 0, NULL},
    {"ignore-invalid-page-ranges", NULL, 0, NULL},
    {"header-template", NULL, 0, NULL},
    {"footer-template", NULL, 0, NULL},
    {"prefer-css-page-size", NULL, 0, NULL},
    {"generate-document-outline", NULL, 0, NULL},
    {"trying-times", NULL, 0, NULL},
    {"timeout", NULL, 0, NULL},
    {"warning", NULL, 0, NULL},
    {"command", NULL, 0, NULL},
    {"optional", NULL, 0, NULL},
    {0},
};

static void read_pdf(struct manifest_reader *r, const struct toml_value *v,
                     const struct manifest_key *key)
{
    (void)key;
    manifest_read_keys(r, v, "pdf", pdf_keys);
}

static const struct manifest_key style_keys[] = {
    {"css", manifest_paths, FIELD(css), NULL},
    {"theme", manifest_word, FIELD(theme), style_themes},
    {0}};

static void read_style(struct manifest_reader *r, const struct toml_value *v,
                       const struct manifest_key *key)
{
    (void)key;
    manifest_read_keys(r, v, "style", style_keys);
}

static const struct manifest_key code_keys[] = {
    {"line-numbers", manifest_bool, FIELD(code.line_numbers), NULL},
    {"wrap", manifest_bool, FIELD(code.wrap), NULL},
    {"theme", manifest_word, FIELD(code.theme), theme_choices},
    {0},
};

static void read_code(struct manifest_reader *r, const struct toml_value *v,
                      const struct manifest_key *key)
{
    (void)key;
    manifest_read_keys(r, v, "code", code_keys);
}

static const struct manifest_key figures_keys[] = {
    {"numbering", manifest_choice, FIELD(figures.numbering), figure_choices},
    {"alt-captions", manifest_bool, FIELD(figures.alt_captions), NULL},
    {"list", manifest_bool, FIELD(figures.list), NULL},
    {0},
};

static void read_figures(struct manifest_reader *r, const struct toml_value *v,
                         const struct manifest_key *key)
{
    (void)key;
    manifest_read_keys(r, v, "figures", figures_keys);
}

static const struct manifest_key tables_keys[] = {{"list", manifest_bool, FIELD(tables.list), NULL},
                                                  {0}};

static void read_tables(struct manifest_reader *r, const struct toml_value *v,
                        const struct manifest_key *key)
{
    (void)key;
    manifest_read_keys(r, v, "tables", tables_keys);
}

static void read_output_lines(struct manifest_reader *r, const struct toml_value *v,
                              const struct manifest_key *key)
{
    (void)key;
    if (v->kind != TOML_INTEGER || v->u.integer < 0 || v->u.integer > 1000000)
        manifest_wrong_type(r, v, "a whole number from 0 to 1,000,000");
    else
        r->book->notebook_lines = (int)v->u.integer;
}

static const struct manifest_key notebook_keys[] = {{"output-lines", read_output_lines, 0, NULL},
                                                    {0}};

static void read_notebook(struct manifest_reader *r, const struct toml_value *v,
                          const struct manifest_key *key)
{
    (void)key;
    manifest_read_keys(r, v, "notebook", notebook_keys);
}

/* ---- [check] ---- */

static void read_severity(struct manifest_reader *r, const struct toml_value *v,
                          const struct manifest_key *key)
{
    static const char *const words[] = {[DIAG_ERROR] = "error",
                                        [DIAG_WARNING] = "warning",
                                        [DIAG_NOTE] = "note",
                                        [DIAG_OFF] = "off"};
    enum diag_code code = (enum diag_code)key->offset;
    enum diag_severity severity = DIAG_ERROR;

    if (v->kind == TOML_BOOL) {
        severity = v->u.boolean ? diag_code_severity(code) : DIAG_OFF;
    } else if (v->kind != TOML_STRING) {
        manifest_wrong_type(r, v, "\"error\", \"warning\", \"note\" or \"off\"");
        return;
    } else {
        while (severity < DIAG_OFF && strcmp(words[severity], v->u.string) != 0)
            severity++;
        if (strcmp(words[severity], v->u.string) != 0) {
            manifest_wrong_value(r, v, v->u.string, "error, warning, note or off");
            return;
        }
    }
    if (!diags_set_severity(r->book->diags, code, severity) && severity != DIAG_ERROR)
        manifest_wrong_value(r, v, words[severity],
                             "there is no book without it: it is always an error");
}

/* A key for each diagnostic; `offset` is its code. */
static const struct manifest_key check_keys[] = {
#define DIAG(name, code, severity, text) {code, read_severity, DIAG_##name, NULL},
#include "base/diags.h"
#undef DIAG
    {0},
};

static void read_check(struct manifest_reader *r, const struct toml_value *v,
                       const struct manifest_key *key)
{
    (void)key;
    manifest_read_keys(r, v, "check", check_keys);
}

/* ---- [math] ---- */

/* A command's name, the backslash put before it where it is missing; NULL when it is none. */
static const char *macro_name(struct arena *a, const char *name)
{
    const char *letters = *name == '\\' ? name + 1 : name;
    size_t n = strlen(letters);

    for (size_t i = 0; n > 1 && i < n; i++)
        if (!g_ascii_isalpha(letters[i]))
            return NULL;
    return n > 0 && *letters != ' ' ? arena_join(a, "\\", letters, NULL) : NULL;
}

static void read_macros(struct manifest_reader *r, const struct toml_value *v,
                        const struct manifest_key *key)
{
    struct math_macro **link = &r->book->math_macros;

    (void)key;
    if (v->kind != TOML_TABLE) {
        manifest_wrong_type(r, v, "a table such as { \"\\\\R\" = \"\\\\mathbb{R}\" }");
        return;
    }
    while (*link != NULL)
        link = &(*link)->next;
    for (const struct toml_value *t = v->first; t != NULL; t = t->next) {
        const char *name = macro_name(r->arena, t->key);
        if (t->kind != TOML_STRING) {
            manifest_wrong_type(r, t, "a string of TeX");
        } else if (name == NULL) {
            manifest_wrong_value(r, v, t->key, "a command's name such as \"\\\\R\"");
        } else {
            *link = arena_one(r->arena, struct math_macro);
            **link = (struct math_macro){name, t->u.string, t->loc, NULL};
            link = &(*link)->next;
        }
    }
}

static const struct manifest_key math_keys[] = {
    {"macros", read_macros, 0, NULL},
    {"numbering", manifest_bool, FIELD(math_numbering), NULL},
    {0}};

static void read_math(struct manifest_reader *r, const struct toml_value *v,
                      const struct manifest_key *key)
{
    (void)key;
    manifest_read_keys(r, v, "math", math_keys);
}

/* ---- [fonts] and [fonts.LANG] ---- */

/* The row for a language, made at the first use; the one for all languages comes first. */
static struct font_options *font_row(struct manifest_reader *r, const char *lang)
{
    struct font_options **link = &r->book->fonts;

    for (; *link != NULL; link = &(*link)->next)
        if (g_strcmp0((*link)->lang, lang) == 0)
            return *link;
    struct font_options *f = arena_one(r->arena, struct font_options);
    f->lang = lang;
    if (lang == NULL) {
        f->next = r->book->fonts;
        link = &r->book->fonts;
    }
    *link = f;
    return f;
}

static const char ***font_role(struct font_options *f, const char *name)
{
    if (strcmp(name, "serif") == 0)
        return &f->serif;
    if (strcmp(name, "sans") == 0)
        return &f->sans;
    return strcmp(name, "mono") == 0 ? &f->mono : &f->math;
}

/* `key` is a row of font_keys; r->table tells the language: "fonts" or "fonts.zh". */
static void read_family(struct manifest_reader *r, const struct toml_value *v,
                        const struct manifest_key *key)
{
    const char *lang = strrchr(r->table, '.');
    bool all = lang == NULL || g_str_has_suffix(r->table, "fonts");
    const char **families = manifest_strings(r, v, false);

    if (families != NULL && families[0] != NULL) /* an empty list means the defaults */
        *font_role(font_row(r, all ? NULL : lang + 1), key->name) = families;
}

static const struct manifest_key font_keys[] = {
    {"serif", read_family, 0, NULL},
    {"sans", read_family, 0, NULL},
    {"mono", read_family, 0, NULL},
    {"math", read_family, 0, NULL},
    {"dir", manifest_folder, FIELD(font_dir), NULL},
    {0},
};

static void read_fonts(struct manifest_reader *r, const struct toml_value *v,
                       const struct manifest_key *key)
{
    struct toml_value general = *v;
    struct toml_value **link = &general.first;

    (void)key;
    if (v->kind == TOML_TABLE) /* the tables are languages; what remains is for all of them */
        general.first = NULL;
    for (const struct toml_value *t = v->kind == TOML_TABLE ? v->first : NULL; t != NULL;
         t = t->next) {
        if (t->kind != TOML_TABLE) {
            *link = arena_memdup(r->arena, t, sizeof *t);
            (*link)->next = NULL;
            link = &(*link)->next;
        } else if (!lang_is_valid(t->key)) {
            manifest_unknown(r, t, manifest_nearest(font_keys, t->key));
        } else if (book_language(r->book, t->key) == NULL) {
            diag_add(r->book->diags, DIAG_MANIFEST_LANGUAGE, t->loc, t->key, manifest_languages(r),
                     NULL);
        } else {
            const char *outer = r->table;
            r->table = *outer == '\0' ? "fonts" : arena_join(r->arena, outer, ".fonts", NULL);
            manifest_read_keys(r, t, t->key, font_keys);
            r->table = outer;
        }
    }
    manifest_read_keys(r, &general, "fonts", font_keys);
}

/* ---- the top ---- */

static void read_mkbook(struct manifest_reader *r, const struct toml_value *v,
                        const struct manifest_key *key);

/* The renderers we know. Every other is mdBook's or a plug-in's, unless it looks like a slip. */
static const struct manifest_key output_keys[] = {
    {"epub", read_epub, 0, NULL},
    {"pdf", read_pdf, 0, NULL},
    {"mkbook", read_mkbook, 0, NULL},
    {0},
};

static void read_output(struct manifest_reader *r, const struct toml_value *v,
                        const struct manifest_key *key)
{
    const char *outer = r->table;

    (void)key;
    if (v->kind != TOML_TABLE) {
        manifest_wrong_type(r, v, "a table");
        return;
    }
    r->table = *outer == '\0' ? "output" : arena_join(r->arena, outer, ".output", NULL);
    for (const struct toml_value *t = v->first; t != NULL; t = t->next) {
        const struct manifest_key *row = output_keys;
        while (row->name != NULL && strcmp(row->name, t->key) != 0)
            row++;
        if (row->name != NULL)
            row->read(r, t, row);
        else if (manifest_nearest(output_keys, t->key) != NULL)
            manifest_unknown(r, t, manifest_nearest(output_keys, t->key));
    }
    r->table = outer;
}

#define TOP_KEYS                                                                                   \
    {"book", read_book, 0, NULL}, {"part", read_parts, 0, NULL},                                   \
        {"appendix", read_appendices, 0, NULL}, {"languages", read_languages_table, 0, NULL},      \
        {"output", read_output, 0, NULL}, {"style", read_style, 0, NULL},                          \
        {"fonts", read_fonts, 0, NULL}, {"code", read_code, 0, NULL},                              \
        {"figures", read_figures, 0, NULL}, {"math", read_math, 0, NULL},                          \
        {"check", read_check, 0, NULL}, {"markdown", manifest_markdown, 0, NULL},                  \
        {"notebook", read_notebook, 0, NULL},                                                      \
    {                                                                                              \
        "tables", read_tables, 0, NULL                                                             \
    }

static const struct manifest_key top_keys[] = {
    TOP_KEYS,
    {"build", NULL, 0, NULL}, /* mdBook's */
    {"rust", NULL, 0, NULL},
    {"preprocessor", NULL, 0, NULL},
    {0},
};

/* [output.mkbook] holds what may stand at the top; mdBook refuses unknown tables there. */
static const struct manifest_key mkbook_keys[] = {
    TOP_KEYS,
    {"epub", read_epub, 0, NULL},
    {"pdf", read_pdf, 0, NULL},
    {"command", NULL, 0, NULL},
    {"optional", NULL, 0, NULL},
    {0},
};

const struct manifest_key *manifest_keys(const char *table)
{
    static const struct {
        const char *table;
        const struct manifest_key *keys;
    } all[] = {
        {"", top_keys},
        {"book", book_keys},
        {"languages", languages_keys},
        {"output", output_keys},
        {"output.epub", epub_keys},
        {"output.pdf", pdf_keys},
        {"output.pdf.margin", margin_keys},
        {"output.mkbook", mkbook_keys},
        {"style", style_keys},
        {"fonts", font_keys},
        {"code", code_keys},
        {"figures", figures_keys},
        {"tables", tables_keys},
        {"math", math_keys},
        {"check", check_keys},
        {"markdown", manifest_markdown_keys},
        {"notebook", notebook_keys},
        {"part", manifest_part_keys},
        {"part.chapters", manifest_chapter_keys},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
        if (strcmp(all[i].table, table) == 0)
            return all[i].keys;
    return NULL;
}

static void read_mkbook(struct manifest_reader *r, const struct toml_value *v,
                        const struct manifest_key *key)
{
    (void)key;
    manifest_read_keys(r, v, "mkbook", mkbook_keys);
}

/* ---- before and after ---- */

static bool add_tag(struct manifest_reader *r, const struct toml_value *v, GPtrArray *tags)
{
    if (v->kind != TOML_STRING) {
        manifest_wrong_type(r, v, "a list of language tags such as \"en\"");
        return false;
    }
    if (!lang_is_valid(v->u.string)) {
        manifest_wrong_value(r, v, v->u.string, "a language tag such as \"zh-Hans\"");
        return true;
    }
    for (guint i = 0; i < tags->len; i++)
        if (g_ascii_strcasecmp(tags->pdata[i], v->u.string) == 0)
            return true;
    g_ptr_array_add(tags, (char *)(uintptr_t)v->u.string);
    return true;
}

/* The languages come first: every table per language is checked against them. */
static void read_languages(struct manifest_reader *r, const struct toml_value *book)
{
    const struct toml_value *v = toml_get(book, "languages");
    g_autoptr(GPtrArray) tags = g_ptr_array_new();

    if (v == NULL)
        v = toml_get(book, "language");
    if (v == NULL)
        return;
    r->table = "book";
    if (v->kind == TOML_ARRAY) {
        for (const struct toml_value *t = v->first; t != NULL; t = t->next)
            if (!add_tag(r, t, tags))
                break;
    } else {
        add_tag(r, v, tags);
    }
    r->table = "";
    if (tags->len == 0)
        return;
    g_ptr_array_add(tags, NULL);
    r->book->languages = arena_memdup(r->arena, tags->pdata, tags->len * sizeof *tags->pdata);
}

char *manifest_slug(struct arena *a, const char *name)
{
    g_autoptr(GString) slug = g_string_new(NULL);

    for (const char *p = name; *p != '\0' && g_utf8_validate(name, -1, NULL);
         p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        bool good =
            g_unichar_isalnum(c) || g_unichar_ismark(c) || c == '_' || (slug->len > 0 && c == '.');
        if (good)
            g_string_append_unichar(slug, c);
        else if (slug->len > 0 && slug->str[slug->len - 1] != '-')
            g_string_append_c(slug, '-');
    }
    return arena_strdup(a, slug_is_valid(slug->str) ? slug->str : "book");
}

static void derive_identifier(struct book *b)
{
    g_autofree char *authors = g_strjoinv("\n", (char **)(uintptr_t)b->authors);
    g_autofree char *name =
        g_strconcat(b->slug, "\n", b->repository != NULL ? b->repository : "", "\n", authors, NULL);

    b->identifier = uuid_from_name(b->arena, name);
}

static void check_margins(struct book *b, struct loc loc)
{
    bool wide = b->pdf.width > 0 && b->pdf.inside >= 0 && b->pdf.outside >= 0 &&
                b->pdf.width - b->pdf.inside - b->pdf.outside < 72;
    bool high = b->pdf.height > 0 && b->pdf.top >= 0 && b->pdf.bottom >= 0 &&
                b->pdf.height - b->pdf.top - b->pdf.bottom < 72;

    if (!wide && !high)
        return;
    diag_add(b->diags, DIAG_MANIFEST_TYPE, loc, "output.pdf.margin",
             "small enough to leave an inch of the paper", NULL);
    b->pdf.inside = b->pdf.outside = b->pdf.top = b->pdf.bottom = -1;
}

static const struct toml_value *mkbook_table(const struct toml_value *top)
{
    return toml_get(toml_get(top, "output"), "mkbook");
}

/* What holds only when everything has been read. */
static void finish(struct manifest_reader *r, const struct toml_value *top)
{
    struct book *b = r->book;
    const struct toml_value *book = toml_get(top, "book");
    const struct toml_value *html = toml_get(toml_get(top, "output"), "html");
    const struct toml_value *git = toml_get(html, "git-repository-url"); /* mdBook's */

    if (b->repository == NULL && git != NULL)
        read_repository(r, git, NULL);
    if (b->slug == NULL)
        b->slug = manifest_slug(b->arena, root_name(b->root));
    if (b->title == NULL)
        diag_add(b->diags, DIAG_MANIFEST_TITLE, book != NULL ? book->loc : top->loc, b->slug, NULL);
    if (b->identifier == NULL)
        derive_identifier(b);
    check_margins(b, book != NULL ? book->loc : top->loc);
}

static bool read_text(struct book *b, const char *file, const char *text, size_t size)
{
    const char *error;
    struct loc where;
    struct manifest_reader r = {.book = b, .arena = b->arena, .table = ""};
    struct toml_value *top = toml_parse(b->arena, file, text, size, &error, &where);

    if (top == NULL) {
        diag_add(b->diags, DIAG_MANIFEST_SYNTAX, where, error, NULL);
        return false;
    }
    g_auto(GStrv) environment = g_get_environ();
    manifest_environment(b->arena, top, environment);
    read_languages(&r, toml_get(top, "book"));
    read_languages(&r, toml_get(mkbook_table(top), "book"));
    b->slug = b->identifier = NULL; /* NULL: not given */
    const char *summary = manifest_summary(&r, top);
    manifest_mdbook(&r, top, summary != NULL);
    manifest_read_keys(&r, top, "", top_keys);
    finish(&r, top);
    if (summary != NULL)
        manifest_import(&r, summary);
    if (b->entries == NULL) {
        diag_add(b->diags, DIAG_MANIFEST_EMPTY, (struct loc){file, 0, 0}, NULL);
        return false;
    }
    return true;
}

bool manifest_read(struct book *b, const char *path)
{
    g_autofree char *dir = g_path_get_dirname(path);
    g_autofree char *base = g_path_get_basename(path);
    const char *file = arena_strdup(b->arena, base);
    g_autoptr(GBytes) bytes = NULL;
    gsize size;

    b->manifest = file;
    b->root = root_open(dir);
    if (b->root == NULL) {
        diag_add(b->diags, DIAG_IO_READ, (struct loc){0}, dir, g_strerror(errno), NULL);
        return false;
    }
    enum file_status status = file_read(b->root, file, MAX_SIZE, &bytes, &b->mtime);
    if (status == FILE_MISSING) {
        g_autofree char *text = g_strconcat(file_status_text(status),
                                            "; mkbook init writes one of what is there", NULL);
        diag_add(b->diags, DIAG_IO_READ, (struct loc){0}, path, text, NULL);
        return false;
    }
    if (status != FILE_OK) {
        diag_add(b->diags, DIAG_IO_READ, (struct loc){0}, path, file_status_text(status), NULL);
        return false;
    }
    const char *text = g_bytes_get_data(bytes, &size);
    return read_text(b, file, text != NULL ? text : "", size);
}

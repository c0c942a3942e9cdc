#include "build.h"

#include "base/file.h"
#include "base/jobs.h"
#include "base/lang.h"
#include "cache.h"
#include "doc/book.h"
#include "doc/dump.h"
#include "doc/lint.h"
#include "doc/parallel.h"
#include "doc/resolve.h"
#include "epub/epub.h"
#include "layout/formulas.h"
#include "layout/layout.h"
#include "pdf/pdf.h"
#include "read/highlight.h"
#include "read/image.h"
#include "read/manifest.h"
#include "read/markdown.h"
#include "style/style.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* The run: what the passes share. */
struct run {
    const struct build_options *options;
    struct arena *arena;
    struct diags *diags;
    struct book *book;
    struct cache *cache;
    struct lint *lint;  /* NULL: nobody asked for it */
    GPtrArray *written; /* lines of the summary */
    bool unsound;       /* the manifest has errors: nothing is published */
    unsigned errors;    /* reported before the output that is being made */
    bool single;        /* a file without a manifest */
    bool keep_drafts;   /* who asks for a file by name wants to see it */
};

/* ------------------------------------------------------------------ what the user sees meanwhile
 */

static void progress(const struct run *r, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void progress(const struct run *r, const char *format, ...)
{
    va_list args;

    if (!r->options->progress)
        return;
    va_start(args, format);
    fputs("\r\033[K", stderr);
    vfprintf(stderr, format, args);
    fflush(stderr);
    va_end(args);
}

/* "59.6 MB": sizes in units of 1,000 bytes, with one decimal. */
static char *size_text(gsize size)
{
    if (size < 1000)
        return g_strdup_printf("%" G_GSIZE_FORMAT " B", size);
    gsize unit = size < 1000 * 1000 ? 1000 : 1000 * 1000, tenths = (size * 10 + unit / 2) / unit;
    return g_strdup_printf("%" G_GSIZE_FORMAT ".%" G_GSIZE_FORMAT " %s", tenths / 10, tenths % 10,
                           unit == 1000 ? "kB" : "MB");
}

/* "1 page", "2 pages" */
static char *count_text(size_t n, const char *what)
{
    return g_strdup_printf("%zu %s%s", n, what, n == 1 ? "" : "s");
}

/* Without the pages that open parts. */
static size_t count_chapters(const struct edition *e)
{
    size_t n = 0;

    for (size_t i = 0; i < e->n_chapters; i++)
        n += e->chapters[i]->kind == CHAPTER_TEXT;
    return n;
}

/* ------------------------------------------------------------------ reading */

static void read_job(size_t i, unsigned worker, void *context)
{
    const struct edition *e = context;
    struct chapter *c = e->chapters[i];

    (void)worker;
    if (c->kind == CHAPTER_TEXT && markdown_read_file(e->book, c))
        highlight_tree(c->arena, c->doc);
}

static void image_job(size_t i, unsigned worker, void *context)
{
    struct run *r = context;
    struct image *image = r->book->image_order->pdata[i];

    (void)worker;
    if (image->status == IMAGE_NEW)
        image_read(r->book, image);
}

/* The trees of one language, as far as they are its own affair. */
static struct edition *read_language(struct run *r, const char *const *langs)
{
    struct edition *e = edition_new_in(r->book, langs);

    e->parse = markdown_read;
    progress(r, "%s: reading %zu chapters", e->lang, e->n_chapters);
    jobs_run(r->options->threads, e->n_chapters, read_job, e);
    if (!r->keep_drafts)
        edition_drop_drafts(e);
    if (r->single && e->n_chapters > 0)
        e->lang = e->chapters[0]->lang; /* the file's front matter says */
    if (e->n_chapters == 0)
        diag_add(r->diags, DIAG_MANIFEST_EMPTY, (struct loc){r->book->manifest, 0, 0}, NULL);
    resolve_structure(e);
    resolve_images(e);
    progress(r, "%s: looking at %u images", e->lang, r->book->image_order->len);
    jobs_run(r->options->threads, r->book->image_order->len, image_job, r);
    resolve_report_images(e);
    resolve_figures(e);
    resolve_tables(e);
    resolve_equations(e);
    resolve_links(e);
    resolve_footnotes(e);
    return e;
}

/* The edition in the first language, with the texts of the others in it. */
static struct edition *read_parallel(struct run *r, const char *const *langs, size_t n)
{
    struct edition **all = arena_array(r->arena, n, sizeof *all);

    for (size_t i = 0; i < n; i++) { /* each leads its own */
        const char **turned = arena_array(r->arena, n + 1, sizeof *turned);
        turned[0] = langs[i];
        for (size_t k = 0, to = 1; k < n; k++)
            if (k != i)
                turned[to++] = langs[k];
        all[i] = read_language(r, turned);
    }
    progress(r, "%s: joining %zu chapters", all[0]->name, all[0]->n_chapters);
    parallel_join(all, n, r->options->threads);
    resolve_footnotes(all[0]);
    return all[0];
}

/* Everything up to trees that do not change any more. `lang` is one, or several joined by "+".
 * NULL: it cannot become a book. */
static struct edition *read_edition(struct run *r, const char *lang)
{
    unsigned errors = diags_reported(r->diags, DIAG_ERROR);
    g_auto(GStrv) langs = g_strsplit(lang, "+", -1);
    size_t n = g_strv_length(langs);
    const char *const *list = (const char *const *)langs;
    struct edition *e = n > 1 ? read_parallel(r, list, n) : read_language(r, list);

    resolve_figure_numbers(e);
    resolve_table_numbers(e);
    if (n > 1)
        resolve_equations(e); /* once more: there is one series of numbers */
    resolve_references(e);
    resolve_equation_references(e);
    resolve_direction(e);
    if (r->lint != NULL)
        lint_edition(r->lint, e);
    if (diags_reported(r->diags, DIAG_ERROR) == errors)
        return e;
    edition_free(e);
    return NULL;
}

/* ------------------------------------------------------------------ publishing */

static char *output_path(const struct run *r, const struct edition *e, const char *suffix)
{
    if (r->options->output != NULL)
        return g_strdup(r->options->output);
    g_autofree char *folder = g_path_get_dirname(r->options->manifest);
    g_autofree char *name = g_strdup_printf("%s-%s%s", r->book->slug, e->name, suffix);

    return strcmp(folder, ".") == 0 ? g_build_filename(r->book->build_dir, name, NULL)
                                    : g_build_filename(folder, r->book->build_dir, name, NULL);
}

/* Errors of the edition's own chapters end it before this; those of the manifest are every
 * edition's. What is left are a style sheet that cannot be read and what the author counts as
 * errors of the pages. */
static bool may_publish(const struct run *r)
{
    return !r->unsound && diags_reported(r->diags, DIAG_ERROR) == r->errors &&
           !(r->options->strict && diags_count(r->diags, DIAG_WARNING) > 0);
}

/* Commits what a writer has put into `out`, or drops it; notes the line for the summary. */
static void publish(struct run *r, const char *path, struct output *out, bool ok, const char *what,
                    gint64 started)
{
    if (!ok || !may_publish(r)) {
        output_abort(out);
        return;
    }
    g_autofree char *size = size_text(output_size(out));
    if (!output_commit(out)) {
        diag_add(r->diags, DIAG_IO_WRITE, (struct loc){NULL, 0, 0}, path, g_strerror(errno), NULL);
        return;
    }
    gint64 ms = (g_get_monotonic_time() - started) / 1000;
    g_ptr_array_add(r->written, g_strdup_printf("%s: %s, %s, %" G_GINT64_FORMAT ".%02d s", path,
                                                what, size, ms / 1000, (int)(ms % 1000 / 10)));
}

static struct output *open_output(struct run *r, const char *path)
{
    struct output *out = output_open(path);

    if (out == NULL)
        diag_add(r->diags, DIAG_IO_WRITE, (struct loc){NULL, 0, 0}, path, g_strerror(errno), NULL);
    return out;
}

/* ------------------------------------------------------------------ EPUB */

enum { COVER_WIDTH = 450, COVER_HEIGHT = 600 }; /* pt; drawn at 3 px/pt */

struct cover_drawing {
    struct edition *edition;
    struct sheets *sheets;
};

/* The cover drawn from the title, for a book that names none. */
static GBytes *draw_cover(void *context)
{
    const struct cover_drawing *d = context;
    struct fonts *fonts = fonts_new(d->edition->book);
    struct arena *a = arena_new();
    struct frame *f =
        layout_cover(a, d->edition, d->sheets, fonts, COVER_WIDTH * LEN_PT, COVER_HEIGHT * LEN_PT);
    GBytes *png = pdf_paint_png(f, 3);

    arena_free(a);
    fonts_free(fonts);
    return png;
}

static const struct frame *const *find_formula(const void *context, const struct node *n,
                                               size_t *count)
{
    return formulas_find(context, n, count);
}

/* The formulas as the PDF would show them. */
struct drawn_formulas {
    struct fonts *fonts;
    struct formulas *formulas; /* NULL: the book does not want them in its EPUB */
    struct svg_formulas svg;
};

/* What epub_write takes, for `d` to be cleared afterwards. */
static const struct svg_formulas *draw_formulas(const struct run *r, struct edition *e,
                                                struct sheets *print, struct drawn_formulas *d)
{
    *d = (struct drawn_formulas){0};
    if (g_strcmp0(r->book->epub.math, "svg") != 0)
        return NULL;
    progress(r, "%s: drawing the formulas", e->lang);
    d->fonts = fonts_new(r->book);
    d->formulas = formulas_new(e, print, d->fonts, r->options->threads);
    d->svg = (struct svg_formulas){.context = d->formulas,
                                   .find = find_formula,
                                   .outline = font_outline,
                                   .em = formulas_em(d->formulas),
                                   .colour = formulas_colour(d->formulas)};
    return &d->svg;
}

static void drawn_formulas_clear(struct drawn_formulas *d)
{
    if (d->formulas == NULL)
        return;
    formulas_free(d->formulas);
    fonts_free(d->fonts);
}

static void build_epub(struct run *r, struct edition *e, gint64 started)
{
    progress(r, "%s: writing the EPUB", e->lang);
    r->errors = diags_reported(r->diags, DIAG_ERROR);
    struct sheets *screen = sheets_load(r->book, "screen");
    struct sheets *print = sheets_load(r->book, "print");
    struct cover_drawing drawing = {e, print};
    const struct epub_cover cover = {draw_cover, &drawing};
    bool named = localised_get(r->book->cover, e->lang) != NULL;
    g_autofree char *path = output_path(r, e, ".epub");
    struct output *out = open_output(r, path);
    if (out != NULL) {
        struct drawn_formulas drawn;
        const struct svg_formulas *formulas = draw_formulas(r, e, print, &drawn);
        bool ok = epub_write(e, screen, named ? NULL : &cover, formulas, r->options->threads, out);
        drawn_formulas_clear(&drawn);
        g_autofree char *what = count_text(count_chapters(e), "chapter");
        publish(r, path, out, ok, what, started);
    }
    sheets_free(print);
    sheets_free(screen);
}

/* ------------------------------------------------------------------ PDF */

static void convert_job(size_t i, unsigned worker, void *context)
{
    struct run *r = context;
    struct image *image = r->book->image_order->pdata[i];

    (void)worker;
    if (image->status != IMAGE_OK || image->pdf != NULL)
        return;
    g_autofree char *key = g_strconcat(image->hash, "-", pdf_image_version, NULL);
    image->pdf = cache_get(r->cache, key);
    if (image->pdf == NULL) {
        image->pdf = pdf_image_convert(image, &image->problem);
        if (image->pdf != NULL)
            cache_put(r->cache, key, image->pdf);
        else
            image->status = IMAGE_BROKEN;
    }
    if (r->options->formats == BUILD_PDF) /* no EPUB will ask for them */
        g_clear_pointer(&image->bytes, g_bytes_unref);
}

struct apply {
    struct edition *edition;
    struct sheets *sheets;
};

static void apply_job(size_t i, unsigned worker, void *context)
{
    struct apply *a = context;

    (void)worker;
    if (a->edition->chapters[i]->doc != NULL)
        style_apply(a->sheets, a->edition->chapters[i]);
}

/* Styles the trees and lays them out; the caller frees the layout before the sheets and fonts. */
static struct layout *lay_out(struct run *r, struct edition *e, struct sheets *s, struct fonts *f)
{
    progress(r, "%s: converting %u images", e->lang, r->book->image_order->len);
    jobs_run(r->options->threads, r->book->image_order->len, convert_job, r);
    resolve_report_images(e); /* the conversion may have found more that are damaged */
    jobs_run(r->options->threads, e->n_chapters, apply_job, &(struct apply){e, s});
    progress(r, "%s: laying out %zu chapters", e->lang, e->n_chapters);
    return layout_edition(e, s, f, r->options->threads);
}

static void build_pdf(struct run *r, struct edition *e, bool write, gint64 started)
{
    r->errors = diags_reported(r->diags, DIAG_ERROR);
    struct sheets *sheets = sheets_load(r->book, "print");
    struct fonts *fonts = fonts_new(r->book);
    struct layout *layout = lay_out(r, e, sheets, fonts);

    if (write) {
        progress(r, "%s: writing %zu pages", e->lang, layout->n_pages);
        g_autofree char *path = output_path(r, e, ".pdf");
        struct output *out = open_output(r, path);
        if (out != NULL) {
            bool ok = pdf_write(layout, r->options->threads, out);
            g_autofree char *what = count_text(layout->n_pages, "page");
            publish(r, path, out, ok, what, started);
        }
    }
    layout_free(layout);
    fonts_free(fonts);
    sheets_free(sheets);
}

/* ------------------------------------------------------------------ the run */

static void build_edition(struct run *r, const char *lang)
{
    gint64 started = g_get_monotonic_time();
    struct edition *e = read_edition(r, lang);

    if (e == NULL)
        return;
    if (r->options->formats & BUILD_EPUB) {
        build_epub(r, e, started);
        started = g_get_monotonic_time();
    }
    if ((r->options->formats & BUILD_PDF) != 0 || r->options->formats == 0)
        build_pdf(r, e, r->options->formats != 0, started);
    edition_free(e);
}

/* The book's language that is meant; reports one it does not have. */
static const char *find_language(const struct run *r, const char *want)
{
    for (const char **l = r->book->languages; *l != NULL; l++)
        if (lang_covers(want, *l))
            return *l;
    g_autofree char *all = g_strjoinv(", ", (char **)(uintptr_t)r->book->languages);
    diag_add(r->diags, DIAG_USAGE_LANGUAGE, (struct loc){r->book->manifest, 0, 0}, want, all, NULL);
    return NULL;
}

/* "zh+en" as the book names them; NULL when it is not so many languages of the book. */
static char *find_languages(const struct run *r, const char *want)
{
    g_auto(GStrv) words = g_strsplit(want, "+", -1);
    g_autoptr(GPtrArray) found = g_ptr_array_new();

    for (char **word = words; *word != NULL; word++) {
        char *lang = (char *)(uintptr_t)find_language(r, *word);
        if (lang == NULL)
            return NULL;
        if (g_ptr_array_find(found, lang, NULL)) {
            diag_add(r->diags, DIAG_USAGE_TWICE, (struct loc){r->book->manifest, 0, 0}, want, lang,
                     NULL);
            return NULL;
        }
        g_ptr_array_add(found, lang);
    }
    g_ptr_array_add(found, NULL);
    return g_strjoinv("+", (char **)found->pdata);
}

/* The editions that were asked for: languages, or several joined by "+". */
static GPtrArray *choose_editions(const struct run *r)
{
    GPtrArray *chosen = g_ptr_array_new_with_free_func(g_free);
    const char *want = r->options->lang;

    if (want == NULL) {
        g_ptr_array_add(chosen, g_strdup(r->book->languages[0]));
    } else if (strcmp(want, "all") == 0) {
        for (const char **l = r->book->languages; *l != NULL; l++)
            g_ptr_array_add(chosen, g_strdup(*l));
    } else {
        char *found = find_languages(r, want);
        if (found != NULL)
            g_ptr_array_add(chosen, found);
    }
    return chosen;
}

static void run_begin(struct run *r, const struct build_options *options)
{
    *r = (struct run){.options = options};
    r->arena = arena_new();
    r->diags = diags_new();
    diags_set_folder(r->diags, options->folder);
    r->book = book_new(r->arena, r->diags);
    r->cache = options->cache ? cache_open() : NULL;
    r->written = g_ptr_array_new_with_free_func(g_free);
}

static void run_end(struct run *r)
{
    g_ptr_array_unref(r->written);
    cache_close(r->cache);
    book_close(r->book);
    diags_free(r->diags);
    arena_free(r->arena);
}

/* Prints what there is to say and returns the exit status. */
static int finish(struct run *r)
{
    const struct build_options *o = r->options;
    GString *out = g_string_new(NULL);

    progress(r, "%s", "");
    diags_print(r->diags, o->diagnostics, o->colour, o->verbosity < 0, out);
    for (unsigned i = 0; i < r->written->len && o->verbosity >= 0 && o->diagnostics == DIAG_TEXT;
         i++)
        g_string_append_printf(out, "%s\n", (char *)r->written->pdata[i]);
    bool printed = fwrite(out->str, 1, out->len, stderr) == out->len && fflush(stderr) == 0;
    g_string_free(out, TRUE);
    if (!printed || diags_count_code(r->diags, DIAG_IO_WRITE) > 0 ||
        diags_count_code(r->diags, DIAG_OUTPUT_INVALID) > 0 ||
        diags_count_code(r->diags, DIAG_IO_READ) > 0)
        return EXIT_IO;
    if (diags_count_code(r->diags, DIAG_USAGE_LANGUAGE) > 0 ||
        diags_count_code(r->diags, DIAG_USAGE_TWICE) > 0)
        return EXIT_USAGE;
    if (diags_count(r->diags, DIAG_ERROR) > 0)
        return EXIT_BOOK;
    return o->strict && diags_count(r->diags, DIAG_WARNING) > 0 ? EXIT_BOOK : EXIT_DONE;
}

static void lint_pages(struct run *r)
{
    lint_folder(r->lint, listing_new(r->arena, r->book->root));
    lint_free(r->lint);
}

int build_run(const struct build_options *options)
{
    struct run r;

    run_begin(&r, options);
    r.book->check = options->formats == 0;
    if (manifest_read(r.book, options->manifest)) {
        r.unsound = diags_count(r.diags, DIAG_ERROR) > 0;
        r.lint = r.book->check ? lint_new(r.book) : NULL;
        GPtrArray *editions = choose_editions(&r);
        for (unsigned i = 0; i < editions->len; i++)
            build_edition(&r, editions->pdata[i]);
        g_ptr_array_unref(editions);
        if (r.lint != NULL)
            lint_pages(&r);
    }
    int status = finish(&r);
    run_end(&r);
    return status;
}

/* ------------------------------------------------------------------ dump */

/* A book of one file, for a Markdown file that no manifest lists. */
static bool single_book(struct run *r, const char *file)
{
    struct book *b = r->book;
    struct entry *entry = arena_one(r->arena, struct entry);

    b->manifest = file;
    b->root = root_open(".");
    if (b->root == NULL) {
        diag_add(r->diags, DIAG_IO_READ, (struct loc){NULL, 0, 0}, ".", g_strerror(errno), NULL);
        return false;
    }
    entry->loc = (struct loc){file, 0, 0};
    entry->path = arena_one(r->arena, struct localised);
    entry->path->text = arena_strdup(r->arena, file);
    b->entries = entry;
    b->languages = arena_array(r->arena, 2, sizeof *b->languages);
    const char *lang = r->options->lang != NULL ? r->options->lang : "en";
    b->languages[0] = arena_strndup(r->arena, lang, strcspn(lang, "+"));
    b->title = arena_one(r->arena, struct localised);
    b->title->text = path_base(entry->path->text);
    b->slug = "page";
    r->single = true;
    return true;
}

/* The edition that has the file as a chapter: the parallel one that was asked for, else the first
 * of one language that has it as its own. NULL: none, or it cannot be read. */
static struct edition *find_edition(struct run *r, const char *file, bool *listed)
{
    const char *want = r->options->lang;

    *listed = true;
    if (want != NULL && strchr(want, '+') != NULL) {
        g_autofree char *langs = find_languages(r, want);
        return langs != NULL ? read_edition(r, langs) : NULL;
    }
    for (const char **l = r->book->languages; *l != NULL; l++) {
        struct edition *e = edition_new(r->book, *l);
        const struct chapter *c = edition_find(e, file);
        bool found = c != NULL && !c->fallback;
        edition_free(e);
        if (found)
            return read_edition(r, *l);
    }
    *listed = false;
    return NULL;
}

/* The edition and chapter to dump; NULL when there is none (reported). */
static struct edition *dump_edition(struct run *r, const char *file, struct chapter **chapter)
{
    bool listed;

    if (g_file_test(r->options->manifest, G_FILE_TEST_EXISTS)) {
        if (!manifest_read(r->book, r->options->manifest))
            return NULL;
        struct edition *e = find_edition(r, file, &listed);
        *chapter = e == NULL ? NULL : edition_find(e, file);
        if (*chapter != NULL || (listed && e == NULL))
            return e;
        edition_free(e);
        book_close(r->book);
        r->book = book_new(r->arena, r->diags);
    }
    struct edition *e = single_book(r, file) ? read_edition(r, r->book->languages[0]) : NULL;
    if (e != NULL)
        *chapter = e->chapters[0];
    return e;
}

static void dump_styles(const struct node *top, GString *out)
{
    int depth = 0;

    for (const struct node *n = top; n != NULL; n = node_next(top, n)) {
        depth = 0;
        for (const struct node *p = n; p != top; p = p->parent)
            depth++;
        const char *element = style_element(n);
        if (element == NULL || n->style == NULL)
            continue;
        GString *style = g_string_new(NULL);
        style_dump(n->style, style);
        g_auto(GStrv) lines = g_strsplit(style->str, "\n", -1);
        g_string_append_printf(out, "%*s%s\n", 2 * depth, "", element);
        for (char **l = lines; *l != NULL; l++)
            if (**l != '\0')
                g_string_append_printf(out, "%*s%s\n", 2 * depth + 4, "", *l);
        g_string_free(style, TRUE);
    }
}

static void dump_xhtml(struct run *r, struct edition *e, const struct chapter *c, GString *out)
{
    struct sheets *print = sheets_load(r->book, "print");
    struct drawn_formulas drawn;

    xhtml_body(c, draw_formulas(r, e, print, &drawn), out);
    drawn_formulas_clear(&drawn);
    sheets_free(print);
}

static void dump_laid_out(struct run *r, struct edition *e, const struct chapter *c,
                          enum dump_kind kind, int line, GString *out)
{
    struct sheets *sheets = sheets_load(r->book, "print");
    struct fonts *fonts = fonts_new(r->book);
    struct layout *layout = lay_out(r, e, sheets, fonts);

    if (kind == DUMP_STYLE)
        dump_styles(c->doc, out);
    else if (kind == DUMP_TAGS)
        pdf_dump_tags(layout, out);
    else
        layout_dump(e, sheets, fonts, c, line, kind == DUMP_LINES, out);
    layout_free(layout);
    fonts_free(fonts);
    sheets_free(sheets);
}

int build_dump(const struct build_options *options, enum dump_kind kind, const char *what)
{
    struct run r;
    struct chapter *chapter = NULL;
    const char *colon = strrchr(what, ':');
    bool has_line =
        colon != NULL && colon[1] != '\0' && strspn(colon + 1, "0123456789") == strlen(colon + 1);
    g_autofree char *file = has_line ? g_strndup(what, (gsize)(colon - what)) : g_strdup(what);
    int line = has_line ? (int)g_ascii_strtoll(colon + 1, NULL, 10) : 0;

    run_begin(&r, options);
    r.keep_drafts = true;
    struct edition *e = dump_edition(&r, file, &chapter);
    if (e != NULL) {
        GString *out = g_string_new(NULL);
        if (kind == DUMP_TREE)
            dump_tree(chapter->doc, line, out);
        else if (kind == DUMP_XHTML)
            dump_xhtml(&r, e, chapter, out);
        else
            dump_laid_out(&r, e, chapter, kind, line, out);
        fwrite(out->str, 1, out->len, stdout);
        g_string_free(out, TRUE);
        edition_free(e);
    }
    int status = finish(&r);
    run_end(&r);
    return status;
}

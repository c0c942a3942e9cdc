/* The manifest: what book.toml may say, and the reports about what it may not. */
#include "read/manifest.h"

#include "read/manifest_env.h"
#include "read/manifest_value.h"

#include "folder.h"

#include <string.h>

struct sample {
    struct arena *arena;
    struct diags *diags;
    struct book *book;
    GString *report;
    bool ok;
    char *dir;
};

static void put(const struct sample *s, const char *path, const char *text)
{
    folder_put(s->dir, path, text);
}

static struct sample start(void)
{
    struct sample s = {.arena = arena_new(), .diags = diags_new(), .report = g_string_new(NULL)};
    g_autofree char *top = g_dir_make_tmp("mkbook-XXXXXX", NULL);

    s.dir = g_build_filename(top, "My notes", NULL);
    s.book = book_new(s.arena, s.diags);
    return s;
}

static void run(struct sample *s, const char *toml)
{
    put(s, "book.toml", toml);
    g_autofree char *path = g_build_filename(s->dir, "book.toml", NULL);
    s->ok = manifest_read(s->book, path);
    diags_print(s->diags, DIAG_TEXT, false, false, s->report);
}

static void stop(struct sample *s)
{
    g_autofree char *top = g_path_get_dirname(s->dir);

    book_close(s->book);
    diags_free(s->diags);
    arena_free(s->arena);
    g_string_free(s->report, TRUE);
    folder_remove(top);
    g_free(s->dir);
}

/* The report of a manifest that is given the least it needs. */
static void expect(const char *toml, const char *report)
{
    struct sample s = start();

    run(&s, toml);
    g_assert_cmpstr(s.report->str, ==, report);
    stop(&s);
}

static void test_whole(void)
{
    struct sample s = start();

    put(&s, "chapters/en/01.md", "");
    put(&s, "chapters/zh/02.md", "");
    run(&s, "[book]\n"
            "title = { en = \"Notes\", zh = \"笔记\" }\n"
            "authors = [\"A\", \"B\"]\n"
            "languages = [\"en\", \"zh\"]\n"
            "repository = \"https://github.com/o/r.git/\"\n"
            "date = 2024-05-06\n"
            "chapters = [\"README.md\"]\n"
            "[[part]]\n"
            "title = { en = \"One\", zh = \"一\" }\n"
            "chapters = [\n"
            "  \"chapters/{lang}/01.md\",\n"
            "  { zh = \"b.md\", title = { zh = \"乙\" } },\n"
            "  { path = \"./c//c.md\", chapters = [\"c1.md\", { path = \"c2.md\" }] },\n"
            "]\n"
            "[[appendix]]\n"
            "chapters = [\"x.md\"]\n"
            "[languages]\n"
            "missing = \"skip\"\n"
            "[output.pdf]\n"
            "paper = \"170mm x 240mm\"\n"
            "margin = { inside = \"1in\", outside = \"2cm\" }\n"
            "details = \"drop\"\n"
            "openers = \"recto\"\n"
            "notes = \"chapter\"\n"
            "[output.epub]\n"
            "math = \"svg\"\n"
            "css = \"a.css\"\n"
            "[fonts]\n"
            "serif = [\"Palatino\", \"Times\"]\n"
            "dir = \"fonts\"\n"
            "[fonts.zh]\n"
            "serif = \"Song\"\n"
            "[math]\n"
            "macros = { \"\\\\R\" = \"\\\\mathbb{R}\", E = \"e\" }\n"
            "[code]\n"
            "line-numbers = true\n");
    struct book *b = s.book;
    g_assert_cmpstr(s.report->str, ==, "");
    g_assert_true(s.ok);
    g_assert_cmpstr(localised_get(b->title, "zh"), ==, "笔记");
    g_assert_cmpstr(localised_get(b->date, "zh"), ==, "2024-05-06");
    g_assert_cmpstr(b->authors[1], ==, "B");
    g_assert_cmpstr(b->repository, ==, "https://github.com/o/r");
    g_assert_cmpstr(b->slug, ==, "My-notes");
    g_assert_true(g_str_has_prefix(b->identifier, "urn:uuid:"));
    g_assert_cmpuint(strlen(b->identifier), ==, 45);
    g_assert_cmpint(b->missing, ==, MISSING_SKIP);
    g_assert_cmpfloat_with_epsilon(b->pdf.width, 481.89, 0.01);
    g_assert_cmpfloat_with_epsilon(b->pdf.inside, 72, 0.01);
    g_assert_cmpfloat(b->pdf.top, <, 0);
    g_assert_cmpint(b->pdf.details, ==, DETAILS_DROP);
    g_assert_cmpint(b->pdf.openers, ==, OPENERS_RECTO);
    g_assert_cmpint(b->pdf.notes, ==, NOTES_CHAPTER);
    g_assert_cmpstr(b->epub.math, ==, "svg");
    g_assert_cmpstr(b->epub.css[0], ==, "a.css");
    g_assert_null(b->fonts->lang);
    g_assert_cmpstr(b->fonts->serif[1], ==, "Times");
    g_assert_cmpstr(b->fonts->next->lang, ==, "zh");
    g_assert_cmpstr(b->fonts->next->serif[0], ==, "Song");
    g_assert_true(b->code.line_numbers);
    g_assert_cmpstr(b->math_macros->name, ==, "\\R");
    g_assert_cmpstr(b->math_macros->body, ==, "\\mathbb{R}");
    g_assert_cmpstr(b->math_macros->next->name, ==, "\\E");

    struct entry *e = b->entries;
    g_assert_cmpstr(e->path->text, ==, "README.md");
    g_assert_cmpint(e->loc.line, ==, 7);
    e = e->next;
    g_assert_true(e->part && !e->appendix);
    g_assert_cmpint(e->loc.line, ==, 8);
    e = e->first; /* the file exists in English only */
    g_assert_cmpstr(e->path->text, ==, "chapters/en/01.md");
    g_assert_cmpstr(e->path->lang, ==, "en");
    g_assert_null(e->path->next);
    e = e->next;
    g_assert_cmpstr(localised_get(e->title, "zh"), ==, "乙");
    g_assert_null(localised_get(e->path, "en"));
    e = e->next;
    g_assert_cmpstr(e->path->text, ==, "c/c.md");
    g_assert_cmpstr(e->first->next->path->text, ==, "c2.md");
    e = b->entries->next->next;
    g_assert_true(e->part && e->appendix && e->title == NULL);
    stop(&s);
}

/* A book that mdBook builds, with our tables where mdBook lets them be. */
/* Chapters between the parts, and such as have no number. */
static void test_between(void)
{
    struct sample s = start();

    run(&s, "[book]\n"
            "title = \"T\"\n"
            "chapters = [{ path = \"preface.md\", numbered = false }]\n"
            "[[part]]\n"
            "title = \"One\"\n"
            "chapters = [\"a.md\"]\n"
            "[[part]]\n"
            "title = \"\"\n"
            "chapters = [\"b.md\", { path = \"c.md\", numbered = true }]\n"
            "[[part]]\n"
            "title = \"Two\"\n"
            "chapters = [\"d.md\"]\n");
    g_assert_cmpstr(s.report->str, ==, "");
    struct entry *e = s.book->entries;
    g_assert_true(!e->part && e->unnumbered);
    e = e->next;
    g_assert_true(e->part);
    e = e->next;
    g_assert_true(!e->part && e->parent == NULL && !e->unnumbered);
    g_assert_cmpstr(e->path->text, ==, "b.md");
    e = e->next;
    g_assert_cmpstr(e->path->text, ==, "c.md");
    g_assert_true(!e->unnumbered);
    e = e->next;
    g_assert_true(e->part && e->next == NULL);
    struct edition *edition = edition_new(s.book, "en");
    g_assert_false(edition->chapters[0]->numbered);
    g_assert_true(edition->chapters[2]->numbered);
    g_assert_cmpint(edition->chapters[3]->depth, ==, 0);
    edition_free(edition);
    stop(&s);
    expect("[book]\ntitle = \"T\"\nchapters = [{ path = \"a.md\", numbered = 1 }]\n",
           "book.toml:3:41: error: key \"book.chapters.numbered\" must be true or false; it is "
           "ignored [manifest-type]\n1 error, 0 warnings\n");
}

static void test_mdbook(void)
{
    struct sample s = start();

    run(&s, "[book]\n"
            "title = \"T\"\n"
            "author = \"A\"\n"
            "language = \"en\"\n"
            "src = \"src\"\n"
            "text-direction = \"ltr\"\n"
            "[build]\n"
            "build-dir = \"out\"\n"
            "[rust]\n"
            "edition = \"2021\"\n"
            "[preprocessor.mermaid]\n"
            "command = \"mdbook-mermaid\"\n"
            "[output.html]\n"
            "git-repository-url = \"https://github.com/o/r\"\n"
            "[output.linkcheck]\n"
            "[output.mkbook]\n"
            "optional = true\n"
            "[output.mkbook.book]\n"
            "languages = [\"en\", \"zh\"]\n"
            "[output.mkbook.pdf]\n"
            "paper = \"b5\"\n"
            "[[output.mkbook.part]]\n"
            "title = { zh = \"一\" }\n"
            "chapters = [\"src/a.md\"]\n"
            "[output.mkbook.fonts.zh]\n"
            "serif = \"Song\"\n");
    g_assert_cmpstr(s.report->str, ==, "");
    g_assert_cmpstr(s.book->languages[1], ==, "zh");
    g_assert_cmpstr(s.book->authors[0], ==, "A");
    g_assert_cmpstr(s.book->repository, ==, "https://github.com/o/r");
    g_assert_cmpfloat_with_epsilon(s.book->pdf.height, 708.66, 0.01);
    g_assert_cmpstr(s.book->fonts->lang, ==, "zh");
    g_assert_cmpstr(s.book->entries->first->path->text, ==, "src/a.md");
    stop(&s);
}

static void test_reports(void)
{
    expect("[book]\ntitle = \"T\"\nlangauges = [\"en\"]\nchapters = [\"a.md\"]\n",
           "book.toml:3:1: warning: unknown key \"book.langauges\" (did you mean \"languages\"?); "
           "it is ignored [manifest-unknown]\n0 errors, 1 warning\n");
    expect("[book]\ntitle = \"T\"\ntilte = \"x\"\nchapters = [\"a.md\"]\n[output.pdf]\npapper = 1\n"
           "toc_depth = 2\n",
           "book.toml:3:1: warning: unknown key \"book.tilte\" (did you mean \"title\"?); it is "
           "ignored [manifest-unknown]\n"
           "book.toml:6:1: warning: unknown key \"output.pdf.papper\" (did you mean \"paper\"?); "
           "it is ignored [manifest-unknown]\n"
           "book.toml:7:1: warning: unknown key \"output.pdf.toc_depth\" (did you mean "
           "\"toc-depth\"?); it is ignored [manifest-unknown]\n"
           "0 errors, 3 warnings\n");
    expect(
        "colour = 1\n[book]\ntitle = 3\nlanguages = [\"en\", \"e_n\"]\nchapters = [7, \"a.md\"]\n"
        "[output.pdf]\npaper = \"A44\"\nmargin = \"x\"\ntagged = \"yes\"\ntoc-depth = 9\n",
        "book.toml:1:1: warning: unknown key \"colour\"; it is ignored [manifest-unknown]\n"
        "book.toml:2:2: warning: the book has no title; \"My-notes\" is used "
        "[manifest-title]\n"
        "book.toml:3:9: error: key \"book.title\" must be a string, or a table with a string "
        "per language; it is ignored [manifest-type]\n"
        "book.toml:4:20: error: \"e_n\" is not a value of \"book.languages\" (a language tag such "
        "as "
        "\"zh-Hans\"); it is ignored [manifest-value]\n"
        "book.toml:5:13: error: key \"book.chapters\" must be a path, or a table with a path per "
        "language; it is ignored [manifest-type]\n"
        "book.toml:7:9: error: \"A44\" is not a value of \"output.pdf.paper\" (a paper such as "
        "\"A4\" or \"170mm x 240mm\"); it is ignored [manifest-value]\n"
        "book.toml:8:10: error: \"x\" is not a value of \"output.pdf.margin\" (a length such as "
        "\"20mm\"); it is ignored [manifest-value]\n"
        "book.toml:9:10: error: key \"output.pdf.tagged\" must be true or false; it is ignored "
        "[manifest-type]\n"
        "book.toml:10:13: error: key \"output.pdf.toc-depth\" must be a whole number from 0 to "
        "6; it is ignored [manifest-type]\n"
        "7 errors, 2 warnings\n");
    expect("[book]\ntitle = { fr = \"T\", en = \"E\" }\nchapters = [\"a.md\", { pth = \"b.md\" }, "
           "{ ja = \"c.md\" }, { title = \"x\" }]\n",
           "book.toml:2:11: error: \"fr\" is not one of the book's languages (en); it is ignored "
           "[manifest-language]\n"
           "book.toml:3:21: error: a chapter without a path; it is left out [manifest-chapter]\n"
           "book.toml:3:23: warning: unknown key \"book.chapters.pth\" (did you mean \"path\"?); "
           "it is ignored [manifest-unknown]\n"
           "book.toml:3:41: error: \"ja\" is not one of the book's languages (en); it is ignored "
           "[manifest-language]\n"
           "book.toml:3:56: error: a chapter without a path; it is left out [manifest-chapter]\n"
           "4 errors, 1 warning\n");
}

/* [check]: any code as an error, a warning, a note or nothing, wherever the table stands. */
static void test_check(void)
{
    expect("[check]\nmanifest-title = \"note\"\n[book]\ntilte = 1\nchapters = [\"a.md\"]\n"
           "[output.mkbook.check]\nmanifest-unknown = \"error\"\n",
           "book.toml:3:2: note: the book has no title; \"My-notes\" is used [manifest-title]\n"
           "book.toml:4:1: error: unknown key \"book.tilte\" (did you mean \"title\"?); it is "
           "ignored [manifest-unknown]\n1 error, 0 warnings\n");
    expect("[book]\ntitle = \"T\"\nsulg = 1\nchapters = [\"a.md\"]\n"
           "[check]\nmanifest-unknown = false\nlink-case = true\n",
           "");
    expect("[book]\ntitle = \"T\"\nchapters = [\"a.md\"]\n[check]\nlink-ancor = \"off\"\n"
           "link-case = \"loud\"\ncover = 2\nio-read = \"off\"\nchapter-missing = \"error\"\n",
           "book.toml:5:1: warning: unknown key \"check.link-ancor\" (did you mean "
           "\"link-anchor\"?); it is ignored [manifest-unknown]\n"
           "book.toml:6:13: error: \"loud\" is not a value of \"check.link-case\" (error, warning, "
           "note or off); it is ignored [manifest-value]\n"
           "book.toml:7:9: error: key \"check.cover\" must be \"error\", \"warning\", \"note\" or "
           "\"off\"; it is ignored [manifest-type]\n"
           "book.toml:8:11: error: \"off\" is not a value of \"check.io-read\" (there is no book "
           "without it: it is always an error); it is ignored [manifest-value]\n"
           "3 errors, 1 warning\n");
}

static void test_fatal(void)
{
    expect("[book\n",
           "book.toml:1:6: error: Error while parsing table header: expected ']', saw '\\n'"
           "; nothing else of it is read [manifest-syntax]\n1 error, 0 warnings\n");
    expect("[book]\ntitle = \"T\"\n",
           "book.toml: error: the manifest lists no chapters; there is nothing to make a book of "
           "[manifest-empty]\n1 error, 0 warnings\n");
    expect("[book]\ntitle = \"T\"\nchapters = [\"../a.md\", \"b/../../c\", \"x.md\"]\n",
           "book.toml:3:13: error: path \"../a.md\" leaves the book's folder; it is not read "
           "[file-outside]\n"
           "book.toml:3:24: error: path \"b/../../c\" leaves the book's folder; it is not read "
           "[file-outside]\n2 errors, 0 warnings\n");
}

static void test_limits(void)
{
    struct arena *a = arena_new();
    const char *error;
    struct loc where;
    g_autoptr(GString) s = g_string_new("x = 1\na");

    for (int i = 0; i < 100000; i++)
        g_string_append(s, ".a");
    g_string_append(s, " = 1\n");
    g_assert_null(toml_parse(a, "t", s->str, s->len, &error, &where));
    g_assert_cmpint(where.line, ==, 2);
    g_string_assign(s, "a = \"................................................\" # ............."
                       ".........................\nb = [1.5, 1.5, 1.5]\n");
    g_assert_nonnull(toml_parse(a, "t", s->str, s->len, &error, &where));
    g_string_assign(s, "a = ");
    for (int i = 0; i < 100000; i++)
        g_string_append_c(s, '[');
    g_assert_null(toml_parse(a, "t", s->str, s->len, &error, &where));
    g_string_assign(
        s, "a = [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]");
    g_assert_null(toml_parse(a, "t", s->str, s->len, &error, &where));
    g_string_assign(s, "a = \"x\\u0000y\"");
    g_assert_null(toml_parse(a, "t", s->str, s->len, &error, &where));
    g_string_assign(s, "a = \"\xff\"");
    g_assert_null(toml_parse(a, "t", s->str, s->len, &error, &where));
    g_string_set_size(s, 1024 * 1024 + 1);
    g_assert_null(toml_parse(a, "t", s->str, s->len, &error, &where));
    arena_free(a);
}

static void test_lengths(void)
{
    double x, y;

    g_assert_true(manifest_parse_length("25.4mm", &x));
    g_assert_cmpfloat_with_epsilon(x, 72, 0.001);
    g_assert_true(manifest_parse_length(" 2 cm ", &x));
    g_assert_true(manifest_parse_length("0", &x));
    g_assert_false(manifest_parse_length("12", &x));
    g_assert_false(manifest_parse_length("-3mm", &x));
    g_assert_false(manifest_parse_length("nanmm", &x));
    g_assert_false(manifest_parse_length("0x10mm", &x));
    g_assert_false(manifest_parse_length("3mmm", &x));
    g_assert_true(manifest_parse_paper("letter landscape", &x, &y));
    g_assert_cmpfloat_with_epsilon(x, 792, 0.001);
    g_assert_true(manifest_parse_paper("170mm × 240mm", &x, &y));
    g_assert_true(manifest_parse_paper("6in*9in", &x, &y));
    g_assert_false(manifest_parse_paper("1mm x 1mm", &x, &y));
    g_assert_false(manifest_parse_paper("A4x", &x, &y));
    g_assert_false(manifest_parse_paper("", &x, &y));
}

/* ---- mdBook's books ---- */

static void describe(const struct entry *e, int depth, GString *out)
{
    for (; e != NULL; e = e->next) {
        g_string_append_printf(out, "%*s%s%s%s%s", 2 * depth, "", e->part ? "part " : "",
                               e->title != NULL ? e->title->text : "-", e->path != NULL ? " " : "",
                               e->path != NULL ? e->path->text : "");
        g_string_append(out, e->unnumbered ? " unnumbered\n" : "\n");
        describe(e->first, depth + 1, out);
    }
}

static void test_summary(void)
{
    struct sample s = start();
    g_autoptr(GString) entries = g_string_new(NULL);

    put(&s, "book/SUMMARY.md",
        "# Summary\n\n[Preface](preface.md)\n\n# One\n\n- [A](a.md)\n"
        "  - [B](b/b.md)\n- [Draft]()\n- [Gone](gone.md)\n");
    put(&s, "book/preface.md", "");
    put(&s, "book/a.md", "");
    put(&s, "book/b/b.md", "");
    run(&s, "[book]\ntitle = \"T\"\nsrc = \"book\"\nmultilingual = false\n"
            "[build]\nbuild-dir = \"out\"\n[rust]\nedition = \"2021\"\n"
            "[output.html]\nmathjax-support = true\nno-section-label = true\n"
            "git-repository-url = \"https://github.com/o/r\"\nanything = 1\n"
            "[output.html.redirect]\n\"/x/y.html\" = \"../a.html\"\n"
            "[output.html.code.hidelines]\nPython = \"~\"\n"
            "[output.pdf]\npaper-width = 7.0\npaper-height = 10\nmargin-left = 1\n"
            "[output.mkbook]\noptional = true\n[output.mkbook.figures]\nlist = true\n"
            "[preprocessor.links]\n[preprocessor.own]\ncommand = \"./own\"\n");
    describe(s.book->entries, 0, entries);
    g_assert_true(s.ok);
    g_assert_cmpstr(entries->str, ==,
                    "Preface book/preface.md unnumbered\n"
                    "part One\n"
                    "  A book/a.md\n"
                    "    B book/b/b.md\n");
    g_assert_cmpstr(
        s.report->str, ==,
        "book.toml:27:15: note: mdBook's \"preprocessor.own\": it is not run; what it would "
        "replace is "
        "shown as it is written [manifest-mdbook]\n"
        "book/SUMMARY.md:9: note: the chapter is a draft; it is left out [chapter-draft]\n"
        "book/SUMMARY.md:10:10: warning: \"gone.md\" in the summary is left out: there is no such "
        "file [summary-left]\n"
        "0 errors, 1 warning\n");
    g_assert_cmpuint(diags_count_code(s.diags, DIAG_SUMMARY_LEFT), ==, 1);
    g_assert_cmpuint(s.book->dialects, ==, DIALECT_MDBOOK);
    g_assert_true(s.book->markdown.smart_punctuation && s.book->markdown.definition_lists);
    g_assert_true(s.book->markdown.mathjax && !s.book->pdf.numbering && s.book->figures.list);
    g_assert_cmpstr(s.book->markdown.hide->language, ==, "python");
    g_assert_cmpstr(s.book->redirects->from, ==, "book/x/y.html");
    g_assert_cmpstr(s.book->repository, ==, "https://github.com/o/r");
    g_assert_cmpstr(s.book->build_dir, ==, "out");
    g_assert_cmpint((int)s.book->pdf.width, ==, 504);
    g_assert_cmpint((int)s.book->pdf.inside, ==, 72);
    stop(&s);

    /* its defaults are not those of a book that lists its chapters itself */
    s = start();
    put(&s, "src/SUMMARY.md", "- [A](a.md)\n");
    run(&s, "[book]\ntitle = \"T\"\nchapters = [\"b.md\"]\n[build]\nbuild-dir = \"/tmp/x\"\n");
    g_assert_cmpuint(s.book->dialects, ==, 0);
    g_assert_false(s.book->markdown.smart_punctuation);
    g_assert_cmpstr(s.book->entries->path->text, ==, "b.md");
    g_assert_cmpstr(s.book->build_dir, ==, "build");
    g_assert_nonnull(strstr(s.report->str, "it leaves the book's folder"));
    stop(&s);
}

/* ---- the environment ---- */

static void show(const struct toml_value *t, GString *out)
{
    for (t = t->first; t != NULL; t = t->next) {
        g_string_append_printf(out, "%s", t->key);
        if (t->kind == TOML_TABLE || t->kind == TOML_ARRAY) {
            g_string_append_c(out, t->kind == TOML_TABLE ? '{' : '[');
            show(t, out);
            g_string_append_c(out, t->kind == TOML_TABLE ? '}' : ']');
        } else if (t->kind == TOML_STRING) {
            g_string_append_printf(out, "=%s", t->u.string);
        } else {
            g_string_append_printf(out, "=%d",
                                   t->kind == TOML_BOOL ? t->u.boolean : (int)t->u.integer);
        }
        if (t->next != NULL)
            g_string_append_c(out, ' ');
    }
}

static void test_environment(void)
{
    static const char *variables[] = {"MKBOOK_OUTPUT__PDF__TOC_DEPTH=2",
                                      "MKBOOK_BOOK__TITLE=A: \"title\"",
                                      "MKBOOK_BOOK__AUTHORS=[\"A\", \"B\"]",
                                      "MKBOOK_CODE__WRAP=false",
                                      "MKBOOK_NEW__TABLE__KEY=",
                                      "MKBOOK_BOOK__X=1\ny = 2",
                                      "MKBOOK_CACHE=1",
                                      "MKBOOK___X=1",
                                      "OTHER_BOOK__TITLE=1",
                                      "MKBOOK_X=a__b",
                                      "MKBOOK_BAD__X=\xff",
                                      NULL};
    static const char text[] = "[book]\ntitle = \"old\"\nsrc = \"src\"\n[code]\nwrap = true\n";
    struct arena *a = arena_new();
    const char *error;
    struct loc where;
    struct toml_value *top = toml_parse(a, "book.toml", text, strlen(text), &error, &where);
    g_autoptr(GString) got = g_string_new(NULL);

    manifest_environment(a, top, (char *const *)(uintptr_t)variables);
    show(top, got);
    g_assert_cmpstr(got->str, ==,
                    "book{title=A: \"title\" src=src authors[authors=A authors=B] x=1\ny = 2} "
                    "code{wrap=0} new{table{key=}} output{pdf{toc-depth=2}}");
    arena_free(a);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/manifest/whole", test_whole);
    g_test_add_func("/manifest/between", test_between);
    g_test_add_func("/manifest/mdbook", test_mdbook);
    g_test_add_func("/manifest/reports", test_reports);
    g_test_add_func("/manifest/check", test_check);
    g_test_add_func("/manifest/fatal", test_fatal);
    g_test_add_func("/manifest/limits", test_limits);
    g_test_add_func("/manifest/lengths", test_lengths);
    g_test_add_func("/manifest/summary", test_summary);
    g_test_add_func("/manifest/environment", test_environment);
    return g_test_run();
}

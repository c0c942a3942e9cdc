/* Importers: every folder of tests/fixtures, with what is found in it, what each source is read as,
 * and what none of them lists, against its outline.txt; and inputs that mean harm.
 * UPDATE_FIXTURES=1 writes the expected files anew. */
#include "read/import.h"

#include "folder.h"

#include <string.h>
#include <unistd.h>

struct sample {
    struct arena *arena;
    struct diags *diags;
    struct root *root;
    struct import import;
    char *dir; /* of its own, NULL: a fixture */
};

static void open_sample(struct sample *s, const char *dir)
{
    s->arena = arena_new();
    s->diags = diags_new();
    s->root = root_open(dir);
    g_assert_nonnull(s->root);
    s->import = (struct import){s->arena, s->diags, s->root, listing_new(s->arena, s->root), NULL};
}

static void close_sample(struct sample *s)
{
    root_close(s->root);
    diags_free(s->diags);
    arena_free(s->arena);
    if (s->dir != NULL)
        folder_remove(s->dir);
    g_free(s->dir);
}

/* ------------------------------------------------------------------ fixtures */

static void describe(struct sample *s, GString *out)
{
    const char **sources = import_find(&s->import);
    struct outline *first = NULL;

    for (const char **path = sources; *path != NULL; path++) {
        struct outline *o = import_read(&s->import, *path);
        g_string_append_printf(out, "=== %s\n", *path);
        if (o != NULL)
            outline_dump(o, out);
        first = first != NULL ? first : o;
    }
    g_string_append(out, "=== not in the first\n");
    for (const char **path = import_orphans(&s->import, &first, first != NULL); *path != NULL;
         path++)
        g_string_append_printf(out, "%s\n", *path);
    g_string_append(out, "=== reports\n");
    diags_print(s->diags, DIAG_TEXT, false, false, out);
}

static void test_fixture(gconstpointer data)
{
    struct sample s = {0};
    g_autofree char *want_path = g_build_filename(data, "outline.txt", NULL);
    g_autofree char *want = NULL;
    g_autoptr(GString) got = g_string_new(NULL);

    open_sample(&s, data);
    describe(&s, got);
    close_sample(&s);
    if (g_getenv("UPDATE_FIXTURES") != NULL)
        g_assert_true(g_file_set_contents(want_path, got->str, -1, NULL));
    g_assert_true(g_file_get_contents(want_path, &want, NULL, NULL));
    g_assert_cmpstr(got->str, ==, want);
}

/* ------------------------------------------------------------------ folders of the test's own */

static void put(const struct sample *s, const char *path, const char *text)
{
    folder_put(s->dir, path, text);
}

static struct sample start(void)
{
    return (struct sample){.dir = g_dir_make_tmp("mkbook-XXXXXX", NULL)};
}

/* Reads the source; what came out as text, "" for nothing. */
static char *read_source(struct sample *s, const char *path)
{
    GString *out = g_string_new(NULL);

    open_sample(s, s->dir);
    const struct outline *o = import_read(&s->import, path);
    if (o != NULL)
        outline_dump(o, out);
    return g_string_free(out, FALSE);
}

static void expect(struct sample s, const char *path, const char *outline, const char *report)
{
    g_autofree char *got = read_source(&s, path);
    g_autoptr(GString) said = g_string_new(NULL);

    g_assert_cmpstr(got, ==, outline);
    diags_print(s.diags, DIAG_TEXT, false, false, said);
    g_assert_cmpstr(said->str, ==, report);
    close_sample(&s);
}

/* Whatever it is, it ends without an outline, and says why. */
static void expect_refused(struct sample s, const char *path, enum diag_code code)
{
    g_autofree char *got = read_source(&s, path);

    g_assert_cmpstr(got, ==, "");
    g_assert_cmpuint(diags_count_code(s.diags, code), ==, 1);
    close_sample(&s);
}

static void test_languages(void)
{
    struct sample s = start();

    put(&s, "LANGS.md", "* [English](en)\n* [中文](zh/README.md)\n");
    put(&s, "en/SUMMARY.md", "# Summary\n* [One](1.md)\n* [Two](2.md)\n");
    put(&s, "zh/SUMMARY.md", "* [一](1.md)\n");
    put(&s, "en/1.md", "");
    put(&s, "en/2.md", "");
    put(&s, "zh/1.md", "");
    put(&s, "zh/README.md", "");
    expect(s, "LANGS.md",
           "summary: LANGS.md\nlang: \"en\"\n"
           "2: chapter \"One\" en/1.md [en]\n    twin \"一\" zh/1.md [zh]\n"
           "3: chapter \"Two\" en/2.md [en]\n",
           "");
}

static void test_pointers(void)
{
    struct sample s = start();

    put(&s, "book.toml", "[book]\ntitle = \"T\"\nsrc = \".\"\n");
    put(&s, "summary.md", "[Start](a.md)\n");
    put(&s, "a.md", "");
    expect(s, "book.toml",
           "mdBook summary: summary.md\ndialect: mdbook\ntitle: \"T\"\n"
           "1: chapter \"Start\" a.md unnumbered\n",
           "");
    s = start();
    put(&s, "book.toml", "[book]\n");
    expect(s, "book.toml", "",
           "book.toml: error: this manifest lists no chapters: no entry of it leads to a page; it "
           "needs a SUMMARY.md [import-empty]\n1 error, 0 warnings\n");
}

/* A summary of another name, and files that point at themselves. */
static void test_summary_names(void)
{
    struct sample s = start();

    put(&s, "book.json", "{\"structure\": {\"summary\": \"toc.md\"}}");
    put(&s, "toc.md", "# Notes\n* [See the text of A](a.md)\n");
    put(&s, "a.md", "");
    open_sample(&s, s.dir);
    g_assert_cmpstr(import_find(&s.import)[0], ==, "book.json");
    close_sample(&s);
    s = start();
    put(&s, "book.json", "{\"structure\": {\"summary\": \"book.json\"}}");
    put(&s, "LANGS.md", "* [English](LANGS.md)\n");
    open_sample(&s, s.dir);
    g_assert_null(import_read(&s.import, "book.json"));
    g_assert_null(import_read(&s.import, "LANGS.md"));
    close_sample(&s);
}

/* The address that the caller knows, on several hosts, with branches that have slashes. */
static void test_repository(void)
{
    static const char *const urls[] = {
        "https://gitlab.com/group/sub/r/-/blob/main/a.md",
        "https://gitlab.com/group/sub/r/-/blob/feature/x/a.md?plain=1#top",
        "https://GitLab.com/Group/Sub/R/-/raw/main/a.md",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(urls); i++) {
        struct sample s = start();
        g_autofree char *page =
            g_strdup_printf("- [A](%s)\n- [B](https://gitlab.com/o/r/b.md)\n", urls[i]);
        put(&s, "README.md", page);
        put(&s, "a.md", "");
        open_sample(&s, s.dir);
        s.import.repository = "https://gitlab.com/group/sub/r.git/";
        const struct outline *o = import_read(&s.import, "README.md");
        g_assert_nonnull(o);
        g_assert_cmpstr(o->first->path, ==, "a.md");
        g_assert_cmpint(o->left->reason, ==, LEFT_OUTSIDE);
        g_assert_null(o->left->next);
        close_sample(&s);
    }
}

/* CRLF, a byte order mark, and a page that is no UTF-8. */
static void test_bytes(void)
{
    struct sample s = start();

    put(&s, "SUMMARY.md", "\xef\xbb\xbf# Summary\r\n\r\n- [A](a.md)\r\n\t- [B](b.md)\r\n");
    put(&s, "a.md", "");
    put(&s, "b.md", "");
    expect(s, "SUMMARY.md", "summary: SUMMARY.md\n3: chapter \"A\" a.md\n  4: chapter \"B\" b.md\n",
           "");
    s = start();
    put(&s, "README.md", "- [A](a.md)\n- [\xff](b.md)\n");
    expect(s, "README.md", "",
           "README.md:2: error: not valid UTF-8 at byte 15; it is not imported [import-syntax]\n"
           "1 error, 0 warnings\n");
    s = start();
    put(&s, "README.md", "\xff\xfe#");
    expect(s, "README.md", "",
           "README.md:1: error: not valid UTF-8 at byte 0, but UTF-16; it is not imported "
           "[import-syntax]\n1 error, 0 warnings\n");
    s = start();
    expect(s, "gone.md", "",
           "mkbook: error: cannot read \"gone.md\": no such file [io-read]\n1 error, 0 warnings\n");
    s = start();
    expect_refused(s, "../x.md", DIAG_FILE_OUTSIDE);
}

static void test_syntax(void)
{
    struct sample s = start();

    put(&s, "mkdocs.yml", "nav:\n  - a: [b\n");
    expect_refused(s, "mkdocs.yml", DIAG_IMPORT_SYNTAX);
    s = start();
    put(&s, "mkdocs.yml",
        "a: &a [x, x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a]\n"
        "c: &c [*b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c]\n"
        "e: &e [*d, *d, *d, *d, *d, *d, *d]\nf: &f [*e, *e, *e, *e, *e, *e, *e]\n"
        "nav: [*f, *f, *f, *f, *f, *f, *f, *f, *f, *f, *f, *f, *f, *f, *f, *f]\n");
    expect_refused(s, "mkdocs.yml", DIAG_IMPORT_SYNTAX);
    s = start();
    put(&s, "sidebars.json", "{\"a\": [");
    expect_refused(s, "sidebars.json", DIAG_IMPORT_SYNTAX);
    s = start();
    put(&s, "notes.rtf", "{}");
    expect_refused(s, "notes.rtf", DIAG_IMPORT_EMPTY);
}

/* A sidebar that only a browser's engine could read: its folder is taken, with a warning. */
static void test_script(void)
{
    struct sample s = start();

    put(&s, "website/sidebars.ts", "export default {};\n");
    put(&s, "website/docs/02-b.md", "");
    put(&s, "website/docs/01-a.md", "");
    open_sample(&s, s.dir);
    const struct outline *o = import_read(&s.import, "website/sidebars.ts");
    g_assert_nonnull(o);
    g_assert_cmpstr(o->first->path, ==, "website/docs/01-a.md");
    g_assert_cmpuint(diags_count_code(s.diags, DIAG_IMPORT_SCRIPT), ==, 1);
    close_sample(&s);
}

/* A fence that is never closed takes the rest of the page with it; what stands before counts. */
static void test_unclosed(void)
{
    struct sample s = start();

    put(&s, "README.md", "- [A](a.md)\n- [B](b.md)\n\n```\n- [C](c.md)\n");
    put(&s, "a.md", "");
    put(&s, "b.md", "");
    put(&s, "c.md", "");
    expect(s, "README.md", "index page: README.md\n1: chapter \"A\" a.md\n2: chapter \"B\" b.md\n",
           "");
}

/* ------------------------------------------------------------------ much of it */

static char *repeat(const char *format, int n)
{
    GString *out = g_string_new(NULL);

    for (int i = 0; i < n; i++) {
        g_autofree char *number = g_strdup_printf("%d", i);
        g_auto(GStrv) parts = g_strsplit(format, "%", -1);
        g_autofree char *text = g_strjoinv(number, parts);
        g_string_append(out, text);
    }
    return g_string_free(out, FALSE);
}

static void check_count(struct sample *s, const char *path, size_t chapters)
{
    open_sample(s, s->dir);
    const struct outline *o = import_read(&s->import, path);
    g_assert_nonnull(o);
    g_assert_cmpuint(outline_chapters(o), ==, chapters);
    close_sample(s);
}

static void test_many_entries(void)
{
    const int n = 50000;
    struct sample s = start(), other = start();
    g_autofree char *missing = repeat("- [T %](gone/%.md)\n", n);
    g_autofree char *same = repeat("- [T %](a.md) and [more](a.md)\n", n);
    g_autofree char *heads = repeat("## H %\n\n[T](a.md#%)\n\n", n / 10);
    g_autofree char *nav = repeat("  - T %: gone%.md\n", n);
    g_autofree char *page = g_strconcat("- [A](a.md)\n", missing, same, heads, NULL);
    g_autofree char *yaml = g_strconcat("nav:\n  - a.md\n", nav, NULL);

    put(&s, "README.md", page);
    put(&s, "SUMMARY.md", page);
    put(&s, "a.md", "");
    open_sample(&s, s.dir);
    g_assert_cmpuint(outline_chapters(import_read(&s.import, "README.md")), ==, 1);
    /* and the README, which GitBook puts first */
    g_assert_cmpuint(outline_chapters(import_read(&s.import, "SUMMARY.md")), ==, 2);
    close_sample(&s);
    put(&other, "mkdocs.yml", yaml);
    put(&other, "docs/a.md", "");
    check_count(&other, "mkdocs.yml", 1);
}

/* One line of a megabyte: a link and much text, and as many links as fit. */
static void test_long_lines(void)
{
    struct sample s = start();
    g_autofree char *words = repeat("word % ", 100000);
    g_autofree char *links = repeat("[%](%.md) ", 40000);
    g_autofree char *brackets = repeat("[", 500000);
    g_autofree char *page = g_strconcat("- [A](a.md): ", words, "\n- ", links, "\n- [B](b.md)\n- ",
                                        brackets, "\n", NULL);

    put(&s, "README.md", page);
    put(&s, "a.md", "");
    put(&s, "b.md", "");
    check_count(&s, "README.md", 2);
}

/* Lists, headings and containers nested without end, and folders that lead in circles. */
static void test_deep(void)
{
    struct sample s = start();
    g_autoptr(GString) page = g_string_new(NULL);

    for (int i = 0; i < 10000; i++)
        g_string_append_printf(page, "%*s- [x](%d.md)\n", 2 * (i % 500), "", i % 3);
    for (int i = 0; i < 10000; i++)
        g_string_append(page, "> ");
    g_string_append(page, "- [x](3.md)\n");
    for (int i = 0; i < 10000; i++)
        g_string_append(page, "<details><summary>s</summary>\n");
    put(&s, "SUMMARY.md", page->str);
    put(&s, "0.md", "");
    put(&s, "1.md", "");
    put(&s, "2.md", "");
    check_count(&s, "SUMMARY.md", 3);
    s = start();
    put(&s, "a/b/1.md", "");
    put(&s, "a/b/2.md", "");
    put(&s, "README.md", "- [All](a/)\n- [Again](a/b/up/b)\n");
    g_autofree char *link = g_build_filename(s.dir, "a/b/up", NULL);
    g_assert_cmpint(symlink("..", link), ==, 0);
    check_count(&s, "README.md", 2);
}

/* The same folder, and the same pattern, over and over. */
static void test_repeated(void)
{
    struct sample s = start();
    g_autofree char *links = repeat("- [Folder %](docs/)\n", 20000);
    g_autofree char *globs = repeat("  - glob: docs/*\n", 20000);
    g_autofree char *toc = g_strconcat("format: jb-article\nroot: a\nsections:\n", globs, NULL);

    for (int i = 0; i < 200; i++) {
        g_autofree char *path = g_strdup_printf("docs/%d.md", i);
        put(&s, path, "---\nweight: 3\n---\n# A\n");
    }
    put(&s, "README.md", links);
    put(&s, "_toc.yml", toc);
    put(&s, "a.md", "");
    open_sample(&s, s.dir);
    g_assert_cmpuint(outline_chapters(import_read(&s.import, "README.md")), ==, 200);
    g_assert_cmpuint(outline_chapters(import_read(&s.import, "_toc.yml")), ==, 201);
    close_sample(&s);
}

static void test_names(void)
{
    struct sample s = start();

    put(&s, "1.md", "");
    put(&s, "2\xff.md", "");
    put(&s, "2.md", "");
    open_sample(&s, s.dir);
    const struct outline *o = import_read(&s.import, import_find(&s.import)[0]);
    g_assert_cmpuint(outline_chapters(o), ==, 2);
    g_assert_cmpuint(diags_count_code(s.diags, DIAG_IMPORT_NAME), ==, 1);
    struct listing cut = *s.import.listing;
    cut.cut = true;
    s.import.listing = &cut;
    import_orphans(&s.import, NULL, 0);
    g_assert_cmpuint(diags_count_code(s.diags, DIAG_IMPORT_MANY), ==, 1);
    close_sample(&s);
}

static int compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void add_fixtures(GPtrArray *paths)
{
    g_autoptr(GDir) dir = g_dir_open(TEST_DATA "/fixtures", 0, NULL);

    g_assert_nonnull(dir);
    for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir))
        g_ptr_array_add(paths, g_build_filename(TEST_DATA "/fixtures", name, NULL));
    g_ptr_array_sort(paths, compare_names);
    for (guint i = 0; i < paths->len; i++) {
        g_autofree char *base = g_path_get_basename(paths->pdata[i]);
        g_autofree char *name = g_strconcat("/import/fixture/", base, NULL);
        g_test_add_data_func(name, paths->pdata[i], test_fixture);
    }
}

int main(int argc, char **argv)
{
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);

    g_test_init(&argc, &argv, NULL);
    add_fixtures(paths);
    g_test_add_func("/import/languages", test_languages);
    g_test_add_func("/import/pointers", test_pointers);
    g_test_add_func("/import/summary-names", test_summary_names);
    g_test_add_func("/import/repository", test_repository);
    g_test_add_func("/import/bytes", test_bytes);
    g_test_add_func("/import/syntax", test_syntax);
    g_test_add_func("/import/script", test_script);
    g_test_add_func("/import/unclosed", test_unclosed);
    g_test_add_func("/import/many-entries", test_many_entries);
    g_test_add_func("/import/long-lines", test_long_lines);
    g_test_add_func("/import/deep", test_deep);
    g_test_add_func("/import/repeated", test_repeated);
    g_test_add_func("/import/names", test_names);
    return g_test_run();
}

/* Books made by hand: every kind of node inside every other, and random trees. Whatever the tree,
 * the XHTML is well formed and holds every word. With MKBOOK_TEST_EPUB=FILE the book is also kept,
 * for EPUBCheck and Ace. */
#include "doc/book.h"
#include "epub/epub.h"

#include <glib/gstdio.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

struct maker {
    struct arena *a;
    struct book *book;
    struct edition *edition;
    struct image *image;
    GRand *rand;
    int words, ids, links;
};

static const struct loc here = {"test.md", 1, 1};

/* Addresses as authors write them; whatever comes of each must be one that EPUBCheck accepts. */
static const char *const urls[] = {
    "https://example.org/a b|c{d}[e]^`<>\"\\",
    "https://example.org/中文?q=文 字#节 一",
    "https://中文.com/",
    "https://user:pass word@example.org:8080/",
    "http://[::1]:8000/v1",
    "http://localhost:30000",
    "http://0.0.0.0:8000/[id]?x[]=1#/a?b#c",
    "http://a_b.example.org./",
    "http://<ip>:8000/",
    "http://{host}/",
    "http://1.2.3.4.5/",
    "https://example.org/100%/%zz/%E4%B8%AD",
    "https://",
    "mailto:a b@example.org?subject=x y",
    "mailto:<a@example.org>",
    "tel:+86 10 1234",
    "ftp://ftp.example.org/a;b",
    "HTTP://EXAMPLE.ORG",
    "//example.org/x",
    "javascript:alert(1)",
    "https://example.org/?a=1&b=\"<'",
    "https://xn--zzzz/",
    "https://-a-.org/",
    "https://example.org:/",
    "https://example.org:0/",
    "https://exa%6dple.org/%",
    "https://a..b/",
    "https://é.org/é",
    "https://999.999.999.999/",
    "https://example.org\\a",
    "mailto:中@文.com",
    "mailto:a@b@c, d@e",
};

static void set_fields(struct maker *m, struct node *n)
{
    switch (n->kind) {
    case NODE_TEXT:
    case NODE_CODE:
    case NODE_HTML_BLOCK:
    case NODE_HTML_INLINE:
        n->u.text = arena_printf(m->a, "word%d<&>\x02", ++m->words);
        break;
    case NODE_HEADING:
        n->u.heading.level = n->u.heading.rank = 2;
        n->id = arena_printf(m->a, "%d 节", ++m->ids);
        break;
    case NODE_CODE_BLOCK: {
        struct code_span *spans = arena_array(m->a, 2, sizeof *spans);
        spans[0] = (struct code_span){0, 2, TOKEN_KEYWORD};
        spans[1] = (struct code_span){3, 900, TOKEN_STRING}; /* out of bounds: ignored */
        n->u.code.text = arena_printf(m->a, "if (word%d <&>\n\tx", ++m->words);
        n->u.code.language = "c++\"";
        n->u.code.spans = spans;
        n->u.code.n_spans = 2;
        break;
    }
    case NODE_MATH:
    case NODE_MATH_BLOCK:
        n->u.math.tex = arena_printf(m->a, "a < word%d \\& \"b\"", ++m->words);
        break;
    case NODE_LINK:
        n->u.link.kind = m->words % 2 ? LINK_INTERNAL : LINK_EXTERNAL;
        n->u.link.url = urls[++m->links % G_N_ELEMENTS(urls)];
        n->u.link.chapter = m->edition->chapters[0];
        n->u.link.title = "a \"title\"";
        break;
    case NODE_IMAGE:
        n->u.image.image = m->words % 3 ? m->image : NULL;
        n->u.image.url = "http://<host>/missing image.png";
        n->u.image.alt = arena_printf(m->a, "word%d", ++m->words);
        n->u.image.width = m->words % 2 ? "50%" : "300";
        break;
    case NODE_ANCHOR:
        n->id = arena_printf(m->a, "anchor:%d", ++m->ids);
        break;
    case NODE_FOOTNOTE_REF:
        n->u.ref.label = "x";
        break;
    case NODE_FOOTNOTE:
        n->u.footnote.label = "x";
        break;
    case NODE_LIST:
        n->u.list.ordered = m->words % 2;
        n->u.list.tight = m->words % 3;
        n->u.list.start = m->words % 4;
        break;
    case NODE_ITEM:
        n->u.item.task = (enum task)(m->words % 3);
        break;
    case NODE_CELL:
        n->u.cell.head = m->words % 2;
        n->u.cell.align = (enum align)(m->words % 4);
        break;
    case NODE_ROW:
        n->u.row.head = m->words % 2;
        break;
    case NODE_DOCUMENT:
    case NODE_QUOTE:
    case NODE_ALERT:
    case NODE_DETAILS:
    case NODE_SUMMARY:
    case NODE_DIV:
    case NODE_FIGURE:
    case NODE_CAPTION:
    case NODE_DEF_LIST:
    case NODE_DEFINITION:
    case NODE_PARAGRAPH:
    case NODE_TERM:
    case NODE_RULE:
    case NODE_TABLE:
    case NODE_SOFT_BREAK:
    case NODE_HARD_BREAK:
    case NODE_EMPH:
    case NODE_STRONG:
    case NODE_STRIKE:
    case NODE_UNDERLINE:
    case NODE_MARK:
    case NODE_SUB:
    case NODE_SUP:
    case NODE_SMALL:
    case NODE_KBD:
    case NODE_SPAN:
    case NODE_KIND_COUNT:
        break;
    }
}

/* The kinds that hold no children in any tree. */
static bool is_leaf(enum node_kind kind)
{
    static const enum node_kind leaves[] = {
        NODE_CODE_BLOCK, NODE_MATH_BLOCK,   NODE_RULE,        NODE_HTML_BLOCK, NODE_TEXT,
        NODE_SOFT_BREAK, NODE_HARD_BREAK,   NODE_CODE,        NODE_MATH,       NODE_IMAGE,
        NODE_ANCHOR,     NODE_FOOTNOTE_REF, NODE_HTML_INLINE,
    };

    for (size_t i = 0; i < G_N_ELEMENTS(leaves); i++)
        if (leaves[i] == kind)
            return true;
    return false;
}

static struct node *make(struct maker *m, struct node *parent, enum node_kind kind)
{
    struct node *n = node_new(m->a, kind, here);

    set_fields(m, n);
    node_append(parent, n);
    return n;
}

static struct chapter *add_chapter(struct maker *m, size_t i, const char *title)
{
    struct chapter *c = arena_one(m->a, struct chapter);

    c->kind = CHAPTER_TEXT;
    c->edition = m->edition;
    c->lang = "en";
    c->title = title;
    c->name = arena_printf(m->a, "c%03d", (int)i + 1);
    c->arena = m->a;
    c->doc = node_new(m->a, NODE_DOCUMENT, here);
    m->edition->chapters[i] = c;
    struct node *heading = make(m, c->doc, NODE_HEADING);
    heading->u.heading.level = heading->u.heading.rank = 1;
    heading->id = "1-title";
    make(m, heading, NODE_TEXT);
    return c;
}

/* Each kind under each kind, and some text in both. */
static void fill_pairs(struct maker *m, struct chapter *c)
{
    for (int outer = 0; outer < NODE_KIND_COUNT; outer++) {
        for (int inner = 0; inner < NODE_KIND_COUNT; inner++) {
            if (is_leaf((enum node_kind)outer) || outer == NODE_DOCUMENT || inner == NODE_DOCUMENT)
                continue;
            struct node *top = make(m, c->doc, (enum node_kind)outer);
            struct node *below = make(m, top, (enum node_kind)inner);
            if (!is_leaf((enum node_kind)inner))
                make(m, below, NODE_TEXT);
        }
    }
}

static void fill_random(struct maker *m, struct node *parent, int depth)
{
    int n = g_rand_int_range(m->rand, 0, 5);

    for (int i = 0; i < n; i++) {
        enum node_kind kind = (enum node_kind)g_rand_int_range(m->rand, 1, NODE_KIND_COUNT);
        struct node *child = make(m, parent, kind);
        if (depth < 7 && !is_leaf(kind))
            fill_random(m, child, depth + 1);
    }
}

/* Footnotes as resolve leaves them: numbered, one referred to twice, one never. */
static void fill_footnotes(struct maker *m, struct chapter *c)
{
    struct node *text = make(m, c->doc, NODE_PARAGRAPH);

    for (int number = 2; number >= 0; number--) {
        struct node *note = make(m, c->doc, NODE_FOOTNOTE);
        note->u.footnote.number = number;
        note->u.footnote.n_refs = number;
        make(m, make(m, note, number == 1 ? NODE_PARAGRAPH : NODE_QUOTE), NODE_TEXT);
        for (int i = 1; i <= number; i++) {
            struct node *ref = make(m, text, NODE_FOOTNOTE_REF);
            ref->u.ref.footnote = note;
            ref->u.ref.ordinal = i;
        }
    }
}

/* A 1 x 1 PNG. */
static const guint8 png[] = {
    0x89, 'P',  'N',  'G',  0x0D, 0x0A, 0x1A, 0x0A, 0,    0,    0,   13,  'I',  'H',  'D',  'R',  0,
    0,    0,    1,    0,    0,    0,    1,    8,    6,    0,    0,   0,   0x1F, 0x15, 0xC4, 0x89, 0,
    0,    0,    10,   'I',  'D',  'A',  'T',  0x78, 0x9C, 0x63, 0,   1,   0,    0,    5,    0,    1,
    0x0D, 0x0A, 0x2D, 0xB4, 0,    0,    0,    0,    'I',  'E',  'N', 'D', 0xAE, 0x42, 0x60, 0x82,
};

static void maker_open(struct maker *m, struct diags *d)
{
    static const char *authors[] = {"A. Author", "乙 <作者>", NULL};
    static const char *languages[] = {"en", "zh", NULL};
    static struct localised title = {NULL, "Every kind & more", NULL};
    static struct localised date = {NULL, "2023-02-30", NULL};

    *m = (struct maker){.a = arena_new(), .rand = g_rand_new_with_seed(42)};
    m->book = book_new(m->a, d);
    m->book->title = m->book->subtitle = m->book->description = &title;
    m->book->date = &date;
    m->book->authors = authors;
    m->book->languages = languages;
    m->book->identifier = "urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8";
    m->book->slug = "every";
    m->edition = arena_one(m->a, struct edition);
    m->edition->book = m->book;
    m->edition->lang = "en";
    m->edition->arena = m->a;
    m->edition->n_chapters = 3;
    m->edition->chapters = arena_array(m->a, 3, sizeof *m->edition->chapters);
    m->image = book_image(m->book, "one.png");
    m->image->name = "img-000000000001.png";
    m->image->status = IMAGE_OK;
    m->image->format = IMAGE_PNG;
    m->image->bytes = g_bytes_new_static(png, sizeof png);
    fill_pairs(m, add_chapter(m, 0, "Pairs"));
    struct chapter *random = add_chapter(m, 1, "Random trees");
    for (int i = 0; i < 100; i++)
        fill_random(m, random->doc, 0);
    fill_footnotes(m, add_chapter(m, 2, "Footnotes"));
}

static void maker_close(struct maker *m)
{
    g_rand_free(m->rand);
    struct arena *a = m->a;
    book_close(m->book);
    arena_free(a);
}

/* The text of a document, with the alternatives of its images. */
static void gather(const xmlNode *n, GString *out)
{
    for (; n != NULL; n = n->next) {
        if (n->type == XML_TEXT_NODE)
            g_string_append(out, (const char *)n->content);
        if (n->type != XML_ELEMENT_NODE)
            continue;
        for (const xmlAttr *attr = n->properties; attr != NULL; attr = attr->next)
            if (strcmp((const char *)attr->name, "alt") == 0)
                gather(attr->children, out);
        g_string_append_c(out, ' ');
        gather(n->children, out);
        g_string_append_c(out, ' ');
    }
}

static void test_well_formed(void)
{
    struct diags *d = diags_new();
    struct maker m;
    GHashTable *words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    maker_open(&m, d);
    for (size_t i = 0; i < m.edition->n_chapters; i++) {
        GString *out = g_string_new(NULL), *text = g_string_new(NULL);
        node_check(m.edition->chapters[i]->doc);
        xhtml_document(m.edition->chapters[i], NULL, out);
        xmlDoc *doc = xmlReadMemory(out->str, (int)out->len, NULL, NULL, XML_PARSE_NONET);
        g_assert_nonnull(doc);
        gather(xmlDocGetRootElement(doc), text);
        for (const char *p = strstr(text->str, "word"); p != NULL; p = strstr(p + 4, "word"))
            g_hash_table_add(words, g_strndup(p, 4 + strspn(p + 4, "0123456789")));
        xmlFreeDoc(doc);
        g_string_free(out, TRUE);
        g_string_free(text, TRUE);
    }
    for (int i = 1; i <= m.words; i++) {
        g_autofree char *word = g_strdup_printf("word%d", i);
        if (!g_hash_table_contains(words, word))
            g_test_message("lost: %s", word);
        g_assert_true(g_hash_table_contains(words, word));
    }
    g_hash_table_destroy(words);
    maker_close(&m);
    diags_free(d);
}

static GBytes *draw(void *context)
{
    (void)context;
    return g_bytes_new_static(png, sizeof png);
}

static char *write_book(struct maker *m, struct diags *d, const char *path, unsigned threads,
                        gsize *size)
{
    struct sheets *s = sheets_load(m->book, "screen");
    struct output *out = output_open(path);
    const struct epub_cover cover = {draw, NULL};
    char *bytes = NULL;

    g_assert_true(epub_write(m->edition, s, &cover, NULL, threads, out));
    g_assert_true(output_commit(out));
    g_assert_cmpuint(diags_count(d, DIAG_ERROR), ==, 0);
    g_assert_true(g_file_get_contents(path, &bytes, size, NULL));
    sheets_free(s);
    return bytes;
}

static void test_same_bytes(void)
{
    g_autofree char *dir = g_dir_make_tmp("mkbook-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(dir, "a.epub", NULL);
    struct diags *d = diags_new();
    struct maker m;
    gsize size, other;

    g_setenv("SOURCE_DATE_EPOCH", "1700000000", TRUE);
    maker_open(&m, d);
    g_autofree char *first = write_book(&m, d, path, 1, &size);
    g_setenv("TZ", "Asia/Shanghai", TRUE);
    tzset();
    g_autofree char *second = write_book(&m, d, path, 8, &other);
    g_assert_cmpmem(first, size, second, other);
    if (g_getenv("MKBOOK_TEST_EPUB") != NULL)
        g_assert_true(g_file_set_contents(g_getenv("MKBOOK_TEST_EPUB"), first, (gssize)size, NULL));
    g_unlink(path);
    g_rmdir(dir);
    maker_close(&m);
    diags_free(d);
}

static char *read_entry(const char *path, const char *name)
{
    zip_t *zip = zip_open(path, ZIP_RDONLY, NULL);
    zip_stat_t stat;
    g_assert_nonnull(zip);
    g_assert_cmpint(zip_stat(zip, name, 0, &stat), ==, 0);
    zip_file_t *file = zip_fopen(zip, name, 0);
    char *text = g_malloc0(stat.size + 1);
    g_assert_cmpint(zip_fread(file, text, stat.size), ==, (zip_int64_t)stat.size);
    zip_fclose(file);
    zip_discard(zip);
    return text;
}

/* What the package says of the book, and that each language is a book of its own. */
static void test_package(void)
{
    g_autofree char *dir = g_dir_make_tmp("mkbook-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(dir, "a.epub", NULL);
    struct diags *d = diags_new();
    struct maker m;
    gsize size;

    g_setenv("SOURCE_DATE_EPOCH", "1700000000", TRUE);
    maker_open(&m, d);
    g_free(write_book(&m, d, path, 2, &size));
    g_autofree char *opf = read_entry(path, "EPUB/package.opf");
    g_assert_nonnull(strstr(opf, ">urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8</dc:ident"));
    g_assert_nonnull(strstr(opf, "\"dcterms:modified\">2023-11-14T22:13:20Z<"));
    g_assert_null(strstr(opf, "<dc:date>")); /* 30 February */
    g_assert_nonnull(strstr(opf, ">乙 &lt;作者&gt;</dc:creator>"));
    g_assert_nonnull(strstr(opf, "href=\"images/cover.png\" media-type=\"image/png\""
                                 " properties=\"cover-image\""));
    g_assert_null(strstr(opf, "conformsTo"));
    g_assert_null(strstr(opf, "mathml"));
    m.edition->lang = "zh";
    m.image->status = IMAGE_BROKEN; /* then nothing may refer to it */
    g_free(write_book(&m, d, path, 2, &size));
    g_autofree char *chinese = read_entry(path, "EPUB/package.opf");
    g_assert_null(strstr(chinese, "6ba7b810"));
    g_assert_nonnull(strstr(chinese, ">urn:uuid:"));
    g_assert_null(strstr(chinese, "img-"));
    g_autofree char *text = read_entry(path, "EPUB/c001.xhtml");
    g_assert_null(strstr(text, "img-"));
    g_unlink(path);
    g_rmdir(dir);
    maker_close(&m);
    diags_free(d);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/epub/book/well-formed", test_well_formed);
    g_test_add_func("/epub/book/same-bytes", test_same_bytes);
    g_test_add_func("/epub/book/package", test_package);
    int status = g_test_run();
    xmlCleanupParser();
    return status;
}

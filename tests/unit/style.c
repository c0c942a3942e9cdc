/* The cascade: which declaration wins, what it becomes, and what is reported. */
#include "style/style.h"
#include "base/jobs.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *const no_css[] = {NULL};

struct fixture {
    struct arena *arena;
    struct diags *diags;
    struct book book;
    char *dir;
    struct sheets *sheets;
    struct chapter chapter;
};

/* A book whose own sheet is `css` (NULL: none), its sheets loaded for the medium. */
static void start(struct fixture *f, const char *css, const char *media)
{
    static const char *own[] = {"own.css", NULL};
    *f = (struct fixture){.arena = arena_new(), .diags = diags_new()};
    f->dir = g_dir_make_tmp("mkbook-style-XXXXXX", NULL);
    g_assert_nonnull(f->dir);
    f->book = (struct book){.arena = f->arena, .diags = f->diags, .manifest = "book.toml"};
    f->book.pdf.inside = f->book.pdf.outside = f->book.pdf.top = f->book.pdf.bottom = -1;
    f->book.css = (const char **)(uintptr_t)no_css;
    if (css != NULL) {
        g_autofree char *path = g_build_filename(f->dir, own[0], NULL);
        g_assert_true(g_file_set_contents(path, css, -1, NULL));
        f->book.css = own;
    }
    f->book.root = root_open(f->dir);
    g_assert_nonnull(f->book.root);
    f->sheets = sheets_load(&f->book, media);
    f->chapter = (struct chapter){.lang = "en", .arena = f->arena};
}

static void finish(struct fixture *f)
{
    g_autofree char *path = g_build_filename(f->dir, "own.css", NULL);
    sheets_free(f->sheets);
    root_close(f->book.root);
    g_unlink(path);
    g_rmdir(f->dir);
    g_free(f->dir);
    diags_free(f->diags);
    arena_free(f->arena);
}

static void expect_report(struct fixture *f, const char *expected)
{
    g_autoptr(GString) out = g_string_new(NULL);
    diags_print(f->diags, DIAG_TEXT, false, false, out);
    g_assert_cmpstr(out->str, ==, expected);
}

static struct node *add(struct fixture *f, struct node *parent, enum node_kind kind)
{
    struct node *n = node_new(f->arena, kind, (struct loc){"a.md", 1, 1});
    if (parent != NULL)
        node_append(parent, n);
    return n;
}

static struct node *document(struct fixture *f)
{
    f->chapter.doc = add(f, NULL, NODE_DOCUMENT);
    return f->chapter.doc;
}

/* Counters count in the order of the elements, and those of inner lists have their own level. */
static void test_counters(void)
{
    struct fixture f;
    start(&f,
          "ol{counter-reset:i 4}li{counter-increment:i}"
          "li::before{content:counters(i,'-',lower-alpha) attr(id)}"
          "li::after{content:counter(i)}p::before{content:counter(none)}",
          "print");
    struct node *doc = document(&f), *outer = add(&f, doc, NODE_LIST);
    outer->u.list.ordered = true;
    struct node *first = add(&f, outer, NODE_ITEM), *inner = add(&f, first, NODE_LIST);
    inner->u.list.ordered = true;
    struct node *deep = add(&f, inner, NODE_ITEM), *second = add(&f, outer, NODE_ITEM);
    struct node *p = add(&f, doc, NODE_PARAGRAPH);
    second->id = "x";
    style_apply(f.sheets, &f.chapter);
    g_assert_cmpstr(first->style->before->generated, ==, "e");
    g_assert_cmpstr(deep->style->before->generated, ==, "e-e");
    g_assert_cmpstr(second->style->before->generated, ==, "fx");
    g_assert_cmpstr(first->style->after->generated, ==, "5");
    g_assert_cmpstr(second->style->after->generated, ==, "6");
    g_assert_cmpstr(p->style->before->generated, ==, "0");
    expect_report(&f, "");
    finish(&f);
}

/* :is() in :not() in ... ends, and so do numbers and texts without end. */
static void test_generated_bounds(void)
{
    struct fixture f;
    g_autoptr(GString) css = g_string_new(NULL);
    for (int i = 0; i < 5000; i++)
        g_string_append(css, ":not(");
    g_string_append(css, "p{color:red}li{counter-increment:i 999999999999}li::before{content:");
    for (int i = 0; i < 5000; i++)
        g_string_append(css, "counters(i,'..............')");
    g_string_append(css, "}");
    start(&f, css->str, "print");
    struct node *list = add(&f, document(&f), NODE_LIST), *item = NULL;
    for (int i = 0; i < 2000; i++)
        item = add(&f, list, NODE_ITEM);
    style_apply(f.sheets, &f.chapter);
    if (item->style->before != NULL)
        g_assert_cmpuint(strlen(item->style->before->generated), <, 4000);
    finish(&f);
}

/* Each variable is ten of the one before: values do not grow without end. */
static void test_variable_bomb(void)
{
    struct fixture f;
    g_autoptr(GString) css = g_string_new(":root{--v0: 1px 1px 1px 1px}");
    for (int i = 1; i < 40; i++) {
        g_string_append_printf(css, ":root{--v%d:", i);
        for (int k = 0; k < 10; k++)
            g_string_append_printf(css, "var(--v%d) ", i - 1);
        g_string_append_printf(css, "}p{margin:var(--v%d,var(--v%d))}", i, i);
    }
    g_string_append(css, "p{margin:var(--v0)}");
    start(&f, css->str, "print");
    g_assert_cmpint(style_for(f.sheets, NULL, "p", NULL, "en")->margin.left, ==, LEN_PT * 3 / 4);
    finish(&f);
}

static void test_embedded(void)
{
    struct fixture f;
    start(&f, NULL, "print");
    expect_report(&f, "");
    const struct style *p = style_for(f.sheets, NULL, "p", NULL, "en");
    g_assert_cmpint(p->display, ==, DISPLAY_BLOCK);
    g_assert_cmpint(p->font_size, ==, LEN_PT * 21 / 2);
    g_assert_cmpint(p->align, ==, TEXT_JUSTIFY);
    g_assert_cmpint(p->hyphens, ==, HYPHENS_AUTO);
    g_assert_cmpint((p->line_height + 5) * 10 / LEN_PT, ==, 147);
    const struct style *zh = style_for(f.sheets, NULL, "p", NULL, "zh-Hans");
    g_assert_cmpint(zh->text_indent, ==, 2 * zh->font_size);
    g_assert_true(style_for(f.sheets, NULL, "p", NULL, "en") == p);
    struct page_style page = style_page(f.sheets, &f.book);
    g_assert_cmpint(page.width / LEN_PT, ==, 498);
    g_assert_cmpint((page.width - page.inside - page.outside) / LEN_PT, ==, 362);
    struct page_place left = {.name = "chapter", .left = true};
    const struct style *folio = style_page_box(f.sheets, &left, "top-left", "en");
    g_assert_cmpint(folio->font_size, ==, LEN_PT * 17 / 2);
    g_assert_cmpint(folio->content->kind, ==, CONTENT_PAGE);
    const struct style *pre = style_for(f.sheets, NULL, "pre", NULL, "en");
    const struct style *keyword = style_token(f.sheets, pre, TOKEN_KEYWORD);
    g_assert_cmpint(keyword->font_weight, ==, 700);
    g_assert_cmpint(keyword->font_size, ==, pre->font_size);
    g_assert_cmpstr(keyword->font_family, ==, "monospace");
    finish(&f);
    start(&f, NULL, "screen");
    expect_report(&f, "");
    finish(&f);
}

/* The pieces of a margin box's content: their kinds and texts. */
static char *box_content(struct fixture *f, struct page_place at, const char *box)
{
    GString *text = g_string_new(NULL);
    for (const struct content_piece *c = style_page_box(f->sheets, &at, box, "en")->content; c;
         c = c->next)
        g_string_append_printf(text, "%d:%s ", c->kind, c->text ? c->text : "");
    return g_string_free(text, FALSE);
}

static void expect_box(struct fixture *f, struct page_place at, const char *box, const char *want)
{
    g_autofree char *got = box_content(f, at, box);
    g_assert_cmpstr(got, ==, want);
}

static void test_margin_boxes(void)
{
    struct fixture f;
    start(&f,
          "@page { @bottom-center { content: 'all' } @top-center { content: none } }\n"
          "@page :left { @bottom-center { content: string(section, last) '/' counter(pages) } }\n"
          "@page chapter:first, part { @bottom-center { content: 'opener'; color: #123456 } }\n"
          "@page :first { @bottom-center { content: 'book' } }\n"
          "@page :blank { @bottom-center { content: 'blank' !important } }\n",
          "print");
    expect_report(&f, "");
    struct page_place right = {.name = "chapter"}, left = {.name = "chapter", .left = true};
    struct page_place first = {.name = "chapter", .left = true, .first = true};
    expect_box(&f, right, "bottom-center", "0:all ");
    expect_box(&f, left, "bottom-center", "2:section 0:/ 5: ");
    expect_box(&f, first, "bottom-center", "0:opener ");
    expect_box(&f, (struct page_place){.name = "part"}, "bottom-center", "0:opener ");
    expect_box(&f, (struct page_place){.name = "title", .book = true}, "bottom-center", "0:book ");
    expect_box(&f, (struct page_place){.name = "chapter", .blank = true}, "bottom-center",
               "0:blank ");
    g_assert_cmphex(style_page_box(f.sheets, &first, "bottom-center", "en")->colour, ==,
                    0xFF123456);
    finish(&f);
    start(&f,
          "@page { @left-top { content: 'x' } @top-left { content: attr(id) } }\n"
          "@page nonsense { margin: 1cm } @page chapter { margin-left: 1cm }\n"
          "p::before { content: counter(page) } h2 { string-set: a content() }",
          "print");
    expect_report(
        &f, "own.css:1:9: note: \"@left-top\" has no effect in PDF [css-output]\n"
            "own.css:1:48: note: \"content: attr(id)\" has no effect in PDF [css-output]\n"
            "own.css:2:1: note: \"@page nonsense\" has no effect in PDF [css-output]\n"
            "own.css:2:48: note: \"@page margin-left of some pages only\" has no effect in PDF"
            " [css-output]\n"
            "own.css:3:13: note: \"content: counter(page)\" has no effect in PDF"
            " [css-output]\n");
    finish(&f);
}

static colour own_colour(const char *css, const char *classes)
{
    struct fixture f;
    start(&f, css, "print");
    struct node *doc = document(&f), *p = add(&f, doc, NODE_PARAGRAPH);
    p->classes = classes;
    p->id = "x";
    style_apply(f.sheets, &f.chapter);
    colour c = p->style->colour;
    finish(&f);
    return c;
}

static void test_specificity(void)
{
    g_assert_cmphex(own_colour("p{color:#111}p{color:#222}", NULL), ==, 0xFF222222);
    g_assert_cmphex(own_colour(".a{color:#111}p{color:#222}", "a"), ==, 0xFF111111);
    g_assert_cmphex(own_colour("#x{color:#111}p.a.b.c{color:#222}", "a b c"), ==, 0xFF111111);
    g_assert_cmphex(own_colour("body p{color:#111}p{color:#222}", NULL), ==, 0xFF111111);
    g_assert_cmphex(own_colour("p{color:#111!important}#x{color:#222}", NULL), ==, 0xFF111111);
    g_assert_cmphex(own_colour("p{color:#111 ! important;color:#222}", NULL), ==, 0xFF111111);
    g_assert_cmphex(own_colour("*{color:#111}", NULL), ==, 0xFF111111);
    g_assert_cmphex(own_colour(".b,.a{color:#111}", "z a"), ==, 0xFF111111);
    g_assert_cmphex(own_colour("p:lang(en){color:#111}p{color:#222}", NULL), ==, 0xFF111111);
    g_assert_cmphex(own_colour("p:lang(zh){color:#111}p{color:#222}", NULL), ==, 0xFF222222);
    g_assert_cmphex(own_colour("body>p{color:#111}", NULL), ==, 0xFF111111);
    g_assert_cmphex(own_colour("html>p{color:#111}p{color:#222}", NULL), ==, 0xFF222222);
    g_assert_cmphex(own_colour("html p{color:#111}", NULL), ==, 0xFF111111);
    g_assert_cmphex(own_colour(":root{color:#111}p,body{color:inherit}", NULL), ==, 0xFF111111);
    g_assert_cmphex(own_colour("@media screen{p{color:#111}}p{}", NULL), ==, 0xFF111111 - 0);
}

static void test_structure(void)
{
    struct fixture f;
    start(&f,
          "h2 + p{color:#010101} h2 ~ p{widows:7} li:first-child{color:#020202}"
          "li:last-child{orphans:9} li:nth-child(2n+1){widows:5} tbody tr:nth-child(even) td"
          "{background:#eee} p:first-child{text-indent:9pt} blockquote>ul li ul>li{color:red}",
          "print");
    struct node *doc = document(&f), *h = add(&f, doc, NODE_HEADING), *p[3], *li[3], *row[4];
    h->u.heading.rank = 2;
    for (int i = 0; i < 3; i++)
        p[i] = add(&f, doc, NODE_PARAGRAPH);
    struct node *list = add(&f, doc, NODE_LIST), *table = add(&f, doc, NODE_TABLE);
    for (int i = 0; i < 3; i++)
        li[i] = add(&f, list, NODE_ITEM);
    struct node *inner = add(&f, add(&f, li[0], NODE_LIST), NODE_ITEM);
    for (int i = 0; i < 4; i++) {
        row[i] = add(&f, table, NODE_ROW);
        row[i]->u.row.head = i == 0;
        add(&f, row[i], NODE_CELL)->u.cell.head = i == 0;
    }
    add(&f, p[0], NODE_TEXT)->u.text = "x";
    style_apply(f.sheets, &f.chapter);
    g_assert_cmphex(p[0]->style->colour, ==, 0xFF010101);
    g_assert_true(p[0]->first->style == p[0]->style);
    g_assert_cmphex(p[1]->style->colour, !=, 0xFF010101);
    g_assert_cmpint(p[2]->style->widows, ==, 7);
    g_assert_true(p[1]->style == p[2]->style);
    g_assert_cmpint(p[0]->style->text_indent, ==, 0);
    g_assert_cmphex(li[0]->style->colour, ==, 0xFF020202);
    g_assert_cmpint(li[0]->style->widows, ==, 5);
    g_assert_cmpint(li[1]->style->widows, ==, 2);
    g_assert_cmpint(li[2]->style->orphans, ==, 9);
    g_assert_cmphex(inner->style->colour, ==, 0xFF020202);
    g_assert_cmphex(row[1]->first->style->background, ==, 0);
    g_assert_cmphex(row[2]->first->style->background, ==, 0xFFEEEEEE);
    g_assert_cmphex(row[3]->first->style->background, ==, 0);
    g_assert_cmpint(row[0]->first->style->border_bottom.style, ==, BORDER_SOLID);
    expect_report(&f, "");
    finish(&f);
}

static void test_units(void)
{
    struct fixture f;
    start(&f,
          ".a{margin:1in 2.54cm 25.4mm 96px;padding:6pc;font-size:20pt;text-indent:1.5em;"
          "letter-spacing:.1rem;line-height:1.5} .a span{font-size:50%;line-height:inherit}"
          ".b{line-height:150%;font-size:20pt}.b span{font-size:10pt}"
          ".c{width:33.3%;max-width:10em;height:1q;margin:0 10% 0 auto;font-weight:bolder}"
          ".d{vertical-align:-25%;font:italic bold 8pt/10pt 'A B', sans-serif}",
          "print");
    const struct style *a = style_for(f.sheets, NULL, "div", "a", "en");
    g_assert_cmpint(a->margin.top, ==, 72 * LEN_PT);
    g_assert_cmpint(ABS(a->margin.right - 72 * LEN_PT), <=, 4);
    g_assert_cmpint(ABS(a->margin.bottom - 72 * LEN_PT), <=, 4);
    g_assert_cmpint(a->margin.left, ==, 72 * LEN_PT);
    g_assert_cmpint(a->padding.left, ==, 72 * LEN_PT);
    g_assert_cmpint(a->text_indent, ==, 30 * LEN_PT);
    g_assert_cmpint(a->letter_spacing, ==, LEN_PT * 105 / 100);
    const struct style *span = style_for(f.sheets, a, "span", NULL, NULL);
    g_assert_cmpint(span->font_size, ==, 10 * LEN_PT);
    g_assert_cmpint(span->line_height, ==, 15 * LEN_PT);
    const struct style *b = style_for(f.sheets, NULL, "div", "b", "en");
    g_assert_cmpint(b->line_height, ==, 30 * LEN_PT);
    span = style_for(f.sheets, b, "span", NULL, NULL);
    g_assert_cmpint(span->line_height, ==, 30 * LEN_PT);
    const struct style *c = style_for(f.sheets, NULL, "div", "c", "en");
    g_assert_cmpint(c->width_permille, ==, 333);
    g_assert_cmpint(c->width, ==, LEN_AUTO);
    g_assert_cmpint(c->max_width, ==, 105 * LEN_PT);
    g_assert_cmpint(c->margin.left, ==, LEN_AUTO);
    g_assert_cmpint(c->margin.right / LEN_PT, ==, 36);
    g_assert_cmpint(c->font_weight, ==, 700);
    const struct style *d = style_for(f.sheets, NULL, "div", "d", "en");
    g_assert_cmpint(d->valign_shift, ==, -10 * LEN_PT / 4);
    g_assert_cmpint(d->font_slant, ==, SLANT_ITALIC);
    g_assert_cmpint(d->line_height, ==, 10 * LEN_PT);
    g_assert_cmpstr(d->font_family, ==, "A B, sans-serif");
    expect_report(&f, "");
    finish(&f);
}

static void test_shorthands(void)
{
    struct fixture f;
    start(&f,
          ".a{border:2px solid red;border-left:none;border-top-color:rgb(0 50% 255 / .5)}"
          ".b{list-style:square;background:none;text-decoration:underline line-through}"
          ".c{color:rgba(1,2,3,0);background:#1234;border-style:solid;text-emphasis:filled dot}"
          ".d::before{content:'\\201C' \"x\"}.d:after{content:none}"
          ".e{font-feature-settings:\"tnum\", 'liga' off;page-break-before:always}"
          ".g{font-variant:oldstyle-nums small-caps}"
          ".f{font-variant-numeric:oldstyle-nums tabular-nums;float:footnote;margin:inherit}",
          "print");
    const struct style *a = style_for(f.sheets, NULL, "div", "a", "en");
    g_assert_cmpint(a->border_right.width, ==, LEN_PT * 3 / 2);
    g_assert_cmphex(a->border_right.colour, ==, 0xFFFF0000);
    g_assert_cmpint(a->border_left.width, ==, 0);
    g_assert_cmphex(a->border_top.colour, ==, 0x800080FF);
    const struct style *b = style_for(f.sheets, NULL, "div", "b", "en");
    g_assert_cmpint(b->marker, ==, MARKER_SQUARE);
    g_assert_cmpint(b->decoration, ==, DECORATION_UNDERLINE | DECORATION_STRIKE);
    const struct style *c = style_for(f.sheets, NULL, "div", "c", "en");
    g_assert_cmphex(c->colour, ==, 0x00010203);
    g_assert_cmphex(c->background, ==, 0x44112233);
    g_assert_cmpint(c->border_top.width, ==, LEN_PT * 9 / 4);
    g_assert_cmphex(c->border_top.colour, ==, c->colour);
    g_assert_cmpint(c->emphasis, ==, EMPHASIS_DOT);
    const struct style *d = style_for(f.sheets, NULL, "div", "d", "en");
    g_assert_cmpstr(d->before->generated, ==, "“x");
    g_assert_null(d->after);
    const struct style *e = style_for(f.sheets, NULL, "div", "e", "en");
    g_assert_cmpstr(e->font_features, ==, "tnum=1, liga=0");
    g_assert_cmpint(e->break_before, ==, BREAK_PAGE);
    const struct style *g = style_for(f.sheets, NULL, "div", "f", "en");
    g_assert_cmpstr(g->font_features, ==, "onum=1, tnum=1");
    g_assert_true(g->footnote_float);
    const struct style *h = style_for(f.sheets, NULL, "div", "g", "en");
    g_assert_true(h->small_caps);
    g_assert_cmpstr(h->font_features, ==, "onum=1");
    expect_report(&f, "");
    finish(&f);
}

static void test_errors(void)
{
    struct fixture f;
    start(&f,
          "@import url(x.css);\n"
          "p { colr: red; color: reddish; display: flex; color: #010101 }\n"
          "p { opacity: .5; user-select: none; opacity: 1 }\n"
          "p::selection, a:hover { color: red }\n"
          "p > { color: red }\n"
          "p { 12: x; color #020202; --x: 1 }\n"
          "} p { background: url(a.png) #eee }\n"
          "@frob { p { color: red } }\n"
          "div { p { color: red } color: #030303 }\n"
          "q",
          "print");
    expect_report(
        &f, "own.css:1:1: note: \"@import\" has no effect in PDF [css-output]\n"
            "own.css:2:5: note: property \"colr\" is not supported (did you mean \"color\"?); it "
            "is ignored [css-property]\n"
            "own.css:2:16: warning: \"reddish\" is not a value of property \"color\"; it is "
            "ignored [css-value]\n"
            "own.css:2:32: note: \"display: flex\" has no effect in PDF [css-output]\n"
            "own.css:3:5: note: \"opacity\" has no effect in PDF [css-output]\n"
            "own.css:3:18: note: \"user-select\" has no effect in PDF [css-output]\n"
            "own.css:4:1: note: selector \"p::selection\" has no effect in PDF [css-selector]\n"
            "own.css:4:15: note: selector \"a:hover\" has no effect in PDF [css-selector]\n"
            "own.css:5:1: warning: style sheet: \"p >\" is not a selector; it is ignored "
            "[css-syntax]\n"
            "own.css:6:5: warning: style sheet: \"12: x\" is not a declaration; it is ignored "
            "[css-syntax]\n"
            "own.css:6:12: warning: style sheet: \"color #020202\" is not a declaration; it is "
            "ignored [css-syntax]\n"
            "own.css:6:27: note: \"--x outside :root\" has no effect in PDF [css-output]\n"
            "own.css:7:1: warning: style sheet: \"}\" closes nothing; it is ignored [css-syntax]\n"
            "own.css:7:7: note: \"background: url(a.png) #eee\" has no effect in PDF "
            "[css-output]\n"
            "own.css:8:1: warning: style sheet: @frob is not known here; it is ignored "
            "[css-syntax]\n"
            "own.css:9:7: warning: style sheet: \"p { color: red } color: #030303\" is not a "
            "declaration; it is ignored [css-syntax]\n"
            "own.css:10:1: warning: style sheet: \"q\" has no block; it is ignored [css-syntax]\n"
            "0 errors, 8 warnings\n");
    const struct style *p = style_for(f.sheets, NULL, "p", NULL, "en");
    g_assert_cmphex(p->colour, ==, 0xFF010101);
    g_assert_cmphex(p->background, ==, 0xFFEEEEEE);
    finish(&f);
}

static void test_missing(void)
{
    static const char *missing[] = {"no.css", "../out.css", NULL};
    struct fixture f;
    start(&f, NULL, "print");
    sheets_free(f.sheets);
    f.book.css = missing;
    f.sheets = sheets_load(&f.book, "print");
    g_assert_cmpuint(diags_count_code(f.diags, DIAG_CSS_FILE), ==, 2);
    finish(&f);
}

static void test_page(void)
{
    struct fixture f;
    start(&f,
          "@page{size:A5 landscape;margin:10mm 20mm}@page :left{margin-left:30mm}"
          "@page:first{margin:0}@page{@top-left{content:'x'}}",
          "print");
    struct page_style p = style_page(f.sheets, &f.book);
    g_assert_cmpint(p.width / LEN_PT, ==, 595);
    g_assert_cmpint(p.height / LEN_PT, ==, 419);
    g_assert_cmpint(p.outside / LEN_PT, ==, 85);
    g_assert_cmpint(p.inside / LEN_PT, ==, 56);
    g_assert_cmpuint(diags_count_code(f.diags, DIAG_CSS_OUTPUT), ==, 1); /* :first */
    f.book.pdf.inside = 100;
    g_assert_cmpint(style_page(f.sheets, &f.book).inside, ==, 100 * LEN_PT);
    finish(&f);
    start(&f, NULL, "print");
    f.book.pdf.width = 595;
    f.book.pdf.height = 842;
    p = style_page(f.sheets, &f.book);
    g_assert_cmpint(p.width - p.inside - p.outside, ==, 36 * LEN_PT * 21 / 2);
    finish(&f);
}

static void test_write(void)
{
    static const char *expected = "p {\n    color: red;\n    opacity: .5;\n}\n"
                                  "a:hover ,a[href=\"x\"] {\n    color: blue !important;\n}\n"
                                  "@media (prefers-color-scheme: dark) {\np {\n    color: #eee;\n"
                                  "}\n}\n";
    struct fixture f;
    start(&f,
          "p{color : red;/* no */opacity:.5;colr:x;direction:rtl;background:url(x.png)}"
          "a:hover ,a[href=\"x\"]{color:blue!important}@page{margin:0}"
          "@media print{p{color:green}}"
          "@media screen and (prefers-color-scheme:  dark){p{color:#eee}}",
          "screen");
    g_autoptr(GString) out = g_string_new(NULL);
    style_write(f.sheets, false, out);
    g_assert_true(g_str_has_prefix(out->str, "@charset"));
    g_assert_cmpstr(out->str + out->len - strlen(expected), ==, expected);
    g_assert_null(strstr(out->str, "@page"));
    g_assert_null(strstr(out->str, "footnote;"));
    g_assert_cmpuint(diags_count_code(f.diags, DIAG_CSS_OUTPUT), ==, 2);
    finish(&f);
}

static void test_dump(void)
{
    struct fixture f;
    start(&f,
          ".a{font:10pt/1.5 serif;color:#0102037f;width:12.5%;margin:-1.25pt auto;hyphens:none;"
          "text-align:start;color:#010203} .a::before{content:'•'}",
          "print");
    g_autoptr(GString) out = g_string_new(NULL);
    style_dump(style_for(f.sheets, NULL, "div", "a", "en"), out);
    g_assert_cmpstr(out->str, ==,
                    "display: block\nfont-size: 10pt\ncolor: #010203\nline-height: 15pt\n"
                    "hyphens: none\nmargin-top: -1.25pt\nmargin-right: auto\n"
                    "margin-bottom: -1.25pt\nmargin-left: auto\nwidth: 12.5%\n::before: \"•\"\n");
    finish(&f);
}

/* What no sheet may do: crash, hang, or take more than its share of time. */
static void test_hostile(void)
{
    static const char *const sheets[] = {"{",
                                         "}",
                                         "p{",
                                         "p{color:",
                                         "@media",
                                         "@media{",
                                         "@page{size:",
                                         "\\",
                                         "p\\",
                                         "\"",
                                         "'\\",
                                         "/*",
                                         "p{color:#",
                                         "p:nth-child(",
                                         ":lang(",
                                         "[",
                                         "p{content:\"\\",
                                         "@",
                                         "#",
                                         ".",
                                         "-",
                                         "--",
                                         "p{margin:1e99999px -99999999999em}",
                                         "p{width:99999999999999999999%}",
                                         "p{font-size:1000000em}p span{font-size:1000000em}",
                                         "p{line-height:99999999999}",
                                         ":nth-child(99999999999999n+1){}",
                                         ":nth-child(-n+3){}",
                                         "@media a,b,,{p{}}",
                                         "p{color:rgb(",
                                         "p{font:}",
                                         "p{border:}",
                                         "p{margin:!important}",
                                         "p{color:red!}",
                                         "p{text-indent:-}",
                                         "url(",
                                         "p{background:url(",
                                         "a{b:c}}}}}",
                                         "\xEF\xBB\xBFp{}",
                                         "p{font-family:,}",
                                         "@media not print{p{}}",
                                         "@media only print and (x:y){p{}}"};
    for (size_t i = 0; i < G_N_ELEMENTS(sheets); i++) {
        for (int screen = 0; screen < 2; screen++) {
            struct fixture f;
            start(&f, sheets[i], screen ? "screen" : "print");
            g_autoptr(GString) out = g_string_new(NULL);
            style_dump(style_for(f.sheets, NULL, "p", "a b", "en"), out);
            style_write(f.sheets, false, out);
            finish(&f);
        }
    }
    GString *long_one = g_string_new(NULL);
    for (int i = 0; i < 100000; i++)
        g_string_append(long_one, i % 2 ? "a > b c," : "(((");
    struct fixture f;
    start(&f, long_one->str, "print");
    finish(&f);
    g_string_assign(long_one, "");
    for (int i = 0; i < 60000; i++)
        g_string_append(long_one, "* * * *>a{}");
    start(&f, long_one->str, "print");
    style_for(f.sheets, NULL, "p", "a b", "en");
    finish(&f);
    g_string_free(long_one, TRUE);
}

static void apply_one(size_t index, unsigned worker, void *context)
{
    (void)worker;
    style_apply(((struct fixture *)context)[0].sheets, &((struct fixture *)context)[index].chapter);
}

/* The same trees on several threads get the same, interned, styles. */
static void test_threads(void)
{
    enum { N = 16 };
    struct fixture f[N];
    start(&f[0], NULL, "print");
    for (int i = 0; i < N; i++) {
        if (i > 0)
            f[i] = f[0];
        struct node *doc = document(&f[i]);
        for (int k = 0; k < 200; k++) {
            struct node *n = add(&f[i], doc, k % 2 ? NODE_QUOTE : NODE_PARAGRAPH);
            n->classes = k % 3 ? "a" : NULL;
        }
    }
    jobs_run(4, N, apply_one, f);
    for (int i = 1; i < N; i++)
        for (struct node *a = f[0].chapter.doc->first, *b = f[i].chapter.doc->first; a != NULL;
             a = a->next, b = b->next)
            g_assert_true(a->style == b->style);
    finish(&f[0]);
}

/* Many nodes, few kinds of surroundings: a look-up each. */
static void test_fast(void)
{
    struct fixture f;
    start(&f, NULL, "print");
    struct node *doc = document(&f);
    for (int i = 0; i < 20000; i++) {
        struct node *p = add(&f, doc, i % 7 == 0 ? NODE_QUOTE : NODE_PARAGRAPH);
        for (int k = 0; k < 9; k++) {
            struct node *n = add(&f, p,
                                 k % 3 == 0   ? NODE_CODE
                                 : k % 3 == 1 ? NODE_TEXT
                                              : NODE_EMPH);
            if (k % 3 != 2)
                n->u.text = "x";
        }
    }
    style_apply(f.sheets, &f.chapter);
    for (const struct node *n = doc; n != NULL; n = node_next(doc, n))
        g_assert_nonnull(n->style);
    finish(&f);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/style/variable-bomb", test_variable_bomb);
    g_test_add_func("/style/counters", test_counters);
    g_test_add_func("/style/generated-bounds", test_generated_bounds);
    g_test_add_func("/style/embedded", test_embedded);
    g_test_add_func("/style/margin-boxes", test_margin_boxes);
    g_test_add_func("/style/specificity", test_specificity);
    g_test_add_func("/style/structure", test_structure);
    g_test_add_func("/style/units", test_units);
    g_test_add_func("/style/shorthands", test_shorthands);
    g_test_add_func("/style/errors", test_errors);
    g_test_add_func("/style/missing", test_missing);
    g_test_add_func("/style/page", test_page);
    g_test_add_func("/style/write", test_write);
    g_test_add_func("/style/dump", test_dump);
    g_test_add_func("/style/hostile", test_hostile);
    g_test_add_func("/style/threads", test_threads);
    g_test_add_func("/style/fast", test_fast);
    return g_test_run();
}

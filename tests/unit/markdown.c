/* The Markdown reader: the tree of small inputs, as the dump shows it. */
#include "read/markdown.h"

#include "base/arena.h"
#include "doc/dump.h"

#include <string.h>

struct reading {
    struct diags *diags;
    struct chapter chapter;
    bool ok;
};

static struct reading *read_bytes(const char *text, size_t size)
{
    struct reading *r = g_new0(struct reading, 1);

    r->diags = diags_new();
    r->chapter = (struct chapter){.arena = arena_new(), .path = "t.md", .numbered = true};
    r->ok = markdown_read(r->diags, &r->chapter, text, size);
    if (r->ok)
        node_check(r->chapter.doc);
    return r;
}

static struct reading *read_text(const char *text)
{
    return read_bytes(text, strlen(text));
}

static void reading_free(struct reading *r)
{
    arena_free(r->chapter.arena);
    diags_free(r->diags);
    g_free(r);
}

/* Compares the tree, without its first line (the document), the last line end, and what is in its
 * formulas: unit/tex.c looks at those. */
static void check_tree(const char *text, const char *want)
{
    struct reading *r = read_text(text);
    GString *out = g_string_new(NULL);

    g_assert_true(r->ok);
    for (struct node *n = r->chapter.doc; n != NULL; n = node_next(r->chapter.doc, n))
        if (n->kind == NODE_MATH || n->kind == NODE_MATH_BLOCK)
            n->u.math.formula = NULL;
    dump_tree(r->chapter.doc, 0, out);
    const char *got = strchr(out->str, '\n');
    g_assert_cmpstr(g_strchomp(out->str) != NULL && got != NULL ? got + 1 : "", ==, want);
    g_string_free(out, TRUE);
    reading_free(r);
}

static void test_emphasis_beside_cjk(void)
{
    check_tree("**强调。**后文", "  paragraph :1\n    strong\n      text \"强调。\"\n"
                                 "    text \"后文\"");
    check_tree("是*（注）*和", "  paragraph :1\n    text \"是\"\n    emph\n      text \"（注）\"\n"
                               "    text \"和\"");
    check_tree("~~删！~~留", "  paragraph :1\n    strike\n      text \"删！\"\n    text \"留\"");
    check_tree("\\*\\*强调。\\*\\*后文", "  paragraph :1\n    text \"**强调。**后文\"");
    check_tree("\\**强调。\\**后文", "  paragraph :1\n    text \"**强调。**后文\"");
    check_tree("3~5，6~8", "  paragraph :1\n    text \"3~5，6~8\"");
    check_tree("`a。**b`", "  paragraph :1\n    code \"a。**b\"");
}

static void test_math(void)
{
    check_tree("a $x_1*y*$ b", "  paragraph :1\n    text \"a \"\n    math \"x_1*y*\"\n"
                               "    text \" b\"");
    check_tree("$5 and $6, $HOME/bin:$PATH ${A}/${B} $ARGUMENTS",
               "  paragraph :1\n"
               "    text \"$5 and $6, $HOME/bin:$PATH ${A}/${B} $ARGUMENTS\"");
    check_tree("$`a*b*`$", "  paragraph :1\n    math \"a*b*\"");
    check_tree("$$\na\n\n= b\n- x\n$$", "  math-block :1 \"a\\n\\n= b\\n- x\"");
    check_tree("$$ x $$", "  math-block :1 \"x\"");
    check_tree("```math\nx\n```", "  math-block :1 \"x\"");
    check_tree("a $$x$$ b", "  paragraph :1\n    text \"a\"\n  math-block :1 \"x\"\n"
                            "  paragraph :1 class=\"continued\"\n    text \"b\"");
    check_tree("$$ open\n\nb", "  paragraph :1\n    text \"$$ open\"\n  paragraph :3\n"
                               "    text \"b\"");
    check_tree("> $$\n> x\n\ny\n$$", "  quote :1\n    paragraph :1\n      text \"$$\"\n"
                                     "      softbreak\n      text \"x\"\n  paragraph :4\n"
                                     "    text \"y\"\n    softbreak\n    text \"$$\"");
}

/* Compares the text, with formulas in angle brackets and displays in two. */
static void check_formulas(const char *text, const char *want)
{
    struct reading *r = read_text(text);
    GString *out = g_string_new(NULL);

    g_assert_true(r->ok);
    for (const struct node *n = r->chapter.doc; n != NULL; n = node_next(r->chapter.doc, n))
        if (n->kind == NODE_MATH)
            g_string_append_printf(out, "<%s>", n->u.math.tex);
        else if (n->kind == NODE_MATH_BLOCK)
            g_string_append_printf(out, "<<%s>>", n->u.math.tex);
        else if (n->kind == NODE_TEXT || n->kind == NODE_CODE)
            g_string_append(out, n->u.text);
        else if (n->kind == NODE_SOFT_BREAK)
            g_string_append_c(out, ' ');
        else if (n->kind == NODE_CELL)
            g_string_append_c(out, '|');
    g_assert_cmpstr(out->str, ==, want);
    g_string_free(out, TRUE);
    reading_free(r);
}

static void test_dollars(void)
{
    static const char *const cases[][2] = {
        {"$a \\text{if $x$ b} c$ d $e$", "<a \\text{if $x$ b} c> d <e>"},
        {"$\\text{中文 $x$}$，$\\fbox{$a$ b}$", "<\\text{中文 $x$}>，<\\fbox{$a$ b}>"},
        {"$\\colorbox{red}{a $b_{c}$} = \\{$ d", "<\\colorbox{red}{a $b_{c}$} = \\{> d"},
        {"a $$\\text{if $x$$y$ b} c$$ d", "a<<\\text{if $x$$y$ b} c>>d"},
        {"$$\nx \\text{ if $y$$z$}\n$$", "<<x \\text{ if $y$$z$}>>"},
        {"$$x \\tag{$*$}$$", "<<x \\tag{$*$}>>"},
        {"`$`a \\text{b}`$`", "$a \\text{b}$"},
        {"$`a \\text{$b$}`$", "<a \\text{$b$}>"},
        /* what belongs to a display */
        {"$$x$$ {#eq-one}", "<<x\\label{eq-one}>>"},
        {"$$\nx\n$$. (eq:one)", "<<x.\\label{eq:one}>>"},
        {"$$\nx % no\n$$.", "<<x % no\n.>>"},
        {"$$x$$ (why)", "<<x>>(why)"},
        {"$$x$$，其中 $y$", "<<x\\text{，}>>其中 <y>"},
        {"$$x$$...", "<<x>>..."},
        /* a brace that is never closed */
        {"$\\frac{a}{b$ and $c$", "<\\frac{a}{b> and <c>"},
        {"a {$5 b {$c$ d", "a {$5 b {<c> d"},
        /* prices, variables, paths */
        {"$5 and $6, US$5 to US$10, $1,000-$2,000", "$5 and $6, US$5 to US$10, $1,000-$2,000"},
        {"$HOME/bin:$PATH ${A}/${B} $ARGUMENTS", "$HOME/bin:$PATH ${A}/${B} $ARGUMENTS"},
        {"${A:-$B}/c $USER:$HOSTs and $x$", "${A:-$B}/c $USER:$HOSTs and <x>"},
        {"{$5} and {$6} for $n$", "{$5} and {$6} for <n>"},
        /* words of formulas */
        {"the $n$th, $x_{i}$s, $3$D", "the <n>th, <x_{i}>s, <3>D"},
        {"$a$b, $n$the, $HOME$s", "$a$b, $n$the, $HOME$s"},
        /* cells */
        {"|a|b|\n|-|-|\n|$\\text{if $|x|$}$|$5 or $6|", "|a|b|<\\text{if $|x|$}>|$5 or $6"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        check_formulas(cases[i][0], cases[i][1]);
}

static void test_footnotes(void)
{
    check_tree("[^a] \\[^a] [^b]\n\n[^a]: x\n[^u]: y\n[^A]: z",
               "  paragraph :1\n    footnote-ref label=\"a\"\n    text \" [^a] [^b]\"\n"
               "  footnote :3 label=\"a\"\n    paragraph :3\n      text \"x\"\n"
               "  footnote :4 label=\"u\"\n    paragraph :4\n      text \"y\"\n"
               "  footnote :5 label=\"A\"\n    paragraph :5\n      text \"z\"");
}

static void test_breaks(void)
{
    check_tree("中文\n**中文**\nword\n中文", "  paragraph :1\n    text \"中文\"\n    strong\n"
                                             "      text \"中文\"\n    softbreak\n"
                                             "    text \"word\"\n    softbreak\n"
                                             "    text \"中文\"");
}

static void test_front_matter(void)
{
    struct reading *r = read_text("\xef\xbb\xbf---\r\ntitle: T\r\nauthors: [A, {name: B, x: C}]\r\n"
                                  "numbered: no\r\nother: 1\r\n---\r\n# H\r\n");

    g_assert_cmpstr(r->chapter.title, ==, "T");
    g_assert_cmpstr(r->chapter.author, ==, "A, B");
    g_assert_false(r->chapter.numbered);
    g_assert_cmpint(r->chapter.doc->first->kind, ==, NODE_HEADING);
    g_assert_cmpint(r->chapter.doc->first->loc.line, ==, 7);
    g_assert_cmpuint(diags_count(r->diags, DIAG_WARNING), ==, 0);
    reading_free(r);
    r = read_text("---\n\ntext\n\n---\n");
    g_assert_cmpint(r->chapter.doc->first->kind, ==, NODE_RULE);
    reading_free(r);
    r = read_text("---\ntitle: [\n---\ntext\n");
    g_assert_cmpuint(diags_count_code(r->diags, DIAG_FRONT_MATTER), ==, 1);
    reading_free(r);
}

static void test_bytes(void)
{
    struct reading *r = read_bytes("a\0b\xef\xb7\x90", 6);

    g_assert_true(r->ok);
    g_assert_cmpstr(r->chapter.doc->first->first->u.text, ==,
                    "a\xef\xbf\xbd"
                    "b\xef\xb7\x90");
    reading_free(r);
    r = read_bytes("ab\nc\xff", 5);
    g_assert_false(r->ok);
    g_assert_cmpuint(diags_count_code(r->diags, DIAG_FILE_ENCODING), ==, 1);
    reading_free(r);
}

static const struct node *find_kind(const struct reading *r, enum node_kind kind)
{
    const struct node *n = r->chapter.doc;

    while (n != NULL && n->kind != kind)
        n = node_next(r->chapter.doc, n);
    g_assert_nonnull(n);
    return n;
}

/* Lines and columns are those of the file, whatever was put into the text before cmark saw it. */
static void test_places(void)
{
    struct reading *r = read_text("---\ntitle: T\n---\n**强。**后\n两 `code` ![](image.png)\n"
                                  "[link\nlink](target.md) 三 $\\alpha$\n\n"
                                  "|a|\n|-|\n|`c|d` ![](cell.png)|\n");
    const struct node *image = find_kind(r, NODE_IMAGE);

    g_assert_cmpint(find_kind(r, NODE_PARAGRAPH)->loc.line, ==, 4);
    g_assert_cmpint(find_kind(r, NODE_CODE)->loc.line, ==, 5);
    g_assert_cmpint(find_kind(r, NODE_CODE)->loc.col, ==, 4);
    g_assert_cmpint(image->loc.line, ==, 5);
    g_assert_cmpint(image->loc.col, ==, 14);
    g_assert_cmpint(find_kind(r, NODE_LINK)->loc.line, ==, 7);
    g_assert_cmpint(find_kind(r, NODE_MATH)->loc.line, ==, 7);
    g_assert_cmpint(find_kind(r, NODE_MATH)->loc.col, ==, 21);
    do
        image = node_next(r->chapter.doc, image);
    while (image->kind != NODE_IMAGE);
    g_assert_cmpint(image->loc.line, ==, 11);
    g_assert_cmpint(image->loc.col, ==, 12);
    reading_free(r);
}

static void test_comments(void)
{
    check_tree("a <!-- b -- c ---> d", "  paragraph :1\n    text \"a d\"");
    check_tree("`<!-- b -- c -->`", "  paragraph :1\n    code \"<!-- b -- c -->\"");
    check_tree("---\n---", "  rule :1\n  rule :2");
}

/* Nothing is lost however deep it is, and the tree stays shallow enough to recurse on. */
static void test_nesting(void)
{
    GString *s = g_string_new(NULL);

    for (int i = 0; i < 3000; i++)
        g_string_append_c(s, '>');
    g_string_append(s, "word\n\n");
    for (int i = 0; i < 3000; i++)
        g_string_append(s, "*a **b ");
    for (int i = 0; i < 3000; i++)
        g_string_append(s, "c** d*");
    struct reading *r = read_bytes(s->str, s->len);
    g_assert_true(r->ok);
    g_assert_cmpuint(diags_count_code(r->diags, DIAG_NESTING), >=, 1);
    for (const struct node *n = r->chapter.doc; n != NULL; n = node_next(r->chapter.doc, n)) {
        int depth = 0;
        for (const struct node *p = n->parent; p != NULL; p = p->parent)
            depth++;
        g_assert_cmpint(depth, <, NODE_MAX_DEPTH);
    }
    char *text = node_text(r->chapter.arena, r->chapter.doc);
    g_assert_true(g_str_has_prefix(text, "word\na b a b "));
    g_assert_true(g_str_has_suffix(text, "c dc d"));
    g_string_free(s, TRUE);
    reading_free(r);
}

/* Inputs that take cmark-gfm quadratic time as they are: it would run into the time limit. */
static void test_quadratic(void)
{
    static const char *const pieces[] = {
        "|",   "<?",   "<!A",   "<![CDATA[",        "$",    "$$", "${", "[^", "**。", "`", "$`",
        "![[", "<!--", "~~。a", "\\begin{align}\n", "$${\n"};

    for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
        GString *s = g_string_new("x ");
        for (int k = 0; k < 40000; k++)
            g_string_append(s, pieces[i]);
        struct reading *r = read_bytes(s->str, s->len);
        g_assert_true(r->ok);
        char *text = node_text(r->chapter.arena, r->chapter.doc);
        g_assert_cmpuint(strlen(text), >=, s->len / 8); /* delimiters may match */
        reading_free(r);
        g_string_free(s, TRUE);
    }
}

static void test_table(void)
{
    check_tree("|a|b|\n|-|-:|\n|$|x|$|`y|z`[^1]|\n\n[^1]: n",
               "  table :1 columns=2\n    row :1 head\n      cell :1 head\n        text \"a\"\n"
               "      cell :1 head align=right\n        text \"b\"\n    row :3\n      cell :3\n"
               "        math \"|x|\"\n      cell :3 align=right\n        code \"y|z\"\n"
               "        footnote-ref label=\"1\"\n  footnote :5 label=\"1\"\n"
               "    paragraph :5\n      text \"n\"");
    struct reading *r = read_text("|a|\n|-|\n|b|lost?|\n");
    char *text = node_text(r->chapter.arena, r->chapter.doc);
    g_assert_nonnull(strstr(text, "b|lost?"));
    g_assert_cmpuint(diags_count_code(r->diags, DIAG_TABLE_CELLS), ==, 1);
    reading_free(r);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/markdown/emphasis-beside-cjk", test_emphasis_beside_cjk);
    g_test_add_func("/markdown/math", test_math);
    g_test_add_func("/markdown/dollars", test_dollars);
    g_test_add_func("/markdown/footnotes", test_footnotes);
    g_test_add_func("/markdown/breaks", test_breaks);
    g_test_add_func("/markdown/front-matter", test_front_matter);
    g_test_add_func("/markdown/bytes", test_bytes);
    g_test_add_func("/markdown/places", test_places);
    g_test_add_func("/markdown/comments", test_comments);
    g_test_add_func("/markdown/nesting", test_nesting);
    g_test_add_func("/markdown/quadratic", test_quadratic);
    g_test_add_func("/markdown/table", test_table);
    return g_test_run();
}

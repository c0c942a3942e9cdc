/* Raw HTML to nodes: what each pattern of tags becomes, as a terse text. */
#include "read/html.h"

#include <string.h>

static void show_value(GString *s, const char *name, const char *value)
{
    if (value != NULL)
        g_string_append_printf(s, " %s=%s", name, value);
}

static void show_fields(const struct node *n, GString *s)
{
    if (n->kind == NODE_IMAGE) {
        g_string_append_printf(s, " %s", n->u.image.url);
        show_value(s, "alt", *n->u.image.alt == '\0' ? NULL : n->u.image.alt);
        show_value(s, "w", n->u.image.width);
        show_value(s, "h", n->u.image.height);
    } else if (n->kind == NODE_LINK) {
        g_string_append_printf(s, " %s", n->u.link.url);
    } else if (n->kind == NODE_CODE) {
        g_string_append_printf(s, "'%s'", n->u.text);
    } else if (n->kind == NODE_CODE_BLOCK) {
        show_value(s, "lang", n->u.code.language);
        g_string_append_printf(s, "'%s'", n->u.code.text);
    } else if (n->kind == NODE_HEADING) {
        g_string_append_printf(s, "%d", n->u.heading.level);
    } else if (n->kind == NODE_LIST && n->u.list.ordered) {
        g_string_append_printf(s, " from %d", n->u.list.start);
    } else if (n->kind == NODE_TABLE) {
        g_string_append_printf(s, "%d", n->u.table.n_columns);
    } else if (n->kind == NODE_ROW && n->u.row.head) {
        g_string_append(s, " head");
    } else if (n->kind == NODE_CELL) {
        if (n->u.cell.colspan > 1 || n->u.cell.rowspan > 1)
            g_string_append_printf(s, " %dx%d", n->u.cell.colspan, n->u.cell.rowspan);
        if (n->u.cell.align != ALIGN_NONE)
            g_string_append_printf(s, " align%d", n->u.cell.align);
    }
}

/* kind{children}; text in quotes, soft breaks as _, hard breaks as /. */
static void show(const struct node *n, GString *s)
{
    if (n->kind == NODE_TEXT) {
        g_string_append_printf(s, "'%s'", n->u.text);
        return;
    }
    if (n->kind == NODE_SOFT_BREAK || n->kind == NODE_HARD_BREAK) {
        g_string_append_c(s, n->kind == NODE_SOFT_BREAK ? '_' : '/');
        return;
    }
    g_string_append(s, n->kind == NODE_PARAGRAPH ? "p" : node_kind_name(n->kind));
    show_value(s, "id", n->id);
    show_value(s, "class", n->classes);
    show_value(s, "lang", n->lang);
    for (const struct attr *a = n->attrs; a != NULL; a = a->next)
        show_value(s, a->name, a->value);
    show_fields(n, s);
    if (n->first == NULL)
        return;
    g_string_append_c(s, '{');
    for (const struct node *c = n->first; c != NULL; c = c->next) {
        if (c->prev != NULL && node_is_block(c->kind))
            g_string_append_c(s, ' ');
        show(c, s);
    }
    g_string_append_c(s, '}');
}

/* No HTML node, no block in an inline or beside one, parts only in their wholes. */
static void check_tree(const struct node *top)
{
    node_check(top);
    for (const struct node *n = top; n != NULL; n = node_next(top, n)) {
        g_assert(n->kind != NODE_HTML_BLOCK && n->kind != NODE_HTML_INLINE);
        g_assert(n->kind != NODE_PARAGRAPH || n->first != NULL);
        for (const struct node *c = n->first; c != NULL; c = c->next) {
            g_assert(node_is_block(c->kind) == !node_holds_inlines(n));
            if (n->kind == NODE_LIST)
                g_assert(c->kind == NODE_ITEM);
            if (n->kind == NODE_ROW)
                g_assert(c->kind == NODE_CELL);
            if (n->kind == NODE_TABLE)
                g_assert(c->kind == NODE_ROW || (c->kind == NODE_CAPTION && c->prev == NULL));
            if (n->kind == NODE_DEF_LIST)
                g_assert(c->kind == NODE_TERM || c->kind == NODE_DEFINITION);
            if (c->kind == NODE_SUMMARY)
                g_assert(n->kind == NODE_DETAILS && c->prev == NULL);
            if (c->kind == NODE_CELL)
                g_assert(n->kind == NODE_ROW);
        }
    }
}

/* The small Markdown of these tests: "|" parts the blocks; a block that begins with "%" is a
 * paragraph whose tags are inline HTML, any other one an HTML block. */
static void add_block(struct arena *a, struct node *doc, const char *text, int line)
{
    struct loc loc = {"t.md", line, 0};

    if (*text != '%') {
        struct node *html = node_new(a, NODE_HTML_BLOCK, loc);
        html->u.text = arena_strdup(a, text);
        node_append(doc, html);
        return;
    }
    struct node *para = node_new(a, NODE_PARAGRAPH, loc);
    node_append(doc, para);
    for (const char *p = text + 1; *p != '\0';) {
        size_t n = *p == '<' ? strcspn(p, ">") + 1 : *p == '\n' ? 1 : strcspn(p, "<\n");
        enum node_kind kind = *p == '<'    ? NODE_HTML_INLINE
                              : *p == '\n' ? NODE_SOFT_BREAK
                                           : NODE_TEXT;
        struct node *c = node_new(a, kind, loc);
        if (*p != '\n')
            c->u.text = arena_strndup(a, p, n);
        node_append(para, c);
        p += n;
    }
}

static GString *rewrite(const char *source, struct diags *d)
{
    struct arena *a = arena_new();
    struct node *doc = node_new(a, NODE_DOCUMENT, (struct loc){"t.md", 1, 0});
    char **blocks = g_strsplit(source, "|", -1);
    GString *s = g_string_new(NULL);

    for (int i = 0; blocks[i] != NULL; i++)
        add_block(a, doc, blocks[i], i + 1);
    html_rewrite(a, d, doc);
    check_tree(doc);
    for (const struct node *c = doc->first; c != NULL; c = c->next) {
        if (c->prev != NULL)
            g_string_append_c(s, ' ');
        show(c, s);
    }
    g_strfreev(blocks);
    arena_free(a);
    return s;
}

struct sample {
    const char *source, *tree, *codes; /* codes: of the diagnostics, as printed; NULL: none */
};

static void check_sample(const struct sample *sample)
{
    struct diags *d = diags_new();
    GString *got = rewrite(sample->source, d), *out = g_string_new(NULL);
    GString *codes = g_string_new(NULL);

    diags_print(d, DIAG_TEXT, false, false, out);
    for (const char *p = out->str; (p = strstr(p, " [")) != NULL; p += 2) {
        g_string_append_printf(codes, "%s", codes->len > 0 ? " " : "");
        g_string_append_len(codes, p + 2, (gssize)strcspn(p + 2, "]"));
    }
    if (strcmp(got->str, sample->tree) != 0 ||
        strcmp(codes->str, sample->codes == NULL ? "" : sample->codes) != 0) {
        g_test_message("%s\ngot  %s\nwant %s\ngot  %s\nwant %s", sample->source, got->str,
                       sample->tree, codes->str, sample->codes == NULL ? "" : sample->codes);
        g_test_fail();
    }
    g_string_free(codes, TRUE);
    g_string_free(out, TRUE);
    g_string_free(got, TRUE);
    diags_free(d);
}

static void check_samples(const struct sample *samples, size_t n)
{
    for (size_t i = 0; i < n; i++)
        check_sample(&samples[i]);
}

static void test_blocks(void)
{
    static const struct sample samples[] = {
        {"<div align=\"center\">\n <img src=a.png width=300>\n <br>\n text\n</div>",
         "div align=center{p{image a.png w=300/'text'}}", NULL},
        {"<p align='center'><em>x</em> y</p>", "p align=center{emph{'x'}' y'}", NULL},
        {"<center><b>x</b></center>", "div align=center{p{strong{'x'}}}", NULL},
        {"<p>a<p>b", "p{'a'} p{'b'}", NULL},
        {"<p align=center>|%x|</p>", "div align=center{p{'x'}}", NULL},
        {"<p align=center>a|%x|b</p>", "div align=center{p{'a'} p{'x'} p{'b'}}", NULL},
        {"<p align=center>a|%x", "p align=center{'a'} p{'x'}", NULL},
        {"<blockquote>a<hr>b</blockquote>", "quote{p{'a'} rule p{'b'}}", NULL},
        {"<h2 align=center id=t>A <i>b</i></h2>", "heading id=t align=center2{'A 'emph{'b'}}",
         NULL},
        {"<div>\n\n</div>", "", NULL},
        {"a\nb &lt;c&gt; &#x4E2D;&nbsp;文\n字", "p{'a b <c> 中\u00A0文字'}", NULL},
        {"<figure><img src=a><figcaption>cap</figcaption></figure>",
         "figure{p{image a} caption{'cap'}}", NULL},
        {"<b>x<div>y</div>z</b>", "p{strong{'x'}} div{p{strong{'y'}}} p{strong{'z'}}", NULL},
        {"<a href=u><p>x</p></a>", "p{link u{'x'}}", NULL},
        {"<p>&nbsp;</p>x", "p{'x'}", NULL},
    };
    check_samples(samples, G_N_ELEMENTS(samples));
}

static void test_details(void)
{
    static const struct sample samples[] = {
        {"<details><summary>T <b>x</b></summary>|%a|%b|</details>|%c",
         "details{summary{'T 'strong{'x'}} p{'a'} p{'b'}} p{'c'}", NULL},
        {"<details open>a<summary>T</summary></details>", "details open=open{summary{'T'} p{'a'}}",
         NULL},
        {"<details>|%x", "details{p{'x'}}", "html-unclosed"},
        {"</details>|%x", "p{'x'}", "html-stray"},
        {"%a <details><summary>T</summary>|%b|%c</details> d",
         "p{'a '} details{summary{'T'} p{'b'} p{'c'}} p{'d'}", NULL},
        {"<details><summary>|%T|</summary>|%x|</details>", "details{summary{'T'} p{'x'}}", NULL},
        {"<details><summary>T|%x|</details>", "details{summary{'T'} p{'x'}}", "html-unclosed"},
        {"<details><summary><h3>A</h3><p>b</p></summary></details>", "details{summary{'A'/'b'}}",
         NULL},
        {"<details><summary>a</summary><details><summary>b</summary>c</details>d</details>",
         "details{summary{'a'} details{summary{'b'} p{'c'}} p{'d'}}", NULL},
        {"<summary>x</summary>", "p{'x'}", NULL},
    };
    check_samples(samples, G_N_ELEMENTS(samples));
}

static void test_inlines(void)
{
    static const struct sample samples[] = {
        {"%a<sub>2</sub><sup>3</sup> <kbd>K</kbd> <mark>m</mark><br>\nnext",
         "p{'a'sub{'2'}sup{'3'}' 'kbd{'K'}' 'mark{'m'}/'next'}", NULL},
        {"%<b>a<i>b</b>c</i>", "p{strong{'a'emph{'b'}}emph{'c'}}", NULL},
        {"%<b>a", "p{strong{'a'}}", "html-unclosed"},
        {"%a</b>", "p{'a'}", "html-stray"},
        {"%a <code>x  y</code> <code>z</code>", "p{'a 'code'x y'' 'code'z'}", NULL},
        {"%<code><a href=u>x</a></code>", "p{link u{code'x'}}", NULL},
        {"%<a href='http://x'>x</a> <a name=t></a>y", "p{link http://x{'x'}' 'anchor id=t'y'}",
         NULL},
        {"%<a href='java&#10;script:alert(1)'>x</a>", "p{'x'}", "html-attribute"},
        {"%<span class='a b,c' lang=de title=t onclick=x>s</span>",
         "p{span class=a lang=de title=t{'s'}}", "html-attribute"},
        {"%a<br>", "p{'a'}", NULL},
        {"%<br>", "", NULL},
        {"%<q>a</q> <abbr title=T>b</abbr>", "p{'“''a''”'' 'span title=T{'b'}}", NULL},
        {"<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "p{'漢(kan)'}", NULL},
        {"<a id=x></a>|<h2>T</h2>", "heading2{anchor id=x'T'}", NULL},
        {"%x <think> y </think>", "p{'x ''<think>'' y ''</think>'}", "html-unknown"},
        {"%a<!-- c -->b<?php x ?>", "p{'a''b'}", "html-dropped"},
        {"<sub>|%x|</sub>", "p{sub{'x'}}", NULL},
        {"<sub>a</sub>|<sup>b</sup>", "p{sub{'a'}} p{sup{'b'}}", NULL},
    };
    check_samples(samples, G_N_ELEMENTS(samples));
}

static void test_lists(void)
{
    static const struct sample samples[] = {
        {"<ul><li>a<li>b<ul><li>c</ul></ul>", "list{item{p{'a'}} item{p{'b'} list{item{p{'c'}}}}}",
         NULL},
        {"<ol start=3>\n<li>a</li>\n</ol>", "list from 3{item{p{'a'}}}", NULL},
        {"<ul>x<li>a</ul>", "list{item{p{'x'}} item{p{'a'}}}", NULL},
        {"<li>a</li>", "list{item{p{'a'}}}", NULL},
        {"<dl><dt>t<dd>d<dt>u<dd>e</dl>",
         "deflist{term{'t'} definition{p{'d'}} term{'u'} definition{p{'e'}}}", NULL},
        {"<dl><dt>t|<ul><li>x</ul>|</dl>", "deflist{term{'t'/'x'}}", "html-dropped"},
        {"<ul></ul>", "", NULL},
        {"<ul>|%x|</ul>", "list{item{p{'x'}}}", NULL},
        {"<ul><li><div>a</div><p>b</p></li></ul>", "list{item{div{p{'a'}} p{'b'}}}", NULL},
    };
    check_samples(samples, G_N_ELEMENTS(samples));
}

static void test_tables(void)
{
    static const struct sample samples[] = {
        {"<table><tr><th>a<th>b<tr><td>c<td>d</table>",
         "table2{row head{cell{'a'} cell{'b'}} row{cell{'c'} cell{'d'}}}", NULL},
        {"<table><thead><tr align=center><td>a</td></tr></thead><tbody><tr><td colspan=2 "
         "rowspan=9>b</td></tr></tbody></table>",
         "table2{row head{cell align2{'a'}} row{cell 2x1{'b'}}}", NULL},
        {"<table>x<tr>y<td>a</td></tr><caption>C</caption></table>",
         "p{'x'} p{'y'} table1{caption{'C'} row{cell{'a'}}}", NULL},
        {"<table><td>a</table>", "table1{row{cell{'a'}}}", NULL},
        {"<td>a</td>", "p{'a'}", "html-dropped"},
        {"<table><tr><td>a<ul><li>b</ul>c<td>|%d|</table>",
         "table2{row{cell{p{'a'} list{item{p{'b'}}} p{'c'}} cell{p{'d'}}}}", NULL},
        {"<table><tr><td><table><tr><td>x</table></table>",
         "table1{row{cell{table1{row{cell{'x'}}}}}}", NULL},
        {"<table></table>", "", NULL},
    };
    check_samples(samples, G_N_ELEMENTS(samples));
}

static void test_media_and_gone(void)
{
    static const struct sample samples[] = {
        {"<audio controls>\n<source src=\"https://x.y/a/b.wav\">\n</audio>",
         "p{link https://x.y/a/b.wav{'b.wav'}}", "html-media"},
        {"<iframe src='https://v/e' title='Demo'></iframe>", "p{link https://v/e{'Demo'}}",
         "html-media"},
        {"%say <video> and", "p{'say ''<video>'' and'}", "html-unknown"},
        {"<picture><source media='(prefers-color-scheme: dark)' srcset=d.png><source "
         "media='(prefers-color-scheme: light)' srcset='l.png 2x'><img src=x.png alt=A></picture>",
         "p{image l.png alt=A}", NULL},
        {"<script>alert('<p>')</script>x", "p{'x'}", "html-dropped"},
        {"<style>p{}</style>|%x", "p{'x'}", "html-dropped"},
        {"<svg><path/>|%x|</svg>|%y", "p{'y'}", "html-dropped"},
        {"<svg>|%x", "p{'x'}", "html-unclosed"},
        {"%a <style> b\nc|%d", "p{'a ''b'_'c'} p{'d'}", "html-unclosed"},
        {"%<style>|<p>x</p>|%<b>y</b>", "p{'x'} p{strong{'y'}}", "html-unclosed"},
        {"<style>x|<p>y</p>|%z", "p{'y'} p{'z'}", "html-dropped html-unclosed"},
        {"%a<style>b|%c</style>d", "p{'a'} p{'d'}", "html-dropped"},
        {"<div><template>a</div>", "div{p{'a'}}", "html-unclosed"},
        {"<img src='javascript:x' alt=A>", "p{'A'}", "html-attribute"},
        {"<img src=a.png style='width: 40%; height:auto'>", "p{image a.png w=40%}", NULL},
        {"<div style='text-align:center'>x</div>", "div align=center{p{'x'}}", NULL},
        {"<div style='display:flex'>x</div>", "div{p{'x'}}", "html-attribute"},
        {"<pre lang=PYTHON><code>a &lt; b\n  <b>c</b>\n</code></pre>",
         "code-block lang=python'a < b\n  c'", NULL},
        {"<form><input><label>x</label></form>", "p{'x'}", "html-dropped html-dropped"},
        {"<p", "p{'<p'}", NULL},
        {"a < b <c", "p{'a < b <c'}", NULL},
        {"<!-- never\nx", "", "html-unclosed"},
    };
    check_samples(samples, G_N_ELEMENTS(samples));
}

static void test_urls(void)
{
    static const char *const safe[] = {"a.md",   "#x",       "https://x", "HTTP://x", "mailto:a@b",
                                       "/x?y:z", "a/b:c.md", "12:30.md",  "",         "tel:1"};
    static const char *const unsafe[] = {
        "javascript:x",           "JaVa\tScript:x", " javascript:x",      "java&#10;script:x",
        "javascript&#58;alert()", "data:text/html", "file:///etc/passwd", "\001javascript:x",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(safe); i++)
        g_assert_true(html_url_is_safe(safe[i]));
    for (size_t i = 0; i < G_N_ELEMENTS(unsafe); i++)
        g_assert_false(html_url_is_safe(unsafe[i]));
}

/* Every repetition must be linear: 200 kB in well under a second. */
static void test_hostile(void)
{
    static const char *const parts[] = {
        "<b>",
        "</b>",
        "<b><i>",
        "<div>",
        "<table>",
        "<td>",
        "<ul><li>",
        "<p align=x>",
        "<details>",
        "<a b=\"",
        "<a b='\"",
        "<!--",
        "<?",
        "<svg>",
        "<pre>",
        "&#",
        "<a <",
        "<![CDATA[",
        "</table>",
        "<q>",
        "<summary>",
        "<unk>",
        "<code>x",
        "<a href=x>",
        "<dl><dt>",
        "<li>",
        "<a\"'",
        "<b></div>",
        "x<br> ",
        "<table><tr><td>",
        "<h1>",
        "<script>",
        "<u><p>x",
        "|<p align=center>|%x",
        "<i><div></i>x",
        "|<summary>|%x",
        "|<svg>|%x",
        "<tr><td rowspan=65534 colspan=100>",
        "|%<b>x",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        GString *s = g_string_new("x");
        struct diags *d = diags_new();
        while (s->len < 200000)
            g_string_append(s, parts[i]);
        GString *got = rewrite(s->str, d); /* not linear: it runs into the test's time limit */
        g_string_free(got, TRUE);
        g_string_free(s, TRUE);
        diags_free(d);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/html/blocks", test_blocks);
    g_test_add_func("/html/details", test_details);
    g_test_add_func("/html/inlines", test_inlines);
    g_test_add_func("/html/lists", test_lists);
    g_test_add_func("/html/tables", test_tables);
    g_test_add_func("/html/media-and-gone", test_media_and_gone);
    g_test_add_func("/html/urls", test_urls);
    g_test_add_func("/html/hostile", test_hostile);
    return g_test_run();
}

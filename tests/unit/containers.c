/* The pieces that other tools' containers are read with: tags, fences of colons, which lines are
 * code, and what closes what. */
#include "read/block_plan.h"
#include "read/container.h"
#include "read/line_scan.h"
#include "read/shortcode.h"

#include <string.h>

/* ---- tags ---- */

static void check_tag(const char *text, const char *want)
{
    struct arena *a = arena_new();
    GString *got = g_string_new(NULL);
    struct shortcode t;

    if (shortcode_parse(a, text, text + strlen(text), &t)) {
        g_string_append_printf(got, "%s%s%s%s", t.close ? "/" : "", t.escaped ? "escaped" : t.name,
                               t.alone ? "!" : "", t.length < strlen(text) ? "..." : "");
        for (size_t i = 0; i < t.n_args; i++)
            g_string_append_printf(got, " %s%s[%s]", t.args[i].key != NULL ? t.args[i].key : "",
                                   t.args[i].key != NULL ? "=" : "", t.args[i].value);
    }
    g_assert_cmpstr(got->str, ==, want);
    g_string_free(got, TRUE);
    arena_free(a);
}

static void test_tags(void)
{
    check_tag("{% hint style=\"info\" %}", "hint style=[info]");
    check_tag("{%- hint style='a \"b\"' -%} rest", "hint... style=[a \"b\"]");
    check_tag("{% endhint %}", "/hint");
    check_tag("{% end %}", "end");
    check_tag("{{< figure src=\"a.png\" width=50% >}}", "figure src=[a.png] width=[50%]");
    check_tag("{{< tab \"A b\" c >}}", "tab [A b] [c]");
    check_tag("{{< /tab >}}", "/tab");
    check_tag("{{% /notice %}}", "/notice");
    check_tag("{{< br />}}", "br!");
    check_tag("{{< a key = \"v\" >}}", "a key=[v]");
    check_tag("{{</* a */>}}", "escaped");
    check_tag("{% %}", "");
    check_tag("{{< 1 >}}", "");
    check_tag("{% hint", "");
    check_tag("{{ site.x }}", "");
    check_tag("{% a \"unclosed %}", "a [\"unclosed]");
}

/* ---- headers of fences ---- */

static void check_fence(const char *text, const char *want)
{
    static const char *const roles[] = {
        [CONTAINER_BOX] = "box",         [CONTAINER_ALERT] = "alert",
        [CONTAINER_DETAILS] = "details", [CONTAINER_TABS] = "tabs",
        [CONTAINER_TAB] = "tab",         [CONTAINER_FIGURE] = "figure",
        [CONTAINER_TABLE] = "table",     [CONTAINER_ROWS] = "rows",
        [CONTAINER_TITLED] = "titled",   [CONTAINER_LINK] = "link",
        [CONTAINER_CODE] = "code",       [CONTAINER_WRAPPER] = "wrapper",
        [CONTAINER_NOTHING] = "nothing"};
    struct arena *a = arena_new();
    struct container *c = container_of_fence(a, text, text + strlen(text));
    g_autofree char *got = NULL;

    if (c != NULL) {
        container_settle(a, c);
        got = g_strdup_printf("%s %s", roles[c->role], c->class != NULL ? c->class : "-");
        char *more = g_strdup_printf(
            "%s%s%s%s%s%s%s", got, c->title != NULL ? " title=" : "",
            c->title != NULL ? c->title : "", c->attrs.id != NULL ? " #" : "",
            c->attrs.id != NULL ? c->attrs.id : "", c->argument != NULL ? " argument=" : "",
            c->argument != NULL ? c->argument : "");
        g_free(got);
        got = more;
    }
    g_assert_cmpstr(got != NULL ? got : "", ==, want);
    arena_free(a);
}

static void test_fences(void)
{
    check_fence("note", "alert note");
    check_fence("NOTE  ", "alert note");
    check_fence("note Title *x*", "alert note title=Title *x*");
    check_fence("note[A [b] c]{#id}", "alert note title=A [b] c #id");
    check_fence("details Sum {open}", "details details title=Sum");
    check_fence("danger ::::", "alert danger");
    check_fence("{.callout-tip collapse=\"true\" #x}", "details tip #x");
    check_fence("{.x .y}", "box -");
    check_fence("{note} Title", "alert note title=Title");
    check_fence("{figure} a.png", "figure figure argument=a.png");
    check_fence("{code-block} python", "code code-block argument=python");
    check_fence("question", "alert question title=Question");
    check_fence("anything else", "box anything title=else");
    check_fence("提示 标题", "box 提示 title=标题");
    check_fence("", "");
    check_fence("1st", "");
    check_fence("word: text", "");
    check_fence("\"quoted\"", "");
}

/* ---- lines of code ---- */

/* A letter for each line: t(ext), b(lank), f(ence), c(ode). */
static void check_scan(const char *text, const char *want)
{
    static const char letters[] = {
        [LINE_TEXT] = 't', [LINE_BLANK] = 'b', [LINE_FENCE] = 'f', [LINE_CODE] = 'c'};
    struct line_scan s = {0};
    GString *got = g_string_new(NULL);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

    for (char **line = lines; *line != NULL; line++)
        g_string_append_c(got, letters[line_scan(&s, *line, strlen(*line))]);
    g_assert_cmpstr(got->str, ==, want);
    g_string_free(got, TRUE);
}

static void test_scan(void)
{
    check_scan("a\n```\nb\n```\nc", "tfcft");
    check_scan("````\n```\n````\nc", "fcft");
    check_scan("~~~ x\n```\n~~~", "fcf");
    check_scan("``` a`b", "t");
    check_scan("a\n\n    code\n\n    code\nb", "tbcbct");
    check_scan("a\n    lazy", "tt");
    check_scan("- a\n\n  b\n\n      code", "tbtbc");
    check_scan("- ```\n  x\n  ```\nb", "fcft");
    check_scan("- ```\n  x\nout\n```", "fctf");
    check_scan("> ```\n> x\nout", "fct");
    check_scan("> a\n>\n>     code", "tbc");
    check_scan("!!! note\n    text\n\n    text\n\n        code", "ttbtbc");
    check_scan("1. a\n\n   b\n\n   ```\n   c\n   ```", "tbtbfcf");
}

/* ---- pairs ---- */

/* For each line of the text one of . < > o: nothing, opens, closes, both; then the reports. */
static void check_plan(const char *text, const char *want, unsigned warnings)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    GString *clean = g_string_new(text), *got = g_string_new(NULL);
    struct md_options options = {0};
    struct md_source *src = md_source_new(clean, 0, 0, &options);
    struct block_plan *p = block_plan_new(a, d, "t.md", src);

    for (int line = 1; line <= (int)md_source_n_lines(src); line++)
        g_string_append_c(got, ".<>o"[block_plan_at(p, line).kind]);
    g_assert_cmpstr(got->str, ==, want);
    g_assert_cmpuint(diags_count(d, DIAG_WARNING), ==, warnings);
    block_plan_free(p);
    md_source_free(src);
    g_string_free(got, TRUE);
    g_string_free(clean, TRUE);
    diags_free(d);
    arena_free(a);
}

static void test_pairs(void)
{
    check_plan("text\n\ntext", "...", 0);
    check_plan("::: a\nx\n:::", "<.>", 0);
    check_plan(":::: a\n::: b\n:::\n::::", "<<>>", 0);
    check_plan("::: a\n::: b\n:::\n:::", "<<>>", 0);   /* pandoc counts no colons */
    check_plan("::: a\n:::: b\n::::\n:::", "<<>>", 0); /* nor does it matter which are more */
    check_plan(":::: a\n::: b\n::::", "<.>", 1);       /* the inner one is never closed */
    check_plan("::: a\n```\n:::\n```\n:::", "<...>", 0);
    check_plan("::: a\ntext", "..", 1);
    check_plan(":::\ntext", "..", 1);
    check_plan("{% hint %}\n{% tabs %}\n{% endhint %}", "<.>", 1);
    check_plan("{% embed url=\"x\" %}\ntext", "o.", 0);
    check_plan("{% embed url=\"x\" %}\n{% embed url=\"y\" %}\nz\n{% endembed %}", "o<.>", 0);
    check_plan("{% hint %}\n{% embed url=\"x\" %}\n{% endhint %}", "<o>", 0);
    check_plan("{{< note >}}\n{{< /note >}}\n{{< /note >}}", "<>.", 1);
    check_plan("{{< highlight go >}}\n::: x\n{{< /highlight >}}", "<.>", 0);
    check_plan("::: tabs\n@tab A\na\n@tab B\nb\n:::", "<<.<.>", 0);
    check_plan("text @tab\n@tab A", "..", 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/containers/tags", test_tags);
    g_test_add_func("/containers/fences", test_fences);
    g_test_add_func("/containers/scan", test_scan);
    g_test_add_func("/containers/pairs", test_pairs);
    return g_test_run();
}

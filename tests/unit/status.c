/* The command status: what is counted, what the history says, how the table fits. */
#include "status_report.h"

#include "read/markdown.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <utime.h>

/* ---- counts ---- */

static struct counts counts_of(const char *markdown)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    struct chapter *c = arena_one(a, struct chapter);

    c->arena = a;
    c->path = "x.md";
    g_assert_true(markdown_read(d, c, markdown, strlen(markdown)));
    struct counts counts = count_tree(c->doc);
    diags_free(d);
    arena_free(a);
    return counts;
}

static void test_words(void)
{
    static const struct {
        const char *text;
        unsigned words;
    } cases[] = {
        {"", 0},
        {"one two", 2},
        {"don't, state-of-the-art 3.14 1,000", 4},
        {"trailing- dash -leading", 3},
        {"un**believ**able `code here` done", 2},
        {"一句话，三个词。", 6},
        {"KV缓存 GPU上", 5},
        {"ひらがな 漢字", 6},
        {"한국어 문장", 2},
        {"a\nb", 2},
        {"$x + y$ and $$\nz\n$$", 1},
        {"[link text](https://example.org/not/counted)", 2},
        {"cafe\u0301 na\u00efve", 2},
        {"\u2014 \u2026 !", 0},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        if (counts_of(cases[i].text).words != cases[i].words)
            g_error("\"%s\": %u words, not %u", cases[i].text, counts_of(cases[i].text).words,
                    cases[i].words);
}

static void test_things(void)
{
    struct counts c = counts_of("# A\n\n## B\n\n$x$ and ![alt words](p.png)\n\n$$\ny\n$$\n\n"
                                "```\none\n\nthree\n```\n\n| a | b |\n|---|---|\n| c | d |\n\n"
                                "- item\n- [ ] task\n\n> quote\n");

    g_assert_cmpuint(c.words, ==, 2 + 1 + 4 + 2 + 1);
    g_assert_cmpuint(c.formulas, ==, 2);
    g_assert_cmpuint(c.images, ==, 1);
    g_assert_cmpuint(c.tables, ==, 1);
    g_assert_cmpuint(c.code_lines, ==, 3);
    g_assert_cmpuint(c.headings, ==, 2);
    g_assert_cmpuint(c.blocks, ==, 1 + 1 + 1 + 1 + 2 + 1);
}

/* ---- history ---- */

struct repository {
    char *dir;
    struct root *root;
    int time; /* of the next commit */
};

/* False where there is no git. */
static bool git(struct repository *r, const char *arguments)
{
    g_autofree char *date = g_strdup_printf("%d +0000", r->time);
    g_autofree char *line = g_strdup_printf(
        "env GIT_AUTHOR_DATE='%s' GIT_COMMITTER_DATE='%s' git -C '%s' -c user.name=n "
        "-c user.email=a@b -c commit.gpgsign=false -c init.defaultBranch=main %s",
        date, date, r->dir, arguments);
    g_autofree char *out = NULL, *err = NULL;
    int status;

    r->time += 86400;
    return g_spawn_command_line_sync(line, &out, &err, &status, NULL) &&
           g_spawn_check_wait_status(status, NULL);
}

static void put(const struct repository *r, const char *path, const char *text)
{
    g_autofree char *full = g_build_filename(r->dir, path, NULL);
    g_autofree char *folder = g_path_get_dirname(full);

    g_assert_cmpint(g_mkdir_with_parents(folder, 0755), ==, 0);
    g_assert_true(g_file_set_contents(full, text, -1, NULL));
}

static void date(const struct repository *r, const char *path, time_t time)
{
    g_autofree char *full = g_build_filename(r->dir, path, NULL);

    g_assert_cmpint(g_utime(full, &(struct utimbuf){time, time}), ==, 0);
}

/* A repository whose book is in a folder of it. */
static bool start(struct repository *r)
{
    *r = (struct repository){.dir = g_dir_make_tmp("mkbook-XXXXXX", NULL), .time = 1600000000};
    put(r, "book/a.md", "a\n");
    put(r, "book/b.md", "b\n");
    if (!git(r, "init -q")) {
        g_test_skip("there is no git");
        return false;
    }
    g_autofree char *book = g_build_filename(r->dir, "book", NULL);
    r->root = root_open(book);
    return true;
}

static void stop(struct repository *r)
{
    g_autofree char *command = g_strdup_printf("rm -rf '%s'", r->dir);

    root_close(r->root);
    g_assert_true(g_spawn_command_line_sync(command, NULL, NULL, NULL, NULL));
    g_free(r->dir);
}

/* By how many commits each of the two is behind the other; -1: by what is not committed. */
static void expect(const struct repository *r, const char *a, const char *b, int behind_a,
                   int behind_b)
{
    struct history *h = history_read(r->root, (const char *const[]){a, b, NULL});
    struct lag lag;
    int got_a = !history_behind(h, a, b, &lag) ? 0 : lag.uncommitted ? -1 : (int)lag.commits;
    int got_b = !history_behind(h, b, a, &lag) ? 0 : lag.uncommitted ? -1 : (int)lag.commits;

    g_assert_cmpint(got_a, ==, behind_a);
    g_assert_cmpint(got_b, ==, behind_b);
    history_free(h);
}

/* The same where only times tell: whether one is older. */
static void expect_times(const struct repository *r, const char *a, const char *b, bool older_a,
                         bool older_b)
{
    struct history *h = history_read(r->root, (const char *const[]){a, b, NULL});
    struct lag lag;

    g_assert_cmpint(history_behind(h, a, b, &lag), ==, older_a);
    g_assert_true(lag.by_time);
    g_assert_cmpint(history_behind(h, b, a, &lag), ==, older_b);
    g_assert_true(lag.by_time && lag.commits == 0);
    history_free(h);
}

static void commit(struct repository *r, const char *path, const char *text)
{
    put(r, path, text);
    g_assert_true(git(r, "add .") && git(r, "commit -q -m text"));
}

static void test_commits(void)
{
    struct repository r;
    struct change change;

    if (!start(&r))
        return;
    expect(&r, "a.md", "b.md", 0, 0); /* neither is committed */
    g_assert_true(git(&r, "add .") && git(&r, "commit -q -m one"));
    expect(&r, "a.md", "b.md", 0, 0);
    put(&r, "book/b.md", "b\nmore\n");
    expect(&r, "a.md", "b.md", -1, 0);
    g_assert_true(git(&r, "commit -q -a -m two"));
    expect(&r, "a.md", "b.md", 1, 0);
    commit(&r, "book/b.md", "b\nmore\nand more\n");
    commit(&r, "other.txt", "outside the book\n");
    expect(&r, "a.md", "b.md", 2, 0);

    struct history *h = history_read(r.root, (const char *const[]){"a.md", "none.md", NULL});
    g_assert_cmpint(history_source(h), ==, HISTORY_GIT);
    g_assert_false(history_is_shallow(h) || history_is_cut(h));
    g_assert_true(history_last(h, "a.md", &change));
    g_assert_cmpint(change.time, ==, 1600000000 + 2 * 86400);
    g_assert_cmpuint(strlen(change.commit), ==, 40);
    g_assert_false(history_last(h, "none.md", &change) || history_last(h, "b.md", &change));
    history_free(h);

    put(&r, "book/a.md", "a\nbeing translated\n");
    expect(&r, "a.md", "b.md", 0, 0);
    commit(&r, "book/a.md", "a\ntranslated\n"); /* which does not put b behind */
    expect(&r, "a.md", "b.md", 0, 0);
    commit(&r, "book/a.md", "a\ntranslated, and more\n");
    expect(&r, "a.md", "b.md", 0, 1);
    put(&r, "book/a.md", "a\nas well\n");
    commit(&r, "book/b.md", "b\n");
    expect(&r, "a.md", "b.md", 0, 0);
    put(&r, "book/new.md", "not added yet\n");
    expect(&r, "a.md", "new.md", 0, 0);
    put(&r, "book/a.md", "changed\n");
    expect(&r, "a.md", "new.md", 0, 0); /* both are work of today */
    stop(&r);
}

/* A translation that comes later is in step with its original. */
static void test_later(void)
{
    struct repository r;

    if (!start(&r))
        return;
    g_assert_true(git(&r, "add book/a.md") && git(&r, "commit -q -m original"));
    expect(&r, "a.md", "b.md", 0, 0); /* it is being translated */
    g_assert_true(git(&r, "add .") && git(&r, "commit -q -m translation"));
    expect(&r, "a.md", "b.md", 0, 0);
    commit(&r, "book/a.md", "a\n1\n");
    commit(&r, "book/a.md", "a\n2\n");
    expect(&r, "a.md", "b.md", 0, 2);
    commit(&r, "book/b.md", "b\n2\n");
    expect(&r, "a.md", "b.md", 0, 0);
    stop(&r);
}

/* A move and a mode are no change of the text; what was done before the move still counts. */
static void test_moves(void)
{
    struct repository r;
    g_autofree char *old = NULL;

    if (!start(&r))
        return;
    g_assert_true(git(&r, "add .") && git(&r, "commit -q -m one"));
    put(&r, "book/a.md", "a\nchanged\n");
    g_assert_true(git(&r, "commit -q -a -m two"));
    g_assert_true(git(&r, "mv book/a.md book/moved.md") && git(&r, "commit -q -m moved"));
    old = g_build_filename(r.dir, "book/b.md", NULL);
    g_assert_cmpint(g_chmod(old, 0755), ==, 0);
    g_assert_true(git(&r, "commit -q -a -m mode"));
    expect(&r, "b.md", "moved.md", 1, 0);
    commit(&r, "book/a.md", "another file of the old name\n");
    expect(&r, "moved.md", "a.md", 0, 0);
    expect(&r, "b.md", "moved.md", 1, 0);
    stop(&r);
}

static void test_no_history(void)
{
    struct repository r;
    struct lag lag;

    if (!start(&r))
        return;
    put(&r, ".gitignore", "ignored.md\n");
    put(&r, "book/ignored.md", "made by a program\n");
    g_assert_true(git(&r, "add .") && git(&r, "commit -q -m one"));
    date(&r, "book/ignored.md", 1500000000);
    expect_times(&r, "a.md", "ignored.md", false, true);
    date(&r, "book/ignored.md", 1700000000);
    expect_times(&r, "a.md", "ignored.md", true, false);

    g_autofree char *clone = g_strdup_printf("clone -q --depth 1 'file://%s' copy", r.dir);
    put(&r, "book/b.md", "b\nmore\n");
    g_assert_true(git(&r, "commit -q -a -m two") && git(&r, clone));
    g_autofree char *inside = g_build_filename(r.dir, "copy/book", NULL);
    struct root *copy = root_open(inside);
    struct history *h = history_read(copy, (const char *const[]){"a.md", "b.md", NULL});
    g_assert_true(history_is_shallow(h)); /* whose only commit has them all */
    g_assert_false(history_behind(h, "b.md", "a.md", &lag) ||
                   history_behind(h, "a.md", "b.md", &lag));
    history_free(h);
    root_close(copy);

    g_autofree char *git_dir = g_build_filename(r.dir, ".git", NULL);
    g_autofree char *away = g_build_filename(r.dir, "git-away", NULL);
    g_assert_cmpint(g_rename(git_dir, away), ==, 0);
    date(&r, "book/a.md", 1500000000);
    date(&r, "book/b.md", 1500000001);
    expect_times(&r, "a.md", "b.md", true, false);
    date(&r, "book/b.md", 1500000000);
    expect_times(&r, "a.md", "b.md", false, false);
    stop(&r);
}

/* ---- the table ---- */

static int widest(const char *text)
{
    int most = 0;
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

    for (char **line = lines; *line != NULL; line++) {
        int n = 0;
        for (const char *p = *line; *p != '\0'; p = g_utf8_next_char(p))
            n += g_unichar_iswide(g_utf8_get_char(p)) ? 2 : 1;
        most = MAX(most, n);
    }
    return most;
}

static void test_table(void)
{
    static const char *languages[] = {"en", "zh-Hans", NULL};
    struct version versions[] = {
        {.state = STATE_PRESENT,
         .title = "A chapter with quite a long title, and \033[31mmore",
         .counts = {.words = 1234567, .formulas = 2}},
        {.state = STATE_STALE,
         .title = "标题很长很长很长很长很长很长的一章",
         .counts = {.words = 99},
         .behind = {.lang = "en", .commits = 3, .days = 1, .headings = -1, .blocks = 2}},
        {.state = STATE_MISSING, .path = "gone.md"},
        {.state = STATE_FALLBACK, .from = "en", .draft = true},
    };
    struct entry entry = {.path = NULL};
    struct status_row rows[] = {{.part = "一部分"},
                                {.entry = &entry, .number = "10", .versions = versions},
                                {.entry = &entry, .versions = versions + 2}};
    struct status_total totals[] = {{.chapters = 2, .states = {1, 0, 0, 1, 0}, .words = 1234567},
                                    {.chapters = 2, .states = {0, 1, 1, 0, 0}, .words = 99}};
    struct status_report r = {.languages = languages,
                              .n_languages = 2,
                              .rows = rows,
                              .n_rows = 3,
                              .totals = totals,
                              .source = HISTORY_TIMES};
    g_autoptr(GString) out = g_string_new(NULL);

    status_table(&r, &(struct table_look){0, false}, out);
    g_assert_nonnull(strstr(out->str, "A chapter with quite a long title, and \\x1B[31mmore"));
    g_assert_nonnull(
        strstr(out->str, "3 commits, 1 day behind en; 1 heading fewer, 2 blocks more"));
    g_assert_nonnull(strstr(out->str, "1,234,567"));
    g_assert_nonnull(strstr(out->str, "no such file: gone.md"));
    g_assert_nonnull(strstr(out->str, "en stands in; draft"));
    g_assert_nonnull(strstr(out->str, "no git history"));
    g_assert_null(strchr(out->str, '\033'));
    g_assert_null(strstr(out->str, " \n"));
    for (int width = 1; width < 130; width += 3) {
        g_string_truncate(out, 0);
        status_table(&r, &(struct table_look){width, false}, out);
        g_assert_cmpint(widest(out->str), <=, width);
    }
    g_string_truncate(out, 0);
    status_table(&r, &(struct table_look){80, true}, out);
    g_assert_nonnull(strstr(out->str, "\033[33m!\033[0m"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/status/words", test_words);
    g_test_add_func("/status/things", test_things);
    g_test_add_func("/status/commits", test_commits);
    g_test_add_func("/status/later", test_later);
    g_test_add_func("/status/moves", test_moves);
    g_test_add_func("/status/no-history", test_no_history);
    g_test_add_func("/status/table", test_table);
    return g_test_run();
}

/* The command line: arguments to struct build_options, and help. */
#include "build.h"
#include "init.h"

#include "base/file.h"
#include "base/jobs.h"
#include "status.h"

#include <errno.h>
#include <glib.h>
#include <libxml/parser.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct command {
    const char *name, *arguments, *summary;
    unsigned formats;
    const char *lang; /* the default of --lang; NULL: the book's first */
    int least, most;  /* operands */
};

static const struct command commands[] = {
    {"epub", "", "make the EPUB", BUILD_EPUB, NULL, 0, 0},
    {"pdf", "", "make the PDF", BUILD_PDF, NULL, 0, 0},
    {"build", "", "make every output of every language", BUILD_EPUB | BUILD_PDF, "all", 0, 0},
    {"check", "", "report every problem, write nothing", 0, "all", 0, 0},
    {"init", "[DIR]", "write a book.toml for the Markdown that is there", 0, NULL, 0, 1},
    {"status", "", "show what is there in each language, and what is stale", 0, "all", 0, 0},
    {"dump", "--STOP FILE[:LINE]", "show a stop on the way as text", 0, NULL, 1, 1},
};

static const char build_help[] =
    "Options:\n"
    "  --lang L|L+L|all       language of the edition, or several side by side\n"
    "                         (default: the book's first)\n"
    "  -o, --output FILE      where to write; - is standard output\n"
    "  --book FILE            the manifest (default: book.toml)\n"
    "  -j, --jobs N           threads (default: all processors)\n"
    "  --strict               warnings fail the run\n"
    "  --no-cache             do not use or fill the cache\n"
    "  --progress WHEN        auto, always or never\n"
    "  --json                 for programs (status)\n";

static const char init_help[] =
    "Options of init:\n"
    "  --from FILE            the list of chapters: an index page, another tool's\n"
    "                         manifest, or a folder; may be repeated, once a language\n"
    "  --dry-run              print book.toml, write nothing\n"
    "  --force                replace a book.toml that is there\n";

static const char options_help[] =
    "Options of every command:\n"
    "  -C DIR                 work in DIR\n"
    "  -q, --quiet            no notes, no summary\n"
    "  -v, --verbose          more detail\n"
    "  --diagnostics FORMAT   text, json, sarif or github\n"
    "  --color WHEN           auto, always or never (NO_COLOR is honoured)\n"
    "  --version              print the version\n"
    "  -h, --help             print this\n";

static const char dump_help[] = "Stops:\n"
                                "  --tree     the document tree\n"
                                "  --style    the computed styles\n"
                                "  --lines    the lines of its paragraphs\n"
                                "  --frames   the pages it is laid out on\n"
                                "  --tags     the structure tags of those pages\n"
                                "  --xhtml    the EPUB's markup\n";

static const char exit_help[] =
    "Exit status: 0 done, 1 the book has errors, 2 usage, 3 input/output.\n";

enum { JOBS_AUTO = G_MININT }; /* no -j was given */

struct arguments {
    struct build_options build;
    char *lang, *output, *folder, *manifest, *diagnostics, *colour, *progress;
    char **from;
    int jobs, quiet, verbose, strict, no_cache, version, help, force, dry_run, json;
    int stops[DUMP_XHTML + 1];
    const struct command *command;
    const char *what; /* dump's FILE[:LINE], init's DIR; NULL: not given */
};

static bool is_status(const struct arguments *a)
{
    return a->command != NULL && strcmp(a->command->name, "status") == 0;
}

static void print_help(const struct command *only)
{
    if (only != NULL) {
        printf("Usage: mkbook %s [OPTION]...%s%s\n\n%c%s.\n\n", only->name,
               only->arguments[0] != '\0' ? " " : "", only->arguments,
               g_ascii_toupper(only->summary[0]), only->summary + 1);
    } else {
        printf("Usage: mkbook COMMAND [OPTION]...\n\n"
               "Makes an EPUB and a PDF of the Markdown chapters that book.toml lists.\n"
               "A book begins with 'mkbook init'.\n\n"
               "Commands:\n");
        for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
            printf("  %-6s %-20s %s\n", commands[i].name, commands[i].arguments,
                   commands[i].summary);
        printf("\n");
    }
    bool init = only != NULL && strcmp(only->name, "init") == 0;
    if (!init)
        printf("%s\n", build_help);
    if (only == NULL || init)
        printf("%s\n", init_help);
    printf("%s\n", options_help);
    if (only == NULL || strcmp(only->name, "dump") == 0)
        printf("%s\n", dump_help);
    printf("%s", exit_help);
}

static int usage(const char *format, ...) G_GNUC_PRINTF(1, 2);
static int usage(const char *format, ...)
{
    GString *message = g_string_new(NULL);
    va_list args;

    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    diag_escape(message, text);
    fprintf(stderr, "mkbook: %s\nTry 'mkbook --help'.\n", message->str);
    g_string_free(message, TRUE);
    return EXIT_USAGE;
}

/* One of auto, always, never; `automatic` is what auto means here. -1 when it is none of them. */
static int parse_when(const char *word, bool automatic)
{
    if (word == NULL || strcmp(word, "auto") == 0)
        return automatic;
    if (strcmp(word, "always") == 0)
        return true;
    return strcmp(word, "never") == 0 ? false : -1;
}

static bool parse_format(const char *word, enum diag_format *format)
{
    static const char *const names[] = {[DIAG_TEXT] = "text",
                                        [DIAG_JSON] = "json",
                                        [DIAG_SARIF] = "sarif",
                                        [DIAG_GITHUB] = "github"};

    for (size_t i = 0; word != NULL && i < G_N_ELEMENTS(names); i++) {
        if (strcmp(word, names[i]) == 0) {
            *format = (enum diag_format)i;
            return true;
        }
    }
    return word == NULL;
}

/* GOption takes `-j 4` but not `-j4`: the value that sticks to a short option is split off. */
static char **split_arguments(char **argv)
{
    GStrvBuilder *out = g_strv_builder_new();
    bool options = true;

    for (char **arg = argv; *arg != NULL; arg++) {
        options = options && strcmp(*arg, "--") != 0;
        if (options && arg != argv && (*arg)[0] == '-' && (*arg)[1] != '\0' && (*arg)[2] != '\0' &&
            strchr("joC", (*arg)[1]) != NULL) {
            char option[] = {'-', (*arg)[1], '\0'};
            g_strv_builder_add(out, option);
            g_strv_builder_add(out, *arg + 2);
        } else {
            g_strv_builder_add(out, *arg);
        }
    }
    char **all = g_strv_builder_end(out);
    g_strv_builder_unref(out);
    return all;
}

static bool parse_options(int *argc, char ***argv, struct arguments *a, GError **error)
{
    const GOptionEntry entries[] = {
        {"lang", 0, 0, G_OPTION_ARG_STRING, &a->lang, NULL, NULL},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &a->output, NULL, NULL},
        {"directory", 'C', 0, G_OPTION_ARG_FILENAME, &a->folder, NULL, NULL},
        {"book", 0, 0, G_OPTION_ARG_FILENAME, &a->manifest, NULL, NULL},
        {"jobs", 'j', 0, G_OPTION_ARG_INT, &a->jobs, NULL, NULL},
        {"quiet", 'q', 0, G_OPTION_ARG_NONE, &a->quiet, NULL, NULL},
        {"verbose", 'v', 0, G_OPTION_ARG_NONE, &a->verbose, NULL, NULL},
        {"strict", 0, 0, G_OPTION_ARG_NONE, &a->strict, NULL, NULL},
        {"json", 0, 0, G_OPTION_ARG_NONE, &a->json, NULL, NULL},
        {"no-cache", 0, 0, G_OPTION_ARG_NONE, &a->no_cache, NULL, NULL},
        {"diagnostics", 0, 0, G_OPTION_ARG_STRING, &a->diagnostics, NULL, NULL},
        {"color", 0, 0, G_OPTION_ARG_STRING, &a->colour, NULL, NULL},
        {"progress", 0, 0, G_OPTION_ARG_STRING, &a->progress, NULL, NULL},
        {"from", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &a->from, NULL, NULL},
        {"force", 0, 0, G_OPTION_ARG_NONE, &a->force, NULL, NULL},
        {"dry-run", 0, 0, G_OPTION_ARG_NONE, &a->dry_run, NULL, NULL},
        {"version", 0, 0, G_OPTION_ARG_NONE, &a->version, NULL, NULL},
        {"help", 'h', 0, G_OPTION_ARG_NONE, &a->help, NULL, NULL},
        {"tree", 0, 0, G_OPTION_ARG_NONE, &a->stops[DUMP_TREE], NULL, NULL},
        {"style", 0, 0, G_OPTION_ARG_NONE, &a->stops[DUMP_STYLE], NULL, NULL},
        {"lines", 0, 0, G_OPTION_ARG_NONE, &a->stops[DUMP_LINES], NULL, NULL},
        {"frames", 0, 0, G_OPTION_ARG_NONE, &a->stops[DUMP_FRAMES], NULL, NULL},
        {"tags", 0, 0, G_OPTION_ARG_NONE, &a->stops[DUMP_TAGS], NULL, NULL},
        {"xhtml", 0, 0, G_OPTION_ARG_NONE, &a->stops[DUMP_XHTML], NULL, NULL},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    GOptionContext *context = g_option_context_new(NULL);

    g_option_context_set_help_enabled(context, FALSE);
    g_option_context_add_main_entries(context, entries, NULL);
    bool ok = g_option_context_parse(context, argc, argv, error);
    g_option_context_free(context);
    return ok;
}

/* The command and its operands; EXIT_DONE when they are right. */
static int parse_command(int argc, char **argv, struct arguments *a)
{
    if (argc < 2)
        return usage("a command is missing");
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
        if (strcmp(argv[1], commands[i].name) == 0)
            a->command = &commands[i];
    if (a->command == NULL)
        return usage("unknown command '%s'", argv[1]);
    bool dump = strcmp(a->command->name, "dump") == 0, init = strcmp(a->command->name, "init") == 0;
    if (a->help)
        return EXIT_DONE;
    if (argc - 2 < a->command->least)
        return usage("dump needs a file");
    if (argc - 2 > a->command->most)
        return usage("too many arguments: '%s'", argv[2 + a->command->most]);
    a->what = argc > 2 ? argv[2] : NULL;
    int stops = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(a->stops); i++)
        stops += a->stops[i];
    if (a->json && !is_status(a))
        return usage("--json belongs to status");
    if (stops != dump)
        return usage(dump ? "dump needs one of --tree --style --lines --frames --tags --xhtml"
                          : "--tree and its like belong to dump");
    if (!init && (a->from != NULL || a->force || a->dry_run))
        return usage("--from, --force and --dry-run belong to init");
    if (init && (a->lang != NULL || a->manifest != NULL))
        return usage("--lang and --book do not go with init");
    return EXIT_DONE;
}

/* Fills a->build from the rest; EXIT_DONE when all is right. */
static int settle_options(struct arguments *a)
{
    struct build_options *b = &a->build;
    const char *no_color = g_getenv("NO_COLOR"), *term = g_getenv("TERM");
    bool clever = term == NULL || strcmp(term, "dumb") != 0;
    bool terminal = isatty(STDERR_FILENO) && clever;
    bool shown = is_status(a) ? isatty(STDOUT_FILENO) && clever : terminal;
    int colour = parse_when(a->colour, shown && (no_color == NULL || *no_color == '\0'));
    int progress = parse_when(a->progress, terminal && !a->quiet);

    if (colour < 0)
        return usage("--color takes auto, always or never, not '%s'", a->colour);
    if (progress < 0)
        return usage("--progress takes auto, always or never, not '%s'", a->progress);
    if (!parse_format(a->diagnostics, &b->diagnostics))
        return usage("--diagnostics takes text, json, sarif or github, not '%s'", a->diagnostics);
    if (a->jobs != JOBS_AUTO && (a->jobs < 1 || a->jobs > 1024))
        return usage("-j takes a number from 1 to 1024");
    if (a->output != NULL && a->command->formats != BUILD_EPUB && a->command->formats != BUILD_PDF)
        return usage("-o goes with epub and pdf");
    if (a->output != NULL && a->lang != NULL && strcmp(a->lang, "all") == 0)
        return usage("-o names one file, --lang all makes several");
    if (a->output != NULL && strcmp(a->output, "-") == 0 && isatty(STDOUT_FILENO))
        return usage("standard output is a terminal; redirect it, or name a file");
    b->manifest = a->manifest != NULL ? a->manifest : "book.toml";
    b->lang = a->lang != NULL ? a->lang : a->command->lang;
    b->output = a->output;
    b->formats = a->command->formats;
    b->threads = a->jobs != JOBS_AUTO ? (unsigned)a->jobs : jobs_default();
    b->strict = a->strict;
    b->cache = !a->no_cache;
    b->verbosity = a->verbose - a->quiet;
    b->progress = progress;
    b->colour = colour;
    return EXIT_DONE;
}

/* The manifest's folder as a path from the working folder; NULL when it is that, or not below. */
static char *manifest_folder(const struct arguments *a)
{
    g_autofree char *here = g_get_current_dir();
    g_autofree char *folder = g_canonicalize_filename(a->folder != NULL ? a->folder : ".", here);
    g_autofree char *name = g_path_get_dirname(a->build.manifest);
    g_autofree char *path = g_canonicalize_filename(name, folder);
    size_t n = strcmp(here, "/") == 0 ? 0 : strlen(here);

    return strncmp(path, here, n) == 0 && path[n] == '/' && path[n + 1] != '\0'
               ? g_strdup(path + n + 1)
               : NULL;
}

static int run_init(const struct arguments *a)
{
    static const char *const none[] = {NULL};
    const struct init_options options = {
        .folder = a->what,
        .from = a->from != NULL ? (const char *const *)a->from : none,
        .force = a->force,
        .dry_run = a->dry_run,
        .verbosity = a->build.verbosity,
        .colour = a->build.colour,
        .diagnostics = a->build.diagnostics,
    };

    return init_run(&options);
}

static int run(struct arguments *a)
{
    g_autofree char *folder = manifest_folder(a);

    a->build.folder = folder;
    if (a->folder != NULL && chdir(a->folder) != 0) {
        fprintf(stderr, "mkbook: %s: %s\n", a->folder, strerror(errno));
        return EXIT_IO;
    }
    if (strcmp(a->command->name, "init") == 0)
        return run_init(a);
    if (is_status(a))
        return status_run(&a->build, a->json);
    if (a->what == NULL)
        return build_run(&a->build);
    enum dump_kind kind = DUMP_TREE;
    for (size_t i = 0; i < G_N_ELEMENTS(a->stops); i++)
        if (a->stops[i])
            kind = (enum dump_kind)i;
    return build_dump(&a->build, kind, a->what);
}

int main(int argc, char **argv)
{
    struct arguments a = {.jobs = JOBS_AUTO};
    g_autoptr(GError) error = NULL;

    /* Text is UTF-8 whatever the locale; numbers and sorting never follow it, nor does the choice
     * of fonts, for which fontconfig reads the environment. */
    setlocale(LC_ALL, "C");
    g_setenv("LC_ALL", "C.UTF-8", TRUE);
    output_guard_signals();
    xmlInitParser();
    g_auto(GStrv) arguments = split_arguments(argv);
    argc = (int)g_strv_length(arguments);
    char **rest = g_memdup2(arguments, (size_t)(argc + 1) * sizeof *arguments);
    int status = EXIT_DONE;
    if (!parse_options(&argc, &rest, &a, &error))
        status = usage("%s", error->message);
    else if (a.version)
        printf("mkbook " MKBOOK_VERSION "\n");
    else if (a.help && argc < 2)
        print_help(NULL);
    else
        status = parse_command(argc, rest, &a);
    if (status == EXIT_DONE && a.command != NULL && a.help) {
        print_help(a.command);
    } else if (status == EXIT_DONE && a.command != NULL) {
        status = settle_options(&a);
        if (status == EXIT_DONE)
            status = run(&a);
    }
    if ((fflush(stdout) != 0 || ferror(stdout)) && status == EXIT_DONE)
        status = EXIT_IO;
    char *const owned[] = {a.lang,        a.output, a.folder,  a.manifest,
                           a.diagnostics, a.colour, a.progress};
    for (size_t i = 0; i < G_N_ELEMENTS(owned); i++)
        g_free(owned[i]);
    g_strfreev(a.from);
    g_free(rest);
    return status;
}

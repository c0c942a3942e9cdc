#include "init_int.h"

#include "base/lang.h"
#include "base/url.h"
#include "read/manifest_import.h"
#include "read/toml.h"

#include <errno.h>
#include <gio/gio.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_OLD = 1024 * 1024, /* bytes of a book.toml that is there */
    MAX_LICENSE = 256 * 1024,
    MAX_SOURCES = 32 /* lists of one book: one per language */
};

/* ---- the repository ---- */

/* What a command of git prints, without the line end; NULL: it fails, or there is no git. It asks
 * nobody: what it is asked for stands in files. */
static char *git(const struct init *t, const char *first, ...) G_GNUC_NULL_TERMINATED;
static char *git(const struct init *t, const char *first, ...)
{
    g_autoptr(GPtrArray) argv = g_ptr_array_new();
    g_autofree char *out = NULL;
    va_list args;

    g_ptr_array_add(argv, (char *)(uintptr_t) "git");
    g_ptr_array_add(argv, (char *)(uintptr_t) "-C");
    g_ptr_array_add(argv, (char *)(uintptr_t)root_path(t->root));
    va_start(args, first);
    for (const char *arg = first; arg != NULL; arg = va_arg(args, const char *))
        g_ptr_array_add(argv, (char *)(uintptr_t)arg);
    va_end(args);
    g_ptr_array_add(argv, NULL);
    g_autoptr(GSubprocess) p =
        g_subprocess_newv((const char *const *)argv->pdata,
                          G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL);
    if (p == NULL || !g_subprocess_communicate_utf8(p, NULL, NULL, &out, NULL, NULL) ||
        !g_subprocess_get_successful(p) || out == NULL)
        return NULL;
    return arena_strdup(t->arena, g_strchomp(out));
}

/* The web address of a remote: "git@host:o/r.git" and "ssh://git@host:22/o/r" are
 * "https://host/o/r". No user, no password. NULL: it has none, a folder for instance. */
static char *web_address(struct arena *a, const char *remote)
{
    static const char *const schemes[] = {"https://", "http://", "ssh://", "git://", "git+ssh://"};
    const char *scheme = "https://", *rest = NULL;
    char path = '/';

    for (size_t i = 0; i < G_N_ELEMENTS(schemes); i++) {
        if (!g_str_has_prefix(remote, schemes[i]))
            continue;
        rest = remote + strlen(schemes[i]);
        scheme = i == 1 ? "http://" : "https://";
    }
    if (rest == NULL && strstr(remote, "://") == NULL && strchr(remote, ':') != NULL &&
        strcspn(remote, "/") > strcspn(remote, ":")) {
        rest = remote;
        path = ':';
    }
    if (rest == NULL)
        return NULL;
    const char *slash = strchr(rest, path);
    size_t host = slash != NULL ? (size_t)(slash - rest) : 0;
    for (size_t i = host; i > 0; i--) { /* what stands before the "@" is nobody's business */
        if (rest[i - 1] == '@') {
            rest += i;
            host -= i;
            break;
        }
    }
    if (scheme[4] == 's' && memchr(rest, ':', host) != NULL && g_str_has_prefix(remote, "ssh"))
        host = strcspn(rest, ":"); /* ssh's port is not the web's */
    if (host == 0 || slash[1] == '\0' || strpbrk(rest, " \t\r\n\"<>?#\\") != NULL)
        return NULL;
    char *url =
        arena_printf(a, "%s%.*s/%s", scheme, (int)host, rest, slash + 1 + (slash[1] == '/'));
    size_t n = strlen(url);
    while (n > 0 && url[n - 1] == '/')
        url[--n] = '\0';
    if (g_str_has_suffix(url, ".git"))
        url[n - strlen(".git")] = '\0';
    return url;
}

/* Of the folder, when it is the whole of a repository: links into a part of one lead elsewhere. */
static void ask_git(struct init *t)
{
    const char *prefix = git(t, "rev-parse", "--show-prefix", NULL);
    const char *remote =
        prefix != NULL && *prefix == '\0' ? git(t, "remote", "get-url", "origin", NULL) : NULL;

    t->repository = remote != NULL ? web_address(t->arena, remote) : NULL;
    if (t->repository == NULL)
        return;
    const char *head = git(t, "symbolic-ref", "--short", "refs/remotes/origin/HEAD", NULL);
    const char *branch = head != NULL && g_str_has_prefix(head, "origin/")
                             ? head + strlen("origin/")
                             : git(t, "symbolic-ref", "--short", "HEAD", NULL);
    if (branch != NULL && strcmp(branch, "main") != 0)
        t->branch = branch;
}

/* ---- the licence ---- */

static char *read_text(const struct init *t, const char *path, size_t limit)
{
    g_autoptr(GBytes) bytes = NULL;
    gsize size;

    if (file_read(t->root, path, limit, &bytes, NULL) != FILE_OK)
        return NULL;
    const char *data = g_bytes_get_data(bytes, &size);
    return arena_strndup(t->arena, data != NULL ? data : "", size);
}

/* By the words that each begins with; the first one that fits. */
static const char *find_licence(const struct init *t)
{
    static const char *const files[] = {"LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE",
                                        "COPYING"};
    static const struct {
        const char *words, *more, *name;
    } licences[] = {
        {"Apache License", "Version 2.0", "Apache-2.0"},
        {"Permission is hereby granted, free of charge", "", "MIT"},
        {"Attribution-NonCommercial-ShareAlike 4.0", "", "CC BY-NC-SA 4.0"},
        {"Attribution-NonCommercial-NoDerivatives 4.0", "", "CC BY-NC-ND 4.0"},
        {"Attribution-NonCommercial 4.0", "", "CC BY-NC 4.0"},
        {"Attribution-ShareAlike 4.0", "", "CC BY-SA 4.0"},
        {"Attribution-NoDerivatives 4.0", "", "CC BY-ND 4.0"},
        {"Attribution 4.0", "", "CC BY 4.0"},
        {"CC0 1.0 Universal", "", "CC0 1.0"},
        {"GNU FREE DOCUMENTATION LICENSE", "", "GFDL"},
        {"GNU Free Documentation License", "", "GFDL"},
        {"Mozilla Public License", "2.0", "MPL-2.0"},
        {"GNU AFFERO GENERAL PUBLIC LICENSE", "", "AGPL-3.0"},
        {"GNU LESSER GENERAL PUBLIC LICENSE", "", "LGPL"},
        {"GNU GENERAL PUBLIC LICENSE", "Version 3", "GPL-3.0"},
        {"GNU GENERAL PUBLIC LICENSE", "Version 2", "GPL-2.0"},
        {"Redistribution and use in source and binary forms", "Neither the name", "BSD-3-Clause"},
        {"Redistribution and use in source and binary forms", "", "BSD-2-Clause"},
    };

    for (size_t k = 0; k < G_N_ELEMENTS(files); k++) {
        const char *text = read_text(t, files[k], MAX_LICENSE);
        for (size_t i = 0; text != NULL && i < G_N_ELEMENTS(licences); i++)
            if (strstr(text, licences[i].words) != NULL && strstr(text, licences[i].more) != NULL)
                return licences[i].name;
    }
    return NULL;
}

/* ---- a book.toml that is there ---- */

static bool lists_chapters(const struct toml_value *top)
{
    return manifest_lists_chapters(top) ||
           manifest_lists_chapters(toml_get(toml_get(top, "output"), "mkbook"));
}

/* mdBook's, by its own tables and the summary that it reads. */
static bool is_mdbook(const struct init *t, const struct toml_value *top)
{
    const struct toml_value *src = toml_get(toml_get(top, "book"), "src");
    const char *folder = src != NULL && src->kind == TOML_STRING ? src->u.string : "src";
    const char *summary =
        path_resolve(t->arena, "book.toml", arena_join(t->arena, folder, "/SUMMARY.md", NULL));

    return !manifest_lists_chapters(top) && summary != NULL &&
           file_probe(t->root, summary) == FILE_OK;
}

/* False, reported, when it is not to be replaced. */
static bool look_at_manifest(struct init *t)
{
    enum file_status status = file_probe(t->root, "book.toml");
    const char *error;
    struct loc where;

    if (status == FILE_MISSING)
        return true;
    t->old = read_text(t, "book.toml", MAX_OLD);
    const struct toml_value *top =
        t->old != NULL ? toml_parse(t->arena, "book.toml", t->old, strlen(t->old), &error, &where)
                       : NULL;
    t->existing = top != NULL && is_mdbook(t, top) ? MANIFEST_MDBOOK : MANIFEST_OURS;
    if (t->options->force || t->options->dry_run)
        return true;
    bool unchanged = t->existing == MANIFEST_MDBOOK && !lists_chapters(top);
    diag_add(t->diags, DIAG_INIT_EXISTS, (struct loc){"book.toml", 0, 0},
             unchanged ? ", mdBook's, and mkbook builds its book as it is, without init" : "",
             NULL);
    return false;
}

/* ---- sources ---- */

static bool is_read(const struct init *t, const char *path)
{
    for (guint k = 0; k < t->sources->len; k++)
        if (g_strcmp0(((struct outline *)t->sources->pdata[k])->source, path) == 0)
            return true;
    return false;
}

/* Reads a source without a word where it is none. */
static struct outline *try_source(const struct init *t, const char *path)
{
    struct import quiet = t->import;

    quiet.diags = diags_new();
    struct outline *o = import_read(&quiet, path);
    diags_free(quiet.diags);
    return o != NULL ? import_read(&t->import, path) : NULL; /* once more, with its warnings */
}

/* The same list in other languages. */
static void add_versions(struct init *t, const char *path)
{
    if (path == NULL || !listing_has(t->import.listing, path)) /* a folder, a hidden file */
        return;
    for (const char **other = pair_versions(&t->import, path);
         *other != NULL && t->sources->len < MAX_SOURCES; other++) {
        struct outline *o = is_read(t, *other) ? NULL : try_source(t, *other);
        if (o != NULL)
            g_ptr_array_add(t->sources, o);
    }
}

/* A path as the user types it, relative to the folder: one that is relative to it, or to the
 * working folder and in it. NULL, reported, for what is elsewhere. */
static const char *source_path(const struct init *t, const char *given)
{
    size_t n = strlen(root_path(t->root));
    char real[PATH_MAX];

    const char *inside = *given != '/' ? path_resolve(t->arena, "", given) : NULL;
    if (inside != NULL &&
        (file_probe(t->root, inside) == FILE_OK || file_is_folder(t->root, inside)))
        return inside;
    if (realpath(given, real) != NULL && strncmp(real, root_path(t->root), n) == 0 &&
        (real[n] == '/' || real[n] == '\0'))
        return arena_strdup(t->arena, real + n + (real[n] == '/'));
    if (inside != NULL)
        return inside; /* there is no such file, which its reader reports */
    diag_add(t->diags, DIAG_FILE_OUTSIDE, (struct loc){0}, given, NULL);
    return NULL;
}

static bool read_given(struct init *t)
{
    bool ok = true;

    for (const char *const *from = t->options->from; *from != NULL; from++) {
        const char *path = source_path(t, *from);
        ok &= path != NULL;
        if (path == NULL || is_read(t, path) || t->sources->len == MAX_SOURCES)
            continue;
        struct outline *o = import_read(&t->import, path);
        if (o != NULL)
            g_ptr_array_add(t->sources, o);
        ok &= o != NULL;
    }
    if (ok && t->sources->len == 1)
        add_versions(t, ((struct outline *)t->sources->pdata[0])->source);
    return ok;
}

/* A book that something else is tried on, or shown with. */
static bool is_specimen(const char *path)
{
    static const char *const names[] = {"test",     "tests",   "testdata", "fixtures",   "example",
                                        "examples", "samples", "vendor",   "third_party"};
    g_auto(GStrv) parts = g_strsplit(path, "/", -1);

    for (char **part = parts; part[0] != NULL && part[1] != NULL; part++)
        for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
            if (g_ascii_strcasecmp(*part, names[i]) == 0)
                return true;
    return false;
}

/* Those that stand there. One that is not UTF-8, which nobody has asked for, is passed over. */
static const char **find_sources(struct init *t)
{
    const char **all = import_find(&t->import), **kept = all;

    for (const char **path = all; *path != NULL; path++) {
        if (import_is_text(&t->import, *path))
            *kept++ = *path;
        else
            diag_add(t->diags, DIAG_INIT_PAGE, (struct loc){*path, 0, 0}, "not valid UTF-8", NULL);
    }
    *kept = NULL;
    return all;
}

/* The best of the sources that stand there; where there is none, the pages themselves. */
static bool read_found(struct init *t)
{
    const char **all = find_sources(t), *best = *all != NULL ? *all : ".";

    for (const char **path = all; is_specimen(best) && *path != NULL; path++)
        if (!is_specimen(*path))
            best = *path;
    struct outline *o = import_read(&t->import, best);
    if (o == NULL)
        return false;
    g_ptr_array_add(t->sources, o);
    add_versions(t, o->source);
    g_autoptr(GPtrArray) others = g_ptr_array_new();
    for (const char **path = all; *path != NULL; path++)
        if (strcmp(*path, best) != 0 && !is_read(t, *path) && !is_specimen(*path) &&
            !file_is_folder(t->root, *path))
            g_ptr_array_add(others, (char *)(uintptr_t)*path);
    g_ptr_array_add(others, NULL);
    t->others = arena_memdup(t->arena, others->pdata, others->len * sizeof *others->pdata);
    return true;
}

/* ---- the run ---- */

static void find_orphans(struct init *t)
{
    struct outline *const *outlines = (struct outline *const *)t->sources->pdata;
    const char **all = import_orphans(&t->import, outlines, t->sources->len), **kept = all;

    t->orphans = all;
    for (; *all != NULL; all++)
        if (!g_hash_table_contains(t->pages, *all) && !is_read(t, *all))
            *kept++ = *all;
    *kept = NULL;
}

static bool has_chapters(const struct init *t)
{
    const struct outline *o = t->pairs.outline;

    for (const struct outline_item *i = o->first; i != NULL; i = outline_next(o, i))
        if (init_is_written(t, i))
            return true;
    return false;
}

/* Everything but writing; false: reported. */
static bool gather(struct init *t)
{
    if (!look_at_manifest(t))
        return false;
    ask_git(t);
    t->import = (struct import){.arena = t->arena,
                                .diags = t->diags,
                                .root = t->root,
                                .listing = listing_new(t->arena, t->root),
                                .repository = t->repository};
    bool given = t->options->from != NULL && t->options->from[0] != NULL;
    if (!(given ? read_given(t) : read_found(t)))
        return false;
    for (guint k = 0; k < t->sources->len && t->repository == NULL; k++) {
        const char *address = ((struct outline *)t->sources->pdata[k])->repository;
        t->repository = address != NULL ? web_address(t->arena, address) : NULL;
    }
    t->rights = find_licence(t);
    t->pairs =
        pair_outlines(&t->import, (struct outline *const *)t->sources->pdata, t->sources->len);
    init_read_pages(t);
    find_orphans(t);
    init_note_problems(t);
    if (!has_chapters(t)) {
        diag_add(t->diags, DIAG_INIT_EMPTY, (struct loc){0}, NULL);
        return false;
    }
    if (t->options->verbosity > 0 || t->options->diagnostics != DIAG_TEXT)
        init_note_left(t);
    return true;
}

/* Writes, or shows; the path that was written, NULL: none. */
static const char *publish(struct init *t, const GString *toml)
{
    const char *path = t->options->folder != NULL && strcmp(t->options->folder, ".") != 0
                           ? arena_join(t->arena, t->options->folder, "/book.toml", NULL)
                           : "book.toml";

    if (t->options->dry_run) {
        fwrite(toml->str, 1, toml->len, stdout);
        return NULL;
    }
    if (output_publish(path, toml->str, toml->len))
        return path;
    diag_add(t->diags, DIAG_IO_WRITE, (struct loc){0}, path, g_strerror(errno), NULL);
    return NULL;
}

static int finish(struct init *t, const GString *report)
{
    const struct init_options *o = t->options;
    GString *out = g_string_new(NULL);

    diags_print(t->diags, o->diagnostics, o->colour, o->verbosity < 0, out);
    if (o->diagnostics == DIAG_TEXT && o->verbosity >= 0) {
        g_string_append(out, out->len > 0 && report->len > 0 ? "\n" : "");
        g_string_append_len(out, report->str, (gssize)report->len);
    }
    bool printed = fwrite(out->str, 1, out->len, stderr) == out->len && fflush(stderr) == 0;
    g_string_free(out, TRUE);
    if (!printed || diags_count_code(t->diags, DIAG_IO_WRITE) > 0 ||
        diags_count_code(t->diags, DIAG_IO_READ) > 0)
        return EXIT_IO;
    return diags_count(t->diags, DIAG_ERROR) > 0 ? EXIT_BOOK : EXIT_DONE;
}

int init_run(const struct init_options *options)
{
    struct init t = {.options = options, .arena = arena_new(), .diags = diags_new()};
    const char *folder = options->folder != NULL ? options->folder : ".";
    g_autoptr(GString) report = g_string_new(NULL);

    t.root = root_open(folder);
    t.sources = g_ptr_array_new();
    t.pages = g_hash_table_new(g_str_hash, g_str_equal);
    if (t.root == NULL) {
        diag_add(t.diags, DIAG_IO_READ, (struct loc){0}, folder, g_strerror(errno), NULL);
    } else if (gather(&t)) {
        GString *toml = init_toml(&t);
        const char *written = publish(&t, toml);
        g_string_free(toml, TRUE);
        if (written != NULL || options->dry_run)
            init_report(&t, written, report);
    }
    int status = finish(&t, report);
    g_hash_table_unref(t.pages);
    g_ptr_array_unref(t.sources);
    root_close(t.root);
    diags_free(t.diags);
    arena_free(t.arena);
    return status;
}

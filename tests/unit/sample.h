/* A book made of files in a folder of its own, for the unit tests that read one. */
#ifndef TESTS_UNIT_SAMPLE_H
#define TESTS_UNIT_SAMPLE_H

#include "doc/book.h"

#include <glib/gstdio.h>

struct sample {
    struct arena *arena;
    struct diags *diags;
    struct book *book;
    struct edition *edition;
    char *dir;
};

static inline void put(const struct sample *s, const char *path, const char *text)
{
    g_autofree char *full = g_build_filename(s->dir, path, NULL);
    g_autofree char *folder = g_path_get_dirname(full);

    g_assert_cmpint(g_mkdir_with_parents(folder, 0755), ==, 0);
    g_assert_true(g_file_set_contents(full, text, -1, NULL));
}

static inline struct sample start(const char *toml)
{
    struct sample s = {.arena = arena_new(), .diags = diags_new()};

    s.dir = g_dir_make_tmp("mkbook-XXXXXX", NULL);
    s.book = book_new(s.arena, s.diags);
    put(&s, "book.toml", toml);
    return s;
}

static inline void stop(struct sample *s)
{
    g_autofree char *command = g_strdup_printf("rm -rf '%s'", s->dir);

    edition_free(s->edition);
    book_close(s->book);
    diags_free(s->diags);
    arena_free(s->arena);
    g_assert_true(g_spawn_command_line_sync(command, NULL, NULL, NULL, NULL));
    g_free(s->dir);
}

#endif

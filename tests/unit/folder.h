/* Folders that a test makes and removes. Included by the tests that read files. */
#ifndef TESTS_UNIT_FOLDER_H
#define TESTS_UNIT_FOLDER_H

#include <glib.h>
#include <glib/gstdio.h>

/* Writes a file below the folder, and the folders on the way to it. */
static inline void folder_put(const char *folder, const char *path, const char *text)
{
    g_autofree char *full = g_build_filename(folder, path, NULL);
    g_autofree char *parent = g_path_get_dirname(full);

    g_assert_cmpint(g_mkdir_with_parents(parent, 0755), ==, 0);
    g_assert_true(g_file_set_contents(full, text, -1, NULL));
}

static inline void folder_remove(const char *folder)
{
    g_autofree char *command = g_strdup_printf("rm -rf '%s'", folder);

    g_assert_true(g_spawn_command_line_sync(command, NULL, NULL, NULL, NULL));
}

#endif

/* book.toml: the TOML tree, then the book and its editions made of it. */
#include "fuzz.h"

#include "read/manifest.h"
#include "read/toml.h"

#include <glib/gstdio.h>
#include <stdlib.h>

static char *folder;

static void remove_folder(void)
{
    g_autofree char *path = g_build_filename(folder, "book.toml", NULL);

    g_unlink(path);
    g_rmdir(folder);
    g_free(folder);
}

static void read_manifest(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    struct book *b = book_new(a, d);
    g_autofree char *path = g_build_filename(folder, "book.toml", NULL);
    GString *out = g_string_new(NULL);

    if (!g_file_set_contents_full(path, (const char *)data, (gssize)size,
                                  G_FILE_SET_CONTENTS_NONE, 0600, NULL))
        abort();
    if (manifest_read(b, path))
        for (const char **l = b->languages; *l != NULL; l++)
            edition_free(edition_new(b, *l));
    diags_print(d, DIAG_TEXT, false, false, out);
    g_string_free(out, TRUE);
    book_close(b);
    diags_free(d);
    arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    const char *error;
    struct loc where;

    if (folder == NULL) {
        folder = g_dir_make_tmp("mkbook-fuzz-XXXXXX", NULL);
        atexit(remove_folder);
    }
    toml_parse(a, "t.toml", (const char *)data, size, &error, &where);
    arena_free(a);
    read_manifest(data, size);
    return 0;
}

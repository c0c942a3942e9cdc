#include "read/import_int.h"

#include <string.h>

/* One kind of source. The first row that knows the name reads it. */
struct importer {
    const char *name; /* of the file without regard to case; a suffix where it begins with `*` */
    struct outline *(*read)(struct import_source *s);
};

static const struct importer importers[] = {
    {"*.md", import_read_index},
    {"*.markdown", import_read_index},
};

static bool knows(const struct importer *row, const char *path)
{
    const char *name = path_base(path);
    g_autofree char *lower = g_ascii_strdown(name, -1);

    return *row->name == '*' ? g_str_has_suffix(lower, row->name + 1)
                             : strcmp(lower, row->name) == 0;
}

static void source_open(struct import_source *s, const struct import *i, const char *path)
{
    bool folder = file_is_folder(i->root, path);

    *s = (struct import_source){.i = i, .a = i->arena, .scratch = arena_new()};
    s->path = arena_strdup(s->a, path);
    s->o = outline_new(s->a, folder ? NULL : s->path, "folder");
    s->base = s->top = folder ? s->path : path_dir(s->a, path);
    s->repository = i->repository;
    s->listed = g_hash_table_new(g_str_hash, g_str_equal);
    s->later = g_ptr_array_new();
}

static void source_close(struct import_source *s)
{
    if (s->wiki != NULL)
        g_hash_table_unref(s->wiki);
    g_hash_table_unref(s->listed);
    g_ptr_array_unref(s->later);
    arena_free(s->scratch);
}

struct outline *import_read(const struct import *i, const char *path)
{
    struct import_source s;
    struct outline *o = NULL;

    source_open(&s, i, path);
    for (size_t n = 0; n < G_N_ELEMENTS(importers); n++)
        if (knows(&importers[n], s.path)) {
            o = importers[n].read(&s);
            break;
        }
    source_close(&s);
    return o;
}

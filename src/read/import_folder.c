#include "read/import_int.h"

void import_folder(struct import_source *s, struct outline_item *parent, const char *folder,
                   struct loc loc)
{
    size_t from, to;

    listing_folder(s->i->listing, folder, &from, &to);
    for (size_t i = from; i < to; i++) {
        const char *path = s->i->listing->paths[i];
        if (!import_is_page(path) || g_hash_table_contains(s->listed, path))
            continue;
        struct outline_item *item = outline_add(s->a, s->o, parent, OUTLINE_CHAPTER, loc);
        item->path = path;
        g_hash_table_insert(s->listed, (char *)(uintptr_t)path, item);
    }
}

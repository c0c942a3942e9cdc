#include "read/import_walk.h"

#include <string.h>

/* The page that a wiki opens with is in no list. */
static void add_home(struct import_source *s)
{
    const char *home =
        arena_join(s->scratch, s->base, *s->base != '\0' ? "/Home.md" : "Home.md", NULL);

    if (!listing_has(s->i->listing, home) || g_hash_table_contains(s->listed, home))
        return;
    struct outline_item *item = import_chapter(
        s, NULL, &(struct import_link){.url = "Home.md", .loc = {s->o->source, 0, 0}});
    item->unnumbered = true;
    import_move_first(s->o);
}

struct outline *import_read_sidebar(struct import_source *s)
{
    const struct node *doc = import_markdown(s, s->path, true, NULL);
    bool wiki = strcmp(path_base(s->path), "_Sidebar.md") == 0;
    struct import_walk walk = {.s = s, .colons_begin_parts = true};

    s->o->format = wiki ? "wiki sidebar" : "docsify sidebar";
    if (doc == NULL)
        return NULL;
    s->rooted = !wiki;
    import_set_folder_lang(s);
    import_walk(&walk, doc);
    if (wiki)
        add_home(s);
    return import_finish(s, "list them as links, \"- [Title](file.md)\"");
}

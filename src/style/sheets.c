/* The sheets of a book: which they are, in which order, and their life. */
#include "style/sheet.h"

#include <gio/gio.h>
#include <string.h>

enum { SHEET_LIMIT = 1024 * 1024 };

/* Made by glib-compile-resources from styles/styles.gresource.xml. */
GResource *mkbook_styles_get_resource(void);

static void free_list(GPtrArray *list)
{
    if (list != NULL)
        g_ptr_array_free(list, TRUE);
}

static void free_name(void *data)
{
    struct name *n = data;
    free_list(n->by_type);
    free_list(n->by_class);
    free_list(n->by_id);
}

static void load_embedded(struct sheets *s, const char *name)
{
    g_autofree char *path = g_strdup_printf("/mkbook/styles/%s", name);
    g_autoptr(GBytes) bytes = g_resource_lookup_data(mkbook_styles_get_resource(), path,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    size_t size;
    if (bytes == NULL) {
        diag_add(s->diags, DIAG_CSS_FILE, (struct loc){NULL, 0, 0}, name, "not in the program",
                 NULL);
        return;
    }
    const char *text = g_bytes_get_data(bytes, &size);
    sheet_parse(s, arena_strdup(s->arena, name), text, size);
}

/* A theme is what it changes of the default one, which says how everything else is set. */
static void load_theme(struct sheets *s)
{
    const char *theme = s->book->theme;
    if (theme == NULL || strcmp(theme, "default") == 0)
        return;
    g_autofree char *name = g_strdup_printf("%s.css", theme);
    load_embedded(s, name);
}

static void load_file(struct sheets *s, const char *path)
{
    GBytes *bytes;
    struct loc loc = {arena_strdup(s->arena, s->book->manifest), 0, 0};
    enum file_status status = file_read(s->book->root, path, SHEET_LIMIT, &bytes, NULL);
    if (status != FILE_OK) {
        diag_add(s->diags, DIAG_CSS_FILE, loc, path, file_status_text(status), NULL);
        return;
    }
    size_t size;
    const char *text = g_bytes_get_data(bytes, &size);
    if (g_utf8_validate(text, (gssize)size, NULL))
        sheet_parse(s, arena_strdup(s->arena, path), text, size);
    else
        diag_add(s->diags, DIAG_CSS_FILE, loc, path, "it is not valid UTF-8", NULL);
    g_bytes_unref(bytes);
}

struct sheets *sheets_load(struct book *b, const char *media)
{
    const struct page_rule nothing = {595 * LEN_PT, 842 * LEN_PT, 72 * LEN_PT,
                                      72 * LEN_PT,  72 * LEN_PT,  72 * LEN_PT};
    struct sheets *s = g_new0(struct sheets, 1);
    s->arena = arena_new();
    s->diags = b->diags;
    s->book = b;
    s->print = strcmp(media, "print") == 0;
    s->media = arena_strdup(s->arena, media);
    s->names = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_name);
    s->class_lists = g_hash_table_new(g_str_hash, g_str_equal);
    s->contexts = g_hash_table_new(context_hash, context_equal);
    s->variables = g_hash_table_new(g_str_hash, g_str_equal);
    s->noted = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    s->rules = g_ptr_array_new();
    s->page = nothing;
    g_mutex_init(&s->lock);
    load_embedded(s, "base.css");
    load_embedded(s, "book.css");
    load_theme(s);
    s->page_default = s->page;
    for (const char **path = b->css; path != NULL && *path != NULL; path++)
        load_file(s, *path);
    for (const char **path = b->epub.css; !s->print && path != NULL && *path != NULL; path++)
        load_file(s, *path);
    /* rem and percentages need the root's size and the text block before anything is computed. */
    s->root_size = 12 * LEN_PT;
    s->root_size = context_root(s, NULL)->style.font_size;
    struct page_style page = style_page(s, b);
    s->measure = page.width - page.inside - page.outside;
    g_hash_table_remove_all(s->contexts);
    s->root = NULL;
    return s;
}

void sheets_free(struct sheets *s)
{
    if (s == NULL)
        return;
    free_list(s->universal);
    g_hash_table_destroy(s->names);
    g_hash_table_destroy(s->class_lists);
    g_hash_table_destroy(s->contexts);
    g_hash_table_destroy(s->variables);
    g_hash_table_destroy(s->noted);
    g_ptr_array_free(s->rules, TRUE);
    g_mutex_clear(&s->lock);
    arena_free(s->arena);
    g_free(s);
}

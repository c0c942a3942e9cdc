#include "pdf/shown.h"

struct shown_images {
    GArray *rows;      /* struct shown */
    GHashTable *index; /* content hash (or path) -> index + 1 */
};

static const char *key_of(const struct image *image)
{
    return image->hash ? image->hash : image->path;
}

static void add(struct shown_images *s, const struct image *image)
{
    struct shown shown = {0};
    gpointer key = (gpointer)(uintptr_t)key_of(image);
    if (!image->pdf || g_hash_table_contains(s->index, key) ||
        !pdf_image_open(image->pdf, &shown.converted))
        return;
    g_array_append_val(s->rows, shown);
    g_hash_table_insert(s->index, key, GUINT_TO_POINTER(s->rows->len));
}

/* Frames nest as deep as the node tree, which the readers bound. */
static void collect(struct shown_images *s, const struct frame *f)
{
    for (const struct item *i = f->first; i; i = i->next) {
        if (i->kind == ITEM_GROUP)
            collect(s, i->u.group.frame);
        else if (i->kind == ITEM_IMAGE && i->u.image.image && i->u.image.width > 0 &&
                 i->u.image.height > 0)
            add(s, i->u.image.image);
    }
}

struct shown_images *shown_images_new(const struct layout *l)
{
    struct shown_images *s = g_new0(struct shown_images, 1);
    s->rows = g_array_new(FALSE, FALSE, sizeof(struct shown));
    s->index = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < l->n_pages; i++)
        collect(s, l->pages[i].frame);
    return s;
}

void shown_images_free(struct shown_images *s)
{
    g_array_unref(s->rows);
    g_hash_table_unref(s->index);
    g_free(s);
}

/* Returns the image's number in the file. */
static guint32 write_raster(struct pdf_file *file, const struct pdf_image *image)
{
    g_autofree char *more = g_strdup("");
    if (image->has_mask) {
        const struct pdf_stream *mask = &image->mask;
        guint32 number = pdf_file_number(file);
        pdf_file_stream(file, number, mask->dict, mask->dict_size, "", mask->data, mask->size);
        g_free(more);
        more = g_strdup_printf(" /SMask %u 0 R", number);
    }
    guint32 number = pdf_file_number(file);
    pdf_file_stream(file, number, image->main.dict, image->main.dict_size, more, image->main.data,
                    image->main.size);
    return number;
}

void shown_images_write(struct shown_images *s, struct pdf_file *file)
{
    for (guint i = 0; i < s->rows->len; i++) {
        struct shown *shown = &g_array_index(s->rows, struct shown, i);
        if (shown->converted.kind == PDF_IMAGE_RASTER)
            shown->number = write_raster(file, &shown->converted);
    }
}

int shown_images_find(const struct shown_images *s, const struct image *image)
{
    return GPOINTER_TO_INT(g_hash_table_lookup(s->index, key_of(image))) - 1;
}

const struct shown *shown_images_get(const struct shown_images *s, long index)
{
    return index >= 0 && index < (long)s->rows->len
               ? &g_array_index(s->rows, struct shown, (guint)index)
               : NULL;
}

#include "pdf/finish_image.h"

#include "pdf/image.h"
#include "pdf/paint.h"

#include <stdlib.h>
#include <string.h>

/* Handles are released one by one: qpdf keeps each until then, and there are very many. */
static void set_key(qpdf_data q, qpdf_oh dict, const char *key, qpdf_oh value)
{
    qpdf_oh_replace_key(q, dict, key, value);
    qpdf_oh_release(q, value);
}

static long long int_key(qpdf_data q, qpdf_oh dict, const char *key)
{
    qpdf_oh value = qpdf_oh_get_key(q, dict, key);
    long long n = qpdf_oh_is_integer(q, value) ? qpdf_oh_get_int_value(q, value) : -1;
    qpdf_oh_release(q, value);
    return n;
}

/* The index of the image that a stream stands for; -1 when it is no stand-in. */
static long stand_in_index(qpdf_data q, qpdf_oh stream)
{
    qpdf_oh dict = qpdf_oh_get_dict(q, stream);
    bool candidate = int_key(q, dict, "/Width") == 2 && int_key(q, dict, "/Height") == 1;
    qpdf_oh_release(q, dict);
    if (!candidate)
        return -1;
    unsigned char *p = NULL;
    size_t size = 0;
    QPDF_BOOL filtered = QPDF_FALSE;
    int status = qpdf_oh_get_stream_data(q, stream, qpdf_dl_generalized, &filtered, &p, &size);
    long index = -1;
    if (!(status & (QPDF_ERRORS)) && filtered && size == 6 &&
        (p[0] << 16 | p[1] << 8 | p[2]) == STAND_IN_MARK)
        index = p[3] << 16 | p[4] << 8 | p[5];
    free(p);
    return index;
}

/* Gives the stream the dictionary and the data of a converted one. */
static void fill_stream(qpdf_data q, qpdf_oh stream, const struct pdf_stream *from,
                        const void *data, size_t size)
{
    g_autofree char *source = g_strndup(from->dict, from->dict_size);
    qpdf_oh wanted = qpdf_oh_parse(q, source), dict = qpdf_oh_get_dict(q, stream);
    static const char *const foreign[] = {"/Width", "/Height", "/ColorSpace", "/Interpolate",
                                          "/BitsPerComponent"};
    for (size_t i = 0; i < G_N_ELEMENTS(foreign); i++)
        qpdf_oh_remove_key(q, dict, foreign[i]);
    qpdf_oh filter = qpdf_oh_get_key(q, wanted, "/Filter");
    qpdf_oh parms = qpdf_oh_get_key(q, wanted, "/DecodeParms");
    qpdf_oh_replace_stream_data(q, stream, data, size, filter, parms);
    qpdf_oh_release(q, filter);
    qpdf_oh_release(q, parms);
    qpdf_oh_begin_dict_key_iter(q, wanted);
    while (qpdf_oh_dict_more_keys(q)) {
        g_autofree char *key = g_strdup(qpdf_oh_dict_next_key(q));
        if (strcmp(key, "/Filter") != 0 && strcmp(key, "/DecodeParms") != 0)
            set_key(q, dict, key, qpdf_oh_get_key(q, wanted, key));
    }
    qpdf_oh_release(q, dict);
    qpdf_oh_release(q, wanted);
}

/* Copies a dictionary's entry from another file. Only indirect objects can be copied. */
static void copy_key(qpdf_data q, qpdf_oh to, qpdf_data other, qpdf_oh from, const char *key)
{
    qpdf_oh value = qpdf_oh_get_key(other, from, key);
    if (!qpdf_oh_is_null(other, value)) {
        qpdf_oh indirect = qpdf_oh_is_indirect(other, value)
                               ? qpdf_oh_new_object(other, value)
                               : qpdf_make_indirect_object(other, value);
        set_key(q, to, key, qpdf_oh_copy_foreign_object(q, other, indirect));
        qpdf_oh_release(other, indirect);
    }
    qpdf_oh_release(other, value);
}

/* A page that librsvg drew becomes a form: its content, resources and transparency group. */
static void swap_page(qpdf_data q, qpdf_oh stream, const struct pdf_image *image, GPtrArray *open)
{
    qpdf_data other = qpdf_init();
    g_ptr_array_add(open, other);
    qpdf_silence_errors(other);
    qpdf_set_suppress_warnings(other, QPDF_TRUE);
    if (qpdf_read_memory(other, "svg", (const char *)image->main.data, image->main.size, NULL) &
        (QPDF_ERRORS))
        return;
    qpdf_oh page = qpdf_get_page_n(other, 0);
    unsigned char *content = NULL;
    size_t size = 0;
    if (!(qpdf_oh_get_page_content_data(other, page, &content, &size) & (QPDF_ERRORS))) {
        fill_stream(q, stream, &image->main, content, size);
        qpdf_oh dict = qpdf_oh_get_dict(q, stream);
        copy_key(q, dict, other, page, "/Resources");
        copy_key(q, dict, other, page, "/Group");
        qpdf_oh_release(q, dict);
    }
    free(content);
    qpdf_oh_release(other, page);
}

/* ---- where images are ---- */

enum { MAX_FORMS = 16 /* in each other */ };

struct finder {
    qpdf_data q;
    const struct shown_images *images;
    GArray *numbers;
    GPtrArray *open;
    GHashTable *seen; /* numbers of streams */
};

static GPtrArray *keys_of(qpdf_data q, qpdf_oh dict)
{
    GPtrArray *keys = g_ptr_array_new_with_free_func(g_free);
    qpdf_oh_begin_dict_key_iter(q, dict);
    while (qpdf_oh_dict_more_keys(q))
        g_ptr_array_add(keys, g_strdup(qpdf_oh_dict_next_key(q)));
    return keys;
}

static void look_in(struct finder *f, qpdf_oh holder, int depth);

static void look_at(struct finder *f, qpdf_oh stream, int depth)
{
    int id = qpdf_oh_get_object_id(f->q, stream);
    if (!g_hash_table_add(f->seen, GINT_TO_POINTER(id)))
        return;
    const struct shown *shown = shown_images_get(f->images, stand_in_index(f->q, stream));
    if (shown && shown->converted.kind == PDF_IMAGE_PAGE) {
        swap_page(f->q, stream, &shown->converted, f->open);
    } else if (shown) {
        g_array_index(f->numbers, guint32, id) = shown->number;
    } else if (depth < MAX_FORMS) {
        qpdf_oh dict = qpdf_oh_get_dict(f->q, stream);
        look_in(f, dict, depth + 1);
        qpdf_oh_release(f->q, dict);
    }
}

/* The streams in the resources of a page, form or pattern. */
static void look_in(struct finder *f, qpdf_oh holder, int depth)
{
    static const char *const kinds[] = {"/XObject", "/Pattern"};
    qpdf_oh resources = qpdf_oh_get_key(f->q, holder, "/Resources");
    for (size_t i = 0; i < G_N_ELEMENTS(kinds) && qpdf_oh_is_dictionary(f->q, resources); i++) {
        qpdf_oh dict = qpdf_oh_get_key(f->q, resources, kinds[i]);
        g_autoptr(GPtrArray) keys =
            qpdf_oh_is_dictionary(f->q, dict) ? keys_of(f->q, dict) : g_ptr_array_new();
        for (guint k = 0; k < keys->len; k++) {
            qpdf_oh object = qpdf_oh_get_key(f->q, dict, keys->pdata[k]);
            if (qpdf_oh_is_stream(f->q, object))
                look_at(f, object, depth);
            qpdf_oh_release(f->q, object);
        }
        qpdf_oh_release(f->q, dict);
    }
    qpdf_oh_release(f->q, resources);
}

void finish_images(qpdf_data q, const qpdf_oh *pages, size_t n_pages,
                   const struct shown_images *images, GArray *numbers, GPtrArray *open)
{
    struct finder f = {q, images, numbers, open, g_hash_table_new(NULL, NULL)};
    qpdf_oh trailer = qpdf_get_trailer(q);
    g_array_set_size(numbers, (guint)MAX(int_key(q, trailer, "/Size"), 0));
    qpdf_oh_release(q, trailer);
    for (size_t i = 0; i < n_pages; i++)
        look_in(&f, pages[i], 0);
    g_hash_table_unref(f.seen);
}

void finish_image_close(gpointer q)
{
    qpdf_data data = q;
    qpdf_cleanup(&data);
}

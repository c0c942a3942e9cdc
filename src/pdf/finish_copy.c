/* Why not qpdf_write: it keeps the whole file in memory, twice, with its pictures, and takes a
 * checksum of all of it. */
#include "pdf/finish_copy.h"

#include "pdf/image.h"
#include "pdf/source.h"

#include <stdlib.h>
#include <string.h>

struct copier {
    qpdf_data q;
    struct pdf_file *file;
    GArray *numbers; /* guint32: in the file, by number in q; 0: not met yet */
    GArray *queue;   /* int: numbers in q, in the order they were met */
    GString *source; /* scratch */
};

static guint32 number_of(struct copier *c, int id)
{
    if ((guint)id >= c->numbers->len)
        g_array_set_size(c->numbers, (guint)id + 1);
    guint32 *number = &g_array_index(c->numbers, guint32, id);
    if (*number == 0) {
        *number = pdf_file_number(c->file);
        g_array_append_val(c->queue, id);
    }
    return *number;
}

/* The end of the word (a name, number or operator) that starts here. */
static const char *word_end(const char *p)
{
    size_t n = strcspn(p + 1, " \n\r\t\f()<>[]/");
    return p + 1 + n;
}

/* Is this "12 0 R"? Then *id is 12 and *end its end. */
static bool is_reference(const char *p, int *id, const char **end)
{
    guint64 value = 0;
    const char *q = p;
    for (; g_ascii_isdigit(*q) && q - p < 10; q++)
        value = value * 10 + (guint64)(*q - '0');
    if (q == p || strncmp(q, " 0 R", 4) != 0 || g_ascii_isalnum(q[4]) || value > G_MAXINT)
        return false;
    *id = (int)value;
    *end = q + 4;
    return true;
}

/* The object's source with the file's numbers, into c->source. The text is libqpdf's own: one blank
 * within a reference, no comments. */
static void renumber(struct copier *c, const char *p)
{
    const char *text_end = p + strlen(p);
    g_string_truncate(c->source, 0);
    while (*p) {
        const char *end = p + 1;
        int id;
        if (is_reference(p, &id, &end)) {
            g_string_append_printf(c->source, "%u 0 R", number_of(c, id));
            p = end;
            continue;
        }
        if (*p == '(' || (*p == '<' && p[1] != '<'))
            end = source_string_end(p, text_end);
        else if (*p == '<')
            end = p + 2;
        else if (!strchr(" \n\r\t\f>[]", *p))
            end = word_end(p);
        g_string_append_len(c->source, p, end - p);
        p = end;
    }
}

static bool has_key(qpdf_data q, qpdf_oh dict, const char *key)
{
    qpdf_oh value = qpdf_oh_get_key(q, dict, key);
    bool has = !qpdf_oh_is_null(q, value);
    qpdf_oh_release(q, value);
    return has;
}

/* Streams go as they are; one that no filter packs is deflated. XMP stays plain: tools that know
 * no PDF look for it. */
static void copy_stream(struct copier *c, qpdf_oh stream, guint32 number)
{
    qpdf_data q = c->q;
    qpdf_oh dict = qpdf_oh_get_dict(q, stream), type = qpdf_oh_get_key(q, dict, "/Type");
    bool plain = qpdf_oh_is_name(q, type) && strcmp(qpdf_oh_get_name(q, type), "/Metadata") == 0;
    bool pack = !plain && !has_key(q, dict, "/Filter");
    unsigned char *data = NULL;
    size_t size = 0;
    QPDF_BOOL filtered;
    qpdf_oh_release(q, type);
    if (qpdf_oh_get_stream_data(q, stream, qpdf_dl_none, &filtered, &data, &size) & (QPDF_ERRORS))
        size = 0; /* finish asks q for errors at the end */
    qpdf_oh_remove_key(q, dict, "/Length");
    renumber(c, qpdf_oh_unparse(q, dict));
    qpdf_oh_release(q, dict);
    if (pack) {
        g_autoptr(GByteArray) packed = g_byte_array_new();
        struct deflater deflater;
        deflate_begin(&deflater, packed);
        deflate_add(&deflater, data, size);
        deflate_end(&deflater);
        pdf_file_stream(c->file, number, c->source->str, c->source->len, " /Filter /FlateDecode",
                        packed->data, packed->len);
    } else {
        pdf_file_stream(c->file, number, c->source->str, c->source->len, "", data, size);
    }
    free(data);
}

static void copy_object(struct copier *c, int id)
{
    qpdf_oh object = qpdf_get_object_by_id(c->q, id, 0);
    guint32 number = g_array_index(c->numbers, guint32, id);
    if (qpdf_oh_is_stream(c->q, object)) {
        copy_stream(c, object, number);
    } else {
        renumber(c, qpdf_oh_unparse_resolved(c->q, object));
        pdf_file_object(c->file, number, c->source->str, c->source->len);
    }
    qpdf_oh_release(c->q, object);
}

static guint32 start_at(struct copier *c, qpdf_oh trailer, const char *key)
{
    qpdf_oh object = qpdf_oh_get_key(c->q, trailer, key);
    int id = qpdf_oh_get_object_id(c->q, object);
    qpdf_oh_release(c->q, object);
    return number_of(c, id);
}

void finish_copy(qpdf_data q, struct pdf_file *file, GArray *numbers, guint32 *root, guint32 *info)
{
    struct copier c = {.q = q, .file = file, .numbers = numbers};
    c.queue = g_array_new(FALSE, FALSE, sizeof(int));
    c.source = g_string_new(NULL);
    qpdf_oh trailer = qpdf_get_trailer(q);
    *root = start_at(&c, trailer, "/Root");
    *info = start_at(&c, trailer, "/Info");
    qpdf_oh_release(q, trailer);
    for (guint i = 0; i < c.queue->len; i++)
        copy_object(&c, g_array_index(c.queue, int, i));
    g_array_unref(c.queue);
    g_string_free(c.source, TRUE);
}

#include "pdf/file.h"

#include "pdf/image.h"

#include <string.h>

enum { PER_STREAM = 200 }; /* objects: readers unpack a whole stream for each of them */

/* The row of the cross-reference stream: a type (7.5.8.3), and what that type needs. */
enum place_kind { PLACE_FREE, PLACE_OFFSET, PLACE_PACKED };
struct place {
    enum place_kind kind;
    guint64 where; /* offset in the file; number of the object stream */
    guint index;   /* in the object stream */
};
enum { PLACE_BYTES = 1 + 5 + 2 };

struct pdf_file {
    struct output *out;
    GArray *places; /* struct place, by number */
    guint64 offset;
    GChecksum *checksum;
    GString *text;                  /* scratch */
    GString *packed_index, *packed; /* the object stream being filled */
    guint32 packed_number;
    guint n_packed;
};

static void write_out(struct pdf_file *f, const void *data, gsize size)
{
    f->offset += size;
    (void)output_write(f->out, data, size);
}

struct pdf_file *pdf_file_new(struct output *out)
{
    /* the comment tells tools that this is no text (7.5.2) */
    static const char header[] = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
    struct pdf_file *f = g_new0(struct pdf_file, 1);
    f->out = out;
    f->places = g_array_new(FALSE, TRUE, sizeof(struct place));
    g_array_set_size(f->places, 1); /* object 0 is the head of the free list */
    f->checksum = g_checksum_new(G_CHECKSUM_MD5);
    f->text = g_string_new(NULL);
    f->packed_index = g_string_new(NULL);
    f->packed = g_string_new(NULL);
    write_out(f, header, sizeof header - 1);
    return f;
}

guint32 pdf_file_number(struct pdf_file *f)
{
    g_array_set_size(f->places, f->places->len + 1);
    return f->places->len - 1;
}

static void set_place(struct pdf_file *f, guint32 number, enum place_kind kind, guint64 where,
                      guint index)
{
    g_array_index(f->places, struct place, number) = (struct place){kind, where, index};
}

void pdf_file_stream(struct pdf_file *f, guint32 number, const char *dict, gsize dict_size,
                     const char *more, const void *data, gsize size)
{
    static const char end[] = "\nendstream\nendobj\n";
    /* data counts by its CRC, which is ten times as fast as the checksum */
    guint32 crc = (guint32)crc32_z(0, data, size);
    const guint8 crc_bytes[] = {crc >> 24, crc >> 16 & 255, crc >> 8 & 255, crc & 255};
    set_place(f, number, PLACE_OFFSET, f->offset, 0);
    g_string_printf(f->text, "%u 0 obj\n<< /Length %" G_GSIZE_FORMAT "%s", number, size, more);
    g_string_append_len(f->text, dict + 2, (gssize)dict_size - 2); /* without its << */
    g_string_append(f->text, "\nstream\n");
    g_checksum_update(f->checksum, (const guchar *)f->text->str, (gssize)f->text->len);
    g_checksum_update(f->checksum, crc_bytes, sizeof crc_bytes);
    write_out(f, f->text->str, f->text->len);
    write_out(f, data, size);
    write_out(f, end, sizeof end - 1);
}

static GByteArray *deflate_text(const void *data, gsize size)
{
    GByteArray *out = g_byte_array_new();
    struct deflater deflater;
    deflate_begin(&deflater, out);
    deflate_add(&deflater, data, size);
    deflate_end(&deflater);
    return out;
}

/* Writes the object stream that is being filled, when there is anything in it. */
static void flush_packed(struct pdf_file *f)
{
    if (f->n_packed == 0)
        return;
    g_autofree char *dict =
        g_strdup_printf("<< /Type /ObjStm /Filter /FlateDecode /N %u /First %" G_GSIZE_FORMAT " >>",
                        f->n_packed, f->packed_index->len);
    g_string_append_len(f->packed_index, f->packed->str, (gssize)f->packed->len);
    g_autoptr(GByteArray) data = deflate_text(f->packed_index->str, f->packed_index->len);
    pdf_file_stream(f, f->packed_number, dict, strlen(dict), "", data->data, data->len);
    g_string_truncate(f->packed_index, 0);
    g_string_truncate(f->packed, 0);
    f->n_packed = 0;
}

void pdf_file_object(struct pdf_file *f, guint32 number, const char *source, gsize size)
{
    if (f->n_packed == 0)
        f->packed_number = pdf_file_number(f);
    set_place(f, number, PLACE_PACKED, f->packed_number, f->n_packed++);
    g_string_append_printf(f->packed_index, "%u %" G_GSIZE_FORMAT " ", number, f->packed->len);
    g_string_append_len(f->packed, source, (gssize)size);
    g_string_append_c(f->packed, '\n');
    if (f->n_packed == PER_STREAM)
        flush_packed(f);
}

/* The rows of the cross-reference stream, each as its difference from the one above (PNG's filter
 * Up): offsets grow by steps that are much alike, and deflate well so. */
static GByteArray *place_rows(const struct pdf_file *f)
{
    GByteArray *rows = g_byte_array_new();
    guint8 above[PLACE_BYTES] = {0};
    for (guint i = 0; i < f->places->len; i++) {
        const struct place *e = &g_array_index(f->places, struct place, i);
        const guint8 row[PLACE_BYTES] = {(guint8)e->kind,        (e->where >> 32) & 255,
                                         (e->where >> 24) & 255, (e->where >> 16) & 255,
                                         (e->where >> 8) & 255,  e->where & 255,
                                         e->index >> 8 & 255,    e->index & 255};
        guint8 filtered[1 + PLACE_BYTES] = {2};
        for (gsize b = 0; b < PLACE_BYTES; b++)
            filtered[1 + b] = (guint8)(row[b] - above[b]);
        memcpy(above, row, sizeof above);
        g_byte_array_append(rows, filtered, sizeof filtered);
    }
    return rows;
}

void pdf_file_finish(struct pdf_file *f, guint32 root, guint32 info)
{
    flush_packed(f);
    guint32 number = pdf_file_number(f);
    guint64 start = f->offset;
    set_place(f, number, PLACE_OFFSET, start, 0);
    g_autoptr(GByteArray) rows = place_rows(f);
    g_autoptr(GByteArray) data = deflate_text(rows->data, rows->len);
    g_checksum_update(f->checksum, rows->data, rows->len);
    const char *id = g_checksum_get_string(f->checksum);
    g_autofree char *dict = g_strdup_printf(
        "<< /Type /XRef /Size %u /Root %u 0 R /Info %u 0 R /ID [<%s> <%s>] /W [1 5 2] "
        "/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns %d >> >>",
        f->places->len, root, info, id, id, PLACE_BYTES);
    /* nothing is added to the checksum any more: it has been asked for */
    g_string_printf(f->text, "%u 0 obj\n<< /Length %u%s\nstream\n", number, data->len, dict + 2);
    write_out(f, f->text->str, f->text->len);
    write_out(f, data->data, data->len);
    g_string_printf(f->text, "\nendstream\nendobj\nstartxref\n%" G_GUINT64_FORMAT "\n%%%%EOF\n",
                    start);
    write_out(f, f->text->str, f->text->len);
}

void pdf_file_free(struct pdf_file *f)
{
    g_array_unref(f->places);
    g_checksum_free(f->checksum);
    g_string_free(f->text, TRUE);
    g_string_free(f->packed_index, TRUE);
    g_string_free(f->packed, TRUE);
    g_free(f);
}

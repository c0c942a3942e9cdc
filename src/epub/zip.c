#include "epub/zip.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <zip.h>
#include <zlib.h>

/* Where libzip writes. It goes back to an entry's header when the entry is complete, which a pipe
 * cannot: so an entry waits here until libzip has gone on to its end. */
struct sink {
    struct output *out;
    GByteArray *pending;  /* what follows the bytes that are out */
    zip_uint64_t flushed; /* how many those are */
    zip_uint64_t at;      /* where the next write goes */
    zip_error_t error;
};

struct container {
    struct sink sink;
    zip_t *zip;
    GPtrArray *entries; /* struct packed: libzip reads them when it closes */
    zip_uint16_t date, time;
    char *problem; /* the first one */
};

/* ------------------------------------------------------------------ packing */

static GBytes *deflate_bytes(const void *data, gsize size)
{
    z_stream z = {0};

    /* a raw stream (negative window) of level 6; 9 gains nothing on text of this size */
    if (deflateInit2(&z, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        g_error("no memory to deflate"); /* as GLib does when memory runs out */
    gsize room = deflateBound(&z, size);
    guint8 *packed = g_malloc(room);
    z.next_in = (Bytef *)(uintptr_t)data;
    z.avail_in = (uInt)size;
    z.next_out = packed;
    z.avail_out = (uInt)room;
    (void)deflate(&z, Z_FINISH); /* it has room for everything, so it ends */
    gsize have = z.total_out;
    deflateEnd(&z);
    return g_bytes_new_take(g_realloc(packed, have), have);
}

void packed_init(struct packed *p, GBytes *bytes, bool deflate)
{
    gsize size;
    const void *data = g_bytes_get_data(bytes, &size);

    *p = (struct packed){.size = size, .deflated = deflate && size > 0 && size < G_MAXUINT32 / 2};
    p->bytes = p->deflated ? deflate_bytes(data, size) : g_bytes_ref(bytes);
    if (p->deflated) /* libzip sums up what is stored itself */
        p->crc = (guint32)crc32_z(0, data, size);
}

void packed_clear(struct packed *p)
{
    g_clear_pointer(&p->bytes, g_bytes_unref);
}

/* An entry that is deflated already, as libzip's source of it. */
static zip_int64_t read_packed(void *state, void *data, zip_uint64_t n, zip_source_cmd_t command)
{
    struct packed *p = state;
    gsize size;
    const char *bytes = g_bytes_get_data(p->bytes, &size);

    if (command == ZIP_SOURCE_SUPPORTS)
        return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
                                              ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE,
                                              -1);
    if (command == ZIP_SOURCE_OPEN) {
        p->read = 0;
    } else if (command == ZIP_SOURCE_READ) {
        n = MIN(n, size - p->read);
        memcpy(data, bytes + p->read, n);
        p->read += n;
        return (zip_int64_t)n;
    } else if (command == ZIP_SOURCE_STAT) {
        zip_stat_t *st = data;
        zip_stat_init(st);
        st->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD |
                    ZIP_STAT_ENCRYPTION_METHOD;
        st->size = p->size;
        st->comp_size = size;
        st->crc = p->crc;
        st->comp_method = ZIP_CM_DEFLATE;
        st->encryption_method = ZIP_EM_NONE;
        return sizeof *st;
    } else if (command == ZIP_SOURCE_ERROR) {
        memset(data, 0, 2 * sizeof(int)); /* it cannot fail */
        return 2 * sizeof(int);
    }
    return 0;
}

/* ------------------------------------------------------------------ writing */

static void sink_flush(struct sink *s)
{
    (void)output_write(s->out, s->pending->data,
                       s->pending->len); /* remembered: fails the commit */
    s->flushed += s->pending->len;
    g_byte_array_set_size(s->pending, 0);
}

static zip_int64_t sink_write(struct sink *s, const void *data, zip_uint64_t n)
{
    zip_uint64_t offset = s->at - s->flushed, end = offset + n;

    if (offset > s->pending->len || end > G_MAXUINT32) {
        zip_error_set(&s->error, ZIP_ER_WRITE, EFBIG);
        return -1;
    }
    if (end > s->pending->len)
        g_byte_array_set_size(s->pending, (guint)end);
    memcpy(s->pending->data + offset, data, n);
    s->at += n;
    return (zip_int64_t)n;
}

static zip_int64_t sink_seek(struct sink *s, void *data, zip_uint64_t n)
{
    zip_uint64_t end = s->flushed + s->pending->len;
    zip_int64_t to = zip_source_seek_compute_offset(s->at, end, data, n, &s->error);

    if (to < 0 || (zip_uint64_t)to < s->flushed) {
        zip_error_set(&s->error, ZIP_ER_SEEK, ESPIPE);
        return -1;
    }
    s->at = (zip_uint64_t)to;
    if (s->at == end) /* on from the patched header: the entry is complete */
        sink_flush(s);
    return 0;
}

static zip_int64_t sink_command(void *state, void *data, zip_uint64_t n, zip_source_cmd_t command)
{
    struct sink *s = state;

    if (command == ZIP_SOURCE_SUPPORTS)
        return zip_source_make_command_bitmap(
            ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR,
            ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_BEGIN_WRITE,
            ZIP_SOURCE_COMMIT_WRITE, ZIP_SOURCE_ROLLBACK_WRITE, ZIP_SOURCE_WRITE,
            ZIP_SOURCE_SEEK_WRITE, ZIP_SOURCE_TELL_WRITE, ZIP_SOURCE_REMOVE, -1);
    if (command == ZIP_SOURCE_STAT) { /* an empty file, to be truncated */
        zip_stat_t *st = data;
        zip_stat_init(st);
        st->valid = ZIP_STAT_SIZE;
        return sizeof *st;
    }
    if (command == ZIP_SOURCE_ERROR)
        return zip_error_to_data(&s->error, data, n);
    if (command == ZIP_SOURCE_WRITE)
        return sink_write(s, data, n);
    if (command == ZIP_SOURCE_SEEK_WRITE)
        return sink_seek(s, data, n);
    if (command == ZIP_SOURCE_TELL_WRITE)
        return (zip_int64_t)s->at;
    if (command == ZIP_SOURCE_COMMIT_WRITE)
        sink_flush(s);
    return 0;
}

static void fail(struct container *c, const char *name, const char *problem)
{
    if (c->problem == NULL)
        c->problem = name == NULL ? g_strdup(problem) : g_strdup_printf("%s: %s", name, problem);
}

/* MS-DOS date and time (APPNOTE 4.4.6), of UTC: zip_file_set_mtime would take the local zone. */
static void set_time(struct container *c, time_t time)
{
    struct tm tm;

    if (gmtime_r(&time, &tm) == NULL || tm.tm_year < 80) {
        c->date = 1 << 5 | 1;
        c->time = 0;
        return;
    }
    if (tm.tm_year > 207) {
        c->date = (zip_uint16_t)(127 << 9 | 12 << 5 | 31);
        c->time = (zip_uint16_t)(23 << 11 | 59 << 5 | 29);
        return;
    }
    c->date = (zip_uint16_t)((tm.tm_year - 80) << 9 | (tm.tm_mon + 1) << 5 | tm.tm_mday);
    c->time = (zip_uint16_t)(tm.tm_hour << 11 | tm.tm_min << 5 | MIN(tm.tm_sec, 59) / 2);
}

static void packed_free(gpointer p)
{
    packed_clear(p);
    g_free(p);
}

struct container *container_new(struct output *out, time_t time)
{
    static const char mimetype[] = "application/epub+zip";
    struct container *c = g_new0(struct container, 1);
    struct packed packed;
    zip_error_t error;

    c->sink.out = out;
    c->sink.pending = g_byte_array_new();
    zip_error_init(&c->sink.error);
    c->entries = g_ptr_array_new_with_free_func(packed_free);
    set_time(c, time);
    zip_error_init(&error);
    zip_source_t *source = zip_source_function_create(sink_command, &c->sink, &error);
    c->zip = source == NULL ? NULL : zip_open_from_source(source, ZIP_TRUNCATE, &error);
    if (c->zip == NULL) {
        fail(c, NULL, zip_error_strerror(&error));
        zip_source_free(source);
    }
    zip_error_fini(&error);
    g_autoptr(GBytes) bytes = g_bytes_new_static(mimetype, sizeof mimetype - 1);
    packed_init(&packed, bytes, false);
    container_add(c, "mimetype", &packed);
    packed_clear(&packed);
    return c;
}

void container_add(struct container *c, const char *name, const struct packed *p)
{
    struct packed *kept = g_memdup2(p, sizeof *p);
    gsize size;
    const void *data = g_bytes_get_data(p->bytes, &size);

    g_bytes_ref(kept->bytes);
    g_ptr_array_add(c->entries, kept);
    if (c->problem != NULL)
        return;
    zip_source_t *source = p->deflated ? zip_source_function(c->zip, read_packed, kept)
                                       : zip_source_buffer(c->zip, data, size, 0);
    zip_int64_t at = source == NULL ? -1 : zip_file_add(c->zip, name, source, ZIP_FL_ENC_UTF_8);
    if (at < 0) {
        fail(c, name, zip_strerror(c->zip));
        zip_source_free(source);
        return;
    }
    zip_uint64_t index = (zip_uint64_t)at;
    zip_int32_t method = p->deflated ? ZIP_CM_DEFLATE : ZIP_CM_STORE;
    const zip_uint32_t mode = 0100644; /* a regular file, rw-r--r-- */
    if (zip_set_file_compression(c->zip, index, method, 6) != 0 ||
        zip_file_set_dostime(c->zip, index, c->time, c->date, 0) != 0 ||
        zip_file_set_external_attributes(c->zip, index, 0, ZIP_OPSYS_UNIX, mode << 16) != 0)
        fail(c, name, zip_strerror(c->zip));
}

bool container_finish(struct container *c, char **problem)
{
    if (c->zip != NULL && (c->problem != NULL || zip_close(c->zip) != 0)) {
        fail(c, NULL, zip_strerror(c->zip));
        zip_discard(c->zip);
    }
    bool ok = c->problem == NULL;
    *problem = c->problem;
    zip_error_fini(&c->sink.error);
    g_byte_array_unref(c->sink.pending);
    g_ptr_array_unref(c->entries);
    g_free(c);
    return ok;
}

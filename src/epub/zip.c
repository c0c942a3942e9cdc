#include "epub/zip.h"

#include <stdint.h>
#include <string.h>
#include <zlib.h>

/* Field numbers and sizes are those of PKWARE's APPNOTE 6.3: 4.3.7 local header, 4.3.12 directory
 * header, 4.3.16 end record. ZIP64 (4.3.14) is not written: a book over 4 GiB is refused. */
enum {
    VERSION = 20,               /* needed: deflate */
    MADE_BY = 3 << 8 | VERSION, /* on Unix: then the attributes are a file mode */
    MODE = 0100644,             /* a regular file, rw-r--r-- */
    METHOD_STORED = 0,
    METHOD_DEFLATED = 8
};

struct container {
    struct output *out;
    GByteArray *directory, *header; /* the directory so far; scratch */
    guint64 offset;
    guint n_entries;
    guint16 date, time;
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

    *p = (struct packed){.size = size, .crc = (guint32)crc32_z(0, data, size)};
    p->deflated = deflate && size > 0 && size < G_MAXUINT32 / 2;
    p->bytes = p->deflated ? deflate_bytes(data, size) : g_bytes_ref(bytes);
}

void packed_clear(struct packed *p)
{
    g_clear_pointer(&p->bytes, g_bytes_unref);
}

/* ------------------------------------------------------------------ writing */

static void put16(GByteArray *to, guint value)
{
    const guint8 bytes[] = {value & 255, value >> 8 & 255};

    g_byte_array_append(to, bytes, sizeof bytes);
}

static void put32(GByteArray *to, guint32 value)
{
    put16(to, value & 0xFFFF);
    put16(to, value >> 16);
}

static void write_out(struct container *c, const void *data, gsize size)
{
    c->offset += size;
    (void)output_write(c->out, data, size); /* a failure is remembered and fails the commit */
}

/* MS-DOS date and time (APPNOTE 4.4.6), of UTC. */
static void set_time(struct container *c, time_t time)
{
    struct tm tm;

    if (gmtime_r(&time, &tm) == NULL || tm.tm_year < 80) {
        c->date = 1 << 5 | 1;
        c->time = 0;
        return;
    }
    if (tm.tm_year > 207) {
        c->date = (guint16)(127 << 9 | 12 << 5 | 31);
        c->time = (guint16)(23 << 11 | 59 << 5 | 29);
        return;
    }
    c->date = (guint16)((tm.tm_year - 80) << 9 | (tm.tm_mon + 1) << 5 | tm.tm_mday);
    c->time = (guint16)(tm.tm_hour << 11 | tm.tm_min << 5 | MIN(tm.tm_sec, 59) / 2);
}

/* The fields that both headers of an entry share, from the version needed to the name's length. */
static void put_common(const struct container *c, GByteArray *to, const char *name,
                       const struct packed *p)
{
    put16(to, VERSION);
    put16(to, 0); /* flags: names are ASCII */
    put16(to, p->deflated ? METHOD_DEFLATED : METHOD_STORED);
    put16(to, c->time);
    put16(to, c->date);
    put32(to, p->crc);
    put32(to, (guint32)g_bytes_get_size(p->bytes));
    put32(to, (guint32)p->size);
    put16(to, (guint)strlen(name));
    put16(to, 0); /* no extra field */
}

static void put_signature(GByteArray *to, const char *two)
{
    g_byte_array_append(to, (const guint8 *)"PK", 2);
    g_byte_array_append(to, (const guint8 *)two, 2);
}

static void put_name(GByteArray *to, const char *name)
{
    g_byte_array_append(to, (const guint8 *)name, (guint)strlen(name));
}

struct container *container_new(struct output *out, time_t time)
{
    static const char mimetype[] = "application/epub+zip";
    struct container *c = g_new0(struct container, 1);
    struct packed packed;

    c->out = out;
    c->directory = g_byte_array_new();
    c->header = g_byte_array_new();
    set_time(c, time);
    g_autoptr(GBytes) bytes = g_bytes_new_static(mimetype, sizeof mimetype - 1);
    packed_init(&packed, bytes, false);
    container_add(c, "mimetype", &packed);
    packed_clear(&packed);
    return c;
}

void container_add(struct container *c, const char *name, const struct packed *p)
{
    GByteArray *local = c->header, *central = c->directory;
    guint32 start = (guint32)c->offset; /* container_finish refuses what does not fit */
    gsize size;
    const void *data = g_bytes_get_data(p->bytes, &size);

    g_byte_array_set_size(local, 0);
    put_signature(local, "\3\4");
    put_common(c, local, name, p);
    put_name(local, name);
    write_out(c, local->data, local->len);
    write_out(c, data, size);

    put_signature(central, "\1\2");
    put16(central, MADE_BY);
    put_common(c, central, name, p);
    put16(central, 0); /* no comment */
    put16(central, 0); /* disk 0 */
    put16(central, 0); /* internal attributes */
    put32(central, (guint32)MODE << 16);
    put32(central, start);
    put_name(central, name);
    c->n_entries++;
}

bool container_finish(struct container *c, const char **problem)
{
    guint64 start = c->offset;
    GByteArray *end = c->header;

    write_out(c, c->directory->data, c->directory->len);
    g_byte_array_set_size(end, 0);
    put_signature(end, "\5\6");
    put32(end, 0); /* this disk, and the directory's */
    put16(end, c->n_entries);
    put16(end, c->n_entries);
    put32(end, c->directory->len);
    put32(end, (guint32)start);
    put16(end, 0); /* no comment */
    write_out(c, end->data, end->len);
    bool ok = c->offset < G_MAXUINT32 && c->n_entries < G_MAXUINT16;
    if (!ok)
        *problem = "it is larger than 4 GiB, or has more than 65,534 files";
    g_byte_array_unref(c->directory);
    g_byte_array_unref(c->header);
    g_free(c);
    return ok;
}

#include "epub/zip.h"

#include <string.h>
#include <zip.h>

struct container {
    zip_source_t *sink; /* in memory: libzip seeks back, standard output cannot */
    zip_t *zip;
    GPtrArray *bytes; /* libzip reads them when it closes */
    zip_uint16_t date, time;
    char *problem; /* the first one */
};

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

struct container *container_new(time_t time)
{
    static const char mimetype[] = "application/epub+zip";
    struct container *c = g_new0(struct container, 1);
    zip_error_t error;

    c->bytes = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    set_time(c, time);
    zip_error_init(&error);
    c->sink = zip_source_buffer_create(NULL, 0, 0, &error);
    c->zip = c->sink == NULL ? NULL : zip_open_from_source(c->sink, ZIP_TRUNCATE, &error);
    if (c->zip != NULL)
        zip_source_keep(c->sink); /* ours to read after zip_close */
    else
        fail(c, NULL, zip_error_strerror(&error));
    zip_error_fini(&error);
    g_autoptr(GBytes) bytes = g_bytes_new_static(mimetype, sizeof mimetype - 1);
    container_add(c, "mimetype", bytes, false);
    return c;
}

void container_add(struct container *c, const char *name, GBytes *bytes, bool deflate)
{
    gsize size;
    const void *data = g_bytes_get_data(bytes, &size);

    if (c->problem != NULL)
        return;
    g_ptr_array_add(c->bytes, g_bytes_ref(bytes));
    zip_source_t *source = zip_source_buffer(c->zip, data, size, 0);
    zip_int64_t at = source == NULL ? -1 : zip_file_add(c->zip, name, source, ZIP_FL_ENC_UTF_8);
    if (at < 0) {
        fail(c, name, zip_strerror(c->zip));
        zip_source_free(source);
        return;
    }
    zip_uint64_t index = (zip_uint64_t)at;
    const zip_uint32_t mode = 0100644; /* a regular file, rw-r--r-- */
    if (zip_set_file_compression(c->zip, index, deflate ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 6) != 0 ||
        zip_file_set_dostime(c->zip, index, c->time, c->date, 0) != 0 ||
        zip_file_set_external_attributes(c->zip, index, 0, ZIP_OPSYS_UNIX, mode << 16) != 0)
        fail(c, name, zip_strerror(c->zip));
}

/* Copies the finished archive. */
static void copy_out(struct container *c, struct output *out)
{
    enum { CHUNK = 1 << 18 };
    g_autofree char *chunk = g_malloc(CHUNK);
    zip_int64_t n = 0;

    if (zip_source_open(c->sink) != 0) {
        fail(c, NULL, zip_error_strerror(zip_source_error(c->sink)));
        return;
    }
    while ((n = zip_source_read(c->sink, chunk, CHUNK)) > 0)
        if (!output_write(out, chunk, (size_t)n))
            break;
    if (n < 0)
        fail(c, NULL, zip_error_strerror(zip_source_error(c->sink)));
    zip_source_close(c->sink);
}

bool container_write(struct container *c, struct output *out, char **problem)
{
    if (c->problem == NULL && zip_close(c->zip) == 0) {
        copy_out(c, out);
    } else if (c->zip != NULL) {
        fail(c, NULL, zip_strerror(c->zip));
        zip_discard(c->zip);
    }
    if (c->sink != NULL)
        zip_source_free(c->sink);
    bool ok = c->problem == NULL;
    *problem = c->problem;
    g_ptr_array_free(c->bytes, TRUE);
    g_free(c);
    return ok;
}

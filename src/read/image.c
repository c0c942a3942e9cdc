#include "read/image.h"

#include <string.h>
#include <xxhash.h>

/* What a format is called, and the suffix of its files; others that mean the same. */
static const struct {
    const char *name, *suffix, *others;
} formats[] = {
    [IMAGE_UNKNOWN] = {"", "", ""},
    [IMAGE_PNG] = {"PNG", ".png", ".apng"},
    [IMAGE_JPEG] = {"JPEG", ".jpg", ".jpeg .jpe .jfif"},
    [IMAGE_GIF] = {"GIF", ".gif", ""},
    [IMAGE_WEBP] = {"WebP", ".webp", ""},
    [IMAGE_SVG] = {"SVG", ".svg", ""},
};

static void report_extension(struct book *b, const struct image *image)
{
    g_autofree char *suffix = g_ascii_strdown(path_suffix(image->path), -1);
    g_auto(GStrv) others = g_strsplit(formats[image->format].others, " ", -1);
    if (*suffix && strcmp(suffix, formats[image->format].suffix) != 0 &&
        !g_strv_contains((const char *const *)others, suffix))
        diag_add(b->diags, DIAG_IMAGE_EXTENSION, (struct loc){.file = image->path}, image->path,
                 formats[image->format].name, NULL);
}

static void set_file_status(struct image *image, enum file_status status)
{
    switch (status) {
    case FILE_OK:
        break;
    case FILE_MISSING:
    case FILE_NOT_REGULAR:
    case FILE_UNREADABLE:
        image->status = IMAGE_MISSING;
        break;
    case FILE_OUTSIDE:
        image->status = IMAGE_OUTSIDE;
        break;
    case FILE_TOO_LARGE:
        image->status = IMAGE_LARGE;
        image->problem = "over 64 MB";
        break;
    }
}

/* The sanitised SVG in place of what was read; false with status and problem set. */
static bool sanitise(struct book *b, struct image *image, GBytes **bytes)
{
    g_autoptr(GString) removed = g_string_new(NULL);
    size_t size;
    const void *data = g_bytes_get_data(*bytes, &size);
    const char *problem = NULL;
    GBytes *clean = svg_sanitise(data, size, &problem, removed);
    if (!clean) {
        image->status = IMAGE_BROKEN;
        image->problem = problem ? problem : "not an SVG";
        return false;
    }
    if (removed->len > 0)
        diag_add(b->diags, DIAG_SVG_UNSAFE, (struct loc){.file = image->path}, image->path,
                 removed->str, NULL);
    g_bytes_unref(*bytes);
    *bytes = clean;
    return true;
}

static bool read_bytes(struct book *b, struct image *image, struct arena *a, GBytes **bytes)
{
    enum file_status status = FILE_OK;
    *bytes = g_steal_pointer(&image->bytes); /* it may be in the text of a chapter */
    if (*bytes == NULL)
        status = file_read(b->root, image->path, IMAGE_MAX_BYTES, bytes, NULL);
    else if (g_bytes_get_size(*bytes) > IMAGE_MAX_BYTES)
        status = FILE_TOO_LARGE;
    if (status != FILE_OK) {
        set_file_status(image, status);
        return false;
    }
    size_t size;
    const void *data = g_bytes_get_data(*bytes, &size);
    if (!image_probe(a, image, data, size))
        return false;
    if (image->format != IMAGE_SVG)
        return true;
    if (!sanitise(b, image, bytes))
        return false;
    data = g_bytes_get_data(*bytes, &size);
    return image_probe(a, image, data, size);
}

/* XXH3, 128 bits: it names content for the cache and the EPUB, ten times as fast as a cryptographic
 * hash; nothing trusts it against an author who would cheat himself. */
static char *content_hash(GBytes *bytes)
{
    size_t size;
    const void *data = g_bytes_get_data(bytes, &size);
    XXH128_hash_t hash = XXH3_128bits(data, size);

    return g_strdup_printf("%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x",
                           (guint64)hash.high64, (guint64)hash.low64);
}

void image_read(struct book *b, struct image *image)
{
    struct arena *a = arena_new();
    GBytes *bytes = NULL;
    bool ok = read_bytes(b, image, a, &bytes);
    g_autofree char *hash = ok ? content_hash(bytes) : NULL;
    /* the book's arena is shared by the threads that read images */
    g_mutex_lock(&b->image_lock);
    image->problem = arena_strdup(b->arena, image->problem);
    image->hash = arena_strdup(b->arena, hash);
    if (ok)
        image->name = arena_printf(b->arena, "img-%.12s%s", hash, formats[image->format].suffix);
    g_mutex_unlock(&b->image_lock);
    arena_free(a);
    if (!ok) {
        g_clear_pointer(&bytes, g_bytes_unref);
        return;
    }
    image->bytes = bytes;
    report_extension(b, image);
}

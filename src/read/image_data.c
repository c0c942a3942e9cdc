#include "read/image_data.h"

#include "base/url.h"
#include "read/image.h"

#include <string.h>

static const char *suffix_of(const char *mime)
{
    static const struct {
        const char *mime, *suffix;
    } types[] = {{"image/png", ".png"}, {"image/jpeg", ".jpg"},  {"image/jpg", ".jpg"},
                 {"image/gif", ".gif"}, {"image/webp", ".webp"}, {"image/svg+xml", ".svg"}};

    for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
        if (g_ascii_strcasecmp(types[i].mime, mime) == 0)
            return types[i].suffix;
    return "";
}

static GBytes *decode(const char *data, bool base64)
{
    gsize size = strlen(data);

    if (!base64)
        return g_bytes_new(data, size);
    guchar *bytes = g_base64_decode(data, &size);
    return g_bytes_new_take(bytes, size);
}

struct image *image_of_data(const struct chapter *c, const char *data, bool base64,
                            const char *mime)
{
    struct book *b = c->edition != NULL ? c->edition->book : NULL;

    if (b == NULL)
        return NULL;
    g_autoptr(GBytes) bytes = decode(data, base64);
    if (g_bytes_get_size(bytes) == 0)
        return NULL;
    g_autofree char *hash = g_compute_checksum_for_bytes(G_CHECKSUM_SHA1, bytes);
    g_autofree char *path = g_strdup_printf("%s/%.12s%s", c->path, hash, suffix_of(mime));
    return book_image_bytes(b, path, bytes);
}

/* "data:image/png;base64,..." taken apart; false when it is none of a picture. */
static bool parse(const char *url, char **mime, bool *base64, const char **data)
{
    const char *comma = strchr(url, ',');

    if (g_ascii_strncasecmp(url, "data:image/", 11) != 0 || comma == NULL)
        return false;
    g_autofree char *head = g_ascii_strdown(url + 5, comma - url - 5);
    *base64 = g_str_has_suffix(head, ";base64");
    *mime = g_strndup(head, strcspn(head, ";"));
    *data = comma + 1;
    return true;
}

static void finish(const struct chapter *c, struct node *n)
{
    char *mime;
    const char *data;
    bool base64;

    if (!parse(n->u.image.url, &mime, &base64, &data))
        return;
    const char *text = base64 ? data : url_decode(c->arena, data);
    if (text != NULL)
        n->u.image.image = image_of_data(c, text, base64, mime);
    if (n->u.image.image != NULL) /* a report names it by what it is called in the book */
        n->u.image.url = arena_strdup(c->arena, n->u.image.image->path);
    g_free(mime);
}

void image_data_finish(const struct chapter *c, struct node *top)
{
    for (struct node *n = top; n != NULL; n = node_next(top, n))
        if (n->kind == NODE_IMAGE && n->u.image.url != NULL && n->u.image.image == NULL)
            finish(c, n);
}

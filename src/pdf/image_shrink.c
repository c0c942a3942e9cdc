/* Pictures of more pixels than any print shows: every square of n by n becomes one pixel. Row by
 * row, so that a picture of fifty million pixels takes the memory of a few rows. */
#include "pdf/image.h"

#include <string.h>

int shrink_factor(int width, int height)
{
    int n = 1;

    while ((gint64)(width / n) * (height / n) > SHRINK_PIXELS)
        n++;
    return n;
}

void shrinker_begin(struct shrinker *s, const struct raster *r, int factor, struct pdf_parts *parts)
{
    *s = (struct shrinker){.from = *r, .to = *r, .factor = factor};
    s->to.width = (r->width + factor - 1) / factor;
    s->to.height = (r->height + factor - 1) / factor;
    size_t n = raster_row_bytes(&s->to);
    s->sums = g_new0(guint32, n);
    s->row = g_malloc0(n + 1);
    s->prior = g_malloc0(n + 1);
    s->out = g_malloc(n + 1);
    row_writer_begin(&s->writer, &s->to, parts);
}

/* Colours count by their alpha: what cannot be seen has none. */
static void add_pixel(const struct shrinker *s, const guint8 *pixel, guint32 *sums)
{
    int channels = s->from.channels, colours = channels - (s->from.has_alpha ? 1 : 0);
    guint32 weight = s->from.has_alpha ? pixel[colours] : 1;

    for (int c = 0; c < colours; c++)
        sums[c] += pixel[c] * weight;
    if (s->from.has_alpha)
        sums[colours] += weight;
}

static void write_row(struct shrinker *s)
{
    int channels = s->from.channels, colours = channels - (s->from.has_alpha ? 1 : 0);
    size_t n = raster_row_bytes(&s->to);

    for (int x = 0; x < s->to.width; x++) {
        guint32 *sums = s->sums + (size_t)x * (size_t)channels;
        guint8 *pixel = s->row + (size_t)x * (size_t)channels;
        int across = MIN(s->factor, s->from.width - x * s->factor);
        guint32 count = (guint32)(across * s->lines);
        guint32 weight = s->from.has_alpha ? sums[colours] : count;
        for (int c = 0; c < colours; c++)
            pixel[c] = weight > 0 ? (guint8)((sums[c] + weight / 2) / weight) : 0;
        if (s->from.has_alpha)
            pixel[colours] = (guint8)((sums[colours] + count / 2) / count);
    }
    row_filter(s->row, s->prior, n, (size_t)channels, s->out);
    row_writer_add(&s->writer, s->out);
    guint8 *swap = s->prior;
    s->prior = s->row;
    s->row = swap;
    memset(s->sums, 0, n * sizeof *s->sums);
    s->lines = 0;
}

void shrinker_add(struct shrinker *s, const guint8 *row)
{
    size_t channels = (size_t)s->from.channels;

    for (int x = 0; x < s->from.width; x++)
        add_pixel(s, row + (size_t)x * channels, s->sums + (size_t)(x / s->factor) * channels);
    if (++s->lines == s->factor)
        write_row(s);
}

void shrinker_end(struct shrinker *s, struct pdf_parts *parts)
{
    if (s->lines > 0)
        write_row(s);
    row_writer_end(&s->writer, parts);
    g_free(s->sums);
    g_free(s->row);
    g_free(s->prior);
    g_free(s->out);
}

/* Rows of samples: deflating, PNG's filters (ISO 15948, clause 9), colour and alpha apart. */
#include "pdf/image.h"

#include <stdlib.h>
#include <string.h>

void deflate_begin(struct deflater *d, GByteArray *out)
{
    d->z = (z_stream){0};
    d->out = out;
    /* with a default level and a zeroed stream only memory can fail, which aborts here */
    if (deflateInit(&d->z, Z_DEFAULT_COMPRESSION) != Z_OK)
        g_error("deflate: out of memory");
}

static void deflate_run(struct deflater *d, int flush)
{
    guint8 buffer[32 * 1024];
    do {
        d->z.next_out = buffer;
        d->z.avail_out = sizeof buffer;
        deflate(&d->z, flush);
        g_byte_array_append(d->out, buffer, (guint)(sizeof buffer - d->z.avail_out));
    } while (d->z.avail_out == 0);
}

void deflate_add(struct deflater *d, const void *data, size_t size)
{
    const guint8 *p = data;
    while (size > 0) { /* zlib counts in 32 bits and takes no const */
        uInt step = (uInt)MIN(size, (size_t)1 << 30);
        memcpy(&d->z.next_in, &p, sizeof p);
        d->z.avail_in = step;
        deflate_run(d, Z_NO_FLUSH);
        p += step;
        size -= step;
    }
}

void deflate_end(struct deflater *d)
{
    d->z.avail_in = 0;
    deflate_run(d, Z_FINISH);
    deflateEnd(&d->z);
}

size_t raster_row_bytes(const struct raster *r)
{
    return ((size_t)r->width * (size_t)r->channels * (size_t)r->depth + 7) / 8;
}

static guint8 paeth(int left, int above, int corner)
{
    int estimate = left + above - corner;
    int to_left = abs(estimate - left), to_above = abs(estimate - above);
    int to_corner = abs(estimate - corner);
    if (to_left <= to_above && to_left <= to_corner)
        return (guint8)left;
    return (guint8)(to_above <= to_corner ? above : corner);
}

void row_unfilter(int filter, guint8 *row, const guint8 *prior, size_t n, size_t step)
{
    switch (filter) {
    case 1:
        for (size_t i = step; i < n; i++)
            row[i] = (guint8)(row[i] + row[i - step]);
        break;
    case 2:
        for (size_t i = 0; i < n; i++)
            row[i] = (guint8)(row[i] + prior[i]);
        break;
    case 3:
        for (size_t i = 0; i < n; i++)
            row[i] = (guint8)(row[i] + ((i < step ? 0 : row[i - step]) + prior[i]) / 2);
        break;
    case 4:
        for (size_t i = 0; i < MIN(step, n); i++)
            row[i] = (guint8)(row[i] + prior[i]);
        for (size_t i = step; i < n; i++)
            row[i] = (guint8)(row[i] + paeth(row[i - step], prior[i], prior[i - step]));
        break;
    default:
        break;
    }
}

static guint8 filtered_byte(int filter, const guint8 *row, const guint8 *prior, size_t i,
                            size_t step)
{
    int left = i < step ? 0 : row[i - step], above = prior[i];
    int corner = i < step ? 0 : prior[i - step];
    switch (filter) {
    case 1:
        return (guint8)(row[i] - left);
    case 2:
        return (guint8)(row[i] - above);
    case 3:
        return (guint8)(row[i] - (left + above) / 2);
    case 4:
        return (guint8)(row[i] - paeth(left, above, corner));
    default:
        return row[i];
    }
}

void row_filter(const guint8 *row, const guint8 *prior, size_t n, size_t step, guint8 *out)
{
    int best = 0;
    guint64 least = G_MAXUINT64;
    for (int filter = 0; filter < 5; filter++) {
        guint64 sum = 0;
        for (size_t i = 0; i < n && sum < least; i++)
            sum += (guint64)abs((gint8)filtered_byte(filter, row, prior, i, step));
        if (sum < least) {
            least = sum;
            best = filter;
        }
    }
    out[0] = (guint8)best;
    for (size_t i = 0; i < n; i++)
        out[i + 1] = filtered_byte(best, row, prior, i, step);
}

void row_writer_begin(struct row_writer *w, const struct raster *r, struct pdf_parts *parts)
{
    size_t n = raster_row_bytes(r);
    *w = (struct row_writer){.raster = *r, .opaque = true};
    deflate_begin(&w->colour, parts->data);
    if (!r->has_alpha)
        return;
    w->mask = parts->mask;
    w->row = g_malloc(n + 1);
    w->lane = g_malloc0(n + 1);
    w->prior = g_malloc0(n + 1);
}

/* Is the alpha row, still filtered, the maximum everywhere? Only asked while all above were. */
static bool lane_is_opaque(struct row_writer *w, const guint8 *lane, size_t n, size_t step)
{
    g_autofree guint8 *plain = g_memdup2(lane + 1, n);
    row_unfilter(lane[0], plain, w->prior, n, step);
    for (size_t i = 0; i < n; i++) {
        if (plain[i] != 255)
            return false;
    }
    memset(w->prior, 255, n);
    return true;
}

/* Most alpha channels say nothing: theirs is not deflated at all. Once a row does say something,
 * the opaque ones above it are made up for. */
static void add_alpha_row(struct row_writer *w, size_t n, size_t step)
{
    if (w->opaque && lane_is_opaque(w, w->lane, n, step)) {
        w->opaque_rows++;
        return;
    }
    if (w->opaque) {
        g_autofree guint8 *full = g_malloc(n + 1);
        memset(full, 255, n + 1);
        full[0] = 0; /* not filtered */
        deflate_begin(&w->alpha, w->mask);
        for (int y = 0; y < w->opaque_rows; y++)
            deflate_add(&w->alpha, full, n + 1);
        w->opaque = false;
    }
    deflate_add(&w->alpha, w->lane, n + 1);
}

void row_writer_add(struct row_writer *w, const guint8 *filtered)
{
    const struct raster *r = &w->raster;
    if (!r->has_alpha) {
        deflate_add(&w->colour, filtered, raster_row_bytes(r) + 1);
        return;
    }
    size_t sample = (size_t)r->depth / 8, colour = sample * (size_t)(r->channels - 1);
    size_t width = (size_t)r->width;
    const guint8 *from = filtered + 1;
    guint8 *row = w->row, *lane = w->lane;
    *row++ = *lane++ = filtered[0];
    if (colour == 3 && sample == 1) { /* by far the most frequent */
        for (size_t x = 0; x < width; x++, from += 4, row += 3) {
            row[0] = from[0];
            row[1] = from[1];
            row[2] = from[2];
            *lane++ = from[3];
        }
    } else {
        for (size_t x = 0; x < width; x++) {
            row = (guint8 *)mempcpy(row, from, colour);
            lane = (guint8 *)mempcpy(lane, from + colour, sample);
            from += colour + sample;
        }
    }
    deflate_add(&w->colour, w->row, width * colour + 1);
    add_alpha_row(w, width * sample, sample);
}

void row_writer_end(struct row_writer *w, struct pdf_parts *parts)
{
    const struct raster *r = &w->raster;
    int colours = r->channels - (r->has_alpha ? 1 : 0);
    deflate_end(&w->colour);
    pdf_image_dict(parts->dict, r->width, r->height, colours == 3 ? "/DeviceRGB" : "/DeviceGray",
                   r->depth);
    pdf_png_filter(parts->dict, r->width, colours, r->depth);
    g_string_append(parts->dict, " >>");
    if (!r->has_alpha)
        return;
    g_free(w->row);
    g_free(w->lane);
    g_free(w->prior);
    if (w->opaque)
        return;
    deflate_end(&w->alpha);
    parts->has_mask = true;
    pdf_image_dict(parts->mask_dict, r->width, r->height, "/DeviceGray", r->depth);
    pdf_png_filter(parts->mask_dict, r->width, 1, r->depth);
    g_string_append(parts->mask_dict, " >>");
}

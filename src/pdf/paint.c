/* Frames to Cairo. Text always goes through cairo_show_text_glyphs with clusters, or it could not
 * be copied out: "office" would lose its ligature, and Han become radicals. */
#include "pdf/paint.h"

#include "pdf/image.h"
#include "pdf/pdf.h"

#include <cairo-pdf.h>
#include <math.h>
#include <string.h>

/* Colour glyphs are painted as pictures of this size in px: the strike of Noto Color Emoji. */
enum { PICTURE_EM = 109 };

/* Slope of a synthetic oblique (12 degrees) and stroke of a synthetic bold, per em. */
static const double OBLIQUE_SLOPE = 0.2126, BOLD_STROKE = 0.03;

struct face_key {
    const struct font *font;
    len size;
    int widened; /* permille */
    bool slanted;
};

struct picture_key {
    const struct font *font;
    guint32 glyph;
};

struct picture {
    cairo_surface_t *surface; /* NULL: an empty glyph */
    double x, y;              /* its top left corner from the glyph's origin, px */
};

struct painter {
    cairo_t *cr;
    GHashTable *faces;     /* struct font -> cairo_font_face_t */
    GHashTable *scaled;    /* face_key -> cairo_scaled_font_t */
    GHashTable *used;      /* struct font -> GArray of uint32_t: its glyphs; NULL: not known */
    GHashTable *pictures;  /* picture_key -> struct picture */
    GHashTable *stand_ins; /* index of an image -> cairo_surface_t */
    GHashTable *silent;    /* text of a colour glyph -> its number in silent_face, from 1 */
    const struct shown_images *images; /* NULL: images are left out */
    double scale;                      /* of the user space, for fonts */
    cairo_font_face_t *silent_face;
    GArray *glyphs, *clusters; /* scratch */
    const struct tags *tags;   /* NULL: none are written */
    guint mark;                /* the next */
    guint items_left;          /* of the mark in hand */
    bool marked;               /* a mark is open */
    const char *problem;
};

static double pt(len x)
{
    return x / 1024.0;
}

static guint face_key_hash(gconstpointer p)
{
    const struct face_key *k = p;
    guint look = (guint)k->size * 2 + (guint)k->widened * 65537 + k->slanted;
    return g_direct_hash(k->font) * 31 + look;
}

static gboolean face_key_equal(gconstpointer a, gconstpointer b)
{
    const struct face_key *k = a, *l = b;
    return k->font == l->font && k->size == l->size && k->slanted == l->slanted &&
           k->widened == l->widened;
}

static guint picture_key_hash(gconstpointer p)
{
    const struct picture_key *k = p;
    return g_direct_hash(k->font) * 31 + k->glyph;
}

static gboolean picture_key_equal(gconstpointer a, gconstpointer b)
{
    const struct picture_key *k = a, *l = b;
    return k->font == l->font && k->glyph == l->glyph;
}

static void picture_free(gpointer p)
{
    struct picture *picture = p;
    if (picture->surface)
        cairo_surface_destroy(picture->surface);
    g_free(picture);
}

/* The font of the text below a colour glyph's picture, so that it can be found and copied. Each
 * distinct text gets a glyph of its own, one em wide. Cairo leaves out what has no ink, so there is
 * a speck of it, which the picture covers. */
static cairo_status_t silent_render(cairo_scaled_font_t *font, unsigned long glyph, cairo_t *cr,
                                    cairo_text_extents_t *extents)
{
    (void)font;
    (void)glyph;
    cairo_rectangle(cr, 0.6, -0.36, 0.02, 0.02);
    cairo_fill(cr);
    extents->x_advance = 1;
    return CAIRO_STATUS_SUCCESS;
}

static void painter_begin(struct painter *p, cairo_surface_t *surface)
{
    p->cr = cairo_create(surface);
    p->faces = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)cairo_font_face_destroy);
    p->scaled = g_hash_table_new_full(face_key_hash, face_key_equal, g_free,
                                      (GDestroyNotify)cairo_scaled_font_destroy);
    p->pictures = g_hash_table_new_full(picture_key_hash, picture_key_equal, g_free, picture_free);
    p->stand_ins = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)cairo_surface_destroy);
    p->silent = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    p->silent_face = cairo_user_font_face_create();
    cairo_user_font_face_set_render_glyph_func(p->silent_face, silent_render);
    p->glyphs = g_array_new(FALSE, FALSE, sizeof(cairo_glyph_t));
    p->clusters = g_array_new(FALSE, FALSE, sizeof(cairo_text_cluster_t));
}

static void painter_end(struct painter *p)
{
    cairo_status_t status = cairo_status(p->cr);
    if (status != CAIRO_STATUS_SUCCESS && !p->problem)
        p->problem = cairo_status_to_string(status);
    cairo_destroy(p->cr);
    g_hash_table_unref(p->scaled);
    g_hash_table_unref(p->faces);
    g_hash_table_unref(p->pictures);
    g_hash_table_unref(p->stand_ins);
    g_hash_table_unref(p->silent);
    cairo_font_face_destroy(p->silent_face);
    g_array_unref(p->glyphs);
    g_array_unref(p->clusters);
}

static void set_colour(struct painter *p, colour c)
{
    cairo_set_source_rgba(p->cr, (c >> 16 & 255) / 255.0, (c >> 8 & 255) / 255.0, (c & 255) / 255.0,
                          (c >> 24) / 255.0);
}

/* --- text --- */

/* font NULL: the silent one. */
static cairo_font_face_t *font_face(struct painter *p, const struct font *font)
{
    if (!font)
        return p->silent_face;
    cairo_font_face_t *face = g_hash_table_lookup(p->faces, font);
    if (!face) {
        const GArray *used = p->used ? g_hash_table_lookup(p->used, font) : NULL;
        face = used ? font_cairo_face(font, (const uint32_t *)(const void *)used->data, used->len)
                    : font_cairo_face(font, NULL, 0);
        g_hash_table_insert(p->faces, (gpointer)(uintptr_t)font, face);
    }
    return face;
}

static cairo_scaled_font_t *scale_font(cairo_font_face_t *face, double size, int widened,
                                       bool slanted, double scale)
{
    cairo_matrix_t matrix, ctm;
    cairo_matrix_init(&matrix, size * (1000 + widened) / 1000, 0,
                      slanted ? -OBLIQUE_SLOPE * size : 0, size, 0, 0);
    cairo_matrix_init_scale(&ctm, scale, scale);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_scaled_font_t *font = cairo_scaled_font_create(face, &matrix, &ctm, options);
    cairo_font_options_destroy(options);
    return font;
}

static cairo_scaled_font_t *scaled_font(struct painter *p, const struct font *font, len size,
                                        int widened, bool slanted)
{
    struct face_key key = {font, size, widened, slanted};
    cairo_scaled_font_t *scaled = g_hash_table_lookup(p->scaled, &key);
    if (!scaled) {
        scaled = scale_font(font_face(p, font), pt(size), widened, slanted, p->scale);
        g_hash_table_insert(p->scaled, g_memdup2(&key, sizeof key), scaled);
    }
    return scaled;
}

/* Do the clusters cut the text between characters and add up? Cairo refuses all later work when it
 * is given ones that do not, and a bad run must not cost the book. */
static bool clusters_are_valid(const struct item *item)
{
    guint32 bytes = 0, glyphs = 0;
    for (guint32 i = 0; i < item->u.glyphs.n_clusters; i++) {
        const struct cluster *c = &item->u.glyphs.clusters[i];
        if (c->bytes == 0 && c->glyphs == 0)
            return false;
        bytes += c->bytes;
        glyphs += c->glyphs;
        if (bytes > item->u.glyphs.text_bytes || glyphs > item->u.glyphs.n_glyphs)
            return false;
        if (bytes < item->u.glyphs.text_bytes && (item->u.glyphs.text[bytes] & 0xC0) == 0x80)
            return false;
    }
    return bytes == item->u.glyphs.text_bytes && glyphs == item->u.glyphs.n_glyphs &&
           g_utf8_validate_len(item->u.glyphs.text, item->u.glyphs.text_bytes, NULL);
}

static void add_glyph(struct painter *p, unsigned long id, double x, double y)
{
    cairo_glyph_t glyph = {id, x, y};
    g_array_append_val(p->glyphs, glyph);
}

static void add_cluster(struct painter *p, int bytes, int glyphs)
{
    cairo_text_cluster_t cluster = {bytes, glyphs};
    g_array_append_val(p->clusters, cluster);
}

/* The glyphs of the item and, when they are sound, its clusters, into the scratch arrays. */
static void collect_glyphs(struct painter *p, const struct item *item, double x, double y)
{
    g_array_set_size(p->glyphs, 0);
    g_array_set_size(p->clusters, 0);
    for (guint32 i = 0; i < item->u.glyphs.n_glyphs; i++) {
        const struct glyph *g = &item->u.glyphs.glyphs[i];
        add_glyph(p, g->id, x + pt(g->x), y + pt(g->y));
    }
    if (!clusters_are_valid(item))
        return;
    for (guint32 i = 0; i < item->u.glyphs.n_clusters; i++)
        add_cluster(p, item->u.glyphs.clusters[i].bytes, item->u.glyphs.clusters[i].glyphs);
}

static void show_text(struct painter *p, const char *text, guint32 bytes, bool rtl)
{
    const cairo_glyph_t *glyphs = (const cairo_glyph_t *)(void *)p->glyphs->data;
    const cairo_text_cluster_t *clusters = (const cairo_text_cluster_t *)(void *)p->clusters->data;
    if (p->clusters->len == 0)
        cairo_show_glyphs(p->cr, glyphs, (int)p->glyphs->len);
    else
        cairo_show_text_glyphs(
            p->cr, text, (int)bytes, glyphs, (int)p->glyphs->len, clusters, (int)p->clusters->len,
            rtl ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : (cairo_text_cluster_flags_t)0);
}

static const struct picture *glyph_picture(struct painter *p, const struct font *font,
                                           guint32 glyph)
{
    struct picture_key key = {font, glyph};
    struct picture *picture = g_hash_table_lookup(p->pictures, &key);
    if (picture)
        return picture;
    picture = g_new0(struct picture, 1);
    g_hash_table_insert(p->pictures, g_memdup2(&key, sizeof key), picture);
    cairo_scaled_font_t *scaled = scale_font(font_face(p, font), PICTURE_EM, 0, false, 1);
    cairo_glyph_t g = {glyph, 0, 0};
    cairo_text_extents_t e;
    cairo_scaled_font_glyph_extents(scaled, &g, 1, &e);
    double width = ceil(e.width) + 2, height = ceil(e.height) + 2;
    if (e.width > 0 && e.height > 0 && width < 1024 && height < 1024) {
        picture->x = floor(e.x_bearing) - 1;
        picture->y = floor(e.y_bearing) - 1;
        picture->surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)width, (int)height);
        cairo_t *cr = cairo_create(picture->surface);
        g.x = -picture->x;
        g.y = -picture->y;
        cairo_set_scaled_font(cr, scaled);
        cairo_show_glyphs(cr, &g, 1);
        cairo_destroy(cr);
    }
    cairo_scaled_font_destroy(scaled);
    return picture;
}

static void paint_picture(struct painter *p, const struct item *item, const struct glyph *g,
                          double x, double y)
{
    const struct picture *picture = glyph_picture(p, item->u.glyphs.font, g->id);
    if (!picture->surface)
        return;
    double scale = pt(item->u.glyphs.size) / PICTURE_EM;
    cairo_save(p->cr);
    cairo_translate(p->cr, x + pt(g->x), y + pt(g->y));
    cairo_scale(p->cr, scale, scale);
    cairo_set_source_surface(p->cr, picture->surface, picture->x, picture->y);
    cairo_paint(p->cr);
    cairo_restore(p->cr);
}

/* One silent glyph for each cluster, at the place of its picture. */
static void paint_silent(struct painter *p, const struct item *item, double x, double y)
{
    const char *text = item->u.glyphs.text;
    guint32 glyph = 0, n_glyphs = item->u.glyphs.n_glyphs;
    g_array_set_size(p->glyphs, 0);
    g_array_set_size(p->clusters, 0);
    for (guint32 i = 0; i < item->u.glyphs.n_clusters; i++) {
        struct cluster c = item->u.glyphs.clusters[i];
        g_autofree char *word = g_strndup(text, c.bytes);
        gpointer number = g_hash_table_lookup(p->silent, word);
        if (!number) {
            number = GUINT_TO_POINTER(g_hash_table_size(p->silent) + 1);
            g_hash_table_insert(p->silent, g_strdup(word), number);
        }
        guint32 at = MIN(item->u.glyphs.rtl ? n_glyphs - glyph - 1 : glyph, n_glyphs - 1);
        const struct glyph *g = &item->u.glyphs.glyphs[at];
        add_glyph(p, GPOINTER_TO_UINT(number), x + pt(g->x), y + pt(g->y));
        add_cluster(p, c.bytes, 1);
        text += c.bytes;
        glyph += c.glyphs;
    }
    cairo_set_scaled_font(p->cr, scaled_font(p, NULL, item->u.glyphs.size, 0, false));
    show_text(p, item->u.glyphs.text, item->u.glyphs.text_bytes, false);
}

/* Cairo paints colour glyphs as pictures too, but without text and one anew each time. */
static void paint_colour_glyphs(struct painter *p, const struct item *item, double x, double y)
{
    set_colour(p, item->u.glyphs.colour);
    if (clusters_are_valid(item))
        paint_silent(p, item, x, y);
    for (guint32 i = 0; i < item->u.glyphs.n_glyphs; i++)
        paint_picture(p, item, &item->u.glyphs.glyphs[i], x, y);
}

static void paint_glyphs(struct painter *p, const struct item *item, double x, double y)
{
    const struct font *font = item->u.glyphs.font;
    if (item->u.glyphs.n_glyphs == 0 || item->u.glyphs.size <= 0)
        return;
    if (font->colour) {
        paint_colour_glyphs(p, item, x, y);
        return;
    }
    set_colour(p, item->u.glyphs.colour);
    cairo_set_scaled_font(p->cr, scaled_font(p, font, item->u.glyphs.size, item->u.glyphs.widened,
                                             item->u.glyphs.slanted));
    collect_glyphs(p, item, x, y);
    bool silent = item->u.glyphs.text_bytes == 0;
    if (!silent)
        show_text(p, item->u.glyphs.text, item->u.glyphs.text_bytes, item->u.glyphs.rtl);
    if (!silent && !item->u.glyphs.emboldened)
        return;
    /* as an outline: shown as text again, the words would be copied out twice */
    cairo_new_path(p->cr);
    cairo_glyph_path(p->cr, (const cairo_glyph_t *)(void *)p->glyphs->data, (int)p->glyphs->len);
    if (silent) {
        cairo_fill(p->cr);
        return;
    }
    cairo_set_dash(p->cr, NULL, 0, 0);
    cairo_set_line_width(p->cr, pt(item->u.glyphs.size) * BOLD_STROKE);
    cairo_stroke(p->cr);
}

/* --- paths and images --- */

static void trace_path(struct painter *p, const struct item *item, double x, double y)
{
    cairo_new_path(p->cr);
    for (guint32 i = 0; i < item->u.path.n_steps; i++) {
        const struct path_step *s = &item->u.path.steps[i];
        switch (s->op) {
        case PATH_MOVE:
            cairo_move_to(p->cr, x + pt(s->x[0]), y + pt(s->y[0]));
            break;
        case PATH_LINE:
            cairo_line_to(p->cr, x + pt(s->x[0]), y + pt(s->y[0]));
            break;
        case PATH_CURVE:
            cairo_curve_to(p->cr, x + pt(s->x[0]), y + pt(s->y[0]), x + pt(s->x[1]),
                           y + pt(s->y[1]), x + pt(s->x[2]), y + pt(s->y[2]));
            break;
        case PATH_CLOSE:
            cairo_close_path(p->cr);
            break;
        case PATH_RECT:
            cairo_rectangle(p->cr, x + pt(s->x[0]), y + pt(s->y[0]), pt(s->x[1]), pt(s->y[1]));
            break;
        }
    }
}

static void paint_path(struct painter *p, const struct item *item, double x, double y)
{
    trace_path(p, item, x, y);
    if (item->u.path.fill >> 24) {
        set_colour(p, item->u.path.fill);
        cairo_fill_preserve(p->cr);
    }
    if (item->u.path.stroke >> 24 && item->u.path.line_width > 0) {
        double dash = pt(item->u.path.dash);
        set_colour(p, item->u.path.stroke);
        cairo_set_line_width(p->cr, pt(item->u.path.line_width));
        cairo_set_dash(p->cr, &dash, dash > 0 ? 1 : 0, 0);
        cairo_stroke_preserve(p->cr);
    }
    cairo_new_path(p->cr);
}

static cairo_surface_t *stand_in(struct painter *p, int index)
{
    gpointer key = GINT_TO_POINTER(index);
    cairo_surface_t *surface = g_hash_table_lookup(p->stand_ins, key);
    if (surface || index > STAND_IN_MAX)
        return surface;
    surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 2, 1);
    guint32 *pixels = (guint32 *)(void *)cairo_image_surface_get_data(surface);
    cairo_surface_flush(surface);
    pixels[0] = STAND_IN_MARK;
    pixels[1] = (guint32)index;
    cairo_surface_mark_dirty(surface);
    g_hash_table_insert(p->stand_ins, key, surface);
    return surface;
}

/* From the stored picture's unit square to the shown one's (EXIF: row 0 and column 0 are the
 * visual top and left side in 1, top and right in 2, ...). */
static void turn(cairo_t *cr, int orientation)
{
    static const double m[9][6] = {
        [2] = {-1, 0, 0, 1, 1, 0}, [3] = {-1, 0, 0, -1, 1, 1}, [4] = {1, 0, 0, -1, 0, 1},
        [5] = {0, 1, 1, 0, 0, 0},  [6] = {0, 1, -1, 0, 1, 0},  [7] = {0, -1, -1, 0, 1, 1},
        [8] = {0, -1, 1, 0, 0, 1}};
    if (orientation < 2 || orientation > 8)
        return;
    const double *t = m[orientation];
    cairo_matrix_t matrix = {t[0], t[1], t[2], t[3], t[4], t[5]};
    cairo_transform(cr, &matrix);
}

static void paint_image(struct painter *p, const struct item *item, double x, double y)
{
    const struct image *image = item->u.image.image;
    if (!p->images || !image || item->u.image.width <= 0 || item->u.image.height <= 0)
        return;
    cairo_save(p->cr);
    cairo_translate(p->cr, x, y);
    int index = shown_images_find(p->images, image);
    cairo_surface_t *surface = index < 0 ? NULL : stand_in(p, index);
    if (surface) {
        cairo_scale(p->cr, pt(item->u.image.width), pt(item->u.image.height));
        turn(p->cr, shown_images_get(p->images, index)->converted.orientation);
        cairo_scale(p->cr, 0.5, 1); /* the stand-in has two pixels */
        if (p->tags) { /* where nothing is on a page yet, a paint without a clip forgets its tag */
            cairo_rectangle(p->cr, 0, 0, 2, 1);
            cairo_clip(p->cr);
        }
        cairo_set_source_surface(p->cr, surface, 0, 0);
        cairo_paint(p->cr);
    } else { /* an empty box marks the place */
        cairo_rectangle(p->cr, 0, 0, pt(item->u.image.width), pt(item->u.image.height));
        set_colour(p, 0xFF999999);
        cairo_set_dash(p->cr, NULL, 0, 0);
        cairo_set_line_width(p->cr, 0.5);
        cairo_stroke(p->cr);
    }
    cairo_restore(p->cr);
}

/* --- marks --- */

/* Before each item that paints. */
static void step_mark(struct painter *p)
{
    if (!p->tags)
        return;
    if (p->items_left == 0) {
        if (p->marked)
            cairo_tag_end(p->cr, "P");
        p->items_left = g_array_index(p->tags->marks, struct mark, p->mark++).n_items;
        cairo_tag_begin(p->cr, "P", NULL);
        p->marked = true;
    }
    p->items_left--;
}

static void end_page(struct painter *p)
{
    if (p->marked)
        cairo_tag_end(p->cr, "P");
    p->marked = false;
    cairo_show_page(p->cr);
}

/* Frames nest as deep as the node tree, which the readers bound. */
static void paint_frame(struct painter *p, const struct frame *f, double x, double y)
{
    for (const struct item *i = f->first; i; i = i->next) {
        double ix = x + pt(i->x), iy = y + pt(i->y);
        switch (i->kind) {
        case ITEM_GROUP:
            paint_frame(p, i->u.group.frame, ix, iy);
            break;
        case ITEM_GLYPHS:
            step_mark(p);
            paint_glyphs(p, i, ix, iy);
            break;
        case ITEM_PATH:
            step_mark(p);
            paint_path(p, i, ix, iy);
            break;
        case ITEM_IMAGE:
            step_mark(p);
            paint_image(p, i, ix, iy);
            break;
        case ITEM_LINK:
        case ITEM_TAG:
            break; /* the finishing pass's */
        }
    }
}

/* --- the outputs --- */

static cairo_status_t append(void *closure, const unsigned char *data, unsigned size)
{
    GByteArray *out = closure;
    if (size > G_MAXUINT - out->len)
        return CAIRO_STATUS_WRITE_ERROR;
    g_byte_array_append(out, data, size);
    return CAIRO_STATUS_SUCCESS;
}

static void array_free(gpointer p)
{
    g_array_unref(p);
}

/* Adds the glyphs below the frame to the sets of their fonts, each as often as it occurs. */
static void gather_used(const struct frame *f, GHashTable *used)
{
    for (const struct item *i = f->first; i; i = i->next) {
        if (i->kind == ITEM_GROUP)
            gather_used(i->u.group.frame, used);
        if (i->kind != ITEM_GLYPHS || !i->u.glyphs.font)
            continue;
        GArray *set = g_hash_table_lookup(used, i->u.glyphs.font);
        if (!set) {
            set = g_array_new(FALSE, FALSE, sizeof(uint32_t));
            g_hash_table_insert(used, (gpointer)(uintptr_t)i->u.glyphs.font, set);
        }
        for (uint32_t k = 0; k < i->u.glyphs.n_glyphs; k++)
            g_array_append_val(set, i->u.glyphs.glyphs[k].id);
    }
}

static bool paint_all(const struct layout *l, const struct shown_images *images,
                      const struct tags *tags, GByteArray *file, const char **problem)
{
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(append, file, 1, 1);
    struct painter painter = {.images = images, .tags = tags, .scale = 1};
    painter.used = g_hash_table_new_full(NULL, NULL, NULL, array_free);
    for (size_t i = 0; i < l->n_pages; i++)
        gather_used(l->pages[i].frame, painter.used);
    painter_begin(&painter, surface);
    for (size_t i = 0; i < l->n_pages && cairo_status(painter.cr) == CAIRO_STATUS_SUCCESS; i++) {
        const struct frame *frame = l->pages[i].frame;
        cairo_pdf_surface_set_size(surface, pt(frame->width), pt(frame->height));
        paint_frame(&painter, frame, 0, 0);
        end_page(&painter);
    }
    painter_end(&painter);
    g_hash_table_unref(painter.used);
    cairo_surface_finish(surface);
    cairo_status_t status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    *problem = painter.problem;
    if (!*problem && status != CAIRO_STATUS_SUCCESS)
        *problem = cairo_status_to_string(status);
    return *problem == NULL;
}

bool paint_pages(const struct layout *l, const struct shown_images *images, const struct tags *tags,
                 GByteArray *file, const char **problem)
{
    if (l->n_pages == 0) {
        *problem = "there are no pages";
        return false;
    }
    cairo_text_lock();
    bool ok = paint_all(l, images, tags, file, problem);
    cairo_text_unlock();
    return ok;
}

GBytes *pdf_paint_png(const struct frame *f, double scale)
{
    int width = (int)ceil(pt(f->width) * scale), height = (int)ceil(pt(f->height) * scale);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    struct painter painter = {.scale = scale};
    cairo_text_lock();
    painter_begin(&painter, surface);
    set_colour(&painter, 0xFFFFFFFF);
    cairo_paint(painter.cr);
    cairo_scale(painter.cr, scale, scale);
    paint_frame(&painter, f, 0, 0);
    painter_end(&painter);
    cairo_text_unlock();
    GByteArray *png = g_byte_array_new();
    bool ok = !painter.problem &&
              cairo_surface_write_to_png_stream(surface, append, png) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    if (ok)
        return g_byte_array_free_to_bytes(png);
    g_byte_array_unref(png);
    return NULL;
}

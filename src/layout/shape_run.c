#include "layout/shape_run.h"

#include <hb.h>
#include <pango/pango.h>
#include <string.h>

/* Room for the glyphs of most lines, so that the arrays need not grow. */
enum { LINE_GLYPHS = 120 };

void shape_word_breaks(const char *text, size_t bytes, const char *lang, uint8_t *may, size_t n)
{
    g_autofree PangoLogAttr *attrs = g_new0(PangoLogAttr, n + 1);

    pango_get_log_attrs(text, (int)bytes, -1, pango_language_from_string(lang), attrs, (int)n + 1);
    for (size_t i = 0; i < n; i++)
        may[i] = attrs[i].is_line_break;
}

void shape_levels(const gunichar *text, size_t n, bool rtl, uint8_t *levels)
{
    PangoDirection dir = rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR;
    glong bytes = 0;
    g_autofree char *utf8 = g_ucs4_to_utf8(text, (glong)n, NULL, &bytes, NULL);

    memset(levels, rtl, n);
    if (utf8 == NULL)
        return;
    g_autofree guint8 *found = pango_log2vis_get_embedding_levels(utf8, (int)bytes, &dir);
    memcpy(levels, found, n);
}

bool shape_same_script(gunichar a, gunichar b)
{
    hb_unicode_funcs_t *u = hb_unicode_funcs_get_default();
    hb_script_t s = hb_unicode_script(u, a), t = hb_unicode_script(u, b);

    return s == t || s == HB_SCRIPT_COMMON || t == HB_SCRIPT_COMMON || s == HB_SCRIPT_INHERITED ||
           t == HB_SCRIPT_INHERITED;
}

struct run_look run_look(const struct style *style, const struct font *font, bool cjk)
{
    struct run_look look = {.font = font,
                            .size = style->font_size,
                            .letter_spacing = style->letter_spacing,
                            .colour = style->colour};

    if (font != NULL && !font->colour) {
        look.slanted =
            style->font_slant == SLANT_ITALIC && !font->italic && !cjk && !font_is_cjk(font);
        look.emboldened = style->font_weight >= 600 && font->weight < 600;
    }
    return look;
}

void runs_init(struct runs *r, struct arena *a)
{
    memset(r, 0, sizeof *r);
    r->a = a;
    r->glyphs = g_array_sized_new(FALSE, FALSE, sizeof(struct glyph), LINE_GLYPHS);
    r->clusters = g_array_sized_new(FALSE, FALSE, sizeof(struct cluster), LINE_GLYPHS);
    r->text = g_string_sized_new(2 * LINE_GLYPHS);
}

void runs_flush(struct runs *r)
{
    if (!r->open)
        return;
    r->open = false;
    if (r->glyphs->len == 0)
        return;
    struct item *item = frame_add(r->a, r->frame, ITEM_GLYPHS, r->x, r->y);
    item->u.glyphs.font = r->look.font;
    item->u.glyphs.size = r->look.size;
    item->u.glyphs.colour = r->look.colour;
    item->u.glyphs.slanted = r->look.slanted;
    item->u.glyphs.emboldened = r->look.emboldened;
    item->u.glyphs.widened = r->look.widened;
    item->u.glyphs.rtl = r->rtl;
    item->u.glyphs.width = r->end - r->x;
    item->u.glyphs.text = arena_strndup(r->a, r->text->str, r->text->len);
    item->u.glyphs.text_bytes = (uint32_t)r->text->len;
    item->u.glyphs.n_glyphs = r->glyphs->len;
    item->u.glyphs.glyphs =
        arena_memdup(r->a, r->glyphs->data, r->glyphs->len * sizeof(struct glyph));
    item->u.glyphs.n_clusters = r->clusters->len;
    item->u.glyphs.clusters =
        arena_memdup(r->a, r->clusters->data, r->clusters->len * sizeof(struct cluster));
    g_array_set_size(r->glyphs, 0);
    g_array_set_size(r->clusters, 0);
    g_string_truncate(r->text, 0);
}

void runs_start(struct runs *r, struct frame *frame)
{
    runs_flush(r);
    r->frame = frame;
    r->look = (struct run_look){0};
    r->x = r->y = r->end = 0;
    r->rtl = false;
}

void runs_end(struct runs *r)
{
    runs_flush(r);
    g_array_free(r->glyphs, TRUE);
    g_array_free(r->clusters, TRUE);
    g_string_free(r->text, TRUE);
}

static bool same_look(const struct run_look *a, const struct run_look *b)
{
    return a->font == b->font && a->size == b->size && a->colour == b->colour &&
           a->slanted == b->slanted && a->emboldened == b->emboldened && a->widened == b->widened;
}

static len widen(len width, int permille)
{
    return width + (len)((int64_t)width * permille / 1000);
}

/* Clusters in text order. `bytes` is the length of the text copied out, which differs from the
 * shaped text only for words of one cluster (an added hyphen, a replaced character). */
static void add_clusters(struct runs *r, const struct shaped *w, size_t bytes)
{
    uint32_t n = w->n_glyphs;
    guint before = r->clusters->len;

    g_array_set_size(r->clusters, before + n); /* at most */
    struct cluster *out = &g_array_index(r->clusters, struct cluster, before);
    for (uint32_t i = 0; i < n;) {
        uint32_t first = w->rtl ? n - 1 - i : i, count = 1;
        uint32_t start = w->glyphs[first].cluster;
        while (i + count < n && w->glyphs[w->rtl ? n - 1 - i - count : i + count].cluster == start)
            count++;
        i += count;
        uint32_t end = i < n ? w->glyphs[w->rtl ? n - 1 - i : i].cluster : (uint32_t)bytes;
        *out++ = (struct cluster){.bytes = (uint16_t)(MAX(end, start) - start),
                                  .glyphs = (uint16_t)count};
    }
    g_array_set_size(r->clusters, (guint)(out - (struct cluster *)(void *)r->clusters->data));
}

void runs_add(struct runs *r, const struct run_look *look, const struct shaped *w, const char *text,
              size_t bytes, len x, len y)
{
    int64_t pen = 0;
    len spaced = 0;

    if (w->n_glyphs == 0)
        return;
    bool apart = x < r->x || x - r->end > 2 * look->size; /* what is between stands elsewhere */
    if (r->open && (r->rtl || w->rtl || r->y != y || apart || !same_look(&r->look, look)))
        runs_flush(r);
    if (!r->open) {
        r->open = true;
        r->look = *look;
        r->rtl = w->rtl;
        r->x = x;
        r->y = y;
    }
    guint before = r->glyphs->len;
    g_array_set_size(r->glyphs, before + w->n_glyphs);
    struct glyph *out = &g_array_index(r->glyphs, struct glyph, before);
    for (uint32_t i = 0; i < w->n_glyphs; i++) {
        const struct shaped_glyph *g = &w->glyphs[i];
        *out++ = (struct glyph){.id = g->id,
                                .x = x - r->x + spaced +
                                     widen(shaped_len(w, pen + g->x, look->size), look->widened),
                                .y = g->y != 0 ? -shaped_len(w, g->y, look->size) : 0};
        pen += g->advance;
        if (i + 1 == w->n_glyphs || w->glyphs[i + 1].cluster != g->cluster)
            spaced += look->letter_spacing;
    }
    add_clusters(r, w, bytes);
    g_string_append_len(r->text, text, (gssize)bytes);
    r->end = x + widen(shaped_len(w, pen, look->size), look->widened) + spaced;
}

static bool find_space(struct runs *r)
{
    hb_codepoint_t id;

    if (r->space_font != r->look.font) {
        r->space_font = r->look.font;
        r->has_space = hb_font_get_nominal_glyph(font_hb(r->space_font), ' ', &id);
        r->space = r->has_space ? id : 0;
    }
    return r->has_space;
}

void runs_add_space(struct runs *r, len x, len width, bool apart, const char *text, size_t bytes)
{
    if (r->look.font == NULL || (!r->open && !apart) || !find_space(r))
        return;
    if (apart || r->rtl) {
        runs_flush(r);
        r->open = true;
        r->rtl = false;
        r->x = x;
    }
    struct glyph glyph = {.id = r->space, .x = x - r->x};
    struct cluster cluster = {.bytes = (uint16_t)bytes, .glyphs = 1};
    g_array_append_val(r->glyphs, glyph);
    g_array_append_val(r->clusters, cluster);
    g_string_append_len(r->text, text, (gssize)bytes);
    r->end = x + width;
    if (apart)
        runs_flush(r);
}

len shaped_width(const struct shaped *w, len size, len letter_spacing)
{
    len width = shaped_len(w, w->advance, size);

    return letter_spacing == 0 ? width : width + letter_spacing * (len)w->n_clusters;
}

len shaped_width_to(const struct shaped *w, uint32_t to, len size, len letter_spacing)
{
    int64_t units = 0;
    len spaced = 0;

    for (uint32_t i = 0; i < w->n_glyphs && shaped_at(w, i)->cluster < to; i++) {
        const struct shaped_glyph *g = shaped_at(w, i);
        uint32_t next = i + 1 < w->n_glyphs ? shaped_at(w, i + 1)->cluster : to;
        if (next > to) { /* inside a ligature: its share */
            units += (int64_t)g->advance * (to - g->cluster) / (next - g->cluster);
            break;
        }
        units += g->advance;
        spaced += next != g->cluster ? letter_spacing : 0;
    }
    return shaped_len(w, units, size) + spaced;
}

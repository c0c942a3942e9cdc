/* Glyphs as outlines, for pictures that name no font. */
#include "layout/font.h"
#include "layout/frame.h"

#include <hb.h>
#include <math.h>

struct outline {
    GArray *steps; /* struct path_step */
};

static void add(void *data, enum path_op op, int n, const float *xy)
{
    struct outline *o = data;
    struct path_step step = {.op = op};

    for (int i = 0; i < n; i++) {
        step.x[i] = (len)lrintf(xy[2 * i]);
        step.y[i] = (len)lrintf(xy[2 * i + 1]);
    }
    g_array_append_val(o->steps, step);
}

static void move_to(hb_draw_funcs_t *f, void *data, hb_draw_state_t *s, float x, float y,
                    void *user)
{
    (void)f, (void)s, (void)user;
    add(data, PATH_MOVE, 1, (const float[]){x, y});
}

static void line_to(hb_draw_funcs_t *f, void *data, hb_draw_state_t *s, float x, float y,
                    void *user)
{
    (void)f, (void)s, (void)user;
    add(data, PATH_LINE, 1, (const float[]){x, y});
}

static void cubic_to(hb_draw_funcs_t *f, void *data, hb_draw_state_t *s, float x1, float y1,
                     float x2, float y2, float x3, float y3, void *user)
{
    (void)f, (void)s, (void)user;
    add(data, PATH_CURVE, 3, (const float[]){x1, y1, x2, y2, x3, y3});
}

static void close_path(hb_draw_funcs_t *f, void *data, hb_draw_state_t *s, void *user)
{
    (void)f, (void)s, (void)user;
    add(data, PATH_CLOSE, 0, NULL);
}

const struct path_step *font_outline(struct arena *a, const struct font *font, uint32_t glyph,
                                     size_t *n, int *upem)
{
    struct outline o = {g_array_new(FALSE, FALSE, sizeof(struct path_step))};
    hb_draw_funcs_t *f = hb_draw_funcs_create();

    /* quadratic curves come as cubic ones where no function takes them */
    hb_draw_funcs_set_move_to_func(f, move_to, NULL, NULL);
    hb_draw_funcs_set_line_to_func(f, line_to, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(f, cubic_to, NULL, NULL);
    hb_draw_funcs_set_close_path_func(f, close_path, NULL, NULL);
#if HB_VERSION_ATLEAST(7, 0, 0)
    hb_font_draw_glyph(font_hb(font), glyph, f, &o);
#else
    hb_font_get_glyph_shape(font_hb(font), glyph, f, &o);
#endif
    hb_draw_funcs_destroy(f);
    *n = o.steps->len;
    *upem = font_upem(font);
    const struct path_step *steps = arena_memdup(a, o.steps->data, *n * sizeof *steps);
    g_array_free(o.steps, TRUE);
    return steps;
}

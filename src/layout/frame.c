#include "layout/frame.h"

#include "layout/font.h"

#include <string.h>

struct frame *frame_new(struct arena *a, len width, len height)
{
    struct frame *f = arena_one(a, struct frame);

    f->width = width;
    f->height = height;
    f->baseline = height;
    return f;
}

struct item *frame_add(struct arena *a, struct frame *f, enum item_kind kind, len x, len y)
{
    struct item *item = arena_one(a, struct item);

    item->kind = kind;
    item->x = x;
    item->y = y;
    if (f->last != NULL)
        f->last->next = item;
    else
        f->first = item;
    f->last = item;
    return item;
}

void frame_place(struct arena *a, struct frame *f, const struct frame *inner, len x, len y)
{
    frame_add(a, f, ITEM_GROUP, x, y)->u.group.frame = inner;
}

void frame_rect(struct arena *a, struct frame *f, len x, len y, len w, len h, colour fill)
{
    struct item *item = frame_add(a, f, ITEM_PATH, x, y);
    struct path_step *step = arena_one(a, struct path_step);

    step->op = PATH_RECT;
    step->x[1] = w;
    step->y[1] = h;
    item->u.path.steps = step;
    item->u.path.n_steps = 1;
    item->u.path.fill = fill;
}

struct tag *tag_new(struct arena *a, const char *role)
{
    struct tag *tag = arena_one(a, struct tag);

    tag->role = role;
    return tag;
}

void frame_tag(struct arena *a, struct frame *f, enum tag_action action, const struct tag *tag)
{
    struct item *item = frame_add(a, f, ITEM_TAG, 0, 0);

    item->u.tag.action = action;
    item->u.tag.tag = tag;
}

/* ---- scaling ---- */

struct scale {
    struct arena *a;
    len num, den;
};

static len scaled(const struct scale *s, len l)
{
    return (len)((int64_t)l * s->num / s->den);
}

static void scale_glyphs(const struct scale *s, struct item *item)
{
    struct glyph *glyphs = arena_array(s->a, item->u.glyphs.n_glyphs, sizeof *glyphs);

    for (uint32_t i = 0; i < item->u.glyphs.n_glyphs; i++) {
        const struct glyph *g = &item->u.glyphs.glyphs[i];
        glyphs[i] = (struct glyph){g->id, scaled(s, g->x), scaled(s, g->y)};
    }
    item->u.glyphs.glyphs = glyphs;
    item->u.glyphs.size = scaled(s, item->u.glyphs.size);
    item->u.glyphs.width = scaled(s, item->u.glyphs.width);
}

static void scale_path(const struct scale *s, struct item *item)
{
    struct path_step *steps = arena_array(s->a, item->u.path.n_steps, sizeof *steps);

    for (uint32_t i = 0; i < item->u.path.n_steps; i++) {
        steps[i] = item->u.path.steps[i];
        for (size_t k = 0; k < G_N_ELEMENTS(steps[i].x); k++) {
            steps[i].x[k] = scaled(s, steps[i].x[k]);
            steps[i].y[k] = scaled(s, steps[i].y[k]);
        }
    }
    item->u.path.steps = steps;
    item->u.path.line_width = scaled(s, item->u.path.line_width);
    item->u.path.dash = scaled(s, item->u.path.dash);
}

struct frame *frame_scaled(struct arena *a, const struct frame *f, len num, len den)
{
    const struct scale s = {a, num, den};
    struct frame *out = frame_new(a, scaled(&s, f->width), scaled(&s, f->height));

    out->baseline = scaled(&s, f->baseline);
    for (const struct item *i = f->first; i != NULL; i = i->next) {
        struct item *item = frame_add(a, out, i->kind, scaled(&s, i->x), scaled(&s, i->y));
        item->u = i->u;
        switch (i->kind) {
        case ITEM_GROUP:
            item->u.group.frame = frame_scaled(a, i->u.group.frame, num, den);
            break;
        case ITEM_GLYPHS:
            scale_glyphs(&s, item);
            break;
        case ITEM_PATH:
            scale_path(&s, item);
            break;
        case ITEM_IMAGE:
            item->u.image.width = scaled(&s, i->u.image.width);
            item->u.image.height = scaled(&s, i->u.image.height);
            break;
        case ITEM_LINK:
            item->u.link.width = scaled(&s, i->u.link.width);
            item->u.link.height = scaled(&s, i->u.link.height);
            break;
        case ITEM_TAG:
            break;
        }
    }
    return out;
}

/* ---- as text ---- */

/* A length in pt with two decimals, rounded half away from zero, without the locale. */
static void put_len(GString *out, len l)
{
    int64_t hundredths = ((int64_t)l * 100 + (l < 0 ? -512 : 512)) / 1024;

    g_string_append_printf(out, "%s%" G_GINT64_FORMAT ".%02d", hundredths < 0 ? "-" : "",
                           ABS(hundredths) / 100, (int)(ABS(hundredths) % 100));
}

static void put_at(GString *out, const char *word, len x, len y)
{
    g_string_append(out, word);
    g_string_append_c(out, ' ');
    put_len(out, x);
    g_string_append_c(out, ' ');
    put_len(out, y);
}

static void put_named(GString *out, const char *name, len l)
{
    g_string_append(out, name);
    put_len(out, l);
}

static void put_quoted(GString *out, const char *s, size_t n)
{
    g_string_append(out, " \"");
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c == '"' || c == '\\')
            g_string_append_c(out, '\\');
        if (c < 0x20)
            g_string_append_printf(out, "\\x%02x", c);
        else
            g_string_append_c(out, (char)c);
    }
    g_string_append_c(out, '"');
}

static void dump_glyphs(const struct item *item, GString *out)
{
    const struct font *font = item->u.glyphs.font;

    put_at(out, "glyphs", item->x, item->y);
    put_named(out, " w=", item->u.glyphs.width);
    put_named(out, " size=", item->u.glyphs.size);
    if (font != NULL)
        g_string_append_printf(out, " %s %d%s", font->family, font->weight,
                               font->italic ? " italic" : "");
    if (item->u.glyphs.slanted)
        g_string_append(out, " slanted");
    if (item->u.glyphs.emboldened)
        g_string_append(out, " emboldened");
    if (item->u.glyphs.widened != 0)
        g_string_append_printf(out, " widened=%d", item->u.glyphs.widened);
    if (item->u.glyphs.rtl)
        g_string_append(out, " rtl");
    if (item->u.glyphs.colour != 0xff000000)
        g_string_append_printf(out, " #%08x", item->u.glyphs.colour);
    put_quoted(out, item->u.glyphs.text, item->u.glyphs.text_bytes);
}

static void dump_path(const struct item *item, GString *out)
{
    static const char *const names[] = {
        [PATH_MOVE] = "move",   [PATH_LINE] = "line", [PATH_CURVE] = "curve",
        [PATH_CLOSE] = "close", [PATH_RECT] = "rect",
    };

    put_at(out, "path", item->x, item->y);
    if (item->u.path.fill >> 24 != 0)
        g_string_append_printf(out, " fill=#%08x", item->u.path.fill);
    if (item->u.path.stroke >> 24 != 0) {
        g_string_append_printf(out, " stroke=#%08x", item->u.path.stroke);
        put_named(out, " line=", item->u.path.line_width);
        if (item->u.path.dash != 0)
            put_named(out, " dash=", item->u.path.dash);
    }
    for (uint32_t i = 0; i < item->u.path.n_steps; i++) {
        const struct path_step *step = &item->u.path.steps[i];
        int points = step->op == PATH_CURVE   ? 3
                     : step->op == PATH_RECT  ? 2
                     : step->op == PATH_CLOSE ? 0
                                              : 1;
        g_string_append_printf(out, " %s", names[step->op]);
        for (int k = 0; k < points; k++) {
            put_named(out, " ", step->x[k]);
            put_named(out, ",", step->y[k]);
        }
    }
}

static void dump_items(const struct frame *f, int depth, GString *out);

static void dump_item(const struct item *item, int depth, GString *out)
{
    g_string_append_printf(out, "%*s", 2 * depth, "");
    switch (item->kind) {
    case ITEM_GROUP:
        put_at(out, "group", item->x, item->y);
        put_named(out, " w=", item->u.group.frame->width);
        put_named(out, " h=", item->u.group.frame->height);
        break;
    case ITEM_GLYPHS:
        dump_glyphs(item, out);
        break;
    case ITEM_PATH:
        dump_path(item, out);
        break;
    case ITEM_IMAGE:
        put_at(out, "image", item->x, item->y);
        put_named(out, " w=", item->u.image.width);
        put_named(out, " h=", item->u.image.height);
        g_string_append_printf(out, " %s", item->u.image.image->path);
        if (item->u.image.alt != NULL)
            put_quoted(out, item->u.image.alt, strlen(item->u.image.alt));
        break;
    case ITEM_LINK:
        put_at(out, "link", item->x, item->y);
        put_named(out, " w=", item->u.link.width);
        put_named(out, " h=", item->u.link.height);
        g_string_append_printf(
            out, " %s", item->u.link.dest == DEST_URI ? item->u.link.uri : item->u.link.anchor);
        break;
    case ITEM_TAG:
        g_string_append_printf(out, "tag %s %s", item->u.tag.action == TAG_OPEN ? "open" : "close",
                               item->u.tag.tag->role);
        break;
    }
    g_string_append_c(out, '\n');
    if (item->kind == ITEM_GROUP)
        dump_items(item->u.group.frame, depth + 1, out);
}

/* Groups nest as the blocks of a chapter do, and those are bounded by the readers. */
static void dump_items(const struct frame *f, int depth, GString *out)
{
    for (const struct item *item = f->first; item != NULL; item = item->next)
        dump_item(item, depth, out);
}

void frame_dump(const struct frame *f, GString *out)
{
    put_named(out, "frame w=", f->width);
    put_named(out, " h=", f->height);
    put_named(out, " baseline=", f->baseline);
    g_string_append_c(out, '\n');
    dump_items(f, 1, out);
}

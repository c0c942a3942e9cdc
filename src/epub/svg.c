#include "epub/svg.h"

#include "epub/markup.h"

/* Those of the PDF. */
enum { OBLIQUE_PERMILLE = 213, BOLD_PERMILLE = 30 };

/* A glyph in one size and look: what is drawn once. */
struct shape {
    const struct font *font;
    uint32_t id;
    len size;
    int widened; /* permille */
    bool slanted, emboldened;
    unsigned uses;
    unsigned number; /* in <defs>, from 1; 0: not there */
};

struct svg {
    GString *out;
    const struct svg_formulas *formulas;
    struct arena *scratch;
    GArray *shapes; /* struct shape, in the order of their first use */
    unsigned number;
    bool in_link;
};

/* Where the pen is, in the units of the picture. */
struct pen {
    int64_t x, y;
    int64_t start_x, start_y;
    char last; /* the command that the next coordinates would repeat */
};

/* Frames are nested only as deep as layout nests them; this is the floor under it. */
enum { DEPTH_MAX = 64 };

/* ------------------------------------------------------------------ numbers */

static int64_t rounded(int64_t v, int64_t by)
{
    int64_t half = by / 2;

    return (v + (v < 0 ? -half : half)) / by;
}

static int64_t units(const struct svg *s, len l)
{
    return rounded((int64_t)l * 1000, s->formulas->em);
}

/* Thousandths without needless zeros. */
static void put_thousandths(GString *out, int64_t v)
{
    g_string_append_printf(out, "%s%" G_GINT64_FORMAT, v < 0 ? "-" : "", ABS(v) / 1000);
    if (v % 1000 == 0)
        return;
    g_string_append_printf(out, ".%03d", (int)(ABS(v) % 1000));
    while (out->str[out->len - 1] == '0')
        g_string_truncate(out, out->len - 1);
}

static void put_attr(GString *out, const char *name, int64_t v)
{
    g_string_append_printf(out, " %s=\"%" G_GINT64_FORMAT "\"", name, v);
}

/* Nothing for the text's own colour when it is what the element has by itself. */
static void put_paint(const struct svg *s, const char *name, colour c, bool inherited)
{
    if (c == s->formulas->colour) {
        if (!inherited)
            g_string_append_printf(s->out, " %s=\"currentColor\"", name);
        return;
    }
    g_string_append_printf(s->out, " %s=\"#%06x\"", name, (unsigned)(c & 0xffffff));
    if (c >> 24 != 0xff) {
        g_string_append_printf(s->out, " %s-opacity=\"", name);
        put_thousandths(s->out, (int64_t)(c >> 24) * 1000 / 255);
        g_string_append_c(s->out, '"');
    }
}

/* ------------------------------------------------------------------ paths */

static void put_number(GString *out, int64_t v, bool first)
{
    if (!first && v >= 0)
        g_string_append_c(out, ' ');
    g_string_append_printf(out, "%" G_GINT64_FORMAT, v);
}

/* A command with n points, which are relative to the pen; moves it to the last. */
static void put_command(GString *out, struct pen *pen, char command, const int64_t *x,
                        const int64_t *y, int n)
{
    bool first = command != pen->last;

    if (first)
        g_string_append_c(out, command);
    for (int i = 0; i < n; i++) {
        put_number(out, x[i] - pen->x, first && i == 0);
        put_number(out, y[i] - pen->y, false);
    }
    pen->x = x[n - 1];
    pen->y = y[n - 1];
    pen->last = command;
}

/* One step, whose points are in the units of the picture. */
static void put_step(GString *out, struct pen *pen, enum path_op op, const int64_t *x,
                     const int64_t *y)
{
    switch (op) {
    case PATH_MOVE:
        pen->last = '\0';
        put_command(out, pen, 'm', x, y, 1);
        pen->last = '\0'; /* more points would be lines */
        pen->start_x = pen->x;
        pen->start_y = pen->y;
        break;
    case PATH_LINE:
        put_command(out, pen, 'l', x, y, 1);
        break;
    case PATH_CURVE:
        put_command(out, pen, 'c', x, y, 3);
        break;
    case PATH_CLOSE:
        g_string_append_c(out, 'z');
        pen->x = pen->start_x;
        pen->y = pen->start_y;
        pen->last = '\0';
        break;
    case PATH_RECT:
        g_string_append_printf(out,
                               "M%" G_GINT64_FORMAT " %" G_GINT64_FORMAT "h%" G_GINT64_FORMAT
                               "v%" G_GINT64_FORMAT "h%" G_GINT64_FORMAT "z",
                               x[0], y[0], x[1], y[1], -x[1]);
        *pen = (struct pen){.x = x[0], .y = y[0], .start_x = x[0], .start_y = y[0]};
        break;
    }
}

/* The outline of a glyph whose origin is at (x, y); nothing when it has no ink. */
static void put_outline(const struct svg *s, const struct shape *shape, len at_x, len at_y)
{
    int upem;
    size_t n;
    const struct path_step *steps =
        s->formulas->outline(s->scratch, shape->font, shape->id, &n, &upem);
    struct pen pen = {0};
    int64_t by = (int64_t)upem * s->formulas->em;

    for (size_t i = 0; i < n; i++) {
        int64_t x[3], y[3];
        for (int k = 0; k < 3; k++) {
            int64_t right = steps[i].x[k] + (int64_t)steps[i].x[k] * shape->widened / 1000;
            if (shape->slanted)
                right += (int64_t)steps[i].y[k] * OBLIQUE_PERMILLE / 1000;
            x[k] = rounded(1000 * (right * shape->size + (int64_t)at_x * upem), by);
            int64_t up = (int64_t)steps[i].y[k] * shape->size;
            y[k] = rounded(1000 * ((int64_t)at_y * upem - up), by);
        }
        put_step(s->out, &pen, steps[i].op, x, y);
    }
}

static void put_boldness(const struct svg *s, const struct shape *shape)
{
    if (shape->emboldened)
        put_attr(s->out, "stroke-width", rounded(units(s, shape->size) * BOLD_PERMILLE, 1000));
}

/* ------------------------------------------------------------------ shapes */

static struct shape shape_of(const struct item *item, uint32_t id)
{
    return (struct shape){.font = item->u.glyphs.font,
                          .id = id,
                          .size = item->u.glyphs.size,
                          .widened = item->u.glyphs.widened,
                          .slanted = item->u.glyphs.slanted,
                          .emboldened = item->u.glyphs.emboldened};
}

/* A formula has few different ones. */
static struct shape *find_shape(const struct svg *s, const struct shape *want)
{
    for (guint i = 0; i < s->shapes->len; i++) {
        struct shape *have = &g_array_index(s->shapes, struct shape, i);
        if (have->id == want->id && have->font == want->font && have->size == want->size &&
            have->widened == want->widened && have->slanted == want->slanted &&
            have->emboldened == want->emboldened)
            return have;
    }
    return NULL;
}

static void count_shapes(const struct svg *s, const struct frame *f, int depth)
{
    for (const struct item *i = f->first; i != NULL; i = i->next) {
        if (i->kind == ITEM_GROUP && depth < DEPTH_MAX)
            count_shapes(s, i->u.group.frame, depth + 1);
        for (uint32_t k = 0; i->kind == ITEM_GLYPHS && k < i->u.glyphs.n_glyphs; k++) {
            struct shape shape = shape_of(i, i->u.glyphs.glyphs[k].id);
            struct shape *have = find_shape(s, &shape);
            if (have != NULL)
                have->uses++;
            else
                g_array_append_val(s->shapes, shape);
        }
    }
}

static void write_defs(const struct svg *s)
{
    unsigned n = 0;

    for (guint i = 0; i < s->shapes->len; i++) {
        struct shape *shape = &g_array_index(s->shapes, struct shape, i);
        if (shape->uses == 0)
            continue;
        shape->number = ++n;
        g_string_append_printf(s->out, "%s<path id=\"_.g%u-%u\" d=\"", n == 1 ? "<defs>" : "",
                               s->number, n);
        put_outline(s, shape, 0, 0);
        g_string_append_c(s->out, '"');
        put_boldness(s, shape);
        g_string_append(s->out, "/>");
    }
    if (n > 0)
        g_string_append(s->out, "</defs>");
}

/* ------------------------------------------------------------------ items */

static void write_glyphs(const struct svg *s, const struct item *item, len x, len y)
{
    for (uint32_t k = 0; k < item->u.glyphs.n_glyphs; k++) {
        const struct glyph *g = &item->u.glyphs.glyphs[k];
        const struct shape wanted = shape_of(item, g->id), *shape = find_shape(s, &wanted);
        size_t begin = s->out->len;
        if (shape->number > 0) {
            g_string_append(s->out, "<use");
            put_attr(s->out, "x", units(s, x + g->x));
            put_attr(s->out, "y", units(s, y + g->y));
            g_string_append_printf(s->out, " xlink:href=\"#_.g%u-%u\"", s->number, shape->number);
        } else {
            g_string_append(s->out, "<path d=\"");
            size_t empty = s->out->len;
            put_outline(s, shape, x + g->x, y + g->y);
            if (s->out->len == empty) {
                g_string_truncate(s->out, begin);
                continue;
            }
            g_string_append_c(s->out, '"');
            put_boldness(s, shape);
        }
        put_paint(s, "fill", item->u.glyphs.colour, true);
        if (shape->emboldened)
            put_paint(s, "stroke", item->u.glyphs.colour, false);
        g_string_append(s->out, "/>");
    }
}

static void write_path(const struct svg *s, const struct item *item, len x, len y)
{
    struct pen pen = {0};
    bool filled = item->u.path.fill >> 24 != 0, stroked = item->u.path.stroke >> 24 != 0;

    if (!filled && !stroked)
        return;
    g_string_append(s->out, "<path d=\"");
    for (uint32_t i = 0; i < item->u.path.n_steps; i++) {
        const struct path_step *step = &item->u.path.steps[i];
        bool rect = step->op == PATH_RECT;
        int64_t px[3], py[3];
        for (int k = 0; k < 3; k++) { /* of a rectangle both edges, so that none is lost */
            px[k] = units(s, x + step->x[k] + (rect && k == 1 ? step->x[0] : 0));
            py[k] = units(s, y + step->y[k] + (rect && k == 1 ? step->y[0] : 0));
        }
        if (rect) {
            px[1] = step->x[1] > 0 ? MAX(px[1] - px[0], 1) : px[1] - px[0];
            py[1] = step->y[1] > 0 ? MAX(py[1] - py[0], 1) : py[1] - py[0];
        }
        put_step(s->out, &pen, step->op, px, py);
    }
    g_string_append_c(s->out, '"');
    if (filled)
        put_paint(s, "fill", item->u.path.fill, true);
    else
        g_string_append(s->out, " fill=\"none\"");
    if (stroked) {
        put_paint(s, "stroke", item->u.path.stroke, false);
        put_attr(s->out, "stroke-width", MAX(units(s, item->u.path.line_width), 1));
        if (item->u.path.dash > 0)
            put_attr(s->out, "stroke-dasharray", MAX(units(s, item->u.path.dash), 1));
    }
    g_string_append(s->out, "/>");
}

static void write_link(const struct svg *s, const struct item *item, len x, len y)
{
    if (s->in_link || item->u.link.dest != DEST_URI || item->u.link.uri == NULL)
        return;
    g_string_append(s->out, "<a");
    markup_attr(s->out, "xlink:href", item->u.link.uri);
    g_string_append(s->out, "><rect fill-opacity=\"0\"");
    put_attr(s->out, "x", units(s, x));
    put_attr(s->out, "y", units(s, y));
    put_attr(s->out, "width", MAX(units(s, item->u.link.width), 0));
    put_attr(s->out, "height", MAX(units(s, item->u.link.height), 0));
    g_string_append(s->out, "/></a>");
}

static void write_frame(const struct svg *s, const struct frame *f, len x, len y, int depth)
{
    for (const struct item *i = f->first; i != NULL; i = i->next)
        switch (i->kind) {
        case ITEM_GROUP:
            if (depth < DEPTH_MAX)
                write_frame(s, i->u.group.frame, x + i->x, y + i->y, depth + 1);
            break;
        case ITEM_GLYPHS:
            write_glyphs(s, i, x + i->x, y + i->y);
            break;
        case ITEM_PATH:
            write_path(s, i, x + i->x, y + i->y);
            break;
        case ITEM_LINK:
            write_link(s, i, x + i->x, y + i->y);
            break;
        case ITEM_IMAGE: /* formulas have none */
        case ITEM_TAG:
            break;
        }
}

/* The element's size and place in the line. A reader scales the picture by its size, which it
 * rounds to parts of a pixel: so it is never so small that this shows, and what it is wider than
 * its frame is taken back. */
static void write_size(const struct svg *s, const struct frame *f)
{
    enum { LEAST = 100 };
    int64_t frame_width = MAX(units(s, f->width), 0), width = MAX(frame_width, LEAST);
    int64_t below = units(s, f->height - f->baseline), frame_height = units(s, f->height);
    int64_t height = MAX(frame_height, LEAST);

    g_string_append(s->out, " width=\"");
    put_thousandths(s->out, width);
    g_string_append(s->out, "em\" height=\"");
    put_thousandths(s->out, height);
    g_string_append_printf(s->out, "em\" viewBox=\"0 0 %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\"",
                           width, height);
    below += height - frame_height;
    if (below == 0 && width == frame_width)
        return;
    g_string_append(s->out, " style=\"vertical-align:");
    put_thousandths(s->out, -below);
    g_string_append(s->out, "em");
    if (width > frame_width) {
        g_string_append(s->out, ";margin-right:");
        put_thousandths(s->out, frame_width - width);
        g_string_append(s->out, "em");
    }
    g_string_append_c(s->out, '"');
}

void svg_write(GString *out, const struct svg_formulas *f, const struct frame *frame,
               const char *title, unsigned number, bool in_link)
{
    struct svg s = {.out = out,
                    .formulas = f,
                    .scratch = arena_new(),
                    .shapes = g_array_new(FALSE, FALSE, sizeof(struct shape)),
                    .number = number,
                    .in_link = in_link};

    count_shapes(&s, frame, 0);
    g_string_append(out, "<svg xmlns=\"http://www.w3.org/2000/svg\""
                         " xmlns:xlink=\"http://www.w3.org/1999/xlink\"");
    write_size(&s, frame);
    g_string_append(out, " fill=\"currentColor\"");
    if (title != NULL) {
        g_string_append(out, " role=\"img\"");
        markup_attr(out, "aria-label", title);
        g_string_append(out, "><title>");
        markup_text(out, title);
        g_string_append(out, "</title>");
    } else {
        g_string_append(out, " aria-hidden=\"true\">");
    }
    write_defs(&s);
    write_frame(&s, frame, 0, 0, 0);
    g_string_append(out, "</svg>");
    g_array_free(s.shapes, TRUE);
    arena_free(s.scratch);
}

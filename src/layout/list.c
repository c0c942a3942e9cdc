/* Lists: markers hung before the text on the first baseline, in the text layer, tagged Lbl. */
#include "layout/flow.h"

#include "doc/labels.h"

#include <string.h>

/* The marker's words; NULL for none. */
static const char *marker_text(struct flow *f, const struct node *list, const struct style *style,
                               int number)
{
    char delimiter = list->u.list.delimiter ? list->u.list.delimiter : '.';
    switch (style->marker) {
    case MARKER_NONE:
        return NULL;
    case MARKER_STRING:
        return *style->marker_string ? style->marker_string : NULL;
    case MARKER_DISC:
    case MARKER_CIRCLE:
    case MARKER_SQUARE:
        return style_number(f->arena, style->marker, number);
    case MARKER_CJK_DECIMAL:
        return arena_printf(f->arena, "%d\u3001", number);
    case MARKER_LOWER_ALPHA:
    case MARKER_UPPER_ALPHA:
    case MARKER_LOWER_ROMAN:
    case MARKER_UPPER_ROMAN:
    case MARKER_DECIMAL:
        break;
    }
    return arena_printf(f->arena, "%s%c", style_number(f->arena, style->marker, number), delimiter);
}

/* A drawn box, ticked or not: no font needs to have one. */
static struct frame *task_box(struct flow *f, const struct style *style, enum task task)
{
    struct font_metrics m = shaper_metrics(f->shaper, style, f->lang);
    len side = style->font_size * 7 / 10, line = MAX(style->font_size / 18, LEN_PT / 3);
    struct frame *frame = frame_new(f->arena, side, m.ascent + m.descent);
    frame->baseline = m.ascent;
    struct tag *tag = tag_new(f->arena, "Lbl");
    bool done = task == TASK_DONE;
    tag->alt = label_text(f->lang, done ? LABEL_TASK_DONE : LABEL_TASK_OPEN);
    tag->actual_text = done ? "\u2611" : "\u2610";
    if (!f->plain)
        frame_tag(f->arena, frame, TAG_OPEN, tag);
    struct item *box = frame_add(f->arena, frame, ITEM_PATH, 0, m.ascent - side);
    struct path_step *steps = arena_array(f->arena, 4, sizeof *steps);
    steps[0] = (struct path_step){.op = PATH_RECT, .x = {0, side}, .y = {0, side}};
    steps[1] = (struct path_step){.op = PATH_MOVE, .x = {side / 5}, .y = {side / 2}};
    steps[2] = (struct path_step){.op = PATH_LINE, .x = {side * 2 / 5}, .y = {side * 3 / 4}};
    steps[3] = (struct path_step){.op = PATH_LINE, .x = {side * 4 / 5}, .y = {side / 4}};
    box->u.path.steps = steps;
    box->u.path.n_steps = done ? 4 : 1;
    box->u.path.stroke = style->colour;
    box->u.path.line_width = line;
    if (!f->plain)
        frame_tag(f->arena, frame, TAG_CLOSE, tag);
    return frame;
}

/* A marker in text that runs from right to left: the full stop stands to the left of the number. */
static len turned_marker(struct flow *f, struct frame *frame, const char *text,
                         const struct style *style)
{
    struct style *turned = arena_memdup(f->arena, style, sizeof *style);
    turned->direction = DIRECTION_RTL;
    struct par *par = par_new_text(f->shaper, text, turned, f->lang);
    struct par_shape shape = {.width = par_max_width(par), .align = TEXT_LEFT, .no_hyphens = true};
    struct par_lines lines = par_break(par, &shape);

    if (lines.n > 0)
        frame_place(f->arena, frame, lines.lines[0].frame, 0,
                    frame->baseline - lines.lines[0].ascent);
    return shape.width;
}

/* The marker as a frame as wide as it is, its baseline set; NULL for none. */
static struct frame *marker_frame(struct flow *f, const struct node *list, const struct node *item,
                                  int number)
{
    const struct style *style = flow_style(f, item->style, "marker", NULL);
    if (item->u.item.task != TASK_NONE)
        return task_box(f, item->style, item->u.item.task);
    const char *text = marker_text(f, list, item->style, number);
    if (!text)
        return NULL;
    struct font_metrics m = shaper_metrics(f->shaper, style, f->lang);
    struct frame *frame = frame_new(f->arena, 0, m.ascent + m.descent);
    frame->baseline = m.ascent;
    struct tag *tag = tag_new(f->arena, "Lbl");
    if (!f->plain)
        frame_tag(f->arena, frame, TAG_OPEN, tag);
    if (item->style->direction == DIRECTION_RTL)
        frame->width = turned_marker(f, frame, text, style);
    else
        frame->width = shape_text(f->shaper, frame, 0, m.ascent, text, strlen(text), style, f->lang,
                                  0, item->loc);
    if (!f->plain)
        frame_tag(f->arena, frame, TAG_CLOSE, tag);
    return frame;
}

static void list_item(struct flow *f, struct vlist *v, const struct node *item, struct frame *lead,
                      len gap, len x, len width)
{
    if (!f->plain)
        vlist_anchor(v, item->id);
    struct flow_box box = flow_open(f, v, item->style, "LI", x, width);
    if (lead) {
        v->spans[box.span].lead = lead;
        v->spans[box.span].lead_x = item->style->direction == DIRECTION_RTL
                                        ? box.x + box.width + gap
                                        : box.x - gap - lead->width;
    }
    size_t body = vlist_open(v, f->plain ? NULL : "LBody", NULL, box.x, box.width);
    size_t at = v->n;
    flow_blocks(f, v, item, box.x, box.width);
    if (v->n == at)
        vlist_strut(v, item->style->line_height);
    vlist_close(v, body);
    flow_close(f, v, &box);
}

/* ISO 32000, table 347: how the items are marked. */
static const char *numbering(const struct node *list)
{
    const struct node *item = list->first;
    while (item && item->kind != NODE_ITEM)
        item = item->next;
    if (!item || item->u.item.task != TASK_NONE)
        return NULL;
    switch (item->style->marker) {
    case MARKER_NONE:
    case MARKER_STRING:
        return NULL;
    case MARKER_DISC:
        return "Disc";
    case MARKER_CIRCLE:
        return "Circle";
    case MARKER_SQUARE:
        return "Square";
    case MARKER_DECIMAL:
    case MARKER_CJK_DECIMAL:
        return "Decimal";
    case MARKER_LOWER_ALPHA:
        return "LowerAlpha";
    case MARKER_UPPER_ALPHA:
        return "UpperAlpha";
    case MARKER_LOWER_ROMAN:
        return "LowerRoman";
    case MARKER_UPPER_ROMAN:
        return "UpperRoman";
    }
    return NULL;
}

void flow_list(struct flow *f, struct vlist *v, const struct node *list, len x, len width)
{
    struct flow_box box = flow_open(f, v, list->style, "L", x, width);
    if (v->spans[box.span].tag)
        v->spans[box.span].tag->numbering = numbering(list);
    len gap = list->style->font_size * 2 / 5, widest = 0;
    size_t n = 0;
    for (const struct node *c = list->first; c; c = c->next)
        n++;
    struct frame **leads = arena_array(f->arena, n + 1, sizeof *leads);
    int number = list->u.list.ordered ? list->u.list.start : 1;
    n = 0;
    for (const struct node *c = list->first; c; c = c->next, n++)
        if (c->kind == NODE_ITEM) {
            if (c->u.item.number > 0)
                number = c->u.item.number;
            leads[n] = marker_frame(f, list, c, number);
            if (number < G_MAXINT)
                number++;
            widest = MAX(widest, leads[n] ? leads[n]->width : 0);
        }
    /* the list's own indent holds its markers; wider numbers push the text to the right */
    bool rtl = list->style->direction == DIRECTION_RTL;
    len own = rtl ? list->style->padding.right : list->style->padding.left;
    len indent = MAX(0, widest + gap - own);
    if (indent > box.width / 2)
        indent = 0;
    len left = rtl ? box.x : box.x + indent;
    n = 0;
    for (const struct node *c = list->first; c; c = c->next, n++) {
        if (c->kind == NODE_ITEM)
            list_item(f, v, c, leads[n], gap, left, box.width - indent);
        else
            flow_block(f, v, c, left, box.width - indent);
    }
    flow_close(f, v, &box);
}

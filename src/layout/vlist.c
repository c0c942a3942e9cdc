#include "layout/vlist.h"

#include <string.h>

struct vlist *vlist_new(struct arena *a)
{
    struct vlist *v = arena_one(a, struct vlist);
    v->arena = a;
    return v;
}

/* Room for one more element; the old array stays in the arena. */
static void *grown(struct arena *a, void *old, size_t n, size_t *room, size_t size)
{
    if (n < *room)
        return old;
    *room = *room ? *room * 2 : 2; /* a cell of a table has little */
    void *p = arena_array(a, *room, size);
    if (n)
        memcpy(p, old, n * size);
    return p;
}

static void margins_add(struct margins *m, len space, bool flexible)
{
    if (space < 0) {
        m->negative = MIN(m->negative, space);
        return;
    }
    m->space = MAX(m->space, space);
    m->flexible |= flexible;
}

void vlist_space(struct vlist *v, len space, bool flexible)
{
    margins_add(&v->margins, space, flexible);
    if (v->joining)
        margins_add(&v->joined, space, flexible);
}

static struct glue margins_glue(const struct margins *m)
{
    len space = MAX(0, m->space + m->negative);
    if (!m->flexible)
        return (struct glue){.space = space};
    return (struct glue){space, space * 3 / 4, space / 5};
}

void vlist_penalty(struct vlist *v, int penalty)
{
    if (v->penalty <= PENALTY_FORCE || penalty <= PENALTY_FORCE)
        v->penalty = PENALTY_FORCE;
    else if (v->penalty == 0 || penalty > v->penalty)
        v->penalty = penalty;
}

void vlist_keep_next(struct vlist *v, len height)
{
    v->keep = MAX(v->keep, height);
}

void vlist_anchor(struct vlist *v, const char *id)
{
    if (!id)
        return;
    struct vanchor *anchor = arena_one(v->arena, struct vanchor);
    anchor->id = id;
    anchor->next = v->anchors;
    v->anchors = anchor;
}

static struct vbox *add(struct vlist *v, const struct frame *frame, len x, len height)
{
    v->boxes = grown(v->arena, v->boxes, v->n, &v->room, sizeof *v->boxes);
    if (v->keep > 0)
        vlist_penalty(v, PENALTY_FORBID);
    struct vbox *box = &v->boxes[v->n++];
    *box = (struct vbox){
        .frame = frame, .x = x, .height = height, .penalty = v->penalty, .anchors = v->anchors};
    struct glue glue = margins_glue(&v->margins);
    box->space = glue.space;
    /* a heading and its text, a picture and its caption are not drawn apart */
    if (v->penalty < PENALTY_FORBID) {
        box->stretch = glue.stretch;
        box->shrink = glue.shrink;
    }
    if (v->joining)
        v->floats[v->n_floats - 1].joined = margins_glue(&v->joined);
    v->joining = false;
    v->margins = (struct margins){0};
    v->penalty = 0;
    v->anchors = NULL;
    return box;
}

struct vbox *vlist_add(struct vlist *v, const struct frame *frame, len x, len height)
{
    struct vbox *box = add(v, frame, x, height);
    v->keep = MAX(0, v->keep - height);
    return box;
}

void vlist_strut(struct vlist *v, len height)
{
    if (height > 0)
        add(v, NULL, 0, height); /* padding keeps nothing company */
}

void vlist_append(struct vlist *v, const struct vlist *other)
{
    size_t before = v->n;
    for (size_t i = 0; i < other->n; i++) {
        const struct vbox *from = &other->boxes[i];
        struct vbox *box = add(v, from->frame, from->x, from->height);
        int penalty = i ? from->penalty : box->penalty;
        len space = i ? from->space : MAX(box->space, from->space);
        *box = *from;
        box->penalty = penalty;
        box->space = space;
    }
    size_t outer = v->open, first = v->n_spans;
    for (size_t i = 0; i < other->n_spans; i++) {
        size_t at = vlist_open(v, NULL, NULL, 0, 0);
        struct vspan *span = &v->spans[at];
        *span = other->spans[i];
        span->start += before;
        span->end += before;
        span->outer = span->outer > 0 ? span->outer + first : outer;
    }
    v->open = outer;
}

size_t vlist_open(struct vlist *v, const char *role, const struct style *style, len x, len width)
{
    v->spans = grown(v->arena, v->spans, v->n_spans, &v->spans_room, sizeof *v->spans);
    v->spans[v->n_spans] = (struct vspan){.start = v->n,
                                          .end = SIZE_MAX,
                                          .tag = role ? tag_new(v->arena, role) : NULL,
                                          .style = style,
                                          .x = x,
                                          .width = width,
                                          .outer = v->open};
    v->open = ++v->n_spans;
    return v->n_spans - 1;
}

void vlist_close(struct vlist *v, size_t span)
{
    v->spans[span].end = v->n;
    v->open = v->spans[span].outer;
}

void vlist_float_open(struct vlist *v)
{
    if (!v->joining) { /* else it adjoins the figure before */
        v->floats = grown(v->arena, v->floats, v->n_floats, &v->floats_room, sizeof *v->floats);
        v->floats[v->n_floats++] = (struct vfloat){.start = v->n, .end = v->n};
        v->joined = v->margins;
    }
    v->joining = false;
}

void vlist_float_close(struct vlist *v)
{
    v->floats[v->n_floats - 1].end = v->n;
    v->joining = true;
}

void vlist_keep(struct vlist *v, size_t start)
{
    for (size_t i = start + 1; i < v->n; i++)
        if (v->boxes[i].penalty > PENALTY_FORCE)
            v->boxes[i].penalty = PENALTY_FORBID;
}

len vlist_height(const struct vlist *v, size_t start, size_t end)
{
    int64_t height = 0;
    for (size_t i = start; i < end && i < v->n; i++)
        height += v->boxes[i].height + (i > start ? v->boxes[i].space : 0);
    return (len)MIN(height, LEN_MAX);
}

void vlist_finish(struct vlist *v)
{
    if (!v->anchors)
        return;
    if (!v->n)
        vlist_add(v, NULL, 0, 0);
    struct vbox *box = &v->boxes[v->n - 1];
    struct vanchor *last = v->anchors;
    for (struct vanchor *s = last; s; s = s->next) {
        s->y = box->height;
        last = s;
    }
    if (v->anchors != box->anchors) {
        last->next = box->anchors;
        box->anchors = v->anchors;
    }
    v->anchors = NULL;
}

const struct node **vlist_notes(const struct vlist *v)
{
    size_t n = 0;
    for (size_t i = 0; i < v->n; i++)
        for (const struct node **s = v->boxes[i].notes; s && *s; s++)
            n++;
    if (!n)
        return NULL;
    const struct node **notes = arena_array(v->arena, n + 1, sizeof *notes);
    n = 0;
    for (size_t i = 0; i < v->n; i++)
        for (const struct node **s = v->boxes[i].notes; s && *s; s++)
            notes[n++] = *s;
    return notes;
}

/* ---- drawing ---- */

static const char *anchor_key(struct arena *a, const struct chapter *chapter, const char *id)
{
    return id ? arena_printf(a, "%s#%s", chapter->name, id) : chapter->name;
}

static void draw_link(struct arena *a, struct frame *f, const struct node *link,
                      const struct tag *tag, len x, len y, len width, len height)
{
    struct item *item = frame_add(a, f, ITEM_LINK, x, y);
    item->u.link.tag = tag;
    item->u.link.width = width;
    item->u.link.height = height;
    item->u.link.text = node_text(a, link);
    if (link->u.link.kind == LINK_EXTERNAL) {
        item->u.link.dest = DEST_URI;
        item->u.link.uri = link->u.link.url;
    } else {
        item->u.link.dest = DEST_INTERNAL;
        item->u.link.anchor =
            anchor_key(a, link->u.link.chapter, link->u.link.node ? link->u.link.node->id : NULL);
    }
}

static void draw_picture(struct arena *a, struct frame *f, const struct vbox *box, len x, len y,
                         len height)
{
    const struct vpicture *p = box->picture;
    len width = box->height > 0 ? (len)((int64_t)p->width * height / box->height) : p->width;
    len left = x + box->x + (p->width - width) / 2;
    bool linked =
        p->link && p->link->u.link.kind != LINK_BROKEN && p->link->u.link.kind != LINK_UNRESOLVED;
    const struct tag *tag = linked ? tag_new(a, "Link") : NULL;
    if (tag)
        frame_tag(a, f, TAG_OPEN, tag);
    struct item *item = frame_add(a, f, ITEM_IMAGE, left, y);
    item->u.image.image = p->image;
    item->u.image.width = width;
    item->u.image.height = height;
    item->u.image.alt = p->alt;
    if (tag) {
        draw_link(a, f, p->link, tag, left, y, width, height);
        frame_tag(a, f, TAG_CLOSE, tag);
    }
}

/* A run of the boxes of a set, with their tops and bottoms. */
struct places {
    size_t start, end;
    len *top, *bottom;
};

/* Where the next box comes, and the flexible glue above it. */
struct cursor {
    len y;
    int64_t flexed;
    bool begun; /* the first box has no glue before it */
};

static len picture_height(const struct vbox *box, const struct vset *set)
{
    if (!box->give || set->total_give <= 0)
        return box->height;
    return box->height - (len)((int64_t)box->give * set->give / set->total_give);
}

static struct glue glue_before(const struct vlist *v, const struct vset *set, size_t i)
{
    if (set->skip && i == set->skip->end)
        return set->skip->joined;
    const struct vbox *box = &v->boxes[set->lead && i == set->start ? set->lead->end : i];
    return (struct glue){box->space, box->stretch, box->shrink};
}

static bool is_skipped(const struct vset *set, size_t i)
{
    return set->skip && i >= set->skip->start && i < set->skip->end;
}

static struct places places_make(const struct vlist *v, const struct vset *set, size_t start,
                                 size_t end, struct cursor *c, struct arena *scratch)
{
    size_t n = end - start;
    struct places p = {start, end, arena_array(scratch, n, sizeof(len)),
                       arena_array(scratch, n, sizeof(len))};
    for (size_t i = 0; i < n; i++) {
        bool skipped = is_skipped(set, start + i);
        if (!skipped && c->begun) {
            struct glue glue = glue_before(v, set, start + i);
            c->y += glue.space;
            c->flexed += set->slack > 0 ? glue.stretch : glue.shrink;
        }
        len extra = set->total > 0 ? (len)(set->slack * c->flexed / set->total) : 0;
        p.top[i] = c->y + extra;
        c->y += skipped ? 0 : picture_height(&v->boxes[start + i], set);
        p.bottom[i] = c->y + extra;
        c->begun |= !skipped;
    }
    return p;
}

/* A marker on the baseline of the first text of its span, or at the span's top, as it is when the
 * span begins with a picture. */
static void draw_lead(const struct vlist *v, const struct vspan *s, const struct places *p,
                      struct frame *out, len x)
{
    len y = p->top[s->start - p->start];
    for (size_t i = s->start; i < MIN(s->end, p->end) && !v->boxes[i].picture; i++)
        if (v->boxes[i].frame) {
            y = p->top[i - p->start] + v->boxes[i].frame->baseline - s->lead->baseline;
            break;
        }
    frame_place(v->arena, out, s->lead, x + s->lead_x, y);
}

/* The tint and borders of the part of a span that is in the run. Where it goes on over the page
 * break it stands out a little, as it does above its first line and below its last. */
static void draw_box(const struct vlist *v, const struct vspan *s, const struct places *p,
                     bool repeat, struct frame *out, len x, len top, len bottom)
{
    enum { OPEN_EDGE = 3 * LEN_PT };
    static const struct tag artifact = {.role = "Artifact"};
    bool open_top = s->start<p->start, open_bottom = s->end> p->end;

    if (open_top && !repeat)
        top -= CLAMP(s->style->padding.top, 0, OPEN_EDGE);
    if (open_bottom)
        bottom += CLAMP(s->style->padding.bottom, 0, OPEN_EDGE);
    frame_tag(v->arena, out, TAG_OPEN, &artifact);
    frame_box(v->arena, out, s->style, x + s->x, top, s->width, bottom - top,
              (open_top ? OPEN_TOP : 0) | (open_bottom ? OPEN_BOTTOM : 0));
    frame_tag(v->arena, out, TAG_CLOSE, &artifact);
}

/* The spans that a run of boxes is inside of, outer first, and then those that begin in it. */
struct open_spans {
    size_t *spans, n;
    size_t next; /* the first that begins at the run's start or later */
};

/* The first span that begins at box i or later; they are in order of their start. */
static size_t first_span(const struct vlist *v, size_t i)
{
    size_t low = 0, high = v->n_spans;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (v->spans[middle].start < i)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Those that begin before box i and hold it; with room for those that begin before box `end`. */
static struct open_spans spans_around(const struct vlist *v, size_t i, size_t end,
                                      struct arena *scratch)
{
    struct open_spans o = {.next = first_span(v, i)};
    size_t n = 0;

    for (size_t s = o.next; s > 0; s = v->spans[s - 1].outer)
        n += v->spans[s - 1].end > i;
    o.spans = arena_array(scratch, n + first_span(v, end) - o.next + 1, sizeof *o.spans);
    o.n = n;
    for (size_t s = o.next; s > 0; s = v->spans[s - 1].outer)
        if (v->spans[s - 1].end > i)
            o.spans[--n] = s - 1;
    return o;
}

/* What begins at box i of the run: the spans' tints, borders and tags, outer first. */
static void spans_begin(const struct vlist *v, const struct vset *set, const struct places *p,
                        size_t i, struct open_spans *o, struct frame *out, len x)
{
    for (; o->next < v->n_spans && v->spans[o->next].start <= i; o->next++) {
        const struct vspan *s = &v->spans[o->next];
        if (s->end <= i || s->end <= s->start || is_skipped(set, s->end - 1))
            continue;
        o->spans[o->n++] = o->next;
        size_t last = MIN(s->end, p->end) - 1 - p->start;
        if (frame_box_visible(s->style))
            draw_box(v, s, p, set->repeat, out, x, p->top[i - p->start], p->bottom[last]);
        if (s->tag && s->start == i)
            frame_tag(v->arena, out, TAG_OPEN, s->tag);
        if (s->lead && s->start == i)
            draw_lead(v, s, p, out, x);
    }
}

/* The tints and borders that go on from the page before. */
static void draw_open(const struct vlist *v, const struct vset *set, const struct places *p,
                      const struct open_spans *o, struct frame *out, len x)
{
    size_t i = p->start;

    while (i < p->end && is_skipped(set, i))
        i++;
    for (size_t k = 0; k < o->n && i < p->end; k++) {
        const struct vspan *s = &v->spans[o->spans[k]];
        if (s->end <= i || is_skipped(set, s->end - 1) || !frame_box_visible(s->style))
            continue;
        size_t last = MIN(s->end, p->end) - 1 - p->start;
        draw_box(v, s, p, set->repeat, out, x, p->top[i - p->start], p->bottom[last]);
    }
}

/* The tags of spans that box i is inside of: a frame's tags are opened and closed in it. */
static void tags_resume(const struct vlist *v, const struct open_spans *o, struct frame *out)
{
    for (size_t k = 0; k < o->n; k++)
        if (v->spans[o->spans[k]].tag)
            frame_tag(v->arena, out, TAG_OPEN, v->spans[o->spans[k]].tag);
}

static void tags_suspend(const struct vlist *v, const struct open_spans *o, struct frame *out)
{
    for (size_t k = o->n; k > 0; k--)
        if (v->spans[o->spans[k - 1]].tag)
            frame_tag(v->arena, out, TAG_CLOSE, v->spans[o->spans[k - 1]].tag);
}

/* The tags that end after box i, inner first. */
static void spans_end(const struct vlist *v, size_t i, struct open_spans *o, struct frame *out)
{
    for (; o->n > 0 && v->spans[o->spans[o->n - 1]].end <= i + 1; o->n--) {
        const struct vspan *span = &v->spans[o->spans[o->n - 1]];
        if (span->end == i + 1 && span->tag)
            frame_tag(v->arena, out, TAG_CLOSE, span->tag);
    }
}

static void add_anchors(const struct vlist *v, const struct vbox *box, len x, len y,
                        struct vanchor **anchors)
{
    for (const struct vanchor *s = box->anchors; s; s = s->next) {
        struct vanchor *copy = arena_one(v->arena, struct vanchor);
        *copy = (struct vanchor){s->id, x + box->x + s->x, y + s->y, *anchors};
        *anchors = copy;
    }
}

static void draw_run(const struct vlist *v, const struct vset *set, const struct places *p,
                     struct open_spans *o, struct frame *out, len x, struct vanchor **anchors)
{
    draw_open(v, set, p, o, out, x);
    for (size_t i = p->start; i < p->end; i++) {
        if (is_skipped(set, i))
            continue;
        const struct vbox *box = &v->boxes[i];
        len top = p->top[i - p->start], height = p->bottom[i - p->start] - top;
        spans_begin(v, set, p, i, o, out, x);
        if (anchors)
            add_anchors(v, box, x, top, anchors);
        if (box->picture)
            draw_picture(v->arena, out, box, x, top, height);
        if (box->frame)
            frame_place(v->arena, out, box->frame, x + box->x, top);
        spans_end(v, i, o, out);
    }
}

len vlist_draw(const struct vlist *v, const struct vset *set, struct frame *out, len x, len y,
               struct vanchor **anchors)
{
    if (set->start >= set->end)
        return y;
    const struct vrepeat *repeat = set->repeat ? v->boxes[set->start].repeat : NULL;
    if (repeat) {
        frame_place(v->arena, out, repeat->frame, x + repeat->x, y);
        y += repeat->frame->height;
    }
    struct arena *scratch = arena_new();
    struct cursor c = {.y = y};
    struct open_spans o;
    if (set->lead) { /* it shares no tag with its neighbours */
        struct places lead = places_make(v, set, set->lead->start, set->lead->end, &c, scratch);
        o = spans_around(v, lead.start, lead.end, scratch);
        o.n = 0;
        draw_run(v, set, &lead, &o, out, x, anchors);
    }
    struct places p = places_make(v, set, set->start, set->end, &c, scratch);
    o = spans_around(v, p.start, p.end, scratch);
    tags_resume(v, &o, out);
    draw_run(v, set, &p, &o, out, x, anchors);
    o = spans_around(v, p.end, p.end, scratch);
    tags_suspend(v, &o, out);
    len bottom = p.bottom[p.end - 1 - p.start];
    arena_free(scratch);
    return bottom;
}

struct frame *vlist_frame(const struct vlist *v, len width, struct vanchor **anchors)
{
    struct frame *f = frame_new(v->arena, width, vlist_height(v, 0, v->n));
    struct vset all = {.end = v->n};
    vlist_draw(v, &all, f, 0, 0, anchors);
    f->baseline = f->height;
    len y = 0;
    for (size_t i = 0; i < v->n; i++) {
        y += i ? v->boxes[i].space : 0;
        if (v->boxes[i].frame && v->boxes[i].frame->baseline < v->boxes[i].frame->height) {
            f->baseline = y + v->boxes[i].frame->baseline;
            break;
        }
        y += v->boxes[i].height;
    }
    return f;
}

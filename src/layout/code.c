/* Code blocks: every character in cells of one width, CJK in two. Lines a little too long make the
 * type a little smaller; longer ones are wrapped after good places, with a mark that is no text. */
#include "layout/flow.h"

#include <string.h>

enum { SMALLEST = 7 * LEN_PT, STANDARD_COLUMNS = 80, WRAP_INDENT = 2, SHORT_BLOCK = 12 };
enum { UNWRAPPED_SMALLEST = 5 * LEN_PT }; /* where lines are not to be wrapped */
enum { PLAIN = 0xff };                    /* class of text without a token */

/* A line of source, tabs expanded, with the token class of every byte. */
struct code_line {
    GString *text;
    GByteArray *classes;
    int indent; /* columns of white space before it */
};

struct code {
    struct flow *flow;
    const struct node *block;
    struct style *style;                     /* at the size it is set in */
    struct style *tokens[TOKEN_CLASS_COUNT]; /* made on demand */
    len cell;
    len ascent;  /* of the baseline in a line */
    int columns; /* that fit */
    int gutter;  /* columns for line numbers; 0: none */
    struct code_line line;
    size_t boxes;            /* set so far */
    int blanks;              /* lines without text since the last one that is set */
    size_t stanza;           /* lines set since then */
    const char *first, *end; /* the text that is set */
    struct vlist *list;
    len x;
};

static int tab_width(const struct node *block)
{
    const char *language = block->u.code.language;
    return language && (!strcmp(language, "makefile") || !strcmp(language, "make")) ? 8 : 4;
}

static int text_columns(const char *text, size_t bytes)
{
    int columns = 0, more;
    for (const char *p = text; p < text + bytes; columns += more)
        p = shape_cluster(p, text + bytes, &more);
    return columns;
}

/* The lines of a block that are set: blank ones at its end and beginning are not. */
static void find_lines(struct code *c)
{
    const char *text = c->block->u.code.text, *start = text;
    size_t end = strlen(text);
    while (end > 0 && strchr(" \t\r\n", text[end - 1]))
        end--;
    end += strcspn(text + end, "\n");
    for (const char *p = text; p < text + end && strchr(" \t\r\n", *p); p++)
        if (*p == '\n')
            start = p + 1;
    c->first = start;
    c->end = text + end;
}

/* Columns of the longest line; *lines gets their number. */
static int longest_line(const struct code *c, int *lines)
{
    int longest = 0, at = 0, more, tab = tab_width(c->block);
    *lines = 1;
    for (const char *p = c->first; p < c->end;) {
        const char *next = shape_cluster(p, c->end, &more);
        if (*p == '\n') {
            ++*lines;
            at = 0;
        } else if (*p != '\r') {
            at += *p == '\t' ? tab - at % tab : more;
            if (*p != ' ' && *p != '\t')
                longest = MAX(longest, at);
        }
        p = next;
    }
    return longest;
}

/* Reads the line at *p and moves *p behind it; *span walks the block's tokens. */
static void line_read(struct code *c, const char **p, size_t *span)
{
    const struct node *block = c->block;
    const char *text = block->u.code.text;
    int tab = tab_width(block), column = 0;
    size_t length = 0;
    bool leading = true;
    g_string_truncate(c->line.text, 0);
    g_byte_array_set_size(c->line.classes, 0);
    c->line.indent = 0;
    while (*p < c->end && **p != '\n') {
        size_t at = (size_t)(*p - text);
        while (*span < block->u.code.n_spans && block->u.code.spans[*span].end <= at)
            ++*span;
        guint8 class = PLAIN;
        if (*span < block->u.code.n_spans && block->u.code.spans[*span].start <= at)
            class = (guint8)block->u.code.spans[*span].class;
        int columns;
        const char *from = *p;
        *p = shape_cluster(from, c->end, &columns);
        if (*from == '\r')
            continue;
        if (*from == '\t')
            for (columns = tab - column % tab; c->line.text->len - length < (size_t)columns;)
                g_string_append_c(c->line.text, ' ');
        else
            g_string_append_len(c->line.text, from, *p - from);
        length = c->line.text->len;
        column += columns;
        leading = leading && (*from == ' ' || *from == '\t');
        if (leading)
            c->line.indent = column;
        while (c->line.classes->len < length)
            g_byte_array_append(c->line.classes, &class, 1);
    }
    if (*p < c->end)
        ++*p;
    /* blanks at its end are not seen, and nothing is wrapped for them */
    while (c->line.text->len > 0 && c->line.text->str[c->line.text->len - 1] == ' ')
        g_string_truncate(c->line.text, c->line.text->len - 1);
    g_byte_array_set_size(c->line.classes, (guint)c->line.text->len);
    c->line.indent = MIN(c->line.indent, (int)c->line.text->len);
}

static const struct style *token_style(struct code *c, guint8 class)
{
    if (class == PLAIN)
        return c->style;
    if (!c->tokens[class]) {
        const struct style *token =
            style_token(c->flow->sheets, c->block->style, (enum token_class) class);
        c->tokens[class] = arena_memdup(c->flow->arena, token, sizeof *token);
        c->tokens[class]->font_size = c->style->font_size;
    }
    return c->tokens[class];
}

/* A line may be wrapped after this character: not inside "--flag", "->", "://" or "...". */
static bool is_good_end(const char *text, const char *p)
{
    if (*p == '-' || *p == '.' || *p == ':' || *p == '/')
        return p > text && g_ascii_isalnum(p[-1]) && (g_ascii_isalnum(p[1]) || p[1] == '_');
    return *p > 0 && strchr(",;([{=+|&?", *p) != NULL;
}

/* Where a line that begins at `start` ends when it has that many columns: after a space in its last
 * third, else after a good place there, else where it is full. */
static size_t wrap_point(const struct code *c, size_t start, int columns)
{
    const char *text = c->line.text->str, *end = text + c->line.text->len;
    const char *p = text + start, *good = NULL, *blank = NULL;
    int column = 0, wide;
    for (const char *next; p < end; p = next) {
        next = shape_cluster(p, end, &wide);
        if (column + wide > columns && column > 0)
            break;
        column += wide;
        if (column * 3 > columns * 2 && is_good_end(text, p))
            good = next;
        bool comment = p > text && (p[-1] == '#' || p[-1] == '/'); /* its sign stays with it */
        if (column * 3 > columns * 2 && *p == ' ' && !comment)
            blank = next;
    }
    if (p == end)
        return c->line.text->len;
    return (size_t)((blank ? blank : good ? good : p) - text);
}

static void draw_piece(struct code *c, struct frame *frame, size_t start, size_t end, int column)
{
    const char *text = c->line.text->str;
    const guint8 *classes = c->line.classes->data;
    for (size_t at = start; at < end;) {
        size_t to = at + 1;
        while (to < end && classes[to] == classes[at])
            to++;
        shape_text(c->flow->shaper, frame, column * c->cell, c->ascent, text + at, to - at,
                   token_style(c, classes[at]), c->flow->lang, c->cell, c->block->loc);
        column += text_columns(text + at, to - at);
        at = to;
    }
}

/* Takes the text out of the items after `last`: they are drawn, and nothing of them is copied. */
static void make_silent(struct frame *frame, struct item *last)
{
    for (struct item *i = last ? last->next : frame->first; i; i = i->next)
        if (i->kind == ITEM_GLYPHS)
            i->u.glyphs.text_bytes = i->u.glyphs.n_clusters = 0;
}

/* Marks that are drawn but not copied: the wrap mark, a line's number. Columns [at, at + room); a
 * number stands at the right of them. */
static void draw_artifact(struct code *c, struct frame *frame, const char *class, const char *text,
                          int at, int room)
{
    static const struct tag artifact = {.role = "Artifact"};
    const struct style *style = flow_style(c->flow, c->block->style, "span", class);
    struct style *small = arena_memdup(c->flow->arena, style, sizeof *style);
    small->font_size = c->style->font_size * 4 / 5;
    small->background = 0;
    len cell = c->cell * 4 / 5, x = at * c->cell;
    if (room > 0)
        x += room * c->cell - (len)strlen(text) * cell;
    frame_tag(c->flow->arena, frame, TAG_OPEN, &artifact);
    struct item *last = frame->last;
    shape_text(c->flow->shaper, frame, x, c->ascent, text, strlen(text), small, c->flow->lang,
               room > 0 ? cell : 0, c->block->loc);
    make_silent(frame, last);
    frame_tag(c->flow->arena, frame, TAG_CLOSE, &artifact);
}

static void add_line(struct code *c, struct frame *frame, bool continued, bool blank)
{
    if (c->boxes) {
        int cost = continued        ? COST_LINE + COST_HYPHEN
                   : c->stanza == 0 ? 0
                   : c->stanza == 1 ? COST_STANZA
                                    : COST_LINE;
        vlist_penalty(c->list, blank ? COST_BLANK_TOP : cost);
        vlist_space(c->list, MIN(c->blanks * (int64_t)c->style->line_height, LEN_MAX / 2), false);
    }
    c->blanks = 0;
    vlist_add(c->list, frame, c->x, c->style->line_height);
    c->boxes++;
    c->stanza = blank ? 0 : c->stanza + 1;
}

/* Lines between blank lines hang together, also where a page ends: not all but the last. */
static void end_stanza(struct code *c)
{
    if (c->stanza > 1) {
        int *penalty = &c->list->boxes[c->list->n - 1].penalty;
        *penalty = MAX(*penalty, COST_STANZA);
    }
    c->stanza = 0;
}

static void set_line(struct code *c, int number)
{
    int indent = MIN(c->line.indent + WRAP_INDENT, c->columns / 2);
    size_t length = c->line.text->len, start = 0;
    bool blank = length == 0, first = true;
    if (blank)
        end_stanza(c);
    /* a space, which vanishes at the top and at the foot of a page */
    if (blank && !c->gutter && c->boxes) {
        c->blanks++;
        return;
    }
    /* deeper than the page is wide: it begins as a continued line, not after blank ones */
    if (c->line.indent >= c->columns)
        start = (size_t)c->line.indent;
    do {
        struct frame *frame =
            frame_new(c->flow->arena, (c->gutter + c->columns) * c->cell, c->style->line_height);
        frame->baseline = c->ascent;
        int column = c->gutter + (start ? indent : 0);
        size_t end = wrap_point(c, start, c->columns - (start ? indent : 0));
        if (c->gutter && first)
            draw_artifact(c, frame, "line-number", arena_printf(c->flow->arena, "%d", number), 0,
                          c->gutter - 1);
        if (start)
            draw_artifact(c, frame, "code-mark", "\u21aa", MAX(0, column - WRAP_INDENT), 0);
        draw_piece(c, frame, start, end, column);
        add_line(c, frame, !first, blank);
        start = end;
        first = false;
    } while (start < length);
}

/* Counts the lines that are wider than any size lets them be. */
static void note_wide(const struct code *c, int fit)
{
    const struct node *block = c->block;
    struct wide_code *w = c->flow->wide_code;
    int line = 0, at = 0, widest = 0, more, tab = tab_width(block);

    for (const char *p = block->u.code.text; p < c->end; line++, at = widest = 0) {
        for (; p < c->end && *p != '\n';) {
            const char *next = shape_cluster(p, c->end, &more);
            at += *p == '\t' ? tab - at % tab : *p == '\r' ? 0 : more;
            widest = *p != ' ' && *p != '\t' && *p != '\r' ? at : widest;
            p = next;
        }
        p += p < c->end;
        if (widest > fit && w->lines++ == 0) {
            *w = (struct wide_code){1, widest, fit, {block->loc.file, block->loc.line, 0}};
            if (block->u.code.first_line > 0)
                w->loc.line = block->u.code.first_line + line;
        }
    }
}

/* Chooses the size: full when the lines fit, a little smaller when that lets them, else as many
 * columns as custom asks for, and wraps. Where lines are not to be wrapped, as small as it takes,
 * short of what nobody could read. */
static void choose_size(struct code *c, int longest, len width)
{
    const struct style *full = c->block->style;
    c->style = arena_memdup(c->flow->arena, full, sizeof *full);
    c->style->background = 0;
    struct font_metrics m = shaper_metrics(c->flow->shaper, full, c->flow->lang);
    len zero = MAX(1, m.zero);
    int fit = MAX(1, width / zero);
    bool wrap = c->flow->book->code.wrap;
    /* a style that has small code already gives it half a point to shrink as well */
    len wrapped = MIN(SMALLEST, full->font_size - LEN_PT / 2);
    len smallest = MIN(full->font_size, wrap ? MAX(wrapped, LEN_PT) : UNWRAPPED_SMALLEST);
    int most = MAX(1, (int)((int64_t)width * full->font_size / ((int64_t)zero * smallest)));
    int want = longest + c->gutter;
    if (want > most && !wrap)
        diag_add(c->flow->book->diags, DIAG_CODE_WRAPPED, c->block->loc, NULL);
    else if (want > most && c->flow->wide_code)
        note_wide(c, MAX(1, most - c->gutter));
    if (want > most)
        want = MIN(most, STANDARD_COLUMNS + c->gutter);
    c->columns = MAX(want, fit);
    c->cell = zero;
    if (c->columns > fit) {
        c->cell = MAX(1, width / c->columns);
        c->style->font_size = (len)((int64_t)full->font_size * c->cell / zero);
        c->style->line_height = (len)((int64_t)full->line_height * c->cell / zero);
        m = shaper_metrics(c->flow->shaper, c->style, c->flow->lang);
    }
    c->ascent = (c->style->line_height - m.ascent - m.descent) / 2 + m.ascent;
    c->columns = MAX(1, c->columns - c->gutter);
}

static void keep_ends(struct vlist *v, size_t start)
{
    size_t n = v->n - start;
    for (size_t i = 1; i < n; i++) {
        int *penalty = &v->boxes[start + i].penalty;
        if (i < 2 || n - i < 2)
            *penalty = PENALTY_FORBID;
        else if (n <= SHORT_BLOCK)
            *penalty += COST_SHORT;
    }
}

/* The number of digits of the largest line number, and a column to the text. */
static int number_columns(int lines)
{
    int columns = 2;
    for (; lines > 9; lines /= 10)
        columns++;
    return MAX(3, columns);
}

void flow_code(struct flow *f, struct vlist *v, const struct node *block, len x, len width)
{
    if (block->u.code.title) {
        flow_text(f, v, block->u.code.title, flow_style(f, block->parent->style, "p", "code-title"),
                  "P", x, width);
        vlist_penalty(v, PENALTY_FORBID);
    }
    struct flow_box box = flow_open(f, v, block->style, "Code", x, width);
    struct code c = {.flow = f, .block = block, .list = v, .x = box.x};
    find_lines(&c);
    int lines, longest = longest_line(&c, &lines);
    if (f->book->code.line_numbers && lines > 1)
        c.gutter = number_columns(lines);
    choose_size(&c, longest, box.width);
    c.line.text = g_string_new(NULL);
    c.line.classes = g_byte_array_new();
    size_t start = v->n, span = 0;
    const char *p = c.first;
    for (int number = 1; number <= lines; number++) {
        line_read(&c, &p, &span);
        set_line(&c, number);
    }
    keep_ends(v, start);
    g_string_free(c.line.text, TRUE);
    g_byte_array_free(c.line.classes, TRUE);
    flow_close(f, v, &box);
}

struct extent code_extent(struct flow *f, const struct node *block)
{
    struct font_metrics m = shaper_metrics(f->shaper, block->style, f->lang);
    struct code c = {.flow = f, .block = block};
    find_lines(&c);
    int lines, longest = longest_line(&c, &lines);
    len word = MIN(longest, 32) * m.zero; /* narrower breaks more lines than a reader likes */
    return (struct extent){.min = MIN(longest, 16) * m.zero,
                           .max = MIN(longest, STANDARD_COLUMNS) * m.zero,
                           .word = word};
}

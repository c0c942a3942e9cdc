/* Code blocks: every character in cells of one width, CJK in two. Lines a little too long make the
 * type a little smaller; longer ones are wrapped after good places, with a mark that is no text. */
#include "layout/flow.h"

#include "base/lang.h"

#include <string.h>

enum { SMALLEST = 75 * LEN_PT / 10, STANDARD_COLUMNS = 80, WRAP_INDENT = 2, SHORT_BLOCK = 12 };
enum { PLAIN = 0xff }; /* class of text without a token */

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
    int digits;
    struct code_line line;
    size_t boxes; /* set so far */
    bool blank;   /* the line before is blank */
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
    int columns = 0;
    for (const char *p = text; p < text + bytes; p = g_utf8_next_char(p))
        columns += uc_columns(g_utf8_get_char(p));
    return columns;
}

/* Columns of the longest line; *lines gets their number. */
static int longest_line(const struct node *block, int *lines)
{
    int longest = 0, at = 0, tab = tab_width(block);
    *lines = 1;
    for (const char *p = block->u.code.text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c == '\n') {
            ++*lines;
            at = 0;
        } else {
            at += c == '\t' ? tab - at % tab : uc_columns(c);
            longest = MAX(longest, at);
        }
    }
    return longest;
}

/* Reads the line at *p and moves *p behind it; *span walks the block's tokens. */
static void line_read(struct code *c, const char **p, size_t *span)
{
    const struct node *block = c->block;
    const char *text = block->u.code.text;
    int tab = tab_width(block), column = 0;
    bool leading = true;
    g_string_truncate(c->line.text, 0);
    g_byte_array_set_size(c->line.classes, 0);
    c->line.indent = 0;
    for (; **p && **p != '\n'; *p = g_utf8_next_char(*p)) {
        size_t at = (size_t)(*p - text);
        while (*span < block->u.code.n_spans && block->u.code.spans[*span].end <= at)
            ++*span;
        guint8 class = PLAIN;
        if (*span < block->u.code.n_spans && block->u.code.spans[*span].start <= at)
            class = (guint8)block->u.code.spans[*span].class;
        gunichar u = g_utf8_get_char(*p);
        if (u == '\r')
            continue;
        if (u == '\t')
            for (int stop = tab - column % tab; stop > 0; stop--, column++)
                g_string_append_c(c->line.text, ' ');
        else {
            g_string_append_unichar(c->line.text, u);
            column += uc_columns(u);
        }
        leading = leading && (u == ' ' || u == '\t');
        if (leading)
            c->line.indent = column;
        while (c->line.classes->len < c->line.text->len)
            g_byte_array_append(c->line.classes, &class, 1);
    }
    if (**p)
        ++*p;
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
 * third, else after a good place in its second half, else where it is full. */
static size_t wrap_point(const struct code *c, size_t start, int columns)
{
    const char *text = c->line.text->str, *p = text + start, *good = NULL, *blank = NULL;
    int column = 0;
    for (; *p; p = g_utf8_next_char(p)) {
        gunichar u = g_utf8_get_char(p);
        int wide = uc_columns(u);
        if (column + wide > columns && column > 0)
            break;
        column += wide;
        if (column * 2 > columns && is_good_end(text, p))
            good = g_utf8_next_char(p);
        bool comment = p > text && (p[-1] == '#' || p[-1] == '/'); /* its sign stays with it */
        if (column * 3 > columns * 2 && u == ' ' && !comment)
            blank = g_utf8_next_char(p);
    }
    if (!*p)
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

/* Marks that are drawn but not copied: the wrap mark, a line's number. */
static void draw_artifact(struct code *c, struct frame *frame, const char *text, len x)
{
    static const struct tag artifact = {.role = "Artifact"};
    const struct style *style = flow_style(c->flow, c->block->style, "code-mark", NULL);
    struct style *small = arena_memdup(c->flow->arena, style, sizeof *style);
    small->font_size = c->style->font_size * 4 / 5;
    small->background = 0;
    frame_tag(c->flow->arena, frame, TAG_OPEN, &artifact);
    shape_text(c->flow->shaper, frame, x, c->ascent, text, strlen(text), small, c->flow->lang, 0,
               c->block->loc);
    frame_tag(c->flow->arena, frame, TAG_CLOSE, &artifact);
}

static void add_line(struct code *c, struct frame *frame, bool continued, bool blank)
{
    if (c->boxes) {
        int cost = continued ? COST_LINE + COST_HYPHEN : c->blank ? 0 : COST_LINE;
        vlist_penalty(c->list, blank ? COST_BLANK_TOP : cost);
    }
    vlist_add(c->list, frame, c->x, c->style->line_height);
    c->boxes++;
    c->blank = blank;
}

static void set_line(struct code *c, int number)
{
    int indent = MIN(c->line.indent + WRAP_INDENT, c->columns / 2);
    size_t length = c->line.text->len, start = 0;
    bool blank = (size_t)c->line.indent >= length;
    do {
        struct frame *frame =
            frame_new(c->flow->arena, (c->gutter + c->columns) * c->cell, c->style->line_height);
        frame->baseline = c->ascent;
        int column = c->gutter + (start ? indent : 0);
        size_t end = wrap_point(c, start, c->columns - (start ? indent : 0));
        if (c->gutter && !start)
            draw_artifact(c, frame, arena_printf(c->flow->arena, "%*d", c->digits, number), 0);
        if (start)
            draw_artifact(c, frame, "\u21aa", MAX(0, column - WRAP_INDENT) * c->cell);
        draw_piece(c, frame, start, end, column);
        add_line(c, frame, start > 0, blank);
        start = end;
    } while (start < length);
}

/* Chooses the size: full when the lines fit, a little smaller when that lets them, else as many
 * columns as custom asks for, and wraps. */
static void choose_size(struct code *c, int longest, len width)
{
    const struct style *full = c->block->style;
    c->style = arena_memdup(c->flow->arena, full, sizeof *full);
    c->style->background = 0;
    struct font_metrics m = shaper_metrics(c->flow->shaper, full, c->flow->lang);
    len zero = MAX(1, m.zero);
    int fit = MAX(1, width / zero);
    len smallest = MIN(full->font_size, SMALLEST);
    int most = MAX(1, (int)((int64_t)width * full->font_size / ((int64_t)zero * smallest)));
    int want = longest + c->gutter;
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

void flow_code(struct flow *f, struct vlist *v, const struct node *block, len x, len width)
{
    struct flow_box box = flow_open(f, v, block->style, "Code", x, width);
    struct code c = {.flow = f, .block = block, .list = v, .x = box.x};
    int lines, longest = longest_line(block, &lines);
    if (f->book->code.line_numbers && lines > 1) {
        c.digits = lines > 999 ? 4 : lines > 99 ? 3 : 2;
        c.gutter = c.digits + 1;
    }
    choose_size(&c, longest, box.width);
    c.line.text = g_string_new(NULL);
    c.line.classes = g_byte_array_new();
    size_t start = v->n, span = 0;
    const char *p = block->u.code.text;
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
    int lines, longest = longest_line(block, &lines);
    return (struct extent){MIN(longest, 16) * m.zero, MIN(longest, STANDARD_COLUMNS) * m.zero};
}

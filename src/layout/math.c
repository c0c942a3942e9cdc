#include "layout/math_int.h"

#include <string.h>

/* ---- symbols ---- */

static gunichar first_char(const char *text)
{
    return text != NULL && *text != '\0' ? g_utf8_get_char(text) : ' ';
}

static int script_level(const struct math_context *c)
{
    return c->style == MATH_SCRIPT ? 1 : c->style == MATH_SCRIPT_SCRIPT ? 2 : 0;
}

const struct math_glyph *math_symbol_glyph(const struct math_context *c, const struct math *m)
{
    gunichar base = first_char(m->text), letter = math_letter(m->u.symbol.alphabet, base), joined;
    const struct math_glyph *g = NULL;

    if (m->u.symbol.negated && g_unichar_compose(letter, 0x338, &joined))
        g = math_find_glyph(c->m->fonts, joined, script_level(c));
    if (g == NULL)
        g = math_find_glyph(c->m->fonts, letter, script_level(c));
    if (g == NULL && letter != base)
        g = math_find_glyph(c->m->fonts, base, script_level(c));
    return g;
}

/* In display style the first variant that is tall enough, and larger than the one of text. */
static const struct math_glyph *display_operator(const struct math_context *c,
                                                 const struct math_glyph *g)
{
    const struct math_stretch *s = math_find_stretch(c->m->fonts, g, true);
    int32_t want = math_units(c->m->fonts, MC_DISPLAY_OPERATOR_MIN_HEIGHT);

    want = MAX(want, (g->height + g->depth) * 5 / 4);
    for (size_t i = 0; i < s->n_variants; i++) {
        g = s->variants[i];
        if (s->sizes[i] >= want)
            break;
    }
    return g;
}

/* A slash over a relation that has no negated form of its own. */
static void negate(const struct math_context *c, struct math_box *b, const struct math_glyph *g)
{
    const struct math_glyph *slash = math_find_glyph(c->m->fonts, '/', script_level(c));

    if (slash == NULL)
        return;
    struct math_box *over = box_glyph(c, slash, 0x338, math_size(c));
    len middle = math_scale(g->height - g->depth, g->upem, math_size(c)) / 2;
    box_put(b, over, (b->width - over->width) / 2, (over->height - over->depth) / 2 - middle);
}

/* Combining marks in the source, each centred over what it marks. */
static void add_marks(const struct math_context *c, struct math_box *b, const struct math_glyph *g,
                      const char *marks)
{
    for (const char *p = marks; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar mark = g_utf8_get_char(p);
        const struct math_glyph *m = math_find_glyph(c->m->fonts, mark, 0);
        if (m == NULL || (mark >= 0xfe00 && mark <= 0xfe0f))
            continue;
        len x = math_scale(g->accent, g->upem, math_size(c)) -
                math_scale(m->accent, m->upem, math_size(c));
        box_put(b, box_glyph(c, m, mark, math_size(c)), x, 0);
    }
}

struct math_box *math_symbol(const struct math_context *c, const struct math *m, bool bare,
                             len *italic)
{
    const struct math_glyph *g = math_symbol_glyph(c, m);
    const char *marks = m->text != NULL && *m->text != '\0' ? g_utf8_next_char(m->text) : "";
    struct math_box *b;
    bool joined = false;

    *italic = 0;
    if (g == NULL)
        return box_words(c, m->text != NULL ? m->text : "", m);
    if (m->class == MATH_OP && m->u.symbol.large && c->style == MATH_DISPLAY)
        g = display_operator(c, g);
    *italic = math_scale(g->italic, g->upem, math_size(c));
    b = box_glyph(c, g, math_copied_letter(m), math_size(c));
    if (m->u.symbol.negated) {
        gunichar letter = first_char(m->text), whole;
        joined = g_unichar_compose(letter, 0x338, &whole) &&
                 math_find_glyph(c->m->fonts, whole, script_level(c)) == g;
    }
    /* of an operator the advance has it: a subscript is set into it */
    len wider = m->class == MATH_OP ? bare ? -*italic : 0 : bare ? 0 : *italic;
    if (m->class != MATH_OP && *marks == '\0' && (!m->u.symbol.negated || joined)) {
        b->width += wider;
        return b;
    }
    struct math_box *whole = box_new(c);
    len up =
        m->class == MATH_OP ? math_constant(c, MC_AXIS_HEIGHT) - (b->height - b->depth) / 2 : 0;
    box_append(whole, b, up);
    if (m->u.symbol.negated && !joined)
        negate(c, whole, g);
    add_marks(c, whole, g, marks);
    whole->width += wider;
    return whole;
}

struct math_box *math_letters(const struct math_context *c, const char *text,
                              enum math_alphabet alphabet)
{
    struct math_box *b = box_new(c);
    /* words keep their forms: they are text */
    int script = g_ascii_isdigit(*text) || *text == '.' ? script_level(c) : 0;

    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar letter = math_letter(alphabet, g_utf8_get_char(p));
        const struct math_glyph *g = math_find_glyph(c->m->fonts, letter, script);
        if (letter == ' ') {
            b->width += math_mu(c, 3000);
        } else if (g != NULL) {
            box_append(b, box_glyph(c, g, g_utf8_get_char(p), math_size(c)), 0);
        } else {
            char one[8] = {0};
            g_unichar_to_utf8(letter, one);
            box_append(b, box_words(c, one, NULL), 0);
        }
    }
    return b;
}

const struct math *math_sole(const struct math *row, enum math_kind kind)
{
    for (int i = 0; row != NULL && i < MATH_DEPTH_MAX; i++) {
        if (row->kind == kind)
            return row;
        if (row->kind != MATH_ROW || row->first == NULL || row->first->next != NULL)
            return NULL;
        row = row->first;
    }
    return NULL;
}

/* ---- nodes ---- */

static struct math_box *set_reference(const struct math_context *c, const struct math *m)
{
    const char *number =
        m->u.reference.number != NULL ? m->u.reference.number : m->u.reference.label;

    if (number == NULL)
        number = "?";
    return box_words(
        c, m->u.reference.parentheses ? arena_join(c->m->a, "(", number, ")", NULL) : number, NULL);
}

static struct math_box *set_raised(const struct math_context *c, const struct math *m)
{
    struct math_box *b = math_set_row(c, m->first), *whole = box_new(c);
    len up = m->u.raise.axis ? math_constant(c, MC_AXIS_HEIGHT) - (b->height - b->depth) / 2
                             : math_length(c, m->u.raise.by);

    box_append(whole, b, up);
    return whole;
}

static struct math_box *set_rule(const struct math_context *c, const struct math *m)
{
    len raise = math_length(c, m->u.rule.raise);

    return box_rule(c, math_length(c, m->u.rule.width), math_length(c, m->u.rule.height) + raise,
                    -raise);
}

static struct math_box *set_node(const struct math_context *c, const struct math *m)
{
    struct math_context inner = math_in_style(c, MATH_STYLE_NONE);
    len italic;

    switch (m->kind) {
    case MATH_ROW:
        return math_set(&inner, m->first);
    case MATH_SYMBOL:
        return math_symbol(c, m, false, &italic);
    case MATH_NAME:
        return math_letters(c, m->text != NULL ? m->text : "", ALPHABET_UPRIGHT);
    case MATH_NUMBER:
        return math_letters(c, m->text != NULL ? m->text : "", m->u.symbol.alphabet);
    case MATH_TEXT:
        return box_words(c, m->text != NULL ? m->text : "", m);
    case MATH_SCRIPTS:
        return math_scripts(&inner, m);
    case MATH_FRACTION:
        return math_fraction(&inner, m);
    case MATH_RADICAL:
        return math_radical(&inner, m);
    case MATH_FENCE:
        return math_fence(&inner, m);
    case MATH_DELIMITER:
        return math_sized_delimiter(c, m);
    case MATH_ACCENT:
        return math_accent(&inner, m);
    case MATH_STACK:
        return math_stack(&inner, m);
    case MATH_TABLE:
        return math_table(&inner, m);
    case MATH_ENCLOSE:
        return math_enclose(&inner, m);
    case MATH_PHANTOM:
        return math_phantom(&inner, m);
    case MATH_RULE:
        return set_rule(c, m);
    case MATH_RAISE:
        return set_raised(&inner, m);
    case MATH_REFERENCE:
        return set_reference(c, m);
    case MATH_STYLED: /* opened by math_collect */
    case MATH_LINK:
    case MATH_SPACE:
    case MATH_KIND_COUNT:
        break;
    }
    return box_new(c);
}

/* ---- lists ---- */

struct math_entry *math_add_entry(const struct math_context *c, struct math_list *list)
{
    struct math_entry *e = arena_one(c->m->a, struct math_entry);

    e->context = *c;
    e->em = math_size(c);
    e->script = math_is_script(c);
    if (list->last != NULL)
        list->last->next = e;
    else
        list->first = e;
    list->last = e;
    return e;
}

static void add_space(const struct math_context *c, const struct math *m, struct math_list *list)
{
    struct math_entry *e = math_add_entry(c, list);

    e->class = -1;
    e->is_space = true;
    e->penalty = m->u.space.penalty;
    e->box = box_new(c);
    e->box->width = math_length(c, m->u.space.width);
}

static struct math_context styled(const struct math_context *c, const struct math *m)
{
    struct math_context inner = math_in_style(c, m->u.styled.style);

    if (m->u.styled.colour != 0)
        inner.colour = m->u.styled.colour;
    if (m->u.styled.size > 0)
        inner.base = (len)CLAMP((int64_t)c->base * m->u.styled.size / 1000, LEN_PT, 200 * LEN_PT);
    return inner;
}

static const struct math *list_of(const struct math *m)
{
    const struct math *row = m->first;

    return row != NULL && row->kind == MATH_ROW && row->next == NULL ? row->first : row;
}

/* Makes the boxes of the entries after `before` clickable. */
static void add_links(const struct math_context *c, const char *url, struct math_entry *before,
                      struct math_list *list)
{
    struct math_entry *e = before != NULL ? before->next : list->first;

    for (; url != NULL && e != NULL; e = e->next) {
        struct math_box *whole = box_new(c), *link = box_new(c);
        box_append(whole, e->box, 0);
        link->kind = BOX_LINK;
        link->width = e->box->width;
        link->height = e->box->height;
        link->depth = e->box->depth;
        link->u.link.uri = url;
        box_put(whole, link, 0, 0);
        e->box = whole;
    }
}

/* The fence that a node is, by itself or with scripts after it. */
static const struct math *fence_of(const struct math *m)
{
    if (m->kind == MATH_FENCE)
        return m;
    if (m->kind != MATH_SCRIPTS || m->u.scripts.limits || m->u.scripts.before_sub != NULL ||
        m->u.scripts.before_sup != NULL)
        return NULL;
    return math_sole(m->first, MATH_FENCE);
}

/* A fence too wide for a line is taken apart, so that the line may be broken in it. */
static void add_fence(const struct math_context *c, const struct math *m, const struct math *fence,
                      struct math_list *list)
{
    struct math_context inner = math_in_style(c, MATH_STYLE_NONE), closed = inner;
    struct math_list parts = {0};

    closed.opened = closed.words = 0;
    struct math_box *whole = set_node(&closed, m);
    if (whole->width <= c->opened) {
        struct math_entry *e = math_add_entry(c, list);
        e->class = (int)m->class;
        e->box = whole;
        return;
    }
    math_fence_list(&inner, fence, &parts);
    if (m != fence)
        parts.last->box = math_scripts_on(&closed, m, parts.last->box);
    if (list->last != NULL)
        list->last->next = parts.first;
    else
        list->first = parts.first;
    list->last = parts.last;
}

/* Words with formulas in them: \text{if $x$ is odd}. */
static bool is_sentence(const struct math *m)
{
    const struct math *last = m->first;

    if (m->kind != MATH_ROW || m->class != MATH_ORD || last == NULL || last->kind != MATH_TEXT)
        return false;
    while (last->next != NULL)
        last = last->next;
    return last != m->first;
}

/* What is only styled stands in the list as if it were not: it is spaced by what it holds. */
void math_collect(const struct math_context *c, const struct math *first, struct math_list *out)
{
    if (c->depth > MATH_DEPTH_MAX)
        return;
    for (const struct math *m = first; m != NULL; m = m->next) {
        if (m->kind == MATH_SPACE) {
            add_space(c, m, out);
        } else if (m->kind == MATH_STYLED) {
            struct math_context inner = styled(c, m);
            math_collect(&inner, list_of(m), out);
        } else if (m->kind == MATH_LINK) {
            struct math_context inner = math_in_style(c, MATH_STYLE_NONE);
            struct math_entry *before = out->last;
            math_collect(&inner, list_of(m), out);
            add_links(&inner, m->u.link.url, before, out);
        } else if (c->words > 0 && m->kind == MATH_TEXT && m->text != NULL) {
            math_words_list(c, m, out);
        } else if (c->words > 0 && is_sentence(m)) {
            struct math_context inner = math_in_style(c, MATH_STYLE_NONE);
            math_collect(&inner, m->first, out);
        } else if (c->opened > 0 && fence_of(m) != NULL) {
            add_fence(c, m, fence_of(m), out);
        } else {
            struct math_context closed = *c;
            closed.opened = closed.words = 0; /* only fences of the list itself */
            struct math_entry *e = math_add_entry(c, out);
            e->class = (int)m->class;
            if (m->kind == MATH_DELIMITER && m->u.delimiter.size == 0) {
                e->middle = m;
                e->box = box_new(c);
            } else {
                e->box = set_node(&closed, m);
            }
        }
    }
}

/* TeXbook, chapter 18: the space between two classes. 1: thin; a, b, c: thin, medium, thick, but
 * nothing in scripts. */
static const char spacing[8][9] = {
    [MATH_ORD] = "01bc000a",   [MATH_OP] = "110c000a",    [MATH_BIN] = "bb00b00b",
    [MATH_REL] = "cc00c00c",   [MATH_OPEN] = "00000000",  [MATH_CLOSE] = "01bc000a",
    [MATH_PUNCT] = "aa0aaaaa", [MATH_INNER] = "a1bca0aa",
};

static int space_between(int left, int right, bool script)
{
    char s = spacing[left][right];

    if (s == '0' || (s != '1' && script))
        return 0;
    return s == 'b' ? 4 : s == 'c' ? 5 : 3;
}

void math_space(struct math_list *list)
{
    int before = -1;

    for (struct math_entry *e = list->first; e != NULL; e = e->next) {
        if (e->class < 0)
            continue;
        if (before >= 0) {
            e->mu = space_between(before, e->class, e->script);
            e->before = (len)((int64_t)e->em * e->mu / 18);
        }
        e->before += e->gap;
        before = e->class;
    }
}

struct math_box *math_join(const struct math_context *c, struct math_list *list)
{
    struct math_box *b = box_new(c);

    for (struct math_entry *e = list->first; e != NULL; e = e->next) {
        b->width = math_sum(b->width, e->before);
        box_append(b, e->box, 0);
    }
    return b;
}

struct math_box *math_set(const struct math_context *c, const struct math *first)
{
    struct math_list list = {0};

    math_collect(c, first, &list);
    math_space(&list);
    return math_join(c, &list);
}

struct math_box *math_set_row(const struct math_context *c, const struct math *row)
{
    if (row == NULL)
        return box_new(c);
    if (row->kind == MATH_ROW)
        return math_set(c, row->first);
    struct math one = *row; /* without what follows it */
    one.next = NULL;
    return math_set(c, &one);
}

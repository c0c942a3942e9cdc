#include "epub/mathml_int.h"

#include "epub/markup.h"

#include <string.h>

static const char XMLNS[] = "http://www.w3.org/1998/Math/MathML";

/* ------------------------------------------------------------------ lengths and words */

void mathml_decimal(GString *out, int64_t n)
{
    char digits[8];
    size_t len = 4;

    if (n < 0)
        g_string_append_c(out, '-');
    n = n < 0 ? -n : n;
    g_string_append_printf(out, "%" G_GINT64_FORMAT, n / 10000);
    g_snprintf(digits, sizeof digits, "%04d", (int)(n % 10000));
    while (len > 0 && digits[len - 1] == '0')
        len--;
    if (len > 0)
        g_string_append_printf(out, ".%.*s", (int)len, digits);
}

/* Ten-thousandths of an em, or of an ex where that is the unit. A point is a tenth of an em: sizes
 * on screens are the reader's. */
static int64_t length_of(struct math_length l)
{
    switch (l.unit) {
    case MATH_MU:
        return ((int64_t)l.amount * 10 + (l.amount < 0 ? -9 : 9)) / 18;
    case MATH_EM:
    case MATH_EX:
        return (int64_t)l.amount * 10;
    case MATH_PT:
        break;
    }
    return l.amount;
}

void mathml_length(GString *out, struct math_length l)
{
    int64_t n = length_of(l);

    mathml_decimal(out, n);
    if (n != 0)
        g_string_append(out, l.unit == MATH_EX ? "ex" : "em");
}

static void length_attr(GString *out, const char *name, struct math_length l)
{
    g_string_append_printf(out, " %s=\"", name);
    mathml_length(out, l);
    g_string_append_c(out, '"');
}

/* <mspace> has no negative width; its margins may be. */
static void write_space(GString *out, struct math_length l)
{
    g_string_append(out, "<mspace");
    if (l.amount >= 0) {
        length_attr(out, "width", l);
    } else {
        g_string_append(out, " style=\"margin-left: ");
        mathml_length(out, l);
        g_string_append_c(out, '"');
    }
    g_string_append(out, "/>");
}

void mathml_space(struct mathml *c, int mu)
{
    if (mu != 0)
        write_space(c->out, (struct math_length){mu * 1000, MATH_MU});
}

/* Spaces at the ends would be taken for the source's layout. */
void mathml_words(struct mathml *c, const char *text, const char *class)
{
    size_t end = strlen(text), start = 0;

    g_string_append(c->out, "<mtext");
    if (class != NULL && *class != '\0')
        markup_attr(c->out, "class", class);
    g_string_append_c(c->out, '>');
    for (; text[start] == ' '; start++)
        g_string_append(c->out, "\xC2\xA0");
    while (end > start && text[end - 1] == ' ')
        end--;
    markup_text_len(c->out, text + start, end - start);
    for (; text[end] == ' '; end++)
        g_string_append(c->out, "\xC2\xA0");
    g_string_append(c->out, "</mtext>");
}

static void write_text(struct mathml *c, const struct math *m)
{
    GString *class = g_string_new(NULL);

    if (m->u.words.bold)
        g_string_append(class, "math-bold ");
    if (m->u.words.italic)
        g_string_append(class, "math-italic ");
    if (m->u.words.sans)
        g_string_append(class, "math-sans ");
    if (m->u.words.monospace)
        g_string_append(class, "math-mono ");
    if (m->u.words.small_caps)
        g_string_append(class, "math-small-caps ");
    if (class->len > 0)
        g_string_truncate(class, class->len - 1);
    mathml_words(c, m->text, class->str);
    g_string_free(class, TRUE);
}

/* ------------------------------------------------------------------ scripts */

static enum math_style script_style(enum math_style style)
{
    return style == MATH_SCRIPT || style == MATH_SCRIPT_SCRIPT ? MATH_SCRIPT_SCRIPT : MATH_SCRIPT;
}

static bool has_limits(const struct mathml *c, const struct math *m)
{
    const struct math *base = m->first->first, *core = mathml_only(m->first);
    enum math_limits limits = LIMITS_DISPLAY;

    if (m->u.scripts.limits || m->u.scripts.beside)
        return m->u.scripts.limits;
    if (base == NULL || base->next != NULL || base->class != MATH_OP)
        return false;
    if (core != NULL && core->kind == MATH_SYMBOL)
        limits = core->u.symbol.limits;
    else if (core != NULL && core->kind == MATH_NAME)
        limits = core->u.name.limits;
    return limits == LIMITS_ALWAYS || (limits == LIMITS_DISPLAY && c->style == MATH_DISPLAY);
}

static void write_script(struct mathml *c, const struct math *row)
{
    mathml_row(c, row, script_style(c->style), mathml_alone);
}

/* The base of what stands over and under it, or beside it. */
static void write_base(struct mathml *c, const struct math *m, bool under_over,
                       struct mathml_place p)
{
    struct mathml outer = *c;

    c->under_over = under_over;
    c->limits_fixed = under_over && c->style != MATH_DISPLAY;
    mathml_row(c, m->first, MATH_STYLE_NONE, mathml_is_operator(m) ? p : mathml_alone);
    c->under_over = outer.under_over;
    c->limits_fixed = outer.limits_fixed;
}

static void write_multiscripts(struct mathml *c, const struct math *m, bool limits,
                               struct mathml_place p)
{
    const struct math *sub = limits ? NULL : m->u.scripts.sub;
    const struct math *sup = limits ? NULL : m->u.scripts.sup;

    g_string_append(c->out, "<mmultiscripts>");
    write_base(c, m, limits, p);
    if (sub != NULL || sup != NULL) {
        write_script(c, sub);
        write_script(c, sup);
    }
    g_string_append(c->out, "<mprescripts/>");
    write_script(c, m->u.scripts.before_sub);
    write_script(c, m->u.scripts.before_sup);
    g_string_append(c->out, "</mmultiscripts>");
}

static void write_scripts(struct mathml *c, const struct math *m, struct mathml_place p)
{
    const struct math *sub = m->u.scripts.sub, *sup = m->u.scripts.sup;
    bool limits = has_limits(c, m);
    bool before = m->u.scripts.before_sub != NULL || m->u.scripts.before_sup != NULL;
    const char *name = limits ? (sub == NULL   ? "mover"
                                 : sup == NULL ? "munder"
                                               : "munderover")
                              : (sub == NULL   ? "msup"
                                 : sup == NULL ? "msub"
                                               : "msubsup");
    bool around = sub != NULL || sup != NULL;

    if (before && (!limits || !around)) {
        write_multiscripts(c, m, false, p);
        return;
    }
    if (around)
        g_string_append_printf(c->out, "<%s>", name);
    if (before)
        write_multiscripts(c, m, true, p);
    else
        write_base(c, m, limits, p);
    if (sub != NULL)
        write_script(c, sub);
    if (sup != NULL)
        write_script(c, sup);
    if (around)
        g_string_append_printf(c->out, "</%s>", name);
}

/* ------------------------------------------------------------------ over and under */

/* The accents of Unicode are combining marks; MathML has them as characters of their own, which
 * fonts that cannot stretch them show all the same. */
static const char *accent_text(const char *text)
{
    static const struct {
        gunichar mark;
        const char *sign;
    } rows[] = {{0x300, "`"},
                {0x301, "\xC2\xB4"},
                {0x302, "\xCB\x86"},
                {0x303, "\xCB\x9C"},
                {0x304, "\xC2\xAF"},
                {0x305, "\xC2\xAF"},
                {0x306, "\xCB\x98"},
                {0x307, "\xCB\x99"},
                {0x308, "\xC2\xA8"},
                {0x30A, "\xCB\x9A"},
                {0x30B, "\xCB\x9D"},
                {0x30C, "\xCB\x87"},
                {0x331, "_"},
                {0x332, "_"},
                {0x20D0, "\xE2\x86\xBC"},
                {0x20D1, "\xE2\x87\x80"},
                {0x20D6, "\xE2\x86\x90"},
                {0x20D7, "\xE2\x86\x92"},
                {0x20E1, "\xE2\x86\x94"}};
    gunichar c = g_utf8_get_char(text);

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (rows[i].mark == c)
            return rows[i].sign;
    return text;
}

/* A line: the base's border where style sheets are honoured, a character where not. */
static void write_line(struct mathml *c, const struct math *m)
{
    bool under = m->u.accent.under;

    g_string_append(c->out, under ? "<munder class=\"math-underline\" accentunder=\"true\">"
                                  : "<mover class=\"math-overline\" accent=\"true\">");
    write_base(c, m, true, mathml_alone);
    g_string_append(c->out, under ? "<mo stretchy=\"true\">_</mo></munder>"
                                  : "<mo stretchy=\"true\">\xE2\x80\xBE</mo></mover>");
}

static void write_accent(struct mathml *c, const struct math *m, struct mathml_place p)
{
    bool under = m->u.accent.under;

    if (m->u.accent.rule) {
        write_line(c, m);
        return;
    }
    const char *sign = accent_text(m->text);
    bool small = !m->u.accent.stretchy && strcmp(sign, m->text) != 0 &&
                 g_utf8_get_char(m->text) >= 0x20D0; /* \vec: the arrow itself would be a line's */
    g_string_append(c->out, under ? "<munder accentunder=\"true\">" : "<mover accent=\"true\">");
    write_base(c, m, true, p);
    g_string_append_printf(c->out, "<mo stretchy=\"%s\"%s>",
                           m->u.accent.stretchy ? "true" : "false",
                           small ? " mathsize=\"70%\"" : "");
    markup_text(c->out, sign);
    g_string_append(c->out, under ? "</mo></munder>" : "</mo></mover>");
}

/* What stands over an arrow that grows: with some room on both sides, the arrow being wider. */
static void write_label(struct mathml *c, const struct math *row, bool arrow)
{
    struct math_length room = {arrow ? 400 : 0, MATH_EM};

    if (row == NULL || !arrow) {
        write_script(c, row);
        return;
    }
    g_string_append(c->out, "<mrow>");
    write_space(c->out, room);
    write_script(c, row);
    write_space(c->out, room);
    g_string_append(c->out, "</mrow>");
}

static void write_stack(struct mathml *c, const struct math *m, struct mathml_place p)
{
    const struct math *over = m->u.stack.over, *under = m->u.stack.under;
    const struct math *core = mathml_only(m->first);
    bool arrow = core != NULL && core->kind == MATH_SYMBOL && core->u.symbol.stretchy;
    const char *name = under == NULL ? "mover" : over == NULL ? "munder" : "munderover";

    g_string_append_printf(c->out, "<%s>", name);
    write_base(c, m, true, p);
    if (under != NULL)
        write_label(c, under, arrow);
    if (over != NULL || under == NULL)
        write_label(c, over, arrow);
    g_string_append_printf(c->out, "</%s>", name);
}

/* ------------------------------------------------------------------ fractions and fences */

static void open_style(struct mathml *c, enum math_style style)
{
    static const char *const levels[] = {[MATH_STYLE_NONE] = "0",
                                         [MATH_DISPLAY] = "0",
                                         [MATH_TEXT_STYLE] = "0",
                                         [MATH_SCRIPT] = "1",
                                         [MATH_SCRIPT_SCRIPT] = "2"};

    g_string_append_printf(c->out, "<mstyle displaystyle=\"%s\" scriptlevel=\"%s\">",
                           style == MATH_DISPLAY ? "true" : "false", levels[style]);
}

static void write_fraction(struct mathml *c, const struct math *m)
{
    enum math_style around = c->style;
    bool styled = m->u.fraction.style != MATH_STYLE_NONE && m->u.fraction.style != around;

    if (styled) {
        c->style = m->u.fraction.style;
        open_style(c, c->style);
    }
    g_string_append(c->out, "<mfrac");
    if (!m->u.fraction.ruled)
        g_string_append(c->out, " linethickness=\"0\"");
    else if (m->u.fraction.thickness.amount >= 0)
        length_attr(c->out, "linethickness", m->u.fraction.thickness);
    g_string_append_c(c->out, '>');
    const struct math *parts[] = {m->u.fraction.above, m->u.fraction.below};
    enum math_style inner = c->style == MATH_DISPLAY ? MATH_TEXT_STYLE : script_style(c->style);
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        bool strut = m->u.fraction.continued && i == 0; /* as high as a line at least */
        if (strut)
            g_string_append(c->out, "<mrow><mspace height=\"0.85em\" depth=\"0.35em\"/>");
        mathml_row(c, parts[i], inner, mathml_alone);
        g_string_append(c->out, strut ? "</mrow>" : "");
    }
    g_string_append(c->out, styled ? "</mfrac></mstyle>" : "</mfrac>");
    c->style = around;
}

static void write_radical(struct mathml *c, const struct math *m)
{
    if (m->u.radical.degree == NULL) {
        g_string_append(c->out, "<msqrt>");
        mathml_list(c, m->first->first, -1, -1, mathml_alone);
        g_string_append(c->out, "</msqrt>");
        return;
    }
    g_string_append(c->out, "<mroot>");
    mathml_row(c, m->first, MATH_STYLE_NONE, mathml_alone);
    mathml_row(c, m->u.radical.degree, MATH_SCRIPT_SCRIPT, mathml_alone);
    g_string_append(c->out, "</mroot>");
}

/* True when nothing in the list is higher than a line: its fence is not either, and need not grow
 * (some engines give one that may grow the width of a higher one). */
static bool is_flat(const struct math *row, bool scripts)
{
    for (const struct math *m = row != NULL ? row->first : NULL; m != NULL; m = m->next) {
        bool ok = m->kind == MATH_NUMBER || m->kind == MATH_NAME || m->kind == MATH_SPACE ||
                  m->kind == MATH_TEXT || (m->kind == MATH_SYMBOL && !m->u.symbol.large) ||
                  (m->kind == MATH_ROW && is_flat(m, scripts)) ||
                  (m->kind == MATH_SCRIPTS && scripts && m->class != MATH_OP &&
                   is_flat(m->first, false) && is_flat(m->u.scripts.sub, false) &&
                   is_flat(m->u.scripts.sup, false));
        if (!ok)
            return false;
    }
    return true;
}

static void write_fence(struct mathml *c, const struct math *m, struct mathml_place p)
{
    const char *open = m->u.fence.open, *close = m->u.fence.close;
    int size = is_flat(m->first, true) ? MATHML_FLAT : 0;

    g_string_append(c->out, "<mrow>");
    if (*open != '\0')
        mathml_delimiter(c, open, size, (struct mathml_place){p.left, 0, FORM_PREFIX, 0});
    mathml_row(c, m->first, MATH_STYLE_NONE, mathml_alone);
    if (*close != '\0')
        mathml_delimiter(c, close, size, (struct mathml_place){0, p.right, FORM_POSTFIX, 0});
    g_string_append(c->out, "</mrow>");
}

/* ------------------------------------------------------------------ looks */

static void colour_attr(GString *out, const char *name, uint32_t colour)
{
    if (colour != 0)
        g_string_append_printf(out, " %s=\"#%06x\"", name, colour & 0xFFFFFFu);
}

/* The luminance of a colour in ten-thousandths, a little high (WCAG 2.1, relative luminance, with
 * c^2 (0.8 + 0.2 c) for its power). */
static int luminance(const int rgb[3])
{
    static const int weights[3] = {2126, 7152, 722};
    int64_t sum = 0;
    for (int i = 0; i < 3; i++)
        sum += (int64_t)weights[i] * rgb[i] * rgb[i] * (1020 + rgb[i]) / (1275 * 255 * 255);
    return (int)sum;
}

/* Darkened until letters of it can be read on white: a contrast of 4.5 to 1. */
static uint32_t legible(uint32_t colour)
{
    enum { STEPS = 64, DARK_ENOUGH = 1833 }; /* 1.05 / 4.5 - 0.05 */
    for (int k = STEPS; k > 0; k--) {
        int rgb[3];
        for (int i = 0; i < 3; i++)
            rgb[i] = (int)(colour >> (16 - 8 * i) & 255) * k / STEPS;
        if (luminance(rgb) <= DARK_ENOUGH)
            return 0xFF000000u | (uint32_t)rgb[0] << 16 | (uint32_t)rgb[1] << 8 | (uint32_t)rgb[2];
    }
    return 0xFF000000u;
}

static void write_enclosed(struct mathml *c, const struct math *m)
{
    static const struct {
        int bit;
        const char *class;
    } rows[] = {{ENCLOSE_BOX, "math-box"},          {ENCLOSE_UP, "math-cancel-up"},
                {ENCLOSE_DOWN, "math-cancel-down"}, {ENCLOSE_STRIKE, "math-strike"},
                {ENCLOSE_ANGLE, "math-phase"},      {ENCLOSE_ACTUARIAL, "math-actuarial"}};
    int bits = m->u.enclose.bits, cross = ENCLOSE_UP | ENCLOSE_DOWN;
    GString *class = g_string_new((bits & cross) == cross ? "math-cancel" : "");

    bits = (bits & cross) == cross ? bits & ~cross : bits;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if ((bits & rows[i].bit) != 0)
            g_string_append_printf(class, "%s%s", class->len > 0 ? " " : "", rows[i].class);
    if (m->u.enclose.ground != 0)
        g_string_append(class, class->len > 0 ? " math-ground" : "math-ground");
    g_string_append(c->out, "<mrow");
    if (class->len > 0)
        markup_attr(c->out, "class", class->str);
    colour_attr(c->out, "mathbackground", m->u.enclose.ground);
    if (m->u.enclose.colour != 0)
        g_string_append_printf(c->out, " style=\"border-color: #%06x\"",
                               m->u.enclose.colour & 0xFFFFFFu);
    g_string_append_c(c->out, '>');
    bool ground = c->on_ground;
    c->on_ground |= m->u.enclose.ground != 0;
    mathml_list(c, m->first->first, -1, -1, mathml_alone);
    c->on_ground = ground;
    g_string_append(c->out, "</mrow>");
    g_string_free(class, TRUE);
}

static void write_phantom(struct mathml *c, const struct math *m)
{
    int bits = m->u.phantom.bits;
    bool ink = (bits & PHANTOM_INK) != 0, padded = (bits & ~PHANTOM_INK) != 0;

    if (padded) {
        g_string_append(c->out, "<mpadded");
        if ((bits & PHANTOM_WIDTH) != 0 && !ink && m->u.phantom.align != MATH_LEFT)
            markup_attr(c->out, "class",
                        m->u.phantom.align == MATH_RIGHT ? "math-llap" : "math-clap");
        if ((bits & PHANTOM_WIDTH) != 0)
            g_string_append(c->out, " width=\"0\"");
        if ((bits & PHANTOM_HEIGHT) != 0)
            g_string_append(c->out, " height=\"0\"");
        if ((bits & PHANTOM_DEPTH) != 0)
            g_string_append(c->out, " depth=\"0\"");
        g_string_append_c(c->out, '>');
    }
    if (ink)
        g_string_append(c->out, "<mphantom>");
    mathml_row(c, m->first, MATH_STYLE_NONE, mathml_alone);
    if (ink)
        g_string_append(c->out, "</mphantom>");
    if (padded)
        g_string_append(c->out, "</mpadded>");
}

static void write_styled(struct mathml *c, const struct math *m, struct mathml_place p)
{
    enum math_style around = c->style, style = m->u.styled.style;
    bool changes = style != MATH_STYLE_NONE && style != around;
    int size = m->u.styled.size;

    if (!changes && m->u.styled.colour == 0 && (size == 0 || size == 1000)) {
        mathml_row(c, m->first, style, p);
        return;
    }
    c->style = changes ? style : around;
    g_string_append(c->out, "<mstyle");
    if (changes) {
        g_string_append_printf(c->out, " displaystyle=\"%s\" scriptlevel=\"%d\"",
                               style == MATH_DISPLAY ? "true" : "false",
                               style == MATH_SCRIPT          ? 1
                               : style == MATH_SCRIPT_SCRIPT ? 2
                                                             : 0);
    }
    uint32_t colour = m->u.styled.colour;
    colour_attr(c->out, "mathcolor", colour != 0 && !c->on_ground ? legible(colour) : colour);
    if (size != 0 && size != 1000) {
        g_string_append(c->out, " mathsize=\"");
        mathml_decimal(c->out, (int64_t)size * 1000);
        g_string_append(c->out, "%\"");
    }
    g_string_append_c(c->out, '>');
    mathml_list(c, m->first->first, -1, -1, p);
    g_string_append(c->out, "</mstyle>");
    c->style = around;
}

/* <mpadded> that raises its content; the padding makes the box as much higher or deeper. */
static void open_raised(GString *out, struct math_length by)
{
    struct math_length room = {by.amount < 0 ? -by.amount : by.amount, by.unit};

    g_string_append(out, "<mpadded");
    length_attr(out, "voffset", by);
    g_string_append(out, by.amount < 0 ? " style=\"padding-bottom: " : " style=\"padding-top: ");
    mathml_length(out, room);
    g_string_append(out, "\">");
}

static void write_rule(struct mathml *c, const struct math *m)
{
    bool raised = m->u.rule.raise.amount != 0;

    if (raised)
        open_raised(c->out, m->u.rule.raise);
    g_string_append(c->out, "<mspace class=\"math-rule\"");
    if (m->u.rule.width.amount > 0)
        length_attr(c->out, "width", m->u.rule.width);
    if (m->u.rule.height.amount > 0)
        length_attr(c->out, "height", m->u.rule.height);
    g_string_append(c->out, raised ? "/></mpadded>" : "/>");
}

static void write_raised(struct mathml *c, const struct math *m)
{
    bool display = c->style == MATH_DISPLAY;

    if (!m->u.raise.axis) {
        open_raised(c->out, m->u.raise.by);
        mathml_row(c, m->first, MATH_STYLE_NONE, mathml_alone);
        g_string_append(c->out, "</mpadded>");
        return;
    }
    /* a table is centred on the axis */
    g_string_append_printf(c->out, "<mtable class=\"math-tight\"%s><mtr><mtd>",
                           display ? " displaystyle=\"true\"" : "");
    mathml_list(c, m->first->first, -1, -1, mathml_alone);
    g_string_append(c->out, "</mtd></mtr></mtable>");
}

static void write_link(struct mathml *c, const struct math *m, struct mathml_place p)
{
    bool outer = c->in_link;

    g_string_append(c->out, "<mrow");
    if (!outer)
        markup_attr(c->out, "href", m->u.link.url);
    g_string_append_c(c->out, '>');
    c->in_link = true;
    mathml_list(c, m->first->first, -1, -1, p);
    c->in_link = outer;
    g_string_append(c->out, "</mrow>");
}

static void write_reference(struct mathml *c, const struct math *m)
{
    const char *number =
        m->u.reference.number != NULL ? m->u.reference.number : m->u.reference.label;
    g_autofree char *text =
        m->u.reference.parentheses ? g_strconcat("(", number, ")", NULL) : g_strdup(number);

    mathml_words(c, text, NULL);
}

/* ------------------------------------------------------------------ any kind */

void mathml_element(struct mathml *c, const struct math *m, struct mathml_place p)
{
    switch (m->kind) {
    case MATH_ROW:
        mathml_row(c, m, MATH_STYLE_NONE, p);
        break;
    case MATH_SYMBOL:
        mathml_symbol(c, m, p);
        break;
    case MATH_NAME:
        g_string_append(c->out, *g_utf8_next_char(m->text) == '\0' ? "<mi mathvariant=\"normal\">"
                                                                   : "<mi>");
        markup_text(c->out, m->text);
        g_string_append(c->out, "</mi>");
        break;
    case MATH_NUMBER:
        g_string_append(c->out, "<mn>");
        mathml_letters(c->out, m->text, m->u.symbol.alphabet);
        g_string_append(c->out, "</mn>");
        break;
    case MATH_TEXT:
        write_text(c, m);
        break;
    case MATH_SPACE:
        write_space(c->out, m->u.space.width);
        break;
    case MATH_SCRIPTS:
        write_scripts(c, m, p);
        break;
    case MATH_FRACTION:
        write_fraction(c, m);
        break;
    case MATH_RADICAL:
        write_radical(c, m);
        break;
    case MATH_FENCE:
        write_fence(c, m, p);
        break;
    case MATH_DELIMITER:
        mathml_delimiter(c, m->text, m->u.delimiter.size, p);
        break;
    case MATH_ACCENT:
        write_accent(c, m, p);
        break;
    case MATH_STACK:
        write_stack(c, m, p);
        break;
    case MATH_TABLE:
        mathml_table(c, m);
        break;
    case MATH_ENCLOSE:
        write_enclosed(c, m);
        break;
    case MATH_PHANTOM:
        write_phantom(c, m);
        break;
    case MATH_STYLED:
        write_styled(c, m, p);
        break;
    case MATH_RULE:
        write_rule(c, m);
        break;
    case MATH_RAISE:
        write_raised(c, m);
        break;
    case MATH_LINK:
        write_link(c, m, p);
        break;
    case MATH_REFERENCE:
        write_reference(c, m);
        break;
    case MATH_KIND_COUNT:
        break;
    }
}

/* ------------------------------------------------------------------ formulas */

/* The source on one line: line ends in an attribute would be read out as such. */
static char *on_one_line(const char *tex)
{
    GString *line = g_string_new(NULL);

    for (const char *p = tex; *p != '\0'; p++) {
        if (!g_ascii_isspace(*p))
            g_string_append_c(line, *p);
        else if (line->len > 0 && line->str[line->len - 1] != ' ')
            g_string_append_c(line, ' ');
    }
    return g_string_free(line, FALSE);
}

void mathml_write(GString *out, const struct formula *f, const char *tex, bool in_link)
{
    struct mathml c = {
        .out = out, .style = f->display ? MATH_DISPLAY : MATH_TEXT_STYLE, .in_link = in_link};
    g_autofree char *alt = on_one_line(tex);

    g_string_append_printf(out, "<math xmlns=\"%s\" display=\"%s\"", XMLNS,
                           f->display ? "block" : "inline");
    markup_attr(out, "alttext", g_strstrip(alt));
    g_string_append(out, "><semantics>");
    mathml_row(&c, f->root, MATH_STYLE_NONE, mathml_alone);
    g_string_append(out, "<annotation encoding=\"application/x-tex\">");
    markup_text(out, tex);
    g_string_append(out, "</annotation></semantics></math>");
}

void mathml_label_id(GString *out, const char *label)
{
    GString *id = g_string_new("_.eq");

    for (const char *p = label; *p != '\0'; p++) {
        if (g_ascii_isalnum(*p))
            g_string_append_c(id, *p);
        else
            g_string_append_printf(id, "-%02x", (unsigned char)*p);
    }
    g_string_append(out, id->str);
    g_string_free(id, TRUE);
}

void mathml_write_source(GString *out, const char *tex)
{
    g_string_append(out, " role=\"math\"");
    markup_attr(out, "aria-label", tex);
    g_string_append_c(out, '>');
    markup_text(out, tex);
}

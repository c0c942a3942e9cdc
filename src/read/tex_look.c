/* How things look: fonts, styles, sizes, colours, boxes, phantoms, shifts, spaces, links. */
#include "read/tex_int.h"

#include "base/colour.h"
#include "base/url.h"

#include <string.h>

/* --- lengths ------------------------------------------------------------------------------ */

/* A unit's own name and what it is in thousandths of a point, 0 when it is one of ours. */
static const struct {
    char name[3];
    enum math_unit unit;
    int points;
} units[] = {
    {"mu", MATH_MU, 0},     {"em", MATH_EM, 0},     {"ex", MATH_EX, 0},     {"pt", MATH_PT, 0},
    {"bp", MATH_PT, 1004},  {"cm", MATH_PT, 28453}, {"mm", MATH_PT, 2845},  {"in", MATH_PT, 72270},
    {"pc", MATH_PT, 12000}, {"dd", MATH_PT, 1070},  {"cc", MATH_PT, 12840}, {"px", MATH_PT, 1004},
    {"sp", MATH_PT, 0},
};

/* A decimal number in thousandths; NULL when there is none. */
static const char *parse_decimal(const char *p, gint64 *out)
{
    gint64 n = 0, scale = 1000;
    int sign = 1, digits = 0;

    for (; *p == '+' || *p == '-' || *p == ' '; p++)
        sign = *p == '-' ? -sign : sign;
    for (; g_ascii_isdigit(*p); p++, digits++)
        n = MIN(n * 10 + (*p - '0') * 1000, 100000000);
    if (*p == '.')
        for (p++; g_ascii_isdigit(*p); p++, digits++) {
            scale /= 10;
            n += (*p - '0') * scale;
        }
    *out = sign * n;
    return digits > 0 ? p : NULL;
}

bool tex_length(struct tex *t, const char *text, struct math_length *out)
{
    gint64 amount = 0;
    const char *p = parse_decimal(text, &amount);

    while (p != NULL && *p == ' ')
        p++;
    for (size_t i = 0; p != NULL && i < G_N_ELEMENTS(units); i++)
        if (g_ascii_strncasecmp(p, units[i].name, 2) == 0 && p[2 + strspn(p + 2, " ")] == '\0') {
            out->unit = units[i].unit;
            out->amount = (int32_t)(units[i].points > 0 ? amount * units[i].points / 1000 : amount);
            if (strcmp(units[i].name, "sp") == 0)
                out->amount = (int32_t)(amount / 65536);
            return true;
        }
    if (p != NULL && *p == '\0' && amount == 0) {
        *out = (struct math_length){.unit = MATH_PT};
        return true;
    }
    tex_fail(t, t->token.at, "\"%s\" is not a length", text);
    return false;
}

bool tex_read_length(struct tex *t, struct math_length *out)
{
    g_autoptr(GString) text = g_string_new(NULL);

    tex_skip_spaces(t);
    if (tex_peek(t)->kind == TEX_OPEN) {
        char *argument = tex_string(t);
        return argument != NULL && tex_length(t, argument, out);
    }
    for (;;) {
        const struct tex_token *token = tex_peek(t);
        if (token->kind != TEX_CHAR || token->c > 0x7F ||
            strchr("+-.0123456789", (int)token->c) == NULL)
            break;
        g_string_append_c(text, (char)tex_next(t).c);
    }
    for (int i = 0; i < 2 && tex_peek(t)->kind == TEX_CHAR; i++)
        g_string_append_len(text, t->token.s, tex_next(t).len);
    return tex_length(t, text->str, out);
}

/* --- spaces ------------------------------------------------------------------------------- */

struct math *tex_space(struct tex *t, int32_t amount, enum math_unit unit)
{
    struct math *m = tex_node(t, MATH_SPACE, MATH_ORD);

    m->u.space.width = (struct math_length){amount, unit};
    return m;
}

/* arg: thousandths of a mu */
static struct math *mu_space(struct tex *t, const struct tex_command *c)
{
    return tex_space(t, c->arg, MATH_MU);
}

static struct math *em_space(struct tex *t, const struct tex_command *c)
{
    return tex_space(t, c->arg, MATH_EM);
}

static struct math *penalty(struct tex *t, const struct tex_command *c)
{
    struct math *m = tex_space(t, 0, MATH_EM);

    m->u.space.penalty = c->arg;
    return m;
}

static struct math *tmspace(struct tex *t, const struct tex_command *c)
{
    char *sign = tex_string(t), *mu = tex_string(t), *em = tex_string(t);
    struct math_length length;

    (void)c;
    if (sign == NULL || mu == NULL || em == NULL || !tex_length(t, mu, &length))
        return NULL;
    return tex_space(t, *sign == '-' ? -length.amount : length.amount, length.unit);
}

/* A word that may follow: "plus". */
static bool read_word(struct tex *t, const char *word)
{
    size_t i = 0;

    if (!tex_is(tex_peek(t), (gunichar)word[0]))
        return false;
    for (; word[i] != '\0'; i++) {
        struct tex_token token = tex_next(t);
        if (tex_is(&token, (gunichar)word[i]))
            continue;
        tex_back(t, token);
        while (i-- > 0)
            tex_back(t,
                     (struct tex_token){TEX_CHAR, token.at, (gunichar)word[i], 1, word + i, NULL});
        return false;
    }
    return true;
}

/* \kern, \hspace*; arg: glue may stretch */
static struct math *kern(struct tex *t, const struct tex_command *c)
{
    struct math_length length = {0}, ignored;

    if (tex_is(tex_peek(t), '*'))
        tex_next(t);
    if (!tex_read_length(t, &length))
        return NULL;
    while (c->arg != 0 && (read_word(t, "plus") || read_word(t, "minus")))
        if (!tex_read_length(t, &ignored))
            return NULL;
    return tex_space(t, length.amount, length.unit);
}

/* --- fonts -------------------------------------------------------------------------------- */

/* One atom is not a group for being in a font. */
static struct math *unwrap(struct math *row)
{
    struct math *only = row->first;

    return only != NULL && only->next == NULL && only->class == MATH_ORD ? only : row;
}

/* arg: the alphabet, -1 each letter's own; in text the words' look */
static struct math *font(struct tex *t, const struct tex_command *c)
{
    struct tex_state state = t->s;

    t->s.text = false;
    t->s.alphabet = c->arg;
    t->s.bold = false;
    struct math *row = tex_argument(t);
    t->s = state;
    return unwrap(row);
}

static struct math *bold_symbol(struct tex *t, const struct tex_command *c)
{
    bool bold = t->s.bold;

    (void)c;
    t->s.bold = true;
    struct math *row = tex_argument_unsettled(t);
    t->s.bold = bold;
    struct math *only = row->first;
    if (only != NULL && only->next == NULL)
        return only;
    tex_settle(row);
    return row;
}

/* \rm: to the end of the group */
static struct math *old_font(struct tex *t, const struct tex_command *c)
{
    if (!t->s.text)
        t->s.alphabet = c->arg;
    else
        t->s.words = (struct tex_words){.bold = c->arg == ALPHABET_BOLD,
                                        .italic = c->arg == ALPHABET_ITALIC,
                                        .sans = c->arg == ALPHABET_SANS,
                                        .monospace = c->arg == ALPHABET_MONOSPACE};
    return NULL;
}

/* --- styles and sizes --------------------------------------------------------------------- */

enum math_style tex_smaller(enum math_style style)
{
    if (style == MATH_STYLE_NONE)
        return style;
    return style == MATH_DISPLAY || style == MATH_TEXT_STYLE ? MATH_SCRIPT : MATH_SCRIPT_SCRIPT;
}

static struct math *style(struct tex *t, const struct tex_command *c)
{
    t->s.style = (enum math_style)c->arg;
    struct math *m = tex_rest(t, MATH_STYLED);
    m->u.styled.style = (enum math_style)c->arg;
    return m;
}

/* arg: permille of the formula's size */
static struct math *size(struct tex *t, const struct tex_command *c)
{
    int around = t->s.size;

    t->s.size = c->arg;
    struct math *m = tex_rest(t, MATH_STYLED);
    m->u.styled.size = c->arg * 1000 / around;
    return m;
}

/* --- colours ------------------------------------------------------------------------------ */

static int hex_digits(const char *s, uint32_t *out)
{
    int n = 0;

    for (*out = 0; g_ascii_isxdigit(s[n]) && n < 9; n++)
        *out = *out << 4 | (uint32_t)g_ascii_xdigit_value(s[n]);
    return s[n] == '\0' ? n : 0;
}

static uint32_t double_digits(uint32_t rgb)
{
    uint32_t r = rgb >> 8 & 0xF, g = rgb >> 4 & 0xF, b = rgb & 0xF;

    return (r * 17) << 16 | (g * 17) << 8 | b * 17;
}

/* "1,0.5,0" and the like: three numbers as `full` counts them. */
static bool parse_parts(const char *s, int n, int full, uint32_t *out)
{
    *out = 0xFF;
    for (int i = 0; i < 3; i++) {
        gint64 value = 0;
        if (i < n) {
            s = parse_decimal(s, &value);
            if (s == NULL)
                return false;
            s += strspn(s, " ,");
            value = CLAMP(value * 255 / (1000 * full), 0, 255);
        } else {
            value = *out & 0xFF;
        }
        *out = *out << 8 | (uint32_t)value;
    }
    return *s == '\0';
}

static bool parse_colour(const char *model, const char *s, uint32_t *out)
{
    uint32_t rgb;

    if (model != NULL && strcmp(model, "rgb") == 0)
        return parse_parts(s, 3, 1, out);
    if (model != NULL && strcmp(model, "RGB") == 0)
        return parse_parts(s, 3, 255, out);
    if (model != NULL && strcmp(model, "gray") == 0)
        return parse_parts(s, 1, 1, out);
    int n = hex_digits(*s == '#' ? s + 1 : s, &rgb);
    if (n == 6) {
        *out = 0xFF000000 | rgb;
        return true;
    }
    if (*s == '#' && (n == 3 || n == 8 || n == 4)) {
        *out = n == 3   ? 0xFF000000 | double_digits(rgb)
               : n == 4 ? (rgb & 0xF) * 17 << 24 | double_digits(rgb >> 4)
                        : rgb << 24 | rgb >> 8;
        return true;
    }
    return colour_named(s, out);
}

static bool read_colour(struct tex *t, uint32_t *out)
{
    char *model = tex_optional_string(t);
    uint32_t at = tex_peek(t)->at;
    char *name = tex_string(t);

    if (name == NULL)
        return false;
    if (!parse_colour(model, name, out)) {
        tex_fail(t, at, "unknown colour \"%s\"", name);
        return false;
    }
    return true;
}

static struct math *textcolor(struct tex *t, const struct tex_command *c)
{
    uint32_t colour;

    (void)c;
    if (!read_colour(t, &colour))
        return NULL;
    struct math *m = tex_wrap(t, MATH_STYLED, MATH_ORD, tex_argument_unsettled(t));
    m->u.styled.colour = colour;
    return m;
}

/* To the end of the group; but a group right behind it is all that is meant, as GitHub shows it. */
static struct math *color(struct tex *t, const struct tex_command *c)
{
    uint32_t colour;

    (void)c;
    if (!read_colour(t, &colour))
        return NULL;
    bool group = tex_peek(t)->kind == TEX_OPEN;
    struct math *m = group ? tex_wrap(t, MATH_STYLED, MATH_ORD, tex_argument_unsettled(t))
                           : tex_rest(t, MATH_STYLED);
    m->u.styled.colour = colour;
    return m;
}

/* --- boxes and strokes -------------------------------------------------------------------- */

static struct math *enclose(struct tex *t, const struct tex_command *c)
{
    struct math *m = tex_wrap(t, MATH_ENCLOSE, MATH_ORD, tex_argument(t));

    m->u.enclose.bits = c->arg;
    return m;
}

static struct math *boxed(struct tex *t, const struct tex_command *c)
{
    struct math *inner = tex_wrap(t, MATH_STYLED, MATH_ORD, tex_argument_style(t, MATH_DISPLAY));
    struct math *m = tex_wrap(t, MATH_ENCLOSE, MATH_ORD, tex_row(t, inner));

    inner->u.styled.style = MATH_DISPLAY;
    m->u.enclose.bits = c->arg;
    return m;
}

/* \fbox, \colorbox, \fcolorbox: words in a box; arg: its colours */
static struct math *text_box(struct tex *t, const struct tex_command *c)
{
    uint32_t colour = 0, ground = 0;

    if ((c->arg == 2 && !read_colour(t, &colour)) || (c->arg > 0 && !read_colour(t, &ground)))
        return NULL;
    struct math *row = tex_text_argument(t, (struct tex_words){0});
    struct math *m = tex_wrap(t, MATH_ENCLOSE, MATH_ORD, row);
    m->u.enclose.bits = c->arg == 1 ? 0 : ENCLOSE_BOX;
    m->u.enclose.colour = colour;
    m->u.enclose.ground = ground;
    return m;
}

/* \enclose{box,updiagonalstrike}[..]{x}: MathML's menclose */
static struct math *enclose_as(struct tex *t, const struct tex_command *c)
{
    static const struct {
        const char *name;
        int bits;
    } notations[] = {
        {"box", ENCLOSE_BOX},
        {"roundedbox", ENCLOSE_BOX},
        {"circle", ENCLOSE_BOX},
        {"updiagonalstrike", ENCLOSE_UP},
        {"downdiagonalstrike", ENCLOSE_DOWN},
        {"horizontalstrike", ENCLOSE_STRIKE},
        {"actuarial", ENCLOSE_ACTUARIAL},
        {"phasorangle", ENCLOSE_ANGLE},
    };
    uint32_t at = tex_peek(t)->at;
    char *names = tex_string(t);
    int bits = 0;

    (void)c;
    if (names == NULL)
        return NULL;
    g_auto(GStrv) parts = g_strsplit_set(names, " ,", -1);
    for (char **p = parts; *p != NULL; p++) {
        size_t i = 0;
        while (i < G_N_ELEMENTS(notations) && strcmp(notations[i].name, *p) != 0)
            i++;
        if (i < G_N_ELEMENTS(notations))
            bits |= notations[i].bits;
        else if (**p != '\0')
            tex_fail(t, at, "\\enclose does not know \"%s\"", *p);
    }
    tex_optional_string(t);
    struct math *m = tex_wrap(t, MATH_ENCLOSE, MATH_ORD, tex_argument(t));
    m->u.enclose.bits = bits;
    return m;
}

/* \bbox[yellow,5px,border:2px solid red]{x}; its lengths are those of every box */
static struct math *bbox(struct tex *t, const struct tex_command *c)
{
    char *options = tex_optional_string(t);
    struct math *m = tex_wrap(t, MATH_ENCLOSE, MATH_ORD, tex_argument(t));
    g_auto(GStrv) parts = g_strsplit(options != NULL ? options : "", ",", -1);

    (void)c;
    for (char **p = parts; *p != NULL; p++) {
        const char *part = g_strstrip(*p), *colour = strrchr(part, ' ');
        if (g_str_has_prefix(part, "border")) {
            m->u.enclose.bits = ENCLOSE_BOX;
            if (colour != NULL)
                parse_colour(NULL, colour + 1, &m->u.enclose.colour);
        } else {
            parse_colour(NULL, part, &m->u.enclose.ground); /* a padding is no colour */
        }
    }
    return m;
}

static struct math *phantom(struct tex *t, const struct tex_command *c)
{
    struct math *m = tex_wrap(t, MATH_PHANTOM, MATH_ORD, tex_argument(t));

    m->u.phantom.bits = c->arg;
    return m;
}

static struct math *smash(struct tex *t, const struct tex_command *c)
{
    char *part = tex_optional_string(t);
    struct math *m = tex_wrap(t, MATH_PHANTOM, MATH_ORD, tex_argument(t));

    (void)c;
    m->u.phantom.bits =
        part == NULL || strpbrk(part, "tb") == NULL ? PHANTOM_HEIGHT | PHANTOM_DEPTH : 0;
    if (part != NULL && strchr(part, 't') != NULL)
        m->u.phantom.bits |= PHANTOM_HEIGHT;
    if (part != NULL && strchr(part, 'b') != NULL)
        m->u.phantom.bits |= PHANTOM_DEPTH;
    return m;
}

/* arg: where the content hangs; text: it is words */
static struct math *lap(struct tex *t, const struct tex_command *c)
{
    struct math *row = c->text != NULL ? tex_text_argument(t, t->s.words) : tex_argument(t);
    struct math *m = tex_wrap(t, MATH_PHANTOM, MATH_ORD, row);

    m->u.phantom.bits = PHANTOM_WIDTH;
    m->u.phantom.align = (enum math_align)c->arg;
    return m;
}

static struct math *raisebox(struct tex *t, const struct tex_command *c)
{
    struct math_length by;

    (void)c;
    if (!tex_read_length(t, &by))
        return NULL;
    struct math *m = tex_wrap(t, MATH_RAISE, MATH_ORD, tex_text_argument(t, t->s.words));
    m->u.raise.by = by;
    return m;
}

static struct math *vcenter(struct tex *t, const struct tex_command *c)
{
    struct math *m = tex_wrap(t, MATH_RAISE, MATH_ORD, tex_argument(t));

    (void)c;
    m->u.raise.axis = true;
    return m;
}

static struct math *rule(struct tex *t, const struct tex_command *c)
{
    struct math *m = tex_node(t, MATH_RULE, MATH_ORD);
    char *raise = tex_optional_string(t);

    (void)c;
    if ((raise != NULL && !tex_length(t, raise, &m->u.rule.raise)) ||
        !tex_read_length(t, &m->u.rule.width) || !tex_read_length(t, &m->u.rule.height))
        return NULL;
    return m;
}

/* --- links and attributes ----------------------------------------------------------------- */

/* What is linked; without the link, reported, where no reader would follow the address. */
static struct math *link_node(struct tex *t, uint32_t at, const char *address, struct math *shown)
{
    g_autoptr(GString) url = g_string_new(NULL);

    if (!url_append_absolute(url, address)) {
        tex_bad_link(t, at, address);
        return tex_wrap(t, MATH_STYLED, MATH_ORD, shown);
    }
    struct math *m = tex_wrap(t, MATH_LINK, MATH_ORD, shown);
    m->u.link.url = arena_strdup(t->a, url->str);
    return m;
}

static struct math *href(struct tex *t, const struct tex_command *c)
{
    uint32_t at = tex_peek(t)->at;
    char *url = tex_string(t);

    (void)c;
    return url != NULL ? link_node(t, at, url, tex_argument_unsettled(t)) : NULL;
}

static struct math *url(struct tex *t, const struct tex_command *c)
{
    uint32_t at = tex_peek(t)->at;
    char *address = tex_string(t);

    (void)c;
    if (address == NULL)
        return NULL;
    struct math *words = tex_words_node(t, address, strlen(address));
    words->u.words.monospace = true;
    return link_node(t, at, address, tex_row(t, words));
}

/* \htmlClass{..}{x}: x */
static struct math *html(struct tex *t, const struct tex_command *c)
{
    (void)c;
    if (tex_string(t) == NULL)
        return NULL;
    return tex_wrap(t, MATH_STYLED, MATH_ORD, tex_argument_unsettled(t));
}

/* --- the table ---------------------------------------------------------------------------- */

#define FUNCTION(name, read, arg)                                                                  \
    {                                                                                              \
        name, TEX_ATOM, NULL, read, arg, MATH_ORD, 0                                               \
    }

const struct tex_command tex_look_commands[] = {
    FUNCTION(",", mu_space, 3000),
    FUNCTION("thinspace", mu_space, 3000),
    FUNCTION(":", mu_space, 4000),
    FUNCTION(">", mu_space, 4000),
    FUNCTION("medspace", mu_space, 4000),
    FUNCTION(";", mu_space, 5000),
    FUNCTION("thickspace", mu_space, 5000),
    FUNCTION("!", mu_space, -3000),
    FUNCTION("negthinspace", mu_space, -3000),
    FUNCTION("negmedspace", mu_space, -4000),
    FUNCTION("negthickspace", mu_space, -5000),
    FUNCTION("enspace", em_space, 500),
    FUNCTION("enskip", em_space, 500),
    FUNCTION("quad", em_space, 1000),
    FUNCTION("qquad", em_space, 2000),
    FUNCTION(" ", em_space, 250),
    FUNCTION("space", em_space, 250),
    FUNCTION("nobreakspace", em_space, 250),
    FUNCTION("allowbreak", penalty, 1),
    FUNCTION("nobreak", penalty, 10000),
    FUNCTION("tmspace", tmspace, 0),
    FUNCTION("kern", kern, 0),
    FUNCTION("mkern", kern, 0),
    FUNCTION("hskip", kern, 1),
    FUNCTION("mskip", kern, 1),
    FUNCTION("hspace", kern, 0),
    FUNCTION("mspace", kern, 0),
    /* fonts */
    FUNCTION("mathrm", font, ALPHABET_UPRIGHT),
    FUNCTION("mathup", font, ALPHABET_UPRIGHT),
    FUNCTION("mathit", font, ALPHABET_ITALIC),
    FUNCTION("mathnormal", font, -1),
    FUNCTION("mathbf", font, ALPHABET_BOLD),
    FUNCTION("bold", font, ALPHABET_BOLD),
    FUNCTION("mathbfit", font, ALPHABET_BOLD_ITALIC),
    FUNCTION("mathcal", font, ALPHABET_SCRIPT),
    FUNCTION("mathscr", font, ALPHABET_SCRIPT),
    FUNCTION("mathfrak", font, ALPHABET_FRAKTUR),
    FUNCTION("frak", font, ALPHABET_FRAKTUR),
    FUNCTION("mathbb", font, ALPHABET_DOUBLE_STRUCK),
    FUNCTION("Bbb", font, ALPHABET_DOUBLE_STRUCK),
    FUNCTION("mathds", font, ALPHABET_DOUBLE_STRUCK),
    FUNCTION("mathbbm", font, ALPHABET_DOUBLE_STRUCK),
    FUNCTION("mathsf", font, ALPHABET_SANS),
    FUNCTION("mathsfit", font, ALPHABET_SANS_ITALIC),
    FUNCTION("mathtt", font, ALPHABET_MONOSPACE),
    FUNCTION("boldsymbol", bold_symbol, 0),
    FUNCTION("bm", bold_symbol, 0),
    FUNCTION("pmb", bold_symbol, 0),
    FUNCTION("rm", old_font, ALPHABET_UPRIGHT),
    FUNCTION("it", old_font, ALPHABET_ITALIC),
    FUNCTION("bf", old_font, ALPHABET_BOLD),
    FUNCTION("sf", old_font, ALPHABET_SANS),
    FUNCTION("tt", old_font, ALPHABET_MONOSPACE),
    FUNCTION("cal", old_font, ALPHABET_SCRIPT),
    FUNCTION("scr", old_font, ALPHABET_SCRIPT),
    FUNCTION("mit", old_font, ALPHABET_ITALIC),
    /* styles and sizes */
    FUNCTION("displaystyle", style, MATH_DISPLAY),
    FUNCTION("textstyle", style, MATH_TEXT_STYLE),
    FUNCTION("scriptstyle", style, MATH_SCRIPT),
    FUNCTION("scriptscriptstyle", style, MATH_SCRIPT_SCRIPT),
    FUNCTION("tiny", size, 500),
    FUNCTION("sixptsize", size, 600),
    FUNCTION("Tiny", size, 600),
    FUNCTION("scriptsize", size, 700),
    FUNCTION("footnotesize", size, 800),
    FUNCTION("small", size, 900),
    FUNCTION("normalsize", size, 1000),
    FUNCTION("large", size, 1200),
    FUNCTION("Large", size, 1440),
    FUNCTION("LARGE", size, 1728),
    FUNCTION("huge", size, 2074),
    FUNCTION("Huge", size, 2488),
    /* colours, boxes, phantoms */
    FUNCTION("color", color, 0),
    FUNCTION("textcolor", textcolor, 0),
    FUNCTION("boxed", boxed, ENCLOSE_BOX),
    FUNCTION("fbox", text_box, 0),
    FUNCTION("framebox", text_box, 0),
    FUNCTION("colorbox", text_box, 1),
    FUNCTION("fcolorbox", text_box, 2),
    FUNCTION("cancel", enclose, ENCLOSE_UP),
    FUNCTION("bcancel", enclose, ENCLOSE_DOWN),
    FUNCTION("xcancel", enclose, ENCLOSE_UP | ENCLOSE_DOWN),
    FUNCTION("sout", enclose, ENCLOSE_STRIKE),
    FUNCTION("phase", enclose, ENCLOSE_ANGLE),
    FUNCTION("enclose", enclose_as, 0),
    FUNCTION("bbox", bbox, 0),
    FUNCTION("angl", enclose, ENCLOSE_ACTUARIAL),
    FUNCTION("phantom", phantom, PHANTOM_INK),
    FUNCTION("hphantom", phantom, PHANTOM_INK | PHANTOM_HEIGHT | PHANTOM_DEPTH),
    FUNCTION("vphantom", phantom, PHANTOM_INK | PHANTOM_WIDTH),
    FUNCTION("smash", smash, 0),
    FUNCTION("mathllap", lap, MATH_RIGHT),
    FUNCTION("mathrlap", lap, MATH_LEFT),
    FUNCTION("mathclap", lap, MATH_CENTER),
    {"llap", TEX_ATOM, "", lap, MATH_RIGHT, MATH_ORD, 0},
    {"rlap", TEX_ATOM, "", lap, MATH_LEFT, MATH_ORD, 0},
    {"clap", TEX_ATOM, "", lap, MATH_CENTER, MATH_ORD, 0},
    FUNCTION("raisebox", raisebox, 0),
    FUNCTION("vcenter", vcenter, 0),
    FUNCTION("rule", rule, 0),
    /* links and attributes */
    FUNCTION("href", href, 0),
    FUNCTION("url", url, 0),
    FUNCTION("htmlClass", html, 0),
    FUNCTION("htmlId", html, 0),
    FUNCTION("htmlStyle", html, 0),
    FUNCTION("htmlData", html, 0),
    FUNCTION("class", html, 0),
    FUNCTION("cssId", html, 0),
    FUNCTION("style", html, 0),
    {0},
};

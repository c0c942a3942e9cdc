/* Formulas and reactions in the notation of mhchem: a particle is an amount, scripts before its
 * base, the base, scripts behind it; between particles stand arrows, operators and bonds. */
#include "read/tex_chem.h"

#include <stdbool.h>
#include <string.h>

/* What was written last. */
enum last { NOTHING, PARTICLE, OPERATOR };

struct chem {
    GString *out;
    const char *start; /* of the text */
    int depth;
    GString *base, *sub, *sup; /* of the particle that is not yet written */
    GString *before_sub, *before_sup;
    bool sup_first; /* written before sub: an oxidation state */
    bool stacked;   /* sub and sup stand above each other */
    bool blank;     /* before the place */
    bool unclosed;  /* a bracket behind an arrow has no end */
    enum last last;
};

static void convert(struct chem *outer, const char *in, size_t n, GString *out);

/* --- particles ---------------------------------------------------------------------------- */

static void flush(struct chem *c)
{
    bool sub = c->sub->len > 0, sup = c->sup->len > 0;
    bool before = c->before_sub->len > 0 || c->before_sup->len > 0;
    GString *x = c->base;

    if (x->len == 0 && !sub && !sup && !before)
        return;
    c->last = PARTICLE;
    if (before) {
        g_string_prepend_c(x, '{');
        g_string_append_c(x, '}');
        g_autofree char *scripts =
            g_strdup_printf("\\prescript{%s}{%s}", c->before_sup->str, c->before_sub->str);
        g_string_prepend(x, scripts);
    }
    if (x->len == 0)
        g_string_append(x, "{}");
    const char *s = c->sub->str, *p = c->sup->str;
    if (sub && sup && c->stacked)
        g_string_append_printf(c->out, "%s_{%s}^{%s}", x->str, s, p);
    else if (sub && sup && c->sup_first)
        g_string_append_printf(c->out, "{%s^{%s}}_{%s}", x->str, p, s);
    else if (sub && sup)
        g_string_append_printf(c->out, "{%s_{%s}}^{%s}", x->str, s, p);
    else if (sub || sup)
        g_string_append_printf(c->out, "%s%c{%s}", x->str, sub ? '_' : '^', sub ? s : p);
    else
        g_string_append(c->out, x->str);
    GString *parts[] = {c->base, c->sub, c->sup, c->before_sub, c->before_sup};
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
        g_string_truncate(parts[i], 0);
    c->sup_first = c->stacked = false;
}

/* Nothing is before the place that scripts or charges could belong to. */
static bool at_start(const struct chem *c)
{
    return c->blank || c->base->len == 0;
}

/* Something of a formula begins: apart from the one before when a blank was between. */
static void begin(struct chem *c)
{
    flush(c);
    if (c->blank && c->last == PARTICLE)
        g_string_append(c->out, "\\ ");
    c->last = PARTICLE;
}

/* A new base, to which the scripts before it belong. */
static void new_base(struct chem *c, const char *tex)
{
    if (c->base->len > 0 || c->before_sub->len + c->before_sup->len == 0)
        begin(c);
    g_string_assign(c->base, tex);
    c->last = PARTICLE;
}

static void add_operator(struct chem *c, const char *tex)
{
    flush(c);
    g_string_append(c->out, tex);
    c->last = OPERATOR;
}

/* --- scripts ------------------------------------------------------------------------------ */

static bool is_word_start(const char *p)
{
    return g_ascii_isalnum(*p) || (*p != '\0' && strchr("([{\\$", *p) != NULL) ||
           (unsigned char)*p >= 0x80;
}

/* The sign at p is a charge: nothing follows it that it could bind. */
static bool is_charge(const char *p)
{
    return *p == '+' || !is_word_start(p + 1);
}

/* The script without braces at p: a sign and digits, or a letter or a command, then charges. */
static const char *bare_script(const char *p, bool sup)
{
    const char *q = p;

    q += *q == '-' || *q == '+';
    while (g_ascii_isdigit(*q))
        q++;
    if (strspn(p, "IVX") > 0) /* an oxidation state */
        q = p + strspn(p, "IVX");
    else if (q == p && *q == '\\')
        q = tex_chem_skip(q);
    else if (q == p && g_ascii_isalpha(*q))
        q++;
    else if (sup && *q >= 'a' && *q <= 'z' && (q[1] == '+' || q[1] == '-'))
        q++; /* 2n+ */
    while (sup && *q != '\0' && (strchr(".'*+", *q) != NULL || (*q == '-' && is_charge(q))))
        q++;
    return q == p && *p != '\0' ? g_utf8_next_char(p) : q;
}

static const char *read_script(struct chem *c, const char *p)
{
    bool sup = *p++ == '^', grouped = *p == '{' || *p == '$';
    const char *end = grouped ? tex_chem_skip(p) : bare_script(p, sup);
    bool before = at_start(c), braces = *p == '{' && end > p + 1;
    g_autofree char *content =
        braces ? g_strndup(p + 1, (size_t)(end - p) - 2) : g_strndup(p, (size_t)(end - p));

    if (before && c->blank)
        begin(c);
    if (!before && (sup ? c->sup->len > 0 : c->sub->len > 0)) { /* the second one: on nothing */
        flush(c);
        g_string_assign(c->base, "{}");
    }
    GString *to = before ? (sup ? c->before_sup : c->before_sub) : (sup ? c->sup : c->sub);
    if (!before && sup)
        c->sup_first = c->sub->len == 0;
    else if (!before && c->sup_first)
        c->stacked = true; /* an effective charge and its site */
    tex_chem_script(content, sup, to);
    return end;
}

/* Digits behind a base. */
static const char *read_count(struct chem *c, const char *p)
{
    size_t n = strspn(p, "0123456789");

    if (c->sub->len > 0) {
        flush(c);
        g_string_assign(c->base, "{}");
    }
    g_string_append_len(c->sub, p, (gssize)n);
    return p + n;
}

/* --- amounts ------------------------------------------------------------------------------ */

static const char *skip_blanks(const char *p)
{
    return p + strspn(p, " ");
}

/* 1/2, (1/2): behind it, NULL when there is none. */
static const char *read_half(const char *p, GString *out)
{
    bool open = *p == '(';
    const char *above = p + open, *below = above + tex_chem_number(above);

    if (below == above || *below != '/' || tex_chem_number(below + 1) == 0)
        return NULL;
    const char *end = below + 1 + tex_chem_number(below + 1);
    if (open && *end != ')')
        return NULL;
    if (open)
        g_string_append_printf(out, "(%.*s)", (int)(end - above), above);
    else
        g_string_append_printf(out, "\\tfrac{%.*s}{%.*s}", (int)(below - above), above,
                               (int)(end - below - 1), below + 1);
    return end + open;
}

/* A letter that counts, before a blank and something to count: x NH3. */
static bool is_variable(const char *p)
{
    return g_ascii_islower(*p) && p[1] == ' ' && is_word_start(skip_blanks(p)) &&
           is_word_start(skip_blanks(p + 1));
}

/* How many of what follows; behind it, NULL when there is no amount. */
static const char *read_amount(struct chem *c, const char *p)
{
    g_autoptr(GString) amount = g_string_new(NULL);
    const char *end = read_half(p, amount);

    if (end == NULL) {
        end = p + tex_chem_number(p);
        g_string_append_len(amount, p, (gssize)(end - p));
    }
    if (is_variable(end))
        g_string_append_c(amount, *end++);
    else if (end == p && *p == '$' && tex_chem_skip(p) > p + 1 && *tex_chem_skip(p) == ' ' &&
             is_word_start(skip_blanks(tex_chem_skip(p)))) {
        end = tex_chem_skip(p);
        g_string_append_printf(amount, "{%.*s}", (int)(end - p) - 2, p + 1);
    }
    if (end == p)
        return NULL;
    const char *counted = skip_blanks(end);
    bool spaced = is_word_start(counted) || *counted == '^' || *counted == '_';
    bool electrons = *counted == 'e' && (counted[1] == '-' || counted[1] == '^');
    if (end == counted && g_ascii_islower(*counted) && !electrons) /* 1s: a name */
        spaced = false;
    begin(c);
    g_string_append(c->out, amount->str);
    if (spaced)
        g_string_append(c->out, "\\,");
    c->last = OPERATOR;
    return spaced ? counted : end;
}

/* --- arrows ------------------------------------------------------------------------------- */

/* The signs, longest first; the arrow, and the one that takes labels (NULL: it is put over it). */
static const struct {
    const char *sign, *plain, *labelled;
} arrows[] = {
    {"<=>>", "\\ce@forth", NULL},
    {"<<=>", "\\ce@back", NULL},
    {"<-->", "\\xrightleftarrows{\\hspace{.9em}}", "\\xrightleftarrows"},
    {"<=>", "\\xrightleftharpoons{\\hspace{.9em}}", "\\xrightleftharpoons"},
    {"<->", "\\longleftrightarrow", "\\xleftrightarrow"},
    {"->", "\\longrightarrow", "\\xrightarrow"},
    {"<-", "\\longleftarrow", "\\xleftarrow"},
    {"→", "\\longrightarrow", "\\xrightarrow"},
    {"⟶", "\\longrightarrow", "\\xrightarrow"},
    {"←", "\\longleftarrow", "\\xleftarrow"},
    {"↔", "\\longleftrightarrow", "\\xleftrightarrow"},
    {"⇌", "\\xrightleftharpoons{\\hspace{.9em}}", "\\xrightleftharpoons"},
};

/* What stands over or under an arrow, in brackets at *p, in \ce's notation; NULL: nothing does. */
static char *read_label(struct chem *c, const char **p)
{
    const char *start = *p, *end = start + 1;

    if (*start != '[' || c->unclosed)
        return NULL;
    for (int depth = 1; *end != '\0'; end = tex_chem_skip(end)) {
        depth += *end == '[' ? 1 : *end == ']' ? -1 : 0;
        if (depth == 0)
            break;
    }
    c->unclosed = *end == '\0';
    if (c->unclosed)
        return NULL;
    GString *label = g_string_new(NULL);
    convert(c, start + 1, (size_t)(end - start - 1), label);
    *p = end + 1;
    return g_string_free(label, FALSE);
}

/* The reaction's arrow at p; NULL when there is none. */
static const char *read_arrow(struct chem *c, const char *p)
{
    size_t i = 0;

    while (i < G_N_ELEMENTS(arrows) && !g_str_has_prefix(p, arrows[i].sign))
        i++;
    if (i == G_N_ELEMENTS(arrows))
        return NULL;
    p += strlen(arrows[i].sign);
    g_autofree char *over = read_label(c, &p);
    g_autofree char *under = over != NULL ? read_label(c, &p) : NULL;
    add_operator(c, "");
    if (over == NULL)
        g_string_append_printf(c->out, "%s ", arrows[i].plain);
    else if (arrows[i].labelled != NULL && under == NULL)
        g_string_append_printf(c->out, "%s{\\enspace %s\\enspace}", arrows[i].labelled, over);
    else if (arrows[i].labelled != NULL)
        g_string_append_printf(c->out, "%s[{\\enspace %s\\enspace}]{\\enspace %s\\enspace}",
                               arrows[i].labelled, under, over);
    else if (under == NULL)
        g_string_append_printf(c->out, "\\overset{%s}{%s}", over, arrows[i].plain);
    else
        g_string_append_printf(c->out, "\\underset{%s}{\\overset{%s}{%s}}", under, over,
                               arrows[i].plain);
    return p;
}

/* --- bonds and signs ---------------------------------------------------------------------- */

/* `lines`: of a bond that has no sign, from its bottom, 1 a whole one, 2 a dashed one. */
static const struct {
    const char *name, *tex, *lines;
} bonds[] = {
    {"-", "{-}", NULL},
    {"1", "{-}", NULL},
    {"=", "{=}", NULL},
    {"2", "{=}", NULL},
    {"#", "{\\equiv}", NULL},
    {"3", "{\\equiv}", NULL},
    {"~", NULL, "2"},
    {"~-", NULL, "12"},
    {"~=", NULL, "112"},
    {"~--", NULL, "112"},
    {"-~-", NULL, "121"},
    {"...", "{{\\cdot}{\\cdot}{\\cdot}}", NULL},
    {"....", "{{\\cdot}{\\cdot}{\\cdot}{\\cdot}}", NULL},
    {"->", "{\\rightarrow}", NULL},
    {"<-", "{\\leftarrow}", NULL},
    {">", "{>}", NULL},
    {"<", "{<}", NULL},
};

static void add_lines(GString *out, const char *lines)
{
    int n = (int)strlen(lines), height = 230 - (n - 1) * 80; /* thousandths of an em */

    g_string_append(out, "{\\kern.07em");
    for (int i = 0; i < n; i++, height += 160) {
        g_string_append(out, i + 1 < n ? "\\mathrlap{" : "{");
        for (int k = 0; k < (lines[i] == '2' ? 3 : 1); k++)
            g_string_append_printf(out, "%s\\rule[.%03dem]{%s}{.045em}", k > 0 ? "\\kern.11em" : "",
                                   height, lines[i] == '2' ? ".16em" : ".7em");
        g_string_append_c(out, '}');
    }
    g_string_append(out, "\\kern.07em}");
}

static void add_bond(struct chem *c, const char *name, size_t n)
{
    begin(c);
    for (size_t i = 0; i < G_N_ELEMENTS(bonds); i++) {
        if (strlen(bonds[i].name) != n || strncmp(bonds[i].name, name, n) != 0)
            continue;
        if (bonds[i].lines != NULL)
            add_lines(c->out, bonds[i].lines);
        else
            g_string_append(c->out, bonds[i].tex);
    }
}

/* + - = #: a charge, a bond or an operator, by what stands beside it. */
static const char *read_sign(struct chem *c, const char *p)
{
    bool spaced = p[1] == ' ' || p[1] == '\0';

    if (c->last == PARTICLE && !c->blank && (*p == '+' || *p == '-') && is_charge(p)) {
        if (c->base->len == 0)
            g_string_assign(c->base, "{}");
        if (c->sup->len == 0)
            c->sup_first = c->sub->len == 0;
        g_string_append_c(c->sup, *p);
    } else if (*p == '+' || (c->blank && spaced && *p != '#')) {
        add_operator(c, *p == '+' ? "+" : *p == '-' ? "-" : "=");
    } else if (*p == '-' && at_start(c) && g_ascii_isdigit(p[1])) {
        add_operator(c, "-");
    } else {
        add_bond(c, p, 1);
    }
    return p + 1;
}

/* v and ^ between blanks, or alone in parentheses: a precipitate, a gas. */
static const char *read_fate(struct chem *c, const char *p)
{
    bool alone = c->blank && (p[1] == ' ' || p[1] == '\0'), open = p > c->start && p[-1] == '(';

    if ((*p != 'v' && *p != '^') || !(alone || (open && p[1] == ')')))
        return NULL;
    add_operator(c, alone ? "~" : "");
    g_string_append(c->out, *p == 'v' ? "{\\downarrow}" : "{\\uparrow}");
    c->last = PARTICLE;
    return p + 1;
}

/* (aq): the state of what stands before it, which has no scripts. */
static const char *read_state(struct chem *c, const char *p)
{
    size_t n = 0;

    if (*p != '(' || c->last != PARTICLE)
        return NULL;
    while (g_ascii_islower(p[1 + n]))
        n++;
    const char *end = p + 1 + n;
    bool ends = *end == ')' && !g_ascii_isalnum(end[1]) && end[1] != '^' && end[1] != '_';
    if (n == 0 || n > 3 || (!ends && *end != ',') || (n == 1 && p[1] == 'v'))
        return NULL;
    flush(c);
    g_string_append_printf(c->out, "\\mskip2mu(\\mathrm{%.*s}", (int)n, p + 1);
    c->last = PARTICLE;
    return end;
}

/* --- commands ----------------------------------------------------------------------------- */

/* How many of the first arguments of a command are in \ce's notation, and where they begin. */
static const struct {
    const char *name;
    int skip, count;
} nested[] = {
    {"frac", 0, 2},       {"overset", 0, 2},   {"underset", 0, 2},  {"stackrel", 0, 2},
    {"underbrace", 0, 1}, {"overbrace", 0, 1}, {"underline", 0, 1}, {"overline", 0, 1},
    {"cancel", 0, 1},     {"boxed", 0, 1},     {"color", 1, 1},     {"textcolor", 1, 1},
};

/* A command whose arguments are formulas again. */
static void add_nested(struct chem *c, const char *p, const char *end, size_t name, size_t row)
{
    g_autoptr(GString) tex = g_string_new_len(p, (gssize)name);

    for (int i = 0; p + name < end; i++) {
        const char *group = p + name, *next = tex_chem_skip(group);
        size_t n = (size_t)(next - group);
        if (*group == '{' && i >= nested[row].skip && i < nested[row].skip + nested[row].count) {
            g_string_append_c(tex, '{');
            convert(c, group + 1, n - 2, tex);
            g_string_append_c(tex, '}');
        } else {
            g_string_append_len(tex, group, (gssize)n);
        }
        p = next - name;
    }
    new_base(c, tex->str);
}

static const char greek[] =
    " alpha beta gamma delta epsilon varepsilon zeta eta theta kappa lambda mu "
    "nu xi pi rho sigma tau phi varphi chi psi omega Gamma Delta Theta Lambda "
    "Xi Pi Sigma Phi Psi Omega ";
/* Signs between particles. */
static const char operators[] = " pm mp approx times cdot to rightarrow leftarrow Rightarrow "
                                "rightleftharpoons leftrightarrow equiv sim lt gt le ge leq geq "
                                "qquad quad longrightarrow ";

static bool is_one_of(const char *name, const char *names)
{
    g_autofree char *word = g_strdup_printf(" %s ", name);

    return strstr(names, word) != NULL;
}

/* \left, \right, with the delimiter behind it. */
static const char *read_delimiter(struct chem *c, const char *p, const char *end, bool right)
{
    if (*end != '\0')
        end = tex_chem_skip(end);
    flush(c);
    if (right)
        g_string_append_len(c->base, p, (gssize)(end - p));
    else
        g_string_append_len(c->out, p, (gssize)(end - p));
    c->last = right ? PARTICLE : OPERATOR;
    return end;
}

/* \xrightarrow, \xlongequal and their like. */
static bool is_arrow(const char *name)
{
    static const char *const parts[] = {"left", "right", "long", "Left", "Right", "hook", "maps"};

    for (size_t i = 0; i < G_N_ELEMENTS(parts) && *name == 'x'; i++)
        if (g_str_has_prefix(name + 1, parts[i]))
            return true;
    return false;
}

/* A command without a meaning of its own in \ce. */
static void add_command(struct chem *c, const char *p, const char *end, const char *name)
{
    bool word = g_ascii_isalpha(*name);
    g_autofree char *all = g_strndup(p, (size_t)(end - p));
    g_autofree char *tex = g_strconcat(all, g_ascii_isalpha(end[-1]) ? " " : "", NULL);

    if (*name == '{') {
        begin(c);
        g_string_append(c->out, tex);
        c->last = OPERATOR;
    } else if (*name != '}' && (!word || is_one_of(name, operators) || is_arrow(name))) {
        add_operator(c, tex);
    } else {
        new_base(c, tex);
    }
}

static const char *read_command(struct chem *c, const char *p)
{
    const char *end = tex_chem_skip(p);
    size_t length = 1;

    while (g_ascii_isalpha(p[length]) || p[length] == '@')
        length++;
    g_autofree char *name = g_strndup(p + 1, MAX(length, 2) - 1);
    if (strcmp(name, "bond") == 0 && p[length] == '{') {
        add_bond(c, p + length + 1, (size_t)(end - p) - length - 2);
        return end;
    }
    if (strcmp(name, "left") == 0 || strcmp(name, "right") == 0)
        return read_delimiter(c, p, end, *name == 'r');
    for (size_t i = 0; i < G_N_ELEMENTS(nested); i++)
        if (strcmp(nested[i].name, name) == 0) {
            add_nested(c, p, end, length, i);
            return end;
        }
    if (strcmp(name, "ca") == 0) {
        new_base(c, "{\\sim}");
    } else if (is_one_of(name, greek)) {
        g_autofree char *upright = g_strdup_printf("\\mathrm{\\%s}", name);
        new_base(c, upright);
        end = p + length + (p[length] == ' '); /* what follows is not its argument */
    } else {
        add_command(c, p, end, name);
    }
    return end;
}

/* --- the text ----------------------------------------------------------------------------- */

/* An element or another word. */
static const char *read_letters(struct chem *c, const char *p)
{
    g_autoptr(GString) word = g_string_new("\\mathrm{");

    g_string_append_c(word, *p++);
    while (g_ascii_islower(*p))
        g_string_append_c(word, *p++);
    g_string_append_c(word, '}');
    new_base(c, word->str);
    return p;
}

static const char *read_group(struct chem *c, const char *p)
{
    const char *end = tex_chem_skip(p);
    size_t n = (size_t)(end - p);
    g_autofree char *tex = *p == '$' ? g_strdup_printf("{%.*s}", (int)MAX(n, 2) - 2, p + 1)
                                     : g_strdup_printf("\\text%.*s", (int)n, p);

    if (n == 1) /* not closed */
        add_operator(c, *p == '$' ? "\\$" : "");
    else if (n > 2)
        new_base(c, tex);
    else
        flush(c); /* {} parts */
    return end;
}

/* Points: of an addition compound, unless they are something else. */
static const char *read_point(struct chem *c, const char *p)
{
    bool joins = *p == '*' || *p != '.' || (!at_start(c) && is_word_start(p + 1));
    const char *next = g_utf8_next_char(p);

    if (joins)
        add_operator(c, "\\cdot ");
    else
        new_base(c, ".");
    return joins ? skip_blanks(next) : next;
}

static const char *read_other(struct chem *c, const char *p)
{
    const char *next = g_utf8_next_char(p);
    g_autofree char *text = g_strndup(p, (size_t)(next - p));

    if (*p == '(' || *p == '[') {
        begin(c);
        g_string_append(c->out, text);
        c->last = OPERATOR;
    } else if (*p == ')' || *p == ']') {
        flush(c);
        g_string_append(c->base, text);
        c->last = PARTICLE;
    } else if (*p == ',' || *p == ';') {
        add_operator(c, text);
        g_string_append(c->out, *next == ' ' ? "\\," : "");
    } else if (*p == '~') {
        add_operator(c, "\\ ");
    } else if (strchr("&/<>", *p) != NULL) {
        add_operator(c, text);
    } else if (*p == '\'') {
        g_string_append(c->sup, "{\\prime}");
        c->stacked = true;
        c->last = PARTICLE;
    } else {
        new_base(c, text);
    }
    return next;
}

/* One step of the text. */
static const char *step(struct chem *c, const char *p)
{
    const char *next = NULL;

    if ((next = read_fate(c, p)) != NULL || (next = read_arrow(c, p)) != NULL)
        return next;
    if ((c->last != PARTICLE || c->blank) && c->before_sub->len + c->before_sup->len == 0 &&
        (next = read_amount(c, p)) != NULL)
        return next;
    if ((*p == '^' || *p == '_') && p[1] != '\0' && p[1] != ' ')
        return read_script(c, p);
    if (g_ascii_isdigit(*p) && !at_start(c))
        return read_count(c, p);
    if (g_ascii_isalpha(*p))
        return read_letters(c, p);
    if (strchr("+-=#", *p) != NULL)
        return read_sign(c, p);
    if (*p == '\\')
        return read_command(c, p);
    if (*p == '{' || *p == '$')
        return read_group(c, p);
    if (*p == '*' || *p == '.' || g_str_has_prefix(p, "·") || g_str_has_prefix(p, "•"))
        return read_point(c, p);
    if ((next = read_state(c, p)) != NULL)
        return next;
    return read_other(c, p);
}

static void convert(struct chem *outer, const char *in, size_t n, GString *out)
{
    g_autofree char *text = g_strndup(in, n);
    struct chem c = {.out = out, .start = text, .depth = outer != NULL ? outer->depth + 1 : 0};

    if (c.depth > TEX_CHEM_DEPTH) {
        g_string_append(out, text);
        return;
    }
    GString **parts[] = {&c.base, &c.sub, &c.sup, &c.before_sub, &c.before_sup};
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
        *parts[i] = g_string_new(NULL);
    for (const char *p = text; *p != '\0';) {
        if (*p == ' ') {
            c.blank = true;
            p++;
            continue;
        }
        p = step(&c, p);
        c.blank = false;
    }
    flush(&c);
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
        g_string_free(*parts[i], TRUE);
}

void tex_chem(const char *in, GString *out)
{
    convert(NULL, in, strlen(in), out);
}

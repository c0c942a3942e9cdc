#include "doc/math.h"

#include <string.h>

const char *math_kind_name(enum math_kind kind)
{
    static const char *const names[] = {
#define MATH_KIND(name, text) [MATH_##name] = text,
#include "doc/math_kinds.h"
#undef MATH_KIND
        [MATH_KIND_COUNT] = "?"};

    return names[kind];
}

const char *math_class_name(enum math_class class)
{
    static const char *const names[] = {
        [MATH_ORD] = "ord",     [MATH_OP] = "op",      [MATH_BIN] = "bin",
        [MATH_REL] = "rel",     [MATH_OPEN] = "open",  [MATH_CLOSE] = "close",
        [MATH_PUNCT] = "punct", [MATH_INNER] = "inner"};

    return names[class];
}

/* --- parts --------------------------------------------------------------------------------- */

static void add_part(GPtrArray *out, struct math *m)
{
    if (m != NULL)
        g_ptr_array_add(out, m);
}

void math_parts(const struct math *m, GPtrArray *out)
{
    for (struct math *child = m->first; child != NULL; child = child->next)
        g_ptr_array_add(out, child);
    if (m->kind == MATH_SCRIPTS) {
        add_part(out, m->u.scripts.sub);
        add_part(out, m->u.scripts.sup);
        add_part(out, m->u.scripts.before_sub);
        add_part(out, m->u.scripts.before_sup);
    } else if (m->kind == MATH_FRACTION) {
        add_part(out, m->u.fraction.above);
        add_part(out, m->u.fraction.below);
    } else if (m->kind == MATH_RADICAL) {
        add_part(out, m->u.radical.degree);
    } else if (m->kind == MATH_STACK) {
        add_part(out, m->u.stack.over);
        add_part(out, m->u.stack.under);
    } else if (m->kind == MATH_TABLE) {
        for (size_t y = 0; y < m->u.table.n_rows; y++) {
            const struct math_row *row = &m->u.table.rows[y];
            add_part(out, row->words);
            for (size_t x = 0; x < row->n_cells; x++)
                add_part(out, row->cells[x]);
        }
    }
}

/* --- alphabets ---------------------------------------------------------------------------- */

/* Where an alphabet begins: capital A (small a 26 behind), capital Alpha, digit zero; 0: none. */
struct letters {
    gunichar latin, greek, digits;
};

static const struct letters alphabets[] = {
    [ALPHABET_UPRIGHT] = {0, 0, 0},
    [ALPHABET_ITALIC] = {0x1D434, 0x1D6E2, 0},
    [ALPHABET_BOLD] = {0x1D400, 0x1D6A8, 0x1D7CE},
    [ALPHABET_BOLD_ITALIC] = {0x1D468, 0x1D71C, 0x1D7CE},
    [ALPHABET_SCRIPT] = {0x1D49C, 0, 0},
    [ALPHABET_BOLD_SCRIPT] = {0x1D4D0, 0, 0x1D7CE},
    [ALPHABET_FRAKTUR] = {0x1D504, 0, 0},
    [ALPHABET_BOLD_FRAKTUR] = {0x1D56C, 0, 0x1D7CE},
    [ALPHABET_DOUBLE_STRUCK] = {0x1D538, 0, 0x1D7D8},
    [ALPHABET_SANS] = {0x1D5A0, 0, 0x1D7E2},
    [ALPHABET_SANS_BOLD] = {0x1D5D4, 0x1D756, 0x1D7EC},
    [ALPHABET_SANS_ITALIC] = {0x1D608, 0, 0x1D7E2},
    [ALPHABET_SANS_BOLD_ITALIC] = {0x1D63C, 0x1D790, 0x1D7EC},
    [ALPHABET_MONOSPACE] = {0x1D670, 0, 0x1D7F6},
};

/* The letters that Unicode had before it had the alphabets. */
static const struct {
    enum math_alphabet alphabet;
    gunichar base, c;
} holes[] = {
    {ALPHABET_ITALIC, 'h', 0x210E},        {ALPHABET_ITALIC, 0x131, 0x1D6A4},
    {ALPHABET_ITALIC, 0x237, 0x1D6A5},     {ALPHABET_BOLD, 0x3DC, 0x1D7CA},
    {ALPHABET_BOLD, 0x3DD, 0x1D7CB},       {ALPHABET_SCRIPT, 'B', 0x212C},
    {ALPHABET_SCRIPT, 'E', 0x2130},        {ALPHABET_SCRIPT, 'F', 0x2131},
    {ALPHABET_SCRIPT, 'H', 0x210B},        {ALPHABET_SCRIPT, 'I', 0x2110},
    {ALPHABET_SCRIPT, 'L', 0x2112},        {ALPHABET_SCRIPT, 'M', 0x2133},
    {ALPHABET_SCRIPT, 'R', 0x211B},        {ALPHABET_SCRIPT, 'e', 0x212F},
    {ALPHABET_SCRIPT, 'g', 0x210A},        {ALPHABET_SCRIPT, 'o', 0x2134},
    {ALPHABET_FRAKTUR, 'C', 0x212D},       {ALPHABET_FRAKTUR, 'H', 0x210C},
    {ALPHABET_FRAKTUR, 'I', 0x2111},       {ALPHABET_FRAKTUR, 'R', 0x211C},
    {ALPHABET_FRAKTUR, 'Z', 0x2128},       {ALPHABET_DOUBLE_STRUCK, 'C', 0x2102},
    {ALPHABET_DOUBLE_STRUCK, 'H', 0x210D}, {ALPHABET_DOUBLE_STRUCK, 'N', 0x2115},
    {ALPHABET_DOUBLE_STRUCK, 'P', 0x2119}, {ALPHABET_DOUBLE_STRUCK, 'Q', 0x211A},
    {ALPHABET_DOUBLE_STRUCK, 'R', 0x211D}, {ALPHABET_DOUBLE_STRUCK, 'Z', 0x2124},
};

/* What a Greek alphabet holds beside the 17 + 1 + 7 capitals and 25 small letters. */
static const gunichar greek_signs[] = {0x2202, 0x3F5, 0x3D1, 0x3F0, 0x3D5, 0x3F1, 0x3D6};
enum { GREEK_NABLA = 25, GREEK_SMALL = 26, GREEK_SIGNS = 51, GREEK_COUNT = 58 };

/* The place of a character in a Greek alphabet, -1 when it is not there. */
static int greek_index(gunichar c)
{
    if (c >= 0x391 && c <= 0x3A9 && c != 0x3A2)
        return (int)(c - 0x391);
    if (c >= 0x3B1 && c <= 0x3C9)
        return (int)(c - 0x3B1) + GREEK_SMALL;
    if (c == 0x3F4)
        return 17;
    if (c == 0x2207)
        return GREEK_NABLA;
    for (size_t i = 0; i < G_N_ELEMENTS(greek_signs); i++)
        if (c == greek_signs[i])
            return GREEK_SIGNS + (int)i;
    return -1;
}

static gunichar greek_char(int index)
{
    if (index >= GREEK_SIGNS)
        return greek_signs[index - GREEK_SIGNS];
    if (index >= GREEK_SMALL)
        return 0x3B1 + (gunichar)(index - GREEK_SMALL);
    if (index == GREEK_NABLA)
        return 0x2207;
    return index == 17 ? 0x3F4 : 0x391 + (gunichar)index;
}

gunichar math_letter(enum math_alphabet alphabet, gunichar base)
{
    const struct letters *l = &alphabets[alphabet];
    int greek;

    if (alphabet == ALPHABET_UPRIGHT)
        return base;
    for (size_t i = 0; i < G_N_ELEMENTS(holes); i++)
        if (holes[i].base == base && holes[i].alphabet == alphabet)
            return holes[i].c;
    if (base >= 'A' && base <= 'Z')
        return l->latin + base - 'A';
    if (base >= 'a' && base <= 'z')
        return l->latin + 26 + base - 'a';
    if (base >= '0' && base <= '9')
        return l->digits != 0 ? l->digits + base - '0' : base;
    if (l->greek != 0 && base > 0x7F && (greek = greek_index(base)) >= 0)
        return l->greek + (gunichar)greek;
    return base;
}

bool math_letter_base(gunichar c, gunichar *base, enum math_alphabet *alphabet)
{
    if (c < 0x1D400 || c > 0x1D7FF)
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(holes); i++)
        if (holes[i].c == c) {
            *base = holes[i].base;
            *alphabet = holes[i].alphabet;
            return true;
        }
    for (size_t i = 0; i < G_N_ELEMENTS(alphabets); i++) {
        const struct letters *l = &alphabets[i];
        *alphabet = (enum math_alphabet)i;
        if (l->latin != 0 && c >= l->latin && c < l->latin + 52) {
            gunichar n = c - l->latin;
            *base = n < 26 ? 'A' + n : 'a' + n - 26;
            return true;
        }
        if (l->greek != 0 && c >= l->greek && c < l->greek + GREEK_COUNT) {
            *base = greek_char((int)(c - l->greek));
            return true;
        }
    }
    for (size_t i = 0; i < G_N_ELEMENTS(alphabets); i++)
        if (alphabets[i].digits != 0 && c >= alphabets[i].digits && c < alphabets[i].digits + 10) {
            *base = '0' + c - alphabets[i].digits;
            *alphabet = (enum math_alphabet)i;
            return true;
        }
    return false;
}

gunichar math_copied_letter(const struct math *symbol)
{
    gunichar base =
        symbol->text != NULL && *symbol->text != '\0' ? g_utf8_get_char(symbol->text) : ' ';
    enum math_alphabet alphabet = symbol->u.symbol.alphabet;
    bool kept = alphabet == ALPHABET_DOUBLE_STRUCK || alphabet == ALPHABET_SCRIPT ||
                alphabet == ALPHABET_FRAKTUR;

    return kept ? math_letter(alphabet, base) : base;
}

/* --- dump --------------------------------------------------------------------------------- */

static const char *alphabet_name(enum math_alphabet alphabet)
{
    static const char *const names[] = {
        [ALPHABET_UPRIGHT] = "upright",
        [ALPHABET_ITALIC] = "italic",
        [ALPHABET_BOLD] = "bold",
        [ALPHABET_BOLD_ITALIC] = "bold-italic",
        [ALPHABET_SCRIPT] = "script",
        [ALPHABET_BOLD_SCRIPT] = "bold-script",
        [ALPHABET_FRAKTUR] = "fraktur",
        [ALPHABET_BOLD_FRAKTUR] = "bold-fraktur",
        [ALPHABET_DOUBLE_STRUCK] = "double-struck",
        [ALPHABET_SANS] = "sans",
        [ALPHABET_SANS_BOLD] = "sans-bold",
        [ALPHABET_SANS_ITALIC] = "sans-italic",
        [ALPHABET_SANS_BOLD_ITALIC] = "sans-bold-italic",
        [ALPHABET_MONOSPACE] = "monospace",
    };

    return names[alphabet];
}

static const char *style_name(enum math_style style)
{
    static const char *const names[] = {[MATH_STYLE_NONE] = "none",
                                        [MATH_DISPLAY] = "display",
                                        [MATH_TEXT_STYLE] = "text",
                                        [MATH_SCRIPT] = "script",
                                        [MATH_SCRIPT_SCRIPT] = "scriptscript"};

    return names[style];
}

static const char *limits_name(enum math_limits limits)
{
    static const char *const names[] = {
        [LIMITS_DISPLAY] = "display", [LIMITS_ALWAYS] = "always", [LIMITS_NEVER] = "never"};

    return names[limits];
}

static const char *table_name(enum math_table_kind kind)
{
    static const char *const names[] = {
        [TABLE_ARRAY] = "array",     [TABLE_SMALL] = "small",       [TABLE_CASES] = "cases",
        [TABLE_ALIGNED] = "aligned", [TABLE_GATHERED] = "gathered", [TABLE_MULTLINE] = "multline"};

    return names[kind];
}

static void dump_quoted(GString *out, const char *name, const char *s)
{
    if (s == NULL)
        return;
    g_string_append_printf(out, " %s\"", name);
    for (; *s != '\0'; s++)
        g_string_append_printf(out, *s == '"' || *s == '\\' ? "\\%c" : "%c", *s);
    g_string_append_c(out, '"');
}

static void dump_length(GString *out, const char *name, struct math_length l)
{
    static const char *const units[] = {
        [MATH_MU] = "mu", [MATH_EM] = "em", [MATH_EX] = "ex", [MATH_PT] = "pt"};
    int n = l.amount < 0 ? -l.amount : l.amount;

    g_string_append_printf(out, " %s=%s%d", name, l.amount < 0 ? "-" : "", n / 1000);
    if (n % 1000 != 0)
        g_string_append_printf(out, ".%03d", n % 1000);
    g_string_append(out, units[l.unit]);
}

static void dump_flag(GString *out, bool set, const char *name)
{
    if (set)
        g_string_append_printf(out, " %s", name);
}

static void dump_list(const struct math *m, int depth, GString *out)
{
    for (; m != NULL; m = m->next)
        math_dump(m, depth, out);
}

/* A row that has a part in its parent: the part's name, then its list. */
static void dump_part(const char *name, const struct math *row, int depth, GString *out)
{
    if (row == NULL)
        return;
    g_string_append_printf(out, "%*s%s:\n", 2 * depth, "", name);
    dump_list(row->first, depth + 1, out);
}

static void dump_rules(GString *out, const char *name, const struct math_rules *r)
{
    if (r->n == 0 && r->n_parts == 0)
        return;
    g_string_append_printf(out, " %s=%d%s", name, r->n, r->dashed ? " dashed" : "");
    for (size_t i = 0; i < r->n_parts; i++)
        g_string_append_printf(out, " %zu-%zu", r->parts[i].from + 1, r->parts[i].to + 1);
}

static void dump_cell(const struct math_row *row, size_t i, int depth, GString *out)
{
    g_autoptr(GString) name = g_string_new("cell");

    if (math_cell_columns(row, i) == 0)
        return;
    if (row->spans != NULL && row->spans[i].columns > 1)
        g_string_append_printf(name, " columns=%zu", row->spans[i].columns);
    if (row->spans != NULL && row->spans[i].aligned)
        g_string_append_printf(name, " %c", "clr"[row->spans[i].align]);
    dump_part(name->str, row->cells[i], depth, out);
}

static void dump_row(const struct math_row *row, int depth, GString *out)
{
    g_string_append_printf(out, "%*srow", 2 * depth, "");
    dump_rules(out, "rules", &row->above);
    if (row->gap.amount != 0)
        dump_length(out, "gap", row->gap);
    dump_flag(out, row->numbered, "numbered");
    dump_flag(out, row->tag_bare, "bare");
    for (const struct math_label *l = row->labels; l != NULL; l = l->next)
        dump_quoted(out, "label=", l->name);
    dump_quoted(out, "number=", row->number);
    g_string_append_c(out, '\n');
    dump_part("tag", row->tag, depth + 1, out);
    for (size_t i = 0; i < row->n_cells; i++)
        dump_cell(row, i, depth + 1, out);
    dump_part("words", row->words, depth + 1, out);
}

static void dump_table(const struct math *m, GString *out)
{
    g_string_append_printf(out, " %s style=%s columns=\"", table_name(m->u.table.kind),
                           style_name(m->u.table.style));
    for (size_t i = 0; i < m->u.table.n_columns; i++) {
        const struct math_column *c = &m->u.table.columns[i];
        for (int j = 0; j < c->rules; j++)
            g_string_append_c(out, c->dashed ? ':' : '|');
        if (c->gap.amount >= 0)
            g_string_append_printf(out, "@%d", c->gap.amount);
        g_string_append_c(out, "clr"[c->align]);
    }
    for (int j = 0; j < m->u.table.rules_after; j++)
        g_string_append_c(out, m->u.table.dashed_after ? ':' : '|');
    g_string_append_c(out, '"');
    dump_rules(out, "below", &m->u.table.below);
    if (m->u.table.stretch != 1000)
        g_string_append_printf(out, " stretch=%d", m->u.table.stretch);
    dump_flag(out, m->u.table.display, "display");
    dump_flag(out, m->u.table.arrows, "arrows");
    dump_flag(out, m->u.table.flush, "flush");
    if (m->u.table.at != MATH_CENTER)
        g_string_append(out, m->u.table.at == MATH_LEFT ? " top" : " bottom");
}

/* What a node says on its own line. */
static void dump_fields(const struct math *m, GString *out)
{
    switch (m->kind) {
    case MATH_SYMBOL:
    case MATH_NUMBER:
        if (m->u.symbol.alphabet != ALPHABET_UPRIGHT)
            g_string_append_printf(out, " %s", alphabet_name(m->u.symbol.alphabet));
        dump_flag(out, m->u.symbol.large, "large");
        dump_flag(out, m->u.symbol.stretchy, "stretchy");
        dump_flag(out, m->u.symbol.negated, "negated");
        if (m->class == MATH_OP)
            g_string_append_printf(out, " limits=%s", limits_name(m->u.symbol.limits));
        break;
    case MATH_NAME:
        if (m->class == MATH_OP)
            g_string_append_printf(out, " limits=%s", limits_name(m->u.name.limits));
        break;
    case MATH_TEXT:
        dump_flag(out, m->u.words.bold, "bold");
        dump_flag(out, m->u.words.italic, "italic");
        dump_flag(out, m->u.words.sans, "sans");
        dump_flag(out, m->u.words.monospace, "monospace");
        dump_flag(out, m->u.words.small_caps, "small-caps");
        break;
    case MATH_SPACE:
        dump_length(out, "width", m->u.space.width);
        if (m->u.space.penalty != 0)
            g_string_append_printf(out, " penalty=%d", m->u.space.penalty);
        break;
    case MATH_SCRIPTS:
        dump_flag(out, m->u.scripts.limits, "limits");
        dump_flag(out, m->u.scripts.beside, "beside");
        dump_flag(out, m->u.scripts.level, "level");
        break;
    case MATH_FRACTION:
        dump_flag(out, !m->u.fraction.ruled, "no-rule");
        dump_flag(out, m->u.fraction.continued, "continued");
        if (m->u.fraction.thickness.amount > 0)
            dump_length(out, "thickness", m->u.fraction.thickness);
        if (m->u.fraction.style != MATH_STYLE_NONE)
            g_string_append_printf(out, " style=%s", style_name(m->u.fraction.style));
        break;
    case MATH_FENCE:
        dump_quoted(out, "", m->u.fence.open);
        dump_quoted(out, "", m->u.fence.close);
        break;
    case MATH_DELIMITER:
        g_string_append_printf(out, " size=%d", m->u.delimiter.size);
        break;
    case MATH_ACCENT:
        dump_flag(out, m->u.accent.under, "under");
        dump_flag(out, m->u.accent.stretchy, "stretchy");
        dump_flag(out, m->u.accent.rule, "rule");
        break;
    case MATH_TABLE:
        dump_table(m, out);
        break;
    case MATH_ENCLOSE:
        g_string_append_printf(out, " bits=%d", m->u.enclose.bits);
        if (m->u.enclose.colour != 0)
            g_string_append_printf(out, " colour=#%08x", m->u.enclose.colour);
        if (m->u.enclose.ground != 0)
            g_string_append_printf(out, " ground=#%08x", m->u.enclose.ground);
        break;
    case MATH_PHANTOM:
        g_string_append_printf(out, " bits=%d", m->u.phantom.bits);
        if (m->u.phantom.align != MATH_CENTER)
            g_string_append(out, m->u.phantom.align == MATH_LEFT ? " left" : " right");
        break;
    case MATH_STYLED:
        if (m->u.styled.style != MATH_STYLE_NONE)
            g_string_append_printf(out, " style=%s", style_name(m->u.styled.style));
        if (m->u.styled.colour != 0)
            g_string_append_printf(out, " colour=#%08x", m->u.styled.colour);
        if (m->u.styled.size != 0)
            g_string_append_printf(out, " size=%d", m->u.styled.size);
        break;
    case MATH_RULE:
        dump_length(out, "width", m->u.rule.width);
        dump_length(out, "height", m->u.rule.height);
        dump_length(out, "raise", m->u.rule.raise);
        break;
    case MATH_RAISE:
        dump_length(out, "by", m->u.raise.by);
        dump_flag(out, m->u.raise.axis, "axis");
        break;
    case MATH_LINK:
        dump_quoted(out, "url=", m->u.link.url);
        break;
    case MATH_REFERENCE:
        dump_quoted(out, "label=", m->u.reference.label);
        dump_quoted(out, "number=", m->u.reference.number);
        dump_flag(out, m->u.reference.parentheses, "parentheses");
        break;
    case MATH_ROW:
    case MATH_RADICAL:
    case MATH_STACK:
    case MATH_KIND_COUNT:
        break;
    }
}

/* The parts that are not the node's child. */
static void dump_parts(const struct math *m, int depth, GString *out)
{
    if (m->kind == MATH_SCRIPTS) {
        dump_part("before-sub", m->u.scripts.before_sub, depth, out);
        dump_part("before-sup", m->u.scripts.before_sup, depth, out);
        dump_part("sub", m->u.scripts.sub, depth, out);
        dump_part("sup", m->u.scripts.sup, depth, out);
    } else if (m->kind == MATH_FRACTION) {
        dump_part("above", m->u.fraction.above, depth, out);
        dump_part("below", m->u.fraction.below, depth, out);
    } else if (m->kind == MATH_RADICAL) {
        dump_part("degree", m->u.radical.degree, depth, out);
    } else if (m->kind == MATH_STACK) {
        dump_part("over", m->u.stack.over, depth, out);
        dump_part("under", m->u.stack.under, depth, out);
    } else if (m->kind == MATH_TABLE) {
        for (size_t i = 0; i < m->u.table.n_rows; i++)
            dump_row(&m->u.table.rows[i], depth, out);
    }
}

void math_dump(const struct math *m, int depth, GString *out)
{
    g_string_append_printf(out, "%*s%s", 2 * depth, "", math_kind_name(m->kind));
    dump_quoted(out, "", m->text);
    if (m->class != MATH_ORD)
        g_string_append_printf(out, " %s", math_class_name(m->class));
    dump_fields(m, out);
    g_string_append_c(out, '\n');
    /* the one ROW of a node goes without saying */
    dump_list(m->kind == MATH_ROW || m->first == NULL ? m->first : m->first->first, depth + 1, out);
    dump_parts(m, depth + 1, out);
}

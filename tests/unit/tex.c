/* The formula reader: classes, scripts, structures, macros, bounds, reports; and how fast it is. */
#include "read/tex.h"

#include <string.h>

struct sample {
    struct diags *diags;
    struct arena *arena;
    struct tex *tex;
};

static struct sample start(void)
{
    struct sample s = {diags_new(), arena_new(), NULL};

    s.tex = tex_new(s.diags);
    return s;
}

static void stop(struct sample *s)
{
    tex_free(s->tex);
    arena_free(s->arena);
    diags_free(s->diags);
}

static const struct formula *read_formula(struct sample *s, const char *source)
{
    return tex_read(s->tex, s->arena, source, true, (struct loc){"t.md", 1, 1});
}

/* The root's list, the only node of which is returned. */
static const struct math *read_one(struct sample *s, const char *source)
{
    const struct formula *f = read_formula(s, source);

    g_assert_nonnull(f);
    g_assert_nonnull(f->root->first);
    g_assert_null(f->root->first->next);
    return f->root->first;
}

/* The classes of the root's list, a letter each: Ord oP Bin Rel oPen Close pUnct Inner. */
static void check_classes(const char *source, const char *classes)
{
    struct sample s = start();
    g_autoptr(GString) got = g_string_new(NULL);
    const struct formula *f = read_formula(&s, source);

    g_assert_nonnull(f);
    for (const struct math *m = f->root->first; m != NULL; m = m->next) {
        if (m->kind == MATH_STYLED)
            g_string_append_c(got, 's');
        else
            g_string_append_c(got, m->kind == MATH_SPACE ? '_' : "OPBR(),I"[m->class]);
    }
    g_assert_cmpstr(got->str, ==, classes);
    stop(&s);
}

static void check_fails(const char *source, enum diag_code code)
{
    struct sample s = start();

    g_assert_null(read_formula(&s, source));
    g_assert_cmpuint(diags_count_code(s.diags, code), ==, 1);
    g_assert_cmpuint(diags_reported(s.diags, DIAG_WARNING), ==, 1);
    stop(&s);
}

static void test_classes(void)
{
    check_classes("a+b", "OBO");
    check_classes("-a", "OO");
    check_classes("a=-b", "OROO");
    check_classes("a+-b", "OBOO");
    check_classes("a+", "OO");
    check_classes("(+)", "(O)");
    check_classes("a+=b", "OORO");
    check_classes("a,-b", "O,OO");
    check_classes("\\sin-x", "POO");
    check_classes("\\left(a\\right)-x", "IBO");
    check_classes("a\\,+\\,b", "O_B_O");
    check_classes("a\\textcolor{red}{+}b", "OsO");
    check_classes("\\mathbin{x}a\\mathrel{y}", "OOR");
    check_classes("a\\overset{*}{+}b\\stackrel{?}{=}c", "OBORO");
    check_classes("{a+b}c", "OO");
    check_classes("\\frac12\\sqrt2\\hat x", "OOO");
    check_classes("a\\bmod b", "O_B_O");
    check_classes("\\sum\\int\\lim\\bigcup", "PPPP");
    check_classes("αβ≤→∑中", "OORRPO");
    check_classes("‖x‖ + y·z − µ⋯", "OOOBOBOBOI");
    check_classes("a\u3000\u2009b\u200B", "OO");
    check_classes("a \\mid b\\|c\\vert", "OROOOO");
}

/* A binary operator in a colour is judged by what stands around the colour. */
static void test_transparent(void)
{
    struct sample s = start();
    const struct formula *f = read_formula(&s, "a\\textcolor{red}{+}b \\textcolor{red}{-c}");
    const struct math *plus = f->root->first->next->first->first;

    g_assert_cmpint(plus->class, ==, MATH_BIN);
    f = read_formula(&s, "=\\textcolor{red}{-c}");
    g_assert_cmpint(f->root->first->next->first->first->class, ==, MATH_ORD);
    stop(&s);
}

static void test_scripts(void)
{
    struct sample s = start();
    const struct math *m = read_one(&s, "x_1^{2+n}");

    g_assert_cmpint(m->kind, ==, MATH_SCRIPTS);
    g_assert_cmpstr(m->first->first->text, ==, "x");
    g_assert_cmpstr(m->u.scripts.sub->first->text, ==, "1");
    g_assert_cmpstr(m->u.scripts.sup->first->next->text, ==, "+");
    m = read_one(&s, "f'''^2");
    g_assert_cmpstr(m->u.scripts.sup->first->text, ==, "‴");
    g_assert_cmpstr(m->u.scripts.sup->first->next->text, ==, "2");
    m = read_one(&s, "x₁₂²");
    g_assert_cmpstr(m->u.scripts.sub->first->next->text, ==, "2");
    g_assert_cmpstr(m->u.scripts.sup->first->text, ==, "2");
    m = read_one(&s, "\\int\\limits_0");
    g_assert_true(m->u.scripts.limits);
    m = read_one(&s, "\\sum\\nolimits^2");
    g_assert_true(m->u.scripts.beside);
    m = read_one(&s, "\\underbrace{x}_{n}");
    g_assert_true(m->u.scripts.limits);
    m = read_one(&s, "^2");
    g_assert_null(m->first->first);
    m = read_one(&s, "\\sideset{_a^b}{_c^d}\\sum");
    g_assert_cmpstr(m->u.scripts.before_sup->first->text, ==, "b");
    m = read_one(&s, "x^\\frac12");
    g_assert_cmpint(m->u.scripts.sup->first->kind, ==, MATH_FRACTION);
    stop(&s);
}

static void test_structures(void)
{
    struct sample s = start();
    const struct math *m = read_one(&s, "\\binom nk");

    g_assert_cmpstr(m->u.fence.open, ==, "(");
    g_assert_false(m->first->first->u.fraction.ruled);
    m = read_one(&s, "a \\above 1.5pt b");
    g_assert_cmpint(m->u.fraction.thickness.amount, ==, 1500);
    m = read_one(&s, "\\left\\{ x \\middle| y \\right.");
    g_assert_cmpstr(m->u.fence.close, ==, "");
    m = read_one(&s, "\\operatorname*{arg\\,max}");
    g_assert_cmpstr(m->text, ==, "arg\u2009max");
    g_assert_cmpint(m->u.name.limits, ==, LIMITS_DISPLAY);
    m = read_one(&s, "\\not\\leq");
    g_assert_cmpstr(m->text, ==, "≰");
    m = read_one(&s, "\\not x");
    g_assert_true(m->u.symbol.negated);
    m = read_one(&s, "\\color{#0f08}{x}");
    g_assert_cmphex(m->u.styled.colour, ==, 0x8800ff00);
    m = read_one(&s, "\\textcolor[RGB]{255,0,16}{x}");
    g_assert_cmphex(m->u.styled.colour, ==, 0xffff0010);
    m = read_one(&s, "\\kern-1.25em");
    g_assert_cmpint(m->u.space.width.amount, ==, -1250);
    m = read_one(&s, "\\hskip 2mu plus 1mu minus 1em");
    g_assert_cmpint(m->u.space.width.unit, ==, MATH_MU);
    stop(&s);
}

static void test_tables(void)
{
    struct sample s = start();
    const struct math *m =
        read_one(&s, "\\begin{array}{*{2}{r|}@{\\quad}l}a&b&c\\\\\\hline d\\end{array}");

    g_assert_cmpuint(m->u.table.n_columns, ==, 3);
    g_assert_cmpint(m->u.table.columns[1].rules, ==, 1);
    g_assert_cmpint(m->u.table.columns[2].gap.amount, ==, 1000);
    g_assert_cmpuint(m->u.table.n_rows, ==, 2);
    g_assert_cmpint(m->u.table.rows[1].above.n, ==, 1);
    m = read_one(&s, "\\begin{align} a&=b\\\\ c&=d\\tag{x}\\\\[1ex] e&=f\\notag\\\\ \\end{align}");
    g_assert_cmpuint(m->u.table.n_rows, ==, 3);
    g_assert_true(m->u.table.display && m->u.table.rows[0].numbered);
    g_assert_nonnull(m->u.table.rows[1].tag);
    g_assert_false(m->u.table.rows[1].numbered || m->u.table.rows[2].numbered);
    g_assert_cmpint(m->u.table.rows[1].gap.unit, ==, MATH_EX);
    m = read_one(&s, "\\def\\arraystretch{1.5}\\begin{matrix}a\\end{matrix}");
    g_assert_cmpint(m->u.table.stretch, ==, 1500);
    m = read_one(&s, "\\begin{matrix}a\\end{matrix}");
    g_assert_cmpint(m->u.table.stretch, ==, 1000);
    m = read_one(&s, "E=mc^2 \\tag{7}");
    g_assert_cmpint(m->u.table.kind, ==, TABLE_GATHERED);
    m = read_one(&s, "\\begin{matrix}a\\\\ [b]\\end{matrix}"); /* a bracket, not a length */
    g_assert_cmpuint(m->u.table.n_rows, ==, 2);
    stop(&s);
}

/* What TeX counts as one atom is one node. */
static void test_groups(void)
{
    struct sample s = start();

    g_assert_cmpint(read_one(&s, "{x}")->kind, ==, MATH_SYMBOL);
    g_assert_cmpint(read_one(&s, "{+}")->class, ==, MATH_ORD);
    g_assert_cmpint(read_one(&s, "\\mathbf{\\hat x}")->kind, ==, MATH_ACCENT);
    g_assert_cmpint(read_one(&s, "{ab}")->kind, ==, MATH_ROW);
    g_assert_cmpint(read_one(&s, "\\mathop+")->first->class, ==, MATH_ORD);
    g_assert_cmpint(read_one(&s, "\\boldsymbol{=}")->class, ==, MATH_REL);
    g_assert_null(tex_read(s.tex, s.arena, "x\\tag{1}", false, (struct loc){"t.md", 1, 1}));
    stop(&s);
}

static void test_text(void)
{
    struct sample s = start();
    const struct math *m = read_one(&s, "\\text{若 ``x'' --- na\\\"ive\\ \\& caf\\'{e}_1}");

    g_assert_cmpstr(m->text, ==, "若 “x” — naïve & café_1");
    m = read_one(&s, "\\text{a $x$ \\textbf{b}}");
    g_assert_cmpint(m->first->next->kind, ==, MATH_STYLED);
    g_assert_true(m->first->next->next->next->u.words.bold);
    m = read_one(&s, "\\verb|\\x{|");
    g_assert_cmpstr(m->text, ==, "\\x{");
    m = read_one(&s, "中文，和");
    g_assert_cmpstr(m->text, ==, "中文，和");
    stop(&s);
}

static void test_macros(void)
{
    struct sample s = start();
    struct loc loc = {"book.toml", 3, 1};

    g_assert_true(tex_macro(s.tex, "\\E", "\\mathbb{E}_{#1}\\left[#2\\right]", loc));
    const struct formula *f = read_formula(&s, "\\E{x}{y}");
    g_assert_cmpint(f->root->first->kind, ==, MATH_SCRIPTS);
    g_assert_cmpint(f->root->first->next->kind, ==, MATH_FENCE);
    g_assert_false(tex_macro(s.tex, "E", "x", loc));
    /* definitions hold for the formulas that follow */
    g_assert_nonnull(
        read_formula(&s, "\\newcommand{\\p}[2][a]{#1^{#2}} \\let\\q\\frac \\gdef\\r#1.{(#1)}"));
    const struct math *m = read_one(&s, "\\p{2}");
    g_assert_cmpstr(m->first->first->text, ==, "a");
    m = read_one(&s, "\\p[b]{2}");
    g_assert_cmpstr(m->first->first->text, ==, "b");
    g_assert_cmpint(read_one(&s, "\\q12")->kind, ==, MATH_FRACTION);
    f = read_formula(&s, "\\r ab.c");
    g_assert_cmpstr(f->root->first->next->next->next->text, ==, ")");
    /* a new meaning may use the old one */
    m = read_one(&s, "\\renewcommand{\\frac}[2]{\\q{#2}{#1}}\\frac12");
    g_assert_cmpstr(m->u.fraction.above->first->text, ==, "2");
    g_assert_nonnull(read_formula(&s, "\\newenvironment{m}[1][(]{\\left#1\\begin{matrix}}"
                                      "{\\end{matrix}\\right)}"));
    m = read_one(&s, "\\begin{m}[\\lbrack]a&b\\\\c\\end{m}");
    g_assert_cmpstr(m->u.fence.open, ==, "[");
    g_assert_cmpuint(m->first->first->u.table.n_rows, ==, 2);
    m = read_one(&s, "\\begin{m}\\begin{m}a\\end{m}&b\\end{ m}");
    g_assert_cmpint(m->kind, ==, MATH_FENCE);
    m = read_one(&s, "\\textcolor{#123456}{x}");
    g_assert_cmphex(m->u.styled.colour, ==, 0xff123456);
    g_assert_nonnull(read_formula(&s, "\\Set{x | x<1} \\set{a|b} \\braket{a|b} \\Braket{a|b|c}"));
    stop(&s);
}

static void test_letters(void)
{
    gunichar base;
    enum math_alphabet alphabet;

    g_assert_cmphex(math_letter(ALPHABET_ITALIC, 'h'), ==, 0x210E);
    g_assert_cmphex(math_letter(ALPHABET_SCRIPT, 'B'), ==, 0x212C);
    g_assert_cmphex(math_letter(ALPHABET_BOLD, 0x3B1), ==, 0x1D6C2);
    g_assert_cmphex(math_letter(ALPHABET_DOUBLE_STRUCK, '1'), ==, 0x1D7D9);
    g_assert_cmphex(math_letter(ALPHABET_BOLD_ITALIC, '7'), ==, 0x1D7D5);
    g_assert_cmphex(math_letter(ALPHABET_FRAKTUR, '+'), ==, '+');
    for (int a = ALPHABET_ITALIC; a <= ALPHABET_MONOSPACE; a++)
        for (gunichar c = 'A'; c < 0x3FF; c++) {
            gunichar shown = math_letter((enum math_alphabet)a, c);
            if (shown < 0x1D400 || g_unichar_isdigit(c))
                continue;
            g_assert_true(math_letter_base(shown, &base, &alphabet));
            g_assert_cmphex(base, ==, c);
            g_assert_cmpint(alphabet, ==, a);
        }
    g_assert_false(math_letter_base('x', &base, &alphabet));
}

/* As plain text, for contents and running heads. */
static void test_plain(void)
{
    static const char *const rows[][2] = {
        {"O(n^2)", "O(n²)"},
        {"\\alpha_i + \\frac{a+b}{2} \\le \\sqrt[3]{x}", "αᵢ + (a+b)/2 ≤ ∛x"},
        {"\\mathbb{R}^{n\\times m}", "ℝ^(n×m)"},
        {"x_1^{10}, y_{ij}", "x₁¹⁰, yᵢⱼ"},
        {"\\log x+\\lim_{x\\to 0}f'(x)", "log x + lim_(x→0) f′(x)"},
        {"\\hat{x}\\ne\\overline{AB}", "x̂ ≠ AB"},
        {"\\binom{n}{k}\\sqrt{a^2+b}", "(n k)√(a²+b)"},
        {"\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}\\ce{SO4^2-}", "(1, 2; 3, 4)SO₄²⁻"},
        {"10\\,\\text{km}\\phantom{x}\\color{red}{y}\\mathcal{L}", "10 kmyℒ"},
        {"\\left\\lVert x\\right\\rVert\\not\\subset{}^{14}C", "‖x‖ ⊄ ¹⁴C"},
    };
    struct sample s = start();

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GString) out = g_string_new(NULL);
        math_text(read_formula(&s, rows[i][0])->root, out);
        g_assert_cmpstr(out->str, ==, rows[i][1]);
    }
    stop(&s);
}

static void test_errors(void)
{
    static const char *const malformed[] = {"{",
                                            "}",
                                            "x^",
                                            "\\frac{a}",
                                            "\\sqrt",
                                            "x^a^b",
                                            "x_a_b",
                                            "\\left(",
                                            "\\right)",
                                            "\\middle|",
                                            "\\begin{matrix}",
                                            "\\end{matrix}",
                                            "\\begin{matrix}a\\end{pmatrix}",
                                            "&",
                                            "a$b",
                                            "#1",
                                            "\\",
                                            "\\hspace{x}",
                                            "\\kern",
                                            "\\textcolor{nocolour}{x}",
                                            "\\begin{array}{q}\\end{array}",
                                            "a\\over b\\over c",
                                            "\\text{a",
                                            "\\text{$x}",
                                            "\\verb|x",
                                            "\\sqrt[3",
                                            "\\def",
                                            "\\def\\x#2{}",
                                            "\\newcommand{x}{y}",
                                            "\\let",
                                            "\\char",
                                            "\\unicode{0}",
                                            "\\tag{1}\\tag{2}",
                                            "\\hline",
                                            "\\cfrac",
                                            "\\left x\\right)",
                                            "\\genfrac",
                                            "\\begin",
                                            "\\begin{array}",
                                            "\\Braket",
                                            "\\not",
                                            "\\mathchoice{a}",
                                            "\\begin{matrix}{a&b}\\end{matrix}",
                                            "\\rule{1em}",
                                            "\\newcommand{\\x}[12]{}",
                                            "\\bigl",
                                            "\\text",
                                            "\\multicolumn{2}{c}{x}",
                                            "\\begin{matrix}a\\multicolumn{2}{c}{x}\\end{matrix}",
                                            "\\begin{array}{c}\\multicolumn{0}{c}{x}\\end{array}",
                                            "\\begin{matrix}\\cline{2-1}x\\end{matrix}",
                                            "\\begin{align}a\\intertext{x}\\end{align}"};

    for (size_t i = 0; i < G_N_ELEMENTS(malformed); i++) {
        g_test_message("%s", malformed[i]);
        check_fails(malformed[i], DIAG_MATH_SYNTAX);
    }
    check_fails("\\nosuch", DIAG_MATH_COMMAND);
    check_fails("\\text{\\nosuch}", DIAG_MATH_COMMAND);
    check_fails("\\left\\nosuch x\\right)", DIAG_MATH_COMMAND);
    check_fails("\\begin{nosuch}\\end{nosuch}", DIAG_MATH_COMMAND);
    check_fails("\\includegraphics{x}", DIAG_MATH_COMMAND);
}

static char *repeat(const char *before, const char *after, int n)
{
    GString *s = g_string_new(NULL);

    for (int i = 0; i < n; i++)
        g_string_append(s, before);
    g_string_append_c(s, 'x');
    for (int i = 0; i < n; i++)
        g_string_append(s, after);
    return g_string_free(s, FALSE);
}

/* What would recurse or grow without end is an error, and soon. */
static void test_bounds(void)
{
    static const char *const nests[][2] = {{"{", "}"},
                                           {"x^{", "}"},
                                           {"\\sqrt{", "}"},
                                           {"\\text{", "}"},
                                           {"\\left(", "\\right)"},
                                           {"\\frac{a}{", "}"},
                                           {"\\begin{matrix}", "\\end{matrix}"},
                                           {"\\hat", ""},
                                           {"x^", ""},
                                           {"\\displaystyle ", ""},
                                           {"\\color{red}{", "}"},
                                           {"\\text{$", "$}"},
                                           {"\\sqrt[", "]2"}};

    for (size_t i = 0; i < G_N_ELEMENTS(nests); i++) {
        g_autofree char *deep = repeat(nests[i][0], nests[i][1], 20000);
        struct sample s = start();
        g_test_message("%s", nests[i][0]);
        g_assert_null(read_formula(&s, deep));
        stop(&s);
    }
    check_fails("\\def\\a{\\a}\\a", DIAG_MATH_SYNTAX);
    check_fails("\\def\\a{x\\a y}\\a", DIAG_MATH_SYNTAX);
    check_fails("\\def\\a#1{\\a{#1#1}}\\a{x}", DIAG_MATH_SYNTAX);
    check_fails(
        "\\def\\a{\\b\\b\\b\\b}\\def\\b{\\c\\c\\c\\c}\\def\\c{\\d\\d\\d\\d}\\def\\d{\\e\\e\\e\\e}"
        "\\def\\e{\\f\\f\\f\\f}\\def\\f{\\g\\g\\g\\g}\\def\\g{\\h\\h\\h\\h}\\def\\h{xxxx}\\a",
        DIAG_MATH_SYNTAX);
    /* long is not deep, and costs no more than its length */
    static const char *const runs[] = {"x+\\frac ab", "²",          "'",
                                       "1.a",         "\\verb|a| ", "\\\\",
                                       "é",           "中",         "\\mathchoice{a}{b}{c}{d}",
                                       "x_1^2",       "{}",         "\\text{a}",
                                       "% c\n"};
    for (size_t i = 0; i < G_N_ELEMENTS(runs); i++) {
        struct sample s = start();
        g_autofree char *wide = repeat(runs[i], "", 45000);
        g_test_message("%s", runs[i]);
        g_assert_nonnull(read_formula(&s, wide));
        stop(&s);
    }
}

static void test_places(void)
{
    struct sample s = start();
    g_autoptr(GString) out = g_string_new(NULL);

    tex_read(s.tex, s.arena, "αβ \\nosuch", false, (struct loc){"t.md", 7, 5});
    tex_read(s.tex, s.arena, "a\n b \\other", false, (struct loc){"t.md", 9, 1});
    tex_read(s.tex, s.arena, "a\n b \\third", false, (struct loc){"t.md", 19, 6});
    tex_macro(s.tex, "\\m", "a \\fourth", (struct loc){"book.toml", 1, 1});
    tex_read(s.tex, s.arena, "xy\\m", false, (struct loc){"t.md", 29, 1});
    g_assert_false(tex_macro(s.tex, "\\n", "{", (struct loc){"book.toml", 2, 1}));
    diags_print(s.diags, DIAG_TEXT, false, false, out);
    g_assert_nonnull(strstr(out->str, "t.md:7:8: "));
    g_assert_nonnull(strstr(out->str, "t.md:10:4: "));
    g_assert_nonnull(strstr(out->str, "t.md:20: "));
    g_assert_nonnull(strstr(out->str, "t.md:29:3: "));
    g_assert_nonnull(strstr(out->str, "book.toml:2:1: "));
    stop(&s);
}

/* Typical formulas of a paper, again and again. */
static void test_speed(void)
{
    static const char *const typical[] = {
        "x",
        "\\theta",
        "\\pi_\\theta(a_t \\mid s_t)",
        "O(n^2)",
        "\\mathbf{h}_i",
        "d_{\\text{model}}",
        "\\mathcal{L}(\\theta) = -\\sum_{t=1}^T \\log p_\\theta(x_t \\mid x_{<t})",
        "\\frac{QK^\\top}{\\sqrt{d_k}}",
        "\\epsilon \\sim \\mathcal{N}(0, I)",
        "\\alpha + \\beta \\le 1"};
    struct sample s = start();
    const int rounds = g_test_perf() ? 50000 : 2000;
    gint64 begin = g_get_monotonic_time();

    for (int i = 0; i < rounds; i++) {
        struct arena *a = arena_new();
        for (size_t j = 0; j < G_N_ELEMENTS(typical); j++)
            g_assert_nonnull(tex_read(s.tex, a, typical[j], false, (struct loc){0}));
        arena_free(a);
    }
    double seconds = (double)(g_get_monotonic_time() - begin) / 1e6;
    g_test_message("%.0f formulas a second", rounds * (double)G_N_ELEMENTS(typical) / seconds);
    stop(&s);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tex/classes", test_classes);
    g_test_add_func("/tex/transparent", test_transparent);
    g_test_add_func("/tex/scripts", test_scripts);
    g_test_add_func("/tex/structures", test_structures);
    g_test_add_func("/tex/tables", test_tables);
    g_test_add_func("/tex/groups", test_groups);
    g_test_add_func("/tex/text", test_text);
    g_test_add_func("/tex/macros", test_macros);
    g_test_add_func("/tex/letters", test_letters);
    g_test_add_func("/tex/plain", test_plain);
    g_test_add_func("/tex/errors", test_errors);
    g_test_add_func("/tex/bounds", test_bounds);
    g_test_add_func("/tex/places", test_places);
    g_test_add_func("/tex/speed", test_speed);
    return g_test_run();
}

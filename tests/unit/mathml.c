/* MathML of trees built by hand: spaces by class, forms, scripts and limits, what grows. */
#include "epub/mathml.h"

#include <string.h>

static struct arena *arena;

static struct math *node(enum math_kind kind, enum math_class class, const char *text)
{
    struct math *m = arena_one(arena, struct math);

    m->kind = kind;
    m->class = class;
    m->text = text;
    return m;
}

static struct math *sign(enum math_class class, const char *text)
{
    struct math *m = node(MATH_SYMBOL, class, text);

    m->u.symbol.alphabet = g_unichar_isalpha(g_utf8_get_char(text)) ? ALPHABET_ITALIC
                                                                     : ALPHABET_UPRIGHT;
    return m;
}

static struct math *letter(const char *text)
{
    return sign(MATH_ORD, text);
}

/* A ROW of so many nodes. */
static struct math *row(int n, ...)
{
    struct math *r = node(MATH_ROW, MATH_ORD, NULL), **end = &r->first;
    va_list nodes;

    va_start(nodes, n);
    for (int i = 0; i < n; i++) {
        *end = va_arg(nodes, struct math *);
        end = &(*end)->next;
    }
    va_end(nodes);
    return r;
}

static struct math *around(enum math_kind kind, enum math_class class, struct math *content)
{
    struct math *m = node(kind, class, "");

    m->first = content;
    return m;
}

static struct math *scripts(struct math *base, struct math *sub, struct math *sup)
{
    struct math *m = around(MATH_SCRIPTS, base->class, row(1, base));

    m->u.scripts.sub = sub;
    m->u.scripts.sup = sup;
    return m;
}

/* What stands between <semantics> and <annotation>. */
static void expect(struct math *root, bool display, const char *want)
{
    struct formula f = {root, display};
    GString *out = g_string_new(NULL);

    mathml_write(out, &f, "x", false);
    const char *from = strstr(out->str, "<semantics>");
    g_assert_nonnull(from);
    from += strlen("<semantics>");
    const char *to = strstr(from, "<annotation");
    g_assert_nonnull(to);
    g_autofree char *got = g_strndup(from, (gsize)(to - from));
    g_assert_cmpstr(got, ==, want);
    g_string_free(out, TRUE);
}

static void test_element(void)
{
    struct formula f = {row(1, letter("x")), true};
    GString *out = g_string_new(NULL);

    mathml_write(out, &f, " a <\n  b ", false);
    g_assert_cmpstr(out->str, ==,
                    "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\""
                    " alttext=\"a &lt; b\"><semantics><mi>x</mi>"
                    "<annotation encoding=\"application/x-tex\"> a &lt;\n  b </annotation>"
                    "</semantics></math>");
    g_string_free(out, TRUE);
}

static void test_spaces(void)
{
    /* a + b = c: as every reader spaces it */
    expect(row(5, letter("a"), sign(MATH_BIN, "+"), letter("b"), sign(MATH_REL, "="), letter("c")),
           false, "<mrow><mi>a</mi><mo>+</mo><mi>b</mi><mo>=</mo><mi>c</mi></mrow>");
    /* a = -b: the sign is one */
    expect(row(4, letter("a"), sign(MATH_REL, "="), sign(MATH_ORD, "\u2212"), letter("b")), false,
           "<mrow><mi>a</mi><mo>=</mo><mo form=\"prefix\">\u2212</mo><mi>b</mi></mrow>");
    /* a relation that begins, and the same character as a binary operator */
    expect(row(2, sign(MATH_REL, "="), letter("b")), false,
           "<mrow><mo lspace=\"0\" rspace=\"0.2778em\">=</mo><mi>b</mi></mrow>");
    expect(row(3, letter("a"), sign(MATH_BIN, "="), letter("b")), false,
           "<mrow><mi>a</mi><mo lspace=\"0.2222em\" rspace=\"0.2222em\">=</mo><mi>b</mi></mrow>");
    /* a : b is a relation, a | b an ordinary line */
    expect(row(3, letter("a"), sign(MATH_REL, ":"), letter("b")), false,
           "<mrow><mi>a</mi><mo lspace=\"0.2778em\" rspace=\"0.2778em\">:</mo><mi>b</mi></mrow>");
    expect(row(3, letter("a"), sign(MATH_ORD, "|"), letter("b")), false,
           "<mrow><mi>a</mi><mo lspace=\"0\" rspace=\"0\" stretchy=\"false\">|</mo><mi>b</mi>"
           "</mrow>");
    /* sin x: the space is an element of its own; sin (x): there is none */
    expect(row(2, node(MATH_NAME, MATH_OP, "sin"), letter("x")), false,
           "<mrow><mi>sin</mi><mspace width=\"0.1667em\"/><mi>x</mi></mrow>");
    expect(row(4, node(MATH_NAME, MATH_OP, "sin"), sign(MATH_OPEN, "("), letter("x"),
               sign(MATH_CLOSE, ")")),
           false,
           "<mrow><mi>sin</mi><mo stretchy=\"false\">(</mo><mi>x</mi>"
           "<mo stretchy=\"false\">)</mo></mrow>");
}

static void test_scripts(void)
{
    /* no space about a relation in scripts; the sum's limits beside it in text style */
    struct math *sub = row(3, letter("i"), sign(MATH_REL, "="), node(MATH_NUMBER, MATH_ORD, "1"));
    struct math *sum = sign(MATH_OP, "\u2211");
    static const char below[] = "<mrow><mi>i</mi><mo lspace=\"0\" rspace=\"0\">=</mo><mn>1</mn>"
                                "</mrow>";

    sum->u.symbol.large = true;
    g_autofree char *text = g_strconcat("<mrow><msub><mo lspace=\"0\" rspace=\"0.1667em\">\u2211"
                                        "</mo>", below, "</msub><mi>x</mi></mrow>", NULL);
    g_autofree char *display = g_strconcat("<mrow><munder><mo lspace=\"0\" rspace=\"0.1667em\">"
                                           "\u2211</mo>", below, "</munder><mi>x</mi></mrow>",
                                           NULL);
    expect(row(2, scripts(sum, sub, NULL), letter("x")), false, text);
    sum->next = NULL;
    expect(row(2, scripts(sum, sub, NULL), letter("x")), true, display);
    /* f'' is one prime of two strokes */
    expect(row(1, scripts(letter("f"), NULL,
                          row(2, sign(MATH_ORD, "\u2032"), sign(MATH_ORD, "\u2032")))),
           false, "<msup><mi>f</mi><mo>\u2033</mo></msup>");
    /* {}_a: something has to be the base */
    expect(row(1, scripts(row(0), row(1, letter("a")), NULL)), false,
           "<msub><mrow/><mi>a</mi></msub>");
}

static void test_letters(void)
{
    struct math *bold = letter("x"), *upright = letter("d"), *omega = letter("\u03A9");
    struct math *slashed = sign(MATH_REL, "="), *other = sign(MATH_REL, "\u2264");

    bold->u.symbol.alphabet = ALPHABET_BOLD;
    upright->u.symbol.alphabet = omega->u.symbol.alphabet = ALPHABET_UPRIGHT;
    expect(row(3, bold, upright, omega), false,
           "<mrow><mi>\U0001D431</mi><mi mathvariant=\"normal\">d</mi>"
           "<mi mathvariant=\"normal\">\u03A9</mi></mrow>");
    slashed->u.symbol.negated = other->u.symbol.negated = true;
    expect(row(3, letter("a"), slashed, letter("b")), false,
           "<mrow><mi>a</mi><mo>\u2260</mo><mi>b</mi></mrow>");
    expect(row(3, letter("a"), other, letter("b")), false,
           "<mrow><mi>a</mi><mo>\u2270</mo><mi>b</mi></mrow>");
    /* Chinese is words */
    expect(row(3, sign(MATH_ORD, "\u635F"), sign(MATH_ORD, "\u5931"), letter("x")), false,
           "<mrow><mtext>\u635F\u5931</mtext><mi>x</mi></mrow>");
}

static void test_transparent(void)
{
    /* a \color{red}{=} b: spaced as if it stood there itself */
    struct math *red = around(MATH_STYLED, MATH_ORD, row(1, sign(MATH_REL, "=")));

    red->u.styled.colour = 0xFFFF0000;
    expect(row(3, letter("a"), red, letter("b")), false,
           "<mrow><mi>a</mi><mstyle mathcolor=\"#eb0000\"><mo>=</mo></mstyle><mi>b</mi></mrow>");
}

static void test_fences(void)
{
    struct math *fence = around(MATH_FENCE, MATH_INNER, row(1, letter("x")));
    struct math *high = around(MATH_FENCE, MATH_INNER,
                               row(1, around(MATH_RADICAL, MATH_ORD, row(1, letter("x")))));
    struct math *big = node(MATH_DELIMITER, MATH_ORD, "|");

    fence->u.fence.open = "(";
    fence->u.fence.close = "";
    expect(row(2, letter("f"), fence), false,
           "<mrow><mi>f</mi><mrow><mo lspace=\"0.1667em\" rspace=\"0\""
           " stretchy=\"false\">(</mo><mi>x</mi></mrow></mrow>");
    high->u.fence.open = "(";
    high->u.fence.close = ")";
    expect(row(1, high), false,
           "<mrow><mo stretchy=\"true\" symmetric=\"true\">(</mo><msqrt><mi>x</mi></msqrt>"
           "<mo stretchy=\"true\" symmetric=\"true\">)</mo></mrow>");
    big->u.delimiter.size = 2;
    expect(row(1, scripts(big, row(1, letter("a")), NULL)), false,
           "<msub><mrow><mo lspace=\"0\" rspace=\"0\" stretchy=\"true\" symmetric=\"true\""
           " minsize=\"1.8em\" maxsize=\"1.8em\">|</mo></mrow><mi>a</mi></msub>");
}

static void test_lengths(void)
{
    struct math *space = node(MATH_SPACE, MATH_ORD, NULL);

    space->u.space.width = (struct math_length){-3000, MATH_MU};
    expect(row(3, letter("a"), space, letter("b")), false,
           "<mrow><mi>a</mi><mspace style=\"margin-left: -0.1667em\"/><mi>b</mi></mrow>");
    space->u.space.width = (struct math_length){12500, MATH_PT};
    space->next = NULL;
    expect(row(1, space), false, "<mspace width=\"1.25em\"/>");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    arena = arena_new();
    g_test_add_func("/mathml/element", test_element);
    g_test_add_func("/mathml/spaces", test_spaces);
    g_test_add_func("/mathml/scripts", test_scripts);
    g_test_add_func("/mathml/letters", test_letters);
    g_test_add_func("/mathml/transparent", test_transparent);
    g_test_add_func("/mathml/fences", test_fences);
    g_test_add_func("/mathml/lengths", test_lengths);
    int status = g_test_run();
    arena_free(arena);
    return status;
}

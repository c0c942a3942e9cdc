/* Quantities in the notation of mhchem's \pu: a number, then units with their exponents. */
#include "read/tex_chem.h"

#include <stdbool.h>
#include <string.h>

/* The digits before the point in threes, when there are five or more; then the rest. */
static void add_digits(const char *p, size_t n, GString *out)
{
    size_t whole = strspn(p, "0123456789");

    whole = MIN(whole, n);
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && whole > 4 && (whole - i) % 3 == 0)
            g_string_append(out, "\\,");
        g_string_append_c(out, p[i]);
    }
    if (n > whole)
        g_string_append_printf(out, "%s%.*s", p[whole] == ',' ? "{,}" : ".", (int)(n - whole - 1),
                               p + whole + 1);
}

/* e3, E-3: a power of ten; behind it, p when there is none. */
static const char *add_power(const char *p, GString *out)
{
    const char *q = p + 1;
    bool e = *p == 'e';

    if (!e && *p != 'E')
        return p;
    q += *q == '-' || *q == '+';
    size_t n = strspn(q, "0123456789");
    if (n == 0)
        return p;
    p += 1 + (p[1] == '+');
    g_string_append_printf(out, "%s 10^{%.*s}", e ? "\\cdot" : "\\times", (int)(q + n - p), p);
    return q + n;
}

/* A number with its sign, uncertainty and power; behind it. */
static const char *read_number(const char *p, GString *out)
{
    if (*p == '-' || *p == '+')
        g_string_append_printf(out, "{%c}", *p++);
    size_t n = tex_chem_number(p);
    if (n == 0 && *p == '.')
        n = 1 + strspn(p + 1, "0123456789");
    add_digits(p, n, out);
    p += n;
    if (*p == '(' && g_ascii_isdigit(p[1]) && p[1 + strspn(p + 1, "0123456789")] == ')')
        for (const char *end = strchr(p, ')') + 1; p < end; p++)
            g_string_append_c(out, *p);
    return add_power(p, out);
}

static bool is_unit(const char *p)
{
    gunichar c = g_utf8_get_char(p);

    return g_unichar_isalpha(c) || c == 0xB0 || c == '%' || c == 0x2103;
}

/* A unit and its exponent: m2, s-1, m^3; behind it. */
static const char *read_unit(const char *p, GString *out)
{
    if (*p == '\\' || *p == '{' || *p == '$') {
        const char *end = tex_chem_skip(p);
        bool dollars = *p == '$' && end > p + 1;
        g_string_append(out, *p == '{' ? "\\text" : dollars ? "{" : "\\mathrm{");
        g_string_append_len(out, p + dollars, (gssize)(end - p) - 2 * dollars);
        g_string_append(out, *p == '{' ? "" : "}");
        p = end;
    } else {
        g_string_append(out, "\\mathrm{");
        for (const char *next; is_unit(p); p = next) {
            next = g_utf8_next_char(p);
            if (*p == '%')
                g_string_append_c(out, '\\');
            g_string_append_len(out, p, (gssize)(next - p));
        }
        g_string_append_c(out, '}');
    }
    const char *power = p + (*p == '^'), *q = power + (*power == '-' || *power == '+');
    size_t n = strspn(q, "0123456789");
    if (n > 0) {
        g_string_append_printf(out, "^{%.*s}", (int)(q + n - power), power);
        return q + n;
    }
    return p;
}

/* The units up to the end, or to the `//` of a fraction. */
static const char *read_units(const char *p, GString *out)
{
    bool any = false;

    while (*p != '\0' && !g_str_has_prefix(p, "//")) {
        const char *before = p;
        p += strspn(p, " ");
        bool blank = p > before, point = *p == '*' || *p == '.' || g_str_has_prefix(p, "·");
        if (*p == '\0')
            break;
        if (point || *p == '/') {
            g_string_append(out, point ? "{\\cdot}" : "/");
            p = g_utf8_next_char(p);
            p += strspn(p, " ");
            any = false;
        } else {
            g_string_append(out, blank && any ? "\\," : "");
            before = p;
            p = is_unit(p) || strchr("\\{$", *p) != NULL ? read_unit(p, out) : p;
            if (p == before) { /* a bracket, a number */
                p = g_ascii_isdigit(*p) ? read_number(p, out) : g_utf8_next_char(p);
                if (!g_ascii_isdigit(*before))
                    g_string_append_len(out, before, (gssize)(p - before));
            }
            any = true;
        }
    }
    return p;
}

void tex_chem_unit(const char *in, GString *out)
{
    g_autoptr(GString) above = g_string_new(NULL);
    const char *p = in + strspn(in, " "), *units = read_number(p, out);
    bool number = units > p;

    for (const char *q = units + strspn(units, " "); number && g_str_has_prefix(q, "+-");
         q = units + strspn(units, " ")) {
        g_string_append(out, "\\pm ");
        q += strlen("+-");
        units = read_number(q + strspn(q, " "), out);
    }
    p = read_units(units, above);
    if (number && above->len > 0) /* a percent or degree sign that has no blank stands close */
        g_string_append(out, *units == ' ' || g_ascii_isalpha(*units) ? "~" : "");
    if (*p == '\0') {
        g_string_append(out, above->str);
        return;
    }
    g_string_append_printf(out, "\\frac{%s}{", above->str);
    p += strlen("//");
    while (*p != '\0') { /* there is one line of a fraction: further ones are slashes */
        p = read_units(p, out);
        if (*p != '\0') {
            g_string_append_c(out, '/');
            p += strlen("//");
        }
    }
    g_string_append_c(out, '}');
}

/* What a script of \ce holds, and the pieces that all of the notation is made of. */
#include "read/tex_chem.h"

#include <stdbool.h>
#include <string.h>

/* Behind the brackets that match at p; p + 1 when they do not. */
static const char *skip_pair(const char *p, char open, char close)
{
    int depth = 0;

    for (const char *q = p; *q != '\0'; q++) {
        if (*q == '\\' && q[1] != '\0')
            q++;
        else if (*q == open)
            depth++;
        else if (*q == close && --depth == 0)
            return q + 1;
    }
    return p + 1;
}

/* Behind the dollars at p, in which braces may hold others. */
static const char *skip_dollars(const char *p)
{
    for (const char *q = p + 1; *q != '\0'; q++) {
        if (*q == '\\' && q[1] != '\0')
            q++;
        else if (*q == '{')
            q = skip_pair(q, '{', '}') - 1;
        else if (*q == '$')
            return q + 1;
    }
    return p + 1;
}

static const char *skip_command(const char *p)
{
    if (!g_ascii_isalpha(p[1]))
        return p[1] == '\0' ? p + 1 : g_utf8_next_char(p + 1);
    for (p++; g_ascii_isalpha(*p) || *p == '@';)
        p++;
    if (*p == '*' && p[1] == '{')
        p++;
    while (*p == '{' || *p == '[') {
        const char *next = skip_pair(p, *p, *p == '{' ? '}' : ']');
        if (next == p + 1) /* never closed */
            break;
        p = next;
    }
    return p + (*p == ' ' && g_ascii_isalpha(p[-1])); /* the blank only ends its name */
}

const char *tex_chem_skip(const char *p)
{
    if (*p == '{')
        return skip_pair(p, '{', '}');
    if (*p == '$')
        return skip_dollars(p);
    return *p == '\\' ? skip_command(p) : g_utf8_next_char(p);
}

size_t tex_chem_number(const char *p)
{
    const char *q = p;

    while (g_ascii_isdigit(*q))
        q++;
    if (q > p && (*q == '.' || *q == ',') && g_ascii_isdigit(q[1]))
        for (q++; g_ascii_isdigit(*q);)
            q++;
    return (size_t)(q - p);
}

/* Small letters that stand alone are variables, 2n+1, unless it is the i of an interstitial site.
 */
static bool is_formula(const char *s)
{
    bool any = false;

    for (const char *p = s; *p != '\0'; p++) {
        if (g_ascii_islower(*p)) {
            if (g_ascii_isalpha(p[1]))
                return false;
            any = true;
        } else if (strchr("0123456789 +-,.()", *p) == NULL) {
            return false;
        }
    }
    /* (s) is a state */
    return any && strcmp(s, "i") != 0 && !(s[0] == '(' && s[1] != '\0' && s[2] == ')');
}

/* Upright letters, as many as there are; behind them. */
static const char *add_letters(const char *p, GString *out)
{
    g_string_append(out, "\\mathrm{");
    while (g_ascii_isalpha(*p))
        g_string_append_c(out, *p++);
    g_string_append_c(out, '}');
    return p;
}

void tex_chem_script(const char *in, gboolean sup, GString *out)
{
    bool formula = is_formula(in);

    if (sup && strcmp(in, "x") == 0) { /* Kröger and Vink's sign of no charge */
        g_string_append(out, "\\times");
        return;
    }
    for (const char *p = in, *next; *p != '\0'; p = next) {
        next = tex_chem_skip(p);
        size_t n = (size_t)(next - p);
        if (*p == '$' && n > 1)
            g_string_append_printf(out, "{%.*s}", (int)n - 2, p + 1);
        else if (*p == '{' && n > 1)
            g_string_append_printf(out, "\\text%.*s", (int)n, p);
        else if (g_ascii_isalpha(*p) && !formula)
            next = add_letters(p, out);
        else if (*p == '.' && !(p > in && g_ascii_isdigit(p[-1]) && g_ascii_isdigit(*next)))
            g_string_append(out, "{\\bullet}");
        else if (*p == '\'')
            g_string_append(out, "{\\prime}");
        else if (*p == ',')
            g_string_append(out, "{,}");
        else if (*p == ' ')
            g_string_append(out, "\\,");
        else
            g_string_append_len(out, p, (gssize)n);
    }
}

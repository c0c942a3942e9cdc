#include "layout/cjk.h"

#include "base/lang.h"

#include <string.h>

static bool is_in(gunichar c, const gunichar *set, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (set[i] == c)
            return true;
    return false;
}

/* clreq A.1, with ⁈ and ⁉. */
static const gunichar stops[] = {0x3002, 0xff0e, 0xff0c, 0x3001, 0xff1a, 0xff1b, 0xff01,
                                 0xff1f, 0x203c, 0x2047, 0x2048, 0x2049, 0xff61, 0xff64};
/* clreq A.2 and A.3, and the presentation forms of jlreq cl-01 and cl-02. */
static const gunichar closers[] = {0x300d, 0x300f, 0xff09, 0x300b, 0x3009, 0x3011, 0x3017, 0x3015,
                                   0x3019, 0x301b, 0xff3d, 0xff5d, 0x301f, 0x301e, 0xff60, 0xff63};
static const gunichar openers[] = {0x300c, 0x300e, 0xff08, 0x300a, 0x3008, 0x3010, 0x3016, 0x3014,
                                   0x3018, 0x301a, 0xff3b, 0xff5b, 0x301d, 0xff5f, 0xff62};
/* clreq A.4. */
static const gunichar connectors[] = {0xff5e, 0x301c, 0x30fb, 0x2027, 0xff0f, 0xff65};
/* jlreq cl-09 to cl-11. */
static const gunichar smalls[] = {0x309d, 0x309e, 0x3005, 0x303b, 0x30fc, 0x30fd, 0x30fe, 0x3041,
                                  0x3043, 0x3045, 0x3047, 0x3049, 0x3063, 0x3083, 0x3085, 0x3087,
                                  0x308e, 0x3095, 0x3096, 0x30a1, 0x30a3, 0x30a5, 0x30a7, 0x30a9,
                                  0x30c3, 0x30e3, 0x30e5, 0x30e7, 0x30ee, 0x30f5, 0x30f6};

static bool is_hangul(gunichar c)
{
    return (c >= 0xac00 && c <= 0xd7a3) || (c >= 0x1100 && c <= 0x11ff) ||
           (c >= 0x3130 && c <= 0x318f) || (c >= 0xa960 && c <= 0xa97f) ||
           (c >= 0xd7b0 && c <= 0xd7ff);
}

static enum cjk_class ambiguous_class(gunichar c)
{
    switch (c) {
    case 0x201c: /* “ */
    case 0x2018: /* ‘ */
        return CJK_OPEN;
    case 0x201d: /* ” */
    case 0x2019: /* ’ */
        return CJK_CLOSE;
    case 0x2014: /* — */
    case 0x2015:
    case 0x2e3a:
    case 0x2026: /* … */
    case 0x2025:
    case 0x22ef:
        return CJK_LONG;
    case 0x2013: /* – */
    case 0x00b7: /* · */
    case 0x2022: /* • */
        return CJK_CONNECT;
    default:
        return CJK_NONE;
    }
}

bool cjk_is_ambiguous(gunichar c)
{
    return ambiguous_class(c) != CJK_NONE;
}

enum cjk_class cjk_class_of(gunichar c, bool cjk)
{
    if (c < 0xb7)
        return CJK_NONE;
    if (cjk_is_ambiguous(c))
        return cjk ? ambiguous_class(c) : CJK_NONE;
    if (c < 0x2027)
        return is_hangul(c) ? CJK_HANGUL : CJK_NONE;
    if (c >= 0x4e00 && c <= 0x9fff) /* nearly all of them */
        return CJK_IDEO;
    if (c == 0x3000)
        return CJK_SPACE;
    if (is_in(c, stops, G_N_ELEMENTS(stops)))
        return CJK_STOP;
    if (is_in(c, closers, G_N_ELEMENTS(closers)))
        return CJK_CLOSE;
    if (is_in(c, openers, G_N_ELEMENTS(openers)))
        return CJK_OPEN;
    if (is_in(c, connectors, G_N_ELEMENTS(connectors)))
        return CJK_CONNECT;
    if (is_in(c, smalls, G_N_ELEMENTS(smalls)))
        return CJK_SMALL;
    if (is_hangul(c))
        return CJK_HANGUL;
    return uc_is_spaceless(c) ? CJK_IDEO : CJK_NONE;
}

bool cjk_is_iteration(gunichar c)
{
    return c == 0x3005 || c == 0x303b || c == 0x309d || c == 0x309e || c == 0x30fd || c == 0x30fe;
}

bool cjk_bad_start(enum cjk_class c)
{
    return c == CJK_STOP || c == CJK_CLOSE || c == CJK_CONNECT || c == CJK_SMALL;
}

bool cjk_bad_end(enum cjk_class c)
{
    return c == CJK_OPEN;
}

bool cjk_may_break(enum cjk_class before, enum cjk_class after)
{
    if (before == CJK_NONE && after == CJK_NONE)
        return false;
    return !cjk_bad_end(before) && !cjk_bad_start(after);
}

/* The nearest character from i in the direction that is neither blank nor ambiguous; 0 at the
 * paragraph's edge. Looks no further than a few characters: marks stand close to their text. */
static gunichar neighbour(const gunichar *text, size_t n, size_t i, int step)
{
    for (int k = 0; k < 8; k++) {
        if ((step < 0 && i == 0) || (step > 0 && i + 1 >= n))
            return 0;
        i = step < 0 ? i - 1 : i + 1;
        if (text[i] != ' ' && !cjk_is_ambiguous(text[i]))
            return text[i];
    }
    return 0;
}

static bool is_cjk_char(gunichar c)
{
    return c >= 0x1100 && cjk_class_of(c, true) != CJK_NONE;
}

/* Beside Hangul, marks are proportional: Korean has spaces. */
static bool is_full_width(gunichar c)
{
    return is_cjk_char(c) && !is_hangul(c);
}

static bool ambiguous_context(const gunichar *text, size_t n, size_t i, bool cjk_paragraph)
{
    gunichar before = neighbour(text, n, i, -1), after = neighbour(text, n, i, 1);
    bool cjk_before = before == 0 ? cjk_paragraph : is_full_width(before);
    bool cjk_after = after == 0 ? cjk_paragraph : is_full_width(after);

    if (before == 0 && after == 0)
        return cjk_paragraph;
    return cjk_paragraph ? cjk_before || cjk_after : cjk_before && cjk_after;
}

/* ’ inside a Latin word. */
static bool is_apostrophe(const gunichar *text, size_t n, size_t i)
{
    return text[i] == 0x2019 && i > 0 && i + 1 < n && g_unichar_isalpha(text[i - 1]) &&
           !is_cjk_char(text[i - 1]) && g_unichar_isalpha(text[i + 1]) && !is_cjk_char(text[i + 1]);
}

/* Quotes go with their partner: CJK when either of the pair is. */
static void pair_quotes(const gunichar *text, size_t n, uint8_t *context)
{
    size_t open[2] = {SIZE_MAX, SIZE_MAX};

    for (size_t i = 0; i < n; i++) {
        int kind = text[i] == 0x201c || text[i] == 0x201d ? 0 : 1;
        if (text[i] == 0x201c || text[i] == 0x2018) {
            open[kind] = i;
        } else if ((text[i] == 0x201d || text[i] == 0x2019) && open[kind] != SIZE_MAX &&
                   !is_apostrophe(text, n, i)) {
            bool cjk = context[i] || context[open[kind]];
            context[i] = context[open[kind]] = cjk;
            open[kind] = SIZE_MAX;
        }
    }
}

void cjk_contexts(const gunichar *text, size_t n, bool cjk_paragraph, uint8_t *context)
{
    bool quotes = false, any = false;

    /* a paragraph without one CJK character (a title, a quotation) is Latin in any language */
    for (size_t i = 0; i < n && cjk_paragraph && !any; i++)
        any = !cjk_is_ambiguous(text[i]) && is_cjk_char(text[i]);
    cjk_paragraph = any;
    for (size_t i = 0; i < n; i++) {
        gunichar c = text[i];
        if (c < 0xb7) {
            context[i] = false;
        } else if (!cjk_is_ambiguous(c)) {
            context[i] = is_cjk_char(c);
        } else {
            bool apostrophe = is_apostrophe(text, n, i);
            context[i] = !apostrophe && ambiguous_context(text, n, i, cjk_paragraph);
            quotes |= !apostrophe && c >= 0x2018 && c <= 0x201d;
        }
    }
    if (quotes && cjk_paragraph)
        pair_quotes(text, n, context);
}

bool uc_is_emoji(gunichar c)
{
    static const gunichar singles[] = {
        0x231a, 0x231b, 0x23e9, 0x23ea, 0x23eb, 0x23ec, 0x23f0, 0x23f3, 0x25fd, 0x25fe,
        0x2614, 0x2615, 0x267f, 0x2693, 0x26a1, 0x26aa, 0x26ab, 0x26bd, 0x26be, 0x26c4,
        0x26c5, 0x26ce, 0x26d4, 0x26ea, 0x26f2, 0x26f3, 0x26f5, 0x26fa, 0x26fd, 0x2705,
        0x270a, 0x270b, 0x2728, 0x274c, 0x274e, 0x2753, 0x2754, 0x2755, 0x2757, 0x2795,
        0x2796, 0x2797, 0x27b0, 0x27bf, 0x2b1b, 0x2b1c, 0x2b50, 0x2b55,
    };

    if (c < 0x231a)
        return false;
    if (c >= 0x1f000)
        return c <= 0x1faff && (c >= 0x1f300 || c == 0x1f004 || c == 0x1f0cf || c == 0x1f18e ||
                                (c >= 0x1f191 && c <= 0x1f19a) || (c >= 0x1f1e6 && c <= 0x1f1ff) ||
                                (c >= 0x1f201 && c <= 0x1f251));
    return (c >= 0x2648 && c <= 0x2653) || is_in(c, singles, G_N_ELEMENTS(singles));
}

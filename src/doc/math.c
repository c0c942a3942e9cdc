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
        [MATH_ORD] = "ord",   [MATH_OP] = "op",       [MATH_BIN] = "bin",     [MATH_REL] = "rel",
        [MATH_OPEN] = "open", [MATH_CLOSE] = "close", [MATH_PUNCT] = "punct", [MATH_INNER] = "inner"};

    return names[class];
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

#include "doc/resolve.h"

/* Joiners, variation selectors and the keycap: parts of emoji, which leave nothing else behind. */
static bool is_emoji_glue(gunichar c)
{
    return c == 0x200d || c == 0xfe0e || c == 0xfe0f || c == 0x20e3 ||
           (c >= 0xe0020 && c <= 0xe007f);
}

/* Ruby's \p{Word}, which GitHub keeps: Alphabetic, Mark, Decimal_Number, Connector_Punctuation. */
static bool is_word(gunichar c)
{
    GUnicodeType type = g_unichar_type(c);

    return g_unichar_isalpha(c) || g_unichar_ismark(c) || type == G_UNICODE_DECIMAL_NUMBER ||
           type == G_UNICODE_LETTER_NUMBER || type == G_UNICODE_CONNECT_PUNCTUATION ||
           (c >= 0x24b6 && c <= 0x24e9); /* circled letters */
}

/* GLib lowers letters only; Roman numerals and circled letters have case too. */
static gunichar to_lower(gunichar c)
{
    if (c >= 0x2160 && c <= 0x216f)
        return c + 16;
    if (c >= 0x24b6 && c <= 0x24cf)
        return c + 26;
    return g_unichar_tolower(c);
}

char *resolve_slug(struct arena *a, const char *text)
{
    g_autoptr(GString) slug = g_string_new(NULL);

    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c == ' ' || c == '-')
            g_string_append_c(slug, '-');
        else if (is_word(c) && !is_emoji_glue(c))
            g_string_append_unichar(slug, to_lower(c));
    }
    return arena_strdup(a, slug->str);
}

char *resolve_anchor_key(struct arena *a, const char *id)
{
    g_autoptr(GString) key = g_string_new(NULL);

    for (const char *p = id; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (!is_emoji_glue(c))
            g_string_append_unichar(key, to_lower(c));
    }
    return arena_strdup(a, key->str);
}

#include "layout/math_int.h"

#include "base/lang.h"

#include <string.h>

static bool is_opening(gunichar c)
{
    return g_unichar_type(c) == G_UNICODE_OPEN_PUNCTUATION;
}

/* Where the word at p ends: a Han is one, with the marks beside it. */
static const char *word_end(const char *p)
{
    while (is_opening(g_utf8_get_char(p)))
        p = g_utf8_next_char(p);
    if (uc_is_spaceless(g_utf8_get_char(p)))
        p = g_utf8_next_char(p);
    else
        while (*p != '\0' && *p != ' ' && !uc_is_spaceless(g_utf8_get_char(p)) &&
               !is_opening(g_utf8_get_char(p)))
            p = g_utf8_next_char(p);
    while (uc_is_cjk_punct(g_utf8_get_char(p)) && !is_opening(g_utf8_get_char(p)))
        p = g_utf8_next_char(p);
    return p;
}

/* The entries of a TEXT, one for each word, so that a line may be broken between them. */
static void add_words(const struct math_context *c, const struct math *m, struct math_list *out)
{
    len blank = box_words(c, " ", m)->width, gap = 0;
    bool first = true;

    for (const char *p = m->text, *end; *p != '\0'; p = end) {
        if (*p == ' ') {
            gap = math_sum(gap, blank);
            end = p + 1;
            continue;
        }
        end = word_end(p);
        struct math_entry *e = math_add_entry(c, out);
        e->class = MATH_ORD;
        e->box = box_words(c, arena_strndup(c->m->a, p, (size_t)(end - p)), m);
        e->gap = gap;
        e->word = !first;
        first = false;
        gap = 0;
    }
    if (gap == 0 && !first)
        return;
    struct math_entry *e = math_add_entry(c, out);
    e->class = MATH_ORD;
    e->box = box_new(c);
    e->gap = gap;
}

void math_words_list(const struct math_context *c, const struct math *m, struct math_list *out)
{
    struct math_box *whole = box_words(c, m->text, m);

    if (whole->width > c->words) {
        add_words(c, m, out);
        return;
    }
    struct math_entry *e = math_add_entry(c, out);
    e->class = (int)m->class;
    e->box = whole;
}

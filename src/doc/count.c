#include "doc/count.h"

#include "base/lang.h"

#include <string.h>

/* Marks inside a word: "don't", "3.14", "state-of-the-art". */
static bool joins(const char *mark)
{
    gunichar c = g_utf8_get_char(mark), next = g_utf8_get_char(g_utf8_next_char(mark));

    return (c == '\'' || c == '-' || c == '.' || c == ',' || c == '_' || c == 0x2019 ||
            c == 0x2010 || c == 0x2011) &&
           g_unichar_isalnum(next) && !uc_is_spaceless(next);
}

/* `*inside`: the text before ends in a word, which may go on: **un**believable. */
static unsigned count_words(const char *text, bool *inside)
{
    unsigned n = 0;

    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        bool spaceless = uc_is_spaceless(c);
        if (spaceless && g_unichar_isalnum(c)) {
            n++;
            *inside = false;
        } else if (!spaceless && (g_unichar_isalnum(c) || g_unichar_ismark(c))) {
            n += !*inside;
            *inside = true;
        } else {
            *inside = *inside && joins(p);
        }
    }
    return n;
}

static unsigned count_lines(const char *text)
{
    unsigned n = *text != '\0';

    for (const char *p = text; *p != '\0'; p++)
        n += *p == '\n';
    return n;
}

static bool is_counted(enum node_kind kind)
{
    return kind == NODE_PARAGRAPH || kind == NODE_CODE_BLOCK || kind == NODE_MATH_BLOCK ||
           kind == NODE_TABLE || kind == NODE_TERM;
}

struct counts count_tree(const struct node *top)
{
    struct counts c = {0};
    bool inside = false;

    for (const struct node *n = top; n != NULL; n = node_next(top, n)) {
        if (node_is_block(n->kind) || node_is_break(n) || n->kind == NODE_CODE ||
            n->kind == NODE_MATH || n->kind == NODE_IMAGE)
            inside = false;
        if (n->kind == NODE_TEXT)
            c.words += count_words(n->u.text, &inside);
        c.formulas += n->kind == NODE_MATH || n->kind == NODE_MATH_BLOCK;
        c.images += n->kind == NODE_IMAGE;
        c.tables += n->kind == NODE_TABLE;
        c.code_lines += n->kind == NODE_CODE_BLOCK ? count_lines(n->u.code.text) : 0;
        c.headings += n->kind == NODE_HEADING;
        c.blocks += is_counted(n->kind);
    }
    return c;
}

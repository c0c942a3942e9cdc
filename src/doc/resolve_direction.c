#include "base/lang.h"
#include "doc/resolve.h"

#include <string.h>

enum { FEW_WORDS = 3 };

/* The letters of a text: what its direction is guessed from. Code does not count. */
struct letters {
    size_t left, right, words;
    bool first_right;
};

static void count_text(const char *text, struct letters *l)
{
    bool in_word = false;

    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        bool letter = g_unichar_isalpha(c);
        l->words += letter && !in_word;
        in_word = letter || (in_word && c != ' ');
        if (!letter)
            continue;
        if (l->left + l->right == 0)
            l->first_right = uc_is_rtl(c);
        if (uc_is_rtl(c))
            l->right++;
        else
            l->left++;
    }
}

static struct letters count_letters(const struct node *top)
{
    struct letters l = {0};

    for (const struct node *n = top; n != NULL; n = node_next(top, n))
        if (n->kind == NODE_TEXT)
            count_text(n->u.text, &l);
    return l;
}

static bool is_dir(const struct node *n, const char *value)
{
    const char *dir = node_attr(n, "dir");

    return dir != NULL && g_ascii_strcasecmp(dir, value) == 0;
}

/* The direction around a node; of the nodes above it all are settled. */
static bool is_in_rtl(const struct chapter *c, const struct node *n)
{
    for (n = n->parent; n != NULL; n = n->parent)
        if (node_attr(n, "dir") != NULL)
            return is_dir(n, "rtl");
    return lang_is_rtl(c->lang);
}

/* Blocks whose direction may be told from their letters. */
static bool is_guessed(const struct node *n)
{
    return n->kind == NODE_PARAGRAPH || n->kind == NODE_HEADING || n->kind == NODE_LIST ||
           n->kind == NODE_QUOTE || n->kind == NODE_TABLE || n->kind == NODE_DEF_LIST ||
           n->kind == NODE_CAPTION || n->kind == NODE_FOOTNOTE || n->kind == NODE_ALERT ||
           n->kind == NODE_DETAILS;
}

/* In a text to the right, what begins with letters of the other kind and mostly has such; in a text
 * to the left, only a paragraph or quotation without any of its letters: a name is not turned. */
static bool guess(const struct node *n, bool rtl)
{
    struct letters l = count_letters(n);

    if (!rtl)
        return l.first_right && l.right > l.left;
    return !((n->kind == NODE_PARAGRAPH || n->kind == NODE_QUOTE) && l.right == 0 &&
             l.words >= FEW_WORDS);
}

static void settle(const struct chapter *c, struct node *n)
{
    bool around = is_in_rtl(c, n), rtl = around;

    if (is_dir(n, "auto"))
        rtl = count_letters(n).first_right;
    else if (node_attr(n, "dir") != NULL)
        return;
    else if (n->kind == NODE_CODE || n->kind == NODE_CODE_BLOCK || n->kind == NODE_MATH ||
             n->kind == NODE_MATH_BLOCK || n->kind == NODE_FOOTNOTE_REF)
        rtl = false;
    else if (n->lang != NULL)
        rtl = lang_is_rtl(n->lang);
    else if (is_guessed(n))
        rtl = guess(n, around);
    if (rtl != around || node_attr(n, "dir") != NULL)
        node_set_attr(c->arena, n, "dir", rtl ? "rtl" : "ltr");
}

static bool has_rtl(const struct chapter *c)
{
    bool found = lang_is_rtl(c->lang);

    for (const struct node *n = c->doc; n != NULL && !found; n = node_next(c->doc, n)) {
        found = node_attr(n, "dir") != NULL || lang_is_rtl(n->lang);
        for (const char *p = n->kind == NODE_TEXT ? n->u.text : ""; *p != '\0' && !found; p++)
            found = (unsigned char)*p >= 0xd6 && uc_is_rtl(g_utf8_get_char(p));
    }
    return found;
}

void resolve_direction(struct edition *e)
{
    e->bidi = lang_is_rtl(e->lang);
    for (size_t i = 0; i < e->n_chapters; i++) {
        struct chapter *c = e->chapters[i];
        if (c->doc == NULL || !has_rtl(c))
            continue;
        e->bidi = true;
        for (struct node *n = c->doc->first; n != NULL; n = node_next(c->doc, n))
            settle(c, n);
    }
}

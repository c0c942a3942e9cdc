/* Inlines of MkDocs for cmark: ==mark==, ^^inserted^^, ^superior^, ~inferior~, ++ctrl+c++. Only in
 * books that are written so: to GitHub most of these are text, and a tilde strikes out. */
#include "read/md_ext_int.h"

#include <string.h>

enum { MAX_RUN = 100, MAX_KEYS = 60 };

/* What a run of `n` of the character makes of what it encloses; MD_NONE: nothing. */
static enum md_ext_kind kind_of(unsigned char c, size_t n)
{
    if (c == '=')
        return n == 2 ? MD_MARK : MD_NONE;
    if (c == '^')
        return n == 2 ? MD_INSERT : n == 1 ? MD_SUP : MD_NONE;
    return n == 2 ? MD_STRIKE : n == 1 ? MD_SUB : MD_NONE;
}

/* `++key+key++` at the current place; NULL when there is none. */
static cmark_node *match_keys(cmark_inline_parser *parser)
{
    int at = cmark_inline_parser_get_offset(parser), i = 2;
    char keys[MAX_KEYS + 1];

    if (cmark_inline_parser_peek_at(parser, at + 1) != '+')
        return NULL;
    for (; i < MAX_KEYS; i++) {
        unsigned char c = cmark_inline_parser_peek_at(parser, at + i);
        if (c == '+' && cmark_inline_parser_peek_at(parser, at + i + 1) == '+')
            break;
        if (!g_ascii_isalnum(c) && (c == '\0' || strchr("+-_\"' ", c) == NULL))
            return NULL;
        keys[i - 2] = (char)c;
    }
    if (i == 2 || i == MAX_KEYS || keys[0] == ' ' || keys[0] == '+')
        return NULL;
    keys[i - 2] = '\0';
    cmark_node *node = cmark_node_new(CMARK_NODE_CODE);
    md_node_attach(node, MD_KEYS, keys, (size_t)i - 2);
    cmark_node_set_literal(node, keys);
    cmark_inline_parser_set_offset(parser, at + i + 2);
    return node;
}

static cmark_node *match(cmark_syntax_extension *ext, cmark_parser *p, cmark_node *parent,
                         unsigned char c, cmark_inline_parser *parser)
{
    int left, right, before, after;
    char run[MAX_RUN + 1];

    (void)ext, (void)p, (void)parent;
    if (c == '+')
        return match_keys(parser);
    if (c != '=' && c != '^' && c != '~')
        return NULL;
    int n = cmark_inline_parser_scan_delimiters(parser, MAX_RUN, c, &left, &right, &before, &after);
    memset(run, c, (size_t)n);
    run[n] = '\0';
    cmark_node *text = cmark_node_new(CMARK_NODE_TEXT);
    cmark_node_set_literal(text, run);
    if ((left || right) && kind_of(c, (size_t)n) != MD_NONE)
        cmark_inline_parser_push_delimiter(parser, c, left, right, text);
    return text;
}

/* Makes the text between two runs of one length a node. */
static void enclose(delimiter *opener, delimiter *closer)
{
    const char *open = cmark_node_get_literal(opener->inl_text);
    size_t n = strlen(open);

    if (n != strlen(cmark_node_get_literal(closer->inl_text)))
        return;
    cmark_node *node = opener->inl_text;
    if (!cmark_node_set_type(node, CMARK_NODE_EMPH))
        return;
    md_node_attach(node, kind_of(opener->delim_char, n), "", 0);
    for (cmark_node *c = cmark_node_next(node), *next; c != NULL && c != closer->inl_text;
         c = next) {
        next = cmark_node_next(c);
        cmark_node_append_child(node, c);
    }
    cmark_node_free(closer->inl_text);
}

static delimiter *insert(cmark_syntax_extension *ext, cmark_parser *p, cmark_inline_parser *parser,
                         delimiter *opener, delimiter *closer)
{
    delimiter *next = closer->next;

    (void)ext, (void)p;
    enclose(opener, closer);
    for (delimiter *d = closer, *before; d != NULL && d != opener; d = before) {
        before = d->previous;
        cmark_inline_parser_remove_delimiter(parser, d);
    }
    cmark_inline_parser_remove_delimiter(parser, opener);
    return next;
}

cmark_syntax_extension *md_inline_extension(void)
{
    cmark_syntax_extension *ext = cmark_syntax_extension_new("mkdocs");
    cmark_mem *mem = cmark_get_default_mem_allocator();
    cmark_llist *chars = NULL;

    for (const char *c = "=^~+"; *c != '\0'; c++)
        chars = cmark_llist_append(mem, chars, GSIZE_TO_POINTER((gsize)*c));
    cmark_syntax_extension_set_special_inline_chars(ext, chars);
    cmark_syntax_extension_set_match_inline_func(ext, match);
    cmark_syntax_extension_set_inline_from_delim_func(ext, insert);
    cmark_syntax_extension_set_emphasis(ext, 1);
    return ext;
}

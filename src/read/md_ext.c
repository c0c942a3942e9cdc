#include "read/md_ext.h"

#include "read/md_ext_int.h"

#include <stdint.h>
#include <string.h>

/* An inline formula is looked for no farther than this, so that many openers stay linear. */
enum { MATH_REACH = 64 * 8 * 8 };

static void md_node_free(cmark_mem *mem, void *p)
{
    struct md_node *m = p;

    (void)mem;
    g_string_free(m->text, TRUE);
    g_free(m);
}

struct md_node *md_node_attach(cmark_node *node, enum md_ext_kind kind, const char *text, size_t n)
{
    struct md_node *m = g_new0(struct md_node, 1);

    m->kind = kind;
    m->text = g_string_new_len(text, (gssize)n);
    cmark_node_set_user_data(node, m);
    cmark_node_set_user_data_free_func(node, md_node_free);
    return m;
}

enum md_ext_kind md_ext_kind(cmark_node *node)
{
    const struct md_node *m = cmark_node_get_user_data(node);

    return m != NULL ? m->kind : MD_NONE;
}

const char *md_ext_text(cmark_node *node)
{
    const struct md_node *m = cmark_node_get_user_data(node);

    return m->text->str;
}

struct container *md_ext_container(cmark_node *node)
{
    const struct md_node *m = cmark_node_get_user_data(node);

    return m->container;
}

/* --- inline formulas ---------------------------------------------------------------------- */

/* The text from the current place to the end of the block (which a NUL ends). */
static GString *rest_of_block(cmark_inline_parser *parser, int reach)
{
    GString *s = g_string_new(NULL);
    int at = cmark_inline_parser_get_offset(parser);

    for (int i = 0; i < reach; i++) {
        unsigned char c = cmark_inline_parser_peek_at(parser, at + i);
        if (c == '\0')
            break;
        g_string_append_c(s, (char)c);
    }
    return s;
}

/* Past the group that p's `{` opens, or p + 1 when it does not end. */
static const char *skip_group(const char *p)
{
    int depth = 0;

    for (const char *q = p; *q != '\0'; q++) {
        if (*q == '\\' && q[1] != '\0')
            q++;
        else if (*q == '{')
            depth++;
        else if (*q == '}' && --depth == 0)
            return q + 1;
    }
    return p + 1;
}

/* The first `$` after p that is neither escaped nor in a \text{} group; NULL when none. */
static const char *find_dollar(const char *p)
{
    while (*p != '\0' && *p != '$') {
        if (g_str_has_prefix(p, "\\text{") || g_str_has_prefix(p, "\\mbox{"))
            p = skip_group(p + 5);
        else
            p += *p == '\\' && p[1] != '\0' ? 2 : 1;
    }
    return *p == '$' ? p : NULL;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

/* True when text between dollars that begins with a blank reads as a formula all the same: on one
 * line, without CJK, and with a blank before the closing dollar too or with a TeX command. */
static bool spaced_is_math(const char *start, const char *stop)
{
    bool any = false, command = false;

    for (const char *p = start; p < stop; p++) {
        if ((unsigned char)*p >= 0xe2 || *p == '\n')
            return false;
        any |= !is_blank(*p);
        command |= *p == '\\' && g_ascii_isalpha(p[1]);
    }
    return any && (command || is_blank(stop[-1]));
}

/* `$..$` at s; its length, 0 when it is no formula. A price, a shell variable and a pair of them
 * stay text: nothing blank inside the dollars, no letter, digit or brace after the closing one.
 * *open: the text ends before that can be told. */
static size_t inline_length(const char *s, bool *open)
{
    const char *start = s + 1, *stop = find_dollar(start);

    *open = stop == NULL || stop[1] == '\0';
    if (stop == NULL || stop == start || memchr(start, '`', (size_t)(stop - start)) != NULL)
        return 0;
    if (is_blank(*start) || is_blank(stop[-1])) {
        if (!is_blank(*start) || !spaced_is_math(start, stop))
            return 0;
    }
    if (g_ascii_isalnum(stop[1]) || stop[1] == '{' || stop[1] == '_')
        return 0;
    return (size_t)(stop + 1 - s);
}

/* `$$..$$` at s; its length or 0. */
static size_t display_length(const char *s, bool *open)
{
    *open = true;
    for (const char *p = s + 2; (p = find_dollar(p)) != NULL; p++) {
        if (p[1] != '$')
            continue;
        *open = false;
        g_autofree char *inside = g_strndup(s + 2, (size_t)(p - s - 2));
        return *g_strstrip(inside) != '\0' ? (size_t)(p + 2 - s) : 0;
    }
    return 0;
}

/* `` $`..`$ `` at s; its length or 0. */
static size_t quoted_length(const char *s, bool *open)
{
    const char *stop = strstr(s + 2, "`$");

    *open = stop == NULL;
    return stop != NULL && stop > s + 2 ? (size_t)(stop + 2 - s) : 0;
}

static cmark_node *make_inline(cmark_inline_parser *parser, enum md_ext_kind kind, const char *tex,
                               size_t n, size_t consumed)
{
    cmark_node *node = cmark_node_new(CMARK_NODE_CODE); /* a cell takes no CUSTOM_INLINE */
    struct md_node *m = md_node_attach(node, kind, tex, n);
    char *text = g_strstrip(g_strdup(m->text->str));

    g_string_assign(m->text, text);
    g_free(text);
    cmark_node_set_literal(node, m->text->str);
    cmark_inline_parser_set_offset(parser, cmark_inline_parser_get_offset(parser) + (int)consumed);
    return node;
}

static cmark_node *match_dollar(cmark_syntax_extension *ext, cmark_parser *p, cmark_node *parent,
                                unsigned char c, cmark_inline_parser *parser)
{
    cmark_node *node = NULL;
    int at = cmark_inline_parser_get_offset(parser);

    (void)ext, (void)p, (void)parent;
    if (c != '$')
        return NULL;
    unsigned char next = cmark_inline_parser_peek_at(parser, at + 1);
    unsigned char prev = at > 0 ? cmark_inline_parser_peek_at(parser, at - 1) : ' ';
    if (next != '$' && next != '`' && g_ascii_isalnum(prev))
        return NULL;
    /* look at little text first: most dollars are decided soon */
    size_t length = 0;
    bool open = true;
    for (int reach = 64; open && node == NULL && reach <= MATH_REACH; reach *= 8) {
        g_autoptr(GString) s = rest_of_block(parser, reach);
        length = next == '$'   ? display_length(s->str, &open)
                 : next == '`' ? quoted_length(s->str, &open)
                               : inline_length(s->str, &open);
        open = open && (int)s->len == reach;
        size_t fence = next == '$' || next == '`' ? 2 : 1;
        if (!open && length > 0)
            node = make_inline(parser, next == '$' ? MD_MATH_DISPLAY : MD_MATH, s->str + fence,
                               length - 2 * fence, length);
    }
    return node;
}

/* --- math blocks -------------------------------------------------------------------------- */

static const char *find_fence(const char *p, const char *end)
{
    for (; p + 1 < end; p++) {
        if (*p == '\\')
            p++;
        else if (*p == '$' && p[1] == '$')
            return p;
    }
    return NULL;
}

/* True when nothing but blanks and at most one mark of punctuation stands before the line's end.
 * Only such a line closes a block. */
static bool only_punctuation(const char *p, const char *end)
{
    int n = 0;

    for (; p < end; p = g_utf8_next_char(p)) {
        if (*p == ' ' || *p == '\t' || *p == '\n')
            continue;
        if (strchr(".,;:!?", *p) == NULL && !g_unichar_ispunct(g_utf8_get_char(p)))
            return false;
        n++;
    }
    return n <= 1;
}

/* Adds the punctuation after a closing `$$` to the formula, where it is to stand. */
static void append_tail(GString *tex, const char *p, const char *end)
{
    g_autofree char *tail = g_strstrip(g_strndup(p, (size_t)(end - p)));

    g_strchomp(tex->str);
    g_string_set_size(tex, strlen(tex->str));
    if ((unsigned char)*tail >= 0x80)
        g_string_append_printf(tex, "\\text{%s}", tail);
    else
        g_string_append(tex, tail);
}

/* What a later line must begin with to stay in the containers around a new block. */
struct prefix {
    int quotes, indent;
};

static struct prefix prefix_of(cmark_node *parent, int column)
{
    struct prefix x = {0, 0};
    bool innermost = true;

    for (cmark_node *n = parent; n != NULL; n = cmark_node_parent(n)) {
        cmark_node_type type = cmark_node_get_type(n);
        x.quotes += type == CMARK_NODE_BLOCK_QUOTE;
        if (type == CMARK_NODE_ITEM && innermost && x.quotes == 0) {
            cmark_node *child = cmark_node_first_child(n);
            x.indent = child != NULL ? cmark_node_get_start_column(child) - 1 : column;
            innermost = false;
        } else if (md_ext_kind(n) == MD_FOOTNOTE && innermost && x.quotes == 0) {
            x.indent = 4;
            innermost = false;
        }
    }
    return x;
}

/* The line's text after the marks of the containers; NULL when it leaves them. */
static const char *inside_prefix(const char *line, const char *end, struct prefix x)
{
    const char *p = line;
    int quotes = 0, indent = 0;

    while (p < end && (*p == ' ' || *p == '\t' || (*p == '>' && quotes < x.quotes))) {
        indent += *p == '\t' ? 4 - indent % 4 : 1;
        quotes += *p == '>';
        p++; /* a `>` counts as a column too: a child's column is that of its line */
    }
    if (quotes < x.quotes || (p < end && indent < x.indent))
        return NULL;
    return p;
}

/* An unclosed `$$` must not swallow the rest of its container: looks for the end before. */
static bool has_closing_line(const struct md_source *src, int line, struct prefix x)
{
    int last = (int)md_source_n_lines(src);

    for (line++; line <= last; line++) {
        size_t n;
        const char *start = md_source_line(src, line, &n), *end = start + n;
        const char *p = inside_prefix(start, end, x);
        if (p == NULL)
            return false;
        const char *fence = find_fence(p, end);
        if (fence != NULL)
            return only_punctuation(fence + 2, end);
    }
    return false;
}

void md_skip_line(cmark_parser *parser, const char *input, int len)
{
    int at = cmark_parser_get_offset(parser), end = len;

    while (end > at && (input[end - 1] == '\n' || input[end - 1] == '\r'))
        end--;
    cmark_parser_advance_offset(parser, input, end - at, 0);
}

static cmark_node *open_math(cmark_syntax_extension *ext, int indented, cmark_parser *parser,
                             cmark_node *parent, unsigned char *bytes, int len)
{
    const struct md_ext *e = cmark_syntax_extension_get_private(ext);
    const char *input = (const char *)bytes, *end = input + len;
    int at = cmark_parser_get_first_nonspace(parser);
    const char *p = input + at;

    if (indented || md_ext_kind(parent) == MD_MATH_BLOCK || end - p < 3 || p[0] != '$' ||
        p[1] != '$' || p[2] == '$')
        return NULL;
    const char *close = find_fence(p + 2, end);
    if (close != NULL ? !only_punctuation(close + 2, end)
                      : !has_closing_line(e->src, cmark_parser_get_line_number(parser),
                                          prefix_of(parent, at)))
        return NULL;
    cmark_node *node = cmark_parser_add_child(parser, parent, CMARK_NODE_CUSTOM_BLOCK, at + 1);
    cmark_node_set_syntax_extension(node, ext);
    const char *stop = close != NULL ? close : end;
    struct md_node *m = md_node_attach(node, MD_MATH_BLOCK, p + 2, (size_t)(stop - p - 2));
    if (close != NULL)
        append_tail(m->text, close + 2, end);
    m->closed = close != NULL;
    md_skip_line(parser, input, len);
    return node;
}

static int continue_math(cmark_syntax_extension *ext, cmark_parser *parser, unsigned char *bytes,
                         int len, cmark_node *node)
{
    struct md_node *m = cmark_node_get_user_data(node);
    const char *input = (const char *)bytes, *end = input + len;

    (void)ext;
    if (m == NULL || m->closed)
        return 0;
    const char *p = input + cmark_parser_get_offset(parser);
    const char *close = find_fence(p, end);
    g_string_append_len(m->text, p, (close != NULL ? close : end) - p);
    if (close != NULL)
        append_tail(m->text, close + 2, end);
    m->closed = close != NULL;
    md_skip_line(parser, input, len);
    return 1;
}

/* --- footnote definitions ----------------------------------------------------------------- */

/* `[^label]:` at p; the length with the blanks after it, 0 when it is none. */
static size_t definition_length(const char *p, const char *end, size_t *label_length)
{
    if (end - p < 5 || p[0] != '[' || p[1] != '^')
        return 0;
    const char *q = p + 2;
    while (q < end && *q != ']' && *q != '[' && (unsigned char)*q > ' ')
        q++;
    if (q == p + 2 || q + 1 >= end || q[0] != ']' || q[1] != ':')
        return 0;
    *label_length = (size_t)(q - p - 2);
    for (q += 2; q < end && (*q == ' ' || *q == '\t'); q++)
        ;
    return (size_t)(q - p);
}

static cmark_node *open_footnote(cmark_syntax_extension *ext, int indented, cmark_parser *parser,
                                 cmark_node *parent, unsigned char *bytes, int len)
{
    const char *input = (const char *)bytes;
    int at = cmark_parser_get_first_nonspace(parser), line = cmark_parser_get_line_number(parser);
    size_t label, n;

    if (indented || md_ext_kind(parent) == MD_MATH_BLOCK ||
        (md_ext_kind(parent) == MD_FOOTNOTE && cmark_node_get_start_line(parent) == line))
        return NULL;
    n = definition_length(input + at, input + len, &label);
    if (n == 0)
        return NULL;
    cmark_node *node = cmark_parser_add_child(parser, parent, CMARK_NODE_CUSTOM_BLOCK, at + 1);
    cmark_node_set_syntax_extension(node, ext);
    md_node_attach(node, MD_FOOTNOTE, input + at + 2, label);
    cmark_parser_advance_offset(parser, input, at + (int)n - cmark_parser_get_offset(parser), 0);
    return node;
}

static int continue_footnote(cmark_syntax_extension *ext, cmark_parser *parser,
                             unsigned char *bytes, int len, cmark_node *node)
{
    (void)ext, (void)len, (void)node;
    if (cmark_parser_get_indent(parser) >= 4) {
        cmark_parser_advance_offset(parser, (const char *)bytes, 4, 1);
        return 1;
    }
    return cmark_parser_is_blank(parser);
}

/* ------------------------------------------------------------------------------------------ */

struct md_ext *md_ext_attach(cmark_parser *parser, struct arena *a, const struct md_source *src,
                             const struct block_plan *plan)
{
    struct md_ext *e = g_new0(struct md_ext, 1);
    cmark_mem *mem = cmark_get_default_mem_allocator();

    e->a = a;
    e->src = src;
    e->plan = plan;
    e->math = cmark_syntax_extension_new("math");
    cmark_syntax_extension_set_private(e->math, e, NULL);
    cmark_syntax_extension_set_special_inline_chars(
        e->math, cmark_llist_append(mem, NULL, GSIZE_TO_POINTER('$')));
    cmark_syntax_extension_set_match_inline_func(e->math, match_dollar);
    cmark_syntax_extension_set_open_block_func(e->math, open_math);
    cmark_syntax_extension_set_match_block_func(e->math, continue_math);
    e->footnotes = cmark_syntax_extension_new("footnotes");
    cmark_syntax_extension_set_private(e->footnotes, e, NULL);
    cmark_syntax_extension_set_open_block_func(e->footnotes, open_footnote);
    cmark_syntax_extension_set_match_block_func(e->footnotes, continue_footnote);
    cmark_parser_attach_syntax_extension(parser, e->math);
    cmark_parser_attach_syntax_extension(parser, e->footnotes);
    e->blocks = md_block_extension(e);
    cmark_parser_attach_syntax_extension(parser, e->blocks);
    if ((src->options.dialects & DIALECT_MKDOCS) != 0) {
        e->inlines = md_inline_extension();
        cmark_parser_attach_syntax_extension(parser, e->inlines);
    }
    return e;
}

void md_ext_free(struct md_ext *e)
{
    cmark_mem *mem = cmark_get_default_mem_allocator();

    cmark_syntax_extension_free(mem, e->math);
    cmark_syntax_extension_free(mem, e->footnotes);
    cmark_syntax_extension_free(mem, e->blocks);
    if (e->inlines != NULL)
        cmark_syntax_extension_free(mem, e->inlines);
    g_free(e);
}

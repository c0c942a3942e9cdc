#include "read/md_ext.h"

#include "read/md_dollar.h"
#include "read/md_ext_int.h"
#include "read/tex.h"

#include <stdint.h>
#include <string.h>

/* An environment without dollars is looked through no farther than that many lines. */
enum { ENVIRONMENT_REACH = 1000 };

static void md_node_free(cmark_mem *mem, void *p)
{
    struct md_node *m = p;

    (void)mem;
    g_string_free(m->text, TRUE);
    g_free(m->environment);
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
    /* look at little text first: most dollars are decided soon */
    bool open = true;
    for (int reach = 64; open && node == NULL && reach <= MD_DOLLAR_REACH; reach *= 8) {
        g_autoptr(GString) s = rest_of_block(parser, reach);
        size_t length = md_dollar_length(s->str, s->str + s->len, (char)prev, &open);
        open = open && (int)s->len == reach;
        size_t fence = next == '$' || next == '`' ? 2 : 1;
        if (!open && length > 0)
            node = make_inline(parser, next == '$' ? MD_MATH_DISPLAY : MD_MATH, s->str + fence,
                               length - 2 * fence, length);
    }
    return node;
}

/* --- math blocks -------------------------------------------------------------------------- */

/* Behind \begin{NAME} or \end{NAME} at p, the first of them up to `end`; NULL when there is none.
 */
static const char *find_step(const char *p, const char *end, const char *name, int *step)
{
    size_t n = strlen(name);

    for (; (p = memchr(p, '\\', (size_t)(end - p))) != NULL; p += 2) {
        const char *q = p + 1;
        *step = g_str_has_prefix(q, "begin{") ? 1 : g_str_has_prefix(q, "end{") ? -1 : 0;
        q += *step > 0 ? strlen("begin{") : strlen("end{");
        if (*step != 0 && strncmp(q, name, n) == 0 && q[n] == '}')
            return q + n + 1;
        if (end - p <= 2)
            break;
    }
    return NULL;
}

/* Where the block ends on the line from p to `end`, and what follows begins; NULL: on a later one.
 */
static const char *find_close(const char *environment, int *depth, const char *p, const char *end,
                              const char **after)
{
    int step;

    if (environment == NULL) {
        p = md_dollar_fence(p, end);
        *after = p != NULL ? p + 2 : NULL;
        return p;
    }
    while ((p = find_step(p, end, environment, &step)) != NULL) {
        *depth += step;
        *after = p;
        if (*depth <= 0)
            return p;
    }
    return NULL;
}

/* Adds what stands after the closing of the formula and belongs to it. */
static void append_tail(GString *tex, const char *p, const char *end)
{
    const char *last = strrchr(g_strchomp(tex->str), '\n');

    g_string_set_size(tex, strlen(tex->str));
    if (strchr(last != NULL ? last : tex->str, '%') != NULL)
        g_string_append_c(tex, '\n'); /* a comment ends there */
    md_dollar_tail(p, end, tex);
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

/* An unclosed block must not swallow the rest of its container: looks for the end before. Text may
 * follow it, unless there are blank lines between. */
static bool has_closing_line(const struct md_source *src, int line, struct prefix x,
                             const char *environment, int depth)
{
    int last = (int)md_source_n_lines(src);
    bool blank = false;

    if (environment != NULL && last - line > ENVIRONMENT_REACH)
        last = line + ENVIRONMENT_REACH;
    for (line++; line <= last; line++) {
        size_t n;
        const char *start = md_source_line(src, line, &n), *end = start + n, *after;
        const char *p = inside_prefix(start, end, x);
        if (p == NULL)
            return false;
        blank |= p == end;
        if (find_close(environment, &depth, p, end, &after) != NULL)
            return !blank || md_dollar_tail(after, end, NULL);
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

/* Takes the line, as far as it is the block's, to its text. */
static void take_line(cmark_parser *parser, struct md_node *m, const char *p, const char *input,
                      int len)
{
    const char *end = input + len, *after;
    const char *close = find_close(m->environment, &m->depth, p, end, &after);

    g_string_append_len(m->text, p, (close != NULL ? close : end) - p);
    m->closed = close != NULL;
    if (close == NULL) {
        md_skip_line(parser, input, len);
    } else if (md_dollar_tail(after, end, NULL)) {
        append_tail(m->text, after, end);
        md_skip_line(parser, input, len);
    } else { /* what follows a mark is a block of its own */
        size_t mark = md_dollar_mark(after, end);
        append_tail(m->text, after, after + mark);
        after += mark;
        cmark_parser_advance_offset(parser, input,
                                    (int)(after - input) - cmark_parser_get_offset(parser), 0);
    }
}

/* The name of the environment that the line opens; NULL when it opens none. */
static char *opened_environment(const char *p, const char *end)
{
    size_t n = strlen("\\begin{");

    if ((size_t)(end - p) <= n || strncmp(p, "\\begin{", n) != 0)
        return NULL;
    const char *close = memchr(p + n, '}', (size_t)(end - p) - n);
    g_autofree char *name = close != NULL ? g_strndup(p + n, (size_t)(close - p) - n) : NULL;
    return name != NULL && tex_has_environment(name) ? g_steal_pointer(&name) : NULL;
}

/* Where the formula of a block that begins at p starts: behind `$$`, or with its environment. NULL:
 * no block does. */
static const char *block_start(const char *p, const char *end, char **environment)
{
    *environment = NULL;
    if (end - p >= 3 && p[0] == '$' && p[1] == '$' && p[2] != '$')
        return p + 2;
    *environment = opened_environment(p, end);
    return *environment != NULL ? p : NULL;
}

static cmark_node *open_math(cmark_syntax_extension *ext, int indented, cmark_parser *parser,
                             cmark_node *parent, unsigned char *bytes, int len)
{
    const struct md_ext *e = cmark_syntax_extension_get_private(ext);
    const char *input = (const char *)bytes, *end = input + len, *after;
    int at = cmark_parser_get_first_nonspace(parser), depth = 0;
    g_autofree char *environment = NULL;

    if (indented || md_ext_kind(parent) == MD_MATH_BLOCK)
        return NULL;
    const char *start = block_start(input + at, end, &environment);
    if (start == NULL)
        return NULL;
    const char *close = find_close(environment, &depth, start, end, &after);
    if (close != NULL ? environment == NULL && !md_dollar_tail(after, end, NULL)
                      : !has_closing_line(e->src, cmark_parser_get_line_number(parser),
                                          prefix_of(parent, at), environment, depth))
        return NULL;
    cmark_node *node = cmark_parser_add_child(parser, parent, CMARK_NODE_CUSTOM_BLOCK, at + 1);
    cmark_node_set_syntax_extension(node, ext);
    struct md_node *m = md_node_attach(node, MD_MATH_BLOCK, "", 0);
    m->environment = g_steal_pointer(&environment);
    take_line(parser, m, start, input, len);
    return node;
}

static int continue_math(cmark_syntax_extension *ext, cmark_parser *parser, unsigned char *bytes,
                         int len, cmark_node *node)
{
    struct md_node *m = cmark_node_get_user_data(node);
    const char *input = (const char *)bytes;

    (void)ext;
    if (m == NULL || m->closed)
        return 0;
    take_line(parser, m, input + cmark_parser_get_offset(parser), input, len);
    return 1;
}

static int contain_nothing(cmark_syntax_extension *ext, cmark_node *node, cmark_node_type type)
{
    (void)ext, (void)node, (void)type;
    return 0;
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
    cmark_syntax_extension_set_can_contain_func(e->math, contain_nothing);
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

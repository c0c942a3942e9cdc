/* Containers and definitions for cmark: blocks that hold blocks. */
#include "read/md_ext_int.h"

#include <string.h>

enum { MAX_DEPTH = 32 }; /* of indented containers in each other */

/* ---- opening ---- */

static cmark_node *add_block(cmark_syntax_extension *ext, cmark_parser *parser, cmark_node *parent,
                             enum md_ext_kind kind, struct container *c)
{
    int at = cmark_parser_get_first_nonspace(parser);
    cmark_node *node = cmark_parser_add_child(parser, parent, CMARK_NODE_CUSTOM_BLOCK, at + 1);

    cmark_node_set_syntax_extension(node, ext);
    md_node_attach(node, kind, "", 0)->container = c;
    return node;
}

/* A title is a heading to cmark: one line of inlines that nothing can go on. */
static void add_title(cmark_parser *parser, cmark_node *node, const struct container *c)
{
    if (c->title == NULL || *c->title == '\0' || c->plain || c->role == CONTAINER_CODE)
        return;
    cmark_node *title = cmark_parser_add_child(parser, node, CMARK_NODE_HEADING,
                                               cmark_parser_get_first_nonspace(parser) + 1);
    cmark_node_set_string_content(title, c->title);
    md_node_attach(title, MD_TITLE, "", 0);
}

static cmark_node *open_container(cmark_syntax_extension *ext, cmark_parser *parser,
                                  cmark_node *parent, struct container *c, const char *input,
                                  int len)
{
    cmark_node *node = add_block(ext, parser, parent, MD_CONTAINER, c);

    add_title(parser, node, c);
    md_skip_line(parser, input, len);
    return node;
}

/* What the plan has for this line. */
static cmark_node *open_planned(cmark_syntax_extension *ext, cmark_parser *parser,
                                cmark_node *parent, const char *input, int len)
{
    const struct md_ext *e = cmark_syntax_extension_get_private(ext);
    struct plan_line l = block_plan_at(e->plan, cmark_parser_get_line_number(parser));
    cmark_node *node;

    switch (l.kind) {
    case PLAN_NONE:
        break;
    case PLAN_OPEN:
    case PLAN_LEAF:
        l.container->opened = true;
        node = open_container(ext, parser, parent, l.container, input, len);
        ((struct md_node *)cmark_node_get_user_data(node))->closed = l.kind == PLAN_LEAF;
        return node;
    case PLAN_CLOSE: /* one that the blocks around it have closed before */
        if (!l.container->opened)
            break;
        node = add_block(ext, parser, parent, MD_NOTHING, NULL);
        ((struct md_node *)cmark_node_get_user_data(node))->closed = true;
        md_skip_line(parser, input, len);
        return node;
    }
    return NULL;
}

/* ---- containers of indented lines ---- */

/* True when the next line that is not blank is indented below `column`: else nothing would be
 * inside. */
static bool has_inside(const struct md_source *src, int line, int column)
{
    int last = (int)md_source_n_lines(src);

    while (++line <= last) {
        size_t n, i = 0;
        const char *s = md_source_line(src, line, &n);
        int indent = 0;
        for (; i < n && (s[i] == ' ' || s[i] == '\t' || s[i] == '>'); i++)
            indent += s[i] == '\t' ? 4 - indent % 4 : 1;
        if (i < n)
            return indent >= column + 4;
    }
    return false;
}

static int indented_depth(cmark_node *n)
{
    int depth = 0;

    for (; n != NULL; n = cmark_node_parent(n))
        depth += md_ext_kind(n) == MD_CONTAINER && md_ext_container(n)->close == 0;
    return depth;
}

/* The quoted text at p; NULL when there is none up to the line's end. */
static char *read_quoted(struct arena *a, const char *p, const char *end)
{
    while (end > p && g_ascii_isspace(end[-1]))
        end--;
    if (end - p < 2 || *p != end[-1] || (*p != '"' && *p != '\''))
        return NULL;
    return arena_strndup(a, p + 1, (size_t)(end - p) - 2);
}

/* `!!! note "Title"`, `??? note`, `???+ note`: MkDocs; what follows the type are more classes. */
static struct container *read_admonition(struct arena *a, const char *p, const char *end)
{
    bool folded = *p == '?';
    const char *q = p + 3;

    q += folded && q < end && *q == '+';
    while (q < end && *q == ' ')
        q++;
    const char *name = q;
    while (q < end && (g_ascii_isalnum(*q) || *q == '-' || *q == '_' || (unsigned char)*q >= 0x80))
        q++;
    if (q == name)
        return NULL;
    g_autofree char *word = g_strndup(name, (size_t)(q - name));
    const char *title = q;
    while (title < end && *title != '"' && *title != '\'')
        title++;
    g_autofree char *more = g_strstrip(g_strndup(q, (size_t)(title - q)));
    if (title < end && read_quoted(a, title, end) == NULL)
        return NULL;
    struct container *c =
        container_of_name(a, word, title < end ? read_quoted(a, title, end) : NULL);
    if (c->role != CONTAINER_ALERT) { /* a type of the site's own */
        c->role = CONTAINER_ALERT;
        c->title = c->title != NULL ? c->title : arena_strdup(a, word);
    }
    c->attrs.classes = *more != '\0' ? arena_strdup(a, more) : NULL;
    c->folded = folded;
    container_settle(a, c);
    return c;
}

/* `=== "Tab"` */
static struct container *read_tab(struct arena *a, const char *p, const char *end)
{
    const char *q = p + 3;

    while (q < end && (*q == '!' || *q == '+'))
        q++;
    if (q == end || *q != ' ')
        return NULL;
    while (q < end && *q == ' ')
        q++;
    char *title = read_quoted(a, q, end);
    if (title == NULL || *title == '\0')
        return NULL;
    struct container *c = container_of_name(a, "tab", title);
    container_settle(a, c);
    return c;
}

static cmark_node *open_indented(cmark_syntax_extension *ext, cmark_parser *parser,
                                 cmark_node *parent, const char *input, int len)
{
    const struct md_ext *e = cmark_syntax_extension_get_private(ext);
    const char *p = input + cmark_parser_get_first_nonspace(parser), *end = input + len;

    if (end - p < 5 || p[1] != p[0] || p[2] != p[0] || p[3] == p[0] ||
        indented_depth(parent) >= MAX_DEPTH ||
        !has_inside(e->src, cmark_parser_get_line_number(parser),
                    cmark_parser_get_first_nonspace_column(parser)))
        return NULL;
    struct container *c = *p == '=' ? read_tab(e->a, p, end) : read_admonition(e->a, p, end);
    return c != NULL ? open_container(ext, parser, parent, c, input, len) : NULL;
}

/* ---- definitions ---- */

/* `: text` below a paragraph, its term, or below another definition. */
static cmark_node *open_definition(cmark_syntax_extension *ext, cmark_parser *parser,
                                   cmark_node *parent, const char *input, int len)
{
    const struct md_ext *e = cmark_syntax_extension_get_private(ext);
    int at = cmark_parser_get_first_nonspace(parser), text = at + 1;
    cmark_node *before = parent;

    if (!e->src->options.definition_lists || at + 1 >= len ||
        (input[at + 1] != ' ' && input[at + 1] != '\t'))
        return NULL;
    if (cmark_node_get_type(parent) != CMARK_NODE_PARAGRAPH)
        before = cmark_node_last_child(parent);
    if (before == NULL || (cmark_node_get_type(before) != CMARK_NODE_PARAGRAPH &&
                           md_ext_kind(before) != MD_DEFINITION))
        return NULL;
    cmark_node *node = add_block(ext, parser, parent, MD_DEFINITION, NULL);
    while (text < len && text < at + 4 && (input[text] == ' ' || input[text] == '\t'))
        text++;
    cmark_parser_advance_offset(parser, input, text - cmark_parser_get_offset(parser), 0);
    return node;
}

/* `*[HTML]: Hyper Text Markup Language` */
static cmark_node *open_abbreviation(cmark_syntax_extension *ext, cmark_parser *parser,
                                     cmark_node *parent, const char *input, int len)
{
    const struct md_ext *e = cmark_syntax_extension_get_private(ext);
    int at = cmark_parser_get_first_nonspace(parser);
    const char *p = input + at, *end = input + len;
    const char *close = memchr(p, ']', (size_t)(end - p));

    if ((e->src->options.dialects & DIALECT_MKDOCS) == 0 || p[1] != '[' || close == NULL ||
        close == p + 2 || close + 1 >= end || close[1] != ':')
        return NULL;
    cmark_node *node = add_block(ext, parser, parent, MD_ABBREVIATION, NULL);
    struct md_node *m = cmark_node_get_user_data(node);
    g_string_append_len(m->text, p + 1, end - p - 1);
    g_strchomp(m->text->str);
    g_string_set_size(m->text, strlen(m->text->str));
    m->closed = true;
    md_skip_line(parser, input, len);
    return node;
}

/* MyST's comments, `% ...`, and the breaks between its cells, `+++`. */
static cmark_node *open_comment(cmark_syntax_extension *ext, cmark_parser *parser,
                                cmark_node *parent, const char *input, int len)
{
    const struct md_ext *e = cmark_syntax_extension_get_private(ext);
    const char *p = input + cmark_parser_get_first_nonspace(parser);

    if ((e->src->options.dialects & DIALECT_MYST) == 0 || (*p == '+' && strncmp(p, "+++", 3) != 0))
        return NULL;
    cmark_node *node = add_block(ext, parser, parent, MD_NOTHING, NULL);
    ((struct md_node *)cmark_node_get_user_data(node))->closed = true;
    md_skip_line(parser, input, len);
    return node;
}

static cmark_node *open_block(cmark_syntax_extension *ext, int indented, cmark_parser *parser,
                              cmark_node *parent, unsigned char *bytes, int len)
{
    const char *input = (const char *)bytes;
    int at = cmark_parser_get_first_nonspace(parser);

    if (indented || at >= len || md_ext_kind(parent) == MD_MATH_BLOCK)
        return NULL;
    switch (input[at]) {
    case ':':
        if (at + 1 < len && input[at + 1] != ':')
            return open_definition(ext, parser, parent, input, len);
        return open_planned(ext, parser, parent, input, len);
    case '{':
    case '@':
        return open_planned(ext, parser, parent, input, len);
    case '!':
    case '?':
        return open_indented(ext, parser, parent, input, len);
    case '=':
        if (strncmp(input + at, "== ", 3) == 0)
            return open_planned(ext, parser, parent, input, len);
        return open_indented(ext, parser, parent, input, len);
    case '*':
        return open_abbreviation(ext, parser, parent, input, len);
    case '%':
    case '+':
        return open_comment(ext, parser, parent, input, len);
    default:
        return NULL;
    }
}

/* ---- going on ---- */

static bool continue_indented(cmark_parser *parser, const char *input)
{
    if (cmark_parser_get_indent(parser) >= 4) {
        cmark_parser_advance_offset(parser, input, 4, 1);
        return true;
    }
    return cmark_parser_is_blank(parser);
}

static bool continue_planned(const struct md_ext *e, cmark_parser *parser, struct md_node *m,
                             const char *input, int len)
{
    const struct container *c = m->container;
    int line = cmark_parser_get_line_number(parser);

    if (line > c->close)
        return false;
    if (line == c->close) {
        if (block_plan_at(e->plan, line).kind != PLAN_CLOSE ||
            block_plan_at(e->plan, line).container != c)
            return false; /* it ends above this line */
        m->closed = true;
        md_skip_line(parser, input, len);
    } else if (line <= c->options) {
        md_skip_line(parser, input, len);
    } else if (c->role == CONTAINER_CODE || c->role == CONTAINER_NOTHING) {
        int at = cmark_parser_get_offset(parser);
        g_string_append_len(m->text, input + at, len - at);
        md_skip_line(parser, input, len);
    }
    return true;
}

static int continue_block(cmark_syntax_extension *ext, cmark_parser *parser, unsigned char *bytes,
                          int len, cmark_node *node)
{
    const struct md_ext *e = cmark_syntax_extension_get_private(ext);
    struct md_node *m = cmark_node_get_user_data(node);
    const char *input = (const char *)bytes;

    if (m == NULL || m->closed)
        return 0;
    if (m->kind == MD_DEFINITION || (m->container != NULL && m->container->close == 0))
        return continue_indented(parser, input);
    return m->container != NULL && continue_planned(e, parser, m, input, len);
}

cmark_syntax_extension *md_block_extension(struct md_ext *e)
{
    cmark_syntax_extension *ext = cmark_syntax_extension_new("containers");

    cmark_syntax_extension_set_private(ext, e, NULL);
    cmark_syntax_extension_set_open_block_func(ext, open_block);
    cmark_syntax_extension_set_match_block_func(ext, continue_block);
    return ext;
}

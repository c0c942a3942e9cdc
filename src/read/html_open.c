#include "read/html.h"
#include "read/html_tree.h"

#include <string.h>

enum { MAX_OPEN = 300, MAX_COLSPAN = 100, MAX_ROWSPAN = 65534 };

static int int_attr(const struct html_token *token, const char *name, int low, int high, int absent)
{
    const char *value = html_token_attr(token, name);

    if (value == NULL || !(g_ascii_isdigit(*value) || *value == '-'))
        return absent;
    gint64 n = g_ascii_strtoll(value, NULL, 10);
    return (int)CLAMP(n, low, high);
}

static void open_link(struct html_builder *b, const struct html_token *token,
                      const struct html_tag *tag, struct loc loc, struct html_traits *traits)
{
    const char *href = html_token_attr(token, "href");
    size_t open = html_find_tag(b, tag);

    if (open > 0)
        html_close_inline(b, open - 1);
    if (href != NULL && !html_url_is_safe(href)) {
        diag_add(b->diags, DIAG_HTML_ATTRIBUTE, loc, "href", "a", NULL);
        href = NULL;
    }
    if (href != NULL && !b->inside_link)
        traits->url = href;
    struct html_element *e = html_push(b, tag, loc);
    e->traits = *traits;
    if (traits->url == NULL && traits->id != NULL) { /* a target: nothing but a point */
        struct node *anchor = node_new(b->arena, NODE_ANCHOR, loc);
        anchor->id = traits->id;
        e->used = true;
        html_put_leaf(b, anchor);
    }
}

/* The last part of a URL's path, or all of it. */
static char *media_name(struct arena *a, const char *url)
{
    size_t n = strcspn(url, "?#");

    while (n > 0 && url[n - 1] == '/')
        n--;
    size_t start = n;
    while (start > 0 && url[start - 1] != '/')
        start--;
    return n > start ? arena_strndup(a, url + start, n - start) : arena_strdup(a, url);
}

/* Makes the place of a media element a link to what it plays. */
static void set_media(struct html_builder *b, struct html_element *e, const char *url)
{
    struct node *n = e->node;
    const char *label = e->traits.title;

    if (url == NULL || *url == '\0' || e->url != NULL || n == NULL)
        return;
    if (!html_url_is_safe(url)) {
        diag_add(b->diags, DIAG_HTML_ATTRIBUTE, e->loc, "src", e->tag->name, NULL);
        return;
    }
    e->url = url;
    if (label == NULL || *label == '\0')
        label = media_name(b->arena, url);
    if (b->inside_link) {
        n->u.text = label;
        return;
    }
    memset(&n->u, 0, sizeof n->u);
    n->kind = NODE_LINK;
    n->u.link.url = url;
    node_append(n, node_new_text(b->arena, n->loc, label));
}

/* The source of a tag that only means something with an address (`<video>` written as a word). */
static void open_media(struct html_builder *b, const struct html_token *token,
                       const struct html_tag *tag, struct loc loc, const struct html_traits *traits)
{
    const char *src = html_token_attr(token, strcmp(tag->name, "object") == 0 ? "data" : "src");
    struct node *place = node_new(b->arena, NODE_TEXT, loc);

    place->u.text = arena_strndup(b->arena, token->raw, token->size);
    html_put_leaf(b, place);
    struct html_element *e = html_push(b, tag, loc);
    e->traits = *traits;
    e->node = place;
    set_media(b, e, src);
    if (strcmp(tag->name, "embed") == 0)
        html_close_inline(b, b->stack->len - 1);
}

static void open_source(struct html_builder *b, const struct html_token *token)
{
    size_t media = html_find_role(b, HTML_MEDIA, false);
    size_t picture = html_find_role(b, HTML_PICTURE, false);
    const char *query = html_token_attr(token, "media"), *set = html_token_attr(token, "srcset");

    if (media > picture)
        set_media(b, html_at(b, media - 1), html_token_attr(token, "src"));
    else if (picture > 0 && set != NULL && query != NULL && strstr(query, "light") != NULL)
        html_at(b, picture - 1)->url = html_srcset_first(b->arena, set);
}

static void open_image(struct html_builder *b, const struct html_token *token, struct loc loc)
{
    size_t picture = html_find_role(b, HTML_PICTURE, false);
    struct node *image =
        html_image_new(b, token, picture > 0 ? html_at(b, picture - 1)->url : NULL, loc);

    if (b->pre != NULL)
        g_string_append(b->pre, image->u.image.alt);
    else if (*image->u.image.url != '\0')
        html_put_leaf(b, image);
    else
        html_put_text(b, image->u.image.alt, strlen(image->u.image.alt), loc);
}

/* <input type=checkbox> at the start of an item makes it a task. */
static void open_input(struct html_builder *b, const struct html_token *token, struct loc loc)
{
    const char *type = html_token_attr(token, "type");
    struct node *home = html_home(b);

    if (type != NULL && g_ascii_strcasecmp(type, "checkbox") == 0 && home->kind == NODE_ITEM &&
        home->first == NULL)
        home->u.item.task = html_token_attr(token, "checked") != NULL ? TASK_DONE : TASK_OPEN;
    else
        diag_add(b->diags, DIAG_HTML_DROPPED, loc, token->name, "", NULL);
}

static void open_pre(struct html_builder *b, const struct html_token *token,
                     const struct html_tag *tag, struct loc loc)
{
    const char *lang = html_token_attr(token, "lang");

    html_end_p(b);
    if (!html_takes_only_inlines(b))
        html_end_para(b);
    html_push(b, tag, loc);
    b->pre = g_string_new(NULL);
    b->pre_lang = NULL;
    if (lang != NULL && *lang != '\0') {
        char *lower = g_ascii_strdown(lang, -1);
        b->pre_lang = arena_strdup(b->arena, lower);
        g_free(lower);
    }
}

/* A tag inside <pre>: only its text counts; <code class="language-x"> names the language. */
static void open_in_pre(struct html_builder *b, const struct html_token *token,
                        const struct html_tag *tag, struct loc loc)
{
    const char *class = html_token_attr(token, "class");

    if (tag == NULL) {
        g_string_append_len(b->pre, token->raw, (gssize)token->size);
    } else if (tag->role == HTML_BREAK) {
        g_string_append_c(b->pre, '\n');
    } else if (tag->role == HTML_IMAGE) {
        open_image(b, token, loc);
    } else if (tag->role == HTML_CODE && b->pre_lang == NULL && class != NULL &&
               g_str_has_prefix(class, "language-")) {
        size_t n = strcspn(class + 9, " \t\n");
        char *lower = g_ascii_strdown(class + 9, (gssize)n);
        b->pre_lang = arena_strdup(b->arena, lower);
        g_free(lower);
    }
}

/* <ol type="a"> as a class, which the style sheet numbers by. */
static void add_numbering(struct arena *a, struct node *list, const char *type)
{
    static const struct {
        const char *type, *class;
    } kinds[] = {{"1", "decimal"},
                 {"a", "lower-alpha"},
                 {"A", "upper-alpha"},
                 {"i", "lower-roman"},
                 {"I", "upper-roman"}};

    for (size_t i = 0; type != NULL && i < G_N_ELEMENTS(kinds); i++)
        if (strcmp(type, kinds[i].type) == 0)
            node_add_class(a, list, kinds[i].class);
}

static void open_list(struct html_builder *b, const struct html_token *token,
                      const struct html_tag *tag, struct loc loc, const struct html_traits *traits)
{
    struct html_element *e = html_open_block(b, tag, NODE_LIST, loc, traits);

    if (e->node == NULL)
        return;
    e->node->u.list.ordered = strcmp(tag->name, "ol") == 0;
    e->node->u.list.delimiter = e->node->u.list.ordered ? '.' : 0;
    e->node->u.list.start = int_attr(token, "start", 0, 999999999, 1);
    if (e->node->u.list.ordered)
        add_numbering(b->arena, e->node, html_token_attr(token, "type"));
}

static void open_item(struct html_builder *b, const struct html_token *token,
                      const struct html_tag *tag, struct loc loc, const struct html_traits *traits)
{
    const struct html_traits none = {0};
    size_t i = b->stack->len;

    while (i > 0) {
        const struct node *n = html_at(b, i - 1)->node;
        if (n != NULL && (n->kind == NODE_LIST || n->kind == NODE_CELL || n->kind == NODE_DETAILS ||
                          n->kind == NODE_DEF_LIST))
            break;
        i--;
    }
    if (i > 0 && html_at(b, i - 1)->node->kind == NODE_LIST)
        html_pop_to(b, i);
    else if (!html_takes_only_inlines(b))
        html_open_block(b, html_tag_find("ul"), NODE_LIST, loc, &none)->implied = true;
    struct html_element *e = html_open_block(b, tag, NODE_ITEM, loc, traits);
    if (e->node == NULL || e->node->parent->kind != NODE_LIST)
        return;
    struct node *list = e->node->parent;
    if (e->node->prev == NULL)
        list->u.list.start = int_attr(token, "value", 0, 999999999, list->u.list.start);
    else if (list->u.list.ordered)
        e->node->u.item.number = int_attr(token, "value", 0, 999999999, 0);
}

/* The index + 1 of the innermost open block element of the kind in this table cell; 0: none. */
static size_t find_kind(const struct html_builder *b, enum node_kind kind)
{
    for (size_t i = b->stack->len; i > 0; i--) {
        const struct node *n = html_at(b, i - 1)->node;
        if (n != NULL && n->kind == kind)
            return i;
        if (n != NULL && (n->kind == NODE_CELL || n->kind == NODE_TABLE))
            return 0;
    }
    return 0;
}

/* <dt> and <dd>: they end one another, and make their list when it is missing. */
static void open_definition(struct html_builder *b, const struct html_tag *tag, struct loc loc,
                            const struct html_traits *traits)
{
    const struct html_traits none = {0};
    size_t list = find_kind(b, NODE_DEF_LIST);

    if (list > 0)
        html_pop_to(b, list);
    else if (!html_takes_only_inlines(b))
        html_open_block(b, html_tag_find("dl"), NODE_DEF_LIST, loc, &none)->implied = true;
    html_open_block(b, tag, tag->kind, loc, traits);
}

static bool has_child(const struct node *n, enum node_kind kind)
{
    for (const struct node *c = n->first; c != NULL; c = c->next)
        if (c->kind == kind)
            return true;
    return false;
}

/* <summary>, <figcaption>, <caption>: a line in its parent, elsewhere a paragraph. */
static void open_line(struct html_builder *b, const struct html_tag *tag, struct loc loc,
                      const struct html_traits *traits)
{
    size_t open = html_find_tag(b, tag);
    enum node_kind kind = NODE_PARAGRAPH;

    if (tag->kind == NODE_TERM) {
        open_definition(b, tag, loc, traits);
        return;
    }
    if (open > 0)
        html_pop_to(b, open - 1);
    if (tag->name[0] == 'c' && html_find_role(b, HTML_CELL, false) == 0) {
        size_t table = find_kind(b, NODE_TABLE);
        if (table > 0)
            html_pop_to(b, table);
    }
    html_end_p(b);
    const struct node *home = html_home(b);
    enum node_kind whole = tag->kind == NODE_SUMMARY ? NODE_DETAILS
                           : tag->name[0] == 'c'     ? NODE_TABLE
                                                     : NODE_FIGURE;
    if (home->kind == whole && !has_child(home, tag->kind))
        kind = tag->kind;
    html_open_block(b, tag, kind, loc, traits);
}

/* Closes down to the innermost table's own level; its element, or NULL outside tables. */
static struct html_element *enter_table(struct html_builder *b, bool to_row)
{
    for (size_t i = b->stack->len; i > 0; i--) {
        const struct html_element *e = html_at(b, i - 1);
        if (e->node == NULL ||
            (e->node->kind != NODE_TABLE && !(to_row && e->node->kind == NODE_ROW)))
            continue;
        html_pop_to(b, i);
        return html_at(b, i - 1);
    }
    return NULL;
}

static enum align align_value(const char *align)
{
    if (align == NULL)
        return ALIGN_NONE;
    return strcmp(align, "center") == 0  ? ALIGN_CENTER
           : strcmp(align, "right") == 0 ? ALIGN_RIGHT
           : strcmp(align, "left") == 0  ? ALIGN_LEFT
                                         : ALIGN_NONE;
}

static void open_row(struct html_builder *b, const struct html_tag *tag, struct loc loc,
                     const struct html_traits *traits)
{
    size_t section = html_find_role(b, HTML_SECTION, true);
    size_t table = find_kind(b, NODE_TABLE);
    const char *in = section > 0 ? html_at(b, section - 1)->tag->name : "";
    bool head = strcmp(in, "thead") == 0, foot = strcmp(in, "tfoot") == 0;

    if (section > table)
        html_pop_to(b, section);
    else if (enter_table(b, false) == NULL) {
        diag_add(b->diags, DIAG_HTML_DROPPED, loc, tag->name, "; its content is kept", NULL);
        return;
    }
    struct html_element *e = html_open_block(b, tag, NODE_ROW, loc, traits);
    if (e->node != NULL) {
        e->node->u.row.head = head;
        e->node->u.row.foot = foot;
    }
}

static void open_cell(struct html_builder *b, const struct html_token *token,
                      const struct html_tag *tag, struct loc loc, const struct html_traits *traits)
{
    const struct html_traits none = {0};
    struct html_element *place = enter_table(b, true);
    const char *align = traits->align;

    if (place == NULL) {
        diag_add(b->diags, DIAG_HTML_DROPPED, loc, tag->name, "; its content is kept", NULL);
        b->line_break = b->last != NULL;
        return;
    }
    if (place->node->kind == NODE_TABLE) {
        html_open_block(b, html_tag_find("tr"), NODE_ROW, loc, &none)->implied = true;
        place = html_at(b, b->stack->len - 1);
    }
    if (align == NULL)
        align = place->traits.align;
    struct html_element *e = html_open_block(b, tag, NODE_CELL, loc, traits);
    if (e->node == NULL)
        return;
    e->node->u.cell.align = align_value(align);
    e->node->u.cell.head = tag->name[1] == 'h';
    e->node->u.cell.colspan = int_attr(token, "colspan", 1, MAX_COLSPAN, 1);
    e->node->u.cell.rowspan = int_attr(token, "rowspan", 0, MAX_ROWSPAN, 1);
    if (e->node->u.cell.rowspan == 0) /* to the end of the table */
        e->node->u.cell.rowspan = MAX_ROWSPAN;
}

static void open_section(struct html_builder *b, const struct html_tag *tag, struct loc loc)
{
    if (enter_table(b, false) == NULL) {
        diag_add(b->diags, DIAG_HTML_DROPPED, loc, tag->name, "; its content is kept", NULL);
        return;
    }
    html_push(b, tag, loc);
}

static void open_block(struct html_builder *b, const struct html_token *token,
                       const struct html_tag *tag, struct loc loc, struct html_traits *traits)
{
    if (strcmp(tag->name, "center") == 0)
        traits->align = "center";
    if (tag->kind != NODE_DIV && html_takes_only_inlines(b))
        diag_add(b->diags, DIAG_HTML_DROPPED, loc, tag->name, "; its content is kept", NULL);
    if (tag->kind == NODE_LIST) {
        open_list(b, token, tag, loc, traits);
        return;
    }
    struct html_element *e = html_open_block(b, tag, tag->kind, loc, traits);
    if (e->node != NULL && tag->kind == NODE_DETAILS && html_token_attr(token, "open") != NULL)
        node_set_attr(b->arena, e->node, "open", "open");
}

static void open_heading(struct html_builder *b, const struct html_tag *tag, struct loc loc,
                         const struct html_traits *traits)
{
    struct node *home = html_home(b);

    if (home->kind == NODE_HEADING && home != b->root) {
        size_t open = html_find_tag(b, tag);
        if (open > 0) {
            html_report_unclosed(b, html_at(b, open - 1)->tag->name, html_at(b, open - 1)->loc,
                                 "before the next heading");
            html_pop_to(b, open - 1);
        }
    }
    struct html_element *e = html_open_block(b, tag, NODE_HEADING, loc, traits);
    if (e->node != NULL)
        e->node->u.heading.level = tag->name[1] - '0';
}

static void open_rule(struct html_builder *b, struct loc loc)
{
    html_end_p(b);
    if (html_takes_only_inlines(b))
        b->line_break = b->last != NULL;
    else
        html_put_block(b, node_new(b->arena, NODE_RULE, loc));
}

static void open_gone(struct html_builder *b, const struct html_token *token,
                      const struct html_tag *tag, struct loc loc)
{
    if (tag->name[0] != 'r') /* <rp> only repeats what <rt> shows */
        diag_add(b->diags, DIAG_HTML_DROPPED, loc, tag->name, " with its content", NULL);
    if (token->self_closing && strcmp(tag->name, "svg") == 0)
        return;
    b->gone = tag;
    b->gone_depth = 1;
    b->gone_loc = loc;
}

/* Elements that are remembered on the stack and make no node of their own. */
static void open_mark(struct html_builder *b, const struct html_tag *tag, struct loc loc,
                      const struct html_traits *traits)
{
    if (tag->role == HTML_REPORTED)
        diag_add(b->diags, DIAG_HTML_DROPPED, loc, tag->name, "; its content is kept", NULL);
    if (tag->role == HTML_QUOTATION) {
        const char *mark = tag->name[0] == 'r' ? "(" : "\u201C";
        html_put_text(b, mark, strlen(mark), loc);
    }
    b->math += tag->kind == NODE_MATH;
    b->code += tag->role == HTML_CODE;
    b->code_serial += tag->role == HTML_CODE;
    html_push(b, tag, loc)->traits = *traits;
}

static void open_known(struct html_builder *b, const struct html_token *token,
                       const struct html_tag *tag, struct loc loc, struct html_traits *traits)
{
    switch (tag->role) {
    case HTML_INLINE:
    case HTML_CODE:
    case HTML_QUOTATION:
    case HTML_PICTURE:
    case HTML_PLAIN:
    case HTML_REPORTED:
        open_mark(b, tag, loc, traits);
        break;
    case HTML_LINK:
        open_link(b, token, tag, loc, traits);
        break;
    case HTML_BLOCK:
        open_block(b, token, tag, loc, traits);
        break;
    case HTML_PARAGRAPH:
        html_open_block(b, tag, NODE_PARAGRAPH, loc, traits);
        break;
    case HTML_HEADING:
        open_heading(b, tag, loc, traits);
        break;
    case HTML_LINE:
        open_line(b, tag, loc, traits);
        break;
    case HTML_ITEM:
        open_item(b, token, tag, loc, traits);
        break;
    case HTML_DEFINITION:
        open_definition(b, tag, loc, traits);
        break;
    case HTML_SECTION:
        open_section(b, tag, loc);
        break;
    case HTML_ROW:
        open_row(b, tag, loc, traits);
        break;
    case HTML_CELL:
        open_cell(b, token, tag, loc, traits);
        break;
    case HTML_PRE:
        open_pre(b, token, tag, loc);
        break;
    case HTML_BREAK:
        html_put_break(b, loc);
        break;
    case HTML_WORD_BREAK:
        html_put_text(b, "\u200B", strlen("\u200B"), loc);
        break;
    case HTML_RULE:
        open_rule(b, loc);
        break;
    case HTML_IMAGE:
        open_image(b, token, loc);
        break;
    case HTML_SOURCE:
        open_source(b, token);
        break;
    case HTML_MEDIA:
        open_media(b, token, tag, loc, traits);
        break;
    case HTML_INPUT:
        open_input(b, token, loc);
        break;
    case HTML_GONE:
        open_gone(b, token, tag, loc);
        break;
    case HTML_VOID:
        break;
    }
}

static bool has_content(const struct html_tag *tag)
{
    return tag->role != HTML_BREAK && tag->role != HTML_WORD_BREAK && tag->role != HTML_RULE &&
           tag->role != HTML_IMAGE && tag->role != HTML_SOURCE && tag->role != HTML_INPUT &&
           tag->role != HTML_VOID && strcmp(tag->name, "embed") != 0;
}

/* Start tags of that name that are open beyond the stack's limit, after adding `step`. */
static int count_overflow(struct html_builder *b, const struct html_tag *tag, int step)
{
    gpointer key = (gpointer)(uintptr_t)tag;
    int count = GPOINTER_TO_INT(g_hash_table_lookup(b->overflow, key));

    if (step != 0)
        g_hash_table_insert(b->overflow, key, GINT_TO_POINTER(count + step));
    return count + step;
}

/* True when a start tag comes on a full stack; its end tag is then passed over as well. */
static bool overflows(struct html_builder *b, const struct html_tag *tag, struct loc loc)
{
    if (b->stack->len < MAX_OPEN || !has_content(tag) || tag->role == HTML_GONE)
        return false;
    count_overflow(b, tag, 1);
    html_report_nesting(b, loc);
    return true;
}

void html_literal(struct html_builder *b, const char *text, size_t size, struct loc loc)
{
    if (b->gone != NULL)
        return;
    if (b->pre != NULL)
        g_string_append_len(b->pre, text, (gssize)size);
    else
        html_put_text(b, text, size, loc);
}

void html_text(struct html_builder *b, const char *text, size_t size, struct loc loc)
{
    if (b->gone != NULL)
        return;
    const char *decoded = html_decode(b->arena, text, size);
    html_literal(b, decoded, strlen(decoded), loc);
}

/* An unknown tag is shown as text; on a line of its own where the author gave it one. */
static void show_tag(struct html_builder *b, const struct html_token *token, struct loc loc)
{
    bool apart = token->alone && b->gone == NULL && b->pre == NULL;

    if (apart)
        b->line_break = b->last != NULL;
    html_literal(b, token->raw, token->size, loc);
    if (apart)
        b->line_break = b->last != NULL;
}

void html_open(struct html_builder *b, const struct html_token *token, struct loc loc)
{
    const struct html_tag *tag = html_tag_find(token->name);
    struct html_traits traits;

    if (b->gone != NULL) {
        b->gone_depth += tag == b->gone && !token->self_closing;
    } else if (b->pre != NULL) {
        open_in_pre(b, token, tag, loc);
    } else if (tag == NULL) {
        if (b->math > 0)
            return;
        char *name = arena_strdup(b->arena, token->name);
        diag_add(b->diags, DIAG_HTML_UNKNOWN, loc, name, NULL);
        show_tag(b, token, loc);
    } else if (!overflows(b, tag, loc)) {
        if (tag->role == HTML_IMAGE)
            memset(&traits, 0, sizeof traits);
        else
            html_traits_read(b, token, loc, &traits);
        open_known(b, token, tag, loc, &traits);
    }
}

/* The end tag of an element that is open. */
static void close_open(struct html_builder *b, const struct html_tag *tag, size_t open,
                       const struct html_token *token, struct loc loc)
{
    struct html_element *e = html_at(b, open - 1);

    if (tag->role == HTML_MEDIA && e->url == NULL)
        html_put_text(b, token->raw, token->size, loc);
    if (html_tag_is_block(tag))
        html_pop_to(b, open - 1);
    else
        html_close_inline(b, open - 1);
}

void html_close(struct html_builder *b, const struct html_token *token, struct loc loc)
{
    const struct html_tag *tag = html_tag_find(token->name);

    if (b->gone != NULL) {
        b->gone_depth -= tag == b->gone;
        if (b->gone_depth == 0)
            b->gone = NULL;
        return;
    }
    if (tag == NULL) {
        if (b->math == 0)
            show_tag(b, token, loc);
        return;
    }
    if (b->pre != NULL && tag->role != HTML_PRE)
        return;
    if (tag->role == HTML_BREAK) {
        html_put_break(b, loc);
        return;
    }
    size_t open = html_find_tag(b, tag);
    if (count_overflow(b, tag, 0) > 0)
        count_overflow(b, tag, -1);
    else if (open > 0)
        close_open(b, tag, open, token, loc);
    else if (has_content(tag) && !tag->optional_end)
        diag_add(b->diags, DIAG_HTML_STRAY, loc, tag->name, NULL);
}

/* SVG made safe: parsed by libxml2 without network, entities or DTD, walked, and written anew from
 * what the allow-lists of svg_allow.c let through. */
#include "read/image.h"
#include "read/svg_allow.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <math.h>
#include <string.h>

enum {
    MAX_ELEMENTS = 500 * 1000,
    MAX_DRAWN = 1000 * 1000, /* elements after <use>, masks and patterns are expanded */
    MAX_CHAIN = 400,         /* nested elements and references while drawing */
    MAX_FILTER_STEPS = 60,   /* primitives in a file */
    MAX_FILTER_USES = 200,   /* elements with a filter */
    MAX_FILTER_RADIUS = 60,  /* blur and spread */
    FILTER_COST = 2000       /* in drawn elements: a filter paints whole surfaces */
};

static const char svg_namespace[] = "http://www.w3.org/2000/svg";
static const char xlink_namespace[] = "http://www.w3.org/1999/xlink";

/* What the walk shares. */
struct cleaner {
    GString *out;
    GPtrArray *removed;           /* texts, each once, in order */
    GHashTable *ids;              /* id as written -> its xmlNode */
    GHashTable *used;             /* ids written so far */
    GHashTable *cost;             /* xmlNode -> drawn elements; 0 while it is being counted */
    size_t elements, after_start; /* where the content of the last start tag begins in out */
    int chain, filter_steps, filter_uses;
    const char *problem;
};

static void note_removed(struct cleaner *c, const char *what)
{
    for (guint i = 0; i < c->removed->len; i++)
        if (strcmp(c->removed->pdata[i], what) == 0)
            return;
    g_ptr_array_add(c->removed, g_strdup(what));
}

static const char *local_name(const xmlNode *n)
{
    return (const char *)n->name;
}

/* Elements of the SVG namespace, or of none when the root has none. */
static bool is_svg(const xmlNode *n)
{
    return n->type == XML_ELEMENT_NODE &&
           (n->ns == NULL || strcmp((const char *)n->ns->href, svg_namespace) == 0);
}

static bool is_named(const xmlNode *n, const char *name)
{
    return is_svg(n) && strcmp(local_name(n), name) == 0;
}

/* The attribute's text; NULL when absent. Entities are refused before, so it is one text node. */
static const char *attribute(const xmlNode *n, const char *name)
{
    for (const xmlAttr *a = n->properties; a != NULL; a = a->next)
        if (strcmp((const char *)a->name, name) == 0)
            return a->children == NULL || a->children->content == NULL
                       ? ""
                       : (const char *)a->children->content;
    return NULL;
}

static xmlNode *next_element(const xmlNode *top, const xmlNode *n)
{
    if (n->children != NULL && n->type == XML_ELEMENT_NODE)
        return n->children;
    while (n != top && n->next == NULL)
        n = n->parent;
    return n == top ? NULL : n->next;
}

/* --- references and their cost ------------------------------------------------------------- */

static size_t drawn(struct cleaner *c, const xmlNode *n);

/* The cost of what an id names; a loop costs everything. */
static size_t drawn_target(struct cleaner *c, const char *id, size_t n)
{
    char *name = g_strndup(id, n);
    const xmlNode *target = g_hash_table_lookup(c->ids, name);

    g_free(name);
    return target == NULL ? 0 : drawn(c, target);
}

/* The cost of an attribute's url(#id)s. */
static size_t drawn_urls(struct cleaner *c, const char *value)
{
    size_t sum = 0;

    for (const char *p = strstr(value, "url("); p != NULL; p = strstr(p + 4, "url(")) {
        const char *id = p + 4 + strspn(p + 4, " \"'");
        if (*id == '#')
            sum += drawn_target(c, id + 1, strcspn(id + 1, "\"' )"));
        if (sum > MAX_DRAWN)
            return MAX_DRAWN + 1;
    }
    return sum;
}

static size_t drawn_here(struct cleaner *c, const xmlNode *n)
{
    size_t sum = 1;
    const char *href = attribute(n, "href");

    for (const xmlAttr *a = n->properties; a != NULL && sum <= MAX_DRAWN; a = a->next)
        if (a->children != NULL && a->children->content != NULL) {
            sum += drawn_urls(c, (const char *)a->children->content);
            sum += strcmp((const char *)a->name, "filter") == 0 ? FILTER_COST : 0;
        }
    if (href != NULL && *href == '#' && !is_named(n, "a"))
        sum += drawn_target(c, href + 1, strlen(href + 1));
    for (const xmlNode *k = n->children; k != NULL && sum <= MAX_DRAWN; k = k->next)
        if (is_svg(k) && svg_element_verdict(local_name(k)) <= SVG_KEEP_FILTER)
            sum += drawn(c, k);
    return MIN(sum, MAX_DRAWN + 1);
}

/* Elements drawn for n when everything it refers to is expanded, at most MAX_DRAWN + 1. */
static size_t drawn(struct cleaner *c, const xmlNode *n)
{
    gpointer key = (gpointer)(uintptr_t)n, known;

    if (g_hash_table_lookup_extended(c->cost, key, NULL, &known))
        return known == NULL ? MAX_DRAWN + 1 : GPOINTER_TO_SIZE(known);
    if (c->chain >= MAX_CHAIN)
        return MAX_DRAWN + 1;
    g_hash_table_insert(c->cost, key, NULL);
    c->chain++;
    size_t sum = drawn_here(c, n);
    c->chain--;
    g_hash_table_insert(c->cost, key, GSIZE_TO_POINTER(sum));
    return sum;
}

static bool index_ids(struct cleaner *c, xmlNode *root)
{
    for (xmlNode *n = root; n != NULL; n = next_element(root, n)) {
        const char *id = n->type == XML_ELEMENT_NODE ? attribute(n, "id") : NULL;
        if (n->type == XML_ENTITY_REF_NODE || ++c->elements > MAX_ELEMENTS) {
            c->problem = n->type == XML_ENTITY_REF_NODE ? "it uses entities" : "too many elements";
            return false;
        }
        if (id != NULL && g_hash_table_lookup(c->ids, id) == NULL)
            g_hash_table_insert(c->ids, g_strdup(id), n);
    }
    return true;
}

/* --- writing ------------------------------------------------------------------------------- */

static void write_escaped(GString *out, const char *text, bool attribute_value)
{
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '&')
            g_string_append(out, "&amp;");
        else if (*p == '<')
            g_string_append(out, "&lt;");
        else if (*p == '>')
            g_string_append(out, "&gt;");
        else if (*p == '"' && attribute_value)
            g_string_append(out, "&quot;");
        else if (attribute_value && (*p == '\n' || *p == '\t' || *p == '\r'))
            g_string_append_printf(out, "&#%d;", *p);
        else
            g_string_append_c(out, *p);
    }
}

static void write_attribute(GString *out, const char *name, const char *value)
{
    g_string_append_printf(out, " %s=\"", name);
    write_escaped(out, value, true);
    g_string_append_c(out, '"');
}

/* An id as XML demands it: a name without colons. References are written by the same rule. */
static char *valid_id(const char *id, size_t n)
{
    GString *s = g_string_sized_new(n + 1);

    if (n == 0 || !(g_ascii_isalpha(*id) || *id == '_' || (unsigned char)*id >= 0x80))
        g_string_append_c(s, '_');
    for (size_t i = 0; i < n; i++) {
        bool fits =
            g_ascii_isalnum(id[i]) || strchr("_-.", id[i]) != NULL || (unsigned char)id[i] >= 0x80;
        g_string_append_c(s, fits && id[i] != '\0' ? id[i] : '_');
    }
    return g_string_free(s, FALSE);
}

/* A value with its url(#id)s made valid. */
static char *valid_value(const char *value)
{
    GString *s = g_string_new(NULL);
    const char *p = value, *url;

    while ((url = strstr(p, "url(")) != NULL) {
        const char *hash = url + 4 + strspn(url + 4, " \"'");
        if (*hash != '#') {
            g_string_append_len(s, p, hash - p);
            p = hash;
            continue;
        }
        size_t n = strcspn(hash + 1, "\"' )");
        char *id = valid_id(hash + 1, n);
        g_string_append_len(s, p, url - p);
        g_string_append_printf(s, "url(#%s)", id);
        g_free(id);
        p = hash + 1 + n + strspn(hash + 1 + n, "\"' ");
        p += *p == ')';
    }
    g_string_append(s, p);
    return g_string_free(s, FALSE);
}

static void write_id(struct cleaner *c, const char *value)
{
    char *id = valid_id(value, strlen(value));

    if (*value == '\0' || g_hash_table_contains(c->used, id)) {
        g_free(id);
        return;
    }
    write_attribute(c->out, "id", id);
    g_hash_table_add(c->used, id);
}

static void write_href(struct cleaner *c, const xmlNode *n, const char *value)
{
    char *plain = g_strstrip(g_strdup(value));

    if (is_named(n, "a")) {
        g_free(plain); /* a picture in a book has no links */
        return;
    }
    if (*plain == '#') {
        char *id = valid_id(plain + 1, strlen(plain + 1));
        g_string_append_printf(c->out, " xlink:href=\"#");
        write_escaped(c->out, id, true);
        g_string_append_c(c->out, '"');
        g_free(id);
    } else if (is_named(n, "image") && svg_is_data_image(plain)) {
        for (char *p = plain, *q = plain;; p++) { /* line breaks are allowed in the source */
            if (!g_ascii_isspace(*p))
                *q++ = *p;
            if (*p == '\0')
                break;
        }
        write_attribute(c->out, "xlink:href", plain);
    } else {
        note_removed(c, "external references");
    }
    g_free(plain);
}

static void write_style(struct cleaner *c, const char *value)
{
    GString *css = g_string_new(NULL);

    if (!svg_filter_css(value, css))
        note_removed(c, "unsafe style");
    if (css->len > 0) {
        char *valid = valid_value(css->str);
        write_attribute(c->out, "style", valid);
        g_free(valid);
    }
    g_string_free(css, TRUE);
}

/* Numbers that decide how long a filter takes. */
static bool filter_number_fits(const xmlNode *n, const char *name, const char *value)
{
    static const char *const bounded[] = {"stdDeviation", "radius", "order", "numOctaves"};

    if (g_ascii_strncasecmp(local_name(n), "fe", 2) != 0)
        return true;
    for (size_t i = 0; i < G_N_ELEMENTS(bounded); i++)
        if (strcmp(name, bounded[i]) == 0) {
            char *end;
            double number = g_ascii_strtod(value, &end);
            while (*end == ' ' || *end == ',')
                end++;
            number = fmax(number, g_ascii_strtod(end, NULL));
            return number <= MAX_FILTER_RADIUS;
        }
    return true;
}

static void write_plain(struct cleaner *c, const xmlNode *n, const char *name, const char *value)
{
    if (!svg_value_is_local(value)) {
        note_removed(c, "external references");
    } else if (strcmp(name, "filter") == 0 && ++c->filter_uses > MAX_FILTER_USES) {
        note_removed(c, "filters beyond the limit");
    } else if (!filter_number_fits(n, name, value)) {
        note_removed(c, "filters beyond the limit");
    } else {
        char *valid = valid_value(value);
        write_attribute(c->out, name, valid);
        g_free(valid);
    }
}

static void write_attributes(struct cleaner *c, const xmlNode *n)
{
    for (const xmlAttr *a = n->properties; a != NULL; a = a->next) {
        const char *name = (const char *)a->name;
        const char *space = a->ns == NULL ? NULL : (const char *)a->ns->href;
        const char *value = a->children == NULL || a->children->content == NULL
                                ? ""
                                : (const char *)a->children->content;
        if (space != NULL && strcmp(space, (const char *)XML_XML_NAMESPACE) == 0) {
            if (strcmp(name, "space") == 0 || strcmp(name, "lang") == 0) {
                char *full = g_strconcat("xml:", name, NULL);
                write_attribute(c->out, full, value);
                g_free(full);
            }
        } else if (strcmp(name, "href") == 0 &&
                   (space == NULL || strcmp(space, xlink_namespace) == 0)) {
            if (space != NULL ||
                xmlHasNsProp(n, (const xmlChar *)"href", (const xmlChar *)xlink_namespace) == NULL)
                write_href(c, n, value);
        } else if (space != NULL) {
            continue;
        } else if (name[0] == 'o' && name[1] == 'n') {
            note_removed(c, "event handlers");
        } else if (strcmp(name, "id") == 0) {
            write_id(c, value);
        } else if (strcmp(name, "style") == 0) {
            write_style(c, value);
        } else if (svg_attribute_allowed(name)) {
            write_plain(c, n, name, value);
        }
    }
}

/* --- foreignObject: HTML labels, as mermaid and draw.io write them --------------------------- */

static bool starts_line(const xmlNode *n)
{
    static const char *const blocks[] = {"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4"};

    for (size_t i = 0; n->type == XML_ELEMENT_NODE && i < G_N_ELEMENTS(blocks); i++)
        if (strcmp(local_name(n), blocks[i]) == 0)
            return true;
    return false;
}

static void end_line(GPtrArray *lines, GString *line)
{
    g_strstrip(line->str);
    if (*line->str != '\0')
        g_ptr_array_add(lines, g_strdup(line->str));
    g_string_truncate(line, 0);
}

/* The text below n, one line for each block; the class of the innermost element that has one. */
static GPtrArray *label_lines(const xmlNode *top, const char **class)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    GString *line = g_string_new(NULL);

    for (const xmlNode *n = top; n != NULL; n = next_element(top, n)) {
        if (starts_line(n))
            end_line(lines, line);
        if (n->type == XML_ELEMENT_NODE && attribute(n, "class") != NULL)
            *class = attribute(n, "class");
        if (n->type != XML_TEXT_NODE && n->type != XML_CDATA_SECTION_NODE)
            continue;
        for (const char *p = (const char *)n->content; *p != '\0'; p++)
            if (!g_ascii_isspace(*p))
                g_string_append_c(line, *p);
            else if (line->len > 0 && line->str[line->len - 1] != ' ')
                g_string_append_c(line, ' ');
    }
    end_line(lines, line);
    g_string_free(line, TRUE);
    return lines;
}

static double number_attribute(const xmlNode *n, const char *name)
{
    const char *value = attribute(n, name);
    double number = value == NULL ? 0 : g_ascii_strtod(value, NULL);

    return isfinite(number) ? number : 0;
}

static void write_number(GString *out, const char *name, double value)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];

    write_attribute(out, name, g_ascii_formatd(text, sizeof text, "%.6g", value));
}

/* The label's lines, centred in the object's box. */
static void write_label(struct cleaner *c, const xmlNode *n)
{
    const char *class = NULL;
    GPtrArray *lines = label_lines(n, &class);
    double x = number_attribute(n, "x") + number_attribute(n, "width") / 2;
    double y = number_attribute(n, "y") + number_attribute(n, "height") / 2;

    if (lines->len > 0) {
        note_removed(c, "HTML (its text is kept)");
        g_string_append(c->out, "<text");
        write_number(c->out, "x", x);
        write_number(c->out, "y", y);
        write_attribute(c->out, "text-anchor", "middle");
        if (class != NULL)
            write_attribute(c->out, "class", class);
        g_string_append_c(c->out, '>');
    }
    for (guint i = 0; i < lines->len; i++) {
        g_string_append(c->out, "<tspan");
        write_number(c->out, "x", x);
        char em[G_ASCII_DTOSTR_BUF_SIZE + 2];
        g_ascii_formatd(em, G_ASCII_DTOSTR_BUF_SIZE, "%.3g",
                        i > 0 ? 1.2 : 0.35 - 0.6 * (double)(lines->len - 1));
        g_strlcat(em, "em", sizeof em);
        write_attribute(c->out, "dy", em);
        g_string_append_c(c->out, '>');
        write_escaped(c->out, lines->pdata[i], false);
        g_string_append(c->out, "</tspan>");
    }
    if (lines->len > 0)
        g_string_append(c->out, "</text>");
    g_ptr_array_free(lines, TRUE);
}

/* In a <switch> the object has a stand-in that every reader can show. */
static bool has_stand_in(const xmlNode *n)
{
    if (n->parent == NULL || !is_named(n->parent, "switch"))
        return false;
    for (const xmlNode *k = n->next; k != NULL; k = k->next)
        if (is_svg(k) && !is_named(k, "a") && !is_named(k, "foreignObject"))
            return true;
    return false;
}

/* --- the walk ------------------------------------------------------------------------------ */

static void write_style_element(struct cleaner *c, const xmlNode *n)
{
    const char *type = attribute(n, "type");
    xmlChar *css = xmlNodeGetContent(n);
    GString *filtered = g_string_new(NULL);

    if (css != NULL && (type == NULL || *type == '\0' || g_ascii_strcasecmp(type, "text/css") == 0))
        if (!svg_filter_css((const char *)css, filtered))
            note_removed(c, "unsafe style");
    if (filtered->len > 0) {
        g_string_append(c->out, "<style type=\"text/css\">");
        write_escaped(c->out, filtered->str, false);
        g_string_append(c->out, "</style>");
    }
    g_string_free(filtered, TRUE);
    xmlFree(css);
}

/* A link becomes the group that it also is. */
static const char *output_name(const xmlNode *n)
{
    if (strcmp(local_name(n), "a") != 0)
        return local_name(n);
    return is_named(n->parent, "text") || is_named(n->parent, "tspan") ? "tspan" : "g";
}

/* Decides about an element; true when its start tag was written and its children follow. */
static bool open_element(struct cleaner *c, const xmlNode *n, bool root)
{
    const char *name = local_name(n);
    char text[64];

    switch (is_svg(n) ? svg_element_verdict(name) : SVG_SILENT) {
    case SVG_KEEP_FILTER:
        if (++c->filter_steps > MAX_FILTER_STEPS) {
            note_removed(c, "filters beyond the limit");
            return false;
        }
        break;
    case SVG_KEEP:
        break;
    case SVG_SILENT:
        return false;
    case SVG_ANIMATION:
        note_removed(c, "animation");
        return false;
    case SVG_SCRIPT:
        note_removed(c, "script");
        return false;
    case SVG_HTML:
        if (!has_stand_in(n))
            write_label(c, n);
        return false;
    case SVG_UNKNOWN:
        g_snprintf(text, sizeof text, "<%s>", name);
        note_removed(c, text);
        return false;
    }
    if (strcmp(name, "style") == 0) {
        write_style_element(c, n);
        return false;
    }
    g_string_append_printf(c->out, "<%s", output_name(n));
    if (root)
        g_string_append_printf(c->out, " xmlns=\"%s\" xmlns:xlink=\"%s\"", svg_namespace,
                               xlink_namespace);
    write_attributes(c, n);
    g_string_append(c->out, n->children == NULL ? "/>" : ">");
    c->after_start = n->children == NULL ? 0 : c->out->len;
    return n->children != NULL;
}

static void close_element(struct cleaner *c, const xmlNode *n)
{
    if (c->out->len == c->after_start) { /* nothing in it was written */
        g_string_insert_c(c->out, (gssize)c->out->len - 1, '/');
        return;
    }
    g_string_append_printf(c->out, "</%s>", output_name(n));
}

static void write_tree(struct cleaner *c, xmlNode *root)
{
    const xmlNode *n = root;

    for (;;) {
        bool down = false;
        if (n->type == XML_ELEMENT_NODE)
            down = open_element(c, n, n == root);
        else if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE)
            write_escaped(c->out, (const char *)n->content, false);
        if (down) {
            n = n->children;
            continue;
        }
        while (n != root && n->next == NULL) {
            n = n->parent;
            close_element(c, n);
        }
        if (n == root)
            break;
        n = n->next;
    }
}

/* --- reading ------------------------------------------------------------------------------- */

/* Blanks out a DOCTYPE that only names a DTD; false when it declares anything. */
static bool drop_doctype(char *text)
{
    char *p = strstr(text, "<!DOCTYPE"), *end = p;
    char quote = 0;

    if (p == NULL)
        return strstr(text, "<!ENTITY") == NULL;
    for (; *end != '\0' && (quote != 0 || *end != '>'); end++) {
        if (quote != 0)
            quote = *end == quote ? 0 : quote;
        else if (*end == '"' || *end == '\'')
            quote = *end;
        else if (*end == '[')
            return false;
    }
    if (*end == '\0')
        return false;
    memset(p, ' ', (size_t)(end + 1 - p));
    return true;
}

/* The text in UTF-8 without its byte order mark; NULL when it cannot be read. */
static char *read_text(const void *bytes, size_t size)
{
    const char *p = bytes;
    char encoding[32] = "";

    if (size >= 2 && (memcmp(p, "\xFF\xFE", 2) == 0 || memcmp(p, "\xFE\xFF", 2) == 0))
        return g_convert(p, (gssize)size, "UTF-8", "UTF-16", NULL, NULL, NULL);
    if (size >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0) {
        p += 3;
        size -= 3;
    }
    if (memchr(p, '\0', size) != NULL)
        return NULL;
    if (g_utf8_validate(p, (gssize)size, NULL))
        return g_strndup(p, size);
    const char *declared = g_strstr_len(p, (gssize)MIN(size, 200), "encoding=");
    if (declared != NULL)
        g_strlcpy(encoding, declared + 10, MIN(sizeof encoding, 1 + strcspn(declared + 10, "\"'")));
    return *encoding == '\0' ? NULL
                             : g_convert(p, (gssize)size, "UTF-8", encoding, NULL, NULL, NULL);
}

/* Other encodings are gone by now: the declaration must not say otherwise. */
static void drop_declaration(char *text)
{
    char *p = text + strspn(text, " \t\r\n");
    char *end = g_str_has_prefix(p, "<?xml") ? strstr(p, "?>") : NULL;

    if (end != NULL)
        memset(p, ' ', (size_t)(end + 2 - p));
}

static xmlDoc *parse(const char *text, size_t size)
{
    xmlParserCtxt *parser = xmlNewParserCtxt();

    if (parser == NULL || size > INT_MAX)
        return NULL;
    xmlDoc *doc = xmlCtxtReadMemory(parser, text, (int)size, NULL, "UTF-8",
                                    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                        XML_PARSE_NOCDATA);
    xmlFreeParserCtxt(parser);
    return doc;
}

static GBytes *clean(xmlNode *root, const char **problem, GString *removed)
{
    struct cleaner c = {
        .out = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"),
        .removed = g_ptr_array_new_with_free_func(g_free),
        .ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        .used = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        .cost = g_hash_table_new(NULL, NULL),
    };

    if (index_ids(&c, root)) {
        if (drawn(&c, root) > MAX_DRAWN)
            c.problem = "its references expand without bound";
        else
            write_tree(&c, root);
    }
    for (guint i = 0; removed != NULL && i < c.removed->len; i++)
        g_string_append_printf(removed, "%s%s", removed->len > 0 ? ", " : "",
                               (const char *)c.removed->pdata[i]);
    g_string_append_c(c.out, '\n');
    g_ptr_array_free(c.removed, TRUE);
    g_hash_table_destroy(c.ids);
    g_hash_table_destroy(c.used);
    g_hash_table_destroy(c.cost);
    if (c.problem != NULL) {
        *problem = c.problem;
        g_string_free(c.out, TRUE);
        return NULL;
    }
    return g_string_free_to_bytes(c.out);
}

GBytes *svg_sanitise(const void *bytes, size_t size, const char **problem, GString *removed)
{
    char *text = size > IMAGE_MAX_BYTES ? NULL : read_text(bytes, size);
    GBytes *result = NULL;

    if (text == NULL) {
        *problem = "its encoding cannot be read";
        return NULL;
    }
    drop_declaration(text);
    if (!drop_doctype(text)) {
        *problem = "its DOCTYPE declares entities";
        g_free(text);
        return NULL;
    }
    xmlDoc *doc = parse(text, strlen(text));
    xmlNode *root = doc == NULL ? NULL : xmlDocGetRootElement(doc);
    if (root == NULL)
        *problem = "it is not well-formed XML";
    else if (doc->intSubset != NULL || !is_named(root, "svg"))
        *problem = "it is not SVG";
    else
        result = clean(root, problem, removed);
    if (doc != NULL)
        xmlFreeDoc(doc);
    g_free(text);
    return result;
}

#include "read/notebook.h"

#include "read/front.h"
#include "read/html.h"
#include "read/image_data.h"
#include "read/md_code.h"
#include "read/md_source.h"
#include "read/notebook_int.h"

#include <string.h>

bool notebook_is(const char *path)
{
    return path != NULL && g_ascii_strcasecmp(path_suffix(path), ".ipynb") == 0;
}

/* ---- Markdown ---- */

/* Pictures that are attached to the cell: "attachment:name.png". */
static void read_attachments(struct notebook *nb, const struct nb_value *cell, struct node *top)
{
    static const char prefix[] = "attachment:";
    const struct nb_value *all = nb_get(cell, "attachments");

    for (struct node *n = top; n != NULL; n = node_next(top, n)) {
        if (n->kind != NODE_IMAGE || !g_str_has_prefix(n->u.image.url, prefix))
            continue;
        n->u.image.url += strlen(prefix); /* what is not attached may be a file */
        g_autofree char *name = g_uri_unescape_string(n->u.image.url, NULL);
        const struct nb_value *forms = nb_get(all, name != NULL ? name : n->u.image.url);
        const struct nb_value *form =
            forms != NULL && forms->kind == NB_TABLE ? forms->first : NULL;
        g_autoptr(GString) data = form != NULL ? nb_text(nb, form, NULL) : NULL;
        if (data != NULL)
            n->u.image.image = image_of_data(nb->md.chapter, data->str, true, form->key);
    }
}

void nb_markdown(struct notebook *nb, const struct nb_value *v, struct node *parent)
{
    struct line_map *map = line_map_new(nb->md.chapter->path);
    GString *text = nb_text(nb, v, map);

    if (text != NULL && text->len > 0)
        node_move_children(markdown_part(&nb->md, text, map), parent);
    if (text != NULL)
        g_string_free(text, TRUE);
    line_map_free(map);
}

static void read_markdown(struct notebook *nb, const struct nb_value *cell, struct node *parent)
{
    const struct node *before = parent->last;

    nb_markdown(nb, nb_get(cell, "source"), parent);
    for (struct node *n = before != NULL ? before->next : parent->first; n != NULL; n = n->next)
        read_attachments(nb, cell, n);
}

/* Format 3 has headings as cells. */
static void read_heading(struct notebook *nb, const struct nb_value *cell, struct node *parent)
{
    const struct nb_value *level = nb_get(cell, "level");
    int n = level != NULL && level->kind == NB_NUMBER ? (int)CLAMP(level->u.number, 1, 6) : 1;
    struct node *before = parent->last;

    nb_markdown(nb, nb_get(cell, "source"), parent);
    struct node *heading = before != NULL ? before->next : parent->first;
    if (heading == NULL || heading->kind != NODE_PARAGRAPH)
        return;
    heading->kind = NODE_HEADING;
    memset(&heading->u, 0, sizeof heading->u);
    heading->u.heading.level = n;
}

/* ---- code ---- */

/* "%%bash" and the like: the cell is in another language than the kernel's. */
static const char *magic_language(const char *text)
{
    static const struct {
        const char *magic, *language;
    } magics[] = {
        {"bash", "bash"},     {"sh", "bash"},     {"script", "bash"},       {"html", "html"},
        {"javascript", "js"}, {"js", "js"},       {"sql", "sql"},           {"ruby", "ruby"},
        {"perl", "perl"},     {"latex", "latex"}, {"markdown", "markdown"}, {"cmd", "bash"},
        {"svg", "xml"},       {"R", "r"}};

    if (!g_str_has_prefix(text, "%%"))
        return NULL;
    size_t n = strcspn(text + 2, " \t\n");
    for (size_t i = 0; i < G_N_ELEMENTS(magics); i++)
        if (strlen(magics[i].magic) == n && strncmp(magics[i].magic, text + 2, n) == 0)
            return magics[i].language;
    return NULL;
}

struct node *nb_code(struct notebook *nb, const struct nb_value *v, const char *language,
                     struct node *parent)
{
    g_autoptr(GString) text = nb_text(nb, v, NULL);

    if (text == NULL)
        return NULL;
    while (text->len > 0 && text->str[text->len - 1] == '\n')
        g_string_truncate(text, text->len - 1);
    if (text->len == 0)
        return NULL;
    int line = v->kind == NB_LIST && v->first != NULL ? v->first->line : v->line;
    struct node *n = node_new(nb->a, NODE_CODE_BLOCK, nb_loc(nb, line));
    const char *magic = magic_language(text->str);
    node_append(parent, n);
    n->u.code.first_line = line;
    n->u.code.text = arena_strndup(nb->a, text->str, text->len);
    n->u.code.language = magic != NULL ? magic : language;
    return n;
}

/* ---- what a cell's tags and metadata hide ---- */

enum hidden { SHOWN, FOLDED, REMOVED };

static bool has_tag(const struct nb_value *cell, const char *what, const char *part)
{
    const struct nb_value *tags = nb_get(nb_get(cell, "metadata"), "tags");
    g_autofree char *hyphen = g_strdup_printf("%s-%s", what, part);
    g_autofree char *underscore = g_strdup_printf("%s_%s", what, part);

    for (const struct nb_value *t = tags != NULL ? tags->first : NULL; t != NULL; t = t->next)
        if (t->kind == NB_STRING &&
            (strcmp(t->u.string, hyphen) == 0 || strcmp(t->u.string, underscore) == 0))
            return true;
    return false;
}

/* `part`: "cell", "input" or "output". */
static enum hidden hidden(const struct nb_value *cell, const char *part)
{
    const struct nb_value *jupyter = nb_get(nb_get(cell, "metadata"), "jupyter");
    g_autofree char *key =
        g_strdup_printf("%s_hidden", strcmp(part, "input") == 0 ? "source" : "outputs");
    const struct nb_value *v = strcmp(part, "cell") != 0 ? nb_get(jupyter, key) : NULL;

    if (has_tag(cell, "remove", part))
        return REMOVED;
    if (has_tag(cell, "hide", part) || (v != NULL && v->kind == NB_BOOL && v->u.boolean))
        return FOLDED;
    return SHOWN;
}

/* Where the part of a cell goes: a block that can be folded where it is hidden. */
static struct node *part_parent(struct notebook *nb, const struct nb_value *cell, enum hidden how,
                                const char *class, struct node *parent)
{
    if (how == SHOWN)
        return parent;
    struct node *details = node_new(nb->a, NODE_DETAILS, nb_loc(nb, cell->line));
    node_add_class(nb->a, details, class);
    node_append(parent, details);
    return details;
}

static void drop_empty(struct node *details, const struct node *parent)
{
    if (details != parent && details->first == NULL)
        node_unlink(details);
}

static void read_code(struct notebook *nb, const struct nb_value *cell, struct node *parent)
{
    const struct nb_value *source = nb_get(cell, nb->major >= 4 ? "source" : "input");
    const char *own = nb_string(cell, "language"); /* format 3 */
    enum hidden input = hidden(cell, "input"), output = hidden(cell, "output");
    enum hidden whole = hidden(cell, "cell");

    if (whole == REMOVED)
        return;
    struct node *cell_parent = part_parent(nb, cell, whole, "hidden-cell", parent);
    if (input != REMOVED) {
        struct node *to = part_parent(nb, cell, input, "hidden-input", cell_parent);
        nb_code(nb, source, own != NULL ? arena_strdup(nb->a, own) : nb->language, to);
        drop_empty(to, cell_parent);
    }
    if (output != REMOVED) {
        struct node *to = part_parent(nb, cell, output, "hidden-output", cell_parent);
        nb_outputs(nb, nb_get(cell, "outputs"), to);
        drop_empty(to, cell_parent);
    }
    drop_empty(cell_parent, parent);
}

/* ---- raw cells ---- */

/* Front matter, as Quarto has it in the first cell; false: it is none. */
static bool read_front(struct notebook *nb, const struct nb_value *source)
{
    g_autoptr(GString) text = nb_text(nb, source, NULL);
    int lines;

    if (nb->cell != 1 || text == NULL)
        return false;
    return front_read(nb->md.diags, nb->md.chapter, text->str, &lines) > 0;
}

/* A text for one of the formats a notebook can be made into. */
static void read_raw(struct notebook *nb, const struct nb_value *cell, struct node *parent)
{
    const struct nb_value *source = nb_get(cell, "source"), *metadata = nb_get(cell, "metadata");
    const char *format = nb_string(metadata, "format");

    if (format == NULL)
        format = nb_string(metadata, "raw_mimetype");
    if (hidden(cell, "cell") == REMOVED || read_front(nb, source))
        return;
    if (format != NULL && strcmp(format, "text/markdown") == 0)
        nb_markdown(nb, source, parent);
    else if (format != NULL && strcmp(format, "text/html") == 0)
        nb_html(nb, source, parent);
    else
        nb_code(nb, source, format != NULL && strstr(format, "tex") != NULL ? "latex" : NULL,
                parent);
}

/* ---- the notebook ---- */

static void complain(struct notebook *nb, int line, const char *what)
{
    diag_add(nb->md.diags, DIAG_NOTEBOOK_PART, nb_loc(nb, line), what, NULL);
}

static void read_cell(struct notebook *nb, const struct nb_value *cell, struct node *doc)
{
    const char *type = nb_string(cell, "cell_type");
    const struct nb_value *source = nb_get(cell, "source");

    if (source == NULL)
        source = nb_get(cell, "input");
    if (type == NULL || (source != NULL && source->kind != NB_STRING && source->kind != NB_LIST)) {
        complain(nb, cell->line, "a cell");
        return;
    }
    if (strcmp(type, "code") == 0) {
        read_code(nb, cell, doc);
    } else if (strcmp(type, "markdown") == 0 && hidden(cell, "cell") == REMOVED) {
        return;
    } else if (strcmp(type, "markdown") == 0) {
        struct node *to = part_parent(nb, cell, hidden(cell, "cell"), "hidden-cell", doc);
        read_markdown(nb, cell, to);
    } else if (strcmp(type, "heading") == 0) {
        read_heading(nb, cell, doc);
    } else { /* raw, or a type of its own */
        read_raw(nb, cell, doc);
    }
}

static bool read_cells(struct notebook *nb, const struct nb_value *cells, struct node *doc)
{
    if (cells == NULL || cells->kind != NB_LIST)
        return false;
    for (const struct nb_value *cell = cells->first; cell != NULL; cell = cell->next) {
        nb->cell++;
        read_cell(nb, cell, doc);
    }
    return true;
}

/* Format 4 has cells, 3 and before worksheets of them. */
static bool read_all(struct notebook *nb, const struct nb_value *top, struct node *doc)
{
    const struct nb_value *sheets = nb_get(top, "worksheets");
    bool any = read_cells(nb, nb_get(top, "cells"), doc);

    for (const struct nb_value *s = sheets != NULL && sheets->kind == NB_LIST ? sheets->first
                                                                              : NULL;
         s != NULL; s = s->next)
        any |= read_cells(nb, nb_get(s, "cells"), doc);
    return any;
}

static const char *kernel_language(struct arena *a, const struct nb_value *top)
{
    const struct nb_value *metadata = nb_get(top, "metadata");
    const char *name = nb_string(nb_get(metadata, "language_info"), "name");
    const char *kernel = nb_string(nb_get(metadata, "kernelspec"), "name");

    if (name == NULL)
        name = nb_string(nb_get(metadata, "kernelspec"), "language");
    if (name == NULL && kernel != NULL)
        name = g_str_has_prefix(kernel, "python") ? "python" : kernel;
    if (name == NULL || *name == '\0')
        return NULL;
    g_autofree char *lower = g_utf8_strdown(name, -1);
    return arena_strdup(a, g_str_has_prefix(lower, "ipython") ? "python" : lower);
}

static struct node *read_tree(struct notebook *nb, const struct nb_value *top)
{
    struct node *doc = node_new(nb->a, NODE_DOCUMENT, (struct loc){nb->md.chapter->path, 1, 0});
    const struct nb_value *major = nb_get(top, "nbformat");

    nb->major = major != NULL && major->kind == NB_NUMBER ? (int)CLAMP(major->u.number, 1, 9) : 4;
    if (nb_get(top, "worksheets") != NULL && nb_get(top, "cells") == NULL)
        nb->major = 3;
    nb->language = kernel_language(nb->a, top);
    return read_all(nb, top, doc) ? doc : NULL;
}

bool notebook_read(struct diags *d, struct chapter *c, const char *text, size_t size)
{
    struct notebook nb = {.md = {.diags = d, .chapter = c}, .a = c->arena};
    const char *error = "it is not valid UTF-8", *end;
    int line = 1;

    c->doc = NULL;
    nb.scratch = arena_new();
    if (size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
        text += 3;
        size -= 3;
    }
    const struct nb_value *top = NULL;
    if (g_utf8_validate(text, (gssize)size, &end)) {
        char *copy = arena_strndup(nb.scratch, text, size);
        top = nb_parse(nb.scratch, copy, &error, &line);
    }
    if (top != NULL) {
        c->doc = read_tree(&nb, top);
        error = "it has no cells";
        line = 1;
    }
    if (c->doc == NULL)
        diag_add(d, DIAG_NOTEBOOK, (struct loc){c->path, line, 0}, error, NULL);
    markdown_end(&nb.md);
    arena_free(nb.scratch);
    return c->doc != NULL;
}

/* What the cells of a notebook have put out, as it is stored in it. */
#include "read/notebook_int.h"

#include "read/html.h"
#include "read/image_data.h"
#include "read/md_math.h"

#include <string.h>

/* ---- HTML ---- */

static bool shows_anything(const struct node *top)
{
    for (const struct node *n = top; n != NULL; n = node_next(top, n)) {
        if (n->kind == NODE_IMAGE || n->kind == NODE_CODE_BLOCK || n->kind == NODE_MATH)
            return true;
        if (n->kind == NODE_TEXT || n->kind == NODE_CODE)
            for (const char *p = n->u.text; *p != '\0'; p = g_utf8_next_char(p))
                if (!g_unichar_isspace(g_utf8_get_char(p)))
                    return true;
    }
    return false;
}

/* A program has written it, with scripts and styles of its own: what goes of it is not told. */
bool nb_html(struct notebook *nb, const struct nb_value *v, struct node *parent)
{
    g_autoptr(GString) text = nb_text(nb, v, NULL);

    if (text == NULL)
        return false;
    struct diags *unheard = diags_new();
    struct node *doc = node_new(nb->a, NODE_DOCUMENT, nb_loc(nb, v->line));
    struct node *html = node_new(nb->a, NODE_HTML_BLOCK, nb_loc(nb, v->line));
    html->u.text = arena_strndup(nb->a, text->str, text->len);
    node_append(doc, html);
    html_rewrite(nb->a, unheard, doc);
    image_data_finish(nb->md.chapter, doc);
    diags_free(unheard);
    for (struct node *n = doc; n != NULL; n = node_next(doc, n))
        n->loc = nb_loc(nb, v->line); /* its lines are none of the file's */
    bool any = shows_anything(doc);
    if (any)
        node_move_children(doc, parent);
    return any;
}

/* ---- text ---- */

static int count_lines(const char *text)
{
    int n = 1;

    for (; *text != '\0'; text++)
        n += *text == '\n';
    return n;
}

/* Cuts the text behind the lines that the manifest allows an output. */
static void bound_lines(struct notebook *nb, char *text, int line)
{
    const struct edition *e = nb->md.chapter->edition;
    int limit = e != NULL ? e->book->notebook_lines : 0, total = count_lines(text);

    if (limit == 0 || total <= limit)
        return;
    char *p = text;
    for (int i = 0; i < limit; i++)
        p = strchr(p, '\n') + 1;
    p[-1] = '\0';
    g_autofree char *all = g_strdup_printf("%d", total), *shown = g_strdup_printf("%d", limit);
    diag_add(nb->md.diags, DIAG_NOTEBOOK_CUT, nb_loc(nb, line), all, shown, NULL);
}

static bool add_text(struct notebook *nb, const char *raw, int line, const char *class,
                     struct node *parent)
{
    char *text = nb_terminal_text(nb->a, raw);
    size_t n = strlen(text);

    while (n > 0 && text[n - 1] == '\n')
        text[--n] = '\0';
    if (n == 0)
        return false;
    bound_lines(nb, text, line);
    struct node *code = node_new(nb->a, NODE_CODE_BLOCK, nb_loc(nb, line));
    code->u.code.text = text;
    node_add_class(nb->a, code, class);
    node_append(parent, code);
    return true;
}

static bool add_text_of(struct notebook *nb, const struct nb_value *v, const char *class,
                        struct node *parent)
{
    /* carriage returns are the terminal's, so the text is taken as it is */
    g_autoptr(GString) text = g_string_new(NULL);

    if (v == NULL || (v->kind != NB_STRING && v->kind != NB_LIST))
        return false;
    if (v->kind == NB_STRING)
        g_string_append(text, v->u.string);
    for (const struct nb_value *s = v->kind == NB_LIST ? v->first : NULL; s != NULL; s = s->next)
        if (s->kind == NB_STRING)
            g_string_append(text, s->u.string);
    return add_text(nb, text->str, v->line, class, parent);
}

/* ---- pictures and formulas ---- */

static const char *pixels(struct arena *a, const struct nb_value *v)
{
    if (v == NULL || v->kind != NB_NUMBER || v->u.number < 1 || v->u.number > 100000)
        return NULL;
    return arena_printf(a, "%d", (int)v->u.number);
}

/* `metadata`: what the output says of this form of itself. */
static bool add_image(struct notebook *nb, const struct nb_value *v, const char *mime,
                      const struct nb_value *metadata, struct node *parent)
{
    g_autoptr(GString) data = nb_text(nb, v, NULL);
    bool svg = strcmp(mime, "image/svg+xml") == 0;
    struct image *image =
        data != NULL ? image_of_data(nb->md.chapter, data->str, !svg, mime) : NULL;
    const char *alt = nb_string(metadata, "alt");

    if (image == NULL)
        return false;
    struct node *p = node_new(nb->a, NODE_PARAGRAPH, nb_loc(nb, v->line));
    struct node *n = node_new(nb->a, NODE_IMAGE, p->loc);
    n->u.image.image = image;
    n->u.image.url = arena_strdup(nb->a, image->path);
    n->u.image.alt = alt != NULL ? arena_strdup(nb->a, alt) : "";
    n->u.image.width = pixels(nb->a, nb_get(metadata, "width"));
    n->u.image.height = pixels(nb->a, nb_get(metadata, "height"));
    node_append(p, n);
    node_append(parent, p);
    return true;
}

/* The TeX between the marks of a display; NULL when the text is no formula. */
static char *strip_math(char *text)
{
    static const struct {
        const char *open, *close;
    } marks[] = {{"$$", "$$"}, {"\\[", "\\]"}, {"\\(", "\\)"}, {"$", "$"}};

    g_strstrip(text);
    size_t n = strlen(text);
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
        size_t k = strlen(marks[i].open);
        if (n < 2 * k || !g_str_has_prefix(text, marks[i].open) ||
            !g_str_has_suffix(text, marks[i].close))
            continue;
        text[n - k] = '\0';
        return g_strstrip(text + k);
    }
    bool formula = g_str_has_prefix(text, "\\begin{") && strncmp(text + 7, "tab", 3) != 0 &&
                   strncmp(text + 7, "cent", 4) != 0 && strncmp(text + 7, "longt", 5) != 0;
    return formula ? text : NULL;
}

static bool add_latex(struct notebook *nb, const struct nb_value *v, struct node *parent)
{
    g_autoptr(GString) text = nb_text(nb, v, NULL);
    char *tex = text != NULL ? strip_math(text->str) : NULL;

    if (tex == NULL || *tex == '\0')
        return false;
    struct node *n = node_new(nb->a, NODE_MATH_BLOCK, nb_loc(nb, v->line));
    n->u.math.tex = arena_strdup(nb->a, tex);
    bool lines = strchr(tex, '\n') != NULL;
    if (v->kind == NB_LIST && v->first != NULL)
        n->u.math.loc = nb_loc(nb, v->first->line);
    else if (!lines)
        n->u.math.loc = nb_loc(nb, v->line);
    else
        n->u.math.loc = nb_loc(nb, 0); /* all on one line of the file */
    node_append(parent, n);
    md_math_read(&nb->md.tex, nb->md.diags, nb->md.chapter, n);
    return true;
}

/* ---- one output ---- */

/* A form of an output as formats 4 and 3 name it. */
static const struct nb_value *form(const struct nb_value *data, const char *mime, const char *old)
{
    const struct nb_value *v = nb_get(data, mime);

    return v != NULL ? v : nb_get(data, old);
}

/* The richest form that a book can show. */
static bool add_data(struct notebook *nb, const struct nb_value *data,
                     const struct nb_value *metadata, struct node *parent)
{
    static const struct {
        const char *mime, *old;
    } images[] = {{"image/svg+xml", "svg"},
                  {"image/png", "png"},
                  {"image/jpeg", "jpeg"},
                  {"image/gif", "gif"},
                  {"image/webp", "webp"}};
    const struct nb_value *markdown = form(data, "text/markdown", "markdown");

    if (add_latex(nb, form(data, "text/latex", "latex"), parent))
        return true;
    for (size_t i = 0; i < G_N_ELEMENTS(images); i++) {
        const struct nb_value *v = form(data, images[i].mime, images[i].old);
        if (v != NULL && add_image(nb, v, images[i].mime, nb_get(metadata, images[i].mime), parent))
            return true;
    }
    if (markdown != NULL) {
        const struct node *before = parent->last;
        nb_markdown(nb, markdown, parent);
        if (parent->last != before)
            return true;
    }
    if (nb_html(nb, form(data, "text/html", "html"), parent))
        return true;
    if (add_text_of(nb, form(data, "text/plain", "text"), "output-text", parent))
        return true;
    return nb_code(nb, nb_get(data, "application/json"), "json", parent) != NULL;
}

static bool add_error(struct notebook *nb, const struct nb_value *output, struct node *parent)
{
    const struct nb_value *traceback = nb_get(output, "traceback");
    const char *name = nb_string(output, "ename"), *value = nb_string(output, "evalue");
    g_autoptr(GString) text = g_string_new(NULL);

    for (const struct nb_value *t =
             traceback != NULL && traceback->kind == NB_LIST ? traceback->first : NULL;
         t != NULL; t = t->next)
        if (t->kind == NB_STRING)
            g_string_append_printf(text, "%s\n", t->u.string);
    if (text->len == 0 && name != NULL)
        g_string_append_printf(text, "%s: %s", name, value != NULL ? value : "");
    return add_text(nb, text->str, output->line, "output-error", parent);
}

static bool is_stream(const struct nb_value *output)
{
    return g_strcmp0(nb_string(output, "output_type"), "stream") == 0;
}

static const char *stream_name(const struct nb_value *output)
{
    const char *name = nb_string(output, "name");

    return name != NULL ? name : nb_string(output, "stream"); /* format 3 */
}

/* Streams of one name that follow each other are one text: programs write it piece by piece. The
 * last output that is taken. */
static const struct nb_value *add_streams(struct notebook *nb, const struct nb_value *output,
                                          struct node *parent)
{
    g_autoptr(GString) all = g_string_new(NULL);
    const char *name = stream_name(output);
    const struct nb_value *last = output;

    for (const struct nb_value *o = output;
         o != NULL && is_stream(o) && g_strcmp0(stream_name(o), name) == 0; o = o->next) {
        const struct nb_value *text = nb_get(o, "text");
        if (text != NULL && text->kind == NB_STRING)
            g_string_append(all, text->u.string);
        for (const struct nb_value *s = text != NULL && text->kind == NB_LIST ? text->first : NULL;
             s != NULL; s = s->next)
            if (s->kind == NB_STRING)
                g_string_append(all, s->u.string);
        last = o;
    }
    bool error = g_strcmp0(name, "stderr") == 0;
    add_text(nb, all->str, output->line, error ? "output-stderr" : "output-text", parent);
    return last;
}

static void add_output(struct notebook *nb, const struct nb_value *output, struct node *parent)
{
    const char *type = nb_string(output, "output_type");
    bool error = type != NULL && (strcmp(type, "error") == 0 || strcmp(type, "pyerr") == 0);
    const struct nb_value *data = nb_get(output, "data");

    if (type == NULL) {
        diag_add(nb->md.diags, DIAG_NOTEBOOK_PART, nb_loc(nb, output->line), "an output", NULL);
        return;
    }
    if (error)
        add_error(nb, output, parent);
    else
        add_data(nb, data != NULL ? data : output, nb_get(output, "metadata"), parent);
}

void nb_outputs(struct notebook *nb, const struct nb_value *outputs, struct node *parent)
{
    if (outputs == NULL || outputs->kind != NB_LIST || outputs->first == NULL)
        return;
    struct node *box = node_new(nb->a, NODE_DIV, nb_loc(nb, outputs->line));
    node_add_class(nb->a, box, "output");
    for (const struct nb_value *o = outputs->first; o != NULL; o = o->next) {
        if (is_stream(o))
            o = add_streams(nb, o, box);
        else
            add_output(nb, o, box);
    }
    if (box->first != NULL)
        node_append(parent, box);
}

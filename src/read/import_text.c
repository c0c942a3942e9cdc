#include "read/import_int.h"

#include "base/encoding.h"
#include "read/markdown.h"
#include "read/md_source.h"

#include <string.h>

enum { MAX_SIZE = 16 * 1024 * 1024 };

static struct loc file_loc(struct import_source *s, const char *path)
{
    return (struct loc){arena_strdup(s->a, path), 0, 0};
}

static void report_encoding(struct import_source *s, const char *path, const char *text,
                            size_t size, size_t bad)
{
    struct loc loc = file_loc(s, path);

    loc.line = 1;
    for (size_t i = 0; i < bad; i++)
        loc.line += text[i] == '\n';
    g_autofree char *at = md_source_bad(text, size, bad);
    g_autofree char *problem = g_strdup_printf("not valid UTF-8 at byte %s", at);
    diag_add(s->i->diags, DIAG_IMPORT_SYNTAX, loc, problem, NULL);
}

/* The text as it was before it was encoded twice, if it was. */
static const char *repaired(struct import_source *s, const char *path, const GString *text,
                            bool aloud)
{
    const struct encoding_repair *r = encoding_repair(s->scratch, text->str, text->len);

    if (r == NULL)
        return arena_strndup(s->scratch, text->str, text->len);
    if (aloud)
        encoding_report(s->i->diags, arena_strdup(s->a, path), r, "read as that");
    if (strcmp(path, s->path) == 0)
        s->repair = r;
    return r->text;
}

const char *import_load(struct import_source *s, const char *path, bool wanted)
{
    g_autoptr(GBytes) bytes = NULL;
    gsize size;
    size_t bad;
    enum file_status status = file_read(s->i->root, path, MAX_SIZE, &bytes, NULL);

    if (status != FILE_OK) {
        if (wanted || status != FILE_MISSING)
            diag_add(s->i->diags, DIAG_IO_READ, (struct loc){0}, path, file_status_text(status),
                     NULL);
        return NULL;
    }
    const char *data = g_bytes_get_data(bytes, &size);
    g_autoptr(GString) clean = md_source_clean(data != NULL ? data : "", size, &bad);
    if (clean == NULL) {
        report_encoding(s, path, data, size, bad);
        return NULL;
    }
    return repaired(s, path, clean, wanted);
}

const char *import_load_quietly(struct import_source *s, const char *path)
{
    g_autoptr(GBytes) bytes = NULL;
    gsize size;
    size_t bad;

    if (file_read(s->i->root, path, MAX_SIZE, &bytes, NULL) != FILE_OK)
        return NULL;
    const char *data = g_bytes_get_data(bytes, &size);
    g_autoptr(GString) clean = md_source_clean(data != NULL ? data : "", size, &bad);
    return clean != NULL ? repaired(s, path, clean, false) : NULL;
}

bool import_is_text(const struct import *i, const char *path)
{
    g_autoptr(GBytes) bytes = NULL;
    gsize size;
    size_t bad;

    if (file_read(i->root, path, MAX_SIZE, &bytes, NULL) != FILE_OK)
        return true; /* what else is wrong with it, its reader says */
    const char *data = g_bytes_get_data(bytes, &size);
    g_autoptr(GString) clean = md_source_clean(data != NULL ? data : "", size, &bad);
    return clean != NULL;
}

/* The tree of a page's text (NULL: none). */
static struct node *read_markdown(struct import_source *s, const char *path, const char *text,
                                  const char **title)
{
    struct chapter c = {.path = arena_strdup(s->a, path), .arena = s->scratch};
    struct diags *own = diags_new(); /* what is wrong in it matters to its own chapter only */

    if (text != NULL)
        markdown_read(own, &c, text, strlen(text));
    diags_free(own);
    if (title != NULL)
        *title = c.title;
    return c.doc;
}

struct node *import_markdown(struct import_source *s, const char *path, bool wanted,
                             const char **title)
{
    return read_markdown(s, path, import_load(s, path, wanted), title);
}

struct node *import_markdown_quietly(struct import_source *s, const char *path, const char **title)
{
    return read_markdown(s, path, import_load_quietly(s, path), title);
}

static const struct yaml_value *read_tree(struct import_source *s, const char *path, bool wanted,
                                          bool json)
{
    const char *text = import_load(s, path, wanted), *file = arena_strdup(s->a, path);
    struct yaml_error error;

    if (text == NULL)
        return NULL;
    const struct yaml_value *v = json ? json_parse(s->scratch, file, text, strlen(text), &error)
                                      : yaml_parse(s->scratch, file, 1, text, strlen(text), &error);
    if (error.text != NULL)
        diag_add(s->i->diags, DIAG_IMPORT_SYNTAX, error.loc, error.text, NULL);
    return error.text != NULL ? NULL : v;
}

const struct yaml_value *import_yaml(struct import_source *s, const char *path, bool wanted)
{
    return read_tree(s, path, wanted, false);
}

const struct yaml_value *import_json(struct import_source *s, const char *path, bool wanted)
{
    return read_tree(s, path, wanted, true);
}

char *import_clean(struct import_source *s, const char *text)
{
    g_autoptr(GString) out = g_string_new(NULL);
    bool space = false;

    for (const char *p = text != NULL ? text : ""; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_isspace(c) || c == 0xfeff || c == 0x200b) {
            space = true;
            continue;
        }
        if (space && out->len > 0)
            g_string_append_c(out, ' ');
        space = false;
        g_string_append_unichar(out, c);
    }
    return out->len > 0 ? arena_strdup(s->a, out->str) : NULL;
}

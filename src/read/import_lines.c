#include "read/import_int.h"

#include <string.h>

/* Manifests of plain lines: Leanpub's Book.txt and crowbook's .book. */

static void add_line(struct import_source *s, struct outline_item *parent, const char *path,
                     int line, bool unnumbered, struct outline_item **last)
{
    struct import_link link = {.url = path, .loc = {s->o->source, line, 1}};
    struct outline_item *item = import_chapter(s, parent, &link);

    if (item != NULL)
        item->unnumbered = unnumbered;
    if (last != NULL)
        *last = item;
}

/* ------------------------------------------------------------------ Leanpub */

enum matter { MATTER_FRONT, MATTER_MAIN, MATTER_BACK };

/* "frontmatter:", and "{frontmatter}" in the older format; files of that name hold nothing else. */
static bool is_matter(const char *line, const char *name)
{
    size_t n = strlen(name), open = *line == '{';

    if (g_ascii_strncasecmp(line + open, name, n) != 0)
        return false;
    line += open + n;
    return strcmp(line, ":") == 0 || strcmp(line, "}") == 0 || strcmp(line, ".txt") == 0 ||
           strcmp(line, ".md") == 0;
}

/* A file that only opens a part: "{class: part}" and a heading, "-# Title" before. NULL: it is a
 * chapter. */
static char *part_title(struct import_source *s, const char *path)
{
    struct import_target t = import_target(s, path);
    const char *text = t.kind == TARGET_PAGE ? import_load_quietly(s, t.path) : NULL;
    const char *p = text != NULL ? text + strspn(text, " \n") : "";

    if (g_str_has_prefix(p, "{class: part}") || g_str_has_prefix(p, "{class:part}"))
        p += strcspn(p, "}") + 1;
    else if (!g_str_has_prefix(p, "-# "))
        return NULL;
    p += strspn(p, " \n-");
    if (*p != '#')
        return NULL;
    p += strspn(p, "# ");
    const char *end = p + strcspn(p, "\n");
    return end[strspn(end, " \n")] == '\0' ? arena_strndup(s->scratch, p, (size_t)(end - p)) : NULL;
}

/* Leanpub's chapters are .md, or .txt with Markdown in them. */
static bool is_text(const char *path)
{
    return g_ascii_strcasecmp(path_suffix(path), ".txt") == 0;
}

static void add_text(struct import_source *s, struct outline_item *parent, const char *path,
                     int line, bool unnumbered)
{
    const char *full = path_resolve(s->a, arena_join(s->scratch, s->base, "/x", NULL), path);
    struct import_link link = {.url = path, .loc = {s->o->source, line, 1}};

    if (full == NULL || !listing_has(s->i->listing, full)) {
        add_line(s, parent, path, line, unnumbered, NULL);
        return;
    }
    if (g_hash_table_contains(s->listed, full)) {
        import_leave(s, LEFT_DUPLICATE, &link);
        return;
    }
    struct outline_item *item = outline_add(s->a, s->o, parent, OUTLINE_CHAPTER, link.loc);
    item->path = full;
    item->unnumbered = unnumbered;
    g_hash_table_insert(s->listed, (char *)(uintptr_t)full, item);
}

struct outline *import_read_leanpub(struct import_source *s)
{
    const char *text = import_load(s, s->path, true);
    enum matter matter = MATTER_MAIN;
    struct outline_item *part = NULL;
    int number = 0;

    s->o->format = "Leanpub list";
    s->plain = true;
    if (text == NULL)
        return NULL;
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **l = lines; *l != NULL; l++) {
        char *line = g_strstrip(*l);
        number++;
        if (*line == '\0' || *line == '#')
            continue;
        if (is_matter(line, "frontmatter") || is_matter(line, "mainmatter") ||
            is_matter(line, "backmatter")) {
            const char first = g_ascii_tolower(line[*line == '{']);
            matter = first == 'f' ? MATTER_FRONT : first == 'm' ? MATTER_MAIN : MATTER_BACK;
            part = NULL;
            continue;
        }
        if (g_str_has_prefix(line, "{part}") || g_str_has_prefix(line, "part:")) {
            const char *title = line + strcspn(line, "}:") + 1;
            part = import_part(s, NULL, title, (struct loc){s->o->source, number, 1});
            continue;
        }
        const char *title = part_title(s, line);
        if (title != NULL)
            part = import_part(s, NULL, title, (struct loc){s->o->source, number, 1});
        else if (is_text(line))
            add_text(s, part, line, number, matter != MATTER_MAIN);
        else
            add_line(s, part, line, number, matter != MATTER_MAIN, NULL);
    }
    return import_finish(s, "write the name of a chapter's file on each line");
}

/* ------------------------------------------------------------------ crowbook */

enum { MAX_DEPTH = 6 };

struct crowbook {
    struct import_source *s;
    struct outline_item *part;
    struct outline_item *above[MAX_DEPTH + 1]; /* the last chapter of each depth, from 1 */
    int line;
};

/* The length of "+ ", "- ", "! ", "12. " before a file's name; 0: something else. */
static size_t command_length(const char *line)
{
    size_t n = strspn(line, "0123456789");

    if (n > 0)
        return line[n] == '.' && line[n + 1] == ' ' ? n + 2 : 0;
    return strchr("+-!", *line) != NULL && *line != '\0' && line[1] == ' ' ? 2 : 0;
}

static void read_part(struct crowbook *c, const char *line)
{
    struct loc loc = {c->s->o->source, c->line, 1};
    size_t n = command_length(line);

    if (n == 0) {
        c->part = import_part(c->s, NULL, line + strspn(line, " #"), loc);
    } else { /* a file with the part's title and text: its first chapter */
        struct import_target t = import_target(c->s, line + n);
        const char *title = t.kind == TARGET_PAGE ? import_heading(c->s, t.path) : NULL;
        c->part = import_part(c->s, NULL, title, loc);
        add_line(c->s, c->part, line + n, c->line, true, NULL);
    }
    c->above[1] = NULL;
}

/* "-- section.md", one dash more for each level. */
static void read_section(struct crowbook *c, const char *line)
{
    int depth = (int)MIN(strspn(line, "-"), (size_t)MAX_DEPTH);
    struct outline_item *parent = c->part;

    for (int i = 1; i < depth; i++)
        parent = c->above[i] != NULL ? c->above[i] : parent;
    line += strspn(line, "-");
    add_line(c->s, parent, line + strspn(line, " "), c->line, false, &c->above[depth]);
    for (int i = depth + 1; i <= MAX_DEPTH; i++)
        c->above[i] = NULL;
}

static void read_command(struct crowbook *c, const char *line)
{
    size_t n = command_length(line);

    if (*line == '@') {
        read_part(c, line + 1);
    } else if (g_str_has_prefix(line, "--")) {
        read_section(c, line);
    } else if (n > 0) {
        add_line(c->s, c->part, line + n, c->line, *line == '-' || *line == '!', &c->above[1]);
        for (int i = 2; i <= MAX_DEPTH; i++)
            c->above[i] = NULL;
    } else {
        struct import_link left = {line, NULL, NULL, {c->s->o->source, c->line, 1}};
        import_leave(c->s, LEFT_UNREAD, &left);
    }
}

static bool is_command(const char *line)
{
    return command_length(line) > 0 || *line == '@' || g_str_has_prefix(line, "-- ");
}

struct outline *import_read_crowbook(struct import_source *s)
{
    const char *text = import_load(s, s->path, true);
    struct crowbook c = {.s = s};
    g_autoptr(GString) options = g_string_new(NULL);
    struct yaml_error error;

    s->o->format = "crowbook manifest";
    s->plain = true;
    if (text == NULL)
        return NULL;
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    bool commands = false; /* options come before the first chapter */
    for (char **l = lines; *l != NULL; l++) {
        c.line++;
        commands |= is_command(*l);
        if (!commands) {
            g_string_append_printf(options, "%s\n", *l);
            continue;
        }
        char *line = g_strstrip(*l);
        if (*line != '\0' && *line != '#')
            read_command(&c, line);
    }
    const struct yaml_value *v =
        yaml_parse(s->scratch, s->o->source, 1, options->str, options->len, &error);
    if (error.text != NULL)
        diag_add(s->i->diags, DIAG_IMPORT_SYNTAX, error.loc, error.text, NULL);
    import_set_all(s, v);
    return import_finish(s, "write \"+ file.md\" for each chapter");
}

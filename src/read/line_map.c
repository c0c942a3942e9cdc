#include "read/line_map.h"

#include <string.h>

struct origin {
    const char *file;
    int line;
    bool same;
};

struct line_map {
    const char *path;
    GArray *lines; /* struct origin */
};

struct line_map *line_map_new(const char *path)
{
    struct line_map *m = g_new0(struct line_map, 1);

    m->path = path;
    m->lines = g_array_new(FALSE, FALSE, sizeof(struct origin));
    return m;
}

void line_map_free(struct line_map *m)
{
    if (m == NULL)
        return;
    g_array_unref(m->lines);
    g_free(m);
}

void line_map_add(struct line_map *m, const char *file, int line, bool same)
{
    struct origin o = {file, line, same};

    g_array_append_val(m->lines, o);
}

size_t line_map_lines(const struct line_map *m)
{
    return m->lines->len;
}

/* NULL: the place is none of the text. */
static const struct origin *find(const struct line_map *m, const char *file, int line)
{
    if (file == NULL || line < 1 || m->lines->len == 0 || strcmp(file, m->path) != 0)
        return NULL;
    return &g_array_index(m->lines, struct origin, MIN((guint)line, m->lines->len) - 1);
}

struct loc line_map_loc(const struct line_map *m, struct loc loc)
{
    const struct origin *o = find(m, loc.file, loc.line);

    return o == NULL ? loc : (struct loc){o->file, o->line, o->same ? loc.col : 0};
}

static void settle_node(const struct line_map *m, struct node *n)
{
    const char *file = n->loc.file;

    n->loc = line_map_loc(m, n->loc);
    if (n->kind == NODE_MATH || n->kind == NODE_MATH_BLOCK) {
        n->u.math.loc = line_map_loc(m, n->u.math.loc);
    } else if (n->kind == NODE_CODE_BLOCK) {
        struct loc first = line_map_loc(m, (struct loc){file, n->u.code.first_line, 0});
        n->u.code.first_line = g_strcmp0(first.file, n->loc.file) == 0 ? first.line : 0;
    }
}

void line_map_settle(const struct line_map *m, struct node *top)
{
    for (struct node *n = top; n != NULL; n = node_next(top, n))
        if (n->kind != NODE_DOCUMENT) /* it stands for the chapter's file */
            settle_node(m, n);
}

static void place(struct loc *loc, const void *map)
{
    *loc = line_map_loc(map, *loc);
}

void line_map_report(const struct line_map *m, struct diags *from, struct diags *to)
{
    diags_move(from, to, place, m);
}

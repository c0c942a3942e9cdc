#include "read/md_ignore.h"

#include <string.h>

#define WORD "mkbook-ignore"

/* Of a file, and of a comment: more are not looked at. */
enum { MAX_COMMENTS = 1000, MAX_NAMES = 100 };

/* The lines of a text, told apart into blank ones, fences and others. */
struct walk {
    const char *line, *end; /* the current one */
    int number;
    char fence; /* what closes the code that the line is in; NUL: it is in none */
    size_t length;
    int block; /* the last line of the block that was looked at before */
};

static bool is_blank(const struct walk *w)
{
    return w->line + strspn(w->line, " \t>") >= w->end;
}

/* Enters or leaves code at the current line. */
static void look_for_fence(struct walk *w)
{
    const char *p = w->line + strspn(w->line, " \t>");
    size_t n = *p == '`' ? strspn(p, "`") : *p == '~' ? strspn(p, "~") : 0;

    if (w->fence == '\0' && n >= 3) {
        w->fence = *p;
        w->length = n;
    } else if (w->fence != '\0' && *p == w->fence && n >= w->length &&
               p + n + strspn(p + n, " \t") >= w->end) {
        w->fence = '\0';
    }
}

static bool next_line(struct walk *w)
{
    if (*w->end == '\0')
        return false;
    w->line = w->end + 1;
    w->end = w->line + strcspn(w->line, "\n");
    w->number++;
    return *w->line != '\0';
}

/* The last line of the block that begins below the current line: that of comments one below the
 * other is the same. */
static int block_end(struct walk w)
{
    int last = w.number;

    if (w.number < w.block)
        return w.block;
    while (next_line(&w) && is_blank(&w))
        last = w.number;
    if (*w.line == '\0')
        return last;
    do {
        look_for_fence(&w);
        if (w.fence == '\0' && is_blank(&w))
            break;
        last = w.number;
    } while (next_line(&w));
    return last;
}

static void complain(struct diags *d, const struct chapter *c, int line, const char *name,
                     const char *why)
{
    g_autofree char *text = g_strdup_printf("names \"%s\", %s", name, why);

    diag_add(d, DIAG_IGNORE_NAME, (struct loc){c->path, line, 0}, text, NULL);
}

static void ignore(struct diags *d, const struct chapter *c, struct walk *w, const char *name,
                   bool file)
{
    enum diag_code code;

    w->block = file ? w->block : block_end(*w);
    if (!diag_code_find(name, &code))
        complain(d, c, w->number, name, "which is no diagnostic");
    else if (!diags_ignore(d, code, c->path, w->number, file ? 0 : w->block))
        complain(d, c, w->number, name, "after which there is no book");
}

/* `<!-- mkbook-ignore ... -->` at the start of the current line; false when it is none. */
static bool read_comment(struct diags *d, const struct chapter *c, struct walk *w)
{
    const char *p = w->line + strspn(w->line, " \t>");

    if (!g_str_has_prefix(p, "<!--"))
        return false;
    p += 4 + strspn(p + 4, " \t");
    const char *close = g_strstr_len(p, w->end - p, "-->");
    if (close == NULL || !g_str_has_prefix(p, WORD))
        return false;
    p += strlen(WORD);
    bool file = g_str_has_prefix(p, "-file");
    p += file ? strlen("-file") : 0;
    if (*p != ' ' && *p != '\t' && p != close)
        return false;
    g_autofree char *inside = g_strndup(p, (size_t)(close - p));
    g_auto(GStrv) names = g_strsplit_set(inside, " \t,", -1);
    int n = 0;
    for (char **name = names; *name != NULL && n < MAX_NAMES; name++) {
        if (**name != '\0') {
            ignore(d, c, w, *name, file);
            n++;
        }
    }
    if (n == 0)
        diag_add(d, DIAG_IGNORE_NAME, (struct loc){c->path, w->number, 0}, "names no diagnostic",
                 NULL);
    return true;
}

void md_ignore_read(struct diags *d, const struct chapter *c, const char *text)
{
    struct walk w = {text, text + strcspn(text, "\n"), 1, '\0', 0, 0};
    int comments = 0;

    if (strstr(text, WORD) == NULL)
        return;
    do {
        look_for_fence(&w);
        comments += w.fence == '\0' && read_comment(d, c, &w);
    } while (comments < MAX_COMMENTS && next_line(&w));
}

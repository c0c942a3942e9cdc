/* Inside read/expand: lines with their places, and the passes over them.
 *
 * A text on its way is a list of lines, each a slice of some buffer with the file and line it
 * stands in. A pass reads one list and writes the next; a line it leaves alone is the same slice.
 * What it writes lives in the expander's arena. Included by the expand files only. */
#ifndef READ_EXPAND_INT_H
#define READ_EXPAND_INT_H

#include "doc/book.h"

/* What a text can hold that a pass would change. */
enum expand_trigger {
    TRIGGER_LINK = 1,       /* {{# */
    TRIGGER_TAG = 2,        /* {% */
    TRIGGER_SHORTCODE = 4,  /* {{< {{% */
    TRIGGER_VARIABLE = 8,   /* {{ */
    TRIGGER_DIRECTIVE = 16, /* a fence and {name} */
    TRIGGER_MATHJAX = 32,   /* \\( \\[ */
    TRIGGER_SNIPPET = 64,   /* --8<-- */
    TRIGGER_PAGE = 128,     /* [import](x), <!--@include: x-->, <<< x */
    TRIGGER_MDX = 256       /* a line that begins with a component, import or export */
};

struct xline {
    const char *s; /* n bytes, without a line end */
    size_t n;
    const char *file;
    int line;
    bool same; /* as it stands in the file */
};

struct expander {
    struct diags *d;
    struct chapter *c;
    const struct book *book; /* NULL: a text without a book, into which nothing is taken */
    unsigned dialects;
    struct arena *a;   /* of this expansion */
    GHashTable *files; /* path -> GString: the files taken in */
    GHashTable *noted; /* what was reported once for the chapter */
    int n_includes;    /* so far */
    size_t size, seen; /* bytes that were taken in, and that were looked through */
    bool changed;      /* some line is not the chapter's own any more */
};

static inline const struct xline *xline_at(const GArray *lines, guint i)
{
    return &g_array_index(lines, struct xline, i);
}

static inline struct loc xline_loc(const struct xline *l)
{
    return (struct loc){l->file, l->line, 0};
}

/* Appends a line that is not in any file so, in the place of `like`; the text is copied. */
void xline_put(struct expander *x, GArray *out, const struct xline *like, const char *s, size_t n);
/* True when the line has the text somewhere. */
bool xline_has(const struct xline *l, const char *text);
/* Reports one kind of thing once for each chapter: at its first place. */
bool expand_first(struct expander *x, const char *kind);

/* ---- taking in (expand_include.c) ---- */

/* A file that is being taken in, and what takes it in. */
struct include {
    const char *path;
    const struct include *outer; /* NULL: the chapter itself */
};

/* The lines of a file that the chapter or one of its includes names, relative to `from`'s folder
 * or, when `roots` is not NULL, to the first of these folders that has it. NULL, reported at
 * `like`, when it cannot be taken in. `*path` gets where it was found. */
GArray *include_read(struct expander *x, const struct include *from, const struct xline *like,
                     const char *target, const char *const *roots, const char **path);
/* Counts what is kept of them; false, reported, when that is too much. */
bool include_count(struct expander *x, const struct xline *like, const char *target,
                   const GArray *lines);
void include_complain(struct expander *x, const struct xline *like, const char *target,
                      const char *reason);
/* Keeps lines [first, last] counted from 1; last 0: to the end. */
void include_keep(GArray *lines, size_t first, size_t last);
/* Takes away the front matter that the lines begin with. */
void include_skip_front(GArray *lines);

/* ---- the passes ---- */

typedef void expand_pass(struct expander *x, const GArray *in, GArray *out);

expand_pass expand_mdbook;
expand_pass expand_snippets;
expand_pass expand_liquid;
expand_pass expand_pages;
expand_pass expand_myst;
expand_pass expand_mdx;
expand_pass expand_tags;
expand_pass expand_mathjax;

#endif

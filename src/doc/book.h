/* The book: what the manifest says, and the editions made of it.
 *
 * struct book is made by read/manifest and lives in the build arena; nothing changes it afterwards
 * but its image table (book_image) and the images themselves (read/image, once each). struct
 * edition is the book in one language: a flat list of chapters in reading order, part openers among
 * them, each with a tree of its own. Every module above base/ may include this header. */
#ifndef DOC_BOOK_H
#define DOC_BOOK_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "doc/dialect.h"
#include "doc/doc.h"
#include "doc/image.h"

#include <glib.h>
#include <stdbool.h>
#include <time.h>

/* A text per language, in the manifest's order; lang NULL: for all languages. */
struct localised {
    const char *lang, *text;
    struct localised *next;
};

/* The text for the language: its own, one that covers it ("zh" for "zh-Hans"), one it covers, the
 * one for all; NULL when there is none. */
const char *localised_get(const struct localised *l, const char *lang);

/* A row of the manifest: a part or a chapter. */
struct entry {
    struct loc loc;
    bool part;               /* a part opener; its chapters are its children */
    bool appendix;           /* in an [[appendix]] */
    bool unnumbered;         /* a chapter of the front or back matter */
    bool listed;             /* by another tool's summary: a heading goes before its title */
    struct localised *title; /* NULL: from the file */
    struct localised *path;  /* relative to the root; one per language, or one for all */
    struct entry *parent, *first, *last, *next;
};

enum missing_policy { MISSING_FALLBACK, MISSING_SKIP };
enum figure_numbering { FIGURES_BY_CHAPTER, FIGURES_BY_BOOK, FIGURES_NONE };
enum details_policy { DETAILS_OPEN, DETAILS_CLOSED, DETAILS_DROP };
enum opener_policy { OPENERS_PAGE, OPENERS_RECTO };
enum notes_policy { NOTES_PAGE, NOTES_CHAPTER };

/* A page with the title alone before the title page. */
enum half_title { HALF_TITLE_LONG /* in a long book */, HALF_TITLE_NONE, HALF_TITLE_SET };

/* A command of formulas that the manifest defines. */
struct math_macro {
    const char *name; /* with its backslash */
    const char *body;
    struct loc loc;
    struct math_macro *next;
};

struct font_options {
    const char *lang;                           /* NULL: for all */
    const char **serif, **sans, **mono, **math; /* NULL-terminated lists; NULL: defaults */
    struct font_options *next;
};

struct book {
    struct arena *arena;
    struct diags *diags;
    struct root *root;
    const char *manifest; /* the manifest's name in root, for messages */
    time_t mtime;         /* the manifest's, seconds */
    bool check;           /* the command is check: what concerns the author alone is reported too */

    struct localised *title, *subtitle, *description, *publisher, *rights, *date, *version, *cover;
    const char **authors;                       /* NULL-terminated, never NULL */
    const char **languages;                     /* NULL-terminated, at least one */
    const char *slug, *identifier, *repository; /* repository NULL: none; no trailing slash */
    const char *branch;                         /* of repository, default "main" */
    struct entry *entries;    /* the top level: chapters, parts, appendices, in order */
    struct entry *last_entry; /* of those, while the manifest is read */
    const char *src;          /* the folder that mdBook's chapters are in; NULL: the root */
    const char *build_dir;    /* where outputs go, relative to the root */
    struct redirect *redirects;

    enum missing_policy missing;
    unsigned dialects; /* [markdown] dialects: bits of enum markdown_dialect */
    struct markdown_options markdown;
    const char **css;  /* [style] css: paths; NULL-terminated, never NULL */
    const char *theme; /* [style] theme: a sheet of style/ laid over the default one; NULL: none */
    struct {
        const char **css;
        const char *math; /* "mathml" or "svg" */
        int toc_depth;
        enum details_policy details;
    } epub;
    struct {
        double width, height;                /* paper in pt; 0: from the style sheet */
        double inside, outside, top, bottom; /* margins in pt; negative: from the style sheet */
        int toc_depth;
        bool numbering, tagged;
        bool page_references; /* links within the book tell the page they lead to */
        enum half_title half_title;
        enum details_policy details;
        enum opener_policy openers; /* where chapters begin */
        enum notes_policy notes;    /* where footnotes stand */
        const char *standard;       /* "none", "ua-1", "a-2b" */
    } pdf;
    struct math_macro *math_macros; /* [math] macros, in order */
    bool math_numbering; /* [math] numbering: rows that number themselves in LaTeX have numbers */
    struct font_options *fonts; /* the list for all languages first */
    const char *font_dir;       /* relative to the root; NULL: none */
    struct {
        enum figure_numbering numbering;
        bool alt_captions; /* a meaningful alternative text is a caption */
        bool list;         /* of all figures, in the front matter */
    } figures;
    struct {
        bool list;
    } tables;
    int notebook_lines; /* [notebook] output-lines: the most a text output has; 0: all */
    struct {
        bool line_numbers, wrap;
        const char *theme;
    } code;

    GHashTable *images;     /* path -> struct image *; owned with the book */
    GPtrArray *image_order; /* the same, in order of first use */
    GMutex image_lock;
};

/* The table's row for the path, new (IMAGE_NEW) when first asked for. Thread-safe. */
struct image *book_image(struct book *b, const char *path);

/* The same of a picture that is in no file: `path` is what it is called, the bytes are kept with
 * the first who asks. */
struct image *book_image_bytes(struct book *b, const char *path, GBytes *bytes);

/* An empty book with default options, and the end of it (images' bytes, tables). */
struct book *book_new(struct arena *a, struct diags *d);
void book_close(struct book *b);
/* The book's own tag for a language the user names: "zh" may mean its "zh-Hans". NULL when it has
 * none such. */
const char *book_language(const struct book *b, const char *lang);
/* What Han is read as where no language says: the book's first of Chinese, Japanese, Korean. */
const char *book_cjk_language(const struct book *b);

enum chapter_kind { CHAPTER_TEXT, CHAPTER_PART };

struct chapter {
    enum chapter_kind kind;
    const struct entry *entry;
    struct edition *edition;
    const char *path; /* of its source; NULL for a part */
    const char *lang; /* of its text */
    bool fallback;    /* the text is in another language than the edition */
    int depth;        /* in the contents: 0 top, 1 in a part, one more for each sub-chapter */
    bool appendix;
    bool numbered;
    bool draft;
    const char *number;      /* "3", "3.1", "A"; a part: "1"; NULL: unnumbered. Set by resolve */
    size_t own_number;       /* bytes of the title that are the author's number; 0: none */
    const char *title;       /* plain text, never NULL after resolve */
    const char *short_title; /* for running heads; NULL: title */
    const char *name;        /* "p01", "c001": the base of its file name; set by edition_new */
    const char *author, *date, *description; /* from front matter; NULL: none */
    const char *front_id;                    /* front matter's id */
    time_t mtime;                            /* of the source, seconds */
    struct arena *arena;
    struct node *doc;      /* NULL for a chapter that could not be read */
    GHashTable *ids;       /* id -> struct node *, set by resolve; keys in the arena */
    GHashTable *equations; /* label, and the id made of it -> struct equation *, as ids */
};

/* What a label of a formula names. */
struct equation {
    const struct chapter *chapter;
    const struct node *node; /* the display */
    const char *label;
    const char *text; /* its number or its tag's text, without parentheses */
    bool bare;        /* \tag*: which has none */
};

struct edition {
    struct book *book;
    const char *lang;
    const char **langs; /* lang, and the others of a parallel edition; NULL-terminated */
    const char *name;   /* "zh", "zh+en": in file names */
    struct arena *arena;
    struct chapter **chapters;
    size_t n_chapters;
    bool bidi;             /* some of its text runs from right to left (resolve_direction) */
    GHashTable *by_path;   /* source path -> the first chapter made from it */
    GHashTable *equations; /* label -> struct equation *, the book's first; set by resolve */
    GPtrArray *joined;     /* the editions whose texts doc/parallel took over; owned. NULL: none */
    /* read/markdown's, lent by build.c: resolve looks up anchors of another language's file. NULL:
     * such anchors are reported. */
    bool (*parse)(struct diags *d, struct chapter *chapter, const char *text, size_t size);
};

/* The edition's chapters as the manifest orders them, without their trees: chooses the file of each
 * for the language (fallback or skip, reported), parts before their chapters, drops parts that came
 * out empty. Never NULL; n_chapters may be 0. */
struct edition *edition_new(struct book *b, const char *lang);
/* The same of an edition in several languages, a NULL-terminated list: the first one's, and what it
 * does not have from the others before any else. */
struct edition *edition_new_in(struct book *b, const char *const *langs);
void edition_free(struct edition *e);
/* After reading: takes out the chapters whose front matter says `draft: true` (reported), and parts
 * that are empty without them. */
void edition_drop_drafts(struct edition *e);
/* The edition's title and other localised texts; never NULL for the title. */
const char *edition_title(const struct edition *e);
/* How many languages it is in: more than one only in a parallel edition. */
size_t edition_languages(const struct edition *e);
/* The text of the book in the i-th of them, from 1 on, where it is another than in those before;
 * NULL when it is not. */
const char *edition_further(const struct edition *e, const struct localised *l, size_t i);
/* The book's identifier in the book's first language; another, derived from it, in each other one:
 * two languages are two publications, and adding one does not change what is published. */
const char *edition_identifier(const struct edition *e);
/* The newest of the sources' times and the manifest's, or SOURCE_DATE_EPOCH when that is set. */
time_t edition_time(const struct edition *e);
/* The number that stands before or above the chapter's title: none where the title has its own, or
 * where nothing is numbered. */
const char *chapter_printed_number(const struct chapter *c);
/* The chapter made from that source file; NULL when none is. */
struct chapter *edition_find(const struct edition *e, const char *path);

#endif

/* The command init, between its steps: what is there (init.c), what the pages call themselves
 * (init_page.c), book.toml (init_toml.c), and what the author is told (init_report.c). Included by
 * these files only. */
#ifndef INIT_INT_H
#define INIT_INT_H

#include "init.h"
#include "read/pair.h"

enum init_manifest {
    MANIFEST_NONE,
    MANIFEST_OURS,  /* or nobody's: it is replaced */
    MANIFEST_MDBOOK /* of a book with src/SUMMARY.md: its tables are kept */
};

struct init {
    const struct init_options *options;
    struct arena *arena;
    struct diags *diags;
    struct root *root;
    struct import import;
    enum init_manifest existing;
    const char *old;     /* the text of an existing book.toml; NULL: none */
    GPtrArray *sources;  /* struct outline *, the first decides */
    const char **others; /* NULL-terminated: further sources that stand there; NULL: not looked */
    struct pair_result pairs;
    const char **orphans;
    const char *repository, *branch; /* branch NULL: main, or not known */
    const char *rights;              /* by the LICENSE; NULL: not known */
    GHashTable *pages;               /* path -> struct init_page *, of all chapters */
};

/* What a page is called, and whether it can be a chapter. */
struct init_page {
    const char *title;   /* what mkbook calls it by itself */
    bool own;            /* the page itself says so, in its front matter or its only H1 */
    const char *problem; /* NULL: it can be read */
    bool garbled;        /* it was encoded twice; the title is what it said */
};

/* Reads every page of the joined outline as a chapter. */
void init_read_pages(struct init *t);
/* One page, in a language. */
const struct init_page *init_page(struct init *t, const char *path, const char *lang);
/* The words of a list that are a better title than what the page is called without them; NULL: they
 * are not, and the manifest needs no title. `lang` NULL: for every language. */
const char *init_better_title(struct init *t, const char *path, const char *lang,
                              const char *words);
/* The same letters and digits, without regard to case. */
bool init_same_title(const char *a, const char *b);
/* True for a chapter that book.toml has a line for: one with a page that can be read. */
bool init_is_written(const struct init *t, const struct outline_item *item);
/* True when a page that book.toml names was encoded twice. */
bool init_has_garbled(const struct init *t);
/* True when such stand below the item. */
bool init_has_written(const struct init *t, const struct outline_item *item);

/* The text of book.toml. */
GString *init_toml(struct init *t);
/* The books' title in a language, by the sources; NULL: they give none. */
const char *init_book_title(const struct init *t, const char *lang);

/* What was found, what is left out and why, and what to do next, as text. `written` NULL: nothing
 * was. */
void init_report(struct init *t, const char *written, GString *out);
/* Reports the pages that cannot be read. */
void init_note_problems(struct init *t);
/* What was left out as notes: every item that was left out, with its place. */
void init_note_left(struct init *t);

#endif

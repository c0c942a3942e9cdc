/* Containers: boxes, folded blocks, tabs and figures, in whatever syntax another tool has them.
 *
 * One struct says what such a block means; who found it (a fence of colons, a tag, an indented
 * block, a quote) does not matter afterwards. Hides the names that tools have for them.
 * Included by the Markdown reader's files and the tests. */
#ifndef READ_CONTAINER_H
#define READ_CONTAINER_H

#include "doc/doc.h"
#include "read/md_attr.h"

enum container_role {
    CONTAINER_BOX,     /* a group; its name is its class */
    CONTAINER_ALERT,   /* one of the five alerts */
    CONTAINER_DETAILS, /* folded, its title the summary */
    CONTAINER_TABS,    /* holds tabs */
    CONTAINER_TAB,     /* its title stands above it */
    CONTAINER_FIGURE,  /* a picture (its argument) with a caption, or what it holds */
    CONTAINER_TABLE,   /* a table with a caption (its argument) */
    CONTAINER_ROWS,    /* a list of lists that is a table */
    CONTAINER_TITLED,  /* gives its code a title */
    CONTAINER_LINK,    /* leads to its argument */
    CONTAINER_CODE,    /* its lines are code in the language of its argument */
    CONTAINER_WRAPPER, /* means nothing */
    CONTAINER_NOTHING  /* goes, with its lines */
};

struct container {
    enum container_role role;
    enum alert_type alert;
    const char *class;    /* what the author called it; NULL: nothing a style sheet could name */
    const char *title;    /* Markdown; NULL: none is given, "": none is wanted */
    const char *argument; /* a path, an address, a language; NULL: none */
    const char *alt;      /* of a picture; NULL: none */
    struct md_attrs attrs;
    bool plain;     /* the title is text, not Markdown */
    bool directive; /* options may follow its first line */
    bool folded;    /* an alert that can be folded is DETAILS */
    bool headed;    /* its first heading is its title, or each of its headings a tab's */
    bool opened;    /* cmark has seen its first line */
    int n_tabs;     /* of TABS, while it is planned */
    int line, options,
        close; /* of the text: where it begins, the last with options, where it ends */
};

/* What a name means. */
struct container_name {
    const char *name;
    enum container_role role;
    enum alert_type alert;
    const char *label; /* what stands for a title when none is given; NULL: the alert's own name */
};

/* The meaning of a name, in any case, with "callout-" and the like before it; NULL: none. */
const struct container_name *container_find(const char *name, size_t n);

/* What follows a fence of colons: "note Title", "note[Title]{.x}", "{.callout-tip #x}",
 * "{note} Title". NULL: that is no container. The strings are the arena's. */
struct container *container_of_fence(struct arena *a, const char *s, const char *end);
/* A container by its name, with a title; `name` need not be known. */
struct container *container_of_name(struct arena *a, const char *name, const char *title);
/* MyST's and Sphinx's "{name} argument"; NULL: the name is not known. */
struct container *container_of_directive(struct arena *a, const char *name, const char *argument);
/* Sets what an option (":class: tip", "collapse=true") says. */
void container_option(struct arena *a, struct container *c, const char *key, const char *value);
/* After the options: the role, title and class that follow from them. */
void container_settle(struct arena *a, struct container *c);

#endif

/* Inside style/: a parsed sheet, its rules and selectors, and the way from a declaration to a
 * field of struct style. Only the files of style/ include it.
 *
 * Steps: token.c cuts text into tokens; parse.c makes rules of them, with selector.c, shorthand.c
 * and value.c; match.c finds the rules of an element; compute.c turns the winning declarations
 * into a style; apply.c walks a tree and keeps the styles; page.c and write.c are the other ends.
 * Everything lives in the arena of struct sheets. Numbers are fixed point: no doubles. */
#ifndef STYLE_SHEET_H
#define STYLE_SHEET_H

#include "style/value.h"

struct selector;

/* A word that selectors or elements use, once per struct sheets, with the rules found by it. */
struct name {
    const char *text;
    bool as_class, as_id;                  /* some selector asks for it */
    uint64_t tests;                        /* those that selectors make of elements of this type */
    GPtrArray *by_type, *by_class, *by_id; /* of struct selector; NULL for none */
};

enum combinator { COMBINE_NONE, COMBINE_DESCENDANT, COMBINE_CHILD };

/* :is() and :not(): one of the compounds, or none of them. */
struct choice {
    bool not ;
    struct compound **list;
    size_t n;
    const struct choice *next;
};

/* p.note#x:lang(zh):first-child; `left` is what must stand above it. */
struct compound {
    const struct name *type; /* NULL: any */
    const struct name *id;
    const struct name **classes;
    size_t n_classes;
    const char **langs;           /* one of them; NULL: any */
    uint64_t tests;               /* bits of sheets->tests that must hold */
    const struct choice *choices; /* all must hold; NULL: none */
    bool root;
    enum combinator combinator;
    struct compound *left;
};

/* A question about an element's place among its siblings or its attributes, asked once for each
 * element. */
enum test_kind {
    TEST_FIRST,
    TEST_LAST,
    TEST_NTH,
    TEST_NTH_TYPE,
    TEST_LAST_TYPE,
    TEST_ATTRIBUTE,
    TEST_NEXT_TO,
    TEST_AFTER
};
enum { TESTS_MAX = 64 };
struct test {
    enum test_kind kind;
    int a, b;                         /* NTH: a*n + b */
    char match;                       /* ATTRIBUTE: '=', or the sign before it; 0: it exists */
    const char *name, *value;         /* ATTRIBUTE */
    const struct compound *neighbour; /* NEXT_TO (+) and AFTER (~): without `left` */
};

enum pseudo { PSEUDO_NONE, PSEUDO_BEFORE, PSEUDO_AFTER };

struct rule {
    const char *media;     /* a condition to write around it; NULL: none */
    const char *selectors; /* as text, for writing */
    const char *text;      /* the declarations, for writing; a line each */
    bool used;             /* some selector can match in the PDF */
    bool pseudo;           /* some selector ends in ::before or ::after */
    struct decl *decls;
    size_t n_decls;
};

struct selector {
    const struct compound *key; /* the rightmost compound */
    enum pseudo pseudo;
    bool marker; /* ::marker */
    unsigned specificity, order;
    const struct rule *rule;
};

/* An interned list of the classes that some selector asks for. */
struct class_list {
    size_t n;
    const struct name *names[];
};

/* The dir attribute; `auto` is one of the others since doc/resolve_direction. */
enum dir_attr { DIR_NONE, DIR_LTR, DIR_RTL };

/* An element in its surroundings: all that decides its style. Interned. */
struct context {
    const struct context *parent; /* NULL: the root */
    const struct name *element;
    const struct class_list *classes;
    const struct name *id; /* when some selector asks for it */
    const char *lang;      /* interned; NULL: unknown */
    enum dir_attr dir;
    uint64_t state; /* the tests that hold */
    struct style style;
};

enum page_side { PAGE_ALL, PAGE_LEFT, PAGE_RIGHT };

/* chapter:first:left; NULL and false for what it leaves open. */
struct page_selector {
    const char *name;
    bool first, blank;
    enum page_side side;
};

/* What @page says; LEN_AUTO: nothing. */
struct page_rule {
    len width, height, top, bottom, inside, outside;
};

struct sheets {
    struct arena *arena;
    struct diags *diags;
    struct book *book;
    const char *media;
    bool print;
    GHashTable *names;       /* text -> struct name */
    GHashTable *class_lists; /* text of the class attribute -> struct class_list */
    GHashTable *contexts;    /* struct context, by its key */
    GHashTable *variables;   /* name with its -- -> struct variable */
    GHashTable *noted;       /* notes already made: "file property" */
    GPtrArray *rules;        /* of struct rule, in order, for writing */
    GPtrArray *universal;    /* selectors without id, class or type */
    struct test tests[TESTS_MAX];
    uint64_t any_tests; /* those that are made of elements of any type, or outlive one (~) */
    bool of_type;       /* some test counts elements of one type */
    unsigned n_tests, n_selectors;
    struct page_rule page, page_default; /* with and without the book's own sheets */
    const struct context *root;          /* the last root asked for; its language changes rarely */
    len root_size, measure;              /* of the text block, for percentages of margins */
    GMutex lock; /* names, class_lists, contexts, arena, once loading is over */
};

/* parse.c: reads one sheet into `s`. `text` is valid UTF-8. */
void sheet_parse(struct sheets *s, const char *file, const char *text, size_t size);
/* variable.c: a custom property; only those of the whole text are kept. */
bool variable_is_global(const char *selectors);
void variable_set(struct sheets *s, const char *name, const struct token *tokens, size_t n);
/* Puts values for every var(), into `out` if there is one; false when there is no value for one. */
bool variable_expand(const struct sheets *s, const struct token **t, size_t *n, GArray *out);
/* selector.c: the comma list of a rule's prelude. False when it is not CSS at all (reported). */
bool selectors_parse(struct sheets *s, struct loc loc, const struct token *tokens, size_t n,
                     struct rule *rule);
/* selector.c: files `rule` for elements that have all the classes. */
void selector_of_classes(struct sheets *s, struct rule *rule, const char *const *classes, size_t n,
                         unsigned specificity);
/* page.c: one selector of an @page rule; false when it is none that is known. */
bool page_select(const struct token *tokens, size_t n, struct page_selector *out);
/* One declaration of an @page rule; false when it is none. */
bool page_declare(struct sheets *s, enum page_side side, const char *name,
                  const struct token *tokens, size_t n);
/* True for the margin boxes that are set; `name` without the `@`. */
bool page_is_box(const char *name);
/* The rule of a margin box in such an @page: an ordinary rule for an element of classes that no
 * author can write. */
void page_box_rule(struct sheets *s, const struct page_selector *selector, const char *box,
                   struct rule *rule);
/* apply.c */
struct name *sheets_name(struct sheets *s, const char *text);
guint context_hash(const void *key);
gboolean context_equal(const void *a, const void *b);
/* <html lang>, above everything. */
const struct context *context_root(struct sheets *s, const char *lang);

/* match.c */
bool compound_matches(const struct compound *c, const struct context *e);
/* The declarations that win, by property. Entries without a winner are NULL. */
struct cascade {
    const struct decl *won[PROP_COUNT];
    enum direction direction; /* decides on which side logical declarations are */
};
/* Of the element, of its ::before and of its ::after, by enum pseudo. */
void match_cascade(const struct sheets *s, const struct context *e, struct cascade out[3]);

enum { GENERATED_MAX = 2000 }; /* bytes of a ::before or ::after */
/* generate.c: counters in the order of a chapter's elements, and the texts made of them. */
struct generator *generator_new(struct arena *a);
void generator_free(struct generator *g);
/* The style of a node at that depth of the tree: `s`, or a copy with texts of the node's own. */
struct style *generate_enter(struct generator *g, const struct node *n, const struct style *s,
                             int depth);
/* When its children are through. */
void generate_leave(struct generator *g, const struct node *n, struct style *s, int depth);
/* The value of an attribute as the EPUB writes it, NULL for none. */
const char *element_attribute(const struct node *n, const char *name);

/* compute.c */
void style_initial(struct style *out);
void style_compute(const struct sheets *s, const struct style *parent, const struct cascade *c,
                   struct style *out);

#endif

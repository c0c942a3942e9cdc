#include "read/md_roles.h"

#include <string.h>

enum role {
    ROLE_REFERENCE, /* to a label, by its name */
    ROLE_PAGE,      /* to a chapter */
    ROLE_EQUATION,
    ROLE_DOWNLOAD,
    ROLE_MATH,
    ROLE_TEXT, /* its text alone */
    ROLE_CODE,
    ROLE_ABBREVIATION,
    ROLE_SPAN /* a kind of inline */
};

static const struct {
    const char *name;
    enum role role;
    enum node_kind kind;
} roles[] = {
    {"ref", ROLE_REFERENCE, NODE_LINK},
    {"numref", ROLE_REFERENCE, NODE_LINK},
    {"any", ROLE_REFERENCE, NODE_LINK},
    {"std:ref", ROLE_REFERENCE, NODE_LINK},
    {"prf:ref", ROLE_REFERENCE, NODE_LINK},
    {"doc", ROLE_PAGE, NODE_LINK},
    {"std:doc", ROLE_PAGE, NODE_LINK},
    {"eq", ROLE_EQUATION, NODE_MATH},
    {"math:numref", ROLE_EQUATION, NODE_MATH},
    {"download", ROLE_DOWNLOAD, NODE_LINK},
    {"math", ROLE_MATH, NODE_MATH},
    {"term", ROLE_TEXT, NODE_TEXT},
    {"index", ROLE_TEXT, NODE_TEXT},
    {"menuselection", ROLE_TEXT, NODE_TEXT},
    {"cite", ROLE_TEXT, NODE_TEXT},
    {"cite:p", ROLE_TEXT, NODE_TEXT},
    {"cite:t", ROLE_TEXT, NODE_TEXT},
    {"code", ROLE_CODE, NODE_CODE},
    {"file", ROLE_CODE, NODE_CODE},
    {"command", ROLE_CODE, NODE_CODE},
    {"program", ROLE_CODE, NODE_CODE},
    {"option", ROLE_CODE, NODE_CODE},
    {"envvar", ROLE_CODE, NODE_CODE},
    {"samp", ROLE_CODE, NODE_CODE},
    {"py:func", ROLE_CODE, NODE_CODE},
    {"py:class", ROLE_CODE, NODE_CODE},
    {"py:meth", ROLE_CODE, NODE_CODE},
    {"py:mod", ROLE_CODE, NODE_CODE},
    {"py:attr", ROLE_CODE, NODE_CODE},
    {"abbr", ROLE_ABBREVIATION, NODE_SPAN},
    {"sub", ROLE_SPAN, NODE_SUB},
    {"subscript", ROLE_SPAN, NODE_SUB},
    {"sup", ROLE_SPAN, NODE_SUP},
    {"superscript", ROLE_SPAN, NODE_SUP},
    {"kbd", ROLE_SPAN, NODE_KBD},
    {"keyboard", ROLE_SPAN, NODE_KBD},
    {"guilabel", ROLE_SPAN, NODE_STRONG},
    {"dfn", ROLE_SPAN, NODE_EMPH},
    {"del", ROLE_SPAN, NODE_STRIKE},
    {"strike", ROLE_SPAN, NODE_STRIKE},
    {"u", ROLE_SPAN, NODE_UNDERLINE},
    {"underline", ROLE_SPAN, NODE_UNDERLINE},
};

struct finisher {
    struct arena *a;
    struct diags *d;
    GHashTable *unknown;
};

/* A link to a label, which may be in any chapter; `named`: its words are replaced by the name of
 * what it leads to, when it leads somewhere. */
static struct node *new_reference(struct arena *a, struct loc loc, const char *url,
                                  const char *words, bool named)
{
    struct node *link = node_new(a, NODE_LINK, loc);

    link->u.link.url = url;
    node_append(link, node_new_text(a, loc, words));
    node_set_attr(a, link, "ref", named ? "name" : "words");
    return link;
}

/* "words <target>" taken apart; words NULL: none are given. */
static void split_target(struct arena *a, const char *s, const char **words, const char **target)
{
    const char *open = strrchr(s, '<');
    size_t n = strlen(s);

    *words = NULL;
    *target = s;
    if (open == NULL || open == s || s[n - 1] != '>')
        return;
    *words = g_strchomp(arena_strndup(a, s, (size_t)(open - s)));
    *target = arena_strndup(a, open + 1, n - (size_t)(open - s) - 2);
}

static struct node *make_role(struct finisher *f, size_t i, struct loc loc, const char *text)
{
    struct arena *a = f->a;
    const char *words, *target;
    struct node *n;

    split_target(a, text, &words, &target);
    switch (roles[i].role) {
    case ROLE_REFERENCE: {
        bool counted = words != NULL && (strstr(words, "%s") != NULL || strchr(words, '{') != NULL);
        bool named = words == NULL || counted; /* numref's own words count what is not known here */
        return new_reference(a, loc, arena_join(a, "#", target, NULL), named ? target : words,
                             named);
    }
    case ROLE_PAGE:
        return new_reference(a, loc, target, words != NULL ? words : target, words == NULL);
    case ROLE_DOWNLOAD:
        return new_reference(a, loc, target, words != NULL ? words : target, false);
    case ROLE_EQUATION:
    case ROLE_MATH:
        n = node_new(a, NODE_MATH, loc);
        n->u.math.tex =
            roles[i].role == ROLE_MATH ? text : arena_join(a, "\\eqref{", target, "}", NULL);
        n->u.math.loc = loc;
        return n;
    case ROLE_TEXT:
        return node_new_text(a, loc, words != NULL ? words : text);
    case ROLE_CODE:
        n = node_new(a, NODE_CODE, loc);
        n->u.text = words != NULL ? words : *text == '~' ? text + 1 : text;
        return n;
    case ROLE_ABBREVIATION:
    case ROLE_SPAN:
        break;
    }
    n = node_new(a, roles[i].kind, loc);
    const char *open = roles[i].role == ROLE_ABBREVIATION ? strchr(text, '(') : NULL;
    size_t length = strlen(text);
    if (open != NULL && text[length - 1] == ')') { /* "HTML (Hyper Text ...)" */
        node_set_attr(a, n, "title",
                      arena_strndup(a, open + 1, length - (size_t)(open - text) - 2));
        node_add_class(a, n, "abbr");
        text = g_strchomp(arena_strndup(a, text, (size_t)(open - text)));
    }
    node_append(n, node_new_text(a, loc, text));
    return n;
}

/* The name of a role at the end of the text, "{ref}"; NULL: there is none. */
static const char *role_at_end(const char *s, size_t *n)
{
    size_t length = strlen(s);
    const char *open = length > 2 && s[length - 1] == '}' ? strrchr(s, '{') : NULL;

    if (open == NULL || !g_ascii_isalpha(open[1]))
        return NULL;
    *n = length - (size_t)(open - s) - 2;
    return strspn(open + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_:.") ==
                   *n
               ? open + 1
               : NULL;
}

/* Text that ends in a role, and the code behind it; where the walk goes on. */
static struct node *finish_role(struct finisher *f, struct node *text, struct node *next)
{
    struct node *code = text->next;
    size_t n;
    const char *name =
        code != NULL && code->kind == NODE_CODE ? role_at_end(text->u.text, &n) : NULL;

    if (name == NULL)
        return next;
    for (size_t i = 0; i < G_N_ELEMENTS(roles); i++) {
        if (strlen(roles[i].name) != n || memcmp(roles[i].name, name, n) != 0)
            continue;
        struct node *made = make_role(f, i, code->loc, code->u.text);
        node_insert_before(code, made);
        node_unlink(code);
        text->u.text = arena_strndup(f->a, text->u.text, (size_t)(name - 1 - text->u.text));
        if (*text->u.text == '\0')
            node_unlink(text);
        return made;
    }
    char *role = arena_strndup(f->a, name - 1, n + 2);
    if (g_hash_table_add(f->unknown, role))
        diag_add(f->d, DIAG_TAG_UNKNOWN, text->loc, role, NULL);
    return next;
}

/* ---- targets ---- */

/* The label of a `(label)=` that is all of the text; NULL: it is none. */
static char *target_label(struct arena *a, const char *s)
{
    size_t n = strlen(s);

    while (n > 0 && s[n - 1] == ' ')
        n--;
    if (n < 4 || *s != '(' || s[n - 1] != '=' || s[n - 2] != ')' ||
        memchr(s + 1, ')', n - 3) != NULL)
        return NULL;
    return arena_strndup(a, s + 1, n - 3);
}

/* Gives the block the label as an id; one that has an id of its own, or is to be given one by its
 * text, gets an empty target inside. */
static void set_target(struct arena *a, struct node *block, const char *label)
{
    if (node_holds_inlines(block)) {
        struct node *anchor = node_new(a, NODE_ANCHOR, block->loc);
        anchor->id = label;
        if (block->first != NULL)
            node_insert_before(block->first, anchor);
        else
            node_append(block, anchor);
    } else if (block->id == NULL) {
        block->id = label;
    }
}

static struct node *finish_target(struct finisher *f, struct node *doc, struct node *p,
                                  struct node *next)
{
    struct node *text = p->first;
    char *label = text != NULL && text->kind == NODE_TEXT ? target_label(f->a, text->u.text) : NULL;

    if (label == NULL)
        return next;
    if (text->next == NULL && p->next != NULL) {
        next = node_skip(doc, p);
        set_target(f->a, p->next, label);
        node_unlink(p);
    } else if (node_is_break(text->next)) {
        node_unlink(text->next);
        node_unlink(text);
        set_target(f->a, p, label);
        next = p->first;
    }
    return next;
}

/* ---- Quarto's references ---- */

/* The length of "@fig-x" at p, its name behind the sign; 0: it is none. */
static size_t reference_length(const char *text, const char *p)
{
    static const char *const kinds[] = {"fig-", "tbl-", "sec-", "eq-",  "lst-", "thm-", "lem-",
                                        "cor-", "def-", "exm-", "prp-", "nte-", "tip-"};

    if (p > text && (g_ascii_isalnum(p[-1]) || p[-1] == '\\'))
        return 0;
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        size_t k = strlen(kinds[i]), n = 1 + k;
        if (strncmp(p + 1, kinds[i], k) != 0)
            continue;
        while (g_ascii_isalnum(p[n]) || p[n] == '-' || p[n] == '_' ||
               ((p[n] == '.' || p[n] == ':') && g_ascii_isalnum(p[n + 1])))
            n++;
        return n > 1 + k ? n : 0;
    }
    return 0;
}

static struct node *make_reference(struct arena *a, struct loc loc, const char *name)
{
    const char *words = arena_join(a, "@", name, NULL);

    if (!g_str_has_prefix(name, "eq-"))
        return new_reference(a, loc, arena_join(a, "#", name, NULL), words, true);
    struct node *n = node_new(a, NODE_MATH, loc);
    n->u.math.tex = arena_join(a, "\\eqref{", name, "}", NULL);
    n->u.math.loc = loc;
    return n;
}

static void split_references(struct arena *a, struct node *text)
{
    const char *s = text->u.text, *from = s;

    for (const char *p = strchr(s, '@'); p != NULL; p = strchr(p, '@')) {
        size_t n = reference_length(s, p);
        if (n == 0) {
            p++;
            continue;
        }
        const char *end = p + n;
        bool bracket = p > from && p[-1] == '[' && *end == ']'; /* [@fig-x] */
        const char *before = p - bracket;
        if (before > from) {
            struct node *part = node_new(a, NODE_TEXT, text->loc);
            part->u.text = arena_strndup(a, from, (size_t)(before - from));
            node_insert_before(text, part);
        }
        node_insert_before(text, make_reference(a, text->loc, arena_strndup(a, p + 1, n - 1)));
        from = p = end + bracket;
    }
    if (from == s)
        return;
    text->u.text = from;
    if (*from == '\0')
        node_unlink(text);
}

/* ---- MyST's links to labels ---- */

/* `[](label)`: a word that is no path. */
static void finish_link(struct arena *a, struct node *n)
{
    const char *url = n->u.link.url;

    if (url == NULL || *url == '\0' || strpbrk(url, "/.#:?@ ") != NULL)
        return;
    n->u.link.url = arena_join(a, "#", url, NULL);
    node_set_attr(a, n, "ref", n->first == NULL ? "name" : "words");
    if (n->first == NULL)
        node_append(n, node_new_text(a, n->loc, url));
}

void md_roles_finish(struct arena *a, struct diags *d, struct node *doc)
{
    g_autoptr(GHashTable) unknown = g_hash_table_new(g_str_hash, g_str_equal);
    struct finisher f = {a, d, unknown};

    for (struct node *n = doc, *next; n != NULL; n = next) {
        next = node_next(doc, n);
        if (n->kind == NODE_PARAGRAPH) {
            next = finish_target(&f, doc, n, next);
        } else if (n->kind == NODE_LINK) {
            finish_link(a, n);
            next = node_next(doc, n);
        } else if (n->kind == NODE_TEXT) {
            if (strchr(n->u.text, '@') != NULL)
                split_references(a, n);
            if (n->parent != NULL)
                next = finish_role(&f, n, next);
        }
    }
}

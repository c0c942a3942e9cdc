#include "read/md_lint.h"

#include "base/encoding.h"
#include "base/lang.h"

#include <string.h>

enum {
    SEARCH_LINES = 30, /* a block's text is looked for so far below its start */
    MAX_REPORTS = 200, /* of a kind in a chapter: more is not what its author meant */
    MAX_LABEL = 100,   /* bytes */
    EXCERPT = 32       /* characters */
};

/* ---- the file ---- */

void md_lint_bytes(struct diags *d, const struct chapter *c, const char *text, size_t size)
{
    const char *end = text + size;
    size_t crlf = 0, lines = 0;
    int first = 0;

    if (size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
        diag_add(d, DIAG_FILE_BOM, (struct loc){c->path, 1, 0}, NULL);
    for (const char *p = text; (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++) {
        lines++;
        if (p > text && p[-1] == '\r' && crlf++ == 0)
            first = (int)lines;
    }
    if (crlf == 0)
        return;
    g_autofree char *count =
        crlf == lines ? g_strdup("all") : g_strdup_printf("%zu of %zu", crlf, lines);
    diag_add(d, DIAG_FILE_CRLF, (struct loc){c->path, first, 0}, count, NULL);
}

void md_lint_encoding(struct diags *d, const struct chapter *c, GString *clean)
{
    struct arena *a = arena_new();
    const struct encoding_repair *r = encoding_repair(a, clean->str, clean->len);

    if (r != NULL) {
        bool repair = c->edition != NULL && c->edition->book->markdown.repair_encoding;
        encoding_report(d, c->path, r, repair ? "shown as that" : "shown as it stands");
        if (repair)
            g_string_assign(clean, r->text);
    }
    arena_free(a);
}

/* ---- link reference definitions ---- */

struct linter {
    struct diags *d;
    const struct chapter *c;
    const struct md_source *src;
    GHashTable *definitions; /* folded label -> struct definition * */
    bool footnotes;          /* the chapter has footnotes */
    unsigned reports[2];
};

struct definition {
    int line; /* of the source, as cmark counts */
    char *url;
};

static void definition_free(gpointer p)
{
    struct definition *def = p;

    g_free(def->url);
    g_free(def);
}

/* Case and runs of white space make no difference (CommonMark, "matches"). */
static char *fold_label(const char *label, size_t n)
{
    g_autofree char *text = g_strstrip(g_strndup(label, n));
    g_auto(GStrv) words = g_strsplit_set(text, " \t\n", -1);
    g_autoptr(GString) out = g_string_new(NULL);

    for (char **w = words; *w != NULL; w++)
        if (**w != '\0')
            g_string_append_printf(out, "%s%s", out->len > 0 ? " " : "", *w);
    return g_utf8_casefold(out->str, (gssize)out->len);
}

/* `[label]: url` of one line, after the marks of quotes; NULL when it is none. */
static const char *definition_label(const char *p, const char *end, size_t *n, const char **url)
{
    if (end - p < 5 || *p != '[' || p[1] == '^')
        return NULL;
    const char *label = p + 1;
    for (p++; p < end && *p != ']' && *p != '['; p++)
        p += *p == '\\' && p + 1 < end;
    if (p + 1 >= end || p[0] != ']' || p[1] != ':' || p == label)
        return NULL;
    *n = (size_t)(p - label);
    for (p += 2; p < end && (*p == ' ' || *p == '\t'); p++)
        ;
    *url = p;
    return p < end ? label : NULL;
}

static void add_definition(struct linter *l, const char *label, size_t n, char *url, int line)
{
    char *key = fold_label(label, n);
    const struct definition *before = g_hash_table_lookup(l->definitions, key);

    if (before == NULL) {
        struct definition *def = g_new0(struct definition, 1);
        def->line = line;
        def->url = url;
        g_hash_table_insert(l->definitions, key, def);
        return;
    }
    if (strcmp(before->url, url) != 0) {
        g_autofree char *shown = g_strndup(label, n);
        g_autofree char *first = g_strdup_printf("%d", before->line + l->src->offset);
        diag_add(l->d, DIAG_REFERENCE_DUPLICATE, (struct loc){l->c->path, line + l->src->offset, 0},
                 shown, first, NULL);
    }
    g_free(key);
    g_free(url);
}

/* A fence's length at p; 0 when there is none. `*bare`: nothing follows it on the line. */
static int fence_length(const char *p, const char *end, bool *bare)
{
    int n = 0;

    if (p < end && (*p == '`' || *p == '~'))
        while (p + n < end && p[n] == *p)
            n++;
    *bare = n >= 3 && (size_t)(end - p - n) == strspn(p + n, " \t\r");
    return n >= 3 && memchr(p + n, *p, (size_t)(end - p - n)) == NULL ? n : 0;
}

static const char *skip_quotes(const char *p, const char *end)
{
    while (p < end && (*p == ' ' || *p == '\t' || *p == '>'))
        p++;
    return p;
}

/* Definitions begin a paragraph or follow each other; code has none. */
static void find_definitions(struct linter *l)
{
    bool may_begin = true, bare;
    char fence = '\0';
    int length = 0;

    for (int line = 1; line <= (int)md_source_n_lines(l->src); line++) {
        size_t len, n;
        const char *start = md_source_line(l->src, line, &len), *end = start + len, *url;
        const char *p = skip_quotes(start, end), *label = NULL;
        int here = fence_length(p, end, &bare);
        if (fence != '\0') {
            if (here >= length && *p == fence && bare)
                fence = '\0';
            continue;
        }
        if (here > 0) {
            fence = *p;
            length = here;
        } else if (may_begin && (p - start < 4 || *start == '>')) {
            label = definition_label(p, end, &n, &url);
        }
        if (label != NULL) {
            size_t url_length = strcspn(url, " \t\n");
            add_definition(l, label, n, g_strndup(url, MIN(url_length, (size_t)(end - url))), line);
        }
        may_begin = label != NULL || here > 0 || p == end || *p == '#';
    }
}

/* ---- text that was to be something else ---- */

/* The line that shows the words of a text outside code and not after a backslash; 0: none near. */
static int find_line(const struct linter *l, int from, const char *words, size_t n)
{
    for (int line = from; line <= from + SEARCH_LINES; line++) {
        size_t len;
        const char *s = md_source_line(l->src, line - l->src->offset, &len), *end = s + len;
        for (const char *p = s; (p = memmem(p, (size_t)(end - p), words, n)) != NULL; p++)
            if (p == s || p[-1] != '\\')
                return line;
    }
    return 0;
}

static void report(struct linter *l, const struct node *text, enum diag_code code,
                   const char *words, size_t n)
{
    unsigned *count = &l->reports[code == DIAG_LINK_REFERENCE];

    if (*count >= MAX_REPORTS)
        return;
    ++*count;
    int line = find_line(l, MAX(text->loc.line, 1), words, n);
    g_autofree char *shown = g_strndup(words, n);
    if (line > 0) /* else a backslash says that it is text */
        diag_add(l->d, code, (struct loc){l->c->path, line, 0}, shown, NULL);
}

/* A label as footnotes have them, not the set of characters of a regular expression. */
static bool is_label(const char *label, size_t n, char after, bool footnotes)
{
    bool digits = true;

    if (n == 0 || n > MAX_LABEL || (after != '\0' && strchr("*+?{(", after) != NULL))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!g_ascii_isalnum(label[i]) && label[i] != '_' && label[i] != '-' &&
            (unsigned char)label[i] < 0x80)
            return false;
        digits = digits && g_ascii_isdigit(label[i]);
        /* a-z, 0-9 */
        if (label[i] == '-' && i > 0 && i + 1 < n && (i == 1 || !g_ascii_isalnum(label[i - 2])) &&
            (i + 2 == n || !g_ascii_isalnum(label[i + 2])))
            return false;
    }
    return digits || footnotes || n > 2;
}

/* `[^label]` without a definition: those that have one are references by now. */
static void lint_footnotes(struct linter *l, const struct node *text)
{
    const char *p = text->u.text;

    while ((p = strstr(p, "[^")) != NULL) {
        size_t n = strcspn(p + 2, "][ \t\n");
        if (p[2 + n] == ']' && is_label(p + 2, n, p[3 + n], l->footnotes))
            report(l, text, DIAG_FOOTNOTE_MISSING, p, n + 3);
        p += 2;
    }
}

/* True for words that are a link's: several, or in a script without spaces, or a picture's. In a
 * chapter that has such links, any. */
static bool is_link_text(const struct linter *l, const char *start, const char *p, size_t n)
{
    if (p > start && p[-1] == '!')
        return true;
    if (n == 0 || (p > start && (g_ascii_isalnum(p[-1]) || strchr("])_\\", p[-1]) != NULL)))
        return false;
    if (g_hash_table_size(l->definitions) > 0)
        return true;
    bool letters = false, wide = false;
    for (const char *q = p + 1; q < p + 1 + n; q = g_utf8_next_char(q)) {
        letters = letters || g_ascii_isalpha(*q);
        wide = wide || uc_is_han(g_utf8_get_char(q));
    }
    return wide || (letters && memchr(p + 1, ' ', n) != NULL);
}

/* `[words][label]` without a definition of the label. */
static void lint_references(struct linter *l, const struct node *text)
{
    const char *start = text->u.text, *p = start;

    while ((p = strchr(p, '[')) != NULL) {
        size_t n = strcspn(p + 1, "[]"), m;
        const char *label = p + n + 3;
        if (p[1 + n] == '\0')
            return;
        if (p[1 + n] != ']' || p[2 + n] != '[' || p[1] == '^' || n > (size_t)MAX_LABEL * 4) {
            p += n + 1;
            continue;
        }
        m = strcspn(label, "[]");
        bool whole = label[m] == ']' && m > 0 && m <= MAX_LABEL && label[0] != '^';
        g_autofree char *key = whole ? fold_label(label, m) : NULL;
        if (whole && label[m + 1] != '[' && is_link_text(l, start, p, n) &&
            !g_hash_table_contains(l->definitions, key))
            report(l, text, DIAG_LINK_REFERENCE, p, n + m + 4);
        p = whole ? label + m + 1 : p + n + 2;
    }
}

/* ---- formulas that are none ---- */

static char *excerpt(const char *p)
{
    size_t n = strcspn(p, "\n");

    if ((size_t)g_utf8_strlen(p, (gssize)n) <= EXCERPT)
        return g_strndup(p, n);
    g_autofree char *start = g_strndup(p, (size_t)(g_utf8_offset_to_pointer(p, EXCERPT) - p));
    return g_strconcat(start, "…", NULL);
}

/* \begin{align} and its like where no formula is. */
static void lint_environments(const struct linter *l, const struct node *text)
{
    static const char *const names[] = {"align",  "alignat",  "aligned",  "array",   "bmatrix",
                                        "cases",  "eqnarray", "equation", "flalign", "gather",
                                        "matrix", "multline", "pmatrix",  "split",   "vmatrix"};
    const char *p = text->u.text;

    while ((p = strstr(p, "\\begin{")) != NULL) {
        p += strlen("\\begin{");
        size_t n = strcspn(p, "*}");
        for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
            if (strlen(names[i]) == n && strncmp(p, names[i], n) == 0) {
                diag_add(l->d, DIAG_MATH_BARE, text->loc, names[i], NULL);
                return;
            }
        }
    }
}

/* The commands that are in nearly every formula that has any; those with an argument only before a
 * brace, for "\\text" may be a folder. */
static bool is_tex_command(const char *p, size_t n)
{
    static const char *const names[] = {
        "alpha", "approx", "beta",  "cdot",       "cdots", "delta",   "epsilon", "equiv", "eta",
        "exp",   "forall", "gamma", "geq",        "infty", "int",     "lambda",  "ldots", "left",
        "leq",   "mu",     "nabla", "neq",        "omega", "partial", "phi",     "pi",    "prod",
        "psi",   "rho",    "right", "rightarrow", "sigma", "sum",     "tau",     "theta", "times"};
    static const char *const with_argument[] = {"bar",    "frac",    "hat",    "mathbb",
                                                "mathbf", "mathcal", "mathrm", "operatorname",
                                                "sqrt",   "text",    "tilde",  "vec"};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (strlen(names[i]) == n && strncmp(p, names[i], n) == 0)
            return true;
    for (size_t i = 0; i < G_N_ELEMENTS(with_argument) && p[n] == '{'; i++)
        if (strlen(with_argument[i]) == n && strncmp(p, with_argument[i], n) == 0)
            return true;
    return false;
}

/* True when what follows a dollar, up to the next one or so far, has a command of TeX, or a braced
 * index. */
static bool looks_like_tex(const char *p)
{
    enum { REACH = 200 };

    for (const char *start = p; *p != '\0' && *p != '$' && p < start + REACH; p++) {
        if (*p == ':' && p[1] == '\\') /* C:\ */
            return false;
        if ((*p == '_' || *p == '^') && p[1] == '{' && p > start)
            return true;
        size_t n = 0;
        while (*p == '\\' && g_ascii_isalpha(p[1 + n]))
            n++;
        if (n > 0 && is_tex_command(p + 1, n))
            return true;
    }
    return false;
}

/* A dollar that begins a formula which never ends, or whose dollars stand where those of formulas
 * do not: once in a paragraph. */
static void lint_dollars(const struct linter *l, const struct node *text)
{
    for (const char *p = text->u.text; (p = strchr(p, '$')) != NULL; p++) {
        if (p[1] == '{' || !looks_like_tex(p + 1 + (p[1] == '$')))
            continue;
        g_autofree char *shown = excerpt(p);
        int line = find_line(l, MAX(text->loc.line, 1), p, MIN(strcspn(p, "\n"), 8));
        if (line > 0)
            diag_add(l->d, DIAG_MATH_UNCLOSED, (struct loc){l->c->path, line, 0}, shown, NULL);
        return;
    }
}

/* ------------------------------------------------------------------------------------------ */

void md_lint_tree(struct diags *d, const struct chapter *c, const struct node *doc,
                  const struct md_source *src)
{
    struct linter l = {.d = d, .c = c, .src = src};

    l.definitions = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, definition_free);
    find_definitions(&l);
    l.footnotes = doc->last != NULL && doc->last->kind == NODE_FOOTNOTE;
    for (const struct node *n = doc; n != NULL; n = node_next(doc, n)) {
        if (n->kind != NODE_TEXT)
            continue;
        lint_footnotes(&l, n);
        lint_references(&l, n);
        lint_environments(&l, n);
        lint_dollars(&l, n);
    }
    g_hash_table_unref(l.definitions);
}

void md_lint_emphasis(struct diags *d, const struct node *emphasis)
{
    g_autoptr(GString) text = g_string_new(NULL);

    node_plain_text(emphasis, text);
    g_autofree char *shown = excerpt(text->str);
    diag_add(d, DIAG_EMPHASIS_CJK, emphasis->loc, shown, NULL);
}

bool md_lint_is_closed(const struct md_source *src, int first, int last, char fence, int length)
{
    size_t len;
    const char *p = md_source_line(src, last, &len), *end = p + len;
    bool bare;

    p = skip_quotes(p, end);
    return last > first && fence_length(p, end, &bare) >= length && *p == fence && bare;
}

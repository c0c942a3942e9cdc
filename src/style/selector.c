/* Selectors: a rule's prelude to compounds, filed by the key that finds them fastest. */
#include "style/sheet.h"

#include <string.h>

enum { COMPOUNDS_MAX = 16, CLASSES_MAX = 16, SELECTORS_MAX = 20000 };
enum { CHOICES_MAX = 32, CHOICE_DEPTH = 3 }; /* compounds in one :is(), and such in such */

/* Why a selector gives nothing: not CSS (the rule is dropped everywhere, as CSS says), or CSS that
 * only readers of EPUB can honour (:hover, [href], ...). */
enum outcome { GOOD, FOREIGN, WRONG };

struct cursor {
    struct sheets *s;
    const struct token *t, *end;
    struct selector *out;
    int depth; /* of :is() and :not() */
};

static bool is_delim(const struct cursor *c, char delim)
{
    return c->t < c->end && c->t->kind == TOK_DELIM && c->t->delim == delim;
}

/* Specificity as one number: ids, then classes, then types. */
static void count(struct cursor *c, unsigned ids, unsigned classes, unsigned types)
{
    c->out->specificity += ids << 20 | classes << 10 | types;
}

static bool same_compound(const struct compound *a, const struct compound *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    return a->type == b->type && a->id == b->id && a->tests == b->tests && a->root == b->root &&
           a->langs == b->langs && a->choices == b->choices && a->n_classes == b->n_classes &&
           memcmp(a->classes, b->classes, a->n_classes * sizeof(void *)) == 0;
}

static bool same_test(const struct test *a, const struct test *b)
{
    return a->kind == b->kind && a->a == b->a && a->b == b->b && a->match == b->match &&
           g_strcmp0(a->name, b->name) == 0 && g_strcmp0(a->value, b->value) == 0 &&
           same_compound(a->neighbour, b->neighbour);
}

/* The bit of a test; 0 when there are too many. */
static uint64_t test_bit(struct sheets *s, struct test test)
{
    unsigned i = 0;
    while (i < s->n_tests && !same_test(&s->tests[i], &test))
        i++;
    if (i == TESTS_MAX)
        return 0;
    s->tests[i] = test;
    s->of_type |= test.kind == TEST_NTH_TYPE || test.kind == TEST_LAST_TYPE;
    s->n_tests = MAX(s->n_tests, i + 1);
    return (uint64_t)1 << i;
}

static enum outcome add_test(struct cursor *c, struct compound *to, struct test test)
{
    uint64_t bit = test_bit(c->s, test);
    to->tests |= bit;
    return bit != 0 ? GOOD : FOREIGN;
}

static void skip_space(struct cursor *c)
{
    while (c->t < c->end && c->t->kind == TOK_SPACE)
        c->t++;
}

/* Past the `)` that ends a function's arguments. */
static bool skip_arguments(struct cursor *c)
{
    for (int depth = 1; c->t < c->end; c->t++) {
        if (c->t->kind == TOK_FUNCTION || is_delim(c, '('))
            depth++;
        if (is_delim(c, ')') && --depth == 0) {
            c->t++;
            return true;
        }
    }
    return false;
}

static enum outcome parse_lang(struct cursor *c, struct compound *to)
{
    const char *langs[8] = {NULL};
    size_t n = 0;
    for (; c->t < c->end && !is_delim(c, ')'); c->t++) {
        bool word = c->t->kind == TOK_IDENT || c->t->kind == TOK_STRING;
        if (word && n < G_N_ELEMENTS(langs) - 1 && *c->t->text != '\0')
            langs[n++] = c->t->text;
        else if (c->t->kind != TOK_SPACE && !is_delim(c, ','))
            return WRONG;
    }
    if (n == 0 || c->t == c->end)
        return WRONG;
    c->t++;
    to->langs = arena_memdup(c->s->arena, langs, sizeof langs);
    return GOOD;
}

/* odd, even, 3, n, 2n+1, -n+3: the tokens that CSS happens to cut them into. */
static enum outcome parse_nth(struct cursor *c, struct compound *to, enum test_kind kind)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (; c->t < c->end && !is_delim(c, ')'); c->t++)
        if (c->t->kind != TOK_SPACE)
            g_string_append_len(text, c->t->raw, (gssize)c->t->raw_size);
    if (c->t == c->end)
        return WRONG;
    c->t++;
    struct test test = {.kind = kind};
    g_string_ascii_down(text);
    char *n = strchr(text->str, 'n');
    if (strcmp(text->str, "odd") == 0 || strcmp(text->str, "even") == 0) {
        test.a = 2;
        test.b = text->str[0] == 'o';
    } else if (text->len == 0 || text->len > 12 ||
               strspn(text->str, "0123456789n+-") != text->len) {
        return strstr(text->str, "of") != NULL ? FOREIGN : WRONG;
    } else if (n == NULL) {
        test.b = (int)g_ascii_strtoll(text->str, NULL, 10);
    } else {
        test.b = (int)g_ascii_strtoll(n + 1, NULL, 10);
        *n = '\0';
        bool bare = strpbrk(text->str, "0123456789") == NULL;
        test.a = bare ? (text->str[0] == '-' ? -1 : 1) : (int)g_ascii_strtoll(text->str, NULL, 10);
    }
    test.a = CLAMP(test.a, -100000, 100000);
    test.b = CLAMP(test.b, -100000, 100000);
    return add_test(c, to, test);
}

static enum outcome parse_pseudo_element(struct cursor *c)
{
    if (c->t == c->end || c->t->kind != TOK_IDENT)
        return WRONG;
    bool before = g_ascii_strcasecmp(c->t->text, "before") == 0;
    bool after = g_ascii_strcasecmp(c->t->text, "after") == 0;
    c->t++;
    if (g_ascii_strcasecmp(c->t[-1].text, "marker") == 0) {
        count(c, 0, 1, 0);
        c->out->marker = true;
        return GOOD;
    }
    count(c, 0, 0, 1);
    c->out->pseudo = before ? PSEUDO_BEFORE : PSEUDO_AFTER;
    return before || after ? GOOD : FOREIGN;
}

/* A pseudo-class without arguments. */
static enum outcome parse_plain_pseudo(struct cursor *c, const char *name, struct compound *to)
{
    static const struct {
        const char *name;
        struct test tests[2];
        int n;
    } rows[] = {
        {"first-child", {{.kind = TEST_FIRST}}, 1},
        {"last-child", {{.kind = TEST_LAST}}, 1},
        {"only-child", {{.kind = TEST_FIRST}, {.kind = TEST_LAST}}, 2},
        {"first-of-type", {{.kind = TEST_NTH_TYPE, .b = 1}}, 1},
        {"last-of-type", {{.kind = TEST_LAST_TYPE}}, 1},
        {"only-of-type", {{.kind = TEST_NTH_TYPE, .b = 1}, {.kind = TEST_LAST_TYPE}}, 2},
    };
    enum outcome worst = GOOD;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (g_ascii_strcasecmp(name, rows[i].name) != 0)
            continue;
        for (int k = 0; k < rows[i].n; k++)
            worst = MAX(worst, add_test(c, to, rows[i].tests[k]));
        return worst;
    }
    to->root |= g_ascii_strcasecmp(name, "root") == 0;
    return g_ascii_strcasecmp(name, "root") == 0 || g_ascii_strcasecmp(name, "link") == 0 ||
                   g_ascii_strcasecmp(name, "any-link") == 0
               ? GOOD
               : FOREIGN;
}

static enum outcome parse_compound(struct cursor *c, struct compound *to);

/* The compounds of :is(), :where() or :not(), after the `(`. Its specificity is that of the
 * strongest; of :where() nothing. */
static enum outcome parse_choice(struct cursor *c, const char *name, struct compound *to)
{
    bool not = g_ascii_strcasecmp(name, "not") == 0;
    unsigned before = c->out->specificity, most = before;
    struct compound *list[CHOICES_MAX];
    struct choice *choice = arena_one(c->s->arena, struct choice);
    if (c->depth == CHOICE_DEPTH)
        return skip_arguments(c) ? FOREIGN : WRONG;
    c->depth++;
    for (;;) {
        skip_space(c);
        c->out->specificity = before;
        struct compound *one = arena_one(c->s->arena, struct compound);
        enum outcome o = parse_compound(c, one);
        skip_space(c);
        bool more = is_delim(c, ',');
        if (o == WRONG)
            return WRONG;
        /* with a combinator in it, or too many: not here */
        if (o == FOREIGN || choice->n == CHOICES_MAX || c->out->pseudo != PSEUDO_NONE ||
            c->out->marker || (!more && !is_delim(c, ')')))
            return skip_arguments(c) ? FOREIGN : WRONG;
        c->s->any_tests |= one->tests;
        list[choice->n++] = one;
        most = MAX(most, c->out->specificity);
        c->t++;
        if (!more)
            break;
    }
    c->depth--;
    c->out->specificity = g_ascii_strcasecmp(name, "where") == 0 ? before : most;
    choice->not = not ;
    choice->list = arena_memdup(c->s->arena, list, choice->n * sizeof *list);
    choice->next = to->choices;
    to->choices = choice;
    return GOOD;
}

static enum outcome parse_function(struct cursor *c, const char *name, struct compound *to)
{
    if (g_ascii_strcasecmp(name, "is") == 0 || g_ascii_strcasecmp(name, "where") == 0 ||
        g_ascii_strcasecmp(name, "not") == 0)
        return parse_choice(c, name, to);
    count(c, 0, 1, 0);
    if (g_ascii_strcasecmp(name, "lang") == 0)
        return to->langs == NULL ? parse_lang(c, to) : skip_arguments(c) ? FOREIGN : WRONG;
    if (g_ascii_strcasecmp(name, "nth-child") == 0)
        return parse_nth(c, to, TEST_NTH);
    if (g_ascii_strcasecmp(name, "nth-of-type") == 0)
        return parse_nth(c, to, TEST_NTH_TYPE);
    return skip_arguments(c) ? FOREIGN : WRONG;
}

/* After a `:`. */
static enum outcome parse_pseudo(struct cursor *c, struct compound *to)
{
    if (is_delim(c, ':')) {
        c->t++;
        return parse_pseudo_element(c);
    }
    if (c->t == c->end)
        return WRONG;
    const struct token *t = c->t;
    if (t->kind == TOK_IDENT &&
        (g_ascii_strcasecmp(t->text, "before") == 0 || g_ascii_strcasecmp(t->text, "after") == 0))
        return parse_pseudo_element(c);
    if (t->kind != TOK_IDENT && t->kind != TOK_FUNCTION)
        return WRONG;
    c->t++;
    if (t->kind == TOK_FUNCTION)
        return parse_function(c, t->text, to);
    count(c, 0, 1, 0);
    return parse_plain_pseudo(c, t->text, to);
}

/* [href], [href^="http"], [class~=x] and so on, after the `[`. */
static enum outcome parse_attribute(struct cursor *c, struct compound *to)
{
    const struct token *t = ++c->t;
    while (c->t < c->end && !is_delim(c, ']'))
        c->t++;
    if (c->t == c->end)
        return WRONG;
    const struct token *end = c->t++;
    count(c, 0, 1, 0);
    if (t == end || t->kind != TOK_IDENT)
        return FOREIGN;
    g_autofree char *lower = g_ascii_strdown(t->text, -1);
    struct test test = {.kind = TEST_ATTRIBUTE, .name = sheets_name(c->s, lower)->text};
    if (++t < end && t->kind == TOK_DELIM && strchr("~|^$*", t->delim) != NULL)
        test.match = t++->delim;
    if (t < end && t->kind == TOK_DELIM && t->delim == '=') {
        test.match = test.match != '\0' ? test.match : '=';
        t++;
        if (t == end || (t->kind != TOK_IDENT && t->kind != TOK_STRING))
            return FOREIGN;
        test.value = t++->text;
    }
    if (t != end || (test.match != '\0' && test.value == NULL))
        return FOREIGN; /* a flag behind the value, a namespace, spaces */
    return add_test(c, to, test);
}

/* Elements of other types need not be asked. */
static void register_tests(struct cursor *c, const struct compound *to)
{
    if (to->type != NULL)
        sheets_name(c->s, to->type->text)->tests |= to->tests;
    else
        c->s->any_tests |= to->tests;
}

static enum outcome parse_compound(struct cursor *c, struct compound *to)
{
    const struct name *classes[CLASSES_MAX];
    enum outcome worst = GOOD;
    const struct token *start = c->t;
    if (is_delim(c, '*')) {
        c->t++;
    } else if (c->t < c->end && c->t->kind == TOK_IDENT) {
        g_autofree char *lower = g_ascii_strdown(c->t->text, -1);
        to->type = sheets_name(c->s, lower);
        count(c, 0, 0, 1);
        c->t++;
    }
    for (;;) {
        enum outcome o = GOOD;
        if (c->t < c->end && c->t->kind == TOK_HASH) {
            struct name *id = sheets_name(c->s, c->t++->text);
            o = to->id == NULL || to->id == id ? GOOD : FOREIGN;
            id->as_id = true;
            to->id = id;
            count(c, 1, 0, 0);
        } else if (is_delim(c, '.') && c->t + 1 < c->end && c->t[1].kind == TOK_IDENT) {
            struct name *class = sheets_name(c->s, c->t[1].text);
            class->as_class = true;
            if (to->n_classes < CLASSES_MAX)
                classes[to->n_classes++] = class;
            else
                o = FOREIGN;
            count(c, 0, 1, 0);
            c->t += 2;
        } else if (is_delim(c, ':')) {
            c->t++;
            o = parse_pseudo(c, to);
        } else if (is_delim(c, '[')) {
            o = parse_attribute(c, to);
        } else {
            break;
        }
        worst = MAX(worst, o);
        if (o == WRONG)
            return WRONG;
    }
    to->classes = arena_memdup(c->s->arena, classes, MAX(to->n_classes, 1) * sizeof *classes);
    return c->t > start ? worst : WRONG;
}

/* `left` + `right`: a test on right, and left's ancestors are right's. */
static enum outcome join_siblings(struct cursor *c, enum test_kind kind, struct compound *left,
                                  struct compound *right)
{
    struct compound *neighbour = arena_memdup(c->s->arena, left, sizeof *left);
    right->left = left->left;
    right->combinator = left->combinator;
    neighbour->left = NULL;
    neighbour->combinator = COMBINE_NONE;
    uint64_t bit = test_bit(c->s, (struct test){.kind = kind, .neighbour = neighbour});
    right->tests |= bit;
    if (kind == TEST_AFTER)
        c->s->any_tests |= bit;
    return bit != 0 ? GOOD : FOREIGN;
}

/* What stands between two compounds: `>`, `+`, `~` or ' '; 0 at the end. */
static char parse_combinator(struct cursor *c)
{
    const struct token *start = c->t;
    skip_space(c);
    if (c->t == c->end)
        return '\0';
    if (is_delim(c, '>') || is_delim(c, '+') || is_delim(c, '~')) {
        char sign = c->t++->delim;
        skip_space(c);
        return sign;
    }
    return c->t > start ? ' ' : '?';
}

/* Elements that are not set as text or blocks with text: generated text has no place there. */
static bool holds_no_text(const struct compound *key)
{
    static const char *const names[] = {"pre", "table", "thead", "tbody", "tfoot", "tr",
                                        "ul",  "ol",    "dl",    "img",   "math",  NULL};
    return key->type != NULL && g_strv_contains(names, key->type->text);
}

static struct compound *marker_of(struct cursor *c, struct compound *item)
{
    struct compound *marker = arena_one(c->s->arena, struct compound);
    struct name *class = sheets_name(c->s, "marker");
    class->as_class = true;
    marker->classes = arena_memdup(c->s->arena, &class, sizeof class);
    marker->n_classes = 1;
    marker->combinator = COMBINE_CHILD;
    marker->left = item;
    return marker;
}

static enum outcome parse_selector(struct cursor *c)
{
    struct compound *left = NULL;
    enum outcome worst = GOOD;
    char combinator = ' ';
    skip_space(c);
    for (int n = 0; combinator != '\0'; n++) {
        struct compound *one = arena_one(c->s->arena, struct compound);
        if (c->out->pseudo != PSEUDO_NONE || c->out->marker || combinator == '?')
            return WRONG;
        enum outcome o = parse_compound(c, one);
        if (o == WRONG)
            return WRONG;
        if (o == FOREIGN || n >= COMPOUNDS_MAX)
            worst = FOREIGN;
        if (left != NULL && (combinator == ' ' || combinator == '>')) {
            one->left = left;
            one->combinator = combinator == ' ' ? COMBINE_DESCENDANT : COMBINE_CHILD;
        } else if (left != NULL) {
            enum test_kind kind = combinator == '+' ? TEST_NEXT_TO : TEST_AFTER;
            if (join_siblings(c, kind, left, one) != GOOD)
                worst = FOREIGN;
        }
        register_tests(c, one);
        left = one;
        combinator = parse_combinator(c);
    }
    c->out->key = left;
    if (c->out->pseudo != PSEUDO_NONE && holds_no_text(left))
        worst = FOREIGN;
    if (c->out->marker) /* li::marker is what layout/ asks for as a class in the item */
        c->out->key = marker_of(c, left);
    return worst;
}

static void file_selector(struct sheets *s, struct selector *selector)
{
    const struct compound *key = selector->key;
    struct name *name = NULL;
    GPtrArray **list = &s->universal;
    if (key->id != NULL) {
        name = sheets_name(s, key->id->text);
        list = &name->by_id;
    } else if (key->n_classes > 0) {
        name = sheets_name(s, key->classes[0]->text);
        list = &name->by_class;
    } else if (key->type != NULL) {
        name = sheets_name(s, key->type->text);
        list = &name->by_type;
    }
    if (*list == NULL)
        *list = g_ptr_array_new();
    g_ptr_array_add(*list, selector);
}

void selector_of_classes(struct sheets *s, struct rule *rule, const char *const *classes, size_t n,
                         unsigned specificity)
{
    struct compound *key = arena_one(s->arena, struct compound);
    const struct name **names = arena_array(s->arena, n, sizeof *names);
    for (size_t i = 0; i < n; i++) {
        struct name *name = sheets_name(s, classes[i]);
        name->as_class = true;
        names[i] = name;
    }
    key->classes = names;
    key->n_classes = n;
    struct selector *selector = arena_one(s->arena, struct selector);
    *selector = (struct selector){
        .key = key, .specificity = specificity, .order = s->n_selectors++, .rule = rule};
    rule->used = true;
    file_selector(s, selector);
}

static bool wrong(struct sheets *s, struct loc loc, const struct token *t, size_t n)
{
    g_autoptr(GString) text = g_string_new(NULL);
    tokens_write(t, n, text);
    g_autofree char *what = g_strdup_printf("\"%s\" is not a selector", text->str);
    diag_add(s->diags, DIAG_CSS_SYNTAX, loc, what, NULL);
    return false;
}

static void foreign(struct sheets *s, const struct token *t, size_t n)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (; n > 0 && t->kind == TOK_SPACE; n--)
        t++;
    tokens_write(t, n, text);
    diag_add(s->diags, DIAG_CSS_SELECTOR, t->loc, text->str, NULL);
}

bool selectors_parse(struct sheets *s, struct loc loc, const struct token *tokens, size_t n,
                     struct rule *rule)
{
    g_autoptr(GPtrArray) good = g_ptr_array_new();
    int depth = 0;
    if (n == 0)
        return wrong(s, loc, tokens, n);
    for (size_t start = 0, i = 0; i <= n; i++) {
        if (i < n && tokens[i].kind == TOK_FUNCTION)
            depth++;
        if (i < n && tokens[i].kind == TOK_DELIM && tokens[i].delim == ')')
            depth--;
        bool comma = i < n && tokens[i].kind == TOK_DELIM && tokens[i].delim == ',';
        if (i < n && (!comma || depth > 0))
            continue;
        struct selector *one = arena_one(s->arena, struct selector);
        struct cursor c = {.s = s, .t = tokens + start, .end = tokens + i, .out = one};
        enum outcome o = parse_selector(&c);
        if (o == WRONG || s->n_selectors >= SELECTORS_MAX)
            return wrong(s, loc, tokens, n);
        if (o == FOREIGN && s->print)
            foreign(s, tokens + start, i - start);
        one->rule = rule;
        one->order = s->n_selectors++;
        if (o != GOOD)
            one->pseudo = PSEUDO_NONE;
        else
            g_ptr_array_add(good, one);
        rule->pseudo |= one->pseudo != PSEUDO_NONE;
        start = i + 1;
    }
    rule->used = good->len > 0;
    for (guint i = 0; i < good->len; i++)
        file_selector(s, good->pdata[i]);
    return true;
}

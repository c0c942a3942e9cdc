#include "base/listing.h"

#include <fnmatch.h>
#include <stdint.h>
#include <string.h>

enum {
    MAX_ENTRIES = 4 * LISTING_MAX, /* of one folder: sorted first, then cut */
    MAX_IGNORE = 1024 * 1024,      /* bytes of .gitignore */
    MAX_RULES = 1000,
    MAX_STARS = 4 /* in a rule: fnmatch tries every way to fill them */
};

/* ------------------------------------------------------------------ natural order */

/* The value of a Han digit or unit in a number, 0 for another character; 零 and 〇 are -1. */
static int han_value(gunichar c)
{
    static const struct {
        gunichar c;
        int value;
    } values[] = {
        {0x4e00, 1},  {0x4e8c, 2},   {0x4e09, 3},    {0x56db, 4},  {0x4e94, 5},  {0x516d, 6},
        {0x4e03, 7},  {0x516b, 8},   {0x4e5d, 9},    {0x4e24, 2},  {0x5341, 10}, {0x5eff, 20},
        {0x5345, 30}, {0x767e, 100}, {0x5343, 1000}, {0x96f6, -1}, {0x3007, -1},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        if (values[i].c == c)
            return values[i].value;
    return 0;
}

/* Reads 二十三 or 一〇五; values are bounded, as what stands behind is no chapter's number. */
static const char *han_number(const char *p, uint64_t *value)
{
    const uint64_t most = 1000 * 1000 * 1000;
    uint64_t total = 0, digit = 0;

    for (int v; (v = han_value(g_utf8_get_char(p))) != 0; p = g_utf8_next_char(p)) {
        if (v < 10) { /* digits in a row are read as 一二三 = 123 */
            digit = digit * 10 + (v < 0 ? 0 : (uint64_t)v);
        } else {
            total += MAX(digit, 1) * (uint64_t)v;
            digit = 0;
        }
        total = MIN(total, most);
        digit = MIN(digit, most);
    }
    *value = total + digit;
    return p;
}

/* A step of the comparison: a number, or a character. Numbers sort before characters, the end
 * before both. */
struct token {
    enum { TOKEN_END, TOKEN_NUMBER, TOKEN_CHAR } kind;
    uint64_t value; /* of a character or a Han number; of digits where they fit */
};

static struct token next_token(const char **at, const char *end)
{
    const char *p = *at;
    struct token t = {TOKEN_END, 0};

    if (p >= end)
        return t;
    gunichar c = g_utf8_get_char(p);
    if (g_unichar_isdigit(c)) {
        t.kind = TOKEN_NUMBER;
        for (; p < end && g_unichar_isdigit(c = g_utf8_get_char(p)); p = g_utf8_next_char(p)) {
            uint64_t digit = (uint64_t)g_unichar_digit_value(c);
            t.value = t.value > (UINT64_MAX - digit) / 10 ? UINT64_MAX : t.value * 10 + digit;
        }
    } else if (han_value(c) != 0) {
        t.kind = TOKEN_NUMBER;
        p = han_number(p, &t.value);
    } else {
        t.kind = TOKEN_CHAR;
        t.value = c == '-' || c == '_' ? ' ' : g_unichar_tolower(c);
        p = g_utf8_next_char(p);
    }
    *at = p;
    return t;
}

/* Behind the ends stands a dot, a slash or nothing: no number goes on there. */
static int compare_tokens(const char *a, const char *a_end, const char *b, const char *b_end)
{
    for (;;) {
        struct token x = next_token(&a, a_end), y = next_token(&b, b_end);
        if (x.kind != y.kind)
            return x.kind < y.kind ? -1 : 1;
        if (x.value != y.value)
            return x.value < y.value ? -1 : 1;
        if (x.kind == TOKEN_END)
            return 0;
    }
}

/* A part of a path: the name of a folder, or of a file. */
struct part {
    const char *name;
    size_t n;
    bool folder;
};

/* The name without the suffix of a file: what people number. */
static size_t stem_length(const struct part *p)
{
    size_t n = p->n;

    if (p->folder)
        return n;
    while (n > 1 && p->name[n - 1] != '.')
        n--;
    return n > 1 && n < p->n && g_ascii_isalpha(p->name[n]) ? n - 1 : p->n;
}

/* What stands first in its folder: README, in whatever language, then index. */
static int rank(const struct part *p)
{
    static const struct {
        const char *name;
        const char *next; /* what may follow */
    } first[] = {{"readme", ".-_ "}, {"index", "."}, {"_index", "."}};

    for (size_t i = 0; i < G_N_ELEMENTS(first) && !p->folder; i++) {
        size_t n = strlen(first[i].name);
        if (p->n >= n && g_ascii_strncasecmp(p->name, first[i].name, n) == 0 &&
            (p->n == n || strchr(first[i].next, p->name[n]) != NULL))
            return (int)i;
    }
    return G_N_ELEMENTS(first);
}

static int compare_parts(const struct part *a, const struct part *b)
{
    int a_rank = rank(a), b_rank = rank(b);

    if (a_rank != b_rank)
        return a_rank < b_rank ? -1 : 1;
    int order =
        compare_tokens(a->name, a->name + stem_length(a), b->name, b->name + stem_length(b));
    if (order != 0)
        return order;
    if (a->folder != b->folder)
        return a->folder ? 1 : -1;
    order = memcmp(a->name, b->name, MIN(a->n, b->n));
    return order != 0 ? order : (a->n > b->n) - (a->n < b->n);
}

static struct part next_part(const char **path)
{
    const char *p = *path;
    size_t n = strcspn(p, "/");

    *path = p + n + (p[n] == '/');
    return (struct part){p, n, p[n] == '/'};
}

int path_natural_cmp(const char *a, const char *b)
{
    for (;;) {
        if (*a == '\0' || *b == '\0')
            return (*a != '\0') - (*b != '\0');
        struct part x = next_part(&a), y = next_part(&b);
        if (x.n == y.n && x.folder == y.folder && memcmp(x.name, y.name, x.n) == 0)
            continue;
        return compare_parts(&x, &y);
    }
}

/* ------------------------------------------------------------------ what is passed over */

/* A line of .gitignore that names folders. */
struct rule {
    const char *pattern;
    bool whole;   /* matches the path from the root, not only a name */
    bool negated; /* `!pattern`: not passed over after all */
};

struct walk {
    struct arena *arena, *scratch;
    const struct root *root;
    struct listing *listing;
    GPtrArray *paths;
    GArray *rules;
    bool full;
};

static bool is_glob(const char *s)
{
    return strpbrk(s, "*?[\\") != NULL;
}

static void add_rule(struct walk *w, char *line)
{
    struct rule rule = {0};
    size_t stars = 0, n;

    g_strchomp(line);
    if (*line == '#' || *line == '\0')
        return;
    rule.negated = *line == '!';
    line += rule.negated;
    n = strlen(line);
    bool folder = line[n - MIN(n, 1)] == '/';
    if (folder)
        line[n - 1] = '\0';
    if (g_str_has_prefix(line, "**/"))
        line += strlen("**/");
    else
        rule.whole = strchr(line, '/') != NULL;
    line += *line == '/';
    for (const char *p = line; *p != '\0'; p++)
        stars += *p == '*';
    /* without a slash behind it a pattern is likely to mean files */
    if (*line == '\0' || stars > MAX_STARS || (!folder && is_glob(line)))
        return;
    rule.pattern = arena_strdup(w->scratch, line);
    g_array_append_val(w->rules, rule);
}

static void read_ignore(struct walk *w)
{
    g_autoptr(GBytes) bytes = NULL;
    gsize size;

    if (file_read(w->root, ".gitignore", MAX_IGNORE, &bytes, NULL) != FILE_OK)
        return;
    const char *data = g_bytes_get_data(bytes, &size);
    g_autofree char *text = g_strndup(data != NULL ? data : "", size);
    for (char *line = text, *next; line != NULL && w->rules->len < MAX_RULES; line = next) {
        next = strchr(line, '\n');
        if (next != NULL)
            *next++ = '\0';
        add_rule(w, line);
    }
}

static bool is_ignored(const struct walk *w, const char *path)
{
    bool ignored = false;

    for (guint i = 0; i < w->rules->len; i++) {
        const struct rule *r = &g_array_index(w->rules, struct rule, i);
        int flags = strstr(r->pattern, "**") != NULL ? 0 : FNM_PATHNAME;
        if (r->negated != ignored)
            continue;
        if (fnmatch(r->pattern, r->whole ? path : path_base(path), flags) == 0)
            ignored = !r->negated;
    }
    return ignored;
}

static bool holds_no_sources(const char *path)
{
    static const char *const anywhere[] = {
        "node_modules", "bower_components", "__pycache__",  "_book",
        "_site",        "_build",           "site-packages"};
    static const char *const at_root[] = {"build", "dist"};
    const char *name = path_base(path);

    for (size_t i = 0; i < G_N_ELEMENTS(anywhere); i++)
        if (strcmp(name, anywhere[i]) == 0)
            return true;
    for (size_t i = 0; i < G_N_ELEMENTS(at_root); i++)
        if (strcmp(path, at_root[i]) == 0)
            return true;
    return false;
}

/* The marks of a cache (bford.info/cachedir) and of a virtual environment. */
static bool is_marked(const struct file_entry *e)
{
    return strcmp(e->name, "CACHEDIR.TAG") == 0 || strcmp(e->name, "pyvenv.cfg") == 0;
}

/* ------------------------------------------------------------------ the walk */

static int compare_entries(const void *a, const void *b)
{
    const struct file_entry *x = a, *y = b;

    return compare_parts(&(struct part){x->name, strlen(x->name), x->folder},
                         &(struct part){y->name, strlen(y->name), y->folder});
}

static void add_file(struct walk *w, const char *path, const struct file_entry *e)
{
    if (e->link && file_probe(w->root, path) != FILE_OK)
        return;
    if (w->paths->len == LISTING_MAX)
        w->full = w->listing->cut = true;
    else
        g_ptr_array_add(w->paths, arena_strdup(w->arena, path));
}

/* Takes the names out that are no UTF-8; how many are left. */
static size_t drop_odd(struct walk *w, const char *folder, struct file_entry *entries, size_t n)
{
    size_t kept = 0;

    for (size_t i = 0; i < n; i++) {
        if (g_utf8_validate(entries[i].name, -1, NULL)) {
            entries[kept++] = entries[i];
        } else if (!entries[i].folder &&
                   (w->listing->odd == NULL || strcmp(w->listing->odd, entries[i].name) > 0)) {
            const char *slash = *folder != '\0' ? "/" : "";
            w->listing->odd = arena_join(w->arena, folder, slash, entries[i].name, NULL);
        }
    }
    return kept;
}

/* Recursion ends at LISTING_DEPTH. */
static void walk_folder(struct walk *w, const char *folder, int depth)
{
    size_t n;
    struct file_entry *entries = file_list(w->scratch, w->root, folder, MAX_ENTRIES, &n);

    for (size_t i = 0; i < n && *folder != '\0'; i++)
        if (is_marked(&entries[i]))
            return;
    n = drop_odd(w, folder, entries, n);
    if (n > 1)
        qsort(entries, n, sizeof *entries, compare_entries);
    for (size_t i = 0; i < n && !w->full; i++) {
        const struct file_entry *e = &entries[i];
        const char *slash = *folder != '\0' ? "/" : "";
        const char *path = arena_join(w->scratch, folder, slash, e->name, NULL);
        if (*e->name == '.' || (e->folder && (holds_no_sources(path) || is_ignored(w, path))))
            continue;
        if (!e->folder)
            add_file(w, path, e);
        else if (depth == LISTING_DEPTH)
            w->listing->cut = true;
        else
            walk_folder(w, path, depth + 1);
    }
}

/* ------------------------------------------------------------------ looking up */

struct listing_key {
    const char *key; /* folded */
    const char *path;
};

static char *fold(const char *path)
{
    if (g_str_is_ascii(path))
        return g_ascii_strdown(path, -1);
    g_autofree char *folded = g_utf8_casefold(path, -1);
    return g_utf8_normalize(folded, -1, G_NORMALIZE_DEFAULT_COMPOSE);
}

static int compare_keys(const void *a, const void *b)
{
    const struct listing_key *x = a, *y = b;
    int order = strcmp(x->key, y->key);

    return order != 0 ? order : strcmp(x->path, y->path);
}

static struct listing_key *make_keys(struct arena *a, const struct listing *l)
{
    struct listing_key *keys = arena_array(a, l->n, sizeof *keys);

    for (size_t i = 0; i < l->n; i++) {
        g_autofree char *key = fold(l->paths[i]);
        keys[i] = (struct listing_key){arena_strdup(a, key), l->paths[i]};
    }
    if (l->n > 1)
        qsort(keys, l->n, sizeof *keys, compare_keys);
    return keys;
}

struct listing *listing_new(struct arena *a, const struct root *r)
{
    struct listing *l = arena_one(a, struct listing);
    struct walk w = {.arena = a, .scratch = arena_new(), .root = r, .listing = l};

    w.paths = g_ptr_array_new();
    w.rules = g_array_new(FALSE, FALSE, sizeof(struct rule));
    read_ignore(&w);
    walk_folder(&w, "", 0);
    l->n = w.paths->len;
    l->paths = arena_array(a, l->n + 1, sizeof *l->paths);
    if (l->n > 0)
        memcpy(l->paths, w.paths->pdata, l->n * sizeof *l->paths);
    l->by_case = make_keys(a, l);
    g_array_unref(w.rules);
    g_ptr_array_unref(w.paths);
    arena_free(w.scratch);
    return l;
}

/* The index of the first path that is not before `path`. */
static size_t lower_bound(const struct listing *l, const char *path)
{
    size_t low = 0, high = l->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (path_natural_cmp(l->paths[middle], path) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool listing_has(const struct listing *l, const char *path)
{
    size_t i = lower_bound(l, path);

    return i < l->n && strcmp(l->paths[i], path) == 0;
}

void listing_folder(const struct listing *l, const char *folder, size_t *from, size_t *to)
{
    size_t n = strlen(folder), high = l->n;

    *from = 0;
    *to = l->n;
    if (n == 0)
        return;
    g_autofree char *first = g_strconcat(folder, "/", NULL); /* before all that is in it */
    *from = lower_bound(l, first);
    for (*to = *from; *to < high;) { /* what is in it stands together */
        size_t middle = *to + (high - *to) / 2;
        if (strncmp(l->paths[middle], first, n + 1) == 0)
            *to = middle + 1;
        else
            high = middle;
    }
}

const char *listing_find_case(const struct listing *l, const char *path)
{
    g_autofree char *key = fold(path);
    size_t low = 0, high = l->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(l->by_case[middle].key, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == l->n || strcmp(l->by_case[low].key, key) != 0)
        return NULL;
    bool several = low + 1 < l->n && strcmp(l->by_case[low + 1].key, key) == 0;
    return several ? NULL : l->by_case[low].path;
}

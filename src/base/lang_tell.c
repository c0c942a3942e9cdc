#include "base/lang.h"

#include "base/arena.h"
#include "base/lang_words.h"

#include <stdint.h>
#include <string.h>

enum {
    MAX_LANGUAGES = 64,
    MAX_SCRIPTS = 128, /* of lang_scripts, and of Unicode's that are looked at */
    FRONT = 64 * 1024, /* bytes of front matter */
    AHEAD = 4000,      /* bytes in which what has been opened is closed */
    TERMS = 4,         /* Latin words that are nobody's weigh as much less */
    UNSURE = 500,      /* permille: as good as another language */
    WORD_MAX = 64,     /* bytes; longer ones are nobody's function words */
    WEIGHT = 840       /* of a word that only one language has; shared by up to 8 without rest */
};

/* What opens and closes. */
enum span {
    SPAN_TAG,
    SPAN_COMMENT,
    SPAN_DISPLAY,
    SPAN_LIQUID,
    SPAN_BRACES,
    SPAN_INLINE_TEX,
    SPAN_DISPLAY_TEX,
    SPAN_COUNT
};
static const struct {
    const char *open, *close;
    size_t ahead;
} spans[] = {
    [SPAN_TAG] = {"<", ">", AHEAD},
    [SPAN_COMMENT] = {"<!--", "-->", SIZE_MAX},
    [SPAN_DISPLAY] = {"$$", "$$", SIZE_MAX},
    [SPAN_LIQUID] = {"{%", "%}", AHEAD},
    [SPAN_BRACES] = {"{{", "}}", AHEAD},
    [SPAN_INLINE_TEX] = {"\\(", "\\)", AHEAD},
    [SPAN_DISPLAY_TEX] = {"\\[", "\\]", AHEAD},
};

struct tell {
    const char *p, *end;
    bool line_start;
    const char *no_target;          /* up to here no link closes, */
    const char *absent[SPAN_COUNT]; /* nor what a span of the kind ends with */
    bool open_fence[2], open_raw;   /* one is never closed */

    struct arena *arena;
    GHashTable *words; /* -> guint64 *, a bit per row of lang_words */
    GHashTable *letters;
    gint64 score[MAX_LANGUAGES];
    int hits[MAX_LANGUAGES]; /* words that the language has */
    int known;               /* Latin words that any language has */

    int latin, cyrillic, arabic, devanagari, hebrew; /* words */
    int others[MAX_SCRIPTS];                         /* by row of lang_scripts: words or letters */
    int han, kana, simplified, traditional;
};

/* ---- markup that is passed over ---- */

static bool starts(const struct tell *t, const char *s)
{
    size_t n = strlen(s);

    return (size_t)(t->end - t->p) >= n && memcmp(t->p, s, n) == 0;
}

static const char *find(const char *p, const char *end, const char *s, size_t ahead)
{
    size_t n = (size_t)(end - p);

    return memmem(p, MIN(n, ahead), s, strlen(s));
}

static const char *line_end(const char *p, const char *end)
{
    const char *n = memchr(p, '\n', (size_t)(end - p));

    return n != NULL ? n : end;
}

static size_t run_length(const char *p, const char *end)
{
    const char *q = p;

    while (q < end && *q == *p)
        q++;
    return (size_t)(q - p);
}

/* Passes over the span that begins here; false: none does, or it does not close. */
static bool skip_span(struct tell *t, enum span kind)
{
    size_t ahead = spans[kind].ahead;

    if (!starts(t, spans[kind].open) || t->p < t->absent[kind])
        return false;
    const char *q = find(t->p + strlen(spans[kind].open), t->end, spans[kind].close, ahead);
    if (q == NULL) { /* do not look again for a while */
        t->absent[kind] = (size_t)(t->end - t->p) > ahead ? t->p + ahead / 2 : t->end;
        return false;
    }
    t->p = q + strlen(spans[kind].close);
    return true;
}

static void skip_front_matter(struct tell *t)
{
    static const char *const fences[] = {"---\n", "---\r\n", "+++\n", "+++\r\n"};

    if (starts(t, "\xef\xbb\xbf"))
        t->p += 3;
    for (size_t i = 0; i < G_N_ELEMENTS(fences); i++) {
        const char close[] = {'\n', fences[i][0], fences[i][0], fences[i][0], '\0'};
        const char *q = starts(t, fences[i]) ? find(t->p + 3, t->end, close, FRONT) : NULL;
        if (q != NULL) {
            t->p = q + strlen(close);
            return;
        }
    }
}

/* A fence that is never closed is no code here: a page is told by what stands in it. */
static bool skip_fence(struct tell *t)
{
    size_t n = run_length(t->p, t->end);
    char c = *t->p;
    bool *open = &t->open_fence[c == '~'];

    if ((c != '`' && c != '~') || n < 3 || *open)
        return false;
    const char *q = line_end(t->p, t->end);
    if (c == '`' && memchr(t->p + n, '`', (size_t)(q - t->p) - n) != NULL)
        return false; /* code between backticks on one line */
    while (q < t->end) {
        q++;
        const char *end = line_end(q, t->end);
        while (q < end && (*q == ' ' || *q == '>' || *q == '\t'))
            q++;
        if (q < end && *q == c && run_length(q, end) >= n) {
            t->p = end;
            return true;
        }
        q = end;
    }
    *open = true;
    return false;
}

static bool skip_code_span(struct tell *t)
{
    size_t n = run_length(t->p, t->end);
    const char *q = t->p + n, *limit = t->end - q > AHEAD ? q + AHEAD : t->end;

    while (q < limit) {
        if (*q == '\n' && q + 1 < limit && q[1] == '\n')
            break;
        if (*q != '`') {
            q++;
            continue;
        }
        size_t m = run_length(q, t->end);
        q += m;
        if (m == n) {
            t->p = q;
            return true;
        }
    }
    t->p += n;
    return true;
}

/* Elements whose content is no text of the page. */
static bool skip_raw_element(struct tell *t)
{
    static const char *const names[] = {"script", "style", "pre",     "code",
                                        "svg",    "math",  "textarea"};

    for (size_t i = 0; i < G_N_ELEMENTS(names) && !t->open_raw; i++) {
        size_t n = strlen(names[i]);
        if ((size_t)(t->end - t->p) <= n + 1 || g_ascii_strncasecmp(t->p + 1, names[i], n) != 0 ||
            g_ascii_isalnum(t->p[n + 1]))
            continue;
        for (const char *q = t->p; (q = find(q, t->end, "</", SIZE_MAX)) != NULL; q += 2) {
            if ((size_t)(t->end - q) >= n + 2 && g_ascii_strncasecmp(q + 2, names[i], n) == 0) {
                t->p = q;
                return true;
            }
        }
        t->open_raw = true;
    }
    return false;
}

static bool skip_html(struct tell *t)
{
    if (skip_span(t, SPAN_COMMENT))
        return true;
    if (t->end - t->p < 2 || (!g_ascii_isalpha(t->p[1]) && strchr("/!?", t->p[1]) == NULL))
        return false;
    if (skip_raw_element(t))
        return true;
    return skip_span(t, SPAN_TAG);
}

static bool skip_math(struct tell *t)
{
    if (starts(t, "$$"))
        return skip_span(t, SPAN_DISPLAY);
    const char *end = line_end(t->p, t->end - t->p > AHEAD ? t->p + AHEAD : t->end);
    const char *q = t->p + 1 < end && !g_ascii_isspace(t->p[1])
                        ? memchr(t->p + 1, '$', (size_t)(end - t->p - 1))
                        : NULL;
    if (q == NULL || g_ascii_isspace(q[-1]))
        return false;
    t->p = q + 1;
    return true;
}

/* What a link leads to: after "]", "(" up to its ")". */
static bool skip_target(struct tell *t)
{
    const char *q = t->p + 2, *limit = t->end - q > AHEAD ? q + AHEAD : t->end;
    int depth = 1;

    if (t->p < t->no_target)
        return false;
    for (; q < limit && *q != '\n'; q++) {
        depth += *q == '(' ? 1 : *q == ')' ? -1 : 0;
        if (depth == 0) {
            t->p = q + 1;
            return true;
        }
    }
    t->no_target = q;
    return false;
}

static bool skip_markup(struct tell *t)
{
    switch (*t->p) {
    case '`':
        return (t->line_start && skip_fence(t)) || skip_code_span(t);
    case '~':
        return t->line_start && skip_fence(t);
    case '<':
        return skip_html(t);
    case '$':
        return skip_math(t);
    case ']':
        return starts(t, "](") && skip_target(t);
    case '{':
        return skip_span(t, SPAN_LIQUID) || skip_span(t, SPAN_BRACES);
    case '\\':
        return skip_span(t, SPAN_INLINE_TEX) || skip_span(t, SPAN_DISPLAY_TEX);
    case '&': {
        const char *q = t->p + 1;
        while (q < t->end && (g_ascii_isalnum(*q) || *q == '#'))
            q++;
        bool entity = q < t->end && *q == ';' && q > t->p + 1;
        t->p = entity ? q + 1 : t->p;
        return entity;
    }
    default:
        return false;
    }
}

/* ---- words ---- */

static void add_bit(struct tell *t, GHashTable *table, const void *key, int row)
{
    guint64 *bits = g_hash_table_lookup(table, key);

    if (bits == NULL) {
        bits = arena_one(t->arena, guint64);
        g_hash_table_insert(table, (void *)(uintptr_t)key, bits);
    }
    *bits |= (guint64)1 << row;
}

static void load(struct tell *t)
{
    t->words = g_hash_table_new(g_str_hash, g_str_equal);
    t->letters = g_hash_table_new(g_direct_hash, g_direct_equal);
    for (int row = 0; lang_words[row].tag != NULL; row++) {
        char *words = arena_strdup(t->arena, lang_words[row].words);
        for (char *w = words; w != NULL;) {
            char *space = strchr(w, ' ');
            if (space != NULL)
                *space++ = '\0';
            add_bit(t, t->words, w, row);
            w = space;
        }
        for (const char *l = lang_words[row].letters; l != NULL && *l != '\0';
             l = g_utf8_next_char(l))
            add_bit(t, t->letters, GUINT_TO_POINTER(g_utf8_get_char(l)), row);
    }
}

/* Shares `weight` among the languages of the bits that write in the script. */
static void credit(struct tell *t, guint64 bits, GUnicodeScript script, int weight, bool hit)
{
    int n = 0;

    for (int row = 0; lang_words[row].tag != NULL; row++) {
        if (lang_words[row].script != script)
            bits &= ~((guint64)1 << row);
        n += (bits >> row & 1) != 0;
    }
    for (int row = 0; n > 0 && lang_words[row].tag != NULL; row++) {
        if ((bits >> row & 1) != 0) {
            t->score[row] += weight / n;
            t->hits[row] += hit;
        }
    }
    t->known += hit && n > 0 && script == G_UNICODE_SCRIPT_LATIN;
}

/* A word of a script that several languages are written in. */
static void count_word(struct tell *t, const char *word, size_t size, GUnicodeScript script)
{
    char lower[WORD_MAX * 2] = "";
    guint64 letters = ~(guint64)0;
    size_t n = 0;
    bool marked = false, special = false;

    if (size > WORD_MAX)
        return;
    g_autofree char *normal = g_utf8_normalize(word, (gssize)size, G_NORMALIZE_NFC);
    for (const char *p = normal; p != NULL && *p != '\0' && n + 6 < sizeof lower;
         p = g_utf8_next_char(p)) {
        gunichar c = g_unichar_tolower(g_utf8_get_char(p));
        n += (size_t)g_unichar_to_utf8(c, lower + n);
        if (c < 0x80)
            continue;
        const guint64 *bits = g_hash_table_lookup(t->letters, GUINT_TO_POINTER(c));
        marked = true;
        special |= bits != NULL;
        letters &= bits != NULL ? *bits : ~(guint64)0;
    }
    lower[n] = '\0';
    const guint64 *bits = g_hash_table_lookup(t->words, lower);
    if (bits != NULL && n == 1 && g_ascii_isalpha(*lower)) /* as often a variable */
        credit(t, *bits, script, WEIGHT / 4, false);
    else if (bits != NULL)
        credit(t, *bits, script, WEIGHT, true);
    else if (marked && special && letters != 0)
        credit(t, letters, script, WEIGHT / 3, false);
}

/* A run of Latin letters and of the ASCII that paths, names and addresses are made of. */
static bool in_run(gunichar c)
{
    if (c < 0x80)
        return g_ascii_isalnum((char)c) || (c > ' ' && strchr("_/\\=@.:~+#-'", (int)c) != NULL);
    return g_unichar_isalpha(c) && g_unichar_get_script(c) == G_UNICODE_SCRIPT_LATIN;
}

/* True for what no one reads as words: "kv_cache.py", "--flag", "v2", "https://host". */
static bool is_code(const char *run, const char *end)
{
    if (*run == '-' && run + 1 < end)
        return true;
    while (end > run && strchr(".:-'~+", end[-1]) != NULL)
        end--;
    for (; run < end; run++)
        if (g_ascii_isdigit(*run) || strchr("_/\\=@#.:+~", *run) != NULL)
            return true;
    return false;
}

/* "getItem" and "KVCache": a capital behind a small letter, or a small one behind two capitals. */
static bool is_camel(const char *word, const char *end)
{
    for (const char *p = word; p + 1 < end; p++)
        if ((g_ascii_islower(p[0]) && g_ascii_isupper(p[1])) ||
            (p > word && g_ascii_isupper(p[-1]) && g_ascii_isupper(p[0]) && g_ascii_islower(p[1])))
            return true;
    return false;
}

static void take_run(struct tell *t)
{
    const char *run = t->p, *word = NULL;

    while (t->p < t->end && in_run(g_utf8_get_char(t->p)))
        t->p = g_utf8_next_char(t->p);
    /* accents that stand behind their letters */
    while (t->p < t->end && g_unichar_ismark(g_utf8_get_char(t->p))) {
        do
            t->p = g_utf8_next_char(t->p);
        while (t->p < t->end && (in_run(g_utf8_get_char(t->p))));
    }
    if (is_code(run, t->p))
        return;
    for (const char *p = run; p <= t->p; p++) {
        bool inside = p < t->p && *p != '-' && *p != '\'' && (*p & 0x80 || g_ascii_isalpha(*p));
        if (inside && word == NULL)
            word = p;
        if (inside || word == NULL)
            continue;
        if (!is_camel(word, p)) {
            t->latin++;
            count_word(t, word, (size_t)(p - word), G_UNICODE_SCRIPT_LATIN);
        }
        word = NULL;
    }
}

static int *word_counter(struct tell *t, GUnicodeScript script)
{
    if (script == G_UNICODE_SCRIPT_CYRILLIC)
        return &t->cyrillic;
    if (script == G_UNICODE_SCRIPT_ARABIC)
        return &t->arabic;
    if (script == G_UNICODE_SCRIPT_DEVANAGARI)
        return &t->devanagari;
    return script == G_UNICODE_SCRIPT_HEBREW ? &t->hebrew : NULL;
}

static void take_letters(struct tell *t, GUnicodeScript script)
{
    const char *word = t->p;
    int *words = word_counter(t, script), letters = 0;

    while (t->p < t->end) {
        gunichar c = g_utf8_get_char(t->p);
        if (!g_unichar_ismark(c) && (!g_unichar_isalpha(c) || g_unichar_get_script(c) != script))
            break;
        letters += !g_unichar_ismark(c);
        t->p = g_utf8_next_char(t->p);
    }
    if (words != NULL) {
        ++*words;
        count_word(t, word, (size_t)(t->p - word), script);
        return;
    }
    for (size_t i = 0; lang_scripts[i].tag != NULL; i++)
        if (lang_scripts[i].script == script)
            t->others[i] += lang_scripts[i].word > 0 ? letters : 1;
}

static void take(struct tell *t)
{
    gunichar c = g_utf8_get_char(t->p);
    GUnicodeScript script =
        g_unichar_isalpha(c) ? g_unichar_get_script(c) : G_UNICODE_SCRIPT_COMMON;

    if (in_run(c)) {
        take_run(t);
        return;
    }
    if (script != G_UNICODE_SCRIPT_COMMON && script != G_UNICODE_SCRIPT_HAN &&
        script != G_UNICODE_SCRIPT_HIRAGANA && script != G_UNICODE_SCRIPT_KATAKANA) {
        take_letters(t, script);
        return;
    }
    const char *next = g_utf8_next_char(t->p);
    if (script == G_UNICODE_SCRIPT_HAN) {
        char one[8] = "";
        memcpy(one, t->p, (size_t)(next - t->p));
        t->han++;
        t->simplified += strstr(lang_simplified, one) != NULL;
        t->traditional += strstr(lang_traditional, one) != NULL;
    }
    t->kana += script == G_UNICODE_SCRIPT_HIRAGANA || script == G_UNICODE_SCRIPT_KATAKANA;
    t->p = next;
}

static void read_text(struct tell *t)
{
    skip_front_matter(t);
    t->line_start = true;
    while (t->p < t->end) {
        char c = *t->p;
        if (c == '\n' || (t->line_start && (c == ' ' || c == '\t' || c == '>'))) {
            t->line_start = true;
            t->p++;
            continue;
        }
        if (!skip_markup(t)) {
            t->line_start = false;
            take(t);
        }
        t->line_start = false;
    }
}

/* ---- the verdict ---- */

struct verdict {
    const char *tag;
    int units; /* words that speak for it */
};

/* The best language of a script; the first row where nothing speaks for any. */
static int best_row(const struct tell *t, GUnicodeScript script, gint64 *lead)
{
    int best = -1;
    gint64 second = 0;

    for (int row = 0; lang_words[row].tag != NULL; row++) {
        if (lang_words[row].script != script)
            continue;
        if (best < 0) {
            best = row;
        } else if (t->score[row] > t->score[best]) {
            second = t->score[best];
            best = row;
        } else {
            second = MAX(second, t->score[row]);
        }
    }
    *lead = t->score[best] - second;
    return best;
}

/* Latin letters are also the terms, names and commands in everybody's text: only function words
 * say whose they are, and about a third of a text are such. */
static struct verdict judge_latin(const struct tell *t)
{
    gint64 lead;
    int row = best_row(t, G_UNICODE_SCRIPT_LATIN, &lead), hits = t->hits[row];
    bool enough = t->score[row] >= WEIGHT / 2 && (lead * 6 > t->score[row] || hits >= 12);

    /* one word may be anybody's: "todo" of a list, "die" of a chip */
    if (!enough || (hits < 2 && t->latin > 2) ||
        (t->latin >= 20 && t->score[row] * 25 < (gint64)t->latin * WEIGHT))
        return (struct verdict){NULL, 0};
    return (struct verdict){lang_words[row].tag, MIN(t->latin, MAX(hits, 1) * 3)};
}

static struct verdict judge_script(const struct tell *t, GUnicodeScript script, int words)
{
    gint64 lead;

    return (struct verdict){lang_words[best_row(t, script, &lead)].tag, words};
}

static struct verdict judge_cjk(const struct tell *t)
{
    int all = t->han + t->kana;

    if (t->kana * 8 > all)
        return (struct verdict){"ja", all};
    return (struct verdict){t->traditional > t->simplified ? "zh-Hant" : "zh", all};
}

static struct verdict judge_other(const struct tell *t)
{
    struct verdict best = {NULL, 0};

    for (size_t i = 0; lang_scripts[i].tag != NULL; i++) {
        int units = t->others[i] / MAX(lang_scripts[i].word, 1);
        if (units > best.units || (best.tag == NULL && t->others[i] >= 2))
            best = (struct verdict){lang_scripts[i].tag, MAX(units, 1)};
    }
    return best;
}

/* How much of the Latin words that some language has this one has: the rest is another language's.
 */
static int purity(const struct tell *t, const char *tag)
{
    for (int row = 0; lang_words[row].tag != NULL; row++)
        if (lang_words[row].tag == tag && t->known > 0)
            return 1000 * t->hits[row] / t->known;
    return 1000;
}

static const char *judge(const struct tell *t, int *share)
{
    const struct verdict verdicts[] = {
        judge_cjk(t),
        judge_latin(t),
        judge_other(t),
        judge_script(t, G_UNICODE_SCRIPT_CYRILLIC, t->cyrillic),
        judge_script(t, G_UNICODE_SCRIPT_ARABIC, t->arabic),
        judge_script(t, G_UNICODE_SCRIPT_DEVANAGARI, t->devanagari),
        judge_script(t, G_UNICODE_SCRIPT_HEBREW, t->hebrew),
    };
    struct verdict best = {NULL, 0};
    gint64 all = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(verdicts); i++) {
        if (verdicts[i].units > best.units)
            best = verdicts[i];
        all += verdicts[i].units;
    }
    if (verdicts[1].tag ==
        NULL) /* terms and names, unless there is more of them than of anything */
        all += t->latin / TERMS;
    if (best.tag == NULL || (best.units == 1 && best.tag == verdicts[0].tag))
        return NULL;
    *share = (int)(1000 * (gint64)best.units / all);
    if (verdicts[1].tag == NULL && t->latin > best.units) /* who knows what they are */
        *share = MIN(*share, UNSURE);
    if (best.tag == verdicts[1].tag)
        *share = (int)((gint64)*share * purity(t, best.tag) / 1000);
    return best.tag;
}

const char *lang_tell(const char *text, gsize size, int *share)
{
    struct tell t = {.arena = arena_new()};
    g_autofree char *copy = NULL;
    int none;

    if (!g_utf8_validate(text, (gssize)size, NULL)) {
        copy = g_utf8_make_valid(text, (gssize)size);
        text = copy;
        size = strlen(copy);
    }
    t.p = text;
    t.end = text + size;
    load(&t);
    read_text(&t);
    const char *tag = judge(&t, share != NULL ? share : &none);
    g_hash_table_unref(t.words);
    g_hash_table_unref(t.letters);
    arena_free(t.arena);
    return tag;
}

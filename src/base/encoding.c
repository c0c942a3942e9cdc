#include "base/encoding.h"

#include "base/encoding_page.h"

#include <string.h>

enum {
    MAX_TIMES = 4,
    MIN_NEIGHBOURS = 6, /* pairs of characters that could be such bytes, or it is not looked at */
    MIN_WEIGHT = 8,     /* of all that speaks for it */
    MIN_DIFFERENT = 3,  /* characters: a line drawn of two signs is no text */
    MIN_IN_LINE = 5,    /* characters in a line that convinces alone, if there are others */
    SOUND_PART = 2,     /* of a damaged line one character in two or more is whole */
    LOSSY_PART = 5,
    EXAMPLE = 24, /* characters */
    QUOTE = 200   /* bytes, at most, between quotes that show something */
};

#define LOST "\xef\xbf\xbd" /* U+FFFD */

/* A byte of the text in the wrong encoding. */
struct unit {
    gunichar c; /* the character that it is, or is half of */
    int byte;   /* -1: that is none of the encoding */
    bool shown; /* in code or in quotes: it speaks for nothing */
};

enum kind {
    KIND_ASCII,
    KIND_WHOLE, /* a character of UTF-8, all of its bytes */
    KIND_PART,  /* the start of one, with some of the bytes that follow */
    KIND_LEAD,  /* the first byte of one, alone: most accented letters of an honest text */
    KIND_OTHER
};

struct sequence {
    enum kind kind;
    size_t n;   /* units */
    gunichar c; /* of KIND_WHOLE */
};

static bool is_tail(const struct unit *u)
{
    return u->byte >= 0x80 && u->byte < 0xc0;
}

static bool is_defined(gunichar c)
{
    return c >= 0x80 && c <= 0x10ffff && (c < 0xd800 || c > 0xdfff) && g_unichar_isdefined(c);
}

static struct sequence sequence_at(const struct unit *u, size_t n)
{
    static const gunichar smallest[] = {0, 0x80, 0x800, 0x10000};
    struct sequence s = {KIND_OTHER, 1, 0};
    int lead = u[0].byte;
    size_t tails = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;

    if (lead >= 0 && lead < 0x80)
        s.kind = KIND_ASCII;
    if (lead < 0xc2 || lead > 0xf4)
        return s;
    s.c = (gunichar)lead & (tails == 1 ? 0x1f : tails == 2 ? 0x0f : 0x07);
    while (s.n <= tails && s.n < n && is_tail(&u[s.n]))
        s.c = s.c << 6 | ((gunichar)u[s.n++].byte & 0x3f);
    if (s.n <= tails)
        s.kind = s.n > 1 ? KIND_PART : KIND_LEAD;
    else if (s.c >= smallest[tails] && is_defined(s.c))
        s.kind = KIND_WHOLE;
    else
        s = (struct sequence){KIND_LEAD, 1, 0};
    return s;
}

/* A character that texts are written with: others come out by chance. */
static bool is_likely(gunichar c)
{
    static const gunichar ranges[][2] = {
        {0xa0, 0x17f},    {0x1a0, 0x1a1},     {0x1af, 0x1b0},    {0x370, 0x3ff},   {0x400, 0x45f},
        {0x490, 0x491},   {0x5d0, 0x5ea},     {0x621, 0x64a},    {0x660, 0x669},   {0x6a9, 0x6af},
        {0x900, 0x1fff},  {0x2010, 0x27bf},   {0x2e80, 0x9fff},  {0xac00, 0xd7a3}, {0xfe00, 0xfe0f},
        {0xff00, 0xffef}, {0x1f000, 0x1faff}, {0x20000, 0x3134f}};

    for (size_t i = 0; i < G_N_ELEMENTS(ranges); i++)
        if (c >= ranges[i][0] && c <= ranges[i][1])
            return true;
    return false;
}

/* ---- lines as bytes ---- */

struct line {
    const char *start, *end; /* without its end */
    bool code;               /* in a fence, or its mark */
};

/* What is between the quotes or backquotes at p, up to and with the same after it; p if that is too
 * far. */
static const char *skip_shown(const char *p, const char *end)
{
    const char *stop = memchr(p + 1, *p, (size_t)MIN(end - p - 1, (ptrdiff_t)QUOTE));

    return stop != NULL ? stop + 1 : p;
}

static void read_line(const struct encoding_page *page, const struct line *line, GArray *units)
{
    const char *shown = line->code ? line->end : line->start;

    g_array_set_size(units, 0);
    for (const char *p = line->start; p < line->end; p = g_utf8_next_char(p)) {
        guint8 bytes[2];
        gunichar c = g_utf8_get_char(p);
        int n = encoding_page_bytes(page, c, bytes);
        if (p >= shown && (*p == '`' || *p == '"'))
            shown = skip_shown(p, line->end);
        for (int i = 0; i < MAX(n, 1); i++) {
            struct unit u = {c, n > 0 ? bytes[i] : -1, p < shown};
            g_array_append_val(units, u);
        }
    }
}

/* A fence that is open: its character, NUL for none, and its length. */
struct fence {
    char mark;
    size_t length;
};

/* Opens or closes the fence; true when the line is its mark. */
static bool is_fence(struct fence *f, const char *p, const char *end)
{
    size_t n = 0;

    while (p < end && (*p == ' ' || *p == '\t' || *p == '>'))
        p++;
    if (p == end || (*p != '`' && *p != '~') || (f->mark != '\0' && f->mark != *p))
        return false;
    while (p + n < end && p[n] == *p)
        n++;
    if (n < (f->mark != '\0' ? f->length : 3))
        return false;
    f->length = n;
    f->mark = f->mark == '\0' ? *p : '\0';
    return true;
}

/* Splits the text into lines, those of code told apart. */
static GArray *split_lines(const char *text, size_t size)
{
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(struct line));
    const char *end = text + size;
    struct fence fence = {'\0', 0};

    for (const char *p = text; p < end;) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        struct line line = {p, stop != NULL ? stop : end, fence.mark != '\0'};
        line.code = is_fence(&fence, p, line.end) || line.code;
        g_array_append_val(lines, line);
        p = line.end + 1;
    }
    return lines;
}

/* ---- what speaks for an encoding ---- */

struct tally {
    size_t beyond;    /* units beyond ASCII */
    size_t whole;     /* of them in whole characters of UTF-8 */
    size_t explained; /* those and the units of characters that lost some */
    size_t likely;    /* characters */
    size_t weight;
    guint64 different; /* a bit for some of the characters each */
};

/* Of the line, or of all it shows too. */
static struct tally count_line(const struct encoding_page *page, const GArray *units, bool all)
{
    const struct unit *u = (const struct unit *)(const void *)units->data;
    struct tally t = {0};

    for (size_t i = 0; i < units->len;) {
        struct sequence s = sequence_at(u + i, units->len - i);
        bool counts = (all || !u[i].shown) && (s.kind != KIND_ASCII || u[i].c >= 0x80);
        t.beyond += counts ? s.n : 0;
        if (counts && s.kind == KIND_WHOLE) {
            t.whole += s.n;
            t.explained += s.n;
            if (is_likely(s.c)) {
                t.likely++;
                t.weight += s.n - 1;
                t.different |= (guint64)1 << s.c % 61;
            }
        } else if (counts && page->loses && (s.kind == KIND_PART || s.kind == KIND_LEAD)) {
            t.explained += s.n;
        }
        i += s.n;
    }
    return t;
}

/* True when the line is hardly anything else: whole characters for one part in so many, the rest
 * nearly all remains of such. */
static bool is_damaged(const struct tally *t, size_t part)
{
    return t->likely > 0 && t->whole * part >= t->beyond && t->explained * 10 >= t->beyond * 8;
}

struct verdict {
    size_t weight, whole;
    size_t lines, of; /* damaged ones, of those that are not all ASCII */
    bool sure;
};

static int count_bits(guint64 bits)
{
    int n = 0;

    for (; bits != 0; bits &= bits - 1)
        n++;
    return n;
}

static struct verdict judge(const struct encoding_page *page, const GArray *lines, GArray *units)
{
    struct verdict v = {0};
    guint64 different = 0;
    bool convincing = false;

    for (size_t i = 0; i < lines->len; i++) {
        read_line(page, &g_array_index(lines, struct line, i), units);
        struct tally t = count_line(page, units, false);
        v.of += t.beyond > 0;
        if (t.beyond == 0 || !is_damaged(&t, SOUND_PART))
            continue;
        v.lines++;
        v.weight += t.weight;
        v.whole += t.whole;
        different |= t.different;
        convincing |= t.likely >= MIN_IN_LINE && count_bits(t.different) >= MIN_DIFFERENT;
    }
    v.sure = v.weight >= MIN_WEIGHT && count_bits(different) >= MIN_DIFFERENT &&
             (convincing || v.lines * 4 >= v.of);
    return v;
}

/* ---- undoing it ---- */

struct repair {
    struct encoding_repair *result;
    GString *text;
    GString *example;
};

/* What is left of one character of a page of pairs may be several units: one mark for all. */
static void append_lost(struct repair *r, bool pairs)
{
    if (pairs && g_str_has_suffix(r->text->str, LOST))
        return;
    g_string_append(r->text, LOST);
    r->result->lost++;
}

/* "Ã " is à, whose second byte is a no-break space in most encodings, and that often a space. */
static size_t append_a_grave(struct repair *r, const struct unit *u, size_t n)
{
    g_string_append(r->text, "\u00e0");
    r->result->restored++;
    return n > 2 && u[2].c == ' ' ? 2 : 1;
}

static void append_line(struct repair *r, const struct encoding_page *page, const GArray *units)
{
    const struct unit *u = (const struct unit *)(const void *)units->data;

    for (size_t i = 0, n; i < units->len; i += n) {
        size_t left = units->len - i;
        struct sequence s = sequence_at(u + i, left);
        n = s.n;
        if (s.kind == KIND_WHOLE) {
            g_string_append_unichar(r->text, s.c);
            r->result->restored++;
        } else if (s.kind == KIND_LEAD && u[i].byte == 0xc3 && left > 1 && u[i + 1].c == ' ') {
            n = append_a_grave(r, u + i, left);
        } else if (page->loses && (s.kind == KIND_PART || s.kind == KIND_LEAD)) {
            append_lost(r, page->pairs);
        } else if (page->pairs && u[i].c >= 0x80 && u[i].byte >= 0x80) {
            append_lost(r, true);
        } else if (page->pairs && u[i].byte >= 0) {
            g_string_append_c(r->text, (char)u[i].byte); /* ASCII, also as half of a pair */
        } else {
            g_string_append_unichar(r->text, u[i].c);
        }
    }
}

/* Words from the first restored character of a stretch on, and the word that it is in. */
static void set_example(struct repair *r, const char *stretch)
{
    const char *p = stretch;

    while (*p != '\0' && (guchar)*p < 0x80)
        p++;
    while (p > stretch && g_ascii_isalnum(p[-1]))
        p--;
    glong n = MIN(g_utf8_strlen(p, -1), EXAMPLE);
    g_string_truncate(r->example, 0);
    g_string_append_len(r->example, p, g_utf8_offset_to_pointer(p, n) - p);
    g_strchomp(r->example->str);
    g_string_set_size(r->example, strlen(r->example->str));
}

/* How much a stretch tells: its letters beyond ASCII where an example would show them. */
static int telling_length(const char *stretch)
{
    int n = 0, telling = 0;

    while (*stretch != '\0' && (guchar)*stretch < 0x80)
        stretch++;
    for (; *stretch != '\0' && n < EXAMPLE; stretch = g_utf8_next_char(stretch), n++)
        telling += (guchar)*stretch >= 0x80 && g_unichar_isalpha(g_utf8_get_char(stretch)) ? 2 : 1;
    return telling;
}

/* Keeps the most telling stretch of a line without a loss or markup, until one tells enough. */
static void take_example(struct repair *r, const char *line)
{
    if (telling_length(r->example->str) * 2 >= EXAMPLE * 3)
        return;
    g_autoptr(GString) marked = g_string_new(line);
    g_string_replace(marked, LOST, "|", 0);
    g_auto(GStrv) stretches = g_strsplit_set(marked->str, "|[]()<>*#`", -1);
    for (char **s = stretches; *s != NULL; s++) {
        g_strstrip(*s);
        if (telling_length(*s) > telling_length(r->example->str))
            set_example(r, *s);
    }
}

static GString *undo(const struct encoding_page *page, const GArray *lines, GArray *units,
                     const struct verdict *v, struct encoding_repair *result, GString *example)
{
    struct repair r = {result, g_string_new(NULL), example};
    /* where nearly all is damaged, lines that lost much are damaged too */
    size_t part = v->lines * 4 >= v->of * 3 ? LOSSY_PART : SOUND_PART;

    for (size_t i = 0; i < lines->len; i++) {
        const struct line *line = &g_array_index(lines, struct line, i);
        read_line(page, line, units);
        struct tally t = count_line(page, units, true);
        if (i > 0)
            g_string_append_c(r.text, '\n');
        if (t.beyond > 0 && is_damaged(&t, part)) {
            size_t before = r.text->len;
            append_line(&r, page, units);
            result->line = result->line > 0 ? result->line : (int)i + 1;
            take_example(&r, r.text->str + before);
        } else {
            g_string_append_len(r.text, line->start, line->end - line->start);
        }
    }
    return r.text;
}

/* ------------------------------------------------------------------------------------------ */

/* A text with none of this is told at a glance: its characters beyond ASCII stand alone, or belong
 * to scripts with thousands of characters. Of those only what GBK makes of UTF-8 is looked for:
 * the full stop, the comma and the commonest character of Chinese begin with these. */
static bool may_be(const char *text, size_t size, bool *pairs)
{
    size_t neighbours = 0, telling = 0;
    gunichar before = 0;

    for (const char *p = text, *end = text + size; p < end; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        bool high = c >= 0x80 && (c < 0x2600 || (c >= 0xf8ff && c <= 0xfb02));
        neighbours += high && before != 0 && c != before; /* no rule or dash of several */
        before = high ? c : 0;
        telling += c == 0x9286 || c == 0x951b || c == 0x9428;
    }
    *pairs = telling >= MIN_IN_LINE;
    return neighbours >= MIN_NEIGHBOURS;
}

/* The encoding that explains most; NULL when none does. */
static struct encoding_page *find_page(const char *text, size_t size, const GArray *lines,
                                       GArray *units, struct verdict *best)
{
    struct encoding_page *found = NULL;
    bool pairs, single = may_be(text, size, &pairs);

    *best = (struct verdict){0};
    for (int i = 0; i < ENCODING_PAGES && (single || pairs); i++) {
        struct encoding_page *page = encoding_page_new(i);
        if (page == NULL || (page->pairs ? !pairs : !single)) {
            encoding_page_free(page);
            continue;
        }
        struct verdict v = judge(page, lines, units);
        if (v.sure && v.whole > best->whole) {
            encoding_page_free(found);
            found = page;
            *best = v;
        } else {
            encoding_page_free(page);
        }
    }
    return found;
}

struct encoding_repair *encoding_repair(struct arena *a, const char *text, size_t size)
{
    struct encoding_repair *result = NULL;
    g_autoptr(GArray) units = g_array_new(FALSE, FALSE, sizeof(struct unit));
    g_autoptr(GString) example = g_string_new(NULL);
    GString *repaired = NULL;

    for (int times = 1; times <= MAX_TIMES; times++) {
        struct verdict v;
        GArray *lines = split_lines(text, size);
        struct encoding_page *page = find_page(text, size, lines, units, &v);
        if (page == NULL) {
            g_array_unref(lines);
            break;
        }
        if (result == NULL) {
            result = arena_one(a, struct encoding_repair);
            result->encoding = page->name;
            result->lines = v.lines;
            result->of = v.of;
        }
        result->times = times;
        result->restored = 0; /* what the last time made */
        g_string_truncate(example, 0);
        GString *next = undo(page, lines, units, &v, result, example);
        if (size > 0 && text[size - 1] == '\n')
            g_string_append_c(next, '\n');
        encoding_page_free(page);
        g_array_unref(lines);
        if (repaired != NULL)
            g_string_free(repaired, TRUE);
        repaired = next;
        text = next->str;
        size = next->len;
    }
    if (result != NULL) {
        result->example = arena_strdup(a, example->str);
        result->text = arena_strndup(a, repaired->str, repaired->len);
        result->size = repaired->len;
        g_string_free(repaired, TRUE);
    }
    return result;
}

void encoding_report(struct diags *d, const char *file, const struct encoding_repair *r,
                     const char *done)
{
    g_autofree char *lost =
        r->lost == 0
            ? g_strdup("nothing is lost")
            : g_strdup_printf("%zu of %zu characters are lost", r->lost, r->lost + r->restored);
    g_autofree char *lines =
        r->lines == r->of
            ? g_strdup("")
            : g_strdup_printf(" of %zu line%s", r->lines, r->lines == 1 ? "" : "s");
    g_autofree char *times =
        r->times == 1 ? g_strdup("") : g_strdup_printf(", %d times,", r->times);

    diag_add(d, DIAG_DOUBLE_ENCODED, (struct loc){file, r->line, 0}, lines, r->encoding, times,
             r->example, lost, done, NULL);
}

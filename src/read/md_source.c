#include "read/md_source.h"

#include "base/lang.h"
#include "doc/book.h"
#include "read/md_dollar.h"

#include <stdint.h>
#include <string.h>

/* cmark-gfm is quadratic in the pipes of a table's line and in open brackets of a paragraph. */
enum { MAX_PIPES = 1000, MAX_BRACKETS = 1000 };

/* What becomes of a byte of the clean text; 0: it stays. */
#define RAW_END "</style>"
enum { KEEP, TO_PIPE, TO_LESS, TO_BRACKET, TO_HYPHEN, ADD_END };

/* Every second byte of UTF-16 is NUL where its characters are ASCII, and no other byte is. Without
 * a byte order mark a text is that when most of its characters are; one that is not UTF-8 either,
 * when all the NULs belong to such characters. */
static bool is_utf16(const char *text, size_t size, bool valid)
{
    size_t nuls[2] = {0, 0}, others = 0;

    if (size >= 2 && (memcmp(text, "\xff\xfe", 2) == 0 || memcmp(text, "\xfe\xff", 2) == 0))
        return true;
    if (memchr(text, '\0', size) == NULL)
        return false;
    for (size_t i = 0; i + 1 < size; i += 2) {
        nuls[0] += text[i] == '\0';
        nuls[1] += text[i + 1] == '\0';
        others +=
            (text[i] == '\0' && !g_ascii_isprint(text[i + 1]) && !g_ascii_isspace(text[i + 1])) ||
            (text[i + 1] == '\0' && !g_ascii_isprint(text[i]) && !g_ascii_isspace(text[i]));
    }
    size_t n = MAX(nuls[0], nuls[1]);
    return MIN(nuls[0], nuls[1]) == 0 && others == 0 && n >= 2 && (!valid || 4 * n > size);
}

GString *md_source_clean(const char *text, size_t size, size_t *bad)
{
    GString *out = g_string_sized_new(size + 1);
    const char *p = text, *end = text + size;

    if (is_utf16(text, size, true)) {
        *bad = 0;
        g_string_free(out, TRUE);
        return NULL;
    }
    if (size >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
        p += 3;
    while (p < end) {
        const char *stop;
        g_utf8_validate(p, end - p, &stop);
        for (; p < stop; p++) {
            if (*p == '\r' && p + 1 < end && p[1] == '\n')
                continue;
            g_string_append_c(out, *p == '\r' ? '\n' : *p);
        }
        if (p < end && *p != '\0') {
            *bad = (size_t)(p - text);
            g_string_free(out, TRUE);
            return NULL;
        }
        if (p < end) {
            g_string_append(out, "\xef\xbf\xbd");
            p++;
        }
    }
    return out;
}

char *md_source_bad(const char *text, size_t size, size_t bad)
{
    return g_strdup_printf("%zu%s", bad, is_utf16(text, size, false) ? ", but UTF-16" : "");
}

/* Noncharacters U+FDD0..U+FDEF are EF B7 90..AF. */
static void choose_marks(struct md_source *s, const char *text, size_t size)
{
    bool used[32] = {false};
    int n = 0;

    for (size_t i = 0; i + 2 < size; i++) {
        unsigned char last = (unsigned char)text[i + 2];
        if ((unsigned char)text[i] == 0xef && (unsigned char)text[i + 1] == 0xb7 && last >= 0x90 &&
            last <= 0xaf)
            used[last - 0x90] = true;
    }
    for (int i = 0; i < 32 && n < MARK_COUNT; i++)
        if (!used[i])
            s->marks[n++] = (unsigned char)(0x90 + i);
}

static void put_mark(struct md_source *s, enum md_mark mark)
{
    g_string_append(s->text, "\xef\xb7");
    g_string_append_c(s->text, (char)s->marks[mark]);
}

/* --- tables ------------------------------------------------------------------------------- */

/* The part of a row after the marks of quotes around it and its leading pipe. */
static const char *row_start(const char *p, const char *end)
{
    while (p < end && (*p == ' ' || *p == '\t' || *p == '>'))
        p++;
    return p < end && *p == '|' ? p + 1 : p;
}

static const char *row_end(const char *p, const char *end)
{
    while (end > p && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    if (end > p && end[-1] == '|' && !(end - 1 > p && end[-2] == '\\'))
        end--;
    return end;
}

/* The columns of a delimiter row (`|---|:-:|`); 0 when the line is none. */
static int delimiter_columns(const char *line, const char *end)
{
    const char *p = row_start(line, end);
    int columns = 1;
    bool pipe = p > line && p[-1] == '|', dash = false;

    end = row_end(p, end);
    for (; p < end; p++) {
        if (*p == '|') {
            if (!dash)
                return 0;
            columns++;
            dash = false;
            pipe = true;
        } else if (*p == '-') {
            dash = true;
        } else if (*p != ':' && *p != ' ' && *p != '\t') {
            return 0;
        }
    }
    return pipe && dash ? columns : 0;
}

static const char *code_end(const char *p, const char *end)
{
    size_t n = 0, m = 0;

    while (p + n < end && p[n] == '`')
        n++;
    for (const char *q = p + n; q <= end; q++) {
        if (q < end && *q == '`') {
            m++;
        } else {
            if (m == n)
                return q;
            m = 0;
        }
    }
    return NULL;
}

/* The end of the formula that begins at p, on this line. */
static const char *math_end(const char *p, const char *line, const char *end)
{
    bool open;
    const char *reach = end - p > MD_DOLLAR_REACH ? p + MD_DOLLAR_REACH : end;
    size_t length = md_dollar_length(p, reach, p > line ? p[-1] : ' ', &open);

    return length > 0 ? p + length : NULL;
}

/* Counts the cells of a row; with `hide`, pipes in code and formulas do not count and are put into
 * `edits`, and so are the pipes after `keep` cells. */
static int row_cells(const char *text, const char *line, const char *end, bool hide, int keep,
                     guint8 *edits)
{
    const char *p = row_start(line, end), *safe = p;
    int cells = 1;

    end = row_end(p, end);
    for (; p < end; p++) {
        const char *stop = NULL;
        if (p > line && p[-1] == '\\')
            continue;
        if (hide && p >= safe && *p == '`') {
            stop = code_end(p, end);
            if (stop == NULL)
                while (p + 1 < end && p[1] == '`')
                    p++;
        } else if (hide && p >= safe && *p == '$') {
            stop = math_end(p, line, end);
        }
        if (stop != NULL)
            safe = stop;
        if (*p != '|')
            continue;
        if (hide && (p < safe || cells >= keep)) {
            if (edits != NULL)
                edits[p - text] = TO_PIPE;
        } else {
            cells++;
        }
    }
    return cells;
}

static void edit_row(const char *text, const char *line, const char *end, int columns,
                     guint8 *edits)
{
    row_cells(text, line, end, true, columns, edits);
}

struct lines {
    const char *text;
    const size_t *start;
    size_t n;
};

static const char *line_at(const struct lines *l, size_t i, const char **end)
{
    const char *line = l->text + l->start[i];

    *end = strchr(line, '\n');
    if (*end == NULL)
        *end = line + strlen(line);
    return line;
}

static bool is_blank(const char *p, const char *end)
{
    while (p < end && (*p == ' ' || *p == '\t' || *p == '>'))
        p++;
    return p == end;
}

/* Rows that have more cells than the table has columns: GitHub drops what is beyond. Where the
 * pipes of code and formulas make the difference they are hidden, else the last cell takes the
 * rest. */
static void edit_tables(struct md_source *s, const struct lines *l, guint8 *edits)
{
    for (size_t i = 1; i < l->n; i++) {
        const char *end, *line = line_at(l, i, &end);
        int columns = delimiter_columns(line, end);
        if (columns == 0)
            continue;
        line = line_at(l, i - 1, &end);
        if (row_cells(l->text, line, end, false, 0, NULL) != columns &&
            row_cells(l->text, line, end, true, G_MAXINT, NULL) == columns)
            edit_row(l->text, line, end, columns, edits);
        for (i++; i < l->n; i++) {
            line = line_at(l, i, &end);
            if (is_blank(line, end))
                break;
            if (row_cells(l->text, line, end, false, 0, NULL) <= columns)
                continue;
            if (row_cells(l->text, line, end, true, G_MAXINT, NULL) > columns)
                g_hash_table_add(s->wide_rows, GSIZE_TO_POINTER(i + 1));
            edit_row(l->text, line, end, columns, edits);
        }
    }
}

static void edit_long_rows(const struct lines *l, guint8 *edits)
{
    for (size_t i = 0; i < l->n; i++) {
        const char *end, *line = line_at(l, i, &end);
        size_t pipes = 0;
        for (const char *p = line; p < end; p++)
            pipes += *p == '|';
        for (const char *p = line; p < end && pipes > MAX_PIPES; p++)
            if (*p == '|')
                edits[p - l->text] = TO_PIPE;
    }
}

/* --- paragraphs --------------------------------------------------------------------------- */

static const char *last_of(const char *start, const char *end, const char *what)
{
    const char *p = g_strrstr_len(start, end - start, what);

    return p != NULL ? p : start;
}

/* Hides one of two hyphens inside the comment at p; its end, NULL when it has none before `end`. */
static const char *edit_comment(const char *p, const char *end, const char *text, guint8 *edits)
{
    const char *close = g_strstr_len(p + 4, end - p - 4, "-->");

    if (close == NULL)
        return NULL;
    for (const char *q = p + 4; q < close; q++) {
        if (q[0] == '-' && q[1] == '-') /* the closing hyphens stay */
            edits[q++ - text] = TO_HYPHEN;
    }
    return close;
}

/* Within a paragraph each `<?` or `<!` looks for its end up to the paragraph's end. Those that
 * have none are text; here they are hidden from the search. One that begins a line begins an HTML
 * block instead, which may end much later: it stays. */
static void edit_declarations(const char *start, const char *end, const char *text, guint8 *edits)
{
    const char *first = g_strstr_len(start, end - start, "<?");
    const char *bang = g_strstr_len(start, end - start, "<!");

    if (first == NULL && bang == NULL)
        return;
    const char *instruction = last_of(start, end, "?>"), *cdata = last_of(start, end, "]]>");
    const char *comment = last_of(start, end, "-->"), *any = last_of(start, end, ">");
    bool text_before = false;
    for (const char *p = start; p + 1 < end; p++) {
        if (*p == '\n')
            text_before = false;
        if (text_before && g_str_has_prefix(p, "<!--") && comment > p) {
            const char *close = edit_comment(p, end, text, edits);
            p = close != NULL ? close : p;
        } else if (*p == '<' && (p[1] == '?' || p[1] == '!') && text_before) {
            const char *stop = p[1] == '?'                        ? instruction
                               : g_str_has_prefix(p, "<![CDATA[") ? cdata
                               : g_str_has_prefix(p, "<!--")      ? comment
                                                                  : any;
            if (stop <= p)
                edits[p - text] = TO_LESS;
        }
        if (*p != ' ' && *p != '\n' && *p != '>' && *p != '\t')
            text_before = true;
    }
}

/* Brackets deeper than any text has them. */
static void edit_brackets(const char *start, const char *end, const char *text, guint8 *edits)
{
    int depth = 0;

    for (const char *p = start; p < end; p++) {
        if (*p == ']' && depth > 0)
            depth--;
        else if (*p == '[' && depth < MAX_BRACKETS)
            depth++;
        else if (*p == '[' && !(p > text && p[-1] == '\\'))
            edits[p - text] = TO_BRACKET;
    }
}

/* An end of what cmark's first kind of HTML block (script, pre, style) reads up to. */
static const char *find_raw_end(const char *p)
{
    static const char *const names[] = {"script>", "style>", "pre>"};

    for (p = strstr(p, "</"); p != NULL; p = strstr(p + 2, "</"))
        for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
            if (g_ascii_strncasecmp(p + 2, names[i], strlen(names[i])) == 0)
                return p;
    return NULL;
}

/* True when a line opens a script or style, at its start or that of a quote or list item. */
static bool opens_raw(const char *line, const char *end)
{
    static const char *const names[] = {"<script", "<style"};

    while (line < end && strchr(" >-*+", *line) != NULL)
        line++;
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if ((size_t)(end - line) >= strlen(names[i]) &&
            g_ascii_strncasecmp(line, names[i], strlen(names[i])) == 0 &&
            !g_ascii_isalnum(line[strlen(names[i])]) && line[strlen(names[i])] != '-')
            return true;
    return false;
}

/* A script or style that is never closed would make all the rest of the text its own: it is closed
 * where its paragraph ends. */
static void edit_raw(const struct lines *l, guint8 *edits)
{
    const char *raw_end = find_raw_end(l->text);

    for (size_t i = 0; i < l->n; i++) {
        const char *end, *line = line_at(l, i, &end);
        if (!opens_raw(line, end))
            continue;
        while (raw_end != NULL && raw_end < line)
            raw_end = find_raw_end(raw_end + 2);
        for (; raw_end == NULL && i + 1 < l->n; i++) {
            const char *next_end, *next = line_at(l, i + 1, &next_end);
            if (is_blank(next, next_end))
                break;
            end = next_end;
        }
        if (raw_end == NULL && *end == '\n')
            edits[end - l->text] = ADD_END;
    }
}

static void edit_paragraphs(const struct lines *l, guint8 *edits)
{
    size_t i = 0;

    while (i < l->n) {
        const char *end, *start = line_at(l, i, &end), *last = end;
        for (i++; !is_blank(start, end) && i < l->n; i++) {
            const char *line = line_at(l, i, &end);
            if (is_blank(line, end))
                break;
            last = end;
        }
        edit_declarations(start, last, l->text, edits);
        edit_brackets(start, last, l->text, edits);
    }
}

/* --- emphasis beside CJK ------------------------------------------------------------------ */

static bool is_space(gunichar c)
{
    return c == 0 || g_unichar_isspace(c);
}

static bool is_cjk(gunichar c)
{
    return uc_is_spaceless(c) || (c >= 0xac00 && c <= 0xd7a3) || (c >= 0x1100 && c <= 0x11ff);
}

static bool is_opening(gunichar c)
{
    GUnicodeType t = g_unichar_type(c);

    return t == G_UNICODE_OPEN_PUNCTUATION || t == G_UNICODE_INITIAL_PUNCTUATION;
}

/* Marks that hardly begin an emphasis: 。，、：；！？ and closing brackets. */
static bool is_closing(gunichar c)
{
    GUnicodeType t = g_unichar_type(c);

    return t == G_UNICODE_CLOSE_PUNCTUATION || t == G_UNICODE_FINAL_PUNCTUATION || c == 0x3001 ||
           c == 0x3002 || c == 0xff0c || c == 0xff1a || c == 0xff1b || c == 0xff01 || c == 0xff1f;
}

/* CommonMark lets a run close after punctuation only before a space or punctuation. Chinese has no
 * space there: `**强调。**后文`. So CJK punctuation counts as a letter inside the emphasis, and a
 * CJK character as a space outside of it. */
static bool needs_mark_before(gunichar prev, gunichar next)
{
    return g_unichar_ispunct(prev) && !is_opening(prev) && !is_space(next) &&
           !g_unichar_ispunct(next) && (uc_is_cjk_punct(prev) || is_cjk(next));
}

static bool needs_mark_after(gunichar prev, gunichar next, bool strong)
{
    return g_unichar_ispunct(next) && (strong || !is_closing(next)) && !is_space(prev) &&
           !g_unichar_ispunct(prev) && (uc_is_cjk_punct(next) || is_cjk(prev));
}

static gunichar char_before(const char *text, const char *p, bool skip_tildes)
{
    while (skip_tildes && p > text && p[-1] == '~')
        p--;
    return p > text ? g_utf8_get_char(g_utf8_prev_char(p)) : 0;
}

static gunichar char_after(const char *p, bool skip_tildes)
{
    while (skip_tildes && *p == '~')
        p++;
    return g_utf8_get_char(p);
}

/* Appends the run of `*` or `~` at p with its marks; the end of the run. */
static const char *append_run(struct md_source *s, const char *text, const char *p)
{
    size_t n = strspn(p, *p == '*' ? "*" : "~");
    bool star = *p == '*', limited = star || n <= 2;
    gunichar prev = char_before(text, p, star), next = char_after(p + n, star);

    if (!star && n == 1 && (s->options.dialects & DIALECT_MKDOCS) == 0 && !is_space(prev) &&
        !is_space(next) && !g_unichar_ispunct(prev) && !g_unichar_ispunct(next)) {
        put_mark(s, MARK_TILDE);
        return p + 1;
    }
    if (limited && prev != '\\' && needs_mark_before(prev, next))
        put_mark(s, MARK_FLANK);
    g_string_append_len(s->text, p, (gssize)n);
    if (limited && needs_mark_after(prev, next, star && n > 1))
        put_mark(s, MARK_FLANK);
    return p + n;
}

/* --- bare URLs ---------------------------------------------------------------------------- */

static bool is_url(const char *text, const char *p)
{
    char prev = p > text ? p[-1] : ' ';

    if (*p != 'h' && *p != 'w')
        return false;
    if (!g_str_has_prefix(p, "http://") && !g_str_has_prefix(p, "https://") &&
        !g_str_has_prefix(p, "www."))
        return false;
    if (g_ascii_isalnum(prev) || strchr("<\"'=/`", prev) != NULL)
        return false;
    return !(prev == '(' && p - 1 > text && p[-2] == ']');
}

/* Appends the URL at p, as far as cmark takes it or to CJK punctuation; its end. */
static const char *append_url(struct md_source *s, const char *p)
{
    const char *start = p;

    while (*p != '\0' && !g_ascii_isspace(*p) && *p != '<' && *p != '|' && *p != '`' && *p != '[' &&
           !uc_is_cjk_punct(g_utf8_get_char(p)))
        p = g_utf8_next_char(p);
    g_string_append_len(s->text, start, p - start);
    if ((unsigned char)*p >= 0x80) {
        g_string_append_c(s->text, '<');
        put_mark(s, MARK_URL);
    }
    return p;
}

/* ------------------------------------------------------------------------------------------ */

static GArray *find_lines(const char *text)
{
    GArray *starts = g_array_new(FALSE, FALSE, sizeof(size_t));

    for (const char *p = text; *p != '\0';) {
        size_t at = (size_t)(p - text);
        g_array_append_val(starts, at);
        p += strcspn(p, "\n");
        p += *p == '\n';
    }
    return starts;
}

static void append_edited(struct md_source *s, const char *text, const guint8 *edits)
{
    static const enum md_mark marks[] = {[TO_PIPE] = MARK_PIPE,
                                         [TO_LESS] = MARK_LESS,
                                         [TO_BRACKET] = MARK_BRACKET,
                                         [TO_HYPHEN] = MARK_HYPHEN};

    for (const char *p = text; *p != '\0';) {
        guint8 edit = edits[p - text];
        if (edit == ADD_END) {
            put_mark(s, MARK_END);
            g_string_append(s->text, RAW_END "\n");
            p++;
        } else if (edit != KEEP) {
            put_mark(s, marks[edit]);
            p++;
        } else if (*p == '*' || *p == '~') {
            p = append_run(s, text, p);
        } else if (*p == '\\' && s->options.smart && p[1] != '\0' && edits[p + 1 - text] == KEEP &&
                   strchr("\\\"'-.", p[1]) != NULL) {
            g_string_append_len(s->text, p, 2);
            if (p[1] != '\\')
                put_mark(s, MARK_LITERAL);
            p += 2;
        } else if (is_url(text, p)) {
            p = append_url(s, p);
        } else {
            g_string_append_c(s->text, *p++);
        }
    }
}

struct md_source *md_source_new(const GString *clean, size_t start, int offset,
                                const struct md_options *options)
{
    struct md_source *s = g_new0(struct md_source, 1);
    const char *text = clean->str + start;
    size_t size = clean->len - start;

    s->text = g_string_sized_new(size + 64);
    s->offset = offset;
    s->options = *options;
    s->wide_rows = g_hash_table_new(NULL, NULL);
    choose_marks(s, text, size);
    if (s->marks[MARK_COUNT - 1] == 0) {
        memset(s->marks, 0, sizeof s->marks);
        g_string_append_len(s->text, text, (gssize)size);
    } else {
        g_autoptr(GArray) starts = find_lines(text);
        g_autofree guint8 *edits = g_malloc0(size + 1);
        struct lines l = {text, (const size_t *)(void *)starts->data, starts->len};
        edit_tables(s, &l, edits);
        edit_long_rows(&l, edits);
        edit_paragraphs(&l, edits);
        edit_raw(&l, edits);
        append_edited(s, text, edits);
    }
    s->lines = find_lines(s->text->str);
    return s;
}

void md_source_free(struct md_source *s)
{
    if (s == NULL)
        return;
    g_string_free(s->text, TRUE);
    g_array_unref(s->lines);
    g_hash_table_unref(s->wide_rows);
    g_free(s);
}

/* The mark at p; MARK_COUNT when there is none. */
static int mark_at(const struct md_source *s, const char *p)
{
    int mark = 0;

    if ((unsigned char)p[0] != 0xef || (unsigned char)p[1] != 0xb7 || s->marks[0] == 0)
        return MARK_COUNT;
    while (mark < MARK_COUNT && (unsigned char)p[2] != s->marks[mark])
        mark++;
    return mark;
}

bool md_source_begins_flanked(const struct md_source *s, const char *text)
{
    return text != NULL && mark_at(s, text) == MARK_FLANK;
}

bool md_source_ends_flanked(const struct md_source *s, const char *text)
{
    size_t n = text != NULL ? strlen(text) : 0;

    return n >= 3 && mark_at(s, text + n - 3) == MARK_FLANK;
}

char *md_source_restore(const struct md_source *s, struct arena *a, const char *text)
{
    static const char originals[MARK_COUNT] = {
        [MARK_FLANK] = '\0',  [MARK_PIPE] = '|',  [MARK_LESS] = '<',
        [MARK_BRACKET] = '[', [MARK_TILDE] = '~', [MARK_HYPHEN] = '-',
        [MARK_URL] = '\0',    [MARK_END] = '\0',  [MARK_LITERAL] = '\0'};

    if (text == NULL)
        return NULL;
    if (s->marks[0] == 0 || strstr(text, "\xef\xb7") == NULL)
        return arena_strdup(a, text);
    char *copy = arena_alloc(a, strlen(text) + 1), *out = copy;
    for (const char *p = text; *p != '\0';) {
        int mark = mark_at(s, p);
        if (mark == MARK_COUNT) {
            *out++ = *p++;
            continue;
        }
        if (mark == MARK_URL && out > copy && out[-1] == '<')
            out--;
        if (originals[mark] != '\0')
            *out++ = originals[mark];
        p += 3;
        if (mark == MARK_END && g_str_has_prefix(p, RAW_END))
            p += strlen(RAW_END);
    }
    *out = '\0';
    return copy;
}

size_t md_source_n_lines(const struct md_source *s)
{
    return s->lines->len;
}

const char *md_source_line(const struct md_source *s, int line, size_t *len)
{
    *len = 0;
    if (line < 1 || (size_t)line > s->lines->len)
        return s->text->str + s->text->len;
    size_t start = g_array_index(s->lines, size_t, line - 1), end = s->text->len;
    if ((size_t)line < s->lines->len)
        end = g_array_index(s->lines, size_t, line) - 1;
    else if (end > start && s->text->str[end - 1] == '\n')
        end--;
    *len = end - start;
    return s->text->str + start;
}

int md_source_column(const struct md_source *s, int line, size_t pos)
{
    size_t len;
    const char *p = md_source_line(s, line, &len), *end = p + MIN(pos, len);
    int n = 0;

    for (; p < end; p = g_utf8_next_char(p)) {
        int mark = mark_at(s, p);
        n += mark != MARK_FLANK && mark != MARK_URL && mark != MARK_END && mark != MARK_LITERAL;
        n -= mark == MARK_URL; /* the `<` before it */
    }
    return n;
}

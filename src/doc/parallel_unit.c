#include "doc/parallel_unit.h"

#include "base/file.h"
#include "base/lang.h"
#include "doc/book.h"
#include "doc/own_number.h"

#include <string.h>

enum { MAX_WORDS = 256, MAX_FORMULA = 60 };

/* FNV-1a */
static uint64_t hash_of(const char *text, size_t n)
{
    uint64_t h = 14695981039346656037u;

    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)text[i]) * 1099511628211u;
    return h != 0 ? h : 1;
}

/* ---- what is seen ---- */

static void print_source(GString *out, const char *text)
{
    for (const char *p = text; *p != '\0'; p++) {
        bool space = *p == ' ' || *p == '\t' || *p == '\n';
        if (!space)
            g_string_append_c(out, *p);
        else if (out->len > 0 && out->str[out->len - 1] != ' ')
            g_string_append_c(out, ' ');
    }
}

/* The mark that other languages write for one of Chinese, with the space that they have around it;
 * 0 where it is none. */
static char common_mark(gunichar c)
{
    static const gunichar marks[] = {0x3001, 0xff0c, 0x3002, 0xff1b, 0xff1a, 0xff08,
                                     0xff09, 0xff01, 0xff1f, 0x201c, 0x201d};
    static const char same[] = ",,.;:()!?\"\"";

    if (c < 0x80)
        return strchr(",.;:()!?\"", (int)c) != NULL ? (char)c : '\0';
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
        if (marks[i] == c)
            return same[i];
    return '\0';
}

static void print_text(GString *out, const char *text)
{
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        char last = out->len > 0 ? out->str[out->len - 1] : ' ', mark = common_mark(c);
        if (c == ' ' || c == '\t' || c == '\n') {
            if (last != ' ' && common_mark((guchar)last) == '\0')
                g_string_append_c(out, ' ');
        } else if (mark != '\0') {
            if (last == ' ' && out->len > 0)
                g_string_truncate(out, out->len - 1);
            g_string_append_c(out, mark);
        } else {
            g_string_append_unichar(out, c);
        }
    }
}

static void print_link(GString *out, const struct node *n)
{
    if (n->u.link.kind == LINK_INTERNAL && n->u.link.chapter != NULL)
        g_string_append_printf(out, "%p", (const void *)n->u.link.chapter->entry);
    else
        g_string_append(out, n->u.link.url != NULL ? n->u.link.url : "");
}

/* The same picture may lie in two folders. */
static void print_picture(GString *out, const struct node *n)
{
    const struct image *image = n->u.image.image;
    const char *name = image == NULL         ? n->u.image.url
                       : image->hash != NULL ? image->hash
                                             : image->path;

    g_string_append(out, name != NULL ? name : "");
}

/* What a node says besides its children. */
static void print_own(GString *out, const struct node *n)
{
    switch (n->kind) {
    case NODE_TEXT:
        print_text(out, n->u.text);
        break;
    case NODE_SOFT_BREAK:
        print_text(out, " ");
        break;
    case NODE_CODE:
    case NODE_HTML_BLOCK:
    case NODE_HTML_INLINE:
        g_string_append(out, n->u.text);
        break;
    case NODE_CODE_BLOCK:
        g_string_append(out, n->u.code.text);
        if (n->u.code.title != NULL)
            g_string_append_printf(out, "\001%s", n->u.code.title);
        break;
    case NODE_MATH:
    case NODE_MATH_BLOCK:
        print_source(out, n->u.math.tex);
        break;
    case NODE_LINK:
        print_link(out, n);
        break;
    case NODE_IMAGE:
        print_picture(out, n);
        g_string_append_printf(out, "\001%s", n->u.image.alt != NULL ? n->u.image.alt : "");
        break;
    case NODE_ALERT:
        g_string_append_printf(out, "%d", (int)n->u.alert.type);
        break;
    case NODE_LIST:
        g_string_append_printf(out, "%d,%d", n->u.list.ordered, n->u.list.start);
        break;
    case NODE_ITEM:
        g_string_append_printf(out, "%d,%d", (int)n->u.item.task, n->u.item.number);
        break;
    case NODE_CELL:
        g_string_append_printf(out, "%d,%d,%d", n->u.cell.colspan, n->u.cell.rowspan,
                               n->u.cell.head);
        break;
    case NODE_DOCUMENT:
    case NODE_QUOTE:
    case NODE_DETAILS:
    case NODE_SUMMARY:
    case NODE_DIV:
    case NODE_FIGURE:
    case NODE_CAPTION:
    case NODE_FOOTNOTE:
    case NODE_DEF_LIST:
    case NODE_DEFINITION:
    case NODE_HEADING:
    case NODE_PARAGRAPH:
    case NODE_TERM:
    case NODE_RULE:
    case NODE_TABLE:
    case NODE_ROW:
    case NODE_HARD_BREAK:
    case NODE_EMPH:
    case NODE_STRONG:
    case NODE_STRIKE:
    case NODE_UNDERLINE:
    case NODE_MARK:
    case NODE_SUB:
    case NODE_SUP:
    case NODE_SMALL:
    case NODE_KBD:
    case NODE_SPAN:
    case NODE_ANCHOR:
    case NODE_FOOTNOTE_REF:
    case NODE_KIND_COUNT:
        break;
    }
}

/* White space at the edges of texts runs together with that of their neighbours. */
static bool print_node(GString *out, const struct node *top)
{
    for (const struct node *n = top; n != NULL; n = node_next(top, n)) {
        if (n->kind == NODE_FOOTNOTE_REF || n->kind == NODE_FOOTNOTE)
            return false;
        if (n->kind != NODE_TEXT && n->kind != NODE_SOFT_BREAK) {
            int depth = 0;
            for (const struct node *up = n; up != top; up = up->parent)
                depth++;
            g_string_append_printf(out, "\002%d,%d:", (int)n->kind, depth);
        }
        print_own(out, n);
    }
    return true;
}

char *unit_print(struct arena *a, const struct node *node)
{
    g_autoptr(GString) out = g_string_new(NULL);

    return print_node(out, node) ? arena_strdup(a, out->str) : NULL;
}

char *unit_print_source(struct arena *a, const char *source)
{
    g_autoptr(GString) out = g_string_new(NULL);

    print_source(out, source);
    return arena_strdup(a, g_strstrip(out->str));
}

static bool is_blank(const char *text)
{
    return text[strspn(text, " \t\r\n")] == '\0';
}

bool unit_pictures(const struct node *block, GPtrArray *pictures)
{
    if (block->kind != NODE_PARAGRAPH && block->kind != NODE_FIGURE)
        return false;
    for (const struct node *n = block->first, *next; n != NULL; n = next) {
        next = n->kind == NODE_CAPTION ? node_skip(block, n) : node_next(block, n);
        if (n->kind == NODE_IMAGE && n->u.image.image != NULL)
            g_ptr_array_add(pictures, (gpointer)(uintptr_t)n);
        else if (n->kind != NODE_LINK && n->kind != NODE_SPAN && n->kind != NODE_ANCHOR &&
                 n->kind != NODE_CAPTION && n->kind != NODE_SOFT_BREAK &&
                 n->kind != NODE_HARD_BREAK && n->kind != NODE_PARAGRAPH &&
                 !(n->kind == NODE_TEXT && is_blank(n->u.text)))
            return false;
    }
    return pictures->len > 0;
}

/* ---- words ---- */

struct words {
    GArray *hashes; /* uint32_t */
    uint64_t length;
};

static void add_word(struct words *w, const char *text, size_t n)
{
    uint32_t hash = (uint32_t)hash_of(text, n);

    if (w->hashes->len < 4 * MAX_WORDS)
        g_array_append_val(w->hashes, hash);
}

/* As many letters as a translation into Latin script has for one character. */
static uint32_t weight(gunichar c)
{
    if (!g_unichar_isalnum(c))
        return 0;
    if (uc_is_han(c) || (c >= 0xac00 && c <= 0xd7a3))
        return 3;
    return uc_is_spaceless(c) ? 2 : 1;
}

/* Words of letters that have case, and numbers: what stands in a Chinese text as in an English one.
 */
static void add_text(struct words *w, const char *text)
{
    g_autoptr(GString) word = g_string_new(NULL);

    for (const char *p = text;; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        bool inside = c != 0 && g_unichar_isalnum(c) && !uc_is_spaceless(c);
        w->length += c != 0 ? weight(c) : 0;
        if (inside) {
            g_string_append_unichar(word, g_unichar_tolower(c));
            continue;
        }
        if (word->len > 1)
            add_word(w, word->str, word->len);
        g_string_truncate(word, 0);
        if (c == 0)
            return;
    }
}

static void add_lines(struct words *w, const char *text)
{
    for (const char *line = text; *line != '\0';) {
        size_t n = strcspn(line, "\n"), start = strspn(line, " \t"), end = n;
        while (end > start && (line[end - 1] == ' ' || line[end - 1] == '\t'))
            end--;
        if (end > start + 1)
            add_word(w, line + start, end - start);
        w->length += n;
        line += n + (line[n] == '\n');
    }
}

/* The name of a picture without what says its language: "map" of "map_en.png" and "map-cn.png". */
static void add_picture(struct words *w, const struct node *n)
{
    static const char *const tails[] = {"en", "zh", "cn", "ja", "ko", "de", "fr", "es", "tw"};
    const char *path = n->u.image.image != NULL ? n->u.image.image->path : n->u.image.url;
    const char *base = path_base(path != NULL ? path : "");
    g_autofree char *stem =
        g_ascii_strdown(base, (gssize)(strlen(base) - strlen(path_suffix(base))));
    size_t size = strlen(stem);

    for (size_t i = 0; i < G_N_ELEMENTS(tails) && size > 3; i++)
        if (strchr("-_.", stem[size - 3]) != NULL && strcmp(stem + size - 2, tails[i]) == 0) {
            stem[size - 3] = '\0';
            break;
        }
    add_word(w, stem, strlen(stem));
}

static void add_node(struct words *w, const struct node *n)
{
    if (n->kind == NODE_TEXT) {
        add_text(w, n->u.text);
    } else if (n->kind == NODE_CODE) {
        add_word(w, n->u.text, strlen(n->u.text));
        add_text(w, n->u.text);
    } else if (n->kind == NODE_MATH || n->kind == NODE_MATH_BLOCK) {
        add_text(w, n->u.math.tex);
        add_word(w, n->u.math.tex, strlen(n->u.math.tex));
    } else if (n->kind == NODE_CODE_BLOCK) {
        add_lines(w, n->u.code.text);
    } else if (n->kind == NODE_IMAGE) {
        add_picture(w, n);
    } else if (n->kind == NODE_LINK && n->u.link.kind == LINK_EXTERNAL) {
        add_word(w, n->u.link.url, strlen(n->u.link.url));
    }
}

static int by_value(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

static void settle_words(struct arena *a, struct words *w, struct unit *u)
{
    uint32_t *all = (uint32_t *)(void *)w->hashes->data;
    uint32_t n = 0;

    g_array_sort(w->hashes, by_value);
    for (guint i = 0; i < w->hashes->len; i++)
        if (n == 0 || all[n - 1] != all[i])
            all[n++] = all[i];
    u->n_words = MIN(n, MAX_WORDS);
    u->words = arena_memdup(a, all, u->n_words * sizeof *all);
    u->length = (uint32_t)MIN(w->length, UINT32_MAX / 4);
    g_array_free(w->hashes, TRUE);
}

/* ---- units ---- */

/* Others are text. */
static const enum unit_class classes[NODE_KIND_COUNT] = {
    [NODE_HEADING] = UNIT_HEADING, [NODE_LIST] = UNIT_LIST,   [NODE_DEF_LIST] = UNIT_LIST,
    [NODE_CODE_BLOCK] = UNIT_CODE, [NODE_TABLE] = UNIT_TABLE, [NODE_MATH_BLOCK] = UNIT_FORMULA,
    [NODE_QUOTE] = UNIT_BOX,       [NODE_ALERT] = UNIT_BOX,   [NODE_DETAILS] = UNIT_BOX,
    [NODE_DIV] = UNIT_BOX,         [NODE_FIGURE] = UNIT_BOX,  [NODE_RULE] = UNIT_RULE,
};

/* What it is one thing with; 0 for what there is none of. */
static uint64_t same_of(struct arena *a, const struct node *block, const GPtrArray *pictures)
{
    const char *print = NULL;

    if (pictures->len > 0) {
        g_autoptr(GString) out = g_string_new(NULL);
        for (guint i = 0; i < pictures->len; i++) {
            print_picture(out, pictures->pdata[i]);
            g_string_append_c(out, '\n');
        }
        return hash_of(out->str, out->len);
    }
    if (block->kind == NODE_CODE_BLOCK)
        print = unit_print_source(a, block->u.code.text);
    else if (block->kind == NODE_MATH_BLOCK)
        print = unit_print_source(a, block->u.math.tex);
    else if (block->kind != NODE_RULE)
        print = unit_print(a, block);
    return print != NULL && *print != '\0' ? hash_of(print, strlen(print)) : 0;
}

static void set_shape(struct unit *u, const struct node *block)
{
    uint32_t parts = 0;

    for (const struct node *c = block->first; c != NULL; c = c->next)
        parts++;
    if (block->kind == NODE_LIST || block->kind == NODE_DEF_LIST)
        u->shape = parts;
    else if (block->kind == NODE_TABLE)
        u->shape = parts * 256 + (uint32_t)block->u.table.n_columns;
    u->kind = (uint32_t)block->kind * 16;
    if (block->kind == NODE_ALERT)
        u->kind += (uint32_t)block->u.alert.type;
    else if (block->kind == NODE_LIST)
        u->kind += block->u.list.ordered;
    if (u->class == UNIT_PICTURE)
        u->kind = 0; /* with words or without */
}

struct unit unit_new(struct arena *a, const struct node *block)
{
    g_autoptr(GPtrArray) pictures = g_ptr_array_new();
    bool picture = unit_pictures(block, pictures);
    struct unit u = {.class = picture ? UNIT_PICTURE : classes[block->kind]};
    struct words w = {.hashes = g_array_new(FALSE, FALSE, sizeof(uint32_t))};

    if (!picture)
        g_ptr_array_set_size(pictures, 0);
    u.same = same_of(a, block, pictures);
    set_shape(&u, block);
    for (guint i = 0; i < pictures->len; i++)
        add_node(&w, pictures->pdata[i]);
    for (const struct node *n = picture ? NULL : block; n != NULL; n = node_next(block, n))
        add_node(&w, n);
    settle_words(a, &w, &u);
    if (block->kind == NODE_HEADING) {
        g_autofree char *title = g_strstrip(g_strdup(node_text(a, block)));
        u.rank = block->u.heading.rank;
        u.number = own_number_find(a, title, false).value;
    }
    return u;
}

struct unit unit_section(struct arena *a, const struct unit *units, size_t n)
{
    struct words w = {.hashes = g_array_new(FALSE, FALSE, sizeof(uint32_t))};
    struct unit u = {.class = UNIT_BOX};

    for (size_t i = 0; i < n; i++) {
        bool thing = units[i].class == UNIT_CODE || units[i].class == UNIT_FORMULA ||
                     units[i].class == UNIT_PICTURE;
        uint32_t hash = (uint32_t)units[i].same;
        w.length += units[i].length;
        if (units[i].same != 0 && thing && w.hashes->len < 4 * MAX_WORDS)
            g_array_append_val(w.hashes, hash);
    }
    settle_words(a, &w, &u);
    return u;
}

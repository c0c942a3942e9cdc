#include "read/import_walk.h"

#include "base/lang.h"
#include "base/url.h"

#include <string.h>

enum {
    LABEL_MAX = 40,   /* bytes of "Chapter 12", "附录 A" before a link */
    ENTRY_SHARE = 50, /* per cent of a line's words that its links must have */
    MAX_LINK = 1000,  /* bytes of a link that is none to Markdown */
    MAX_WIKI_NAME = 200
};

/* ------------------------------------------------------------------ pieces */

static void add_piece(struct import_source *s, GArray *out, struct import_piece piece)
{
    if (piece.kind == PIECE_LINK && s->prose)
        piece.lang = import_language(s, piece.text);
    if (piece.kind != PIECE_TEXT || *piece.text != '\0')
        g_array_append_val(out, piece);
}

/* The page that `[[name]]` means: its name, whatever stands for a space; NULL: none. */
static const char *wiki_page(struct import_source *s, const char *name)
{
    if (*name == '\0' || strlen(name) > MAX_WIKI_NAME)
        return NULL;
    if (s->wiki == NULL) {
        s->wiki = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        for (size_t i = 0; i < s->i->listing->n; i++) {
            const char *path = s->i->listing->paths[i], *base = path_base(path);
            if (!import_is_page(path))
                continue;
            g_autofree char *stem = g_strndup(base, strlen(base) - strlen(path_suffix(base)));
            char *key = g_utf8_casefold(g_strdelimit(stem, "-_", ' '), -1);
            if (g_hash_table_contains(s->wiki, key))
                g_free(key);
            else
                g_hash_table_insert(s->wiki, key, (char *)(uintptr_t)path);
        }
    }
    g_autofree char *copy = g_strdelimit(g_strdup(name), "-_", ' ');
    copy[strcspn(copy, "#")] = '\0';
    g_autofree char *key = g_utf8_casefold(g_strstrip(copy), -1);
    return g_hash_table_lookup(s->wiki, key);
}

/* "[[Page]]", GitHub's "[[words|Page]]" and Obsidian's "[[Page|words]]". */
static bool take_wiki(struct import_source *s, const char *inside, struct import_piece *link)
{
    g_auto(GStrv) halves = g_strsplit(inside, "|", 2);
    const char *a = g_strstrip(halves[0] != NULL ? halves[0] : (char[]){""});
    const char *b = halves[0] != NULL && halves[1] != NULL ? g_strstrip(halves[1]) : NULL;
    const char *page = b != NULL ? wiki_page(s, b) : NULL, *words = a;

    if (page == NULL) {
        page = wiki_page(s, a);
        words = b != NULL ? b : a;
    }
    if (page == NULL && s->prose)
        return false;
    link->text = arena_strdup(s->scratch, words);
    if (page == NULL) { /* a manifest that names a page which is not there */
        link->url = arena_strdup(s->scratch, b != NULL ? b : a);
        return true;
    }
    link->url =
        s->plain ? page : arena_join(s->scratch, "/", url_encode_path(s->scratch, page), NULL);
    return true;
}

/* The end of "(a b (1).md)" that begins at p; NULL: it does not close soon. */
static const char *closing(const char *p)
{
    const char *end = p + strnlen(p, MAX_LINK);
    int depth = 0;

    for (; p < end && *p != '\n'; p++) {
        depth += *p == '(';
        depth -= *p == ')';
        if (depth == 0)
            return p;
    }
    return NULL;
}

/* A link whose path has spaces: Markdown takes it for text, its author did not. */
static const char *take_spaced(struct import_source *s, const char *open, const char *middle,
                               struct import_piece *link)
{
    const char *end = closing(middle + 1);

    if (end == NULL)
        return NULL;
    g_autofree char *path = g_strstrip(g_strndup(middle + 2, (gsize)(end - middle - 2)));
    g_autofree char *file = g_strndup(path, strcspn(path, "#"));
    if (strchr(path, ' ') == NULL || !import_is_page(file))
        return NULL;
    link->text = arena_strndup(s->scratch, open + 1, (size_t)(middle - open - 1));
    link->url = arena_strdup(s->scratch, path); /* spaces need no encoding here */
    return end + 1;
}

/* The link that begins at p, which is a bracket: what stands behind it; NULL: it begins none. */
static const char *take_bracket(struct import_source *s, const char *p, struct import_piece *link)
{
    if (p[1] == '[') {
        const char *end = g_strstr_len(p, (gssize)strnlen(p, MAX_LINK), "]]");
        g_autofree char *inside = end != NULL ? g_strndup(p + 2, (gsize)(end - p - 2)) : NULL;
        if (inside != NULL && take_wiki(s, inside, link))
            return end + 2;
    }
    size_t n = strcspn(p + 1, "[]");
    return p[1 + n] == ']' && p[2 + n] == '(' ? take_spaced(s, p, p + 1 + n, link) : NULL;
}

static void split_text(struct import_source *s, struct import_piece piece, GArray *out)
{
    const char *text = piece.text, *from = text;

    for (const char *p = strchr(text, '['); p != NULL;) {
        struct import_piece link = {.kind = PIECE_LINK, .strong = piece.strong, .loc = piece.loc};
        const char *end = take_bracket(s, p, &link);
        if (end == NULL) {
            p = strchr(p + 1, '[');
            continue;
        }
        piece.text = arena_strndup(s->scratch, from, (size_t)(p - from));
        add_piece(s, out, piece);
        add_piece(s, out, link);
        from = end;
        p = strchr(end, '[');
    }
    piece.text = from;
    add_piece(s, out, piece);
}

static bool is_strong(const struct node *n, const struct node *block)
{
    for (; n != NULL && n != block; n = n->parent)
        if (n->kind == NODE_STRONG)
            return true;
    return false;
}

/* The words of a link: what pictures in it would be replaced by is none of them. */
static char *link_words(struct import_source *s, const struct node *link)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (const struct node *n = node_next(link, link); n != NULL; n = node_next(link, n))
        if (n->kind != NODE_IMAGE && n->first == NULL)
            node_plain_text(n, text);
    return arena_strdup(s->scratch, text->str);
}

void import_pieces(struct import_source *s, const struct node *block, GArray *out)
{
    for (const struct node *n = node_next(block, block); n != NULL;) {
        struct import_piece piece = {.strong = is_strong(n, block), .text = "", .loc = n->loc};
        bool link = n->kind == NODE_LINK, text = n->kind == NODE_TEXT;
        if (link) {
            piece.kind = PIECE_LINK;
            piece.text = link_words(s, n);
            piece.url = n->u.link.url;
        } else if (n->kind == NODE_HARD_BREAK || node_is_block(n->kind)) {
            piece.kind = PIECE_BREAK;
        } else if (text || n->kind == NODE_CODE) {
            piece.text = n->u.text;
        } else if (n->kind == NODE_MATH) {
            piece.text = n->u.math.tex;
        } else if (n->kind == NODE_SOFT_BREAK) {
            piece.text = " ";
        }
        if (text)
            split_text(s, piece, out);
        else
            add_piece(s, out, piece);
        n = link ? node_skip(block, n) : node_next(block, n);
    }
}

char *import_pieces_text(struct import_source *s, const struct import_piece *pieces, size_t n)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (size_t i = 0; i < n; i++)
        g_string_append(text, pieces[i].kind == PIECE_BREAK ? " " : pieces[i].text);
    return import_clean(s, text->str);
}

/* ------------------------------------------------------------------ what a line is */

/* How many words: letters and digits, Han twice. */
static size_t weight(const char *text)
{
    size_t n = 0;

    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        n += g_unichar_isalnum(c) ? (uc_is_spaceless(c) ? 2 : 1) : 0;
    }
    return n;
}

static bool is_link(const struct import_piece *p)
{
    return p->kind == PIECE_LINK && *p->text != '\0';
}

/* What comes before the first link. */
struct lead {
    size_t link;  /* the first link's index */
    char *strong; /* the bold words, NULL: none */
    char *label;  /* the others, NULL: none */
};

static bool find_lead(struct import_source *s, const struct import_line *line, struct lead *lead)
{
    g_autoptr(GString) strong = g_string_new(NULL), label = g_string_new(NULL);

    lead->link = 0;
    while (lead->link < line->n && !is_link(&line->pieces[lead->link])) {
        const struct import_piece *p = &line->pieces[lead->link++];
        g_string_append(p->strong ? strong : label, p->kind == PIECE_BREAK ? " " : p->text);
    }
    lead->strong = import_clean(s, strong->str);
    lead->label = import_clean(s, label->str);
    return lead->link < line->n;
}

/* "Chapter 12", "附录 A", "Part II", "1.1.", "[Pending Review]", "Read online:", "📖": words that
 * stand before a link to name or number it, and not a sentence that runs into it. */
static bool is_label(const char *label)
{
    static const char *const ends[] = {":",  "：", "-",  "–", "—", "|", ">", "→", "]",  ")",
                                       "】", "）", "、", "/", "•", "·", "[", "(", "【", "（"};
    size_t n = label != NULL ? strlen(label) : 0;
    bool number = false;

    if (n == 0 || weight(label) == 0)
        return true;
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
        if (g_str_has_suffix(label, ends[i]))
            return true;
    for (const char *p = label; *p != '\0'; p = g_utf8_next_char(p))
        number |= g_unichar_isdigit(g_utf8_get_char(p)) || g_str_has_prefix(p, "第");
    if (n > LABEL_MAX)
        return false;
    /* a letter or a Roman number */
    const char *last = strrchr(label, ' ');
    last = last != NULL ? last + 1 : label;
    return number || strspn(last, "IVX.") == strlen(last) ||
           (last[0] >= 'A' && last[0] <= 'Z' && strspn(last + 1, ".") == strlen(last + 1));
}

/* The links' share of the line's words in per cent, bold words before them not counted. */
static size_t link_share(const struct import_line *line, const struct lead *lead)
{
    size_t links = 0, others = 0;

    for (size_t i = 0; i < line->n; i++) {
        const struct import_piece *p = &line->pieces[i];
        if (p->kind == PIECE_LINK)
            links += weight(p->text);
        else if (!(p->strong && i < lead->link))
            others += weight(p->text);
    }
    return links * 100 / MAX(links + others, 1);
}

/* "[Title](x.md): about it", "[Title](x.md) - about it" */
static bool is_described(const struct import_line *line, const struct lead *lead)
{
    static const char *const starts[] = {":", "：", "-", "–", "—", "(", "（", "|", "→"};

    if (lead->link + 1 >= line->n || line->pieces[lead->link + 1].kind != PIECE_TEXT)
        return false;
    const char *text = line->pieces[lead->link + 1].text;
    for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
        if (g_str_has_prefix(text + strspn(text, " "), starts[i]))
            return true;
    return false;
}

static bool is_entry(const struct import_source *s, const struct import_line *line,
                     const struct lead *lead)
{
    bool label = is_label(lead->label);

    if (!s->prose || (label && !line->paragraph && !line->row))
        return true;
    if (line->row && !label) /* what is described in a table is so beside the link */
        return false;
    return link_share(line, lead) >= ENTRY_SHARE || (label && is_described(line, lead));
}

static bool speaks_of_languages(const char *text)
{
    static const char *const words[] = {"language", "translation", "translated", "语言", "語言",
                                        "翻译",     "翻譯",        "言語",       "언어", "idioma",
                                        "langue",   "sprache",     "язык"};
    g_autofree char *lower = g_utf8_strdown(text != NULL ? text : "", -1);

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strstr(lower, words[i]) != NULL)
            return true;
    return false;
}

/* The README of another language, beside the source: "README.zh-CN.md". */
static bool is_sibling(struct import_source *s, const char *url)
{
    struct import_target t = import_target(s, url);
    bool weak;

    if (t.kind != TARGET_PAGE)
        return t.kind == TARGET_SELF;
    const char *name = path_base(t.path), *rest = name + strlen("readme");
    if (g_ascii_strncasecmp(name, "readme", strlen("readme")) != 0 ||
        strcmp(path_dir(s->scratch, t.path), path_dir(s->scratch, s->path)) != 0)
        return false;
    rest += strspn(rest, "-_. ");
    size_t n = strcspn(rest, ".");
    return rest[n] == '\0' || n == 0 || lang_named(s->scratch, rest, n, &weak) != NULL;
}

bool import_is_switch(struct import_source *s, const struct import_line *line)
{
    struct lead lead;
    bool siblings = false;

    if (!s->prose || line->lang != NULL || !find_lead(s, line, &lead))
        return false;
    for (size_t i = 0; i < line->n; i++) {
        const struct import_piece *p = &line->pieces[i];
        if (is_link(p) && p->lang == NULL)
            return false;
        siblings |= is_link(p) && is_sibling(s, p->url);
    }
    if (siblings || speaks_of_languages(lead.label) || speaks_of_languages(lead.strong))
        return true;
    return line->top && lead.strong == NULL &&
           (lead.label == NULL || weight(lead.label) == 0 ||
            import_language(s, lead.label) != NULL);
}

/* ------------------------------------------------------------------ what it lists */

enum { MAX_PROMISED = 4 };

struct reading {
    struct import_source *s;
    struct import_line *line;
    const char *title;                  /* for a link whose words are no title; NULL: none */
    const struct import_link *outside;  /* the first link, which leads elsewhere; NULL */
    bool row;                           /* only signs between the links so far */
    const char *promised[MAX_PROMISED]; /* languages that the text announces */
    size_t n_promised;
};

/* "a, b | c and d" */
static bool is_joint(const char *text)
{
    static const char joints[] = "|and|or|und|y|et|e|и|和|与|及|或|と|및|";
    g_autofree char *lower = g_utf8_strdown(text, -1);
    g_autofree char *word = g_strdup_printf("|%s|", g_strstrip(lower));

    return weight(text) == 0 || strstr(joints, word) != NULL;
}

/* The words of a label without what ends it: "Week 1:" */
static char *label_title(struct import_source *s, const char *label)
{
    if (label == NULL || weight(label) == 0 || *label == '[' || g_str_has_prefix(label, "【"))
        return NULL;
    char *title = arena_strdup(s->a, label);
    for (size_t n = strlen(title); n > 0;) {
        char *last = g_utf8_find_prev_char(title, title + n);
        gunichar c = g_utf8_get_char(last);
        if (g_unichar_isalnum(c) || c == ')' || c == 0xff09)
            break;
        *last = '\0';
        n = (size_t)(last - title);
    }
    return title;
}

/* A title for a page whose link has none, or a poor one: bold words before it, what stands beside
 * it, or the words of a link that leads elsewhere. */
static const char *other_title(struct reading *r)
{
    const struct import_link *o = r->outside;

    if (r->title != NULL || o == NULL || o->title == NULL)
        return r->title;
    bool good = import_words(o->title) == WORDS_TITLE && import_language(r->s, o->title) == NULL;
    return good ? o->title : NULL;
}

/* The page itself, as the first of its chapters: "| Day 1 | [Introduction](README.md) |" */
static bool lists_itself(const struct reading *r, const struct import_piece *p,
                         const struct import_target *t)
{
    static const char home[] =
        "|home|top|back|back to top|index|contents|readme|首页|主页|返回|目录|"
        "返回目录|返回顶部|ホーム|홈|inicio|accueil|";
    g_autofree char *lower = g_utf8_strdown(p->text, -1);
    g_autofree char *key = g_strdup_printf("|%s|", g_strstrip(lower));

    return t->kind == TARGET_SELF && *p->url != '\0' && *p->url != '#' &&
           strchr(p->url, '#') == NULL && !r->line->paragraph &&
           import_words(p->text) == WORDS_TITLE && p->lang == NULL && strstr(home, key) == NULL;
}

/* A page of the repository that is no chapter, wherever a README mentions it; in a paragraph, one
 * that is listed: "Next >>". */
static bool is_passed_over(struct reading *r, const struct import_target *t, const char *url)
{
    if (!r->s->prose || t->kind == TARGET_SELF)
        return r->s->prose;
    if (t->kind != TARGET_PAGE)
        return false;
    return import_is_meta(t->path) || is_sibling(r->s, url) ||
           (r->line->paragraph && g_hash_table_contains(r->s->listed, t->path));
}

/* Sets the title by what the words are. */
static void set_title(struct reading *r, struct import_link *link, const struct import_piece *p)
{
    enum import_words kind = r->s->prose ? import_words(p->text) : WORDS_TITLE;
    const char *other = r->line->main == NULL ? other_title(r) : NULL;
    bool poor = p->lang != NULL || kind == WORDS_SIGN || (kind == WORDS_KIND && r->line->row);

    link->title = poor ? NULL : p->text;
    if ((link->title == NULL || kind == WORDS_KIND) && other != NULL)
        link->title = other;
}

/* A page that is listed once more in another language: only its text can tell which is right. */
static void contradict(struct outline_item *item, const char *path, const char *lang)
{
    if (item == NULL || lang == NULL || g_strcmp0(item->path, path) != 0 || item->lang == NULL ||
        lang_same_primary(item->lang, lang))
        return;
    item->lang = NULL;
    for (struct outline_twin **t = &item->twins; *t != NULL;) {
        if ((*t)->path == NULL && (*t)->lang != NULL && lang_same_primary((*t)->lang, lang))
            *t = (*t)->next;
        else
            t = &(*t)->next;
    }
}

static void take_chapter(struct reading *r, struct import_link link, const struct import_piece *p)
{
    struct import_source *s = r->s;
    struct import_target t = import_target(s, link.url);
    bool first = r->line->main == NULL;

    set_title(r, &link, p);
    if (s->prose && t.kind == TARGET_OUTSIDE) {
        link.title = link.title != NULL ? link.title : p->text;
        if (first && r->outside == NULL && !r->line->paragraph)
            r->outside = arena_memdup(s->scratch, &link, sizeof link);
        return;
    }
    if (s->prose && lists_itself(r, p, &t)) {
        r->line->main = import_own_page(s, r->line->parent, &link);
        return;
    }
    if (is_passed_over(r, &t, link.url))
        return;
    struct outline_item *item = import_chapter(s, r->line->parent, &link);
    if (item == NULL && t.kind == TARGET_PAGE) { /* listed before: its twins belong there */
        item = g_hash_table_lookup(s->listed, t.path);
        contradict(item, t.path, link.lang);
    }
    if (first)
        r->line->main = item;
}

static void take_link(struct reading *r, const struct import_piece *p)
{
    struct import_source *s = r->s;
    struct import_link link = {.url = p->url, .lang = p->lang, .loc = p->loc};

    if (!s->prose && *p->url == '\0') {
        r->line->main = import_draft(s, r->line->parent, p->text, p->loc);
        return;
    }
    if (link.lang == NULL && r->line->lang != NULL) {
        link.title = import_words(p->text) == WORDS_TITLE ? p->text : NULL;
        link.lang = r->line->lang;
    }
    if (link.lang != NULL && r->line->main != NULL)
        import_twin(s, r->line->main, &link);
    else if (link.lang != NULL || r->row)
        take_chapter(r, link, p);
}

static void take_text(struct reading *r, const char *text)
{
    g_auto(GStrv) parts = g_strsplit_set(text, "|/,;[]()", -1);

    for (char **part = parts; *part != NULL && r->n_promised < MAX_PROMISED; part++) {
        const char *lang = import_promised(r->s, *part);
        if (lang != NULL)
            r->promised[r->n_promised++] = lang;
    }
}

static void add_promised(struct reading *r)
{
    struct outline_item *main = r->line->main;

    for (size_t i = 0; i < r->n_promised && main != NULL; i++) {
        struct import_link link = {.lang = r->promised[i], .loc = main->loc};
        if (main->lang == NULL || !lang_same_primary(main->lang, link.lang))
            import_twin(r->s, main, &link);
    }
}

bool import_line(struct import_source *s, struct import_line *line)
{
    struct reading r = {.s = s, .line = line, .row = true};
    struct lead lead;

    if (!find_lead(s, line, &lead) || !is_entry(s, line, &lead) || import_is_switch(s, line))
        return false;
    r.title = lead.strong != NULL ? lead.strong : line->title;
    if (r.title == NULL)
        r.title = label_title(s, lead.label);
    for (size_t i = 0; i < line->n; i++) {
        const struct import_piece *p = &line->pieces[i];
        if (is_link(p)) {
            take_link(&r, p);
        } else if (p->kind == PIECE_TEXT) {
            r.row &= i < lead.link || is_joint(p->text);
            if (s->prose)
                take_text(&r, p->text);
        }
    }
    add_promised(&r);
    if (line->main == NULL && r.outside != NULL)
        import_leave(s, LEFT_OUTSIDE, r.outside);
    return true;
}

#include "layout/layout.h"

#include "base/jobs.h"
#include "base/lang.h"
#include "doc/labels.h"
#include "layout/contents.h"
#include "layout/front.h"
#include "layout/margin.h"

#include <stdlib.h>
#include <string.h>

/* The whole edition while its pages are put together. */
struct maker {
    struct layout *layout;
    struct edition *edition;
    struct sheets *sheets;
    struct page_style paper;
    unsigned n_threads;
    struct shaper **shapers; /* one per thread; the first also sets what is serial */
    struct draft *drafts;    /* one per chapter */
    struct bodies *chapters; /* likewise */
    struct frame *cover;     /* NULL: none */
    struct bodies half_title, title, imprint, contents;
    int *starts;          /* the page each chapter begins on, from the first of all */
    size_t first_chapter; /* of the body; those before, without numbers, are front matter */
    GArray *pages;        /* struct layout_page */
    GArray *anchors;      /* struct layout_anchor */
    struct contents toc, outline;
    struct contents lists[2]; /* of figures, of tables; empty unless the book wants them */
    struct bodies list_pages[2];
    int n_cover;         /* pages that are not counted */
    int n_front;         /* pages before the body, with those of the cover */
    const char *n_pages; /* of all, as counter(pages) tells it */
    const char *part;    /* the title of the part in hand; NULL: none */
};

/* ---- chapters, in parallel ---- */

static void chapter_job(size_t i, unsigned worker, void *context)
{
    struct maker *m = context;
    struct arena *arena = m->layout->arenas[i];
    m->drafts[i] = chapter_draft(m->shapers[worker], arena, m->edition, m->edition->chapters[i]);
}

static void draw_job(size_t i, unsigned worker, void *context)
{
    struct maker *m = context;
    (void)worker;
    m->chapters[i] = draft_draw(&m->drafts[i]);
}

/* ---- numbers ---- */

static char *roman(struct arena *a, int n)
{
    static const char *const tens[] = {"", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc"};
    static const char *const ones[] = {"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"};
    if (n >= 400)
        return arena_printf(a, "%d", n);
    return arena_printf(a, "%.*s%s%s", n / 100, "ccc", tens[n / 10 % 10], ones[n % 10]);
}

static const char *page_label(const struct maker *m, int page)
{
    struct arena *a = m->layout->arena;
    if (page < m->n_cover)
        return page ? "" : label_text(m->edition->lang, LABEL_COVER);
    return page < m->n_front ? roman(a, page - m->n_cover + 1)
                             : arena_printf(a, "%d", page - m->n_front + 1);
}

static const char *folio_of(const void *context, int page)
{
    return page < 0 ? "" : page_label(context, page);
}

static bool wants_recto(const struct maker *m, const struct chapter *c)
{
    if (c->kind == CHAPTER_PART)
        return style_for(m->sheets, NULL, "part-page", NULL, c->lang)->break_before == BREAK_RECTO;
    if (m->edition->book->pdf.openers == OPENERS_RECTO && c->depth <= 1)
        return true;
    return c->doc && c->doc->style && c->doc->style->break_before == BREAK_RECTO;
}

/* Chapters without numbers that stand before all others are front matter: a preface, a dedication.
 * They follow the contents, on pages with roman numbers. */
static size_t find_body(const struct edition *e)
{
    size_t n = 0;
    while (n < e->n_chapters && e->chapters[n]->kind == CHAPTER_TEXT && !e->chapters[n]->numbered &&
           !e->chapters[n]->appendix)
        n++;
    for (size_t i = n; i < e->n_chapters; i++)
        if (e->chapters[i]->kind == CHAPTER_PART || e->chapters[i]->numbered)
            return n;
    return 0; /* nothing is numbered: it is all body */
}

/* Breaks the chapters into pages, and so finds the page every one begins on, counted from the first
 * of the front matter or of the body, which are right-hand ones. */
static void number_chapters(struct maker *m)
{
    int page = 0;
    for (size_t i = 0; i < m->edition->n_chapters; i++) {
        if (i == m->first_chapter)
            page = 0;
        if (m->drafts[i].list && page % 2 && wants_recto(m, m->edition->chapters[i]))
            page++;
        m->starts[i] = page;
        page += (int)draft_break(&m->drafts[i], page % 2 == 0);
    }
}

static void maker_begin(struct maker *m, unsigned threads)
{
    struct layout *l = m->layout;
    size_t n = m->edition->n_chapters;
    l->n_arenas = n;
    l->arenas = arena_array(l->arena, n, sizeof *l->arenas);
    m->drafts = arena_array(l->arena, n, sizeof *m->drafts);
    m->chapters = arena_array(l->arena, n, sizeof *m->chapters);
    m->starts = arena_array(l->arena, n, sizeof *m->starts);
    m->n_threads = threads;
    m->shapers = arena_array(l->arena, threads, sizeof *m->shapers);
    for (unsigned i = 0; i < threads; i++)
        m->shapers[i] = shaper_new(l->fonts, m->sheets, m->edition->book->diags);
    m->first_chapter = find_body(m->edition);
}

/* Sets all chapters, letting go of what an earlier pass made of them. */
static void set_chapters(struct maker *m)
{
    struct layout *l = m->layout;
    size_t n = m->edition->n_chapters;
    for (unsigned i = 0; i < m->n_threads; i++)
        shaper_set_arena(m->shapers[i], l->arena);
    for (size_t i = 0; i < n; i++) {
        arena_free(l->arenas[i]);
        l->arenas[i] = arena_new();
    }
    jobs_run(m->n_threads, n, chapter_job, m);
    number_chapters(m);
    jobs_run(m->n_threads, n, draw_job, m);
}

/* ---- pages ---- */

static void add_anchor(struct maker *m, const char *key, int page, len x, len y)
{
    struct layout_anchor anchor = {key, page, x, y};
    g_array_append_val(m->anchors, anchor);
}

/* What kind of page comes next: `name` is that of @page. */
static struct page_place place_of(const struct maker *m, const char *name, bool first, bool blank)
{
    size_t index = m->pages->len; /* a book read from the right is bound there */
    return (struct page_place){.name = name,
                               .left = (index % 2 == 1) != lang_is_rtl(m->edition->lang),
                               .first = first,
                               .book = (int)index == m->n_cover,
                               .blank = blank};
}

static const char *page_name(const struct chapter *c)
{
    return c->kind == CHAPTER_PART ? "part" : "chapter";
}

/* The paper as if it had been turned to the left: its top is at the left of what is read, and its
 * side margins above and below. */
static struct page_style paper_turned(const struct page_style *p, bool left)
{
    return (struct page_style){.width = p->height,
                               .height = p->width,
                               .top = MAX(p->inside, p->outside),
                               .bottom = MIN(p->inside, p->outside),
                               .inside = left ? p->bottom : p->top,
                               .outside = left ? p->top : p->bottom};
}

/* A page; `body` NULL: an empty one before the chapter (NULL: in the pages before them). */
static void add_page(struct maker *m, const struct chapter *c, const char *name,
                     const struct body *body, bool first)
{
    struct arena *a = m->layout->arena;
    int index = (int)m->pages->len;
    struct page_place place = place_of(m, name, first, !body);
    struct page_style paper = body && body->turned ? paper_turned(&m->paper, place.left) : m->paper;
    struct frame *page = frame_new(a, paper.width, paper.height);
    struct layout_page row = {page, page_label(m, index)};
    struct margin_page margins = {.place = place,
                                  .lang = c && c->lang ? c->lang : m->edition->lang,
                                  .folio = row.label,
                                  .pages = m->n_pages,
                                  .book = edition_title(m->edition),
                                  .part = c && c->kind == CHAPTER_PART ? c->title : m->part,
                                  .body = body};
    g_array_append_val(m->pages, row);
    if (body) {
        len left = place.left ? paper.outside : paper.inside;
        frame_place(a, page, body->frame, left, paper.top);
        for (const struct vanchor *s = body->anchors; s; s = s->next)
            add_anchor(m, c ? arena_printf(a, "%s#%s", c->name, s->id) : s->id, index, left + s->x,
                       paper.top + s->y);
    }
    margins_set(m->shapers[0], a, &paper, &margins, page);
}

static void add_bodies(struct maker *m, const struct chapter *c, const char *name,
                       const struct bodies *b)
{
    for (size_t i = 0; i < b->n; i++)
        add_page(m, c, name, &b->pages[i], i == 0);
}

static void add_blanks(struct maker *m, const struct chapter *c, const char *name, int until)
{
    while ((int)m->pages->len < until)
        add_page(m, c, name, NULL, false);
}

/* A piece of front matter, on a right-hand page, or the imprint on a left-hand one. */
static void add_piece(struct maker *m, const char *name, const struct bodies *b, bool recto)
{
    int index = (int)m->pages->len;
    if (!b->n)
        return;
    add_blanks(m, NULL, name, index + (index % 2 == (recto ? 1 : 0)));
    add_bodies(m, NULL, name, b);
}

/* The cover, and a page behind it so that right-hand pages stay on the right. */
static void add_cover(struct maker *m)
{
    if (!m->cover)
        return;
    struct layout_page row = {m->cover, page_label(m, 0)};
    g_array_append_val(m->pages, row);
    add_anchor(m, "cover", 0, 0, 0);
    row = (struct layout_page){frame_new(m->layout->arena, m->paper.width, m->paper.height), ""};
    g_array_append_val(m->pages, row);
}

static const char *last_folio(const struct maker *m)
{
    size_t n = m->edition->n_chapters;
    int last = n ? m->starts[n - 1] + (int)m->chapters[n - 1].n : m->n_front;
    return page_label(m, last - 1);
}

static void assemble(struct maker *m)
{
    shaper_set_arena(m->shapers[0], m->layout->arena);
    shaper_set_chapter(m->shapers[0], NULL);
    add_cover(m);
    add_piece(m, "title", &m->half_title, true);
    add_piece(m, "title", &m->title, true);
    add_piece(m, "title", &m->imprint, false);
    add_piece(m, "contents", &m->contents, true);
    for (int i = 0; i < 2; i++)
        add_bodies(m, NULL, "contents", &m->list_pages[i]);
    for (size_t i = 0; i < m->edition->n_chapters; i++) {
        const struct chapter *c = m->edition->chapters[i];
        if (!m->chapters[i].n)
            continue;
        add_blanks(m, NULL, "contents", i == m->first_chapter ? m->n_front : 0);
        add_blanks(m, c, page_name(c), m->starts[i]);
        add_anchor(m, c->name, (int)m->pages->len, 0, 0);
        add_bodies(m, c, page_name(c), &m->chapters[i]);
        if (c->kind == CHAPTER_PART)
            m->part = c->title;
        else if (c->depth == 0)
            m->part = NULL;
    }
}

/* ---- contents and outline ---- */

static int compare_anchors(const void *a, const void *b)
{
    const struct layout_anchor *x = a, *y = b;
    int by_key = strcmp(x->key, y->key);
    return by_key ? by_key : x->page - y->page;
}

/* The pages of all anchors, plus one, by their keys. */
static GHashTable *anchor_pages(const struct maker *m)
{
    GHashTable *at = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (size_t i = 0; i < m->edition->n_chapters; i++) {
        const struct chapter *c = m->edition->chapters[i];
        g_hash_table_insert(at, g_strdup(c->name), GINT_TO_POINTER(m->starts[i] + 1));
        for (size_t p = 0; p < m->chapters[i].n; p++)
            for (const struct vanchor *s = m->chapters[i].pages[p].anchors; s; s = s->next) {
                char *key = g_strdup_printf("%s#%s", c->name, s->id);
                if (g_hash_table_contains(at, key))
                    g_free(key);
                else
                    g_hash_table_insert(at, key, GINT_TO_POINTER(m->starts[i] + (int)p + 1));
            }
    }
    return at;
}

/* The pages of the entries, from the chapters' own anchors. */
static void number_contents(struct contents *c, GHashTable *at)
{
    for (size_t i = 0; i < c->n; i++)
        c->lines[i].page = GPOINTER_TO_INT(g_hash_table_lookup(at, c->lines[i].anchor)) - 1;
}

static const struct {
    enum label label;
    const char *anchor;
} list_names[2] = {{LABEL_FIGURES, "figures"}, {LABEL_TABLES, "tables"}};

/* The pages of the contents and of the lists; without folios where those are not known yet. */
static void set_lists(struct maker *m, struct arena *arena, bool known)
{
    struct shaper *s = m->shapers[0];
    const char *(*folio)(const void *, int page) = known ? folio_of : NULL;
    m->contents = (struct bodies){NULL, 0};
    if (m->edition->book->pdf.toc_depth > 0 && m->toc.n > 1)
        m->contents =
            contents_set(s, arena, m->edition, &m->toc, LABEL_CONTENTS, "contents", folio, m);
    for (int i = 0; i < 2; i++)
        if (m->lists[i].n)
            m->list_pages[i] = contents_set(s, arena, m->edition, &m->lists[i], list_names[i].label,
                                            list_names[i].anchor, folio, m);
}

enum { LONG_BOOK = 200 }; /* pages from which on a half title is usual */

/* The pages before the contents; how many there are. */
static int set_front(struct maker *m)
{
    const struct edition *e = m->edition;
    struct arena *a = m->layout->arena;
    struct shaper *s = m->shapers[0];
    size_t n = e->n_chapters;
    int body = n ? m->starts[n - 1] + (int)m->chapters[n - 1].n : 0;
    enum half_title half = e->book->pdf.half_title;
    m->cover = front_cover(a, e, m->paper.width, m->paper.height);
    m->n_cover = m->cover ? 2 : 0;
    if (half == HALF_TITLE_SET || (half == HALF_TITLE_LONG && body >= LONG_BOOK))
        m->half_title = front_half_title(s, a, e);
    m->title = front_title(s, a, e);
    m->imprint = front_imprint(s, a, e);
    int pages = m->n_cover + (int)(m->half_title.n + m->half_title.n % 2 + m->title.n);
    if (m->imprint.n)
        pages += (pages % 2 == 0) + (int)m->imprint.n;
    return pages + pages % 2;
}

/* The contents' own length decides where the body begins, not the arabic numbers: so a first pass
 * counts its pages, a second sets the folios. */
static void set_contents(struct maker *m)
{
    struct layout *l = m->layout;
    size_t n = m->edition->n_chapters, first = m->first_chapter;
    int pages = set_front(m);
    const struct book *b = m->edition->book;
    m->toc = contents_collect(l->arena, m->edition, b->pdf.toc_depth);
    m->outline = contents_collect(l->arena, m->edition, 3);
    if (b->figures.list)
        m->lists[0] = contents_list(l->arena, m->edition, NODE_FIGURE);
    if (b->tables.list)
        m->lists[1] = contents_list(l->arena, m->edition, NODE_TABLE);
    struct arena *scratch = arena_new();
    set_lists(m, scratch, false);
    pages += (int)(m->contents.n + m->list_pages[0].n + m->list_pages[1].n);
    shaper_set_arena(m->shapers[0], l->arena);
    arena_free(scratch);
    pages += pages % 2;
    m->n_front = pages;
    if (first > 0) {
        int last = m->starts[first - 1] + (int)m->chapters[first - 1].n;
        m->n_front += last + last % 2; /* the body begins on a right-hand page */
    }
    for (size_t i = 0; i < n; i++)
        m->starts[i] += i < first ? pages : m->n_front;
    GHashTable *at = anchor_pages(m);
    number_contents(&m->toc, at);
    for (int i = 0; i < 2; i++)
        number_contents(&m->lists[i], at);
    g_hash_table_destroy(at);
    set_lists(m, l->arena, true);
}

/* ---- references to pages ---- */

enum { MAX_PASSES = 5 };

/* Takes the folios of all anchors; true when one of them is another than before. */
static bool take_folios(struct maker *m, GHashTable *folios)
{
    GHashTable *at = anchor_pages(m);
    GHashTableIter iter;
    void *key, *page;
    bool changed = false;
    g_hash_table_iter_init(&iter, at);
    while (g_hash_table_iter_next(&iter, &key, &page)) {
        const char *folio = page_label(m, GPOINTER_TO_INT(page) - 1);
        if (g_strcmp0(g_hash_table_lookup(folios, key), folio) == 0)
            continue;
        changed = true;
        g_hash_table_insert(folios, g_strdup(key), g_strdup(folio));
    }
    g_hash_table_destroy(at);
    return changed;
}

/* Chapters and contents. References to pages need passes until the folios they print stay: the
 * second is nearly always right but for numbers with more or fewer figures than expected. */
static void set_all(struct maker *m)
{
    if (!m->edition->book->pdf.page_references) {
        set_chapters(m);
        set_contents(m);
        return;
    }
    GHashTable *folios = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    bool changed = true;
    for (unsigned i = 0; i < m->n_threads; i++)
        shaper_set_folios(m->shapers[i], folios);
    for (int pass = 0; pass < MAX_PASSES && changed; pass++) {
        set_chapters(m);
        set_contents(m);
        changed = take_folios(m, folios);
    }
    for (unsigned i = 0; i < m->n_threads; i++)
        shaper_set_folios(m->shapers[i], NULL);
    g_hash_table_destroy(folios);
}

static void finish(struct maker *m)
{
    struct layout *l = m->layout;
    g_array_sort(m->anchors, compare_anchors);
    l->n_anchors = m->anchors->len;
    l->anchors = arena_memdup(l->arena, m->anchors->data, l->n_anchors * sizeof *l->anchors);
    l->n_pages = m->pages->len;
    l->pages = arena_memdup(l->arena, m->pages->data, l->n_pages * sizeof *l->pages);
    g_array_free(m->anchors, TRUE);
    g_array_free(m->pages, TRUE);
    l->outline = arena_array(l->arena, m->outline.n + 4, sizeof *l->outline);
    const char *lang = m->edition->lang;
    if (m->cover)
        l->outline[l->n_outline++] =
            (struct layout_outline){1, label_text(lang, LABEL_COVER), "cover"};
    if (m->contents.n)
        l->outline[l->n_outline++] =
            (struct layout_outline){1, label_text(lang, LABEL_CONTENTS), "contents"};
    for (int i = 0; i < 2; i++)
        if (m->list_pages[i].n)
            l->outline[l->n_outline++] = (struct layout_outline){
                1, label_text(lang, list_names[i].label), list_names[i].anchor};
    for (size_t i = 0; i < m->outline.n; i++) {
        const struct contents_line *line = &m->outline.lines[i];
        if (layout_find_anchor(l, line->anchor))
            l->outline[l->n_outline++] =
                (struct layout_outline){line->level, line->title, line->anchor};
    }
}

struct layout *layout_edition(struct edition *e, struct sheets *s, struct fonts *f,
                              unsigned threads)
{
    struct arena *arena = arena_new();
    struct layout *l = arena_one(arena, struct layout);
    *l = (struct layout){.arena = arena, .edition = e, .fonts = f};
    threads = (unsigned)CLAMP(threads, 1, MAX(1, e->n_chapters));
    struct maker m = {.layout = l,
                      .edition = e,
                      .sheets = s,
                      .paper = style_page(s, e->book),
                      .pages = g_array_new(FALSE, FALSE, sizeof(struct layout_page)),
                      .anchors = g_array_new(FALSE, FALSE, sizeof(struct layout_anchor))};
    maker_begin(&m, threads);
    set_all(&m);
    m.n_pages = last_folio(&m);
    assemble(&m);
    finish(&m);
    for (unsigned i = 0; i < threads; i++)
        shaper_free(m.shapers[i]);
    return l;
}

void layout_free(struct layout *l)
{
    if (!l)
        return;
    for (size_t i = 0; i < l->n_arenas; i++)
        arena_free(l->arenas[i]);
    arena_free(l->arena);
}

static int compare_key(const void *key, const void *anchor)
{
    return strcmp(key, ((const struct layout_anchor *)anchor)->key);
}

const struct layout_anchor *layout_find_anchor(const struct layout *l, const char *key)
{
    return l->n_anchors ? bsearch(key, l->anchors, l->n_anchors, sizeof *l->anchors, compare_key)
                        : NULL;
}

/* ---- other products ---- */

struct frame *layout_cover(struct arena *a, struct edition *e, struct sheets *s, struct fonts *f,
                           len width, len height)
{
    struct shaper *shaper = shaper_new(f, s, e->book->diags);
    struct flow flow = flow_new(shaper, a, e, NULL);
    len margin = width / 8;
    flow.width = width - 2 * margin;
    flow.height = height;
    struct frame *frame = frame_new(a, width, height);
    const colour ground = 0xfff4f1ea, band = 0xff1b3f78;
    frame_rect(a, frame, 0, 0, width, height, ground);
    frame_rect(a, frame, 0, 0, width, height / 24, band);
    frame_rect(a, frame, margin, height / 5 - 2 * LEN_PT, margin, 2 * LEN_PT, band);
    struct vlist *v = vlist_new(a);
    const char *subtitle = localised_get(e->book->subtitle, e->lang);
    flow_text(&flow, v, edition_title(e), flow_style(&flow, NULL, "book-title", NULL), NULL, 0,
              flow.width);
    for (size_t i = 1; i < edition_languages(e); i++) {
        const char *title = edition_further(e, e->book->title, i);
        struct flow own = flow;
        own.lang = e->langs[i];
        if (title)
            flow_text(&own, v, title, flow_style(&own, NULL, "book-title", "parallel-second"), NULL,
                      0, own.width);
    }
    if (subtitle)
        flow_text(&flow, v, subtitle, flow_style(&flow, NULL, "book-subtitle", NULL), NULL, 0,
                  flow.width);
    for (const char **author = e->book->authors; *author; author++)
        flow_text(&flow, v, *author, flow_style(&flow, NULL, "book-author", NULL), NULL, 0,
                  flow.width);
    frame_place(a, frame, vlist_frame(v, flow.width, NULL), margin, height / 5 + 24 * LEN_PT);
    shaper_free(shaper);
    return frame;
}

/* The lines of the paragraphs below `top` that begin on that source line (0: of all). */
static void dump_lines(struct flow *f, const struct node *top, int line, GString *out)
{
    for (const struct node *n = node_next(top, top); n; n = node_next(top, n)) {
        if (!node_holds_inlines(n) || !node_is_block(n->kind) || (line && n->loc.line != line))
            continue;
        struct par *par = par_new(f->shaper, n, n->style, NULL);
        struct par_shape shape = {.width = f->width,
                                  .indent = n->style->text_indent,
                                  .align = n->style->align,
                                  .no_hyphens = n->style->hyphens == HYPHENS_NONE};
        struct par_lines lines = par_break(par, &shape);
        g_string_append_printf(out, "%s %d\n", node_kind_name(n->kind), n->loc.line);
        par_dump(&lines, out);
    }
}

void layout_dump(struct edition *e, struct sheets *s, struct fonts *f, const struct chapter *c,
                 int line, bool lines, GString *out)
{
    struct arena *arena = arena_new();
    struct shaper *shaper = shaper_new(f, s, e->book->diags);
    if (c->doc && lines) {
        struct flow flow = flow_new(shaper, arena, e, c);
        dump_lines(&flow, c->doc, line, out);
    } else if (c->doc) {
        struct draft d = chapter_draft(shaper, arena, e, c);
        draft_break(&d, true);
        struct bodies b = draft_draw(&d);
        for (size_t i = 0; i < b.n; i++) {
            g_string_append_printf(out, "page %zu\n", i + 1);
            frame_dump(b.pages[i].frame, out);
        }
    }
    shaper_free(shaper);
    arena_free(arena);
}

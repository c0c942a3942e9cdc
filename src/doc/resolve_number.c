#include "doc/own_number.h"
#include "doc/resolve_ids.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_CHAPTER_DEPTH = 16 };

/* ---- chapters whose titles have numbers already ---- */

/* True when x comes after y: 2 after 1, 2.1 after 1.3; letters after all. */
static bool comes_after(const char *x, const char *y)
{
    for (;;) {
        char *end_x, *end_y;
        bool letter_x = !g_ascii_isdigit(*x), letter_y = !g_ascii_isdigit(*y);
        if (letter_x || letter_y)
            return letter_x && (!letter_y || strcmp(x, y) > 0);
        long n = strtol(x, &end_x, 10), m = strtol(y, &end_y, 10);
        if (n != m)
            return n > m;
        if (*end_x == '\0' || *end_y == '\0')
            return *end_x != '\0';
        x = end_x + 1;
        y = end_y + 1;
    }
}

/* Numbers without a mark count when they go 1, 2, 3 (or from 0), at least two of them. */
static bool counts_up(const struct own_number *own, size_t n)
{
    long expected = -1, seen = 0;

    for (size_t i = 0; i < n; i++) {
        if (own[i].bytes == 0)
            continue;
        long value = strtol(own[i].value, NULL, 10);
        if (!own[i].bare || (seen == 0 ? value > 1 : value != expected))
            return false;
        expected = value + 1;
        seen++;
    }
    return seen >= 2;
}

static void drop_bare(struct own_number *own, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (own[i].bare)
            own[i].bytes = 0;
}

/* Takes the numbers of the titles. They are the chapters' own numbers where they count through the
 * book, and most chapters have one; else such chapters have none for us, since two series of
 * numbers would only confuse. */
static void find_own_numbers(struct edition *e)
{
    struct arena *a = e->arena;
    size_t n = e->n_chapters, texts = 0, numbered = 0;
    struct own_number *own = arena_array(a, MAX(n, 1), sizeof *own);
    const char *last = NULL;
    bool in_order = true;

    for (size_t i = 0; i < n; i++) {
        const struct chapter *c = e->chapters[i];
        if (c->title != NULL && (c->kind == CHAPTER_PART || c->numbered))
            own[i] = own_number_find(a, c->title, c->kind == CHAPTER_PART);
    }
    if (!counts_up(own, n))
        drop_bare(own, n);
    for (size_t i = 0; i < n; i++) {
        struct chapter *c = e->chapters[i];
        c->own_number = own[i].bytes;
        if (c->kind == CHAPTER_PART || c->appendix || !c->numbered)
            continue;
        texts++;
        if (own[i].bytes == 0)
            continue;
        numbered++;
        in_order = in_order && (last == NULL || comes_after(own[i].value, last));
        last = own[i].value;
    }
    for (size_t i = 0; i < n && in_order && numbered * 2 > texts; i++)
        if (own[i].bytes > 0 && e->chapters[i]->kind == CHAPTER_TEXT)
            e->chapters[i]->number = own[i].value;
}

/* ---- chapters ---- */

struct numbering {
    int parts, texts, appendices;
    bool by_hand; /* the chapters' own numbers are the book's: others get none */
    struct {
        const struct chapter *chapter; /* the last text at that depth; NULL: a part, or none */
        int n_below;
    } at[MAX_CHAPTER_DEPTH];
};

/* 1 is A, 27 is AA. */
static char *letters(struct arena *a, int number)
{
    char out[8];
    size_t at = sizeof out - 1;

    out[at] = '\0';
    for (; number > 0 && at > 0; number = (number - 1) / 26)
        out[--at] = (char)('A' + (number - 1) % 26);
    return arena_strdup(a, out + at);
}

static const char *next_number(struct numbering *n, const struct chapter *c,
                               const struct chapter *above, int depth)
{
    struct arena *a = c->arena;

    if (c->kind == CHAPTER_PART)
        return c->appendix ? NULL : arena_printf(a, "%d", ++n->parts);
    if (c->number != NULL)
        return c->number;
    if (!c->numbered || (above != NULL && above->number == NULL))
        return NULL;
    if (c->own_number > 0 && !c->appendix)
        return NULL;
    if (above != NULL)
        return arena_printf(a, "%s.%d", above->number, ++n->at[depth - 1].n_below);
    if (c->appendix)
        return letters(a, ++n->appendices);
    return n->by_hand ? NULL : arena_printf(a, "%d", ++n->texts);
}

static void number_chapter(struct numbering *n, struct chapter *c)
{
    int depth = MIN(c->depth, MAX_CHAPTER_DEPTH - 1);
    const struct chapter *above = depth > 0 ? n->at[depth - 1].chapter : NULL;

    n->at[depth].chapter = c->kind == CHAPTER_TEXT ? c : NULL;
    n->at[depth].n_below = 0;
    c->number = next_number(n, c, above, depth);
}

/* ---- headings ---- */

struct headings {
    struct node **nodes;
    struct own_number *own;
    size_t n;
};

static struct headings headings_of(const struct chapter *c, int rank)
{
    GPtrArray *found = g_ptr_array_new();
    struct headings h = {0};

    for (struct node *n = c->doc; n != NULL; n = node_next(c->doc, n))
        if (n->kind == NODE_HEADING && n->u.heading.rank == rank && resolve_in_outline(n))
            g_ptr_array_add(found, n);
    h.n = found->len;
    h.nodes = arena_array(c->arena, MAX(h.n, 1), sizeof(struct node *));
    h.own = arena_array(c->arena, MAX(h.n, 1), sizeof *h.own);
    for (size_t i = 0; i < h.n; i++) {
        h.nodes[i] = found->pdata[i];
        h.own[i] = own_number_find(
            c->arena, g_strstrip(resolve_heading_text(c->arena, found->pdata[i])), false);
    }
    g_ptr_array_unref(found);
    return h;
}

/* Two headings of a rank numbered by hand, or half of them: a second number before those would only
 * confuse, and one before the others as well. */
static bool numbered_by_hand(const struct headings *h)
{
    size_t by_hand = 0;

    if (!counts_up(h->own, h->n))
        drop_bare(h->own, h->n);
    for (size_t i = 0; i < h->n; i++)
        by_hand += h->own[i].bytes > 0;
    if (by_hand == 0 || (by_hand < 2 && by_hand * 2 < h->n))
        return false;
    for (size_t i = 0; i < h->n; i++)
        h->nodes[i]->u.heading.own_number = h->own[i].bytes;
    return true;
}

/* Returns how many sections it has numbered. */
static int number_headings(struct chapter *c)
{
    int section = 0, subsection = 0;

    if (c->doc == NULL || c->kind != CHAPTER_TEXT)
        return 0;
    struct headings sections = headings_of(c, 2), below = headings_of(c, 3);
    bool sections_by_hand = numbered_by_hand(&sections), below_by_hand = numbered_by_hand(&below);
    if (c->number == NULL || sections_by_hand || !c->edition->book->pdf.numbering)
        return 0;
    for (struct node *n = c->doc; n != NULL; n = node_next(c->doc, n)) {
        if (n->kind != NODE_HEADING || !resolve_in_outline(n))
            continue;
        if (n->u.heading.rank == 2) {
            section++;
            subsection = 0;
            n->u.heading.number = arena_printf(c->arena, "%s.%d", c->number, section);
        } else if (n->u.heading.rank == 3 && section > 0 && !below_by_hand) {
            subsection++;
            n->u.heading.number =
                arena_printf(c->arena, "%s.%d.%d", c->number, section, subsection);
        }
    }
    return section;
}

void resolve_numbers(struct edition *e)
{
    struct numbering numbers = {0};

    find_own_numbers(e);
    for (size_t i = 0; i < e->n_chapters; i++)
        numbers.by_hand |= e->chapters[i]->number != NULL;
    for (size_t i = 0; i < e->n_chapters; i++) {
        struct chapter *c = e->chapters[i];
        number_chapter(&numbers, c);
        /* its sub-chapters' numbers follow those of its sections */
        numbers.at[MIN(c->depth, MAX_CHAPTER_DEPTH - 1)].n_below = number_headings(c);
    }
}

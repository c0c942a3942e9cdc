#include "pdf/finish_tags.h"

#include "base/jobs.h"
#include "pdf/image.h"
#include "pdf/source.h"

#include <stdlib.h>
#include <string.h>

static struct mark *mark_at(const struct tags *t, guint index)
{
    return &g_array_index(t->marks, struct mark, index);
}

static guint first_mark(const struct tags *t, guint page)
{
    return g_array_index(t->pages, guint, page);
}

static guint n_pages(const struct tags *t)
{
    return t->pages->len - 1;
}

static const char *role_of(const struct element *e)
{
    return e->tag ? e->tag->role : "Document";
}

/* --- contents --- */

/* A page's contents on their way. */
struct content {
    const struct tags *tags;
    guint page, next; /* next: behind the last mark so far */
    int id;           /* in q */
    const char *text;
    size_t size;
    GByteArray *packed; /* NULL: the marks are not those that were painted */
};

static void append_mark(GString *out, const struct mark *mark)
{
    if (!mark->element) {
        g_string_append(out, "/Artifact BMC");
        return;
    }
    /* readers look for texts in marks of that name only; the element says what it is */
    const char *name = mark->actual_text ? "Span" : role_of(mark->element);
    g_string_append_printf(out, "/%s << /MCID %u", name, mark->mcid);
    if (mark->actual_text) {
        g_string_append(out, " /ActualText ");
        source_text(out, mark->actual_text);
    }
    g_string_append(out, " >> BDC");
}

static const char *skip_blanks(const char *p, const char *end)
{
    while (p < end && g_ascii_isspace(*p))
        p++;
    return p;
}

/* Is `word` next? Then *p is behind it and the blanks that follow. */
static bool take(const char **p, const char *end, const char *word)
{
    size_t n = strlen(word);
    if ((size_t)(end - *p) < n || memcmp(*p, word, n) != 0)
        return false;
    *p = skip_blanks(*p + n, end);
    return true;
}

/* "/P << /MCID 12 >> BDC" at *p: takes it and sets *number. */
static bool take_mark(const char **p, const char *end, guint *number)
{
    const char *q = *p;
    guint64 value = 0;
    if (!take(&q, end, "/P ") && !take(&q, end, "/P\n"))
        return false;
    if (!take(&q, end, "<<") || !take(&q, end, "/MCID") || q == end || !g_ascii_isdigit(*q))
        return false;
    for (; q < end && g_ascii_isdigit(*q) && value < G_MAXINT; q++)
        value = value * 10 + (guint64)(*q - '0');
    q = skip_blanks(q, end);
    if (!take(&q, end, ">>") || (size_t)(end - q) < strlen("BDC") || memcmp(q, "BDC", 3) != 0)
        return false;
    *p = q + strlen("BDC");
    *number = (guint)value;
    return true;
}

/* "/Span << /ActualText <feff00660069> >> BDC" at *p, cairo's around a ligature: takes it. */
static bool take_ligature(const char **p, const char *end)
{
    const char *q = *p;
    if (!take(&q, end, "/Span ") || !take(&q, end, "<<") || !take(&q, end, "/ActualText") ||
        q == end || *q != '<')
        return false;
    q = skip_blanks(source_string_end(q, end), end);
    if (!take(&q, end, ">>") || (size_t)(end - q) < strlen("BDC") || memcmp(q, "BDC", 3) != 0)
        return false;
    *p = q + strlen("BDC");
    return true;
}

/* The contents with our marks; false when they are others, or in another order. */
static bool rewrite(struct content *c, GString *out)
{
    const char *p = c->text, *end = c->text + c->size;
    guint first = first_mark(c->tags, c->page), n = first_mark(c->tags, c->page + 1) - first;
    bool replaced = false; /* the mark at hand has a text in its place */
    while (p < end) {
        size_t plain = 0;
        while (p + plain < end && !strchr("/(<", p[plain]))
            plain++;
        g_string_append_len(out, p, (gssize)plain);
        p += plain;
        guint number;
        if (p == end) {
            break;
        } else if (*p == '/' && take_mark(&p, end, &number)) {
            if (number < c->next || number >= n)
                return false;
            struct mark *mark = mark_at(c->tags, first + number);
            mark->painted = true;
            append_mark(out, mark);
            replaced = mark->actual_text != NULL;
            c->next = number + 1;
        } else if (*p == '/' && replaced && take_ligature(&p, end)) {
            g_string_append(out, "/Span BMC"); /* a text inside of a text: readers take the inner */
        } else {
            const char *after = *p == '/' || (*p == '<' && p + 1 < end && p[1] == '<')
                                    ? MIN(p + 2, end)
                                    : source_string_end(p, end);
            g_string_append_len(out, p, after - p);
            p = after;
        }
    }
    return true;
}

static void rewrite_job(size_t i, unsigned worker, void *context)
{
    struct content *c = &((struct content *)context)[i];
    g_autoptr(GString) out = g_string_sized_new(c->size + c->size / 8);
    (void)worker;
    if (!rewrite(c, out))
        return;
    struct deflater deflater;
    c->packed = g_byte_array_new();
    deflate_begin(&deflater, c->packed);
    deflate_add(&deflater, out->str, out->len);
    deflate_end(&deflater);
}

static guint32 *file_number(struct tag_writer *w, int id)
{
    if ((guint)id >= w->numbers->len)
        g_array_set_size(w->numbers, (guint)id + 1);
    return &g_array_index(w->numbers, guint32, id);
}

static bool read_contents(struct tag_writer *w, struct content *all)
{
    for (guint i = 0; i < n_pages(w->tags); i++) {
        qpdf_oh stream = qpdf_oh_get_key(w->q, w->pages[i], "/Contents");
        unsigned char *data = NULL;
        size_t size = 0;
        QPDF_BOOL filtered = QPDF_FALSE;
        bool ok =
            qpdf_oh_is_stream(w->q, stream) &&
            !(qpdf_oh_get_stream_data(w->q, stream, qpdf_dl_generalized, &filtered, &data, &size) &
              (QPDF_ERRORS));
        all[i] = (struct content){.tags = w->tags,
                                  .page = i,
                                  .id = qpdf_oh_get_object_id(w->q, stream),
                                  .text = (const char *)data,
                                  .size = size};
        qpdf_oh_release(w->q, stream);
        if (!ok)
            return false;
    }
    return true;
}

static bool write_contents(struct tag_writer *w, unsigned threads)
{
    static const char dict[] = "<< /Filter /FlateDecode >>";
    guint n = n_pages(w->tags);
    struct content *all = g_new0(struct content, n);
    bool ok = read_contents(w, all);
    if (ok)
        jobs_run(threads, n, rewrite_job, all);
    for (guint i = 0; i < n; i++) {
        ok = ok && all[i].packed;
        if (ok) {
            guint32 *number = file_number(w, all[i].id);
            *number = pdf_file_number(w->file);
            pdf_file_stream(w->file, *number, dict, sizeof dict - 1, "", all[i].packed->data,
                            all[i].packed->len);
        }
        if (all[i].packed)
            g_byte_array_unref(all[i].packed);
        free((void *)(uintptr_t)all[i].text);
    }
    g_free(all);
    return ok;
}

/* --- what refers to the tree --- */

static void set_key(struct tag_writer *w, qpdf_oh dict, const char *key, qpdf_oh value)
{
    qpdf_oh_replace_key(w->q, dict, key, value);
    qpdf_oh_release(w->q, value);
}

/* An object in q for the tree, which is written into the file and not copied. */
static void refer(struct tag_writer *w)
{
    qpdf_oh root = qpdf_get_root(w->q), none = qpdf_oh_new_dictionary(w->q);
    qpdf_oh tree = qpdf_make_indirect_object(w->q, none);
    w->root = pdf_file_number(w->file);
    *file_number(w, qpdf_oh_get_object_id(w->q, tree)) = w->root;
    set_key(w, root, "/StructTreeRoot", tree);
    set_key(w, root, "/MarkInfo", qpdf_oh_parse(w->q, "<< /Marked true >>"));
    qpdf_oh_release(w->q, none);
    qpdf_oh_release(w->q, root);
}

bool finish_tags_begin(struct tag_writer *w, unsigned threads, const char **problem)
{
    w->annots = g_array_new(FALSE, FALSE, sizeof(int));
    w->source = g_string_new(NULL);
    refer(w);
    for (guint i = 0; i < n_pages(w->tags); i++) {
        set_key(w, w->pages[i], "/StructParents", qpdf_oh_new_integer(w->q, i));
        set_key(w, w->pages[i], "/Tabs", qpdf_oh_new_name(w->q, "/S"));
    }
    if (write_contents(w, threads))
        return true;
    *problem = "the pages' marks are not those that were painted";
    return false;
}

bool finish_tags_has_link(const struct tag_writer *w)
{
    return w->tags->links->pdata[w->annots->len] != NULL;
}

void finish_tags_link(struct tag_writer *w, qpdf_oh annot)
{
    int id = annot ? qpdf_oh_get_object_id(w->q, annot) : 0;
    if (annot)
        set_key(w, annot, "/StructParent",
                qpdf_oh_new_integer(w->q, n_pages(w->tags) + w->annots->len));
    g_array_append_val(w->annots, id);
}

/* --- elements --- */

static int annot_id(const struct tag_writer *w, guint link)
{
    return link < w->annots->len ? g_array_index(w->annots, int, link) : 0;
}

static guint32 page_number(struct tag_writer *w, guint page)
{
    return *file_number(w, qpdf_oh_get_object_id(w->q, w->pages[page]));
}

/* The page that the element's marks are on unless they say another. */
static int element_page(const struct tag_writer *w, const struct element *e)
{
    for (guint i = 0; i < e->kids->len; i++) {
        const struct kid *kid = &g_array_index(e->kids, struct kid, i);
        if (kid->kind == KID_MARK && mark_at(w->tags, kid->index)->painted)
            return (int)mark_at(w->tags, kid->index)->page;
    }
    return -1;
}

static void append_kid(struct tag_writer *w, const struct kid *kid, int page, guint32 first)
{
    switch (kid->kind) {
    case KID_ELEMENT:
        if (kid->element->needed)
            g_string_append_printf(w->source, " %u 0 R", first + kid->element->number);
        break;
    case KID_MARK: {
        const struct mark *mark = mark_at(w->tags, kid->index);
        if (!mark->painted)
            break;
        if ((int)mark->page == page)
            g_string_append_printf(w->source, " %u", mark->mcid);
        else
            g_string_append_printf(w->source, " << /Type /MCR /Pg %u 0 R /MCID %u >>",
                                   page_number(w, mark->page), mark->mcid);
        break;
    }
    case KID_LINK: {
        int id = annot_id(w, kid->index);
        if (id)
            g_string_append_printf(w->source, " << /Type /OBJR /Obj %u 0 R >>",
                                   *file_number(w, id));
        break;
    }
    }
}

static void append_text(GString *out, const char *key, const char *text)
{
    if (!text)
        return;
    g_string_append_printf(out, " /%s ", key);
    source_text(out, text);
}

static void append_attributes(GString *out, const struct tag *tag)
{
    if (tag->numbering)
        g_string_append_printf(out, " /A << /O /List /ListNumbering /%s >>", tag->numbering);
    if (tag->scope == SCOPE_NONE && tag->colspan <= 1 && tag->rowspan <= 1)
        return;
    g_string_append(out, " /A << /O /Table");
    if (tag->scope != SCOPE_NONE)
        g_string_append_printf(out, " /Scope /%s", tag->scope == SCOPE_ROW ? "Row" : "Column");
    if (tag->colspan > 1)
        g_string_append_printf(out, " /ColSpan %d", tag->colspan);
    if (tag->rowspan > 1)
        g_string_append_printf(out, " /RowSpan %d", tag->rowspan);
    g_string_append(out, " >>");
}

/* A note's name, by which ISO 14289 wants it to be found. */
static bool note_name(const struct element *e, char name[16])
{
    if (strcmp(role_of(e), "Note") != 0)
        return false;
    g_snprintf(name, 16, "note%08u", e->number);
    return true;
}

static void write_element(struct tag_writer *w, const struct element *e, guint32 first)
{
    GString *out = w->source;
    int page = element_page(w, e);
    char name[16];
    g_string_printf(out, "<< /S /%s /P %u 0 R", role_of(e),
                    e->parent ? first + e->parent->number : w->root);
    if (page >= 0)
        g_string_append_printf(out, " /Pg %u 0 R", page_number(w, (guint)page));
    g_string_append(out, " /K [");
    for (guint i = 0; i < e->kids->len; i++)
        append_kid(w, &g_array_index(e->kids, struct kid, i), page, first);
    g_string_append(out, " ]");
    if (e->tag) {
        append_text(out, "Alt", e->tag->alt);
        append_text(out, "Lang", e->tag->lang);
        append_attributes(out, e->tag);
    }
    if (note_name(e, name))
        g_string_append_printf(out, " /ID (%s)", name);
    g_string_append(out, " >>");
    pdf_file_object(w->file, first + e->number, out->str, out->len);
}

/* By page, the elements of its marks; by annotation, the element of the link. */
static guint32 write_parents(struct tag_writer *w, guint32 first)
{
    const struct tags *t = w->tags;
    guint n = n_pages(t);
    g_autoptr(GString) tree = g_string_new("<< /Nums [");
    for (guint page = 0; page < n; page++) {
        guint32 number = pdf_file_number(w->file);
        g_string_assign(w->source, "[");
        for (guint i = first_mark(t, page); i < first_mark(t, page + 1); i++) {
            const struct mark *mark = mark_at(t, i);
            if (mark->element && mark->painted)
                g_string_append_printf(w->source, " %u 0 R", first + mark->element->number);
            else if (mark->element)
                g_string_append(w->source, " null"); /* in the place of its number */
        }
        g_string_append(w->source, " ]");
        pdf_file_object(w->file, number, w->source->str, w->source->len);
        g_string_append_printf(tree, " %u %u 0 R", page, number);
    }
    for (guint i = 0; i < w->annots->len; i++) {
        const struct element *e = t->links->pdata[i];
        if (annot_id(w, i) && e)
            g_string_append_printf(tree, " %u %u 0 R", n + i, first + e->number);
    }
    g_string_append(tree, " ] >>");
    guint32 number = pdf_file_number(w->file);
    pdf_file_object(w->file, number, tree->str, tree->len);
    return number;
}

static void write_root(struct tag_writer *w, guint32 first, guint32 parents)
{
    GString *out = w->source;
    const struct tags *t = w->tags;
    char name[16];
    g_string_printf(out,
                    "<< /Type /StructTreeRoot /K %u 0 R /ParentTree %u 0 R "
                    "/ParentTreeNextKey %u /IDTree << /Names [",
                    first, parents, n_pages(t) + w->annots->len);
    for (guint i = 0; i < t->elements->len; i++) {
        const struct element *e = t->elements->pdata[i];
        if (e->needed && note_name(e, name))
            g_string_append_printf(out, " (%s) %u 0 R", name, first + e->number);
    }
    g_string_append(out, " ] >> >>");
    pdf_file_object(w->file, w->root, out->str, out->len);
}

void finish_tags_end(struct tag_writer *w)
{
    const struct tags *t = w->tags;
    guint32 first = pdf_file_number(w->file); /* of the root element; the others follow */
    for (guint i = 1; i < t->n_needed; i++)
        pdf_file_number(w->file);
    for (guint i = 0; i < t->elements->len; i++) {
        const struct element *e = t->elements->pdata[i];
        if (e->needed)
            write_element(w, e, first);
    }
    write_root(w, first, write_parents(w, first));
}

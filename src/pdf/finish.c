#include "pdf/finish.h"

#include "base/lang.h"
#include "pdf/finish_copy.h"
#include "pdf/finish_image.h"
#include "pdf/finish_tags.h"

#include <string.h>

struct finisher {
    qpdf_data q;
    const struct layout *layout;
    qpdf_oh *pages;
    struct tag_writer *tags; /* NULL: there are no tags */
    GString *source;         /* scratch */
};

/* Sets a key and lets go of the value: qpdf keeps every handle until it is released. */
static void set_key(struct finisher *f, qpdf_oh dict, const char *key, qpdf_oh value)
{
    qpdf_oh_replace_key(f->q, dict, key, value);
    qpdf_oh_release(f->q, value);
}

/* The object that the scratch source says. */
static qpdf_oh parse(struct finisher *f)
{
    qpdf_oh object = qpdf_oh_parse(f->q, f->source->str);
    g_string_truncate(f->source, 0);
    return object;
}

/* [page /XYZ x y null]: the place at the window's top left, the zoom unchanged. */
static qpdf_oh destination(struct finisher *f, const struct layout_anchor *anchor)
{
    g_string_assign(f->source, "[null /XYZ ");
    source_len(f->source, anchor->x);
    g_string_append_c(f->source, ' ');
    source_len(f->source, (gint64)f->layout->pages[anchor->page].frame->height - anchor->y);
    g_string_append(f->source, " null]");
    qpdf_oh dest = parse(f);
    qpdf_oh_set_array_item(f->q, dest, 0, f->pages[anchor->page]);
    return dest;
}

static const struct layout_anchor *find_anchor(struct finisher *f, const char *key)
{
    const struct layout_anchor *anchor = key ? layout_find_anchor(f->layout, key) : NULL;
    return anchor && anchor->page >= 0 && (size_t)anchor->page < f->layout->n_pages ? anchor : NULL;
}

/* --- links --- */

/* The link's words, which each of its lines repeats: of very many only the start. */
static void add_contents(struct finisher *f, const char *text)
{
    enum { MAX_CHARACTERS = 500 };
    g_autofree char *start =
        g_utf8_strlen(text, -1) > MAX_CHARACTERS ? g_utf8_substring(text, 0, MAX_CHARACTERS) : NULL;
    g_autofree char *cut = start ? g_strconcat(start, "…", NULL) : NULL;

    g_string_append(f->source, " /Contents ");
    source_text(f->source, cut ? cut : text);
}

/* Appends the annotation of a link whose area's top left corner is (x, y) from the page's, and
 * returns it; 0 when it leads nowhere. */
static qpdf_oh add_link(struct finisher *f, const struct item *item, gint64 x, gint64 y, len height,
                        qpdf_oh annots)
{
    bool uri = item->u.link.dest == DEST_URI;
    const struct layout_anchor *anchor = uri ? NULL : find_anchor(f, item->u.link.anchor);
    if (uri ? !item->u.link.uri : !anchor)
        return 0;
    g_string_assign(f->source, "<< /Type /Annot /Subtype /Link /Border [0 0 0] /F 4 /Rect [");
    gint64 corners[4] = {x, height - y - item->u.link.height, x + item->u.link.width, height - y};
    for (int i = 0; i < 4; i++) {
        source_len(f->source, corners[i]);
        g_string_append_c(f->source, i < 3 ? ' ' : ']');
    }
    if (item->u.link.text && *item->u.link.text)
        add_contents(f, item->u.link.text);
    if (uri) {
        g_string_append(f->source, " /A << /Type /Action /S /URI /URI ");
        source_uri(f->source, item->u.link.uri);
        g_string_append(f->source, " >>");
    }
    g_string_append(f->source, " >>");
    qpdf_oh dict = parse(f);
    if (!uri)
        set_key(f, dict, "/Dest", destination(f, anchor));
    qpdf_oh annot = qpdf_make_indirect_object(f->q, dict);
    qpdf_oh_append_item(f->q, annots, annot);
    qpdf_oh_release(f->q, dict);
    return annot;
}

/* With tags, a link in what is repeated (a table's head) has none: it was tagged where it stood
 * first. */
static void add_tagged_link(struct finisher *f, const struct item *item, gint64 x, gint64 y,
                            len height, qpdf_oh annots)
{
    qpdf_oh annot = 0;
    if (!f->tags || finish_tags_has_link(f->tags))
        annot = add_link(f, item, x, y, height, annots);
    if (f->tags)
        finish_tags_link(f->tags, annot);
    if (annot)
        qpdf_oh_release(f->q, annot);
}

/* All links of a frame; *annots is made when the first is found. */
static void add_links(struct finisher *f, const struct frame *frame, gint64 x, gint64 y, len height,
                      qpdf_oh *annots)
{
    for (const struct item *i = frame->first; i; i = i->next) {
        if (i->kind == ITEM_GROUP) {
            add_links(f, i->u.group.frame, x + i->x, y + i->y, height, annots);
        } else if (i->kind == ITEM_LINK) {
            if (!*annots)
                *annots = qpdf_oh_new_array(f->q);
            add_tagged_link(f, i, x + i->x, y + i->y, height, *annots);
        }
    }
}

static void add_all_links(struct finisher *f)
{
    for (size_t i = 0; i < f->layout->n_pages; i++) {
        const struct frame *frame = f->layout->pages[i].frame;
        qpdf_oh annots = 0;
        add_links(f, frame, 0, 0, frame->height, &annots);
        if (annots)
            set_key(f, f->pages[i], "/Annots", annots);
    }
}

/* --- outline --- */

/* The index of the entry that entry i stands below, -1 for the root: the nearest earlier one of a
 * lower level. */
static void outline_parents(const struct layout *l, int *parents)
{
    for (int i = 0; i < (int)l->n_outline; i++) {
        int p = i - 1;
        while (p >= 0 && l->outline[p].level >= l->outline[i].level)
            p = parents[p];
        parents[i] = p;
    }
}

static void outline_dest(struct finisher *f, qpdf_oh item, const struct layout_outline *entry)
{
    const struct layout_anchor *anchor = find_anchor(f, entry->anchor);
    g_string_assign(f->source, "");
    source_text(f->source, entry->title && *entry->title ? entry->title : " ");
    set_key(f, item, "/Title", parse(f));
    if (anchor)
        set_key(f, item, "/Dest", destination(f, anchor));
}

/* Links item i into its parent's chain; last[] holds each parent's last child so far. */
static void outline_link(struct finisher *f, qpdf_oh *items, const int *parents, int *last,
                         int *counts, int i)
{
    int parent = parents[i] + 1; /* items[0], last[0], counts[0] are the root's */
    qpdf_oh_replace_key(f->q, items[i + 1], "/Parent", items[parent]);
    if (last[parent] > 0) {
        qpdf_oh_replace_key(f->q, items[i + 1], "/Prev", items[last[parent]]);
        qpdf_oh_replace_key(f->q, items[last[parent]], "/Next", items[i + 1]);
    } else {
        qpdf_oh_replace_key(f->q, items[parent], "/First", items[i + 1]);
    }
    qpdf_oh_replace_key(f->q, items[parent], "/Last", items[i + 1]);
    last[parent] = i + 1;
    counts[parent]++;
}

/* ISO 32000, 12.3.3. Only the top level is open: a closed item's /Count is minus its children. */
static void add_outline(struct finisher *f, qpdf_oh root)
{
    const struct layout *l = f->layout;
    int n = (int)l->n_outline;
    if (n == 0)
        return;
    g_autofree int *parents = g_new(int, n), *last = g_new0(int, n + 1);
    g_autofree int *counts = g_new0(int, n + 1);
    g_autofree qpdf_oh *items = g_new(qpdf_oh, n + 1);
    outline_parents(l, parents);
    for (int i = 0; i <= n; i++) {
        qpdf_oh dict = qpdf_oh_new_dictionary(f->q);
        items[i] = qpdf_make_indirect_object(f->q, dict);
        qpdf_oh_release(f->q, dict);
    }
    set_key(f, items[0], "/Type", qpdf_oh_new_name(f->q, "/Outlines"));
    for (int i = 0; i < n; i++) {
        outline_dest(f, items[i + 1], &l->outline[i]);
        outline_link(f, items, parents, last, counts, i);
    }
    for (int i = 0; i <= n; i++) {
        if (counts[i] > 0)
            set_key(f, items[i], "/Count",
                    qpdf_oh_new_integer(f->q, i == 0 ? counts[i] : -counts[i]));
    }
    qpdf_oh_replace_key(f->q, root, "/Outlines", items[0]);
    set_key(f, root, "/PageMode", qpdf_oh_new_name(f->q, "/UseOutlines"));
    for (int i = 0; i <= n; i++)
        qpdf_oh_release(f->q, items[i]);
}

/* --- the document --- */

static void add_metadata(struct finisher *f, qpdf_oh root, const struct pdf_info *info)
{
    g_autoptr(GString) xmp = g_string_new(NULL);
    source_xmp(xmp, info);
    qpdf_oh stream = qpdf_oh_new_stream(f->q), dict = qpdf_oh_get_dict(f->q, stream);
    qpdf_oh none = qpdf_oh_new_null(f->q);
    qpdf_oh_replace_stream_data(f->q, stream, (const unsigned char *)xmp->str, xmp->len, none,
                                none);
    qpdf_oh_release(f->q, none);
    set_key(f, dict, "/Type", qpdf_oh_new_name(f->q, "/Metadata"));
    set_key(f, dict, "/Subtype", qpdf_oh_new_name(f->q, "/XML"));
    qpdf_oh_release(f->q, dict);
    set_key(f, root, "/Metadata", stream);

    g_string_assign(f->source, "");
    source_info(f->source, info);
    qpdf_oh direct = parse(f), trailer = qpdf_get_trailer(f->q);
    set_key(f, trailer, "/Info", qpdf_make_indirect_object(f->q, direct));
    qpdf_oh_release(f->q, direct);
    qpdf_oh_release(f->q, trailer);
}

static void finish_document(struct finisher *f, const struct pdf_info *info)
{
    qpdf_oh root = qpdf_get_root(f->q);
    add_outline(f, root);
    g_string_assign(f->source, "");
    source_page_labels(f->source, f->layout->pages, f->layout->n_pages);
    set_key(f, root, "/PageLabels", parse(f));
    g_string_assign(f->source, "");
    source_text(f->source, info->lang);
    set_key(f, root, "/Lang", parse(f));
    set_key(f, root, "/ViewerPreferences",
            qpdf_oh_parse(f->q, lang_is_rtl(info->lang)
                                    ? "<< /DisplayDocTitle true /Direction /R2L >>"
                                    : "<< /DisplayDocTitle true >>"));
    add_metadata(f, root, info);
    qpdf_oh_release(f->q, root);
}

/* libqpdf's own words for what went wrong last; NULL when nothing did. */
static const char *qpdf_problem(struct arena *a, qpdf_data q)
{
    if (!qpdf_has_error(q))
        return NULL;
    return arena_strdup(a, qpdf_get_error_full_text(q, qpdf_get_error(q)));
}

static bool finish_all(struct arena *a, struct finisher *f, const struct finish_job *job,
                       struct pdf_file *file, const char **problem)
{
    size_t n = f->layout->n_pages;
    if ((size_t)MAX(0, qpdf_get_num_pages(f->q)) != n) {
        *problem = "pages were lost";
        return false;
    }
    f->pages = arena_array(a, n, sizeof *f->pages);
    for (size_t i = 0; i < n; i++)
        f->pages[i] = qpdf_get_page_n(f->q, i);
    GArray *numbers = g_array_new(FALSE, TRUE, sizeof(guint32));
    GPtrArray *open = g_ptr_array_new_with_free_func(finish_image_close);
    guint32 root, document_info;
    struct tag_writer tags = {
        .q = f->q, .tags = job->tags, .file = file, .numbers = numbers, .pages = f->pages};
    finish_images(f->q, f->pages, n, job->images, numbers, open);
    if (job->tags && finish_tags_begin(&tags, job->threads, problem))
        f->tags = &tags;
    add_all_links(f);
    finish_document(f, job->info);
    finish_copy(f->q, file, numbers, &root, &document_info);
    if (f->tags)
        finish_tags_end(f->tags);
    pdf_file_finish(file, root, document_info);
    if (!*problem)
        *problem = qpdf_problem(a, f->q);
    g_ptr_array_unref(open);
    g_array_unref(numbers);
    return !*problem;
}

bool finish_pdf(struct arena *a, const struct finish_job *job, struct pdf_file *file,
                const char **problem)
{
    struct finisher f = {.q = qpdf_init(), .layout = job->layout, .source = g_string_new(NULL)};
    const GByteArray *painted = job->painted;
    qpdf_silence_errors(f.q);
    qpdf_set_suppress_warnings(f.q, QPDF_TRUE);
    bool ok =
        !(qpdf_read_memory(f.q, "painted pages", (const char *)painted->data, painted->len, NULL) &
          (QPDF_ERRORS));
    if (ok)
        ok = finish_all(a, &f, job, file, problem);
    else
        *problem = qpdf_problem(a, f.q);
    if (!ok && !*problem)
        *problem = "the painted pages cannot be read back";
    qpdf_cleanup(&f.q);
    g_string_free(f.source, TRUE);
    return ok;
}

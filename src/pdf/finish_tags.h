/* The structure tree in the finishing pass: marks in the pages' contents, and the elements.
 *
 * Cairo writes a plain mark for each of tags.h's, with the numbers in order; here they get their
 * roles, artifacts and texts. The elements are written straight into the file, after q is copied,
 * when the numbers of pages and annotations are known. Included by finish.c and finish_tags.c. */
#ifndef PDF_FINISH_TAGS_H
#define PDF_FINISH_TAGS_H

#include "pdf/file.h"
#include "pdf/tags.h"

#include <qpdf/qpdf-c.h>

struct tag_writer {
    qpdf_data q;
    const struct tags *tags;
    struct pdf_file *file;
    GArray *numbers; /* guint32: in the file, by number in q */
    const qpdf_oh *pages;
    guint32 root;    /* of the tree, in the file */
    GArray *annots;  /* int: numbers in q of the link annotations, by ITEM_LINK; 0: none */
    GString *source; /* scratch */
};

/* Prepares the catalog and the pages, and writes their contents anew, on so many threads. False
 * with *problem when they are not what Cairo should have written. The writer's first five fields
 * are set. */
bool finish_tags_begin(struct tag_writer *w, unsigned threads, const char **problem);
/* The annotation (an indirect dictionary) of the next ITEM_LINK; 0: it has none. */
void finish_tags_link(struct tag_writer *w, qpdf_oh annot);
/* Whether the next ITEM_LINK may have an annotation: all that a reader can reach are tagged. */
bool finish_tags_has_link(const struct tag_writer *w);
/* After q is copied. */
void finish_tags_end(struct tag_writer *w);

#endif

/* The package: what is in the book besides its chapters, and the list of it all.
 *
 * package_new collects what the documents need (images in the order of their first use, the cover,
 * the identifier); the others write one file each. Included by epub/ only. */
#ifndef EPUB_PACKAGE_H
#define EPUB_PACKAGE_H

#include "doc/book.h"

struct package {
    struct edition *edition;
    const char *title;         /* not empty */
    char *identifier;          /* differs per language */
    char *modified;            /* CCYY-MM-DDThh:mm:ssZ */
    GPtrArray *images;         /* const struct image *, each name once */
    const struct image *cover; /* among images; NULL: cover_png */
    GBytes *cover_png;         /* the drawn one, set by epub.c; NULL: none */
    bool all_have_alt;         /* every image shown has a text alternative */
    bool has_formulas, may_move;
    bool draws_formulas; /* as SVG; set by epub.c */
};

struct package *package_new(struct edition *e);
void package_free(struct package *p);
bool package_has_cover(const struct package *p);

/* package.opf; documents[i] is the text of chapter i's file. */
void package_opf(const struct package *p, GString *const *documents, GString *out);
void package_cover_page(const struct package *p, GString *out);
void package_title_page(const struct package *p, GString *out);

/* nav.xhtml (contents and landmarks) and toc.ncx; in nav.c. */
void nav_document(const struct package *p, GString *out);
void nav_ncx(const struct package *p, GString *out);

#endif
